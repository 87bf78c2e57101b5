"""LibreOffice driven by a macro in its own language: what somebody does by hand in it, and what it then shows."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

OFFICE = shutil.which("soffice")
_PARTS = {"Calc": "libsclo.so", "Impress": "libsdlo.so"}
_DTD = '<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'

_SETTLED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">'
    "<value>true</value></prop></item></oor:items>"
)
"""A profile that is not new: a new one has its macros written over at the first start."""


def needs(part: str) -> pytest.MarkDecorator:
    """A test that only a machine with a part of LibreOffice runs; elsewhere it says so."""
    found = OFFICE is not None and Path(OFFICE).resolve().with_name(_PARTS[part]).exists()
    return pytest.mark.skipif(not found, reason=f"LibreOffice {part} n'est pas installé : ce test est sauté")


def run_macro(folder: Path, source: str) -> None:
    """Run the `Sub Main` of a Basic module with the profile of a folder."""
    basic = folder / "profil" / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    files = {
        f"{name}.xlc": f"{_DTD.format('library', 'libraries')}<library:libraries {_LIBRARY}>"
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
        for name in ("script", "dialog")
    }
    named = {"script": '<library:element library:name="Module1"/>', "dialog": ""}
    for name, inside in named.items():
        head = f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false">'
        files[f"Standard/{name}.xlb"] = f"{_DTD.format('library', 'library')}{head}{inside}</library:library>"
    files["Standard/Module1.xba"] = (
        f'{_DTD.format("script", "module")}<script:module xmlns:script="http://openoffice.org/2000/script" '
        f'script:name="Module1" script:language="StarBasic">{escape(source)}</script:module>'
    )
    (basic.parent / "registrymodifications.xcu").write_text(_SETTLED, "utf-8")
    for name, text in files.items():
        (basic / name).write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', "utf-8")
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore"]
    command.append("macro:///Standard.Module1.Main")
    subprocess.run(command, check=True, timeout=240, capture_output=True)
