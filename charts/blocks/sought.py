"""What «Données et sources» opens on: examples of a search over values, and the tables that a choice opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from charts.blocks.records import Blocks, Bullets, Cell, Grid, Item, Link, Mark, Paragraph, Parameters, Row, parameters

ASKED = (
    "Tapez des mots, avec un département si vous voulez : chaque valeur vient avec son département, son année, son "
    "document et sa ligne."
)
_HEADS = ("Ce que l'on cherche", "Tables")


def opening(tried: Sequence[tuple[str, int]], groups: Mapping[str, Sequence[tuple[str, str, str]]]) -> Blocks:
    """The way to search, examples with what they find, the tables.

    Args:
        tried: words and number of values found.
        groups: tables by subject: code, name, how much each holds.
    """
    items = tuple(
        Item(
            Link((words, Mark(f" {count}", "compte")), "sources", parameters(vue="chercher", mots=words), follows=False)
        )
        for words, count in tried
    )
    return Paragraph(ASKED, "mention"), Bullets(items, "essais"), _tables(groups)


def _where(words: str) -> Parameters:
    return parameters(vue="chercher", mots=words)


def _tables(groups: Mapping[str, Sequence[tuple[str, str, str]]]) -> Grid:
    head = Row(tuple(Cell(name, heading="col") for name in _HEADS))
    rows = []
    for name, tables in groups.items():
        links = [
            Item((Link(label, "sources", parameters(vue=code)), Mark(f" {held}", "compte")))
            for code, label, held in tables
        ]
        rows.append(Row((Cell(name, heading="row"), Cell((), (Bullets(tuple(links)),)))))
    return Grid((head,), (tuple(rows),), "repertoire", "Toutes les tables", caption_seen=True)
