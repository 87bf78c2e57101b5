"""The button of a file that is computed after the click; a failure is told beside it, and the log keeps it.

Streamlit 1.67 runs the computation outside the script, where no page can write: a failure
reaches the browser alone, as five seconds of English. `static/telechargements.js` says it in
French instead, until the next click.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.shared.inert import inert


def download(label: str, compute: Callable[[], bytes], file: str, mime: str, *, key: str) -> None:
    """A download button.

    Args:
        label: words of the button, plain text.
        compute: gives the bytes of the file; called at each click, never before.
        file: name of the file.
        key: identity of the button on its page.
    """
    st.download_button(inert(label), _named(compute, file), file, mime, on_click="ignore", key=key)


def _named(compute: Callable[[], bytes], file: str) -> Callable[[], bytes]:
    """The same computation, whose failure names the file in the log of the server."""

    def computed() -> bytes:
        try:
            return compute()
        except Exception as error:  # whatever it is, the reader is told: Streamlit logs it and tells the browser
            raise RuntimeError(f"{file} could not be computed ({type(error).__name__}: {error})") from error

    return computed
