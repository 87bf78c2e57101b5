// What is seen of a screen wherever it stands: the room, and the small views of the presenter's window.

function dressed(body) {
  body.classList.toggle("sans-phrase", !etat.phrase);
  body.classList.toggle("sans-prudence", !etat.prudence);
}

function named(place) {
  const screen = screenAt(place);
  const count = screens(place.point).length;
  const words = `Vue ${place.point + 1} sur ${points.length} : ${screen.dataset.titre}`;
  const under = screen.dataset.sous ? ` ${screen.dataset.sous}.` : "";
  return `${words}.${under}${count > 1 ? ` Écran ${place.ecran + 1} sur ${count}.` : ""}`;
}

// What a number or a click zooms on: a département by its number, a line by its rank.
function zoomable(screen, code) {
  const two = code.padStart(2, "0");
  return screen.querySelector(`.dep[data-numero="${CSS.escape(two)}"]`)
    ?? screen.querySelectorAll(".dep")[Number(code) - 1]
    ?? screen.querySelector(`[data-rang="${CSS.escape(String(Number(code)))}"]`);
}

function codeOf(element) {
  return element.dataset.numero ?? element.dataset.rang;
}

function zoomed(screen, code) {
  const shown = zoomable(screen, code);
  if (!shown) return null;
  if (shown.matches(".dep")) return departement(screen, shown);
  return shown.matches("tr") ? line(shown) : bars(shown);
}

function departement(screen, shown) {
  const path = shown.querySelector("path");
  const { x, y, width, height } = path.getBBox();
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", `${x - 4} ${y - 4} ${width + 8} ${height + 8}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(path.cloneNode());
  const values = [...screen.querySelectorAll(`.dep[data-numero="${shown.dataset.numero}"]`)].map((one) =>
    valued(one.dataset.mots));
  const captions = [...screen.querySelectorAll("figcaption")];
  const said = values.flatMap((value, rank) => (captions[rank] ? [make("p", { text: captions[rank].textContent }), value] : [value]));
  const words = make("div", {}, make("h2", { text: `${shown.dataset.nom} (${shown.dataset.numero})` }), ...said);
  return make("div", { class: "zoom departement", style: "--corps:4" }, drawing, words);
}

function line(row) {
  const heads = [...row.closest("table").querySelectorAll("thead tr:last-child > *")];
  const [first, ...others] = [...row.children];
  const entries = others.flatMap((cell, rank) => {
    const value = make("dd", {}, ...[...cell.childNodes].map((node) => node.cloneNode(true)));
    const head = heads[heads.length - others.length + rank];
    return head?.textContent ? [make("dt", { text: head.textContent }), value] : [value];
  });
  return card(first.textContent, make("dl", {}, ...entries));
}

function bars(row) {
  const values = [...row.querySelectorAll("b")].map((one) => one.textContent).join(" › ");
  return card(row.querySelector(".quoi").textContent, valued(values));
}

function valued(words) {
  return make("p", { class: words.length > 10 ? "valeur" : "valeur courte", text: words });
}

function card(title, inside) {
  const long = title.length + inside.textContent.length;
  const size = long > 420 ? 2.6 : long > 220 ? 3.2 : 4.2;
  return make("div", { class: "zoom", style: `--corps:${size}` }, make("h2", { text: title }), inside);
}
