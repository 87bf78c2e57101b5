// attente.js: what is said while the page waits for its server, and its controls that wait with it.
(() => {
  const WORDS = {
    ouverture: "La page attend le serveur…",
    coupee: "Connexion interrompue. Ce qui est affiché reste lisible\u00a0; les commandes attendent le retour du serveur.",
    lente: "Le serveur n'a pas encore répondu à votre choix\u00a0; les commandes attendent sa réponse.",
    reprise: "La connexion est revenue dans une nouvelle session\u00a0: la page se recharge à son adresse…",
    retour: "La connexion est rétablie.",
    incident: "La page n'a pas compris une réponse du serveur\u00a0: ce qu'elle montre peut être incomplet. Rechargez-la.",
  };

  const STYLE = `
#liaison{position:fixed;inset:auto 0 0 0;z-index:1000000;display:flex;justify-content:center;pointer-events:none}
#liaison>div{pointer-events:auto;display:flex;gap:.8rem;align-items:center;max-width:60rem;margin:.5rem;padding:.5rem .9rem;border:1px solid #8a5a00;
border-left:6px solid #c9701b;border-radius:4px;background:#fff8ea;color:#16202c;font:1rem/1.4 'Territoires Sans','Repli Arial',system-ui,sans-serif;box-shadow:0 2px 10px #0004;overflow-wrap:anywhere}
#liaison>div.vide{position:absolute;width:1px;height:1px;margin:0;padding:0;border:0;overflow:hidden;clip-path:inset(50%)}
#liaison ul{margin:.2rem 0 0;padding-left:1.2rem}
#liaison button{font:inherit;color:inherit;background:none;border:1px solid currentColor;border-radius:4px;padding:.1rem .6rem;min-height:2rem;cursor:pointer;white-space:nowrap;flex:none}
html[data-liaison=attente] :is(a[data-vue],[data-copier-lien],[data-palette],[data-choix-theme],[data-testid=stMain] :is(button,select,input,label,[role=button],[role=option])){cursor:not-allowed}
html[data-liaison=attente] :is(a[data-vue],[data-copier-lien],[data-palette],[data-choix-theme],[data-carte] :is(button,select,input)){opacity:.6}
@media print{#liaison{display:none}}`;
  let box = null, line = null, more = null, timer = 0;
  function build() {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = STYLE;
    box = document.createElement("div");
    box.id = "liaison";
    box.innerHTML = '<div class="vide"><div><div role="status" aria-live="polite"></div><ul hidden></ul></div><button type="button" hidden>Fermer</button></div>';
    [line, more] = [box.querySelector("[role=status]"), box.querySelector("ul")];
    box.querySelector("button").addEventListener("click", () => say(""));
    document.body.append(box);
  }
  function say(words, { close = false, texts = [] } = {}) {
    clearTimeout(timer);
    if (!box) return;
    box.firstChild.classList.toggle("vide", !words);
    if (line.textContent !== words) line.textContent = words;  // said once by a screen reader, whoever repeats it
    more.hidden = !texts.length;
    more.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    box.querySelector("button").hidden = !close;
  }
  const notice = (words, texts) => say(words, { close: true, texts });

  const waits = () => state === "coupee" || state === "lente" || state === "reprise";
  const OWN = "a[data-vue],[data-copier-lien],[data-palette],[data-choix-theme],[data-carte] :is(button,select,input,path[data-dep]),[data-grille] button";
  let state = "ouverture", stopped = [], focused = null;
  // A state of the link: ouverture, etablie, coupee, lente, reprise; «retour» is etablie, said for a moment.
  function show(next) {
    const waited = waits(), before = state;
    if (next !== "retour" && next === before && next !== "ouverture") return;
    state = next === "retour" ? "etablie" : next;
    if (waits() && !waited) {
      focused = document.activeElement === document.body ? null : document.activeElement;
      stopped = [...document.querySelectorAll(OWN)].filter((one) => !one.hasAttribute("aria-disabled"));
      stopped.forEach((one) => one.setAttribute("aria-disabled", "true"));
    } else if (!waits() && waited) {
      stopped.forEach((one) => one.removeAttribute("aria-disabled"));
      stopped = [];
      const place = focused;
      setTimeout(() => { if (document.activeElement === document.body && place?.isConnected) place.focus({ preventScroll: true }); }, 150);
    }
    document.documentElement.toggleAttribute("data-liaison", waits());
    dispatchEvent(new CustomEvent("liaison", { detail: state }));
    if (waits()) document.documentElement.dataset.liaison = "attente";
    if (next === "retour") {
      say(WORDS.retour);
      timer = setTimeout(() => say(""), 4000);
    } else if (WORDS[next]) say(WORDS[next]);
    else if (WORDS[before]) say("");
  }

  const CONTROL = "a[href],button,input,select,textarea,label,summary,[tabindex],[role=button],[role=radio],[role=option],[role=tab],[role=switch],[role=menuitem]";
  const FREE = "#liaison,details[data-volet]>summary,[data-testid=stMain],a[href^='#'],a[target=_blank],[data-seance] :not(a),[data-seance-ajouter],.seance-dit :not(a)";
  const MOVED = "input,select,textarea,[role],button,path";  // what the arrow keys would change
  function stop(event) {
    if (!waits()) return;
    const { target, key } = event, control = target.closest?.(CONTROL);
    if (event.type === "keydown") {
      const search = key === "/" || ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k");
      const free = !control || control.matches(FREE) || event.ctrlKey || event.metaKey || /^(Tab|Escape|Page.*|Home|End|F\d+|Shift|Alt|Control|Meta)$/.test(key);
      if ((free || (key.startsWith("Arrow") && !control.matches(MOVED))) && !search) return;
    } else if (!control || control.matches(FREE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  for (const kind of ["pointerdown", "mousedown", "click", "dblclick", "keydown", "beforeinput", "change", "submit", "drop"]) addEventListener(kind, stop, true);

  window.attente = { show, waits, notice, state: () => state, focused: () => focused, WORDS };
  if (document.body) build(); else document.addEventListener("DOMContentLoaded", build);
})();
