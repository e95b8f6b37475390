"""What became of the people of one case, followed person by person in plain Python.

It reads as docs/decisions/0022 does, and knows nothing of the queries that it is held against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

OUT = ("free", "free_with_conditions")
HELD = ("house_arrest", "held", "held_again")
BEST_FIRST = (
    "free",
    "free_with_conditions",
    "not_known",
    "house_arrest",
    "held",
    "held_again",
    "died",
)
NOW = {
    "free": "free_now",
    "free_with_conditions": "under_conditions_now",
    "house_arrest": "held_now",
    "held": "held_now",
    "held_again": "held_now",
    "died": "died",
    "not_known": "not_known_now",
}
LEADS_TO = {
    "released": "free",
    "released_conditionally": "free_with_conditions",
    "pardoned": "free",
    "re_arrested": "held_again",
    "died": "died",
}
DECISIONS = ("pardoned", "acquitted", "sentence_reduced")
MANY = 40  # stands for a group of unknown size


@dataclass(frozen=True)
class Event:
    """One row of outcomes. `people` None: not known; `after`: custody_after, empty if it has none; `member`: which
    one of a group it is about, empty if the row does not say."""

    day: str
    kind: str
    direction: str = "positive"
    people: int | None = 1
    after: str = ""
    case: str = "2020-a"
    member: str = ""

    @property
    def leads_to(self) -> str:
        """Where those stand whom it touches; empty if it says nothing of liberty."""
        return "died" if self.kind == "died" else self.after or LEADS_TO.get(self.kind, "")


@dataclass
class Person:
    """One of them. `out_before`: came out before the launch."""

    number: int
    standing: str
    out_before: bool = False
    released: bool = False
    held_again: bool = False
    called: str = ""

    @property
    def has_come_out(self) -> bool:
        return self.out_before or self.released

    @property
    def is_out(self) -> bool:
        return self.standing in OUT

    @property
    def worth(self) -> int:
        """How well off: 0 is worst."""
        return -BEST_FIRST.index(self.standing)


def told_once(events: Sequence[Event]) -> list[Event]:
    """Without what stands under a second case of the same people as well."""
    seen: set[tuple[object, ...]] = set()
    kept, nth = [], Counter[tuple[object, ...]]()
    for event in events:
        same = (event.day, event.kind, event.people)
        nth[event.case, *same] += 1
        key = (*same, nth[event.case, *same])
        if key not in seen:
            kept.append(event)
        seen.add(key)
    return kept


def in_order(events: Sequence[Event]) -> list[Event]:
    """By day; on one day as they were filed, but a release after what was decided of that case."""
    filed = list(events)
    for event in events:
        if event.kind in ("released", "released_conditionally"):
            decided = [
                place
                for place, other in enumerate(filed)
                if (other.case, other.day) == (event.case, event.day) and other.kind in DECISIONS
            ]
            here = next(place for place, other in enumerate(filed) if other is event)
            if decided and decided[-1] > here:
                filed.insert(decided[-1], filed.pop(here))
    return sorted(filed, key=lambda event: event.day)


def follow(
    events: Sequence[Event], *, size: int | None, status: str, launch: str
) -> tuple[list[Person], list[Person]]:
    """All people of a case, and those of them whose release is counted."""
    at_launch = {
        "imprisoned": "held",
        "on_trial": "not_known",
        "conditionally_released": "free_with_conditions",
    }[status]
    people = [Person(number, at_launch) for number in range(size or MANY)]
    told = [event for event in told_once(in_order(events)) if event.leads_to]
    early = [event for event in told if event.day < launch]
    out, where = 0, at_launch
    for event in early:
        count = touched(event, size)
        if event.leads_to in OUT:
            out, where = out + count, event.leads_to
        elif event.leads_to in HELD:
            out -= count
    if at_launch in OUT:
        out = len(people)
    elif at_launch == "held" and size == 1:
        out = 0
    for person in people[: max(0, out)]:
        person.standing, person.out_before = where, True
    for event in told:
        if event.day >= launch:
            happen(event, people, touched(event, size))
    return people, [person for person in people if person.released]


def touched(event: Event, size: int | None) -> int:
    """How many of the group; an unknown number is that one person, or one who died, or nobody."""
    number = event.people
    if number is None:
        number = 1 if size == 1 or event.kind == "died" else 0
    return number if size is None else min(number, size)


def happen(event: Event, people: Sequence[Person], count: int) -> None:
    """One event befalls so many of them."""
    leads_to = event.leads_to
    living = [person for person in people if person.standing != "died"]
    good = leads_to in OUT or (leads_to == "house_arrest" and event.direction == "positive")
    if good:  # lifts who is not out; before others, who had been out; of these who stands worst
        living.sort(key=lambda p: (p.is_out, not p.has_come_out, p.worth, p.number))
    else:  # strikes who stands best; among equals who was held again before
        living.sort(key=lambda p: (-p.worth, not p.held_again, -p.number))
    if event.kind == "died" and event.after:  # the row says among whom
        living.sort(key=lambda p: NOW[p.standing] != NOW[event.after])
    named = event.member if count == 1 else ""
    if any(person.called == named != "" for person in people):  # of them alone, dead or alive
        living = [person for person in living if person.called == named]
    elif named:  # who has no name yet
        living.sort(key=lambda p: p.called != "")
    for person in living[:count]:
        person.called = person.called or named
        taken_in = event.kind != "died" and (leads_to in HELD or event.kind == "re_arrested")
        if person.released and taken_in:
            person.held_again = True
        person.standing = leads_to
        if leads_to == "held" and person.has_come_out:
            person.standing = "held_again"
        if leads_to in OUT and not person.has_come_out:
            person.released = True


def numbers(released: Sequence[Person]) -> dict[str, int]:
    """The row of all releases."""
    where = Counter(NOW[person.standing] for person in released)
    return {
        "people": len(released),
        **{column: where[column] for column in dict.fromkeys(NOW.values())},
        "ever_held_again": sum(person.held_again for person in released),
    }


def of_all(people: Sequence[Person]) -> str:
    """Where a case stands: as the one who stands worst; died only where all have."""
    living = [person for person in people if person.standing != "died"]
    return min(living, key=lambda person: person.worth).standing if living else "died"
