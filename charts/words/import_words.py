"""Words of the page where a plan is read: what was read, what is doubtful, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.imported import Activity, Doubt, Reading, Row
from charts.words.french import NBSP, list_text
from loaders.sts.vocabulary import NO_LABEL

MEASURES = {
    "existant": "existant",
    "cible": "cible",
    "existant_implantations": "existant, implantations",
    "existant_appareils": "existant, appareils",
    "existant_hc": "existant, hospitalisation complète",
    "existant_htp": "existant, hospitalisation à temps partiel",
}
TABLES = {
    "ancien": "tableau du bilan",
    "nouveau": "tableau des cibles",
    "constant": "tableau existant et cibles",
}
LISTS = {
    "resultat": ("résultat attendu", "résultats attendus"),
    "action": ("action", "actions"),
    "enjeu": ("enjeu du CTS", "enjeux du CTS"),
    "defi_cts": ("défi du CTS", "défis du CTS"),
    "cnr": ("proposition du CNR", "propositions du CNR"),
    "engagement_cd": ("engagement du conseil départemental", "engagements du conseil départemental"),
}
STEPS = {
    "attente": "D'autres documents sont lus avant le vôtre",
    "document": "Le document est ouvert",
    "pages": "Pages lues",
    "tableaux": "Tableaux de l'offre de soins",
    "fiches": "Défis et objectifs",
    "fin": "Lecture finie",
}
"""What the reader says of how far it is (`loaders.sts.progress`)."""

SHARE = "Ajouter au jeu commun"
SHARE_WARNING = (
    "Le plan {of} sera montré à toutes les personnes qui ouvrent cet outil, avec vos décisions ; le journal garde les "
    "noms. "
    "La version d'avant est gardée : la commande «python -m loaders.sts revenir», sur le serveur, y revient."
)
USE, USE_AGAIN = "Utiliser dans cette session", "Reprendre ces décisions"
DEFAULT_WHY = "Relu dans le document"
"""Offered as the reason of a decision; a person may say more."""

EMPTY_CELL, DASHED = "case vide", "tiret"

INTRODUCTION = (
    "Déposez le plan d'un département : ses cellules sont lues et montrées ici, celles dont la lecture doute à côté de "
    "leur passage. Rien n'est deviné : ce qui n'est pas compris reste non renseigné."
)
KEPT_HERE = (
    "Le fichier reste sur la machine qui sert cet outil, n'est montré à personne d'autre, et il est oublié avec la "
    "session : à la fermeture ou au rechargement de la page. Pour garder le travail, «Emporter»."
)
FORMS = (
    "Un PDF, le texte d'un PDF (.txt), du Markdown (.md), ou un paquet (.zip) emporté d'ici. "
    "{size} Mo au plus. Un PDF fait d'images seules n'a pas de texte : il est refusé."
)
ALL_DECIDED = "Toutes sont décidées : «Utiliser dans cette session», ou «Emporter»"
NOTHING_DOUBTED = "Aucune cellule lue n'appelle de vérification particulière. Le plan publié fait toujours foi."
NO_PASSAGE = "Le passage n'est pas dans ce paquet : ouvrez le document à cette ligne."
FIRST_PLAN = "Le jeu de données n'a pas encore le plan {of} : tout ce qui est lu y serait nouveau."
LEFT_OUT = "Lu, mais que le jeu de données ne peut pas montrer"
COMPARE = "La commande «python -m loaders.sts comparer DOSSIER» les donne toutes."
SAME = "Rien ne diffère du jeu de données."


def many(number: int, one: str, several: str) -> str:
    """«7 cellules lues», the number bound to its noun."""
    return f"{number}{NBSP}{several if number > 1 else one}"


def cell_name(row: Row, activite: str) -> str:
    """«Médecine, Hospitalisation complète : cible»: one cell in words."""
    return f"{activite}, {label_of(row)}{NBSP}: {MEASURES.get(row['mesure'], row['mesure'])}"


def label_of(row: Row) -> str:
    """What names the row of a cell, with its group."""
    if row["modalite"] == NO_LABEL:
        return row["groupe"] or "ligne sans libellé"
    return f"{row['groupe']}, {row['modalite']}" if row["groupe"] else row["modalite"]


def value_text(row: Row) -> str:
    """What a cell holds: its value, or why it has none."""
    if row["valeur_min"]:
        same = row["valeur_min"] == row["valeur_max"]
        return row["valeur_min"] if same else f"de {row['valeur_min']} à {row['valeur_max']}"
    if not row["brut"]:
        return EMPTY_CELL
    return DASHED if row["brut"].strip("* ") == "-" else "non renseigné"


def finding(reading: Reading, name: str, left: int) -> str:
    """The finding of a reading: how many cells were read, how many are still to be looked at."""
    cells = f"{name} : {many(len(reading.cells), 'cellule lue', 'cellules lues')}"
    return f"{cells}, {left or 'aucune'} à vérifier"


def counts(reading: Reading) -> str:
    """Défis, objectifs, and the items of each list, in one sentence."""
    tables = reading.tables
    parts = [many(len(tables["defis"]), "défi", "défis"), many(len(tables["objectifs"]), "objectif", "objectifs")]
    for liste, (one, several) in LISTS.items():
        number = reading.items.get(liste, 0)
        if number:
            parts.append(many(number, one, several))
    return f"Lus aussi : {list_text(parts)}."


def read_from(name: str, corrected: int) -> str:
    """What was read, and how many corrections it bears."""
    said = f"Lu automatiquement dans «{name}»"
    return f"{said} ; {many(corrected, 'cellule décidée', 'cellules décidées')} ici." if corrected else f"{said}."


def activity_state(found: Activity) -> str:
    """What is missing of an activité, in one line."""
    if not found.cells:
        return "aucun tableau compris" if found.unread else "absente du document"
    parts = []
    if found.doubtful:
        parts.append(f"{found.doubtful} à vérifier")
    if found.missing:
        parts.append(many(len(found.missing), "ligne non lue", "lignes non lues"))
    if found.unread:
        parts.append(many(len(found.unread), "passage non compris", "passages non compris"))
    return ", ".join(parts) or "rien à signaler"


def place_text(doubt: Doubt) -> str:
    """Where a cell is printed."""
    place = doubt.place
    if place.page:
        return f"page {place.page} du document"
    return f"ligne {place.line} du texte" if place.line else "place non renseignée"


def step_text(step: str, done: int, total: int) -> str:
    """«Pages lues : 12 sur 70»."""
    named = STEPS.get(step, step)
    return f"{named} : {done} sur {total}" if total > 1 else named


def used(names: Sequence[str]) -> str:
    """What the frame of every page says while a session reads a set of its own."""
    return f"Jeu de cette session : {list_text(list(names))} ajouté, lu automatiquement."


def lost(name: str, decided: int) -> str:
    """What the next session says of a plan that was looked over in this one: its file must be given again.

    Args:
        decided: cells of which something was decided here; that is lost too.
    """
    also = f" {many(decided, 'décision prise', 'décisions prises')} {'sont' if decided > 1 else 'est'} à reprendre."
    said = f"Le plan lu dans «{name}» était celui de la session précédente, qui est terminée : redonnez ce fichier"
    return f"{said} dans «Importer».{also if decided else ''}"


def decided_text(decision: Mapping[str, str]) -> str:
    """What a person decided of a cell."""
    before, after = decision["avant"] or EMPTY_CELL, decision["apres"] or EMPTY_CELL
    what = "la lecture est confirmée" if before == after else f"«{before}» devient «{after}»"
    what = "laissée non renseignée" if decision["colonne"] == "note" else what
    return f"{what}, par {decision['qui']} le {decision['quand'][:10]} : {decision['pourquoi']}"
