"""Tables of the quantified objectives of care supply (OQOS): what is printed, and its gaps.

Source: data/README.md (dictionary), written from `loaders.schema`.
"""

from __future__ import annotations

from loaders.columns import DEPARTEMENT, Column, Table, source_columns

ACTIVITES = (
    "medecine", "had", "chirurgie", "smr", "psychiatrie", "cancer", "gyneco_obst", "dpn", "amp", "sld", "urgences",
    "soins_critiques", "cardio_interventionnelle", "radiologie_diagnostique", "radiologie_interventionnelle",
    "medecine_nucleaire", "irc",
)  # fmt: skip
MESURES = ("existant", "cible", "existant_hc", "existant_htp", "existant_implantations", "existant_appareils")
RELATIONS = ("identique", "equivalent", "regroupement", "scission", "nouveau", "supprime", "non_comparable")
NATURES = (
    "maintien", "hausse", "baisse", "creation", "securisation", "confortement", "renfort", "developpement", "maillage",
    "acces", "places", "organisation",
)  # fmt: skip
CONCORDANCES = ("concorde", "dans_fourchette", "sans_nombre", "contredit")
LECTURES = ("hausse", "stable", "baisse", "fourchette", "non_comparable", "aucune")
_ACTIVITE = Column("activite", "text", "activité de soins (table activites)", values=ACTIVITES)
_REGIME = Column(
    "regime",
    "text",
    "nomenclature : ancien (avant la réforme), nouveau, ou constant",
    values=("ancien", "nouveau", "constant"),
)
_GROUPE = Column("groupe", "text", "intitulé sous lequel la ligne est imprimée ; vide s'il n'y en a pas", na=True)
_MODALITE = Column(
    "modalite", "text", "ligne du tableau, orthographe de référence ; «(sans libellé)» si rien n'est imprimé"
)
_ORDRE = Column("ordre", "int", "rang dans le tableau")


def _bounds(name: str, sens: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_min", "int", f"{sens}, borne basse", na=True),
        Column(f"{name}_max", "int", f"{sens}, borne haute", na=True),
    )


def _target_bounds() -> tuple[Column, ...]:
    """Target and gap, whole then at each bound of a printed range."""
    readings = {"": "", "_basse": ", cible lue à sa borne basse", "_haute": ", cible lue à sa borne haute"}
    return tuple(
        column
        for suffix, words in readings.items()
        for name, sens in (("cible", "sites prévus d'ici 2028"), ("ecart", "sites prévus moins sites autorisés"))
        for column in _bounds(f"{name}{suffix}", f"{sens}{words}")
    )


OQOS_TABLES = (
    Table("activites", "une activité de soins dotée d'objectifs quantitatifs", (
        _ACTIVITE, Column("ordre", "int", "rang dans les documents"),
        Column("libelle", "text", "nom officiel"),
        Column("libelle_court", "text", "nom court, pour un graphique"),
        Column("famille", "text", "famille imprimée par les plans d'octobre 2023"),
        Column("engagements", "list", "engagements auxquels l'activité est rattachée"),
        Column("rattachement", "text", "qui rattache : le document, ou ce projet (editorial)",
               values=("document", "editorial")),
        Column("motif", "text", "raison du rattachement"),
        Column("regime", "text", "tableaux imprimés", values=("ancien_nouveau", "constant", "nouveau")),
        Column("revisee", "bool", "vrai si l'avenant n°1 de 2025 a révisé les cibles, absentes d'ici"),
        Column("definition", "text", "ce que l'activité couvre, en nos propres mots"),
        Column("existant_date", "text", "date imprimée de l'existant ; vide si le tableau n'en donne pas", na=True),
    ), key=("activite",)),
    Table("modalites", "une ligne connue des tableaux d'objectifs quantitatifs", (
        _ACTIVITE, _REGIME, _GROUPE, _MODALITE,
        Column("code", "text", "abréviation, unique dans l'activité, le régime et le groupe"),
        Column("libelle_court", "text", "nom court, pour un graphique"), _ORDRE,
        Column("mesures", "list", "colonnes chiffrées imprimées, dans l'ordre"),
        Column("variantes", "list", "autres orthographes rencontrées"),
        Column("definition", "text", "ce que la ligne compte, en nos propres mots"),
    ), key=("activite", "regime", "groupe", "modalite")),
    Table("oqos", "une case d'un tableau d'objectifs quantitatifs, telle que lue dans un plan", (
        DEPARTEMENT, _ACTIVITE, _REGIME, _GROUPE, _MODALITE,
        Column("libelle", "text", "libellé tel qu'imprimé dans ce plan", na=True), _ORDRE,
        Column("mesure", "text", "ce que compte la case : sites autorisés au 01/06/2023, prévus (cible), ou appareils",
               values=MESURES),
        Column("brut", "text", "contenu imprimé ; vide : case vide", na=True),
        *_bounds("valeur", "nombre imprimé ; vide pour une case vide et pour un tiret"),
        Column("asterisques", "int", "astérisques imprimés sur le libellé"),
        Column("note", "text", "particularité de la case", na=True),
        *source_columns(),
    ), key=("departement", "activite", "regime", "groupe", "modalite", "mesure"), territoires=("departement",)),
    Table("correspondances", "le lien entre une ligne ancienne et une ligne nouvelle", (
        _ACTIVITE,
        Column("groupe_ancien", "text", "groupe de la ligne ancienne", na=True),
        Column("modalite_ancienne", "text", "ligne ancienne ; vide pour une mention nouvelle", na=True),
        Column("groupe_nouveau", "text", "groupe de la ligne nouvelle", na=True),
        Column("modalite_nouvelle", "text", "ligne nouvelle ; vide si rien ne lui succède ici", na=True),
        Column("relation", "text", "ce que l'une devient dans l'autre", values=RELATIONS),
        Column("comparable", "text", "oui : un nombre ; intervalle : deux bornes ; non : pas d'écart",
               values=("oui", "intervalle", "non")),
        Column("ensemble", "text", "ensemble de mentions pour lequel seul l'écart se lit", na=True),
        Column("cumul_ancien", "text", "oui si un site peut tenir plusieurs des autorisations anciennes",
               na=True, values=("oui", "non")),
        Column("cumul_nouveau", "text", "oui si un site peut tenir plusieurs des mentions nouvelles",
               na=True, values=("oui", "non")),
        Column("motif", "text", "raison, en nos propres mots"),
    ), key=("activite", "groupe_ancien", "modalite_ancienne", "groupe_nouveau", "modalite_nouvelle")),
    Table("ecarts", "une modalité cible (ou un ensemble) dans un département : autorisé, prévu, écart", (
        DEPARTEMENT, _ACTIVITE,
        Column("niveau", "text", "une modalité, ou un groupe de modalités", values=("modalite", "groupe")),
        _GROUPE, Column("modalite", "text", "modalité cible, ou nom de l'ensemble"), _REGIME, _ORDRE,
        Column("code", "text", "abréviation de la modalité ; celles des membres jointes par «+» pour un ensemble"),
        Column("libelle", "text", "nom court, pour un graphique"),
        *_bounds("existant", "sites autorisés au 01/06/2023"), *_target_bounds(),
        Column("comparable", "text", "oui, intervalle ou non", values=("oui", "intervalle", "non")),
        Column("relation", "text", "relation des deux nomenclatures (table correspondances)", values=RELATIONS),
        Column("motif", "text", "pourquoi l'écart est un nombre, une fourchette, ou n'est pas calculé"),
        Column("lecture", "text", "sous quel mot l'écart se lit", values=LECTURES),
        Column("lecture_basse", "text", "de même, cible lue à sa borne basse", values=LECTURES),
        Column("lecture_haute", "text", "de même, cible lue à sa borne haute", values=LECTURES),
        Column("denombre", "bool", "vrai si la ligne compte dans les résumés (ni deux fois, ni par morceaux)"),
        Column("ensemble", "text", "ensemble dont la ligne fait partie", na=True),
        Column("existant_detail", "list", "ce que l'ancien tableau imprime"),
        Column("cible_detail", "list", "ce que le tableau des cibles imprime"),
        Column("asterisques", "int", "astérisques du libellé de la cible"),
        Column("document", "text", "identifiant du document (table documents)"),
        Column("section", "text", "titre sous lequel chercher dans le document"),
        Column("section_existant", "text", "de même, pour ce qui était autorisé", na=True),
        Column("lignes_existant", "list", "lignes du texte source pour l'existant"),
        Column("lignes_cible", "list", "lignes du texte source pour les cibles"),
        Column("ligne", "int", "ligne du texte source pour la cible"),
        Column("nature_annonce", "text", "ce que le texte du plan déclare de cette ligne", na=True,
               values=NATURES),
        Column("ecart_annonce", "int", "écart que le texte du plan déclare, en sites", na=True),
        Column("cible_annoncee", "int", "nombre de sites que le texte du plan déclare viser", na=True),
        Column("ligne_annonce", "int", "ligne de cette déclaration", na=True),
        Column("annonce_conditionnelle", "bool", "vrai si cette déclaration pose une condition"),
        Column("concordance", "text", "le nombre du texte est celui du tableau (concorde), est seulement dans sa "
               "fourchette, n'est pas donné (sans_nombre), ou diffère (contredit)", na=True, values=CONCORDANCES),
        Column("population", "int", "habitants, au millésime de population_annee", na=True),
        Column("population_annee", "int", "année de la population"),
        Column("existant_pour_100000", "float", "sites autorisés pour 100 000 habitants ; vide sous 3 sites", na=True),
        Column("cible_pour_100000", "float", "sites prévus pour 100 000 habitants ; vide sous 3 sites", na=True),
    ), key=("departement", "activite", "niveau", "groupe", "modalite", "regime"), territoires=("departement",)),
    Table("totaux", "la somme d'une modalité sur les plans chargés", (
        _ACTIVITE, Column("niveau", "text", "une modalité, ou un groupe", values=("modalite", "groupe")), _GROUPE,
        Column("modalite", "text", "modalité cible, ou nom de l'ensemble"),
        *_bounds("existant", "somme des sites autorisés"), *_bounds("cible", "somme des sites prévus"),
        *_bounds("ecart", "somme des écarts"),
        Column("couverture", "int", "nombre de départements additionnés"),
    ), key=("activite", "niveau", "groupe", "modalite")),
    Table("annonces", "un écart ou un maintien que le texte d'un plan déclare", (
        DEPARTEMENT, _ACTIVITE,
        Column("regime", "text", "régime de la ligne visée", na=True, values=("ancien", "nouveau", "constant")),
        _GROUPE, Column("modalite", "text", "ligne visée ; vide pour un ensemble", na=True),
        Column("niveau", "text", "une modalité, ou un groupe", values=("modalite", "groupe")),
        Column("ensemble", "text", "ensemble visé", na=True),
        Column("nature", "text", "ce qui est déclaré : les quatre premières parlent du nombre de sites, les autres non",
               values=NATURES),
        Column("ecart", "int", "variation déclarée, en sites", na=True),
        Column("cible", "int", "nombre de sites déclaré", na=True),
        Column("conditionnel", "bool", "vrai si le texte pose une condition"),
        Column("ligne_reserve", "int", "ligne où le texte pose la condition, quand ce n'est pas celle de la "
               "déclaration", na=True),
        Column("resume", "text", "la déclaration, en nos propres mots"),
        Column("explication", "text", "ce par quoi le texte explique un écart, offre inchangée ou non ; vide sinon",
               na=True),
        Column("concordance", "text", "le nombre du texte est celui du tableau (concorde), est seulement dans sa "
               "fourchette, n'est pas donné (sans_nombre), ou diffère (contredit)", na=True, values=CONCORDANCES),
        *source_columns(),
    ), key=("departement", "activite", "groupe", "modalite", "ensemble", "ligne"), territoires=("departement",)),
    Table("recours", "qui couvre ce que le département n'a pas", (
        DEPARTEMENT, _ACTIVITE,
        Column("regime", "text", "régime de la ligne visée", na=True, values=("ancien", "nouveau", "constant")),
        _GROUPE, Column("modalite", "text", "ligne visée ; vide pour l'activité entière", na=True),
        Column("vers", "text", "qui couvre, en mots ; vide si le plan dit «non concerné»", na=True),
        Column("territoires", "list", "territoires cités"),
        Column("objet", "text", "ce qui est couvert, en nos propres mots"),
        *source_columns(),
    ), key=("departement", "activite", "modalite", "vers", "objet", "ligne"), territoires=("departement",)),
    Table("conditions", "la condition qu'un astérisque attache à une cible", (
        DEPARTEMENT, _ACTIVITE,
        Column("regime", "text", "régime de la ligne visée", na=True, values=("ancien", "nouveau", "constant")),
        _GROUPE, Column("modalite", "text", "ligne visée ; vide pour l'activité entière", na=True),
        Column("asterisques", "int", "nombre d'astérisques imprimés"),
        Column("condition", "text", "la condition, en nos propres mots"),
        *source_columns(),
        Column("ligne_note", "int", "ligne de la note ; vide si le document n'en donne pas", na=True),
    ), key=("departement", "activite", "groupe", "modalite"), territoires=("departement",)),
)  # fmt: skip
"""Tables of the OQOS, in the order of the dictionary."""
