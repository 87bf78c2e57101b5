"""Recherche: what the dataset holds about some words, grouped by kind, each leading to its view."""

import streamlit as st

from analysis.search import MAX_LENGTH, search
from analysis.typed_text import visible
from charts.filter_words import SEARCHED
from pages.shared import filters, links, screen, search_page
from pages.shared.data import search_index
from pages.shared.frame import link_button, page, say_ignored

KEY = "recherche-q"

with page("recherche", title="Recherche"):
    address = links.Address()
    asked = " ".join(address.one("q").split())[:MAX_LENGTH]
    kept = {"departement": address.departements(), "engagement": address.engagements()}
    address.refuse_unknown(search_page.PARAMETERS)
    say_ignored(address)
    index = search_index()
    if KEY not in st.session_state or links.changed_outside():
        st.session_state[KEY] = asked
    query = st.text_input("Rechercher", key=KEY, max_chars=MAX_LENGTH, placeholder="Un mot, un sigle, un code")
    query = visible(query).strip()
    links.write({"q": query, **kept}, implied={"q": asked, **kept})
    filters.say("recherche", {"q": query, **kept}, SEARCHED, cleared={"q": query})
    if query:
        results = search(index, query)
        screen.html(search_page.results_html(results, filters=kept))
        link_button()
    else:
        screen.html(search_page.welcome_html(kept))
