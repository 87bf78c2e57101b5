"""Memory of one object: what a method computed is kept with the object, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from threading import RLock
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast, overload

Owner = TypeVar("Owner")
P = ParamSpec("P")
R = TypeVar("R")
Method = Callable[Concatenate[Owner, P], R]


def memo(maxsize: int) -> Callable[[Method[Owner, P, R]], Method[Owner, P, R]]:
    """Keep the last answers of a method, one memory an object.

    Args:
        maxsize: how many answers are kept.

    An error is not kept: the next call tries again. Arguments must be hashable.
    """

    def decorated(method: Method[Owner, P, R]) -> Method[Owner, P, R]:
        name = f"_memo_{method.__name__}"

        def remembered(self: Owner, *arguments: P.args, **named: P.kwargs) -> R:
            held: dict[str, Any] = self.__dict__
            if name not in held:
                held.setdefault(name, lru_cache(maxsize)(lambda *args, **kw: method(self, *args, **kw)))
            return cast(R, held[name](*arguments, **named))

        update_wrapper(remembered, method)
        return cast(Method[Owner, P, R], remembered)

    return decorated


class once(Generic[R]):  # noqa: N801 - used as a decorator, named as one
    """A property computed at first use, by one thread alone; an error is not kept."""

    def __init__(self, compute: Callable[[Any], R]) -> None:
        self.compute, self.name, self.lock = compute, compute.__name__, RLock()
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, _kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, _kind: type) -> R: ...
    def __get__(self, owner: object | None, _kind: type | None = None) -> Self | R:
        if owner is None:
            return self
        held = owner.__dict__
        if self.name not in held:
            with self.lock:
                if self.name not in held:
                    held[self.name] = self.compute(owner)
        return cast(R, held[self.name])
