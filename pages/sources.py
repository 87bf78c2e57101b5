"""Données et sources: dictionary, every value with its place, vigilances, documents, downloads."""

from pages.shared import links, source_page
from pages.shared.frame import link_button, page, say_ignored

with page("sources", title="Données et sources"):
    address = links.Address()
    state = source_page.state_from(address)
    say_ignored(address)
    implied = source_page.parameters(state)
    state = source_page.choose(state)
    links.write(source_page.parameters(state), implied=implied)
    source_page.say_filters(state)
    source_page.VIEWS[state.vue].draw(state)
    link_button()
