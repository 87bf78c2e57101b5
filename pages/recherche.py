"""Recherche: what the dataset holds about some words, grouped by kind, each leading to its view."""

from dataclasses import replace

import streamlit as st

from analysis.search import MAX_LENGTH
from analysis.typed_text import visible
from shell import address_bar, render
from shell.frame import link_button, page, say_ignored
from shell.library import library
from views.recherche.page import SEARCH, read, shown, write

KEY = "recherche-q"

with page("recherche"):
    held = library()
    address = address_bar.here()
    wanted = read(address, held)
    say_ignored(address)
    if KEY not in st.session_state or address_bar.changed_outside():
        st.session_state[KEY] = wanted.words
    query = st.text_input(SEARCH, key=KEY, max_chars=MAX_LENGTH, placeholder="Un mot, un sigle, un code")
    state = replace(wanted, words=visible(query).strip())
    address_bar.write(write(state, held), implied=write(wanted, held))
    render.render(shown(state, held))
    if state.words:
        link_button()
