"""A number that counts one of our subjects, held against the record by what it counts and of which scope.

In doubt a number is not in the record, never right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from impact.factcheck import (
    actions,
    bare,
    doubts,
    notes,
    publishers,
    scope,
    shares,
    subjects,
    vocabulary,
)
from impact.factcheck.actions import FITS
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText, numbers
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import FindingKind, Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.factcheck.text import Sentence, flatten
from impact.i18n.words import Language

# Countries are ours only where something is sent from them or the campaign itself is spoken of: Amnesty counts others too.
_SENT_FROM = {
    "en": lazy(
        r"\x7f{12}|\b(?:campaigns?|editions?|marathon|letters?|messages|write-?a-?thon|letter-writing|took part|tak(?:e|ing) part|participat\w+|(?<!urgent )actions|signatures)\b"
    ),
    "fr": lazy(
        r"\x7f{12}|\b(?:campagnes?|editions?|marathon|lettres?|messages|pris part|prennent part|particip\w+|(?<!urgentes )actions|signatures|gestes)\b"
    ),
}
# "Has never passed 30,000": that it was not so is held against nothing here.
_NEVER = {
    "en": lazy(
        r"(?:\bnever|\bnot|n't) (?:ever |yet |once )?(?:been |gone |got )?(?:exceed|pass|reach|topp?|surpass|cross|above|over|beyond)\w* (?:(?:more than|over|the|mark of|even) )*$"
    ),
    "fr": lazy(
        r"\b(?:jamais|pas) (?:encore )?(?:depass|attein|franchi|excede|surpass)\w* (?:(?:les|la|le|plus de|meme) )*$"
    ),
}
# "72,336, up from 111,199": which way it went is told with the second number.
_MOVED = {
    "en": lazy(r"\b(?:(?P<up>up|rising)|(?:down|falling)) (?:from|on)(?: [a-z]+){0,2} $"),
    "fr": lazy(
        r"\ben (?:(?P<up>hausse)|baisse) (?:sur|par rapport aux?|face aux?)(?: [a-z]+){0,2} $"
    ),
}
Found = tuple[NumberInText, FindingKind, float, Judgement]
FEW_CASES = 5  # fewer than any edition presented
EARLY, FEW = 2008, 10_000  # up to then an edition counted letters alone, and tens of thousands


def _least(place: Scope, sections: bool) -> int:
    """How large a number without a noun has to be to be of actions."""
    if sections:
        return subjects.SOME
    early = place.went_on and any(int(year.group()) <= EARLY for year in place.years)
    return FEW if early else subjects.MANY


def found(sentence: Sentence, place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = sentence.flat, sentence.lang
    there = numbers(flat, place.text, lang)
    if not there:
        return
    if scope.of_others(flat, place, facts):
        return
    # "Austria: 32,000 (2018)", behind a sentence that counted actions.
    place.went_on = place.counting
    listed = place.listed or (place.counting and bool(facts.places.heading(flat)))
    sections = any(name for _, _, name in facts.places.find(flat)) or bool(place.of_section)
    counted = subjects.subjects(
        flat, there, lang, place.counting, listed,
        _least(place, bool(sections or listed)),
    )  # fmt: skip
    counted += bare.totals_by_themselves(there, counted, place, facts)
    counted = bare.of_sections(there, counted, place, facts)
    counted += bare.of_the_same(there, counted, place)
    counted += bare.releases_again(there, counted, flat, place, facts)
    counted.sort(key=lambda item: item.number.start)
    others = [item.subject for item in counted]
    # Shares, countries and cases told between two counts do not end them.
    between = place.went_on and all(
        each in ("", "countries", "sections", "cases") for each in others
    )
    place.counting = "actions" in others or bool(others and between)
    denominators = subjects.denominators(flat, counted, lang)
    judged = list[Found]()
    before = 0.0  # the count that another is set beside
    for item in counted:
        number = item.number
        if (
            number in denominators
            or scope.passed_over(number, sentence)
            or _NEVER[lang].search(flat, 0, number.start)
        ):
            continue
        bare_number = item.subject == "actions" and item.noun_end == number.end
        if bare_number and place.cases and number.value < scope.SMALLEST:
            continue  # "from twenty years to eighteen" counts no letters
        if number.of is None and denominators:
            number = replace(number, of=denominators[0].value)
        kind = FindingKind.PERCENT if number.percent else FindingKind.NUMBER
        judge_it = partial(
            shares.judged if number.percent else _held, replace(item, number=number), sentence,
            facts=facts, tell=tell,
        )  # fmt: skip
        said = judge_it(place)
        if said is None or (not item.sure and said.verdict not in FITS):
            continue
        if said.verdict is Verdict.WRONG and doubts.of_number(number, place, judge_it):
            continue
        if said.verdict in FITS and not number.percent:
            if _moved_otherwise(number, before, flat, lang):
                said = replace(said, verdict=Verdict.WRONG)
            before = number.value
        if said.verdict is Verdict.WORDING:
            kind, number = FindingKind.WORDING, replace(number, end=item.noun_end)
        judged.append((number, kind, number.value, said))
    yield from _of_their_own(judged, place)


def _of_their_own(judged: list[Found], place: Scope) -> Iterator[Found]:
    """The numbers of a sentence without those that are wrong of what another one is already."""
    fitting = [said for *_, said in judged if said.verdict in FITS]
    for each in judged:
        if each[3].verdict is not Verdict.WRONG or not _of_the_other(each, fitting, place):
            yield each


def _moved_otherwise(number: NumberInText, before: float, flat: str, lang: Language) -> bool:
    """Whether a count is said to have gone up from a higher one, or down from a lower one."""
    moved = _MOVED[lang].search(flat, max(0, number.start - 40), number.start)
    return moved is not None and before > 0 and bool(moved["up"]) != (before > number.value)


def _of_the_other(one: Found, fitting: list[Judgement], place: Scope) -> bool:
    """Whether a wrong number without a year of its own is held against what another one of the sentence is already."""
    number, kind, _, said = one
    same = any((each.figure, each.expected) == (said.figure, said.expected) for each in fitting)
    own = scope.its_own_year(number, place.sentence.flat, place)
    return kind is FindingKind.NUMBER and same and not own


def _held(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    """A number as its publisher is said to have printed it, else by what it counts."""
    printed = item.subject != "actions" and (item.subject != "cases" or item.number.of is not None)
    said = publishers.judged(item.number, place, facts, tell) if printed else None
    return said or _count(item, sentence, place, facts, tell)


def _count(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number, subject = item.number, item.subject
    rest = flat[item.noun_end :]
    next_number = re.search(r"\d", rest)
    clause = rest[: next_number.start()] if next_number and next_number.start() > 12 else rest
    before, noun = flat[: number.start], flat[number.end : item.noun_end]
    acted = vocabulary.ACTED[lang].search(noun + clause) if subject == "people" else None
    released = vocabulary.RELEASED[lang].search(noun + clause)
    # "People we wrote for have been released" tells of a release too.
    ours = acted and released and _WHOM_WE.search((noun + clause)[: acted.start()])
    if acted and not ours and not (released and released.start() < acted.start()):
        return _people_acting(number, sentence, place, facts, tell)
    if noun.endswith(" others"):
        return None  # beside whom the text names
    if subject == "releases" or (
        subject in ("people", "cases", "situations")
        and _is(vocabulary.RELEASED[lang], before, clause)
    ):
        if subject == "cases" and not re.search(r"since|depuis|released|liber", clause):
            return None
        return _released(number, sentence, place, facts, tell)
    if (said := _presented(item, sentence, place, facts, tell)) is not None:
        return said
    if subject in ("people", "situations") and _is(vocabulary.IMPROVED[lang], before, clause):
        return notes.running(facts, number, ("situations_improved", "positive_outcomes"), tell)
    if subject == "actions":
        return actions.judged(item, sentence, place, facts, tell)
    if subject == "solidarity":
        return _solidarity(number, sentence, place, facts, tell)
    if subject == "cases":
        return _cases(number, sentence, place, facts, tell)
    if subject == "countries" and (
        said := _countries_of_cases(number, sentence, place, facts, tell)
    ):
        return said
    if subject in ("countries", "sections") and (
        place.counting or vocabulary.TAKES_PART[lang].search(flat)
    ):
        wanted = (
            ("sections_taking_part",)
            if subject == "sections"
            else ("countries_running_it", "countries_actions_came_from")
        )
        if place.cases:
            return notes.unknown(facts, tell)  # where those who wrote for the person live
        return _taking_part(number, wanted, sentence, place, facts, tell)
    if subject in ("countries", "sections") and place.campaign and not place.cases:
        about = ("countries_running_it", "countries_actions_came_from", "sections_taking_part")
        said = _of_edition(number, about, sentence, place, facts, tell)
        return said if said.verdict in (*FITS, Verdict.CONTESTED) else None
    if subject == "editions":
        said = notes.plain(facts, number, len(facts.totals), "editions", "editions", tell)
        if vocabulary.SOME_OF[lang].search(before):
            return None  # fewer may be some of them: "the last three editions"
        fewer = said.verdict is Verdict.WRONG and number.value < len(facts.totals)
        return notes.unknown(facts, tell) if fewer else said
    return None


_WHOM_WE = lazy(r"\b(?:we|you|they|nous|vous|on)(?: \w+){0,2} $")


def _taking_part(
    number: NumberInText,
    wanted: tuple[str, ...],
    sentence: Sentence,
    place: Scope,
    facts: Facts,
    tell: Language,
) -> Judgement | None:
    """Where something is sent from: wrong only where all that it may mean was printed for that edition."""
    said = _of_edition(number, wanted, sentence, place, facts, tell)
    if said.verdict is not Verdict.WRONG:
        return said
    year = scope.year_of(number, sentence, place, facts)
    printed = {row["subject"] for row in facts.claims(*wanted, edition=year)}
    ours = bool(place.went_on or _SENT_FROM[sentence.lang].search(sentence.flat))
    if len(wanted) == 2:  # where it is run, or where people wrote
        near = sentence.flat[max(0, number.start - 60) : number.end + 60]
        meant = {
            name
            for name, said_of in zip(wanted, (_RUN_IN, _CAME_FROM), strict=True)
            if said_of.search(near)
        }
        ours = ours or (bool(meant) and place.campaign)
        wanted = tuple(meant) or wanted
    return None if not ours else said if {*wanted} <= printed else notes.unknown(facts, tell)


_RUN_IN = lazy(
    r"\b(?:took place|takes place|held|ran|run|organi[sz]ed|deroul\w*|lieu|organise\w*|tenu\w*)\b"
)
_CAME_FROM = lazy(
    r"\b(?:(?:sent|came|come|actions|letters|people|supporters|participants|activists)[^.;,\d]{0,30} (?:from|in)|joined|wrote|reach\w+|mobilis\w+|venu\w*|venaient|provenaient|personnes|gens|participants|touche|on a ecrit)\b"
)


def _presented(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    """How many people or situations an edition presented, where they are cases by another word."""
    number = item.number
    if number.value >= 60 or item.subject not in ("people", "situations"):
        return None
    if item.subject == "people":
        told = vocabulary.PRESENTED[sentence.lang].search(sentence.flat)
        improved = vocabulary.IMPROVED[sentence.lang].search(sentence.flat)
        return _cases(number, sentence, place, facts, tell) if told and not improved else None
    said = _cases(number, sentence, place, facts, tell) if place.campaign else None
    fits = said is not None and said.verdict in (*FITS, Verdict.CONTESTED)
    return said if fits else None


def _solidarity(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement:
    """Messages of solidarity: of the section that the sentence counts in, where it has counted any, else of all."""
    section = scope.section(sentence, place, facts, False, number)
    scopes = {row["scope"] for row in facts.sections if row["section"] == section}
    if "solidarity_messages" not in scopes:
        return _of_edition(number, ("solidarity_messages",), sentence, place, facts, tell)
    year = scope.year_of(number, sentence, place, facts)
    said = notes.of_section(facts, str(section), year, number, tell)
    return said if said.verdict in FITS else notes.unknown(facts, tell)


def _is(pattern: re.Pattern[str], before: str, clause: str) -> bool:
    return bool(pattern.search(clause) or pattern.search(before[-45:]))


def _released(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    own = number.value == facts.documented["people"] and number.qualifier in ("exactly", "floor")
    if own and (number.qualifier == "floor" or vocabulary.DOCUMENTED[lang].search(flat)):
        return notes.plain(
            facts,
            number,
            facts.documented["people"],
            "releases_documented_total",
            "documented",
            tell,
        )
    if place.cases and not scope.since(sentence):
        # Some of a group that the record follows by name, or others who came out with them.
        if number.value > 100 and (row := _told_beside(number, place, facts)):
            return notes.event(facts, facts.cases[row["case_id"]], row, Verdict.RIGHT, tell)
        return None if number.value <= 100 else notes.unknown(facts, tell)
    if vocabulary.ALONE[lang].search(flat):
        return notes.released_in_one_year(facts, number, tell)
    running = scope.since(sentence) is not None or place.campaign
    said = notes.released(facts, number, running, tell)
    before_us = (scope.since(sentence) or scope.FIRST) < scope.FIRST
    if said.verdict is Verdict.WRONG and before_us and number.of is None:
        return None  # what Amnesty as a whole has done for longer than the campaign exists
    return said


def _told_beside(number: NumberInText, place: Scope, facts: Facts) -> Row | None:
    """The event of a named case that tells this very number of people who came out with somebody."""
    return next(
        (
            row
            for mention in place.cases
            for row in facts.events[mention.case_id]
            for known in numbers(flatten(row["summary"]), row["summary"], "en")
            if known.value == number.value and known.qualifier == number.qualifier == "exactly"
        ),
        None,
    )


def _people_acting(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    named = place.cases
    if not named and vocabulary.FOR_THEM[lang].search(flat):
        named = place.before if len({mention.case_id for mention in place.before}) == 1 else []
    if not named and len({mention.case_id for mention in place.before}) == 1:
        known = facts.counts.get(place.before[0].case_id, ())
        if any(abs(number.value - row["count"]) <= 0.05 * row["count"] for row in known):
            named = place.before[:1]  # no other number is like that of the one named before
    for mention in named:
        counts = facts.counts.get(mention.case_id, ())
        people = [row for row in counts if row["unit"] == "people"]
        if people:
            return actions.counted_for(mention.case_id, number, flat, facts, tell)
        if any(
            judge(number, row["count"], row["qualifier"]) is not Verdict.WRONG
            or abs(number.value - row["count"]) <= 0.05 * row["count"]
            for row in counts
        ):
            return notes.people(facts, counts[0]["count"], tell)
    year = scope.year_of(number, sentence, place, facts)
    rows = [facts.totals[year]] if year and year in facts.totals else list(facts.totals.values())
    for row in rows:
        total = row["actions"]
        if total and abs(number.value - total) <= 0.05 * total:
            return notes.people(facts, total, tell, int(row["edition_year"]))
    if number.value >= 1_000_000:
        return notes.people(facts, None, tell)
    if number.value < scope.SMALLEST and not place.cases:
        return None
    if (scope.since(sentence) or scope.FIRST) < scope.FIRST:
        return None  # nobody wrote for this campaign yet
    return notes.unknown(facts, tell)


def _of_edition(
    number: NumberInText,
    about: tuple[str, ...],
    sentence: Sentence,
    place: Scope,
    facts: Facts,
    tell: Language,
) -> Judgement:
    year = scope.year_of(number, sentence, place, facts)
    return notes.printed(facts, number, about, year, tell)


_TEN_OR_SO = lazy(r"(?:une )?(?:dizaine|douzaine)|(?:a )?dozen|ten or so|some ten")
_SOME_OF_THEM = lazy(
    r" (?:of (?:the|our|those|these|its|them)|des|de (?:nos|ces|leurs|ceux|celles)|d'entre|parmi)\b"
)


def _cases(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    year = scope.year_of(number, sentence, place, facts)
    if _TEN_OR_SO.match(sentence.flat, number.start) and vocabulary.EACH.search(sentence.flat):
        return None  # of all editions, and about so many
    if _SOME_OF_THEM.match(sentence.flat, number.end):
        return None  # "three of the prisoners featured in 2013"
    if vocabulary.SOME_OF[sentence.lang].search(sentence.flat[: number.start]):
        return None
    if number.of is not None or (scope.since(sentence) and number.value > 30):
        return notes.running(
            facts, number, ("cases_presented", "civil_political_cases_presented"), tell
        )
    if year is not None and year in facts.totals and number.value < 60:
        return notes.cases_of(facts, number, year, tell)
    if number.value in (facts.in_all["cases"], facts.in_all["different_cases"]):
        return notes.plain(facts, number, int(number.value), "cases_total", "cases", tell)
    presented = notes.running(
        facts, number, ("cases_presented", "civil_political_cases_presented"), tell
    )
    known = presented.verdict is not Verdict.NOT_IN_THE_RECORD
    if not known and year is None and number.value < FEW_CASES:
        return None  # those of whom the text itself speaks
    return presented if known else notes.unknown(facts, tell)


# "Nine cases in nine countries", « huit cas dans huit pays ».
_CASES_IN = lazy(
    r"\b(?:cases|cas)\b[^.;,\d]{0,25}\b(?:in|from|across|dans|de|issus de) (?:[a-z]+ )?$"
)


def _countries_of_cases(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    """In how many countries cases are: all, or those of an edition; None if it is not said of them."""
    if re.search(r"\b(?:cases|cas)\b", sentence.flat) and number.value == facts.in_all["countries"]:
        return notes.plain(facts, number, int(number.value), "cases_total", "countries", tell)
    year = scope.year_of(number, sentence, place, facts)
    if (
        year is None
        or year not in facts.totals
        or not _CASES_IN.search(sentence.flat, 0, number.start)
    ):
        return None
    rows = [row for row in facts.cases.values() if row["edition_year"] == year]
    codes = {row["country_code"] for row in rows}
    if None in codes or len(rows) != facts.totals[year]["cases_featured"]:
        return notes.unknown(facts, tell)
    return notes.plain(
        facts, number, len(codes), "cases_of_edition", "countries_of", tell, year=year
    )
