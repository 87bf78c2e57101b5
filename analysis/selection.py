"""Which values a view shows: one indicateur, one origine, one year at a time.

Frames in, frames out. The choice among competing values was made at build (column
`statut`); here only `retenue` rows are read, the others stand beside.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from loaders.schema import DEPARTEMENTS

ORIGINES = ("statistique", "plan")


@dataclass(frozen=True)
class MapKey:
    """One map that can be drawn: a notion, an origine and a year (None: not stated)."""

    indicateur: str
    origine: str
    annee: str | None


def available_views(valeurs: pd.DataFrame, indicateurs: pd.DataFrame) -> pd.DataFrame:
    """One row per map that can be drawn.

    Args:
        valeurs: table valeurs.
        indicateurs: table indicateurs (only `cartographiable` notions without portee).

    Returns:
        Columns indicateur, origine, annee (NA: not stated), effectif (départements with
        a value). Best first within an indicateur: official statistics, then the fullest
        year, then the latest.
    """
    mapped = indicateurs.loc[indicateurs["cartographiable"] & indicateurs["portee"].isna(), "indicateur"]
    kept = valeurs[
        valeurs["statut"].eq("retenue")
        & valeurs["portee"].isna()
        & valeurs["territoire"].isin(list(DEPARTEMENTS))
        & valeurs["indicateur"].isin(mapped)
    ]
    views = (
        kept.groupby(["indicateur", "origine", "annee"], dropna=False)
        .agg(effectif=("territoire", "nunique"), fin=("annee_fin", "max"))
        .reset_index()
    )
    views["rang"] = views["origine"].map({o: i for i, o in enumerate(ORIGINES)})
    views = views.sort_values(
        ["indicateur", "rang", "effectif", "fin"], ascending=[True, True, False, False], na_position="last"
    )
    return views[["indicateur", "origine", "annee", "effectif"]].reset_index(drop=True)


def map_values(valeurs: pd.DataFrame, key: MapKey) -> pd.DataFrame:
    """The 13 départements, one row each, for one map.

    Returns:
        Indexed by code in the order of DEPARTEMENTS; the columns of table valeurs and `rang`
        (the row's label in `valeurs`), all NA where the département has no value. NA is
        never filled.
    """
    rows = _one_view(valeurs, key)
    rows = rows.assign(rang=rows.index)
    return rows.set_index("territoire").reindex(list(DEPARTEMENTS))


def reference_values(valeurs: pd.DataFrame, key: MapKey) -> pd.DataFrame:
    """Region and country values that may stand beside a map: same notion, origine and year.

    Returns:
        Rows of table valeurs indexed by territoire, R76 first; FRM only where FR is missing.
    """
    rows = _one_view(valeurs, key).set_index("territoire")
    wanted = [code for code in ("R76", "FR", "FRM") if code in rows.index]
    if "FR" in wanted and "FRM" in wanted:
        wanted.remove("FRM")
    return rows.loc[wanted]


def other_values(valeurs: pd.DataFrame, *, indicateur: str, territoire: str) -> pd.DataFrame:
    """Every value of a notion for a territory: all origines, years and statuts, as stored."""
    return valeurs[valeurs["indicateur"].eq(indicateur) & valeurs["territoire"].eq(territoire)]


def _one_view(valeurs: pd.DataFrame, key: MapKey) -> pd.DataFrame:
    rows = valeurs[
        valeurs["indicateur"].eq(key.indicateur)
        & valeurs["origine"].eq(key.origine)
        & valeurs["statut"].eq("retenue")
        & valeurs["portee"].isna()
    ]
    same_year = rows["annee"].isna() if key.annee is None else rows["annee"].eq(key.annee)
    return rows[same_year]
