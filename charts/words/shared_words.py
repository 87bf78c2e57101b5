"""Who has something in common, by name: «commun aux quatre», «commun à Lot et Lozère»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from charts.words.french import count_text, list_text, word_text
from loaders.geography import Geography


def common_to(geography: Geography, bearers: Sequence[str], compared: Sequence[str]) -> str:
    """Words after «commun»: `aux quatre` when all the plans compared bear it (three at least), else their names."""
    if len(bearers) == len(compared) > 2:
        return f"aux {word_text(len(compared))}"
    return f"à {list_text(geography.named(bearers))}"


def common_counts(
    geography: Geography, bearers: Iterable[Sequence[str]], compared: Sequence[str], *, noun: str
) -> list[str]:
    """How many each set of plans has in common, what most plans bear first.

    Args:
        bearers: for each thing that two plans at least bear, its plans, in the order of `compared`.
        noun: what is counted, singular.

    Returns:
        `deux objectifs communs aux quatre`, `un objectif commun à Lot et Lozère`…
    """
    counts = Counter(tuple(codes) for codes in bearers)
    order = list(compared)
    ranked = sorted(counts, key=lambda codes: (-len(codes), [order.index(code) for code in codes]))
    return [
        f"{count_text(counts[codes], noun=noun)} commun{'s' if counts[codes] > 1 else ''} "
        f"{common_to(geography, codes, compared)}"
        for codes in ranked
    ]
