"""A document read in a process of its own: whatever the file, the program that asked goes on, and says one sentence.

The process has bounds of memory, time, pages and size (`limits.py`). What it gives back is checked: values of this
reader, and nothing else. It receives neither the environment of the server nor its open files.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import builtins
import dataclasses
import io
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from loaders.errors import ReadingError
from loaders.sts.child import HEADER, MEMORY, TIME
from loaders.sts.limits import AT_ONCE, LIMITS, MIB, Limits
from loaders.sts.lines import check_file
from loaders.sts.plan import Plan
from loaders.sts.progress import Told

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-m", "loaders.sts.child")
LARGEST_ANSWER = 200 * MIB
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_SETS = frozenset({"set", "frozenset", "tuple", "list", "dict", "bytearray", "complex"})

_TURNS = threading.BoundedSemaphore(AT_ONCE)

_Message = tuple[bytes, bytes]


def read_bounded(
    path: Path, *, departement: str | None = None, told: Told | None = None, limits: Limits = LIMITS
) -> Plan:
    """Read a schéma territorial de santé as `loaders.sts.plan.read_plan` does, in a process of its own.

    Args:
        path: `.pdf`, `.txt` or `.md`.
        departement: code that the document must bear, when the caller knows it.
        told: hears how far the reading is (`loaders.sts.progress`), in this process.
        limits: what the reading may take.

    Raises:
        ReadingError: the document is refused, or its reading took too much or stopped by itself.
    """
    check_file(path, limits)
    request = {"fichier": str(path.resolve()), "departement": departement}
    plan = run(CHILD, request, name=path.name, told=told, limits=limits)
    if not isinstance(plan, Plan):
        raise _stopped(path.name, "")
    return plan


def run(
    command: Sequence[str],
    request: dict[str, Any],
    *,
    name: str,
    told: Told | None = None,
    limits: Limits = LIMITS,
) -> object:
    """The value that a process gives for a request, within bounds.

    Args:
        command: a module that calls `loaders.sts.child.serve`.
        name: of the document, for whoever reads a refusal.

    Raises:
        ReadingError: the process refused the document, took too much, or died.
    """
    reached = _Reached(name, limits)
    with _turn(name, limits), _process(command) as process:
        end = time.monotonic() + limits.seconds
        messages = _messages(process, request | {"limites": asdict(limits)})
        while True:
            try:
                kind, content = messages.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise reached.too_long() from None
            if kind == b"p":
                step, done, total = json.loads(content)
                reached.step, reached.done, reached.total = step, done, total
                if told is not None:
                    told(step, done, total)
            else:
                return _outcome(kind, content, process, reached)


@dataclass
class _Reached:
    """How far a reading was, for the sentence that says where it stopped."""

    name: str
    limits: Limits
    step: str = ""
    done: int = 0
    total: int = 0

    def place(self) -> str:
        if self.step != "pages" or self.done >= self.total:
            return self.name
        return f"{self.name}, page {self.done + 1} sur {self.total}"

    def too_long(self) -> ReadingError:
        return ReadingError(
            f"La lecture a dépassé {self.limits.seconds:g} secondes".replace(".", ","),
            ou=self.place(),
            que_faire="Donner le seul schéma territorial, ou son texte en .txt, et recommencer",
        )

    def too_large(self) -> ReadingError:
        return ReadingError(
            f"La lecture demande plus de {self.limits.memory // MIB} Mio de mémoire",
            ou=self.place(),
            que_faire="Enregistrer le PDF de nouveau, sans images lourdes, ou donner son texte en .txt",
        )


def _outcome(kind: bytes, content: bytes, process: subprocess.Popen[bytes], reached: _Reached) -> object:
    """The value of a process, or the sentence that says why there is none."""
    if kind == b"v":
        try:
            return _Values(io.BytesIO(content)).load()
        except (pickle.UnpicklingError, AttributeError, EOFError, TypeError, ValueError) as error:
            raise _stopped(reached.place(), "") from error
    if kind == b"r":
        what, where, remedy = json.loads(content)
        raise ReadingError(what, ou=where, que_faire=remedy)
    if kind == b"d":
        raise _stopped(reached.place(), content.decode("ascii", "replace"))
    process.wait(timeout=5)
    if process.returncode == MEMORY:
        raise reached.too_large()
    if process.returncode == TIME or process.returncode == -24:  # SIGXCPU
        raise reached.too_long()
    raise _stopped(reached.place(), "")


def _stopped(place: str, defect: str) -> ReadingError:
    """A reading that ended without an answer: a page that cannot be opened, a crash of a library, a defect of ours."""
    told = f" ({defect})" if defect else ""
    return ReadingError(
        f"La lecture de ce document s'est arrêtée avant sa fin{told}",
        ou=place,
        que_faire="Le document est sans doute abîmé : l'enregistrer de nouveau en PDF, ou donner son texte en .txt",
    )


@contextmanager
def _turn(name: str, limits: Limits) -> Iterator[None]:
    """One of the few readings at a time: the machine has memory for so many."""
    if not _TURNS.acquire(timeout=limits.seconds):
        raise ReadingError(
            "D'autres documents sont en cours de lecture", ou=name, que_faire="Recommencer dans une minute"
        )
    try:
        yield
    finally:
        _TURNS.release()


@contextmanager
def _process(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that never outlives what asked for it."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    environment |= {"PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        process = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ReadingError(
            "La machine ne peut pas lancer la lecture",
            ou=ROOT.name,
            que_faire="Fermer d'autres programmes",
        ) from error
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None and not stream.closed:
                _close(stream)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:  # what was to be written has no reader any more
        return


def _messages(process: subprocess.Popen[bytes], request: dict[str, Any]) -> queue.Queue[_Message]:
    """What the process says, in order; an empty kind at its end."""
    found: queue.Queue[_Message] = queue.Queue()

    def listen() -> None:
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode())
            process.stdin.close()
            while len(header := process.stdout.read(HEADER.size)) == HEADER.size:
                kind, length = HEADER.unpack(header)
                if length > LARGEST_ANSWER or len(content := process.stdout.read(length)) < length:
                    break
                found.put((kind, content))
        except (OSError, ValueError):  # the process is gone, or was ended
            pass
        found.put((b"", b""))

    threading.Thread(target=listen, daemon=True).start()
    return found


class _Values(pickle.Unpickler):
    """Reads back records of this reader, made of plain values; refuses any other object."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "Counter"):
            return Counter
        if module == "builtins" and name in _SETS:
            return getattr(builtins, name)
        if module.startswith("loaders.sts.") and name.isidentifier():
            record = getattr(import_module(module), name, None)
            if isinstance(record, type) and dataclasses.is_dataclass(record):
                return record
        raise pickle.UnpicklingError(f"{module}.{name}")
