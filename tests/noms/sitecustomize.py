"""Python reads it first where this folder is named in PYTHONPATH: names looked up by a server are noted in a file."""

import os
import socket
from pathlib import Path
from typing import Any


def _note(name: str) -> None:
    usual = getattr(socket, name)

    def noted(*asked: Any, **told: Any) -> Any:
        with Path(os.environ["NOMS_CHERCHES"]).open("a", encoding="utf-8") as file:
            print(name, asked[:2], file=file)
        return usual(*asked, **told)

    setattr(socket, name, noted)


for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getfqdn", "create_connection"):
    _note(_name)
