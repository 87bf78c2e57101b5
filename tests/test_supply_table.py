"""Every activité of some départements: the same rows, marks and scale as one activité, under their names."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from exports.html import written
from tests.held import LIBRARY, SUPPLY
from views.registry import view

PLANS = SUPPLY.departements


def drawn(**query: str | list[str]) -> str:
    asked = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    return unescape(str(written(view(LIBRARY, "ecarts", {"vue": ["departement"], **asked}).blocks)))


def test_each_row_whose_gap_is_a_number_stands_once_under_its_activite():
    text = drawn()
    rows = [row for row in SUPPLY.rows if row.gaps["intervalle"] is not None]
    bodies = re.findall(r"<tbody>(.*?)</tbody>", text)
    assert len(bodies) == len({row.activite for row in rows})
    kept = [slug for slug in SUPPLY.activites if any(row.activite == slug for row in rows)]
    for body, slug in zip(bodies, kept, strict=True):
        assert f'href="./ecarts?activite={slug}">' in body
        assert body.count('<th scope="row"') == len({row.code for row in rows if row.activite == slug})


def test_each_cell_of_one_departement_says_what_the_view_of_its_activite_says():
    said = re.compile(r'<span class="hors-vue">([^<]*)</span></td>')
    one = {cell for slug in SUPPLY.activites for cell in said.findall(str(activity(slug)))}
    whole = said.findall(str(written(view(LIBRARY, "ecarts", {"vue": ["departement"], "departement": ["46"]}).blocks)))
    assert len(whole) > 40
    assert set(whole) <= one


def activity(slug: str) -> str:
    return str(written(view(LIBRARY, "ecarts", {"activite": [slug], "departement": ["46"]}).blocks))


def test_a_site_has_one_length_in_the_tables_of_an_order_by_departement():
    lengths = re.findall(r"--l:(\d+)", drawn(ordre="departement"))
    assert len(lengths) == len(PLANS) and len(set(lengths)) == 1
    own = re.findall(r"--l:(\d+)", drawn(ordre="departement", echelle="propre"))
    assert len(own) == len(PLANS) and len(set(own)) > 1


@pytest.mark.parametrize("departement", [["34"], ["34", "46"]])
def test_on_a_phone_each_cell_has_its_plan_where_there_are_several(departement):
    text = drawn(departement=departement)
    assert ('data-nom="Lot"' in text) == (len(departement) > 1)
    assert ('class="table-activite un-seul"' in text) == (len(departement) == 1)


def test_each_row_leads_to_its_activite_with_the_same_choices():
    links = re.findall(r'<th scope="row"><a data-vue href="./ecarts\?([^"]*)"', drawn(departement="46", borne="basse"))
    assert len(links) > 40
    for query in (links[0], links[-1]):
        asked = parse_qs(query)
        found = view(LIBRARY, "ecarts", asked)
        assert found.kind == "activite" and found.ignored == ()
        assert asked["borne"] == ["basse"] and asked["departement"] == ["46"]
