"""What the cases that a visitor has picked come to: how many stand where, how many each country has.

Two figures, `cases_by_standing` and `cases_by_country`, say it of all cases. A visitor picks by words and
six filters, in rows of the figure `cases` that are there already; of all of them both say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from impact.figures.rows import Cases, CasesByCountry, CasesByStanding
from impact.record.schema import LIBERTY_STANDINGS

# Each track in the order of its query.
_ORDER = {
    "liberty": LIBERTY_STANDINGS,
    "justice": ("achieved", "under_way", "reversed", "nothing_found", "not_asked"),
}


def standings(picked: Sequence[Cases]) -> list[CasesByStanding]:
    """How many of the picked cases stand where, on each track; people of two of them are one, as the newest."""
    newest = {
        row["person_id"]: row
        for row in sorted(
            picked, key=lambda row: (-row["edition_year"], row["case_id"]), reverse=True
        )
    }
    found: list[CasesByStanding] = []
    for track, order in _ORDER.items():
        counts = Counter(
            row["liberty_standing"] if track == "liberty" else row["justice_standing"]
            for row in newest.values()
        )
        found += [
            {"track": track, "standing": each, "cases": counts[each]}
            for each in order
            if counts[each]
        ]
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
