"""What a text says became of a named case, held against the case's dated events.

An event is told as it stands today: a charge that ended in an acquittal is out of date, unless the
text goes on to tell that. Demands, wishes and questions claim nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from impact.factcheck import notes, vocabulary
from impact.factcheck.days import Borne, Day, days
from impact.factcheck.facts import Facts, Row
from impact.factcheck.notes import Judgement
from impact.factcheck.rounding import Verdict
from impact.factcheck.text import COVER, flatten
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
_BEFORE_VERB = re.compile(
    r",? (?:(?:he|she|they|il|elle|ils|elles) )?(?:(?:was|were|has|have|had|been|a|ont|ete|est|sont|fut|furent) )*"
)
# What stands between the names of a list: "Zhang Zhan (China), Nasser Zefzafi and Saber Ragoubi".
_LISTED = re.compile(
    r"(?: ?\([^)]{0,40}\))?(?:,? (?:and|et|&|as well as|ainsi que|nor|ni)|,)(?: (?:also|both))? "
)
# By whom, where a person is named: "commuted by President Trump".
_BY_WHOM = re.compile(
    r"^[^.;:]{0,30}?\b(?:by|par)\s+(?:the\s+|le\s+|la\s+)?(?:then\s+|former\s+)?"
    r"(?:(?:U\.?S\.?\s+)?(?:[Pp]r[eé]sident\w*|[Kk]ing|[Gg]overnor|[Mm]inister|[Rr]oi|[Gg]ouverneure?|[Mm]inistre)\s+)"
    r"(?P<who>[A-ZÉ][\w’'-]+(?:\s+[A-ZÉ][\w’'-]+)*)"
)


# "Zhang Zhan is held again, and 150 people were freed": a clause of its own, about people who are counted. Behind
# the name alone ("Zhang Zhan and 3 others were freed") the count goes with the name.
_OF_A_COUNT = {
    "en": re.compile(
        r"(?: ?\([^)]{0,40}\))?,? ?(?!and\b|as well as\b|along with\b|together with\b)\w.*(?:[,;:–—]| and| but| while| whereas)"
        r" (?:(?:at|least|more|than|over|some|about|nearly|almost|another|the|then|later) ){0,3}"
        r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several|many|most|all)"
        rf"(?: of the| of| other| more)*(?: \w+)? (?:{vocabulary.PEOPLE['en']}|protesters|students|journalists)"
        r"(?: (?:who|that))?(?: (?:was|were|is|are|has|have|had|been|also|then|since))* ?"
    ),
    "fr": re.compile(
        r"(?: ?\([^)]{0,40}\))?,? ?(?!et\b|ainsi que\b|avec\b)\w.*(?:[,;:–—]| et| mais| tandis que| alors que)"
        r" (?:(?:au|moins|plus|de|quelque|pres|environ|presque|les|puis|ensuite) ){0,3}"
        r"(?:\d[\d., ]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|plusieurs|dizaines|centaines|tous|toutes)"
        rf"(?: de| des| d'| les| autres)*(?: \w+)? ?(?:{vocabulary.PEOPLE['fr']}|autres|manifestant\w*|etudiant\w*|journalistes)"
        r"(?: qui)?(?: (?:a|ont|est|sont|etaient|avaient|furent|ete|aussi|depuis))* ?"
    ),
}  # fmt: skip


def mentions(flat: str, text: str, facts: Facts, full: Callable[[], set[str]]) -> list[Mention]:
    """The cases that a sentence names; `text` is the sentence as it was written.

    A short family name counts only beside the full one, and none behind a given name of somebody else.
    """
    return [
        Mention(name.case_id, start, end)
        for start, end, name in facts.names.find(flat)
        if (not name.short or name.case_id in full())
        and (" " in flat[start:end] or not _of_another(text[:start], facts.cases[name.case_id]))
    ]


# What may stand with a capital before a family name and is no given name.
_NO_NAME = frozenset(
    (
        "mr", "mrs", "ms", "dr", "m", "mme", "me", "pr", "professor", "yesterday", "today", "finally", "since", "when",
        "after", "before", "while", "but", "and", "then", "now", "later", "soon", "free", "in", "on", "for", "with", "as", "if",
        "hier", "enfin", "depuis", "quand", "apres", "avant", "mais", "et", "puis", "liberez", "pour", "avec", "si", "lorsque",
    )
)  # fmt: skip


def _of_another(before: str, case: Row) -> bool:
    """Whether a word with a capital, that is neither a title nor of the case's own name, stands before."""
    found = re.search(r"([A-ZÀ-Þ][\w’'-]+)\.? $", before)
    if found is None:
        return False
    word = flatten(found[1])
    own = flatten(f"{case['name']} {case['name_fr']}")
    return word not in _NO_NAME and not re.search(rf"\b{re.escape(word)}\b", own)


def full_names(flat: str, facts: Facts) -> set[str]:
    """The cases whose full name stands anywhere in a text."""
    return {name.case_id for start, end, name in facts.names.find(flat) if " " in flat[start:end]}


@dataclass(frozen=True)
class _Told:
    """One verb of an outcome, as its sentence tells it."""

    kind: str
    day: Day | None
    negated: bool
    now: bool
    by: str  # who is said to have done it, where a person is named
    freely: bool  # whether it is said to be without conditions
    later: Sequence[str]  # what the text goes on to tell


def found(
    flat: str,
    text: str,
    after: str,
    lang: Language,
    named: Sequence[Mention],
    before: Sequence[Mention],
    facts: Facts,
    tell: Language,
) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each outcome that the sentence claims of a case: where, what, and what the record says.

    `text` is the sentence as it was written, `after` what follows it. Of a list of names each has its own.
    """
    verbs = list(vocabulary.OUTCOME[lang].finditer(flat))
    if not verbs or flat.rstrip().endswith("?"):
        return
    later = _told(flatten(after), 0, lang)
    for index, verb in enumerate(verbs):
        cases = whose(verb, flat, lang, named, before)
        if not cases or _wished(flat, verb.start(), lang):
            continue
        negated = vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
        if negated and re.search(
            r"\b(?:had|avai(?:en)?t) ", flat[max(0, negated.start() - 12) : negated.end()]
        ):
            continue  # "had not yet been convicted" tells of then, not of today
        until = verbs[index + 1].start() if index + 1 < len(verbs) else len(flat)
        by = _BY_WHOM.search(text[verb.end() : verb.end() + 80])
        told = _Told(
            str(verb.lastgroup),
            _day_of(flat, text, verb, until, index == 0, lang),
            negated is not None or _NO.search(verb.group()) is not None,
            re.match(r"(?:is|are|est|sont|now|has been|have been) ", verb.group()) is not None,
            by["who"] if by else "",
            vocabulary.UNCONDITIONAL.search(flat, max(0, verb.start() - 30), until) is not None,
            _told(flat, verb.end(), lang) + later,
        )
        for case_id in cases:
            said = _held_against(told, case_id, facts, tell)
            if said is not None:
                start = negated.start() if negated else verb.start()
                yield start, verb.end(), told.kind, said


_NO = re.compile(r" (?:not|pas|plus|jamais) ")


def _told(flat: str, start: int, lang: Language) -> list[str]:
    """What is told from there on, without what is denied: "and has not been detained again"."""
    return [
        str(verb.lastgroup)
        for verb in vocabulary.OUTCOME[lang].finditer(flat, start)
        if not vocabulary.NEGATED[lang].search(flat, max(0, verb.start() - 40), verb.start())
    ]


def whose(
    verb: re.Match[str],
    flat: str,
    lang: Language,
    named: Sequence[Mention],
    before: Sequence[Mention],
) -> list[str]:
    """Whose outcome a verb tells, as keys of cases: the names before it, else right after it, else whom a pronoun means."""
    earlier = [name for name in named if name.end <= verb.start()]
    following = [name for name in named if 0 <= name.start - verb.end() <= 25]
    between = flat[verb.end() : following[0].start] if following else ""
    # "the release of X", "freed X and Y": the names are the verb's own.
    if following and (
        not earlier or re.fullmatch(r" ?(?:(?:of|to|de|d'|the|le|la|du) ?){0,2}", between)
    ):
        return _listed(flat, [name for name in named if name.start >= following[0].start])
    if earlier and _OF_A_COUNT[lang].fullmatch(flat, earlier[-1].end, verb.start()):
        return []
    if earlier:
        return _listed(flat, earlier[::-1])
    if named:
        return [min(named, key=lambda name: abs(name.start - verb.start())).case_id]
    pronoun = (
        vocabulary.PRONOUN[lang].match(flat)
        or _PRONOUN_BEFORE.search(flat, max(0, verb.start() - 40), verb.start())
        or _POSSESSIVE.search(verb.group())
    )
    return [before[0].case_id] if pronoun and len({name.case_id for name in before}) == 1 else []


# "… and in March 2022 he was released", "a court reduced his sentence".
_PRONOUN_BEFORE = re.compile(
    r"\b(?:he|she|they|ils?|elles?)(?: (?:was|were|is|are|has|have|had|been|finally|then|a|ont|avait|est|sont|fut|ete|enfin))* $"
)
_POSSESSIVE = re.compile(r"\b(?:his|her|their|sa|son|leurs?)\b")


def _listed(flat: str, names: Sequence[Mention]) -> list[str]:
    """The first of these names, and those that are listed with it, once each."""
    ids = [names[0].case_id]
    for one, other in itertools.pairwise(names):
        left, right = sorted((one, other), key=lambda name: name.start)
        if not _LISTED.fullmatch(flat, left.end, right.start):
            break
        ids.append(other.case_id)
    return list(dict.fromkeys(ids))


def _wished(flat: str, start: int, lang: Language) -> bool:
    """Whether the clause before a verb makes it a demand, a wish or a condition."""
    clause = re.split(r"[,:]| and | et | but | mais ", flat[max(0, start - 90) : start])[-1]
    if vocabulary.TOLD_ALL_THE_SAME.search(clause):
        return False  # "avant d'être libérée"
    return bool(vocabulary.WISHED[lang].search(clause))


def _day_of(
    flat: str, text: str, verb: re.Match[str], until: int, first: bool, lang: Language
) -> Day | None:
    """The date that the text gives: after the verb in its clause, or at the sentence's head."""
    for start, _, day in days(flat, text, verb.end(), min(until, verb.end() + 60)):
        if not vocabulary.FEATURED[lang].search(flat, verb.end(), start):
            return day
        break
    # "…, and on 28 May 2015 he was pardoned": nothing but the verb's own words between.
    ahead = list(days(flat, text, max(0, verb.start() - 60), verb.start()))
    if ahead and _BEFORE_VERB.fullmatch(flat, ahead[-1][1], verb.start()):
        return ahead[-1][2]
    head = re.match(
        rf"\W*(?:in|en|on|le) [{COVER} ]*(?:[a-z]{{3,9}}[{COVER} ]*,? )?(?=(?:19|20)\d\d\b(?! edition))",
        flat,
    )
    if first and head:
        return next((day for _, _, day in days(flat, text, 0, head.end() + 4)), None)
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


def _held_against(told: _Told, case_id: str, facts: Facts, tell: Language) -> Judgement | None:
    case, events = facts.cases[case_id], facts.events[case_id]
    kind = told.kind
    newest = events[-1] if events else None
    if kind == "held":
        return None if told.negated else _still_held(case, events, facts, tell)
    if kind == "executed":
        return None if told.negated else _executed(told, case, events, facts, tell)
    matching = _of_type(kind, events)
    justice = case["demand"] in ("justice", "remedy")
    if kind in ("charged", "convicted") and not justice and not matching:
        return None  # the person was charged, which is no outcome of the campaign
    if told.negated:
        return _denied(kind, case, events, matching, facts, tell)
    if not matching:
        verdict = _without_event(kind, case, events)
        return notes.event(facts, case, newest, verdict, tell)
    if told.day:
        return _on_a_day(told, told.day, case, events, matching, facts, tell)
    return _as_it_stands(told, case, events, matching[-1], facts, tell)


def _on_a_day(
    told: _Told,
    day: Day,
    case: Row,
    events: Sequence[Row],
    matching: Sequence[Row],
    facts: Facts,
    tell: Language,
) -> Judgement | None:
    """An outcome with a date: right only where the record's own date bears out every part of it."""
    fitting = [row for row in matching if day.borne(row["event_date"]) is Borne.OUT]
    if fitting:
        return _as_it_stands(told, case, events, fitting[-1], facts, tell)
    if told.kind in ("convicted", "charged") and day.year <= case["edition_year"]:
        return None  # why the case was taken up, which is no outcome of the campaign
    part = [row for row in matching if day.borne(row["event_date"]) is Borne.IN_PART]
    if part:
        return notes.event_in_part(facts, case, part[-1], "day", tell)
    if case["people"] != 1 and any(row["people"] != case["people"] for row in matching):
        # Of a group the record may tell of another one than the text.
        return notes.event(facts, case, matching[-1], Verdict.NOT_IN_THE_RECORD, tell)
    return notes.event(facts, case, matching[-1], Verdict.WRONG, tell, matching[-1])


def _as_it_stands(
    told: _Told, case: Row, events: Sequence[Row], event: Row, facts: Facts, tell: Language
) -> Judgement:
    """An event that the record has too, told as it stands today."""
    kind, newest = told.kind, events[-1]
    stands = STANDING[case["liberty_standing"]]
    # Of one person, not of several, where they stand tells whether that very person is free.
    lost = kind in ("released", "pardoned") and not stands.free and case["people"] == 1
    if told.now and kind != "died" and (stands.now == "died" or (lost and not stands.held)):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    tells_on = set(_TELLS_ON.get(kind, ()))
    if kind in ("released", "pardoned") and not stands.held:
        tells_on.add("released")  # "jailed twice and released again"
    if _undone(kind, case, events, event) and not tells_on & set(told.later):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    if told.now and kind == "released" and _vanished(events, event):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    if told.freely and event["outcome_type"] == "released_conditionally":
        return notes.event(facts, case, event, Verdict.WRONG, tell, event)
    if told.by and not _names(event, told.by):
        return notes.event_in_part(facts, case, event, "by", tell)
    return notes.event(facts, case, event, Verdict.RIGHT, tell)


def _vanished(events: Sequence[Row], released: Row) -> bool:
    """Whether the last that is known of somebody since the release is bad news, so that "is free" says too much."""
    return events[-1] is not released and events[-1]["outcome_type"] == "other_negative"


def _names(event: Row, who: str) -> bool:
    """Whether an event's own words name somebody, by any part of the name."""
    told = flatten(f"{event['summary']} {event['summary_fr']}")
    return any(re.search(rf"\b{re.escape(word)}\b", told) for word in flatten(who).split())


def _denied(
    kind: str,
    case: Row,
    events: Sequence[Row],
    matching: Sequence[Row],
    facts: Facts,
    tell: Language,
) -> Judgement | None:
    """An outcome that a text denies: "is not free" is right of somebody who is held."""
    if kind == "re_arrested":
        return None
    stands = STANDING[case["liberty_standing"]]
    newest = events[-1] if events else None
    if kind == "released" and stands.held:
        return notes.event(facts, case, newest, Verdict.RIGHT, tell)
    if not matching:
        return notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell)
    return notes.event(facts, case, matching[-1], Verdict.OUT_OF_DATE, tell, matching[-1])


def _executed(
    told: _Told, case: Row, events: Sequence[Row], facts: Facts, tell: Language
) -> Judgement:
    """An execution: wrong of somebody who is told to have come free, died otherwise or been heard of since."""
    died = [row for row in events if row["outcome_type"] == "died"]
    done = [row for row in died if re.search(r"\b(?:executed|hanged)\b", row["summary"])]
    if done:
        return _as_it_stands(told, case, events, done[-1], facts, tell)
    newest = events[-1] if events else None
    spared = [
        row
        for row in events
        if row["outcome_type"] in (*_RELEASES, "sentence_commuted", "pardoned", "acquitted")
        or (told.day and str(row["event_date"] or "")[:4] > str(told.day.year))
    ]
    if died or spared:
        return notes.event(facts, case, newest, Verdict.WRONG, tell)
    return notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell)


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
    later = events[events.index(event) + 1 :]
    if kind in ("released", "pardoned"):
        # Who was held again and has come out since was held again all the same.
        again = any(row["outcome_type"] == "re_arrested" for row in later)
        return held or (again and case["people"] == 1)
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
