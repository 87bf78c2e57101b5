// From the first gesture after arming to the frame that shows the last change of what is watched.
(() => {
  if (window.__probe) return;
  const probe = (window.__probe = { state: "idle" });
  const look = (selector) => [...document.querySelectorAll(selector)].map((e) => e.outerHTML).join("|")
    .replace(/\b(clip|id|g|geo)[0-9a-f]{6,}\w*/g, "");
  probe.arm = (selector, quiet, limit) => {
    Object.assign(probe, { state: "armed", start: null, first: null, last: null, seen: look(selector), since: performance.now() });
    const tick = () => {
      if (probe.state !== "armed") return;
      const now = performance.now();
      if (probe.start !== null) {
        const seen = look(selector);
        if (seen !== probe.seen) {
          probe.seen = seen;
          requestAnimationFrame(() => { probe.last = performance.now(); probe.first ??= probe.last; });
        } else if (probe.last !== null && now - probe.last > quiet) { probe.state = "done"; return; }
      }
      if (now - probe.since > limit) { probe.state = "timeout"; return; }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };
  for (const name of ["pointerdown", "keydown", "input", "change"]) {
    window.addEventListener(name, () => { if (probe.state === "armed") probe.start ??= performance.now(); }, true);
  }
})();
