"""Écarts OQOS: what changes, one activité across départements, one département across activités."""

import streamlit as st

from pages.shared import gap_controls, gap_page, links
from pages.shared.frame import Frame, link_button, page, say_ignored
from pages.shared.gap_state import GapState, parameters, state_from

STATE = "_ecarts_etat"


@st.fragment
def view(frame: Frame) -> None:
    """Controls and view: a choice reruns this part alone."""
    before: GapState = st.session_state[STATE]
    state = gap_controls.choose(before)
    gap_controls.say_filters(state)
    state = gap_page.draw(state)
    st.session_state[STATE] = state
    links.follow(parameters(state))
    if gap_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("ecarts", title="Écarts entre offre autorisée et offre prévue (OQOS)", heading=False) as frame:
    say_ignored(links.restored(STATE, state_from, parameters, gap_controls.restore))
    view(frame)
    link_button()
