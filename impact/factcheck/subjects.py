"""What each number of a sentence counts: its noun, or what stood before it or comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from impact.factcheck import vocabulary
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.i18n.words import Language

MANY = 100_000  # fewer actions are hardly an edition's, where no noun tells what they are
SOME = 1_000  # nor are fewer a section's


@dataclass(frozen=True)
class CountedNumber:
    """A number with what it counts."""

    number: NumberInText
    subject: str
    noun_start: int
    noun_end: int
    sure: bool = True  # else it is ours only if the record has it
    section: str = ""  # whose count it is, where a section right before it says so


def subjects(
    flat: str,
    found: list[NumberInText],
    lang: Language,
    counting: bool = False,
    listed: bool = False,
    least: int = MANY,
) -> list[CountedNumber]:
    """What each number counts: the noun after it, else what was named before, else what the next does.

    `counting`: the sentence before counted actions, so a number of `least` or more that goes on from there does
    too. `listed`: it is a line of a list that counts actions.
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
            if subject == "people" and (groups := _AND_GROUPS.match(flat, end)):
                subject, end = "cases", groups.end()
                counted.append(CountedNumber(number, subject, number.end, end, False))
                continue
            if number.value < 1_000_000 and vocabulary.SOLIDARITY[lang].search(
                flat[number.end : end + 20]
            ):
                subject = "solidarity"
            counted.append(CountedNumber(number, subject, number.end, end))
        elif vocabulary.BARE[lang].match(flat[number.end : number.end + 40]):
            said = _bare(flat, number, counted, lang, counting, listed, least)
            if said is None:
                bare.append(index)
            else:
                counted.append(said)
        elif _verb_takes(flat, number, lang):
            counted.append(CountedNumber(number, "people", number.end, number.end))
    _hand_on(flat, found, counted, bare, lang)
    # Beside numbers of something else ("inhabitants") one without a noun is theirs.
    if any(of_something_else(flat, number, counted, lang) for number in found):
        counted = [item for item in counted if item.sure or item.subject != "actions"]
    sure = {item.number.value for item in counted if item.subject == "cases" and item.sure}
    told = [item for item in counted if item.sure or item.number.value not in sure]
    return sorted(told, key=lambda item: item.number.start)


def _hand_on(
    flat: str,
    found: list[NumberInText],
    counted: list[CountedNumber],
    bare: list[int],
    lang: Language,
) -> None:
    """Give numbers without a noun what the number right after them counts: "four or five million letters"."""
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


_YEAR_LINE = lazy(r"\W*(?:19|20)\d\d\b")


def of_something_else(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language
) -> bool:
    """Whether a large number has a noun that is none of ours."""
    if number.value < SOME or number.percent or any(item.number == number for item in counted):
        return False
    return re.match(r" (?:d'|de )?[a-z]{4,}", flat[number.end :]) is not None and not (
        vocabulary.BARE[lang].match(flat[number.end : number.end + 40])
    )


def _bare(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language, counting: bool,
    listed: bool, least: int,
) -> CountedNumber | None:  # fmt: skip
    """What a number without a noun counts, by what stands before it; None if that does not tell."""
    before = list(
        vocabulary.ANY_NOUN[lang].finditer(flat[max(0, number.start - 120) : number.start])
    )
    if number.value < 100 and _AT_AN_AGE.search(flat[max(0, number.start - 22) : number.start]):
        return None
    link = vocabulary.LINK[lang].search(flat[max(0, number.start - 40) : number.start])
    subject, sure = "", True
    same = _same_again(flat, number, counted, lang)
    if same and number.value < SOME:
        subject = same
    elif before and (link or (number.value >= least and before[-1].lastgroup == "actions")):
        subject = str(before[-1].lastgroup)
        if subject == "editions" and number.value >= SOME:  # "actions in the 2020 edition: …"
            subject = "actions"
    elif (number.value >= (MANY if _YEAR_LINE.match(flat) else SOME) and listed) or (
        number.value >= least
        and (
            _goes_on(flat, number, counted, lang, counting)
            or _dated(flat, number, counted, lang, counting)
        )
    ):
        subject = "actions"
    elif number.value >= 1_000_000 and (
        _dated(flat, number, [], lang, True) or _CAMPAIGN.search(flat)
    ):
        subject, sure = "actions", False
    return CountedNumber(number, subject, number.end, number.end, sure) if subject else None


_CAMPAIGN = lazy(r"\x7f{12}")
_AT_AN_AGE = lazy(r"\b(?:at|aged|at the age of|a l'age de) $")
# An edition presents "nine people and groups".
_AND_GROUPS = lazy(
    r" (?:and|et|or|ou) (?:groups?|communit(?:y|ies)|groupes?|communautes?|collectifs?|organi[sz]ations?|families)\b"
)
# What may stand between one count of countries or cases and the next: "dix-neuf en 2002, cinquante et un en 2010".
_AGAIN = lazy(
    r"(?:[^.;:\d]{0,40}?(?:19|20)\d\d)?(?:(?:19|20)\d\d|[,;] ?| |(?:and|then|from|in|to|by|at least|more than|over|some|about|et|puis|de|d'|en|dans|a|par|au moins|plus de|les|there were|it was|on en|quelque|environ)(?= |$|(?<=')))*"
)


def _same_again(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language
) -> str:
    """What the number before counted, where this one goes on with its own year; empty if it does not."""
    if not counted or counted[-1].subject not in ("countries", "sections", "cases"):
        return ""
    dated = _DATED_AFTER[lang].match(flat, number.end) or _DATED_BEFORE[lang].search(
        flat, counted[-1].noun_end, number.start
    )
    again = _AGAIN.fullmatch(flat, counted[-1].noun_end, number.start)
    return counted[-1].subject if dated and again else ""


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
    "en": lazy(
        r"(?: or more)? (?:in|for|during) (?:19|20)\d\d\b| (?:the|a) (?:year|edition|winter) (?:before|earlier|later|after)\b"
        r"| the (?:previous|following) (?:year|edition)\b"
    ),
    "fr": lazy(
        r"(?: ou plus)? (?:en|pour|de) (?:19|20)\d\d\b| l'(?:annee|edition) (?:precedente|d'avant|suivante)\b"
        r"| un an (?:plus tot|plus tard|auparavant)\b"
    ),
}
_DATED_BEFORE = {
    "en": lazy(
        r"\b(?:19|20)\d\d ?[:=–] ?$|(?<!\d )\b(?:later|earlier),? (?:it|they|we) (?:was|were|had|had been|counted|stood at) $|\b(?:in|by|for) (?:19|20)\d\d,?(?: (?:there|it|we|they|were|was|came|counted|stood|had|saw|at|to|least|about|some"
        r"|around|more|than|only|just|nearly|almost|over|topped|crossed|passed|reached|hit|exceeded|surpassed|the|a|mere|been|being|world|worldwide|global|total|tally|figure|went|past))* $"
        r"|\b(?:the one|that|the edition) of (?:19|20)\d\d\b[^.;]{0,40}? (?:ended|closed|finished|came) (?:on|at|to|with) (?:\w+ ){0,2}$"
        r"|(?:19|20)\d\d(?: campaign| edition)?,? (?:when|where) (?:[\w'-]+ ){0,6}$"
    ),
    "fr": lazy(
        r"\b(?:19|20)\d\d ?[:=–] ?$|\b(?:en|pour|decembre|novembre) (?:19|20)\d\d,?(?: (?:on|il|elle|ils|en|y|a|avait|compte|comptait|etait|au|moins|plus|de|pres|environ"
        r"|quelque|seulement|repass\w*|au-dessus|en-dessous|au-dessous|sous|franchi\w*|depass\w*|attei\w*|pass\w*|les|la|barre|des|sur))* $|^\W*(?:19|20)\d\d ?: (?:[\w'-]+ ){0,5}$"
    ),
}
_TOTALS = lazy(r"\b(?:participation|turnout|mobilisation|tally|bilan)\b")


def _dated(
    flat: str, number: NumberInText, counted: list[CountedNumber], lang: Language, counting: bool
) -> bool:
    """Whether a large number without a noun is said of an edition, where actions were counted before it."""
    actions = counted[-1].subject == "actions" if counted else counting
    if not actions and not (number.value >= 1_000_000 and _TOTALS.search(flat)):
        return False
    before = flat[max(0, number.start - 90) : number.start]
    later = vocabulary.YEARS_FROM.match(flat, number.end + 1)
    return bool(
        later or _DATED_AFTER[lang].match(flat, number.end) or _DATED_BEFORE[lang].search(before)
    )


def _verb_takes(flat: str, number: NumberInText, lang: Language) -> bool:
    """Whether a number without a noun is of people all the same: "127 have walked free"."""
    pattern = {
        "en": r" (?:have|has|were|are|of them|of (?:the|those|our) people [^.;,\d]{0,40}?)(?: \w+){0,3}? ?\b(?:released|freed|walked free|free|improve\w*)\b",
        "fr": r" (?:ont|sont|d'entre eux|d'entre elles|des personnes [^.;,\d]{0,40}?)(?: \w+){0,3}? ?\b(?:libere|libre|retrouve|relache|amelior)",
    }[lang]
    return bool(re.match(pattern, flat[number.end : number.end + 90]))


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
