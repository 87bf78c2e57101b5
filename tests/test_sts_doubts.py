"""The reader before what it does not expect: no value rather than a wrong one, and nothing in silence."""

from __future__ import annotations

import pytest

from loaders.errors import ReadingError
from loaders.sts.lines import clean_lines
from loaders.sts.oqos import OqosRead, read_oqos
from loaders.sts.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
BILAN = "Bilan des objectifs quantitatifs de l'offre de soins, au 01/06/2023,"
REFORM = "Objectifs quantitatifs de l'offre de soins prenant en compte la réforme"
CONSTANT = "Objectifs quantitatifs de l'offre de soins"
END = "Recours et expertises supra-territoriales"
OLD, NEW = "Zone d'implantation\tModalités\tExistant au 01/06/2023", "Zone d'implantation\tModalités\tCibles"
BOTH = "Zone d'implantation\tModalités/mentions\tExistant au 01/06/2023\tCible"
RAW_NEW, RAW_BOTH = "Zone d'implantation Modalités Cibles", "Zone d'implantation Modalités/mentions Existant Cible"


def read(activite: str, *lines: str, zone: str = "65") -> OqosRead:
    text = "\n".join([f"Activité de soins {activite}", *lines, END, "Non concerné."])
    return read_oqos(clean_lines(text), VOCABULARY, zone)


def told(found: OqosRead) -> dict[str, tuple[str, int | None, int | None]]:
    """Print and bounds of each cell, by the words that tell it."""
    return {
        " ".join(filter(None, (c.groupe, c.modalite, c.mesure))): (c.brut, c.valeur_min, c.valeur_max)
        for c in found.cells
    }


def values(found: OqosRead) -> dict[str, int | None]:
    return {name: high for name, (_, _, high) in told(found).items()}


def said(found: OqosRead) -> str:
    return "\n".join(words for _, words in [*found.non_compris, *found.avertissements])


def assert_sound(found: OqosRead) -> None:
    """What holds of every reading: keys once, a blank said of an empty cell only, no control sign."""
    keys = [(c.activite, c.regime, c.groupe, c.modalite, c.mesure) for c in found.cells]
    assert len(keys) == len(set(keys))
    for cell in found.cells:
        assert (cell.brut == "") == (cell.note == "case vide dans le document"), cell
        assert all(sign.isprintable() for sign in cell.brut + cell.libelle + cell.section), cell


# a label of two groups

ADULT, CHILD = "Psychiatrie adulte", "Psychiatrie infanto juvénile"


@pytest.mark.parametrize(
    "rows",
    [
        (f"\t{ADULT}\t", "\tHospitalisation de jour\t4", f"\t{CHILD}\t", "65\tHospitalisation de jour\t3"),
        (f"{ADULT}", "Hospitalisation de jour 4", f"{CHILD}", "65 Hospitalisation de jour 3"),
        (
            f"65\t{ADULT}\t",
            "\tHospitalisation de jour\t4",
            "\tPsychiatrie infanto-juvénile\t",
            "\tHospitalisation de jour\t3",
        ),
        (f"65\t{ADULT}\tHospitalisation de jour\t4", f"\t{CHILD}\tHospitalisation de jour\t3"),
        ("65", ADULT, "Hospitalisation de jour 4", "Psychiatrie infanto juvényle", "Hospitalisation de jour 3"),
    ],
    ids=["cells", "raw", "hyphen", "beside", "slip"],
)
def test_a_label_of_two_groups_goes_to_the_group_above_it(rows):
    found = read("Psychiatrie", BILAN, OLD if "\t" in rows[1] else "Zone d'implantation Modalités Bilan", *rows)
    assert values(found) == {
        f"{ADULT} Hospitalisation de jour existant": 4,
        f"{CHILD} Hospitalisation de jour existant": 3,
    }
    assert_sound(found)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (("65\tHospitalisation de jour\t4",), {}),
        (("65\tXyz\t", "\tHospitalisation de jour\t4", "\tCentre de crise\t1"), {}),
        (
            (f"65\t{ADULT}\t", "\tHospitalisation de jour\t4", "\tHospitalisation de jour\t3", "\tCentre de crise\t1"),
            {f"{ADULT} Hospitalisation de jour existant": 4},
        ),
        (
            (f"65\t{ADULT}\t", "\tHospitalisation de jour\t4", "\tPédopsy\t", "\tCentre de crise\t1"),
            {f"{ADULT} Hospitalisation de jour existant": 4},
        ),
    ],
    ids=["none", "unread", "lost", "garbled"],
)
def test_a_label_of_two_groups_without_a_group_has_no_value(rows, kept):
    found = read("Psychiatrie", BILAN, OLD, *rows, "\tCentre de postcure psychiatrique\t2")
    assert values(found) == {**kept, f"{ADULT} Centre de postcure psychiatrique existant": 2}
    assert "groupe non lu" in said(found)
    assert not any("absente du tableau" in words and "de jour" in words for _, words in found.avertissements)


# a table printed twice


@pytest.mark.parametrize(("title", "head", "label"), [(REFORM, NEW, "Adultes"), (BILAN, OLD, "Ambulatoire")])
def test_a_table_printed_twice_with_other_numbers_keeps_none(title, head, label):
    found = read("Chirurgie", title, head, f"65\t{label}\t5", title, head, f"65\t{label}\t8")
    assert [(cell.brut, cell.valeur_min, cell.valeur_max) for cell in found.cells] == [("5 ; 8", None, None)]
    assert "«5 ; 8»" in said(found) and "lignes 4 et 7" in said(found)
    assert_sound(found)


def test_a_table_printed_twice_with_the_same_numbers_is_one_and_another_column_keeps_its_own():
    table = (CONSTANT, BOTH, "65\tDialyse en centre\t1\t3")
    assert values(read("Insuffisance Rénale Chronique", *table, *table)) == {
        "Dialyse en centre (adulte) existant": 1,
        "Dialyse en centre (adulte) cible": 3,
    }
    found = read("Insuffisance Rénale Chronique", *table, CONSTANT, BOTH, "65\tDialyse en centre\t1\t4")
    assert told(found) == {
        "Dialyse en centre (adulte) existant": ("1", 1, 1),
        "Dialyse en centre (adulte) cible": ("3 ; 4", None, None),
    }


# columns in another order


@pytest.mark.parametrize(
    "lines",
    [
        ("Zone d'implantation\tModalités/mentions\tCible\tExistant au 01/06/2023", "65\tDialyse en centre\t1\t3"),
        ("Zone d'implantation Modalités/mentions Cible Existant au 01/06/2023", "65 Dialyse en centre 1 3"),
        ("Zone", "d'implantation", "Modalités/mentions Cibles", "Existant au 1er", "65", "Dialyse en centre  1  3"),
        (BOTH, "65\tDialyse en centre\t3\t1"),
    ],
)
def test_the_heading_says_which_column_is_which(lines):
    found = read("Insuffisance Rénale Chronique", CONSTANT, *lines)
    assert values(found) == {"Dialyse en centre (adulte) existant": 3, "Dialyse en centre (adulte) cible": 1}


@pytest.mark.parametrize(
    ("activite", "lines", "expected"),
    [
        ("SSR/SMR", (f"{OLD}\t", "\t\tHTP\tHC", "65\tSSR Adultes\t4\t8"), {"hc": 8, "htp": 4}),
        (
            "SSR/SMR",
            ("Zone d'implantation Modalités Existant", "65", "Non spécialisés : HTP HC", "SSR Adultes 4 8"),
            {"hc": 8, "htp": 4},
        ),
        ("SSR/SMR", (f"{OLD}\t", "65\tNon spécialisés :\tHTP\tHC", "\tSSR Adultes\t4\t8"), {"hc": 8, "htp": 4}),
        (
            "Médecine Nucléaire",
            (
                "Zone d'implantation Equipements matériels lourds",
                "Existant au 01/06/2023",
                "Appareils Implantations",
                "65",
                "TEP-scanners 6 2",
            ),
            {"implantations": 2, "appareils": 6},
        ),
    ],
)
def test_pairs_of_columns_follow_their_heading_too(activite, lines, expected):
    found = read(activite, BILAN, *lines)
    assert {cell.mesure.removeprefix("existant_"): cell.valeur_max for cell in found.cells} == expected


@pytest.mark.parametrize(
    ("activite", "title", "lines"),
    [
        ("SSR/SMR", BILAN, (f"{OLD}\t", "65\tSSR Adultes\t8\t4")),
        ("Médecine Nucléaire", BILAN, ("Zone d'implantation Existant au 01/06/2023", "65", "TEP-scanners 8 4")),
        (
            "Insuffisance Rénale Chronique",
            CONSTANT,
            (BOTH, "65", "Zone d'implantation\tModalités\tCible\tExistant", "65\tDialyse en centre\t8\t4"),
        ),
        ("Insuffisance Rénale Chronique", CONSTANT, ("65", "Dialyse en centre 8 4")),
        ("Insuffisance Rénale Chronique", CONSTANT, (OLD, "65\tDialyse en centre\t8\t4")),
        ("Insuffisance Rénale Chronique", CONSTANT, (f"{BOTH}\t2025", "65\tDialyse en centre\t8\t4\t")),
        (
            "Insuffisance Rénale Chronique",
            CONSTANT,
            ("Zone d'implantation Modalités Existant 2025 Cible", "65", "Dialyse en centre 8 4"),
        ),
    ],
    ids=[
        "no names",
        "no names raw",
        "two orders",
        "no heading",
        "half a heading",
        "another column",
        "another column raw",
    ],
)
def test_a_heading_that_cannot_be_read_leaves_no_value_and_keeps_what_is_printed(activite, title, lines):
    found = read(activite, title, *lines)
    assert {(cell.brut, cell.valeur_min, cell.valeur_max) for cell in found.cells} == {("8 ; 4", None, None)}
    assert "colonnes non reconnues" in said(found)
    assert_sound(found)


# numbers alone on their line


def test_a_page_number_after_a_label_is_not_its_value():
    found = read(
        "critiques",
        REFORM,
        RAW_NEW,
        "30",
        "Réanimation et soins intensifs polyvalents, et de",
        "spécialité le cas échéant",
        "",
        "45",
        "Soins intensifs polyvalents dérogatoires  2",
        zone="30",
    )
    assert [cell.brut for cell in found.cells] == ["", "2"]
    assert "45" in said(found)


@pytest.mark.parametrize(("page", "brut"), [("47", ""), ("131", ""), ("37", "37"), ("22", "22")])
def test_a_number_too_large_to_stand_alone_is_no_value(page, brut):
    found = read(
        "critiques",
        REFORM,
        RAW_NEW,
        "65",
        "Réanimation et soins intensifs polyvalents, et de",
        "spécialité le cas échéant",
        page,
        "Soins intensifs de cardiologie  2",
    )
    assert [(cell.brut, cell.valeur_max) for cell in found.cells] == [(brut, None), ("2", 2)]
    assert page in said(found)
    assert_sound(found)


@pytest.mark.parametrize(
    ("activite", "row", "alone"),
    [
        ("Diagnostic prénatal", "Examens de génétique moléculaire  1", "45"),
        ("Gynécologie Obstétrique", "Niveau IIA  2", "1"),
        ("Diagnostic prénatal", "Examens de biochimie fœtale à visée diagnostique  1", "12"),
    ],
)
def test_a_number_alone_never_fills_the_second_column(activite, row, alone):
    found = read(activite, CONSTANT, RAW_BOTH, "65", row, "", alone)
    assert [cell.brut for cell in found.cells] == [row[-1], ""]
    assert "lue dans la première" in said(found) and (7, alone) in found.non_compris


def test_pages_numbered_one_after_another_are_not_values():
    rows = [
        "Soins intensifs polyvalents dérogatoires  2",
        "Soins intensifs de cardiologie",
        "Soins intensifs d'hématologie  1",
    ]
    pages = [line for page in range(21, 29) for line in [*["Phrase inventée."] * 12, str(page)]]
    table = ["Activité de soins critiques", REFORM, RAW_NEW, "65", *rows[:2], "29", rows[2], END]
    text = [*pages, *table, *["Suite."] * 12, "30"]
    found = read_oqos(clean_lines("\n".join(text)), VOCABULARY, "65")
    assert [cell.brut for cell in found.cells] == ["2", "", "1"]
    assert [words for _, words in found.non_compris if words[0].isdigit()] == []


def test_two_numbers_alone_after_one_label_leave_a_doubt():
    found = read(
        "critiques",
        REFORM,
        RAW_NEW,
        "65",
        "Réanimation et soins intensifs polyvalents, et de",
        "spécialité le cas échéant",
        "3",
        "1",
        "Soins intensifs de cardiologie  2",
    )
    assert told(found)["Adulte Soins intensifs de cardiologie cible"] == ("2", 2, 2)
    assert (found.cells[0].brut, found.cells[0].valeur_max) == ("3 ; 1", None)


# labels run together, and other words

CURIE = (
    "C - Curiethérapie chez l'Enfant et l'adolescent de moins de 18 ans (en sus des mêmes traitements de "
    "curiethérapie chez l'adulte)."
)


@pytest.mark.parametrize(
    ("activite", "row", "read_as", "value"),
    [
        ("Traitement du cancer", f"\t\t{CURIE} A** - TMSC chez l'adulte\t2/3", "A - TMSC chez l'adulte", 3),
        ("Traitement du cancer", f"{CURIE} A** - TMSC chez l'adulte 2/3", "A - TMSC chez l'adulte", 3),
        ("Chirurgie", "\tAdultes Pédiatrique\t4", "Pédiatrique", 4),
        ("Radiologie Interventionnelle", "A B 4", "B", 4),
    ],
)
def test_a_value_after_two_labels_belongs_to_the_second(activite, row, read_as, value):
    head = "Zone d'implantation\tModalités\tMentions\tCible" if row.startswith("\t\t") else NEW
    found = read(activite, REFORM, head if "\t" in row else RAW_NEW, "65", row)
    assert [(cell.modalite, cell.valeur_max) for cell in found.cells] == [(read_as, value)]
    assert "collée à la suivante" in said(found)


@pytest.mark.parametrize(
    ("activite", "title", "row"),
    [
        ("Diagnostic prénatal", CONSTANT, "Examens de biochimie portant sur les marqueurs sériques parentaux"),
        ("Médecine d'Urgence", CONSTANT, "Antenne SMUR Pédiatrique"),
        ("Insuffisance Rénale Chronique", CONSTANT, "Unité de dialyse non médicalisée"),
        ("Gynécologie Obstétrique", CONSTANT, "Niveau IIC"),
        ("Assistance médicale à la procréation", CONSTANT, "Prélèvement de spermatozoïdes en vue d'un don"),
        ("Traitement du cancer", BILAN, "Radiothérapie interne"),
        ("Hospitalisation à Domicile", BILAN, "Polyvalence"),
    ],
)
@pytest.mark.parametrize("cells", [True, False])
def test_another_word_is_another_row(activite, title, row, cells):
    measures = ["1", "2"] if title == CONSTANT else ["1"]
    head = BOTH if title == CONSTANT else OLD
    lines = (
        [head, "\t".join(["65", row, *measures])]
        if cells
        else [head.replace("\t", " "), "65", " ".join([row, *measures])]
    )
    found = read(activite, title, *lines)
    assert found.cells == [] and row in said(found)


def test_a_word_cut_or_joined_or_one_letter_wrong_is_the_same_row():
    found = read(
        "Insuffisance Rénale Chronique",
        CONSTANT,
        BOTH,
        "65\tUnité d'autodialyse\t1\t2",
        "\tUnité de dialise médicalisée\t3\t4",
        "\tDialyses en centre\t5\t6",
    )
    assert [cell.valeur_max for cell in found.cells] == [1, 2, 3, 4, 5, 6]
    assert said(found).count("lu comme") == 3


# prints that are not plain numbers


@pytest.mark.parametrize("brut", ["250", "1/180", "4/131", "2/60"])
@pytest.mark.parametrize("cells", [True, False])
def test_an_implausible_number_has_no_value_and_is_quoted(brut, cells):
    lines = (NEW, f"65\tAdultes\t{brut}") if cells else (RAW_NEW, "65", f"Adultes {brut}")
    found = read("Chirurgie", REFORM, *lines)
    assert told(found) == {"Adultes cible": (brut, None, None)}
    assert f"«{brut}»" in said(found) and found.non_compris


@pytest.mark.parametrize(
    ("brut", "low", "high", "stars", "note"),
    [
        ("2*", 2, 2, 1, ""),
        ("14*", 14, 14, 1, ""),
        ("14 (1)", 14, 14, 0, "appel de note «(1)»"),
        ("6¹", 6, 6, 0, "appel de note «¹»"),
        ("2†", 2, 2, 0, "appel de note «†»"),
        ("0/1**", 0, 1, 2, ""),
        ("4 / 13 (a)", 4, 13, 0, "appel de note «(a)»"),
        ("0", 0, 0, 0, ""),
    ],
)
@pytest.mark.parametrize("cells", [True, False])
def test_a_number_keeps_its_mark_apart(brut, low, high, stars, note, cells):
    lines = (
        (NEW, f"65\tAdultes\t{brut}", "\tBariatrique\t1")
        if cells
        else (RAW_NEW, "65", f"Adultes {brut}", "Bariatrique 1")
    )
    cell = read("Chirurgie", REFORM, *lines).cells[0]
    assert (cell.brut, cell.valeur_min, cell.valeur_max, cell.asterisques, cell.note) == (brut, low, high, stars, note)


@pytest.mark.parametrize(
    "brut", ["2 à 3", "néant", "2 9 3", "2023", "/", "…", ".", "NC", "01", "1 000", "sans objet", "3,5"]
)
@pytest.mark.parametrize("cells", [True, False])
def test_what_is_no_number_is_kept_and_said(brut, cells):
    lines = (
        (NEW, f"65\tPédiatrique\t{brut}", "\tBariatrique\t1")
        if cells
        else (RAW_NEW, "65", f"Pédiatrique {brut}", "Bariatrique 1")
    )
    found = read("Chirurgie", REFORM, *lines)
    assert told(found) == {"Pédiatrique cible": (brut, None, None), "Bariatrique cible": ("1", 1, 1)}
    assert any(brut in words for _, words in found.non_compris)
    assert_sound(found)


def test_more_values_than_columns_leave_none_and_a_blank_keeps_its_column():
    found = read(
        "Insuffisance Rénale Chronique",
        CONSTANT,
        BOTH,
        "65\tDialyse en centre\t1\t3\t3",
        "\tUnité d'auto-dialyse\t\t4",
        "\tUnité de dialyse médicalisée\t4\t",
    )
    assert list(told(found).values()) == [
        ("1 ; 3 ; 3", None, None),
        ("1 ; 3 ; 3", None, None),
        ("", None, None),
        ("4", 4, 4),
        ("4", 4, 4),
        ("", None, None),
    ]
    assert_sound(found)


def test_a_printed_absence_of_label_stays_in_the_label():
    group = "Modalité 3 Cardiopathies ischémiques et structurelles de l'adulte"
    head = "Zone d'implantation\tModalité\tMention\tCibles"
    found = read("Cardiologie Interventionnelle", REFORM, head, f"65\t{group}\tNA.\t4")
    assert [(cell.libelle, cell.valeur_max) for cell in found.cells] == [("NA.", 4)]
    raw = read("Cardiologie Interventionnelle", REFORM, RAW_NEW, "65", f"{group} NA. 4")
    assert [(cell.libelle, cell.valeur_max) for cell in raw.cells] == [("NA.", 4)]


# where the rows are


@pytest.mark.parametrize("code", ["65", "65*", "65 (1)", "65¹"])
@pytest.mark.parametrize("cells", [True, False])
def test_rows_around_a_centred_code_are_read(code, cells):
    lines = (
        (OLD, "\tHospitalisation complète\t5", f"{code}\tAmbulatoire\t6")
        if cells
        else (OLD.replace("\t", " "), "Hospitalisation complète 5", f"{code} Ambulatoire 6")
    )
    found = read("Chirurgie", BILAN, *lines)
    assert values(found) == {"Hospitalisation complète existant": 5, "Ambulatoire existant": 6}
    assert found.non_compris[1:] == [] and "absente du tableau" not in said(found)


def test_rows_around_a_code_alone_on_its_line_and_after_a_page_are_read():
    heading = ("Zone d'implantation Modalités/mentions", "Existant au 1er", "juin 2023", "Cibles")
    found = read(
        "Gynécologie Obstétrique",
        CONSTANT,
        *heading,
        "Niveau I 1 2",
        "65",
        "Niveau IIA 3 4",
        *heading,
        "Niveau IIB 5 6",
        "65",
        "Niveau III 7 8",
    )
    assert [cell.valeur_max for cell in found.cells] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.non_compris == []


def test_the_table_of_another_zone_is_not_read():
    found = read("Chirurgie", BILAN, OLD, "31\tHospitalisation complète\t5", "\tAmbulatoire\t6")
    assert found.cells == [] and "zone 31 imprimée" in said(found)


def test_rows_that_follow_a_note_are_read():
    found = read("Chirurgie", REFORM, NEW, "65\tAdultes\t1", "* sous condition", NEW, "65\tPédiatrique\t2")
    assert values(found) == {"Adultes cible": 1, "Pédiatrique cible": 2}
    note = ("* sous condition", "de deux lignes")
    raw = read("Chirurgie", REFORM, RAW_NEW, "65", "Adultes 1", *note, "Pédiatrique 2", "Fin")
    assert values(raw) == {"Adultes cible": 1, "Pédiatrique cible": 2} and raw.non_compris[1:] == []


def test_the_name_of_a_column_alone_on_its_line_is_no_title():
    found = read(
        "Equipements",
        "Equipements matériels lourds",
        "Bilan de l'existant en équipements matériels lourds",
        "Zone d'implantation",
        "Equipements matériels lourds",
        "Existant au 01/06/2023",
        "Implantations Appareils",
        "30",
        "Scanner  11  11",
        REFORM,
        "Zone d'implantation",
        "Cibles",
        "30",
        "5",
        zone="30",
    )
    assert [(cell.modalite, cell.valeur_max) for cell in found.cells] == [
        ("Scanner", 11),
        ("Scanner", 11),
        ("(sans libellé)", 5),
    ]


@pytest.mark.parametrize("blank", [True, False])
def test_the_running_head_of_each_page_opens_no_table(blank):
    pages = [line for _ in range(8) for line in [CONSTANT, *["Phrase inventée pour cet exemple."] * 10]]
    lines = [
        *pages,
        "Activité de soins Psychiatrie",
        BILAN,
        OLD,
        f"65\t{ADULT}\t",
        "\tHospitalisation de jour\t4",
        f"\t{CHILD}\t",
        CONSTANT,
        *([OLD] if blank else []),
        "65\tHospitalisation de jour\t3",
        END,
        *pages,
    ]
    found = read_oqos(clean_lines("\n".join(lines)), VOCABULARY, "65")
    assert [(cell.groupe, cell.valeur_max) for cell in found.cells] == [(ADULT, 4), (CHILD, 3)]
    assert [words for _, words in found.non_compris] == ["psychiatrie : tableau des cibles absent ou non compris"]


# signs of a PDF, dashes, accents


@pytest.mark.parametrize("dash", ["-", "–", "—", "‐", "‑", "−"])
@pytest.mark.parametrize("cells", [True, False])
def test_every_dash_is_a_dash(dash, cells):
    lines = (
        (NEW, f"65\tA2 {dash} chirurgie oncologique thoracique\t{dash}")
        if cells
        else (RAW_NEW, "65", f"A2 {dash} chirurgie oncologique thoracique {dash}")
    )
    found = read("Traitement du cancer", REFORM, *lines)
    assert [cell.brut for cell in found.cells] == ["-"]
    assert found.cells[0].note == "tiret dans le document" and found.non_compris[1:] == []


def test_a_soft_hyphen_is_a_dash_between_words_and_nothing_within_one():
    found = read(
        "Traitement du cancer", REFORM, RAW_NEW, "65", "A1 \u00ad chirurgie onco\u00adlogique viscérale et digestive 3"
    )
    assert [(cell.modalite[:2], cell.valeur_max) for cell in found.cells] == [("A1", 3)]
    assert_sound(found)


@pytest.mark.parametrize("sign", ["\x02", "\ufffe", "\x02\n"])
def test_a_word_cut_at_the_end_of_a_line_is_whole_again(sign):
    found = read("Traitement du cancer", REFORM, RAW_NEW, "65", f"A7 - chirurgie oncologique in{sign}différenciée 3")
    old = read("Traitement du cancer", BILAN, OLD.replace("\t", " "), "65", f"Chirurgie orl et maxillo{sign}faciale 2")
    assert [(cell.libelle, cell.valeur_max) for cell in (*found.cells, *old.cells)] == [
        ("A7 - chirurgie oncologique indifférenciée", 3),
        ("Chirurgie orl et maxillo-faciale", 2),
    ]
    assert_sound(found)


def test_a_dash_that_swallows_the_next_row_is_a_dash():
    found = read(
        "Traitement du cancer",
        BILAN,
        OLD.replace("\t", " "),
        "65",
        "Radioéléments en sources non scellées \x02Curiethérapie 2",
        "Chimiothérapie \x0212",
    )
    assert [(cell.modalite, cell.brut) for cell in found.cells] == [
        ("Radioéléments en sources non scellées", "-"),
        ("Curiethérapie", "2"),
        ("Chimiothérapie", "-"),
    ]
    assert "12" in said(found)
    assert_sound(found)


def test_what_returns_on_every_page_is_not_read():
    head = "SCHÉMA TERRITORIAL DE SANTÉ GARD | Juillet 2023 | #{}"
    pages = [line for page in range(38, 44) for line in [head.format(page), *["Phrase inventée."] * 9]]
    table = [BILAN, OLD, "30\tAmbulatoire\t5", END, *["Phrase inventée."] * 5]
    lines = ["Activité de soins Chirurgie", head.format(37), "", *table, *pages]
    assert all("SCHÉMA" not in line.text for line in clean_lines("\n".join(lines)))
    assert all("SCHÉMA" not in line.text for line in clean_lines("\n".join(lines[:7])))
    other = [line.replace("SCHÉMA TERRITORIAL DE SANTÉ GARD |", "Document provisoire, page") for line in lines]
    assert all("provisoire" not in line.text for line in clean_lines("\n".join(other)))


def test_what_returns_as_part_of_the_plan_is_read():
    kept = ["Niveau {} 3", "DÉFI #{}", "Les constats", "Hospitalisation complète {}", "Scanner {} {}"]
    text = "\n".join(line.format(n, n) for n in range(7, 19) for line in [*kept, *["x y z"] * 9])
    assert len(clean_lines(text)) == 12 * 14


def test_pipes_keep_the_blank_cells_at_both_ends():
    head = "| Zone d'implantation | Modalités/mentions | Existant au 01/06/2023 | Cible |"
    found = read("Insuffisance Rénale Chronique", CONSTANT, head, "|---|---|---|---|", "|| Dialyse en centre | 4 ||")
    assert [cell.brut for cell in found.cells] == ["4", ""]


def test_a_line_or_a_table_beyond_all_measure_is_refused_or_said():
    with pytest.raises(ReadingError, match="Une ligne du texte compte 60001 signes"):
        clean_lines("a" * 60_001)
    found = read("Chirurgie", REFORM, RAW_NEW, "65", "Adultes 3", *["mot inconnu 4"] * 600)
    assert values(found) == {"Adultes cible": 3}
    assert "103 lignes au-delà" in said(found)
