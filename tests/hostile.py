"""Requests that no page of ours makes, drawn at random, and what every answer to one must be; harmless input only.

What is typed carries `MARK`, which nothing may show as markup. A draw is played again by
`pytest --hypothesis-seed=N`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from views.pages import PAGES

MARK = "<i zq>"
STATUSES = frozenset({200, 204, 206, 301, 304, 400, 403, 404, 405, 410, 413, 414, 416, 429, 431, 503})
"""What the tool may answer to anybody (SECURITY.md); 500 is never one of them."""

LONG_RUN = int(os.environ.get("STS_HOSTILES", "0"))
"""How many requests `make fuzz` draws for each test; a short run by default."""


def drawn(short: int, *, share: float = 1.0) -> settings:
    """So many draws, or that share of those of the long run."""
    most = max(short, int(LONG_RUN * share))
    return settings(max_examples=most, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@dataclass(frozen=True)
class Request:
    """One request, before any program has read it.

    Attributes:
        target: path and query as they stand on the wire; headers: names and values, one byte a sign.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def whole(self) -> bool:
        """Whether a server can know where it ends: it then has an answer, without waiting for more."""
        return not {"content-length", "transfer-encoding"} & {name.lower() for name, _ in self.headers}

    def wire(self, host: str) -> bytes:
        """Its bytes, the connection closed after it."""
        told = [("Host", host)] * (not any(name.lower() == "host" for name, _ in self.headers))
        lines = [
            f"{self.method} {self.target} HTTP/1.1",
            *(f"{name}: {value}" for name, value in (*told, *self.headers)),
        ]
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + self.body


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


_VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
_WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([MARK, f"{MARK}\r\nX-Y: z", "../../app.py", "\0", "\u202e", "'\";--", "%", "1" * 4000]),
)
_ESCAPED = _WORDS.map(lambda words: "".join(f"%{byte:02X}" for byte in words.encode("utf-8", "surrogatepass")))
_BROKEN = st.sampled_from(
    ["%", "%f", "%zz", "%ff%fe", "%00", "%0d%0a", "%2e%2e", "..", ".", "%5c", "%2f", ";", "//", "~"]
)
_PIECES = st.one_of(_ESCAPED, _BROKEN, st.text(_VISIBLE.filter(lambda sign: sign not in "?# "), max_size=12))
_KNOWN = st.sampled_from(
    ["", *(page.path for page in PAGES.values()), "app/static", "app/static/cadre.js", "app/static/polices/polices.css",
     "app/composants", "static/js", "static", "media", "_stcore/upload_file/s/f", "_stcore/health", "auth/login",
     "_stcore/host-config", "_stcore/stream", "_stcore/metrics", "_stcore/agent/interact", "_stcore/bidi-components/x",
     "app/sante", "app/pret", "app/recherche.json", "app/seance.json", "app/seance.html", "app/choix", "app/paquet.zip",
     "component/x.y"]
)  # fmt: skip
_LIGHT = ("json", "csv", "svg", "corps", "html", "parquet", "zzz", "pdf.json")
_HEAVY = ("xlsx", "ods", "png", "pdf", "docx", "pptx", "zip") if LONG_RUN else ()
_FORMS = st.tuples(st.sampled_from([page.path for page in PAGES.values()]), st.sampled_from(_LIGHT + _HEAVY)).map(
    ".".join
)
_PATHS = st.one_of(
    _KNOWN, _FORMS, st.tuples(_KNOWN, st.lists(_PIECES, max_size=3)).map(lambda two: "/".join([two[0], *two[1]]))
).map(lambda path: f"/{path}")
_NAMES = st.one_of(
    st.sampled_from(["vue", "indicateur", "departement", "departements", "annee", "activite", "borne", "mots", "nom",
                     "jeu", "point", "modele", "q", "table", "scenarios", "engagement", "format", "entier", "v"]),
    _ESCAPED,
)  # fmt: skip
_QUERIES = st.one_of(
    st.just(""),
    st.lists(st.tuples(_NAMES, _PIECES).map("=".join), max_size=6).map("&".join),
    st.integers(0, 40_000).map(lambda size: f"mots={'a' * size}"),
    st.integers(0, 3_000).map(lambda count: "&".join(["mots=a"] * count)),
).map(lambda query: f"?{query}" if query else "")
_VALUES = st.text(st.characters(max_codepoint=0xFF, exclude_characters="\r\n\0"), max_size=40).map(str.strip)
_HOSTS = st.sampled_from(["autre.exemple", "127.0.0.1", "[::1]", "[", "a@b", "127.0.0.1:99999", "", MARK, "x" * 3000])
_ORIGINS = st.sampled_from(
    ["http://autre.exemple", "null", "http://[", "//", "", "http://127.0.0.1:1", f"http://{MARK}"]
)
_HEADERS = st.one_of(
    st.tuples(st.sampled_from(["Host", "X-Forwarded-Host", "Forwarded"]), _HOSTS),
    st.tuples(st.just("Origin"), _ORIGINS),
    st.tuples(st.just("X-Forwarded-For"), st.one_of(_HOSTS, _VALUES)),
    st.tuples(st.just("X-Forwarded-Proto"), st.sampled_from(["https", "ftp", "", "a,b"])),
    st.tuples(st.just("Content-Length"), st.sampled_from(["0", "3", "-1", "x", "99999999999999999999", "1e3"])),
    st.tuples(st.just("Transfer-Encoding"), st.sampled_from(["chunked", "gzip", "chunked, chunked", ""])),
    st.tuples(st.just("Expect"), st.just("100-continue")),
    st.tuples(st.just("Range"), st.sampled_from(["bytes=0-9", "bytes=9-0", "bytes=-1", "lignes=1-2", "bytes=0-9,3-4"])),
    st.tuples(st.just("If-None-Match"), st.one_of(st.sampled_from(["*", '"a"', 'W/"']), _VALUES)),
    st.tuples(st.just("If-Modified-Since"), _VALUES),
    st.tuples(st.just("Accept-Encoding"), st.one_of(st.sampled_from(["gzip;q=0", "gzip;q=x", "*", ";;,"]), _VALUES)),
    st.tuples(st.just("Cookie"), st.one_of(st.sampled_from(["_streamlit_xsrf=2|a|b|c", "=;;", "a"]), _VALUES)),
    st.tuples(st.just("Content-Type"), st.one_of(st.sampled_from(["multipart/form-data", "a/b; charset=x"]), _VALUES)),
    st.tuples(st.just("Upgrade"), st.sampled_from(["websocket", "h2c"])),
    st.tuples(st.just("X-Xsrftoken"), _VALUES),
    st.tuples(st.from_regex(r"[A-Za-z][A-Za-z-]{0,12}", fullmatch=True).map(lambda name: f"X-{name}"), _VALUES),
)  # fmt: skip
_METHODS = st.sampled_from(
    ["GET"] * 8 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "ZZ", "get"]
)

REQUESTS = st.builds(
    Request,
    _METHODS,
    st.tuples(_PATHS, _QUERIES).map("".join),
    st.lists(_HEADERS, max_size=5).map(tuple),
    st.binary(max_size=200),
)
"""Requests that can be read, whatever they say."""

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e]")
_ENGLISH = re.compile(r"(?i)\b(?:the|not|invalid|error|forbidden|allowed|missing|request|malformed|internal|found)\b")
_FRENCH = re.compile(r"(?i)\b(?:ce|cet|cette|rien|la|le|les|trop|est|aucune|une|page)\b")
_HOUSE = (
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "x-frame-options",
)

_POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'")


def check(answer: Answer, *, asked: str) -> None:
    """What every answer must be."""
    told = answer.headers
    assert answer.status in STATUSES, (asked, answer.status, answer.body[:300])
    assert not {"server", "access-control-allow-origin", "x-powered-by"} & set(told), asked
    assert all(name in told for name in _HOUSE), (asked, told)
    if answer.status != 304:
        policy = told["content-security-policy"]
        assert all(part in policy for part in _POLICY) and "unsafe-eval" not in policy, asked
    assert b"Traceback" not in answer.body and b'File "/' not in answer.body, asked
    kind = told.get("content-type", "")
    if kind.startswith("text/html"):
        assert MARK.encode() not in answer.body, asked
    if answer.status >= 400 and answer.body:
        said = answer.body.decode()
        assert _FRENCH.search(said), (asked, said)
        assert not _ENGLISH.search(said.split("<body>")[-1]), (asked, said)
        assert "charset=utf-8" in kind or kind == "application/json", (asked, kind)


def check_log(lines: list[str]) -> None:
    """Every line of a log shows only signs that can be seen, and no trace of a fault."""
    for line in lines:
        assert not _UNPRINTED.search(line), line
        assert not line.startswith("Traceback"), lines
