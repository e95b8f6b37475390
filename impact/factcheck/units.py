"""Units of time, the same in both languages."""

from __future__ import annotations

import re

from impact.factcheck.numbers import value_of
from impact.factcheck.patterns import lazy

_UNIT = {"an": "year", "annee": "year", "mois": "month", "moi": "month", "semaine": "week", "jour": "day"}  # fmt: skip


def same_unit(word: str) -> str:
    """The unit of time that a word names, the same in both languages; empty if it names none."""
    one = word if word == "mois" else word.removesuffix("s")
    return _UNIT.get(one, one if one in _UNIT.values() else "")


def times_said(flat: str) -> set[tuple[int, str]]:
    """Every time that a plain stretch names in whole units, in both languages alike."""
    return {time for match in _ANY_TIME.finditer(flat) if (time := _time(match))}


_ANY_TIME = lazy(
    r"(?<![\w-])(?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)*?)[ -](?P<unit>year|month|week|day|an|annee|mois|semaine|jour)s?\b"
)


def _time(match: re.Match[str]) -> tuple[int, str] | None:
    said, unit = match["n"], match["unit"]
    one = said in ("a", "an", "un", "une", "one")
    count = int(said) if said.isdigit() else 1 if one else value_of(said)
    return (count, _UNIT.get(unit, unit)) if count is not None else None
