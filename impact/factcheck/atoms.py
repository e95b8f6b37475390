"""A stretch of a sentence taken apart: what it says in words that mean the same, what it denies, its numbers and places.

A text and the record are read by the same rules, so that the one can be held against the other part by part.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from impact.factcheck.days import MONTHS, Day, days
from impact.factcheck.numbers import NumberInText, numbers, value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.text import covered, flatten
from impact.factcheck.units import same_unit
from impact.i18n.words import Language


@dataclass(frozen=True)
class Word:
    """A telling word: by which it is compared, where it stands, and whether it is denied."""

    key: str
    start: int
    end: int
    denied: bool


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts, as far as the words right behind it tell."""

    number: NumberInText
    unit: str


@dataclass(frozen=True)
class Atoms:
    """What a stretch says."""

    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    capitals: tuple[tuple[str, int], ...]
    days: tuple[Day, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(word.key for word in self.words)

    def between(self, start: int, end: int) -> Atoms:
        """What is said in a part of the stretch."""
        return Atoms(
            tuple(word for word in self.words if start <= word.start < end),
            tuple(each for each in self.quantities if start <= each.number.start < end),
            tuple(each for each in self.capitals if start <= each[1] < end),
        )

    def denies(self, key: str) -> set[bool]:
        """Whether the words of a key are denied here; both where it stands once so and once so."""
        return {word.denied for word in self.words if word.key == key}


_ENDINGS = frozenset(
    ("", "s", "d", "es", "ed", "ing", "ings", "e", "ee", "ees", "er", "ers", "ait", "aient", "ant", "ent", "ement", "ements")
)  # fmt: skip
LONG = 5  # letters of a stem behind which anything may stand


@dataclass(frozen=True)
class _Lexicon:
    """The words that mean the same, as the file beside this one lists them."""

    classes: Mapping[str, str]  # the class of each stem; one with a $ is the whole word
    opposite: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]
    small: frozenset[str]
    all: frozenset[str]
    events: frozenset[str]  # the classes that tell that something happened
    phrases: re.Pattern[str]  # what is said in several words
    said: Mapping[str, str]  # the class of each group of that pattern


@cache
def _lexicon() -> _Lexicon:
    file = tomllib.loads(Path(__file__).with_name("lemmas.toml").read_text(encoding="utf-8"))
    classes = {stem: name for name, own in file["classes"].items() for stem in own}
    phrases = [(name, each) for name, own in file["phrases"].items() for each in own]
    opposite: dict[str, set[str]] = {}
    for name, others in file["opposite"].items():
        for other in others:
            opposite.setdefault(name, set()).add(other)
            opposite.setdefault(other, set()).add(name)
    return _Lexicon(
        classes,
        {name: frozenset(others) for name, others in opposite.items()},
        {name: frozenset(others) for name, others in file["near"].items()},
        frozenset(file["small"].split()),
        frozenset(file["classes"]),
        frozenset(file["classes"]) - frozenset(file["no_event"]["classes"]),
        lazy("|".join(f"\\b(?P<p{at}>{each})" for at, (_, each) in enumerate(phrases))),
        {f"p{at}": name for at, (name, _) in enumerate(phrases)},
    )


def opposites(key: str) -> frozenset[str]:
    """The classes that say the opposite of one."""
    return _lexicon().opposite.get(key, frozenset())


def near(key: str) -> frozenset[str]:
    """The classes whose words may tell what one tells too."""
    return _lexicon().near.get(key, frozenset())


def is_class(key: str) -> bool:
    """Whether a word is compared by its class, which both languages share."""
    return key in _lexicon().all


def tells(keys: frozenset[str]) -> bool:
    """Whether one of the words tells that something happened, and not only who somebody is."""
    return not keys.isdisjoint(_lexicon().events)


@cache
def key_of(word: str) -> str:
    """By what a plain word is compared; empty if it tells nothing."""
    known = _lexicon()
    if word in known.small or word in MONTHS or value_of(word) is not None:
        return ""
    if own := known.classes.get(f"{word}$"):
        return own
    for end in range(len(word), 0, -1):  # the longest stem that the word begins with
        own, rest = known.classes.get(word[:end]), word[end:]
        if own and (rest in _ENDINGS if end < LONG else rest.isalnum() or not rest):
            return own
    return "" if len(word) < 4 else word[:5]


_WORD = lazy(r"[a-z]+(?:-[a-z]+)*")
_NEGATION = lazy(
    r"\b(?:libres? de tou\w+|free (?:of|from) (?:any|all)|not(?! (?:been )?(?:seen|heard)\b[^.,;]{0,20} since\b)|never|nobody|nothing|hardly|scarcely|barely|neither|nor|cannot|without|none|rien|renonc\w+ (?:a|au)|gave up|decided against|(?:refus\w+|fail\w+|declin\w+) to|refus\w+ (?=de |d')|n't|ne(?! (?:(?!pas |plus |jamais )[\w'-]+ ){1,5}?qu(?:e |'))|ni|sans|jamais|nul\w*|aucune?)\b|\bn'(?!(?:(?!pas |plus |jamais )[\w-]+ ){1,5}?qu(?:e |'))|n't\b|\bno\b(?! longer than)"
)
_CAPITAL = lazy(r"(?<![.!?:»”] )(?<!^)(?<!^ )\b[A-ZÀ-Þ][\w’'-]{2,}")
_STOPS = lazy(r"[,;:.()–—]| (?:but|and|while|mais|et|tandis|tout en) ")
# "Without a diagnosis to change gender": what is done is not denied.
_LACK = lazy(r"(?:ni|sans|without|neither|nor)\b")
_WHAT_FOR = lazy(r" (?:to|pour|afin) ")


def read(text: str, lang: Language, start: int = 0, end: int | None = None) -> Atoms:
    """The atoms of a stretch of a text, with offsets in the text."""
    end = len(text) if end is None else end
    plain, hidden = flatten(text), covered(flatten(text))
    dates = [(first, last, day) for first, last, day in days(hidden, text, start, end)]
    denied = [
        _scope(found, plain, end)
        for found in _NEGATION.finditer(plain, start, end)
        if text[found.start() : found.end()] not in ("Ni", "N'", "N’")  # Ni Yulan, N'Djamena
    ]
    counted = tuple(_quantities(text, plain, lang, (start, end), [each[:2] for each in dates]))
    phrases = [*_phrases(plain, start, end)]
    counted = tuple(
        each for each in counted if not any(a <= each.number.start < b for _, a, b in phrases)
    )
    hidden_at = [(each.number.start, each.number.end) for each in counted]
    hidden_at += [(first, last) for _, first, last in phrases]
    found_words = [
        (key, found.start(), found.end())
        for found in _WORD.finditer(plain, start, end)
        if (key := _key(found, plain)) and not any(a <= found.start() < b for a, b in hidden_at)
    ]
    words = tuple(
        Word(key, first, last, any(a <= first < b for a, b in denied))
        for key, first, last in sorted(
            found_words + [each for each in phrases if each[0] != "none"], key=lambda each: each[1]
        )
    )
    return Atoms(
        words,
        counted,
        tuple((found.group(), found.start()) for found in _CAPITAL.finditer(text, start, end)),
        tuple(day for _, _, day in dates),
    )


def _phrases(plain: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What is said in several words that mean one thing: by which it is compared, and where it stands."""
    known = _lexicon()
    for found in known.phrases.finditer(plain, start, end):
        yield known.said[str(found.lastgroup)], *found.span()


# A sentence to death is no death.
_TO_DIE = lazy(r"(?:death|mort)\b(?: (?:row|sentences?|penalty))?")
_SENTENCED = lazy(r"(?:peines? de|couloirs? de la|condamn\w+ a|sentenced to|condemned to) $")


def _key(word: re.Match[str], plain: str) -> str:
    if word.group() in ("row", "penalty") and plain[: word.start()].endswith("death "):
        return ""
    death = _TO_DIE.match(plain, word.start())
    if death and (
        " " in death.group() or _SENTENCED.search(plain[max(0, word.start() - 20) : word.start()])
    ):
        return "capital"
    return key_of(word.group())


def _scope(denial: re.Match[str], plain: str, end: int) -> tuple[int, int]:
    """What a denial denies: up to where its clause ends."""
    start = denial.end()
    stop = _STOPS.search(plain, start, end)
    end = stop.start() if stop else end
    what_for = _WHAT_FOR.search(plain, start, end) if _LACK.match(denial.group()) else None
    return start, what_for.start() if what_for else end


_UNIT = lazy(
    r"[ -](?:(?:de|d'|des|of|the|more|full|further|million|millions|other|les) ?)*(?P<unit>[a-z%]+)| ?(?P<sign>[%€$£])"
)


_MONEY = lazy(r"(?P<sign>[€£$]) ?$")
_MILLIONS = lazy(r" ?m\b")
_ONE = lazy(
    r"\b(?P<one>one|an?|une?)[ -](?:full |single |seule? )?(?P<unit>years?|months?|weeks?|days?|ans?|annees?|mois|semaines?|jours?)\b(?! later| earlier| before| after| plus t| avant| apres)"
)
# "Lost both eyes", of who lost an eye.
_PAIR = lazy(
    r"\b(?:(?P<both>both(?: his| her| their)?|les deux|ses deux)|an?|one|une?|l') ?(?P<part>eyes?|legs?|arms?|hands?|ears?|yeux|oeil|jambes?|bras|mains?|oreilles?)\b"
)
_LATER = lazy(
    r"[ -](?:years?|months?|weeks?|days?|ans?|annees?|mois|semaines?|jours?) (?:later|earlier|before|on\b|plus t|avant|auparavant)"
)
_HALF = lazy(r" (?:and a half|et demie?)\b")


def _quantities(
    text: str, plain: str, lang: Language, span: tuple[int, int], dates: Sequence[tuple[int, int]]
) -> Iterator[Quantity]:
    for found in _ONE.finditer(plain, *span):  # "one year", which is no number of the others
        kept = NumberInText(*found.span("one"), 1, 1)
        yield Quantity(kept, same_unit(found["unit"]))
    for found in _PAIR.finditer(plain, *span):
        kept = NumberInText(found.start(), found.start("part") - 1, 1 + bool(found["both"]), 1)
        yield Quantity(kept, key_of(found["part"]))
    for number in numbers(plain[span[0] : span[1]], text[span[0] : span[1]], lang):
        first, last = number.start + span[0], number.end + span[0]
        if any(first < b and a < last for a, b in dates):
            continue
        if _LATER.match(plain, last):
            continue  # a time that is counted from another
        unit = _UNIT.match(plain, last)
        said = (unit["unit"] or unit["sign"]) if unit else ""
        if money := _MONEY.search(plain, max(0, first - 2), first):  # "£20m", "€4,500"
            of_millions = number.value < 1000 and _MILLIONS.match(plain, last)
            number = replace(number, value=number.value * (10**6 if of_millions else 1))
            said = {"€": "euros", "£": "pounds", "$": "dollars"}[money["sign"]]
        half = 0.5 * bool(unit and same_unit(said) and _HALF.match(plain, unit.end()))
        kept = replace(number, start=first, end=last, value=number.value + half)
        yield Quantity(kept, "%" if number.percent else same_unit(said) or key_of(said) or "")


@cache
def of_row(summary: str, lang: Language) -> Atoms:
    """The atoms of a sentence of the record."""
    return read(summary, lang)
