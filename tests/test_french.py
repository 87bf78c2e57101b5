"""French typography of figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.words.french import (
    NARROW,
    NBSP,
    count_text,
    date_text,
    interval_text,
    list_text,
    number_text,
    short_unit,
    unit_text,
    word_text,
    year_text,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1252904.0, 0, "1\u202f252\u202f904"),
        (19.4, 1, "19,4"),
        (12345.678, 2, "12\u202f345,68"),
        (999.0, 0, "999"),
        (0.0, 1, "0,0"),
        (-3.2, 1, "\u22123,2"),
        (-0.04, 1, "0,0"),
        (-1234.5, 1, "\u22121\u202f234,5"),
    ],
)
def test_number_has_narrow_spaces_comma_and_minus_sign(value: float, decimals: int, text: str) -> None:
    assert number_text(value, decimales=decimals) == text


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_number_reads_back(scaled: int, decimals: int) -> None:
    value = scaled / 10**decimals
    text = number_text(value, decimales=decimals)
    assert float(text.replace(NARROW, "").replace(",", ".").replace("\u2212", "-")) == pytest.approx(value)
    assert not set(text) & {"-", ".", " ", NBSP}


@pytest.mark.parametrize(
    ("unit", "text"), [("%", "\u00a0%"), ("habitants/km2", "\u00a0habitants/km²"), ("nombre", ""), ("rang", "")]
)
def test_unit_follows_a_no_break_space_unless_it_is_a_count(unit: str, text: str) -> None:
    assert unit_text(unit) == text


@pytest.mark.parametrize(("unit", "short"), [("%", True), ("M€", True), ("coefficient", True), ("habitants", False)])
def test_only_a_short_unit_is_repeated_in_a_sentence(unit: str, short: bool) -> None:
    assert short_unit(unit) == short


@pytest.mark.parametrize(
    ("low", "high", "comparator", "text"),
    [
        (15.0, 15.0, "=", "15"),
        (15.0, 15.0, "~", "environ 15"),
        (15.0, 15.0, ">", "plus de 15"),
        (15.0, 15.0, "<", "moins de 15"),
        (700.0, 2500.0, "=", "de 700 à 2\u202f500"),
        (float("nan"), float("nan"), "=", "non renseigné"),
        (0.0, 0.0, "=", "0"),
    ],
)
def test_interval_is_said_with_its_bounds_or_comparator(low: float, high: float, comparator: str, text: str) -> None:
    assert interval_text(low, high, decimales=0, comparateur=comparator) == text


@pytest.mark.parametrize(
    ("year", "text"),
    [
        ("2021", "2021"),
        ("2013-2019", "2013\u20112019"),
        ("2024-T4", "4ᵉ trimestre 2024"),
        (None, "année non précisée"),
        (float("nan"), "année non précisée"),
        ("", "année non précisée"),
    ],
)
def test_year_is_shown_as_printed_or_said_to_be_unknown(year: object, text: str) -> None:
    assert year_text(year) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2023-07", "juillet 2023"),
        ("2026-11-24", "24 novembre 2026"),
        ("2023-02-05", "5 février 2023"),
        ("2024-01-01", "1er janvier 2024"),
        ("2023", "2023"),
        ("fin 2023", "fin 2023"),
    ],
)
def test_date_is_said_in_words(date: str, text: str) -> None:
    assert date_text(date) == text


@pytest.mark.parametrize(("number", "text"), [(0, "zéro"), (1, "un"), (13, "treize"), (14, "14")])
def test_small_numbers_are_words(number: int, text: str) -> None:
    assert word_text(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "aucun département"), (1, "un département"), (10, "dix départements"), (20, "20 départements")],
)
def test_count_agrees_with_its_noun(number: int, text: str) -> None:
    assert count_text(number) == text
    assert count_text(number, capital=True) == text[0].upper() + text[1:]


@pytest.mark.parametrize("noun", ["fiche", "ligne", "page", "activité"])
def test_count_agrees_with_a_feminine_noun(noun: str) -> None:
    said = [count_text(number, noun=noun) for number in (0, 1, 2)]
    assert said == [f"aucune {noun}", f"une {noun}", f"deux {noun}s"]


def test_count_keeps_a_noun_that_ends_with_s() -> None:
    assert [count_text(number, noun="parcours") for number in (0, 1, 2)] == [
        "aucun parcours",
        "un parcours",
        "deux parcours",
    ]


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_list_ends_with_et(items: list[str], text: str) -> None:
    assert list_text(items) == text
