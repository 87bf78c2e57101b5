"""The closed sets of codes that an address, a state and a computation share.

A code outside its set never gets past `views.address.Address.one`; from there on the type checker holds it.
"""

from __future__ import annotations

from typing import Literal

Borne = Literal["intervalle", "basse", "haute"]
"""How a target printed as a range is read."""

Ordre = Literal["document", "ecart", "departement"]
"""Order of the rows of a chart of gaps."""

Mesure = Literal["ecart", "cible", "existant"]
"""What the map of a modalité shows."""

Niveau = Literal["objectif", "defi"]
"""Where thèmes and parcours are read: on the sheets or on the pages of défis."""

Classes = Literal["naturelles", "quantiles", "egales", "bornes", "region", "france"]
"""How the values of a map are cut into classes."""

Tri = Literal["decroissant", "croissant", "nom", "code"]
"""Order of the table of a map."""
