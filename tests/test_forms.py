"""Forms of a view by address: what a program reads is what the page says."""

from __future__ import annotations

import asyncio
import csv
import gzip
import html
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import wraps
from threading import BoundedSemaphore
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pandas import read_parquet
from pptx import Presentation
from starlette.datastructures import Headers

from exports.territory_sheet import territory_sheet
from loaders.schema import TABLES
from shell import export_menu, forms
from shell import library as held
from shell.assets import takes_gzip
from shell.forms import FORMS, LONGEST_QUERY, MOST_VALUES, Form, offers
from shell.server import FrenchPages
from views.registry import BUILDERS, view

MAP = "/carte.json?indicateur=taux_pauvrete&departement=34"


@dataclass
class Answer:
    """What the server answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        body = gzip.decompress(self.content) if self.headers.get("content-encoding") == "gzip" else self.content
        return body.decode()

    def json(self):
        return json.loads(self.text)


async def _inner(scope, _receive, _send) -> None:
    raise AssertionError(f"{scope['path']} went on to Streamlit")


def ask(method: str, address: str, *, leaves: bool = False, **headers: str) -> Answer:
    """Ask the middleware, as a server does; whoever `leaves` does so at once."""
    path, _, query = address.partition("?")
    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": said,
        "scheme": "http",
        "server": ("127.0.0.1", 80),
    }
    sent: list[dict] = []

    async def receive():
        if leaves:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as apart:  # the browser keeps a loop in the thread of the tests
        apart.submit(asyncio.run, FrenchPages(_inner)(scope, receive, send)).result()
    names = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], names, b"".join(message.get("body", b"") for message in sent[1:]))


def spaced(markup: str) -> str:
    """Its text with plain spaces."""
    return html.unescape(markup).replace("\u00a0", " ").replace("\u202f", " ")


def get(address: str, **headers: str) -> Answer:
    return ask("GET", address, **headers)


_WRITTEN: dict[tuple[object, ...], bytes | None] = {}


def _once(name: str, give: Callable[..., bytes | None]) -> Callable[..., bytes | None]:
    """The same file of the same view is written once, whichever address asks for it."""

    @wraps(give)
    def kept(shown, library, **asked):
        told = (shown.page, shown.kind, shown.filename, repr(shown.parameters), shown.ignored)
        key = (name, library.stamp, *told, *sorted(asked.items()))
        if key not in _WRITTEN:
            _WRITTEN[key] = give(shown, library, **asked)
        return _WRITTEN[key]

    return kept


@pytest.fixture
def once(monkeypatch):
    """Each form keeps the files that it wrote, for the tests that ask for all of them."""
    for name, form in FORMS.items():
        monkeypatch.setitem(FORMS, name, replace(form, give=_once(name, form.give)))


def test_json_says_title_sentence_cautions_source_version_and_numbers():
    said = get(MAP).json()
    assert said["schema"] == "vue/1" and said["page"] == "carte"
    assert said["titre"].startswith("Taux de pauvreté : ")
    assert said["adresse"] == "/carte?indicateur=taux_pauvrete&departement=34"
    assert said["avertissement"] == "Outil non officiel, seul l'arrêté publié fait foi."
    assert said["jeu"]["version"] == held.current().version and len(said["jeu"]["empreinte"]) == 16
    (table,) = said["tableaux"]
    row = dict(zip(table["colonnes"], next(line for line in table["lignes"] if line[0] == "34"), strict=True))
    assert (row["Territoire"], row["Valeur (%)"]) == ("Hérault", 19.4)


def test_what_is_not_known_is_null_with_its_reason():
    said = get("/carte.json?indicateur=nb_ehpad&origine=plan").json()
    (table,) = said["tableaux"]
    nulls = sum(cell is None for line in table["lignes"] for cell in line)
    assert nulls == len(table["absents"]) > 0
    assert {entry["raison"] for entry in table["absents"]} <= {"non renseigné", "rien à signaler"}
    for entry in table["absents"]:
        assert table["lignes"][entry["ligne"]][table["colonnes"].index(entry["colonne"])] is None


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(
    ("page", "form"), [(page, form) for page in BUILDERS for form in FORMS if form != "corps" and FORMS[form].of(page)]
)
def test_every_page_answers_in_every_form(page, form):
    answer = get(f"/{page}.{form}")
    shown = view(held.current(), page, {})
    if answer.status_code == 404:
        assert FORMS[form].missing and FORMS[form].missing in answer.text
        assert FORMS[form].give(shown, held.current()) is None
        return
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(FORMS[form].mime.partition(";")[0])
    first = shown.tables[0].compute()
    if form == "csv":
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) == len(first) + 1
    elif form == "xlsx":
        book = load_workbook(io.BytesIO(answer.content))
        assert len(book.sheetnames) == 1 + len(shown.tables)
        assert book[book.sheetnames[1]].max_row == len(first) + 1
    elif form == "ods":
        with ZipFile(io.BytesIO(answer.content)) as read:
            assert read.read("content.xml").count(b"<table:table ") == 1 + len(shown.tables)
    elif form == "svg":
        assert answer.text.startswith("<svg ") and spaced(shown.title) in spaced(answer.text)
    elif form == "png":
        assert answer.content.startswith(b"\x89PNG")
    elif form in ("pdf", "docx"):
        assert answer.content.startswith(b"%PDF-1.7" if form == "pdf" else b"PK")
    elif form == "pptx":
        slides = Presentation(io.BytesIO(answer.content)).slides
        assert spaced(shown.title) in spaced(slides[0].shapes.title.text)
    elif form == "zip":
        with ZipFile(io.BytesIO(answer.content)) as read:
            (page,) = [name for name in read.namelist() if "/01-" in name and name.endswith(".html")]
            assert spaced(shown.title) in spaced(read.read(page).decode())
    elif form == "html":
        assert answer.text.startswith('<!doctype html><html lang="fr">') and spaced(shown.title) in spaced(answer.text)
    else:
        assert answer.json()["titre"] == shown.title


def test_the_sheet_of_a_departement_is_whole_whatever_the_filters_and_keeps_its_name():
    whole = get("/territoire.html?departement=09")
    assert whole.headers["content-disposition"] == 'attachment; filename="territoire-09.html"'
    assert whole.text == get("/territoire.html?departement=09&theme=precarite&engagement=3").text
    held_now = held.current()
    assert whole.text == territory_sheet(held_now.territory("09"), held_now.outlines).decode()
    assert get("/territoire.html").text == whole.text  # the first plan loaded
    assert get("/territoire.html?departement=48").text != whole.text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/territoire.csv?departement=48", "territoire-48-chiffres.csv"),
        ("/territoire.xlsx?departement=48", "territoire-48.xlsx"),
        ("/territoire.json?departement=48", "territoire-48.json"),
    ],
)
def test_a_file_that_holds_one_table_says_which(address, name):
    assert get(address).headers["content-disposition"].endswith(f'; filename="{name}"')


def test_wrong_parameters_are_ignored_and_said_as_on_the_page():
    assert get("/ecarts.json?borne=moyenne&couleur=bleu").json()["ignores"] == ["borne=moyenne", "couleur=bleu"]


def test_same_content_is_not_sent_twice():
    first = get(MAP)
    assert get(MAP, if_none_match=first.headers["etag"]).status_code == 304
    assert get(MAP + "&annee=2021", if_none_match=first.headers["etag"]).status_code == 200
    assert get(MAP.replace("json", "csv")).headers["etag"] != first.headers["etag"]


def test_plain_and_zipped_answers_have_their_own_tags():
    plain = get(MAP, accept_encoding="identity")
    zipped = get(MAP, accept_encoding="gzip")
    assert plain.headers["etag"] != zipped.headers["etag"]
    assert zipped.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert zipped.json() == plain.json()
    assert plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("header", "taken"), [("gzip, br", True), ("*", True), ("gzip;q=0", False), ("", False),
                                               ("br, gzip; q=0.5", True), ("identity", False)])  # fmt: skip
def test_gzip_is_sent_only_to_who_takes_it(header, taken):
    assert takes_gzip(Headers({"accept-encoding": header})) is taken


@pytest.mark.parametrize(
    "address",
    ["/carte.odp", "/rien.json", "/accessibilite.json", "/carte.json/x", "/x/carte.json", "/carte.html", "/rien.html"],
)
def test_an_unknown_form_or_page_gets_the_french_page(address):
    answer = get(address)
    assert answer.status_code == 404 and "Cette page n'existe pas" in html.unescape(answer.text)


@pytest.mark.parametrize("page", [page for page in BUILDERS if page != "sources"])
def test_a_form_of_some_pages_is_unknown_elsewhere(page):
    answer = get(f"/{page}.parquet?vue=tables&table=valeurs")
    assert answer.status_code == 404 and "Cette page n'existe pas" in html.unescape(answer.text)


@pytest.mark.parametrize("name", TABLES)
def test_a_stored_table_is_given_whole_in_each_form(name):
    address = "/sources.{}?" + f"vue=tables&table={name}"
    stored = getattr(held.current().dataset, name)
    parquet = get(address.format("parquet"))
    assert parquet.content == held.current().files[name]
    assert parquet.headers["content-disposition"] == f'attachment; filename="{name.replace("_", "-")}.parquet"'
    assert len(read_parquet(io.BytesIO(parquet.content))) == len(stored)
    lines = list(csv.reader(io.StringIO(get(address.format("csv")).content.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(stored) + 1
    assert lines[0][: len(TABLES[name].names)] == list(TABLES[name].names)
    (table,) = get(address.format("json")).json()["tableaux"]
    assert (table["nom"], len(table["lignes"])) == (name, len(stored))


@pytest.mark.parametrize(
    "query", ["", "?vue=tables", "?vue=valeurs", "?vue=valeurs&table=valeurs", "?vue=tables&table=x"]
)
def test_a_view_without_a_stored_table_says_which_have_a_parquet_file(query):
    answer = get(f"/sources.parquet?{query}")
    assert answer.status_code == 404
    assert answer.text == "Une table du jeu de données seulement : /sources.parquet?vue=tables&table=valeurs."


@pytest.mark.parametrize("query", ["mots=a&" * (MOST_VALUES + 1), "mots=" + "a" * LONGEST_QUERY])
def test_a_bomb_of_parameters_is_refused_in_french_at_once(query, monkeypatch):
    monkeypatch.setattr(forms, "current", None)
    answer = get(f"/defis.json?{query}")
    assert answer.status_code == 400 and "Cette adresse est trop longue" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_an_address_that_is_read_receives_nothing(method):
    answer = ask(method, MAP)
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"


def test_a_name_that_looks_like_a_formula_stays_text_in_every_form():
    address = "/scenario.{}?scenarios=2&nom==1%2B1&engagement=3"
    assert get(address.format("json")).json()["titre"].startswith("=1+1 : ")
    book = load_workbook(io.BytesIO(get(address.format("xlsx")).content))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_file_is_read_in_the_set_that_its_page_was_drawn_from():
    stamp = held.current().stamp
    assert get(f"{MAP}&jeu={stamp}").json()["ignores"] == []
    told = get(f"{MAP}&jeu=autre").json()
    assert told["ignores"] == ["jeu=autre"] and told["jeu"]["empreinte"] == stamp


def test_the_address_of_a_form_is_the_one_of_its_view(dataset):
    from views.library import Library
    from views.links import form_address

    shown = view(Library(dataset), "ecarts", {"vue": ["activite"], "activite": ["cancer"], "borne": ["basse"]})
    assert form_address(shown, "csv") == "./ecarts.csv?activite=cancer&borne=basse"
    assert form_address(shown, "xlsx", jeu="abc").endswith("&jeu=abc")


def test_heavy_files_are_written_a_few_at_a_time_and_the_others_told_to_wait(monkeypatch):
    full = BoundedSemaphore(1)
    monkeypatch.setattr(forms, "_PLACES", full)
    with full:
        refused = get("/carte.pptx")
        assert refused.status_code == 503 and refused.headers["retry-after"] == "10"
        assert refused.text.startswith("Patientez : ")
        assert get("/carte.json").status_code == 200
    assert get("/carte.pptx").status_code == 200
    monkeypatch.setattr(forms, "PATIENCE", 0.01)
    turns = BoundedSemaphore(1)
    monkeypatch.setattr(forms, "_TURNS", turns)
    with turns:
        assert get("/carte.png").text.startswith("Patientez : ")
    assert get("/carte.png").status_code == 200


def test_a_file_that_nobody_waits_for_leaves_its_place(monkeypatch):
    """Its reader cancels while it waits for its turn: it would otherwise hold a place for a minute."""
    places, turns = BoundedSemaphore(1), BoundedSemaphore(1)
    monkeypatch.setattr(forms, "_PLACES", places)
    monkeypatch.setattr(forms, "_TURNS", turns)
    with turns:
        assert ask("GET", "/carte.pptx", leaves=True).status_code == 503
        assert places.acquire(blocking=False)
        places.release()


def test_a_form_added_later_is_offered_by_itself_in_its_place(monkeypatch):
    shown = view(held.current(), "ecarts", {})
    assert " ".join(ending for ending, _ in offers(shown)) == "pdf pptx pptx docx png svg zip xlsx ods csv json"
    monkeypatch.setitem(FORMS, "odp", Form("application/x", lambda _view, _library: b"", label="Diapos", order=5))
    monkeypatch.setitem(FORMS, "svg", Form("image/svg+xml", lambda _view, _library: b"", has=lambda _view: False))
    told = json.loads(export_menu.reminded(shown, held.current())["data_formes"])
    assert told[0][0] == "Diapos" and told[0][2].startswith("./ecarts.odp?")
    own = ["Document PDF", "Diapositives PPTX", "Diapositives PPTX, 4:3", "Document DOCX", "Image PNG",
           "Dossier hors ligne", "Classeur XLSX", "Classeur ODS", "Tableau CSV", "Données JSON"]  # fmt: skip
    assert [words for words, *_ in told[1:]] == own


def test_a_stored_table_is_offered_as_it_is_stored():
    tables = [{"vue": ["tables"], **more} for more in ({}, {"table": ["valeurs"]})]
    assert ["parquet" in dict(offers(view(held.current(), "sources", asked))) for asked in tables] == [False, True]


def _told(page: str, **asked: list[str]) -> dict[str, str]:
    return export_menu.reminded(view(held.current(), page, asked), held.current())


@pytest.mark.usefixtures("once")
def test_every_offered_file_says_what_it_holds_and_is_given():
    for page in BUILDERS:
        for _, holds, address in json.loads(_told(page).get("data_formes", "[]")):
            assert holds and ask("HEAD", address.removeprefix(".")).status_code == 200, address


def test_slim_bar_tells_what_narrows_a_view():
    told = _told("ecarts", departement=["34", "46"], engagement=["3"], borne=["basse"])
    assert spaced(told["data_filtres"]) == "Hérault et Lot · engagement 3 · borne basse"
    assert _told("ecarts")["data_filtres"] == "" and _told("accueil") == {}
