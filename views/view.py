"""One view of the tool as a value: what a reader is told at an address, with its picture, its tables, its source.

The page draws this record, files and forms by address write it; it needs neither a server nor a session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import pandas as pd

from charts.blocks.records import Blocks, PictureHere
from charts.drawings.pictures import Chart, Maps, Matrix, Picture
from views.address import Parameters

if TYPE_CHECKING:
    from views.library import Library

State = TypeVar("State")
Ways = Mapping[str, Mapping[str, Parameters]]
"""Where the options of the controls lead: label of the control, words of the option, parameters of its view.

`data-slug` and `data-dep` are the indicateur and the département chosen on a map; the option ANY stands for every one,
and so does its sign in the parameters.
"""
ANY, ON, OFF = "*", "oui", "non"
"""The options of a choice that stands for every one, and those of a switch."""
BUTTON = "bouton"
"""The control that a button alone is: its words are the option."""
Layout = Literal["around", "under", "words", "sections"]
"""How a page lays a view out: around its picture, all under it, the same without the source (a map writes its own),
or block by block."""

PICTURE = PictureHere()


@dataclass(frozen=True)
class Table:
    """One table of a view, computed when it is asked for.

    Attributes:
        name: what it holds; the name of its sheet.
        compute: gives the frame: columns named as the reader should see them, NA where not stated.
        caption: its title on the page; its name when empty.
        on_screen: what of it the page shows beside the files: the frame itself without it.
        shown: whether the page shows it at all.
        numbers: columns aligned right.
        decimals: decimals of a column of numbers; as many as each has where it is not said.
        chosen: index labels of the rows set off.
        counted: whether its title says how many rows it has, in figures, or in letters up to thirteen.
        note: what is said under it.
        file: what the name of a file that holds it alone adds to those of the view.
        rows: rows that the page shows at a time, its title saying which; all of them when 0.
        grouped: makes one row of the page of those that say the same; each is one row of its own without it.
    """

    name: str
    compute: Callable[[], pd.DataFrame]
    caption: str = ""
    on_screen: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    shown: bool = True
    numbers: tuple[str, ...] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    chosen: tuple[Any, ...] = ()
    counted: bool | Literal["lettres"] = False
    note: str = ""
    file: str = ""
    rows: int = 0
    grouped: Callable[[pd.DataFrame], pd.DataFrame] | None = None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The frame, computed once."""
        return self.compute()

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The rows of the page: those of the frame, or their groups."""
        return self.grouped(self.frame) if self.grouped else self.frame

    @property
    def pages(self) -> int:
        """Pages that its rows make, one at least."""
        return max(1, -(-len(self.lines) // self.rows)) if self.rows else 1


@dataclass(frozen=True)
class View:
    """What a reader is told at an address.

    Attributes:
        page: key of `views.pages.PAGES`; kind: which of its views, by its code in an address.
        parameters: what restores it; empty values are left out.
        title: the finding, one line.
        sentence: what to say aloud; may be empty.
        cautions: what must be said with the figures, plain text, the strongest first.
        tables: its figures; the first is the one that a CSV holds.
        source: where they come from, one line.
        cover: what every file of it says, label and value; computed when asked.
        filename: parts of the name of its files.
        ignored: what its address asked and the page could not give, «nom=valeur».
        body: its blocks, in the order of reading, PICTURE where the picture stands; computed when asked.
        draw: its picture, None without one; computed when asked.
        titled: whether the page writes the title above the blocks (a map writes its own).
        lead: what the page says first, the line of the filters of the reader; computed when asked.
        engagements: those that its links carry; untied: whether they are read without our ties.
        layout: how the page lays it out.
        drawn_by: the components of the page that draw its picture, and what a map calls the view that it shows.
        ways: where the controls of the page lead from here; computed when asked.
        inline: whether its blocks draw what its picture shows: the page draws them alone, the picture is for files.
        finding: its own title, where somebody gave it other words (`retold`).
        sheet: which page of a table shown by pages is read.
    """

    page: str
    kind: str
    parameters: Parameters
    title: str
    sentence: str = ""
    cautions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    source: str = ""
    cover: Callable[[], Mapping[str, str]] = dict
    filename: tuple[str, ...] = ()
    ignored: tuple[str, ...] = field(default=())
    body: Callable[[], Blocks] = tuple
    draw: Callable[[], Picture | None] = lambda: None
    titled: bool = True
    lead: Callable[[], Blocks] = tuple
    engagements: tuple[str, ...] = ()
    untied: bool = False
    layout: Layout = "around"
    drawn_by: tuple[tuple[str, str], ...] = ()
    ways: Callable[[], Ways] = dict
    inline: bool = False
    finding: str = ""
    sheet: int = 1

    @cached_property
    def blocks(self) -> Blocks:
        """What is read around the picture."""
        return self.body()

    @cached_property
    def picture(self) -> Picture | None:
        """What is drawn, as data with its text alternative."""
        return self.draw()

    @property
    def component(self) -> Maps | Matrix | None:
        """The picture that a component of the page draws: never a chart, which blocks draw on a page."""
        return None if self.inline or isinstance(self.picture, Chart) else self.picture

    @property
    def unsaid(self) -> str:
        """Its own title, where it bears another one: files say both."""
        return self.finding if self.finding != self.title else ""

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table, computed, by its name."""
        return {table.name: table.frame for table in self.tables}


def by_pages(view: View) -> Table | None:
    """The table that the page shows unfolded, by pages."""
    return next((table for table in view.tables if table.shown and table.rows and not table.frame.empty), None)


def retold(view: View, *, title: str = "", sentence: str = "", caution: str = "") -> View:
    """A view in the words of who shows it; an empty text leaves its own.

    The caution stands first, the reservations of the view after it: words of a reader never take one away.
    """
    own = tuple(text for text in view.cautions if text != caution)
    return replace(
        view,
        title=title or view.title,
        sentence=sentence or view.sentence,
        cautions=(caution, *own) if caution else own,
        finding=view.finding or view.title,
    )


@dataclass(frozen=True)
class ViewKind(Generic[State]):
    """One kind of view of a page: all that tells it from the others.

    Attributes:
        label: its name in the controls.
        build: the view of a state; the registry adds what the address asked in vain.
        parameters: names that its address may hold beside those of every view of the page.
        controls: what the reader may choose in it, by name, in the order of the page.
    """

    label: str
    build: Callable[[Library, State], View]
    parameters: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()


def labels(kinds: Mapping[str, ViewKind[Any]]) -> dict[str, str]:
    """The name of each kind by its code in an address."""
    return {code: kind.label for code, kind in kinds.items()}
