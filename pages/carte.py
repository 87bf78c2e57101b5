"""Carte: the choropleth of any indicateur, alone or beside another, its sheet, its table, its downloads."""

import streamlit as st

from pages.parts import carte_body, carte_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.carte.page import read, write
from views.carte.state import States

STATE = "_carte_etats"


@part
def view(frame: Frame) -> None:
    """The maps and all that follows them: a choice in the browser reruns this part alone."""
    before: States = st.session_state[STATE]
    states = carte_body.draw(before)
    address_bar.follow(write(states, library()))
    st.session_state[STATE] = carte_controls.change_number(states)
    if len(st.session_state[STATE]) != len(before):
        st.rerun()
    frame.menu()


with page("carte") as frame:
    say_ignored(address_bar.restored(STATE, read, write, carte_controls.restore))
    view(frame)
    link_button()
