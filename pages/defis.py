"""Défis: what each plan prioritises, two to four plans side by side, thèmes and parcours, who bears an objectif."""

import streamlit as st

from pages.shared import defi_controls, links
from pages.shared.defi_page import DRAW
from pages.shared.defi_state import DefiState, parameters, state_from
from pages.shared.frame import Frame, link_button, page, say_ignored

STATE = "_defis_etat"


@st.fragment
def view(frame: Frame) -> None:
    """Controls and view: a choice reruns this part alone."""
    before: DefiState = st.session_state[STATE]
    state = defi_controls.choose(before)
    defi_controls.say_filters(state)
    DRAW[state.vue](state)
    st.session_state[STATE] = state
    links.follow(parameters(state))
    if defi_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("defis", title="Défis et objectifs des plans, comparés code à code", heading=False, style="defis") as frame:
    say_ignored(links.restored(STATE, state_from, parameters, defi_controls.restore))
    view(frame)
    link_button()
