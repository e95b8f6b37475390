"""Numbers whose noun is left out, and what they count all the same: an edition's total, a section's, releases again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from impact.factcheck import scope, subjects, vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.i18n.words import Language

# What may stand between a section and its count, whatever the verb: "Germany reached", « les Islandais en ont envoyé ».
_COUNTING = {
    "en": r"reach|put|find|found|sen[dt]|manag|count|turn|collect|gather|record|deliver|contribut|t[oa]ok?|wr[io]te?|add|c[ao]m[ei]|g[eo]t|hit|pass|topp|clos|end|finish"
    r"|report|announc|total|figure|number|tall|result|stood|rose|fell|gr[eo]w|went|climb|jump|dropp|mad|produc|br[io]ng|brought|saw|achiev|notch|log|publish|print|respon",
    "fr": r"chiffre|trouv|total|nombre|bilan|compt|attei|envo|recueil|rassembl|reun|ecri|enregistr|fourn|sign|depass|affich|men|arriv|mont|pass|tomb|annonc|declar|rapport"
    r"|s'elev|s'etabli|grimp|chut|retomb|produi|fai|f[iu]t|remi|not|relev|denombr|totalis|obten|publi|imprim",
}
_SMALL = {
    "en": r"alone|no|even|also|then|once|again|only|just|some|about|around|roughly|nearly|almost|more|over|at|least|less|fewer|under|up|from|not|quite|well|close|past|out|exactly|precisely|off|for|by|with|on|in|to"
    r"|an?|the|its|it|they|of|was|were|is|has|had|have|did|does|and|that|this|year|winter|edition|later|earlier|before|after|was|the|record|impressive|whole|section|itself|branch|supporters|people",
    "fr": r"seule?s?|peu|un|meme|aussi|puis|alors|encore|deja|plus|moins|au|aux|que|environ|quelque|pres|presque|jusqu'a|a|ont|avai(?:t|en)t?|en|y|eu|est|sont|etai(?:t|en)t?|de|d'|des|du|l[ae]s?|l'|une?|pour|exactement|precisement"
    r"|cette|ce|annee|an|ans|edition|hiver|tard|tot|avant|apres|auparavant|sections?|elle|ils?|elles|on|record|dans|sur|barre|cap|lui|eux|quant|soit|ici|entiere?",
}
_CAMPAIGN = {
    "en": r"i|us|we|our|organi[sz]ation|you|all|together|worldwide|globally|world|global|campaign|marathon|actions?|letters|there|when|which|where|now|today|everybody|everyone|amnesty|write|rights|best|highest|best-ever|peak",
    "fr": r"je|nous|vous|organisation|tous|toutes|ensemble|monde|mondiale?|mondialement|campagne|marathon|lettres|actions?|signatures|il|c'etait|quand|ou|amnesty|amnistie|sommet|meilleure",
}


def _led(lang: Language, further: str = "(?!)") -> re.Pattern[str]:
    return lazy(
        rf"(?:\W|'s?\b|\b(?:19|20)\d\d\b|\b(?:{_SMALL[lang]}|{further})(?![\w])|\b(?:{_COUNTING[lang]})[a-z]*)*+"
    )


_BETWEEN: vocabulary.Patterns = {"en": _led("en"), "fr": _led("fr")}
_AHEAD: vocabulary.Patterns = {
    "en": _led("en", _CAMPAIGN["en"]),
    "fr": _led("fr", _CAMPAIGN["fr"]),
}
_APART = lazy(r"[,;:(–—] ?")


def _of_the_world(flat: str, number: NumberInText, lang: Language) -> bool:
    """Whether nothing but the campaign and small words leads to a number from where its clause begins."""
    cuts = [0, *(cut.end() for cut in _APART.finditer(flat, 0, number.start))]
    told = [cut for cut in cuts if re.search(r"[a-z0-9]", flat[cut : number.start])]
    return bool(told) and _AHEAD[lang].fullmatch(flat, told[-1], number.start) is not None


def totals_by_themselves(
    there: list[NumberInText], counted: list[CountedNumber], place: Scope, facts: Facts
) -> Iterator[CountedNumber]:
    """The numbers that can be of nothing but an edition's actions, whatever noun is left out, in a text of the campaign.

    One that is a total to the last digit, and a million or more of the world or of a year; the second only where it fits.
    """
    flat, lang = place.sentence.flat, place.sentence.lang
    if not place.campaign:
        return
    totals = {row["actions"] for row in facts.totals.values() if row["actions"]}
    taken = {item.number for item in counted}
    of_others = any(subjects.of_something_else(flat, each, counted, lang) for each in there)
    for number in there:
        if number in taken or number.percent or number.of is not None:
            continue
        if not vocabulary.BARE[lang].match(flat[number.end : number.end + 40]):
            continue
        if not _of_the_world(flat, number, lang):
            continue
        itself = number.value in totals and number.unit < subjects.SOME
        told = (
            not of_others
            and number.value >= 1_000_000
            and (vocabulary.WORLD[lang].search(flat) or place.years)
        )
        if itself or told:
            yield CountedNumber(number, "actions", number.end, number.end, itself)


# From one count of a section to its next: "… in 2020, 66,180 the year after and 59,038 in 2024".
_HAND_ON = lazy(
    r"(?:[^.;\d]|(?:19|20)\d\d){0,40}?(?:\b(?:to|a|puis|then|and|et|but|mais)\b|, )(?:[^.;\d]|(?:19|20)\d\d){0,40}"
)


def of_sections(
    there: list[NumberInText], counted: list[CountedNumber], place: Scope, facts: Facts
) -> list[CountedNumber]:
    """The counted numbers with those that a section is said to have reached, whatever noun is left out.

    A number that is the section's own count to the last digit needs no verb, nor that the section be named in the
    sentence itself; any other has to be led to by small words, or to go on from one.
    """
    if not place.campaign or not (named := _named(place, facts)):
        return counted
    flat, lang = place.sentence.flat, place.sentence.lang
    known = {item.number: item for item in counted}
    elsewhere = [each for each in facts.places.find(flat) if not each[2]]  # that have no counts
    last: tuple[int, str] | None = None  # where the section's number before this one ends
    for number in there:
        item = known.get(number)
        if number.percent or (item and item.subject != "actions"):
            continue
        if item is None and not vocabulary.BARE[lang].match(flat[number.end : number.end + 40]):
            continue
        ahead = [found for found in named if found[1] <= number.start]
        own = next(
            (at for at in reversed(ahead or named) if _own(number, at[2], place, facts)), None
        )
        nearest = ahead[-1] if ahead and ahead[-1][1] > 0 else None
        between = flat[nearest[1] : number.start] if nearest else ""
        led = nearest and number.value >= subjects.SOME and _BETWEEN[lang].fullmatch(between)
        again = (
            last
            and number.value >= subjects.SOME
            and _HAND_ON.fullmatch(flat, last[0], number.start)
            and not any(last[0] <= each[0] < number.start for each in elsewhere)
        )
        if own or (led and item is None) or again:
            section = own[2] if own else nearest[2] if led and nearest else last[1] if last else ""
            last = number.end, section
            # The edition of the sentence before may be another one.
            sure = own is not None or not place.counting or _dated(number, place, facts)
            known[number] = CountedNumber(
                number, "actions", number.end, item.noun_end if item else number.end, sure, section
            )
    return [*known.values()]


def _named(place: Scope, facts: Facts) -> list[tuple[int, int, str]]:
    """The sections that a sentence names, and before them those that the paragraph named, as standing at its start."""
    before = [(0, 0, section) for section in place.sections_before]
    if place.of_section:
        before.append((0, 0, place.of_section))
    return before + [found for found in facts.places.find(place.sentence.flat) if found[2]]


def _own(number: NumberInText, section: str, place: Scope, facts: Facts) -> bool:
    """Whether a number is a section's own count: to the last digit, or a round one of the very year that is told."""
    rows = [
        row
        for row in facts.sections
        if row["section"] == section and row["actions"] == number.value
    ]
    if not rows or number.unit < subjects.SOME <= number.value:
        return bool(rows)
    year = scope.year_of(number, place.sentence, _by_itself(place), facts)
    return any(row["edition_year"] == year for row in rows)


def _dated(number: NumberInText, place: Scope, facts: Facts) -> bool:
    """Whether the sentence itself tells of which edition a number is."""
    return scope.year_of(number, place.sentence, _by_itself(place), facts) is not None


_THAT_YEAR = lazy(
    r"\b(?:(?:that|the)(?: very)? same year|that year|(?:la meme|cette) annee(?:-la)?|cette meme annee)\b"
)


def _by_itself(place: Scope) -> Scope:
    """A sentence without the year before it, but where it says "that same year"."""
    meant = place.context_year if _THAT_YEAR.search(place.sentence.flat) else None
    return replace(place, context_year=meant)


_NOUNS = ("countries", "sections", "cases", "solidarity")
SHORT = 40  # characters of a sentence between two that count the same


def counted(flat: str, lang: Language, before: str) -> str:
    """What a sentence counts last, or asks for, where it is one of a few things; else what was counted before."""
    said = [str(noun.lastgroup) for noun in vocabulary.ANY_NOUN[lang].finditer(flat)]
    told = [noun for noun in said if noun in _NOUNS]
    goes_on = not said and (vocabulary.YEAR.search(flat) or len(flat.strip()) < SHORT)
    return told[-1] if told else before if goes_on else ""


def of_the_same(
    there: list[NumberInText], counted: list[CountedNumber], place: Scope
) -> Iterator[CountedNumber]:
    """The small numbers of a year that go on counting what the sentence before counted: "In 2002 there were nineteen"."""
    flat, lang = place.sentence.flat, place.sentence.lang
    taken = {item.number for item in counted}
    answer = place.asked and len(flat.strip()) < SHORT
    for number in there if place.noun_before and (place.years or answer) else ():
        bare = vocabulary.BARE[lang].match(flat[number.end : number.end + 40])
        few = number.value <= 300 or place.noun_before == "solidarity"
        if number in taken or number.percent or not few or not bare:
            continue
        if answer:
            yield CountedNumber(number, place.noun_before, number.end, number.end, True)
            continue
        if _of_the_world(flat, number, lang) or re.search(
            r"(?:19|20)\d\d,? $", flat[: number.start]
        ):
            yield CountedNumber(number, place.noun_before, number.end, number.end, False)


# "In November 2022 the same publisher writes 128", where releases were counted before.
_SAYS = {
    "en": lazy(
        r"\b(?:print|publish|writ|wrote|say|said|speak|spoke|count|gave|giv|claim|had|put|again)\w*(?: (?:of|it at|those|these|the same|that|again|about|only|still|already|as|many))* $|, $|\bothers $|\bagain $"
    ),
    "fr": lazy(
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
