"""The process in which a document is read: its bounds are set first, what it finds goes back by its output.

`python -m loaders.sts.child` is started by `loaders.sts.bounded`, never by a person. A message is one letter (`p`
progress, `v` value, `r` refusal, `d` defect), the length of what follows, and what follows.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from loaders.errors import ReadingError
from loaders.sts import progress
from loaders.sts.limits import Limits, hold

HEADER = struct.Struct(">cI")
MEMORY, TIME = 86, 87
"""Exit statuses of a process that went beyond its memory or its time."""

_WATCHED = 0.02
"""Seconds between two looks of the watcher."""

Work = Callable[[dict[str, Any]], object]
"""What is done with a request; its value goes back whole."""


def serve(work: Work, *, system: bool = True) -> int:
    """Read one request on the input, do the work within its bounds, write what came of it.

    Args:
        system: whether the limits of the operating system are set where it has them; a test of the watcher does
            without.
    """
    stream = _output()
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limites"])
    restrain(limits, system=system)
    lock = threading.Lock()

    def send(kind: bytes, content: bytes) -> None:
        with lock:
            stream.write(HEADER.pack(kind, len(content)) + content)
            stream.flush()

    progress.listen(lambda step, done, total: send(b"p", json.dumps([step, done, total]).encode()))
    try:
        send(b"v", pickle.dumps(work(request)))
    except ReadingError as error:
        send(b"r", json.dumps([error.quoi, error.ou, error.que_faire]).encode())
    except MemoryError:
        return MEMORY
    except Exception as error:  # a document never shows a trace: the parent says it in one sentence
        send(b"d", type(error).__name__.encode())
    return 0


def restrain(limits: Limits, *, system: bool = True) -> None:
    """Set the bounds of this process: those of the system where it has them, and a watcher everywhere."""
    hold(limits)
    if system:
        _limit(limits)
    end = time.monotonic() + limits.seconds + 1
    threading.Thread(target=_watch, args=(limits, end, used()), daemon=True).start()


def _limit(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows: the watcher alone
        return
    seconds = int(limits.seconds) + 2
    for name, bound in (("RLIMIT_AS", limits.memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        try:
            resource.setrlimit(getattr(resource, name), (bound, bound))
        except (AttributeError, OSError, ValueError):  # a system without it, or that refuses it
            continue


def _watch(limits: Limits, end: float, start: int) -> None:
    """Stop the process when it takes too much: also where the system has no limit, and when its parent is gone.

    Args:
        start: bytes that the system already counted before anything was read.
    """
    while True:
        if (now := used()) > limits.memory and now > start:
            os._exit(MEMORY)
        if time.monotonic() > end:
            os._exit(TIME)
        time.sleep(_WATCHED)


def used() -> int:
    """The most bytes of memory that this process took, 0 where the system does not say.

    Linux counts in `ru_maxrss` what the process that started this one held then
    (findings/linux-compte-a-un-processus-neuf-la-memoire-de-celui-qui-le-lance.sh): its own peak is in /proc.
    """
    if sys.platform == "win32":
        return _used_on_windows()
    if sys.platform == "linux":
        with Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:")), 0)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _used_on_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_ulong),
            ("faults", ctypes.c_ulong),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "pages", "peak_pages")),
        )

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size):
        return 0
    return max(int(counters.peak), int(counters.peak_pages))


def _output() -> IO[bytes]:
    """The output of messages; what a library prints by itself goes nowhere."""
    stream = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    return stream


def _read(request: dict[str, Any]) -> object:
    from loaders.sts.plan import read_plan

    return read_plan(Path(request["fichier"]), departement=request["departement"])


if __name__ == "__main__":
    status = serve(_read)
    sys.stdout.flush()
    os._exit(status)
