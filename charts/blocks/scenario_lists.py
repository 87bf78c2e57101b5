"""A scenario in lists: the balance of the plans, objectifs and défis by code and title, thèmes and parcours.

Tables in, inert HTML out (every text is escaped).

Source: tables `defis`, `objectifs_departements`, `etiquettes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from analysis.plans import Plans, Sheet
from analysis.scenario import Outcome, sets_of_sheets
from analysis.tag_view import TagView
from charts.blocks.tag_table import KINDS
from charts.words.french import NBSP, list_text, plural
from charts.words.scenario_words import OUTSIDE, headings
from charts.words.wording import mistake_html
from loaders.schema import DEPARTEMENTS

OPEN_PLANS = 4
"""Plans whose lists are unfolded; past that, each opens by itself."""


def sentences_html(title: str, said: Sequence[str]) -> str:
    """A heading and its sentences."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    return f"<h3>{escape(title)}</h3><ul>{items}</ul>"


def balance_html(reference: Outcome, named: Mapping[str, Outcome]) -> str:
    """One row a loaded plan: défis, fiches and gaps that are numbers, in the reference and in each scenario."""
    columns = [("Référence", reference), *zip(headings(named), named.values(), strict=True)]
    measures = ("Défis priorisés", "Fiches d'objectifs", "Écarts chiffrés")
    heads = "".join(f'<th scope="colgroup" colspan="{len(columns)}">{escape(m)}</th>' for m in measures)
    under = "".join(f'<th scope="col" class="nombre">{escape(name)}</th>' for _ in measures for name, _found in columns)
    loaded = [code for code, view in reference.plans.items() if view.loaded]
    rows = "".join(_balance_row(code, [found for _name, found in columns]) for code in loaded)
    caption = "Ce que la sélection contient de chaque plan chargé"
    return (
        f'<div class="tableau bilan" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption>"
        f'<thead><tr><th scope="col" rowspan="2">Plan</th>{heads}</tr><tr>{under}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        "<p>Un nombre compte ce qui est imprimé, il ne mesure pas l'effort. Écarts chiffrés : non nuls, entre sites "
        "prévus et autorisés, avec et sans réserve ; ce que seule une borne chiffre n'y est pas compté.</p>"
    )


def _balance_row(code: str, outcomes: Sequence[Outcome]) -> str:
    cells = "".join(
        _balance_cells(code, outcomes, count)
        for count in (
            lambda found: len(found.plans[code].defis),
            lambda found: len(found.plans[code].sheets),
            lambda found: found.supply.numbered(code),
        )
    )
    return f'<tr><th scope="row">{escape(DEPARTEMENTS[code])}</th>{cells}</tr>'


def _balance_cells(code: str, outcomes: Sequence[Outcome], count: Callable[[Outcome], int]) -> str:
    """One measure in the reference and in each scenario, set off where it is another number."""
    before = count(outcomes[0])
    cells = []
    for found in outcomes:
        shown = str(count(found)) if found.scenario.holds(code) else OUTSIDE
        cells.append(f'<td class="nombre">{shown if shown == str(before) else f"<b>{shown}</b>"}</td>')
    return "".join(cells)


def objectifs_html(plans: Plans, reference: Outcome, named: Mapping[str, Outcome]) -> str:
    """Défis and sheets in the selection and out of it, plan by plan; with two scenarios, who keeps them."""
    loaded = [code for code, view in reference.plans.items() if view.loaded]
    parts = [_plan_html(plans, code, named, opened=len(loaded) <= OPEN_PLANS) for code in loaded]
    return "".join(parts) or "<p>Aucun plan chargé : aucun objectif n'est connu ici.</p>"


def _plan_html(plans: Plans, code: str, named: Mapping[str, Outcome], *, opened: bool) -> str:
    found = list(named.values())
    groups = _groups(found[0], found[-1], code, list(named))
    total = sum(map(len, groups.values()))
    columns = "".join(
        _group_html(plans, code, title, sheets, untold=_untold(found, code), total=total)
        for title, sheets in groups.items()
    )
    return (
        f'<details class="plan-et-si" data-volet="et-si-{code}"{" open" if opened else ""}>'
        f"<summary>{escape(DEPARTEMENTS[code])}</summary>"
        f'<div class="deux">{columns}</div></details>'
    )


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


def _group_html(
    plans: Plans, code: str, title: str, sheets: Sequence[Sheet], *, untold: frozenset[str], total: int
) -> str:
    by_defi: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        by_defi.setdefault(sheet.defi, []).append(sheet)
    blocks = "".join(_defi_html(plans, code, defi, own, untold) for defi, own in by_defi.items())
    defis = f", sous {len(by_defi)} défi{plural(len(by_defi))}" if by_defi else ""
    count = f"{len(sheets)} fiche{plural(len(sheets))}" if sheets else "aucune fiche"
    return f"<section><h3>{escape(f'{title} : {count} sur {total}{defis}')}</h3>{blocks}</section>"


def _defi_html(plans: Plans, code: str, defi: str, sheets: Sequence[Sheet], untold: frozenset[str]) -> str:
    items = "".join(
        f'<li><a data-vue href="./defis?objectif={sheet.code}">{sheet.code}</a> {escape(sheet.shown)}'
        f"{' <i>(sans étiquette imprimée : non renseigné)</i>' if sheet.code in untold else ''}"
        f"{mistake_html(sheet)}</li>"
        for sheet in sheets
    )
    link = f'<a data-vue href="./defis?defi={defi}&amp;departement={code}">{defi}</a>'
    return f'<p class="defi-et-si"><b>{link} {escape(plans.defis[defi].libelle)}</b></p><ul>{items}</ul>'


def tags_html(named: Mapping[str, Outcome], reference: Outcome) -> str:
    """Thèmes and parcours of each scenario: several plans, one alone, nobody any more, nobody ever."""
    columns = []
    for name, found in named.items():
        head = f"<h3>{escape(name)}</h3>" if len(named) > 1 else ""
        parts = "".join(_tag_html(found.tags[kind], reference.tags[kind], KINDS[kind]) for kind in KINDS)
        columns.append(f"<section>{head}{parts}</section>")
    return f'<div class="deux">{"".join(columns)}</div>'


def _tag_html(view: TagView, before: TagView, names: tuple[str, str]) -> str:
    title, word = names
    several = [f"{label} ({_who(view.now[label])}{view.aside(label)})" for label in view.several]
    alone = [
        f"{label} ({DEPARTEMENTS[code]}{_already(label, before)}{view.aside(label)})"
        for label, code in view.alone.items()
    ]
    gone = [f"{label} (dans la référence : {_who(view.before[label])}{view.aside(label)})" for label in view.gone]
    groups = {
        "Portés par des fiches hors de la sélection seulement": gone,
        "Portés par un seul plan de la sélection": alone,
        "Portés par plusieurs plans de la sélection": several,
        "Imprimés par aucun plan chargé, même dans la référence": view.never,
    }
    blocks = "".join(
        f'<p class="defi-et-si"><b>{escape(head)}{NBSP}: {len(labels)}</b></p>'
        f"<ul>{''.join(f'<li>{escape(label)}</li>' for label in labels)}</ul>"
        for head, labels in groups.items()
        if labels
    )
    without = [f"{DEPARTEMENTS[code]} {count}" for code, count in view.untagged.items() if count]
    note = (
        f'<p class="mention">Dans la sélection, sans {word} imprimé (non renseigné) : {escape(", ".join(without))}.</p>'
    )
    return f"<h3>{title}</h3>{blocks}{note if without else ''}"


def _who(codes: Sequence[str]) -> str:
    return list_text([DEPARTEMENTS[code] for code in codes])


def _already(label: str, before: TagView) -> str:
    return ", déjà seul dans la référence" if label in before.alone else ""
