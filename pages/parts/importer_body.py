"""The body of «Importer»: a file before, then the plan that was read, cell by cell where the reading doubts."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analysis.imported import Doubt
from analysis.typed_text import visible
from charts.words import import_words as words
from exports.html import written
from exports.page_picture import page_html
from loaders.errors import DatasetError, ReadingError
from pages.parts.importer_file import DONE, REFUSED, VIEW, choose_file, say_refused
from shell import private, screen, sharing
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import current, library
from shell.plan_file import drawn_page, largest_mb
from shell.private import Private
from shell.session_set import own_library, package_link
from views.importer import views
from views.importer.draft import LONGEST, Draft, correction

_WIDEST = 60
"""Signs of a print that may be typed."""

_PAGES = 4
"""Pictures of pages that a session keeps."""

_RANK, _WHO, _SAID, _KEPT = "importer-rang", "_importer_qui", "_importer_dit", "_importer_garde"


def draw() -> None:
    """The page: what was read, or where to give a file."""
    held = private.peek()
    if held is None or held.draft is None:
        say_refused()
        choose_file("premier")
        screen.body(written(views.opening(library(), size=largest_mb())))
        return
    draft = held.draft
    view, doubt = _bar(held, draft)
    say_refused()
    screen.body(written(views.head(library(), draft, used=held.library is not None)))
    if view == "verifier":
        _doubt(held, draft, doubt)
    elif view == views.SHARED:
        _share(held, draft)
    elif view == "lu":
        screen.body(written(views.read_part(library(), draft)))
    else:
        screen.body(written(views.differing(current(), draft)))


def _bar(held: Private, draft: Draft) -> tuple[str, int | None]:
    """What is shown, and what may be done with the plan; the code of the view, and the rank of the cell looked at."""
    if st.session_state.get(VIEW) is None:
        st.session_state[VIEW] = "verifier" if draft.read.doubts else "lu"
    with st.container(key="filtres", horizontal=True, vertical_alignment="bottom"):
        shared = {views.SHARED: words.SHARE} if sharing.offered() else {}
        names = {**views.VIEWS, **shared, "verifier": f"{views.VIEWS['verifier']} ({len(draft.left())})"}
        view = st.segmented_control(
            "Vue",
            list(names),
            format_func=words_of(names),
            required=True,
            key=VIEW,
            label_visibility="collapsed",
        )
        rank = _rank(draft) if view == "verifier" and draft.read.doubts else None
        if held.taken is not draft:
            label = words.USE_AGAIN if held.taken else words.USE
            st.button(inert(label), type="primary", key="importer-utiliser", on_click=_use)
        screen.html(package_link(held))
        with st.popover("Autre fichier", key="importer-autre"):
            choose_file("autre")
            st.button("Oublier ce plan", key="importer-oublier", on_click=private.drop)
    return view or "lu", rank


def _rank(draft: Draft) -> int:
    """The doubtful cell to look at: the first of which nothing is decided, until another is chosen."""
    doubts, ranks = draft.read.doubts, range(len(draft.read.doubts))
    names = [f"{rank}. {views.doubt_name(library(), one)}" for rank, one in enumerate(doubts, 1)]
    if st.session_state.get(_RANK) not in ranks:
        st.session_state[_RANK] = next((at for at in ranks if draft.decision(doubts[at]) is None), 0)
    return st.selectbox(
        "Cellule à vérifier",
        ranks,
        key=_RANK,
        format_func=lambda at: names[at] + (" (décidée)" if draft.decision(doubts[at]) else ""),
    )


def _use() -> None:
    """The plan, as corrected, joins the shared dataset for this session."""
    held = private.peek()
    if held is None or held.draft is None:
        return
    try:
        private.use(own_library(held.draft), views.name_of(current(), held.draft.departement))
    except DatasetError as error:
        st.session_state[REFUSED] = str(error)


def _doubt(held: Private, draft: Draft, rank: int | None) -> None:
    """One doubtful cell and what to decide of it, beside its passage."""
    if rank is None:
        screen.body(written(views.nothing_doubted()))
        return
    doubt = draft.read.doubts[rank]
    kept = st.session_state.pop(_KEPT, "")
    if kept:
        screen.body(written(views.kept_part(kept)))
    left, right = st.columns((2, 3))
    with left:
        screen.body(written(views.doubt_part(library(), draft, doubt)))
        _decide(held, doubt, rank)
    with right:
        _passage(held, draft, doubt)


def _passage(held: Private, draft: Draft, doubt: Doubt) -> None:
    """The page of the PDF with the cell framed; the lines of a text."""
    place = doubt.place
    if not (place.page and held.content):
        screen.body(written(views.passage_part(draft, doubt)))
        return
    try:
        if place.page not in held.pictures:
            drawn = drawn_page(draft.name, held.content, place.page)
            held.pictures = {**dict(list(held.pictures.items())[1 - _PAGES :]), place.page: drawn}
    except ReadingError as error:
        notice(str(error))
        return
    screen.html(page_html(held.pictures[place.page], place.box, alt=views.page_alt(doubt)))


def _decide(held: Private, doubt: Doubt, rank: int) -> None:
    said = st.session_state.pop(_SAID, "")
    if said:
        notice(said)
    with st.form(f"importer-decision-{rank}", enter_to_submit=False, border=False):
        typed = _typed(doubt, rank)
        with st.container(horizontal=True):
            made = {
                name: st.form_submit_button(inert(label), key=f"importer-{name}-{rank}")
                for name, label in views.choices(doubt).items()
            }
    choice = next((name for name, pressed in made.items() if pressed), "")
    if choice:
        _keep(held, doubt, choice, **typed)


def _typed(doubt: Doubt, rank: int) -> dict[str, str]:
    """What is printed, who says it and why; who is remembered from one cell to the next."""
    first, second = st.columns(2)
    brut, known = doubt.row["brut"][:_WIDEST], st.session_state.get(_WHO, "")
    return {
        "printed": first.text_input("Imprimé", brut, max_chars=_WIDEST, key=f"importer-imprime-{rank}"),
        "who": second.text_input("Qui", known, max_chars=LONGEST["qui"], key=f"importer-qui-{rank}"),
        "why": st.text_input(
            "Pourquoi", words.DEFAULT_WHY, max_chars=LONGEST["pourquoi"], key=f"importer-pourquoi-{rank}"
        ),
    }


def _keep(held: Private, doubt: Doubt, choice: str, *, printed: str, who: str, why: str) -> None:
    assert held.draft is not None
    st.session_state[_WHO] = visible(who)
    when = f"{datetime.now():%Y-%m-%dT%H:%M}"
    try:
        made = correction(doubt, choice, after=printed, who=who, when=when, why=why)
    except ReadingError as error:
        st.session_state[_SAID] = str(error)
    else:
        held.draft = held.draft.decided(doubt, made)
        st.session_state[_KEPT] = views.kept_text(library(), held.draft, doubt)
        st.session_state.pop(_RANK, None)  # the next cell of which nothing is decided
    st.rerun()


def _share(held: Private, draft: Draft) -> None:
    """Add the plan for everybody: the installation allows it, a password opens it."""
    screen.body(written(views.share_part(current(), draft)))
    with st.form("importer-partager", clear_on_submit=True, enter_to_submit=False, border=False):
        password = st.text_input("Mot de passe de l'installation", type="password", autocomplete="off")
        asked = st.form_submit_button("Ajouter pour tout le monde", key="importer-partager-bouton")
    if not asked:
        return
    try:
        with st.spinner("Le plan est ajouté…"):
            said = sharing.add(draft, password)
    except ReadingError as error:
        notice(str(error))
        return
    if held.library is not None:
        private.leave()
    st.session_state[DONE] = said
    st.rerun()
