"""The files of a meeting: minutes with the figures that were shown, deck and pack with the words of the points."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import re
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import docx as python_docx
import pikepdf
import pytest
from pptx import Presentation
from starlette.requests import Request

from exports.document import Lines, Sheet, Title, each, text_of
from exports.meeting.cautions import left_out_text
from exports.meeting.checks import checked
from exports.meeting.minutes import MOST_CAUTIONS, MOST_ROWS, minutes_document
from exports.meeting.running import running
from exports.meeting.shown import shown_of
from shell import meetings
from shell.forms import AT_ONCE, BUSY, BusyError
from tests.held import LIBRARY
from tests.test_documents import WICKED
from views.seance.meeting import LARGEST_FILE, Meeting, meeting_file
from views.seance.points import SAID_CAUTIONS, view_of
from views.seance.ready import ready

SITE = "https://outil.exemple/"


def held() -> Meeting:
    """A meeting that took place: two points reached of five, decisions, advice, who was there."""
    content = ready(LIBRARY, "plan", "46").model_dump()
    content["points"] = content["points"][:5]
    for point in content["points"]:
        if point["adresse"]:
            point["montre"] = shown_of(view_of(LIBRARY, point["adresse"]), LIBRARY).model_dump()
    content["points"][1]["montre"]["tableaux"][0]["lignes"][1][1] = "99,9 %"
    content["points"][1] |= {"titre": WICKED, "phrase": "Ce que nous disons.", "orateur": "Mme Roux"}
    content |= {"date": "2026-12-03", "heure": "14:00", "lieu": "Cahors", "nom": "CTS du Lot"}
    content["suites"] = {
        "debut": "14 h 05",
        "quorum": "atteint",
        "presents": [{"college": "Usagers", "presents": 9, "noms": WICKED}],
        "points": {
            "p1": {"vu": True, "notes": "Approuvé.\n=1+1"},
            "p2": {
                "vu": True,
                "decisions": [{"quoi": "Écrire à la CPAM", "qui": "Délégation", "quand": "mars"}],
                "avis": [{"texte": "Favorable", "pour": 12, "contre": 1, "reserves": "calendrier"}],
            },
        },
        "en_cours": [{"quoi": "Ancienne décision", "de": "CTS de juin"}],
    }
    return Meeting.model_validate(content)


MEETING = held()
POINTS = checked(MEETING, LIBRARY)
DOCUMENT = minutes_document(MEETING, POINTS, LIBRARY, SITE)


def texts(document: Any) -> str:
    """Every word of a document."""
    found = []
    for node in each(document.nodes):
        if isinstance(node, Title):
            found.append(node.text)
        elif isinstance(node, Lines):
            found.append(text_of(node.runs))
        elif isinstance(node, Sheet):
            found += [text_of(box.runs) for row in (*node.head, *node.body) for box in row]
    return "\n".join(found).replace("\u202f", " ").replace("\u00a0", " ")


def test_minutes_hold_who_was_there_what_was_decided_and_what_was_not_reached() -> None:
    said = texts(DOCUMENT)
    for words in (
        "3 décembre 2026, 14 h 00, Cahors",
        "Conseil territorial de santé du Lot",
        "Usagers",
        "Quorum : atteint",
        "Écrire à la CPAM",
        "Délégation",
        "12 pour, 1 contre",
        "Réserves : calendrier",
        "Ancienne décision",
        "CTS de juin",
        "Points non abordés (3 points)",
        "=1+1",
    ):
        assert words.lower() in said.lower(), words
    assert "par Mme Roux" in said and re.search(r"était montré\s:\sLot\b", said), "names keep their capital"
    assert said.count("tels qu'ils ont été saisis") == 1
    assert "abstention" not in said  # not typed in: not said


def test_figures_of_the_minutes_are_those_that_were_shown_and_say_their_dataset() -> None:
    said = texts(DOCUMENT)
    assert "99,9 %" in said and f"jeu de données version {LIBRARY.version}" in said
    assert f"{SITE.rstrip('/')}/territoire?departement=46" in said
    fresh = MEETING.model_copy(
        update={"points": [point.model_copy(update={"montre": None}) for point in MEETING.points]}
    )
    again = texts(minutes_document(fresh, checked(fresh, LIBRARY), LIBRARY))
    assert "99,9 %" not in again and "n'a pas été projeté" in again


def test_counts_beside_a_gap_are_in_brackets_where_a_slide_has_a_space() -> None:
    shown = shown_of(view_of(LIBRARY, "/ecarts?vue=departement&departement=46"), LIBRARY)
    cells = [row[-1] for row in shown.tableaux[0].lignes if "›" in row[-1]]
    assert len(cells) > 20
    assert all(re.search(r"\([^()]* › [^()]*\)$", cell) for cell in cells)


def test_a_point_that_was_not_reached_shows_no_figure() -> None:
    titles = [place for place, node in enumerate(DOCUMENT.nodes) if isinstance(node, Title) and node.level == 3]
    last = DOCUMENT.nodes[titles[-1] : titles[-1] + 2]
    assert "non abordé" in text_of(last[1].runs)
    assert not any(isinstance(node, Sheet) for node in DOCUMENT.nodes[titles[2] : titles[-1]])


def test_reservations_stand_before_the_figures_of_a_point() -> None:
    nodes = DOCUMENT.nodes
    start = next(place for place, node in enumerate(nodes) if isinstance(node, Title) and node.text.startswith("2. "))
    end = next(
        place for place in range(start + 1, len(nodes)) if isinstance(nodes[place], Title) and nodes[place].level == 3
    )
    part = nodes[start:end]
    reserves = [place for place, node in enumerate(part) if isinstance(node, Lines) and node.role == "reserve"]
    sheets = [place for place, node in enumerate(part) if isinstance(node, Sheet)]
    assert 0 < len(reserves) <= MOST_CAUTIONS + 2 and max(reserves) < min(sheets)
    assert all(len(part[place].body) <= MOST_ROWS for place in sheets)


def test_headings_skip_no_level_and_tables_have_headings() -> None:
    levels = [1, *(node.level for node in each(DOCUMENT.nodes) if isinstance(node, Title))]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(all(box.heading for box in node.head[0]) for node in each(DOCUMENT.nodes) if isinstance(node, Sheet))


def test_an_empty_meeting_has_minutes_that_say_what_is_not_known() -> None:
    said = texts(minutes_document(Meeting(), [], LIBRARY))
    assert "Date et lieu : non renseigné" in said and "Liste des présents : non renseigné" in said
    assert "Aucune décision" in said and "non abordés" not in said


def test_each_view_of_the_files_has_the_words_of_its_point_then_its_own_cautions() -> None:
    for one, shown in zip(POINTS, running(POINTS), strict=True):
        assert shown.title == one.point.titre and shown.sentence == one.point.phrase
        if one.view:
            assert set(one.view.cautions) <= set(shown.cautions)
    assert running([replace(POINTS[0], view=None)])[0].title == POINTS[0].point.titre


@pytest.mark.parametrize("ending", ["pptx", "docx", "pdf", "zip"])
def test_a_file_of_a_meeting_opens_and_is_the_same_twice(ending: str) -> None:
    small = MEETING.model_copy(update={"points": MEETING.points[:3]})
    give = meetings.FORMS[ending].give
    content = give(small, checked(small, LIBRARY), LIBRARY, SITE)
    assert content == give(small, checked(small, LIBRARY), LIBRARY, SITE)
    if ending == "pptx":
        deck = Presentation(io.BytesIO(content))
        titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
        assert titles[0].startswith("Accueil") and titles[1].startswith(WICKED[:20])
        spoken = deck.slides[0].notes_slide.notes_text_frame.text
        seen = "\n".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
        assert "Adresse" not in spoken and SITE not in seen  # a point without a view leads nowhere
        assert "Ce que nous disons." in deck.slides[1].notes_slide.notes_text_frame.text
    elif ending == "docx":
        assert WICKED in "\n".join(p.text for p in python_docx.Document(io.BytesIO(content)).paragraphs)
    elif ending == "pdf":
        assert str(pikepdf.open(io.BytesIO(content)).Root.Lang) == "fr"
    else:
        held = ZipFile(io.BytesIO(content))
        names = held.namelist()
        alone = next(name for name in names if "/01-point-" in name and name.endswith(".html"))
        assert "Adresse de la vue" not in held.read(alone).decode()
        index = held.read(next(name for name in names if name.endswith("/index.html"))).decode()
        assert index.count("Point sans vue") == 1
        assert sum("/0" in name and name.endswith(".html") for name in names) == 3


# ---------------------------------------------------------------- by address


def asked(path: str, body: bytes = b"", method: str = "POST") -> tuple[int, str, Any]:
    """Status, text, headers of what the server answers."""
    name, _, query = path.partition("?")
    scope = {
        "type": "http", "method": method, "path": f"/app/seance.{name}", "query_string": query.encode(), "headers": [],
        "server": ("outil", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    parts = iter([body[: len(body) // 2], body[len(body) // 2 :]])

    async def receive() -> dict[str, Any]:
        part = next(parts, b"")
        return {"type": "http.request", "body": part, "more_body": bool(part)}

    answer = asyncio.run(meetings.answer(Request(scope, receive)))
    return answer.status_code, bytes(answer.body).decode("utf-8", "replace"), answer.headers


def test_the_server_reads_a_meeting_again_and_keeps_nothing() -> None:
    status, text, headers = asked("json", meeting_file(MEETING))
    told = json.loads(text)
    assert status == 200 and headers["cache-control"] == "no-store"
    assert told["jeu"] == LIBRARY.version and set(told["points"]) == {point.cle for point in MEETING.points}
    assert told["seance"] == json.loads(meeting_file(MEETING))
    assert told["points"]["p2"]["montre"]["tableaux"] and told["points"]["p1"]["montre"] is None


def test_a_ready_made_order_and_a_short_one_come_by_address() -> None:
    status, text, _ = asked("json?modele=revue&departement=34", method="GET")
    assert status == 200 and json.loads(text)["seance"]["nom"] == "Revue annuelle des OQOS, Hérault"
    _, text, _ = asked("json?point=/carte%3Findicateur%3Dtaux_pauvrete&point=/ecarts", method="GET")
    assert [point["adresse"].partition("?")[0] for point in json.loads(text)["seance"]["points"]] == [
        "/carte",
        "/ecarts",
    ]


@pytest.mark.parametrize(
    ("path", "body", "method", "status", "words"),
    [
        ("json?modele=rien", b"", "GET", 400, "n'est pas un ordre tout prêt"),
        ("json?modele=plan&departement=75", b"", "GET", 400, "«75» n'est pas un département"),
        ("json?point=/nulle-part", b"", "GET", 400, "n'est pas l'adresse d'une vue"),
        ("json", b"{}", "POST", 400, "Ce n'est pas un fichier de séance"),
        ("json", b" " * (LARGEST_FILE + 10), "POST", 400, "dépasse 4096 Ko"),
        ("pptx", b"", "POST", 400, "est vide"),
        ("pptx", b"", "GET", 405, "reçoit une séance"),
        ("exe", b"", "POST", 404, "n'est pas celle d'un fichier de séance"),
    ],
)
def test_what_is_refused_is_refused_in_french(path: str, body: bytes, method: str, status: int, words: str) -> None:
    found, text, _ = asked(path, body, method)
    assert found == status and words in text and text.endswith(".")


def test_too_many_files_at_once_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> Any:
        raise BusyError

    monkeypatch.setattr(meetings, "turn", busy)
    status, text, headers = asked("docx", meeting_file(MEETING))
    assert (status, text, headers["retry-after"]) == (503, BUSY, "10") and AT_ONCE


def test_cautions_that_are_not_printed_are_counted_by_kind_and_lead_to_where_they_are() -> None:
    shown = view_of(LIBRARY, "/territoire?departement=46")
    texts = list(shown.cautions)
    said = left_out_text(LIBRARY, texts, address="https://outil/territoire?departement=46")
    counts = [int(number) for number in re.findall(r"(\d+) sur", said)]
    assert said.startswith(f"Et {len(texts)} autres précautions : ") and sum(counts) == len(texts) > 60
    assert said.endswith("dans la vue : https://outil/territoire?departement=46")
    strong = {row.message for row in LIBRARY.atlas.vigilances.rows if row.gravite == "reserve_forte"}
    assert f" ; {len(strong & set(texts))} sont des réserves fortes." in said
    alone = left_out_text(LIBRARY, ["Une précaution de la vue."], address="x")
    assert alone.startswith("Et 1 autre précaution : 1 sur cette vue. ")


def test_minutes_keep_every_caution_and_say_where_the_others_are() -> None:
    lot = ready(LIBRARY, "installation", "46")
    told = texts(minutes_document(lot, checked(lot, LIBRARY), LIBRARY, "https://outil/"))
    count = len(view_of(LIBRARY, "/territoire?departement=46").cautions)
    assert f"Et {count - SAID_CAUTIONS - MOST_CAUTIONS} autres précautions : " in told
    assert "ou dans la vue : https://outil/territoire?departement=46" in told
