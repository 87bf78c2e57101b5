"""The sentences of the line of filters, page by page, and what is unfolded under it."""

import html
import re

import pytest

from analysis.ties import cited_indicateurs, kept_activites, own_share, regional_share
from charts.blocks.filters import cited, ties
from charts.words import filter_words
from charts.words.filter_words import EDITORIAL
from tests.held import SUPPLY
from tests.places import GEOGRAPHY
from tests.written import as_html


@pytest.mark.parametrize(
    ("departements", "engagements", "text"),
    [
        ([], [], ""),
        (["09"], [], "Ariège"),
        ([], ["3"], "engagement 3"),
        (["09", "46"], ["6", "3"], "engagements 3 et 6 ; Ariège et Lot"),
        (["09", "46", "48"], ["1", "2", "4"], "engagements 1, 2 et 4 ; Ariège, Lot et Lozère"),
    ],
)
def test_filters_are_named(departements, engagements, text):
    assert filter_words.filters_text(GEOGRAPHY.named(departements), engagements) == text


def test_defis_and_sheets_are_counted(plans):
    share = regional_share(plans, ["3", "6"], ["09", "46"])
    assert filter_words.defis_text(share) == "6 défis régionaux sur 23, 17 fiches d'objectifs sur 75"
    assert filter_words.objectives_text(regional_share(plans, ["6"], ["31"])) == "aucune fiche d'objectifs sur 75"


@pytest.mark.parametrize(
    ("engagements", "tied", "text"),
    [
        ([], True, "les 17 activités"),
        (["1"], True, f"1 activité sur 17 ({EDITORIAL})"),
        (["3", "6"], True, f"15 activités sur 17 ({EDITORIAL})"),
        (["6"], True, f"aucune des 17 activités n'y est liée ({EDITORIAL})"),
        (["6"], False, "les 17 activités, sans tenir compte de l'engagement"),
    ],
)
def test_supply_says_how_many_and_whose_tie(engagements, tied, text):
    kept = kept_activites(SUPPLY, engagements if tied else ())
    assert filter_words.supply_text(SUPPLY, kept, engagements, tied=tied) == text


def test_activite_outside_the_filter_is_told_by_its_name():
    assert filter_words.outside_text(SUPPLY, "smr") == "«Réadaptation (SMR)», montrée à la demande, est hors du filtre"


@pytest.mark.parametrize(
    ("uses", "departements", "engagements", "text"),
    [
        (True, ["09"], ["3"], "le département est appliqué, l'engagement gardé sans effet"),
        (True, ["09"], [], "le département est appliqué"),
        (True, [], ["3"], "cette table n'en tient pas compte, choix gardé pour les autres"),
        (False, ["09"], [], "cette table n'en tient pas compte, choix gardé pour les autres"),
        (False, ["09"], ["3"], "cette table n'en tient pas compte, choix gardé pour les autres"),
    ],
)
def test_table_says_which_filter_it_uses(uses, departements, engagements, text):
    assert filter_words.table_text(uses, departements, engagements) == text


def test_page_of_a_departement_says_what_it_keeps_of_the_plan(plans):
    own = own_share(plans, ["3"], "48")
    assert (
        filter_words.own_plan_text(own, ["3"], GEOGRAPHY.of("48"), loaded=True)
        == "2 défis priorisés sur 11, 3 objectifs sur 13"
    )
    assert filter_words.own_plan_text(own, [], GEOGRAPHY.of("48"), loaded=True) == "la page de la Lozère, entière"
    assert filter_words.own_plan_text(own, ["3"], GEOGRAPHY.of("31"), loaded=False) == "plan non chargé, rien à filtrer"
    assert filter_words.kept_text(["48"]) == ""
    assert filter_words.kept_text(["09", "46"]) == "les autres départements sont gardés"
    assert filter_words.beside_words(GEOGRAPHY, "46") == "Comparer au Lot"


def test_map_says_that_it_hides_nothing(dataset, plans):
    found = cited_indicateurs(dataset, plans, ["3", "6"])
    said = "tous les indicateurs ; 54 sont imprimés par un plan sous ces engagements"
    assert filter_words.map_text(found, ["3", "6"], ["09"]) == said
    assert filter_words.map_text({}, [], ["09"]) == "le département est choisi sur la carte"
    assert filter_words.map_text({}, [], ["09", "46"]).startswith("le premier département est choisi sur la carte, les")
    assert "aucun n'est imprimé par un plan sous cet engagement" in filter_words.map_text({}, ["6"], [])


def test_ties_are_listed_with_their_reason_and_escaped():
    text = as_html(ties(SUPPLY, kept_activites(SUPPLY, ["1"]), ["1"]))
    assert "<h3>Dans le filtre (1)</h3><ul><li><b>Diagnostic prénatal</b> (engagement 1) : " in text
    assert "<h3>Hors du filtre (16)</h3>" in text
    assert text.count("<li>") == 17
    for activite in SUPPLY.activites.values():
        assert html.escape(activite.motif) in html.escape(html.unescape(text))
    assert as_html(ties(SUPPLY, (), [])) == ""
    assert "Gardées" not in as_html(ties(SUPPLY, (), ["6"]))


def test_indicateurs_lead_to_their_map_with_the_filters_or_to_their_values(atlas, plans, dataset):
    found = cited_indicateurs(dataset, plans, ["5"])
    text = html.unescape(as_html(cited(atlas, plans, found, {"departement": ["09"], "engagement": ["5"]})))
    assert "<summary>Lesquels : 4 avec carte, 4 sans carte</summary>" in text
    links = re.findall(r'<a data-vue href="([^"]+)"', text)
    assert len(links) == 8
    assert "./sources?indicateur=taux_suivi_medical_7j_bpco&vue=valeurs&engagement=5" in links
    assert sum(link.startswith("./carte?indicateur=") for link in links) == 4
    assert all("departement=09&engagement=5" in link for link in links if link.startswith("./carte"))
    assert "plan de la Lozère, E5D4O1 ligne 3344" in text
    names = re.findall(r'href="./carte[^>]*>([^<]+)</a>', text)
    assert names == ["Maisons médicales de garde", "SAMU", "SMUR", "Structures d'urgences"]
    assert as_html(cited(atlas, plans, {}, {"engagement": ["5"]})) == ""


def test_places_are_grouped_by_plan(plans, dataset):
    found = cited_indicateurs(dataset, plans, ["4"])["nb_centres_sante"]
    assert filter_words.places_text(plans, found) == (
        "plan de l'Ariège, E4D2O1 ligne 3862 ; plan du Lot, E4D1O1 ligne 1307"
    )
