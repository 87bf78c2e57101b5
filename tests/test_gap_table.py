"""«Ce qui change» drawn: each cell against the table of gaps, what is seen, what is heard, where it leads."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from charts.blocks.gap_changes import change
from charts.blocks.gap_table import SEEN_WHOLE, ChangeTable, change_table
from charts.blocks.records import Bar, Cell, Grid, Link, Mark, Part, plain
from charts.drawings.palette import contrast
from charts.drawings.tokens import COLOURS
from charts.words.gap_declared import signed
from charts.words.gap_words import BORNES, RANGE_CAUTION
from exports.html import written
from tests.held import DATA, LIBRARY, SUPPLY, library_of
from tests.places import DEPARTEMENTS
from tests.written import as_html
from views.registry import view

LOADED = SUPPLY.departements
SUFFIX = {"intervalle": "", "basse": "_basse", "haute": "_haute"}
each_borne = pytest.mark.parametrize("borne", list(BORNES))

FREE = {
    ("09", "amp", "AB1"), ("09", "dpn", "D4"), ("34", "amp", "AB7"), ("34", "amp", "AB8"), ("34", "amp", "AC5"),
    ("34", "amp", "AC6"), ("34", "cardio_interventionnelle", "M3"), ("48", "amp", "AB1"),
}  # fmt: skip
"""Numbers that nothing written holds back, read in the plans."""

DIFFERS = {("09", "sld", "SLD"), ("34", "cardio_interventionnelle", "M2-A+M2-B")}
"""Numbers of the table that the prose of the plan does not give."""


def drawn(borne: str = "intervalle") -> ChangeTable:
    return change_table(SUPPLY, LOADED, borne=borne)


def cells(table: ChangeTable) -> dict[tuple[str, str], Cell]:
    """Cells by name of row and code of département."""
    found = {}
    for body in table.grid().bodies:
        for row in body:
            heads = [cell for cell in row.cells if cell.heading]
            own = [cell for cell in row.cells if not cell.heading]
            assert len(own) == len(table.changes)
            for code, cell in zip(table.changes, own, strict=True):
                found[plain(heads[-1].words).removesuffix("†"), code] = cell
    return found


def of_kind(words, kind):
    """Every run of a kind inside some words."""
    runs = words if isinstance(words, tuple) else (words,)
    inner = [found for run in runs if isinstance(run, Mark | Link) for found in of_kind(run.words, kind)]
    return [run for run in runs if isinstance(run, kind)] + inner


def expected(borne: str):
    """Rows of the table `ecarts` whose gap is one number and not zero."""
    frame = DATA.ecarts
    low, high = frame[f"ecart{SUFFIX[borne]}_min"], frame[f"ecart{SUFFIX[borne]}_max"]
    kept = frame[frame["departement"].isin(LOADED) & frame["denombre"] & low.eq(high) & low.ne(0).fillna(False)]
    return kept.assign(nombre=kept[f"ecart{SUFFIX[borne]}_min"].astype(int))


# ---------------------------------------------------------------- each number


@each_borne
def test_every_number_of_the_table_stands_in_its_cell_with_its_sign_and_its_bar(borne):
    table, rows = drawn(borne), expected(borne)
    place = cells(table)
    widest = max(8, rows["nombre"].abs().max())
    for row in rows.itertuples():
        words = place[row.libelle, row.departement].words
        (link,) = of_kind(words, Link)
        number = link.words[0].words[0]
        assert plain(number) == signed(row.nombre)
        (bar,) = of_kind(words, Bar)
        assert bar.share == pytest.approx(row.nombre / widest)
        named = dict(link.parameters)
        assert (named["activite"], named["modalite"], named["departement"]) == (
            row.activite,
            row.code,
            row.departement,
        )
    numbers = [cell for cell in place.values() if any(bar.share for bar in of_kind(cell.words, Bar))]
    assert len(numbers) == len(rows) == {"intervalle": 42, "basse": 55, "haute": 42}[borne]


def test_solid_and_bold_is_what_nothing_written_holds_back():
    table = drawn()
    place = cells(table)
    for row in table.rows:
        key = (row.departement, row.activite, row.code)
        words = place[row.libelle, row.departement].words
        (bar,) = of_kind(words, Bar)
        number = of_kind(words, Link)[0].words[0].words[0]
        assert (bar.hold == "plein") == (number.style == "fort") == (key in FREE), key
        reasons = [plain(mark) for mark in of_kind(words, Mark) if mark.style == "reserve"]
        assert bool(reasons) == (key not in FREE)
        said = reasons[0] if reasons else ""
        assert ("†" in said) == SUPPLY.activites[row.activite].revisee
        assert ("◇ diffère" in said) == (key in DIFFERS)
        assert ("expliqué" in said) == (row.activite == "dpn" and row.departement == "34")
    held = [row for row in table.rows if (row.departement, row.activite, row.code) not in FREE]
    assert (len(table.rows) - len(held), len(held)) == (8, 34)


@each_borne
def test_a_number_of_a_bound_alone_is_dashed_beside_the_printed_cell(borne):
    table = drawn(borne)
    place = cells(table)
    for row in table.rows:
        words = place[row.libelle, row.departement].words
        (bar,) = of_kind(words, Bar)
        assert (bar.hold == "tirets") == row.supposed(borne)
        assert bool(re.search(r"imprimé .*\d/\d", plain(of_kind(words, Link)[0].words[0]))) == row.supposed(borne)
    assert any(row.supposed("basse") for row in drawn("basse").rows)
    assert ("tirets" in as_html(table.legend())) == any(row.supposed(borne) for row in table.rows)


@each_borne
def test_what_is_heard_is_the_whole_sentence_of_the_list(borne):
    table = drawn(borne)
    place = cells(table)
    for row in table.rows:
        (link,) = of_kind(place[row.libelle, row.departement].words, Link)
        shown, heard = link.words
        assert (shown.style, heard.style) == ("vu", "hors-vue")
        said = plain(heard)
        assert said.startswith(f"{row.nom} : {signed(table.number(row))} ")
        for part in change(SUPPLY, row, borne).words:
            assert plain(part).strip() in said
        assert not said.endswith(", ")


def test_a_cell_without_a_number_is_a_dot_a_range_or_says_why():
    table = drawn()
    place = cells(table)
    frame = DATA.ecarts.set_index(["libelle", "departement"])
    stable = ranged = 0
    for (name, code), cell in place.items():
        said = plain(cell.words)
        if name.endswith("lignes en fourchette"):
            continue
        row = frame.loc[(name, code)]
        row = row.iloc[0] if row.ndim > 1 else row
        if row["lecture"] == "stable":
            assert said == "stable" and [bar.share for bar in of_kind(cell.words, Bar)] == [0]
            stable += 1
        elif row["lecture"] == "fourchette":
            assert f"de {signed(int(row['ecart_min']))} à {signed(int(row['ecart_max']))}" in said
            assert not of_kind(cell.words, Bar)
            ranged += 1
    assert (stable, ranged, len(place)) == (53, 21, 31 * 4)
    first = plain(place["Gériatrie", "34"].words)
    assert first.index("◇ +3") < first.index("de −1 à +3")  # what the plan declares comes before the table's range


# ---------------------------------------------------------------- order, heads, cards


def test_rows_are_grouped_by_activite_the_widest_first():
    names = [plain(body[0].cells[0].words) for body in drawn().grid().bodies]
    assert names[:2] == ["Insuffisance rénale (IRC)†", "Réadaptation (SMR)†"]
    assert len(names) == len(set(names)) == 9 + 5
    assert [len(body) for body in drawn().grid().bodies] == [4, 6, 1, 4, 5, 1, 1, 3, 1, *[1] * 5]


def test_heads_say_the_version_and_count_like_the_title():
    head = drawn().grid().head[0].cells[2:]
    assert [plain(cell.words) for cell in head] == [
        "Ariège consultation 13 écarts, 2 sans autre réserve",
        "Hérault version arrêtée 15 écarts, 5 sans réserve",
        "Lot version arrêtée 8 écarts, aucun sans réserve",
        "Lozère consultation 6 écarts, 1 sans autre réserve",
    ]
    assert [cell.role for cell in head] == ["consulte", "", "", "consulte"]


@each_borne
def test_cards_hold_the_same_numbers_and_links_as_the_table(borne):
    table = drawn(borne)
    _, grid, cards = table.blocks()
    assert isinstance(grid, Grid) and isinstance(cards, Part)
    assert [card.label for card in cards.blocks] == [DEPARTEMENTS[code] for code in LOADED]
    in_cards = re.findall(r'<a data-vue href="([^"]+)">', as_html(cards))
    in_table = re.findall(r'<a data-vue href="([^"]+)">', as_html(grid))
    assert len(set(in_cards)) == len(in_cards) == len(table.rows)
    assert set(in_cards) <= set(in_table)
    assert not set(re.findall(r"<b>([^<]+)</b>", as_html(cards))) - {"+1"}


def test_a_link_opens_its_row_at_the_bound_that_is_read():
    for borne in ("intervalle", "basse"):
        table = drawn(borne)
        links = re.findall(r'href="([^"]+)"', as_html(table.grid()))
        for address in links[:: len(links) // 6]:
            parts = urlsplit(unescape(address))
            asked = parse_qs(parts.query)
            assert asked.get("borne", ["intervalle"]) == [borne]
            opened = view(LIBRARY, "ecarts", asked)
            assert parts.path == "./ecarts" and opened.kind == "activite"
            row = next(
                row for row in SUPPLY.of(asked["activite"][0], asked["departement"]) if row.code == asked["modalite"][0]
            )
            assert row.libelle in opened.sentence and row.nom in opened.sentence


def test_the_drawing_adds_no_link_nor_table_to_what_is_downloaded():
    shown = view(LIBRARY, "ecarts", {})
    assert [table.name for table in shown.tables] == ["Écarts"]
    assert len(shown.tables[0].frame) == 42


# ---------------------------------------------------------------- ranges


@each_borne
def test_every_range_of_the_tables_is_drawn_or_counted(borne):
    """Each printed range has its cell, or is one of those that a cell counts and names for who listens."""
    table = drawn(borne)
    place = cells(table)
    heard = {}
    for body in table.grid().bodies:
        activite = plain(body[0].cells[0].words).removesuffix("†")
        for row in body:
            own = [cell for cell in row.cells if not cell.heading]
            for code, cell in zip(table.changes, own, strict=True):
                heard.setdefault((activite, code), []).append(plain(cell.words))
    ranges = [row for row in SUPPLY.rows if row.denombre and row.readings["intervalle"] == "fourchette"]
    assert len(ranges) == 47
    for row in ranges:
        name = SUPPLY.activites[row.activite].libelle_court
        own = plain(place.get((row.libelle, row.departement), Cell("")).words)
        said = " ".join([*heard.get((name, row.departement), ()), own]).lower()
        assert row.libelle.lower() in said, row.libelle
    assert table.left_out == ["had", "psychiatrie", "radiologie_interventionnelle"]


def test_what_several_ranges_of_a_departement_hold_is_counted_and_heard():
    words = cells(drawn())["5 autres lignes en fourchette", "34"].words
    (link,) = of_kind(words, Link)
    shown, heard = map(plain, link.words)
    assert shown == "4 fourchettes" and "Polyvalent de −20 à 0" in heard and heard.count(" ; ") == 3
    assert dict(link.parameters) == {"vue": "activite", "activite": "smr", "departement": "34"}


def test_ranges_alone_are_drawn_and_bear_their_caution():
    shown = view(LIBRARY, "ecarts", {"departement": ["09"]})
    assert RANGE_CAUTION in shown.cautions and "aucune fermeture" in as_html(shown.blocks)
    table = change_table(SUPPLY, ["09"], borne="intervalle", activites=["medecine"])
    assert not table.rows and "de −2 à +1" in as_html(table.blocks()).replace("\u00a0", " ")


# ---------------------------------------------------------------- any number of plans


@pytest.mark.parametrize("count", [1, 5, 13])
def test_any_number_of_plans_is_drawn(count):
    library = library_of(count)
    table = change_table(library.supply, library.supply.departements, borne="intervalle")
    assert len(table.changes) == count
    cells(table)
    grid = table.grid()
    assert len(grid.head[0].cells) == 2 + count
    assert ("large" in grid.role) == bool(grid.label) == (count > SEEN_WHOLE)
    html = str(written(table.blocks()))
    assert html.count('class="barre hausse') + html.count('class="barre baisse') >= 2 * len(table.rows)


def test_nothing_is_drawn_without_a_number():
    assert change_table(SUPPLY, [], borne="intervalle").blocks() == ()
    assert change_table(SUPPLY, LOADED, borne="intervalle", activites=["psychiatrie"]).blocks() == ()
    assert view(LIBRARY, "ecarts", {"departement": ["11"]}).blocks


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize("theme", [0, 1], ids=["clair", "sombre"])
def test_marks_and_numbers_are_told_from_their_ground(theme):
    for ground in ("feuille", "survol"):
        for name in ("hausse", "baisse"):
            assert contrast(COLOURS[name][theme], COLOURS[ground][theme]) >= 3
            assert contrast(COLOURS[f"{name}-texte"][theme], COLOURS[ground][theme]) >= 4.5
        assert contrast(COLOURS["stable"][theme], COLOURS[ground][theme]) >= 3
        assert contrast(COLOURS["encre-2"][theme], COLOURS[ground][theme]) >= 4.5
    for name in ("hausse-claire", "hausse-pale", "baisse-claire", "baisse-pale"):
        assert contrast(COLOURS["encre"][theme], COLOURS[name][theme]) >= 4.5
