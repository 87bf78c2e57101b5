// What is written during the meeting, kept at each keystroke: notes, decisions and advice of a point, who is present.

const LONG = 2000;
const SHORT = 300;

// What the file of a meeting may hold: no control character, and lines only where a text has several.
function clean(text, lines) {
  const kind = lines ? /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g : /[\u0000-\u001f\u007f-\u009f]/g;
  const safe = text.replace(/\r\n?/g, "\n").replace(kind, " ");
  return safe.toWellFormed ? safe.toWellFormed() : safe;
}

function written(label, value, set, { lines = 0, most = SHORT, type = "text", hint = "" } = {}) {
  const field = lines
    ? make("textarea", { rows: lines, maxlength: most })
    : make("input", { type, maxlength: type === "text" ? most : null, min: type === "number" ? 0 : null, max: type === "number" ? 10000 : null, placeholder: hint });
  field.value = value ?? "";
  field.addEventListener("input", () => set(type === "number" ? number(field) : clean(field.value, lines > 0)));
  return make("label", { class: type === "number" ? "court" : "" }, make("span", { text: label }), field);
}

function number(field) {
  const typed = Number.parseInt(field.value, 10);
  return Number.isNaN(typed) ? null : Math.min(Math.max(typed, 0), 10000);
}

// A list of entries of one kind; `save` receives what to change in it, `list` gives it from what is kept.
function entries({ title, add, list, blank, fields, most, save }) {
  const box = make("div", { class: "entrees" });
  const drawAll = () => {
    const held = list(gave());
    box.replaceChildren(...held.map((entry, rank) => make("fieldset", {},
      make("legend", { text: `${title} ${rank + 1}` }),
      ...fields(entry, (changes) => save((suites) => Object.assign(list(suites)[rank], changes))),
      make("button", {
        type: "button", class: "discret", text: "Retirer", "aria-label": `Retirer : ${title.toLowerCase()} ${rank + 1}`,
        onclick: () => {
          save((suites) => list(suites).splice(rank, 1));
          drawAll();
          more.focus();
        },
      }))));
    more.disabled = held.length >= most;
  };
  const more = make("button", {
    type: "button", text: add,
    onclick: () => {
      save((suites) => list(suites).push(blank()));
      drawAll();
      box.querySelector("fieldset:last-child :is(input, textarea)").focus();
    },
  });
  drawAll();
  return make("div", { class: "liste" }, box, more);
}

function decisions(place, save) {
  return entries({
    title: "Décision", add: "Ajouter une décision", most: 40, save,
    list: (suites) => followUp(suites, place).decisions,
    blank: () => ({ quoi: "", qui: "", quand: "", de: "", faite: false }),
    fields: (entry, set) => [
      written("Ce qui est décidé", entry.quoi, (quoi) => set({ quoi }), { lines: 2, most: LONG }),
      written("Qui s'en charge", entry.qui, (qui) => set({ qui })),
      written("Pour quand", entry.quand, (quand) => set({ quand })),
    ],
  });
}

function advice(place, save) {
  return entries({
    title: "Avis", add: "Ajouter un avis", most: 20, save,
    list: (suites) => followUp(suites, place).avis,
    blank: () => ({ texte: "", pour: null, contre: null, abstentions: null, reserves: "" }),
    fields: (entry, set) => [
      written("Texte de l'avis", entry.texte, (texte) => set({ texte }), { lines: 3, most: LONG }),
      make("div", { class: "voix" },
        written("Pour", entry.pour, (pour) => set({ pour }), { type: "number" }),
        written("Contre", entry.contre, (contre) => set({ contre }), { type: "number" }),
        written("Abstentions", entry.abstentions, (abstentions) => set({ abstentions }), { type: "number" })),
      written("Réserves", entry.reserves, (reserves) => set({ reserves }), { lines: 2, most: LONG }),
    ],
  });
}

function present(save) {
  return make("div", { class: "liste" },
    written("Quorum", gave().quorum, (quorum) => save((suites) => { suites.quorum = quorum; }), { hint: "par exemple : atteint, 28 sur 50" }),
    entries({
      title: "Collège", add: "Ajouter un collège", most: 30, save,
      list: (suites) => suites.presents,
      blank: () => ({ college: "", presents: null, noms: "" }),
      fields: (entry, set) => [
        written("Nom du collège", entry.college, (college) => set({ college })),
        written("Membres présents", entry.presents, (presents) => set({ presents }), { type: "number" }),
        written("Noms, un par ligne", entry.noms, (noms) => set({ noms }), { lines: 2, most: 20000 }),
      ],
    }));
}

function underWay(save) {
  const held = gave().en_cours;
  if (!held.length) return make("p", { class: "petit", text: "Aucune décision en cours dans ce fichier." });
  return make("ul", { class: "en-cours" }, ...held.map((one, rank) => {
    const box = make("input", { type: "checkbox" });
    box.checked = one.faite;
    box.addEventListener("change", () => save((suites) => { suites.en_cours[rank].faite = box.checked; }));
    const more = [one.qui, one.quand, one.de && `décidé : ${one.de}`].filter(Boolean).join(" ; ");
    return make("li", {}, make("label", { class: "coche" }, box, make("span", { text: one.quoi })),
      more ? make("p", { class: "petit", text: more }) : null);
  }));
}

function fileOf() {
  return { ...seance, suites: gave() };
}

function saveFile() {
  const text = JSON.stringify(fileOf(), null, 1);
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })) });
  const plain = (seance.nom || "seance").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  link.download = `seance-${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60)}${seance.date ? `-${seance.date}` : ""}.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
