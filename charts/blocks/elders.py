"""Sites of one line beside the old population: one row a plan, both bounds of what is known between two."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.atlas import Atlas
from analysis.elders import PAIRED, Beside, printed_people
from analysis.supply import Supply
from charts.blocks.records import Blocks, Cell, Grid, Heading, Link, Paragraph, Part, Row, parameters
from charts.words.elders_words import PEOPLE, READING, TITLE, WHY, dates_text, elders_text, per_site_text, printed_text
from charts.words.french import list_text, lower_first, plural
from charts.words.gap_words import existing_text, target_text

_HEAD = ("Département", "Autorisé", "Prévu", "65 ans et plus", "75 ans et plus", "75 ans et plus, par site autorisé",
         "75 ans et plus, par site prévu")  # fmt: skip


def elders_part(supply: Supply, atlas: Atlas, slug: str, rows: Sequence[Beside]) -> tuple[Part, ...]:
    """What the plans print of one line beside the population of 65 and 75 and over; nothing without a row."""
    if not rows:
        return ()
    year = max(found.elders[1].annee for found in rows)
    said = f"{rows[0].row.libelle}. {WHY[slug]} {READING}"
    first, *others = _HEAD
    head = Row((Cell(first, heading="col"), *(Cell(name, heading="col", role="nombre") for name in others)))
    grid = Grid((head,), (tuple(map(_row, rows)),), "tableau", label=TITLE)
    dated = [dates_text(supply.activites[slug].existant_date, year), PEOPLE]
    printed = printed_people(atlas, [found.row.departement for found in rows])
    dated += [printed_text(atlas.geography.of(value.territoire), value.low, value.ligne) for value in printed]
    notes = Paragraph(" ".join(dated)), _source(atlas, rows), _others(supply, slug)
    blocks: Blocks = (Heading(TITLE), Paragraph(said), grid, *notes)
    return (Part(blocks, "offre-age", section=True),)


def _row(found: Beside) -> Row:
    row, (first, second) = found.row, found.elders
    texts = (
        existing_text(row),
        target_text(row, "intervalle"),
        elders_text(first),
        elders_text(second),
        per_site_text(found, row.existing),
        per_site_text(found, row.targets["intervalle"]),
    )
    return Row((Cell(row.nom, heading="row"), *(Cell(text, role="nombre") for text in texts)))


def _source(atlas: Atlas, rows: Sequence[Beside]) -> Paragraph:
    places = "; ".join(f"{found.row.nom}, {lines_text(found)}" for found in rows).replace(";", " ;")
    return Paragraph(f"Lu : {places}. Population : {population_text(atlas, rows[0])}.", "source")


def lines_text(found: Beside) -> str:
    """«lignes 2310 et 2315» of the text where the sites are printed."""
    lines = list(dict.fromkeys([*found.row.lignes_existant, *found.row.lignes_cible]))
    return f"ligne{plural(len(lines))} {list_text(lines)}"


def population_text(atlas: Atlas, found: Beside) -> str:
    """Producer and title of the file of the population, and whether it was read in a copy."""
    document = found.elders[1].document
    if not document:
        return "non renseignée"
    entry = atlas.documents[document]
    return f"{entry['producteur']}, {lower_first(entry['titre'])}{atlas.copy_note(document)}"


def _others(supply: Supply, slug: str) -> Paragraph:
    """The other activités of the list."""
    names = {one: lower_first(supply.activites[one].libelle_court) for one in PAIRED if one in supply.activites}
    links = [Link(name, "ecarts", parameters(activite=one)) for one, name in names.items() if one != slug]
    spans = [part for link in links for part in (", ", link)][1:]
    return Paragraph(("Se lit aussi pour : ", *spans, "."), "mention")
