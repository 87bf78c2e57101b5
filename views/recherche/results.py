"""Parts of «Recherche»: what was found, kind by kind, as links to the views; what to try when nothing was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.plans import Plans
from analysis.search import Found, Results
from analysis.search_entries import KINDS
from analysis.search_figures import Figures
from analysis.typed_text import isolated
from charts.blocks.records import Block, Bullets, Folded, Heading, Item, Link, Mark, Paragraph, Part, Span
from charts.words.french import list_text
from views.links import carried
from views.pages import PAGES
from views.recherche.answers import PAIRS, value_text_of

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
    return ("dialyse", f"taux de pauvreté {place}", "soins non programmés", "E3D1", place, "SAS")


def summary_text(results: Results) -> str:
    """How many results, of which kinds, without which words; or that there is none."""
    if not results.groups:
        return total_text(results)
    counts = [f"{len(found)} {NAMES[kind][len(found) > 1]}" for kind, found in results.groups.items()]
    total, where = _total(results)
    return f"{total} : {list_text(counts)}{where}."


def total_text(results: Results) -> str:
    """The same without the kinds, which their titles count on the page."""
    return f"{''.join(_total(results))}."


def _total(results: Results) -> tuple[str, str]:
    """How many results without which words, then the départements whose views they are."""
    if not results.groups:
        return f"Aucun résultat pour «{isolated(results.query)}»", ""
    near = " (orthographe proche)" if results.near else ""
    if results.left_out:
        near = f", sans {left_out_text(results)}"
    which = "les départements" if len(results.groups.get("departement", [])) > 1 else "le département"
    where = f" ; vues filtrées sur {which} : {results.nom}" if results.departement else ""
    return f"{results.total} résultat{'s' if results.total > 1 else ''} pour «{isolated(results.query)}»{near}", where


def left_out_text(results: Results) -> str:
    """The words that a search leaves aside: nothing holds them, or nothing holds them with the others."""
    return list_text([f"«{isolated(word)}»" for word in results.left_out])


def results_part(
    results: Results, tried: Sequence[str], *, filters: Filters, figures: Figures, plans: Plans | None = None
) -> Part:
    """The pages of the département named, then every group with its count and its links, in two columns.

    Args:
        tried: the `examples` offered when nothing is found.
        figures: gives the values that stand beside the results.
        plans: says which pages a département has.
    """
    places = [found.entry.key for found in results.groups.get("departement", []) if results.departement]
    groups = [_group(kind, found, filters, _Values(figures, places)) for kind, found in results.groups.items()]
    nothing = [] if results.groups else [_nothing(results, tried, filters)]
    named = [_pages(code, plans) for code in places or [results.departement]] if plans and results.departement else []
    sizes = [len(found[:SHOWN]) + _HEAD for found in results.groups.values()]
    columns = [Part(tuple(groups[start:end]), "colonne") for start, end in _halves(sizes)]
    shown = [Part(tuple(columns), "colonnes")] if columns else []
    return Part((_summary(total_text(results)), *named, *shown, *nothing), "resultats")


_HEAD = 2
"""Height of the title of a group, in results."""


@dataclass(frozen=True)
class _Values:
    """Gives the values of a result, in the départements of the query."""

    figures: Figures
    places: Sequence[str]

    def several(self, found: Found) -> bool:
        """Whether pairs of several plans stand beside it: what they are must be said."""
        return found.entry.kind == "modalite" and len(value_text_of(self.figures, found.entry, self.places)) > 1

    def of(self, found: Found) -> tuple[Span, ...]:
        spans: list[Span] = []
        for name, value in value_text_of(self.figures, found.entry, self.places):
            spans += [*([" "] if spans else []), Mark((f"{name} ", Mark(value)), "note")]
        return (Mark(tuple(spans), "compte"),) if spans else ()


def _halves(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Where a list is cut in two columns of nearly one height; one column when there is one group."""
    if len(sizes) < 2:
        return [(0, len(sizes))] if sizes else []
    cut = min(range(1, len(sizes)), key=lambda at: (abs(sum(sizes[:at]) - sum(sizes[at:])), at))
    return [(0, cut), (cut, len(sizes))]


def _pages(code: str, plans: Plans) -> Part:
    """The pages of a département: those of its plan when it is loaded."""
    of_plan = ("ecarts", "defis") if code in plans.loaded else ()
    links = [
        Item(Link(PAGES[page].label, page, (("departement", code),), follows=False))
        for page in ("territoire", "carte", *of_plan, "sources")
    ]
    title = Paragraph(Mark(plans.geography.name(code)), "nom")
    return Part((title, Bullets(tuple(links))), "pages-departement")


def welcome_part(tried: Sequence[str], filters: Filters, firsts: Mapping[str, str] | None = None) -> Part:
    """What can be sought, with examples to follow.

    Args:
        firsts: the first answer of each example.
    """
    kinds = list_text([names[1] for names in NAMES.values()])
    said = (
        "Tapez un ou plusieurs mots. Les accents, les majuscules, le pluriel et les petites fautes ne comptent pas ; "
        "un sigle de trois lettres se tape exactement."
    )
    answers = firsts or {}
    links = [link for link in _queries(tried, filters) if isinstance(link, Link)]
    items = tuple(
        Item((link, Mark(answers.get(query, ""), "contexte"))) for query, link in zip(tried, links, strict=True)
    )
    found = Paragraph(f"La recherche trouve : {kinds}.", "mention")
    return Part((_summary(said), *((Bullets(items, "exemples"),) if items else ()), found), "resultats")


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


def _group(kind: str, found: Sequence[Found], filters: Filters, values: _Values) -> Part:
    """One kind: its count, its first results, the others folded."""
    items = tuple(_item(result, filters, values) for result in found)
    shown = items[:SHOWN] if len(items) > SHOWN + 1 else items
    hidden = items[len(shown) :]
    title: tuple[Span, ...] = (f"{KINDS[kind]} ", Mark(f"({len(found)})", "compte"))
    blocks: list[Block] = [Heading(title, 2), Bullets(shown)]
    if hidden:
        blocks.append(Folded(f"{len(hidden)} autres {NAMES[kind][1]}", (Bullets(hidden),)))
    return Part(tuple(blocks), "groupe", section=True)


def _item(result: Found, filters: Filters, values: _Values) -> Item:
    """Its name, its values, what it belongs to, the page that shows it."""
    entry, beside = result.entry, values.of(result)
    where = tuple(carried(entry, result.parameters, filters=filters))
    name = entry.title.partition(" · ")[0] if beside else entry.title
    said = [entry.context, *([PAIRS] if values.several(result) else [])]
    context = (Mark(" ; ".join(filter(None, said)), "contexte"),) if any(said) else ()
    page = Mark(PAGES[entry.page].label, "code")
    return Item((Link(name, entry.page, where, follows=False), *beside, *context, page))
