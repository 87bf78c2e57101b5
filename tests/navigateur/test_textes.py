"""What somebody typed stays text in a real browser: labels, messages, the refusal line; a failed download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from charts.words.typography import bound
from deploiement.repliques import free_ports
from tests.navigateur.conftest import ROOT, Place, Server, new_context, shown
from tests.navigateur.reading import settle

pytestmark = pytest.mark.navigateur
AWAY = "http://127.0.0.1:9/"
"""A place of this machine where nobody answers: a request there is the fault."""

TYPED = [
    f"![image]({AWAY}i.png)", f'<img src="{AWAY}i.png">', f"[lien]({AWAY}) <{AWAY}>", "**gras** _it_ ~~barré~~",
    "`code` ```bloc", "$x^2$ et $$y$$", ":red[rouge] :blue-background[bleu] :small[petit] :help[aide]",
    ":material/home: :material_home: :streamlit:", ":smile: :+1: :sparkles:", "a -> b <- c -- d <-> e >= f <= g ~= h",
    "a->:->:b", f"{AWAY} www.exemple.fr a@exemple.fr", "1. un", "2) deux", "- tiret", "--- ---", "# titre", "> cité",
    "- [ ] tâche", "\\*barre\\* fin\\", "&amp; &lt;b&gt; &#65;", ":color[x]{foreground=red} ::a[b] :::note",
    "|a|b| ^c^ [^1] <!-- d -->", "Haute-Garonne : 3 % (2023) ; «soins»",
]  # fmt: skip
"""One text for each thing that Markdown, Streamlit or HTML reads."""

PAGE = f"""
import streamlit as st
from shell.inert import inert, words_of

TYPED = {TYPED!r}
words = dict(enumerate(TYPED))
st.segmented_control("Choix", list(words), format_func=words_of(words), key="segments")
st.pills("Choix", list(words), format_func=words_of(words), key="pastilles")
st.radio("Choix", list(words), format_func=words_of(words), key="ronds")
for rank, text in words.items():
    with st.container(key=f"seuls-{{rank}}"):
        st.button(inert(text), key=f"bouton-{{rank}}")
        st.toggle(inert(text), key=f"bascule-{{rank}}")
        st.selectbox(inert(text), ["a"], key=f"liste-{{rank}}")
        st.expander(inert(text))
        st.popover(inert(text))
        st.download_button(inert(text), b"", key=f"fichier-{{rank}}")
        st.caption(inert(text))
        st.error(inert(text))
        st.info(inert(text))
st.selectbox("Liste", TYPED, key="clair")
st.html("<footer class='pied'>Fin</footer>")
"""


class TextServer(Server):
    """The page above, served by Streamlit with the settings of the application."""

    def __init__(self, folder: Path) -> None:
        (folder / "page.py").write_text(PAGE, "utf-8")
        (folder / ".streamlit").symlink_to(ROOT / ".streamlit")
        Place.__init__(self, free_ports(1)[0], folder / "journal.txt")
        command = [sys.executable, "-m", "streamlit", "run", "page.py", "--server.port", str(self.port)]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.wait()


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = TextServer(tmp_path_factory.mktemp("textes"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def drawn(browser, way_out, labels) -> Iterator:
    """The page of the labels, long to draw, loaded once; what it asks elsewhere is in `page.asked`."""
    context = new_context(browser, way_out, kept=True)
    page = context.new_page()
    page.asked = []
    note = page.asked.append
    page.on("request", lambda request: note(request.url) if request.url.startswith(AWAY) else None)
    yield shown(page, labels.url + "/")
    context.close()
    way_out.assert_unused()


@pytest.fixture
def asked(tabs) -> Iterator[list[str]]:
    """The requests that the pages of a test send elsewhere."""
    asked = []

    def note(request) -> None:
        if request.url.startswith(AWAY):
            asked.append(request.url)

    tabs.context.on("request", note)
    yield asked
    tabs.context.remove_listener("request", note)


def test_every_kind_of_label_shows_a_text_as_typed_and_asks_nothing(drawn):
    page = drawn
    texts = "nodes => nodes.map(node => node.textContent)"
    lists = [".st-key-segments [role=radio]", ".st-key-pastilles button", ".st-key-ronds label:has(input)"]
    last = f".st-key-seuls-{len(TYPED) - 1}"
    for place in (*(f"{name} >> nth={len(TYPED) - 1}" for name in lists), f"{last} [data-testid=stCaptionContainer]"):
        page.locator(place).wait_for()  # Streamlit fetches each kind of control by itself: the last drawn may not be
    assert page.locator(".st-key-segments [role=radio]").evaluate_all(texts) == TYPED
    assert page.locator(".st-key-pastilles button").evaluate_all(texts) == TYPED
    assert page.locator(".st-key-ronds label:has(input)").evaluate_all(texts) == TYPED
    for rank, text in enumerate(TYPED):
        block = page.locator(f".st-key-seuls-{rank}")
        said = block.locator("[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]").evaluate_all(texts)
        assert len(said) == 9 and set(said) == {text}
        assert block.locator("p :is(a, img, code, em, strong, del, input, [style], [role=img])").count() == 0
    assert ":color[" not in page.evaluate(
        "[...document.querySelectorAll(':not(input)')].map(node => "
        "[...node.attributes].map(a => a.value).join()).join()"
    )
    settle(page)
    assert page.asked == []


def test_the_options_of_a_list_are_plain_text(drawn):
    page = drawn
    page.wait_for_selector(".pied")
    field = page.locator(".st-key-clair [role=combobox], .st-key-clair input").first
    field.scroll_into_view_if_needed()
    settle(page)  # a list opened while the page still scrolls closes again
    field.click()
    page.wait_for_selector("[role=option]")
    options = page.locator("[role=option]").evaluate_all("nodes => nodes.map(node => node.textContent)")
    assert len(options) > 4 and options == TYPED[: len(options)]


@pytest.mark.parametrize("name", [TYPED[0], "**gras** `c` $x^2$ :red[r] :smile:"])
def test_the_name_of_a_scenario_in_a_link_is_shown_as_typed_and_asks_nothing(open_page, asked, name):
    page = open_page("/scenario?" + urlencode({"scenarios": 2, "nom": name, "engagement-2": 1}))
    switch = page.locator(".st-key-scenario-regle [role=radio]").first
    switch.wait_for()
    settle(page)
    assert switch.evaluate("e => e.textContent") == name
    assert page.locator(".stMain img").count() == 0 and asked == []


def test_a_sign_that_turns_the_text_cannot_turn_our_sentence(open_page):
    page = open_page("/carte?annee=%E2%80%AExyz&couleur=%E2%81%A6%D7%90%D7%91&x=" + "y" * 300)
    line = page.get_by_role("alert").first.inner_text()
    assert line == bound(
        "L'adresse demandait «couleur=\u2068\u05d0\u05d1\u2069», «x=" + "y" * 40 + "…», «annee=xyz», "
        "que cette page ne connaît pas : cette partie a été ignorée."
    )


@pytest.mark.parametrize(
    ("path", "opened", "role", "words", "logged"),
    [("/sources?vue=tables", "documents : ", "link", "Cette vue n'a pas pu être écrite (le détail est dans le journal",
      "form xlsx of page sources"),
     ("/defis?mots=prévention", "Tableaux et téléchargements", "link",
      "Cette vue n'a pas pu être écrite (le détail est dans le journal", "form xlsx of page defis")],
)  # fmt: skip
def test_a_download_that_fails_says_so_beside_its_button(open_fresh, broken, path, opened, role, words, logged):
    page = open_fresh(path, base=broken.url)
    page.locator("summary", has_text=opened).click()
    one = page.get_by_role(role, name="Télécharger en XLSX").locator("visible=true").first
    one.wait_for()
    settle(page)
    page.clock.install()
    one.click()
    said = page.get_by_role("alert").filter(has_text=words)
    said.wait_for()
    assert said.locator("xpath=..").get_by_role(role, name="Télécharger en XLSX").count() == 1
    page.clock.fast_forward(6_000)
    settle(page)
    assert said.count() == 1 and page.get_by_text("Failed to").locator("visible=true").count() == 0
    one.click()
    said.wait_for()
    page.clock.fast_forward(3_000)
    settle(page)
    assert said.count() == 1
    assert logged in broken.log.read_text("utf-8")


def test_a_table_gone_after_the_page_was_drawn_is_still_given(open_page, broken):
    """A page and its files come from one set: the one it was drawn from."""
    path = broken.root / "data" / "documents.parquet"
    whole = path.read_bytes()
    page = open_page("/sources?vue=tables", base=broken.url)
    page.locator("summary", has_text="documents : ").click()
    button = page.get_by_role("link", name="Télécharger en Parquet").locator("visible=true").first
    button.wait_for()
    settle(page)
    path.unlink()
    try:
        with page.expect_download(timeout=10_000) as given:
            button.click()
        assert Path(given.value.path()).read_bytes() == whole
    finally:
        path.write_bytes(whole)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application, whose workbooks cannot be written."""
    root = tmp_path_factory.mktemp("fichiers") / "outil"
    ignored = shutil.ignore_patterns(".git", ".venv", "tests", "docs", "curated")
    shutil.copytree(ROOT, root, ignore=ignored)
    workbooks = root / "exports" / "workbooks.py"
    workbooks.write_text(
        workbooks.read_text("utf-8") + '\n\ndef workbook(*_, **__):\n    raise ValueError("<b>\\u202e")\n'
    )
    server = Server(root, log=tmp_path_factory.mktemp("journal") / "journal.txt")
    server.root = root
    yield server
    server.stop()
