"""What a change of the record would do to what is told: standings, counts, the numbers of the overview.

Both states are asked the same figures; what is said of them is said as pages say it.
"""

from __future__ import annotations

from collections.abc import Iterable

from impact.presentation import registry, standings
from impact.presentation.view import View
from impact.record.corrections import Change


def effects(before: View, after: View, changes: Iterable[Change]) -> list[str]:
    """One line for each thing that would be told otherwise: cases first, then counts, then large numbers."""
    cases = dict.fromkeys(case for change in changes if (case := _case(change)))
    said = [
        {_name(after, before, case): _stands(view, case) for case in cases}
        | _standings(view)
        | _editions(view)
        for view in (before, after)
    ]
    nothing = after.say("enter.nothing")
    empty = (after.number(0), after.qualified(None, None))  # of an edition that is new
    pairs = [(what, *(each.get(what, nothing) for each in said)) for what in said[1] | said[0]]
    lines = [
        after.say("enter.effect", what=what, old=old, new=new)
        for what, old, new in pairs
        if old != new and not (old == nothing and new in empty)
    ]
    return [*lines, *_numbers(before, after)]


def _case(change: Change) -> str:
    """The case whose standing a change may move; empty if none."""
    if change.table == "cases":
        return change.key
    return (change.cells or change.before).get("case_id", "") if change.table == "outcomes" else ""


def _name(after: View, before: View, case: str) -> str:
    row = after.one("case", case_id=case) or before.one("case", case_id=case)
    return after.localized(row, "name") if row else case


def _stands(view: View, case: str) -> str:
    row = view.one("case", case_id=case)
    return standings.standing(row, view) if row else view.say("enter.nothing")


def _standings(view: View) -> dict[str, str]:
    """How many cases stand where, by what that is called."""
    return {
        view.say(
            "enter.standing",
            track=view.say(f"track.{row['track']}"),
            standing=view.term(row["track"], row["standing"]),
        ): view.number(row["cases"])
        for row in view.ask("cases_by_standing").rows
    }


def _editions(view: View) -> dict[str, str]:
    """How many cases each edition has, and its total."""
    found = {}
    for row in view.ask("editions").rows:
        year = str(row["edition_year"])
        found[view.say("enter.cases", year=year)] = view.number(row["cases_named"])
        total = view.qualified(row["actions"], row["qualifier"])
        found[view.say("enter.total", year=year)] = total
    return found


def _numbers(before: View, after: View) -> list[str]:
    """The large numbers that move. One that is another edition's then, such as the newest total, is told with
    both editions: that of the first is still there."""
    lines = []
    for name in registry.numbers():
        old, new = registry.number(before, name), registry.number(after, name)
        if old and new and old.label != new.label:
            said = {"what": old.label, "old": old.value, "then": new.label, "new": new.value}
            lines.append(after.say("enter.effect_moved", **said))
        elif (old and old.value) != (new and new.value):
            nothing = after.say("enter.nothing")
            values = {"old": old.value if old else nothing, "new": new.value if new else nothing}
            label = (new or old).label  # type: ignore[union-attr]  # one of them moved
            lines.append(after.say("enter.effect", what=label, **values))
    return lines
