// liaison.js: page, address and server show the same view, or the page says that it waits and its controls wait too.
//
// Streamlit opens its websocket through the class below. A cut stops the controls (what is shown stays readable). A
// return to the same session is silent but for one line. When the session has ended, the handshake says so
// (shell/session_link.py), Streamlit is not told, and the page loads again from the address of its last choice.
(() => {
  const { show, waits, notice, state, focused, WORDS } = window.attente;
  const ENDED = "session-terminee", NOTE = "territoires-liaison";
  const ALIVE = Uint8Array.of(0x88, 1, 1);  // BackMsg.app_heartbeat = true, answered by ForwardMsg.heartbeat_ack
  const NEW_SESSION = 4, FINISHED = 6, EARLY = 2, ACK = 26;  // fields of ForwardMsg
  const SLOW = 4000, DEAD = 8000, SILENT = 20000, ASLEEP = 6000, ALONE = 30000, UNDER_WAY = 500;
  const base = document.currentScript.src.replace(/app\/static\/liaison\.js.*$/, "");
  const now = () => performance.now();
  const tell = (what) => dispatchEvent(new CustomEvent("liaison", { detail: what }));  // static/avance.js listens
  let socket = null, choice = null, heard = now(), probed = 0, tried = now(), ticked = now();
  let confirmed = location.href, drawn = false;
  let given = [];  // texts given back to the reader, until they are closed: a second cut would take them away
  const AGAIN = "Texte écrit et non validé, à reprendre\u00a0:";
  const line = ([, { titre, texte }]) => `${titre}\u00a0: «${texte}»`;
  addEventListener("click", ({ target }) => { if (target.closest?.("#liaison button")) given = []; }, true);

  // ------------------------------------------------------------------ what the two sides say
  // Last top-level field of a protobuf message, and its value when it is a number.
  function last(bytes) {
    let at = 0, field = 0, value = 0;
    const varint = () => { let n = 0, f = 1, b; do { b = bytes[at++]; n += (b & 127) * f; f *= 128; } while (b > 127); return n; };
    while (at < bytes.length) {
      const tag = varint();
      field = Math.floor(tag / 8);
      value = varint();
      if (tag % 8 === 2) at += value;
    }
    return [field, value];
  }
  const isRun = (data) => data[0] === 0x5a;  // BackMsg.rerun_script

  function received(data) {
    heard = now();
    probed = 0;
    const [field, value] = last(new Uint8Array(data));
    if (field === ACK) return;
    if (choice) choice.answered ||= field === NEW_SESSION;
    if (field === FINISHED && value !== EARLY && (!choice || choice.answered)) {
      choice = null;
      drawn = true;
      setTimeout(() => { if (!choice) { confirmed = location.href; sent.clear(); tell("reponse"); } }, 50);
    }
    if (state() === "lente" && choice?.answered !== false) show("etablie");
  }

  class Liaison extends WebSocket {
    constructor(url, protocols) {
      const ours = String(url).includes("_stcore/stream");
      super(url, ours && protocols.length === 3 ? [...protocols, ENDED] : protocols);
      if (!ours) return;
      this.returns = protocols.length === 3;
      this.ours = true;
      tried = now();
      this.addEventListener("open", (event) => this.opened(event));
      this.addEventListener("message", ({ data }) => { if (this === socket) received(data); });
      for (const kind of ["close", "error"]) {
        this.addEventListener(kind, (event) => this.fallen(event));
      }
    }
    opened(event) {
      // A choice may have reached the session and its answer been cut: address and controls are then of two moments. A
      // session that holds a plan is kept all the same.
      const torn = this.returns && drawn && choice && !pied()?.dataset.sinon;
      if (this.protocol === ENDED || torn) {
        event.stopImmediatePropagation();
        if (torn) super.close();
        again(this.protocol !== ENDED);
        return;
      }
      socket = this;
      heard = now();
      probed = 0;
      const unheard = this.returns && choice && !choice.answered ? choice.data : null;
      if (unheard) setTimeout(() => { if (this === socket) this.send(unheard); }, 0);
      show(state() === "coupee" ? "retour" : "etablie");
      if (given.length) notice(`${WORDS.retour} ${AGAIN}`, given.map(line));
    }
    // Streamlit throws away what a component sends once it knows of the cut: it learns of it a moment later, so that
    // a gesture under way (a component paints first, and sends at the next frame) still becomes a choice.
    fallen(event) {
      if (event === this.told) return;
      if (this === socket) {
        this.told = new CloseEvent("close", { code: event.code ?? 1006 });
        setTimeout(() => { if (state() !== "reprise") this.dispatchEvent(this.told); }, UNDER_WAY);
      }
      if (this.told || state() === "reprise") event.stopImmediatePropagation();
      if (this === socket || !socket) cut();
    }
    send(data) {
      if (this.ours && isRun(data)) {
        choice = { data: data.slice(), answered: false, at: now() };
        tell("choix");
        for (const field of drafts.keys()) if (document.activeElement !== fieldOf(field) || entered === field) sent.add(field);
      }
      if (this.readyState === WebSocket.OPEN) super.send(data);
    }
    // The other end is gone without a word (sleep, Wi-Fi): Streamlit hears what a closed socket says.
    drop() {
      super.close();
      this.fallen(new CloseEvent("close", { code: 4000 }));
    }
  }
  window.WebSocket = Liaison;

  function cut() {
    if (state() === "reprise") return;
    if (state() !== "coupee") tried = now();  // Streamlit has its time to come back, however long the page stood before
    socket = null;
    probed = 0;
    if (state() !== "ouverture") show("coupee");
  }
  function probe() {
    if (!socket || probed) return;
    probed = now();
    try { WebSocket.prototype.send.call(socket, ALIVE); } catch { socket.drop(); }
  }
  setInterval(() => {
    if (drawn && !choice) hold();
    const time = now(), slept = time - ticked > ASLEEP;
    ticked = time;
    if (state() === "ouverture" && time > DEAD) show("ouverture");
    if (state() === "coupee" && time - tried > ALONE) return alone();
    if (!socket || state() === "reprise") return;
    const slow = drawn && choice && !choice.answered && time - choice.at > SLOW;
    if (slow && state() !== "lente") show("lente");
    if (probed && time - probed > DEAD && !slept) socket.drop();
    else if (slept || slow || (!document.hidden && time - heard > SILENT)) probe();
  }, 1000);
  // Streamlit's own dialogs are off (shell/server.py): it says them here instead, and in English.
  addEventListener("message", ({ source, data }) => {
    if (source === window && data?.type === "CLIENT_ERROR_DIALOG" && data.error !== "Connection error") notice(WORDS.incident, []);
  });
  addEventListener("online", probe);
  addEventListener("offline", probe);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) probe(); });

  // ------------------------------------------------------------------ loading again, with what the reader chose last
  async function answers(path, options = {}) {
    try {
      const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(15000), ...options });
      return answer.ok ? answer : null;
    } catch { return null; }
  }
  // Streamlit gave up coming back although the server answers.
  async function alone() {
    tried = now();
    if (await answers(`${base}_stcore/health`) && state() === "coupee") again();
  }
  // Where a choice leads. A server that has just started, and to which every reader comes back, is asked again.
  async function led(body) {
    for (let left = 4; left; left -= 1) {
      try {
        const answer = await fetch(`${base}app/choix`, { method: "POST", body, cache: "no-store", signal: AbortSignal.timeout(30000) });
        if (answer.ok) return (await answer.json()).adresse;
        if (answer.status < 500 && answer.status !== 429) return "";  // it leads nowhere
      } catch { /* not in time, or nobody answers yet */ }
      await new Promise((wait) => { setTimeout(wait, 2000); });
    }
    return "";
  }
  async function again(torn = false) {
    if (state() === "reprise") return;
    show("reprise");
    let kept = "";
    if (choice) {
      const found = await led(choice.data);
      const address = found ? new URL(found.replace(/^\//, ""), base).href : location.href;
      kept = same(address, confirmed) ? "non" : "oui";
      if (!same(address, location.href)) history.pushState(null, "", address);
    }
    remember(kept, torn);
    while (!(await answers(location.href))) await new Promise((wait) => { setTimeout(wait, 2000); });
    location.reload();
  }
  const same = (one, other) => {
    const [a, b] = [new URL(one), new URL(other)];
    return a.pathname === b.pathname && a.searchParams.toString() === b.searchParams.toString();
  };

  const fields = () => [...document.querySelectorAll("[data-testid=stTextInput] input, [data-testid=stTextArea] textarea")];
  const nameOf = (element) => element.closest("[class*=st-key-]")?.className.match(/st-key-[\w-]+/)?.[0] ?? element.ariaLabel ?? "";
  const fieldOf = (name) => fields().find((field) => nameOf(field) === name);
  const drafts = new Map(), sent = new Set();  // texts typed and not yet confirmed, by the name of their field
  let entered = "";
  document.addEventListener("input", ({ target }) => {
    if (fields().includes(target)) { drafts.set(nameOf(target), { texte: target.value, titre: target.ariaLabel ?? "" }); sent.delete(nameOf(target)); }
  }, true);
  document.addEventListener("keydown", ({ key, target }) => { entered = key === "Enter" && target.matches?.("input") ? nameOf(target) : ""; }, true);
  sent.clear = () => { for (const name of [...sent]) { drafts.delete(name); sent.delete(name); } };

  const scroller = () => document.querySelector("[data-testid=stMain]");
  const opened = () => [...document.querySelectorAll("details[data-volet][open]")].map((part) => part.dataset.volet);
  // The plan of a session is nowhere but on its server: the tab holds what it will say if it comes back without it.
  const PLAN = "territoires-plan";
  const pied = () => document.querySelector("footer.pied");
  const stored = (words) => {
    try {
      const before = sessionStorage.getItem(PLAN);
      if (words) sessionStorage.setItem(PLAN, words); else if (words === "") sessionStorage.removeItem(PLAN);
      return before ?? "";
    } catch { return ""; }
  };
  let missing = stored();
  function hold() {
    if (!pied() || missing) return;
    const given = [...document.querySelectorAll("[data-testid=stFileUploaderFileName]")].map((one) => one.textContent.trim());
    stored(given.length ? `Le fichier «${given[0]}» n'a pas été lu jusqu'au bout\u00a0: redonnez-le.` : pied().dataset.sinon ?? "");
  }
  function remember(kept, torn) {
    hold();
    const left = [...given.filter(([name]) => !drafts.has(name)), ...drafts].filter(([name]) => !(kept === "oui" && sent.has(name)));
    const note = { kept, torn, scroll: scroller()?.scrollTop ?? 0, ouverts: opened(), textes: left,
                   place: focused() ? signature(focused()) : null };
    try { sessionStorage.setItem(NOTE, JSON.stringify(note)); } catch { /* the page still loads again, without a word */ }
  }
  const signature = (element) => ({ dep: element.dataset.dep ?? "", cle: nameOf(element), balise: element.tagName, mots: (element.ariaLabel || element.textContent).trim().slice(0, 80) });

  function recall() {
    let note = null;
    try {
      note = JSON.parse(sessionStorage.getItem(NOTE));
      sessionStorage.removeItem(NOTE);
    } catch { /* private browsing without storage */ }
    if (!note && !missing) return;
    const said = note ? told(note) : [];
    const started = now();
    const settle = setInterval(() => {
      if (now() - started > 30000) clearInterval(settle);
      if (!pied() || !document.querySelector("[data-test-script-state=notRunning]")) return;
      clearInterval(settle);
      if (missing && !pied().dataset.sinon) said.splice(1, 0, missing);
      missing = "";
      for (const name of note?.ouverts ?? []) document.querySelector(`details[data-volet="${CSS.escape(name)}"]`)?.setAttribute("open", "");
      if (note) scroller()?.scrollTo(0, note.scroll);
      if (note?.place) focusOn(note.place, now() + 5000);
      given = note?.textes ?? [];
      if (said.length) notice(said.join(" "), given.map(line));
    }, 100);
  }
  function told(note) {
    const why = note.torn ? "Connexion coupée pendant un choix" : "Session terminée (longue coupure, ou serveur redémarré)";
    const said = [`${why}\u00a0: la page s'est rechargée à l'adresse de votre vue`
      + { "": ".", oui: ", avec votre dernier choix.", non: ". Votre dernier geste n'est pas parvenu au serveur\u00a0: refaites-le." }[note.kept]];
    said.push("Les autres pages repartent de leur début.");
    if (note.textes.length) said.push(AGAIN);
    return said;
  }
  // A map is drawn a moment after its page.
  function focusOn(place, until) {
    if (document.activeElement !== document.body) return;
    const found = find(place);
    if (found) found.focus({ preventScroll: true }); else if (now() < until) setTimeout(() => focusOn(place, until), 100);
  }
  const find = ({ dep, cle, balise, mots }) => [...document.querySelectorAll(cle ? `.${CSS.escape(cle)} ${balise}` : balise)]
    .find((element) => dep ? element.dataset.dep === dep : (element.ariaLabel || element.textContent).trim().slice(0, 80) === mots);

  // The address says what is shown: nothing sent is unanswered, no script runs. False when it does not come to that.
  window.liaisonPosee = async () => {
    await new Promise((next) => { requestAnimationFrame(() => setTimeout(next, 20)); });
    let calm = 0;  // looks in a row: on a busy machine a choice leaves late, and its answer is heard before it is shown
    for (const started = now(); now() - started < 12000;) {
      if (waits()) return false;
      calm = choice || document.querySelector("[data-test-script-state=running],[data-test-script-state=rerunRequested]") ? 0 : calm + 1;
      if (calm === 4) return true;
      await new Promise((next) => { setTimeout(next, 50); });
    }
    return false;
  };
  if (document.body) recall(); else document.addEventListener("DOMContentLoaded", recall);
})();
