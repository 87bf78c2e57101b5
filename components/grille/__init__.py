"""Browser component `grille`: a table whose cells are buttons; a click or a key tells Python which.

It paints what Python wrote (texts, labels, tone of each cell) and computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "grille",
    html='<div class="grille" data-grille></div>',
    css=(_HERE / "grille.css").read_text("utf-8"),
    js=(_HERE / "grille.js").read_text("utf-8"),
    isolate_styles=False,
)


def grille(key: str, table: Mapping[str, Any]) -> str:
    """Mount the table.

    Args:
        key: identity on its page.
        table: `titre`, `coin`, `colonnes` (names), `genre` (style), `etroites` (positions of the
            columns written upright), `lignes`: each a `titre`, a `groupe` when a heading comes
            first (beside `rangs` lines, or above), and `cellules`, each with `code` (what a click
            returns), `parts` (kind, text and count of each figure), `label` (what is read aloud) and
            `ton` (0 or 1, or a hue and its strength, `hausse-1` to `mixte-3`), or with `vide` alone:
            the words of a cell that cannot be opened, hatched. Also, where they are given: `legende`
            (kind and words of each sign), `sous` (words under each name), `compte` (heading of a last
            column, told by the `compte` of each line, `sur` for who listens, `part` for the bar),
            `absents` (`texte` and `titre` of one hatched column beside all lines), `etiquette` of a
            line (a small tag) and `fort` (in bold).

    Returns:
        The code of the cell just chosen, or an empty string.
    """
    answer = _mount(key=key, data={**table, "cle": key}, on_choix_change=lambda: None).choix
    return answer if isinstance(answer, str) and answer in _codes(table["lignes"]) else ""


def _codes(lines: Sequence[Mapping[str, Any]]) -> set[str]:
    return {cell["code"] for line in lines for cell in line["cellules"] if "code" in cell}
