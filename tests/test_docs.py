"""The documents say what the project holds: pages, commands, columns, packages, parameters, images."""

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from data.dictionary import dictionary_text, licences_text, read_dataset_licence, read_documents
from loaders.schema import TABLES
from tests.test_conventions import MAX_FUNCTION, MAX_MODULE
from views.registry import BUILDERS

ROOT = Path(__file__).resolve().parent.parent


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))
TARGETS = re.findall(r"^([a-z]+):.*## ", text("Makefile"), flags=re.MULTILINE)
PACKAGES = re.findall(
    r"^([A-Za-z0-9-]+)(?:\[[a-z,]+\])?==", text("requirements.txt") + text("requirements-dev.txt"), flags=re.MULTILINE
)
IMAGES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text("README.md"))


@pytest.mark.parametrize("document", ["README.md", "GUIDE.md"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_named(page: str, document: str) -> None:
    assert f"`/{page}`" in text(document)


@pytest.mark.parametrize("target", TARGETS)
def test_every_command_is_in_the_readme(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", text("README.md"))


def test_readme_opens_on_the_two_commands() -> None:
    opening = text("README.md").splitlines()[:8]
    assert [line.split("#")[0].strip() for line in opening if line.startswith("make ")] == ["make run", "make test"]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_in_the_dictionary(name: str) -> None:
    section = text("data/README.md").partition(f"### {name}\n")[2].partition("\n### ")[0]
    assert [c.name for c in TABLES[name].columns if f"| `{c.name}` | {c.sens} |" not in section] == []


def test_dictionary_and_licences_are_what_the_module_writes() -> None:
    documents = read_documents()
    assert text("data/README.md") == dictionary_text(documents)
    assert text("data/LICENCES.md") == licences_text(documents, read_dataset_licence())


@pytest.mark.parametrize("package", PACKAGES)
def test_every_pinned_package_is_explained(package: str) -> None:
    assert re.search(rf"^\| `{package}` \| \S", text("docs/dependencies.md"), flags=re.MULTILINE)


def test_every_requirement_is_pinned() -> None:
    lines = (text("requirements.txt") + text("requirements-dev.txt")).splitlines()
    assert len(PACKAGES) == len([line for line in lines if line and not line.startswith(("#", "-r "))])


PARAMETERS = {name for page in BUILDERS for name in getattr(import_module(f"views.{page}.page"), "PARAMETERS", ())}
SECOND = sorted(name for name in PARAMETERS if name.endswith("-2"))
"""Parameters of a second scenario, which the guide names together."""


@pytest.mark.parametrize("parameter", sorted(PARAMETERS.difference(SECOND)))
def test_every_parameter_of_an_address_is_in_the_guide(parameter: str) -> None:
    assert re.search(rf"^\| `{parameter}` \|", text("GUIDE.md"), flags=re.MULTILINE)


def test_every_parameter_of_a_second_scenario_is_in_the_guide() -> None:
    assert SECOND and [name for name in SECOND if f"`{name}`" not in text("GUIDE.md")] == []


@pytest.mark.parametrize("image", IMAGES)
def test_every_image_of_the_readme_exists(image: str) -> None:
    assert (ROOT / image).is_file()


def test_licence_is_whole() -> None:
    licence = text("LICENSE")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert re.findall(r"^(\d+)\. [A-Z]", licence, flags=re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert "\nAppendix\n" in licence


# What the documents for developers name ---------------------------------------

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
DOCUMENTS = ["CONTRIBUTING.md", "README.md", "data/README.md", *(
    str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md")))]  # fmt: skip
FILES = [
    str(path.relative_to(ROOT))
    for top in ROOT.iterdir()
    if top.name not in (".git", ".venv") and not top.name.endswith("_cache")
    for path in (top, *top.rglob("*"))
    if "__pycache__" not in path.parts
]
ENDS = {path.split("/", rank)[-1] for path in FILES for rank in range(path.count("/") + 1)}
"""Every path, whole and without its first folders."""
ROOMS = ("loaders", "analysis", "charts", "views", "exports", "shell", "components", "pages", "data", "tests")
WRITTEN_ELSEWHERE = {"objectifs.csv", "rapport.json", "bench-resultats.json", "axe.min.js", "versions/journal.csv"}
"""Named in the documents, written when somebody runs something."""
LANDING: frozenset[str] = frozenset()
"""Named for the shape that the house is taking; each is taken away from here once it is there."""

_SPAN = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
_ENDINGS = "py|js|css|md|csv|json|toml|txt|yml|geojson|parquet|sh|woff2"
_PATH = re.compile(rf"\.?[\w*-][\w.*-]*(?:/[\w.*-]+)*(?:/|\.(?:{_ENDINGS}))")
_MODULE = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+")
_PLACEHOLDER = re.compile(r"\bNAME(?![A-Z])")


def spans(document: str) -> Iterator[str]:
    """What a document writes as code: spans, and the words of its blocks."""
    for span in _SPAN.findall(text(document)):
        if span.startswith("```"):
            yield from span.split()
        else:
            words = span.strip("`").split()
            yield from {" ".join(words), *words}


def known(named: str) -> bool:
    """Whether some file or folder has this path, or ends with it; a word in capitals stands for any name."""
    wanted = _PLACEHOLDER.sub("*", named).rstrip("/")
    pattern = re.escape(wanted).replace(r"\*", "[^/]*")
    return wanted in ENDS or ("*" in wanted and any(re.fullmatch(pattern, end) for end in ENDS))


def holds(module: str) -> bool:
    """Whether `charts.drawings.text_width` is a module or a package, or a name written in one."""
    parts = module.split(".")
    for end in range(len(parts), 0, -1):
        base, rest = ROOT.joinpath(*parts[:end]), parts[end:]
        if base.with_suffix(".py").is_file():
            return all(re.search(rf"\b{name}\b", base.with_suffix(".py").read_text("utf-8")) for name in rest)
        if base.is_dir():
            return not rest
    return False


def missing(names: set[str]) -> list[str]:
    return sorted(names - LANDING - WRITTEN_ELSEWHERE)


def test_what_is_there_is_no_longer_awaited() -> None:
    assert [name for name in sorted(LANDING) if known(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document: str) -> None:
    named = {span for span in spans(document) if _PATH.fullmatch(span)}
    assert missing({path for path in named if not known(path)}) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_a_document_names_exists(document: str) -> None:
    named = {span.partition("(")[0] for span in spans(document)}
    run = set(re.findall(rf"python -m ((?:{'|'.join(ROOMS)})[\w.]*\w)", " ".join(spans(document))))
    modules = {name for name in named | run if _MODULE.fullmatch(name) and not _PATH.fullmatch(name)}
    assert missing({name for name in modules if not holds(name)}) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_that_a_document_gives_to_a_file_is_in_it(document: str) -> None:
    said = re.findall(r"`(\w+)`\s(?:of|in)\s`([\w/-]+\.(?:py|js))`", text(document))
    there = {path: (ROOT / path).read_text("utf-8") for _, path in said if (ROOT / path).is_file()}
    absent = {f"{path}: {name}" for name, path in said if not re.search(rf"\b{name}\b", there.get(path, name))}
    assert absent == set()


@cache
def every_test() -> str:
    return "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_exists(document: str) -> None:
    named = {span for span in spans(document) if re.fullmatch(r"test_\w+", span)}
    assert {name for name in named if f"def {name}(" not in every_test()} == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, "GUIDE.md"])
def test_every_command_that_a_document_names_exists(document: str) -> None:
    assert {*re.findall(r"(?:`|^)make ([a-z]+)", text(document), flags=re.MULTILINE)} <= {*TARGETS}


@pytest.mark.parametrize("document", [*DOCUMENTS, "GUIDE.md"])
def test_every_link_between_documents_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text(document))
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


def test_contributing_is_read_in_one_go() -> None:
    assert len(text("CONTRIBUTING.md").encode()) < 10_000


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_ten_lines_what_why_and_how_to_check_again(path: Path) -> None:
    title, *lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert title.startswith("# ")
    if path.stem != "README":
        assert len(lines) <= 10
        assert re.findall(r"^\*\*(\w+)\.\*\* \S", "\n".join(lines), flags=re.MULTILINE) == ["What", "Why", "Check"]


def test_the_sizes_of_the_house_are_those_that_its_tests_refuse() -> None:
    said = f"Functions up to {MAX_FUNCTION} statements, modules up to {MAX_MODULE}."
    assert said in text("CONTRIBUTING.md")


def test_every_decision_is_listed_once() -> None:
    listed = re.findall(r"\]\((\S+\.md)\): ", text("docs/decisions/README.md"))
    assert sorted(listed) == [path.name for path in DECISIONS if path.stem != "README"]


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.startswith(("CONTRIBUTING", "docs/"))])
def test_lines_are_short_but_for_tables(document: str) -> None:
    assert [line for line in text(document).splitlines() if len(line) > 120 and not line.startswith("|")] == []


def test_the_version_is_said_once() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## (\d+\.\d+\.\d+) \(", text("CHANGELOG.md"), flags=re.MULTILINE)
    (jeu,) = csv.DictReader((ROOT / "data" / "curated" / "jeu.csv").open(encoding="utf-8", newline=""))
    assert newest and project == newest[1] == jeu["version"]


def test_continuous_integration_calls_what_a_user_calls() -> None:
    lines = text(".ci/run").splitlines()
    assert lines[0].startswith("#!") and "set -euo pipefail" in lines
    assert [line for line in lines if line.startswith("make ")] == ["make check", "make test"]
