"""Ready-made orders of a meeting, from the views of the dataset: each title and sentence is that of its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from views.library import Library
from views.seance.meeting import Kind, Meeting, Point
from views.seance.points import proposal, view_of


@dataclass(frozen=True)
class Step:
    """One point of an order.

    Attributes:
        page: path of its view, empty for a point without a view.
        parameters: those of its view; `{}` stands for the département.
        title: of a point without a view.
        planned: whether it asks for a plan: it is left out where the plan is not loaded.
    """

    minutes: int
    page: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    title: str = ""
    genre: Kind = "information"
    planned: bool = False


@dataclass(frozen=True)
class Order:
    """A ready-made order.

    Attributes:
        label: its name in the list; says: what it is for.
        minutes: those of the meeting.
    """

    label: str
    says: str
    minutes: int
    steps: tuple[Step, ...]


_HERE = (("departement", "{}"),)
_OPENING = Step(5, title="Accueil et approbation du compte rendu précédent")
_REST = Step(5, title="Questions diverses")

ORDERS: dict[str, Order] = {
    "installation": Order(
        "Installation du CTS",
        "Se présenter le territoire et son plan, à des membres qui les découvrent.",
        90,
        (
            Step(10, title="Accueil, tour de table, rôle du conseil territorial de santé"),
            Step(10, "territoire", _HERE),
            Step(5, "carte", (("indicateur", "part_65_plus"), *_HERE)),
            Step(5, "carte", (("indicateur", "densite_mg_bpe"), *_HERE)),
            Step(15, "defis", _HERE, planned=True),
            Step(10, "defis", (("vue", "cts"), *_HERE), planned=True),
            Step(15, "ecarts", _HERE, planned=True),
            Step(10, "sources", (("vue", "piloter"), *_HERE), planned=True),
            Step(10, title="Règlement intérieur, bureau, calendrier", genre="avis"),
        ),
    ),
    "revue": Order(
        "Revue annuelle des OQOS",
        "Relire les objectifs quantifiés de l'offre de soins, leurs écarts et leurs réserves, et donner un avis.",
        75,
        (
            _OPENING,
            Step(15, "ecarts", _HERE, planned=True),
            Step(15, "ecarts", (("vue", "departement"), *_HERE), planned=True),
            Step(10, "ecarts", (("vue", "ensemble"),)),
            Step(10, "sources", (("vue", "vigilances"), *_HERE)),
            Step(15, title="Avis du conseil sur la réalisation des objectifs quantifiés", genre="avis"),
            _REST,
        ),
    ),
    "plan": Order(
        "Où en est notre plan ?",
        "La situation, ce que le CTS demandait, ce que le plan répond, ce qui change, les réserves.",
        75,
        (
            _OPENING,
            Step(10, "territoire", _HERE),
            Step(10, "defis", (("vue", "cts"), *_HERE), "", "débat", planned=True),
            Step(15, "defis", _HERE, "", "débat", planned=True),
            Step(15, "ecarts", _HERE, planned=True),
            Step(10, "sources", (("vue", "vigilances"), *_HERE)),
            _REST,
        ),
    ),
}
"""By their code in an address."""


def ready(library: Library, code: str, departement: str = "") -> Meeting:
    """A ready-made order, for a département or for the plans loaded.

    Raises:
        KeyError: an order that does not exist.
    """
    order, geography = ORDERS[code], library.geography
    name = order.label
    if departement:
        name = f"{order.label.removesuffix(' ?')}, {geography.departements[departement]}"
    return Meeting(
        nom=name,
        departement=departement,
        duree=order.minutes,
        jeu=library.version,
        points=list(_points(library, order, departement)),
    )


def _points(library: Library, order: Order, departement: str) -> Iterator[Point]:
    """Its points; one without a view stands for all those that ask for a plan that is not loaded."""
    has_plan = not departement or departement in library.loaded_plans.defis
    told = False
    for rank, step in enumerate(order.steps, 1):
        if not step.page:
            yield Point(cle=f"p{rank}", genre=step.genre, titre=step.title, minutes=step.minutes)
        elif has_plan or not step.planned:
            yield _of_view(library, step, departement, f"p{rank}")
        elif not told:
            told = True
            yield Point(
                cle=f"p{rank}",
                genre=step.genre,
                titre=f"Le plan {library.geography.of_the(departement)} : à présenter par d'autres moyens",
                phrase=f"Dans cet outil : {library.loaded_plans.missing_text(departement, 'defis')}.",
                minutes=step.minutes,
            )


def _of_view(library: Library, step: Step, departement: str, key: str) -> Point:
    parameters: Mapping[str, str] = {
        name: value.format(departement) for name, value in step.parameters if value != "{}" or departement
    }
    query = urlencode(parameters)
    view = view_of(library, f"/{step.page}?{query}" if query else f"/{step.page}")
    return proposal(library, view, key=key, minutes=step.minutes, genre=step.genre)
