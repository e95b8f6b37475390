"""What the cases that a visitor has picked come to: how many stand where, how many each country has.

Figures say it of all cases: `cases_by_standing`, `cases_by_country`, `standings_by_edition`, `results_by_issue` and
`results_by_country`. A visitor picks by words and
six filters, in rows of the figure `cases` that are there already; of all of them both say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from impact.figures.rows import (
    Cases,
    CasesByCountry,
    CasesByStanding,
    ReleasesDocumented,
    ReleasesDocumentedPeople,
    ResultsByCountry,
    ResultsByIssue,
    StandingsByEdition,
)
from impact.record.schema import LIBERTY_STANDINGS

_PEOPLE = (
    "people", "free_now", "under_conditions_now", "held_now", "died", "died_held",
    "not_known_now", "ever_held_again",
)  # fmt: skip
# Each track in the order of its query.
_ORDER = {
    "liberty": LIBERTY_STANDINGS,
    "justice": ("achieved", "under_way", "reversed", "nothing_found", "not_asked"),
}


def _newest(picked: Sequence[Cases]) -> list[Cases]:
    """The picked cases without those of which the same people have a newer one among them."""
    inorder = sorted(picked, key=lambda row: (-row["edition_year"], row["case_id"]), reverse=True)
    return list({row["person_id"]: row for row in inorder}.values())


def standings(picked: Sequence[Cases]) -> list[CasesByStanding]:
    """How many of the picked cases stand where, on each track; people of two of them are one, as the newest."""
    newest = _newest(picked)
    found: list[CasesByStanding] = []
    for track, order in _ORDER.items():
        counts = Counter(
            row["liberty_standing"] if track == "liberty" else row["justice_standing"]
            for row in newest
        )
        found += [
            {"track": track, "standing": each, "cases": counts[each]}
            for each in order
            if counts[each]
        ]
    return found


def by_edition(picked: Sequence[Cases]) -> list[StandingsByEdition]:
    """Where the picked cases of each edition stand as to liberty, oldest edition first."""
    counts = Counter((row["edition_year"], row["liberty_standing"]) for row in picked)
    return [
        {"edition_year": year, "standing": standing, "cases": counts[year, standing]}
        for year in sorted({year for year, _ in counts})
        for standing in LIBERTY_STANDINGS
        if counts[year, standing]
    ]


def by_issue(picked: Sequence[Cases]) -> list[ResultsByIssue]:
    """Where the picked cases of each issue stand, people of two of them once, as the newest."""
    return [
        {"issue": issue or "", "standing": standing, "cases": cases}
        for issue, standing, cases in _results(picked, "issue")
    ]


def by_country(picked: Sequence[Cases]) -> list[ResultsByCountry]:
    """The same of each country."""
    return [
        {"country_code": code, "standing": standing, "cases": cases}  # type: ignore[typeddict-item]
        for code, standing, cases in _results(picked, "country_code")
    ]


def _results(
    picked: Sequence[Cases], column: Literal["issue", "country_code"]
) -> Iterator[tuple[str | None, str, int]]:
    """By group and standing, the group of most cases first and the unknown last."""
    counts = Counter[tuple[str | None, str]](
        (row[column], row["liberty_standing"]) for row in _newest(picked)
    )
    sizes = Counter[str | None]()
    for (each, _), cases in counts.items():
        sizes[each] += cases
    unknown = (None, "", "unknown") if column == "issue" else (None,)
    for group in sorted(sizes, key=lambda one: (one in unknown, -sizes[one], one or "")):
        for standing in LIBERTY_STANDINGS:
            if cases := counts[group, standing]:
                yield group, standing, cases


def releases(picked: Sequence[ReleasesDocumentedPeople]) -> list[ReleasesDocumented]:
    """The picked releases by year, oldest first, those without a date last, as `releases_documented`."""
    years = {row["event_date"][:4] if row["event_date"] else "" for row in picked}
    found: list[ReleasesDocumented] = []
    to_date = out = 0
    for year in sorted(years, key=lambda one: (not one, one)):
        own = [row for row in picked if (row["event_date"] or "")[:4] == year]
        sums = {name: sum(row[name] for row in own) for name in _PEOPLE}  # type: ignore[literal-required]
        to_date += sums["people"]
        out += sums["free_now"] + sums["under_conditions_now"]
        dated: Any = {"year": int(year), "to_date": to_date, "out_to_date": out} if year else {}
        found.append({**dict.fromkeys(ReleasesDocumented.__annotations__), **sums, **dated})  # type: ignore[typeddict-item]
    return found


def people(picked: Sequence[Cases]) -> int:
    """How many cases the picked are, people of two editions counted once."""
    return len({row["person_id"] for row in picked})


def countries(picked: Sequence[Cases]) -> list[CasesByCountry]:
    """How many of the picked cases each country has, most first; without a known country, code empty."""
    counts = Counter(row["country_code"] for row in picked)
    newest = {
        code: max(row["edition_year"] for row in picked if row["country_code"] == code)
        for code in counts
    }
    return [
        {"country_code": code, "cases": count, "newest_edition": newest[code]}
        for code, count in sorted(
            counts.items(), key=lambda item: (-item[1], item[0] is None, item[0] or "")
        )
    ]
