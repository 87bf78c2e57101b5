"""What stands out on each side of the region, by the rule of docs/decisions/standing.md; the tiles of the défis.

Expected gaps are computed by hand on data/curated/statistiques.csv: value less region, over the standard deviation of
the thirteen départements.
"""

import html
import re

import pytest

from analysis import profile
from analysis.profile import standing
from charts.blocks.territory_brief import SECTIONS, at_a_glance, summary, tiles
from charts.blocks.territory_paper import MOST_CAUTIONS, cautions_brief
from exports.html import written
from loaders.dataset import load_dataset
from shell.library import current
from tests.held import library_of
from views.registry import view

LIBRARY = current()


def text_of(markup: str) -> str:
    return re.sub(r"[\s\u202f\u00a0]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", str(markup))))


@pytest.mark.parametrize(
    ("code", "better", "worse"),
    [
        # 1.79 (114,1 - 94,8 over 10.80), 1.57 and 0.74, before 0.52 and 0.28; 0.79 and 0.68 alone on the other side
        ("34", ["densite_mg_bpe", "densite_specialistes", "couverture_grippe_65_plus"],
         ["taux_pauvrete", "taux_chomage"]),
        # 1.99 (4,6 - 8,7 over 2.06) and 0.83; 1.89, 1.57 and 1.45, before 1.29, 0.91 and 0.52
        ("48", ["taux_chomage", "taux_pauvrete"],
         ["esperance_vie_hommes", "densite_specialistes", "esperance_vie_femmes"]),
    ],
)  # fmt: skip
def test_three_largest_gaps_of_each_side(code: str, better: list[str], worse: list[str]):
    found = standing(LIBRARY.territory(code).profile.key_rows, LIBRARY.atlas)
    assert [row.key.indicateur for row in found.better] == better
    assert [row.key.indicateur for row in found.worse] == worse
    assert found.compared == 8  # nine key figures have a direction; no APL is known for the region


def test_no_figure_without_a_direction_is_ever_chosen():
    for code in LIBRARY.geography.departements:
        found = standing(LIBRARY.territory(code).profile.key_rows, LIBRARY.atlas)
        assert not {"densite_population", "part_65_plus", "taux_equipement_ehpad"} & {
            row.key.indicateur for row in (*found.better, *found.worse)
        }
        assert len(found.better) <= 3 and len(found.worse) <= 3


def test_a_tie_follows_the_dictionary(monkeypatch):
    """Of equal gaps, the order of table `indicateurs`, whatever the order of the rows."""
    monkeypatch.setattr(profile, "_apart", lambda rows, _atlas: [(1.0, row) for row in rows if row.side])
    rows, order = LIBRARY.territory("48").profile.key_rows, list(load_dataset().indicateurs["indicateur"])
    for given in (rows, rows[::-1]):
        found = [row.key.indicateur for row in standing(given, LIBRARY.atlas).worse]
        assert found == sorted(found, key=order.index) and len(found) == 3


def test_a_side_without_any_says_so_and_the_rule_is_on_the_page():
    told = text_of(written(at_a_glance(LIBRARY.territory("09"))))
    assert "Aucun des chiffres clés comparés n'est plus favorable que l'Occitanie." in told
    assert "Vaccination contre la grippe, 65 ans et plus 47,6 % Occitanie 52,9 % −5,3 points" in told
    assert "Comment ils sont choisis" in told and "divisé par l'écart type des départements connus" in told


def test_each_regional_defi_is_a_tile_that_leads_to_its_place():
    markup = written(tiles(LIBRARY.territory("34")))
    links = re.findall(r'href="\./defis\?defi=(\w+)&amp;departement=34"', markup)
    assert links == list(LIBRARY.plans.defis)
    filled = [int(number) for number in re.findall(r'<span class="compte">(\d+)</span>', markup)]
    assert (len(filled), sum(filled), markup.count('class="absent"')) == (11, 17, 12)
    assert "E1D2 Renforcer la visibilité" in text_of(markup) and "non priorisé" in text_of(markup)


def test_an_engagement_keeps_its_tiles_alone():
    shown = view(LIBRARY, "territoire", {"departement": ["34"], "engagement": ["3"]})
    assert len(re.findall(r'class="(?:compte|absent)"', written(shown.blocks))) == 3
    assert 'class="tuiles"' not in written(view(LIBRARY, "territoire", {"departement": ["31"]}).blocks)


def test_each_entry_of_the_menu_names_a_part_of_the_page():
    page = written(view(LIBRARY, "territoire", {"departement": ["31"]}).blocks)
    targets = re.findall(r'data-ancre="([\w-]+)"', written(summary(LIBRARY.territory("31"))))
    assert len(targets) == len(SECTIONS)
    assert [target for target in targets if f'class="territoire {target}"' not in page] == []


@pytest.mark.parametrize("count", [0, 1, 13])
def test_first_screen_stands_with_any_number_of_plans(count: int):
    held = library_of(count)
    page = text_of(written(view(held, "territoire", {"departement": ["82"]}).blocks))
    assert "Moins favorable que l'Occitanie" in page


def test_two_printed_pages_keep_the_heaviest_cautions_and_count_the_others():
    own = LIBRARY.territory("09")
    told = text_of(written(cautions_brief(own, annexe=False), paper=True))
    assert own.cautions[0].message.replace("\u00a0", " ") in told
    assert f"{len(own.cautions) - MOST_CAUTIONS} autres points" in told
