"""One activité as a drawing: a row a modalité, a column a département, on one scale unless each is asked its own.

Ring: authorised; dot: foreseen; two lanes: a range; hatch: nothing that compares. Full link and bold number: no
written reservation; outline: one, whose sign stands beside. A row leads to its detail; who listens hears its counts.
On a narrow screen, the same rows one département after the other. A plan without a site is told in a sentence.

Source: DESIGN.md, section 5, rules 3, 4, 9 and 11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.closed_sets import Borne
from analysis.supply import GapRow, Supply
from charts.blocks.gap_sheet import in_short
from charts.blocks.records import (
    Block,
    Blocks,
    Bullets,
    Cell,
    Grid,
    Heading,
    Item,
    Link,
    Mark,
    Measures,
    Paragraph,
    Parameters,
    Part,
    Row,
    Span,
    Style,
    Track,
    Words,
)
from charts.drawings.gap_marks import SHORTER, Panel, panel_of
from charts.words.coverage import STATUTS
from charts.words.french import NBSP, list_text, plural
from charts.words.gap_reserves import reserve_signs
from charts.words.gap_words import REVISED_MARK, gap_text

Numbers = Mapping[tuple[str, str], Sequence[int]]
"""Numbers of the notes of a place: code of a row, code of a département, empty for all."""

SEEN_WHOLE = 4
"""Départements whose panels hold side by side on a projector; with more the table scrolls."""

_MOST_NUMBERS = 3
"""Numbers of notes that stand beside a name; past that, how many they are."""
_ROOM, _WORDS = 60.0, 8.0
"""Widths, in letters, that four panels share on a wide screen, and that the words of a row need."""


@dataclass(frozen=True)
class ActivityTable:
    """What is drawn: the rows of one activité, in the order asked.

    Attributes:
        rows: those of every chosen département.
        chosen: code of the row read in full under the drawing.
        own: whether each panel has its own scale.
        stacked: whether the départements stand one under the other at any width.
        numbers: notes of each place.
        lead: address of the view that reads a row in full.
    """

    supply: Supply
    borne: Borne
    rows: Sequence[GapRow]
    chosen: str
    own: bool
    numbers: Numbers
    lead: Callable[[GapRow], Parameters]
    stacked: bool = False

    def blocks(self) -> Blocks:
        """The table, the same département by département, then the plans without a site."""
        cards = tuple(self._card(code) for code in self.panels)
        said = self.absent_text()
        return self._grid(), Part(cards, "cartes-activite"), *((Paragraph(said, "absents"),) if said else ())

    # ------------------------------------------------------------ what is drawn

    @cached_property
    def panels(self) -> list[str]:
        """Départements that have a panel; all of them where none has a site."""
        every = list(dict.fromkeys(row.departement for row in self.rows))
        return [code for code in every if not self._without(code)] or every

    def _without(self, code: str) -> bool:
        own = [row for row in self.rows if row.departement == code]
        return all(row.readings[self.borne] == "aucune" or _nothing(row, self.borne) for row in own)

    def absent_text(self) -> str:
        """«Lot et Lozère : aucun site, ni autorisé ni prévu, sur les 6 lignes.»; empty when every plan has a panel."""
        left = list(dict.fromkeys(row.departement for row in self.rows if row.departement not in self.panels))
        if not left:
            return ""
        count = len({row.key for row in self.rows if row.departement in left})
        lines = f"les {count} lignes imprimées" if count > 1 else "la seule ligne imprimée"
        dash = any(row.readings[self.borne] == "aucune" for row in self.rows if row.departement in left)
        how = ", ou un tiret" if dash else ""
        return (
            f"{list_text(self.supply.geography.named(left))} : aucun site, ni autorisé ni prévu (0{how}), sur {lines}."
        )

    @cached_property
    def _lines(self) -> dict[tuple[str, str], dict[str, GapRow]]:
        """Rows of one line side by side, in the order asked."""
        found: dict[tuple[str, str], dict[str, GapRow]] = {}
        for row in self.rows:
            found.setdefault(row.key, {})[row.departement] = row
        return found

    @cached_property
    def _marks(self) -> dict[tuple[tuple[str, str], str], Panel]:
        return {(row.key, row.departement): panel_of([row], {row.key: 0.0}, self.borne, False) for row in self.rows}

    @cached_property
    def _widest(self) -> dict[str, int]:
        """Sites that the scale of each panel holds."""
        return self._counts()

    def _counts(self) -> dict[str, int]:
        """Most sites of each panel, one at least."""
        return {
            code: max(panel.widest for (_, own), panel in self._marks.items() if own == code) for code in self.panels
        }

    @cached_property
    def measures(self) -> Measures:
        """Panels whose words are wider than their marks, and the sites that the others share the rest for."""
        wide, narrow = dict(self._widest), 0
        while len(wide) > 1:
            site = (_ROOM - narrow * _WORDS) / sum(wide.values())
            least = min(wide, key=lambda code: wide[code])
            if wide[least] * site >= _WORDS:
                break
            del wide[least]
            narrow += 1
        return (("k", narrow), ("t", sum(wide.values())), ("p", len(self.panels)))

    def _step(self, code: str) -> int:
        widest = self._widest[code] if self.own else max(self._widest.values())
        return next(step for step in (1, 2, 5, 10, 20, 50, 100, 10**6) if widest / step <= 6)

    def _panel(self, code: str) -> Measures:
        return ("m", self._widest[code]), ("pas", self._step(code))

    # ------------------------------------------------------------ the table

    def _grid(self) -> Grid:
        activite = self.supply.activites[self.rows[0].activite]
        name = f"{activite.libelle}{REVISED_MARK if activite.revisee else ''}"
        corner = Cell(("Ligne du tableau", *self._notes("", "")), heading="col")
        head = Row((corner, *(self._head(code) for code in self.panels)))
        large = len(self.panels) > SEEN_WHOLE
        looks = {"propre": self.own, "large": large, "empile": self.stacked}
        return Grid(
            (head,),
            (tuple(map(self._line, self._lines.values())),),
            " ".join(["table-activite", *(look for look, asked in looks.items() if asked)]),
            caption=f"{name} : sites autorisés et prévus, ligne par ligne et département par département",
            caption_seen=False,
            label=name if large else "",
            measures=self.measures,
        )

    def _head(self, code: str) -> Cell:
        """Name of a département, which version of its plan is read, its scale."""
        words = (*self._name(code), " ", self._axis(code, self._widest[code]))
        return Cell(words, heading="col", role=self._tint(code), measures=self._panel(code))

    def _name(self, code: str) -> tuple[Span, ...]:
        statut, _ = self.supply.loaded_plans.versions[code]
        version = STATUTS[statut][1].removeprefix("version de ")
        return Mark(self.supply.geography.name(code)), *self._notes("", code), " ", Mark(version, "contexte")

    def _axis(self, code: str, widest: int) -> Track:
        ticks = range(0, widest + 1, self._step(code))
        return Track(tuple(("repere", tick, tick, str(tick)) for tick in ticks), widest, "axe")

    def _tint(self, code: str) -> str:
        return "consulte" if code in self.supply.loaded_plans.consulted else ""

    def _line(self, own: Mapping[str, GapRow]) -> Row:
        first = next(iter(own.values()))
        name = Cell((self._lead(first, first.libelle), *self._notes(first.code, "")), heading="row")
        cells = (self._cell(departement, own.get(departement)) for departement in self.panels)
        kind = "ensemble" if first.niveau == "groupe" else "membre" if not first.denombre else ""
        role = " ".join(filter(None, [kind, self._chosen(first.code)]))
        return Row((name, *cells), role)

    def _lead(self, row: GapRow, words: Words) -> Link:
        return Link(words, "ecarts", self.lead(row), follows=False)

    def _chosen(self, code: str) -> str:
        return "lue" if code == self.chosen else ""

    def _cell(self, departement: str, row: GapRow | None) -> Cell:
        role, measures = self._tint(departement), self._panel(departement)
        if row is None:
            return Cell(Mark("ligne non imprimée", "absent"), role=role, measures=measures)
        return Cell(self._drawn(row, self._notes(row.code, departement)), role=role, measures=measures)

    def _notes(self, code: str, departement: str) -> tuple[Mark, ...]:
        """The numbers of the notes of a place, or how many they are when they would hide its name; all are heard."""
        found = self.numbers.get((code, departement), ())
        if not found:
            return ()
        numbers = ", ".join(map(str, found))
        said = Mark(f" (note{plural(len(found))} {numbers})", "hors-vue")
        seen = numbers if len(found) <= _MOST_NUMBERS else f" {len(found)}{NBSP}notes"
        return Mark(Mark(seen, "renvoi"), "vu"), said

    # ------------------------------------------------------------ one row of one plan

    def _drawn(self, row: GapRow, notes: Sequence[Mark] = ()) -> tuple[Span, ...]:
        """The marks, the words that are seen beside them, those that are heard; a number of note keeps to its word."""
        number = (NBSP, notes[0].words) if notes else ()
        seen = Mark((*self._seen(row), *number), "vu")
        return self._track(row), seen, Mark(in_short(row, self.borne), "hors-vue"), *notes[1:]

    def _track(self, row: GapRow) -> Track:
        panel = self._marks[row.key, row.departement]
        marks = _shapes(panel)
        extent = max([0.0, *(end for _, _, end, _ in marks)])
        return Track(tuple(marks), extent, self._way(row))

    def _way(self, row: GapRow) -> str:
        """Side and filling of a number that is not zero, as in «Ce qui change»."""
        gap = row.gaps[self.borne]
        if gap is None or not gap.exact or not gap.low:
            return ""
        hold = "tirets" if row.supposed(self.borne) else "contour" if row.reserved else "plein"
        return f"{'hausse' if gap.low > 0 else 'baisse'} {hold}"

    def _seen(self, row: GapRow) -> tuple[Span, ...]:
        """The gap or why there is none, what the text of the plan declares, the other signs of what holds it back."""
        words = self._marks[row.key, row.departement].words[0]
        told = [line for line in words.lines if line.startswith("◇")]
        own = " ".join(line for line in words.lines if not line.startswith("◇"))
        for whole, short in SHORTER.items():
            own = own.replace(whole, short)
        style: Style = "fort" if "plein" in self._way(row) else "compte" if self._way(row) else "note"
        shown = (*told, gap_text(row, borne=self.borne)) if words.small else (own, *told)
        signs = [
            sign
            for sign in reserve_signs(row)
            if sign not in (REVISED_MARK, "*") and not any(sign in line or "si…" in line for line in told)
        ]
        rest = _kept(" ".join([*shown[1:], *signs]))
        first = Mark(_kept(shown[0]), "note" if words.small else style)
        return (first, " ", Mark(rest, "reserve")) if rest else (first,)

    # ------------------------------------------------------------ narrow screens

    def _card(self, code: str) -> Block:
        own = [row for row in self.rows if row.departement == code]
        items = tuple(Item(self._lead(row, (self._told(row), " ", *self._drawn(row)))) for row in own)
        length = self._widest[code] if self.own else max(self._widest.values())
        head = Heading(self._name(code)), Paragraph(self._axis(code, length), "echelle")
        name = self.supply.geography.name(code)
        return Part((*head, Bullets(items)), self._tint(code), name, measures=(*self._panel(code), ("l", length)))

    def _told(self, row: GapRow) -> Mark:
        return Mark((row.libelle, *self._notes(row.code, ""), *self._notes(row.code, row.departement)), "contexte")


def _kept(words: str) -> str:
    """The same words; a sign keeps to what it announces, a range to its two ends."""
    return re.sub(r"\bde (\S+) à (?=[+−\d])", rf"de{NBSP}\1{NBSP}à{NBSP}", words.replace("◇ ", f"◇{NBSP}"))


def _nothing(row: GapRow, borne: Borne) -> bool:
    """Whether a row counts no site, authorised or foreseen, and its plan declares nothing of it."""
    counts = row.existing, row.targets[borne]
    return all(count is not None and count.high == 0 for count in counts) and row.ligne_annonce is None


def _shapes(panel: Panel) -> list[tuple[str, float, float, str]]:
    """The marks of a row from the back to the front: those of the chart, as shapes on a line."""
    hatch = [("hachure", 0.0, float(max(1, panel.widest)), "") for _ in panel.hatched]
    pale = [("plage pale", float(count.low), float(count.high), "") for _, count in panel.pale]
    links = [("trajet", min(start, end), max(start, end), "") for _, start, end in panel.links]
    ranges = [
        (f"plage {kind} {'haut' if y > 0 else 'bas' if y < 0 else ''}".strip(), float(count.low), float(count.high), "")
        for kind, y, count in panel.ranges
    ]
    points = [
        (f"{shape}{' haut' if point.y > 0 else ' bas' if point.y < 0 else ''}", point.x, point.x, "")
        for shape, found in (("anneau", panel.authorised), ("point", panel.foreseen))
        for point in found
        if point.shape != "line-ns-open"
    ]
    return [*hatch, *pale, *links, *ranges, *points]
