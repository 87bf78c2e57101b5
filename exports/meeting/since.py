"""What moved in a view since it was shown: its words, its cautions, its figures, in French sentences.

Source: what the file of the meeting kept (`exports.meeting.shown`), and the same view in the present dataset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from charts.words.french import plural
from views.seance.meeting import Figures, Shown

MOST_SAID = 8
"""Figures told one by one; those beyond are counted."""


def moved(before: Shown, now: Shown) -> list[str]:
    """What a reader must know before the view is shown again; nothing when nothing moved."""
    return [*_words(before, now), *_cautions(before, now), *_tables(before, now)]


def _words(before: Shown, now: Shown) -> Iterator[str]:
    for name, old, new in (
        ("Le titre de la vue", before.titre, now.titre),
        ("La phrase de la vue", before.phrase, now.phrase),
        ("La source", before.source, now.source),
    ):
        if old != new:
            yield f"{name} a changé : «{old or 'vide'}» devient «{new or 'vide'}»."


def _cautions(before: Shown, now: Shown) -> Iterator[str]:
    for one in now.prudences:
        if one not in before.prudences:
            yield f"Précaution nouvelle : {one}"
    for one in before.prudences:
        if one not in now.prudences:
            yield f"Précaution retirée : {one}"


def _tables(before: Shown, now: Shown) -> Iterator[str]:
    """Each table beside the one of the same name."""
    named = {figures.nom: figures for figures in now.tableaux}
    old = {figures.nom: figures for figures in before.tableaux}
    for name, figures in named.items():
        if name in old:
            yield from _figures(old[name], figures)
        else:
            yield f"Tableau nouveau : {name}."
    for name in old:
        if name not in named:
            yield f"Tableau retiré : {name}."


def _figures(before: Figures, now: Figures) -> Iterator[str]:
    if before.colonnes != now.colonnes:
        yield f"{now.nom} : plus les mêmes colonnes, les chiffres ne se comparent pas ligne à ligne."
        return
    wide = _key_width(before, now)
    old, new = (_by_key(figures, wide) for figures in (before, now))
    said = []
    for key, row in new.items():
        if key not in old:
            said.append(f"Ligne nouvelle : {_named(key)}.")
            continue
        for column, was, value in zip(now.colonnes, old[key], row, strict=True):
            if was != value:
                said.append(f"{_named(key)}, {column} : {was}, puis {value}.")
    said += [f"Ligne retirée : {_named(key)}." for key in old if key not in new and before.total == len(before.lignes)]
    yield from said[:MOST_SAID]
    left = len(said) - MOST_SAID
    if left > 0:
        yield f"Et {left} autre{plural(left)} différence{plural(left)} dans le même tableau ({now.nom})."
    if before.total != now.total:
        yield f"{now.nom} : {before.total} lignes, puis {now.total}."


def _key_width(*figures: Figures) -> int:
    """How many first columns name a row: as few as tell every row from the others."""
    wide = len(figures[0].colonnes)
    for count in range(1, wide):
        if all(_unlike(one.lignes, count) for one in figures):
            return count
    return wide


def _unlike(rows: Sequence[Sequence[str]], count: int) -> bool:
    return max(Counter(tuple(row[:count]) for row in rows).values(), default=1) == 1


def _by_key(figures: Figures, wide: int) -> dict[tuple[str, ...], list[str]]:
    return {tuple(row[:wide]): row for row in figures.lignes}


def _named(key: Sequence[str]) -> str:
    return ", ".join(key)
