// outils.js: small parts that the page of the meetings is made of.
const store = () => window.seances;
const NARROW_NUMBER = { type: "number", inputmode: "numeric", min: "0", step: "1" };
const plural = (count, words) => [count, ...words.split(" ").map((word) => word + (count > 1 ? "s" : ""))].join(" ");
const GROWS = globalThis.CSS?.supports?.("field-sizing", "content");

function make(tag, given = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...inside);
  return node;
}
const button = (words, act, given = {}) => make("button", { type: "button", text: words, onclick: act, ...given });
const field = (words, control, kind = "") => make("label", { class: `champ ${kind}` }, make("span", { text: words }), control);

// What a text may hold: nothing hidden, which the server would refuse with the whole meeting.
const cleaned = (text, lines = true) => {
  const seen = text.replace(/\t/g, " ").replace(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, "");
  return lines ? seen : seen.replace(/\s*\n\s*/g, " ");
};
const whole = (text, most) => Math.min(most, Math.max(0, Math.round(Number(text) || 0)));
const wholeOrNone = (text) => (text.trim() === "" ? null : whole(text, 10_000));

function grow(area) {
  if (GROWS || area.tagName !== "TEXTAREA") return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
// A value in its control, left alone where it already says it (the reader may be typing there).
function show(control, value) {
  if (control.type === "checkbox") { control.checked = Boolean(value); return; }
  const text = value === null || value === undefined ? "" : String(value);
  if (control.value === text || (control.type === "number" && control === document.activeElement)) return;
  control.value = text;
  grow(control);
}
function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
function name(node, words) {
  if (node.getAttribute("aria-label") === words) return;
  node.setAttribute("aria-label", words);
  node.title = words;
}
const hourText = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}\u00a0h\u00a0${String(minutes % 60).padStart(2, "0")}`;
function startOf(heure) {
  const found = /^(\d\d):(\d\d)$/.exec(heure);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}
const dateText = (date) => (date ? new Intl.DateTimeFormat("fr", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`)) : "");
