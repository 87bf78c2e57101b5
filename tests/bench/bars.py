"""What a gesture may take, beside the bare page and the Dash page of the same run."""

from __future__ import annotations

from typing import Any

from tests.bench.gestures import CASES, FIRST
from tests.bench.line import BARS

MOST, MOST_INDICATEUR, MOST_PAGE = 0.45, 0.25, 1.0
"""p50 over that of the bare page: any gesture, the choice of an indicateur, another page of the same session."""

PAGE_TO_PAGE = "page à page"
OTHER = " (autre)"
"""End of the name of what is measured on another copy or another dataset: beside ours, under no bar."""

MOST_OTHER_SET = 1.15
"""p50 with another dataset over that of ours, in the same turn."""


def over(report: dict[str, Any]) -> list[str]:
    """What is over its bar, a line each."""
    gestures = report["gestes"]
    yardsticks = [case.name for case in CASES if case.server != "nous"]
    floor = gestures[yardsticks[0]]["p50"]
    found = []
    for name, line in gestures.items():
        if name in yardsticks or name.endswith(OTHER):
            continue
        most = {FIRST: MOST_INDICATEUR, PAGE_TO_PAGE: MOST_PAGE}.get(name, MOST)
        if line["p50"] < 0:
            found.append(f"{name} : ne s'est jamais posé")
            continue
        if line["timeouts"]:
            found.append(f"{name} : {line['timeouts']} fois sans se poser")
        if line["ratio"] > most or (name in (FIRST, PAGE_TO_PAGE) and line["ratio"] == most):
            found.append(f"{name} : {line['ratio']} de la page nue (au plus {most})")
        if name == PAGE_TO_PAGE:
            continue
        if line["p95"] >= floor:
            found.append(f"{name} : p95 {line['p95']} ms, la page nue a un p50 de {floor} ms")
        if line["ratio_dash"] > 1:
            found.append(f"{name} : {line['ratio_dash']} de Dash (au plus 1)")
    for name, row in report.get("fichiers", {}).items():
        if row["s"] > row["barre"]:
            found.append(f"{name} : {row['s']} (au plus {row['barre']})")
    first = report.get("ligne_lente", {}).get("/carte, première", {})
    for name, most in BARS.items():
        if first.get(name, 0) >= most:
            found.append(f"/carte, ligne lente : {name} {first[name]} (au plus {most})")
    return found
