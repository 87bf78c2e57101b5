"""Damaged plans by the hundred: a number is right or said doubtful, what is lost is said, nothing false is said.

`make fuzz` reads thousands; the suite reads a sample.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from loaders.errors import ReadingError
from loaders.sts.lines import clean_lines
from loaders.sts.oqos import OqosRead, read_oqos
from loaders.sts.plan import read_plan
from loaders.sts.values import read_value
from loaders.sts.vocabulary import NO_LABEL, load_vocabulary
from tests.plan_mutations import ZONE, Damaged, damaged
from tests.test_sts_command import whole_plan

HIDING = {
    "drop_a_line", "drop_a_row", "drop_groups", "other_word", "slip", "run_rows_together", "break_a_row",
    "control_signs",
}  # fmt: skip
"""Changes after which a label is no longer printed as it was."""

COUNT = int(os.environ.get("STS_MUTATIONS", "200"))
PER_TEST = 25
VOCABULARY = load_vocabulary()


def faults(plan: Damaged, found: OqosRead) -> list[str]:
    """What a reading does wrong."""
    return [*_wrong(plan, found), *_silent(plan, found), *_false(plan, found)]


def _said(found: OqosRead) -> list[tuple[int | None, str]]:
    return [*found.non_compris, *found.avertissements]


def _wrong(plan: Damaged, found: OqosRead) -> list[str]:
    """Numbers that the undamaged plan does not print there, and that nothing puts in doubt."""
    right = {
        (row.activite, row.regime, row.groupe, row.modalite, measure): read_value(brut)
        for row, cells in plan.values.items()
        for measure, brut in zip(row.measures, cells, strict=True)
    }
    lines = {line for line, _ in _said(found)}
    return [
        f"faux sans un mot : {cell}"
        for cell in found.cells
        for key in [(cell.activite, cell.regime, cell.groupe, cell.modalite, cell.mesure)]
        if cell.valeur_max is not None
        and cell.ligne not in lines
        and (key not in right or (cell.valeur_min, cell.valeur_max) != (right[key].low, right[key].high))
    ]


def _silent(plan: Damaged, found: OqosRead) -> list[str]:
    """Rows that are printed and not read, and that nothing names."""
    read = {(cell.activite, cell.regime, cell.groupe, cell.modalite) for cell in found.cells}
    words = "\n".join(text for _, text in _said(found))
    lost = []
    for row in plan.values:
        named = row.groupe if row.modalite == NO_LABEL else row.modalite
        table = f"({row.activite}, {row.regime})"
        told = (table in words and named in words) or f"{row.activite} :" in words or row.activite not in found.named
        if (row.activite, row.regime, row.groupe, row.modalite) not in read and not told:
            lost.append(f"perdu sans un mot : {row.activite}, {row.regime}, {named}")
    return lost


def _false(plan: Damaged, found: OqosRead) -> list[str]:
    """What is said and is not so: a row absent although nothing took it away, a blank that is none, a key twice."""
    absent = {text for _, text in found.avertissements if text.startswith("ligne absente du tableau")}
    absent = set() if HIDING & set(plan.done) else absent
    rows = [(row, row.groupe if row.modalite == NO_LABEL else row.modalite) for row in plan.values]
    told = [f"ligne absente du tableau ({row.activite}, {row.regime}) : {named}" for row, named in rows]
    keys = [(c.activite, c.regime, c.groupe, c.modalite, c.mesure) for c in found.cells]
    doubled = ["une clé deux fois"] if len(keys) != len(set(keys)) else []
    blank = [f"case vide : {c}" for c in found.cells if (c.brut == "") != (c.note == "case vide dans le document")]
    signs = [f"signe : {c}" for c in found.cells if not (c.brut + c.libelle + c.section).isprintable()]
    return [*doubled, *blank, *signs, *absent.intersection(told)]


@pytest.mark.parametrize("start", range(0, COUNT, PER_TEST))
def test_a_damaged_plan_never_gives_a_wrong_number_without_a_word(start: int) -> None:
    for seed in range(start, start + PER_TEST):
        plan = damaged(seed)
        found = read_oqos(clean_lines(plan.text), VOCABULARY, ZONE)
        assert faults(plan, found) == [], f"graine {seed} : {', '.join(plan.done)}"


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_file_with_damaged_bytes_is_read_or_refused_and_never_fails(tmp_path: Path, form: str) -> None:
    whole = whole_plan(form).encode()
    for seed in range(COUNT // 20):
        luck = random.Random(seed)
        raw = bytearray(whole[: luck.choice([len(whole), luck.randrange(len(whole))])])
        for _ in range(luck.choice([1, 10, 200])):
            raw[luck.randrange(len(raw))] = luck.choice([0, 2, 9, 10, 12, 13, 32, 45, 194, 255, luck.randrange(256)])
        path = tmp_path / f"plan.{form}"
        path.write_bytes(raw)
        try:
            plan = read_plan(path)
        except ReadingError as refusal:
            assert str(refusal).endswith("."), seed
            continue
        assert all(cell.brut.isprintable() for cell in plan.oqos.cells), seed
