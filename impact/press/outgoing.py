"""What a publication would change of what the press sees, told before it is made."""

from __future__ import annotations

from impact.figures.live import State
from impact.i18n.words import Language, say
from impact.press.revisions import between

_MOST = 40


def changes(before: State, after: State, lang: Language) -> list[str]:
    """A line for each row of a figure that would differ, old and new, one a figure where many do."""
    groups: dict[str, list[str]] = {}
    for item in between(before, after):
        groups.setdefault(item.label(lang), []).append(item.about(lang))
    lines = [
        texts[0]
        if len(texts) == 1
        else say(lang, "publishing.several", label=label, count=len(texts), first=texts[0])
        for label, texts in groups.items()
    ]
    more = len(lines) - _MOST
    return lines[:_MOST] + ([say(lang, "publishing.more", count=more)] if more > 0 else [])
