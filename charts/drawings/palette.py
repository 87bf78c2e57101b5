"""Colours of the maps: sequential in one hue (low is near the ground), diverging in two hues.

The two diverging hues (blue, orange) are told apart by colour-blind readers; they differ in
luminance, and the side is written before the value and in the legend, for readers who print in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

from charts.drawings.tokens import COLOURS

LIGHT_INK, DARK_INK = "#ffffff", "#0b1115"


@dataclass(frozen=True)
class Palette:
    """Fill of each class from the lowest, in the light and in the dark, and the ink that stays readable on it."""

    fills: tuple[str, ...]
    dark: tuple[str, ...]

    @property
    def inks(self) -> tuple[str, ...]:
        return tuple(ink_on(fill) for fill in self.fills)

    @property
    def dark_inks(self) -> tuple[str, ...]:
        return tuple(ink_on(fill) for fill in self.dark)

    def css(self) -> list[list[str]]:
        """Fills, then inks, as colours that follow the theme of the page."""
        return [
            [f"light-dark({light}, {dark})" for light, dark in zip(*pair, strict=True)]
            for pair in ((self.fills, self.dark), (self.inks, self.dark_inks))
        ]


def _of(*tokens: str) -> Palette:
    light, dark = zip(*(COLOURS[token] for token in tokens), strict=True)
    return Palette(light, dark)


_SEQUENTIAL = {1: (2,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Ranks in the sequence of five, by number of classes."""

_DIVERGING = {
    2: ("baisse-douce", "hausse-claire"),
    4: ("baisse", "baisse-douce", "hausse-claire", "hausse"),
}
"""Each side has its luminance at each end: no two of them are one grey."""


PALETTES: dict[str, Palette] = {
    **{f"sequentielle-{n}": _of(*(f"d{rank}" for rank in ranks)) for n, ranks in _SEQUENTIAL.items()},
    **{f"divergente-{n}": _of(*tokens) for n, tokens in _DIVERGING.items()},
    **{f"divergente-inverse-{n}": _of(*tokens[::-1]) for n, tokens in _DIVERGING.items()},
    "ecart": _of("baisse", "creux", "hausse"),
    "priorites": _of("creux", "d2", "d5"),
}
"""Colours by name: sent once to the browser, a map only names its own."""


def palette_name(classes: int, *, sens: str, diverging: bool) -> str:
    """Name of the palette of a map.

    One hue for 1 to 5 classes (1: the plain tone of a map without classes); orange to
    blue for 2 or 4 classes around a reference, reversed when low is the good side.
    """
    if not diverging:
        return f"sequentielle-{classes}"
    return f"divergente-inverse-{classes}" if sens == "favorable_baisse" else f"divergente-{classes}"


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """Dark or light ink, whichever reads better on a fill."""
    return max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, fill))
