"""The buttons that give a file: one home for their names, their formats, the line that says which one to take.

Each file is computed after the click. Streamlit 1.67 runs that outside the script, where no page
can write: a failure reaches the browser alone, as five seconds of English, and
`static/telechargements.js` says it in French instead, until the next click.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from charts.words.file_words import FILES, WHICH_FILE
from exports.file_names import file_name
from exports.markup import tag
from shell.inert import inert
from views.links import form_address
from views.view import View

_FORMS = ("csv", "xlsx", "json")
"""Forms of every view, in the order of their links."""


def file_button(label: str, content: Callable[[], bytes], *name: str, kind: str, mime: str, key: str) -> None:
    """A file that is no table; its name follows the same rule."""
    _button(label, content, file_name(*name, kind=kind), mime, key)


def file_links(view: View, *, stamp: str) -> Markup:
    """The files of a view, as links to its forms by address, and the line that says which one to take."""
    links = (
        tag("a", FILES[ending], data_fichier=True, href=form_address(view, ending, jeu=stamp)) for ending in _FORMS
    )
    return tag("p", Markup(" ").join(links), class_="fichiers") + tag("p", WHICH_FILE, class_="quel-fichier")


def _button(label: str, compute: Callable[[], bytes], file: str, mime: str, key: str) -> None:
    st.download_button(inert(label), _named(compute, file), file, mime, on_click="ignore", key=key)


def _named(compute: Callable[[], bytes], file: str) -> Callable[[], bytes]:
    """The same computation, whose failure names the file in the log of the server."""

    def computed() -> bytes:
        try:
            return compute()
        except Exception as error:  # whatever it is, the reader is told: Streamlit logs it and tells the browser
            raise RuntimeError(f"{file} could not be computed ({type(error).__name__}: {error})") from error

    return computed
