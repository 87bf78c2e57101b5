"""The slides of maps: the map with what it says, or two side by side, then the bars of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from charts.drawings.choropleth import ChoroplethView
from charts.drawings.palette import PALETTES
from charts.drawings.pictures import Maps
from charts.words.french import NOT_STATED, lower_first
from exports.slides.fit import height
from exports.slides.frames import chosen_rows, frame_table
from exports.slides.maps import MOST_NAMED
from exports.slides.master import Geometry
from exports.slides.paging import IN_NOTES, SMALL, paged, with_cautions
from exports.slides.records import BarChart, Line, MapDrawing, Run, Series, Slide, plain_line
from views.library import Library
from views.view import View


def maps(view: View, picture: Maps, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """One map with what it says, or two side by side; then the bars of each."""
    what = "oqos" if view.page == "ecarts" else "defis"
    absent: dict[str, str] = {}
    if view.page != "carte":
        loaded = library.loaded_plans
        absent = {code: loaded.missing_text(code, what) for code in library.departements}  # type: ignore[arg-type]
    drawings = tuple(
        MapDrawing(name, shown, picture.chosen, picture.signs, absent)
        for name, shown in zip(_names(view, picture), picture.views, strict=True)
    )
    said = view.sentence or " ".join(dict.fromkeys(shown.phrase for shown in picture.views))
    lines = tuple(_sentences(said))
    if len(drawings) == 1:
        yield Slide(view.title, drawings, lines, view.cautions)
    else:
        yield Slide(view.title, drawings, with_cautions(view, _holding(view, lines, picture, geometry), geometry.under))
    each = _each(view, picture)
    for rank, shown in enumerate(picture.views):
        if view.page == "scenario" or shown.palette == "ecart":
            continue  # nothing to rank: a gap that is a number is beside those that are ranges
        if library.geography.count > MOST_NAMED:
            frame, _ = chosen_rows(view.tables[rank])
            table = frame_table(frame, name=picture.names[rank], decimals=view.tables[rank].decimals, most=len(frame))
            yield from paged(table, geometry, title=f"{shown.titre}, du plus élevé au plus bas", body=())
            continue
        bars = _bars(view, shown, picture.names[rank], rank, library)
        if bars is not None:
            title = f"{shown.titre}, du plus élevé au plus bas"
            yield Slide(title, (bars,), tuple(_sentences(each[rank])), view.cautions)


def _each(view: View, picture: Maps) -> list[str]:
    """What is said of each map: its reading, with what the view says of the chosen département after it."""
    phrases, rest = [shown.phrase for shown in picture.views], view.sentence
    found: list[str] = []
    for phrase in reversed(phrases):
        rest, at, after = rest.rpartition(phrase)
        if view.page != "carte" or not at:
            return phrases
        found.insert(0, (phrase + after).strip())
    return found


def _holding(view: View, lines: tuple[Line, ...], picture: Maps, geometry: Geometry) -> tuple[Line, ...]:
    """What is said under two maps, shortened until it holds there; the whole is in the notes, and beside the bars.

    A paragraph a sentence, else one a map; else the chosen département alone, or the extents, with less and less of
    what follows the value. The words that somebody wrote for a meeting are left whole.
    """
    if view.page != "carte" or any(shown.phrase not in view.sentence for shown in picture.views):
        return lines
    read = [_sentences(shown.phrase) for shown in picture.views]
    own = [line for line in lines if not any(line in sentences for sentences in read)] or [one[0] for one in read]
    short = [plain_line(line).rstrip(".").partition(" ; ")[0] for line in own]
    bare = [" : ".join((name, *(value.partition(", ")[0] for value in rest))) for name, *rest in map(_parted, short)]
    tries = (lines, _lines(_each(view, picture)), own, _lines(f"{text}." for text in short))
    room = geometry.under
    for kept in tries:
        if height([*kept, (Run(IN_NOTES),)], room.w, SMALL, gap=6) <= room.h:
            return tuple(kept)
    return _lines(f"{text}." for text in bare)


def _parted(text: str) -> list[str]:
    return text.split(" : ", 1)


def _lines(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple((Run(text),) for text in texts)


def _names(view: View, picture: Maps) -> tuple[str, ...]:
    """What each map shows; two maps of the same thing are those of two scenarios, which the first table names."""
    if len(set(picture.names)) == len(picture.names):
        return picture.names
    head = "Défis priorisés, "
    columns = next(table for table in view.tables if table.name == "Bilan").frame.columns
    scenarios = [column.removeprefix(head) for column in columns if column.startswith(head)][1:]
    return tuple(f"{own} : {lower_first(name)}" for own, name in zip(scenarios, picture.names, strict=True))


def _sentences(text: str) -> list[Line]:
    """A reading, a paragraph a sentence: it is read from far."""
    return [(Run(part.strip().rstrip(".") + "."),) for part in text.split(". ") if part.strip()]


def _bars(view: View, shown: ChoroplethView, name: str, rank: int, library: Library) -> BarChart | None:
    """Values from the highest, from the table of the map: an interval stays one, what is not known is a gap."""
    rows = _bounds(view, shown, rank, library)
    known = [row for row in rows if row[1] is not None]
    if len(known) < 2:
        return None
    exact = all(low == high and text == "" for _, low, high, text, _ in rows if low is not None)
    labels = tuple(
        f"{where} : {text or NOT_STATED}" if text or low is None else where for where, low, _, text, _ in rows
    )
    lows = tuple(None if low is None else float(low) for _, low, *_ in rows)
    decimals = _decimals(lows)
    unit = f", {shown.unite}" if shown.unite else ""
    fills = PALETTES[shown.palette].fills
    colours = tuple("encre-2" if tone is None else "hachure" if tone < 0 else fills[tone] for *_, tone in rows)
    series = [Series(f"{name}{unit}", lows, "donnee", colours)]
    if not exact:
        ends = tuple(None if low == high else high for _, low, high, *_ in rows)
        series.insert(0, Series("Borne haute", ends, "donnee", pale=True))
    return BarChart(
        "", labels, tuple(series), decimals, f"{shown.titre}. {shown.phrase}", axis=not exact, key=not exact
    )


Bound = tuple[str, float | None, float | None, str, int | None]


def _bounds(view: View, shown: ChoroplethView, rank: int, library: Library) -> list[Bound]:
    """Name, both bounds, words where a number does not say all, class (None for the region and the country)."""
    geography = library.geography
    codes = list(geography.departements)
    if view.page == "ecarts":
        signs = view.picture.signs if isinstance(view.picture, Maps) else {}
        return [
            (
                " ".join(filter(None, (geography.departements[codes[i]], signs.get(codes[i])))),
                shown.nombres[i],
                shown.nombres[i],
                "" if shown.nombres[i] is not None else shown.textes[i],
                shown.classes[i],
            )
            for i in shown.ordre
            if shown.textes[i]
        ]
    frame = view.tables[rank].frame.set_index("Code")
    found: list[Bound] = []
    for i in shown.ordre:
        low, high = _number(frame, codes[i], "Minimum"), _number(frame, codes[i], "Maximum")
        bare = shown.textes[i].lstrip("▲▼")
        words = "" if low == high and not bare[:1].isalpha() else bare
        found.append((geography.departements[codes[i]], low, high, words, shown.classes[i]))
    for reference in shown.reperes:
        if reference.nombre is not None and reference.code in frame.index:
            low, high = (_number(frame, reference.code, end) for end in ("Minimum", "Maximum"))
            found.append((reference.nom, low, high, "" if low == high else reference.texte, None))
    return found


def _number(frame: pd.DataFrame, code: str, column: str) -> float | None:
    headed = next(name for name in frame if str(name).split(" (")[0] == column)
    value = frame.loc[code, headed]
    return None if pd.isna(value) else float(value)


def _decimals(values: Sequence[float | None]) -> int:
    return max((len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values if value is not None), default=0)
