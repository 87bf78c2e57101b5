"""The file of a plan: given, read step by step, let go."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from charts.words import import_words as words
from charts.words.typography import bound
from exports.html import written
from loaders.errors import DatasetError
from shell import private, screen
from shell.frame import notice
from shell.inert import inert
from shell.plan_file import TAKEN, largest_mb, read_file
from views.importer import views

_FAR = {
    "document": (0.05, 0.1),
    "pages": (0.1, 0.7),
    "tableaux": (0.7, 0.85),
    "fiches": (0.85, 0.95),
    "fin": (0.95, 1.0),
}
"""Where each step of a reading begins and ends."""

_TURN, REFUSED, DONE, VIEW = "_importer_tour", "_importer_refus", "_importer_fait", "importer-vue"


def say_refused() -> None:
    """Why the last file was refused, or what was added for everybody, once."""
    said = st.session_state.pop(REFUSED, "")
    if said:
        notice(said)
    done = st.session_state.pop(DONE, [])
    if done:
        screen.body(written(views.done_part(done)))


def choose_file(place: str) -> None:
    """Where a file is given; one that is read takes the place of the plan being looked over."""
    turn = st.session_state.setdefault(_TURN, 0)
    given = st.file_uploader(
        "Plan d'un département, ou paquet emporté",
        type=[ending.removeprefix(".") for ending in TAKEN],
        key=f"importer-fichier-{place}-{turn}",
        max_upload_size=largest_mb(),
    )
    if given is None:
        return
    st.session_state[_TURN] = turn + 1
    name, content = given.name, given.getvalue()
    _let_go(given)
    shown = st.progress(0.0, bound("Fichier reçu"))

    def told(step: str, done: int, total: int) -> None:
        shown.progress(far_of(step, done, total), inert(bound(words.step_text(step, done, total))))

    try:
        draft = read_file(name, content, told)
    except DatasetError as error:
        st.session_state[REFUSED] = f"{error} Rien d'autre n'a changé."
    else:
        held = private.mine()
        held.draft, held.content = draft, content if draft.name.lower().endswith(".pdf") else b""
        held.pictures.clear()
        for key in ("importer-rang", VIEW):  # another plan is looked at from its first cell
            st.session_state.pop(key, None)
    st.rerun()


def far_of(step: str, done: int, total: int) -> float:
    """How far the whole reading is, from 0 to 1, as its steps usually last."""
    start, end = _FAR.get(step, (0.0, 0.0))
    return start + (end - start) * (min(1.0, done / total) if total else 0.0)


def _let_go(given: UploadedFile) -> None:
    """The server holds the file no more than its reading needs."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_file(context.session_id, given.file_id)
