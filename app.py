"""Entry point and home page: `streamlit run app.py` (or `make run`).

Streamlit runs this file as a script for each visit of `/`; the server imports it once as a
module to get `app`, which adds what Streamlit alone does not do (shell/server.py).
"""

import streamlit as st

from loaders.errors import DatasetError
from shell import address_bar, render
from shell.frame import carry_filters, page, say_unexpected
from shell.library import current, library
from shell.server import MIDDLEWARE
from views.accueil.page import view
from views.accueil.views import title


def _title() -> str:
    try:
        return title(current().geography)
    except DatasetError:  # said by the page, in its place
        return title(None)


def home() -> None:
    """Where to begin, what the data say, key figures of the region, what is covered."""
    with page("accueil", title=_title(), style="accueil"):
        carry_filters("accueil")
        render.render(view(library(), address_bar.here()))


if __name__ == "__main__":
    home()
else:
    app = st.App("app.py", middleware=MIDDLEWARE, on_script_error=say_unexpected)
