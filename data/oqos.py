"""OQOS tables of the build: the curated files, and what is computed from them.

Source: DESIGN.md, sections 4 and 5.
"""

from __future__ import annotations

import pandas as pd

from analysis.build.announced import attach_announced
from analysis.build.gaps import compute_gaps
from analysis.build.naming import name_rows
from analysis.build.totals import per_100000, regional_totals
from loaders.schema import TABLES

OQOS_FILES = ("activites", "modalites", "oqos", "correspondances", "annonces", "recours", "conditions")
"""Curated files of the OQOS; `oqos.csv` is written by the reader (`data/plans.py`)."""

POPULATION_YEAR = 2023
"""Year of the population used per inhabitant: that of the authorised sites (01/06/2023)."""


def oqos_tables(files: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The nine OQOS tables, in the columns of the schema."""
    tables = {name: files[name].reset_index(drop=True) for name in OQOS_FILES}
    gaps = compute_gaps(tables["oqos"], tables["correspondances"])
    gaps = name_rows(gaps, tables["modalites"], tables["correspondances"])
    gaps, announced = attach_announced(gaps, tables["annonces"])
    tables["ecarts"] = per_100000(gaps, files["populations"], year=POPULATION_YEAR)
    tables["annonces"] = announced
    tables["totaux"] = regional_totals(gaps)
    return {name: _typed(name, frame) for name, frame in tables.items()}


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    types = {"text": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": "object"}
    frame = frame[TABLES[name].names]
    return frame.astype({column.name: types[column.dtype] for column in TABLES[name].columns})
