"""Données et sources: dictionary, every value with its place, vigilances, documents, downloads."""

from pages.parts import sources_body
from shell import address_bar
from shell.frame import link_button, page, say_ignored
from shell.library import library
from views.sources.state import parameters, state_from

with page("sources", title="Données et sources"):
    address = address_bar.here()
    state = state_from(address, library())
    say_ignored(address)
    implied = parameters(state, library())
    state = sources_body.choose(state)
    address_bar.write(parameters(state, library()), implied=implied)
    sources_body.say_filters(state)
    sources_body.draw(state)
    link_button()
