"""The languages of the product, one row each: whatever is a language's own rule is asked of its row.

A further language is its code in `Language`, its row here and one file of words beside `words.toml`
(`words.CODE.toml`), which may be incomplete: what it lacks is said in the first language, marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from impact.i18n.locales import en, fr
from impact.i18n.locales.rules import NARROW, NO_BREAK, Rules

__all__ = [
    "FIRST", "LANGUAGES", "NARROW", "NO_BREAK", "ROWS", "Language", "Rules", "choose", "named", "own",
    "plain", "suffixed",
]  # fmt: skip

Language = Literal["en", "fr"]
ROWS: Mapping[Language, Rules] = {"en": en.ROW, "fr": fr.ROW}
LANGUAGES: tuple[Language, ...] = tuple(ROWS)
# The language that addresses, keys and columns without a mark are in, and that others fall back to.
FIRST: Language = LANGUAGES[0]


def named(code: str | None) -> Language | None:
    """The language of a code, or None if it is none of ours."""
    return next((lang for lang in LANGUAGES if lang == code), None)


def choose(preferred: str | None) -> Language:
    """The language we speak that is nearest to a wish such as `fr-CA`; the first otherwise."""
    return named(re.split(r"[^a-z]", (preferred or "").lower())[0]) or FIRST


def own(column: str, lang: Language) -> str:
    """The column of the record that holds a text in a language: `name`, `name_fr`."""
    return column if lang == FIRST else f"{column}_{lang}"


def suffixed(column: str) -> Language | None:
    """The language whose translation a column holds; None for a column of none, or of the first."""
    return next((lang for lang in LANGUAGES if lang != FIRST and column.endswith(f"_{lang}")), None)


def plain(column: str) -> str:
    """The column of the first language, of which a column holds the text in whichever."""
    lang = suffixed(column)
    return column.removesuffix(f"_{lang}") if lang else column
