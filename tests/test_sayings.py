"""Sentences that must hold for whatever a map or a sheet shows: French, and true of every value it may be about."""

import html
import re
from pathlib import Path

import pytest

from analysis.atlas import Atlas
from analysis.comparison import Rank
from analysis.plans import Plans
from analysis.selection import MapKey
from analysis.supply import Supply
from analysis.territory import Territories, Territory
from charts.blocks.key_figures import key_figures
from charts.blocks.sheet import sheet
from charts.blocks.territory import rank_text
from charts.blocks.territory_blocks import cautions, figures
from charts.drawings.map_base import source_text, stored_view
from charts.words.coverage import coverage_lines
from charts.words.french import from_text
from charts.words.map_reading import RAW_COUNT
from charts.words.standing_words import rank_words
from exports.html import written
from loaders.dataset import Dataset
from tests.places import DEPARTEMENTS

GUIDE = (Path(__file__).parents[1] / "GUIDE.md").read_text("utf-8")


@pytest.fixture(scope="module")
def atlas(dataset: Dataset) -> Atlas:
    return Atlas(dataset)


@pytest.fixture(scope="module")
def territories(dataset: Dataset) -> Territories:
    return Territories(Atlas(dataset), Plans(dataset), Supply(dataset))


def text_of(markup: str) -> str:
    return re.sub(r"[\s\u202f]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def test_the_low_end_of_an_extent_is_elided(atlas: Atlas) -> None:
    assert from_text("environ 20 %") == "d'environ 20 %" and from_text("37,2") == "de 37,2"
    view = stored_view(atlas, MapKey("depenses_sante", "plan", "2022"))
    assert "d'environ 0,6\u00a0Md€ (Lot) à plus de 5,5" in view.titre and "d'environ 0,6" in view.phrase
    told = [text for key in atlas.maps for text in (stored_view(atlas, key).titre, stored_view(atlas, key).phrase)]
    assert [text for text in told if "de environ" in text] == []


def test_one_plan_is_one_schema(atlas: Atlas) -> None:
    plans = [key for key in atlas.maps if key.origine == "plan"]
    one = [
        key
        for key in plans
        if len({v.document for v in atlas.departement(key) if v}) == 1
        and all(v.document.startswith("sts-") for v in atlas.departement(key) if v)
    ]
    assert one and all("schéma territorial de santé" in source_text(atlas, key) for key in one)
    assert "schémas territoriaux de santé" in source_text(atlas, MapKey("nb_ehpad", "plan", None))


def test_the_caution_of_a_count_is_true_of_a_balance(atlas: Atlas) -> None:
    """Hérault has the second population and a natural balance of -508: size does not order a balance."""
    view = stored_view(atlas, MapKey("solde_naturel", "statistique", "2023"))
    assert view.phrase.endswith(RAW_COUNT)
    assert "suit" not in RAW_COUNT


def test_a_level_difference_reads_as_french(atlas: Atlas) -> None:
    view = stored_view(atlas, MapKey("taux_equipement_esat", "statistique", "2023"))
    assert "(places pour 1 000 ; écart de l'Occitanie : aucun)" in view.phrase
    assert "écart égal" not in text_of(written((key_figures(atlas),)))


def test_the_middle_of_a_ranking_reads_without_a_noun(territories: Territories) -> None:
    middle = Rank(7, 7, 13, 0)
    assert rank_words(middle, high="plus dense", low="moins dense", among="des 13") == "au milieu, 7e des 13"
    density = territories.of("11").density
    assert density and rank_text(density, "dense") == "au milieu, 7e des 13"


@pytest.mark.parametrize("code", ["12", "46"])
def test_what_the_regional_document_says_is_never_denied(dataset: Dataset, atlas: Atlas, code: str) -> None:
    """Aveyron, whose plan is not loaded, has 132 places in the regional document (003:3324)."""
    key = MapKey("taux_equipement_ehpad", "statistique", "2023")
    told = text_of(written((sheet(atlas, stored_view(atlas, key), key=key, departement=code),)))
    assert "seules" not in told
    if code == "12":
        assert "132" in told and "parfois, ce qu'en dit le document régional" in told
    assert any(
        "parfois, ce qu'en dit le document régional" in line for line in coverage_lines(dataset, atlas.loaded_plans)
    )


def test_the_regional_document_has_one_name(territories: Territories) -> None:
    told = text_of(written(figures(territories.of("12"), chiffres="tous")))
    assert "dans le document régional : 132" in told and "projet régional" not in told


def messages(territory: Territory) -> str:
    return " ".join(caution.message for caution in territory.cautions)


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_a_departement_has_the_cautions_that_its_maps_say(atlas: Atlas, territories: Territories, code: str) -> None:
    """What the sheet of a map warns of everywhere, the page of the département warns of too."""
    territory = territories.of(code)
    rows = atlas.dataset.vigilances.itertuples()
    everywhere = {row.message for row in rows if not len(row.territoires) and "indicateur:" in " ".join(row.objets)}
    key = atlas.best["taux_chomage"]
    told = text_of(written((sheet(atlas, stored_view(atlas, key), key=key, departement=code),)))
    assert "sont provisoires" in told and "sont provisoires" in messages(territory)
    assert len(everywhere) == 3 and all(message in messages(territory) for message in everywhere)
    assert "aucune ne porte" not in text_of(written(cautions(territory)))


@pytest.mark.parametrize("code", ["09", "34", "46", "48"])
def test_the_avenant_is_among_the_cautions_of_each_plan_it_revised(territories: Territories, code: str) -> None:
    assert "L'avenant n°1, dont l'arrêté a été publié le 28/01/2025" in messages(territories.of(code))


def test_a_copy_says_how_far_it_was_checked(dataset: Dataset) -> None:
    copies = dataset.copies
    assert copies["etendue"].isna().tolist() == copies["recoupement"].isna().tolist()
    whole = set(copies[copies["etendue"].eq("tout").fillna(False)]["document"])
    assert whole == {"stat-spf-vaccination-2024"}  # the only file found byte for byte in a second copy


def test_no_caution_forbids_what_a_view_does(dataset: Dataset, atlas: Atlas) -> None:
    """Views rank life expectancy by the tenth: a caution may say what such a rank is worth, not that there is none."""
    said = [*dataset.vigilances["message"], *(notion.reserve or "" for notion in atlas.notions.values())]
    assert [text for text in said if "ne pas classer" in text.lower()] == []


def test_the_guide_quotes_what_the_tool_says(atlas: Atlas) -> None:
    key = atlas.best["densite_mg_bpe"]
    told = text_of(written((sheet(atlas, stored_view(atlas, key), key=key, departement="48"),)))
    assert "6e valeur la plus basse sur 13" in told
    assert "La fiche donne 85,0, sixième valeur la plus basse sur treize." in GUIDE
    assert re.sub(r"\s+", " ", RAW_COUNT).removesuffix(".") in re.sub(r"\s+", " ", GUIDE)
    assert "objectifs sur 75" not in GUIDE and "75 objectifs" not in GUIDE
