"""Where a link leads inside a pack: to the file, and the choice, of its view; nowhere when the pack has it not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from charts.blocks.records import Link
from exports.pack.contents import Chapter
from views.address import UNTIED, pairs_of
from views.view import View

_Key = tuple[str, tuple[tuple[str, str], ...]]


class Ways:
    """The views of a pack, by address."""

    def __init__(self, chapters: Sequence[Chapter], names: Sequence[str]) -> None:
        """Index every view, those asked for before those of a choice."""
        self._found: dict[_Key, str] = {}
        for rank in range(max((len(chapter.turns) for chapter in chapters), default=0)):
            for chapter, name in zip(chapters, names, strict=True):
                if rank < len(chapter.turns):
                    self._add(chapter.turns[rank].view, f"{name}#p{rank}" if rank else name)

    def _add(self, view: View, where: str) -> None:
        """An address may name the view or leave the first one of its page unsaid."""
        pairs = pairs_of(view.parameters)
        plain = [pair for pair in pairs if pair[0] not in ("vue", "modalite")]
        kind = [("vue", view.kind)] if view.kind else []
        for several in (pairs, plain if "vue" not in view.parameters else plain + kind, plain + kind):
            self._found.setdefault(_key(view.page, several), where)

    def of(self, view: View) -> Callable[[Link], str]:
        """The writer of the links of a view, which carry its filters."""

        def href(link: Link) -> str:
            pairs = list(link.parameters)
            if view.engagements and link.follows and pairs and "engagement" not in dict(pairs):
                pairs += [("engagement", one) for one in view.engagements]
                pairs += [("rattachement", UNTIED)] if view.untied and link.page == "ecarts" else []
            return "" if link.form else self._to(link.page, pairs)

        return href

    def _to(self, page: str, pairs: Sequence[tuple[str, str]]) -> str:
        """A row of an activité is found in the view of the activité, whichever row is told there."""
        rows = [pair for pair in pairs if pair[0] != "modalite"]
        return self._found.get(_key(page, pairs)) or self._found.get(_key(page, rows), "")


def _key(page: str, pairs: Iterable[tuple[str, str]]) -> _Key:
    return page, tuple(sorted(pairs))
