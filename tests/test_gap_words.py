"""The words of a gap, read on every view: reservations counted by hand, bounds beside the print, words that are out.

Source: DESIGN.md, section 5, rules 9 to 11.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from analysis.scenario import REFERENCE, Scenario, outcome
from analysis.supply import Activite, GapRow
from analysis.territory import Territories
from charts.blocks import gap_notes, gap_sheet
from charts.blocks.gap_changes import change, lines_text, range_item
from charts.blocks.gap_legend import signs_of
from charts.blocks.records import Mark
from charts.blocks.scenario_lists import balance
from charts.blocks.scenario_supply import scenario_supply
from charts.blocks.territory_blocks import supply as territory_supply
from charts.drawings.gap_chart import gap_chart
from charts.drawings.gap_map import MEASURES, gap_view
from charts.drawings.gap_matrix import gap_matrix
from charts.words.gap_bounds import HYPOTHESES, NOT_TOLD, cell_text, condition_text, told_text
from charts.words.gap_declared import announced_text, comes_first, verdict_text
from charts.words.gap_reserves import numbered_text, reserves_text, version_text
from charts.words.gap_words import BORNES, gap_sentence, gap_text, short_sentence
from charts.words.scenario_words import differences, gaps_finding, unknowns
from exports.html import written
from tests.held import ATLAS, DATA, PLANS, SUPPLY
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.written import as_html
from views.ecarts.tables import gaps_cover, gaps_table, on_screen
from views.territoire.tables import supply_table

ROOT = Path(__file__).resolve().parents[1]
TERRITORIES = Territories(ATLAS, PLANS, SUPPLY)
LOADED = SUPPLY.departements
BOUNDS = ("basse", "haute")
each_bound = pytest.mark.parametrize("borne", BOUNDS)
each_borne = pytest.mark.parametrize("borne", list(BORNES))


def flat(text: str) -> str:
    """Markup as a reader sees it: no tags, one space between words."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def row_of(departement: str, activite: str, code: str) -> GapRow:
    return next(row for row in SUPPLY.of(activite, [departement]) if row.code == code)


def changes(borne: str = "intervalle") -> list[GapRow]:
    return [row for code in LOADED for row in SUPPLY.changes(code, borne=borne)]


# ---------------------------------------------------------------- reservations


def strongest(row: GapRow) -> str:
    return row.reservations[0].kind if row.reserved else "sans"


def test_forty_two_numbers_split_as_read_in_the_five_documents():
    """Counted by hand: avenant, asterisks of nuclear medicine, a «possible», two differences, prenatal diagnosis."""
    assert Counter(map(strongest, changes())) == {
        "avenant": 25,
        "asterisque": 3,
        "possible": 1,
        "differe": 2,
        "explique": 3,
        "sans": 8,
    }


EXPECTED = {
    "asterisque": {("09", "medecine_nucleaire"), ("46", "medecine_nucleaire"), ("48", "medecine_nucleaire")},
    "possible": {("46", "amp")},
    "differe": {("09", "sld"), ("34", "cardio_interventionnelle")},
    "explique": {("34", "dpn")},
    "sans": {("09", "amp"), ("09", "dpn"), ("34", "amp"), ("34", "cardio_interventionnelle"), ("48", "amp")},
}


@pytest.mark.parametrize(("kind", "rows"), EXPECTED.items())
def test_each_reservation_falls_on_the_rows_that_the_documents_hold_back(kind, rows):
    assert {(row.departement, row.activite) for row in changes() if strongest(row) == kind} == rows


def test_a_consultation_version_is_said_apart_and_counted_among_those_without_reservation():
    free = [row for row in changes() if not row.reserved]
    assert sum(row.consulted for row in free) == 3
    told = numbered_text(changes(), "intervalle")
    assert told == (
        "42 écarts en hausse ou en baisse. 8 sont sans réserve, dont 3 en version de consultation ; 34 en portent une"
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [("09", "Version de consultation (juillet 2023)"), ("34", "Version arrêtée (octobre 2023)"),
     ("46", "Version arrêtée (octobre 2023)"), ("48", "Version de consultation (juillet 2023)")],
)  # fmt: skip
def test_every_column_says_its_version(code, words):
    assert version_text(SUPPLY, code) == words
    assert words in flat(as_html(gap_sheet.changes_part(SUPPLY, code, borne="intervalle")))


@pytest.mark.parametrize(
    ("place", "words"),
    [(("46", "amp", "AB1"), "seulement possible dans le texte, ligne 2218"),
     (("09", "sld", "SLD"), "diffère du texte du plan, ligne 7376"),
     (("46", "medecine_nucleaire", "A+B"), "marqué d'un astérisque, note ligne 2390 ; seulement possible dans le "
      "texte, ligne 2390"),
     (("34", "amp", "AC4"), "sans réserve"), (("09", "irc", "UDM"), "révisé par l'avenant n°1 en 2025")],
)  # fmt: skip
def test_a_reservation_is_said_with_its_line(place, words):
    assert reserves_text(row_of(*place)) == words


def test_prenatal_diagnosis_carries_the_explanation_that_the_plan_gives():
    rows = [row for row in changes() if row.activite == "dpn" and row.departement == "34"]
    assert len(rows) == 3
    for row in rows:
        told = flat(as_html(change(SUPPLY, row, "intervalle")))
        assert "expliqué par le plan, ligne 2240" in told and "l'offre de soins restant la même" in told
    assert sum("ligne 2242" in reserves_text(row) for row in rows) == 1


@each_borne
def test_both_groups_stand_under_their_heading(borne):
    for code in LOADED:
        rows = SUPPLY.changes(code, borne=borne)
        told = as_html(gap_sheet.changes_part(SUPPLY, code, borne=borne))
        free = "Sans autre réserve" if code in ("09", "48") else "Sans réserve"
        groups = {
            free: [row for row in rows if not row.reserved and not row.supposed(borne)],
            "Avec réserve": [row for row in rows if row.reserved and not row.supposed(borne)],
            HYPOTHESES.get(borne, "?"): [row for row in rows if row.supposed(borne)],
        }
        for title, kept in groups.items():
            assert bool(re.search(rf"<h4>{title}[^<]* \({len(kept)}\)</h4>", told)) == bool(kept)


# ---------------------------------------------------------------- at a bound


@each_bound
def test_every_number_read_at_a_bound_stands_with_the_printed_cell(borne):
    """Sentences, list, chart words, map, table: a row whose target is printed as a range never goes without it."""
    rows = [row for row in SUPPLY.rows if row.bounded(borne)]
    assert len(rows) > 40
    table = gaps_table(SUPPLY, rows, borne=borne)
    for row, printed in zip(rows, table["Cible imprimée"], strict=True):
        cell, activite = cell_text(row), SUPPLY.activites[row.activite]
        assert "/" in cell and printed == cell
        assert cell in gap_sentence(row, activite, place="Ici", borne=borne)
        assert cell in short_sentence([row], activite, borne=borne)
        if row.gaps[borne] is not None and row.readings[borne] != "aucune":
            assert f"imprimé {cell}" in gap_text(row, borne=borne)
        view = gap_view(GEOGRAPHY, [row], measure="cible", borne=borne)
        assert any(cell in text for text in view.textes) and max(view.classes) == -1


@each_bound
def test_every_number_read_at_a_bound_stands_with_its_condition_and_what_the_text_declares(borne):
    for row in SUPPLY.supposed(LOADED, borne=borne):
        told = gap_sentence(row, SUPPLY.activites[row.activite], place="Ici", borne=borne)
        assert condition_text(row) in told
        silence = "rien" if condition_text(row) == NOT_TOLD else "pas plus"
        assert "texte : " in told or f"le texte du plan n'en dit {silence}" in told


@each_bound
def test_the_title_and_the_first_sentence_name_the_bound(borne):
    head = HYPOTHESES[borne]
    assert "hypothèse du plan" in head
    assert gap_sheet.changes_title(SUPPLY, LOADED, borne=borne, activites=SUPPLY.activites).startswith(head)
    assert gap_sheet.departements_finding(SUPPLY, LOADED, borne=borne).startswith(head)
    assert gap_sheet.overview_bound(SUPPLY, LOADED, borne=borne).startswith(head)
    for slug in SUPPLY.activites:
        rows = [row for row in SUPPLY.of(slug, LOADED) if row.bounded(borne)]
        assert (head in gap_sheet.finding(SUPPLY, slug, LOADED, borne=borne)) == bool(rows)
        if rows:
            assert short_sentence(rows[:1], SUPPLY.activites[slug], borne=borne).startswith(head)
    assert gaps_finding(
        outcome(PLANS, SUPPLY, Scenario(borne=borne), list(DEPARTEMENTS)),
    ).startswith(head)


def test_a_maternity_printed_zero_or_one_is_never_counted_as_a_fall():
    title = gap_sheet.finding(SUPPLY, "gyneco_obst", ["09"], borne="basse")
    assert title == (
        "Gynécologie-obstétrique, Ariège. Borne basse, une hypothèse du plan : 1 ligne dont la borne basse est sous "
        "l'autorisé (la cible dépend de la façon dont les hôpitaux du territoire se recomposent pendant la durée du "
        "plan, note ligne 7344)"
    )
    assert "baisse" not in title and SUPPLY.counts("gyneco_obst", "09", borne="basse")["baisse"] == 0


@each_bound
def test_the_whole_range_stays_pale_behind_the_dot(borne):
    row = row_of("09", "gyneco_obst", "I")
    figure = gap_chart([row], GEOGRAPHY.by_code(["09"]), borne=borne)
    pale = [trace for trace in figure["data"] if trace.get("opacity") == 0.35]
    joined = [trace for trace in figure["data"] if trace.get("line", {}).get("width") == 3]
    assert len(pale) == 1 and len(pale[0]["x"]) == 3 and pale[0]["x"][0] < pale[0]["x"][1]
    assert joined[0]["x"] == []  # no line from ring to dot: nothing reads as a move


@each_bound
def test_what_a_bound_adds_is_apart_from_the_numbers(borne):
    view = outcome(PLANS, SUPPLY, Scenario(borne=borne), list(DEPARTEMENTS)).supply
    assert {code: view.numbered(code) for code in LOADED} == {"09": 13, "34": 15, "46": 8, "48": 6}
    told = flat(
        written(scenario_supply(SUPPLY, {"A": outcome(PLANS, SUPPLY, Scenario(borne=borne), list(DEPARTEMENTS))}))
    )
    assert ("non une décision" in told) == (borne == "basse")


# ---------------------------------------------------------------- what the text declares


def test_what_the_plan_declares_comes_before_arithmetic():
    row = row_of("34", "chirurgie", "ADU")
    assert comes_first(row, "intervalle")
    told = short_sentence([row], SUPPLY.activites["chirurgie"], borne="intervalle")
    assert (
        told.index("annonce le maintien de 21 sites (ligne 2000)")
        < told.index("le tableau seul")
        < told.index("−21 à 0")
    )
    words = [
        text for text in gap_chart([row], GEOGRAPHY.by_code(["34"]))["layout"]["meta"]["textes"] if "couleur" in text
    ]
    assert [text["lignes"] for text in words] == [["◇ maintien"], ["de −21 à 0"]]
    assert words[1]["taille"] < 14 <= words[0].get("taille", 14)


@pytest.mark.parametrize(
    ("verdict", "count"), [("dans la fourchette du tableau, sans la prouver", 25), ("diffère du tableau", 4)]
)
def test_a_number_inside_a_range_proves_nothing(verdict, count):
    assert sum(verdict_text({"concordance": row.concordance}) == verdict for row in SUPPLY.rows) == count


def test_concorde_is_kept_for_a_number_that_is_that_of_the_table():
    for row in SUPPLY.rows:
        if row.concordance == "concorde":
            assert row.ecart_annonce is not None or row.cible_annoncee is not None
            assert (row.gaps["intervalle"] or row.targets["intervalle"]).exact


def test_a_mark_without_a_number_of_sites_never_says_more_sites_or_as_many():
    of_sites = re.compile(r"^◇ (maintien|hausse|baisse|création)")
    said = DATA.annonces[DATA.annonces["ecart"].isna() & DATA.annonces["cible"].isna()]
    soft = set(said.loc[~said["nature"].isin(["maintien", "hausse", "baisse", "creation"]), "ligne"])
    marks = {
        announced_text(row)
        for row in SUPPLY.rows
        if row.ligne_annonce in soft
        and not row.ecart_annonce
        and row.nature_annonce not in ("maintien", "hausse", "baisse", "creation")
    }
    assert marks and not any(of_sites.match(mark) for mark in marks)
    assert {"◇ à sécuriser (sans nombre)", "◇ à renforcer (sans nombre)", "◇ possible"} <= marks


SAID = {
    ("09", 7342): {("securisation", False)}, ("46", 2174): {("securisation", False)},
    ("48", 4610): {("securisation", False)}, ("09", 6442): {("renfort", False)},
    ("46", 2044): {("creation", True), ("renfort", True), ("renfort", False), ("maintien", False)},
    ("46", 2218): {("creation", True)}, ("48", 4507): {("creation", True)}, ("46", 2390): {("creation", True)},
    ("09", 7227): {("creation", True)}, ("46", 1968): {("renfort", False), ("places", False)},
    ("46", 2297): {("developpement", False)}, ("09", 7088): {("acces", False)}, ("09", 7604): {("maillage", False)},
    ("48", 4446): {("confortement", False)}, ("34", 2000): {("maintien", False), ("baisse", False)},
}  # fmt: skip
"""Nature of declarations and whether they set a condition, as read at their line in the five documents."""


@pytest.mark.parametrize(
    ("place", "natures"), SAID.items(), ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else ""
)
def test_a_declaration_bears_the_nature_that_its_line_bears(place, natures):
    departement, line = place
    said = DATA.annonces[DATA.annonces["departement"].eq(departement) & DATA.annonces["ligne"].eq(line)]
    assert set(zip(said["nature"], said["conditionnel"], strict=True)) == natures


# ---------------------------------------------------------------- places, dates


@pytest.mark.parametrize(
    ("place", "words"),
    [(("46", "smr", "GERI"), "autorisé ligne"), (("46", "medecine_nucleaire", "A+B"), "autorisé ligne")],
)
def test_a_row_cites_the_line_of_each_of_its_numbers(place, words):
    row = row_of(*place)
    assert words in lines_text(row) and "prévu ligne" in lines_text(row)
    assert set(re.findall(r"\d+", lines_text(row))) == {*row.lignes_existant, *row.lignes_cible}
    assert "autorisé : «" in gap_sheet.place_text(row)


def legend(activites: list[Activite], borne: str = "intervalle") -> str:
    """What the legend of the drawing of some activités says, and how it is read."""
    rows = [row for activite in activites for row in SUPPLY.of(activite.activite, LOADED)]
    return flat(as_html((gap_notes.marks(rows, activites, (), borne=borne, noted=False), gap_notes.reading())))


def test_an_activity_without_a_table_of_departure_has_no_authorised_site():
    activite = SUPPLY.activites["radiologie_interventionnelle"]
    assert not activite.depart and [slug for slug, one in SUPPLY.activites.items() if not one.depart] == [
        "radiologie_interventionnelle"
    ]
    rows = SUPPLY.of("radiologie_interventionnelle", ["09"])
    assert "sites prévus (aucun tableau de départ)" in short_sentence(rows[:1], activite, borne="intervalle")
    assert "aucun tableau de départ" in legend([activite])
    assert "sans date" not in legend([activite])


def test_the_legend_tells_apart_the_one_activity_without_a_date():
    told = legend(list(SUPPLY.activites.values()))
    apart = "médecine d'urgence : sans date imprimée ; radiologie interventionnelle : aucun tableau de départ"
    assert f"autorisé au 01/06/2023 ({apart})" in told
    dated = [one for one in SUPPLY.activites.values() if one.existant_date]
    assert "sans date" not in legend(dated)


def test_a_count_of_sites_says_that_it_follows_the_size():
    rows = [row for row in SUPPLY.of("irc", LOADED) if row.code == "UDM"]
    for measure in MEASURES:
        phrase = gap_view(GEOGRAPHY, rows, measure=measure, borne="intervalle").phrase
        assert ("taille du département" in phrase) == (measure != "ecart")


# ---------------------------------------------------------------- the words that are out

FORBIDDEN = {
    "certain": r"\bcertaine?s?\b(?! (cancers|communications) )",  # some cancers, some defects of the heart
    "perdre, gagner, abandonner": r"\b(perd|perte|gagn|abandonn)\w*",
    "supprimer": r"\bsupprim\w*",
    "ne retient pas": r"ne retien\w+ pas|non couvert",
    "contredire": r"\bcontredi\w*",
    "concurrente": r"\bconcurrent\w*",
    "fermer": r"\bfermer\b|(?<!aucune )\bfermeture(?! du canal| d'un vaisseau)",
}


@cache
def everything(borne: str) -> tuple[str, ...]:
    return tuple(flat(text) for text in _said(borne))


def _said(borne: str) -> Iterator[str]:
    """Each text of the views of gaps, of «Et si» and of their files, at one bound."""
    whole = list(DEPARTEMENTS)
    yield gap_sheet.changes_title(SUPPLY, LOADED, borne=borne, activites=SUPPLY.activites)
    yield json.dumps(gap_matrix(SUPPLY, LOADED, borne=borne), ensure_ascii=False)
    for code in LOADED:
        yield as_html(gap_sheet.changes_part(SUPPLY, code, borne=borne))
        yield gap_sheet.departements_finding(SUPPLY, [code], borne=borne)
        yield str(written(territory_supply(TERRITORIES.of(code)), paper=True))
    for slug in SUPPLY.activites:
        rows = SUPPLY.of(slug, LOADED)
        yield gap_sheet.finding(SUPPLY, slug, LOADED, borne=borne)
        yield json.dumps(gap_chart(rows, GEOGRAPHY.by_code(LOADED), borne=borne), ensure_ascii=False)
        yield gap_sheet.chart_text(rows, GEOGRAPHY.by_code(LOADED), borne=borne)
        yield legend([SUPPLY.activites[slug]], borne)
        yield as_html(gap_notes.numbered(gap_notes.reasons(rows))[0])
        for code in dict.fromkeys(row.code for row in rows):
            own = [row for row in rows if row.code == code]
            yield short_sentence(own, SUPPLY.activites[slug], borne=borne)
            yield as_html(gap_sheet.detail(SUPPLY, own, borne=borne))
            for measure in MEASURES:
                view = gap_view(GEOGRAPHY, own, measure=measure, borne=borne, loaded=SUPPLY.loaded_plans)
                yield " ".join([view.titre, view.phrase, *view.textes, *view.legende, view.manque])
    for scenario in (REFERENCE, Scenario(borne=borne), Scenario(borne=borne, engagements=frozenset({3}))):
        found = outcome(PLANS, SUPPLY, scenario, whole)
        reference = outcome(PLANS, SUPPLY, REFERENCE, whole)
        yield written(scenario_supply(SUPPLY, {"A": found}))
        yield written(balance(reference, {"A": found}))
        yield " ".join(
            [gaps_finding(found), *differences(found, reference, SUPPLY, defis=PLANS.defis), *unknowns(found, SUPPLY)]
        )
    frame = gaps_table(SUPPLY, SUPPLY.rows, borne=borne)
    yield " ".join(map(str, [*frame.columns, *frame.to_numpy().ravel()]))
    yield " ".join(map(str, on_screen(frame, several=True).to_numpy().ravel()))
    yield " ".join(gaps_cover(SUPPLY, title="Écarts", departements=LOADED, borne=borne, revised=True).values())


@each_borne
@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_view_at_any_bound_says_a_forbidden_word(name, borne):
    found = {
        text[max(0, match.start() - 60) : match.end() + 40]
        for text in everything(borne)
        for match in re.finditer(FORBIDDEN[name], text, re.IGNORECASE)
    }
    assert found == set()


@each_bound
def test_no_bound_is_quoted_as_a_printed_target(borne):
    """Never «0 prévu ; ligne 7319» where the line prints 0/1."""
    for row in SUPPLY.supposed(LOADED, borne=borne):
        told = flat(as_html(change(SUPPLY, row, borne)))
        assert "prévu" not in told.partition("; ")[0] and f"cible imprimée {cell_text(row)}" in told


def test_the_workbook_of_a_departement_parts_numbers_as_its_page_does():
    table = supply_table(TERRITORIES.of("34")).set_index("Activité")
    free = table["Écarts chiffrés sans réserve"]
    assert free.ne("aucun").sum() == 2 and "+1 M3 cardiopathies de l'adulte" in set(free)
    held = table["Écarts chiffrés avec réserve"]
    assert any("diffère du texte du plan, ligne 2410" in words for words in held)
    assert set(table["Version du plan"]) == {"Version arrêtée (octobre 2023)"}


@pytest.mark.parametrize("name", ["README.md", "GUIDE.md", "CHANGELOG.md"])
def test_documents_never_promise_a_certain_gap(name):
    text = (
        (ROOT / name).read_text("utf-8").partition("\n## 1.")[0]
        if name == "CHANGELOG.md"
        else (ROOT / name).read_text("utf-8")
    )
    assert not re.search(r"écarts? certain|certain gap|changes for certain", text, re.IGNORECASE)


def test_glossary_tells_what_may_be_authorised_from_what_is():
    words = DATA.glossaire.set_index("terme")["definition"]
    assert "permet d'autoriser" in words["cible"] and "ouverte ou non" in words["implantation"]
    assert "est exercée" not in words["implantation"]
    assert "ce que le plan permet d'autoriser" in legend(list(SUPPLY.activites.values()))


# ---------------------------------------------------------------- a second reading, with the sources open


@pytest.mark.parametrize(
    ("departement", "note"), [("09", 6878), ("34", 2322), ("46", 2252), ("48", 4204)]
)  # the note of «Objectifs quantitatifs de l'offre de soins *», 002:6878, 004:2322, 001:2252, 000:4204
def test_an_asterisk_on_the_heading_of_a_table_holds_each_of_its_rows(departement, note):
    rows = SUPPLY.of("urgences", [departement])
    assert len(rows) == 6
    for row in rows:
        assert reserves_text(row).endswith(f"tableau marqué d'un astérisque, note ligne {note}")


def test_a_declaration_that_names_one_mention_says_nothing_of_another():
    """004:2187 to 2194 name the mentions A; B1, B2, B4 and B5 only have the sentence above them (2185)."""
    for code in ("B1", "B2", "B4", "B5"):
        assert (
            told_text(row_of("34", "cancer", code)) == "texte : maintien sous réserve, dit plus largement (ligne 2185)"
        )
    assert "dit plus largement (ligne 7342)" in told_text(row_of("09", "gyneco_obst", "I"))


@pytest.mark.parametrize(
    ("code", "lines"), [("A5", "2185 et 2194"), ("A5+B5", "2185 et 2194"), ("TMSC-A", "1917 et 2202"),
                        ("TMSC-A+TMSC-B+TMSC-C", "1917 et 2202")],
)  # fmt: skip
def test_a_reservation_cites_the_line_that_sets_it(code, lines):
    """Line 2202 only prints «Maintien des 9 sites»: the thresholds of every cancer treatment stand at line 1917."""
    row = row_of("34", "cancer", code)
    assert f"sous réserve dans le texte, lignes {lines}" in reserves_text(row)
    assert told_text(row).endswith(f"sous réserve (lignes {lines})")


@pytest.mark.parametrize(
    ("row", "expected"),
    [(("34", "cancer", "A5"), "◇ maintien de 7 sites sous réserve"), (("34", "cancer", "A3"), "◇ 6 sites sous réserve"),
     (("34", "chirurgie", "PED"), "◇ 14 sites"), (("34", "chirurgie", "BAR"), "◇ 9 sites"),
     (("46", "irc", "DOM"), "◇ développement sous réserve"), (("46", "smr", "GERI"), "◇ possible"),
     (("34", "radiologie_interventionnelle", "B"), "◇ à mailler sous réserve")],
)  # fmt: skip
def test_a_declaration_bears_the_number_and_the_condition_that_its_line_prints(row, expected):
    assert announced_text(row_of(*row)) == expected
    assert gaps_table(SUPPLY, [row_of(*row)], borne="intervalle")["Texte du plan"].item() == expected.removeprefix("◇ ")


def test_no_plan_is_said_to_announce_zero_and_no_decrease_is_made_of_the_sites_that_it_keeps():
    for row in SUPPLY.rows:
        for borne in BORNES:
            told = as_html(range_item(SUPPLY, row, borne)) + gap_sentence(
                row, SUPPLY.activites[row.activite], place="Ici", borne=borne
            )
            assert not re.search(r"annonce (0|−)", told)
        assert not re.search(r"−\d", announced_text(row))


@each_bound
def test_a_range_read_at_a_bound_is_not_what_the_table_permits(borne):
    """Hérault, A1 and B1: 4/13 and 1/4 permit −9 to +4; one bound alone does not change what the table permits."""
    bounded = [row for row in SUPPLY.rows if row.bounded(borne)]
    for row in bounded:
        told = flat(as_html(range_item(SUPPLY, row, borne)))
        assert "le tableau seul permet" not in told
        assert f"cible imprimée {cell_text(row)}" in told and condition_text(row) in told
    assert "à cette seule borne : de" in flat(as_html(range_item(SUPPLY, row_of("34", "cancer", "A1+B1"), borne)))


@each_bound
def test_the_table_says_the_condition_of_a_target_read_at_a_bound_even_without_a_gap(borne):
    rows = [row for row in SUPPLY.rows if row.bounded(borne) and row.gaps[borne] is None]
    assert len(rows) > 20
    for row, held in zip(rows, gaps_table(SUPPLY, rows, borne=borne)["Réserves"], strict=True):
        assert held == f"{HYPOTHESES[borne].lower()} ; {condition_text(row)}"


def test_no_count_says_why_there_is_none_in_the_place_of_a_number():
    told = flat("".join(as_html(range_item(SUPPLY, row, borne)) for row in SUPPLY.rows for borne in BORNES))
    told += gap_sheet.chart_text(SUPPLY.rows, GEOGRAPHY.by_code(LOADED), borne="intervalle")
    for words in (
        "autorisé ligne nouvelle",
        "autorisé non comparable",
        "autorisé se lit",
        "prévu reprise",
        "écart ligne nouvelle",
        "écart non comparable",
        "écart se lit",
        "– autorisé",
        "))",
    ):
        assert words not in told, words
    assert "aucune implantation inscrite, 1 prévu" in flat(
        as_html(change(SUPPLY, row_of("34", "cardio_interventionnelle", "M2-A+M2-B"), "intervalle"))
    )


@each_borne
def test_no_sentence_opens_two_brackets_in_one_another(borne):
    for row in SUPPLY.rows:
        told = short_sentence([row], SUPPLY.activites[row.activite], borne=borne)
        assert not re.search(r"\([^()]*\(imprimé", told), told


def test_a_row_of_a_consultation_version_is_never_without_reservation():
    for row in SUPPLY.rows:
        told = reserves_text(row)
        assert (told == "sans réserve") <= (row.departement in ("34", "46"))
        assert told.count("version de consultation") == (row.departement in ("09", "48") and not row.reserved)
    held = flat(written(territory_supply(TERRITORIES.of("09"))))
    assert "Écarts chiffrés et non nuls, sans autre réserve" in held and "non nuls, sans réserve" not in held


def test_a_fall_that_the_plan_explains_is_counted_with_its_explanation():
    """Hérault, DPN: three rows from 2 to 1, explained at 004:2240 and 2242 as an unchanged offer."""
    words = "3 en baisse (3 baisses expliquées par le plan)"
    assert words in gap_sheet.finding(SUPPLY, "dpn", LOADED, borne="intervalle")
    assert words in json.dumps(gap_matrix(SUPPLY, ["34"], borne="intervalle"), ensure_ascii=False)
    assert words in flat(written(territory_supply(TERRITORIES.of("34"))))


def test_on_a_chart_a_kept_offer_is_not_only_called_under_reservation():
    """«−3» over «sous réserve» would be heard as a closure: the line says that it keeps the sites."""
    kept = [
        row
        for row in SUPPLY.rows
        if row.nature_annonce == "maintien" and row.annonce_conditionnelle and row.concordance != "contredit"
    ]
    assert len(kept) > 15
    assert {announced_text(row, short=True) for row in kept} == {"◇ maintien si…"}
    assert (Mark("si… :"), " sous condition") in signs_of(["◇ maintien si…"])
