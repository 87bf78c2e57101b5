"""The tables of buttons of the pages as native tables: what each cell counts, in words where a sign would not do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.slides.records import Box, Line, Run, TableDrawing

_TONES = {"hausse": "hausse-pale", "baisse": "baisse-pale", "mixte": "choix-fond"}
_WIDE = 6
"""Columns past which a cell that is not prioritised bears a dash."""


def matrix_table(table: Mapping[str, Any]) -> tuple[TableDrawing, str]:
    """A matrix (`charts.drawings.gap_matrix`, `defi_matrix`) and how its cells read."""
    defis = table.get("genre") == "defis"
    wide = len(table["colonnes"]) <= _WIDE
    under = table.get("sous") or [""] * len(table["colonnes"])
    corner = ([Box(((Run(table["rangs"]),),))] if defis else []) + [Box(((Run(table["coin"]),),))]
    columns = [
        Box(((Run(name),), *(((Run(below, size=10),),) if below else ())), centre=True)
        for name, below in zip(table["colonnes"], under, strict=True)
    ]
    absent = table.get("absents") or {}
    extra = [Box(((Run(table["compte"]),),), centre=True)] if table.get("compte") else []
    extra += [Box(((Run(absent["texte"], size=10),),), centre=True)] if absent else []
    body = []
    for rank, line in enumerate(table["lignes"]):
        names: list[Box | None] = []
        if defis:
            names.append(Box(((Run(line["groupe"], bold=True),),), rows=line["rangs"]) if "groupe" in line else None)
        label: Line = (Run(line["titre"]),)
        if line.get("etiquette"):
            label = (Run(f"{line['etiquette']} ", bold=True), *label)
        cells = [_defi(cell, wide=wide) if defis else _counts(cell) for cell in line["cellules"]]
        tail: list[Box | None] = [_share(line)] if table.get("compte") else []
        if absent:
            tail.append(Box((), "hachure", rows=len(table["lignes"])) if not rank else None)
        body.append((*names, Box((label,)), *cells, *tail))
    weights = ((1.25, 2.9) if defis else (1.5,)) + (0.8 if defis else 1.0,) * len(columns)
    weights += (0.6,) * bool(table.get("compte")) + (0.6,) * bool(absent)
    told = str(table["titre"])
    if defis and not wide:
        told += " ; tiret : non priorisé"
    return TableDrawing(
        str(table["coin"]), ((*corner, *columns, *extra),), tuple(body), weights, 11 if defis else 12
    ), told


def _defi(cell: Mapping[str, Any], *, wide: bool) -> Box:
    """How many objectifs, on a plain ground whatever their number; or that the défi is not prioritised."""
    if cell["ton"]:
        return Box(((Run(" ".join(text for _, text, _ in cell["parts"]), bold=True),),), "donnee-pale", centre=True)
    return Box(((Run("non priorisé" if wide else "–", colour="encre-3", size=10),),), centre=True)


def _counts(cell: Mapping[str, Any]) -> Box:
    """The counts that are not zero, each after its sign."""
    text = "  ".join(words for _, words, number in cell["parts"] if number)
    line: Line = (Run(text or "aucune implantation inscrite", colour="" if text else "encre-3"),)
    return Box((line,), _TONES.get(str(cell["ton"]).partition("-")[0], ""), centre=True)


def _share(line: Mapping[str, Any]) -> Box:
    return Box(((Run(line["compte"], bold=True), Run(line["sur"], size=10, colour="encre-2")),), centre=True)
