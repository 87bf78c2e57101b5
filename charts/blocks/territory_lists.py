"""The lists of the plan of one département: results, actions, what was asked. Counted on its page, whole on paper."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.defi_choice import EVERYTHING, chosen_items
from analysis.items import PlanItem
from analysis.territory import Territory
from charts.blocks.asked import asked_of
from charts.blocks.records import (
    Blocks,
    Bullets,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    bullets,
    parameters,
)
from charts.words.asked_words import (
    LIST_LABELS,
    READING,
    SHEET_ASKED,
    SHEET_RESULTS,
    SHORT_READING,
    taken_up,
    without_lists,
)
from charts.words.french import plural, word_text
from charts.words.item_words import LINES, LINES_READING, line_text
from loaders.schema_contents import SHEET_LISTS

_ASKED = "Ce que le CTS demandait"


def results_line(territory: Territory, *, engagements: Sequence[str] = ()) -> Blocks:
    """How many results and actions the sheets print, and where they are read.

    Args:
        engagements: those whose sheets are counted, all six when empty.
    """
    code = territory.code
    sheets = [row for row in territory.plans.plan(code) if not engagements or str(row.engagement) in engagements]
    results = sum(row.nb_resultats_attendus or 0 for row in sheets)
    actions = sum(row.nb_actions or 0 for row in sheets)
    if not results + actions:
        return ()
    silent = sum(row.nb_actions is None for row in sheets)
    without = f", dont {'une' if silent == 1 else word_text(silent)} sans rubrique d'actions" if silent else ""
    said = (
        f"{results} résultat{plural(results)} attendu{plural(results)} et {actions} action{plural(actions)}, sur "
        f"{len(sheets)} fiche{plural(len(sheets))}{without}. Chaque ligne, en nos propres mots, se lit dans "
    )
    if not any(territory.plans.items.of_sheet(code, row.code, liste) for row in sheets for liste in SHEET_LISTS):
        return (Paragraph(said.rpartition(" Chaque ligne")[0]),)
    lists = Link("«Données et sources», «Listes des plans»", "sources", parameters(vue="items", departement=code))
    return (Paragraph((said, lists, f", et dans le classeur (feuille «{SHEET_RESULTS}»).")),)


def asked_brief(territory: Territory, *, engagements: Sequence[str] = ()) -> Blocks:
    """«Ce que le CTS demandait», counted: each list, how much of it an objectif takes up, where all of it is read."""
    plans, code = territory.plans, territory.code
    found = plans.items.asked(code)
    title = Heading(_ASKED)
    if not found:
        return title, Paragraph(without_lists(plans.loaded_plans, code))
    whole = " Ces listes portent sur tout le plan : l'engagement choisi ne les filtre pas." if engagements else ""
    way = Link("«Défis», «Ce que le CTS demandait»", "defis", parameters(vue="cts", departement=code))
    parted = plans.items.parted(code)
    return (
        title,
        *bullets(
            [_list(label, [item for item in found if item.liste == liste]) for liste, label in LIST_LABELS.items()]
        ),
        Paragraph(f"{_tied(found)} {SHORT_READING}{whole}"),
        *((Paragraph(parted, "mention"),) if parted else ()),
        Paragraph(("Chaque demande et sa ligne : ", way, f", et dans le classeur (feuille «{SHEET_ASKED}»).")),
    )


def lists_paper(territory: Territory) -> Blocks:
    """For the annex: each result and action under its objectif, then each demand with what takes it up."""
    plans, code = territory.plans, territory.code
    asked = plans.items.asked(code)
    sheets = [
        Part((Heading((Mark(sheet.code), f" {sheet.shown}"), 4), Bullets(tuple(map(_printed, items)), "lignes")))
        for sheet in plans.plan(code)
        if (items := chosen_items(plans, EVERYTHING, sheet))
    ]
    demands = (asked_of(plans, plans.items, code, folded=False, paper=True),) if asked else ()
    return (
        *((Heading(SHEET_RESULTS, 2), Paragraph(LINES_READING), *sheets) if sheets else ()),
        *((Heading(_ASKED, 2), Paragraph(READING), *demands) if asked else ()),
    )


def _printed(item: PlanItem) -> Item:
    """«Résultat : … (ligne 12)», with the quantity and the date that are printed."""
    return Item((Mark(LINES[item.liste]), f" : {line_text(item)}"))


def _list(label: str, found: Sequence[PlanItem]) -> str:
    if not found:
        return f"{label} : aucune ligne imprimée"
    number = taken_up(found)
    if not number:
        return f"{label} : {len(found)} ; aucun objectif du plan ne reprend une de ces lignes en entier"
    return f"{label} : {len(found)}, dont {number} qu'un objectif du plan reprend en entier"


def _tied(found: Sequence[PlanItem]) -> str:
    by, number = len({code for item in found for code in item.lie_a}), taken_up(found)
    if not number:
        return f"Sur {len(found)} lignes, aucune n'est reprise en entier par un objectif du plan."
    said = "est reprise" if number == 1 else "sont reprises"
    return f"Sur {len(found)} lignes, {number} {said} en entier, par {by} objectif{plural(by)}."
