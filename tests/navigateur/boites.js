// boites.js: where a page's boxes stand: first words, texts and controls over one another, lines too long to read, what leaves the screen.
() => {
  const main = document.querySelector("[data-testid=stMain]"), scale = document.createElement("canvas").getContext("2d");
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 45);
  // A page holds thousands of texts under the same parents: what a parent says is read once.
  const once = (read) => { const held = new Map(); return (e) => { if (!held.has(e)) held.set(e, read(e)); return held.get(e); }; };
  const shown = once((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest(".hors-vue, style, script, [data-testid=stIconMaterial]"));
  const moving = once((e) => e !== null && e !== main && (/sticky|fixed/.test(getComputedStyle(e).position) || moving(e.parentElement)));
  const within = (box, edge) => ({ left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right), top: Math.max(box.top, edge.top), bottom: Math.min(box.bottom, edge.bottom) });
  const WHOLE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
  const left = once((e) => {  // what a part and those around it leave to be seen inside
    if (e === null || e === main) return WHOLE;
    const css = getComputedStyle(e), around = css.clipPath !== "none" || css.clip !== "auto" ? null : left(e.parentElement);
    return around && css.overflowX !== "visible" && css.display !== "inline" ? within(around, e.getBoundingClientRect()) : around;
  });
  // What the parts around leave to be seen of a box.
  const seen = (box, e) => {
    const edge = left(e), own = edge && within(box, edge);
    return own && own.right - own.left > 1 && own.bottom - own.top > 1 ? own : null;
  };
  const texts = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement, far = e.closest(".lignes") && e.getBoundingClientRect().top > 3000;  // rows like those above
    if (far || !node.nodeValue.trim() || !shown(e) || moving(e)) continue;
    range.selectNodeContents(node);
    const size = e.closest("svg") ? 0 : parseFloat(getComputedStyle(e).fontSize);
    for (const line of range.getClientRects()) {
      const trim = Math.max(0, size ? (line.height - size * 0.72) / 2 : line.height * 0.2);  // the letters, without the air of their line
      const own = seen({ left: line.left, right: line.right, top: line.top + trim, bottom: line.bottom - trim }, e);
      if (own) texts.push({ ...own, said: short(node.nodeValue), node });
    }
  }
  const controls = [...main.querySelectorAll("button, select, input, [data-testid=stSelectbox], [data-testid=stMultiSelect]")]
    .filter((e) => shown(e) && e.getBoundingClientRect().width > 1 && !e.parentElement.closest("button, [data-testid=stSelectbox], [data-testid=stMultiSelect], [role=listbox]") && !moving(e)
      && !e.closest(".st-key-scenario-un-seul"))  // «seul» stands in the switch that it is a way to press alone
    .map((e) => ({ ...(seen(e.getBoundingClientRect(), e) ?? { left: 0, right: 0, top: 0, bottom: 0 }), said: short(e.innerText || e.ariaLabel || e.className), node: e }))
    .filter((box) => box.right > box.left);
  const over = (boxes) => {
    const found = [];
    boxes.sort((a, b) => a.top - b.top);
    boxes.forEach((a, k) => {
      for (const b of boxes.slice(k + 1)) {
        if (b.top >= a.bottom - 1) break;
        if (a.node !== b.node && a.left < b.right - 1 && b.left < a.right - 1) found.push(`${a.said} | ${b.said}`);
      }
    });
    return found;
  };
  const long = [];
  for (const e of main.querySelectorAll("p, li, dd, figcaption")) {
    const told = e.textContent.trim();
    if (told.length <= 75 || !shown(e) || e.closest("svg, button, a, .filtres-actifs") || !seen(e.getBoundingClientRect(), e)) continue;
    if ([...e.querySelectorAll("*")].some((own) => !/inline$|none|contents/.test(getComputedStyle(own).display))) continue;
    if (/flex|grid/.test(getComputedStyle(e).display)) continue;
    const css = getComputedStyle(e), lines = new Map();
    scale.font = `${css.fontWeight} ${css.fontSize} ${css.fontFamily}`;
    range.selectNodeContents(e);
    for (const box of range.getClientRects()) {
      const at = Math.round(box.bottom / 8), line = lines.get(at) ?? [box.left, box.right];
      lines.set(at, [Math.min(line[0], box.left), Math.max(line[1], box.right)]);
    }
    const widest = Math.max(0, ...[...lines.values()].map(([left, right]) => right - left));
    const signs = widest / (scale.measureText(told).width / told.length);
    if (signs > 75.5) long.push(`${Math.round(signs)} ${e.tagName}.${e.className} in ${e.parentElement.className} : ${short(told)}`);
  }
  const broken = [];  // a word of a table on two lines, where neither a hyphen nor a stroke parts it
  for (const cell of main.querySelectorAll(".tableau :is(th, td), .grille th")) {
    if (!shown(cell) || cell.getBoundingClientRect().top > 1500 || !seen(cell.getBoundingClientRect(), cell)) continue;
    const inside = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = inside.nextNode(); node; node = inside.nextNode()) {
      range.selectNodeContents(node);
      if (range.getClientRects().length < 2) continue;
      for (const { 0: word, index } of node.nodeValue.matchAll(/[^\s\-–/'…]+/g)) {
        range.setStart(node, index); range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word);
      }
    }
  }
  const first = [...main.querySelectorAll("h2, .carte-titre, .resultats .bilan, details summary")].filter(shown).map((e) => [Math.round(e.getBoundingClientRect().top), short(e.textContent)]);
  const beyond = [...main.querySelectorAll("*")].filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && shown(e) && !e.closest("[role=listbox]"))
    .map((e) => `${e.tagName}.${e.className} ${e.scrollWidth - e.clientWidth}`);
  return { first: first.sort((a, b) => a[0] - b[0])[0] ?? null, texts: over(texts), controls: over(controls), long, broken, beyond, sideways: Math.max(0, main.scrollWidth - main.clientWidth) };
}
