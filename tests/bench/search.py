"""Computing time of a search, without browser: the golden queries and long ones, `python -m tests.bench.search`."""

from __future__ import annotations

import time

from analysis.search import search
from loaders.dataset import load_dataset
from tests.bench.harness import percentile
from tests.test_search import index_of, read_golden

LONG = (
    "soins non programmés et permanence des soins ambulatoires dans le département de la Lozère et du Lot",
    "developement de la coordinasion des parcours de sante mentale des personnes agees vulnerables",
    "santé soins accès parcours personnes territoire",
    "e " * 50,
    "zzzzzzzzzz yyyyyyyyyy xxxxxxxxxx wwwwwwwwww vvvvvvvvvv uuuuuuuuuu",
    "a" * 100,
)
TURNS = 20


def search_times() -> dict[str, dict[str, float]]:
    """p50, p95 and maximum in ms of the golden queries and of the long ones, and the time to build the index."""
    dataset = load_dataset()
    start = time.perf_counter()
    index = index_of(dataset)
    built = (time.perf_counter() - start) * 1000
    found = {"index": {"construction": round(built, 1)}}
    for name, queries in (("requetes", tuple(query for query, _ in read_golden())), ("longues", LONG)):
        times = []
        for query in queries * TURNS:
            start = time.perf_counter()
            search(index, query)
            times.append((time.perf_counter() - start) * 1000)
        found[name] = {
            "p50": round(percentile(times, 0.5), 2),
            "p95": round(percentile(times, 0.95), 2),
            "max": round(max(times), 2),
        }
    return found


if __name__ == "__main__":
    for name, figures in search_times().items():
        print(f"{name} : " + ", ".join(f"{key} {value} ms" for key, value in figures.items()))
