"""What to look at before the wall: what a point says that its view does not hold, what it leaves out, the time.

A warning is a French sentence; none stops a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.typed_text import quoted
from charts.words.french import list_text, plural
from exports.meeting.shown import shown_of
from exports.meeting.since import moved
from exports.slides.frames import cell_words
from views.library import Library
from views.seance.meeting import Meeting, MeetingError, Point, Shown
from views.seance.points import finding, view_of
from views.view import View

Older = Callable[[str], Library | None]
"""A version in, its dataset out; None when it is not kept."""

_NUMBER = re.compile(r"(?<![\w.,])[−+-]?\d(?:[\d\u00a0\u202f ]*\d)?(?:[.,]\d+)?(?![\w])")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_CONSULTED = re.compile(r"consultation", re.IGNORECASE)
_VERSION = re.compile(r"versions? (?:mises? en|de) consultation", re.IGNORECASE)
"""What a view says of the version of a plan, not of consultations of doctors nor of another plan's month."""
_MOST_ROWS = 4_000


@dataclass(frozen=True)
class Checked:
    """One point read again in the present dataset.

    Attributes:
        view: its view, None for a point without one or whose address leads nowhere.
        warnings: what to look at before the wall.
        moved: what moved since it was shown.
        shown: what its view shows now.
    """

    point: Point
    view: View | None = None
    warnings: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    shown: Shown | None = None


def checked(meeting: Meeting, library: Library, older: Older | None = None) -> list[Checked]:
    """Every point of a meeting, read again.

    Args:
        older: gives the dataset of another version while it is kept: a point that was never shown is then compared
            with the version in which the meeting was last read.
    """
    before = older(meeting.jeu) if older and meeting.jeu not in ("", library.version) else None
    return [_checked(point, library, before) for point in meeting.points]


def meeting_warnings(meeting: Meeting) -> list[str]:
    """What holds of the whole meeting: its time."""
    over = meeting.minutes - meeting.duree
    if meeting.duree and over > 0:
        return [
            f"Les points prennent {meeting.minutes} min et la séance en a {meeting.duree} : {over} min de trop. "
            "Raccourcissez un point, ou allongez la séance."
        ]
    return []


def _checked(point: Point, library: Library, before: Library | None) -> Checked:
    if not point.adresse:
        warnings = () if point.titre.strip() else ("Ce point n'a ni vue ni titre : donnez-lui un titre.",)
        return Checked(point, warnings=warnings)
    try:
        view = view_of(library, point.adresse)
    except MeetingError as error:
        return Checked(point, warnings=(str(error),))
    now = shown_of(view, library)
    told = point.montre or (_shown_in(before, point.adresse) if before else None)
    since = tuple(moved(told, now)) if told and told.jeu != library.version else ()
    return Checked(point, view, tuple(_warnings(point, view)), since, now)


def _shown_in(library: Library, address: str) -> Shown | None:
    """What the view of an address showed in another version, None when it led nowhere there."""
    try:
        return shown_of(view_of(library, address), library)
    except MeetingError:
        return None


def _warnings(point: Point, view: View) -> Iterator[str]:
    if view.ignored:
        yield (
            f"L'adresse demande ce que la vue ne donne pas ({', '.join(view.ignored)}) : ce qui est montré est la vue "
            "sans cela."
        )
    unheld = _unheld(point, view)
    if unheld:
        s = plural(len(unheld))
        them = "le" if len(unheld) == 1 else "les"
        yield (
            f"{list_text(unheld)} : nombre{s} que la vue ne contient pas. Vérifiez-{them}, ou dites d'où "
            f"{'il vient' if len(unheld) == 1 else 'ils viennent'}."
        )
    if view.cautions and not point.prudence.strip():
        yield f"La vue porte une réserve et la prudence est vide. La vue dit : «{quoted_caution(view.cautions[0])}»"
    elif any(map(_VERSION.search, (*view.cautions, view.sentence))) and not any(
        map(_CONSULTED.search, (point.titre, point.phrase, point.prudence))
    ):
        yield "Un plan de cette vue est en version de consultation, et le point ne le dit pas."


def quoted_caution(text: str) -> str:
    """A caution, short enough for a warning."""
    return text if len(text) <= 160 else text[:159].rsplit(" ", 1)[0] + "…"


def _unheld(point: Point, view: View) -> list[str]:
    """Numbers that the words of a point say and its view does not hold, in their order."""
    proposed = _numbers(" ".join((finding(view), view.title, view.sentence, *view.cautions)))
    said = [found for text in (point.titre, point.phrase, point.prudence) for found in _NUMBER.findall(text)]
    asked = {number: _plain(number) for number in said}
    missing = {number for number, plain in asked.items() if plain not in proposed}
    if missing:
        held = _held(view)
        missing = {number for number in missing if asked[number] not in held}
    return [quoted(number.strip()) for number in dict.fromkeys(said) if number in missing]


def _held(view: View) -> set[str]:
    """Every number that a view writes: its source, the cells of its tables, as the page writes them."""
    found = _numbers(view.source)
    for table in view.tables:
        for column in table.frame.columns:
            name, values = str(column), table.frame[column].head(_MOST_ROWS).tolist()
            found |= _numbers(name) if values else set()
            for value in values:
                found |= _numbers(cell_words(value, name, table.decimals.get(name)))
    return found


def _numbers(text: str) -> set[str]:
    """The numbers of a text, as they are compared."""
    return {_plain(one) for one in _NUMBER.findall(text)}


def _plain(number: str) -> str:
    """A number without its sign, its spaces, the zeros that it ends with."""
    text = _SPACES.sub("", number).lstrip("−+-").replace(",", ".")
    return text.rstrip("0").rstrip(".") if "." in text else text
