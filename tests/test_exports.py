"""Tables that leave the tool: CSV, workbook, HTML twin."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analysis.atlas import Atlas
from analysis.selection import MapKey
from charts.drawings.map_base import stored_view
from charts.drawings.text_width import text_width
from charts.words.french import COMPARATOR_WORDS
from exports.tables import french_csv, html_table
from exports.workbooks import workbook
from loaders.dataset import Dataset
from loaders.schema import TABLES
from tests.places import DEPARTEMENTS, GEOGRAPHY, TERRITOIRES
from views.carte.tables import SORTS, map_cover, map_table
from views.common import NOTICE, dataset_cover
from views.sources.documents import TYPE_WORDS, columns_table, documents_table
from views.sources.tables import dictionary_table, glossary_table, objectives_table, values_table, vigilances_table

POVERTY = MapKey("taux_pauvrete", "statistique", "2021")
POVERTY_OF_PLANS = MapKey("taux_pauvrete", "plan", None)
FRAME = pd.DataFrame({
    "Nom": ["Hérault", "Lot ; bis", 'dit "X"'],
    "Nombre": pd.array([1.5, None, 0.0], dtype="Float64"),
    "Ligne": pd.array([12, None, 7], dtype="Int64"),
    "Codes": [["09", "34"], [], ["46"]],
})  # fmt: skip


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_french_spreadsheet() -> None:
    content = french_csv(FRAME)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 4
    assert read_csv(content) == [
        ["Nom", "Nombre", "Ligne", "Codes"],
        ["Hérault", "1,5", "12", "09 | 34"],
        ["Lot ; bis", "", "", ""],
        ['dit "X"', "0,0", "7", "46"],
    ]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=6))
def test_csv_numbers_read_back(numbers: list[float]) -> None:
    rows = read_csv(french_csv(pd.DataFrame({"n": numbers})))[1:]
    assert [float(row[0].replace(",", ".")) for row in rows] == numbers


HOSTILE = ["=1+1", "+33+1", "-5+cmd", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_formula_is_kept_as_text_in_a_csv(text: str) -> None:
    assert read_csv(french_csv(pd.DataFrame({"a": [text], "b": [[text]]})))[1] == ["'" + text, "'" + text]


def test_negative_number_is_not_taken_for_a_formula() -> None:
    assert read_csv(french_csv(pd.DataFrame({"n": [-5.5]})))[1] == ["-5,5"]


def open_workbook(frame: pd.DataFrame, **cover: str) -> Any:
    return load_workbook(io.BytesIO(workbook({"Valeurs": frame}, cover=cover)))


def test_workbook_opens_on_its_cover() -> None:
    book = open_workbook(FRAME, Indicateur="Taux", Source="Insee")
    assert book.sheetnames == ["Lisez-moi", "Valeurs"]
    assert list(book["Lisez-moi"].values) == [("Indicateur", "Taux"), ("Source", "Insee")]


def test_workbook_numbers_are_numbers_and_unknown_cells_are_empty() -> None:
    rows = list(open_workbook(FRAME)["Valeurs"].values)
    assert rows == [
        ("Nom", "Nombre", "Ligne", "Codes"),
        ("Hérault", 1.5, 12, "09 | 34"),
        ("Lot ; bis", None, None, None),
        ('dit "X"', 0, 7, "46"),
    ]


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_formula_is_kept_as_text_in_a_workbook(text: str) -> None:
    book = open_workbook(pd.DataFrame({text: [text]}), **{text: text})
    for cell in (book["Valeurs"]["A1"], book["Valeurs"]["A2"], book["Lisez-moi"]["A1"], book["Lisez-moi"]["B1"]):
        assert cell.data_type == "s"
        assert cell.value == text
        assert cell.quotePrefix


class Cells(HTMLParser):
    """Text of each cell, and every tag seen."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.texts += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_html_table_shows_any_text_as_text(text: str) -> None:
    cells = Cells()
    other = ""  # no drawn text is empty: the two columns never bear the same name
    cells.feed(html_table(pd.DataFrame({text: [text, None], other: [[text], []]}), caption=text))
    assert set(cells.tags) == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span"}
    assert "".join(cells.texts).count(text) >= 5


def test_html_table_is_semantic() -> None:
    html = html_table(FRAME.astype("object"), caption="Essai", numbers=["Nombre"], chosen=[1])
    assert html.count('<th scope="col"') == 4
    assert html.count('<th scope="row"') == 3
    assert html.count('class="nombre"') == 4
    assert html.count('class="texte"') == 0
    assert html.count('<tr class="choisi">') == 1
    assert "<caption>Essai</caption>" in html


def test_a_long_table_tells_its_columns_and_what_its_elements_are() -> None:
    """Its rows are laid out one by one: none may shrink a column for another, nor lose its role (exports/tracks.py)."""
    rows = [{"Nom": "Anticoagulation", "Nombre": 7319.5, "Texte": "des mots " * 9}] * 41
    html = html_table(pd.DataFrame(rows), caption="Essai", numbers=["Nombre"])
    named, figure, told = re.findall(r"minmax\((\d+)px,(\d+)fr\)", html)
    assert f"--large:{sum(int(least) for least, _ in (named, figure, told))}px" in html
    assert int(named[0]) >= text_width("Anticoagulation", size=16, bold=True)
    assert int(figure[0]) >= text_width("7 319,5", size=16)
    assert int(told[1]) > 3 * int(told[0])
    assert html.count('role="row"') == 42 and html.count('role="cell"') == 82 and html.count('role="rowheader"') == 41
    short = html_table(pd.DataFrame(rows[:40]), caption="Essai", numbers=["Nombre"])
    assert "--colonnes" not in short and 'role="cell"' not in short


@given(st.lists(st.text(max_size=30), min_size=41, max_size=41))
def test_columns_of_a_long_table_are_written_whatever_its_texts(texts: list[str]) -> None:
    html = html_table(pd.DataFrame({"a": texts, "b": texts}), caption="Essai")
    assert re.search(r'style="--colonnes:(minmax\(\d+px,\d+fr\) ?){2};--large:\d+px"', html)


def test_empty_remark_is_not_called_unknown() -> None:
    html = html_table(pd.DataFrame({"Nom": ["Lot"], "À savoir": [None]}), caption="Essai")
    assert '<span class="absent">–</span>' in html
    assert "non renseigné" not in html


def test_html_table_says_unknown_and_keeps_zero() -> None:
    html = html_table(pd.DataFrame({"n": [None, 0], "l": [[], ["x"]]}, dtype="object"), caption="Essai")
    assert html.count('<span class="absent">non renseigné</span>') == 2
    assert ">0</th>" in html


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("key", [POVERTY, POVERTY_OF_PLANS])
def test_map_table_holds_everyone_then_the_references(atlas: Atlas, key: MapKey, sort: str) -> None:
    table = map_table(atlas, key=key, sort=sort)
    assert set(table["Code"].iloc[:13]) == set(DEPARTEMENTS)
    assert table["Code"].iloc[13] == "R76"
    assert table["Code"].iloc[14] in ("FR", "FRM")


@pytest.mark.parametrize(("sort", "rising"), [("croissant", True), ("decroissant", False)])
def test_map_table_is_sorted_with_the_unknown_last(atlas: Atlas, sort: str, rising: bool) -> None:
    key = POVERTY_OF_PLANS
    numbers = map_table(atlas, key=key, sort=sort)["Minimum (%)"].iloc[:13]
    known = numbers.dropna().tolist()
    assert known == sorted(known, reverse=not rising)
    assert numbers.isna().tolist() == [False] * 4 + [True] * 9


def test_map_table_by_code_follows_the_codes(atlas: Atlas) -> None:
    table = map_table(atlas, key=POVERTY_OF_PLANS, sort="code")
    assert table["Code"].tolist() == [*DEPARTEMENTS, "R76", "FR"]
    assert len(SORTS) == 4


def test_map_table_by_name_ignores_accents(atlas: Atlas) -> None:
    table = map_table(atlas, key=POVERTY, sort="nom")
    names = table["Territoire"].iloc[:13].tolist()
    assert names.index("Hautes-Pyrénées") < names.index("Hérault") < names.index("Lot")


def test_map_table_prints_what_the_map_prints(atlas: Atlas) -> None:
    view = stored_view(atlas, POVERTY)
    table = map_table(atlas, key=POVERTY, sort="code")
    assert [f"{value:.1f} %".replace(".", ",").replace(" ", "\u00a0") for value in table["Valeur (%)"].iloc[:13]] == [
        view.in_words(i) for i in range(13)
    ]
    assert table["Source"].iloc[:13].str.startswith("Source : ").all()


def test_cover_says_source_licence_filters_and_notice(atlas: Atlas) -> None:
    cover = map_cover(atlas, stored_view(atlas, POVERTY), key=POVERTY, classes="naturelles")
    assert cover["Indicateur"] == "Taux de pauvreté"
    assert cover["Filtres"].startswith(
        "origine : statistique officielle ; année : 2021 ; classes : Seuils naturels (de 14,3"
    )
    assert cover["Source"].startswith("Source : DREES")
    assert "Licence Ouverte" in cover["Licence"]
    assert cover["Avertissement"].lower() == NOTICE + "."
    assert all(cover.values())


def test_cover_names_version_and_date(dataset: Dataset) -> None:
    jeu = dataset.jeu.iloc[0]
    assert f"version {jeu['version']} du " in dataset_cover(dataset)["Jeu de données"]


def test_values_table_keeps_every_row_with_its_place(dataset: Dataset) -> None:
    table = values_table(dataset)
    assert len(table) == len(dataset.valeurs)
    assert table["Source"].notna().all()
    lines = table.loc[table["Ligne"].notna()]
    assert all(f", ligne {row.Ligne}" in row.Source for row in lines.itertuples())
    assert not table["Statut"].isin(["retenue", "repetee", "concurrente"]).any()


def test_every_published_value_is_in_the_unfiltered_values_table(dataset: Dataset) -> None:
    columns = {"Identifiant": "indicateur", "Valeur imprimée": "brut", "Document": "document", "Section": "section",
               "Ligne": "ligne", "Minimum": "valeur_min", "Maximum": "valeur_max"}  # fmt: skip
    shown, stored = values_table(dataset)[list(columns)], dataset.valeurs[list(columns.values())]
    assert Counter(map(repr, shown.itertuples(index=False, name=None))) == Counter(
        map(repr, stored.itertuples(index=False, name=None))
    )


def test_values_table_filters_by_territory_origine_theme_and_words(dataset: Dataset) -> None:
    table = values_table(dataset, theme="precarite", words="PAUVRETE taux", territoires=["34"], origine="plan")
    assert set(table["Territoire"]) == {"Hérault"}
    assert set(table["Origine"]) == {"plans (STS, PRS)"}
    assert (table["Indicateur"] == "Taux de pauvreté").sum() == 2
    text = table.astype("str").fillna("").agg(" ".join, axis=1).str.lower()
    assert text.str.contains("pauvreté").all() and text.str.contains("taux").all()


def test_objectives_are_filtered_by_departement_and_engagement(dataset: Dataset) -> None:
    table = objectives_table(dataset, departements=["48"], engagements=["3"])
    assert set(table["Département"]) == {"Lozère"}
    assert table["Code"].str.startswith("E3").all()
    assert len(objectives_table(dataset)) == 75


def test_heaviest_vigilances_come_first(dataset: Dataset) -> None:
    order = ["réserve forte", "attention", "information"]
    ranks = vigilances_table(dataset)["Gravité"].map(order.index).tolist()
    assert len(ranks) == len(dataset.vigilances)
    assert ranks == sorted(ranks)


def test_vigilances_of_a_territory_include_those_about_all(dataset: Dataset) -> None:
    table = vigilances_table(dataset, territoires=["46"])
    assert 0 < len(table) < len(dataset.vigilances)
    assert all({"Lot", "tous"} & set(names) for names in table["Territoires"])


def test_search_without_result_is_an_empty_table(dataset: Dataset) -> None:
    assert len(dictionary_table(dataset, words="zzzz")) == 0
    assert len(values_table(dataset, words="zzzz")) == 0


def test_dictionary_counts_the_values_of_each_notion(dataset: Dataset) -> None:
    table = dictionary_table(dataset)
    assert len(table) == len(dataset.indicateurs)
    assert table["Valeurs"].sum() == len(dataset.valeurs)


def test_documents_and_columns_are_all_listed(dataset: Dataset) -> None:
    assert len(documents_table(dataset)) == len(dataset.documents)
    assert columns_table("valeurs", GEOGRAPHY)["Colonne"].tolist() == TABLES["valeurs"].names


@pytest.mark.parametrize("name", TABLES)
def test_types_of_columns_are_french_words(name: str) -> None:
    assert set(columns_table(name, GEOGRAPHY)["Type"]) <= set(TYPE_WORDS.values())


def test_a_document_that_amends_none_is_not_said_unknown(dataset: Dataset) -> None:
    amended = documents_table(dataset).set_index("Identifiant")["Modifie"]
    assert amended["sts-09"] == ["aucun"]
    assert amended["avenant-1-prs-occitanie"] != ["aucun"]


def test_a_value_about_something_else_than_a_territory_says_so_where_it_is_named(dataset: Dataset) -> None:
    """`portee` stands in the column of territories: 16 % is not the Lozère's, Figeac is not the Lot."""
    table = values_table(dataset)
    told = table[table["Portée"].notna()]
    assert len(told) == dataset.valeurs["portee"].notna().sum() > 50
    assert [row.Territoire for row in told.itertuples() if not row.Territoire.startswith(f"{row.Portée} (")] == []
    handifaction = table[table["Identifiant"].eq("taux_abandon_soins_psh")]
    assert set(handifaction["Territoire"]) == {"territoire non précisé (lien fait par nous : Lozère)"}
    figeac = table[table["Portée"].eq("Figeac")]
    assert set(figeac["Territoire"]) == {"Figeac (Lot)"}
    assert table["Comparateur"].isin(COMPARATOR_WORDS.values()).all()
    sete = table[table["Portée"].eq("agglomération de Sète")].iloc[0]
    assert (sete["Comparateur"], sete["Valeur"]) == ("plus de", 90000)
    whole = table[table["Portée"].isna()]["Territoire"]
    assert set(whole) <= set(TERRITOIRES.values())


def test_search_ignores_row_order(dataset: Dataset) -> None:
    from dataclasses import replace

    shuffled = replace(dataset, objectifs_departements=dataset.objectifs_departements.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(objectives_table(dataset, words="cancer"), objectives_table(shuffled, words="cancer"))


def test_glossary_puts_the_term_sought_before_those_that_only_mention_it(dataset):
    terms = glossary_table(dataset, words="réadaptation")["Terme"].tolist()
    assert terms[0] == "SMR"
    assert glossary_table(dataset, words="SAS")["Terme"].tolist() == ["SAS"]
    assert len(glossary_table(dataset)) == len(dataset.glossaire)
