"""The same requests, websocket frames and uploads to a real server in a process of its own; its logs and measures."""

from __future__ import annotations

import asyncio
import http.client
import re
import select
import socket
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pytest
import websockets
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from deploiement.repliques import free_ports
from tests.hostile import MARK, REQUESTS, Answer, Request, check, check_log, drawn
from tests.navigateur.conftest import ROOT, Server

PATIENCE = 60.0


class Tried(Server):
    """A server, what it wrote, the names that it looked up, its measures."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.measures = folder, free_ports(1)[0]
        told = {"JOURNAL": str(folder / "demandes.log"), "MESURES_PORT": str(self.measures), "SESSIONS": "4"}
        many = dict.fromkeys(("DEMANDES_PAR_SECONDE", "DEMANDES_EN_RAFALE"), "100000") | {"ENVOIS_PAR_MINUTE": "10000"}
        settings = {f"TERRITOIRES_{name}": value for name, value in (told | many).items()}
        watched = {"PYTHONPATH": str(ROOT / "tests" / "noms"), "NOMS_CHERCHES": str(folder / "noms.txt")}
        super().__init__(log=folder / "erreurs.log", **settings, **watched)
        (folder / "noms.txt").write_text("", encoding="utf-8")

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def link(self, protocols: list[str]) -> websockets.connect:
        """The link of a page of this host, to be opened."""
        return websockets.connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=[websockets.Subprotocol(name) for name in protocols] or None,
            max_size=None,
            max_queue=None,
            origin=websockets.Origin(self.url),
            open_timeout=PATIENCE,
            ping_interval=None,
        )

    def answer(self, sent: bytes, method: str, *, whole: bool = True) -> Answer | None:
        """What a connection gets for these bytes; None when it is closed without a word.

        A request that is not whole may be waited for: it then ends after a while, and loses its answer.
        """
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as link:
            link.sendall(sent)
            if not (whole or select.select([link], [], [], 0.3)[0]):
                link.shutdown(socket.SHUT_WR)
            reply = HTTPResponse(link, method=method)
            try:
                reply.begin()
                told = {name.lower(): value for name, value in reply.getheaders()}
                return Answer(reply.status, told, reply.read())
            except (http.client.BadStatusLine, ConnectionResetError):
                return None

    def measured(self) -> dict[str, float]:
        """Each measure that was given, by name and labels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.measures}/metrics", timeout=PATIENCE) as answer:
            lines = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    def check_after(self) -> None:
        """It still answers; its logs are plain; no name was looked up; its memory is that of a server."""
        ready = self.answer(Request("GET", "/app/pret").wire(self.host), "GET")
        assert ready and ready.status == 200
        check_log((self.folder / "demandes.log").read_text("utf-8").split("\n"))
        check_log(self.log.read_text("utf-8").split("\n"))
        assert (self.folder / "noms.txt").read_text("utf-8") == ""
        assert self.measured().get("territoires_process_resident_memory_bytes", 0) < 900e6


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    running = Tried(tmp_path_factory.mktemp("hostile"))
    yield running
    running.stop()


def test_every_request_is_answered_in_french_by_us(server: Tried) -> None:
    @drawn(30)
    @given(request=REQUESTS)
    def every(request: Request) -> None:
        answer = server.answer(request.wire(server.host), request.method, whole=request.whole)
        assert answer is not None or not request.whole
        if answer is not None:
            check(answer, asked=repr(request))

    every()
    server.check_after()


def test_what_is_no_http_is_refused_in_french_or_left(server: Tried) -> None:
    whole = Request("POST", "/app/seance.json", (("Content-Length", "3"),), b"abc").wire(server.host)

    @drawn(15)
    @given(cut=st.integers(0, len(whole)), put=st.binary(max_size=40), taken=st.integers(0, 40))
    def every(cut: int, put: bytes, taken: int) -> None:
        answer = server.answer(whole[:cut] + put + whole[cut + taken :], "POST", whole=False)
        if answer is not None:
            check(answer, asked=repr((cut, put, taken)))

    every()
    refused = server.answer(b"\x00\r\n\r\n", "GET")
    assert refused is not None and (refused.status, "ne se lit pas" in refused.body.decode()) == (400, True)
    server.check_after()


@pytest.mark.parametrize(
    ("told", "status"),
    [({"Origin": "http://autre.exemple"}, 403), ({"Host": "autre.exemple"}, 400), ({"Sec-WebSocket-Key": "x"}, 400),
     ({"Sec-WebSocket-Version": "1"}, 400), ({"path": "/ailleurs"}, 404)],
)  # fmt: skip
def test_a_websocket_that_is_not_opened_is_refused_as_anything_else_is(
    server: Tried, told: dict[str, str], status: int
) -> None:
    usual = {"Upgrade": "websocket", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13",
             "path": "/_stcore/stream"}  # fmt: skip
    headers = usual | told
    asked = Request("GET", headers.pop("path"), tuple(headers.items())).wire(server.host)
    answer = server.answer(asked.replace(b"Connection: close", b"Connection: Upgrade"), "GET")
    assert answer is not None and answer.status == status and answer.body
    check(answer, asked=repr(told))


_SMALL = st.text(max_size=20) | st.sampled_from([MARK, "", "\x1b[31m\n", "../x"])
_LONG = st.integers(0, 200_000).map(lambda size: f"mots={'a' * size}") | st.integers(0, 20_000).map(
    lambda count: "&".join(["a=%"] * count)
)


@st.composite
def runs(draw: Any) -> bytes:
    """A page asked for, with controls that it has not, at an address that none of its links leads to."""
    said = BackMsg()
    run = said.rerun_script
    run.query_string = draw(_SMALL | _LONG)
    run.page_name = draw(st.sampled_from(["", "carte", "recherche", "accessibilite"]) | _SMALL)
    run.page_script_hash, run.fragment_id = draw(_SMALL), draw(st.just("") | _SMALL)
    run.context_info.url, run.context_info.timezone = draw(_SMALL), draw(_SMALL)
    for name in draw(st.lists(_SMALL | st.just("$$ID-0-carte-indicateur"), max_size=3)):
        control = run.widget_states.widgets.add()
        control.id = name
        kind = draw(st.sampled_from(["string_value", "int_value", "bool_value", "bytes_value", "json_value"]))
        one = {"int_value": 2**60, "bool_value": True, "bytes_value": b"\xff"}
        setattr(control, kind, one.get(kind, draw(_SMALL)))
    return bool(run.fragment_id) * b"" + said.SerializeToString()


def orders() -> st.SearchStrategy[bytes]:
    """What our pages never ask for."""
    names = ["clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"]
    return st.sampled_from(names).map(lambda name: BackMsg(**{name: True}).SerializeToString())


FRAMES = st.one_of(
    runs(),
    runs().flatmap(lambda whole: st.integers(0, len(whole)).map(lambda end: whole[:end])),
    orders(),
    st.binary(max_size=300),
    st.text(max_size=20),
)
PROTOCOLS = st.lists(st.from_regex(r"[A-Za-z0-9._|-]{1,30}", fullmatch=True) | st.just("session-terminee"), max_size=4)


async def spoken(server: Tried, frames: list[bytes | str], protocols: list[str]) -> bytes:
    """All that a link answers to some frames, until a beat of it is answered or it is closed.

    Streamlit forgets the answer to a beat that comes just before a run: it is asked again.
    """
    heard, beat = b"", BackMsg(app_heartbeat=True).SerializeToString()
    try:
        async with server.link(protocols) as link:
            for frame in [*frames, beat]:
                await link.send(frame)
            quiet = 0
            while quiet < PATIENCE:
                try:
                    frame = await asyncio.wait_for(link.recv(), 1)
                except TimeoutError:
                    quiet += 1
                    await link.send(beat)
                    continue
                heard += frame
                if ForwardMsg.FromString(frame).WhichOneof("type") == "heartbeat_ack":
                    return heard
            pytest.fail("no beat is answered any more")
    except websockets.InvalidHandshake:
        return heard
    except websockets.ConnectionClosed as closed:
        assert closed.rcvd is not None and closed.rcvd.code in {1002, 1009, 4001}
        return heard


def test_no_frame_stops_the_server_nor_shows_a_trace(server: Tried) -> None:
    @drawn(12, share=0.2)
    @given(frames=st.lists(FRAMES, max_size=4), protocols=PROTOCOLS)
    def every(frames: list[bytes | str], protocols: list[str]) -> None:
        heard = asyncio.run(spoken(server, frames, ["streamlit", *protocols]))
        assert b"Traceback" not in heard and b'File "/' not in heard

    every()
    server.check_after()


class Page:
    """A page and its session, that may send files."""

    def __init__(self, server: Tried) -> None:
        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=PATIENCE) as answer:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.token = self.cookie.partition("=")[2]

    async def opened(self, server: Tried) -> Any:
        link = await server.link(["streamlit", self.token])
        asked = BackMsg()
        asked.rerun_script.page_name = "accessibilite"
        await link.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(link.recv(), PATIENCE))
            if told.WhichOneof("type") == "new_session":
                self.session = told.new_session.initialize.session_id
                return link


_DISPOSITIONS = st.one_of(
    st.just('form-data; name="a"; filename="plan.txt"'),
    st.text(st.characters(max_codepoint=0xFF, exclude_characters="\r\n\0"), max_size=40).map(
        lambda name: f'form-data; name="a"; filename="{name}"'
    ),
    st.sampled_from(["form-data", "", "attachment; filename*=utf-8''%zz", f'form-data; name="{MARK}"']),
)
_TYPES = st.one_of(
    st.just("multipart/form-data; boundary=B"),
    st.sampled_from(["multipart/form-data", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "x",
                     "", "multipart/form-data; boundary=\"B", "multipart/form-data; boundary=B; charset=zz"]),
)  # fmt: skip


@st.composite
def sent_files(draw: Any) -> tuple[str, bytes]:
    """The type and the body of an upload: well made, or nearly."""
    parts = draw(st.lists(st.tuples(_DISPOSITIONS, st.binary(max_size=200)), max_size=3))
    body = b"".join(
        f"--B\r\nContent-Disposition: {name}\r\nContent-Type: text/plain\r\n\r\n".encode("latin-1") + content + b"\r\n"
        for name, content in parts
    )
    return draw(_TYPES), body + draw(st.sampled_from([b"--B--\r\n", b"--B", b""]))


def test_no_upload_stops_the_server_nor_stays(server: Tried) -> None:
    page = Page(server)

    def sent(method: str, kind: str = "", body: bytes = b"", length: str = "") -> Answer | None:
        told = (("Cookie", page.cookie), ("X-Xsrftoken", page.token), ("Content-Type", kind),
                ("Content-Length", length or str(len(body))))  # fmt: skip
        asked = Request(method, f"/_stcore/upload_file/{page.session}/f", told, body)
        return server.answer(asked.wire(server.host), method, whole=not length)

    async def every() -> None:
        link = await page.opened(server)

        @drawn(20)
        @given(file=sent_files(), length=st.sampled_from(["", "", "", "1", "99", "99999999999", "x"]))
        def each(file: tuple[str, bytes], length: str) -> None:
            answer = sent("PUT", *file, length)
            if answer is not None:
                check(answer, asked=repr((file, length)))

        await asyncio.to_thread(each)
        whole = b'--B\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nx\r\n--B--\r\n'
        taken = await asyncio.to_thread(sent, "PUT", "multipart/form-data; boundary=B", whole)
        gone = await asyncio.to_thread(sent, "DELETE")
        assert taken is not None and gone is not None and (taken.status, gone.status) == (204, 204)
        await link.close()

    asyncio.run(every())
    server.check_after()


def test_the_measures_tell_gestures_files_refusals_sessions_and_memory(server: Tried) -> None:
    before = server.measured()

    async def gesture() -> dict[str, float]:
        link = await Page(server).opened(server)
        while ForwardMsg.FromString(await link.recv()).WhichOneof("type") != "script_finished":
            pass
        told = server.measured()
        await link.close()
        return told

    open_page = asyncio.run(gesture())
    for target in (
        "/carte.csv",
        "/carte.csv",
        "/app/seance.json?modele=installation",
        "/absente",
        "/carte.json?jeu=session-x",
    ):
        assert server.answer(Request("GET", target).wire(server.host), "GET") is not None
    after = server.measured()

    def more(name: str, told: dict[str, float] = after) -> float:
        return told.get(name, 0) - before.get(name, 0)

    assert (
        more("territoires_gestes_secondes_count", open_page) == 1
        and more("territoires_gestes_secondes_sum", open_page) > 0
    )
    assert open_page["territoires_sessions"] >= 1
    assert more('territoires_fichiers_secondes_count{forme="csv",sorte="forme"}') == 2
    assert more('territoires_fichiers_secondes_sum{forme="csv",sorte="forme"}') > 0
    assert more('territoires_fichiers_secondes_count{forme="json",sorte="seance"}') == 1
    assert more('territoires_refus_total{motif="inconnu"}') == 1
    told = " ".join(after)
    assert "absente" not in told and "session-x" not in told and not re.search(r"\d+\.\d+\.\d+\.\d+", told)
    if Path("/proc/self/statm").exists():
        assert 50e6 < after["territoires_process_resident_memory_bytes"] < 900e6


def test_too_many_pages_are_refused_at_the_link_too(server: Tried) -> None:
    async def refused() -> Any:
        links = []
        try:
            for _ in range(5):
                one = await Page(server).opened(server)
                links.append(one)
        except websockets.InvalidStatus as found:
            return found.response
        finally:
            for one in links:
                await one.close()
        return None

    response = asyncio.run(refused())
    assert response is not None and response.status_code == 503
    told = {name.lower(): value for name, value in response.headers.raw_items()}
    check(Answer(503, told, bytes(response.body)), asked="a page too many")
    assert "Toutes les places sont prises" in response.body.decode()
