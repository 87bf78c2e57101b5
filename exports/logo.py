"""The mark of the product: the tile map of its départements, those whose plan is loaded filled."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from exports.markup import EMPTY, joined, tag
from loaders.geography import Geography

_MOST = 30
"""Tiles beyond which nothing would be told at the size of a mark."""


def logo(geography: Geography, loaded: Collection[str]) -> Markup:
    """Squares on a grid that the style sheet of the frame draws; nothing for a reader who does not see it."""
    tiles = geography.tiles
    if len(tiles) > _MOST:
        return EMPTY
    left, top = min(column for column, _ in tiles.values()), min(row for _, row in tiles.values())
    squares = (
        tag("i", class_="plein" if code in loaded else None, style=f"grid-area:{row - top + 1}/{column - left + 1}")
        for code, (column, row) in tiles.items()
    )
    return tag("span", joined(squares), class_="logo", aria_hidden="true")
