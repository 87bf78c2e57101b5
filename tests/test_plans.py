"""What the plans intend: three standings, versions of an objectif, the line of the page that announces a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.folding import holds_words
from analysis.plans import Plans
from analysis.wording import compare_titles, page_titles, words_of
from loaders.schema import TABLES, pandera_schema
from tests.held import dataset_of
from tests.places import DEPARTEMENTS
from tests.plan_sets import PLAN_TABLES


def test_a_defi_is_prioritised_or_not_or_the_plan_is_not_loaded(plans: Plans):
    assert plans.standing("E1D5", "48") == "priorise"
    assert plans.standing("E1D5", "09") == "non_priorise"
    assert plans.standing("E1D5", "31") == "non_charge"
    assert plans.carriers("E6D4") == ["09", "34", "46", "48"]
    assert [plans.carriers(code) for code in ("E5D2", "E6D2", "E1D2", "E2D4")] == [["09"], ["09"], ["46"], ["48"]]


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_any_number_of_plans_can_be_looked_up(count: int):
    other = dataset_of(count)
    for name in (*PLAN_TABLES, "objectifs", "documents", "territoires"):
        frame = getattr(other, name)
        pandera_schema(name).validate(frame[TABLES[name].names])
    found = Plans(other)
    assert len(found.loaded) == count
    assert {found.standing("E6D4", code) for code in found.loaded} <= {"priorise"}
    assert sum(len(found.plan(code)) for code in DEPARTEMENTS) == len(found.sheets)


def test_every_sheet_is_under_a_prioritised_defi(plans: Plans):
    assert len(plans.sheets) == 75
    assert all(plans.standing(sheet.defi, sheet.departement) == "priorise" for sheet in plans.sheets.values())
    assert sum(len(plans.of(defi, code)) for defi in plans.defis for code in DEPARTEMENTS) == 75


def test_eighteen_objectifs_are_borne_by_several_plans(plans: Plans):
    shared = {code: list(plans.versions(code)) for code in plans.objectifs if len(plans.versions(code)) > 1}
    assert shared == {
        "E1D3O7": ["09", "34"],
        "E1D4O6": ["46", "48"],
        "E2D1O3": ["09", "34"],
        "E2D1O6": ["09", "48"],
        "E2D2O1": ["09", "46"],
        "E2D3O3": ["09", "46"],
        "E3D1O2": ["09", "48"],
        "E3D1O5": ["09", "34", "46"],
        "E3D2O4": ["09", "48"],
        "E3D4O1": ["34", "46"],
        "E3D4O3": ["34", "46"],
        "E3D4O4": ["34", "46"],
        "E4D1O2": ["34", "46"],
        "E4D3O2": ["34", "48"],
        "E4D4O1": ["09", "46"],
        "E5D4O1": ["09", "48"],
        "E6D3O1": ["34", "46"],
        "E6D4O4": ["09", "34", "46", "48"],
    }


def test_an_unprinted_section_is_unknown_not_zero(plans: Plans):
    assert plans.sheets["09", "E2D1O3"].nb_actions is None
    assert plans.sheets["09", "E2D3O3"].nb_actions == 6


def test_page_of_the_defi_announces_each_sheet(plans: Plans):
    assert all(sheet.titre_page for sheet in plans.sheets.values())
    assert plans.sheets["48", "E2D4O2"].titre_page.startswith("Développer les usages de Mon Espace Santé")
    assert plans.sheets["46", "E3D1O7"].titre_page.startswith("Favoriser l'entrée dans un parcours de santé")
    assert plans.sheets["46", "E3D1O5"].titre_page.startswith("Développer la notion d'équipe traitante")
    assert plans.sheets["34", "E1D4O1"].titre_page.startswith("Mettre en place ou conforter")


def test_cautions_are_those_of_the_plan_or_of_all(plans: Plans):
    assert any("Mon Espace Santé" in text for text in plans.cautions("E2D4O2", ["48"]))
    assert plans.cautions("E2D4O2", ["09"]) == []
    assert plans.cautions("E1D4", ["46"]) != []


def test_one_word_that_differs_is_named():
    found = compare_titles("soins non programmés alternative", "soins non programmée alternative")
    assert found.verdict == "mots"
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("egal", "soins non "),
        ("retrait", "programmée "),
        ("ajout", "programmés "),
        ("egal", "alternative"),
    ]


def test_point_and_capital_are_a_difference_of_form():
    assert compare_titles("Soutenir les Professionnels.", "Soutenir les professionnels").verdict == "forme"
    assert compare_titles("L'accès", "L'accès").verdict == "identique"
    assert compare_titles("", "Soutenir").verdict == "mots"


def test_other_capitals_are_not_other_words():
    found = compare_titles("le Service d'Accès aux soins (SAS)", "le service d'accès aux soins")
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("egal", "le "),
        ("forme", "Service "),
        ("egal", "d'"),
        ("forme", "Accès "),
        ("egal", "aux soins "),
        ("ajout", "(SAS)"),
    ]


def test_another_title_is_not_aligned_word_by_word():
    found = compare_titles("Garantir l'expression des choix de vie", "Développer les usages du numérique")
    assert found.verdict == "autre"
    assert [piece.kind for piece in found.pieces] == ["retrait", "ajout"]


TITLES = st.text(alphabet=st.sampled_from("abéA' -,.()/«»"), max_size=40).map(str.strip)


@given(TITLES, TITLES)
def test_pieces_give_both_titles_back(title: str, reference: str):
    pieces = compare_titles(title, reference).pieces
    assert "".join(piece.text for piece in pieces if piece.kind != "retrait") == title
    lacking = " ".join(piece.text for piece in pieces if piece.kind != "ajout")
    assert [word.key for word in words_of(lacking)] == [word.key for word in words_of(reference)]


@given(TITLES)
def test_a_title_is_identical_to_itself(title: str):
    found = compare_titles(title, title)
    assert found.verdict == "identique"
    assert all(piece.kind == "egal" for piece in found.pieces)


@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=12), max_size=4, unique=True))
def test_order_of_the_page_does_not_matter(titles: list[str]):
    assert page_titles(titles[::-1], titles) == titles


def test_sixteen_pages_word_an_objectif_otherwise_than_its_sheet(plans: Plans):
    verdicts = {
        key: compare_titles(sheet.titre_objectif, sheet.titre_page).verdict for key, sheet in plans.sheets.items()
    }
    assert [key for key, verdict in verdicts.items() if verdict == "autre"] == [("48", "E2D4O2")]
    assert sorted(key for key, verdict in verdicts.items() if verdict in ("mots", "autre")) == [
        ("09", "E1D3O4"),
        ("09", "E2D3O3"),
        ("09", "E3D2O2"),
        ("09", "E4D4O4"),
        ("34", "E1D1O4"),
        ("34", "E1D3O7"),
        ("34", "E1D4O1"),
        ("46", "E1D2O3"),
        ("46", "E4D1O2"),
        ("46", "E4D4O2"),
        ("46", "E5D4O2"),
        ("48", "E1D5O4"),
        ("48", "E2D1O6"),
        ("48", "E2D2O2"),
        ("48", "E2D4O2"),
        ("48", "E3D2O4"),
    ]


def test_fewer_lines_than_sheets_leave_the_unlike_sheet_without_a_line():
    assert page_titles(["Soutenir les aidants"], ["Former les soignants de nuit", "Soutenir les aidants"]) == [
        None,
        "Soutenir les aidants",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Accès aux soins non-programmés", "acces SOINS"), ("Œuvre médico-sociale", "oeuvre medico sociale"),
     ("L'éco-responsabilité", "eco resp"), ("anything", "")],
)  # fmt: skip
def test_words_are_found_whatever_their_dress(text: str, words: str):
    assert holds_words(text, words)


def test_a_missing_word_is_missing():
    assert not holds_words("Accès aux soins", "soins urgents")
    assert not holds_words("Besoins", "soins")
