"""Whose plan a document is: the codes of its tables, and what its title says beside.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from loaders.errors import ReadingError
from loaders.sts.lines import Line
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.vocabulary import fold

_TITLE = re.compile(r"schema territorial de sante\b(?P<rest>.{0,60})")
_NAMES = {fold(name): code for code, name in DEPARTEMENTS.items()}
_NAMED = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?![\w-])")
_OPENING, _LONGEST, _AGAIN = 60, 4000, 3
"""Lines and signs of an opening; times that a running title stands elsewhere."""

_LEAST, _SHARE = 3, 0.2
"""Tables of a second département, and their share of all, from which a document holds two plans."""


def check_owner(lines: Sequence[Line], codes: Mapping[str, int], given: str | None, name: str) -> str:
    """Refuse a document whose tables are of two départements, or whose title names another than its tables.

    Args:
        codes: how many tables bear each zone code, the most frequent first.
        given: the département that the caller said, which then decides against the title.
        name: of the file.

    Returns:
        What to warn of, empty when title and tables agree.

    Raises:
        ReadingError: see above.
    """
    (first, _), *others = codes.items()
    second = next(((code, count) for code, count in others if code in DEPARTEMENTS), ("", 0))
    if second[1] >= max(_LEAST, _SHARE * sum(codes.values())):
        raise ReadingError(
            f"Le document porte les tableaux de deux départements, {_named(first)} et {_named(second[0])}",
            ou=name,
            que_faire="Donner un fichier pour chaque schéma territorial",
        )
    titled = titled_codes(lines)
    if not titled or first in titled:
        return ""
    said = f"Le titre nomme le département {_named(next(iter(titled)))}, les tableaux portent la zone {_named(first)}"
    if given == first:
        return said
    raise ReadingError(
        said,
        ou=name,
        que_faire=f"Vérifier le document ; s'il est bien celui du département {first}, le dire : --departement {first}",
    )


def titled_codes(lines: Sequence[Line]) -> Counter[str]:
    """Départements named by the title, by number of times: where the document opens, or again and again."""
    opening = fold(" ".join(line.text for line in lines[:_OPENING])[:_LONGEST])
    found = Counter(_found([opening]))
    again = Counter(_found([fold(line.text) for line in lines[_OPENING:]]))
    found.update({code: count for code, count in again.items() if count >= _AGAIN})
    return found


def _found(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for title in _TITLE.finditer(text):
            if named := _NAMED.search(title["rest"]):
                yield _NAMES[named.group()]


def _named(code: str) -> str:
    return f"{code} ({DEPARTEMENTS[code]})"
