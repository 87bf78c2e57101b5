// settled.js: put before the scripts of every page under test, it knows when nothing more is under way there.
(() => {
  // A test may change the clock.
  const now = performance.now.bind(performance), send = WebSocket.prototype.send, later = setTimeout.bind(window);
  const BUSY = "[data-test-script-state=running],[data-test-script-state=rerunRequested],[data-testid=stSkeleton],.doublure";
  const heard = new WeakSet();
  let moved = now(), asked = -Infinity;
  const note = () => { moved = now(); };
  const heardFrom = () => { note(); asked = -Infinity; };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("scroll", note, true);
  addEventListener("popstate", note, true);
  addEventListener("resize", note);
  WebSocket.prototype.send = function (data) {
    if (!heard.has(this)) this.addEventListener("message", heardFrom);
    heard.add(this);
    note();
    asked = now();
    return send.call(this, data);
  };
  // A page that is about to load again at its address, or has not drawn its last part yet.
  const loads = () => window.attente?.state() === "reprise" || (document.querySelector("#root") && !document.querySelector("footer.pied"));
  // No run, no control still fetched, no font, no transition under way, and nothing moved for `quiet` ms; what the server
  // was asked has an answer, or is not answered (a cut, a test that swallows it; a busy machine, where `patience` is longer).
  const ends = (animation) => animation.playState === "running" && Number.isFinite(animation.effect?.getComputedTiming().endTime);
  window.settled = (quiet) => now() - moved > quiet && now() - asked > (window.patience ?? 2000) && !document.querySelector(BUSY) && !loads() && document.fonts.status === "loaded"
    && !document.getAnimations().some(ends);
  // Looks until it sees, for `most` ms: a test that waits asks once, and not at each look.
  window.until = async (look, most) => {
    for (const start = now(); now() - start <= most; await new Promise((done) => later(done, 20))) if (await look()) return true;
    return false;
  };
})();
