"""The master of our decks: theme, layouts and their places, from the tokens of the house.

Made by code from the empty file of python-pptx, whose own layouts are dropped: titles, bodies, tables, charts and
sources are placeholders, so that the outline view, the order of reading and a change of theme work.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.util import Pt

from exports.slides.records import Ratio
from exports.slides.xml import LANG, NAMESPACES, emu, off, rgb, solid

LayoutName = Literal["dessin", "deux", "tableau", "graphique", "barres", "lieu", "texte"]
LAYOUTS: dict[LayoutName, str] = {
    "dessin": "Constat et dessin", "deux": "Constat et deux dessins", "tableau": "Constat et tableau",
    "graphique": "Constat et graphique", "barres": "Constat et grand graphique", "lieu": "Constat et territoire",
    "texte": "Constat et texte",
}  # fmt: skip
TITLE, BODY, CAUTION, SOURCE, CONTENT = 0, 1, 13, 14, 15
"""Index of each placeholder, in the order of reading."""

SERIF, SANS = "Georgia", "Arial"
"""Of every office; the fonts of the house are not on the reader's machine."""

HIGH = 540.0
_WIDE: dict[Ratio, float] = {"16:9": 960.0, "4:3": 720.0}
_EDGE = 28.0


@dataclass(frozen=True)
class Area:
    """A place on a slide, in points."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Geometry:
    """Where things stand on a slide of some ratio."""

    ratio: Ratio

    @property
    def wide(self) -> float:
        return _WIDE[self.ratio]

    @property
    def inner(self) -> float:
        return self.wide - 2 * _EDGE

    @property
    def title(self) -> Area:
        return Area(_EDGE, 18, self.inner, 78)

    @property
    def content(self) -> Area:
        """All that stands between the title and the source."""
        return Area(_EDGE, 104, self.inner, 376 if self.ratio == "16:9" else 358)

    @property
    def source(self) -> Area:
        top = self.content.y + self.content.h + 4
        return Area(_EDGE, top, self.inner - 40, 532 - top)

    @property
    def number(self) -> Area:
        return Area(self.wide - _EDGE - 36, 510, 36, 20)

    @property
    def drawing(self) -> Area:
        """The drawing with words at its right."""
        full = self.content
        return Area(full.x, full.y, full.w * 0.66, full.h)

    @property
    def side(self) -> Area:
        """The words at the right of a drawing."""
        left, full = self.drawing, self.content
        return Area(left.x + left.w + 16, full.y, full.w - left.w - 16, full.h)

    @property
    def above(self) -> Area:
        """The words above a table."""
        full = self.content
        return Area(full.x, full.y - 6, full.w, 78)

    def table(self, said: float = 32) -> Area:
        """What is under the words above a table, of some height."""
        full, top = self.content, min(said, self.above.h) + 2
        return Area(full.x, full.y + top, full.w, full.h - top - 2)

    @property
    def under(self) -> Area:
        """The words under two drawings."""
        full = self.content
        return Area(full.x, full.y + full.h - 58, full.w, 58)

    @property
    def bars(self) -> Area:
        """A chart on the whole width, over what is said."""
        full = self.content
        return Area(full.x, full.y - 6, full.w, full.h - 58)

    def half(self, rank: int) -> Area:
        """One of two drawings side by side."""
        full, wide = self.content, (self.inner - 16) / 2
        return Area(full.x + rank * (wide + 16), full.y, wide, full.h - 62)


@cache
def base(ratio: Ratio) -> bytes:
    """A deck without a slide: theme, master, layouts."""
    deck = Presentation()
    geometry = Geometry(ratio)
    deck.slide_width, deck.slide_height = Pt(geometry.wide), Pt(HIGH)
    _drop_rest(deck)
    master = deck.slide_master
    _fill(master, _master_tree(geometry), "")
    _replace_styles(master)
    for layout, name in zip(master.slide_layouts, LAYOUTS, strict=True):
        _fill(layout, _layout_tree(geometry, name), LAYOUTS[name])
        layout._element.attrib.pop("type", None)
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    _theme(theme)
    sink = io.BytesIO()
    deck.save(sink)
    return sink.getvalue()


def _drop_rest(deck: Any) -> None:
    """The layouts that we do not use, and what a slide does not need."""
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    for key, rel in list(deck.part.rels.items()):
        if rel.reltype.endswith("/printerSettings"):
            deck.part.rels.pop(key)
    rels = deck.part.package._rels
    for key, rel in list(rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            rels.pop(key)


def _fill(owner: Any, tree: str, name: str) -> None:
    """The shapes of a master or of a layout."""
    held = owner._element.cSld
    if name:
        held.set("name", name)
    old = held.spTree
    for shape in list(old)[2:]:
        old.remove(shape)
    for shape in parse_xml(f"<p:spTree {NAMESPACES}>{tree}</p:spTree>"):
        old.append(shape)


def _holder(
    number: int,
    name: str,
    kind: str,
    index: int,
    area: Area,
    prompt: str,
    *,
    style: str = "",
    body: str = "",
    look: str = "",
) -> str:
    role = f' type="{kind}"' if kind else ""
    place = f' idx="{index}"' if index else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{role}{place}/></p:nvPr></p:nvSpPr><p:spPr>{off(area.x, area.y, area.w, area.h)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}</p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="{LANG}"/><a:t>{prompt}</a:t></a:r>'
        f'<a:endParaRPr lang="{LANG}"/></a:p></p:txBody></p:sp>'
    )


def _style(size: float, token: str = "encre", *, after: float = 6, bold: bool = False) -> str:
    strong = ' b="1"' if bold else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}"{strong} lang="{LANG}">{solid(token)}</a:defRPr></a:lvl1pPr>'
    )


def _number(area: Area) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="6" name="Numéro de la diapositive"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{off(area.x, area.y, area.w, area.h)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle><a:lvl1pPr algn="r">'
        f'<a:defRPr sz="1000" lang="{LANG}">{solid("encre-2")}</a:defRPr></a:lvl1pPr></a:lstStyle>'
        f'<a:p><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{LANG}"/>'
        f'<a:t>‹N°›</a:t></a:fld><a:endParaRPr lang="{LANG}"/></a:p></p:txBody></p:sp>'
    )


def _master_tree(geometry: Geometry) -> str:
    return (
        _holder(2, "Constat", "title", 0, geometry.title, "Le constat, en une phrase", body='anchor="t"')
        + _holder(3, "Texte", "body", 1, geometry.content, "Ce qui se dit")
        + _number(geometry.number)
    )


def _layout_tree(geometry: Geometry, name: LayoutName) -> str:
    """Placeholders in the order of reading: finding, what is said, cautions, drawing, source."""
    above, under = geometry.above, geometry.under
    said = {"tableau": above, "deux": under, "barres": under, "texte": geometry.content}.get(name, geometry.side)
    parts = [
        _holder(2, "Constat", "title", TITLE, geometry.title, "Le constat, en une phrase", body='anchor="t"'),
        _holder(3, "Texte", "body", BODY, said, "Ce qui se dit", style=_style(_said_size(name))),
    ]
    if said is geometry.side or name in ("dessin", "graphique", "lieu"):
        lower = Area(said.x, said.y + said.h / 2, said.w, said.h / 2)
        look = f'{solid("reserve-fond")}<a:ln w="{emu(1)}">{solid("reserve-bord")}</a:ln>'
        inset = f'lIns="{emu(8)}" tIns="{emu(6)}" rIns="{emu(8)}" bIns="{emu(6)}"'
        caution = _holder(4, "Prudence", "body", CAUTION, lower, "Prudence", style=_style(12, after=4), look=look)
        parts.append(caution.replace('lIns="0" tIns="0" rIns="0" bIns="0"', inset))
    parts += [
        _holder(7 + rank, label, kind, CONTENT + rank, area, prompt, style=_style(12))
        for rank, (label, kind, area, prompt) in enumerate(_contents(geometry, name))
    ]
    small = _style(10, "encre-2", after=1)
    parts.append(_holder(5, "Source", "body", SOURCE, geometry.source, "Source", style=small, body='anchor="b"'))
    return "".join(parts) + _number(geometry.number)


def _said_size(name: LayoutName) -> float:
    return 12 if name in ("tableau", "deux", "barres") else 16


def _contents(geometry: Geometry, name: LayoutName) -> list[tuple[str, str, Area, str]]:
    if name == "tableau":
        return [("Tableau", "tbl", geometry.table(), "Tableau")]
    if name == "lieu":
        return [("Tableau", "tbl", geometry.drawing, "Tableau")]
    if name == "graphique":
        return [("Graphique", "chart", geometry.drawing, "Graphique")]
    if name == "barres":
        return [("Graphique", "chart", geometry.bars, "Graphique")]
    return []


def _replace_styles(master: Any) -> None:
    """Titles in the serif of the theme, bodies in its sans."""
    element = master._element
    old = element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    title = (
        f'<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="2800" b="1" kern="1200" lang="{LANG}">{solid("encre")}<a:latin typeface="+mj-lt"/>'
        '<a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    levels = "".join(
        f'<a:lvl{level}pPr marL="{emu(14 * (level - 1))}" indent="0" algn="l"><a:spcAft>'
        f'<a:spcPts val="600"/></a:spcAft><a:buNone/><a:defRPr sz="{size}00" kern="1200" lang="{LANG}">'
        f'{solid("encre")}<a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
        for level, size in ((1, 16), (2, 14), (3, 12), (4, 12), (5, 12))
    )
    others = levels.replace('<a:spcPts val="600"/>', '<a:spcPts val="0"/>')
    styles = parse_xml(
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{others}</p:otherStyle></p:txStyles>"
    )
    element.replace(old, styles)


_SLOTS = {
    "dk1": "encre", "lt1": "feuille", "dk2": "encre-2", "lt2": "papier", "accent1": "donnee", "accent2": "hausse",
    "accent3": "baisse", "accent4": "reserve", "accent5": "d3", "accent6": "autorise", "hlink": "hausse-texte",
    "folHlink": "encre-3",
}  # fmt: skip


def _theme(part: Part) -> None:
    """Colours and fonts of the house in the theme that the master follows."""
    tree = parse_xml(part.blob)
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    tree.set("name", "Territoires de santé")
    colours, fonts = tree.find(f".//{a}clrScheme"), tree.find(f".//{a}fontScheme")
    colours.set("name", "Territoires de santé")
    for slot in colours:
        name = slot.tag.removeprefix(a)
        for child in list(slot):
            slot.remove(child)
        slot.append(parse_xml(f'<a:srgbClr {NAMESPACES} val="{rgb(_SLOTS[name])}"/>'))
    fonts.set("name", "Territoires de santé")
    for kind, face in (("majorFont", SERIF), ("minorFont", SANS)):
        fonts.find(f"{a}{kind}/{a}latin").set("typeface", face)
    part._blob = serialize_part_xml(tree)
