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
  const heads = new Map([["territoire", 50], ["ecarts", 98], ["defis", 105], ["sources", 50], ["recherche", 74]]);  // height of the controls of each page: on a wide screen, then as they were seen last

  // ------------------------------------------------------------------ pictures that a component would draw
  const painters = {};
  async function ready(body) {
    if (!Object.keys(body.grilles).length || painters.grille) return;
    const folder = `${base}app/composants/grille/grille`;
    const [module, style] = await Promise.all([import(`${folder}.js`), fetch(`${folder}.css`).then((answer) => answer.text())]);
    painters.grille = { draw: module.draw, style };
  }

  // ------------------------------------------------------------------ the block
  const make = (name, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), given);
    made.append(...inside);
    return made;
  };
  function shell(place) {  // an element as Streamlit makes one for our HTML, empty
    const [outer, inner] = [place.parentElement.cloneNode(false), place.cloneNode(false)];
    outer.append(inner);
    return [outer, inner];
  }
  function part(place, name, html) {
    const [outer, inner] = shell(place);
    inner.innerHTML = html;
    inner.dataset.partie = name;
    const told = inner.innerHTML;
    for (const one of inner.querySelectorAll("[role=alert],[role=status],[aria-live]")) { one.removeAttribute("role"); one.removeAttribute("aria-live"); }
    return [outer, told];
  }
  function picture(place, table) {
    const [outer, inner] = shell(place), root = make("div", { className: "grille" });
    root.dataset.grille = "";
    inner.inert = true;
    inner.append(root);
    painters.grille.draw(root, table, () => {});
    return outer;
  }

  // Where the parts of the page stand, and the first thing to hide there.
  function where(place) {
    const all = main(), own = [...all.children].find((one) => one.contains(place));
    const inside = own === place.parentElement ? all : own?.querySelector("[data-testid=stVerticalBlock]");
    return [inside, [...(inside?.children ?? [])].find((one) => !one.matches(".doublure") && holds(one))];
  }
  function able(body) {
    return !Object.keys(body.cartes).length && (!Object.keys(body.grilles).length || painters.grille) && marks().length > 0;
  }
  // Shows a body; its page is the one that is there, or another one (`body.entier`). False when it cannot.
  function show(body, page) {
    const place = marks()[0]?.parentElement, whole = body.page !== page;
    if (!place || !able(body) || (whole && !body.entier)) return false;
    const [inside, first] = where(place);
    if (!first) return false;
    leave(false);
    const column = make("div", { className: inside.className });
    column.dataset.testid = "stVerticalBlock";
    if (inside === main()) column.style.gap = "1rem";
    said = new Map();
    for (const [name, html] of Object.entries(body.parties)) {
      const [outer, told] = part(place, name, html);
      said.set(name, told);
      column.append(outer);
      if (name === "haut") for (const table of Object.values(body.grilles)) column.append(picture(place, table));
    }
    const style = make("style", { textContent: [HIDDEN, Object.keys(body.grilles).length ? painters.grille.style : "", whole ? frameStyle() + body.entier.style : ""].join("\n") });
    stood = whole ? wholePage(place, body, column) : column;
    stood.classList.add("doublure");
    stood.prepend(style);
    drawn = Object.keys(body.grilles);
    block = whole ? main().parentElement : inside;
    if (whole) main().before(stood); else first.before(stood);
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
  function wholePage(place, { entier, page }, column) {
    const all = main(), made = make("div", { className: all.className }), title = make("h1", { textContent: entier.titre });
    const [outer, inner] = shell(place), room = make("div"), own = [...all.children], kept = (one) => one.cloneNode(true);
    title.className = entier.vu ? "titre-page" : "titre-page hors-vue";
    inner.append(title);
    room.style.cssText = `flex:none;height:${heads.get(page) ?? 50}px`;
    column.prepend(room);
    made.append(...own.filter((one) => one.querySelector(".st-key-menu")).map(kept), outer, column,
      ...own.filter((one) => one.querySelector(".pied, .lien, [data-testid=stPageLink]")).map(kept));
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
      && drawn.every((key) => window.__grilles?.[key]) && document.querySelectorAll("[data-grille],[data-carte]").length === 2 * drawn.length;
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
    delete block.dataset.double;
    gone.remove();
    stood = said = block = null;
    if (told) focused?.focus({ preventScroll: true });
  }

  // How much room the controls of this page take above its first part.
  function measure(page) {
    const place = marks()[0]?.parentElement;
    if (stood || !place || !page || !main()) return;
    const [inside, first] = where(place);
    if (first && inside.firstElementChild !== first) heads.set(page, first.getBoundingClientRect().top - inside.getBoundingClientRect().top - parseFloat(getComputedStyle(inside).rowGap || 0));
  }
  window.doublure = { show, leave, ready, able, measure, stands: () => Boolean(stood) };
})();
