"""Séance: a meeting prepared in the browser, projected, and what it gave; the server keeps nothing of it."""

from charts.words.typography import bound
from components.seance import seance
from shell.frame import carry_filters, page
from shell.library import library
from views.seance.ready import ORDERS

with page("seance", title="Séance"):
    carry_filters("seance", also=("point",))
    held = library()
    seance(
        "seance",
        departements=[(code, held.geography.name(code)) for code in held.departements],
        orders=[(code, bound(order.label), bound(order.says)) for code, order in ORDERS.items()],
        version=held.version,
    )
