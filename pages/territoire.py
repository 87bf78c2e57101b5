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
    address = links.Address()
    if STATE not in st.session_state or links.changed_outside():
        st.session_state[STATE] = territory_page.state_from(address)
        links.opened(territory_page.parameters(st.session_state[STATE]))
        territory_page.restore(st.session_state[STATE])
    say_ignored(address)
    territory_page.style()
    view(frame)
    link_button()
