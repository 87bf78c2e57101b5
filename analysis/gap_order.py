"""Order of the rows of gaps: that of the document, or the widest number first.

Source: table `ecarts`.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.closed_sets import Borne, Ordre
from analysis.supply import GapRow

Weight = tuple[int, int]


def sorted_rows(rows: Sequence[GapRow], departements: Sequence[str], *, order: Ordre, borne: Borne) -> list[GapRow]:
    """Rows in the order asked.

    Args:
        departements: codes, in the order wanted within a modalité.
        order: `ecart` puts the modalités with the widest number first, then the ranges,
            then the rest; any other word keeps the document's order.
        borne: how a target printed as a range is read (`intervalle`, `basse`, `haute`).
    """
    rank = {code: index for index, code in enumerate(departements)}
    widest: dict[tuple[str, str], Weight] = {}
    if order == "ecart":
        for row in rows:
            widest[row.key] = max(widest.get(row.key, (0, 0)), _weight(row, borne))
    return sorted(rows, key=lambda row: (*_down(widest.get(row.key)), *_printed(row), rank[row.departement]))


def _weight(row: GapRow, borne: Borne) -> Weight:
    gap = row.gaps[borne]
    if gap is None:
        return 0, 0
    return (2, abs(gap.low)) if gap.exact and gap.low else (1, gap.high - gap.low)


def _down(weight: Weight | None) -> Weight:
    return (-weight[0], -weight[1]) if weight else (0, 0)


def _printed(row: GapRow) -> tuple[bool, int, bool]:
    """Targets in printed order, a group before its members; what has no target comes last."""
    return row.regime == "ancien", row.ordre, row.niveau == "modalite"
