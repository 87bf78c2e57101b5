"""One département as a file to print: self-contained HTML, A4, nothing asked from elsewhere."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from analysis.territory import Territory
from charts.blocks.records import Mark, Paragraph, Words
from charts.drawings.outlines import Outlines
from charts.drawings.tokens import paper_css
from charts.words.typography import bound
from exports.fonts import fonts_css
from exports.html import written
from exports.markup import joined, tag, void
from views.common import dataset_cover
from views.territoire.tables import sources_text
from views.territoire.views import printed

HTML_MIME = "text/html"
_HERE = Path(__file__).parent
MARKS_CSS = (_HERE / "territory_marks.css").read_text("utf-8")
"""Style of the spine and of the map, shared with the page."""

_CSS = (_HERE / "territory_sheet.css").read_text("utf-8")


def territory_sheet(territory: Territory, outlines: Outlines, *, annexe: bool = False) -> bytes:
    """The sheet of one département: two pages.

    Args:
        outlines: for the map, drawn as an inline SVG.
        annexe: whether the annex follows, with all that the page holds.
    """
    cover = dataset_cover(territory.atlas.dataset)
    notice, dataset = Mark(cover["Avertissement"], "important"), f"{cover['Jeu de données']}."
    head = joined(
        (
            void("meta", charset="utf-8"),
            tag("title", bound(f"{territory.name} : fiche de territoire")),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("style", Markup(fonts_css("sans") + paper_css() + MARKS_CSS + _CSS)),
        )
    )
    body = joined(
        (
            tag("header", _lines((notice, f" {dataset}"))),
            tag("main", written(printed(territory, outlines, annexe=annexe), paper=True)),
            tag("footer", _lines(f"Sources : {sources_text(territory)}.", (f"{dataset} ", notice))),
        )
    )
    return f"<!doctype html>{tag('html', tag('head', head) + tag('body', body), lang='fr')}".encode()


def _lines(*lines: Words) -> Markup:
    return written(tuple(map(Paragraph, lines)), paper=True)
