// settled.js: put before the scripts of every page under test, it knows when nothing more is under way there.
(() => {
  const now = performance.now.bind(performance), send = WebSocket.prototype.send;  // a test may change the clock
  const BUSY = "[data-test-script-state=running],[data-test-script-state=rerunRequested],[data-testid=stSkeleton]";
  const heard = new WeakSet();
  let moved = now();
  const note = () => { moved = now(); };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("scroll", note, true);
  addEventListener("popstate", note, true);
  addEventListener("resize", note);
  WebSocket.prototype.send = function (data) {
    if (!heard.has(this)) this.addEventListener("message", note);
    heard.add(this);
    note();
    return send.call(this, data);
  };
  // No run, no control still fetched, no font, no transition under way, and nothing moved for `quiet` ms.
  const ends = (animation) => animation.playState === "running" && Number.isFinite(animation.effect?.getComputedTiming().endTime);
  window.settled = (quiet) => now() - moved > quiet && !document.querySelector(BUSY) && document.fonts.status === "loaded"
    && !document.getAnimations().some(ends);
})();
