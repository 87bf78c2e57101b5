"""«Séance» in a real browser: an order made by keyboard, kept, undone, opened, projected, decided upon."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import SCREEN, redress
from tests.navigateur.reading import serious, settle, sideways

pytestmark = pytest.mark.navigateur
VIEWS = "point=/carte%3Findicateur%3Dtaux_pauvrete&point=/ecarts%3Fdepartement%3D34&point=/defis"
POINT = ".points > li"
PATIENCE = 20_000
"""What the server says may wait for the dataset, or for other tests."""
TITLES = "[...document.querySelectorAll('.points .titre')].map((e) => e.value)"
KEPT = """() => {
  const cle = localStorage["territoires-seance-courante"];
  return JSON.parse(localStorage[`territoires-seance:${cle}`] ?? "null");
}"""


def said(page, words: str) -> None:
    told = words.replace(" :", "\u00a0:").replace(" ;", "\u00a0;")
    expect(page.locator(".seance .etat")).to_contain_text(told, timeout=PATIENCE)


def checked(page, words: str) -> None:
    expect(page.locator(".seance .verdict")).to_contain_text(words, timeout=PATIENCE)


def shows(page, *starts: str) -> None:
    page.wait_for_function(
        f"(starts) => {{ const t = {TITLES}; return t.length === starts.length && "
        "t.every((one, at) => one.startsWith(starts[at])); }",
        arg=list(starts),
    )


def three(open_page, **looks):
    """A meeting of three views, from a link."""
    page = open_page(f"/seance?{VIEWS}", **looks)
    shows(page, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    said(page, "Séance du lien : 3 points.")
    return page


def test_keyboard_alone_leads_from_the_home_page_to_a_meeting_of_eight_views(open_page):
    page = open_page("/")
    page.get_by_role("link", name="Préparer une séance").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".seance .vide")).to_contain_text("Alt+Maj+S")
    project = page.get_by_role("button", name="Projeter")
    expect(project).to_have_attribute("aria-disabled", "true")
    expect(project).to_have_accessible_description(re.compile("Rien à projeter encore"))
    project.click(force=True)
    expect(page.locator(".seance .etat")).to_contain_text("Rien à projeter encore")
    assert len(page.context.pages) == 1
    page.get_by_role("button", name="Partir de cet ordre\u00a0: Installation du CTS").focus()
    page.keyboard.press("Enter")
    expect(page.locator(POINT)).to_have_count(9, timeout=PATIENCE)
    expect(project).to_have_attribute("aria-disabled", "false")
    expect(page.locator(".seance .pourquoi")).to_be_hidden()
    expect(page.locator(".points a[href^='./']:visible")).to_have_count(7)
    page.get_by_role("link", name="Carte", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".carte-svg").wait_for()
    settle(page)
    page.keyboard.press("Alt+Shift+S")
    told = page.locator(".seance-dit")
    expect(told).to_contain_text("Ajouté à la séance (10 points). Cette vue y était déjà, point 4.")
    page.keyboard.press("Alt+Shift+S")
    expect(told).to_contain_text("Ajouté à la séance (11 points). Cette vue y était déjà, point 4.")
    page.locator(".exporter [data-seance-ajouter]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Retiré de la séance.")
    page.keyboard.press("Alt+Shift+S")
    expect(told).to_contain_text("(11 points)")
    page.locator(".exporter [data-seance-ajouter]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(POINT)).to_have_count(11)
    title = page.locator(".points .titre").last
    title.focus()
    page.keyboard.press("Alt+ArrowUp")
    said(page, "point 10 sur 11")
    assert page.evaluate("document.activeElement.matches('.points > li:nth-child(10) .titre')")


def test_what_was_typed_first_goes_on_with_the_order_that_is_chosen(open_page):
    page = open_page("/seance")
    page.get_by_label("Nom de la séance").fill("CTS de décembre")
    page.get_by_label("Lieu").fill("Cahors")
    page.locator(".tete select").select_option("46")
    expect(page.locator(".tout-prets select")).to_have_value("46")
    page.get_by_role("button", name="Partir de cet ordre\u00a0: Installation du CTS").click()
    expect(page.locator(POINT)).to_have_count(9, timeout=PATIENCE)
    expect(page.locator(".points .titre").nth(1)).to_have_value(re.compile("^Lot"))
    expect(page.get_by_label("Nom de la séance")).to_have_value("CTS de décembre")
    expect(page.get_by_label("Lieu")).to_have_value("Cahors")
    expect(page.locator(".miennes summary")).to_contain_text("1, dans ce navigateur")
    checked(page, "Rien à signaler")
    page.get_by_label("Temps (min)").fill("30")
    checked(page, "min de trop")
    checked(page, "Sur les points, rien à signaler.")


def test_an_order_is_moved_typed_undone_and_found_again(open_page):
    page = three(open_page)
    page.get_by_role("button", name="Descendre le point 1").click()
    shows(page, "Ce qui change", "Taux de pauvreté", "Les quatre plans")
    grip, first = page.locator(".poignee").nth(2).bounding_box(), page.locator(POINT).first.bounding_box()
    page.mouse.move(grip["x"] + 10, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, first["y"] + 4, steps=5)
    page.mouse.up()
    shows(page, "Les quatre plans", "Ce qui change", "Taux de pauvreté")
    page.locator(".points .titre").first.fill("Nous ouvrirons 999 sites")
    checked(page, "1 point à regarder")
    expect(page.locator(POINT).first.locator(".a-voir")).to_contain_text("999")
    page.get_by_role("button", name="Aller au premier").click()
    expect(page.locator(".points .titre").first).to_be_focused()
    page.get_by_role("button", name="Dupliquer le point 2").click()
    page.get_by_role("button", name="Retirer le point 1").click()
    page.get_by_role("button", name="Ajouter un point sans vue").click()
    page.keyboard.type("Questions diverses")
    shows(page, "Ce qui change", "Ce qui change", "Taux de pauvreté", "Questions")
    page.get_by_label("Temps (min)").fill("15")
    expect(page.locator(".temps")).to_contain_text("20 min sur 15\u00a0: 5 min de trop")
    page.get_by_label("Heure").fill("14:00")
    expect(page.locator(f"{POINT}:last-child .quand")).to_have_text("à 14\u00a0h\u00a015")
    page.locator(".seance h2").first.focus()
    for _ in range(6):
        page.keyboard.press("Control+z")
    shows(page, "Nous ouvrirons 999", "Ce qui change", "Taux de pauvreté")
    page.keyboard.press("Control+z")
    shows(page, "Les quatre plans", "Ce qui change", "Taux de pauvreté")
    page.keyboard.press("Control+Shift+z")
    shows(page, "Nous ouvrirons 999", "Ce qui change", "Taux de pauvreté")
    page.reload()
    shows(page, "Nous ouvrirons 999", "Ce qui change", "Taux de pauvreté")


def test_two_windows_of_a_meeting_stay_in_step(open_page):
    page = three(open_page)
    other = open_page("/seance")
    shows(other, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    other.locator(".points .titre").nth(2).fill("Écrit dans l'autre fenêtre")
    shows(page, "Taux de pauvreté", "Ce qui change", "Écrit dans")
    page.locator(".points .titre").nth(0).fill("Écrit ici")
    shows(other, "Écrit ici", "Ce qui change", "Écrit dans")
    other.get_by_role("button", name="Monter le point 2").click()
    shows(page, "Ce qui change", "Écrit ici", "Écrit dans")
    page.locator(".seance h2").first.focus()
    page.keyboard.press("Control+z")  # what was typed here, and not what the other window moved
    shows(page, "Ce qui change", "Taux de pauvreté", "Écrit dans")
    shows(other, "Ce qui change", "Taux de pauvreté", "Écrit dans")


def test_without_a_server_everything_is_kept_and_a_view_is_added_by_its_title(open_page):
    page = three(open_page)
    page.route("**/app/seance.*", lambda route: route.abort())
    page.locator(".points .titre").first.fill("Sans serveur")
    checked(page, "Vérification en attente.")
    page.get_by_role("button", name="Compte rendu (PDF)").click()
    said(page, "Le serveur ne répond pas. Votre séance est gardée dans ce navigateur.")
    page.get_by_role("link", name="Écarts OQOS").click()
    page.locator(".table-change").wait_for()
    settle(page)
    page.locator(".exporter [data-seance-ajouter]").click()
    expect(page.locator(".seance-dit")).to_contain_text("Ajouté à la séance (4 points)")
    page.locator(".seance-dit a").click()
    shows(page, "Sans serveur", "Ce qui change", "Les quatre plans", "Ce qui change")
    assert page.evaluate(KEPT)["points"][3]["adresse"] == "/ecarts"


def test_a_cut_stops_nothing_here_and_the_check_comes_back(open_alone, relay, tmp_path):
    page = open_alone(f"/seance?{VIEWS}", base=relay.url)
    shows(page, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    relay.refuse()
    page.locator("#liaison [role=status]", has_text="Connexion interrompue").wait_for()
    page.locator(".points .titre").first.fill("Pendant la coupure")
    page.get_by_role("button", name="Descendre le point 1").click()
    shows(page, "Ce qui change", "Pendant la coupure", "Les quatre plans")
    checked(page, "Vérification en attente.")
    assert [point["titre"] for point in saved(page, tmp_path)["points"]][1] == "Pendant la coupure"
    relay.join()
    checked(page, "Rien à signaler")


def saved(page, tmp_path) -> dict:
    with page.expect_download() as given:
        page.get_by_role("button", name="Enregistrer").click()
    given.value.save_as(tmp_path / "seance.json")
    return json.loads((tmp_path / "seance.json").read_text("utf-8"))


def opened(page, tmp_path, content: str) -> None:
    (tmp_path / "autre.json").write_text(content, "utf-8")
    page.set_input_files(".seance input[type=file]", tmp_path / "autre.json")


def test_a_file_is_saved_refused_whole_or_opened_on_what_moved(open_page, tmp_path):
    page = three(open_page)
    page.get_by_label("Nom de la séance").fill("CTS de décembre")
    held = saved(page, tmp_path)
    assert held["nom"] == "CTS de décembre" and len(held["points"]) == 3 and held["jeu"]
    opened(page, tmp_path, json.dumps(held | {"version": 0}))
    said(page, "n'a pas été ouvert ; rien n'a changé ici.")
    said(page, "que l'outil ne lit plus")
    opened(page, tmp_path, json.dumps(held | {"surprise": "<script>"}))
    said(page, "n'est pas connu")
    shows(page, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    for point in held["points"][:2]:
        point["montre"] |= {"jeu": "1.0.0", "titre": "Un titre d'avant"}
        point["titre"] = "Un titre d'avant"
    opened(page, tmp_path, json.dumps(held | {"cle": "seance-ancienne", "jeu": "1.0.0", "nom": "L'ancienne"}))
    since = page.locator(".annonce:visible")
    expect(since).to_contain_text("«Un titre d'avant» devient «Taux de pauvreté")
    page.get_by_role("button", name="Projeter").click()
    said(page, "lisez-les d'abord")
    page.get_by_role("button", name="Reprendre titre et phrase d'aujourd'hui, point 1").click()
    shows(page, "Taux de pauvreté", "Un titre d'avant", "Les quatre plans")
    page.get_by_role("button", name="Garder les miens, point 2").click()
    expect(since).to_have_count(0)
    checked(page, "Rien à signaler")
    page.locator(".miennes summary").click()
    page.get_by_role("button", name="Supprimer «L'ancienne»").click()
    shows(page, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    page.get_by_role("button", name="Remettre").click()
    expect(page.locator(".miennes li")).to_have_count(2)


def test_a_link_asks_before_it_takes_the_place_of_a_meeting(open_page):
    page = three(open_page)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # http://machine
    page.get_by_role("button", name="Copier le lien").click()
    said(page, "Copiez le lien affiché (Ctrl+C)")
    link = page.get_by_label("Lien", exact=True).input_value()
    assert link.count("point=") == 3
    page.goto(link)
    offer = page.get_by_role("heading", name="Ce lien porte un ordre du jour de 3 points")
    offer.wait_for()
    shows(page, "Taux de pauvreté", "Ce qui change", "Les quatre plans")
    page.get_by_role("button", name="Ajouter à la séance en cours").click()
    expect(page.locator(POINT)).to_have_count(6)
    page.goto(link)
    page.get_by_role("button", name="Ouvrir comme nouvelle séance").click()
    expect(page.locator(POINT)).to_have_count(3)
    expect(page.locator(".miennes summary")).to_contain_text("2, dans ce navigateur")
    assert "point=" not in page.url


ROOM = """(key) => new Promise((done) => {
  const opening = indexedDB.open("territoires-salles", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("salles").objectStore("salles").get(key);
    asked.onsuccess = () => { opening.result.close(); done(asked.result.html); };
  };
})"""


def test_the_room_opens_on_what_the_server_wrote_and_the_meeting_knows_what_it_showed(open_page):
    page = three(open_page)
    room_html = {"body": "<!doctype html><title>Salle</title>", "content_type": "text/html"}
    page.context.route("**/app/seance.html", lambda route: route.fulfill(**room_html))
    loader = {"body": "<p>chargeur", "content_type": "text/html"}
    page.context.route("**/app/static/salle.html*", lambda route: route.fulfill(**loader))
    with page.context.expect_page() as given:
        page.get_by_role("button", name="Projeter").click()
    room = given.value
    room.get_by_text("chargeur").wait_for()
    key = page.evaluate("localStorage['territoires-seance-courante']")
    assert room.url.endswith(f"salle.html?seance={key}&vue=salle")
    said(page, "La salle est ouverte.")
    held = page.evaluate(ROOM, key)
    assert "<title>Salle</title>" in held
    assert all(point["montre"]["titre"] for point in page.evaluate(KEPT)["points"])
    page.context.unroute_all()


def test_a_file_of_the_server_comes_waits_or_is_stopped(open_page):
    page = three(open_page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Compte rendu (DOCX)").click()
    assert given.value.suggested_filename.endswith(".docx")
    said(page, "Compte rendu (DOCX) : téléchargé.")
    busy = {"status": 503, "body": "Patientez.", "content_type": "text/plain"}
    page.route("**/app/seance.pdf", lambda route: route.fulfill(**busy))
    page.get_by_role("button", name="Compte rendu (PDF)").click()
    said(page, "rien n'a été téléchargé. Patientez.")
    page.route("**/app/seance.zip", lambda _route: None)
    page.get_by_role("button", name="Dossier hors ligne (ZIP)").click()
    page.get_by_role("button", name="Arrêter").click()
    said(page, "Préparation arrêtée : rien n'a été téléchargé.")


WRITTEN = f"""() => {{
  const seance = ({KEPT})(), decision = (quoi, faite) => ({{ quoi, qui: "ARS", quand: "juin", de: "", faite }});
  const given = {{ notes: "", decisions: [decision("Ouvrir", false), decision("Fermer", true)], avis: [], vu: true }};
  localStorage[`territoires-suites:${{seance.cle}}`] = JSON.stringify({{
    debut: "2026-12-03T14:02", fin: "", quorum: "", presents: [], en_cours: [],
    points: {{ [seance.points[1].cle]: given }},
  }});
}}"""
"""What the presenter's window writes."""
GAVE = "JSON.parse(localStorage[`territoires-suites:${localStorage['territoires-seance-courante']}`])"


def test_what_a_meeting_gave_is_corrected_and_the_next_one_starts_from_it(open_page):
    page = three(open_page)
    page.evaluate(WRITTEN)
    page.reload()
    page.get_by_label("Nom de la séance").fill("CTS de décembre")
    after = page.locator(".suites > summary")
    expect(after).to_contain_text("2 décisions")
    after.click()
    expect(page.get_by_label("Début")).to_have_value("2026-12-03T14:02")
    page.locator(".par-point summary", has_text="Ce qui change").click()
    page.get_by_label("Décision", exact=True).first.fill("Ouvrir un centre")
    page.get_by_role("button", name="Ajouter un collège").click()
    page.keyboard.type("Usagers")
    page.get_by_label("Présents", exact=True).fill("12")
    page.get_by_role("button", name="Préparer la séance suivante").click()
    said(page, "Séance suivante créée, 1 décision en cours.")
    shows(page, "Compte rendu de la séance précédente", "Décisions en cours", "Questions diverses")
    running = {"quoi": "Ouvrir un centre", "qui": "ARS", "quand": "juin", "de": "CTS de décembre", "faite": False}
    assert page.evaluate(GAVE)["en_cours"] == [running]
    page.locator(".miennes summary").click()
    page.locator(".miennes li:not([aria-current]) .nom").click()
    page.locator(".suites > summary").click()
    expect(page.get_by_label("Présents", exact=True)).to_have_value("12")


@pytest.mark.parametrize("size", [SCREEN, {"width": 1024, "height": 768}, {"width": 320, "height": 640}], ids=str)
def test_the_page_is_seen_read_aloud_and_never_scrolls_sideways(open_page, size):
    page = three(open_page, viewport=size)
    if size["width"] > 1000:
        assert page.locator(POINT).first.bounding_box()["y"] <= 260
    page.locator(".dit").first.click()
    page.locator(".miennes summary").click()
    page.locator(".suites > summary").click()
    page.get_by_role("button", name="Ajouter une décision").first.click()
    settle(page)
    assert sideways(page) <= 1
    if size is SCREEN:
        assert serious(page) == []
        redress(page, "dark")
        assert serious(page, colours=True) == []
        outline = page.locator(".seance :is(h2, h3)").evaluate_all(
            "all => all.map((e) => e.innerText || e.textContent)"
        )
        assert next(one for one in outline if re.match(r"Point \d", one)).startswith("Point 1\u00a0: Taux de pauvreté")
