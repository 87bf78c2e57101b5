"""Damaged plans: an invented plan in either layout, changed in one place or in several as documents are."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.accents import unaccented
from loaders.sts.vocabulary import Row, load_vocabulary
from tests.plan_text import markdown_text, raw_text

KEPT = (
    "chirurgie",
    "smr",
    "psychiatrie",
    "cancer",
    "gyneco_obst",
    "soins_critiques",
    "radiologie_diagnostique",
    "radiologie_interventionnelle",
    "irc",
)
ZONE = "65"
Lines = list[str]
Values = dict[Row, tuple[str, ...]]


@dataclass(frozen=True)
class Damaged:
    """A damaged plan: its text, the values that its undamaged form prints, and what was done to it."""

    text: str
    values: Values
    raw: bool
    done: tuple[str, ...]


def damaged(seed: int) -> Damaged:
    """The damaged plan of a seed, always the same."""
    luck = random.Random(seed)
    kept = luck.sample(KEPT, 3)
    rows = [row for row in load_vocabulary().rows if row.activite in kept]
    vocabulary = replace(load_vocabulary(), rows=tuple(rows))
    values = {row: tuple(_value(luck, row) for _ in row.measures) for row in rows}
    raw = luck.random() < 0.5
    text = (
        raw_text(vocabulary, values, departement=ZONE, width=luck.choice([40, 60, 90]))
        if raw
        else markdown_text(vocabulary, values, departement=ZONE)
    )
    lines, done = text.split("\n"), []
    changes = luck.sample(CHANGES, luck.choice([1, 1, 2, 3]))
    for change in sorted(changes, key=lambda change: change is not _turn_the_columns):  # it needs rows still whole
        lines = change(luck, lines)
        done.append(change.__name__.lstrip("_"))
    return Damaged("\n".join(lines), values, raw, tuple(done))


def _value(luck: random.Random, row: Row) -> str:
    if row.activite == "cancer" and luck.random() < 0.3:
        return "-"
    if luck.random() < 0.15:
        low = luck.randint(0, 9)
        return f"{low}/{low + luck.randint(0, 8)}"
    return str(luck.randint(0, 20))


def _is_row(line: str) -> bool:
    return bool(line.strip()) and line.rstrip()[-1:].isdigit() and not line.startswith(("Bilan", "**", "Zone"))


def _rows(lines: Lines) -> list[int]:
    return [index for index, line in enumerate(lines) if _is_row(line) and line.strip() != ZONE]


def _at(luck: random.Random, lines: Lines) -> int:
    return luck.choice(_rows(lines) or [len(lines) - 1])


def _inserted(lines: Lines, index: int, *new: str) -> Lines:
    return [*lines[:index], *new, *lines[index:]]


def _changed(lines: Lines, index: int, change: Callable[[str], str]) -> Lines:
    return [*lines[:index], change(lines[index]), *lines[index + 1 :]]


def _drop_a_line(luck: random.Random, lines: Lines) -> Lines:
    index = luck.randrange(len(lines))
    return lines[:index] + lines[index + 1 :]


def _drop_a_row(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    return lines[:index] + lines[index + 1 :]


def _drop_headings(luck: random.Random, lines: Lines) -> Lines:
    heads = [
        index for index, line in enumerate(lines) if line.startswith("Zone") or "HC" in line or "Appareils" in line
    ]
    index = luck.choice(heads or [0])
    return lines[:index] + lines[index + 1 :]


def _drop_groups(luck: random.Random, lines: Lines) -> Lines:
    groups = ("Psychiatrie infanto", "Psychiatrie adulte", "SSR Enfants ou adolescents spécialisés", "Cancers")
    lost = luck.choice(groups)
    return [line.replace(lost, "") if lost in line else line for line in lines]


def _repeat_a_row(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    return _inserted(lines, index, lines[index])


def _page_number(luck: random.Random, lines: Lines) -> Lines:
    index = luck.randrange(len(lines))
    return _inserted(lines, index, *luck.choice([[""], []]), str(luck.randint(41, 180)))


def _footer(luck: random.Random, lines: Lines) -> Lines:
    words = luck.choice(["ARS Occitanie, document provisoire", "Hautes-Pyrénées | page", "* note inventée"])
    return _inserted(lines, luck.randrange(len(lines)), words)


def _turn_the_columns(_: random.Random, lines: Lines) -> Lines:
    """Existing sites and targets swapped in every table that has both, headings and rows alike."""
    turned, inside = [], False
    for line in lines:
        if line.startswith("Zone"):
            inside = "Existant" in line and "Cibles" in line
            if inside:
                first, _, second = line.partition("Existant au 01/06/2023")
                line = f"{first}Cibles{second.replace('Cibles', 'Existant au 01/06/2023')}"
        elif line.startswith(("Recours", "**", "Objectifs", "Bilan")):
            inside = False
        elif inside and line.strip() != ZONE:
            parts = line.split("\t") if "\t" in line else line.split("  ")
            if len(parts) > 1 and _is_row(line):
                parts[-2:] = parts[:-3:-1]
            line = ("\t" if "\t" in line else "  ").join(parts)
        turned.append(line)
    return turned


def _centre_the_code(luck: random.Random, lines: Lines) -> Lines:
    """The code of the zone of a table one or two rows lower."""
    codes = [index for index, line in enumerate(lines) if line == ZONE or line.startswith(f"{ZONE}\t")]
    index = luck.choice(codes or [0])
    lower = min(index + luck.randint(1, 3), len(lines) - 1)
    if lines[index] == ZONE:
        return [*lines[:index], *lines[index + 1 : lower + 1], ZONE, *lines[lower + 1 :]]
    if not lines[lower].startswith("\t"):
        return lines
    moved = _changed(lines, index, lambda line: line.removeprefix(ZONE))
    return _changed(moved, lower, lambda line: ZONE + line)


def _mark_the_code(luck: random.Random, lines: Lines) -> Lines:
    mark = luck.choice(["*", " (1)", "¹"])
    return [ZONE + mark + line.removeprefix(ZONE) if line.split("\t")[0] == ZONE else line for line in lines]


def _mark_values(luck: random.Random, lines: Lines) -> Lines:
    for _ in range(3):
        mark = luck.choice(["*", " (1)", "¹", "†", "**"])
        lines = _changed(
            lines, _at(luck, lines), lambda line, mark=mark: line.rstrip() + mark if "/" not in line[-4:] else line
        )
    return lines


def _unsay_a_value(luck: random.Random, lines: Lines) -> Lines:
    words = luck.choice(["néant", "2 à 3", "2023", "250", "1/180", "2 9 3", "…", "NC", "0,5"])
    return _changed(lines, _at(luck, lines), lambda line: line.rstrip().rstrip("0123456789/") + words)


def _run_rows_together(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    first = lines[index].rstrip().rstrip("0123456789/ \t")
    after = lines[index + 1].lstrip("\t") if index + 1 < len(lines) else ""
    return [*lines[:index], f"{first} {after}", *lines[index + 2 :]] if after.strip() else lines


def _other_word(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    words = lines[index].split(" ")
    place = luck.randrange(len(words))
    if any(sign.isdigit() or sign == "\t" for sign in words[place]):
        return lines
    words[place] = luck.choice(["parental", "nouvelle", "interne", "partagée", "en réseau"])
    return _changed(lines, index, lambda _: " ".join(words))


def _slip(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    places = [place for place, sign in enumerate(lines[index]) if sign.isalpha()]
    if not places:
        return lines
    place = luck.choice(places)
    return _changed(lines, index, lambda line: line[:place] + luck.choice("aeixz") + line[place + 1 :])


def _other_dashes(luck: random.Random, lines: Lines) -> Lines:
    dash = luck.choice("–—‑−‐")
    return [line.replace("-", dash) if "\t" in line or _is_row(line) else line for line in lines]


def _control_signs(luck: random.Random, lines: Lines) -> Lines:
    for _ in range(4):
        index = _at(luck, lines)
        places = [
            place for place, (a, b) in enumerate(zip(lines[index], lines[index][1:], strict=False)) if (a + b).isalpha()
        ]
        if places:
            place, sign = luck.choice(places) + 1, luck.choice(["\x02", "\u00ad", "\u200b", "\x07"])
            lines = _changed(lines, index, lambda line, place=place, sign=sign: line[:place] + sign + line[place:])
    return lines


def _without_accents(_: random.Random, lines: Lines) -> Lines:
    return [unaccented(line) for line in lines]


def _spread(_: random.Random, lines: Lines) -> Lines:
    return [piece for line in lines for piece in (line, "")]


def _repeat_a_table(luck: random.Random, lines: Lines) -> Lines:
    """A table printed again under its title, one of its numbers other."""
    titles = [
        index
        for index, line in enumerate(lines)
        if line.lstrip("*").startswith(("Bilan des", "Objectifs quantitatifs de"))
    ]
    start = luck.choice(titles or [0])
    end = next(
        (index for index in range(start + 1, len(lines)) if lines[index].startswith(("Recours", "**", "Bilan"))),
        len(lines),
    )
    table = lines[start:end]
    inside = [index for index in _rows(table) if table[index].strip() != ZONE]
    if inside:
        table = _changed(table, luck.choice(inside), lambda line: line.rstrip().rstrip("0123456789/") + "19")
    return [*lines[:end], *table, *lines[end:]]


def _break_a_row(luck: random.Random, lines: Lines) -> Lines:
    index = _at(luck, lines)
    words = lines[index].split(" ")
    if "\t" in lines[index] or len(words) < 3:
        return lines
    return [*lines[:index], " ".join(words[:2]), " ".join(words[2:]), *lines[index + 1 :]]


CHANGES: list[Callable[[random.Random, Lines], Lines]] = [
    _drop_a_line,
    _drop_a_row,
    _drop_headings,
    _drop_groups,
    _repeat_a_row,
    _page_number,
    _footer,
    _turn_the_columns,
    _centre_the_code,
    _mark_the_code,
    _mark_values,
    _unsay_a_value,
    _run_rows_together,
    _other_word,
    _slip,
    _other_dashes,
    _control_signs,
    _without_accents,
    _spread,
    _repeat_a_table,
    _break_a_row,
]
