"""Names of the files that leave the tool: one rule, readable on any machine and in any mail."""

from __future__ import annotations

from analysis.folding import fold

LONGEST = 80


def file_name(*parts: str, kind: str) -> str:
    """`("Défis", "Hérault"), kind="csv"` -> `defis-herault.csv`: small letters without accents, digits, hyphens."""
    plain = fold("-".join(parts)).replace(" ", "-")
    return f"{plain[:LONGEST].rstrip('-') or 'tableau'}.{kind}"
