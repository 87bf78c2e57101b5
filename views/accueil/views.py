"""The home page as a value: where to begin, what the data say, key figures of the region, what is covered."""

from __future__ import annotations

from charts.blocks import home as parts
from charts.blocks.key_figures import figures_head, key_figures
from charts.blocks.records import Blocks, Folded, Part, bullets
from charts.drawings.outlines import Outlines
from charts.words.coverage import coverage_line, coverage_lines
from loaders.errors import DatasetError
from loaders.geography import Geography
from views.accueil.findings import found
from views.accueil.state import HomeState
from views.accueil.tables import key_figures_table
from views.common import dataset_cover
from views.library import Library
from views.view import Table, View, ViewKind


def title(geography: Geography | None) -> str:
    """What the product is about, with the name of its region when a dataset says it."""
    where = f" {geography.of(geography.region)}" if geography else ""
    return f"Les plans de santé des départements{where}, comparés et sourcés"


def home(library: Library, state: HomeState) -> View:
    """Where to begin, three findings, key figures, what is covered; the page has the title as its own."""
    geography, loaded = library.geography, library.loaded_plans
    lines = coverage_lines(library.dataset, loaded)

    def body() -> Blocks:
        return (
            parts.search(geography, library.plans),
            Part(
                (
                    parts.places(geography, _outlines(library), loaded.any),
                    parts.findings(found(library)),
                ),
                "accueil-haut",
            ),
            figures_head(library.atlas),
            key_figures(library.atlas, state.departements),
            parts.doors({"departement": state.departements, "engagement": state.engagements}),
            Folded(parts.coverage_title(coverage_line(library.dataset, loaded)), bullets(lines), key="couverture"),
        )

    return View(
        page="accueil",
        kind="",
        parameters={},
        title=title(geography),
        cautions=tuple(lines),
        tables=(Table("Chiffres clés", lambda: key_figures_table(library.atlas)),),
        source="Source : statistiques officielles, celle de chaque chiffre est dans le tableau.",
        cover=lambda: {"Contenu": "Chiffres clés de la région", **dataset_cover(library.dataset)},
        filename=("accueil",),
        body=body,
        titled=False,
    )


def _outlines(library: Library) -> Outlines | None:
    """The outlines of the départements; none where their file cannot be read: the page holds without them."""
    try:
        return library.outlines
    except DatasetError:
        return None


KINDS: dict[str, ViewKind[HomeState]] = {"accueil": ViewKind("Accueil", home)}
"""Every view of the page."""
