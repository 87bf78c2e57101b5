"""What a reader types finds what it should: queries written before the search (golden/recherches.yml), properties."""

import random
import unicodedata
from dataclasses import fields, replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.atlas import Atlas
from analysis.search import MAX_LENGTH, Index, Results, search
from analysis.search_entries import KINDS
from analysis.search_words import index_words, root, roots
from analysis.supply import Supply
from tests.held import LIBRARY, library_of
from tests.search_golden import index_of, read_golden

FIRST = 3
"""What a query must find is among the first three of its kind."""


@pytest.fixture(scope="module")
def index() -> Index:
    return INDEX


INDEX = LIBRARY.search_index


def keys(results: Results, kind: str) -> list[str]:
    return [found.entry.key for found in results.groups.get(kind, [])]


def told(results: Results) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return [(kind, found.entry.key, found.parameters) for kind, group in results.groups.items() for found in group]


@pytest.mark.parametrize(("query", "wanted"), read_golden(), ids=lambda value: value if isinstance(value, str) else "")
def test_query_finds_what_it_should_among_the_first_of_its_kind(index, query, wanted):
    results = search(index, query)
    for kind, key in wanted:
        name = key.replace("_", " ") if kind in ("theme", "parcours") else key
        assert name in keys(results, kind)[:FIRST], f"{kind}:{name}"


def test_there_are_at_least_twenty_golden_queries():
    assert len(read_golden()) >= 20


def test_kinds_come_in_the_order_of_usefulness(index):
    results = search(index, "santé")
    first, *others = results.groups
    assert first == results.best[0].entry.kind
    assert others == [k for k in KINDS if k in others]
    assert next(iter(search(index, "Lot").groups)) == "departement"


def test_every_word_counts(index):
    both = {key for _, key, _ in told(search(index, "dialyse domicile"))}
    assert both == {key for _, key, _ in told(search(index, "dialyse"))} & {
        key for _, key, _ in told(search(index, "domicile"))
    }
    assert search(index, "dialyse zzzzzz").left_out == ("zzzzzz",)


@pytest.mark.parametrize("word", ["had", "smr", "irc", "amp", "sas", "irm", "dac"])
def test_a_short_word_matches_exactly_or_not_at_all(index, word):
    assert index.matches(word) == {word: 1.0}
    assert index.matches(f"{word[:2]}q") == {}


def test_a_known_word_brings_in_no_neighbour(index):
    assert set(index.matches(root("maternite"))) >= {"maternit"}
    assert "paternit" not in index.matches("maternit")
    assert all(other.startswith("cancer") for other in index.matches("cancer"))


def test_small_words_are_ignored(index):
    assert told(search(index, "la permanence des soins")) == told(search(index, "permanence soins"))
    assert search(index, "de la les en") == Results("de la les en")


def test_an_objectif_of_several_plans_is_one_result_that_names_them(index):
    (found,) = search(index, "E3D1O5").groups["objectif"]
    assert found.entry.context == "Objectif porté par : Ariège, Hérault, Lot"
    assert found.parameters == (("objectif", "E3D1O5"),)
    (other,) = search(index, "E3D2O4").groups["objectif"]
    assert "titres différents" in other.entry.context


def test_an_indicateur_leads_to_its_map_or_to_its_values(index, dataset):
    atlas = Atlas(dataset)
    for entry in index.entries:
        if entry.kind == "indicateur" and entry.key in atlas.best:
            assert (entry.page, entry.parameters) == ("carte", (("indicateur", entry.key),))
        elif entry.kind == "indicateur":
            assert (entry.page, entry.parameters) == ("sources", (("vue", "valeurs"), ("indicateur", entry.key)))


def test_every_modalite_is_a_row_of_its_activite(index, dataset):
    rows = {row.key for row in Supply(dataset).rows}
    lines = [entry for entry in index.entries if entry.kind == "modalite"]
    assert {tuple(v for _, v in entry.parameters) for entry in lines if entry.page == "ecarts"} == rows
    former = {tuple(entry.key.partition("~")[0].split("/")) for entry in lines if entry.page == "sources"}
    assert former <= set(zip(dataset.modalites["activite"], dataset.modalites["code"], strict=True)) - rows


def test_a_departement_beside_other_words_narrows_the_views(index):
    results = search(index, "dialyse Ariège")
    assert results.departement == "09"
    assert keys(results, "departement") == ["09"]
    assert ("departement", "09") in results.groups["activite"][0].parameters
    assert "irc/CEN-P" not in keys(results, "modalite")  # no such row in Ariège
    assert told(search(index, "09 dialyse")) == told(results)
    assert search(index, "dialyse tarn et garonne").departement == "82"
    assert search(index, "maison de garde").departement == ""


def test_nothing_found_offers_queries_that_find_something(index):
    results = search(index, "infirmerie scolarité")
    assert (results.total, results.suggestions) == (0, ("informer", "scolarisées"))
    assert all(search(index, offer).total for offer in results.suggestions)
    assert search(index, "xqzw").suggestions == ()
    assert search(index, "obésité infantile").left_out == ("infantile",)


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_any_number_of_plans_can_be_searched(count):
    index = library_of(count).search_index
    assert len([e for e in index.entries if e.kind == "departement"]) == 13
    assert len([e for e in index.entries if e.kind == "defi"]) == 23
    assert keys(search(index, "dialyse"), "activite") == ["irc"]
    assert bool(keys(search(index, "aidants"), "objectif")) == (count > 0)
    loaded = [e for e in index.entries if e.kind == "departement" and e.context.startswith("Plan chargé")]
    assert len(loaded) == count


def test_order_of_rows_does_not_matter(dataset, index):
    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        rows = list(range(len(frame)))
        random.Random(7).shuffle(rows)
        return frame.iloc[rows].reset_index(drop=True)

    names = ("indicateurs", "defis", "objectifs_departements", "engagements", "glossaire", "activites", "valeurs",
             "defis_departements", "territoires")  # fmt: skip
    other = index_of(replace(dataset, **{name: shuffled(getattr(dataset, name)) for name in names}))
    for query in ("santé", "soins", "dialyse", "E3", "cancer du sein"):
        assert told(search(other, query)) == told(search(index, query))


def test_entries_are_unique_and_say_something(index):
    found = index.entries
    assert len({(entry.kind, entry.key) for entry in found}) == len(found)
    assert {entry.kind for entry in found} == set(KINDS) - {"valeur"}
    assert [
        (e.kind, e.key, f.name)
        for e in found
        for f in fields(e)
        if f.name in ("title", "context", "page") and not getattr(e, f.name).strip()
    ] == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [("programmees", "programm"), ("regionaux", "regional"), ("had", "had"), ("sas", "sas"), ("ehpads", "ehpad"),
     ("ages", "age"), ("aux", "aux"), ("ee", "ee")],
)  # fmt: skip
def test_root_drops_the_plural_and_the_mute_e(word, expected):
    assert root(word) == expected


def test_a_compound_is_also_one_word():
    assert {"auto", "dialys", "autodialys"} <= index_words(["Unité d'auto-dialyse"])
    assert roots("L'Unité de la dialyse") == ["unit", "dialys"]


WORDS = st.sampled_from(
    ["dialyse", "pauvreté", "soins", "E3D2", "Lozère", "médecins", "cancer", "HAD", "zzz", "de", "09"]
)
QUERIES = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=6).map(" ".join))


def unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@given(QUERIES)
def test_a_search_never_fails_and_is_the_same_twice(query):
    results = search(INDEX, query)
    assert told(results) == told(search(INDEX, query))
    assert len(results.query) <= MAX_LENGTH
    assert not (results.groups and results.suggestions)


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_case_and_accents_do_not_change_a_result(query):
    assert told(search(INDEX, query.upper())) == told(search(INDEX, query))
    assert told(search(INDEX, unaccented(query))) == told(search(INDEX, query))


@given(st.text(alphabet=" \t\n.,;:!?'\"<>&-_", max_size=30))
def test_a_query_without_a_word_finds_nothing(query):
    assert search(INDEX, query).groups == {}


@given(st.lists(WORDS.filter(str.isalpha), min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_words_changes_no_set_of_results(words, rng):
    other = rng.sample(words, len(words))
    assert set(told(search(INDEX, " ".join(other)))) == set(told(search(INDEX, " ".join(words))))
