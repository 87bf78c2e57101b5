"""Words of the offline pack: its index, its files, its choices."""

from __future__ import annotations

TITLE = "Dossier hors ligne"
INDEX = "Sommaire"
SOURCES = "Sources et licences"
SKIP = "Aller au contenu"
PREVIOUS, NEXT = "Vue précédente", "Vue suivante"
BEFORE = "À savoir avant de lire les chiffres"
READING, TABLES, SOURCE = "Lecture", "Tableaux", "Source"
CHOICE, OTHERS = "Choisir dans cette vue", "Les autres choix de cette vue"
TABLE_FILES = "Tableaux en fichiers"
INDICATEUR = "Indicateur"

FILES_READING = (
    "Le XLSX tient tous les tableaux de la vue telle qu'elle a été demandée ; chaque CSV en tient un, à l'usage d'un "
    "logiciel. Un autre choix de la vue a son premier tableau dans la page."
)
LEADS = "Un lien mène à une vue de ce dossier ; une vue qui n'y est pas est nommée sans lien."

READ_ME = """{title}

1. Décompressez tout le dossier (clic droit, «Extraire tout») : ouvert dans l'archive, il s'affiche sans son style.
2. Ouvrez index.html d'un double clic, avec Chrome, Edge ou Firefox. Rien n'est demandé au réseau.
3. Les tableaux sont aussi dans le dossier «tableaux» : XLSX pour un tableur, CSV pour un logiciel.

{dataset}.
{notice}
Données sous licence : {licence}. Police sous licence SIL OFL 1.1 (LICENCE-OFL.txt).
"""
"""The text beside the index."""


def more_cautions(number: int) -> str:
    """The fold of the cautions that follow the first ones."""
    return "Une autre précaution" if number == 1 else f"{number} autres précautions"


def choices_text(names: list[tuple[str, int]]) -> str:
    """«Choix dans cette vue : activité (17), cibles à deux bornes (3)»; empty without any."""
    said = ", ".join(f"{name[0].lower()}{name[1:]} ({number})" for name, number in names)
    return f"Choix dans cette vue : {said}." if said else ""


def rest_text(shown: int, whole: int) -> str:
    """What is said under a table that a page does not hold whole."""
    return f"Les {shown} premières lignes sur {whole} ; le tableau entier est dans le XLSX et dans le CSV."
