"""What the filters of the reader do on each page, in words: one line.

Source: `analysis/ties.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from analysis.loaded import NOT_LOADED_TEXT, LoadedPlans
from analysis.plans import Plans
from analysis.supply import Supply
from analysis.ties import Citation, PlanShare
from charts.words.french import list_text, plural
from loaders.geography import Geography

Query = Mapping[str, Sequence[str]]
EDITORIAL = "lien fait par nous, aucun plan ne l'écrit"
"""Said wherever activités are narrowed by engagement."""

CLEAR = "Tout afficher"
WHOLE_SUPPLY, TIED_SUPPLY = "Toutes les activités", "Filtrer les activités"
"""Words of the link that leaves the editorial tie out, and of the one that comes back to it."""

ENGAGEMENT_WORDS = {1: "Prévention", 2: "Personne actrice", 3: "Accès", 4: "Coordination", 5: "Qualité, sécurité",
                    6: "Métiers"}  # fmt: skip
"""A few words of the title of each engagement, where the whole title has no room."""

KEPT_FOR_OTHERS = "rien n'est filtré, choix gardé pour les autres pages"
SEARCHED = "tout est cherché ; un lien emporte les filtres qui ne cachent pas ce qu'il ouvre"
BEARERS = "un objectif se lit avec tous les plans qui le portent, sans filtre"


def filters_text(departements: Sequence[str], engagements: Sequence[str]) -> str:
    """«engagements 3 et 6 ; Ariège et Lot»; empty without a filter.

    Args:
        departements: their names.
    """
    parts = [engagements_text(engagements)] if engagements else []
    parts += [list_text(list(departements))] if departements else []
    return " ; ".join(parts)


def engagements_text(engagements: Sequence[str]) -> str:
    """«engagement 3», «engagements 3 et 6»."""
    return f"engagement{plural(len(engagements))} {list_text(sorted(engagements))}"


def filters_words(departements: Sequence[str], engagements: Sequence[str], *, borne: str = "", typed: str = "") -> str:
    """«Ariège et Lot · engagement 3 · borne basse · contient «soins»»: what narrows a view, in the slim bar.

    Args:
        departements: their names.
        borne: the reading of targets of two bounds, in the words of its list.
        typed: words that are sought.
    """
    parts = [list_text(list(departements)), engagements_text(engagements) if engagements else ""]
    parts += [borne[:1].lower() + borne[1:], f"contient «{typed}»" if typed else ""]
    return " · ".join(filter(None, parts))


def defis_text(share: PlanShare) -> str:
    """What the page of défis keeps."""
    return f"{share.defis} défis régionaux sur {share.all_defis}, {_sheets(share)}"


def objectives_text(share: PlanShare) -> str:
    """What the table of objectifs keeps."""
    return _sheets(share)


def table_text(uses_departements: bool, departements: Sequence[str], engagements: Sequence[str]) -> str:
    """What a table of «Données et sources» that has no objectif does of the filters."""
    if departements and uses_departements:
        return "le département est appliqué" + (", l'engagement gardé sans effet" if engagements else "")
    return "cette table n'en tient pas compte, choix gardé pour les autres"


def engagement_name(number: str) -> str:
    """«3 Accès»: an engagement as the lists of filters name it."""
    return f"{number} {ENGAGEMENT_WORDS[int(number)]}"


def supply_text(supply: Supply, kept: Collection[str], engagements: Sequence[str], *, tied: bool = True) -> str:
    """How many activités are kept, and that the tie is ours; nothing without an engagement.

    Args:
        tied: False when the reader left the editorial tie out.
    """
    known = len(supply.activites)
    if not engagements:
        return f"les {known} activités"
    if not tied:
        return f"les {known} activités, sans tenir compte de l'engagement"
    if not kept:
        return f"aucune des {known} activités n'y est liée ({EDITORIAL})"
    return f"{len(kept)} activité{plural(len(kept))} sur {known} ({EDITORIAL})"


def scenario_text(
    supply_kept: str, departements: Sequence[str], engagements: Sequence[str], *, several: bool, items: str = ""
) -> str:
    """What the filters do where they are the choices of a scenario.

    Args:
        supply_kept: how many activités it keeps, in words (`supply_text`).
        several: whether there is a second scenario, which the filters leave alone.
        items: what the page itself asks of results and actions, in words.
    """
    own = "ses" if len(engagements) == 1 else "leurs"
    plans = "ce plan" if len(departements) == 1 else "ces plans"
    what = " et ".join([f"{own} défis et objectifs"] * bool(engagements) + [plans] * bool(departements))
    parts = [f"{'le premier' if several else 'le'} scénario regarde {what}"]
    parts += [supply_kept] if engagements else []
    return " ; ".join([*parts, f"lignes demandées : {items}"] if items else parts)


def outside_text(supply: Supply, activite: str) -> str:
    """An activité that the address names though the filter leaves it out."""
    return f"«{supply.activites[activite].libelle_court}», montrée à la demande, est hors du filtre"


def loaded_text(loaded: LoadedPlans, shown: Sequence[str]) -> str:
    """How many of the plans whose quantified objectives are loaded a choice of départements keeps."""
    return f"{len(shown)} plan{plural(len(shown))} sur {len(loaded.oqos)} {loaded.loaded_text('oqos')}"


def own_plan_text(
    share: PlanShare, engagements: Sequence[str], of: str, *, loaded: bool, missing: str = NOT_LOADED_TEXT
) -> str:
    """What the page of one département keeps of its plan.

    Args:
        loaded: whether its défis are loaded; `missing` says why they are not.
        of: its name after «la page» (`Geography.of`).
    """
    if engagements and not loaded:
        return f"{missing}, rien à filtrer"
    if not engagements:
        return f"la page {of}, entière"
    return (
        f"{share.defis} défi{plural(share.defis)} priorisé{plural(share.defis)} sur {share.all_defis}, "
        f"{share.objectifs} objectif{plural(share.objectifs)} sur {share.all_objectifs}"
    )


def kept_text(departements: Sequence[str]) -> str:
    """What a page of one département does of the others."""
    return "les autres départements sont gardés" if len(departements) > 1 else ""


def beside_words(geography: Geography, code: str) -> str:
    """Words of the link that reads the figures of another département beside."""
    return f"Comparer {geography.to_the(code)}"


def map_text(found: Mapping[str, Sequence[Citation]], engagements: Sequence[str], departements: Sequence[str]) -> str:
    """The map hides no indicateur; how many a plan prints under the engagements."""
    parts = []
    if departements and not engagements:
        others = ", les autres sont gardés" if len(departements) > 1 else ""
        parts.append(f"le {'premier ' * bool(others)}département est choisi sur la carte{others}")
    if engagements:
        which = "cet engagement" if len(engagements) == 1 else "ces engagements"
        verb = "sont imprimés" if len(found) > 1 else "est imprimé" if found else "n'est imprimé"
        parts.append(f"tous les indicateurs ; {len(found) or 'aucun'} {verb} par un plan sous {which}")
    return " ; ".join(parts)


def _sheets(share: PlanShare) -> str:
    count = f"{share.objectifs} fiche{plural(share.objectifs)}" if share.objectifs else "aucune fiche"
    return f"{count} d'objectifs sur {share.all_objectifs}"


def places_text(plans: Plans, citations: Sequence[Citation]) -> str:
    """«plan de l'Ariège, E4D2 ligne 3862 et E6D4O3 ligne 6176 ; plan du Lot, E4D1O1 ligne 1307»."""
    by_plan: dict[str, list[str]] = {}
    for place in citations:
        by_plan.setdefault(plans.origin(place.document), []).append(f"{place.code} ligne {place.ligne}")
    return " ; ".join(f"plan {plans.geography.of(code)}, {list_text(lines)}" for code, lines in by_plan.items())
