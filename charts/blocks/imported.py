"""Blocks of the page where a plan is read: what was read activité by activité, one doubtful cell, what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.imported import Activity, Doubt, Reading
from charts.blocks.records import (
    Block,
    Blocks,
    Cell,
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    bullets,
    titled,
)
from charts.words import import_words as words
from charts.words.french import list_text

MOST = 200
"""Sentences shown of a list; what is left out is said, and the package holds it whole."""

_COLUMNS = ("Activité", "Tableaux", "Cellules", "Avec valeur", "Cases vides", "Tirets", "Ce qui manque")


def head(reading: Reading, name: str, *, source: str, left: int, decided: int) -> Blocks:
    """The finding, where it comes from, what else was read."""
    return (
        Heading(words.finding(reading, name, left), 2),
        Paragraph(f"{words.read_from(source, decided)} {words.counts(reading)}", "importer-lu"),
    )


def ways(departement: str) -> Paragraph:
    """Where a plan is read once this session uses it."""
    where = (("departement", departement),)
    links = (
        Link("sa page", "territoire", where),
        Link("la carte", "carte", where),
        Link("ses écarts", "ecarts", (("vue", "departement"), *where)),
        Link("ses défis", "defis", where),
    )
    runs = [run for link in links for run in (", ", link)][1:]
    return Paragraph(("Voir ce plan : ", *runs, "."), "importer-lu")


def activities(found: Sequence[Activity], labels: Mapping[str, str], elsewhere: Sequence[tuple[int, str]]) -> Blocks:
    """One row an activité, then what is missing, by activité."""
    head_row = Row(
        tuple(Cell(name, heading="col", role="nombre" if 0 < at < 6 else "") for at, name in enumerate(_COLUMNS))
    )
    table = Grid(
        (head_row,),
        (tuple(_activity_row(one, labels) for one in found),),
        role="tableau lu-activites",
        caption="Ce qui a été lu, activité par activité",
        caption_seen=False,
        label="Ce qui a été lu, activité par activité",
    )
    missing = tuple(_missing(one, labels) for one in found if one.missing or one.unread)
    other = (_passages("Passages non compris hors des activités", elsewhere),) if elsewhere else ()
    return (table, *missing, *other)


def left_out(sentences: Sequence[str]) -> Blocks:
    """What was read and cannot join the dataset; nothing without any."""
    return titled(words.LEFT_OUT, list(sentences))


def _activity_row(one: Activity, labels: Mapping[str, str]) -> Row:
    numbers = (one.tables, one.cells, one.valued, one.blank, one.dashed)
    counted = tuple(Cell(str(number), role="nombre") for number in numbers)
    state = words.activity_state(one)
    return Row((Cell(labels.get(one.slug, one.slug), heading="row"), *counted, Cell(state)))


def _missing(one: Activity, labels: Mapping[str, str]) -> Folded:
    listed = bullets(f"{label} : {what.strip()}" for label, what in one.missing)
    title = f"{labels.get(one.slug, one.slug)} : {words.activity_state(one)}"
    return Folded(title, (*listed, *_sentences(one.unread)), key=f"lu-{one.slug}")


def _passages(title: str, found: Sequence[tuple[int, str]]) -> Folded:
    return Folded(f"{title} ({len(found)})", _sentences(found), key="lu-ailleurs")


def _sentences(found: Sequence[tuple[int, str]]) -> Blocks:
    shown = bullets(f"ligne {line} : {text}" if line else text for line, text in found[:MOST])
    return (*shown, *_left(len(found), "Elles sont dans le rapport du paquet à emporter."))


def _left(number: int, where: str) -> Blocks:
    if number <= MOST:
        return ()
    return (Paragraph(f"{number - MOST} autres phrases ne sont pas montrées ici. {where}"),)


def doubt(one: Doubt, name: str, decision: Mapping[str, str] | None) -> Blocks:
    """What one doubtful cell is, what the reader says of it, what was decided."""
    printed = one.row["brut"] or words.EMPTY_CELL
    told: tuple[Block, ...] = (
        Heading(name, 3),
        Paragraph((Mark("Imprimé : "), f"«{printed}», {words.place_text(one)}")),
        Paragraph((Mark("Lu : "), words.value_text(one.row))),
        Paragraph((Mark("Pourquoi vérifier : "), one.why)),
    )
    if decision:
        told += (Paragraph((Mark("Décidé : "), words.decided_text(decision)), live="status"),)
    return (Part(told, "doute"),)


def passage(lines: Sequence[tuple[int, str]], marked: int) -> Blocks:
    """Some lines of the text, the one of the cell set off."""
    if not lines:
        return (Paragraph(words.NO_PASSAGE, "mention"),)
    rows = tuple(
        Row(
            (Cell(str(number), heading="row", role="nombre"), Cell(Mark(text) if number == marked else text)),
            role="passage-ligne" if number == marked else "",
        )
        for number, text in lines
    )
    return (Grid((), (rows,), role="passage", caption=f"Le texte autour de la ligne {marked}", caption_seen=False),)


def differences(found: Sequence[str], of: str, *, first: bool) -> Blocks:
    """What the reading changes in the dataset.

    Args:
        of: «du Gers»; first: whether the dataset has no plan of it.
    """
    if first:
        return (Paragraph(words.FIRST_PLAN.format(of=of)),)
    if not found:
        return (Paragraph(words.SAME),)
    title = words.many(len(found), "différence avec le jeu de données", "différences avec le jeu de données")
    return (*titled(title, found[:MOST]), *_left(len(found), words.COMPARE))


def introduction(size: int, departements: Sequence[str]) -> Blocks:
    """What the page does, what it takes, what becomes of the file."""
    loaded = f" Plans déjà là : {list_text(list(departements))}." if departements else ""
    told = (words.INTRODUCTION + loaded, words.FORMS.format(size=size), words.KEPT_HERE)
    return (Part(tuple(map(Paragraph, told)), "importer-dit"),)
