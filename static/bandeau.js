// bandeau.js: «Exporter», the files of the view that is shown, and the slim bar of a page that was scrolled down.
// The mark of the main part of a view says its files, its title and its filters (shell/export_menu.py): what is told here
// follows the view at each choice, as the page does. Nothing of it is an element of Streamlit.
(() => {
  const HIGH = 44, NARROW = matchMedia("(max-width: 640px)");
  const mark = () => document.querySelector("[data-formes]");
  const main = () => document.querySelector("[data-testid=stMain]");
  const make = (name, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), given);
    made.append(...inside);
    return made;
  };

  // Outside the application: the theme that it shows is told to what stands here.
  const dress = (part) => { part.style.colorScheme = getComputedStyle(document.querySelector(".stApp")).colorScheme; };

  // ------------------------------------------------------------------ «Exporter»
  const PANEL = "exporter-formes";
  let panel = null, opener = null, listed = "";
  function list() {  // written again only where the files are other ones
    const told = mark()?.dataset.formes ?? "[]";
    if (told === listed) return;
    const at = [...panel.querySelectorAll("a")].indexOf(document.activeElement);
    listed = told;
    panel.querySelector("ul").replaceChildren(...JSON.parse(told).map(([words, holds, href]) => {
      const link = make("a", { href }, make("b", { textContent: words }), make("span", { textContent: holds }));
      link.dataset.fichier = "";
      return make("li", {}, link);
    }));
    if (at >= 0) panel.querySelectorAll("a")[at]?.focus();
  }
  function build() {
    const help = document.querySelector("[data-exporter]")?.dataset.aide ?? "";
    panel = make("div", { id: PANEL, className: "exporter-panneau", hidden: true }, make("ul"), make("p", { textContent: help }));
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "Exporter cette vue");
    panel.addEventListener("keydown", onKey);
    panel.addEventListener("fichier-donne", () => close(true));
    document.body.append(panel);
  }
  function open(button) {
    if (!panel) build();
    listed = "";
    list();
    opener = button;
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", PANEL);
    panel.hidden = false;
    dress(panel);
    place();
    panel.querySelector("a")?.focus({ preventScroll: true });
  }
  function place() {
    const box = opener.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    panel.style.right = `${Math.max(8, Math.min(wide - box.right, wide - panel.offsetWidth - 8))}px`;
    panel.style.top = `${box.bottom + 4}px`;
    panel.style.maxHeight = `${innerHeight - box.bottom - 12}px`;
  }
  // React may have drawn the button again: the one that stands in the same place takes the focus.
  const standing = () => (opener?.isConnected ? opener : document.querySelector("[data-exporter]"));
  function close(back) {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    document.querySelectorAll("[data-exporter]").forEach((button) => button.setAttribute("aria-expanded", "false"));
    if (back) standing()?.focus({ preventScroll: true });
  }
  function onKey(event) {
    const links = [...panel.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + links.length, Home: 0, End: links.length - 1 }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
    } else if (to !== undefined) {
      event.preventDefault();
      links[to % links.length]?.focus();
    } else if (event.key === "Tab" && at === (event.shiftKey ? 0 : links.length - 1)) {
      close(true);  // the key goes on from the button
      if (event.shiftKey) event.preventDefault();
    }
  }
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-exporter]");
    if (button) {
      if (panel && !panel.hidden && opener === button) close(true); else { close(false); open(button); }
    } else if (panel && !panel.contains(target)) close(false);
  });
  addEventListener("resize", () => { if (panel && !panel.hidden) place(); });
  addEventListener("popstate", () => close(false));

  // ------------------------------------------------------------------ the slim bar
  // The bar of controls of a page: the first of these that it has (a map in the results has its own, further down).
  const CONTROLS = [".st-key-filtres, .st-key-scenario-six", ".carte-haut", ".st-key-recherche-q"];
  const FIRST = ":is(input, button, select):not([disabled], [tabindex='-1'])";
  let bar = null, shown = false, told = "", due = 0;
  function places() {
    for (const one of CONTROLS) {
      const found = [...(main()?.querySelectorAll(one) ?? [])].filter((each) => each.offsetHeight);
      if (found.length) return one.includes("carte") ? found.slice(0, 1) : found;
    }
    return [];
  }
  function draw() {
    bar = make("div", { className: "bandeau-mince", hidden: true },
      make("p", {}, make("b"), make("span"), make("em", { className: "hors-vue" })), make("select", { hidden: true }),
      make("div", {}, make("button", { type: "button", textContent: "Modifier" }),
        make("button", { type: "button" }, "Haut", make("span", { className: "court", textContent: " de page" })), make("button", { type: "button", title: "Alt+Maj+S" }, make("span", { className: "mots", textContent: "Ajouter à la " }), "séance"), make("button", { type: "button", textContent: "Exporter" })));
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "Rappel de la vue");
    bar.querySelectorAll("p > :is(b, span)").forEach((part) => part.setAttribute("aria-hidden", "true"));
    const [change, up, added, files] = bar.querySelectorAll("button"), parts = bar.querySelector("select");
    up.setAttribute("aria-label", "Haut de page");
    added.dataset.seanceAjouter = "";
    files.dataset.exporter = "";
    files.setAttribute("aria-expanded", "false");
    parts.setAttribute("aria-label", "Partie de la page");
    change.addEventListener("click", () => go(places()[0]?.querySelector(FIRST)));
    up.addEventListener("click", () => go(document.querySelector("[data-testid=stMain] h1")));
    parts.addEventListener("change", () => document.querySelector(`a[data-ancre="${parts.value}"]`)?.click());
    document.body.prepend(bar);
  }
  function go(to) {
    main()?.scrollTo(0, 0);
    if (!to) return;
    if (to.matches("h1")) to.tabIndex = -1;
    to.focus({ preventScroll: true });
    if (to.getBoundingClientRect().bottom > innerHeight) to.scrollIntoView({ block: "center" });
  }
  // As many whole words as have room; all of them are read aloud.
  function fit(part, text, room) {
    const words = text.split(" ");
    part.textContent = text;
    for (let kept = words.length - 1; kept > 0 && room(); kept -= 1) {
      part.textContent = `${words.slice(0, kept).join(" ").replace(/[\s,;:·«(]+$/, "")}…`;
    }
    if (room()) part.textContent = "";
  }
  function tell() {
    const { titre = "", filtres = "" } = mark()?.dataset ?? {}, text = bar.querySelector("p");
    const [title, filters, whole] = text.children, parts = bar.querySelector("select");
    const links = NARROW.matches ? [...document.querySelectorAll("a[data-ancre]")] : [];
    const now = [titre, filtres, innerWidth, links.length].join("|");
    if (now !== told) {
      told = now;
      text.hidden = links.length > 0;
      parts.hidden = !links.length;
      parts.replaceChildren(...links.map((link) => make("option", { value: link.dataset.ancre, textContent: link.textContent })));
      whole.textContent = [titre, filtres].filter(Boolean).join(". ");
      filters.textContent = filtres;
      fit(title, titre, () => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1);
      if (!title.textContent.trim() || title.textContent.length < Math.min(24, titre.length)) {  // the title comes first
        fit(filters, "", () => false);
        fit(title, titre, () => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1);
      }
    }
    const read = document.querySelector("[data-lu]")?.dataset.lu;
    if (links.length && read && parts.value !== read) parts.value = read;
  }
  function look() {
    due = 0;
    if (panel && !panel.hidden) list();
    const last = mark() && Math.max(...places().map((one) => one.getBoundingClientRect().bottom));
    const past = Number.isFinite(last) && last <= HIGH && main().scrollTop > 0;
    if (past !== shown) {
      if (!bar) draw();
      if (!past && bar.contains(document.activeElement)) main()?.focus({ preventScroll: true });
      shown = past;
      bar.hidden = !past;
      dress(bar);
      document.documentElement.toggleAttribute("data-bandeau", past);
    }
    if (shown) tell();
  }
  const soon = () => { due ||= requestAnimationFrame(look); };
  document.addEventListener("scroll", ({ target }) => { if (target === main()) { close(false); soon(); } }, { capture: true, passive: true });
  addEventListener("resize", soon);
  new MutationObserver(() => { if (shown || (panel && !panel.hidden)) soon(); }).observe(document, { childList: true, subtree: true });

  // ------------------------------------------------------------------ the first drawing is over (shell/first_drawing.css)
  const AWAITED = "[data-testid=stSkeleton], .stElementContainer:has(.stBidiComponent):not(:has([data-carte] *, [data-grille] *), [class*=complement])";
  const PATIENCE = 4000;  // for a part that does not come: the rest is shown without it
  let late = 0;
  const drawn = new MutationObserver(() => {
    if (!document.querySelector("[data-test-script-state=notRunning]")) return;
    if (document.querySelector("footer.pied") && !document.querySelector(AWAITED)) opened();
    else late ||= setTimeout(opened, PATIENCE);
  });
  function opened() {
    drawn.disconnect();
    document.querySelector("style[data-premier-dessin]")?.remove();  // its selectors would be read at each later drawing
  }
  drawn.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
})();
