"""Which consents can be meant: a first name that is one of the case, days that follow each other.

A row that cannot be meant is refused where it is handed in or read from the record's own files. One that was kept
before it was refused is read as what tells least (`impact.figures.consent`).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from impact.record.schema import FIRST_NAME

_UNSPACED = "\u0e00"  # from here on are the scripts that write a name without blanks


@dataclass(frozen=True)
class CaseNames:
    """What a case is called: by itself, and by further names that people write."""

    own: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


def names_of(
    cases: Iterable[Mapping[str, object]], further: Iterable[Mapping[str, object]]
) -> Callable[[str], CaseNames]:
    """How to get the names of a case by its key, of the rows of both tables."""
    own: dict[str, tuple[str, ...]] = {
        str(row["case_id"]): tuple(
            str(cell) for column, cell in row.items() if column.startswith("name") and cell
        )
        for row in cases
    }
    more: dict[str, list[str]] = defaultdict(list)
    for row in further:
        more[str(row["case_id"])].append(str(row["name"]))
    return lambda case: CaseNames(own.get(case, ()), tuple(more[case]))


def unmeant(
    row: Mapping[str, object], names: CaseNames, today: dt.date
) -> Iterator[tuple[str, str]]:
    """What of a row of consents cannot be meant: the column, and the reason."""
    if row["publish_level"] == FIRST_NAME and (reason := misnamed(row["first_name"], names)):
        yield "first_name", reason
    agreed, review = row["consent_on"], row["review_on"]
    if isinstance(agreed, dt.date) and agreed > today:
        yield "consent_on", "consent_future"
    if isinstance(agreed, dt.date) and isinstance(review, dt.date) and review <= agreed:
        yield "review_on", "review_early"


def misnamed(first: object, names: CaseNames) -> str:
    """Why a first name is none of a case; empty if it is one."""
    given = _words(str(first or ""))
    if not given:
        return "first_name_missing"
    own, further = (list(map(_words, each)) for each in (names.own, names.further))
    if given in own or (given in further and len(given) > 1):
        return "first_name_whole"
    return "" if any(_within(given, name) for name in own + further) else "first_name_foreign"


def _words(text: str) -> list[str]:
    """The words of a name in small letters without their marks, so that Imré is Imre."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in plain if unicodedata.category(sign) != "Mn")
    return "".join(sign if sign.isalnum() else " " for sign in kept).split()


def _within(given: list[str], name: list[str]) -> bool:
    """Whether words stand in a name one after the other, or begin or end one that is written without blanks."""
    if f" {' '.join(given)} " in f" {' '.join(name)} ":
        return True
    return (
        len(given) == len(name) == 1
        and given[0][0] >= _UNSPACED
        and (name[0].startswith(given[0]) or name[0].endswith(given[0]))
    )
