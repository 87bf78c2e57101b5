"""Words of the files that a reader takes away."""

from __future__ import annotations

from collections.abc import Sequence

from charts.words.french import word_text

FILES = {"csv": "Télécharger en CSV", "xlsx": "Télécharger en XLSX", "json": "Télécharger en JSON",
         "parquet": "Télécharger en Parquet"}  # fmt: skip
"""Words of the link to each form of a view (shell.forms.FORMS)."""

WHICH_FILE = (
    "Tableur\u00a0: prenez le XLSX. Le CSV est pour un logiciel\u00a0: «5/6» y est écrit «de\u00a05\u00a0à\u00a06», "
    "le code 09 «FR\u201109»."
)
"""What each format is for, beside the files."""

SHEET, ANNEXED_SHEET = "Fiche à imprimer", "Fiche avec annexe"
WORKBOOK, CSV, DATA, STORED = "Classeur XLSX", "Tableau CSV", "Données JSON", "Table Parquet"
"""Names of the forms of a view in the menu «Exporter»."""

OPEN_WORKBOOK, OPEN_HOLDS = "Classeur ODS", "le même, pour LibreOffice"
PDF, DOCX, PNG, SVG = "Document PDF", "Document DOCX", "Image PNG", "Image SVG"
SLIDES, SLIDES_4_3 = "Diapositives PPTX", "Diapositives PPTX, 4:3"
SLIDES_HOLDS = "à modifier, 16:9 : cartes et graphiques gardent leurs chiffres"
SLIDES_4_3_HOLDS = "les mêmes, pour un ancien projecteur"
PACK = "Dossier hors ligne"
PACK_HOLDS = "une page qui s'ouvre sans réseau, ses tableaux et ses sources"
DOCUMENT_HOLDS = "la vue entière, ses réserves avant ses chiffres"
DOCX_HOLDS = "le même, à modifier"
PICTURE_HOLDS = "titre, réserves, légende et source compris"
SHEET_HOLDS = "deux pages A4, les mêmes quels que soient les filtres"
ANNEXED_HOLDS = "avec tous les chiffres et tout le plan, plus longue"
DATA_HOLDS = "titre, réserves et tableaux, pour un programme"
STORED_HOLDS = "la table telle qu'elle est enregistrée, pour un programme"


def workbook_holds(tables: Sequence[str]) -> str:
    """What the workbook of a view holds, from the names of its tables."""
    if not tables:
        return "une feuille qui dit d'où vient la vue"
    if len(tables) == 1:
        return f"pour un tableur : le tableau «{tables[0]}» et ses sources"
    return f"pour un tableur : {word_text(len(tables))} tableaux, une feuille chacun, et les sources"


def csv_holds(tables: Sequence[str]) -> str:
    """What the CSV of a view holds: its first table."""
    if not tables:
        return "aucun tableau dans cette vue"
    which = f"le premier tableau, «{tables[0]}»" if len(tables) > 1 else f"le tableau «{tables[0]}»"
    return f"pour un logiciel : {which}"
