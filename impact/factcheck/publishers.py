"""What a text says that somebody printed of releases: "in 2013 the Belgian section announced 95 of 143".

That a publisher printed a number in a year is in the ledger of claims, whatever the number itself is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import notes, scope, vocabulary
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code, date, localized, number, term

SUBJECTS = ("people_released", "situations_improved", "positive_outcomes")
SMALLEST = 40  # a number that is told of one event is smaller
_SAID: vocabulary.Patterns = {
    "en": lazy(
        r"\b(?:announc|print|publish|count|claim|report|spoke|speak|said|say|put (?:it|the)|wrote|writ|gave|list)\w*\b"
    ),
    "fr": lazy(
        r"\b(?:annonc|imprim|publi|compt|parl|disait|disent|dit\b|donn|ecri[tv]|affich|avanc|revendiq)\w*"
    ),
}
_RELEASED = lazy(r"releas|freed|set free|walked free|liber|relach")
_IMPROVED = lazy(r"situation|outcome|improv|amelior|issue positive|denouement")
_IT = lazy(r"^\W*(?:(?:en|in) (?:\w+ )?\d{4},? )?(?:elle|it|they|on)\b")


def judged(
    number_said: NumberInText, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    """What the ledger says of a number that a named publisher is said to have printed; nothing if none is."""
    flat, lang = place.sentence.flat, place.sentence.lang
    if number_said.value < SMALLEST or not place.years or not _SAID[lang].search(flat):
        return None
    rows = [row for row in facts.claims(*SUBJECTS) if _by(row, place, facts)]
    year = scope.year_of(number_said, place.sentence, place, facts)
    rows = [row for row in rows if str(row["printed"])[:4] == str(year)]
    rows = [row for row in rows if row["subject"] in _meant(number_said, flat)]
    alike = [row for row in rows if row["value"] == number_said.value]
    bases = {row["of_cases"] for row in alike} - {None}
    if alike and (not bases or number_said.of in (None, *bases)):
        return _said(Verdict.RIGHT, alike[-1], facts, tell)
    return _said(Verdict.WRONG, rows[-1], facts, tell) if rows else None


def _by(row: Row, place: Scope, facts: Facts) -> bool:
    """Whether a claim is of the publisher that a sentence names, or means by "it"."""
    flat = place.sentence.flat
    by = flatten(f"{row['publisher']} {row['publisher_fr']}")
    itself = flatten(row["publisher_itself"])
    if not itself.startswith("amn") and itself in flat:
        return True
    words = set(re.findall(r"\w+", by))
    return any(set(re.findall(r"\w+", name)) <= words for name in _named(place, facts))


def _named(place: Scope, facts: Facts) -> Iterator[str]:
    """The plain names, in both languages, of the sections and countries that a sentence names."""
    flat = place.sentence.flat
    found = [*facts.places.find(flat)]
    sections = {section for _, _, section in found if section}
    if not found and _IT.match(flat):
        sections.update(place.sections_before[-1:])
    for row in facts.sections:
        if row["section"] in sections:
            yield from (flatten(row["section"]), flatten(row["section_fr"]))
    for start, end, section in found:
        code = None if section else country_code(place.text[start:end])
        if code:
            yield from (flatten(country("en", code)), flatten(country("fr", code)))


def _meant(number_said: NumberInText, flat: str) -> tuple[str, ...]:
    """What a number counts, where the words right behind it tell."""
    behind = flat[number_said.end : number_said.end + 45]
    released, improved = _RELEASED.search(behind), _IMPROVED.search(behind)
    if released and not (improved and improved.start() < released.start()):
        return SUBJECTS[:1]
    return SUBJECTS[1:] if improved else SUBJECTS


def _said(verdict: Verdict, row: Row, facts: Facts, tell: Language) -> Judgement:
    told = notes.note(
        facts, tell, "running", publisher=localized(row, "publisher_itself", tell),
        number=number(tell, row["value"]), subject=term(tell, "subject", row["subject"]),
        printed=date(tell, row["printed"]),
    )  # fmt: skip
    return Judgement(verdict, "claims_ledger", row["value"], notes.source(row, tell), told)
