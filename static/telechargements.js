// telechargements.js: gives the files of a view, and says in French, beside them, that one could not be prepared.
// A link `a[data-fichier]` is a form of the view by address: it works by itself; fetched here, a refusal does not take
// the reader away from the page. Streamlit's own buttons put five seconds of English there (hidden by shell/frame.css).
(() => {
  const SAID = "Le fichier n'a pas pu être préparé\u00a0: rien n'a été téléchargé. Réessayez\u00a0; si l'échec revient, "
    + "rechargez la page, puis signalez le lien de cette vue (le détail est dans le journal du serveur).";
  const told = (place) => place?.querySelector(":scope > .echec");

  function tell(place, words = SAID) {
    if (!place || told(place)) return;
    const line = document.createElement("p");
    line.className = "avis echec";
    line.setAttribute("role", "alert");
    place.append(line);
    line.textContent = words; // after it is in the page: an alert is read aloud when it changes
    line.scrollIntoView({ block: "nearest" });
  }

  // What takes more than a second is said at the foot of the window, whatever the reader does meanwhile: since when, and
  // a way to cancel it. A file that is refused later is said there too, with a way to ask again: nothing is lost.
  const LONG = 1000;
  const asked = new Set();
  let shelf = null;

  function line(name, ...buttons) {
    shelf ??= Object.assign(document.createElement("div"), { className: "preparations" });
    shelf.setAttribute("role", "region");
    shelf.setAttribute("aria-label", "Fichiers demandés");
    shelf.style.colorScheme = getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme;
    if (!shelf.isConnected) document.body.append(shelf);
    const made = document.createElement("div"), words = document.createElement("p"), since = document.createElement("span");
    words.setAttribute("role", "status");
    since.setAttribute("aria-hidden", "true");
    made.append(words, since, ...buttons.map(([label, does]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.setAttribute("aria-label", `${label}\u00a0: ${name}`);
      button.addEventListener("click", () => { away(made); does?.(); });
      return button;
    }));
    shelf.append(made);
    return { made, words, since };
  }
  function away(made) {
    const held = made.contains(document.activeElement);
    made.remove();
    if (!shelf.children.length) shelf.remove();
    if (held) (shelf.isConnected ? shelf.querySelector("button") : document.querySelector(".exporter [data-exporter]"))?.focus();
  }
  const lasted = (seconds) => (seconds < 60 ? `${seconds}\u00a0s` : `${Math.floor(seconds / 60)}\u00a0min`);

  function prepared(name, cancel) {
    const { made, words, since } = line(name, ["Annuler", cancel]), start = Date.now() - LONG;
    const tick = () => { since.textContent = `depuis ${lasted(Math.round((Date.now() - start) / 1000))}`; };
    words.textContent = `${name}\u00a0: en préparation`; // after it is in the page: it is read aloud when it changes
    tick();
    const timer = setInterval(tick, 1000);
    return () => { clearInterval(timer); if (made.isConnected) away(made); };
  }

  function refused(link, name, words, seen) {
    const place = link.parentElement;
    if (!seen && place?.checkVisibility()) return tell(place, words);
    const { words: said } = line(name, ["Réessayer", () => give(link)], ["Fermer"]);
    said.textContent = `${name}\u00a0: ${words}`;
    return undefined;
  }

  async function give(link) {
    if (asked.has(link.href)) return;
    const { href } = link, name = (link.querySelector("b") ?? link).textContent.trim(), stopped = new AbortController();
    let done = null;
    const late = setTimeout(() => { done = prepared(name, () => stopped.abort()); }, LONG);
    told(link.parentElement)?.remove();
    link.setAttribute("aria-busy", "true");
    asked.add(href);
    try {
      const answer = await fetch(href, { signal: stopped.signal });
      if (!answer.ok) {
        const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
        refused(link, name, plain ? await answer.text() : SAID, done);
        return;
      }
      const file = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
      const address = URL.createObjectURL(await answer.blob());
      const way = document.createElement("a");
      way.href = address;
      way.download = file ? file[1] : new URL(href).pathname.split("/").pop();
      way.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      link.dispatchEvent(new CustomEvent("fichier-donne", { bubbles: true }));
    } catch {
      if (!stopped.signal.aborted) refused(link, name, SAID, done);
    } finally {
      clearTimeout(late);
      done?.();
      asked.delete(href);
      link.removeAttribute("aria-busy");
    }
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.dataset?.testid === "stDownloadButtonError") tell(node.closest(".stDownloadButton"));
      }
    }
  }).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-fichier]");
    if (link && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      give(link);
    } else if (event.target.closest?.("button")) told(event.target.closest(".stDownloadButton"))?.remove();
  }, true);
})();
