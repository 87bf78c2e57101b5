"""The first words of a page, in its HTML: what the view says, before any script is read.

On a slow line the scripts take seconds; the finding and its sentence come with the first answer. They lie over
the empty page and leave as soon as the page draws its own (static/cadre.js). A quick line never shows them.
"""

from __future__ import annotations

import logging

from markupsafe import Markup
from starlette.requests import Request

from charts.drawings.tokens import COLOURS
from exports.markup import EMPTY, joined, tag
from loaders.errors import DatasetError
from shell import forms
from shell.library import warm
from views.pages import PAGES
from views.registry import BUILDERS, view

_LOG = logging.getLogger(__name__)
_AFTER = ".4s"
"""A page drawn before that shows nothing else first."""


def _both(name: str) -> str:
    light, dark = COLOURS[name]
    return f"light-dark({light},{dark})"


STYLE = Markup(
    ".premiers-mots{position:fixed;inset:0;z-index:999999;box-sizing:border-box;overflow:auto;color-scheme:light dark;"
    f"padding:.9rem max(.7rem,2vw);background:{_both('papier')};color:{_both('encre')};visibility:hidden;"
    f"font:1rem/1.5 'Territoires Sans','Repli Arial',sans-serif;animation:premiers-mots 0s {_AFTER} forwards}}"
    "@keyframes premiers-mots{to{visibility:visible}}.premiers-mots p{margin:.3rem 0;max-width:69ch}"
    ".premiers-mots .dit{margin-top:6rem;font:600 1.6rem/1.2 'Territoires Serif',serif;max-width:none}"
    f".premiers-mots .attente{{color:{_both('encre-2')}}}"
    "@media (max-width:640px){.premiers-mots .dit{margin-top:3rem;font-size:1.375rem}}"
)
"""Of the words alone: the sheets of the page come later."""


def first_words(request: Request, product: str) -> Markup:
    """What the view of an address says, in a few lines; nothing where the address has no view, nor before
    any page was drawn: the first one would come later.

    Args:
        product: the name of the tool.
    """
    page = next((key for key, one in PAGES.items() if one.path == request.url.path.strip("/")), "")
    parameters = forms.parameters_of(request)
    if not warm() or page not in BUILDERS or parameters is None:
        return EMPTY
    try:
        shown = view(forms.library_of(parameters), page, parameters)
        said = [tag("p", shown.title, class_="dit"), tag("p", shown.sentence)]
    except DatasetError:
        return EMPTY  # the page says it, whole
    except Exception:
        _LOG.exception("first words of page %s", page)
        return EMPTY
    wait = tag("p", "La vue arrive…", class_="attente")
    return tag("style", STYLE) + tag("div", joined([tag("p", tag("b", product)), *said, wait]), class_="premiers-mots")
