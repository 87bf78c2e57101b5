"""A package: one plan as it was read, its report, and what persons corrected (who, when, why).

A package is a ZIP of the files that `lire` writes, as read, with `corrections.csv`: the rows of a package are those
files with the corrections made, one after the other. It comes from anybody: what is not exactly that is refused.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.formulas import guarded_rows, unguarded
from loaders.sts.limits import MIB
from loaders.sts.output import csv_text, plan_rows, report
from loaders.sts.package_report import package_refused, read_report
from loaders.sts.package_rows import CORRECTIONS, FORMS, READ_TABLES, Row, check_rows, row_key
from loaders.sts.plan import Plan
from loaders.sts.values import note_of, read_value

LARGEST = 8 * MIB
"""Bytes of a package, and of each of its files; the largest seen has a tenth of that."""

REPORT = "rapport.json"
_FILES = (*(f"{name}.csv" for name in READ_TABLES), REPORT, "corrections.csv")
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Correction:
    """What a person says that a cell holds; one that changes nothing confirms it.

    Attributes:
        table, cle, colonne: the cell (`package_rows.row_key`).
        avant, apres: as the CSV writes them.
        quand: day or moment, `AAAA-MM-JJ`.
    """

    table: str
    cle: str
    colonne: str
    avant: str
    apres: str
    qui: str
    quand: str
    pourquoi: str


@dataclass(frozen=True)
class Package:
    """One plan as read, with what was corrected.

    Attributes:
        lus: rows as read, by table (`oqos`, `objectifs`, `defis`, `items`).
        rapport: what the reader said (`rapport.json`).
    """

    departement: str
    lus: Mapping[str, tuple[Row, ...]]
    rapport: Mapping[str, Any]
    corrections: tuple[Correction, ...] = ()

    @property
    def document(self) -> str:
        """Identifier of the document in the dataset."""
        return f"sts-{self.departement}"

    @property
    def correctors(self) -> tuple[str, ...]:
        """Who corrected something, each once, in order."""
        return tuple(dict.fromkeys(correction.qui for correction in self.corrections))

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows by table, corrections made."""
        return _corrected_rows(self.lus, self.corrections)


def stored(package: Package) -> Package:
    """What a dataset keeps of a package: no text of the document, neither items nor lines not understood."""
    said = {name: part for name, part in package.rapport.items() if name != "lieux"}
    said["non_compris"] = [line | {"texte": ""} for line in said["non_compris"]]
    kept = tuple(correction for correction in package.corrections if correction.table != "items")
    return replace(
        package,
        lus=MappingProxyType({**package.lus, "items": ()}),
        rapport=MappingProxyType(said),
        corrections=kept,
    )


def package_of(plan: Plan) -> Package:
    """A plan that was just read, as a package without a correction."""
    return _package(
        {name: csv_text(FORMS[name].columns, rows) for name, rows in plan_rows(plan).items()},
        json.dumps(report(plan)),
        "",
        plan.fichier,
    )


def read_folder(folder: Path) -> Package:
    """The package of a folder that `lire` wrote, with the `corrections.csv` that may stand beside.

    Raises:
        ReadingError: a file is missing, too large, or holds what it may not.
    """
    content = {}
    for name in _FILES:
        path = folder / name
        if name == "corrections.csv" and not path.exists():
            continue
        if not path.is_file():
            raise ReadingError(
                f"Le fichier {name} de la lecture est introuvable",
                ou=str(folder),
                que_faire="Lancer d'abord «python -m loaders.sts lire FICHIER --sortie DOSSIER»",
            )
        content[name] = read_bytes(path)
    return _of_files(content, str(folder))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a package, once its size is known to be that of one.

    Raises:
        ReadingError: too large, or unreadable.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise package_refused(f"Le fichier dépasse {LARGEST // MIB} Mio", str(path))
        return path.read_bytes()
    except OSError as error:
        raise package_refused("Le fichier ne peut pas être lu", str(path)) from error


def read_package(content: bytes, name: str) -> Package:
    """The package of a file.

    Args:
        content: bytes of the ZIP, from anybody.
        name: of the file, for whoever reads a refusal.

    Raises:
        ReadingError: not a package of ours; nothing of it is taken.
    """
    if len(content) > LARGEST:
        raise package_refused(f"Le paquet dépasse {LARGEST // MIB} Mio", name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _unpacked(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise package_refused("Le fichier n'est pas un paquet, ou il est abîmé", name) from error
    return _of_files(files, name, plain=unguarded)


def packed(package: Package) -> bytes:
    """The ZIP of a package: the same bytes for the same content."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in package_files(package).items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, text.encode())
    return sink.getvalue()


def package_files(package: Package) -> dict[str, str]:
    """The files of a package: those that `lire` writes, as read, and the corrections."""
    texts = {f"{name}.csv": csv_text(FORMS[name].columns, guarded_rows(package.lus[name])) for name in READ_TABLES}
    texts[REPORT] = json.dumps(dict(package.rapport), ensure_ascii=False, indent=1) + "\n"
    lines = [dict(zip(CORRECTIONS, astuple(correction), strict=True)) for correction in package.corrections]
    return texts | {"corrections.csv": csv_text(CORRECTIONS, guarded_rows(lines))}


def corrected(package: Package, corrections: Iterable[Correction]) -> Package:
    """The package with more corrections, each checked against the cell that it corrects.

    Raises:
        ReadingError: a correction that meets no cell, another content than it says, or an impossible one.
    """
    added = [_clean(correction) for correction in corrections]
    lines = [dict(zip(CORRECTIONS, astuple(correction), strict=True)) for correction in added]
    check_rows("corrections", lines, departement=package.departement, where="corrections")
    changed = replace(package, corrections=(*package.corrections, *added))
    _check(changed, "corrections")
    return changed


def _clean(correction: Correction) -> Correction:
    """Typed text as the dataset writes it: composed, straight apostrophes, single spaces."""
    typed = {name: _typed(getattr(correction, name)) for name in ("apres", "qui", "pourquoi")}
    return replace(correction, **typed)


def _typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").split())


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """The files of an archive, which holds ours and nothing else; sizes are those read, not those announced."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if sorted(names) != sorted(_FILES):
        strange = next((given for given in names if given not in _FILES or names.count(given) > 1), "")
        said = f"«{strange[:60]}» n'a rien à y faire" if strange else f"il y manque {_missing(names)}"
        raise package_refused(f"Le fichier n'est pas un paquet : {said}", name)
    files = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise package_refused("Le paquet est protégé par un mot de passe", name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise package_refused("Le paquet est serré d'une façon qui n'est pas lue", name)
        with archive.open(entry) as stream:
            files[entry.filename] = stream.read(LARGEST + 1)
        if len(files[entry.filename]) > LARGEST:
            raise package_refused(f"Un fichier du paquet dépasse {LARGEST // MIB} Mio", f"{name}, {entry.filename}")
    return files


def _missing(names: Sequence[str]) -> str:
    return next(expected for expected in _FILES if expected not in names)


def _of_files(files: Mapping[str, bytes], name: str, *, plain: Callable[[str], str] = str) -> Package:
    texts = {}
    for file, content in files.items():
        try:
            texts[file] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise package_refused("Un fichier n'est pas en UTF-8", f"{name}, {file}") from error
    tables = {table: texts[f"{table}.csv"] for table in READ_TABLES}
    return _package(tables, texts[REPORT], texts.get("corrections.csv", ""), name, plain=plain)


def _package(
    tables: Mapping[str, str], said: str, corrections: str, name: str, *, plain: Callable[[str], str] = str
) -> Package:
    """The package of its texts, all of it checked; `plain` undoes what guards a cell of a ZIP (`formulas.py`)."""
    rapport = read_report(said, f"{name}, {REPORT}")
    departement = rapport["departement"]
    lus = {table: _rows(table, text, departement, name, plain) for table, text in tables.items()}
    made = _rows("corrections", corrections, departement, name, plain) if corrections else ()
    package = Package(
        departement, MappingProxyType(lus), MappingProxyType(rapport), tuple(Correction(**row) for row in made)
    )
    _check(package, name)
    return package


def _rows(table: str, text: str, departement: str, name: str, plain: Callable[[str], str]) -> tuple[Row, ...]:
    where, columns = f"{name}, {table}.csv", list(FORMS[table].columns)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise package_refused("Le fichier n'est pas un CSV séparé par des virgules", where) from error
    if not lines or lines[0] != columns:
        raise package_refused("L'en-tête n'est pas celui d'une lecture", f"{where}, ligne 1")
    wrong = next((rank for rank, line in enumerate(lines, start=1) if len(line) != len(columns)), None)
    if wrong is not None:
        raise package_refused("Une ligne n'a pas le bon nombre de cellules", f"{where}, ligne {wrong}")
    rows = tuple(MappingProxyType(dict(zip(columns, map(plain, line), strict=True))) for line in lines[1:])
    check_rows(table, rows, departement=departement, where=where)
    return rows


def _check(package: Package, name: str) -> None:
    """The rows with their corrections made are still rows of a plan."""
    for table, rows in package.rows.items():
        check_rows(table, rows, departement=package.departement, where=f"{name}, {table}.csv corrigé")


def _corrected_rows(
    read: Mapping[str, tuple[Row, ...]], corrections: Sequence[Correction]
) -> Mapping[str, tuple[Row, ...]]:
    tables = {table: {row_key(table, row): row for row in rows} for table, rows in read.items()}
    for correction in corrections:
        row = tables[correction.table].get(correction.cle)
        if row is None:
            raise _unmet(correction, "aucune ligne lue ne porte cette clé")
        if row[correction.colonne] != correction.avant:
            raise _unmet(correction, f"la cellule porte «{row[correction.colonne][:60]}»")
        tables[correction.table][correction.cle] = _with(row, correction)
    return MappingProxyType({table: tuple(rows.values()) for table, rows in tables.items()})


def _with(row: Row, correction: Correction) -> Row:
    """The row with one cell corrected; the numbers of an OQOS are those that its cell then prints."""
    changed = {**row, correction.colonne: correction.apres}
    if correction.colonne == "note":
        changed |= {"valeur_min": "", "valeur_max": ""}
    elif correction.table == "oqos" and correction.apres != correction.avant:
        printed = read_value(correction.apres)
        if printed.doubt:
            raise _unmet(correction, printed.doubt)
        bounds = {"valeur_min": printed.low, "valeur_max": printed.high}
        changed |= {name: "" if bound is None else str(bound) for name, bound in bounds.items()}
        changed |= {"brut": printed.brut, "note": note_of(printed)}
    return MappingProxyType(changed)


def _unmet(correction: Correction, why: str) -> ReadingError:
    return ReadingError(
        f"La correction «{correction.avant[:40]}» → «{correction.apres[:40]}» ne se fait pas : {why}",
        ou=f"{correction.table}, {correction.cle}, colonne {correction.colonne}",
        que_faire="Vérifier la ligne et ce qu'elle porte avant la correction, ou retirer celle-ci",
    )
