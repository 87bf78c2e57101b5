"""«Autre mesure»: what counts the same subject otherwise, its value here, and why the two differ.

Every text is escaped. Links keep the département; on paper there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from analysis.atlas import Atlas
from analysis.comparison import rank_of
from analysis.kinship import Kin, machines
from analysis.selection import Value
from charts.drawings.choropleth import value_text
from charts.words.french import list_text, lower_first, short_unit, unit_text, year_text
from charts.words.standing_words import rank_words
from loaders.schema import DEPARTEMENTS

OTHER = "Autre mesure"


def kin_html(atlas: Atlas, kind: str, slug: str, departements: Sequence[str] = ()) -> str:
    """The other measures of a subject, each with its link and its values, then why they differ; empty without any."""
    groups: dict[str, list[str]] = {}
    for kin in atlas.kinship.of(kind, slug):
        known = {code: text for code in departements if (text := value_words(atlas, kin, code))}
        if departements and not known and kin.kind != "activite":
            continue
        named = [f"{DEPARTEMENTS[code]} {text}" if len(departements) > 1 else text for code, text in known.items()]
        told = f" : {escape(' ; '.join(named))}" if named else ""
        groups.setdefault(kin.reason, []).append(f"<li>{link_html(atlas, kin, departements)}{told}</li>")
    lists = "".join(f"<ul>{''.join(items)}</ul><p>{escape(reason)}</p>" for reason, items in groups.items())
    return f"<p><strong>{OTHER} du même sujet</strong></p>{lists}" if lists else ""


def kin_note(atlas: Atlas, indicateur: str, departement: str, *, paper: bool) -> list[str]:
    """Under a figure of one département: the other measures that have a value there, folded; on paper, in full."""
    lines = []
    for kin in atlas.kinship.of("indicateur", indicateur):
        told = value_words(atlas, kin, departement)
        if told and kin.kind == "indicateur":
            label = escape(label_of(atlas, kin)) if paper else link_html(atlas, kin, [departement])
            lines.append(f"{label} : {escape(told)}")
        elif kin.kind == "activite" and not paper and f"sts-{departement}" in atlas.documents:
            lines.append(link_html(atlas, kin, [departement]))
    if not lines or paper:
        return [f"{OTHER.lower()}, {line}" for line in lines]
    title = OTHER if len(lines) == 1 else f"{len(lines)} autres mesures"
    body = "".join(f"<span>{line}</span>" for line in lines)
    return [f'<details data-volet="mesure-{escape(indicateur)}"><summary>{title}</summary>{body}</details>']


def kin_text(atlas: Atlas, indicateur: str, departement: str) -> str:
    """The same as plain text, with the reasons, for a table."""
    found = [(kin, value_words(atlas, kin, departement)) for kin in atlas.kinship.of("indicateur", indicateur)]
    return " ".join(f"{label_of(atlas, kin)} : {told}. {kin.reason}" for kin, told in found if told)


def label_of(atlas: Atlas, kin: Kin) -> str:
    """The name of a measure."""
    if kin.kind == "indicateur":
        return atlas.notions[kin.slug].libelle
    name = atlas.activites[kin.slug]
    return f"{name}, écarts OQOS" if kin.kind == "activite" else f"{name}, appareils"


def link_html(atlas: Atlas, kin: Kin, departements: Sequence[str]) -> str:
    """The view that shows a measure."""
    query: dict[str, str] = {"departement": ",".join(departements)} if departements else {}
    if kin.kind == "activite":
        page, query = "ecarts", {"activite": kin.slug, **query}
    elif kin.kind == "appareils":
        page, query = "sources", {"vue": "oqos", **query, "mots": f"appareils {atlas.activites[kin.slug]}"}
    elif kin.slug in atlas.best:
        page, query = "carte", {"indicateur": kin.slug, **query}
    else:
        page, query = "sources", {"vue": "valeurs", "indicateur": kin.slug, **query}
    return f'<a data-vue href="./{page}?{escape(urlencode(query))}">{escape(label_of(atlas, kin))}</a>'


def value_words(atlas: Atlas, kin: Kin, departement: str) -> str:
    """What a measure says of a département, with its year and its rank; empty when nothing is known, or for sites."""
    if kin.kind == "appareils":
        return list_text(
            [
                f"{lower_first(what)} {printed} (ligne {line})"
                for _, what, printed, line in machines(atlas.dataset, kin.slug, [departement])
            ]
        )
    if kin.kind != "indicateur":
        return ""
    value = _value(atlas, kin.slug, departement)
    if value is None:
        return ""
    notion, best = atlas.notions[kin.slug], atlas.best.get(kin.slug)
    unit = unit_text(notion.unite) if short_unit(notion.unite) else ""
    told = f"{value_text(value, notion)}{unit}, {year_text(value.annee)}"
    numbers = {code: cell.middle for code, cell in atlas.cells(best).items() if code in DEPARTEMENTS} if best else {}
    rank = rank_of(numbers, code=departement)
    if rank is None or notion.additive:
        return told
    place = rank_words(rank, high="la plus élevée", low="la plus basse", noun="valeur ", among=f"sur {rank.total}")
    return f"{told}, {place}"


def _value(atlas: Atlas, indicateur: str, departement: str) -> Value | None:
    """The value that its best map shows, else the first that is kept for this département."""
    best = atlas.best.get(indicateur)
    shown = atlas.cells(best).get(departement) if best else None
    if shown:
        return shown
    return next(
        (
            value
            for value in atlas.values
            if value.indicateur == indicateur and value.mapped and value.territoire == departement
        ),
        None,
    )
