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

  async function give(link) {
    const place = link.parentElement;
    told(place)?.remove();
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) {
        const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
        tell(place, plain ? await answer.text() : SAID);
        return;
      }
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
      const address = URL.createObjectURL(await answer.blob());
      const way = document.createElement("a");
      way.href = address;
      way.download = name ? name[1] : new URL(link.href).pathname.split("/").pop();
      way.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      link.dispatchEvent(new CustomEvent("fichier-donne", { bubbles: true }));
    } catch {
      tell(place);
    } finally {
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
