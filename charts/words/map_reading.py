"""The title and the sentence of a map, from its values already written in French."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.atlas import Notion
from analysis.comparison import sides
from charts.words.french import (
    NOT_STATED,
    count_text,
    following_unit,
    from_text,
    list_text,
    short_unit,
    unit_text,
    word_text,
    year_text,
)
from charts.words.standing_words import LEVEL
from loaders.geography import Geography

RAW_COUNT = "Nombre brut : à lire avec la taille du département."


@dataclass(frozen=True)
class MapReading:
    """What one map says.

    Attributes:
        texts, numbers: value of each département in words and as a number (None: unknown),
            in the order of `geography.departements`.
        references: code, name, text and number of the region then the country.
        decimales: decimals that tell two values of this map apart.
        between: the difference of the region to the country in words, empty when it is not said.
        plans: which plans are loaded, where only plans give the values; empty otherwise.
    """

    geography: Geography
    notion: Notion
    annee: str | None
    texts: Sequence[str]
    numbers: Sequence[float | None]
    references: Sequence[tuple[str, str, str, float]]
    decimales: int
    between: str = ""
    plans: str = ""

    def title(self) -> str:
        """The finding: how many départements are over the region, or the extent of the values."""
        if not self._known:
            return f"{self.notion.libelle} : aucune valeur par département"
        return f"{self.notion.libelle} : {self._compared() or self._extent()}"

    def sentence(self) -> str:
        """Year, lowest and highest, references, what is missing, the plans that are loaded."""
        year = year_text(self.annee)
        when = f"En {year}" if year.isdigit() else year[0].upper() + year[1:]
        if not self._known:
            return f"{when} : aucun département n'est renseigné."
        total = ", total" if self.notion.additive else ""
        beside = "".join(f" ; {name}{total} {text}" for _, name, text, _ in self.references)
        apart = [] if short_unit(self.notion.unite) else [unit_text(self.notion.unite).strip()]
        apart += [f"écart {self.geography.of_the(self.geography.region)} : {self._between()}"] if self.between else []
        unit = f" ({' ; '.join(apart)})" if apart else ""
        missing = "" if len(self._known) == len(self.numbers) else f" {self._missing()}"
        missing += f" {self.plans}" if missing and self.plans else ""
        caution = f" {RAW_COUNT}" if self.notion.additive else ""
        return f"{when}, {self._extent()}{beside}{unit}.{missing}{caution}"

    @property
    def _known(self) -> list[tuple[int, float]]:
        return [(i, number) for i, number in enumerate(self.numbers) if number is not None]

    def _compared(self) -> str | None:
        """«dix départements sur treize en dessous de l'Occitanie», when a reference exists.

        The side that asks for attention is told: under the reference when high is
        favourable, over it otherwise.
        """
        if len(self._known) < 2 or not self.references or self.notion.additive:
            return None
        code, _, _, pivot = self.references[0]
        under, equal, over = sides([n for _, n in self._known], pivot, decimales=self.decimales)
        total = f" sur {word_text(len(self._known))}"
        if len(self._known) < len(self.numbers):
            total += " renseignés"
        if over == under == 0:
            return f"{count_text(equal)}{total} au niveau {self.geography.of_the(code)}"
        told_under = under and (self.notion.sens == "favorable_hausse" or not over)
        number, words = (under, "en dessous") if told_under else (over, "au-dessus")
        return f"{count_text(number)}{total} {words} {self.geography.of_the(code)}"

    def _between(self) -> str:
        """The difference of the region to the country, «aucun» when they are level."""
        return "aucun" if self.between == LEVEL else self.between

    def _extent(self) -> str:
        low = min(self._known, key=lambda pair: pair[1])[0]
        high = max(self._known, key=lambda pair: pair[1])[0]
        unit = following_unit(self.notion.unite)
        ends = [f"{self.texts[i]}{unit} ({self._who(self.texts[i])})" for i in (low, high)]
        return ends[0] if self.texts[low] == self.texts[high] else f"{from_text(ends[0])} à {ends[1]}"

    def _who(self, text: str) -> str:
        """Every département that shows the same value, by name up to four."""
        same = [
            name for name, shown in zip(self.geography.departements.values(), self.texts, strict=True) if shown == text
        ]
        return list_text(same) if len(same) <= 4 else count_text(len(same))

    def _missing(self) -> str:
        absent = [
            name
            for name, number in zip(self.geography.departements.values(), self.numbers, strict=True)
            if number is None
        ]
        if len(absent) > 4:
            return f"{count_text(len(absent), capital=True)} sur {word_text(len(self.numbers))} {NOT_STATED}s."
        return f"{NOT_STATED.capitalize()} : {list_text(absent)}."
