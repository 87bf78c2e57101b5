// cadre.js: what Streamlit's own page cannot be asked for: theme switch, copy of the link, French labels.
(() => {
  const PAGES = ["/", "/carte", "/territoire", "/ecarts", "/defis", "/scenario", "/seance", "/importer", "/sources", "/recherche", "/accessibilite"];
  const CHOICE = "territoires-theme";
  const base = document.currentScript.src.replace(/app\/static\/cadre\.js.*$/, "");
  const prefix = new URL(base).pathname.replace(/\/$/, "");
  const keys = () => new Set([...PAGES.map((p) => prefix + p), location.pathname].map((p) => `stActiveTheme-${p}-v2`));

  // Streamlit remembers a theme for each address; one choice here holds on all pages.
  function apply(choice) {
    for (const key of keys()) {
      if (choice === "System") localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(choice));
    }
  }
  try {
    const choice = localStorage.getItem(CHOICE);
    if (choice) apply(choice);
  } catch { /* private browsing without storage: the system's theme is kept */ }

  // A view inside the session: the page is not loaded again, Streamlit reads the address as it does for Back.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-vue]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });

  // Without a mouse: when what was pressed leaves with what it changed, the first heading of the page takes the focus; so it
  // does when the menu is skipped (Streamlit's own link leads before the menu).
  function heading() {
    const title = document.querySelector("[data-testid=stMain] h1:not(.doublure *)");
    if (title) title.tabIndex = -1;
    return title;
  }
  let watch = 0;
  document.addEventListener("pointerdown", () => clearInterval(watch), true);
  document.addEventListener("keydown", ({ key, target }) => {
    clearInterval(watch);  // whoever goes on is no longer waiting
    if ((key !== "Enter" && key !== " ") || !target.closest?.("[data-testid=stMain]")) return;
    let looks = 200, seen = 0, last = target;
    watch = setInterval(() => {
      const now = document.activeElement;
      if (!(looks -= 1)) return clearInterval(watch);
      if (now !== document.body) last = now;
      const lost = now === document.body && !last.isConnected && !document.querySelector(".doublure");
      seen = lost && document.querySelector("[data-test-script-state=notRunning]") && document.querySelector("footer.pied") ? seen + 1 : 0;
      if (seen < 3) return undefined;
      clearInterval(watch);
      heading()?.focus({ preventScroll: true });
      return undefined;
    }, 100);
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-testid=stSkipToContent]") || !heading()) return;
    event.preventDefault();
    event.stopPropagation();
    heading().focus({ preventScroll: true });
  }, true);

  // A part of the same page comes into sight and takes the focus; the address and Back stay as they are. What is told
  // stands around the parts, never inside: static/avance.js compares what they hold.
  const partOf = (link) => document.querySelector(`.${link.dataset.ancre}`)?.parentElement;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-ancre]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const part = partOf(link);
    if (!part) return;
    part.scrollIntoView({ block: "start" });
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });
  let placing = 0;
  function place() {  // which part is read
    placing = 0;
    const links = [...document.querySelectorAll("a[data-ancre]")];
    if (!links.length) return;
    const menu = links[0].closest("[data-testid=stHtml]"), under = Math.max(menu.getBoundingClientRect().bottom, 44) + 60;
    const main = menu.closest("[data-testid=stMain]"), atEnd = main.scrollTop > 0 && main.scrollTop + main.clientHeight >= main.scrollHeight - 4;
    const reached = (link) => atEnd || (partOf(link)?.getBoundingClientRect().top ?? Infinity) <= under;
    const read = (main.scrollTop > 0 && links.findLast(reached)) || links[0];  // at the top the first, whatever is drawn yet
    menu.dataset.lu = read.dataset.ancre;
  }
  document.addEventListener("scroll", () => { placing ||= requestAnimationFrame(place); }, { capture: true, passive: true });

  // On a phone the pages and the theme wait behind a button; a page chosen folds them again.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-menu]"), chosen = !button && target.closest?.(".menu-liens a");
    if (button) button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true");
    if (chosen) document.querySelector("[data-menu]")?.setAttribute("aria-expanded", "false");
  });

  document.addEventListener("click", async (event) => {
    const theme = event.target.closest?.("[data-choix-theme]");
    if (theme) {
      try {
        localStorage.setItem(CHOICE, theme.dataset.choixTheme);
        apply(theme.dataset.choixTheme);
        location.reload();
      } catch { /* as above: the system's theme is kept */ }
    }
    const copy = event.target.closest?.("[data-copier-lien]");
    if (copy) {
      const said = copy.parentElement.querySelector("[role=status]");
      // The address follows the last choice once the server has confirmed it.
      const waiting = setTimeout(() => { said.textContent = "Lien en préparation…"; }, 300);
      const ready = await window.liaisonPosee();
      clearTimeout(waiting);
      if (!ready) {
        said.textContent = "Lien non copié\u00a0: le serveur n'a pas encore confirmé cette vue. Réessayez.";
        return;
      }
      try {
        await navigator.clipboard.writeText(location.href);
        said.textContent = "Lien copié.";
      } catch {
        said.textContent = location.href;
      }
    }
  });

  // The same view in other forms, for who reads the page with a program (shell/forms.py).
  const FORMS = { json: "application/json", csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
  let named = "";
  function nameForms() {
    if (named === location.href) return;
    named = location.href;
    const page = location.pathname.slice(prefix.length).replace(/^\//, "") || "accueil";
    document.querySelectorAll("link[rel=alternate][data-forme]").forEach((link) => link.remove());
    if (page === "accessibilite" || page === "seance") return;
    for (const [form, type] of Object.entries(FORMS)) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "alternate", type, href: `${prefix}/${page}.${form}${location.search}` });
      link.dataset.forme = form;
      document.head.append(link);
    }
  }

  // The view seen last, kept by this browser alone; the home page leads back to it.
  const LAST = "territoires-derniere-vue";
  let noted = "";
  function resume() {
    const here = location.pathname.slice(prefix.length).replace(/^\//, "");
    try {
      if (here && noted !== location.href) localStorage.setItem(LAST, (noted = location.href).slice(base.length));
      const place = !here && document.querySelector(".reprise:empty"), last = place && localStorage.getItem(LAST);
      const target = last && new URL(last, base), page = target && PAGES.find((p) => p !== "/" && prefix + p === target.pathname);
      const menu = [...document.querySelectorAll(".menu-liens a")];
      if (!page || !menu.length) return;
      const link = Object.assign(document.createElement("a"), { href: target.href, textContent: "Reprendre ma dernière vue" });
      const named = menu.find((a) => new URL(a.href).pathname === target.pathname);
      if (named) link.textContent += `\u00a0: ${named.textContent}`;
      link.dataset.vue = "";
      place.append(link);
    } catch { /* private browsing without storage: nothing to resume */ }
  }

  // The words that came with the page (shell/first_words.py) leave as soon as it draws its own.
  let first = null;
  function firstWords() {
    first = document.querySelector(".premiers-mots");
    try {
      const choice = localStorage.getItem(CHOICE);
      if (first && choice && choice !== "System") first.style.colorScheme = choice.toLowerCase();
    } catch { /* as above */ }
  }

  // What was just drawn, and nothing else: which part is read, which theme is chosen.
  function mark(root) {
    if (first && document.querySelector("[data-testid=stMain] :is(h1, h2)")) first = first.remove();
    if (root.querySelector("a[data-ancre]")) placing ||= requestAnimationFrame(place);
    const themes = root.querySelectorAll("[data-choix-theme]");
    if (!themes.length) return;
    let choice = "System";
    try { choice = localStorage.getItem(CHOICE) ?? "System"; } catch { /* as above */ }
    themes.forEach((b) => b.setAttribute("aria-pressed", b.dataset.choixTheme === choice));
  }

  const WORDS = {
    "Skip to main content": "Aller au contenu", "Main menu": "Menu principal", "Stop": "Arrêter", "Fullscreen": "Plein écran",
    "Close": "Fermer", "Clear all": "Tout effacer", "Clear value": "Effacer", "Open": "Ouvrir", "Search": "Rechercher",
    "No results": "Aucun résultat", "Choose an option": "Choisir", "Choose options": "Choisir", "Download as CSV": "Télécharger en CSV",
    "Running...": "Calcul en cours…", "Connecting": "Connexion…", "Select all": "Tout choisir", "Selected values": "Choix faits",
    "Press Enter to apply": "Entrée pour valider", "Add files": "Ajouter des fichiers", "App pages": "Pages",
    "Drag and drop a file here": "Déposer un fichier ici", "Navigate to home page": "Aller à l'accueil",
    "File change.": "L'outil a été modifié.", "Download failed": "Le fichier n'a pas pu être préparé. Réessayez.",
    "The app is running": "Calcul en cours",
    "Error:": "Erreur\u00a0: ", "Upload": "Choisir un fichier", "file upload": "Choisir un fichier",
    "Collapse sidebar": "Replier le panneau", "Expand sidebar": "Déplier le panneau",
  };
  const PATTERNS = [
    [/^(\d+)MB per file( • .+)?$/, "$1\u00a0Mo au plus$2"], [/^Remove (.+)$/, "Retirer $1"], [/^Help for (.+)$/, "Aide\u00a0: $1"],
    [/^(?:Error: )?File must be (\d+)(?:\.0)?MB or smaller\.$/, "Rien n'a été ouvert\u00a0: ce fichier dépasse $1\u00a0Mo."],
    [/^(?:Error: )?\S* ?files are not allowed\.$/, "Rien n'a été ouvert\u00a0: ce genre de fichier n'est pas lu ici."],
    // Words about the connection, by kind: one sentence for all, since liaison.js says the rest.
    [/^Connection error$/, "Connexion interrompue"],
    [/^(?:Too many files|Upload failed|File is (?:larger|smaller) than .+|File type must be.*|Request (?:failed|aborted|timed out).*|Connection (?:closed|timed out)|Network error|Unknown [Ee]rror|Error: .+)$/s,
      "Rien n'a été ouvert\u00a0: le fichier n'est pas parvenu au serveur. Réessayez."],
    [/^(?=.*\b(?:Streamlit|server|connect(?:ed|ing|ion)?|internet|network|reconnect|timed out|HTTP)\b)(?=.*\b(?:is|are|to|with|lost|out|error|closed|aborted|received)\b)[\x20-\x7e\s’“”…]+$/is,
      "Le serveur de l'outil ne répond pas. Ce qui est affiché reste lisible\u00a0; la page reprend d'elle-même à son retour."],
  ];
  // Where only the framework speaks, words that nobody here knows are not shown.
  const ITS_OWN = "[data-testid=stDialog],[data-testid=stToast]";
  const INCIDENT = "Incident technique de l'affichage. Ce qui est affiché peut être incomplet\u00a0; rechargez la page.";
  const known = new Set();
  function french(text) {
    if (Object.hasOwn(WORDS, text)) return WORDS[text];
    const found = PATTERNS.find(([pattern]) => pattern.test(text));
    return found && text.replace(...found);
  }
  function wordFor(node) {
    const text = node.nodeValue.trim();
    if (!text || text.length > 400 || known.has(text) || node.parentElement?.matches("style,script")) return undefined;
    const word = french(text) ?? (node.parentElement?.closest(ITS_OWN) && /[a-z]/i.test(text) ? INCIDENT : undefined);
    if (word) known.add(word);
    return word;
  }
  function translate(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const word = wordFor(node);
      if (word) node.nodeValue = word;
    }
    const labelled = root.querySelectorAll ? [root, ...root.querySelectorAll("[aria-label],[title],[placeholder]")] : [];
    for (const element of labelled) {
      for (const name of ["aria-label", "title", "placeholder"]) {
        const word = french(element.getAttribute?.(name)?.trim() ?? "");
        if (word) element.setAttribute(name, word);
      }
    }
  }
  // A part that the reader opened stays open when the page draws it again for another choice.
  const opened = new Map();
  document.addEventListener("toggle", ({ target }) => {
    if (target.isConnected && target.dataset?.volet) opened.set(target.dataset.volet, target.open);
  }, true);
  function reopen(root) {
    for (const part of root.querySelectorAll?.("details[data-volet]") ?? []) {
      const open = opened.get(part.dataset.volet);
      if (open !== undefined && part.open !== open) part.open = open;
    }
  }

  // A list that a button unfolds stands at the end of the document: opened by keyboard, it takes the focus.
  const BODY = "[data-testid=stPopoverBody]";
  let byKey = false;
  document.addEventListener("keydown", () => { byKey = true; }, true);
  document.addEventListener("pointerdown", () => { byKey = false; }, true);
  function enter(node) {
    const body = node.matches(BODY) ? node : node.querySelector(BODY);
    const opener = document.activeElement, end = performance.now() + 20000;
    if (!body || !opener?.closest("[data-testid=stPopover]")) return;
    let first = null, still = 0;
    requestAnimationFrame(function look() {  // what it holds comes after it, part by part
      if (document.activeElement !== opener || !body.isConnected || performance.now() > end) return;
      const now = body.querySelector("input:not([type=radio]),input[type=radio]:checked,button,textarea");
      still = now && now === first ? still + 1 : 0;
      first = now;
      if (still > 5) first.focus();
      if (document.activeElement === opener) requestAnimationFrame(look);
    });
    // Past its last control, or before its first, the key goes on from the button, and the list folds again.
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || event.defaultPrevented || !opener.isConnected) return;
      const stops = [...body.querySelectorAll("input:not([type=radio]),input[type=radio]:checked,button,textarea,select,a[href],summary")]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
      if (document.activeElement !== (event.shiftKey ? stops[0] : stops.at(-1))) return;
      opener.click();
      opener.focus({ preventScroll: true });
      if (event.shiftKey) event.preventDefault();
    });
  }

  const start = () => {
    firstWords();
    const drawn = (element) => element?.closest("[data-carte],[data-grille]");  // by us, in French
    const observer = new MutationObserver((changes) => {
      for (const change of changes) {
        const word = change.type === "characterData" && !drawn(change.target.parentElement) && wordFor(change.target);
        if (word) change.target.nodeValue = word;
        for (const node of change.addedNodes) {
          if (node.nodeType !== Node.ELEMENT_NODE) continue;
          if (opened.size) reopen(node);
          if (byKey) enter(node);
          if (drawn(node)) continue;
          if (!node.closest(".stHtml")) translate(node);  // what Python writes is French
          mark(node);
        }
      }
      nameForms();
      resume();
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    translate(document.body); // what was drawn before this script could watch: the link that skips the menu
    mark(document.body);
    nameForms();
    resume();
  };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
