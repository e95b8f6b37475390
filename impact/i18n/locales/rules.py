"""What a row of the table of languages says: every rule that is a language's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

NARROW = "\u202f"  # between digit groups and before ; ! ? in French
NO_BREAK = "\u00a0"

Replacement = tuple[str, str | Callable[[re.Match[str]], str]]


@dataclass(frozen=True)
class Rules:
    """One language. Numbers, plurals, lists, months and countries follow from its Babel locale."""

    name: str  # as it calls itself
    babel: Locale
    card: str  # og:locale, of the readers whom sites show a link to
    of: Callable[[str], str]  # "of" a name or a noun
    within: Callable[[str, str], str]  # "in" a country, by its code and its name
    of_millions: bool = False  # whether a noun after a million takes "of"
    # Words that a sentence of the record begins with and that begin no name.
    small: frozenset[str] = frozenset()
    # Adjectives and titles that keep their capital inside a sentence though they are no names.
    capitals: frozenset[str] = frozenset()
    # What makes of words that were true when they were written words of that time: "serving", "then serving".
    past: tuple[tuple[str, str], ...] = ()
    # The parts of an address that the language has words of its own for, by those of the first language.
    segments: Mapping[str, str] = field(default_factory=dict)
    typography: tuple[
        Replacement, ...
    ] = ()  # patterns and what takes their place, as its typesetters do
    day: str = "d MMMM y"
    month: str = "MMMM y"
    first: str = "1"  # the first of a month
    day_first: bool = False  # whether nobody who writes it puts a month before its day
    axis_day: str = "%d %b"  # a day on an axis, of `%d`, `%m`, `%b` and `%Y`
    between: str = "; "  # items that have commas in them

    @property
    def tag(self) -> str:
        """As documents name a language: en-GB."""
        return f"{self.babel.language}-{self.babel.territory}"

    @property
    def region(self) -> str:
        return str(self.babel.territory).lower()

    @property
    def decimal(self) -> str:
        return str(get_decimal_symbol(self.babel))

    @property
    def group(self) -> str:
        """What stands between groups of three digits."""
        return str(get_group_symbol(self.babel))

    @property
    def separator(self) -> str:
        """What divides the cells of a CSV where the decimal mark is a comma, and elsewhere."""
        return ";" if self.decimal == "," else ","

    def typeset(self, text: str) -> str:
        for pattern, instead in self.typography:
            text = re.sub(pattern, instead, text)
        return re.sub(r"(?<=\w)'(?=\w)", "’", text)

    def one(self, count: int) -> bool:
        """Whether a noun after this number stands in the singular: 1, in French 0 too."""
        return str(self.babel.plural_form(abs(count))) == "one"
