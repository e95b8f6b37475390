"""From which day to which an edition ran, as a text says: only of the editions whose days the record has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.factcheck import notes
from impact.factcheck.days import MONTHS, month_of
from impact.factcheck.facts import Facts
from impact.factcheck.lives import Found
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import COVER, flatten
from impact.i18n.words import Language, date

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = rf"(?P<{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th|er)?(?: (?:of )?(?P<{{1}}>{_MONTH}))?(?: (?:19|20)\d\d)?"
_SPAN = re.compile(
    rf"\b(?:from|between|du|entre le) {_DAY.format('d1', 'm1')} (?:to|and|until|au|et le|jusqu'au) (?:the )?{_DAY.format('d2', 'm2')}(?![\d:])"
)
_EDGE = re.compile(
    rf"\b(?:(?P<begin>began|begins|started|starts|opened|debute|debutait|commence|commencait|s'ouvrait|s'est ouverte?)|(?P<end>ended|ends|closed|finished|s'est (?:achevee?|terminee?|close)|s'acheve|prend fin|a pris fin)) (?:on |le )(?:the )?{_DAY.format('d1', 'm1')}"
)
_EDITION = re.compile(
    r"(?:\x7f{12,}|\b(?:campaign|campagne|edition|marathon|write-?a-?thon|celle|that|the one))(?:,? (?:of|de|d'|du|in|en))? ?(?P<after>(?:19|20)\d\d)\b|\b(?P<before>(?:19|20)\d\d) (?:edition|campaign|marathon|\x7f{12,})"
)
_HERE = re.compile(
    r"\b(?:our (?:group|school|section|town)|notre (?:groupe|ecole|section|ville)|in (?!december|november)[a-z]+|au (?:canada|quebec)|en (?:france|suisse|belgique)|au luxembourg|section|group|groupe|school|ecole|library|exhibition|stand|vigil)\b"
)


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, its year, what the record says."""
    flat = place.sentence.flat
    plain = flatten(place.text)
    if COVER not in flat or place.cases or not place.campaign:
        return
    if next(facts.places.find(flat), None) is not None:
        return
    if _HERE.search(re.sub(r"\b(?:in|en) (?:19|20)\d\d", "", flat)):
        return
    editions = list(_EDITION.finditer(flat))
    for match in (*_SPAN.finditer(plain), *_EDGE.finditer(plain)):
        told = match.groupdict()
        before = [each for each in editions if each.end() <= match.start()]
        year = int(before[-1]["after"] or before[-1]["before"]) if before else place.context_year
        row = facts.totals.get(year or 0)
        if row is None or year is None:
            continue
        last = month_of(told.get("m2"))
        first = month_of(told["m1"]) or last
        edges = (
            [("starts_on", told["d1"], first), ("ends_on", told["d2"], last)]
            if told.get("d2")
            else [("starts_on" if told.get("begin") else "ends_on", told["d1"], first)]
        )
        if any(month is None or not row[column] for column, _, month in edges):
            continue
        holds = all(
            (row[column].month, row[column].day) == (month, int(str(day)))
            for column, day, month in edges
        )
        if not holds and len(edges) < 2:
            continue  # a section may begin or end on a day of its own
        verdict = Verdict.RIGHT if holds else Verdict.WRONG
        days = [date(tell, row[column]) for column in ("starts_on", "ends_on") if row[column]]
        said = notes.Judgement(
            verdict, "editions", " ".join(str(row[column]) for column, _, _ in edges), notes.source(row, tell),
            notes.note(facts, tell, "days_of_edition", of=None, year=str(year), days=" – ".join(days)),
        )  # fmt: skip
        yield *match.span(), FindingKind.EDITION, year, said
