"""The address of a view as a value: its parameters, read with care, written in one way.

Parameters are French and stable; a wrong one is ignored, and `ignored` says so. Nothing here
knows a session: the shell reads the address bar, a saved view or a form reads its own text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, overload
from urllib.parse import parse_qsl

from analysis.typed_text import printable, quoted

Code = TypeVar("Code", bound=str)
"""A code of a closed set (analysis.closed_sets)."""

Parameters = Mapping[str, str | Sequence[str]]
"""Parameters of a view by name; an empty value is left out of its address."""

ENGAGEMENTS = tuple(str(number) for number in range(1, 7))
UNTIED = "sans"
"""Value of `rattachement` that leaves our ties of activités to engagements out."""


@dataclass
class Address:
    """The parameters of one view, checked one by one.

    Attributes:
        parameters: values by name, in the order of the address.
        departements_known: codes that `departement` may take.
        ignored: what was refused, «nom=valeur», for the line that tells the reader.
    """

    parameters: Mapping[str, Sequence[str]]
    departements_known: Collection[str]
    ignored: list[str] = field(default_factory=list)

    @overload
    def one(self, name: str, accepted: Collection[Code], default: Code) -> Code: ...

    @overload
    def one(self, name: str, accepted: Collection[str] | None = None, default: str = "") -> str: ...

    def one(self, name: str, accepted: Collection[str] | None = None, default: str = "") -> str:
        """A single value among `accepted` (any value when None); typed as the closed set that it comes from."""
        values = self.several(name, accepted)
        return values[0] if values else default

    def several(self, name: str, accepted: Collection[str] | None = None) -> list[str]:
        """Every value of a repeatable parameter, in the order of the address, without doubles."""
        kept: list[str] = []
        for value in self.every(name):
            if accepted is not None and value not in accepted:
                self.refuse(name, value)
            elif value and value not in kept:
                kept.append(value)
        return kept

    def every(self, name: str) -> list[str]:
        """Every value, by position; one that hides something (a control, a direction mark) is refused, and empty."""
        values = self.parameters.get(name, ())
        for value in values:
            if not printable(value):
                self.refuse(name, value)
        return [value if printable(value) else "" for value in values]

    def at(self, name: str, position: int) -> str:
        """The value of a parameter that goes by position, unchecked; empty when there is none."""
        values = self.every(name)
        return values[position] if position < len(values) else ""

    def departements(self) -> list[str]:
        return self.several("departement", self.departements_known)

    def engagements(self) -> list[str]:
        return self.several("engagement", ENGAGEMENTS)

    def refuse(self, name: str, value: str) -> None:
        """Note what is refused, once, as the line for the reader may quote it."""
        item = f"{quoted(name)}={quoted(value)}"
        if item not in self.ignored:
            self.ignored.append(item)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Parameters that no page reads are refused too: a misspelt name must not pass in silence."""
        for name, values in self.parameters.items():
            if name not in known:
                self.refuse(name, values[-1] if values else "")


def filled(parameters: Parameters) -> dict[str, list[str]]:
    """Parameters as an address holds them: lists, the empty ones left out."""
    return {name: [value] if isinstance(value, str) else list(value) for name, value in parameters.items() if value}


def pairs_of(parameters: Parameters) -> list[tuple[str, str]]:
    """Parameters one by one, in order."""
    return [(name, value) for name, values in filled(parameters).items() for value in values]


def read_query(query: str, *, most: int) -> dict[str, list[str]]:
    """The parameters of a text after `?`, in order, blank values kept as written.

    Raises:
        ValueError: more than `most` values.
    """
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=most, errors="replace"):
        found.setdefault(name, []).append(value)
    return found
