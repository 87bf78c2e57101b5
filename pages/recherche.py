"""Recherche: what the dataset holds about some words, grouped by kind, each leading to its view."""

from dataclasses import replace

import streamlit as st

from analysis.search import MAX_LENGTH
from analysis.typed_text import visible
from charts.words.filter_words import SEARCHED
from shell import address_bar, filters, render
from shell.frame import link_button, page, say_ignored
from shell.library import library
from views.recherche.page import read, shown, write
from views.recherche.state import SearchState

KEY = "recherche-q"

with page("recherche", title="Recherche"):
    held = library()
    address = address_bar.here()
    wanted = read(address, held)
    say_ignored(address)
    if KEY not in st.session_state or address_bar.changed_outside():
        st.session_state[KEY] = wanted.words
    query = st.text_input("Rechercher", key=KEY, max_chars=MAX_LENGTH, placeholder="Un mot, un sigle, un code")
    state = replace(wanted, words=visible(query).strip())
    where = write(state, held)
    address_bar.write(where, implied=write(wanted, held))
    cleared = write(SearchState(state.words), held)
    render.words(shown(state, held), lead=filters.line("recherche", where, SEARCHED, cleared=cleared))
    if state.words:
        link_button()
