"""Spaces that French never parts: the function, every curated text, every text that a page sends."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.drawings.outlines import svg_outlines
from charts.words.typography import bound, bound_all, bound_html
from exports.territory_sheet import territory_sheet
from loaders.dataset import Dataset, load_geojson
from shell.library import library
from tests.seen import NAMES, ROOT, seen, visible
from views.recherche.suggestions import found_json

PARTED = re.compile(
    r" [:;?!%»](?=\s|$|[,.)])|« |n° \d|\bart\. [LRD\d]|\d \d{3}(?!\d)|\b1er [a-zé]|"
    r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) [12]\d{3}\b|"
    r"(?<![A-Za-z])\d (?:ans|km|habitants?|hab\.|sites?|objectifs?|fiches?|plans?|lignes?|départements?|M€|Md€)\b"
)
"""An ordinary space that would let a line end in the wrong place; another reading of the rule than the code's."""

TABLES = ("valeurs", "indicateurs", "vigilances", "glossaire", "documents", "annonces", "conditions", "recours",
          "correspondances", "activites", "modalites", "ecarts", "oqos", "defis", "engagements", "defis_departements",
          "objectifs_departements", "themes", "natures", "publics", "acteurs", "items", "enjeux_defis", "pilotage",
          "reforme", "avenant", "lieux", "synonymes")  # fmt: skip
TEXTS = st.text(alphabet="a1 é:;?!%»«n°.L\u00a0\u202f\n<>&€", max_size=40)


def cells(frame: pd.DataFrame) -> set[str]:
    """Every text of a table, the items of lists too."""
    found: set[str] = set()
    for name in frame.columns:
        for cell in frame[name].tolist():
            found |= (
                {cell}
                if isinstance(cell, str)
                else {c for c in cell if isinstance(c, str)}
                if isinstance(cell, list)
                else set()
            )
    return found


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12 % : oui ; non ? si !", "12~% : oui ; non ? si !".replace(" :", "~:").replace(" ;", "~;")
         .replace(" ?", "~?").replace(" !", "~!")),
        ("n° 1, art. L. 1434-3, ligne 7319", "n°~1, art.~L.~1434-3, ligne~7319"),
        ("le 1er juin 2023 et le 5 mai 2024", "le 1er~juin~2023 et le 5~mai~2024"),
        ("« aller vers »", "«~aller vers~»"),
        ("1 252 904 habitants en 2023 dans treize plans", "1_252_904~habitants en 2023 dans treize plans"),
        ("E3D1 Renforcer, A6 mammaire, de 4 à 13", "E3D1 Renforcer, A6 mammaire, de 4 à 13"),
        ("3 M€ pour 2 ETP", "3~M€ pour 2~ETP"),
        ("https://exemple.fr/?a=1:2", "https://exemple.fr/?a=1:2"),
    ],
)  # fmt: skip
def test_spaces_are_bound(typed, read):
    assert bound(typed) == read.replace("~", "\u00a0").replace("_", "\u202f")


@given(TEXTS)
def test_binding_twice_is_binding_once_and_changes_only_spaces(text):
    once = bound(text)
    assert bound(once) == once
    assert re.sub(r"[ \u00a0\u202f]+", " ", once) == re.sub(r"[ \u00a0\u202f]+", " ", text)


@given(TEXTS, TEXTS)
def test_tags_attributes_and_styles_stay(text, other):
    other = re.sub(r"[<>&\"']", "", other)
    markup = f'<a href="./x?q={other}" title="{other}">b</a><style>a{{content:" {other}"}}</style>'
    assert markup in bound_html(f"{bound_html('<p>')}{markup}{'<b>'}{re.sub('[<>]', '', text)}</b>")
    assert bound_html(bound_html(markup)) == bound_html(markup)


def test_a_number_in_bold_keeps_what_it_counts():
    assert bound_html("<b>12</b> sites <i>prévus</i> : 3") == "<b>12</b>\u00a0sites <i>prévus</i>\u00a0: 3"


def test_drawings_and_names_of_a_payload_stay():
    payload = {"a : b": "a : b", "traces": ["M1 200l3 4"], "n": [1, None, "2 ans"]}
    assert bound_all(payload) == {"a : b": "a\u00a0: b", "traces": ["M1 200l3 4"], "n": [1, None, "2\u00a0ans"]}


@pytest.mark.parametrize("name", TABLES)
def test_every_curated_text_is_bound_for_the_screen(dataset: Dataset, name: str):
    wrong = {text: PARTED.findall(bound(text)) for text in cells(getattr(dataset, name)) if PARTED.search(bound(text))}
    assert wrong == {}


def test_the_files_keep_the_spaces_of_the_documents(dataset: Dataset):
    texts = cells(dataset.objectifs_departements[["titre_objectif"]])
    assert any("« " in text for text in texts), "nothing would be bound: the test above would read nothing"


@pytest.mark.parametrize("view", NAMES)
def test_no_page_parts_what_french_binds(view: str):
    lines = [line for text in seen(view) for line in text.split("\n")]
    wrong = [line[max(0, hit.start() - 30) : hit.end() + 20] for line in lines for hit in PARTED.finditer(line)]
    assert wrong == []


def test_the_printed_sheet_is_bound():
    sheet = territory_sheet(library().territory("34"), svg_outlines(load_geojson())).decode()
    assert [hit[0] for line in visible(sheet).split("\n") for hit in PARTED.finditer(line)] == []
    assert "\u00a0:" in sheet


def test_the_palette_is_bound_and_still_answers_ordinary_spaces():
    index = library().search_index
    for query in ("taux de pauvreté Aude", "avenant", "dialyse Hérault", "objectifs"):
        assert not re.search(r"\w [:;?!%»]", found_json(index, query).decode())
    assert "d'«\u00a0aller vers\u00a0»" in found_json(index, "démarches d'« aller vers » en prévention").decode()


SCRIPTS = [path for folder in ("static", "components") for path in sorted((ROOT / folder).rglob("*.js"))]
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`')


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_words_of_the_scripts_are_bound(path):
    """What a script says by itself goes through no function: its no-break spaces are written."""
    lines = [re.sub(r"(?:^|\s)//\s.*", "", line) for line in path.read_text("utf-8").split("\n")]
    texts = [re.sub(r"\$\{[^}]*\}", "x", text[0]) for line in lines for text in LITERAL.finditer(line)]
    assert [text for text in texts if re.search(r"[\w»).x/] [:;?!»](?=[\s\"`«]|$)|\b[\dx] Mo\b|\$1 Mo", text)] == []


def test_the_scripts_say_something():
    told = "".join(path.read_text("utf-8") for path in SCRIPTS)
    assert told.count("\\u00a0") >= 20
