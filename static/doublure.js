// doublure.js: shows the body of another view in the place of the one that stands there, until Python has drawn it.
//
// A body whose parts are not those of the page (another view of it, another page) cannot be written in them: it is shown
// in a block of its own, before them, and they are hidden. Python draws them anew meanwhile, out of sight; once they say
// the same, or once Python has said something else, they are shown again and the block leaves. What is heard (a warning,
// a status) is heard once, from the parts; a list that was opened and the focus go over to them.
(() => {
  const KEYS = ":is(a[href],button,summary,input,select,[tabindex])";
  const base = document.currentScript.src.replace(/app\/static\/doublure\.js.*$/, "");
  const main = () => document.querySelector("[data-testid=stMainBlockContainer] > [data-testid=stVerticalBlock]:not(.doublure)");
  const marks = () => [...document.querySelectorAll("[data-corps]")].filter((mark) => !mark.closest(".doublure"));
  const holds = (element) => element.matches("[data-testid=stExpander]") || element.querySelector("[data-corps],[data-carte],[data-grille],[data-testid=stExpander]");
  let block = null, stood = null, said = null, drawn = [], frame = 0;
  const heads = new Map([["carte", 0], ["territoire", 50], ["ecarts", 98], ["defis", 105], ["sources", 50], ["recherche", 74]]);  // height of the controls of each page: on a wide screen, then as they were seen last

  // ------------------------------------------------------------------ pictures that a component would draw
  const painters = {};
  const needed = (body) => ["grille", "carte"].filter((name) => Object.keys(body[`${name}s`]).length);
  const ready = (body) => Promise.all(needed(body).filter((name) => !painters[name]).map(async (name) => {
    const folder = `${base}app/composants/${name}/${name}`;
    const [module, style] = await Promise.all([import(`${folder}.js`), fetch(`${folder}.css`).then((answer) => answer.text())]);
    painters[name] = { draw: module.draw, style };
  }));
  // What maps are drawn on is sent once a page: it is kept for the next time, with the dataset that it is of.
  const grounds = new Map();
  function keep(jeu) {
    for (const [key, { fond }] of Object.entries(window.__cartes ?? {})) if (fond) grounds.set(key, { fond, jeu });
  }
  function ground(body) {
    const kept = grounds.get(Object.keys(body.cartes)[0]);
    return kept?.jeu === body.jeu ? kept.fond : null;
  }

  // ------------------------------------------------------------------ the block
  const make = (name, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), given);
    made.append(...inside);
    return made;
  };
  let pattern = null;  // an element as Streamlit makes one for our HTML, and the column of a page, empty
  function shell() {
    const [outer, inner] = [pattern.outer.cloneNode(false), pattern.inner.cloneNode(false)];
    outer.append(inner);
    return [outer, inner];
  }
  function part(name, html) {
    const [outer, inner] = shell();
    inner.innerHTML = html;
    inner.dataset.partie = name;
    const told = inner.innerHTML;
    for (const one of inner.querySelectorAll("[role=alert],[role=status],[aria-live]")) { one.removeAttribute("role"); one.removeAttribute("aria-live"); }
    return [outer, told];
  }
  function picture(table) {
    const [outer, inner] = shell(), root = make("div", { className: "grille" });
    root.dataset.grille = "";
    inner.inert = true;
    inner.append(root);
    painters.grille.draw(root, table, () => {});
    return outer;
  }

  let loose = [];
  function maps(body) {
    const all = Object.entries(body.cartes), compact = all.length > 1 || body.page !== "carte";
    return all.map(([key, vues]) => {
      const [outer, inner] = shell(), root = make("div", { className: "carte" });
      root.dataset.carte = "";
      outer.classList.add(`st-key-${key}`);
      inner.inert = true;
      inner.append(root);
      loose.push(painters.carte.draw(root, ground(body), { indicateur: Object.keys(vues)[0], departement: body.cadre.choix, vues, compact }));
      return outer;
    });
  }
  function beside(all) {  // two columns, as Streamlit makes them
    const line = make("div");
    line.style.cssText = "display:flex;gap:1rem;width:100%";
    line.append(...all.map((map) => {
      const column = make("div"), inside = make("div", {}, map);
      column.dataset.testid = "stColumn";
      inside.dataset.testid = "stVerticalBlock";
      column.style.cssText = "flex:1 1 0;min-width:0";
      column.append(inside);
      return column;
    }));
    return line;
  }

  // Where the parts of the page stand, and the first thing to hide there.
  function where(place) {
    const all = main(), own = [...all.children].find((one) => one.contains(place));
    const inside = own === place.parentElement ? all : own?.querySelector("[data-testid=stVerticalBlock]");
    return [inside, [...(inside?.children ?? [])].find((one) => !one.matches(".doublure") && holds(one))];
  }
  function able(body) {
    return needed(body).every((name) => painters[name]) && (!body.cadre || ground(body));
  }
  // Shows a body; its page is the one that is there, or another one (`body.entier`). False when it cannot.
  function show(body, page, search) {
    const place = marks()[0]?.parentElement, whole = body.page !== page, holder = document.querySelector("[data-testid=stMainBlockContainer]");
    const [inside, first] = place ? where(place) : [];
    if (first) pattern = { outer: place.parentElement, inner: place, column: inside.className, page: main().className, gap: inside === main() ? "1rem" : "" };
    if (!pattern || !holder || !able(body) || (whole ? !body.entier : !first)) return false;
    const around = whole && [...(main()?.querySelector(".st-key-menu") ? main() : (stood ?? holder)).children].map((one) => one.cloneNode(true));
    leave(false);
    const column = make("div", { className: pattern.column });
    column.dataset.testid = "stVerticalBlock";
    column.style.gap = pattern.gap;
    said = new Map();
    const laid = Object.entries(body.parties).map(([name, html]) => {
      const [outer, told] = part(name, html);
      said.set(name, told);
      return outer;
    });
    for (const table of Object.values(body.grilles)) laid.splice(1, 0, picture(table));
    if (body.cadre) {
      const drawn = maps(body), { cle, rang } = body.cadre;
      laid.splice(rang, 0, ...(cle === "deux-cartes" ? [beside(drawn)] : drawn));
      const laidOut = make("div", { className: `${pattern.column} st-key-${cle}` });
      laidOut.append(...laid);
      column.append(laidOut);
    } else column.append(...laid);
    const style = make("style", { textContent: [HIDDEN, whole ? frameStyle() + body.entier.style : "", ...needed(body).map((name) => painters[name].style)].join("\n") });
    stood = whole ? wholePage(around, body, column, search) : column;
    stood.classList.add("doublure");
    stood.prepend(style);
    const shown = getComputedStyle(document.querySelector(".stApp"));  // what Streamlit tells its components of the theme
    for (const [name, value] of [["text-color", shown.color], ["background-color", shown.backgroundColor], ["font", shown.fontFamily]]) stood.style.setProperty(`--st-${name}`, value);
    drawn = [...Object.keys(body.grilles), ...Object.keys(body.cartes)];
    block = whole ? holder : inside;
    if (whole) holder.prepend(stood); else first.before(stood);
    block.dataset.double = whole ? "page" : "vue";
    frame = requestAnimationFrame(look);
    return true;
  }
  // What every page has of its style: Streamlit takes it away with the page that it leaves.
  let common = "";
  function frameStyle() {
    common ||= [...document.querySelectorAll(".stHtml > style")].map((one) => one.textContent.split("/* propre */")).find(({ length }) => length > 1)?.[0] ?? "";
    return common;
  }
  const HIDDEN = "[data-double=page] > :not(.doublure), [data-double=vue] > .doublure ~ * { display: none !important; }\n.doublure { width: 100%; }\n";
  // The whole page: Streamlit empties the one that stands there before it draws the other.
  const controls = new Map();  // of each page, as they were seen at an address: shown again where it is the same one
  const copied = (one) => {
    const copy = one.cloneNode(true);
    copy.inert = true;
    return copy;
  };
  function wholePage(around, { entier, page }, column, search) {
    const made = make("div", { className: pattern.page }), title = make("h1", { textContent: entier.titre });
    const [outer, inner] = shell(), room = make("div");
    title.className = entier.vu ? "titre-page" : "titre-page hors-vue";
    inner.append(title);
    const seen = controls.get(page), kept = seen?.search === search ? seen : null;
    room.style.cssText = `flex:none;height:${heads.get(page) ?? 50}px`;
    if (kept?.around.length) column.prepend(...kept.around.map(copied)); else if (heads.get(page) !== 0) column.prepend(room);
    column.querySelector(".st-key-une-carte")?.append(...(kept?.inside ?? []).map(copied));
    made.append(...around.filter((one) => one.querySelector(".st-key-menu")), outer, column,
      ...around.filter((one) => one.querySelector(".pied, .lien, [data-testid=stPageLink]")));
    for (const link of made.querySelectorAll(".menu-liens a")) {
      if (new URL(link.href).pathname === new URL(page, base).pathname) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    made.dataset.testid = "stVerticalBlock";
    return made;
  }

  // ------------------------------------------------------------------ Python has drawn it
  function same() {
    const now = marks();
    return now.length === said.size && now.every((mark) => said.get(mark.dataset.corps)?.length === mark.parentElement.innerHTML.length)
      && now.every((mark) => said.get(mark.dataset.corps) === mark.parentElement.innerHTML)
      && [...document.querySelectorAll("[data-grille],[data-carte]")].every((one) => one.firstChild) && document.querySelectorAll("[data-grille],[data-carte]").length === 2 * drawn.length;
  }
  function look() {
    if (!stood) return;
    if (!stood.isConnected) return leave();
    if (same()) leave(); else frame = requestAnimationFrame(look);
  }
  // What stands in the same place of the same part, to which the focus and what was opened go over.
  function twin(element) {
    const part = element.closest("[data-partie]"), rank = part && [...part.querySelectorAll("*")].indexOf(element);
    const mark = part && marks().find((one) => one.dataset.corps === part.dataset.partie);
    return mark && [...mark.parentElement.querySelectorAll("*")][rank];
  }
  function leave(told = true) {
    cancelAnimationFrame(frame);
    if (!stood) return;
    const gone = stood, focused = gone.contains(document.activeElement) && document.activeElement.matches(KEYS) ? twin(document.activeElement) : null;
    for (const one of gone.querySelectorAll("details[open]")) { const other = twin(one); if (other?.matches("details")) other.open = true; }
    for (const end of loose.splice(0)) end();
    delete block.dataset.double;
    gone.remove();
    stood = said = block = null;
    if (told) focused?.focus({ preventScroll: true });
  }

  // How much room the controls of this page take above its first part.
  function measure(page, jeu) {
    keep(jeu);
    const place = marks()[0]?.parentElement;
    if (stood || !place || !page || !main()) return;
    const [inside, first] = where(place);
    if (!first) return;
    const before = [...inside.children].slice(0, [...inside.children].indexOf(first));
    controls.set(page, { search: location.search, around: before.map(copied), inside: [...inside.querySelectorAll(".st-key-une-carte > [data-testid=stLayoutWrapper]")].map(copied) });
    if (before.length) heads.set(page, first.getBoundingClientRect().top - inside.getBoundingClientRect().top - parseFloat(getComputedStyle(inside).rowGap || 0));
  }
  window.doublure = { show, leave, ready, keep, measure, stands: () => Boolean(stood) };
})();
