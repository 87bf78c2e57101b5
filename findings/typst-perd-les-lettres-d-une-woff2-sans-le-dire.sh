#!/usr/bin/env bash
# typst 0.15.2 given a folder that holds a font as WOFF2 alone: no font is found, nothing is said, and the words of an
# SVG image are not there (a PNG of it is one colour). The same font as TTF is drawn, a variable one in its weights. The
# path of the file itself, rather than of its folder, finds no font either, in the same silence.
# Expected:
#   folder of a WOFF2: 0 fonts, one colour, 0 warnings
#   path of a TTF: 0 fonts, one colour, 0 warnings
#   folder of a TTF: 1 fonts, many colours, 0 warnings
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 pillow fonttools brotli
mkdir "$folder/woff2" "$folder/ttf"
cp "$(dirname "$0")/../static/polices/territoires-sans.woff2" "$folder/woff2/"
cp "$(dirname "$0")/../exports/polices/territoires-sans.ttf" "$folder/ttf/"
cat > "$folder/drawn.py" <<'PY'
import io
import sys

import typst
from PIL import Image

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><rect width="100" height="40" fill="#fff"/>'
    '<text x="5" y="30" font-size="20" font-family="Territoires Sans">Lettres</text></svg>'
)
SOURCE = b'#set page(width: 100pt, height: 40pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
for name, path in (("folder of a WOFF2", "woff2"), ("path of a TTF", "ttf/territoires-sans.ttf"), ("folder of a TTF", "ttf")):
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[f"{sys.argv[1]}/{path}"])
    made, warnings = typst.Compiler(font_paths=fonts).compile_with_warnings(
        input=SOURCE, sys_inputs={"svg": SVG}, format="png"
    )
    colours = len(Image.open(io.BytesIO(made)).convert("L").getcolors())
    print(f"{name}: {len(fonts.fonts())} fonts, {'one colour' if colours == 1 else 'many colours'}, {len(warnings)} warnings")
PY
"$folder/env/bin/python" "$folder/drawn.py" "$folder" > "$folder/said.txt"
cat "$folder/said.txt"
expected='folder of a WOFF2: 0 fonts, one colour, 0 warnings
path of a TTF: 0 fonts, one colour, 0 warnings
folder of a TTF: 1 fonts, many colours, 0 warnings'
[ "$(cat "$folder/said.txt")" = "$expected" ] || { echo "the behaviour changed" >&2; exit 1; }
