"""What the tables of one plan print for one activité, and how old rows lead to new ones.

Machines (`existant_appareils`) are left out here: they are never compared with sites.

Source: DESIGN.md, sections 4 and 5; NOMENCLATURE.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.intervals import Interval
from analysis.machines import MACHINES
from analysis.records import text_of

BOUNDS = {"": "", "basse": "low", "haute": "high"}
"""Reading of a target printed as a range: whole, at its low bound, at its high bound."""


@dataclass(frozen=True)
class Printed:
    """A printed count: its bounds (a dash reads as zero), and whether it was a dash."""

    bounds: Interval | None
    dash: bool
    text: str
    line: int

    def at(self, bound: str) -> Interval | None:
        """The count read whole, or at one of its bounds (see BOUNDS)."""
        if not bound or self.bounds is None:
            return self.bounds
        end = getattr(self.bounds, BOUNDS[bound])
        return Interval(end, end)


Key = tuple[str, str]
"""(groupe, modalite), groupe empty when there is none."""


@dataclass(frozen=True)
class Link:
    """One row of `correspondances`."""

    old: Key | None
    new: Key | None
    relation: str
    comparable: str
    ensemble: str
    together_old: bool
    together_new: bool
    reason: str


def links_of(correspondances: pd.DataFrame) -> dict[str, list[Link]]:
    """Links of each activité, in an order that does not depend on that of the file."""
    order = ["groupe_ancien", "modalite_ancienne", "groupe_nouveau", "modalite_nouvelle"]
    found: dict[str, list[Link]] = {}
    for row in correspondances.sort_values(order).to_dict("records"):
        link = Link(
            _key(row["groupe_ancien"], row["modalite_ancienne"]),
            _key(row["groupe_nouveau"], row["modalite_nouvelle"]),
            row["relation"],
            row["comparable"],
            text_of(row["ensemble"]),
            row["cumul_ancien"] == "oui",
            row["cumul_nouveau"] == "oui",
            row["motif"],
        )
        found.setdefault(row["activite"], []).append(link)
    return found


def plans_of(oqos: pd.DataFrame) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The rows of each plan for each activité, both in order, each row in the order of its table."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in oqos.sort_values(["regime", "ordre", "mesure"]).to_dict("records"):
        found.setdefault((row["departement"], row["activite"]), []).append(row)
    return dict(sorted(found.items()))


def _key(groupe: object, modalite: object) -> Key | None:
    return None if pd.isna(modalite) else (text_of(groupe), str(modalite))


class PlanRows:
    """The printed rows of one activité in one plan."""

    def __init__(self, printed: Sequence[dict[str, Any]]) -> None:
        """Read the rows, in the order of their table."""
        self.document = str(printed[0]["document"])
        self.existing: dict[Key, dict[str, Printed]] = {}
        self.targets: dict[Key, Printed] = {}
        self.facts: dict[tuple[Key, bool], dict[str, Any]] = {}
        for row in printed:
            key = (text_of(row["groupe"]), str(row["modalite"]))
            count = _printed(row)
            self.facts.setdefault((key, row["mesure"] == "cible"), row)
            if row["mesure"] == "cible":
                self.targets[key] = count
            elif row["mesure"] != MACHINES:  # machines are never compared with sites
                self.existing.setdefault(key, {})[row["mesure"]] = count

    def old_counts(self, links: Iterable[Link]) -> list[Printed] | None:
        """Counts of the old rows of these links, once each; None when one is not printed."""
        wanted: set[Key | None] = {link.old for link in links if link.old is not None}
        if not wanted or not wanted <= self.existing.keys():
            return None
        return [count for _, counts in self._old(wanted) for count in counts.values()]

    def old_words(self, links: Iterable[Link]) -> list[str]:
        """What the old table prints for these links, in words and in printed order, however comparable."""
        old = self._old({link.old for link in links})
        return [f"{label_of(k)}{MEASURES[name]} : {count.text}" for k, counts in old for name, count in counts.items()]

    def old_lines(self, links: Iterable[Link]) -> list[str]:
        """Lines of the source text where the old rows of these links are printed."""
        return [str(count.line) for _, counts in self._old({link.old for link in links}) for count in counts.values()]

    def old_section(self, links: Iterable[Link]) -> object:
        """Where the old rows of these links are printed; NA where none is."""
        keys = [key for key, _ in self._old({link.old for link in links})]
        return self.facts[(keys[0], False)]["section"] if keys else pd.NA

    def _old(self, wanted: set[Key | None]) -> Iterator[tuple[Key, dict[str, Printed]]]:
        yield from ((key, counts) for key, counts in self.existing.items() if key in wanted)


MEASURES = {
    "existant": "",
    "existant_hc": ", hospitalisation complète",
    "existant_htp": ", hospitalisation à temps partiel",
    "existant_implantations": ", implantations",
}


def label_of(key: Key) -> str:
    """Words of a row: its label, or its group where the document prints no label."""
    groupe, modalite = key
    return (groupe or modalite) if modalite.startswith("(sans") else modalite


def _printed(row: Mapping[str, Any]) -> Printed:
    low, high, brut = row["valeur_min"], row["valeur_max"], text_of(row["brut"])
    line = int(row["ligne"])
    if pd.notna(low) and pd.notna(high):
        return Printed(Interval(int(low), int(high)), False, brut, line)
    if brut.strip() in ("-", "–", "—"):
        return Printed(Interval(0, 0), True, "–", line)
    return Printed(None, False, "non renseigné", line)
