"""From the address of a view to a point of a meeting, and back: what it proposes to write and to say."""

from __future__ import annotations

import re

from analysis.typed_text import printable, quoted
from charts.words.french import plural
from views.library import Library
from views.links import page_address
from views.registry import view_at
from views.seance.meeting import LONGEST_TEXT, LONGEST_TITLE, MeetingError, Point
from views.view import View

SAID_CAUTIONS = 2
"""Cautions of a view that a point proposes, the strongest; the presenter keeps, changes or adds."""

MINUTES = 5

LONE = "point"
"""Kind of what stands for a point without a view in the files of a meeting: it has no address."""


def view_of(library: Library, address: str) -> View:
    """The view of a point.

    Raises:
        MeetingError: an address that is not that of a view of this tool.
    """
    try:
        if printable(address):
            return view_at(library, address)
    except ValueError:
        pass
    raise MeetingError(
        f"«{quoted(address)}» n'est pas l'adresse d'une vue de l'outil. Ouvrez la vue voulue et choisissez «Ajouter à "
        "la séance», ou laissez l'adresse vide pour un point sans vue."
    )


def address_of(view: View) -> str:
    """The address that restores a view, from the root of the server: «/carte?indicateur=taux_pauvrete»."""
    return page_address(view.page, view.parameters).removeprefix(".")


def proposal(library: Library, view: View, *, key: str, minutes: int = MINUTES, genre: str = "information") -> Point:
    """The point that a view proposes: its finding, its sentence, its strongest cautions, those of its place first."""
    return Point.model_validate(
        {
            "cle": key,
            "genre": genre,
            "adresse": address_of(view),
            "titre": shortened(finding(view), LONGEST_TITLE),
            "phrase": shortened(view.sentence, LONGEST_TEXT),
            "prudence": shortened("\n".join(cautions_of(library, view)[:SAID_CAUTIONS]), LONGEST_TEXT),
            "minutes": minutes,
        }
    )


def cautions_of(library: Library, view: View) -> list[str]:
    """The cautions of a view in their order; of one département: those that name it, the others, those of other places.

    A conseil would hear what is said of its neighbour as said of itself.
    """
    asked = view.parameters.get("departement", "")
    codes = [asked] if isinstance(asked, str) else list(asked)
    names = library.geography.departements
    if len(codes) != 1 or codes[0] not in names:
        return list(view.cautions)

    def rank(caution: str) -> int:
        told = {code for code, name in names.items() if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", caution)}
        if caution.startswith(names[codes[0]]):
            return 0
        return 1 if codes[0] in told else 3 if told else 2

    return sorted(view.cautions, key=rank)


def finding(view: View) -> str:
    """The title of a view on a wall: what its lines say, where its own title only names them."""
    if view.page != "sources" or view.kind not in ("vigilances", "piloter") or view.tables[0].frame.empty:
        return view.title
    frame = view.tables[0].frame
    count = len(frame)
    if view.kind == "vigilances":
        strong = int((frame["Gravité"] == "réserve forte").sum())
        told = f", dont {strong} réserve{plural(strong)} forte{plural(strong)}" if strong else ""
        return f"{count} précaution{plural(count)} avant de citer un chiffre{told}"
    dated = int((frame["Quand, tel qu'imprimé"] != "non imprimé").sum())
    told = f"{dated} {'dit' if dated == 1 else 'disent'} quand" if dated else "aucune ne dit quand"
    return f"Piloter et évaluer : {count} annonce{plural(count)}, {told}"


def shortened(text: str, most: int) -> str:
    """A text of at most so many signs, cut between two words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"
