"""One rule for what somebody typed, at every door: the address, the fields, the file of a scenario."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.typed_text import LONGEST_QUOTE, isolated, printable, quoted, visible
from tests.places import DEPARTEMENTS
from views.address import Address

HIDDEN = {
    "commande C0": "\x07", "tabulation verticale": "\x0b", "retour": "\r", "ligne": "\n", "effacement": "\x7f",
    "commande C1": "\x9b", "largeur nulle": "\u200b", "liant": "\u200d", "mot lié": "\u2060", "ordre": "\ufeff",
    "sens gauche": "\u200e", "sens droite": "\u200f", "sens arabe": "\u061c", "plongement": "\u202a",
    "retournement": "\u202e", "isolat": "\u2066", "fin d'isolat": "\u2069", "séparateur de lignes": "\u2028",
    "séparateur de paragraphes": "\u2029", "demi-caractère": "\ud800", "hors caractère": "\ufffe",
    "dernier": "\U0010ffff", "privé": "\ue000", "étiquette": "\U000e0041", "césure": "\u00ad",
}  # fmt: skip
each_hidden = pytest.mark.parametrize("char", HIDDEN.values(), ids=list(HIDDEN))


@each_hidden
def test_a_sign_that_hides_something_is_refused_and_never_quoted(char: str) -> None:
    assert not printable(f"a{char}b")
    assert visible(f"a{char}b") == quoted(f"a{char}b") == "ab"


@pytest.mark.parametrize(
    "text", ["Œuvre n° 3, «accès» : 12,5 % - l'été", "a\u00a0b\u202fc", "日本 אב", "<b>=1+1</b>", "👍"]
)
def test_what_is_drawn_passes(text: str) -> None:
    assert printable(text) and visible(text) == text


@given(text=st.text())
def test_a_quotation_is_short_and_cannot_turn_the_sentence(text: str) -> None:
    said = quoted(text)
    inside = said.removeprefix("\u2068").removesuffix("\u2069")
    assert printable(inside) and len(inside) <= LONGEST_QUOTE + 1
    turned = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in inside)
    assert turned == (said != inside)


def test_letters_written_from_the_right_stand_apart() -> None:
    assert isolated("אב") == "\u2068אב\u2069" and isolated("Bilan") == "Bilan" and isolated("") == ""


@pytest.mark.parametrize(("value", "said"), [(None, "null"), (True, "true"), ([1, "é"], '[1, "é"]'), ("None", "None")])
def test_a_value_is_quoted_as_json_writes_it(value: object, said: str) -> None:
    assert quoted(value) == said


@each_hidden
def test_the_address_refuses_it_once_and_keeps_the_place_of_the_others(char: str) -> None:
    address = Address({"mots": [f"santé{char}"], "annee": ["2021", f"20{char}22", "2023"]}, DEPARTEMENTS)
    assert address.one("mots") == address.at("mots", 0) == ""
    assert address.every("annee") == ["2021", "", "2023"]
    assert address.ignored == ["mots=santé", "annee=2022"]
