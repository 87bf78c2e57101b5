"""Checks of what the plans hold (`items.csv` and the files around it): links, ranks, lengths, counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from analysis.folding import fold
from data.refusals import Curated, refuse, refuse_unknown
from loaders.schema_contents import ASKED_LISTS, CONTENT_TABLES, SHEET_LISTS, SYNONYM_PAGES

CONTENT_FILES = tuple(table.name for table in CONTENT_TABLES)
"""Curated files of these checks, each the table of its name."""

ITEM_WORDS, ISSUE_WORDS, MOTIVE_WORDS, NOTION_WORDS = range(6, 21), range(20, 51), range(4, 16), range(30, 61)
MAX_NATURES = 2
_OF_A_PLAN = ("items", "enjeux_defis")
_SOURCED = (*_OF_A_PLAN, "pilotage", "reforme", "avenant", "lieux")
_COUNTS = {"resultat": "nb_resultats_attendus", "action": "nb_actions"}
_PLACE = ["departement", "code"]


def check_contents(files: Curated) -> None:
    """Raise CuratedError at the first broken link, count or length of these files."""
    for name in _SOURCED:
        refuse_unknown(files, name, "document", set(files["documents"]["document"]), "documents.csv")
    for name in _OF_A_PLAN:
        frame = files[name]
        refuse(
            frame,
            frame["document"].ne("sts-" + frame["departement"]),
            name,
            "document",
            "«{}» n'est pas le plan du département",
            "Accordez le document et le département",
        )
    _check_places(files)
    _check_labels(files)
    _check_links(files)
    _check_ranks(files["items"])
    _check_counts(files)
    _check_issues(files)
    _check_announced(files)
    _check_synonyms(files)


def _rows(frame: pd.DataFrame, wrong: Callable[..., bool]) -> pd.Series:
    """Which rows are wrong, each given as a named tuple."""
    return pd.Series([wrong(row) for row in frame.itertuples(index=False)], index=frame.index, dtype=bool)


def _places(frame: pd.DataFrame) -> set[tuple[str, str]]:
    return set(frame[_PLACE].itertuples(index=False, name=None))


def _words(frame: pd.DataFrame, name: str, column: str, wanted: range) -> None:
    count = frame[column].str.split().str.len()
    refuse(
        frame,
        frame[column].notna() & ~count.isin(wanted),
        name,
        column,
        f"«{{}}» n'a pas de {wanted.start} à {wanted.stop - 1} mots",
        "Reformulez dans ces bornes",
    )


def _check_places(files: Curated) -> None:
    """An item of a sheet names a sheet of its plan; an item of the whole plan names none."""
    items, sheets = files["items"], _places(files["objectifs_departements"])
    on_sheet = items["liste"].isin(SHEET_LISTS)
    refuse(
        items,
        on_sheet != items["code"].notna(),
        "items",
        "code",
        "Un résultat ou une action a le code de son objectif, les autres listes n'en ont pas («{}»)",
        "Remplissez code pour resultat et action seulement",
    )
    refuse(
        items,
        _rows(items, lambda row: not pd.isna(row.code) and (row.departement, row.code) not in sheets),
        "items",
        "code",
        "Ce plan ne porte pas l'objectif {}",
        "Corrigez le code ou le département",
    )
    _words(items, "items", "resume", ITEM_WORDS)


def _check_labels(files: Curated) -> None:
    """Natures, publics and actors are in their lists, once each, and each of the lists is used."""
    items = files["items"]
    for column, name, key in (
        ("nature", "natures", "nature"),
        ("publics", "publics", "public"),
        ("acteurs", "acteurs", "acteur"),
    ):
        known = set(files[name][key])
        _check_list(items, column, known, f"{name}.csv")
        unused = ~files[name][key].isin(set(items[column].explode()))
        refuse(files[name], unused, name, key, "«{}» ne sert à aucun item", "Retirez la ligne")
    refuse(
        items,
        ~items["nature"].str.len().between(1, MAX_NATURES),
        "items",
        "nature",
        "Un item a une ou deux natures, non {}",
        "Gardez la principale, et une autre au plus",
    )
    first = {
        f"{row.departement}:{row.code}:{row.liste}:{row.rang}": row.nature[0] for row in items.itertuples(index=False)
    }
    natures = files["natures"]
    refuse(
        natures,
        _rows(natures, lambda row: any(first.get(item) != row.nature for item in row.exemples)),
        "natures",
        "exemples",
        "Un exemple n'existe pas, ou a une autre nature principale : {}",
        "Écrivez departement:code:liste:rang d'un item de cette nature",
    )
    forms = files["acteurs"]["formes"].map(lambda cell: sorted({fold(form) for form in cell}))
    counts = forms.explode().value_counts()
    refuse(
        files["acteurs"],
        forms.map(lambda cell: any(counts[form] > 1 for form in cell)),
        "acteurs",
        "formes",
        "Une forme est aussi celle d'un autre acteur : {}",
        "Gardez chaque forme pour un seul acteur",
    )


def _check_list(frame: pd.DataFrame, column: str, known: Collection[str], where: str) -> None:
    wrong = frame[column].map(lambda cell: len(set(cell)) < len(cell) or any(item not in known for item in cell))
    refuse(
        frame,
        wrong,
        "items",
        column,
        f"Un élément est répété, ou n'est pas connu de {where} : {{}}",
        f"Ajoutez-le à data/curated/{where} ou corrigez la ligne",
    )


def _check_links(files: Curated) -> None:
    """Only what was asked is tied, to objectifs of its plan, once each, with a reason."""
    items, sheets = files["items"], _places(files["objectifs_departements"])
    linked = items["lie_a"].str.len().gt(0)
    refuse(
        items,
        linked & ~items["liste"].isin(ASKED_LISTS),
        "items",
        "lie_a",
        "Seul un enjeu, un défi du CTS ou une proposition du CNR est lié à des objectifs : {}",
        "Videz lie_a et motif_lien",
    )
    refuse(
        items,
        _rows(
            items,
            lambda row: (
                len(set(row.lie_a)) < len(row.lie_a) or any((row.departement, code) not in sheets for code in row.lie_a)
            ),
        ),
        "items",
        "lie_a",
        "Un objectif est répété, ou absent de ce plan : {}",
        "Écrivez des codes d'objectifs de ce plan",
    )
    refuse(
        items,
        linked != items["motif_lien"].notna(),
        "items",
        "motif_lien",
        "Un lien a un motif, une ligne sans lien n'en a pas («{}»)",
        "Remplissez les deux cellules ou aucune",
    )
    _words(items, "items", "motif_lien", MOTIVE_WORDS)


def _check_ranks(items: pd.DataFrame) -> None:
    """From 1, without a hole, in the order of the text."""
    lists = items.assign(code=items["code"].fillna("")).sort_values(["departement", "liste", "code", "rang"])
    groups = lists.groupby(["departement", "liste", "code"])
    holes = lists["rang"].ne(groups.cumcount() + 1)
    refuse(lists, holes, "items", "rang", "Le rang {} ne suit pas le précédent de sa liste", "Numérotez depuis 1")
    refuse(
        lists,
        groups["ligne"].diff().lt(0).fillna(value=False).astype(bool),
        "items",
        "ligne",
        "La ligne {} précède celle de l'item d'avant",
        "Le rang suit l'ordre du texte",
    )


def _check_counts(files: Curated) -> None:
    """A sheet has as many items as it prints (NA prints none); a plan whose items are not there yet has none at all."""
    items, sheets = files["items"], files["objectifs_departements"]
    found = items.groupby(["departement", "code", "liste"]).size()
    read = sheets["departement"].isin(set(items["departement"]))
    for liste, column in _COUNTS.items():
        places = [(*place, liste) for place in sheets[_PLACE].itertuples(index=False, name=None)]
        counted = pd.Series([found.get(place, 0) for place in places], index=sheets.index)
        refuse(
            sheets,
            read & counted.ne(sheets[column].fillna(0)),
            "objectifs_departements",
            column,
            f"La fiche en compte {{}} et items.csv n'en a pas autant (liste {liste})",
            "Ajoutez les items qui manquent, ou corrigez le compte",
        )


def _check_issues(files: Curated) -> None:
    """Every défi page of a plan has its issues, or none of that plan has."""
    issues, pages = files["enjeux_defis"], files["defis_departements"]
    known = _places(pages)
    refuse(
        issues,
        _rows(issues, lambda row: (row.departement, row.code) not in known),
        "enjeux_defis",
        "code",
        "Ce plan n'a pas de page pour le défi {}",
        "Corrigez le code ou le département",
    )
    held, read = _places(issues), set(issues["departement"])
    refuse(
        pages,
        _rows(pages, lambda row: row.departement in read and (row.departement, row.code) not in held),
        "defis_departements",
        "code",
        "Les enjeux de la page {} manquent dans enjeux_defis.csv",
        "Ajoutez-y sa ligne",
    )
    _words(issues, "enjeux_defis", "resume", ISSUE_WORDS)


def _check_announced(files: Curated) -> None:
    """A computed date says how; a notion cites places of known documents; a line has its section."""
    steering, notions, facts = files["pilotage"], files["reforme"], files["avenant"]
    refuse(
        steering,
        steering["quand_calcule"].notna() != steering["calcul"].notna(),
        "pilotage",
        "calcul",
        "Une date calculée et son calcul vont ensemble («{}»)",
        "Remplissez les deux cellules ou aucune",
    )
    documents = set(files["documents"]["document"])
    refuse(
        notions,
        notions["autres_lignes"].map(lambda cell: any(not _is_place(item, documents) for item in cell)),
        "reforme",
        "autres_lignes",
        "Un renvoi n'est pas document:ligne d'un document connu : {}",
        "Écrivez document:ligne",
    )
    _words(notions, "reforme", "texte", NOTION_WORDS)
    refuse(
        facts,
        facts["ligne"].notna() & facts["section"].isna(),
        "avenant",
        "section",
        "Une ligne sans section",
        "Écrivez le titre sous lequel chercher",
    )


def _is_place(item: str, documents: Collection[object]) -> bool:
    document, _, line = item.partition(":")
    return document in documents and line.isdigit()


def _check_synonyms(files: Curated) -> None:
    """A form leads to something that is there, and to one thing."""
    frame, known = files["synonymes"], _targets(files)
    refuse(
        frame,
        ~frame["cible"].isin(known),
        "synonymes",
        "cible",
        "«{}» ne désigne rien de connu",
        "Écrivez type:identifiant de ce qui existe",
    )
    refuse(
        frame,
        frame["forme"].map(fold).duplicated(),
        "synonymes",
        "forme",
        "«{}» est déjà écrit autrement plus haut",
        "Gardez une seule ligne",
    )


def _targets(files: Curated) -> set[str]:
    """Everything that a synonym may name, as `type:identifiant`."""
    columns = {"indicateur": ("indicateurs", "indicateur"), "activite": ("activites", "activite"),
               "glossaire": ("glossaire", "terme"), "objectif": ("objectifs_departements", "code"),
               "defi": ("defis", "code"), "document": ("documents", "document"),
               "vigilance": ("vigilances", "id"), "departement": ("territoires", "code")}  # fmt: skip
    found = {f"{kind}:{cell}" for kind, (name, column) in columns.items() for cell in files[name][column]}
    labels = files["etiquettes"]
    return {
        *found,
        *(f"page:{name}" for name in SYNONYM_PAGES),
        *(f"parcours:{label}" for label in labels.loc[labels["type"].eq("parcours"), "libelle"]),
        *(f"modalite:{row.activite}/{row.code}" for row in files["modalites"].itertuples()),
        *(f"recours:{row.activite}@{row.departement}" for row in files["recours"].itertuples()),
        *(_item_target(row) for row in files["items"].itertuples()),
    }


def _item_target(row: Any) -> str:
    """`item:CODE/liste/rang@DEP`, or `enjeu_cts:liste/rang@DEP` for what was asked."""
    if row.liste in ASKED_LISTS:
        return f"enjeu_cts:{row.liste}/{row.rang}@{row.departement}"
    place = row.liste if pd.isna(row.code) else f"{row.code}/{row.liste}"
    return f"item:{place}/{row.rang}@{row.departement}"
