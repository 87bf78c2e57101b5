"""The list of gestures of `make bench`, read without starting a server or a browser."""

import re
import subprocess
import sys

import pytest

from tests.bench import bars, gestures, line
from tests.bench.__main__ import row
from tests.bench.controls import OTHERS, every
from tests.bench.gestures import CASES, Case, kept
from tests.bench.harness import ROOT, Gesture
from views.pages import PAGES

OURS = [case for case in CASES if case.server == "nous"]


def test_the_yardsticks_come_first_and_the_names_differ() -> None:
    assert [case.server for case in CASES][:2] == ["nue", "dash"]
    assert {case.server for case in CASES[2:]} == {"nous"}
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert gestures.FIRST in names


@pytest.mark.parametrize("case", OURS, ids=lambda case: case.name)
def test_a_gesture_opens_a_page_that_exists(case: Case) -> None:
    page = case.address.removeprefix("/").partition("?")[0]
    assert page in {entry.path for entry in PAGES.values()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_gesture_says_what_it_does_and_what_it_waits_for(case: Case) -> None:
    assert callable(case.prepare) and callable(case.act)
    assert case.ready and case.watch
    assert case.address.startswith("/")


OWN = re.compile(r"\.([a-z][\w-]*)")
WAITED = {
    name
    for text in (*line.VISITS.values(), *(part for case in (*OURS, *OTHERS) for part in (case.ready, case.watch)))
    for name in OWN.findall(text)
    if not name.startswith("react-aria")  # Streamlit's
}


def test_what_is_waited_for_is_a_class_that_we_still_draw() -> None:
    rooms = ("charts", "views", "exports", "components", "shell", "static", "pages")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".js")]
    drawn = set(re.findall(r"[\w-]+", " ".join(path.read_text("utf-8") for path in paths)))
    assert "table-offre" in WAITED and WAITED - drawn == set()


def test_a_pattern_keeps_the_yardsticks() -> None:
    assert [case.server for case in kept("^DÉPARTEMENT vers")] == ["nue", "dash", "nous", "nous"]
    assert kept("") == list(CASES)


def test_every_other_gesture_has_a_name_of_its_own_and_a_page_that_exists() -> None:
    names = [case.name for case in every("")]
    assert len(set(names)) == len(names) and len(names) == len(CASES) + len(OTHERS)
    assert {case.address.removeprefix("/").partition("?")[0] for case in OTHERS} <= {
        page.path for page in PAGES.values()
    }
    assert [case.name for case in every("^page à page$")] == [*(case.name for case in CASES[:2]), bars.PAGE_TO_PAGE]


def test_what_is_over_a_bar_is_said_and_nothing_else() -> None:
    calm = {"p50": 30, "p95": 60, "ratio": 0.2, "ratio_dash": 0.5, "timeouts": 0, "octets": 1}
    floor, peer = ({**calm, "p50": value} for value in (150, 80))
    rows = {CASES[0].name: floor, CASES[1].name: peer, gestures.FIRST: calm, "borne": {**calm, "ratio": 0.45}}
    assert bars.over({"gestes": rows}) == []
    rows |= {
        gestures.FIRST: {**calm, "ratio": 0.25},
        "lent": {**calm, "p95": 150},
        "borne (autre)": {**calm, "ratio": 2},
    }
    said = bars.over({"gestes": rows, "fichiers": {"dossier": {"s": 6.0, "barre": 5.0}}})
    assert [line.partition(" : ")[0] for line in said] == [gestures.FIRST, "lent", "dossier"]


def test_a_line_of_the_report_divides_by_both_yardsticks() -> None:
    gesture = Gesture("essai", None, gestures.no_preparation, gestures.no_preparation, ".x")
    gesture.settled, gesture.received = [40.0, 50.0, 60.0], [10, 20, 30]
    said = row(gesture, floor=100.0, peer=80.0)
    assert (said["p50"], said["ratio"], said["ratio_dash"], said["octets"]) == (50, 0.5, 0.62, 20)


def test_the_peer_draws_the_same_indicateurs_as_the_map() -> None:
    dash_page = pytest.importorskip("tests.bench.dash_page")
    app = dash_page.build()
    options = app.layout.children[0].options
    labels = [re.sub("[\u00a0\u202f]", " ", option["label"]) for option in options]
    assert [label for label in gestures.LABELS if label not in labels] == []


@pytest.mark.parametrize("command", ["tests.bench", "tests.charge", "tests.charge.pannes"])
def test_a_command_of_measures_starts(command: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
