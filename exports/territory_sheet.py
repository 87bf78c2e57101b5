"""One département as a file to print: self-contained HTML, A4, nothing asked from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path

from analysis.territory import Territory
from charts.blocks.territory import opening_html
from charts.blocks.territory_blocks import cautions_html, figures_html, intentions_html, supply_html
from charts.drawings.outlines import Outlines
from charts.words.typography import bound_html
from views.common import dataset_cover
from views.territoire.tables import sources_text

HTML_MIME = "text/html"
MARKS_CSS = (Path(__file__).parents[1] / "charts" / "blocks" / "territory.css").read_text("utf-8")
"""Style of the spine and of the map, shared with the page."""

_CSS = (Path(__file__).parent / "territory_sheet.css").read_text("utf-8")
_FONT = Path(__file__).parents[1] / "static" / "polices" / "territoires-sans.woff2"


def territory_sheet(territory: Territory, outlines: Outlines) -> bytes:
    """The sheet of one département; every text of it is escaped by the blocks.

    Args:
        outlines: for the map, drawn as an inline SVG.
    """
    blocks = [opening_html(territory, outlines, paper=True)]
    blocks += [block(territory, paper=True) for block in (figures_html, intentions_html, supply_html, cautions_html)]
    cover = dataset_cover(territory.atlas.dataset)
    title = f"{territory.name} : fiche de territoire"
    body = "".join(f"<section>{block}</section>" for block in blocks)
    page = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_font_css()}{MARKS_CSS}{_CSS}</style></head><body>"
        f"<header><p><strong>{escape(cover['Avertissement'])}</strong> {escape(cover['Jeu de données'])}.</p></header>"
        f"<main>{body}</main><footer><p>Sources : {escape(sources_text(territory))}.</p>"
        f"<p>{escape(cover['Jeu de données'])}. <strong>{escape(cover['Avertissement'])}</strong></p></footer>"
        "</body></html>"
    )
    return bound_html(page).encode()


@cache
def _font_css() -> str:
    """The font of the pages, inside the file: it is read far from the server."""
    font = b64encode(_FONT.read_bytes()).decode()
    return (
        '@font-face{font-family:"Territoires Sans";font-weight:400 700;'
        f'src:url(data:font/woff2;base64,{font}) format("woff2")}}'
    )
