// figure.js: draws the Plotly figure that Python built, in the colours of the theme. No statistics here.
// Streamlit calls the default export again at each change of data or theme, on the same element:
// the div is built once, then redrawn by one Plotly.react, only if what it shows changed.
const FILE = "app/static/plotly-basic.min.js?v=4.1.1";
const CONFIG = {
  displayModeBar: false, displaylogo: false, showTips: false, scrollZoom: false, doubleClick: false,
  responsive: false, // the width is followed below, without waiting for the window to change
};
const SVG = "http://www.w3.org/2000/svg";
let loading = null;

// ------------------------------------------------------------------ the library, once a page
function load() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL(FILE, document.baseURI).href; // every page is one step below the base path of the server
    script.onload = () => (window.Plotly ? done(window.Plotly) : fail(new Error(`${script.src} is not Plotly`)));
    script.onerror = () => { script.remove(); fail(new Error(`${script.src} did not load`)); };
    document.head.append(script);
  }).catch((error) => { loading = null; throw error; });
  return loading;
}

// ------------------------------------------------------------------ the colours of the theme
function themeOf(root) {
  const css = getComputedStyle(root);
  const [r, g, b] = css.color.match(/[\d.]+/g).map(Number);
  const faded = (share) => `rgba(${r}, ${g}, ${b}, ${share})`;
  return {
    name: 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "sombre" : "clair", // light ink: dark theme
    ink: css.color, family: css.fontFamily, letters: css.letterSpacing, words: css.wordSpacing, ground: css.getPropertyValue("--st-background-color").trim(),
    grid: faded(0.2), line: faded(0.6),
  };
}

// A fresh copy each time (Plotly writes into what it is given), its tokens replaced.
function painted(value, colours) {
  if (typeof value === "string") return (value[0] === "@" && colours[value.slice(1)]) || value;
  if (Array.isArray(value)) return value.map((item) => painted(item, colours));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, painted(item, colours)]));
}

// As a template: it reaches every axis, and what the figure says itself prevails.
function template(own, theme) {
  const base = own?.layout ?? {}, lines = { gridcolor: theme.grid, zerolinecolor: theme.line, linecolor: theme.line, tickcolor: theme.line };
  return { ...own, layout: {
    ...base, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { ...base.font, color: theme.ink, family: theme.family },
    xaxis: { ...base.xaxis, ...lines }, yaxis: { ...base.yaxis, ...lines },
    hoverlabel: { ...base.hoverlabel, bgcolor: theme.ground, bordercolor: theme.line, font: { color: theme.ink, family: theme.family } },
  } };
}

function dressed({ data, layout }, theme) {
  const { meta } = layout, colours = meta?.couleurs?.[theme.name] ?? {};
  const copy = { data: painted(data, colours), layout: painted(layout, colours) };
  if (meta?.theme) copy.layout.template = template(copy.layout.template, theme);
  return copy;
}

// ------------------------------------------------------------------ drawing
function paint(state) {
  const { root, plot, Plotly } = state, data = state.ahead ?? state.data;
  const room = root.clientWidth, width = Math.max(room, data.figure.layout.meta?.largeurMin ?? 0);
  if (width > room) root.tabIndex = 0; else root.removeAttribute("tabindex"); // a narrow screen scrolls the figure
  state.wide.hidden = width <= room;
  plot.style.width = width > room ? `${width}px` : ""; // as wide as its drawing, or the rest would be cut
  if (!Plotly || !room) return; // in a closed expander or a hidden tab: drawn when it opens
  const theme = themeOf(root), content = JSON.stringify([data.figure, data.hauteur, theme]);
  if (content === state.content) {
    if (width !== state.width) attempt(state, () => Plotly.relayout(plot, { width }));
    state.width = width;
    return;
  }
  Object.assign(state, { content, width, theme });
  plot.style.height = `${data.hauteur}px`;
  plot.hidden = false; // Plotly measures what it draws: after a failure it must be seen again first
  const figure = dressed(data.figure, theme), size = { width, height: data.hauteur, autosize: false };
  attempt(state, () => Plotly.react(plot, figure.data, { ...figure.layout, ...size }, CONFIG));
  if (!state.bound && plot.on) bind(state);
}

function attempt(state, draw) {
  eachSheet(state, (svg) => svg.removeAttribute("viewBox")); // Plotly measures at the size it draws
  new Promise((done) => done(draw())).then(() => say(state, ""), (error) => fail(state, error));
}

function bind(state) {
  const { plot } = state;
  const reference = ({ points }) => points.map(({ customdata }) => (Array.isArray(customdata) ? customdata[0] : customdata))
    .find((item) => typeof item === "string");
  state.bound = true;
  plot.on("plotly_afterplot", () => settle(state));
  plot.on("plotly_hover", (event) => plot.classList.toggle("cliquable", reference(event) !== undefined));
  plot.on("plotly_unhover", () => plot.classList.remove("cliquable"));
  plot.on("plotly_click", (event) => {
    const chosen = reference(event);
    if (chosen !== undefined) state.send("choix", { reference: chosen, version: state.data.version, clic: Date.now() });
  });
}

// Words of the figure (meta.textes), placed on its axes: plain SVG text, far cheaper than Plotly's own.
function write(state) {
  const { plot, width, theme } = state, data = state.ahead ?? state.data, { layout } = data.figure;
  const texts = layout.meta?.textes, sheet = plot.querySelector(".main-svg");
  sheet.querySelector(".figure-textes")?.remove();
  if (!texts) return;
  const { l, r, t, b } = layout.margin, colours = layout.meta.couleurs?.[theme.name] ?? {};
  const along = ([start, end], value) => (value - start) / (end - start);
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", "figure-textes");
  group.setAttribute("font-family", theme.family);
  for (const { x, y, dx = 0, dy = 0, fin, ancre = "start", taille = layout.font.size, style = "", couleur = "@encre", lignes } of texts) {
    const left = l + along(layout.xaxis.range, x) * (width - l - r) + dx;
    const end = fin === undefined ? width : l + along(layout.xaxis.range, fin) * (width - l - r);
    const room = { start: end - left, end: left, middle: 2 * Math.min(left, width - left) }[ancre] - 2;
    const middle = t + (1 - along(layout.yaxis.range, y)) * (data.hauteur - t - b) + dy;
    lignes.forEach((line, index) => {
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("x", left);
      text.setAttribute("y", middle + (index - (lignes.length - 1) / 2) * taille * 1.22 + taille * 0.35);
      text.setAttribute("text-anchor", ancre);
      text.setAttribute("font-size", taille);
      text.setAttribute("fill", painted(couleur, colours));
      if (style === "gras") text.setAttribute("font-weight", "700");
      if (style === "italique") text.setAttribute("font-style", "italic");
      text.textContent = line;
      text.room = room;
      text.width = widthOf(line, taille, style, theme);
      group.append(text);
    });
  }
  sheet.append(group);
  squeeze(group);
}

// Python wrapped the words for the font of the server; where another font draws them wider, they are squeezed, never cut.
function squeeze(group) {
  for (const text of group.children) {
    if (text.room <= 0 || text.width <= text.room) continue;
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    text.setAttribute("textLength", text.room);
  }
}

// Measured beside the page: asking a drawn text for its length would lay out the whole page once more.
const ruler = document.createElement("canvas").getContext("2d"), widths = new Map();
function widthOf(line, size, style, { family, letters, words }) {
  const font = `${{ italique: "italic", gras: "700" }[style] ?? ""} ${size}px ${family}`, key = [font, letters, words, line].join("\n");
  if (!widths.has(key)) {
    Object.assign(ruler, { font, letterSpacing: letters === "normal" ? "0px" : letters, wordSpacing: words });
    widths.set(key, ruler.measureText(line).width);
  }
  return widths.get(key);
}

// The font may come after a figure: its words are measured again.
document.fonts.addEventListener("loadingdone", () => {
  widths.clear();
  for (const state of live) if (state.plot.querySelector(".figure-textes")) write(state);
});

const eachSheet = ({ plot }, act) => plot.querySelectorAll(".main-svg").forEach(act);

function settle(state) {
  const { plot, data } = state;
  write(state);
  plot.querySelectorAll("[tabindex]").forEach((node) => node.removeAttribute("tabindex"));
  eachSheet(state, (svg) => svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`)); // for paper: figure.css
  plot.dataset.peint = Number(plot.dataset.peint ?? 0) + 1;
  performance.mark(`figure:${data.cle}`);
}

// ------------------------------------------------------------------ what is said when it cannot be drawn
function fail(state, error) {
  console.error(error);
  state.content = null;
  say(state, state.data.repli);
}

function say({ plot, notice }, text) {
  plot.hidden = Boolean(text);
  if (notice.firstChild?.nodeValue === text || (!text && !notice.firstChild)) return;
  notice.textContent = text;
  if (!text) return;
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = "Recharger la page";
  reload.addEventListener("click", () => location.reload());
  notice.append(" ", reload);
}

// ------------------------------------------------------------------ ahead of Python
// The browser holds the body that a choice leads to (static/avance.js), its figure with it: drawn at the choice, while
// Python computes. Its answer then changes nothing; what it does not confirm is taken back, body and figure together.
const live = new Set();

addEventListener("figure-avance", ({ detail }) => {
  for (const state of live) {
    if (!detail[state.data.cle]) continue;
    const { phrase, ...drawn } = detail[state.data.cle];
    show(state, { figure: drawn, hauteur: drawn.layout.height }, phrase);
  }
});
addEventListener("figure-reprise", () => {
  for (const state of live) if (state.ahead) show(state, null, state.data.phrase);
});

function show(state, ahead, phrase) {
  state.ahead = ahead;
  read(state, phrase);
  paint(state);
}

// The sentence above the figure; announced when it changes.
function read({ phrase }, text) {
  if (phrase.textContent !== text) phrase.textContent = text;
  phrase.hidden = !text;
}

function answered(state) {
  if (state.ahead && JSON.stringify(state.ahead.figure) === JSON.stringify(state.data.figure)) state.ahead = null;
}

// ------------------------------------------------------------------ Streamlit
function build(root) {
  const state = { root, plot: document.createElement("div"), notice: document.createElement("p"), phrase: document.createElement("p"), wide: document.createElement("p") };
  state.phrase.className = "figure-phrase";
  state.phrase.setAttribute("role", "status");
  state.wide.className = "figure-large";
  state.wide.textContent = "Ce dessin dépasse l'écran. Faites-le glisser vers la gauche pour lire la suite.";
  state.wide.hidden = true;
  state.plot.className = "figure-dessin";
  state.plot.setAttribute("role", "img"); // marks cannot be focused: the whole is one image with its text
  state.notice.className = "figure-avis";
  state.notice.setAttribute("role", "status");
  root.replaceChildren(state.phrase, state.wide, state.plot, state.notice);
  state.resize = new ResizeObserver(() => {
    cancelAnimationFrame(state.frame);
    state.frame = requestAnimationFrame(() => paint(state));
  });
  state.resize.observe(root);
  live.add(state);
  return state;
}

export default function mount({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector("[data-figure]");
  const state = (root.figure ??= build(root)), turn = (state.turn = (state.turn ?? 0) + 1);
  Object.assign(state, { data, send: setStateValue });
  answered(state);
  if (!state.ahead) read(state, data.phrase);
  if (!state.ahead) state.plot.style.height = `${data.hauteur}px`;
  state.plot.setAttribute("aria-label", data.alt);
  if (state.Plotly) paint(state);
  else load().then((Plotly) => { state.Plotly = Plotly; if (root.figure === state) paint(state); }, (error) => fail(state, error));
  return () => {
    if (state.turn !== turn) return; // Streamlit also cleans up a call that a newer one has overtaken
    state.resize.disconnect();
    cancelAnimationFrame(state.frame);
    live.delete(state);
    state.Plotly?.purge(state.plot);
    root.figure = null;
  };
}
