"""Measures of one subject lead to one another, with their values and the reason why they differ.

Values read in data/curated/statistiques.csv, valeurs_plans.csv and oqos.csv.
"""

import html
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.atlas import Atlas
from analysis.plans import Plans
from analysis.supply import Supply
from analysis.territory import Territories
from charts.blocks.kin_words import kin_blocks
from charts.blocks.sheet import other_measures, sheet
from charts.blocks.territory_blocks import EVERY, figures
from charts.drawings.map_base import stored_view
from charts.drawings.outlines import svg_outlines
from data.build import build
from exports.html import written
from exports.territory_sheet import territory_sheet
from loaders.dataset import Dataset, load_geojson
from loaders.errors import CuratedError
from views.territoire.tables import figures_table

LOADED = ["09", "34", "46", "48"]
GPS, ALL_GPS = "densite_mg_bpe", "densite_generalistes_rpps"


@pytest.fixture(scope="module")
def territories(dataset: Dataset) -> Territories:
    return Territories(Atlas(dataset), Plans(dataset), Supply(dataset))


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def test_every_pair_leads_both_ways(atlas: Atlas) -> None:
    for row in atlas.dataset.parentes.itertuples():
        for objet in row.objets:
            kind, _, slug = objet.partition(":")
            others = {f"{kin.kind}:{kin.slug}" for kin in atlas.kinship.of(kind, slug)}
            assert set(row.objets) - {objet} <= others
            assert objet not in others


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("indicateur:densite_mg_bpe", "indicateur:densite_generalistes_rpps"),
        ("indicateur:nb_ehpad", "indicateur:nb_places_ehpad"),
        ("indicateur:nb_structures_urgences", "activite:urgences"),
        ("indicateur:nb_structures_urgences", "indicateur:nb_services_urgences_bpe"),
        ("activite:radiologie_diagnostique", "appareils:radiologie_diagnostique"),
        ("indicateur:part_familles_monoparentales", "indicateur:part_familles_monoparentales_ensemble_familles"),
        ("indicateur:part_beneficiaires_c2s", "indicateur:part_beneficiaires_c2s_avec_et_sans_participation"),
        ("indicateur:nb_ssiad", "indicateur:nb_ssiad_spasad"),
        ("indicateur:solde_naturel", "indicateur:solde_naturel_annuel"),
    ],
)
def test_known_pairs_meet(atlas: Atlas, one: str, other: str) -> None:
    kind, _, slug = one.partition(":")
    assert other in {f"{kin.kind}:{kin.slug}" for kin in atlas.kinship.of(kind, slug)}


def test_the_two_densities_of_gps_meet_on_the_sheet_of_the_map(atlas: Atlas) -> None:
    """Hautes-Pyrénées: low on one, first of 13 on the other; each names the other, its value and its rank."""
    for slug, other, told in ((GPS, ALL_GPS, "197, 2025, valeur la plus élevée sur 13"), (ALL_GPS, GPS, "83,6, 2024")):
        key = atlas.best[slug]
        markup = written((sheet(atlas, stored_view(atlas, key), key=key, departement="65"),))
        assert "Autre mesure du même sujet" in markup
        assert f"./carte?indicateur={other}&amp;departement=65" in markup
        assert told in text_of(markup)
        assert "tous modes d'exercice, salariés d'hôpital compris" in text_of(markup)


def test_the_map_without_a_departement_leads_to_the_other_measure(atlas: Atlas) -> None:
    markup = written(kin_blocks(atlas, "indicateur", GPS))
    assert f'href="./carte?indicateur={ALL_GPS}"' in markup
    assert "departement" not in markup


def test_two_maps_name_the_measure_that_each_list_is_about(atlas: Atlas) -> None:
    told = text_of(written(other_measures(atlas, ["taux_pauvrete", "part_65_plus"])))
    assert "Autre mesure du même sujet que «Taux de pauvreté»" in told
    assert "Autre mesure du même sujet que «Part des 65 ans et plus»" in told
    assert "Autre mesure du même sujet que" not in text_of(written(other_measures(atlas, ["taux_pauvrete"])))


def test_the_page_of_a_departement_says_the_other_measure_under_the_figure(territories: Territories) -> None:
    page = written(figures(territories.of("65"), chiffres=EVERY))
    assert f"./carte?indicateur={ALL_GPS}&amp;departement=65" in page
    told = "2 autres mesures Médecins généralistes pour 100 000 habitants, tous modes d'exercice : 197, 2025"
    assert told in text_of(page)
    herault = written(figures(territories.of("34"), chiffres=EVERY))
    assert "./ecarts?activite=urgences&amp;departement=34" in herault
    paper = territory_sheet(territories.of("65"), svg_outlines(load_geojson()), annexe=True).decode()
    assert "autres mesures : Médecins généralistes pour 100 000 habitants, tous modes" in text_of(paper)
    assert "href" not in paper


def test_emergency_services_and_imaging_meet_where_sites_are_counted(atlas: Atlas) -> None:
    """Hérault: 13 in the text, 18 by Insee; 36 scanners and 29 IRM at lines 2418 and 2419."""
    told = text_of(written(kin_blocks(atlas, "activite", "urgences", LOADED)))
    assert "Structures d'urgences : Ariège 3, année non précisée" in told
    assert "Hérault 13, année non précisée" in told
    assert "Hérault 18, 2024" in told
    imaging = written(kin_blocks(atlas, "activite", "radiologie_diagnostique", LOADED))
    assert "Hérault scanner 36 (ligne 2418) et IRM 29 (ligne 2419)" in text_of(imaging)
    assert "./sources?vue=oqos" in imaging


def test_the_table_of_figures_says_the_other_measure(territories: Territories) -> None:
    frame = figures_table(territories.of("65")).set_index("Identifiant")
    assert "197, 2025" in frame.at[GPS, "Autre mesure"]


def test_markup_in_a_reason_is_text(dataset: Dataset) -> None:
    bad = "<img src=x onerror=alert(1)>"
    spoilt = replace(
        dataset, parentes=dataset.parentes.assign(raison=bad), indicateurs=dataset.indicateurs.assign(libelle=bad)
    )
    atlas = Atlas(spoilt)
    assert "<img" not in written(kin_blocks(atlas, "activite", "urgences", LOADED))
    assert "<img" not in written(kin_blocks(atlas, "indicateur", GPS, ["65"]))
    found = Territories(atlas, Plans(spoilt), Supply(spoilt)).of("65")
    assert "<img" not in written(figures(found, chiffres=EVERY))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("indicateur:nb_ehpad|", "indicateur:nb_ehpads|", "Une mesure est inconnue"),
        ("indicateur:nb_smur|activite:urgences", "activite:urgences", "n'a pas deux mesures différentes"),
        ("indicateur:nb_smur|activite:urgences", "activite:urgences|activite:urgences", "ou en répète une"),
        ("Le même total de l'année, ou ramené à un jour.", "Même total.", "n'a pas de 8 à 50 mots"),
        ("appareils:radiologie_diagnostique", "appareils:urgences", "Une mesure est inconnue"),
    ],
)
def test_a_wrong_row_is_refused(curated: Path, tmp_path: Path, before: str, after: str, said: str) -> None:
    copy = Path(shutil.copytree(curated, tmp_path / "curated"))
    path = copy / "parentes.csv"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CuratedError, match=said):
        build(copy, tmp_path / "sortie", tmp_path / "sortie")
