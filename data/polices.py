"""The fonts that the server gives, cut down to what the pages print: Source Sans 3, Source Serif 4 for titles alone.

Run by hand, seldom: its results, `static/polices/*.woff2`, the same as TTF in `exports/polices/` for pictures and
documents, and `charts/drawings/font_widths.py`, are committed.
It needs two packages that nothing else needs, and reads the whole fonts that Streamlit ships (no network):

    pip install fonttools==4.68.0 brotli==1.2.1
    python data/polices.py

Weights 400 to 700 are kept, on one axis; digits have one width by default. The licence (OFL 1.1) reserves the name
«Source» for the whole font: what is changed bears another. Two signs that we print and that it lacks are drawn here.

With `--repli FONT.ttf…` it prints what `polices.css` must say to bring other fonts to the same widths.
"""

import argparse
import importlib.util
import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
FONT = ROOT / "static" / "polices" / "territoires-sans.woff2"
WIDTHS = ROOT / "charts" / "drawings" / "font_widths.py"
SERIF = FONT.with_name("territoires-serif.woff2")
SET = ROOT / "exports" / "polices"
"""Where the engine of documents reads them: it knows no WOFF2."""
FAMILY, TITLES = "Territoires Sans", "Territoires Serif"
WEIGHTS = (400, 700)
TITLE = {"wght": 600, "opsz": 24}
"""The one weight and size of design of titles."""
RANGES = ((0x20, 0x7E), (0xA0, 0x17F))
SIGNS = "ʼᵈᵉʳ\u2009\u200a\u2011–—‘’‚“”„†‡•…\u202f‰‹›⁄₂€→←↑↓↔−×≈≠≤≥■□▪▲△▶▸▼▽▾◀◆○●✓✗"
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "case", "ordn", "sups", "frac"]


def names(family: str) -> dict[int, str]:
    """Records of the table of names, by number."""
    plain = family.replace(" ", "")
    return {1: family, 3: family, 4: family, 6: plain, 16: family, 25: plain}


Contour = list[tuple[int, int]]
OUTER = [(30, 330), (340, 640), (650, 330), (340, 20)]
INNER = [(340, 112), (564, 330), (340, 548), (116, 330)]
FRAME = [[(30, 60), (30, 600), (570, 600), (570, 60)], [(78, 108), (522, 108), (522, 552), (78, 552)]]
BARS = [[(78, 278), (352, 552), (420, 552), (78, 210)], [(180, 108), (522, 450), (522, 382), (248, 108)]]
DRAWN: dict[str, tuple[int, list[Contour]]] = {
    "◇": (680, [OUTER, INNER]),
    "▨": (600, [*FRAME, *BARS]),
}  # fmt: skip
"""Advance and outlines of the signs drawn here, in thousandths of the size."""
SAMPLE = ROOT / "data" / "curated" / "indicateurs.csv"


def whole_font(name: str) -> TTFont:
    """A font as Streamlit ships it, whichever hash its name bears."""
    found = importlib.util.find_spec("streamlit")
    folder = Path(str(found.origin)).parent / "static" / "static" / "media"
    return TTFont(next(folder.glob(f"{name}*.woff2")))


def draw(font: TTFont, sign: str) -> None:
    """Add one sign, the same in every weight."""
    advance, contours = DRAWN[sign]
    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    name = f"uni{ord(sign):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (advance, min(x for contour in contours for x, _ in contour))
    font["gvar"].variations[name] = []
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def cut(font: TTFont, axes: dict[str, float | tuple[float, float, float]], family: str) -> TTFont:
    """The font on some axes, with our characters, another name and no hinting."""
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13])
    characters = [code for low, high in RANGES for code in range(low, high + 1)] + [ord(sign) for sign in SIGNS]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    small = instantiateVariableFont(font, axes)
    for table in ("HVAR", "MVAR", "STAT"):  # widths are in gvar too; the others serve instances that nobody names
        if table in small:
            del small[table]
    for record in small["name"].names:
        record.string = names(family).get(record.nameID, record.string)
    for sign in DRAWN if family == FAMILY else ():
        draw(small, sign)
    return small


def widths(font: TTFont, weight: int) -> dict[str, int]:
    """Advance of each character, in thousandths of the size."""
    fixed = instantiateVariableFont(font, {"wght": weight}, inplace=False) if "fvar" in font else font
    unit = fixed["head"].unitsPerEm
    return {chr(code): round(fixed["hmtx"][name][0] * 1000 / unit) for code, name in fixed.getBestCmap().items()}


def _numbers(values: list[int]) -> str:
    lines, line = [], "   "
    for value in values:
        if len(line) + len(str(value)) + 2 > 120:
            lines.append(line)
            line = "   "
        line += f" {value},"
    return "\n".join([*lines, line])


def widths_text(font: TTFont) -> str:
    """Source of charts/drawings/font_widths.py."""
    regular, bold = (widths(font, weight) for weight in WEIGHTS)
    characters = sorted(regular)
    signs = "".join(characters)
    rows = [ascii(signs[start : start + 18])[1:-1].replace('"', '\\"') for start in range(0, len(signs), 18)]
    lines = "\n".join(f'    "{row.replace(chr(92) + chr(39), chr(39))}"' for row in rows)
    return (
        f'"""Advance of each letter of «{FAMILY}», in thousandths of the size; written by data/polices.py."""\n\n'
        f"# fmt: off\nCHARACTERS = (\n{lines}\n)\n"
        f"REGULAR = (\n{_numbers([regular[sign] for sign in characters])}\n)\n"
        f"BOLD = (\n{_numbers([bold[sign] for sign in characters])}\n)\n"
    )


def mean(font: TTFont, weight: int) -> float:
    """Mean advance over the French of a curated table."""
    known = widths(font, weight)
    return sum(known[sign] for sign in SAMPLE.read_text("utf-8") if sign in known) / sum(
        sign in known for sign in SAMPLE.read_text("utf-8")
    )


def say_fallback(path: Path, ours: TTFont) -> None:
    """What brings another font to our widths and our height of line."""
    other = TTFont(path)
    bold = "Bold" in (other["name"].getDebugName(2) or "")
    share = mean(ours, WEIGHTS[bold]) / mean(other, WEIGHTS[bold])
    rise, fall = (ours["hhea"].ascent / 10 / share, -ours["hhea"].descent / 10 / share)
    print(
        f"{other['name'].getDebugName(4)}: size-adjust: {share:.1%}; ascent-override: {rise:.1f}%; "
        f"descent-override: {fall:.1f}%; line-gap-override: 0%;"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repli", type=Path, nargs="*", default=[], help="other fonts to bring to our widths")
    options = parser.parse_args()
    if options.repli:
        ours = TTFont(FONT)
        for path in options.repli:
            say_fallback(path, ours)
        return 0
    sans = cut(whole_font("SourceSansVF-Upright"), {"wght": (WEIGHTS[0], WEIGHTS[0], WEIGHTS[1])}, FAMILY)
    for font, path in ((sans, FONT), (cut(whole_font("SourceSerifVariable-Roman"), dict(TITLE), TITLES), SERIF)):
        font.flavor = "woff2"
        font["head"].modified = font["head"].created  # same font, same bytes
        font.recalcTimestamp = False
        font.save(path)
        font.flavor = None
        font.save(SET / f"{path.stem}.ttf")
    WIDTHS.write_text(widths_text(TTFont(FONT)), "utf-8")
    print(f"{FONT.relative_to(ROOT)}: {FONT.stat().st_size} octets, {len(TTFont(FONT).getBestCmap())} signes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
