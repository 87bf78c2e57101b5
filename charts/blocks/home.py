"""The parts of the home page: the search, the map to choose from, what the data say, the ways in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.loaded import NOT_LOADED_TEXT
from analysis.plans import Plans
from analysis.supply import GapRow, Supply
from charts.blocks.coded import bare
from charts.blocks.records import (
    Block,
    Bullets,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Parameters,
    Part,
    Places,
    SearchHere,
    Sign,
    Span,
    Style,
    Words,
    parameters,
)
from charts.drawings.outlines import Outlines
from charts.words.gap_reserves import parted
from loaders.geography import Geography

DOORS: tuple[tuple[str, tuple[tuple[str, str, Parameters], ...]], ...] = (
    ("Je décide", (("Un département en une page", "territoire", ()), ("Une carte par indicateur", "carte", ()))),
    ("Je présente", (("Préparer une séance", "seance", ()), ("Ce qui change", "ecarts", ()),
                     ("Qui priorise quoi", "defis", ()))),
    ("J'analyse", (("Et si l'on ne gardait que…", "scenario", ()),
                   ("Valeurs et sources", "sources", (("vue", "valeurs"),)),
                   ("Importer", "importer", ()))),
)  # fmt: skip
"""What one comes to do, and where: words, page, what the view asks (the filters of the reader without any)."""

GAP_TERMS = (
    "OQOS : objectifs quantitatifs de l'offre de soins. Réserve : révision, condition, texte qui diffère ou explique."
)
"""What the finding on gaps, and the name of their page, take as known."""

_HELD, _STATISTICS = "plan chargé", "statistiques seulement"
"""What one finds of a département."""

_WAYS = ("baisse", "hausse")


@dataclass(frozen=True)
class Finding:
    """What a view says first, and the way to it.

    Attributes:
        title: the finding of the view, whole.
        words: what must be read with it.
        drawn: its marks in small, and what they are.
        terms: what words of the house mean that the title takes as known.
    """

    title: str
    words: str
    page: str
    parameters: Parameters
    drawn: Sequence[Block]
    terms: str = ""


def search(geography: Geography, plans: Plans) -> SearchHere:
    """The search, with words that it answers to."""
    first = next(iter(plans.loaded), next(iter(geography.departements)))
    tried = [f"pauvreté {geography.name(first)}", "dialyse", "65 ans et plus", *list(plans.defis)[:1]]
    links: list[Span] = [Mark("Essayez")]
    for words in tried:
        named = " (un défi)" if words in plans.defis else ""
        links += [" ", Link(f"{words}{named}", "recherche", parameters(q=words))]
    return SearchHere("Un département, un mot ou un code", tuple(links))


def places(geography: Geography, outlines: Outlines | None, loaded: Iterable[str]) -> Part:
    """Every département to choose, its plan loaded or not."""
    held = frozenset(loaded)
    said = {code: _HELD if code in held else NOT_LOADED_TEXT for code in geography.departements}
    seen: Style = "hors-vue" if outlines else "note"
    links = {
        code: Link(Mark(f"{name} : {said[code]}", seen), "territoire", parameters(departement=code))
        for code, name in geography.departements.items()
    }
    counts = (("plein", _HELD, len(held)), ("vide", _STATISTICS, geography.count - len(held)))
    legend = tuple(Item((Sign(shape), f"{words} ({count})")) for shape, words, count in counts if count)
    title = Heading("Choisissez un département", 2)
    return Part(
        (title, Bullets(legend, "legende-lieux"), Places(links, held, geography, outlines)), "choix", section=True
    )


def findings(found: Sequence[Finding]) -> Part:
    """What some views say, each a way to it; beside, where the browser writes the way to the view seen last."""
    cards = (
        Part(
            (
                Part(tuple(one.drawn), "vignette"),
                Part(
                    (
                        Heading(Link(bare(one.title), one.page, one.parameters, follows=False)),
                        *((Paragraph(" ".join(said)),) if (said := [*filter(None, (one.terms, one.words))]) else ()),
                    )
                ),
            ),
            "constat-lie",
        )
        for one in found
    )
    head = Part((Heading("Ce que disent les données", 2), Part((), "reprise")), "tete")
    return Part((head, *cards), "constats", section=True)


def gap_marks(supply: Supply, departements: Sequence[str]) -> tuple[Block, ...]:
    """A mark a gap, rise or fall, full without reservation."""
    rows = [row for code in departements for row in supply.changes(code)]
    free, held, _ = parted(rows, "intervalle")
    marks = [(way, full) for full, part in (("ferme", free), ("tenu", held)) for way in map(_way, part)]
    shapes = sorted(marks, key=lambda mark: -_WAYS.index(mark[0]))  # a stable order: full ones first in each
    drawn = tuple(Sign(f"{way} {full}") for way, full in shapes)
    seen = [way for way in reversed(_WAYS) if any(way == mark[0] for mark in marks)]
    legend = Bullets(tuple(Item((Sign(f"{way} ferme"), way)) for way in seen), "carres legende")
    said = "pleins : sans réserve" if free else "tous avec réserve"
    return Paragraph(drawn, "carres"), legend, Paragraph(said)


def defi_marks(plans: Plans, departements: Sequence[str]) -> tuple[Block, ...]:
    """A mark a défi, those of every plan first."""
    counts = sorted((len(plans.carriers(code)) for code in plans.defis), reverse=True)
    most = len(departements)
    shapes = [
        "tous" if count == most else "aucun" if not count else "un" if count == 1 else "plusieurs" for count in counts
    ]
    legend = (("tous", "tous les plans"), ("un", "un seul")) if most > 1 else (("tous", "priorisé"),)
    said = tuple(Item((Sign(f"defi-{shape}"), words)) for shape, words in legend)
    return Paragraph(tuple(Sign(f"defi-{shape}") for shape in shapes), "carres"), Bullets(said, "carres legende")


def doors(filters: Mapping[str, Sequence[str]]) -> Part:
    """The ways in, named by what one comes to do.

    Args:
        filters: those of the reader, which the views that know them keep.
    """
    kept = parameters(**filters)
    parts = (
        Part(
            (
                Heading(name, 2),
                Bullets(tuple(Item(Link(words, page, own or kept)) for words, page, own in ways)),
            ),
            "entree",
        )
        for name, ways in DOORS
    )
    return Part(tuple(parts), "entrees", label="Par où commencer")


def _way(row: GapRow) -> str:
    gap = row.gaps["intervalle"]
    return _WAYS[gap is not None and gap.low > 0]


def coverage_title(line: str) -> Words:
    """The one line of what is covered, under which the rest is folded."""
    return Mark("Outil non officiel. Ce qui est couvert, et ce qui ne l'est pas"), f" : {line}"
