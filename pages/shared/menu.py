"""The pages of the menu: their address, their script, their name."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Territoires de santé d'Occitanie"


@dataclass(frozen=True)
class Page:
    """One entry of the menu."""

    path: str
    script: str
    label: str
    menu: bool = True
    """False for a page that the footer leads to."""


PAGES = {
    "accueil": Page("", "app.py", "Accueil"),
    "carte": Page("carte", "pages/carte.py", "Carte"),
    "territoire": Page("territoire", "pages/territoire.py", "Territoire"),
    "ecarts": Page("ecarts", "pages/ecarts.py", "Écarts OQOS"),
    "sources": Page("sources", "pages/sources.py", "Données et sources"),
    "accessibilite": Page("accessibilite", "pages/accessibilite.py", "Accessibilité", menu=False),
}
