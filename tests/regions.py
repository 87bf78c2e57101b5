"""Whole datasets of other regions, every table of them, for tests and benchmarks.

Names and codes of the territories are the real ones. Everything else is made up: figures are drawn from a seed
around the committed ones, and the plans are the committed plans under the name of another département. Outlines are
squares. `python -m tests.regions france FOLDER` writes one.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from analysis.build.statuts import assign_statuts
from analysis.build.supply_tables import oqos_tables
from charts.words.french import word_text
from data.build import class_table, parquet_bytes
from loaders.dataset import Dataset, load_dataset
from loaders.geography import Geography, Territoire
from loaders.schema import TABLES

SEED = 14
_PLANS = ("09", "34", "46", "48")
_PLAN_TABLES = ("defis_departements", "objectifs_departements", "items", "enjeux_defis", "oqos", "annonces", "recours",
                "conditions", "titres_retenus")  # fmt: skip
_SOURCED = ("engagements", "defis", "glossaire", "reforme", "avenant", "lieux", "pilotage")

_DEPARTEMENTS = """
01 l'Ain|02 l'Aisne|03 l'Allier|04 les Alpes-de-Haute-Provence|05 les Hautes-Alpes|06 les Alpes-Maritimes|07 l'Ardèche
08 les Ardennes|09 l'Ariège|10 l'Aube|11 l'Aude|12 l'Aveyron|13 les Bouches-du-Rhône|14 le Calvados|15 le Cantal
16 la Charente|17 la Charente-Maritime|18 le Cher|19 la Corrèze|2A la Corse-du-Sud|2B la Haute-Corse|21 la Côte-d'Or
22 les Côtes-d'Armor|23 la Creuse|24 la Dordogne|25 le Doubs|26 la Drôme|27 l'Eure|28 l'Eure-et-Loir|29 le Finistère
30 le Gard|31 la Haute-Garonne|32 le Gers|33 la Gironde|34 l'Hérault|35 l'Ille-et-Vilaine|36 l'Indre
37 l'Indre-et-Loire|38 l'Isère|39 le Jura|40 les Landes|41 le Loir-et-Cher|42 la Loire|43 la Haute-Loire
44 la Loire-Atlantique|45 le Loiret|46 le Lot|47 le Lot-et-Garonne|48 la Lozère|49 le Maine-et-Loire|50 la Manche
51 la Marne|52 la Haute-Marne|53 la Mayenne|54 la Meurthe-et-Moselle|55 la Meuse|56 le Morbihan|57 la Moselle
58 la Nièvre|59 le Nord|60 l'Oise|61 l'Orne|62 le Pas-de-Calais|63 le Puy-de-Dôme|64 les Pyrénées-Atlantiques
65 les Hautes-Pyrénées|66 les Pyrénées-Orientales|67 le Bas-Rhin|68 le Haut-Rhin|69 le Rhône|70 la Haute-Saône
71 la Saône-et-Loire|72 la Sarthe|73 la Savoie|74 la Haute-Savoie|75 Paris|76 la Seine-Maritime|77 la Seine-et-Marne
78 les Yvelines|79 les Deux-Sèvres|80 la Somme|81 le Tarn|82 le Tarn-et-Garonne|83 le Var|84 le Vaucluse|85 la Vendée
86 la Vienne|87 la Haute-Vienne|88 les Vosges|89 l'Yonne|90 le Territoire de Belfort|91 l'Essonne
92 les Hauts-de-Seine|93 la Seine-Saint-Denis|94 le Val-de-Marne|95 le Val-d'Oise|971 la Guadeloupe|972 la Martinique
973 la Guyane|974 La Réunion|976 Mayotte"""
_BARE = re.compile(r".*-et-.*")
_OF = {"de le ": "du ", "de les ": "des "}


@dataclass(frozen=True)
class Region:
    """What to make: its départements, what they belong to, the plans that it holds.

    Attributes:
        codes: the départements, empty for all of France.
        parent: code, name, article and «de» of what they belong to.
        plans: département of each plan, beside the committed plan that it copies.
    """

    codes: tuple[str, ...]
    parent: tuple[str, str, str, str]
    plans: Mapping[str, str]


BOURGOGNE = Region(
    ("21", "25", "39", "58", "70", "71", "89", "90"),
    ("R27", "Bourgogne-Franche-Comté", "la Bourgogne-Franche-Comté", "de Bourgogne-Franche-Comté"),
    {"09": "21", "34": "25"},
)
FRANCE = Region((), ("FR", "France", "la France", "de France"), dict(zip(_PLANS, _PLANS, strict=True)))
REGIONS = {"bourgogne": BOURGOGNE, "france": FRANCE}


def geography(region: Region) -> list[Territoire]:
    """The territories of a region, with their real names."""
    found = []
    for entry in _DEPARTEMENTS.strip().replace("\n", "|").split("|"):
        code, _, article = entry.partition(" ")
        if region.codes and code not in region.codes:
            continue
        name = re.sub(r"^(l'|le |la |les )", "", article)
        of = next((new + article[len(old) - 3 :] for old, new in _OF.items() if f"de {article}".startswith(old)), "")
        bare = f"d'{name}" if name[0] in "AEIOUYÉ" and name != "Yvelines" else f"de {name}"
        of = bare if _BARE.match(name) else of or f"de {article}"
        tile = (len(found) % 12 + 1, len(found) // 12 + 1) if not region.codes else (len(found) % 3, len(found) // 3)
        found.append(Territoire(code, name, "departement", article, of, name[:11], tile, region.parent[0]))
    code, name, article, of = region.parent
    if code != "FR":
        found.append(Territoire(code, name, "region", article, of, name, None, "FR"))
    return [
        *found,
        Territoire("FR", "France", "pays", "la France", "de France", "France", None, ""),
        Territoire(
            "FRM",
            "France métropolitaine",
            "pays",
            "la France métropolitaine",
            "de France métropolitaine",
            "métropole",
            None,
            "FR",
        ),
    ]


class _Maker:
    """One region being made from the committed dataset."""

    def __init__(self, region: Region, source: Dataset, seed: int) -> None:
        self.region, self.source, self.random = region, source, Random(seed)
        self.rows = geography(region)
        self.geography = Geography(self.rows)
        own = list(self.geography.departements)
        spare = [code for code in own if code not in region.plans.values()]
        left = [code for code in source.geography.departements if code not in region.plans]
        self.codes = dict(region.plans) | {
            code: code if code in own else spare[rank % len(spare)] for rank, code in enumerate(left)
        }
        self.codes |= {"R76": self.geography.region, "FR": self.geography.country, "FRM": "FRM"}
        first = next(iter(region.plans))
        self.documents = {f"sts-{code}": f"sts-{self.codes[code if code in region.plans else first]}"
                          for code in _PLANS} | {"prs-occitanie": "prs-region"}  # fmt: skip
        self.dropped = {f"sts-{code}" for code in _PLANS if code not in region.plans}
        self._words = self._forms()
        self._pattern = re.compile("|".join(re.escape(word) for word in sorted(self._words, key=len, reverse=True)))

    def _forms(self) -> dict[str, str]:
        """Words of the committed texts that name a place, and what stands for each."""
        known, made = self.source.geography, self.geography
        words: dict[str, str] = {}
        for code in (*known.departements, "R76"):
            for form in (Geography.the, Geography.of, Geography.of_the, Geography.to_the, Geography.name):
                old, new = form(known, code), form(made, self.codes[code])
                if old != new:
                    words |= {old: new, old[0].upper() + old[1:]: new[0].upper() + new[1:]}
        count = word_text(made.count)
        return words | {
            "treize départements": f"{count} départements",
            "13 départements": f"{made.count} départements",
            "sur treize": f"sur {count}",
            "les treize": f"les {count}",
            "occitan": "régional",
        }

    def text(self, text: str) -> str:
        """A text of the committed dataset about another place."""
        moved = self.documents.get(text) or self.documents.get(text.partition(":")[0])
        if moved:
            return moved + text[len(text.partition(":")[0]) :]
        return self._pattern.sub(lambda found: self._words[found[0]], text)

    def frame(self, name: str) -> pd.DataFrame:
        """A table with its places moved; rows of a plan that is not kept are left out."""
        frame: pd.DataFrame = getattr(self.source, name)
        frame = frame.copy()
        if name in (*_PLAN_TABLES, *_SOURCED, "documents", "valeurs"):
            kept = set(self.region.plans)
            if "departement" in frame:
                frame = frame[frame["departement"].isin(kept)]
            elif name not in ("engagements", "defis", "glossaire", "reforme", "avenant"):
                frame = frame[~frame["document"].isin(self.dropped)]
        frame = (
            self._moved(frame, name).drop_duplicates(list(TABLES[name].key))
            if name != "valeurs"
            else self._moved(frame, name)
        )
        return frame.reset_index(drop=True)

    def _moved(self, frame: pd.DataFrame, name: str) -> pd.DataFrame:
        for column in TABLES[name].columns:
            if column.name not in frame:
                continue
            if column.name in ("departement", "territoire"):
                frame[column.name] = frame[column.name].map(self.codes).astype("str")
            elif column.dtype == "list" and column.name == "territoires":
                frame[column.name] = [
                    list(dict.fromkeys(self.codes[code] for code in cell)) for cell in frame[column.name]
                ]
            elif column.dtype == "list":
                frame[column.name] = [[self.text(item) for item in cell] for cell in frame[column.name]]
            elif column.dtype == "text":
                moved = [self.text(cell) if isinstance(cell, str) else cell for cell in frame[column.name]]
                frame[column.name] = pd.array(moved, dtype=frame[column.name].dtype)
        return frame

    def vigilances(self) -> pd.DataFrame:
        """Those that still name a plan or a place."""
        kept = set(self.region.plans) | {"R76", "FR", "FRM"}
        rows = self.source.vigilances
        rows = rows[[not len(cell) or bool(kept & set(cell)) for cell in rows["territoires"]]].copy()
        rows["territoires"] = [[code for code in cell if code in kept] for cell in rows["territoires"]]
        gone = tuple(f"@{code}" for code in _PLANS if code not in self.region.plans)
        objects = [[item for item in cell if not item.endswith(gone or ("@",))] for cell in rows["objets"]]
        rows["objets"] = [[self._object(item) for item in cell] for cell in objects]
        return self._moved(rows, "vigilances").reset_index(drop=True)

    def _object(self, item: str) -> str:
        kind, _, name = item.partition(":")
        code, at, place = name.partition("@")
        return f"{kind}:{self.documents.get(code, code)}{at}{self.codes[place] if at else ''}"

    def natures(self) -> pd.DataFrame:
        """Their examples stand in the plans kept."""
        rows = self.source.natures.copy()
        rows["exemples"] = [
            [f"{self.codes[item[:2]]}{item[2:]}" for item in cell if item[:2] in self.region.plans]
            for cell in rows["exemples"]
        ]
        return rows

    def populations(self) -> pd.DataFrame:
        """A population a territory and a year, the region being the sum of its départements."""
        models = self.source.populations.drop_duplicates("annee").sort_values("annee")
        people = {code: self.random.randrange(120_000, 900_000) for code in self.geography.departements}
        rows = []
        for rank, model in enumerate(models.to_dict("records")):
            grown = {code: round(count * (1 + rank / 100)) for code, count in people.items()}
            wide = {"FR": 68_000_000, "FRM": 66_000_000, self.geography.region: sum(grown.values())}
            rows += [{**model, "territoire": code, "population": count} for code, count in (grown | wide).items()]
        return self._typed("populations", rows)

    def values(self) -> pd.DataFrame:
        """Statistics drawn around the committed ones in every territory, and what the plans kept print."""
        known = self.source.valeurs
        official = known[known["origine"].eq("statistique")]
        rows: list[dict[str, Any]] = []
        for _, group in official.groupby(["indicateur", "annee"], dropna=False, sort=False):
            rows += self._drawn(group)
        printed = self.frame("valeurs")
        printed = printed[printed["origine"].eq("plan")].drop_duplicates(list(TABLES["valeurs"].key))
        frame = pd.concat([self._typed("valeurs", rows), printed], ignore_index=True)
        frame["statut"] = assign_statuts(frame, ["prs-region"]).astype("str")
        order = ["indicateur", "origine", "territoire", "annee", "document", "ligne", "brut"]
        return frame.sort_values(order, kind="stable", ignore_index=True)[TABLES["valeurs"].names]

    def _drawn(self, group: pd.DataFrame) -> list[dict[str, Any]]:
        """One statistic in every territory; one département in forty has none where some have none."""
        known = set(group["territoire"])
        inside = group[group["territoire"].isin(self.source.geography.departements)]
        model = group.iloc[0].to_dict()
        middles = (inside if len(inside) else group)["valeur_min"].astype(float)
        low, high, digits = middles.min(), middles.max(), self._digits(model["indicateur"])
        targets = list(self.geography.departements) if len(inside) else []
        targets += [self.codes[code] for code in ("R76", "FR", "FRM") if code in known]
        rows = []
        for code in dict.fromkeys(targets):
            number = round(self.random.uniform(low, high), digits)
            text = f"{number:.{digits}f}".replace(".", ",")
            rows.append(
                {
                    **model,
                    "territoire": code,
                    "valeur_min": number,
                    "valeur_max": number,
                    "valeur": number,
                    "brut": text,
                    "section": self.text(model["section"]),
                }
            )
        return rows

    def _digits(self, indicateur: str) -> int:
        rows = self.source.indicateurs
        return int(rows.loc[rows["indicateur"].eq(indicateur), "decimales"].iloc[0])

    def _typed(self, name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        types = {"text": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": "object"}
        frame = pd.DataFrame(rows)[TABLES[name].names]
        return frame.astype({column.name: types[column.dtype] for column in TABLES[name].columns})

    def territories(self, populations: pd.DataFrame) -> pd.DataFrame:
        """The territories, with the last population and a made-up area."""
        last = populations.sort_values("annee").groupby("territoire").last()
        rows = [
            {
                "code": row.code,
                "nom": row.nom,
                "type": row.type,
                "article": row.article,
                "de": row.de,
                "court": row.court,
                "tuile": [str(part) for part in row.tuile or ()],
                "parent": row.parent or pd.NA,
                "population": last.at[row.code, "population"],
                "population_annee": last.at[row.code, "annee"],
                "superficie_km2": round(self.random.uniform(2000, 9000), 1),
                "sts_disponible": row.code in self.region.plans.values(),
            }
            for row in self.rows
        ]
        return self._typed("territoires", rows)

    def outlines(self) -> gpd.GeoDataFrame:
        """A square a département, where its tile stands."""
        codes, names = list(self.geography.departements), list(self.geography.departements.values())
        squares = [box(x, -y, x + 0.9, -y + 0.9) for x, y in self.geography.tiles.values()]
        return gpd.GeoDataFrame({"code": codes, "nom": names}, geometry=squares, crs=4326).to_crs(2154)

    def geojson(self) -> dict[str, Any]:
        """The same squares in WGS 84, in the middle of the country."""
        features = []
        for code, (x, y) in self.geography.tiles.items():
            west, north = x * 0.5, 48 - y * 0.4
            ring = [[west, north], [west + 0.5, north], [west + 0.5, north - 0.4], [west, north - 0.4], [west, north]]
            properties = {"code": code, "nom": self.geography.name(code), "point": [west + 0.25, north - 0.2]}
            geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
            features.append({"type": "Feature", "id": code, "properties": properties, "geometry": geometry})
        return {"type": "FeatureCollection", "features": features}


def tables(region: Region, source: Dataset, seed: int = SEED) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Every table of a region by its name, and its simplified outlines."""
    make = _Maker(region, source, seed)
    alone: dict[str, Callable[[], pd.DataFrame]] = {
        "vigilances": make.vigilances, "natures": make.natures, "populations": make.populations, "valeurs": make.values,
    }  # fmt: skip
    names = [field.name for field in fields(Dataset)]
    found = {name: alone.get(name, lambda name=name: make.frame(name))() for name in names}
    titre = f"Territoires de santé {make.geography.of(make.geography.region)}"
    found["jeu"] = found["jeu"].assign(titre=titre, version="0.0.0", licence="chiffres inventés pour des essais")
    found["territoires"] = make.territories(found["populations"])
    found["departements"] = make.outlines()
    sheets = found["objectifs_departements"][TABLES["objectifs"].names]
    found["objectifs"] = sheets.drop_duplicates("code").sort_values("code", ignore_index=True)
    found["classes"] = class_table(found["valeurs"], found["indicateurs"], make.geography)
    found |= oqos_tables(found)
    return found, make.geojson()


def write(region: Region, folder: Path, source: Dataset | None = None, seed: int = SEED) -> Path:
    """Write a whole dataset and its outlines in a folder, as the application reads them."""
    found, outlines = tables(region, source or load_dataset(), seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in found.items():
        (folder / f"{name}.parquet").write_bytes(parquet_bytes(name, frame))
    (folder / "departements.geojson").write_text(json.dumps(outlines), "utf-8")
    return folder


if __name__ == "__main__":
    print(write(REGIONS[sys.argv[1]], Path(sys.argv[2])))
