"""Défis: what each plan prioritises, two to four plans side by side, thèmes and parcours, who bears an objectif."""

import streamlit as st

from pages.parts import defis_controls
from pages.parts.defis_body import DRAW
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.defis.state import DefiState, parameters, state_from

STATE = "_defis_etat"


@part
def view(frame: Frame) -> None:
    """Controls and view: a choice reruns this part alone."""
    before: DefiState = st.session_state[STATE]
    state = defis_controls.choose(before)
    defis_controls.say_filters(state)
    DRAW[state.vue](state)
    st.session_state[STATE] = state
    address_bar.follow(parameters(state, library()))
    if defis_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("defis", title="Défis et objectifs des plans, comparés code à code", heading=False, style="defis") as frame:
    say_ignored(address_bar.restored(STATE, state_from, parameters, defis_controls.restore))
    view(frame)
    link_button()
