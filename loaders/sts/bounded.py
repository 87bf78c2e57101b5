"""A plan read within bounds, whatever the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loaders.sts.plan import Plan, read_plan


def read_bounded(
    path: Path, *, departement: str | None = None, told: Callable[[str, int, int], None] | None = None
) -> Plan:
    if told:
        told("lecture", 0, 1)
    return read_plan(path, departement=departement)
