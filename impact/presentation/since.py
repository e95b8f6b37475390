"""What came since a day: the counts of a snapshot beside those of an older one, by section and by case.

It is told of two snapshots, so that it holds what was sent late and what was corrected as well; no one
snapshot knows it, so it is no figure of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from impact.presentation.counts import part_name
from impact.presentation.view import View

Part = Literal["section", "case"]
PARTS: tuple[Part, ...] = ("section", "case")
BACK = (1, 7)  # days: since yesterday, since last week


@dataclass(frozen=True)
class Moved:
    """One section or case: its actions now, and how many more than at the end of each day; None: not known."""

    key: str
    name: str
    now: int
    more: Mapping[int, int | None]


def counted(view: View, edition: int) -> int:
    """All actions of an edition."""
    rows = view.ask("actions_counted").rows
    return sum(row["actions"] for row in rows if row["edition_year"] == edition)


def more(view: View, earlier: Mapping[int, View | None], edition: int) -> dict[int, int | None]:
    """How many more actions of an edition are counted than so many days before; None: nothing was kept then."""
    now = counted(view, edition)
    return {
        days: None if then is None else now - counted(then, edition)
        for days, then in earlier.items()
    }


def moved(view: View, earlier: Mapping[int, View | None], edition: int, part: Part) -> list[Moved]:
    """Every section or case that has counts, now or then: what moved most in the longest time first."""
    now = _actions(view, edition, part)
    then = {
        days: None if old is None else _actions(old, edition, part) for days, old in earlier.items()
    }
    names: dict[str, str] = {}
    for each in (*(old for old in earlier.values() if old), view):
        names |= {
            _key(row, part): part_name(row, part, view)
            for row in each.ask(f"counted_by_{part}", edition=edition).rows
        }
    rows = [
        Moved(
            key,
            name,
            now.get(key, 0),
            {
                days: None if old is None else now.get(key, 0) - old.get(key, 0)
                for days, old in then.items()
            },
        )
        for key, name in names.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            *(-abs(row.more[days] or 0) for days in sorted(then, reverse=True)),
            -row.now,
            row.name,
        ),
    )


def _key(row: Mapping[str, object], part: Part) -> str:
    return str(row["case_id" if part == "case" else "section"])


def _actions(view: View, edition: int, part: Part) -> dict[str, int]:
    rows = view.ask(f"counted_by_{part}", edition=edition).rows
    return {_key(row, part): row["actions"] for row in rows}


def signed(number: int | None, view: View) -> str:
    """A difference with its sign; a dash where it is not known."""
    if number is None:
        return "–"
    if number == 0:
        return "0"
    return f"{'+' if number > 0 else '−'}{view.number(abs(number))}"


def told(rows: Sequence[Moved], days: int, view: View, most: int = 8) -> list[str]:
    """What moved since then, a line each: the largest first, and how many more there are."""
    changed = sorted(
        (row for row in rows if row.more[days]), key=lambda row: -abs(row.more[days] or 0)
    )
    lines = [
        view.say(
            "since.line", name=row.name, more=signed(row.more[days], view), now=view.number(row.now)
        )
        for row in changed[:most]
    ]
    if len(changed) > most:
        lines.append(view.say("since.rest", count=len(changed) - most))
    return lines
