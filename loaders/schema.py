"""Every table of the dataset: its columns, types, units, allowed values and key.

Columns are declared here and in `loaders.schema_contents`, `schema_oqos` and `schema_reviewed`, and nowhere else.
`loaders.dataset` checks it when a Parquet file is read, `data/build.py` and the tests check it in full with pandera
(`pandera_schema`), and the dictionary of `data/README.md` is written from it.

Source: data/README.md (dictionary), written from this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.columns import (
    CODE_DEPARTEMENT,
    CODE_TERRITOIRE,
    DEPARTEMENT,
    THEMES,
    Column,
    Table,
    source_columns,
)
from loaders.schema_contents import CONTENT_TABLES
from loaders.schema_oqos import OQOS_TABLES
from loaders.schema_reviewed import REVIEWED_TABLES

if TYPE_CHECKING:
    import pandera.pandas as pa

SCHEMA_VERSION = "1"
"""Version of the columns below, written in the metadata of each Parquet file."""

DOCUMENT_TYPES = ("sts", "prs", "avenant", "page", "statistique")
AUTOMATIC = ("non_relu", "corrige")
"""Status of a document that the reader alone read, then of one whose cells somebody corrected."""
STATUTS = ("consultation", "arrete", "publie", *AUTOMATIC)
_CODE_DEFI = r"^E[1-6]D\d$"
_CODE_OBJECTIF = r"^E[1-6]D\dO\d$"
_ENGAGEMENT = Column("engagement", "int", "numéro de l'engagement, de 1 à 6")
_DEFI = Column("defi", "int", "numéro du défi dans l'engagement")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("jeu", "le jeu de données lui-même (une seule ligne)", (
            Column("version", "text", "version du jeu de données"),
            Column("date", "text", "date de la version, AAAA-MM-JJ", pattern=r"^\d{4}-\d\d-\d\d$"),
            Column("titre", "text", "titre du jeu de données"),
            Column("licence", "text", "licence du jeu de données assemblé"),
        ), key=("version",)),
        Table("documents", "un document ou un jeu de données statistique", (
            Column("document", "text", "identifiant ; celui d'une statistique est stat-PRODUCTEUR-JEU-MILLESIME"),
            Column("titre", "text", "titre officiel"),
            Column("producteur", "text", "organisme qui publie"),
            Column("type", "text", "nature du document", values=DOCUMENT_TYPES),
            Column("statut", "text", "consultation, arrêté ou publié ; d'un plan lu automatiquement, dont la version "
                   "n'est pas connue : non_relu, ou corrige", values=STATUTS),
            Column("territoire", "text", "territoire décrit", na=True, pattern=CODE_TERRITOIRE),
            Column("date", "text", "date du document, aussi précise que connue", na=True),
            Column("date_effet", "text", "date à laquelle il prend effet", na=True),
            Column("modifie", "list", "documents qu'il modifie"),
            Column("periode", "text", "période ou millésime des données", na=True),
            Column("fichier", "text", "nom du fichier source ; vide si le texte n'est pas détenu", na=True),
            Column("sha256", "text", "empreinte du fichier source", na=True, pattern=r"^[0-9a-f]{64}$"),
            Column("copie", "text", "où a été lue la copie utilisée", na=True),
            Column("licence", "text", "licence de réutilisation"),
        ), key=("document",)),
        Table("themes", "un thème du catalogue d'indicateurs", (
            Column("theme", "text", "identifiant du thème", values=THEMES),
            Column("libelle", "text", "nom affiché"),
            Column("ordre", "int", "rang dans les menus"),
        ), key=("theme",)),
        Table("territoires", "un département, la région ou la France", (
            Column("code", "text", "code du territoire", pattern=CODE_TERRITOIRE),
            Column("nom", "text", "nom officiel"),
            Column("type", "text", "nature", values=("departement", "region", "pays")),
            Column("article", "text", "nom avec son article, dans une phrase : l'Ariège, le Lot"),
            Column("de", "text", "nom après « le plan » ou « les départements » : de l'Ariège, d'Occitanie"),
            Column("court", "text", "nom abrégé, qui tient dans une tuile"),
            Column("tuile", "list", "colonne et rang dans la carte en tuiles ; vide hors d'un département"),
            Column("parent", "text", "territoire dont il fait partie, premier repère d'un département", na=True,
                   pattern=CODE_TERRITOIRE),
            Column("population", "int", "habitants, au millésime de population_annee"),
            Column("population_annee", "int", "année de la population"),
            Column("superficie_km2", "float", "surface mesurée sur les contours, étendues d'eau comprises, km2 ; plus "
                   "grande que la superficie officielle, elle ne se lit pas avec la densité officielle", na=True),
            Column("sts_disponible", "bool", "vrai si son schéma territorial est dans le jeu de données"),
        ), key=("code",), territoires=("code",)),
        Table("populations", "la population d'un territoire à un millésime", (
            Column("territoire", "text", "code du territoire", pattern=CODE_TERRITOIRE),
            Column("annee", "int", "année de la population (au 1er janvier)"),
            Column("population", "int", "habitants"),
            Column("nature", "text", "population municipale, totale ou estimation"),
            *source_columns(ligne_na=True),
        ), key=("territoire", "annee", "document"), territoires=("territoire",)),
        Table("departements", "le contour d'un département (EPSG:2154)", (
            Column("code", "text", "code du département", pattern=CODE_DEPARTEMENT),
            Column("nom", "text", "nom officiel"),
        ), key=("code",), territoires=("code",), geo=True),
        Table("indicateurs", "une notion chiffrée du catalogue", (
            Column("indicateur", "text", "identifiant de la notion", pattern=r"^[a-z0-9_]+$"),
            Column("libelle", "text", "nom affiché"),
            Column("libelle_court", "text", "nom court relu, là où la place manque ; vide : le nom affiché y tient",
                   na=True),
            Column("definition", "text", "ce qui est compté, sur qui, et ce que ce n'est pas"),
            Column("unite", "text", "unité des valeurs"),
            Column("decimales", "int", "nombre de décimales affichées"),
            Column("sens", "text", "sens favorable, s'il y en a un",
                   values=("favorable_hausse", "favorable_baisse", "neutre")),
            Column("theme", "text", "thème (table themes)", values=THEMES),
            Column("portee", "text", "lieu ou groupe plus petit que le territoire ; jamais cartographié", na=True),
            Column("projection", "int", "année de la projection, si la notion est projetée", na=True),
            Column("cartographiable", "bool", "faux si une carte serait trompeuse"),
            Column("reserve", "text", "précaution à lire avec les valeurs", na=True),
        ), key=("indicateur",)),
        Table("valeurs", "une valeur imprimée dans un plan ou publiée par la statistique", (
            Column("territoire", "text", "code du territoire", pattern=CODE_TERRITOIRE),
            Column("indicateur", "text", "notion (table indicateurs)"),
            Column("valeur_min", "float", "borne basse, dans l'unité de l'indicateur"),
            Column("valeur_max", "float", "borne haute ; égale à valeur_min hors intervalle"),
            Column("valeur", "float", "la valeur ; vide quand les deux bornes diffèrent", na=True),
            Column("brut", "text", "la valeur telle qu'imprimée ou dite en mots"),
            Column("annee", "text", "année telle qu'imprimée ; vide : année non précisée", na=True),
            Column("annee_debut", "int", "première année", na=True),
            Column("annee_fin", "int", "dernière année", na=True),
            Column("origine", "text", "plan ou statistique officielle", values=("plan", "statistique")),
            Column("comparateur", "text", "= énoncé, ~ environ, > plus de, < moins de", values=("=", "~", ">", "<")),
            Column("statut", "text", "retenue, repetee (même valeur redite) ou concurrente (autre valeur publiée)",
                   values=("retenue", "repetee", "concurrente")),
            Column("portee", "text", "lieu ou groupe plus petit que le territoire ; jamais cartographié", na=True),
            Column("note", "text", "ce qu'il faut savoir de cette valeur", na=True),
            Column("calcul", "text", "conversion ou calcul appliqué", na=True),
            Column("producteur", "text", "organisme qui produit la statistique ; vide pour un plan", na=True),
            *source_columns(ligne_na=True),
        ), key=("territoire", "indicateur", "annee", "origine", "document", "ligne", "brut"),
            territoires=("territoire",)),
        Table("classes", "les bornes de classes d'une carte par défaut", (
            Column("indicateur", "text", "notion (table indicateurs)"),
            Column("origine", "text", "plan ou statistique officielle", values=("plan", "statistique")),
            Column("annee", "text", "année de la carte ; vide : année non précisée", na=True),
            Column("effectif", "int", "nombre de départements renseignés"),
            Column("distinctes", "int", "nombre de valeurs distinctes"),
            Column("bornes", "list", "bornes croissantes, minimum et maximum compris ; vide sans classes"),
        ), key=("indicateur", "origine", "annee")),
        Table("etiquettes", "un thème ou un parcours connu", (
            Column("type", "text", "thème ou parcours", values=("theme", "parcours")),
            Column("libelle", "text", "nom retenu"),
            Column("variantes", "list", "autres orthographes imprimées, ramenées à ce nom"),
        ), key=("type", "libelle")),
        Table("engagements", "un engagement du projet régional de santé", (
            _ENGAGEMENT,
            Column("libelle", "text", "titre officiel"),
            Column("autres_libelles", "list", "autres titres imprimés"),
            *source_columns(),
        ), key=("engagement",)),
        Table("defis", "un défi régional", (
            Column("code", "text", "code du défi", pattern=_CODE_DEFI),
            _ENGAGEMENT, _DEFI,
            Column("libelle", "text", "titre retenu"),
            Column("libelle_court", "text", "le titre en quelques mots, les nôtres ; il ne le remplace pas"),
            Column("autres_libelles", "list", "autres titres imprimés"),
            *source_columns(),
        ), key=("code",)),
        Table("objectifs", "un objectif opérationnel, par son code", (
            Column("code", "text", "code de l'objectif", pattern=_CODE_OBJECTIF),
            _ENGAGEMENT, _DEFI,
            Column("objectif", "int", "numéro de l'objectif dans le défi"),
        ), key=("code",)),
        Table("defis_departements", "un défi priorisé par un département", (
            DEPARTEMENT,
            Column("code", "text", "code du défi", pattern=_CODE_DEFI),
            _ENGAGEMENT, _DEFI,
            Column("titre", "text", "titre imprimé dans ce plan"),
            Column("titre_retenu", "text", "titre montré quand celui qui est imprimé l'est par erreur", na=True),
            Column("objectifs_listes", "list", "objectifs listés sur la page du défi"),
            Column("themes", "list", "thèmes imprimés ; liste vide : non renseigné"),
            Column("parcours", "list", "parcours imprimés ; liste vide : non renseigné"),
            Column("mots_cles", "list", "mots clés imprimés"),
            Column("note", "text", "particularité à connaître", na=True),
            *source_columns(),
        ), key=("departement", "code"), territoires=("departement",)),
        Table("objectifs_departements", "la fiche d'un objectif dans un département", (
            DEPARTEMENT,
            Column("code", "text", "code de l'objectif", pattern=_CODE_OBJECTIF),
            Column("code_imprime", "text", "code tel qu'imprimé ; vide si la fiche n'en porte pas", na=True),
            _ENGAGEMENT, _DEFI,
            Column("objectif", "int", "numéro de l'objectif dans le défi"),
            Column("titre_defi", "text", "titre de la page du défi"),
            Column("titre_objectif", "text", "titre de la fiche"),
            Column("titre_retenu", "text", "titre montré quand celui de la fiche est imprimé par erreur", na=True),
            Column("titre_page", "text", "le même objectif tel que la page du défi l'annonce", na=True),
            Column("themes", "list", "thèmes imprimés ; liste vide : non renseigné"),
            Column("parcours", "list", "parcours imprimés ; liste vide : non renseigné"),
            Column("mots_cles", "list", "mots clés imprimés"),
            Column("nb_resultats_attendus", "int", "lignes de résultats attendus imprimées", na=True),
            Column("nb_actions", "int", "lignes d'actions imprimées ; vide si la rubrique est absente", na=True),
            Column("chiffres_cles", "bool", "vrai si la fiche imprime des chiffres clés ; vide si ce n'est pas relevé",
                   na=True),
            Column("parole_citoyen", "bool", "vrai si la fiche cite une parole citoyenne ; vide si ce n'est pas relevé",
                   na=True),
            Column("resume", "text", "résumé en nos propres mots, 15 à 60 mots ; vide s'il n'est pas écrit", na=True),
            Column("note", "text", "particularité à connaître", na=True),
            *source_columns(),
        ), key=("departement", "code"), territoires=("departement",)),
        Table("vigilances", "une contradiction, une coquille ou une réserve", (
            Column("id", "text", "identifiant", pattern=r"^[a-z0-9-]+$"),
            Column("gravite", "text", "information, attention ou reserve_forte",
                   values=("information", "attention", "reserve_forte")),
            Column("territoires", "list", "codes des territoires touchés"),
            Column("objets", "list", "ce qui est touché : type:identifiant"),
            Column("message", "text", "la réserve, en nos propres mots"),
            Column("references", "list", "document:ligne"),
        ), key=("id",)),
        Table("glossaire", "un mot ou un sigle que les plans emploient", (
            Column("terme", "text", "mot ou sigle"),
            Column("developpe", "text", "sigle développé d'après le document ; vide : un mot, ou un sigle qu'aucun "
                   "document lu ne développe", na=True),
            Column("autres", "list", "autres formes sous lesquelles il se rencontre ou se cherche"),
            Column("definition", "text", "définition en nos propres mots, 10 à 50 mots"),
            *source_columns(),
        ), key=("terme",)),
        *CONTENT_TABLES,
        *OQOS_TABLES,
        *REVIEWED_TABLES,
    )
}  # fmt: skip


def pandera_schema(name: str) -> pa.DataFrameSchema:
    """Full pandera schema of one table: types, allowed values, patterns, key.

    Args:
        name: a key of TABLES.

    Returns:
        A strict, ordered DataFrameSchema. pandera is imported here because it costs
        over a second, which only the build and the tests should pay.
    """
    import pandera.pandas as pa

    table = TABLES[name]
    columns = {column.name: _pandera_column(column) for column in table.columns}
    if table.geo:
        columns["geometry"] = pa.Column(None)
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(table.key))


def _pandera_column(column: Column) -> pa.Column:
    import pandera.pandas as pa

    dtype = {"text": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": None}[column.dtype]
    checks = []
    if column.dtype == "bool" and column.na:
        dtype, checks = None, [pa.Check.isin([True, False])]
    if column.values:
        checks.append(pa.Check.isin(column.values))
    if column.pattern:
        checks.append(pa.Check.str_matches(column.pattern))
    if column.dtype == "list":
        checks.append(pa.Check(lambda cell: isinstance(cell, list), element_wise=True))
    return pa.Column(dtype, checks=checks, nullable=column.na)


__all__ = [
    "AUTOMATIC", "DOCUMENT_TYPES", "SCHEMA_VERSION", "TABLES", "THEMES", "Column",
    "Table", "pandera_schema",
]  # fmt: skip
