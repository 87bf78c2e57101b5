"""What one session holds for itself: a plan being looked over, and a dataset of its own, never anybody else's.

A session finds its own in what Streamlit remembers of it. The forms by address have no session: they find it by a
token that nobody can guess, which the pages of this session alone bear in their links, and which dies with it.
All of it is forgotten as soon as the session ends: nothing here is written to disk nor to the log.
"""

from __future__ import annotations

import gc
import logging
import secrets
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from charts.words.import_words import lost, used
from loaders.errors import DatasetError
from shell import texts
from views.library import Library

if TYPE_CHECKING:
    from loaders.sts.page_picture import PagePicture
    from views.importer.draft import Draft

_LOG = logging.getLogger(__name__)
_MINE = "_prive"
_KEPT = (_MINE, "_filtre_departement", "_filtre_engagement", "_adresse_page")
_OF_THE_PAGE = ("importer-", "_importer")
"""What the page «Importer» remembers: it reads the plan, not the dataset."""

PREFIX = "session-"
"""What tells a token from the print of a shared dataset."""

MOST = 8
"""Sessions that may hold a dataset of their own at once: each takes the memory of one more."""

LOOK, ENDED_AFTER = 15.0, 150.0
"""Seconds between two looks at the sessions, and those after which one without its page has ended: a cut lasts less
(`disconnectedSessionTTL`)."""


class EndedError(DatasetError):
    """A link to the dataset of a session that has ended."""


def status_of(error: DatasetError) -> int:
    """What an address answers: it has gone, or the dataset cannot be read now."""
    return 410 if isinstance(error, EndedError) else 503


@dataclass(eq=False)
class Private:
    """What one session holds.

    Attributes:
        session: its name for the server.
        token: what its links bear; library: its own dataset, None while it reads the shared one.
        draft: the plan being looked over.
        content: the PDF that it comes from; pictures: of the pages seen last, by number.
        added: the territory whose plan its dataset has more than the shared one; taken: that plan as it was taken.
        seen: when its page was last known to be there.
    """

    session: str
    token: str = field(default_factory=lambda: PREFIX + secrets.token_urlsafe(32), repr=False)
    library: Library | None = field(default=None, repr=False)
    draft: Draft | None = field(default=None, repr=False)
    content: bytes = field(default=b"", repr=False)
    pictures: dict[int, PagePicture] = field(default_factory=dict, repr=False)
    added: str = ""
    taken: Draft | None = field(default=None, repr=False)
    seen: float = field(default_factory=monotonic)

    def forget(self) -> None:
        """Hold nothing any more, whoever still knows this record."""
        self.library, self.draft, self.taken, self.content = None, None, None, b""
        self.pictures.clear()


_HELD: dict[str, Private] = {}
"""By token; what watches over the sessions, and what the forms by address ask."""
_LOCK = Lock()
_watch: Thread | None = None


def mine() -> Private:
    """What this session holds, made at its first need."""
    held = peek()
    if held is None:
        context = get_script_run_ctx()
        held = Private(context.session_id if context else "")
        st.session_state[_MINE] = held
        with _LOCK:
            _HELD[held.token] = held
        _watch_over()
    return held


def peek() -> Private | None:
    """What this session holds, if anything."""
    held = st.session_state.get(_MINE)
    return held if isinstance(held, Private) else None


def library() -> Library | None:
    """The dataset of this session alone, None while it reads the shared one."""
    held = peek()
    return held.library if held else None


def said() -> str:
    """What the frame of every page says of the dataset of this session."""
    held = peek()
    if held is None or held.library is None:
        return ""
    return used([held.added])


def said_next() -> str:
    """What the page says when it comes back in another session, without the plan; empty where none would be missing."""
    held = peek()
    draft = held.taken or held.draft if held else None
    return lost(draft.name, len(draft.decisions)) if draft else ""


def use(own: Library, added: str) -> None:
    """From its next page on, this session reads a dataset of its own.

    Raises:
        DatasetError: too many sessions do.
    """
    held = mine()
    with _LOCK:
        others = sum(one.library is not None for one in _HELD.values() if one is not held)
        if others >= MOST:
            raise DatasetError(
                "Trop de sessions ont déjà un jeu à elles sur ce serveur",
                ou=f"{MOST} au plus",
                que_faire="Emporter le paquet, et le rouvrir plus tard",
            )
        held.library, held.added, held.taken = own, added, held.draft
    _start_again()


def leave() -> None:
    """This session reads the shared dataset again; the plan being looked over stays."""
    held = peek()
    if held:
        held.library, held.taken = None, None
        _change_token(held)
    _start_again()


def drop() -> None:
    """Forget the plan and the dataset of this session."""
    held = st.session_state.pop(_MINE, None)
    if isinstance(held, Private):
        _forget(held)
    _start_again()


def of(token: str) -> Library | None:
    """The dataset that a token leads to; None for what is no token.

    Raises:
        EndedError: the session has ended, or reads the shared dataset again.
    """
    if not token.startswith(PREFIX):
        return None
    with _LOCK:
        held = _HELD.get(token)
        found = held.library if held else None
    if found is None:
        raise EndedError(
            "Ce lien menait au jeu d'une session qui est terminée ou qui l'a quitté",
            que_faire="Rouvrir le paquet emporté dans «Importer», puis demander de nouveau ce fichier",
        )
    return found


def draft_of(token: str) -> Draft:
    """The plan that a session looks over, by its token.

    Raises:
        EndedError: the session has ended, or forgot it.
    """
    with _LOCK:
        held = _HELD.get(token)
        found = held.draft if held else None
    if found is None:
        raise EndedError(
            "Ce paquet était celui d'une session qui est terminée, ou qui l'a oublié",
            que_faire="Redonner le document dans «Importer»",
        )
    return found


def forget_ended(now: float | None = None) -> None:
    """Forget what the sessions that have ended held, the files that they sent included."""
    now = monotonic() if now is None else now
    with _LOCK:
        every = list(_HELD.values())
    ended = []
    for held in every:
        if _active(held.session):
            held.seen = now
        elif now - held.seen >= ENDED_AFTER:
            ended.append(held)
            _forget(held)
    if ended:
        gc.collect()  # a dataset and its lookups know one another


def _active(session: str) -> bool:
    return not session or not exists() or get_instance().is_active_session(session)


def _forget(held: Private) -> None:
    with _LOCK:
        _HELD.pop(held.token, None)
    held.forget()
    texts.forget()
    if held.session and exists():
        get_instance().uploaded_file_mgr.remove_session_files(held.session)


def _change_token(held: Private) -> None:
    """Links given before lead nowhere any more."""
    with _LOCK:
        _HELD.pop(held.token, None)
        held.token = PREFIX + secrets.token_urlsafe(32)
        _HELD[held.token] = held


def _start_again() -> None:
    """Pages are read from their address: what a control holds may not be of the dataset that is read from now on."""
    for key in [str(key) for key in st.session_state if key not in _KEPT and not str(key).startswith(_OF_THE_PAGE)]:
        del st.session_state[key]


def _watch_over() -> None:
    """One thread looks at the sessions while one of them holds something."""
    global _watch
    with _LOCK:
        if _watch is None:
            _watch = Thread(target=_look, name="private-sets", daemon=True)
            _watch.start()


def _look() -> None:
    global _watch
    while True:
        sleep(LOOK)
        try:
            forget_ended()
        except Exception:
            _LOG.exception("looking at the sessions")  # never what one holds
        with _LOCK:
            if not _HELD:
                _watch = None
                return
