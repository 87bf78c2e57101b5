// What the room and the presenter's window share: the meeting, where it is, what it gave, and the way to the other window.
"use strict";
const source = document.documentElement.outerHTML; // before any change: it opens the other window without a server
const seance = JSON.parse(document.getElementById("seance").textContent);
const jeu = JSON.parse(document.getElementById("jeu").textContent);
const vue = document.documentElement.dataset.vue
  || (new URLSearchParams(location.search).get("vue") === "salle" ? "salle" : "presentateur");
const ETAT = `territoires-etat:${seance.cle}`;
const SUITES = `territoires-suites:${seance.cle}`;
const points = [...document.querySelectorAll("#ecrans > .point")];

const etat = {
  point: 0, ecran: 0, noir: false, gris: false, prudence: true, phrase: true, volet: false, zoom: "", fige: null,
  debut: 0, entree: 0, temps: {},
};

const kept = {
  memory: {},
  get(name) {
    try {
      return localStorage.getItem(name) ?? this.memory[name] ?? null;
    } catch {
      return this.memory[name] ?? null;
    }
  },
  set(name, text) {
    this.memory[name] = text;
    try {
      localStorage.setItem(name, text);
      return true;
    } catch {
      return false; // full or refused: the windows stay in step by the channel, and the file can still be saved
    }
  },
};

function make(name, told = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(told)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "text") made.textContent = value;
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined));
  return made;
}

// ---------------------------------------------------------------- where the meeting is

function screens(point) {
  return [...(points[point]?.children ?? [])];
}

function screenAt(place) {
  return points[place.point]?.children[place.ecran] ?? null;
}

function onWall() {
  return etat.fige ?? { point: etat.point, ecran: etat.ecran };
}

function sound(place) {
  const point = Math.min(Math.max(Number(place?.point) || 0, 0), Math.max(points.length - 1, 0));
  return { point, ecran: Math.min(Math.max(Number(place?.ecran) || 0, 0), Math.max(screens(point).length - 1, 0)) };
}

function after(place, steps) {
  let { point, ecran } = place;
  ecran += steps;
  if (ecran < 0) return point > 0 ? { point: point - 1, ecran: screens(point - 1).length - 1 } : place;
  if (ecran >= screens(point).length) return point < points.length - 1 ? { point: point + 1, ecran: 0 } : place;
  return { point, ecran };
}

function received(told) {
  for (const name of Object.keys(etat)) if (told && name in told) etat[name] = told[name];
  Object.assign(etat, sound(etat));
  if (etat.fige) etat.fige = sound(etat.fige);
}

function change(told) {
  const before = onWall();
  Object.assign(etat, told);
  const now = onWall();
  if (before.point !== now.point || before.ecran !== now.ecran) {
    etat.zoom = "";
    etat.volet = false;
    if (before.point !== now.point) {
      etat.prudence = true;
      counted(before.point);
    }
  }
  if (etat.debut) seen(now.point);
  kept.set(ETAT, JSON.stringify(etat));
  say({ etat });
  drawn();
}

// The time that each point took, as the wall showed it.
function counted(point) {
  const moment = Date.now();
  if (etat.debut && etat.entree) {
    const name = seance.points[point].cle;
    etat.temps[name] = (etat.temps[name] ?? 0) + moment - etat.entree;
  }
  etat.entree = moment;
}

function begin() {
  if (etat.debut || !points.length) return;
  etat.debut = Date.now();
  etat.entree = etat.debut;
  edit((suites) => {
    Object.assign(suites, { debut: hour(new Date()), fin: "" });
    followUp(suites, onWall().point).vu = true;
  });
}

function go(place) {
  begin();
  if (vue === "salle" && etat.fige) change({ fige: place });
  else change(place);
}

function step(steps) {
  go(after(vue === "salle" ? onWall() : etat, steps));
}

function hour(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(date.getHours())} h ${two(date.getMinutes())}`;
}

// ---------------------------------------------------------------- what the meeting gave

function gave() {
  const empty = { debut: "", fin: "", quorum: "", presents: [], points: {}, en_cours: [] };
  try {
    return { ...empty, ...(JSON.parse(kept.get(SUITES)) ?? seance.suites) };
  } catch {
    return { ...empty, ...seance.suites };
  }
}

function followUp(suites, point) {
  const name = seance.points[point].cle;
  suites.points[name] ??= { notes: "", decisions: [], avis: [], vu: false };
  return suites.points[name];
}

// Read, changed and kept at once: both windows may write.
function edit(changes) {
  const suites = gave();
  changes(suites);
  const text = JSON.stringify(suites), safe = kept.set(SUITES, text);
  say({ suites: text });
  return safe;
}

function seen(point) {
  if (gave().points[seance.points[point]?.cle]?.vu) return;
  edit((suites) => { followUp(suites, point).vu = true; });
}

// ---------------------------------------------------------------- the other window

let drawn = () => {};
let told = () => {};
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`territoires-salle:${seance.cle}`) : null;

function say(message) {
  channel?.postMessage(JSON.stringify(message));
}

function heard(message) {
  if (message.etat) {
    received(message.etat);
    drawn();
  }
  if (message.suites) kept.memory[SUITES] = message.suites;
  if (message.ici) here[message.ici] = true;
  if (message.parti) here[message.parti] = false;
  if (message.la === vue) say(message.vide ? { ici: vue, etat, suites: kept.get(SUITES) } : { ici: vue });
  told(message);
}

const here = { salle: false, presentateur: false };
if (channel) channel.onmessage = (event) => heard(JSON.parse(event.data));
addEventListener("storage", (event) => {
  if (event.key === ETAT && event.newValue) heard({ etat: JSON.parse(event.newValue) });
  if (event.key === SUITES) told({ suites: true });
});

function windowName(which) {
  return `territoires-${which}-${seance.cle}`;
}

// The other window, brought to the front if it answers; else a new one, written from this one's source: a window that
// closes, or that lost its server and shows a page of the browser, is never written to.
function openOther(which) {
  const look = which === "salle" ? "popup,width=1024,height=768" : "popup,width=1280,height=900";
  const other = window.open("", here[which] ? windowName(which) : `${windowName(which)}-${Date.now()}`, look);
  if (!other) return false;
  let written = false;
  try {
    written = Boolean(other.document.getElementById("ecrans"));
  } catch {
    other.close();
    here[which] = false;
    return openOther(which);
  }
  if (!written) {
    other.document.open();
    other.document.write(`<!doctype html>${source.replace(/^<html[^>]*>/, `<html lang="fr" data-vue="${which}">`)}`);
    other.document.close();
  }
  other.focus();
  return true;
}

document.documentElement.dataset.vue = vue;
if (!window.name || window.name.startsWith("territoires-")) window.name = windowName(vue);
try {
  const address = new URL(location.href);
  address.searchParams.set("vue", vue);
  history.replaceState(null, "", address);
} catch {
  // a browser that keeps the address of a file as it is
}
const resumed = kept.get(ETAT);
try {
  received(JSON.parse(resumed));
} catch {
  // nothing kept, or not by us: the meeting begins at its first point
}
say({ ici: vue });
// A browser that kept nothing for this window may still have the other one, which knows.
say({ la: vue === "salle" ? "presentateur" : "salle", vide: resumed === null });
addEventListener("pagehide", () => say({ parti: vue }));
