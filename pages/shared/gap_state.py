"""One view of the gaps page: what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charts.filter_words import loaded_text, outside_text, supply_text
from charts.gap_words import BORNES
from pages.shared.data import kept, supply
from pages.shared.links import UNTIED, Address

VIEWS = {
    "changements": "Ce qui change",
    "activite": "Par activité",
    "departement": "Par département",
    "ensemble": "Vue d'ensemble",
    "carte": "Carte",
}
"""Views of the page by their code in an address."""

ORDERS = {"document": "Du document", "ecart": "Par écart", "departement": "Par département"}
PARAMETERS = ("vue", "departement", "engagement", "activite", "borne", "ordre", "modalite", "mesure", "lignes",
              "rattachement")  # fmt: skip
DEFAULT_ACTIVITE = "irc"
MEASURES = ("ecart", "cible", "existant")


@dataclass(frozen=True)
class GapState:
    """Départements, activité, reading of the target, order, selected row and measure of the map.

    `departements` and `engagements` are as the reader chose them; `loaded` is what can be shown.
    """

    vue: str = "changements"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    activite: str = DEFAULT_ACTIVITE
    borne: str = "intervalle"
    ordre: str = "document"
    modalite: str = ""
    mesure: str = "ecart"
    toutes: bool = False
    """Whether the view by département also shows the rows without a gap."""
    rattachement: bool = True
    """Whether the engagements narrow the activités, by our own ties."""

    @property
    def loaded(self) -> list[str]:
        """Départements to show: those chosen whose plan is loaded, all loaded ones when none is chosen."""
        known = supply().departements
        if not self.departements:
            return known
        return [code for code in self.departements if code in known]

    @property
    def kept(self) -> tuple[str, ...]:
        """Activités that the engagements keep, in the order of the documents."""
        return kept(self.engagements if self.rattachement else ())

    @property
    def first_code(self) -> str:
        """The row that the view opens on when none is asked for."""
        known = supply().departements if self.vue == "carte" else self.loaded
        return supply().first_code(self.activite, known, borne=self.borne)

    @property
    def missing(self) -> list[str]:
        """Départements chosen whose plan is not loaded."""
        return [code for code in self.departements if code not in supply().departements]

    def with_activite(self, activite: str) -> GapState:
        """Another activité starts on its first row."""
        return self if activite == self.activite else replace(self, activite=activite, modalite="")

    def inside(self) -> GapState:
        """The same view on an activité that the filter keeps, when there is one."""
        return self if self.activite in self.kept or not self.kept else self.with_activite(self.kept[0])


def state_from(address: Address) -> GapState:
    """Read the address; naming an activité opens it, even without a `vue`."""
    activite = address.one("activite", supply().activites)
    vue = address.one("vue", VIEWS, "activite" if activite else "changements")
    state = GapState(
        vue=vue,
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        activite=activite or DEFAULT_ACTIVITE,
        borne=address.one("borne", BORNES, "intervalle"),
        ordre=address.one("ordre", ORDERS, "document"),
        mesure=address.one("mesure", MEASURES, "ecart"),
        toutes=address.one("lignes", ("toutes",)) == "toutes",
        rattachement=address.one("rattachement", (UNTIED,)) != UNTIED,
    )
    if not activite and vue in ("activite", "carte"):
        state = state.inside()
    modalite = address.one("modalite", {row.code for row in supply().of(state.activite, supply().departements)})
    address.refuse_unknown(PARAMETERS)
    return replace(state, modalite=modalite)


def parameters(state: GapState) -> dict[str, str | list[str]]:
    """The address of a view; what the defaults imply is left out."""
    on_activity = state.vue in ("activite", "carte")
    implied = ("", state.first_code if on_activity else "")
    return {
        "vue": "" if state.vue in ("changements", "activite") else state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "activite": state.activite if on_activity else "",
        "borne": "" if state.borne == "intervalle" else state.borne,
        "ordre": state.ordre if state.ordre != "document" and state.vue in ("activite", "departement") else "",
        "modalite": state.modalite if on_activity and state.modalite not in implied else "",
        "lignes": "toutes" if state.toutes and state.vue == "departement" else "",
        "mesure": state.mesure if state.vue == "carte" and state.mesure != "ecart" else "",
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
    }


def filter_text(state: GapState) -> str:
    """What the filters do in this view."""
    parts = [supply_text(supply(), state.kept, state.engagements, tied=state.rattachement)]
    if state.vue in ("activite", "carte") and state.activite not in state.kept:
        parts.append(outside_text(supply(), state.activite))
    if state.departements and state.vue == "carte":
        parts.append("la carte montre tous les plans chargés")
    elif state.departements and not state.engagements:
        parts.append(loaded_text(state.loaded, supply().departements))
    return " ; ".join(parts)
