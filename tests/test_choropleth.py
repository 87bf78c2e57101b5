"""The choropleth: what the map component is given to paint, and its reading in words."""

import json
from dataclasses import replace

import pytest

from analysis.atlas import Atlas, Notion
from analysis.selection import MapKey, Value
from charts.drawings.choropleth import ChoroplethView, choropleth_text, choropleth_view
from charts.drawings.map_base import CLASSES, classed_view, map_base, stored_view
from charts.drawings.palette import PALETTES, contrast, luminance, palette_name
from loaders.dataset import load_geojson
from tests.places import DEPARTEMENTS, GEOGRAPHY

CODES = list(DEPARTEMENTS)
POVERTY = MapKey("taux_pauvrete", "statistique", "2021")
POVERTY_OF_PLANS = MapKey("taux_pauvrete", "plan", None)
NOTION = Notion("essai", "Essai", "", "%", 1, "favorable_baisse", "precarite", None, True)
VALUE = Value("09", "essai", 0.0, 0.0, "0", "2021", "plan", "=", "retenue", None, None, None, None, "sts-09", "D", 1)
RISING = {code: 6.0 + n for n, code in enumerate(CODES)}
FOUR = [5.0, 8.0, 10.0, 12.0, 20.0]


def value(code: str, content: object, origine: str) -> Value:
    """A number, a (low, high) interval or a (number, comparator)."""
    low, high, comparator = content, content, "="
    if isinstance(content, tuple) and isinstance(content[1], str):
        low, high, comparator = content[0], content[0], content[1]
    elif isinstance(content, tuple):
        low, high = content
    return replace(VALUE, territoire=code, low=low, high=high, comparateur=comparator, origine=origine)


def draw(
    values: dict[str, object], references: dict[str, object] | None = None, *, origine: str = "plan", **options: object
) -> ChoroplethView:
    """A map of the département values given, with the others unknown."""
    cells = [value(code, values[code], origine) if code in values else None for code in CODES]
    beside = [value(code, content, origine) for code, content in (references or {}).items()]
    given = {"notion": NOTION, "annee": "2021", "source": "Source : essai."} | options
    return choropleth_view(cells, beside, geography=GEOGRAPHY, **given)


def test_official_view_reads_as_a_finding(atlas: Atlas) -> None:
    view = stored_view(atlas, POVERTY)
    assert view.titre == "Taux de pauvreté : cinq départements sur treize au-dessus de l'Occitanie"
    assert view.phrase.replace("\u00a0", " ") == (
        "En 2021, de 14,3 % (Haute-Garonne) à 21,2 % (Pyrénées-Orientales) ; Occitanie 17,5 % ; "
        "France métropolitaine 14,9 % (écart de l'Occitanie : +2,6 points)."
    )
    assert choropleth_text(view) == f"{view.titre}. {view.phrase}"
    assert view.source.startswith("Source : DREES")
    assert view.manque == ""


def test_official_view_has_five_classes_that_cover_its_values(atlas: Atlas) -> None:
    view = stored_view(atlas, POVERTY)
    assert view.legende == [
        "de 14,3 à moins de 15,0",
        "de 15,0 à moins de 16,5",
        "de 16,5 à moins de 18,0",
        "de 18,0 à moins de 20,5",
        "de 20,5 à 21,2",
    ]
    by_code = dict(zip(CODES, view.classes, strict=True))
    assert (by_code["31"], by_code["66"], by_code["34"], by_code["82"]) == (0, 4, 3, 2)
    assert view.palette == "sequentielle-5"
    assert (CODES[view.ordre[0]], CODES[view.ordre[-1]]) == ("66", "31")


def test_view_of_plans_says_what_is_missing_and_has_no_classes(atlas: Atlas) -> None:
    view = stored_view(atlas, POVERTY_OF_PLANS)
    assert view.annee == "année non précisée"
    assert view.phrase.startswith("Année non précisée, de 15")
    assert view.phrase.endswith(
        "Neuf départements sur treize non renseignés. Plans chargés : Ariège, Hérault, Lot et Lozère."
    )
    assert view.manque == "non renseigné (9)"
    assert view.legende == ["valeur renseignée"]
    assert [view.in_words(i) for i in range(13)].count("non renseigné") == view.classes.count(-1) == 9
    assert [reference.nom for reference in view.reperes] == ["Occitanie", "France"]


def test_rounded_plan_map_is_printed_without_decimals_it_does_not_have(atlas: Atlas) -> None:
    key = MapKey("part_mg_60_plus", "plan", None)
    view = stored_view(atlas, key)
    assert {code: text for code, text in zip(CODES, view.textes, strict=True) if text} == {
        "09": "41",
        "34": "38",
        "46": "48",
        "48": "46",
    }
    assert view.manque == "non renseigné (9)"
    assert [index == -1 for index in view.classes] == [text == "" for text in view.textes]
    assert atlas.bounds[key] == []
    assert (view.legende, view.palette) == (["valeur renseignée"], "sequentielle-1")


def test_comparator_of_a_plan_is_said_on_its_map(atlas: Atlas) -> None:
    view = stored_view(atlas, MapKey("depenses_fir", "plan", "2022"))
    assert view.in_words(CODES.index("34")) == "plus de 79\u00a0M€"
    assert (
        view.titre
        == "Fonds d'intervention régional mobilisé : de plus de 13\u00a0M€ (Lot) à plus de 79\u00a0M€ (Hérault)"
    )


def test_map_of_statistics_says_nothing_of_plans_and_a_whole_one_neither(atlas: Atlas) -> None:
    official = [stored_view(atlas, key) for key in atlas.best.values() if key.origine == "statistique"]
    assert any(view.manque for view in official) and not any("Plan" in view.phrase for view in official)
    whole = dict.fromkeys(CODES, 3.0)
    assert "non renseign" not in draw(whole, plans="Plan chargé : Lot.").phrase
    assert "Plan" not in draw(whole, plans="Plan chargé : Lot.").phrase


def test_few_missing_departements_are_named() -> None:
    view = draw({code: number for code, number in RISING.items() if code not in ("09", "82")})
    assert view.phrase.endswith("Non renseigné : Ariège et Tarn-et-Garonne.")


def test_view_without_any_value_says_so() -> None:
    view = draw({})
    assert view.titre == "Essai : aucune valeur par département"
    assert view.phrase == "En 2021 : aucun département n'est renseigné."


def test_quarter_is_not_said_like_a_year() -> None:
    assert draw(RISING, annee="2024-T4").phrase.startswith("4ᵉ trimestre 2024, de 6")


def test_plan_value_keeps_the_decimals_it_is_printed_with() -> None:
    assert [text for text in draw({"09": 15.0, "34": 15.5, "46": 0.25}).textes if text] == ["15", "15,5", "0,25"]


def test_official_value_has_the_decimals_of_its_notion() -> None:
    view = draw({"09": 15.0, "34": 15.46}, origine="statistique")
    assert [text for text in view.textes if text] == ["15,0", "15,5"]


def test_interval_is_printed_whole_and_placed_by_its_middle(atlas: Atlas) -> None:
    view = stored_view(atlas, MapKey("nb_personnes_exposees_no2", "plan", "2021"))
    position = CODES.index("34")
    assert view.textes[position] == "de 700 à 2\u202f500"
    assert view.nombres[position] == 1600.0


@pytest.mark.parametrize(("comparator", "text"), [("~", "environ 40"), (">", "plus de 40"), ("<", "moins de 40")])
def test_comparator_is_said_with_the_value(comparator: str, text: str) -> None:
    view = draw({"46": (40.0, comparator)})
    assert view.textes[CODES.index("46")] == text
    assert view.in_words(CODES.index("46")) == f"{text}\u00a0%"


def test_stated_zero_is_printed_and_ranked_before_the_unknown() -> None:
    view = draw({"09": 0.0, "34": 3.0})
    assert (view.textes[0], view.nombres[0], view.classes[0]) == ("0", 0.0, 0)
    assert view.ordre[:2] == [CODES.index("34"), CODES.index("09")]


def test_equal_values_are_said_once() -> None:
    assert draw({"09": 4.0, "34": 4.0}).titre == "Essai : 4\u00a0% (Ariège et Hérault)"


@pytest.mark.parametrize(
    ("reference", "finding"),
    [
        (15.0, "trois départements sur quatre renseignés au-dessus de l'Occitanie"),
        (40.0, "quatre départements sur quatre renseignés en dessous de l'Occitanie"),
    ],
)
def test_title_counts_the_departements_on_one_side(reference: float, finding: str) -> None:
    view = draw({"09": 12.0, "11": 16.0, "12": 18.0, "30": 20.0}, {"R76": reference})
    assert view.titre == f"Essai : {finding}"


def test_departements_all_equal_to_the_region_are_said_so() -> None:
    view = draw({"09": 15.04, "11": 14.96}, {"R76": 15.0}, origine="statistique")
    assert view.titre == "Essai : deux départements sur deux renseignés au niveau de l'Occitanie"


def test_count_is_never_compared_with_the_total_of_the_region(atlas: Atlas) -> None:
    view = stored_view(atlas, MapKey("population", "statistique", "2025"))
    assert view.titre.startswith("Population : de 76\u202f452 (Lozère)")
    assert "Occitanie, total 6\u202f201\u202f587" in view.phrase
    assert view.phrase.endswith("Nombre brut : à lire avec la taille du département.")
    assert [reference.nombre for reference in view.reperes] == [None, None]
    assert classed_view(atlas, MapKey("population", "statistique", "2025"), classes="region").centre == ""


def test_diverging_view_writes_the_side_in_the_text_and_the_legend(atlas: Atlas) -> None:
    view = classed_view(atlas, POVERTY, classes="region")
    assert (view.centre, view.palette) == ("R76", "divergente-inverse-4")
    assert [label.partition(" (")[2] for label in view.legende] == ["plus favorable)"] * 2 + ["moins favorable)"] * 2
    assert [label[0] for label in view.legende] == ["▼", "▼", "▲", "▲"]
    for text, number, index in zip(view.textes, view.nombres, view.classes, strict=True):
        assert text[0] == ("▲" if number > 17.5 else "▼")
        assert (index >= 2) == (number >= 17.5)


@pytest.mark.parametrize(
    ("sens", "under", "over", "palette"),
    [
        ("favorable_hausse", "moins favorable", "plus favorable", "divergente-4"),
        ("favorable_baisse", "plus favorable", "moins favorable", "divergente-inverse-4"),
        ("neutre", "en dessous", "au-dessus", "divergente-4"),
    ],
)
def test_sides_and_colours_follow_the_direction_of_the_notion(sens: str, under: str, over: str, palette: str) -> None:
    view = draw(RISING, {"R76": 10.0}, bounds=FOUR, centre="R76", notion=replace(NOTION, sens=sens))
    assert [label.partition(" (")[2] for label in view.legende] == [f"{under})"] * 2 + [f"{over})"] * 2
    assert view.palette == palette


def test_value_equal_to_the_reference_has_no_sign() -> None:
    view = draw(RISING, {"R76": 10.0}, bounds=FOUR, centre="R76")
    assert (view.textes[3], view.textes[4], view.textes[5]) == ("▼9", "10", "▲11")


def test_view_asked_around_an_absent_reference_falls_back_to_the_default(atlas: Atlas) -> None:
    key = next(key for key in atlas.views if not set(atlas.cells(key)) & {"R76", "FR", "FRM"})
    assert classed_view(atlas, key, classes="france") == stored_view(atlas, key)


READABLE = [
    (name, *pair)
    for name, palette in PALETTES.items()
    for fills, inks in ((palette.fills, palette.inks), (palette.dark, palette.dark_inks))
    for pair in zip(fills, inks, strict=True)
]


@pytest.mark.parametrize(("name", "fill", "ink"), READABLE)
def test_every_ink_reads_on_its_fill(name: str, fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= 4.5, name


@pytest.mark.parametrize("classes", range(2, 6))
def test_low_is_near_the_ground_in_both_themes(classes: int) -> None:
    palette = PALETTES[palette_name(classes, sens="neutre", diverging=False)]
    light, dark = ([luminance(fill) for fill in fills] for fills in (palette.fills, palette.dark))
    assert len(light) == len(dark) == classes
    assert light == sorted(light, reverse=True) and dark == sorted(dark)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize(("sens", "orange_first"), [("favorable_hausse", True), ("favorable_baisse", False)])
def test_diverging_sides_are_orange_and_blue_with_orange_the_bad_one(
    classes: int, sens: str, orange_first: bool
) -> None:
    fills = PALETTES[palette_name(classes, sens=sens, diverging=True)].fills
    orange = [int(fill[1:3], 16) > int(fill[5:7], 16) for fill in fills]
    assert orange == [orange_first] * (classes // 2) + [not orange_first] * (classes // 2)


@pytest.mark.parametrize(("first", "second", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#777777", 1)])
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == contrast(second, first) == pytest.approx(ratio)


def test_every_map_in_every_classification_is_plain_json_with_a_colour_a_class(atlas: Atlas) -> None:
    for key in atlas.views:
        for classes in CLASSES:
            view = classed_view(atlas, key, classes=classes, cuts=(1.0, 5.0, 20.0))
            json.dumps(view.payload(), allow_nan=False)
            assert len(PALETTES[view.palette].fills) == len(view.legende) > max(view.classes), (key, classes)


def test_base_payload_is_light_json_with_13_outlines(atlas: Atlas) -> None:
    payload = map_base(atlas, load_geojson())
    assert len(json.dumps(payload, ensure_ascii=False, allow_nan=False).encode()) < 120_000
    assert payload["codes"] == CODES
    assert all(len(payload[name]) == 13 for name in ("noms", "courts", "traces", "points", "tuiles"))


def test_base_payload_holds_official_views_and_every_notion_in_its_menu(atlas: Atlas) -> None:
    payload = map_base(atlas, load_geojson())
    assert set(payload["vues"]) == {key.indicateur for key in atlas.views if key.origine == "statistique"}
    listed = [entry[0] for group in payload["menu"] for entry in group["indicateurs"]]
    assert sorted(listed) == sorted(atlas.best)


def test_base_payload_survives_the_journey_and_every_view_has_13_places(atlas: Atlas) -> None:
    payload = map_base(atlas, load_geojson())
    text = json.dumps(payload)
    assert len(text.encode()) < 120_000
    assert json.loads(text) == payload
    assert len(payload["vues"]) == sum(key.origine == "statistique" for key in atlas.best.values())
    for slug, view in payload["vues"].items():
        assert [len(view[name]) for name in ("textes", "classes", "nombres")] == [13] * 3, slug
    assert all(entry[1].strip() for group in payload["menu"] for entry in group["indicateurs"])


def test_base_payload_names_sources_and_palettes_it_holds(atlas: Atlas) -> None:
    payload = map_base(atlas, load_geojson())
    for slug, view in payload["vues"].items():
        assert payload["sources"][view["source"]] == stored_view(atlas, atlas.best[slug]).source
        assert len(payload["palettes"][view["palette"]][0]) == len(view["legende"])


def test_tiles_never_share_a_place() -> None:
    assert list(GEOGRAPHY.tiles) == CODES
    assert len(set(GEOGRAPHY.tiles.values())) == len(CODES)
