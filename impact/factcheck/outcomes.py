"""What a text says became of a named case, held against the case's dated events.

An event is told as it stands today: a charge that ended in an acquittal is out of date, unless the
text goes on to tell that. Demands, wishes and questions claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from impact.factcheck import notes, vocabulary
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.rounding import Verdict
from impact.factcheck.text import flatten
from impact.i18n.words import Language
from impact.record.schema import OUTCOME_TYPES, STANDING


@dataclass(frozen=True)
class Mention:
    """A case named in a sentence."""

    case_id: str
    start: int
    end: int


_RELEASES = tuple(kind.name for kind in OUTCOME_TYPES if kind.releases)
# What the record calls the events that a word may mean, and those after which it holds no longer.
_TYPES = {
    "released": _RELEASES,
    "re_arrested": ("re_arrested",),
    "charged": ("perpetrator_charged",),
    "charges_dropped": ("charges_dropped",),
    "acquitted": ("acquitted", "perpetrator_acquitted"),
    "convicted": ("perpetrator_convicted", "convicted", "sentenced"),
    "commuted": ("sentence_commuted", "sentence_reduced"),
    "pardoned": ("pardoned",),
    "died": ("died",),
}
_UNDONE_BY = {
    "released": ("re_arrested",),
    "re_arrested": _RELEASES,
    "charged": ("perpetrator_acquitted", "other_negative"),
    "charges_dropped": ("convicted", "sentenced"),
    "acquitted": ("convicted", "sentenced", "re_arrested"),
    "convicted": ("acquitted", "retrial_ordered", "perpetrator_acquitted", "charges_dropped"),
    "pardoned": ("re_arrested",),
}
# What a text says afterwards that tells how it went on.
_TELLS_ON = {
    "released": ("re_arrested", "held", "convicted"),
    "re_arrested": ("released",),
    "charged": ("acquitted",),
    "charges_dropped": ("convicted",),
    "acquitted": ("convicted", "re_arrested", "held"),
    "convicted": ("acquitted", "charges_dropped"),
    "pardoned": ("re_arrested", "held"),
}
_MONTHS = (
    ("jan", "janv"), ("feb", "fevr"), ("mar", "mars"), ("apr", "avr"), ("may", "mai"), ("jun", "juin"),
    ("jul", "juil"), ("aug", "aout"), ("sep", "sept"), ("oct", "oct"), ("nov", "nov"), ("dec", "dec"),
)  # fmt: skip
_BEFORE_VERB = re.compile(
    r",? (?:(?:he|she|they|il|elle|ils|elles) )?(?:(?:was|were|has|have|had|been|a|ont|ete|est|sont|fut|furent) )*"
)
_DATED = re.compile(r"(?:\b([a-z]{3,9}) )?((?:19|20)\d\d)\b")


def mentions(flat: str, facts: Facts, full: Callable[[], set[str]]) -> list[Mention]:
    """The cases that a sentence names. A short family name counts only beside the full one."""
    return [
        Mention(name.case_id, start, end)
        for start, end, name in facts.names.find(flat)
        if not name.short or name.case_id in full()
    ]


def full_names(flat: str, facts: Facts) -> set[str]:
    """The cases whose full name stands anywhere in a text."""
    return {name.case_id for start, end, name in facts.names.find(flat) if " " in flat[start:end]}


def found(
    flat: str,
    after: str,
    lang: Language,
    named: Sequence[Mention],
    before: Sequence[Mention],
    facts: Facts,
    tell: Language,
) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each outcome that the sentence claims of a case: where, what, and what the record says."""
    verbs = list(vocabulary.OUTCOME[lang].finditer(flat))
    if not verbs or flat.rstrip().endswith("?"):
        return
    kinds = [str(verb.lastgroup) for verb in verbs]
    later = _told(flatten(after), 0, lang)
    for index, verb in enumerate(verbs):
        case_id = _case_of(verb, flat, lang, named, before)
        if case_id is None or _wished(flat, verb.start(), lang):
            continue
        negated = vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
        if negated and re.search(
            r"\b(?:had|avai(?:en)?t) ", flat[max(0, negated.start() - 12) : negated.end()]
        ):
            continue  # "had not yet been convicted" tells of then, not of today
        told_on = _told(flat, verb.end(), lang) + later
        until = verbs[index + 1].start() if index + 1 < len(verbs) else len(flat)
        dated = _date_of(flat, verb, until, index == 0, lang)
        now = re.match(r"(?:is|are|est|sont|now) ", verb.group()) is not None
        said = _held_against(
            kinds[index], case_id, dated, negated is not None, now, told_on, facts, tell
        )
        if said is not None:
            start = negated.start() if negated else verb.start()
            yield start, verb.end(), kinds[index], said


def _told(flat: str, start: int, lang: Language) -> list[str]:
    """What is told from there on, without what is denied: "and has not been detained again"."""
    return [
        str(verb.lastgroup)
        for verb in vocabulary.OUTCOME[lang].finditer(flat, start)
        if not vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
    ]


def _case_of(
    verb: re.Match[str],
    flat: str,
    lang: Language,
    named: Sequence[Mention],
    before: Sequence[Mention],
) -> str | None:
    """Whose outcome a verb tells: the name before it, else right after it, else whom a pronoun means."""
    earlier = [name for name in named if name.end <= verb.start()]
    following = [name for name in named if 0 <= name.start - verb.end() <= 25]
    between = flat[verb.end() : following[0].start] if following else ""
    # "the release of X", "freed X": the name is the verb's own.
    if following and re.fullmatch(r" ?(?:(?:of|de|d'|the|le|la|du) ?){0,2}", between):
        return following[0].case_id
    if earlier:
        return earlier[-1].case_id
    if following:
        return following[0].case_id
    if named:
        return min(named, key=lambda name: abs(name.start - verb.start())).case_id
    if vocabulary.PRONOUN[lang].match(flat) and len({name.case_id for name in before}) == 1:
        return before[0].case_id
    return None


def _wished(flat: str, start: int, lang: Language) -> bool:
    """Whether the clause before a verb makes it a demand, a wish or a condition."""
    clause = re.split(r"[,:]| and | et | but | mais ", flat[max(0, start - 90) : start])[-1]
    return bool(vocabulary.WISHED[lang].search(clause))


def _date_of(
    flat: str, verb: re.Match[str], until: int, first: bool, lang: Language
) -> tuple[int, int | None] | None:
    """Year and month that the text gives: after the verb in its clause, or at the sentence's head."""
    after = _DATED.search(flat, verb.end(), min(until, verb.end() + 60))
    if after and not vocabulary.FEATURED[lang].search(flat, verb.end(), after.start()):
        return int(after[2]), _month(after[1])
    # "…, and on 28 May 2015 he was pardoned": nothing but the verb's own words between.
    ahead = list(_DATED.finditer(flat, max(0, verb.start() - 60), verb.start()))
    if ahead and _BEFORE_VERB.fullmatch(flat, ahead[-1].end(), verb.start()):
        return int(ahead[-1][2]), _month(ahead[-1][1])
    if first and (
        head := re.match(r"\W*(?:in|en) (?:([a-z]{3,9}) )?((?:19|20)\d\d)\b(?! edition)", flat)
    ):
        return int(head[2]), _month(head[1])
    return None


def _month(word: str | None) -> int | None:
    for number, starts in enumerate(_MONTHS, 1):
        if word and word.startswith(starts):
            return number
    return None


def _of_type(kind: str, events: Iterable[Row]) -> list[Row]:
    found = [row for row in events if row["outcome_type"] in _TYPES[kind]]
    if kind == "acquitted":
        # Charges dropped may have ended in an acquittal; the event's own words tell.
        found += [
            row
            for row in events
            if row["outcome_type"] == "charges_dropped" and "acquitted" in row["summary"]
        ]
    if kind == "released":
        after = [STANDING.get(row["custody_after"]) for row in events]
        out = [row for row, stands in zip(events, after, strict=True) if stands and stands.free]
        kept = [
            row for row, stands in zip(events, after, strict=True) if stands and not stands.free
        ]
        found = [row for row in events if row in out or (row in found and row not in kept)]
    return found


def _held_against(
    kind: str,
    case_id: str,
    dated: tuple[int, int | None] | None,
    negated: bool,
    now: bool,
    told_on: Sequence[str],
    facts: Facts,
    tell: Language,
) -> Judgement | None:
    case, events = facts.cases[case_id], facts.events[case_id]
    stands = STANDING[case["liberty_standing"]]
    newest = events[-1] if events else None
    if kind == "held":
        return _still_held(case, events, facts, tell)
    matching = _of_type(kind, events)
    justice = case["demand"] in ("justice", "remedy")
    if kind in ("charged", "convicted") and not justice and not matching:
        return None  # the person was charged, which is no outcome of the campaign
    if negated:
        if kind == "re_arrested":
            return None
        if not matching:
            return notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell)
        return notes.event(facts, case, matching[-1], Verdict.OUT_OF_DATE, tell, matching[-1])
    if not matching:
        verdict = _without_event(kind, case, events)
        return notes.event(facts, case, newest, verdict, tell)
    if dated:
        fitting = [row for row in matching if _same_date(row, dated)]
        if not fitting and kind in ("convicted", "charged") and dated[0] <= case["edition_year"]:
            return None  # why the case was taken up, which is no outcome of the campaign
        if not fitting:
            unknown = any(not row["event_date"] for row in matching)
            verdict = Verdict.NOT_IN_THE_RECORD if unknown else Verdict.WRONG
            return notes.event(facts, case, matching[-1], verdict, tell, matching[-1])
        matching = fitting
    event = matching[-1]
    # Of one person, not of several, where they stand tells whether that very person is free.
    lost = kind in ("released", "pardoned") and not stands.free and case["people"] == 1
    if now and kind != "died" and (stands.now == "died" or (lost and not stands.held)):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    if _undone(kind, case, events, event) and not set(told_on) & set(_TELLS_ON.get(kind, ())):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    return notes.event(facts, case, event, Verdict.RIGHT, tell)


def _without_event(kind: str, case: Row, events: Sequence[Row]) -> Verdict:
    """What is claimed and no event tells: wrong where the case stands against it, else not recorded."""
    stands = STANDING[case["liberty_standing"]]
    held = stands.held or stands.now == "died"
    cleared = any(row["outcome_type"] == "perpetrator_acquitted" for row in events)
    wrong = (held and kind in ("released", "pardoned")) or (cleared and kind == "convicted")
    return Verdict.WRONG if wrong else Verdict.NOT_IN_THE_RECORD


def _undone(kind: str, case: Row, events: Sequence[Row], event: Row) -> bool:
    """Whether what an event brought was lost since."""
    held = STANDING[case["liberty_standing"]].held
    if kind in ("released", "pardoned"):
        return held
    later = events[events.index(event) + 1 :]
    after = any(row["outcome_type"] in _UNDONE_BY.get(kind, ()) for row in later)
    return after or (kind == "acquitted" and held)


def _still_held(case: Row, events: Sequence[Row], facts: Facts, tell: Language) -> Judgement:
    """ "Still in prison" is known only where the newest event says so."""
    newest = events[-1] if events else None
    stands = STANDING[case["liberty_standing"]]
    if stands.out or stands.now == "died":
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell)
    if stands.bad:
        return notes.event(facts, case, newest, Verdict.RIGHT, tell)
    return notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell)


def _same_date(row: Row, dated: tuple[int, int | None]) -> bool:
    date, (year, month) = str(row["event_date"] or ""), dated
    if not date or int(date[:4]) != year:
        return False
    return month is None or len(date) < 7 or int(date[5:7]) == month
