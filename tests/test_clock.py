"""What the server does by the clock: a page that was left is forgotten though nobody comes."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from shell.service import clock


class Now:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A server with one closed page and one open, each with a file, on a clock of ours."""
    now, storage, files = Now(), MemorySessionStorage(ttl_seconds=120), MemoryUploadedFileManager("/x")
    storage._cache = TTLCache(128, 120, timer=now)
    closed, living = (SimpleNamespace(session=SimpleNamespace(id=name)) for name in ("partie", "presente"))
    storage.save(closed)
    for name in ("partie", "presente"):
        files.add_file(name, UploadedFileRec(file_id="f", name="plan.pdf", type="application/pdf", data=b"x" * 10))
    sessions = SimpleNamespace(_session_storage=storage, list_sessions=lambda: [living, *storage.list()])
    running = SimpleNamespace(_session_mgr=sessions, uploaded_file_mgr=files, now=now, storage=storage)
    monkeypatch.setattr(clock, "exists", lambda: True)
    monkeypatch.setattr(clock, "get_instance", lambda: running)
    return running


def test_a_closed_page_and_its_files_go_when_their_time_has_passed(runtime: Any) -> None:
    runtime.now.seconds = 119
    clock.forget_the_gone()
    assert set(runtime.uploaded_file_mgr.file_storage) == {"partie", "presente"}
    runtime.now.seconds = 121
    clock.forget_the_gone()
    assert set(runtime.uploaded_file_mgr.file_storage) == {"presente"}
    assert len(runtime.storage._cache) == 0


def test_nothing_is_done_outside_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "exists", lambda: False)
    monkeypatch.setattr(clock, "get_instance", lambda: pytest.fail("no server runs"))
    clock.forget_the_gone()


class Page:
    """What holds itself, as a page of Streamlit does."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock that strikes at once, and Python's own collector as it was, afterwards."""
    usual = gc.get_threshold()
    monkeypatch.setattr(clock, "EVERY", 0)
    monkeypatch.setattr(clock, "COLLECTS", 2)
    yield
    gc.set_threshold(*usual)


@pytest.mark.usefixtures("quick")
def test_the_clock_collects_what_python_by_itself_would_collect_rarely() -> None:
    left = weakref.ref(Page())

    async def wait() -> tuple[int, ...]:
        watching = asyncio.ensure_future(clock.watch())
        while left() is not None:
            await asyncio.sleep(0)
        watching.cancel()
        return gc.get_threshold()

    assert asyncio.run(asyncio.wait_for(wait(), 30)) == clock.RARE


@pytest.mark.usefixtures("quick")
def test_a_look_that_fails_is_said_in_the_log_and_the_next_one_comes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    def fail() -> None:
        seen.append("look")
        raise OSError

    monkeypatch.setattr(clock, "forget_the_gone", fail)

    async def wait() -> None:
        watching = asyncio.ensure_future(clock.watch())
        while len(seen) < 3:
            await asyncio.sleep(0)
        watching.cancel()

    asyncio.run(asyncio.wait_for(wait(), 30))
    assert "fail" in caplog.text
