"""The reading of a plan: a PDF of 70 pages, a text of 250, in a process of its own as the command reads them."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from loaders.sts.bounded import read_bounded
from loaders.sts.pdf import read_pdf
from tests.plan_pdf.model import Invented, Style, Text, invented
from tests.plan_pdf.typst_plan import typst_pdf

PDF_PAGES, TEXT_PAGES, LINES_OF_A_PAGE = 70, 250, 45
PDF_S, TEXT_S = 3.0, 2.0


def reading_times(n: int = 3) -> dict[str, dict[str, float]]:
    """Each row: what was measured (the best of `n` times) and its bar."""
    with tempfile.TemporaryDirectory() as folder:
        pdf, text = Path(folder) / "plan.pdf", Path(folder) / "plan.txt"
        typst_pdf(plan_of(PDF_PAGES), pdf)
        text.write_text(long_text(pdf), encoding="utf-8")
        return {
            f"lire un PDF de {PDF_PAGES} pages": {"s": _best(pdf, n), "barre": PDF_S},
            f"lire un texte de {TEXT_PAGES} pages": {"s": _best(text, n), "barre": TEXT_S},
        }


def plan_of(pages: int) -> Invented:
    """A plan of about that many pages: as many sheets as they hold."""
    plan = invented(1, style=Style(columns=True), sheets=9)
    more = pages - 64
    prose = Text("para", "Exemple de phrase inventée pour la longueur de ce document. " * 60)
    return replace(plan, parts=(*plan.parts[:3], *[prose] * more, *plan.parts[3:]))


def long_text(pdf: Path) -> str:
    """The text of a plan with prose before it, as long as 250 pages."""
    text = read_pdf(pdf).text.replace("\t", " ")
    missing = TEXT_PAGES * LINES_OF_A_PAGE - text.count("\n")
    return "\n".join(f"Exemple de phrase inventée, la {at}e de ce document." for at in range(missing)) + "\n" + text


def _best(path: Path, n: int) -> float:
    times = []
    for _ in range(n):
        begun = time.perf_counter()
        read_bounded(path)
        times.append(time.perf_counter() - begun)
    return round(min(times), 2)
