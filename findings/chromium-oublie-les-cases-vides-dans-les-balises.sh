#!/usr/bin/env bash
# Chromium tags the PDF that it prints on demand (Table, TR, TD), but an empty <td> that paints nothing of its own (borders
# collapsed: the table paints them) has no element in the tree, and no NULL child
# holds its place: in the row «a, nothing, c» the cell of «c» is the second one. Cells counted in the tags alone are then
# under the wrong column, without a sign of it; WeasyPrint, from the same HTML, keeps the three cells.
# Expected:
#   Chromium: 2 cells
#   WeasyPrint: 3 cells
set -euo pipefail
chromium=$(command -v chromium || command -v google-chrome) || { echo "Chromium is needed" >&2; exit 2; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 weasyprint==70.0
cat > "$folder/page.html" <<'HTML'
<!doctype html><html lang="fr"><title>t</title><table border="1" style="border-collapse: collapse"><tr><th>x</th><th>y</th><th>z</th></tr><tr><td>a</td><td></td><td>c</td></tr></table></html>
HTML
"$chromium" --headless --no-sandbox --disable-gpu --export-tagged-pdf "--user-data-dir=$folder/profil" "--print-to-pdf=$folder/chromium.pdf" \
  "file://$folder/page.html" > /dev/null 2>&1
cat > "$folder/told.py" <<'PY'
import sys

import pypdfium2
import pypdfium2.raw as raw
import weasyprint

folder = sys.argv[1]
weasyprint.HTML(f"{folder}/page.html").write_pdf(f"{folder}/weasyprint.pdf", pdf_tags=True)


def kind(element):
    import ctypes

    buffer = ctypes.create_string_buffer(64)
    raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw.decode("utf-16-le").split("\0")[0]


def rows(element):
    children = [raw.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(raw.FPDF_StructElement_CountChildren(element))]
    if kind(element) == "TR":
        yield len(children)
    else:
        for child in children:
            if child:
                yield from rows(child)


for name, file in (("Chromium", "chromium"), ("WeasyPrint", "weasyprint")):
    page = pypdfium2.PdfDocument(f"{folder}/{file}.pdf")[0]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(raw.FPDF_StructTree_CountChildren(tree))]
    print(f"{name}: {[count for root in roots for count in rows(root)][-1]} cells")
PY
"$folder/venv/bin/python" "$folder/told.py" "$folder" 2> /dev/null | tee "$folder/said.txt"
expected='Chromium: 2 cells
WeasyPrint: 3 cells'
[ "$(cat "$folder/said.txt")" = "$expected" ] || { echo "the behaviour changed" >&2; exit 1; }
