"""Datasets with another number of plans than the four committed ones, for tests and benchmarks.

A plan that does not exist is a copy of a loaded one under another département code: its
figures mean nothing, its shape is real.
"""

from dataclasses import replace

import pandas as pd

from loaders.dataset import Dataset
from loaders.schema import TABLES
from tests.places import DEPARTEMENTS

PLAN_TABLES = ("defis_departements", "objectifs_departements", "items", "enjeux_defis", "oqos", "ecarts", "annonces",
               "recours", "conditions")  # fmt: skip
ADDED = [code for code in DEPARTEMENTS if code not in ("09", "34", "46", "48")]


def with_plans(dataset: Dataset, count: int) -> Dataset:
    """The dataset with the plans of the first `count` départements: loaded ones first, then copies of them."""
    known = dataset.territoires.loc[dataset.territoires["sts_disponible"], "code"].tolist()
    wanted = [*known, *ADDED][:count]
    model = {code: code if code in known else known[rank % len(known)] for rank, code in enumerate(wanted)}
    tables = {name: _copied(getattr(dataset, name), model) for name in PLAN_TABLES}
    codes = TABLES["objectifs"].names
    tables["objectifs"] = tables["objectifs_departements"][codes].drop_duplicates("code").sort_values("code")
    return replace(
        dataset,
        territoires=dataset.territoires.assign(sts_disponible=dataset.territoires["code"].isin(wanted)),
        documents=_documents(dataset.documents, model),
        valeurs=dataset.valeurs[~dataset.valeurs["document"].isin({f"sts-{code}" for code in {*known} - {*wanted}})],
        **{name: frame.reset_index(drop=True) for name, frame in tables.items()},
    )


def _copied(frame: pd.DataFrame, model: dict[str, str]) -> pd.DataFrame:
    """The rows of each wanted plan, taken from its model."""
    parts = []
    for code, source in model.items():
        rows = frame[frame["departement"].eq(source)]
        parts.append(rows.assign(departement=code, document=rows["document"].replace(f"sts-{source}", f"sts-{code}")))
    return pd.concat(parts) if parts else frame.iloc[:0]


def _documents(documents: pd.DataFrame, model: dict[str, str]) -> pd.DataFrame:
    plans = documents[documents["type"].eq("sts")]
    parts = [documents[documents["type"].ne("sts")]]
    for code, source in model.items():
        row = plans[plans["territoire"].eq(source)]
        title = f"Schéma territorial de santé 2023-2028 : {DEPARTEMENTS[code]}" if code != source else row["titre"]
        parts.append(row.assign(document=f"sts-{code}", territoire=code, titre=title))
    return pd.concat(parts, ignore_index=True)
