"""Écarts OQOS: what changes, one activité across départements, one département across activités."""

import streamlit as st

from pages.parts import ecarts_body, ecarts_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.ecarts.page import read, write
from views.ecarts.state import GapState

STATE = "_ecarts_etat"


@part
def view(frame: Frame) -> None:
    """Controls and view: a choice reruns this part alone."""
    before: GapState = st.session_state[STATE]
    state = ecarts_controls.choose(before)
    state = ecarts_body.draw(state)
    st.session_state[STATE] = state
    address_bar.follow(write(state, library()))
    if ecarts_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("ecarts") as frame:
    say_ignored(address_bar.restored(STATE, read, write, ecarts_controls.restore))
    view(frame)
    link_button()
