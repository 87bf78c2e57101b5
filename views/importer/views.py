"""What the page «Importer» says of a plan being looked over, as blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.build.joined import left_out
from analysis.imported import Doubt
from charts.blocks import imported as parts
from charts.blocks.records import Blocks, Paragraph
from charts.words import import_words as words
from loaders.sts.compare import differences
from views.importer.draft import Draft
from views.library import Library

_TABLES = ("oqos", "objectifs", "defis", "items")

VIEWS = {"verifier": "À vérifier", "lu": "Ce qui a été lu", "differe": "Ce qui diffère"}
"""What the page shows of a plan, in its order."""


SHARED = "partager"
"""Where a plan is added for everybody, in an installation that allows it."""


def labels(library: Library) -> Mapping[str, str]:
    """The name of each activité."""
    rows = library.dataset.activites
    return dict(zip(rows["activite"], rows["libelle"], strict=True))


def name_of(library: Library, code: str) -> str:
    """The name of a département; its code where the dataset does not have it."""
    geography = library.geography
    return geography.name(code) if code in geography.departements else f"département {code}"


def opening(library: Library, *, size: int) -> Blocks:
    """The page before a file."""
    loaded = library.loaded_plans
    return parts.introduction(size, [library.geography.name(code) for code in loaded.documents])


def head(library: Library, draft: Draft, *, used: bool) -> Blocks:
    """The finding of a plan that was read; the ways to its pages once this session reads it."""
    name, decided = name_of(library, draft.departement), len(draft.final.corrections)
    ways = (parts.ways(draft.departement),) if used else ()
    return (*parts.head(draft.read, name, source=draft.name, left=len(draft.left()), decided=decided), *ways)


def choices(doubt: Doubt) -> dict[str, str]:
    """What a person may decide of a cell, in words."""
    sure = {"confirmer": f"Confirmer {words.value_text(doubt.row)}"} if doubt.has_value else {}
    return {**sure, "corriger": "Corriger", "laisser": "Laisser non renseigné"}


def read_part(library: Library, draft: Draft) -> Blocks:
    """Activité by activité, with what is missing."""
    known, reading = labels(library), draft.reading
    left = left_out(library.dataset, draft.final)
    return (
        *parts.activities(reading.activities(known, draft.decided_keys), known, reading.elsewhere),
        *parts.left_out(left),
    )


def share_part(library: Library, draft: Draft) -> Blocks:
    """What adding a plan for everybody does."""
    left = words.many(len(draft.left()), "cellule à vérifier reste", "cellules à vérifier restent")
    told = words.SHARE_WARNING.format(of=_of(library, draft.departement))
    more = (Paragraph(f"{left} sans décision.", "avis"),) if draft.left() else ()
    return (*more, Paragraph(told))


def done_part(said: Sequence[str]) -> Blocks:
    """What was done, told at once."""
    return (Paragraph(" ".join(said), "avis", live="status"),)


def _of(library: Library, code: str) -> str:
    """«du Gers»."""
    return library.geography.of(code) if code in library.departements else f"du {name_of(library, code)}"


def doubt_name(library: Library, doubt: Doubt) -> str:
    """A cell in words."""
    slug = doubt.row["activite"]
    return words.cell_name(doubt.row, labels(library).get(slug, slug))


def doubt_part(library: Library, draft: Draft, doubt: Doubt) -> Blocks:
    """One doubtful cell."""
    return parts.doubt(doubt, doubt_name(library, doubt), draft.decision(doubt))


def kept_text(library: Library, draft: Draft, doubt: Doubt) -> str:
    """That a decision was kept, and what is left."""
    left = len(draft.left())
    rest = f"{words.many(left, 'cellule reste', 'cellules restent')} à vérifier" if left else words.ALL_DECIDED
    return f"Décision gardée pour «{doubt_name(library, doubt)}». {rest}."


def kept_part(text: str) -> Blocks:
    """One sentence, told at leisure."""
    return (Paragraph(text, "mention", live="status"),)


def nothing_doubted() -> Blocks:
    """A plan whose reading doubts of nothing."""
    return (Paragraph(words.NOTHING_DOUBTED),)


def passage_part(draft: Draft, doubt: Doubt) -> Blocks:
    """The lines around it."""
    return parts.passage(draft.passage(doubt), doubt.place.line)


def page_alt(doubt: Doubt) -> str:
    """What the picture of a page shows."""
    printed = doubt.row["brut"]
    return f"Page {doubt.place.page} du document ; la cellule encadrée imprime {f'«{printed}»' if printed else 'rien'}."


def _in_order(sentence: str) -> tuple[int, str]:
    """Cells first, then objectifs, défis and lists."""
    table = sentence.partition(" ")[0]
    return (_TABLES.index(table) if table in _TABLES else len(_TABLES), sentence)


def differing(library: Library, draft: Draft) -> Blocks:
    """What the reading would change in a dataset."""
    code = draft.departement
    first = code not in library.loaded_plans.documents
    found = [] if first else sorted(differences(code, draft.final.rows, library.dataset), key=_in_order)
    return parts.differences(found, _of(library, code), first=first)
