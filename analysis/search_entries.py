"""What can be found: one entry a département, indicateur, défi, objectif, activité, modalité, term.

An entry says its title, one line of context, the words it answers to, and the view that shows
it: the key of a page and its parameters. Paths are the business of the pages.

Source: tables `territoires`, `indicateurs`, `themes`, `engagements`, `defis`, `objectifs_departements`,
`etiquettes`, `enjeux_defis`, `activites`, `modalites`, `ecarts`, `glossaire`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.atlas import Atlas
from analysis.loaded import NOT_LOADED_TEXT, PART_WORDS
from analysis.plans import DefiPage, Plans, Sheet
from analysis.supply import GapRow, Supply
from loaders.dataset import Dataset

KINDS = {
    "valeur": "Chiffres du territoire",
    "departement": "Départements",
    "page": "Vues de l'outil",
    "table": "Tables de «Données et sources»",
    "liste": "Listes de résultats et d'actions",
    "indicateur": "Indicateurs",
    "engagement": "Engagements",
    "defi": "Défis",
    "objectif": "Objectifs opérationnels",
    "theme": "Thèmes des plans",
    "parcours": "Parcours des plans",
    "activite": "Activités de soins",
    "modalite": "Lignes des objectifs quantitatifs (OQOS)",
    "document": "Documents",
    "lieu": "Lieux nommés par les documents",
    "item": "Résultats attendus, actions et engagements",
    "enjeu_cts": "Enjeux et demandes des territoires",
    "vigilance": "Points de vigilance",
    "condition": "Conditions des cibles",
    "recours": "Recours hors du département",
    "annonce": "Déclarations des plans",
    "pilotage": "Pilotage et évaluation",
    "reforme": "Notions de la réforme",
    "glossaire": "Glossaire",
}
"""Kinds of entries in the order they are shown, with the name of their group."""

_LEVEL = re.compile(r"Niveau (I{1,3})")

Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes:
        key: identity within its kind (`E3D2`, `irc/UDM`, `taux_pauvrete`).
        forms: other names (code, acronym, other titles): as good as the title.
        about: what it belongs to (activité of a modalité): a word there helps.
        body: definition or summary, in our own words: the last place where a word is sought.
        rank: order within its kind at equal merit, smallest first.
        departements: where alone it is found (rows of a table, objectifs); empty: everywhere.
        synonyms: current words that lead to it (table `synonymes`): as good as the title.
        narrowed: whether its view is narrowed to the département named, beyond the kinds that always are.
    """

    kind: str
    key: str
    title: str
    context: str
    page: str
    parameters: Parameters
    forms: tuple[str, ...] = ()
    about: str = ""
    body: str = ""
    rank: int = 0
    departements: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    narrowed: bool = False


def catalogue(atlas: Atlas, plans: Plans, supply: Supply) -> list[Entry]:
    """What has a name: territories, indicateurs, défis, objectifs, tags, activités and their rows, terms."""
    return [
        *_departements(plans),
        *_indicateurs(atlas),
        *_engagements(plans),
        *_defis(plans),
        *_objectifs(plans),
        *_tags(plans),
        *_activites(supply),
        *_modalites(supply),
        *_old_modalites(supply),
        *_glossary(atlas.dataset),
    ]


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Entries by kind then rank."""
    order = list(KINDS)
    return sorted(found, key=lambda entry: (order.index(entry.kind), entry.rank, entry.key))


def _names(plans: Plans, codes: list[str]) -> str:
    return ", ".join(plans.geography.named(codes))


def _departements(plans: Plans) -> Iterator[Entry]:
    for code, name in plans.geography.departements.items():
        yield Entry(
            "departement",
            code,
            f"{name} ({code})",
            _plan_context(plans, code),
            "territoire",
            (("departement", code),),
            forms=(name, code, plans.geography.short(code)),
        )


def _plan_context(plans: Plans, code: str) -> str:
    """What is loaded of a plan; what is not is named."""
    loaded = plans.loaded_plans
    if code not in loaded.documents:
        return f"{NOT_LOADED_TEXT.capitalize()} : statistiques officielles seulement"
    if code not in loaded.defis:
        return loaded.missing_text(code, "defis").capitalize()
    without = f" ; {PART_WORDS['oqos']} non chargés" if code not in loaded.oqos else ""
    return f"Plan chargé, {len(plans.plan(code))} fiches d'objectifs{without}"


def _indicateurs(atlas: Atlas) -> Iterator[Entry]:
    """Mapped ones first, widest coverage first; the others lead to the table of their values."""
    for slug, notion in atlas.notions.items():
        best = atlas.best.get(slug)
        covered = sum(value is not None for value in atlas.departement(best)) if best else 0
        where = f"carte, {covered} sur {atlas.geography.count}" if best else "valeurs, sans carte"
        unite = "" if notion.unite == "nombre" else f" ({notion.unite.replace('km2', 'km²')})"
        context = f"{atlas.themes[notion.theme]}{unite} ; {where}"
        target: Parameters = (("indicateur", slug),)
        page = "carte" if best else "sources"
        yield Entry(
            "indicateur",
            slug,
            notion.libelle,
            context,
            page,
            target if best else (("vue", "valeurs"), *target),
            about=f"{atlas.themes[notion.theme]} {slug.replace('_', ' ')}",
            body=notion.definition,
            rank=-covered,
        )


def _engagements(plans: Plans) -> Iterator[Entry]:
    for number, row in sorted(plans.engagements.items()):
        count = sum(defi.engagement == number for defi in plans.defis.values())
        yield Entry(
            "engagement",
            str(number),
            f"Engagement {number} : {row.libelle}",
            f"{count} défis",
            "defis",
            (("engagement", str(number)),),
            forms=row.autres_libelles,
            rank=number,
        )


def _defis(plans: Plans) -> Iterator[Entry]:
    for code, row in plans.defis.items():
        carriers = plans.carriers(code)
        context = f"Défi priorisé : {_names(plans, carriers)}" if carriers else "Défi qu'aucun plan chargé ne priorise"
        pages = [page for (_, found), page in plans.pages.items() if found == code]
        titles, context = {page.titre for page in pages}, context + _mistakes(plans, pages)
        yield Entry(
            "defi",
            code,
            f"{code} : {row.libelle}",
            context,
            "defis",
            (("defi", code),),
            forms=(code, row.libelle, *row.autres_libelles, *sorted(titles - {row.libelle})),
            about=plans.engagements[row.engagement].libelle,
            body=" ".join(issues.resume for (_, found), issues in plans.issues.items() if found == code),
        )


def _objectifs(plans: Plans) -> Iterator[Entry]:
    """One entry a code, whatever the plans that bear it: titles of all count, the first is shown."""
    for code in plans.objectifs:
        versions = plans.versions(code)
        titles = list(dict.fromkeys(sheet.shown for sheet in versions.values()))
        printed = (title for sheet in versions.values() for title in (sheet.titre_page, sheet.mistake))
        others = {*titles, *filter(None, printed)}
        words = sorted({word for sheet in versions.values() for word in sheet.mots_cles})
        context = f"Objectif porté par : {_names(plans, list(versions))}" + (
            " (titres différents)" if len(titles) > 1 else ""
        )
        context += _mistakes(plans, versions.values())
        yield Entry(
            "objectif",
            code,
            f"{code} : {titles[0]}",
            context,
            "defis",
            (("objectif", code),),
            forms=(code, titles[0], *sorted(others - {titles[0]})),
            about=" ".join(words),
            body=" ".join(sheet.resume for sheet in versions.values()),
            departements=tuple(versions),
        )


def _mistakes(plans: Plans, rows: Iterable[Sheet | DefiPage]) -> str:
    """The plans that print another title by mistake: who seeks that title is told why it leads here."""
    names = plans.geography.names
    wrong = [f"{names[row.departement]} imprime par erreur «{row.mistake}»" for row in rows if row.mistake]
    return "".join(f" ; {words}" for words in wrong)


def _tags(plans: Plans) -> Iterator[Entry]:
    frame = plans.dataset.etiquettes
    for rank, row in enumerate(frame.itertuples(index=False)):
        tagged = [
            sheet
            for sheet in plans.sheets.values()
            if row.libelle in (sheet.themes if row.type == "theme" else sheet.parcours)
        ]
        count = len({sheet.code for sheet in tagged})
        said = f"{count} objectif{'s' * (count > 1)}, {len(tagged)} fiche{'s' * (len(tagged) > 1)} dans les plans"
        yield Entry(
            row.type,
            row.libelle,
            row.libelle,
            said,
            "defis",
            ((row.type, row.libelle),),
            forms=(f"{row.type} {row.libelle}", *row.variantes),
            rank=rank,
        )


def _activites(supply: Supply) -> Iterator[Entry]:
    for slug, row in supply.activites.items():
        yield Entry(
            "activite",
            slug,
            row.libelle,
            row.famille,
            "ecarts",
            (("activite", slug),),
            forms=(row.libelle_court, slug.replace("_", " ")),
            body=row.definition,
            rank=row.ordre,
        )


def _modalites(supply: Supply) -> Iterator[Entry]:
    """One entry a row of the gaps, whatever the départements that print it."""
    printed: dict[tuple[str, str], list[GapRow]] = {}
    for row in supply.rows:
        printed.setdefault(row.key, []).append(row)
    for rank, rows in enumerate(printed.values()):
        row = rows[0]
        activite = supply.activites[row.activite]
        group = f", {row.groupe}" if row.groupe else ""
        yield Entry(
            "modalite",
            f"{row.activite}/{row.code}",
            row.libelle,
            f"{activite.libelle_court}{group}",
            "ecarts",
            (("activite", row.activite), ("modalite", row.code)),
            forms=_row_names(row.code, row.libelle, row.modalite),
            about=f"{activite.libelle} {row.groupe}",
            body=supply.definitions.get((row.activite, row.regime, row.groupe, row.modalite), ""),
            rank=rank,
            departements=tuple(row.departement for row in rows),
        )


def _row_names(*names: str) -> tuple[str, ...]:
    """A row by its names; `Niveau III` is also `niveau 3`. The code of a former row is ours, no reader types it."""
    levels = [f"niveau {len(found[1])}" for name in names if (found := _LEVEL.fullmatch(name))]
    return (*dict.fromkeys(names), *levels)


def old_keys(supply: Supply) -> dict[tuple[str, str, str], str]:
    """Key of each row of a former table, by activité, groupe and modalité; a code printed again says which time."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, str, str], str] = {}
    for activite, rows in supply.glossary.items():
        for row in rows:
            if row["regime"] == "ancien":
                key = f"{activite}/{row['code']}"
                seen[key] += 1
                found[(activite, row["groupe"], row["modalite"])] = key + (f"~{seen[key]}" if seen[key] > 1 else "")
    return found


def _old_modalites(supply: Supply) -> Iterator[Entry]:
    """Rows of the former tables that no gap holds (scanner, postcure): where they are, their definition."""
    compared = {row.key for row in supply.rows}
    cells = supply.dataset.oqos
    cells = cells.assign(groupe=cells["groupe"].fillna(""))
    groups = cells[cells["regime"].eq("ancien")].groupby(["activite", "groupe", "modalite"])["departement"]
    printed = {key: tuple(sorted(set(codes))) for key, codes in groups}
    keys = old_keys(supply)
    for activite, rows in supply.glossary.items():
        shown = supply.activites[activite]
        for rank, row in enumerate(rows):
            place = (activite, row["groupe"], row["modalite"])
            where = printed.get(place, ())
            if (activite, row["code"]) in compared or row["regime"] != "ancien" or not where:
                continue
            yield Entry(
                "modalite",
                keys[place],
                row["libelle_court"],
                f"{shown.libelle_court}, ancien tableau",
                "sources",
                (("vue", "oqos"), ("mots", row["modalite"])),
                forms=_row_names(row["modalite"]),
                about=f"{shown.libelle} {row['groupe']}",
                body=row["definition"],
                rank=1000 + rank,
                departements=where,
            )


def _glossary(dataset: Dataset) -> Iterator[Entry]:
    for row in dataset.glossaire.itertuples(index=False):
        spelt = row.developpe if isinstance(row.developpe, str) else ""
        title = f"{row.terme} : {spelt}" if spelt else f"{row.terme[:1].upper()}{row.terme[1:]}"
        yield Entry(
            "glossaire",
            row.terme,
            title,
            row.definition,
            "sources",
            (("vue", "glossaire"), ("mots", row.terme)),
            forms=(row.terme, *row.autres),
            body=row.definition,
        )
