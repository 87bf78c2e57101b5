"""Thèmes and parcours of some plans: who prints which, under which défis; in common and apart.

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
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Words,
    bullets,
    parameters,
)
from charts.words.filter_words import engagements_text
from charts.words.french import count_text, plural
from charts.words.shared_words import common_to
from loaders.geography import Geography

KINDS = {"theme": ("Thèmes", "thème"), "parcours": ("Parcours", "parcours")}
LEVELS: dict[Niveau, str] = {"objectif": "Fiches d'objectifs", "defi": "Pages de défis"}
"""Where a tag is read, by its code in an address."""
_ROWS: dict[Niveau, str] = {"objectif": "fiche", "defi": "page"}


def tags_part(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau) -> Part:
    """One kind of tag: the table tag x département, by who prints it; a cell opens on the défis that bear it."""
    held = {code: tags_held(plans, kind, code, defis=defis, niveau=niveau) for code in departements}
    name, word = KINDS[kind]
    heads = (word.capitalize(), *plans.geography.named(departements))
    caption = f"{name} imprimés, et défis qui les portent ({LEVELS[niveau].lower()})"
    bodies = tuple(
        (*_band(title, departements), *(_row(plans, kind, label, held) for label in labels))
        for title, labels in _groups(plans, kind, held).items()
    )
    head = Row(tuple(Cell(one, heading="col") for one in heads))
    grid = Grid((head,), bodies, "tableau etiquettes", caption, caption_seen=False, label=caption)
    silence = _silence(plans, kind, departements, defis=defis, niveau=niveau)
    return Part((Heading(caption), grid, *silence), section=True)


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


def holders(geography: Geography, found: Shared, departements: Sequence[str]) -> dict[str, list[str]]:
    """Labels by who prints them: all the plans, some, one alone, none."""
    groups: dict[str, list[str]] = {f"Communs {common_to(geography, departements, departements)}": found.every}
    for label, who in found.some.items():
        groups.setdefault(f"Communs {common_to(geography, who, departements)}", []).append(label)
    groups |= {f"{geography.name(code)}, et aucun autre de ces plans": labels for code, labels in found.alone.items()}
    groups["Aucun de ces plans"] = found.none
    return {who: labels for who, labels in groups.items() if labels}


def _groups(plans: Plans, kind: str, held: Mapping[str, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """The rows of the table: by who prints them where there are several plans, else one group without a title."""
    labels = plans.labels[kind]
    if len(held) > 1:
        return holders(plans.geography, share_out({code: set(tags) for code, tags in held.items()}, labels), list(held))
    printed = sorted({tag for tags in held.values() for tag in tags} - set(labels))
    return {"": [*labels, *printed]}


def _band(title: str, departements: Sequence[str]) -> tuple[Row, ...]:
    return (Row((Cell(title, heading="rowgroup", columns=len(departements) + 1),), "bande"),) if title else ()


def _row(plans: Plans, kind: str, label: str, held: Mapping[str, Mapping[str, list[str]]]) -> Row:
    apart = "" if label in plans.labels[kind] else f"(imprimé comme {KINDS[kind][1]}, hors liste)"
    said = (f"{label} ", Mark(apart, "italique")) if apart else label
    cells = (_cell(plans, tags.get(label, []), list(held)) for tags in held.values())
    return Row((Cell(said, heading="row"), *cells))


def _cell(plans: Plans, defis: Sequence[str], departements: Sequence[str]) -> Cell:
    """How many défis bear a tag; it opens on their names, each a link to the plans side by side."""
    if not defis:
        return Cell((Mark("–", "vu"), Mark("non imprimé", "hors-vue")))
    named = [_defi(plans, code, departements) for code in defis]
    return Cell(blocks=(Folded(f"{len(defis)} défi{plural(len(defis))}", bullets(named), level=0),))


def _defi(plans: Plans, code: str, departements: Sequence[str]) -> Words:
    way = Link(plans.defis[code].libelle_court, "defis", parameters(defi=code, departement=departements))
    return way, " ", Mark(code, "code")


def _silence(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau) -> Blocks:
    """How many sheets print no tag: not stated."""
    said = []
    for code in departements:
        count = untagged(plans, kind, code, defis=defis, niveau=niveau)
        if count:
            said.append(f"{plans.geography.name(code)} {count_text(count, noun=_ROWS[niveau])}")
    word = KINDS[kind][1]
    return (Paragraph(f"Sans {word} imprimé (non renseigné) : {' ; '.join(said)}.", "mention"),) if said else ()
