// textes_coupes.js: words that leave their drawing, their block or a part that hides what is over, values longer than their list.
() => {
  const out = [], main = document.querySelector("[data-testid=stMain]") ?? document.body;
  const said = (node) => node.textContent.trim().slice(0, 50);
  // A page holds thousands of texts under the same parents: what a parent says is read once.
  const once = (read) => { const held = new Map(); return (e) => { if (!held.has(e)) held.set(e, read(e)); return held.get(e); }; };
  const heard = once((e) => e !== null && e !== main && (getComputedStyle(e).clipPath !== "none" || heard(e.parentElement)));
  const part = once((e) => {
    const css = getComputedStyle(e), box = css.display === "inline" || css.display === "contents" ? null : e.getBoundingClientRect();
    return { aside: css.position === "absolute" && e.matches(".situation span, .ep *, .lieux > span"), box: box?.width >= 2 ? box : null, scrolls: /auto|scroll/.test(css.overflowX), hides: /hidden|clip/.test(css.overflowY) };
  });
  for (const text of main.querySelectorAll("svg text")) {
    const svg = text.ownerSVGElement, box = svg.getBoundingClientRect(), own = text.getBoundingClientRect();
    if (!own.width || !box.width) continue;
    if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1)
      out.push(["svg", said(text), Math.round(Math.min(own.left - box.left, box.right - own.right, own.top - box.top, box.bottom - own.bottom))]);
  }
  for (const field of main.querySelectorAll("[data-testid=stSelectbox] input, .carte-champ input")) {
    if (field.checkVisibility() && field.scrollWidth > field.clientWidth + 1 && !field.closest("[data-entier]")) out.push(["liste", field.value.slice(0, 50)]);
  }
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let e = node.parentElement;
    if (!node.nodeValue.trim() || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest("svg, style, script, .hors-vue, .repli, [data-testid=stIconMaterial]")) continue;
    if (heard(e)) continue;
    range.selectNodeContents(node);
    const own = range.getBoundingClientRect();
    if (!own.width) continue;
    for (let up = e; up && up !== main; up = up.parentElement) {
      const { aside, box, scrolls, hides } = part(up);
      if (aside) break;
      if (!box) continue;
      if (own.right > box.right + 1 || own.left < box.left - 1) { if (!scrolls) out.push(["côté", node.nodeValue.trim().slice(0, 40), up.tagName + "." + up.className.toString().slice(0, 30), Math.round(Math.max(own.right - box.right, box.left - own.left))]); break; }
      if (hides && own.top < box.top - 3) { out.push(["haut", node.nodeValue.trim().slice(0, 40), up.tagName + "." + up.className.toString().slice(0, 30), Math.round(box.top - own.top)]); break; }
      if (hides && own.bottom > box.bottom + 3) { out.push(["bas", node.nodeValue.trim().slice(0, 40), up.tagName + "." + up.className.toString().slice(0, 30), Math.round(own.bottom - box.bottom)]); break; }
      if (scrolls) break;
    }
  }
  return out;
}
