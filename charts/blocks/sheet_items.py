"""Results and actions of an objectif: of one sheet, behind its counts; of several, aligned by nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.defi_choice import EVERYTHING, DefiChoice, chosen_items
from analysis.items import PlanItem
from analysis.plans import Plans, Sheet
from analysis.records import grouped
from charts.blocks.records import (
    Blocks,
    Bullets,
    Cell,
    Folded,
    Item,
    Link,
    Mark,
    Paragraph,
    Row,
    Span,
    Words,
    bullets,
    parameters,
)
from charts.words.alike_words import way_text
from charts.words.french import count_text, list_text
from charts.words.item_words import LINES, line_text
from loaders.schema_contents import ACTION

READING = (
    "Résultats attendus et actions sont résumés en nos propres mots et rangés par nature, un classement fait par nous. "
    "Une même nature ne dit pas une même action, et une ligne imprimée ne dit pas ce qui est fait. «Qui d'autre ?» "
    "mène aux actions d'autres plans qui ont une même nature et nomment un même public ou un même acteur ; leur "
    "nombre suit."
)
_MOST_SEEN = 3
_NONE_OF_IT = "Aucune ligne de cette nature dans cette fiche."
_NOT_COLLECTED = "Lignes non relevées : fiche lue automatiquement."


def counted_items(plans: Plans, choice: DefiChoice, sheet: Sheet, counts: str) -> Blocks:
    """The counts of one sheet, that open its items by nature; the counts alone when no item is held.

    Args:
        counts: printed lines of results and actions, in words.
    """
    items = chosen_items(plans, choice, sheet)
    if not items:
        return (Paragraph(counts),)
    whole = len(chosen_items(plans, EVERYTHING, sheet))
    kept = f" Lignes du filtre : {len(items)} sur {whole}." if choice.asks_items else ""
    groups = _by_nature(plans, items).items()
    asked = choice.asks_items
    listed = tuple(Item((Mark(plans.items.natures[one]),), _lines(plans, found, whole=asked)) for one, found in groups)
    return (Folded(counts + kept, (Bullets(listed),), opened=asked),)


def aligned_rows(
    plans: Plans, choice: DefiChoice, sheets: Mapping[str, Sheet], departements: Sequence[str]
) -> list[Row]:
    """The items of one objectif in several plans: a row a nature that two plans have, then what one alone has.

    Args:
        sheets: the sheet of each plan that bears the objectif, by département.
        departements: the columns.
    """
    whole = choice.asks_items
    held = {code: _by_nature(plans, chosen_items(plans, choice, sheet)) for code, sheet in sheets.items()}
    having = {nature: [code for code in departements if nature in held.get(code, {})] for nature in plans.items.natures}
    several = sorted((nature for nature in having if len(having[nature]) > 1), key=lambda one: -len(having[one]))
    silences = {code: _silence(plans, code) for code in sheets}
    rows: list[Row] = []
    for nature in several:
        who = list_text(plans.geography.named(having[nature]))
        cells = (
            _cell(plans, silences.get(code, ""), held.get(code, {}).get(nature, []), whole=whole)
            for code in departements
        )
        rows += [_band(f"{plans.items.natures[nature]} : {who}", departements), Row(tuple(cells))]
    alone = {code: [one for one in held.get(code, {}) if having[one] == [code]] for code in departements}
    if any(alone.values()):
        cells = (
            _alone(plans, silences.get(code, ""), {one: held[code][one] for one in alone[code]}, whole=whole)
            for code in departements
        )
        rows += [_band("Natures qu'un seul de ces plans écrit pour cet objectif", departements), Row(tuple(cells))]
    return rows


def lines_of(plans: Plans, items: Sequence[PlanItem]) -> Blocks:
    """Some items of one sheet that answer what is asked, each with its nature and its line."""
    return _lines(plans, items, plans.items.natures, whole=True)


def _by_nature(plans: Plans, items: Sequence[PlanItem]) -> dict[str, list[PlanItem]]:
    """Items by their main nature, in the order of the natures, results first."""
    found = grouped(sorted(items, key=lambda item: item.liste != "resultat"), lambda item: item.nature[0])
    return {nature: found[nature] for nature in plans.items.natures if nature in found}


def _silence(plans: Plans, departement: str) -> str:
    """What stands where the sheet of a plan has no line: it prints none, or nobody looked for them."""
    return _NOT_COLLECTED if departement in plans.loaded_plans.unread else _NONE_OF_IT


def _cell(plans: Plans, silence: str, items: Sequence[PlanItem], *, whole: bool) -> Cell:
    if items:
        return Cell(blocks=_lines(plans, items, whole=whole))
    return Cell(silence, role="sans")


def _alone(plans: Plans, silence: str, groups: Mapping[str, Sequence[PlanItem]], *, whole: bool) -> Cell:
    if not groups:
        return Cell("Aucune." if silence == _NONE_OF_IT else silence, role="sans")
    items = [item for found in groups.values() for item in found]
    names = {nature: plans.items.natures[nature] for nature in groups}
    return Cell(blocks=_lines(plans, items, names, whole=whole))


def _lines(plans: Plans, items: Sequence[PlanItem], natures: Mapping[str, str] | None = None, *, whole: bool) -> Blocks:
    """Items one under the other, folded beyond three.

    Args:
        natures: names of the natures to say with each, none to say none.
        whole: whether none is folded: they are what the reader asked for.
    """
    said = [_line(plans, item, (natures or {}).get(item.nature[0], "")) for item in items]
    most = len(said) if whole else _MOST_SEEN
    seen, rest = said[:most], said[most:]
    title = f"Et {count_text(len(rest), noun='autre ligne')}".replace("un autre", "une autre")
    title = title.replace("autre lignes", "autres lignes")
    return (*bullets(seen), *((Folded(title, bullets(rest)),) if rest else ()))


def _line(plans: Plans, item: PlanItem, nature: str) -> Words:
    kind = LINES[item.liste] + (f", {nature[0].lower()}{nature[1:]}" if nature else "")
    return Mark(kind, "note"), f" : {line_text(item)}", *_way(plans, item)


def _way(plans: Plans, item: PlanItem) -> tuple[Span, ...]:
    """The way to the actions of other plans that share something with one, when there are some."""
    number = plans.items.elsewhere(item) if item.liste == ACTION else 0
    return (" ", Link(way_text(number), "defis", parameters(action=item.mark))) if number else ()


def _band(text: str, departements: Sequence[str]) -> Row:
    return Row((Cell(text, heading="rowgroup", columns=len(departements)),), "nature")
