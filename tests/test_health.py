"""Whether the server may be given readers: told in JSON, never by a fault, and each page drawn once."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event

import pytest

from shell.service import health
from views import registry


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_DRAWN", set())


def test_a_page_that_cannot_be_drawn_keeps_readers_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(registry, "view", broken)
    answer = health.answer("/app/pret")
    assert (answer.status_code, json.loads(answer.body)) == (503, {"pret": False})
    told = health.answer("/app/sante")
    assert told.status_code == 503 and json.loads(told.body)["version"] == health.version()


def test_a_new_set_is_drawn_aside_and_nobody_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """All servers take a new set at the same moment: if each said «not ready», readers would be sent away from all."""
    monkeypatch.setattr(health, "_DRAWN", {"ancien"})
    free, drawn = Event(), Event()

    def late(_library: object, page: str, _parameters: object) -> None:
        free.wait(30)
        if page == [*registry.BUILDERS][-1]:
            drawn.set()

    monkeypatch.setattr(registry, "view", late)
    assert [health.answer("/app/pret").status_code for _ in range(3)] == [200] * 3
    free.set()
    assert drawn.wait(30)
    with health._DRAWING:
        assert len(health._DRAWN) == 1 and "ancien" not in health._DRAWN


def test_two_that_ask_at_once_draw_each_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Counter[str] = Counter()
    both = Barrier(2)

    def counted(_library: object, page: str, _parameters: object) -> None:
        drawn[page] += 1
        with suppress(BrokenBarrierError):
            both.wait(0.2)  # two that draw meet here

    monkeypatch.setattr(registry, "view", counted)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(health.answer, ["/app/pret"] * 2))
    assert [one.status_code for one in answers] == [200, 200]
    assert drawn == dict.fromkeys(registry.BUILDERS, 1)
