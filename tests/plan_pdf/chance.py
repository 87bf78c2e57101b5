"""A style and a layout drawn at random: plans whose geometry nobody chose."""

from __future__ import annotations

import random

from tests.plan_pdf.model import Style
from tests.plan_pdf.placed import Layout


def by_chance(seed: int) -> tuple[Style, Layout]:
    """The style and the layout of a seed, always the same."""
    luck = random.Random(seed)
    rules = luck.choice(("lines", "lines", "boxes", "thin", "none", "none"))
    # without rules, nothing on paper says where a group in a column of its own begins and ends
    groups = luck.choice(("row", "column")) if rules != "none" else "row"
    style = Style(
        groups=groups,
        zone=luck.choice(("top", "middle", "each")),
        columns=luck.random() < 0.5,
        footer=luck.random() < 0.7,
    )
    width, height = luck.choice(((595, 842), (842, 700), (612, 792), (700, 900)))
    drawn = (luck.uniform(1.6, 3), luck.uniform(5, 9), luck.uniform(1.4, 3.5), luck.uniform(1.4, 3.5))
    return style, Layout(
        order=luck.choice(("rows", "columns", "any", "letters")),
        rules=rules,
        quarters=luck.choice((0, 0, 0, 1, 2, 3)),
        sideways=luck.choice((0, 0, 0, 1, 3)),
        width=width,
        height=height,
        margin=luck.choice((25, 40, 55)),
        size=luck.choice((6.5, 7.5, 8, 9, 10)),
        pad=luck.choice((1, 2, 3, 4, 6)),
        align=luck.choice(("left", "center", "right")),
        valign=luck.choice(("top", "middle")),
        shares=drawn if luck.random() < 0.5 else (),
        seed=seed,
    )
