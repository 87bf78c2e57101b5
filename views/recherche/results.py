"""Parts of «Recherche»: what was found, kind by kind, as links to the views; what to try when nothing was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.plans import Plans
from analysis.search import Found, Results
from analysis.search_entries import KINDS
from analysis.typed_text import isolated
from charts.blocks.records import Block, Bullets, Folded, Heading, Item, Link, Mark, Paragraph, Part, Span
from charts.words.french import list_text
from views.links import carried

SHOWN = 6
"""Results of one kind that are seen at once; the others are unfolded."""

NAMES = {
    "valeur": ("chiffre", "chiffres"),
    "departement": ("département", "départements"),
    "page": ("vue", "vues"),
    "table": ("table", "tables"),
    "liste": ("liste de lignes des plans", "listes de lignes des plans"),
    "indicateur": ("indicateur", "indicateurs"),
    "engagement": ("engagement", "engagements"),
    "defi": ("défi", "défis"),
    "objectif": ("objectif opérationnel", "objectifs opérationnels"),
    "theme": ("thème", "thèmes"),
    "parcours": ("parcours", "parcours"),
    "activite": ("activité de soins", "activités de soins"),
    "modalite": ("ligne d'OQOS", "lignes d'OQOS"),
    "document": ("document", "documents"),
    "lieu": ("lieu", "lieux"),
    "item": ("item d'un plan", "items des plans"),
    "enjeu_cts": ("enjeu ou demande", "enjeux ou demandes"),
    "vigilance": ("point de vigilance", "points de vigilance"),
    "condition": ("condition d'une cible", "conditions de cibles"),
    "recours": ("recours hors du département", "recours hors du département"),
    "annonce": ("déclaration d'un plan", "déclarations des plans"),
    "pilotage": ("annonce de pilotage", "annonces de pilotage"),
    "reforme": ("notion de la réforme", "notions de la réforme"),
    "glossaire": ("terme du glossaire", "termes du glossaire"),
}

Filters = Mapping[str, list[str]]


def examples(plans: Plans) -> tuple[str, ...]:
    """Queries to try, of several kinds; the département is the last whose plan is loaded."""
    place = plans.geography.name([*plans.geography.departements, *plans.loaded][-1])
    return ("dialyse", "taux de pauvreté", "soins non programmés", "E3D1", place, "SAS")


def summary_text(results: Results) -> str:
    """How many results, of which kinds, without which words; or that there is none."""
    if not results.groups:
        return f"Aucun résultat pour «{isolated(results.query)}»."
    near = " (orthographe proche)" if results.near else ""
    if results.left_out:
        near = f", sans {left_out_text(results)}"
    counts = [f"{len(found)} {NAMES[kind][len(found) > 1]}" for kind, found in results.groups.items()]
    where = f" ; vues filtrées sur le département : {results.nom}" if results.departement else ""
    total = f"{results.total} résultat{'s' if results.total > 1 else ''}"
    return f"{total} pour «{isolated(results.query)}»{near} : {list_text(counts)}{where}."


def left_out_text(results: Results) -> str:
    """The words that a search leaves aside: nothing holds them, or nothing holds them with the others."""
    return list_text([f"«{isolated(word)}»" for word in results.left_out])


def results_part(results: Results, tried: Sequence[str], *, filters: Filters) -> Part:
    """Every group with its count and its links; `tried` are the `examples` offered when there is none."""
    groups = [_group(kind, found, filters) for kind, found in results.groups.items()]
    nothing = [] if results.groups else [_nothing(results, tried, filters)]
    return Part((_summary(summary_text(results)), *groups, *nothing), "resultats")


def welcome_part(tried: Sequence[str], filters: Filters) -> Part:
    """What can be sought, with examples to follow."""
    kinds = list_text([names[1] for names in NAMES.values()])
    said = (
        f"Tapez un ou plusieurs mots : {kinds}. "
        "Les accents, les majuscules, le pluriel et les petites fautes ne comptent pas ; un sigle de trois lettres "
        "se tape exactement. Par exemple : "
    )
    return Part((_summary(said, *_queries(tried, filters), "."),), "resultats")


def _summary(*words: Span) -> Paragraph:
    return Paragraph(words, "bilan", live="status")


def _nothing(results: Results, tried: Sequence[str], filters: Filters) -> Paragraph:
    if results.suggestions:
        return Paragraph(("Vouliez-vous dire ", *_queries(results.suggestions, filters, last=" ou "), " ?"))
    said = "Aucun mot de l'outil ne lui ressemble. Essayez un mot plus courant, ou un seul mot : "
    return Paragraph((said, *_queries(tried, filters), "."))


def _queries(queries: Sequence[str], filters: Filters, *, last: str = ", ") -> list[Span]:
    """Links to other searches, as a list in a sentence."""
    also = [(name, value) for name, values in filters.items() for value in values]
    spans: list[Span] = []
    for rank, query in enumerate(queries):
        if rank:
            spans.append(last if rank == len(queries) - 1 else ", ")
        spans.append(Link(query, "recherche", (("q", query), *also), follows=False))
    return spans


def _group(kind: str, found: Sequence[Found], filters: Filters) -> Part:
    """One kind: its count, its first results, the others folded."""
    items = tuple(_item(result, filters) for result in found)
    shown = items[:SHOWN] if len(items) > SHOWN + 1 else items
    hidden = items[len(shown) :]
    title: tuple[Span, ...] = (f"{KINDS[kind]} ", Mark(f"({len(found)})", "compte"))
    blocks: list[Block] = [Heading(title, 2), Bullets(shown)]
    if hidden:
        blocks.append(Folded(f"{len(hidden)} autres {NAMES[kind][1]}", (Bullets(hidden),)))
    return Part(tuple(blocks), "groupe", section=True)


def _item(result: Found, filters: Filters) -> Item:
    entry = result.entry
    where = tuple(carried(entry, result.parameters, filters=filters))
    return Item((Link(entry.title, entry.page, where, follows=False), Mark(entry.context, "contexte")))
