"""A plan looked over: what is doubtful, what is missing, what is decided, what is taken away."""

from __future__ import annotations

from dataclasses import replace
from threading import BoundedSemaphore

import pytest

from analysis.imported import Doubt, Place, Reading
from charts.blocks.records import plain
from charts.words import import_words as words
from exports.html import written
from loaders.errors import ReadingError
from loaders.sts.package import read_package
from loaders.sts.values import UNREAD
from shell import plan_file
from shell.plan_file import largest_mb, read_file, safe_name
from tests.held import LIBRARY
from tests.imported_plan import UNREAD_CELL, UNSEEN, doubtful_draft, doubtful_package, doubtful_text
from views.importer import views
from views.importer.draft import Draft, correction


def silent(_step: str, _done: int, _total: int) -> None:
    return


def decided(draft: Draft, doubt: Doubt, choice: str, after: str = "") -> Draft:
    said = {"who": "L. Martin", "when": "2026-11-28T10:00", "why": "relu"}
    return draft.decided(doubt, correction(doubt, choice, after=after, **said))


def cell(draft: Draft, doubt: Doubt) -> tuple[str, str, str]:
    found = next(row for row in draft.reading.cells if row["ligne"] == doubt.row["ligne"])
    return found["brut"], found["valeur_min"], found["note"]


def test_a_cell_in_doubt_is_found_with_its_reason_and_its_line() -> None:
    unseen, unread = doubtful_draft().read.doubts
    assert (unseen.row["brut"], unseen.has_value, unread.row["brut"], unread.has_value) == (
        UNSEEN,
        True,
        UNREAD_CELL,
        False,
    )
    assert "dépasse ce qu'impriment les plans déjà lus" in unseen.why and "n'est pas vraisemblable" in unread.why
    lines = doubtful_text().split("\n")
    assert [lines[one.place.line - 1].split("\t")[-1] for one in (unseen, unread)] == [UNSEEN, UNREAD_CELL]


def test_a_plan_without_doubt_has_none() -> None:
    package = doubtful_package()
    sure = [row for row in package.lus["oqos"] if row["brut"] == "2"]
    report = {**package.rapport, "avertissements": [], "non_compris": []}
    assert Reading(report, {**package.lus, "oqos": sure}).doubts == ()


def test_each_activite_says_what_was_read_and_what_is_missing() -> None:
    reading = doubtful_draft().read
    found = {one.slug: one for one in reading.activities(views.labels(LIBRARY))}
    assert list(found)[:2] == ["medecine", "had"] and sum(one.cells for one in found.values()) == len(reading.cells)
    medecine = found["medecine"]
    assert (medecine.tables, medecine.cells, medecine.valued, medecine.doubtful) == (2, 3, 2, 2)
    assert "2 à vérifier" in words.activity_state(medecine)
    nothing = Reading({**reading.report, "activites": {}}, {**reading.tables, "oqos": []}).activities(["amp"])[0]
    assert words.activity_state(nothing) == "absente du document"


def test_rows_that_the_report_misses_are_named() -> None:
    said = {"ligne": None, "message": "ligne absente du tableau (smr, ancien) : Brûlés (adultes)"}
    reading = doubtful_draft().read
    found = Reading({**reading.report, "avertissements": [said]}, reading.tables).activities(["smr"])[0]
    assert found.missing == (("Brûlés (adultes)", "absente du tableau"),)


@pytest.mark.parametrize(
    ("rank", "choice", "after", "left"),
    [
        (0, "confirmer", "", (UNSEEN, UNSEEN, "")),
        (0, "corriger", "6", ("6", "6", "")),
        (0, "laisser", "", (UNSEEN, "", UNREAD)),
        (1, "corriger", "2/4", ("2/4", "2", "")),
        (1, "corriger", "-", ("-", "", "tiret dans le document")),
        (1, "laisser", "", (UNREAD_CELL, "", UNREAD)),
    ],
)
def test_a_decision_moves_its_cell_alone_and_is_taken_away(
    rank: int, choice: str, after: str, left: tuple[str, ...]
) -> None:
    draft = doubtful_draft()
    doubt = draft.read.doubts[rank]
    made = decided(draft, doubt, choice, after)
    assert cell(made, doubt) == left and len(made.left()) == 1
    moved = [pair for pair in zip(draft.reading.cells, made.reading.cells, strict=True) if pair[0] != pair[1]]
    assert len(moved) == (choice != "confirmer" and not (choice == "laisser" and rank))
    again = Draft("paquet.zip", read_package(made.zip(), "paquet.zip"))
    assert cell(again, doubt) == left and [one.key for one in again.left()] == [one.key for one in made.left()]
    told = again.decision(doubt)
    assert told and (told["qui"], told["pourquoi"]) == ("L. Martin", "relu")
    assert "L. Martin" in words.decided_text(told)


def test_the_last_decision_of_a_cell_stands() -> None:
    draft = doubtful_draft()
    doubt = draft.read.doubts[0]
    twice = decided(decided(draft, doubt, "corriger", "6"), doubt, "corriger", "7")
    assert cell(twice, doubt)[0] == "7" and len(twice.final.corrections) == 1


@pytest.mark.parametrize(
    ("choice", "after", "who", "said"),
    [
        ("corriger", "deux", "moi", "n'est pas ce qu'une cellule peut imprimer"),
        ("corriger", "", "moi", "n'est pas"),
        ("corriger", "9/2", "moi", "n'est pas"),
        ("confirmer", "", " \u200b ", "porte un nom et une raison"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(choice: str, after: str, who: str, said: str) -> None:
    doubt = doubtful_draft().read.doubts[0]
    with pytest.raises(ReadingError, match=said):
        correction(doubt, choice, after=after, who=who, when="2026-11-28", why="relu")


def test_the_place_of_a_cell_of_a_pdf_is_read_in_the_report() -> None:
    reading = doubtful_draft().read
    key = list(reading.doubts[0].key)
    place = {"cle": key, "page": 21, "cadre": [10.0, 20.5, 30.0, 40.0], "texte": "60"}
    strange = [{"cle": "medecine", "page": 1}, {"page": 2}, {"cle": [1], "cadre": "x"}]
    found = Reading({**reading.report, "lieux": [*strange, place]}, reading.tables)
    assert found.doubts[0].place == Place(page=21, box=(10.0, 20.5, 30.0, 40.0), text="60")
    assert found.doubts[1].place.line > 0 and words.place_text(found.doubts[0]) == "page 21 du document"


def test_markup_of_a_document_is_shown_as_it_is() -> None:
    draft = doubtful_draft()
    hostile = "<img src=x onerror=alert(1)>"
    rows = [dict(row) for row in draft.package.lus["oqos"]]
    rows[0] |= {"brut": hostile, "valeur_min": "", "valeur_max": "", "note": UNREAD}
    report = {**draft.package.rapport, "non_compris": [{"ligne": 3, "texte": hostile}]}
    strange = Draft(
        hostile,
        replace(draft.package, lus={**draft.package.lus, "oqos": tuple(rows)}, rapport=report),
        lines={int(rows[0]["ligne"]): hostile},
    )
    doubt = strange.read.doubts[0]
    shown = [
        *views.head(LIBRARY, strange, used=True),
        *views.read_part(LIBRARY, strange),
        *views.doubt_part(LIBRARY, strange, doubt),
        *views.passage_part(strange, doubt),
    ]
    page = written(tuple(shown))
    assert "&lt;img src=x" in page and "<img" not in page


def test_a_plan_that_is_already_there_says_what_differs() -> None:
    assert "encore le plan du Gers" in written(views.differing(LIBRARY, doubtful_draft()))
    found = written(views.differing(LIBRARY, doubtful_draft("46")))
    assert "différences avec le jeu de données" in found and "<li>oqos\xa0: 46 &gt; amp" in found


def test_words_agree_with_their_number() -> None:
    assert plain(words.many(1, "cellule lue", "cellules lues")) == "1\u00a0cellule lue"
    assert words.step_text("pages", 12, 70) == "Pages lues : 12 sur 70"


# ------------------------------------------------------------------ a file of the reader
def test_a_text_is_read_with_the_lines_around_its_doubts() -> None:
    steps: list[str] = []
    draft = read_file("../le plan<b>.md", doubtful_text().encode(), lambda step, *_: steps.append(step))
    assert (draft.departement, draft.name) == ("32", "le plan_b_.md") and "fin" in steps
    doubt = draft.read.doubts[0]
    passage = dict(draft.passage(doubt))
    assert passage[doubt.place.line].split() == ["32", "Hospitalisation", "complète", UNSEEN]
    assert f"«{UNSEEN}»" in written(views.doubt_part(LIBRARY, draft, doubt))
    assert "passage-ligne" in written(views.passage_part(draft, doubt))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.docx", b"x", "n'est ni un plan ni un paquet"),
        ("plan", b"x", "n'est ni un plan"),
        ("plan.txt", b"bonjour", "ne contient aucun tableau"),
        ("plan.zip", b"PK", "n'est pas un paquet"),
        ("plan.pdf", b"x", "n'est pas un PDF"),
        ("plan.txt", b" " * (largest_mb() * 1024 * 1024 + 1), "pèse plus de"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_leaves_nothing(
    name: str, content: bytes, said: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ReadingError, match=said) as refused:
        read_file(name, content, silent)
    assert str(refused.value).count(". ") == 1 and list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]


def test_too_many_readings_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_file, "_TURNS", BoundedSemaphore(1))
    monkeypatch.setattr(plan_file, "PATIENCE", 0.01)
    steps: list[str] = []
    with plan_file._turn(), pytest.raises(ReadingError, match="Trop de documents sont lus en ce moment"):
        read_file("plan.md", doubtful_text().encode(), lambda step, *_: steps.append(step))
    assert steps == ["attente"]
    assert read_file("plan.md", doubtful_text().encode(), silent).departement == "32"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c.PDF", "c.PDF"),
        ("..", "document"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("=1+1.txt", "_1_1.txt"),
        ("x" * 300 + ".pdf", "x" * 60 + ".pdf"),
    ],
)
def test_a_name_is_one_part_of_visible_signs(name: str, safe: str) -> None:
    assert safe_name(name) == safe
