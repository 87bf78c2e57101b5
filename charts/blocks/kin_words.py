"""«Autre mesure»: what counts the same subject otherwise, its value here, and why the two differ.

Links keep the département.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.atlas import Atlas
from analysis.comparison import rank_of
from analysis.kinship import Kin
from analysis.selection import Value
from charts.blocks.records import Blocks, Folded, Link, Mark, Paragraph, Span, Words, bullets, parameters
from charts.drawings.choropleth import value_text
from charts.words.french import NBSP, following_unit, list_text, lower_first, year_text
from charts.words.standing_words import rank_words

OTHER, OTHERS = "Autre mesure", "autres mesures"


def kin_blocks(
    atlas: Atlas, kind: str, slug: str, departements: Sequence[str] = (), *, subject: bool = False
) -> Blocks:
    """The other measures of a subject, each with its link and its values, then why they differ; empty without any.

    Args:
        subject: whether the title names the indicateur, where two stand side by side.
    """
    listed: dict[str, list[Words]] = {}
    for kin in atlas.kinship.of(kind, slug):
        known = {code: text for code in departements if (text := value_words(atlas, kin, code))}
        if departements and not known and kin.kind != "activite":
            continue
        named = [
            f"{atlas.geography.name(code)} {text}" if len(departements) > 1 else text for code, text in known.items()
        ]
        told = (f" : {' ; '.join(named)}",) if named else ()
        listed.setdefault(kin.reason, []).append((link(atlas, kin, departements), *told))
    lists = [block for reason, items in listed.items() for block in (*bullets(items), Paragraph(reason))]
    of = f"que «{atlas.notions[slug].libelle}»" if subject else ""
    return (Paragraph(Mark(f"{OTHER} du même sujet {of}".strip(), "important")), *lists) if lists else ()


def kin_note(atlas: Atlas, indicateur: str, departement: str, *, paper: bool) -> tuple[tuple[Words, ...], Blocks]:
    """Under a figure of one département: the other measures that have a value there.

    Returns:
        On paper, one line to write in full, without the ranks, and no block; on the page, no line, and a folded part.
    """
    lines: list[tuple[Span, ...]] = []
    for kin in atlas.kinship.of("indicateur", indicateur):
        told = value_words(atlas, kin, departement, ranked=not paper)
        if told and kin.kind == "indicateur":
            lines.append((link(atlas, kin, [departement]), f" : {told}"))
        elif kin.kind == "activite" and not paper and departement in atlas.loaded_plans.oqos:
            lines.append((link(atlas, kin, [departement]),))
    if not lines:
        return (), ()
    if paper:
        named = f"{OTHER.lower()} : " if len(lines) == 1 else f"{OTHERS} : "
        return ((named, *lines[0], *(span for line in lines[1:] for span in (f"{NBSP}; ", *line))),), ()
    title = OTHER if len(lines) == 1 else f"{len(lines)} {OTHERS}"
    return (), (Folded(title, (Paragraph(tuple(Mark(line, "note") for line in lines)),), key=f"mesure-{indicateur}"),)


def kin_text(atlas: Atlas, indicateur: str, departement: str) -> str:
    """The same as plain text, with the reasons, for a table."""
    found = [(kin, value_words(atlas, kin, departement)) for kin in atlas.kinship.of("indicateur", indicateur)]
    return " ".join(f"{label_of(atlas, kin)} : {told}. {kin.reason}" for kin, told in found if told)


def label_of(atlas: Atlas, kin: Kin) -> str:
    """The name of a measure."""
    if kin.kind == "indicateur":
        return atlas.notions[kin.slug].libelle
    name = atlas.activites[kin.slug]
    return f"{name}, écarts OQOS" if kin.kind == "activite" else f"{name}, appareils"


def link(atlas: Atlas, kin: Kin, departements: Sequence[str]) -> Link:
    """The view that shows a measure."""
    where = ",".join(departements)
    if kin.kind == "activite":
        page, query = "ecarts", parameters(activite=kin.slug, departement=where)
    elif kin.kind == "appareils":
        words = f"appareils {atlas.activites[kin.slug]}"
        page, query = "sources", parameters(vue="oqos", departement=where, mots=words)
    elif kin.slug in atlas.best:
        page, query = "carte", parameters(indicateur=kin.slug, departement=where)
    else:
        page, query = "sources", parameters(vue="valeurs", indicateur=kin.slug, departement=where)
    return Link(label_of(atlas, kin), page, query)


def value_words(atlas: Atlas, kin: Kin, departement: str, *, ranked: bool = True) -> str:
    """What a measure says of a département, with its year and its rank; empty when nothing is known, or for sites."""
    if kin.kind == "appareils":
        return list_text(
            [
                f"{lower_first(row.libelle)} {row.appareils} (ligne {row.ligne})"
                for row in atlas.machines.get(kin.slug, ())
                if row.departement == departement
            ]
        )
    if kin.kind != "indicateur":
        return ""
    value = _value(atlas, kin.slug, departement)
    if value is None:
        return ""
    notion, best = atlas.notions[kin.slug], atlas.best.get(kin.slug)
    unit = following_unit(notion.unite)
    told = f"{value_text(value, notion)}{unit}, {year_text(value.annee)}"
    inside = atlas.geography.departements
    numbers = {code: cell.middle for code, cell in atlas.cells(best).items() if code in inside} if best else {}
    rank = rank_of(numbers, code=departement)
    if rank is None or notion.additive or not ranked:
        return told
    place = rank_words(rank, high="la plus élevée", low="la plus basse", noun="valeur ", among=f"sur {rank.total}")
    return f"{told}, {place}"


def _value(atlas: Atlas, indicateur: str, departement: str) -> Value | None:
    """The value that its best map shows, else the first that is kept for this département."""
    best = atlas.best.get(indicateur)
    shown = atlas.cells(best).get(departement) if best else None
    if shown:
        return shown
    return next(
        (
            value
            for value in atlas.values
            if value.indicateur == indicateur and value.mapped and value.territoire == departement
        ),
        None,
    )
