"""What is loaded of a plan: one definition that every page and every sentence follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analysis.loaded import PART_WORDS, LoadedPlans, PlanPart
from analysis.scenario import REFERENCE
from charts.blocks.sheet import sheet
from charts.words.coverage import coverage_lines, plans_text
from exports.html import written
from loaders.dataset import Dataset
from tests.held import dataset_of
from views.library import Library
from views.registry import view

TABLES: dict[PlanPart, tuple[str, ...]] = {
    "oqos": ("ecarts", "oqos", "annonces", "recours", "conditions"),
    "defis": ("defis_departements", "objectifs_departements"),
}
ADDRESSES = [
    ("accueil", {}), ("carte", {"departement": ["48"]}), ("territoire", {"departement": ["48"]}),
    ("territoire", {"departement": ["48"], "engagement": ["3"]}),
    *(("ecarts", {"vue": [vue], "departement": ["48"]})
      for vue in ("changements", "activite", "departement", "ensemble", "carte")),
    ("ecarts", {}), ("ecarts", {"vue": ["carte"]}), ("ecarts", {"departement": ["46", "48"]}),
    *(("defis", {"vue": [vue], "departement": ["48"]}) for vue in ("matrice", "comparaison", "etiquettes", "qui")),
    ("defis", {}), ("defis", {"departement": ["46", "48"], "vue": ["comparaison"]}),
    *(("scenario", {"vue": [vue]}) for vue in ("bilan", "objectifs", "etiquettes", "oqos")),
    *(("scenario", {"vue": [vue], "departement": ["48"]}) for vue in ("bilan", "objectifs", "etiquettes", "oqos")),
    ("sources", {"vue": ["oqos"], "departement": ["48"]}), ("recherche", {"q": ["Lozère"]}),
]  # fmt: skip
"""Addresses that say something of the plan of the Lozère."""

NOT_LOADED = re.compile(r"[Pp]lans? non chargés?[^.;|\'\"{}]*")
"""«Plan non chargé» and what follows in the same sentence or cell."""


def without(dataset: Dataset, part: PlanPart, code: str = "48") -> Dataset:
    """The dataset with one part of a plan taken out."""
    frames = {name: getattr(dataset, name) for name in TABLES[part]}
    return replace(dataset, **{name: frame[frame["departement"].ne(code)] for name, frame in frames.items()})


@pytest.fixture(scope="module", params=list(TABLES))
def part(request: pytest.FixtureRequest) -> PlanPart:
    return request.param


@pytest.fixture(scope="module")
def partial(dataset: Dataset, part: PlanPart) -> Library:
    return Library(without(dataset, part))


def said(library: Library, page: str, parameters: dict[str, list[str]]) -> str:
    """Everything that a view says: words, blocks, picture, tables and cover."""
    return " | ".join(pieces(library, page, parameters)).replace("\u00a0", " ")


def pieces(library: Library, page: str, parameters: dict[str, list[str]]) -> Iterator[str]:
    shown = view(library, page, parameters)
    yield from (
        shown.title,
        shown.sentence,
        *shown.cautions,
        shown.source,
        re.sub(r"<[^>]*>", " | ", str(written(shown.blocks))),
    )
    yield str(shown.picture)
    for frame in shown.frames().values():
        yield from map(str, frame.columns)
        yield from (str(cell) for column in frame for cell in frame[column])
    yield from map(str, shown.cover().values())


def test_on_the_committed_data_the_three_parts_go_together(dataset: Dataset) -> None:
    loaded = LoadedPlans.of(dataset)
    assert loaded.any == loaded.figures == loaded.defis == loaded.oqos == ("09", "34", "46", "48")
    assert loaded.documents["48"] == "sts-48"
    assert loaded.loaded_text("oqos") == "chargés" and loaded.lacking_text("defis") == "plan non chargé"


def test_every_lookup_has_the_same_answer(partial: Library, part: PlanPart) -> None:
    loaded = partial.loaded_plans
    assert loaded.any == ("09", "34", "46", "48") and loaded.part(part) == ("09", "34", "46")
    assert loaded == partial.supply.loaded_plans == partial.atlas.loaded_plans == partial.territory("48").loaded_plans
    assert partial.supply.departements == list(loaded.oqos) and partial.plans.loaded == list(loaded.defis)
    assert partial.territory("48").loaded and not partial.territory("31").loaded
    assert loaded.missing_text("48", part) == f"plan chargé, {PART_WORDS[part]} non chargés"
    assert loaded.missing_text("31", part) == "plan non chargé" and loaded.missing_text("09", part) == ""


@pytest.mark.parametrize(("page", "parameters"), ADDRESSES)
def test_no_page_says_that_a_loaded_plan_is_not(page: str, parameters: dict[str, list[str]], partial: Library) -> None:
    text = said(partial, page, parameters)
    assert not [line for line in NOT_LOADED.findall(text) if "Lozère" in line]
    assert "Lozère : plan non chargé" not in text and "Lozère (plan non chargé" not in text
    if parameters.get("departement") == ["48"]:
        assert "Aucun plan chargé" not in text and "ucun plan n'est chargé" not in text


def test_each_page_says_what_is_missing(partial: Library, part: PlanPart) -> None:
    missing = f"lan chargé, {PART_WORDS[part]} non chargés"
    told = {"oqos": [("ecarts", {"vue": ["carte"], "departement": ["48"]}), ("scenario", {"vue": ["oqos"]})],
            "defis": [("defis", {"departement": ["48"]}), ("defis", {"vue": ["qui"]}), ("scenario", {})]}  # fmt: skip
    for page, parameters in [("accueil", {}), ("territoire", {"departement": ["48"]}), *told[part]]:
        assert missing in said(partial, page, parameters), (page, parameters)


def test_what_is_not_read_is_never_a_zero(partial: Library, part: PlanPart) -> None:
    frame = view(partial, "scenario", {}).frames()["Bilan"].set_index("Plan")
    row = frame.loc["Lozère"]
    unread = {"oqos": ["Écarts chiffrés et non nuls, référence"], "defis": ["Défis priorisés, référence"]}[part]
    assert all(row[name] == "non chargé" for name in unread)
    assert "Lozère" not in view(partial, "scenario", {"vue": ["oqos"]}).title or part == "defis"
    assert ("48" in partial.outcome(REFERENCE).supply._by_departement) == (part == "defis")


def test_a_map_says_that_the_tables_of_a_plan_are_not_read(dataset: Dataset) -> None:
    library = Library(without(dataset, "oqos"))
    texts = next(iter(library.gap_views("irc", "intervalle").values())).textes
    codes = library.departements
    assert texts[codes.index("48")] == "objectifs quantitatifs non chargés" and texts[codes.index("31")] == ""
    assert library.gap_map("irc", "intervalle")["textes"]["manque"].replace("\u00a0", " ") == (
        "plan ou objectifs quantitatifs non chargés"
    )


def test_a_plan_without_figures_is_there(dataset: Dataset) -> None:
    spoilt = replace(dataset, valeurs=dataset.valeurs[dataset.valeurs["document"].ne("sts-48")])
    library = Library(spoilt)
    key = library.atlas.best["taux_pauvrete"]
    shown = str(written(sheet(library.atlas, library.map_view(key, "", ()), key=key, departement="48").blocks))
    assert "Plan chargé, chiffres non chargés." in shown
    assert "plan chargé, chiffres non chargés" in said(library, "territoire", {"departement": ["48"]})
    assert any(
        "Plan chargé, chiffres non chargés : Lozère." in line for line in coverage_lines(spoilt, library.loaded_plans)
    )


@pytest.mark.parametrize("count", [0, 1, 13])
def test_the_parts_follow_the_plans(count: int) -> None:
    loaded = LoadedPlans.of(dataset_of(count))
    assert len(loaded.any) == len(loaded.defis) == len(loaded.oqos) == count
    assert loaded.none_text("oqos") == (
        "Aucun plan dont les objectifs quantitatifs soient chargés" if count else "Aucun plan chargé"
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Aucun plan chargé."),
        (1, "Plan chargé : Ariège."),
        (4, "Plans chargés : Ariège, Hérault, Lot et Lozère."),
        (12, "Plan non chargé : Tarn-et-Garonne."),
        (13, ""),
    ],
)
def test_the_shorter_list_says_which_plans_are_loaded(dataset: Dataset, count: int, words: str) -> None:
    loaded = LoadedPlans.of(dataset)
    codes = [*loaded.documents, *(code for code in dataset.geography.departements if code not in loaded.documents)]
    held = tuple(code for code in dataset.geography.departements if code in codes[:count])
    changed = replace(loaded, figures=held, documents=dict.fromkeys(held, "sts"))
    assert plans_text(dataset.geography, changed, "figures") == words


def test_plans_that_have_no_figures_are_not_said_to_be_missing(dataset: Dataset) -> None:
    loaded = replace(LoadedPlans.of(dataset), figures=("09", "34"))
    assert plans_text(dataset.geography, loaded, "figures") == (
        "Plans dont les chiffres sont chargés : Ariège et Hérault."
    )
