"""The reader of OQOS tables: the four plans cell by cell, and plans never seen before."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loaders.sts.lines import clean_lines, read_lines
from loaders.sts.oqos import OqosRead, read_oqos, zone_codes
from loaders.sts.vocabulary import Row, fold, load_vocabulary
from tests.plan_text import markdown_text, raw_text

VOCABULARY = load_vocabulary()
HERAULT_ONLY = {
    row
    for row in VOCABULARY.rows
    if row.groupe == "SSR Enfants ou adolescents spécialisés"
    or row.modalite in ("Réanimation pédiatrique", "Dialyse en centre (pédiatrique)")
}
CURATED = Path(__file__).parents[1] / "data" / "curated"
PLANS = {"sts-09": ("002", "09"), "sts-34": ("004", "34"), "sts-46": ("001", "46"), "sts-48": ("000", "48")}

counts = st.integers(0, 20).map(str)
ranges = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["/", " / "])).map(
    lambda t: f"{min(t[:2])}{t[2]}{max(t[:2])}"
)
cells = st.one_of(counts, counts, counts, ranges, st.just("-"))


@st.composite
def printed_plans(draw, *, blanks: bool) -> dict[Row, tuple[str, ...]]:
    rows = [row for row in VOCABULARY.rows if row not in HERAULT_ONLY or draw(st.booleans())]
    values = {row: tuple(draw(cells) for _ in row.measures) for row in rows}
    if blanks:
        for row in [row for row in rows if (row.activite, row.regime) == ("psychiatrie", "ancien")]:
            if draw(st.booleans()):
                values[row] = ("",)
    return values


def expected(values: dict[Row, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    return {
        (row.activite, row.regime, row.groupe, row.modalite, measure): cell
        for row, printed in values.items()
        for measure, cell in zip(row.measures, printed, strict=True)
    }


def read(found: OqosRead) -> dict[tuple[str, ...], str]:
    return {(c.activite, c.regime, c.groupe, c.modalite, c.mesure): c.brut for c in found.cells}


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(values=printed_plans(blanks=True), width=st.integers(24, 200))
def test_raw_text_of_an_unseen_plan_is_read_back_whole(values, width):
    text = raw_text(VOCABULARY, values, departement="65", width=width)
    found = read_oqos(clean_lines(text), VOCABULARY, "65")
    assert found.non_compris == []
    assert read(found) == expected(values)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(
    values=printed_plans(blanks=True),
    untitled=st.sets(st.sampled_from(["urgences", "gyneco_obst", "medecine_nucleaire"])),
)
def test_markdown_of_an_unseen_plan_is_read_back_whole(values, untitled):
    text = markdown_text(VOCABULARY, values, departement="65", untitled=frozenset(untitled))
    found = read_oqos(clean_lines(text), VOCABULARY, "65")
    assert found.non_compris == []
    assert read(found) == expected(values)
    assert sum("titre d'activité absent" in message for _, message in found.avertissements) == len(untitled)


@given(text=st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reader(text):
    lines = clean_lines("Activité de soins Médecine\nBilan des objectifs quantitatifs de l'offre de soins\n" + text)
    read_oqos(lines, VOCABULARY, "48")
    zone_codes(lines, VOCABULARY)


def _table(*rows: str) -> OqosRead:
    head = ["Activité de soins Insuffisance Rénale Chronique", "Objectifs quantitatifs de l'offre de soins",
            "Zone d'implantation Modalités/mentions Existant au 1er juin 2023 Cible", "65"]  # fmt: skip
    return read_oqos(
        clean_lines("\n".join([*head, *rows, "Recours et expertises supra-territoriales"])), VOCABULARY, "65"
    )


def test_a_spelling_never_seen_is_read_with_a_warning():
    found = _table("Unité de dialyze médicalisée 2 5")
    assert {c.mesure: c.brut for c in found.cells} == {"existant": "2", "cible": "5"}
    assert [message for _, message in found.avertissements if "lu comme" in message] == [
        "libellé «Unité de dialyze médicalisée» lu comme «Unité de dialyse médicalisée»"
    ]


def test_an_unknown_row_is_listed_with_its_line_and_never_guessed():
    found = _table("Unité de dialyse médicalisée 2 5", "Nouvelle sorte de dialyse 3 4")
    assert len(found.cells) == 2
    assert found.non_compris == [(6, "Nouvelle sorte de dialyse 3 4")]


def test_a_row_short_of_a_value_is_read_in_its_first_column_and_listed():
    found = _table("Unité de dialyse médicalisée 2", "Unité d'auto-dialyse 5 5")
    assert [(c.mesure, c.brut) for c in found.cells][:2] == [("existant", "2"), ("cible", "")]
    assert found.non_compris[0][0] == 5 and "lue dans la première" in found.non_compris[0][1]


def test_the_same_row_twice_with_other_numbers_has_none_and_is_listed():
    found = _table("Unité d'auto-dialyse 5 5", "Unité d'auto-dialyse 6 5")
    assert [(c.brut, c.valeur_max) for c in found.cells] == [("5 ; 6", None), ("5", 5)]
    assert [line for line, _ in found.non_compris] == [6]


def test_a_range_printed_upside_down_has_no_value():
    found = _table("Unité d'auto-dialyse 5 7/3")
    target = next(c for c in found.cells if c.mesure == "cible")
    assert (target.brut, target.valeur_min, target.valeur_max) == ("7/3", None, None)
    assert any("à l'envers" in message for _, message in found.avertissements)


def test_values_printed_in_the_middle_of_a_label_need_its_end():
    whole = _table("Dialyse à domicile par hémodialyse et/ou  1  2", "dialyse péritonéale")
    assert [c.brut for c in whole.cells] == ["1", "2"] and whole.non_compris == []
    cut = _table("Dialyse à domicile par hémodialyse et/ou  1  2", "Unité d'auto-dialyse 5 5")
    assert [c.modalite for c in cut.cells] == ["Unité d'auto-dialyse"] * 2
    assert len(cut.non_compris) == 1


def test_stars_are_counted_and_kept_in_the_printed_label():
    head = (
        "Activité de soins Radiologie Interventionnelle\nObjectifs quantitatifs de l'offre de soins prenant en compte\n"
    )
    text = (
        head + "Zone d'implantation Mention Cibles\n65\nA* 1 / 2\nD*** 4/5\nRecours et expertises supra-territoriales"
    )
    found = read_oqos(clean_lines(text), VOCABULARY, "65")
    assert [(c.libelle, c.asterisques, c.valeur_min, c.valeur_max) for c in found.cells] == [
        ("A*", 1, 1, 2),
        ("D***", 3, 4, 5),
    ]


def test_every_spelling_of_the_vocabulary_is_told_apart():
    for activite, regime in VOCABULARY.tables():
        rows = VOCABULARY.table(activite, regime)
        labels = [(fold(row.groupe), label) for row in rows for label in row.labels]
        assert len(labels) == len(set(labels)), (activite, regime)


def _sources() -> Path:
    folder = os.environ.get("STS_SOURCES")
    if not folder:
        pytest.skip("STS_SOURCES n'est pas définie : les textes sources ne sont pas relus.")
    return Path(folder)


@pytest.fixture(scope="module")
def four_plans() -> dict[str, OqosRead]:
    folder = _sources()
    return {
        document: read_oqos(read_lines(next(folder.glob(f"{prefix}_*.txt"))), VOCABULARY, code)
        for document, (prefix, code) in PLANS.items()
    }


def test_the_four_plans_give_815_cells_12_blanks_and_77_dashes(four_plans):
    bruts = [cell.brut for found in four_plans.values() for cell in found.cells]
    assert (len(bruts), bruts.count(""), bruts.count("-")) == (815, 12, 77)
    assert all(found.non_compris == [] for found in four_plans.values())
    assert {document: len(found.rows) for document, found in four_plans.items()} == dict.fromkeys(PLANS, 17)


def test_every_value_stands_on_the_line_it_is_said_to(four_plans):
    folder = _sources()
    for document, found in four_plans.items():
        lines = next(folder.glob(f"{PLANS[document][0]}_*.txt")).read_text("utf-8").split("\n")
        for cell in found.cells:
            assert cell.brut in lines[cell.ligne - 1], (document, cell)


def test_the_committed_cells_are_those_the_reader_reads(four_plans):
    with (CURATED / "oqos.csv").open(encoding="utf-8", newline="") as stream:
        names = ("document", "activite", "regime", "groupe", "modalite", "mesure", "brut", "ligne")
        committed = [tuple(row[name] for name in names) for row in csv.DictReader(stream)]
    again = [
        (document, c.activite, c.regime, c.groupe, c.modalite, c.mesure, c.brut, str(c.ligne))
        for document, found in four_plans.items()
        for c in found.cells
    ]
    assert committed == again


def test_a_table_that_is_missing_is_listed_with_the_place_of_its_activity():
    text = "\n".join(
        [
            "Activité de soins Médecine",
            "Bilan des objectifs quantitatifs de l'offre de soins, au 01/06/2023,",
            "Zone d'implantation  Modalités  Existant au 01/06/2023",
            "65",
            "Hospitalisation complète  6",
            "Hospitalisation à temps partiel 2",
            "Recours et expertises supra-territoriales",
        ]
    )
    found = read_oqos(clean_lines(text), VOCABULARY, "65")
    assert found.non_compris == [(5, "medecine : tableau des cibles absent ou non compris")]


@pytest.mark.parametrize("place", range(4, 12))
def test_a_page_number_never_becomes_a_value(place):
    lines = [
        "Activité de soins Psychiatrie", "Bilan des objectifs quantitatifs de l'offre de soins, au 01/06/2023,",
        "Zone d'implantation Modalités Bilan au 01/06/2023", "65", "Psychiatrie adulte", "Hospitalisation complète  2",
        "Hospitalisation de jour  3", "Hospitalisation de nuit", "Placement familial thérapeutique  1",
        "Appartement thérapeutique", "Centre de crise", "Centre de postcure psychiatrique",
        "Recours et expertises supra-territoriales",
    ]  # fmt: skip
    lines.insert(place, "145")
    found = read_oqos(clean_lines("\n".join(lines)), VOCABULARY, "65")
    assert "145" not in {cell.brut for cell in found.cells}
    assert (place + 1, "145") in found.non_compris
