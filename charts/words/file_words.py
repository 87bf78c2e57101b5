"""Words of the files that a reader takes away."""

FILES = {"csv": "Télécharger en CSV", "xlsx": "Télécharger en XLSX", "json": "Télécharger en JSON",
         "parquet": "Télécharger en Parquet"}  # fmt: skip
"""Words of the link to each form of a view (shell.forms.FORMS)."""

WHICH_FILE = (
    "Tableur\u00a0: prenez le XLSX. Le CSV est pour un logiciel\u00a0: «5/6» y est écrit «de\u00a05\u00a0à\u00a06», "
    "le code 09 «FR\u201109»."
)
"""What each format is for, beside the files."""
