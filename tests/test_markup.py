"""HTML is written in one place, by type: elsewhere no text holds a tag, and nothing is escaped by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from exports.markup import document, each, joined, tag, void
from tests.test_conventions import MODULES, ROOT, docstrings, layer_of, tree_of

TAG = re.compile(r"(?<!\?P)</?[a-z][a-z0-9]*[\s>/]|(?<!\?P)<[a-z][a-z0-9]*$|<!doctype", re.IGNORECASE)
"""A tag, or its beginning; `(?P<name>` is a group of a regular expression."""

WRITERS = {"exports/html.py", "exports/markup.py", "exports/tables.py", "exports/locator.py",
           "exports/territory_sheet.py"}  # fmt: skip
"""Where tags may be written by hand."""

FOREIGN: dict[str, set[str]] = {
    "shell/server.py": {
        r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', '<html lang="en">', "<title>Streamlit</title>", "</head>",
        "<noscript>.*?</noscript>", "<script>",
    },
    "shell/assets.py": {
        r'<script type="module"[^>]*src="\./static/js/([\w.-]+)"></script>',
        r'<link rel="modulepreload"[^>]*href="\./static/js/([\w.-]+)">\s*',
    },
}  # fmt: skip
"""What is read or said in the language of another: Streamlit's own page."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is no docstring, bytes included, a formatted one piece by piece."""
    notes = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in notes:
            if isinstance(node.value, bytes):
                yield node.value.decode("utf-8", "replace")
            elif isinstance(node.value, str):
                yield node.value


def escapes(tree: ast.Module) -> bool:
    """Whether a module escapes by hand (the module `html` of Python)."""
    return any(
        (isinstance(node, ast.ImportFrom) and node.module == "html")
        or (isinstance(node, ast.Import) and any(alias.name == "html" for alias in node.names))
        for node in ast.walk(tree)
    )


def by_hand(tree: ast.Module, foreign: set[str]) -> list[str]:
    """What a module writes as HTML by hand."""
    found = [text for text in texts(tree) if TAG.search(text) and text not in foreign]
    return [*found, *(["html.escape"] if escapes(tree) else [])]


READ = [
    path
    for path in MODULES
    if layer_of(path) in ("charts", "views", "exports", "shell", "pages", "app") and name_of(path) not in WRITERS
]


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_no_module_writes_html_by_hand(path: Path) -> None:
    assert by_hand(tree_of(path), FOREIGN.get(name_of(path), set())) == []


def test_each_foreign_text_is_there() -> None:
    assert {name: found - set(texts(tree_of(ROOT / name))) for name, found in FOREIGN.items()} == {
        name: set() for name in FOREIGN
    }


@pytest.mark.parametrize(
    "code",
    ['f"<p>{text}</p>"', '"<p class=" + name', "x = b'</head>'", "f'<a href={x}>'", "x = '<br>'", "import html",
     "from html import escape", "x = '<' + '<h1'"],
)  # fmt: skip
def test_html_by_hand_is_found(code: str) -> None:
    assert by_hand(ast.parse(code), set()) != []


@pytest.mark.parametrize("code", ['x = "moins de 3 < 5"', 'x = r"(?P<rank>a)"', 'x = "a -> b <- c"', "'''<p>'''"])
def test_what_is_not_html_is_not(code: str) -> None:
    assert by_hand(ast.parse(code), set()) == []


# ------------------------------------------------------------------ the one home
class Read(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


words = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(text=words, value=words)
def test_any_text_and_any_value_stay_what_they_are(text: str, value: str) -> None:
    page = Read(tag("p", text, title=value))
    assert page.tags == [("p", {"title": value} if value else {})]
    assert page.text == text


@given(parts=st.lists(words))
def test_parts_are_escaped_one_by_one(parts: list[str]) -> None:
    assert Read(joined(parts)).text == "".join(parts)
    assert [Read(one).text for one in each("li", parts, class_="a")] == parts
    assert joined(each("li", parts, class_="a")) == joined(tag("li", part, class_="a") for part in parts)


def test_what_is_already_html_is_kept() -> None:
    assert tag("p", tag("b", "a & b")) == "<p><b>a &amp; b</b></p>"
    assert isinstance(tag("p", joined([tag("b", "a"), "<"])), Markup)
    assert joined([tag("b", "a"), "<"]) == "<b>a</b>&lt;"


def test_attributes_are_named_as_html_names_them() -> None:
    written = tag(
        "a", "x", class_="", href="./?a=1&b=2", aria_label="l", data_vue=True, hidden=False, role=None, tabindex=0
    )
    assert written == '<a href="./?a=1&amp;b=2" aria-label="l" data-vue tabindex="0">x</a>'
    assert void("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_a_document_is_whole_and_french() -> None:
    page = document(head=tag("title", "L'été"), body="a < b")
    assert unescape(page).startswith('<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>L\'été</title>')
    assert page.endswith("<body>a &lt; b</body></html>")
