// salle.js: the wall and the presenter's window, from one document that the server writes and this browser keeps.
const ROOMS = "territoires-salles", SHELF = "salles";
const NOTHING = "Rien à projeter encore\u00a0: ajoutez une vue ou un point, ou partez d'un ordre tout prêt.";
const VIEWS = { salle: "La salle", presentateur: "La fenêtre du présentateur" };

const settled = (asked) => new Promise((resolve, reject) => { Object.assign(asked, { onsuccess: () => resolve(asked.result), onerror: () => reject(asked.error) }); });
async function shelf(mode, act) {
  const opening = indexedDB.open(ROOMS, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  const base = await settled(opening);
  try { return await settled(act(base.transaction(SHELF, mode).objectStore(SHELF))); } finally { base.close(); }
}
const keepRoom = (cle, html) => shelf("readwrite", (one) => one.put({ html, quand: new Date().toISOString() }, cle));
const heldRoom = (cle) => shelf("readonly", (one) => one.get(cle)).catch(() => null);

// What each view shows is written in the meeting first, then the document is asked for; once for both windows.
async function room(page, signal) {
  const told = await (await asked(address(), sent(brief(page), signal))).json();
  Object.assign(page, { told, jeu: told.jeu });
  withShown(page, told);
  keep(page);
  const text = JSON.stringify(page.state.seance);
  if (page.room !== text) {
    await keepRoom(page.state.seance.cle, await (await written(page, "html", signal)).text());
    page.room = text;
  }
}
async function project(page, view) {
  const { cle, points } = page.state.seance;
  if (page.work) return say(page, "Une préparation est déjà en cours.");
  if (!points.length) return say(page, NOTHING);
  if (movedPoints(page).length && page.warned !== cle) {
    page.warned = cle;
    page.parts.since.querySelector("button").focus();
    return say(page, "Des vues ont changé depuis la dernière séance\u00a0: lisez-les d'abord. Un second clic projette quand même.");
  }
  const opened = openWindow(cle, view), done = working(page, VIEWS[view]);
  try {
    await room(page, page.work.signal);
    done(lead(page, opened, cle, view));
  } catch (error) {
    const held = error.name !== "AbortError" && !(error instanceof Refused) && await heldRoom(cle);
    if (held && opened) { write(opened, held.html, view); done(`Le serveur ne répond pas\u00a0: ${VIEWS[view].toLowerCase()} est celle gardée le ${new Date(held.quand).toLocaleString("fr")}.`); } else {
      if (opened && blank(opened)) opened.close();
      done(error.name === "AbortError" ? "Préparation arrêtée." : `${VIEWS[view]} n'est pas prête. ${error.message}`, true);
    }
  }
  return undefined;
}
const roomAddress = (cle, view) => `${store().base}app/static/salle.html?seance=${cle}&vue=${view}`;
// Opened at the click, which alone may; what it shows comes after.
function openWindow(cle, view) {
  const opened = open("", `territoires-${view}-${cle}`);
  if (opened && blank(opened)) opened.document.body.textContent = `${VIEWS[view]} se prépare…`;
  return opened;
}
function blank(opened) {
  try { return opened.location.href === "about:blank"; } catch { return false; }
}
function lead(page, opened, cle, view) {
  page.parts.door.hidden = Boolean(opened);
  page.parts.door.href = roomAddress(cle, view);
  if (!opened) return "Le navigateur a refusé d'ouvrir une fenêtre\u00a0: suivez le lien «Ouvrir la salle».";
  opened.location.href = roomAddress(cle, view);
  opened.focus();
  return `${VIEWS[view]} est ouverte.`;
}
function write(opened, html, view) {
  opened.document.open();
  opened.document.write(html.replace(/<html[^>]*>/, `<html lang="fr" data-vue="${view}">`));
  opened.document.close();
}
