"""The documents say what the project holds: pages, commands, columns, packages, parameters, images."""

import re
from pathlib import Path

import pytest

from data.dictionary import dictionary_text, licences_text, read_dataset_licence, read_documents
from loaders.schema import TABLES
from views.carte.state import PARAMETERS as MAP_PARAMETERS
from views.defis.state import PARAMETERS as DEFI_PARAMETERS
from views.ecarts.state import PARAMETERS as GAP_PARAMETERS
from views.recherche.results import PARAMETERS as SEARCH_PARAMETERS
from views.scenario.state import PARAMETERS as SCENARIO_PARAMETERS
from views.sources.state import PARAMETERS as SOURCE_PARAMETERS
from views.territoire.state import PARAMETERS as TERRITORY_PARAMETERS

ROOT = Path(__file__).resolve().parent.parent


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
    assert re.search(rf"^\| `{package}` \| \S", text("CONTRIBUTING.md"), flags=re.MULTILINE)


def test_every_requirement_is_pinned() -> None:
    lines = (text("requirements.txt") + text("requirements-dev.txt")).splitlines()
    assert len(PACKAGES) == len([line for line in lines if line and not line.startswith(("#", "-r "))])


@pytest.mark.parametrize(
    "parameter",
    sorted(
        {
            *DEFI_PARAMETERS,
            *MAP_PARAMETERS,
            *GAP_PARAMETERS,
            *SOURCE_PARAMETERS,
            *SEARCH_PARAMETERS,
            *TERRITORY_PARAMETERS,
            *(name for name in SCENARIO_PARAMETERS if not name.endswith("-2")),
        }
    ),
)
def test_every_parameter_of_an_address_is_in_the_guide(parameter: str) -> None:
    assert re.search(rf"^\| `{parameter}` \|", text("GUIDE.md"), flags=re.MULTILINE)


def test_every_parameter_of_a_second_scenario_is_in_the_guide() -> None:
    second = [name for name in SCENARIO_PARAMETERS if name.endswith("-2")]
    assert second and [name for name in second if f"`{name}`" not in text("GUIDE.md")] == []


@pytest.mark.parametrize("image", IMAGES)
def test_every_image_of_the_readme_exists(image: str) -> None:
    assert (ROOT / image).is_file()


def test_licence_is_whole() -> None:
    licence = text("LICENSE")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert re.findall(r"^(\d+)\. [A-Z]", licence, flags=re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert "\nAppendix\n" in licence
