"""Words of a meeting: of its minutes, of its files."""

from __future__ import annotations

from datetime import date

from charts.words.french import NOT_STATED, date_text

KINDS = {"information": "information", "débat": "débat", "avis": "avis"}
UNNAMED = "Séance du conseil territorial de santé"
MINUTES, PRESENT, DECIDED, POINTS = "Compte rendu", "Membres présents", "Décisions et avis", "Points de la séance"
NOT_REACHED, UNDER_WAY, SHOWN = "Points non abordés", "Décisions en cours", "Ce qui était montré"
NOTHING_DECIDED = "Aucune décision ni aucun avis n'a été noté."
TYPED = "Présents, quorum et votes : tels qu'ils ont été saisis pendant la séance ; l'outil ne les calcule pas."
READ_AGAIN = "Chiffres relus à l'écriture de ce compte rendu : ce point n'a pas été projeté depuis l'outil."
AS_SHOWN = "Chiffres tels qu'ils étaient montrés, jeu de données version {jeu}."
HEAD_DECIDED = ("Point", "Nature", "Texte", "Qui", "Pour quand", "Votes")
HEAD_PRESENT = ("Collège", "Présents", "Noms")
HEAD_UNDER_WAY = ("Décision", "Qui", "Pour quand", "Séance d'origine", "Où en est-elle")


def when_text(day: str, hour: str, place: str) -> str:
    """«3 décembre 2026, 14 h 00, Cahors», without what is not known."""
    parts = [_day(day) if day else "", f"{hour[:2].lstrip('0') or '0'} h {hour[3:]}" if hour else "", place]
    return ", ".join(part for part in parts if part) or f"Date et lieu : {NOT_STATED}"


def _day(day: str) -> str:
    """A date in words; as typed when no calendar has it."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return day
    return date_text(day)


def votes_text(given: int | None, against: int | None, abstained: int | None) -> str:
    """«12 pour, 1 contre, 2 abstentions»: what was typed in alone."""
    counted = (
        (given, "pour", "pour"),
        (against, "contre", "contre"),
        (abstained, "abstention", "abstentions"),
    )
    said = [f"{number} {one if number < 2 else several}" for number, one, several in counted if number is not None]
    return ", ".join(said) or NOT_STATED


def minutes_text(minutes: int) -> str:
    """«5 min», «1 h 15»."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"
