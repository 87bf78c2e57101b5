"""The pages of the menu: their address, their script, their name."""

from __future__ import annotations

from dataclasses import dataclass

STAMP = "jeu"
"""Name of the parameter of a form that says in which dataset to read it."""

UNTITLED = "Territoires de santé"
"""Name of the product while no dataset can be read; its own title (table `jeu`) names its region."""


@dataclass(frozen=True)
class Page:
    """One entry of the menu."""

    path: str
    script: str
    label: str
    menu: bool = True
    """False for a page that the footer leads to."""
    sentence: str = ""
    """What the footer says of it, after its name."""


PAGES = {
    "accueil": Page("", "app.py", "Accueil"),
    "carte": Page("carte", "pages/carte.py", "Carte"),
    "territoire": Page("territoire", "pages/territoire.py", "Territoire"),
    "ecarts": Page("ecarts", "pages/ecarts.py", "Écarts OQOS"),
    "defis": Page("defis", "pages/defis.py", "Défis"),
    "scenario": Page("scenario", "pages/scenario.py", "Et si"),
    "seance": Page("seance", "pages/seance.py", "Séance"),
    "importer": Page("importer", "pages/importer.py", "Importer"),
    "sources": Page("sources", "pages/sources.py", "Données et sources"),
    "recherche": Page("recherche", "pages/recherche.py", "Recherche", menu=False,
                      sentence="un mot, un nom ou un code"),
    "accessibilite": Page("accessibilite", "pages/accessibilite.py", "Accessibilité", menu=False,
                          sentence="ce qui est vérifié, ce qui ne l'est pas encore"),
}  # fmt: skip
