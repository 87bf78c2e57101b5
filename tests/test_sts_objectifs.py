"""The reader of objectifs and défis: the four plans row by row, and plans never seen before."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loaders.sts.labels import Labels, load_labels
from loaders.sts.lines import clean_lines, read_lines
from loaders.sts.objectifs import Fiche, ObjectifsLus, PageDefi, read_objectifs
from loaders.sts.vocabulary import fold

PLANS = {"09": "002", "34": "004", "46": "001", "48": "000"}
KNOWN_DIFFERENCES: dict[tuple[str, str, str], str] = {}
"""(departement, code, column) of what the reader gives otherwise than the curated table, with the reason."""

ENGAGEMENTS = {
    1: "Premier engagement d'un exemple inventé", 2: "Deuxième engagement d'un exemple inventé pour ces essais",
    3: "Troisième engagement d'un exemple",
}  # fmt: skip
TAGS = load_labels()
LABELS = Labels(
    TAGS.themes, TAGS.parcours, {fold(title): number for number, title in ENGAGEMENTS.items()},
    {fold("Défi connu de la région"): frozenset({"E3D2"}), fold("Autre défi connu"): frozenset({"E1D4"})},
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """An invented sheet."""

    number: int
    titre: str
    themes: tuple[str, ...] = ("Soins primaires",)
    parcours: tuple[str, ...] | None = ("Handicap",)
    results: tuple[str, ...] = ("Exemple de résultat.",)
    actions: tuple[str, ...] | None = ("Exemple d'action.",)
    bulleted: bool = True


@dataclass(frozen=True)
class Page:
    """An invented défi page and its sheets."""

    engagement: int
    number: int
    titre: str
    sheets: tuple[Sheet, ...]

    @property
    def code(self) -> str:
        return f"E{self.engagement}D{self.number}"


def raw_plan(pages: Iterable[Page], *, width: int = 60) -> str:
    """The plan as raw text of a PDF: no code, everything broken at `width` or less."""

    def tags(title: str, labels: Iterable[str]) -> list[str]:
        return [f"{title} ", *(part for label in labels for part in wrap(label, 22, break_on_hyphens=False)), " ", ""]

    def items(title: str, texts: Iterable[str], bulleted: bool) -> list[str]:
        parts = (wrap(f"• {text}" if bulleted else text, width, break_on_hyphens=False) for text in texts)
        return [f" {title} ", *(f"{line} " for part in parts for line in part)]

    lines = ["Exemple inventé", ""]
    for page, opens in _with_dividers(pages):
        if opens is not None:
            lines += [*wrap(ENGAGEMENTS[page.engagement], 28), " "]
            for listed in opens:
                lines += [f"DÉFI #{listed.number}  ", f"{listed.titre} ................... 9 ", ""]
        lines += [*wrap(f" DÉFI #{page.number}  {page.titre}", width, break_on_hyphens=False), "", "Les enjeux ", ""]
        lines += ["Exemple d'enjeu. ", *tags("Thèmes associés", ["PRAPS"]), "Les objectifs opérationnels ", ""]
        lines += [*(f"• {sheet.titre[:40]} " for sheet in page.sheets), "48 ", "12 "]
        for sheet in page.sheets:
            lines += [" Objectif  ", "Opérationnel  ", f"#{sheet.number} ", ""]
            lines += [*wrap(sheet.titre, width, break_on_hyphens=False), "", "", "Le défi à relever ", page.titre, ""]
            lines += tags("Thèmes associés", sheet.themes)
            lines += tags("Parcours associés", sheet.parcours) if sheet.parcours is not None else []
            lines += ["Parole de citoyen ", "« Exemple ", "de parole »", "Les constats ", "Exemple de constat.", ""]
            lines += [
                "L'objectif ",
                "Exemple d'objectif.",
                *items("Les résultats attendus", sheet.results, sheet.bulleted),
            ]
            lines += items("En pratique", sheet.actions, sheet.bulleted) if sheet.actions is not None else []
    return "\n".join([*lines, "ÉVOLUTION", "de l'offre", "en regard des besoins", "Exemple"])


def markdown_plan(pages: Iterable[Page], *, glued: bool = False, zero: bool = False, square: str = "■ ") -> str:
    """The plan as Markdown of a converter: printed codes, headings or bold runs, which may touch."""

    def rubric(title: str, lines: Iterable[str]) -> list[str]:
        return [f"**{square}{title}**" if glued else f"### {square}{title}", "", *lines, ""]

    lines = ["# Exemple inventé", ""]
    for page, opens in _with_dividers(pages):
        if opens is not None:
            lines += [f"# {page.engagement}", "", "ENGAGEMENT", "", f"## {ENGAGEMENTS[page.engagement]}", ""]
            for listed in opens:
                lines += [f"### DÉFI #{listed.number}", "", f"**{listed.titre} ..... 12**", ""]
        lines += [f"## DÉFI #{page.number}", "", f"## {page.titre}", "", *rubric("Les enjeux", ["Exemple d'enjeu."])]
        lines += rubric("Les objectifs opérationnels", [f"- {sheet.titre}" for sheet in page.sheets])
        lines += [f"Réf. {page.code}", "", *rubric("Thèmes associés", ["PRAPS"])]
        for sheet in page.sheets:
            code = f"{page.code}O{sheet.number}"
            head = ["**Objectif  ", "Opérationnel  ", f"#{sheet.number}**"]
            reminder = rubric("Le défi à relever", [page.titre])
            if glued:
                head[-1] = f"#{sheet.number}****{sheet.titre}****Le défi à relever**"
                lines += [*head, "", *reminder[2:]]
            else:
                lines += [*head, "", f"## {sheet.titre}", "", *reminder]
            lines += [*rubric("Les constats", ["Exemple de constat."]), *rubric("L'objectif", ["Exemple d'objectif."])]
            mark = "- " if sheet.bulleted else ""
            lines += rubric("Les résultats attendus", [part for text in sheet.results for part in (mark + text, "")])
            if sheet.actions is not None:
                lines += rubric("En pratique", [part for text in sheet.actions for part in (mark + text, "")])
            lines += [f"Réf. {page.code}0{sheet.number}" if zero else f"Réf. {code}", ""]
            lines += rubric("Thèmes associés", [f"{label}  " for label in sheet.themes])
            lines += rubric("Parcours associés", sheet.parcours) if sheet.parcours is not None else []
    return "\n".join([*lines, "# ÉVOLUTION de l'offre en regard des besoins", "", "Exemple"])


def _with_dividers(pages: Iterable[Page]) -> list[tuple[Page, list[Page] | None]]:
    """Each page, with the pages of its engagement where it is the first of them."""
    pages = list(pages)
    seen: set[int] = set()
    found = []
    for page in pages:
        siblings = [other for other in pages if other.engagement == page.engagement]
        found.append((page, None if page.engagement in seen else siblings))
        seen.add(page.engagement)
    return found


def read(text: str) -> ObjectifsLus:
    return read_objectifs(clean_lines(text), LABELS)


def expected(pages: Iterable[Page]) -> list[tuple[object, ...]]:
    return [
        (
            f"{page.code}O{sheet.number}",
            page.titre,
            sheet.titre,
            sheet.themes,
            sheet.parcours or (),
            len(sheet.results),
            None if sheet.actions is None else len(sheet.actions),
        )
        for page in pages
        for sheet in page.sheets
    ]


def told(found: ObjectifsLus) -> list[tuple[object, ...]]:
    return [
        (f.code, f.titre_defi, f.titre_objectif, f.themes, f.parcours, f.nb_resultats_attendus, f.nb_actions)
        for f in found.fiches
    ]


words = st.text(alphabet="abcdefilmnoprstuvéà", min_size=2, max_size=9)
titles = st.lists(words, min_size=4, max_size=25).map(lambda found: f"Exemple {' '.join(found)}")
sentences = st.lists(words, min_size=2, max_size=30).map(lambda found: f"Exemple {' '.join(found)}.")
themes = st.lists(st.sampled_from(sorted(set(TAGS.themes.values()))), min_size=1, max_size=6, unique=True).map(tuple)
parcours = st.lists(st.sampled_from(sorted(set(TAGS.parcours.values()))), min_size=1, max_size=6, unique=True)
texts = st.lists(sentences, min_size=1, max_size=6).map(tuple)
sheets = st.builds(
    Sheet,
    number=st.just(0),
    titre=titles,
    themes=themes,
    parcours=st.none() | parcours.map(tuple),
    results=texts,
    actions=st.none() | texts,
    bulleted=st.booleans(),
)


@st.composite
def plans(draw: st.DrawFn) -> list[Page]:
    """Invented plans: défis and objectifs in printed order, with holes in their numbers."""
    pages = []
    for engagement in sorted(draw(st.sets(st.sampled_from(sorted(ENGAGEMENTS)), min_size=1))):
        for number in sorted(draw(st.sets(st.integers(1, 5), min_size=1, max_size=3))):
            drawn = draw(
                st.lists(st.tuples(st.integers(1, 9), sheets), min_size=1, max_size=3, unique_by=lambda t: t[0])
            )
            numbered = (Sheet(**{**vars(sheet), "number": n}) for n, sheet in sorted(drawn, key=lambda pair: pair[0]))
            pages.append(Page(engagement, number, draw(titles), tuple(numbered)))
    return pages


@settings(max_examples=15, phases=[Phase.generate])
@given(pages=plans(), width=st.integers(34, 110))
def test_raw_text_of_an_unseen_plan_is_read_back_whole(pages: list[Page], width: int) -> None:
    found = read(raw_plan(pages, width=width))
    assert found.non_compris == []
    assert told(found) == expected(pages)
    assert [(page.code, page.titre, page.themes) for page in found.defis] == [
        (page.code, page.titre, ("PRAPS",)) for page in pages
    ]


@settings(max_examples=15, phases=[Phase.generate])
@given(pages=plans(), glued=st.booleans(), square=st.sampled_from(["", "■ "]))
def test_markdown_of_an_unseen_plan_is_read_back_whole(pages: list[Page], glued: bool, square: str) -> None:
    found = read(markdown_plan(pages, glued=glued, square=square))
    assert found.non_compris == []
    assert found.corrections == []
    assert told(found) == expected(pages)
    assert [fiche.code_imprime for fiche in found.fiches] == [fiche.code for fiche in found.fiches]


@pytest.mark.parametrize("width", [40, 110])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize(
    "title",
    [
        "Exemple de soins avec l'ARS",
        "Exemple de coopération en Occitanie",
        "Exemple long d'un accès aux soins partout et pour tous dans les bassins de vie d'Occitanie",
    ],
)
def test_a_title_that_names_the_agency_is_no_running_head(title: str, count: int, width: int) -> None:
    texts = ("Exemple d'appui de l'ARS.", "Exemple d'autre appui.")
    page = Page(3, 2, title, tuple(Sheet(n, f"Exemple numéro {n}", results=texts) for n in range(1, count + 1)))
    assert told(read(markdown_plan([page]))) == expected([page])
    assert told(read(raw_plan([page], width=width))) == expected([page])


@settings(max_examples=15, phases=[Phase.generate])
@given(pages=plans())
def test_both_layouts_of_a_plan_say_the_same(pages: list[Page]) -> None:
    assert told(read(raw_plan(pages))) == told(read(markdown_plan(pages)))


@given(text=st.text(max_size=400))
def test_arbitrary_text_is_never_a_crash(text: str) -> None:
    read(text)


@given(
    lines=st.permutations(markdown_plan([Page(1, 2, "Exemple de défi", (Sheet(3, "Exemple de titre"),))]).split("\n"))
)
def test_lines_in_any_order_are_never_a_crash(lines: list[str]) -> None:
    read("\n".join(lines))


ONE = [Page(1, 2, "Exemple de défi", (Sheet(3, "Exemple de titre d'objectif"),))]


def test_zero_printed_for_the_letter_is_repaired_and_recorded() -> None:
    found = read(markdown_plan(ONE, zero=True))
    assert [(fiche.code, fiche.code_imprime) for fiche in found.fiches] == [("E1D2O3", "E1D203")]
    line = 1 + markdown_plan(ONE, zero=True).split("\n").index("Réf. E1D203")
    assert found.corrections == [{"avant": "E1D203", "apres": "E1D2O3", "ligne": line}]


def test_number_alone_is_completed_by_its_page_and_recorded() -> None:
    found = read(raw_plan(ONE))
    assert [(c["avant"], c["apres"]) for c in found.corrections] == [("#3", "E1D2O3")]
    assert [fiche.code_imprime for fiche in found.fiches] == [""]


def test_ten_is_not_a_repaired_zero() -> None:
    found = read(markdown_plan([Page(1, 2, "Exemple de défi", (Sheet(10, "Exemple de titre"),))], zero=True))
    assert [fiche.code for fiche in found.fiches] == ["E1D2O10"]


def test_printed_code_against_the_number_of_the_sheet_is_reported_not_guessed() -> None:
    found = read(markdown_plan(ONE).replace("Réf. E1D2O3", "Réf. E1D2O4"))
    assert found.fiches == []
    assert ["E1D2O4" in words for _, words in found.non_compris] == [True]


def test_page_without_divider_nor_known_title_is_reported_with_its_sheets() -> None:
    found = read(raw_plan(ONE).replace("\n".join(wrap(ENGAGEMENTS[1], 28)), ""))
    assert (found.fiches, found.defis) == ([], [])
    assert len(found.non_compris) == 2


def test_engagement_of_a_page_without_divider_is_told_by_a_known_title() -> None:
    pages = [*ONE, Page(3, 2, "Défi connu de la région", (Sheet(1, "Exemple de titre"),))]
    text = raw_plan(pages).replace("\n".join(wrap(ENGAGEMENTS[3], 28)), "")
    assert [page.code for page in read(text).defis] == ["E1D2", "E3D2"]


def test_sheet_that_recalls_another_known_defi_is_not_given_the_code_of_the_page_above() -> None:
    found = read(raw_plan(ONE).replace("Le défi à relever \nExemple de défi", "Le défi à relever \nAutre défi connu"))
    assert found.fiches == []
    assert "E1D4" in found.non_compris[0][1]


def test_sheet_without_its_page_keeps_its_printed_code() -> None:
    text = markdown_plan(ONE)
    found = read(text[text.index("**Objectif") :])
    assert [(fiche.code, fiche.titre_defi) for fiche in found.fiches] == [("E1D2O3", "Exemple de défi")]


def test_sheet_without_its_heading_is_reported_and_not_mixed_with_the_one_before() -> None:
    pages = [Page(1, 2, "Exemple de défi", (Sheet(3, "Exemple de titre"), Sheet(4, "Exemple d'un autre titre")))]
    text = markdown_plan(pages).replace("**Objectif  \nOpérationnel  \n#4**\n", "")
    found = read(text)
    assert told(found) == expected(pages)[:1]
    assert any("fiche d'objectif" in words for _, words in found.non_compris)


def test_absent_rubric_is_unknown_and_empty_rubric_is_zero() -> None:
    absent, empty = (Sheet(n, "Exemple de titre", actions=actions) for n, actions in ((1, None), (2, ())))
    found = read(raw_plan([Page(1, 2, "Exemple de défi", (absent, empty))]))
    assert [fiche.nb_actions for fiche in found.fiches] == [None, 0]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["• Exemple d'un point", "• Exemple d'un autre", "qui va à la ligne ;", "• Dernier exemple"], 3),
        (["• Exemple d'un point.", "Exemple sans point, d'une seule ligne."], 2),
        (["Exemple d'annonce :", "• Exemple d'un point", "• Exemple d'un autre"], 2),
        (["• Exemple d'un point", "• "], 1),
        (["Exemple d'une phrase qui se prolonge sur une ligne de", "Lozère. Autre phrase dans la même ligne."], 1),
        (["Exemple d'une phrase qui donne sa largeur à la colonne.", "Exemple sans point", "Exemple d'un autre"], 3),
        (["Exemple d'une liste (un, deux,", "Trois et quatre)."], 1),
        (["Exemple d'une phrase.", "30", "34", "48"], 1),
    ],
)  # fmt: skip
def test_actions_are_counted_as_printed(lines: list[str], count: int) -> None:
    text = raw_plan(ONE).replace("• Exemple d'action.", "\n".join(lines))
    assert [fiche.nb_actions for fiche in read(text).fiches] == [count]


def test_tags_broken_anywhere_come_under_one_label() -> None:
    column = "Prévention,\npromotion\nde la santé\nVieillesse, Parent et enfant\nvulnérables\nViellissement"
    found = read(raw_plan(ONE).replace("Soins primaires", column))
    assert found.fiches[0].themes == (
        "Prévention, promotion de la santé",
        "Vieillissement",
        "Parents et enfants vulnérables",
    )


def test_unknown_tag_is_kept_as_printed_with_a_warning() -> None:
    found = read(raw_plan(ONE).replace("Soins primaires", "Exemple d'étiquette\ninventée\nPRAPS"))
    assert found.fiches[0].themes == ("Exemple d'étiquette inventée", "PRAPS")
    assert any("Exemple d'étiquette inventée" in words for _, words in found.avertissements)


def test_tag_heading_with_nothing_under_it_is_empty_with_a_warning() -> None:
    found = read(raw_plan([Page(1, 2, "Exemple de défi", (Sheet(3, "Exemple de titre", themes=()),))]))
    assert found.fiches[0].themes == ()
    assert any("sans contenu" in words for _, words in found.avertissements)


def test_broken_keyword_is_whole_where_the_sheet_writes_it_or_after_a_linking_word() -> None:
    column = "Mots clés\nPremier exemple\nPôle d'essai et de\nRecherche\nÉquipes Exemple\nAncrées\nRépit"
    text = raw_plan(ONE).replace("Exemple de constat.", "Exemple de l'Equipe Exemple Ancrée.")
    found = read(text.replace("Parole de citoyen", f"{column}\nParole de citoyen"))
    assert found.fiches[0].mots_cles == (
        "Premier exemple",
        "Pôle d'essai et de Recherche",
        "Équipes Exemple Ancrées",
        "Répit",
    )


def test_footnote_after_the_title_is_left_out_with_a_warning() -> None:
    found = read(raw_plan(ONE).replace("#3 \n\nExemple de titre d'objectif", "#3 \n\nExemple\n1 Cf. une note inventée"))
    assert [fiche.titre_objectif for fiche in found.fiches] == ["Exemple"]
    assert any("laissée de côté" in words for _, words in found.avertissements)


def test_page_that_announces_more_than_its_sheets_is_a_warning() -> None:
    found = read(markdown_plan(ONE).replace("- Exemple de titre d'objectif", "- Un exemple\n- Un autre exemple"))
    assert any("2 objectif(s) annoncé(s), 1 fiche(s)" in words for _, words in found.avertissements)


def test_rows_name_the_heading_and_the_line_of_their_title() -> None:
    text = raw_plan(ONE)
    fiche = read(text).fiches[0]
    assert fiche.section == "Engagement 1, DÉFI #2 «Exemple de défi», Objectif opérationnel #3"
    assert text.split("\n")[fiche.ligne - 1].strip() == fiche.titre_objectif


def curated_rows(path: Path, departement: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream) if row["departement"] == departement}


def differences(rows: Iterable[Fiche | PageDefi], curated: dict[str, dict[str, str]], departement: str) -> set:
    """Cells that differ from the curated table; the names of sections are ours."""
    found: set = set()
    for row in rows:
        known = curated.get(row.code, {})
        for column, value in vars(row).items():
            text = "|".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            if column != "section" and text != known.get(column):
                found.add((departement, row.code, column))
    return found | {(departement, code, "code") for code in curated.keys() - {row.code for row in rows}}


@pytest.fixture(scope="module")
def plans_read(sources: Path) -> dict[str, ObjectifsLus]:
    """What the reader makes of each plan."""
    files = {departement: next(sources.glob(f"{prefix}_*")) for departement, prefix in PLANS.items()}
    return {departement: read_objectifs(read_lines(path), load_labels()) for departement, path in files.items()}


@pytest.mark.parametrize("departement", PLANS)
def test_plan_is_read_as_it_was_curated_by_hand(
    plans_read: dict[str, ObjectifsLus], curated: Path, departement: str
) -> None:
    found = plans_read[departement]
    sheets = curated_rows(curated / "objectifs_departements.csv", departement)
    pages = curated_rows(curated / "defis_departements.csv", departement)
    differing = differences(found.fiches, sheets, departement) | differences(found.defis, pages, departement)
    assert found.non_compris == []
    assert differing == {key for key in KNOWN_DIFFERENCES if key[0] == departement}
    assert (len(found.fiches), len(found.defis)) == (len(sheets), len(pages))


def test_four_printed_codes_are_repaired_in_the_four_plans(plans_read: dict[str, ObjectifsLus]) -> None:
    repaired = {c["avant"]: c["apres"] for found in plans_read.values() for c in found.corrections}
    assert {before: after for before, after in repaired.items() if not str(before).startswith("#")} == {
        "E3D107": "E3D1O7",
        "E4D101": "E4D1O1",
        "E1D307": "E1D3O7",
        "E3D105": "E3D1O5",
    }
