"""How many people a verb is told of: "six men were convicted", « les onze accusés ont tous été acquittés ».

It is a part of what is told: a text may count no more people than the event has, and a lower number is not borne out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from impact.factcheck import verbs
from impact.factcheck.facts import Row
from impact.factcheck.numbers import value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.tellings import Telling
from impact.factcheck.text import COVER, covered, flatten
from impact.i18n.words import Language

_N = (
    r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    r"|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt)"
)
_WHO = (
    r"(?:m[ae]n|wom[ae]n|people|persons?|others?|officers?|police ?m[ae]n|soldiers?|suspects?|accused|defendants?|members?|activists?|students?|girls?|boys?|leaders?|lawyers?|doctors?|brothers?|sisters?|killers?|attackers?|perpetrators?"
    r"|hommes?|femmes?|personnes?|autres?|agents?|policiers?|soldats?|militaires?|suspects?|accusee?s?|prevenue?s?|membres?|militante?s?|etudiante?s?|filles?|garcons?|dirigeante?s?|avocate?s?|medecins?|freres?|soeurs?|assassins?|meurtriers?|agresseurs?|gendarmes?|jeunes?)"
)
_OF = r"(?:of (?:the|them|those|these)|d'entre (?:eux|elles)|des)"
# Who something befell, before the verb with nothing but their own words between, or right behind it.
_BEFORE = lazy(
    rf"(?<![\w-])(?<!of )(?<!de )(?<!au )(?<!in ){_N} (?:{_OF}(?: {COVER}+| \w+)? )?(?:[\w'-]+ ){{0,3}}?(?:{_WHO} )?(?P<rest>(?:[\w'-]+ ){{0,7}})$"
)
_HELPING = frozenset(
    ("was", "were", "has", "have", "had", "been", "be", "all", "both", "then", "later", "also", "finally", "a", "ont", "ete", "est", "sont",
     "furent", "fut", "avaient", "etaient", "tous", "toutes", "ensuite", "aussi", "finalement", "still", "in", "prison", "encore", "en")
)  # fmt: skip
_BEHIND = lazy(
    rf" (?:the |les |all |all of |all the |tous les |toutes les |last |remaining |derniers |dernieres )*{_N} (?:{_OF} )?(?:(?!and\b|et\b)[\w'-]+ ){{0,3}}?{_WHO}\b"
)
_AS_MANY = lazy(rf" (?:all |tous |the |les )*{_N} {_OF} ")


def miscounted(told: Telling, typed: Sequence[Row], others: Sequence[Row]) -> Verdict | None:
    """What a count of people makes of a telling, held against the events of its kind and those that only say so too."""
    said = _told(told)
    if said is None or said == len(told.people) > 1:
        return None  # "X and Y were both freed", of two cases
    people = [int(row["people"]) for row in typed if row["people"] is not None]
    known = {n for row in (*typed, *others) for n in _in_words(row, told.kind)}
    known |= {*people, sum(people)} if people else set()
    if not known or said in known:
        return None
    return Verdict.WRONG if said > max(known) else Verdict.NOT_IN_THE_RECORD


def borne(flat: str, span: tuple[int, int], row: Row, lang: Language) -> bool:
    """Whether no verb of a stretch is told of more or of fewer people than an event is."""
    if row["people"] is None:
        return True
    for verb in verbs.OUTCOME[lang].finditer(flat, *span):
        count = _counted(flat[span[0] : verb.start()], flat[verb.end() : span[1]])
        known = {int(row["people"]), *_in_words(row, str(verb.lastgroup))}
        if count is not None and count not in known:
            return False
    return True


def _told(told: Telling) -> int | None:
    """How many people the verb of a telling is told of, where it says so."""
    before = told.clause[: max(0, len(told.clause) - len(told.after) - len(told.said))]
    inside = _INSIDE.search(flatten(told.said))  # "the charges against both lawyers were lifted"
    return _value(inside) if inside else _counted(before, flatten(told.after))


_INSIDE = lazy(rf"\b{_N} (?:[\w'-]+ )?{_WHO}\b")


def _counted(before: str, behind: str) -> int | None:
    """The count of people right behind a verb, or else of its subject."""
    if found := _BEHIND.match(behind) or _AS_MANY.match(behind):
        return _value(found)
    for found in _BEFORE.finditer(before):
        words = _OF_A_GROUP.sub(r"\1 ", before[found.end("n") : found.end()]).split()
        if _AMONG.search(before, 0, found.start()):
            continue  # one of so many
        if "other" in words or "others" in words or "autres" in words:
            continue  # "X and three others": not all of whom it is told
        if all(
            word in _HELPING or _WHO_WORD.fullmatch(word) or _OF_WORD.search(word) for word in words
        ):
            return _value(found)
    return None


_AMONG = lazy(
    r"\b(?:among|one of|part of|including|with|parmi|une? d(?:es|e)|l'une? des|avec|dont)\b[^,.;]{0,20}$"
)
# "Three members of Pussy Riot were".
_OF_A_GROUP = lazy(
    rf"({_WHO}) (?:(?:of|de|du|des) |d')(?:(?!was\b|were\b|has\b|have\b|a\b|ont\b|est\b|sont\b)[\w'-]+ ){{1,4}}"
)
_WHO_WORD = lazy(rf"{_WHO}|former|police|anciens?|military|young|istanbul|d'istanbul|{COVER}+")
_OF_WORD = lazy(r"^(?:of|the|them|those|these|d'entre|eux|elles|des)$")


def _value(found: re.Match[str]) -> int | None:
    said = found["n"]
    return int(said) if said.isdigit() else value_of(said)


def _in_words(row: Row, kind: str) -> Iterator[int]:
    """The counts that an event's own words have with a verb of a kind: "… and acquitted two others"."""
    flat = covered(flatten(row["summary"]))
    for verb in verbs.OUTCOME["en"].finditer(flat):
        if verb.lastgroup == kind:
            count = _counted(flat[: verb.start()], flat[verb.end() :])
            if count is not None:
                yield count
