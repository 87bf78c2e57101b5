"""The name, the sentence and the file of the scenarios: saved by the reader, opened again, never kept here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from analysis.scenario_file import (
    LARGEST_FILE,
    LONGEST_NAME,
    LONGEST_SENTENCE,
    NamedScenario,
    ScenarioFileError,
    read_scenario_file,
    scenario_file,
)
from analysis.typed_text import printable, quoted
from shell.downloads import file_button
from shell.frame import notice
from shell.library import library
from views.scenario.state import ScenarioState

JSON_MIME = "application/json"
_UPLOAD, _TURN, _SAID = "scenario-fichier", "_scenario_fichier_tour", "_scenario_fichier_dit"


def file_menu(state: ScenarioState, ask: Callable[[ScenarioState], ScenarioState]) -> ScenarioState:
    """Name and sentence of the scenario being changed, its file to save, a file to open.

    Args:
        ask: asks for another state at the next run.
    """
    menu = st.popover("Nommer, enregistrer, ouvrir", key="scenario-fichiers", on_change="rerun")
    said = st.session_state.pop(_SAID, "")
    if not menu.open:
        return state
    with menu:
        if said:
            notice(said)
        state = state.edit(_named(state))
        saved, jeu = state.scenarios, _version()
        several = "les deux scénarios" if len(saved) > 1 else "ce scénario"
        file_button(
            f"Enregistrer {several}",
            lambda: scenario_file(saved, jeu=jeu),
            "scenario",
            kind="json",
            mime=JSON_MIME,
            key="scenario-enregistrer",
        )
        return _open(state, ask)


def _named(state: ScenarioState) -> NamedScenario:
    named = state.edited
    st.session_state.setdefault("scenario-nom", named.nom)
    st.session_state.setdefault("scenario-phrase", named.phrase)
    texts = {
        "nom": st.text_input("Nom du scénario", key="scenario-nom", max_chars=LONGEST_NAME),
        "phrase": st.text_area(
            "Ce qu'il dit, en une phrase", key="scenario-phrase", max_chars=LONGEST_SENTENCE, height=90
        ),
    }
    clean = {field: " ".join(text.split()) for field, text in texts.items()}
    hidden = [field for field, text in clean.items() if not printable(text)]
    if hidden:
        notice(f"Le texte ({' et '.join(hidden)}) contient un caractère invisible ou de commande : retapez-le.")
    return replace(named, **{field: text for field, text in clean.items() if field not in hidden})


def _open(state: ScenarioState, ask: Callable[[ScenarioState], ScenarioState]) -> ScenarioState:
    """A file of one scenario takes the place of the one being changed; a file of two, of both."""
    turn = st.session_state.setdefault(_TURN, 0)
    given = st.file_uploader(
        "Ouvrir un fichier de scénario (.json)", type=["json"], key=f"{_UPLOAD}-{turn}", max_upload_size=1
    )
    if given is None:
        return state
    st.session_state[_TURN] = turn + 1  # the file is read once, then let go
    try:
        read, jeu = read_scenario_file(given.read(LARGEST_FILE + 1), library().plans)
    except ScenarioFileError as error:
        st.session_state[_SAID] = f"{quoted(given.name)} : rien n'a été ouvert. {error}"
        return ask(state)
    if jeu != _version():
        st.session_state[_SAID] = (
            f"Scénario enregistré avec la version {jeu} des données : ses choix sont repris, "
            f"les résultats sont ceux de la version {_version()}."
        )
    if len(read) > 1:
        return ask(replace(state, scenarios=tuple(read), regle=0))
    return ask(state.edit(read[0]))


def _version() -> str:
    return str(library().dataset.jeu["version"].iloc[0])
