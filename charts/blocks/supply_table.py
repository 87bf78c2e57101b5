"""Every activité of some départements as a drawing: the rows of each under its name, with the marks of one activité.

One table at every width: on a narrow screen each activité is a card, with its scale, and nothing scrolls sideways.

Source: DESIGN.md, section 5, rules 3, 4, 9 and 11.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from charts.blocks.activity_table import SEEN_WHOLE, ActivityTable
from charts.blocks.records import Blocks, Cell, Grid, Heading, Link, Measures, Paragraph, Parameters, Part, Row
from charts.words.gap_words import REVISED_MARK

ROLE = "table-offre"
"""What the style sheets know the drawing by; paper of its own draws the picture of the view in its place."""


@dataclass(frozen=True, kw_only=True)
class SupplyTable(ActivityTable):
    """What is drawn: the rows of several activités, in the order asked.

    Attributes:
        into: address of the view of one activité, by its code.
        longest: most sites of the tables that share its scale, where there are several.
    """

    into: Callable[[str], Parameters]
    longest: int = 0

    @cached_property
    def _widest(self) -> dict[str, int]:
        return {code: max(self.longest, own) for code, own in self._counts().items()}

    def blocks(self) -> Blocks:
        """The table, one a département where they stand one under the other, then the plans without a site."""
        every = self.panels if self.stacked else [""]
        parts: Blocks = tuple(block for code in every for block in self._part(code))
        said = self.absent_text()
        return *parts, *((Paragraph(said, "absents"),) if said else ())

    def _part(self, code: str) -> Blocks:
        if not code:
            return (Part((self._grid(),), ROLE),)
        rows = [row for row in self.rows if row.departement == code]
        alone = replace(self, rows=rows, stacked=False, longest=0 if self.own else max(self._widest.values()))
        return Heading(self.supply.geography.name(code)), Part((alone._grid(),), ROLE)

    def _grid(self) -> Grid:
        head = Row((Cell("Ligne du tableau", heading="col"), *(self._head(code) for code in self.panels)))
        large = len(self.panels) > SEEN_WHOLE
        alone = len(self.panels) == 1
        looks = {"propre": self.own, "large": large, "un-seul": alone, "en-cartes": not alone}
        return Grid(
            (head,),
            tuple(self._body(slug) for slug, _ in groupby(self.rows, key=lambda row: row.activite)),
            " ".join(["table-activite", *(look for look, asked in looks.items() if asked)]),
            caption="Sites autorisés et prévus, activité par activité et ligne par ligne",
            caption_seen=False,
            label="Sites autorisés et prévus, toutes les activités" if large else "",
            measures=(*self.measures, ("l", max(self._widest.values()))),
        )

    def _body(self, slug: str) -> tuple[Row, ...]:
        """The name of an activité, then its rows."""
        activite = self.supply.activites[slug]
        name = Link(activite.libelle_court, "ecarts", self.into(slug), follows=False)
        mark = REVISED_MARK if activite.revisee else ""
        widest = max(self._widest.values())
        scale = self._axis(next(iter(self.panels)), widest)
        above: Measures = (("pas", self._step(next(iter(self.panels)))), ("m", widest))
        head = Cell((name, mark, scale), heading="rowgroup", columns=1 + len(self.panels), measures=above)
        return Row((head,), "activite"), *(self._line(own) for key, own in self._lines.items() if key[0] == slug)
