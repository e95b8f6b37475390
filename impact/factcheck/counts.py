"""A number that counts one of our subjects, held against the record by what it counts and of which scope.

In doubt a number is not in the record, never right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from impact.factcheck import changes, lives, notes, scope, subjects, vocabulary
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText, numbers
from impact.factcheck.rounding import FindingKind, Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.factcheck.text import Sentence, flatten
from impact.i18n.words import Language

# "2019 still leads with 6,609,837."
_WITH = re.compile(
    r"\b(?:with|at|avec|a)(?: (?:more than|over|at least|nearly|about|some|plus de|au moins|pres de|les))* $"
)


def _totals_by_themselves(
    there: list[NumberInText], counted: list[CountedNumber], flat: str, place: Scope, facts: Facts
) -> list[CountedNumber]:
    """The numbers that are an edition's total to the last digit: of actions, whatever noun is left out."""
    totals = {row["actions"] for row in facts.totals.values() if row["actions"]}
    taken = {item.number for item in counted}
    return [
        CountedNumber(each, "actions", each.end, each.end)
        for each in there
        if place.campaign
        and each.unit == 1
        and each.value in totals
        and each not in taken
        and _WITH.search(flat, max(0, each.start - 30), each.start)
    ]


# Countries are ours only where something is sent from them or the campaign itself is spoken of: Amnesty counts others too.
_SENT_FROM = {
    "en": re.compile(
        r"\x7f{12}|\b(?:campaigns?|editions?|marathon|letters?|messages|write-?a-?thon|letter-writing|took part|tak(?:e|ing) part|participat\w+|(?<!urgent )actions|signatures)\b"
    ),
    "fr": re.compile(
        r"\x7f{12}|\b(?:campagnes?|editions?|marathon|lettres?|messages|pris part|prennent part|particip\w+|(?<!urgentes )actions|signatures|gestes)\b"
    ),
}
EARLY, FEW = 2008, 10_000  # up to then an edition counted letters alone, and tens of thousands


def _least(place: Scope, sections: bool) -> int:
    """How large a number without a noun has to be to be of actions."""
    if sections:
        return subjects.SOME
    early = place.went_on and any(int(year.group()) <= EARLY for year in place.years)
    return FEW if early else subjects.MANY


# "Germany reached 303,034 in 2019", « les Islandais en ont envoyé 66 180 en 2021 ».
_TOOK = {
    "en": re.compile(
        r"'?s? ?(?:\([^)]{0,20}\) ?)?(?:alone |then |even |has |have |had )*(?:reach|put in|sent|manag|count|turned out|collect|gather|record|deliver|contribut|took|wrote|added|came to|came in at|got to|hit)\w*(?: in)?(?: (?:about|around|some|roughly|nearly|almost|more than|over|at least|a|an|record|impressive))* $"
    ),
    "fr": re.compile(
        r" ?(?:\([^)]{0,20}\) ?)?(?:en |y )?(?:a|ont|avait|avaient) (?:\w+ )?(?:atteint|compt\w+|envoy\w+|recueilli\w*|rassembl\w+|ecrit|totalis\w+|enregistr\w+|fourni|signe)(?: (?:environ|quelque|pres de|plus de|au moins))* $"
    ),
}


def _of_sections(
    there: list[NumberInText], counted: list[CountedNumber], flat: str, place: Scope, facts: Facts
) -> Iterator[CountedNumber]:
    """The numbers that a section is said to have reached, whatever noun is left out, where the text is of the campaign."""
    if not place.campaign:
        return
    taken = {item.number for item in counted}
    named = [(start, end) for start, end, section in facts.places.find(flat) if section]
    told: list[int] = []
    for number in there:
        ahead = [(start, end) for start, end in named if end <= number.start]
        if not ahead or number in taken or number.percent or number.value < subjects.SOME:
            continue
        between = flat[ahead[-1][1] : number.start]
        again = told and re.fullmatch(r" ?(?:,|:)? ?(?:(?:with|at|a|avec) )?", between) is not None
        year = _DATED.match(flat, number.end)
        took = _TOOK[place.sentence.lang].fullmatch(between)
        here = place.counting and place.context_year is not None
        if (took and (year or told or here)) or again:
            told.append(number.end)
            # The edition of the sentence before may be another one.
            sure = bool(year or again or not here)
            yield CountedNumber(number, "actions", number.end, number.end, sure)


# "In November 2022 the same publisher writes 128", where releases were counted before.
_SAYS = {
    "en": re.compile(
        r"\b(?:print|publish|writ|wrote|say|said|speak|spoke|count|gave|giv|claim|had|put|again)\w*(?: (?:of|it at|those|these|the same|that|again|about|only|still|already|as|many))* $|, $|\bothers $|\bagain $"
    ),
    "fr": re.compile(
        r"\b(?:imprim|publi|ecri[tv]|dit|parl|compt|donn|annonc|affich|nouveau|encore|toujours)\w*(?: (?:de|ces|les|des|encore|deja|en|a nouveau|de nouveau))* $|, $|\bd'autres $"
    ),
}


def _releases_again(
    there: list[NumberInText], counted: list[CountedNumber], flat: str, place: Scope, facts: Facts
) -> list[CountedNumber]:
    """Numbers that publishers printed of releases, told again without their noun in a paragraph that counts releases."""
    if not place.releasing:
        return []
    printed = {row["value"] for row in facts.claims("people_released") if row["value"] >= 50}
    taken = {item.number for item in counted}
    return [
        CountedNumber(each, "releases", each.end, each.end)
        for each in there
        if each.value in printed
        and each not in taken
        and not each.percent
        and _SAYS[place.sentence.lang].search(flat, max(0, each.start - 40), each.start)
        and vocabulary.BARE[place.sentence.lang].match(flat[each.end : each.end + 40])
    ]


_DATED = re.compile(
    r"(?: (?:actions|letters|lettres|signatures))? ?\(?(?:in|for|en|pour) (?:19|20)\d\d\b"
)
_FITS = (Verdict.RIGHT, Verdict.ROUNDED_FAIRLY)


def found(
    sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Iterator[tuple[NumberInText, FindingKind, float, Judgement]]:
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
    counted += _totals_by_themselves(there, counted, flat, place, facts)
    counted += _of_sections(there, counted, flat, place, facts)
    counted += _releases_again(there, counted, flat, place, facts)
    counted.sort(key=lambda item: item.number.start)
    others = [item.subject for item in counted]
    # Shares, countries and cases told between two counts do not end them.
    between = place.went_on and all(
        each in ("", "countries", "sections", "cases") for each in others
    )
    place.counting = "actions" in others or bool(others and between)
    denominators = subjects.denominators(flat, counted, lang)
    for item in counted:
        number = item.number
        if number in denominators or scope.passed_over(number, sentence):
            continue
        if number.of is None and denominators:
            number = replace(number, of=denominators[0].value)
        kind = FindingKind.PERCENT if number.percent else FindingKind.NUMBER
        said = (_share if number.percent else _count)(
            replace(item, number=number), sentence, place, facts, tell
        )
        if said is None or (not item.sure and said.verdict not in _FITS):
            continue
        if said.verdict is Verdict.WORDING:
            kind, number = FindingKind.WORDING, replace(number, end=item.noun_end)
        yield number, kind, number.value, said


def _count(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number, subject = item.number, item.subject
    rest = flat[item.noun_end :]
    next_number = re.search(r"\d", rest)
    clause = rest[: next_number.start()] if next_number and next_number.start() > 12 else rest
    before = flat[: number.start]
    noun = flat[number.end : item.noun_end]
    acted = vocabulary.ACTED[lang].search(noun + clause) if subject == "people" else None
    released = vocabulary.RELEASED[lang].search(noun + clause)
    if acted and not (released and released.start() < acted.start()):
        return _people_acting(number, sentence, place, facts, tell)
    if noun.endswith(" others"):
        return None  # beside whom the text names
    if subject == "releases" or (
        subject in ("people", "cases") and _is(vocabulary.RELEASED[lang], before, clause)
    ):
        if subject == "cases" and not re.search(r"since|depuis|released|liber", clause):
            return None
        return _released(number, sentence, place, facts, tell)
    if subject in ("people", "situations") and _is(vocabulary.IMPROVED[lang], before, clause):
        return notes.running(facts, number, ("situations_improved", "positive_outcomes"), tell)
    if subject == "people" and number.value < 60 and vocabulary.PRESENTED[lang].search(flat):
        return _cases(number, sentence, place, facts, tell)
    if subject == "actions":
        return _actions(number, sentence, place, facts, tell)
    if subject == "solidarity":
        return _of_edition(number, ("solidarity_messages",), sentence, place, facts, tell)
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
        said = _of_edition(number, wanted, sentence, place, facts, tell)
        ours = place.went_on or _SENT_FROM[lang].search(flat)
        return None if said.verdict is Verdict.WRONG and not ours else said
    if subject in ("countries", "sections") and place.campaign and not place.cases:
        about = ("countries_running_it", "countries_actions_came_from", "sections_taking_part")
        said = _of_edition(number, about, sentence, place, facts, tell)
        return said if said.verdict in (*_FITS, Verdict.CONTESTED) else None
    if subject == "editions":
        said = notes.plain(facts, number, len(facts.totals), "editions", "editions", tell)
        if vocabulary.SOME_OF[lang].search(before):
            return None  # fewer may be some of them: "the last three editions"
        fewer = said.verdict is Verdict.WRONG and number.value < len(facts.totals)
        return notes.unknown(facts, tell) if fewer else said
    return None


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
            return notes.of_case(facts, mention.case_id, number, people, tell)
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


def _for_the_one_before(
    number: NumberInText, flat: str, lang: Language, place: Scope, facts: Facts
) -> bool:
    """Whether a number is of the case that the sentence before named: said so, or the very count for it."""
    counts = facts.counts.get(place.before[0].case_id, ())
    own = any(row["count"] == number.value for row in counts)
    return own or vocabulary.FOR_THEM[lang].search(flat) is not None


def _of_case(
    number: NumberInText, flat: str, place: Scope, facts: Facts, tell: Language
) -> Judgement:
    """A count for the case named nearest to it."""
    mention = min(place.cases, key=lambda name: abs(name.start - number.start))
    in_brackets = re.match(r" ?\(((?:19|20)\d\d)\)", flat[mention.end : mention.end + 8])
    if in_brackets:
        edition = lives.edition_of(mention.case_id, int(in_brackets[1]), facts, tell)
        if edition.verdict is Verdict.WRONG:
            return edition  # "Jani Silva (2019): …", of another edition
    return _counted_for(mention.case_id, number, flat, facts, tell)


_EDITION_SAID = re.compile(
    r"\b(?:edition|campagne|campaign|marathon)(?: (?:de|of|en|in))? (?P<after>(?:19|20)\d\d)\b"
    r"|\b(?P<before>(?:19|20)\d\d) (?:edition|campaign)\b"
)


def _counted_for(
    case_id: str, number: NumberInText, flat: str, facts: Facts, tell: Language
) -> Judgement:
    """A count for one case, which is of no other edition than the case is."""
    said = {found["after"] or found["before"] for found in _EDITION_SAID.finditer(flat)}
    if len(said) == 1:
        edition = lives.edition_of(case_id, int(said.pop()), facts, tell)
        if edition.verdict is Verdict.WRONG:
            return edition
    return notes.of_case(facts, case_id, number, facts.counts.get(case_id, ()), tell)


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


_A_PART = re.compile(
    r"\b(?:including|of which|among them|dont|parmi lesquelles)(?: (?:nearly|almost|more than|over|about|some|at least|pres de|plus de|environ|quelque))* ?$"
)
# "…, which remains the record at 6,609,837": of whatever edition that is.
_STAYS_RECORD = re.compile(r"\b(?:record|highest|plus haut|sommet)\b[^.;\d]{0,25}$")


def _actions(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    year = scope.year_of(number, sentence, place, facts)
    if year is not None and year > facts.as_of.year:
        return None  # a goal
    year = _of_the_record(number, flat, facts) or year
    total = facts.totals.get(year) if year else None
    if not place.cases and scope.local(number, total, sentence):
        return None
    exact_total = total is not None and total["actions"] == number.value
    section = scope.section(sentence, place, facts, exact_total, number)
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
        return _counted_for(place.before[0].case_id, number, flat, facts, tell)
    if place.cases and not (fits and not scope.is_for_case(flat, place)):
        return _of_case(number, flat, place, facts, tell)
    # The world may be told beside it, in another clause; but what fits the world's total is that.
    of_world = vocabulary.WORLD[lang].search(flat if fits else scope.clause_of(number, flat))
    if section is not None and _PRINTED.search(flat, 0, number.start):
        own = notes.of_section(facts, section, year, number, tell)
        return own if own.verdict in _FITS else _printed_by(number, year, facts, tell)
    if section is not None and not of_world:
        return notes.of_section(facts, section, year, number, tell)
    if years := scope.summed(number, sentence, facts):
        return notes.sum_of(facts, number, years, tell)
    if scope.of_two_years(number, flat, place):
        return notes.unknown(facts, tell)  # which of the two years it is about is not said
    if (
        total is not None
        and number.value < (total["actions"] or 0) / 10
        and vocabulary.SOMEWHERE.search(place.text)
        and not vocabulary.WORLD[lang].search(flat)
    ):
        return notes.unknown(facts, tell)  # those of a place of which the record has no count
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


_SOME_OF_THEM = re.compile(
    r" (?:of (?:the|our|those|these|its|them)|des|de (?:nos|ces|leurs|ceux|celles)|d'entre|parmi)\b"
)


def _cases(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    year = scope.year_of(number, sentence, place, facts)
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
    return presented if known else notes.unknown(facts, tell)


# "Nine cases in nine countries", « huit cas dans huit pays ».
_CASES_IN = re.compile(
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


# The campaign, or its count, spoken of again.
_IT = re.compile(
    r"\b(?:it|elle|il|on|la mobilisation|we|nous|that|la progression|the (?:count|total|number|figure|tally|result)|le (?:total|nombre|chiffre|bilan))\b"
)


def _qualifies(verb: re.Match[str], number: NumberInText, flat: str) -> bool:
    """Whether a word of change only qualifies a number: "un peu moins de 10 %"."""
    between = flat[verb.end() : number.start]
    words = verb.group() in (
        "moins",
        "less",
        "fewer",
        "more",
        "below",
        "above",
        "de moins",
        "de plus",
    )
    return words and verb.end() <= number.start and between in (" de ", " d'", " than ", " ")


_ON_THAT = re.compile(
    r" (?:up|down|more|less|lower|higher|above|below) (?:on|than)? ?(?:that|this|it)\b"
)
_IN_A_YEAR = re.compile(
    r" (?:in|within) (?:a|one) (?:single )?year\b| en une? (?:seule? )?an(?:nee)?\b"
)
# "Amnesty Poland printed more than 110,000": what a section published is no count of its own.
_PRINTED = re.compile(r"\b(?:print|publish|imprim|publi|annonc|announc)\w*\b[^.;]{0,60}$")


def _printed_by(number: NumberInText, year: int | None, facts: Facts, tell: Language) -> Judgement:
    """A total that a publisher is named for: contested where others printed another."""
    if year is None:
        return notes.unknown(facts, tell)
    claims = [row for row in facts.claims("actions", edition=year) if row["value"] == number.value]
    if any(row["status"] == "disputed" for row in claims):
        return notes.printed_as(facts, Verdict.CONTESTED, claims[-1], year, tell)
    return notes.of_edition(facts, number, year, tell) if claims else notes.unknown(facts, tell)


def _share(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number = item.number
    if vocabulary.RELEASED[lang].search(flat) or vocabulary.IMPROVED[lang].search(flat):
        improved = bool(vocabulary.IMPROVED[lang].search(flat))
        about = ("improved_share", "released_or_improved_share") if improved else (
        "released_share", "released_or_improved_share", "released_or_tried_share",
        )  # fmt: skip
        return notes.running(facts, number, about, tell)
    # Of several, the verb beside the number: "fell to …, then rose by 12 %".
    section = scope.section(sentence, place, facts, False, number)
    change = min(
        (
            verb
            for verb in vocabulary.CHANGED[lang].finditer(flat)
            if not _qualifies(verb, number, flat)
        ),
        key=lambda verb: abs(verb.start() - number.start),
        default=None,
    )
    about_us = vocabulary.CAMPAIGN[lang].search(flat) or (place.campaign and _IT.search(flat))
    if change is None or not (about_us or section or place.went_on or place.counting):
        return None
    if _ON_THAT.match(flat, number.end):
        return None  # which edition it is beside the one before is told in words
    base, year = scope.compared(sentence, place)
    if _IN_A_YEAR.match(flat, number.end):
        before = [int(each.group()) for each in place.years if each.end() <= number.start]
        base = before[-1] if before else place.context_year
        year = base + 1 if base else None
    if led := vocabulary.LED_TO[lang].search(flat[number.end : number.end + 80]):
        year = int(led["year"])
    year = year or scope.year_of(number, sentence, place, facts)
    if year is None and base is None and number.spelled and number.value >= 100:
        return None  # "doubled", and from when is not said
    if section is not None and not vocabulary.WORLD[lang].search(flat):
        return changes.changed_in(facts, number, bool(change["up"]), section, year, tell, base)
    return changes.changed(facts, number, bool(change["up"]), year, tell, base)
