"""What the plans intend, with the lookups that pages need: engagements, défis, objectifs, tags.

Every answer tells three cases apart: prioritised, not prioritised, plan not loaded. Nothing
here is a new fact: each lookup is a column of a table.

Source: tables `engagements`, `defis`, `defis_departements`, `enjeux_defis`, `objectifs_departements`, `etiquettes`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from analysis.items import Items
from analysis.loaded import LoadedPlans
from analysis.records import grouped, records_of
from analysis.vigilances import Vigilances, heaviest_first
from loaders.dataset import Dataset
from loaders.geography import Geography

Standing = Literal["priorise", "non_priorise", "non_charge"]
PRIORITISED, NOT_PRIORITISED, NOT_LOADED = "priorise", "non_priorise", "non_charge"
_ANNOUNCED = re.compile(r"La région annonce (\d+) défis")
TAGS = ("theme", "parcours")


@dataclass(frozen=True)
class Engagement:
    """One row of table engagements."""

    engagement: int
    libelle: str
    autres_libelles: tuple[str, ...]


@dataclass(frozen=True)
class Defi:
    """One row of table defis: the regional défi and the title kept for it.

    Attributes:
        libelle_court: our few words for that title, where a sentence names it with its code.
    """

    code: str
    engagement: int
    libelle: str
    libelle_court: str
    autres_libelles: tuple[str, ...]
    document: str
    section: str
    ligne: int


@dataclass(frozen=True)
class DefiPage:
    """One row of table defis_departements: a défi as one plan presents it.

    Attributes:
        titre: as printed on its page.
        titre_retenu: shown instead when the printed one is a mistake, empty otherwise.
    """

    departement: str
    code: str
    engagement: int
    titre: str
    titre_retenu: str
    objectifs_listes: tuple[str, ...]
    themes: tuple[str, ...]
    parcours: tuple[str, ...]
    mots_cles: tuple[str, ...]
    note: str
    document: str
    section: str
    ligne: int

    @property
    def shown(self) -> str:
        """The title to show."""
        return self.titre_retenu or self.titre

    @property
    def mistake(self) -> str:
        """The title printed by mistake, empty when there is none."""
        return self.titre if self.titre_retenu else ""


@dataclass(frozen=True)
class Sheet:
    """One row of table objectifs_departements: the sheet of an objectif in one plan.

    Attributes:
        nb_resultats_attendus, nb_actions: printed lines, None when the section is not there.
        titre_objectif: as printed on the sheet.
        titre_retenu: shown instead when the printed one is a mistake, empty otherwise.
        titre_page: the same objectif as the page of its défi announces it, empty when it does not.
        note, code_imprime: empty when there is nothing to say, or no code printed.
    """

    departement: str
    code: str
    code_imprime: str
    engagement: int
    titre_defi: str
    titre_objectif: str
    titre_retenu: str
    titre_page: str
    themes: tuple[str, ...]
    parcours: tuple[str, ...]
    mots_cles: tuple[str, ...]
    nb_resultats_attendus: int | None
    nb_actions: int | None
    chiffres_cles: bool
    parole_citoyen: bool
    resume: str
    note: str
    document: str
    section: str
    ligne: int

    @property
    def defi(self) -> str:
        """Code of the défi it belongs to."""
        return self.code[:4]

    @property
    def shown(self) -> str:
        """The title to show."""
        return self.titre_retenu or self.titre_objectif

    @property
    def mistake(self) -> str:
        """The title printed by mistake, empty when there is none."""
        return self.titre_objectif if self.titre_retenu else ""


@dataclass(frozen=True)
class Issues:
    """One row of table enjeux_defis: the issues printed on the page of a défi, in our words."""

    departement: str
    code: str
    resume: str
    document: str
    section: str
    ligne: int


class Plans:
    """Lookups over what the plans intend; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @property
    def geography(self) -> Geography:
        return self.dataset.geography

    @cached_property
    def loaded_plans(self) -> LoadedPlans:
        """What is loaded of each plan."""
        return LoadedPlans.of(self.dataset)

    @cached_property
    def items(self) -> Items:
        """Lookups of the lists that the plans print."""
        return Items(self.dataset)

    @cached_property
    def loaded(self) -> list[str]:
        """Codes of the départements whose défis are loaded."""
        return list(self.loaded_plans.defis)

    @cached_property
    def engagements(self) -> dict[int, Engagement]:
        return {row.engagement: row for row in records_of(Engagement, self.dataset.engagements)}

    @cached_property
    def defis(self) -> dict[str, Defi]:
        """The regional défis by code, in the order of their codes."""
        rows = records_of(Defi, self.dataset.defis)
        return {row.code: row for row in sorted(rows, key=lambda row: row.code)}

    @cached_property
    def announced(self) -> int | None:
        """How many défis the region says it has; None when no vigilance about their numbering says it."""
        told = (_ANNOUNCED.match(row.message) for row in self._vigilances.rows if "theme:défis" in row.objets)
        return next((int(found[1]) for found in told if found), None)

    @cached_property
    def pages(self) -> dict[tuple[str, str], DefiPage]:
        """Pages of défis, by département and code."""
        return {(row.departement, row.code): row for row in records_of(DefiPage, self.dataset.defis_departements)}

    @cached_property
    def issues(self) -> dict[tuple[str, str], Issues]:
        """Issues of the pages of défis, by département and code."""
        return {(row.departement, row.code): row for row in records_of(Issues, self.dataset.enjeux_defis)}

    @cached_property
    def sheets(self) -> dict[tuple[str, str], Sheet]:
        """Sheets of objectifs, by département and code."""
        rows = records_of(Sheet, self.dataset.objectifs_departements)
        return {(row.departement, row.code): row for row in sorted(rows, key=lambda row: (row.departement, row.code))}

    @cached_property
    def documents(self) -> dict[str, str]:
        """Title of each document, by id."""
        return dict(zip(self.dataset.documents["document"], self.dataset.documents["titre"], strict=True))

    @cached_property
    def publisher(self) -> str:
        """Who publishes the plans, as table `documents` names them."""
        rows = self.dataset.documents
        return ", ".join(dict.fromkeys(rows.loc[rows["type"].eq("sts"), "producteur"]))

    def origin(self, document: str) -> str:
        """Département whose plan a document is, empty for another document."""
        return next((code for code, held in self.loaded_plans.documents.items() if held == document), "")

    @cached_property
    def objectifs(self) -> list[str]:
        """Codes of the objectifs that a loaded plan bears."""
        return sorted({code for _, code in self.sheets})

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """Known themes and parcours (keys `theme`, `parcours`); what one plan alone prints as a tag is not one."""
        frame = self.dataset.etiquettes
        return {kind: frame.loc[frame["type"].eq(kind), "libelle"].tolist() for kind in TAGS}

    def standing(self, defi: str, departement: str) -> Standing:
        """Whether a plan prioritises a défi, does not, or its défis are not loaded."""
        if departement not in self.loaded:
            return "non_charge"
        return "priorise" if (departement, defi) in self.pages else "non_priorise"

    def of(self, defi: str, departement: str) -> list[Sheet]:
        """Sheets of a défi in one plan, by code."""
        return self._by_defi.get((departement, defi), [])

    def plan(self, departement: str) -> list[Sheet]:
        """Every sheet of one plan, by code."""
        return self._by_plan.get(departement, [])

    def priorities(self, departement: str) -> list[DefiPage]:
        """The page of every défi that one plan prioritises."""
        return self._pages_by_plan.get(departement, [])

    def versions(self, code: str) -> dict[str, Sheet]:
        """The sheets of one objectif, by the département that bears it."""
        return {
            departement: self.sheets[(departement, code)]
            for departement in self.loaded
            if (departement, code) in self.sheets
        }

    def carriers(self, defi: str) -> list[str]:
        """Départements whose plan prioritises a défi."""
        return [departement for departement in self.loaded if (departement, defi) in self.pages]

    def cautions(self, code: str, departements: Collection[str]) -> list[str]:
        """Vigilances that touch a défi or an objectif in some départements, heaviest first."""
        kind = "objectif" if "O" in code else "defi"
        wanted = {f"{kind}:{code}", *(f"{kind}:{code}@{departement}" for departement in departements)}
        return [row.message for row in heaviest_first(self._vigilances.of(wanted, departements, compared=True))]

    @cached_property
    def _vigilances(self) -> Vigilances:
        return Vigilances(self.dataset)

    @cached_property
    def _by_plan(self) -> dict[str, list[Sheet]]:
        return grouped(self.sheets.values(), lambda sheet: sheet.departement)

    @cached_property
    def _pages_by_plan(self) -> dict[str, list[DefiPage]]:
        return grouped(self.pages.values(), lambda page: page.departement)

    @cached_property
    def _by_defi(self) -> dict[tuple[str, str], list[Sheet]]:
        return grouped(self.sheets.values(), lambda sheet: (sheet.departement, sheet.defi))
