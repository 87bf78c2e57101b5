"""«Ce qui change» as a drawing: a row a modalité, a column a département, a signed number and its bar in each cell.

Side, hue and sign say rise or fall; a full bar and a bold figure, no written reservation; a pale one with an outline,
one whose reason stands beside. On a narrow screen, the same gaps one département after the other. Each number leads
to its row, and says to who listens the whole sentence of the list (`gap_changes`).

Source: DESIGN.md, section 5, rules 9 to 11.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from analysis.closed_sets import Borne
from analysis.reservations import Kind
from analysis.supply import GapRow, Supply
from charts.blocks.gap_changes import change, range_item
from charts.blocks.gap_legend import cells_seen, signs_of
from charts.blocks.gap_ranges import is_range, ranged_rows, ranges_told
from charts.blocks.gap_sheet import plan_text
from charts.blocks.records import (
    Bar,
    Block,
    Blocks,
    Bullets,
    Cell,
    Grid,
    Heading,
    Hold,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Sign,
    Span,
    Words,
    parameters,
    plain,
)
from charts.words.coverage import STATUTS
from charts.words.french import NBSP, lower_first, plural
from charts.words.gap_bounds import HYPOTHESES, cell_text
from charts.words.gap_declared import announced_text, comes_first, signed
from charts.words.gap_reserves import SIGNS, free_text, parted, reserve_signs, reserves_text
from charts.words.gap_words import REVISED_MARK, gap_text

Place: TypeAlias = "tuple[tuple[str, str], str]"
"""What a row is about, and the code of its département."""

SEEN_WHOLE = 4
"""Départements whose columns hold side by side on a projector; with more the table scrolls, its heads do not."""

SHORTEST_SCALE = 8
"""Sites that the longest bar stands for at least: a lone «+1» is no long bar."""

_LEGEND: dict[Kind, str] = {"avenant": "révisé en 2025, non inclus", "asterisque": "astérisque du plan"}
"""What a sign of reservation that is no word stands for."""


@dataclass(frozen=True)
class ChangeTable:
    """What is drawn: the rows that change somewhere, in the chosen départements.

    Attributes:
        changes: gaps that are numbers and not zero, by département.
        activites: those that are kept.
    """

    supply: Supply
    borne: Borne
    changes: Mapping[str, list[GapRow]]
    activites: Sequence[str]

    @property
    def rows(self) -> list[GapRow]:
        return [row for rows in self.changes.values() for row in rows]

    def number(self, row: GapRow) -> int:
        gap = row.gaps[self.borne]
        assert gap is not None
        return gap.low

    def blocks(self) -> Blocks:
        """Legend, table, and the same département by département; nothing without a number nor a range."""
        if not self.rows and not self.ranged:
            return ()
        cards = tuple(self._card(code, rows) for code, rows in self.changes.items())
        return self.legend(), self.grid(), Part(cards, "cartes-change")

    @cached_property
    def ranged(self) -> dict[str, dict[str, list[GapRow]]]:
        """By activité and code, the rows that are a range somewhere and a number nowhere."""
        return ranged_rows(self.supply, self.activites, self.changes, drawn={row.key for row in self.rows})

    @property
    def holds_ranges(self) -> bool:
        """Whether a cell holds a range."""
        keys = {row.key for row in self.rows}
        slugs = {slug for slug, _ in keys}
        return bool(self.ranged) or any(
            row.key in keys and is_range(row) for slug in slugs for row in self.supply.of(slug, self.changes)
        )

    @property
    def left_out(self) -> list[str]:
        """Activités printed by these plans of which no row is drawn."""
        drawn = {row.activite for row in self.rows} | set(self.ranged)
        return [slug for slug in self.activites if slug not in drawn and self.supply.of(slug, self.changes)]

    # ------------------------------------------------------------ legend

    def legend(self) -> Bullets:
        """What the marks mean, of those that are drawn alone."""
        numbers, bound = [self.number(row) for row in self.rows], lower_first(HYPOTHESES.get(self.borne, ""))
        signs = {sign for row in self.rows for sign in reserve_signs(row)}
        grid = self.grid()
        told = list(cells_seen((grid,)))
        holds = {self._hold(row) for row in self.rows}
        stable = any(of_bar(cell.words) for body in grid.bodies for row in body for cell in row.cells)
        words: list[tuple[bool, Words]] = [
            (max(numbers, default=0) > 0, (Sign("barre hausse plein"), "+ hausse")),
            (min(numbers, default=0) < 0, (Sign("barre baisse plein"), "− baisse")),
            ("plein" in holds, "gras : sans réserve écrite"),
            ("contour" in holds, (Sign("barre hausse contour"), "contour : avec réserve")),
            (
                "tirets" in holds,
                (Sign("barre hausse tirets"), f"tirets : {bound}"),
            ),
            *((SIGNS[kind] in signs, (Mark(SIGNS[kind]), f" {said}")) for kind, said in _LEGEND.items()),
            (stable, (Sign("barre stable"), "stable")),
            (any("de " in text or " fourchette" in text for text in told), (Mark("de … à …", "compte"), " fourchette")),
        ]
        kept = [*(said for shown, said in words if shown), *signs_of(told)]
        return Bullets(tuple(map(Item, kept)), "legende-change")

    # ------------------------------------------------------------ table

    def grid(self) -> Grid:
        """Activités and their rows, those with the widest number first; the départements as columns."""
        place = {
            (row.key, row.departement): row
            for slug in self.supply.activites
            for row in sorted(self.supply.of(slug, self.changes), key=lambda row: row.denombre)
        }
        head = Row(
            (
                Cell("Activité", heading="col"),
                Cell("Ligne du tableau", heading="col"),
                *(self._head(code) for code in self.changes),
            )
        )
        large = len(self.changes) > SEEN_WHOLE
        return Grid(
            (head,),
            tuple(self._body(slug, rows, place) for slug, rows in self._all_grouped().items()),
            f"table-change{' large' if large else ''}",
            caption="Écarts chiffrés et non nuls, ligne par ligne et département par département",
            caption_seen=False,
            label="Ce qui change, ligne par ligne" if large else "",
        )

    def _grouped(self) -> dict[str, list[GapRow]]:
        """One row of each modalité, by activité: widest printed number first, then the order of the documents."""
        widest: dict[object, int] = {}
        for row in self.rows:
            size = 0 if row.supposed(self.borne) else abs(self.number(row))
            for key in (row.key, row.activite):
                widest[key] = max(widest.get(key, 0), size)
        order = list(self.supply.activites)
        kept = sorted(
            self.rows, key=lambda row: (-widest[row.activite], order.index(row.activite), -widest[row.key], row.ordre)
        )
        grouped: dict[str, dict[str, GapRow]] = {}
        for row in kept:
            grouped.setdefault(row.activite, {}).setdefault(row.code, row)
        return {slug: list(rows.values()) for slug, rows in grouped.items()}

    def _body(self, slug: str, rows: Sequence[GapRow], place: Mapping[Place, GapRow]) -> tuple[Row, ...]:
        """The rows of an activité, then its ranges; an activité of one row that bears its name is said once."""
        activite = self.supply.activites[slug]
        star = REVISED_MARK if activite.revisee else ""
        lines = [(row.libelle, [self._cell(code, place.get((row.key, code))) for code in self.changes]) for row in rows]
        ranged = self.ranged.get(slug, {})
        if len(ranged) == 1:
            (line,) = ranged.values()
            rows = [*rows, line[0]]
            lines.append((line[0].libelle, [self._cell(code, place.get((line[0].key, code))) for code in self.changes]))
        elif ranged:
            others = "autres " if rows else ""
            lines.append((f"{len(ranged)} {others}lignes en fourchette", list(map(self._ranges(slug), self.changes))))
        if len(lines) == 1 and rows and self._names_its_activite(rows[0]):
            name = Cell(f"{rows[0].libelle}{star}", heading="row", role="seule", columns=2)
            return (Row((name, *lines[0][1])),)
        head = Cell(f"{activite.libelle_court}{star}", heading="rowgroup", rows=len(lines))
        return tuple(
            Row((*(() if rank else (head,)), Cell(name, heading="row"), *cells))
            for rank, (name, cells) in enumerate(lines)
        )

    def _all_grouped(self) -> dict[str, list[GapRow]]:
        """The same, then the activités that are ranges alone, in the order of the documents."""
        numbered = self._grouped()
        return numbered | {slug: [] for slug in self.ranged if slug not in numbered}

    def _ranges(self, slug: str) -> Callable[[str], Cell]:
        """What stands in each département for several rows that are ranges: how many, and the way to them."""
        lines = self.ranged[slug]

        def cell(code: str) -> Cell:
            own = [row for rows in lines.values() for row in rows if row.departement == code]
            found = [row for row in own if is_range(row)]
            if not found:
                return self._without_range(code, own)
            said = f"{len(found)} fourchette{plural(len(found))}"
            borne = "" if self.borne == "intervalle" else self.borne
            each = " ; ".join(f"{row.libelle} {gap_text(row, borne=self.borne)}" for row in found)
            heard = f"{found[0].nom}, {self.supply.activites[slug].libelle_court}, {said} : {each}"
            shown = Mark((Mark(said, "compte"),), "vu"), Mark(heard, "hors-vue")
            where = parameters(vue="activite", activite=slug, departement=code, borne=borne)
            return Cell(Link(shown, "ecarts", where), role=self._tint(code))

        return cell

    def _without_range(self, code: str, own: Sequence[GapRow]) -> Cell:
        """A dot where some row is stable, a dash where none has a site; else that nothing compares."""
        readings = {row.readings[self.borne] for row in own}
        if "stable" in readings and readings <= {"stable", "aucune"}:
            return Cell((Bar(0, self._zero), Mark("stable", "hors-vue")), role=self._tint(code))
        if readings <= {"aucune"}:
            return self._none(code)
        return Cell(Mark("sans écart", "absent"), role=self._tint(code))

    def _none(self, code: str) -> Cell:
        words = (Mark("–", "vu"), Mark("aucune implantation inscrite", "hors-vue"))
        return Cell(Mark(words, "absent"), role=self._tint(code))

    def _names_its_activite(self, row: GapRow) -> bool:
        return row.libelle.startswith(self.supply.activites[row.activite].libelle_court)

    def _head(self, code: str) -> Cell:
        """Name of a département, which version of its plan is read, how many numbers."""
        statut, _ = self.supply.loaded_plans.versions[code]
        free, held, supposed = parted(self.changes[code], self.borne)
        count = len(free) + len(held)
        told = f"{count} écart{plural(count)}, {free_text(free, version_said=True)}"
        told += f", {len(supposed)} par la seule borne" if supposed else ""
        name = self.supply.geography.name(code)
        version = STATUTS[statut][1].removeprefix("version de ")
        words = (Mark(name), " ", Mark(version, "contexte"), " ", Mark(told, "petit"))
        return Cell(words, heading="col", role=self._tint(code))

    def _tint(self, code: str) -> str:
        return "consulte" if code in self.supply.loaded_plans.consulted else ""

    def _cell(self, code: str, row: GapRow | None) -> Cell:
        """A number and its bar, a dot, a range, or why there is none."""
        if row is None:
            return Cell(Mark("non imprimé", "absent"), role=self._tint(code))
        gap = row.gaps[self.borne]
        if not row.denombre or gap is None or row.readings[self.borne] == "aucune":
            none = row.readings[self.borne] == "aucune"
            return self._none(code) if none else Cell(Mark(gap_text(row), "absent"), role=self._tint(code))
        if gap.exact and gap.low:
            return Cell(self._link(row, (Mark(self._drawn(row), "vu"),)), role=self._tint(code))
        if gap.exact and not row.bounded(self.borne):
            return Cell((Bar(0, self._zero), Mark("stable", "hors-vue")), role=self._tint(code))
        told = f"{announced_text(row, short=True)}{NBSP};" if comes_first(row, "intervalle") else ""
        shown = (told, Mark(gap_text(row, borne=self.borne), "compte"))
        return Cell(self._link(row, (Mark(shown, "vu"),)), role=self._tint(code))

    # ------------------------------------------------------------ one number

    @property
    def _scale(self) -> int:
        return max([SHORTEST_SCALE, *(abs(self.number(row)) for row in self.rows)])

    @property
    def _zero(self) -> float:
        return max([0, *(-self.number(row) for row in self.rows)]) / self._scale

    def _hold(self, row: GapRow) -> Hold:
        return "tirets" if row.supposed(self.borne) else "contour" if row.reserved else "plein"

    def _drawn(self, row: GapRow) -> tuple[Span, ...]:
        """The number, its bar, the signs of what holds it back."""
        number = self.number(row)
        hold, signs = self._hold(row), reserve_signs(row)
        if hold == "tirets":
            signs = [*filter(None, [announced_text(row, short=True)]), f"imprimé {cell_text(row)}"]
        return (
            Mark(signed(number), "fort" if hold == "plein" else "compte"),
            Bar(number / self._scale, self._zero, hold),
            *((Mark(" ".join(signs), "reserve"),) if signs else ()),
        )

    def _link(self, row: GapRow, shown: tuple[Span, ...]) -> Link:
        """The way to the row in its département; the whole sentence of the list is heard."""
        where = parameters(
            activite=row.activite,
            modalite=row.code,
            departement=row.departement,
            borne="" if self.borne == "intervalle" else self.borne,
        )
        return Link((*shown, Mark(self.sentence(row), "hors-vue")), "ecarts", where)

    def sentence(self, row: GapRow) -> str:
        """One cell in full: département, number, name, counts, lines, what holds it back."""
        gap = row.gaps[self.borne]
        if gap is None or not gap.exact or not gap.low:
            return f"{row.nom}, {plain(range_item(self.supply, row, self.borne).words)}"
        words = change(self.supply, row, self.borne).words
        assert isinstance(words, tuple)
        *told, held = map(plain, words)
        return f"{row.nom} : {''.join(told)}, {held or reserves_text(row)}"

    # ------------------------------------------------------------ narrow screens

    def _card(self, code: str, rows: Sequence[GapRow]) -> Block:
        """One département: its numbers with the name of their row, those of a bound alone last."""
        kept = sorted(rows, key=lambda row: row.supposed(self.borne))
        items = tuple(Item(self._link(row, (Mark(self._told(row), "vu"),))) for row in kept)
        name = self.supply.geography.name(code)
        head = Heading(name), Paragraph(f"{plan_text(self.supply, code, rows, self.borne)}.")
        ranges = ranges_told(self.supply, self.ranged, code, self.borne)
        listed = (*((Bullets(items),) if items else ()), *((Paragraph(ranges),) if ranges else ()))
        return Part((*head, *listed), self._tint(code), label=name)

    def _told(self, row: GapRow) -> tuple[Span, ...]:
        number, bar, *signs = self._drawn(row)
        name = Mark(self.supply.activites[row.activite].libelle_court, "contexte")
        names: tuple[Span, ...] = (Mark(row.libelle, "contexte"),)
        if not self._names_its_activite(row):
            names = (name, " ", row.libelle)
        return number, bar, Mark((*names, " ", *signs), "note")


def of_bar(words: Words) -> bool:
    """Whether some words hold the dot of what is stable."""
    return isinstance(words, tuple) and any(isinstance(span, Bar) and not span.share for span in words)


def change_table(
    supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str] | None = None
) -> ChangeTable:
    """The drawing of some départements."""
    changes = {code: supply.changes(code, borne=borne, activites=activites) for code in departements}
    kept = [slug for slug in supply.activites if activites is None or slug in activites]
    return ChangeTable(supply, borne, changes, kept)
