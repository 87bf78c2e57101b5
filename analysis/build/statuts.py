"""Which of several published values is shown: one written rule, applied at build.

Values that share territoire, indicateur, year (an unstated year equals an unstated
year) and origine form a group; exactly one of them is `retenue`:

1. a value about the whole territory before one whose portee is narrower;
2. a value of the key-figures pages that open each plan («L'essentiel sur la santé…»): they
   are laid out alike, so that what a map compares was published to be compared; a regional
   or national value counts only where it stands there beside that of the département;
3. the document about the territory itself (the plan of the département; the regional
   document for the region and for the country), then the others in the order of documents;
4. a stated value before «environ», «plus de», «moins de»;
5. the value printed most often in the group;
6. the first in the document.

The others stay: `repetee` when they say the same value, `concurrente` otherwise. A dated
value and an undated one are two groups: a map shows one year at a time, and the undated
value stands beside, as «année non précisée».
"""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from loaders.columns import CODE_DEPARTEMENT

GROUP = ["territoire", "indicateur", "annee", "origine"]
KEY_FIGURES = "L'essentiel sur la santé"
_ORDER = ["_portee", "_essentiel", "_document", "_comparateur", "_frequence", "document", "ligne", "brut"]
_COMPARATEURS = {"=": 0, "~": 1, ">": 2, "<": 3}


def assign_statuts(valeurs: pd.DataFrame, regional: Collection[str]) -> pd.Series:
    """Column `statut` of table valeurs.

    Args:
        valeurs: territoire, indicateur, annee, origine, valeur_min, valeur_max,
            comparateur, portee, document, section, ligne.
        regional: identifiers of the regional documents.

    Returns:
        `retenue`, `repetee` or `concurrente`, indexed as `valeurs`; one `retenue` a group.
    """
    ranked = valeurs.assign(
        _portee=valeurs["portee"].notna(),
        _essentiel=~_beside_a_departement(valeurs),
        _document=[
            document not in _own_documents(code, regional)
            for code, document in zip(valeurs["territoire"], valeurs["document"], strict=True)
        ],
        _comparateur=valeurs["comparateur"].map(_COMPARATEURS),
        _frequence=-_frequency(valeurs),
    ).sort_values(_ORDER, kind="stable")
    first = ranked.groupby(GROUP, dropna=False, sort=False)[["valeur_min", "valeur_max"]].transform("first")
    same = ranked[["valeur_min", "valeur_max"]].eq(first).all(axis=1)
    statut = same.map({True: "repetee", False: "concurrente"})
    statut[~ranked.duplicated(GROUP)] = "retenue"
    return statut.reindex(valeurs.index)


def _beside_a_departement(valeurs: pd.DataFrame) -> pd.Series:
    """Values of the key-figures pages: a département's, or the comparison printed beside one."""
    printed = valeurs["section"].str.startswith(KEY_FIGURES)
    departement = printed & valeurs["territoire"].str.fullmatch(CODE_DEPARTEMENT)
    pairs = set(zip(valeurs.loc[departement, "document"], valeurs.loc[departement, "indicateur"], strict=True))
    beside = [pair in pairs for pair in zip(valeurs["document"], valeurs["indicateur"], strict=True)]
    return printed & pd.Series(beside, index=valeurs.index)


def _own_documents(territoire: str, regional: Collection[str]) -> Collection[str]:
    """The plan of a département, the regional documents for what is wider."""
    return [f"sts-{territoire}"] if re.fullmatch(CODE_DEPARTEMENT, territoire) else regional


def _frequency(valeurs: pd.DataFrame) -> pd.Series:
    return valeurs.groupby([*GROUP, "valeur_min", "valeur_max"], dropna=False)["document"].transform("size")
