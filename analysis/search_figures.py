"""The figures that a search answers with: an indicateur or a row of OQOS in one territory.

The value of an indicateur is the one that its map shows, else one that a document prints of the whole territory.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.atlas import Atlas
from analysis.gap_rows import GapRow
from analysis.machines import MACHINES, SITES
from analysis.records import text_of
from analysis.search_entries import Entry, Parameters, old_keys
from analysis.selection import Value
from analysis.supply import Supply


@dataclass(frozen=True)
class OldRow:
    """Printed sites and machines of a row of a former table in one département, None when not printed."""

    sites: str | None
    machines: str | None


class Figures:
    """Lookups of the figures by entry and territory; built once, read-only."""

    def __init__(self, atlas: Atlas, supply: Supply) -> None:
        self.atlas, self.supply = atlas, supply
        self.values, self.rows = self._values(), self._rows()
        self.old_rows = self._old_rows()

    def _values(self) -> dict[tuple[str, str], Value]:
        """The value of each indicateur in each territory, by both."""
        found: dict[tuple[str, str], Value] = {}
        for slug, key in self.atlas.best.items():
            found |= {(slug, code): value for code, value in self.atlas.cells(key).items()}
        for value in self.atlas.values:
            if value.mapped:
                found.setdefault((value.indicateur, value.territoire), value)
        return found

    def _rows(self) -> dict[tuple[str, str], GapRow]:
        """The row of gaps of each modalité in each département, by both."""
        return {(f"{row.activite}/{row.code}", row.departement): row for row in self.supply.rows}

    def _old_rows(self) -> dict[tuple[str, str], OldRow]:
        """What the former tables print of the modalités that no gap holds, by modalité and département."""
        cells, keys = self.supply.dataset.oqos, old_keys(self.supply)
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in cells[cells["regime"].eq("ancien")].itertuples(index=False):
            if key := keys.get((row.activite, text_of(row.groupe), row.modalite)):
                found.setdefault((key, row.departement), {})[row.mesure] = text_of(row.brut)
        return {
            key: OldRow(said.get(SITES) or said.get("existant"), said.get(MACHINES))
            for key, said in found.items()
            if key not in self.rows
        }

    def entry(self, entry: Entry, territoire: str) -> Entry | None:
        """The figure of an entry in a territory, as an entry of its own; None when there is none."""
        place = (entry.key, territoire)
        inside: Parameters = (("departement", territoire),) if territoire in self.atlas.geography.departements else ()
        if entry.kind == "indicateur" and place in self.values:
            best = self.atlas.best.get(entry.key)
            mapped = best is not None and territoire in self.atlas.cells(best)
            page, where = ("carte", ()) if mapped else ("sources", (("vue", "valeurs"),))
            target = (*where, ("indicateur", entry.key), *inside)
        elif entry.kind == "modalite" and (place in self.rows or place in self.old_rows):
            page, target = entry.page, (*entry.parameters, *inside)
        else:
            return None
        rank = self._rank(entry, territoire)
        return Entry("valeur", f"{entry.key}@{territoire}", entry.title, entry.context, page, target, rank=rank)

    def is_set(self, entry: Entry, territoire: str) -> bool:
        """Whether an entry is a set of rows, or a row of a former table, rather than a row of a target."""
        if entry.kind != "modalite":
            return False
        row = self.rows.get((entry.key, territoire))
        return row is None or row.niveau != "modalite"

    def _rank(self, entry: Entry, territoire: str) -> int:
        """Order at equal merit: the rows with most sites planned and most change first, a former row last."""
        row = self.rows.get((entry.key, territoire))
        target, gap = (row.targets["intervalle"], row.gaps["intervalle"]) if row else (None, None)
        changed = abs(gap.low) if gap and gap.exact else 0
        return entry.rank - 1000 * ((target.high if target else 0) + 2 * changed)
