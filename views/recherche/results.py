"""Parts of «Recherche»: what was found, kind by kind, as links to the views; what to try when nothing was."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analysis.search import Found, Results
from analysis.search_entries import KINDS
from analysis.typed_text import isolated
from charts.words.french import list_text
from loaders.schema import DEPARTEMENTS
from views.links import address, path_of

PARAMETERS = ("q", "departement", "engagement")
SHOWN = 6
"""Results of one kind that are seen at once; the others are unfolded."""

NAMES = {
    "departement": ("département", "départements"),
    "indicateur": ("indicateur", "indicateurs"),
    "engagement": ("engagement", "engagements"),
    "defi": ("défi", "défis"),
    "objectif": ("objectif opérationnel", "objectifs opérationnels"),
    "theme": ("thème", "thèmes"),
    "parcours": ("parcours", "parcours"),
    "activite": ("activité de soins", "activités de soins"),
    "modalite": ("ligne d'OQOS", "lignes d'OQOS"),
    "glossaire": ("terme du glossaire", "termes du glossaire"),
}
EXAMPLES = ("dialyse", "taux de pauvreté", "soins non programmés", "E3D1", "Lozère", "SAS")

Filters = Mapping[str, list[str]]


def summary_text(results: Results) -> str:
    """How many results, of which kinds; or that there is none."""
    if not results.groups:
        return f"Aucun résultat pour «{isolated(results.query)}»."
    counts = [f"{len(found)} {NAMES[kind][len(found) > 1]}" for kind, found in results.groups.items()]
    where = f" ; vues filtrées sur le département : {DEPARTEMENTS[results.departement]}" if results.departement else ""
    total = f"{results.total} résultat{'s' if results.total > 1 else ''}"
    return f"{total} pour «{isolated(results.query)}» : {list_text(counts)}{where}."


def results_html(results: Results, *, filters: Filters) -> str:
    """Every group with its count and its links."""
    parts = [f'<p class="bilan" role="status">{escape(summary_text(results))}</p>']
    parts += [_group_html(kind, found, filters) for kind, found in results.groups.items()]
    if not results.groups:
        parts.append(_nothing_html(results, filters))
    return f'<div class="resultats">{"".join(parts)}</div>'


def welcome_html(filters: Filters) -> str:
    """What can be sought, with examples to follow."""
    kinds = list_text([names[1] for names in NAMES.values()])
    return (
        f'<div class="resultats"><p class="bilan" role="status">Tapez un ou plusieurs mots : {escape(kinds)}. '
        "Les accents, les majuscules, le pluriel et les petites fautes ne comptent pas ; un sigle de trois lettres "
        f"se tape exactement. Par exemple : {_queries_html(EXAMPLES, filters)}.</p></div>"
    )


def _nothing_html(results: Results, filters: Filters) -> str:
    if results.suggestions:
        return f"<p>Vouliez-vous dire {_queries_html(results.suggestions, filters, last=' ou ')} ?</p>"
    return (
        "<p>Aucun mot de l'outil ne lui ressemble. Essayez un mot plus courant, ou un seul mot : "
        f"{_queries_html(EXAMPLES, filters)}.</p>"
    )


def _queries_html(queries: tuple[str, ...], filters: Filters, *, last: str = ", ") -> str:
    links = []
    for query in queries:
        pairs = [("q", query), *((name, value) for name, values in filters.items() for value in values)]
        links.append(f'<a data-vue href="{escape(path_of("recherche", pairs))}">{escape(query)}</a>')
    return last.join(filter(None, [", ".join(links[:-1]), *links[-1:]]))


def _group_html(kind: str, found: list[Found], filters: Filters) -> str:
    items = [_item_html(result, filters) for result in found]
    more = ""
    if len(items) > SHOWN + 1:
        hidden = items[SHOWN:]
        items = items[:SHOWN]
        more = f"<details><summary>{len(hidden)} autres {NAMES[kind][1]}</summary><ul>{''.join(hidden)}</ul></details>"
    title = f'{escape(KINDS[kind])} <span class="compte">({len(found)})</span>'
    return f'<section class="groupe"><h2>{title}</h2><ul>{"".join(items)}</ul>{more}</section>'


def _item_html(result: Found, filters: Filters) -> str:
    href = address(result.entry, result.parameters, filters=filters)
    return (
        f'<li><a data-vue href="{escape(href)}">{escape(result.entry.title)}</a>'
        f'<span class="contexte">{escape(result.entry.context)}</span></li>'
    )
