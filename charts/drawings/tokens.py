"""The tokens of the house: colours by theme, sizes, spaces; read by pages, components, drawings, the printed sheet.

The chrome is ink on paper; colour is kept for data. Rise and fall are two hues that differ in luminance too: a
colour-blind reader and a grey print tell them apart. The sequence is reversed in the dark: low is near the ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Theme = Literal["clair", "sombre"]

COLOURS: dict[str, tuple[str, str]] = {
    "papier": ("#f7f5f0", "#0f161c"),
    "feuille": ("#ffffff", "#17212a"),
    "creux": ("#ece8de", "#24303a"),
    "survol": ("#f0ede4", "#1e2a34"),
    "encre": ("#17212b", "#eef2f3"),
    "encre-2": ("#47545f", "#b7c2ca"),
    "encre-3": ("#5c6872", "#94a1ab"),
    "sur-encre": ("#ffffff", "#0f161c"),
    "filet": ("#dcd6c9", "#2f3c47"),
    "bord": ("#857e70", "#74828e"),
    "d1": ("#e1eeef", "#1f363e"),
    "d2": ("#afd1d6", "#2d5863"),
    "d3": ("#73acb5", "#468a95"),
    "d4": ("#2c7986", "#82bec7"),
    "d5": ("#0a424e", "#d3eff2"),
    "donnee": ("#0d5c6b", "#6fc0cc"),
    "donnee-pale": ("#cfe3e5", "#28474f"),
    "hausse": ("#14598c", "#82c3f6"),
    "hausse-pale": ("#c9ddee", "#23435c"),
    "hausse-claire": ("#8fb8da", "#3f7099"),
    "hausse-texte": ("#0f4f80", "#93cbf7"),
    "baisse": ("#cc6200", "#e0842a"),
    "baisse-pale": ("#f9ddc0", "#553516"),
    "baisse-douce": ("#f8d7b1", "#5f3b17"),
    "baisse-claire": ("#f0b878", "#8a5420"),
    "baisse-texte": ("#994400", "#f7b26a"),
    "stable": ("#7b858e", "#8b97a1"),
    "autorise": ("#5c6872", "#b3bfca"),
    "reserve": ("#7a5a00", "#f0cf7a"),
    "reserve-fond": ("#fbf1d5", "#332a12"),
    "reserve-bord": ("#b58a1b", "#a8842c"),
    "choix-fond": ("#fff3c9", "#2b2f2f"),
    "focus": ("#b3005e", "#ff7ac0"),
    "hachure": ("#868f97", "#66747f"),
    "trait-carte": ("#6f7c84", "#6f7e89"),
}
"""Light, then dark. Surfaces, inks, edges; sequence of five classes; marks of data; reservation; what is chosen."""

SIZES: dict[str, str] = {
    "t-texte": "1rem",
    "t-fort": "1.125rem",
    "t-titre": "1.375rem",
    "t-constat": "1.75rem",
    "t-grand": "2.5rem",
    "haut-controle": "3.125rem",
    "rayon": "6px",
    "rayon-grand": "10px",
    "trait": "3px",
    "ligne": "59ch",
}
"""Type scale, height of a control, corners, width of what says
«chosen», of a line of 75 signs (a zero is wide); spaces are multiples of .25rem."""

SERIF = "'Territoires Serif', 'Repli Serif', Georgia, 'Noto Serif', serif"
"""For findings and titles alone."""


PRINTED = {"hausse-moyenne": "#accbe4", "baisse-moyenne": "#f4ca9c", "piste": "#e9edef", "borne-haute": "#c3cbd0"}
"""What a page mixes by its style and a picture alone must name: the middle of three strengths, a track, the end of a
range, in light."""


def colours(theme: Theme) -> Mapping[str, str]:
    """Every colour of a theme by token."""
    place = 0 if theme == "clair" else 1
    return {name: pair[place] for name, pair in COLOURS.items()}


def page_css() -> str:
    """Tokens as CSS variables that follow the theme of the page; on paper always the light ones, on white."""
    both = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    sizes = "".join(f"--{name}:{size};" for name, size in SIZES.items())
    return (
        f":root{{{both}{sizes}--serif:{SERIF};--accent:var(--donnee)}}@media print{{:root{{{_light()}--papier:#fff}}}}"
    )


def paper_css() -> str:
    """The same for a page that is only printed."""
    sizes = "".join(f"--{name}:{size};" for name, size in SIZES.items())
    return f":root{{{_light()}{sizes}--serif:{SERIF};--papier:#fff}}"


def _light() -> str:
    return "".join(f"--{name}:{light};" for name, (light, _) in COLOURS.items())
