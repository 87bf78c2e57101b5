"""The buttons that give a file: one home for their names, their formats, the line that says which one to take.

Each file is computed after the click. Streamlit 1.67 runs that outside the script, where no page
can write: a failure reaches the browser alone, as five seconds of English, and
`static/telechargements.js` says it in French instead, until the next click.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st
from markupsafe import Markup

from charts.words.file_words import FILES, WHICH_FILE
from exports.file_names import file_name
from exports.markup import tag
from shell.inert import inert
from views.links import form_address
from views.view import File, View

_FORMS = ("csv", "xlsx", "json")
"""Forms of every view, in the order of their links."""


def file_button(label: str, content: Callable[[], bytes], *name: str, kind: str, mime: str, key: str) -> None:
    """A file that is no table; its name follows the same rule."""
    _button(label, content, file_name(*name, kind=kind), mime, key)


def file_links(view: View, *, stamp: str) -> Markup:
    """The files of a view, as links to its forms by address, and the line that says which one to take."""
    return form_links(view, [File(FILES[kind], kind) for kind in _FORMS], stamp=stamp) + tag(
        "p", WHICH_FILE, class_="quel-fichier"
    )


def form_links(view: View, files: Iterable[File], *, stamp: str) -> Markup:
    """Some forms of a view as links.

    Args:
        files: one a link.
        stamp: print of the dataset that they are read in.
    """
    links = (
        tag("a", one.words, data_fichier=True, href=form_address(view, one.ending, one.parameters, jeu=stamp))
        for one in files
    )
    return tag("p", Markup(" ").join(links), class_="fichiers")


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
