// fichiers.js: a meeting as a file, a link, and the forms that the server writes of it.
const FILES = [["pptx", "Diapositives (PPTX)"], ["zip", "Dossier hors ligne (ZIP)"], ["docx", "Compte rendu (DOCX)"], ["pdf", "Compte rendu (PDF)"], ["html", "Salle en un fichier (HTML)"]];
const LONGEST_LINK = 4000;

function give(blob, filename) {
  const link = make("a", { href: URL.createObjectURL(blob), download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
const slug = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
function save(page) {
  keep(page);
  const { nom, date } = page.state.seance, filename = `${["seance", slug(nom), date].filter(Boolean).join("_")}.json`;
  give(new Blob([`${packed(entire(page), 2)}\n`], { type: "application/json" }), filename);
  say(page, `Enregistrée\u00a0: ${filename}. Ce fichier porte aussi notes et décisions.`);
}

// A file is read by the server, which refuses it in words; until it has accepted it nothing moves here.
async function openFile(page, file) {
  say(page, `Lecture de ${file.name}…`);
  try {
    const content = await file.slice(0, LARGEST + 1).arrayBuffer();
    const { seance, ...told } = await (await asked(address(), { method: "POST", body: content })).json();
    const { suites, ...meeting } = seance, kept = store().read(seance.cle), differs = kept && !alike({ ...kept, suites: store().minutes(seance.cle) }, seance);
    const cle = /^[a-z0-9-]{8,}$/.test(seance.cle) && !differs ? seance.cle : store().key();
    adopt(page, { ...meeting, suites: store().EMPTY, cle }, suites, `Séance ouverte\u00a0: ${plural(seance.points.length, "point")}.${differs ? " Celle de ce navigateur, différente, reste dans «Mes séances»." : ""}`);
    Object.assign(page, { told, jeu: told.jeu });
    paint(page);
    (page.parts.since.hidden ? page.parts.title : page.parts.since.querySelector("button")).focus();
  } catch (error) {
    say(page, `${file.name} n'a pas été ouvert\u00a0; rien n'a changé ici. ${error.message}`, { alert: true });
  }
}

async function copyLink(page) {
  const { points } = page.state.seance, views = points.filter((one) => one.adresse), left = points.length - views.length;
  const link = new URL(`${store().base}seance?${new URLSearchParams(views.map((one) => ["point", one.adresse]))}`).href;
  if (!views.length) return say(page, "Aucun point n'a de vue\u00a0: un lien ne porterait rien. Enregistrez plutôt la séance.");
  if (link.length > LONGEST_LINK) return say(page, `Le lien ferait ${link.length} signes, trop pour un message. Enregistrez la séance et envoyez le fichier.`);
  const rest = left ? ` ${plural(left, "point")} sans vue n'y ${left > 1 ? "sont" : "est"} pas.` : "";
  try {
    await navigator.clipboard.writeText(link);
    return say(page, `Lien copié\u00a0: les vues et leur ordre, sans vos mots.${rest}`);
  } catch {
    page.parts.link.hidden = false;
    page.parts.link.querySelector("input").value = link;
    page.parts.link.querySelector("input").select();
    return say(page, `Copiez le lien affiché (Ctrl+C)\u00a0: les vues et leur ordre, sans vos mots.${rest}`);
  }
}

// ------------------------------------------------------------------ written by the server
async function written(page, ending, signal) {
  keep(page);
  return asked(address("", ending), sent(entire(page), signal));
}
async function take(page, ending, label) {
  if (page.work) return say(page, "Un fichier est déjà en préparation.");
  const done = working(page, label);
  try {
    const answer = await written(page, ending, page.work.signal);
    const found = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
    give(await answer.blob(), found ? found[1] : `seance.${ending}`);
    done(`${label}\u00a0: téléchargé.`);
  } catch (error) {
    done(error.name === "AbortError" ? "Préparation arrêtée\u00a0: rien n'a été téléchargé." : `${label}\u00a0: rien n'a été téléchargé. ${error.message}`, error.name !== "AbortError");
  }
  return undefined;
}
// Said beyond one second, with a way to stop; the seconds are for the eye alone.
function working(page, label) {
  const stop = page.work = new AbortController(), from = Date.now(), { work } = page.parts;
  const tick = () => {
    if (work.hidden) say(page, `${label}\u00a0: en préparation.`);
    work.hidden = false;
    put(work.firstChild, `${label}\u00a0: en préparation, ${Math.round((Date.now() - from) / 1000)} s`);
  };
  const timer = setInterval(tick, 1000);
  return (words, alert = false) => {
    clearInterval(timer);
    if (page.work === stop) page.work = null;
    work.hidden = true;
    say(page, words, { alert });
  };
}
