"""The opening of the page of one département: what sets it apart, its plan, where it stands, who looks like it.

Every text is escaped. The same blocks are printed: `paper` leaves out links and draws for a
file of its own.
"""

from __future__ import annotations

from html import escape

from analysis.comparables import Neighbour
from analysis.profile import distinctive
from analysis.territory import Measure, Territory
from charts.blocks.spine import gap_to, shown_text
from charts.drawings.choropleth import value_text
from charts.drawings.locator import locator_html
from charts.drawings.outlines import Outlines
from charts.words.coverage import NOT_LOADED_TEXT, OFFICIAL_ONLY_TEXT, status_text
from charts.words.french import NBSP, number_text, unit_text, year_text
from charts.words.standing_words import rank_words
from loaders.schema import DEPARTEMENTS

_SAID_UNIT = len("habitants/km2")
LOADING_TEXT = (
    "Pour l'ajouter, demandez à la personne qui a installé l'outil : le guide d'utilisation (GUIDE.md) lui dit comment "
    "faire lire un plan."
)
"""Whom to ask for a plan that is not here: a reader has no command to type."""


def finding_text(territory: Territory) -> str:
    """The title: the two key figures where the département stands furthest from the region."""
    rows = distinctive(territory.profile.key_rows, territory.atlas.maps)
    if not rows:
        return f"{territory.name} : aucun chiffre clé ne se compare à l'Occitanie"
    told = ", puis ".join(
        f"«{row.notion.libelle}» ({shown_text(row, row.value)}, contre {shown_text(row, row.region)}"
        f"{f'{NBSP}: {gap}' if (gap := gap_to(row, row.region)) else ''})"
        for row in rows
    )
    return f"{territory.name} : parmi les chiffres clés, l'écart le plus net avec l'Occitanie porte sur {told}"


def plan_text(territory: Territory) -> str:
    """Title, status and date of the plan, or that it is not loaded."""
    plan = territory.plan
    if plan is None:
        return f"{NOT_LOADED_TEXT.capitalize()} : ce département n'a ici {OFFICIAL_ONLY_TEXT}."
    return f"{plan['titre']}, {status_text(plan['statut'], plan['date'])}."


def opening_html(territory: Territory, outlines: Outlines, *, paper: bool = False) -> str:
    """The finding, the status of the plan, the situation with its map, the most comparable départements."""
    level = "h1" if paper else "h2"
    around = [neighbour.code for neighbour in territory.neighbours]
    return (
        f"<{level}>{escape(finding_text(territory))}</{level}><p>{escape(plan_text(territory))}</p>{_loading(territory)}"
        f'<div class="ouverture"><div>{_situation(territory)}{comparables_html(territory, paper=paper)}</div>'
        f"{locator_html(outlines, code=territory.code, neighbours=around, paper=paper)}</div>"
    )


def comparables_html(territory: Territory, *, paper: bool = False) -> str:
    """The nearest départements and the reason in words; no score."""
    items = ""
    for near in territory.neighbours:
        name, _, reason = neighbour_text(territory, near).partition(". ")
        items += f"<li><b>{escape(name)}.</b> {escape(reason)}</li>"
    names = territory.atlas.notions
    left = "".join(
        f" «{names[slug].libelle}» n'est pas compté : un département n'est pas renseigné."
        for slug in territory.left_out
    )
    how = (
        "Neuf indicateurs officiels connus pour les treize départements (densité, âge, pauvreté, familles, accès aux "
        "généralistes et aux infirmières, mortalité avant 65 ans, APA, vaccination), ramenés à la même échelle et de "
        "même poids. L'offre de soins n'y entre pas : elle est ce qu'on compare ensuite." + left
    )
    way = f"<p>{escape(how)}</p>{_criteria(territory)}"
    if not paper:
        way = f'<details data-volet="methode"><summary>Comment ils sont choisis</summary>{way}</details>'
    return f'<h3>Départements les plus comparables</h3><ol class="proches">{items}</ol>{way}'


def _criteria(territory: Territory) -> str:
    """The indicateurs of the method, with the values of the département and of its nearest ones."""
    codes = [territory.code, *(near.code for near in territory.neighbours)]
    head = "".join(f'<th scope="col">{escape(DEPARTEMENTS[code])}</th>' for code in codes)
    rows = ""
    for slug in territory.criteria:
        key = territory.key(slug)
        notion, cells = territory.atlas.notions[slug], territory.atlas.cells(key)
        texts = "".join(f"<td>{escape(value_text(cells[code], notion))}</td>" for code in codes)
        rows += f'<tr><th scope="row">{escape(notion.libelle)}</th>{texts}<td>{escape(year_text(key.annee))}</td></tr>'
    return (
        '<div class="tableau criteres" tabindex="0" role="region" aria-label="Critères de comparaison"><table><thead>'
        f'<tr><th scope="col">Indicateur</th>{head}<th scope="col">Année</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def neighbour_text(territory: Territory, neighbour: Neighbour) -> str:
    """Why a département is near, and where it still differs, with both values."""
    alike = f"{NBSP}; ".join(_pair(territory, slug, neighbour.code) for slug in neighbour.alike)
    text = f"{DEPARTEMENTS[neighbour.code]}. Se ressemblent par : {alike}."
    if neighbour.unlike:
        text += (
            f" Diffèrent par : {f'{NBSP}; '.join(_pair(territory, slug, neighbour.code) for slug in neighbour.unlike)}."
        )
    if not neighbour.close:
        text += " Ressemblance lointaine : la moitié des paires de départements se ressemblent davantage."
    return text


def _pair(territory: Territory, slug: str, other: str) -> str:
    """«taux de pauvreté (19,0 contre 20,8 %)»: this département, then the other one."""
    notion, cells = territory.atlas.notions[slug], territory.atlas.cells(territory.key(slug))
    unit = unit_text(notion.unite) if len(notion.unite) <= _SAID_UNIT else ""
    own, near = (value_text(cells[code], notion) for code in (territory.code, other))
    label = notion.libelle if notion.libelle[:2].isupper() else notion.libelle[0].lower() + notion.libelle[1:]
    return f"{label} ({own} contre {near}{unit})"


def _situation(territory: Territory) -> str:
    """Population and official density: the figure, its year, its rank.

    No area: that of the outlines holds water, and population over it contradicts the official density.
    """
    density = territory.density
    items = [
        (number_text(territory.population.value, decimales=0), "habitants",
         f"au 1er janvier {territory.population_annee}, {rank_text(territory.population, 'peuplé')}"),
    ]  # fmt: skip
    if density:
        items.insert(
            1,
            (
                number_text(density.value, decimales=1),
                "habitants par km²",
                f"en {territory.density_annee}, {rank_text(density, 'dense')}",
            ),
        )
    lines = "".join(
        f"<li><b>{escape(number)}{NBSP}{escape(unit)}</b> {escape(note)}</li>" for number, unit, note in items
    )
    return f'<ul class="situe">{lines}</ul>'


def rank_text(measure: Measure, word: str) -> str:
    """«le plus peuplé des 13», «5e moins peuplé des 13»; in words under MIN_RANKED known values."""
    if measure.rank is None:
        return "rang non calculé"
    told = rank_words(measure.rank, high=f"plus {word}", low=f"moins {word}", among=f"des {measure.rank.total}")
    return f"le {told}" if told.startswith(("plus", "moins")) else told


def _loading(territory: Territory) -> str:
    return "" if territory.loaded else f'<p class="charger">{escape(LOADING_TEXT)}</p>'
