"""One département on one page: its spine chart, its comparables, its plan; what is printed and exported.

Expected figures are read in data/curated/statistiques.csv, populations.csv and valeurs_plans.csv.
"""

import html
import io
import math
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analysis.atlas import Atlas
from analysis.comparables import Comparables, standardised
from analysis.key_figures import COMPARED_FIGURES
from analysis.plans import Plans
from analysis.profile import Profile, ProfileRow, side_of
from analysis.supply import Supply
from analysis.territory import Territories, Territory
from charts.blocks.records import Scale
from charts.blocks.spine import beside_text, position_text, reference_text, shown_text, side_text, spine_table
from charts.blocks.territory import finding_text, neighbour_text, opening, plan_text, situation_text, strip
from charts.blocks.territory_blocks import (
    EVERY,
    KEY,
    cautions,
    figure_choices,
    figures,
    intentions,
    supply,
)
from charts.blocks.territory_brief import band, summary
from charts.drawings.outlines import svg_outlines
from charts.words.gap_words import REVISED
from exports.html import written
from exports.locator import locator_html
from exports.tables import french_csv
from exports.territory_sheet import territory_sheet
from exports.workbooks import workbook
from loaders.dataset import Dataset, load_geojson
from tests.held import dataset_of
from tests.places import DEPARTEMENTS, GEOGRAPHY
from views.territoire.tables import SHEETS, figures_table, territory_cover, territory_tables

BLOCKS = (figures, intentions, supply, cautions)
PLANS = ("09", "34", "46", "48")
OUTLINES = svg_outlines(load_geojson())


def territories_of(dataset: Dataset) -> Territories:
    return Territories(Atlas(dataset), Plans(dataset), Supply(dataset))


@pytest.fixture(scope="module")
def territories(dataset: Dataset) -> Territories:
    return territories_of(dataset)


@pytest.fixture(scope="module")
def ariege(territories: Territories) -> Territory:
    return territories.of("09")


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def page_of(shown: Territory) -> str:
    """Every section of the page, as HTML."""
    parts = (*summary(shown), *band(shown, OUTLINES), *strip(shown, OUTLINES))
    return str(written((*parts, *(part for block in BLOCKS for part in block(shown)))))


def row_of(profile: Profile, indicateur: str, origine: str = "statistique") -> ProfileRow:
    return next(r for r in profile.rows if r.key.indicateur == indicateur and r.key.origine == origine)


# ------------------------------------------------------------------ figures


@pytest.mark.parametrize(
    ("code", "indicateur", "value", "low", "high", "region", "country", "side"),
    [
        ("09", "taux_pauvrete", "19,0\u00a0%", "14,3\u00a0%", "21,2\u00a0%", "17,5\u00a0%", "14,9\u00a0% (métropole)",
         "moins favorable"),
        ("48", "taux_pauvrete", "15,5\u00a0%", "14,3\u00a0%", "21,2\u00a0%", "17,5\u00a0%", "14,9\u00a0% (métropole)",
         "plus favorable"),
        ("31", "taux_pauvrete", "14,3\u00a0%", "14,5\u00a0%", "21,2\u00a0%", "17,5\u00a0%", "14,9\u00a0% (métropole)",
         "plus favorable"),
        ("34", "esperance_vie_femmes", "85,8\u00a0ans", "84,6\u00a0ans", "86,6\u00a0ans", "85,8\u00a0ans",
         "non renseigné", "au même niveau"),
        ("48", "apl_medecins_generalistes", "2,56", "3,10", "4,40", "non renseigné", "3,72",
         "moins favorable que la France"),
    ],
)  # fmt: skip
def test_figure_stands_between_the_others_the_region_and_france(
    territories, code, indicateur, value, low, high, region, country, side
):
    row = row_of(territories.of(code).profile, indicateur)
    assert shown_text(row, row.value) == value
    assert [shown_text(row, end) for end in row.others] == [low, high]
    assert (reference_text(row, row.region), reference_text(row, row.country)) == (region, country)
    assert side_text(row, GEOGRAPHY) == side
    assert row.others_known == 12


def test_the_thirty_one_indicateurs_of_all_four_plans_are_on_each_of_their_pages(dataset, territories):
    """Counted by hand in the four plans: a statistic added changes nothing to it."""
    valeurs = dataset.valeurs
    printed = [
        set(valeurs.loc[valeurs["document"].eq(f"sts-{code}") & valeurs["territoire"].eq(code), "indicateur"])
        for code in PLANS
    ]
    common = set.intersection(*printed)
    assert len(common) == 31
    for code in PLANS:
        profile = territories.of(code).profile
        assert common <= {row.key.indicateur for row in profile.rows}


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_every_published_value_of_a_departement_is_somewhere_on_its_page(dataset, territories, code):
    valeurs = dataset.valeurs
    known = set(valeurs.loc[valeurs["territoire"].eq(code), "indicateur"])
    profile = territories.of(code).profile
    shown = {row.key.indicateur for row in profile.rows} | {value.indicateur for value, _ in profile.apart}
    assert known <= shown


def test_what_the_plan_prints_stands_beside_and_not_on_the_scale(ariege):
    row = row_of(ariege.profile, "part_65_plus")
    assert beside_text(row, row.beside[0]) == "dans le plan : 26\u00a0%, année non précisée, ligne 228"
    assert row.key.origine == "statistique"


def test_long_unit_is_said_unless_the_label_says_it(ariege):
    told = text_of(written(figures(ariege, chiffres=EVERY), paper=True))  # its short name is for a phone
    assert (
        "Accessibilité aux médecins généralistes (APL) en consultations par an et par habitant, à âge comparable"
        in told
    )
    assert "Niveau de vie médian en euros par an" in told
    assert "Places d'EHPAD en places" not in told


def test_only_what_the_plan_prints_counts_as_read_in_it(territories):
    """Lozère: 57 notions of valeurs_plans.csv bear sts-48; what the regional document alone prints is not counted."""
    assert "Chiffres : 57 statistiques officielles, 57 indicateurs lus dans son plan" in text_of(
        written(figures(territories.of("48")))
    )


def test_figures_are_the_key_ones_a_theme_or_all(ariege):
    assert list(figure_choices(ariege))[:2] == [KEY, "demographie"]
    assert list(figure_choices(ariege))[-1] == EVERY
    key, theme, every = (
        written(figures(ariege, chiffres=choice)).count("<table") for choice in (KEY, "precarite", EVERY)
    )
    assert (key, theme, every) == (1, 1, len(figure_choices(ariege)) - 1)


def test_competing_values_are_said(territories):
    lozere = territories.of("48")
    told = text_of(written(figures(lozere, chiffres=EVERY)))
    assert "autre valeur publiée : 13,3\u00a0%".replace("\u00a0", " ") in told.replace("\u00a0", " ")


def test_a_total_is_no_yardstick(ariege):
    row = row_of(ariege.profile, "population")
    assert row.notion.additive
    assert not row.placed
    assert side_text(row, GEOGRAPHY) == "nombre brut"
    assert reference_text(row, row.region).endswith("(total)")


def test_unknown_is_said_and_never_drawn(territories):
    lot = territories.of("46")
    row = row_of(lot.profile, "part_beneficiaires_c2s_avec_et_sans_participation")
    assert row.value is None
    assert shown_text(row, None) == "non renseigné"
    assert position_text(row) == "non renseigné"
    markup = written((spine_table([row], GEOGRAPHY, code="46", caption="x"),))
    assert 'class="ep-d"' not in markup
    assert "non renseigné" in markup


def test_every_mark_of_the_spine_is_inside_its_frame(territories):
    for code in DEPARTEMENTS:
        markup = written(figures(territories.of(code), chiffres=EVERY))
        lefts = [float(number) for number in re.findall(r"left:([-\d.]+)%", markup)]
        assert min(lefts) >= 0
        assert max(lefts) <= 100


def test_an_interval_decides_only_on_one_side(ariege):
    row = row_of(ariege.profile, "taux_pauvrete")
    wide = replace(row.value, low=10.0, high=25.0)
    assert side_of(wide, row.region, decimales=1) is None
    assert side_of(replace(row.value, low=18.0, high=25.0), row.region, decimales=1) == 1
    assert side_of(replace(row.value, low=15.0, high=15.0, comparateur=">"), row.region, decimales=1) is None
    assert side_of(None, row.region, decimales=1) is None


# ------------------------------------------------------------------ comparables


def test_method_keeps_nine_indicateurs_known_everywhere(territories):
    assert len(COMPARED_FIGURES) == 9
    assert territories.comparables.left_out == []
    assert list(territories.comparables.scores) == list(COMPARED_FIGURES)


def test_nearest_are_named_with_true_values(territories):
    lot = territories.of("46")
    assert [near.code for near in lot.neighbours] == ["48", "12", "32"]
    told = neighbour_text(lot, lot.neighbours[0]).replace("\u00a0", " ")
    assert "taux de pauvreté (15,3 contre 15,5 %)" in told  # statistiques.csv, 2021
    assert "part des 65 ans et plus (32,8 contre 27,8 %)" in told  # statistiques.csv, 2025


def test_missing_value_leaves_the_indicateur_out_for_all():
    found = Comparables({"a": {"x": 1, "y": 2, "z": 5}, "b": {"x": 1, "y": 2}}, codes=["x", "y", "z"])
    assert found.left_out == ["b"]
    assert list(found.scores) == ["a"]
    assert found.nearest("x")[0].code == "y"


NUMBERS = st.floats(min_value=-1e4, max_value=1e4, allow_nan=False).map(lambda number: round(number, 3))
TABLES = st.fixed_dictionaries(
    {name: st.fixed_dictionaries(dict.fromkeys("pqrst", NUMBERS)) for name in ("a", "b", "c")}
)


@given(TABLES)
def test_distance_is_symmetric_and_nobody_is_their_own_neighbour(values):
    found = Comparables(values, codes="pqrst")
    for one in "pqrst":
        assert one not in [near.code for near in found.nearest(one)]
        for other in "pqrst":
            assert found.distance(one, other) == found.distance(other, one)


@given(TABLES, st.permutations("pqrst"), st.permutations(["a", "b", "c"]))
def test_order_of_rows_does_not_matter(values, codes, names):
    shuffled = {name: {code: values[name][code] for code in codes} for name in names}
    one, other = Comparables(values, codes="pqrst"), Comparables(shuffled, codes=codes)
    for code in "pqrst":
        assert math.isclose(one.distance("p", code), other.distance("p", code), rel_tol=1e-6, abs_tol=1e-9)


@given(st.fixed_dictionaries(dict.fromkeys("pqrst", st.integers(-1000, 1000))), st.sampled_from([0.5, 2.0, 10.0]),
       st.sampled_from([-100.0, 0.0, 7.0]))  # fmt: skip
def test_change_of_unit_changes_nothing(values, scale, shift):
    one, other = standardised(values), standardised({code: value * scale + shift for code, value in values.items()})
    assert one.keys() == other.keys()
    assert all(math.isclose(one[code], other[code], rel_tol=1e-6, abs_tol=1e-6) for code in one)


# ------------------------------------------------------------------ opening, plan, supply, cautions


def test_opening_says_status_and_place(ariege):
    told = text_of(written(opening(ariege, OUTLINES))).replace("\u202f", " ").replace("\u00a0", " ")
    assert (
        plan_text(ariege)
        == "Schéma territorial de santé 2023-2028 de l'Ariège, juillet 2023, version mise en consultation."
    )
    assert "156 787 habitants au 1er janvier 2025, 2e moins peuplé des 13" in told
    assert finding_text(ariege).startswith(
        "Ariège : parmi les chiffres clés, l'écart le plus net avec l'Occitanie porte sur «Vaccination"
    )


def test_locator_is_told_in_words():
    assert situation_text(GEOGRAPHY, "09", ["11"]) == (
        "Carte de situation des treize départements d'Occitanie : Ariège, en plein ; plus clairs, les plus "
        "comparables : Aude."
    )
    assert locator_html(OUTLINES, GEOGRAPHY, code="09", alt="", paper=True).count("<path") == 13
    assert "<svg" not in locator_html(OUTLINES, GEOGRAPHY, code="09", alt="")  # st.html would strip it


def test_intentions_name_what_is_prioritised_and_what_is_not(territories):
    told = text_of(written(intentions(territories.of("34"))))
    assert "11 défis sur 23 priorisés, 17 objectifs" in told
    assert "E3D1O5 Développer la notion d'équipe traitante" in told
    assert "Chacun non priorisé dans ce schéma territorial, le schéma régional s'y applique" in told
    assert "E1D5 Prévenir et s'adapter" in told


def test_supply_counts_are_those_of_the_gaps_page(territories):
    """Lot, IRC: UDM 5 for 2, dialysis at home 2 for 1, the two others as many (data/curated/oqos.csv)."""
    told = text_of(written(supply(territories.of("46")))).replace("\u00a0", " ")
    wanted = (
        "(IRC) † +2 =2 2 lignes en hausse, 2 stables – aucun "  # signs and dash for the eye, words for who listens
        "+3 unité de dialyse médicalisée † ; +1 dialyse à domicile † (sous réserve dans le texte, ligne 2404)"
    )
    assert wanted in told
    assert f"† {REVISED}" in told
    assert (
        "Version arrêtée (octobre 2023) : 8 écarts en hausse ou en baisse, aucun sans réserve et 8 avec réserve" in told
    )


@pytest.mark.parametrize("code", DEPARTEMENTS)
@pytest.mark.parametrize("paper", [False, True])
def test_population_area_and_density_shown_together_agree(territories, code, paper):
    """A reader divides: an area shown beside both must give the density back, to the decimal shown."""
    told = text_of(written(opening(territories.of(code), OUTLINES), paper=paper))
    told = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", told)
    population = float(re.search(r"(\d+)\shabitants au 1er", told)[1])
    density = float(re.search(r"(\d+,\d)\shabitants par km²", told)[1].replace(",", "."))
    areas = [float(found.replace(",", ".")) for found in re.findall(r"(\d+(?:,\d+)?)\skm²", told)]
    assert [area for area in areas if round(population / area, 1) != density] == []


def test_no_table_holds_a_second_density(dataset):
    """Population over the outlines is not the official density: no column computes it."""
    assert "densite" not in dataset.territoires.columns


def test_cautions_are_heaviest_first(ariege):
    weights = [caution.gravite for caution in ariege.cautions]
    order = {"reserve_forte": 0, "attention": 1, "information": 2}
    assert weights == sorted(weights, key=order.__getitem__)
    assert weights


def test_a_departement_without_a_plan_says_what_is_known_and_whom_to_ask(territories):
    far = territories.of("31")
    told = text_of(page_of(far))
    assert "Plan non chargé : ce département n'a ici que des statistiques officielles" in told
    assert "demandez à la personne qui a installé l'outil" in told
    assert re.findall(r"python|loaders\.|--\w|make ", told) == []
    assert "Engagements, défis et objectifs : plan non chargé" in told
    assert "(OQOS) : plan non chargé" in told
    assert "0 défi" not in told


@pytest.mark.parametrize("code", ["09", "34", "46", "48", "31"])
def test_no_raw_unknown_reaches_the_reader(territories, code):
    shown = territories.of(code)
    told = text_of(page_of(shown))
    assert re.findall(r"\b(nan|None|NaN|<NA>)\b", told) == []


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_every_part_stands_with_any_number_of_plans(count):
    found = territories_of(dataset_of(count))
    for code in ("09", "82"):
        shown = found.of(code)
        assert shown.loaded == (code in found.plans.loaded)
        for block in BLOCKS:
            block(shown)
        band(shown, OUTLINES), strip(shown, OUTLINES)
        for annexe in (False, True):
            territory_sheet(shown, OUTLINES, annexe=annexe)


# ------------------------------------------------------------------ exports


def test_sheet_to_print_asks_nothing_and_opens_everything(ariege):
    page = territory_sheet(ariege, OUTLINES, annexe=True).decode()
    assert page.startswith('<!doctype html><html lang="fr">')
    assert re.findall(r"(?:src|href)=|@import|url\((?!data:font)", page) == []
    assert "<details" not in page
    assert "seul l'arrêté publié fait foi" in html.unescape(page)
    assert page.count("<path") == 13


def test_paper_leaves_out_a_way_that_goes_nowhere_and_keeps_the_words_of_the_others(ariege):
    ways = ("Lire tous les écarts de ce département", "Lire ces vigilances avec", "Comparer le défi")
    page, paper = page_of(ariege), html.unescape(territory_sheet(ariege, OUTLINES, annexe=True).decode())
    assert [way for way in ways if way not in page or way in paper] == []
    for name in ariege.supply.activites.values():
        assert name.libelle in paper.replace("\u00a0", " ")
    assert "Comment ils sont choisis" in page and "Comment ils sont choisis" not in paper
    assert "Neuf indicateurs officiels connus" in paper


def test_spine_is_a_scale_inside_its_cell_and_is_told_in_words(ariege):
    row = row_of(ariege.profile, "taux_pauvrete")
    grid = spine_table([row], GEOGRAPHY, code="09", caption="x")
    (cells,) = (body[0].cells for body in grid.bodies)
    scale = cells[3].words
    assert isinstance(scale, Scale) and scale.words == position_text(row)
    assert scale.band[0] < scale.region < scale.own[0] == scale.own[1] < scale.band[1]  # 14,3 < 17,5 < 19,0 < 21,2
    unknown = row_of(ariege.profile, "population")
    (cells,) = (body[0].cells for body in spine_table([unknown], GEOGRAPHY, code="09", caption="x").bodies)
    assert cells[3].words == "pas d'échelle commune"


def test_workbook_has_its_sheets_and_its_cover(ariege):
    book = load_workbook(io.BytesIO(workbook(territory_tables(ariege), cover=territory_cover(ariege))))
    assert book.sheetnames == ["Lisez-moi", *SHEETS]
    assert book["Objectifs"].max_row >= 1 + 26
    cover = {row[0].value: row[1].value for row in book["Lisez-moi"].iter_rows()}
    assert cover["Département"] == "Ariège (09)"


def test_unknown_figure_is_empty_in_the_table(territories):
    frame = figures_table(territories.of("46"))
    row = frame[frame["Identifiant"].eq("part_beneficiaires_c2s_avec_et_sans_participation")].iloc[0]
    assert row["Valeur"] == "non renseigné"
    assert pd.isna(row["Minimum"])
    assert french_csv(frame).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("code", PLANS)
def test_every_item_of_a_plan_is_in_its_workbook_with_its_place(dataset, territories, code):
    tables = territory_tables(territories.of(code))
    own = dataset.items[dataset.items["departement"].eq(code)]
    lists_of = {
        "Résultats et actions": ["resultat", "action"],
        "Demandes": ["enjeu", "defi_cts", "cnr"],
        "Conseil départemental": ["engagement_cd"],
    }
    for sheet, lists in lists_of.items():
        rows, frame = own[own["liste"].isin(lists)], tables[sheet]
        assert sorted(frame["Ligne"].dropna()) == sorted(rows["ligne"])  # a list that is not printed says so
        assert {"Natures", "Publics nommés", "Acteurs nommés", "Quantité imprimée", "Date imprimée"} <= set(frame)
        assert frame["Date imprimée"].notna().sum() == rows["echeance"].notna().sum()
    tied = [codes for codes in tables["Demandes"]["Objectifs qui la reprennent"] if codes]
    assert len(tied) == (own["lie_a"].map(len) > 0).sum()
    stakes = dataset.enjeux_defis[dataset.enjeux_defis["departement"].eq(code)]
    assert sorted(tables["Enjeux des défis"]["Ligne"]) == sorted(stakes["ligne"])
    assert {DEPARTEMENTS[code], "Occitanie"} == set(tables["Pilotage"]["Territoire"])


@pytest.mark.parametrize(("code", "asked"), [("09", (7, 16, 17)), ("48", (11, 11, 20))])
def test_the_sheet_to_print_counts_what_was_asked_and_says_where_it_is_read(territories, code, asked):
    own = territories.of(code)
    paper = html.unescape(territory_sheet(own, OUTLINES, annexe=True).decode()).replace("\u00a0", " ")
    brief = paper.partition("<h3>Ce que le CTS demandait</h3>")[2].partition("<h2>")[0]
    found = own.plans.items.asked(code)
    counts = re.findall(r"<li>[^<]* : (\d+), dont (\d+) qu'un objectif", brief)
    assert tuple(int(number) for number, _ in counts) == asked
    assert sum(int(tied) for _, tied in counts) == sum(bool(item.lie_a) for item in found)
    assert "fait par nous" in brief and "(feuille «Demandes»)" in brief
    assert [item.resume for item in found if item.resume in brief] == []  # counted here, listed further on
    sheets = own.plans.plan(code)
    told = (
        f"{sum(s.nb_resultats_attendus for s in sheets)} résultats attendus et {sum(s.nb_actions or 0 for s in sheets)}"
    )
    assert told in paper and "(feuille «Résultats et actions»)" in paper


def test_an_engagement_narrows_the_counts_of_the_sheets_and_not_what_was_asked(ariege):
    one = html.unescape(str(written(intentions(ariege, engagements=["3"])))).replace("\u00a0", " ")
    kept = [sheet for sheet in ariege.plans.plan("09") if sheet.engagement == 3]
    assert f"{sum(s.nb_resultats_attendus for s in kept)} résultats attendus et" in one
    assert "Défis identifiés par le CTS : 16, dont" in one and "l'engagement choisi ne les filtre pas" in one


def test_unloaded_plan_is_unknown_in_the_tables(territories):
    tables = territory_tables(territories.of("31"))
    assert tables["Demandes"].empty and set(tables["Pilotage"]["Territoire"]) == {"Occitanie"}
    assert territory_cover(territories.of("31"))["Listes du plan"].startswith("Plan non chargé : les feuilles")
    assert tables["OQOS"]["Lignes en hausse"].isna().all()
    assert set(tables["OQOS"]["Situation"]) == {"plan non chargé"}
    assert tables["OQOS"]["Écarts chiffrés avec réserve"].isna().all()


def test_markup_in_a_title_is_text(dataset):
    bad = "<img src=x onerror=alert(1)>"
    spoilt = replace(
        dataset,
        objectifs_departements=dataset.objectifs_departements.assign(titre_objectif=bad, resume=bad),
        defis_departements=dataset.defis_departements.assign(titre=bad),
        vigilances=dataset.vigilances.assign(message=bad),
        indicateurs=dataset.indicateurs.assign(libelle=bad),
    )
    shown = territories_of(spoilt).of("09")
    markup = page_of(shown)
    assert "<img" not in markup
    assert "<img" not in territory_sheet(shown, OUTLINES).decode()
