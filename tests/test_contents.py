"""What the plans hold beside their figures: counts read by hand, items at their line, and what a build refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.folding import fold
from data.build import read_files
from data.content_checks import check_contents
from loaders.dataset import Dataset
from loaders.errors import CuratedError, DatasetError
from loaders.references import check_references
from loaders.schema import TABLES
from loaders.schema_contents import ASKED_LISTS, LISTS, SHEET_LISTS
from tests.test_golden import read_golden
from views.sources.documents import documents_table

FIELDS = {"departement", "code", "liste", "rang", "ligne", "imprime", "dit"}
CASES = read_golden(Path(__file__).with_name("golden") / "items.yml", FIELDS)

PRINTED = {
    "09": {"resultat": 113, "action": 86, "enjeu": 7, "defi_cts": 16, "cnr": 17, "engagement_cd": 0},
    "34": {"resultat": 32, "action": 59, "enjeu": 6, "defi_cts": 10, "cnr": 19, "engagement_cd": 13},
    "46": {"resultat": 37, "action": 91, "enjeu": 12, "defi_cts": 10, "cnr": 15, "engagement_cd": 20},
    "48": {"resultat": 32, "action": 40, "enjeu": 11, "defi_cts": 11, "cnr": 20, "engagement_cd": 0},
}
"""Items counted in the texts.

Lozère prints 20 proposals of the CNR, 5 + 4 + 6 + 5 under its four headings: the last heading has two bullets more
(lines 908 and 914) than a count that stops at line 905. Ariège and Lozère print no chapter of their conseil
départemental.
"""

LINKED = {"09": (4, 8, 7), "34": (5, 6, 6), "46": (9, 8, 7), "48": (5, 11, 3)}
"""Issues, défis of the CTS and proposals of the CNR that an objectif of the plan takes up in full."""


def item(dataset: Dataset, departement: str, code: str | None, liste: str, rang: int) -> pd.Series:
    """The one row of an item."""
    items = dataset.items
    of_sheet = items["code"].isna() if code is None else items["code"].eq(code).fillna(False)
    rows = items[items["departement"].eq(departement) & of_sheet & items["liste"].eq(liste) & items["rang"].eq(rang)]
    assert len(rows) == 1
    return rows.iloc[0]


# ------------------------------------------------------------------ counts
def test_each_list_of_each_plan_has_the_items_that_it_prints(dataset: Dataset) -> None:
    counts = dataset.items.groupby(["departement", "liste"]).size()
    found = {code: {liste: int(counts.get((code, liste), 0)) for liste in LISTS} for code in PRINTED}
    assert found == PRINTED
    assert set(dataset.items["departement"]) == set(PRINTED)


def test_the_plans_print_214_results_and_276_actions_on_75_sheets(dataset: Dataset) -> None:
    totals = dataset.items["liste"].value_counts()
    assert [int(totals[liste]) for liste in SHEET_LISTS] == [214, 276]
    assert int(totals[["enjeu", "defi_cts"]].sum()) == 83
    assert int(totals["cnr"]) == 71
    assert int(totals["engagement_cd"]) == 33
    sheets = dataset.items[dataset.items["liste"].isin(SHEET_LISTS)]
    assert len(sheets[["departement", "code"]].drop_duplicates()) == 75


def test_the_sheets_without_actions_are_four_of_ariege(dataset: Dataset) -> None:
    actions = set(
        dataset.items.loc[dataset.items["liste"].eq("action"), ["departement", "code"]].itertuples(
            index=False, name=None
        )
    )
    sheets = dataset.objectifs_departements
    without = [place for place in zip(sheets["departement"], sheets["code"], strict=True) if place not in actions]
    assert without == [("09", "E2D1O3"), ("09", "E2D1O6"), ("09", "E3D2O4"), ("09", "E6D2O1")]
    assert sheets.loc[sheets["nb_actions"].isna(), "code"].tolist() == [code for _, code in without]


def test_what_was_asked_and_taken_up_in_full(dataset: Dataset) -> None:
    linked = dataset.items[dataset.items["lie_a"].str.len().gt(0)]
    counts = linked.groupby(["departement", "liste"]).size()
    assert {code: tuple(int(counts[code, liste]) for liste in ASKED_LISTS) for code in LINKED} == LINKED


def test_dated_items_and_quantities_are_few(dataset: Dataset) -> None:
    dated = dataset.items.dropna(subset=["echeance"])
    assert list(zip(dated["departement"], dated["echeance"], strict=True)) == [
        ("09", "2023 (prévision)"),
        ("09", "2023"),
        ("46", "2024 ; 2026"),
    ]
    assert int(dataset.items["chiffre"].notna().sum()) == 7


def test_the_page_of_the_avenant_is_told_in_words_and_its_address_kept(dataset: Dataset) -> None:
    shown = documents_table(dataset).set_index("Identifiant").loc["page-avenant-1-prs-occitanie"]
    assert shown["Type"] == "page publiée"
    assert shown["Copie utilisée"].startswith("page publiée, lue par un index de pages publiques le 28/11/2026")
    assert shown["Référence de la copie"].startswith("https://www.prs-occitanie.ars.sante.fr/")


@pytest.mark.parametrize(
    ("table", "rows"),
    [("natures", 16), ("publics", 23), ("acteurs", 58), ("enjeux_defis", 48), ("pilotage", 75), ("reforme", 8),
     ("avenant", 14), ("lieux", 101), ("synonymes", 190)],
)  # fmt: skip
def test_the_tables_around_have_their_rows(dataset: Dataset, table: str, rows: int) -> None:
    assert len(getattr(dataset, table)) == rows


def test_the_avenant_says_no_number_of_sites(dataset: Dataset) -> None:
    assert not dataset.avenant["fait"].str.contains(r"\d+ (?:sites?|implantations?)").any()


def test_the_two_readings_of_mid_term_are_both_there(dataset: Dataset) -> None:
    found = dataset.pilotage[dataset.pilotage["sujet"].eq("evaluation_intermediaire")]
    assert found["quand_calcule"].tolist() == ["automne 2025 au plus tard", "printemps 2026"]
    assert "document-prs-mi-parcours" in set(dataset.vigilances["id"])


# ------------------------------------------------------------------ items picked by hand (their lines: test_sources)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['departement']}-{c['code']}-{c['liste']}-{c['rang']}")
def test_golden_item_says_what_stands_at_its_line(dataset: Dataset, case: dict) -> None:
    row = item(dataset, case["departement"], case["code"], case["liste"], case["rang"])
    assert row["ligne"] == case["ligne"]
    assert fold(case["dit"]) in fold(row["resume"])
    assert len(case["imprime"].split()) < 12


def test_golden_items_are_twenty_in_the_four_plans() -> None:
    assert len({tuple(case[f] for f in ("departement", "code", "liste", "rang")) for case in CASES}) == len(CASES) == 20
    assert {case["departement"] for case in CASES} == set(PRINTED)
    assert {case["liste"] for case in CASES} == set(LISTS)


# ------------------------------------------------------------------ what a build refuses
Files = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def files(curated: Path) -> Files:
    """Every curated file; a test never changes a frame in place."""
    return read_files(curated)


def spoilt(files: Files, name: str, column: str, value: Any, chosen: Callable[[Any], bool]) -> tuple[Files, int]:
    """The files with one cell changed in the first row chosen, and the line of that row."""
    frame = files[name].copy()
    line = next(index for index, row in zip(frame.index, frame.itertuples(), strict=True) if chosen(row))
    before = frame.at[line, column]
    frame.at[line, column] = value(before) if callable(value) else value
    return {**files, name: frame}, line


def is_action(row: Any) -> bool:
    return row.liste == "action"


def is_linked(row: Any) -> bool:
    return bool(row.lie_a)


def is_any(_row: Any) -> bool:
    return True


def words(count: int) -> str:
    return " ".join(["mot"] * count)


def test_the_committed_files_pass(files: Files) -> None:
    check_contents(files)


@pytest.mark.parametrize(
    ("name", "column", "value", "chosen", "said"),
    [
        ("items", "document", "sts-99", is_any, "«sts-99» n'est pas connu de documents.csv"),
        ("items", "document", "sts-34", is_any, "n'est pas le plan du département"),
        ("enjeux_defis", "document", "sts-34", is_any, "n'est pas le plan du département"),
        ("items", "code", "E6D9O9", is_action, "Ce plan ne porte pas l'objectif E6D9O9"),
        ("items", "code", "E1D5O4", is_action, "Ce plan ne porte pas l'objectif E1D5O4"),
        ("items", "code", pd.NA, is_action, "a le code de son objectif"),
        ("items", "code", "E1D3O4", lambda row: row.liste == "cnr", "les autres listes n'en ont pas"),
        ("items", "resume", words(5), is_any, "n'a pas de 6 à 20 mots"),
        ("items", "resume", words(21), is_any, "n'a pas de 6 à 20 mots"),
        ("items", "nature", ["inconnue"], is_any, "n'est pas connu de natures.csv"),
        ("items", "nature", ["acces", "offre", "crise"], is_any, "une ou deux natures"),
        ("items", "nature", [], is_any, "une ou deux natures"),
        ("items", "publics", ["enfants", "enfants"], is_any, "est répété"),
        ("items", "acteurs", ["inconnu"], is_any, "n'est pas connu de acteurs.csv"),
        ("items", "lie_a", ["E1D3O4"], is_action, "Seul un enjeu, un défi du CTS ou une proposition du CNR"),
        ("items", "lie_a", ["E1D5O4"], is_linked, "absent de ce plan"),
        ("items", "lie_a", lambda codes: codes * 2, is_linked, "Un objectif est répété"),
        ("items", "motif_lien", pd.NA, is_linked, "Un lien a un motif"),
        ("items", "motif_lien", words(8), is_action, "une ligne sans lien n'en a pas"),
        ("items", "motif_lien", words(3), is_linked, "n'a pas de 4 à 15 mots"),
        ("items", "rang", 40, is_action, "ne suit pas le précédent"),
        ("items", "ligne", 1, lambda row: row.rang == 2, "précède celle de l'item d'avant"),
        ("enjeux_defis", "code", "E6D9", is_any, "Ce plan n'a pas de page pour le défi E6D9"),
        ("enjeux_defis", "resume", words(19), is_any, "n'a pas de 20 à 50 mots"),
        ("enjeux_defis", "resume", words(51), is_any, "n'a pas de 20 à 50 mots"),
        ("natures", "exemples", ["09:E1D3O4:action:99"], is_any, "Un exemple n'existe pas"),
        ("natures", "nature", "jamais", is_any, "n'est pas connu de natures.csv"),
        ("publics", "public", "jamais", is_any, "n'est pas connu de publics.csv"),
        ("acteurs", "formes", ["DAC"], is_any, "aussi celle d'un autre acteur"),
        ("pilotage", "calcul", pd.NA, lambda row: not pd.isna(row.calcul), "vont ensemble"),
        ("pilotage", "quand_calcule", "2026", lambda row: pd.isna(row.calcul), "vont ensemble"),
        ("reforme", "autres_lignes", ["sts-99:12"], is_any, "n'est pas document:ligne"),
        ("reforme", "texte", words(29), is_any, "n'a pas de 30 à 60 mots"),
        ("avenant", "section", pd.NA, lambda row: not pd.isna(row.ligne), "Une ligne sans section"),
        ("lieux", "document", "sts-99", is_any, "«sts-99» n'est pas connu de documents.csv"),
        ("synonymes", "cible", "indicateur:inconnu", is_any, "ne désigne rien de connu"),
        ("synonymes", "cible", "item:E1D4O7/action/99@09", is_any, "ne désigne rien de connu"),
        ("synonymes", "cible", "page:inconnue", is_any, "ne désigne rien de connu"),
        ("synonymes", "forme", "Hopital", lambda row: row.forme == "clinique", "déjà écrit autrement plus haut"),
        ("objectifs_departements", "nb_actions", 7, is_any, "items.csv n'en a pas autant (liste action)"),
        ("objectifs_departements", "nb_resultats_attendus", 0, is_any, "n'en a pas autant (liste resultat)"),
    ],
)
def test_a_wrong_cell_is_refused(
    files: Files, name: str, column: str, value: Any, chosen: Callable[[Any], bool], said: str
) -> None:
    wrong, _ = spoilt(files, name, column, value, chosen)
    with pytest.raises(CuratedError) as refused:
        check_contents(wrong)
    assert said in str(refused.value)
    assert "fichier data/curated/" in str(refused.value)


def test_the_refusal_names_the_file_the_line_and_the_column(files: Files) -> None:
    wrong, line = spoilt(files, "items", "resume", words(5), is_linked)
    with pytest.raises(CuratedError, match=rf"data/curated/items.csv, ligne {line}, colonne resume"):
        check_contents(wrong)


@pytest.mark.parametrize("key", ["nature", "public", "acteur"])
def test_a_label_of_no_item_is_refused(files: Files, key: str) -> None:
    frame = files[f"{key}s"]
    extra = frame.iloc[[0]].assign(**{key: "jamais", **({"formes": [[]]} if key == "acteur" else {})})
    extra.index = pd.Index([999])
    with pytest.raises(CuratedError, match=f"«jamais» ne sert à aucun item .*{key}s.csv, ligne 999"):
        check_contents({**files, f"{key}s": pd.concat([frame, extra])})


def test_an_item_taken_away_leaves_a_hole_or_a_wrong_count(files: Files) -> None:
    items = files["items"]
    named = {item for cell in files["natures"]["exemples"] for item in cell}
    place = (
        items["departement"] + ":" + items["code"].fillna("") + ":" + items["liste"] + ":" + items["rang"].astype(str)
    )
    last = items[items["liste"].eq("action") & ~place.isin(named)].groupby(["departement", "code"])["rang"].idxmax()
    with pytest.raises(CuratedError, match=r"n'en a pas autant \(liste action\)"):
        check_contents({**files, "items": items.drop(last.iloc[0])})


def test_the_issues_of_a_page_cannot_be_forgotten(files: Files) -> None:
    with pytest.raises(CuratedError, match=r"Les enjeux de la page E1D3 manquent dans enjeux_defis\.csv"):
        check_contents({**files, "enjeux_defis": files["enjeux_defis"].iloc[1:]})


def test_a_plan_whose_items_are_not_there_yet_is_accepted(files: Files) -> None:
    """Its figures and sheets can enter first; what is there is whole."""
    sheets, pages = files["objectifs_departements"], files["defis_departements"]
    new_sheet = sheets.iloc[[0]].assign(departement="31", document="sts-31")
    new_page = pages.iloc[[0]].assign(departement="31", document="sts-31")
    new_sheet.index = new_page.index = pd.Index([999])
    check_contents(
        {
            **files,
            "objectifs_departements": pd.concat([sheets, new_sheet]),
            "defis_departements": pd.concat([pages, new_page]),
        }
    )


# ------------------------------------------------------------------ what a set of tables refuses
@pytest.mark.parametrize(
    ("column", "value", "target"),
    [("code", "E6D4O4", None), ("code", "E1D5O4", "objectifs_departements"), ("nature", ["inconnue"], "natures"),
     ("publics", ["inconnu"], "publics"), ("acteurs", ["inconnu"], "acteurs"),
     ("lie_a", ["E6D4O4"], None), ("lie_a", ["E6D4O4", "E1D5O4"], "objectifs_departements")],
)  # fmt: skip
def test_an_item_refers_to_its_own_plan(dataset: Dataset, column: str, value: Any, target: str | None) -> None:
    """E1D5O4 is an objectif of Lozère, not of Ariège."""
    frames = {name: getattr(dataset, name) for name in TABLES}
    changed, _ = spoilt(frames, "items", column, value, lambda row: row.departement == "09" and row.liste == "action")
    if target is None:
        check_references(changed)
        return
    with pytest.raises(DatasetError, match=f"« items » renvoie à « .* », absent de la table « {target} »"):
        check_references(changed)


def test_the_issues_of_an_unknown_page_are_refused(dataset: Dataset) -> None:
    frames = {name: getattr(dataset, name) for name in TABLES}
    changed, _ = spoilt(frames, "enjeux_defis", "code", "E1D5", lambda row: row.departement == "09")
    with pytest.raises(DatasetError, match="« enjeux_defis » renvoie à « E1D5, 09 », absent de la table"):
        check_references(changed)
