// complement.js: hands a map the views that its constant payload does not hold.
// It draws nothing; the map listens to the event, or finds the views in the register if it comes later.
export default function ({ data }) {
  const register = (window.__cartes ??= {});
  const slot = (register[data.cible] ??= {});
  slot.vues = data.vues;
  slot.remis = data;
  window.dispatchEvent(new CustomEvent("carte-complement", { detail: data.cible }));
  return () => { if (slot.remis === data) delete slot.vues; }; // an overtaken call leaves the newer one alone
}
