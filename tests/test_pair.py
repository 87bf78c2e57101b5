"""Two départements figure by figure: same indicateur, same origine, same year; differences without a judgement.

Expected figures are read in data/curated/statistiques.csv and valeurs_plans.csv.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import permutations

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdfium2 import PdfDocument

from analysis.pair import Pair
from analysis.profile import ProfileRow
from analysis.territory import Territory
from charts.blocks.spine import bare_text, pair_gap, shown_text, spine_table
from charts.drawings.choropleth import ORIGINE_LABELS
from exports.html import written
from shell import library as held
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.test_forms import get
from tests.test_pages import html, run
from tests.test_territory_page import PAGE, address, alerts
from views.library import Library
from views.registry import view_at
from views.territoire.tables import figures_table

LOT_LOZERE = "territoire?departement=46&avec=48"
UNKNOWN = "non renseigné"


@pytest.fixture(scope="module")
def library() -> Library:
    return held.current()


def paired(library: Library, code: str, other: str) -> tuple[Territory, Pair]:
    shown = library.territories.beside(code, other)
    assert shown.pair is not None
    return shown, shown.pair


def row_of(shown: Territory, indicateur: str, origine: str) -> ProfileRow:
    return next(row for row in shown.profile.rows if (row.key.indicateur, row.key.origine) == (indicateur, origine))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-"))


GOLDEN: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("densite_population", "statistique"): ("33,8", "14,8", "+128 %"),
    ("part_65_plus", "statistique"): ("32,8 %", "27,8 %", "+5,0 points"),
    ("taux_pauvrete", "statistique"): ("15,3 %", "15,5 %", "−0,2 point"),
    ("taux_chomage", "statistique"): ("7,0 %", "4,6 %", "+2,4 points"),
    ("apl_medecins_generalistes", "statistique"): ("3,15", "2,56", "+23 %"),
    ("densite_mg_bpe", "statistique"): ("76,1", "85,0", "−10 %"),
    ("esperance_vie_femmes", "statistique"): ("85,7 ans", "85,0 ans", "+0,7 an"),
    ("part_beneficiaires_c2s_avec_et_sans_participation", "statistique"): (UNKNOWN, "7,1 %", ""),
    ("nb_msp", "plan"): ("15", "10", ""),
    ("part_mg_60_plus", "plan"): ("48 %", "46 %", ""),
    ("nb_smur", "plan"): (UNKNOWN, "1", ""),
    ("depenses_fir", "plan"): ("plus de 13 M€", UNKNOWN, ""),
}
"""Lot, Lozère and their difference; a count has none, nor a value without a year, nor one that is not known."""


@pytest.mark.parametrize(("indicateur", "origine"), GOLDEN)
def test_both_values_and_their_difference(library: Library, indicateur: str, origine: str) -> None:
    shown, pair = paired(library, "46", "48")
    row = row_of(shown, indicateur, origine)
    told = (shown_text(row, row.value), shown_text(row, pair.of(row)), pair_gap(row, pair))
    assert tuple(map(flat, told)) == GOLDEN[(indicateur, origine)]


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_two_departements_are_read_the_same_from_either_side(library: Library, code: str) -> None:
    """Every ordered pair of the region; a difference in per cent has another base, so its sign alone is turned."""
    for other in DEPARTEMENTS:
        if other <= code:
            continue
        (one, beside), (two, reverse) = paired(library, code, other), paired(library, other, code)
        turned = {row.key: row for row in two.profile.rows}
        assert [row.key for row in one.profile.rows] == [row.key for row in two.profile.rows]
        assert {row.key for row in library.territory(code).profile.rows} <= set(turned)
        for row in one.profile.rows:
            assert (row.value, beside.of(row)) == (reverse.of(turned[row.key]), turned[row.key].value)
            there, back = beside.difference(row), reverse.difference(turned[row.key])
            assert (there is None) == (back is None)
            if there and back and there.kind != "pour_cent" and back.kind != "pour_cent":
                assert there.amount == -back.amount
            elif there and back:
                assert there.amount * back.amount <= 0
            for value in (row.value, beside.of(row)):
                assert value is None or (value.annee, value.indicateur) == (row.key.annee, row.key.indicateur)
                assert value is None or value.origine == row.key.origine


def test_values_beside_are_those_of_the_page_of_the_other(library: Library) -> None:
    for code, other in permutations(("09", "31", "46", "48"), 2):
        shown, pair = paired(library, code, other)
        own = {row.key: row.value for row in library.territory(other).profile.rows}
        assert all(pair.of(row) == own.get(row.key) for row in shown.profile.rows if row.key in own)


def test_the_table_of_both_has_the_columns_of_one_and_never_judges_their_difference(library: Library) -> None:
    shown, pair = paired(library, "46", "48")
    one = spine_table(shown.profile.key_rows, GEOGRAPHY, code="46", caption="Essai")
    two = spine_table(shown.profile.key_rows, GEOGRAPHY, code="46", caption="Essai", pair=pair)
    heads = [str(cell.words) for cell in two.head[0].cells]
    assert heads[1:5] == ["Lot", "Lozère", "Position", "Écart à la Lozère"] and len(heads) == len(one.head[0].cells)
    drawn = str(written((two,)))
    assert drawn.count('class="ep-s"') == len(shown.profile.key_rows) and 'class="ep-s"' not in str(written((one,)))
    for row, cells in zip(shown.profile.key_rows, (line.cells for line in two.bodies[0]), strict=True):
        assert flat(str(cells[2].words)) == flat(bare_text(row, pair.of(row)))
        assert re.fullmatch(r"[+−][\d ,]+ (%|points?|ans?)|égal|–", flat(str(cells[4].words)))


def test_title_names_the_two_key_figures_that_differ_most(library: Library) -> None:
    said = view_at(library, f"/{LOT_LOZERE}")
    assert flat(said.title) == (
        "Lot et Lozère : parmi les chiffres clés, l'écart le plus net porte sur «Places en EHPAD pour 1 000 habitants "
        "de 75 ans et plus» (83,4 et 156,5 : −47 %), puis «Part des 65 ans et plus» (32,8 % et 27,8 % : "
        "+5,0 points)"
    )
    assert "favorable" not in said.title
    assert said.parameters["avec"] == "48" and said.filename == ("territoire", "46", "avec", "48")
    assert "Lozère : juillet 2023, version mise en consultation." in said.cautions


def test_figures_of_the_files_hold_both(library: Library) -> None:
    frame = figures_table(library.territory("46", "48"))
    poverty = frame[frame["Identifiant"].eq("taux_pauvrete") & frame["Statut"].eq("valeur montrée")].iloc[0]
    assert (poverty["Valeur"], poverty["Lozère"], flat(poverty["Écart à la Lozère"])) == (15.3, 15.5, "−0,2 point")
    assert poverty["Année"] == "2021" and poverty["Source, Lozère"].startswith("Source : DREES")
    smur = frame[frame["Identifiant"].eq("nb_smur")].iloc[0]
    assert (smur["Valeur"], smur["Lozère"], smur["Origine"]) == (UNKNOWN, 1, ORIGINE_LABELS["plan"])
    assert pd.isna(smur["Écart à la Lozère"])
    aged = frame[frame["Identifiant"].eq("part_mg_60_plus")].iloc[0]
    assert "Lozère : Le même plan imprime plus loin 40 % de plus de 60 ans" in flat(aged["À savoir"])
    alone = figures_table(library.territory("46"))
    assert not {"Lozère", "Écart à la Lozère", "Source, Lozère"} & set(alone.columns)
    assert set(alone.columns) < set(frame.columns)


# ------------------------------------------------------------------ addresses and files


def test_a_departement_is_never_beside_itself(library: Library) -> None:
    for where in ("departement=46&avec=46", "avec=09", "departement=46&avec=75"):
        found = view_at(library, f"/territoire?{where}")
        assert not found.parameters["avec"] and found.ignored == (f"avec={where[-2:]}",)
        assert " et " not in found.title.partition(" : ")[0]


def words_of(form: str) -> str:
    """What a file of the two départements says."""
    content = get(f"/{LOT_LOZERE.replace('?', f'.{form}?')}").content
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content), read_only=True)
        return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    if form == "docx":
        found = Document(io.BytesIO(content))
        cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
        return " ".join([*(line.text for line in found.paragraphs), *cells])
    if form == "pptx":
        slides = Presentation(io.BytesIO(content)).slides
        tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
        texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
        return " ".join([*texts, *(cell.text for table in tables for row in table.rows for cell in row.cells)])
    if form == "pdf":
        return " ".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    return re.sub(r"<[^>]+>", " ", content.decode("utf-8-sig"))


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "pptx", "docx", "pdf", "html"])
def test_every_form_says_both_values_and_their_difference(form: str) -> None:
    said = flat(words_of(form)).replace("&#39;", "'")
    assert "Écart à la Lozère" in said or re.search(r"Écart à la\s+Lozère", said)
    beside = "156.5" if form in ("json", "xlsx") else "156,5"
    tight = said.replace(" ", "")  # a PDF squeezes the spaces of a number
    for number in (beside, "−47%", "+2,4points"):
        assert number in tight, number
    assert "Lot et Lozère : parmi les chiffres clés" in said or form == "csv"


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_the_sheet_of_both_still_is_two_pages(form: str) -> None:
    if form == "pdf":
        for where in ("46&avec=48", "66&avec=82", "31&avec=34"):
            assert len(PdfDocument(get(f"/territoire.pdf?departement={where}").content)) == 2
    else:
        assert words_of(form).count("sans jugement") == 1


# ------------------------------------------------------------------ the page


def test_choosing_another_departement_beside_changes_the_table_and_the_address() -> None:
    app = run(PAGE, departement="46")
    assert app.selectbox(key="territoire-avec").value == "" and "epine a-deux" not in html(app)
    assert len(app.selectbox(key="territoire-avec").options) == len(DEPARTEMENTS)
    app.selectbox(key="territoire-avec").set_value("48").run()
    assert address(app) == {"departement": ["46"], "avec": ["48"]}
    assert "Écart : le Lot moins la Lozère, même origine et même année, sans jugement." in html(app)
    app.selectbox(key="territoire-departement").set_value("09").run()
    assert address(app) == {"departement": ["09"], "avec": ["48"]}
    app.selectbox(key="territoire-departement").set_value("48").run()
    assert address(app) == {"departement": ["48"]} and "epine a-deux" not in html(app)
    assert alerts(app) == []


def test_each_comparable_departement_offers_its_figures_beside() -> None:
    ways = re.findall(r'href="([^"]*)"[^>]*>Comparer les chiffres<', html(run(PAGE, departement="46")))
    assert len(ways) == 3 and all(re.fullmatch(r"\./territoire\?departement=46&avec=\d\d", way) for way in ways)
