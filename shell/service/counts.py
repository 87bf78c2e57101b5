"""Measures of the server in the form of Prometheus: sessions, gestures, files, answers, refusals, times, memory.

They are kept in this process and read at a port of their own (option `mesures_port`), never at that of readers. They
name no reader, no address and no parameter.
"""

from __future__ import annotations

from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

_TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


_FILES = frozenset({"forme", "seance", "paquet"})
"""Kinds of addresses that give a file, whose ending is then told."""


class Counts:
    """What one server has done since it started."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector("territoires", registry=self.registry)  # memory, open files, time: where the system tells them
        self._open = Gauge("territoires_sessions", "Pages ouvertes en ce moment", registry=self.registry)
        self._refused = Counter("territoires_refus", "Demandes refusées", ["motif"], registry=self.registry)
        self._gestures = self._times_of("gestes", "Durée d'un geste, de sa réception à la page redessinée")
        self._files = self._times_of("fichiers", "Durée d'un fichier donné par son adresse", "sorte", "forme")
        self._answers = self._times_of("reponses", "Durée des réponses", "sorte", "classe")

    def _times_of(self, name: str, told: str, *labels: str) -> Histogram:
        """Times of one kind of thing, whose `_count` says how many."""
        return Histogram(f"territoires_{name}_secondes", told, labels, registry=self.registry, buckets=_TIMES)

    def sessions(self, count: int) -> None:
        """How many pages are open."""
        self._open.set(count)

    def gesture(self, seconds: float) -> None:
        """One gesture of a page, and the time that it took."""
        self._gestures.observe(seconds)

    def refused(self, reason: str) -> None:
        """One refusal."""
        self._refused.labels(reason).inc()

    def answered(self, kind: str, path: str, status: int, seconds: float) -> None:
        """One answer: its kind, the class of its status (`2xx`), its time; the form of the file that it gave."""
        self._answers.labels(kind, f"{status // 100}xx").observe(seconds)
        if kind in _FILES and status == HTTPStatus.OK:
            self._files.labels(kind, path.rpartition(".")[2]).observe(seconds)


COUNTS = Counts()


def serve(port: int, address: str) -> None:
    """Answer the measures at a port of their own, in a thread; nothing for port 0."""
    if port:
        start_http_server(port, addr=address, registry=COUNTS.registry)
