"""What every browser test waits for and reads: a page that has settled, its address, what axe finds, its width."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python

SETTLED = (Path(__file__).parent / "settled.js").read_text("utf-8")
"""Runs in each page before its own scripts; see `settle`."""

TEXTS = (Path(__file__).parent / "contrastes.js").read_text("utf-8")
"""Which elements stand for all the texts of a page, for their contrast."""

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def settle(page, quiet: int = 120) -> None:
    """Until nothing is under way: no run, no message, no change of the page for `quiet` ms, no transition, no font."""
    page.wait_for_function("(quiet) => window.settled?.(quiet)", arg=quiet, polling=25)


def wait_still(page) -> None:
    """Until the address has followed too: it moves with what the server says, so for a little longer."""
    settle(page, 250)


def wait_address(page, pattern: str) -> None:
    """Until the address holds this pattern."""
    page.wait_for_url(re.compile(pattern))


def serious(page, *, colours: bool = False, aside: str = "") -> list[tuple[str, str, str]]:
    """What axe finds serious or critical: rule, words, first place.

    Its colours, three quarters of its time, are read in one run: contrasts of each look of a text and not of each text
    (contrastes.js), on the whole page, as axe leaves aside what the boxes of Streamlit keep under the fold.

    Args:
        colours: only what it says of colours, for a page already read in another theme.
        aside: parts of a still page that leave it, where they are hidden, while its colours are read.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(COLOURS, [page.evaluate_handle(TEXTS), aside])
    if not colours:
        found += page.evaluate(REST)
    return [
        (rule["id"], rule["help"], rule["nodes"][0]["html"][:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


COLOURS = """async ([texts, aside]) => {
  const main = document.querySelector("[data-testid=stMain]"), around = [], top = main?.scrollTop;
  for (let e = main; e; e = e.parentElement) if (getComputedStyle(e).overflow !== "visible") around.push(e);
  around.forEach((e) => e.style.setProperty("overflow", "visible", "important"));
  const hidden = aside ? [...document.querySelectorAll(aside)].filter((e) => !e.checkVisibility()) : [];
  const marks = hidden.map((e) => { const mark = new Comment(); e.replaceWith(mark); return mark; });
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast"), usual = rule.matches, asked = new Set(texts);
  const within = (e) => Boolean(e) && (asked.has(e) || within(e.parentElement ?? e.getRootNode().host));
  rule.matches = function (e, ...rest) { return within(e) && usual.call(this, e, ...rest); };
  const runOnly = ["color-contrast", "link-in-text-block"];
  const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly });
  rule.matches = usual;
  around.forEach((e) => e.style.removeProperty("overflow"));
  marks.forEach((mark, rank) => mark.replaceWith(hidden[rank]));
  main?.scrollTo(0, top);
  return violations;
}"""
"""Both rules need to know what lies under each text: axe finds it out once a run."""
REST = """async () => {
  const rules = Object.fromEntries(["color-contrast", "link-in-text-block"].map((id) => [id, { enabled: false }]));
  return (await axe.run(document, { resultTypes: ["violations"], rules })).violations;
}"""


def sideways(page) -> int:
    """Pixels by which the page scrolls sideways; 0 when all of it is seen."""
    main = "document.querySelector('[data-testid=stMain]')"
    return int(page.evaluate(f"{main}.scrollWidth - {main}.clientWidth"))
