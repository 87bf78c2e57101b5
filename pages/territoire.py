"""Territoire: one département on one page: its figures, its plan, its supply, its cautions, who looks like it."""

import streamlit as st

from pages.shared import links, territory_page
from pages.shared.frame import Frame, link_button, page, say_ignored

STATE = "_territoire_etat"


@st.fragment
def view(frame: Frame) -> None:
    """The choice of a département and all that follows it: a choice reruns this part alone."""
    state = territory_page.choose(st.session_state[STATE])
    st.session_state[STATE] = state
    links.follow(territory_page.parameters(state))
    territory_page.say_filters(state)
    territory_page.blocks(state)
    frame.menu()


with page("territoire", title="Territoire : un département, ses chiffres et son plan", heading=False) as frame:
    say_ignored(links.restored(STATE, territory_page.state_from, territory_page.parameters, territory_page.restore))
    territory_page.style()
    view(frame)
    link_button()
