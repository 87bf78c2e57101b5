"""Tables of marks as SVG: the matrix of défis, the overview of gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from markupsafe import Markup

from charts.drawings.pictures import Matrix
from charts.drawings.tokens import PRINTED
from exports.markup import joined, tag
from exports.svg import INK, Drawing, clean, lines, rect, segment, text, width_of

Line: TypeAlias = Mapping[str, Any]

_SIZE, _PAD = 15, 6
_NAMES, _RANKS, _COLUMN, _NARROW, _ABSENT, _COUNT = 330, 130, 112, 30, 104, 96
_STRENGTH = {"hausse": (INK["hausse-pale"], PRINTED["hausse-moyenne"], INK["hausse-claire"]),
             "baisse": ("url(#baisse-1)", "url(#baisse-2)", "url(#baisse-3)")}  # fmt: skip


def _lines_of(words: str, room: float, *, bold: bool = False) -> float:
    """Height that some words take."""
    return lines(0, 0, words, room=room, size=_SIZE, bold=bold)[1]


def matrix_drawing(shown: Matrix) -> Drawing:
    """The matrix of défis, or the overview of gaps; what its cells say under it."""
    table = shown.table
    draw = _defis if table.get("genre") == "defis" else _gaps
    body, width, height = draw(table)
    return Drawing(width, height, body, f"Tableau. {shown.alt}", "Matrice")


# ---------------------------------------------------------------- the overview of gaps


def _gaps(table: Line) -> tuple[Markup, float, float]:
    wide = 178 if len(table["colonnes"]) <= 6 else 150
    names = max(width_of(clean(line["titre"]), _SIZE) for line in table["lignes"]) + 2 * _PAD
    drawn: list[Markup] = [text(0, 22, table["coin"], size=_SIZE, fill=INK["encre-2"])]
    drawn += [
        text(names + rank * wide + wide / 2, 22, name, size=_SIZE + 1, anchor="middle", bold=True, room=wide - 4)
        for rank, name in enumerate(table["colonnes"])
    ]
    width, y, high = names + wide * len(table["colonnes"]), 32.0, 34
    for line in table["lignes"]:
        drawn.append(text(0, y + high / 2 + 5, line["titre"], size=_SIZE))
        for rank, cell in enumerate(line["cellules"]):
            drawn.append(_counts(cell, names + rank * wide + 2, y + 2, wide - 4, high - 4))
        y += high
    legend, end = lines(0, y + 10, f"{table['titre']}.", room=width, size=_SIZE, fill=INK["encre-2"])
    return joined([*drawn, legend]), width, end + 4


def _counts(cell: Line, x: float, y: float, wide: float, high: float) -> Markup:
    """Five counts on the tone of a cell; those of none are left out."""
    tone, _, force = cell["ton"].partition("-")
    edge = INK["hausse"] if tone == "hausse" else INK["baisse"] if tone == "baisse" else INK["bord"]
    parts, rank = [], int(force or 1) - 1
    if tone == "mixte":
        parts.append(rect(x, y, wide / 2, high, fill=_STRENGTH["hausse"][rank]))
        parts.append(rect(x + wide / 2, y, wide / 2, high, fill=_STRENGTH["baisse"][rank]))
    parts.append(rect(x, y, wide, high, fill=_STRENGTH[tone][rank] if tone in _STRENGTH else "none", stroke=edge))
    step = wide / max(len(cell["parts"]), 1)
    for place, (kind, words, count) in enumerate(cell["parts"]):
        if count:
            middle, on_hatch = x + (place + 0.5) * step, tone in ("baisse", "mixte")
            halo = INK["baisse-pale"] if on_hatch and (tone == "baisse" or middle > x + wide / 2) else ""
            bold = kind in ("hausse", "baisse")
            parts.append(text(middle, y + high / 2 + 5, words, size=_SIZE, anchor="middle", bold=bold, halo=halo))
    return joined(parts)


# ---------------------------------------------------------------- the matrix of défis


def _defis(table: Line) -> tuple[Markup, float, float]:
    narrow = bool(table["etroites"])
    columns = [_NARROW if narrow else _COLUMN] * len(table["colonnes"])
    counted = _COUNT if table["compte"] else 0
    absent = _ABSENT if table["absents"] else 0
    names, left = _NAMES + (0 if columns else _COLUMN * 2), _RANKS
    starts = list(accumulate(columns, initial=left + names))
    width = starts[-1] + counted + absent
    head = 120.0 if narrow else 46.0
    drawn = [*_heads(table, starts, columns, head)]
    y, begun = head, head
    for line in table["lignes"]:
        high = max(_lines_of(_named(line), names - 2 * _PAD, bold=bool(line.get("fort"))) + 8, 30)
        if line.get("groupe"):
            drawn.append(segment(0, y, width - absent, y, stroke=INK["encre-3"]))
            drawn.append(lines(0, y + 4, line["groupe"], room=left - _PAD, size=_SIZE, bold=True)[0])
        drawn += [*_defi(line, left, names, y, high), *_tiles(line, starts, columns, y, high)]
        if counted:
            drawn += [*_share(line, starts[-1], y, high)]
        y += high
    if absent:
        drawn.append(_absent(table["absents"]["texte"], width - absent + 4, begun, absent - 4, y - begun))
    return joined([*drawn, *_signs(table, y + 14, width)]), width, _below(table, y + 14, width)


def _named(line: Line) -> str:
    return f"{line['titre']} {line['etiquette']}"


def _heads(table: Line, starts: Sequence[float], columns: Sequence[float], head: float) -> Iterator[Markup]:
    yield text(0, head - 8, table.get("rangs", ""), size=_SIZE, fill=INK["encre-2"])
    yield text(_RANKS, head - 8, table["coin"], size=_SIZE, fill=INK["encre-2"])
    for rank, (name, wide) in enumerate(zip(table["colonnes"], columns, strict=True)):
        middle = starts[rank] + wide / 2
        if wide == _NARROW:
            turned = f"translate({middle + 5:g} {head - 6:g}) rotate(-90)"
            yield tag("g", text(0, 0, name, size=_SIZE), transform=turned)
            continue
        yield text(middle, 16, name, size=_SIZE + 1, anchor="middle", bold=True, room=wide - 4)
        if table["sous"]:
            yield text(middle, head - 8, table["sous"][rank], size=_SIZE, anchor="middle", fill=INK["encre-2"])
    if table["compte"]:
        yield text(starts[-1] + _PAD, head - 8, table["compte"], size=_SIZE, fill=INK["encre-2"])
    yield segment(0, head, starts[-1] + (_COUNT if table["compte"] else 0), head, stroke=INK["encre"], edge=2)


def _defi(line: Line, left: float, names: float, y: float, high: float) -> Iterator[Markup]:
    room, bold = names - 2 * _PAD, bool(line.get("fort"))
    if not line.get("groupe"):
        yield segment(left, y, left + names, y, stroke=INK["filet"])
    words = _named(line)
    top = y + (high - _lines_of(words, room, bold=bold)) / 2
    yield lines(left, top, words, room=room, size=_SIZE, bold=bold)[0]


def _tiles(line: Line, starts: Sequence[float], columns: Sequence[float], y: float, high: float) -> Iterator[Markup]:
    """A full tile with its number, or a dashed one."""
    tall = min(high - 4, 26)
    for rank, cell in enumerate(line["cellules"]):
        x, wide, top = starts[rank] + 3, columns[rank] - 6, y + (high - tall) / 2
        if cell["ton"]:
            yield rect(x, top, wide, tall, fill=INK["donnee"])
            words = " ".join(part[1] for part in cell["parts"])
            fill = INK["sur-encre"]
            yield text(
                x + wide / 2,
                top + tall / 2 + 5,
                words,
                size=_SIZE,
                anchor="middle",
                bold=True,
                fill=fill,
                room=wide - 2,
            )
        else:
            yield rect(x, top, wide, tall, stroke=INK["encre-3"], dash="4 3")


def _share(line: Line, x: float, y: float, high: float) -> Iterator[Markup]:
    """How many plans, and its bar."""
    yield text(
        x + _PAD + 12, y + high / 2 + 5, line["compte"], size=_SIZE, anchor="middle", bold=bool(line.get("fort"))
    )
    yield rect(x + 34, y + high / 2 - 5, 54, 10, fill=INK["creux"])
    if line["part"]:
        yield rect(x + 34, y + high / 2 - 5, 54 * line["part"], 10, fill=INK["donnee"])


def _absent(words: str, x: float, y: float, wide: float, high: float) -> Markup:
    """One hatched column for the plans whose défis are not loaded."""
    box = rect(x, y, wide, high, fill="url(#hachure-fine)", stroke=INK["hachure"])
    tall = _lines_of(words, wide - 16)
    back = rect(x + 6, y + high / 2 - tall / 2 - 4, wide - 12, tall + 10, fill=INK["feuille"])
    return box + back + lines(x + 10, y + high / 2 - tall / 2, words, room=wide - 16, size=_SIZE)[0]


def _signs(table: Line, y: float, width: float) -> Iterator[Markup]:
    """The legend, each sign on a line of its own."""
    for kind, words in table["legende"]:
        fill = {"priorise": INK["donnee"], "vide": "url(#hachure-fine)"}.get(kind, "none")
        dash = "4 3" if kind == "non-priorise" else ""
        yield rect(
            0, y + 4, 26, 13, fill=fill, stroke=INK["donnee"] if kind == "priorise" else INK["encre-3"], dash=dash
        )
        block, y = lines(34, y, words[0].upper() + words[1:], room=width - 34, size=_SIZE)
        yield block


def _below(table: Line, y: float, width: float) -> float:
    for _, words in table["legende"]:
        y = lines(34, y, words, room=width - 34, size=_SIZE)[1]
    return y + 6
