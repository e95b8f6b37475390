"""What each number of a sentence counts: its noun, or what stood before it or comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from impact.factcheck import vocabulary
from impact.factcheck.numbers import NumberInText
from impact.i18n.words import Language


@dataclass(frozen=True)
class CountedNumber:
    """A number with what it counts."""

    number: NumberInText
    subject: str
    noun_start: int
    noun_end: int


def subjects(
    flat: str, found: list[NumberInText], lang: Language, counting: bool = False
) -> list[CountedNumber]:
    """What each number counts: the noun after it, else what was named before, else what the next does.

    `counting`: the sentence before counted actions, so a number that goes on from there does too.
    """
    counted: list[CountedNumber] = []
    bare: list[int] = []
    for index, number in enumerate(found):
        until = found[index + 1].start if index + 1 < len(found) else len(flat)
        if number.percent:
            counted.append(CountedNumber(number, "", number.end, number.end))
            continue
        # "112 people out of 217" holds its noun inside.
        inside = (
            vocabulary.NOUN[lang].search(flat[number.start : number.end]) if number.of else None
        )
        after = vocabulary.NOUN[lang].match(flat, number.end, until)
        if after or inside:
            noun = after or inside
            assert noun is not None
            subject = str(noun.lastgroup)
            end = after.end() if after else number.end
            if vocabulary.SOLIDARITY[lang].search(flat[number.end : end + 20]):
                subject = "solidarity"
            counted.append(CountedNumber(number, subject, number.end, end))
        elif vocabulary.BARE[lang].match(flat[number.end : number.end + 40]):
            before = list(
                vocabulary.ANY_NOUN[lang].finditer(flat[max(0, number.start - 120) : number.start])
            )
            link = vocabulary.LINK[lang].search(flat[max(0, number.start - 40) : number.start])
            if before and (link or (number.value >= 100_000 and before[-1].lastgroup == "actions")):
                counted.append(
                    CountedNumber(number, str(before[-1].lastgroup), number.end, number.end)
                )
            elif number.value >= 100_000 and (
                _goes_on(flat, number, counted, lang, counting)
                or _dated(flat, number, counted, lang, counting)
            ):
                counted.append(CountedNumber(number, "actions", number.end, number.end))
            else:
                bare.append(index)
        elif _verb_takes(flat, number, lang):
            counted.append(CountedNumber(number, "people", number.end, number.end))
    for index in reversed(bare):
        later = next(
            (
                item
                for item in counted
                if index + 1 < len(found) and item.number == found[index + 1]
            ),
            None,
        )
        if later and vocabulary.HANDED_ON[lang].match(flat[found[index].end : later.number.start]):
            counted.append(replace(later, number=found[index]))
    return sorted(counted, key=lambda item: item.number.start)


def _goes_on(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language, counting: bool
) -> bool:
    """Whether nothing but small words and years stands between a count of actions and this number."""
    if (counted and counted[-1].subject != "actions") or not (counted or counting):
        return False
    start = counted[-1].noun_end if counted else 0
    return bool(vocabulary.GOING_ON[lang].fullmatch(flat, start, number.start))


# What tells that a number is of an edition: a year right after it, or before it with small words between.
_DATED_AFTER = {
    "en": re.compile(
        r" (?:in|for|during) (?:19|20)\d\d\b| (?:the|a) (?:year|edition|winter) (?:before|earlier|later|after)\b"
        r"| the (?:previous|following) (?:year|edition)\b"
    ),
    "fr": re.compile(
        r" (?:en|pour) (?:19|20)\d\d\b| l'(?:annee|edition) (?:precedente|d'avant|suivante)\b"
        r"| un an (?:plus tot|plus tard|auparavant)\b"
    ),
}
_DATED_BEFORE = {
    "en": re.compile(
        r"\b(?:in|by|for) (?:19|20)\d\d,?(?: (?:there|it|we|they|were|was|came|counted|stood|had|saw|at|to|least|about|some"
        r"|around|more|than|only|just|nearly|almost|over))* $"
    ),
    "fr": re.compile(
        r"\b(?:en|pour) (?:19|20)\d\d,?(?: (?:on|il|elle|ils|en|y|a|avait|compte|comptait|etait|au|moins|plus|de|pres|environ"
        r"|quelque|seulement))* $"
    ),
}
_TOTALS = re.compile(r"\b(?:participation|turnout|mobilisation|tally|bilan)\b")


def _dated(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language, counting: bool
) -> bool:
    """Whether a large number without a noun is said of an edition, where actions were counted before it."""
    actions = counted[-1].subject == "actions" if counted else counting
    if not actions and not (number.value >= 1_000_000 and _TOTALS.search(flat)):
        return False
    before = flat[max(0, number.start - 90) : number.start]
    return bool(_DATED_AFTER[lang].match(flat, number.end) or _DATED_BEFORE[lang].search(before))


def _verb_takes(flat: str, number: NumberInText, lang: Language) -> bool:
    """Whether a number without a noun is of people all the same: "127 have walked free"."""
    pattern = {
        "en": r" (?:have|has|were|are|of them)(?: \w+){0,3}? (?:released|freed|walked free|improve\w*)\b",
        "fr": r" (?:ont|sont|d'entre eux|d'entre elles)(?: \w+){0,3}? (?:libere|retrouve|relache|amelior)",
    }[lang]
    return bool(re.match(pattern, flat[number.end : number.end + 60]))


def denominators(flat: str, counted: list[CountedNumber], lang: Language) -> list[NumberInText]:
    """The 169 of "of the 169 cases, 127 people": set against another number, no claim of its own."""
    before = {
        "en": r"\b(?:out of|of|among)(?: the| these)? $",
        "fr": r"\b(?:sur|parmi)(?: les| ces)? $",
    }[lang]
    return [
        item.number
        for item in counted
        if item.subject in ("cases", "people")
        and re.search(before, flat[max(0, item.number.start - 16) : item.number.start])
        and any(other.number.value < item.number.value for other in counted)
    ]
