"""One section's count of a year beside its own of another: "fewer than two years earlier", « quatre fois plus que l'année d'avant ».

Only where the record has both counts of the whole section; anything else is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import notes, vocabulary
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import value_of
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.i18n.words import Language

_WORD = r"two|three|four|five|six|seven|eight|nine|ten|deux|trois|quatre|cinq|sept|huit|neuf|dix|\d{1,2}"
_WHEN = {
    "en": rf"(?:(?P<year>(?:19|20)\d\d)\b|(?P<n>an?|one|{_WORD}) years? (?:earlier|before)\b|the (?:year before|previous year)\b)",
    "fr": rf"(?:(?P<year>(?:19|20)\d\d)\b|(?P<n>une?|{_WORD}) ans? (?:plus tot|auparavant|avant)\b|l'annee (?:d'avant|precedente)\b)",
}
_COMPARED = {
    "en": re.compile(
        rf"\b(?:(?P<less>fewer|less|lower)|(?P<times>twice|{_WORD})(?: times)? (?:as many|as much|more)|(?P<more>more|higher)|(?P<same>as many|the same))"
        r"(?: actions| letters| signatures)?(?: (?:than|as|in|that of|the figure of|(?:it|they) (?:had )?[a-z]+|for))* "
        + _WHEN["en"]
    ),
    "fr": re.compile(
        rf"\b(?:(?P<less>moins)|(?P<times>{_WORD}) fois plus|(?P<more>plus)|(?P<same>autant))"
        r"(?: d'actions| de lettres| de signatures)?(?: que| en| celles? de| dans)* ?(?:qu')?(?:en )?"
        + _WHEN["fr"]
    ),
}
NEAR, FAR = 0.03, 0.15  # how far apart two counts or ratios are that are one, and that are not


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[tuple[int, int, Judgement]]:
    """Each such comparison: where it stands and what the two counts say."""
    flat = place.sentence.flat
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    for match in _COMPARED[lang].finditer(flat):
        named = [each for each in facts.places.find(flat) if each[1] <= match.start()]
        section = named[-1][2] if named else place.of_section
        between = flat[named[-1][1] if named else 0 : match.start()]
        if not section or vocabulary.WORLD[lang].search(between):
            continue
        counts = {
            int(row["edition_year"]): row
            for row in facts.sections
            if row["section"] == section and row["scope"] == "whole_section"
        }
        told = [int(year.group()) for year in place.years if year.end() <= match.start()]
        year = told[-1] if told else place.context_year
        if match["same"]:  # "about 85,000 in 2018, as many in 2019": of the later one
            other, year = year, int(match["year"] or 0)
        else:
            back = value_of(match["n"]) if match["n"] else 1
            other = int(match["year"]) if match["year"] else (year or 0) - (back or 1)
        row, earlier = counts.get(year or 0), counts.get(other or 0)
        if row is not None and earlier is not None and (verdict := _verdict(match, row, earlier)):
            yield *match.span(), Judgement(
                verdict, "actions_by_section", row["actions"], notes.source(earlier, tell),
                notes.of_count(facts, earlier, tell),
            )  # fmt: skip


def _verdict(match: re.Match[str], row: Row, earlier: Row) -> Verdict | None:
    """What two counts make of a comparison; nothing where they are too near to tell."""
    ratio = row["actions"] / earlier["actions"]
    if match["times"]:
        ratio /= 2 if match["times"] == "twice" else value_of(match["times"]) or 1
    if match["times"] or match["same"]:
        off = abs(ratio - 1)
        return (
            Verdict.RIGHT
            if off <= NEAR
            else Verdict.ROUNDED_FAIRLY
            if off <= FAR
            else Verdict.WRONG
        )
    if abs(ratio - 1) <= NEAR:
        return None
    return Verdict.RIGHT if (ratio > 1) == bool(match["more"]) else Verdict.WRONG
