"""A claim about the editions' totals held against them: one evaluator for each kind, all over the same figure.

The figure is `actions_by_edition`. Totals that are missing prove nothing: a claim that they could overturn is
not called right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from impact.factcheck import notes
from impact.factcheck.claims import Claim, Said
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.rounding import Verdict
from impact.i18n.words import Language, listing, number, qualified

NEAR = 0.075  # how far a ratio may lie from a round word for it, "twice", "half"
FAR = 0.15  # how far below "nearly twice" may lie
MOST = 1.5  # "more than twice" is not said of what is four times as much


def held(claim: Claim, facts: Facts, tell: Language) -> Judgement | None:
    """What the figures say of a claim; None where they have nothing that it could be held against."""
    totals = {year: row for year, row in sorted(facts.totals.items()) if row["actions"]}
    if not totals:
        return None
    return _KINDS[claim.said](claim, totals, facts, tell)


def _either(claim: Claim, holds: bool) -> Verdict:
    return Verdict.RIGHT if holds != claim.denied else Verdict.WRONG


def _said(
    key: str,
    verdict: Verdict,
    expected: notes.Value,
    row: Row | None,
    facts: Facts,
    tell: Language,
    figure: str = "actions_by_edition",
    **values: str | int,
) -> Judgement:
    return Judgement(
        verdict,
        figure,
        expected,
        notes.source(row, tell) if row else "",
        notes.note(facts, tell, key, of=None, **values),
    )


def _total(row: Row, tell: Language) -> str:
    return qualified(tell, row["actions"], row["qualifier"])


def _years(years: Sequence[int], tell: Language) -> str:
    return listing(tell, [str(year) for year in years])


def _missing(facts: Facts, tell: Language, year: int | None) -> Judgement:
    """What is said where an edition has no total."""
    return _said("edition_none", Verdict.NOT_IN_THE_RECORD, None, None, facts, tell, year=str(year))


def _within(claim: Claim, totals: Mapping[int, Row]) -> list[int]:
    since, until = claim.since or min(totals), claim.until or max(totals)
    return [year for year in totals if since <= year <= until]


def _trend(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    years = _within(claim, totals)
    against = [
        year
        for year in years
        if year - 1 in years
        and totals[year]["actions_counted"] == totals[year - 1]["actions_counted"]
        and (totals[year]["actions"] > totals[year - 1]["actions"]) != claim.up
    ]
    if against:
        key = "fell" if claim.up else "rose"
        return _said(
            key, _either(claim, False), listing("en", [str(y) for y in against]), None, facts, tell,
            years=_years(against, tell),
        )  # fmt: skip
    if len(years) < 2:
        return None
    gaps = [year for year in range(years[0], years[-1] + 1) if year not in totals]
    broken = len({totals[year]["actions_counted"] for year in years}) > 1
    key = f"{'rose' if claim.up else 'fell'}_{'with_gaps' if gaps or broken else 'throughout'}"
    verdict = _either(claim, True)
    if (gaps or broken) and verdict is Verdict.RIGHT:
        verdict = Verdict.NOT_IN_THE_RECORD
    return _said(
        key, verdict, None, None, facts, tell, first=str(years[0]), last=str(years[-1]), gaps=len(gaps)
    )  # fmt: skip


def _direction(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    verdicts = []
    pairs = [(claim.year or 0, claim.base or 0), *((year, year - 1) for year in claim.also)]
    for year, base in pairs:
        for each in (year, base):
            if each not in totals:
                return _missing(facts, tell, each)
        one, other = totals[year]["actions"], totals[base]["actions"]
        verdicts.append(_either(claim, (one > other) == claim.up and one != other))
    worst = verdicts.index(Verdict.WRONG) if Verdict.WRONG in verdicts else 0
    year, base = pairs[worst]
    return _beside(
        replace(claim, year=year, base=base),
        verdicts[worst],
        totals[year],
        totals[base],
        facts,
        tell,
    )


def _beside(
    claim: Claim, verdict: Verdict, row: Row, base: Row, facts: Facts, tell: Language
) -> Judgement:
    ratio = row["actions"] / base["actions"]
    return _said(
        "beside", verdict, round(ratio, 3), row, facts, tell,
        year=str(claim.year), number=_total(row, tell), base=str(claim.base), other=_total(base, tell),
        times=number(tell, round(ratio, 2) if ratio < 10 else round(ratio)),
    )  # fmt: skip


def _ratio(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    for year in (claim.year, claim.base):
        if year not in totals:
            return _missing(facts, tell, year)
    row, base = totals[claim.year or 0], totals[claim.base or 0]
    of = row["actions"] / base["actions"] / claim.value  # 1 where the word is exact
    if claim.value < 1 and claim.qualifier in ("above", "more", "floor"):
        of = 1 / of  # "almost half" of it is a little less than half, "less than half" is rarer
    fair = {
        "above": 1 - FAR <= of < 1 if claim.value > 1 else 1 <= of <= 1 + FAR,
        "more": 1 <= of <= MOST,
        "floor": 1 <= of <= MOST,
        "about": abs(of - 1) <= FAR,
    }.get(claim.qualifier, abs(of - 1) <= NEAR)
    verdict = Verdict.ROUNDED_FAIRLY if fair else Verdict.WRONG
    if fair and (abs(of - 1) <= 0.02 or claim.qualifier in ("more", "floor")):
        verdict = Verdict.RIGHT
    return _beside(claim, verdict, row, base, facts, tell)


def _extreme(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    if claim.year is None or claim.year not in totals:
        return _missing(facts, tell, claim.year)
    years = {*_within(claim, totals), claim.year}
    ordered = sorted(years, key=lambda year: totals[year]["actions"], reverse=claim.up)
    place = ordered.index(claim.year) + 1
    first = totals[ordered[0]]
    return _said(
        "highest" if claim.up else "lowest",
        _either(claim, place == claim.value),
        ordered[0],
        first,
        facts,
        tell,
        year=str(claim.year),
        place=place,
        count=len(ordered),
        best=str(ordered[0]),
        number=_total(first, tell),
    )


def _difference(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    for each in (claim.year, claim.base):
        if each not in totals:
            return _missing(facts, tell, each)
    row, base = totals[claim.year or 0], totals[claim.base or 0]
    truth = (row["actions"] - base["actions"]) * (1 if claim.up else -1)
    off = truth - claim.value
    if claim.qualifier in ("more", "floor"):
        fair = 0 <= off <= (MOST - 1) * claim.value
    elif claim.qualifier in ("above", "below"):
        fair = -FAR * claim.value <= off <= 0
    else:
        fair = abs(off) <= NEAR * claim.value
    verdict = Verdict.RIGHT if off == 0 else Verdict.ROUNDED_FAIRLY if fair else Verdict.WRONG
    return _beside(claim, verdict, row, base, facts, tell)


def _milestone(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    reached = min((year for year in totals if totals[year]["actions"] >= claim.value), default=None)
    if reached is None:
        row = totals[max(totals, key=lambda year: int(totals[year]["actions"]))]
        return _said(
            "never_reached", Verdict.WRONG, row["actions"], row, facts, tell,
            value=number(tell, claim.value), number=_total(row, tell),
        )  # fmt: skip
    row = totals[reached]
    own = totals.get(claim.year or 0)
    verdict = _either(claim, claim.year == reached)
    if not claim.first and claim.year != reached:
        if own is None:
            return _missing(facts, tell, claim.year)
        if (
            own["actions"] >= claim.value
        ):  # it was above that in this edition too, and the text may mean no more
            return (
                None
                if claim.value < own["actions"] * 0.75
                else _beside_mark(own, claim, facts, tell)
            )
    return _said(
        "reached", verdict, reached, row, facts, tell,
        value=number(tell, claim.value), year=str(reached), number=_total(row, tell),
    )  # fmt: skip


def _beside_mark(row: Row, claim: Claim, facts: Facts, tell: Language) -> Judgement:
    return _said(
        "reached", Verdict.ROUNDED_FAIRLY, row["actions"], row, facts, tell,
        value=number(tell, claim.value), year=str(claim.year), number=_total(row, tell),
    )  # fmt: skip


def _never_below(
    claim: Claim, totals: Mapping[int, Row], facts: Facts, tell: Language
) -> Judgement | None:
    years = _within(claim, totals)
    if not years:
        return None
    ordered = sorted(years, key=lambda year: int(totals[year]["actions"]), reverse=not claim.up)
    row = totals[ordered[0]]
    holds = row["actions"] >= claim.value if claim.up else row["actions"] < claim.value
    verdict = _either(claim, holds)
    # A minimum close below the mark may have been above it, and so may a total that is missing.
    floors = [totals[year] for year in years if totals[year]["qualifier"] == "at_least"]
    near = [row for row in floors if claim.value * 0.98 <= row["actions"] < claim.value]
    gaps = [year for year in range(min(years), max(years)) if year not in totals]
    if gaps or near:
        verdict = Verdict.NOT_IN_THE_RECORD if verdict is Verdict.RIGHT or near else verdict
    return _said(
        "lowest" if claim.up else "highest",
        verdict, row["actions"], row, facts, tell,
        year=str(ordered[0]), place=1, count=len(years), best=str(ordered[0]), number=_total(row, tell),
    )  # fmt: skip


def _ordinal(claim: Claim, _: Mapping[int, Row], facts: Facts, tell: Language) -> Judgement | None:
    first = min(facts.totals)
    offset = 0 if claim.said is Said.ANNIVERSARY else 1
    nth = (claim.year or 0) - first + offset
    verdict = _either(claim, nth == claim.value)
    if (
        claim.value == nth - 1
        and not claim.denied
        and claim.of_others
        and claim.said is Said.ORDINAL
    ):
        verdict = (
            Verdict.NOT_IN_THE_RECORD
        )  # some sections count from the year in which they joined
    return _said(
        "nth_year" if claim.said is Said.ANNIVERSARY else "nth_edition",
        verdict, nth, facts.totals[first], facts, tell, "editions",
        first=str(first), year=str(claim.year), nth=nth,
    )  # fmt: skip


_KINDS: Mapping[Said, Callable[[Claim, Mapping[int, Row], Facts, Language], Judgement | None]] = {
    Said.TREND: _trend,
    Said.DIRECTION: _direction,
    Said.EXTREME: _extreme,
    Said.RATIO: _ratio,
    Said.DIFFERENCE: _difference,
    Said.MILESTONE: _milestone,
    Said.NEVER_BELOW: _never_below,
    Said.ORDINAL: _ordinal,
    Said.ANNIVERSARY: _ordinal,
}
