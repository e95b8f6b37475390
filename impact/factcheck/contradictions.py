"""When the record contradicts a date: only where it tells of the same event on another day, or of the opposite then.

People are tried, sentenced, held and let out more than once, and the record need not have each time. A date of which
it is silent is not wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from impact.factcheck.days import Day, days
from impact.factcheck.durations import Duration, durations, fits, known_times
from impact.factcheck.facts import Row
from impact.factcheck.kinds import ARRESTS
from impact.factcheck.lifetimes import Life, custody
from impact.factcheck.patterns import lazy
from impact.factcheck.text import covered, flatten
from impact.record.schema import STANDING, STATUS

CAMPAIGN = 11  # the month in which an edition begins


def before_us(day: Day, life: Life) -> bool:
    """Whether a date lies before the edition that took the case up, so that the record need not tell of it."""
    edition = life.case["edition_year"]
    if any(row["event_date"] and str(row["event_date"])[:4] <= str(day.year) for row in life.group):
        return False  # the record tells of earlier times
    return bool(day.year < edition or (day.year == edition and (day.month or 1) < CAMPAIGN))


def contradicted(
    kind: str, day: Day, terms: Sequence[Duration], life: Life, matching: Sequence[Row]
) -> bool:
    """Whether the record tells against something having happened on a day."""
    if any(other_year(day, str(row["event_date"] or "")) for row in matching):
        return True
    same_year = any(str(row["event_date"] or "")[:4] == str(day.year) for row in matching)
    if kind == "convicted":
        told = [each for row in matching for each in known_times(row)]
        meant = bool(terms) and all(
            any(fits(term, each.in_days) for each in told) for term in terms
        )
        return same_year or meant
    if kind == "re_arrested":
        return same_year and len(matching) == 1
    if kind not in ("released", "pardoned"):
        return True
    if before_us(day, life):
        return _held_then(day, life)
    again = any(row["outcome_type"] in ARRESTS for row in life.events)
    return not again or same_year or _standing_on(day, life) == "held"


def other_year(day: Day, date: str) -> bool:
    """Whether a date is that of an event, but for its year, by one: the same event is meant."""
    if day.month is None or len(date) < 7 or abs(day.year - int(date[:4])) != 1:
        return False
    same_day = day.day is None or len(date) < 10 or day.day == int(date[8:10])
    return day.month == int(date[5:7]) and same_day


def _held_then(day: Day, life: Life) -> bool:
    """Whether somebody who was held when the case was taken up had been arrested before a day."""
    if STATUS[life.case["status_at_launch"]].custody != "held":
        return False
    summary = life.case["summary"]
    flat = covered(flatten(summary))
    arrested = [
        told
        for found in _ARREST.finditer(flat)
        for _, _, told in days(flat, summary, found.end(), min(len(flat), found.end() + 24))
    ]
    began = min(((each.year, each.month or 12) for each in arrested), default=None)
    return began is not None and began <= (day.year, day.month or 1)


_ARREST = lazy(
    r"\b(?:arrested|detained|held|jailed|imprisoned|serving|sentenced)\b[^.;]{0,40}?\b(?:in|since|on)\b"
)


def _standing_on(day: Day, life: Life) -> str:
    """Where the record has somebody on a day: `held`, `free`, or empty if it does not know."""
    held = STATUS[life.case["status_at_launch"]].custody == "held"
    found = "held" if held else ""
    for row in life.events:
        date = [int(part) for part in str(row["event_date"] or "").split("-") if part]
        name = custody(row)
        if not date or not name or STANDING[name].now == "not_known":
            continue
        told = [part for part in (day.year, day.month, day.day) if part is not None]
        if date[: len(told)] > told[: len(date)]:
            break
        found = "held" if STANDING[name].held else "free"
    return found


_CHANGED = lazy(
    r"\b(?:reduced|cut|halved|shortened|raised|increased|commuted|lengthened|on appeal|later)\b"
)


def only_sentence(life: Life) -> bool:
    """Whether the record knows of one sentence of somebody and no other, so that another length contradicts it."""
    passed = [
        row
        for row in life.events
        if row["outcome_type"]
        in ("sentenced", "convicted", "sentence_reduced", *ARRESTS, "retrial_ordered")
    ]
    flat = covered(flatten(life.case["summary"]))
    if _CHANGED.search(flat):
        return False  # there was a longer or a shorter one before
    own = [each for each in durations(flat, life.case["summary"], "en") if each.sentence]
    told = [[each.in_days for each in known_times(row) if each.sentence] for row in passed]
    lengths = {time for times in told for time in times} | {each.in_days for each in own}
    # Two that are told and are as long as each other are one that was upheld.
    return len(passed) + bool(own) <= 1 or (all(told) and len(lengths) == 1)
