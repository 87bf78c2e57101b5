"""The page «Importer» as Streamlit runs it: a file is given, looked over, used, let go; nothing of it stays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from loaders.errors import ReadingError
from loaders.sts.limits import Limits
from shell import plan_file, private
from shell.service.limits import Uploads
from shell.service.options import Options
from tests.imported_plan import doubtful_text
from tests.test_pages import ROOT, html, run

SECRET = "Zyxwvut"
"""A word of the document, that of nobody else."""


def given(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/markdown")).run()
    assert not app.exception, app.exception
    return app


def held(app: AppTest) -> private.Private:
    found = app.session_state[private._MINE]
    assert isinstance(found, private.Private)
    return found


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[AppTest]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield run("pages/importer.py")
    private._HELD.clear()


LEFT = 'data-sinon="Le plan lu dans «gers.md»'
"""What the tab of the reader holds, to say it if it comes back in another session."""


def test_a_plan_is_given_decided_used_and_let_go(app: AppTest) -> None:
    assert "oublié avec la session" in html(app) and "data-sinon" not in html(app)
    given(app, "gers.md", doubtful_text("32").encode())
    assert "Gers : " in html(app) and "2 à vérifier" in html(app) and "passage-ligne" in html(app)
    app.text_input(key="importer-qui-0").set_value("L. Martin")
    app.text_input(key="importer-imprime-0").set_value("6")
    app.button(key="importer-corriger-0").click().run()
    assert "Décision gardée pour «Médecine, Hospitalisation complète : existant»" in html(app)
    assert "1 cellule reste à vérifier." in html(app)
    assert "120" in html(app) and held(app).draft.reading.cells[0]["brut"] == "6"
    app.text_input(key="importer-qui-1").set_value(" ")
    app.button(key="importer-laisser-1").click().run()
    assert "porte un nom et une raison" in html(app) and len(held(app).draft.decisions) == 1
    assert LEFT in html(app) and "1 décision prise est à reprendre." in html(app)
    app.button(key="importer-utiliser").click().run()
    assert "Jeu de cette session : Gers ajouté" in html(app) and LEFT in html(app)
    own = held(app)
    gaps = own.library.dataset.oqos
    assert gaps[gaps["departement"].eq("32")].iloc[0]["brut"] == "6"
    app.text_input(key="importer-qui-1").set_value("L. Martin")
    app.button(key="importer-laisser-1").click().run()
    assert app.button(key="importer-utiliser").label == "Reprendre ces décisions"
    app.button(key="importer-oublier").click().run()
    assert "Jeu de cette session" not in html(app) and "Importer un plan" in html(app)
    assert (own.library, own.draft) == (None, None) and not app.exception
    assert "data-sinon" not in html(app)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("plan.md", b"bonjour", "aucun tableau"), ("plan.pdf", b"x", "n'est pas un PDF"),
     ("p.zip", b"x", "n'est pas un paquet")],
)  # fmt: skip
def test_a_bad_file_is_told_and_what_was_there_stays(app: AppTest, name: str, content: bytes, said: str) -> None:
    given(app, "gers.md", doubtful_text("32").encode())
    before = held(app).draft
    given(app, name, content)
    assert said in html(app) and "Rien d'autre n'a changé" in html(app) and held(app).draft is before
    app.run()
    assert said not in html(app)


@pytest.mark.parametrize("told", [Options(), Options(envoi_mo=35)])
def test_one_size_is_refused_by_the_page_first_and_by_the_server_behind_it(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, told: Options
) -> None:
    """The option widens the page, the reading and the guard at once; Streamlit stands beyond, with its bare refusal."""
    monkeypatch.setattr(plan_file, "options", lambda: told)
    app.run()
    uploader = app.main.get("file_uploader")[0].proto
    page, guard = uploader.max_upload_size_mb * 2**20, Uploads(told).most
    assert page == told.envoi < guard < (told.envoi_mo + 1) * 2**20
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] == Options().envoi_mo + 1

    def bounded(*_: object, limits: Limits, **__: object) -> None:
        raise ReadingError(f"lu, {limits.size} au plus", ou="ici", que_faire="rien")

    monkeypatch.setattr(plan_file, "read_bounded", bounded)
    with pytest.raises(ReadingError, match=f"lu, {page} au plus"):
        plan_file.read_file("plan.pdf", b" " * page, lambda *_: None)
    with pytest.raises(ReadingError, match=f"pèse plus de {told.envoi_mo} Mo"):
        plan_file.read_file("plan.pdf", b" " * (page + 1), lambda *_: None)


def test_nothing_of_a_file_stays_but_what_the_session_looks_over(
    app: AppTest, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[MemoryUploadedFileManager] = []
    received = MemoryUploadedFileManager.add_file

    def add(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
        kept.append(self)
        received(self, session_id, file)

    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", add)
    given(app, "gers.md", doubtful_text("32").encode() + f"\n{SECRET} en fin de texte.\n".encode())
    assert kept and not any(files for manager in kept for files in manager.file_storage.values())
    assert list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]
    assert SECRET not in repr(vars(held(app).draft)) + repr(held(app).content)
