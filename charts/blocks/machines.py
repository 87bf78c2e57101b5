"""Machines beside the sites of an activité: one row a kind of machine, two columns a plan."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.machines import Machines
from analysis.records import grouped
from analysis.supply import Supply
from charts.blocks.records import Blocks, Cell, Grid, Heading, Paragraph, Row
from charts.words.french import NOT_STATED, list_text

_TITLE = "Appareils, à côté des sites"
_READING = (
    "Un site peut tenir plusieurs appareils : les deux nombres ne s'ajoutent pas et ne se comparent pas. Ces tableaux "
    "impriment un nombre d'appareils pour l'existant seulement, aucune cible en appareils ; les écarts de cette page "
    "comptent des sites."
)


def machines_blocks(supply: Supply, slug: str, rows: Sequence[Machines]) -> Blocks:
    """What the plans print of machines for one activité, with its lines; nothing without any."""
    if not rows:
        return ()
    date = supply.activites[slug].existant_date
    when = f" Autorisés au {date}." if date else ""
    by_plan = grouped(rows, lambda row: row.departement)
    names = list(dict.fromkeys(row.libelle for row in rows))
    head = [Cell("Appareil", heading="col")]
    for code in by_plan:
        name = supply.geography.name(code)
        head += [Cell(f"{name}, sites", heading="col"), Cell(f"{name}, appareils", heading="col")]
    body = tuple(_row(name, list(by_plan.values())) for name in names)
    where = (
        f"{supply.geography.name(code)}, ligne{'s' if len(found) > 1 else ''} "
        f"{list_text([str(row.ligne) for row in found])}"
        for code, found in by_plan.items()
    )
    grid = Grid((Row(tuple(head)),), (body,), "tableau", label=_TITLE)
    return Heading(_TITLE), Paragraph(_READING + when), grid, Paragraph(f"Lu : {' ; '.join(where)}.", "source")


def _row(name: str, plans: Sequence[Sequence[Machines]]) -> Row:
    cells = [Cell(name, heading="row")]
    for found in plans:
        row = next((one for one in found if one.libelle == name), None)
        cells += [Cell((row and row.sites) or NOT_STATED, role="nombre")]
        cells += [Cell(row.appareils if row else NOT_STATED, role="nombre")]
    return Row(tuple(cells))
