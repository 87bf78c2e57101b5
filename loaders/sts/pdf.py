"""A PDF opened within bounds of size and time, and read page after page.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.limits import held
from loaders.sts.paper.document import Paper, paper
from loaders.sts.paper.sheet import Sheet
from loaders.sts.progress import tell


def read_pdf(path: Path) -> Paper:
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
        protected = err.err_code in (4, 5)  # a password is asked for, or the protection is not known
        raise ReadingError(
            "Le PDF est protégé par un mot de passe" if protected else "Le PDF est abîmé ou incomplet",
            ou=path.name,
            que_faire="L'enregistrer sans mot de passe, puis redonner ce fichier"
            if protected
            else "Télécharger de nouveau le schéma, ou l'enregistrer de nouveau en PDF",
        ) from err
    try:
        found = paper(_sheets(document, path.name))
    finally:
        document.close()
    if not found.text.strip():
        raise ReadingError(
            "Le PDF ne contient aucun texte, ses pages sont vides ou sont des images",
            ou=path.name,
            que_faire="Demander le schéma d'origine à qui l'a produit : un texte reconnu sur une image n'est pas lu",
        )
    return found


def _sheets(document: Any, name: str) -> Iterator[Sheet]:
    import pypdfium2 as pdfium

    from loaders.sts.paper.pdfium import read_sheet

    count = len(document)
    if count > held().pages:
        raise ReadingError(
            f"Le PDF compte {count} pages",
            ou=name,
            que_faire=f"Donner le seul schéma territorial, {held().pages} pages au plus",
        )
    start = time.process_time()
    for index in range(count):
        tell("pages", index, count)
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
        if time.process_time() - start > held().seconds:
            raise ReadingError(
                "Le PDF est trop long à lire",
                ou=f"{name}, page {index + 1} sur {count}",
                que_faire="Donner le texte du schéma en .txt",
            )
