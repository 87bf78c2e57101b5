"""The list of the pages is `views.pages.PAGES`; what holds it again must hold all of it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.folding import fold
from tests.navigateur.test_accessibilite import PAGES as AXE
from tests.vues.addresses import every_address
from views.pages import PAGES
from views.registry import BUILDERS

ROOT = Path(__file__).resolve().parent.parent
PATHS = [f"/{entry.path}" for entry in PAGES.values()]
NODE = shutil.which("node")


def test_the_theme_is_kept_on_every_page() -> None:
    found = re.search(r"const PAGES = (\[[^\]]*\]);", (ROOT / "static" / "cadre.js").read_text("utf-8"))
    assert found and json.loads(found[1]) == PATHS


def test_axe_reads_every_page() -> None:
    assert {path.partition("?")[0] for path in AXE} == set(PATHS)


def test_every_page_but_three_has_a_view_that_is_compared() -> None:
    """Words alone, what the browser holds, what one session holds."""
    assert set(BUILDERS) == set(PAGES) - {"accessibilite", "seance", "importer"}
    assert {page for page, _ in every_address()} >= {PAGES[page].path for page in BUILDERS}


def folding(path: str, name: str) -> str:
    """The arrow function of a script that folds a text."""
    script = (ROOT / path).read_text("utf-8")
    return re.search(rf"const {name} = (\(text\) => .*?);\n", script, re.DOTALL)[1]


@pytest.mark.skipif(NODE is None, reason="node n'est pas installé")
def test_the_browser_folds_a_text_as_python_does(dataset) -> None:
    """The list of the map keeps the marks of a text, which it seeks whole; the search asks Python."""
    texts = [*dataset.indicateurs["libelle"], *dataset.activites["libelle"], *dataset.defis["libelle"],
             *dataset.glossaire["terme"], "Œdème d'æther", "ÉLÉVATION à 65 ans", ""]  # fmt: skip
    plain = folding("components/carte/carte.js", "plain")
    code = f"const f = {plain}; console.log(JSON.stringify({json.dumps(texts)}.map(f)))"
    found = json.loads(subprocess.run([NODE, "-e", code], capture_output=True, check=True, text=True).stdout)
    assert [fold(text) for text in found] == [fold(text) for text in texts]
