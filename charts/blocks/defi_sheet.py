"""Défis side by side: two to four plans in columns, objectifs aligned by code, wordings marked word by word.

Pure: records in, inert HTML out (every text is escaped).

Source: DESIGN.md, section 6; VIGILANCE.md, «Objectifs».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import urlencode

from analysis.plans import Defi, DefiPage, Plans, Sheet
from analysis.wording import compare_titles
from charts.words.coverage import NOT_PRIORITISED_TEXT, status_text
from charts.words.french import NOT_STATED, OF_DEPARTEMENT, count_text, list_text, plural
from charts.words.shared_words import common_counts, common_to
from charts.words.wording import mistake_text, wording_html, wording_text
from loaders.schema import DEPARTEMENTS


@dataclass(frozen=True)
class Columns:
    """The plans compared, in the order of the columns, and the objectifs kept of each."""

    plans: Plans
    defi: str
    departements: Sequence[str]
    sheets: dict[str, list[Sheet]]

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


def side_by_side_html(columns: Columns) -> str:
    """One défi: its titles, then the shared objectifs on their row, then those of one plan alone."""
    rows = [_titles_row(columns), *(_shared_row(columns, code) for code in columns.shared), _own_row(columns)]
    heads = "".join(f'<th scope="col">{plan_html(columns.plans, code)}</th>' for code in columns.departements)
    defi = columns.plans.defis[columns.defi]
    title = f"{defi.code} {defi.libelle}"
    return (
        f'<section class="defi" aria-label="{escape(title)}"><h3>{escape(title)}</h3>'
        f"<p>{escape(finding_text(columns))} {escape(reference_text(columns.plans, defi))}</p>"
        f'<div class="cote" role="region" tabindex="0" aria-label="{escape(defi.code)} côte à côte"><table>'
        f"<thead><tr>{heads}</tr></thead>{''.join(rows)}</table></div></section>"
    )


def finding_text(columns: Columns) -> str:
    """Who prioritises the défi, what they share, what each has of its own."""
    names = [DEPARTEMENTS[code] for code in columns.carriers]
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
    counts = common_counts(map(columns.bearers, columns.shared), columns.departements, noun="objectif")
    ranked = sorted(codes, key=lambda bearers: (-len(bearers), [columns.departements.index(one) for one in bearers]))
    return [f"{said} ({list_text(codes[bearers])})" for said, bearers in zip(counts, ranked, strict=True)]


def plan_html(plans: Plans, departement: str) -> str:
    """Name of the département and what its plan is: a consultation version is said wherever plans are compared."""
    return f"{escape(DEPARTEMENTS[departement])} <span>{escape(status_text(*plans.status[departement]))}</span>"


def reference_text(plans: Plans, defi: Defi) -> str:
    """Where the title of reference is read, and what other titles are printed."""
    origin = plans.origin(defi.document)
    where = "le document régional" if not origin else f"le plan {OF_DEPARTEMENT[origin]}"
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


def sheet_html(plans: Plans, sheet: Sheet, *, reference: Sheet | None = None, elsewhere: Sequence[str] = ()) -> str:
    """One objectif in one plan.

    Args:
        reference: the sheet its title is compared with (itself: it is the title of comparison), None for one alone.
        elsewhere: other départements that bear the same code, to name.
    """
    title = escape(sheet.shown)
    parts = []
    if reference is sheet:
        parts.append(_note("Titre pris pour comparaison."))
    elif reference is not None:
        found = compare_titles(sheet.shown, reference.shown)
        title = wording_html(found)
        told = f"du plan {OF_DEPARTEMENT[reference.departement]}"
        parts.append(_note(wording_text(found, reference=told)))
    parts += [_note(mistake_text(sheet))] if sheet.mistake else _page_wording(sheet)
    parts.append(f"<p>{escape(sheet.resume)}</p>")
    parts.append(_tags(sheet))
    parts.append(f"<p>{escape(counts_text(sheet))}</p>")
    if elsewhere:
        parts.append(_note(f"Aussi porté par {list_text([DEPARTEMENTS[code] for code in elsewhere])}."))
    parts.append(_cautions([sheet.note, *plans.cautions(sheet.code, [sheet.departement])]))
    parts.append(place_html(sheet))
    return f'<p class="titre"><b>{sheet.code}</b> {title}</p>{"".join(parts)}'


def counts_text(sheet: Sheet) -> str:
    """Printed lines of results and actions; a section that is not there is said."""
    return f"Résultats attendus : {_lines(sheet.nb_resultats_attendus)}. Actions : {_lines(sheet.nb_actions)}."


def place_html(row: Sheet | DefiPage) -> str:
    """Section and line, with the way to the table of sources; the document is that of the column."""
    query = urlencode({"vue": "objectifs", "departement": row.departement, "mots": row.code})
    return (
        f'<p class="source">{escape(row.section)}, '
        f'<a data-vue href="./sources?{escape(query)}">ligne {row.ligne} du texte</a></p>'
    )


def _titles_row(columns: Columns) -> str:
    silent = f'<td class="sans">{escape(NOT_PRIORITISED_TEXT[0].upper() + NOT_PRIORITISED_TEXT[1:])}.</td>'
    cells = []
    for code in columns.departements:
        page = columns.plans.pages.get((code, columns.defi))
        cells.append(f"<td>{_page(columns.plans, page)}</td>" if page else silent)
    return f"<tbody>{_band(columns, 'Le défi dans chaque plan')}<tr>{''.join(cells)}</tr></tbody>"


def _page(plans: Plans, page: DefiPage) -> str:
    """The title of the défi in the plan, beside the regional one; its tags; its place."""
    found = compare_titles(page.shown, plans.defis[page.code].libelle)
    return (
        f'<p class="titre">{wording_html(found)}</p>{_note(wording_text(found, reference="de référence"))}'
        f"{_note(mistake_text(page)) if page.mistake else ''}"
        f"{_tags(page)}"
        f"{_cautions([page.note, *plans.cautions(page.code, [page.departement])])}"
        f"{place_html(page)}"
    )


def _shared_row(columns: Columns, code: str) -> str:
    bearers = {sheet.departement: sheet for sheets in columns.sheets.values() for sheet in sheets if sheet.code == code}
    first = next(iter(bearers.values()))
    outside = _elsewhere(columns, code)
    cells = []
    for departement in columns.departements:
        sheet = bearers.get(departement)
        if sheet:
            told = sheet_html(columns.plans, sheet, reference=first)
            cells.append(f"<td>{told}</td>")
        else:
            cells.append(f'<td class="sans">{escape(_without(columns, departement, code))}</td>')
    also = f" ; hors de cette comparaison : {list_text([DEPARTEMENTS[d] for d in outside])}" if outside else ""
    band = _band(columns, f"Objectif {code}, commun {common_to(columns.bearers(code), columns.departements)}{also}")
    return f"<tbody>{band}<tr>{''.join(cells)}</tr></tbody>"


def _own_row(columns: Columns) -> str:
    cells = []
    for departement in columns.departements:
        own = [sheet for sheet in columns.sheets[departement] if sheet.code not in columns.shared]
        body = "".join(f"<div>{sheet_html(columns.plans, s, elsewhere=_elsewhere(columns, s.code))}</div>" for s in own)
        cells.append(f"<td>{body}</td>" if own else f'<td class="sans">{escape(_none(columns, departement))}</td>')
    if not any(columns.sheets.values()) or all(
        sheet.code in columns.shared for sheets in columns.sheets.values() for sheet in sheets
    ):
        return ""
    return f"<tbody>{_band(columns, 'Objectifs portés par un seul de ces plans')}<tr>{''.join(cells)}</tr></tbody>"


def _band(columns: Columns, text: str) -> str:
    return f'<tr class="bande"><th colspan="{len(columns.departements)}" scope="rowgroup">{escape(text)}</th></tr>'


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


def _page_wording(sheet: Sheet) -> list[str]:
    """What the page of the défi announces, when it is worded otherwise than the sheet."""
    if not sheet.titre_page:
        return []
    found = compare_titles(sheet.titre_page, sheet.titre_objectif)
    if found.verdict in ("identique", "forme"):
        return []
    return [f'<p class="mention">La page du défi l\'annonce autrement : « {wording_html(found)} »</p>']


def _tags(row: Sheet | DefiPage) -> str:
    """Themes, parcours and key words as printed; empty is not stated, never «none»."""
    said = [("Thèmes", row.themes), ("Parcours", row.parcours)]
    if row.mots_cles:
        said.append(("Mots clés", row.mots_cles))
    lines = [f"<dt>{name}</dt><dd>{escape(', '.join(labels)) or f'<i>{NOT_STATED}</i>'}</dd>" for name, labels in said]
    return f"<dl>{''.join(lines)}</dl>"


def _lines(count: int | None) -> str:
    return "rubrique absente" if count is None else f"{count} ligne{plural(count)} imprimée{plural(count)}"


def _note(text: str) -> str:
    return f'<p class="mention">{escape(text)}</p>'


def _cautions(texts: Sequence[str]) -> str:
    said = list(dict.fromkeys(text for text in texts if text))
    if not said:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in said)
    return f"<details><summary>À savoir ({len(said)})</summary><ul>{items}</ul></details>"
