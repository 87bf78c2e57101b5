// The room: one screen at a time, no control in sight; the keyboard, a clicker or a finger turn the screens.

const TOUCHES = [
  ["→ ↓ Page↓ Espace Entrée", "écran suivant ; avec Maj et → : vue suivante"],
  ["← ↑ Page↑ Maj+Espace", "écran précédent"],
  ["Origine, Fin", "première vue, dernière vue"],
  ["un ou deux chiffres", "agrandir un département (son numéro, sinon son rang) ou une ligne (son rang) ; les mêmes chiffres reviennent"],
  ["N", "phrase montrée ou non"],
  ["C", "prudence montrée ou non ; elle revient à la vue suivante"],
  ["B ou le point", "écran noir"],
  ["G", "contrôle en gris"],
  ["P", "fenêtre de présentation"],
  ["F ou F5", "plein écran"],
  ["Échap", "revenir, quitter le plein écran, puis la salle"],
  ["? ou H", "ces touches"],
];

const keys = {
  digits: "",
  timer: 0,
  typed(digit, choose) {
    clearTimeout(this.timer);
    this.digits += digit;
    const chosen = this.digits;
    const done = () => {
      this.digits = "";
      choose(chosen);
    };
    if (chosen.length === 2) done();
    else this.timer = setTimeout(done, 600);
  },
};

function toggleZoom(code) {
  const screen = screenAt(onWall());
  const found = zoomable(screen, code);
  const same = found && etat.zoom && zoomable(screen, etat.zoom) === found;
  change({ zoom: found && !same ? codeOf(found) : "" });
}

function toggleCaution() {
  const sheet = screenAt(onWall()).querySelector(":scope > .volet");
  change(sheet ? { volet: !etat.volet } : { prudence: !etat.prudence });
}

function point(steps) {
  const from = vue === "salle" ? onWall() : etat;
  const wanted = Math.min(Math.max(from.point + steps, 0), points.length - 1);
  go({ point: wanted, ecran: 0 });
}

// Keys of both windows; those of the presenter's window leave its fields alone.
const ACTIONS = {
  ArrowRight: (event) => (event.shiftKey ? point(1) : step(1)), ArrowDown: () => step(1), PageDown: () => step(1),
  ArrowLeft: (event) => (event.shiftKey ? point(-1) : step(-1)), ArrowUp: () => step(-1), PageUp: () => step(-1),
  " ": (event) => step(event.shiftKey ? -1 : 1), Enter: () => step(1), Backspace: () => step(-1),
  Home: () => go({ point: 0, ecran: 0 }), End: () => go({ point: points.length - 1, ecran: 0 }),
  n: () => change({ phrase: !etat.phrase }), c: toggleCaution, g: () => change({ gris: !etat.gris }),
  b: () => change({ noir: !etat.noir }), ".": () => change({ noir: !etat.noir }),
};

// What a window without a point still answers.
const ALONE = ["Escape", "f", "F5", "?", "h", "p"];

function acted(event, actions) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!points.length && !ALONE.includes(event.key)) return false;
  if (/^\d$/.test(event.key)) {
    keys.typed(event.key, toggleZoom);
    return true;
  }
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!(name in actions)) return false;
  actions[name](event);
  return true;
}

function room() {
  document.title = `${seance.nom || "Séance"} : salle`;
  const announced = make("p", { class: "hors-vue", role: "status", "aria-live": "polite" });
  const main = make("main", { tabindex: "-1", "aria-label": "Vue projetée" });
  const black = make("div", { class: "noir", hidden: true, "aria-hidden": "true" });
  const help = make("div", { class: "touches", role: "dialog", "aria-label": "Touches de la salle", tabindex: "-1", hidden: true },
    make("h2", { text: "Touches de la salle" }),
    make("dl", {}, ...TOUCHES.flatMap(([key, said]) => [make("dt", { text: key }), make("dd", { text: said })])));
  const all = document.getElementById("ecrans");
  for (const screen of all.querySelectorAll(".ecran")) screen.hidden = true;
  for (const part of points) part.hidden = true;
  all.hidden = false;
  all.classList.add("pleine");
  main.append(all);
  document.body.classList.add("salle");
  document.body.append(main, announced, black, help);
  if (!points.length) {
    all.hidden = true;
    main.append(make("article", { class: "ecran titre" },
      make("header", {}, make("h1", { text: "Rien à projeter encore", style: "--corps:6" })),
      make("div", { class: "corps" }, make("div", { class: "cote-mots" }, make("div", { class: "phrase", style: "--corps:3.2" },
        make("p", { text: "Cette séance n'a aucun point. Dans la page «Séance» de l'outil, ajoutez une vue ou partez d'un ordre tout prêt, puis choisissez de nouveau «Projeter»." }),
        make("p", { text: "Échap ferme cette fenêtre." }))))));
  }
  let shown = null;
  let zoom = null;

  drawn = () => {
    if (!points.length) return;
    const place = onWall();
    const screen = screenAt(place);
    if (screen !== shown) {
      if (shown) {
        shown.hidden = true;
        shown.parentNode.hidden = true;
      }
      screen.parentNode.hidden = false;
      screen.hidden = false;
      shown = screen;
      announced.textContent = named(place);
      main.focus({ preventScroll: true });
    }
    dressed(document.body);
    document.body.classList.toggle("gris", etat.gris);
    black.hidden = !etat.noir;
    const sheet = screen.querySelector(":scope > .volet");
    if (sheet) sheet.hidden = !etat.volet;
    if ((zoom?.dataset.code ?? "") !== etat.zoom || (zoom && zoom.parentNode !== screen)) {
      zoom?.remove();
      zoom = etat.zoom ? zoomed(screen, etat.zoom) : null;
      if (zoom) {
        zoom.dataset.code = etat.zoom;
        screen.append(zoom);
        announced.textContent = zoom.innerText;
      }
    }
  };

  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };
  const leave = () => {
    if (!help.hidden) {
      help.hidden = true;
      main.focus();
    } else if (etat.zoom) change({ zoom: "" });
    else if (etat.volet) change({ volet: false });
    else if (document.fullscreenElement) document.exitFullscreen();
    else quit();
  };
  const showHelp = () => {
    help.hidden = !help.hidden;
    (help.hidden ? main : help).focus();
  };
  const actions = {
    ...ACTIONS, f: full, F5: full, p: () => openOther("presentateur"), "?": showHelp, h: showHelp, Escape: leave,
  };
  addEventListener("keydown", (event) => {
    if (acted(event, actions)) event.preventDefault();
  });
  touched(main);
  main.addEventListener("click", (event) => {
    const target = event.target.closest(".dep, [data-rang], .zoom");
    if (target && event.pointerType !== "touch") toggleZoom(target.matches(".zoom") ? etat.zoom : codeOf(target));
  });
  still();
  awake();
  drawn();
  main.focus();
}

// A window that a script opened closes; another goes back to the page of the meeting, if its server still answers.
function quit() {
  window.close();
  if (!location.protocol.startsWith("http")) return;
  const there = new URL("../../seance", location.href);
  setTimeout(async () => {
    try {
      if ((await fetch(there, { method: "HEAD" })).ok) location.assign(there);
    } catch {
      // no server any more: the room stays
    }
  }, 100);
}

function touched(main) {
  let start = null;
  main.addEventListener("pointerdown", (event) => {
    start = event.pointerType === "mouse" ? null : { x: event.clientX, y: event.clientY };
  });
  main.addEventListener("pointerup", (event) => {
    if (!start) return;
    const across = event.clientX - start.x;
    const swept = Math.abs(across) > 40 && Math.abs(across) > Math.abs(event.clientY - start.y);
    start = null;
    if (swept) step(across < 0 ? 1 : -1);
    else step(event.clientX > innerWidth / 2 ? 1 : -1);
  });
}

// Where the browser allows it, the screen does not go to sleep.
function awake() {
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  addEventListener("visibilitychange", ask);
  ask();
}

// The pointer is hidden while it does not move.
function still() {
  let timer = 0;
  addEventListener("pointermove", () => {
    document.body.classList.remove("immobile");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.add("immobile"), 2500);
  });
}
