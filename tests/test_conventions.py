"""The rules of the house that a machine can read: imports, sizes, docstrings, words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("loaders", "analysis", "charts", "views", "exports", "shell", "pages", "components", "data", "app")
_READ = {"loaders", "analysis", "charts"}
ALLOWED = {
    "loaders": {"loaders"},
    "analysis": {"analysis", "loaders"},
    "charts": _READ,
    "views": {"views", *_READ},
    "exports": {"exports", "views", *_READ},
    "components": {"components"},
    "shell": {"shell", "exports", "views", *_READ},
    "pages": {"pages", "shell", "components", "exports", "views", *_READ},
    "app": {"pages", "shell", "components", "exports", "views", *_READ},
    "data": {"data", "analysis", "loaders"},
}
MAX_BODY, MAX_MODULE = 40, 280
FORBIDDEN = re.compile(r"\b(perd|gagn|abandonn)\w*", re.IGNORECASE)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


MODULES = sorted(path for path in [*ROOT.glob("app.py"), *ROOT.glob("*/**/*.py")] if layer_of(path) in LAYERS)
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(tree: ast.Module) -> set[str]:
    """First name of every import, at any depth of the module."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] or "." for name in names}


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines of body without docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings or stand alone as comments of a name."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_modules_are_found_in_every_layer() -> None:
    assert {layer_of(path) for path in MODULES} == set(LAYERS)


@each_module
def test_module_imports_only_from_its_left(path: Path) -> None:
    ours = imported(tree_of(path)) & {*LAYERS, "tests", "."}
    assert ours <= ALLOWED[layer_of(path)]


@each_module
def test_streamlit_is_only_in_app_pages_shell_and_components(path: Path) -> None:
    if layer_of(path) not in ("app", "pages", "shell", "components"):
        assert "streamlit" not in imported(tree_of(path))


@each_module
def test_functions_are_short(path: Path) -> None:
    long = {function.name: body_lines(function) for function in functions(tree_of(path))}
    assert {name: lines for name, lines in long.items() if lines > MAX_BODY} == {}


@each_module
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_MODULE


@pytest.mark.parametrize(
    "path", [p for p in MODULES if layer_of(p) in ("loaders", "analysis", "charts", "views", "exports")],
    ids=lambda path: str(path.relative_to(ROOT)),
)  # fmt: skip
def test_public_function_has_a_docstring(path: Path) -> None:
    public = [node for node in tree_of(path).body if isinstance(node, Function) and not node.name.startswith("_")]
    assert [function.name for function in public if not ast.get_docstring(function)] == []


@each_module
def test_no_interface_string_says_lose_win_or_abandon(path: Path) -> None:
    tree = tree_of(path)
    notes = docstrings(tree)
    texts = [node.value for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes]  # fmt: skip
    assert [text for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("components/**/*.js"), *(path for path in ROOT.glob("static/*.js") if "min" not in path.name)]),
    ids=lambda path: path.name,
)
def test_no_component_text_says_lose_win_or_abandon(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text("utf-8")) == []


def test_only_the_dataset_module_opens_parquet_outside_the_build() -> None:
    readers = [path for path in MODULES if layer_of(path) != "data" and "read_parquet" in path.read_text("utf-8")]
    assert [str(path.relative_to(ROOT)) for path in readers] == ["loaders/dataset.py"]


def test_html_leaves_through_the_one_home_that_binds_its_spaces():
    found = [str(path.relative_to(ROOT)) for path in MODULES if layer_of(path) in ("pages", "shell", "app")
             and re.search(r"\bst\.html\(", path.read_text("utf-8"))]  # fmt: skip
    assert found == []
