"""What is refused before any page is asked, how it is said in French, and the word under which it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Refusal:
    """One refusal.

    Attributes:
        status: of HTTP.
        reason: a word for the measures.
        title: of the page that says it.
        said: what, and what to do.
        headers: those that it adds.
    """

    status: int
    reason: str
    title: str
    said: str
    headers: tuple[tuple[str, str], ...] = ()


HOST = Refusal(
    400,
    "hote",
    "Ce nom n'est pas connu ici",
    "Ce nom d'hôte n'est pas celui de cet outil. Ouvrez-le par son adresse habituelle. Pour l'administrateur : ajoutez "
    "ce nom à l'option «hotes» de configuration.toml.",
)
ORIGIN = Refusal(
    403,
    "origine",
    "Demande refusée",
    "Cette demande vient d'une page d'un autre site : elle est refusée. Ouvrez l'outil par sa propre adresse.",
)
METHOD = Refusal(
    405,
    "methode",
    "Demande refusée",
    "Cette adresse se lit (GET) : elle ne reçoit pas cette sorte de demande.",
    (("Allow", "GET, HEAD"),),
)


def method(allowed: Iterable[str]) -> Refusal:
    """A request by a method that its address does not know."""
    told = ", ".join(sorted(allowed))
    said = f"Cette adresse ne reçoit pas cette sorte de demande, mais : {told}."
    return METHOD if told == METHOD.headers[0][1] else replace(METHOD, said=said, headers=(("Allow", told),))


LONG = Refusal(414, "adresse", "Adresse trop longue", "Cette adresse est trop longue. Rouvrez la vue depuis l'outil.")
LARGE = Refusal(
    413, "envoi", "Fichier trop grand", "Ce fichier est trop grand pour cet outil. Choisissez-en un plus petit."
)
FILES = Refusal(
    429,
    "envois",
    "Trop de fichiers",
    "Trop de fichiers envoyés depuis cette page. Rechargez-la, puis recommencez.",
    (("Retry-After", "60"),),
)
FAST = Refusal(
    429,
    "cadence",
    "Trop de demandes",
    "Trop de demandes en peu de temps depuis ce poste. Attendez quelques secondes, puis recommencez.",
    (("Retry-After", "5"),),
)
FULL = Refusal(
    503,
    "complet",
    "Trop de lecteurs en ce moment",
    "Toutes les places sont prises. Cette page réessaie d'elle-même "
    "toutes les dix secondes ; les fichiers d'une vue (.json, .csv, .pdf) restent servis à leur adresse.",
    (("Retry-After", "10"), ("Refresh", "10")),
)
PRIVATE = Refusal(404, "prive", "Adresse inconnue", "Cette adresse n'est servie à personne.")
UNKNOWN = Refusal(
    404, "inconnu", "Adresse inconnue", "Rien n'est servi à cette adresse. Rouvrez la page depuis l'outil."
)
REQUEST = Refusal(
    400, "demande", "Demande refusée", "Cette demande ne se lit pas. Rechargez la page de l'outil, puis recommencez."
)
STALE = Refusal(
    403, "jeton", "Demande refusée", "Cette demande ne vient pas d'une page à jour. Rechargez-la, puis recommencez."
)
PART = Refusal(416, "partie", "Demande refusée", "Cette partie du fichier n'existe pas. Demandez le fichier entier.")
FAULT = Refusal(
    500,
    "faute",
    "Réponse impossible",
    "L'outil n'a pas pu répondre (le détail est dans le journal du serveur). Réessayez ; si cela dure, signalez "
    "cette adresse.",
)
_BY_STATUS = {one.status: one for one in (REQUEST, STALE, UNKNOWN, METHOD, LARGE, PART, FAST, FAULT)}


def of_status(status: int) -> Refusal:
    """The words of ours for a refusal that another program made: Streamlit, or what reads HTTP; its status stays."""
    why = _BY_STATUS.get(status) or (FAULT if status >= 500 else REQUEST)
    return replace(why, status=status, headers=())
