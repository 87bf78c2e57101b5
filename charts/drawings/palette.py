"""Colours of the maps: sequential in one hue (light is low), diverging in two hues.

The two diverging hues (blue, orange) are told apart by colour-blind readers; the sign of
the gap is also written before the value, for readers who print in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

LIGHT_INK, DARK_INK = "#ffffff", "#16202c"


@dataclass(frozen=True)
class Palette:
    """Fill of each class from the lowest, and the ink that stays readable on it."""

    fills: tuple[str, ...]

    @property
    def inks(self) -> tuple[str, ...]:
        return tuple(ink_on(fill) for fill in self.fills)


_SEQUENTIAL = {
    1: ("#a9c9e2",),
    2: ("#cfe1ef", "#4d8fbd"),
    3: ("#d6e6f2", "#82b3d5", "#23618f"),
    4: ("#dce9f4", "#a3c7e1", "#5596c4", "#1b4f7a"),
    5: ("#e3eef7", "#b5d2e7", "#7fb1d4", "#37739f", "#123f66"),
}
_DIVERGING = {
    2: ("#f0b878", "#7fb1d4"),
    4: ("#c9701b", "#f3cb9c", "#b5d2e7", "#23618f"),
}


PALETTES: dict[str, Palette] = {
    **{f"sequentielle-{n}": Palette(fills) for n, fills in _SEQUENTIAL.items()},
    **{f"divergente-{n}": Palette(fills) for n, fills in _DIVERGING.items()},
    **{f"divergente-inverse-{n}": Palette(fills[::-1]) for n, fills in _DIVERGING.items()},
    "ecart": Palette(("#f0b878", "#e3e8ed", "#7fb1d4")),
    "priorites": Palette(("#f4f2ec", "#a9c9e2", "#1b4f7a")),
}
"""Colours by name: sent once to the browser, a map only names its own."""


def palette_name(classes: int, *, sens: str, diverging: bool) -> str:
    """Name of the palette of a map.

    One blue hue for 1 to 5 classes (1: the plain tone of a map without classes); orange to
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
