"""A slow line between two network namespaces: packets that wait, packets that are lost, and a real TCP at both ends.

Two TUN devices, one in a namespace of this process and one in that of the browser, joined by a thread that holds each
packet and drops some. `tc netem` does the same where the kernel has it.
"""

from __future__ import annotations

import atexit
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time

ADDRESS, _OTHER = "198.18.0.1", "198.18.0.2"
"""Of the servers and of the reader, in namespaces made here: of the range set apart for such trials (RFC 2544)."""

READER = f"lecteur-{os.getpid()}"
_NEWNET, _TUNSETIFF, _TUN, _NO_INFO = 0x40000000, 0x400454CA, 0x0001, 0x1000


def alone() -> None:
    """From now on what this thread starts has a network of its own, where nothing but itself answers.

    Raises:
        OSError: not allowed.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(_NEWNET):
        raise OSError(ctypes.get_errno(), "unshare")
    _run("ip", "link", "set", "lo", "up")


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _device(name: str) -> int:
    found = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(found, _TUNSETIFF, struct.pack("16sH", name.encode(), _TUN | _NO_INFO))
    return found


class SlowLine:
    """A line that may be slow.

    Attributes:
        slow: whether packets wait and are lost now.
        passed, lost: packets so far, while it was slow.
    """

    def __init__(self, *, one_way: float = 0.2, loss: float = 0.02, seed: int = 1) -> None:
        self.one_way, self.loss, self.slow = one_way, loss, False
        self.passed = self.lost = 0
        self._draw = random.Random(seed)
        self._ends = (_device("pannes0"), _device("pannes1"))
        _run("ip", "addr", "add", f"{ADDRESS}/30", "dev", "pannes0")
        _run("ip", "link", "set", "pannes0", "up")
        _run("ip", "netns", "add", READER)
        _run("ip", "link", "set", "pannes1", "netns", READER)
        inside = ("ip", "-n", READER)
        _run(*inside, "addr", "add", f"{_OTHER}/30", "dev", "pannes1")
        _run(*inside, "link", "set", "pannes1", "up")
        _run(*inside, "link", "set", "lo", "up")
        atexit.register(self.close)
        self._going = True
        self._thread = threading.Thread(target=self._pass, daemon=True)
        self._thread.start()

    def _pass(self) -> None:
        """Move packets from one end to the other, each at its time."""
        waiting: list[tuple[float, int, int, bytes]] = []
        rank = 0
        while self._going:
            wait = min(0.2, max(0.0, waiting[0][0] - time.monotonic())) if waiting else 0.2
            ready, _, _ = select.select(self._ends, [], [], wait)
            for end in ready:
                other, rank = self._ends[end == self._ends[0]], rank + 1
                try:
                    packet = os.read(end, 65536)
                except OSError:
                    continue
                late = self.one_way if self.slow else 0.0
                if self.slow and self._draw.random() < self.loss:
                    self.lost += 1
                    continue
                self.passed += self.slow
                heapq.heappush(waiting, (time.monotonic() + late, rank, other, packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, other, packet = heapq.heappop(waiting)
                try:
                    os.write(other, packet)
                except OSError:
                    self.lost += 1

    def told(self) -> str:
        """How many packets it has had."""
        return f"{self.passed} paquets retardés, {self.lost} perdus"

    def close(self) -> None:
        if not self._going:
            return
        self._going = False
        self._thread.join(5)
        for end in self._ends:
            os.close(end)
        subprocess.run(["ip", "netns", "del", READER], check=False, capture_output=True)
