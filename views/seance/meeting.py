"""A meeting as a value: its points in order, what was shown of each, what was said and decided; and its file.

The file is the reader's: the server reads it, answers, and keeps nothing. Its fields are in French, since a reader may
open it; docs/forme-seance.md describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from analysis.saved_file import SavedFileError, SavedKind, StrictModel

FORMAT, VERSION = "territoires-de-sante/seance", 1
LARGEST_FILE = 4_194_304
MOST_POINTS = 120
MOST_ROWS = 120
"""Rows of a table that the file keeps of what was shown."""

MOST_CAUTIONS = 200
"""Cautions of a view that the file keeps."""

MOST_TABLES = 6
"""Tables of a view that the file keeps."""

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT, LONGEST_NOTES = 300, 300, 2_000, 20_000
Kind = Literal["information", "débat", "avis"]
KINDS: tuple[Kind, ...] = ("information", "débat", "avis")


class MeetingError(SavedFileError):
    """A meeting, or the address of one of its views, that is not opened; the message is for the reader."""


Line = Field(default="", max_length=LONGEST_LINE)
Text = Field(default="", max_length=LONGEST_TEXT)


class Figures(StrictModel):
    """A table, or a map, of a view as it was projected: every cell a text.

    Attributes:
        total: rows that it had, of which `lignes` keeps the first MOST_ROWS.
    """

    nom: str = Line
    colonnes: list[str] = Field(default_factory=list, max_length=60)
    lignes: list[list[str]] = Field(default_factory=list, max_length=MOST_ROWS)
    total: int = Field(default=0, ge=0)


class Shown(StrictModel):
    """What a point showed: words and figures of its view, in the dataset of that day."""

    jeu: str = Field(default="", max_length=20)
    titre: str = Text
    phrase: str = Text
    prudences: list[str] = Field(default_factory=list, max_length=MOST_CAUTIONS)
    source: str = Text
    filtres: str = Text
    tableaux: list[Figures] = Field(default_factory=list, max_length=MOST_TABLES)


class Point(StrictModel):
    """One point of the order.

    Attributes:
        cle: names it inside its meeting.
        adresse: its view, «/carte?indicateur=…»; empty for a point without a view.
        titre, phrase, prudence: what is written on the wall and said; proposals of the view until they are changed.
        minutes: those that it may take.
        orateur: who speaks.
        note: what only the presenter sees.
        montre: what was shown of it last, None before.
    """

    cle: str = Field(pattern=r"^[a-z0-9-]{1,32}$")
    genre: Kind = "information"
    adresse: str = Field(default="", max_length=4_000)
    titre: str = Field(default="", max_length=LONGEST_TITLE)
    phrase: str = Text
    prudence: str = Text
    minutes: int = Field(default=5, ge=0, le=600)
    orateur: str = Line
    note: str = Text
    montre: Shown | None = None


class Decision(StrictModel):
    """What was decided, who leads, by when; `de`: the meeting that it comes from, for one still under way."""

    quoi: str = Text
    qui: str = Line
    quand: str = Line
    de: str = Line
    faite: bool = False


class Advice(StrictModel):
    """An «avis»: its wording, and the votes as they were typed in, None where nothing was."""

    texte: str = Text
    pour: int | None = Field(default=None, ge=0, le=10_000)
    contre: int | None = Field(default=None, ge=0, le=10_000)
    abstentions: int | None = Field(default=None, ge=0, le=10_000)
    reserves: str = Text


class FollowUp(StrictModel):
    """What a point gave: notes, decisions, advice; whether it was reached."""

    notes: str = Field(default="", max_length=LONGEST_NOTES)
    decisions: list[Decision] = Field(default_factory=list, max_length=40)
    avis: list[Advice] = Field(default_factory=list, max_length=20)
    vu: bool = False


class College(StrictModel):
    """Members present, as they were typed in."""

    college: str = Line
    presents: int | None = Field(default=None, ge=0, le=10_000)
    noms: str = Field(default="", max_length=LONGEST_NOTES)


class Minutes(StrictModel):
    """What the meeting itself gave.

    Attributes:
        debut, fin: hour at which it began and ended, as the presenter's machine said it.
        quorum: as it was typed in; nothing is computed.
        points: what each point gave, by its key.
        en_cours: decisions of earlier meetings that are still under way.
    """

    debut: str = Field(default="", max_length=40)
    fin: str = Field(default="", max_length=40)
    quorum: str = Line
    presents: list[College] = Field(default_factory=list, max_length=30)
    points: dict[str, FollowUp] = Field(default_factory=dict, max_length=MOST_POINTS)
    en_cours: list[Decision] = Field(default_factory=list, max_length=200)


class Meeting(StrictModel):
    """A meeting.

    Attributes:
        cle: names it in the browser that holds it.
        date: «2026-12-03», empty while it is not known; heure: «14:00».
        duree: minutes that there are, 0 while it is not known.
        departement: code of the territory of the conseil, empty for the region.
        jeu: version of the dataset in which it was last read.
    """

    format: Literal["territoires-de-sante/seance"] = "territoires-de-sante/seance"
    version: Literal[1] = 1
    cle: str = Field(default="seance", pattern=r"^[a-z0-9-]{1,32}$")
    nom: str = Field(default="", max_length=LONGEST_TITLE)
    date: str = Field(default="", pattern=r"^(\d{4}-\d\d-\d\d)?$")
    heure: str = Field(default="", pattern=r"^(\d\d:\d\d)?$")
    lieu: str = Line
    departement: str = Field(default="", max_length=5)
    duree: int = Field(default=0, ge=0, le=1_440)
    jeu: str = Field(default="", max_length=20)
    points: list[Point] = Field(default_factory=list, max_length=MOST_POINTS)
    suites: Minutes = Minutes()

    @property
    def minutes(self) -> int:
        """Minutes that its points take in all."""
        return sum(point.minutes for point in self.points)

    def follow_up(self, point: Point) -> FollowUp:
        """What a point gave."""
        return self.suites.points.get(point.cle, FollowUp())


_KIND = SavedKind(
    FORMAT,
    VERSION,
    LARGEST_FILE,
    noun="séance",
    of="de séance",
    one="une séance",
    again="enregistrez de nouveau la séance",
    redo="Préparez de nouveau la séance et enregistrez-la.",
    error=MeetingError,
    lists={
        "points": "du point",
        "decisions": "de la décision",
        "avis": "de l'avis",
        "presents": "du collège",
        "en_cours": "de la décision",
    },
)

_LONG = frozenset({"phrase", "prudence", "note", "notes", "texte", "quoi", "reserves", "noms"})
"""Texts that may hold several lines."""


def read_meeting(content: bytes) -> Meeting:
    """A meeting from its file.

    Raises:
        MeetingError: with French sentences that say what, where and what to do.
    """
    read = _KIND.read(content, Meeting)
    for name, text, where in _texts(read.model_dump(), "de la séance"):
        _KIND.check_printable(text, name, where, lines=name in _LONG)
    keys = [point.cle for point in read.points]
    for rank, key in enumerate(keys, 1):
        if key in keys[: rank - 1]:
            raise MeetingError(
                f"Dans ce fichier, «cle» du point {rank} est déjà celle d'un autre point : donnez-lui une autre clé, "
                "ou enregistrez de nouveau la séance."
            )
    return read


def meeting_file(meeting: Meeting) -> bytes:
    """The file of a meeting."""
    return _KIND.dump(meeting.model_dump(exclude={"format", "version"}))


def _texts(held: Any, where: str, name: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of a file: its field, itself, where it stands."""
    if isinstance(held, str):
        yield name, held, where
    elif isinstance(held, dict):
        for key, value in held.items():
            yield key, key, where
            yield from _texts(value, where, key)
    elif isinstance(held, list):
        for rank, value in enumerate(held, 1):
            yield from _texts(value, f"du point {rank}" if name == "points" else where, name)
