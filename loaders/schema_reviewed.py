"""Columns of the tables of decisions, each with its reason: titles printed by mistake, measures of one subject.

Source: data/README.md (dictionary), written from this module.
"""

from __future__ import annotations

from loaders.columns import DEPARTEMENT, Column, Table, source_columns

REVIEWED_TABLES = (
    Table("titres_retenus", "un titre montré à la place de celui qu'un plan imprime par erreur", (
        DEPARTEMENT,
        Column("code", "text", "code du défi ou de l'objectif", pattern=r"^E[1-6]D\d(O\d)?$"),
        Column("titre_retenu", "text", "titre montré, tel qu'il est imprimé au bon endroit"),
        Column("raison", "text", "pourquoi l'imprimé est une erreur, en nos propres mots"),
        *source_columns(),
    ), key=("departement", "code"), territoires=("departement",)),
    Table("parentes", "un sujet que plusieurs mesures comptent autrement", (
        Column("sujet", "text", "identifiant du sujet", pattern=r"^[a-z0-9_]+$"),
        Column("libelle", "text", "nom affiché"),
        Column("objets", "list", "mesures de ce sujet : indicateur:identifiant, activite:identifiant (ses sites), "
               "appareils:activite (les appareils de son tableau de départ)"),
        Column("raison", "text", "pourquoi ces mesures diffèrent, en nos propres mots, 8 à 50 mots"),
    ), key=("sujet",)),
    Table("copies", "une statistique lue dans la copie d'un tiers, non chez son producteur", (
        Column("document", "text", "identifiant du document (table documents, colonne copie)"),
        Column("etendue", "text", "ce qui a été recoupé : tout le fichier, ou une partie de ses chiffres ; vide si "
               "rien ne l'a été", na=True, values=("tout", "partie")),
        Column("recoupement", "text", "comment la copie a été recoupée ; vide si elle ne l'a pas été", na=True),
    ), key=("document",)),
)  # fmt: skip
"""Tables of decisions, in the order of the dictionary."""
