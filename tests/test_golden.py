"""Values copied by hand from the documents (golden/valeurs.yml) are in the dataset as printed."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from loaders.dataset import load_table

GOLDEN = Path(__file__).with_name("golden") / "valeurs.yml"
FIELDS = {"territoire", "indicateur", "brut", "valeur", "annee", "document", "ligne"}
NAMED = ("territoire", "indicateur", "document", "ligne")
_PAIR = re.compile(r'(\w+): ("[^"]*"|[^,{}]+)')


def read_golden(path: Path, fields: set[str] = FIELDS) -> list[dict]:
    """The list of cases: comments, and one `- {key: value, …}` a line."""
    cases = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        case = {key: _value(text.strip()) for key, text in _PAIR.findall(line)}
        if not line.startswith("- {") or set(case) != fields:
            raise ValueError(f"{path.name}, line {number}: a case is «- {{…}}» with {sorted(fields)}")
        cases.append(case)
    return cases


def _value(text: str) -> object:
    quoted = text if re.fullmatch(r'"[^"]*"|null|-?\d+(\.\d+)?', text) else f'"{text}"'
    return json.loads(quoted)


CASES = read_golden(GOLDEN)


@pytest.fixture(scope="module")
def valeurs() -> pd.DataFrame:
    return load_table("valeurs")


@pytest.mark.parametrize("case", CASES, ids=lambda c: "-".join(str(c[f]) for f in NAMED))
def test_golden_value_is_in_the_dataset(valeurs: pd.DataFrame, case: dict) -> None:
    rows = valeurs[valeurs["territoire"].eq(case["territoire"]) & valeurs["indicateur"].eq(case["indicateur"])]
    rows = rows[rows["document"].eq(case["document"]) & _same(rows["ligne"], case["ligne"])]
    rows = rows[_same(rows["annee"], case["annee"])]
    assert len(rows) == 1, f"{len(rows)} rows for {case}"
    row = rows.iloc[0]
    assert row["valeur"] == pytest.approx(case["valeur"]), f"{row['valeur']} for {case}"
    assert re.sub(r"\s", "", case["brut"]) in re.sub(r"\s", "", row["brut"]), f"«{row['brut']}» for {case}"


def test_golden_cases_are_forty_and_distinct() -> None:
    keys = {tuple(case[f] for f in ("territoire", "indicateur", "annee", "document", "ligne")) for case in CASES}
    assert len(CASES) == len(keys) == 40


def test_golden_reader_refuses_a_line_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "valeurs.yml"
    path.write_text('- {territoire: "48", indicateur: population}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_golden(path)


def _same(column: pd.Series, value: object) -> pd.Series:
    return column.isna() if value is None else column.eq(value).fillna(False)
