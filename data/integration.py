"""Add the plan of a package to a dataset, all or nothing: `python -m loaders.sts integrer`.

Everything is computed and checked before anything is written. A version is written whole in a folder of its own, then
the journal that names it takes the place of the former one, in one step: whoever is stopped before has changed nothing,
whoever is stopped after has finished. One lock for all who write.

Source: DESIGN.md, section 7; `loaders.versions`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import IO

from analysis.build.joined import added, joined, left_out
from data.build import parquet_bytes
from loaders.dataset import DATA_DIR, STATIC_DIR, Dataset, load_dataset
from loaders.errors import ReadingError
from loaders.sts.package import Package, packed, read_package, stored
from loaders.versions import (
    BASE,
    JOURNAL,
    PLANS,
    VERSIONS,
    Change,
    current_folder,
    folder_of,
    journal_text,
    read_journal,
)

_LOCK, _UNFINISHED = ".verrou", ".en-cours-"
_TRIES, _PAUSE = 40, 0.05
_OUTLINES = "departements.geojson"
_BACK = "python -m loaders.sts revenir"


@dataclass(frozen=True)
class Done:
    """What a change did, in French sentences, and what it left out."""

    said: list[str]
    left_out: list[str]


@dataclass
class _Hook:
    """What the tests change.

    Attributes:
        step: called before each step that touches the disk, to stop there.
        sync: waits until the disk holds a file; a killed process needs none, a power cut does.
    """

    step: Callable[[str], None] | None = None
    sync: Callable[[int], None] = os.fsync


HOOK = _Hook()


def integrate(package: Package, data: Path, *, now: datetime) -> Done:
    """Add the plan of a package; the one added before for its département is replaced.

    Args:
        data: folder of the dataset; made from the project's when it does not exist.

    Raises:
        DatasetError: the package or the dataset is refused, another change is under way, or the disk refuses.
    """
    with _locked(data):
        before = load_dataset(data)
        after = joined(before, package, day=now.date())
        plans = _plans(current_folder(data)) | {package.departement: packed(stored(package))}
        change = Change(
            quand=now.isoformat(timespec="seconds"),
            geste="ajout",
            departement=package.departement,
            dossier=_next(data, package.departement),
            avant=_current(data),
            version=str(after.jeu.iloc[0]["version"]),
            fichier=package.rapport["fichier"],
            sha256=package.rapport["sha256"],
            corrections=str(len(package.corrections)),
            par=" ; ".join(package.correctors),
        )
        publish(data, version_files(before, after, current_folder(data), plans), change)
    return Done(_told(after, package.departement), left_out(before, package))


def go_back(data: Path, *, now: datetime) -> Done:
    """Read again the version before the last addition; the one left stays in its folder.

    Raises:
        DatasetError: nothing was added, another change is under way, or the disk refuses.
    """
    with _locked(data):
        changes = read_journal(data)
        if not changes or not changes[-1].avant:
            raise ReadingError(
                "Aucun plan n'a été ajouté à ce jeu de données : il n'y a pas de version à reprendre",
                ou=str(data),
                que_faire="Rien à faire, les données sont celles du projet",
            )
        name = changes[-1].avant
        dataset = load_dataset(folder_of(data, name), versions=False)
        lineage = next((change.avant for change in changes if change.dossier == name and change.geste != "retour"), "")
        version = str(dataset.jeu.iloc[0]["version"])
        moment = now.isoformat(timespec="seconds")
        _write_journal(data, [*changes, Change(moment, "retour", "", name, lineage, version, "", "", "", "")])
    return Done([f"Le jeu de données est de nouveau celui de la version {version}. {_plans_text(dataset)}"], [])


def rebuild(data: Path, *, now: datetime) -> Done:
    """Add again, to the tables that the build has just made, the plans that were added to the former ones.

    A plan that persons have read since is not added again.
    """
    if current_folder(data) == data:
        return Done([], [])
    with _locked(data):
        plans = _plans(current_folder(data))
        base = whole = load_dataset(data, versions=False)
        left = []
        for code, content in list(plans.items()):
            try:
                whole = joined(whole, read_package(content, f"{code}.zip"), day=now.date())
            except ReadingError as error:
                left.append(str(error))
                del plans[code]
        name = _next(data, "base")
        moment, version = now.isoformat(timespec="seconds"), str(whole.jeu.iloc[0]["version"])
        change = Change(moment, "reconstruction", "", name, BASE, version, "", "", "", "")
        publish(data, version_files(base, whole, data, plans), change)
    return Done([_plans_text(whole)], left)


def version_files(before: Dataset, after: Dataset, folder: Path, plans: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of a version, by its name: the tables that did not move are those of the folder, byte for byte."""
    files = {}
    for field in fields(Dataset):
        frame = getattr(after, field.name)
        same = frame is getattr(before, field.name)
        name = f"{field.name}.parquet"
        files[name] = (folder / name).read_bytes() if same else parquet_bytes(field.name, frame)
    return files | {f"{PLANS}/{code}.zip": content for code, content in sorted(plans.items())}


def publish(data: Path, files: Mapping[str, bytes], change: Change) -> None:
    """Write a version, then name it: the second is the one step after which it is read.

    Raises:
        ReadingError: the disk refuses; the dataset is what it was.
    """
    place = data / VERSIONS
    unfinished = place / f"{_UNFINISHED}{change.dossier}"
    try:
        _clear(data)
        (unfinished / PLANS).mkdir(parents=True)
        for name, content in files.items():
            _write(unfinished / name, content)
        _sync_folder(unfinished)
        _step("dossier")
        unfinished.rename(place / change.dossier)
        _write_journal(data, [*read_journal(data), change])
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _disk(data) from error


def prepare(data: Path) -> None:
    """Make a dataset outside the project, from the one that is shown, where there is none.

    Raises:
        ReadingError: the folder holds something else, or cannot be written.
    """
    if (data / "jeu.parquet").exists():
        return
    unfinished = data.with_name(f"{_UNFINISHED}{data.name}")
    try:
        if data.is_file() or (data.exists() and any(data.iterdir())):
            raise ReadingError(
                "Ce dossier n'est pas un jeu de données",
                ou=str(data),
                que_faire="Donner le dossier d'un jeu de données, ou un dossier vide où le faire",
            )
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for field in fields(Dataset):
            shutil.copyfile(current_folder(DATA_DIR) / f"{field.name}.parquet", unfinished / f"{field.name}.parquet")
        shutil.copyfile(STATIC_DIR / _OUTLINES, unfinished / _OUTLINES)
        if data.exists():
            data.rmdir()
        unfinished.rename(data)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _disk(data) from error


def _told(dataset: Dataset, code: str) -> list[str]:
    counted = {
        "oqos": "case d'objectifs quantitatifs", "ecarts": "ligne d'écart", "defis_departements": "défi",
        "objectifs_departements": "objectif",
    }  # fmt: skip
    counts = {words: int(getattr(dataset, name)["departement"].eq(code).sum()) for name, words in counted.items()}
    held = ", ".join(f"{count} {_several(words) if count > 1 else words}" for words, count in counts.items())
    return [
        f"Le plan {dataset.geography.of(code)} est dans le jeu de données, version {dataset.jeu.iloc[0]['version']} : "
        f"{held}.",
        f"Pour revenir à la version d'avant : {_BACK}",
    ]


def _several(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{first}s {rest}".strip()


def _plans_text(dataset: Dataset) -> str:
    names = [dataset.geography.name(code) for code in added(dataset)]
    return f"Plans ajoutés : {', '.join(names)}." if names else "Aucun plan n'y est ajouté."


def _plans(folder: Path) -> dict[str, bytes]:
    """The package of each plan added in a version."""
    return {path.stem: path.read_bytes() for path in sorted((folder / PLANS).glob("*.zip"))}


def _current(data: Path) -> str:
    changes = read_journal(data)
    return changes[-1].dossier if changes else BASE


def _next(data: Path, label: str) -> str:
    """A name that no version has had: `0001-30`."""
    taken = [int(path.name[:4]) for path in (data / VERSIONS).glob("[0-9][0-9][0-9][0-9]-*")]
    return f"{max(taken, default=0) + 1:04d}-{label.lower()}"


def _clear(data: Path) -> None:
    """Take away what a stopped run left: folders that no change names."""
    named = {change.dossier for change in read_journal(data)}
    for path in (data / VERSIONS).iterdir():
        if path.is_dir() and path.name not in named:
            shutil.rmtree(path)


def _write_journal(data: Path, changes: list[Change]) -> None:
    path = data / VERSIONS / JOURNAL
    unfinished = path.with_name(f"{_UNFINISHED}{JOURNAL}")
    try:
        _write(unfinished, journal_text(changes).encode())
        _step("journal")
        _replace(unfinished, path)
        _sync_folder(path.parent)
        _step("fin")
    except OSError as error:
        raise _disk(data) from error


def _write(path: Path, content: bytes) -> None:
    """A file whose bytes are on the disk before anything names it."""
    _step(path.name)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        HOOK.sync(stream.fileno())


def _replace(new: Path, old: Path) -> None:
    """Put a file in the place of another; where a reader holds it open for a moment (Windows), wait for that."""
    for _ in range(_TRIES):
        try:
            new.replace(old)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    new.replace(old)


def _sync_folder(folder: Path) -> None:
    """The names that a folder holds are on the disk, where the system lets a folder be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_DIRECTORY)
    try:
        HOOK.sync(opened)
    finally:
        os.close(opened)


def _step(name: str) -> None:
    if HOOK.step is not None:
        HOOK.step(name)


@contextlib.contextmanager
def _locked(data: Path) -> Iterator[None]:
    """One change at a time; the system takes the lock back from a run that stops."""
    if not (data / "jeu.parquet").is_file():
        raise ReadingError(
            "Ce dossier n'est pas un jeu de données",
            ou=str(data),
            que_faire="Donner le dossier qui porte les tables (jeu.parquet et les autres)",
        )
    try:
        (data / VERSIONS).mkdir(exist_ok=True)
        stream = (data / VERSIONS / _LOCK).open("a+b")
    except OSError as error:
        raise _disk(data) from error
    with stream:
        try:
            _take(stream)
        except OSError as error:
            raise ReadingError(
                "Une autre commande change ce jeu de données",
                ou=str(data),
                que_faire="Attendre qu'elle finisse, puis recommencer",
            ) from error
        yield


def _take(stream: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _disk(data: Path) -> ReadingError:
    return ReadingError(
        "Le jeu de données ne peut pas être écrit ; il est resté ce qu'il était",
        ou=str(data),
        que_faire="Vérifier les droits et la place du disque, puis recommencer",
    )
