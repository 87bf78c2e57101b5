"""The short sheet of one département on the map: value, standing, source, cautions, other values.

Tables in, records out.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.atlas import Atlas
from analysis.comparison import compared_to, rank_of
from analysis.differences import difference
from analysis.loaded import NOT_LOADED_TEXT
from analysis.selection import MapKey, Value
from analysis.vigilances import heaviest_first
from charts.blocks.kin_words import kin_blocks
from charts.blocks.records import Blocks, Heading, Mark, Paragraph, Part, Span, Words, bullets
from charts.drawings.choropleth import ORIGINE_LABELS, ChoroplethView, Reference, shown_decimals, value_text
from charts.words.coverage import OFFICIAL_ONLY_TEXT
from charts.words.french import NOT_STATED, following_unit, lower_first, unit_text, year_text
from charts.words.standing_words import LEVEL, difference_text, rank_words

_MOST_SAID = 8
NEIGHBOURS: tuple[set[str], ...] = ({"professionnels", "acces_aux_soins"}, {"offre_de_soins", "urgences"})
"""Themes that answer the same question: their values stand together on a sheet."""
_SIDES = {-1: "en dessous", 0: "au niveau", 1: "au-dessus"}
_MOST_SIGNS = 260
"""Of the cautions that stand in the head of a sheet, when there is more than one."""
_UNIT_SIGNS = 5
"""Of a unit that stands as large as its value, with its space: «%», «ans»."""


def sheet(atlas: Atlas, view: ChoroplethView, *, key: MapKey, departement: str) -> Part:
    """The sheet of one département for one map.

    Args:
        view: the map shown (its texts are reused, so that sheet and map never differ).
        key: the notion, origine and year of that map.
        departement: code of the selected département.

    Returns:
        Two parts: the head, which stands beside the map, and what is read after it.
    """
    value, names = atlas.cells(key).get(departement), atlas.geography.departements
    told = cautions(atlas, value, indicateur=key.indicateur, territoire=departement)
    first = _first(told)
    shown: Blocks = (Paragraph(_value_words(view, list(names).index(departement)), "grand"),)
    beside: Blocks = ()
    if why := _unknown(atlas, key, departement):
        shown = (*shown, Paragraph(f"{why.capitalize()}.", "rang"))
    if value:
        ranked = " ".join([*_rank(atlas, key, departement), f"{year_text(key.annee).capitalize()}."])
        shown = (*shown, Paragraph(ranked, "rang"))
        beside = bullets(_beside(atlas, view, key, departement), "reperes")
    head: Blocks = (
        Heading(f"{names[departement]} : {atlas.notions[key.indicateur].libelle}"),
        Part(shown, "fiche-valeur"),
        *beside,
        *bullets([(Mark("À savoir : ", "important"), told[0]), *told[1:first]] if told else [], "a-savoir"),
        *((Paragraph(place_text(atlas, value), "source"),) if value else ()),
    )
    rest = (
        *_list("À savoir aussi", told[first:]),
        *kin_blocks(atlas, "indicateur", key.indicateur, [departement]),
        *_list("Autres valeurs publiées de cette notion", _others(atlas, value, key, departement)),
        *_plan(atlas, key, departement),
    )
    return Part((Part(head, "fiche-tete"), Part(rest, "fiche-suite")), "fiche", label="Fiche du département")


def place_sentence(atlas: Atlas, view: ChoroplethView, *, key: MapKey, departement: str, among: bool = False) -> str:
    """«Lot : 15,3 %, 3e valeur la plus basse sur 13 départements renseignés ; écart à l'Occitanie \u22122,2 points.»

    What the head of the sheet says, to be said aloud after the map; the cautions are those of the sheet.

    Args:
        among: whether another map is said with it: the indicateur is then named.
    """
    notion, value = atlas.notions[key.indicateur], atlas.cells(key).get(departement)
    name = atlas.geography.departements[departement] + (f", {lower_first(notion.court)}" if among else "")
    if value is None:
        why = _unknown(atlas, key, departement)
        return f"{name} : {NOT_STATED}{f' ({why})' if why else ''}."
    told = value_text(value, notion) + following_unit(notion.unite)  # a longer unit is said by the map just before
    ranked = "".join(f", {lower_first(text).rstrip('.')}" for text in _rank(atlas, key, departement))
    return f"{name} : {told}{ranked}{_against(atlas, view, key, departement)}."


def _against(atlas: Atlas, view: ChoroplethView, key: MapKey, departement: str) -> str:
    """« ; écart à l'Occitanie \u221220 %, à la France \u221214 %», the sides alone where no number can be said."""
    geography, numbers, sides = atlas.geography, [], []
    for reference in view.reperes:
        by, side = _compared(atlas, reference, key, departement)
        if by and by != LEVEL:
            numbers.append(f"{geography.to_the(reference.code)} {by}")
        elif side is not None:
            sides.append(f"{_SIDES[side]} {geography.of_the(reference.code)}")
    told = ([f"écart {', '.join(numbers)}"] if numbers else []) + sides
    return f" ; {', '.join(told)}" if told else ""


def _unknown(atlas: Atlas, key: MapKey, departement: str) -> str:
    """Why a plan says nothing of a département here: it is not loaded; empty otherwise."""
    if key.origine != "plan" or departement in atlas.cells(key):
        return ""
    return atlas.loaded_plans.missing_text(departement, "figures")


def other_measures(atlas: Atlas, indicateurs: Sequence[str]) -> Blocks:
    """What counts the same subjects otherwise, under their maps, while no département is selected: a part a subject."""
    several = len(indicateurs) > 1
    found = [kin_blocks(atlas, "indicateur", slug, subject=several) for slug in indicateurs]
    listed = tuple(Part(blocks, "fiche-suite") for blocks in found if blocks)
    return (Part(listed, "fiche", label="Autres mesures"),) if listed else ()


def place_text(atlas: Atlas, value: Value) -> str:
    """Where a value is printed: document, section and line; for a statistic, producer and data set."""
    if value.ligne is None:
        return f"Source : {value.producteur}, {value.section}{atlas.copy_note(value.document)}."
    return f"Source : {atlas.documents[value.document]['titre']}, «{value.section}», ligne {value.ligne} du texte."


def cautions(atlas: Atlas, value: Value | None, *, indicateur: str, territoire: str) -> list[str]:
    """What must be read with a value: its note, its conversion, the notion's caution, the vigilances."""
    own = [value.note, value.calcul] if value else []
    known = heaviest_first(atlas.vigilances.of({f"indicateur:{indicateur}"}, {territoire}, compared=True))
    touching = [vigilance.message for vigilance in known]
    texts = [text for text in (*own, atlas.notions[indicateur].reserve, *touching) if text]
    return [text[0].upper() + text[1:].rstrip(".") + "." for text in dict.fromkeys(texts)]


def _value_words(view: ChoroplethView, position: int) -> Words:
    """The value; a unit in words stands smaller beside it."""
    if not view.textes[position] or len(view.suffixe) <= _UNIT_SIGNS:
        return view.in_words(position)
    return view.textes[position], Mark(view.suffixe, "petit")


def _first(told: Sequence[str]) -> int:
    """How many cautions stand in the head: the strongest, and those that fit beside the map with it."""
    return sum(sum(map(len, told[: rank + 1])) <= _MOST_SIGNS or not rank for rank in range(len(told)))


def _rank(atlas: Atlas, key: MapKey, departement: str) -> list[str]:
    """Where the value stands among the départements, from eight known values."""
    inside = atlas.geography.departements
    ranked = rank_of({code: v.middle for code, v in atlas.cells(key).items() if code in inside}, code=departement)
    if ranked is None:
        return []
    told = rank_words(
        ranked,
        high="la plus élevée",
        low="la plus basse",
        noun="valeur ",
        among=f"sur {ranked.total} départements renseignés",
    )
    return [f"{told[0].upper()}{told[1:]}."]


def _beside(atlas: Atlas, view: ChoroplethView, key: MapKey, departement: str) -> list[Words]:
    """The region and the country with the difference to each: its side in words where no number can be said."""
    lines: list[Words] = []
    for reference in view.reperes:
        told: tuple[Span, ...] = (Mark(f"{reference.nom} : {reference.texte}", "contexte"),)
        by, side = _compared(atlas, reference, key, departement)
        if side is not None:
            told = (*told, Mark(" ; écart : " if by else " ; ", "hors-vue"), Mark(by or f"valeur {_SIDES[side]}"))
        lines.append(told)
    return lines


def _compared(atlas: Atlas, reference: Reference, key: MapKey, departement: str) -> tuple[str, int | None]:
    """The difference to a reference in words, empty where it is not said, and its side; no side beside a total."""
    if reference.nombre is None:
        return "", None
    cells, notion = atlas.cells(key), atlas.notions[key.indicateur]
    decimales = shown_decimals(atlas.departement(key), notion)
    found = difference(cells[departement], cells[reference.code], notion, decimales=decimales)
    side = compared_to(cells[departement].middle, reference.nombre, decimales=decimales)
    return difference_text(found, notion.unite), side


def _others(atlas: Atlas, shown: Value | None, key: MapKey, departement: str) -> list[str]:
    """Every other published value of the notion for this territory, with its place."""
    lines = []
    for value in atlas.values:
        if (
            value.indicateur != key.indicateur
            or value.territoire != departement
            or (shown and value.place == shown.place)
        ):
            continue
        origine = ORIGINE_LABELS[value.origine] + (", autre valeur publiée" if value.statut == "concurrente" else "")
        portee = f", {value.portee}" if value.portee else ""
        printed = value.brut + _unit(atlas, key, value.brut)
        lines.append(f"{printed}, {year_text(value.annee)}, {origine}{portee}. {place_text(atlas, value)}")
    return lines


def _plan(atlas: Atlas, key: MapKey, departement: str) -> Blocks:
    """What the plan of the département says on the same theme, or that it says nothing, or that it is not loaded."""
    plan = atlas.loaded_plans.documents.get(departement)
    if plan is None:
        return (Paragraph(f"{NOT_LOADED_TEXT.capitalize()} : ce département n'a ici {OFFICIAL_ONLY_TEXT}."),)
    theme = atlas.notions[key.indicateur].theme
    themes = {theme} | next((pair for pair in NEIGHBOURS if theme in pair), set())
    said = [
        value
        for value in atlas.values
        if value.document == plan
        and value.territoire == departement
        and value.mapped
        and value.indicateur != key.indicateur
        and atlas.notions[value.indicateur].theme in themes
    ]
    title = f"Dans le plan ({atlas.documents[plan]['titre']}), sur le même sujet"
    if missing := atlas.loaded_plans.missing_text(departement, "figures"):
        return (Paragraph(f"{missing.capitalize()}."),)
    if not said:
        return (Paragraph(f"{title} : aucune autre valeur."),)
    left = len(said) - _MOST_SAID if len(said) > _MOST_SAID + 1 else 0
    lines = [_said(atlas, value) for value in said[: len(said) - left]]
    if not any(
        value.document == plan and value.territoire == departement and value.indicateur == key.indicateur
        for value in atlas.values
    ):
        lines.insert(0, "Cet indicateur n'y est pas donné.")
    if left:
        lines.append(f"Et {left} autres valeurs, à lire dans «Données et sources», vue Valeurs.")
    return _list(title, lines)


def _said(atlas: Atlas, value: Value) -> str:
    notion = atlas.notions[value.indicateur]
    unit = following_unit(notion.unite)
    return f"{notion.libelle} : {value_text(value, notion)}{unit}, {year_text(value.annee)}, ligne {value.ligne}."


def _unit(atlas: Atlas, key: MapKey, brut: str) -> str:
    """The unit, when what is printed is a bare number."""
    bare = brut.translate(str.maketrans("", "", ", -")).isdigit()
    return unit_text(atlas.notions[key.indicateur].unite) if bare else ""


def _list(title: str, lines: Sequence[str]) -> Blocks:
    return (Paragraph(Mark(title, "important")), *bullets(lines)) if lines else ()
