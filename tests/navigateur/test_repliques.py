"""Two servers behind HAProxy, then nginx: a reader stays at one, and goes to the other with the view when it dies."""

from __future__ import annotations

import html
import json
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from deploiement.repliques import Replicas, wait_ready
from tests.navigateur.conftest import new_context
from tests.navigateur.reading import settle
from tests.navigateur.through_nginx import nginx, sent
from tests.test_deploiement import program

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def replicas() -> Iterator[Replicas]:
    program("haproxy")
    with Replicas(2) as running:
        yield running


@pytest.fixture
def page(browser) -> Iterator:
    context = new_context(browser)
    yield context.new_page()
    context.close()


def served_by(page) -> int:
    """Rank of the server that answers this reader, by the proxy's cookie."""
    return next(int(one["value"][1:]) - 1 for one in page.context.cookies() if one["name"] == "territoires_replique")


def get(address: str) -> tuple[dict[str, str], bytes]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


@pytest.mark.parametrize(
    "path", ["/carte.json?indicateur=taux_pauvrete", "/ecarts.csv?vue=ensemble", "/app/static/cadre.js", "/carte.xlsx"]
)
def test_every_server_gives_the_same_bytes_and_the_same_mark(replicas: Replicas, path: str) -> None:
    answers = [get(f"http://127.0.0.1:{port}{path}") for port in replicas.ports]
    assert len({body for _, body in answers}) == 1
    assert len({told["etag"] for told, _ in answers}) == 1


def test_health_says_versions(replicas: Replicas) -> None:
    told = json.loads(get(f"{replicas.url}/app/sante")[1])
    assert told["pret"] and told["version"] and told["jeu"] and told["depuis_secondes"] >= 0


def test_below_a_path_pages_files_and_links_hold(page, replicas: Replicas) -> None:
    page.goto(f"{replicas.url}/territoires/carte?indicateur=taux_pauvrete")
    settle(page)
    title = page.title()
    page.get_by_role("link", name="Écarts").first.click()
    page.get_by_role("heading", level=1).filter(has_text="Écarts").wait_for()
    assert page.url.startswith(f"{replicas.url}/territoires/ecarts")
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    assert [href for href in hrefs if href.startswith("/")] == []
    assert title


def test_a_reader_whose_server_dies_keeps_the_view(page, replicas: Replicas) -> None:
    page.goto(f"{replicas.url}/ecarts?vue=ensemble&departement=34")
    settle(page)
    title, first = page.get_by_role("heading", level=2).first.inner_text(), served_by(page)
    replicas.servers[first].kill()
    page.locator("#liaison [role=status]").filter(has_text="la page s'est rechargée").wait_for()
    settle(page)
    assert served_by(page) != first
    assert "vue=ensemble" in page.url and "departement=34" in page.url
    assert page.get_by_role("heading", level=2).first.inner_text() == title
    replicas.servers[first].wait()
    replicas.servers[first] = replicas.server(replicas.ports[first])


def test_a_server_that_hangs_is_left_and_may_come_back(page, replicas: Replicas) -> None:
    for port in replicas.ports:
        wait_ready(f"http://127.0.0.1:{port}/app/pret")
    page.goto(f"{replicas.url}/carte")
    settle(page)
    first = served_by(page)
    replicas.servers[first].send_signal(signal.SIGSTOP)
    try:
        page.locator("#liaison [role=status]").filter(has_text="la page s'est rechargée").wait_for()
        settle(page)
        assert served_by(page) != first
    finally:
        replicas.servers[first].send_signal(signal.SIGCONT)
    page.get_by_role("link", name="Écarts").first.click()
    page.get_by_role("heading", level=1).filter(has_text="Écarts").wait_for()


def test_nginx_holds_a_path_files_and_a_reader_whose_server_dies(page, replicas: Replicas, tmp_path) -> None:
    for port in replicas.ports:
        wait_ready(f"http://127.0.0.1:{port}/app/pret")
    sessions: list[str] = []
    page.on("websocket", lambda link: link.on("framereceived", lambda frame: sessions.extend(named(frame))))
    with nginx(replicas.ports, tmp_path) as url:
        page.goto(f"{url}/territoires/ecarts?vue=ensemble&departement=34")
        page.wait_for_selector("footer.pied")
        settle(page)
        title = page.get_by_role("heading", level=2).first.inner_text()
        cookies = {one["name"]: one["value"] for one in page.context.cookies()}
        assert cookies["territoires_lecteur"] and len(sessions) == 1
        assert sent(f"{url}/territoires", sessions[0], cookies) == 204
        held = [sent(f"http://127.0.0.1:{port}", sessions[0], cookies) for port in replicas.ports]
        assert sorted(held) == [204, 400]
        for path in ("/ecarts.csv?vue=ensemble", "/app/static/cadre.js"):
            assert get(f"{url}/territoires{path}")[1] == get(f"http://127.0.0.1:{replicas.ports[0]}{path}")[1]
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{url}/territoires/absente")
        assert (refused.value.code, "n'existe pas" in html.unescape(refused.value.read().decode())) == (404, True)
        replicas.servers[held.index(204)].kill()
        page.locator("#liaison [role=status]").filter(has_text="la page s'est rechargée").wait_for()
        settle(page)
        assert page.url.startswith(f"{url}/territoires/ecarts") and "departement=34" in page.url
        assert page.get_by_role("heading", level=2).first.inner_text() == title and len(sessions) > 1
    replicas.servers[held.index(204)].wait()


def named(frame: str | bytes) -> list[str]:
    """The session that a message of the server names, if it does."""
    told = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
    return [told.new_session.initialize.session_id] if told.WhichOneof("type") == "new_session" else []
