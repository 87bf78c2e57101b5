"""From a point of a meeting to its screens: the slides of its view, measured again for a room that reads from far.

The title, the sentence and the caution are those of the point; the figures are those of its view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag
from exports.meeting.checks import Checked
from exports.slides.master import Area, Geometry
from exports.slides.plan import slides_of
from exports.slides.records import BarChart, Line, MapDrawing, Place, Slide, TableDrawing, plain_line
from exports.wall import bars, maps, tables
from exports.wall.measure import (
    BETWEEN,
    BOTTOM,
    DOWN,
    GAP,
    INNER,
    LEADING,
    SIDE,
    TEXT,
    TOP,
    height,
    line_count,
    title_size,
)
from exports.wall.records import Room, Screen
from exports.wall.said import fitted, pages, paragraphs, said_height
from exports.wall.shapes import shaped, unknown
from views.library import Library
from views.view import View

_FIRST = ((4.4, 2), (4.0, 2), (3.6, 2), (3.2, 3), (2.9, 3), (2.6, 4))
_NEXT = ((3.2, 1), (2.9, 2), (2.6, 3))
_ALONE = ((7.0, 3), (6.0, 4), (5.0, 4), (4.0, 6))
_STRIP = 21.0
"""Height of what is said above a table at most."""

_MOST_TABLE_BEFORE_CHARTS, _MOST_BESIDE, _PLACE = 4, 4, 17.0
_IN_NOTES, _MOST_NOTE = "dans les commentaires", 10.0
_HATCH_TOLD = " ; hachurée"
_TOTAL = re.compile(r"lignes sur (\d+)")
_LATER = re.compile(r"^ \(suite.*?\)")


class _Endless(Geometry):
    """The places of a slide without a bottom: the wall cuts by itself."""

    @property
    def above(self) -> Area:
        return Area(0, 0, 900, 1e6)

    @property
    def under(self) -> Area:
        return Area(0, 0, 900, 1e6)

    def table(self, said: float = 32) -> Area:  # noqa: ARG002
        return Area(0, 0, 900, 1e6)


_GEOMETRY = _Endless("4:3")


SOURCE_ROOM, SOURCE_ROOM_ALONE, _FOOT = 48.0, 60.0, 6.0
"""Width of the source, which takes two lines at most, beside the mark of a reservation and without; their height."""


def screens_of(checked: Checked, library: Library) -> list[Screen]:
    """The screens of a point, one at least."""
    point, view = checked.point, checked.view
    if view is None:
        return [_alone(point.titre.strip() or "Point sans titre", point.phrase, point.prudence)]
    title = point.titre.strip() or view.title
    maker = _Maker(view, library, title, paragraphs(point.phrase), paragraphs(point.prudence))
    found = list(maker.screens())
    left = list(maker.left_over(found))
    said = found[0].said
    return [*left, *found] if not (said.sentence or said.caution) else [*found, *left]


def _alone(title: str, sentence: str, caution: str) -> Screen:
    """A point without a view: its title large, its sentence under it."""
    size, lines = title_size(title, INNER, _ALONE)
    room = DOWN - TOP - BOTTOM - _FOOT - lines * size * 1.12 - 16
    said = fitted(paragraphs(sentence), paragraphs(caution), INNER * 0.85, room)
    return Screen("titre", title, size, said=said)


class _Maker:
    """Makes the screens of the view of a point."""

    def __init__(
        self, view: View, library: Library, title: str, sentence: tuple[str, ...], caution: tuple[str, ...]
    ) -> None:
        self.view, self.library, self.title = view, library, title
        self.sentence, self.caution = sentence, caution

    def screens(self) -> Iterator[Screen]:
        """Those of its slides."""
        tabled = 0
        for rank, slide in enumerate(slides_of(self.view, self.library, _GEOMETRY)):
            own = [*self._slide(slide, first=not rank)]
            if self.view.page == "ecarts" and slide.wide and tabled > _MOST_TABLE_BEFORE_CHARTS:
                continue  # the figures of these bars have just been read
            tabled += sum(isinstance(one, TableDrawing) for one in slide.drawings) * len(own)
            yield from own

    def _slide(self, slide: Slide, *, first: bool) -> Iterator[Screen]:
        under = "" if first else _under(slide.title, self.view.title)
        size, lines = title_size(self.title, INNER, _FIRST if first else _NEXT)
        tall = DOWN - TOP - BOTTOM - _FOOT - lines * size * 1.12 - 2 * GAP
        if under:
            tall -= line_count(under, INNER, TEXT, bold=True) * TEXT * LEADING + 0.4
        blank = Screen("plein", self.title, size, under)
        drawings = [one for one in slide.drawings if not isinstance(one, Place)]
        if not drawings:
            yield from self._words(slide, blank, tall)
        elif isinstance(drawings[0], MapDrawing):
            yield self._maps([one for one in drawings if isinstance(one, MapDrawing)], blank, tall)
        elif isinstance(drawings[0], BarChart):
            yield from self._bars(drawings[0], blank, tall, slide)
        elif isinstance(drawings[0], TableDrawing):
            place = next((one for one in slide.drawings if isinstance(one, Place)), None)
            yield from self._table(drawings[0], slide, blank, tall, place)

    def _beside(self, blank: Screen, tall: float, lower: float = 0) -> Screen:
        """A screen with what is said at the right of its drawing."""
        said = fitted(self.sentence, self.caution, SIDE, tall - lower)
        return replace(blank, form="cote", said=said) if self.sentence or self.caution else blank

    def _maps(self, drawings: list[MapDrawing], blank: Screen, tall: float) -> Screen:
        outlines, geography = self.library.outlines, self.library.geography
        if len(drawings) > 1:
            room = Room((INNER - BETWEEN) / 2, tall - 2 * TEXT * LEADING - 1)
            made = joined(
                tag(
                    "figure",
                    tag("figcaption", bound(_named(one))) + maps.map_html(one, outlines, geography, room, coded=True),
                )
                for one in drawings
            )
            return replace(blank, drawn=tag("div", made, class_="deux"))
        screen = self._beside(blank, tall)
        room = Room(INNER - SIDE - BETWEEN if screen.form == "cote" else INNER, tall)
        return replace(screen, drawn=maps.map_html(drawings[0], outlines, geography, room))

    def _bars(self, chart: BarChart, blank: Screen, tall: float, slide: Slide) -> Iterator[Screen]:
        note = self._note(slide, INNER) if slide.wide else ""
        screen = blank if slide.wide else self._beside(blank, tall)
        room = Room(INNER - SIDE - BETWEEN if screen.form == "cote" else INNER, tall - _note_height(note, INNER))
        for drawn in bars.cut(chart, room):
            yield replace(screen, drawn=drawn, note=note)

    def _table(
        self, drawing: TableDrawing, slide: Slide, blank: Screen, tall: float, place: Place | None
    ) -> Iterator[Screen]:
        """A table with what is said beside it where it is narrow; else above its first screen."""
        (whole, left_out), narrow = unknown(shaped(drawing, self.title)), INNER - SIDE - BETWEEN
        said = bool(self.sentence or self.caution)
        beside = said and len(whole.weights) <= _MOST_BESIDE and len(tables.columns_apart(whole, narrow)) == 1
        note = self._note(slide, narrow if beside else INNER)
        if left_out:
            note = f"{note.partition(_HATCH_TOLD)[0]}. {_capital(left_out)}, rien n'en est connu ici."
        room = Room(narrow if beside else INNER, tall - _note_height(note, narrow if beside else INNER))
        whole = tables.readable(whole, room)
        screen, where = self._placed(blank, tall, place) if beside else (blank, EMPTY)
        parts = [(part, tables.widths_of(part, room.w)) for part in tables.columns_apart(whole, room.w)]
        first, above = room, screen
        if said and not beside and not blank.under:
            words = fitted(self.sentence, self.caution, INNER, _STRIP, strip=True)
            used = said_height(words.sentence, words.caution, words.size, INNER, strip=True) + GAP
            under = Room(room.w, room.h - used)
            if tables.first_fits(*parts[0], under):
                first, above = under, replace(blank, form="bande", said=words)
        total = int(found[1]) if (found := _TOTAL.search(" ".join(slide.more))) else 0
        count = 0
        for part, widths in parts:
            cut_pages = tables.cut(part, widths, first, room)
            kept = cut_pages[: tables.MOST_SCREENS]
            told = tables.left_out_words(part, kept, total)
            for page in kept:
                drawn = tables.table_html(page, widths)
                drawn = tag("div", drawn + where, class_="avec-lieu") if where else drawn
                note_here = told if told and page is kept[-1] else note
                yield replace(screen if count else above, drawn=drawn, note=note_here)
                count, first = count + 1, room

    def _placed(self, blank: Screen, tall: float, place: Place | None) -> tuple[Screen, Markup]:
        """What is said beside a table, and where the département lies where there is room for it."""
        screen = self._beside(blank, tall)
        if place is None:
            return screen, EMPTY
        with_place = self._beside(blank, tall, _PLACE)
        if with_place.said.caution == screen.said.caution and with_place.said.sentence == screen.said.sentence:
            return with_place, maps.place_html(place, self.library.outlines)
        return screen, EMPTY

    def _words(self, slide: Slide, blank: Screen, tall: float) -> Iterator[Screen]:
        """A view that nothing draws: its lines."""
        lines = [line for line in slide.body if plain_line(line) not in (self.view.title, self.view.sentence)]
        said = fitted(self.sentence, self.caution, INNER, tall)
        drawn = tag("div", joined(tables.line_html(line) for line in lines[:8]), class_="phrases")
        yield replace(blank, form="bande" if self.sentence or self.caution else "plein", said=said, drawn=drawn)

    def _note(self, slide: Slide, room: float) -> str:
        """How the drawing reads: its lines that are neither a caution nor the sentence of the view."""
        kept = [line for line in slide.body if not _is_caution(line)]
        texts = [plain_line(line) for line in kept]
        left = [text for text in texts if text not in (self.view.sentence, *slide.more) and _IN_NOTES not in text]
        said = _capital(" · ".join(left))
        return said if said and height(said, room) < _MOST_NOTE else ""

    def left_over(self, found: list[Screen]) -> Iterator[Screen]:
        """What is said and must be said, whole, where no screen could hold it."""
        if any(screen.said.whole and screen.form in ("cote", "bande") for screen in found):
            return
        if not (self.sentence or self.caution):
            return
        size, lines = title_size(self.title, INNER, _FIRST)
        tall = DOWN - TOP - BOTTOM - _FOOT - lines * size * 1.12 - 2 * GAP
        for said in pages(self.sentence, self.caution, tall):
            yield Screen("texte", self.title, size, said=said)


def _named(drawing: MapDrawing) -> str:
    """What one of two maps shows, and its unit."""
    return f"{drawing.name}, {drawing.view.unite}" if drawing.view.unite else drawing.name


def _is_caution(line: Line) -> bool:
    return bool(line) and all(run.colour == "reserve" for run in line)


def _note_height(note: str, room: float) -> float:
    return line_count(note, room) * TEXT * LEADING + GAP if note else 0


def _under(title: str, of: str) -> str:
    """What one slide shows, without the title of its view."""
    if title.startswith(of):
        title = _LATER.sub("", title.removeprefix(of)).lstrip(" ,:")
    return _capital(title)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
