"""Tables of the gaps: bounds apart, what is not stated, rates, revision, printed cells, cover, safe files."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.supply import GapRow
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_declared import CONCORDANCES, TOLD
from charts.words.gap_words import BORNES, RATE_CAUTION, REVISED
from exports.tables import french_csv, html_table
from exports.workbooks import workbook
from tests.held import SUPPLY
from tests.places import DEPARTEMENTS
from views.ecarts import tables as gap_tables

PLANS = SUPPLY.departements
ROWS: list[GapRow] = SUPPLY.rows
WHOLE = gap_tables.gaps_table(SUPPLY, ROWS, borne="intervalle")
REVISED_ACTIVITES = {
    "medecine", "smr", "cancer", "urgences", "soins_critiques", "radiologie_diagnostique", "irc",
}  # fmt: skip
each_borne = pytest.mark.parametrize("borne", list(BORNES))


def line(departement: str, activite: str, code: str, *, borne: str = "intervalle") -> pd.Series:
    """The line of one row."""
    rows = [row for row in SUPPLY.of(activite, [departement]) if row.code == code]
    return gap_tables.gaps_table(SUPPLY, rows, borne=borne).iloc[0]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@each_borne
def test_one_line_a_row_in_the_order_given(borne):
    table = gap_tables.gaps_table(SUPPLY, ROWS[::-1], borne=borne)
    assert table["Ligne"].tolist() == [row.libelle for row in ROWS[::-1]]
    assert table["Code"].tolist() == [row.departement for row in ROWS[::-1]]
    assert set(gap_tables.GAPS_ON_SCREEN) <= set(table.columns)


@each_borne
def test_bounds_stand_in_columns_of_their_own(borne):
    suffix = "" if borne == "intervalle" else f"_{borne}"
    table = gap_tables.gaps_table(SUPPLY, ROWS, borne=borne)
    stored = SUPPLY.dataset.ecarts
    columns = {"Autorisé": "existant", "Prévu": f"cible{suffix}", "Écart": f"ecart{suffix}"}
    for title, name in columns.items():
        for end, column in (("minimum", "min"), ("maximum", "max")):
            found = table[f"{title}, {end}"].astype("Int64").tolist()
            assert found == stored[f"{name}_{column}"].astype("Int64").tolist()
    read = stored[f"lecture{suffix}"].replace({"non_comparable": "non comparable", "aucune": "aucune implantation"})
    supposed = [row.supposed(borne) for row in ROWS]
    assert table.loc[supposed, "Lecture"].unique().tolist() in ([], [HYPOTHESES.get(borne, "").lower()])
    others = [not row for row in supposed]
    assert table.loc[others, "Lecture"].tolist() == read[others].tolist()


def test_range_is_written_with_both_its_bounds():
    found = line("34", "cancer", "A6")
    assert (found["Prévu"], found["Prévu, minimum"], found["Prévu, maximum"]) == ("5 à 6", 5, 6)
    assert (found["Écart"], found["Écart, minimum"], found["Écart, maximum"]) == ("de −1 à 0", -1, 0)
    low = line("34", "cancer", "A6", borne="basse")
    assert (low["Prévu"], low["Écart"]) == (5, -1)
    assert (low["Cible imprimée"], low["Lecture"]) == ("5/6", "borne basse, une hypothèse du plan")


def test_what_cannot_be_compared_leads_to_the_old_table_and_what_is_unknown_reads_not_stated():
    table = WHOLE[WHOLE["Activité"].eq(SUPPLY.activites["psychiatrie"].libelle)].set_index("Ligne")
    assert set(table.loc["Psychiatrie de l'adulte", "Autorisé"]) == {"voir l'ancien tableau"}
    assert set(table.loc["Psychiatrie périnatale", "Autorisé"]) == {"pas de ligne ancienne"}
    unknown = WHOLE[WHOLE["Ligne"].eq("Réanimation pédiatrique (PE1 et PE2)") & WHOLE["Code"].ne("34")]
    shown = html_table(unknown[["Ligne", "Autorisé"]], caption="Écarts")
    assert shown.count('<span class="absent">non renseigné</span>') == len(unknown) == 3


def test_what_is_dashed_reads_a_dash():
    dashed = line("48", "cancer", "A6")
    assert (dashed["Autorisé"], dashed["Prévu"], dashed["Écart"]) == ("–", "–", "–")
    assert pd.isna(dashed["Écart, minimum"])


def test_zero_is_written_as_zero():
    found = line("09", "urgences", "ANT")
    assert (found["Autorisé"], found["Prévu"], found["Écart"]) == (0, 1, 1)


@pytest.mark.parametrize(("column", "count"), [("Autorisé pour 100 000 hab.", "existant"),
                                               ("Prévu pour 100 000 hab.", "cible")])  # fmt: skip
def test_rate_needs_three_sites_and_a_known_number(column, count):
    populations = SUPPLY.dataset.populations
    year = int(SUPPLY.dataset.ecarts["population_annee"].iloc[0])
    people = populations[populations["annee"].eq(year)].drop_duplicates("territoire").set_index("territoire")
    given = 0
    for row, (_, stored), rate in zip(ROWS, SUPPLY.dataset.ecarts.iterrows(), WHOLE[column], strict=True):
        low, high = stored[f"{count}_min"], stored[f"{count}_max"]
        if pd.notna(low) and low == high and low >= 3:
            assert rate == pytest.approx(low * 100_000 / people.at[row.departement, "population"], abs=0.05)
            given += 1
        else:
            assert pd.isna(rate), row
    assert given > 30
    assert WHOLE["Population, année"].eq(year).all()


def test_revised_activites_and_no_others_are_flagged():
    flagged = set(WHOLE.loc[WHOLE["Révisée par l'avenant n°1"].eq("oui"), "Activité"])
    assert flagged == {SUPPLY.activites[slug].libelle for slug in REVISED_ACTIVITES}
    assert {slug for slug, entry in SUPPLY.activites.items() if entry.revisee} == REVISED_ACTIVITES
    assert set(WHOLE["Révisée par l'avenant n°1"]) == {"oui", "non"}


def test_every_line_says_where_it_is_printed():
    place = r"(prévu : )?«.+», lignes? \d+.* du texte\."
    whole = rf"Source : schéma territorial de santé \((Ariège|Hérault|Lot|Lozère)\), {place}"
    assert WHOLE["Source"].str.fullmatch(whole).all()
    for row, source in zip(ROWS, WHOLE["Source"], strict=True):
        assert str(row.ligne) in re.findall(r"\d+", source.split("»,")[1])
        assert DEPARTEMENTS[row.departement] in source


def test_row_without_a_gap_says_why():
    without = WHOLE[WHOLE["Écart, minimum"].isna()]
    assert without["Motif"].str.len().gt(20).all()


def test_disagreement_with_the_text_is_said_in_our_words():
    assert set(WHOLE["Concordance"]) == {*CONCORDANCES.values(), "sans objet"}
    assert line("09", "sld", "SLD")["Concordance"] == "diffère du tableau"
    assert not WHOLE["Texte du plan"].str.startswith(TOLD).any()


def test_printed_cells_are_those_of_the_selection_as_printed():
    table = gap_tables.printed_table(SUPPLY, SUPPLY.activites, PLANS)
    assert len(table) == len(SUPPLY.dataset.oqos) == 815
    assert table["Imprimé"].eq("(case vide)").sum() == 12
    assert table["Imprimé"].isin(["-", "–"]).sum() == 77
    part = gap_tables.printed_table(SUPPLY, ["cancer"], ["34"])
    oqos = SUPPLY.dataset.oqos
    assert len(part) == (oqos["activite"].eq("cancer") & oqos["departement"].eq("34")).sum()
    assert part["Nomenclature"].tolist() == sorted(part["Nomenclature"])  # the old table first
    assert "4/13" in part["Imprimé"].str.replace(" ", "").tolist()
    assert gap_tables.printed_table(SUPPLY, ["cancer"], []).empty


def test_machines_are_told_from_sites():
    part = gap_tables.printed_table(SUPPLY, ["radiologie_diagnostique"], ["34"])
    assert {"autorisé, implantations", "autorisé, appareils", "prévu (cible)"} == set(part["Colonne"])


@pytest.mark.parametrize("revised", [True, False])
@each_borne
def test_cover_says_what_was_chosen_and_what_was_revised(borne, revised):
    cover = gap_tables.gaps_cover(SUPPLY, title="Écarts", departements=["09", "34"], borne=borne, revised=revised)
    assert cover["Départements"] == "Ariège, Hérault"
    assert cover["Cible lue"] == HYPOTHESES.get(borne, BORNES[borne])
    assert cover["Révision"] == (
        REVISED if revised else "aucune activité de cette sélection n'est révisée par l'avenant n°1"
    )
    assert cover["Pour 100 000 habitants"] == RATE_CAUTION
    assert "n'annonce aucune fermeture" in cover["Lecture"]
    assert any("seul l'arrêté publié fait foi" in text for text in cover.values())


def test_csv_is_french_and_keeps_formulas_as_text():
    rows = read_csv(french_csv(WHOLE))
    assert rows[0] == list(WHOLE.columns)
    assert len(rows) == len(WHOLE) + 1
    number = re.compile(r"[+-]?\d+(,\d+)?")
    risky = [cell for row in rows[1:] for cell in row if cell[:1] in "=+-@\t\r" and cell and not number.fullmatch(cell)]
    assert risky == []


def test_rates_have_a_decimal_comma_in_the_csv():
    rows = read_csv(french_csv(WHOLE))
    place = rows[0].index("Prévu pour 100 000 hab.")
    rates = [row[place] for row in rows[1:] if row[place]]
    assert len(rates) > 30
    assert [rate for rate in rates if not re.fullmatch(r"\d+,\d", rate)] == []


def test_rates_have_a_decimal_comma_on_screen():
    shown = gap_tables.on_screen(WHOLE, several=True)
    assert list(shown.columns) == ["Activité", *gap_tables.GAPS_ON_SCREEN]
    screen = html_table(shown, caption="Écarts", numbers=gap_tables.RATES)
    assert re.findall(r'<td class="nombre"[^>]*>(\d+\.\d+)</td>', screen) == []
    assert len(re.findall(r'<td class="nombre"[^>]*>\d+,\d</td>', screen)) > 30


def test_workbook_opens_on_its_cover_and_holds_both_tables():
    printed = gap_tables.printed_table(SUPPLY, ["cancer"], PLANS)
    cover = gap_tables.gaps_cover(SUPPLY, title="Écarts", departements=PLANS, borne="intervalle", revised=True)
    content = workbook({"Écarts": WHOLE, "Cases imprimées": printed}, cover=cover)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Lisez-moi", "Écarts", "Cases imprimées"]
    assert REVISED in [cell.value for cell in book["Lisez-moi"]["B"]]
    sheet = book["Écarts"]
    assert sheet.max_row == len(WHOLE) + 1
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    titles = [cell.value for cell in sheet[1]]
    lows = [sheet.cell(n, titles.index("Écart, minimum") + 1).value for n in range(2, sheet.max_row + 1)]
    assert {type(low) for low in lows} == {int, type(None)}


def test_table_of_no_row_still_has_its_columns():
    """A département without a plan leaves nothing to show, and the table twin must still open."""
    table = gap_tables.gaps_table(SUPPLY, [], borne="intervalle")
    assert set(gap_tables.GAPS_ON_SCREEN) <= set(table.columns)
