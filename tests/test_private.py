"""What one session holds for itself: found by its token alone, told on every page, forgotten with the session."""

from __future__ import annotations

import ast
import csv
import io
import json
import logging
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pandas import read_parquet
from streamlit.testing.v1 import AppTest

from analysis.build.joined import joined
from exports import html as exports_html
from exports.html import written
from loaders.sts.package import packed, read_package
from shell import forms, private
from shell import library as held_library
from shell.private import ENDED_AFTER, PREFIX, Private
from shell.session_set import own_library
from shell.texts import REMEMBERED
from tests.held import LIBRARY
from tests.imported_plan import doubtful_draft
from tests.test_forms import ask
from tests.test_pages import ROOT, html, run
from views.importer.draft import Draft
from views.library import Library
from views.registry import view as registered

CODE, NAME = "32", "Gers"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Private]:
    """A session that reads a dataset of its own."""
    state: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    own = private.mine()
    own.draft = doubtful_draft(CODE)
    private.use(own_library(own.draft), NAME)
    yield own
    private.drop()


def test_a_token_cannot_be_guessed_and_is_not_the_print_of_the_content(held: Private) -> None:
    assert held.token.startswith(PREFIX) and len(held.token) > len(PREFIX) + 40
    assert held.library and held.library.key == held.token and held.library.stamp not in held.token
    assert held.token not in repr(held) and Private("autre").token != held.token


def test_forms_read_the_dataset_of_their_token_and_no_other(held: Private) -> None:
    address = f"/defis.json?departement={CODE}"
    shared, own = (ask("GET", one).json() for one in (address, f"{address}&jeu={held.token}"))
    assert own["jeu"]["version"] == held.library.version != shared["jeu"]["version"]  # type: ignore[union-attr]
    assert own != shared and held.token not in json.dumps(own) and not own.get("ignore")
    answer = ask("GET", f"/ecarts.xlsx?vue=departement&departement={CODE}&jeu={held.token}")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"


def test_the_stored_tables_are_those_that_its_views_read(held: Private) -> None:
    """Asked as Parquet: one that the plan changes is written again, another is the file of everybody."""
    for name in ("oqos", "valeurs"):
        answer = ask("GET", f"/sources.parquet?vue=tables&table={name}&jeu={held.token}")
        read = read_parquet(io.BytesIO(answer.content))
        own = getattr(held.library.dataset, name)  # type: ignore[union-attr]
        assert list(read.columns) == list(own.columns) and len(read) == len(own)
    assert answer.content == held_library.current().files["valeurs"]


def test_a_token_that_leads_nowhere_is_told_and_never_gives_the_shared_dataset(held: Private) -> None:
    for token in (f"{PREFIX}abc", held.token[:-1], PREFIX + held.token.removeprefix(PREFIX).swapcase()):
        answer = ask("GET", f"/carte.json?jeu={token}")
        assert answer.status_code == 410 and "session qui est terminée" in answer.text and token not in answer.text
    assert ask("GET", f"/app/paquet.zip?jeu={PREFIX}abc").status_code == 410
    assert ask("GET", "/app/paquet.zip").status_code == 410
    assert ask("GET", f"/app/seance.json?modele=installation&jeu={PREFIX}abc").status_code == 410


def test_leaving_ends_the_links_given_before(held: Private) -> None:
    before = held.token
    private.leave()
    assert ask("GET", f"/carte.json?jeu={before}").status_code == 410
    assert ask("GET", f"/app/paquet.zip?jeu={before}").status_code == 410
    assert held.draft is not None and ask("GET", f"/app/paquet.zip?jeu={held.token}").status_code == 200


def test_search_and_meetings_read_it_too(held: Private) -> None:
    address = "/app/recherche.json?q=plan+du+gers"
    assert ask("GET", f"{address}&jeu={held.token}").text != ask("GET", address).text
    meeting = ask("GET", f"/app/seance.json?modele=installation&departement={CODE}&jeu={held.token}").json()
    assert held.library and meeting["jeu"] == held.library.version


def test_the_log_never_holds_a_token(held: Private, caplog: pytest.LogCaptureFixture, monkeypatch) -> None:
    caplog.set_level(logging.DEBUG)

    def broken(*_: object) -> bytes:
        raise RuntimeError("broken on purpose")

    monkeypatch.setitem(forms.FORMS, "csv", forms.Form("text/csv", broken))
    assert ask("GET", f"/carte.csv?jeu={held.token}").status_code == 500
    assert "broken on purpose" in caplog.text
    assert held.token not in caplog.text


def test_what_a_session_held_is_forgotten_when_it_ends(held: Private, monkeypatch: pytest.MonkeyPatch) -> None:
    token, gone = held.token, weakref.ref(held.library)
    held.session = "terminee"
    monkeypatch.setattr(private, "exists", lambda: True)
    forgotten: list[str] = []

    class Runtime:
        class uploaded_file_mgr:  # noqa: N801 - as Streamlit names it
            remove_session_files = staticmethod(forgotten.append)

        @staticmethod
        def is_active_session(_session: str) -> bool:
            return False

    monkeypatch.setattr(private, "get_instance", Runtime)
    private.forget_ended(held.seen + ENDED_AFTER - 1)
    assert ask("GET", f"/carte.json?jeu={token}").status_code == 200  # a cut lasts less
    private.forget_ended(held.seen + ENDED_AFTER + 1)
    assert ask("GET", f"/carte.json?jeu={token}").status_code == 410 and "terminee" in forgotten
    assert (held.library, held.draft, held.taken, held.content, held.pictures) == (None, None, None, b"", {})
    assert gone() is None


@pytest.mark.usefixtures("held")
def test_no_more_sessions_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "MOST", 1)
    monkeypatch.setattr("streamlit.session_state", {})
    with pytest.raises(private.DatasetError, match="Trop de sessions"):
        private.use(LIBRARY, NAME)
    private.drop()


def test_every_page_says_it_and_the_way_back_restores_the_shared_one() -> None:
    app: AppTest = run("pages/defis.py", departement=CODE)
    assert "Jeu de cette session" not in html(app)
    own = Private("")
    own.draft = doubtful_draft(CODE)
    own.library, own.added = own_library_of(own), NAME
    app.session_state[private._MINE] = own
    app.run()
    assert "Jeu de cette session : Gers ajouté, lu automatiquement." in html(app) and own.token in html(app)
    app.button(key="quitter-jeu").click().run()
    assert "Jeu de cette session" not in html(app) and own.library is None and not app.exception


def own_library_of(own: Private):
    """Its dataset, as `shell.session_set` makes it inside its session."""
    return Library(joined(LIBRARY.dataset, own.draft.final), key=own.token)


def test_the_shared_dataset_is_never_changed(held: Private) -> None:
    assert held_library.current() is not held.library
    assert CODE not in held_library.current().loaded_plans.documents and CODE in held.library.loaded_plans.documents


FORMULA, MARKUP = '=HYPERLINK("http://x";"y")', "<img src=x onerror=alert(1)>"


def test_formulas_and_markup_of_a_document_are_inert_in_every_download(held: Private) -> None:
    assert held.draft is not None
    package = held.draft.package
    title = f"{FORMULA} {MARKUP}"
    sheets = tuple({**row, "titre_objectif": title} for row in package.lus["objectifs"])
    pages = tuple({**row, "titre": title} for row in package.lus["defis"])
    cells = tuple({**row, "libelle": title} for row in package.lus["oqos"])
    lus = {**package.lus, "objectifs": sheets, "defis": pages, "oqos": cells}
    held.draft = Draft("=1+1.md", replace(package, lus=lus))
    held.library = own_library(held.draft)
    code = pages[0]["code"]
    views = (f"defis?defi={code}&departement={CODE}", "sources?vue=objectifs", "sources?vue=oqos",
             f"ecarts?vue=departement&departement={CODE}", f"territoire?departement={CODE}")  # fmt: skip
    seen = 0
    for view in views:
        page, _, query = view.partition("?")
        table = ask("GET", f"/{page}.csv?{query}&jeu={held.token}").text
        rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
        told = [cell for row in rows for cell in row if "HYPERLINK" in cell]
        assert not [cell for cell in told if cell.startswith("=")]
        book = load_workbook(io.BytesIO(ask("GET", f"/{page}.xlsx?{query}&jeu={held.token}").content))
        found = [cell for sheet in book for row in sheet for cell in row if "HYPERLINK" in str(cell.value)]
        assert all(cell.data_type == "s" for cell in found)
        shown = ask("GET", f"/{page}.html?{query}&jeu={held.token}")
        assert "<img src=x" not in shown.text
        seen += len(told) + len(found)
    assert seen > 0
    assert MARKUP not in written(tuple(defis_view(held, code)))


def test_a_package_opened_in_a_spreadsheet_runs_nothing_and_comes_back_whole(held: Private) -> None:
    assert held.draft is not None
    package = held.draft.package
    sheets = tuple(
        {**row, "titre_objectif": text} for row, text in zip(package.lus["objectifs"], (FORMULA,), strict=True)
    )
    items = tuple({**row, "texte": f"'{FORMULA}"} for row in package.lus["items"])
    hostile = replace(package, lus={**package.lus, "objectifs": sheets, "items": items})
    with ZipFile(io.BytesIO(packed(hostile))) as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if len(cell) > 1 and cell.startswith(tuple("=+-@"))]
    assert read_package(packed(hostile), "paquet.zip") == hostile


def defis_view(held: Private, code: str):
    """The blocks of its défi."""
    assert held.library is not None
    return registered(held.library, "defis", {"defi": [code], "departement": [CODE]}).blocks


TEXT = {"text", "word", "markup", "words", "parameters"}
"""Names of what a text is called where it is remembered."""


def remembering(path: Path) -> list[str]:
    """Functions of a module that remember by text."""
    source, found = path.read_text("utf-8"), []
    for node in ast.walk(ast.parse(source)) if "cache" in source else ():
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg in TEXT:
            decorated = [ast.unparse(one) for one in node.decorator_list]
            if any(one.startswith(("lru_cache", "cache")) for one in decorated):
                found.append(node.name)
    return found


def test_what_writers_remember_of_texts_is_forgotten_with_a_session(held: Private) -> None:
    rooms = ("loaders", "analysis", "charts", "views", "exports", "shell")
    modules = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    known = {
        (".".join(path.relative_to(ROOT).with_suffix("").parts), name) for path in modules for name in remembering(path)
    }
    assert known == set(REMEMBERED)
    for page in ("defis", "territoire", "sources"):
        assert ask("GET", f"/{page}.corps?departement={CODE}&jeu={held.token}").status_code in (200, 404)
    assert exports_html._text.cache_info().currsize > 0
    private.drop()
    assert exports_html._text.cache_info().currsize == 0
