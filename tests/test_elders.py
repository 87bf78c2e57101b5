"""Sites of four lines beside the population of 65 and 75 and over."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.elders import PAIRED, Elders, beside
from analysis.intervals import Interval
from charts.words.elders_words import WHY, elders_text, per_site_text
from shell.forms import FORMS
from tests.held import LIBRARY
from tests.written import as_html
from views.registry import view
from views.view import View

PLANS = LIBRARY.supply.departements
TITLE = "Offre et population âgée"


def shown(activite: str, **query: str) -> View:
    return view(LIBRARY, "ecarts", {"activite": [activite], **{name: [value] for name, value in query.items()}})


def text(found: View) -> str:
    return as_html(found.blocks).replace("&#39;", "'").replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("slug", LIBRARY.supply.activites)
def test_only_the_activities_of_the_list_are_read_beside_the_old_population(slug: str):
    found = shown(slug)
    assert (TITLE in text(found)) == (TITLE in found.frames()) == (slug in PAIRED)


def test_each_line_of_the_list_is_printed_by_the_four_plans_and_its_reason_is_said():
    assert set(WHY) == set(PAIRED)
    for slug, code in PAIRED.items():
        rows = [found.row for found in beside(LIBRARY.supply, LIBRARY.atlas, slug, PLANS)]
        assert [row.departement for row in rows] == PLANS and {row.code for row in rows} == {code}
        assert WHY[slug] in text(shown(slug))


@pytest.mark.parametrize(
    "code, authorised, planned",
    [
        ("09", "non calculé : moins de 3 sites", "environ 7 100"),  # 156 787 x 13,54 % = 21 229 ; 1 site, then 3
        ("34", "environ 16 400", "environ 16 400"),  # 1 252 904 x 11,81 % = 147 968 ; 9 sites
        ("48", "environ 3 500", "environ 3 500"),  # 76 452 x 13,65 % = 10 436 ; 3 sites
    ],
)
def test_inhabitants_a_site_are_those_of_the_shares_and_of_the_population_published(code, authorised, planned):
    (found,) = beside(LIBRARY.supply, LIBRARY.atlas, "sld", [code])
    said = [per_site_text(found, sites).replace("\u202f", " ") for sites in (found.row.existing, _planned(found))]
    assert said == [authorised, planned]


def _planned(found) -> Interval | None:
    return found.row.targets["intervalle"]


@pytest.mark.parametrize("slug", PAIRED)
def test_no_number_a_site_under_three_sites_nor_for_a_range(slug: str):
    frame = shown(slug).frames()[TITLE]
    for what, name in (("autorisé", "Autorisé"), ("prévu", "Prévu")):
        low, high = frame[f"{name}, minimum"], frame[f"{name}, maximum"]
        given = frame[f"Habitants de 75 ans et plus par site {what}, environ"].notna()
        assert (given == (low.eq(high) & low.ge(3))).all()
        assert (frame[f"Par site {what}, motif"].isna() == given).all()


def test_both_bounds_of_a_range_stand_whatever_the_bound_of_the_page():
    for borne in ("intervalle", "basse", "haute"):
        part = text(shown("medecine", borne=borne)).split("offre-age")[-1]
        row = next(line for line in part.split("<tr>") if ">28 à 52<" in line)
        assert ">33<" in row and "non calculé : fourchette" in row and "23,2 %, environ 290 900" in row


def test_what_is_not_published_is_not_made_up():
    assert elders_text(Elders(None, None, "", "")) == "non renseigné"
    assert "habitants : non renseigné" in elders_text(Elders(25.0, None, "2025", "autre"))
    (found,) = beside(LIBRARY.supply, LIBRARY.atlas, "sld", ["34"])
    without = type(found)(found.row, (Elders(None, None, "", ""),) * 2)
    assert per_site_text(without, Interval(9, 9)) == "non calculé : population non renseignée"
    assert per_site_text(found, None) == "non calculé : sites non renseignés"


def test_the_page_says_what_a_site_is_not_and_what_a_plan_prints_otherwise():
    page = text(shown("sld"))
    for words in (
        "Un site n'est ni un lit ni une capacité",
        "Rien ici ne dit si l'offre suffit",
        "choisi par nous",
        "population au 1er janvier 2025",
        "Le plan du Lot imprime 25 070 habitants",
        "ligne 696",
        "copie tierce",
    ):
        assert words in page, words
    assert "25 070" not in text(shown("sld", departement="34"))


def test_the_lines_that_the_reasons_cite_speak_of_age(sources: Path):
    cited = {"34": (2310, 1942, 2367), "46": (2238,), "48": (4661,)}
    named = {"34": "004_12f2aee6e1f746bd.txt", "46": "001_262b1aaa1e59d635.txt", "48": "000_88a41eddd936ef1e.txt"}
    for code, lines in cited.items():
        printed = (sources / named[code]).read_text("utf-8").splitlines()
        for line in lines:
            words = " ".join(printed[line - 1 : line + 1]).lower()
            assert any(word in words for word in ("âgée", "vieilliss", "65 ans", "65 et plus")), (code, line)


def test_the_files_by_address_hold_the_table_and_its_reading():
    given = FORMS["json"].give(shown("sld"), LIBRARY) or b""
    assert TITLE.encode() in given and b"16400" in given
    assert WHY["sld"] in shown("sld").cover()[TITLE]
