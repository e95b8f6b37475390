"""Of which edition, place, case or organisation a number is, read from the words around it.

Apart from `checking`, which says what a number counts and holds it to the record: most of what was ever read
wrongly was the scope of a number, not the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from impact.factcheck import vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.numbers import NumberInText, value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.text import COVER, Sentence, flatten
from impact.i18n.words import Language

FIRST = 2000  # the first year that anybody counted from
SMALLEST = 1000  # actions; fewer are those of a school or a street, not of an edition
_UNTIL = lazy(r" ?[-–—] ?((?:19|20)\d\d)\b")
_TWO_YEARS = lazy(r"(?:19|20)\d\d,? (?:and|et|or|ou) (?:in |en )?(?:19|20)\d\d\b")


@dataclass
class Scope:
    """A sentence being read, with what the ones before it in the paragraph said."""

    sentence: Sentence
    text: str
    after: str
    cases: list[Mention]
    years: list[re.Match[str]]
    context_year: int | None
    campaign: bool
    before: list[Mention]  # the cases that the sentence before named
    moments: Sequence[Moment]  # when things happened, as the sentence tells
    counting: bool  # whether actions were counted just before; once read, whether they are here
    listed: bool = False  # whether it is a line of a list that counts actions
    of_section: str | None = None  # the section that its paragraph is headed with
    places: list[tuple[int, int, str]] | None = (
        None  # once looked for: a sentence may hold many numbers
    )
    read: Any = None  # the sentence taken apart into atoms, once that is asked for
    sayings: dict[tuple[int, int], Any] = field(default_factory=dict)  # its stretches, once read
    held: dict[tuple[int, int], Any] = field(
        default_factory=dict
    )  # and once held against the record
    carried: Any = None  # what the sentence before told last, for who "followed"
    recent: Sequence[list[Mention]] = ()  # whom the paragraph named before, a list a sentence
    releasing: bool = False  # whether the paragraph counted releases before
    went_on: bool = False  # what `counting` was before the sentence was read
    named_after: Sequence[Mention] = ()  # whom the text names in `after`
    noun_before: str = ""  # what the sentence before counted last: countries, sections or cases
    asked: bool = False  # whether the sentence before asks how many
    sections_before: Sequence[str] = ()  # the sections that its paragraph named, the newest last


def years_in(flat: str) -> list[re.Match[str]]:
    """The years of a sentence. 2021-2022 is the edition of 2021, 2010-2020 is none."""
    found = []
    reached = 0
    for year in vocabulary.YEAR.finditer(flat):
        until = _UNTIL.match(flat, year.end())
        if year.start() >= reached and (not until or int(until[1]) == int(year.group()) + 1):
            found.append(year)
        reached = until.end() if until else reached
    return found


def of_others(flat: str, place: Scope, facts: Facts) -> bool:
    """Whether a sentence tells the numbers of another organisation, and nothing of ours."""
    if COVER * 12 in flat or "amnesty" in flat or "amnistie" in flat:
        return False
    if vocabulary.OTHERS.search(flat) or vocabulary.A_PETITION.search(flat):
        return True
    petition = vocabulary.ITS_PETITION.search(place.text)
    return petition is not None and not list(facts.places.find(flatten(petition["whose"])))


_OURSELVES = lazy(rf"{COVER}{{12}}|\b(?:amnest|amnist|we\b|our\b|nous\b|notre\b|nos\b)")
_BY_HOW_MANY = {
    "en": lazy(
        r"\b(?:topp|beat|exceed|surpass|outdid|rose|rise|grew|gr?own|increas|climb|jump|fell|fall|dropp|declin|decreas|shrank"
        r"|higher|lower|larger|smaller|ahead|behind|up|down)\w*\b[^.;]{0,40}?\bby (?:\w+ ){0,2}$"
    ),
    "fr": lazy(
        r"\b(?:depass|augment|progress|grimp|bondi|recul|baiss|chut|diminu|superieur|inferieur)\w*\b[^.;,]{0,40}?"
        r"\b(?:de |d')(?:\w+ ){0,2}$"
    ),
}


_NOUN_OF = r"(?: (?:d'|de )?(?:actions?|letters|lettres|signatures|messages))?"
# By how many two editions differ: "half a million more than in 2022".
MORE_THAN = {
    "en": lazy(
        rf"{_NOUN_OF} (?:(?P<up>more|higher|above)|(?P<down>fewer|less|lower|below)){_NOUN_OF}(?= than\b| in (?:one|a) year| on (?:19|20)\d\d|,? (?:from|over) one)"
    ),
    "fr": lazy(
        rf"{_NOUN_OF} (?:(?P<up>de plus|supplementaires)|(?P<down>de moins)){_NOUN_OF}(?= que? ?| qu'| en un an| par rapport)"
    ),
}


# "The year 2020 cost us more than two million actions", « la campagne a perdu un million d'actions ».
LOST = {
    "en": lazy(
        r"\b(?:cost (?:us |the campaign |it |amnesty )?|lost |shed )(?:(?:nearly|almost|about|around|some|roughly|more than|over|at least|well over) )*$"
    ),
    "fr": lazy(
        r"\b(?:coute |perdu )(?:(?:pres|plus|environ|quelque|au moins)(?: de| d')? ?|d'|de )*$"
    ),
}


def passed_over(number: NumberInText, sentence: Sentence) -> bool:
    """Whether a number is no count of ours: hoped for, another organisation's, or by how many two differ."""
    flat, lang = sentence.flat, sentence.lang
    before = flat[max(0, number.start - 90) : number.start]
    others = list(vocabulary.OTHERS.finditer(before))
    if others and not _OURSELVES.search(before, others[-1].end()):
        return True
    differs = _BY_HOW_MANY[lang].search(before)
    if not number.percent and LOST[lang].search(before):
        return True
    if not number.percent and MORE_THAN[lang].match(flat, number.end):
        return True
    led_to = re.match(r" ?\w* (?:to|a) (?:\w+ ){0,2}\d", flat[number.end : number.end + 30])
    return planned(number, sentence) or bool(differs and not number.percent and not led_to)


def planned(number: NumberInText, sentence: Sentence) -> bool:
    """Whether the clause before a number makes it a goal, a hope or a condition."""
    flat, lang = sentence.flat, sentence.lang
    clause = re.split(r"[.;!?)] |, ", flat[max(0, number.start - 120) : number.start])[-1]
    return bool(vocabulary.PLANNED[lang].search(clause))


def year_of(number: NumberInText, sentence: Sentence, place: Scope, facts: Facts) -> int | None:
    """The year that a number is about: after it in its clause, else before it, else said earlier."""
    flat, lang = sentence.flat, sentence.lang
    years = [
        match
        for match in place.years
        if not flat[max(0, match.start() - 7) : match.start()].endswith(("since ", "depuis "))
    ]
    told = [match for match in years if match.end() <= number.start]
    said, year = _said_to_be(number, sentence, told, place, facts)
    if said:
        return year
    # In brackets, a number is about the year inside them or just before them.
    opened = flat.rfind("(", 0, number.start)
    if opened >= 0 and ")" not in flat[opened : number.start]:
        closed = flat.find(")", number.end)
        inside = [m for m in years if opened < m.start() < (closed if closed > 0 else len(flat))]
        within = inside or [match for match in years if match.end() <= opened][-1:]
        if within:
            return int(within[0].group())
    earlier = any(match.end() <= number.start for match in years)
    # A comma ends the clause, where another year stood before it.
    stop = r"[\d,]" if earlier else r"\d"
    after = [
        match
        for match in years
        if match.start() >= number.end
        and not re.search(stop, flat[number.end : match.start()])
        and not _UP_ON.search(flat, number.end, match.start())
        and not _opens_another(match, number, flat)
    ]
    if after:
        return int(after[0].group())
    before = [match for match in years if match.end() <= number.start]
    if before:
        own = [match for match in before if not compared_with(flat, match)]
        return int(own[-1].group()) if own else place.context_year
    if vocabulary.LAST_YEAR[lang].search(flat):
        return facts.as_of.year - 1
    if vocabulary.THIS_YEAR[lang].search(flat):
        return facts.as_of.year
    own = [match for match in years if not compared_with(flat, match)]
    return int(own[0].group()) if own else place.context_year


# "265,665 that year, and in 2020 the Czechs managed about 8,000": the year opens a clause that has a number of its own.
_OPENS = lazy(
    r",? (?:and|but|while|whereas|et|mais|puis|tandis que) (?:then )?(?:in|by|for|en|pour) $"
)
_NUMBERED = lazy(r"[^.;]{0,60}?\d{3}")


def _opens_another(year: re.Match[str], number: NumberInText, flat: str) -> bool:
    opens = _OPENS.search(flat, number.end, year.start())
    return opens is not None and _NUMBERED.match(flat, year.end()) is not None


def of_two_years(number: NumberInText, flat: str, place: Scope) -> bool:
    """Whether years are listed before a number and none is its own: "in 2020 and 2021, …"."""
    own = vocabulary.ITS_OWN_YEAR.search(flat, max(0, number.start - 40), number.start)
    after = any(match.start() > number.end for match in place.years)
    if own or after or vocabulary.BETWEEN[place.sentence.lang].search(flat, 0, number.start):
        return False
    return _TWO_YEARS.search(flat, 0, number.start) is not None


def _own_year(number: NumberInText, flat: str, told: list[re.Match[str]]) -> int | None:
    """The year right before a number that is its own, and not one that another count is compared with."""
    own = vocabulary.ITS_OWN_YEAR.search(flat, max(0, number.start - 40), number.start)
    if own is None or not told or told[-1].start() < own.start():
        return None
    if re.search(r"with|avec", own.group()) and compared_with(flat, told[-1]):
        return None
    return int(told[-1].group())


def _said_to_be(
    number: NumberInText,
    sentence: Sentence,
    told: list[re.Match[str]],
    place: Scope,
    facts: Facts,
) -> tuple[bool, int | None]:
    """Whether words say which year a number is about without writing it, or a year is its very own; which."""
    flat, lang = sentence.flat, sentence.lang
    if behind := _YEAR_BEHIND.match(flat, number.end):
        return True, int(behind["year"])
    if _THAT_YEAR.search(clause_of(number, flat)):
        return True, int(told[-1].group()) if told else place.context_year
    ahead = _YEAR_AHEAD.search(flat, max(0, number.start - 50), number.start)
    if ahead and told and told[-1].start() == ahead.start("year"):
        return True, int(ahead["year"])
    if (its_own := _own_year(number, flat, told)) is not None:
        return True, its_own
    # "Doubled between 2013 and 2017, from 2.37 to 5.5 million": the first number is of the first year.
    between = vocabulary.BETWEEN[lang].search(flat, 0, number.start)
    led_to = re.match(
        r" ?(?:millions? )?(?:d'actions |(?:de |d')?(?:actions?|letters?|lettres|signatures) )?(?:to|a) (?:\w+ ){0,3}?\d",
        flat[number.end : number.end + 50],
    )
    if (
        between
        and led_to
        and re.search(
            r"\b(?:from|de) (?:\w+ ){0,3}$", flat[max(0, number.start - 40) : number.start]
        )
    ):
        return True, int(between["a"] or between["c"])
    base = int(told[-1].group()) if told else place.context_year
    for pattern, step in ((vocabulary.YEAR_EARLIER, -1), (vocabulary.YEAR_LATER, 1)):
        if pattern[lang].search(flat, max(0, number.start - 80), number.start):
            return True, base + step if base else None
    on = years_from(flat, number, lang)
    if base and on:
        return True, base + on
    if _LATER.match(flat, number.end):
        return True, None  # "a generation later": of no year that is told
    clause = clause_of(number, flat)
    if not vocabulary.YEAR.search(clause):
        if vocabulary.FIRST_YEAR[lang].search(clause):
            return True, min(facts.totals, default=None)
        # "…, returns this winter with eight cases": the words beside the number count, not a year before.
        if vocabulary.LAST_YEAR[lang].search(clause):
            return True, (int(told[-1].group()) if told else facts.as_of.year) - 1
        if vocabulary.THIS_YEAR[lang].search(clause):
            return True, facts.as_of.year
    if base and vocabulary.YEAR_BEFORE[lang].match(flat[number.end :]):
        return True, base - 1
    # "Fell in 2024, to 4.66 million from 5.8 million": what it fell from is of the edition before.
    base = base or (int(place.years[-1].group()) if place.years else None)
    before = flat[max(0, number.start - 60) : number.start]
    from_here = vocabulary.CHANGED_FROM[lang].search(before) and not _SENT_FROM.search(before)
    dated = re.match(r"[^\d,.;]{0,30}\b(?:19|20)\d\d\b", flat[number.end : number.end + 40])
    if base and from_here and not dated and vocabulary.CHANGED[lang].search(flat):
        return True, base - 1
    return False, None


_SENT_FROM = lazy(
    r"\b(?:sent|c[ao]me|coming|people|actions|letters|participants|supporters) from [^.;,\d]{0,20}$"
)
_THAT_YEAR = lazy(
    r"\b(?:that (?:same )?(?:year|winter|season)|the same (?:year|winter)|(?:cette|la) meme (?:annee|edition)|(?:cette|cet) (?:annee|hiver)-la|this edition|cette edition(?:-la)?)\b(?! (?:as|than|before|after|que)\b)"
)


def its_own_year(number: NumberInText, flat: str, place: Scope) -> bool:
    """Whether a year stands right before or right behind a number, or no other is near."""
    told = [match for match in place.years if match.end() <= number.start]
    return bool(_YEAR_BEHIND.match(flat, number.end) or _own_year(number, flat, told))


# "4,6 millions en 2021", "5.3 million actions in 2022": the year right behind a number is its own.
_YEAR_BEHIND = lazy(
    r" ?(?:(?:d'|de )?(?:actions?|letters?|lettres|signatures?|messages) )?\(?(?:in|for|during|en|pour|lors de|de) (?P<year>(?:19|20)\d\d)\b(?! (?:and|et|or|ou) (?:19|20)\d\d)"
)
# "5.2 million, 12% up on 2024": the year is what it is compared with.
_UP_ON = lazy(r"\b(?:up|down) (?:on|from) (?:the )?$")
_COUNT_OF_YEARS = vocabulary.COUNT_OF_YEARS
_YEARS_FROM = vocabulary.YEARS_FROM


# "By 2012 at about 1.9 million and by 2016 …": so is the one right before it.
_YEAR_AHEAD = lazy(
    r"\b(?:in|by|en|fin|des) (?P<year>(?:19|20)\d\d) (?:(?:at|it|there|was|were|we|they|stood|on|en|y|il|elle|avait|a|at least|about|around|some|more than|nearly|almost|over|only|just|au moins|environ|quelque|plus de|pres de) )*$"
)


def _past_noun(flat: str, end: int) -> int:
    """Where what follows a number and its noun begins."""
    noun = lazy(r" (?:(?:d'|de )?(?:actions?|letters?|lettres|signatures|messages),? )?").match(
        flat, end
    )
    return noun.end() if noun else end


_LATER = lazy(
    r" (?:(?:actions|letters|lettres|signatures) )?(?:[\w']+ ){1,3}(?:later|earlier|plus tard|plus tot|auparavant)\b"
)


def years_from(flat: str, number: NumberInText, lang: Language) -> int | None:
    """How many years after the year told before it a number is: "two years later, 5.5 million", "4.6 million the year after"."""
    behind = _YEARS_FROM.match(flat, _past_noun(flat, number.end))
    if behind is None and (late := _YEARS_FROM.match(flat, number.end + 2)):
        # "…, 40,101, a year later." and nothing that the words could be of but that number.
        ends = re.match(r" ?(?:$|[.;)])", flat[late.end() :])
        behind = late if flat[number.end : number.end + 2] == ", " and ends else None
    ahead = next(
        (
            found
            for found in _YEARS_FROM.finditer(flat, max(0, number.start - 60), number.start)
            if not re.search(
                r"\d|\b(?:millions?|actions|letters|lettres|signatures)\b|than |qu'",
                flat[found.end() : number.start],
            )
            and not re.search(
                r"(?:\d|millions?|actions|letters|lettres|than|than in|to|a|with|qu'|que|of)(?: de)? $",
                flat[: found.start()],
            )
        ),
        None,
    )
    found = behind or ahead
    if found is None or lang not in ("en", "fr"):
        return None
    if found["next"] or found["last"]:
        return 1 if found["next"] else -1
    step = (value_of(found["n"]) or 0) * (10 if found["decade"] else 1)
    return -step if re.match("earlier|before|plus tot|auparavant|avant", found["way"]) else step


def compared_with(flat: str, year: re.Match[str]) -> bool:
    """Whether a year only stands there to be compared with."""
    return vocabulary.COMPARISON.search(flat, max(0, year.start() - 50), year.start()) is not None


def clause_of(number: NumberInText, flat: str) -> str:
    """What stands around a number between one comma and the next."""
    start = max(flat.rfind(sign, 0, number.start) for sign in (", ", "; ", ": ", "("))
    ends = [flat.find(sign, number.end) for sign in (", ", "; ", ": ", ")")]
    return flat[start + 1 : min((end for end in ends if end >= 0), default=len(flat))]


def since(sentence: Sentence) -> int | None:
    """The first year of a running total, the campaign's own where the text says no year."""
    flat, lang = sentence.flat, sentence.lang
    match = vocabulary.SINCE[lang].search(flat)
    if match and vocabulary.SUPERLATIVE.search(flat, max(0, match.start() - 30), match.start()):
        return None  # "the lowest since 2020" adds nothing up
    if match and match.group() in ("en tout", "in all") and len(years_in(flat)) == 1:
        return None  # all of that year
    return int(match["year"] or match["year2"] or 2001) if match else None


_IN_YEARS = lazy(
    rf"\b(?:in|within|over|en|sur) (?:just |only |seulement )?{_COUNT_OF_YEARS} (?:years?|ans?|editions?)\b"
)


def compared(sentence: Sentence, place: Scope) -> tuple[int | None, int | None]:
    """The edition that a change is measured from, and the one it leads to, where a text names them."""
    flat, lang = sentence.flat, sentence.lang
    match = vocabulary.BESIDE[lang].search(flat) or vocabulary.COMPARED[lang].search(flat)
    if match is None:
        within = _IN_YEARS.search(flat)
        last = int(place.years[-1].group()) if place.years else place.context_year
        if within and last:  # "plus du double en quatre ans"
            return last - (value_of(within["n"]) or 1), last
        return None, None
    if match["base"] is None:  # "than the year before"
        told = [int(year.group()) for year in place.years if year.end() <= match.start()]
        year = told[-1] if told else place.context_year
        return (year - 1, year) if year else (None, None)
    base = int(match["base"])
    others = [int(year.group()) for year in place.years if int(year.group()) != base]
    if not others and match.group().startswith(("since", "depuis")):
        return base, None  # to the newest
    said = vocabulary.LAST_YEAR[lang].search(flat) or vocabulary.THIS_YEAR[lang].search(flat)
    if not (others or said) and place.context_year and place.context_year > base:
        return base, place.context_year
    return base, others[-1] if others else base + 1


def is_for_case(flat: str, place: Scope) -> bool:
    """Whether the actions are said to be for the case, and not only told beside it."""
    return any(
        re.search(
            r"\b(?:for|pour|en faveur de|on behalf of)\W*$",
            flat[max(0, name.start - 20) : name.start],
        )
        for name in place.cases
    )


def local(number: NumberInText, total: Mapping[str, Any] | None, sentence: Sentence) -> bool:
    """Whether a number is that of a school, a group or a town, which no edition is as small as."""
    flat, lang = sentence.flat, sentence.lang
    if number.value < SMALLEST:
        return True
    world = (total["actions"] if total else None) or 1_000_000
    return number.value < world / 10 and vocabulary.LOCAL[lang].search(flat) is not None


def summed(number: NumberInText, sentence: Sentence, facts: Facts) -> list[int]:
    """The editions whose actions a number adds up, where a sentence names several; else none."""
    flat, lang = sentence.flat, sentence.lang
    known = sorted(year for year, row in facts.totals.items() if row["actions"])
    between = vocabulary.BETWEEN[lang].search(flat)
    lately = vocabulary.LATELY[lang].search(flat)
    if between:
        first, last = (int(between[a] or between[b]) for a, b in (("a", "c"), ("b", "d")))
        years = [year for year in range(first, last + 1) if last - first < 40]
    elif lately:
        years = known[-int(vocabulary.FEW.get(lately["n"]) or lately["n"]) :]
    else:
        years = sorted({int(year.group()) for year in years_in(flat)})
    largest = max((facts.totals[year]["actions"] for year in years if year in known), default=0)
    if len(years) < 2 or number.value <= 1.05 * largest:
        return []  # no sum is smaller than what it adds up
    return years if lately or between or vocabulary.TOGETHER[lang].search(flat) else []


def not_ours(
    number: NumberInText, total: Mapping[str, Any] | None, sentence: Sentence, place: Scope
) -> bool:
    """Whether nothing says that a small number is the campaign's: then it cannot be wrong.

    Letters for somebody whom the record does not know, or a count that only an earlier sentence dates.
    """
    flat, lang = sentence.flat, sentence.lang
    if total is None or not total["actions"] or number.value >= total["actions"] / 4:
        return False
    if (
        place.cases
        or place.before
        or vocabulary.WORLD[lang].search(flat)
        or vocabulary.CAMPAIGN_ITSELF[lang].search(flat)
    ):
        return False
    for_whom = vocabulary.FOR_THEM[lang].search(flat) is not None
    return for_whom or not place.years or vocabulary.A_PETITION.search(flat) is not None


def _nearest(number: NumberInText, flat: str, places: list[tuple[int, int, str]]) -> str | None:
    """Of several places the one that a number goes with: named before it with no other number between, else right after."""
    before = [place for place in places if place[1] <= number.start]
    if before and not re.search(r"\d{3}", flat[before[-1][1] : number.start]):
        return before[-1][2]
    after = [place for place in places if place[0] >= number.end]
    if after and re.fullmatch(r"[^\d,;]{0,30}", flat[number.end : after[0][0]]):
        return after[0][2]
    return None


# Where the campaign began is not where its actions were taken.
_BORN_IN = lazy(
    r"\b(?:began|started|born|launched|founded|nee?|lancee?|commence) (?:in|en|a|au) (?:the )?$"
)
# "…, 600,000 in France": the place follows another number with nothing between.
_OF_ANOTHER = lazy(r"\d (?:in|from|en|au|aux|a|de|du)(?: the| la| l')? ?$")


def section(
    sentence: Sentence,
    place: Scope,
    facts: Facts,
    exact_total: bool,
    number: NumberInText | None = None,
) -> str | None:
    """The section or country that a sentence counts in: its name in the record, empty if it has none.

    Beside the world's own total a country counts only if the actions are said to be in it, and behind
    another number ("…, 600,000 in France") it is that one's.
    """
    flat, lang = sentence.flat, sentence.lang
    if place.places is None:
        began = vocabulary.BEGAN[lang].search(flat)
        place.places = [
            found
            for found in facts.places.find(flat)
            if not (began and began.start() <= found[0] < began.end())
            and not vocabulary.SOURCE.search(flat, max(0, found[0] - 60), found[0])
            and not _BORN_IN.search(flat, max(0, found[0] - 24), found[0])
        ]
    inside = lazy(r"\b(?:in|from|en|au|aux|de|du|a)(?: the| l'| la)? ?$")
    names = [
        section
        for start, end, section in place.places
        if not (number and _OF_ANOTHER.search(flat, number.end, max(start, number.end)))
        if not exact_total
        or vocabulary.SENDS[lang].match(flat, end)
        or inside.search(flat, max(0, start - 12), start)
    ]
    if number and len(set(names)) > 1:
        nearest = _nearest(number, flat, place.places)
        if nearest is not None:
            return nearest
    if not names and place.of_section and not vocabulary.WORLD[lang].search(flat):
        return place.of_section
    return max(names, default=None, key=len)
