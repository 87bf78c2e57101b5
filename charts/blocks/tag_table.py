"""Thèmes and parcours of some plans: who prints which, under which défis; in common and apart, in words.

No total and no score: a plan that tags more is not a plan that does more.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from analysis.common import Shared, share_out, tags_held, untagged
from analysis.plans import Plans
from charts.words.filter_words import engagements_text
from charts.words.french import OF_DEPARTEMENT, count_text
from charts.words.shared_words import common_to
from loaders.schema import DEPARTEMENTS

KINDS = {"theme": ("Thèmes", "thème"), "parcours": ("Parcours", "parcours")}
LEVELS = {"objectif": "Fiches d'objectifs", "defi": "Pages de défis"}
"""Where a tag is read, by its code in an address."""
_ROWS = {"objectif": "fiche", "defi": "page"}


def tags_html(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: str) -> str:
    """One kind of tag: the lists in words, then the table tag x département with the défis that bear it."""
    held = {code: tags_held(plans, kind, code, defis=defis, niveau=niveau) for code in departements}
    found = share_out({code: set(tags) for code, tags in held.items()}, plans.labels[kind])
    name = KINDS[kind][0]
    labels = [*plans.labels[kind], *(tag for tag in _printed(held) if tag not in plans.labels[kind])]
    heads = "".join(f'<th scope="col">{escape(DEPARTEMENTS[code])}</th>' for code in departements)
    rows = "".join(_row(plans, kind, label, held) for label in labels)
    caption = f"{name} imprimés, et défis qui les portent ({LEVELS[niveau].lower()})"
    return (
        f"<h3>{name}</h3>{lists_html(found, departements)}"
        f"{_silence(plans, kind, departements, defis=defis, niveau=niveau)}"
        f'<div class="tableau etiquettes" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption>{escape(caption)}</caption><thead><tr><th scope="col">{KINDS[kind][1].capitalize()}</th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def tags_finding(
    plans: Plans, departements: Sequence[str], *, defis: Sequence[str], niveau: str, engagements: Sequence[str] = ()
) -> str:
    """How many thèmes and parcours all the plans print, and under which engagements when they are chosen."""
    under = f" ({engagements_text(engagements)})" if engagements else ""
    if len(departements) == 1:
        return f"Thèmes et parcours que le plan {OF_DEPARTEMENT[departements[0]]} imprime{under}"
    counts = []
    for kind, (_, word) in KINDS.items():
        held = {code: set(tags_held(plans, kind, code, defis=defis, niveau=niveau)) for code in departements}
        shared = len(share_out(held, plans.labels[kind]).every)
        counts.append(count_text(shared, noun=word))
    return f"Communs {common_to(departements, departements)} : {' et '.join(counts)}{under}"


def lists_html(found: Shared, departements: Sequence[str]) -> str:
    """What the plans have in common, what some have, what one alone has, what none has."""
    if len(departements) < 2:
        return ""
    groups: dict[str, list[str]] = {f"Communs {common_to(departements, departements)}": found.every}
    for label, who in found.some.items():
        groups.setdefault(f"Communs {common_to(who, departements)}", []).append(label)
    groups |= {f"{DEPARTEMENTS[code]}, et aucun autre de ces plans": labels for code, labels in found.alone.items()}
    groups["Aucun de ces plans"] = found.none
    lines = [
        f"<li><b>{escape(who)}</b> : {escape(' ; '.join(labels))}.</li>" for who, labels in groups.items() if labels
    ]
    return f"<ul>{''.join(lines)}</ul>"


def _printed(held: dict[str, dict[str, list[str]]]) -> list[str]:
    return sorted({tag for tags in held.values() for tag in tags})


def _row(plans: Plans, kind: str, label: str, held: dict[str, dict[str, list[str]]]) -> str:
    known = label in plans.labels[kind]
    said = escape(label) + ("" if known else f" <i>(imprimé comme {KINDS[kind][1]}, hors liste)</i>")
    cells = "".join(f"<td>{_cell(tags.get(label, []), list(held))}</td>" for tags in held.values())
    return f'<tr><th scope="row">{said}</th>{cells}</tr>'


def _cell(defis: Sequence[str], departements: Sequence[str]) -> str:
    """The défis that bear a tag, each a link to the plans side by side."""
    if not defis:
        return '<span aria-hidden="true">–</span><span class="hors-vue">non imprimé</span>'
    query = escape(urlencode([("departement", code) for code in departements]))
    return "● " + " ".join(f'<a data-vue href="./defis?defi={code}&amp;{query}">{code}</a>' for code in defis)


def _silence(plans: Plans, kind: str, departements: Sequence[str], *, defis: Sequence[str], niveau: str) -> str:
    """How many sheets print no tag: not stated."""
    said = []
    for code in departements:
        count = untagged(plans, kind, code, defis=defis, niveau=niveau)
        if count:
            said.append(f"{DEPARTEMENTS[code]} {count_text(count, noun=_ROWS[niveau])}")
    word = KINDS[kind][1]
    return f'<p class="mention">Sans {word} imprimé (non renseigné) : {escape(" ; ".join(said))}.</p>' if said else ""
