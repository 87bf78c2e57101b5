"""The start: options, port and address are checked and said in French before anything listens.

Source: configuration.toml.
"""

from __future__ import annotations

import argparse
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

from loaders.dataset import FOLDER
from shell.service.options import FILE_VARIABLE, SHARING, Options, OptionsError, read_options

ROOT = Path(__file__).resolve().parents[2]
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def refusal(host: str, port: str) -> str:
    """Why the dashboard cannot listen there, in French; empty when it can."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT={port} n'est pas un port : donnez un nombre de 1 à 65535, par exemple make run PORT=8501."
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Le port {port} est déjà pris par un autre programme. Fermez-le, ou choisissez un autre "
                    f"port : make run PORT={int(port) + 1}."
                )
            return (
                f"HOST={host} avec PORT={port} n'est pas une adresse d'écoute possible sur cette machine. Essayez "
                "HOST=127.0.0.1, ou HOST=0.0.0.0 pour tout le réseau, et un port au-dessus de 1024."
            )
    return ""


def main() -> int:
    """Check the options, the port and the address, say the one address to open, and become the server."""
    parser = argparse.ArgumentParser(description="Démarre le tableau de bord.")
    parser.add_argument("--host", help="adresse d'écoute (0.0.0.0 : tout le réseau)")
    parser.add_argument("--port", help="port d'écoute")
    parser.add_argument("--config", help="fichier d'options (configuration.toml les explique)")
    asked = parser.parse_args()
    if asked.config:
        os.environ[FILE_VARIABLE] = str(Path(asked.config).resolve())
    try:
        told = read_options()
    except OptionsError as error:
        print(error, file=sys.stderr)
        return 2
    host, port = asked.host or told.adresse, asked.port or str(told.port)
    if reason := refusal(host, port) or _measures_refusal(told) or _sharing_refusal(told):
        print(reason, file=sys.stderr)
        return 2
    address = host if host in _THIS_MACHINE else socket.gethostname()
    print(f"Ouvrez http://{address}:{port} dans un navigateur. Ctrl+C pour arrêter.", flush=True)
    raise_open_files(told.fichiers_ouverts)
    if told.donnees:
        os.environ[FOLDER] = str(Path(told.donnees).resolve())
    os.chdir(ROOT)
    set_here = {"address": host, "port": port, "maxUploadSize": told.envoi_mo + 1}  # beyond the guard
    settings = [part for name, value in set_here.items() for part in (f"--server.{name}", str(value))]
    command = [sys.executable, "-m", "shell.service.listen", "run", "app.py", *settings]
    if os.name == "nt":  # Windows would start another process and give the terminal back
        return subprocess.call(command)
    os.execv(sys.executable, command)
    return 0


def _measures_refusal(told: Options) -> str:
    """Why the measures cannot be given at their port, in French; empty when they can, or are not asked."""
    if not told.mesures_port or not refusal(told.mesures_adresse, str(told.mesures_port)):
        return ""
    return (
        f"Les mesures ne peuvent pas être servies à {told.mesures_adresse}, port {told.mesures_port} : ce port est "
        "pris, ou cette adresse n'est pas de cette machine. Donnez un autre «mesures_port» à chaque serveur "
        "(TERRITOIRES_MESURES_PORT), ou 0 pour aucune."
    )


def _sharing_refusal(told: Options) -> str:
    """Why a plan cannot be added for everybody as the options ask, in French; empty when it can, or is not asked."""
    if not told.import_partage:
        return ""
    os.environ[SHARING] = told.import_partage
    from shell.sharing import refusal as of_sharing  # reads the dataset: only where the option is set

    return of_sharing()


def raise_open_files(wanted: int) -> None:
    """Let this process open `wanted` files, as far as the machine lets it: each reader takes about four."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
