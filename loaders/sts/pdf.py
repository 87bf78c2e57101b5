"""Text of a PDF, page after page, within bounds of size and time.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import time
from pathlib import Path

from loaders.errors import ReadingError
from loaders.sts.limits import held
from loaders.sts.progress import tell


def pdf_text(path: Path) -> str:
    """The text of a PDF, one line of text a line, pages separated by a blank line.

    Raises:
        ReadingError: not a PDF, protected, too long, or no text in it (scanned pages).
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
        return _pages(document, path.name)
    finally:
        document.close()


def _pages(document: object, name: str) -> str:
    count = len(document)  # type: ignore[arg-type]
    if count > held().pages:
        raise ReadingError(
            f"Le PDF compte {count} pages",
            ou=name,
            que_faire=f"Donner le seul schéma territorial, {held().pages} pages au plus",
        )
    start, texts = time.monotonic(), []
    for index in range(count):
        tell("pages", index, count)
        page = document[index]  # type: ignore[index]
        text_page = page.get_textpage()
        texts.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
        if time.monotonic() - start > held().seconds:
            raise ReadingError(
                "Le PDF est trop long à lire",
                ou=f"{name}, page {index + 1} sur {count}",
                que_faire="Donner le texte du schéma en .txt",
            )
    return "\n\n".join(texts)
