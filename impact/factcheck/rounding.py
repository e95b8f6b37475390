"""Whether a number may stand for another: the rule of qualifiers and rounding, and nothing else.

A qualifier is never crossed upwards. At least 4,496,875 may be said as "nearly 4.5 million" or as
"more than 4.4 million", never as "4.5 million". See docs/decisions/0013.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from impact.factcheck.numbers import NumberInText


class Verdict(StrEnum):
    """What a reader of the record says of a finding."""

    RIGHT = "right"
    ROUNDED_FAIRLY = "rounded_fairly"
    OUT_OF_DATE = "out_of_date"
    WRONG = "wrong"
    CONTESTED = "contested"
    PARTLY = "partly"  # the record has what happened, and not all that is said of it
    NOT_IN_THE_RECORD = "not_in_the_record"
    WORDING = "wording"


class FindingKind(StrEnum):
    """What a finding is about."""

    NUMBER = "number"
    PERCENT = "percent"
    YEAR = "year"
    OUTCOME = "outcome"
    WORDING = "wording"
    COMPARISON = "comparison"  # one edition beside others: trend, record, rank, ratio, milestone
    EDITION = "edition"  # the how-manieth edition, or the edition of a case
    DURATION = "duration"
    PLACE = "place"  # the country of a case
    AGE = "age"


@dataclass(frozen=True)
class Finding:
    """One claim of a text, where it stands, and what the record says.

    `start` and `end` count the characters of the text as read. `figure` names the metric that holds
    what was `expected`; both are empty where the record has nothing. `suggestion` is a sentence
    that may be said instead.
    """

    text: str
    kind: FindingKind
    value: float | int | str | None
    verdict: Verdict
    figure: str
    expected: float | int | str | None
    source: str
    note: str
    start: int
    end: int
    line: int
    suggestion: str = ""


FARTHEST = 0.05  # how far a rounded number may lie from what it rounds
FLOOR = 0.75  # how far below the record's number "more than" may lie and still tell what happened


def judge(number: NumberInText, truth: float, qualifier: str | None) -> Verdict:
    """RIGHT, ROUNDED_FAIRLY or WRONG: a number of a text, held to a number of the record.

    NOT_IN_THE_RECORD where the number could be true and the record cannot bear it: "exactly" beside a floor,
    "more than" far below what was counted.
    """
    floor = qualifier == "at_least"
    value = number.value
    if number.qualifier == "precise":
        if value == truth and qualifier != "exact":
            return Verdict.NOT_IN_THE_RECORD
        return Verdict.RIGHT if value == truth else Verdict.WRONG
    if number.high is not None:
        near = number.high - value <= 2 * FARTHEST * truth
        return _fair(value <= truth <= number.high and near)
    if qualifier == "about" and number.qualifier in ("exactly", "about") and value != truth:
        return _fair(number.qualifier == "about" and abs(value - truth) <= FARTHEST * truth)
    if qualifier == "about" and value == truth and number.qualifier == "above":
        return (
            Verdict.ROUNDED_FAIRLY
        )  # "nearly half a million" of about half a million claims no more
    match number.qualifier:
        case "more":
            # "At least" is printed as "more than" too, so the record's floor may be said either way.
            if value == truth:
                return Verdict.RIGHT if floor else Verdict.WRONG
            return _floor(number, truth)
        case "floor":
            if value == truth:
                return Verdict.RIGHT if floor else Verdict.ROUNDED_FAIRLY
            return _floor(number, truth)
        case "above":
            return _fair(truth < value <= truth * (1 + FARTHEST) and value - truth < number.unit)
        case "about":
            if value == truth:
                return Verdict.RIGHT
            return _fair(
                abs(value - truth) <= min(number.unit / 2, FARTHEST * truth) and number.unit > 1
            )
        case "ceiling":
            return _fair(not floor and truth <= value <= truth * (1 + FARTHEST))
        case "below":
            if not floor and value > truth * (1 + 2 * FARTHEST):
                return Verdict.NOT_IN_THE_RECORD  # true, and so far above that it tells nothing
            return _fair(not floor and value > truth)
    if value == truth:
        return Verdict.ROUNDED_FAIRLY if qualifier == "about" else Verdict.RIGHT
    # Without a qualifier only what was rounded down, by less than one of its last digit, may stand.
    below = truth - value
    return _fair(0 < below < number.unit and below <= FARTHEST * truth and number.unit > 1)


def _fair(fair: bool) -> Verdict:
    return Verdict.ROUNDED_FAIRLY if fair else Verdict.WRONG


def _floor(number: NumberInText, truth: float) -> Verdict:
    """ "More than 4 million" may stand for 4.6 million; "more than 100,000" is true of it and tells nothing."""
    if number.value > truth:
        return Verdict.WRONG
    near = number.value >= FLOOR * truth or (number.unit > 1 and truth - number.value < number.unit)
    return Verdict.ROUNDED_FAIRLY if near else Verdict.NOT_IN_THE_RECORD
