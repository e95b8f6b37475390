"""One person's or one group's life as the record tells it: the case, its events, where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from impact.factcheck.facts import Facts, Row
from impact.factcheck.patterns import lazy
from impact.i18n.words import country_code
from impact.record.schema import OUTCOME_TYPE, STANDING, Standing


@dataclass(frozen=True)
class Life:
    """Of whom something is told: a case, or one `member` of it, with what the record tells of them."""

    case: Row
    member: str
    events: Sequence[Row]
    looked: Sequence[Row]
    group: Sequence[Row] = ()  # the events of all people of the case

    @property
    def alone(self) -> bool:
        """Whether it is one person, so that another day of the same event contradicts."""
        return self.case["people"] == 1 or bool(self.member)

    def has(self, row: Row) -> bool:
        """Whether a row is told of these people, be it under another of their cases."""
        return any(each is row for each in (self.case, *self.group, *self.looked))

    @property
    def newest(self) -> Row | None:
        return self.events[-1] if self.events else None

    @property
    def stands(self) -> Standing:
        """Where the person stands today; of one of several, by the person's own events."""
        if not self.member:
            return STANDING[self.case["liberty_standing"]]
        found = [name for row in self.events if (name := custody(row))]
        return STANDING[found[-1] if found else "not_known"]


def life_of(case_id: str, member: str, facts: Facts) -> Life:
    """Of whom a text speaks, with what the record tells of that person or of those people."""
    events, looked = facts.told_of(case_id, member), facts.looked[case_id]
    return Life(facts.cases[case_id], member, events, looked, facts.events[case_id])


def custody(row: Row) -> str:
    """Where an event leaves somebody as to liberty; empty if it says nothing of that."""
    return str(row["custody_after"] or OUTCOME_TYPE[row["outcome_type"]].custody)


_NAMED = lazy(r"(?<!left )(?<!fled )(?<!from )\b[A-ZÀ-Þ][\w’'-]+(?: (?:of )?[A-ZÀ-Þ][\w’'-]+)*")


def countries(row: Row) -> set[str]:
    """The countries that a row of the record names, without those that somebody left."""
    words = [
        re.sub("^(?:The|Amnesty’s|Amnesty's) ", "", each)
        for each in _NAMED.findall(str(row["summary"]))
    ]
    return {code for word in words if (code := country_code(word))}
