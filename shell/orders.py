"""A state that the body of a page asks for: a click on a chart, a file, a button under the controls.

Streamlit refuses a value for a control that is already drawn, so the order waits for the
next run, and the controls take it before they are drawn.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import streamlit as st

State = TypeVar("State")


class Orders(Generic[State]):
    """The order of one page, in the session of one reader."""

    def __init__(self, key: str) -> None:
        self._key = key

    def ask(self, state: State) -> State:
        """Ask for another state; returns it, for the body that goes on with it."""
        st.session_state[self._key] = state
        return state

    def asked(self) -> bool:
        """Whether a state is asked for and not yet taken."""
        return self._key in st.session_state

    def taken(self) -> State | None:
        """The state asked for, once; None when there is none."""
        found: State | None = st.session_state.pop(self._key, None)
        return found
