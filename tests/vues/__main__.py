"""What several hundred addresses show, written down, and what moved since.

    python -m tests.vues --sortie avant.json.gz
    python -m tests.vues --comparer avant.json.gz

A view is read as a reader does: the words of the page in their order (tables unfolded), the
words of its charts and maps, the choices of its controls. Marks of HTML are left out.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import html
import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.vues.addresses import Asked, every_address, text_of

ROOT = Path(__file__).resolve().parents[2]
FOLDED = (
    "tableau", "carte-tableaux-carte", "scenario-tableaux", "scenario-tableaux-toutes",
    *(f"{page}-tableaux-{vue}" for page, views in {
        "ecarts": ("changements", "activite", "departement", "ensemble", "carte"),
        "defis": ("matrice", "comparaison", "etiquettes", "qui"),
        "scenario": ("bilan", "objectifs", "etiquettes", "oqos"),
    }.items() for vue in views),
)  # fmt: skip
"""Keys of the folded tables, opened so that they are read too."""

_TAG, _SPACE = re.compile(r"<style>.*?</style>|<[^>]*>", re.S), re.compile(r"[ \n\t]+")
_FILE = re.compile("Télécharger en (?:CSV|XLSX|JSON)|Fiche à imprimer|Classeur XLSX|Chiffres CSV|Exporter")
"""A file is a button or a link: not compared."""
_CONTROLS = ("selectbox", "multiselect", "button_group", "text_input", "toggle", "radio", "button", "expander",
             "download_button", "page_link")  # fmt: skip


def shown(asked: Asked) -> list[str]:
    """The words of one view, block by block."""
    page, parameters = asked
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key in FOLDED:
        app.session_state[key] = True
    if page:
        app.switch_page(f"pages/{page}.py")
    named: dict[str, list[str]] = {}
    for name, value in parameters:
        named.setdefault(name, []).append(value)
    for name, values in named.items():
        app.query_params[name] = values if len(values) > 1 else values[0]
    app.run()
    found = [f"EXCEPTION {error.value}" for error in app.exception]
    for element in _walk(app.main):
        found += _words(element)
    return found


def _walk(block: Any) -> list[Any]:
    found = []
    for child in block.children.values():
        found.append(child)
        if hasattr(child, "children"):
            found += _walk(child)
    return found


def _words(element: Any) -> list[str]:
    kind = element.type
    if kind == "html":
        text = _SPACE.sub(" ", html.unescape(_TAG.sub(" ", element.proto.body))).strip()
        return [text] if text else []
    if kind == "bidi_component":
        return [f"[{kind}] {word}" for word in _strings(json.loads(element.proto.json or "null"))]
    if kind in _CONTROLS:
        proto = element.proto
        options = list(getattr(proto, "options", []))
        told = [getattr(option, "content", option) for option in options]
        return [f"[{kind}] {getattr(proto, 'label', '')} {told}"]
    value = getattr(element, "value", None)
    return [f"[{kind}] {value}"] if isinstance(value, str) else []


def _strings(value: Any) -> list[str]:
    """Every text of a payload, in order; numbers and outlines are left out."""
    if isinstance(value, str):
        return [] if value.startswith("M") and len(value) > 200 else [value]
    if isinstance(value, dict):
        return [word for name in sorted(value) for word in _strings(value[name])]
    if isinstance(value, list):
        return [word for item in value for word in _strings(item)]
    return []


def _said(lines: list[str]) -> list[str]:
    """Texts word by word, whatever the block of HTML that holds them; what is sent to a component, line by line."""
    found: list[str] = []
    for line in lines:
        if not _FILE.search(line) or not line.startswith("["):
            found += [line] if line.startswith("[") else _FILE.sub("", line).split()
    return found


def _compare(before: dict[str, list[str]], after: dict[str, list[str]]) -> int:
    moved = [name for name in before if _said(before[name]) != _said(after.get(name, []))]
    for name in moved:
        print(f"\n== {name}")
        lines = difflib.unified_diff(_said(before[name]), _said(after.get(name, [])), lineterm="", n=2)
        told = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        print(" ".join(f"\n{line}" if line[1:2] == "[" else line for line in told)[:3000])
    print(f"\n{len(before)} adresses, {len(moved)} ont bougé, {len(set(after) - set(before))} nouvelles")
    return 1 if moved else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sortie", type=Path, help="où écrire ce qui est montré")
    parser.add_argument("--comparer", type=Path, help="relevé d'avant")
    parser.add_argument("--page", help="une page seulement")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    asked = [one for one in every_address() if options.page is None or one[0] == options.page]
    found = {text_of(one): shown(one) for one in asked}
    if options.sortie:
        options.sortie.write_bytes(gzip.compress(json.dumps(found, ensure_ascii=False).encode()))
        print(f"{len(found)} adresses écrites dans {options.sortie}")
    if options.comparer:
        before = json.loads(gzip.decompress(options.comparer.read_bytes()))
        if options.page is not None:
            before = {name: words for name, words in before.items() if name in found}
        return _compare(before, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
