"""Short labels: reviewed, within their length, one for one thing; and the titles that name a défi by them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from analysis.atlas import Atlas
from analysis.plans import Plans
from charts.blocks.coded import coded
from charts.blocks.records import Mark, plain
from charts.drawings.defi_matrix import MOST_NAMED, matrix_finding
from data.curated_csv import read_curated
from data.label_checks import LONGEST, check_labels
from data.refusals import Curated
from exports.document_runs import runs
from exports.html import written
from loaders.dataset import load_dataset
from loaders.errors import CuratedError
from loaders.schema import TABLES
from tests.held import LIBRARY
from tests.test_html_writer import loose
from views.registry import view

DATASET = load_dataset()
ATLAS, PLANS = Atlas(DATASET), Plans(DATASET)


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("taux_participation_depistage_colorectal", "Dépistage organisé, colorectal"),
        ("densite_generalistes_rpps", "Généralistes, tous modes d'exercice"),
        ("nb_ssiad", "SSIAD (plans)"),
        ("taux_pauvrete", "Taux de pauvreté"),  # short enough: it is its own
    ],
)
def test_indicateur_has_the_label_that_was_reviewed(slug: str, label: str) -> None:
    assert ATLAS.notions[slug].court == label


@pytest.mark.parametrize(
    ("code", "label"),
    [("E1D4", "Dépistage et repérage précoces"), ("E4D2", "Continuité ville, hôpital, médico-social")],
)
def test_defi_has_the_label_that_was_reviewed(code: str, label: str) -> None:
    assert PLANS.defis[code].libelle_court == label


def test_every_indicateur_holds_where_room_is_scarce() -> None:
    assert max(len(notion.court) for notion in ATLAS.notions.values()) <= LONGEST["indicateurs"]


@pytest.fixture(scope="module")
def files(curated: Path) -> Curated:
    return {name: read_curated(curated / f"{name}.csv", TABLES[name]) for name in LONGEST}


def spoilt(files: Curated, name: str, line: int, label: str) -> str:
    """The sentence that refuses one short label, all others as they are."""
    frame = files[name].copy()
    frame.loc[line, "libelle_court"] = label
    with pytest.raises(CuratedError) as caught:
        check_labels({**files, name: frame})
    return str(caught.value)


@pytest.mark.parametrize("name", list(LONGEST))
def test_label_that_would_be_cut_is_refused(files: Curated, name: str) -> None:
    message = spoilt(files, name, 5, "mot " * 20 + "mot")
    assert f"a plus de {LONGEST[name]} signes" in message
    assert f"data/curated/{name}.csv, ligne 5, colonne libelle_court" in message


@pytest.mark.parametrize(
    ("name", "first", "other"), [("defis", 2, 3), ("activites", 2, 3), ("modalites", 2, 3), ("indicateurs", 2, 3)]
)
def test_label_of_two_neighbours_is_refused(files: Curated, name: str, first: int, other: int) -> None:
    row = files[name].loc[first]
    label = row["libelle_court"] if isinstance(row["libelle_court"], str) else row["libelle"]
    assert f"Le nom court «{label}» est aussi celui d'une ligne voisine" in spoilt(files, name, other, label)


def test_title_names_few_defis_and_counts_many() -> None:
    two = matrix_finding(PLANS, ["09", "34"])
    assert plain(coded(matrix_finding(PLANS, PLANS.loaded))).count("E") >= 3
    assert " : " not in two.split(" ; ")[0] or sum(two.count(code) for code in PLANS.defis) <= MOST_NAMED


def test_code_after_its_words_is_a_tag() -> None:
    spans = coded("Un défi : accès aux soins de proximité (E3D1), le reste")
    assert spans == ("Un défi : accès aux soins de proximité", " ", Mark("E3D1", "code"), ", le reste")
    assert coded("Sans code (12)") == "Sans code (12)"


# ---------------------------------------------------------------- where they are shown


def test_no_two_indicateurs_have_one_short_name() -> None:
    names = [notion.court for notion in ATLAS.notions.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("theme", ["", "tous"])
def test_on_a_phone_a_long_name_has_its_short_one_which_leads_to_its_map(theme: str) -> None:
    asked = {"departement": ["34"], **({"theme": [theme]} if theme else {})}
    found = view(LIBRARY, "territoire", asked)
    markup = unescape(str(written(found.blocks)))
    pairs = re.findall(
        r'<b>([^<]*)</b><a data-vue href="./carte\?indicateur=(\w+)&departement=34"><span class="court">([^<]*)<',
        markup,
    )
    assert len(pairs) > (3 if not theme else 20)
    for whole, slug, short in pairs:
        notion = ATLAS.notions[slug]
        assert (loose(whole), loose(short)) == (loose(notion.libelle), loose(notion.libelle_court))
        assert view(LIBRARY, "carte", {"indicateur": [slug], "departement": ["34"]}).ignored == ()
    assert 'class="court"' not in str(written(found.blocks, paper=True))


def test_a_file_bears_the_whole_name_alone() -> None:
    words = (Mark("Médecins généralistes de ville"), Mark("Généralistes de ville", "court"))
    assert plain(words) == "Médecins généralistes de ville"
    assert "".join(run.text for run in runs(words)) == "Médecins généralistes de ville"
