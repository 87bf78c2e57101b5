"""A dataset with one more plan, as the reader read it: every table that it adds rows to, and what is computed of all.

The prose of such a plan (declarations, recourse, conditions, issues, items, summaries) was not looked for: it has no
row, and the status of its document says why. Nothing of another plan moves but totals of all.

Source: DESIGN.md, sections 4 and 7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd

from analysis.build.supply_tables import gap_table, typed
from analysis.build.totals import regional_totals
from loaders.dataset import Dataset
from loaders.errors import ReadingError
from loaders.references import check_references
from loaders.schema import AUTOMATIC, TABLES
from loaders.sts.package import Package
from loaders.sts.package_rows import Row

NOT_REREAD, CORRECTED = "lu automatiquement, non relu", "lu automatiquement, corrigé par "
"""What is said after the title of an added plan, so that whoever names its source says it."""

COPY = "document lu par l'outil, qui n'en garde pas le texte"
_OWN = ("oqos", "ecarts", "defis_departements", "objectifs_departements")
_GAP_ORDER = ["departement", "activite", "ordre", "niveau", "groupe", "modalite"]


@dataclass(frozen=True)
class _Sorted:
    """Rows of a package that a dataset can hold, and what it cannot, in sentences."""

    defis: list[Row]
    objectifs: list[Row]
    left_out: list[str]


def joined(dataset: Dataset, package: Package, *, day: date | None = None) -> Dataset:
    """The dataset with the plan of a package; a plan added before for the same département is replaced.

    Args:
        day: date of the dataset that comes out; that of the one given when None.

    Raises:
        ReadingError: its plan is already there, read by persons, or its département is not one of the dataset.
        DatasetError: the tables would not go together.
    """
    code = package.departement
    _check(dataset, package)
    base = without(dataset, code)
    kept = _sorted(base, package)
    gaps, tables = _supply(base, package.rows["oqos"])
    tables |= {
        "documents": _documents(base, package),
        "territoires": base.territoires.assign(
            sts_disponible=base.territoires["sts_disponible"] | base.territoires["code"].eq(code)
        ),
        "defis_departements": _with(base, "defis_departements", [_page(row) for row in kept.defis]),
        "objectifs_departements": _with(base, "objectifs_departements", [_sheet(row) for row in kept.objectifs]),
        "vigilances": _with(base, "vigilances", [_vigilance(base, package, gaps, kept.left_out)]),
    }
    return _whole(base, tables, day)


def without(dataset: Dataset, departement: str) -> Dataset:
    """The dataset without the added plan of a département; as it is when there is none."""
    if departement not in added(dataset):
        return dataset
    document = f"sts-{departement}"
    tables = {}
    for field in fields(Dataset):
        frame: pd.DataFrame = getattr(dataset, field.name)
        if field.name in _OWN:
            tables[field.name] = _settled(field.name, frame[frame["departement"].ne(departement)])
    tables |= {
        "documents": dataset.documents[dataset.documents["document"].ne(document)].reset_index(drop=True),
        "vigilances": dataset.vigilances[dataset.vigilances["id"].ne(_caution_id(departement))].reset_index(drop=True),
        "territoires": dataset.territoires.assign(
            sts_disponible=dataset.territoires["sts_disponible"] & dataset.territoires["code"].ne(departement)
        ),
        "totaux": typed("totaux", regional_totals(tables["ecarts"])),
    }
    return _whole(dataset, tables)


def added(dataset: Dataset) -> list[str]:
    """Départements whose plan was added by a reading, in the order of their codes."""
    rows = dataset.documents
    return sorted(rows.loc[rows["type"].eq("sts") & rows["statut"].isin(AUTOMATIC), "territoire"])


def left_out(dataset: Dataset, package: Package) -> list[str]:
    """What a package holds and the dataset cannot show, one French sentence each."""
    return _sorted(dataset, package).left_out


def _check(dataset: Dataset, package: Package) -> None:
    code = package.departement
    if code not in dataset.geography.departements:
        raise ReadingError(
            f"Le département {code} n'est pas de ce jeu de données",
            ou=f"paquet du plan {code}",
            que_faire="Donner le plan d'un département du jeu de données",
        )
    rows = dataset.documents
    if (rows["type"].eq("sts") & rows["territoire"].eq(code)).any() and code not in added(dataset):
        raise ReadingError(
            f"Le plan {dataset.geography.of(code)} est déjà dans le jeu de données, relu par des personnes",
            ou=f"document sts-{code}",
            que_faire="Comparer les deux lectures (python -m loaders.sts comparer), et corriger les tables relues",
        )


def _sorted(dataset: Dataset, package: Package) -> _Sorted:
    """Pages of known défis, and sheets whose défi has its page in the plan."""
    known = set(dataset.defis["code"])
    pages = [row for row in package.rows["defis"] if row["code"] in known]
    held = {row["code"] for row in pages}
    sheets = [row for row in package.rows["objectifs"] if row["code"][:4] in held]
    strange = [row for row in package.rows["defis"] if row["code"] not in known]
    alone = [row for row in package.rows["objectifs"] if row["code"][:4] not in held]
    said = [f"Le défi {row['code']} (ligne {row['ligne']}) n'est pas dans la liste régionale." for row in strange]
    said += [f"L'objectif {row['code']} (ligne {row['ligne']}) n'a pas de page de défi lue." for row in alone]
    return _Sorted(pages, sheets, said)


def _supply(base: Dataset, cells: Sequence[Row]) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Cells and gaps of the plan beside those of the others, and the totals of all."""
    own = _typed("oqos", cells)
    none = {"annonces": base.annonces.iloc[:0].drop(columns="concordance")}
    files = {"oqos": own, "modalites": base.modalites, "correspondances": base.correspondances, **none}
    gaps = typed("ecarts", gap_table(files | {"populations": base.populations})[0])
    every = pd.concat([base.ecarts, gaps], ignore_index=True)
    every = every.sort_values(_GAP_ORDER, kind="stable", na_position="first", ignore_index=True)
    oqos = pd.concat([base.oqos, own], ignore_index=True).sort_values("departement", kind="stable", ignore_index=True)
    return gaps, {
        "oqos": typed("oqos", oqos),
        "ecarts": typed("ecarts", every),
        "totaux": typed("totaux", regional_totals(every)),
    }


def _page(row: Row) -> dict[str, Any]:
    """One row of defis_departements; what the page lists was not looked for."""
    return {**row, **_numbers(row["code"]), "titre_retenu": "", "objectifs_listes": "", "note": ""}


def _sheet(row: Row) -> dict[str, Any]:
    """One row of objectifs_departements, without the summary that a person writes."""
    return {**row, **_numbers(row["code"]), "titre_retenu": "", "titre_page": "", "resume": "", "note": ""}


def _numbers(code: str) -> dict[str, str]:
    """`E1D4O2` -> engagement 1, défi 4, objectif 2."""
    return {"engagement": code[1], "defi": code[3], "objectif": code[5:]}


def _documents(base: Dataset, package: Package) -> pd.DataFrame:
    """The documents with that of the plan, in its place among the plans."""
    rows = base.documents
    plans = rows[rows["type"].eq("sts")]
    period = next(iter(plans["periode"].dropna()), "")
    place = base.geography.of(package.departement)
    told = f"{CORRECTED}{_named_list(package.correctors)}" if package.correctors else NOT_REREAD
    row = {
        "document": package.document,
        "titre": f"{' '.join(filter(None, ('Schéma territorial de santé', period, place)))}, {told}",
        "producteur": ", ".join(dict.fromkeys(plans["producteur"])) or "producteur du plan",
        "type": "sts",
        "statut": AUTOMATIC[bool(package.correctors)],
        "territoire": package.departement,
        "periode": period,
        "fichier": package.rapport["fichier"],
        "sha256": package.rapport["sha256"],
        "copie": COPY,
        "licence": next(iter(plans["licence"]), "licence non précisée"),
    }
    rank = int(plans["territoire"].lt(package.departement).sum())
    at = list(plans.index)[rank] if rank < len(plans) else (plans.index[-1] + 1 if len(plans) else 0)
    return pd.concat([rows.loc[: at - 1], _typed("documents", [row]), rows.loc[at:]], ignore_index=True)


def _vigilance(base: Dataset, package: Package, gaps: pd.DataFrame, left: Sequence[str]) -> dict[str, Any]:
    """What must be known before a figure of the plan is cited."""
    place, corrected = base.geography.of(package.departement), package.correctors
    who = f"corrigé par {_named_list(corrected)}, et pas relu en entier" if corrected else "pas relu par une personne"
    message = (
        f"Le plan {place} a été lu automatiquement, et {who} : vérifier dans le document avant de citer un de ses "
        "chiffres. Ce que son texte déclare, ses conditions et ses recours ne sont pas relevés."
    )
    objets = [f"document:{package.document}", *(f"activite:{slug}" for slug in dict.fromkeys(gaps["activite"]))]
    return {
        "id": _caution_id(package.departement),
        "gravite": "attention" if corrected else "reserve_forte",
        "territoires": package.departement,
        "objets": "|".join(objets),
        "message": " ".join([message, *left]),
        "references": package.document,
    }


def _named_list(names: Sequence[str]) -> str:
    """«A, B et C»."""
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _caution_id(departement: str) -> str:
    return f"lecture-automatique-{departement.lower()}"


def _named(dataset: Dataset, day: date | None) -> pd.DataFrame:
    """The dataset's own row: its version bears a print of the plans added to it (`1.4.0+3f2a9c`)."""
    version = str(dataset.jeu.iloc[0]["version"]).partition("+")[0]
    content = sha256()
    for code in added(dataset):
        document = dataset.documents.set_index("document").loc[f"sts-{code}"]
        content.update(f"{document['titre']}|{document['sha256']}".encode())
        for name in _OWN:
            frame: pd.DataFrame = getattr(dataset, name)
            content.update(frame[frame["departement"].eq(code)].to_csv(index=False).encode())
    row = {"version": f"{version}+{content.hexdigest()[:6]}" if added(dataset) else version}
    return dataset.jeu.assign(**row | ({"date": day.isoformat()} if day else {})).astype(dataset.jeu.dtypes)


def _with(base: Dataset, name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(base, name)
    if not rows:
        return frame
    unsure = [column.name for column in TABLES[name].columns if column.dtype == "bool" and column.na]
    frame = frame.astype(dict.fromkeys(unsure, object))
    return pd.concat([frame, _typed(name, rows)], ignore_index=True)[TABLES[name].names]


def _settled(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows kept of a table; a yes or no that every row says again is one, as the loader reads it."""
    said = [
        column.name for column in TABLES[name].columns if column.dtype == "bool" and frame[column.name].notna().all()
    ]
    return frame.astype(dict.fromkeys(said, bool)).reset_index(drop=True)


def _typed(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of text cells as a table: a list is cut at «|», an empty or missing cell is NA."""
    columns = {}
    for column in TABLES[name].columns:
        cells = [str(row.get(column.name, "")) for row in rows]
        if column.dtype == "list":
            columns[column.name] = pd.Series(
                [[part for part in cell.split("|") if part] for cell in cells], dtype=object
            )
        elif column.dtype in ("int", "float"):
            numbers = [float(cell) if cell else None for cell in cells]
            columns[column.name] = pd.Series(numbers, dtype="Int64" if column.dtype == "int" else "Float64")
        elif column.dtype == "bool":
            columns[column.name] = pd.Series([None] * len(cells), dtype=object)
        else:
            columns[column.name] = pd.Series([cell or None for cell in cells], dtype="str")
    return pd.DataFrame(columns)


def _whole(base: Dataset, tables: Mapping[str, pd.DataFrame], day: date | None = None) -> Dataset:
    """The dataset with some tables changed, the list of objectifs and the version made again, checked together."""
    sheets = tables["objectifs_departements"]
    codes = sheets[TABLES["objectifs"].names].drop_duplicates("code").sort_values("code", ignore_index=True)
    whole = replace(base, **tables, objectifs=codes)
    whole = replace(whole, jeu=_named(whole, day))
    check_references({field.name: getattr(whole, field.name) for field in fields(Dataset)})
    return whole
