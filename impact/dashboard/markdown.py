"""Text from data as Markdown that shows exactly that text."""

from __future__ import annotations

import re

from impact.i18n.signs import legible

_JOINER = "\u2060"  # not seen, no width: it keeps apart what Markdown would make one thing of
# Addresses, icons, emoji and arrows are looked for once escapes are undone, so that no backslash helps.
_JOINED = re.compile(
    r"(?i)(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=\bwww)(?=\.)|(?<=[\w.+-])(?=@\w)"
    r"|(?<=[-<>~])(?=[-=>])|(?<!\d:)(?<=:)(?=[\w+-]+(?:/\w+)?:)"
)
_SIGN = re.compile(r"[\\`*_\[\]<>#$|~{}&]|:(?=\w)")
_BEGINNING = re.compile(r"(?m)^[ \t]+|^(?=[-+=])|(?<=\d)(?=[.)](?:\s|$))")


def plain(text: str) -> str:
    """Text from data as Markdown that shows exactly that text, without signs that turn a line around."""
    text = "\n".join(map(legible, text.split("\n")))
    text = _SIGN.sub(r"\\\g<0>", _JOINED.sub(_JOINER, text))
    return _BEGINNING.sub(lambda found: "" if found.group() else "\\", text)


def link(text: str, url: str) -> str:
    """A Markdown link to a source; the contract has already refused odd addresses."""
    return f"[{plain(text)}](<{url}>)"
