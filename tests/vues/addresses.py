"""Addresses whose views must not move when the house is rearranged: pages, views, bounds, wrong parameters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

from views.registry import BUILDERS

Query = tuple[tuple[str, str], ...]
Asked = tuple[str, Query]
"""A page, as its URL names it, and the parameters of its address."""

DEPARTEMENTS = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")
PLANS = ("09", "34", "46", "48")
ACTIVITES = (
    "medecine", "chirurgie", "had", "smr", "psychiatrie", "cancer", "gyneco_obst", "dpn", "amp", "sld", "urgences",
    "soins_critiques", "cardio_interventionnelle", "radiologie_diagnostique", "radiologie_interventionnelle",
    "medecine_nucleaire", "irc",
)  # fmt: skip
BORNES = ("intervalle", "basse", "haute")
INDICATEURS = ("densite_mg_bpe", "taux_pauvrete", "population", "part_65_plus", "nb_ehpad", "taux_chomage")
WRONG = (
    {"departement": "99"}, {"engagement": "7"}, {"vue": "rien"}, {"couleur": "bleu"}, {"departement": ""},
    {"mots": "x" * 300}, {"borne": "moyenne"}, {"indicateur": "rien"},
)  # fmt: skip


def query(**parameters: str | tuple[str, ...]) -> Query:
    """Parameters in order, a tuple for a repeated one."""
    return tuple(
        (name.replace("__", "-"), value)
        for name, values in parameters.items()
        for value in ((values,) if isinstance(values, str) else values)
    )


def text_of(asked: Asked) -> str:
    """`/carte?indicateur=population`."""
    page, parameters = asked
    return f"/{page}?{urlencode(parameters)}" if parameters else f"/{page}"


def every_address() -> list[Asked]:
    """All of them, once each, in a stable order."""
    found = [*_home(), *_maps(), *_territories(), *_gaps(), *_defis(), *_scenarios(), *_sources(), *_search()]
    return list(dict.fromkeys([*found, *_wrong()]))


def _home() -> Iterator[Asked]:
    yield "", ()
    yield "", query(departement="34", engagement="3")
    yield "accessibilite", ()
    yield "seance", ()


def _maps() -> Iterator[Asked]:
    yield "carte", ()
    for indicateur in INDICATEURS:
        yield "carte", query(indicateur=indicateur)
        yield "carte", query(indicateur=indicateur, departement="48")
    for classes in ("quantiles", "egales", "region", "france", "naturels"):
        yield "carte", query(indicateur="taux_pauvrete", classes=classes)
    yield "carte", query(indicateur="taux_pauvrete", classes="bornes", bornes="15_17.5_20")
    yield "carte", query(indicateur="nb_ehpad", origine="plan")
    yield "carte", query(indicateur=("taux_pauvrete", "part_65_plus"))
    yield "carte", query(indicateur=("taux_pauvrete", "part_65_plus"), departement="09")
    yield "carte", query(indicateur="taux_pauvrete", departement="34", engagement=("1", "3"))


def _territories() -> Iterator[Asked]:
    for code in DEPARTEMENTS:
        yield "territoire", query(departement=code)
    for code, theme in product(PLANS, ("toutes", "population", "offre")):
        yield "territoire", query(departement=code, theme=theme)
    for code in PLANS:
        yield "territoire", query(departement=code, engagement="3")
        yield "territoire", query(departement=code, avec="31" if code != "31" else "46")
        yield "territoire", query(departement=code, engagement=("1", "5"), rattachement="sans")


def _gaps() -> Iterator[Asked]:
    for borne in BORNES:
        yield "ecarts", query(borne=borne)
        yield "ecarts", query(vue="ensemble", borne=borne)
        for code in PLANS:
            yield "ecarts", query(departement=code, borne=borne)
            yield "ecarts", query(vue="departement", departement=code, borne=borne)
    for activite, borne in product(ACTIVITES, BORNES):
        yield "ecarts", query(activite=activite, borne=borne)
        yield "ecarts", query(vue="carte", activite=activite, borne=borne)
    for activite in ACTIVITES:
        yield "ecarts", query(activite=activite, departement="34", ordre="ecart")
    yield "ecarts", query(vue="departement", departement="09", lignes="toutes")
    yield "ecarts", query(activite="irc", departement=("34", "46"), ordre="departement")
    yield "ecarts", query(vue="carte", activite="irc", mesure="cible", departement="34")
    yield "ecarts", query(vue="carte", activite="cancer", mesure="existant")
    yield "ecarts", query(activite="smr", echelle="propre")
    yield "ecarts", query(departement="11")
    yield "ecarts", query(engagement="2")
    yield "ecarts", query(vue="ensemble", engagement="2", rattachement="sans")
    yield "ecarts", query(activite="smr", modalite="GERI")


def _defis() -> Iterator[Asked]:
    for vue in ("matrice", "comparaison", "etiquettes", "qui", "action", "communs", "cts", "conseils"):
        yield "defis", query(vue=vue)
        yield "defis", query(vue=vue, departement=("09", "46"))
        yield "defis", query(vue=vue, engagement="3")
        yield "defis", query(vue=vue, departement="11")
    for defi in ("E1D1", "E1D4", "E3D1", "E4D3", "E5D1", "E6D4", "tous"):
        yield "defis", query(defi=defi)
    yield "defis", query(vue="comparaison", mots="prévention")
    yield "defis", query(objectif="E3D1O7")
    yield "defis", query(objectif="E1D4O6")
    yield "defis", query(action="09-E3D1O5-01")
    yield "defis", query(vue="comparaison", parcours="Vieillissement")
    yield "defis", query(vue="etiquettes", etiquettes="defi")
    yield "defis", query(acteur="cpts")
    yield "defis", query(defi="tous", acteur="cpts")
    yield "defis", query(vue="comparaison", nature="formation", public="aidants")


def _scenarios() -> Iterator[Asked]:
    for vue in ("bilan", "objectifs", "etiquettes", "oqos"):
        yield "scenario", query(vue=vue)
        yield "scenario", query(vue=vue, engagement="3")
        yield "scenario", query(vue=vue, engagement="aucun")
        yield "scenario", query(vue=vue, departement="48")
        yield "scenario", query(vue=vue, borne="basse")
        yield "scenario", query(vue=vue, parcours="Vieillissement")
        yield "scenario", query(vue=vue, scenarios="2", engagement="3", nom="Essai", phrase="Une phrase à dire.")
    yield "scenario", query(defi="E3D1", carte="E3D1")
    yield "scenario", query(engagement="3", rattachement="sans", vue="oqos")
    yield "scenario", query(acteur="cpts")
    yield "scenario", query(vue="objectifs", nature="formation", public="aidants", engagement="3")


def _sources() -> Iterator[Asked]:
    for vue in (
        "chercher",
        "dictionnaire",
        "valeurs",
        "oqos",
        "objectifs",
        "documents",
        "textes",
        "vigilances",
        "glossaire",
        "piloter",
        "reforme",
        "items",
        "enjeux",
        "lieux",
        "classement",
        "synonymes",
        "tables",
        "versions",
    ):
        yield "sources", query(vue=vue)
        yield "sources", query(vue=vue, departement="34")
    yield "sources", query(vue="valeurs", origine="plan", departement="09", theme="offre")
    yield "sources", query(indicateur="taux_pauvrete", vue="valeurs")
    yield "sources", query(vue="oqos", departement="34", mots="IRM")
    yield "sources", query(vue="chercher", mots="dialyse Hérault")
    yield "sources", query(vue="objectifs", engagement="3")
    yield "sources", query(vue="items", liste="action", acteur="cpts")


def _search() -> Iterator[Asked]:
    yield "recherche", ()
    for words in ("IRM", "pauvreté", "dialyse", "E3D1O7", "vieillissement", "avenant", "Lot", "zzzz", "SSR"):
        yield "recherche", query(q=words)
    yield "recherche", query(q="dialyse", departement="34", engagement="2")


def _wrong() -> Iterator[Asked]:
    for page, wrong in product(("" if name == "accueil" else name for name in BUILDERS), WRONG):
        yield page, query(**wrong)
