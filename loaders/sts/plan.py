"""A whole plan read from its document: whose it is, its OQOS, its défis and objectifs.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import ReadingError
from loaders.sts.labels import load_labels
from loaders.sts.lines import Line, read_document
from loaders.sts.objectifs import ObjectifsLus, read_objectifs
from loaders.sts.oqos import OqosRead, read_oqos, zone_codes
from loaders.sts.owner import check_owner
from loaders.sts.progress import tell
from loaders.sts.region import DEPARTEMENTS, REGION_IN_TEXT
from loaders.sts.vocabulary import Vocabulary, load_vocabulary

MOST_MISSING = 3
"""Activités that a whole plan may leave out; more, or one where no prose ends the text, and it is cut short."""

_SENTENCE_END = re.compile(r"[.!?;:»)…*|]\W*$")


@dataclass(frozen=True)
class Plan:
    """What was read of one plan.

    Attributes:
        departement: code of its territory.
        fichier, sha256: name and print of the document that was read.
        ways: of a PDF, how each of its pages was read.
        signs: what to know of the text itself before trusting it, with a line or None.
    """

    departement: str
    fichier: str
    sha256: str
    oqos: OqosRead
    objectifs: ObjectifsLus
    ways: tuple[str, ...] = ()
    signs: tuple[tuple[int | None, str], ...] = ()

    @property
    def document(self) -> str:
        """Identifier of the document in the dataset."""
        return f"sts-{self.departement}"

    @property
    def complete(self) -> bool:
        """Whether everything inside the known sections was understood."""
        return not self.oqos.non_compris and not self.objectifs.non_compris


def read_plan(path: Path, *, departement: str | None = None) -> Plan:
    """Read a schéma territorial de santé.

    Args:
        path: `.pdf`, `.txt` (raw text of the PDF) or `.md`.
        departement: code that the document must bear, when the caller knows it.

    Raises:
        ReadingError: the file cannot be read, is not such a plan, or is cut short.
    """
    tell("document", 0, 1)
    document = read_document(path)
    lines = document.lines
    vocabulary = load_vocabulary()
    code, doubt = _departement(lines, vocabulary, path.name, departement)
    tell("tableaux", 0, 1)
    oqos = read_oqos(lines, vocabulary, code)
    tell("fiches", 0, 1)
    objectifs = read_objectifs(lines, load_labels())
    tell("fin", 1, 1)
    if doubt:
        oqos.avertissements.append((None, doubt))
    _check_whole(oqos, objectifs, vocabulary, path.name, lines[-1])
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Plan(code, path.name, sha256, oqos, objectifs, document.ways, document.warnings)


def _departement(lines: Sequence[Line], vocabulary: Vocabulary, name: str, given: str | None) -> tuple[str, str]:
    """Code printed in the «Zone d'implantation» of the tables, checked against the one given; what to warn of."""
    if given is not None and given not in DEPARTEMENTS:
        raise ReadingError(
            f"«{given}» n'est pas le code d'un département {REGION_IN_TEXT}",
            ou="option --departement",
            que_faire=f"Donner l'un de ces codes : {', '.join(DEPARTEMENTS)}",
        )
    codes = Counter(zone_codes(lines, vocabulary))
    if not codes:
        raise ReadingError(
            "Ce document ne contient aucun tableau d'objectifs quantitatifs de l'offre de soins",
            ou=f"{name}, {lines[-1].number} lignes lues",
            que_faire=f"Donner le texte entier d'un schéma territorial de santé {REGION_IN_TEXT}",
        )
    printed = codes.most_common(1)[0][0]
    if printed not in DEPARTEMENTS:
        raise ReadingError(
            f"Les tableaux portent sur la zone «{printed}», qui n'est pas un département {REGION_IN_TEXT}",
            ou=name,
            que_faire=f"Donner le schéma d'un des départements {REGION_IN_TEXT} ({', '.join(DEPARTEMENTS)})",
        )
    if given is not None and given != printed:
        raise ReadingError(
            f"Les tableaux portent sur le département {printed}, pas sur le {given}",
            ou=name,
            que_faire=f"Corriger l'option --departement en {printed}, ou donner l'autre document",
        )
    return printed, check_owner(lines, dict(codes.most_common()), given, name)


def _check_whole(oqos: OqosRead, objectifs: ObjectifsLus, vocabulary: Vocabulary, name: str, last: Line) -> None:
    """Refuse a text that stops before its end or begins after its beginning; list an activité it leaves out."""
    if not objectifs.fiches:
        raise ReadingError(
            "Les fiches d'objectifs manquent, alors que les tableaux de l'offre de soins sont là",
            ou=name,
            que_faire="Le texte semble coupé à son début : redonner le document entier",
        )
    missing = [activite for activite in vocabulary.activites if activite not in oqos.named]
    unexplained = len(missing) - oqos.unnamed
    ended = oqos.whole and _SENTENCE_END.search(last.text)
    if oqos.interrupted or unexplained > MOST_MISSING or (unexplained > 0 and not ended):
        what = f"{len(missing)} activités manquent" if len(missing) > 1 else "la dernière activité est interrompue"
        raise ReadingError(
            f"Le texte s'arrête avant la fin des objectifs quantitatifs : {what}",
            ou=f"{name}, dernière ligne {last.number}",
            que_faire="Le document semble tronqué : le redonner entier",
        )
    for activite in missing:
        words = "activité absente du document" if not oqos.unnamed else "activité absente, ou sous un titre non reconnu"
        oqos.non_compris.append((last.number, f"{words} : {activite}"))
    for activite in [name for name in oqos.named if not oqos.rows.get(name)]:
        oqos.non_compris.append((last.number, f"{activite} : aucun tableau compris"))
