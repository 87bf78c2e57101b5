"""A scenario in lists: the balance of the plans, objectifs and défis by code and title, thèmes and parcours.

Outcomes in, records out.

Source: tables `defis`, `objectifs_departements`, `etiquettes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.defi_choice import EVERYTHING, DefiChoice, chosen_items
from analysis.items import PlanItem
from analysis.loaded import PlanPart
from analysis.plans import Plans, Sheet
from analysis.records import grouped
from analysis.scenario import Outcome, sets_of_sheets
from analysis.tag_view import TagView
from charts.blocks.coded import coded
from charts.blocks.records import (
    Blocks,
    Bullets,
    Cell,
    Folded,
    Grid,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Span,
    bullets,
    parameters,
)
from charts.blocks.sheet_items import lines_of
from charts.blocks.tag_table import KINDS
from charts.blocks.wording_marks import mistake_words
from charts.words.french import NBSP, count_text, list_text, plural
from charts.words.item_words import lines_text
from charts.words.scenario_words import ALL, NOT_READ, OUTSIDE, headings

MOST_NAMED = 12
"""Défis that a sentence names in plain sight."""

OPEN_PLANS = 4
"""Plans whose lists are unfolded; past that, each opens by itself."""

_CAPTION = "Ce que la sélection contient de chaque plan chargé"
_MEASURES: dict[str, tuple[PlanPart, Callable[[Outcome, str], int]]] = {
    "Défis priorisés": ("defis", lambda found, code: len(found.plans[code].defis)),
    "Fiches d'objectifs": ("defis", lambda found, code: len(found.plans[code].sheets)),
    "Écarts chiffrés": ("oqos", lambda found, code: found.supply.numbered(code)),
}
"""What the balance counts, and the part of a plan that it is counted in."""


def constat(title: str, kept: str, phrase: str = "") -> Part:
    """The finding of a scenario, its choices in one line where it has any, the sentence of its reader."""
    said = " ".join(filter(None, (f"Sélection : {kept}." if kept != ALL else "", phrase)))
    return Part((Heading(title, 2), *([Paragraph(coded(said))] if said else [])), "constat")


def sentences(said: Mapping[str, Sequence[str]]) -> Part:
    """Sentences under their headings, the codes that they name as tags; a long list of défis opens by itself."""
    lists = ((Heading(title, 3), Bullets(tuple(map(_sentence, texts)))) for title, texts in said.items() if texts)
    return Part(tuple(block for blocks in lists for block in blocks), "phrases", section=True)


def _sentence(text: str) -> Item:
    head, _, names = text.partition(" : ")
    if text.count("(E") <= MOST_NAMED:
        return Item(coded(text))
    return Item((), (Folded(head, (Paragraph(coded(names)),), level=0),))


def balance(reference: Outcome, named: Mapping[str, Outcome]) -> Blocks:
    """One row a loaded plan: défis, fiches and gaps that are numbers, in the reference and in each scenario."""
    columns = [("Référence", reference), *zip(headings(named), named.values(), strict=True)]
    measures = (Cell(measure, heading="colgroup", columns=len(columns)) for measure in _MEASURES)
    under = (Cell(name, heading="col", role="nombre") for _ in _MEASURES for name, _found in columns)
    loaded = kept_first(reference.loaded_plans.any, named)
    rows = tuple(_balance_row(code, [found for _name, found in columns]) for code in loaded)
    said = (
        "Un nombre compte ce qui est imprimé, il ne mesure pas l'effort. Écarts chiffrés : en hausse ou en baisse, "
        "avec ou sans réserve, hors de ce que seule une borne chiffre."
    )
    head = Row((Cell("Plan", heading="col", rows=2), *measures)), Row(tuple(under))
    return Grid(head, (rows,), "tableau bilan", caption=_CAPTION, label=_CAPTION), Paragraph(said)


def kept_first(codes: Sequence[str], named: Mapping[str, Outcome]) -> list[str]:
    """Some départements, those that a scenario keeps before the others."""
    return sorted(codes, key=lambda code: not any(found.scenario.holds(code) for found in named.values()))


def _balance_row(code: str, outcomes: Sequence[Outcome]) -> Row:
    cells = (cell for part, count in _MEASURES.values() for cell in _balance_cells(code, outcomes, part, count))
    return Row((Cell(outcomes[0].name(code), heading="row"), *cells))


def _balance_cells(
    code: str, outcomes: Sequence[Outcome], part: PlanPart, count: Callable[[Outcome, str], int]
) -> list[Cell]:
    """One measure in the reference and in each scenario, set off where it is another number."""
    if code in outcomes[0].loaded_plans.partial(part):
        return [Cell(NOT_READ, role="nombre") for _ in outcomes]
    before = str(count(outcomes[0], code))
    texts = [str(count(found, code)) if found.scenario.holds(code) else OUTSIDE for found in outcomes]
    return [Cell(text if text == before else Mark(text), role="nombre") for text in texts]


def objectifs(
    plans: Plans, reference: Outcome, named: Mapping[str, Outcome], choice: DefiChoice = EVERYTHING
) -> Blocks:
    """Défis and sheets in the selection and out of it, plan by plan; with two scenarios, who keeps them.

    Args:
        choice: what is asked of results and actions; those that answer then stand under each sheet that is kept, and
            the sheets without any are folded.
    """
    loaded = kept_first([code for code, view in reference.plans.items() if view.loaded], named)
    if not loaded:
        return (Paragraph(f"{reference.loaded_plans.none_text('defis')} : aucun objectif n'est connu ici."),)
    return tuple(_plan(plans, code, named, choice, opened=len(loaded) <= OPEN_PLANS) for code in loaded)


def _plan(plans: Plans, code: str, named: Mapping[str, Outcome], choice: DefiChoice, *, opened: bool) -> Folded:
    found = list(named.values())
    groups = _groups(found[0], found[-1], code, list(named))
    total, untold = sum(map(len, groups.values())), _untold(found, code)
    out = list(groups)[-1]
    columns = tuple(
        _group(f"{title} : {_count(sheets, total)}", sheets, _Asked(plans, choice, untold, told=title != out))
        for title, sheets in groups.items()
    )
    name = plans.geography.name(code)
    return Folded(name, (Part(columns, "deux"),), key=f"et-si-{code}", role="plan-et-si", opened=opened)


def _groups(first: Outcome, last: Outcome, code: str, names: Sequence[str]) -> dict[str, list[Sheet]]:
    sets = sets_of_sheets(first, last, code)
    if len(names) == 1:
        return {"Dans la sélection": sets["both"], "Hors de la sélection": sets["neither"]}
    return {
        "Dans les deux": sets["both"],
        f"«{names[0]}» seul": sets["first"],
        f"«{names[1]}» seul": sets["second"],
        "Dans aucun des deux": sets["neither"],
    }


def _untold(found: Sequence[Outcome], code: str) -> frozenset[str]:
    """Objectifs that a scenario leaves out only because they print no tag."""
    return frozenset(sheet.code for one in found for sheet in one.plans[code].untold)


@dataclass(frozen=True)
class _Asked:
    """How the sheets of one list are written.

    Attributes:
        choice: what is asked of their results and actions.
        untold: codes of the objectifs left out only because they print no tag.
        told: whether the lines that answer are written, or only counted.
    """

    plans: Plans
    choice: DefiChoice
    untold: frozenset[str]
    told: bool


def _count(sheets: Sequence[Sheet], total: int) -> str:
    defis = len({sheet.defi for sheet in sheets})
    count = f"{len(sheets)} fiche{plural(len(sheets))}" if sheets else "aucune fiche"
    return f"{count} sur {total}" + (f", sous {defis} défi{plural(defis)}" if defis else "")


def _group(title: str, sheets: Sequence[Sheet], asked: _Asked) -> Part:
    """The sheets of one list; those that have no line that answers are folded."""
    share = (("part", float(max(len(sheets), 1))),)
    if not asked.choice.asks_items or not sheets:
        return Part((Heading(title), *_listed(sheets, asked, {})), section=True, measures=share)
    found = {sheet.code: chosen_items(asked.plans, asked.choice, sheet) for sheet in sheets}
    having = [sheet for sheet in sheets if found[sheet.code]]
    silent = [sheet for sheet in sheets if not found[sheet.code]]
    head = f"{title} ; {lines_text(sum(map(len, found.values())))}"
    rest = f"{count_text(len(silent), noun='fiche', capital=True)} sans ligne qui réponde"
    folded = (Folded(rest, _listed(silent, asked, {})),) if silent else ()
    return Part((Heading(head), *_listed(having, asked, found), *folded), section=True, measures=share)


def _listed(sheets: Sequence[Sheet], asked: _Asked, found: Mapping[str, Sequence[PlanItem]]) -> Blocks:
    by_defi = grouped(sheets, lambda sheet: sheet.defi)
    return tuple(block for defi, own in by_defi.items() for block in _defi(defi, own, asked, found))


def _defi(defi: str, sheets: Sequence[Sheet], asked: _Asked, found: Mapping[str, Sequence[PlanItem]]) -> Blocks:
    link = Link(Mark(defi, "code"), "defis", parameters(defi=defi, departement=sheets[0].departement))
    title = Paragraph(Mark((f"{asked.plans.defis[defi].libelle} ", link)), "defi-et-si")
    return title, Bullets(tuple(_sheet(sheet, asked, found.get(sheet.code, ())) for sheet in sheets))


def _sheet(sheet: Sheet, asked: _Asked, items: Sequence[PlanItem]) -> Item:
    silent: tuple[Span, ...] = ()
    if sheet.code in asked.untold:
        silent = (" ", Mark("(sans étiquette imprimée : non renseigné)", "italique"))
    counted = (f" ({lines_text(len(items))})",) if items and not asked.told else ()
    link = Link(Mark(sheet.code, "code"), "defis", parameters(objectif=sheet.code))
    words = (f"{sheet.shown} ", link, *counted, *silent, *mistake_words(sheet))
    return Item(words, lines_of(asked.plans, items) if items and asked.told else ())


def tags(named: Mapping[str, Outcome], reference: Outcome) -> Blocks:
    """Thèmes and parcours of each scenario: several plans, one alone, nobody any more, nobody ever; side by side."""
    if len(named) == 1:
        (found,) = named.values()
        return (Part(tuple(Part(_tag(found, reference, kind), section=True) for kind in KINDS), "deux"),)
    columns = []
    for name, found in named.items():
        parts = (block for kind in KINDS for block in _tag(found, reference, kind))
        columns.append(Part((Heading(name), *parts), section=True))
    return (Part(tuple(columns), "deux"),)


def _tag(found: Outcome, reference: Outcome, kind: str) -> Blocks:
    """One kind of tag in one scenario."""
    view, before, (title, word) = found.tags[kind], reference.tags[kind], KINDS[kind]

    def who(codes: Sequence[str]) -> str:
        return list_text([found.name(code) for code in codes])

    several = [f"{label} ({who(view.now[label])}{view.aside(label)})" for label in view.several]
    alone = [
        f"{label} ({found.name(code)}{_already(label, before)}{view.aside(label)})"
        for label, code in view.alone.items()
    ]
    gone = [f"{label} (dans la référence : {who(view.before[label])}{view.aside(label)})" for label in view.gone]
    groups = {
        "Portés par plusieurs plans de la sélection": several,
        "Portés par un seul plan de la sélection": alone,
        "Portés par des fiches hors de la sélection seulement": gone,
        "Imprimés par aucun plan chargé, même dans la référence": view.never,
    }
    listed = (
        block
        for head, labels in groups.items()
        if labels
        for block in (Paragraph(Mark(f"{head}{NBSP}: {len(labels)}"), "defi-et-si"), *bullets(labels))
    )
    without = [f"{found.name(code)} {count}" for code, count in view.untagged.items() if count]
    said = f"Dans la sélection, sans {word} imprimé (non renseigné) : {', '.join(without)}."
    return Heading(title), *listed, *((Paragraph(said, "mention"),) if without else ())


def _already(label: str, before: TagView) -> str:
    return ", déjà seul dans la référence" if label in before.alone else ""
