"""Tables of «Et si» that leave the tool: balance, objectifs, thèmes and parcours, OQOS, what is said; their cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from analysis.defi_choice import EVERYTHING, DefiChoice, chosen_items
from analysis.loaded import PlanPart
from analysis.plans import Plans, Sheet
from analysis.scenario import Outcome
from analysis.scenario_file import NamedScenario
from analysis.supply import Supply
from charts.blocks.tag_table import KINDS
from charts.words.coverage import missing_lines
from charts.words.french import list_text
from charts.words.item_words import items_asked
from charts.words.scenario_words import NO_EFFECT, NOT_READ, OUTSIDE, READ, choices, differences, headings, unknowns
from charts.words.wording import mistake_text
from views.common import dataset_cover
from views.defis.tables import items_table
from views.ecarts.tables import gaps_table
from views.view import Table

_HIDDEN: dict[str, tuple[str, ...]] = {
    "Objectifs": ("Imprimé par erreur", "Titre régional du défi", "Document", "Section", "Ligne"),
    "Résultats et actions": ("Rang", "Quantité imprimée", "Date imprimée", "Document", "Section", "Ligne"),
    "OQOS": ("Ancien tableau", "Autorisé, minimum", "Autorisé, maximum", "Prévu, minimum", "Prévu, maximum",
             "Écart, minimum", "Écart, maximum", "Autorisé pour 100 000 hab.", "Prévu pour 100 000 hab.",
             "Population", "Population, année", "Motif"),
}  # fmt: skip
"""Columns that the downloads hold and the screen leaves out, by table."""

_CAPTIONS = {"Objectifs": "Fiches d'objectifs"}
"""Title of a table on the screen, where its sheet in a workbook has a shorter name."""

_REMAINS, _LEAVES = "dans la sélection", "hors de la sélection"
_UNTOLD = "hors de la sélection, faute d'étiquette imprimée"


def scenario_tables(
    plans: Plans, supply: Supply, reference: Outcome, named: Mapping[str, Outcome], choice: DefiChoice = EVERYTHING
) -> tuple[Table, ...]:
    """Every table of one or two scenarios; first what a CSV holds: the lines asked for, else the objectifs."""
    computed: dict[str, Callable[[], pd.DataFrame]] = {
        **({"Résultats et actions": lambda: _items(plans, reference, named, choice)} if choice.asks_items else {}),
        "Objectifs": lambda: _objectifs(plans, reference, named, choice),
        "Bilan": lambda: _balance(reference, named),
        "Thèmes et parcours": lambda: _tags(reference, named),
        "OQOS": lambda: _gaps(supply, named),
        "En mots": lambda: _said(plans, reference, supply, named),
    }
    return tuple(
        Table(
            name,
            compute,
            caption=_CAPTIONS.get(name, ""),
            on_screen=partial(_on_screen, hidden=_HIDDEN.get(name, ())),
            counted=True,
        )
        for name, compute in computed.items()
    )


def _on_screen(frame: pd.DataFrame, *, hidden: tuple[str, ...]) -> pd.DataFrame:
    return frame[[column for column in frame if column not in hidden]]


def scenario_cover(
    plans: Plans,
    scenarios: Sequence[NamedScenario],
    named: Mapping[str, Outcome],
    choice: DefiChoice = EVERYTHING,
    *,
    link: str,
) -> dict[str, str]:
    """Cover sheet: every choice of each scenario, how to read them, where they come from.

    Args:
        link: address of the view below the server, to open it again.
    """
    cover = {"Contenu": "Et si l'on ne gardait qu'une partie des plans ? Scénarios à côté de la référence"}
    for scenario, name in zip(scenarios, headings(named), strict=True):
        cover |= {f"{name} : phrase": scenario.phrase or "aucune"}
        cover |= {f"{name} : {label.lower()}": text for label, text in choices(scenario.choix, plans).items()}
    cover |= {f"Lignes, {name}": label for name, label in items_asked(plans, choice).items()}
    loaded = plans.loaded_plans
    missing = [name for code, name in plans.geography.departements.items() if code not in plans.loaded_plans.any]
    partial = [line for part in READ for line in missing_lines(plans.geography, loaded, loaded.any, part)]
    return cover | {
        "Lien": link,
        "Référence": "tout : tous les défis et objectifs des plans chargés, toutes les activités, cibles "
        "lues avec leurs deux bornes",
        "Plans non chargés": list_text(missing) or "aucun",
        **({"Plans chargés en partie": " ".join(partial)} if partial else {}),
        "Lecture": "Une fiche est dans la sélection ou hors de la sélection, entière ; un objectif est un code "
        "régional, que plusieurs plans peuvent porter, chacun dans sa fiche. Un défi non priorisé dans un plan "
        f"relève du schéma régional. {NO_EFFECT}",
        "Source": "schémas territoriaux de santé 2023-2028 ; section et ligne de chaque ligne dans les tableaux",
        **dataset_cover(plans.dataset),
    }


def _columns(named: Mapping[str, Outcome]) -> list[tuple[str, Outcome]]:
    """Each scenario under the heading that it bears in every table."""
    return list(zip(headings(named), named.values(), strict=True))


def _balance(reference: Outcome, named: Mapping[str, Outcome]) -> pd.DataFrame:
    """One row a loaded plan; each measure in the reference and in each scenario."""
    columns = [("référence", reference), *_columns(named)]
    plans = reference.loaded_plans
    loaded = plans.any
    measures: dict[str, tuple[PlanPart, Callable[[Outcome, str], int]]] = {
        "Défis priorisés": ("defis", lambda one, code: len(one.plans[code].defis)),
        "Fiches d'objectifs": ("defis", lambda one, code: len(one.plans[code].sheets)),
        "Écarts chiffrés et non nuls": ("oqos", lambda one, code: one.supply.numbered(code)),
    }
    found: dict[str, list[object]] = {"Plan": [reference.name(code) for code in loaded]}
    for measure, (part, count) in measures.items():
        unread = plans.partial(part)
        for name, one in columns:
            found[f"{measure}, {name}"] = [
                NOT_READ if code in unread else count(one, code) if one.scenario.holds(code) else OUTSIDE
                for code in loaded
            ]
    return pd.DataFrame(found)


def _items(plans: Plans, reference: Outcome, named: Mapping[str, Outcome], choice: DefiChoice) -> pd.DataFrame:
    """One row a result or an action that answers, and what each scenario does with its sheet."""
    rows = [(sheet, item) for sheet in _sheets(reference) for item in chosen_items(plans, choice, sheet)]
    sheets = [sheet for sheet, _ in rows]
    return items_table(plans, rows, {name: _standings(found, sheets) for name, found in _columns(named)})


def _sheets(reference: Outcome) -> list[Sheet]:
    """Every sheet of the reference, by code then département."""
    sheets = [sheet for view in reference.plans.values() for sheet in view.sheets]
    return sorted(sheets, key=lambda sheet: (sheet.code, sheet.departement))


def _objectifs(plans: Plans, reference: Outcome, named: Mapping[str, Outcome], choice: DefiChoice) -> pd.DataFrame:
    """One row a sheet of the reference, and what each scenario does with it; its lines that answer when asked."""
    sheets = _sheets(reference)
    lines = pd.array([len(chosen_items(plans, choice, sheet)) for sheet in sheets], dtype="Int64")
    return pd.DataFrame(
        {
            "Code": [sheet.code for sheet in sheets],
            "Département": [plans.geography.name(sheet.departement) for sheet in sheets],
            "Objectif": [sheet.shown for sheet in sheets],
            **{name: _standings(found, sheets) for name, found in _columns(named)},
            **({"Lignes qui répondent": lines} if choice.asks_items else {}),
            "Imprimé par erreur": [mistake_text(sheet) or pd.NA for sheet in sheets],
            "Engagement": pd.array([sheet.engagement for sheet in sheets], dtype="Int64"),
            "Défi": [sheet.defi for sheet in sheets],
            "Titre régional du défi": [plans.defis[sheet.defi].libelle for sheet in sheets],
            "Thèmes": [list(sheet.themes) for sheet in sheets],
            "Parcours": [list(sheet.parcours) for sheet in sheets],
            "Source": [f"{plans.documents[s.document]}, «{s.section}», ligne {s.ligne}" for s in sheets],
            "Document": [sheet.document for sheet in sheets],
            "Section": [sheet.section for sheet in sheets],
            "Ligne": pd.array([sheet.ligne for sheet in sheets], dtype="Int64"),
        }
    )


def _standings(found: Outcome, sheets: Sequence[Sheet]) -> list[str]:
    kept = {(sheet.departement, sheet.code) for view in found.plans.values() for sheet in view.sheets}
    untold = {(sheet.departement, sheet.code) for view in found.plans.values() for sheet in view.untold}
    keys = [(sheet.departement, sheet.code) for sheet in sheets]
    return [_REMAINS if key in kept else _UNTOLD if key in untold else _LEAVES for key in keys]


def _tags(reference: Outcome, named: Mapping[str, Outcome]) -> pd.DataFrame:
    """One row a thème or a parcours: the plans that print it, in the reference and among what remains."""
    rows: list[dict[str, str]] = []
    for kind, (_, word) in KINDS.items():
        view = reference.tags[kind]
        for label, holders in view.before.items():
            rows.append(
                {"Étiquette": label + view.aside(label), "Nature": word, "Référence": _who(reference, holders)}
                | {name: _who(found, found.tags[kind].now[label]) for name, found in _columns(named)}
            )
    return pd.DataFrame(rows)


def _who(found: Outcome, codes: Sequence[str]) -> str:
    return list_text([found.name(code) for code in codes]) or "aucun plan"


def _gaps(supply: Supply, named: Mapping[str, Outcome]) -> pd.DataFrame:
    """Every counted row of the activités concerned, scenario by scenario, as the page of gaps gives it."""
    parts = []
    for name, found in _columns(named):
        frame = gaps_table(supply, found.supply.rows, borne=found.supply.borne)
        frame.insert(0, "Scénario", name)
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _said(plans: Plans, reference: Outcome, supply: Supply, named: Mapping[str, Outcome]) -> pd.DataFrame:
    """The sentences of each scenario: what changes, what cannot be told."""
    rows = []
    for name, found in _columns(named):
        rows += [(name, "ce qui change", text) for text in differences(found, reference, supply, defis=plans.defis)]
        rows += [(name, "ce qui ne se calcule pas", text) for text in unknowns(found, supply)]
    return pd.DataFrame(rows, columns=["Scénario", "Nature", "Phrase"])
