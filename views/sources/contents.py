"""The tables of what the documents hold beside their figures: the lists of the plans, the places that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from analysis.folding import fold, holds_words
from analysis.search_entries import KINDS, Entry
from analysis.search_passages import LIST_NAMES, SAID_NAMES, item_mark
from analysis.supply import Supply
from analysis.told import told
from charts.words.french import list_text
from charts.words.item_words import NOBODY
from loaders.dataset import Dataset
from loaders.schema_contents import ASKED_LISTS
from views.sources.tables import cited_place, document_names, matching, row_texts, source_places

ITEMS_ON_SCREEN = ["En nos mots", "Liste", "Département", "Objectif", "Nature", "Publics", "Acteurs", "Source"]
SAID_ON_SCREEN = ["Ce qui est dit", "Nature", "Département", "Activité", "Ligne du tableau", "Source"]
LISTS_ON_SCREEN = ["Liste", "Nom", "Définition", "Imprimé comme", "Lignes des plans"]
PLACES_ON_SCREEN = ["Lieu", "Territoire", "Ce qui en est dit", "Source"]
"""Columns shown in the page; a download holds them all."""


def items_table(
    data: Dataset, *, departements: list[str] | None = None, words: str = "", asked: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """One row an item of a list of the plans: results, actions, engagements, and what was asked.

    Args:
        asked: what it must have: `liste`, `nature`, `public`, `acteur`; what is empty is not asked.
    """
    rows = _having(_of(data.items, "departement", departements), asked or {})
    tags, names = _tags_of(data, rows), document_names(data)
    demands = rows["liste"].isin(ASKED_LISTS)
    frame = pd.DataFrame(
        {
            "Département": rows["departement"].map(dict(data.geography.names)),
            "Objectif": rows["code"],
            "Liste": rows["liste"].map(LIST_NAMES),
            "Rang": rows["rang"],
            "En nos mots": rows["resume"],
            "Nature": _labels(data.natures.set_index("nature")["libelle"], rows["nature"]),
            "Publics": _named(data.publics.set_index("public")["libelle"], rows["publics"]),
            "Acteurs": _named(data.acteurs.set_index("acteur")["libelle"], rows["acteurs"]),
            "Quantité imprimée": rows["chiffre"],
            "Échéance imprimée": rows["echeance"],
            "Objectifs qui le reprennent": [
                codes or (["aucun en toutes lettres"] if one else [])
                for codes, one in zip(rows["lie_a"], demands, strict=True)
            ],
            "Pourquoi": rows["motif_lien"],
            "Thèmes de la fiche": [themes for themes, _ in tags],
            "Parcours de la fiche": [parcours for _, parcours in tags],
            **_source(data, rows),
            "Source": [cited_place(names, f"{row.document}:{row.ligne}") for row in rows.itertuples()],
            "Repère": [item_mark(row.code, row.liste, row.rang) for row in rows.itertuples()],
        },
        index=rows.index,
    )
    return _holding(frame, words).reset_index(drop=True)


def places_table(data: Dataset, *, departements: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row what a document says of a place."""
    rows = _of(data.lieux, "territoire", departements)
    frame = pd.DataFrame(
        {
            "Lieu": rows["lieu"],
            "Territoire": rows["territoire"].map(dict(data.geography.names)),
            "Ce qui en est dit": rows["quoi"],
            **_source(data, rows),
        },
        index=rows.index,
    )
    return matching(frame, words).sort_values(["Lieu", "Territoire"], kind="stable", ignore_index=True)


def said_table(supply: Supply, *, departements: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row a condition, a recourse or a declaration that a plan writes around its tables of OQOS."""
    data = supply.dataset
    names = document_names(data)
    rows = [row for row in told(supply) if not departements or row.departement in departements]
    frame = pd.DataFrame(
        {
            "Nature": [SAID_NAMES[row.kind] for row in rows],
            "Département": data.geography.named(row.departement for row in rows),
            "Activité": [supply.activites[row.activite].libelle for row in rows],
            "Ligne du tableau": [row.label or row.groupe or "activité entière" for row in rows],
            "Vers": [row.towards or pd.NA for row in rows],
            "En nos mots": [row.text for row in rows],
            "Ce qui est dit": [f"{row.towards} : {row.text}" if row.towards else row.text for row in rows],
            "Source": [cited_place(names, f"{row.document}:{row.ligne}") for row in rows],
            "Document": [row.document for row in rows],
            "Section": [row.section for row in rows],
            "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
            "Identifiant de l'activité": [row.activite for row in rows],
            "Repère": [row.mark for row in rows],
        }
    )
    return matching(frame, words).reset_index(drop=True)


def said_once(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a text, with every row of a table that it goes with and every line that prints it."""
    names = ["Département", "Activité", "Ligne du tableau"]
    found = rows.groupby(["Nature", "Ce qui est dit"], sort=False)
    lists = found.agg(dict.fromkeys(names, _each)).reset_index()
    places = [_places(group) for _, group in found]
    return lists.assign(Source=pd.Series(places, index=lists.index, dtype="object"))


def _places(rows: pd.DataFrame) -> list[str]:
    """`Lot, lignes 2126 à 2129`: the lines of each département."""
    found = []
    for name, group in rows.groupby("Département", sort=False):
        runs = _runs(sorted(set(group["Ligne"])))
        several = len(runs) > 1 or len(runs[0]) > 1
        found.append(f"{name}, ligne{'s' * several} {list_text([' à '.join(map(str, run)) for run in runs])}")
    return found


def _each(column: pd.Series) -> list[str]:
    return [*dict.fromkeys(column)]


def _runs(numbers: list[int]) -> list[list[int]]:
    """Numbers that follow each other together: the first and the last of each run."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return runs


def lists_table(data: Dataset, *, words: str = "") -> pd.DataFrame:
    """One row a nature, a public or an actor that items name: what it is, and how many items have it."""
    parts = []
    for table, (name, key, column) in _CLOSED.items():
        rows, held = getattr(data, table), data.items[column].explode().value_counts()
        parts.append(
            pd.DataFrame(
                {
                    "Liste": name,
                    "Nom": rows["libelle"],
                    "Définition": rows["definition"],
                    "Imprimé comme": rows["formes"] if "formes" in rows else [[] for _ in range(len(rows))],
                    "Lignes des plans": rows[key].map(held).fillna(0).astype("Int64"),
                }
            )
        )
    return matching(pd.concat(parts, ignore_index=True), words).reset_index(drop=True)


_CLOSED = {
    "natures": ("Nature", "nature", "nature"),
    "publics": ("Public", "public", "publics"),
    "acteurs": ("Acteur", "acteur", "acteurs"),
}
"""The closed lists of the items: name, column of its identifier, column of the items."""


def words_table(data: Dataset, entries: Iterable[Entry], *, words: str = "") -> pd.DataFrame:
    """One row a current word that the search knows, with what it leads to and why.

    Args:
        entries: of the search, which say what each word leads to.
    """
    reasons = dict(zip(data.synonymes["forme"], data.synonymes["motif"], strict=True))
    known = {form: entry for entry in entries for form in entry.synonyms}
    frame = pd.DataFrame(
        {
            "Mot ou expression": list(reasons),
            "Mène à": [known[form].title if form in known else pd.NA for form in reasons],
            "Genre": [KINDS[known[form].kind] if form in known else pd.NA for form in reasons],
            "Pourquoi": list(reasons.values()),
        }
    )
    return matching(frame, words).sort_values(
        "Mot ou expression", key=lambda column: column.map(fold), kind="stable", ignore_index=True
    )


def _of(frame: pd.DataFrame, column: str, codes: Collection[str] | None) -> pd.DataFrame:
    return frame[frame[column].isin(list(codes))] if codes else frame


def _holding(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    """The row of a mark, else the rows that hold every word, as the start of one of theirs.

    Inside words, «santé mentale» would be found in «départementales».
    """
    marked = frame[frame["Repère"].eq(words)]
    if len(marked) or not words:
        return marked if words else frame
    kept = [holds_words(line, words) for line in row_texts(frame)]
    return frame[pd.Series(kept, index=frame.index, dtype=bool)]


def _having(rows: pd.DataFrame, asked: Mapping[str, str]) -> pd.DataFrame:
    for name, column in (("nature", "nature"), ("public", "publics"), ("acteur", "acteurs")):
        if wanted := asked.get(name):
            rows = rows[pd.Series([wanted in cell for cell in rows[column]], index=rows.index, dtype=bool)]
    return rows[rows["liste"].eq(asked["liste"])] if asked.get("liste") else rows


def _tags_of(data: Dataset, rows: pd.DataFrame) -> list[tuple[list[str], list[str]]]:
    """Thèmes and parcours printed on the sheet of each item; none for a list of the whole plan."""
    sheets = data.objectifs_departements
    held = dict(
        zip(
            zip(sheets["departement"], sheets["code"], strict=True),
            zip(sheets["themes"], sheets["parcours"], strict=True),
            strict=True,
        )
    )
    return [held.get(key, ([], [])) for key in zip(rows["departement"], rows["code"], strict=True)]


def _labels(names: pd.Series, column: pd.Series) -> list[list[str]]:
    return [[names[item] for item in cell] for cell in column]


def _named(names: pd.Series, column: pd.Series) -> list[list[str]]:
    """Those that an item names; one that names none is said to, which is no unknown."""
    return [cell or [NOBODY] for cell in _labels(names, column)]


def _source(data: Dataset, rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "Source": source_places(data, rows),
        "Document": rows["document"],
        "Section": rows["section"],
        "Ligne": rows["ligne"],
    }
