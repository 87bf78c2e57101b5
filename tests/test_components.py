"""What the browser answers to the map component is checked before it is believed."""

from typing import Any

import pytest

from components.carte import Choice, read_choice

FOND = {
    "menu": [{"theme": "Population", "indicateurs": [["population", "Population", ""]]},
             {"theme": "Précarité", "indicateurs": [["taux_pauvrete", "Taux de pauvreté", ""]]}],
    "codes": ["09", "34"],
}  # fmt: skip
ANSWER = {"version": 3, "indicateur": "population", "departement": "34"}


def test_known_choice_is_read() -> None:
    assert read_choice(ANSWER, FOND, version=3) == Choice("population", "34")


def test_no_departement_is_a_choice() -> None:
    assert read_choice(ANSWER | {"departement": ""}, FOND, version=3) == Choice("population", "")


@pytest.mark.parametrize("version", [2, 4, None, "3", True, 3.0])
def test_answer_to_another_order_is_ignored(version: Any) -> None:
    assert read_choice(ANSWER | {"version": version}, FOND, version=3) is None


@pytest.mark.parametrize(
    "change",
    [
        {"indicateur": "taux_inconnu"},
        {"indicateur": None},
        {"indicateur": 5},
        {"indicateur": ["population"]},
        {"indicateur": {"population": 1}},
        {"departement": "99"},
        {"departement": "9"},
        {"departement": 34},
        {"departement": None},
        {"departement": ["34"]},
        {"departement": "<script>"},
    ],
)
def test_unknown_code_or_wrong_type_is_refused(change: dict[str, Any]) -> None:
    assert read_choice(ANSWER | change, FOND, version=3) is None


@pytest.mark.parametrize("name", ["version", "indicateur", "departement"])
def test_incomplete_answer_is_refused(name: str) -> None:
    assert read_choice({key: value for key, value in ANSWER.items() if key != name}, FOND, version=3) is None


@pytest.mark.parametrize("answer", [None, "population", 3, [], ["population", "34"], {}])
def test_answer_that_is_not_a_choice_is_refused(answer: Any) -> None:
    assert read_choice(answer, FOND, version=3) is None
