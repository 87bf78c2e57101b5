"""The files of an order: its slides, its offline pack; each view with the words of its point."""

from __future__ import annotations

from exports.meeting.checks import Checked
from exports.meeting.running import running
from views.library import Library
from views.seance.meeting import Meeting


def meeting_deck(_meeting: Meeting, points: list[Checked], library: Library, site: str) -> bytes:
    """The slides of every point, in order."""
    from exports.slides.deck import deck  # reads a library that the first page does without

    return deck(running(points), library, site=site)
