"""Et si: what remains of the plans when only a part is kept, beside the reference; one scenario or two."""

import streamlit as st

from pages.shared import links, scenario_controls
from pages.shared.frame import Frame, link_button, page, say_ignored
from pages.shared.scenario_page import draw
from pages.shared.scenario_state import ScenarioState, parameters, state_from

STATE = "_scenario_etat"


@st.fragment
def view(frame: Frame) -> None:
    """Controls and results: a choice reruns this part alone."""
    before: ScenarioState = st.session_state[STATE]
    state = draw(scenario_controls.choose(before))
    st.session_state[STATE] = state
    links.follow(parameters(state))
    if scenario_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page(
    "scenario", title="Et si l'on ne gardait qu'une partie des plans ?", heading=False, style="scenario"
) as frame:
    say_ignored(links.restored(STATE, state_from, parameters, scenario_controls.restore))
    view(frame)
    link_button()
