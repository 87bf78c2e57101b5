"""The tokens: what is written reads on what is under it, marks stand out, one home for every colour."""

import colorsys
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from charts.drawings.palette import PALETTES, contrast, ink_on, luminance
from charts.drawings.tokens import COLOURS, colours, page_css, paper_css

ROOT = Path(__file__).resolve().parent.parent
THEMES = ("clair", "sombre")
READ = [
    *((ink, ground) for ink in ("encre", "encre-2", "encre-3") for ground in ("papier", "feuille", "survol")),
    *((ink, "feuille") for ink in ("hausse-texte", "baisse-texte", "reserve")),
    *((ink, "papier") for ink in ("hausse-texte", "baisse-texte")),
    ("encre", "creux"), ("encre", "choix-fond"), ("encre", "reserve-fond"), ("reserve", "reserve-fond"),
    ("encre", "hausse-pale"), ("encre", "baisse-pale"), ("sur-encre", "encre"),
]  # fmt: skip
SEEN = [
    *((mark, ground) for mark in ("hausse", "baisse", "donnee", "autorise", "focus", "bord", "stable", "hachure")
      for ground in ("papier", "feuille")),
    ("trait-carte", "papier"),
]  # fmt: skip
"""Texts (4.5) and marks (3) with what is under them."""
STREAMLIT = {
    "primaryColor": "encre",
    "backgroundColor": "papier",
    "secondaryBackgroundColor": "feuille",
    "textColor": "encre",
    "grayTextColor": "encre-2",
    "linkColor": "encre",
    "borderColor": "bord",
}
ROOMS = ("components", "shell", "exports", "static", "charts", "pages", "views")
OWN = {"forme", "part", "signes", "corps", "epine-point", "region", "pays", "plus", "moins", "force", "colonnes",
       "sous-bandeau", "tenue", "a", "b", "k", "l", "m", "p", "t", "pas", "large"}  # fmt: skip
"""Variables that a script, a record or the frame sets."""
WRITTEN = re.compile(r"#[0-9a-fA-F]{6}\b")
ELSEWHERE = {"exports/territory_sheet.css", "shell/server.py", "static/attente.js", "charts/drawings/palette.py"}
"""On paper, in an answer that no page frames, in a notice that must stand without the page; white ink."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("first", "second"), READ)
def test_texts_read(theme: str, first: str, second: str) -> None:
    assert contrast(colours(theme)[first], colours(theme)[second]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("first", "second"), SEEN)
def test_marks_stand_out(theme: str, first: str, second: str) -> None:
    assert contrast(colours(theme)[first], colours(theme)[second]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_rise_and_fall_are_told_apart_without_hue(theme: str) -> None:
    rise, fall = (colours(theme)[name] for name in ("hausse", "baisse"))
    assert abs(luminance(rise) - luminance(fall)) > 0.08
    hues = [colorsys.rgb_to_hls(*(int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0] for tone in (rise, fall)]
    assert abs(hues[0] - hues[1]) > 0.3


@pytest.mark.parametrize("name", ["divergente-2", "divergente-4", "divergente-inverse-4", "ecart"])
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_classes_of_a_map_of_two_sides_are_one_grey(theme: str, name: str) -> None:
    fills = PALETTES[name].fills if theme == "clair" else PALETTES[name].dark
    greys = sorted(map(luminance, fills))
    assert all((high + 0.05) / (low + 0.05) >= 1.4 for low, high in pairwise(greys)), greys
    assert all(contrast(fill, ink_on(fill)) >= 4.5 for fill in fills)


@pytest.mark.parametrize(("name", "theme"), [("light", "clair"), ("dark", "sombre")])
def test_controls_have_the_colours_of_the_house(name: str, theme: str) -> None:
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"][name]
    assert {key: told[key] for key in STREAMLIT} == {key: colours(theme)[token] for key, token in STREAMLIT.items()}


def test_no_style_names_a_colour_of_its_own() -> None:
    paths = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*") if path.suffix in (".css", ".js", ".py")]
    found = {path.relative_to(ROOT).as_posix() for path in paths if WRITTEN.search(path.read_text("utf-8"))}
    assert found - ELSEWHERE == {"charts/drawings/tokens.py"}


def test_every_variable_that_a_style_reads_is_a_token_or_its_own() -> None:
    known = set(re.findall(r"--([a-z0-9-]+):", page_css())) | {"serif", "accent"}
    for path in (path for room in ("components", "shell") for path in ROOT.glob(f"{room}/**/*.css")):
        text = path.read_text("utf-8")
        own = set(re.findall(r"--([a-zA-Z0-9-]+)\s*:", text))
        asked = {name for name in re.findall(r"var\(--([a-zA-Z0-9-]+)", text) if not name.startswith("st-")}
        assert asked - own - known - OWN == set(), path.name


def test_no_class_is_sought_by_its_beginning_where_each_change_of_a_class_would_style_all_below_anew() -> None:
    """A browser that meets `[class*=…]` before a pseudo-element, or in `:not(… *)`, styles the whole content of every
    element whose class changes; Streamlit changes those of its containers at each gesture."""
    costly = re.compile(r"\[class[^\]]*\][^,{}]*::|:not\([^{}]*\[class[^{}]* \*\)")
    for path in (path for room in ("components", "shell") for path in ROOT.glob(f"{room}/**/*.css")):
        found = costly.findall(path.read_text("utf-8"))
        assert not found, (path.name, found)


def parted(text: str, signs: str) -> list[str]:
    """The parts of a text between some signs, what stands in parentheses left whole."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in signs:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in map(str.strip, parts) if part]


def compounds(selector: str) -> list[str]:
    """The parts of a selector that its combinators join."""
    return parted(selector, " >~+")


def selectors(text: str) -> Iterator[str]:
    """Every selector of a style, lists apart."""
    for head in re.findall(r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        if not head.strip().startswith("@"):
            yield from parted(head, ",")


WHILE_IT_LOADS = "first_drawing.css"


def test_what_depends_on_what_an_element_holds_names_a_class() -> None:
    """After `:has(…)` or `[class*=…]`, a browser styles anew, at each change below, every element that the last part
    of the selector may name: with `button` or `[role]` alone, all those of the page at each gesture."""
    assert compounds(".a:has(> b c) > :is(d, e) f") == [".a:has(> b c)", ":is(d, e)", "f"]
    for path in (path for room in ("components", "shell") for path in ROOT.glob(f"{room}/**/*.css")):
        for selector in selectors(path.read_text("utf-8")):
            *before, last = compounds(selector)
            costly = any(":has(" in part or re.search(r"(?<!:not\()\[class", part) for part in before)
            named = re.search(r"\.[a-zA-Z]", re.sub(r"\[[^\]]*\]", "", last))
            assert named or not costly or path.name == WHILE_IT_LOADS, (path.name, selector)


ANYTHING = (
    ":root", "*", ".pied *", ".filtres-actifs + *", ".stHtml > *", "td[data-nom] > *", "a > span[aria-hidden] *",
    ".tuiles a *", ".coup-d-oeil li *", ".suites > :not(summary)", '[data-variant="pills"] > *',
    ":is(.filtres-actifs, .dit > .constat) + *", '[data-testid="stVerticalBlock"]:not([class*="st-key"]) > *',
)  # fmt: skip
"""Ends of the selectors that are read for each element: few, and short to read or of a rare medium."""
FOLDED = (":is(p, li, dd, summary):not(", "[data-entiers] :is(")
"""Selectors that would be too long written out."""


def test_a_selector_ends_on_a_name_by_which_a_browser_finds_it() -> None:
    """What ends on `*`, `:is(…, …)` or `:has(…)` alone is tried on each element of the page, at each change of it."""
    for path in (path for room in ("components", "shell") for path in ROOT.glob(f"{room}/**/*.css")):
        for selector in selectors(path.read_text("utf-8")):
            last = re.sub(r":where\((\w+)\)", r"\1", compounds(selector)[-1])
            last = re.sub(r":[\w-]+(\((?:[^()]|\([^()]*\))*\))?", "", last)
            told = last not in ("", "*") or re.fullmatch(r"[\d.]+%|from|to", selector)
            kept = selector.endswith(ANYTHING) or any(one in selector for one in FOLDED) or path.name == WHILE_IT_LOADS
            assert told or kept, (path.name, selector)


def test_paper_is_light_and_white_whatever_the_theme() -> None:
    assert "light-dark" not in paper_css() and "--papier:#fff}" in paper_css()
    assert all(f"--{name}:{light};" in page_css().partition("@media print")[2] for name, (light, _) in COLOURS.items())
