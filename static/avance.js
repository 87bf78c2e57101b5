// avance.js: puts the body that a choice leads to in place at once, while Python answers; Python prevails.
//
// The main part of a page tells where each option of its controls leads (shell/ahead.py). When a list opens, or when the
// pointer or the focus enters a group of buttons or a map, the bodies of its options are asked by address; at the choice,
// the one that is held is written in the parts of the page. What React writes later is the same and is not written again:
// nothing moves, nothing is heard twice. What Python does not confirm is taken back.
// Nothing is written when it is not sure that Python will show just that: another choice is under way, the dataset or the
// parts are not the same, or the focus is inside.
(() => {
  const MOST = 14, TOGETHER = 3, KEPT = 400, PATIENCE = 8000, SETTLED = 400, AGAIN = 400, RESTS = 120, READ = 60, LAID = 2e6;
  const base = document.currentScript.src.replace(/app\/static\/avance\.js.*$/, "");
  const DRAWN = "[data-carte],[data-grille]";
  const inner = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  const plain = (text) => text.replace(/\s+/g, " ").trim();

  // ------------------------------------------------------------------ the page, and where its controls lead
  const parts = () => new Map([...document.querySelectorAll("[data-corps]")].filter((mark) => !mark.closest(".doublure"))
    .map((mark) => [mark.dataset.corps, mark.parentElement]));
  const standing = () => [...parts().values()].map((place) => place.querySelector(":scope > [data-page]")).find(Boolean)?.dataset.page;  // Python's page
  let told = { mark: null };
  function here() {
    const mark = document.querySelector("[data-mene]");
    if (mark !== told.mark) {
      const ways = mark ? JSON.parse(mark.dataset.mene) : {};
      for (const control of Object.keys(ways)) {
        ways[control] = Object.fromEntries(Object.entries(ways[control]).map(([words, query]) => [plain(words), query]));
      }
      told = { mark, ways, page: mark?.dataset.page, jeu: mark?.dataset.jeu };
    }
    return told;
  }
  function address(control, option) {
    const { ways, page, jeu } = here(), options = ways?.[control];
    const query = options?.[option] ?? options?.["*"]?.replace("%2A", encodeURIComponent(option));
    if (query === undefined) return "";
    const opened = document.querySelector("[data-corps=tableaux]") ? "&ouvert=tableaux" : "";
    return `${base}${page}.corps?${query}&jeu=${jeu}${opened}`;
  }

  // A link leads to a view of this page, or of another one.
  const PAGES = ["carte", "territoire", "ecarts", "defis", "scenario", "sources", "recherche"];
  function behind(link) {
    const { pathname, search } = new URL(link.href), name = pathname.slice(new URL(base).pathname.length), { jeu } = here();
    if (!jeu || !PAGES.includes(name) || link.target) return "";
    return `${base}${name}.corps?${search.slice(1)}${search ? "&" : ""}jeu=${jeu}${name === standing() ? "" : "&entier=1"}`;
  }
  const urlOf = (pair) => (pair.link ? behind(pair.link) : address(pair.control, pair.option));

  // The control and the option that an element of the page stands for.
  const MENU = ".menu-liens", LINK = "a[data-vue]", TYPED = "[data-testid=stTextInput] input";
  const BUTTON = "[data-testid=stButton]", SWITCH = "[data-testid=stCheckbox]", GROUPS = `${BUTTON},${MENU},[role=listbox],[role=radiogroup],[role=toolbar],[data-testid=stRadio],${SWITCH}`;
  const OPTIONS = "[role=option],[role=radio],[data-testid=stRadioOption],button,label";
  function pairOf(element) {
    const place = element?.closest?.("[data-slug],[data-dep]");
    if (place) {
      const own = place.dataset.slug === undefined ? "data-dep" : "data-slug";
      const second = own === "data-slug" && place.closest(".st-key-carte-2") ? "-2" : "";
      return { control: own + second, option: place.getAttribute(own) };
    }
    const link = element?.closest?.(LINK);
    if (link) return { link };
    const group = element?.closest?.(GROUPS), option = element?.closest?.(OPTIONS);
    if (!group || !option || !group.contains(option)) return null;
    if (group.matches(BUTTON)) return { control: "bouton", option: plain(option.textContent) };
    if (group.matches(SWITCH)) return { control: group.querySelector("input").ariaLabel, option: element.matches("input") === group.querySelector("input").checked ? "oui" : "non" };
    return { control: nameOf(group), option: plain(option.textContent) };
  }
  function nameOf(group) {
    return plain(group.getAttribute("aria-label") ?? group.closest("[data-testid=stRadio]")?.querySelector("[data-testid=stWidgetLabel]")?.textContent ?? "");
  }

  // ------------------------------------------------------------------ held bodies
  const held = new Map();  // by address; null while it is asked
  // The HTML of a part as the browser gives it back once written, or no part would ever be the one that stands in place.
  const sheet = document.createElement("template"), read = new Map();
  function asWritten(html) {
    if (!read.has(html)) {
      sheet.innerHTML = html;
      if (read.size > READ) read.clear();
      read.set(html, sheet.innerHTML);
      lay(read.get(html), sheet.content);
    }
    return read.get(html);
  }
  // The last parts asked are also kept as elements, which are put in place in half the time that their text takes.
  const laid = new Map();
  let signs = 0;
  function lay(html, content) {
    if (laid.has(html)) return;
    laid.set(html, document.createDocumentFragment());
    laid.get(html).append(...content.childNodes);
    signs += html.length;
    while (signs > LAID) taken(laid.keys().next().value);
  }
  function taken(html) {
    const elements = laid.get(html);
    if (laid.delete(html)) signs -= html.length;
    return elements;
  }
  function fill(place, html) {
    const elements = taken(html);
    if (!elements) return inner.set.call(place, html);
    place.replaceChildren(elements);
    setTimeout(() => {  // for the next time
      sheet.innerHTML = html;
      lay(html, sheet.content);
    }, AGAIN);
  }
  let queue = [], asking = 0;
  function want(urls) {
    queue = [...new Set(urls)].filter((url) => url && !held.has(url)).slice(0, MOST);
    while (asking < TOGETHER && queue.length) ask(queue.shift());
  }
  function ask(url) {
    held.set(url, null);
    if (held.size > KEPT) held.delete(held.keys().next().value);
    asking += 1;
    fetch(url).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null).then((body) => {
      return body && window.doublure.ready(body).catch(() => {}).then(() => body);
    }).then((body) => {
      for (const name of Object.keys(body?.parties ?? {})) body.parties[name] = asWritten(body.parties[name]);
      if (body) held.set(url, body); else held.delete(url);
      asking -= 1;
      want(queue);
    });
  }

  // What the reader may choose now: the last group entered, or the list that is open; what is nearest is asked first.
  let hot = null, at = null, resting = 0;
  const middle = (box) => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  function far(option, frame) {  // from the pointer or the focus; Infinity out of sight
    if (option.checkVisibility?.({ contentVisibilityAuto: true }) === false) return Infinity;  // before a measure, which would lay it out
    const box = option.getBoundingClientRect(), { x, y } = middle(box);
    const isSeen = box.height > 0 && box.bottom > Math.max(0, frame?.top ?? 0) && box.top < Math.min(innerHeight, frame?.bottom ?? innerHeight);
    return isSeen ? (at ? Math.hypot(x - at.x, y - at.y) : 0) : Infinity;
  }
  function prepare(most = 2 * MOST) {
    if (hot && !hot.isConnected && hot.matches(MENU)) hot = document.querySelector(MENU);  // drawn again with its page
    if (!hot?.isConnected || window.attente.waits()) return;
    const own = hot.matches(MENU) ? LINK : hot.matches("[data-carte]") ? ".carte-rangs [data-dep], path[data-dep]" : OPTIONS;
    const frame = hot.matches("[role=listbox]") ? hot.getBoundingClientRect() : null;
    const options = [...hot.querySelectorAll(own)].map((option) => [option, far(option, frame)]);
    if (!options.some(([, distance]) => distance < Infinity)) return;
    const pairs = options.sort(([, one], [, other]) => (one === other ? 0 : one - other)).map(([option]) => pairOf(option)).filter(Boolean);
    want(pairs.slice(0, most).map(urlOf));
  }
  const shown = (work) => requestAnimationFrame(() => setTimeout(work));  // once the choice just made is on the screen
  const rest = () => { clearTimeout(resting); resting = setTimeout(prepare, RESTS, 2 * TOGETHER); };
  function enter(element, place = null) {
    const group = element?.closest?.(`${GROUPS},[data-carte]`);
    if (!group && hot && !hot.matches("[role=listbox]") && !hot.contains(document.activeElement)) hot = null;  // left
    if (!group || !here().mark) return;
    at = place ?? middle(element.getBoundingClientRect());
    if (hot !== group) { hot = group; shown(prepare); } else rest();
    const over = pairOf(element);
    if (over) want([urlOf(over), ...queue]);
  }
  let over = 0;
  function near(target, place) {  // what the pointer or the focus came to
    enter(target, place);
    reach(target);
    const link = target.closest?.(LINK);
    clearTimeout(over);
    if (link && !link.closest(MENU) && here().mark) over = setTimeout(() => want([behind(link), ...queue]), RESTS);
  }
  document.addEventListener("pointerover", ({ target, clientX, clientY }) => near(target, { x: clientX, y: clientY }), true);
  document.addEventListener("focusin", ({ target }) => near(target), true);
  // The list of a map is the browser's own: its options are known once it is reached.
  const PLACES = ".carte-dep select", placed = (value) => ({ control: "data-dep", option: value });
  function reach(target) {
    if (target.matches?.(PLACES) && here().mark) want([...target.options].map(({ value }) => urlOf(placed(value))));
  }
  document.addEventListener("change", ({ target }) => { if (target.matches?.(PLACES)) put(placed(target.value)); }, true);
  let typing = 0;
  document.addEventListener("input", ({ target }) => {  // words that may be confirmed as they stand
    if (!target.matches?.(TYPED)) return;
    clearTimeout(typing);
    typing = setTimeout(() => want([urlOf(typed(target))]), RESTS);
  }, true);
  const typed = (field) => ({ control: plain(field.ariaLabel ?? ""), option: plain(field.value) });
  document.addEventListener("scroll", ({ target }) => { if (hot?.matches("[role=listbox]") && target.contains(hot)) prepare(); }, true);
  new MutationObserver((changes) => {  // a list opens: it comes into the page, or loses `hidden`
    for (const { target, addedNodes, type, attributeName } of changes) {
      if (attributeName === "aria-activedescendant") enter(document.getElementById(target.getAttribute(attributeName) ?? ""));
      else if (type === "attributes") {
        if (target.matches("[role=listbox]") && !target.hidden) { hot = target; prepare(); } else if (target.parentElement?.closest("[role=listbox]") === hot) rest();
      } else if (target === hot) rest();  // what is typed leaves other options
      for (const node of addedNodes) {
        const list = node.nodeType === 1 && (node.matches("[role=listbox]") ? node : node.firstElementChild && node.querySelector("[role=listbox]:not([hidden])"));
        if (list && here().ways?.[nameOf(list)]) { hot = list; setTimeout(prepare); }
      }
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "aria-activedescendant"] });

  // ------------------------------------------------------------------ the choice
  let ahead = null, answered = 0, expected = 0, mixed = false;  // `mixed`: a choice is under way whose body was not put in place

  // React writes through this: what it last said is known, and what is there already is not written again.
  function follow(place) {
    if (place.tenu) return place.tenu;
    const slot = (place.tenu = { said: inner.get.call(place), put: null });
    Object.defineProperty(place, "innerHTML", {
      configurable: true,
      get() { return inner.get.call(place); },
      set(html) {
        slot.said = html;
        if (slot.put !== html) inner.set.call(place, html);
        slot.put = null;
      },
    });
    return slot;
  }
  function put(pair) {
    if (!isPut(pair) && window.doublure.stands()) back();  // it stands for another choice
  }
  function isPut(pair) {
    if (here().jeu) window.doublure.keep(here().jeu);
    const url = pair && urlOf(pair), body = url && held.get(url);
    if (!body || body.attend || mixed || window.attente.waits() || body.jeu !== here().jeu) return false;
    const before = ahead, maps = fits(body) ? write(body) : replace(body, pair);
    if (!maps) return false;
    held.delete(url);
    held.set(url, body);  // the last used is the last forgotten
    clearTimeout(before?.patience);
    clearTimeout(answered);
    ahead = { maps: { ...before?.maps, ...maps }, patience: setTimeout(back, PATIENCE) };
    expected += 1;
    return true;
  }
  // Whether the parts and the pictures of the page are those of a body.
  function fits(body) {
    const names = Object.keys(body.parties), drawn = [...Object.keys(body.cartes), ...Object.keys(body.grilles)], now = parts();
    return body.page === here().page && !window.doublure.stands() && names.length === now.size && names.every((name) => now.has(name))
      && drawn.length === document.querySelectorAll(DRAWN).length && drawn.every((key) => window.__cartes?.[key] || window.__grilles?.[key]);
  }
  const folded = (html) => html.replaceAll(' open=""', "");  // a part that the reader unfolded is the same one
  // Writes a body in the parts of the page; gives what the maps showed, nothing where nothing was written.
  function write(body) {
    const now = parts(), names = Object.keys(body.parties);
    const changed = names.map((name) => [now.get(name), body.parties[name]]).filter(([place, html]) => folded(inner.get.call(place)) !== folded(html));
    if (!changed.length) return null;
    if (changed.some(([place]) => place.contains(document.activeElement)) || document.activeElement?.closest("[data-grille]")) return null;
    for (const [place, html] of changed) {
      const slot = follow(place);
      fill(place, html);
      slot.put = html;  // as the browser would give it back
    }
    for (const [key, table] of Object.entries(body.grilles)) window.__grilles[key].draw(table);
    return paint(body.cartes, ahead?.maps);
  }
  // Shows a body in the place of the parts of the page, where they are not the same ones.
  function replace(body, { link }) {
    const inside = [...parts().values()].some((place) => place.contains(document.activeElement)) || document.activeElement?.closest("[data-grille]");
    if ((inside && !link) || !window.doublure.show(body, standing(), link && new URL(link.href).search)) return null;
    return {};
  }
  // The maps take their views as they take what Python sends beside their constant payload (components/carte).
  function paint(maps, before = {}) {
    const kept = {};
    for (const [key, views] of Object.entries(maps)) {
      const slot = window.__cartes?.[key];
      if (!slot) continue;
      if (!(key in before)) kept[key] = slot.vues;
      slot.vues = { ...slot.vues, ...views };
      slot.avance = slot.vues;
      dispatchEvent(new CustomEvent("carte-complement", { detail: key }));
    }
    return kept;
  }
  // What Python said last stands again where it has not said what was put in place.
  function back() {
    if (!ahead) return;
    clearTimeout(ahead.patience);
    expected = 0;
    window.doublure.leave();
    for (const place of parts().values()) {
      const slot = place.tenu;
      if (slot && slot.put !== null) { slot.put = null; inner.set.call(place, slot.said); }
    }
    for (const slot of Object.values(window.__grilles ?? {})) slot.draw(slot.data);
    for (const [key, views] of Object.entries(ahead.maps)) {
      const slot = window.__cartes?.[key];
      if (slot && slot.vues === slot.avance) {
        slot.vues = views;
        dispatchEvent(new CustomEvent("carte-complement", { detail: key }));
      }
    }
    ahead = null;
  }
  function chosen(element) {
    const pair = pairOf(element);
    if (pair?.link) { leading = true; setTimeout(() => { leading = false; }); }  // static/cadre.js tells of the new address as Back does
    if (pair) put(pair);
  }
  let leading = false;
  addEventListener("popstate", () => { if (!leading) back(); });
  let pressed = null, done = 0;  // a control may send at the release of the pointer, before the click
  document.addEventListener("pointerdown", ({ target, button }) => { pressed = button ? null : pairOf(target); }, true);
  document.addEventListener("pointerup", ({ target }) => {
    const pair = pairOf(target);
    if (!pressed || pair?.link || pair?.control !== pressed.control || pair.option !== pressed.option) return;
    done = performance.now();
    put(pair);
  }, true);
  document.addEventListener("click", ({ target, button, ctrlKey, metaKey, shiftKey, altKey }) => {
    if (!button && !ctrlKey && !metaKey && !shiftKey && !altKey && performance.now() - done > AGAIN) chosen(target);
  }, true);
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target.matches?.(TYPED)) put(typed(target));
    else if (key === "Enter") chosen(document.getElementById(target.getAttribute?.("aria-activedescendant") ?? ""));
  }, true);
  addEventListener("liaison", ({ detail }) => {
    if (detail === "choix") {
      if (expected) expected -= 1;
      else {
        mixed = true;
        if (window.doublure.stands()) back();
      }
    } else if (detail === "reponse") {
      expected = 0;
      mixed = false;
      clearTimeout(answered);
      answered = setTimeout(back, SETTLED);  // React may write what it received a moment later
      setTimeout(() => { window.doublure.measure(standing(), here().jeu); prepare(); }, 100);
    } else if (window.attente.waits()) back();
  });
})();
