"""Which défis and objectifs a reader asked to see: engagements, one défi, a thème, a parcours, words.

A tag is printed at two levels, on the page of a défi and on the sheet of an objectif, and 21
sheets of 75 bear one that their page does not: a choice says which level it reads.

Source: VIGILANCE.md, «Objectifs».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.closed_sets import Niveau
from analysis.folding import fold, holds_words
from analysis.items import PlanItem
from analysis.plans import Defi, DefiPage, Plans, Sheet
from loaders.schema_contents import SHEET_LISTS

EVERY = "tous"
"""All the défis of the choice, side by side."""
MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class DefiChoice:
    """What is asked; an empty part asks nothing.

    Attributes:
        niveau: where `theme` and `parcours` are read, on the sheets (`objectif`) or on the pages (`defi`).
        nature, public, acteur: what one result or action of a sheet must have, all of them together.
    """

    engagements: tuple[str, ...] = ()
    defi: str = ""
    theme: str = ""
    parcours: str = ""
    mots: str = ""
    niveau: Niveau = "objectif"
    nature: str = ""
    public: str = ""
    acteur: str = ""

    @property
    def asks_items(self) -> bool:
        """Whether results and actions are asked for."""
        return bool(self.nature or self.public or self.acteur)

    @property
    def narrows_sheets(self) -> bool:
        """Whether some sheets of a défi may be left out."""
        return bool(self.theme or self.parcours or fold(self.mots) or self.asks_items)


EVERYTHING = DefiChoice()
"""The choice that asks nothing."""


def chosen_defis(plans: Plans, choice: DefiChoice) -> list[Defi]:
    """Regional défis to show, by code: those of the engagements, of which a plan has something that answers."""
    return [defi for defi in plans.defis.values() if _asked(defi, choice) and _answers(plans, choice, defi)]


def chosen_sheets(plans: Plans, choice: DefiChoice, defi: str, departement: str) -> list[Sheet]:
    """Sheets of a défi in one plan that answer the choice, by code."""
    page = plans.pages.get((departement, defi))
    if page is None:
        return []
    return [
        sheet
        for sheet in plans.of(defi, departement)
        if _bears(choice, page, sheet)
        and (not choice.asks_items or chosen_items(plans, choice, sheet))
        and (_titled(plans.defis[defi], choice) or holds_words(_words(sheet), choice.mots))
    ]


def chosen_items(plans: Plans, choice: DefiChoice, sheet: Sheet) -> list[PlanItem]:
    """Results and actions of a sheet that answer the choice, results first, in printed order."""
    items = (item for liste in SHEET_LISTS for item in plans.items.of_sheet(sheet.departement, sheet.code, liste))
    return [
        item
        for item in items
        if choice.nature in ("", *item.nature)
        and choice.public in ("", *item.publics)
        and choice.acteur in ("", *item.acteurs)
    ]


def side_by_side(plans: Plans, defis: Sequence[str], departements: Sequence[str]) -> list[str]:
    """The départements to compare, four at most: those asked for whose plan is loaded; else those that
    prioritise one of the défis, then the others."""
    if departements:
        return [code for code in departements if code in plans.loaded][:MOST_SIDE_BY_SIDE]
    carriers = [code for code in plans.loaded if any(code in plans.carriers(defi) for defi in defis)]
    return sorted([*carriers, *(code for code in plans.loaded if code not in carriers)][:MOST_SIDE_BY_SIDE])


def most_borne(plans: Plans, defis: Sequence[Defi]) -> str:
    """The défi to open on: the one that most plans prioritise, the first of them; empty without a défi."""
    return max((defi.code for defi in defis), key=lambda code: len(plans.carriers(code)), default="")


def _asked(defi: Defi, choice: DefiChoice) -> bool:
    if choice.engagements and str(defi.engagement) not in choice.engagements:
        return False
    return choice.defi in ("", EVERY, defi.code)


def _answers(plans: Plans, choice: DefiChoice, defi: Defi) -> bool:
    if not choice.narrows_sheets:
        return True
    if not choice.theme and not choice.parcours and not choice.asks_items and _titled(defi, choice):
        return True
    return any(chosen_sheets(plans, choice, defi.code, departement) for departement in plans.loaded)


def _titled(defi: Defi, choice: DefiChoice) -> bool:
    """Whether the words are those of the défi itself: then all its objectifs answer."""
    return holds_words(" ".join([defi.code, defi.libelle, *defi.autres_libelles]), choice.mots)


def _bears(choice: DefiChoice, page: DefiPage, sheet: Sheet) -> bool:
    read = sheet if choice.niveau == "objectif" else page
    return choice.theme in ("", *read.themes) and choice.parcours in ("", *read.parcours)


def _words(sheet: Sheet) -> str:
    """Everything in which a reader would look for a word."""
    return " ".join(
        [
            sheet.code,
            sheet.titre_defi,
            sheet.titre_objectif,
            sheet.titre_page,
            sheet.resume,
            *sheet.themes,
            *sheet.parcours,
            *sheet.mots_cles,
        ]
    )
