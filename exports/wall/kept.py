"""What the wall keeps of a table: the few rows and columns that matter in a room; what it leaves is said under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.words.french import list_text, lower_first, plural
from exports.slides.records import Box, Run, TableDrawing
from exports.wall.shapes import Row, columns, is_heading, shaped, text_of, unknown, with_first, without_rows
from views.view import View

_BESIDE = frozenset({"Plus bas des autres", "Plus haut des autres", "Par rapport à la région"})
_NOTHING = "0 (0\u00a0›\u00a00)"
_NOT_PUT_FIRST = "non priorisé"
_DASH, _NONE_WRITTEN, _NAMED, _MOSTLY = "–", "aucune implantation inscrite", 3, 4
"""A cell of a plan that writes nothing, what that says, lines that a note names, share of cells that must be filled."""


def wall_table(view: View, drawing: TableDrawing, title: str, place: str) -> tuple[TableDrawing, str]:
    """A table as the wall shows it, and what it leaves out, in words.

    Args:
        title: of the screen, which may say what a column repeats.
        place: name of the département of the view; its own group comes first.
    """
    if view.page == "territoire" and drawing.name == "Défis et objectifs":
        return _priorities(drawing)
    whole, left_out = unknown(shaped(drawing, title))
    words = f"{left_out[:1].upper()}{left_out[1:]}, rien n'en est connu ici." if left_out else ""
    if view.page == "territoire":
        return _without_beside(whole)
    if view.page == "ecarts" and view.kind in ("activite", "departement"):
        whole, words = _without_blanks(whole, words)
        return _without_nothing(whole, words) if view.kind == "departement" else (whole, words)
    if view.kind == "conseils":
        return _folded(whole, words)
    return _filled(with_first(whole, place)) if view.kind == "cts" else with_first(whole, place), words


def _filled(table: TableDrawing) -> TableDrawing:
    """A demand that no objectif takes up says so."""
    none = Box(((Run("aucun", colour="encre-3"),),))
    body = (row if is_heading(row) or text_of(row[-1]) else (*row[:-1], none) for row in table.body)
    return replace(table, body=tuple(body))


def _without_beside(table: TableDrawing) -> tuple[TableDrawing, str]:
    names = [text_of(box) for box in table.head[-1]] if table.head else []
    kept = [rank for rank, name in enumerate(names) if name not in _BESIDE]
    if not names or len(kept) == len(names):
        return table, ""
    return columns(table, kept), "Dans l'outil : le plus bas et le plus haut des autres, et le sens de l'écart."


def _without_blanks(table: TableDrawing, words: str) -> tuple[TableDrawing, str]:
    """Without the lines that are dashes in every plan: said once, by their names."""
    rows = [row for row in table.body if not is_heading(row)]
    blank = [row for row in rows if len(row) > 1 and all(text_of(box) == _DASH for box in row[1:])]
    if not blank:
        return table, words
    if len(blank) == len(rows):
        name = Box(((Run(f"Les {len(rows)} lignes du tableau" if len(rows) > 1 else text_of(rows[0][0])),),))
        none = Box(((Run(_NONE_WRITTEN, colour="encre-3"),),))
        return replace(table, body=((name, *[none] * (len(rows[0]) - 1)),)), words
    table, count = without_rows(table, lambda row: row in blank)
    names = [lower_first(text_of(row[0])) for row in blank]
    if count > _NAMED + 1:
        names = [*names[:_NAMED], f"{count - _NAMED} autres lignes"]
    return table, " ".join(filter(None, (words, f"{_NONE_WRITTEN.capitalize()} pour {list_text(names)}.")))


def _folded(table: TableDrawing, words: str) -> tuple[TableDrawing, str]:
    """The columns that are mostly dashes, said under the words of the lines that fill them."""
    rows = [row for row in table.body if not is_heading(row)]
    held = [[text_of(box) for box in row[1:]] for row in rows]
    written = sum(text != _DASH for texts in held for text in texts)
    if not rows or len(rows[0]) < 2 or not table.head or written * _MOSTLY > len(rows) * len(held[0]):
        return table, words
    names = [text_of(box) for box in table.head[-1][1:]]
    body = [row if is_heading(row) else (_with_told(row, names),) for row in table.body]
    said = f"Une ligne sans mention n'imprime {_neither([name.removesuffix(' imprimée').lower() for name in names])}."
    head = tuple(row[:1] for row in table.head)
    whole = replace(table, head=head, body=tuple(body), weights=table.weights[:1])
    return whole, " ".join(filter(None, (words, said)))


def _neither(names: Sequence[str]) -> str:
    """«ni quantité ni date», «pas de date»."""
    return f"ni {' ni '.join(names)}" if len(names) > 1 else f"pas de {names[0]}"


def _with_told(row: Row, names: Sequence[str]) -> Box:
    """The first cell of a row, and what the others hold, each after the name of its column."""
    box = row[0] or Box()
    told = [f"{name} : {text}" for name, one in zip(names, row[1:], strict=True) if (text := text_of(one)) != _DASH]
    return replace(box, lines=(*box.lines, *((Run(text, bold=True),) for text in told)))


def _without_nothing(table: TableDrawing, words: str) -> tuple[TableDrawing, str]:
    """Without the lines where nothing is authorised nor planned."""
    table, count = without_rows(table, lambda row: text_of(row[-1]).lstrip("†* ") == _NOTHING)
    if not count:
        return table, words
    s = plural(count)
    ones = "non projetée" if count == 1 else "non projetées"
    return table, " ".join(filter(None, (words, f"{count} ligne{s} sans site autorisé ni prévu, {ones}.")))


def _priorities(drawing: TableDrawing) -> tuple[TableDrawing, str]:
    """The défis that the plan puts first, with the codes of their objectifs."""
    whole, count = without_rows(drawing, lambda row: text_of(row[-1]).startswith(_NOT_PUT_FIRST))
    body = tuple(row if is_heading(row) else _coded(row) for row in shaped(whole, "").body)
    head = tuple((row[0], Box(((Run("Objectifs du plan", bold=True),),))) for row in shaped(whole, "").head)
    others = f"{count} autre{plural(count)} défi{plural(count)} : non priorisé{plural(count)}. " if count else ""
    return (
        TableDrawing(drawing.name, head, body, (4.0, 1.0)),
        f"{others}Le texte des objectifs se lit dans l'outil.",
    )


def _coded(row: Row) -> Row:
    """The codes of the objectifs alone."""
    box = row[-1] or Box()
    codes = ", ".join(line[0].text.strip() for line in box.lines if line)
    return row[0], Box(((Run(codes),),))
