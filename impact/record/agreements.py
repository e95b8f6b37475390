"""What the cells of a row say together: which consents can be meant, and which rows contradict themselves.

A consent that cannot be meant is refused where it is handed in or read from the record's own files. One that was kept
before it was refused is read as what tells least (`impact.figures.consent`). A row that contradicts itself is refused
where it is handed in; the record's own files are held to the same by its checks.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from impact.record.schema import FIRST_NAME, OUTCOME_TYPE

# What an event of a type always is, as the record's own check has it; others may be good or bad.
_ALWAYS = {
    "positive": ("released", "pardoned", "acquitted", "acquitted_elsewhere", "other_positive"),
    "negative": (
        "arrested", "re_arrested", "died", "perpetrator_acquitted", "perpetrator_case_ended",
        "other_negative", "disappeared",
    ),
    "none": ("no_result_found", "result_awaited", "paroled_under_guard"),
}  # fmt: skip
_DIRECTION = {kind: direction for direction, kinds in _ALWAYS.items() for kind in kinds}
# Subjects of claims that are counted in a unit of their own; shares are percentages, others plain counts.
_UNITS = {
    "people_released": "people",
    "situations_improved": "people",
    "positive_outcomes": "people",
    "civil_political_cases_presented": "cases",
    "cases_presented": "cases",
}
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


def at_odds(
    table: str, row: Mapping[str, object], people: int | None, today: dt.date
) -> Iterator[tuple[str, str, str]]:
    """What cells of a row cannot both be true: the column, the reason, and what fills its sentence. `people`: how many
    the case is about, of a row that tells of one."""
    for column in ("source_date", "as_of"):
        if str(row.get(column) or "") > today.isoformat():
            yield column, "date_future", ""
    first, last = row.get("starts_on"), row.get("ends_on")
    if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
        yield "ends_on", "ends_early", first.isoformat()
    if table == "editions" and isinstance(first, dt.date) and first.year != row["edition_year"]:
        yield "starts_on", "starts_elsewhere", str(row["edition_year"])
    if table == "claims" and row["unit"] and (unit := _unit(str(row["subject"]))) != row["unit"]:
        yield "unit", "unit_of_subject", unit
    if table == "cases" and row["people"] == 0:
        yield "people", "people_none", ""
    if table == "outcomes":
        yield from _of_event(row, people)


def _of_event(row: Mapping[str, object], people: int | None) -> Iterator[tuple[str, str, str]]:
    kind = OUTCOME_TYPE.get(str(row["outcome_type"]))
    if kind is None:
        return
    always, said = _DIRECTION.get(kind.name), row["direction"]
    if always and said not in (None, always):
        yield "direction", "direction_of_type", always
    elif always is None and said == "none":
        yield "direction", "direction_none", ""
    freed = row["people"]
    if kind.releases and people is not None and isinstance(freed, int) and freed > people:
        yield "people", "people_more", str(people)


def _unit(subject: str) -> str:
    return "percent" if subject.endswith("_share") else _UNITS.get(subject, "count")


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
