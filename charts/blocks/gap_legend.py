"""What the cells of a drawing of gaps say in a sign or a word, each explained once: those that are there, no other.

Texts of cells in, entries of a legend out.

Source: DESIGN.md, section 5, rules 3, 4, 9 and 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from charts.blocks.records import Blocks, Folded, Grid, Link, Mark, Part, Words
from charts.words.gap_declared import TOLD
from charts.words.gap_reserves import UNREAD_TEXT

_DECLARED = (
    (rf"{TOLD} (?:[+−]?\d)", "nombre"),
    (rf"{TOLD} maintien", "maintien"),
    (rf"{TOLD} baisse", "baisse"),
    (rf"{TOLD} (?:hausse|création)", "hausse"),
)
"""What the text of a plan says of a number of sites, in the words that stand for it."""

_UNCOUNTED = re.compile(rf"{TOLD} ((?:à [a-zé]+er)|accès à garantir|places à créer|organisation|développement)")
"""What it says without a number of sites."""

_SAID = (
    (r"si…", "si…", "sous condition"),
    (r"possible", "possible", "selon le texte"),
    (r"sous réserve", "sous réserve", "selon le texte"),
    (rf"{TOLD} diffère", f"{TOLD} diffère", "du tableau"),
    (r"expliqué", "expliqué", "par le plan"),
    (r"non relu", "non relu", UNREAD_TEXT),
    (r"imprimé \d", "imprimé 0/1", "cible telle qu'imprimée"),
    (r"\(\d+ ?/ ?\d", "(0/1)", "cible telle qu'imprimée"),
    (r"…\)", "(0/1…)", "avec d'autres cases"),
    (r"ensemble", "ensemble", "se lit sur la ligne d'ensemble"),
    (r"nouvelle", "nouvelle", "ligne sans compte d'avant, cible lue seule"),
    (r"reprise", "reprise", "dans une autre ligne"),
    (r"sans existant|existant non imprimé", "sans existant", "existant non imprimé"),
    (r"sans écart|non comparable", "sans écart", "avant et après ne se comparent pas"),
    (r"case vide", "case vide", "ne vaut pas zéro"),
    (r"ligne non imprimée", "ligne non imprimée", "ne vaut pas zéro"),
    (r"^non imprimé$", "non imprimé", "ne vaut pas zéro"),
    (r"(?:^|\s)–", "–", "aucune implantation inscrite"),
)
"""Pattern of a cell, the word or sign that it holds, what that means."""


def signs_of(texts: Iterable[str]) -> list[Words]:
    """The entries of a legend for the words and signs of some cells, what the text of the plans declares first."""
    told = "\n".join(texts).replace("\u00a0", " ").replace("\u202f", " ")
    entries: list[Words] = []
    if TOLD in told:
        declared = [words for pattern, words in _DECLARED if re.search(pattern, told)]
        entries.append((Mark(TOLD), f" texte du plan{' : ' if declared else ''}{', '.join(declared)}"))
    if uncounted := list(dict.fromkeys(_UNCOUNTED.findall(told))):
        entries.append((Mark(f"{', '.join(uncounted)} :"), " sans nombre de sites"))
    meanings: dict[str, list[str]] = {}
    for pattern, sign, words in _SAID:
        if re.search(pattern, told, re.MULTILINE):
            meanings.setdefault(words, []).append(sign)
    entries += [(Mark(f"{', '.join(signs)} :"), f" {words}") for words, signs in meanings.items()]
    return entries


def cells_seen(blocks: Blocks) -> Iterator[str]:
    """The text of each cell of the tables that some blocks hold, as it is seen."""
    for block in blocks:
        if isinstance(block, Grid):
            rows = (row for body in block.bodies for row in body)
            yield from (seen(cell.words) for row in rows for cell in row.cells if not cell.heading)
        elif isinstance(block, Part | Folded):
            yield from cells_seen(block.blocks)


def seen(words: Words) -> str:
    """Words as they are seen: what is only heard left out, what is drawn without a word too."""
    if isinstance(words, str):
        return words
    if isinstance(words, tuple):
        return " ".join(filter(None, map(seen, words)))
    if isinstance(words, Mark):
        return "" if words.style in ("hors-vue", "court") else seen(words.words)
    return seen(words.words) if isinstance(words, Link) else ""
