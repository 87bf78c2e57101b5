"""A version of a dataset, written by processes that are killed: what stands on the disk after each."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from data.integration import HOOK, publish
from loaders.versions import VERSIONS, Change, current_folder


def survived(
    folder: Path, old: dict[str, bytes], files: dict[str, bytes], change: Change, kills: int
) -> dict[str, int]:
    """How often the old set was found, and the new one: first killed at each step, then at any moment.

    It runs in a process of its own, as small as can be: what doubles itself this often copies the map of its memory.
    """
    HOOK.sync = lambda _file: None
    steps = len(files) + 4
    (folder / VERSIONS).mkdir()
    start = time.perf_counter()
    publish(folder, files, change)
    took = time.perf_counter() - start
    chance, seen = random.Random(8), {"old": 0, "new": 0}
    for rank in range(1, kills + 1):
        shutil.rmtree(folder / VERSIONS)
        (folder / VERSIONS).mkdir()
        if rank <= steps:
            killed(kill_at(rank, lambda: publish(folder, files, change)), lambda _child: None)
        else:
            killed(lambda: publish(folder, files, change), kill_after(chance.uniform(0, 1.2 * took)))
        now = current_folder(folder)
        done = now != folder
        assert whole(now, files if done else old), f"after kill {rank}"
        assert rank >= steps or not done, f"after kill {rank}"
        seen["new" if done else "old"] += 1
    return seen


def killed(write: Callable[[], None], stop: Callable[[int], None]) -> None:
    """Write in a process of its own, which `stop` ends without a word."""
    child = os.fork()
    if not child:
        try:
            write()
        finally:
            os._exit(0)
    stop(child)
    os.waitpid(child, 0)


def whole(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether the files of a version are all there, and are those."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return all(found.get(name) == content for name, content in files.items())


def kill_after(moment: float) -> Callable[[int], None]:
    """A stop at that many seconds."""

    def stop(child: int) -> None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)

    return stop


def kill_at(rank: int, write: Callable[[], None]) -> Callable[[], None]:
    """`write`, which kills its own process at one of its steps."""

    def run() -> None:
        steps: list[str] = []

        def step(name: str) -> None:
            steps.append(name)
            if len(steps) == rank:
                os.kill(os.getpid(), signal.SIGKILL)

        HOOK.step = step
        write()

    return run
