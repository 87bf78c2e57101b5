"""Charts of the gaps: what is drawn and what never is, the words, the overview, the map, the order of rows."""

from __future__ import annotations

import colorsys
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.gap_order import sorted_rows
from analysis.supply import COUNTED, GapRow
from charts.blocks import gap_notes, gap_sheet
from charts.drawings.choropleth import RANGE, UNKNOWN
from charts.drawings.gap_chart import COLOURS, TOKENS, gap_chart
from charts.drawings.gap_map import MEASURES, gap_view
from charts.drawings.gap_matrix import SIGNS, counts_text, gap_matrix
from charts.drawings.palette import PALETTES, contrast
from charts.drawings.tokens import colours
from charts.words.french import NBSP
from charts.words.gap_bounds import cell_text
from charts.words.gap_declared import announced_text, comes_first
from charts.words.gap_words import BORNES, RANGE_CAUTION, gap_sentence, gap_text, short_sentence
from tests.held import LIBRARY, SUPPLY
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.written import as_html

ROOT = Path(__file__).resolve().parents[1]
PLANS = SUPPLY.departements
ACTIVITES = list(SUPPLY.activites)
ORDERS = ("document", "ecart", "departement")
SUFFIX = {"intervalle": "", "basse": "_basse", "haute": "_haute"}
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
GROUNDS = {"clair": THEMES["light"]["backgroundColor"], "sombre": THEMES["dark"]["backgroundColor"]}
ECARTS = SUPPLY.dataset.ecarts.set_index(["departement", "activite", "code"])

activites = st.sampled_from(ACTIVITES)
subsets = st.lists(st.sampled_from(PLANS), min_size=1, unique=True)
bornes = st.sampled_from(list(BORNES))
orders = st.sampled_from(ORDERS)
each_activite = pytest.mark.parametrize("activite", ACTIVITES)
each_borne = pytest.mark.parametrize("borne", list(BORNES))


def rows_of(activite: str, departements: Sequence[str], *, borne: str, order: str = "document") -> list[GapRow]:
    return sorted_rows(SUPPLY.of(activite, departements), departements, order=order, borne=borne)


def drawn(activite: str, departements: Sequence[str] = PLANS, *, borne: str = "intervalle", order: str = "document"):
    """The rows of one activité and their chart."""
    rows = rows_of(activite, departements, borne=borne, order=order)
    return rows, gap_chart(rows, GEOGRAPHY.by_code(departements), borne=borne, stacked=order == "departement")


def whole_departements(departements: Sequence[str] = PLANS, *, borne: str = "intervalle"):
    """Every activité under headings, as the view by département draws it."""
    rows = [row for slug in ACTIVITES for row in rows_of(slug, departements, borne=borne)]
    headings = {slug: entry.libelle_court for slug, entry in SUPPLY.activites.items()}
    return rows, gap_chart(rows, GEOGRAPHY.by_code(departements), borne=borne, headings=headings)


def stored(row: GapRow) -> pd.Series:
    """The line of the table `ecarts`, read apart from the lookups."""
    return ECARTS.loc[(row.departement, row.activite, row.code)]


def bounds(line: pd.Series, name: str) -> tuple[int, int] | None:
    low, high = line[f"{name}_min"], line[f"{name}_max"]
    return None if pd.isna(low) or pd.isna(high) else (int(low), int(high))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


def painted(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with its tokens replaced, as its drawing does."""
    text = json.dumps(figure)
    for token, colour in COLOURS.items():
        text = text.replace(f'"@{token}"', f'"{colour}"')
    return json.loads(text)


class Read:
    """A chart read back: counts instead of places, through the scale of each panel (panel n spans n to n + 1)."""

    def __init__(self, figure: dict[str, Any]) -> None:
        self.figure, texts = figure, figure["layout"]["meta"]["textes"]
        self.labels = {text["y"]: text for text in texts if text.get("ancre") == "end"}
        self.titles = [text for text in texts if text.get("style") == "gras" and "ancre" not in text]
        beside = [text for text in texts if "couleur" in text]
        self.words: dict[tuple[int, float], dict[str, Any]] = {}
        for text in beside:  # a second, smaller line is a text of its own
            place = int(text["x"]), text["y"]
            before = self.words.get(place, {"lignes": []})
            self.words[place] = before | text | {"lignes": [*before["lignes"], *text["lignes"]]}
        self.scales: dict[int, list[tuple[float, int]]] = {}
        for text in texts:
            if text.get("ancre") == "middle":
                self.scales.setdefault(int(text["x"]), []).append((text["x"], int(text["lignes"][0])))
        assert len(texts) == sum(map(len, (self.labels, self.titles, beside, *self.scales.values())))

    @property
    def headings(self) -> list[str]:
        return [text["lignes"][0] for text in self.labels.values() if text["style"] == "gras"]

    def said(self, panel: int, row: float) -> str:
        """The words beside a row, in one line."""
        return " ".join(self.words[panel, row]["lignes"])

    def traces(self, **wanted: Any) -> list[dict[str, Any]]:
        return [trace for trace in self.figure["data"] if all(trace.get(k) == v for k, v in wanted.items())]

    def count(self, x: float) -> float:
        """The number of sites that a place stands for."""
        (start, zero), *_, (end, widest) = self.scales[int(x)]
        assert zero == 0
        return round((x - start) / (end - start) * widest, 6)

    def segments(self, trace: dict[str, Any]) -> list[tuple[int, float, float, float]]:
        """Panel, first and last count, and row of each segment of a trace of lines."""
        cut = [(trace["x"][i : i + 2], trace["y"][i]) for i in range(0, len(trace["x"]), 3)]
        return [(int(a), self.count(a), self.count(b), y) for (a, b), y in cut]

    @property
    def hatches(self) -> list[tuple[str, float, float, float]]:
        """Reference, first and last place, and row of each hatched bar."""
        return [
            (item[0], base, base + x, y)
            for trace in self.traces(type="bar")
            for item, base, x, y in zip(trace["customdata"], trace["base"], trace["x"], trace["y"], strict=True)
        ]

    @property
    def marks(self) -> dict[str, dict[str, list[tuple[float, float]]]]:
        """Marks by reference of their row and kind (`hachure`, `autorise`, `prevu`): counts and rows."""
        found: dict[str, dict[str, list[tuple[float, float]]]] = {}
        for name, start, _, y in self.hatches:
            found.setdefault(name, {}).setdefault("hachure", []).append((self.count(start), y))
        for trace in self.traces(mode="markers"):
            kind = trace["marker"]["color"].removeprefix("@")
            for (name,), x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True):
                found.setdefault(name, {}).setdefault(kind, []).append((self.count(x), y))
        return found


def line_of(rows: Sequence[GapRow]) -> dict[tuple[str, str], float]:
    """Where each row stands, counted from the bottom, when the départements are side by side."""
    keys = list(dict.fromkeys(row.key for row in rows))
    return {key: float(len(keys) - 1 - index) for index, key in enumerate(keys)}


def reference(row: GapRow) -> str:
    return f"{row.activite}:{row.code}:{row.departement}"


# ---------------------------------------------------------------- the dumbbell


@each_activite
def test_chart_is_a_plotly_figure_once_its_tokens_are_replaced(activite):
    _, figure = drawn(activite)
    plain = painted(figure)
    assert not [text for text in strings(plain) if text.startswith("@")]
    assert len(go.Figure(plain).data) == len(figure["data"])


def test_chart_of_whole_departements_has_a_heading_for_each_activite():
    rows, figure = whole_departements()
    go.Figure(painted(figure))
    chart = Read(figure)
    assert chart.headings == [entry.libelle_court for entry in SUPPLY.activites.values()]
    assert len(chart.labels) == len({row.key for row in rows}) + len(chart.headings)


@given(activite=activites, departements=subsets, borne=bornes, order=orders)
def test_nothing_is_drawn_below_zero_or_outside_its_panel(activite, departements, borne, order):
    _, figure = drawn(activite, departements, borne=borne, order=order)
    chart = Read(figure)
    for trace in figure["data"]:
        for x in (value for value in trace["x"] if value is not None and trace["type"] != "bar"):
            assert chart.count(x) >= 0
    for name, start, end, _ in chart.hatches:
        assert chart.count(start) == 0 and int(start) == int(end) and end > start
        assert order == "departement" or int(start) == departements.index(name[-2:])
    for trace in chart.traces(mode="markers"):
        panels = [0 if order == "departement" else departements.index(item[0][-2:]) for item in trace["customdata"]]
        assert [int(x) for x in trace["x"]] == panels


@given(activite=activites, departements=subsets, borne=bornes, order=orders)
def test_marks_of_a_panel_end_before_its_words(activite, departements, borne, order):
    chart = Read(drawn(activite, departements, borne=borne, order=order)[1])
    words = {panel: text["x"] for (panel, _), text in chart.words.items()}
    for trace in chart.traces(mode="markers"):
        assert all(x < words[int(x)] for x in trace["x"])
    assert all(end <= words[int(end)] for _, _, end, _ in chart.hatches)


@given(activite=activites, departements=subsets, borne=bornes, order=orders)
def test_hatched_rows_are_those_without_a_gap_and_no_others(activite, departements, borne, order):
    rows, figure = drawn(activite, departements, borne=borne, order=order)
    chart = Read(figure)
    without = {reference(row) for row in rows if stored(row)[f"lecture{SUFFIX[borne]}"] == "non_comparable"}
    assert sorted(name for name, *_ in chart.hatches) == sorted(without)


@given(activite=activites, departements=subsets, borne=bornes)
def test_each_row_is_drawn_as_it_is_known(activite, departements, borne):
    rows, figure = drawn(activite, departements, borne=borne)
    found, line = Read(figure).marks, line_of(rows)
    for row in rows:
        told, kinds, y = stored(row), found.get(reference(row), {}), line[row.key]
        existing, target, gap = (
            bounds(told, name) for name in ("existant", f"cible{SUFFIX[borne]}", f"ecart{SUFFIX[borne]}")
        )
        rings, dots = kinds.get("autorise", []), kinds.get("prevu", [])
        reading = told[f"lecture{SUFFIX[borne]}"]
        if reading == "aucune":
            assert kinds == {}
        elif reading == "non_comparable":
            assert kinds["hachure"] == [(0, y)]
            assert [x for x, _ in dots] == sorted(set(target or ()))
            assert [x for x, _ in rings] == (sorted(set(existing)) if row.relation == "supprime" else [])
        elif gap[0] == gap[1]:
            assert dots == [(target[0], y)]
            assert rings == ([(existing[0], y)] if existing else [])  # a dash is no mark at zero
        else:
            assert [x for x, _ in rings] == sorted(set(existing))
            assert [x for x, _ in dots] == sorted(set(target))
            assert {place > y for _, place in rings} == {True}
            assert {place < y for _, place in dots} == {True}
            assert max(abs(place - y) for _, place in [*rings, *dots]) < 0.5


def test_gap_is_a_ring_and_a_dot_on_one_line_joined():
    chart = Read(drawn("sld", ["09"])[1])
    assert chart.marks == {"sld:SLD:09": {"autorise": [(1, 0)], "prevu": [(3, 0)]}}
    shapes = {trace["marker"]["color"]: trace["marker"]["symbol"] for trace in chart.traces(mode="markers")}
    assert shapes == {"@autorise": ["circle-open"], "@prevu": ["circle"]}
    links = [trace for trace in chart.traces(mode="lines", opacity=1) if trace["line"]["color"] == "@prevu"]
    assert [chart.segments(trace) for trace in links] == [[(0, 1, 3, 0)]]


@given(activite=activites, departements=subsets, borne=bornes)
def test_only_printed_numbers_are_joined_by_a_line(activite, departements, borne):
    rows, figure = drawn(activite, departements, borne=borne)
    chart, line = Read(figure), line_of(rows)
    joined = [
        segment
        for trace in chart.traces(mode="lines", opacity=1)
        if trace["line"]["color"] == "@prevu"
        for segment in chart.segments(trace)
    ]
    expected = [
        (departements.index(row.departement), row.existing.low, row.targets[borne].low, line[row.key])
        for row in rows
        if row.existing and row.readings[borne] in ("hausse", "baisse") and not row.bounded(borne)
    ]
    assert sorted(joined) == sorted(expected)


@given(activite=activites, departements=subsets, borne=bornes)
def test_ranges_are_drawn_as_ranges_from_bound_to_bound(activite, departements, borne):
    rows, figure = drawn(activite, departements, borne=borne)
    chart = Read(figure)
    for kind in ("autorise", "prevu"):
        found = sorted(
            segment[:3]
            for trace in chart.traces(mode="lines")
            if trace["line"]["color"] == f"@{kind}" and trace["line"]["width"] > 5
            for segment in chart.segments(trace)
        )
        expected = []
        for row in rows:
            count = bounds(stored(row), "existant" if kind == "autorise" else f"cible{SUFFIX[borne]}")
            if count and count[0] != count[1] and row.readings[borne] != "aucune":
                expected.append((departements.index(row.departement), *count))
            if kind == "prevu" and row.bounded(borne) and row.readings[borne] != "aucune":  # pale, behind the dot
                expected.append((departements.index(row.departement), *bounds(stored(row), "cible")))
        assert found == sorted(expected)


def test_interval_is_two_ranges_one_above_the_other_and_no_arrow():
    chart = Read(drawn("cancer", ["34"])[1])
    found = chart.marks["cancer:A1+B1:34"]
    assert [x for x, _ in found["autorise"]] == [13]
    assert [x for x, _ in found["prevu"]] == [4, 17]
    assert found["autorise"][0][1] > found["prevu"][0][1]
    assert "arrow" not in json.dumps(chart.figure)


@each_borne
def test_two_dashes_face_to_face_draw_no_mark_and_read_as_a_dash(borne):
    rows, figure = drawn("cancer", ["48"], borne=borne)
    chart, line = Read(figure), line_of(rows)
    silent = [row for row in rows if stored(row)["lecture"] == "aucune"]
    assert len(silent) > 15
    assert not {reference(row) for row in silent} & chart.marks.keys()
    assert {chart.said(0, line[row.key]).strip(" *") for row in silent} == {"–"}


@given(departements=subsets, order=st.sampled_from(ORDERS[:2]), activite=activites)
def test_one_panel_a_departement_in_the_order_asked(departements, order, activite):
    _, figure = drawn(activite, departements, order=order)
    chart = Read(figure)
    assert [text["lignes"] for text in chart.titles] == [[DEPARTEMENTS[code]] for code in departements]
    assert [int(text["x"]) for text in chart.titles] == list(chart.scales) == list(range(len(departements)))


def test_stacked_chart_has_one_panel_and_one_heading_a_departement():
    _, figure = drawn("irc", order="departement")
    chart = Read(figure)
    assert list(chart.scales) == [0]
    assert chart.headings == [DEPARTEMENTS[code] for code in PLANS]
    places = [round(y) for kinds in chart.marks.values() for spots in kinds.values() for _, y in spots]
    assert len(set(places)) == len(SUPPLY.of("irc", PLANS))
    assert not set(places) & {y for y, text in chart.labels.items() if text["style"] == "gras"}


@given(activite=activites, departements=subsets, borne=bornes, order=orders)
def test_labels_hold_in_two_lines_and_say_all_their_words(activite, departements, borne, order):
    rows, figure = drawn(activite, departements, borne=borne, order=order)
    labels = [text for text in Read(figure).labels.values() if text["style"] != "gras"]
    assert max(len(text["lignes"]) for text in labels) <= 2
    assert {" ".join(text["lignes"]) for text in labels} == {row.libelle for row in rows}
    groups = {row.libelle for row in rows if row.niveau == "groupe"}
    assert {" ".join(text["lignes"]) for text in labels if text["style"] == "italique"} == groups


@each_borne
@each_activite
def test_words_beside_a_row_are_its_gap_and_what_the_plan_declares(activite, borne):
    rows, figure = drawn(activite, borne=borne)
    chart, line = Read(figure), line_of(rows)
    assert len(chart.words) == len(rows)
    for row in rows:
        place = PLANS.index(row.departement), line[row.key]
        flat = chart.said(*place)
        assert len(chart.words[place]["lignes"]) <= 2
        told, gap = announced_text(row, short=True), gap_text(row, borne=borne, short=True)
        first = comes_first(row, borne) and not row.bounded(borne)
        assert flat.startswith(told) if first else flat.endswith(told)
        cell = row.bounded(borne) and cell_text(row, short=True)
        assert gap in flat or (row.gaps[borne] is None and (told or cell) and (not cell or f"({cell})" in flat))
        assert ("*" in flat) == (row.asterisques > 0 and row.niveau == "modalite")


def test_words_that_the_tables_contradict_have_a_colour_of_their_own():
    rows, figure = drawn("cancer", ["34"])
    differs = [text["lignes"][-1] for text in Read(figure).words.values() if text["couleur"] == "@annonce"]
    assert differs == ["◇ diffère"] * sum(row.concordance == "contredit" for row in rows)
    assert differs


def test_numbers_of_a_scale_are_whole_few_and_reach_the_last_count():
    for activite in ACTIVITES:
        rows, figure = drawn(activite)
        for number, ticks in Read(figure).scales.items():
            counts = [count for _, count in ticks]
            steps = {after - before for before, after in pairwise(counts)}
            assert counts[0] == 0 and len(steps) == 1 and len(counts) <= 6
            widest = max(
                [
                    1,
                    *(
                        stored(row)[name]
                        for row in rows
                        if row.departement == PLANS[number]
                        for name in ("existant_max", "cible_max")
                        if pd.notna(stored(row)[name])
                    ),
                ]
            )
            assert widest - steps.pop() < counts[-1] <= widest


def test_text_alternative_says_every_row_of_every_panel():
    rows, _ = drawn("irc")
    text = gap_sheet.chart_text(rows, GEOGRAPHY.by_code(PLANS), borne="intervalle")
    starts = [text.index(f"{DEPARTEMENTS[code]}. ") for code in PLANS]
    assert starts == sorted(starts) and starts[0] == 0
    assert text.count(", écart ") == len(rows)
    assert "Unité de dialyse médicalisée : autorisé 6, prévu 13, écart +7" in text


# ---------------------------------------------------------------- colours

COLOUR_OF = [(theme, token) for theme in GROUNDS for token in TOKENS.values()]
"""Those of the page, by theme; the drawing of a file takes the light ones."""


def test_every_colour_of_a_mark_is_told():
    _, figure = drawn("cancer")
    assert {text[1:] for text in strings(figure) if text.startswith("@")} <= COLOURS.keys()


@pytest.mark.parametrize(("theme", "token"), COLOUR_OF)
def test_no_colour_is_red(theme, token):
    colour = colours(theme)[token]
    hue, _, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    assert saturation < 0.1 or 20 <= hue * 360 <= 340


@pytest.mark.parametrize(("theme", "token"), COLOUR_OF)
def test_marks_and_inks_stand_out_from_the_ground(theme, token):
    least = 4.5 if token in ("encre", "baisse-texte") else 3
    assert contrast(colours(theme)[token], GROUNDS[theme]) >= least


def test_grounds_are_the_ones_expected():
    assert {theme: colours(theme)["papier"] for theme in ("clair", "sombre")} == GROUNDS


# ---------------------------------------------------------------- the words


def only(departement: str, activite: str, code: str) -> GapRow:
    return next(row for row in SUPPLY.of(activite, [departement]) if row.code == code)


def sentence(departement: str, activite: str, code: str, borne: str = "intervalle") -> str:
    row = only(departement, activite, code)
    said = gap_sentence(row, SUPPLY.activites[activite], place=DEPARTEMENTS[departement], borne=borne)
    return said.replace(NBSP, " ")


SENTENCES = {
    ("34", "cancer", "A6", "intervalle"):
        "Hérault, A6 mammaire : 5 à 6 sites prévus pour 6 autorisés au 01/06/2023, écart de −1 à 0.",
    ("34", "cancer", "A6", "basse"):
        "Hérault, A6 mammaire : 5 à 6 sites prévus, pour 6 autorisés au 01/06/2023 ; cible imprimée 5/6, lue à sa "
        "borne basse : une hypothèse ; sous réserve que les établissements répondent au nouveau cahier des charges de "
        "chaque mention et respectent les seuils de la réforme, note ligne 2206 ; texte : diffère (ligne 2196) ; "
        "écart à cette seule borne : −1 (imprimé 5/6).",
    ("34", "cancer", "A6", "haute"):
        "Hérault, A6 mammaire : 5 à 6 sites prévus, pour 6 autorisés au 01/06/2023 ; cible imprimée 5/6, lue à sa "
        "borne haute : une hypothèse ; sous réserve que les établissements répondent au nouveau cahier des charges de "
        "chaque mention et respectent les seuils de la réforme, note ligne 2206 ; texte : diffère (ligne 2196) ; "
        "écart à cette seule borne : 0 (imprimé 5/6).",
    ("09", "gyneco_obst", "I", "basse"):
        "Ariège, Niveau I : 0 à 1 site prévu, pour 1 autorisé au 01/06/2023 ; cible imprimée 0/1, lue à sa borne "
        "basse : une hypothèse ; la cible dépend de la façon dont les hôpitaux du territoire se recomposent pendant "
        "la durée du plan, note ligne 7344 ; texte : à sécuriser (sans nombre), dit plus largement (ligne 7342) ; "
        "écart à cette seule borne : −1 (imprimé 0/1).",
    ("09", "sld", "SLD", "intervalle"):
        "Ariège, Soins de longue durée : 3 sites prévus pour 1 autorisé au 01/06/2023, soit 2 de plus.",
    ("34", "urgences", "SU", "intervalle"):
        "Hérault, Structure des urgences : 14 sites prévus pour 14 autorisés (existant imprimé sans date), "
        "soit autant.",
    ("09", "urgences", "ANT", "intervalle"):
        "Ariège, Antenne SMUR : 1 site prévu pour 0 autorisé (existant imprimé sans date), soit 1 de plus.",
    ("34", "psychiatrie", "ADU", "intervalle"):
        "Hérault, Psychiatrie de l'adulte : 11 sites prévus ; écart non chiffrable (non comparable).",
    ("09", "cancer", "A4+B4", "intervalle"):
        "Ariège, Chirurgie urologique (A4 et B4) : aucune implantation inscrite.",
    ("48", "cancer", "A6", "haute"): "Lozère, A6 mammaire : aucune implantation inscrite.",
    ("34", "medecine", "TM", "intervalle"):
        "Hérault, Toutes modalités : le plan annonce +1 (ligne 1942) ; le tableau seul : 33 sites prévus pour 28 à 52 "
        "autorisés au 01/06/2023, écart de −19 à +5.",
}  # fmt: skip
"""Sentences written by hand from the documents."""


@pytest.mark.parametrize(
    ("row", "expected"), SENTENCES.items(), ids=lambda value: "-".join(value[:4]) if isinstance(value, tuple) else ""
)
def test_row_reads_as_a_person_would_say_it(row, expected):
    assert sentence(*row) == expected


def test_radioelements_are_taken_up_in_nuclear_medicine_and_never_deleted():
    said = sentence("34", "cancer", "RENS")
    assert said.startswith("Hérault, Radioéléments en sources non scellées : 3 sites autorisés au 01/06/2023, ")
    assert "reprise en médecine nucléaire" in said and "supprim" not in said
    assert sentence("46", "cancer", "RENS") == (
        "Lot, Radioéléments en sources non scellées : aucune implantation inscrite."
    )


def test_urgences_alone_are_not_dated():
    undated = {slug for slug, entry in SUPPLY.activites.items() if not entry.existant_date}
    assert undated - {"radiologie_interventionnelle"} == {"urgences"}  # the latter has no existant at all
    row = only("34", "urgences", "SU")
    said = short_sentence([row], SUPPLY.activites["urgences"], borne="intervalle")
    assert "sans date" in said and "01/06/2023" not in said


def test_one_line_reads_all_its_departements():
    rows = [only(code, "cancer", "A6") for code in PLANS]
    assert short_sentence(rows, SUPPLY.activites["cancer"], borne="intervalle") == (
        "A6 mammaire, sites prévus pour sites autorisés au 01/06/2023 : Ariège annonce un maintien sous réserve "
        "(ligne 6820), le tableau seul (0 à 1 pour 1) permettant de −1 à 0 ; Hérault 5 à 6 pour 6 (écart de −1 à 0, "
        "marqué d'un astérisque, note ligne 2206, sous réserve dans le texte, lignes 2185 et 2195, diffère du texte "
        "du plan, ligne 2196) ; Lot 0 à 1 pour 1 (écart de −1 à 0, marqué d'un astérisque, note ligne 2151) ; "
        "Lozère aucun."
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [(("34", "cancer", "A6"), "◇ diffère"), (("09", "sld", "SLD"), "◇ diffère"),
     (("34", "medecine", "TM"), "◇ +1"), (("34", "sld", "SLD"), "◇ maintien de 9 sites"), (("46", "sld", "SLD"), ""),
     (("09", "medecine", "TM"), "◇ à renforcer (sans nombre)"), (("09", "cancer", "A6"), "◇ maintien sous réserve"),
     (("09", "medecine_nucleaire", "A"), "◇ possible"), (("46", "amp", "AB1"), "◇ possible"),
     (("46", "had", "REA"), "◇ places à créer (sans nombre)")],
)  # fmt: skip
def test_what_the_plan_declares_stands_beside_the_gap(row, expected):
    assert announced_text(only(*row)) == expected


def own_notes(slug: str) -> list[gap_notes.Note]:
    """The notes of our own words; what a vigilance says is data."""
    notes = gap_notes.notes_of(SUPPLY, LIBRARY.atlas, SUPPLY.of(slug, PLANS), PLANS)
    return [note for note in notes if note.kind != "Points de vigilance"]


def everything_said() -> list[str]:
    """Every text of the page that is written about rows, for every reading."""
    said = []
    for borne in BORNES:
        for row in SUPPLY.rows:
            activite = SUPPLY.activites[row.activite]
            said += [
                gap_text(row, borne=borne),
                announced_text(row),
                short_sentence([row], activite, borne=borne),
                gap_sentence(row, activite, place=DEPARTEMENTS[row.departement], borne=borne),
                as_html(gap_sheet.detail(SUPPLY, [row], borne=borne)),
            ]
        said += [as_html(gap_sheet.changes_part(SUPPLY, code, borne=borne)) for code in PLANS]
    for slug, activite in SUPPLY.activites.items():
        said += [
            as_html(gap_notes.numbered(own_notes(slug))[0]),
            as_html(gap_notes.glossary(SUPPLY, slug)),
            as_html((gap_notes.reading(),)),
            as_html(gap_notes.tie(activite)),
        ]
    return said


def test_no_text_says_lose_win_abandon_close_or_delete():
    forbidden = re.compile(
        r"\b(perd|gagn|abandonn|supprim)\w*|(?<!aucune )fermeture (?!du canal|d'un vaisseau)", re.IGNORECASE
    )
    found = {match.group() for text in everything_said() for match in forbidden.finditer(unescape(text))}
    assert found == set()


def test_range_carries_its_caution_and_a_number_does_not():
    assert "n'annonce aucune fermeture" in RANGE_CAUTION
    detail = as_html(gap_sheet.detail(SUPPLY, [only("34", "cancer", "A6")], borne="intervalle"))
    assert "aucune fermeture" in detail
    assert "aucune fermeture" not in as_html(gap_sheet.detail(SUPPLY, [only("09", "sld", "SLD")], borne="intervalle"))


# ---------------------------------------------------------------- what changes, overview


@each_borne
@pytest.mark.parametrize("departement", PLANS)
def test_changes_are_the_gaps_that_are_numbers_widest_first(departement, borne):
    frame = SUPPLY.dataset.ecarts
    low, high = frame[f"ecart{SUFFIX[borne]}_min"], frame[f"ecart{SUFFIX[borne]}_max"]
    kept = frame[frame["departement"].eq(departement) & frame["denombre"] & low.eq(high) & low.ne(0).fillna(False)]
    rows = SUPPLY.changes(departement, borne=borne)
    assert {row.key for row in rows} == set(zip(kept["activite"], kept["code"], strict=True))
    sizes = [abs(row.gaps[borne].low) for row in rows]
    assert sizes == sorted(sizes, reverse=True) and min(sizes) > 0
    text = as_html(gap_sheet.changes_part(SUPPLY, departement, borne=borne))
    supposed = [row for row in rows if row.supposed(borne)]
    assert f"{len(rows) - len(supposed)} écarts en hausse ou en baisse" in text
    assert (f"{len(supposed)} de plus par la seule borne" in text) == bool(supposed)
    assert text.count("<li>") == len(rows)


def test_changes_are_few_enough_to_be_read():
    assert {code: len(SUPPLY.changes(code)) for code in PLANS} == {"09": 13, "34": 15, "46": 8, "48": 6}


@each_borne
def test_overview_counts_the_rows_of_each_cell(borne):
    frame = SUPPLY.dataset.ecarts
    table = gap_matrix(SUPPLY, PLANS, borne=borne)
    assert table["colonnes"] == [DEPARTEMENTS[code] for code in PLANS]
    assert len(table["lignes"]) == 17
    for line, (slug, activite) in zip(table["lignes"], SUPPLY.activites.items(), strict=True):
        assert line["titre"].endswith("†") == activite.revisee
        for cell, code in zip(line["cellules"], PLANS, strict=True):
            own = frame[frame["activite"].eq(slug) & frame["departement"].eq(code) & frame["denombre"]]
            read = own[f"lecture{SUFFIX[borne]}"]
            ranged = own["cible_min"].ne(own["cible_max"]).fillna(value=False)
            numbers = own[f"ecart{SUFFIX[borne]}_min"].eq(own[f"ecart{SUFFIX[borne]}_max"]).fillna(value=False)
            readings = read.mask(ranged & numbers & (borne != "intervalle"), "fourchette").value_counts()
            assert cell["code"] == f"{slug}:{code}"
            assert {kind: count for kind, _, count in cell["parts"]} == {
                kind: readings.get(kind, 0) for kind in COUNTED
            }
            assert [text for _, text, _ in cell["parts"]] == [f"{SIGNS[k]}{n}" for k, _, n in cell["parts"]]
            up, down = readings.get("hausse", 0), readings.get("baisse", 0)
            hue = "mixte" if up and down else "hausse" if up else "baisse"
            assert cell["ton"] == (f"{hue}-{min(up + down, 3)}" if up + down else "0")
            assert ("hausses et baisses" in cell["label"]) == (hue == "mixte" and up + down > 0)
            assert cell["label"].startswith(f"{activite.libelle_court}, {DEPARTEMENTS[code]} : ")


@pytest.mark.parametrize(
    ("counts", "words"),
    [((3, 1, 0, 0, 4), "3 lignes en hausse, 1 stable, 4 sans écart chiffrable"),
     ((0, 2, 1, 0, 0), "2 lignes stables, 1 en baisse"), ((0, 1, 0, 0, 0), "1 ligne stable"),
     ((0, 0, 0, 1, 0), "1 ligne en fourchette"), ((0, 0, 0, 0, 0), "aucune implantation inscrite")],
)  # fmt: skip
def test_counts_of_a_cell_are_read_in_words(counts, words):
    assert counts_text(dict(zip(COUNTED, counts, strict=True))) == words


def test_title_of_an_activite_adds_its_cells():
    title = gap_sheet.finding(SUPPLY, "smr", PLANS, borne="intervalle")
    assert title == "Réadaptation (SMR), 4 départements : 13 lignes en hausse, 13 stables, 18 en fourchette"
    assert gap_sheet.finding(SUPPLY, "smr", [], borne="intervalle") == (
        "Réadaptation (SMR) : aucun tableau lu dans cette sélection"
    )


# ---------------------------------------------------------------- the map


def column_of(row: GapRow, measure: str, borne: str) -> str:
    """Column that a map places in a class: a target printed as a range stays one at a bound."""
    return measure if measure == "existant" or row.bounded(borne) else f"{measure}{SUFFIX[borne]}"


@each_borne
@each_activite
def test_map_never_places_a_range_in_a_class(activite, borne):
    for code in dict.fromkeys(row.code for row in SUPPLY.of(activite, PLANS)):
        rows = [row for row in SUPPLY.of(activite, PLANS) if row.code == code]
        for measure in MEASURES:
            view = gap_view(GEOGRAPHY, rows, measure=measure, borne=borne)
            known = {row.departement: bounds(stored(row), column_of(row, measure, borne)) for row in rows}
            for index, departement in enumerate(DEPARTEMENTS):
                count = known.get(departement)
                exact = count is not None and count[0] == count[1]
                assert (view.classes[index] >= 0) == exact
                assert view.nombres[index] == (count[0] if exact else None)
                assert (view.textes[index] == "") == (departement not in known)
                if count and not exact:
                    assert " à " in view.textes[index] or "imprimé" in view.textes[index]
            fills = PALETTES[view.palette].fills
            assert len(view.legende) in (0, len(fills))
            assert max(view.classes) < max(len(view.legende), 1)
            ranges = [code for code, count in known.items() if count and count[0] != count[1]]
            assert [code for code, k in zip(DEPARTEMENTS, view.classes, strict=True) if k == RANGE] == sorted(ranges)
            assert view.fourchette == (f"fourchette ({len(ranges)})" if ranges else "")
            unknown = view.classes.count(UNKNOWN)
            assert view.manque.endswith(f", ou nombre non calculé ({unknown})") if unknown else view.manque == ""


@each_activite
def test_classes_of_a_gap_are_less_same_more(activite):
    for code in dict.fromkeys(row.code for row in SUPPLY.of(activite, PLANS)):
        view = gap_view(
            GEOGRAPHY, [row for row in SUPPLY.of(activite, PLANS) if row.code == code], measure="ecart", borne="basse"
        )
        signs = {(text[0], index) for text, index in zip(view.textes, view.classes, strict=True) if index >= 0}
        assert signs <= {("−", 0), ("0", 1), ("+", 2)}
        assert view.legende == (["moins de sites (−)", "autant de sites (0)", "plus de sites (+)"] if signs else [])


def test_bound_chosen_stands_beside_the_printed_cell_and_in_no_class():
    rows = [only(code, "cancer", "A6") for code in PLANS]
    place = list(DEPARTEMENTS).index("34")
    shown = {borne: gap_view(GEOGRAPHY, rows, measure="ecart", borne=borne).textes[place] for borne in BORNES}
    assert shown == {"intervalle": "de −1 à 0", "basse": "−1 (imprimé 5/6)", "haute": "0 (imprimé 5/6)"}
    assert {gap_view(GEOGRAPHY, rows, measure="ecart", borne=borne).classes[place] for borne in BORNES} == {RANGE}


# ---------------------------------------------------------------- the order of rows


@given(activite=activites, departements=subsets, borne=bornes, order=orders, seed=st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_order_given_and_keeps_every_row(activite, departements, borne, order, seed):
    rows = SUPPLY.of(activite, departements)
    shuffled = rows.copy()
    seed.shuffle(shuffled)
    found = sorted_rows(shuffled, departements, order=order, borne=borne)
    assert found == sorted_rows(rows, departements, order=order, borne=borne)
    assert sorted(map(reference, found)) == sorted(map(reference, rows))


@given(activite=activites, departements=subsets, borne=bornes)
def test_document_order_is_the_printed_one_with_old_rows_last(activite, departements, borne):
    rows = rows_of(activite, departements, borne=borne)
    places = [(stored(row)["regime"] == "ancien", stored(row)["ordre"]) for row in rows]
    assert places == sorted(places)
    for key in dict.fromkeys(row.key for row in rows):
        own = [row.departement for row in rows if row.key == key]
        assert own == [code for code in departements if code in own]


@given(activite=activites, departements=subsets, borne=bornes)
def test_order_by_gap_puts_numbers_first_then_ranges_then_the_rest(activite, departements, borne):
    def weight(row: GapRow) -> tuple[int, int]:
        gap = bounds(stored(row), f"ecart{SUFFIX[borne]}")
        if gap is None:
            return (0, 0)
        return (2, abs(gap[0])) if gap[0] == gap[1] != 0 else (1, gap[1] - gap[0])

    rows = rows_of(activite, departements, borne=borne, order="ecart")
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        best[row.key] = max(best.get(row.key, (0, 0)), weight(row))
    order = [best[key] for key in dict.fromkeys(row.key for row in rows)]
    assert order == sorted(order, reverse=True)


def test_widest_number_of_dialysis_comes_first():
    rows = rows_of("irc", PLANS, borne="intervalle", order="ecart")
    assert rows[0].libelle == "Unité de dialyse médicalisée"
    assert [row.departement for row in rows[:4]] == PLANS


def test_a_map_shows_a_dash_only_where_the_document_prints_one() -> None:
    for row in SUPPLY.rows:
        for measure, detail in (("existant", row.existant_detail), ("cible", row.cible_detail)):
            shown = gap_view(GEOGRAPHY, [row], measure=measure, borne="intervalle").textes[
                list(DEPARTEMENTS).index(row.departement)
            ]
            assert shown != "–" or (detail and all(part.endswith("–") for part in detail)), (row, measure)


def test_a_new_mention_has_no_printed_existing_and_the_map_says_so() -> None:
    new_mentions = [row for row in SUPPLY.rows if row.relation == "nouveau"]
    assert new_mentions
    for row in new_mentions:
        view = gap_view(GEOGRAPHY, [row], measure="existant", borne="intervalle")
        assert view.textes[list(DEPARTEMENTS).index(row.departement)] == "ligne nouvelle"
