"""Passages that can be found: items of the plans, cautions, documents, places, conditions, declarations, steering.

The views and tables of the tool come first: their title is a name. That of a passage is the passage itself, in our
own words, so a word in it weighs less than in a name. Each leads to the
view that shows it, narrowed to it.

Source: tables `items`, `vigilances`, `documents`, `avenant`, `lieux`, `conditions`, `recours`, `annonces`, `pilotage`,
`reforme`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.plans import Plans
from analysis.records import text_of
from analysis.search_entries import Entry, Parameters
from analysis.supply import Supply
from analysis.told import told
from loaders.dataset import Dataset
from loaders.schema_contents import ASKED_LISTS, SHEET_LISTS

LIST_NAMES = {
    "resultat": "Résultat attendu", "action": "Action", "enjeu": "Enjeu du département",
    "defi_cts": "Défi identifié par le CTS", "cnr": "Proposition du CNR",
    "engagement_cd": "Engagement ou constat du conseil départemental",
}  # fmt: skip
"""Name of one item of each list."""

SUBJECTS: dict[str, tuple[str, str, str, Parameters, tuple[str, ...]]] = {
    "piloter": ("Piloter et évaluer", "Ce que les documents annoncent : suivi, évaluation, calendrier", "sources",
                (("vue", "piloter"),), ("qui pilote", "évaluation à mi-parcours")),
    "reforme": ("Comprendre les OQOS", "Les notions de l'introduction : réforme, seuils, baisse apparente", "sources",
                (("vue", "reforme"),), ("pourquoi le nombre de sites baisse",)),
    "cts": ("Ce que le CTS demandait", "Enjeux, défis identifiés par le CTS, propositions du CNR", "defis",
            (("vue", "cts"),),
            ("que demandait le CTS", "que demandait le CTS et qu'en reste-t-il", "propositions du CNR")),
    "items": ("Résultats attendus, actions et engagements", "Plan par plan, en nos mots", "sources",
              (("vue", "items"),), ("résultats attendus", "actions des plans", "listes des plans")),
    "conseils": ("Avec les conseils départementaux", "Engagements ou constats que deux plans impriment", "defis",
                 (("vue", "conseils"),), ("engagements du conseil départemental",)),
    "communs": ("Objectifs communs à plusieurs plans", "Combien de plans portent chacun, paires de plans", "defis",
                (("vue", "communs"),), ("objectifs communs",)),
    "machines": ("Machines d'imagerie", "Appareils de l'ancien tableau, comptés à part des sites", "ecarts",
                 (("activite", "radiologie_diagnostique"),), ()),
}  # fmt: skip
"""Subjects of `loaders.schema_contents.SYNONYM_PAGES`, and two more: title, context, page, parameters, other names.

The one place that says which view answers each: change it when a page of its own exists.
"""

TABLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "dictionnaire": ("Dictionnaire des indicateurs", "Définition, unité et réserve de chacun",
                     ("table des indicateurs",)),
    "valeurs": ("Table des valeurs", "Chaque valeur publiée, et sa place dans la source", ("toutes les valeurs",)),
    "oqos": ("Table des OQOS", "Chaque case des tableaux, telle qu'imprimée", ("OQOS case par case",)),
    "objectifs": ("Table des objectifs des plans", "Chaque fiche d'objectif, plan par plan", ("objectifs des plans",)),
    "textes": ("Textes des OQOS", "Conditions, recours et déclarations autour des tableaux",
               ("textes autour des OQOS",)),
    "enjeux": ("Table des enjeux des défis", "Les enjeux de la page de chaque défi, en nos mots",
               ("enjeux des défis",)),
    "lieux": ("Table des lieux nommés", "Ce que les documents disent d'un lieu", ("lieux nommés",)),
    "vigilances": ("Table des vigilances", "Contradictions, coquilles et réserves", ("points de vigilance",)),
    "glossaire": ("Glossaire", "Mots et sigles des plans, définis", ("table du glossaire",)),
    "classement": ("Natures, publics et acteurs", "Les listes où sont rangées les lignes des plans",
                   ("liste des acteurs", "liste des publics", "liste des natures")),
    "synonymes": ("Mots de la recherche", "Les mots courants qu'elle connaît, et où ils mènent", ("synonymes",)),
    "documents": ("Table des documents", "Documents et jeux de données, avec leur licence",
                  ("documents et licences",)),
    "tables": ("Tables du jeu de données", "Chaque table telle qu'enregistrée : colonnes, fichiers",
               ("tables", "toutes les tables")),
    "chercher": ("Chercher une valeur", "Chiffres, cases d'OQOS et lignes des plans, par leurs mots", ()),
}  # fmt: skip
"""Tables of «Données et sources» that no subject names: title, context, other names."""

_BY_DEPARTEMENT = frozenset({"cts", "items", "conseils"})
"""Subjects whose view is narrowed to the département that a query names."""


def passages(plans: Plans, supply: Supply) -> list[Entry]:
    """Every passage of one dataset."""
    data = supply.dataset
    return [
        *_subjects(),
        *_items(plans),
        *_cautions(data),
        *_documents(data),
        *_places(data),
        *_said(supply),
        *_steering(data),
        *_notions(data),
    ]


def item_mark(code: object, liste: str, rang: int) -> str:
    """`E1D4O7-action-04`: an item in an address, where no mark is the start of another."""
    return "-".join([*([code] if isinstance(code, str) else []), liste, f"{rang:02d}"])


def _subjects() -> Iterator[Entry]:
    for rank, (key, (title, context, page, where, forms)) in enumerate(SUBJECTS.items()):
        yield Entry(
            "page",
            key,
            title,
            context,
            page,
            where,
            forms=forms,
            about=context,
            rank=rank,
            narrowed=key in _BY_DEPARTEMENT,
        )
    for rank, (vue, (title, context, forms)) in enumerate(TABLES.items()):
        yield Entry("table", vue, title, context, "sources", (("vue", vue),), forms=forms, rank=rank)


def _items(plans: Plans) -> Iterator[Entry]:
    names = plans.geography.names
    titles = {place: " ".join((sheet.shown, *sheet.themes, *sheet.parcours)) for place, sheet in plans.sheets.items()}
    for rank, row in enumerate(plans.dataset.items.itertuples(index=False)):
        asked, sheet = row.liste in ASKED_LISTS, row.liste in SHEET_LISTS
        place = f"{row.code}/{row.liste}" if sheet else row.liste
        of = f" de {row.code}" if sheet else ""
        yield Entry(
            "enjeu_cts" if asked else "item",
            f"{place}/{row.rang}@{row.departement}",
            row.resume,
            f"{LIST_NAMES[row.liste]}{of}, {names[row.departement]}",
            "sources",
            (
                ("vue", "items"),
                ("departement", row.departement),
                ("mots", item_mark(row.code, row.liste, row.rang)),
            ),
            about=f"{LIST_NAMES[row.liste]} {titles.get((row.departement, row.code), '')}",
            rank=rank + (10_000 if row.liste == "resultat" else 0),
            departements=(row.departement,),
        )


def _cautions(data: Dataset) -> Iterator[Entry]:
    for rank, row in enumerate(data.vigilances.itertuples(index=False)):
        where = ", ".join(data.geography.named(row.territoires)) or "tous les territoires"
        inside = tuple(code for code in row.territoires if code in data.geography.departements)
        yield Entry(
            "vigilance",
            row.id,
            row.message,
            f"Point de vigilance : {where}",
            "sources",
            (("vue", "vigilances"), ("mots", row.id)),
            forms=(row.id.replace("-", " "),),
            about="point de vigilance contradiction incohérence erreur",
            rank=rank,
            departements=inside if len(inside) == len(row.territoires) else (),
        )


def _documents(data: Dataset) -> Iterator[Entry]:
    names = data.geography.departements
    facts = " ".join(data.avenant["fait"])
    for rank, row in enumerate(data.documents.itertuples(index=False)):
        own = row.type == "avenant"
        yield Entry(
            "document",
            row.document,
            row.titre,
            "Document, ce qui en est connu" if own else f"Document, {row.producteur}",
            "sources",
            (("vue", "reforme"),) if own else (("vue", "documents"), ("mots", row.document)),
            about="document source",
            body=facts if own else "",
            rank=rank,
            departements=(row.territoire,) if row.type == "sts" and row.territoire in names else (),
        )


def _places(data: Dataset) -> Iterator[Entry]:
    names, codes = set(data.geography.departements.values()), data.geography.departements
    for (place, code), rows in data.lieux.groupby(["lieu", "territoire"], sort=True):
        if place in names:
            continue
        where: Parameters = (("departement", code),) if code in codes else ()
        count = f"{len(rows)} passages" if len(rows) > 1 else "un passage"
        yield Entry(
            "lieu",
            f"{place}@{code}",
            f"{place} ({data.geography.name(code)})",
            f"Lieu nommé, {count} : {rows['quoi'].iloc[0]}",
            "sources",
            (("vue", "lieux"), *where, ("mots", place)),
            forms=(place,),
            about="lieu",
            body=" ".join(rows["quoi"]),
            rank=-len(rows),
            departements=(code,) if code in codes else (),
        )


SAID_NAMES = {"condition": "Condition d'une cible", "recours": "Recours", "annonce": "Déclaration du plan"}
"""Name of one passage of each kind."""

_SAID_AS = {"condition": "condition seuil", "recours": "recours", "annonce": "annonce déclaration"}
_NATURES = {
    "hausse": "hausse augmentation supplémentaire", "creation": "création nouveau supplémentaire",
    "developpement": "développement supplémentaire", "baisse": "baisse diminution réduction",
    "renfort": "renfort renforcement", "securisation": "sécurisation", "confortement": "confortement",
}  # fmt: skip
"""Current words of what a declaration announces."""


def _said(supply: Supply) -> Iterator[Entry]:
    """What the plans write around their tables, each leading to its own row."""
    seen: Counter[str] = Counter()
    for row in told(supply):
        code = f"/{row.code}" if row.code else ""
        key = f"{row.activite}{code}@{row.departement}#{row.ligne}"
        seen[f"{row.kind} {key}"] += 1
        towards = f"{row.towards} : " if row.towards else ""
        context = f"{SAID_NAMES[row.kind]}, {supply.activites[row.activite].libelle}"
        names = f"{row.label} {row.modalite}" if row.label else row.groupe
        yield Entry(
            row.kind,
            f"{key}.{seen[f'{row.kind} {key}']}",
            f"{towards}{row.text}",
            context,
            "sources",
            (("vue", "textes"), ("departement", row.departement), ("mots", row.mark)),
            forms=(row.towards,) if row.towards else (),
            about=f"{_SAID_AS[row.kind]} {context} {names} {row.groupe} {_NATURES.get(row.nature, row.nature)}",
            rank=row.ligne,
            departements=(row.departement,),
        )


def _steering(data: Dataset) -> Iterator[Entry]:
    codes = data.geography.departements
    for rank, row in enumerate(data.pilotage.itertuples(index=False)):
        yield Entry(
            "pilotage",
            row.id,
            row.quoi,
            f"Pilotage, {data.geography.name(row.territoire)}",
            "sources",
            (("vue", "piloter"), ("mots", row.id)),
            about=" ".join(filter(None, [row.sujet.replace("_", " "), text_of(row.qui), text_of(row.quand_imprime)])),
            rank=rank,
            departements=(row.territoire,) if row.territoire in codes else (),
        )


def _notions(data: Dataset) -> Iterator[Entry]:
    for rank, row in enumerate(data.reforme.itertuples(index=False)):
        where: Parameters = (("vue", "reforme"),)
        context = "Notion de l'introduction des OQOS"
        yield Entry(
            "reforme",
            row.notion,
            row.titre,
            context,
            "sources",
            where,
            forms=(row.notion.replace("-", " "),),
            about="réforme",
            body=row.texte,
            rank=rank,
        )
