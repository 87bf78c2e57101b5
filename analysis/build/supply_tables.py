"""Tables of the OQOS that are computed: gaps, totals, and what the prose declares beside them.

Source: DESIGN.md, sections 4 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.build.announced import attach_announced
from analysis.build.gaps import compute_gaps
from analysis.build.naming import name_rows
from analysis.build.totals import per_100000, regional_totals
from loaders.schema import TABLES

OQOS_FILES = ("activites", "modalites", "oqos", "correspondances", "annonces", "recours", "conditions")
"""Tables that hold what is printed; `oqos` is written by the reader (`data/plans.py`)."""

POPULATION_YEAR = 2023
"""Year of the population used per inhabitant: that of the authorised sites (01/06/2023)."""

_DTYPES = {"text": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": "object"}


def oqos_tables(files: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The nine OQOS tables, in the columns of the schema."""
    tables = {name: files[name].reset_index(drop=True) for name in OQOS_FILES}
    gaps, tables["annonces"] = gap_table(tables | {"populations": files["populations"]})
    tables["ecarts"], tables["totaux"] = gaps, regional_totals(gaps)
    return {name: typed(name, frame) for name, frame in tables.items()}


def gap_table(files: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The gaps of the plans whose cells are given, and the declarations with how each agrees."""
    gaps = compute_gaps(files["oqos"], files["correspondances"])
    gaps = name_rows(gaps, files["modalites"], files["correspondances"])
    gaps, announced = attach_announced(gaps, files["annonces"])
    return per_100000(gaps, files["populations"], year=POPULATION_YEAR), announced


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table in the columns and the types of its schema."""
    frame = frame[TABLES[name].names]
    return frame.astype({column.name: _DTYPES[column.dtype] for column in TABLES[name].columns})
