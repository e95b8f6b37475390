"""A number of actions held against the record: of the world, of a section, for somebody, of several editions."""

from __future__ import annotations

import re
from dataclasses import replace

from impact.factcheck import atoms, lives, notes, scope, vocabulary
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.factcheck.text import Sentence
from impact.i18n.words import Language

FITS = (Verdict.RIGHT, Verdict.ROUNDED_FAIRLY)


def _for_the_one_before(
    number: NumberInText, flat: str, lang: Language, place: Scope, facts: Facts
) -> bool:
    """Whether a number is of the case that the sentence before named: said so, or the very count for it."""
    counts = facts.counts.get(place.before[0].case_id, ())
    own = any(row["count"] == number.value for row in counts)
    own = own or _telling(place.before[0].case_id, number, facts) is not None
    return own or vocabulary.FOR_THEM[lang].search(flat) is not None


def _telling(case_id: str, number: NumberInText, facts: Facts) -> Row | None:
    """The event of a case whose own words have a large number too."""
    for row in facts.events[case_id]:
        known = atoms.of_row(row["summary"], "en").quantities
        if number.value >= 1000 and any(each.number.value == number.value for each in known):
            return row
    return None


def _of_case(
    number: NumberInText, flat: str, place: Scope, facts: Facts, tell: Language
) -> Judgement:
    """A count for the case named nearest to it, or for the one before who is meant by "on his behalf"."""
    mention = min(place.cases, key=lambda name: abs(name.start - number.start))
    until = min((name.start for name in place.cases if name.start > number.end), default=len(flat))
    theirs = vocabulary.FOR_THEM[place.sentence.lang].search(flat, number.end, until)
    ahead = any(name.end <= number.start for name in place.cases)
    if theirs and not ahead and len({name.case_id for name in place.before}) == 1:
        mention = place.before[0]
    in_brackets = re.match(r" ?\(((?:19|20)\d\d)\)", flat[mention.end : mention.end + 8])
    if in_brackets:
        edition = lives.edition_of(mention.case_id, int(in_brackets[1]), facts, tell)
        if edition.verdict is Verdict.WRONG:
            return edition  # "Jani Silva (2019): …", of another edition
    return counted_for(mention.case_id, number, flat, facts, tell)


_EDITION_SAID = lazy(
    r"(?:\b(?:edition|campagne|campaign|marathon)|\x7f{12,})(?: (?:de|of|en|in))? (?P<after>(?:19|20)\d\d)\b"
    r"|\b(?P<before>(?:19|20)\d\d) (?:edition|campaign|marathon|drive|\x7f{12,})"
)
# "777,611 actions in 2021": the year of the count, if no other is said.
_YEAR_BEHIND = lazy(
    r" (?:[a-z']+ ){0,2}?(?:actions?|signatures?|letters|lettres|messages)(?: (?:were|had been|have been|ont ete|avaient ete|taken|menees|signed))* (?:in|en) (?P<after>(?:19|20)\d\d)\b"
)


def counted_for(
    case_id: str, number: NumberInText, flat: str, facts: Facts, tell: Language
) -> Judgement:
    """A count for one case, which is of no other edition than the case is."""
    years = {found["after"] or found["before"] for found in _EDITION_SAID.finditer(flat)}
    if not years and (behind := _YEAR_BEHIND.match(flat, number.end)):
        years = {behind["after"]}
    if len(years) == 1:
        edition = lives.edition_of(case_id, int(years.pop()), facts, tell)
        if edition.verdict is Verdict.WRONG:
            return edition
    said = notes.of_case(facts, case_id, number, facts.counts.get(case_id, ()), tell)
    row = _telling(case_id, number, facts) if said.verdict is Verdict.WRONG else None
    if row is not None:  # "petitions with a million signatures"
        return notes.of_row(facts, facts.cases[case_id], row, Verdict.RIGHT, tell)
    return said


def _of_the_record(number: NumberInText, flat: str, facts: Facts) -> int | None:
    """The edition of the highest total, where a text calls a number the record and it is that total."""
    if not _STAYS_RECORD.search(flat[max(0, number.start - 40) : number.start]):
        return None
    highest = max(facts.totals.values(), key=lambda row: row["actions"] or 0, default=None)
    fits = highest is not None and highest["actions"] == number.value
    return int(highest["edition_year"]) if highest and fits else None


def _its_own(year: re.Match[str], number: NumberInText, flat: str) -> bool:
    """Whether a year stands right before a number: "127 since 2001 and, for 2025, already 4.9 million"."""
    return re.fullmatch(r",? ?(?:[\w']+ ){0,2}", flat[year.end() : number.start]) is not None


_A_PART = lazy(
    r"\b(?:including|of which|among them|dont|parmi lesquelles)(?: (?:nearly|almost|more than|over|about|some|at least|pres de|plus de|environ|quelque))* ?$"
)
# "…, which remains the record at 6,609,837": of whatever edition that is.
_STAYS_RECORD = lazy(r"\b(?:record|highest|plus haut|sommet)\b[^.;\d]{0,25}$")


def _of_the_world(number: NumberInText, sentence: Sentence) -> bool:
    clause = scope.clause_of(number, sentence.flat)
    return vocabulary.WORLD[sentence.lang].search(clause) is not None


def _of_a_place(number: NumberInText, total: Row | None, flat: str, place: Scope) -> bool:
    """Whether a number is so small that it is of a place that is named and of which the record has no count."""
    small = total is not None and number.value < (total["actions"] or 0) / 10
    world = vocabulary.WORLD[place.sentence.lang].search(flat)
    return bool(small and not world and vocabulary.SOMEWHERE.search(place.text))


def judged(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang, number = sentence.flat, sentence.lang, item.number
    year = scope.year_of(number, sentence, place, facts)
    if year is not None and year > facts.as_of.year:
        return None  # a goal
    year = _of_the_record(number, flat, facts) or year
    total = facts.totals.get(year) if year else None
    ours = bool(place.cases) and not vocabulary.LOCAL[lang].search(flat)
    if not (ours or item.section) and scope.local(number, total, sentence):
        return None
    exact_total = total is not None and total["actions"] == number.value
    section = item.section or scope.section(sentence, place, facts, exact_total, number)
    if section is None and scope.not_ours(number, total, sentence, place):
        return notes.unknown(facts, tell)
    fits = exact_total or (
        total is not None
        and bool(total["actions"])
        and judge(number, total["actions"], total["qualifier"]) is not Verdict.WRONG
        and number.value >= total["actions"] / 2
    )
    one_before = not place.cases and len({mention.case_id for mention in place.before}) == 1
    if (place.cases or one_before) and _A_PART.search(
        flat, max(0, number.start - 30), number.start
    ):
        return notes.unknown(facts, tell)  # a part of those for somebody
    if one_before and _for_the_one_before(number, flat, lang, place, facts):
        return counted_for(place.before[0].case_id, number, flat, facts, tell)
    of_all = exact_total and _of_the_world(number, sentence)
    if place.cases and not (fits and (of_all or not scope.is_for_case(flat, place))):
        return _of_case(number, flat, place, facts, tell)
    # The world may be told beside it, in another clause; but what fits the world's total is that.
    of_world = vocabulary.WORLD[lang].search(flat if fits else scope.clause_of(number, flat))
    printed = section is not None and _PRINTED.search(flat, 0, number.start)
    if section is not None and (printed or not of_world):
        own = notes.of_section(facts, section, year, number, tell)
        if own.verdict in FITS and own.row and _of_another_part(own.row, number, flat):
            return replace(own, verdict=Verdict.WRONG)
        fair = own.verdict in FITS or not printed
        return own if fair else _printed_by(number, year, facts, tell)
    if years := scope.summed(number, sentence, facts):
        return notes.sum_of(facts, number, years, tell)
    if scope.of_two_years(number, flat, place):
        return notes.unknown(facts, tell)  # which of the two years it is about is not said
    if _of_a_place(number, total, flat, place):
        return notes.unknown(facts, tell)
    since = scope.since(sentence)
    if since is not None and since < scope.FIRST:
        return None
    if since is not None and not any(
        (match.start() > number.end or _its_own(match, number, flat))
        for match in place.years
        if f"since {match.group()}" not in flat and f"depuis {match.group()}" not in flat
    ):
        return notes.all_time(facts, number, since, tell)
    return notes.of_edition(
        facts, number, year, tell, vocabulary.INTERIM[lang].search(flat) is not None
    )


# A count of schools that is told of groups, and the other way round.
_PARTS = {
    "schools": lazy(r"\b(?:schools?|pupils|ecoles?|eleves|lycees?|colleges?)\b"),
    "local_groups": lazy(r"\b(?:(?:local )?groups?|groupes?(?: locaux)?)\b"),
}


def _of_another_part(row: Row, number: NumberInText, flat: str) -> bool:
    """Whether a number that is of a part of a section is told of another part, and not of its own."""
    clause = re.split(r"[.;:]|,(?!\d)", flat[number.end :])[0]
    told = {name for name, words in _PARTS.items() if words.search(clause)}
    return row["scope"] in _PARTS and bool(told) and row["scope"] not in told


# "Amnesty Poland printed more than 110,000": what a section published is no count of its own.
_PRINTED = lazy(r"\b(?:print|publish|imprim|publi|annonc|announc)\w*\b[^.;]{0,60}$")


def _printed_by(number: NumberInText, year: int | None, facts: Facts, tell: Language) -> Judgement:
    """A total that a publisher is named for: contested where others printed another."""
    if year is None:
        return notes.unknown(facts, tell)
    claims = [row for row in facts.claims("actions", edition=year) if row["value"] == number.value]
    if any(row["status"] == "disputed" for row in claims):
        return notes.printed_as(facts, Verdict.CONTESTED, claims[-1], year, tell)
    return notes.of_edition(facts, number, year, tell) if claims else notes.unknown(facts, tell)
