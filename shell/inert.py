"""Any text as a label of Streamlit that shows it as it was typed.

Labels, helps, messages and the options of buttons, radios and tabs are Markdown, with
shortcodes of Streamlit's own on top; the options and placeholders of lists (`st.selectbox`,
`st.multiselect`) are plain text and take theirs as it is. In Streamlit 1.67 a field (`st.selectbox`,
`st.toggle`) also gives its label to screen readers unread, backslashes included: its words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

Key = TypeVar("Key")

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SIGNS = re.compile(
    r"(?P<apart>:(?!\s|$)|[@<>~]|(?<=www)\.|-(?=-)|(?<=-)-)"
    r"|(?P<rank>^\d+(?=[.)]))"
    r"|[\\`*_\[\]{}#$&!|^]|^[-+=]",
    re.IGNORECASE,
)
"""Signs that mean something, in three kinds.

`apart`: what Streamlit reads after Markdown, escaped or not (`:smile:`, `:red[…]`, `->`, `--`, the
address of a site or of a person). Each stands in an element of its own, `:color[…]` without a
colour, so that nothing matches. `rank`: a number that would begin a list; the sign after it is
escaped. The others: what Markdown reads in a line, or at its beginning.
"""


def inert(text: str) -> str:
    """A text as Markdown that shows it as typed: no image, link, style, formula, icon or HTML.

    Blanks that HTML would merge are merged.
    """
    return _SIGNS.sub(_shown, _BLANKS.sub(" ", text).strip(" "))


def _shown(sign: re.Match[str]) -> str:
    if sign["apart"]:
        return f":color[\\{sign[0]}]"
    return f"{sign[0]}\\" if sign["rank"] else f"\\{sign[0]}"


def words_of(words: Mapping[Key, str]) -> Callable[[Key], str]:
    """What the options of a control are called, each inert: for `format_func`."""
    return lambda key: inert(words[key])
