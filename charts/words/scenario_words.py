"""A scenario in French words: its choices, what it changes beside the reference, what cannot be told.

Source: DESIGN.md, section 5 (rules 3, 4, 10 and 11).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.loaded import NOT_LOADED_TEXT, PlanPart
from analysis.plans import Defi, Plans
from analysis.scenario import ENGAGEMENTS, Outcome, Scenario
from analysis.supply import MOVING, Supply
from charts.blocks.tag_table import KINDS, LEVELS
from charts.words.filter_words import EDITORIAL, engagement_name
from charts.words.french import count_text, list_text, lower_first, plural, these_text
from charts.words.gap_bounds import bound_head
from charts.words.gap_reserves import free_text, parted, supposed_text
from charts.words.gap_words import BORNES, REVISED
from loaders.geography import Geography

ALL = "tout"
"""What the reference keeps."""

NAMES = ("Scénario A", "Scénario B")
"""Names of the two scenarios until their reader gives them one."""

OUTSIDE = "hors de la sélection"
"""Said of a plan that a scenario leaves out, where a count would read as a zero of its own."""

NOT_READ = "non chargé"
"""Said of what was not read in a plan that is there, where a count would read as a zero."""

READ: tuple[PlanPart, ...] = ("defis", "oqos")
"""What a scenario reads of a plan."""

NO_EFFECT = (
    "Aucun document ne dit quelle part d'une cible tient à un engagement ou à un objectif : n'en regarder "
    "qu'une partie ne change aucune cible."
)
NO_TIE = (
    "Aucun document ne relie un défi, un thème ou un parcours à une activité : les OQOS montrés ne suivent que les "
    "engagements et les départements."
)
PRESET_WORDS = {
    "Prévention": "Prévention", "Prévention dans tous les engagements": "Prévention partout",
    "Accès aux soins": "Accès", "Accès aux soins et métiers": "Accès et métiers",
    "Coordination et qualité": "Coordination, qualité", "Parcours de la personne âgée": "Personne âgée",
    "Parcours de santé mentale": "Santé mentale", "Parcours de la personne handicapée": "Handicap",
    "Urgences et soins non programmés": "Urgences", "Cibles à leur borne basse": "Borne basse",
}  # fmt: skip
"""A few words for each scenario to start from, by its name, which the page says once it is chosen."""

WHOLE = "Tout"
"""The reference, among the scenarios to start from."""

_MOST_LISTED, _MOST_NAMED = 6, 3


def alone_name(engagement: str) -> str:
    """«3 Accès seul»: the choice that keeps one engagement and no other."""
    return f"{engagement_name(engagement)} seul"


def headings(named: Collection[str]) -> list[str]:
    """What each scenario is called beside fixed words: its letter first, so that no name can be taken for one.

    Returns:
        `Scénario A : the name`, or `Scénario A` alone for one without a name.
    """
    return [letter if name == letter else f"{letter} : {name}" for letter, name in zip(NAMES, named, strict=False)]


def choices(scenario: Scenario, plans: Plans) -> dict[str, str]:
    """Every choice of a scenario by its name, for a cover sheet; what asks nothing says so."""
    geography = plans.geography
    names = _kept_names(geography, scenario)
    return {
        "Engagements": _engagements(scenario).capitalize(),
        "Départements": list_text(names) or f"les {geography.count}",
        "Défis": _asked(scenario.defis, plans.defis, every="tous les défis"),
        "Thèmes": _asked(scenario.themes, plans.labels["theme"], every="tous, et les fiches sans thème imprimé"),
        "Parcours": _asked(
            scenario.parcours, plans.labels["parcours"], every="tous, et les fiches sans parcours imprimé"
        ),
        "Étiquettes lues sur": LEVELS[scenario.niveau].lower(),
        "Cibles à deux bornes": BORNES[scenario.borne].lower(),
        "Activités": f"celles des engagements de la sélection ({EDITORIAL})" if scenario.rattachement else "toutes",
    }


def choices_text(geography: Geography, scenario: Scenario, defis: Mapping[str, Defi]) -> str:
    """What a scenario keeps, in one line; «tout» for the reference.

    Args:
        defis: by code, for the names of those that are asked for.
    """
    parts = []
    if scenario.engagements != ENGAGEMENTS:
        parts.append(_engagements(scenario, few=_MOST_NAMED))
    if scenario.departements is not None:
        parts.append(list_text(_kept_names(geography, scenario)))
    if scenario.defis is not None:
        few = len(scenario.defis) <= _MOST_LISTED
        called = [_called(defis[code]) if few else code for code in sorted(scenario.defis)]
        parts.append(f"défi{plural(len(called))} {list_text(called)}")
    for kind, wanted in (("theme", scenario.themes), ("parcours", scenario.parcours)):
        if wanted is not None:
            names = " ou ".join(f"«{label}»" for label in sorted(wanted))
            parts.append(f"{KINDS[kind][1]} {names}, lu sur : {LEVELS[scenario.niveau].lower()}")
    if scenario.borne != "intervalle":
        parts.append(BORNES[scenario.borne].lower())
    if not scenario.rattachement:
        parts.append("toutes les activités, sans notre lien")
    return " ; ".join(parts) or ALL


def _kept_names(geography: Geography, scenario: Scenario) -> list[str]:
    """Names of the départements that a scenario asks for, in the order of the tables."""
    asked = scenario.departements or ()
    return [name for code, name in geography.departements.items() if code in asked]


def finding(found: Outcome, reference: Outcome) -> str:
    """Title of the results: how many sheets, objectifs and défis are in the selection, of how many."""
    loaded = _loaded(found)
    if not loaded:
        return f"{_nothing(found)} : rien n'est connu des défis ni des objectifs"
    kept, total = found.sheets, reference.sheets
    if kept == total:
        held = found.loaded_plans.loaded_text("defis", len(loaded))
        where = f"dans {count_text(len(loaded), noun='plan')} {held}"
        codes = f"{len(reference.objectifs)} objectifs"
        return f"Référence : {total} fiches ({codes}) sous {len(reference.defis)} défis régionaux, {where}"
    if not kept:
        return f"Aucune des {total} fiches n'est dans la sélection"
    defis = f"{count_text(len(found.defis), noun='défi')} sur {len(reference.defis)}"
    codes = f"{len(found.objectifs)} objectif{plural(len(found.objectifs))} sur {len(reference.objectifs)}"
    return f"{kept} fiche{plural(kept)} sur {total} dans la sélection ({codes}), sous {defis}"


def tags_finding(found: Outcome, reference: Outcome) -> str:
    """Title of thèmes and parcours: how many nobody prints any more, how many one plan alone."""
    if not _loaded(found):
        return f"{_nothing(found)} : aucun thème, aucun parcours n'est connu"
    counts = []
    for kind, (_, word) in KINDS.items():
        view = found.tags[kind]
        printed = {label for label, holders in view.before.items() if holders} - view.unlisted
        more, kept = view.unlisted - set(view.gone), printed - set(view.gone)
        counts.append(
            f"{count_text(len(kept), noun=word)} sur {len(printed)}"
            + f" (et {count_text(len(more), noun='autre')}, hors liste)" * bool(more)
        )
    if all(not found.tags[kind].gone for kind in KINDS) and found.sheets == reference.sheets:
        return f"Référence : {' et '.join(counts)} portés par un plan chargé"
    if not found.sheets:
        return "Aucun thème, aucun parcours n'est porté par un plan dans la sélection"
    text = f"{' et '.join(counts)} portés par un plan dans la sélection"
    return text[0].upper() + text[1:]


def gaps_finding(found: Outcome) -> str:
    """Title of the quantified objectives: gaps of each plan kept that are numbers; a bound names itself."""
    counts = numbered(found)
    if not counts:
        kept = [code for code in found.names if found.scenario.holds(code)]
        return f"{found.loaded_plans.none_text('oqos', kept)} dans la sélection : aucun écart n'est connu"
    borne = found.scenario.borne
    each = ", ".join(f"{found.name(code)} {count}" for code, count in counts.items())
    free, _, supposed = parted([row for code in counts for row in found.supply.changes(code)], borne)
    more = f" ; {supposed_text(supposed, borne)}" if supposed else ""
    head = f"{bound_head(borne)}é" if bound_head(borne) else "É"
    return f"{head}carts chiffrés et non nuls : {each}, dont {free_text(free)}{more}"


def numbered(found: Outcome) -> dict[str, int]:
    """Gaps that are numbers and not zero in each plan kept; those of a bound alone are not among them."""
    kept = [code for code in found.loaded_plans.oqos if found.scenario.holds(code)]
    return {code: found.supply.numbered(code) for code in kept}


def differences(
    found: Outcome, reference: Outcome, supply: Supply, *, defis: Mapping[str, Defi], tabled: bool = False
) -> list[str]:
    """What a scenario changes, sentence by sentence, what remains before what leaves; one when it changes nothing.

    Args:
        defis: by code, for their names.
        tabled: whether a table beside counts the sheets and the gaps of each plan: they are not said again.
    """
    said = [*_sheets(found, reference, tabled=tabled), *_defis(found, reference, defis)]
    for kind in KINDS:
        said += _tags(found, reference, kind)
    said += [*_activites(found, supply), *([] if tabled else _gaps(found, reference)), *_bound(found)]
    return said or ["Rien ne change : c'est la référence, tout est dans la sélection."]


def unknowns(found: Outcome, supply: Supply) -> list[str]:
    """What a scenario cannot tell, and why."""
    scenario, said = found.scenario, []
    said += _missing(found)
    said += _untold(found)
    rows = [row.readings[scenario.borne] for row in found.supply.rows]
    ranges, silent = rows.count("fourchette"), rows.count("non_comparable")
    if ranges or silent:
        said.append(
            f"OQOS : {ranges} ligne{plural(ranges)} en fourchette et {silent} que les tableaux ne permettent "
            "pas de chiffrer ; le motif de chacune est dans la vue OQOS."
        )
    said.append(NO_EFFECT)
    if scenario.defis is not None or scenario.tagged:
        said.append(NO_TIE)
    if any(supply.activites[slug].revisee for slug in found.supply.activites):
        said.append(REVISED)
    return said


def _nothing(found: Outcome) -> str:
    """Nothing of the défis is loaded; of a plan that is there, only they are missing."""
    return found.loaded_plans.none_text("defis") if found.loaded_plans.any else "Aucun plan n'est chargé"


def _missing(found: Outcome) -> list[str]:
    """Plans kept that are not loaded, then what is not loaded of those that are."""
    known, kept = found.loaded_plans, [code for code in found.plans if found.scenario.holds(code)]
    away = [found.name(code) for code in kept if code not in known.documents]
    told = [f"{NOT_LOADED_TEXT.capitalize()} : {list_text(away)}. Rien n'en est connu ici, ni défi ni OQOS."] * bool(
        away
    )
    for part in READ:
        for why, codes in known.missing([code for code in kept if code in known.documents], part).items():
            told.append(f"{why.capitalize()} : {list_text([found.name(code) for code in codes])}.")
    return told


def _loaded(found: Outcome) -> list[str]:
    return [code for code, view in found.plans.items() if view.loaded]


def _engagements(scenario: Scenario, *, few: int = 0) -> str:
    """Numbers of the engagements kept, with their names where there are so few; «les six» of all."""
    kept = [engagement_name(str(number)) for number in sorted(scenario.engagements)]
    said = list_text(kept if len(kept) <= few else [name[0] for name in kept])
    every = "les six" if len(kept) == len(ENGAGEMENTS) else f"engagement{plural(len(kept))} {said}"
    return every if kept else "aucun engagement"


def _called(defi: Defi) -> str:
    return f"{lower_first(defi.libelle_court)} ({defi.code})"


def _asked(wanted: frozenset[str] | None, order: Iterable[str], *, every: str) -> str:
    return every if wanted is None else ", ".join(label for label in order if label in wanted) or "aucun"


def _sheets(found: Outcome, reference: Outcome, *, tabled: bool) -> list[str]:
    left = reference.sheets - found.sheets
    if not left:
        return []
    kept = {code: view for code, view in found.plans.items() if view.loaded and found.scenario.holds(code)}
    each = [
        f"{found.name(code)} {len(view.sheets)} sur {len(view.sheets) + len(view.sheets_out)}"
        for code, view in kept.items()
    ]
    out = [found.name(code) for code in _loaded(found) if code not in kept]
    said = [
        f"Fiches dans la sélection : {' ; '.join(each)}." if each and not tabled else "",
        f"{left} fiche{plural(left)} hors de la sélection.",
        f"Plan{plural(len(out))} hors de la sélection : {list_text(out)}." if out else "",
    ]
    return [" ".join(filter(None, said))]


def _defis(found: Outcome, reference: Outcome, named: Mapping[str, Defi]) -> list[str]:
    """Défis that remain, then those that leave, in words and by their codes."""
    gone = [code for code in reference.defis if code not in found.defis]
    told = ((found.defis, "dans"), (gone, "hors de")) if gone else ()
    return [
        f"{count_text(len(codes), noun='défi', capital=True)} sur {len(reference.defis)} {where} la sélection : "
        f"{' ; '.join(_called(named[code]) for code in codes)}."
        for codes, where in told
        if codes
    ]


def _tags(found: Outcome, reference: Outcome, kind: str) -> list[str]:
    """Thèmes (or parcours) that one plan alone now prints, then those that nobody prints any more."""
    view, before, word = found.tags[kind], reference.tags[kind], KINDS[kind][1]
    said = []
    alone = [f"{label} ({found.name(code)})" for label, code in view.alone.items() if label not in before.alone]
    if alone:
        said.append(f"Dans la sélection, un seul plan porte {these_text(word, len(alone))} : {' ; '.join(alone)}.")
    if view.gone:
        said.append(
            f"{count_text(len(view.gone), noun=word, capital=True)} qu'aucune fiche de la "
            f"sélection ne porte : {' ; '.join(view.gone)}."
        )
    return said


def _activites(found: Outcome, supply: Supply) -> list[str]:
    out = found.supply.activites_out
    if not out:
        return []
    names = [supply.activites[slug].libelle_court for slug in out]
    shown = list_text(names) if len(names) <= _MOST_LISTED else "la liste est dans la vue OQOS"
    kept, total = len(found.supply.activites), len(supply.activites)
    if not kept:
        return [f"OQOS : aucune des {total} activités n'est liée aux engagements de la sélection ({EDITORIAL})."]
    return [
        f"OQOS : {count_text(kept, noun='activité')} sur {total} {'est' if kept == 1 else 'sont'} "
        f"liée{plural(kept)} aux engagements de la sélection ({EDITORIAL}). Hors de la sélection : "
        f"{shown}."
    ]


def _gaps(found: Outcome, reference: Outcome) -> list[str]:
    """Gaps of the plans kept that are numbers, where how many is not that of the reference."""
    now = numbered(found)
    before = {code: reference.supply.numbered(code) for code in now}
    if now == before:
        return []
    each = [f"{found.name(code)} {count} ({before[code]} dans la référence)" for code, count in now.items()]
    return [f"Écarts chiffrés et non nuls : {' ; '.join(each)}."]


def _bound(found: Outcome) -> list[str]:
    """Ranges that become a number at the bound chosen."""
    borne, rows = found.scenario.borne, found.supply.settled
    if borne == "intervalle":
        return []
    if not rows:
        return [f"À la {BORNES[borne].lower()}, aucune ligne en fourchette ne se lit comme un nombre."]
    moving = sum(row.readings[borne] in MOVING for row in rows)
    each: Sequence[str] = [
        f"{found.name(code)} {sum(row.departement == code for row in rows)}"
        for code in dict.fromkeys(row.departement for row in rows)
    ]
    return [
        f"À la {BORNES[borne].lower()}, une hypothèse du plan et non une décision, "
        f"{count_text(len(rows), noun='ligne')} en fourchette {'se lit' if len(rows) == 1 else 'se lisent'} comme "
        f"un nombre ({', '.join(each)}) : {_beside(len(rows) - moving, moving)}."
    ]


def _beside(same: int, moving: int) -> str:
    """How many of the numbers read at a bound are the number authorised, and how many another."""
    if not same:
        return "le prévu s'y écarte de l'autorisé"
    return f"{same} où le prévu est l'autorisé, {moving} où il s'en écarte" if moving else "le prévu y est l'autorisé"


def _untold(found: Outcome) -> list[str]:
    counts = {code: len(view.untold) for code, view in found.plans.items() if view.untold}
    total = sum(counts.values())
    if not total:
        return []
    asked = [
        KINDS[kind][1]
        for kind, wanted in (("theme", found.scenario.themes), ("parcours", found.scenario.parcours))
        if wanted is not None
    ]
    each = ", ".join(f"{found.name(code)} {count}" for code, count in counts.items())
    return [
        f"{total} fiche{plural(total)} hors de la sélection faute de {' ou de '.join(asked)} imprimé, ce qui ne "
        f"vaut pas «non» : {each}."
    ]
