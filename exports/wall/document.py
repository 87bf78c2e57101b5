"""The wall of a meeting: one HTML document that holds everything, the room and the presenter's window.

It opens without server nor network: fonts, style, script, every screen of every point and the meeting are inside.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from charts.drawings.tokens import paper_css
from charts.words.typography import bound
from exports.fonts import fonts_css
from exports.markup import EMPTY, document, joined, tag, void
from exports.meeting.checks import Checked
from exports.wall.measure import line_count
from exports.wall.records import Said, Screen
from exports.wall.screens import SOURCE_ROOM, SOURCE_ROOM_ALONE, screens_of
from views.common import dataset_cover
from views.library import Library
from views.seance.meeting import Meeting, Point

HTML_MIME = "text/html"
_HERE = Path(__file__).parent
_STYLES = ("wall.css", "presenter.css")
_SCRIPTS = ("common.js", "screens.js", "room.js", "minutes.js", "presenter.js")
MOST_MARKS = 20
"""Points that have a mark each; beyond, one bar says where the meeting is."""

_KINDS = {"information": "Information", "débat": "Débat", "avis": "Avis"}


def _pattern(name: str, step: int, mark: Markup) -> Markup:
    """A mark every `step`, in slanted rows."""
    slanted = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return tag("pattern", tag("rect", width=step, height=step) + mark, id=name, width=step, height=step, **slanted)


_PATTERNS = tag(
    "svg",
    tag(
        "defs",
        _pattern("hachure", 12, tag("path", d="M0 0V12"))
        + _pattern("points", 13, tag("circle", cx="6.5", cy="6.5", r="3")),
    ),
    class_="hachures",
    width=0,
    height=0,
    aria_hidden="true",
)
"""What is not known, and a range, on every drawing of the wall."""


def wall(meeting: Meeting, checked: list[Checked], library: Library, _site: str = "") -> bytes:
    """The document of a meeting, its points read again."""
    points = [_point(one, rank, len(checked), library) for rank, one in enumerate(checked)]
    title = meeting.nom or "Séance"
    style = paper_css() + fonts_css() + "".join(map(_text, _STYLES))
    head = joined(
        (
            tag("title", bound(title)),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light"),
            tag("style", Markup(style)),
        )
    )
    reserve = tag("div", joined(points), id="ecrans", hidden=True)
    data = _json("seance", _shown(meeting, checked, library)) + _json("jeu", dict(dataset_cover(library.dataset)))
    scripts = tag("script", Markup(_script()))
    unscripted = tag("noscript", tag("p", "Activez JavaScript dans votre navigateur pour projeter cette séance."))
    return document(head=head, body=_PATTERNS + unscripted + reserve + data + scripts).encode()


def _shown(meeting: Meeting, checked: list[Checked], library: Library) -> dict[str, Any]:
    """The meeting, with what each of its views shows today: its file keeps that."""
    points = [one.point.model_copy(update={"montre": one.shown} if one.shown else {}) for one in checked]
    return meeting.model_copy(update={"points": points, "jeu": library.version}).model_dump()


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _script() -> str:
    """The one script, the last element of the page: when it runs, all that it must give the other window is read."""
    text = "".join(map(_text, _SCRIPTS))
    assert "</script" not in text
    return text


def _json(name: str, content: dict[str, Any]) -> Markup:
    """Values inside a page: no text of theirs can end the element, nor open a comment."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return tag("script", Markup(safe), type="application/json", id=name)


# ---------------------------------------------------------------- screens


def _point(checked: Checked, rank: int, count: int, library: Library) -> Markup:
    """Every screen of a point."""
    point, view = checked.point, checked.view
    source = view.source if view else ""
    reserved = bool(point.prudence.strip() or (view and view.cautions))
    made = screens_of(checked, library)
    shown = [
        _screen(point, screen, place=(rank, count), step=(step, len(made)), source=source, reserved=reserved)
        for step, screen in enumerate(made)
    ]
    return tag("section", joined(shown), class_="point", data_cle=point.cle, data_source=bound(source))


def _screen(
    point: Point, screen: Screen, *, place: tuple[int, int], step: tuple[int, int], source: str, reserved: bool
) -> Markup:
    title = tag("h1", bound(screen.title), style=f"--corps:{screen.size:g}")
    head = title + (tag("h2", bound(screen.under)) if screen.under else EMPTY)
    said = _said(screen.said)
    drawn = tag(
        "div", screen.drawn + (tag("p", bound(screen.note), class_="note") if screen.note else EMPTY), class_="dessin"
    )
    if screen.form == "titre":
        body = _card(point) + said
    else:
        body = said + drawn if screen.form == "bande" else drawn + said if screen.form == "cote" else said or drawn
    sheet = EMPTY
    if point.prudence.strip() and not screen.said.caution:
        sheet = tag("aside", _caution(tuple(filter(None, point.prudence.split("\n")))), class_="volet", hidden=True)
    return tag(
        "article",
        tag("header", head)
        + tag("div", body, class_="corps")
        + sheet
        + _foot(place, step, source, reserved=reserved and not screen.said.caution),
        class_=f"ecran {screen.form}",
        data_titre=bound(screen.title),
        data_sous=bound(screen.under),
        data_prudente=bool(screen.said.caution),
        data_reserve=reserved,
    )


def _card(point: Point) -> Markup:
    """Kind and time of a point without a view."""
    words = [_KINDS[point.genre]] + ([f"{point.minutes} min"] if point.minutes else [])
    words += [point.orateur] if point.orateur.strip() else []
    return tag("ul", joined(tag("li", bound(word)) for word in words), class_="fiche")


def _said(said: Said) -> Markup:
    if not said.sentence and not said.caution:
        return EMPTY
    told = joined(tag("p", bound(text)) for text in said.sentence)
    sentence = tag("div", told, class_="phrase", style=f"--corps:{said.size:g}") if told else EMPTY
    return tag("div", sentence + (_caution(said.caution) if said.caution else EMPTY), class_="cote-mots")


def _caution(texts: tuple[str, ...]) -> Markup:
    return tag("div", tag("strong", "Prudence") + joined(tag("p", bound(text)) for text in texts), class_="prudence")


def _foot(place: tuple[int, int], step: tuple[int, int], source: str, *, reserved: bool) -> Markup:
    """Where the meeting is, the mark of a reservation, the source."""
    rank, count = place
    said = short_source(source, SOURCE_ROOM if reserved else SOURCE_ROOM_ALONE)
    if count <= MOST_MARKS:
        looks = ["passee"] * rank + ["presente"] + [""] * (count - rank - 1)
        marks = joined(tag("i", "", class_=look) for look in looks)
    else:
        marks = tag("i", "", class_="passee", style=f"flex:{rank + 1}") + tag("i", "", style=f"flex:{count - rank - 1}")
    words = f"vue {rank + 1} sur {count}" + (f", écran {step[0] + 1} sur {step[1]}" if step[1] > 1 else "")
    mark = tag("span", "Prudence", class_="marque-prudence") if reserved else EMPTY
    return tag(
        "footer",
        tag("span", tag("span", marks, class_="avance", aria_hidden="true") + tag("span", words), class_="ou")
        + mark
        + (tag("span", bound(said), class_="source") if said else EMPTY),
    )


@lru_cache(maxsize=256)
def short_source(text: str, room: float) -> str:
    """The source on two lines of the foot at most; the presenter's window has it whole."""
    if line_count(text, room) <= 2:
        return text
    parts = text.rstrip(".").split(" ; ")
    for kept in range(len(parts) - 1, 0, -1):
        left = len(parts) - kept
        said = f"{' ; '.join(parts[:kept])} ; et {left} autre{'s' * (left > 1)}."
        if line_count(said, room) <= 2:
            return said
    words = text.split(" ")
    while len(words) > 1 and line_count(f"{' '.join(words)}…", room) > 2:
        words.pop()
    return f"{' '.join(words)}…"
