"""Command line of the reader: `python -m loaders.sts lire FICHIER --sortie DOSSIER`.

Exit status: 0 everything was read (or nothing differs), 1 partly read (or something
differs), 2 refused: one French sentence, nothing written.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from loaders.errors import DatasetError
from loaders.sts.output import write_plan
from loaders.sts.plan import read_plan
from loaders.sts.region import REGION_IN_TEXT

READ, PARTLY, REFUSED = 0, 1, 2
DATA = Path(__file__).resolve().parents[2] / "data"


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in French."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002
        print(
            "La commande n'est pas comprise. Écrire «python -m loaders.sts lire FICHIER --sortie DOSSIER"
            " [--departement NN]» ou «python -m loaders.sts comparer DOSSIER».",
            file=sys.stderr,
        )
        raise SystemExit(REFUSED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status says how far it went."""
    options = _parser().parse_args(arguments)
    try:
        return _read(options) if options.commande == "lire" else _compare(options)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m loaders.sts", description=f"Lit un schéma territorial de santé {REGION_IN_TEXT}.")
    commands = parser.add_subparsers(dest="commande", required=True, parser_class=_Parser)
    read = commands.add_parser("lire", help="lit un document et écrit ses tables")
    read.add_argument("fichier", type=Path, help="schéma en .pdf, .txt ou .md")
    read.add_argument("--sortie", type=Path, required=True, help="dossier où écrire les tables et le rapport")
    read.add_argument("--departement", help="code attendu du département")
    against = commands.add_parser("comparer", help="dit ce qui diffère du jeu de données")
    against.add_argument("dossier", type=Path, help="dossier écrit par lire")
    against.add_argument("--donnees", type=Path, default=DATA, help="dossier du jeu de données")
    return parser


def _read(options: argparse.Namespace) -> int:
    plan = read_plan(options.fichier, departement=options.departement)
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

    differences = sorted(compare(options.dossier, options.donnees))
    print("\n".join(differences) if differences else "Rien ne diffère du jeu de données.")
    return PARTLY if differences else READ


if __name__ == "__main__":
    sys.exit(main())
