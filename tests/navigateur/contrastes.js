// contrastes.js: the elements whose contrast axe is asked for; of all the texts drawn alike, the first and the last.
// Alike: same tag, classes, ink, size and weight, in boxes of the same tags, classes, grounds and layers up to the root.
() => {
  const ranks = new Map(), held = new Map([[null, 0]]), firsts = new Map(), lasts = new Map();
  const look = (e) => {
    if (held.has(e)) return held.get(e);
    const css = getComputedStyle(e);
    const told = [e.tagName, e.getAttribute("class"), css.color, css.fill, css.fontSize, css.fontWeight, css.textShadow, css.backgroundColor,
      css.backgroundImage, css.opacity, css.filter, css.mixBlendMode, css.position, css.zIndex, look(e.parentElement)].join("|");
    if (!ranks.has(told)) ranks.set(told, ranks.size + 1);
    held.set(e, ranks.get(told));
    return held.get(e);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.nodeValue.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = e.getBoundingClientRect(), key = `${look(e)} ${width > 1 && height > 1}`;
    if (!firsts.has(key)) firsts.set(key, e);
    lasts.set(key, e);
  }
  const whole = [...document.querySelectorAll("*")].filter((e) => e.shadowRoot || e.matches("iframe, input, select, textarea"));
  return [...new Set([...firsts.values(), ...lasts.values(), ...whole])];
}
