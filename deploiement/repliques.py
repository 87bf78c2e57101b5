"""N servers of the tool behind HAProxy, on this machine, by one command: `make replicas N=3`.

The configuration is `haproxy.cfg`, with the ports of this run. Ctrl+C stops everything; a server that dies is said and
not started again: to try what a reader sees then, stop one by its number (`kill`).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"^    server r\d .*\n", re.MULTILINE)
_PATIENCE = 120.0
_ORDERS = "/run/haproxy/territoires.sock"


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens to at this moment."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def haproxy() -> str:
    """The path of HAProxy, which Debian keeps out of the path of a user; empty when it is not installed."""
    return shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin") or ""


def haproxy_text(front: str, ports: list[int], orders: str = _ORDERS) -> str:
    """`haproxy.cfg` at this address, with these ports: the same lines, one server for each.

    Args:
        front: address and port of the proxy.
        orders: where the proxy takes its orders.
    """
    text = (ROOT / "deploiement" / "haproxy.cfg").read_text("utf-8")
    servers = "".join(f"    server r{n} 127.0.0.1:{port} cookie r{n}\n" for n, port in enumerate(ports, 1))
    first = _LINE.search(text)
    assert first
    told = text[: first.start()] + servers + _LINE.sub("", text[first.start() :])
    return told.replace("127.0.0.1:8500", front).replace(_ORDERS, orders)


class Replicas:
    """Servers and their proxy, as long as the block that opens them lasts.

    Args:
        count: of servers.
        front: the port of the proxy; a free one for 0.
        host: address of the proxy.
        settings: variables of the environment of the servers.
    """

    def __init__(self, count: int, front: int = 0, host: str = "127.0.0.1", **settings: str) -> None:
        self.front, *self.ports = free_ports(count + 1)
        self.front, self.host = front or self.front, host
        self.settings = settings
        self.servers: list[subprocess.Popen[bytes]] = []
        self.proxy: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="territoires-")

    @property
    def url(self) -> str:
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.front}"

    @property
    def _orders(self) -> Path:
        return Path(self._folder.name, "ordres.sock")

    def order(self, *words: str) -> str:
        """What the proxy answers to an order, as `set server outil/r1 state drain`."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(10)
            link.connect(str(self._orders))
            link.sendall((" ".join(words) + "\n").encode())
            return b"".join(iter(lambda: link.recv(4096), b"")).decode()

    def __enter__(self) -> Replicas:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self) -> None:
        for port in self.ports:
            self.servers.append(self.server(port))
        path = Path(self._folder.name, "haproxy.cfg")
        told = haproxy_text(f"{self.host}:{self.front}", self.ports, str(self._orders))
        path.write_text(told, encoding="utf-8")
        for port in self.ports:
            wait_ready(f"http://127.0.0.1:{port}/app/pret")
        self.proxy = subprocess.Popen(
            [haproxy(), "-W", "-f", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_ready(f"{self.url}/app/pret")

    def server(self, port: int) -> subprocess.Popen[bytes]:
        """One server more, that believes the proxy of this machine."""
        return self.launched(port, output=subprocess.DEVNULL)

    def launched(self, port: int, *, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
        """A server at a port, whose words go to `output`."""
        told = {"TERRITOIRES_MANDATAIRES": "127.0.0.1", **os.environ, **self.settings}
        command = [sys.executable, "-m", "shell.server", "--port", str(port)]
        return subprocess.Popen(command, cwd=ROOT, env=told, stdout=output, stderr=subprocess.STDOUT)

    def __exit__(self, *_: object) -> None:
        for process in [*self.servers, *filter(None, [self.proxy])]:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in [*self.servers, *filter(None, [self.proxy])]:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self._folder.cleanup()


def wait_ready(address: str) -> None:
    """Wait until an address answers 200.

    Raises:
        SystemExit: it did not in two minutes; a French sentence says which.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            pass
        if time.monotonic() > until:
            raise SystemExit(f"{address} ne répond pas après {_PATIENCE:.0f} secondes.")
        time.sleep(0.2)


def main() -> int:
    parser = argparse.ArgumentParser(description="Lance plusieurs serveurs derrière HAProxy, pour essayer.")
    parser.add_argument("--nombre", type=int, default=3, help="nombre de serveurs")
    parser.add_argument("--port", type=int, default=8500, help="port où ouvrir l'outil")
    asked = parser.parse_args()
    if not 1 <= asked.nombre <= 20:
        print("Le nombre de serveurs va de 1 à 20 : make replicas N=3.", file=sys.stderr)
        return 2
    if not haproxy():
        print("HAProxy est absent. Installez-le (Debian : apt install haproxy), puis recommencez.", file=sys.stderr)
        return 2
    print(f"Démarrage de {asked.nombre} serveurs…", flush=True)
    with Replicas(asked.nombre, asked.port) as replicas:
        print(f"Ouvrez {replicas.url} dans un navigateur. Ctrl+C pour tout arrêter.")
        for rank, (server, port) in enumerate(zip(replicas.servers, replicas.ports, strict=True), 1):
            print(
                f"  serveur r{rank} : port {port}, processus {server.pid} (kill {server.pid} pour essayer une panne)",
                flush=True,
            )
        alive = set(range(len(replicas.servers)))
        try:
            while alive:
                for rank in sorted(alive):
                    if replicas.servers[rank].poll() is not None:
                        alive.discard(rank)
                        print(f"Le serveur r{rank + 1} s'est arrêté ; les lecteurs passent aux autres.", flush=True)
                time.sleep(0.5)
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
