// suites.js: what a meeting gave (notes, decisions, advice, who was there), shown and corrected; the next meeting from it.
const DECISION = { quoi: "", qui: "", quand: "", de: "", faite: false };
const ADVICE = { texte: "", pour: null, contre: null, abstentions: null, reserves: "" };
const COLLEGE = { college: "", presents: null, noms: "" };
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const FOLLOW_UP = { notes: "", decisions: [], avis: [], vu: false };
const OF_DECISION = [["quoi", "Décision", "text"], ["qui", "Qui la conduit", "line"], ["quand", "Pour quand", "line"], ["faite", "Faite", "check"]];
const OF_ADVICE = [["texte", "Avis", "text"], ["pour", "Pour", "count"], ["contre", "Contre", "count"], ["abstentions", "Abstentions", "count"], ["reserves", "Réserves", "text"]];
const OF_COLLEGE = [["college", "Collège", "line"], ["presents", "Présents", "count"], ["noms", "Noms", "text"]];

const READ = { text: (one) => cleaned(one.value), line: (one) => cleaned(one.value, false), count: (one) => wholeOrNone(one.value), check: (one) => one.checked };
const MADE = {
  text: () => make("textarea", { rows: "1", maxlength: "2000" }),
  line: () => make("input", { maxlength: "300" }),
  count: () => make("input", { ...NARROW_NUMBER, max: "10000" }),
  check: () => make("input", { type: "checkbox" }),
};
const followUp = (suites, cle) => ({ ...FOLLOW_UP, ...suites.points?.[cle] });
const setSuites = (page, words, act, options) => commit(page, words, (state) => ({ ...state, suites: act(state.suites) }), options);

// A list of rows, each a few fields: `get` reads it from what the meeting gave, `set` puts it back.
function rowsOf(page, { title, one, add, empty, columns, get, set }) {
  const list = make("ol", {}), node = make("div", { class: "rangees" }, make("h3", { text: title }), list, button(add, () => {
    setSuites(page, `ajout\u00a0: ${one}`, (suites) => set(suites, [...get(suites), empty]), { said: "" });
    list.lastElementChild?.querySelector("textarea, input").focus();
  }, { class: "discret" }));
  const change = (at, values, options) => setSuites(page, `${one} ${at + 1}`, (suites) => set(suites, get(suites).map((row, rank) => (rank === at ? { ...row, ...values } : row))), options);
  const row = (at) => {
    const made = make("li", {});
    columns.forEach(([column, words, kind]) => {
      const control = MADE[kind]();
      control.dataset.colonne = column;
      control.addEventListener("input", () => { grow(control); change(at, { [column]: READ[kind](control) }, { field: `${one}.${at}.${column}`, said: "" }); });
      made.append(field(words, control, kind));
    });
    made.append(make("span", { class: "venue" }), button("Retirer", () => {
      setSuites(page, `retrait\u00a0: ${one} ${at + 1}`, (suites) => set(suites, get(suites).filter((_, rank) => rank !== at)), { said: `Retiré\u00a0: ${one} ${at + 1}. «Annuler» le remet.` });
      node.querySelector(":scope > button").focus();
    }, { class: "discret", "aria-label": `Retirer ${one} ${at + 1}` }));
    return made;
  };
  node.paint = (suites) => {
    const rows = get(suites);
    while (list.children.length > rows.length) list.lastElementChild.remove();
    while (list.children.length < rows.length) list.append(row(list.children.length));
    rows.forEach((each, at) => {
      columns.forEach(([column]) => show(list.children[at].querySelector(`[data-colonne="${column}"]`), each[column]));
      put(list.children[at].querySelector(".venue"), each.de ? `Décidée à\u00a0: ${each.de}` : "");
    });
  };
  return node;
}
const decisions = (page, title, get, set) => rowsOf(page, { title, one: "décision", add: "Ajouter une décision", empty: DECISION, columns: OF_DECISION, get, set });

function ofPoint(page, cle) {
  const part = (name) => [(suites) => followUp(suites, cle)[name], (suites, value) => ({ ...suites, points: { ...suites.points, [cle]: { ...followUp(suites, cle), [name]: value } } })];
  const [getNotes, setNotes] = part("notes"), [getSeen, setSeen] = part("vu"), [getAdvice, setAdvice] = part("avis");
  const notes = make("textarea", { rows: "2", maxlength: "20000", oninput: ({ target }) => { grow(target); setSuites(page, "notes", (suites) => setNotes(suites, cleaned(target.value)), { field: `${cle}.notes`, said: "" }); } });
  const seen = make("input", { type: "checkbox", onchange: ({ target }) => setSuites(page, "point traité", (suites) => setSeen(suites, target.checked), { said: "" }) });
  const rows = [decisions(page, "Décisions", ...part("decisions")), rowsOf(page, { title: "Avis du conseil", one: "avis", add: "Ajouter un avis", empty: ADVICE, columns: OF_ADVICE, get: getAdvice, set: setAdvice })];
  const summary = make("summary", {}), node = make("details", { "data-suite": cle }, summary, make("div", {}, field("Notes", notes, "large"), ...rows, make("label", { class: "coche" }, seen, make("span", { text: "Point traité en séance" }))));
  node.paint = (suites, point, rank) => {
    const given = followUp(suites, cle);
    put(summary, `${rank}. ${called(point)}${told(given)}`);
    show(notes, getNotes(suites));
    show(seen, getSeen(suites));
    rows.forEach((one) => one.paint(suites));
  };
  return node;
}
// A decision or an advice opened and left blank is none, as in the minutes.
const filled = (rows) => rows.filter((one) => (one.quoi ?? one.texte).trim()).length;
function told({ notes, decisions, avis, vu }) {
  const taken = filled(decisions), given = filled(avis);
  const parts = [taken && plural(taken, "décision"), given && `${given} avis`, notes && "notes", vu && "traité"].filter(Boolean);
  return parts.length ? ` (${parts.join(", ")})` : "";
}

function afterNode(page) {
  const line = (label, name, given = {}) => field(label, make("input", { maxlength: "300", "data-suites": name, ...given, oninput: ({ target }) => setSuites(page, label.toLowerCase(), (suites) => ({ ...suites, [name]: cleaned(target.value, false) }), { field: `suites.${name}`, said: "" }) }));
  const head = make("div", { class: "ligne" }, line("Début", "debut", { maxlength: "40", class: "moment" }), line("Fin", "fin", { maxlength: "40", class: "moment" }), line("Quorum", "quorum"));
  const list = (name) => [(suites) => suites[name], (suites, value) => ({ ...suites, [name]: value })];
  const [getPresent, setPresent] = list("presents");
  const present = rowsOf(page, { title: "Membres présents", one: "collège", add: "Ajouter un collège", empty: COLLEGE, columns: OF_COLLEGE, get: getPresent, set: setPresent });
  const running = decisions(page, "Décisions en cours", ...list("en_cours"));
  const points = make("div", { class: "par-point" });
  const node = make("details", { class: "suites" }, make("summary", {}, make("h2", { text: "Après la séance" }), make("span", {})), head, running, present, make("h3", { text: "Point par point" }), points,
    button("Préparer la séance suivante", () => next(page), { class: "fort" }), make("p", { class: "note", text: "Une nouvelle séance, avec les décisions qui ne sont pas faites." }));
  node.paint = (page) => paintAfter(page, node, { head, running, present, points });
  node.addEventListener("toggle", () => node.paint(page));
  return node;
}
function paintAfter(page, node, { head, running, present, points }) {
  const { seance, suites } = page.state, all = seance.points.map((one) => followUp(suites, one.cle));
  const [taken, given] = ["decisions", "avis"].map((kind) => all.reduce((sum, one) => sum + filled(one[kind]), 0));
  const said = [suites.en_cours.length && `${plural(suites.en_cours.length, "décision")} en cours`, taken && plural(taken, "décision"), given && `${given} avis`].filter(Boolean);
  put(node.querySelector("summary span"), said.length ? said.join(", ") : "notes, décisions, avis, présents, quorum");
  if (!node.open) return;
  head.querySelectorAll("input").forEach((one) => {  // an hour as the presenter's window wrote it, or any words of a file
    const given = suites[one.dataset.suites], kind = one.matches(".moment") && (!given || MOMENT.test(given)) ? "datetime-local" : "text";
    if (one.type !== kind) one.type = kind;
    show(one, given);
  });
  [running, present].forEach((one) => one.paint(suites));
  const held = new Map([...points.children].map((one) => [one.dataset.suite, one]));
  held.forEach((one, cle) => { if (!pointOf(page, cle)) one.remove(); });
  seance.points.forEach((point, at) => {
    const one = held.get(point.cle) ?? ofPoint(page, point.cle);
    if (points.children[at] !== one) points.insertBefore(one, points.children[at] ?? null);
    one.paint(suites, point, at + 1);
  });
}

// The next meeting: what is not done comes with the name of the meeting that decided it.
function next(page) {
  const { seance, suites } = page.state, from = [seance.nom || "séance", dateText(seance.date)].filter(Boolean).join(", ").slice(0, 300);
  const taken = seance.points.flatMap((one) => followUp(suites, one.cle).decisions);
  const running = [...suites.en_cours, ...taken].filter((one) => !one.faite && one.quoi.trim()).map((one) => ({ ...one, de: one.de || from }));
  const bare = (titre, minutes) => ({ ...store().POINT, titre, minutes, cle: `p-${store().key()}` });
  const points = [bare(["Compte rendu de la séance précédente", seance.date && `(${dateText(seance.date)})`].filter(Boolean).join(" "), 5), ...(running.length ? [bare("Décisions en cours", 10)] : []), bare("Questions diverses", 5)];
  const made = store().fresh({ nom: seance.nom, lieu: seance.lieu, departement: seance.departement, duree: seance.duree, jeu: seance.jeu, points });
  adopt(page, made, { ...store().EMPTY, en_cours: running.slice(0, 200) }, `Séance suivante créée, ${plural(running.length, "décision")} en cours. Celle-ci reste dans «Mes séances».`);
  page.parts.nom.focus();
}
