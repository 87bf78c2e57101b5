// grille.js: a table of buttons, painted from what Python wrote.
function make(tag, attributes, parent) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value; else node.setAttribute(name, value);
  }
  parent.append(node);
  return node;
}

function paint(root, data, send) {
  root.textContent = "";
  const region = make("div", { class: "grille-cadre", role: "region", "aria-label": data.titre, tabindex: "0" }, root);
  const table = make("table", {}, region);
  make("caption", { text: data.titre }, table);
  const head = make("tr", {}, make("thead", {}, table));
  make("th", { scope: "col", text: data.coin }, head);
  data.colonnes.forEach((name) => make("th", { scope: "col", text: name }, head));
  const body = make("tbody", {}, table);
  data.lignes.forEach((line) => {
    const row = make("tr", {}, body);
    make("th", { scope: "row", text: line.titre }, row);
    line.cellules.forEach((cell) => {
      const button = make("button", { type: "button", "data-code": cell.code, "data-ton": cell.ton, "aria-label": cell.label, title: cell.label },
        make("td", {}, row));
      cell.parts.forEach(([kind, text, count]) => {
        make("span", { class: `part ${kind}${count ? "" : " nul"}`, "aria-hidden": "true", text }, button);
      });
    });
  });
  table.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-code]");
    if (button) send("choix", button.dataset.code);
  });
}

export default function mount(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("[data-grille]");
  const text = JSON.stringify(data), turn = (root.tour = (root.tour ?? 0) + 1);
  if (root.grille !== text) {
    root.grille = text;
    paint(root, data, component.setTriggerValue);
  }
  return () => { if (root.tour === turn) root.grille = null; }; // an overtaken call leaves the newer one alone
}
