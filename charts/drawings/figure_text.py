"""Words of a chart as they are: Plotly reads its texts as a small HTML of its own."""

from __future__ import annotations

from html import escape


def chart_text(text: str) -> str:
    """A text for a hover label, a title, a tick or an annotation of Plotly, shown as it is printed.

    Plotly breaks lines at `<br>`, styles `<b>`, `<i>`, `<sub>` and follows `<a>`, then decodes `&lt;` and its
    like; words drawn by the component `figure` (`layout.meta.textes`) are plain text and take theirs as it is.
    """
    return escape(text, quote=False)
