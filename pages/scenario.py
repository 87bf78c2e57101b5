"""Et si: what remains of the plans when only a part is kept, beside the reference; one scenario or two."""

import streamlit as st

from pages.parts import scenario_body, scenario_controls
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.scenario.page import read, write
from views.scenario.state import ScenarioState

STATE = "_scenario_etat"


@part
def view(frame: Frame) -> None:
    """Controls and results: a choice reruns this part alone."""
    before: ScenarioState = st.session_state[STATE]
    state = scenario_controls.choose(before)
    state = scenario_body.draw(state)
    st.session_state[STATE] = state
    address_bar.follow(write(state, library()))
    if scenario_controls.asked():
        st.rerun()  # a click may also be heard by a run of the whole page
    frame.menu()


with page("scenario") as frame:
    say_ignored(address_bar.restored(STATE, read, write, scenario_controls.restore))
    view(frame)
    link_button()
