"""Défis and objectifs compared: what is chosen, what is in common, how it is said, what leaves the tool."""

import html
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.common import share_out, tags_held, untagged
from analysis.defi_choice import EVERY, DefiChoice, chosen_defis, chosen_sheets, most_borne, side_by_side
from analysis.plans import Plans
from charts.blocks.bearers import bearers_blocks, bearers_finding, others_lines, shared_text
from charts.blocks.defi_sheet import Columns, defi_part
from charts.blocks.tag_table import holders, tags_finding, tags_part
from charts.drawings.defi_matrix import defi_matrix, matrix_finding
from exports.html import written
from loaders.dataset import Dataset
from tests.held import PLANS, library_of
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.test_pages import spaced
from views.defis.tables import defis_cover, matrix_table, sheets_table, tags_table

EVERYTHING = DefiChoice()
"""For Hypothesis, which runs a test many times with one fixture."""


def text_of(markup: str) -> str:
    """What a reader sees: marks as [+added] and [-lacking], the rest plain."""
    seen = re.sub(r'<span class="hors-vue">.*?</span>', "", spaced(markup))
    seen = re.sub(r"<ins>(.*?)</ins>", r"[+\1]", re.sub(r"<del>(.*?)</del>", r"[-\1]", seen))
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", seen)))


def compared(plans: Plans, defi: str, *departements: str, choice: DefiChoice = EVERYTHING) -> str:
    sheets = {code: chosen_sheets(plans, choice, defi, code) for code in departements}
    return written((defi_part(Columns(plans, defi, departements, sheets)),))


def borne(plans: Plans, code: str) -> str:
    return written(bearers_blocks(plans, code))


def tagged(plans: Plans, kind: str, departements: list[str], *, defis: list[str], niveau: str) -> str:
    return spaced(written((tags_part(plans, kind, departements, defis=defis, niveau=niveau),)))


# ------------------------------------------------------------------ three pairs of plans, read in the documents


@pytest.mark.parametrize(
    ("pair", "shared"),
    [
        (("09", "48"), ["E2D1O6", "E3D1O2", "E3D2O4", "E5D4O1", "E6D4O4"]),
        (("34", "46"), ["E3D1O5", "E3D4O1", "E3D4O3", "E3D4O4", "E4D1O2", "E6D3O1", "E6D4O4"]),
        (("09", "46"), ["E2D2O1", "E2D3O3", "E3D1O5", "E4D4O1", "E6D4O4"]),
        (("34", "48"), ["E4D3O2", "E6D4O4"]),
        (("46", "48"), ["E1D4O6", "E6D4O4"]),
        (("09", "34"), ["E1D3O7", "E2D1O3", "E3D1O5", "E6D4O4"]),
    ],
)  # fmt: skip
def test_objectifs_in_common_of_each_pair(plans: Plans, pair: tuple[str, str], shared: list[str]):
    found = []
    for defi in plans.defis:
        found += Columns(plans, defi, pair, {code: plans.of(defi, code) for code in pair}).shared
    assert found == shared


def test_lot_limits_to_cancers_what_lozere_words_for_all_screening(plans: Plans):
    told = text_of(compared(plans, "E1D4", "46", "48"))
    assert "Objectif E1D4O6, commun à Lot et Lozère" in told
    assert "Améliorer l'accès au dépistage [-des cancers] en renforçant" in told
    assert "Diffère du titre du plan du Lot : 2 mots absents." in told
    assert "Renforcer le dépistage, le repérage et l'accompagnement [-précoces] [+précoce]" in told


def test_ariege_and_lozere_word_the_service_otherwise(plans: Plans):
    told = text_of(compared(plans, "E3D2", "09", "48"))
    assert "aux Soins [-(SAS)] et renforcer" in re.sub(r"\s+", " ", told)
    assert "[+programmés] alternative" in told
    assert "soins non [-programmée]" in told


def test_an_equal_title_says_so(plans: Plans):
    told = text_of(compared(plans, "E6D4", "46", "48"))
    assert "Mot pour mot le titre du plan du Lot." in told
    assert "Mêmes mots que le titre de référence ; autres majuscules" in told  # «Professionnels» of Lozère
    assert "l'activité des professionnels [+de santé] dans les territoires" in told


def test_page_and_sheet_that_differ_are_both_shown(plans: Plans):
    told = text_of(compared(plans, "E5D4", "46", "09"))
    assert (
        "La page du défi l'annonce autrement : « Renforcer l'enjeu de pertinence dans [-les] [+certaines] activités"
        in told
    )


def test_herault_page_bears_the_title_of_another_defi(plans: Plans):
    told = text_of(compared(plans, "E4D3", "34", "48"))
    assert "[+Améliorer" not in told
    assert told.count("Mot pour mot le titre de référence.") == 2
    wrong = "Améliorer les pratiques et les rôles dans une logique de parcours"
    assert f"Imprimé par erreur sur la page du défi : «{wrong}»." in told
    assert f"Imprimé par erreur : « {wrong} » (titre du défi E4D4)." in told


def test_a_defi_that_a_plan_does_not_prioritise_is_said_in_words(plans: Plans):
    told = text_of(compared(plans, "E1D5", "48", "09"))
    assert "Non priorisé dans ce schéma territorial, le schéma régional s'y applique." in told
    assert "Priorisé par Lozère" in told


def test_consultation_versions_are_said_where_plans_are_compared(plans: Plans):
    told = text_of(compared(plans, "E6D4", "09", "34"))
    assert "Ariège juillet 2023, version mise en consultation" in told
    assert "Hérault octobre 2023, version arrêtée" in told


def test_every_sheet_leads_to_its_line(plans: Plans):
    markup = spaced(compared(plans, "E2D3", "09", "46"))
    assert 'href="./sources?vue=objectifs&amp;departement=46&amp;mots=E2D3O3"' in markup
    assert "ligne 886 du texte" in markup
    assert "ligne 2607 du texte" in markup


def test_unprinted_tags_and_sections_are_said(plans: Plans):
    told = text_of(compared(plans, "E6D2", "09", "48"))
    assert "Parcours non renseigné" in told
    assert "Actions : rubrique absente." in told


# ------------------------------------------------------------------ choice


def test_without_a_choice_everything_is_there(plans: Plans):
    assert len(chosen_defis(plans, EVERYTHING)) == 23
    assert sum(len(chosen_sheets(plans, EVERYTHING, defi, code)) for defi in plans.defis for code in DEPARTEMENTS) == 75


def test_engagements_keep_their_defis(plans: Plans):
    assert [defi.code for defi in chosen_defis(plans, DefiChoice(engagements=("6",)))] == ["E6D2", "E6D3", "E6D4"]
    assert [defi.code for defi in chosen_defis(plans, DefiChoice(defi="E1D5"))] == ["E1D5"]
    assert len(chosen_defis(plans, DefiChoice(defi=EVERY))) == 23


def test_a_tag_gives_one_answer_on_pages_and_another_on_sheets(plans: Plans):
    """Ariège E2D1: the sheet O3 bears «Violence et santé», its page does not (note of the defi)."""
    on_sheets = chosen_sheets(plans, DefiChoice(theme="Violence et santé"), "E2D1", "09")
    assert [sheet.code for sheet in on_sheets] == ["E2D1O3"]
    assert chosen_sheets(plans, DefiChoice(theme="Violence et santé", niveau="defi"), "E2D1", "09") == []


def test_words_are_found_without_accents_in_titles_and_summaries(plans: Plans):
    found = [defi.code for defi in chosen_defis(plans, DefiChoice(mots="AIDANTS repit"))]
    assert found == ["E2D2"]
    assert [defi.code for defi in chosen_defis(plans, DefiChoice(mots="rechauffement"))] == ["E1D5"]
    assert chosen_defis(plans, DefiChoice(mots="zzz")) == []


def test_words_of_the_defi_keep_all_its_objectifs(plans: Plans):
    choice = DefiChoice(mots="soins de proximité")
    assert len(chosen_sheets(plans, choice, "E3D1", "09")) == len(plans.of("E3D1", "09")) == 3


@given(st.permutations(["1", "3", "6"]))
def test_order_of_engagements_does_not_matter(engagements: list[str]):
    assert chosen_defis(PLANS, DefiChoice(tuple(engagements))) == chosen_defis(PLANS, DefiChoice(("1", "3", "6")))


@given(st.sampled_from(["", "Soins primaires", "PRAPS"]), st.sampled_from(["", "Cancer", "Handicap"]),
       st.sampled_from(["", "soins", "santé mentale"]))  # fmt: skip
def test_a_filter_never_adds_a_sheet(theme: str, parcours: str, mots: str):
    kept = DefiChoice(theme=theme, parcours=parcours, mots=mots)
    for defi in PLANS.defis:
        for code in PLANS.loaded:
            assert set(chosen_sheets(PLANS, kept, defi, code)) <= set(PLANS.of(defi, code))


def test_two_to_four_plans_are_compared(plans: Plans):
    assert side_by_side(plans, ["E1D5"], ()) == ["09", "34", "46", "48"]
    assert side_by_side(plans, ["E1D5"], ("48", "31", "09")) == ["48", "09"]
    many = library_of(13).plans
    assert len(side_by_side(many, ["E1D5"], ())) == 4
    assert set(side_by_side(many, ["E1D5"], ())) <= set(many.carriers("E1D5")) | {"09"}
    assert side_by_side(library_of(0).plans, ["E1D5"], ()) == []


def test_comparison_opens_on_the_defi_most_plans_prioritise(plans: Plans):
    assert most_borne(plans, chosen_defis(plans, EVERYTHING)) == "E1D4"
    assert most_borne(plans, []) == ""


# ------------------------------------------------------------------ in common, apart


def test_tags_in_common_are_lists_without_a_score(plans: Plans):
    held = {
        code: set(tags_held(plans, "theme", code, defis=list(plans.defis), niveau="objectif")) for code in ("09", "48")
    }
    found = share_out(held, plans.labels["theme"])
    assert found.alone == {
        "09": ["Violence et santé", "Situations sanitaires exceptionnelles"],
        "48": ["Premier recours"],
    }
    assert len(found.every) == 10
    bands = holders(GEOGRAPHY, found, ["09", "48"])
    apart = [f"{name}, et aucun autre de ces plans" for name in ("Ariège", "Lozère")]
    assert list(bands) == ["Communs à Ariège et Lozère", *apart]
    shown = tagged(plans, "theme", ["09", "48"], defis=list(plans.defis), niveau="objectif")
    assert [shown.index(band) for band in bands] == sorted(shown.index(band) for band in bands)
    assert "%" not in shown


def test_a_cell_opens_on_the_names_of_its_defis(plans: Plans):
    shown = tagged(plans, "theme", ["09", "48"], defis=list(plans.defis), niveau="objectif")
    cell = shown.partition("Santé environnement</th>")[2].partition("</td>")[0]
    assert "<summary>2 défis</summary>" in cell
    assert 'href="./defis?defi=E2D1&amp;departement=09&amp;departement=48">Pouvoir d' in cell


def test_a_label_printed_as_a_theme_by_one_plan_alone_is_shown_as_such(plans: Plans):
    markup = tagged(plans, "theme", ["48"], defis=["E4D3"], niveau="defi")
    assert "Soins urgents <i>(imprimé comme thème, hors liste)</i>" in markup
    assert "Soins urgents" not in plans.labels["theme"]


def test_sheets_without_a_tag_are_not_stated(plans: Plans):
    """Tag headings with nothing under them: themes of Ariège E3D1O2, E3D1O3 and Hérault E3D4O3, E3D4O4."""
    every = list(plans.defis)
    counts = {code: untagged(plans, "theme", code, defis=every, niveau="objectif") for code in plans.loaded}
    assert counts == {"09": 2, "34": 2, "46": 0, "48": 0}
    assert "Sans thème imprimé (non renseigné) : Ariège deux fiches" in tagged(
        plans, "theme", ["09", "46"], defis=every, niveau="objectif"
    )


@given(st.dictionaries(st.sampled_from(["09", "34", "46", "48"]), st.sets(st.sampled_from("abcdef")), min_size=1))
def test_each_label_falls_once(held: dict[str, set[str]]):
    found = share_out(held, list("abcde"))
    fallen = [*found.every, *found.some, *(label for labels in found.alone.values() for label in labels), *found.none]
    assert sorted(fallen) == sorted(set("abcde") | set().union(*held.values()))


def test_finding_of_the_tags(plans: Plans):
    every = list(plans.defis)
    assert tags_finding(plans, ["09", "48"], defis=every, niveau="objectif") == (
        "Communs à Ariège et Lozère : dix thèmes et six parcours"
    )
    assert tags_finding(plans, ["09"], defis=every, niveau="objectif").endswith("le plan de l'Ariège imprime")


# ------------------------------------------------------------------ matrix


def test_matrix_has_a_count_a_mark_or_a_hatch(plans: Plans):
    table = defi_matrix(plans, EVERYTHING, list(DEPARTEMENTS))
    assert len(table["lignes"]) == 23
    cells = {
        (line["etiquette"], code): cell
        for line in table["lignes"]
        for code, cell in zip(plans.loaded, line["cellules"], strict=True)
    }
    assert cells["E3D1", "09"]["parts"] == [["priorise", "3", 1]]
    assert cells["E1D5", "09"]["label"].startswith("E1D5, Ariège : non priorisé dans ce schéma territorial")
    assert cells["E1D5", "09"]["parts"] == []
    assert table["absents"]["texte"] == "9 plans non chargés"
    assert table["absents"]["titre"].startswith("Plan non chargé : Aude, Aveyron, Gard, Haute-Garonne")
    assert sum(int(cell["parts"][0][1]) for cell in cells.values() if cell.get("ton") == 1) == 75


def test_matrix_says_words_first_and_how_many_plans(plans: Plans):
    lines = {line["etiquette"]: line for line in defi_matrix(plans, EVERYTHING, list(DEPARTEMENTS))["lignes"]}
    assert lines["E1D4"]["titre"].startswith("Renforcer le dépistage")
    assert (lines["E1D4"]["compte"], lines["E1D4"]["sur"], lines["E1D4"]["fort"]) == ("4", " sur 4", True)
    assert lines["E1D1"]["compte"] == "1" and "fort" not in lines["E1D1"]
    assert [line["rangs"] for line in lines.values() if "groupe" in line] == [5, 4, 3, 4, 4, 3]
    assert lines["E1D1"]["groupe"] == "1 Prévention"


@pytest.mark.parametrize(("count", "absent"), [(0, "13 plans non chargés"), (1, "12 plans non chargés"), (13, None)])
def test_plans_that_are_not_loaded_are_one_column_or_none(count: int, absent: str | None):
    table = defi_matrix(library_of(count).plans, EVERYTHING, list(DEPARTEMENTS))
    assert table["absents"].get("texte") == absent
    assert len(table["colonnes"]) == count == len(table["lignes"][0]["cellules"])
    assert len(table["etroites"]) == (13 if count == 13 else 0)
    assert ("vide" in dict(table["legende"])) == (count < 13)


def test_no_cell_has_a_tone_of_its_count(plans: Plans):
    tones = {
        cell["ton"] for line in defi_matrix(plans, EVERYTHING, plans.loaded)["lignes"] for cell in line["cellules"]
    }
    assert tones == {0, 1}


def test_filtered_cells_say_how_many_answer(plans: Plans):
    table = defi_matrix(plans, DefiChoice(theme="Violence et santé"), ["09"])
    cells = {line["etiquette"]: line["cellules"][0] for line in table["lignes"]}
    assert cells["E2D1"]["parts"][0][1] == "1 sur 2"


def test_matrix_finding(plans: Plans):
    assert matrix_finding(plans, list(DEPARTEMENTS)) == (
        "Les quatre plans comparés partagent trois défis sur 23 : dépistage et repérage précoces (E1D4), accès aux "
        "soins de proximité (E3D1), recrutement et installation (E6D4) ; sept défis dans un seul plan"
    )
    assert matrix_finding(plans, ["09"]) == "Ariège : 14 défis priorisés sur les 23 défis régionaux"
    assert matrix_finding(plans, ["31"]).startswith("Aucun plan chargé parmi ces départements")
    assert "dans un seul plan" not in matrix_finding(library_of(13).plans, list(DEPARTEMENTS))


# ------------------------------------------------------------------ who else


def test_who_else_bears_an_objectif(plans: Plans):
    assert bearers_finding(plans, "E3D1O5") == "E3D1O5 est porté par trois plans sur quatre : Ariège, Hérault et Lot"
    assert bearers_finding(plans, "E1D5O4") == "E1D5O4 n'est porté que par un plan sur les quatre chargés : Lozère"
    assert (
        others_lines(plans, "E3D1O5")[0] == "Lozère : défi E3D1 priorisé, avec d'autres objectifs (E3D1O2 et E3D1O4)."
    )
    assert others_lines(plans, "E1D5O4")[0].startswith("Ariège, Hérault et Lot : défi E1D5 non priorisé")
    assert "plan non chargé, rien n'en est connu ici" in others_lines(plans, "E1D5O4")[-1]
    assert text_of(borne(plans, "E3D1O5")).count("Titre pris pour comparaison.") == 1
    assert shared_text(plans).startswith("18 des 54 objectifs")


# ------------------------------------------------------------------ inert text, exports


def test_markup_in_a_title_is_text(dataset: Dataset):
    bad = "<img src=x onerror=alert(1)>"
    sheets = dataset.objectifs_departements.assign(
        titre_objectif=bad, titre_retenu=bad, resume=bad, section=bad, note=bad
    )
    pages = dataset.defis_departements.assign(titre=bad, titre_retenu=bad)
    plans = Plans(replace(dataset, objectifs_departements=sheets, defis_departements=pages))
    for markup in (compared(plans, "E6D4", "09", "34", "46", "48"), borne(plans, "E6D4O4")):
        assert "<img" not in markup
        assert "&lt;" in markup


def test_exported_sheets_hold_every_title_and_its_place(plans: Plans):
    frame = sheets_table(plans, EVERYTHING, plans.loaded)
    assert len(frame) == 75
    row = frame[frame["Code"].eq("E2D4O2")].iloc[0]
    assert row["Imprimé par erreur"].startswith("Imprimé par erreur sur la fiche : «Garantir l'expression")
    assert row["Objectif"].startswith("Développer les usages de Mon Espace Santé")
    assert row["Annoncé sur la page du défi"].startswith("Développer les usages de Mon Espace Santé")
    assert pd.isna(frame.loc[frame["Code"].eq("E6D2O1"), "Actions"].iloc[0])
    assert row["Source"].startswith("Schéma territorial de santé 2023-2028 de la Lozère, «")


def test_exported_matrix_tells_three_cases_apart(plans: Plans):
    frame = matrix_table(plans, EVERYTHING, ["48", "09", "31"]).set_index("Code")
    assert frame.loc["E1D5", "Lozère"] == "priorisé : 1 objectif (E1D5O4)"
    assert frame.loc["E1D5", "Ariège"] == "non priorisé dans ce schéma territorial, le schéma régional s'y applique"
    assert frame.loc["E1D5", "Haute-Garonne"] == "plan non chargé"


def test_exported_tags_and_cover(plans: Plans):
    frame = tags_table(plans, ["09"], defis=list(plans.defis), niveau="objectif").set_index("Étiquette")
    assert frame.loc["Premier recours", "Ariège"] == "non imprimé"
    cover = defis_cover(plans, DefiChoice(engagements=("3",)), ["09"], title="Objectifs")
    assert cover["Engagements"] == "3"
    assert cover["Thème"] == "tous"
    assert "seul l'arrêté publié fait foi" in cover["Avertissement"]


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_every_part_stands_with_any_number_of_plans(count: int):
    plans = library_of(count).plans
    defi_matrix(plans, EVERYTHING, list(DEPARTEMENTS))
    matrix_finding(plans, list(DEPARTEMENTS))
    assert len(matrix_table(plans, EVERYTHING, list(DEPARTEMENTS))) == 23
    assert sheets_table(plans, EVERYTHING, plans.loaded).empty == (count == 0)
    for code in plans.objectifs:
        borne(plans, code)
    if count:
        compared(plans, "E6D4", *side_by_side(plans, ["E6D4"], ()))
