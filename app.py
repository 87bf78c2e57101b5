"""Entry point and home page: `streamlit run app.py` (or `make run`).

Streamlit runs this file as a script for each visit of `/`; the server imports it once as a
module to get `app`, which adds what Streamlit alone does not do (shell/server.py).
"""

from html import escape

import streamlit as st

from charts.blocks.key_figures import key_figures_html
from charts.words.coverage import coverage_lines
from shell import address_bar, screen
from shell.frame import carry_filters, page, say_unexpected
from shell.inert import inert
from shell.library import library
from shell.server import MIDDLEWARE
from views.accueil.views import TITLE
from views.pages import PAGES

DOORS = (
    ("carte", "Voir la carte", "Où en est-on, qui nous ressemble, d'où vient ce chiffre ?", {}),
    ("ecarts", "Lire les écarts", "Ce que chaque plan prévoit, à côté de ce qui était autorisé : qu'est-ce qui "
     "change ?", {}),
    ("defis", "Comparer les défis", "Ce que chaque plan priorise, objectif par objectif. Qui porte quoi, avec quels "
     "mots ?", {}),
)  # fmt: skip


def home() -> None:
    """What is covered, key figures of the region, three doors."""
    with page("accueil", title=TITLE):
        carry_filters("accueil")
        with st.container(key="portes"):
            columns = st.columns(len(DOORS))
        for column, (name, label, text, query) in zip(columns, DOORS, strict=True):
            with column, st.container(border=True, height="stretch"):
                where = {**address_bar.carried(name), **query}
                st.page_link(PAGES[name].script, label=f"**{inert(label)}**", query_params=where)
                screen.html(f"<p>{escape(text)}</p>")
        screen.html(f"<h2>L'Occitanie en quelques chiffres</h2>{key_figures_html(library().atlas)}")
        lines = "".join(f"<li>{escape(line)}</li>" for line in coverage_lines(library().dataset))
        screen.html(f"<h2>Ce qui est couvert, et ce qui ne l'est pas</h2><ul>{lines}</ul>")


if __name__ == "__main__":
    home()
else:
    app = st.App("app.py", middleware=MIDDLEWARE, on_script_error=say_unexpected)
