"""Which of two findings on the same words stands: what a saying tells whole, or a verb, a time or an age alone."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import pairwise

from impact.factcheck import atoms
from impact.factcheck.facts import Row
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Finding, FindingKind, Verdict
from impact.factcheck.text import flatten

Span = tuple[int, int]
_TIMES = (FindingKind.DURATION, FindingKind.AGE)


def inside(time: Finding, saying: Finding) -> bool:
    """Whether a time is told by a saying that is held against the record as a whole."""
    return (
        time.kind in _TIMES
        and time.verdict is Verdict.RIGHT
        and saying.verdict in (Verdict.RIGHT, Verdict.WRONG)
        and saying.start <= time.start
        and time.end <= saying.end
    )


_HANG_ON = (*_TIMES, FindingKind.PLACE)


def joined(
    found: Sequence[Finding],
    clauses: Sequence[Span],
    rows: MutableMapping[Span, Row],
    text: str,
) -> list[Finding]:
    """The findings with what is right in one clause told once: an outcome with its time, age and place, and with all of one row."""
    out = list(found)
    for first, last in clauses:
        outcomes = [
            each
            for each in out
            if each.kind is FindingKind.OUTCOME
            and each.verdict is Verdict.RIGHT
            and first <= each.start < last
        ]
        for one in [each for each in out if _hangs(each, first, last, rows)]:
            near = sorted(
                outcomes, key=lambda each: max(each.start - one.end, one.start - each.end)
            )
            if (
                near
                and _of_one_case(near[0], one, rows)
                and (both := _both(near[0], one, out, text))
            ):
                if (row := rows.get((near[0].start, near[0].end))) is not None:
                    rows[both.start, both.end] = row
                outcomes = [both if each is near[0] else each for each in outcomes]
                out = [both if each is near[0] else each for each in out if each is not one]
        for one, other in pairwise(sorted(outcomes, key=lambda each: each.start)):
            there = next((each for each in out if each.start <= one.start < each.end), one)
            mine, its = rows.get((one.start, one.end)), rows.get((other.start, other.end))
            same = mine is not None and mine is its and mine.get("event_date")
            if same and (both := _both(there, other, out, text)):
                out = [both if each is there else each for each in out if each is not other]
    return out


def _hangs(one: Finding, first: int, last: int, rows: Mapping[Span, Row]) -> bool:
    """Whether a finding is told with an outcome: a time, an age, a place, a number that an event has too."""
    kind = one.kind in _HANG_ON or (one.kind is FindingKind.NUMBER and (one.start, one.end) in rows)
    return kind and one.verdict is Verdict.RIGHT and first <= one.start < last


def _of_one_case(one: Finding, other: Finding, rows: Mapping[Span, Row]) -> bool:
    """Whether two findings are of the people of one case, as far as their rows tell."""
    mine, its = rows.get((one.start, one.end)), rows.get((other.start, other.end))
    return mine is None or its is None or mine["case_id"] == its["case_id"]


_TURNED = lazy(
    r"\b(?:before|avant|until|jusqu\w*|less than|fewer than|moins d[e']|not|never|pas|jamais|sans|without|exactly|exactement|precisely|precisement)\b"
)


def _both(one: Finding, other: Finding, found: Sequence[Finding], text: str) -> Finding | None:
    """Two findings as one; nothing where a third stands between."""
    if one.start < other.end and other.start < one.end:
        return None  # of two people
    if _TURNED.search(flatten(text[min(one.end, other.end) : max(one.start, other.start)])):
        return None  # "released before 43 years" is not what either says
    start, end = min(one.start, other.start), max(one.end, other.end)
    others = [each for each in found if each is not one and each is not other]
    if any(each.start < end and start < each.end for each in others):
        return None
    return replace(one, start=start, end=end, text=" ".join(text[start:end].split()))


_CLAUSE_ENDS = lazy(r"[.;:!?\n]")


def better(saying: Finding, known: Finding, text: str) -> bool:
    """Whether a saying tells to the end of its clause what a verb alone was not borne out by."""
    if known.kind not in (FindingKind.OUTCOME, FindingKind.DURATION):
        return False
    within = known.start <= saying.start and saying.end <= known.end
    if within and known.verdict is Verdict.RIGHT and saying.verdict is Verdict.WRONG:
        # "Is serving ten years", of twenty.
        return bool(atoms.read(text[saying.start : saying.end], "en").quantities)
    ends = _CLAUSE_ENDS.search(text, saying.end)
    left = atoms.read(text[saying.end : ends.start() if ends else None], "en")
    whole = saying.verdict is Verdict.WRONG or not (left.words or left.quantities)
    return (
        known.verdict in (Verdict.PARTLY, Verdict.NOT_IN_THE_RECORD)
        and saying.start <= known.start
        and known.end <= saying.end
        and whole
    )
