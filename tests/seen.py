"""What a reader sees of every view, without a browser: one run of each page, every text it sends."""

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from views.registry import BUILDERS

ROOT = Path(__file__).resolve().parents[1]
VIEWS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("app.py", ()),
    ("pages/carte.py", ()),
    ("pages/carte.py", (("indicateur", "taux_pauvrete"), ("departement", "09"))),
    ("pages/carte.py", (("indicateur", "densite_mg_bpe"), ("departement", "34"))),
    ("pages/territoire.py", (("departement", "09"),)),
    ("pages/territoire.py", (("departement", "34"),)),
    ("pages/territoire.py", (("departement", "46"), ("engagement", "3"))),
    ("pages/territoire.py", (("departement", "48"),)),
    ("pages/territoire.py", (("departement", "31"),)),
    ("pages/territoire.py", (("departement", "46"), ("avec", "48"))),
    ("pages/ecarts.py", ()),
    ("pages/ecarts.py", (("borne", "basse"),)),
    ("pages/ecarts.py", (("engagement", "1"),)),
    *(("pages/ecarts.py", (("vue", "activite"), ("activite", slug))) for slug in (
        "chirurgie", "gyneco_obst", "medecine_nucleaire", "radiologie_diagnostique", "urgences", "cancer", "sld")),
    ("pages/ecarts.py", (("vue", "departement"), ("departement", "46"))),
    ("pages/ecarts.py", (("vue", "ensemble"),)),
    ("pages/ecarts.py", (("vue", "carte"), ("activite", "smr"))),
    ("pages/defis.py", ()),
    ("pages/defis.py", (("vue", "comparaison"), ("defi", "E3D1"))),
    ("pages/defis.py", (("vue", "comparaison"), ("departement", "34"))),
    ("pages/defis.py", (("vue", "etiquettes"),)),
    ("pages/defis.py", (("vue", "qui"), ("objectif", "E1D4O1"))),
    ("pages/defis.py", (("defi", "tous"), ("acteur", "cpts"))),
    ("pages/defis.py", (("action", "09-E3D1O5-01"),)),
    ("pages/defis.py", (("vue", "communs"),)),
    ("pages/defis.py", (("vue", "cts"),)),
    ("pages/defis.py", (("vue", "cts"), ("departement", "09"))),
    ("pages/defis.py", (("vue", "conseils"),)),
    ("pages/scenario.py", ()),
    ("pages/scenario.py", (("engagement", "3"),)),
    ("pages/scenario.py", (("parcours", "Vieillissement"), ("vue", "objectifs"))),
    ("pages/scenario.py", (("acteur", "cpts"), ("engagement", "3"))),
    ("pages/scenario.py", (("engagement", "1"), ("vue", "etiquettes"))),
    ("pages/scenario.py", (("engagement", "4"), ("vue", "oqos"), ("borne", "basse"))),
    *(("pages/sources.py", (("vue", vue),)) for vue in (
        "chercher", "dictionnaire", "valeurs", "oqos", "objectifs", "items", "textes", "enjeux", "piloter", "lieux",
        "vigilances", "reforme", "glossaire", "classement", "synonymes", "documents", "tables")),
    ("pages/sources.py", (("vue", "chercher"), ("mots", "dialyse"))),
    ("pages/recherche.py", ()),
    ("pages/recherche.py", (("q", "dialyse"),)),
    ("pages/recherche.py", (("q", "vieillissement"),)),
    ("pages/recherche.py", (("q", "xzqvw"),)),
    ("pages/accessibilite.py", ()),
    ("pages/seance.py", ()),
    ("pages/importer.py", ()),
)  # fmt: skip
"""Script of a page and the parameters of its address."""

_FOLDED = (
    "carte-tableaux-carte",
    "scenario-tableaux-toutes",
    "scenario-fichiers",
    *(f"{page}-tableaux-{kind}" for page in BUILDERS for kind in import_module(f"views.{page}.views").KINDS),
)
"""Keys of what is folded away until a reader opens it."""

_FIELDS = {"label", "options", "help", "placeholder", "body", "caption", "raw_text", "text", "default_value"}
_PATHS = {"traces", "codes", "cle", "cible", "theme", "genre", "classe", "indicateur"}
_RAW = re.compile(r"<(style|script|code)\b.*?</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|del|em|i|ins|small|span|strong|sup)\b[^>]*>")


def visible(markup: str) -> str:
    """The text of some HTML, a line a block."""
    return html.unescape(re.sub(r"<[^>]*>", "\n", _INLINE.sub("", _RAW.sub("", markup))))


def payload_texts(payload: Any, name: str = "") -> Iterator[str]:
    """Every text of the payload of a component; codes and drawings aside."""
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, dict):
        for key, part in payload.items():
            if key not in _PATHS:
                yield from payload_texts(part, key)
    elif isinstance(payload, list):
        for part in payload:
            yield from payload_texts(part, name)


def texts_of(app: AppTest) -> Iterator[str]:
    """Every text that one run of a page sends: HTML, Markdown, labels and choices, payloads of components."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is None or not hasattr(proto, "DESCRIPTOR"):
            continue
        if node.type == "bidi_component":
            yield from payload_texts(json.loads(proto.json or "{}"))
            continue
        for field, value in proto.ListFields():
            if field.name in _FIELDS:
                values = [value] if isinstance(value, str) else list(value) if not hasattr(value, "DESCRIPTOR") else []
                for text in values:
                    if isinstance(text, str):
                        yield visible(text) if node.type == "html" else text


def _named(script: str, pairs: tuple[tuple[str, str], ...]) -> str:
    return script + "?" + "&".join("=".join(pair) for pair in pairs)


NAMES = {_named(*view): view for view in VIEWS}
"""Each view by its script and its address: what the tests are named by, known without running a page."""


@cache
def seen(name: str) -> tuple[str, ...]:
    """Every text of a view; folded tables are unfolded. Run once a process, by the first test that reads it."""
    script, pairs = NAMES[name]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if script != "app.py":
        app.switch_page(script)
    for parameter, value in pairs:
        app.query_params[parameter] = value
    for key in _FOLDED:
        app.session_state[key] = True
    app.run()
    assert not app.exception, app.exception
    return tuple(texts_of(app))
