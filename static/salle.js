// Puts in place the document of a meeting that this browser holds (page Séance): nothing is asked from the server.
"use strict";
(() => {
  const key = new URLSearchParams(location.search).get("seance") ?? "";

  function refuse(words) {
    document.getElementById("dit").textContent = words;
    document.getElementById("retour").hidden = false;
  }

  function show(html) {
    document.open();
    document.write(html);
    document.close();
  }

  const absent = "Ce navigateur ne garde pas cette séance. Ouvrez la page Séance, puis choisissez de nouveau la salle ou la présentation.";
  const closed = "Ce navigateur ne donne pas accès à ce qu'il garde (navigation privée, ou stockage refusé). Enregistrez la salle en fichier depuis la page Séance, et ouvrez ce fichier.";
  let asked;
  try {
    asked = indexedDB.open("territoires-salles", 1);
  } catch {
    refuse(closed);
    return;
  }
  asked.onupgradeneeded = () => asked.result.createObjectStore("salles");
  asked.onerror = () => refuse(closed);
  asked.onsuccess = () => {
    const base = asked.result;
    const read = base.transaction("salles").objectStore("salles").get(key);
    read.onerror = () => refuse(closed);
    read.onsuccess = () => {
      base.close();
      if (read.result?.html) show(read.result.html);
      else refuse(absent);
    };
  };
})();
