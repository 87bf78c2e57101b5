"""Text without its accents: the one step that every comparison of texts shares.

What each comparison does besides has its place: `analysis/folding.py` (search), `loaders/sts/vocabulary.py` (labels of
tables), `exports/file_names.py` (names of files), `components/carte/carte.js` and `static/palette.js` (as it is typed).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_MARKS = re.compile(r"[\u0300-\u036f]")


def unaccented(text: str, form: Literal["NFD", "NFKD"] = "NFKD") -> str:
    """`Élévation` -> `Elevation`.

    Args:
        form: `NFD` keeps what only looks like another sign (`²`, a no-break space); `NFKD` takes the plain one.
    """
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize(form, text))
