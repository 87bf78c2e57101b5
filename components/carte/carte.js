// carte.js: paints what Python computed (classes, texts, sentence). No statistics here.
// Streamlit calls the default export again at each change of data or theme, on the same element:
// the map is built once, then painted.
const SVG = "http://www.w3.org/2000/svg";
const LONG = 30;  // rows of the list from which it scrolls in its own frame
const TOGETHER = 10;  // paths in a group, rows of a long list that are laid out at once
const SIGNS = 5;  // of a value; a longer one is no larger than its name where there is little room
const NAMED = 100, VALUED = 60;  // pixels of a place that has room for its name, for a value of that many signs
const NOWHERE = "-9px";  // where a mark is out of its bar
const STEP = 8;  // signs by which the values of a long list widen: another width styles and lays out every row anew
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, " ").toLowerCase();

function make(tag, attributes = {}, parent = null) {
  const svg = tag === "svg" || parent?.namespaceURI === SVG;
  const node = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value);
  }
  parent?.append(node);
  return node;
}

// Written where it changed only: what the browser is given again, even the same, it lays out and paints again.
function write(node, values) {
  const held = (node.ecrit ??= {});
  for (const name in values) {
    const value = values[name];
    if (held[name] === value) continue;
    held[name] = value;
    if (name === "style") node.style.cssText = value;
    else if (name !== "text") node.setAttribute(name, value);
    else if (node.firstChild) node.firstChild.data = value;
    else node.textContent = value;
  }
}

// ------------------------------------------------------------------ the choice of an indicateur
// The attribute says to static/listes.js that the name may be too long for the box.
// A field that has the focus lays the page out when its value is written: that waits for the frame, which lays it out.
function named(input, name) {
  if (document.activeElement === input) requestAnimationFrame(() => rename(input, name));
  else rename(input, name);
}
function rename(input, name) {
  if (input.value !== name) input.value = name;
  if (input.getAttribute("value") !== name) input.setAttribute("value", name);
}

// An ARIA combobox with a grouped, filtered list (APG pattern «editable combobox with list autocomplete»).
function buildCombobox(state, parent) {
  const { fond, uid } = state;
  const box = make("div", { class: "carte-choix" }, parent);
  make("label", { for: `${uid}-champ`, text: fond.textes.indicateur }, box);
  const line = make("div", { class: "carte-champ" }, box);
  const input = make("input", {
    id: `${uid}-champ`, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${uid}-liste`,
  }, line);
  const toggle = make("button", { type: "button", tabindex: "-1", "aria-label": fond.textes.ouvrir, text: "▾" }, line);
  const list = make("div", { id: `${uid}-liste`, role: "listbox", "aria-label": fond.textes.indicateur, hidden: "" }, box);
  const combo = { input, list, options: [], active: -1 };

  fond.menu.forEach((group) => {
    const section = make("div", { role: "group", "aria-label": group.theme }, list);
    make("div", { class: "carte-theme", "aria-hidden": "true", text: group.theme }, section);
    group.indicateurs.forEach(([slug, label, hint]) => {
      const option = make("div", { role: "option", id: `${uid}-${slug}`, "data-slug": slug, "aria-selected": "false" }, section);
      make("span", { text: label }, option);
      if (hint) make("small", { text: hint }, option);
      combo.options.push({ option, slug, section, key: plain(`${label} ${group.theme}`) });
    });
  });
  const empty = make("div", { class: "carte-vide", role: "status", text: fond.textes.aucun, hidden: "" }, box);

  const visible = () => combo.options.filter((o) => !o.option.hidden);
  const mark = (index) => {
    const shown = visible();
    shown.forEach((o) => o.option.classList.remove("actif"));
    combo.active = shown.length ? (index + shown.length) % shown.length : -1;
    const current = shown[combo.active]?.option;
    current?.classList.add("actif");
    current?.scrollIntoView({ block: "nearest" });
    if (current) input.setAttribute("aria-activedescendant", current.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const filter = (text) => {
    const words = plain(text).split(/\s+/).filter(Boolean);
    combo.options.forEach((o) => { o.option.hidden = !words.every((word) => o.key.includes(word)); });
    combo.options.forEach((o) => { o.section.hidden = [...o.section.querySelectorAll("[role=option]")].every((n) => n.hidden); });
    empty.hidden = visible().length > 0;
  };
  const open = (filtered) => {
    if (!filtered) filter("");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(filtered ? 0 : visible().findIndex((o) => o.option.dataset.slug === state.indicateur));
  };
  const fold = () => {
    list.hidden = true;
    empty.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  combo.close = () => {
    fold();
    rename(input, state.libelles[state.indicateur]);
  };
  const pick = (option) => {
    fold();
    state.choose({ indicateur: option.dataset.slug });
  };

  input.addEventListener("click", () => { if (list.hidden) { open(false); input.select(); } });
  input.addEventListener("input", () => { filter(input.value); open(true); });
  input.addEventListener("blur", combo.close);
  toggle.addEventListener("mousedown", (event) => event.preventDefault());
  toggle.addEventListener("click", () => { input.focus(); if (list.hidden) open(false); else combo.close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) open(false); else mark(combo.active + step);
    } else if (event.key === "Enter" && !list.hidden && combo.active >= 0) {
      event.preventDefault();
      pick(visible()[combo.active].option);
    } else if (event.key === "Escape") {
      if (list.hidden) return;
      event.stopPropagation();
      combo.close();
      input.select();
    }
  });
  return combo;
}

// ------------------------------------------------------------------ the map, the tiles, the list
function buildMap(state, parent) {
  const { fond, uid } = state;
  const svg = make("svg", { viewBox: fond.cadre.join(" "), role: "group", class: "carte-svg" }, parent);
  const defs = make("defs", {}, svg);
  const hatch = make("pattern", {
    id: `${uid}-hachure`, width: 14, height: 14, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  }, defs);
  make("rect", { width: 14, height: 14, class: "carte-hachure-fond" }, hatch);
  make("rect", { width: 4, height: 14, class: "carte-hachure-trait" }, hatch);
  state.hatch = `url(#${uid}-hachure)`;
  const dots = make("pattern", {
    id: `${uid}-points`, width: 13, height: 13, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  }, defs);
  make("rect", { width: 13, height: 13, class: "carte-hachure-fond" }, dots);
  make("circle", { cx: 6.5, cy: 6.5, r: 3, class: "carte-hachure-trait" }, dots);
  state.dots = `url(#${uid}-points)`;
  // One tip for all, whose words are written once the pointer comes: a path that has a child is styled with it.
  const places = make("g", {}, svg);
  state.tip = make("title", {}, places);
  let group = null;  // few paths in each: the browser styles anew every child of what the pointer enters
  state.paths = fond.codes.map((code, i) => {
    if (i % TOGETHER === 0) group = make("g", {}, places);
    return make("path", { d: fond.traces[i], role: "button", tabindex: "0", "data-dep": code }, group);
  });
  // Drawn last, over the neighbours: reordering the paths would move the focus.
  state.halo = make("path", { class: "carte-halo", "aria-hidden": "true" }, svg);
  state.ring = make("path", { class: "carte-anneau", "aria-hidden": "true" }, svg);
  const labels = make("g", { "aria-hidden": "true", class: "carte-etiquettes" }, svg);
  state.labels = fond.codes.map((code, i) => {
    const [x, y] = fond.points[i], name = make("text", { x, y: y - 9, class: "carte-nom", text: fond.courts[i] }, labels);
    return { name, value: make("text", { x, y: y + 24, class: "carte-valeur" }, labels) };
  });
  // Labels keep 16 px on screen whatever the size of the drawing; without room for names, the values only, or none.
  state.resize = new ResizeObserver(() => {
    const scale = svg.getScreenCTM()?.a, [, , width, height] = fond.cadre, room = scale * Math.sqrt((width * height) / fond.codes.length);
    if (!scale) return;
    svg.style.setProperty("--corps", `${Math.max(25, 16.2 / scale)}px`);
    svg.classList.toggle("petit", scale < 0.5 || room < NAMED);
    svg.classList.toggle("serre", room < VALUED);
    if (state.view) paintLabels(state, state.view);
  });
  state.resize.observe(svg);
  const point = (target) => {
    state.over = state.paths.indexOf(target);
    tip(state);
  };
  svg.addEventListener("pointerover", ({ target }) => point(target));
  svg.addEventListener("pointerleave", () => point(null));
  parent.addEventListener("focusin", (event) => {
    const path = event.target.closest?.("path[data-dep]:focus-visible");
    state.ring.setAttribute("d", path ? path.getAttribute("d") : "");
  });
  parent.addEventListener("focusout", () => state.ring.setAttribute("d", ""));
  return svg;
}

function tip(state) {
  write(state.tip, { text: state.paths[state.over]?.ecrit["aria-label"] ?? "" });
}

function buildLegend(state, parent) {
  state.legend = make("ul", { class: "carte-legende" }, parent);
}

function buildTiles(state, parent) {
  const { fond } = state;
  const details = make("details", { class: "carte-tuiles" }, parent);
  make("summary", { text: fond.textes.tuiles }, details);
  state.grid = make("div", { class: "carte-grille", role: "group", "aria-label": fond.textes.tuiles }, details);
  details.addEventListener("toggle", () => { if (details.open) paintTiles(state); });
  state.folded = details;
}

function makeTiles({ fond, grid }) {
  return fond.codes.map((code, i) => {
    const [column, row] = fond.tuiles[i];
    const tile = make("button", { type: "button", "data-dep": code, style: `grid-column:${column};grid-row:${row}` }, grid);
    make("b", { text: fond.courts[i] }, tile);
    make("span", {}, tile);
    return tile;
  });
}

function buildRanking(state, parent) {
  state.rankingTitle = make("h3", { class: "carte-sous-titre" }, parent);
  state.marks = make("p", { class: "carte-reperes" }, parent);
  state.long = state.fond.codes.length > LONG;
  state.ranking = state.long ? make("div", { class: "carte-rangs longs", role: "list" }, parent) : make("ol", { class: "carte-rangs" }, parent);
  if (state.long) state.ranking.addEventListener("scroll", () => look(state), { passive: true });
  state.chosen = make("p", { class: "carte-choisi", hidden: "" }, parent);
  state.chosenText = make("b", {}, state.chosen);
  const go = make("button", { type: "button", text: state.fond.textes.fiche }, state.chosen);
  go.addEventListener("click", () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.querySelector(".fiche")?.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  });
}

function makeRows(state) {
  state.groups = [];
  return state.fond.codes.map((code, rank) => {
    if (state.long && rank % TOGETHER === 0) state.groups.push(make("div", { class: "dizaine", role: "none" }, state.ranking));
    const row = state.long ? make("div", { role: "listitem" }, state.groups.at(-1)) : make("li", {}, state.ranking);
    const button = make("button", { type: "button" }, row);
    const name = make("span", { class: "nom" }, button);
    const bar = make("span", { class: "barre", "aria-hidden": "true" }, button);
    const value = make("span", { class: "val" }, button);
    return { row, button, name, bar, value };
  });
}

function build(root, fond, key) {
  const state = { fond, key, root, uid: "c" + Math.random().toString(36).slice(2, 8), version: null, vues: {} };
  root.textContent = "";
  state.libelles = Object.fromEntries(fond.menu.flatMap((group) => group.indicateurs.map(([slug, label]) => [slug, label])));
  const top = make("div", { class: "carte-haut" }, root);
  state.choose = (change) => {
    Object.assign(state, change);
    paint(state);
    requestAnimationFrame(() => requestAnimationFrame(() => tell(state)));  // once the view is on the screen
  };
  state.combo = buildCombobox(state, top);
  const pick = make("div", { class: "carte-choix carte-dep" }, top);
  make("label", { for: `${state.uid}-dep`, text: fond.textes.departement }, pick);
  state.select = make("select", { id: `${state.uid}-dep` }, pick);
  state.select.add(new Option(fond.textes.tous, ""));
  fond.codes.forEach((code, i) => state.select.add(new Option(fond.noms[i], code)));
  state.select.addEventListener("change", () => state.choose({ departement: state.select.value }));

  state.title = make("h2", { class: "carte-titre" }, root);
  state.sentence = make("p", { class: "carte-phrase", role: "status", "aria-live": "polite" }, root);
  const columns = make("div", { class: "carte-colonnes" }, root);
  const left = make("div", { class: "carte-dessin" }, columns);
  const right = make("div", { class: "carte-liste" }, columns);
  state.svg = buildMap(state, left);
  buildLegend(state, left);
  state.source = make("p", { class: "carte-source" }, left);
  buildRanking(state, right);
  buildTiles(state, root);

  const select = (event) => {
    const target = event.target.closest?.("[data-dep]");
    if (!target || (event.type === "keydown" && (target.tagName === "BUTTON" || !["Enter", " "].includes(event.key)))) return;
    event.preventDefault();
    state.choose({ departement: state.departement === target.dataset.dep ? "" : target.dataset.dep });
  };
  columns.addEventListener("click", select);
  columns.addEventListener("keydown", select);
  state.grid.addEventListener("click", select);
  state.listen = (event) => {
    if (event.detail !== key) return;
    state.vues = window.__cartes[key].vues;
    if (state.indicateur) paint(state);
  };
  window.addEventListener("carte-complement", state.listen);
  if (window.__cartes?.[key]?.vues) state.vues = window.__cartes[key].vues;
  return state;
}

function tell(state) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => state.send("choix", {
    indicateur: state.indicateur, departement: state.departement, version: state.version,
  }), 0);
}

// ------------------------------------------------------------------ painting one view
function paint(state) {
  const { fond } = state;
  const view = state.vues[state.indicateur] ?? fond.vues[state.indicateur];
  if (document.activeElement !== state.combo.input || state.combo.list.hidden) named(state.combo.input, state.libelles[state.indicateur]);
  state.combo.options.forEach(({ option, slug }) => write(option, { "aria-selected": slug === state.indicateur }));
  if (state.select.value !== state.departement) state.select.value = state.departement; // given again, the same would style the page at once
  state.root.classList.toggle("attente", !view);
  if (!view) { write(state.sentence, { text: fond.textes.attente }); return; }
  state.view = view;
  write(state.title, { text: view.titre });
  write(state.sentence, { text: view.phrase });
  write(state.source, { text: fond.sources[view.source] ?? view.source });
  write(state.svg, { "aria-label": `${view.titre}. ${view.phrase}` });
  paintMap(state, view);
  paintTiles(state);
  paintLegend(state, view);
  paintRanking(state, view);
}

// The rows out of sight of a long list, once what is in sight is on the screen.
function paintRest(state) {
  if (state.due) return;
  state.due = true;
  requestAnimationFrame(() => setTimeout(() => {
    state.due = false;
    look(state);
    paintRows(state);
    follow(state);
  }));
}

const shown = (view, i, fond) => (view.textes[i] ? view.textes[i] + view.suffixe : fond.textes.manque);

// A class, a range (charts/drawings/choropleth.py), or what is not known.
const RANGE = -2;
const ground = (state, k, fills) => (k === RANGE ? state.dots : k < 0 ? state.hatch : fills[k]);

function paintMap(state, view) {
  const { fond } = state, [fills] = fond.palettes[view.palette];
  fond.codes.forEach((code, i) => {
    const text = `${fond.noms[i]}\u00a0: ${shown(view, i, fond)}`;
    write(state.paths[i], { fill: ground(state, view.classes[i], fills), "aria-label": text, "aria-pressed": code === state.departement });
  });
  paintLabels(state, view);
  tip(state);
  const chosen = fond.codes.indexOf(state.departement);
  write(state.halo, { d: fond.traces[chosen] ?? "" });
  state.chosen.hidden = chosen < 0;
  if (chosen >= 0) write(state.chosenText, { text: `${fond.noms[chosen]}\u00a0: ${shown(view, chosen, fond)}` });
}

// Labels without room are not shown: nor are they written.
function paintLabels(state, view) {
  const { classList } = state.svg, [fills, inks] = state.fond.palettes[view.palette], named = !classList.contains("petit");
  if (classList.contains("serre")) return;
  state.labels.forEach(({ name, value }, i) => {
    const k = view.classes[i], fill = k < 0 ? "var(--encre)" : inks[k], stroke = k < 0 ? "var(--creux)" : fills[k];
    write(value, { fill, stroke, text: view.textes[i], class: view.textes[i].length > SIGNS ? "carte-valeur longue" : "carte-valeur" });
    if (named) write(name, { fill, stroke });
  });
}

// Tiles are made and painted once they are unfolded.
function paintTiles(state) {
  const { fond, view } = state;
  if (!view || !state.folded.open) return;
  const [fills, inks] = fond.palettes[view.palette];
  state.tiles ??= makeTiles(state);
  state.tiles.forEach((tile, i) => {
    const k = view.classes[i], text = `${fond.noms[i]}\u00a0: ${shown(view, i, fond)}`;
    write(tile, { "aria-label": text, "aria-pressed": fond.codes[i] === state.departement, class: k === RANGE ? "vide fourchette" : k < 0 ? "vide" : "" });
    tile.style.background = k < 0 ? "" : fills[k];
    tile.style.color = k < 0 ? "" : inks[k];
    write(tile.lastChild, { text: view.textes[i] || "–" });
  });
}

function paintLegend(state, view) {
  const [fills] = state.fond.palettes[view.palette], unit = [view.unite, view.annee].filter(Boolean).join(", ");
  const entries = view.legende.map((label, k) => [label, fills[k]]);
  if (view.fourchette) entries.push([view.fourchette, state.dots]);
  if (view.manque) entries.push([view.manque, state.hatch]);
  if (state.legend.ecrit === JSON.stringify([unit, entries])) return;
  state.legend.ecrit = JSON.stringify([unit, entries]);
  state.legend.replaceChildren(make("li", { class: "unite", text: unit }), ...entries.map(([label, colour]) => {
    const item = make("li"), swatch = make("svg", { viewBox: "0 0 42 27", "aria-hidden": "true" }, item);
    make("rect", { width: 42, height: 27, fill: colour }, swatch);
    make("span", { text: label }, item);
    return item;
  }));
}

// Which rows of a long list are in sight, for the next view: this one is laid out. The others are written once these are
// on the screen. A row knows its place in its group; one of a group out of sight would be laid out to tell it.
function look(state) {
  const { scrollTop, clientHeight, offsetTop } = state.ranking, end = scrollTop + clientHeight;
  const tops = state.groups.flatMap((group) => {
    const top = group.offsetTop - offsetTop, rows = [...group.children];
    return top < end && top + group.offsetHeight > scrollTop ? rows.map((row) => top + row.offsetTop) : rows.map(() => top);
  });
  state.sight = [scrollTop, end].map((place) => tops.findLastIndex((top) => top < place));
}

// A long list has its rows in sight first; the first view is written whole. Of two maps side by side, neither has a list.
function paintRanking(state, view) {
  write(state.rankingTitle, { text: state.fond.textes.rangs });
  paintMarks(state, view);
  if (state.root.classList.contains("compacte")) return;
  state.rows ??= makeRows(state);
  if (state.long) write(state.ranking, { style: `--signes:${STEP * Math.ceil(Math.max(...view.textes.map((text) => text.length)) / STEP)}` });
  paintRows(state, state.sight);
  if (state.long) paintRest(state);
}

function paintMarks(state, view) {
  const marks = JSON.stringify(view.reperes);
  if (state.marks.ecrit === marks) return;
  state.marks.ecrit = marks;
  state.marks.replaceChildren(...view.reperes.map((reference, m) => {
    const mark = make("span", { class: reference.nombre === null ? "total" : `repere repere-${m}` });
    make("b", { text: reference.nom }, mark);
    mark.append(` ${reference.texte}`);
    return mark;
  }));
}

function paintRows(state, sight = null) {
  const { fond, view } = state, [fills] = fond.palettes[view.palette];
  const numbers = [...view.nombres, ...view.reperes.map((r) => r.nombre)].filter((n) => n !== null);
  const low = Math.min(0, ...numbers), span = Math.max(0, ...numbers) - low || 1;
  const place = (n) => (100 * (n - low)) / span;
  const marks = [0, 1].map((m) => view.reperes[m]?.nombre ?? null).map((n) => (n === null ? NOWHERE : `${place(n)}%`));
  state.rows.forEach((row, rank) => {
    if (sight && (rank < sight[0] || rank > sight[1])) return;
    const i = view.ordre[rank], k = view.classes[i], n = view.nombres[i];
    write(row.button, { "data-dep": fond.codes[i], "aria-pressed": fond.codes[i] === state.departement });
    write(row.name, { text: fond.noms[i] });
    write(row.row, { class: n === null ? "absent" : "" });
    write(row.value, { text: view.textes[i] || fond.textes.manque });
    if (n === null) return;  // its bar is not shown
    const wide = Math.abs(place(n) - place(0)), start = wide < 100 ? (100 * Math.min(place(0), place(n))) / (100 - wide) : 0;  // of the room left
    write(row.bar, { style: `color:${fills[k]};background-position:${marks},calc(${start}% + ${1 - start / 50}px),${start}%;background-size:4px,3px,calc(${wide}% - 2px) calc(var(--haut) - 2px),${wide}% var(--haut)` });
  });
}

// The row of what was just chosen elsewhere is brought in sight in a list that scrolls; the page itself does not move.
function follow(state) {
  if (state.followed === state.departement) return;
  state.followed = state.departement;
  const list = state.ranking, row = list.querySelector("[aria-pressed=true]")?.parentElement;
  if (!row || list.contains(document.activeElement)) return;
  const top = row.parentElement.offsetTop + row.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
}

// The payload of a second map is the first one's: it is looked up, or awaited if it comes later.
function base(data) {
  const register = (window.__cartes ??= {});
  if (data.partage) return register[data.partage]?.fond;
  (register[data.cle] ??= {}).fond = data;
  window.dispatchEvent(new CustomEvent("carte-fond", { detail: data.cle }));
  return data;
}

// A map that answers nothing, until the one of the page is drawn (static/doublure.js); gives what lets it go.
export function draw(root, fond, { indicateur, departement, vues, compact }) {
  const state = build(root, fond, "");
  root.classList.toggle("compacte", compact);
  Object.assign(state, { indicateur, departement, vues, send: () => {} });
  paint(state);
  return () => {
    state.resize.disconnect();
    window.removeEventListener("carte-complement", state.listen);
  };
}

export default function mount(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("[data-carte]");
  const fond = base(data);
  if (!fond) {
    let leave = null;
    const wait = (event) => {
      if (event.detail !== data.partage) return;
      window.removeEventListener("carte-fond", wait);
      leave = mount(component);
    };
    window.addEventListener("carte-fond", wait);
    return () => { window.removeEventListener("carte-fond", wait); leave?.(); };
  }
  const first = !root.carte;
  const state = (root.carte ??= build(root, fond, data.cle));
  root.classList.toggle("compacte", Boolean(data.compact));
  state.send = component.setStateValue;
  state.fond = fond;
  // Only a higher version overrides the browser: an echo never comes back as an order.
  if (first || state.version !== data.ordre.version) {
    state.version = data.ordre.version;
    state.indicateur = data.ordre.indicateur;
    state.departement = data.ordre.departement;
  }
  paint(state);
  const slot = (window.__cartes[data.cle] ??= {}), places = (slot.places ??= new Set());
  places.add(root);
  return () => {
    clearTimeout(state.timer);
    state.resize.disconnect();
    window.removeEventListener("carte-complement", state.listen);
    places.delete(root); // drawn again elsewhere, it may be mounted there before it leaves here
    if (!places.size) delete slot.fond;
    root.carte = null;
  };
}
