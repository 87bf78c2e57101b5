"""The home page as a value: key figures of the region, what is covered and what is not."""

from __future__ import annotations

from charts.blocks.key_figures import key_figures
from charts.blocks.records import Blocks, Heading, bullets
from charts.words.coverage import coverage_lines
from loaders.geography import Geography
from views.accueil.state import HomeState
from views.accueil.tables import key_figures_table
from views.common import dataset_cover
from views.library import Library
from views.view import Table, View, ViewKind


def title(geography: Geography | None) -> str:
    """What the product is about, with the name of its region when a dataset says it."""
    where = f" {geography.of(geography.region)}" if geography else ""
    return f"Les plans de santé des départements{where}, comparés et sourcés"


def home(library: Library, _state: HomeState) -> View:
    """Key figures, then what is covered and what is not; the page has the title as its own."""
    lines, region = coverage_lines(library.dataset), library.geography.the(library.geography.region)

    def body() -> Blocks:
        return (
            Heading(f"{region[0].upper()}{region[1:]} en quelques chiffres", 2),
            key_figures(library.atlas),
            Heading("Ce qui est couvert, et ce qui ne l'est pas", 2),
            *bullets(lines),
        )

    return View(
        page="accueil",
        kind="",
        parameters={},
        title=title(library.geography),
        cautions=tuple(lines),
        tables=(Table("Chiffres clés", lambda: key_figures_table(library.atlas)),),
        source="Source : statistiques officielles, celle de chaque chiffre est dans le tableau.",
        cover=lambda: {"Contenu": "Chiffres clés de la région", **dataset_cover(library.dataset)},
        filename=("accueil",),
        body=body,
        titled=False,
    )


KINDS: dict[str, ViewKind[HomeState]] = {"accueil": ViewKind("Accueil", home)}
"""Every view of the page."""
