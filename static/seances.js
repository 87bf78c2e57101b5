// seances.js: the meetings that this browser holds, and «Ajouter à la séance» on every view. A meeting never leaves the
// browser but to be read again or written as a file; the page Séance (components/seance) shows and changes them.
(() => {
  const base = document.currentScript.src.replace(/app\/static\/seances\.js.*$/, "");
  const MEETING = "territoires-seance:", MINUTES = "territoires-suites:", CURRENT = "territoires-seance-courante";
  const MOST = 120, LONGEST = 300;
  const EMPTY = { debut: "", fin: "", quorum: "", presents: [], points: {}, en_cours: [] };
  const POINT = { genre: "information", adresse: "", titre: "", phrase: "", prudence: "", minutes: 5, orateur: "", note: "", montre: null };

  // ------------------------------------------------------------------ what is kept
  const held = new Map();  // where the browser keeps nothing, for as long as the page is open
  let lasting = true;
  function text(name) {
    try { return held.get(name) ?? localStorage.getItem(name); } catch { return held.get(name) ?? null; }
  }
  function put(name, value) {
    try {
      if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value);
      held.delete(name);
      return true;
    } catch {
      lasting = false;
      if (value === null) held.delete(name); else held.set(name, value);
      return false;
    }
  }
  function parsed(name) {
    try {
      const found = JSON.parse(text(name));
      return found && typeof found === "object" ? found : null;
    } catch { return null; }
  }
  const names = () => {
    try { return [...new Set([...Object.keys(localStorage), ...held.keys()])]; } catch { return [...held.keys()]; }
  };
  const key = () => [...crypto.getRandomValues(new Uint8Array(10))].map((one) => (one % 36).toString(36)).join("");

  // A meeting as it is kept: what it gave lies apart, where the presenter's window writes it.
  const lean = (meeting) => ({ ...meeting, suites: EMPTY });
  const withoutTables = (meeting) => ({ ...meeting, points: meeting.points.map((one) => (one.montre ? { ...one, montre: { ...one.montre, tableaux: [] } } : one)) });
  function write(meeting) {
    const name = MEETING + meeting.cle;
    return put(name, JSON.stringify(lean(meeting))) || put(name, JSON.stringify(lean(withoutTables(meeting))));
  }
  const read = (cle) => (cle ? parsed(MEETING + cle) : null);
  const minutes = (cle) => ({ ...EMPTY, ...parsed(MINUTES + cle) });
  const writeMinutes = (cle, given) => put(MINUTES + cle, JSON.stringify(given));
  function current(cle) {
    if (cle !== undefined) put(CURRENT, cle);
    const asked = text(CURRENT);
    return asked && text(MEETING + asked) !== null ? asked : "";
  }
  const fresh = (given = {}) => ({
    format: "territoires-de-sante/seance", version: 1, nom: "", date: "", heure: "", lieu: "", departement: "", duree: 0, jeu: "", points: [], suites: EMPTY, ...given, cle: key(),
  });
  const seen = new Map();  // each meeting read again only where its text is another one
  function known(name) {
    const now = text(name), before = seen.get(name);
    if (before?.text === now) return before.meeting;
    const meeting = parsed(name);
    seen.set(name, { text: now, meeting });
    return meeting;
  }
  const list = () => names().filter((name) => name.startsWith(MEETING)).map(known).filter((one) => Array.isArray(one?.points))
    .sort((one, other) => (other.date || "9").localeCompare(one.date || "9") || one.nom.localeCompare(other.nom) || one.cle.localeCompare(other.cle));
  function drop(cle) {
    const taken = { cle, seance: text(MEETING + cle), suites: text(MINUTES + cle), courante: current() === cle };
    [MEETING, MINUTES].forEach((kind) => put(kind + cle, null));
    return taken;
  }
  function restore({ cle, seance, suites, courante }) {
    put(MEETING + cle, seance);
    if (suites !== null) put(MINUTES + cle, suites);
    if (courante && !current()) current(cle);
  }

  // ------------------------------------------------------------------ the view that is shown
  // Its mark says its address (shell/export_menu.py): that of the bar may still wait for the server.
  const questioned = (asked) => { const query = String(asked); return query && `?${query}`; };
  function shown() {
    const mark = document.querySelector("[data-formes]");
    const file = mark && JSON.parse(mark.dataset.formes).map((one) => one[2]).find((href) => /\.json(\?|$)/.test(href));
    if (!file) return null;
    const [path, query = ""] = file.replace(/^\.\//, "").split("?"), asked = new URLSearchParams(query);
    asked.delete("jeu");
    return { adresse: `/${path.replace(/\.json$/, "")}${questioned(asked)}`, titre: (mark.dataset.titre ?? "").slice(0, LONGEST) };
  }
  // Title, sentence and cautions as the server proposes them; the title at hand when it does not answer.
  async function proposed(view) {
    const stop = new AbortController(), patience = setTimeout(() => stop.abort(), 5000);
    try {
      const own = document.querySelector("[data-jeu-session]")?.dataset.jeuSession, jeu = own ? `&jeu=${own}` : "";
      const answer = await fetch(`${base}app/seance.json?point=${encodeURIComponent(view.adresse)}${jeu}`, { signal: stop.signal });
      if (!answer.ok) return { jeu: "", point: view };
      const { seance, jeu: version, points } = await answer.json();
      return { jeu: version, point: { ...seance.points[0], montre: points[seance.points[0].cle].montre } };
    } catch {
      return { jeu: "", point: view };
    } finally {
      clearTimeout(patience);
    }
  }
  let busy = false;
  async function add() {
    const view = shown();
    if (!view || busy) return;
    busy = true;
    const late = setTimeout(() => tell("Ajout à la séance…"), 400);
    const { jeu, point } = await proposed(view);
    clearTimeout(late);
    busy = false;
    const meeting = read(current()) ?? fresh();
    if (meeting.points.length >= MOST) { tell(`La séance a déjà ${MOST} points, le plus qu'elle peut porter. Retirez-en un.`, { way: true }); return; }
    const already = meeting.points.findIndex((one) => one.adresse === point.adresse) + 1;
    const made = { ...POINT, ...point, cle: `p-${key()}` };
    const kept = write({ ...meeting, jeu: meeting.jeu || jeu, points: [...meeting.points, made] });
    current(meeting.cle);
    const count = meeting.points.length + 1;
    const said = [`Ajouté à la séance (${count} point${count > 1 ? "s" : ""}).`];
    if (already) said.push(`Cette vue y était déjà, point ${already}.`);
    if (!kept) said.push("Ce navigateur n'a plus de place pour la garder\u00a0: enregistrez-la.");
    tell(said.join(" "), { way: true, undo: () => takeBack(meeting.cle, made.cle) });
  }
  function takeBack(cle, point) {
    const meeting = read(cle);
    if (!meeting) return;
    write({ ...meeting, points: meeting.points.filter((one) => one.cle !== point) });
    tell("Retiré de la séance.");
  }

  // ------------------------------------------------------------------ what is said of it
  let panel = null, timer = 0, opener = null;
  function build() {
    panel = document.createElement("div");
    panel.className = "seance-dit";
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "Séance en préparation");
    panel.innerHTML = '<p role="status"></p><div hidden><a data-vue="">Ouvrir la séance</a><button type="button">Annuler l\'ajout</button><button type="button">Fermer</button></div>';
    const [undo, close] = panel.querySelectorAll("button");
    undo.addEventListener("click", () => panel.undo?.());
    close.addEventListener("click", () => hush(true));
    panel.querySelector("a").href = `${base}seance`;
    panel.addEventListener("keydown", onKey);
    panel.addEventListener("focusout", () => later());
    panel.addEventListener("pointerleave", () => later());
    document.body.append(panel);
  }
  function tell(words, { way = false, undo = null } = {}) {
    panel.toggleAttribute("data-dit", true);
    panel.style.colorScheme = getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme;
    const box = opener?.isConnected && opener.getBoundingClientRect();
    panel.style.top = `${box && box.bottom > 0 && box.bottom < innerHeight / 2 ? box.bottom + 4 : 48}px`;
    panel.querySelector("p").textContent = words;
    panel.querySelector("div").hidden = !way;
    panel.querySelector("button").hidden = !undo;
    panel.undo = undo;
    later();
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!panel.matches(":hover, :focus-within")) hush(false); }, 12_000);
  }
  function hush(back) {
    if (back) (opener?.isConnected ? opener : document.querySelector("[data-seance-ajouter]"))?.focus({ preventScroll: true });
    panel?.removeAttribute("data-dit");
    if (panel) panel.querySelector("p").textContent = "";
  }
  function onKey(event) {
    const ways = [...panel.querySelectorAll("a, button:not([hidden])")], at = ways.indexOf(document.activeElement);
    if (event.key === "Escape") { event.stopPropagation(); hush(true); }
    if (event.key === "Tab" && at === (event.shiftKey ? 0 : ways.length - 1)) { event.preventDefault(); hush(true); }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-seance-ajouter]");
    if (button) { opener = button; add(); } else if (event.target.closest?.(".seance-dit a")) hush(false);
  });
  document.addEventListener("keydown", (event) => {
    const chord = event.code === "KeyS" && event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (chord && shown() && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      opener = document.querySelector("[data-seance-ajouter]");
      add();
    } else if (event.key === "Tab" && !event.shiftKey && event.target.matches?.("[data-seance-ajouter]") && panel.hasAttribute("data-dit")) {
      event.preventDefault();
      panel.querySelector("a").focus();
    }
  });
  addEventListener("popstate", () => hush(false));
  build();

  window.seances = { base, MEETING, MINUTES, CURRENT, MOST, EMPTY, POINT, text, key, read, write, withoutTables, minutes, writeMinutes, current, fresh, list, drop, restore, lasting: () => lasting };
})();
