"""Browser component `carte`: the choropleth as inline SVG, its list, its legend, its selection.

Python computes every view (charts.drawings.choropleth); the browser switches among them at once,
then tells Python what was chosen. The selection never travels back in the payload: an
order from Python (a link, a reset) carries a higher `version`, and an echo of an older
order is ignored, so a late answer cannot undo a newer choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_HTML = '<div class="carte" data-carte></div>'
_mount = st.components.v2.component(
    "carte",
    html=_HTML,
    css=(_HERE / "carte.css").read_text("utf-8"),
    js=(_HERE / "carte.js").read_text("utf-8"),
    isolate_styles=False,
)
_deliver = st.components.v2.component(
    "carte_complement",
    html="<span hidden></span>",
    js=(_HERE / "complement.js").read_text("utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Choice:
    """What the browser shows: an indicateur, and a département or an empty string."""

    indicateur: str
    departement: str


def carte(
    key: str,
    fond: dict[str, Any],
    *,
    start: Choice,
    compact: bool = False,
    shares: str = "",
) -> Choice:
    """Mount the map and return the current choice.

    Args:
        key: identity of the map on its page (two maps side by side: two keys).
        fond: the constant payload (outlines, menu, stored views); it must stay equal
            from one run to the next, or the browser is sent it again.
        start: what to show first on this visit.
        compact: no ranked list beside the map (two maps side by side).
        shares: key of another map of the page whose payload this one uses too.

    Returns:
        The choice of the browser once it has answered, the order in force until then.
    """
    memory = st.session_state.setdefault(_memory(key), {"version": 0, "choice": start, "sent": None})
    if not (st.session_state.get(key) or {}).get("choix") and memory["sent"] not in (None, memory["choice"]):
        memory["version"] += 1  # the page was left and opened again: tell the browser where we are
    if memory["sent"] is None or memory.get("mounted") != memory["version"]:
        memory["mounted"], memory["sent"] = memory["version"], memory["choice"]
    sent = {"indicateur": memory["sent"].indicateur, "departement": memory["sent"].departement}
    base = {"partage": shares} if shares and shares != key else fond
    answer = _mount(
        key=key,
        data={**base, "cle": key, "compact": compact, "ordre": {**sent, "version": memory["version"]}},
        default={"choix": None},
        on_choix_change=lambda: None,
    ).choix
    read = read_choice(answer, fond, version=memory["version"])
    if read is not None:
        memory["choice"] = read
    return memory["choice"]


def order(key: str, choice: Choice) -> bool:
    """Make the browser show something else at the next run (link, other map, reset).

    Returns:
        Whether that changes what the map shows.
    """
    memory = st.session_state.get(_memory(key))
    if memory is None or memory["choice"] == choice:
        return False
    memory["choice"] = choice
    memory["version"] += 1
    return True


def waiting(key: str, fond: dict[str, Any]) -> Choice | None:
    """What the reader has just chosen on a map that this run has not drawn yet; None when nothing is new."""
    memory = st.session_state.get(_memory(key))
    if memory is None:
        return None
    read = read_choice((st.session_state.get(key) or {}).get("choix"), fond, version=memory["version"])
    return None if read == memory["choice"] else read


def show_again(key: str) -> None:
    """A map that the page draws in another place opens there on what it shows now, not on what it was first told."""
    memory = st.session_state.get(_memory(key))
    if memory is not None:
        memory["version"] += 1


def forget(key: str) -> None:
    """Forget what a map of this session showed: it opens next time on its `start`."""
    st.session_state.pop(_memory(key), None)


def complement(key: str, *, target: str, vues: dict[str, dict[str, Any]]) -> None:
    """Send the map `target` the views that its constant payload does not hold.

    Args:
        key: identity of the delivery.
        target: key of the map.
        vues: view by indicateur; it replaces the stored view until the next delivery.
    """
    _deliver(key=key, data={"cible": target, "vues": vues})


def read_choice(answer: Any, fond: dict[str, Any], *, version: int) -> Choice | None:
    """Check what the browser sent: unknown codes and answers to older orders are ignored."""
    if not isinstance(answer, dict) or type(answer.get("version")) is not int or answer["version"] != version:
        return None
    indicateur, departement = answer.get("indicateur"), answer.get("departement")
    if not isinstance(indicateur, str) or not isinstance(departement, str):
        return None
    known = {entry[0] for group in fond["menu"] for entry in group["indicateurs"]}
    if indicateur not in known or departement not in ("", *fond["codes"]):
        return None
    return Choice(indicateur=indicateur, departement=departement)


def _memory(key: str) -> str:
    return f"_carte_{key}"
