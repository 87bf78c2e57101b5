// The presenter's window: what is on the wall, what comes next, what to say, the time left, what is decided.

function clock(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const rest = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return milliseconds < 0 ? `−${rest}` : rest;
}

function small(place, { zoom = "" } = {}) {
  const screen = screenAt(place);
  if (!screen) return make("p", { class: "petit", text: "Fin de la séance." });
  const copy = screen.cloneNode(true);
  copy.hidden = false;
  copy.removeAttribute("id");
  const frame = make("div", { class: "vignette", inert: true, "aria-hidden": "true" }, copy);
  const sheet = copy.querySelector(":scope > .volet");
  if (sheet) sheet.hidden = !(zoom !== null && etat.volet);
  return frame;
}

function paragraphs(text) {
  return text.split("\n").filter((part) => part.trim()).map((part) => make("p", { text: part }));
}

function block(title, ...inside) {
  return make("section", {}, make("h2", { text: title }), ...inside);
}

function presenter() {
  document.title = `${seance.nom || "Séance"} : présentation`;
  document.body.classList.add("presentateur");
  const minutesOf = (rank) => seance.points[rank].minutes;
  const whole = seance.duree || seance.points.reduce((sum, one) => sum + one.minutes, 0);
  const times = {};
  for (const name of ["pointReste", "pointDit", "seanceReste", "seanceDit", "heure"]) times[name] = make("span");
  const status = make("p", { class: "petit etat-salle", role: "status" });
  const announced = make("p", { class: "hors-vue", role: "status", "aria-live": "polite" });
  const rank = make("span", { class: "rang-seance" });
  const wall = make("div", { class: "cadre mur" });
  const next = make("div", { class: "cadre" });
  const nextTitle = make("h2");
  const wallTitle = make("h2");
  const says = make("div", { class: "dire" });
  const cautions = make("div", { class: "reserve" });
  const note = make("div", { class: "note-orateur" });
  const from = make("p", { class: "petit" });
  const form = make("div", { class: "saisie" });
  const order = make("ol", { class: "ordre" });
  const warned = make("p", { class: "avertit", role: "alert" });

  const save = (changes) => {
    warned.textContent = edit(changes) ? "" : "Ce navigateur ne garde plus rien : enregistrez la séance en fichier.";
  };
  const button = (text, action, told = {}) => make("button", { type: "button", text, onclick: action, ...told });
  const black = button("Écran noir", () => change({ noir: !etat.noir }));
  const freeze = button("Figer l'écran", () => change({ fige: etat.fige ? null : { point: etat.point, ecran: etat.ecran } }));
  const sentence = button("Phrase", () => change({ phrase: !etat.phrase }));
  const caution = button("Prudence", toggleCaution);
  const start = button("Démarrer l'horloge", () => {
    if (etat.debut) {
      change({ temps: {}, debut: 0, entree: 0 });
      save((suites) => {
        Object.assign(suites, { debut: "", fin: "" });
        for (const given of Object.values(suites.points)) given.vu = false;
      });
    } else {
      begin();
      change({});
    }
  });
  const bar = make("div", { class: "commandes" },
    button("Précédent", () => step(-1)), button("Suivant", () => step(1), { class: "fort" }), black, freeze, sentence, caution,
    make("span", { class: "ecart" }),
    button("Ouvrir la salle", () => {
      if (!openOther("salle")) warned.textContent = "Le navigateur a refusé la fenêtre : autorisez les fenêtres de cette page, puis recommencez.";
    }),
    button("Enregistrer la séance", saveFile),
    button("Terminer", finish));

  function finish() {
    const now = new Date();
    counted(onWall().point);
    save((suites) => { suites.fin = hour(now); });
    change({ noir: true });
    status.textContent = `Séance terminée à ${hour(now)}. Enregistrez-la en fichier : rien n'est gardé ailleurs que dans ce navigateur.`;
  }

  seance.points.forEach((one, at) => {
    const name = screenAt({ point: at, ecran: 0 })?.dataset.titre ?? one.titre;
    const kind = one.genre === "information" ? "" : `, ${one.genre}`;
    order.append(make("li", {}, make("button", { type: "button", onclick: () => go({ point: at, ecran: 0 }) },
      make("span", { class: "quel", text: String(at + 1) }), make("span", { text: name }),
      make("span", { class: "petit", text: `${one.minutes} min${kind}` }))));
  });

  document.body.append(
    make("header", {},
      make("h1", { text: seance.nom || "Séance" }), rank, status,
      make("div", { class: "temps" },
        make("p", {}, "ce point ", times.pointReste, times.pointDit),
        make("p", {}, "séance ", times.seanceReste, times.seanceDit),
        make("p", {}, "heure ", times.heure), start)),
    make("main", {},
      make("div", { class: "gauche" }, wallTitle, wall, nextTitle, next, from),
      make("div", { class: "centre" }, block("À dire", says), cautions, note, form),
      make("div", { class: "droite" },
        make("details", {}, make("summary", { text: "Présents et quorum" }), present(save)),
        make("details", {}, make("summary", { text: "Décisions en cours" }), underWay(save)),
        block(`Ordre, ${whole} min`, make("nav", { "aria-label": "Ordre de la séance" }, order)))),
    make("footer", {}, bar, warned, announced),
  );

  const sized = new ResizeObserver((changed) => {
    for (const one of changed) one.target.style.setProperty("--part", one.contentRect.width / 1024);
  });
  sized.observe(wall);
  sized.observe(next);

  let formOf = -1;
  let last = "";
  function writeForm(at) {
    formOf = at;
    const held = followUp(gave(), at);
    form.replaceChildren(
      block("Pendant ce point",
        written("Notes", held.notes, (notes) => save((suites) => { followUp(suites, at).notes = notes; }), { lines: 4, most: 20000 }),
        decisions(at, save), advice(at, save)));
  }

  drawn = () => {
    if (!points.length) return;
    const place = onWall();
    const own = { point: etat.point, ecran: etat.ecran };
    const one = seance.points[etat.point];
    const count = screens(own.point).length;
    rank.textContent = `vue ${own.point + 1} sur ${points.length}${count > 1 ? `, écran ${own.ecran + 1} sur ${count}` : ""}`;
    const key = JSON.stringify([place, own, etat.zoom, etat.volet, etat.phrase, etat.prudence]);
    if (key !== last) {
      last = key;
      const here = small(place);
      wall.replaceChildren(here);
      if (etat.zoom) {
        const card = zoomed(here.firstChild, etat.zoom); // measured where it is drawn
        if (card) here.firstChild.append(card);
      }
      const following = etat.fige ? own : after(own, 1);
      const ended = !etat.fige && following.point === own.point && following.ecran === own.ecran;
      nextTitle.textContent = etat.fige ? "Votre place, la salle ne la voit pas" : "Ensuite";
      next.replaceChildren(ended ? make("p", { class: "petit", text: "Fin de l'ordre." }) : small(following, { zoom: null }));
      says.replaceChildren(...(one.phrase.trim() ? paragraphs(one.phrase) : [make("p", { class: "petit", text: "Aucune phrase pour ce point." })]));
      cautions.replaceChildren(...(one.prudence.trim() ? [block("Prudence", make("div", { class: "prudence" }, ...paragraphs(one.prudence)))] : []));
      note.replaceChildren(...(one.note.trim() || one.orateur.trim()
        ? [block("Note", ...(one.orateur.trim() ? [make("p", { text: `Parole à : ${one.orateur}` })] : []), ...paragraphs(one.note))] : []));
      from.textContent = [points[own.point].dataset.source, jeu["Jeu de données"]].filter(Boolean).join(" ");
      announced.textContent = named(own);
      [...order.children].forEach((entry, at) => {
        const own = entry.firstChild;
        own.classList.toggle("passe", at < etat.point);
        if (at === etat.point) own.setAttribute("aria-current", "step");
        else own.removeAttribute("aria-current");
      });
      order.children[etat.point].scrollIntoView({ block: "nearest" });
    }
    if (formOf !== etat.point) writeForm(etat.point);
    wallTitle.textContent = `Sur le mur${etat.fige ? ", figé" : ""}${etat.noir ? ", écran noir" : ""}`;
    wall.classList.toggle("eteint", etat.noir);
    dressed(document.body);
    for (const [control, on] of [[black, etat.noir], [freeze, Boolean(etat.fige)], [sentence, etat.phrase], [caution, etat.prudence]]) {
      control.setAttribute("aria-pressed", String(on));
    }
    start.textContent = etat.debut ? "Remettre à zéro" : "Démarrer l'horloge";
    ticked();
  };

  function ticked() {
    const now = Date.now();
    const at = onWall().point;
    const spent = (etat.temps[seance.points[at]?.cle] ?? 0) + (etat.debut && etat.entree ? now - etat.entree : 0);
    const left = [minutesOf(at) * 60000 - spent, whole * 60000 - (etat.debut ? now - etat.debut : 0)];
    times.pointReste.textContent = clock(left[0]);
    times.pointDit.textContent = ` sur ${minutesOf(at)} min`;
    times.seanceReste.textContent = clock(left[1]);
    times.seanceDit.textContent = ` sur ${whole} min`;
    times.pointReste.classList.toggle("depasse", left[0] < 0);
    times.seanceReste.classList.toggle("depasse", left[1] < 0);
    times.heure.textContent = new Date(now).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  }

  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select");
    const pressing = event.target.closest?.("button, summary") && [" ", "Enter"].includes(event.key);
    const clicker = ["PageDown", "PageUp"].includes(event.key);
    if (event.key === "F5" && !event.ctrlKey) event.preventDefault(); // a clicker sends it; without a server it would end the window
    else if ((writing && !clicker) || pressing) return;
    else if (acted(event, ACTIONS)) event.preventDefault();
  });

  told = (message) => {
    if (message.ici || message.parti) status.textContent = here.salle ? "Salle ouverte" : "Salle fermée";
    if (message.suites && !form.contains(document.activeElement)) writeForm(etat.point);
  };
  status.textContent = "Salle fermée";
  if (points.length) {
    setInterval(ticked, 1000);
    drawn();
  } else {
    says.append(make("p", { text: "Cette séance n'a aucun point : ajoutez-en dans la page Séance, puis revenez." }));
  }
}

if (vue === "salle") room();
else presenter();
