// serveur.js: what is asked of the server about a meeting: what to look at, what moved, what a view proposes. It answers
// and keeps nothing; when it is gone the page says so and goes on.
// While the session reads a dataset of its own, the meeting is read in it too (shell/private.py).
function address(query = "", ending = "json") {
  const own = document.querySelector("[data-jeu-session]")?.dataset.jeuSession, link = query ? "&" : "?";
  return `${store().base}app/seance.${ending}${query}` + (own ? `${link}jeu=${own}` : "");
}
const GONE = "Le serveur ne répond pas. Votre séance est gardée dans ce navigateur.";
class Refused extends Error {}

async function asked(url, options) {
  let answer;
  try { answer = await fetch(url, options); } catch (error) { throw error.name === "AbortError" ? error : new Error(GONE); }
  if (answer.ok) return answer;
  const plainText = answer.headers.get("Content-Type")?.startsWith("text/plain");
  const said = plainText ? await answer.text() : GONE;
  throw answer.status < 500 ? new Refused(said) : new Error(said);
}
const LARGEST = 4_194_304;
// A meeting as it leaves: the tables that were shown stay behind where the file would be larger than the server reads.
function packed(meeting, space) {
  const text = JSON.stringify(meeting, null, space), fits = text.length < LARGEST / 2 || new Blob([text]).size <= LARGEST;
  return fits ? text : JSON.stringify(store().withoutTables(meeting), null, space);
}
const sent = (meeting, signal) => ({ method: "POST", body: packed(meeting), headers: { "Content-Type": "application/json" }, signal });
const entire = (page) => ({ ...page.state.seance, suites: page.state.suites });
// Enough to be checked: what was shown counts only where the dataset is another one.
const brief = (page) => ({ ...page.state.seance, suites: store().EMPTY, points: page.state.seance.points.map((one) => (one.montre?.jeu === page.jeu ? { ...one, montre: null } : one)) });

function checkSoon(page, wait = 500) {
  clearTimeout(page.checking);
  page.turn = (page.turn ?? 0) + 1;  // what is under way answers an older meeting
  page.checking = setTimeout(() => check(page), wait);
}
async function check(page) {
  const { turn } = page, { cle } = page.state.seance;
  let told = null, refused = "", waiting = false;
  try { told = await (await asked(address(), sent(brief(page)))).json(); } catch (error) {
    if (error instanceof Refused) refused = error.message; else waiting = true;
  }
  if (turn !== page.turn || cle !== page.state.seance.cle) return;
  Object.assign(page, { refused, waiting }, told ? { told, jeu: told.jeu } : {});
  paint(page);
  if (waiting) checkSoon(page, 8000);
}

// Every view of a meeting as it is shown now, written in it: before the wall, and for what moves later.
function withShown(page, told) {
  commit(page, "ce que montrent les vues", (state) => ({ ...state, seance: { ...state.seance, jeu: told.jeu, points: state.seance.points.map((one) => (told.points[one.cle]?.montre ? { ...one, montre: told.points[one.cle].montre } : one)) } }), { silent: true });
}

// ------------------------------------------------------------------ what moved since
const movedPoints = (page) => page.state.seance.points.filter((one) => page.told?.points[one.cle]?.depuis.length);
function keepMine(page, read) {
  const now = ({ cle, montre }) => (read.includes(cle) ? page.told.points[cle].montre : montre);
  commit(page, "changements lus", (state) => withPoints(state, state.seance.points.map((one) => ({ ...one, montre: now(one) }))), { said: "Vos mots sont gardés." });
  afterRead(page, read);
}
async function takeNew(page, cle) {
  try {
    const { seance } = await (await asked(address(`?point=${encodeURIComponent(pointOf(page, cle).adresse)}`))).json();
    const { titre, phrase, prudence } = seance.points[0], { montre } = page.told.points[cle];
    commit(page, "titre et phrase repris", (state) => withPoints(state, state.seance.points.map((one) => (one.cle === cle ? { ...one, titre, phrase, prudence, montre } : one))), { said: "Titre, phrase et prudence de la vue d'aujourd'hui repris. «Annuler» remet les vôtres." });
    afterRead(page, [cle]);
  } catch (error) { say(page, error.message); }
}
function afterRead(page, read) {
  read.forEach((cle) => { page.told.points[cle].depuis = []; });
  if (!movedPoints(page).length) commit(page, "jeu de données", (state) => ({ ...state, seance: { ...state.seance, jeu: page.jeu } }), { silent: true });
  paint(page);
  (page.parts.since.querySelector("button") ?? page.parts.project).focus();
}
function paintSince(page) {
  const moved = movedPoints(page), host = page.parts.since, text = JSON.stringify(moved.map((one) => [one.cle, one.titre, page.told.points[one.cle].depuis]));
  if (host.dataset.texte === text) return;
  host.dataset.texte = text;
  host.hidden = !moved.length;
  host.replaceChildren(...(moved.length ? [make("h2", { text: "Depuis la dernière séance" }), make("p", { text: `Le jeu de données est passé à la version ${page.jeu}. ${plural(moved.length, "vue")} de cette séance ${moved.length > 1 ? "ont" : "a"} changé\u00a0: lisez, puis gardez vos mots ou reprenez ceux d'aujourd'hui.` }), make("p", {}, button("Garder tous les miens", () => keepMine(page, keys(moved)))), ...moved.map((one) => sinceNode(page, one))] : []));
}
function sinceNode(page, point) {
  const rank = rankOf(page, point.cle);
  return make("section", {}, make("h3", { text: `${rank}. ${called(point)}` }), make("ul", {}, ...page.told.points[point.cle].depuis.map((one) => make("li", { text: one }))),
    make("p", { class: "ligne" }, button("Reprendre titre et phrase d'aujourd'hui", () => takeNew(page, point.cle), { "aria-label": `Reprendre titre et phrase d'aujourd'hui, point ${rank}` }), button("Garder les miens", () => keepMine(page, [point.cle]), { "aria-label": `Garder les miens, point ${rank}` })));
}

// ------------------------------------------------------------------ an order that comes: ready-made, or in a link
async function ready(page, code, departement) {
  say(page, "L'ordre se prépare…");
  try {
    const query = new URLSearchParams({ modele: code, ...(departement ? { departement } : {}) });
    const given = await (await asked(address(`?${query}`))).json();
    adopt(page, { ...received(given), ...begun(page) }, page.state.seance.points.length ? store().EMPTY : page.state.suites, `Ordre créé\u00a0: ${plural(given.seance.points.length, "point")}.`);
    page.parts.title.focus();
  } catch (error) { say(page, error.message); }
}
// What was typed of a meeting that has no point yet goes on with the order that is chosen for it.
function begun(page) {
  const { seance } = page.state;
  return seance.points.length ? {} : Object.fromEntries(["cle", "nom", "date", "heure", "lieu", "duree"].filter((name) => seance[name]).map((name) => [name, seance[name]]));
}
// A meeting of the server, its keys made this browser's own, what its views show written in it.
const received = ({ seance, points }) => store().fresh({ ...seance, suites: store().EMPTY, points: seance.points.map((one) => ({ ...one, cle: `p-${store().key()}`, montre: points[one.cle]?.montre ?? null })) });

async function fromLink(page) {
  const query = new URLSearchParams(location.search), views = query.getAll("point");
  if (!views.length) return;
  query.delete("point");
  history.replaceState(history.state, "", location.pathname + (String(query) && `?${query}`));
  try {
    const given = await (await asked(address(`?${new URLSearchParams(views.map((one) => ["point", one]))}`))).json();
    page.offer = received(given);
    if (!page.state.seance.points.length) accept(page, false); else { paint(page); page.parts.offer.querySelector("button").focus(); }
  } catch (error) { say(page, `Le lien n'a pas été ouvert. ${error.message}`); }
}
function accept(page, beside) {
  const { offer } = page;
  page.offer = null;
  if (beside) commit(page, "points du lien", (state) => withPoints(state, [...state.seance.points, ...offer.points].slice(0, store().MOST)), { said: `${plural(offer.points.length, "point")} du lien à la fin de la séance.` });
  else adopt(page, { ...offer, ...begun(page) }, page.state.seance.points.length ? store().EMPTY : page.state.suites, `Séance du lien\u00a0: ${plural(offer.points.length, "point")}.`);
  page.parts.title.focus();
}
function paintOffer(page) {
  const host = page.parts.offer, text = page.offer ? page.offer.cle : "";
  if (host.dataset.texte === text) return;
  host.dataset.texte = text;
  host.hidden = !page.offer;
  if (!page.offer) { host.replaceChildren(); return; }
  const decline = () => { page.offer = null; paint(page); say(page, "Le lien n'a rien changé."); page.parts.title.focus(); };
  host.replaceChildren(make("h2", { text: `Ce lien porte un ordre du jour de ${plural(page.offer.points.length, "point")}` }), make("ol", {}, ...page.offer.points.map((one) => make("li", { text: called(one) }))),
    make("p", { class: "ligne" }, button("Ouvrir comme nouvelle séance", () => accept(page, false)), button("Ajouter à la séance en cours", () => accept(page, true)), button("Ne rien changer", decline)), make("p", { class: "note", text: "La séance en préparation reste dans «Mes séances»." }));
}
