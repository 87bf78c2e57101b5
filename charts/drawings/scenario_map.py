"""The map of what is prioritised: kept, out of the view, not prioritised, plan not loaded.

One view for a défi, one for all those kept together. A plan is never shaded by how many
objectifs it writes.

Source: table `defis_departements`; DESIGN.md, sections 5 (rule 11) and 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.plans import Plans
from analysis.scenario import Outcome
from charts.drawings.choropleth import ChoroplethView
from charts.words.coverage import source_note
from charts.words.french import count_text, list_text, word_text
from loaders.geography import Geography

EVERY = "ensemble"
"""Code of the map of all the défis kept."""

PALETTE = "priorites"
KEPT, OUT, NOT = "priorisé", "priorisé, hors de la sélection", "non priorisé"
_CLASSES = (NOT, OUT, KEPT)
_LEGEND = ["non priorisé, le schéma régional s'y applique", "priorisé dans le plan, hors de la sélection",
           "priorisé, dans la sélection"]  # fmt: skip
_SOURCE = "Source : schémas territoriaux de santé 2023-2028, pages de défis."


def priority_map_base(plans: Plans, views: Mapping[str, ChoroplethView], *, outlines: dict[str, Any]) -> dict[str, Any]:
    """The constant payload of the map: every regional défi, as the plans prioritise them.

    Args:
        views: the maps of the outcome that keeps everything, by code.
        outlines: the constant part of the map of indicateurs (`charts.drawings.map_base`).
    """
    groups: dict[int, list[list[str]]] = {}
    for defi in plans.defis.values():
        groups.setdefault(defi.engagement, []).append([defi.code, f"{defi.code} {defi.libelle}", ""])
    menu = [{"theme": "Ensemble", "indicateurs": [[EVERY, "Au moins un des défis de la sélection", ""]]}]
    menu += [{"theme": f"Engagement {number}", "indicateurs": entries} for number, entries in groups.items()]
    texts = outlines["textes"] | {
        "indicateur": "Défi sur la carte",
        "manque": plans.loaded_plans.lacking_text("defis"),
        "ouvrir": "Ouvrir la liste des défis",
        "aucun": "Aucun défi ne contient ces mots.",
        "tous": f"Les {plans.geography.count} départements",
    }
    painted = {code: view.payload() for code, view in views.items()}
    return outlines | {"textes": texts, "menu": menu, "vues": painted, "sources": []}


def priority_views(plans: Plans, found: Outcome) -> dict[str, ChoroplethView]:
    """One map for all the défis, and one a défi, by code."""
    return {code: priority_view(plans, found, code) for code in (EVERY, *plans.defis)}


def priority_view(plans: Plans, found: Outcome, defi: str) -> ChoroplethView:
    """Who prioritises a défi (or one at least of those kept), and what the scenario keeps of it."""
    standings = {code: _standing(found, code, defi) for code in plans.geography.departements}
    groups = {name: [code for code, own in standings.items() if own == name] for name in (*_CLASSES, "")}
    texts = [_kept_of(found, code) if defi == EVERY else standing for code, standing in standings.items()]
    return ChoroplethView(
        titre=_title(plans, groups, defi),
        phrase=_sentence(plans.geography, groups),
        unite="défis de la sélection, sur défis priorisés" if defi == EVERY else "",
        annee="",
        source=_SOURCE + source_note(plans.geography, plans.loaded_plans, plans.loaded),
        textes=texts,
        suffixe=" défis" if defi == EVERY else "",
        nombres=[None] * len(texts),
        classes=[_CLASSES.index(name) if name else -1 for name in standings.values()],
        legende=_LEGEND,
        palette=PALETTE,
        ordre=list(range(len(texts))),
        reperes=[],
        manque=f"{plans.loaded_plans.lacking_text('defis')} ({len(groups[''])})" if groups[""] else "",
    )


def _kept_of(found: Outcome, departement: str) -> str:
    """Défis that remain of those a plan prioritises, in figures: the tone never follows them."""
    view = found.plans[departement]
    return f"{len(view.defis)} sur {len(view.defis) + len(view.defis_out)}" if view.loaded else ""


def _standing(found: Outcome, departement: str, defi: str) -> str:
    """A class of the map, empty for a plan that is not loaded."""
    view = found.plans[departement]
    if not view.loaded:
        return ""
    if view.defis if defi == EVERY else defi in view.defis:
        return KEPT
    return OUT if (view.defis_out if defi == EVERY else defi in view.defis_out) else NOT


def _title(plans: Plans, groups: dict[str, list[str]], defi: str) -> str:
    kept, out, loaded = len(groups[KEPT]), len(groups[OUT]), sum(len(groups[name]) for name in _CLASSES)
    if not loaded:
        return f"{plans.loaded_plans.none_text('defis')} : on ne sait pas qui priorise quoi"
    if defi == EVERY:
        what = "au moins un défi" if kept else "de défi"
        return f"{_plans(plans, kept)} sur {word_text(loaded)} {_verb(kept)} {what} de la sélection"
    left = f", {word_text(out)} hors de la sélection" if out else ""
    said = f"{_plans(plans, kept + out)} sur {word_text(loaded)} {_verb(kept + out)}"
    return f"{said} {defi} ({plans.defis[defi].libelle}){left}"


def _verb(count: int) -> str:
    """What so many plans do, none of them with its negation."""
    return "priorisent" if count > 1 else "priorise" if count else "ne priorise"


def _plans(plans: Plans, count: int) -> str:
    return f"{count_text(count, noun='plan', capital=True)} {plans.loaded_plans.loaded_text('defis', count)}"


def _sentence(geography: Geography, groups: dict[str, list[str]]) -> str:
    """Each group with its départements; those whose plan is not loaded are in the legend."""
    said = [
        f"{words} : {list_text(geography.named(groups[name]))}"
        for name, words in (
            (KEPT, "Priorisé, dans la sélection"),
            (OUT, "Priorisé, hors de la sélection"),
            (NOT, "Non priorisé"),
        )
        if groups[name]
    ]
    return f"{'. '.join(said)}." if said else ""
