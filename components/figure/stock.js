// stock.js: keeps the figures of the other choices of a list, by figure and by list, for figure.js.
export default function mount({ data }) {
  ((window.__figures ??= {})[data.cible] ??= {})[data.controle] = data.figures;
  return () => {
    const kept = window.__figures?.[data.cible];
    if (kept?.[data.controle] === data.figures) delete kept[data.controle]; // a newer delivery stays
  };
}
