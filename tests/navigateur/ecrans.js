// What would not be read from the end of a room: small words, words out of the screen, over the foot or over others.
// `most`: screens of each point that are looked at.
window.faults = (most) => {
  const found = [];
  points.forEach((part, point) => [...part.children].slice(0, most).forEach((screen, ecran) => {
    change({ point, ecran });
    for (const fault of faultsOf(screen)) found.push([point, ecran, ...fault]);
  }));
  change({ point: 0, ecran: 0 });
  return found.slice(0, 12);
};

function faultsOf(screen) {
  const found = [];
  const least = 24 * Math.min(innerWidth / 1024, innerHeight / 768) - 0.05;
  const foot = screen.querySelector("footer").getBoundingClientRect().top;
  const head = screen.querySelector("header").getBoundingClientRect().bottom;
  const boxes = [];
  for (const { node, box, size, label } of texts(screen)) {
    const words = node.textContent.slice(0, 40);
    if (size < least) found.push(["small", size, words]);
    if (box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) found.push(["out", words]);
    const inside = node.parentElement.closest(".corps");
    if (inside && (box.bottom > foot + 1 || box.top < head - 1)) found.push(["over", words]);
    const cell = node.parentElement.closest("td, th, .cote-mots, .quoi");
    if (cell && box.right > cell.getBoundingClientRect().right + 1.5) found.push(["wide", words]);
    boxes.push({ box, label, words });
  }
  for (const one of boxes) {
    for (const other of boxes) {
      if (one === other || one.label === other.label) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const line = Math.min(one.box.height, other.box.height);
      if (across > 2 && down > line * 0.3) found.push(["crossed", one.words, other.words]);
    }
  }
  return found;
}

// Each text that is seen: its box, its size in pixels, and what it belongs to.
function* texts(screen) {
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest(".hors-vue, [hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const scale = parent instanceof SVGElement ? parent.getScreenCTM().a : 1;
    const size = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
    for (const box of range.getClientRects()) if (box.width) yield { node, box, size, label: parent.closest(".mots, td, th, li, p, h1, h2, strong, .source, .ou, .marque-prudence") };
  }
}
