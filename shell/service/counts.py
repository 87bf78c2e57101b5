"""Measures of the server in the form of Prometheus: sessions, gestures, answers, refusals, times.

They are kept in this process and read at a port of their own (option `mesures_port`), never at that of readers. They
name no reader, no address and no parameter.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

_TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Counts:
    """What one server has done since it started."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._open = Gauge("territoires_sessions", "Pages ouvertes en ce moment", registry=self.registry)
        self._gestures = Counter("territoires_gestes", "Messages reçus des pages", registry=self.registry)
        self._refused = Counter("territoires_refus", "Demandes refusées", ["motif"], registry=self.registry)
        self._times = Histogram(
            "territoires_reponses_secondes",
            "Durée des réponses",
            ["sorte", "classe"],
            registry=self.registry,
            buckets=_TIMES,
        )

    def sessions(self, count: int) -> None:
        """How many pages are open."""
        self._open.set(count)

    def gesture(self) -> None:
        """One message of a page."""
        self._gestures.inc()

    def refused(self, reason: str) -> None:
        """One refusal."""
        self._refused.labels(reason).inc()

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """One answer: its kind, the class of its status (`2xx`) and its time."""
        self._times.labels(kind, f"{status // 100}xx").observe(seconds)


COUNTS = Counts()


def serve(port: int, address: str) -> None:
    """Answer the measures at a port of their own, in a thread; nothing for port 0."""
    if port:
        start_http_server(port, addr=address, registry=COUNTS.registry)
