// The choices of a page of the pack: a classic script, since a browser refuses modules from a disk.
"use strict";
(() => {
  const form = document.querySelector(".choix-vue");
  if (!form) return;
  const parts = [...document.querySelectorAll(".partie")];
  const lists = [...form.querySelectorAll("select")];
  const title = document.querySelector("h1");
  const status = form.querySelector("[role=status]");
  const product = document.body.dataset.produit;

  function show(part) {
    for (const one of parts) {
      one.hidden = one !== part;
      if (one.localName === "details") one.open = one === part;
    }
    title.textContent = part.dataset.titre;
    document.title = `${part.dataset.titre} - ${product}`;
    part.dataset.choix.split(" ").forEach((rank, place) => { lists[place].value = rank; });
  }

  function named() {
    return parts.find((part) => part.id === location.hash.slice(1));
  }

  form.addEventListener("change", () => {
    const asked = lists.map((list) => list.value).join(" ");
    const part = parts.find((one) => one.dataset.choix === asked);
    if (!part) return;
    show(part);
    status.textContent = part.dataset.titre;
    try {
      history.replaceState(null, "", `#${part.id}`);
    } catch {
      // a browser that keeps the address of a file as it is: the choice is shown all the same
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => { if (named()) show(named()); });
  document.documentElement.classList.add("avec-script");
  form.hidden = false;
  show(named() || parts[0]);
})();
