"""Synonyms: the current words that lead to an entry, from the reviewed list of table `synonymes`.

An acronym of the glossary is one more form of what is titled by its meaning (CPTS), and of a document whose title it
opens, with its other forms (STS, plan).

A synonym is one more name of its entry. Of a whole activité, it also helps its rows: «dialyse» with a département
leads to the rows of insuffisance rénale chronique.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.search_entries import Entry
from analysis.search_words import roots

_ROWS = ("modalite", "condition", "recours", "annonce")
"""Kinds of entries that belong to an activité."""


def named(entries: Iterable[Entry], synonyms: pd.DataFrame, glossary: pd.DataFrame) -> list[Entry]:
    """The same entries with the synonyms that lead to them; the first entry of an activité takes those of its kind."""
    forms: dict[tuple[str, str], list[str]] = {}
    for form, target in zip(synonyms["forme"], synonyms["cible"], strict=True):
        kind, _, key = target.partition(":")
        forms.setdefault((kind, key), []).append(form)
    found, acronyms = [], _acronyms(glossary)
    for entry in entries:
        own = forms.get((entry.kind, entry.key), []) or forms.pop((entry.kind, _whole(entry.key)), [])
        activite = forms.get(("activite", entry.key.partition("/")[0]), []) if entry.kind in _ROWS else []
        if entry.kind == "document":
            entry = replace(entry, forms=(*entry.forms, *_opening(entry.title, acronyms)))
        elif acronym := acronyms.get(tuple(roots(entry.title))):
            entry = replace(entry, forms=(*entry.forms, acronym[0]))
        found.append(replace(entry, synonyms=tuple(own), about=" ".join([entry.about, *activite])))
    return found


def _acronyms(glossary: pd.DataFrame) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each acronym, then its other forms, by the roots of its meaning."""
    spelt = glossary[glossary["developpe"].notna() & glossary["terme"].str.isupper()]
    return {tuple(roots(row.developpe)): (row.terme, *row.autres) for row in spelt.itertuples()}


def _opening(title: str, acronyms: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The names of what opens the title of a document: STS, plan."""
    words = tuple(roots(title))
    return next((names for meaning, names in acronyms.items() if words[: len(meaning)] == meaning), ())


def _whole(key: str) -> str:
    """`cancer/A6@46#6708` -> `cancer@46`: a passage as a synonym names it."""
    activite, _, rest = key.partition("/")
    return f"{activite}@{rest.partition('@')[2].partition('#')[0]}"
