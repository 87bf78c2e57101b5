// From the first gesture after arming to the frame that shows the last change of what is watched.
// What is watched is read again only once something in it moved: reading a long page at each frame would slow what is measured.
(() => {
  if (window.__probe) return;
  const probe = (window.__probe = { state: "idle" });
  // What is not rendered is not seen: parts that are drawn anew behind the block that stands for them (static/doublure.js).
  const isSeen = (e) => !e.closest("[data-double=page] > :not(.doublure)") && !e.matches("[data-double=vue] > .doublure ~ *, [data-double=vue] > .doublure ~ * *");
  const look = (selector) => [...document.querySelectorAll(selector)].filter(isSeen).map((e) => e.outerHTML).join("|")
    .replace(/\b(clip|id|g|geo)[0-9a-f]{6,}\w*/g, "").replace(/\bid="[^"]*"|url\([^)]*\)/g, "");  // names given at random are not seen
  let moved = false, observer = null;
  const follow = (selector) => {
    const holds = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(selector) || node.querySelector(selector));
    const touches = ({ target, addedNodes, removedNodes }) =>
      (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(selector)
      || [...addedNodes, ...removedNodes].some(holds);
    observer?.disconnect();
    observer = new MutationObserver((changes) => { moved ||= changes.some(touches); });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  };
  probe.arm = (selector, quiet, limit) => {
    Object.assign(probe, { state: "armed", start: null, first: null, last: null, seen: look(selector), since: performance.now() });
    moved = false;
    follow(selector);
    const end = (state) => { observer.disconnect(); probe.state = state; };
    const tick = () => {
      if (probe.state !== "armed") return;
      const now = performance.now();
      if (probe.start !== null) {
        const seen = moved ? look(selector) : probe.seen;
        moved = false;
        if (seen !== probe.seen) {
          probe.seen = seen;
          requestAnimationFrame(() => { probe.last = performance.now(); probe.first ??= probe.last; });
        } else if (probe.last !== null && now - probe.last > quiet) { end("done"); return; }
      }
      if (now - probe.since > limit) { end("timeout"); return; }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };
  for (const name of ["pointerdown", "keydown", "input", "change"]) {
    window.addEventListener(name, () => { if (probe.state === "armed") probe.start ??= performance.now(); }, true);
  }
})();
