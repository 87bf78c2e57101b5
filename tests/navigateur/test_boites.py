"""Boxes of every kind of view: first words high enough, nothing cut, broken nor over another, lines of 75 signs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.navigateur.test_geometrie import SPACED
from views.registry import BUILDERS

pytestmark = pytest.mark.navigateur
VIEWS = {
    "accueil": {"accueil": "/"},
    "carte": {"carte": "/carte?departement=48", "deux": "/carte?indicateur=taux_pauvrete&indicateur=part_65_plus"},
    "territoire": {"territoire": "/territoire?departement=09"},
    "ecarts": {
        "changements": "/ecarts",
        "activite": "/ecarts?activite=cancer",
        "departement": "/ecarts?vue=departement&departement=34",
        "ensemble": "/ecarts?vue=ensemble",
        "carte": "/ecarts?vue=carte&activite=smr",
    },
    "defis": {
        "matrice": "/defis",
        "communs": "/defis?vue=communs",
        "comparaison": "/defis?defi=E1D4",
        "etiquettes": "/defis?vue=etiquettes",
        "qui": "/defis?vue=qui",
        "action": "/defis?action=09-E3D1O5-01",
        "cts": "/defis?vue=cts",
        "conseils": "/defis?vue=conseils",
    },
    "scenario": {
        kind: f"/scenario?vue={kind}&engagement=3" for kind in ("bilan", "objectifs", "etiquettes", "oqos")
    },
    "sources": {
        kind: f"/sources?vue={kind}"
        for kind in (
            "chercher", "dictionnaire", "valeurs", "oqos", "objectifs", "items", "textes", "enjeux", "piloter", "lieux",
            "vigilances", "reforme", "glossaire", "classement", "synonymes", "documents", "tables",
        )
    } | {"chercher": "/sources?vue=chercher&mots=pauvreté"},
    "recherche": {"recherche": "/recherche?q=dialyse"},
}  # fmt: skip
"""An address for each kind of view of each page."""
STATES = {"scenario": {"deux scénarios": "/scenario?scenarios=2&engagement-2=3"}}
"""States of a page that have other controls than its views."""
LOWEST = {("deux scénarios", (1024, 768)): 240, ("deux scénarios", (390, 844)): 340}
"""Where the first words of a state stand higher than they must."""
TOPS = {(1280, 900): 260, (1920, 1080): 260, (1024, 768): 260, (390, 844): 420}
"""Sizes of a screen, and how low the first words of a view may stand there."""
NARROW = (320, 640)
"""A screen of 1280 at 400 % (WCAG 1.4.10)."""
READ, CUT = ((Path(__file__).parent / name).read_text("utf-8") for name in ("boites.js", "textes_coupes.js"))
LOOK = """async () => {
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (!await window.until(() => window.settled(60), 30_000)) throw new Error("the page does not settle");
  return { ...(BOXES)(), cut: (CUT)() };
}""".replace("BOXES", READ[READ.index("() =>") :]).replace("CUT", CUT[CUT.index("() =>") :], 1)
"""What stands where, from the top of the page and once it is still: one question a size."""
SPACED_KEPT = ("cut", "texts", "sideways")
"""What must hold with more space between signs, words and lines (WCAG 1.4.12)."""


def fails(page, size: tuple[int, int], top: int | None) -> dict[str, object]:
    """What is wrong in the boxes of a page at a size, by kind; nothing when all of it holds."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = page.evaluate(LOOK)
    first = found.pop("first")
    low = top is not None and (first is None or first[0] > top)
    found |= {"first": first if low else None}
    return {kind: what for kind, what in found.items() if what}


def test_every_kind_of_view_has_an_address_here():
    kinds = {page: list(import_module(f"views.{page}.views").KINDS) for page in BUILDERS}
    assert {page: list(own) for page, own in VIEWS.items()} == kinds


SEEN = [
    pytest.param(kind, path, id=f"{page_key}-{kind}")
    for page_key, views in VIEWS.items()
    for kind, path in (views | STATES.get(page_key, {})).items()
]


@pytest.mark.parametrize(("kind", "path"), SEEN)
def test_boxes_of_every_kind_of_view_hold_at_every_size(visit, kind, path):
    page, wrong = visit(path), {}
    for size, top in TOPS.items():
        wrong[size] = fails(page, size, LOWEST.get((kind, size), top))
    style = page.add_style_tag(content=SPACED)
    spaced = fails(page, NARROW, None)
    style.evaluate("(style) => style.remove()")
    wrong["texte espacé"] = {what: said for what, said in spaced.items() if what in SPACED_KEPT}
    wrong[NARROW] = fails(page, NARROW, None)
    assert [f"{size} {found}" for size, found in wrong.items() if found] == []
