"""Tables of one département: figures, objectifs, OQOS, vigilances, comparables, and the cover sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.defi_choice import EVERYTHING
from analysis.key_figures import COMPARED_FIGURES
from analysis.pair import Pair
from analysis.plans import PRIORITISED
from analysis.profile import ProfileRow
from analysis.selection import Value
from analysis.steering import Steering
from analysis.supply import COUNTED, GapRow
from analysis.territory import Territory
from analysis.vigilances import GRAVITES
from charts.blocks.gap_changes import named_text, reserved_text
from charts.blocks.kin_words import kin_text
from charts.blocks.sheet import cautions, place_text
from charts.blocks.spine import beside_text, gap_to, pair_gap, side_text
from charts.blocks.territory import finding_text, neighbour_text, pair_text, plan_text
from charts.drawings.choropleth import ORIGINE_LABELS, value_text
from charts.words.asked_words import SHEET_ASKED, SHEET_RESULTS
from charts.words.council_words import NONE_HERE, NOT_COLLECTED_HERE
from charts.words.coverage import NOT_PRIORITISED_TEXT, summary_text
from charts.words.french import COMPARATOR_WORDS, NOT_STATED, YEAR_NOT_STATED, plural, unit_text, word_text
from charts.words.gap_reserves import parted, version_text
from charts.words.gap_words import RANGE_CAUTION, REVISED
from charts.words.standing_words import difference_title
from charts.words.wording import mistake_text
from loaders.geography import Geography
from views.common import dataset_cover, exact_or
from views.defis.tables import asked_table, council_table, issues_table, sheet_items_table
from views.sources.steering import steering_table
from views.sources.tables import cited_place, document_names


def figure_columns(geography: Geography, pair: Pair | None = None) -> list[str]:
    """Columns of the figures, on the sheet and in the CSV; those of the département beside before the references."""
    references = [geography.name(pair.code), difference_title(geography, pair.code)] if pair else []
    for code in (geography.region, geography.country):
        references += [geography.name(code), difference_title(geography, code)]
    return [*_OWN, *references, *_AROUND, *([_source_of(geography, pair)] if pair else [])]


def _source_of(geography: Geography, pair: Pair) -> str:
    return f"Source, {geography.name(pair.code)}"


_OWN = [
    "Thème", "Indicateur", "Identifiant", "Unité", "Valeur", "Minimum", "Maximum", "Comparateur", "Année", "Origine",
    "Statut", "Portée", "Imprimé", "Plus bas des autres", "Plus haut des autres", "Autres départements connus",
    "Rang depuis le plus haut", "Rang depuis le plus bas", "Ex æquo", "Départements classés",
]  # fmt: skip
_AROUND = ["Nature des repères", "Par rapport à la région", "Dans les documents", "Autre mesure", "À savoir", "Source"]

_COUNTS = {"hausse": "Lignes en hausse", "stable": "Lignes stables", "baisse": "Lignes en baisse",
           "fourchette": "Lignes en fourchette", "non_comparable": "Lignes sans écart chiffrable"}  # fmt: skip
_WHOLE = ["Autres départements connus", "Rang depuis le plus haut", "Rang depuis le plus bas", "Départements classés"]


def figures_table(territory: Territory) -> pd.DataFrame:
    """One line a figure: those of the chart, what documents print beside them, other values, smaller places.

    Returns:
        Columns `figure_columns`; an unknown value is NA and its `Valeur` says «non renseigné».
    """
    lines = []
    for row in territory.profile.rows:
        lines.append(_figure(territory, row))
        lines += [_line(territory, row, value, "dans un document, à côté") for value in row.beside]
        lines += [_line(territory, row, value, "autre valeur publiée") for value in row.competing]
    lines += [_apart(territory, value, place) for value, place in territory.profile.apart]
    frame = pd.DataFrame(lines, columns=figure_columns(territory.geography, territory.pair))
    return frame.astype(dict.fromkeys(_WHOLE, "Int64") | {"Minimum": "Float64", "Maximum": "Float64"})


def objectives_table(territory: Territory) -> pd.DataFrame:
    """One line an objectif of the plan, or a défi that it does not prioritise, or that the plan is not loaded."""
    columns = ["Engagement", "Défi", "Titre du défi", "Situation", "Code", "Objectif", "Résumé", "Thèmes", "Parcours",
               "Ligne", "Imprimé par erreur"]  # fmt: skip
    plans, code = territory.plans, territory.code
    lines: list[list[object]] = []
    for defi in plans.defis.values():
        standing = plans.standing(defi.code, code)
        if standing != PRIORITISED:
            said = territory.loaded_plans.missing_text(code, "defis") or NOT_PRIORITISED_TEXT
            lines.append([defi.engagement, defi.code, defi.libelle, said, *[None] * 7])
            continue
        page, sheets = plans.pages[(code, defi.code)], plans.of(defi.code, code)
        own, wrong = [defi.engagement, defi.code, page.shown], mistake_text(page)
        lines += [
            [
                *own,
                "priorisé",
                sheet.code,
                sheet.shown,
                summary_text(sheet),
                list(sheet.themes),
                list(sheet.parcours),
                sheet.ligne,
                f"{wrong} {mistake_text(sheet)}".strip() or None,
            ]
            for sheet in sheets
        ]
        if not sheets:
            lines.append([*own, "priorisé, aucune fiche d'objectif lue", *[None] * 6, wrong or None])
    return pd.DataFrame(lines, columns=columns).astype({"Ligne": "Int64"})


def supply_table(territory: Territory) -> pd.DataFrame:
    """One line an activité: its five counts, its numbers by reservation; NA everywhere when they are not loaded."""
    supply, code = territory.supply, territory.code
    version = version_text(supply, code) if territory.loaded else pd.NA
    missing = territory.loaded_plans.missing_text(code, "oqos")
    changes = [] if missing else supply.changes(code)
    lines = []
    for slug, activite in supply.activites.items():
        read = bool(supply.of(slug, [code]))
        counts = supply.counts(slug, code) if read else dict.fromkeys(COUNTED, pd.NA)
        state = "tableau lu" if read else missing or "aucun tableau lu dans ce plan"
        lines.append(
            {
                "Activité": activite.libelle,
                "Situation": state,
                **{_COUNTS[name]: counts[name] for name in COUNTED},
                **_numbers([row for row in changes if row.activite == slug] if read else None),
                "Version du plan": version,
                "Révisée par l'avenant n°1": "oui" if activite.revisee else "non",
            }
        )
    return pd.DataFrame(lines).astype(dict.fromkeys(_COUNTS.values(), "Int64"))


def _numbers(rows: Sequence[GapRow] | None) -> dict[str, object]:
    """Gaps that are numbers and not zero, in words, apart by whether something holds them back."""
    free, held, _ = parted(rows or [], "intervalle")
    told = (" ; ".join(named_text(row) for row in free), " ; ".join(reserved_text(row) for row in held))
    return {
        name: pd.NA if rows is None else words or "aucun"
        for name, words in zip(("Écarts chiffrés sans réserve", "Écarts chiffrés avec réserve"), told, strict=True)
    }


def cautions_table(territory: Territory) -> pd.DataFrame:
    """One line a vigilance, heaviest first."""
    names = document_names(territory.atlas.dataset)
    lines = [
        [GRAVITES[c.gravite], c.message, [cited_place(names, item) for item in c.references], list(c.references)]
        for c in territory.cautions
    ]
    return pd.DataFrame(lines, columns=["Gravité", "Message", "Références", "Références, codes"])


def comparables_table(territory: Territory) -> pd.DataFrame:
    """One line a comparable département and the reason in words, with the values of the method; its own first."""
    atlas, lines = territory.atlas, []
    reasons = {territory.code: "le département de cette fiche"}
    reasons |= {near.code: neighbour_text(territory, near) for near in territory.neighbours}
    for code, reason in reasons.items():
        line: dict[str, object] = {"Code": code, "Département": territory.geography.name(code), "Raison": reason}
        for slug in territory.criteria:
            key = territory.key(slug)
            unit = unit_text(atlas.notions[slug].unite).strip()
            heading = f"{atlas.notions[slug].libelle}, {key.annee}" + (f" ({unit})" if unit else "")
            line[heading] = atlas.cells(key)[code].middle
        lines.append(line)
    return pd.DataFrame(lines)


def council_sheet(territory: Territory) -> pd.DataFrame:
    """One line an item of the partnership with the conseil départemental; none of it is said, or that none is known."""
    plans, code = territory.plans, territory.code
    rows = plans.items.with_council(code)
    if rows:
        return council_table(plans, plans.items, rows)
    none = NOT_COLLECTED_HERE if code in territory.loaded_plans.unread else NONE_HERE
    said = territory.loaded_plans.missing_text(code, "defis") or none
    names = council_table(plans, plans.items, []).columns
    line = dict.fromkeys(names) | {"Département": territory.name, "En nos propres mots": said}
    return pd.DataFrame([line], columns=names).astype({"Rang": "Int64", "Ligne": "Int64"})


SHEETS = (
    "Chiffres", "Objectifs", SHEET_RESULTS, "Enjeux des défis", SHEET_ASKED, "Conseil départemental", "Pilotage",
    "OQOS", "Vigilances", "Comparables",
)  # fmt: skip
"""Names of the tables, in order."""


def territory_tables(territory: Territory) -> dict[str, pd.DataFrame]:
    """Sheets of the workbook, by name."""
    code, plans, data = territory.code, territory.plans, territory.atlas.dataset
    frames = (
        figures_table(territory),
        objectives_table(territory),
        sheet_items_table(plans, EVERYTHING, [code]),
        issues_table(plans, EVERYTHING, [code]),
        asked_table(plans, plans.items, plans.items.asked(code)),
        council_sheet(territory),
        steering_table(data, Steering(data).of([code])),
        supply_table(territory),
        cautions_table(territory),
        comparables_table(territory),
    )
    return dict(zip(SHEETS, frames, strict=True))


def territory_cover(territory: Territory) -> dict[str, str]:
    """Cover sheet: what it is about, how it is read, where from, under which licence."""
    documents = territory.atlas.documents
    return {
        "Département": f"{territory.name} ({territory.code})",
        "Ce qui s'en détache": finding_text(territory),
        "Plan": plan_text(territory),
        "Lecture": "Chaque ligne garde une origine et une année ; «autres» : les autres départements connus pour le "
        "même chiffre. Une valeur absente est «non renseignée», jamais zéro. Le total d'une région ne dit pas si un "
        "département est haut ou bas.",
        "Listes du plan": lists_text(territory),
        **_pair_cover(territory),
        "Objectifs quantitatifs": f"{RANGE_CAUTION} {REVISED}",
        "Comparables": f"{word_text(len(COMPARED_FIGURES)).capitalize()} indicateurs officiels centrés et réduits "
        f"sur les {word_text(territory.geography.count)} départements, de même poids, "
        "distance euclidienne ; la distance n'est pas une note. Méthode écrite dans docs/decisions/comparables.md.",
        "Source": sources_text(territory),
        "Licence": " ; ".join(dict.fromkeys(documents[name]["licence"] for name in _documents(territory))),
        **dataset_cover(territory.atlas.dataset),
    }


def _pair_cover(territory: Territory) -> dict[str, str]:
    """What the département beside is, and how both are read."""
    if territory.pair is None:
        return {}
    geography, other = territory.geography, territory.pair.code
    return {
        "Comparé à": f"{geography.name(other)} ({other}), même indicateur, même origine et même année ; écart : "
        f"{geography.the(territory.code)} moins {geography.the(other)}, sans jugement. "
        f"{pair_text(territory, territory.pair)}.",
    }


def lists_text(territory: Territory) -> str:
    """What the sheets of lists hold, and how they are read."""
    code = territory.code
    number = sum(item.departement == code for item in territory.plans.items.rows)
    if not number:
        why = territory.loaded_plans.missing_text(code, "defis") or "aucune liste relevée dans ce plan"
        return (
            f"{why.capitalize()} : les feuilles de ses listes ne tiennent aucune ligne, rien n'en est connu ici. "
            f"{_STEERING}"
        )
    return (
        f"{number} ligne{plural(number)} en nos propres mots, chacune avec sa place dans le plan ; natures et liens "
        "avec un objectif sont faits par nous. Nommer un acteur ne dit pas ce qui lui est confié. Feuille vide, "
        f"ou qui le dit : rien n'en est relevé dans ce plan. {_STEERING}"
    )


_STEERING = "La feuille «Pilotage» tient aussi ce que le document régional annonce pour tous les plans."


def sources_text(territory: Territory) -> str:
    """Titles of the documents behind the figures of a département."""
    return " ; ".join(
        territory.atlas.documents[name]["titre"] + territory.atlas.copy_note(name) for name in _documents(territory)
    )


def _documents(territory: Territory) -> list[str]:
    rows = territory.profile.rows
    values: Iterable[Value | None] = (value for row in rows for value in (row.value, *row.beside, *row.competing))
    beside = territory.pair.values.values() if territory.pair else ()
    return sorted({value.document for value in (*values, *beside) if value})


def _figure(territory: Territory, row: ProfileRow) -> dict[str, object]:
    value, atlas, geography = row.value, territory.atlas, territory.geography
    low, high = row.others or (None, None)
    line = _line(territory, row, value, "valeur montrée" if value else "non renseigné")
    known = cautions(atlas, value, indicateur=row.key.indicateur, territoire=territory.code)
    return (
        line
        | _paired(territory, row, known)
        | {
            "Plus bas des autres": _number(row, low),
            "Plus haut des autres": _number(row, high),
            "Autres départements connus": row.others_known,
            "Rang depuis le plus haut": row.rank.top if row.rank else None,
            "Rang depuis le plus bas": row.rank.bottom if row.rank else None,
            "Ex æquo": "ex æquo" if row.rank and row.rank.tied else None,
            "Départements classés": row.rank.total if row.rank else None,
            **_beside(geography, geography.region, row, row.region),
            **_beside(geography, geography.country, row, row.country),
            "Nature des repères": " ; ".join(_natures(geography, row)) or None,
            "Par rapport à la région": side_text(row, geography),
            "Dans les documents": " ; ".join(beside_text(row, other) for other in row.beside) or None,
            "Autre mesure": kin_text(atlas, row.key.indicateur, territory.code) or None,
            "À savoir": " ".join(known) or None,
        }
    )


def _paired(territory: Territory, row: ProfileRow, known: list[str]) -> dict[str, object]:
    """The value of the département beside, the difference, its source; what must be read with it goes to `known`."""
    pair, atlas, geography = territory.pair, territory.atlas, territory.geography
    if pair is None:
        return {}
    value, name = pair.of(row), geography.name(pair.code)
    own = cautions(atlas, value, indicateur=row.key.indicateur, territoire=pair.code)
    known += [f"{name} : {text}" for text in own if text not in known]
    return {
        name: _number(row, value),
        difference_title(geography, pair.code): pair_gap(row, pair) or None,
        _source_of(geography, pair): place_text(atlas, value) if value else None,
    }


def _number(row: ProfileRow, value: Value | None) -> object:
    """A value beside: the number, words where it is not exact (these columns have no comparator of their own)."""
    if value is None:
        return None
    text = value_text(value, row.notion)
    return exact_or(value.low, value.high, text) if value.comparateur == "=" else text


def _beside(geography: Geography, code: str, row: ProfileRow, value: Value | None) -> dict[str, object]:
    """A reference and the difference to it, under its own name."""
    gap = gap_to(row, value) or None
    return {geography.name(code): _number(row, value), difference_title(geography, code): gap}


def _natures(geography: Geography, row: ProfileRow) -> list[str]:
    """What the region and the country are, where the numbers alone would mislead."""
    other = row.country is not None and row.country.territoire != geography.country
    return ["totaux"] * row.notion.additive + (
        [geography.name(row.country.territoire)] if row.country and other else []
    )


def _line(territory: Territory, row: ProfileRow, value: Value | None, statut: str) -> dict[str, object]:
    """What every line says of a value; nothing of it is known when there is none."""
    annee = value.annee if value else row.key.annee
    return dict.fromkeys(figure_columns(territory.geography, territory.pair)) | {
        "Thème": territory.atlas.themes[row.notion.theme],
        "Indicateur": row.notion.libelle,
        "Identifiant": row.notion.indicateur,
        "Unité": row.notion.unite.replace("km2", "km²"),
        "Valeur": exact_or(value.low, value.high, value_text(value, row.notion)) if value else NOT_STATED,
        "Minimum": value.low if value else None,
        "Maximum": value.high if value else None,
        "Comparateur": COMPARATOR_WORDS[value.comparateur] if value else None,
        "Année": annee or YEAR_NOT_STATED,
        "Origine": ORIGINE_LABELS[value.origine if value else row.key.origine],
        "Statut": statut,
        "Imprimé": value.brut if value else None,
        "Source": place_text(territory.atlas, value) if value else None,
    }


def _apart(territory: Territory, value: Value, place: str) -> dict[str, object]:
    notion = territory.atlas.notions[value.indicateur]
    row = ProfileRow(notion, value.key, value, None, None, None, 0, None, None, None, (), (), 0)
    line = _line(territory, row, value, "à part")
    return line | {"Portée": place, "Valeur": value.brut}
