"""«Piloter et évaluer» and «Comprendre les OQOS»: what is announced and when, and the notions of the reform."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.steering import Announced, Notion
from charts.blocks.records import Blocks, Cell, Grid, Heading, Link, Paragraph, Part, Row, bullets, parameters
from charts.words.french import list_text
from charts.words.steering_words import AHEAD, COMPUTED, PAST, PRINTED, REFORM, REFORM_WAY, STEERING_WAY

Place = Callable[[str, int], str]
"""Where something is printed, from its document and its line."""

_HEADS = ("Quand", "Date", "Ce qui est annoncé", "Par qui", "Par le calendrier seul", "Où")


def steering_way() -> Paragraph:
    """The way to what is announced."""
    return Paragraph(Link(STEERING_WAY, "sources", parameters(vue="piloter")))


def reform_way() -> Paragraph:
    """The way to the notions of the reform."""
    return Paragraph(Link(REFORM_WAY, "sources", parameters(vue="reforme")))


def calendar(groups: Sequence[Sequence[Announced]], *, past: Callable[[Announced], bool], place: Place) -> Blocks:
    """What has a year, the earliest first; what several documents say alike is one row."""
    if not groups:
        return ()
    head = Row(tuple(Cell(name, heading="col") for name in _HEADS))
    body = tuple(_dated(group, past=past, place=place) for group in groups)
    return (Grid((head,), (body,), "tableau", label="Ce qui est annoncé avec une date"),)


def regular(rows: Sequence[Announced], *, place: Place) -> Blocks:
    """What has a rhythm or a delay, and no year."""
    if not rows:
        return ()
    said = [f"{row.quoi} Quand : «{row.quand_imprime}». {_who(row)}" for row in rows]
    lines = (f"{text}Lu : {place(row.document, row.ligne)}." for text, row in zip(said, rows, strict=True))
    return Heading("Annoncé avec un rythme ou un délai, sans année"), *bullets(lines)


def notions(rows: Sequence[Notion], *, place: Place) -> Blocks:
    """Each notion of the reform: its name, our words, its lines."""
    return Paragraph(REFORM), *(_notion(row, place) for row in rows)


def _dated(group: Sequence[Announced], *, past: Callable[[Announced], bool], place: Place) -> Row:
    row = group[0]
    when = row.quand_calcule or row.quand_imprime
    how = f"{COMPUTED} : {row.calcul}" if row.quand_calcule else PRINTED
    where = " ; ".join(place(one.document, one.ligne) for one in group)
    words = (how, row.quoi, row.qui or "non imprimé", PAST if past(row) else AHEAD, where)
    return Row((Cell(when, heading="row"), *map(Cell, words)))


def _notion(row: Notion, place: Place) -> Part:
    cited = (other.rpartition(":") for other in row.autres_lignes)
    others = [place(document, int(line)) for document, _, line in cited]
    also = f" ; aussi {list_text(others)}" if others else ""
    said = Paragraph(f"«{row.section}», {place(row.document, row.ligne)}{also}.", "source")
    return Part((Heading(row.titre), Paragraph(row.texte), said), section=True)


def _who(row: Announced) -> str:
    return f"Par qui : {row.qui}. " if row.qui else ""
