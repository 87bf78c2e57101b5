"""One view of the page of défis: what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.defi_choice import EVERY, DefiChoice, Level, chosen_defis, most_borne, side_by_side
from charts.blocks.tag_table import LEVELS
from loaders.schema import DEPARTEMENTS
from views.address import Address
from views.library import Library

VIEWS = {
    "matrice": "Matrice",
    "comparaison": "Côte à côte",
    "etiquettes": "Thèmes et parcours",
    "qui": "Qui d'autre porte…",
}
"""Views of the page by their code in an address."""

PARAMETERS = ("vue", "departement", "engagement", "defi", "objectif", "theme", "parcours", "mots", "etiquettes")
LONGEST_WORDS = 100


@dataclass(frozen=True)
class DefiState:
    """Départements and engagements as the reader chose them, one défi, one objectif, tags and words.

    `defi` is a code, EVERY for all those of the filters, or empty until one is chosen.
    """

    vue: str = "matrice"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    defi: str = ""
    objectif: str = ""
    theme: str = ""
    parcours: str = ""
    mots: str = ""
    niveau: Level = "objectif"

    @property
    def filters(self) -> DefiChoice:
        """The filters, whatever the défi."""
        return DefiChoice(self.engagements, "", self.theme, self.parcours, self.mots, self.niveau)

    @property
    def choice(self) -> DefiChoice:
        """The filters and the défi of the views that show one."""
        return replace(self.filters, defi=self.defi if self.vue == "comparaison" else "")

    def columns(self, library: Library) -> list[str]:
        """Départements of the matrix: those chosen, or the 13, loaded plans first."""
        if self.departements:
            return list(self.departements)
        return [*library.plans.loaded, *(code for code in DEPARTEMENTS if code not in library.plans.loaded)]

    def compared(self, library: Library) -> list[str]:
        """Two to four plans to set side by side."""
        defis = [defi.code for defi in chosen_defis(library.plans, self.choice)]
        return side_by_side(library.plans, defis, self.departements)

    def missing(self, library: Library) -> list[str]:
        """Départements chosen whose plan is not loaded."""
        return [code for code in self.departements if code not in library.plans.loaded]

    def first_defi(self, library: Library) -> str:
        """The défi that the comparison opens on."""
        return most_borne(library.plans, chosen_defis(library.plans, self.filters))

    def first_objectif(self, library: Library) -> str:
        """The objectif that «qui d'autre porte» opens on: the one most plans bear."""
        return max(library.plans.objectifs, key=lambda code: len(library.plans.versions(code)), default="")


def state_from(address: Address, library: Library) -> DefiState:
    """Read the address; naming a défi or an objectif opens its view, even without a `vue`."""
    defi = address.one("defi", [*library.plans.defis, EVERY])
    objectif = address.one("objectif", library.plans.objectifs)
    default = "qui" if objectif else "comparaison" if defi else "matrice"
    state = DefiState(
        vue=address.one("vue", VIEWS, default),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        defi=defi,
        objectif=objectif,
        theme=address.one("theme", library.plans.labels["theme"]),
        parcours=address.one("parcours", library.plans.labels["parcours"]),
        mots=address.one("mots")[:LONGEST_WORDS],
        niveau="defi" if address.one("etiquettes", LEVELS) == "defi" else "objectif",
    )
    address.refuse_unknown(PARAMETERS)
    return state


def parameters(state: DefiState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view; what the defaults imply is left out."""
    filtered = state.vue != "qui"
    implied = state.vue in ("matrice", "qui") or (state.vue == "comparaison" and state.defi)
    return {
        "vue": "" if implied else state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "defi": state.defi if state.vue == "comparaison" else "",
        "objectif": (state.objectif or state.first_objectif(library)) if state.vue == "qui" else "",
        "theme": state.theme if filtered and state.vue != "etiquettes" else "",
        "parcours": state.parcours if filtered and state.vue != "etiquettes" else "",
        "mots": state.mots if filtered and state.vue != "etiquettes" else "",
        "etiquettes": "defi" if filtered and state.niveau == "defi" else "",
    }
