"""Command line of the reader: `python -m loaders.sts lire FICHIER --sortie DOSSIER`.

`integrer` and `revenir` change a dataset: `data/integration.py` does it, which stands outside the rooms as the build
does. It is only called by its name, when such a command is given.

Exit status: 0 everything was read (or nothing differs), 1 partly read (or something
differs), 2 refused: one French sentence, nothing written, and an older reading set aside.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from loaders.errors import DatasetError, ReadingError
from loaders.sts.bounded import read_bounded
from loaders.sts.output import set_aside, write_plan
from loaders.sts.region import REGION_IN_TEXT

READ, PARTLY, REFUSED = 0, 1, 2


_HELP = f"""Lit un schéma territorial de santé {REGION_IN_TEXT} et écrit ce qu'il imprime, sans rien deviner.

Écrire :
  python -m loaders.sts lire FICHIER --sortie DOSSIER [--departement NN]
  python -m loaders.sts comparer DOSSIER [--donnees JEU]
  python -m loaders.sts integrer DOSSIER|PAQUET.zip [--donnees JEU]
  python -m loaders.sts revenir [--donnees JEU]

lire : lit un schéma (.pdf, .txt ou .md) et écrit dans DOSSIER oqos.csv, objectifs.csv, defis.csv, items.csv et
rapport.json, qui dit ce qui n'a pas été compris et à quelle ligne.
  FICHIER            le schéma entier
  --sortie DOSSIER   où écrire ; créé s'il n'existe pas
  --departement NN   le code que le schéma doit porter ; un autre est refusé

comparer : dit ce qu'une lecture changerait au jeu de données.
  DOSSIER            un dossier écrit par lire
  --donnees JEU      le dossier du jeu de données, s'il est ailleurs

integrer : ajoute un plan lu à un jeu de données, d'un coup ou pas du tout.
  DOSSIER|PAQUET.zip ce que lire a écrit, ou le paquet que la page Importer donne
  --donnees JEU      le dossier d'un autre jeu de données ; il est créé s'il n'existe pas

revenir : reprend la version d'avant le dernier plan ajouté.
  --donnees JEU      le dossier d'un autre jeu de données

  -h, --help         cette aide

Le code de sortie est 0 quand tout est lu (ou que rien ne diffère), 1 quand une partie ne l'est pas (ce qui est sûr est
écrit, le reste est dans le rapport), 2 quand le document est refusé : une phrase le dit, et rien n'est écrit.
"""


class _Parser(argparse.ArgumentParser):
    """A parser that refuses, and helps, in French."""

    def format_help(self) -> str:
        return _HELP

    def error(self, message: str) -> NoReturn:  # noqa: ARG002
        print(
            "La commande n'est pas comprise. Écrire «python -m loaders.sts lire FICHIER --sortie DOSSIER"
            " [--departement NN]», «python -m loaders.sts comparer DOSSIER», «python -m loaders.sts integrer DOSSIER»"
            " ou «python -m loaders.sts revenir».",
            file=sys.stderr,
        )
        raise SystemExit(REFUSED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status says how far it went."""
    options = _parser().parse_args(arguments)
    try:
        return _COMMANDS[options.commande](options)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m loaders.sts")
    commands = parser.add_subparsers(dest="commande", required=True, parser_class=_Parser)
    read = commands.add_parser("lire")
    read.add_argument("fichier", type=Path)
    read.add_argument("--sortie", type=Path, required=True)
    read.add_argument("--departement")
    against = commands.add_parser("comparer")
    against.add_argument("dossier", type=Path)
    against.add_argument("--donnees", type=Path)
    added = commands.add_parser("integrer")
    added.add_argument("paquet", type=Path)
    for changing in (added, commands.add_parser("revenir")):
        changing.add_argument("--donnees", type=Path)
    return parser


def _read(options: argparse.Namespace) -> int:
    try:
        plan = read_bounded(options.fichier, departement=options.departement)
    except ReadingError as error:
        aside = set_aside(options.sortie)
        print(f"{error} La lecture qui s'y trouvait est rangée dans {aside}." if aside else error, file=sys.stderr)
        return REFUSED
    write_plan(plan, options.sortie)
    unread = len(plan.oqos.non_compris) + len(plan.objectifs.non_compris)
    print(
        f"Département {plan.departement} : {len(plan.oqos.cells)} cellules d'objectifs quantitatifs,"
        f" {len(plan.objectifs.fiches)} objectifs, {len(plan.objectifs.defis)} défis,"
        f" {len(plan.objectifs.items)} items, écrits dans {options.sortie}."
    )
    if unread:
        print(f"{unread} ligne(s) non comprise(s) : voir «non_compris» dans {options.sortie / 'rapport.json'}.")
    return READ if plan.complete else PARTLY


def _compare(options: argparse.Namespace) -> int:
    from loaders.sts.compare import compare  # pandas is only needed here

    differences = sorted(compare(options.dossier, _data(options)))
    print("\n".join(differences) if differences else "Rien ne diffère du jeu de données.")
    return PARTLY if differences else READ


def _integrate(options: argparse.Namespace) -> int:
    from loaders.sts.package import read_bytes, read_folder, read_package

    path: Path = options.paquet
    if path.is_dir():
        package = read_folder(path)
    elif path.is_file():
        package = read_package(read_bytes(path), path.name)
    else:
        raise ReadingError(
            "Le dossier ou le paquet est introuvable", ou=str(path), que_faire="Vérifier le chemin donné et recommencer"
        )
    integration = _integration()
    data = _data(options).absolute()
    integration.prepare(data)
    return _said(integration.integrate(package, data, now=datetime.now()))


def _back(options: argparse.Namespace) -> int:
    return _said(_integration().go_back(_data(options), now=datetime.now()))


def _data(options: argparse.Namespace) -> Path:
    """The dataset that the command names, else the one that the server shows."""
    from loaders.dataset import DATA_DIR

    return options.donnees or DATA_DIR


def _integration() -> Any:
    """What changes a dataset: outside the rooms, so that it is not imported but called by its name."""
    return import_module("data.integration")


def _said(done: Any) -> int:
    print("\n".join([*done.said, *done.left_out]))
    return PARTLY if done.left_out else READ


_COMMANDS = {"lire": _read, "comparer": _compare, "integrer": _integrate, "revenir": _back}


if __name__ == "__main__":
    sys.exit(main())
