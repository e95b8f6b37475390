"""Whether the record accounts for each word of a clause in which something was found right.

The rule of *right*: every telling word of the clause, each number, name and date has to stand in what the record has of
that person, in the same word or one of its class. Otherwise the claim is *partly* so, and what is unproved is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from impact.factcheck import atoms, held, sayings, units
from impact.factcheck.atoms import Atoms, Quantity
from impact.factcheck.facts import Facts, Row
from impact.factcheck.held import Saying
from impact.factcheck.moments import HOLIDAY, another_holiday
from impact.factcheck.patterns import lazy
from impact.factcheck.scope import Scope
from impact.factcheck.text import COVER, flatten
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
        if saying is None or not saying.life.has(row):
            continue
        if part := _part(saying, row, place, [span, *others]):
            return part
    return ""


def _around(span: Span, place: Scope, others: Sequence[Span]) -> list[Span]:
    """The pieces of a sentence that a stretch stands in."""
    flat = place.sentence.flat
    pieces = [piece for clause in sayings.clauses(place) for piece in clause]
    around = [piece for piece in pieces if piece[0] < span[1] and span[0] < piece[1]]
    # "After a royal pardon", "a year before …" belong to what they stand behind, where nothing else tells of them.
    for behind in pieces:
        if (
            around
            and behind[0] == around[-1][1]
            and (_WHY.match(flat, behind[0]) or _TIME.match(flat, behind[0]))
            and not any(first < behind[1] and behind[0] < last for first, last in others)
        ):
            around[-1] = (around[-1][0], behind[1])
    ahead = [piece for piece in pieces if around and piece[1] == around[0][0]]
    # "Did six years before he was let out": the time belongs to it.
    if ahead and _BEFORE.match(flat, around[0][0]):
        told = any(first < ahead[0][1] and ahead[0][0] < last for first, last in others)
        if not told:
            around[0] = (ahead[0][0], around[0][1])
    return around


_TIME = lazy(
    r" ?(?:[a-z-]+ ){0,2}[\w-]+ (?:years?|months?|weeks?|days?|ans?|mois|semaines?|jours?)\b"
)
_BEFORE = lazy(r" ?(?:before|avant)\b")
_WHY = lazy(
    r",? (?:in|before|avant|under|by|through|on|with|without|for|at|from|of|one of|lors|dans|par|sur|avec|sans|sous|pour|au|aux|en|a|de|d'|l'une?|parmi|among)\b"
    r"| (?:after|because|apres|parce|pour avoir|(?:and|et) (?:his|her|their|its|the|an?|two|three|ses|son|sa|leurs?|deux|trois|une?|la|le|les)\b)"
)


# What may stand in any telling, and tells nothing of its own.
_NEUTRAL = frozenset(
    ("see", "sign", "win", "full", "close", "government", "state", "mother", "father")
)


_PARENT = lazy(r"\b(?:mother|father|parent|mere|pere) (?:of|de) $")


# "One month before the end of her term": how long before or after is told of that event alone.
_TO_THE_END = lazy(
    r"\b(?P<time>[\w-]+ (?:years?|months?|weeks?|days?|ans?|mois|semaines?|jours?)) (?:(?P<before>before|avant)|after|apres) [^.;,]{0,24}\b(?:end|terms?|sentences?|fin|terme|peine)\b"
)
_EARLY = lazy(r"\b(?:before|early|avant)\b")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_OTHERS = lazy(r" (?:others|autres|other (?:people|prisoners)|autres \w+)\b")


def _beside(each: Quantity, known: Sequence[Atoms], place: Scope) -> bool:
    """Whether a number of others is one less than a number of the record: "with 122 others", of one of 123."""
    if not _OTHERS.match(place.sentence.flat, each.number.end):
        return False
    return any(
        other.number.value - each.number.value == 1 and other.unit not in ("", *_TIMES)
        for has in known
        for other in has.quantities
    )


def _dated(each: Quantity, place: Scope) -> bool:
    """Whether a number is the day of a date that has no year: "15 January last"."""
    return COVER in place.sentence.flat[each.number.start : each.number.end + 1]


_BARE = lazy(r"[ ,:–—(-]*(?P<what>[^,;:.()–—]{2,40})[.)!]*")


def _tail(start: int, place: Scope, others: Sequence[Span]) -> Span:
    """What hangs on a clause without a word of its own: a time, a holiday: ": two years", ", on New Year's Day"."""
    found = _BARE.match(place.sentence.flat, start)
    if found is None or any(first < found.end() and start < last for first, last in others):
        return start, start
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    said = atoms.read(place.text, lang, *found.span("what"))
    apart = place.sentence.flat[:start].rstrip()[-1:] in (":", "–", "—", "(")
    holiday = HOLIDAY.search(found["what"])
    first, last = holiday.span() if holiday else (0, 0)
    begin = found.start("what")
    tells = any(not first <= word.start - begin < last for word in said.words)
    bare = (apart or holiday) and not tells
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
    dated = {str(one.day.year) for one in saying.moments}
    told_of = " ".join(f"{each['summary']} {each.get('event_date')}" for each in rows)
    if any(
        not any(held.bears(each, has, one) for each, has in zip(rows, known, strict=True))
        for one in saying.moments
    ) or not all(year in told_of for year in {*_YEAR.findall(saying.plain)} - dated):
        return "number"  # "in the amnesty of 2012", of a year in which nothing is told
    own = flatten(f"{row['summary']} | {row['summary_fr']}")
    for end in _TO_THE_END.finditer(saying.plain):
        way = _EARLY.search(own) is not None
        if not units.times_said(end["time"]) <= units.times_said(own) or way != bool(end["before"]):
            return "number"
    unknown = one.unknown
    if any(
        free(at) and not held.named(name, rows, saying.life, place.text[at + len(name) :])
        for name, at in saying.said.capitals
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
    if str(row.get("outcome_type")).endswith("_elsewhere"):
        rows, known = [row], known[:1]  # what the case is about, that one was not
        unknown = saying.said.keys - one.shared
    keys = _keys(row, rows, known)
    names = {at for _, at in saying.said.capitals}
    words = [
        word
        for word in saying.said.words
        if word.key in unknown and free(word.start) and word.start not in names
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
    for told, implied in _IMPLIED:
        if keys & told:
            keys |= implied
    return keys


# What goes without saying where something else is told: a sentence is served in prison, one is cleared of charges.
_IMPLIED = (
    ({"life", "sentence", "serve", "convict"}, {"prison", "held"}),
    ({"acquit"}, {"charge", "trial", "court", "close"}),
    ({"pardon"}, {"grace"}),
)


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
