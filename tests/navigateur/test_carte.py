"""The map in a real browser: drawn, chosen, linked, gone back to, cut from the network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from charts.words.typography import bound
from tests.navigateur.reading import settle, wait_address, wait_still

pytestmark = pytest.mark.navigateur
PATHS = ".carte-svg path[data-dep]"
SOURCE = (Path(__file__).resolve().parents[2] / "components" / "carte" / "carte.js").read_text("utf-8")
LONG = """async (source) => {
  const { default: mount } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const fond = structuredClone(window.__cartes.carte.fond);
  const many = (list) => Array.from({ length: 101 }, (_, i) => list[i % 13]);
  for (const name of ["noms", "courts", "traces", "points", "tuiles"]) fond[name] = many(fond[name]);
  fond.codes = Array.from({ length: 101 }, (_, i) => `d${i}`);
  for (const vue of Object.values(fond.vues)) {
    for (const name of ["textes", "nombres", "classes"]) vue[name] = many(vue[name]);
    vue.ordre = fond.codes.map((_, i) => i);
  }
  const parent = document.createElement("div");
  parent.innerHTML = '<div id="longue" class="carte" data-carte></div>';
  document.querySelector("[data-testid=stMain]").prepend(parent);
  const ordre = { indicateur: "taux_pauvrete", departement: "", version: 0 };
  mount({ data: { ...fond, cle: "longue", ordre }, parentElement: parent, setStateValue() {} });
}"""
WHOLE = """(slug) => {
  const { vues, codes, noms } = document.querySelector("#longue").carte.fond, { ordre, textes, suffixe } = vues[slug];
  const seen = [...document.querySelectorAll("#longue [role=listitem]")].map((row) => row.textContent);
  const heard = [...document.querySelectorAll("#longue path[data-dep]")].map((path) => path.ariaLabel);
  return ordre.every((i, rank) => seen[rank] === noms[i] + textes[i])
    && codes.every((_, i) => heard[i] === `${noms[i]}\u00a0: ${textes[i]}${suffixe}`);
}"""


def choose(page, text: str) -> None:
    """Pick an indicateur by typing, with the keyboard alone."""
    field = page.get_by_role("combobox", name="Indicateur")
    field.click()
    field.fill(text)
    page.keyboard.press("Enter")


def title(page) -> str:
    return page.locator(".carte-titre").inner_text()


def test_map_opened_first_draws_thirteen_departements(open_page):
    page = open_page("/carte")
    page.wait_for_selector(PATHS)
    assert page.locator(PATHS).count() == 13
    assert all(path.get_attribute("d").startswith("M") for path in page.locator(PATHS).all())
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.locator("footer.pied").inner_text().startswith("Outil non officiel, seul l'arrêté publié fait foi")


def test_typing_without_accents_chooses_an_indicateur_and_the_address_follows(enter):
    page = enter("/carte")
    page.wait_for_selector(PATHS)
    choose(page, "taux pauvrete")
    wait_address(page, "indicateur=taux_pauvrete")
    settle(page)
    assert title(page).startswith("Taux de pauvreté")


def test_options_are_an_aria_listbox(enter):
    page = enter("/carte")
    field = page.get_by_role("combobox", name="Indicateur")
    field.click()
    assert field.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("option").count() > 100
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"


def test_click_list_tile_and_selectbox_choose_the_same_departement(enter):
    page = enter("/carte")
    page.wait_for_selector(PATHS)
    page.locator('path[data-dep="48"]').click()
    page.get_by_role("heading", name=re.compile("^Lozère")).wait_for()
    wait_address(page, "departement=48")
    expect(page.get_by_label("Département").first).to_have_value("48")
    page.get_by_label("Département").first.select_option("09")
    page.get_by_role("heading", name=re.compile("^Ariège")).wait_for()
    page.locator(".carte-tuiles summary").click()
    page.locator('.carte-grille button[data-dep="34"]').click()
    page.get_by_role("heading", name=re.compile("^Hérault")).wait_for()
    assert page.locator('path[data-dep="34"]').get_attribute("aria-pressed") == "true"


def test_a_choice_writes_only_the_rows_that_it_changes(enter):
    """Painted again whole, a list of a hundred rows would slow each choice."""
    page = enter("/carte?departement=48")
    page.wait_for_selector(PATHS)
    settle(page)
    page.evaluate("""() => {
      window.lignes = new Set();
      const note = ({ target }) => lignes.add((target.nodeType === 1 ? target : target.parentElement).closest("li"));
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      new MutationObserver((changes) => changes.forEach(note)).observe(document.querySelector(".carte-rangs"), all);
    }""")
    page.locator('.carte-rangs [data-dep="09"]').click()
    page.get_by_role("heading", name=re.compile("^Ariège")).wait_for()
    wait_address(page, "departement=09")
    settle(page)
    names = page.evaluate("[...lignes].map((row) => row.querySelector('.nom').textContent).sort()")
    assert names == ["Ariège", "Lozère"]


def test_a_list_of_a_hundred_rows_scrolls_in_its_frame_to_what_the_map_chose(open_page):
    page = open_page("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    page.evaluate(LONG, SOURCE)
    rows = page.locator("#longue .carte-rangs")
    assert rows.locator("button").count() == 101
    frame = rows.bounding_box()
    assert frame["height"] < 740
    page.locator('#longue path[data-dep="d90"]').dispatch_event("click")
    page.wait_for_function("document.querySelector('#longue .carte-rangs').scrollTop > 0")
    chosen = rows.locator("[aria-pressed=true]").bounding_box()
    assert frame["y"] <= chosen["y"] and chosen["y"] + chosen["height"] <= frame["y"] + frame["height"]


def test_a_list_of_a_hundred_rows_is_read_as_one_list_and_ends_whole(open_page):
    page = open_page("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    page.evaluate(LONG, SOURCE)
    for slug in ("taux_chomage", "taux_pauvrete"):
        page.evaluate("(indicateur) => document.querySelector('#longue').carte.choose({ indicateur })", slug)
        page.wait_for_function(WHOLE, arg=slug)
    tree = page.locator("#longue .carte-rangs").aria_snapshot()
    assert tree.count("- list:") == 1 and tree.count("- listitem:") == 101


def test_what_a_map_does_not_show_is_not_made(enter):
    page = enter("/carte?indicateur=taux_pauvrete&indicateur=taux_chomage")
    page.wait_for_function("document.querySelectorAll('.carte-svg').length === 2")
    assert page.locator(".carte-rangs button, .carte-grille button").count() == 0
    page.locator(".carte-tuiles summary").first.click()
    expect(page.locator(".carte-grille button")).to_have_count(13)
    page.get_by_role("button", name="Plus de réglages").click()
    page.get_by_role("button", name="Une seule carte").click()
    expect(page.locator(".carte-rangs button:visible")).to_have_count(13)
    assert page.locator(".carte-rangs .val").first.inner_text() != ""


def test_long_values_stay_in_their_places_on_a_small_map(open_page):
    page = open_page("/scenario", viewport={"width": 1024, "height": 768})
    page.wait_for_selector(".carte-svg.petit .longue")
    sizes = page.evaluate("""() => [...document.querySelectorAll(".carte-svg .longue")].map((value) => {
      const rank = [...value.parentNode.querySelectorAll(".carte-valeur")].indexOf(value);
      const place = document.querySelectorAll(".carte-svg path[data-dep]")[rank];
      const scale = value.getScreenCTM().a;
      const [text, ground] = [value, place].map((e) => e.getBBox().width * scale);
      return [value.textContent, text / ground, parseFloat(getComputedStyle(value).fontSize) * scale];
    })""")
    assert len(sizes) == 4
    assert all(share <= 1 and size >= 16 for _, share, size in sizes), sizes


def test_one_tip_says_the_place_under_the_pointer_and_follows_the_choice(enter):
    page = enter("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    tip, gers = page.locator(".carte-svg title"), page.locator('.carte-svg path[data-dep="32"]')
    gers.hover()
    expect(tip).to_have_text(gers.get_attribute("aria-label"))
    page.locator('.carte-svg path[data-dep="81"]').hover()
    expect(tip).to_have_text(re.compile("^Tarn\u00a0:"))
    gers.hover()
    page.evaluate("document.querySelector('[data-carte]').carte.choose({ indicateur: 'taux_chomage' })")
    expect(page.locator(".carte-titre")).to_have_text(re.compile("^Taux de chômage"))
    expect(tip).to_have_text(gers.get_attribute("aria-label"))
    page.locator(".carte-titre").hover()
    expect(tip).to_have_text("")
    assert page.locator(".carte-svg").aria_snapshot().count("Gers") == 1


def test_escape_gives_the_name_back_ready_to_be_typed_over(enter):
    page = enter("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    page.get_by_role("combobox", name="Indicateur").click()
    page.keyboard.type("chôm")
    page.keyboard.press("Escape")
    settle(page)
    selected = "() => document.activeElement.value.slice(document.activeElement.selectionStart)"
    assert page.evaluate(selected) == "Taux de pauvreté"
    page.keyboard.type("taux de chômage")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("^Taux de chômage")).wait_for()


def test_keyboard_alone_selects_a_departement(enter):
    page = enter("/carte")
    page.wait_for_selector(PATHS)
    page.locator('path[data-dep="46"]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("^Lot :")).wait_for()
    assert page.evaluate("document.activeElement.dataset.dep") == "46"


def test_link_restores_the_view(open_page):
    page = open_page("/carte?indicateur=part_mg_60_plus&departement=48")
    page.get_by_role("heading", name=re.compile("^Lozère")).wait_for()
    sheet = page.locator(".fiche").inner_text()
    assert bound("46 %") in sheet
    assert bound("ligne 315") in sheet
    assert "non renseigné (9)" in page.locator(".carte-legende").inner_text()


def test_back_restores_what_was_shown(enter):
    page = enter("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    assert title(page).startswith("Taux de pauvreté")
    choose(page, "part des 65 ans et plus")
    wait_address(page, "indicateur=part_65_plus")
    wait_still(page)
    page.go_back()
    page.wait_for_function("document.querySelector('.carte-titre').textContent.startsWith('Taux de pauvreté')")
    assert "taux_pauvrete" in page.url
    wait_still(page)
    page.go_forward()
    page.wait_for_function(
        "(start) => document.querySelector('.carte-titre').textContent.startsWith(start)", arg=bound("Part des 65 ans")
    )


def test_wrong_parameters_are_said_and_ignored(enter):
    page = enter("/carte?indicateur=inconnu&departement=99&couleur=rouge")
    page.wait_for_selector(PATHS)
    warning = page.get_by_role("alert").inner_text()
    assert "indicateur=inconnu" in warning
    assert "departement=99" in warning
    assert "couleur=rouge" in warning


def test_choosing_back_the_first_indicateur_is_written_in_the_address(enter):
    page = enter("/carte?indicateur=taux_pauvrete")
    page.wait_for_selector(PATHS)
    choose(page, "part des 65 ans et plus")
    wait_address(page, "indicateur=part_65_plus")
    settle(page)
    choose(page, "taux de pauvrete")
    wait_address(page, "indicateur=taux_pauvrete")
    settle(page)
    assert title(page).startswith("Taux de pauvreté")


def test_markup_in_the_address_is_inert(enter):
    page = enter("/carte?indicateur=![y](http://ailleurs.invalid/a.png)&[lien](http://ailleurs.invalid)=1")
    warning = page.get_by_role("alert")
    assert "![y](http" in warning.inner_text()
    assert warning.locator("a, img").count() == 0


def test_two_maps_select_the_same_departement(enter):
    page = enter("/carte?indicateur=taux_pauvrete&indicateur=part_65_plus")
    page.wait_for_function("document.querySelectorAll('.carte-svg').length === 2")
    page.locator('path[data-dep="48"]').nth(1).click()
    pressed = "path[data-dep='48'][aria-pressed=true]"
    page.wait_for_function(f'document.querySelectorAll("{pressed}").length === 2')
    page.wait_for_function("document.querySelectorAll('.fiche').length === 2")  # the sheets come after the maps
    page.get_by_role("button", name="Plus de réglages").click()
    page.get_by_role("button", name="Une seule carte").click()
    page.wait_for_function("document.querySelectorAll('.carte-svg').length === 1")
    wait_address(page, "indicateur=taux_pauvrete(?!.*part_65)")


def test_asked_classes_are_drawn_on_a_first_visit(open_page):
    page = open_page("/carte?indicateur=taux_pauvrete&classes=region")
    page.wait_for_function("document.querySelector('.carte-legende').textContent.includes('moins favorable')")


def test_two_tabs_do_not_share_their_choice(open_page):
    first, second = open_page("/carte?indicateur=taux_pauvrete"), open_page("/carte?indicateur=part_65_plus")
    first.wait_for_selector(PATHS)
    second.wait_for_selector(PATHS)
    choose(first, "niveau de vie")
    wait_address(first, "niveau_vie_median")
    assert title(second).startswith(bound("Part des 65 ans"))


def test_map_stays_usable_when_the_network_is_cut(open_page):
    page = open_page("/carte")
    page.wait_for_selector(PATHS)
    page.context.set_offline(True)
    choose(page, "taux de pauvrete")
    assert title(page).startswith("Taux de pauvreté")
    assert page.locator(PATHS).count() == 13
    page.context.set_offline(False)
    wait_address(page, "taux_pauvrete")


def test_departement_follows_to_the_sources_page(enter):
    page = enter("/carte?departement=48")
    page.wait_for_selector(".fiche")
    page.get_by_role("link", name="Données et sources").click()
    wait_address(page, "/sources.*departement=48")
    page.get_by_text("Lozère").first.wait_for()


def test_downloads_are_french(enter):
    page = enter("/carte?indicateur=taux_pauvrete")
    page.get_by_text("Tableau et téléchargements").click()
    page.wait_for_selector(".tableau")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:4] == ["Code", "Territoire", "Valeur (%)", "Minimum (%)"]
    assert len(lines) == 16
    assert "21,2" in lines[1]


_COPY = """async () => {
  const range = document.createRange();
  range.selectNode(document.querySelector('.tableau table'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.execCommand('copy');
  const [item] = await navigator.clipboard.read();
  return [await (await item.getType('text/plain')).text(), await (await item.getType('text/html')).text()];
}"""


def test_a_copied_table_holds_digits_alone(open_page):
    """A spreadsheet takes U+202F or a unit inside a cell for a text: neither may leave with the selection."""
    page = open_page("/carte?indicateur=population")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Tableau et téléchargements").click()
    page.wait_for_selector(".tableau .mille")
    plain, markup = page.evaluate(_COPY)
    cells = dict(line.split("\t")[:2] for line in plain.splitlines() if "\t" in line)
    assert cells["Territoire"] == "Valeur (habitants)"
    assert cells["Haute-Garonne (31)"] == "1506391" and cells["Ariège (09)"] == "156787"
    assert all(value.isdigit() for name, value in cells.items() if name != "Territoire") and len(cells) == 16
    assert not {"\u202f", "\u2212"} & set(plain + markup)
    box = page.locator(".tableau td.nombre", has_text="1506391").first
    assert box.evaluate("cell => getComputedStyle(cell.querySelector('.mille')).marginLeft") != "0px"
