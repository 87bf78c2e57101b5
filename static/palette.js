// palette.js: the search of every page. It matches the beginnings of words among entries that Python wrote,
// asks Python when nothing begins so (a letter wrong), and opens the view inside the session.
(() => {
  const base = document.currentScript.src.replace(/app\/static\/palette\.js.*$/, "");
  const MOST = 9, WAIT = 150, LONGEST = 100, OFF = "territoires-sans-barre";
  const SMALL = new Set("a au aux d de des du en et l la le les ou par pour sur un une".split(" "));
  let dialog, input, list, state, key, entries = null, unavailable = false, asked = "", timer = 0, shown = [], active = -1, opener = null;

  const fold = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  const words = (text) => fold(text).split(" ").filter((word) => word && !SMALL.has(word))
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));
  const make = (tag, attributes, parent, text = "") => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    parent?.append(node);
    return node;
  };

  async function load() {
    if (entries) return;
    try {
      const answer = await fetch(`${base}app/recherche.json`);
      unavailable = !answer.ok;
      if (answer.ok) entries = (await answer.json()).map((entry) => ({ entry, title: fold(entry[1]), all: ` ${fold(entry[1])} ${entry[4]}` }));
    } catch { entries = null; unavailable = true; } // the last line still leads to the page
    if (dialog?.open) suggest();
  }

  // Entries that hold every word as the beginning of one of theirs: the title that is the query, then that opens on it
  // (or holds it, if it is an acronym or a code), then that holds the words.
  function matching(query) {
    const wanted = words(query), whole = fold(query);
    const found = (entries ?? []).filter(({ all }) => wanted.every((word) => all.includes(` ${word}`)));
    const short = whole.length <= 4 || /\d/.test(whole);
    const merit = ({ title, all }) => (title === whole ? 3 : title.startsWith(whole) || (short && all.split(" ").includes(whole)) ? 2 :
      wanted.every((word) => ` ${title}`.includes(` ${word}`)) ? 1 : 0);
    const ranked = found.map((one, rank) => ({ one, rank, merit: merit(one) })).sort((a, b) => b.merit - a.merit || a.rank - b.rank);
    return varied(ranked.map(({ one }) => one.entry));
  }

  // At most four of one kind while others are waiting.
  function varied(found) {
    const count = {}, first = [], rest = [];
    for (const entry of found) ((count[entry[0]] = (count[entry[0]] ?? 0) + 1) <= 4 ? first : rest).push(entry);
    return [...first, ...rest].slice(0, MOST);
  }

  // The filters of the page that the view can bear follow the reader, as they do with the menu.
  function address(entry) {
    const target = new URL(entry[3], base), here = new URL(location.href).searchParams;
    for (const item of entry[5].split(" ").filter(Boolean)) {
      const [name, only] = item.split(":");
      if (target.searchParams.has(name)) continue;
      here.getAll(name).filter((value) => !only || only.split(",").includes(value)).forEach((value) => target.searchParams.append(name, value));
    }
    return target.href;
  }
  function everything(query) {
    const target = new URL("./recherche", base), here = new URL(location.href).searchParams;
    target.searchParams.set("q", query);
    for (const name of ["departement", "engagement"]) here.getAll(name).forEach((value) => target.searchParams.append(name, value));
    return target.href;
  }

  function suggest() {
    const query = input.value.trim().slice(0, LONGEST);
    clearTimeout(timer);
    if (!words(query).length) { asked = ""; paint("", []); return; }
    const found = matching(query);
    if (found.length || asked !== query) paint(query, found);
    if (found.length || asked === query) return;
    timer = setTimeout(async () => {
      asked = query;
      try {
        const answer = await (await fetch(`${base}app/recherche.json?q=${encodeURIComponent(query)}`)).json();
        if (input.value.trim().slice(0, LONGEST) === query) paint(query, answer, true);
      } catch { /* the last line still leads to the page */ }
    }, WAIT);
  }

  function paint(query, found, near = false) {
    list.textContent = "";
    shown = found.map((entry) => ({ href: address(entry) }));
    found.forEach((entry, rank) => {
      const option = make("li", { role: "option", id: `palette-${rank}`, "aria-selected": "false" }, list);
      make("span", { class: "titre" }, option, entry[1]);
      make("span", { class: "genre" }, option, entry[0]);
      make("span", { class: "contexte" }, option, entry[2]);
    });
    if (query) {
      make("li", { role: "option", id: `palette-${shown.length}`, "aria-selected": "false", class: "tout" }, list,
        `Tous les résultats pour «${query}»`);
      shown.push({ href: everything(query) });
    }
    list.hidden = !query;
    input.setAttribute("aria-expanded", String(Boolean(query)));
    const count = found.length;
    state.textContent = !query ? "Un indicateur, un défi, un objectif, une activité, un département, un sigle." :
      count ? `${count} suggestion${count > 1 ? "s" : ""}${near ? " pour une orthographe proche" : ""}.` :
      entries ? "Aucune suggestion." : unavailable ? "La recherche est indisponible." : "Lecture de la liste…";
    mark(query ? 0 : -1);
  }

  function mark(rank) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = rank;
    const option = list.children[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id); else input.removeAttribute("aria-activedescendant");
  }

  function go(rank) {
    if (!shown[rank]) return;
    const link = make("a", { href: shown[rank].href, "data-vue": "", hidden: "" }, document.body);
    dialog.close();
    link.click(); // cadre.js opens it inside the session
    link.remove();
  }

  function onKey(event) {
    if (event.key === "Tab") { // the page behind is out of reach: the dialog goes round
      const stops = [...dialog.querySelectorAll("input, button")];
      const next = stops[(stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
      event.preventDefault();
      next.focus();
    } else if (event.target === input && !event.isComposing && shown.length) {
      const moves = { ArrowDown: (active + 1) % shown.length, ArrowUp: (active - 1 + shown.length) % shown.length };
      if (event.key in moves) { event.preventDefault(); mark(moves[event.key]); }
      if (event.key === "Enter") { event.preventDefault(); go(active); }
    }
    event.stopPropagation(); // Streamlit has shortcuts of its own
  }

  const barred = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  function sayKey() {
    key.setAttribute("aria-pressed", String(!barred()));
    key.textContent = barred() ? "Touche /\u00a0: inactive" : "Touche /\u00a0: active";
  }

  function build() {
    dialog = make("dialog", { class: "palette", "aria-label": "Rechercher dans l'outil" }, document.body);
    const head = make("div", { class: "palette-tete" }, dialog);
    input = make("input", { type: "text", role: "combobox", "aria-label": "Rechercher", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "palette-liste", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: LONGEST,
      placeholder: "Un mot, un sigle, un code" }, head);
    make("button", { type: "button", class: "fermer" }, head, "Fermer").addEventListener("click", () => dialog.close());
    state = make("p", { role: "status", class: "palette-etat" }, dialog);
    list = make("ul", { role: "listbox", id: "palette-liste", "aria-label": "Suggestions", hidden: "" }, dialog);
    const help = make("p", { class: "palette-aide" }, dialog);
    for (const [name, what] of [["↑ ↓", "choisir"], ["Entrée", "ouvrir"], ["Échap", "fermer"]]) {
      make("kbd", {}, help, name);
      help.append(` ${what} `);
    }
    key = make("button", { type: "button", title: "Ouvrir la recherche avec la touche / (Ctrl+K reste)" }, help);
    key.addEventListener("click", () => {
      try { localStorage.setItem(OFF, barred() ? "0" : "1"); } catch { /* private browsing: the key stays active */ }
      sayKey();
    });
    input.addEventListener("input", suggest);
    dialog.addEventListener("keydown", onKey);
    list.addEventListener("mousemove", (event) => {
      const rank = [...list.children].indexOf(event.target.closest("li"));
      if (rank >= 0 && rank !== active) mark(rank);
    });
    list.addEventListener("click", (event) => go([...list.children].indexOf(event.target.closest("li"))));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      const button = opener?.isConnected ? opener : document.querySelector("[data-palette]");
      button?.focus();
    });
  }

  function open(from) {
    if (!dialog) build();
    if (dialog.open) { input.select(); return; }
    const app = getComputedStyle(document.querySelector(".stApp") ?? document.body);
    Object.assign(dialog.style, { color: app.color, backgroundColor: app.backgroundColor, fontFamily: app.fontFamily, colorScheme: app.colorScheme });
    opener = from && from !== document.body ? from : null;
    input.value = "";
    paint("", []);
    sayKey();
    dialog.showModal();
    input.focus();
    load();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-palette]");
    if (button) open(button);
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => { if (event.target.closest?.("[data-palette]")) load(); });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox]");
    const bar = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing && !barred();
    const chord = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if ((!bar && !chord) || document.querySelector("dialog[open]:not(.palette)")) return;
    event.preventDefault();
    event.stopPropagation();
    open(document.activeElement);
  }, true);
})();
