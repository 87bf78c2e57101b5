"""Thèmes and parcours of some plans: who prints which, under which défis; in common and apart, in words.

No total and no score: a plan that tags more is not a plan that does more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.closed_sets import Niveau
from analysis.common import Shared, share_out, tags_held, untagged
from analysis.plans import Plans
from charts.blocks.records import (
    Blocks,
    Cell,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Span,
    bullets,
    parameters,
)
from charts.words.filter_words import engagements_text
from charts.words.french import count_text
from charts.words.shared_words import common_to
from loaders.geography import Geography

KINDS = {"theme": ("Thèmes", "thème"), "parcours": ("Parcours", "parcours")}
LEVELS: dict[Niveau, str] = {"objectif": "Fiches d'objectifs", "defi": "Pages de défis"}
"""Where a tag is read, by its code in an address."""
_ROWS: dict[Niveau, str] = {"objectif": "fiche", "defi": "page"}


def tags_part(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau) -> Part:
    """One kind of tag: the lists in words, then the table tag x département with the défis that bear it."""
    held = {code: tags_held(plans, kind, code, defis=defis, niveau=niveau) for code in departements}
    found = share_out({code: set(tags) for code, tags in held.items()}, plans.labels[kind])
    name, word = KINDS[kind]
    labels = [*plans.labels[kind], *(tag for tag in _printed(held) if tag not in plans.labels[kind])]
    heads = (word.capitalize(), *plans.geography.named(departements))
    caption = f"{name} imprimés, et défis qui les portent ({LEVELS[niveau].lower()})"
    grid = Grid(
        (Row(tuple(Cell(head, heading="col") for head in heads)),),
        (tuple(_row(plans, kind, label, held) for label in labels),),
        "tableau etiquettes",
        caption,
        label=caption,
    )
    silence = _silence(plans, kind, departements, defis=defis, niveau=niveau)
    return Part((Heading(name), *lists(plans.geography, found, departements), *silence, grid), section=True)


def tags_finding(
    plans: Plans, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau, engagements: Sequence[str] = ()
) -> str:
    """How many thèmes and parcours all the plans print, and under which engagements when they are chosen."""
    under = f" ({engagements_text(engagements)})" if engagements else ""
    if len(departements) == 1:
        return f"Thèmes et parcours que le plan {plans.geography.of(departements[0])} imprime{under}"
    counts = []
    for kind, (_, word) in KINDS.items():
        held = {code: set(tags_held(plans, kind, code, defis=defis, niveau=niveau)) for code in departements}
        shared = len(share_out(held, plans.labels[kind]).every)
        counts.append(count_text(shared, noun=word))
    return f"Communs {common_to(plans.geography, departements, departements)} : {' et '.join(counts)}{under}"


def lists(geography: Geography, found: Shared, departements: Sequence[str]) -> Blocks:
    """What the plans have in common, what some have, what one alone has, what none has."""
    if len(departements) < 2:
        return ()
    groups: dict[str, list[str]] = {f"Communs {common_to(geography, departements, departements)}": found.every}
    for label, who in found.some.items():
        groups.setdefault(f"Communs {common_to(geography, who, departements)}", []).append(label)
    groups |= {f"{geography.name(code)}, et aucun autre de ces plans": labels for code, labels in found.alone.items()}
    groups["Aucun de ces plans"] = found.none
    return bullets((Mark(who), f" : {' ; '.join(labels)}.") for who, labels in groups.items() if labels)


def _printed(held: dict[str, dict[str, list[str]]]) -> list[str]:
    return sorted({tag for tags in held.values() for tag in tags})


def _row(plans: Plans, kind: str, label: str, held: Mapping[str, Mapping[str, list[str]]]) -> Row:
    apart = "" if label in plans.labels[kind] else f"(imprimé comme {KINDS[kind][1]}, hors liste)"
    said = (f"{label} ", Mark(apart, "italique")) if apart else label
    cells = (_cell(tags.get(label, []), list(held)) for tags in held.values())
    return Row((Cell(said, heading="row"), *cells))


def _cell(defis: Sequence[str], departements: Sequence[str]) -> Cell:
    """The défis that bear a tag, each a link to the plans side by side."""
    if not defis:
        return Cell((Mark("–", "vu"), Mark("non imprimé", "hors-vue")))
    links = (Link(code, "defis", parameters(defi=code, departement=departements)) for code in defis)
    spans: tuple[Span, ...] = tuple(span for link in links for span in (" ", link))
    return Cell(("●", *spans))


def _silence(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau) -> Blocks:
    """How many sheets print no tag: not stated."""
    said = []
    for code in departements:
        count = untagged(plans, kind, code, defis=defis, niveau=niveau)
        if count:
            said.append(f"{plans.geography.name(code)} {count_text(count, noun=_ROWS[niveau])}")
    word = KINDS[kind][1]
    return (Paragraph(f"Sans {word} imprimé (non renseigné) : {' ; '.join(said)}.", "mention"),) if said else ()
