"""The sections or the cases of an edition, each with what a review of the campaign asks of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from impact.presentation.view import View

Part = Literal["section", "case"]


@dataclass(frozen=True)
class Member:
    """One section or case: counted so far; by the same day of the edition before, where it can be compared.

    `expected` by now and `target`, where staff have set one. `days`: actions of each day, from the first counted
    one of the edition to the last, the same days for all.
    """

    code: str
    name: str
    now: int
    before: int | None
    expected: int | None
    target: int | None
    days: Mapping[dt.date, int]

    @property
    def share(self) -> float | None:
        """Of the target, where there is one."""
        return self.now / self.target if self.target else None


def members(view: View, part: Part, year: int) -> list[Member]:
    """The members of an edition, most actions first."""
    daily = [row for row in view.ask("counted_daily", edition=year).rows if row["part"] == part]
    dated = sorted({row["day"] for row in daily})
    days = [
        dated[0] + dt.timedelta(days=after)
        for after in range((dated[-1] - dated[0]).days + 1 if dated else 0)
    ]
    counts = {(row["member"], row["day"]): row["actions"] for row in daily}
    # Of a case that is in one edition there is no day of another.
    before = (
        {
            row["section"]: row["actions_before"]
            for row in view.ask("like_for_like", edition=year).rows
        }
        if part == "section"
        else {}
    )
    goals = {
        row["case_id"] if part == "case" else row["section"]: row
        for row in view.ask("targets", edition=year).rows
        if not (row["section"] if part == "case" else row["case_id"])
    }
    found = []
    for row in view.ask(f"counted_by_{part}", edition=year).rows:
        code = row["case_id" if part == "case" else part]
        goal = goals.get(code)
        named = view.localized(row, "name") if part == "case" else view.section(code)
        found.append(
            Member(
                code,
                view.say("live.unmapped") if code == "unmapped" else named or code,
                row["actions"],
                before.get(code),
                goal["expected_by_now"] if goal else None,
                goal["target"] if goal else None,
                {day: counts.get((code, day), 0) for day in days},
            )
        )
    return found


def beside(rows: Sequence[Member], view: View) -> dict[str, list[object]]:
    """What a review asks beside the counts, under its headings; last the days, each under its date. What nobody
    has a number for is left out."""
    found: dict[str, list[object]] = {
        view.say(f"members.{name}"): [getattr(row, name) for row in rows]
        for name in ("before", "expected", "target", "share")
        if any(getattr(row, name) is not None for row in rows)
    }
    for day in rows[0].days if rows else ():
        found[day.isoformat()] = [row.days[day] for row in rows]
    return found
