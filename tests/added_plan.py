"""An invented plan of a département that has none, and the package that the reader makes of it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

from loaders.sts.package import Package, package_of
from loaders.sts.plan import read_plan
from loaders.sts.vocabulary import Row, load_vocabulary
from tests.held import DATA
from tests.places import DEPARTEMENTS
from tests.plan_text import Values, markdown_text

SHEETS = {
    "E1D4": ("E1D4O2", "E1D4O6"), "E3D1": ("E3D1O5", "E3D1O9"), "E5D1": ("E5D1O1",), "E6D4": ("E6D4O4",),
}  # fmt: skip
"""Objectifs of each défi: some that other plans bear, some new."""

WITHOUT_PLAN = tuple(code for code in DEPARTEMENTS if code not in ("09", "34", "46", "48"))


@cache
def package_for(departement: str) -> Package:
    """The package of the invented plan of a département, as the reader reads its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan-{departement}.md"
        path.write_text(plan_text(departement), "utf-8")
        return package_of(read_plan(path, departement=departement))


def plan_text(departement: str) -> str:
    """The plan as Markdown: pages of défis, sheets of objectifs, tables of every activité."""
    random = Random(int(departement))
    vocabulary = load_vocabulary()
    values: Values = {row: tuple(_printed(random, row) for _ in row.measures) for row in vocabulary.rows}
    titles = dict(zip(DATA.defis["code"], DATA.defis["libelle"], strict=True))
    engagements = {str(row.engagement): row.libelle for row in DATA.engagements.itertuples()}
    lines: list[str] = []
    for defi, sheets in SHEETS.items():
        lines += _divider(defi, engagements[defi[1]], titles[defi])
        lines += _page(defi, titles[defi], sheets)
        for code in sheets:
            lines += _sheet(code, titles[defi])
    lines += ["# ÉVOLUTION de l'offre en regard des besoins", ""]
    return "\n".join(lines) + "\n" + markdown_text(vocabulary, values, departement=departement)


def _printed(random: Random, row: Row) -> str:
    if row.regime == "ancien":
        return str(random.randint(0, 6))
    return random.choice(["-", "0", "1", "2", "3", "4", "5", "2/4"])


def _divider(defi: str, engagement: str, titre: str) -> list[str]:
    number = defi[3]
    return [
        f"# {defi[1]}",
        "",
        "ENGAGEMENT",
        "",
        f"## {engagement}",
        "",
        f"### DÉFI #{number}",
        "",
        f"**{titre} ..... 12**",
        "",
    ]


def _page(defi: str, titre: str, sheets: tuple[str, ...]) -> list[str]:
    listed = [f"- Objectif inventé {code}" for code in sheets]
    return [
        f"## DÉFI #{defi[3]}",
        "",
        f"## {titre}",
        "",
        "### Les enjeux",
        "",
        "Exemple d'enjeu.",
        "",
        "### Les objectifs opérationnels",
        "",
        *listed,
        "",
        f"Réf. {defi}",
        "",
    ]


def _sheet(code: str, titre: str) -> list[str]:
    return [
        "**Objectif  ",
        "Opérationnel  ",
        f"#{code[5:]}**",
        "",
        f"## Objectif inventé {code}",
        "",
        "### ■ Le défi à relever",
        "",
        titre,
        "",
        "### ■ Les constats",
        "",
        "Un constat inventé.",
        "",
        "### ■ Les résultats attendus",
        "",
        "- Exemple de résultat.",
        "- Autre exemple.",
        "",
        "### ■ En pratique",
        "",
        "- Exemple d'action.",
        "",
        f"Réf. {code}",
        "",
        "### Thèmes associés",
        "",
        "Premier recours",
        "",
        "### Parcours associés",
        "",
        "Vieillissement",
        "",
    ]
