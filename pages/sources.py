"""Données et sources: dictionary, every value with its place, vigilances, documents, downloads."""

import streamlit as st

from pages.parts import sources_body, sources_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.sources.page import read, write

STATE = "_sources_etat"


@part
def view(frame: Frame) -> None:
    """Controls and table: a choice reruns this part alone."""
    state = sources_body.draw(sources_controls.choose(st.session_state[STATE]))
    st.session_state[STATE] = state
    address_bar.follow(write(state, library()))
    frame.menu()


with page("sources") as frame:
    say_ignored(address_bar.restored(STATE, read, write, sources_controls.restore))
    view(frame)
    link_button()
