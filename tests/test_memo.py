"""What an object remembers is its own; an error is not remembered."""

from __future__ import annotations

import gc
import weakref
from threading import Barrier, Thread

import pytest

from views.memo import memo, once


class Counted:
    def __init__(self, name: str) -> None:
        self.name, self.calls, self.broken = name, [], False

    @memo(2)
    def told(self, word: str, *, twice: bool = False) -> str:
        self.calls.append(word)
        if self.broken:
            raise ValueError(word)
        return f"{self.name} {word}" * (2 if twice else 1)

    @once
    def lookup(self) -> list[str]:
        self.calls.append("lookup")
        if self.broken:
            raise ValueError("lookup")
        return [self.name]


def test_two_objects_never_mix():
    first, second = Counted("a"), Counted("b")
    assert (first.told("x"), second.told("x"), first.told("x")) == ("a x", "b x", "a x")
    assert (first.calls, second.calls) == (["x"], ["x"])
    assert first.lookup == ["a"] and second.lookup == ["b"] and first.lookup is first.lookup


def test_the_oldest_answer_goes_first():
    one = Counted("a")
    for word in ("x", "y", "z", "x"):
        one.told(word)
    assert one.calls == ["x", "y", "z", "x"]


def test_an_error_is_tried_again():
    one = Counted("a")
    one.broken = True
    with pytest.raises(ValueError):
        one.told("x")
    with pytest.raises(ValueError):
        _ = one.lookup
    one.broken = False
    assert one.told("x") == "a x" and one.lookup == ["a"]


def test_what_was_remembered_goes_with_the_object():
    one = Counted("a")
    one.told("x")
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None


def test_a_lookup_is_computed_by_one_thread_alone():
    one, barrier = Counted("a"), Barrier(8)

    def read() -> None:
        barrier.wait()
        _ = one.lookup

    threads = [Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.calls == ["lookup"]
