"""Lists of lines that can be found: results or actions that name an actor or a public, of a nature, under a tag.

«Actions CPTS» is a list, not one line: each entry leads to the table of the lists of the plans, narrowed to it.

Source: tables `items`, `natures`, `publics`, `acteurs`, `objectifs_departements`.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.search_entries import Entry, Parameters
from loaders.dataset import Dataset

_LISTS = {"resultat": ("Résultats attendus", "résultats"), "action": ("Actions", "actions")}
"""Title of each list, and its short name."""

_SAID = "confient confiées quelque chose"
"""Words that readers put between an action and an actor."""

_NOT_MORE = "nommer ne dit pas ce qui est confié"


def lists(data: Dataset) -> list[Entry]:
    """A list for each name and each tag that some line has, in one plan at least."""
    return [*_named(data), *_tagged(data)]


def _named(data: Dataset) -> Iterator[Entry]:
    tables = (
        ("acteur", data.acteurs, "acteurs", "qui nomment"),
        ("public", data.publics, "publics", "qui nomment"),
        ("nature", data.natures, "nature", "de nature"),
    )
    for name, known, column, said in tables:
        places: dict[tuple[str, str], list[str]] = {}
        for cell, liste, code in zip(data.items[column], data.items["liste"], data.items["departement"], strict=True):
            for one in cell:
                places.setdefault((one, liste), []).append(code)
        for row in known.itertuples(index=False):
            key = getattr(row, name)
            for liste, (title, call) in _LISTS.items():
                codes = places.get((key, liste), [])
                if not codes:
                    continue
                context = f"Listes des plans, {len(codes)} ligne{'s' * (len(codes) > 1)}"
                names = (row.libelle, *getattr(row, "formes", ()))
                yield _entry(
                    f"{name}/{key}/{liste}",
                    f"{title} {said} : {row.libelle}",
                    context if name == "nature" else f"{context} ; {_NOT_MORE}",
                    (("liste", liste), (name, key)),
                    tuple(f"{call} {each}" for each in names),
                    tuple(sorted(set(codes))),
                )


def _tagged(data: Dataset) -> Iterator[Entry]:
    sheets = data.objectifs_departements
    for row in data.etiquettes.itertuples(index=False):
        kind = "themes" if row.type == "theme" else "parcours"
        found = sheets[sheets[kind].map(lambda cell, label=row.libelle: label in cell).astype(bool)]
        for liste, (title, call) in _LISTS.items():
            counts = found["nb_resultats_attendus" if liste == "resultat" else "nb_actions"].fillna(0)
            departements = tuple(sorted(set(found.loc[counts > 0, "departement"])))
            if departements:
                yield _entry(
                    f"{row.type}/{row.libelle}/{liste}",
                    f"{title} : {row.libelle}",
                    "Listes des plans : fiches qui portent ces mots, ou lignes qui les écrivent",
                    (("liste", liste), ("mots", row.libelle)),
                    (f"{call} {row.libelle}",),
                    departements,
                )


def _entry(
    key: str, title: str, context: str, where: Parameters, forms: tuple[str, ...], departements: tuple[str, ...]
) -> Entry:
    return Entry(
        "liste",
        key,
        title,
        context,
        "sources",
        (("vue", "items"), *where),
        forms=forms,
        about=_SAID,
        departements=departements,
        narrowed=True,
    )
