// telechargements.js: says in French, beside its button, that a file could not be prepared.
// Streamlit puts five seconds of English there (hidden by shell/frame.css); ours stays until the next click.
(() => {
  const SAID = "Le fichier n'a pas pu être préparé\u00a0: rien n'a été téléchargé. Réessayez\u00a0; si l'échec revient, "
    + "rechargez la page, puis signalez le lien de cette vue (le détail est dans le journal du serveur).";
  const told = (button) => button?.querySelector(":scope > .echec");

  function tell(button) {
    if (told(button)) return;
    const line = document.createElement("p");
    line.className = "avis echec";
    line.setAttribute("role", "alert");
    button.append(line);
    line.textContent = SAID; // after it is in the page: an alert is read aloud when it changes
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.dataset?.testid === "stDownloadButtonError") tell(node.closest(".stDownloadButton"));
      }
    }
  }).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("button")) told(target.closest(".stDownloadButton"))?.remove();
  }, true);
})();
