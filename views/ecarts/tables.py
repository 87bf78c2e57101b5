"""Tables of the gaps page: gaps, printed cells, their cover sheet.

Source: tables `ecarts`, `oqos`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from numbers import Integral

import pandas as pd

from analysis.closed_sets import Borne
from analysis.intervals import Interval
from analysis.plans import Plans
from analysis.supply import GapRow, Supply
from charts.blocks.gap_sheet import place_text
from charts.words.gap_bounds import HYPOTHESES, cell_text, condition_text
from charts.words.gap_declared import CONCORDANCES, TOLD, announced_text
from charts.words.gap_reserves import reserves_text, version_text
from charts.words.gap_words import BORNES, RATE_CAUTION, READINGS, REVISED, dashed, gap_text, sites_text
from views.common import dataset_cover, exact_or
from views.memo import memo

_REGIMES = {"ancien": "ancienne nomenclature", "nouveau": "nouvelle nomenclature", "constant": "nomenclature inchangée"}
_MEASURES = {
    "existant": "autorisé au 01/06/2023", "cible": "prévu (cible)", "existant_hc": "autorisé, hospitalisation complète",
    "existant_htp": "autorisé, hospitalisation à temps partiel", "existant_implantations": "autorisé, implantations",
    "existant_appareils": "autorisé, appareils",
}  # fmt: skip
RATES = ["Autorisé pour 100 000 hab.", "Prévu pour 100 000 hab."]
_COUNTS = [f"{name}, {end}" for name in ("Autorisé", "Prévu", "Écart") for end in ("minimum", "maximum")]
GAPS = [
    "Activité", "Ligne", "Libellé du document", "Nomenclature", "Département", "Code", "Autorisé", "Cible imprimée",
    "Prévu", "Écart", "Lecture", "Réserves", "Version du plan", *_COUNTS,
    "Texte du plan", "Concordance", "Ancien tableau", "Motif", *RATES, "Population", "Population, année",
    "Révisée par l'avenant n°1", "Source",
]  # fmt: skip
"""Columns of the downloads."""

GAPS_ON_SCREEN = ["Ligne", "Département", "Autorisé", "Cible imprimée", "Prévu", "Écart", "Lecture", "Réserves",
                  "Texte du plan", "Ancien tableau", RATES[1], "Source"]  # fmt: skip
"""Columns of the table twin."""


def gaps_table(supply: Supply, rows: Sequence[GapRow], *, borne: Borne) -> pd.DataFrame:
    """One line per row of `ecarts`, in the order given, bounds apart in the downloads."""
    rates = _rates(supply)
    found = []
    for row in rows:
        rate = rates[(row.departement, row.activite, row.code, row.regime)]
        gap, target = row.gaps[borne], row.targets[borne]
        found.append(
            {
                "Activité": supply.activites[row.activite].libelle,
                "Ligne": row.libelle,
                "Libellé du document": row.modalite,
                "Nomenclature": _REGIMES[row.regime],
                "Département": row.nom,
                "Code": row.departement,
                "Autorisé": _number(row.existing, _authorised(row)),
                "Prévu": _number(target, sites_text(target, row.cible_detail) if target or row.cible_detail else pd.NA),
                "Écart": gap.low if gap and gap.exact else gap_text(row, borne=borne),
                "Cible imprimée": cell_text(row) if row.cible_detail else "–",
                "Lecture": _reading(row, borne),
                "Réserves": _reserves(row, borne),
                "Version du plan": version_text(supply, row.departement),
                "Autorisé, minimum": row.existing.low if row.existing else pd.NA,
                "Autorisé, maximum": row.existing.high if row.existing else pd.NA,
                "Prévu, minimum": target.low if target else pd.NA,
                "Prévu, maximum": target.high if target else pd.NA,
                "Écart, minimum": gap.low if gap else pd.NA,
                "Écart, maximum": gap.high if gap else pd.NA,
                "Texte du plan": _told(supply, row),
                "Concordance": CONCORDANCES.get(row.concordance, "sans objet"),
                "Ancien tableau": " ; ".join(row.existant_detail if row.regime != "constant" else []) or "–",
                "Motif": row.motif,
                "Autorisé pour 100 000 hab.": rate[0],
                "Prévu pour 100 000 hab.": rate[1],
                "Population": rate[2],
                "Population, année": rate[3],
                "Révisée par l'avenant n°1": "oui" if supply.activites[row.activite].revisee else "non",
                "Source": place_text(row),
            }
        )
    typed = dict.fromkeys(_COUNTS, "Int64") | dict.fromkeys(RATES, "Float64")
    columns = {name: [row[name] for row in found] for name in GAPS}
    return pd.DataFrame({name: pd.array(cells, typed[name]) if name in typed else cells
                         for name, cells in columns.items()})  # fmt: skip


def on_screen(frame: pd.DataFrame, *, several: bool) -> pd.DataFrame:
    """The columns of the table twin; the activité first when there are several.

    A gap bears its sign as a keyboard writes it: a spreadsheet takes «−3» with the typographic minus for a text.
    """
    columns = (["Activité"] if several else []) + GAPS_ON_SCREEN
    gaps = frame["Écart"].map(lambda gap: f"{gap:+d}".replace("+0", "0") if isinstance(gap, Integral) else gap)
    return frame.assign(**{"Écart": gaps})[columns]


PRINTED_ON_SCREEN = ["Ligne du tableau", "Groupe", "Activité", "Département", "Nomenclature", "Colonne", "Imprimé",
                     "Section", "Ligne"]  # fmt: skip


def printed_table(supply: Supply, activites: Collection[str], departements: Collection[str]) -> pd.DataFrame:
    """Every cell as printed, old and new nomenclature told apart by a column of their own."""
    frame = supply.dataset.oqos
    kept = frame[frame["activite"].isin(list(activites)) & frame["departement"].isin(list(departements))]
    order = {slug: rank for rank, slug in enumerate(supply.activites)}
    kept = kept.assign(
        _rang=kept["activite"].map(order), _regime=kept["regime"].map({"ancien": 0, "constant": 1, "nouveau": 2})
    )
    kept = kept.sort_values(["_rang", "departement", "_regime", "ordre", "ligne"], kind="stable")
    dated = [slug for slug, activite in supply.activites.items() if activite.existant_date]
    undated = kept["mesure"].ne("cible") & ~kept["activite"].isin(dated)
    return pd.DataFrame(
        {
            "Ligne du tableau": kept["modalite"],
            "Groupe": kept["groupe"].fillna("–"),
            "Activité": kept["activite"].map({slug: a.libelle_court for slug, a in supply.activites.items()}),
            "Département": kept["departement"].map(dict(supply.geography.departements)),
            "Nomenclature": kept["regime"].map(_REGIMES),
            "Colonne": kept["mesure"].map(_MEASURES).mask(undated, "autorisé (sans date imprimée)"),
            "Imprimé": kept["brut"].fillna("(case vide)"),
            "Minimum": kept["valeur_min"],
            "Maximum": kept["valeur_max"],
            "Section": kept["section"],
            "Ligne": kept["ligne"],
            "Document": kept["document"],
        }
    ).reset_index(drop=True)


def gaps_cover(
    supply: Supply, *, title: str, departements: Sequence[str], borne: Borne, revised: bool, filtre: str = ""
) -> dict[str, str]:
    """Cover sheet: what was chosen, how a gap is read, what was revised, where the figures come from.

    Args:
        filtre: what the filter by engagement keeps, empty when there is none.
    """
    return {
        "Contenu": title,
        "Départements": ", ".join(supply.geography.named(departements)),
        **({"Filtre par engagement": filtre} if filtre else {}),
        "Cible lue": HYPOTHESES.get(borne, BORNES[borne]),
        "Lecture": "Écart : sites prévus moins sites autorisés au 01/06/2023. Une fourchette dépend du nombre de sites "
        "qui cumulaient plusieurs autorisations, ou d'une cible imprimée entre deux bornes ; une borne négative "
        "n'annonce aucune fermeture. Sans écart : les deux nomenclatures ne comptent pas la même chose.",
        "Pour 100 000 habitants": RATE_CAUTION,
        "Révision": REVISED if revised else "aucune activité de cette sélection n'est révisée par l'avenant n°1",
        "Source": "schémas territoriaux de santé 2023-2028, partie objectifs quantitatifs de l'offre de soins",
        "Licence": f"données publiques de l'{Plans(supply.dataset).publisher} ; voir la table documents",
        **dataset_cover(supply.dataset),
    }


def _reading(row: GapRow, borne: Borne) -> str:
    """The word of a gap; a number by the bound alone is said to be one."""
    return HYPOTHESES[borne].lower() if row.supposed(borne) else READINGS[row.readings[borne]]


def _reserves(row: GapRow, borne: Borne) -> str:
    """What holds a number back; the condition of the printed range at a bound."""
    if row.gaps[borne] is None:
        return f"{HYPOTHESES[borne].lower()} ; {condition_text(row)}" if row.bounded(borne) else "–"
    told = reserves_text(row)
    return f"{told} ; {condition_text(row)}" if row.bounded(borne) else told


def _told(supply: Supply, row: GapRow) -> str:
    """What the prose declares, that it declares nothing, or that it was not read yet."""
    silence = "aucune déclaration" if row.departement in supply.told else "texte non relevé"
    if (row.ecart_annonce or 0) > 0 and row.concordance != "contredit" and not row.annonce_conditionnelle:
        return f"{row.ecart_annonce} de plus"
    return announced_text(row).removeprefix(f"{TOLD} ") or silence


def _number(count: Interval | None, text: object) -> object:
    """A number of sites where it is known, its words otherwise."""
    return exact_or(count.low, count.high, text) if count else text


def _authorised(row: GapRow) -> object:
    """Sites authorised; where the old table cannot be compared, that it is to be read by itself."""
    if row.existing or dashed(row.existant_detail):
        return sites_text(row.existing, ["–"])
    if row.existant_detail:
        return "voir l'ancien tableau"
    if row.ensemble and row.niveau == "modalite" and not row.denombre:
        return "se lit avec l'ensemble"
    return "pas de ligne ancienne" if row.relation == "nouveau" else pd.NA


def rates_note(supply: Supply) -> str:
    """What must be read with the rates: the year of the population, the caution; nothing without a gap."""
    years = supply.dataset.ecarts["population_annee"]
    return f"Population {int(years.iloc[0])}. {RATE_CAUTION}" if len(years) else ""


Rate = tuple[object, object, int, int]


@memo(1)
def _rates(supply: Supply) -> dict[tuple[str, ...], Rate]:
    """Counts per 100 000 inhabitants, the population and its year, by row."""
    names = ["departement", "activite", "code", "regime"]
    values = ["existant_pour_100000", "cible_pour_100000", "population", "population_annee"]
    frame = supply.dataset.ecarts
    keys = map(tuple, frame[names].to_numpy())
    return dict(zip(keys, map(tuple, frame[values].to_numpy()), strict=True))
