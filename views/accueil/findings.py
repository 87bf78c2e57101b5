"""What the home page says of other views: the finding of each, as that view writes it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from analysis.key_figures import REGION_FIGURES
from charts.blocks.home import GAP_TERMS, Finding, defi_marks, gap_marks
from charts.blocks.key_figures import strip
from charts.blocks.records import Block, Break, Paragraph
from views.address import Address, pairs_of
from views.carte.page import view as carte
from views.defis.page import view as defis
from views.ecarts.page import view as ecarts
from views.library import Library
from views.view import View

_MOST = 3


def found(library: Library) -> tuple[Finding, ...]:
    """Three findings: a map, what changes and what is prioritised; maps alone where no plan is loaded."""
    return tuple(islice(_told(library), _MOST))


def _told(library: Library) -> Iterator[Finding]:
    first = carte(library, _address(library))
    yield _mapped(library, first)
    if library.supply.departements:
        shown = ecarts(library, _address(library))
        yield _finding(shown, gap_marks(library.supply, library.supply.departements), GAP_TERMS)
    if library.plans.loaded:
        shown = defis(library, _address(library))
        yield _finding(shown, defi_marks(library.plans, library.plans.loaded))
    for slug in REGION_FIGURES:
        if slug in library.atlas.best and not library.atlas.notions[slug].additive:
            other = carte(library, _address(library, indicateur=[slug]))
            if other.parameters != first.parameters:
                yield _mapped(library, other)


def _address(library: Library, **parameters: list[str]) -> Address:
    return Address(parameters, library.geography.departements)


def _mapped(library: Library, shown: View) -> Finding:
    slug = dict(pairs_of(shown.parameters))["indicateur"]
    key = library.atlas.best[slug]
    region, *country = (library.geography.name(value.territoire) for value in library.atlas.references(key))
    legend = (f"trait : {region}", *(span for name in country for span in (Break(), f"tirets : {name}")))
    return _finding(shown, (Paragraph(strip(library.atlas, key)), Paragraph(legend)))


def _finding(shown: View, drawn: tuple[Block, ...], terms: str = "") -> Finding:
    """The title of a view, and the first of what it says with it."""
    first, more, _ = (shown.sentence or next(iter(shown.cautions), "")).partition(". ")
    return Finding(shown.title, first + "." * bool(more), shown.page, tuple(pairs_of(shown.parameters)), drawn, terms)
