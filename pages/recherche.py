"""Recherche: what the dataset holds about some words, grouped by kind, each leading to its view."""

import streamlit as st

from analysis.search import MAX_LENGTH, search
from analysis.typed_text import visible
from charts.words.filter_words import SEARCHED
from shell import address_bar, filters, screen
from shell.frame import link_button, page, say_ignored
from shell.library import library
from views.recherche.results import results_html, welcome_html
from views.recherche.views import asked

KEY = "recherche-q"

with page("recherche", title="Recherche"):
    address = address_bar.here()
    wanted, kept = asked(address)
    say_ignored(address)
    index = library().search_index
    if KEY not in st.session_state or address_bar.changed_outside():
        st.session_state[KEY] = wanted
    query = st.text_input("Rechercher", key=KEY, max_chars=MAX_LENGTH, placeholder="Un mot, un sigle, un code")
    query = visible(query).strip()
    address_bar.write({"q": query, **kept}, implied={"q": wanted, **kept})
    filters.say("recherche", {"q": query, **kept}, SEARCHED, cleared={"q": query})
    if query:
        screen.html(results_html(search(index, query), filters=kept))
        link_button()
    else:
        screen.html(welcome_html(kept))
