"""A reading that is taken away: the files of `lire` and the corrections of a person, in one archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace

from loaders.errors import ReadingError
from loaders.sts.output import OQOS, csv_text
from loaders.sts.values import read_value

FILES = ("oqos.csv", "objectifs.csv", "defis.csv", "items.csv", "rapport.json")


@dataclass(frozen=True)
class Correction:
    """One cell changed by a person."""

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
    departement: str
    files: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()


def packed(package: Package) -> bytes:
    sink = io.BytesIO()
    names = [one.name for one in fields(Correction)]
    texts = {**package.files, "corrections.csv": csv_text(names, map(asdict, package.corrections))}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return sink.getvalue()


def read_package(content: bytes, name: str) -> Package:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {one: archive.read(one).decode() for one in FILES}
            rows = csv.DictReader(io.StringIO(archive.read("corrections.csv").decode()))
            return Package(
                json.loads(files["rapport.json"])["departement"], files, tuple(Correction(**row) for row in rows)
            )
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadingError("Ce paquet n'est pas celui d'une lecture", ou=name, que_faire="Donner le .zip") from error


def corrected(package: Package, corrections: Iterable[Correction]) -> Package:
    rows = list(csv.DictReader(io.StringIO(package.files["oqos.csv"])))
    made = tuple(corrections)
    for one in made:
        _apply(rows, one)
    files = {**package.files, "oqos.csv": csv_text(OQOS, rows)}
    return replace(package, files=files, corrections=(*package.corrections, *made))


def _apply(rows: Sequence[dict[str, str]], one: Correction) -> None:
    for row in rows:
        if "|".join(row[name] for name in ("activite", "regime", "groupe", "modalite", "mesure")) == one.cle:
            printed = read_value(one.apres)
            row["brut"] = one.apres
            row["valeur_min"] = "" if printed.low is None else str(printed.low)
            row["valeur_max"] = "" if printed.high is None else str(printed.high)
