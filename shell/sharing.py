"""Adding a plan to the dataset that everybody reads, from the browser: only where the installation says so.

It takes an explicit option and a password, both of the environment. The command `integrer` does the rest: all or
nothing, with a journal and the version before kept (`data/integration.py`).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import subprocess
import sys
from collections import deque
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic

from loaders import dataset as loader
from loaders.errors import ReadingError
from shell.plan_file import TEMPORARY
from shell.service.options import SHARING
from views.importer.draft import Draft

_LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[1]
OPTION, PASSWORD = SHARING, "TERRITOIRES_IMPORT_MOT_DE_PASSE"
YES, SHORTEST = "oui", 12
TRIES, WITHIN = 3, 60.0
"""Tries of the password in so many seconds, for the whole server, right ones included."""

PATIENCE = 120
"""Seconds that an addition may take."""

_TRIED: deque[float] = deque()
_LOCK = Lock()


def offered() -> bool:
    """Whether this installation lets a plan be added for everybody from the browser."""
    return os.environ.get(OPTION) == YES and not refusal()


def refusal() -> str:
    """Why the option cannot be honoured, in French; empty when it can, or is not set."""
    told = os.environ.get(OPTION, "")
    if told and told != YES:
        return f"{OPTION}={told} n'est pas compris : écrivez {OPTION}={YES}, ou retirez cette variable."
    if told and len(os.environ.get(PASSWORD, "")) < SHORTEST:
        return f"{OPTION}={YES} demande un mot de passe de {SHORTEST} signes au moins : écrivez-le dans {PASSWORD}."
    return ""


def add(draft: Draft, password: str) -> list[str]:
    """Add a plan, as it was corrected, to the dataset that everybody reads; what was done, in French sentences.

    Raises:
        ReadingError: the installation does not allow it, the password is not the right one, or the plan is refused.
    """
    _check(password)
    with TemporaryDirectory(prefix=TEMPORARY) as folder:
        path = Path(folder) / f"plan-{draft.departement}.zip"
        path.write_bytes(draft.zip())
        done = _run("integrer", str(path), "--donnees", str(loader.DATA_DIR))
    if done.returncode not in (0, 1):
        raise ReadingError(
            done.stderr.strip().rstrip(".") or "Le plan n'a pas été ajouté",
            que_faire="Le jeu commun est resté ce qu'il était",
        )
    _LOG.info("the plan of %s was added to the shared dataset", draft.departement)
    return [line for line in done.stdout.splitlines() if line.strip()]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One command of the reader, without the password in its environment."""
    environment = {name: value for name, value in os.environ.items() if name != PASSWORD} | {"PYTHONUTF8": "1"}
    try:
        return subprocess.run(
            [sys.executable, "-m", "loaders.sts", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReadingError(
            "Le plan n'a pas pu être ajouté ; le jeu commun est resté ce qu'il était",
            que_faire="Recommencer, ou lancer la commande integrer sur le serveur",
        ) from error


def _check(password: str) -> None:
    """Refuse a wrong password, in a time that tells nothing of it, and more tries than allowed."""
    if not offered():
        raise ReadingError(
            "Cette installation n'ajoute pas de plan au jeu commun depuis le navigateur",
            que_faire="Emporter le paquet, et le donner à qui tient l'installation",
        )
    with _LOCK:
        now = monotonic()
        while _TRIED and now - _TRIED[0] >= WITHIN:
            _TRIED.popleft()
        if len(_TRIED) >= TRIES:
            raise ReadingError(
                f"{TRIES} essais de mot de passe ont déjà été faits dans la minute",
                que_faire="Attendre une minute, puis recommencer",
            )
        _TRIED.append(now)
    given, expected = (hashlib.sha256(text.encode()).digest() for text in (password, os.environ[PASSWORD]))
    if not hmac.compare_digest(given, expected):
        raise ReadingError("Ce mot de passe n'est pas le bon ; rien n'a été ajouté", que_faire="Le retaper")
