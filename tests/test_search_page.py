"""The page Recherche as Streamlit runs it, the links it gives, what the palette receives."""

import gzip
import json
import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request

from analysis.search import search
from analysis.search_actions import is_action
from analysis.search_entries import KINDS
from exports.html import written
from loaders.errors import DatasetError
from shell import library as data
from shell.suggestions import suggestions as suggested
from tests.held import library_of
from tests.test_pages import ROOT, html, run
from views import pages as menu
from views.carte.page import PARAMETERS as MAPS
from views.defis.page import PARAMETERS as DEFIS
from views.ecarts.page import PARAMETERS as GAPS
from views.links import address
from views.recherche import suggestions
from views.recherche.results import NAMES, SHOWN, _halves, examples, summary_text, welcome_part
from views.scenario.page import PARAMETERS as SCENARIOS
from views.sources.page import PARAMETERS as SOURCES
from views.territoire.page import PARAMETERS as TERRITORIES

SCRIPT = "pages/recherche.py"
LINK = re.compile(r'<a data-vue href="([^"]+)">([^<]*)</a>')


def found(query: str, kind: str):
    return search(data.library().search_index, query).groups[kind][0]


def link(query: str, kind: str, **filters: list[str]) -> str:
    result = found(query, kind)
    return address(result.entry, result.parameters, filters=filters)


def test_results_are_grouped_counted_and_lead_to_their_view():
    text = html(run(SCRIPT, q="dialise"))
    assert "résultats pour «dialise» (orthographe proche) : 1 activité de soins" in text
    links = {label: href for href, label in LINK.findall(text)}
    assert links["Insuffisance rénale chronique (IRC)"] == "./ecarts?activite=irc"
    assert links["Unité de dialyse médicalisée"] == "./ecarts?activite=irc&modalite=UDM"
    assert links["IRC : insuffisance rénale chronique"] == "./sources?vue=glossaire&mots=IRC"


def test_page_opens_on_what_can_be_sought():
    text = html(run(SCRIPT))
    assert "Tapez un ou plusieurs mots" in text
    assert all(f">{example}</a>" in text for example in examples(data.library().plans))


def test_examples_all_find_something():
    assert all(search(data.library().search_index, example).total for example in examples(data.library().plans))


def test_typing_searches_and_writes_the_address():
    app = run(SCRIPT)
    app.text_input(key="recherche-q").set_value("taux de pauvretes").run()
    assert not app.exception
    assert app.query_params["q"] in ("taux de pauvretes", ["taux de pauvretes"])
    assert "./carte?indicateur=taux_pauvrete" in html(app)


def test_nothing_found_is_said_with_other_words():
    text = html(run(SCRIPT, q="infirmerie scolarité"))
    assert "Aucun résultat pour «infirmerie scolarité»." in text
    assert "Vouliez-vous dire" in text
    assert '<a data-vue href="./recherche?q=scolaris%C3%A9es">scolarisées</a>' in text
    assert "Aucun mot de l'outil ne lui ressemble" in html(run(SCRIPT, q="xqzw"))


def test_wrong_parameter_is_said_and_the_search_still_done():
    text = html(run(SCRIPT, q="dialyse", couleur="rouge", departement="99"))
    assert "L'adresse demandait «departement=99», «couleur=rouge»" in text
    assert "résultats pour «dialyse»" in text


def test_a_long_query_is_cut():
    app = run(SCRIPT, q="dialyse " * 40)
    assert len(app.text_input(key="recherche-q").value) <= 100
    assert "résultats pour" in html(app)


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "[lien](http://ailleurs.fr)", "\"'><script>alert(1)"]
)
def test_hostile_text_is_inert(query):
    app = run(SCRIPT, q=query)
    raw = "\n".join(block.proto.body for block in app.get("html"))
    assert "<img" not in raw
    assert "<script>alert" not in raw
    assert 'href="http' not in raw


def test_long_groups_are_folded():
    text = html(run(SCRIPT, q="santé"))
    assert "<details><summary>" in text
    assert text.count("<section") == len(search(data.library().search_index, "santé").groups)
    group = next(section for section in text.split("<section") if "<details>" in section)
    assert len(LINK.findall(group.split("<details>")[0])) == SHOWN


def lines(query: str) -> dict[str, str]:
    """Text of each result by its name, the first of a name."""
    found: dict[str, str] = {}
    for item in re.findall(r"<li>(.*?)</li>", html(run(SCRIPT, q=query)), re.DOTALL):
        words = unescape(re.sub(r"<[^>]+>", " ", item)).replace("\u00a0", " ").replace("\u202f", " ")
        found.setdefault(LINK.search(item)[2] if LINK.search(item) else "", " ".join(words.split()))
    return found


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("taux de pauvreté", "Taux de pauvreté", "Occitanie 17,5 %"),
        ("taux de pauvreté Aude", "Taux de pauvreté", "Aude 20,8 % Occitanie 17,5 %"),
        ("dialyse Hérault", "Unité de dialyse médicalisée", "Hérault 6 autorisés → 13 prévus"),
        ("unité de dialyse", "Unité de dialyse médicalisée", "Hérault 6 → 13"),
    ],
)
def test_a_figure_stands_beside_its_result_with_the_page_that_shows_it(query, name, said):
    line = lines(query)[name]
    assert said in line and line.endswith(("Carte", "Écarts OQOS"))
    assert ("sites autorisés → prévus" in line) == (query == "unité de dialyse")


def test_the_pages_of_the_departement_named_come_first():
    first = html(run(SCRIPT, q="dialyse lozère")).split('class="resultats"')[1].split("<section")[0]
    pages = [href for href, _ in LINK.findall(first)]
    assert pages == [f"./{page}?departement=48" for page in ("territoire", "carte", "ecarts", "defis", "sources")]
    other = html(run(SCRIPT, q="pauvreté aude")).split('class="resultats"')[1].split("<section")[0]
    assert [href for href, _ in LINK.findall(other)] == [
        f"./{page}?departement=11" for page in ("territoire", "carte", "sources")
    ]
    assert "pages-departement" not in html(run(SCRIPT, q="dialyse")).split("<style")[0]


@pytest.mark.parametrize(
    ("sizes", "columns"),
    [
        ([], []),
        ([4], [(0, 1)]),
        ([5, 3], [(0, 1), (1, 2)]),
        ([2, 2, 9], [(0, 2), (2, 3)]),
        ([9, 2, 2], [(0, 1), (1, 3)]),
        ([3, 3, 3, 3], [(0, 2), (2, 4)]),
    ],
)
def test_groups_are_cut_in_two_columns_in_their_order(sizes, columns):
    assert _halves(sizes) == columns


def test_summary_says_the_departement_that_narrows():
    assert summary_text(search(data.library().search_index, "dialyse lozère")).endswith(
        "vues filtrées sur le département : Lozère."
    )


def test_each_departement_named_leads_to_its_pages():
    text = html(run(SCRIPT, q="Aude Gard"))
    assert "vues filtrées sur les départements : Aude, Gard." in text
    pages = text[text.index("pages-departement") :]
    assert all(f"./carte?departement={code}" in pages for code in ("11", "30"))


@pytest.mark.parametrize(
    ("query", "kind", "expected"),
    [
        ("taux de pauvreté", "indicateur", "./carte?indicateur=taux_pauvrete"),
        ("UTEC", "indicateur", "./sources?vue=valeurs&indicateur=nb_utec"),
        ("E1D3", "defi", "./defis?defi=E1D3"),
        ("E1D3O7", "objectif", "./defis?objectif=E1D3O7"),
        ("engagement 3", "engagement", "./defis?engagement=3"),
        ("vieillissement", "parcours", "./defis?parcours=Vieillissement"),
        ("santé environnement", "theme", "./defis?theme=Sant%C3%A9+environnement"),
        ("psychiatrie", "activite", "./ecarts?activite=psychiatrie"),
        ("unité de dialyse", "modalite", "./ecarts?activite=irc&modalite=UDM"),
        ("ariege", "departement", "./territoire?departement=09"),
        ("SAS", "glossaire", "./sources?vue=glossaire&mots=SAS"),
    ],
)
def test_each_kind_leads_to_its_view(query, kind, expected):
    assert link(query, kind) == expected


def test_links_keep_the_filters_that_cannot_hide_what_was_sought():
    filters = {"departement": ["46"], "engagement": ["2"]}
    assert link("taux de pauvreté", "indicateur", **filters) == (
        "./carte?indicateur=taux_pauvrete&departement=46&engagement=2"
    )
    assert link("E1D3", "defi", **filters) == "./defis?defi=E1D3&departement=46"
    assert link("dialyse en centre pédiatrique", "modalite", **filters) == (
        "./ecarts?activite=irc&modalite=CEN-P&engagement=2"
    )  # no such row in Lot
    assert link("unité de dialyse", "modalite", **filters).endswith("modalite=UDM&departement=46&engagement=2")
    assert link("UTEC", "indicateur", **filters) == "./sources?vue=valeurs&indicateur=nb_utec"
    assert link("ariege", "departement", **filters) == "./territoire?departement=09"
    assert link("dialyse lozère", "activite", **filters) == "./ecarts?activite=irc&departement=48&engagement=2"


def test_every_view_is_known_to_the_page_it_leads_to():
    """No result may lead to an address that its page refuses."""
    known = {"carte": MAPS, "ecarts": GAPS, "sources": SOURCES, "defis": DEFIS, "territoire": TERRITORIES,
             "scenario": SCENARIOS, "seance": (), "importer": ()}  # fmt: skip
    for entry in data.library().search_index.entries:
        assert {name for name, _ in entry.parameters} <= set(known[entry.page]), entry.key


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("comparer", ["Comparer deux départements", "Comparer deux plans", "Comparer l'offre autorisée et prévue",
                      "Comparer deux indicateurs"]),
        ("projeter", ["Projeter une séance"]), ("exporter", ["Exporter, télécharger"]),
        ("imprimer", ["Imprimer la fiche d'un département"]), ("importer", ["Importer un plan"]),
        ("télécharger", ["Exporter, télécharger"]), ("simuler", ["Simuler"]), ("exporer", ["Exporter, télécharger"]),
    ],
)  # fmt: skip
def test_a_verb_of_the_interface_leads_to_what_does_it_and_to_nothing_else(query, titles):
    results = search(data.library().search_index, query)
    assert [one.entry.title for one in results.best] == titles


@pytest.mark.parametrize("query", ["séance", "comparaison", "scénario", "deux cartes", "compte rendu", "PDF"])
def test_a_noun_of_the_interface_leads_to_what_does_it_first_and_hides_no_text(query):
    results = search(data.library().search_index, query)
    assert is_action(results.best[0].entry)
    assert any(not is_action(one.entry) for one in results.best) == (query != "PDF")


@pytest.mark.parametrize("query", ["plan", "département", "offre", "vue", "fiche", "projet", "présente", "indicateurs"])
def test_no_action_answers_a_word_that_does_not_ask_for_it(query):
    assert not any(is_action(one.entry) for one in search(data.library().search_index, query).best)


def test_two_departements_of_a_query_are_compared_on_their_page():
    way = search(data.library().search_index, "comparer Lot et Lozère").best[0]
    assert address(way.entry, way.parameters) == "./territoire?departement=46&avec=48"
    way = search(data.library().search_index, "imprimer Lot").best[0]
    assert address(way.entry, way.parameters) == "./territoire?departement=46"


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_page_works_with_any_number_of_plans(serve, count):
    serve(library_of(count))
    text = html(run(SCRIPT, q="santé mentale"))
    assert "résultats pour «santé mentale»" in text
    assert "Glossaire" in text


def test_kinds_all_have_names():
    assert set(NAMES) == set(KINDS)
    assert all(plural in unescape(written((welcome_part((), {}),))) for _, plural in NAMES.values())


def request(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {"type": "http", "method": "GET", "path": "/app/recherche.json", "headers": raw, "query_string": query.encode()}
    )


def answer_to(query: str) -> dict:
    return json.loads(suggested(request(query)).body)


def test_palette_receives_the_first_results_and_little():
    body = suggestions.found_json(data.library().search_index, "santé")
    rows = json.loads(body)["trouve"]
    assert len(rows) == suggestions.MOST_FOUND
    assert all(len(row) == 5 and all(isinstance(cell, str) for cell in row) for row in rows)
    assert len(body) < 6_000
    paths = {urlsplit(row[3]).path for row in rows}
    assert paths <= {f"./{page.path}" for page in menu.PAGES.values()}
    shown = Counter(row[0] for row in rows)
    assert (
        len(shown) == 1
        or max(shown.values()) <= suggestions.MOST_OF_A_KIND
        or len(rows) > sum(min(count, suggestions.MOST_OF_A_KIND) for count in shown.values())
    )


def test_palette_answer_is_compressed():
    answer = suggested(request("q=dialyse", accept_encoding="gzip, br"))
    assert answer.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.body))["trouve"]


def test_palette_says_that_a_word_was_read_by_likeness():
    found = answer_to("q=dialise")
    assert found["proche"] and found["trouve"][0][:2] == ["activité de soins", "Insuffisance rénale chronique (IRC)"]
    assert not answer_to("q=dialyse")["proche"]
    nothing = {"proche": False, "trouve": []}
    assert answer_to("") == answer_to("q=" + "x" * 5000) == answer_to("q=%3Cscript%3E") == nothing


@pytest.mark.parametrize("query", ["", "q=dialyse"])
def test_palette_is_told_in_french_that_the_search_cannot_answer(query, monkeypatch):
    def fail():
        raise DatasetError("La table manque", ou="fichier", que_faire="Restaurez")

    monkeypatch.setattr(data, "current", fail)
    answer = suggested(request(query))
    assert answer.status_code == 503 and json.loads(answer.body)["erreur"].startswith("La table manque")
    assert "La recherche est indisponible." in (ROOT / "static" / "palette.js").read_text("utf-8")
