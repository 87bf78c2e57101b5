"""The three lists of official indicateurs that are read before the others; each page takes its own from here.

Source: table `indicateurs`.
"""

from __future__ import annotations

REGION_FIGURES = (
    "population", "part_65_plus", "taux_pauvrete", "densite_mg_bpe", "esperance_vie_femmes",
    "part_population_apl_mg_sous_2_5",
)  # fmt: skip
"""Figures of the region on the home page: few, and each with its national value."""

DEPARTEMENT_FIGURES = (
    "densite_population", "part_65_plus", "taux_pauvrete", "taux_chomage", "apl_medecins_generalistes",
    "densite_mg_bpe", "densite_specialistes", "esperance_vie_femmes", "esperance_vie_hommes",
    "mortalite_standardisee_0_64", "couverture_grippe_65_plus", "taux_equipement_ehpad",
)  # fmt: skip
"""Figures read first on the page of a département: territory, age, means, access, health, prevention, old age."""

COMPARED_FIGURES = (
    "densite_population", "part_65_plus", "taux_pauvrete", "part_familles_monoparentales_ensemble_familles",
    "apl_medecins_generalistes", "apl_infirmieres", "mortalite_standardisee_0_64", "taux_beneficiaires_apa_75_plus",
    "couverture_grippe_65_plus",
)  # fmt: skip
"""Figures that say which départements are alike, in the order they are said; no supply, which is compared after."""
