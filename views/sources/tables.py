"""The tables of «Données et sources», with the columns that a reader sees.

Frames in, frames out: filters keep rows, labels replace codes, every row keeps its place
in the source.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.atlas import Atlas
from analysis.folding import holds_words
from analysis.vigilances import GRAVITES, Vigilances
from charts.drawings.choropleth import ORIGINE_LABELS
from charts.words.coverage import NO_SUMMARY
from charts.words.french import COMPARATOR_WORDS, YEAR_NOT_STATED, unit_text
from loaders.accents import unaccented
from loaders.dataset import Dataset

SENS_LABELS = {
    "favorable_hausse": "une valeur élevée est favorable",
    "favorable_baisse": "une valeur basse est favorable",
    "neutre": "sans sens favorable",
}
DICTIONARY_ON_SCREEN = ["Indicateur", "Définition", "Unité", "Sens", "Thème", "À savoir", "Valeurs"]
VALUES_ON_SCREEN = ["Indicateur", "Territoire", "Valeur imprimée", "Année", "Origine", "Statut", "À savoir",
                    "Source"]  # fmt: skip
OBJECTIVES_ON_SCREEN = ["Code", "Département", "Objectif", "Résumé", "Thèmes", "Parcours", "Source"]
VIGILANCES_ON_SCREEN = ["Gravité", "Territoires", "Ce qu'il faut savoir", "Objets", "Références"]
GLOSSARY_ON_SCREEN = ["Mot ou sigle", "Définition", "Autres formes", "Source"]
"""Columns shown in the page; a download holds them all."""
STATUT_LABELS = {"retenue": "valeur montrée", "repetee": "même valeur redite", "concurrente": "autre valeur publiée"}
UNPLACED = "territoire non précisé"
"""Portée of a value whose document prints no territory."""


def dictionary_table(data: Dataset, *, theme: str = "", words: str = "", indicateur: str = "") -> pd.DataFrame:
    """One row a notion of the catalogue, with the number of its values; that of one indicateur alone where asked."""
    rows = data.indicateurs[data.indicateurs["theme"].eq(theme)] if theme else data.indicateurs
    rows = rows[rows["indicateur"].eq(indicateur)] if indicateur else rows
    counts = data.valeurs.groupby("indicateur").size()
    frame = pd.DataFrame(
        {
            "Indicateur": rows["libelle"],
            "Définition": rows["definition"],
            "Unité": rows["unite"].str.replace("km2", "km²"),
            "Sens": rows["sens"].map(SENS_LABELS),
            "Thème": rows["theme"].map(data.themes.set_index("theme")["libelle"]),
            "Portée": rows["portee"],
            "Réserve": rows["reserve"],
            "À savoir": _joined(rows[["portee", "reserve"]]),
            "Valeurs": rows["indicateur"].map(counts),
            "Identifiant": rows["indicateur"],
        }
    )
    return matching(frame, words).sort_values("Indicateur", key=_fold, ignore_index=True)


def values_table(
    data: Dataset,
    *,
    theme: str = "",
    words: str = "",
    territoires: list[str] | None = None,
    origine: str = "",
    indicateur: str = "",
) -> pd.DataFrame:
    """One row a published value, with its statut and its place; those of one indicateur alone where asked."""
    catalogue = data.indicateurs.set_index("indicateur")
    rows = data.valeurs
    if theme:
        rows = rows[rows["indicateur"].map(catalogue["theme"]).eq(theme)]
    if territoires:
        rows = rows[rows["territoire"].isin(territoires)]
    if origine:
        rows = rows[rows["origine"].eq(origine)]
    if indicateur:
        rows = rows[rows["indicateur"].eq(indicateur)]
    frame = pd.DataFrame(
        {
            "Indicateur": rows["indicateur"].map(catalogue["libelle"]),
            "Territoire": about(data, rows),
            "Valeur imprimée": rows["brut"],
            "Valeur": rows["valeur"],
            "Minimum": rows["valeur_min"],
            "Maximum": rows["valeur_max"],
            "Comparateur": rows["comparateur"].map(COMPARATOR_WORDS),
            "Unité": rows["indicateur"].map(catalogue["unite"]).map(lambda unite: unit_text(unite).strip()),
            "Année": rows["annee"].fillna(YEAR_NOT_STATED),
            "Origine": rows["origine"].map(ORIGINE_LABELS),
            "Statut": rows["statut"].map(STATUT_LABELS),
            "Portée": rows["portee"],
            "Note": rows["note"],
            "Calcul": rows["calcul"],
            "À savoir": _joined(rows[["note", "calcul"]]),
            "Source": source_places(data, rows),
            "Document": rows["document"],
            "Section": rows["section"],
            "Ligne": rows["ligne"],
            "Identifiant": rows["indicateur"],
        }
    )
    return matching(frame, words).sort_values(["Indicateur", "Territoire"], key=_fold, ignore_index=True)


def about(data: Dataset, rows: pd.DataFrame) -> pd.Series:
    """The territory of each value; what a value is about, when it is not the whole territory, before its name.

    `Figeac (Lot)`; where the document prints no territory: `territoire non précisé (lien fait par nous : Lozère)`.
    """
    names = rows["territoire"].map(dict(data.geography.names))
    ties = names.where(rows["portee"].ne(UNPLACED), "lien fait par nous : " + names)
    return (rows["portee"] + " (" + ties + ")").fillna(names)


def source_places(data: Dataset, rows: pd.DataFrame) -> pd.Series:
    """«Title, «section», ligne n», one text a row."""
    titles = rows["document"].map(data.documents.set_index("document")["titre"])
    lines = rows["ligne"].map(lambda line: f", ligne {line}", na_action="ignore").astype("str").fillna("")
    printed = titles + ", «" + rows["section"] + "»" + lines
    copied = rows["document"].map(Atlas(data).copy_note).fillna("")
    return printed.where(rows["ligne"].notna(), rows["section"] + copied)


def objectives_table(
    data: Dataset, *, departements: list[str] | None = None, engagements: list[str] | None = None, words: str = ""
) -> pd.DataFrame:
    """One row an objectif opérationnel of a plan, with our own summary and its place."""
    rows = data.objectifs_departements
    if departements:
        rows = rows[rows["departement"].isin(departements)]
    if engagements:
        rows = rows[rows["engagement"].isin([int(e) for e in engagements])]
    frame = pd.DataFrame(
        {
            "Code": rows["code"],
            "Département": rows["departement"].map(dict(data.geography.names)),
            "Objectif": rows["titre_retenu"].fillna(rows["titre_objectif"]),
            "Résumé": rows["resume"].fillna(NO_SUMMARY),
            "Thèmes": rows["themes"],
            "Parcours": rows["parcours"],
            "Résultats attendus": rows["nb_resultats_attendus"],
            "Actions": rows["nb_actions"],
            "Imprimé par erreur": rows["titre_objectif"].where(rows["titre_retenu"].notna(), pd.NA),
            "À savoir": rows["note"],
            "Source": source_places(data, rows),
            "Document": rows["document"],
            "Section": rows["section"],
            "Ligne": rows["ligne"],
        }
    )
    return matching(frame, words).sort_values(["Code", "Département"], ignore_index=True)


def vigilances_table(data: Dataset, *, territoires: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row a contradiction or a caution, the heaviest first."""
    rows = data.vigilances
    if territoires:
        touched = [row.holds_in(territoires) for row in Vigilances(data).rows]
        rows = rows[pd.Series(touched, index=rows.index, dtype=bool)]
    order = {label: rank for rank, label in enumerate(GRAVITES.values())}
    names = document_names(data)
    frame = pd.DataFrame(
        {
            "Gravité": rows["gravite"].map(GRAVITES),
            "Territoires": [data.geography.named(codes) or ["tous"] for codes in rows["territoires"]],
            "Ce qu'il faut savoir": rows["message"],
            "Objets": _objects(data, rows["objets"]),
            "Références": [[cited_place(names, item) for item in cell] for cell in rows["references"]],
            "Références, codes": rows["references"],
            "Identifiant": rows["id"],
        },
        index=rows.index,
    )
    ranked = matching(frame, words)
    return ranked.sort_values("Gravité", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def glossary_table(data: Dataset, *, words: str = "") -> pd.DataFrame:
    """One row a term of the glossary: the one whose name is sought first, then by alphabet.

    A word is sought as the start of a word of the term, of its other forms or of its definition:
    inside words, «SAS» would be found everywhere.
    """
    rows = data.glossaire
    forms = [" ".join([row.terme, _text(row.developpe), *row.autres]) for row in rows.itertuples()]
    kept = [holds_words(f"{text} {row.definition}", words) for text, row in zip(forms, rows.itertuples(), strict=True)]
    named = [holds_words(text, words) for text in forms]
    rows = rows.assign(_named=named)[pd.Series(kept, index=rows.index, dtype=bool)]
    rows = rows.sort_values("terme", key=_fold).sort_values("_named", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Mot ou sigle": (rows["terme"] + " : " + rows["developpe"]).fillna(rows["terme"]),
            "Terme": rows["terme"],
            "Développé": rows["developpe"],
            "Autres formes": rows["autres"],
            "Définition": rows["definition"],
            "Source": source_places(data, rows),
            "Document": rows["document"],
            "Section": rows["section"],
            "Ligne": rows["ligne"],
        }
    ).reset_index(drop=True)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _joined(columns: pd.DataFrame) -> pd.Series:
    """Portée, note and calcul of a value as one text, NA when there is nothing to say."""
    texts = [
        " ".join(f"{cell[0].upper()}{cell[1:].rstrip('.')}." for cell in row if isinstance(cell, str) and cell)
        for row in columns.itertuples(index=False)
    ]
    return pd.Series([text or pd.NA for text in texts], index=columns.index, dtype="str")


def _objects(data: Dataset, column: pd.Series) -> list[list[str]]:
    """`indicateur:taux_pauvrete` -> «Taux de pauvreté», `objectif:E5D4O1@48` -> «objectif E5D4O1, Lozère»."""
    labels = data.indicateurs.set_index("indicateur")["libelle"].add_prefix("indicateur:").to_dict()
    labels |= data.documents.set_index("document")["titre"].add_prefix("document:").to_dict()
    labels |= data.activites.set_index("activite")["libelle"].add_prefix("activite:").to_dict()
    return [[labels.get(item) or _object(data, item) for item in cell] for cell in column]


_SUBJECTS = {"OQOS": "objectifs quantitatifs (OQOS)", "couverture": "plans disponibles", "comptages": "décomptes"}
"""Subjects of a vigilance whose short name a reader would not know."""

_KINDS = {"objectif": "objectif", "defi": "défi", "engagement": "engagement"}


def _object(data: Dataset, item: str) -> str:
    """An object that no table names: a code with its kind and its plan, or a subject in words."""
    kind, _, name = item.partition(":")
    code, _, departement = name.partition("@")
    if kind not in _KINDS:
        return _SUBJECTS.get(name, name)
    return f"{_KINDS[kind]} {code}" + (f", {data.geography.name(departement)}" if departement else "")


def cited_place(names: Mapping[str, str], item: str) -> str:
    """`sts-48:4943` -> «Lozère, ligne 4943», each document by its name (`document_names`)."""
    document, _, line = item.rpartition(":")
    document, line = (document, f", ligne {line}") if document and line.isdigit() else (item, "")
    return names.get(document, document) + line


def document_names(data: Dataset) -> dict[str, str]:
    """A plan goes by its département, the regional document by a short name, the others by their title."""
    known = data.documents[["document", "type", "territoire", "titre"]].astype("object").itertuples(index=False)
    return {
        document: {"sts": data.geography.names.get(str(place), str(place)), "prs": "document régional"}.get(kind, title)
        for document, kind, place, title in known
    }


def matching(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    """Rows whose text holds every word, accents and case aside."""
    wanted = _folded(words).split()
    if not wanted:
        return frame
    folded = (_folded(line) for line in row_texts(frame))
    return frame[pd.Series([all(word in line for word in wanted) for line in folded], index=frame.index, dtype=bool)]


def row_texts(frame: pd.DataFrame) -> list[str]:
    """All that each row says in words, its cells one after another; a number is not sought."""
    said = frame.select_dtypes(exclude="number").astype("str").fillna("")
    return [" ".join(cells) for cells in zip(*(said[name].tolist() for name in said), strict=True)]


def _folded(text: str) -> str:
    return unaccented(text, "NFD").lower()


def _fold(column: pd.Series) -> pd.Series:
    return column.map(_folded)
