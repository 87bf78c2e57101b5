"""The buttons that give a file: one home for their names, their formats, the line that says which one to take.

Each file is computed after the click. Streamlit 1.67 runs that outside the script, where no page
can write: a failure reaches the browser alone, as five seconds of English, and
`static/telechargements.js` says it in French instead, until the next click.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from exports.file_names import file_name
from exports.tables import CSV_MIME, french_csv
from exports.workbooks import XLSX_MIME, workbook
from shell import screen
from shell.inert import inert
from shell.library import library

WHICH_FILE = (
    "Tableur\u00a0: prenez le XLSX. Le CSV est pour un logiciel\u00a0: «5/6» y est écrit «de\u00a05\u00a0à\u00a06», "
    "le code 09 «FR\u201109»."
)
"""What each format is for, beside the buttons."""


def csv_button(frame: Callable[[], pd.DataFrame], *name: str, key: str, label: str = "Télécharger en CSV") -> None:
    """A table as CSV, written when asked for.

    Args:
        name: parts of the file name.
    """
    _button(label, lambda: french_csv(frame()), file_name(*name, kind="csv"), CSV_MIME, key)


def xlsx_button(
    sheets: Callable[[], Mapping[str, pd.DataFrame]],
    cover: Callable[[], Mapping[str, str]],
    *name: str,
    key: str,
    label: str = "Télécharger en XLSX",
) -> None:
    """Tables and their cover sheet as a workbook, written when asked for."""
    held = library()  # that of the page: a file is computed outside the session
    _button(
        label,
        lambda: workbook(sheets(), cover=cover(), decimals=held.decimales),
        file_name(*name, kind="xlsx"),
        XLSX_MIME,
        key,
    )


def file_button(label: str, content: Callable[[], bytes], *name: str, kind: str, mime: str, key: str) -> None:
    """A file that is no table; its name follows the same rule."""
    _button(label, content, file_name(*name, kind=kind), mime, key)


def which_file() -> None:
    """The line that says which file to take."""
    screen.html(f'<p class="quel-fichier">{WHICH_FILE}</p>')


def _button(label: str, compute: Callable[[], bytes], file: str, mime: str, key: str) -> None:
    st.download_button(inert(label), _named(compute, file), file, mime, on_click="ignore", key=key)


def _named(compute: Callable[[], bytes], file: str) -> Callable[[], bytes]:
    """The same computation, whose failure names the file in the log of the server."""

    def computed() -> bytes:
        try:
            return compute()
        except Exception as error:  # whatever it is, the reader is told: Streamlit logs it and tells the browser
            raise RuntimeError(f"{file} could not be computed ({type(error).__name__}: {error})") from error

    return computed
