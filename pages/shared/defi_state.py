"""One view of the page of défis: what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.defi_choice import EVERY, DefiChoice, Level, chosen_defis, most_borne, side_by_side
from charts.tag_table import LEVELS
from loaders.schema import DEPARTEMENTS
from pages.shared.data import plans
from pages.shared.links import Address

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

    @property
    def columns(self) -> list[str]:
        """Départements of the matrix: those chosen, or the 13, loaded plans first."""
        if self.departements:
            return list(self.departements)
        return [*plans().loaded, *(code for code in DEPARTEMENTS if code not in plans().loaded)]

    @property
    def compared(self) -> list[str]:
        """Two to four plans to set side by side."""
        return side_by_side(plans(), [defi.code for defi in chosen_defis(plans(), self.choice)], self.departements)

    @property
    def missing(self) -> list[str]:
        """Départements chosen whose plan is not loaded."""
        return [code for code in self.departements if code not in plans().loaded]

    @property
    def first_defi(self) -> str:
        """The défi that the comparison opens on."""
        return most_borne(plans(), chosen_defis(plans(), self.filters))

    @property
    def first_objectif(self) -> str:
        """The objectif that «qui d'autre porte» opens on: the one most plans bear."""
        return max(plans().objectifs, key=lambda code: len(plans().versions(code)), default="")


def state_from(address: Address) -> DefiState:
    """Read the address; naming a défi or an objectif opens its view, even without a `vue`."""
    defi = address.one("defi", [*plans().defis, EVERY])
    objectif = address.one("objectif", plans().objectifs)
    default = "qui" if objectif else "comparaison" if defi else "matrice"
    state = DefiState(
        vue=address.one("vue", VIEWS, default),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        defi=defi,
        objectif=objectif,
        theme=address.one("theme", plans().labels["theme"]),
        parcours=address.one("parcours", plans().labels["parcours"]),
        mots=address.one("mots")[:LONGEST_WORDS],
        niveau="defi" if address.one("etiquettes", LEVELS) == "defi" else "objectif",
    )
    address.refuse_unknown(PARAMETERS)
    return state


def parameters(state: DefiState) -> dict[str, str | list[str]]:
    """The address of a view; what the defaults imply is left out."""
    filtered = state.vue != "qui"
    implied = state.vue in ("matrice", "qui") or (state.vue == "comparaison" and state.defi)
    return {
        "vue": "" if implied else state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "defi": state.defi if state.vue == "comparaison" else "",
        "objectif": (state.objectif or state.first_objectif) if state.vue == "qui" else "",
        "theme": state.theme if filtered and state.vue != "etiquettes" else "",
        "parcours": state.parcours if filtered and state.vue != "etiquettes" else "",
        "mots": state.mots if filtered and state.vue != "etiquettes" else "",
        "etiquettes": "defi" if filtered and state.niveau == "defi" else "",
    }
