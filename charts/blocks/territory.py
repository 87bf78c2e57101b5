"""The opening of the page of one département: what sets it apart, its plan, where it stands, who looks like it."""

from __future__ import annotations

from collections.abc import Collection

from analysis.comparables import Neighbour
from analysis.key_figures import COMPARED_FIGURES
from analysis.loaded import NOT_LOADED_TEXT, PART_WORDS
from analysis.pair import Pair
from analysis.profile import distinctive
from analysis.territory import Measure, Territory
from charts.blocks.records import (
    Blocks,
    Bullets,
    Cell,
    Folded,
    Grid,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Situation,
    bullets,
    parameters,
)
from charts.blocks.spine import gap_to, pair_gap, shown_text
from charts.drawings.choropleth import value_text
from charts.drawings.outlines import Outlines
from charts.words.coverage import OFFICIAL_ONLY_TEXT, status_text
from charts.words.french import NBSP, list_text, number_text, unit_text, word_text, year_text
from charts.words.standing_words import rank_words
from loaders.geography import Geography
from loaders.schema import AUTOMATIC

_ALIKE = "Départements les plus comparables"
_SAID_UNIT = len("habitants/km2")
LOADING_TEXT = (
    "Si vous avez son document, la page «Importer» le lit pour vous, le temps de votre visite ; pour qu'il soit chargé "
    "pour tous, demandez à la personne qui a installé l'outil (GUIDE.md lui dit comment)."
)
"""How to have a plan that is not here: for oneself, or for all."""


def finding_text(territory: Territory) -> str:
    """The title: the two key figures where the département stands furthest from the region."""
    geography = territory.geography
    rows = distinctive(territory.profile.key_rows, territory.atlas)
    if not rows:
        return f"{territory.name} : aucun chiffre clé ne se compare {geography.to_the(geography.region)}"
    told = ", puis ".join(
        f"«{row.notion.libelle}» ({shown_text(row, row.value)}, contre {shown_text(row, row.region)}"
        f"{f'{NBSP}: {gap}' if (gap := gap_to(row, row.region)) else ''})"
        for row in rows
    )
    region = geography.the(geography.region)
    return f"{territory.name} : parmi les chiffres clés, l'écart le plus net avec {region} porte sur {told}"


def pair_text(territory: Territory, pair: Pair) -> str:
    """The title of two départements side by side: the two key figures where they differ most, without a judgement."""
    names = f"{territory.name} et {territory.geography.name(pair.code)}"
    rows = pair.furthest(territory.profile.key_rows, territory.atlas)
    if not rows:
        return f"{names} : aucun chiffre clé ne diffère, ou ne se compare"
    told = ", puis ".join(
        f"«{row.notion.libelle}» ({shown_text(row, row.value)} et {shown_text(row, pair.of(row))}"
        f"{NBSP}: {pair_gap(row, pair)})"
        for row in rows
    )
    return f"{names} : parmi les chiffres clés, l'écart le plus net porte sur {told}"


def pair_line(territory: Territory, *, ways: bool) -> Blocks:
    """How two départements are read side by side, and where the other one and the reverse are read.

    Args:
        ways: whether the links are written; paper does without.
    """
    if territory.pair is None:
        return ()
    geography, code, other = territory.geography, territory.code, territory.pair.code
    said = Paragraph(
        f"Écart : {geography.the(code)} moins {geography.the(other)}, même origine et même année, sans jugement."
    )
    page = Link(f"Page {geography.of(other)}", "territoire", parameters(departement=other))
    turned = Link("Inverser", "territoire", parameters(departement=other, avec=code))
    return (Part((said, Paragraph((page, " ", turned))) if ways else (said,), "a-cote"),)


def plan_text(territory: Territory) -> str:
    """Title, status and date of the plan with what is not loaded of it, or that it is not loaded."""
    plan = territory.plan
    if plan is None:
        return f"{NOT_LOADED_TEXT.capitalize()} : ce département n'a ici {OFFICIAL_ONLY_TEXT}."
    without = [words for part, words in PART_WORDS.items() if territory.code in territory.loaded_plans.partial(part)]
    left = f" Plan chargé, {list_text(without)} non chargés." if without else ""
    if plan["statut"] in AUTOMATIC:  # its title says it
        return f"{plan['titre']}.{left}"
    return f"{plan['titre']}, {status_text(plan['statut'], plan['date'])}.{left}"


def opening(territory: Territory, outlines: Outlines) -> Blocks:
    """The head of the sheet to print: name, finding, plan, place with its map, the most comparable départements.

    Beside another département, that one alone is on the map, and takes the place of the comparable ones.

    Args:
        outlines: those of every département, for the map.
    """
    pair, geography = territory.pair, territory.geography
    around = (pair.code,) if pair else tuple(neighbour.code for neighbour in territory.neighbours)
    alt = (
        beside_alt(geography, territory.code, pair.code) if pair else situation_text(geography, territory.code, around)
    )
    told = (
        Heading(territory.name, 1),
        Paragraph(pair_text(territory, pair) if pair else finding_text(territory), "constat"),
        place_figures(territory),
        Paragraph(plan_text(territory)),
        *(() if territory.loaded else (Paragraph(LOADING_TEXT, "charger"),)),
        *(() if pair else comparables(territory)),
    )
    where = Situation(territory.code, around, alt, outlines, geography)
    return (Part((Part(told), where), "ouverture"),)


def beside_alt(geography: Geography, shown: str, beside: str) -> str:
    """The map of one département and of another one that it is read beside, in words."""
    return f"Carte de situation : {geography.name(shown)}, en plein ; {geography.name(beside)}, plus clair."


def situation_text(geography: Geography, code: str, neighbours: Collection[str]) -> str:
    """The map in words: which département, and which are marked as alike."""
    marked = geography.named(neighbours)
    beside = f" ; plus clairs, les plus comparables : {list_text(marked)}" if marked else ""
    whole = f"{word_text(geography.count)} départements {geography.of(geography.region)}"
    return f"Carte de situation des {whole} : {geography.name(code)}, en plein{beside}."


def comparables(territory: Territory) -> Blocks:
    """The nearest départements and the reason in words, as a list for paper; no score."""
    items = []
    for near in territory.neighbours:
        name, alike = territory.geography.name(near.code), _labels(territory, near.alike)
        unlike = f" ; différents : {_labels(territory, near.unlike)}" if near.unlike else ""
        far = "" if near.close else ". Ressemblance lointaine"
        items.append(Item((Mark(name), f", proches : {alike}{unlike}{far}.")))
    return Heading(_ALIKE), Bullets(tuple(items), "proches", ordered=True)


def comparables_long(territory: Territory) -> Blocks:
    """The same with both values of each reason, then the method: for the annex."""
    texts = (neighbour_text(territory, near) for near in territory.neighbours)
    return Heading(_ALIKE), *bullets(texts, "proches"), method(territory)


def strip(territory: Territory, outlines: Outlines) -> Blocks:
    """The same as cards: where each lies, why in short, both values folded, and how they are chosen."""
    cards = tuple(_card(territory, near, outlines) for near in territory.neighbours)
    return Heading(_ALIKE, 2), Part(cards, "proches-cartes"), method(territory)


def _card(territory: Territory, near: Neighbour, outlines: Outlines) -> Part:
    geography = territory.geography
    name, _, reason = neighbour_text(territory, near).partition(". ")
    alt = beside_alt(geography, near.code, territory.code)
    where = Situation(near.code, (territory.code,), alt, outlines, geography)
    alike = (Mark("Proches", "fort"), f" : {_labels(territory, near.alike)}.")
    unlike = (Mark("Différents", "fort"), f" : {_labels(territory, near.unlike)}.")
    said = Part((
        Heading(Link(name, "territoire", parameters(departement=near.code))),
        Paragraph(alike),
        *((Paragraph(unlike),) if near.unlike else ()),
        *(() if near.close else (Paragraph("Ressemblance lointaine.", "mention"),)),
        Folded("Avec les valeurs", (Paragraph(reason),), key=f"proche-{near.code}"),
        Paragraph(Link("Comparer les chiffres", "territoire", parameters(departement=territory.code, avec=near.code))),
    ))  # fmt: skip
    return Part((where, said))


def _labels(territory: Territory, slugs: Collection[str]) -> str:
    return f"{NBSP}; ".join(_label(territory.atlas.notions[slug].libelle) for slug in slugs)


def _label(label: str) -> str:
    """A label inside a sentence: an acronym keeps its capitals."""
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def method(territory: Territory) -> Folded:
    """How the comparable départements are chosen, with the values of each criterion."""
    names = territory.atlas.notions
    left = "".join(
        f" «{names[slug].libelle}» n'est pas compté : un département n'est pas renseigné."
        for slug in territory.left_out
    )
    number, criteria = word_text(territory.geography.count), word_text(len(COMPARED_FIGURES)).capitalize()
    how = (
        f"{criteria} indicateurs officiels connus pour les {number} départements (densité, âge, pauvreté, familles, "
        "accès aux généralistes et aux infirmières, mortalité avant 65 ans, APA, vaccination), ramenés à la même "
        "échelle et de même poids. L'offre de soins n'y entre pas : elle est ce qu'on compare ensuite." + left
    )
    return Folded("Comment ils sont choisis", (Paragraph(how), _criteria(territory)), key="methode", level=0)


def _criteria(territory: Territory) -> Grid:
    """The indicateurs of the method, with the values of the département and of its nearest ones."""
    codes = [territory.code, *(near.code for near in territory.neighbours)]
    head = [Cell(name, heading="col") for name in ("Indicateur", *territory.geography.named(codes), "Année")]
    rows = []
    for slug in territory.criteria:
        key = territory.key(slug)
        notion, cells = territory.atlas.notions[slug], territory.atlas.cells(key)
        texts = [Cell(value_text(cells[code], notion)) for code in codes]
        rows.append(Row((Cell(notion.libelle, heading="row"), *texts, Cell(year_text(key.annee)))))
    return Grid((Row(tuple(head)),), (tuple(rows),), "tableau criteres", label="Critères de comparaison")


def neighbour_text(territory: Territory, neighbour: Neighbour) -> str:
    """Why a département is near, and where it still differs, with both values."""
    alike = f"{NBSP}; ".join(_pair(territory, slug, neighbour.code) for slug in neighbour.alike)
    text = f"{territory.geography.name(neighbour.code)}. Se ressemblent par : {alike}."
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
    return f"{_label(notion.libelle)} ({own} contre {near}{unit})"


def place_figures(territory: Territory, *, short: bool = False) -> Bullets:
    """Population and official density: the figure, its year, its rank.

    No area: that of the outlines holds water, and population over it contradicts the official density.

    Args:
        short: the year alone of the population, where a line is short.
    """
    density = territory.density
    when = f"{'en' if short else 'au 1er janvier'} {territory.population_annee}"
    rank = rank_text(territory.population, "peuplé")
    items = [(number_text(territory.population.value, decimales=0), "habitants", f"{when}, {rank}")]
    if density:
        items.insert(
            1,
            (
                number_text(density.value, decimales=1),
                "habitants par km²",
                f"en {territory.density_annee}, {rank_text(density, 'dense')}",
            ),
        )
    lines = (Item((Mark(f"{number}{NBSP}{unit}"), f" {note}")) for number, unit, note in items)
    return Bullets(tuple(lines), "situe")


def rank_text(measure: Measure, word: str) -> str:
    """«le plus peuplé des 13», «5e moins peuplé des 13»; in words under MIN_RANKED known values."""
    if measure.rank is None:
        return "rang non calculé"
    told = rank_words(measure.rank, high=f"plus {word}", low=f"moins {word}", among=f"des {measure.rank.total}")
    return f"le {told}" if told.startswith(("plus", "moins")) else told
