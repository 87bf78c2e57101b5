"""One view of «Données et sources»: which table, which filters, what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from views.address import Address
from views.library import Library

PARAMETERS = ("vue", "departement", "engagement", "theme", "origine", "mots", "indicateur")
ORIGINES = {"": "Toutes", "plan": "Plans (STS) et document régional", "statistique": "Statistique officielle"}


@dataclass(frozen=True)
class TableView:
    """One table of the page: its name, and the filters that make sense."""

    label: str
    filters: tuple[str, ...] = ()


VIEWS = {
    "dictionnaire": TableView("Dictionnaire", ("theme", "mots")),
    "valeurs": TableView("Valeurs", ("departements", "theme", "origine", "mots")),
    "objectifs": TableView("Objectifs des plans", ("departements", "engagements", "mots")),
    "oqos": TableView("OQOS", ("departements", "mots")),
    "vigilances": TableView("Vigilances", ("departements", "mots")),
    "glossaire": TableView("Glossaire", ("mots",)),
    "documents": TableView("Documents"),
    "tables": TableView("Tables"),
}
"""Views of the page by their code in an address."""


@dataclass(frozen=True)
class SourceState:
    """One view of the page: which table, which filters."""

    vue: str = "dictionnaire"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    theme: str = ""
    origine: str = ""
    mots: str = ""


def state_from(address: Address, library: Library) -> SourceState:
    """Read the address; the shared filters come from it too."""
    state = SourceState(
        vue=address.one("vue", VIEWS, "dictionnaire"),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        theme=address.one("theme", set(library.dataset.themes["theme"])),
        origine=address.one("origine", ORIGINES),
        mots=address.one("mots")[:100],
    )
    wanted = address.one("indicateur", set(library.dataset.indicateurs["indicateur"]))
    address.refuse_unknown(PARAMETERS)
    return replace(state, mots=wanted) if wanted else state


def parameters(state: SourceState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view."""
    del library  # its table and its words are said whatever the dataset
    return {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.theme,
        "origine": state.origine,
        "mots": state.mots,
    }
