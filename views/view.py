"""One view of the tool as a value: what a reader is told at an address, with its tables and where they come from.

Files and forms by address read this record; it needs neither a server nor a session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from views.address import Parameters


@dataclass(frozen=True)
class Table:
    """One table of a view, computed when it is asked for.

    Attributes:
        name: what it holds; the name of its sheet.
        compute: gives the frame: columns named as the reader should see them, NA where not stated.
    """

    name: str
    compute: Callable[[], pd.DataFrame]


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

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table, computed, by its name."""
        return {table.name: table.compute() for table in self.tables}
