"""A PDF opened within bounds of size and time, and read page after page.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.paper.document import Paper, paper
from loaders.sts.paper.sheet import Sheet

MOST_PAGES = 600
MOST_SECONDS = 30.0
"""Of the processor: a busy machine refuses no document."""

Told = Callable[[int, int], None]
"""Called with the number of pages read and that of the document."""


def read_pdf(path: Path, told: Told | None = None) -> Paper:
    """The lines and the cells of a PDF.

    Raises:
        ReadingError: not a PDF, protected, damaged, too long, or no text in it (scanned pages).
    """
    import pypdfium2 as pdfium

    if not path.read_bytes()[:1024].lstrip().startswith(b"%PDF"):
        raise ReadingError(
            "Le fichier porte l'extension .pdf mais n'est pas un PDF",
            ou=path.name,
            que_faire="Télécharger de nouveau le schéma, ou donner son texte en .txt",
        )
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as err:
        raise ReadingError(
            "Le PDF est abîmé ou protégé",
            ou=path.name,
            que_faire="Télécharger de nouveau le schéma, ou l'enregistrer sans mot de passe",
        ) from err
    try:
        found = paper(_sheets(document, path.name, told))
    finally:
        document.close()
    if not found.text.strip():
        raise ReadingError(
            "Le PDF ne contient aucun texte, ses pages sont vides ou sont des images",
            ou=path.name,
            que_faire="Demander le schéma d'origine à qui l'a produit : un texte reconnu sur une image n'est pas lu",
        )
    return found


def _sheets(document: Any, name: str, told: Told | None) -> Iterator[Sheet]:
    import pypdfium2 as pdfium

    from loaders.sts.paper.pdfium import read_sheet

    count = len(document)
    if count > MOST_PAGES:
        raise ReadingError(
            f"Le PDF compte {count} pages",
            ou=name,
            que_faire=f"Donner le seul schéma territorial, {MOST_PAGES} pages au plus",
        )
    start = time.process_time()
    for index in range(count):
        try:
            page = document[index]
            sheet = read_sheet(page, index + 1)
            page.close()
        except pdfium.PdfiumError as error:
            raise ReadingError(
                "Une page du PDF est abîmée",
                ou=f"{name}, page {index + 1} sur {count}",
                que_faire="Télécharger de nouveau le schéma, ou l'enregistrer de nouveau en PDF",
            ) from error
        yield sheet
        if told is not None:
            told(index + 1, count)
        if time.process_time() - start > MOST_SECONDS:
            raise ReadingError(
                "Le PDF est trop long à lire",
                ou=f"{name}, page {index + 1} sur {count}",
                que_faire="Donner le texte du schéma en .txt",
            )
