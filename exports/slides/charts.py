"""Native bar charts, their figures inside: what is not known is a gap, an upper bound a hatched bar behind."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart

from exports.slides.records import BarChart, Series
from exports.slides.xml import LANG, NAMESPACES, NO_LINE, clean, colour, emu, escaped, outline, solid

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DATA: Any = CategoryChartData
_FRENCH = "[$-40C]"
_ROOM = 1.16
"""How much longer than its longest bar an axis is, for the number at its end."""


def number_format(decimals: int) -> str:
    """The format of a number, with French commas and spaces whatever the language of the office that draws it.

    PowerPoint takes those of its machine, LibreOffice those that the format names: both are French where this is read.
    """
    return f"{_FRENCH}#,##0.{'0' * decimals}" if decimals else f"{_FRENCH}#,##0"


def chart_part(chart: BarChart, package: Any, *, size: float) -> Any:
    """The part that holds a chart and the workbook of its figures."""
    data: Any = _DATA(number_format=number_format(chart.decimals))
    data.categories = [clean(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(clean(series.name), series.values)
    part = ChartPart.new(XL_CHART_TYPE.BAR_CLUSTERED, data, package)
    _dress(part._element, chart, size)
    return part


def _dress(space: Any, chart: BarChart, size: float) -> None:
    """The look of a chart."""
    for lang in space.findall(f"{_C}lang"):
        lang.set("val", LANG)
    held, plot = space.find(f"{_C}chart"), space.find(f".//{_C}plotArea")
    bars = plot.find(f"{_C}barChart")
    for element, series in zip(bars.findall(f"{_C}ser"), chart.series, strict=True):
        _series(element, series, chart, size)
    for old in bars.findall(f"{_C}dLbls"):
        bars.remove(old)
    _value(bars, "gapWidth", "45")
    _value(bars, "overlap", "0")
    values = [value for series in chart.series for value in series.values if value is not None]
    top = chart.top or max([0.0, *values]) * _ROOM or (0.0 if min(values, default=0) < 0 else 1.0)
    _axes(plot, chart, size, (min([0.0, *values]) * _ROOM, top))
    if behind := sum(series.pale for series in chart.series):
        _second(plot, bars, behind)
    _around(held, chart, size)
    _words(space, size)


def _series(element: Any, series: Series, chart: BarChart, size: float) -> None:
    """Fill of a series, fill of its points, its labels."""
    for old in [*element.findall(f"{_C}spPr"), *element.findall(f"{_C}dPt"), *element.findall(f"{_C}dLbls")]:
        element.remove(old)
    look = _look(series.colour, series.pale)
    parts = [f"<c:spPr {_CHART} {NAMESPACES}>{look}</c:spPr>"]
    place = list(element).index(element.find(f"{_C}tx")) + 1
    parts.append(f'<c:invertIfNegative {_CHART} val="0"/>')
    for old in element.findall(f"{_C}invertIfNegative"):
        element.remove(old)
    parts += [
        f'<c:dPt {_CHART} {NAMESPACES}><c:idx val="{rank}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_look(token, series.pale)}</c:spPr></c:dPt>"
        for rank, token in enumerate(series.colours)
        if series.values[rank] is not None
    ]
    parts.append(_labels(chart, size if not chart.key else size - 2))
    for shift, text in enumerate(parts):
        element.insert(place + shift, parse_xml(text))


def _look(token: str, pale: bool) -> str:
    """A full bar, or the hatched end that goes up to an upper bound."""
    if not pale:
        return solid(token) + outline("trait-carte", 0.5)
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour(token)}</a:fgClr><a:bgClr>{colour("feuille")}</a:bgClr>'
        f"</a:pattFill>{outline(token, 0.75)}"
    )


def _labels(chart: BarChart, size: float) -> str:
    """The numbers at the end of the bars."""
    flags = (
        '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    own = f'<c:numFmt formatCode="{number_format(chart.decimals)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
    words = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="1" lang="{LANG}">{solid("encre")}'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="{LANG}"/></a:p></c:txPr>'
    )
    return f'<c:dLbls {_CHART} {NAMESPACES}>{own}{words}<c:dLblPos val="outEnd"/>{flags.format(1)}</c:dLbls>'


def _value(owner: Any, name: str, value: str) -> None:
    found = owner.find(f"{_C}{name}")
    if found is None:
        found = parse_xml(f"<c:{name} {_CHART}/>")
        owner.insert(list(owner).index(owner.find(f"{_C}axId")), found)
    found.set("val", value)


def _axes(plot: Any, chart: BarChart, size: float, ends: tuple[float, float]) -> None:
    """Categories from the top, words in full; a scale from zero, printed where the bars bear no number."""
    grid = f"<c:majorGridlines><c:spPr>{outline('filet', 0.5)}</c:spPr></c:majorGridlines>" if chart.axis else ""
    words = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" lang="{LANG}">{solid("encre")}</a:defRPr>'
        f'</a:pPr><a:endParaRPr lang="{LANG}"/></a:p></c:txPr>'
    )
    old = [plot.find(f"{_C}catAx"), plot.find(f"{_C}valAx")]
    first, second = "8701", "8702"  # those of python-pptx are negative: its schema takes none
    for element, number in zip(plot.findall(f"{_C}barChart/{_C}axId"), (first, second), strict=True):
        element.set("val", number)
    whole = f'<c:majorUnit val="{_step(ends[1])}"/>' if chart.axis else ""
    new = [
        f'<c:catAx {_CHART} {NAMESPACES}><c:axId val="{first}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{outline('encre-3', 1)}</c:spPr>{words}"
        f'<c:crossAx val="{second}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>',
        f'<c:valAx {_CHART} {NAMESPACES}><c:axId val="{second}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{ends[1]:g}"/><c:min val="{ends[0]:g}"/></c:scaling><c:delete val="{int(not chart.axis)}"/>'
        f'<c:axPos val="t"/>{grid}'
        f'<c:numFmt formatCode="{number_format(chart.decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{words}'
        f'<c:crossAx val="{first}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{whole}</c:valAx>',
    ]
    for axis, text in zip(old, new, strict=True):
        plot.replace(axis, parse_xml(text))


def _step(top: float) -> int:
    """A round number of which a scale has six at most."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**3, 10**4, 10**5, 10**7) if top / step <= 6)


def _second(plot: Any, bars: Any, behind: int) -> None:
    """Numbers and lower bounds over the upper ones: two groups of bars, as wide, on scales that are one."""
    other = deepcopy(bars)
    for rank, element in enumerate(bars.findall(f"{_C}ser")):
        if rank >= behind:
            bars.remove(element)
    for rank, element in enumerate(other.findall(f"{_C}ser")):
        if rank < behind:
            other.remove(element)
    own = [f"{8800 + rank}" for rank in (1, 2)]
    for element, number in zip(other.findall(f"{_C}axId"), own, strict=True):
        element.set("val", number)
    bars.addnext(other)
    axes = [deepcopy(plot.find(f"{_C}{name}")) for name in ("catAx", "valAx")]
    for rank, axis in enumerate(axes):
        axis.find(f"{_C}axId").set("val", own[rank])
        axis.find(f"{_C}crossAx").set("val", own[1 - rank])
        axis.find(f"{_C}tickLblPos").set("val", "none")
        for line in axis.findall(f"{_C}spPr"):
            axis.replace(line, parse_xml(f"<c:spPr {_CHART} {NAMESPACES}>{NO_LINE}</c:spPr>"))
        for grid in axis.findall(f"{_C}majorGridlines"):
            axis.remove(grid)
        plot.find(f"{_C}valAx").addnext(axis)
    axes[1].find(f"{_C}crosses").set("val", "max")


def _around(held: Any, chart: BarChart, size: float) -> None:
    """Title, legend, and what an unknown is: a gap."""
    for name in ("title", "autoTitleDeleted", "legend", "dispBlanksAs"):
        for old in held.findall(f"{_C}{name}"):
            held.remove(old)
    held.insert(0, parse_xml(f'<c:autoTitleDeleted {_CHART} val="{0 if chart.title else 1}"/>'))
    if chart.title:
        held.insert(
            0,
            parse_xml(
                f'<c:title {_CHART} {NAMESPACES}><c:tx><c:rich><a:bodyPr/><a:p><a:pPr algn="l"><a:defRPr/></a:pPr><a:r>'
                f'<a:rPr lang="{LANG}" sz="{round((size + 2) * 100)}" b="1">{solid("encre")}</a:rPr>'
                f"<a:t>{escaped(chart.title)}</a:t>"
                '</a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
            ),
        )
    if chart.key:
        held.find(f"{_C}plotArea").addnext(
            parse_xml(
                f'<c:legend {_CHART} {NAMESPACES}><c:legendPos val="b"/><c:overlay val="0"/><c:txPr><a:bodyPr/><a:p>'
                f'<a:pPr><a:defRPr sz="{round(size * 100)}" lang="{LANG}">{solid("encre")}</a:defRPr></a:pPr>'
                f'<a:endParaRPr lang="{LANG}"/></a:p></c:txPr></c:legend>'
            )
        )
    held.append(parse_xml(f'<c:dispBlanksAs {_CHART} val="gap"/>'))


def _words(space: Any, size: float) -> None:
    """The font of the theme, French."""
    for old in space.findall(f"{_C}txPr"):
        space.remove(old)
    text = parse_xml(
        f"<c:txPr {_CHART} {NAMESPACES}><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" lang="{LANG}">'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="{LANG}"/></a:p></c:txPr>'
    )
    space.find(f"{_C}chart").addnext(text)


def chart_xml(chart: BarChart, relation: str, area: tuple[float, float, float, float], number: int, index: int) -> str:
    """The frame of a chart in its placeholder."""
    (x, y, w, h), name = area, escaped(f"Graphique : {chart.title or chart.series[-1].name}")
    return (
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{name}"'
        f' descr="{escaped(chart.alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr><p:ph type="chart" idx="{index}"/></p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart {_CHART} r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
