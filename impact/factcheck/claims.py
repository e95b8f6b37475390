"""What a text says of the editions' totals beside each other, as one `Claim`, and of which editions it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from impact.factcheck import vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.numbers import NumberInText, value_of
from impact.factcheck.patterns import both, lazy
from impact.factcheck.scope import Scope
from impact.i18n.words import Language


class Said(StrEnum):
    """What a claim says of the totals."""

    TREND = "trend"  # each is above (or below) the one before
    DIRECTION = "direction"  # one is above (or below) another
    EXTREME = "extreme"  # one is the highest (or lowest), or the `value`-th
    RATIO = "ratio"  # one is `value` times another
    MILESTONE = "milestone"  # one is the first to reach `value`
    NEVER_BELOW = "never_below"  # none is below `value`, or none (not `up`) as high
    ORDINAL = "ordinal"  # one is the `value`-th edition
    DIFFERENCE = "difference"  # one is `value` above (or below) another
    ANNIVERSARY = "anniversary"  # `value` years after the first


@dataclass(frozen=True)
class Claim:
    """A phrase as it was understood. `since` and `until` bound the editions that it is about, both among them."""

    said: Said
    start: int
    end: int
    up: bool = True
    year: int | None = None
    base: int | None = None
    also: tuple[int, ...] = ()  # editions of which the same is said, each beside the one before
    since: int | None = None
    until: int | None = None
    value: float = 0
    qualifier: str = "exactly"
    denied: bool = False
    of_others: bool = (
        False  # of an ordinal: whether a section says it, which may count from another start
    )
    first: bool = True  # of a milestone: whether it is said to be the first time


_SINCE_YEAR = both(r"\bsince (?P<y>(?:19|20)\d\d)\b", r"\bdepuis (?P<y>(?:19|20)\d\d)\b")
_DENIED = both(
    r"\b(?:not|n't|never|neither|nor|false|untrue|myth|no longer|wrongly|mistaken\w*)\b[^.;,:]{0,25}$|\bcontrary to\b[^.;,:]{0,40}$|n't [^.;,:]{0,25}$",
    r"\b(?:pas|jamais|faux|inexact|mythe|tort|non)\b[^.;,:]{0,25}$|\bcontrairement a\b[^.;,:]{0,40}$",
)
_NOT_INSIDE = lazy(r"\bn(?:e |')[^.;,]{0,20}\bpas\b")


def is_denied(flat: str, lang: Language, start: int, end: int) -> bool:
    if lang == "fr" and _NOT_INSIDE.search(flat, max(0, start - 12), end):
        return True
    return _DENIED[lang].search(flat, max(0, start - 50), start) is not None


def year_meant(
    place: Scope, facts: Facts, start: int, end: int, found: list[NumberInText]
) -> int | None:
    """The edition that a phrase is about: the year nearest to it, or said in words, or known by its total."""
    flat, lang = place.sentence.flat, place.sentence.lang
    own = [
        year
        for year in place.years
        if not re.search(
            r"\b(?:since|depuis|than(?: in)?|qu'en|(?<!is )(?<!was )that of|(?<!fut )(?<!est )(?<!etait )(?:celui|celle) de) $",
            flat[max(0, year.start() - 18) : year.start()],
        )
    ]
    if own:
        nearest = min(own, key=lambda year: max(year.start() - end, start - year.end(), 0))
        return int(nearest.group())
    if vocabulary.LAST_YEAR[lang].search(flat):
        return facts.as_of.year - 1
    if vocabulary.THIS_YEAR[lang].search(flat):
        return facts.as_of.year
    by_total = {row["actions"]: year for year, row in facts.totals.items() if row["actions"]}
    counted = [by_total[number.value] for number in found if number.value in by_total]
    return counted[0] if counted else place.context_year


_UNTIL = both(
    r"\b(?:until|up to|till|through) (?P<y>(?:19|20)\d\d)\b",
    r"\bjusqu'(?:en|a) (?P<y>(?:19|20)\d\d)\b",
)
_RUNNING = both(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten) (?:years|editions|winters|times) (?:running|in a row|in succession)\b",
    r"\b(?P<n>deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:ans|annees|editions|hivers|fois) (?:de suite|d'affilee|consecutives|consecutifs|durant)\b",
)
# Counted from what was told before: "it then grew until 2019".
_THEN = both(
    r"\b(?:then|after that|from then on|afterwards|since)\b",
    r"\b(?:puis|ensuite|depuis|des lors|par la suite|apres quoi)\b",
)


def leaning_span(place: Scope) -> tuple[int | None, int | None] | None:
    """The editions of a trend that leans on the year told before it; None where no such words stand there."""
    flat, lang = place.sentence.flat, place.sentence.lang
    base = place.context_year
    if running := _RUNNING[lang].search(flat):
        told = [int(year.group()) for year in place.years if year.end() <= running.start()]
        base = told[-1] if told else base
        return (base, base + (value_of(running["n"]) or 0)) if base else (None, None)
    if until := _UNTIL[lang].search(flat):
        last = int(until["y"])
        told = [int(year.group()) for year in place.years if int(year.group()) < last]
        base = told[-1] if told else base
        return (base, last) if base and _THEN[lang].search(flat) else (None, last)
    return None


def span_of(flat: str, lang: Language) -> tuple[int | None, int | None]:
    """The editions that a phrase is about, where a sentence bounds them."""
    if between := vocabulary.BETWEEN[lang].search(flat):
        a, b = between["a"] or between["c"], between["b"] or between["d"]
        return int(a), int(b)
    since = _SINCE_YEAR[lang].search(flat)
    return (int(since["y"]), None) if since else (None, None)
