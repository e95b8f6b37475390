"""Signs that are no text: what moves a cursor, turns a line around, or stands for nothing at all.

Text of others (records, exports, forms, addresses) is let through here before anybody shows, prints, logs or
writes it: each face makes it harmless in its own way after that, and none has to know of these signs.
"""

from __future__ import annotations

import re

# Embeddings, overrides, isolates and marks of direction: the letters of a script know theirs without them.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# What nobody sees and no script needs. The joiners of Persian and of emoji (U+200C, U+200D) are needed.
_UNSEEN = "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_ENDING = "\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
_BREAK = re.compile(f"[{_ENDING}]+")
_GONE = re.compile(f"[{_CONTROL}{_UNSEEN}{_TURNING}]")
# On a terminal or in a log a line ends with a line feed alone, and a tab is a tab.
_PRINTED = re.compile(
    rf"\r(?!\n)|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029{_CONTROL}{_TURNING}\U000e0000-\U000e007f]"
)


def legible(text: str) -> str:
    """A text on one line, of signs that can be read: breaks are spaces, and what nobody reads is gone."""
    if text.isascii() and text.isprintable():
        return text
    return _GONE.sub("", _BREAK.sub(" ", text))


def freed(text: str) -> str:
    """A text with its lines and breaks as they are, without what nobody reads."""
    return _GONE.sub("", text)


def printed(text: str) -> str:
    """A text as it may stand on a terminal or in a log: lines stay, what is no text is shown as �."""
    return _PRINTED.sub("\ufffd", text)
