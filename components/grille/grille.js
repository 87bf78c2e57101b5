// grille.js: a table of buttons, painted from what Python wrote. One tab stop; the arrow keys walk it.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function make(tag, attributes, parent) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value; else node.setAttribute(name, value);
  }
  parent.append(node);
  return node;
}

function head(table, data) {
  const row = make("tr", {}, make("thead", {}, table));
  if (data.rangs) make("th", { scope: "col", class: "rang", text: data.rangs }, row);
  make("th", { scope: "col", text: data.coin }, row);
  data.colonnes.forEach((name, index) => {
    const narrow = data.etroites?.includes(index);
    const th = make("th", { scope: "col", class: narrow ? "etroite" : "" }, row);
    make("span", { text: name }, th);
    if (data.sous?.[index]) make("small", { text: data.sous[index] }, th);
  });
  if (data.compte) make("th", { scope: "col", class: "compte", text: data.compte }, row);
  if (data.absents?.texte) make("span", { class: "hors-vue", text: data.absents.texte }, make("th", { scope: "col", class: "absents" }, row));
}

// The legend: one sign a kind of cell.
function legend(caption, data) {
  if (!data.legende) { caption.textContent = data.titre; return; }
  if (data.annonce) make("b", { text: data.annonce }, caption);
  data.legende.forEach(([kind, words], index) => {
    const one = make("span", { class: "signe" }, caption);
    make("i", { class: kind, "aria-hidden": "true" }, one);
    one.append(words + (index < data.legende.length - 1 ? " ; " : ""));
  });
}

// A heading in words, short ones where it has them, then its code as a small tag.
function title(row, line) {
  const th = make("th", { scope: "row", class: line.fort ? "fort" : "", text: line.court ?? line.titre }, row);
  if (line.court) th.title = line.titre;
  if (!line.etiquette) return;
  th.append(" ");
  make("small", { class: "etiquette", text: line.etiquette }, th);
}

function cell(row, { code, ton, label, parts, vide }, column, name) {
  const td = make("td", { class: vide ? "vide" : "", "data-nom": name ?? "" }, row);
  if (vide) { make("span", { class: "hors-vue", text: vide }, td); td.title = vide; return; }
  const button = make("button", { type: "button", tabindex: "-1", "data-code": code, "data-ton": ton, "data-colonne": column, "aria-label": label, title: label }, td);
  parts.forEach(([kind, text, count]) => {
    make("span", { class: `part ${kind}${count ? "" : " nul"}`, "aria-hidden": "true", text }, button);
  });
}

// The next button in a direction, over the cells that are not buttons.
function next(from, [down, right]) {
  const rows = [...from.closest("table").querySelectorAll("tbody tr:has(button)")], column = Number(from.dataset.colonne);
  const along = [...from.closest("tr").querySelectorAll("button")];
  if (right) return along[along.indexOf(from) + right];
  for (let at = rows.indexOf(from.closest("tr")) + down; rows[at]; at += down) {
    const found = rows[at].querySelector(`button[data-colonne="${column}"]`);
    if (found) return found;
  }
  return undefined;
}

function walk(table) {
  const stop = (button) => {
    table.querySelectorAll('button[tabindex="0"]').forEach((other) => other.setAttribute("tabindex", "-1"));
    button.setAttribute("tabindex", "0");
  };
  const first = table.querySelector("button[data-code]");
  if (!first) { table.parentElement.tabIndex = 0; return; } // nothing to open: the region itself is scrolled by keyboard
  stop(first);
  table.addEventListener("focusin", ({ target }) => { if (target.dataset.code) stop(target); });
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key], line = event.target.closest("tr");
    const found = step ? next(event.target, step) : { Home: line.querySelector("button"), End: [...line.querySelectorAll("button")].at(-1) }[event.key];
    if (!found) return;
    event.preventDefault();
    found.focus();
  });
}

function paint(root, data, send) {
  root.textContent = "";
  const region = make("div", { class: `grille-cadre ${data.genre ?? "ecarts"}`, role: "region", "aria-label": data.titre }, root);
  const table = make("table", {}, region);
  legend(make("caption", {}, table), data);
  head(table, data);
  const body = make("tbody", {}, table);
  data.lignes.forEach((line) => {
    if (line.groupe && !line.rangs) make("th", { scope: "rowgroup", colspan: data.colonnes.length + 1, text: line.groupe }, make("tr", { class: "groupe" }, body));
    const row = make("tr", { class: line.rangs ? "premiere" : "" }, body);
    if (line.rangs) make("th", { scope: "rowgroup", rowspan: line.rangs, class: "rang", text: line.groupe, title: line["groupe-titre"] }, row);
    title(row, line);
    line.cellules.forEach((content, index) => cell(row, content, index, data.colonnes[index]));
    if (data.compte) {
      const td = make("td", { class: "compte", style: `--part: ${line.part}`, text: line.compte }, row);
      make("span", { class: "hors-vue", text: line.sur }, td);
    }
    if (data.absents?.texte && row === body.firstChild) {
      const td = make("td", { class: `vide absents${data.lignes.length < 5 ? " court" : ""}`, rowspan: data.lignes.length, title: data.absents.titre }, row);
      make("span", { text: data.absents.texte }, td);
      make("span", { class: "hors-vue", text: ` ${data.absents.titre}` }, td);
    }
  });
  table.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-code]");
    if (button) send("choix", button.dataset.code);
  });
  walk(table);
}

// Painted where it is another one only: by Python, or ahead of it (static/avance.js), which then says the same.
export function draw(root, data, send) {
  const text = JSON.stringify(data);
  if (root.grille === text) return;
  root.grille = text;
  paint(root, data, send);
}

export default function mount(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("[data-grille]"), turn = (root.tour = (root.tour ?? 0) + 1);
  const slot = { root, data, draw: (table) => draw(root, table, component.setTriggerValue) }, register = (window.__grilles ??= {});
  slot.draw(data);
  register[data.cle] = slot;
  return () => {
    if (register[data.cle] === slot) delete register[data.cle];
    if (root.tour === turn) root.grille = null; // an overtaken call leaves the newer one alone
  };
}
