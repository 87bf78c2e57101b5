"""Tables of what the plans hold beside their figures: items of their lists, issues, steering, reform, places.

Texts are in our own words; bodies and titles keep their names. An empty cell is what the document does not print.

Source: data/README.md (dictionary), written from `loaders.schema`.
"""

from __future__ import annotations

from loaders.columns import CODE_TERRITOIRE, DEPARTEMENT, Column, Table, source_columns

ACTION = "action"
SHEET_LISTS = ("resultat", ACTION)
"""Lists printed on the sheet of an objectif; the others belong to the whole plan."""

ASKED_LISTS = ("enjeu", "defi_cts", "cnr")
"""Lists of what was asked, whose items may be tied to the objectifs that answer them."""

COUNCIL_LIST = "engagement_cd"
"""What a plan prints of its partnership with the conseil départemental."""

LISTS = (*SHEET_LISTS, *ASKED_LISTS, COUNCIL_LIST)
STEERING_SUBJECTS = (
    "gouvernance", "comite", "programme", "suivi", "protocole", "evaluation_intermediaire", "evaluation_finale",
    "revision", "publicite", "observatoire",
)  # fmt: skip
SYNONYM_KINDS = (
    "indicateur", "activite", "modalite", "glossaire", "objectif", "defi", "parcours", "document", "vigilance", "item",
    "enjeu_cts", "recours", "page", "departement",
)  # fmt: skip
"""What a synonym may lead to, each with the identifier of its own table."""

SYNONYM_PAGES = ("piloter", "reforme", "cts", "communs", "machines")
"""Subjects that a synonym leads to as a whole: steering, reform, what was asked, shared objectifs, machines."""

_PATTERN = r"^[a-z0-9_-]+$"
_ID = Column("id", "text", "identifiant", pattern=_PATTERN)
_TERRITOIRE = Column("territoire", "text", "territoire du document qui le dit", pattern=CODE_TERRITOIRE)
_SOURCE_NA = (
    Column("document", "text", "identifiant du document (table documents)"),
    Column("section", "text", "titre sous lequel chercher ; vide : le document entier", na=True),
    Column("ligne", "int", "ligne dans le texte source ; vide si le texte n'est pas détenu", na=True),
)

CONTENT_TABLES = (
    Table("natures", "une nature d'item : ce que l'on fait ou attend", (
        Column("nature", "text", "identifiant", pattern=_PATTERN),
        Column("libelle", "text", "nom affiché"),
        Column("definition", "text", "ce qui y entre, en nos propres mots"),
        Column("exemples", "list", "items de cette nature : departement:code:liste:rang"),
    ), key=("nature",)),
    Table("publics", "un public que des items nomment", (
        Column("public", "text", "identifiant", pattern=_PATTERN),
        Column("libelle", "text", "nom affiché"),
        Column("definition", "text", "qui y entre, en nos propres mots"),
    ), key=("public",)),
    Table("acteurs", "un acteur, ou une famille d'acteurs, que des items nomment", (
        Column("acteur", "text", "identifiant", pattern=_PATTERN),
        Column("libelle", "text", "nom affiché"),
        Column("definition", "text", "qui c'est, en nos propres mots"),
        Column("formes", "list", "noms sous lesquels les plans l'impriment"),
    ), key=("acteur",)),
    Table("items", "un item d'une liste imprimée dans un plan : résultat, action, enjeu, demande ou engagement", (
        DEPARTEMENT,
        Column("code", "text", "code de l'objectif ; vide pour une liste du plan entier", na=True,
               pattern=r"^E[1-6]D\dO\d$"),
        Column("liste", "text", "resultat et action : fiche de l'objectif ; enjeu : enjeux du département ; defi_cts : "
               "défis identifiés par le CTS ; cnr : propositions du CNR ; engagement_cd : département partenaire",
               values=LISTS),
        Column("rang", "int", "rang dans la liste, dans l'ordre du texte, à partir de 1"),
        Column("resume", "text", "l'item en nos propres mots, 6 à 20 mots ; une action commence par son verbe"),
        Column("nature", "list", "une ou deux natures (table natures), la principale d'abord"),
        Column("publics", "list", "publics nommés par l'item (table publics) ; liste vide : aucun n'est nommé"),
        Column("acteurs", "list", "acteurs nommés par l'item (table acteurs) ; liste vide : aucun n'est nommé"),
        Column("chiffre", "text", "quantité visée que l'item imprime", na=True),
        Column("echeance", "text", "date ou terme que l'item imprime", na=True),
        Column("lie_a", "list", "objectifs du même plan qui reprennent l'item en entier ; choix de ce projet. Liste "
               "vide : aucun ne le reprend en toutes lettres, ou la liste n'est ni enjeu, ni defi_cts, ni cnr"),
        Column("motif_lien", "text", "pourquoi ces objectifs, en nos propres mots, 4 à 15 mots", na=True),
        *source_columns(),
    ), key=("departement", "code", "liste", "rang"), territoires=("departement",)),
    Table("enjeux_defis", "les enjeux imprimés sur la page d'un défi", (
        DEPARTEMENT,
        Column("code", "text", "code du défi", pattern=r"^E[1-6]D\d$"),
        Column("resume", "text", "ces enjeux en nos propres mots, 20 à 50 mots"),
        *source_columns(),
    ), key=("departement", "code"), territoires=("departement",)),
    Table("pilotage", "ce qu'un document annonce pour piloter, suivre, évaluer ou réviser", (
        _ID, _TERRITOIRE,
        Column("sujet", "text", "de quoi il s'agit", values=STEERING_SUBJECTS),
        Column("qui", "text", "qui en est chargé, ou y prend part ; vide si rien n'est imprimé", na=True),
        Column("quoi", "text", "ce qui est annoncé, en nos propres mots"),
        Column("quand_imprime", "text", "date, délai ou rythme tel qu'imprimé", na=True),
        Column("quand_calcule", "text", "date que ce projet en tire", na=True),
        Column("calcul", "text", "comment elle en est tirée", na=True),
        *source_columns(),
    ), key=("id",), territoires=("territoire",)),
    Table("reforme", "une notion de l'introduction des objectifs quantitatifs", (
        Column("notion", "text", "identifiant", pattern=_PATTERN),
        Column("titre", "text", "nom affiché"),
        Column("texte", "text", "la notion en nos propres mots, 30 à 60 mots ; ce qui vient de ce projet y est dit"),
        *source_columns(),
        Column("autres_lignes", "list", "document:ligne où elle se lit aussi"),
    ), key=("notion",)),
    Table("avenant", "un fait connu de l'avenant n°1, dont les tableaux ne sont pas détenus", (
        _ID, Column("fait", "text", "le fait, en nos propres mots"),
        Column("date", "text", "date du fait, aussi précise que connue", na=True, pattern=r"^\d{4}(-\d\d){0,2}$"),
        *_SOURCE_NA,
    ), key=("id",)),
    Table("lieux", "ce qu'un document dit d'un lieu plus petit, ou autre, que son territoire", (
        Column("lieu", "text", "nom du lieu"), _TERRITOIRE, *source_columns(),
        Column("quoi", "text", "ce qui en est dit, en nos propres mots"),
    ), key=("lieu", "territoire", "document", "ligne"), territoires=("territoire",)),
    Table("synonymes", "un mot courant, et ce vers quoi il mène", (
        Column("forme", "text", "mot ou expression"),
        Column("cible", "text", "ce qu'il désigne : type:identifiant",
               pattern=rf"^({'|'.join(SYNONYM_KINDS)}):\S.*$"),
        Column("motif", "text", "pourquoi, en nos propres mots"),
    ), key=("forme",)),
)  # fmt: skip
"""Tables of contents, in the order of the dictionary."""
