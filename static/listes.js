// listes.js: a list of the control bar shows the whole of what it holds. Its field has one line: a longer value is
// written over it on several (shell/frame.css), for the eye alone, the field keeps it for a screen reader.
(() => {
  const BOXES = ".stApp [data-testid=stSelectbox] [role=group], .stApp .carte-champ";
  let read = new WeakMap();
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) read.delete(target);
    ask();
  });
  let asked = 0;
  function ask() { asked ||= requestAnimationFrame(show); }
  function show() {
    asked = 0;
    const boxes = [...document.querySelectorAll(BOXES)].map((box) => [box, box.querySelector("input")])
      .filter(([box, field]) => field && read.get(box) !== field.value);
    for (const [box] of boxes) delete box.dataset.entier;  // the field takes its room again, and is measured
    const long = boxes.map(([, field]) => field.scrollWidth > field.clientWidth + 1);
    boxes.forEach(([box, field], i) => {
      resized.observe(box);
      read.set(box, field.value);
      if (long[i]) box.dataset.entier = field.value;
    });
    for (const bar of document.querySelectorAll(".st-key-filtres")) bar.toggleAttribute("data-entiers", Boolean(bar.querySelector("[data-entier]")));
  }
  // A style that the reader adds (wider spaces between signs) changes no box, and yet what it holds.
  const styled = new MutationObserver(() => {
    read = new WeakMap();
    ask();
  });
  const start = () => {
    new MutationObserver(ask).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
    styled.observe(document.head, { childList: true });
  };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
