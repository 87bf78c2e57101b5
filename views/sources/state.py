"""The state of «Données et sources»: what a reader chose."""

from __future__ import annotations

from dataclasses import dataclass

ORIGINES = {"": "Toutes", "plan": "Plans (STS) et document régional", "statistique": "Statistique officielle"}


@dataclass(frozen=True)
class SourceState:
    """One view of the page: which table, which filters."""

    vue: str = "chercher"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    theme: str = ""
    origine: str = ""
    mots: str = ""
    indicateur: str = ""
    """The one whose rows alone are shown, where a table has some; no control: a link leads to it, and away."""
    liste: str = ""
    nature: str = ""
    public: str = ""
    acteur: str = ""
    """What a line of the lists of the plans must have: its list, its nature, a public or an actor that it names."""
    table: str = ""
    """The stored table that is opened, and that the files hold."""
    feuille: int = 1
    """Which page of a long table is read."""
