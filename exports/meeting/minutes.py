"""The minutes of a meeting as a document: who was there, what was decided, each view with its figures as shown.

Votes, quorum and members present are those that were typed in. Figures are those that the file of the meeting kept when
the view was shown, with the version of their dataset; nothing is read again in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charts.words import meeting_words as words
from charts.words.french import NOT_STATED, plural
from charts.words.typography import bound
from exports.document import Box, Document, Entry, Lines, Listed, Node, Nodes, Run, Runs, Sheet, Title
from exports.document_widths import widths
from exports.meeting.cautions import left_out_text
from exports.meeting.checks import Checked
from exports.meeting.running import said_cautions
from exports.pdf import pdf
from exports.svg import clean
from exports.word import docx
from views.common import NOTICE, dataset_cover
from views.library import Library
from views.seance.meeting import Advice, College, Decision, Figures, FollowUp, Meeting

MOST_ROWS, MOST_CAUTIONS = 40, 3
"""Rows of a table that the minutes print, cautions of a view beside those of its point; the pack has the others."""

_SMALL = 5


def minutes_pdf(meeting: Meeting, points: list[Checked], library: Library, site: str) -> bytes:
    """The minutes as PDF."""
    return pdf(minutes_document(meeting, points, library, site))


def minutes_docx(meeting: Meeting, points: list[Checked], library: Library, site: str) -> bytes:
    """The minutes as DOCX, to be completed by hand."""
    return docx(minutes_document(meeting, points, library, site))


def minutes_document(meeting: Meeting, points: Sequence[Checked], library: Library, site: str = "") -> Document:
    """The minutes.

    Args:
        points: the points of the meeting, read again (`exports.meeting.checks.checked`).
        site: address of the server, with its final slash.
    """
    jeu, cover = library.dataset.about, dataset_cover(library.dataset)
    name = meeting.nom.strip() or words.UNNAMED
    nodes = (
        *_opening(meeting, library),
        *_present(meeting),
        *_decided(meeting),
        *_points(meeting, points, library, site),
        *_not_reached(meeting),
        *_under_way(meeting),
        _source(f"{cover['Jeu de données']}."),
        Lines((Run(bound(cover["Avertissement"]), "fort"),), "source"),
    )
    return Document(
        title=clean(f"{words.MINUTES} : {name}"),
        heading=clean(f"{words.MINUTES} : {name}"),
        nodes=nodes,
        foot=bound(f"{NOTICE[0].upper()}{NOTICE[1:]}. {cover['Jeu de données']}."),
        date=str(jeu["date"])[:10],
        subject=str(jeu["titre"]),
    )


def _opening(meeting: Meeting, library: Library) -> Iterator[Node]:
    yield _line(words.when_text(meeting.date, meeting.heure, meeting.lieu))
    if meeting.departement in library.geography.departements:
        yield _line(f"Conseil territorial de santé {library.geography.of_the(meeting.departement)}.")
    times = [
        f"{said} : {value}"
        for said, value in (("Ouverture", meeting.suites.debut), ("Fin", meeting.suites.fin))
        if value
    ]
    if times:
        yield _line(" ; ".join(times) + ".")


def _present(meeting: Meeting) -> Nodes:
    held, quorum = _colleges(meeting), meeting.suites.quorum.strip()
    nodes: list[Node] = [Title(words.PRESENT, 2)]
    if held:
        body = tuple(
            (_box(one.college or NOT_STATED, heading=True), _box(_count(one.presents)), _box(one.noms)) for one in held
        )
        nodes.append(_sheet(words.HEAD_PRESENT, body, words.PRESENT))
    nodes.append(
        _line(f"Quorum : {quorum or NOT_STATED}." if held or quorum else f"Liste des présents : {NOT_STATED}.")
    )
    return (*nodes, _source(words.TYPED)) if held or quorum else tuple(nodes)


def _colleges(meeting: Meeting) -> list[College]:
    """Colleges of which something was typed."""
    return [one for one in meeting.suites.presents if one.college or one.presents is not None or one.noms]


def _count(number: int | None) -> str:
    return NOT_STATED if number is None else str(number)


def _decided(meeting: Meeting) -> Nodes:
    rows = []
    for rank, point in enumerate(meeting.points, 1):
        follow = meeting.follow_up(point)
        named = f"{rank}. {point.titre}"
        rows += [_decision_row(named, one) for one in follow.decisions if one.quoi.strip()]
        rows += [_advice_row(named, one) for one in follow.avis if one.texte.strip()]
    title = Title(words.DECIDED, 2)
    if not rows:
        return title, _line(words.NOTHING_DECIDED)
    table = _sheet(words.HEAD_DECIDED, tuple(rows), words.DECIDED)
    said = _colleges(meeting) or meeting.suites.quorum.strip()  # where the figures come from has just been read
    return (title, table) if said else (title, table, _source(words.TYPED))


def _decision_row(point: str, one: Decision) -> tuple[Box, ...]:
    return (
        _box(point, heading=True),
        _box("décision"),
        _box(one.quoi),
        _box(one.qui or NOT_STATED),
        _box(one.quand or NOT_STATED),
        _box("–"),
    )


def _advice_row(point: str, one: Advice) -> tuple[Box, ...]:
    text = one.texte + (f"\nRéserves : {one.reserves}" if one.reserves.strip() else "")
    votes = words.votes_text(one.pour, one.contre, one.abstentions)
    return _box(point, heading=True), _box("avis"), _box(text), _box("–"), _box("–"), _box(votes)


def _points(meeting: Meeting, points: Sequence[Checked], library: Library, site: str) -> Iterator[Node]:
    yield Title(words.POINTS, 2)
    begun = _begun(meeting)
    for rank, one in enumerate(points, 1):
        point, follow = one.point, meeting.follow_up(one.point)
        yield Title(clean(f"{rank}. {point.titre or 'Point sans titre'}"), 3)
        said = [point.genre, words.minutes_text(point.minutes)] + ([f"par {point.orateur}"] if point.orateur else [])
        left = begun and not follow.vu
        line = ", ".join([*said, *["non abordé"] * left])
        yield Lines((Run(clean(f"{line[:1].upper()}{line[1:]}."), "discret"),))
        if left:
            yield from _follow_up(follow)
            continue
        for text in said_cautions(point):
            yield Lines((Run(clean(text)),), "reserve")
        if point.phrase.strip():
            yield _line(point.phrase)
        yield from _shown(one, library, site)
        yield from _follow_up(follow)


def _shown(one: Checked, library: Library, site: str) -> Iterator[Node]:
    """Figures, filters, source, dataset, reservations of a view: those that the wall had."""
    shown = one.point.montre or one.shown
    if shown is None:
        return
    others = [text for text in shown.prudences if text not in said_cautions(one.point)]
    for text in others[:MOST_CAUTIONS]:
        yield Lines((Run(clean(text)),), "reserve")
    address = f"{site.rstrip('/')}{one.point.adresse}"
    if left := others[MOST_CAUTIONS:]:
        yield _source(left_out_text(library, left, address=address))
    if shown.phrase.strip() and shown.phrase != one.point.phrase:
        yield _line(f"{words.SHOWN} : {shown.titre}. {shown.phrase}")
    for table in shown.tableaux:
        yield from _figures(table)
    when = words.AS_SHOWN.format(jeu=shown.jeu) if one.point.montre else words.READ_AGAIN
    filters = f"Filtres : {shown.filtres}. " if shown.filtres else ""
    yield _source(f"{filters}{shown.source} {when} Adresse de la vue : {address}")


def _figures(table: Figures) -> Iterator[Node]:
    if not table.lignes:
        return
    wide = len(table.colonnes)
    body = tuple(
        tuple(
            _box(cell, heading=not place, discreet=cell in (NOT_STATED, "–"))
            for place, cell in enumerate([*row, *[""] * (wide - len(row))][:wide])
        )
        for row in table.lignes[:MOST_ROWS]
    )
    yield _sheet(table.colonnes, body, table.nom)
    if table.total > len(body):
        yield _source(
            f"Les {len(body)} premières lignes sur {table.total} ; le dossier hors ligne de la séance les a toutes."
        )


def _follow_up(follow: FollowUp) -> Iterator[Node]:
    if follow.notes.strip():
        yield Title("Notes", 4)
        for text in follow.notes.split("\n"):
            if text.strip():
                yield _line(text)
    entries = [
        Entry((Run("Décision : ", "fort"), Run(clean(one.quoi)))) for one in follow.decisions if one.quoi.strip()
    ]
    for advice in follow.avis:
        if advice.texte.strip():
            votes = words.votes_text(advice.pour, advice.contre, advice.abstentions)
            entries.append(Entry((Run("Avis : ", "fort"), Run(clean(f"{advice.texte} ({votes})")))))
    if entries:
        yield Title("Décisions et avis de ce point", 4)
        yield Listed(tuple(entries))


def _not_reached(meeting: Meeting) -> Nodes:
    """Points that the meeting did not come to; nothing where nothing was projected."""
    if not _begun(meeting):
        return ()
    left = [(rank, point) for rank, point in enumerate(meeting.points, 1) if not meeting.follow_up(point).vu]
    if not left:
        return ()
    entries = tuple(Entry((Run(clean(f"{rank}. {point.titre}")),)) for rank, point in left)
    return Title(f"{words.NOT_REACHED} ({len(left)} point{plural(len(left))})", 2), Listed(entries)


def _begun(meeting: Meeting) -> bool:
    """Whether a point was projected."""
    return any(one.vu for one in meeting.suites.points.values())


def _under_way(meeting: Meeting) -> Nodes:
    held = [one for one in meeting.suites.en_cours if one.quoi.strip()]
    if not held:
        return ()
    body = tuple(
        (
            _box(one.quoi, heading=True),
            _box(one.qui or NOT_STATED),
            _box(one.quand or NOT_STATED),
            _box(one.de or NOT_STATED),
            _box("faite" if one.faite else "en cours"),
        )
        for one in held
    )
    return Title(words.UNDER_WAY, 2), _sheet(words.HEAD_UNDER_WAY, body, words.UNDER_WAY)


# ---------------------------------------------------------------- pieces


def _line(text: str) -> Lines:
    return Lines((Run(clean(text)),))


def _source(text: str) -> Lines:
    return Lines((Run(clean(text)),), "source")


def _runs(text: str, style: str = "") -> Runs:
    """A text of several lines as runs."""
    found: list[Run] = []
    for rank, line in enumerate(text.split("\n")):
        found += [Run("", "fin")] if rank else []
        found.append(Run(clean(line), "discret" if style else ""))
    return tuple(found)


def _box(text: str, *, heading: bool = False, figure: bool = False, discreet: bool = False) -> Box:
    return Box(_runs(text, "discret" if discreet else ""), heading=heading, figure=figure)


def _sheet(head: Sequence[str], body: tuple[tuple[Box, ...], ...], caption: str) -> Sheet:
    first = tuple(Box((Run(clean(name)),), heading=True) for name in head)
    return Sheet((first,), body, widths((first,), body), caption=clean(caption), small=len(head) > _SMALL)
