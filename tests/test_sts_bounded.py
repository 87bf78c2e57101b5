"""A document is read in a process of its own: its death is one sentence, and takes nothing else with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.errors import ReadingError
from loaders.sts import bounded
from loaders.sts.__main__ import main
from loaders.sts.bounded import ROOT, read_bounded, run
from loaders.sts.limits import AT_ONCE, LIMITS, MIB, Limits
from loaders.sts.plan import read_plan
from tests.test_sts_command import whole_plan, write

SMALL = replace(LIMITS, memory=250 * MIB, seconds=20)


def ordered(order: str, *, limits: Limits = SMALL, told=None, **request) -> object:
    command = (sys.executable, "-m", "tests.idle_child", order)
    return run(command, request, name="plan.pdf", told=told, limits=limits)


def said(order: str, **options) -> str:
    with pytest.raises(ReadingError) as refused:
        ordered(order, **options)
    return str(refused.value)


def test_a_plan_read_apart_is_the_plan_read_here(tmp_path: Path):
    path = write(tmp_path, "plan.md", whole_plan())
    steps: list[tuple[str, int, int]] = []
    assert read_bounded(path, told=lambda *step: steps.append(step)) == read_plan(path)
    assert [step for step, _, _ in steps] == ["document", "tableaux", "fiches", "fin"] and steps[-1] == ("fin", 1, 1)


def test_a_refusal_comes_back_word_for_word(tmp_path: Path):
    path = write(tmp_path, "plan.md", whole_plan())
    with pytest.raises(ReadingError) as here:
        read_plan(path, departement="66")
    with pytest.raises(ReadingError) as apart:
        read_bounded(path, departement="66")
    assert vars(apart.value) == vars(here.value)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("die", "La lecture de ce document s'est arrêtée avant sa fin (plan.pdf, page 12 sur 70)."),
        ("leave", "La lecture de ce document s'est arrêtée avant sa fin (plan.pdf, page 12 sur 70)."),
        ("fail", "La lecture de ce document s'est arrêtée avant sa fin (KeyError) (plan.pdf, page 12 sur 70)."),
        ("foreign", "La lecture de ce document s'est arrêtée avant sa fin (plan.pdf, page 12 sur 70)."),
        ("refuse", "Refusé (ici). Recommencer."),
    ],
)
def test_every_end_is_one_sentence(order: str, words: str):
    assert said(order).startswith(words)


def test_too_long_is_said_and_the_process_is_gone():
    start = time.monotonic()
    limits = replace(SMALL, seconds=1.5)
    assert said("sleep", limits=limits).startswith("La lecture a dépassé 1,5 secondes (plan.pdf, page 12 sur 70).")
    assert time.monotonic() - start < SMALL.seconds


@pytest.mark.parametrize("order", ["allocate", "allocate-unlimited"])
def test_too_much_memory_is_said_by_the_system_or_by_the_watcher(order: str):
    assert said(order, mio=600).startswith("La lecture demande plus de 250 Mio de mémoire (plan.pdf, page 12 sur 70).")


def test_what_fits_is_read():
    assert ordered("allocate", mio=20) == 20


def test_a_server_that_holds_much_memory_still_reads():
    """What the parent holds is not counted as the child's."""
    held = b"x" * (SMALL.memory + 50 * MIB)
    assert isinstance(ordered("tell"), dict) and held


def test_the_process_knows_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOT_DE_PASSE", "secret")
    answer = ordered("tell", departement="30")
    assert isinstance(answer, dict)
    assert "MOT_DE_PASSE" not in answer["environnement"] and "departement" in answer["reçu"]


def test_who_stops_listening_ends_the_process():
    class LeftError(Exception):
        pass

    def leave(*_: object) -> None:
        raise LeftError

    before = threading.active_count()
    with pytest.raises(LeftError):
        ordered("sleep", told=leave)
    for _ in range(200):
        if threading.active_count() == before:
            break
        time.sleep(0.01)
    assert threading.active_count() == before


def test_readings_wait_for_their_turn():
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(bounded._turn("plan.pdf", SMALL))
        assert said("tell", limits=replace(SMALL, seconds=0.1)).startswith(
            "D'autres documents sont en cours de lecture"
        )
    assert isinstance(ordered("tell"), dict)


def test_a_file_too_large_is_refused_before_it_is_opened(tmp_path: Path):
    path = write(tmp_path, "plan.md", whole_plan())
    with pytest.raises(ReadingError, match="dépasse 0 Mo"):
        read_bounded(path, limits=replace(LIMITS, size=100))


def test_a_text_with_too_many_lines_is_refused_in_the_process(tmp_path: Path):
    path = write(tmp_path, "plan.md", whole_plan())
    with pytest.raises(ReadingError, match="Le texte compte plus de 100 lignes"):
        read_bounded(path, limits=replace(LIMITS, lines=100))


def test_the_reading_imports_only_the_reader(tmp_path: Path):
    path = write(tmp_path, "plan.md", whole_plan())
    code = (
        "import json, sys; from loaders.sts.bounded import read_bounded; from pathlib import Path\n"
        "read_bounded(Path(sys.argv[1])); import loaders.sts.child\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "streamlit", "analysis", "data"} & set(json.loads(done.stdout))


def test_a_command_never_shows_a_trace(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    path = write(tmp_path, "plan.pdf", b"%PDF-1.7\n" + os.urandom(3000))
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 2
    shown = capfd.readouterr()
    assert "Traceback" not in shown.err + shown.out and shown.err.count("\n") == 1


def test_a_protected_document_and_a_damaged_one_are_told_apart(tmp_path: Path):
    fpdf = pytest.importorskip("fpdf")
    sheet = fpdf.FPDF()
    sheet.add_page()
    sheet.set_font("Helvetica", size=12)
    sheet.cell(text="Schéma inventé")
    whole = bytes(sheet.output())
    sheet = fpdf.FPDF()
    sheet.set_encryption(owner_password="un", user_password="deux")
    sheet.add_page()
    for name, content, words in (
        ("protege.pdf", bytes(sheet.output()), "Le PDF est protégé par un mot de passe"),
        ("abime.pdf", whole[:200], "Le PDF est abîmé ou incomplet"),
    ):
        with pytest.raises(ReadingError, match=words):
            read_bounded(write(tmp_path, name, content))
