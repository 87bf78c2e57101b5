"""Options of an installation: the file, the environment, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shell.service.options import DEFAULT_FILE, Options, OptionsError, read_options


def test_nothing_said_gives_what_the_file_documents() -> None:
    """`configuration.toml` names every option once, in order, with the value that it has when nothing is said."""
    lines = re.findall(r"^# (\w+) = (.+?)(?: +#.*)?$", DEFAULT_FILE.read_text("utf-8"), re.MULTILINE)
    assert [name for name, _ in lines] == list(Options.model_fields)
    as_written = "\n".join(f"{name} = {value}" for name, value in lines)
    path_less = {"TERRITOIRES_CONFIGURATION": ""}
    assert read_options(path_less) == Options()
    import tomllib

    assert Options.model_validate(tomllib.loads(as_written)) == Options()


def test_a_variable_prevails_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "options.toml"
    path.write_text('port = 9000\nhotes = ["a.exemple"]\n', encoding="utf-8")
    told = {
        "TERRITOIRES_CONFIGURATION": str(path),
        "TERRITOIRES_PORT": "9001",
        "TERRITOIRES_MANDATAIRES": "192.0.2.1, 192.0.2.2",
    }
    found = read_options(told)
    assert (found.port, found.hotes, found.mandataires) == (9001, ("a.exemple",), ("192.0.2.1", "192.0.2.2"))


@pytest.mark.parametrize(
    ("written", "words"),
    [("prot = 1", "L'option «prot»"), ("port = 0", "va de 1 à 65535"), ('port = "x"', "L'option «port»"),
     ('cadres = ["ftp://x"]', "L'option «cadres»"), ("port =", "ne se lit pas"),
     ('hotes = ["a b"]', "L'option «hotes»")],
)  # fmt: skip
def test_what_cannot_be_used_is_said_in_french_with_its_place(tmp_path: Path, written: str, words: str) -> None:
    path = tmp_path / "options.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(OptionsError, match=re.escape(words)) as raised:
        read_options({"TERRITOIRES_CONFIGURATION": str(path)})
    assert str(path) in str(raised.value)


def test_a_variable_that_cannot_be_used_is_named() -> None:
    with pytest.raises(OptionsError, match="la variable TERRITOIRES_SESSIONS, va de 1 à 20000"):
        read_options({"TERRITOIRES_SESSIONS": "0"})


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="n'existe pas"):
        read_options({"TERRITOIRES_CONFIGURATION": str(tmp_path / "absent.toml")})
