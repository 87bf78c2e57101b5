"""What the browser needs to put a choice in place at once, while Python answers: where the controls lead, and bodies.

Each part of a page ends with a mark that names it; that of the main part tells where each option leads, as the query
of its view. `/territoire.corps?…` gives the parts of a view, the same bytes as the page's (`shell.render.parts`), and
what its maps need. static/avance.js does the rest; without it nothing is missing.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from charts.drawings.pictures import Maps, Matrix
from charts.words.typography import bound, bound_all
from exports.markup import tag
from shell.export_menu import reminded
from shell.page_heads import AROUND, HEADS, style_of
from views.address import pairs_of
from views.library import Library
from views.view import View


def mark(name: str, *, view: View | None = None, held: Library | None = None) -> Markup:
    """The mark of a part: drawn by nothing, read by nobody.

    Args:
        view: told with it, where its controls lead, and what static/bandeau.js reminds of it.
        held: the dataset that it was read in.
    """
    if view is None or held is None:
        return tag("data", hidden=True, data_corps=name)
    told = {"data_page": view.page, "data_jeu": held.key, "data_mene": _leads(view), **reminded(view, held)}
    return tag("data", hidden=True, data_corps=name, **told)


def body_json(view: View, parts: dict[str, Markup], held: Library, *, whole: bool = False, said: bool = True) -> bytes:
    """The parts of a view, what its maps draw by map and by name of a view, the table of its matrix.

    `attend`: only Python can draw it all.

    Args:
        whole: whether another page asks: the title and the style of its page go with it.
        said: whether the page says nothing else, of an address that it reads in part.
    """
    picture = view.component
    drawn = picture.views if isinstance(picture, Maps) else ()
    maps: dict[str, dict[str, Any]] = {
        key: {name: bound_all(shown.payload())} for (key, name), shown in zip(view.drawn_by, drawn, strict=False)
    }
    grids = {key: {**picture.table, "cle": key} for key, _ in view.drawn_by} if isinstance(picture, Matrix) else {}
    body: dict[str, Any] = {"page": view.page, "jeu": held.key, "parties": parts, "cartes": maps, "grilles": grids}
    if maps and isinstance(picture, Maps):
        first = 0 if view.layout == "words" else 1  # a page that writes the words of its maps begins with them
        body["cadre"] = {"cle": AROUND[view.page][len(maps) - 1], "rang": first, "choix": picture.chosen}
    if whole:
        head = HEADS[view.page]
        body["entier"] = {"titre": bound(head.title), "vu": head.seen, "style": style_of(view.page, held)}
    if not said or (picture is not None and not (maps or grids)):
        body["attend"] = True
    return json.dumps(body, ensure_ascii=False).encode()


def _leads(view: View) -> str:
    """Queries by control and option."""
    found = {
        control: {words: urlencode(pairs_of(parameters)) for words, parameters in options.items()}
        for control, options in view.ways().items()
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
