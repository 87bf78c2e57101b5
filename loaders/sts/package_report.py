"""The report of a package: `rapport.json`, checked as what anybody may write.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import json
import re
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.output import REPORT_VERSION
from loaders.sts.region import DEPARTEMENTS, REGION_IN_TEXT

_LONGEST_NAME = 255
_REMEDY = "Reprendre le paquet tel que la page Importer l'a donné, ou relire le document"
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def read_report(text: str, where: str) -> dict[str, Any]:
    """The report of a reading.

    Raises:
        ReadingError: it is none, or says what no reading says.
    """
    try:
        rapport = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise package_refused("Le rapport de la lecture n'est pas du JSON", where) from error
    if not isinstance(rapport, dict) or rapport.get("version") != REPORT_VERSION:
        raise package_refused(f"Le rapport de la lecture n'est pas de la version {REPORT_VERSION}", where)
    if rapport.get("departement") not in list(DEPARTEMENTS):
        raise package_refused(f"Le rapport ne nomme pas un département {REGION_IN_TEXT}", where)
    if rapport.get("document") != f"sts-{rapport['departement']}":
        raise package_refused("Le rapport nomme un autre document que celui de son département", where)
    fichier, sha256 = rapport.get("fichier"), rapport.get("sha256")
    if not isinstance(fichier, str) or not 0 < len(fichier) <= _LONGEST_NAME or not fichier.isprintable():
        raise package_refused("Le rapport ne dit pas quel fichier a été lu", where)
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise package_refused("Le rapport ne porte pas l'empreinte du fichier lu", where)
    for name, words in (("non_compris", "texte"), ("avertissements", "message")):
        if not _are_messages(rapport.get(name), words):
            raise package_refused(f"Le rapport ne dit pas ses «{name}» comme une lecture les dit", where)
    return rapport


def _are_messages(given: object, words: str) -> bool:
    """Whether it is a list of lines of the text (or none), each with its words."""
    return isinstance(given, list) and all(
        isinstance(said, dict) and isinstance(said.get(words), str) and isinstance(said.get("ligne"), int | None)
        for said in given
    )


def package_refused(what: str, where: str) -> ReadingError:
    """The refusal of a package: what is wrong, and where."""
    return ReadingError(what, ou=where, que_faire=_REMEDY)
