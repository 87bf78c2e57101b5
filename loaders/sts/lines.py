"""From a document to clean, numbered lines: one form for `.pdf`, `.txt` and `.md`.

A line keeps the number it has in the source text, so that every figure leads back to it.
Markup (Markdown marks, HTML tags, bullets' escapes) is taken off; table cells are kept
apart where the text separates them (tabulations, Markdown pipes). Page furniture
(`furniture.py`) is dropped here and nowhere else.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from loaders.errors import ReadingError
from loaders.sts.decoding import decode, numbered_lines
from loaders.sts.furniture import without_furniture
from loaders.sts.limits import MIB, Limits, held
from loaders.sts.paper.document import Paper
from loaders.sts.pdf import read_pdf
from loaders.sts.places import Place
from loaders.sts.signs import signs
from loaders.sts.vocabulary import CURATED, load_vocabulary

FORMS = (".pdf", ".txt", ".md")

_TAG = re.compile(r"</?(?:b|i|u|sup|sub|em|strong|br|p|span|table|tr|td|th)\b[^>]{0,200}>", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_ESCAPE = re.compile(r"\\([*_#|<>\[\]().!+\-])")
_SPACES = re.compile(r"[^\S\t]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_CUT_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Line:
    """One line of the source.

    Attributes:
        number: its number in the source text, from 1.
        text: what it says, without markup; never empty.
        cells: its cells where the source separates them, else None.
        level: depth of its Markdown heading (1 to 6), 0 for bold text alone, else None.
        skipped: lines of page furniture just before it, with the blank ones that stand around them.
        places: in a PDF, where each of its cells is printed, or the whole line.
    """

    number: int
    text: str
    cells: tuple[str, ...] | None = None
    level: int | None = None
    skipped: int = 0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document as clean lines.

    Attributes:
        ways: of a PDF, how each page was read: `cellules`, `balises` or `texte`.
        warnings: what to know of its text or of its pages, with a line or None.
    """

    lines: tuple[Line, ...]
    ways: tuple[str, ...] = ()
    warnings: tuple[tuple[int | None, str], ...] = ()


def read_lines(path: Path) -> list[Line]:
    """Read a document as clean lines.

    Raises:
        ReadingError: missing, empty, binary or too large file, or a form that is not read.
    """
    return list(read_document(path).lines)


def read_document(path: Path) -> Document:
    """Read a document as clean lines, with what its pages say of themselves.

    Raises:
        ReadingError: see `read_lines`.
    """
    check_file(path, held())
    if path.suffix.lower() == ".pdf":
        found = read_pdf(path)
        lines = tuple(_placed(clean_lines(found.text), found))
        return Document(lines, found.ways, (*found.warnings, *signs(lines, "")))
    text = decode(path.read_bytes())
    if text is None:
        raise ReadingError(
            "Le fichier est binaire, ce n'est pas un texte lisible en UTF-8, UTF-16 ou Windows-1252",
            ou=path.name,
            que_faire="Donner le PDF du schéma, ou son texte en .txt ou .md",
        )
    if not text.strip():
        raise ReadingError(
            "Le fichier ne contient aucun texte",
            ou=path.name,
            que_faire="Vérifier que le document n'est ni vide ni une image numérisée, puis redonner son texte",
        )
    lines = tuple(clean_lines(text))
    return Document(lines, warnings=tuple(signs(lines, text)))


def _placed(lines: Sequence[Line], found: Paper) -> Iterator[Line]:
    """Lines of a PDF, each with its places, where its cells are still those of its page."""
    for line in lines:
        places = found.places.get(line.number, ())
        yield replace(line, places=places) if len(places) == len(line.cells or ("",)) else line


def clean_lines(text: str) -> list[Line]:
    """Clean lines of a raw text; blank lines and page furniture are left out."""
    raw = numbered_lines(text, _words_with_hyphens())
    if len(raw) > held().lines:
        raise ReadingError(
            f"Le texte compte plus de {held().lines:,} lignes".replace(",", " "),
            ou=f"{len(raw)} lignes lues",
            que_faire="Donner le seul texte du schéma territorial",
        )
    longest = max(raw, key=lambda numbered: len(numbered[1]), default=(0, ""))
    if len(longest[1]) > held().width:
        raise ReadingError(
            f"Une ligne du texte compte {len(longest[1])} signes",
            ou=f"ligne {longest[0]}",
            que_faire="Donner un texte qui garde les lignes du schéma, ou le PDF d'origine",
        )
    return without_furniture([piece for number, line in raw for piece in _pieces(number, line)])


def plain(text: str) -> str:
    """Text without markup, with straight apostrophes and single spaces."""
    return _SPACES.sub(" ", _TAG.sub("", _ESCAPE.sub(r"\1", text)).translate(_APOSTROPHES)).strip()


def _pieces(number: int, line: str) -> list[Line]:
    """A source line is one line, or several where bold runs touch («…****…»)."""
    line = unicodedata.normalize("NFC", line)
    heading = _HEADING.match(line)
    level = len(heading.group(1)) if heading else None
    body = line[heading.end() :] if heading else line
    pieces = []
    runs = body.split("****") if "\t" not in body else [body]
    for part in runs:
        marked = _unbold(part.strip(" \r"))
        bold = len(runs) > 1 or marked != part.strip(" \r")
        cells = _cells(marked)
        text = " ".join(cell for cell in cells if cell) if cells else plain(_unquoted(marked))
        if text:
            pieces.append(Line(number, text, cells, level if heading else (0 if bold else None)))
    return pieces


@cache
def _words_with_hyphens() -> frozenset[str]:
    """Words of the tables and of the names of thèmes, with and without a hyphen, in small letters."""
    with (CURATED / "etiquettes.csv").open(encoding="utf-8", newline="") as stream:
        tags = [row["libelle"].casefold() for row in csv.DictReader(stream)]
    texts = [text.casefold() for row in load_vocabulary().rows for text in (row.groupe, row.modalite)] + tags
    return frozenset(word for text in texts for word in _CUT_WORDS.findall(text))


def _cells(text: str) -> tuple[str, ...] | None:
    if "\t" in text:
        return tuple(plain(cell) for cell in text.split("\t"))
    if text.startswith("|") and text.count("|") > 1:
        return tuple(plain(cell) for cell in text[1:].rstrip().removesuffix("|").split("|"))
    return None


def _unbold(text: str) -> str:
    """Text without the marks of bold runs, whole or cut by a line; the stars of a note stay («A**»)."""
    text = _BOLD.sub(r"\1", text)
    if text.startswith("**") and text[2:3] not in ("", " ", "*"):
        text = text[2:]
    if text.endswith("**") and not text.endswith("***") and " " in text and not text[-3].isdigit():
        text = text[:-2]
    return text


def _unquoted(text: str) -> str:
    """Text without the single stars of an italic run (a note's own star stays)."""
    italic = re.fullmatch(r"\*(?!\s)(.+?)(?<!\\)\*", text)
    return italic.group(1) if italic else text


def check_file(path: Path, limits: Limits) -> None:
    """Refuse, before it is opened, a file that is missing, empty, too large or of a form that is not read.

    Raises:
        ReadingError: see above.
    """
    if not path.is_file():
        raise ReadingError(
            "Le fichier est introuvable", ou=str(path), que_faire="Vérifier le chemin donné et recommencer"
        )
    if path.suffix.lower() not in FORMS:
        raise ReadingError(
            f"La forme «{path.suffix or path.name}» n'est pas lue",
            ou=path.name,
            que_faire="Donner le schéma en .pdf, .txt ou .md",
        )
    size = path.stat().st_size
    if size == 0:
        raise ReadingError("Le fichier est vide", ou=path.name, que_faire="Redonner le document, ou vérifier sa copie")
    if size > limits.size:
        raise ReadingError(
            f"Le fichier dépasse {limits.size // MIB} Mo",
            ou=path.name,
            que_faire="Donner le texte du schéma (.txt ou .md) plutôt que le document entier",
        )
