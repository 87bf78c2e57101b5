"""One view of the gaps page: what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charts.words.filter_words import loaded_text, outside_text, supply_text
from charts.words.gap_words import BORNES
from views.address import UNTIED, Address
from views.library import Library

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

    def loaded(self, library: Library) -> list[str]:
        """Départements to show: those chosen whose plan is loaded, all loaded ones when none is chosen."""
        known = library.supply.departements
        if not self.departements:
            return known
        return [code for code in self.departements if code in known]

    def kept(self, library: Library) -> tuple[str, ...]:
        """Activités that the engagements keep, in the order of the documents."""
        return library.kept(self.engagements if self.rattachement else ())

    def first_code(self, library: Library) -> str:
        """The row that the view opens on when none is asked for."""
        known = library.supply.departements if self.vue == "carte" else self.loaded(library)
        return library.supply.first_code(self.activite, known, borne=self.borne)

    def missing(self, library: Library) -> list[str]:
        """Départements chosen whose plan is not loaded."""
        return [code for code in self.departements if code not in library.supply.departements]

    def with_activite(self, activite: str) -> GapState:
        """Another activité starts on its first row."""
        return self if activite == self.activite else replace(self, activite=activite, modalite="")

    def inside(self, library: Library) -> GapState:
        """The same view on an activité that the filter keeps, when there is one."""
        kept = self.kept(library)
        return self if self.activite in kept or not kept else self.with_activite(kept[0])


def state_from(address: Address, library: Library) -> GapState:
    """Read the address; naming an activité opens it, even without a `vue`."""
    activite = address.one("activite", library.supply.activites)
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
        state = state.inside(library)
    rows = library.supply.of(state.activite, library.supply.departements)
    modalite = address.one("modalite", {row.code for row in rows})
    address.refuse_unknown(PARAMETERS)
    return replace(state, modalite=modalite)


def parameters(state: GapState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view; what the defaults imply is left out."""
    on_activity = state.vue in ("activite", "carte")
    implied = ("", state.first_code(library) if on_activity else "")
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


def filter_text(state: GapState, library: Library) -> str:
    """What the filters do in this view."""
    parts = [supply_text(library.supply, state.kept(library), state.engagements, tied=state.rattachement)]
    if state.vue in ("activite", "carte") and state.activite not in state.kept(library):
        parts.append(outside_text(library.supply, state.activite))
    if state.departements and state.vue == "carte":
        parts.append("la carte montre tous les plans chargés")
    elif state.departements and not state.engagements:
        parts.append(loaded_text(state.loaded(library), library.supply.departements))
    return " ; ".join(parts)
