"""The sheet of one département: value, standing, source, cautions, other values."""

import re
from dataclasses import replace
from html import unescape

import pytest

from analysis.atlas import Atlas
from analysis.selection import MapKey
from charts.blocks.sheet import cautions, place_sentence, place_text
from charts.blocks.sheet import sheet as sheet_of
from charts.drawings.map_base import classed_view, stored_view
from exports.html import written
from tests.places import DEPARTEMENTS

POVERTY = MapKey("taux_pauvrete", "statistique", "2021")
POVERTY_OF_PLANS = MapKey("taux_pauvrete", "plan", None)


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", markup)))


def sheet(atlas: Atlas, key: MapKey, departement: str) -> str:
    blocks = (sheet_of(atlas, stored_view(atlas, key), key=key, departement=departement),)
    return str(written(blocks)).replace("\u00a0", " ")


def test_sheet_says_value_rank_and_both_references(atlas: Atlas) -> None:
    html = sheet(atlas, POVERTY, "66")
    assert "<h3>Pyrénées-Orientales : Taux de pauvreté</h3>" in html
    assert '<p class="grand">21,2 %</p>' in html
    assert "Valeur la plus élevée sur 13 départements renseignés." in html
    assert text_of(html).count("Occitanie : 17,5 % ; écart : +3,7 points") == 1
    assert text_of(html).count("France métropolitaine : 14,9 % ; écart : +6,3 points") == 1


def test_equal_values_share_their_rank(atlas: Atlas) -> None:
    told = "3e valeur la plus basse sur 13 départements renseignés, ex æquo."
    assert sheet(atlas, POVERTY, "32").count(told) == 1
    assert sheet(atlas, POVERTY, "46").count(told) == 1
    assert "2e valeur la plus basse sur 13 départements renseignés." in sheet(atlas, POVERTY, "12")


def test_lowest_value_is_called_so(atlas: Atlas) -> None:
    assert "Valeur la plus basse sur 13 départements renseignés." in sheet(atlas, POVERTY, "31")


def test_rank_is_absent_under_eight_values(atlas: Atlas) -> None:
    assert "départements renseignés" in sheet(atlas, POVERTY, "34")
    assert "départements renseignés" not in sheet(atlas, POVERTY_OF_PLANS, "34")


def test_total_of_the_region_is_not_a_yardstick(atlas: Atlas) -> None:
    html = sheet(atlas, MapKey("population", "statistique", "2025"), "34")
    assert "Occitanie (total) : 6\u202f201\u202f587</span></li>" in html
    assert "écart" not in html.partition("À savoir")[0]


def test_plan_value_has_its_section_and_line(atlas: Atlas) -> None:
    value = atlas.cells(POVERTY_OF_PLANS)["34"]
    assert place_text(atlas, value) == (
        f"Source : Schéma territorial de santé 2023-2028 de l'Hérault, «{value.section}», ligne {value.ligne} du texte."
    )
    assert f"ligne {value.ligne} du texte" in sheet(atlas, POVERTY_OF_PLANS, "34")


def test_statistic_has_its_producer_and_data_set(atlas: Atlas) -> None:
    value = atlas.cells(POVERTY)["34"]
    assert (
        place_text(atlas, value) == f"Source : {value.producteur}, {value.section} (copie tierce, recoupée en partie)."
    )


def test_unknown_value_is_said_and_not_compared(atlas: Atlas) -> None:
    html = sheet(atlas, POVERTY_OF_PLANS, "31")
    assert '<p class="grand">non renseigné</p>' in html
    assert "Occitanie" not in html.partition("À savoir")[0]


def test_side_is_said_where_no_difference_can_be(atlas: Atlas) -> None:
    """Values that a plan does not date have no number to differ by."""
    told = text_of(sheet(atlas, POVERTY_OF_PLANS, "48")).partition("À savoir")[0]
    assert "; valeur " in told and "écart" not in told


def test_head_holds_the_strongest_caution_and_the_rest_follows(atlas: Atlas) -> None:
    html, key = sheet(atlas, POVERTY, "48"), POVERTY
    known = cautions(atlas, atlas.cells(key)["48"], indicateur=key.indicateur, territoire="48")
    head, rest = html.split('<div class="fiche-suite">')
    assert len(known) > 1
    first = [one[:30] in text_of(head) for one in known]
    assert first[0] and not all(first) and first == sorted(first, reverse=True)
    assert [one[:30] in text_of(rest) for one in known] == [not shown for shown in first]


def test_every_other_published_value_is_listed_and_the_shown_one_is_not(atlas: Atlas) -> None:
    listed = re.findall(
        r"<li>(.*?)</li>",
        sheet(atlas, POVERTY, "34").partition("Autres valeurs publiées")[2].partition("Dans le plan")[0],
    )
    published = [v for v in atlas.values if v.indicateur == "taux_pauvrete" and v.territoire == "34"]
    assert len(listed) == len(published) - 1 > 0
    assert any("plans (STS, PRS)" in line for line in listed)


def test_sheet_says_what_the_plan_gives_on_the_same_theme(atlas: Atlas) -> None:
    html = sheet(atlas, atlas.best["densite_mg_bpe"], "48")
    assert "Dans le plan (Schéma territorial de santé 2023-2028 de la Lozère), sur le même sujet" in html
    assert "Part des médecins généralistes de 60 ans et plus : 46 %, année non précisée, ligne 315." in html


def test_sheet_says_that_a_plan_is_not_loaded(atlas: Atlas) -> None:
    assert "Plan non chargé" in sheet(atlas, POVERTY, "31")
    assert "Plan non chargé" not in sheet(atlas, POVERTY, "48")


def test_competing_value_is_called_another_published_value_with_its_place(atlas: Atlas) -> None:
    value = next(v for v in atlas.values if v.statut == "concurrente" and v.territoire in DEPARTEMENTS)
    html = sheet(atlas, value.key, value.territoire)
    assert "autre valeur publiée" in html
    assert "concurrente" not in html
    assert f"ligne {value.ligne} du texte" in html


def test_own_note_comes_before_the_caution_of_the_notion(atlas: Atlas) -> None:
    notion = next(notion for notion in atlas.notions.values() if notion.reserve)
    value = replace(atlas.cells(POVERTY)["09"], note="note propre.", calcul=None)
    first, second, *_ = cautions(atlas, value, indicateur=notion.indicateur, territoire="09")
    assert first == "Note propre."
    assert second.lower() == notion.reserve.rstrip(".").lower() + "."


def test_vigilance_of_another_departement_is_not_shown(atlas: Atlas) -> None:
    vigilances = atlas.dataset.vigilances.iloc[:3].assign(
        objets=[["indicateur:taux_pauvrete"]] * 3,
        territoires=[["48"], ["R76"], []],
        message=["du seul 48", "de la région", "de tous"],
    )
    lines = cautions(
        Atlas(replace(atlas.dataset, vigilances=vigilances)), None, indicateur="taux_pauvrete", territoire="34"
    )
    assert {"De la région.", "De tous."} <= set(lines)
    assert "Du seul 48." not in lines


@pytest.mark.parametrize("column", ["note", "section", "producteur", "calcul"])
def test_markup_in_a_text_is_escaped(atlas: Atlas, column: str) -> None:
    valeurs = atlas.dataset.valeurs.assign(**{column: '<script>alert("x")</script>'})
    html = sheet(Atlas(replace(atlas.dataset, valeurs=valeurs)), POVERTY, "34")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


SAID = {
    ("densite_mg_bpe", "46"): "Lot : 76,1, valeur la plus basse sur 13 départements renseignés ; écart à l'Occitanie "
    "\u221220 %, à la France \u221214 %.",
    ("taux_pauvrete", "34"): "Hérault : 19,4 %, 4e valeur la plus élevée sur 13 départements renseignés ; écart à "
    "l'Occitanie +1,9 point, à la France métropolitaine +4,5 points.",
    ("population", "46"): "Lot : 176 432, 3e valeur la plus basse sur 13 départements renseignés.",
    ("esperance_vie", "48"): "Lozère : 81,3 ans ; en dessous de l'Occitanie.",
    ("esperance_vie", "31"): "Haute-Garonne : non renseigné (plan non chargé).",
    ("depenses_fir", "09"): "Ariège : non renseigné.",
    ("depenses_fir", "46"): "Lot : plus de 13 M€.",
}
"""What is said aloud of a département, read by hand beside its map."""


def spoken(atlas: Atlas, key: MapKey, departement: str) -> str:
    said = place_sentence(atlas, stored_view(atlas, key), key=key, departement=departement)
    return said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("indicateur", "departement"), SAID)
def test_what_is_said_aloud_of_a_departement(atlas: Atlas, indicateur: str, departement: str) -> None:
    assert spoken(atlas, atlas.best[indicateur], departement) == SAID[(indicateur, departement)]


def test_what_is_said_aloud_is_what_the_sheet_says(atlas: Atlas) -> None:
    ranks = re.compile(r"(?:\d+e )?[Vv]aleur (?:la plus|du milieu|égale)[^.;]*?renseignés(?:, ex æquo)?")
    differences = re.compile(r"[+\u2212][\d,]+ (?:%|points?(?: par an)?|ans?)")
    ranked = compared = 0
    for rank, key in enumerate(atlas.best.values()):
        departement = list(DEPARTEMENTS)[rank % len(DEPARTEMENTS)]
        said, html = spoken(atlas, key, departement), sheet(atlas, key, departement).partition("À savoir")[0]
        told = text_of(html.replace("</p>", " ")).replace("\u202f", " ").partition("Source :")[0]
        assert said.split(" : ")[1].split(" (")[0].split(" ;")[0].split(", ")[0].rstrip(".") in told, said
        assert [one.lower() for one in ranks.findall(said)] == [one.lower() for one in ranks.findall(told)], said
        assert differences.findall(said) == differences.findall(told), said
        ranked, compared = ranked + bool(ranks.search(said)), compared + bool(differences.search(said))
    assert ranked > 20 and compared > 20


def test_classes_around_a_reference_leave_no_sign_in_what_is_said(atlas: Atlas) -> None:
    view = classed_view(atlas, POVERTY, classes="region")
    assert view.textes[list(DEPARTEMENTS).index("34")].startswith("▲")
    assert "▲" not in place_sentence(atlas, view, key=POVERTY, departement="34")


def test_sheet_of_a_map_of_plans_says_why_nothing_is_known(atlas: Atlas) -> None:
    assert '<p class="rang">Plan non chargé.</p>' in sheet(atlas, POVERTY_OF_PLANS, "31")
    assert '<p class="rang">Plan' not in sheet(atlas, atlas.best["depenses_fir"], "09")
    missing = next(key for key in atlas.best.values() if key.origine == "statistique" and "46" not in atlas.cells(key))
    assert '<p class="rang">Plan' not in sheet(atlas, missing, "46")
