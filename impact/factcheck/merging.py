"""Which of two findings on the same words stands: what a saying tells whole, or a verb, a time or an age alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import pairwise

from impact.factcheck import atoms
from impact.factcheck.facts import Row
from impact.factcheck.rounding import Finding, FindingKind, Verdict
from impact.factcheck.text import flatten

Span = tuple[int, int]
_SUBORDINATE = re.compile(
    r"\W*(?:that|as|when|while|where|who|which|whose|que?|qui|quand|lorsqu\w*|alors|dont|ou)\b"
)
ENOUGH = 2  # words that tell something by themselves
_STATES = frozenset(("held", "prison", "charge", "suspend"))  # what a time in prison is told with
_TIMES = (FindingKind.DURATION, FindingKind.AGE)
_AFTER = re.compile(r"(?:,|\b(?:after|apres|au bout de|having served))[^,;.]{0,24}$")


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
        for one in [each for each in out if _hangs(each, first, last)]:
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


def _hangs(one: Finding, first: int, last: int) -> bool:
    return one.kind in _HANG_ON and one.verdict is Verdict.RIGHT and first <= one.start < last


def _of_one_case(one: Finding, other: Finding, rows: Mapping[Span, Row]) -> bool:
    """Whether two findings are of the people of one case, as far as their rows tell."""
    mine, its = rows.get((one.start, one.end)), rows.get((other.start, other.end))
    return mine is None or its is None or mine["case_id"] == its["case_id"]


_TURNED = re.compile(
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


_CLAUSE_ENDS = re.compile(r"[.;:!?\n]")


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


def beside_times(
    one: Finding, found: Sequence[Finding], text: str
) -> tuple[Finding, list[Finding]]:
    """A saying without a right time that stands by itself before or behind it, and the findings that it still overlaps."""
    for time in found:
        if not inside(time, one):
            continue
        before = max(0, one.start - 16)
        cut = _AFTER.search(flatten(text[before : time.start]))
        behind = (
            (one.start, max(one.start, before + cut.start())) if cut else (one.start, one.start)
        )
        for start, end in (behind, (time.end, one.end)):
            if cut and atoms.tells(atoms.read(text[start:end], "en").keys - _STATES):
                one = replace(one, start=start, end=end, text=text[start:end])
                break
    return one, [each for each in found if each.start < one.end and one.start < each.end]


def left(
    pieces: Sequence[tuple[int, int]], there: Sequence[Finding], offset: int, text: str
) -> list[tuple[int, int]]:
    """The pieces of a right saying that tell something and that no right verb, time or age tells already."""
    if not all(each.verdict is Verdict.RIGHT for each in there):
        return []
    kept = []
    for start, end in pieces:
        first, last = start + offset, end + offset
        if any(each.start < last and first < each.end for each in there):
            continue
        if _SUBORDINATE.match(flatten(text[first:last])):
            continue  # "that he had stolen three phones" is a part of what is told
        said = atoms.read(text[first:last], "en")
        if len(said.keys) >= ENOUGH and atoms.tells(said.keys - _STATES):
            kept.append((start, end))
    return kept
