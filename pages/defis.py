"""Défis: what each plan prioritises, two to four plans side by side, thèmes and parcours, who bears an objectif."""

import streamlit as st

from pages.parts import defis_body, defis_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.defis.page import read, write
from views.defis.state import DefiState

STATE = "_defis_etat"


@part
def view(frame: Frame) -> None:
    """Controls and view: a choice reruns this part alone."""
    before: DefiState = st.session_state[STATE]
    state = defis_controls.choose(before)
    defis_body.draw(state)
    st.session_state[STATE] = state
    address_bar.follow(write(state, library()))
    if defis_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("defis") as frame:
    say_ignored(address_bar.restored(STATE, read, write, defis_controls.restore))
    view(frame)
    link_button()
