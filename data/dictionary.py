"""Write the dictionary of the tables and the list of licences: `python -m data.dictionary`.

`data/README.md` and `data/LICENCES.md` come from the declared columns (loaders.schema) and from
`data/curated/documents.csv`: run it after a change of either. A test compares both files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from data.curated_csv import read_curated
from loaders.errors import DatasetError
from loaders.schema import SCHEMA_VERSION, TABLES, Column, Table

FOLDER = Path(__file__).resolve().parent
CURATED = FOLDER / "curated"

_TYPES = {"text": "texte", "int": "entier", "float": "décimal", "bool": "booléen", "list": "liste de textes"}
_ORIGINS = {
    "territoires": "`territoires.csv` (du code au parent) ; le reste est calculé sur `populations.csv`, "
    "`departements.geojson` et `documents.csv`",
    "departements": "`departements.geojson`, écrit par `data/contours.py`",
    "valeurs": "`valeurs_plans.csv` et `statistiques.csv` ; `origine`, `valeur` et `statut` sont calculés",
    "classes": "calculée sur `valeurs` et `indicateurs` (`analysis/classes.py`)",
    "objectifs": "calculée sur `objectifs_departements.csv`",
    "ecarts": "calculée sur `oqos.csv`, `correspondances.csv` et `annonces.csv` (`analysis/build/gaps.py`)",
    "totaux": "calculée sur `ecarts` (`analysis/build/totals.py`)",
}
"""Where a table comes from in data/curated, when it is not the CSV of the same name."""

_HEAD = f"""# Dictionnaire des données

Ce fichier est écrit par `python -m data.dictionary`. Ne le modifiez pas à la main : changez `loaders/schema.py` ou
`data/curated/documents.csv`, puis relancez la commande.

Les tables sont des fichiers Parquet, construits par `make data` à partir de `data/curated/`. Version du schéma :
{SCHEMA_VERSION}, inscrite dans chaque fichier sous la clé `territoires_schema_version` ; le lecteur refuse une autre
version. La clé `territoires_construction` porte l'empreinte de tout le jeu : des fichiers de deux jeux, qu'une copie
arrêtée aurait mêlés, sont refusés ensemble. Les licences sont dans [LICENCES.md](LICENCES.md).

## Plans ajoutés et versions

`python -m loaders.sts integrer DOSSIER|PAQUET.zip` ajoute un plan lu sans toucher à ces fichiers : il écrit un jeu
entier dans un dossier de «versions» (les tables, et le paquet de chaque plan ajouté, sans un texte du
document), puis le nomme dans `versions/journal.csv`. Le journal a une ligne par changement (quand, quoi, quel document
et son empreinte, combien de corrections et de qui, version obtenue) ; sa dernière ligne dit quel dossier est lu. Ôter
le journal, c'est lire de nouveau les tables de ce dossier. Les versions d'avant restent lisibles ; un dossier que le
journal ne nomme pas est le reste d'une commande arrêtée. `make data` remet les plans sur ses tables neuves.

Un plan ajouté a des lignes dans `documents` (statut `non_relu` ou `corrige`), `oqos`, `ecarts`, `totaux`,
`defis_departements`, `objectifs_departements`, `objectifs` et `vigilances`, et nulle part ailleurs. Sa prose n'est pas
relevée : ni items, ni enjeux, ni déclarations, ni recours, ni conditions ; le résumé de ses fiches est vide. La version
du jeu porte une empreinte des plans ajoutés (`1.4.0+3f2a9c`).
"""

_CONVENTIONS = """## Conventions

- **Vide (NA)** : non renseigné. Le document ou la source ne donne pas la valeur. Un vide n'est jamais remplacé.
- **0** : la source écrit zéro. Un vide ne devient jamais 0, un 0 ne devient jamais un vide.
- **Liste vide** : rien n'est imprimé. Dans `data/curated/`, `|` sépare les éléments d'une liste.
- **Intervalle** : `valeur_min` et `valeur_max` diffèrent et `valeur` est vide. Un intervalle reste un intervalle ;
  son milieu ne sert qu'à le placer dans une classe, dans un rang et sur une barre.
- **Comparateur** : `~` environ, `>` plus de, `<` moins de. Le nombre est celui qui est imprimé.
- **Brut** : la valeur telle qu'imprimée ou dite en mots («un habitant sur six»). `calcul` dit la conversion faite.
- **Année** : telle qu'imprimée (`2013-2019`, `2024-T4` pour un trimestre). Vide : «année non précisée». Deux années
  vides sont tenues pour égales. Aucune année n'est déduite de la date du document.
- **Origine** : `plan` (lu dans un schéma territorial ou dans le document régional) ou `statistique` (publié par un
  producteur officiel). Une carte montre une seule origine et une seule année à la fois.
- **Même notion, même identifiant** ; deux notions de même nom mais de définition différente ont deux identifiants.
- **Portée** : remplie, la valeur parle d'un lieu ou d'un groupe plus petit que le territoire, ou d'un territoire que le
  document ne nomme pas. Elle n'est jamais cartographiée.
- **Place dans la source** : `document`, `section` (titre sous lequel chercher) et `ligne` (dans le texte source). Une
  statistique n'a pas de ligne ; sa section nomme le jeu de données.
- **Textes** : Unicode NFC, apostrophe droite. Codes de territoire : deux caractères pour un département (`09`), `R76`
  Occitanie, `FR` France, `FRM` France métropolitaine ; la table `territoires` dit lesquels le jeu connaît.

### Statut : quelle valeur est montrée

Les valeurs de même territoire, même indicateur, même année et même origine forment un groupe. Une seule est
`retenue`. La règle est appliquée à la construction (`analysis/build/statuts.py`), dans cet ordre :

1. une valeur qui parle du territoire entier, avant une valeur de portée plus étroite ;
2. une valeur des pages de chiffres repères qui ouvrent chaque plan («L'essentiel sur la santé…») ; une valeur
   régionale ou nationale n'y compte qu'à côté de celle du département ;
3. une valeur du document propre au territoire (le plan du département ; le document régional pour la région et la
   France), puis les autres dans l'ordre des identifiants de document ;
4. une valeur énoncée, avant «environ», «plus de», «moins de» ;
5. la valeur imprimée le plus souvent dans le groupe ;
6. la première du document.

Les autres restent dans la table : `repetee` si elles redisent la valeur retenue, `concurrente` si elles en donnent une
autre («autre valeur publiée» à l'écran). Une valeur datée et une valeur sans date sont deux groupes.
"""


def dictionary_text(documents: pd.DataFrame) -> str:
    """Content of data/README.md.

    Args:
        documents: table documents, as `read_documents` returns it.
    """
    summary = "\n".join(f"- [{table.name}](#{table.name}) : {table.row}." for table in TABLES.values())
    tables = "\n".join(_table_text(table) for table in TABLES.values())
    sources = _markdown(
        ("Identifiant", "Titre", "Producteur", "Statut", "Date ou période", "Licence"),
        [
            (f"`{row.document}`", row.titre, row.producteur, row.statut, _dated(row), row.licence)
            for row in documents.itertuples(index=False)
        ],
    )
    intro = (
        "## Sources des données\n\nLa table `documents` dit aussi la date d'effet, le fichier source et son empreinte, "
        "et où a été lue la copie utilisée (`copie`).\n"
    )
    return "\n".join([_HEAD, f"## Tables\n\n{summary}\n", tables, _CONVENTIONS, intro, sources])


def licences_text(documents: pd.DataFrame, dataset_licence: str) -> str:
    """Content of data/LICENCES.md: what may be reused, producer by producer."""
    head = f"""# Licences des données

Ce fichier est écrit par `python -m data.dictionary` à partir de `data/curated/documents.csv`.

- Jeu de données assemblé : {dataset_licence}.
- Code : EUPL-1.2 (fichier `LICENSE` à la racine).
- Police des pages : Source Sans d'Adobe, réduite et renommée, SIL OFL 1.1 (`static/polices/LICENCE-OFL.txt`).

Qui réutilise une valeur cite son producteur et son millésime. Des documents de l'ARS, seuls des faits, des chiffres,
des noms et des titres officiels sont repris ; les résumés sont rédigés pour ce projet. La mention «non rappelée»
signale que la copie lue ne répète pas la licence du producteur : vérifiez-la chez lui avant une réutilisation qui en
dépend.
"""
    blocks = [head]
    for producer, rows in documents.groupby("producteur", sort=True):
        lines = [f"- {row.titre} (`{row.document}`) : {row.licence}." for row in rows.itertuples(index=False)]
        blocks.append("\n".join([f"## {producer}", "", *lines, ""]))
    return "\n".join(blocks)


def read_documents(curated: Path = CURATED) -> pd.DataFrame:
    """The curated list of documents and data sets, in its order."""
    return read_curated(curated / "documents.csv", TABLES["documents"])


def read_dataset_licence(curated: Path = CURATED) -> str:
    """Licence of the assembled dataset."""
    return str(read_curated(curated / "jeu.csv", TABLES["jeu"])["licence"].iloc[0])


def _table_text(table: Table) -> str:
    """One table: what a row is, its key, its origin, its columns."""
    rows = [(f"`{c.name}`", c.sens, _TYPES[c.dtype], _emptiness(c), _accepted(c)) for c in table.columns]
    if table.geo:
        rows.append(("`geometry`", "contour (EPSG:2154, mètres)", "géométrie", "non", ""))
    origin = _ORIGINS.get(table.name, f"`{table.name}.csv`")
    return (
        f"### {table.name}\n\nUne ligne : {table.row}. Clé : {', '.join(f'`{name}`' for name in table.key)}.\n"
        f"Fichier : `data/{table.name}.parquet`. Dans `data/curated/` : {origin}.\n\n"
        + _markdown(("Colonne", "Sens", "Type", "Peut être vide", "Valeurs admises"), rows)
    )


def _emptiness(column: Column) -> str:
    if column.dtype == "list":
        return "liste vide"
    return "oui" if column.na else "non"


def _accepted(column: Column) -> str:
    if column.values:
        return ", ".join(f"`{value}`" for value in column.values)
    return f"forme `{column.pattern}`" if column.pattern else ""


def _dated(row: Any) -> str:
    """The vintage of a statistic, the date of any other document."""
    cells = (row.periode, row.date) if row.type == "statistique" else (row.date, row.periode)
    return next((str(cell) for cell in cells if not pd.isna(cell)), "")


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def main() -> int:
    """Write both files; 0, or 2 and one French sentence when a curated file is refused."""
    try:
        documents, licence = read_documents(), read_dataset_licence()
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    texts = {"README.md": dictionary_text(documents), "LICENCES.md": licences_text(documents, licence)}
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"Écrit : data/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
