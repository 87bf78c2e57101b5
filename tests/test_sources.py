"""What data/curated says is printed stands in the source texts, at its line.

The texts are not in the project: the environment variable STS_SOURCES names their folder.
"""

import csv
import hashlib
import os
import re
import unicodedata
from pathlib import Path

import pytest

from analysis.folding import fold
from tests.test_contents import CASES

ROOT = Path(__file__).resolve().parents[1]
CURATED = ROOT / "data" / "curated"
AROUND = 2
"""A printed value may stand this many lines before or after its `ligne`."""

TITLE_LINES = 12
"""A title printed over several lines ends within this many lines of its first one."""

TITLES = {"objectifs_departements": "titre_objectif", "defis_departements": "titre", "defis": "libelle"}

EXCEPTIONS: dict[tuple[str, str, int], str] = {}
"""(table, document, ligne) of a text that differs from the source on purpose: why. None today."""

_MARKUP = re.compile(r"</?(?:sup|sub|b|i|u)>|[*\\]")
_GAP = re.compile(r"[\s\-\u00ad\u2010\u2011]")
"""What may come between two characters: spaces, a line end, a hyphen, whether it cuts a word or belongs to it."""


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """Lines of each source text held, by document."""
    folder = os.environ.get("STS_SOURCES")
    if not folder or not Path(folder).is_dir():
        pytest.skip("STS_SOURCES ne désigne pas les textes sources")
    held = [row for row in source_documents() if Path(folder, row["fichier"]).is_file()]
    return {row["document"]: Path(folder, row["fichier"]).read_text("utf-8").split("\n") for row in held}


def read(table: str) -> list[dict[str, str]]:
    with (CURATED / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def source_documents() -> list[dict[str, str]]:
    """The plans and the regional document that were read from a text (a user may have added others)."""
    return [row for row in read("documents") if row["type"] in ("sts", "prs") and row["fichier"]]


def plain(text: str) -> str:
    """Text without Markdown, case and typographic apostrophes; spaces and line ends are kept."""
    text = _MARKUP.sub("", unicodedata.normalize("NFC", text))
    return text.replace("’", "'").replace("‘", "'").casefold()


def stands(printed: str, text: str) -> bool:
    """Whether `printed` is in `text`, layout aside; «3» does not stand in «13» nor in «2,3»."""
    letters = _GAP.sub("", plain(printed)).rstrip(".")
    text = plain(text)
    places = [place for place, letter in enumerate(text) if not _GAP.match(letter)]
    folded = "".join(text[place] for place in places)
    starts = (match.start() for match in re.finditer(f"(?={re.escape(letters)})", folded))
    return any(_whole_number(text, places[start], places[start + len(letters) - 1]) for start in starts)


def _whole_number(text: str, first: int, last: int) -> bool:
    """No number runs over either end of text[first : last + 1]."""
    cut_before = text[first].isdigit() and re.search(r"\d[.,]?$", text[max(0, first - 2) : first])
    cut_after = text[last].isdigit() and re.match(r"[.,]?\d", text[last + 1 : last + 3])
    return not (cut_before or cut_after)


def window(lines: list[str], ligne: int, *, after: int) -> str:
    return "\n".join(lines[max(0, ligne - 1 - AROUND) : ligne + after])


def absent(table: str, column: str, texts: dict[str, list[str]], *, after: int) -> list[str]:
    """One line for each text of a column that is not at its `ligne`, exceptions aside."""
    lost = []
    for number, row in enumerate(read(table), start=2):
        document, ligne = row["document"], int(row["ligne"])
        if document not in texts or (table, document, ligne) in EXCEPTIONS:
            continue
        if not stands(row[column], window(texts[document], ligne, after=after)):
            lost.append(f"{table}.csv, row {number}: «{row[column]}» is not at {document}:{ligne}")
    return lost


def test_every_printed_value_stands_at_its_line(texts: dict[str, list[str]]) -> None:
    lost = absent("valeurs_plans", "brut", texts, after=AROUND)
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("table", TITLES)
def test_every_title_stands_at_its_line(texts: dict[str, list[str]], table: str) -> None:
    lost = absent(table, TITLES[table], texts, after=TITLE_LINES)
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("table", TITLES)
def test_every_title_starts_near_its_line(texts: dict[str, list[str]], table: str) -> None:
    """The first three words are within AROUND lines, not only somewhere below."""
    lost = []
    for number, row in enumerate(read(table), start=2):
        start, ligne = " ".join(row[TITLES[table]].split()[:3]), int(row["ligne"])
        if row["document"] in texts and not stands(start, window(texts[row["document"]], ligne, after=AROUND)):
            lost.append(f"{table}.csv, row {number}: «{start}…» is not at {row['document']}:{ligne}")
    assert not lost, "\n".join(lost)


CONTENTS = ("items", "enjeux_defis", "pilotage", "reforme", "avenant", "lieux")


@pytest.mark.parametrize("table", CONTENTS)
def test_every_line_of_the_contents_holds_words(texts: dict[str, list[str]], table: str) -> None:
    cited = [(row["document"], int(row["ligne"])) for row in read(table) if row["ligne"]]
    held = [(document, ligne) for document, ligne in cited if document in texts]
    assert held
    blank = [place for place in held if not re.search(r"\w", "".join(texts[place[0]][place[1] - 1 : place[1]]))]
    assert blank == []


def test_the_issues_of_a_defi_stand_under_their_heading(texts: dict[str, list[str]]) -> None:
    lost = [
        (row["departement"], row["code"])
        for row in read("enjeux_defis")
        if not stands("Les enjeux", texts[row["document"]][int(row["ligne"]) - 1])
    ]
    assert lost == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['departement']}-{c['code']}-{c['liste']}-{c['rang']}")
def test_words_of_a_golden_item_stand_at_its_line(texts: dict[str, list[str]], case: dict) -> None:
    assert stands(case["imprime"], window(texts[f"sts-{case['departement']}"], case["ligne"], after=AROUND))


_SMALL = frozenset(["a", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour"])


def full_words(text: str) -> list[str]:
    """Words of a term in the singular, small ones aside: a plan prints «Permanences d'accès aux soins»."""
    letters = fold(re.sub(r"-\s*\n\s*", "", text))
    return [re.sub("au$", "al", word.rstrip("sx")) for word in letters.split() if word not in _SMALL]


def follows(words: list[str], text: list[str]) -> bool:
    """Whether the words follow each other; a line end may have joined two of them."""
    return "".join(words) in "".join(text)


def test_every_term_is_spelt_out_at_its_line(texts: dict[str, list[str]]) -> None:
    """The developed acronym, small words aside; a term without one is there under one of its forms."""
    lost = []
    for number, row in enumerate(read("glossaire"), start=2):
        printed = full_words(window(texts[row["document"]], int(row["ligne"]), after=2 * AROUND))
        forms = [row["developpe"]] if row["developpe"] else [row["terme"], *row["autres"].split("|")]
        if not any(follows(full_words(form), printed) for form in forms):
            lost.append(f"glossaire.csv, row {number}: «{forms[0]}» is not at {row['document']}:{row['ligne']}")
    assert not lost, "\n".join(lost)


def test_each_exception_is_still_needed(texts: dict[str, list[str]]) -> None:
    columns = {"valeurs_plans": "brut", **TITLES}
    for table, document, ligne in EXCEPTIONS:
        rows = [r for r in read(table) if r["document"] == document and int(r["ligne"]) == ligne]
        near = window(texts[document], ligne, after=TITLE_LINES)
        assert any(not stands(r[columns[table]], near) for r in rows), f"{table} {document}:{ligne} is no exception"


def test_each_document_is_the_file_that_was_read(texts: dict[str, list[str]]) -> None:
    assert set(texts) >= {"sts-09", "sts-34", "sts-46", "sts-48", "prs-occitanie"}
    for row in source_documents():
        if row["document"] in texts:
            digest = hashlib.sha256(Path(os.environ["STS_SOURCES"], row["fichier"]).read_bytes()).hexdigest()
            assert row["sha256"] == digest, f"documents.csv, {row['document']}: sha256 of {row['fichier']} is {digest}"


def test_no_curated_table_holds_sentences_of_the_documents() -> None:
    for path in CURATED.glob("*.csv"):
        assert "extrait" not in path.read_text("utf-8").split("\n", 1)[0].split(","), path.name


@pytest.mark.parametrize(
    ("printed", "text", "expected"),
    [
        ("2ème l'augmentation", "le 2<sup>ème</sup> **l’aug-\nmentation**", True),
        ("5 933 185 habitants", "en 2019 5 933 185 \nhabitants", True),
        ("3 CPTS", "13 CPTS", False),
        ("5 %", "2,5 %", False),
        ("2,7", "12,7", False),
        ("15,5 %", "155 %", False),
    ],
)
def test_stands_ignores_layout_and_keeps_numbers_whole(printed: str, text: str, expected: bool) -> None:
    assert stands(printed, text) is expected
