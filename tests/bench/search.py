"""Cost of a search, without browser: time of the golden queries and of long ones, memory of the index, weight of an
answer of the palette; `python -m tests.bench.search`.
"""

from __future__ import annotations

import gzip
import time
import tracemalloc

from analysis.search import Index, search
from loaders.dataset import load_dataset
from tests.bench.harness import percentile
from tests.search_golden import QUERIES, index_of, read_golden
from views.recherche.suggestions import found_json

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
    """p50, p95 and maximum in ms of the golden queries and of the long ones; time and memory of the index."""
    dataset = load_dataset()
    start = time.perf_counter()
    index = index_of(dataset)
    built = (time.perf_counter() - start) * 1000
    tracemalloc.start()
    kept = index_of(dataset)
    memory, weights = tracemalloc.get_traced_memory()[0], [_weight(index, query["requete"]) for query in QUERIES]
    tracemalloc.stop()
    found = {
        "index": {"construction (ms)": round(built, 1), "entrées": len(kept.entries), "mémoire (Mo)": memory / 1e6},
        "réponse compressée (octets)": {"p50": percentile(weights, 0.5), "max": max(weights)},
    }
    golden = tuple(query for query, _ in read_golden()) + tuple(query["requete"] for query in QUERIES)
    for name, queries in (("requetes (ms)", golden), ("longues (ms)", LONG)):
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


def _weight(index: Index, query: str) -> int:
    return len(gzip.compress(found_json(index, query), 6))


if __name__ == "__main__":
    for name, figures in search_times().items():
        print(f"{name} : " + ", ".join(f"{key} {value:.4g}" for key, value in figures.items()))
