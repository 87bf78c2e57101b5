"""A text that somebody typed, or that the data hold, is shown as it is: no label reads it as Markdown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shell import frame
from shell.inert import inert, words_of
from tests.test_conventions import MODULES, each_module, layer_of, tree_of, wrong

APART = re.compile(r":color\[\\(.)\]")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash before any ASCII punctuation shows that sign (CommonMark, «Backslash escapes»)."""


def shown(markdown: str) -> str:
    """What a reader sees of a label that holds nothing but what `inert` writes."""
    return ESCAPED.sub(r"\1", APART.sub(lambda sign: "\\" + sign[1], markdown))


def bare(markdown: str) -> str:
    """What is left for Markdown and for Streamlit's shortcodes to read; a space where an element stands."""
    return ESCAPED.sub("\x00", APART.sub("\x00", markdown))


hostile = st.text(alphabet=st.sampled_from("ab1 .,-+=*_`~^$#&!|<>@:/\\[](){}\n\tw")) | st.text()


@given(text=hostile)
def test_text_is_shown_as_typed(text: str) -> None:
    assert shown(inert(text)) == re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")


@given(text=hostile)
def test_nothing_is_left_to_read(text: str) -> None:
    left = bare(inert(text))
    assert not re.search(r"[\\`*_\[\]{}#$&|^<>~@]", left)  # Markdown in a line, HTML, an address of a person
    assert not re.search(r":[^\s]|www\.|--", left, re.IGNORECASE)  # shortcodes, links, dashes
    assert not re.match(r"[-+=]|\d+[.)]", inert(text))  # a list, a line, a heading


@pytest.mark.parametrize("text", ["L'offre de soins : 3 % (2023)", "Haute-Garonne", "E1D1 Prévention, accès ; 12/14",
                                  "La table « valeurs » est introuvable (fichier data/valeurs.parquet)."])  # fmt: skip
def test_plain_french_is_left_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_options_are_called_by_inert_words() -> None:
    assert words_of({"a": "*gras*"})("a") == r"\*gras\*"


# ------------------------------------------------------------------ every call of Streamlit that reads Markdown
LABELLED = {
    "button", "caption", "checkbox", "date_input", "divider", "error", "exception", "expander", "file_uploader",
    "form_submit_button", "header", "info", "link_button", "markdown", "metric", "multiselect", "number_input",
    "page_link", "pills", "popover", "radio", "segmented_control", "select_slider", "selectbox", "slider", "spinner",
    "status", "subheader", "success", "text_area", "text_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip
OPTIONS = {"pills", "radio", "segmented_control", "select_slider", "tabs"}
"""Controls whose options are Markdown; those of `selectbox` and `multiselect` are plain text."""


@cache
def constants() -> set[str]:
    """Names of the texts that we wrote ourselves."""
    return {
        target.id
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, ast.Assign)
        for names, values in [(node.targets[0], node.value)]
        for target, value in (
            zip(names.elts, values.elts, strict=False)
            if isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)
            else [(names, values)]
        )
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and target.id.isupper()
    }


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a method by its name; `address_bar.write` is ours."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="address_bar"))):
                pass
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name, node


def is_inert(text: ast.expr | None) -> bool:
    """Whether a label is ours word for word, or made inert."""
    match text:
        case None | ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="inert")):
            return True
        case ast.Call(func=ast.Name(id="bound"), args=[words]):
            return is_inert(words)  # only its spaces change
        case ast.Name(id=name):
            return name in constants()
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value="d")])):
            return True  # a text is no whole number
        case ast.FormattedValue(value=value):
            return is_inert(value)
        case ast.JoinedStr(values=parts):
            return all(map(is_inert, parts))
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_inert(one) and is_inert(other)
    return False


def names_options(call: ast.Call) -> bool:
    """Whether the options of a control are made inert by its `format_func`."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}.get("format_func")
    match given:
        case ast.Call(func=ast.Name(id="words_of")) | ast.Lambda(body=ast.Call(func=ast.Name(id="inert"))):
            return True
    return False


def wrong_labels(tree: ast.AST) -> list[str]:
    """Calls of Streamlit that give a reader's text, or the data's, to Markdown as it is."""
    found = []
    for name, call in calls(tree):
        given: dict[str | None, ast.expr] = {keyword.arg: keyword.value for keyword in call.keywords}
        if name in LABELLED:
            first = call.args[0] if call.args and name != "page_link" else None
            labels = [first, *(given.get(word) for word in ("label", "body", "help"))]
            found += [f"{call.lineno}: {name}"] * (not all(map(is_inert, labels)))
        if name in OPTIONS and not names_options(call):
            found.append(f"{call.lineno}: {name}, options")
    return found


@each_module
def test_a_label_is_ours_word_for_word_or_inert(paths: list[Path]) -> None:
    drawn = [path for path in paths if layer_of(path) in ("app", "pages", "shell", "components")]
    assert wrong(lambda path: wrong_labels(tree_of(path)), drawn) == {}


@pytest.mark.parametrize(
    "code",
    ["st.toggle(name)", "st.error(str(error))", "st.button(f'Garder {name}')", "st.toggle('Oui', help=text)",
     "st.radio('Méthode', names)", "st.pills('Un', kept, format_func=names.__getitem__)",
     "column.page_link('pages/carte.py', label=entry.label)", "st.info('Rien : ' + words[0])"],
)  # fmt: skip
def test_a_label_that_is_not_is_found(code: str) -> None:
    assert len(wrong_labels(ast.parse(code))) == 1


def test_the_unforeseen_error_keeps_its_detail_for_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    monkeypatch.setattr(frame.st, "error", said.append)
    assert frame.say_unexpected(KeyError("densite_mg_bpe"))
    assert "Une erreur imprévue" in said[0] and "journal du serveur" in said[0] and "Rechargez" in said[0]
    assert "KeyError" not in said[0] and "densite" not in said[0]
    assert "densite_mg_bpe" in caplog.text
