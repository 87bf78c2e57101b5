"""Browser component `seance`: the meetings of this browser, prepared, projected, decided upon.

Python gives what never moves; a meeting lives in the storage of the browser (static/seances.js), so that neither a
reload nor a dead server takes anything away, and nothing of it is in a session.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_PARTS = ("outils", "fusion", "ordre", "suites", "serveur", "fichiers", "salle", "seance")
"""Scripts of the one module, in their order."""

_mount = st.components.v2.component(
    "seance",
    html='<div class="seance" data-seance></div>',
    css=(_HERE / "seance.css").read_text("utf-8"),
    js="\n".join((_HERE / f"{part}.js").read_text("utf-8") for part in _PARTS),
    isolate_styles=False,
)


def seance(
    key: str, *, departements: Sequence[tuple[str, str]], orders: Sequence[tuple[str, str, str]], version: str
) -> None:
    """Mount the page of the meetings.

    Args:
        key: identity on its page.
        departements: code and name of each.
        orders: code, name and purpose of each ready-made order.
        version: that of the dataset.
    """
    _mount(key=key, data={"departements": [*departements], "ordres": [*orders], "jeu": version})
