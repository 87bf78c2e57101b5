"""The frame of every page: title, menu, theme switch, cautions on the address, footer, errors in French."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from charts.drawings.tokens import page_css
from charts.words.filter_words import KEPT_FOR_OTHERS
from charts.words.typography import bound
from exports.html import written
from exports.logo import logo
from exports.markup import EMPTY, joined, tag
from loaders.errors import DatasetError
from shell import address_bar, export_menu, private, screen
from shell.inert import inert
from shell.library import enter as enter_library
from shell.library import library, product
from shell.page_heads import HEADS, OWN_STYLE, css
from views.address import Address
from views.common import NOTICE
from views.filters import line
from views.library import Library
from views.links import path_of
from views.pages import PAGES

_MOST_IGNORED = 5
_LOG = logging.getLogger(__name__)
_THEMES = {"System": "Auto", "Light": "Clair", "Dark": "Sombre"}
_SEARCH = tag(
    "button",
    Markup(" ").join(["Rechercher", tag("kbd", "Ctrl K"), tag("kbd", "/")]),
    type="button",
    class_="chercher",
    data_palette=True,
    aria_haspopup="dialog",
    aria_keyshortcuts="Control+K /",
)
_THEME = [
    tag("span", "Thème"),
    *(tag("button", words, type="button", data_choix_theme=code) for code, words in _THEMES.items()),
]
_UNFOLD = tag("button", "Menu", type="button", class_="deplier", data_menu=True, aria_expanded="false")
"""On a phone, the button of the pages and of the theme (static/cadre.js)."""
_SWITCH = tag("div", Markup(" ").join(_THEME), class_="theme", role="group", aria_label="Thème")


@dataclass
class Frame:
    """What the body of a page may ask of its frame."""

    name: str
    place: DeltaGenerator
    drawn: bool = False

    def menu(self) -> None:
        """The links of the menu, which carry the filters of now, at the top of the page.

        Drawn once the body knows its filters. A page whose body is a fragment calls it at
        the end of each run of the fragment (what a fragment does not write again outside
        itself is taken away); for the others the frame does.
        """
        self.drawn = True
        screen.html(_menu_html(self.name), place=self.place)


def _menu_html(here: str) -> Markup:
    """One block: seven links of Streamlit, each in its container, were a third of what a choice sends.

    `data-vue`: static/cadre.js changes the address inside the session, as Back does; without
    it each is a plain link.
    """
    items = []
    for key, entry in PAGES.items():
        if entry.menu:
            pairs = [(name, value) for name, values in address_bar.carried(key).items() for value in values]
            where = {"href": path_of(key, pairs), "aria_current": "page" if key == here else None}
            items.append(tag("a", entry.label, data_vue=True, **where))
    return tag("nav", joined(items), class_="menu-liens", aria_label="Pages")


def _mark() -> Markup:
    try:
        held = library()
    except DatasetError:
        return EMPTY
    return logo(held.geography, held.loaded_plans.any)


def _tools(here: str) -> Markup:
    """The search (static/palette.js), the theme switch (static/cadre.js), the files of the view (static/bandeau.js)."""
    return tag(
        "div",
        _SEARCH + _UNFOLD + _SWITCH + (export_menu.button() if export_menu.has_files(here) else EMPTY),
        class_="outils",
    )


def _banner(here: str) -> DeltaGenerator:
    """Title, search, theme switch and files; returns the place of the menu, which a key reaches after its button."""
    with st.container(horizontal=True, key="menu", vertical_alignment="center", gap="small"):
        screen.html(tag("p", _mark() + tag("span", product()), class_="marque"), width="content")
        screen.html(_tools(here), width="stretch")
        return st.container(width="content")


def _say_own_set() -> None:
    """On every page, that this session reads a dataset of its own, and the way out; the scripts of the page find its
    token there."""
    own = private.library()
    if own is None:
        return
    with st.container(horizontal=True, key="jeu-session", vertical_alignment="center", gap="small"):
        said = tag("p", private.said(), role="status", data_jeu_session=own.key)
        screen.html(said, width="stretch")
        st.button("Revenir au jeu commun", key="quitter-jeu", on_click=private.leave)


@contextmanager
def page(name: str, *, title: str = "", heading: bool = True, style: str = "") -> Iterator[Frame]:
    """Draw the frame around the body of a page; a page of HEADS says the rest there.

    Args:
        name: key of PAGES.
        title: what the page is about; the window's title and the first heading.
        heading: whether the first heading is seen, or only read aloud (the map needs the room).
        style: style sheet of the page, beside the one of the frame (`defis` for defis.css).

    A DatasetError of the body is shown in French, and the footer still follows.
    """
    if head := HEADS.get(name):
        title, heading, style = head.title, head.seen, head.style
    address_bar.enter(name)
    with suppress(DatasetError):  # said by the body, in its place
        enter_library()
    st.set_page_config(page_title=f"{title} - {product()}", layout="wide", initial_sidebar_state="collapsed")
    screen.html(tag("style", Markup(page_css() + css("frame") + OWN_STYLE + (css(style) if style else ""))))
    frame = Frame(name, _banner(name))
    _say_own_set()
    screen.html(tag("h1", title, class_="titre-page" if heading else "titre-page hors-vue"))
    try:
        yield frame
    except DatasetError as error:
        _say_unusable(error)
    finally:
        if not frame.drawn:
            frame.menu()
        _footer()


def part(body: Callable[[Frame], None]) -> Callable[[Frame], None]:
    """The body of a page as a part that a choice draws again alone, inside the same net as the page.

    What a fragment raises never reaches the page around it: a DatasetError is said here.
    """

    @st.fragment
    @wraps(body)
    def drawn(frame: Frame) -> None:
        try:
            body(frame)
        except DatasetError as error:
            _say_unusable(error)
            frame.menu()

    return drawn


def _say_unusable(error: DatasetError) -> None:
    st.error(inert(bound(str(error))))


def notice(text: str) -> None:
    """A warning that quotes the reader: plain text, since Markdown would make links and images of it."""
    screen.html(tag("p", text, class_="avis", role="alert"))


def say_ignored(address: Address) -> None:
    """One line for what the address asked and the page cannot give."""
    if address.ignored:
        what = ", ".join(f"«{item}»" for item in address.ignored[:_MOST_IGNORED])
        what += " et d'autres" if len(address.ignored) > _MOST_IGNORED else ""
        notice(f"L'adresse demandait {what}, que cette page ne connaît pas : cette partie a été ignorée.")


def carry_filters(page: str, *, also: tuple[str, ...] = ()) -> None:
    """For a page that has no filter of its own: read them, say what is ignored, keep them for the next page.

    Args:
        also: parameters that the browser alone reads there.
    """
    address = address_bar.here()
    carried = {"departement": address.departements(), "engagement": address.engagements()}
    address.refuse_unknown((*carried, *also))
    say_ignored(address)
    address_bar.write(carried, implied=carried)
    blocks = line(library(), page, carried, KEPT_FOR_OTHERS, cleared={})
    if blocks:
        screen.body(written(blocks))


def say_unexpected(error: Exception) -> bool:
    """A fault of ours, in French: what happened, where it is written, what to do. The server's log keeps the trace."""
    _LOG.error("uncaught in a page", exc_info=error)
    st.error(
        bound(
            "Une erreur imprévue empêche d'afficher cette partie de la page (le détail est dans le journal du "
            "serveur). Rechargez la page ; si l'erreur revient, repartez de l'accueil et signalez le lien."
        )
    )
    return True


def link_button() -> None:
    """Copies the address of the current view, which restores it."""
    button = tag("button", "Copier le lien de cette vue", type="button", data_copier_lien=True)
    screen.html(tag("div", joined([button, " ", tag("span", role="status")]), class_="lien"))


def _footer() -> None:
    try:
        text: str = footer_html(library())
    except DatasetError:
        text = f"{product()} : {NOTICE}."
    for key, entry in PAGES.items():
        if not entry.menu:
            st.page_link(
                entry.script,
                label=inert(bound(f"{entry.label} : {entry.sentence}")),
                query_params=address_bar.carried(key) or None,
            )
    screen.html(tag("footer", text, class_="pied", data_sinon=private.said_next() or None))


def footer_html(held: Library) -> Markup:
    """Version, date, documents, licences and the notice."""
    said, licences = held.foot
    return tag("p", joined([tag("strong", f"{NOTICE.capitalize()}."), f" {said}"])) + tag("p", licences)
