"""The font that the server gives: every sign that we print, its licence beside it, words measured by it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.drawings.font_widths import BOLD, CHARACTERS, REGULAR
from charts.drawings.text_width import text_width, wrapped
from charts.drawings.tokens import SERIF
from tests.places import DEPARTEMENTS
from tests.test_conventions import ROOT, by_folder, docstrings, tree_of, wrong

FONTS = ROOT / "static" / "polices"
PRINTED = ("app.py", "pages", "shell", "views", "components", "charts", "exports", "analysis", "loaders")
NOT_PRINTED = {"\U0010ffff", "\ufffd", *"\uff0b\uff0d\uff1d\uff20"}
"""A bound of the search; what a workbook puts for a sign it cannot hold; full-width signs that a file guards."""


def code_texts(path: Path) -> set[str]:
    """Literals of a module, docstrings aside."""
    tree = tree_of(path)
    notes = docstrings(tree)
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    }


READ_ONLY = tuple(
    f"loaders/sts/{name}.py"
    for name in ("fiches", "furniture", "names", "values", "vocabulary", "paper/tables", "paper/words")
)
"""Modules that hold signs to know them in a document; they print none."""


def printed_files() -> list[Path]:
    scripts = [ROOT / "static" / "cadre.js", ROOT / "static" / "palette.js", *ROOT.glob("components/**/*.js")]
    code = [path for name in PRINTED for path in ([ROOT / name] if name.endswith(".py") else ROOT.glob(f"{name}/**/*"))]
    code = [path for path in code if path.relative_to(ROOT).as_posix() not in READ_ONLY]
    return [*ROOT.glob("data/curated/*.csv"), *scripts, *(path for path in code if path.suffix in (".py", ".css"))]


@by_folder(printed_files())
def test_font_holds_every_sign_that_we_print(paths: list[Path]) -> None:
    def strange(path: Path) -> set[str]:
        texts = code_texts(path) if path.suffix == ".py" else {path.read_text("utf-8-sig")}
        signs = {sign for text in texts for sign in text if sign.isprintable() or sign == "\u202f"}
        return signs - set(CHARACTERS) - NOT_PRINTED

    assert wrong(strange, paths) == {}


def test_font_holds_the_signs_of_numbers_and_marks() -> None:
    assert set("\u202f\u00a0\u2011†→◇▨●○−…–≤≥×«»œŒÿ€°²") <= set(CHARACTERS)


def test_digits_have_one_width() -> None:
    for widths in (REGULAR, BOLD):
        assert len({widths[CHARACTERS.index(digit)] for digit in "0123456789"}) == 1


def test_font_is_small_and_its_licence_stands_beside_it() -> None:
    for name, most in (("sans", 60_000), ("serif", 40_000)):
        assert (FONTS / f"territoires-{name}.woff2").read_bytes()[:4] == b"wOF2"
        assert (FONTS / f"territoires-{name}.woff2").stat().st_size < most
    licence = (FONTS / "LICENCE-OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name ‘Source’" in licence


def test_every_family_of_the_theme_is_declared_and_asks_nothing_outside() -> None:
    css = (FONTS / "polices.css").read_text("utf-8")
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]["font"]
    wanted = re.findall(r"'([^']+)'", theme)
    assert wanted[0] == "Territoires Sans"
    titles = re.findall(r"'([^']+)'", SERIF)[:2]
    assert {*wanted, *titles} == set(re.findall(r'font-family: "([^"]+)"', css))
    assert re.findall(r"url\(([^)]+)\)", css) == ['"territoires-sans.woff2"', '"territoires-serif.woff2"']
    assert all("size-adjust" in face and "ascent-override" in face for face in css.split("@font-face")[3:])


def test_width_grows_with_the_size_and_the_weight() -> None:
    assert text_width("Hérault", size=28) == pytest.approx(2 * text_width("Hérault", size=14))
    assert text_width("Hérault", size=14, bold=True) > text_width("Hérault", size=14)
    assert text_width("WWWW", size=14) > 2 * text_width("iiii", size=14)  # signs do not tell a width


words = st.lists(st.text("abiWÉ-()", min_size=1, max_size=12), min_size=1, max_size=14).map(" ".join)


@given(words, st.floats(20, 400))
def test_wrapping_leaves_no_word_out_and_keeps_to_its_lines(text: str, room: float) -> None:
    lines = wrapped(text, room, size=14)
    assert " ".join(lines) == text
    assert len(lines) <= 2


@given(words)
def test_what_fits_is_not_cut_and_what_does_not_is(text: str) -> None:
    whole = text_width(text, size=14)
    assert wrapped(text, whole + 0.01, size=14) == [text]
    if " " in text:
        assert len(wrapped(text, whole - 0.01, size=14)) == 2


def test_a_name_is_cut_into_lines_of_like_width() -> None:
    assert wrapped("Chirurgie viscérale et digestive (A1 et B1)", 234, size=14) == [
        "Chirurgie viscérale et",
        "digestive (A1 et B1)",
    ]


def test_names_of_departements_fit_in_a_line_of_the_dumbbell() -> None:
    assert all(len(wrapped(name, 234, size=14, bold=True)) == 1 for name in DEPARTEMENTS.values())
