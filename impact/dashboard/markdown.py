"""Text from data as Markdown that shows exactly that text."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Text from data as Markdown that shows exactly that text."""
    return re.sub(r"([\\`*_\[\]<>#$|~{}])|:(?=\w)", lambda match: f"\\{match.group()}", text)


def link(text: str, url: str) -> str:
    """A Markdown link to a source; the contract has already refused odd addresses."""
    return f"[{plain(text)}](<{url}>)"
