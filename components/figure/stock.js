// stock.js: keeps the figures of the other choices of a list, by figure and by list, for figure.js.
// They stay after the delivery is gone: Python sends them again only when they change.
export default function mount({ data }) {
  ((window.__figures ??= {})[data.cible] ??= {})[data.controle] = data.figures;
}
