"""The items that the reader writes: the four plans at their lines, and plans never seen before."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loaders.sts.__main__ import main
from loaders.sts.labels import load_labels
from loaders.sts.lines import clean_lines, read_lines
from loaders.sts.lists import EITHER, ListesLues, read_lists
from loaders.sts.objectifs import ObjectifsLus, read_objectifs
from loaders.sts.output import ITEMS
from tests.plan_text import LIST_TITLES, Lists, markdown_lists, raw_lists
from tests.test_sts_command import whole_plan

PLANS = {"09": "002", "34": "004", "46": "001", "48": "000"}
TWO_IN_ONE = {("46", "engagement_cd", 418)}
"""A printed paragraph of which the curated table makes two items: the reader sees one."""

words = st.text(alphabet="abcdefilmnoprstuvéà", min_size=2, max_size=9)
texts = st.lists(words, min_size=2, max_size=25).map(lambda found: f"Exemple {' '.join(found)}")
bullets = st.lists(texts, min_size=1, max_size=9).map(tuple)
paragraphs = st.lists(texts.map(lambda text: f"{text}."), min_size=1, max_size=6).map(tuple)
plans = st.fixed_dictionaries(
    {"enjeu": bullets, "defi_cts": bullets, "cnr": bullets}, optional={"engagement_cd": paragraphs}
)


def read(text: str) -> ListesLues:
    return read_lists(clean_lines(text), frozenset(), {})


def told(found: ListesLues) -> dict[str, tuple[str, ...]]:
    """Texts of each list, after checking that its ranks follow one another."""
    lists: dict[str, tuple[str, ...]] = {}
    for item in found.items:
        lists[item.liste] = (*lists.get(item.liste, ()), item.texte)
        assert item.rang == len(lists[item.liste])
    return lists


@settings(max_examples=25, phases=[Phase.generate])
@given(lists=plans)
def test_markdown_lists_of_an_unseen_plan_are_read_back_whole(lists: Lists) -> None:
    found = read(markdown_lists(lists))
    assert told(found) == lists
    assert found.avertissements == []


@settings(max_examples=25, phases=[Phase.generate])
@given(lists=plans, width=st.integers(34, 110))
def test_raw_lists_of_an_unseen_plan_are_read_back_whole(lists: Lists, width: int) -> None:
    found = read(raw_lists(lists, width=width))
    assert told(found) == lists
    said = [words for _, words in found.avertissements]
    assert said == [f"«{LIST_TITLES['engagement_cd']}» : paragraphes à relire"] * ("engagement_cd" in lists)


@pytest.mark.parametrize("written", [markdown_lists, lambda lists: raw_lists(lists, width=42)])
def test_a_bullet_that_names_the_ars_in_three_lists_is_no_running_head(written: Callable[[Lists], str]) -> None:
    others = [f"Exemple de besoin écrit pour la liste numéro {number}, sans rien de commun" for number in "abc"]
    same = ("Exemple suivi avec l'ARS et le PRS, puis repris tel quel avec l'agence régionale",)
    lists: Lists = {name: (other,) * 4 + same for name, other in zip(("enjeu", "defi_cts", "cnr"), others, strict=True)}
    assert told(read(written(lists))) == lists


@settings(max_examples=25, phases=[Phase.generate])
@given(lists=plans, width=st.integers(34, 60))
def test_lists_whose_titles_come_first_lose_no_item_and_the_doubt_is_said(lists: Lists, width: int) -> None:
    found = read(raw_lists(lists, width=width, joined=True))
    read_back = told(found)
    both = read_back.get("enjeu", ()) + read_back.get("defi_cts", ()) + read_back.get(EITHER, ())
    assert both == lists["enjeu"] + lists["defi_cts"]
    assert read_back["cnr"] == lists["cnr"]
    assert any("à vérifier" in words or "à départager" in words for _, words in found.avertissements)


@given(text=st.text(max_size=400))
def test_arbitrary_text_is_never_a_crash(text: str) -> None:
    read("\n".join([LIST_TITLES["enjeu"], LIST_TITLES["defi_cts"], text, LIST_TITLES["engagement_cd"], text]))


@given(lines=st.permutations(raw_lists(dict.fromkeys(LIST_TITLES, ("Exemple.",)), width=40).split("\n")))
def test_lines_in_any_order_are_never_a_crash(lines: list[str]) -> None:
    read("\n".join(lines))


EIGHT = tuple(f"Exemple de puce {name}" for name in "abcdefgh")
LISTS = {
    "enjeu": EIGHT[:4],
    "defi_cts": EIGHT,
    "cnr": EIGHT[:2],
    "engagement_cd": ("Exemple de phrase.", "Autre exemple."),
}


def test_lists_whose_titles_come_first_are_cut_where_the_page_leaves_room() -> None:
    found = read(raw_lists(LISTS, width=60, joined=True))
    assert told(found) == LISTS
    where = found.items[4].ligne
    assert (where, "aucun titre ne sépare 4 enjeux et 8 défis du CTS : à vérifier") in found.avertissements


def test_a_known_defi_is_no_issue_even_where_the_room_would_let_it_be() -> None:
    text = raw_lists(LISTS, width=60, joined=True)
    found = read_lists(clean_lines(text), frozenset(), {"exemple de puce c": frozenset({"E1D4"})})
    assert (len(told(found)["enjeu"]), len(told(found)["defi_cts"])) == (2, 10)


def test_without_a_trace_of_the_page_the_two_lists_are_not_told_apart() -> None:
    text = "\n".join(line for line in raw_lists(LISTS, width=60, joined=True).split("\n") if line.strip())
    found = read(text)
    assert told(found)[EITHER] == LISTS["enjeu"] + LISTS["defi_cts"]
    assert any("12 puces sous deux titres" in words for _, words in found.avertissements)


def test_a_list_that_is_not_printed_is_a_warning_but_for_the_conseil_departemental() -> None:
    found = read(markdown_lists({"enjeu": EIGHT}))
    assert [words for _, words in found.avertissements] == [
        "liste «Les défis identifiés par le CTS» absente ou non reconnue",
        "liste «Les propositions du CNR en santé» absente ou non reconnue",
    ]


def test_titles_in_a_table_of_contents_open_no_list() -> None:
    contents = "\n".join(f"{title} ........ 9" for title in LIST_TITLES.values())
    bare = "\n".join(LIST_TITLES.values())
    for head in (contents, bare):
        assert told(read(f"{head}\nExemple de sommaire\n\n{markdown_lists(LISTS)}")) == LISTS


def test_a_paragraph_that_takes_up_the_one_before_is_not_another_item() -> None:
    text = markdown_lists(
        {"engagement_cd": ("Exemple de phrase.", "Son exemple la suit.", "Annonce :", "Autre exemple.")}
    )
    assert told(read(text))["engagement_cd"] == ("Exemple de phrase. Son exemple la suit.", "Autre exemple.")


def test_rubrics_of_a_list_are_in_its_section() -> None:
    found = read(markdown_lists(LISTS))
    sections = {item.liste: item.section for item in found.items}
    assert sections["cnr"] == "Les propositions du CNR en santé > rubrique La prévention"
    assert sections["engagement_cd"] == "Un partenariat inventé"


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_fifth_plan_gets_its_items(tmp_path: Path, form: str) -> None:
    head = markdown_lists(LISTS) if form == "md" else raw_lists(LISTS, width=60)
    path = tmp_path / f"plan.{form}"
    path.write_text(f"{head}\n{whole_plan(form)}", encoding="utf-8")
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 0
    with (tmp_path / "lu" / "items.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    assert reader.fieldnames == ITEMS
    assert {row["departement"] for row in rows} == {"65"}
    counts = {"enjeu": 4, "defi_cts": 8, "cnr": 2, "engagement_cd": 2, "resultat": 1, "action": 1}
    assert json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))["items"] == counts
    assert [(row["code"], row["liste"], row["rang"], row["texte"]) for row in rows[-2:]] == [
        ("E1D4O2", "resultat", "1", "Exemple de résultat."),
        ("E1D4O2", "action", "1", "Exemple d'action."),
    ]
    source = path.read_text("utf-8").split("\n")
    assert all(row["texte"].split()[0] in source[int(row["ligne"]) - 1] for row in rows)


def test_the_words_of_a_plan_are_no_column_of_the_project(curated: Path) -> None:
    with (curated / "items.csv").open(encoding="utf-8", newline="") as stream:
        kept = csv.DictReader(stream).fieldnames or []
    assert set(ITEMS) - set(kept) == {"texte"}


@pytest.fixture(scope="module")
def plans_read(sources: Path) -> dict[str, ObjectifsLus]:
    """What the reader makes of each plan."""
    files = {departement: next(sources.glob(f"{prefix}_*")) for departement, prefix in PLANS.items()}
    return {departement: read_objectifs(read_lines(path), load_labels()) for departement, path in files.items()}


@pytest.mark.parametrize("departement", PLANS)
def test_items_of_a_plan_stand_where_they_were_curated_by_hand(
    plans_read: dict[str, ObjectifsLus], curated: Path, departement: str
) -> None:
    with (curated / "items.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["departement"] == departement]
    by_hand: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        lines = by_hand.setdefault((row["code"], row["liste"]), [])
        if (departement, row["liste"], int(row["ligne"])) not in TWO_IN_ONE or int(row["ligne"]) not in lines:
            lines.append(int(row["ligne"]))
    found: dict[tuple[str, str], list[int]] = {}
    for item in plans_read[departement].items:
        found.setdefault((item.code, item.liste), []).append(item.ligne)
    assert found == by_hand


def test_what_no_title_separates_is_said_where_the_vigilance_says_it(plans_read: dict[str, ObjectifsLus]) -> None:
    cuts = {
        departement: [line for line, words in read.avertissements if "aucun titre ne sépare" in words]
        for departement, read in plans_read.items()
    }
    assert cuts == {"09": [796], "34": [], "46": [], "48": [702]}


@pytest.mark.parametrize("bullet", ["•", "-", "→", "–", "\uf0b7", "\uf0a7", "o", "➢", "‑"])
def test_every_bullet_of_a_word_processor_opens_an_item(bullet: str) -> None:
    lists = {"enjeu": ("Exemple un", "Exemple deux"), "defi_cts": ("Exemple trois",), "cnr": ("Exemple quatre",)}
    assert told(read(raw_lists(lists, width=80).replace("→", bullet))) == lists
