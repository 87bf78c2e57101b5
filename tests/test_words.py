"""One word for each thing: objectif (a regional code), fiche (that objectif as one plan prints it), sélection."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations

import pandas as pd
import pytest

from analysis.defi_choice import DefiChoice, chosen_defis, chosen_sheets
from analysis.scenario import REFERENCE, Scenario, outcome
from analysis.search_entries import Entry, catalogue
from charts.blocks.bearers import shared_text
from charts.blocks.defi_sheet import Columns, finding_text
from charts.blocks.scenario_lists import objectifs
from charts.blocks.tag_table import KINDS, LEVELS, tags_finding, tags_part
from charts.drawings.defi_matrix import matrix_finding
from charts.drawings.scenario_map import priority_views
from charts.words.scenario_words import differences, finding
from charts.words.scenario_words import tags_finding as scenario_tags_finding
from charts.words.shared_words import common_counts, common_to
from exports.html import written
from shell.library import library
from tests.held import ATLAS, DATA, PLANS, SUPPLY
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.seen import NAMES, seen
from tests.test_pages import spaced
from views.defis.tables import sheets_table
from views.ecarts.tables import gaps_table, printed_table
from views.registry import view
from views.scenario.tables import scenario_tables
from views.sources import tables as source_tables
from views.sources.documents import documents_table
from views.territoire.tables import territory_tables

TAGS = [(kind, label) for kind in ("theme", "parcours") for label in PLANS.labels[kind]]
FIELDS = {"theme": "themes", "parcours": "parcours"}
WHOLE = outcome(PLANS, SUPPLY, REFERENCE, list(DEPARTEMENTS))
DECISIONS = re.compile(
    r"plus prioris|sort(?:ent)? de la vue|plus portés?\b|Gardée?s? :|tout est gardé|hors du scénario|"
    r"laissée?s? de côté|\bne reste\b|objectifs? sur \d+ reste"
)
"""Words that read as a decision where a reader only looks at a part of the plans."""


@cache
def entries() -> list[Entry]:
    return catalogue(ATLAS, PLANS, SUPPLY)


@pytest.mark.parametrize(("kind", "label"), TAGS)
def test_search_defis_and_scenario_count_the_same(kind: str, label: str):
    """Both numbers, under the same two words, wherever a thème or a parcours is counted."""
    choice = replace(DefiChoice(), **{kind: label})
    sheets = [
        sheet
        for defi in chosen_defis(PLANS, choice)
        for code in PLANS.loaded
        for sheet in chosen_sheets(PLANS, choice, defi.code, code)
    ]
    codes = {sheet.code for sheet in sheets}
    found = outcome(PLANS, SUPPLY, Scenario(**{FIELDS[kind]: frozenset({label})}), list(DEPARTEMENTS))
    assert (found.sheets, set(found.objectifs)) == (len(sheets), codes)
    entry = next(one for one in entries() if (one.kind, one.key) == (kind, label))
    said = [int(number) for number in re.findall(r"\d+", entry.context)]
    assert said == [len(codes), len(sheets)]
    assert re.search(r"^\d+ objectifs?, \d+ fiches?", entry.context)
    if sheets:
        title = finding(found, WHOLE)
        assert re.match(rf"{len(sheets)} fiches? sur 75 dans la sélection \({len(codes)} objectifs? sur 54\)", title)


def test_vieillissement_says_both_numbers():
    entry = next(one for one in entries() if one.key == "Vieillissement")
    assert entry.context == "29 objectifs, 41 fiches dans les plans"


@pytest.mark.parametrize(
    ("bearers", "compared", "words"),
    [
        (["09", "34", "46", "48"], ["09", "34", "46", "48"], "aux quatre"),
        (["46", "48"], ["09", "34", "46", "48"], "à Lot et Lozère"),
        (["46", "48"], ["46", "48"], "à Lot et Lozère"),
        (["09", "34", "46"], ["09", "34", "46"], "aux trois"),
    ],
)
def test_common_names_the_plans(bearers, compared, words):
    assert common_to(GEOGRAPHY, bearers, compared) == words


def test_a_shared_objectif_under_four_plans_names_the_two_that_bear_it():
    four = PLANS.loaded
    said = finding_text(Columns(PLANS, "E1D4", four, {code: PLANS.of("E1D4", code) for code in four}))
    assert "commun à Lot et Lozère (E1D4O6)" in said
    assert "en commun" not in said


def test_every_objectif_of_several_plans_is_counted_once_under_its_plans():
    text = shared_text(PLANS)
    shared = [code for code in PLANS.objectifs if len(PLANS.versions(code)) > 1]
    each = common_counts(GEOGRAPHY, [list(PLANS.versions(code)) for code in shared], PLANS.loaded, noun="objectif")
    assert text.startswith(f"{len(shared)} des {len(PLANS.objectifs)} objectifs")
    assert all(words in text for words in each)
    assert "un objectif commun aux quatre" in text and "un objectif commun à Hérault et Lozère" in text


@pytest.mark.parametrize("view", NAMES)
def test_no_view_reads_a_selection_as_a_decision(view: str):
    wrong = [hit[0] for text in seen(view) for hit in DECISIONS.finditer(text.replace("\u00a0", " "))]
    assert wrong == []


# ------------------------------------------------------------------ what a count agrees with
BROKEN = re.compile(
    r"\bun (?:fiche|ligne|page|activité)\b|\b[Zz]éro \w+|\b0 (?:fiche|ligne|objectif|défi|thème|plan)s?\b|"
    r"\b1 (?:fiches|lignes|objectifs|défis|thèmes|plans)\b|"
    r"(?<!ne )\bpartagent aucun|\bAucun plan chargé[^.;]* (?<!ne )priorise\b|\b[Uu]n défi priorisés"
)
"""A count that does not agree, a zero read as a number, a negation cut in two."""
SETS = [list(codes) for size in (1, 2, 3, 4) for codes in combinations(PLANS.loaded, size)]


@pytest.mark.parametrize("engagement", ["", "1", "2", "3", "4", "5", "6"])
def test_titles_of_defis_agree_whatever_is_chosen(engagement: str):
    chosen = [engagement] if engagement else []
    defis = [defi.code for defi in chosen_defis(PLANS, DefiChoice(tuple(chosen)))]
    texts = []
    for codes in SETS:
        texts.append(matrix_finding(PLANS, codes, engagements=chosen))
        for niveau in LEVELS:
            title = tags_finding(PLANS, codes, defis=defis, niveau=niveau, engagements=chosen)
            assert not chosen or title.endswith(f"(engagement {engagement})")
            parts = (tags_part(PLANS, kind, codes, defis=defis, niveau=niveau) for kind in KINDS)
            texts += [title, *(spaced(written((part,))) for part in parts)]
    assert [(hit[0], text[:80]) for text in texts for hit in BROKEN.finditer(text)] == []
    assert any(("ne partagent aucun défi" in text) for text in texts) == (engagement in ("2", "4", "5"))


@pytest.mark.parametrize(
    "scenario",
    [Scenario(engagements=frozenset()), *(Scenario(engagements=frozenset({number})) for number in range(1, 7)),
     *(Scenario(defis=frozenset({code}), departements=frozenset({"34"})) for code in PLANS.defis),
     *(Scenario(borne=borne) for borne in ("basse", "haute"))],
)  # fmt: skip
def test_words_of_a_scenario_agree_whatever_is_kept(scenario: Scenario):
    found = outcome(PLANS, SUPPLY, scenario, list(DEPARTEMENTS))
    texts = [
        finding(found, WHOLE),
        scenario_tags_finding(found, WHOLE),
        *differences(found, WHOLE, SUPPLY, defis=PLANS.defis),
        written(objectifs(PLANS, WHOLE, {"A": found})).replace("\u00a0", " "),
    ]
    texts += [view.titre for view in priority_views(PLANS, found).values()]
    assert [(hit[0], text[:80]) for text in texts for hit in BROKEN.finditer(text)] == []


# ------------------------------------------------------------------ no identifier, no workshop
IDENTIFIER = re.compile(
    r"\b[a-z]+[0-9]*_[a-z0-9_]+\b|\bsts-\d\d\b|\bstat-[a-z]+-|\bprs-occitanie\b|\bavenant-1-|\(titre absent\)|"
    r"\b(?:theme|defi|activite|departement):?\s\w|@ [0-9a-f]{8}|\b[\w-]+\.(?:xlsx|csv|txt|lzma|whl|tgz|parquet)\b|"
    r"dépôt d'origine|par un tiers|npm :|PyPI :|\bnan\b|\bNone\b"
)
"""Codes, slugs, names of files and words of the workshop."""
CODES = {"Identifiant", "Document", "Références, codes", "Référence de la copie", "Fichier"}
"""Columns of the downloads that hold codes, as GUIDE.md says."""
TOOL = "sources.py?vue=tables"
"""The view that documents the stored tables shows their names, on purpose."""


def own_words(texts: tuple[str, ...]) -> list[str]:
    """Texts that are words: a payload also holds the codes that a click returns, alone in their text."""
    return [line for text in texts if not re.fullmatch(r"[\w:.-]+", text) for line in text.split("\n")]


@pytest.mark.parametrize("view", [view for view in NAMES if TOOL not in view])
def test_no_view_shows_an_identifier(view: str):
    assert [hit[0] for line in own_words(seen(view)) for hit in IDENTIFIER.finditer(line)] == []


@cache
def downloads() -> dict[str, pd.DataFrame]:
    """The table of each download, made once; a test never changes one in place."""
    rows = [row for slug in SUPPLY.activites for row in SUPPLY.of(slug, SUPPLY.departements)]
    one = library().territory("34")
    return {
        "écarts": gaps_table(SUPPLY, rows, borne="intervalle"),
        "cases": printed_table(SUPPLY, list(SUPPLY.activites), SUPPLY.departements),
        "valeurs": source_tables.values_table(DATA),
        "objectifs": source_tables.objectives_table(DATA),
        "vigilances": source_tables.vigilances_table(DATA),
        "dictionnaire": source_tables.dictionary_table(DATA),
        "glossaire": source_tables.glossary_table(DATA),
        "documents": documents_table(DATA),
        "défis": sheets_table(PLANS, DefiChoice(), PLANS.loaded),
        **{f"et si, {table.name}": table.frame for table in scenario_tables(PLANS, SUPPLY, WHOLE, {"A": WHOLE})},
        **{f"territoire, {name}": table for name, table in territory_tables(one).items()},
    }


@pytest.mark.parametrize("name", downloads())
def test_no_download_holds_an_identifier_outside_its_columns_of_codes(name: str):
    frame = downloads()[name]
    wrong = {
        (column, hit[0])
        for column in frame.columns
        if str(column) not in CODES
        for cell in frame[column].tolist()
        for text in (cell if isinstance(cell, list) else [cell])
        if isinstance(text, str)
        for hit in IDENTIFIER.finditer(text)
    }
    assert wrong == set()


def test_a_reference_reads_as_a_place():
    table = source_tables.vigilances_table(DATA)
    said = {text for cell in table["Références"] for text in cell}
    assert "Lozère, ligne 4943" in said and "document régional, ligne 4711" in said
    assert {text for cell in table["Références, codes"] for text in cell} >= {"sts-48:4943"}
    objects = {text for cell in table["Objets"] for text in cell}
    assert "objectif E5D4O1, Lozère" in objects and "défi E2D4, Lozère" in objects
    assert "objectifs quantitatifs (OQOS)" in objects


JARGON = re.compile(
    r"cibles entières|lu pour l'ensemble|sans écart calculé|pas d'écart calculé|rubrique vide|"
    r"(?:habitants?|femmes) standardisé|éditorial",
    re.IGNORECASE,
)
"""Words of the tool that a room of forty does not know."""


@pytest.mark.parametrize("view", [view for view in NAMES if TOOL not in view])
def test_no_view_speaks_the_jargon_of_the_tool(view: str):
    lines = [line.replace("\u00a0", " ") for text in seen(view) for line in text.split("\n")]
    assert [line[:120] for line in lines if JARGON.search(line)] == []


def test_the_cautions_use_the_words_of_the_pages():
    """75 are fiches, 54 objectifs; «existant» alone is a word of the plans; a cible is never «ferme»."""
    wrong = re.compile(r"\bl'existant\b|objectifs sur 75|\bcibles? fermes?\b|comme ferme\b")
    texts = [*DATA.vigilances["message"], *DATA.glossaire["definition"]]
    assert [hit[0] for text in texts for hit in wrong.finditer(text)] == []


def test_a_tag_that_is_on_no_list_is_told_apart_in_et_si() -> None:
    """Lozère prints «Soins primaires» as a parcours: it is shown, named as such, and not counted among the six."""
    shown = view(library(), "scenario", {"vue": ["etiquettes"]})
    assert "six parcours sur 6 (et un autre, hors liste)" in shown.title
    tags = shown.frames()["Thèmes et parcours"]
    printed = tags.loc[tags["Nature"].eq("parcours"), "Étiquette"].tolist()
    assert [label for label in printed if "hors liste" in label] == ["Soins primaires, hors liste"]
    assert "hors liste" not in view(library(), "scenario", {"vue": ["etiquettes"], "departement": ["34"]}).title
