"""An invented plan as parts of a document, whatever writes it: titles, prose, sheets, tables with merged cells."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from loaders.sts.labels import load_labels
from loaders.sts.values import read_value
from loaders.sts.vocabulary import NO_LABEL, Row, load_vocabulary
from tests.plan_text import TABLE_TITLES, TITLES

Values = dict[Row, tuple[str, ...]]
MARKS = "¹²³"
HEADS = {
    "ancien": ("Existant au 01/06/2023",),
    "nouveau": ("Cibles",),
    "constant": ("Existant au 01/06/2023", "Cibles"),
}
PAIRS = {
    "existant_hc": "HC",
    "existant_htp": "HTP",
    "existant_implantations": "Implantations",
    "existant_appareils": "Appareils",
}
WORDS = tuple(
    re.findall(
        r"\w+",
        """
    accès accueil action aidant appui bilan coordination demande domicile équipe espace formation habitant hiver
    jeune lien maison maillage mobilité offre outil parcours partenaire patient prévention proche projet relais
    repérage réseau rural soin soutien suivi télésanté territoire usager vaccination vallée village ville
""",
    )
)


@dataclass(frozen=True)
class Box:
    """One printed cell: its text, how many rows and columns it covers, and the call of a note raised after it."""

    text: str = ""
    rows: int = 1
    cols: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Table:
    """A printed table: rows of boxes, None where another box covers the place."""

    head: tuple[tuple[Box | None, ...], ...]
    body: tuple[tuple[Box | None, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Text:
    """A title, a heading, a paragraph or an item."""

    kind: Literal["title", "heading", "para", "item"]
    text: str


@dataclass(frozen=True)
class Columns:
    """Two columns side by side."""

    left: tuple[Text, ...]
    right: tuple[Text, ...]


@dataclass(frozen=True)
class Break:
    """A new page."""


Part = Table | Text | Columns | Break


@dataclass(frozen=True)
class Style:
    """How a plan is laid out."""

    rules: Literal["full", "horizontal", "none"] = "full"
    groups: Literal["row", "column"] = "row"
    zone: Literal["top", "middle", "each"] = "middle"
    size: float = 9
    label: float = 8
    columns: bool = False
    turned: bool = False
    footer: bool = True


@dataclass(frozen=True)
class Invented:
    """A plan: its parts, and what must be read back."""

    departement: str
    parts: tuple[Part, ...]
    values: Values
    codes: tuple[str, ...]
    results: dict[str, tuple[int, int]]
    defis: tuple[str, ...]
    style: Style = field(default_factory=Style)

    def expected(self) -> dict[tuple[str, ...], tuple[int | None, int | None, str]]:
        """Bounds and print of every cell, by key; a raised mark is no digit."""
        return {
            (row.activite, row.regime, row.groupe, row.modalite, measure): _bounds(cell)
            for row, cells in self.values.items()
            for measure, cell in zip(row.measures, cells, strict=True)
        }


def _bounds(cell: str) -> tuple[int | None, int | None, str]:
    printed = read_value(cell)
    return printed.low, printed.high, "-" if printed.brut.startswith("-") else ""


def invented(seed: int, *, departement: str = "65", style: Style | None = None, sheets: int = 2) -> Invented:
    """The plan of a seed, always the same."""
    luck, style = random.Random(seed), style or Style()
    values = {row: tuple(_value(luck) for _ in row.measures) for row in load_vocabulary().rows}
    values |= {row: tuple(cell or "7" for cell in values[row]) for row in values if row.modalite == NO_LABEL}
    parts: list[Part] = [Text("title", "Schéma territorial inventé"), *_paragraphs(luck, 2), Break()]
    codes: list[str] = []
    results: dict[str, tuple[int, int]] = {}
    titles: list[str] = []
    for engagement, defis in ((1, (1, 2)), (2, (1,)), (4, (1, 3))):
        parts += _engagement(luck, engagement, defis)
        for defi in defis:
            titre = _title(luck, 6)
            titles.append(titre)
            parts += _page(luck, engagement, defi, titre)
            for number in range(1, sheets + 1):
                code = f"E{engagement}D{defi}O{number}"
                counts = (luck.randint(1, 4), luck.randint(1, 5))
                codes.append(code)
                results[code] = counts
                parts += _sheet(luck, code, titre, counts, columns=style.columns)
    parts += [Text("title", "ÉVOLUTION de l'offre en regard des besoins"), *_paragraphs(luck, 1), Break()]
    for activite in load_vocabulary().activites:
        parts += _activite(luck, activite, values, departement, style)
    return Invented(departement, tuple(parts), values, tuple(codes), results, tuple(titles), style)


def _value(luck: random.Random) -> str:
    kind = luck.random()
    if kind < 0.08:
        return ""
    if kind < 0.16:
        return "-"
    mark = luck.choice(MARKS) if luck.random() < 0.06 else ""
    if kind < 0.3:
        low = luck.randint(0, 20)
        return f"{low}/{low + luck.randint(0, 9)}{mark}"
    return f"{luck.randint(0, 40)}{mark}"


def _title(luck: random.Random, words: int) -> str:
    return f"Exemple de {' '.join(luck.choice(WORDS) for _ in range(words))}"


def _sentence(luck: random.Random, words: int) -> str:
    return f"{_title(luck, words)}."


def _paragraphs(luck: random.Random, count: int) -> Iterator[Text]:
    for _ in range(count):
        yield Text("para", " ".join(_sentence(luck, luck.randint(6, 14)) for _ in range(2)))


def _engagement(luck: random.Random, number: int, defis: Sequence[int]) -> list[Part]:
    titles = {
        1: "Dynamiser et adapter la prévention et la promotion de la santé aux âges clés et aux milieux de vie",
        2: "Accompagner chaque personne pour lui permettre d'être actrice de sa santé",
        4: "Renforcer la coordination des acteurs pour assurer la continuité des prises en charge et des "
        "accompagnements",
    }
    listed = [
        part
        for defi in defis
        for part in (Text("heading", f"DÉFI #{defi}"), Text("para", f"{_title(luck, 4)} ........ 12"))
    ]
    return [
        Text("heading", str(number)),
        Text("heading", "ENGAGEMENT"),
        Text("title", titles[number]),
        *listed,
        Break(),
    ]


def _page(luck: random.Random, engagement: int, defi: int, titre: str) -> list[Part]:
    tags = list(load_labels().themes.values())
    return [
        Text("heading", f"DÉFI #{defi}"),
        Text("title", titre),
        Text("heading", "Les enjeux"),
        *_paragraphs(luck, 2),
        Text("heading", "Thèmes associés"),
        Text("para", luck.choice(tags)),
        Text("para", f"Réf. E{engagement}D{defi}"),
        Break(),
    ]


def _sheet(luck: random.Random, code: str, titre: str, counts: tuple[int, int], *, columns: bool) -> list[Part]:
    labels = load_labels()
    themes = luck.sample(sorted(set(labels.themes.values())), 2)
    side = [
        Text("heading", "Thèmes associés"),
        *(Text("para", theme) for theme in themes),
        Text("heading", "Parcours associés"),
        Text("para", luck.choice(sorted(set(labels.parcours.values())))),
    ]
    body = [
        Text("heading", "Le défi à relever"),
        Text("para", titre),
        Text("heading", "Les constats"),
        *_paragraphs(luck, 1),
        Text("heading", "L'objectif"),
        *_paragraphs(luck, 1),
        Text("heading", "Les résultats attendus"),
        *(Text("item", _sentence(luck, 9)) for _ in range(counts[0])),
        Text("heading", "En pratique"),
        *(Text("item", _sentence(luck, 12)) for _ in range(counts[1])),
    ]
    head = [Text("heading", f"Objectif Opérationnel #{code[-1]}"), Text("title", _title(luck, 14))]
    if columns:
        return [*head, Columns(tuple(side), tuple(body)), Text("para", f"Réf. {code}"), Break()]
    return [*head, *body, *side, Text("para", f"Réf. {code}"), Break()]


def _activite(luck: random.Random, activite: str, values: Values, departement: str, style: Style) -> Iterator[Part]:
    yield Text("heading", TITLES[activite])
    for regime in ("ancien", "nouveau", "constant"):
        rows = load_vocabulary().table(activite, regime)
        if rows:
            yield Text("heading", TABLE_TITLES[regime].rstrip(","))
            yield table(rows, values, departement, style)
    yield Text("heading", "Recours et expertises supra-territoriales")
    yield Text("para", "Non concerné")
    yield Text("heading", "Transformations – regroupements – coopérations")
    yield from _paragraphs(luck, 1)


def table(rows: Sequence[Row], values: Values, departement: str, style: Style) -> Table:
    """The table of rows of one activité."""
    measures = rows[0].measures
    grouped = style.groups == "column" and any(row.groupe for row in rows)
    labels = ("Groupe", "Modalités")[1 - grouped :]
    head: list[tuple[Box | None, ...]] = []
    if measures[0] in PAIRS:
        first = [
            Box("Zone d'implantation", rows=2),
            *(Box(name if name != "Groupe" else "", rows=2) for name in labels),
        ]
        head.append((*first, Box("Existant au 01/06/2023", cols=2), None))
        head.append((*[None] * (1 + len(labels)), *(Box(PAIRS[measure]) for measure in measures)))
    else:
        names = [Box(name if name != "Groupe" else "") for name in labels]
        head.append((Box("Zone d'implantation"), *names, *map(Box, HEADS[rows[0].regime])))
    body = _column_body(rows, values) if grouped else _row_body(rows, values)
    width = len(labels) + len(measures)
    zoned = [(Box(departement, rows=len(body)) if style.zone != "each" else Box(departement), *body[0])]
    zoned += [(None if style.zone != "each" else Box(departement), *row) for row in body[1:]]
    widths = (2.4, *([3.5] if grouped else []), style.label - (2 if grouped else 0), *[2.6] * len(measures))
    assert all(len(row) == width + 1 for row in [*head, *zoned])
    return Table(tuple(head), tuple(zoned), widths)


def _row_body(rows: Sequence[Row], values: Values) -> list[tuple[Box | None, ...]]:
    """Each group on a row of its own, over every column."""
    body: list[tuple[Box | None, ...]] = []
    groupe, width = "", len(rows[0].measures)
    for row in rows:
        if row.groupe and row.groupe != groupe and row.modalite != NO_LABEL:
            body.append((Box(row.groupe, cols=1 + width), *[None] * width))
        groupe = row.groupe
        label = row.groupe if row.modalite == NO_LABEL else row.modalite
        body.append((Box(label), *map(marked, values[row])))
    return body


def _column_body(rows: Sequence[Row], values: Values) -> list[tuple[Box | None, ...]]:
    """Each group in a column of its own, merged beside its rows."""
    body: list[tuple[Box | None, ...]] = []
    for at, row in enumerate(rows):
        first = not at or rows[at - 1].groupe != row.groupe
        same = sum(1 for other in rows if other.groupe == row.groupe)
        if not row.groupe:
            label: tuple[Box | None, ...] = (Box(row.modalite, cols=2), None)
        elif row.modalite == NO_LABEL:
            label = (Box(row.groupe, cols=2), None)
        else:
            label = (Box(row.groupe, rows=same) if first else None, Box(row.modalite))
        body.append((*label, *map(marked, values[row])))
    return body


def marked(cell: str) -> Box:
    """A value apart from the call of its note."""
    text = cell.rstrip(MARKS)
    return Box(text, mark="".join(str(MARKS.index(mark) + 1) for mark in cell[len(text) :]))
