"""How long it was from one event of somebody to another: "four years after his arrest", « après un procès de quatorze mois ».

Counted from the record's own dates: of the event that the sentence tells, and of the other, which it only names. Right
where both fit, wrong where the record has both to the month and they are far apart; else nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from impact.factcheck import notes
from impact.factcheck.days import days
from impact.factcheck.durations import value_in
from impact.factcheck.facts import Facts, Row
from impact.factcheck.kinds import ARRESTS, RELEASES, of_type
from impact.factcheck.lives import Found
from impact.factcheck.notes import Judgement
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import covered, flatten
from impact.i18n.words import Language

Told = tuple[int, int, str, Judgement]  # an event that a verb tells, and what the record says of it

_UNITS = {"year": 365.25, "month": 30.4, "week": 7, "day": 1, "an": 365.25, "mois": 30.4, "semaine": 7, "jour": 1}  # fmt: skip
_SPAN = {
    "en": re.compile(
        r"\b(?P<n>an?|[a-z]+|\d{1,4}) (?P<unit>year|month|week|day)s? (?P<way>after|before) (?:(?:his|her|their|the|its|being) )?"
        r"(?:(?P<arrest>arrest(?:ed)?|detention|capture)|(?P<out>release[d]?|freedom|leaving prison)|(?P<tried>trial (?:began|opened|started)|(?:start|opening) of (?:his|her|their|the) trial))\b"
        r"|\bafter an? (?:trial of (?P<n2>[a-z]+|\d{1,3}) (?P<unit2>month|week|year|day)s?|(?P<n3>[a-z]+|\d{1,3})-(?P<unit3>month|week|year|day) trial)\b"
    ),
    "fr": re.compile(
        r"\b(?P<n>une?|[a-z]+|\d{1,4}) (?P<unit>an|mois|semaine|jour)s? (?P<way>apres|avant) (?:(?:son|sa|leur|la|le|etre) |l'|d'etre )?"
        r"(?:(?P<arrest>arrestation|arretee?s?)|(?P<out>liberation|liberee?s?|sortie)|(?P<tried>(?:debut|ouverture) d[eu] (?:son |leur )?proces))\b"
        r"|\bapres un proces de (?P<n2>[a-z]+|\d{1,3}) (?P<unit2>mois|semaine|an|jour)s?(?P<n3>(?!))?(?P<unit3>(?!))?"
    ),
}
_AROUND = re.compile(
    r"\b(?:(?P<below>less than|nearly|almost|under|moins d[e']|pres d[e']|presque)|(?P<above>more than|over|plus d[e'])) ?$"
)
_TRIAL_OPENED = re.compile(
    r"\btrial\b[^.;]{0,60}\b(?:open|beg[au]n|start)|\bopen\w*[^.;]{0,40}\btrial\b"
)
_ARREST_TOLD = re.compile(
    r"\b(?:arrested|detained|held|jailed|imprisoned)\b[^.;]{0,40}?\b(?:in|since|on)\b"
)
NEAR, FAR = 0.6, 1.5  # in units of what is told, how far off may be right and has to be wrong


def found(place: Scope, told: Sequence[Told], facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such time of a sentence: where, its number, what the record says."""
    flat = place.sentence.flat
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    for match in _SPAN[lang].finditer(flat):
        rows = [
            said.row
            for start, _, _, said in told
            if said.verdict is Verdict.RIGHT and said.row
            if not match.start() <= start < match.end()  # "after her release" names the other one
        ]
        dated = [row for row in rows if len(str(row.get("event_date") or "")) >= 7]
        if len({row["case_id"] for row in dated}) != 1:
            continue
        row = dated[-1]
        name = next(key for key in ("n", "n2", "n3") if match[key])
        value = value_in(match[name], place.text, match.start(name), place.sentence.lang)
        others = [*_others(match, row, facts)]
        if not value or not others:
            continue
        unit = _UNITS[match[name.replace("n", "unit")]]
        around = _AROUND.search(flat, 0, match.start())
        off = min((_off(row, other, value * unit, around) for other in others), key=abs) / unit
        if abs(off) <= NEAR or abs(off) >= FAR:
            verdict = Verdict.RIGHT if abs(off) <= NEAR else Verdict.WRONG
            said = notes.of_row(facts, facts.cases[row["case_id"]], row, verdict, tell)
            start = around.start() if around else match.start()
            yield start, match.end(), FindingKind.DURATION, value, said


def _others(match: re.Match[str], row: Row, facts: Facts) -> Iterator[dt.date]:
    """The days of the event that is only named, as far as the record has them to the month."""
    groups = match.groupdict()
    case, events = facts.cases[row["case_id"]], facts.events[row["case_id"]]
    if groups["arrest"]:
        plain = covered(flatten(case["summary"]))
        for arrest in _ARREST_TOLD.finditer(plain):
            for _, _, day in days(
                plain, case["summary"], arrest.end(), min(len(plain), arrest.end() + 24)
            ):
                if day.month:
                    yield dt.date(day.year, day.month, day.day or 15)
        known = [each for each in events if each["outcome_type"] in ARRESTS]
    elif groups["out"]:
        known = [each for each in of_type("released", events) if each["outcome_type"] in RELEASES]
    else:
        looked = facts.looked[row["case_id"]]
        known = [
            each for each in (*events, *looked) if _TRIAL_OPENED.search(each["summary"].lower())
        ]
    yield from (_day(each) for each in known if len(str(each["event_date"] or "")) >= 7)


def _day(row: Row) -> dt.date:
    return dt.date.fromisoformat(f"{row['event_date']}-15"[:10])


def _off(row: Row, other: dt.date, told: float, around: re.Match[str] | None) -> float:
    """By how many days two events lie further apart than is told; none where the words leave room for it."""
    off = abs((_day(row) - other).days) - told
    if around and (off < 0) == bool(around["below"]) and abs(off) < 0.5 * told:
        return 0.0
    return off
