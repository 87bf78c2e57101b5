"""Territoire: one département on one page: its figures, its plan, its supply, its cautions, who looks like it."""

import streamlit as st

from pages.parts import territoire_body, territoire_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.territoire.page import read, write

STATE = "_territoire_etat"


@part
def view(frame: Frame) -> None:
    """The choice of a département and all that follows it: a choice reruns this part alone."""
    state, shown = territoire_controls.choose(st.session_state[STATE])
    st.session_state[STATE] = state
    address_bar.follow(write(state, library()))
    territoire_body.draw(shown)
    frame.menu()


with page("territoire") as frame:
    say_ignored(address_bar.restored(STATE, read, write, territoire_controls.restore))
    territoire_body.style()
    view(frame)
    link_button()
