"""Défis side by side: two to four plans in columns, objectifs aligned by code, wordings marked word by word.

Pure: plans in, blocks out.

Source: DESIGN.md, section 6; VIGILANCE.md, «Objectifs».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from analysis.defi_choice import EVERYTHING, DefiChoice, chosen_defis, chosen_sheets
from analysis.plans import Defi, DefiPage, Plans, Sheet
from analysis.wording import compare_titles
from charts.blocks.issues import ISSUES_BAND, issues_words
from charts.blocks.records import (
    Blocks,
    Cell,
    Definitions,
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Span,
    bullets,
    parameters,
)
from charts.blocks.sheet_items import aligned_rows, counted_items
from charts.blocks.wording_marks import LEGEND, wording_words
from charts.words.coverage import NOT_PRIORITISED_TEXT, status_text, summary_text
from charts.words.french import NOT_STATED, count_text, list_text, plural
from charts.words.shared_words import common_counts, common_to
from charts.words.wording import mistake_text, wording_text

Body: TypeAlias = tuple[Row, ...]
"""A band and the row under it, one cell a plan."""


@dataclass(frozen=True)
class Columns:
    """The plans compared, in the order of the columns, and the objectifs kept of each.

    Attributes:
        issues: whether the issues of the défi are told; too long where every défi is.
    """

    plans: Plans
    defi: str
    departements: Sequence[str]
    sheets: dict[str, list[Sheet]]
    choice: DefiChoice = EVERYTHING
    issues: bool = False

    @cached_property
    def shared(self) -> list[str]:
        """Codes that two columns at least bear, in order."""
        codes = [sheet.code for sheets in self.sheets.values() for sheet in sheets]
        return sorted({code for code in codes if codes.count(code) > 1})

    def bearers(self, code: str) -> list[str]:
        """The plans compared that bear an objectif, among those kept, in the order of the columns."""
        return [name for name in self.departements if code in {sheet.code for sheet in self.sheets.get(name, [])}]

    @property
    def carriers(self) -> list[str]:
        return [code for code in self.departements if (code, self.defi) in self.plans.pages]


def columns_of(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> list[Columns]:
    """The plans compared on each défi of a choice, by code; its issues when it is alone."""
    defis = chosen_defis(plans, choice)
    return [
        Columns(
            plans,
            defi.code,
            departements,
            {code: chosen_sheets(plans, choice, defi.code, code) for code in departements},
            choice,
            len(defis) == 1,
        )
        for defi in defis
    ]


def defi_part(columns: Columns) -> Part:
    """One défi: its titles, then the shared objectifs on their row, then those of one plan alone."""
    defi = columns.plans.defis[columns.defi]
    title = f"{defi.code} {defi.libelle}"
    heads = (Cell(plan_words(columns.plans, code), heading="col") for code in columns.departements)
    bodies = (_titles(columns), *_issues(columns), *(_shared(columns, code) for code in columns.shared), *_own(columns))
    grid = Grid((Row(tuple(heads)),), bodies, "cote", label=f"{defi.code} côte à côte")
    said = Paragraph(f"{finding_text(columns)} {reference_text(columns.plans, defi)}")
    head = Heading((f"{defi.libelle} ", Mark(defi.code, "code")), 2 if columns.issues else 3)
    marks = (Paragraph(LEGEND, "legende-titres"),) if columns.issues else ()
    return Part((head, said, *marks, grid), "defi", label=title, section=True)


def finding_text(columns: Columns) -> str:
    """Who prioritises the défi, what they share, what each has of its own."""
    names = columns.plans.geography.named(columns.carriers)
    if not names:
        return "Aucun des plans comparés ne le priorise : le schéma régional s'y applique."
    parts = [f"Priorisé par {list_text(names)}"]
    own = sum(len(sheets) for sheets in columns.sheets.values()) - sum(
        sheet.code in columns.shared for sheets in columns.sheets.values() for sheet in sheets
    )
    if len(columns.departements) > 1:
        parts += _shared_texts(columns) or ["aucun objectif commun"]
        parts.append(f"{count_text(own, noun='objectif')} {'portés' if own > 1 else 'porté'} par un seul plan")
    return " ; ".join(parts) + "."


def _shared_texts(columns: Columns) -> list[str]:
    """How many objectifs each set of the plans compared has in common, with their codes."""
    codes: dict[tuple[str, ...], list[str]] = {}
    for code in columns.shared:
        codes.setdefault(tuple(columns.bearers(code)), []).append(code)
    counts = common_counts(
        columns.plans.geography, map(columns.bearers, columns.shared), columns.departements, noun="objectif"
    )
    ranked = sorted(codes, key=lambda bearers: (-len(bearers), [columns.departements.index(one) for one in bearers]))
    return [f"{said} ({list_text(codes[bearers])})" for said, bearers in zip(counts, ranked, strict=True)]


def plan_words(plans: Plans, departement: str) -> tuple[str, Mark]:
    """Name of the département and what its plan is: a consultation version is said wherever plans are compared."""
    return f"{plans.geography.name(departement)} ", Mark(status_text(*plans.loaded_plans.versions[departement]), "note")


def reference_text(plans: Plans, defi: Defi) -> str:
    """Where the title of reference is read, and what other titles are printed."""
    origin = plans.origin(defi.document)
    where = "le document régional" if not origin else f"le plan {plans.geography.of(origin)}"
    of_another = {row.libelle: f"défi {code}" for code, row in plans.defis.items() if code != defi.code}
    others = [f"« {title} »" for title in defi.autres_libelles if title not in of_another]
    wrong = [f"« {title} » (titre du {of_another[title]})" for title in defi.autres_libelles if title in of_another]
    also = (
        [f"Autre{plural(len(others))} titre{plural(len(others))} imprimé{plural(len(others))} : {' ; '.join(others)}."]
        if others
        else []
    )
    also += [f"Imprimé par erreur : {' ; '.join(wrong)}."] if wrong else []
    return " ".join([f"Titre de référence lu dans {where}, ligne {defi.ligne}.", *also])


def sheet_blocks(
    plans: Plans,
    sheet: Sheet,
    *,
    reference: Sheet | None = None,
    elsewhere: Sequence[str] = (),
    items: DefiChoice | None = EVERYTHING,
) -> Blocks:
    """One objectif in one plan.

    Args:
        items: which results and actions its counts open; None where they stand elsewhere.
        reference: the sheet its title is compared with (itself: it is the title of comparison), None for one alone.
        elsewhere: other départements that bear the same code, to name.
    """
    title: tuple[Span, ...] = (sheet.shown,)
    notes: Blocks = ()
    if reference is sheet:
        notes = (_note("Titre pris pour comparaison."),)
    elif reference is not None:
        found = compare_titles(sheet.shown, reference.shown)
        title = wording_words(found)
        told = f"du plan {plans.geography.of(reference.departement)}"
        notes = (_note(wording_text(found, reference=told)),)
    also = f"Aussi porté par {list_text(plans.geography.named(elsewhere))}." if elsewhere else ""
    return (
        Paragraph((*title, " ", Mark(sheet.code, "code")), "titre"),
        *notes,
        *((_note(mistake_text(sheet)),) if sheet.mistake else _page_wording(sheet)),
        Paragraph(summary_text(sheet)),
        _tags(sheet),
        *(counted_items(plans, items, sheet, counts_text(sheet)) if items else (Paragraph(counts_text(sheet)),)),
        *((_note(also),) if also else ()),
        *_cautions([sheet.note, *plans.cautions(sheet.code, [sheet.departement])]),
        place(sheet),
    )


def counts_text(sheet: Sheet) -> str:
    """Printed lines of results and actions; a section that is not there is said."""
    return f"Résultats attendus : {_lines(sheet.nb_resultats_attendus)}. Actions : {_lines(sheet.nb_actions)}."


def place(row: Sheet | DefiPage) -> Paragraph:
    """Section and line, with the way to the table of sources; the document is that of the column."""
    query = parameters(vue="objectifs", departement=row.departement, mots=row.code)
    return Paragraph((f"{row.section}, ", Link(f"ligne {row.ligne} du texte", "sources", query)), "source")


def _titles(columns: Columns) -> Body:
    silent = Cell(f"{NOT_PRIORITISED_TEXT[0].upper()}{NOT_PRIORITISED_TEXT[1:]}.", role="sans")
    pages = (columns.plans.pages.get((code, columns.defi)) for code in columns.departements)
    cells = (Cell(blocks=_page(columns.plans, page)) if page else silent for page in pages)
    return _band(columns, "Le défi dans chaque plan"), Row(tuple(cells))


def _issues(columns: Columns) -> tuple[Body, ...]:
    """The issues of the défi in each plan, on one row; nothing where they are not told."""
    if not columns.issues or not columns.carriers:
        return ()
    cells = (
        Cell(
            issues_words(
                columns.plans.issues.get((code, columns.defi)), collected=code not in columns.plans.loaded_plans.unread
            )
        )
        if code in columns.carriers
        else Cell("Défi non priorisé dans ce plan.", role="sans")
        for code in columns.departements
    )
    return ((_band(columns, ISSUES_BAND), Row(tuple(cells))),)


def _page(plans: Plans, page: DefiPage) -> Blocks:
    """The title of the défi in the plan, beside the regional one; its tags; its place."""
    found = compare_titles(page.shown, plans.defis[page.code].libelle)
    return (
        Paragraph(wording_words(found), "titre"),
        _note(wording_text(found, reference="de référence")),
        *((_note(mistake_text(page)),) if page.mistake else ()),
        _tags(page),
        *_cautions([page.note, *plans.cautions(page.code, [page.departement])]),
        place(page),
    )


def _shared(columns: Columns, code: str) -> Body:
    bearers = {sheet.departement: sheet for sheets in columns.sheets.values() for sheet in sheets if sheet.code == code}
    first = next(iter(bearers.values()))
    outside = _elsewhere(columns, code)
    cells = (
        Cell(blocks=sheet_blocks(columns.plans, bearers[departement], reference=first, items=None))
        if departement in bearers
        else Cell(_without(columns, departement, code), role="sans")
        for departement in columns.departements
    )
    also = f" ; hors de cette comparaison : {list_text(columns.plans.geography.named(outside))}" if outside else ""
    common = common_to(columns.plans.geography, columns.bearers(code), columns.departements)
    band = _band(columns, f"Objectif {code}, commun {common}{also}")
    return band, Row(tuple(cells)), *aligned_rows(columns.plans, columns.choice, bearers, columns.departements)


def _own(columns: Columns) -> tuple[Body, ...]:
    """The objectifs that one of these plans alone bears; nothing without any."""
    own = {
        departement: [sheet for sheet in columns.sheets[departement] if sheet.code not in columns.shared]
        for departement in columns.departements
    }
    if not any(own.values()):
        return ()
    cells = (
        Cell(blocks=tuple(Part(_alone(columns, sheet)) for sheet in sheets))
        if sheets
        else Cell(_none(columns, departement), role="sans")
        for departement, sheets in own.items()
    )
    return ((_band(columns, "Objectifs portés par un seul de ces plans"), Row(tuple(cells))),)


def _alone(columns: Columns, sheet: Sheet) -> Blocks:
    return sheet_blocks(columns.plans, sheet, elsewhere=_elsewhere(columns, sheet.code), items=columns.choice)


def _band(columns: Columns, text: str) -> Row:
    return Row((Cell(text, heading="rowgroup", columns=len(columns.departements)),), "bande")


def _elsewhere(columns: Columns, code: str) -> list[str]:
    """Départements that bear a code and are not compared here."""
    return [departement for departement in columns.plans.versions(code) if departement not in columns.departements]


def _without(columns: Columns, departement: str, code: str) -> str:
    if departement not in columns.carriers:
        return "Défi non priorisé dans ce plan."
    borne = code in {sheet.code for sheet in columns.plans.of(columns.defi, departement)}
    return f"{code} ne répond pas aux filtres." if borne else f"Pas d'objectif {code} dans ce plan."


def _none(columns: Columns, departement: str) -> str:
    return "Aucun autre objectif." if departement in columns.carriers else "Défi non priorisé dans ce plan."


def _page_wording(sheet: Sheet) -> Blocks:
    """What the page of the défi announces, when it is worded otherwise than the sheet."""
    if not sheet.titre_page:
        return ()
    found = compare_titles(sheet.titre_page, sheet.titre_objectif)
    if found.verdict in ("identique", "forme"):
        return ()
    return (Paragraph(("La page du défi l'annonce autrement : « ", *wording_words(found), " »"), "mention"),)


def _tags(row: Sheet | DefiPage) -> Definitions:
    """Themes, parcours and key words as printed; empty is not stated, never «none»."""
    said = [("Thèmes", row.themes), ("Parcours", row.parcours)]
    if row.mots_cles:
        said.append(("Mots clés", row.mots_cles))
    return Definitions(tuple((name, ", ".join(labels) or Mark(NOT_STATED, "italique")) for name, labels in said))


def _lines(count: int | None) -> str:
    return "rubrique absente" if count is None else f"{count} ligne{plural(count)} imprimée{plural(count)}"


def _note(text: str) -> Paragraph:
    return Paragraph(text, "mention")


def _cautions(texts: Sequence[str]) -> Blocks:
    """What to know, folded; each thing once."""
    said = list(dict.fromkeys(text for text in texts if text))
    return (Folded(f"À savoir ({len(said)})", bullets(said), role="avertis"),) if said else ()
