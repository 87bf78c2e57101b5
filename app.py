"""Entry point and home page: `streamlit run app.py` (or `make run`).

Streamlit runs this file as a script for each visit of `/`; the server imports it once as a
module to get `app`, which adds what Streamlit alone does not do (shell/server.py).
"""

import streamlit as st

from charts.blocks.records import Paragraph
from exports.html import written
from loaders.errors import DatasetError
from shell import address_bar, render, screen
from shell.frame import carry_filters, page, say_unexpected
from shell.inert import inert
from shell.library import current, library
from shell.server import MIDDLEWARE
from views.accueil.page import view
from views.accueil.views import title
from views.pages import PAGES

DOORS = (
    ("carte", "Voir la carte", "Où en est-on, qui nous ressemble, d'où vient ce chiffre ?", {}),
    ("ecarts", "Lire les écarts", "Ce que chaque plan prévoit, à côté de ce qui était autorisé : qu'est-ce qui "
     "change ?", {}),
    ("defis", "Comparer les défis", "Ce que chaque plan priorise, objectif par objectif. Qui porte quoi, avec quels "
     "mots ?", {}),
)  # fmt: skip


def _title() -> str:
    try:
        return title(current().geography)
    except DatasetError:  # said by the page, in its place
        return title(None)


def home() -> None:
    """What is covered, key figures of the region, three doors."""
    with page("accueil", title=_title()):
        carry_filters("accueil")
        with st.container(key="portes"):
            columns = st.columns(len(DOORS))
        for column, (name, label, text, query) in zip(columns, DOORS, strict=True):
            with column, st.container(border=True, height="stretch"):
                where = {**address_bar.carried(name), **query}
                st.page_link(PAGES[name].script, label=f"**{inert(label)}**", query_params=where)
                screen.body(written((Paragraph(text),)))
        render.render(view(library(), address_bar.here()))


if __name__ == "__main__":
    home()
else:
    app = st.App("app.py", middleware=MIDDLEWARE, on_script_error=say_unexpected)
