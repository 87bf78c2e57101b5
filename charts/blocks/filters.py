"""The line of the filters of the reader, and what may be unfolded under it.

Source: `analysis/ties.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from analysis.atlas import Atlas
from analysis.folding import fold
from analysis.plans import Plans
from analysis.supply import Supply
from analysis.ties import Citation
from charts.blocks.records import Block, Blocks, Folded, Link, Mark, Paragraph, Part, bullets, parameters, titled
from charts.words.filter_words import engagements_text, filters_text, places_text

Query = Mapping[str, Sequence[str]]


def filters_line(
    named: Sequence[str], engagements: Sequence[str], here: str, *, ways: Sequence[Link], more: Blocks = ()
) -> Blocks:
    """One line, only while a département or an engagement is chosen.

    Args:
        named: names of the départements chosen.
        here: what the filters do on this page.
        ways: links of the line.
        more: what stands under it.
    """
    said = filters_text(named, engagements)
    if not said:
        return ()
    links = [span for way in ways for span in (" ", way)]
    line = (Mark("Filtres :"), f" {said}. ", Mark("Ici :"), f" {here}.", *links)
    return (Part((Paragraph(line), *more), "filtres-actifs", label="Filtres actifs"),)


def ties(supply: Supply, kept: Collection[str], engagements: Sequence[str]) -> Blocks:
    """Activités kept and left, each with its engagements and the reason of the tie, folded."""
    if not engagements:
        return ()
    left = [slug for slug in supply.activites if slug not in kept]
    lists = (
        *_ties(supply, f"Dans le filtre ({len(kept)})", kept),
        *_ties(supply, f"Hors du filtre ({len(left)})", left),
    )
    return (Folded("Lesquelles, et pourquoi", lists, key="rattachements"),)


def _ties(supply: Supply, title: str, slugs: Collection[str]) -> Blocks:
    known = supply.activites
    said = (f" ({engagements_text(known[slug].engagements)}) : {known[slug].motif}" for slug in slugs)
    names = (Mark(known[slug].libelle_court) for slug in slugs)
    return titled(title, zip(names, said, strict=True))


def cited(atlas: Atlas, plans: Plans, found: Mapping[str, Sequence[Citation]], filters: Query) -> Blocks:
    """Indicateurs printed under the engagements: those with a map as links to it, the others to their values."""
    if not found:
        return ()
    mapped = [slug for slug in found if slug in atlas.best]
    others = [slug for slug in found if slug not in atlas.best]
    parts: list[Block] = [*_cited(atlas, plans, found, mapped, "carte", filters)]
    if others:
        parts.append(Paragraph(f"{len(others)} sans carte, à lire dans «Données et sources» :"))
        query = {"vue": ["valeurs"], "engagement": filters["engagement"]}
        parts += _cited(atlas, plans, found, others, "sources", query)
    without = f", {len(others)} sans carte" if others else ""
    return (Folded(f"Lesquels : {len(mapped)} avec carte{without}", tuple(parts), key="cites"),)


def _cited(
    atlas: Atlas, plans: Plans, found: Mapping[str, Sequence[Citation]], slugs: Sequence[str], page: str, query: Query
) -> Blocks:
    """One list of indicateurs: a link and the places of each."""
    ranked = sorted(slugs, key=lambda slug: fold(atlas.notions[slug].libelle))
    return bullets(
        (
            Link(atlas.notions[slug].court, page, parameters(indicateur=slug, **query)),
            f" : {places_text(plans, found[slug])}",
        )
        for slug in ranked
    )
