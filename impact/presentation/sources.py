"""Who printed a number, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact.i18n.words import Wording


def source_line(row: Mapping[str, Any], words: Wording) -> str:
    """Who printed a number, and when: one phrase."""
    name = words.localized(row, "publisher" if "publisher" in row else "source_name")
    when = row.get("printed") or row.get("source_date")
    return words.say("source.dated", name=name, date=words.date(when)) if when else name
