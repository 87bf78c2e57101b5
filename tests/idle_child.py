"""A process that does by order what a hostile document may make a library do: `python -m tests.idle_child ORDER`."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.child import serve
from loaders.sts.limits import MIB
from loaders.sts.progress import tell


def obey(request: dict[str, Any]) -> object:
    order = sys.argv[1]
    tell("pages", 11, 70)
    if order == "sleep":
        time.sleep(60)
    elif order in ("allocate", "allocate-unlimited"):
        held = [b"x" * MIB for _ in range(int(request["mio"]))]
        time.sleep(60 if order == "allocate-unlimited" else 0)
        return len(held)
    elif order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "leave":
        os._exit(3)
    elif order == "fail":
        raise KeyError("une clé")
    elif order == "refuse":
        raise ReadingError("Refusé", ou="ici", que_faire="Recommencer")
    elif order == "foreign":
        return Path("ailleurs")
    return {"environnement": sorted(os.environ), "reçu": sorted(request)}


if __name__ == "__main__":
    sys.exit(serve(obey, system=sys.argv[1] != "allocate-unlimited"))
