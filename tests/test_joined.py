"""A plan added to a dataset: its rows, what is computed of all, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pandas as pd
import pytest

from analysis.build.joined import added, joined, left_out, without
from analysis.build.supply_tables import OQOS_FILES, oqos_tables
from loaders.dataset import Dataset
from loaders.errors import ReadingError
from loaders.schema import TABLES, pandera_schema
from loaders.sts.package import Correction, Package, corrected
from loaders.sts.package_rows import row_key
from tests.added_plan import SHEETS, package_for
from tests.held import DATA

GARD = package_for("30")
WITH_GARD = joined(DATA, GARD)
_MOVED = ("jeu", "documents", "territoires", "oqos", "ecarts", "totaux", "defis_departements", "objectifs",
          "objectifs_departements", "vigilances")  # fmt: skip


def same(one: Dataset, other: Dataset, *, but: tuple[str, ...] = ()) -> list[str]:
    """Tables that differ."""
    names = [field.name for field in fields(Dataset) if field.name not in but]
    return [name for name in names if not getattr(one, name).equals(getattr(other, name))]


def fixed(package: Package) -> Package:
    """A person corrected the first cell of the tables."""
    cell = package.rows["oqos"][0]
    key = row_key("oqos", cell)
    return corrected(
        package, [Correction("oqos", key, "brut", cell["brut"], "9", "A. Martin", "2026-11-28", "relu page 12")]
    )


def test_the_plan_is_there_and_no_row_of_another_moves():
    assert added(WITH_GARD) == ["30"] and added(DATA) == []
    assert same(WITH_GARD, DATA, but=_MOVED) == []
    for name in ("oqos", "ecarts", "defis_departements", "objectifs_departements"):
        before, after = getattr(DATA, name), getattr(WITH_GARD, name)
        others = after[after["departement"].ne("30")].reset_index(drop=True)
        pd.testing.assert_frame_equal(others, before, check_dtype=False)
        assert (after["departement"].eq("30")).any()
    assert set(WITH_GARD.objectifs["code"]) == {
        *DATA.objectifs["code"],
        *(c for codes in SHEETS.values() for c in codes),
    }
    gained = WITH_GARD.territoires["sts_disponible"] & ~DATA.territoires["sts_disponible"]
    assert WITH_GARD.territoires.loc[gained, "code"].tolist() == ["30"]


def test_what_is_computed_is_what_the_build_computes():
    files = {name: getattr(WITH_GARD, name) for name in (*OQOS_FILES, "populations")}
    files["annonces"] = files["annonces"].drop(columns="concordance")
    built = oqos_tables(files)
    assert [name for name, frame in built.items() if not frame.equals(getattr(WITH_GARD, name))] == []


def test_every_table_passes_the_schema():
    for name in _MOVED:
        frame = getattr(WITH_GARD, name)
        pandera_schema(name).validate(frame[TABLES[name].names])


def test_totals_count_one_more_plan():
    keys = ["activite", "niveau", "groupe", "modalite"]
    both = DATA.totaux.merge(WITH_GARD.totaux, on=keys, suffixes=("", "_apres"))
    assert len(both) == len(DATA.totaux) and (both["couverture_apres"] - both["couverture"]).isin([0, 1]).all()


def test_who_read_it_is_said_by_its_title_its_status_and_a_caution():
    row = WITH_GARD.documents.set_index("document").loc["sts-30"]
    assert row["titre"] == "Schéma territorial de santé 2023-2028 du Gard, lu automatiquement, non relu"
    assert (row["statut"], row["fichier"], row["sha256"]) == ("non_relu", "plan-30.md", GARD.rapport["sha256"])
    caution = WITH_GARD.vigilances.set_index("id").loc["lecture-automatique-30"]
    assert caution["gravite"] == "reserve_forte" and "pas relu par une personne" in caution["message"]
    changed = joined(DATA, fixed(GARD))
    row = changed.documents.set_index("document").loc["sts-30"]
    assert row["titre"].endswith("du Gard, lu automatiquement, corrigé par A. Martin") and row["statut"] == "corrige"


def test_the_version_tells_one_set_of_plans_from_another():
    """A meeting looks at what moved when the version is not the one that it was shown in; its file takes 20 signs."""
    made = (DATA, WITH_GARD, joined(DATA, fixed(GARD)), joined(WITH_GARD, package_for("81")))
    versions = [one.jeu.iloc[0]["version"] for one in made]
    assert len(set(versions)) == 4 and all(found.startswith(versions[0]) and len(found) <= 20 for found in versions)


def test_nothing_of_its_prose_is_invented():
    sheets = WITH_GARD.objectifs_departements[WITH_GARD.objectifs_departements["departement"].eq("30")]
    assert sheets[["resume", "chiffres_cles", "parole_citoyen", "titre_page", "note"]].isna().all(axis=None)
    assert (sheets["nb_resultats_attendus"].tolist(), sheets["nb_actions"].tolist()) == ([2] * 6, [1] * 6)
    for name in ("items", "annonces", "recours", "conditions", "enjeux_defis", "valeurs", "pilotage"):
        assert getattr(WITH_GARD, name).equals(getattr(DATA, name))


def test_a_plan_read_again_takes_the_place_of_the_former_reading():
    assert same(joined(WITH_GARD, GARD), WITH_GARD) == []
    again = joined(WITH_GARD, fixed(GARD))
    assert same(again, joined(DATA, fixed(GARD))) == []
    first = again.oqos[again.oqos["departement"].eq("30")].iloc[0]
    assert (first["brut"], first["valeur_min"], first["valeur_max"]) == ("9", 9, 9)


def test_without_it_the_dataset_is_what_it_was():
    assert same(without(WITH_GARD, "30"), DATA) == []
    assert without(DATA, "34") is DATA


def test_the_order_of_additions_tells_nothing():
    tarn = package_for("81")
    assert same(joined(WITH_GARD, tarn), joined(joined(DATA, tarn), GARD), but=_MOVED) == []
    one, other = joined(WITH_GARD, tarn), joined(joined(DATA, tarn), GARD)
    assert same(one, other, but=("defis_departements", "objectifs_departements", "vigilances")) == []


def test_the_day_of_the_dataset_is_that_of_the_addition():
    assert joined(DATA, GARD, day=date(2027, 1, 5)).jeu.iloc[0]["date"] == "2027-01-05"
    assert WITH_GARD.jeu.iloc[0]["date"] == DATA.jeu.iloc[0]["date"]


def test_a_plan_read_by_persons_is_not_replaced():
    with pytest.raises(
        ReadingError, match="Le plan de l'Hérault est déjà dans le jeu de données, relu par des personnes"
    ):
        joined(DATA, replace(GARD, departement="34"))


def test_a_departement_of_elsewhere_is_refused():
    with pytest.raises(ReadingError, match="n'est pas de ce jeu de données"):
        joined(DATA, replace(GARD, departement="75"))


def test_what_cannot_be_shown_is_said():
    """A défi that the region does not have, and the objectifs under it."""
    assert left_out(DATA, GARD) == []
    rows = dict(GARD.lus)
    strange = {"E1D4": "E1D9", "E1D4O2": "E1D9O2", "E1D4O6": "E1D9O6"}
    for table in ("defis", "objectifs", "items"):
        rows[table] = tuple({**row, "code": strange.get(row["code"], row["code"])} for row in rows[table])
    other = replace(GARD, lus=rows)
    said = left_out(DATA, other)
    assert [text.partition(" (")[0] for text in said] == ["Le défi E1D9", "L'objectif E1D9O2", "L'objectif E1D9O6"]
    made = joined(DATA, other)
    assert "E1D9" not in set(made.defis_departements["code"])
    assert said[0] in made.vigilances.set_index("id").loc["lecture-automatique-30", "message"]
