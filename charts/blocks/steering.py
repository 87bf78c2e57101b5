"""«Piloter et évaluer» and «Comprendre les OQOS»: what is announced and when, and the notions of the reform."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.steering import Announced, Notion
from charts.blocks.records import Blocks, Bullets, Heading, Item, Link, Mark, Paragraph, Part, parameters
from charts.words.french import list_text
from charts.words.steering_words import AHEAD, COMPUTED, PAST, PRINTED, REFORM, REFORM_WAY, STEERING_WAY

Place = Callable[[str, int], str]
"""Where something is printed, from its document and its line."""


def steering_way() -> Paragraph:
    """The way to what is announced."""
    return Paragraph(Link(STEERING_WAY, "sources", parameters(vue="piloter")))


def reform_way() -> Paragraph:
    """The way to the notions of the reform."""
    return Paragraph(Link(REFORM_WAY, "sources", parameters(vue="reforme")))


def calendar(groups: Sequence[Sequence[Announced]], *, past: Callable[[Announced], bool], place: Place) -> Blocks:
    """What has a year, the earliest first; what several documents say alike is one entry."""
    items = tuple(_dated(group, past=past, place=place) for group in groups)
    return (Bullets(items, "calendrier", ordered=True),) if items else ()


def regular(rows: Sequence[Announced], *, place: Place) -> Blocks:
    """What has a rhythm or a delay, and no year."""
    if not rows:
        return ()
    items = [
        Item(
            (
                f"{row.quoi} ",
                *((f"Par qui : {row.qui}. ",) if row.qui else ()),
                Mark(f"«{row.quand_imprime}»", "contexte"),
                " ",
                Mark(place(row.document, row.ligne), "code"),
            )
        )
        for row in rows
    ]
    return Heading("Annoncé avec un rythme ou un délai, sans année"), Bullets(tuple(items), "annonces")


def notions(rows: Sequence[Notion], *, place: Place) -> Blocks:
    """Each notion of the reform: its name, our words, its lines."""
    return Paragraph(REFORM), Part(tuple(_notion(row, place) for row in rows), "notions-reforme")


def _dated(group: Sequence[Announced], *, past: Callable[[Announced], bool], place: Place) -> Item:
    """When, what, by whom, where the calendar stands; how the date is known and its lines as tags."""
    row = group[0]
    how = f"{COMPUTED} : {row.calcul}" if row.quand_calcule else PRINTED
    where = " ; ".join(place(one.document, one.ligne) for one in group)
    said = (f"{row.quoi} Par qui : {row.qui or 'non imprimé'}.",)
    dated = (Mark(row.quand_calcule or row.quand_imprime), " ", Mark(PAST if past(row) else AHEAD, "contexte"))
    return Item(dated, (Paragraph(said), Paragraph((f"Date : {how}. ", Mark(where, "code")), "mention")))


def _notion(row: Notion, place: Place) -> Part:
    cited = (other.rpartition(":") for other in row.autres_lignes)
    others = [place(document, int(line)) for document, _, line in cited]
    also = f" ; aussi {list_text(others)}" if others else ""
    said = Paragraph((f"«{row.section}» ", Mark(f"{place(row.document, row.ligne)}{also}", "code")), "source")
    return Part((Heading(row.titre), Paragraph(row.texte), said), section=True)
