"""What a vigilance promises of the tool («est retenu», «l'outil écrit», «ni carte») is true of its views.

The promises about the gaps (OQOS) are tested with the gaps.
"""

import html
import re
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.atlas import Atlas
from analysis.plans import Plans
from analysis.supply import Supply
from analysis.territory import Territories
from charts.blocks.defi_sheet import counts_text
from charts.blocks.gap_notes import NOT_TOLD
from charts.blocks.territory_blocks import EVERY, figures
from charts.words.french import NOT_STATED, YEAR_NOT_STATED
from exports.html import written
from loaders.dataset import Dataset

WRITTEN = {NOT_STATED, YEAR_NOT_STATED, NOT_TOLD, "territoire non précisé", "organisme régional", "rubrique absente",
           "imprimé par erreur"}  # fmt: skip
"""Words that a vigilance says the tool writes; each is asserted below or is a constant of the views."""


@pytest.fixture(scope="module")
def atlas(dataset: Dataset) -> Atlas:
    return Atlas(dataset)


@pytest.fixture(scope="module")
def plans(dataset: Dataset) -> Plans:
    return Plans(dataset)


@pytest.fixture(scope="module")
def pages(dataset: Dataset, atlas: Atlas, plans: Plans) -> Callable[[str], str]:
    """Every figure of one département, as its page says them."""
    found = Territories(atlas, plans, Supply(dataset))
    return lambda code: text_of(written(figures(found.of(code), chiffres=EVERY)))


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def message(dataset: Dataset, name: str) -> str:
    return str(dataset.vigilances.set_index("id").at[name, "message"])


def naming(dataset: Dataset, pattern: str) -> pd.DataFrame:
    return dataset.vigilances[dataset.vigilances["message"].str.contains(pattern)]


def test_words_that_the_tool_is_said_to_write_are_its_words(dataset: Dataset) -> None:
    said = re.compile(r"(?:L'outil écrit|les range à part,|range le second à part,|dessous,|laissé vide) ?\(?«([^»]+)»")
    found = {words for text in dataset.vigilances["message"] for words in said.findall(text)} - {"Adapter"}
    assert len(found) >= 6
    assert found <= WRITTEN


def test_undated_values_are_counted_as_the_tables_hold_them(dataset: Dataset) -> None:
    printed = dataset.valeurs[dataset.valeurs["origine"].eq("plan")]
    told = message(dataset, "indicateur-annees-non-precisees")
    assert told.startswith(f"{int(printed['annee'].isna().sum())} des {len(printed)} valeurs")


@pytest.mark.parametrize(
    ("code", "indicateur"),
    [("48", "part_mg_60_plus"), ("34", "part_mg_60_plus"), ("48", "part_dmp_alimentes"), ("34", "nb_cpts"),
     ("34", "nb_csapa"), ("34", "nb_pass"), ("09", "nb_maisons_medicales_garde"), ("09", "nb_structures_urgences")],
)  # fmt: skip
def test_values_said_to_be_both_shown_are(
    dataset: Dataset, pages: Callable[[str], str], code: str, indicateur: str
) -> None:
    rows = dataset.valeurs[dataset.valeurs["indicateur"].eq(indicateur) & dataset.valeurs["territoire"].eq(code)]
    numbers = {f"{row.valeur:g}".replace(".", ",") for row in rows[rows["statut"].ne("repetee")].itertuples()}
    assert len(numbers) == 2
    told = pages(code)
    label = dataset.indicateurs.set_index("indicateur").at[indicateur, "libelle"]
    around = told[told.index(label) :]
    assert [number for number in numbers if not re.search(rf"(?<![\d,]){number}(?![\d])", around[:400])] == []


def test_no_map_where_a_vigilance_says_there_is_none(dataset: Dataset, atlas: Atlas) -> None:
    rows = naming(dataset, r"[nN]i carte|sans carte|cartographie pas|pas cartographié")
    assert len(rows) >= 5
    drawn = {key.indicateur for key in atlas.views}
    for row in rows.itertuples():
        slugs = [objet.partition(":")[2] for objet in row.objets if objet.startswith("indicateur:")]
        assert slugs
        assert [slug for slug in slugs if slug in drawn] == []


@pytest.mark.parametrize(
    ("name", "code", "portee"),
    [("indicateur-48-handifaction", "48", "territoire non précisé"),
     ("indicateur-34-chiffres-sans-territoire", "34", "territoire non précisé")],
)  # fmt: skip
def test_values_said_to_be_apart_are(
    dataset: Dataset, pages: Callable[[str], str], name: str, code: str, portee: str
) -> None:
    assert f"«{portee}»" in message(dataset, name)
    objets = dataset.vigilances.set_index("id").at[name, "objets"]
    slugs = [objet.partition(":")[2] for objet in objets if objet.startswith("indicateur:")]
    rows = dataset.valeurs[dataset.valeurs["indicateur"].isin(slugs) & dataset.valeurs["territoire"].eq(code)]
    assert set(rows["indicateur"]) == set(slugs)
    assert set(rows["portee"]) == {portee}
    told = pages(code)
    for slug in slugs:
        assert f"{dataset.indicateurs.set_index('indicateur').at[slug, 'libelle']} ({portee})" in told


def test_regional_figures_of_herault_are_not_given_to_it(dataset: Dataset) -> None:
    rows = dataset.valeurs.set_index("indicateur")
    assert rows.at["nb_signalements_cyber", "territoire"] == "R76"
    assert rows.at["nb_grades", "portee"] == "organisme régional"


def test_two_definitions_of_single_parent_families_stay_two_indicateurs(dataset: Dataset) -> None:
    values = dataset.valeurs.groupby("indicateur")["origine"].unique()
    assert list(values["part_familles_monoparentales"]) == ["plan"]
    assert list(values["part_familles_monoparentales_ensemble_familles"]) == ["statistique"]
    assert "même écran" not in message(dataset, "indicateur-familles-monoparentales")


def test_titles_said_to_be_kept_are_those_shown(dataset: Dataset, plans: Plans) -> None:
    rows = naming(dataset, r"[Tt]itre de (?:la|chaque) fiche (?:est )?retenu")
    sheets = [
        tuple(objet.partition(":")[2].split("@"))
        for objets in rows["objets"]
        for objet in objets
        if objet.startswith("objectif:") and "@" in objet
    ]
    assert len(sheets) >= 6
    assert [code for code, place in sheets if plans.sheets[place, code].mistake] == []
    pages = naming(dataset, r"page (?:affiché|est affiché)|celui de la page\.|titre de chaque page|[Tt]itre de la page")
    found = [
        tuple(objet.partition(":")[2].split("@"))
        for objets in pages["objets"]
        for objet in objets
        if objet.startswith("defi:") and "@" in objet
    ]
    assert len(found) >= 5
    assert [code for code, place in found if plans.pages[place, code].mistake] == []


def test_every_mistaken_title_has_its_vigilance(dataset: Dataset, plans: Plans) -> None:
    told = {objet for objets in naming(dataset, "imprimé par erreur")["objets"] for objet in objets}
    wrong = [
        f"{'objectif' if 'O' in row.code else 'defi'}:{row.code}@{row.departement}"
        for row in (*plans.pages.values(), *plans.sheets.values())
        if row.mistake
    ]
    assert wrong
    assert [place for place in wrong if place not in told] == []


def test_an_absent_section_is_said_absent(dataset: Dataset, plans: Plans) -> None:
    objets = dataset.vigilances.set_index("id").at["objectif-09-en-pratique-absente", "objets"]
    for objet in objets:
        code, _, place = objet.partition(":")[2].partition("@")
        sheet = plans.sheets[place, code]
        assert sheet.nb_actions is None
        assert "Actions : rubrique absente" in counts_text(sheet)


def test_provisional_figures_say_so_in_their_caution(dataset: Dataset) -> None:
    catalogue = dataset.indicateurs.set_index("indicateur")["reserve"]
    objets = dataset.vigilances.set_index("id").at["indicateur-provisoires-et-projection", "objets"]
    told = {objet.partition(":")[2]: catalogue[objet.partition(":")[2]] for objet in objets}
    assert re.search("provisoire", told["population"])
    assert re.search("provisoire", told["taux_chomage"])
    assert re.search("scénario", told["population_projetee"])


def test_urgences_of_lavelanet_are_said_closed_wherever_they_are_counted(pages: Callable[[str], str]) -> None:
    assert re.search(r"Structures d'urgences.{0,200}autre valeur publiée : 2", pages("09"))
