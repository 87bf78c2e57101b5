// seance.js: the page of the meetings. What it shows is what the storage of this browser holds; each change is written
// there at once, on what another window may have written since. Its state lives on its element.
const FIELDS = { nom: "nom", date: "date", heure: "heure", lieu: "lieu", departement: "territoire", duree: "durée" };
const TYPING = 150, DEPTH = 100, NARROW = matchMedia("(max-width: 800px)");
const TEXTUAL = "textarea, input:not([type=checkbox], [type=button], [type=file])";

function say(page, words, { alert = false } = {}) {
  const { status } = page.parts;
  clearTimeout(page.hushing);
  if (!alert && NARROW.matches) page.hushing = setTimeout(() => { status.textContent = ""; }, 10_000);  // it lies over the page there
  status.toggleAttribute("data-refus", alert);
  status.textContent = words;
}

// ------------------------------------------------------------------ what is kept
const texts = (cle) => [store().text(store().MEETING + cle), store().text(store().MINUTES + cle)];
function load(page, cle) {
  const seance = store().read(cle) ?? { ...store().fresh(), jeu: page.data.jeu };
  page.state = page.base = { seance, suites: store().minutes(seance.cle) };
  Object.assign(page, { texts: texts(seance.cle), undo: [], redo: [], told: null, refused: "", waiting: false, room: null });
}
function openMeeting(page, cle, words) {
  keep(page);
  store().current(cle);
  load(page, cle);
  paint(page);
  checkSoon(page, 0);
  if (words) say(page, words);
}
// A whole meeting that comes (ready-made, link, file, the next one): it becomes the one in preparation.
function adopt(page, meeting, suites, words) {
  keep(page);
  store().write(meeting);
  store().writeMinutes(meeting.cle, suites);
  openMeeting(page, meeting.cle, words);
}
function inStep(page) {
  const { cle } = page.state.seance, now = texts(cle);
  if (now.every((text, at) => text === page.texts[at])) return;
  const theirs = { seance: store().read(cle) ?? page.base.seance, suites: store().minutes(cle) };
  page.state = onto(theirs, page.base, page.state);
  Object.assign(page, { base: theirs, texts: now });
  if (page.undo.length) page.undo.at(-1).field = "";
}
function keep(page) {
  clearTimeout(page.keeping);
  if (page.state === page.base) return;
  inStep(page);
  const { seance, suites } = page.state;
  let lasting = true;
  if (seance !== page.base.seance) lasting = store().write(seance);
  if (suites !== page.base.suites) lasting = store().writeMinutes(seance.cle, suites) && lasting;
  store().current(seance.cle);
  Object.assign(page, { base: page.state, texts: texts(seance.cle) });
  if (!lasting) say(page, "Ce navigateur n'a plus de place pour garder la séance\u00a0: enregistrez-la en fichier.", { alert: true });
}
function commit(page, words, act, { field: typed = "", said = "", silent = false } = {}) {
  inStep(page);
  const before = page.state, after = act(before), last = page.undo.at(-1);
  page.state = after;
  if (typed && last?.field === typed) last.after = after;
  else if (!silent) page.undo = [...page.undo, { words, field: typed, before, after }].slice(-DEPTH);
  if (!silent) page.redo = [];
  clearTimeout(page.keeping);
  if (typed) page.keeping = setTimeout(() => keep(page), TYPING); else keep(page);
  paint(page);
  if (!silent) checkSoon(page);
  if (said) say(page, said);
}
function step(page, from, to) {
  const done = page[from].pop();
  if (!done) return say(page, from === "undo" ? "Rien à annuler." : "Rien à rétablir.");
  inStep(page);
  page.state = from === "undo" ? onto(page.state, done.after, done.before) : onto(page.state, done.before, done.after);
  page[to].push({ ...done, field: "" });
  keep(page);
  paint(page);
  checkSoon(page);
  return say(page, `${from === "undo" ? "Annulé" : "Rétabli"}\u00a0: ${done.words}.`);
}

// ------------------------------------------------------------------ the parts of the page
function headNode(page) {
  const set = (name, read = (text) => cleaned(text, false)) => ({ target }) => commit(page, FIELDS[name], (state) => ({ ...state, seance: { ...state.seance, [name]: read(target.value) } }), { field: `seance.${name}` });
  const input = (name, given, read) => (page.parts[name] = make("input", { ...given, oninput: set(name, read) }));
  const places = page.parts.departement = make("select", { onchange: set("departement") }, make("option", { value: "", text: "Toute la région" }), ...page.data.departements.map(([code, words]) => make("option", { value: code, text: words })));
  return make("div", { class: "tete" }, field("Nom de la séance", input("nom", { maxlength: "300", placeholder: "Sans nom" }), "nom"), field("Date", input("date", { type: "date", max: "9999-12-31" })), field("Heure", input("heure", { type: "time" }, (text) => text.slice(0, 5)), "court"),
    field("Lieu", input("lieu", { maxlength: "300" }), "lieu"), field("Territoire", places), field("Temps (min)", input("duree", { ...NARROW_NUMBER, max: "1440", placeholder: "libre" }, (text) => whole(text, 1440)), "court"));
}
function orderNode(page) {
  const { parts } = page;
  parts.title = make("h2", { text: "Ordre du jour", tabindex: "-1" });
  parts.count = make("span", { class: "compte" });
  parts.undo = button("Annuler", () => step(page, "undo", "redo"), { "aria-keyshortcuts": "Control+Z" });
  parts.redo = button("Rétablir", () => step(page, "redo", "undo"), { "aria-keyshortcuts": "Control+Y" });
  parts.points = make("ol", { class: "points" });
  parts.empty = emptyNode();
  parts.add = button("Ajouter un point sans vue", () => addBare(page), { class: "ajouter" });
  parts.orders = ordersNode(page);
  return make("section", { class: "ordre-du-jour" }, make("div", { class: "titre-ordre" }, parts.title, parts.count, parts.undo, parts.redo), parts.empty, parts.points, parts.add, parts.orders);
}
function emptyNode() {
  const key = (text) => make("kbd", { text });
  return make("ol", { class: "vide" },
    make("li", {}, "Ouvrez une vue et choisissez «Ajouter à la séance» (", key("Alt+Maj+S"), ")\u00a0; ou partez d'un ordre tout prêt, ci-dessous."),
    make("li", { text: "Ici, mettez les points dans l'ordre, dites qui parle et combien de temps, relisez la phrase et la prudence." }),
    make("li", { text: "«Projeter» ouvre la salle. Tout reste dans ce navigateur\u00a0; «Enregistrer» en fait un fichier." }));
}
function ordersNode(page) {
  const { departements, ordres } = page.data, place = make("select", {}, make("option", { value: "", text: "Toute la région" }), ...departements.map(([code, words]) => make("option", { value: code, text: words })));
  page.parts.place = place;
  return make("details", { class: "tout-prets" }, make("summary", {}, make("h2", { text: "Ordres tout prêts" }), make("span", { text: "une nouvelle séance, à retoucher" })), field("Pour", place, "seul"),
    make("ul", {}, ...ordres.map(([code, label, says]) => make("li", {}, make("h3", { text: label }), make("p", { text: says }), button("Partir de cet ordre", () => ready(page, code, place.value), { "aria-label": `Partir de cet ordre\u00a0: ${label}` })))));
}
function sideNode(page) {
  const { parts } = page, file = make("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: ({ target }) => { if (target.files[0]) openFile(page, target.files[0]); target.value = ""; } });
  parts.time = make("p", { class: "temps" });
  parts.bar = make("div", { class: "jauge", "aria-hidden": "true" }, make("i"));
  parts.project = button("Projeter", () => project(page, "salle"), { class: "fort" });
  parts.desk = button("Fenêtre du présentateur", () => project(page, "presentateur"));
  parts.why = make("p", { class: "pourquoi", id: "seance-pourquoi", text: NOTHING });
  parts.door = make("a", { text: "Ouvrir la salle", target: "_blank", hidden: true });
  parts.status = make("p", { class: "etat", role: "status" });
  parts.work = make("p", { class: "travail", hidden: true }, make("span", { "aria-hidden": "true" }), button("Arrêter", () => page.work?.abort()));
  parts.verdict = make("p", { class: "verdict" });
  parts.look = button("Aller au premier", () => pointOf(page, page.first) && page.nodes.get(page.first).parts.titre.focus(), { class: "discret", hidden: true });
  parts.link = make("p", { class: "lien-long", hidden: true }, field("Lien", make("input", { readonly: true })));
  parts.mine = make("details", { class: "miennes" }, make("summary", {}, make("h2", { text: "Mes séances" }), make("span")), make("p", { class: "supprimee", hidden: true }), make("ul"), button("Nouvelle séance", () => openMeeting(page, newMeeting(page), "Nouvelle séance."), { class: "discret" }));
  const box = (title, ...inside) => make("section", {}, make("h2", { text: title }), ...inside);
  return make("aside", { "aria-label": "Séance" }, make("section", { class: "montrer" }, parts.time, parts.bar, parts.verdict, parts.look, parts.project, parts.desk, parts.why, parts.door, parts.work, parts.status),
    box("Garder et envoyer", make("div", { class: "boutons" }, button("Enregistrer", () => save(page)), button("Ouvrir", () => file.click(), { "aria-label": "Ouvrir un fichier de séance" }), button("Copier le lien", () => copyLink(page))), file, parts.link),
    box("Fichiers", make("ul", { class: "formes" }, ...FILES.map(([ending, label]) => make("li", {}, button(label, () => take(page, ending, label)))))), parts.mine);
}
function newMeeting(page) {
  const made = { ...store().fresh(), jeu: page.data.jeu };
  store().write(made);
  return made.cle;
}
function build(page) {
  const { root, parts } = page;
  parts.offer = make("section", { class: "annonce", hidden: true });
  parts.since = make("section", { class: "annonce", hidden: true });
  parts.after = afterNode(page);
  root.replaceChildren(parts.offer, parts.since, headNode(page), make("div", { class: "plan" }, orderNode(page), sideNode(page)), parts.after);
}

// ------------------------------------------------------------------ drawn
function paint(page) {
  const { seance } = page.state, { parts } = page;
  for (const each of Object.keys(FIELDS)) show(parts[each], each === "duree" && !seance.duree ? "" : seance[each]);
  paintOrder(page);
  paintTime(page);
  paintOffer(page);
  paintSince(page);
  paintMine(page);
  parts.after.paint(page);
  const none = !seance.points.length;
  if (none !== page.none) { page.none = none; parts.orders.open = none; }
  if (seance.departement !== page.around) page.around = parts.place.value = seance.departement;
  parts.empty.hidden = parts.why.hidden = !none;
  for (const way of ["project", "desk"]) { parts[way].setAttribute("aria-disabled", String(none)); if (none) parts[way].setAttribute("aria-describedby", "seance-pourquoi"); else parts[way].removeAttribute("aria-describedby"); }
  parts.after.hidden = none && same(page.state.suites, store().EMPTY);
  for (const way of ["undo", "redo"]) parts[way].setAttribute("aria-disabled", String(!page[way].length));
}
function paintTime(page) {
  const { seance } = page.state, { parts } = page, spent = seance.points.reduce((sum, one) => sum + one.minutes, 0), left = seance.duree - spent, start = startOf(seance.heure);
  put(parts.count, seance.points.length ? plural(seance.points.length, "point") : "");
  const rest = left < 0 ? `${-left} min de trop` : left ? `reste ${left} min` : "tout le temps est pris";
  const total = seance.duree ? `${spent} min sur ${seance.duree}\u00a0: ${rest}` : `${spent} min prévues`;
  const end = start === null || !spent ? "" : `. Fin à ${hourText(start + spent)}`;
  put(parts.time, seance.points.length ? total + end : "Aucun point encore");
  parts.time.toggleAttribute("data-trop", Boolean(seance.duree) && left < 0);
  parts.bar.hidden = !seance.duree;
  parts.bar.firstChild.style.width = `${Math.min(100, seance.duree ? (100 * spent) / seance.duree : 0)}%`;
  put(parts.verdict, verdict(page));
  page.first = seance.points.find((one) => page.told?.points[one.cle]?.avertissements.length)?.cle;
  parts.look.hidden = !page.first || Boolean(page.refused) || page.waiting;
  parts.verdict.toggleAttribute("data-refus", Boolean(page.refused));
}
function verdict(page) {
  const { points } = page.state.seance, { told } = page;
  if (page.refused) return page.refused;
  if (!points.length) return "";
  if (page.waiting || !told) return "Vérification en attente. Vous pouvez continuer\u00a0: tout reste dans ce navigateur.";
  const seen = points.filter((one) => told.points[one.cle]?.avertissements.length).length;
  const none = told.avertissements.length ? "Sur les points, rien à signaler." : "Rien à signaler avant de projeter.";
  return [...told.avertissements, seen ? `${plural(seen, "point")} à regarder avant de projeter.` : none].join(" ");
}
function paintMine(page) {
  const { mine } = page.parts, found = store().list(), cle = page.state.seance.cle;
  const text = JSON.stringify(found.map((one) => [one.cle, one.nom, one.date, one.points.length, one.cle === cle]));
  if (mine.dataset.texte === text) return;
  mine.dataset.texte = text;
  put(mine.querySelector("summary span"), found.length ? `${found.length}, dans ce navigateur` : "aucune encore");
  mine.querySelector("ul").replaceChildren(...found.map((one) => mineNode(page, one, one.cle === cle)));
}
function mineNode(page, meeting, here) {
  const words = meeting.nom || "Sans nom", more = [dateText(meeting.date), plural(meeting.points.length, "point")].filter(Boolean).join(", ");
  const rename = make("input", { maxlength: "300", "aria-label": `Nouveau nom de «${words}»`, hidden: true });
  const row = make("li", { "aria-current": here ? "true" : null }, button(words, () => { openMeeting(page, meeting.cle, `Séance ouverte\u00a0: ${words}.`); page.parts.title.focus(); }, { class: "nom" }), rename, make("span", { text: here ? `${more}, ouverte` : more }));
  const end = (kept) => {
    rename.hidden = true;
    if (kept && rename.value.trim() && rename.value !== meeting.nom) renamed(page, meeting.cle, cleaned(rename.value, false));
  };
  rename.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); if (event.key === "Escape") rename.value = meeting.nom; end(event.key === "Enter"); page.parts.mine.querySelector("summary").focus(); } });
  rename.addEventListener("change", () => end(true));
  row.append(button("Renommer", () => { rename.hidden = false; rename.value = meeting.nom; rename.select(); rename.focus(); }, { class: "discret", "aria-label": `Renommer «${words}»` }), button("Supprimer", () => deleted(page, meeting.cle, words), { class: "discret", "aria-label": `Supprimer «${words}»` }));
  return row;
}
function renamed(page, cle, nom) {
  if (cle === page.state.seance.cle) return commit(page, "nom", (state) => ({ ...state, seance: { ...state.seance, nom } }), { said: `Renommée\u00a0: ${nom}.` });
  store().write({ ...store().read(cle), nom });
  paint(page);
  return say(page, `Renommée\u00a0: ${nom}.`);
}
function deleted(page, cle, words) {
  keep(page);
  const taken = store().drop(cle), { mine } = page.parts, line = mine.querySelector(".supprimee");
  if (cle === page.state.seance.cle) { load(page, store().list()[0]?.cle ?? ""); if (page.texts[0] !== null) store().current(page.state.seance.cle); }
  line.hidden = false;
  line.replaceChildren(`«${words}» est supprimée. `, button("Remettre", () => { store().restore(taken); line.hidden = true; paint(page); say(page, `«${words}» est de nouveau là.`); mine.querySelector("summary").focus(); }));
  paint(page);
  checkSoon(page);
  line.querySelector("button").focus();
  say(page, `«${words}» est supprimée de ce navigateur.`);
}

// ------------------------------------------------------------------ what comes from elsewhere
function listen(page, signal) {
  const { root } = page, held = { signal };
  addEventListener("storage", ({ key: name }) => fromWindow(page, name), held);
  addEventListener("popstate", () => setTimeout(() => { if (root.isConnected) fromLink(page); }), held);
  addEventListener("liaison", ({ detail }) => { if (detail === "etablie" && page.waiting) checkSoon(page, 0); }, held);  // static/attente.js
  for (const kind of ["pagehide", "blur"]) addEventListener(kind, () => keep(page), held);
  root.addEventListener("focusout", () => { keep(page); if (page.undo.length) page.undo.at(-1).field = ""; }, held);
  document.addEventListener("keydown", (event) => {
    const letter = event.key.toLowerCase(), chord = (event.ctrlKey || event.metaKey) && !event.altKey && (letter === "z" || letter === "y");
    if (!chord || !root.isConnected || event.target.matches?.(TEXTUAL)) return;
    event.preventDefault();
    if (letter === "y" || event.shiftKey) step(page, "redo", "undo"); else step(page, "undo", "redo");
  }, held);
}
function fromWindow(page, name) {
  const { MEETING, MINUTES } = store(), { cle } = page.state.seance;
  if (name !== null && !name.startsWith("territoires-")) return;
  const lost = page.texts[0] !== null && store().text(MEETING + cle) === null, none = page.texts[0] === null && page.state === page.base;
  if (lost || (none && store().current())) {
    load(page, store().current());
    paint(page);
    say(page, lost ? "La séance qui était ouverte ici a été supprimée dans une autre fenêtre." : "");
    return checkSoon(page);
  }
  if (name === MEETING + cle || name === MINUTES + cle || name === null) { inStep(page); checkSoon(page); }
  return paint(page);
}

export default function mount(component) {
  const { data, parentElement } = component, root = parentElement.querySelector("[data-seance]"), text = JSON.stringify(data);
  const turn = (root.tour = (root.tour ?? 0) + 1);
  if (root.donnees !== text) {
    root.donnees = text;
    root.ecoute?.abort();
    root.ecoute = new AbortController();
    const page = root.page = { root, data, parts: {}, nodes: new Map(), jeu: data.jeu };
    load(page, store().current());
    build(page);
    paint(page);
    listen(page, root.ecoute.signal);
    checkSoon(page, 50);
    fromLink(page);
  }
  return () => {  // an overtaken call leaves the newer one alone
    if (root.tour !== turn) return;
    if (root.page) keep(root.page);
    root.ecoute?.abort();
    root.donnees = null;
  };
}
