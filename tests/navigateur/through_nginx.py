"""nginx with the files that an administrator copies, its ports and folders alone changed; a file sent through it.

A file says which server holds a session: it alone takes it.
"""

from __future__ import annotations

import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploiement.repliques import ROOT, free_ports, wait_ready
from tests.test_deploiement import program

_SERVER = re.compile(r"^        server 127\.0\.0\.1:86\d\d (.*)\n", re.MULTILINE)
_FILE = b'--B\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nx\r\n--B--\r\n'


def nginx_text(front: int, ports: Sequence[int], folder: Path) -> str:
    """`nginx.conf` with these ports and this folder: the same lines, one server for each."""
    text = (ROOT / "deploiement" / "nginx.conf").read_text("utf-8")
    first = _SERVER.search(text)
    assert first
    servers = "".join(f"        server 127.0.0.1:{port} {first[1]}\n" for port in ports)
    text = text[: first.start()] + servers + _SERVER.sub("", text[first.start() :])
    return text.replace("127.0.0.1:8500", f"127.0.0.1:{front}").replace("/tmp/territoires-", f"{folder}/")


@contextmanager
def nginx(ports: Sequence[int], folder: Path) -> Iterator[str]:
    """The address of nginx before these servers, as long as the block lasts."""
    front = free_ports(1)[0]
    path = folder / "nginx.conf"
    path.write_text(nginx_text(front, ports, folder), encoding="utf-8")
    told = (ROOT / "deploiement" / "nginx-vers-outil.conf").read_text("utf-8")
    (folder / "nginx-vers-outil.conf").write_text(told, encoding="utf-8")
    process = subprocess.Popen([program("nginx"), "-c", str(path), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_ready(f"http://127.0.0.1:{front}/app/pret")
        yield f"http://127.0.0.1:{front}"
    finally:
        process.terminate()
        process.wait(10)


def sent(base: str, session: str, cookies: dict[str, str], *, name: str = "f") -> int:
    """The status of a file that a page sends to its session."""
    told = {
        "Cookie": "; ".join(f"{one}={value}" for one, value in cookies.items()),
        "X-Xsrftoken": cookies["_streamlit_xsrf"],
        "Content-Type": "multipart/form-data; boundary=B",
    }
    asked = urllib.request.Request(
        f"{base}/_stcore/upload_file/{session}/{name}", data=_FILE, headers=told, method="PUT"
    )
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
