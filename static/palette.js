// palette.js: the search of every page. Python finds and ranks, as on the page Recherche; the browser asks while the
// reader types, remembers what it was told, and opens the view inside the session.
(() => {
  const base = document.currentScript.src.replace(/app\/static\/palette\.js.*$/, "");
  const WAITING = "Recherche…", WAIT = 80, LONGEST = 100, KEPT = 60, OFF = "territoires-sans-barre";
  let dialog, input, list, state, key, asking = null, timer = 0, shown = [], active = -1, opener = null, hurried = false;
  const told = new Map(); // the last answers, by query
  const own = () => document.querySelector("[data-jeu-session]")?.dataset.jeuSession ?? ""; // the dataset of this session alone
  let toldIn = "";

  const make = (tag, attributes, parent, text = "") => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    parent?.append(node);
    return node;
  };

  // The filters of the page that the view can bear follow the reader, as they do with the menu.
  function address(entry) {
    const target = new URL(entry[3], base), here = new URL(location.href).searchParams;
    for (const item of entry[4].split(" ").filter(Boolean)) {
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

  const asked = () => /[\p{L}\p{N}]/u.test(typed()) && state.textContent === WAITING;
  const typed = () => input.value.trim().slice(0, LONGEST);

  function suggest() {
    const query = typed();
    clearTimeout(timer);
    asking?.abort();
    hurried = false;
    if (toldIn !== own()) { told.clear(); toldIn = own(); }
    if (!/[\p{L}\p{N}]/u.test(query)) { paint("", null); return; }
    if (told.has(query)) { paint(query, told.get(query)); return; }
    paint(query, null);
    timer = setTimeout(() => ask(query), WAIT);
  }

  async function ask(query) {
    asking = new AbortController();
    let answer = null, failed = false;
    const jeu = own() ? `&jeu=${own()}` : "";
    try {
      const response = await fetch(`${base}app/recherche.json?q=${encodeURIComponent(query)}${jeu}`, { signal: asking.signal });
      if (response.ok) answer = await response.json(); else failed = true;
    } catch (error) {
      if (error.name === "AbortError") return;
      failed = true; // the last line still leads to the page
    }
    if (answer) told.set(query, answer);
    if (told.size > KEPT) told.delete(told.keys().next().value);
    if (typed() === query) paint(query, answer, failed);
  }

  // While the answer is awaited the suggestions of the letters before stay, out of reach of the keys.
  function paint(query, answer, failed = false) {
    const waiting = Boolean(query) && !answer && !failed;
    const found = answer?.trouve ?? [];
    state.textContent = stateOf(query, found.length, answer, waiting, failed);
    if (waiting && list.children.length) { shown = []; mark(-1); return; }
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
    mark(query ? 0 : -1);
    if (hurried && !waiting) { hurried = false; go(0); } // Enter came before the answer
  }

  function stateOf(query, count, answer, waiting, failed) {
    if (!query) return "Un indicateur, un défi, un objectif, une activité, un département, un sigle.";
    if (waiting) return WAITING;
    if (failed) return "La recherche est indisponible.";
    const how = answer?.sans ? `, sans ${answer.sans}` : answer?.proche ? " pour une orthographe proche" : "";
    return count ? `${count} suggestion${count > 1 ? "s" : ""}${how}.` : "Aucune suggestion.";
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
    } else if (event.target === input && !event.isComposing && event.key === "Enter") {
      event.preventDefault();
      if (asked()) hurried = true; else go(active);
    } else if (event.target === input && !event.isComposing && shown.length) {
      const moves = { ArrowDown: (active + 1) % shown.length, ArrowUp: (active - 1 + shown.length) % shown.length };
      if (event.key in moves) { event.preventDefault(); mark(moves[event.key]); }
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
    paint("", null);
    sayKey();
    dialog.showModal();
    input.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-palette]");
    if (button) open(button);
  });
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
