"""The queries that the search must answer, written before it does: what each leads to exists in the dataset."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from analysis.plans import Plans
from loaders.dataset import Dataset, load_dataset

PATH = Path(__file__).parent / "golden" / "requetes.csv"
QUERIES = list(csv.DictReader(PATH.read_text("utf-8").splitlines()))
COLUMNS = {
    "indicateur": ("indicateurs", "indicateur"), "activite": ("activites", "activite"), "defi": ("defis", "code"),
    "objectif": ("objectifs", "code"), "vigilance": ("vigilances", "id"), "document": ("documents", "document"),
    "departement": ("departements", "code"), "lieu": ("lieux", "lieu"), "glossaire": ("glossaire", "terme"),
    "theme": ("etiquettes", "libelle"), "parcours": ("etiquettes", "libelle"),
}  # fmt: skip
"""Table and column that hold the identifier of each kind."""


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """Identifiers by kind."""
    data = load_dataset()
    found = {kind: set(getattr(data, table)[column].astype("str")) for kind, (table, column) in COLUMNS.items()}
    found["engagement"] = set(data.engagements["engagement"].astype("str"))
    found["modalite"] = {f"{row.activite}/{row.code}" for row in data.modalites.itertuples()}
    for kind in ("condition", "annonce", "recours"):
        found[kind] = set(data.activites["activite"])
    return found | {"item": items(data, sheets=True), "enjeu_cts": items(data, sheets=False)}


def items(data: Dataset, *, sheets: bool) -> set[str]:
    """`E1D4O7/action/4@09` for an item of a sheet, `defi_cts/11@09` for one of the lists of a plan."""
    found = set()
    for row in data.items.itertuples():
        if isinstance(row.code, str) == sheets:
            name = f"{row.liste}/{row.rang}@{row.departement}"
            found.add(f"{row.code}/{name}" if sheets else name)
    return found


def test_a_hundred_and_fifty_queries_or_more_each_written_once() -> None:
    assert len(QUERIES) >= 150
    assert max(Counter(query["requete"].casefold() for query in QUERIES).values()) == 1
    assert all(query["motif"] for query in QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["requete"])
def test_the_first_answer_wanted_exists(query: dict[str, str], known: dict[str, set[str]]) -> None:
    kind, _, rest = query["attendu"].partition(":")
    name, _, departement = rest.partition("@")
    assert departement in ("", "R76", *known["departement"])
    if kind in ("page", "aucun"):
        return  # a view, or no answer: nothing of the data
    if kind in ("item", "enjeu_cts"):
        assert rest in known["item"] | known["enjeu_cts"]
    elif kind in ("condition", "annonce", "recours"):
        assert name.partition("/")[0] in known[kind]
    elif kind == "valeur":
        assert name in known["indicateur"] or name.removeprefix("oqos/") in known["modalite"]
    else:
        assert name in known[kind]


def test_codes_of_the_queries_are_those_of_the_plans() -> None:
    plans = Plans(load_dataset())
    wanted = {
        query["attendu"].partition(":")[2].partition("@")[0]
        for query in QUERIES
        if query["attendu"].startswith("objectif:")
    }
    assert wanted <= set(plans.objectifs)
