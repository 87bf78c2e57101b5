"""Plans as PDF, by several producers and in several layouts: every cell, every code, every place.

`make fuzz` reads many more, of a geometry that nobody chose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.sts.labels import load_labels
from loaders.sts.output import report
from loaders.sts.plan import Plan, read_plan
from tests.plan_pdf.chance import by_chance
from tests.plan_pdf.flowing import fpdf_pdf, reportlab_pdf
from tests.plan_pdf.html import CHROMIUM, chromium, weasyprint
from tests.plan_pdf.model import Invented, Style, invented
from tests.plan_pdf.office import SOFFICE, libreoffice_pdf
from tests.plan_pdf.placed import Layout, placed_pdf
from tests.plan_pdf.typst_plan import typst_pdf

LEAST = 0.98
COUNT = int(os.environ.get("STS_PDFS", "1"))
Writer = Callable[[Invented, Path], None]


def placed(layout: Layout) -> Writer:
    return lambda plan, path: placed_pdf(plan, path, layout)


def cut_rows(plan: Invented, path: Path) -> None:
    weasyprint(plan, path, extra="tr { break-inside: auto } td, th { line-height: 2.1 }", tagged=True)


def shaded(plan: Invented, path: Path) -> None:
    chromium(plan, path, extra="tbody tr:nth-child(2n) { background: #ddd } p, h2 { hyphens: auto }")


PLANS: dict[str, tuple[Writer, Style]] = {
    "typst": (typst_pdf, Style(columns=True)),
    "typst, no rules, no order of groups": (typst_pdf, Style(rules="none", zone="top")),
    "reportlab, level rules": (reportlab_pdf, Style(rules="horizontal", groups="column", columns=True)),
    "fpdf2": (fpdf_pdf, Style(groups="column", columns=True)),
    "chromium, shaded rows": (shaded, Style(rules="none", columns=True)),
    "weasyprint, rows cut by pages": (cut_rows, Style()),
    "libreoffice": (libreoffice_pdf, Style()),
    "any order, page turned": (placed(Layout(order="any", quarters=1, seed=3)), Style(columns=True)),
    "letter by letter, narrow columns": (placed(Layout("letters", shares=(2, 8, 1, 1), size=8, pad=1)), Style()),
    "column by column, text sideways": (placed(Layout(order="columns", sideways=3)), Style(groups="column")),
}


def faults(plan: Invented, read: Plan) -> tuple[list[str], list[str]]:
    """Cells that are not exactly read, and those of them that nothing says."""
    found = {(c.activite, c.regime, c.groupe, c.modalite, c.mesure): c for c in read.oqos.cells}
    lines = {line for line, _ in [*read.oqos.non_compris, *read.oqos.avertissements]}
    unread, silent = [], []
    for key, (low, high, dash) in plan.expected().items():
        cell = found.get(key)
        if cell is None:
            unread.append(str(key))
            continue
        same = (cell.valeur_min, cell.valeur_max) == (low, high) and cell.brut.startswith("-") == bool(dash)
        if same and (low is not None or dash or not cell.brut):
            continue
        unread.append(f"{key} : {cell.brut!r}")
        if cell.ligne not in lines and (cell.valeur_max is not None or not cell.brut):
            silent.append(unread[-1])
    return unread, silent


def counts(read: Plan) -> dict[str, tuple[int | None, int | None]]:
    return {one.code: (one.nb_resultats_attendus, one.nb_actions) for one in read.objectifs.fiches}


@pytest.mark.parametrize("name", PLANS)
def test_every_producer_is_read_cell_by_cell(name, tmp_path):
    write, style = PLANS[name]
    if (write is libreoffice_pdf and SOFFICE is None) or (write is shaded and CHROMIUM is None):
        pytest.skip(f"{name.split(',')[0]} n'est pas installé")
    plan = invented(len(name), style=style)
    write(plan, tmp_path / "plan.pdf")
    read = read_plan(tmp_path / "plan.pdf")
    unread, silent = faults(plan, read)
    assert silent == []
    assert len(unread) <= (1 - LEAST) * len(plan.expected()), unread
    assert counts(read) == plan.results
    assert [one.titre for one in read.objectifs.defis] == list(plan.defis)
    labels = load_labels()
    assert {tag for one in read.objectifs.fiches for tag in one.themes} <= set(labels.themes.values())
    assert {tag for one in read.objectifs.fiches for tag in one.parcours} <= set(labels.parcours.values())
    assert read.departement == "65"
    places_hold(read)


def places_hold(read: Plan) -> None:
    """Each cell says its page and its frame, and the report how each page was read."""
    said = report(read)
    assert len(said["lieux"]) == len(read.oqos.cells)
    assert all(left < right and top < bottom for *_, (left, top, right, bottom) in map(_place, said["lieux"]))
    ranges = said["lecture"]
    assert [one["de"] for one in ranges] == [1, *(one["a"] + 1 for one in ranges[:-1])]
    ways = {page: one["moyen"] for one in ranges for page in range(one["de"], one["a"] + 1)}
    assert {ways[place["page"]] for place in said["lieux"]} <= {"cellules", "balises"}


def _place(place: dict) -> tuple:
    return place["page"], place["cadre"]


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_plan_of_any_geometry_gives_no_wrong_number(seed, tmp_path):
    style, layout = by_chance(seed)
    plan = invented(seed, style=style, sheets=1)
    placed_pdf(plan, tmp_path / "plan.pdf", layout)
    read = read_plan(tmp_path / "plan.pdf")
    unread, silent = faults(plan, read)
    assert silent == []
    assert len(unread) <= (1 - LEAST) * len(plan.expected()), unread
    assert counts(read) == plan.results


def test_the_frame_of_a_cell_holds_its_text_on_the_displayed_page(tmp_path):
    """The text that PDFium finds in the frame of a cell, on a turned page, is what the cell prints."""
    plan = invented(9, style=Style())
    placed_pdf(plan, tmp_path / "plan.pdf", Layout(quarters=3))
    read = read_plan(tmp_path / "plan.pdf")
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(tmp_path / "plan.pdf")
    checked = 0
    for cell in [cell for cell in read.oqos.cells if cell.brut.isdecimal()][::9]:
        page = document[cell.page - 1]
        width, _ = page.get_size()
        left, top, right, bottom = cell.cadre  # displayed after three quarter turns: x is the height of the file
        _, _, across, high = page.get_mediabox()
        text = page.get_textpage().get_text_bounded(across - bottom, high - right, across - top, high - left)
        assert abs(width - high) < 1 and re.sub(r"\D", "", text) == cell.brut
        checked += 1
    assert checked > 10
