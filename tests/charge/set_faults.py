"""The faults of what a server reads and writes: its dataset replaced under it, its disks full."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from data.build import one_set, parquet_bytes, replace_files
from loaders.dataset import load_table
from loaders.errors import DatasetError
from loaders.schema import TABLES
from loaders.sts.package import packed, stored
from tests.added_plan import package_for
from tests.charge.faults import ROOT, Fault
from tests.charge.steady import FORMS
from tests.charge.truth import Truth, printed, received

_OUTLINES = "departements.geojson"
_NAMED = "/ecarts.csv?vue=ensemble&departement=34"
_SLOW = 0.04
"""Seconds from one file to the next, of a copy that is not made at once."""


def edition(number: int) -> dict[str, bytes]:
    """Every file of a dataset that says its number wherever it is told: in its version and in the names of its rows."""
    files = {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.parquet")}
    edits = {"jeu": "version", "indicateurs": "libelle", "activites": "libelle", "defis": "libelle"}
    for name, column in edits.items():
        frame = load_table(name, ROOT / "data")
        told = f"9.0.{number}" if name == "jeu" else frame[column] + f" ({number})"
        files[f"{name}.parquet"] = parquet_bytes(name, frame.assign(**{column: told})[TABLES[name].names])
    return one_set(files) | {_OUTLINES: (ROOT / "static" / _OUTLINES).read_bytes()}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    replace_files({folder / name: content for name, content in files.items()})
    return folder


class OfOwnSet(Fault):
    """A fault of servers that read a folder made for them."""

    @classmethod
    def tables(cls, settings: dict[str, str]) -> tuple[Path, Path]:
        folder = Path(settings["TERRITOIRES_DONNEES"])
        return folder, folder / _OUTLINES


class Replaced(OfOwnSet):
    """Two datasets by turns; one turn in two file after file, as a slow copy does."""

    name, title = "jeu", "Jeu de données remplacé sous les serveurs, d'un coup ou fichier à fichier"

    @classmethod
    def needs(cls, folder: Path) -> dict[str, str]:
        return {"TERRITOIRES_DONNEES": str(written(folder / "jeu", edition(1)))}

    async def prepare(self) -> None:
        """Learn both: what is right while one takes the place of the other is to be wholly of one."""
        self.folder = Path(self.replicas.settings["TERRITOIRES_DONNEES"])
        self.editions = {number: edition(number) for number in (1, 2)}
        host, self.named = f"127.0.0.1:{self.replicas.front}", {}
        other = written(self.folder.with_name("jeu-2"), self.editions[2])
        for number in (2, 1):
            await asyncio.to_thread(written, self.folder, self.editions[number])
            stamp = await self._taken(number)
            if number == 2:
                self.truths.held.append(Truth(other, other / _OUTLINES, stamp))
                self.truths.learn(FORMS, self.replicas.each, host)
            body = await asyncio.to_thread(received, self.replicas.each[0] + _NAMED, host=host)
            self.named[stamp] = printed(body)

    async def _taken(self, number: int) -> str:
        """Once every server shows it: the print of the dataset."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            told = [json.loads(await asyncio.to_thread(received, f"{one}/app/sante")) for one in self.replicas.each]
            if {one["jeu"] for one in told} == {f"9.0.{number}"} and all(one["pret"] for one in told):
                return str(told[0]["empreinte"])
            await asyncio.sleep(0.3)
        self.notes.append(f"la version 9.0.{number} n'est pas prise en 30 secondes")
        return ""

    async def strike(self) -> None:
        files = self.editions[2 - self.turn % 2]
        if self.turn % 4 < 2:
            await asyncio.to_thread(written, self.folder, files)
            return
        for name, content in files.items():
            await asyncio.to_thread(written, self.folder, {name: content})
            await asyncio.sleep(_SLOW)

    async def check(self) -> None:
        """A page in use gives the files of its own set; loaded again, it is wholly of the new one."""
        witness = self.witness
        assert witness and witness.page
        stamps = (await witness.look()).get("sets", [])
        for stamp in stamps:
            answer = await witness.page.context.request.get(f"{witness.base}{_NAMED}&jeu={stamp}")
            if answer.status != 200 or printed(await answer.body()) != self.named.get(stamp):
                witness.wrong["téléchargement d'un autre jeu que celui de la page"] += 1
        await self._taken(2 - self.turn % 2)
        await witness.enter()
        if f"version 9.0.{2 - self.turn % 2} " not in (await witness.look()).get("foot", "").replace("\u00a0", " "):
            witness.wrong["page rouverte sur l'ancien jeu"] += 1


class FullDisk(OfOwnSet):
    """The disk of the log, and that of the dataset, full to the last byte; a plan is added, tables are built there."""

    name, title = "disque", "Disques pleins : journal, dossier temporaire, ajout d'un plan, reconstruction"

    @classmethod
    def refusal(cls) -> str:
        return "" if os.geteuid() == 0 else "il faut être administrateur pour monter un petit disque."

    @classmethod
    def needs(cls, folder: Path) -> dict[str, str]:
        for name, size in (("journal", "2m"), ("donnees", "12m")):
            place = folder / name
            place.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "pannes", str(place)], check=True)
            atexit.register(_unmounted, place)
        (folder / "journal" / "tmp").mkdir()
        data = written(folder / "donnees" / "jeu", edition(1))
        (folder / "plan.zip").write_bytes(packed(stored(package_for("30"))))
        return {
            "TERRITOIRES_JOURNAL": str(folder / "journal" / "journal.txt"),
            "TERRITOIRES_DONNEES": str(data),
            "TMPDIR": str(folder / "journal" / "tmp"),
        }

    async def prepare(self) -> None:
        self.data = Path(self.replicas.settings["TERRITOIRES_DONNEES"])
        self.log = Path(self.replicas.settings["TERRITOIRES_JOURNAL"])
        self.package = self.data.parents[1] / "plan.zip"
        self.before = _content(self.data)

    async def strike(self) -> None:
        """Nothing left for the log; each turn a little more for the plan, so that it stops at another place."""
        _fill(self.log.parent)
        _fill(self.data.parent, left=30_000 * self.turn)
        await asyncio.to_thread(self._add if self.turn % 2 else self._build)

    def _add(self) -> None:
        command = [sys.executable, "-m", "loaders.sts", "integrer", str(self.package), "--donnees", str(self.data)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        if done.returncode == 0 or "resté ce qu'il était" not in done.stderr:
            self.notes.append(f"integrer : {done.returncode}, {done.stderr.strip().splitlines()[-1:]}")

    def _build(self) -> None:
        try:
            written(self.data, edition(2))
            self.notes.append("les tables ont été écrites sur un disque plein")
        except DatasetError:
            pass

    async def check(self) -> None:
        if (found := _content(self.data)) != self.before:
            self.notes.append(f"le jeu de données n'est plus ce qu'il était : {sorted(set(found) ^ set(self.before))}")

    async def mend(self) -> None:
        for place in (self.log.parent, self.data.parent):
            (place / "plein").unlink()
        before = self.log.stat().st_size
        await asyncio.to_thread(received, self.replicas.each[self.rank] + _NAMED)
        until = time.monotonic() + 5
        while self.log.stat().st_size <= before and time.monotonic() < until:  # a line is written after its answer
            await asyncio.sleep(0.1)
        if self.log.stat().st_size <= before:
            self.notes.append("le journal ne reprend pas")
        if self.log.stat().st_size > 1_000_000:
            self.log.unlink()


def _unmounted(place: Path) -> None:
    if place.is_mount():
        subprocess.run(["umount", "-l", str(place)], check=False)


def _fill(place: Path, *, left: int = 0) -> None:
    """Write until the disk refuses, then give some of it back."""
    with (place / "plein").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - left))


def _content(folder: Path) -> dict[str, str]:
    """Print of each file, but the lock and the journal folder that an addition makes."""
    return {
        str(path.relative_to(folder)): printed(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".verrou"
    }
