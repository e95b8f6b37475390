"""What speaks against *wrong*: the one rule that has the last word over it, as `accounted` has it over *right*.

A claim is wrong only if all that makes it ours is read. Where another reading of the same sentence bears a number out,
or where it counts only the others, it is not checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from impact.factcheck import scope, series
from impact.factcheck.claims import Claim, Said
from impact.factcheck.facts import Facts
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.i18n.words import Language

_OTHERS = lazy(r" (?:others?|further|autres)\b")
_ITS_OWN = lazy(r"[^.;,\d]{0,12}\b(?:in|en|of|de|by|for|pour|des) (?P<year>(?:19|20)\d\d)\b")
_OF_ONE_YEAR = (Said.MILESTONE, Said.EXTREME, Said.ORDINAL, Said.ANNIVERSARY)
FAR_APART = 2  # what goes from one number to more than twice as much is two counts, and no range


def of_number(
    number: NumberInText, place: Scope, judged: Callable[[Scope], Judgement | None]
) -> bool:
    """Whether a number that is wrong as it was read may be meant otherwise: of the others, of another year nearby."""
    flat = place.sentence.flat
    if _OTHERS.match(flat, number.end):
        return True
    if number.high is not None and number.high > FAR_APART * number.value:
        return True
    if scope.its_own_year(number, flat, place):
        return False
    if place.places and _fits(judged(replace(place, places=[], of_section=None))):
        return True  # of the world, whatever place is named beside it
    years = {int(year.group()) for year in place.years} | {place.context_year}
    readings = (replace(place, years=[], context_year=year) for year in years - {None})
    return len(years) > 1 and any(_fits(judged(each)) for each in readings)


def _fits(said: Judgement | None) -> bool:
    return said is not None and said.verdict in (Verdict.RIGHT, Verdict.ROUNDED_FAIRLY)


def of_comparison(claim: Claim, place: Scope, facts: Facts, tell: Language) -> bool:
    """Whether what is wrong of one edition is right of another one that the sentence names."""
    own = _ITS_OWN.match(place.sentence.flat, claim.end)
    if claim.said not in _OF_ONE_YEAR or (own and int(own["year"]) == claim.year):
        return False
    years = {int(year.group()) for year in place.years} - {claim.year}
    return any(_fits(series.held(replace(claim, year=year), facts, tell)) for year in years)
