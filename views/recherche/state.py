"""What a reader seeks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchState:
    """Some words, and the filters that the links of the results carry."""

    words: str = ""
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, list[str]]:
        """The filters by their name in an address."""
        return {"departement": list(self.departements), "engagement": list(self.engagements)}
