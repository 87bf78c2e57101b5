#!/usr/bin/env bash
# axe-core 4 (of axe-playwright-python 0.1.8), rule `color-contrast`: a text that a box of the page keeps under its fold
# is not read at all. Where the page itself scrolls, every text is read wherever it stands; where a box with a hidden
# overflow holds a box that scrolls (as Streamlit does), the texts under the fold are neither faults nor «incomplete».
# Giving the boxes around a visible overflow while axe reads is enough.
# Expected (violations, incomplete): the page scrolls 1, 0; the box scrolls 0, 0; its overflow made visible 1, 0.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8
cd "$folder"
cat > read.py <<'PY'
import os
import shutil
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TEXT = '<p>Noir sur blanc</p><div style="height:2000px"></div><p style="color:#ccc">Trop pâle</p>'
HELD = """<div id=outer style="position:absolute;inset:0;overflow:hidden">
  <div id=inner style="height:100%;overflow:auto">TEXT</div></div>""".replace("TEXT", TEXT)
RUN = """axe.run(document, { runOnly: ["color-contrast"] }).then((found) =>
  [found.violations, found.incomplete].map((rules) => rules.flatMap((rule) => rule.nodes).length))"""
SHOWN = "(names) => names.forEach((name) => { document.getElementById(name).style.overflow = 'visible'; })"


def told(page, body, shown=()):
    page.set_content(f"<!doctype html><html lang=fr><title>t</title><body style='background:#fff'><main>{body}</main>")
    page.evaluate(AXE)
    page.evaluate(SHOWN, list(shown))
    return page.evaluate(RUN)


with sync_playwright() as playwright:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 800, "height": 600})
    seen = {"page": told(page, TEXT), "box": told(page, HELD),
            "visible": told(page, HELD, ["outer", "inner"])}
    browser.close()
print(seen)
assert seen == {"page": [1, 0], "box": [0, 0], "visible": [1, 0]}, "what axe reads has changed"
PY
env/bin/python read.py
echo "axe reads no contrast of what a box keeps under its fold"
