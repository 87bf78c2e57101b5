"""The views of a meeting as its files show them: with the words of their points, and their own reservations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exports.meeting.checks import Checked
from views.seance.meeting import Point
from views.seance.points import LONE
from views.view import View, retold

WITHOUT = "accueil"
"""Page of a point that has no view of its own."""


def running(points: Sequence[Checked]) -> list[View]:
    """One view a point, in order: its title and sentence are those of the point, its cautions begin with those of it.

    The reservations of a view stay after what the presenter says of them: a figure never leaves without them.
    """
    return [_worded(one) for one in points]


def said_cautions(point: Point) -> tuple[str, ...]:
    """The cautions of a point, one a line."""
    return tuple(line.strip() for line in point.prudence.split("\n") if line.strip())


def _worded(one: Checked) -> View:
    point, said = one.point, said_cautions(one.point)
    if one.view is None:
        return View(WITHOUT, LONE, {}, point.titre or "Point sans titre", point.phrase, said)
    own = tuple(caution for caution in one.view.cautions if caution not in said)
    worded = retold(one.view, title=point.titre, sentence=point.phrase)
    return replace(worded, sentence=point.phrase, cautions=(*said, *own))
