"""HTML by type: what is a text is escaped, what is already HTML is not (markupsafe)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from markupsafe import Markup, escape

EMPTY = Markup()

_marked: partial[Markup] = partial(str.__new__, Markup)
"""`Markup` of a text: its constructor first asks what it is given whether it is HTML, thrice the time."""


def tag(name: str, content: str = "", /, **attributes: str | int | bool | None) -> Markup:
    """One element.

    Args:
        content: a text, escaped, or Markup, kept.
        attributes: `role_` is `role`, `aria_label` is `aria-label`; None, False and "" are left out, True has no value.
    """
    return _marked(f"<{name}{_written(attributes)}>{_safe(content)}</{name}>")


def void(name: str, /, **attributes: str | int | bool | None) -> Markup:
    """One element without content."""
    return Markup(f"<{name}{_written(attributes)}>")


def each(name: str, contents: Iterable[str], **attributes: str | int | bool | None) -> list[Markup]:
    """Many elements alike, one around each content: what they share is written once (a table holds thousands)."""
    start, end = f"<{name}{_written(attributes)}>", f"</{name}>"
    return [_marked(f"{start}{_safe(content)}{end}") for content in contents]


def joined(parts: Iterable[str]) -> Markup:
    """Parts one after the other; those that are texts are escaped."""
    return _marked("".join([part if type(part) is Markup else escape(part) for part in parts]))


def read(content: str) -> str:
    """What is read of a text, or of HTML without its elements."""
    return content.striptags() if isinstance(content, Markup) else content


def document(*, head: str, body: str, **attributes: str) -> Markup:
    """A whole page in French.

    Args:
        attributes: those of the body.
    """
    inside = tag("head", void("meta", charset="utf-8") + head) + tag("body", body, **attributes)
    return Markup("<!doctype html>") + tag("html", inside, lang="fr")


def _safe(content: str) -> str:
    return content if type(content) is Markup else escape(content)  # most is HTML already: not asked again


def _written(attributes: dict[str, str | int | bool | None]) -> str:
    if not attributes:
        return ""
    out = ""
    for name, value in attributes.items():
        if value is True:
            out += f" {_named(name)}"
        elif value is not None and value is not False and value != "":
            plain = type(value) is str and value.isalnum()  # most are: a role, a class, the name of a column
            out += f' {_named(name)}="{value if plain else escape(value)}"'
    return out


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
