"""The file of a scenario: what is saved opens again; a wrong, older or hostile one is refused with a sentence."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.presets import PRESETS
from analysis.scenario import Scenario
from analysis.scenario_file import (
    LARGEST_FILE,
    LONGEST_NAME,
    LONGEST_SENTENCE,
    NamedScenario,
    ScenarioFileError,
    read_scenario_file,
    scenario_file,
)
from analysis.typed_text import printable
from tests.held import PLANS
from tests.test_scenario import scenarios

SAVED = json.loads(scenario_file([PRESETS[0]], jeu="1.3.0"))


def file_with(**changes: object) -> bytes:
    return json.dumps({**SAVED, **changes}).encode()


def scenario_with(**changes: object) -> bytes:
    return file_with(scenarios=[{**SAVED["scenarios"][0], **changes}])


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in SAVED.items() if key != name}).encode()


texts = st.text().filter(printable).map(str.strip)
named = st.builds(
    NamedScenario,
    scenarios,
    texts.map(lambda t: t[:LONGEST_NAME].strip()),
    texts.map(lambda t: t[:LONGEST_SENTENCE].strip()),
)


@given(saved=st.lists(named, min_size=1, max_size=2))
def test_what_is_saved_opens_again(saved: list[NamedScenario]) -> None:
    assert read_scenario_file(scenario_file(saved, jeu="1.3.0"), PLANS) == (saved, "1.3.0")


@given(content=st.binary(max_size=200))
def test_any_bytes_are_opened_or_refused_in_words(content: bytes) -> None:
    with pytest.raises(ScenarioFileError):
        read_scenario_file(content, PLANS)


REFUSED = {
    "vide": (b"", "est vide"),
    "tronque": (scenario_file([PRESETS[0]], jeu="1.3.0")[:120], "ne se lit pas comme du JSON, ligne"),
    "pas du JSON": (b"engagement=3", "ligne 1, colonne 1"),
    "pas du texte": (b"PK\x03\x04\xff\xfe", "n'est pas du texte UTF-8"),
    "une liste": (b"[1, 2]", "Ce n'est pas un fichier de scénario"),
    "autre outil": (json.dumps({"type": "FeatureCollection"}).encode(), "Ce n'est pas un fichier de scénario"),
    "trop grand": (b" " * (LARGEST_FILE + 1), "dépasse 32 Ko, ce qu'un fichier de scénario n'atteint jamais"),
    "emboite": (b"[" * 30_000, "emboîte trop de niveaux"),
    "nombre demesure": (b'{"a": ' + b"9" * 5000 + b"}", "nombre démesuré"),
    "NaN": (b'{"a": NaN}', "«NaN»"),
    "cle double": (b'{"version": 1, "version": 1}', "donne deux fois «version»"),
    "plus ancien": (file_with(version=0), "version 0 du format, que l'outil ne lit plus"),
    "plus recent": (file_with(version=2), "version 2 du format, plus récente que l'outil"),
    "version en texte": (file_with(version="1"), "ne dit pas sa version"),
    "sans jeu": (without("jeu"), "«jeu» est absent"),
    "sans scenario": (file_with(scenarios=[]), "ne contient aucun scénario"),
    "trois scenarios": (file_with(scenarios=SAVED["scenarios"] * 3), "contient trop de valeurs"),
    "champ inconnu": (scenario_with(part=0.5), "«part» du scénario 1 n'est pas connu"),
    "engagement 7": (scenario_with(engagements=[7]), "contient «7», que ce jeu de données ne connaît pas"),
    "engagement vrai": (scenario_with(engagements=[True]), "devrait être un nombre entier"),
    "engagement en texte": (
        scenario_with(engagements=["1"]),
        'une valeur de «engagements» du scénario 1 devrait être un nombre entier ("1")',
    ),
    "departement 75": (scenario_with(departements=["75"]), "contient «75»"),
    "defi inconnu": (scenario_with(defis=["E9D9"]), "contient «E9D9»"),
    "theme inconnu": (scenario_with(themes=["Tout"]), "contient «Tout»"),
    "liste attendue": (scenario_with(parcours="Handicap"), "devrait être une liste"),
    "borne moyenne": (scenario_with(borne="moyenne"), "n'est pas une des valeurs connues (moyenne)"),
    "nom trop long": (scenario_with(nom="x" * 61), "«nom» du scénario 1 est trop long"),
    "sens d'ecriture": (scenario_with(nom="a\u202eb"), "caractère invisible ou de commande"),
    "retour chariot": (scenario_with(phrase="a\r\nb"), "caractère invisible ou de commande"),
    "nom nul": (scenario_with(nom=None), "devrait être un texte (null)"),
    "rattachement nul": (scenario_with(rattachement=None), "devrait être true ou false (null)"),
    "nom vrai": (scenario_with(nom=True), "devrait être un texte (true)"),
    "nom en objet": (scenario_with(nom={"a": [False, None]}), 'devrait être un texte ({"a": [false, null]})'),
    "borne nulle": (scenario_with(borne=None), '(null) : "intervalle", "basse" ou "haute"'),
    "etiquettes en liste": (scenario_with(etiquettes=["defi"]), '(["defi"]) : "objectif" ou "defi"'),
    "version de mille chiffres": (file_with(version=-(10**1000)), "la version -1" + "0" * 38 + "… du format"),
    "nom a demi": (scenario_with(nom="a\ud800"), "caractère invisible ou de commande"),
    "valeur retournee": (scenario_with(defis=["\u202eE1D1\x07"]), "contient «E1D1», que ce jeu"),
    "balise": (scenario_with(defis=["<img src=x onerror=alert(1)>"]), "contient «<img src=x onerror=alert(1)>»"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_older_or_hostile_file_is_refused_with_what_where_and_what_to_do(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(ScenarioFileError) as refused:
        read_scenario_file(content, PLANS)
    message = str(refused.value)
    assert words in message
    assert printable(message) and not re.search(r"\b(None|True|False)\b|'\w+'", message)
    assert message.endswith(".") and len(message) < 320 and "Traceback" not in message
    assert any(
        verb in message
        for verb in (
            "Choisissez",
            "Corrigez",
            "orrigez",
            "Retirez",
            "retirez",
            "Retapez",
            "nregistrez",
            "gardez",
            "Mettez",
        )
    )


def test_a_file_written_by_another_editor_opens() -> None:
    """A byte order mark, other spaces, keys left out: what is not said asks nothing."""
    short = {**SAVED, "scenarios": [{"engagements": [3]}]}
    content = b"\xef\xbb\xbf" + json.dumps(short, indent=7).encode()
    assert read_scenario_file(content, PLANS)[0] == [NamedScenario(Scenario(engagements=frozenset({3})))]


def test_a_name_stays_the_text_it_is() -> None:
    content = scenario_with(nom="<b>gras</b>", phrase="=SOMME(A1)")
    assert read_scenario_file(content, PLANS)[0][0].nom == "<b>gras</b>"
