"""Checks across the curated OQOS files: keys that exist, whole links, figures that agree with the print."""

from __future__ import annotations

import pandas as pd

from data.refusals import Curated, refuse, refuse_unknown
from loaders.sts.values import UNREAD, read_value

WHOLE = "Ensemble de l'activité"
"""A declaration about an activité as a whole, tied to no row."""

_SOURCED = ("oqos", "annonces", "recours", "conditions")
_KEY = ["activite", "regime", "groupe", "modalite"]


def check_oqos(files: Curated) -> None:
    """Raise CuratedError at the first broken link or figure of the OQOS files."""
    for name in _SOURCED:
        refuse_unknown(files, name, "document", set(files["documents"]["document"]), "documents.csv")
        refuse_unknown(files, name, "activite", set(files["activites"]["activite"]), "activites.csv")
        _check_rows(files, name)
    _check_links(files)
    _check_printed(files["oqos"])
    _check_announced(files)


def _keys(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    return pd.Series(list(zip(*(frame[column].fillna("") for column in columns), strict=True)), index=frame.index)


def _check_rows(files: Curated, name: str) -> None:
    """A row that is named exists in the vocabulary."""
    known = set(_keys(files["modalites"], _KEY))
    frame = files[name]
    wrong = frame["modalite"].notna() & ~_keys(frame, _KEY).isin(known)
    refuse(
        frame,
        wrong,
        name,
        "modalite",
        "La ligne «{}» n'est pas dans modalites.csv pour ce régime et ce groupe",
        "Corrigez la ligne, ou ajoutez-la au vocabulaire",
    )


def _check_links(files: Curated) -> None:
    """Old and new rows exist, and every row of the vocabulary leads somewhere."""
    links, rows = files["correspondances"], files["modalites"]
    sides = {"ancien": ("groupe_ancien", "modalite_ancienne"), "nouveau": ("groupe_nouveau", "modalite_nouvelle")}
    linked: dict[str, set[tuple[str, ...]]] = {}
    for regime, (groupe, modalite) in sides.items():
        known = set(_keys(rows[rows["regime"].isin([regime, "constant"])], ["activite", "groupe", "modalite"]))
        found = _keys(links, ["activite", groupe, modalite])
        refuse(
            links,
            links[modalite].notna() & ~found.isin(known),
            "correspondances",
            modalite,
            "«{}» n'est pas dans modalites.csv",
            "Reprenez l'orthographe de modalites.csv",
        )
        linked[regime] = set(found)
    for regime, found_keys in linked.items():
        lost = rows["regime"].isin([regime, "constant"]) & ~_keys(rows, ["activite", "groupe", "modalite"]).isin(
            found_keys
        )
        refuse(
            rows,
            lost,
            "modalites",
            "modalite",
            "«{}» n'a aucune correspondance",
            "Ajoutez sa ligne à data/curated/correspondances.csv, avec son motif",
        )


def _check_printed(cells: pd.DataFrame) -> None:
    """Bounds are the numbers that the cell prints, and none where its note says that it was not understood."""
    read = cells["note"].fillna("").ne(UNREAD)
    printed = cells["brut"].fillna("").map(read_value)
    low = printed.map(lambda cell: pd.NA if cell.low is None else cell.low).astype("Int64").where(read)
    high = printed.map(lambda cell: pd.NA if cell.high is None else cell.high).astype("Int64").where(read)
    for column, expected in (("valeur_min", low), ("valeur_max", high)):
        same = cells[column].eq(expected) | (cells[column].isna() & expected.isna())
        refuse(
            cells,
            ~same.fillna(value=False).astype("bool"),
            "oqos",
            column,
            "La borne «{}» n'est pas celle que la case imprime",
            "Relisez le plan avec make data",
        )


def _check_announced(files: Curated) -> None:
    """A declaration is about a row or a group, and its number agrees with its direction."""
    frame = files["annonces"]
    grouped = frame["niveau"].eq("groupe")
    refuse(
        frame,
        grouped != frame["ensemble"].notna(),
        "annonces",
        "ensemble",
        "Une déclaration vise une ligne ou un ensemble, pas les deux («{}»)",
        "Remplissez ensemble pour un groupe, modalite pour une ligne",
    )
    known = {WHOLE, *files["correspondances"]["ensemble"].dropna()}
    refuse(
        frame,
        grouped & ~frame["ensemble"].isin(known),
        "annonces",
        "ensemble",
        "L'ensemble «{}» n'est pas dans correspondances.csv",
        "Reprenez son nom",
    )
    sign = {"maintien": 0, "hausse": 1, "creation": 1, "baisse": -1}
    moved = frame["ecart"].notna()
    wrong = moved & ((frame["ecart"] > 0).astype("Int64") - (frame["ecart"] < 0).astype("Int64")).ne(
        frame["nature"].map(sign)
    )
    refuse(
        frame,
        wrong.fillna(value=False).astype("bool"),
        "annonces",
        "ecart",
        "L'écart «{}» ne va pas avec la nature de la déclaration",
        "Corrigez l'un ou l'autre",
    )
