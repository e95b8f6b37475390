"""What a text says of a case beside its outcomes: in which edition it was, and how long somebody was held.

Editions are the record's. Durations are read from the record's own sentences with the patterns that read the
text, else counted from the day of an arrest to that of a release; where there is neither, nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from impact.factcheck import notes
from impact.factcheck.days import Day, days
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import numbers
from impact.factcheck.outcomes import Mention, whose
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import covered, flatten
from impact.i18n.words import Language, listing, localized

Found = tuple[int, int, FindingKind, float | int, Judgement]
COMPLETE_FROM = 2010  # the cases of editions before are a sample


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, its number, what the record says."""
    if place.sentence.flat.rstrip().endswith("?"):
        return
    yield from _editions(place, facts, tell)
    yield from _durations(place, facts, tell)


# Editions

_EDITION = {
    "en": re.compile(
        r"\b(?:featured|presented|profiled|highlighted|one of the (?:\w+ )?(?:cases|people|faces)|among the (?:\w+ )?(?:cases|people)|taken up|a case"
        r"|(?:was|were|is) (?:part of|included)|case was)\b[^.;\d]{0,45}?(?<!since )\b(?P<year>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:wrote|writing|written|campaigned|mobili[sz]ed) (?:letters )?for (?:[\w'-]+ ){1,4}in (?P<year2>(?:19|20)\d\d)(?!\d)"
    ),
    "fr": re.compile(
        r"\b(?:presentee?s?|mise?s? en avant|figur\w+|choisie?s?|retenue?s?|(?:fait|faisait|faisaient|fit|font) partie|a l'affiche|un des cas|une? cas|parmi les (?:\w+ )?cas)\b"
        r"[^.;\d]{0,45}?(?<!depuis )\b(?P<year>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:ecrit|mobilisee?s?|campagne) (?:pour (?:[\w'-]+ ){1,4})?en (?P<year2>(?:19|20)\d\d)(?!\d)"
    ),
}  # fmt: skip
# An event that is dated there, and no edition: "featured … until he was freed in 2015".
_EVENT_BETWEEN = re.compile(
    r"\b(?:freed|released|arrested|sentenced|died|jailed|born|liber\w+|arret\w+|condamn\w+|mort\w*|nee?)\b"
)


def _editions(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for match in _EDITION[lang].finditer(flat):
        year = int(match["year"] or match["year2"])
        if _EVENT_BETWEEN.search(match.group()):
            continue
        for case_id in _whose(match, place)[:1]:
            yield *match.span(), FindingKind.EDITION, year, _edition(case_id, year, facts, tell)


def _whose(match: re.Match[str], place: Scope) -> list[str]:
    flat, lang = place.sentence.flat, place.sentence.lang
    before: Sequence[Mention] = place.before
    said = whose(match, flat, lang, place.cases, before)
    if said or not before or len({name.case_id for name in before}) != 1:
        return said
    # "Her case was one of the 2014 edition", "Son cas faisait partie …", "pour qui le marathon …"
    return [before[0].case_id] if _OF_THEM[lang].search(flat) else []


_OF_THEM = {
    "en": re.compile(r"^\W*(?:his|her|their|its)\b|\b(?:he|she|they)\b"),
    "fr": re.compile(r"^\W*(?:son|sa|leur|ses)\b|\b(?:ils?|elles?)\b"),
}


def _edition(case_id: str, year: int, facts: Facts, tell: Language) -> Judgement:
    case = facts.cases[case_id]
    editions = sorted(
        row["edition_year"] for row in facts.cases.values() if row["person_id"] == case["person_id"]
    )
    own = [row for row in facts.cases.values() if row["edition_year"] == year]
    featured = facts.totals[year]["cases_featured"] if year in facts.totals else None
    complete = year >= COMPLETE_FROM and featured is not None and len(own) >= featured
    verdict = Verdict.NOT_IN_THE_RECORD
    if year in editions:
        verdict = Verdict.RIGHT
    elif complete:
        verdict = Verdict.WRONG
    return Judgement(
        verdict,
        "cases",
        listing("en", [str(each) for each in editions]),
        notes.source(case, tell),
        notes.note(
            facts,
            tell,
            "edition_of_case",
            of=case,
            name=localized(case, "name", tell),
            years=listing(tell, [str(each) for each in editions]),
        ),
    )


# Durations

_DAYS = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0}
_UNIT = {
    "en": re.compile(r"^[- ](?P<year>years?)\b|^[- ](?P<month>months?)\b|^[- ](?P<week>weeks?)\b|^[- ](?P<day>days?)\b"),
    "fr": re.compile(r"^ (?P<year>ans?|annees?)\b|^ (?P<month>mois)\b|^ (?P<week>semaines?)\b|^ (?P<day>jours?)\b"),
}  # fmt: skip
_HALF = re.compile(r"^ (?:and a half|et demie?)\b")
_SENTENCE_BEFORE = {
    "en": re.compile(r"\b(?:sentenced (?:in \d{4} )?to|sentence of|term of|serving|condemned to|reduced to|cut to|(?:his|her|their|an?|the))(?: [a-z]+){0,2} $"),
    "fr": re.compile(r"\b(?:condamnee?s? (?:en \d{4} )?a|peine de|purge[nr]?t? (?:une peine de)?|reduite a|ramenee a|ramenee de)(?: [a-z]+){0,2} $"),
}  # fmt: skip
_SENTENCE_AFTER = {
    "en": re.compile(r"^(?: (?:prison|jail))? (?:sentence|term)\b"),
    "fr": re.compile(r"(?!)"),
}
_SENTENCED = {
    "en": re.compile(r"\b(?:sentenced|condemned|reduced|cut)\b[^.;,]{0,36}$|\b(?:sentence|term) of [^.;,]{0,12}$"),
    "fr": re.compile(r"\b(?:condamnee?s?|reduite|ramenee)\b[^.;,]{0,36}$|\bpeine de [^.;,]{0,12}$"),
}  # fmt: skip
_HELD_AFTER = {
    "en": re.compile(r"^(?: (?:in|behind|of|under))(?: [a-z]+){0,4}? (?:prison|jail|bars|detention|custody|imprisonment|captivity|cell|confinement|arrest)\b|^ (?:imprisoned|detained|locked)\b"),
    "fr": re.compile(r"^ (?:en|de|d'|derriere|dans)(?: ?(?:les|une|la|sa|l'))*(?: ?[a-z]+){0,2}? ?(?:prison|barreaux|detention|captivite|emprisonnement|incarceration|cellule|geole)\b"),
}  # fmt: skip
_HELD_BEFORE = {
    "en": re.compile(r"\b(?:after|spent|served|for|following|jailed|imprisoned|detained|held) (?:[a-z]+ ){0,3}$"),
    "fr": re.compile(r"\b(?:apres|passe|pendant|purge|durant|au bout de) (?:[a-z']+ ){0,3}$"),
}  # fmt: skip
_PRISON = {
    "en": re.compile(r"\b(?:freed|releas\w+|prison|jail\w*|detain\w*|detention|imprison\w*|custody|free|bars|out)\b"),
    "fr": re.compile(r"\b(?:liber\w+|relach\w+|prison|deten\w+|emprison\w*|incarcer\w*|libre|barreaux|sorti\w*)\b"),
}  # fmt: skip


@dataclass(frozen=True)
class Duration:
    """A time that somebody was held, or that a court imposed (`sentence`)."""

    start: int
    end: int
    value: float  # in its own unit
    unit: str
    qualifier: str
    sentence: bool

    @property
    def in_days(self) -> float:
        return self.value * _DAYS[self.unit]


def durations(flat: str, text: str, lang: Language) -> Iterator[Duration]:
    """The durations of a plain sentence that are times in custody or sentences."""
    for number in numbers(flat, text, lang):
        unit = _UNIT[lang].match(flat[number.end :])
        if unit is None or number.percent:
            continue
        before = flat[max(0, number.start - 45) : number.start]
        if re.search(r"\b(?:years?|months?|ans?|annees?|mois)(?:,| and| et) $", before):
            continue  # the smaller part of "43 years and 10 months"
        after = flat[number.end + unit.end() :]
        sentence = bool(
            _SENTENCED[lang].search(before)
            or _SENTENCE_AFTER[lang].match(after)
            or (_SENTENCE_BEFORE[lang].search(before) and "sentence" in after[:20])
        )
        held = _HELD_AFTER[lang].match(_HALF.sub("", after)) or (
            _HELD_BEFORE[lang].search(before) and _PRISON[lang].search(flat)
        )
        if sentence or held:
            half = _HALF.match(after)
            end = number.end + unit.end() + (half.end() if half else 0)
            value = number.value + (0.5 if half else 0)
            yield Duration(
                number.start, end, value, str(unit.lastgroup), number.qualifier, sentence
            )


def _durations(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = place.sentence.flat, place.sentence.lang
    if (
        not _PRISON[lang].search(flat)
        and "sentence" not in flat
        and not re.search(r"condamn|peine", flat)
    ):
        return
    for told in durations(flat, place.text, lang):
        here = re.compile(re.escape(flat[told.start : told.end])).match(flat, told.start)
        assert here is not None
        for case_id in _whose(here, place)[:1]:
            said = _duration(told, facts.cases[case_id], facts, tell)
            if said is not None:
                yield told.start, told.end, FindingKind.DURATION, told.value, said


def _duration(told: Duration, case: Row, facts: Facts, tell: Language) -> Judgement | None:
    events = facts.events[case["case_id"]]
    known: list[tuple[float, str, Row]] = []
    for row in (case, *events):
        flat = covered(flatten(row["summary"]))
        known += [
            (each.in_days, row["summary"][each.start : each.end], row)
            for each in durations(flat, row["summary"], "en")
            if each.sentence == told.sentence
        ]
    counted = [] if told.sentence else list(_counted(case, events))
    fitting = [one for one in known if _fits(told, one[0])]
    if fitting:
        return _held(Verdict.RIGHT, fitting[0][2], case, facts, tell)
    if any(_fits(told, time) for time, _ in counted):
        row = next(row for time, row in counted if _fits(told, time))
        return _held(Verdict.RIGHT, row, case, facts, tell)
    if not known and not counted:
        return None
    row = known[0][2] if known else counted[0][1]
    times = [one[0] for one in known] + [time for time, _ in counted]
    alone = case["people"] == 1
    far = all(_far(told, time) for time in times)
    verdict = Verdict.WRONG if alone and far else Verdict.NOT_IN_THE_RECORD
    return _held(verdict, row, case, facts, tell)


def _fits(told: Duration, time: float) -> bool:
    """Whether a duration may stand for a known time, in days."""
    unit = _DAYS[told.unit]
    off = time - told.in_days
    if told.sentence:
        return abs(off) < 0.05 * unit
    slack = min(0.5 * unit, 0.08 * time + 0.1 * unit)
    match told.qualifier:
        case "more" | "floor":
            return -0.05 * unit <= off < 1.05 * unit
        case "above" | "below" | "ceiling":
            return -unit < off <= 0.05 * unit
    return abs(off) <= slack


def _far(told: Duration, time: float) -> bool:
    """Whether a duration is so far from a known time that both cannot be meant of the same."""
    if told.sentence:
        return True
    off = abs(time - told.in_days)
    return off > 0.25 * max(time, told.in_days) and off > 180


def _counted(case: Row, events: Sequence[Row]) -> Iterator[tuple[float, Row]]:
    """The time from an arrest that the case's own words date to the first release after it, in days."""
    flat = covered(flatten(case["summary"]))
    for arrest in re.finditer(
        r"\b(?:arrested|detained|held|jailed|imprisoned)\b[^.;]{0,40}?\b(?:in|since|on)\b", flat
    ):
        for _, _, day in days(
            flat, case["summary"], arrest.end(), min(len(flat), arrest.end() + 24)
        ):
            began = _as_date(day)
            for row in events:
                out = str(row["event_date"] or "")
                if (
                    row["outcome_type"].startswith("released")
                    and len(out) >= 7
                    and out[:4] >= str(day.year)
                ):
                    ended = dt.date.fromisoformat(f"{out}-15"[:10])
                    if began and ended > began:
                        yield (ended - began).days, row
                        break
            break


def _as_date(day: Day) -> dt.date | None:
    """Of a day that a text gives; the middle of its month where it gives none, nothing where only the year."""
    return dt.date(day.year, day.month, day.day or 15) if day.month else None


def _held(verdict: Verdict, row: Row, case: Row, facts: Facts, tell: Language) -> Judgement:
    summary = localized(row, "summary", tell)
    return Judgement(
        verdict,
        "timeline_of_case",
        None,
        notes.source(row, tell),
        notes.note(
            facts,
            tell,
            "duration",
            of=case,
            name=localized(case, "name", tell),
            summary=summary.rstrip("."),
        ),
    )
