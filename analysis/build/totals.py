"""Totals of the loaded plans, and counts per inhabitant: never without what they cover.

Source: DESIGN.md, section 5, rules 5, 6 and 8.
"""

from __future__ import annotations

import pandas as pd

from analysis.intervals import SMALLEST

MODALITE = ["activite", "niveau", "groupe", "modalite"]
BOUNDS = ["existant_min", "existant_max", "cible_min", "cible_max", "ecart_min", "ecart_max"]


def regional_totals(ecarts: pd.DataFrame) -> pd.DataFrame:
    """Sum of each modalité over the loaded plans.

    Returns:
        One row per modalité or group: bounds that are NA as soon as one plan's is NA, and
        `couverture`, the number of départements that print the row.
    """
    grouped = ecarts.groupby(MODALITE, dropna=False, sort=True)
    known = grouped[BOUNDS].count().eq(grouped.size(), axis=0)
    sums = grouped[BOUNDS].sum().astype("Int64").where(known, pd.NA)
    sums["couverture"] = grouped["departement"].nunique().astype("Int64")
    return sums.reset_index()


def per_100000(ecarts: pd.DataFrame, populations: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Sites per 100 000 inhabitants, for tables only.

    Args:
        populations: columns of the table `populations`.
        year: year of the population used.

    Returns:
        The frame with `population`, `population_annee`, `existant_pour_100000` and
        `cible_pour_100000`: NA for a range, for fewer than `SMALLEST` sites, for an unknown.
    """
    known = (
        populations[populations["annee"].eq(year)].drop_duplicates("territoire").set_index("territoire")["population"]
    )
    people = ecarts["departement"].map(known).astype("Int64")
    frame = ecarts.assign(population=people, population_annee=pd.Series(year, index=ecarts.index, dtype="Int64"))
    for name in ("existant", "cible"):
        low, high = ecarts[f"{name}_min"], ecarts[f"{name}_max"]
        rate = (low * 100_000 / people).astype("Float64").round(1)
        frame[f"{name}_pour_100000"] = rate.where(low.eq(high) & low.ge(SMALLEST), pd.NA)
    return frame
