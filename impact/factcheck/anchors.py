"""Whom a stretch means by its day: where nobody is named, and one case of the record has an event of that day and that country.

"On 1 September 2025 Burkina Faso set the marriage age at eighteen" names no case, and can be of one only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impact.factcheck.facts import Facts, Row
from impact.factcheck.lifetimes import life_of
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.patterns import lazy
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import country, country_code

_CAPITAL = lazy(r"\b[A-ZÀ-Þ][\w’'-]{3,}")
# Words with a capital that are no place.
_NO_PLACE = frozenset(
    (
        "court", "cour", "supre", "high", "human", "right", "tribu", "parli", "parle", "conse", "polic", "they",
        "elle", "both", "after", "europ", "amnes", "the", "minis", "conve", "feder", "regio", "distr", "premi",
        "prime", "peopl", "women", "femme", "gover", "write", "ecrir", "north", "south", "unite", "natio", "natic",
        "state", "etats", "presi", "since", "depui", "when", "quand", "marat", "inter",
    )
)  # fmt: skip


def told_there(said: str, case: Row, events: Sequence[Row]) -> bool:
    """Whether a text names the country of a case, or a place of its own words."""
    code = case["country_code"]
    about = " ".join(
        [country("en", code), country("fr", code), case["name"]]
        + [f"{row['summary']} {row['summary_fr']}" for row in (case, *events)]
    )
    known = {flatten(each)[:5] for each in _CAPITAL.findall(about)}
    named = {flatten(each)[:5] for each in _CAPITAL.findall(said)}
    others = {country_code(each) for each in _CAPITAL.findall(said)} - {None, code}
    return not others and not (named & known) <= _NO_PLACE


def meant(moments: Sequence[Moment], place: Scope, facts: Facts) -> Mention | None:
    """The one case that has an event of one of these moments where the sentence tells it."""
    found = {
        case_id
        for moment in moments
        for case_id in _cases_of(moment, facts)
        if told_there(place.text, facts.cases[case_id], facts.events[case_id])
    }
    return Mention(found.pop(), 0, 0) if len(found) == 1 else None


def has_event(mention: Mention, moments: Sequence[Moment], facts: Facts) -> bool:
    """Whether the record tells of something of a case at one of these moments."""
    life = life_of(mention.case_id, mention.members[0] if mention.members else "", facts)
    return any(
        _there(moment, str(row["event_date"] or "")) for moment in moments for row in life.events
    )


def _there(moment: Moment, date: str) -> bool:
    day = moment.day
    return bool(day.month) and date.startswith(_key(moment)) and (not day.day or len(date) == 10)


def _key(moment: Moment) -> str:
    day = moment.day
    return f"{day.year}-{day.month:02}" + (f"-{day.day:02}" if day.day else "")


def _cases_of(moment: Moment, facts: Facts) -> Iterator[str]:
    if not moment.firm or not moment.day.month:
        return
    if moment.day.day:
        yield from facts.by_day.get(_key(moment), ())
        return
    for date, cases in facts.by_day.items():
        if date.startswith(_key(moment)):
            yield from cases
