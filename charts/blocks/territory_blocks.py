"""The body of the page of one département: figures by theme, plan, supply, cautions.

Every text is escaped. The same blocks are printed: `paper` opens what the page folds and
leaves out links.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from analysis.plans import GRAVITES, NOT_PRIORITISED, PRIORITISED, Sheet
from analysis.supply import COUNTED, GapRow
from analysis.territory import Territory
from analysis.ties import kept_activites, own_share
from charts.blocks.gap_changes import named_text, reserved_text
from charts.blocks.gap_sheet import plan_text
from charts.blocks.kin_words import kin_note
from charts.blocks.spine import competing_text, legend_html, shown_text, source_link, spine_table
from charts.drawings.gap_matrix import counts_text, explained_text
from charts.words.coverage import NOT_LOADED_TEXT, NOT_PRIORITISED_TEXT
from charts.words.filter_words import EDITORIAL, engagements_text
from charts.words.french import NBSP, count_text, list_text, lower_first, plural, year_text
from charts.words.gap_reserves import WITHOUT, WITHOUT_OTHER, parted
from charts.words.gap_words import REVISED, REVISED_MARK
from charts.words.wording import mistake_html

_GRAVITES = {
    "reserve_forte": "Réserves fortes",
    "attention": "À lire avec attention",
    "information": "Pour information",
}


_MOST_NAMED = 5
"""Activités left out that are named one by one."""

KEY, EVERY = "", "tous"
"""Figures shown: the key ones, or every theme; else the code of a theme."""


def figure_choices(territory: Territory) -> dict[str, str]:
    """What the figures may be narrowed to, by code: the key ones, each theme that has some, all of them."""
    themes = territory.atlas.dataset.themes.sort_values("ordre")
    found = {
        theme: label
        for theme, label in zip(themes["theme"], themes["libelle"], strict=True)
        if territory.profile.theme(theme)
    }
    return {KEY: "Chiffres clés", **found, EVERY: "Tous les thèmes"}


def figures_html(territory: Territory, *, chiffres: str = KEY, paper: bool = False) -> str:
    """The figures chosen (all of them on paper), then what is apart.

    Args:
        chiffres: KEY, EVERY or a theme.
    """
    code, profile = territory.code, territory.profile
    parts = [f"<h2>{escape(_figures_title(territory))}</h2>{legend_html(territory.name)}"]

    def notes(indicateur: str) -> list[str]:
        return kin_note(territory.atlas, indicateur, code, paper=paper)

    if paper or chiffres in (KEY, EVERY):
        parts.append(
            spine_table(profile.key_rows, code=code, paper=paper, notes=notes, caption="Chiffres clés (statistiques)")
        )
    for theme, label in figure_choices(territory).items():
        if theme in (KEY, EVERY) or not (paper or chiffres in (theme, EVERY)):
            continue
        found = profile.theme(theme)
        official = sum(row.key.origine == "statistique" for row in found)
        title = f"{label} : {_kinds(official, len(found) - official)}"
        table = spine_table(found, code=code, caption=title, notes=notes, paper=paper)
        parts.append(f"<section><h3>{escape(title)}</h3>{table}</section>" if paper else table)
    return "".join([*parts, _apart(territory, paper), _competing(territory, paper)])


def intentions_html(territory: Territory, *, engagements: Sequence[str] = (), paper: bool = False) -> str:
    """For each engagement: the défis that the plan prioritises with their objectifs, and those it does not.

    Args:
        engagements: those to keep, all six when empty; what is left out is counted.
    """
    plans, code = territory.plans, territory.code
    if not territory.loaded:
        return f"<h2>Engagements, défis et objectifs : {NOT_LOADED_TEXT}</h2>"
    share = own_share(plans, engagements, code)
    region = sum(not engagements or str(defi.engagement) in engagements for defi in plans.defis.values())
    title = (
        f"Engagements, défis et objectifs : {share.defis} défi{plural(share.defis)} sur {region} "
        f"priorisé{plural(share.defis)}, {share.objectifs} objectif{plural(share.objectifs)}"
    )
    note = "Titres de ce plan ; résumés écrits pour cet outil."
    if engagements:
        defis, sheets = share.all_defis - share.defis, share.all_objectifs - share.objectifs
        note += (
            f" Filtre : {engagements_text(engagements)} ; {defis} défi{plural(defis)} priorisé{plural(defis)} et "
            f"{sheets} objectif{plural(sheets)} de ce plan sont hors du filtre."
        )
    body = "".join(
        _engagement(territory, number, paper)
        for number in plans.engagements
        if not engagements or str(number) in engagements
    )
    return f'<h2>{escape(title)}</h2><p>{note}</p><div class="engagements">{body}</div>'


def supply_html(
    territory: Territory, *, engagements: Sequence[str] = (), tied: bool = True, paper: bool = False
) -> str:
    """Per activité, how many lines read up, stable, down, as a range, not comparable.

    Args:
        engagements: those whose activités are kept, by our own ties.
        tied: False to keep every activité all the same.
    """
    supply, code = territory.supply, territory.code
    if not territory.loaded:
        return f"<h2>Objectifs quantitatifs de l'offre de soins (OQOS) : {NOT_LOADED_TEXT}</h2>"
    kept = kept_activites(supply, engagements if tied else ())
    said = f"<p>{escape(_left_out(territory, kept, engagements))}</p>" if len(kept) < len(supply.activites) else ""
    if not kept:
        return f"<h2>Offre de soins (OQOS) : aucune activité sous ce filtre</h2>{said}"
    total = {name: sum(supply.counts(slug, code)[name] for slug in kept) for name in COUNTED}
    changes = supply.changes(code)
    without = WITHOUT_OTHER if any(row.consulted for row in changes) else WITHOUT
    kept_changes = [row for row in changes if row.activite in kept]
    counts = counts_text(total) + explained_text(kept_changes)
    rows = "".join(_activity(territory, slug, [row for row in changes if row.activite == slug], paper) for slug in kept)
    way = (
        ""
        if paper
        else f"<p>{_link('Lire tous les écarts de ce département', 'ecarts', vue='departement', departement=code)}</p>"
    )
    return (
        f"<h2>Offre de soins (OQOS), prévu à côté de l'autorisé au 01/06/2023 : {escape(counts)}</h2>"
        f"<p>{escape(plan_text(supply, code, kept_changes, 'intervalle'))}.</p>{said}"
        f'<div class="tableau offre" tabindex="0" role="region" aria-label="Offre de soins par activité"><table>'
        '<caption class="hors-vue">Lignes de chaque activité</caption><thead><tr><th scope="col">Activité</th>'
        '<th scope="col">Lignes du tableau</th>'
        f'<th scope="col">Écarts chiffrés et non nuls, {without}</th>'
        '<th scope="col">Avec réserve</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        "<p>Une ligne sans implantation, ni autorisée ni prévue, n'est pas comptée.</p>"
        f"<p>{REVISED_MARK} {escape(REVISED)}</p>{way}"
    )


def cautions_html(territory: Territory, *, paper: bool = False) -> str:
    """Vigilances about the département or its document, heaviest first."""
    found = territory.cautions
    if not found:
        return "<h2>Vigilances : aucune ne porte sur ce département</h2>"
    number = len(found)
    parts = [f"<h2>Vigilances : {number} point{plural(number)} à connaître avant de citer ces chiffres</h2>"]
    for gravite in GRAVITES:
        kept = [caution for caution in found if caution.gravite == gravite]
        if kept:
            items = "".join(f"<li>{escape(caution.message)}</li>" for caution in kept)
            parts.append(
                _fold(
                    f"{_GRAVITES[gravite]} ({len(kept)})",
                    f'<ul class="longue">{items}</ul>',
                    key=f"vigilance-{gravite}",
                    paper=paper,
                )
            )
    if not paper:
        way = _link(
            "Lire ces vigilances avec leurs références", "sources", vue="vigilances", departement=territory.code
        )
        parts.append(f"<p>{way}</p>")
    return "".join(parts)


def _figures_title(territory: Territory) -> str:
    rows = territory.profile.rows
    official = sum(row.key.origine == "statistique" for row in rows)
    known = sum(row.value is not None for row in rows if row.key.origine == "statistique")
    missing = f" ({official - known} non renseignée{plural(official - known)})" if official > known else ""
    plan = f"sts-{territory.code}"
    values = [value for row in rows for value in (row.value, *row.beside, *row.competing) if value]
    values += [value for value, _ in territory.profile.apart]
    printed = {value.indicateur for value in values if value.document == plan}
    said = f", {len(printed)} indicateurs lus dans son plan" if territory.loaded else ""
    return f"Chiffres : {official} statistiques officielles{missing}{said}"


def _kinds(official: int, printed: int) -> str:
    parts = [f"{official} statistique{plural(official)}"] if official else []
    parts += [f"{printed} chiffre{plural(printed)} lu{plural(printed)} dans les documents"] if printed else []
    return " et ".join(parts)


def _apart(territory: Territory, paper: bool) -> str:
    """Values about a smaller place or group: in words, never on a scale."""
    notions, lines = territory.atlas.notions, []
    for value, place in territory.profile.apart:
        notion = notions[value.indicateur]
        said = f"{notion.libelle} ({place}) : {value.brut}, {year_text(value.annee)}, "
        lines.append(f"<li>{escape(said)}{source_link(value, code=territory.code, paper=paper)}</li>")
    if not lines:
        return ""
    title = f"À part : {len(lines)} valeur{plural(len(lines))} d'un autre périmètre que le département entier"
    return _fold(title, f'<ul class="longue">{"".join(lines)}</ul>', key="portee", paper=paper)


def _competing(territory: Territory, paper: bool) -> str:
    """Other published values of a notion, beside the one that is shown."""
    lines = []
    for row, value in territory.profile.competing:
        shown = row.value if row.key.origine == "plan" else row.beside[0] if row.beside else row.value
        own = f"{row.notion.libelle} : {shown_text(row, shown)} montré" if shown else row.notion.libelle
        lines.append(f"<li>{escape(f'{own} ; {competing_text(row, value)}, imprimé «{value.brut}»')}</li>")
    if not lines:
        return ""
    title = f"Autre valeur publiée : {len(lines)} cas"
    return _fold(title, f'<ul class="longue">{"".join(lines)}</ul>', key="autres", paper=paper)


def _left_out(territory: Territory, kept: Sequence[str], engagements: Sequence[str]) -> str:
    """Activités that the filter leaves out of the supply, by name while they are few, and whose tie it is."""
    known = territory.supply.activites
    left = [lower_first(known[slug].libelle_court) for slug in known if slug not in kept]
    which = f" ({list_text(left)})" if len(left) <= _MOST_NAMED else ""
    s = plural(len(left))
    return (
        f"Filtre : {engagements_text(engagements)} ; {len(left)} activité{s} sur {len(known)} hors du filtre"
        f"{which}. {EDITORIAL[0].upper()}{EDITORIAL[1:]}."
    )


def _engagement(territory: Territory, number: int, paper: bool) -> str:
    plans, code = territory.plans, territory.code
    entry = plans.engagements[number]
    defis = [defi for defi in plans.defis.values() if defi.engagement == number]
    chosen = "".join(
        _defi(territory, defi.code, paper) for defi in defis if plans.standing(defi.code, code) == PRIORITISED
    )
    others = [defi for defi in defis if plans.standing(defi.code, code) == NOT_PRIORITISED]
    rest = ""
    if others:
        number_of = f"{count_text(len(others), noun='autre défi', capital=True)}".replace("autre défis", "autres défis")
        items = "".join(f"<li><b>{defi.code}</b> {escape(defi.libelle)}</li>" for defi in others)
        each = "" if len(others) == 1 else "chacun "
        rest = f'<p>{number_of} de la région, {each}{NOT_PRIORITISED_TEXT} :</p><ul class="non-priorises">{items}</ul>'
    return f"<section><h3>Engagement {number} : {escape(entry.libelle)}</h3>{chosen}{rest}</section>"


def _defi(territory: Territory, defi: str, paper: bool) -> str:
    page, sheets = territory.plans.pages[(territory.code, defi)], territory.plans.of(defi, territory.code)
    count = f"{len(sheets)} objectif{plural(len(sheets))}" if sheets else "aucune fiche d'objectif lue"
    words = f"Comparer le défi {defi} entre départements"
    way = "" if paper else f"<p>{_link(words, 'defis', defi=defi, departement=territory.code)}</p>"
    wrong = f"<p>{mistake_html(page)}</p>" if page.mistake else ""
    body = f'{wrong}<ul class="objectifs">{"".join(_sheet(sheet) for sheet in sheets)}</ul>{way}'
    return _fold(f"{defi} {page.shown} : {count}", body, key=defi, paper=paper, level="h4")


def _sheet(sheet: Sheet) -> str:
    return (
        f"<li><b>{escape(sheet.code)}</b> {escape(sheet.shown)} (ligne {sheet.ligne}) "
        f"{mistake_html(sheet)}<p>{escape(sheet.resume)}</p></li>"
    )


def _activity(territory: Territory, slug: str, changes: Sequence[GapRow], paper: bool) -> str:
    supply, code = territory.supply, territory.code
    activite = supply.activites[slug]
    name = activite.libelle + (f" {REVISED_MARK}" if activite.revisee else "")
    told = counts_text(supply.counts(slug, code)) if supply.of(slug, [code]) else "aucun tableau lu dans ce plan"
    title = escape(name) if paper else _link(name, "ecarts", activite=slug, departement=code)
    told += explained_text(changes)
    free, held, _ = parted(changes, "intervalle")
    sure = f"{NBSP}; ".join(named_text(row) for row in free) or "aucun"
    others = f"{NBSP}; ".join(reserved_text(row) for row in held) or "aucun"
    return (
        f'<tr><th scope="row">{title}</th><td>{escape(told)}</td><td>{escape(sure)}</td><td>{escape(others)}</td></tr>'
    )


def _fold(title: str, body: str, *, key: str, paper: bool, level: str = "h3") -> str:
    """A part that the page folds and that paper opens; the page remembers it by its key."""
    if paper:
        return f"<section><{level}>{escape(title)}</{level}>{body}</section>"
    return f'<details data-volet="{escape(key)}"><summary>{escape(title)}</summary>{body}</details>'


def _link(words: str, page: str, **query: str) -> str:
    return f'<a data-vue href="./{page}?{escape(urlencode(query))}">{escape(words)}</a>'
