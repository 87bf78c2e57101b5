"""What a page says of its controls is read where it can be: otherwise the control stands at its first value.

Streamlit reads a value when it next needs it: one of another kind than its control's, or that cannot be read, stops
every later run of the session before the page says a word, and writes a trace each time. No page of ours sends one.
Source: `streamlit.runtime.state.session_state.WStates` of the pinned version.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from streamlit.runtime.state.session_state import Serialized, Value, WStates

from shell.service.counts import COUNTS

_plain = WStates.__getitem__


def read(states: WStates, name: str) -> Any:
    """The value of a control, as the script sees it.

    Raises:
        KeyError: the page said nothing of it, or the script has no such control.
    """
    held, control = states.states.get(name), states.widget_metadata.get(name)
    if not isinstance(held, Serialized) or control is None:
        return _plain(states, name)
    if held.value.WhichOneof("value") in (None, control.value_type):
        with suppress(Exception):  # whatever its reader stumbles on
            return _plain(states, name)
    COUNTS.refused("valeur")
    states.states[name] = Value(control.deserializer(None))
    return states.states[name].value


def watch() -> None:
    """Read the values of every session so."""
    WStates.__getitem__ = read  # type: ignore[method-assign]
