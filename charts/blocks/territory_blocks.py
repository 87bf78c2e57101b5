"""The body of the page of one département: figures by theme, plan, supply, cautions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.plans import NOT_PRIORITISED, PRIORITISED, Sheet
from analysis.profile import ProfileRow
from analysis.supply import COUNTED, GapRow, Supply
from analysis.territory import Territory
from analysis.ties import kept_activites, own_share
from analysis.vigilances import GRAVITE_HEADINGS
from charts.blocks.council import council_folded
from charts.blocks.gap_changes import named_text, reserved_text
from charts.blocks.gap_sheet import plan_text
from charts.blocks.issues import issues_line
from charts.blocks.kin_words import kin_note
from charts.blocks.records import (
    Block,
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
    Words,
    parameters,
)
from charts.blocks.spine import competing_text, legend, reading, shown_text, source_link, spine_table
from charts.blocks.steering import reform_way, steering_way
from charts.blocks.territory import LOADING_TEXT, pair_line
from charts.blocks.territory_brief import tiles
from charts.blocks.territory_lists import asked_brief, results_line
from charts.blocks.wording_marks import mistake_words
from charts.drawings.gap_matrix import COUNTS_LEGEND, counts_signs, counts_text, explained_text
from charts.words.coverage import NOT_PRIORITISED_TEXT, summary_text
from charts.words.filter_words import EDITORIAL, ENGAGEMENT_WORDS, engagements_text
from charts.words.french import NBSP, count_text, list_text, lower_first, plural, year_text
from charts.words.gap_reserves import WITHOUT, WITHOUT_OTHER, parted
from charts.words.gap_words import REVISED, REVISED_MARK

_NO_GAP: Words = (Mark("–", "vu"), Mark("aucun", "hors-vue"))
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


def figures(territory: Territory, *, chiffres: str = KEY, paper: bool = False) -> Blocks:
    """The figures chosen, then what is apart.

    Args:
        chiffres: KEY, EVERY or a theme.
        paper: every figure in one table, each theme under its title, the key ones there alone; other measures in full.
    """
    code, profile = territory.code, territory.profile

    def table(rows: Sequence[ProfileRow], caption: str) -> Grid:
        return spine_table(
            rows,
            territory.geography,
            code=code,
            caption=caption,
            notes=lambda slug: kin_note(territory.atlas, slug, code, paper=paper),
            pair=territory.pair,
        )

    head = (Heading(_figures_title(territory), 2), legend(territory.name, territory.geography, territory.pair))
    parts: list[Block] = [Part(head, "epine-tete"), *pair_line(territory, ways=not paper)]
    if not paper and chiffres in (KEY, EVERY):
        parts.append(table(profile.key_rows, "Chiffres clés (statistiques)"))
    themes: list[Grid] = []
    for theme, label in figure_choices(territory).items():
        if theme in (KEY, EVERY) or not (paper or chiffres in (theme, EVERY)):
            continue
        found = profile.theme(theme)
        official = sum(row.key.origine == "statistique" for row in found)
        themes.append(table(found, f"{label} : {_kinds(official, len(found) - official)}"))
    parts += [_one_table(themes)] if paper and themes else themes
    how = Folded("Lire ces chiffres", (reading(territory.geography, territory.pair),), key="lire-chiffres", level=0)
    return *parts, how, *_apart(territory), *_competing(territory)


def _one_table(themes: Sequence[Grid]) -> Grid:
    """The tables of the themes as one, its heads written once a page, a row with the title of each."""
    width = len(themes[0].head[0].cells)
    bodies = [
        (Row((Cell(one.caption, heading="rowgroup", columns=width),), "theme"), *body)
        for one in themes
        for body in one.bodies
    ]
    return replace(themes[0], bodies=tuple(bodies), caption="Chiffres de chaque thème")


def key_figures(territory: Territory) -> Blocks:
    """The key figures alone, for two printed pages."""
    rows, geography = territory.profile.key_rows, territory.geography
    return (
        Heading(_figures_title(territory), 2),
        legend(territory.name, geography, territory.pair),
        *pair_line(territory, ways=False),
        spine_table(rows, geography, code=territory.code, caption="Chiffres clés (statistiques)", pair=territory.pair),
    )


def intentions(territory: Territory, *, engagements: Sequence[str] = (), paper: bool = False) -> Blocks:
    """For each engagement: the défis that the plan prioritises with their objectifs, and those it does not.

    Args:
        engagements: those to keep, all six when empty; what is left out is counted.
        paper: titles in full; on a screen a few words, the title being one click away.
    """
    plans, code = territory.plans, territory.code
    if missing := territory.loaded_plans.missing_text(code, "defis"):
        ask = () if territory.loaded else (Paragraph(LOADING_TEXT, "charger"),)
        return Heading(f"Engagements, défis et objectifs : {missing}", 2), *ask
    share = own_share(plans, engagements, code)
    region = sum(not engagements or str(defi.engagement) in engagements for defi in plans.defis.values())
    title = (
        f"Engagements, défis et objectifs : {share.defis} défi{plural(share.defis)} sur {region} "
        f"priorisé{plural(share.defis)}, {share.objectifs} objectif{plural(share.objectifs)}"
    )
    unread = code in territory.loaded_plans.unread
    note = f"Titres de ce plan ; résumés {'non relevés' if unread else 'écrits pour cet outil'}."
    note = note if paper else f"Ouvrir un défi : son titre, ses enjeux, ses objectifs. {note}"
    if engagements:
        defis, sheets = share.all_defis - share.defis, share.all_objectifs - share.objectifs
        note += (
            f" Filtre : {engagements_text(engagements)} ; {defis} défi{plural(defis)} priorisé{plural(defis)} et "
            f"{sheets} objectif{plural(sheets)} de ce plan sont hors du filtre."
        )
    kept = (number for number in plans.engagements if not engagements or str(number) in engagements)
    body = tuple(_engagement(territory, number, paper=paper) for number in kept)
    return (
        Heading(title, 2),
        *(() if paper else tiles(territory, engagements=engagements)),
        *results_line(territory, engagements=engagements),
        Paragraph(note),
        Part(body, "engagements"),
        *council_folded(plans, code),
        *asked_brief(territory, engagements=engagements),
        steering_way(),
    )


def supply(territory: Territory, *, engagements: Sequence[str] = ()) -> Blocks:
    """Per activité, how many lines read up, stable, down, as a range, not comparable.

    Args:
        engagements: those whose activités are kept, by our own ties; every activité without any.
    """
    held, code = territory.supply, territory.code
    if missing := territory.loaded_plans.missing_text(code, "oqos"):
        return (Heading(f"Objectifs quantitatifs de l'offre de soins (OQOS) : {missing}", 2),)
    kept = kept_activites(held, engagements)
    said = (Paragraph(_left_out(territory, kept, engagements)),) if len(kept) < len(held.activites) else ()
    if not kept:
        return Heading("Offre de soins (OQOS) : aucune activité sous ce filtre", 2), *said
    total = {name: sum(held.counts(slug, code)[name] for slug in kept) for name in COUNTED}
    changes = held.changes(code)
    kept_changes = [row for row in changes if row.activite in kept]
    counts = counts_text(total) + explained_text(kept_changes)
    return (
        Heading(f"Offre de soins (OQOS), prévu à côté de l'autorisé au 01/06/2023 : {counts}", 2),
        Paragraph(f"{plan_text(held, code, kept_changes, 'intervalle')}."),
        *said,
        Paragraph(f"{COUNTS_LEGEND} ; une ligne sans implantation, ni autorisée ni prévue, n'est pas comptée."),
        _activities(territory, kept, changes),
        Paragraph(f"{REVISED_MARK} {REVISED}"),
        _way("Lire tous les écarts de ce département", "ecarts", vue="departement", departement=code),
        reform_way(),
    )


def cautions(territory: Territory) -> Blocks:
    """Vigilances about the département or its document, heaviest first."""
    found = territory.cautions
    if not found:
        return (Heading("Vigilances : aucune ne porte sur ce département", 2),)
    number = len(found)
    parts = []
    for gravite, heading in GRAVITE_HEADINGS.items():
        kept = [caution.message for caution in found if caution.gravite == gravite]
        if kept:
            parts.append(Folded(f"{heading} ({len(kept)})", _long(kept), key=f"vigilance-{gravite}"))
    return (
        Heading(f"Vigilances : {number} point{plural(number)} à connaître avant de citer ces chiffres", 2),
        *parts,
        _way("Lire ces vigilances avec leurs références", "sources", vue="vigilances", departement=territory.code),
    )


def _figures_title(territory: Territory) -> str:
    rows = territory.profile.rows
    official = sum(row.key.origine == "statistique" for row in rows)
    known = sum(row.value is not None for row in rows if row.key.origine == "statistique")
    missing = f" ({official - known} non renseignée{plural(official - known)})" if official > known else ""
    plan = territory.loaded_plans.documents.get(territory.code)
    values = [value for row in rows for value in (row.value, *row.beside, *row.competing) if value]
    values += [value for value, _ in territory.profile.apart]
    printed = {value.indicateur for value in values if value.document == plan}
    said = f", {len(printed)} indicateurs lus dans son plan" if territory.loaded else ""
    if territory.code in territory.loaded_plans.partial("figures"):
        said = f", {territory.loaded_plans.missing_text(territory.code, 'figures')}"
    return f"Chiffres : {official} statistiques officielles{missing}{said}"


def _kinds(official: int, printed: int) -> str:
    parts = [f"{official} statistique{plural(official)}"] if official else []
    parts += [f"{printed} chiffre{plural(printed)} lu{plural(printed)} dans les documents"] if printed else []
    return " et ".join(parts)


def _apart(territory: Territory) -> Blocks:
    """Values about a smaller place or group: in words, never on a scale."""
    notions = territory.atlas.notions
    lines: list[Words] = []
    for value, place in territory.profile.apart:
        notion = notions[value.indicateur]
        said = f"{notion.libelle} ({place}) : {value.brut}, {year_text(value.annee)}, "
        lines.append((said, source_link(value, code=territory.code)))
    if not lines:
        return ()
    title = f"À part : {len(lines)} valeur{plural(len(lines))} d'un autre périmètre que le département entier"
    return (Folded(title, _long(lines), key="portee"),)


def _competing(territory: Territory) -> Blocks:
    """Other published values of a notion, beside the one that is shown."""
    lines = []
    for row, value in territory.profile.competing:
        shown = row.value if row.key.origine == "plan" else row.beside[0] if row.beside else row.value
        own = f"{row.notion.libelle} : {shown_text(row, shown)} montré" if shown else row.notion.libelle
        lines.append(f"{own} ; {competing_text(row, value)}, imprimé «{value.brut}»")
    if not lines:
        return ()
    return (Folded(f"Autre valeur publiée : {len(lines)} cas", _long(lines), key="autres"),)


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


def _engagement(territory: Territory, number: int, *, paper: bool) -> Part:
    plans, code = territory.plans, territory.code
    entry = plans.engagements[number]
    defis = [defi for defi in plans.defis.values() if defi.engagement == number]
    chosen = [
        _defi(territory, defi.code, paper=paper) for defi in defis if plans.standing(defi.code, code) == PRIORITISED
    ]
    others = [defi for defi in defis if plans.standing(defi.code, code) == NOT_PRIORITISED]
    rest: Blocks = ()
    if others:
        number_of = f"{count_text(len(others), noun='autre défi', capital=True)}".replace("autre défis", "autres défis")
        each = NOT_PRIORITISED_TEXT.capitalize() if len(others) == 1 else f"Chacun {NOT_PRIORITISED_TEXT}"
        named = tuple(Item((Mark(defi.code), f" {defi.libelle}")) for defi in others)
        why = f"{number_of} de la région, non priorisé{plural(len(others))}"
        inside = Paragraph(f"{each}."), Bullets(named, "non-priorises")
        rest = (Folded(why, inside, key=f"hors-{number}", role="reste", level=4),)
    title = f"Engagement {number} : {entry.libelle if paper else ENGAGEMENT_WORDS[number]}"
    return Part((Heading(title), *chosen, *rest), section=True)


def _defi(territory: Territory, defi: str, *, paper: bool) -> Folded:
    page, sheets = territory.plans.pages[(territory.code, defi)], territory.plans.of(defi, territory.code)
    count = f"{len(sheets)} objectif{plural(len(sheets))}" if sheets else "aucune fiche d'objectif lue"
    wrong = (Paragraph(mistake_words(page)),) if page.mistake else ()
    listed = Bullets(tuple(map(_sheet, sheets)), "objectifs")
    issues = issues_line(territory.plans, territory.code, defi)
    way = _way(f"Comparer le défi {defi} entre départements", "defis", defi=defi, departement=territory.code)
    if paper:
        return Folded(f"{defi} {page.shown} : {count}", (*wrong, *issues, listed, way), key=defi, level=4)
    short = (f"{territory.plans.defis[defi].libelle_court} ", Mark(defi, "code"), f" : {count}")
    return Folded(short, (Paragraph(Mark(page.shown)), *wrong, *issues, listed, way), key=defi, level=4)


def _sheet(sheet: Sheet) -> Item:
    title = (Mark(sheet.code), f" {sheet.shown} (ligne {sheet.ligne}) ", *mistake_words(sheet))
    return Item(title, (Paragraph(summary_text(sheet)),))


def _activities(territory: Territory, kept: Sequence[str], changes: Sequence[GapRow]) -> Grid:
    without = WITHOUT_OTHER if any(row.consulted for row in changes) else WITHOUT
    names = ("Activité", "Lignes du tableau", f"Écarts chiffrés et non nuls, {without}", "Avec réserve")
    return Grid(
        (Row(tuple(Cell(name, heading="col") for name in names)),),
        (tuple(_activity(territory, slug, [row for row in changes if row.activite == slug]) for slug in kept),),
        "tableau offre",
        caption="Lignes de chaque activité",
        caption_seen=False,
        label="Offre de soins par activité",
    )


def _activity(territory: Territory, slug: str, changes: Sequence[GapRow]) -> Row:
    held, code = territory.supply, territory.code
    activite = held.activites[slug]
    name = activite.libelle + (f" {REVISED_MARK}" if activite.revisee else "")
    free, reserved, _ = parted(changes, "intervalle")
    sure = f"{NBSP}; ".join(named_text(row) for row in free) or _NO_GAP
    others = f"{NBSP}; ".join(reserved_text(row, marked=True) for row in reserved) or _NO_GAP
    title = Link(name, "ecarts", parameters(activite=slug, departement=code))
    return Row((Cell(title, heading="row"), Cell(_counted(held, slug, code, changes)), Cell(sure), Cell(others)))


def _counted(held: Supply, slug: str, code: str, changes: Sequence[GapRow]) -> Words:
    """The counts of the lines of an activité as signs, in words for who listens."""
    if not held.of(slug, [code]):
        return "aucun tableau lu dans ce plan"
    counts = held.counts(slug, code)
    signs, told, explained = counts_signs(counts), counts_text(counts), explained_text(changes)
    return (Mark(signs, "vu"), Mark(told, "hors-vue"), explained) if signs else told + explained


def _long(lines: Sequence[Words]) -> Blocks:
    return (Bullets(tuple(map(Item, lines)), "longue"),)


def _way(words: str, page: str, **query: str) -> Paragraph:
    """A link to another view, that paper does without."""
    return Paragraph(Link(words, page, parameters(**query)))
