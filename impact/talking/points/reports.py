"""When it was last reported where several people stand, and that nothing later is known of those who were free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from impact.i18n import grammar
from impact.i18n.words import Aloud, say
from impact.record.schema import OUTCOME_TYPE
from impact.talking.points.speaker import Row, Speaker
from impact.talking.points.spoken import fits


def days(by: Speaker, case: Row, since: str = "") -> list[str]:
    """The days on which it was last reported where the people of a case stand: of one person the last; of a group all,
    for its members may have come out one after the other. The year of the edition where nothing was reported since."""
    people = {row["case_id"]: row["person_id"] for row in by.ask("cases").rows}
    person = people.get(case["case_id"])
    cases = [each for each, whose in people.items() if whose == person]
    since = since or str(case["edition_year"])
    found = sorted(
        str(row["event_date"])
        for each in cases
        for row in by.told.get(each, ())
        if row["event_date"]
        and str(row["event_date"]) >= since[: len(str(row["event_date"]))]
        and (row["custody_after"] or OUTCOME_TYPE[row["outcome_type"]].custody)
    )
    if not found:
        return [since]
    return found[-1:] if case["people"] == 1 else found


def of_released(by: Speaker, released: Iterable[Row], among: Sequence[str]) -> list[str]:
    """The same of those released people who stand among some of the five numbers."""
    cases = {row["case_id"]: row for row in by.ask("cases").rows}
    return [
        day
        for row in released
        if any(row[key] for key in among)
        for day in days(by, cases[row["case_id"]], str(row["event_date"] or ""))
    ]


def when(by: Speaker, found: Sequence[str]) -> str:
    """One day, or the years between which several lie, inside a sentence."""
    if not found:
        return ""
    first, last = min(found), max(found)
    if first == last:
        return grammar.on(by.lang, by.coarse(first))
    if first[:4] == last[:4]:
        return grammar.on(by.lang, first[:4])
    return say(by.lang, "when.between", first=first[:4], last=last[:4])


def no_arrest(by: Speaker, text: str, free: int, cases: Iterable[Row], *, alone: bool) -> str:
    """A sentence of where people stand, and that no arrest is known since of those who were free, until the pages end in
    which that was looked for. `alone`: the sentence is of nobody else."""
    read = min(cases, key=lambda case: str(case["read_until"] or case["checked_on"]), default=None)
    if not free or read is None:
        return text
    until = by.up_to(read)
    reported = text.removesuffix(".")
    whole = by.say("spoken.stands.and_no_arrest", reported=reported, up_to=until)
    if alone and fits(whole):
        return whole
    count = Aloud(free, feminine=True)
    return f"{text} {by.say('point.no_arrest', count=count, up_to=until)}"
