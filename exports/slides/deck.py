"""A PowerPoint deck of one view or of several: our master, native shapes, charts and tables, notes.

The same views in the same dataset give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import count
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from exports.slides.charts import chart_part, chart_xml
from exports.slides.finish import saved
from exports.slides.fit import fitting, height, largest, width
from exports.slides.maps import MapWriter
from exports.slides.master import (
    BODY,
    CAUTION,
    CONTENT,
    LAYOUTS,
    SOURCE,
    TITLE,
    Area,
    Geometry,
    LayoutName,
    base,
)
from exports.slides.paging import SMALL, said_height
from exports.slides.plan import slides_of
from exports.slides.records import BarChart, Line, MapDrawing, Place, Ratio, Run, Slide, TableDrawing, plain_line
from exports.slides.tables import table_xml
from exports.slides.xml import (
    GROUND,
    NAMESPACES,
    NO_LINE,
    RECTANGLE,
    clean,
    element,
    escaped,
    off,
    paragraph,
    paragraphs,
    shape,
)
from views.common import dataset_cover
from views.library import Library
from views.links import page_address
from views.seance.points import LONE
from views.view import View

_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
"""Points that a title may have."""
_SAID = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_GAP = 6.0
LONGEST = 255
"""Signs of a property of a file at most."""

PLACE = 150.0
"""Points of height of the small map of where a département stands."""


def deck(
    views: Sequence[View],
    library: Library,
    *,
    ratio: Ratio = "16:9",
    site: str = "",
    done: Callable[[int], None] = lambda _count: None,
) -> bytes:
    """The slides of some views, in their order.

    Args:
        ratio: shape of the slides.
        site: address of the server, with its final slash; empty: the address of a view is said, and leads nowhere.
        done: told how many views are written, after each; what it raises stops the writing.
    """
    made = Presentation(io.BytesIO(base(ratio)))
    date = datetime.combine(library.day, time())
    for rank, view in enumerate(views, 1):
        writer = _Writer(made, library, view, Geometry(ratio), site)
        for slide in slides_of(view, library, Geometry(ratio)):
            writer.write(slide)
        done(rank)
    core = made.core_properties
    core.title = clean(views[0].title if len(views) == 1 else library.title)[:LONGEST]
    core.author = core.last_modified_by = clean(library.title)
    core.language, core.revision, core.keywords = "fr-FR", 1, f"version {library.version}"
    core.created = core.modified = date
    return saved(made, date=date)


@dataclass
class _Writer:
    """Writes the slides of one view."""

    made: Any
    library: Library
    view: View
    geometry: Geometry
    site: str
    numbers: Any = field(default_factory=lambda: count(2))

    def write(self, slide: Slide) -> None:
        """One slide: placeholders in the order of reading, drawing, source, notes."""
        name = _layout(slide)
        layout = next(one for one in self.made.slide_layouts if one.name == LAYOUTS[name])
        page = self.made.slides.add_slide(layout)
        tree = page.shapes._spTree
        for held in list(tree)[2:]:
            tree.remove(held)
        self.numbers = count(2)
        area, title = self.geometry.title, slide.title
        size = largest(clean(title), area.w, area.h, _SIZES, serif=True)
        texts = [
            self._holder("Constat", TITLE, paragraph((Run(title),), size=size if size < _SIZES[0] else 0), "title")
        ]
        texts += self._said(slide, name)
        drawn = self._drawn(page, slide, name)
        for text in (*texts, *drawn, self._source(page), _slide_number(next(self.numbers))):
            tree.append(element(text))
        self._notes(page, slide)

    # ------------------------------------------------------------ words

    def _holder(self, name: str, index: int, words: str, kind: str = "body", area: Area | None = None) -> str:
        place = off(area.x, area.y, area.w, area.h) if area else ""
        role = f'type="{kind}"' + (f' idx="{index}"' if index else "")
        return (
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{next(self.numbers)}" name="{escaped(name)}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {role}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp>"
        )

    def _said(self, slide: Slide, name: LayoutName) -> list[str]:
        """What is said, then the cautions in their box where the layout has one."""
        if name in ("tableau", "deux", "barres"):
            area = self.geometry.above if name == "tableau" else self.geometry.under
            if name == "tableau":
                area = Area(area.x, area.y, area.w, said_height(slide.body, area))
            size = next((one for one in (12.0, SMALL) if height(slide.body, area.w, one, gap=6) <= area.h), SMALL)
            size = SMALL if name == "tableau" else size
            return [self._holder("Texte", BODY, paragraphs(slide.body, size=size), area=area)] if slide.body else []
        if name == "texte":
            area = self.geometry.content
            lines = [*slide.body, *((Run(text, colour="reserve"),) for text in slide.cautions)]
            size = next((one for one in _SAID if height(lines, area.w, one, gap=_GAP) <= area.h), _SAID[-1])
            kept = lines[: fitting(lines, area.w, area.h, size, gap=_GAP)]
            return [self._holder("Texte", BODY, paragraphs(kept, size=size))] if kept else []
        side, written = self.geometry.side, []
        if name == "lieu":
            side = Area(side.x, side.y, side.w, side.h - PLACE - 10)
        lines, cautions = list(slide.body), list(slide.cautions)
        room = side.h * (0.62 if cautions else 1)
        size = next((one for one in _SAID if height(lines, side.w, one, gap=_GAP) <= room), _SAID[-1])
        used = 0.0
        if lines:
            kept = lines[: fitting(lines, side.w, room, size, gap=_GAP)]
            used = height(kept, side.w, size, gap=_GAP) + 14
            area = Area(side.x, side.y, side.w, min(used, side.h))
            written.append(self._holder("Texte", BODY, paragraphs(kept, size=size), area=area))
        if cautions:
            written.append(self._caution(cautions, Area(side.x, side.y + used, side.w, side.h - used)))
        return written

    def _caution(self, cautions: Sequence[str], room: Area) -> str:
        """The strongest cautions that hold, and how many more are in the notes."""
        inner, size = room.w - 16, 12.0
        head: Line = (Run("Prudence", bold=True, colour="reserve", size=13),)
        lines: list[Line] = [head, *((Run(text),) for text in cautions)]
        kept = max(2, fitting(lines, inner, room.h - 12 - size * 3, size, gap=4))
        left = len(lines) - kept
        lines = lines[:kept]
        if left:
            lines.append((Run(f"{left} autre{'s' * (left > 1)} précaution{'s' * (left > 1)} dans les commentaires."),))
        if height(lines, inner, size, gap=4) > room.h - 12:
            size = 11.0
        tall = min(room.h, height(lines, inner, size, gap=4) + 15)
        return self._holder("Prudence", CAUTION, paragraphs(lines, size=size), area=Area(room.x, room.y, room.w, tall))

    def _source(self, page: Any) -> str:
        """Source, dataset and notice, address of the view."""
        where = self._where
        link = page.part.relate_to(where, RT.HYPERLINK, is_external=True) if where and self.site else ""
        cover = dataset_cover(self.library.dataset)
        lines: list[Line] = [
            (Run(_short_source(self.view.source, self.geometry.source.w)),),
            (Run(f"{cover['Jeu de données']}. {cover['Avertissement']}"),),
            (Run(_short_address(where, self.geometry.source.w), link=where if link else ""),),
        ]
        words = "".join(paragraph(line, link=link) for line in lines if plain_line(line))
        return self._holder("Source", SOURCE, words)

    @property
    def _where(self) -> str:
        """The address of the view, from its root where no site is known; empty for a point without a view."""
        if self.view.kind == LONE:
            return ""
        return (self.site or "/") + page_address(self.view.page, self.view.parameters).removeprefix("./")

    # ------------------------------------------------------------ drawings

    def _drawn(self, page: Any, slide: Slide, name: LayoutName) -> list[str]:
        outlines, geography = self.library.outlines if _mapped(slide) else None, self.library.geography
        written: list[str] = []
        for rank, drawing in enumerate(slide.drawings):
            area = self._area(slide, name, rank)
            if isinstance(drawing, MapDrawing):
                assert outlines is not None
                if name == "deux":
                    written.append(self._name(drawing.name, area))
                    area = Area(area.x, area.y + 20, area.w, area.h - 20)
                written += MapWriter(outlines, geography, area, self.numbers).shapes(drawing)
            elif isinstance(drawing, Place):
                assert outlines is not None
                side = self.geometry.side
                small = Area(side.x, side.y + side.h - PLACE, side.w, PLACE)
                written += MapWriter(outlines, geography, small, self.numbers).place(drawing)
            elif isinstance(drawing, BarChart):
                written += self._chart(page, drawing, area, CONTENT + rank)
            else:
                written.append(table_xml(drawing, area, next(self.numbers)))
        return written

    def _name(self, name: str, area: Area) -> str:
        """What one of two maps shows, over it."""
        place = off(area.x, area.y - 6, area.w, 20) + RECTANGLE
        body = 'wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
        words = paragraphs([(Run(name, bold=True),)], size=largest(name, area.w, 18, (14, 12, 11, 10)), tint="encre")
        look, named = f"<a:noFill/>{NO_LINE}", f"Nom de la carte : {name}"
        return shape(next(self.numbers), named, place, look, words=words, body=body, text=True)

    def _area(self, slide: Slide, name: LayoutName, rank: int) -> Area:
        if name == "deux":
            return self.geometry.half(rank)
        if name == "barres":
            return self.geometry.bars
        if name == "tableau":
            return self.geometry.table(said_height(slide.body, self.geometry.above))
        return self.geometry.drawing

    def _chart(self, page: Any, drawing: BarChart, area: Area, index: int) -> list[str]:
        """The chart, and under it a leaf that bears its words: an office that makes a PDF drops those of the chart."""
        rows = max(len(drawing.categories), 1)
        size = max(9.0, min(10.5 if drawing.key else 12.0, area.h / rows * 0.52))
        part = chart_part(drawing, page.part.package, size=size)
        relation = page.part.relate_to(part, RT.CHART)
        leaf = shape(
            next(self.numbers),
            "Graphique en mots",
            off(area.x, area.y, area.w, area.h) + RECTANGLE,
            GROUND,
            alt=drawing.alt,
        )
        return [leaf, chart_xml(drawing, relation, (area.x, area.y, area.w, area.h), next(self.numbers), index)]

    # ------------------------------------------------------------ notes

    def _notes(self, page: Any, slide: Slide) -> None:
        """What to say aloud, what must be said with the figures, the drawing in words, where all of it is from."""
        cover = dataset_cover(self.library.dataset)
        told = [self.view.unsaid, self.view.sentence, *slide.more]
        told += [f"Prudence : {text}" for text in self.view.cautions]
        told += [f"En mots : {drawing.alt}" for drawing in slide.drawings if not isinstance(drawing, TableDrawing)]
        told += [self.view.source, f"{cover['Jeu de données']}. {cover['Avertissement']}"]
        if self._where:
            told.append(f"Adresse de la vue : {self._where}")
        if self.view.ignored:
            told.append(f"Paramètres ignorés : {', '.join(self.view.ignored)}")
        frame = page.notes_slide.notes_text_frame._txBody
        for old in frame.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            frame.remove(old)
        for text in filter(None, told):
            frame.append(element(paragraph((Run(text),)).replace("<a:p>", f"<a:p {NAMESPACES}>", 1)))


def _layout(slide: Slide) -> LayoutName:
    """The layout of what a slide draws."""
    kinds = [type(drawing) for drawing in slide.drawings]
    if Place in kinds:
        return "lieu"
    if kinds == [TableDrawing]:
        return "tableau"
    if BarChart in kinds:
        return "barres" if slide.wide else "graphique"
    return ("texte", "dessin", "deux")[len(kinds)]


def _mapped(slide: Slide) -> bool:
    return any(isinstance(drawing, MapDrawing | Place) for drawing in slide.drawings)


def _slide_number(number: int) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Numéro de la diapositive"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr>'
        '<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" '
        'type="slidenum"><a:rPr lang="fr-FR"/><a:t>‹N°›</a:t></a:fld><a:endParaRPr lang="fr-FR"/></a:p></p:txBody>'
        "</p:sp>"
    )


def _short_source(text: str, room: float) -> str:
    """The source; of several documents, those that fit on a line, and how many more the notes name."""
    if width(text, 10) <= room or not text.startswith("Sources"):
        return text
    parts = text.rstrip(".").split(" ; ")
    for kept in range(len(parts) - 1, 0, -1):
        left = len(parts) - kept
        said = f"{' ; '.join(parts[:kept])} ; et {left} autre{'s' * (left > 1)}, dans les commentaires."
        if width(said, 10) <= room:
            return said
    return text


def _short_address(text: str, room: float) -> str:
    """An address on one line; it is whole in the notes, and where it leads."""
    if width(text, 10) <= room:
        return text
    while text and width(f"{text}…", 10) > room:
        text = text[: -max(1, len(text) // 40)]
    return f"{text}…"
