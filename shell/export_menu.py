"""What static/bandeau.js tells of the view that is shown: its files, for «Exporter», and its title in the slim bar.

The mark of the main part of a view holds it (`shell.ahead.mark`), so that it follows the view at each choice.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from charts.words.file_words import WHICH_FILE
from charts.words.typography import bound
from exports.markup import tag
from views.filters import words
from views.library import Library
from views.links import form_address
from views.registry import BUILDERS
from views.view import View

_OF_ONE_FORM = {"annexe": ""}
"""What one form alone reads; the others leave it out of their addresses."""

_WITHOUT = ("accueil",)
"""Pages whose view is where to begin: nothing there is worth taking away."""


def has_files(page: str) -> bool:
    """Whether a page has the menu «Exporter»."""
    return page in BUILDERS and page not in _WITHOUT


def button() -> Markup:
    """«Ajouter à la séance» (static/seances.js) and the button of the menu, drawn once: the browser does the rest."""
    add = tag(
        "button",
        tag("span", "Ajouter à la ", class_="mots") + "séance",
        type="button",
        data_seance_ajouter=True,
        title="Ajouter à la séance (Alt+Maj+S)",
        aria_keyshortcuts="Alt+Shift+S",
    )
    inside = tag(
        "button", "Exporter", type="button", data_exporter=True, aria_expanded="false", data_aide=bound(WHICH_FILE)
    )
    return tag("div", add + " " + inside, class_="exporter")


def reminded(view: View, held: Library) -> dict[str, str]:
    """The files of a view (words, what each holds, address), its title and its filters."""
    if not has_files(view.page):
        return {}
    from shell.forms import offers  # a form writes the part that holds this

    files = [
        [
            bound(offer.label),
            bound(offer.told(view)),
            form_address(view, ending, {**_OF_ONE_FORM, **offer.parameters}, jeu=held.key),
        ]
        for ending, offer in offers(view)
    ]
    return {
        "data_formes": json.dumps(files, ensure_ascii=False, separators=(",", ":")),
        "data_titre": bound(view.title),
        "data_filtres": bound(words(held, view.parameters)),
    }
