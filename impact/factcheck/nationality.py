"""Of which country somebody is said to be by an adjective: "the Kenyan lawyer", « l'avocate tunisienne ».

A nationality begins as its country's name does, in either language, and ends as nationalities end; what could be of
several countries is of each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from impact.factcheck.facts import Row
from impact.factcheck.lifetimes import countries
from impact.factcheck.names import Mention
from impact.factcheck.patterns import lazy
from impact.factcheck.referents import PEOPLE
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import country, country_code, country_names

_ENDING = lazy(
    r"(?:ians?|eans?|anes?|ans?|ese|is?|ish|ic|iennes?|iens?|eennes?|eens?|aines?|ains?|aises?|ais|oises?|ois|ines?|ins?|ennes?|ens?|iques?)$"
)
SHORTEST = 4  # letters of a stem that tells a country
MOST = 3  # letters of a name behind its stem
_ROLE = {
    lang: rf"(?!(?:wom[ae]n|m[ae]n|girl|boy|couple|two|three|femme|homme|fille|garcon|deux|trois)\b)(?:{words}|human rights (?:defender|lawyer|activist)|cadreu(?:r|se)|defenseure? des droits humains)"
    for lang, words in PEOPLE.items()
}
_AHEAD = {
    "en": lazy(
        rf"\b(?:the|an?) (?:[\w'-]+ ){{0,2}}?(?P<of>[a-z]+) (?:[\w'-]+ ){{0,2}}?{_ROLE['en']},? $"
    ),
    "fr": lazy(rf"(?:\b(?:le|la|une?) |\bl')(?:[\w'-]+ )??{_ROLE['fr']} (?P<of>[a-z]+),? $"),
}
_BEHIND = {
    "en": lazy(
        rf", (?:the|an?) (?:[\w'-]+ ){{0,2}}?(?P<of>[a-z]+) (?:[\w'-]+ ){{0,2}}?{_ROLE['en']}\b|,? (?:who )?is (?P<of2>[a-z]+)(?= ?[.,;]| and\b|$)"
    ),
    "fr": lazy(
        rf", (?:(?:le|la|une?) |l')?(?:[\w'-]+ )??{_ROLE['fr']} (?P<of>[a-z]+)\b|,? de nationalite (?P<of2>[a-z]+)|,? (?:qui )?est (?P<of3>[a-z]+)(?= ?[.,;]|$)"
    ),
}


@cache
def _by_beginning() -> dict[str, frozenset[tuple[str, str]]]:
    """The words of countries' names, each with its code, by their first letters."""
    found: dict[str, set[tuple[str, str]]] = {}
    for name in country_names():
        for word in flatten(name).replace("-", " ").split():
            code = country_code(name)
            if len(word) >= SHORTEST and code and word.isascii():
                found.setdefault(word[:SHORTEST], set()).add((word, code))
    return {beginning: frozenset(words) for beginning, words in found.items()}


# Of whom the record tells that they were, or may have been, in a country that is not theirs.
_ABROAD = lazy(
    r"\b(?:guantanamo|asylum|refugees?|migrants?|migration|rescue\w*|expel\w*|deport\w*|extradit\w*|asile|refugiee?s?)\b"
)


def at_home(case: Row, rows: Sequence[Row]) -> bool:
    """Whether nothing that the record tells of somebody leads beyond the case's own country."""
    code = str(case["country_code"])
    told = flatten(" ".join(str(row["summary"]) for row in rows))
    inside = f" in {flatten(country('en', code))}" in told  # where it happened, to whomever
    words = {found for word in told.split() for found in countries_of(word.strip(".,;:()'"))}
    abroad = set[str]().union(*(countries(row) for row in rows)) | words
    return not inside and not _ABROAD.search(told) and abroad <= {code}


@cache
def countries_of(word: str) -> frozenset[str]:
    """The codes of the countries whose nationality a plain word may be; none if it is no nationality."""
    codes: set[str] = set()
    for ending in _ENDING.finditer(word):
        stem = word[: ending.start()]
        if len(stem) < SHORTEST:
            continue
        for name, code in _by_beginning().get(stem[:SHORTEST], ()):
            if name.startswith(stem) and len(name) - len(stem) <= MOST:
                codes.add(code)
    return frozenset(codes)


def told(name: Mention, place: Scope) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where a nationality is said of somebody right beside their name, and the countries that it may mean."""
    flat, lang = place.sentence.flat, "fr" if place.sentence.lang == "fr" else "en"
    begin = max(0, name.start - 90)
    ahead = _AHEAD[lang].search(flat[begin : name.start])
    behind = _BEHIND[lang].match(flat, name.end)
    for match, offset in ((ahead, begin), (behind, 0)):
        if match is None:
            continue
        group = next(key for key, said in match.groupdict().items() if said)
        start, end = (at + offset for at in match.span(group))
        if codes := countries_of(flat[start:end]):
            yield start, end, codes
