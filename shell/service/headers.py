"""What every answer says of itself: what its page may load, who may frame it, what leaves with a link.

Streamlit needs three allowances: `style-src 'unsafe-inline'` (it writes its style in the page as it draws), `blob:` for
scripts (its own, received in one file and named by an import map, and those of our components) and for pictures.
A script written in the page carries a nonce, of one answer. Nothing needs `unsafe-eval`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONCE = "territoires.nonce"
"""What the scope of a request holds: the nonce that the scripts of its page carry."""

_COMMON = "object-src 'none'; base-uri 'self'; form-action 'self'"
_LOADED = "img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'"
_ROOM = "/app/static/salle.html"
"""It writes in itself a document of ours that this browser kept, with its script inside."""

_FIXED = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"),
    ("cross-origin-opener-policy", "same-origin"),
)


def content_policy(path: str, nonce: str, frames: Sequence[str]) -> str:
    """The Content-Security-Policy of an address.

    Args:
        nonce: of this answer; the scripts written in the page carry it.
        frames: sites that may show the tool inside their own pages (option `cadres`).
    """
    scripts = f"script-src 'self' blob: 'nonce-{nonce}'"
    if path.endswith(_ROOM):
        scripts = "script-src 'self' 'unsafe-inline'"
    ancestors = f"frame-ancestors {' '.join(frames) or chr(39) + 'none' + chr(39)}"
    return f"default-src 'self'; {scripts}; {_LOADED}; worker-src 'self' blob:; {_COMMON}; {ancestors}"


def protected(
    headers: Iterable[tuple[bytes, bytes]], *, path: str, nonce: str, frames: Sequence[str], status: int
) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours; what it said itself stays, but for who serves and who may read.

    A 304 keeps the policy of the page that the browser holds: its scripts carry the nonce of that answer.
    """
    kept = [(name, value) for name, value in headers if name not in (b"server", b"access-control-allow-origin")]
    known = {name for name, _ in kept}
    told = list(_FIXED)
    if not frames:
        told.append(("x-frame-options", "DENY"))
    if status != 304:
        told.append(("content-security-policy", content_policy(path, nonce, frames)))
    return [*kept, *((name.encode(), value.encode()) for name, value in told if name.encode() not in known)]
