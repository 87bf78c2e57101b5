"""What the home page shows: nothing is chosen there, the filters of the reader are kept for the other pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HomeState:
    """The filters that the address carries."""

    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
