"""A dataset with one more plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from loaders.dataset import Dataset
from loaders.sts.package import Package

_LISTS = ("themes", "parcours", "mots_cles")


def joined(dataset: Dataset, package: Package) -> Dataset:
    code = package.departement
    made = {
        "oqos": _rows(dataset.oqos, package.rows["oqos"], code),
        "territoires": dataset.territoires.assign(
            sts_disponible=dataset.territoires["sts_disponible"] | dataset.territoires["code"].eq(code)
        ),
    }
    row = dataset.documents[dataset.documents["type"].eq("sts")].iloc[:1].assign(
        document=f"sts-{code}", territoire=code, titre=f"Schéma territorial de santé {code}"
    )  # fmt: skip
    made["documents"] = pd.concat([dataset.documents[dataset.documents["document"].ne(f"sts-{code}")], row])
    return replace(dataset, **{name: frame.reset_index(drop=True) for name, frame in made.items()})


def _rows(frame: pd.DataFrame, rows: Sequence[Mapping[str, str]], code: str) -> pd.DataFrame:
    read = pd.DataFrame(list(map(dict, rows)))[list(frame.columns)].replace("", pd.NA)
    return pd.concat([frame[frame["departement"].ne(code)], read.astype(frame.dtypes.to_dict())])
