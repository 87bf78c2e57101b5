// ordre.js: the points of a meeting, each a line that is typed in; moved by keys, buttons and mouse.
const KINDS = ["information", "débat", "avis"];
const WORDS = { titre: "titre", phrase: "phrase", prudence: "prudence", note: "note", minutes: "minutes", orateur: "orateur", genre: "nature du point" };
const VIEW = /^\/[a-z]*(\?|$)/;

const pointOf = (page, cle) => page.state.seance.points.find((one) => one.cle === cle);
const rankOf = (page, cle) => page.state.seance.points.findIndex((one) => one.cle === cle) + 1;
const called = (point) => (point.titre.length > 60 ? `${point.titre.slice(0, 59)}…` : point.titre || "sans titre");
const withPoints = (state, points) => ({ ...state, seance: { ...state.seance, points } });

function setPoint(page, cle, name, value) {
  commit(page, `${WORDS[name]} du point ${rankOf(page, cle)}`, (state) => withPoints(state, state.seance.points.map((one) => (one.cle === cle ? { ...one, [name]: value } : one))),
    { field: `${cle}.${name}`, said: "" });
}
function move(page, cle, to) {
  const at = rankOf(page, cle) - 1, last = page.state.seance.points.length - 1, place = Math.min(last, Math.max(0, to));
  if (at === place) return say(page, place ? "Ce point est déjà le dernier." : "Ce point est déjà le premier.");
  const point = pointOf(page, cle);
  return commit(page, `déplacement de «${called(point)}»`, (state) => {
    const others = state.seance.points.filter((one) => one.cle !== cle);
    return withPoints(state, [...others.slice(0, place), point, ...others.slice(place)]);
  }, { said: `«${called(point)}»\u00a0: point ${place + 1} sur ${last + 1}.` });
}
function remove(page, cle) {
  const rank = rankOf(page, cle), point = pointOf(page, cle);
  commit(page, `retrait de «${called(point)}»`, (state) => withPoints(state, state.seance.points.filter((one) => one.cle !== cle)), { said: `Point ${rank} retiré. «Annuler» le remet.` });
  const next = page.state.seance.points[rank - 1] ?? page.state.seance.points[rank - 2];
  (next ? page.nodes.get(next.cle).parts.remove : page.parts.more).focus();
}
function insert(page, point, at, words) {
  const made = { ...store().POINT, ...point, cle: `p-${store().key()}` };
  if (page.state.seance.points.length >= store().MOST) { say(page, `Une séance porte ${store().MOST} points au plus.`); return null; }
  commit(page, words, (state) => withPoints(state, [...state.seance.points.slice(0, at), made, ...state.seance.points.slice(at)]), { said: `${words[0].toUpperCase()}${words.slice(1)}\u00a0: point ${at + 1}.` });
  return page.nodes.get(made.cle);
}
function duplicate(page, cle) {
  const point = pointOf(page, cle);
  insert(page, point, rankOf(page, cle), `copie de «${called(point)}»`)?.parts.titre.focus();
}
const addBare = (page) => insert(page, { titre: "" }, page.state.seance.points.length, "point sans vue")?.parts.titre.focus();

// ------------------------------------------------------------------ one point
function words(page, cle, label, name, lines = "2") {
  const area = make("textarea", { rows: lines, maxlength: "2000", name, oninput: ({ target }) => { grow(target); setPoint(page, cle, name, cleaned(target.value)); } });
  return [area, field(label, area, "large")];
}
function controls(page, cle) {
  const typed = (name, read) => ({ target }) => { grow(target); setPoint(page, cle, name, read(target.value)); };
  const line = (value) => cleaned(value, false);
  const titre = make("textarea", { rows: "1", maxlength: "300", class: "titre", "aria-label": "Titre", oninput: typed("titre", line), onkeydown: (event) => { if (event.key === "Enter") event.preventDefault(); } });
  const minutes = make("input", { ...NARROW_NUMBER, max: "600", oninput: typed("minutes", (text) => whole(text, 600)) });
  const genre = make("select", { onchange: typed("genre", String) }, ...KINDS.map((one) => make("option", { value: one, text: one })));
  const orateur = make("input", { maxlength: "300", placeholder: "Qui parle", "aria-label": "Orateur", oninput: typed("orateur", line) });
  return { titre, minutes, genre, orateur };
}
function pointNode(page, cle) {
  const parts = controls(page, cle), place = (by) => () => { move(page, cle, rankOf(page, cle) - 1 + by); parts[by < 0 ? "up" : "down"].focus(); };
  parts.up = button("", place(-1), { class: "monter" });
  parts.down = button("", place(1), { class: "descendre" });
  parts.heading = make("h3", { class: "hors-vue", id: `seance-${cle}` });
  parts.rank = make("span", { class: "rang" });
  parts.grip = make("span", { class: "poignee", "aria-hidden": "true", title: "Glisser pour déplacer" }, parts.rank);
  parts.when = make("span", { class: "quand" });
  parts.view = make("a", { text: "Voir la vue", "data-vue": true });
  parts.copy = button("Dupliquer", () => duplicate(page, cle), { class: "discret" });
  parts.remove = button("Retirer", () => remove(page, cle), { class: "discret" });
  parts.said = button("", () => unfold(parts), { class: "dit", "aria-expanded": "false" });
  parts.more = make("div", { class: "mots", hidden: true });
  parts.moved = make("p", { class: "bouge", hidden: true });
  parts.warnings = make("ul", { class: "a-voir", hidden: true });
  for (const [key, label] of [["phrase", "Phrase à dire"], ["prudence", "Prudence"], ["note", "Note, pour vous seul"]]) {
    const [area, box] = words(page, cle, label, key);
    parts[key] = area;
    parts.more.append(box);
  }
  const first = make("div", { class: "ligne" }, parts.titre, make("label", { class: "minutes" }, parts.minutes, make("span", { text: "min" })), make("span", { class: "ordre" }, parts.up, parts.down));
  const second = make("div", { class: "ligne" }, field("Nature", parts.genre, "seul"), parts.orateur, parts.when, parts.view, parts.copy, parts.remove);
  const body = { class: "corps", role: "group", "aria-labelledby": `seance-${cle}` };
  const node = make("li", { "data-cle": cle }, parts.heading, parts.grip, make("div", body, first, second, parts.said, parts.more, parts.moved, parts.warnings));
  node.addEventListener("keydown", (event) => alongKeys(page, cle, event));
  parts.grip.addEventListener("pointerdown", (event) => drag(page, node, event));
  node.parts = parts;
  return node;
}
function unfold(parts, open = parts.more.hidden) {
  parts.more.hidden = !open;
  parts.said.setAttribute("aria-expanded", String(open));
  if (open) [parts.phrase, parts.prudence, parts.note].forEach(grow);
}
function alongKeys(page, cle, event) {
  const by = event.altKey && !event.ctrlKey && !event.shiftKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : 0;
  if (!by) return;
  event.preventDefault();
  const place = document.activeElement;
  move(page, cle, rankOf(page, cle) - 1 + by);
  place.focus();
}

// ------------------------------------------------------------------ drawn
function paintPoint(node, point, { rank, count, from, told }) {
  const { parts } = node;
  for (const name of ["titre", "minutes", "genre", "orateur", "phrase", "prudence", "note"]) show(parts[name], point[name]);
  put(parts.rank, String(rank));
  put(parts.heading, `Point ${rank}\u00a0: ${called(point)}`);
  name(parts.up, `Monter le point ${rank}`);
  name(parts.down, `Descendre le point ${rank}`);
  name(parts.copy, `Dupliquer le point ${rank}`);
  name(parts.remove, `Retirer le point ${rank}`);
  name(parts.minutes, `Minutes du point ${rank}`);
  parts.up.setAttribute("aria-disabled", String(rank === 1));
  parts.down.setAttribute("aria-disabled", String(rank === count));
  put(parts.when, from);
  parts.view.hidden = !VIEW.test(point.adresse);
  if (!parts.view.hidden) {
    parts.view.setAttribute("href", `.${point.adresse}`);
    parts.view.setAttribute("aria-label", `Voir la vue du point ${rank}`);
  }
  put(parts.said, point.phrase ? `À dire\u00a0: ${point.phrase}` : "Écrire la phrase à dire, la prudence, une note");
  paintTold(parts, told);
}
function paintTold(parts, told) {
  const warnings = told?.avertissements ?? [], moved = told?.depuis?.length ?? 0;
  const text = warnings.join("\n");
  if (parts.warnings.dataset.texte !== text) {
    parts.warnings.dataset.texte = text;
    parts.warnings.replaceChildren(...warnings.map((one) => make("li", { text: one })));
    parts.warnings.hidden = !warnings.length;
  }
  parts.moved.hidden = !moved;
  put(parts.moved, moved ? `Depuis la dernière séance\u00a0: ${plural(moved, "changement")}, à lire en haut de la page.` : "");
}
function paintOrder(page) {
  const { points, heure } = page.state.seance, list = page.parts.points, start = startOf(heure);
  let spent = 0;
  for (const [cle, node] of page.nodes) if (!pointOf(page, cle)) { node.remove(); page.nodes.delete(cle); }
  points.forEach((point, at) => {
    const node = page.nodes.get(point.cle) ?? pointNode(page, point.cle);
    page.nodes.set(point.cle, node);
    if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
    const from = start === null ? (spent ? `après ${spent} min` : "au début") : `à ${hourText(start + spent)}`;
    paintPoint(node, point, { rank: at + 1, count: points.length, from, told: page.told?.points[point.cle] });
    spent += point.minutes;
  });
}

// ------------------------------------------------------------------ by the mouse, or a finger
function drag(page, node, event) {
  if (event.button) return;
  event.preventDefault();
  const list = node.parentElement, scroller = node.closest("[data-testid=stMain]"), stop = new AbortController();
  const follow = ({ clientY }) => {
    if (scroller && (clientY < 90 || clientY > innerHeight - 60)) scroller.scrollBy(0, clientY < 90 ? -16 : 16);
    const over = [...list.children].find((one) => one !== node && clientY < one.getBoundingClientRect().top + one.offsetHeight / 2);
    if (node.nextElementSibling !== (over ?? null)) list.insertBefore(node, over ?? null);
  };
  const end = (done) => {
    stop.abort();
    node.classList.remove("pris");
    if (done.type === "pointerup" && [...list.children].indexOf(node) !== rankOf(page, node.dataset.cle) - 1) move(page, node.dataset.cle, [...list.children].indexOf(node));
    else paintOrder(page);
  };
  node.classList.add("pris");  // the line moves in the page: what follows the pointer is the window
  addEventListener("pointermove", follow, { signal: stop.signal });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, end, { signal: stop.signal });
}
