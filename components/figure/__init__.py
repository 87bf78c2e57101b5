"""Browser component `figure`: one Plotly div, drawn and redrawn by one `Plotly.react`.

Python builds the figure and its text alternative; the browser draws it in the colours of the
theme and tells which mark was clicked. A click carries the version of the order it answers and
a number of its own: a late echo cannot undo a newer order, and a click is told once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "figure",
    html='<div class="figure" data-figure></div>',
    css=(_HERE / "figure.css").read_text("utf-8"),
    js=(_HERE / "figure.js").read_text("utf-8"),
    isolate_styles=False,
)

FALLBACK = "Le graphique n'a pas pu être dessiné par ce navigateur. Le tableau ci-dessous dit la même chose."
"""Said in the place of a chart that could not be drawn, before the button «Recharger la page»."""


@dataclass(frozen=True)
class Selection:
    """The mark chosen last: the first item of its customdata, or an empty string."""

    reference: str = ""
    clicked: bool = False
    """Whether this run is the first to hear of the click."""


@dataclass(frozen=True)
class Answer:
    """One click as the browser tells it."""

    reference: str
    version: int
    number: int


def figure(
    key: str,
    figures: Mapping[str, Mapping[str, Any]],
    *,
    shown: str | None = None,
    height: int,
    alt: str,
    phrase: str = "",
    fallback: str = FALLBACK,
) -> Selection:
    """Draw a figure and return the mark chosen in it.

    Args:
        key: identity on its page; the div stays the same while the figure changes.
        figures: Plotly figures as JSON (`data`, `layout`) by name. A mark that answers a click
            has a string first in its `customdata`; a trace with `hoverinfo: "skip"` never
            answers. `layout.meta` may say:
            `theme`: text, grid and background follow the theme where the figure says nothing;
            `couleurs`: `clair` and `sombre`, colour by token; a mark written `@token` takes it;
            `textes`: words placed on the axes (`x`, `y` in their units, `dx`, `dy` in pixels,
            `ancre`, `taille`, `style`, `couleur`, `lignes`), far cheaper than Plotly's own; words
            wider than what is left up to the edge, or up to `fin` on the x axis, are squeezed;
            `largeurMin`: pixels under which the figure scrolls.
        shown: name of the figure to draw, the first by default; it alone is sent.
        height: pixels.
        alt: what the figure says, in French, for readers who do not see it.
        phrase: a sentence above the figure, announced when it changes.
        fallback: said if the figure cannot be drawn.

    Returns:
        The mark clicked last, or the one ordered since, while the figure has it.

    Raises:
        ValueError: no figure of that name.
    """
    name = next(iter(figures), None) if shown is None else shown
    if name is None or name not in figures:
        raise ValueError(f"shown={name!r} is not one of the figures: {list(figures)}")
    drawn = plain({part: figures[name].get(part, {}) for part in ("data", "layout")})
    memory = _memory(key)
    answer = _mount(
        key=key,
        data={
            "cle": key,
            "figure": drawn,
            "hauteur": height,
            "alt": alt,
            "phrase": phrase,
            "repli": fallback,
            "version": memory["version"],
        },
        default={"choix": None},
        on_choix_change=lambda: None,
    ).choix
    return _select(memory, read_answer(answer), references(drawn))


def order(key: str, reference: str) -> None:
    """Choose another mark from Python (a link, a select box, a reset): answers on their way are now too late."""
    memory = _memory(key)
    if memory["reference"] != reference:
        memory["reference"] = reference
        memory["version"] += 1


def forget(key: str) -> None:
    """Forget what was chosen; a click on its way is ignored."""
    order(key, "")


def read_answer(answer: Any) -> Answer | None:
    """Check the form of what the browser sent."""
    if not isinstance(answer, dict):
        return None
    reference, version, number = (answer.get(name) for name in ("reference", "version", "clic"))
    if not isinstance(reference, str) or type(version) is not int or type(number) is not int:
        return None
    return Answer(reference, version, number)


def references(drawn: Mapping[str, Any]) -> set[str]:
    """What a click may return: strings that come first in the customdata of a trace."""
    found = set()
    for trace in drawn["data"]:
        customdata = trace.get("customdata")
        for item in customdata if isinstance(customdata, list) else ():
            first = item[0] if isinstance(item, list) and item else item
            if isinstance(first, str):
                found.add(first)
    return found


def plain(value: Any) -> Any:
    """A figure as strict JSON: arrays become lists, a number that is not finite becomes null."""
    return json.loads(json.dumps(value, default=_unwrapped), parse_constant=lambda _: None)


def _unwrapped(value: Any) -> Any:
    """What json does not know: arrays and scalars of NumPy, mappings that are not a dict."""
    return dict(value) if isinstance(value, Mapping) else value.tolist()


def _select(memory: dict[str, Any], answer: Answer | None, known: set[str]) -> Selection:
    """Take a click that is new, in time and about a mark that is drawn; keep what was chosen otherwise."""
    clicked = False
    if answer is not None and answer.number != memory["number"]:
        memory["number"] = answer.number
        clicked = answer.version == memory["version"] and answer.reference in known
    if clicked and answer is not None:
        memory["reference"] = answer.reference
    return Selection(memory["reference"] if memory["reference"] in known else "", clicked)


def _memory(key: str) -> dict[str, Any]:
    """What the session knows of a figure; it outlives the page, unlike the state of the component."""
    memory: dict[str, Any] = st.session_state.setdefault(
        f"_figure_{key}", {"version": 0, "reference": "", "number": None}
    )
    return memory
