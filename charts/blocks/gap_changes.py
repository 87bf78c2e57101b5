"""The list of gaps that are numbers and not zero: without reservation, with one, and by a bound alone.

Rows in, records out; the same list on every page.

Source: DESIGN.md, section 5, rules 9 to 11.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.closed_sets import Borne
from analysis.supply import GapRow, Supply
from charts.blocks.records import Blocks, Bullets, Folded, Heading, Item, Mark, Paragraph
from charts.words.french import NBSP, list_text, lower_first, plural
from charts.words.gap_bounds import HYPOTHESES, bound_caution, cell_text, hypothesis_text
from charts.words.gap_declared import announced_text, comes_first, declared_text, signed, told_lines
from charts.words.gap_reserves import parted, reserves_text
from charts.words.gap_words import REVISED_MARK, existing_words, gap_text, sites_text, target_words


def groups(supply: Supply, rows: Sequence[GapRow], borne: Borne, *, opened: int, key: str = "") -> Blocks:
    """The three groups, each under its heading; the last one says that it is a hypothesis.

    Args:
        rows: gaps that are numbers and not zero at the bound, in the order wanted.
        opened: rows of a group that are seen at once.
        key: name of the list, where the page remembers what is unfolded.
    """
    free, held, supposed = parted(rows, borne)
    title = "Sans autre réserve" if any(row.consulted for row in free) else "Sans réserve"
    parts = [
        *_group(supply, free, borne, title, opened, key and f"{key}-sans"),
        *_group(supply, held, borne, "Avec réserve", opened, key and f"{key}-avec"),
    ]
    if supposed:
        caution = supposed_caution(supposed, borne)
        title = f"{HYPOTHESES[borne]}, non une décision"
        parts += [*_group(supply, supposed, borne, title, opened, key and f"{key}-borne"), Paragraph(caution)]
    return tuple(parts)


def supposed_caution(rows: Sequence[GapRow], borne: Borne) -> str:
    """What must be said of the numbers that a bound alone gives; empty without any."""
    plans = {row.departement: row.nom for row in rows if row.supposed(borne)}
    return bound_caution(plans) if plans else ""


def _group(supply: Supply, rows: Sequence[GapRow], borne: Borne, title: str, opened: int, key: str) -> Blocks:
    if not rows:
        return ()
    items = [change(supply, row, borne) for row in rows]
    rest: Blocks = ()
    if len(items) > opened + 2:
        rest = (Folded(f"Et {len(items) - opened} autres", (Bullets(tuple(items[opened:])),), key=key),)
        items = items[:opened]
    return Heading(f"{title} ({len(rows)})", 4), Bullets(tuple(items)), *rest


def change(supply: Supply, row: GapRow, borne: Borne) -> Item:
    """One gap: its number, its name, what was authorised and what is foreseen, its lines, what holds it back."""
    gap = row.gaps[borne]
    assert gap is not None
    star = REVISED_MARK if supply.activites[row.activite].revisee else ""
    name = supply.activites[row.activite].libelle_court
    label = row.libelle if row.libelle.startswith(name) else f"{name}, {lower_first(row.libelle)}"
    told = announced_text(row)
    mark = f" {_unparted(told)}" if told else ""
    number = Mark(signed(gap.low), "hypothese" if row.supposed(borne) else "fort")
    counts = Mark(f"({counts_words(row, borne)}{NBSP}; {lines_text(row)})", "compte")
    return Item((number, f" {label}{star}{mark} ", counts, Mark(_held(row, borne), "reserve")))


def counts_words(row: GapRow, borne: Borne) -> str:
    """«1 autorisé, 3 prévus»; at a bound the printed cell takes the place of a number that no line prints."""
    before = sites_text(row.existing, ["–"])
    after = sites_text(row.targets[borne], row.cible_detail)
    authorised = f"{before} autorisé{plural(before)}" if row.existing else "aucune implantation inscrite"
    if row.bounded(borne):
        return f"{authorised}, cible imprimée {cell_text(row)}"
    return f"{authorised}, {after} prévu{plural(after)}"


def _unparted(told: str) -> str:
    """The mark ◇ and the first word after it, on one line."""
    return told.replace(" ", NBSP, 1)


def _held(row: GapRow, borne: Borne) -> str:
    if row.supposed(borne):
        return hypothesis_text(row, borne)
    return reserves_text(row) if row.reserved else ""


def lines_text(row: GapRow) -> str:
    """«ligne 7319», or both places where the authorised sites and the target stand apart."""
    targets = list(dict.fromkeys(row.lignes_cible or [str(row.ligne)]))
    existing = list(dict.fromkeys(row.lignes_existant))
    said = f"ligne{plural(len(targets))} {list_text(targets)}"
    if not set(existing) - set(targets):
        return said
    return f"autorisé ligne{plural(len(existing))} {list_text(existing)}, prévu {said}"


def range_item(supply: Supply, row: GapRow, borne: Borne) -> Item:
    """A row without a number: what its plan declares first when it declares one, then the range in smaller type.

    What is read at a bound says so, beside its condition.
    """
    activite = supply.activites[row.activite]
    star = REVISED_MARK if activite.revisee else ""
    name = f"{activite.libelle_court}{star}, {lower_first(row.libelle)}"
    counts = Mark(f"({'; '.join(filter(None, [_before(row, borne), lines_text(row)]))})", "compte")
    gap = gap_text(row, borne=borne)
    limit = (Mark(hypothesis_text(row, borne), "reserve"),) if row.bounded(borne) else ()
    if comes_first(row, "intervalle"):
        told = f"le plan annonce {declared_text(row)} ({told_lines(row)}){NBSP};"
        alone = f"à cette seule borne : {gap}" if limit else f"le tableau seul permet {gap}"
        return Item((f"{name} : {told} ", Mark(alone, "petit"), " ", counts, *limit))
    said = announced_text(row)
    mark = f", {_unparted(said)}" if said else ""
    return Item((f"{name} : {gap}{mark} ", counts, *limit))


def _before(row: GapRow, borne: Borne) -> str:
    """The counts of a row, the printed cell in the place of a number read at a bound."""
    bounded = row.bounded(borne)
    counts = [existing_words(row), f"cible imprimée {cell_text(row)}" if bounded else target_words(row, borne)]
    said = ", ".join(filter(None, counts))
    return f"{said}{NBSP}" if said else ""


def named_text(row: GapRow) -> str:
    """«+3 unité de dialyse médicalisée»."""
    return f"{gap_text(row)} {lower_first(row.libelle)}"


def reserved_text(row: GapRow, *, marked: bool = False) -> str:
    """The same with what holds it back.

    Args:
        marked: the revision of 2025 is a sign, which the table around explains.
    """
    kinds = {found.kind for found in row.reservations} - {"consultation"}
    if marked and "avenant" in kinds:
        more = f" ({reserves_text(row, but=('avenant',))})" if len(kinds) > 1 else ""
        return f"{named_text(row)} {REVISED_MARK}{more}"
    return f"{named_text(row)} ({reserves_text(row)})"
