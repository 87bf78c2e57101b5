"""Tables of défis and objectifs that leave the tool: one row a sheet, one row a défi, one row a tag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.closed_sets import Niveau
from analysis.common import tags_held
from analysis.defi_choice import DefiChoice, chosen_defis, chosen_items, chosen_sheets
from analysis.items import Items, PlanItem
from analysis.plans import Issues, Plans, Sheet
from analysis.search_passages import LIST_NAMES
from analysis.shared import Borne, Pair
from analysis.wording import compare_titles
from charts.blocks.tag_table import KINDS, LEVELS
from charts.words.alike_words import shared_text
from charts.words.asked_words import LIST_LABELS, NOT_TAKEN_UP
from charts.words.coverage import NOT_PRIORITISED_TEXT, summary_text
from charts.words.french import list_text, plural
from charts.words.item_words import NOBODY, items_asked
from charts.words.wording import mistake_text
from views.common import dataset_cover

CAPTIONS = {"Objectifs": "Fiches d'objectifs"}
"""Title of a table on the screen, where its sheet in a workbook has a shorter name."""

ON_SCREEN = ["Code", "Département", "Objectif", "Résumé", "Thèmes", "Parcours", "Source"]
ISSUES_ON_SCREEN = ("Code", "Département", "Titre du défi dans ce plan", "Enjeux, en nos propres mots", "Source")
_SAME = {"identique": "identique", "forme": "mêmes mots", "mots": "différent", "autre": "autre titre"}


def sheets_table(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> pd.DataFrame:
    """One row a sheet that answers the choice, by code then département, with its titles and its place."""
    rows = _answering(plans, choice, departements)
    columns = {
        "Code": [row.code for row in rows],
        "Département": plans.geography.named(row.departement for row in rows),
        "Objectif": [row.shown for row in rows],
        "Annoncé sur la page du défi": [row.titre_page or pd.NA for row in rows],
        "Titre du défi dans ce plan": [_page_title(plans, row) for row in rows],
        "Titre régional du défi": [plans.defis[row.defi].libelle for row in rows],
        "Titre du défi, comparé au titre régional": [
            _SAME[compare_titles(_page_title(plans, row), plans.defis[row.defi].libelle).verdict] for row in rows
        ],
        "Imprimé par erreur": [_mistakes(plans, row) or pd.NA for row in rows],
        "Aussi porté par": [
            plans.geography.named(code for code in plans.versions(row.code) if code != row.departement) for row in rows
        ],
        "Résumé": [summary_text(row) for row in rows],
        "Thèmes": [list(row.themes) for row in rows],
        "Parcours": [list(row.parcours) for row in rows],
        "Mots clés": [list(row.mots_cles) for row in rows],
        "Résultats attendus": pd.array([row.nb_resultats_attendus for row in rows], dtype="Int64"),
        "Actions": pd.array([row.nb_actions for row in rows], dtype="Int64"),
        "À savoir": [row.note or pd.NA for row in rows],
        "Source": [f"{plans.documents[row.document]}, «{row.section}», ligne {row.ligne}" for row in rows],
        "Document": [row.document for row in rows],
        "Section": [row.section for row in rows],
        "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
    }
    return pd.DataFrame(columns)


def _page_title(plans: Plans, row: Sheet) -> str:
    """Title of the défi in the plan of a sheet, as shown; that of the sheet when the défi has no page there."""
    page = plans.pages.get((row.departement, row.defi))
    return page.shown if page else row.titre_defi


def _mistakes(plans: Plans, row: Sheet) -> str:
    """Titles that the plan prints by mistake, on the sheet and on the page of its défi."""
    page = plans.pages.get((row.departement, row.defi))
    return " ".join(filter(None, (mistake_text(row), mistake_text(page) if page else "")))


def matrix_table(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> pd.DataFrame:
    """One row a regional défi, one column a département: its objectifs, not prioritised, or not loaded."""
    defis = chosen_defis(plans, choice)
    told = {plans.geography.name(code): [_told(plans, defi.code, code) for defi in defis] for code in departements}
    return pd.DataFrame(
        {
            "Code": [defi.code for defi in defis],
            "Défi régional": [defi.libelle for defi in defis],
            "Engagement": pd.array([defi.engagement for defi in defis], dtype="Int64"),
            **told,
        }
    )


def shared_table(plans: Plans, rows: Sequence[Borne]) -> pd.DataFrame:
    """One row an objectif, those that most plans bear first, one column a loaded plan: its title there."""
    titles = {
        plans.geography.name(departement): pd.array(
            [sheet.shown if (sheet := plans.sheets.get((departement, row.code))) else pd.NA for row in rows],
            dtype="string",
        )
        for departement in plans.loaded
    }
    return pd.DataFrame(
        {
            "Code": [row.code for row in rows],
            "Titre régional du défi": [plans.defis[row.code[:4]].libelle for row in rows],
            "Nombre de plans": pd.array([len(row.bearers) for row in rows], dtype="Int64"),
            "Plans": [plans.geography.named(row.bearers) for row in rows],
            **titles,
        }
    )


def pairs_table(plans: Plans, pairs: Sequence[Pair]) -> pd.DataFrame:
    """One row a pair of loaded plans: how many objectifs both bear, and their codes."""
    return pd.DataFrame(
        {
            "Plan": plans.geography.named(pair.one for pair in pairs),
            "Autre plan": plans.geography.named(pair.other for pair in pairs),
            "Objectifs communs": pd.array([len(pair.codes) for pair in pairs], dtype="Int64"),
            "Codes": [list(pair.codes) for pair in pairs],
        }
    )


def asked_table(plans: Plans, items: Items, rows: Sequence[PlanItem]) -> pd.DataFrame:
    """One row an issue, a défi of the CTS or a proposal of the CNR, in our words, with what takes it up."""
    return pd.DataFrame(
        {
            "Département": plans.geography.named(row.departement for row in rows),
            "Liste": [LIST_LABELS[row.liste] for row in rows],
            "Rang": pd.array([row.rang for row in rows], dtype="Int64"),
            "Demande": [row.resume for row in rows],
            "Objectifs qui la reprennent": [list(row.lie_a) for row in rows],
            "Raison du lien": [row.motif_lien or NOT_TAKEN_UP for row in rows],
            **item_columns(plans, items, rows),
        }
    )


def council_table(plans: Plans, items: Items, rows: Sequence[PlanItem]) -> pd.DataFrame:
    """One row an item of the partnership of a plan with the conseil départemental, in our words."""
    return pd.DataFrame(
        {
            "Département": plans.geography.named(row.departement for row in rows),
            "Rang": pd.array([row.rang for row in rows], dtype="Int64"),
            "En nos propres mots": [row.resume for row in rows],
            **item_columns(plans, items, rows),
        }
    )


def alike_table(plans: Plans, items: Items, item: PlanItem) -> pd.DataFrame:
    """One row an action: the one asked about, those of the other plans that share something, those of its own."""
    near = sorted(items.alike(item), key=lambda one: one.item.departement == item.departement)
    rows = [item, *(one.item for one in near)]
    return pd.DataFrame(
        {
            "Département": plans.geography.named(row.departement for row in rows),
            "Code": [row.code for row in rows],
            "Rang": pd.array([row.rang for row in rows], dtype="Int64"),
            "En nos propres mots": [row.resume for row in rows],
            "En commun, classement fait par nous": [
                "l'action demandée",
                *(shared_text(items, one).removeprefix("en commun : ") for one in near),
            ],
            **item_columns(plans, items, rows),
        }
    )


def issues_table(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> pd.DataFrame:
    """One row a défi that a plan prioritises, by code then département: its issues in our words, and their place."""
    rows = [
        row
        for defi in chosen_defis(plans, choice)
        for departement in departements
        if (departement, defi.code) in plans.pages and (row := plans.issues.get((departement, defi.code)))
    ]
    return pd.DataFrame(
        {
            "Code": [row.code for row in rows],
            "Département": plans.geography.named(row.departement for row in rows),
            "Titre du défi dans ce plan": [plans.pages[(row.departement, row.code)].shown for row in rows],
            "Enjeux, en nos propres mots": [row.resume for row in rows],
            **place_columns(plans, rows),
        }
    )


def place_columns(plans: Plans, rows: Sequence[PlanItem] | Sequence[Issues]) -> dict[str, object]:
    """Where each row is printed."""
    return {
        "Source": [f"{plans.documents[row.document]}, «{row.section}», ligne {row.ligne}" for row in rows],
        "Document": [row.document for row in rows],
        "Section": [row.section for row in rows],
        "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
    }


def item_columns(plans: Plans, items: Items, rows: Sequence[PlanItem]) -> dict[str, object]:
    """What every table of items ends with: what it prints, nature, publics, actors, and the place in the source."""
    return {
        "Quantité imprimée": pd.array([row.chiffre or pd.NA for row in rows], dtype="string"),
        "Date imprimée": pd.array([row.echeance or pd.NA for row in rows], dtype="string"),
        "Natures": [[items.natures[one] for one in row.nature] for row in rows],
        "Publics nommés": [[items.publics[one] for one in row.publics] or [NOBODY] for row in rows],
        "Acteurs nommés": [[items.acteurs[one] for one in row.acteurs] or [NOBODY] for row in rows],
        **place_columns(plans, rows),
    }


def tags_table(plans: Plans, departements: Sequence[str], *, defis: Sequence[str], niveau: Niveau) -> pd.DataFrame:
    """One row a thème or a parcours, one column a département: the défis under which it is printed."""
    rows: list[dict[str, str]] = []
    for kind, (_, word) in KINDS.items():
        held = {code: tags_held(plans, kind, code, defis=defis, niveau=niveau) for code in departements}
        printed = sorted({tag for tags in held.values() for tag in tags} - set(plans.labels[kind]))
        rows += [_tag_row(plans, label, word, niveau, held) for label in [*plans.labels[kind], *printed]]
    return pd.DataFrame(rows)


def _tag_row(
    plans: Plans, label: str, word: str, niveau: Niveau, held: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, str]:
    borne = {plans.geography.name(code): ", ".join(tags.get(label, [])) or "non imprimé" for code, tags in held.items()}
    return {"Étiquette": label, "Nature": word, "Lue sur": LEVELS[niveau].lower(), **borne}


def sheet_items_table(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> pd.DataFrame:
    """One row a result or an action that answers the choice, in our words, by code then département."""
    sheets = _answering(plans, choice, departements)
    return items_table(plans, [(sheet, item) for sheet in sheets for item in chosen_items(plans, choice, sheet)])


def _answering(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> list[Sheet]:
    """The sheets that answer the choice, by code then département."""
    sheets = (
        sheet
        for defi in chosen_defis(plans, choice)
        for departement in departements
        for sheet in chosen_sheets(plans, choice, defi.code, departement)
    )
    return sorted(sheets, key=lambda sheet: (sheet.code, sheet.departement))


def items_table(
    plans: Plans, rows: Sequence[tuple[Sheet, PlanItem]], more: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """One row a result or an action with its sheet, in the order given.

    Args:
        more: other columns, after the title of the objectif.
    """
    items = [item for _, item in rows]
    return pd.DataFrame(
        {
            "Code": [item.code for item in items],
            "Département": plans.geography.named(item.departement for item in items),
            "Objectif": [sheet.shown for sheet, _ in rows],
            **(more or {}),
            "Liste": [LIST_NAMES[item.liste] for item in items],
            "Rang": pd.array([item.rang for item in items], dtype="Int64"),
            "En nos propres mots": [item.resume for item in items],
            **item_columns(plans, plans.items, items),
        }
    )


def defis_cover(plans: Plans, choice: DefiChoice, departements: Sequence[str], *, title: str) -> dict[str, str]:
    """Cover sheet: what was chosen, how it is read, where it comes from."""
    chosen = {
        "Engagements": list_text(list(choice.engagements)),
        "Défi": choice.defi,
        "Thème": choice.theme,
        "Parcours": choice.parcours,
        "Mots": choice.mots,
        **{name.capitalize(): label for name, label in items_asked(plans, choice).items()},
    }
    return {
        "Contenu": title,
        "Départements": ", ".join(plans.geography.named(departements)),
        **{name: value or "tous" for name, value in chosen.items()},
        "Étiquettes lues sur": LEVELS[choice.niveau].lower(),
        "Lecture": "Un objectif est un code régional ; chaque plan qui le porte en imprime une fiche. "
        "Un défi qui n'est pas priorisé dans un plan relève du schéma régional. Le nombre d'objectifs, de "
        "résultats et d'actions compte ce qui est imprimé, il ne mesure pas l'effort.",
        "Source": "schémas territoriaux de santé 2023-2028 ; section et ligne de chaque fiche dans le tableau",
        **dataset_cover(plans.dataset),
    }


def _told(plans: Plans, defi: str, departement: str) -> str:
    standing = plans.standing(defi, departement)
    if standing != "priorise":
        return plans.loaded_plans.missing_text(departement, "defis") or NOT_PRIORITISED_TEXT
    codes = [sheet.code for sheet in plans.of(defi, departement)]
    return f"priorisé : {len(codes)} objectif{plural(len(codes))} ({', '.join(codes)})"
