"""Whether the record accounts for each word of a clause in which something was found right.

The rule of *right*: every telling word of the clause, each number, name and date has to stand in what the record has of
that person, in the same word or one of its class. Otherwise the claim is *partly* so, and what is unproved is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from impact.factcheck import atoms, held, sayings
from impact.factcheck.atoms import Atoms, Quantity
from impact.factcheck.facts import Facts, Row
from impact.factcheck.held import Saying
from impact.factcheck.moments import HOLIDAY, another_holiday
from impact.factcheck.scope import Scope
from impact.factcheck.text import COVER
from impact.i18n.words import Language

Span = tuple[int, int]
_TIMES = ("year", "month", "week", "day", "%")


def unproved(span: Span, row: Row, place: Scope, others: Sequence[Span], facts: Facts) -> str:
    """A part of the clause around a stretch that nothing told of that person bears out, by its kind; else nothing.

    `others` are stretches of the sentence that are held against the record by themselves.
    """
    around = _around(span, place, others)
    tail = _tail(around[-1][1] if around else span[1], place, others)
    told = place.sentence.flat[span[0] : tail[1]]
    if another_holiday(told, str(row.get("event_date") or "")):
        return "another"
    if around:  # what hangs on the last piece is told with it
        around[-1] = (around[-1][0], tail[1])
    for piece in around:
        saying = sayings.stretch(*piece, place, facts)
        if saying is None or saying.life.case["case_id"] != row["case_id"]:
            continue
        if part := _part(saying, row, place, [span, *others]):
            return part
    return ""


def _around(span: Span, place: Scope, others: Sequence[Span]) -> list[Span]:
    """The pieces of a sentence that a stretch stands in."""
    pieces = [piece for clause in sayings.clauses(place) for piece in clause]
    around = [piece for piece in pieces if piece[0] < span[1] and span[0] < piece[1]]
    behind = [piece for piece in pieces if around and piece[0] == around[-1][1]]
    # "After a royal pardon", "because …" belong to what they stand behind, where nothing else tells of them.
    if behind and _WHY.match(place.sentence.flat, behind[0][0]):
        told = any(first < behind[0][1] and behind[0][0] < last for first, last in others)
        if not told:
            around[-1] = (around[-1][0], behind[0][1])
    ahead = [piece for piece in pieces if around and piece[1] == around[0][0]]
    # "Did six years before he was let out": the time belongs to it.
    if ahead and _BEFORE.match(place.sentence.flat, around[0][0]):
        told = any(first < ahead[0][1] and ahead[0][0] < last for first, last in others)
        if not told:
            around[0] = (ahead[0][0], around[0][1])
    return around


_BEFORE = re.compile(r" ?(?:before|avant)\b")
_WHY = re.compile(
    r" (?:after|because|apres|parce|pour avoir|(?:and|et) (?:his|her|their|its|the|an?|two|three|ses|son|sa|leurs?|deux|trois|une?|la|le|les)\b)"
)


# What may stand in any telling, and tells nothing of its own.
_NEUTRAL = frozenset(
    ("see", "sign", "win", "full", "close", "government", "state", "mother", "father")
)


_PARENT = re.compile(r"\b(?:mother|father|parent|mere|pere) (?:of|de) $")


_OTHERS = re.compile(r" (?:others|autres|other (?:people|prisoners)|autres \w+)\b")


def _beside(each: Quantity, known: Sequence[Atoms], place: Scope) -> bool:
    """Whether a number of others is one less than a number of the record: "with 122 others", of one of 123."""
    if not _OTHERS.match(place.sentence.flat, each.number.end):
        return False
    return any(
        other.number.value - each.number.value == 1 for has in known for other in has.quantities
    )


def _dated(each: Quantity, place: Scope) -> bool:
    """Whether a number is the day of a date that has no year: "15 January last"."""
    return COVER in place.sentence.flat[each.number.start : each.number.end + 1]


_BARE = re.compile(r"[ ,:–—(-]*(?P<what>[^,;:.()–—]{2,40})[.)!]*")


def _tail(start: int, place: Scope, others: Sequence[Span]) -> Span:
    """What hangs on a clause without a word of its own: a time, a holiday: ": two years", ", on New Year's Day"."""
    found = _BARE.match(place.sentence.flat, start)
    if found is None or any(first < found.end() and start < last for first, last in others):
        return start, start
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    said = atoms.read(place.text, lang, *found.span("what"))
    apart = place.sentence.flat[:start].rstrip()[-1:] in (":", "–", "—", "(")
    bare = (apart and not said.words) or HOLIDAY.search(found["what"])
    return (start, found.end()) if bare else (start, start)


def _part(saying: Saying, row: Row, place: Scope, told: Sequence[Span]) -> str:
    """What of a stretch the record has not, by its kind: a word, a name, a number."""
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    rows = [row, saying.life.case, *saying.life.events, *saying.life.looked]
    known = [held.words_of(each, lang) for each in rows]

    def free(at: int) -> bool:
        return not any(first <= at < last for first, last in told)

    one = held.against(saying, row, place)
    denied = one.turned & one.shared
    if any(
        free(word.start) and not word.denied for word in saying.said.words if word.key in denied
    ):
        return "words"  # which the row denies
    if any(
        free(at) and not held.named(name, rows, saying.life) for name, at in saying.said.capitals
    ):
        return "name"
    # That somebody is still held is asked without the time that is told with it.
    by_themselves = told[1:] if row.get("outcome_type") == "no_result_found" else told
    if any(
        not any(first <= each.number.start < last for first, last in by_themselves)
        and not _has(each, saying, known, place)
        for each in saying.said.quantities
    ):
        return "number"
    keys = _keys(row, rows, known)
    names = {at for _, at in saying.said.capitals}
    words = [
        word
        for word in saying.said.words
        if word.key in one.unknown and free(word.start) and word.start not in names
        if not ({word.key, *atoms.near(word.key)} & keys or word.key in _NEUTRAL)
        # The first word of a sentence may be a name too.
        if not (
            place.text[word.start].isupper()
            and held.named(place.text[word.start : word.end], rows, saying.life)
        )
    ]
    return "words" if words else ""


# What a case is about, which each of its events may name.
_TOPICS = frozenset(("kill", "die", "torture", "violate", "attack", "shoot"))


def _keys(row: Row, rows: Sequence[Row], known: Sequence[Atoms]) -> set[str]:
    """The words that tell a stretch: who and where by any row of that person's, what happened by this one, its day's or the case's."""
    keys = {
        key
        for has in known
        for key in has.keys
        if key in _TOPICS or (atoms.is_class(key) and not atoms.tells(frozenset([key])))
    }
    for each, has in zip(rows, known, strict=True):
        if each.get("event_date") in (None, row.get("event_date")):
            keys |= has.keys
    return (
        keys | {"prison"} if keys & {"life", "sentence", "serve", "convict"} else keys
    )  # where that is served


def _has(each: Quantity, saying: Saying, known: Sequence[Atoms], place: Scope) -> bool:
    """Whether a number is one of the record's, counts who is spoken of, or counts nothing that is told."""
    people = saying.life.case["people"]
    if people and people - each.number.value in (0, 1):
        return True
    if _dated(each, place) or _PARENT.search(place.sentence.flat, 0, each.number.start):
        return True
    return _beside(each, known, place) or any(
        held.same(each, other) or held.very(each, other)
        for has in known
        for other in has.quantities
    )
