"""What a word of a closed list means, also where its ending or its accents are others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from impact.exports.text import fold


def meaning(cell: str, words: Mapping[str, str]) -> str | None:
    """What a word of a closed list means; if it is none of them, what it means without plurals."""
    text = fold(cell)
    if text in words:
        return words[text]
    plain = singular(text)
    return next((word for key, word in words.items() if singular(key) == plain), None)


def singular(text: str) -> str:
    """Words without plural endings, accents and marks between them: enough to know a word again."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    )
    return " ".join(word.rstrip("sx") for word in re.split(r"[\s_-]+", plain) if word)
