"""An invented plan in the two layouts of the documents, from any values: what the reader must read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import wrap

from loaders.sts.vocabulary import NO_LABEL, Row, Vocabulary

Values = Mapping[Row, tuple[str, ...]]
"""Printed cells of each row, in the order of its measures; «» is a blank cell."""

TITLES = {
    "medecine": "Activité de soins Médecine", "had": "Activité de soins Hospitalisation à Domicile",
    "chirurgie": "Activité de soins Chirurgie", "smr": "Activité de soins SSR/SMR",
    "psychiatrie": "Activité de soins Psychiatrie", "cancer": "Activité de soins Traitement du cancer",
    "gyneco_obst": "Activité de soins Gynécologie Obstétrique", "dpn": "Activité de soins Diagnostic prénatal",
    "amp": "Activité de soins Assistance médicale à la procréation", "sld": "Activité de soins USLD",
    "urgences": "Activité de soins Médecine d'Urgence", "soins_critiques": "Activité de soins : Soins Critiques",
    "cardio_interventionnelle": "Activité de soins Cardiologie Interventionnelle",
    "radiologie_diagnostique": "Equipements matériels lourds",
    "radiologie_interventionnelle": "Activité de soins Radiologie Interventionnelle",
    "medecine_nucleaire": "Activité de soins Médecine Nucléaire",
    "irc": "Activité de soins Insuffisance Rénale Chronique",
}  # fmt: skip
_HEADS = {"ancien": ["Existant au 01/06/2023"], "nouveau": ["Cibles"], "constant": ["Existant au 01/06/2023", "Cibles"]}
_PAIRS = {
    "existant_hc": ("Existant au 01/06/2023", "HC"), "existant_htp": ("", "HTP"),
    "existant_implantations": ("Existant au 01/06/2023", "Implantations"), "existant_appareils": ("", "Appareils"),
}  # fmt: skip
TABLE_TITLES = {
    "ancien": "Bilan des objectifs quantitatifs de l'offre de soins, au 01/06/2023,",
    "nouveau": "Objectifs quantitatifs de l'offre de soins prenant en compte la réforme",
    "constant": "Objectifs quantitatifs de l'offre de soins",
}


def raw_text(vocabulary: Vocabulary, values: Values, *, departement: str, width: int) -> str:
    """The plan as raw text of a PDF: labels broken at `width`, page furniture, tables as loose lines."""

    def table(rows: list[Row]) -> list[str]:
        regime = rows[0].regime
        lines = [
            TABLE_TITLES[regime],
            "",
            "Zone d'implantation  Modalités  " + " ".join(_HEADS[regime]),
            *([" ".join(_PAIRS[measure][1] for measure in rows[0].measures)] if rows[0].measures[0] in _PAIRS else []),
            "",
            departement,
        ]
        groupe = ""
        for row in rows:
            if row.groupe and row.groupe != groupe:
                lines += [f"{part} " for part in wrap(row.groupe, max(width, 12))]
            groupe = row.groupe
            lines += _raw_row(row, values[row], width)
        return lines

    return "\n".join(
        _sections(vocabulary, values, table, title=lambda text: ["ACTIVITÉ DE SOINS / FILIÈRE DE SOINS", text])
    )


def markdown_text(
    vocabulary: Vocabulary, values: Values, *, departement: str, untitled: frozenset[str] = frozenset()
) -> str:
    """The plan as Markdown of a converter: tabulated tables, bold runs, some titles lost."""

    def table(rows: list[Row]) -> list[str]:
        regime = rows[0].regime
        heads = [["Zone d'implantation", "Modalités", *_HEADS[regime]]]
        if rows[0].measures[0] in _PAIRS:
            told = [_PAIRS[measure] for measure in rows[0].measures]
            first = ["Zone d'implantation", "Modalités", *(head[0] for head in told)]
            heads = [first, ["", "", *(head[1] for head in told)]]
        lines = [f"**{TABLE_TITLES[regime]}**", "", *("\t".join(head) for head in heads)]
        zone, groupe = departement, ""
        for row in rows:
            shown = "" if row.groupe == groupe else row.groupe
            groupe = row.groupe
            label = [] if row.modalite == NO_LABEL else [row.modalite]
            lines.append("\t".join([zone, *filter(None, [shown]), *label, *values[row]]))
            zone = ""
        return lines

    def title(text: str) -> list[str]:
        return ["## ACTIVITÉS STRUCTURANTES", ""] if text in lost else [f"## {text}", ""]

    lost = {TITLES[slug] for slug in untitled}
    return "\n".join(_sections(vocabulary, values, table, title=title))


def _sections(
    vocabulary: Vocabulary,
    values: Values,
    table: Callable[[list[Row]], list[str]],
    *,
    title: Callable[[str], list[str]],
) -> list[str]:
    lines: list[str] = []
    for activite in vocabulary.activites:
        lines += ["Objectifs", "quantitatifs", "de l'offre", "de soins", "", *title(TITLES[activite]), ""]
        for regime in ("ancien", "nouveau", "constant"):
            rows = [row for row in vocabulary.table(activite, regime) if row in values]
            if rows:
                lines += [*table(rows), "", ""]
        lines += ["Recours et expertises supra-territoriales", "", "Non concerné", ""]
        lines += ["Transformations – regroupements – coopérations", "", "Phrase inventée pour cet exemple.", ""]
    return lines


def _raw_row(row: Row, cells: tuple[str, ...], width: int) -> list[str]:
    tail = "  ".join(cell for cell in cells if cell)
    if row.modalite == NO_LABEL:
        return [tail]
    parts = wrap(row.modalite, width, break_on_hyphens=False) or [row.modalite]
    if len(parts) == 1:
        return [f"{parts[0]}  {tail}", ""]
    return [*(f"{part} " for part in parts), tail, ""] if tail else [f"{part} " for part in parts]


Lists = Mapping[str, tuple[str, ...]]
"""Items of each list of a département, by the name of the list."""

LIST_TITLES = {
    "enjeu": "Les enjeux du département en bref", "defi_cts": "Les défis identifiés par le CTS du département",
    "cnr": "Les propositions du CNR en santé", "engagement_cd": "Le partenariat avec LE CONSEIL DÉPARTEMENTAL",
}  # fmt: skip


def raw_lists(lists: Lists, *, width: int, joined: bool = False) -> str:
    """The lists as raw text of a PDF: an empty line between two, items broken at `width`.

    Args:
        joined: the titles of the first two lists come before all their bullets, over the room of two columns.
    """
    lines: list[str] = ["Description des besoins", "issus des dernières consultations", ""]
    broken = {
        liste: [wrap(f"→ {text}", width, break_on_hyphens=False) for text in texts] for liste, texts in lists.items()
    }
    for liste in ("enjeu", "defi_cts") if joined else ():
        depth = (sum(map(len, broken[liste])) + 1) // 2
        lines += [f"{LIST_TITLES[liste]} ", "", *[" ", ""] * depth]
    for liste, texts in _in_order(lists):
        if not joined or liste not in ("enjeu", "defi_cts"):
            lines += [f" {LIST_TITLES[liste]} ", "", *[" ", ""] * 5]
        if liste == "engagement_cd":
            lines += [f"{part} " for text in texts for part in wrap(text, width, break_on_hyphens=False)]
            continue
        for index, parts in enumerate(broken[liste]):
            lines += ["La prévention :  ", ""] if liste == "cnr" and not index else []
            lines += [piece for part in parts for piece in (f"{part} ", "")]
    return "\n".join([*lines, *["", " "] * 6])


def markdown_lists(lists: Lists) -> str:
    """The lists as Markdown of a converter: two runs of bullets, paragraphs, captions of pictures."""
    lines: list[str] = ["## Description des besoins issus des dernières consultations", ""]
    for liste, texts in _in_order(lists):
        lines += [f"{'##' if liste in ('cnr', 'engagement_cd') else '###'} {LIST_TITLES[liste]}", ""]
        if liste == "engagement_cd":
            lines += ["### Un partenariat inventé", ""]
            pairs = [part for text in texts for part in (text, "")]
            lines += [*pairs[:2], "", "", "**12** enfants  ", "inventés", "", *pairs[2:]]
            continue
        lines += ["### La prévention :", ""] if liste == "cnr" else []
        half = (len(texts) + 1) // 2
        lines += [*(f"- {text}" for text in texts[:half]), "", *(f"- {text}" for text in texts[half:]), ""]
    return "\n".join([*lines, "# DÉFIS PRIORITAIRES et objectifs opérationnels", "", "- Autre puce", ""])


def _in_order(lists: Lists) -> list[tuple[str, tuple[str, ...]]]:
    return [(liste, lists[liste]) for liste in LIST_TITLES if liste in lists]
