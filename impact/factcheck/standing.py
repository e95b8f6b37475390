"""Whether what an event brought holds today: lost since, regained since, or not known."""

from __future__ import annotations

from dataclasses import replace

from impact.factcheck import notes
from impact.factcheck.days import Borne
from impact.factcheck.facts import Facts, Row
from impact.factcheck.kinds import ARRESTS, RELEASES
from impact.factcheck.lifetimes import Life
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.tellings import Telling
from impact.factcheck.text import flatten
from impact.i18n.words import Language

_UNDONE_BY = {
    "released": ARRESTS,
    "re_arrested": RELEASES,
    "charged": ("perpetrator_acquitted", "perpetrator_case_ended", "other_negative"),
    "charges_dropped": ("convicted", "sentenced"),
    "acquitted": ("convicted", "sentenced", *ARRESTS),
    "convicted": ("acquitted", "retrial_ordered", "perpetrator_acquitted", "charges_dropped"),
    "pardoned": ARRESTS,
}


def release_undone(life: Life, event: Row) -> bool:
    """Whether an event was a release, and was lost since."""
    return event["outcome_type"] in RELEASES and undone("released", life, event)


def undone(kind: str, life: Life, event: Row) -> bool:
    """Whether what an event brought was lost since."""
    held = life.stands.held
    later = life.events[list(life.events).index(event) + 1 :]
    if kind == "pardoned":
        return (
            held  # that a pardon was granted stays true of who was held over something else since
        )
    if kind == "released":
        # Who was held again and has come out since was held again all the same.
        again = any(row["outcome_type"] in ARRESTS for row in later)
        return held or (again and life.alone)
    against = _UNDONE_BY.get(kind, ())
    if event["outcome_type"] == "perpetrator_convicted":
        against = ("perpetrator_acquitted", "retrial_ordered")
    after = any(row["outcome_type"] in against for row in later)
    return after or (kind == "acquitted" and held)


def still_held(told: Telling, life: Life, facts: Facts, tell: Language) -> Judgement | None:
    """ "Still in prison" is right where the case stands so, or where somebody looked last and saw it."""
    case, newest, stands = life.case, life.newest, life.stands
    looked = sorted(
        (row for row in (*life.events, *life.looked) if row["event_date"]),
        key=lambda row: str(row["event_date"]),
    )
    seen = [row for row in looked if _STILL.search(flatten(row["summary"]))]
    if told.moment:
        day = told.moment.day
        there = [row for row in seen if day.borne(row["event_date"]) is Borne.OUT]
        if there:
            return notes.event(facts, case, there[-1], Verdict.RIGHT, tell)
        if day.year < facts.as_of.year - 1:
            return None
    if stands.out or stands.now == "died":
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell)
    if stands.bad:
        return notes.event(facts, case, newest, Verdict.RIGHT, tell)
    if stands.held or (seen and seen[-1] is looked[-1]):
        row = seen[-1] if seen else looked[-1] if looked else newest
        return notes.event(facts, case, row, Verdict.RIGHT, tell)
    return replace(notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell), nothing=True)


def at_home(told: Telling, life: Life, facts: Facts, tell: Language) -> Judgement | None:
    """Under house arrest: of today, which is known where the newest word of liberty says so; of other days nothing is."""
    if told.moment:
        return None
    right = life.alone and life.stands.name == "house_arrest"
    verdict = Verdict.RIGHT if right else Verdict.NOT_IN_THE_RECORD
    return notes.event(facts, life.case, life.newest, verdict, tell)


_STILL = lazy(
    r"\b(?:still (?:in prison|imprisoned|detained|held|serving|on death row)|remain(?:ed|s) (?:in prison|imprisoned|detained)|(?:stayed|kept) in (?:prison|custody|detention)|(?:returned|taken back|sent back) to (?:prison|custody|jail))\b"
)
