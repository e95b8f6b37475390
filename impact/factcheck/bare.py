"""Numbers whose noun is left out, and what they count all the same: an edition's total, a section's, releases again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import subjects, vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.numbers import NumberInText
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber

# "2019 still leads with 6,609,837."
_WITH = re.compile(
    r"\b(?:with|at|avec|a)(?: (?:more than|over|at least|nearly|about|some|plus de|au moins|pres de|les))* $"
)


def totals_by_themselves(
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


# "Germany reached 303,034 in 2019", « les Islandais en ont envoyé 66 180 en 2021 ».
_TOOK = {
    "en": re.compile(
        r"'?s? ?(?:\([^)]{0,20}\) ?)?(?:alone |then |even |has |have |had )*(?:reach|put in|sent|manag|count|turned out|collect|gather|record|deliver|contribut|took|wrote|added|came to|came in at|got to|hit)\w*(?: in)?(?: (?:about|around|some|roughly|nearly|almost|more than|over|at least|a|an|record|impressive))* $"
    ),
    "fr": re.compile(
        r" ?(?:\([^)]{0,20}\) ?)?(?:en |y )?(?:a|ont|avait|avaient) (?:\w+ )?(?:atteint|compt\w+|envoy\w+|recueilli\w*|rassembl\w+|ecrit|totalis\w+|enregistr\w+|fourni|signe)(?: (?:environ|quelque|pres de|plus de|au moins))* $"
    ),
}


def of_sections(
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


def releases_again(
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
