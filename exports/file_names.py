"""Names of the files that leave the tool: one rule, readable on any machine and in any mail."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80


def file_name(*parts: str, kind: str) -> str:
    """`("Défis", "Hérault"), kind="csv"` -> `defis-herault.csv`: small letters without accents, digits, hyphens."""
    text = unicodedata.normalize("NFKD", "-".join(parts).lower().replace("œ", "oe").replace("æ", "ae"))
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", text)).strip("-")
    return f"{plain[:LONGEST].rstrip('-') or 'tableau'}.{kind}"
