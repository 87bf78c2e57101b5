"""The rules of the house that a machine can read: imports, sizes, docstrings, words."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("loaders", "analysis", "charts", "views", "exports", "components", "shell", "pages", "data", "app")
_READ = {"loaders", "analysis", "charts"}
ALLOWED = {
    "loaders": {"loaders"},
    "analysis": {"analysis", "loaders"},
    "charts": _READ,
    "views": {"views", *_READ},
    "exports": {"exports", "views", *_READ},
    "components": {"components"},
    "shell": {"shell", "components", "exports", "views", *_READ},
    "pages": {"pages", "shell", "components", "exports", "views", *_READ},
    "app": {"pages", "shell", "components", "exports", "views", *_READ},
    "data": {"data", "analysis", "loaders"},
}
MAX_FUNCTION, MAX_MODULE = 30, 225
"""Statements, not lines: what a formatter opens over several lines is no longer to read."""
FORBIDDEN = re.compile(r"\b(perd|gagn|abandonn)\w*", re.IGNORECASE)
SKIP = "# fmt: " + "skip"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


MODULES = sorted([ROOT / "app.py", *(path for layer in LAYERS for path in (ROOT / layer).glob("**/*.py"))])
EVERY_MODULE = [*MODULES, *sorted(ROOT.glob("tests/**/*.py"))]


def wrong(read: Callable[[Path], Any], paths: Iterable[Path]) -> dict[str, Any]:
    """What is wrong in each file, by its path; nothing where all is well.

    A test reads the files of a folder together: there are hundreds, and each takes less than a test costs.
    """
    found = {str(path.relative_to(ROOT)): read(path) for path in paths}
    return {name: what for name, what in found.items() if what}


def by_folder(paths: Iterable[Path]) -> pytest.MarkDecorator:
    """One test a folder of the top, over the files below it."""
    folders: dict[str, list[Path]] = {}
    for path in paths:
        folders.setdefault(path.relative_to(ROOT).parts[0], []).append(path)
    return pytest.mark.parametrize("paths", folders.values(), ids=folders)


each_module = by_folder(MODULES)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module, at any depth."""
    return tuple(ast.walk(tree_of(path)))


@cache
def imported(path: Path) -> set[str]:
    """First name of every import, at any depth of the module."""
    names = {alias.name for node in nodes_of(path) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in nodes_of(path) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] or "." for name in names}


def functions(path: Path) -> Iterator[Function]:
    return (node for node in nodes_of(path) if isinstance(node, Function))


def statements(nodes: Iterable[ast.AST]) -> int:
    """How many of some nodes are statements."""
    return sum(isinstance(node, ast.stmt) for node in nodes)


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings or stand alone as comments of a name."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_modules_are_found_in_every_layer() -> None:
    assert {layer_of(path) for path in MODULES} == set(LAYERS)


@each_module
def test_module_imports_only_from_its_left(paths: list[Path]) -> None:
    def strange(path: Path) -> set[str]:
        return (imported(path) & {*LAYERS, "tests", "."}) - ALLOWED[layer_of(path)]

    assert wrong(strange, paths) == {}


@each_module
def test_streamlit_is_only_in_app_pages_shell_and_components(paths: list[Path]) -> None:
    left = [path for path in paths if layer_of(path) not in ("app", "pages", "shell", "components")]
    assert wrong(lambda path: imported(path) & {"streamlit"}, left) == {}


@each_module
def test_functions_are_short(paths: list[Path]) -> None:
    def long(path: Path) -> dict[str, int]:
        counts = {function.name: statements(ast.walk(function)) - 1 for function in functions(path)}
        return {name: count for name, count in counts.items() if count > MAX_FUNCTION}

    assert wrong(long, paths) == {}


@each_module
def test_module_is_short(paths: list[Path]) -> None:
    assert wrong(lambda path: max(0, statements(nodes_of(path)) - MAX_MODULE), paths) == {}


def table(value: ast.expr) -> bool:
    """Whether an expression is a table written by hand: a container, or a call or a comprehension over one."""
    if isinstance(value, ast.Dict | ast.List | ast.Set | ast.Tuple):
        return True
    if isinstance(value, ast.DictComp | ast.ListComp):
        return table(value.generators[0].iter)
    if isinstance(value, ast.Subscript):  # a Literal
        return table(value.slice)
    if isinstance(value, ast.BinOp):
        return table(value.left) or table(value.right)
    return isinstance(value, ast.Call) and any(table(argument) for argument in value.args)


def marked_aside(path: Path) -> set[int]:
    """Lines where the formatter is put aside over what is no table."""
    lines = {rank for rank, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.endswith(SKIP)}
    if not lines:
        return lines
    given = [node for node in nodes_of(path) if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    tables = {node.end_lineno for node in given if table(node.value)}
    marks = [mark for node in nodes_of(path) for mark in getattr(node, "decorator_list", [])]
    tables |= {mark.end_lineno for mark in marks if isinstance(mark, ast.Call) and table(mark)}
    return lines - tables


@by_folder(EVERY_MODULE)
def test_the_formatter_is_put_aside_only_over_tables(paths: list[Path]) -> None:
    assert wrong(marked_aside, paths) == {}


@by_folder(p for p in MODULES if layer_of(p) in ("loaders", "analysis", "charts", "views", "exports"))
def test_public_function_has_a_docstring(paths: list[Path]) -> None:
    def bare(path: Path) -> list[str]:
        public = [node for node in tree_of(path).body if isinstance(node, Function) and not node.name.startswith("_")]
        return [function.name for function in public if not ast.get_docstring(function)]

    assert wrong(bare, paths) == {}


@each_module
def test_no_interface_string_says_lose_win_or_abandon(paths: list[Path]) -> None:
    def said(path: Path) -> list[str]:
        notes = docstrings(tree_of(path))
        texts = [
            node.value
            for node in nodes_of(path)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
        ]
        return [text for text in texts if FORBIDDEN.search(text)]

    assert wrong(said, paths) == {}


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("components/**/*.js"), *ROOT.glob("static/*.js")]),
    ids=lambda path: path.name,
)
def test_no_component_text_says_lose_win_or_abandon(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text("utf-8")) == []


def test_only_the_dataset_module_opens_parquet_outside_the_build() -> None:
    readers = [path for path in MODULES if layer_of(path) != "data" and "read_parquet" in path.read_text("utf-8")]
    assert [str(path.relative_to(ROOT)) for path in readers] == ["loaders/dataset.py"]


def test_no_module_knows_a_territory_but_from_the_dataset() -> None:
    """The reader of documents alone knows its region before there is a dataset."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module == "loaders.sts.region"
    }
    assert found and all(name.startswith("loaders/sts/") for name in found)


def test_html_leaves_through_the_one_home_that_binds_its_spaces():
    found = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if layer_of(path) in ("pages", "shell", "app") and re.search(r"\bst\.html\(", path.read_text("utf-8"))
    ]
    assert found == []
