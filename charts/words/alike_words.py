"""«Qui d'autre fait cela ?» in words: what likeness means here, and how many actions share what."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import Alike, Items, PlanItem
from charts.words.french import lower_first, word_text

READING = (
    "Sont rapprochées les actions qui ont une même nature et nomment un même public ou un même acteur. Ce classement "
    "est fait par nous, aucun plan ne l'écrit : partager une nature et un public n'est pas faire la même chose, et une "
    "action imprimée ne dit pas ce qui est fait. Une action proche peut manquer ici, si elle ne nomme personne."
)
NAMELESS = "cette action ne nomme ni public ni acteur, elle n'est donc rapprochée d'aucune autre"
NONE_IN = "aucune action ne partage une nature et un public ou un acteur"
SAME_PLAN = "Dans le même plan"


def action_name(item: PlanItem, name: str) -> str:
    """«Lot, E1D4O6, action 3»: an action before what is said of it.

    Args:
        name: of its département.
    """
    return f"{name}, {item.code}, action {item.rang}"


def alike_title(items: Items, item: PlanItem, name: str) -> str:
    """How many actions of how many other plans share something with one.

    Args:
        name: of its département.
    """
    return f"Qui d'autre fait cela ? {action_name(item, name)} : {_counted(items, item)}"


def _counted(items: Items, item: PlanItem) -> str:
    if not item.publics and not item.acteurs:
        return NAMELESS
    others = [one.item.departement for one in items.alike(item) if one.item.departement != item.departement]
    if not others:
        return f"dans les autres plans, {NONE_IN}"
    plans, several = len(set(others)), len(others) > 1
    count = f"{len(others)} actions" if several else "une action"
    where = f"de {word_text(plans)} autres plans" if plans > 1 else "d'un autre plan"
    return f"{count} {where} partage{'nt' * several} une nature et un public ou un acteur"


def shared_text(items: Items, one: Alike) -> str:
    """What two actions have in common: «en commun : formation ; aidants»."""
    parts = [_named(items.natures, one.natures), _named(items.publics, one.publics), _named(items.acteurs, one.acteurs)]
    return f"en commun : {' ; '.join(filter(None, parts))}"


def names_text(names: Sequence[str], none: str) -> str:
    """Names one after the other, or that there is none."""
    return " ; ".join(names) or none


def way_text(number: int) -> str:
    """The link of an action to those of other plans that share something with it."""
    return f"qui d'autre ? ({number})"


def _named(labels: dict[str, str], codes: Sequence[str]) -> str:
    return ", ".join(lower_first(labels[code]) for code in codes)
