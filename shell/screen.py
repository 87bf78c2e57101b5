"""Where our HTML leaves for the screen: nothing else calls `st.html` (a test reads the pages)."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.words.typography import bound_html


def html(markup: str, *, place: DeltaGenerator | None = None, **options: Any) -> None:
    """Draw inert HTML whose spaces part only where French lets them.

    Args:
        place: container to draw in, the page itself without one.
        options: those of `st.html`.
    """
    (place or st).html(bound_html(markup), **options)


def body(markup: str, *, place: DeltaGenerator | None = None, **options: Any) -> None:
    """Draw what `exports.html` wrote, whose spaces are already bound."""
    (place or st).html(markup, **options)
