"""Files that leave the tool, read back as others read them: openpyxl, the csv module, pandas, a spreadsheet.

What a spreadsheet makes of a text was seen in LibreOffice 7.4 in French, special numbers detected, as Excel does
on a double click; the last test asks LibreOffice itself where it is installed.
"""

import ast
import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.defi_choice import DefiChoice
from analysis.scenario import REFERENCE, Outcome, Scenario, outcome
from analysis.scenario_file import NamedScenario
from analysis.selection import MapKey
from analysis.territory import Territories
from charts.blocks.scenario_lists import balance
from charts.words.file_words import WHICH_FILE
from exports.cells import CODE_COLUMNS, csv_text, guarded
from exports.file_names import file_name
from exports.html import written
from exports.sheets import COVER, LONGEST_SHEET_NAME, sheet_name
from exports.tables import french_csv, html_table
from exports.workbooks import workbook
from loaders.schema import TABLES
from shell.downloads import file_links
from tests.held import ATLAS, DATA, LIBRARY, PLANS, SUPPLY
from tests.places import DEPARTEMENTS, TERRITOIRES
from tests.test_pages import html, run
from views.carte.tables import map_table, on_screen, value_column
from views.common import exact_or
from views.defis.tables import matrix_table, sheets_table, tags_table
from views.ecarts import tables as gap_tables
from views.registry import BUILDERS, view
from views.scenario.tables import scenario_cover, scenario_tables
from views.sources import tables as source_tables
from views.sources.documents import documents_table
from views.territoire.tables import territory_tables

ROOT = Path(__file__).parents[1]
WHOLE = outcome(PLANS, SUPPLY, REFERENCE, list(DEPARTEMENTS))
NARROW = outcome(PLANS, SUPPLY, Scenario(engagements=frozenset({3})), list(DEPARTEMENTS))
POPULATION = next(key for key in ATLAS.maps if (key.indicateur, key.origine) == ("population", "statistique"))
POVERTY = MapKey("taux_pauvrete", "statistique", "2021")


def every_table() -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table that a button of the tool gives, by a name of its own."""
    yield "ecarts", gap_tables.gaps_table(SUPPLY, SUPPLY.rows, borne="intervalle")
    yield "ecarts, borne basse", gap_tables.gaps_table(SUPPLY, SUPPLY.rows, borne="basse")
    yield "cases", gap_tables.printed_table(SUPPLY, list(SUPPLY.activites), SUPPLY.departements)
    for key in (POVERTY, MapKey("taux_pauvrete", "plan", None), POPULATION):
        yield f"carte {key}", map_table(ATLAS, key=key, sort="code")
    choice = DefiChoice()
    yield "matrice", matrix_table(PLANS, choice, PLANS.loaded)
    yield "fiches", sheets_table(PLANS, choice, PLANS.loaded)
    yield "etiquettes", tags_table(PLANS, PLANS.loaded, defis=list(PLANS.defis), niveau="objectif")
    territories = Territories(ATLAS, PLANS, SUPPLY)
    for code in ("09", "31"):
        for name, frame in territory_tables(territories.of(code)).items():
            yield f"territoire {code}, {name}", frame
    for table in scenario_tables(PLANS, SUPPLY, WHOLE, {"Scénario A": NARROW}):
        yield f"scenario, {table.name}", table.frame
    for name in ("dictionary", "values", "objectives", "vigilances", "glossary"):
        yield f"sources, {name}", getattr(source_tables, f"{name}_table")(DATA)
    yield "sources, documents", documents_table(DATA)
    for name in TABLES:
        yield f"table {name}", pd.DataFrame(getattr(DATA, name)).drop(columns="geometry", errors="ignore")


TABLES_OUT = dict(every_table())
each_table = pytest.mark.parametrize("name", TABLES_OUT)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


# ------------------------------------------------------------------ CSV: what a spreadsheet reads
MISREAD = re.compile(r"0\d+|\d{1,2}[/.-]\d{1,2}([/.-]\d{2})?|\d{1,4} ?/ ?\d{1,4}|\d+[eE][+-]?\d+|\d{1,2}:\d\d(:\d\d)?")
"""What Excel or LibreOffice in French makes a date, an hour, a power or a shorter number of; a whole date is one."""
RUN = re.compile(r"\s*[=@\uff1d\uff20].+|[-+](?![\d \u00a0\u202f]*([.,]\d+)?[ \u00a0\u202f]?%?$).+|[\t\r].*", re.DOTALL)
"""What they may run as a formula: not a lone sign, not a signed number."""


@each_table
def test_no_text_of_a_csv_is_read_as_something_else(name: str) -> None:
    rows = read_csv(french_csv(TABLES_OUT[name]))
    cells = {cell for row in rows for cell in row}
    assert {cell for cell in cells if MISREAD.fullmatch(cell)} == set()
    assert {cell for cell in cells if RUN.fullmatch(cell)} == set()
    assert len(rows) == len(TABLES_OUT[name]) + 1


@pytest.mark.parametrize(
    ("printed", "written"),
    [("5/6", "de 5 à 6"), ("0/1", "de 0 à 1"), ("11 / 17", "de 11 à 17"), ("4/13", "de 4 à 13"),
     ("2015-2021", "2015-2021"), ("-", "-"),
     ("2024-T4", "2024-T4"), ("-942", "-942"), ("+58%", "+58%"), ("=", "="), ("@", "@"), ("-1,1%", "-1,1%"),
     ("+1 250", "+1 250"), ("-942 lits", "'-942 lits"), ("-2+3", "'-2+3"), ("+ de 40", "'+ de 40"),
     ("--", "'--"), (" =1+1", "' =1+1"), ("\uff1d1", "'\uff1d1"), ("\n=1", "'\n=1"), ("", ""), ("34", "34")],
)  # fmt: skip
def test_text_of_a_csv(printed: str, written: str) -> None:
    assert csv_text(printed) == written


def test_printed_ranges_of_the_plans_keep_their_bounds_beside_in_numbers() -> None:
    frame = TABLES_OUT["cases"]
    head, *rows = read_csv(french_csv(frame))
    ranges = [
        dict(zip(head, row, strict=True)) for row, printed in zip(rows, frame["Imprimé"], strict=True) if "/" in printed
    ]
    assert len(ranges) == 32
    assert {row["Imprimé"] for row in ranges} >= {"de 0 à 1", "de 5 à 6", "de 4 à 13"}
    assert all(row["Imprimé"] == f"de {row['Minimum']} à {row['Maximum']}" for row in ranges)
    assert [row[head.index("Imprimé")] for row in rows].count("-") == 77


@pytest.mark.parametrize("name", ["carte " + str(POVERTY), "ecarts", "table oqos", "table territoires"])
def test_pandas_keeps_every_code_without_being_told(name: str) -> None:
    """With the prefix of ISO 3166-2 a code is a text for every reader; `09` alone is 9 for pandas, R and Excel."""
    frame = TABLES_OUT[name]
    column = next(c for c in frame.columns if c in CODE_COLUMNS and set(frame[c].dropna()) & set(DEPARTEMENTS))
    read = pd.read_csv(io.BytesIO(french_csv(frame)), sep=";", decimal=",", keep_default_na=False)
    assert read[column].str.removeprefix("FR-").replace("", None).dropna().tolist() == frame[column].dropna().tolist()
    assert "FR-09" in set(read[column])


def test_every_stored_column_of_codes_is_known_as_such() -> None:
    for name in TABLES:
        frame = getattr(DATA, name)
        for column in frame.columns.difference(["geometry"]):
            cells = [cell for value in frame[column] for cell in (value if isinstance(value, list) else [value])]
            texts = {cell for cell in cells if isinstance(cell, str)}
            if "09" in texts:
                assert texts <= set(TERRITOIRES), (name, column)
                assert column in CODE_COLUMNS, (name, column)


def test_a_number_that_looks_like_a_code_is_no_code() -> None:
    assert read_csv(french_csv(pd.DataFrame({"Imprimé": ["34"], "Code": ["34"]})))[1] == ["34", "FR-34"]


def test_truth_is_french_in_a_csv() -> None:
    assert read_csv(french_csv(pd.DataFrame({"a": [True, False], "b": [True, None]})))[1:] == [
        ["VRAI", "VRAI"],
        ["FAUX", ""],
    ]


any_text = st.text(max_size=40)


@given(any_text, any_text)
@example("\r", "\t")
def test_any_text_of_a_csv_is_inert_in_headings_and_in_cells(heading: str, text: str) -> None:
    rows = read_csv(french_csv(pd.DataFrame({heading: [text]})))
    for cell in (cell for row in rows for cell in row):
        assert not RUN.fullmatch(cell)


@given(st.integers(-(10**7), 10**7))
def test_a_signed_number_is_left_alone(number: int) -> None:
    assert guarded(f"{number:+d}") == f"{number:+d}"


# ------------------------------------------------------------------ workbooks
@each_table
def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_as_given(name: str) -> None:
    frame = TABLES_OUT[name]
    book = read_book(workbook({name: frame}, cover={"=1+1": "-"}))
    sheet, pages = book.worksheets[1], [[*page.iter_rows()] for page in book]
    assert {cell.data_type for rows in pages for row in rows for cell in row} <= {"s", "n", "b"}
    heading, *rows = ([cell.value for cell in row] for row in pages[1])
    assert heading == [str(column) for column in frame.columns]
    for position, column in enumerate(frame.columns):
        given_texts = {value for value in frame[column] if isinstance(value, str) and value}
        assert not given_texts - {row[position] for row in rows}, column
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes == "A2"


@given(heading=any_text, text=any_text, label=any_text, name=any_text)
def test_any_text_of_a_workbook_stays_a_text(heading: str, text: str, label: str, name: str) -> None:
    book = read_book(workbook({name: pd.DataFrame({heading: [text]})}, cover={label: text}))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s"}
    seen = {cell.value for cell in cells}
    for given_text in (heading, text, label):
        plain = given_text.replace("\r\n", "\n").replace("\r", "\n")
        if given_text and not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", given_text):
            assert plain in {str(value).replace("\r\n", "\n").replace("\r", "\n") for value in seen}


@pytest.mark.parametrize("text", ["=1+1", "-942", "+58%", "5/6", "09", "@SUM(1)", "'x", "#N/A", "1E5"])
def test_what_would_change_when_typed_again_is_marked_as_text(text: str) -> None:
    cell = read_book(workbook({"a": pd.DataFrame({"b": [text]})}, cover={})).worksheets[1]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text == "#N/A"


@given(st.lists(any_text, max_size=6))
def test_sheet_names_are_always_accepted(names: list[str]) -> None:
    taken = [COVER]
    for name in names:
        taken.append(sheet_name(name, taken=taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name) <= LONGEST_SHEET_NAME
        assert not re.search(r"[\\/*?:\[\]]", name)
        assert not name.startswith("'") and not name.endswith("'")


def test_sheet_names_are_kept_apart() -> None:
    frame = pd.DataFrame({"a": [1]})
    names = ["Lisez-moi", "a/b", "a:b", "x" * 40, "x" * 41, "Historique", "'", "=1+1"]
    book = read_book(workbook(dict.fromkeys(names, frame), cover={}))
    assert book.sheetnames == [
        "Lisez-moi",
        "Lisez-moi (2)",
        "a b",
        "a b (2)",
        "x" * 31,
        "x" * 27 + " (2)",
        "Historique (feuille)",
        "Feuille",
        "=1+1",
    ]


def test_numbers_bear_the_format_of_their_indicateur() -> None:
    decimals = dict(zip(DATA.indicateurs["indicateur"], map(int, DATA.indicateurs["decimales"]), strict=True))
    sheets = {"Population": TABLES_OUT[f"carte {POPULATION}"], "Pauvreté": TABLES_OUT[f"carte {POVERTY}"]}
    book = read_book(workbook(sheets, cover={}, decimals=decimals))
    people, rates = book["Population"], book["Pauvreté"]
    assert people["C1"].value == "Valeur (habitants)" and rates["C1"].value == "Valeur (%)"
    assert {people.cell(row, column).number_format for row in range(2, 15) for column in (3, 4, 5)} == {"#,##0"}
    assert {rates.cell(row, column).number_format for row in range(2, 15) for column in (3, 4, 5)} == {"#,##0.0"}
    assert {people.cell(row, 3).data_type for row in range(2, 17)} == {"n"}
    cases = read_book(workbook({"Cases": TABLES_OUT["cases"]}, cover={}))["Cases"]
    titles = [cell.value for cell in cases[1]]
    assert cases.cell(2, titles.index("Ligne") + 1).number_format == "0"


def test_what_a_plan_prints_keeps_the_decimals_it_prints() -> None:
    frame = pd.DataFrame(
        {"Identifiant": ["x", "x"], "Origine": ["statistique officielle", "plans (STS, PRS)"], "Valeur": [12.0, 12.0]}
    )
    sheet = read_book(workbook({"a": frame}, cover={}, decimals={"x": 1})).worksheets[1]
    assert [sheet["C2"].number_format, sheet["C3"].number_format] == ["#,##0.0", "#,##0"]


# ------------------------------------------------------------------ what the tables say
@pytest.mark.parametrize("column", ["Autorisé", "Prévu", "Écart"])
@pytest.mark.parametrize("name", ["ecarts", "ecarts, borne basse"])
def test_a_count_is_a_number_wherever_its_bounds_agree(name: str, column: str) -> None:
    frame = TABLES_OUT[name]
    exact = frame[f"{column}, minimum"].notna() & frame[f"{column}, minimum"].eq(frame[f"{column}, maximum"])
    assert exact.sum() > 100
    assert frame.loc[exact, column].tolist() == frame.loc[exact, f"{column}, minimum"].tolist()
    assert not {type(value) for value in frame.loc[exact, column]} & {str}


def test_population_stands_beside_every_rate() -> None:
    frame = TABLES_OUT["ecarts"]
    year = int(SUPPLY.dataset.ecarts["population_annee"].iloc[0])
    people = DATA.populations[DATA.populations["annee"].eq(year)].groupby("territoire")["population"].first()
    rated = frame[frame[gap_tables.RATES[1]].notna()]
    assert len(rated) > 30
    assert rated["Population"].tolist() == rated["Code"].map(people).tolist()
    found = (rated["Prévu, minimum"].astype(float) / rated["Population"].astype(float) * 100_000).round(1)
    assert found.tolist() == rated[gap_tables.RATES[1]].tolist()


def test_comparator_is_a_word() -> None:
    words = {"égal à", "environ", "plus de", "moins de"}
    seen: set[object] = set()
    for name, frame in TABLES_OUT.items():
        if "Comparateur" in frame:
            seen |= set(frame["Comparateur"].dropna())
            assert set(frame["Comparateur"].dropna()) <= words, name
    assert len(seen) > 1


def test_ties_are_said_where_a_rank_is_shared() -> None:
    for name, frame in TABLES_OUT.items():
        if "Ex æquo" not in frame or "Rang" not in frame:
            continue
        assert set(frame["Ex æquo"].dropna()) <= {"ex æquo"}
        if not name.startswith("carte"):
            continue
        ranks = [None if pd.isna(rank) else int(rank) for rank in frame["Rang"]]
        assert frame["Ex æquo"].notna().tolist() == [rank is not None and ranks.count(rank) > 1 for rank in ranks]
    tables = (map_table(ATLAS, key=key, sort="code") for key in ATLAS.maps)
    assert any(table["Ex æquo"].notna().any() for table in tables)


def test_territory_numbers_are_numbers_with_their_unit_beside() -> None:
    frame = TABLES_OUT["territoire 09, Chiffres"]
    exact = frame["Minimum"].notna() & frame["Minimum"].eq(frame["Maximum"]) & frame["Statut"].ne("à part")
    assert exact.sum() > 50
    assert frame.loc[exact, "Valeur"].tolist() == frame.loc[exact, "Minimum"].tolist()
    assert frame["Unité"].notna().all()
    row = frame[frame["Identifiant"].eq("taux_pauvrete") & frame["Statut"].eq("valeur montrée")].iloc[0]
    assert isinstance(row["Occitanie"], float) and isinstance(row["France"], float)
    assert any("(%)" in column for column in TABLES_OUT["territoire 09, Comparables"])


@pytest.mark.parametrize(
    ("low", "high", "found"), [(5, 5, 5), (5, 6, "x"), (None, None, "x"), (0, 0, 0), (None, 3, "x")]
)
def test_exact_or_words(low: Any, high: Any, found: object) -> None:
    assert exact_or(low, high, "x") == found


# ------------------------------------------------------------------ names that a reader typed
FIXED = {
    "Bilan": ["Plan", "Défis priorisés, référence", "Fiches d'objectifs, référence"],
    "Objectifs": ["Code", "Département", "Objectif", "Engagement", "Défi", "Thèmes", "Parcours", "Source", "Ligne"],
    "Thèmes et parcours": ["Étiquette", "Nature", "Référence"],
    "OQOS": ["Scénario", "Activité", "Ligne", "Département", "Code", "Écart"],
    "En mots": ["Scénario", "Nature", "Phrase"],
}
HOSTILE = ["référence", "Référence", "Code", "Département", "Étiquette", "Nature", "Objectif", "Engagement", "Plan",
           "Scénario", "Lien", "x" * 200, "=1+1", "@SUM(1+1)", "5/6", "09", "Défis priorisés, référence",
           "Scénario A", "Scénario B", "Scénario B : Code"]  # fmt: skip


def tables_named(names: tuple[str, str]) -> dict[str, pd.DataFrame]:
    views: dict[str, Outcome] = dict(zip(names, (NARROW, WHOLE), strict=True))
    return {table.name: table.frame for table in scenario_tables(PLANS, SUPPLY, WHOLE, views)}


PLAIN = tables_named(("un", "deux"))


def check_named(names: tuple[str, str]) -> None:
    tables = tables_named(names)
    for sheet, columns in FIXED.items():
        for column in columns:
            if column != "Scénario":
                pd.testing.assert_series_equal(tables[sheet][column], PLAIN[sheet][column])
        assert len(tables[sheet].columns) == len(PLAIN[sheet].columns)
        assert len(set(tables[sheet].columns)) == len(tables[sheet].columns)
    scenarios = [NamedScenario(nom=name) for name in names]
    cover = scenario_cover(PLANS, scenarios, dict(zip(names, (NARROW, WHOLE), strict=True)), link="/scenario")
    assert cover["Référence"].startswith("tout : tous les défis") and cover["Lien"] == "/scenario"
    assert len(cover) == len(scenario_cover(PLANS, scenarios, {"un": NARROW, "deux": WHOLE}, link="/"))
    named = {sheet: frame.head(30) for sheet, frame in tables.items() if not frame.equals(PLAIN[sheet])}
    book = read_book(workbook(named, cover=cover))  # a name stands in a heading or in each row: a few rows tell
    assert "f" not in {cell.data_type for page in book for row in page.iter_rows() for cell in row}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_scenario_called_like_a_column_replaces_none(name: str) -> None:
    check_named((name, "autre"))


def test_right_figures_stand_beside_a_scenario_called_reference() -> None:
    """The figures of the reference, counted on the plans: 14, 11, 12, 11 défis and 26, 17, 19, 13 objectifs."""
    counts = tables_named(("référence", "Référence"))["Bilan"]
    assert counts["Défis priorisés, référence"].tolist() == [14, 11, 12, 11]
    assert counts["Fiches d'objectifs, référence"].tolist() == [26, 17, 19, 13]
    assert counts["Fiches d'objectifs, Scénario A : référence"].tolist() == [6, 4, 5, 3]
    shown = written(balance(WHOLE, {"Référence": NARROW})).replace("\u00a0", " ")
    assert re.findall(r">(Référence|Scénario A : Référence)</th>", shown) == ["Référence", "Scénario A : Référence"] * 3


# ------------------------------------------------------------------ names of the files
@pytest.mark.parametrize(
    ("parts", "name"),
    [(("Défis",), "defis.csv"), (("Thèmes et parcours",), "themes-et-parcours.csv"), (("",), "tableau.csv"),
     (("territoire", "09"), "territoire-09.csv"), (("taux_pauvrete",), "taux-pauvrete.csv"),
     (("cœur, Œuvre",), "coeur-oeuvre.csv"), (("../../x",), "x.csv")],
)  # fmt: skip
def test_file_name(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, kind="csv") == name


@given(st.lists(any_text, min_size=1, max_size=3))
def test_any_file_name_is_plain(parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.csv", file_name(*parts, kind="csv"))
    assert len(file_name(*parts, kind="csv")) <= 84


def test_every_download_takes_its_name_from_the_one_rule() -> None:
    """Only the home of downloads draws such a button, and only `file_name` names its file."""
    paths = [
        ROOT / "app.py",
        *(ROOT / "pages").rglob("*.py"),
        *(ROOT / "shell").rglob("*.py"),
        *(ROOT / "components").rglob("*.py"),
    ]
    homes = [
        path.name
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    assert homes == ["downloads.py"]
    source = (ROOT / "shell" / "downloads.py").read_text("utf-8")
    assert source.count("file_name(*name, kind=") == 1


# ------------------------------------------------------------------ tables copied from the page
@pytest.mark.parametrize(
    ("value", "html"),
    [(1506391, '1<span class="mille">506</span><span class="mille">391</span>'), (0, "0"), (999, "999"),
     (-1757, '-1<span class="mille">757</span>'), (83.6, "83,6"), (1234.5, '1<span class="mille">234</span>,5'),
     (-0.5, "-0,5")],
)  # fmt: skip
def test_a_number_of_the_page_is_copied_as_digits(value: float, html: str) -> None:
    assert f'<td class="nombre">{html}</td>' in html_table(
        pd.DataFrame({"a": ["x"], "n": [value]}), caption="Essai", numbers=["n"]
    )


def test_the_number_of_a_line_is_not_split() -> None:
    shown = html_table(pd.DataFrame({"a": ["x"], "Ligne": [7319], "Lignes en hausse": [1200]}), caption="Essai")
    assert "<td>7319</td>" in shown and '<td>1<span class="mille">200</span></td>' in shown


def test_a_rounded_negative_is_not_minus_zero() -> None:
    assert '<td class="nombre">0,0</td>' in html_table(
        pd.DataFrame({"a": ["x"], "n": [-0.04]}), caption="Essai", numbers=["n"], decimals={"n": 1}
    )


@pytest.mark.parametrize("key", [POPULATION, POVERTY])
def test_map_twin_holds_numbers_alone_in_their_cells(key: MapKey) -> None:
    frame = map_table(ATLAS, key=key, sort="code")
    column = value_column(frame)
    shown = html_table(on_screen(frame, departements=DEPARTEMENTS, source=False), caption="Essai", numbers=[column])
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="nombre">(.*?)</td>', shown)]
    assert len(cells) == 15
    assert all(re.fullmatch(r"-?\d+(,\d+)?", cell) for cell in cells)
    assert "Ariège (09)" in shown and column in ("Valeur (habitants)", "Valeur (%)")


def test_gap_twin_holds_numbers_that_a_spreadsheet_reads() -> None:
    shown = gap_tables.on_screen(TABLES_OUT["ecarts"], several=True)
    exact = TABLES_OUT["ecarts"]["Écart, minimum"].eq(TABLES_OUT["ecarts"]["Écart, maximum"]).fillna(False)
    assert all(re.fullmatch(r"[+-]\d+|0", gap) for gap in shown.loc[exact, "Écart"])


# ------------------------------------------------------------------ a real spreadsheet
def opened(path: Path, infilter: str) -> list[list[str]]:
    """The rows of a file as LibreOffice shows them: the type and the text of each cell."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice est absent : l'ouverture dans un tableur n'est pas vérifiée")
    profile = path.parent / "profil"
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--infilter={infilter}",
            "--convert-to",
            "fods",
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return read_flat(path.with_suffix(".fods"))


def read_flat(path: Path) -> list[list[str]]:
    office, table = (
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    )
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    rows = []
    for row in ElementTree.parse(path).getroot().iter(f"{table}table-row"):
        cells: list[str] = []
        for cell in row.iter(f"{table}table-cell"):
            said = " ".join("".join(part.itertext()) for part in cell.iter(f"{text}p"))
            kind = cell.get(f"{office}value-type") or ""
            cells += [f"{kind}:{cell.get(f'{office}value') or said}"] * min(
                int(cell.get(f"{table}number-columns-repeated") or 1), 50
            )
        rows.append(cells)
    return rows


def test_csv_opened_in_french_keeps_ranges_and_codes(tmp_path: Path) -> None:
    """LibreOffice, French, special numbers detected: no date among the 815 printed cells, `FR-09` a text."""
    for name in ("cases", "ecarts"):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(french_csv(TABLES_OUT[name]))
        rows = opened(path, "CSV:59,34,76,1,,1036,false,true")
        cells = [cell for row in rows for cell in row]
        assert len(rows) >= len(TABLES_OUT[name]) + 1
        assert [cell for cell in cells if cell.startswith(("date:", "percentage:", "time:"))] == []
        if name == "cases":
            assert cells.count("string:de 5 à 6") == 2 and cells.count("string:-") == 77
        else:
            assert cells.count("string:FR-09") == (TABLES_OUT[name]["Code"] == "09").sum()


def test_table_copied_from_the_page_is_numbers_in_a_spreadsheet(tmp_path: Path) -> None:
    frame = map_table(ATLAS, key=POPULATION, sort="code")
    path = tmp_path / "page.html"
    table = html_table(
        on_screen(frame, departements=DEPARTEMENTS, source=False), caption="Essai", numbers=[value_column(frame)]
    )
    path.write_text(f'<html><head><meta charset="utf-8"></head><body>{table}</body></html>', "utf-8")
    rows = [row for row in opened(path, "calc_HTML_WebQuery:1036 1") if len(row) > 1 and row[1] != ":"]
    head, *values = [row[1].split(":") for row in rows]
    assert head == ["string", "Valeur (habitants)"]
    assert [kind for kind, _ in values] == ["float"] * 15
    assert [int(value) for _, value in values] == frame[value_column(frame)].astype(int).tolist()


# ------------------------------------------------------------------ the line beside the buttons
@pytest.mark.parametrize("page", ["pages/territoire.py", "pages/sources.py"])
def test_the_page_says_which_file_to_take(page: str) -> None:
    shown = html(run(page))
    assert "prenez le XLSX" in shown and "«FR\u201109»" in shown


def test_wherever_a_table_is_given_the_line_stands_beside() -> None:
    for page in BUILDERS:
        links = file_links(view(LIBRARY, page, {}), stamp=LIBRARY.stamp)
        assert "data-fichier" in links and f'<p class="quel-fichier">{WHICH_FILE}</p>' in links


def test_every_stored_table_has_its_files_and_the_line_beside() -> None:
    blocks = view(LIBRARY, "sources", {"vue": ["tables"], "table": ["oqos"]}).blocks[0].blocks
    assert [part.title.partition(" : ")[0] for part in blocks] == list(TABLES)
    assert [part.key for part in blocks if part.opened] == ["table-oqos"]
    for name, part in zip(TABLES, blocks, strict=True):
        shown = str(written((part,)))
        for form in ("csv", "xlsx", "parquet"):
            assert f'<a data-fichier href="./sources.{form}?vue=tables&amp;table={name}' in shown
        assert WHICH_FILE in shown
