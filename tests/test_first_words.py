"""The first words of a page, in its HTML: those of its view, inert, once the server is warm."""

import pytest
from starlette.requests import Request

from shell.first_words import first_words
from tests.held import LIBRARY
from views.registry import view


def asked(path: str, query: str = "") -> Request:
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []})


@pytest.fixture
def warm(monkeypatch):
    monkeypatch.setattr("shell.first_words.warm", lambda: True)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    ("page", "query", "parameters"),
    [
        ("carte", "indicateur=taux_pauvrete", {"indicateur": ["taux_pauvrete"]}),
        ("ecarts", "vue=activite&activite=smr", {"vue": ["activite"], "activite": ["smr"]}),
        ("territoire", "departement=48", {"departement": ["48"]}),
        ("defis", "", {}),
    ],
)
def test_words_are_those_of_the_view(page, query, parameters):
    words = str(first_words(asked(f"/{page}", query), "Outil").striptags()).replace("\u00a0", " ")
    said = view(LIBRARY, page, parameters)
    assert said.title.replace("\u00a0", " ") in words and "Outil" in words
    assert said.sentence.replace("\u00a0", " ")[:40] in words


@pytest.mark.usefixtures("warm")
def test_words_of_the_reader_are_inert():
    words = str(first_words(asked("/recherche", "q=%3Cscript%3Ealert(1)%3C/script%3E"), "<b>Outil</b>"))
    assert "<script" not in words and "&lt;b&gt;Outil" in words


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(("path", "query"), [("/accessibilite", ""), ("/inconnue", ""), ("/carte", "a=1&" * 5000)])
def test_an_address_without_view_has_none(path, query):
    assert first_words(asked(path, query), "Outil") == ""


def test_a_cold_server_does_not_wait_for_them(monkeypatch):
    monkeypatch.setattr("shell.first_words.warm", lambda: False)
    assert first_words(asked("/carte"), "Outil") == ""
