"""What a stretch of a sentence says of somebody, dated or not, by any verb, held against the record part by part.

It is right where one row of the record has every part of it: each telling word or one that means the same, each number
with what it counts, each place and each date, and denies what it denies. It is wrong where one row has all of it but for
a single part, of which that row says the opposite, another number of the same, or another place. Anything else is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from impact.factcheck import anchors, atoms, headcounts, held, notes
from impact.factcheck.atoms import Atoms
from impact.factcheck.contradictions import only_sentence
from impact.factcheck.days import MONTHS
from impact.factcheck.facts import Facts, Row
from impact.factcheck.held import Held, Saying
from impact.factcheck.kinds import of_kind
from impact.factcheck.lifetimes import Life, life_of
from impact.factcheck.names import Mention, named
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.standing import release_undone
from impact.factcheck.tellings import AWARE, goes_on
from impact.i18n.words import Language, country_code

PIECES = 16  # of a clause; who writes more writes a list
MOST = 5  # pieces of a sentence that may make one saying
# Where another clause begins, and where a saying may begin or end.
_STOP = lazy(
    r"[;:–—|]|,? (?:but|mais|puis) |, (?:and|et) (?!a half|demi)|(?= (?:and|et) (?:he|she|they|il|elle|ils|elles|on|it)\b)"
)
_CUT = lazy(
    r"[()]|,(?!\d)|(?= (?:and(?! a half)|but|et(?! demi)|mais|puis|ou|who|which|whose|where|that|qui|dont|que|after|before|when|while|until|because|as|though|although|whereas"
    r"|apres|avant|parce|quand|lorsque|tandis|alors|pour avoir|to (?=[a-z]+ )) )|(?= qu')"
)
_MAYBE = lazy(
    r"\b(?:must|should|shall|would|could|might|may(?! \d)|if|unless|will|si|devrai\w*|pourrai\w*|doi(?:t|vent)|sera|seront|(?<!une )(?<!la )(?<!sa )(?<!leur )(?<!ieme )demand\w*|calls? (?:for|on)|called (?:for|on)|urg(?:e|es|ed|ing)|want\w*|hop\w+|esper\w*|exig\w*)\b"
)


def found(
    place: Scope, told: Sequence[Row], facts: Facts, tell: Language
) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each such stretch: where, of what kind its row is, what the record says. The longest goes first.

    `told` are the rows that the sentence tells by verbs of ours.
    """
    flat = place.sentence.flat
    asked = flat.rstrip().endswith("?") and not AWARE.search(flat)
    if asked or not (place.cases or place.before or place.moments):
        return
    rows = [row["summary"] for row in _with_their_days(told, facts)]
    aware = AWARE.search(flat) if flat.rstrip().endswith("?") else None
    for clause in clauses(place):
        if aware and clause and clause[-1][1] <= aware.start():
            continue
        if aware:  # "is she aware that …" tells what follows
            clause = [piece for piece in clause if piece[0] >= aware.start()]
        for saying, row, verdict in _of_clause(clause, clause, rows, place, facts):
            rows += [each["summary"] for each in _with_their_days([row], facts)]
            said = _judgement(saying, row, verdict, facts, tell)
            yield saying.start, saying.end, str(row.get("outcome_type") or "taken_up"), said


def _with_their_days(told: Sequence[Row], facts: Facts) -> Iterator[Row]:
    """Rows, and what else the record tells of the same people on the same day."""
    for row in told:
        yield row
        for other in facts.events[row["case_id"]] if row.get("event_date") else ():
            if other is not row and other["event_date"] == row["event_date"]:
                yield other


Told = tuple[Saying, Row, Verdict]
Piece = tuple[int, int]


def _of_clause(
    pieces: Sequence[Piece],
    clause: Sequence[Piece],
    rows: Sequence[str],
    place: Scope,
    facts: Facts,
) -> Iterator[Told]:
    """What is right or wrong of these pieces of a clause, the longest stretch first, then on both sides of it."""
    for size in range(min(len(pieces), MOST), 0, -1):
        for at in range(len(pieces) - size + 1):
            run = pieces[at : at + size]
            told = _told(run, clause, rows, place, facts)
            if told is None:
                continue
            saying, row, verdict, spot = told
            if verdict is Verdict.RIGHT and (at_cut := _two(run, clause, rows, place, facts)):
                yield from _of_clause(pieces[: at + at_cut], clause, rows, place, facts)
                yield from _of_clause(pieces[at + at_cut :], clause, rows, place, facts)
                return
            first, last = at, at + size
            if spot is not None:  # only the piece that has what is wrong
                first = next(each for each in range(at, last) if pieces[each][1] > spot)
                last = first + 1
                saying = read_saying(*pieces[first], place, facts) or saying
            yield from _of_clause(pieces[:first], clause, rows, place, facts)
            yield saying, row, verdict
            yield from _of_clause(pieces[last:], clause, rows, place, facts)
            return


def _two(
    run: Sequence[Piece], clause: Sequence[Piece], rows: Sequence[str], place: Scope, facts: Facts
) -> int | None:
    """Where a run is two sayings that are each right."""
    for cut in range(1, len(run)):
        both = [_told(part, clause, rows, place, facts) for part in (run[:cut], run[cut:])]
        if all(one and one[2] is Verdict.RIGHT for one in both):
            return cut
    return None


def _told(
    run: Sequence[Piece], clause: Sequence[Piece], rows: Sequence[str], place: Scope, facts: Facts
) -> tuple[Saying, Row, Verdict, int | None] | None:
    """What the record says of a run of pieces, and where in it stands what it has otherwise."""
    behind = [piece for piece in clause if piece[0] >= run[-1][1]]
    saying = read_saying(run[0][0], run[-1][1], place, facts)
    if saying is None:
        return None
    if _hangs(run, behind, place):
        return None
    found = _all_held(saying, run, place)
    if right := _right(saying, found, place):
        ahead = [piece for piece in clause if piece[1] <= run[0][0]]
        inside = run if len(run) > 1 else ()
        if any(
            _turns([piece], right, place, facts) for piece in (*ahead[-2:], *inside, *behind[:2])
        ):
            return None
        if not saying.moments and _dated_otherwise(clause, right, place):
            return None
        verdict = _stands(saying, right, place)
        return (saying, right, verdict, None) if verdict else None
    if other := _of_another(saying, place, facts):
        return saying, other, Verdict.WRONG, None
    if now := _now(saying):
        return saying, saying.life.newest or saying.life.case, now, None
    if wrong := _wrong(saying, found, rows):
        spots = [each.number.start for each in wrong.numbers] + list(wrong.places)
        turned = [word.start for word in saying.said.words if word.key in wrong.turned]
        spots += turned[-1:]
        return saying, wrong.row, Verdict.WRONG, spots[0] if spots else None
    return None


def otherwise(start: int, end: int, row: Row, place: Scope, facts: Facts) -> bool:
    """Whether the words in and around a stretch of a sentence have a part of a row otherwise."""
    return any(
        _otherwise((first, last), row, place, facts)
        for clause in clauses(place)
        for first, last in clause
        if (first < end and start < last)
        or (end <= first <= end + BEHIND and _PLACE_FIRST.match(place.text, first))
    )


BEHIND = 24  # characters up to a place behind a comma: "again on 16 November 2021, in Isfahan"
_PLACE_FIRST = lazy(r",? ?(?:in|at|à|en) (?=[A-ZÀ-Þ])")


def _otherwise(piece: Piece, row: Row, place: Scope, facts: Facts) -> bool:
    saying = read_saying(*piece, place, facts)
    if saying is None or not saying.life.has(row):
        return False
    found = held.against(saying, row, place)
    if any(each.whole and each.shared for each in _all_held(saying, [piece], place)):
        return False  # another row has it so
    denied = {word.key for word in saying.said.words if word.denied}
    # A time in prison is held against the record by itself.
    numbers = [each for each in found.numbers if each.unit not in _TIMES]
    places = [at for at in found.places if _THERE.search(place.text[:at])]
    turned = found.turned - found.shared - denied
    told = held.plain_words(row, "fr" if place.sentence.lang == "fr" else "en")
    # "The 2019 vigil", of that of 2021.
    of_a_thing = _YEAR.search(told) and held.years_lost(saying, row, place, told)
    return bool(turned or numbers or of_a_thing or (places and held.somewhere(row["summary"])))


_YEAR = lazy(r"\b(?:19|20)\d\d\b")


_THERE = lazy(r"\b(?:[Ii]n|[Aa]t|to|from|into|à|[Ee]n|aux?|vers) (?:the |la |le |l['’])?$")
_TIMES = ("year", "month", "week", "day", "%")


_UNTIL = lazy(r"\b(?:until|till|when|once|jusqu'|tant que|quand|lorsque|des que|before|avant)")


def _now(saying: Saying) -> Verdict | None:
    """What is said of where somebody is today, in other words than ours, where the record has them elsewhere."""
    keys, stands = saying.said.keys, saying.life.stands
    denied = any(word.denied for word in saying.said.words)
    sure = not (denied or saying.said.quantities or _UNTIL.search(saying.plain))
    if not saying.today or not sure or not saying.life.alone:
        return None
    told = keys & {"held", "prison", "free", "liber"}
    if not told or any(
        word.key not in told
        for word in saying.said.words
        if not held.of_country(word.key, saying.life)
    ):
        return None
    free = "free" in told
    lost = stands.held if free else stands.out or stands.now == "died"
    return Verdict.OUT_OF_DATE if lost else None


def _of_another(saying: Saying, place: Scope, facts: Facts) -> Row | None:
    """The event of another member of a group, told of this one with its day."""
    life = saying.life
    if not life.member or not any(one.day.month and one.firm for one in saying.moments):
        return None
    group = life_of(life.case["case_id"], "", facts)
    found = [
        held.against(replace(saying, life=group), row, place)
        for row in group.events
        if row not in life.events and held.speaks(row, saying)
    ]
    theirs = [each for each in found if each.whole and each.dated and each.tells]
    return theirs[0].row if len(theirs) == 1 and not named(theirs[0].row, [life.member]) else None


# "… and was jailed twice more": what happened next turns nothing round.
_NEXT = lazy(
    r",? ?(?:and|then|et|puis) (?:(?:then|later|puis|ensuite|again) )*(?:was|were|has|had|est|a|ont|fut|furent|sont|avait)\b"
)


def _turns(pieces: Sequence[Piece], row: Row, place: Scope, facts: Facts) -> bool:
    """Whether the words beside a saying turn round what its row says, or deny it; not where they have a date of their own."""
    pieces = [each for each in pieces if not _NEXT.match(place.sentence.flat, *each)]
    saying = read_saying(pieces[0][0], pieces[-1][1], place, facts) if pieces else None
    if saying is None:
        return False
    against = held.against(saying, row, place)
    return bool(against.turned) and (against.dated or not saying.moments)


def _all_held(saying: Saying, run: Sequence[Piece], place: Scope) -> list[Held]:
    """A saying against each row that has a word of it or its opposite, once."""
    span = run[0][0], run[-1][1]
    if span not in place.held:
        rows = [row for row in _rows(saying.life) if held.speaks(row, saying)]
        place.held[span] = [held.against(saying, row, place) for row in rows]
    found: list[Held] = place.held[span]
    return found


def _dated_otherwise(clause: Sequence[Piece], row: Row, place: Scope) -> bool:
    """Whether a clause has nothing but a date, and another than that of a row, in a piece of its own."""
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    has = held.words_of(row, lang)
    for start, end in clause:
        own = [one for one in place.moments if start <= one.start < end]
        if own and not any(held.bears(row, has, one) for one in own):
            words = atoms.read(place.text, lang, start, end).words
            if all(any(one.start <= word.start < one.end for one in own) for word in words):
                return True
    return False


def _judgement(
    saying: Saying, row: Row, verdict: Verdict, facts: Facts, tell: Language
) -> Judgement:
    if verdict in (Verdict.WRONG, Verdict.OUT_OF_DATE) and "outcome_type" in row:
        return notes.event(facts, saying.life.case, row, verdict, tell)
    if verdict is Verdict.RIGHT and "outcome_type" in row and release_undone(saying.life, row):
        return notes.event_since(facts, saying.life.case, row, tell)
    return notes.of_row(facts, saying.life.case, row, verdict, tell)


def clauses(place: Scope) -> list[list[Piece]]:
    """The clauses of a sentence, each as the pieces that may begin or end a saying."""
    ends = [0, *_cuts(_STOP, place, 0, len(place.sentence.flat)), len(place.sentence.flat)]
    return [_pieces(place, first, last) for first, last in pairwise(ends)]


def _pieces(place: Scope, first: int, last: int) -> list[Piece]:
    cuts = [first, *_cuts(_CUT, place, first, last)[:PIECES], last]
    return [(a, b) for a, b in pairwise(cuts) if re.search(r"[a-z]", place.sentence.flat[a:b])]


def _cuts(pattern: re.Pattern[str], place: Scope, first: int, last: int) -> list[int]:
    """Where a pattern cuts, but for cuts inside a name."""
    ends = [cut.end() for cut in pattern.finditer(place.sentence.flat, first, last)]
    return [end for end in ends if not any(name.start < end < name.end for name in place.cases)]


# What hangs on the words before it, and what cannot be told without the words behind it.
_WHO = lazy(
    rf"\s*(?:who|which|that(?! (?:same |very )?(?:{'|'.join(MONTHS)}|day|week|month|year|winter)\b)|qui|dont|whose|where)\b"
)
_OF_WHAT = lazy(r"\s*(?:that|que|qu'|to|which|whether|pour que)(?: |\b)")


def _hangs(
    pieces: Sequence[tuple[int, int]], behind: Sequence[tuple[int, int]], place: Scope
) -> bool:
    """Whether a stretch is a part of something that is told: of who is meant by "who", or that "that" goes on with."""
    flat, start, end = place.sentence.flat, pieces[0][0], pieces[-1][1]
    if behind and behind[0][0] == end and _OF_WHAT.match(flat, end):
        return True
    if not _WHO.match(flat, start):
        return False
    before = flat[:start].rstrip(" ,")
    led = _PLACE_BEFORE.search(place.text[: len(before)])
    if led and country_code(led["place"]):
        return False  # "for the United States, which granted her asylum"
    return not any(name.end >= len(before) - 1 for name in place.cases if name.end <= start)


_PLACE_BEFORE = lazy(r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)$")


def read_saying(start: int, end: int, place: Scope, facts: Facts) -> Saying | None:
    """A stretch of a sentence with what it says; nothing if it tells of nobody, or only what may be."""
    if (start, end) not in place.sayings:
        place.sayings[start, end] = _read(start, end, place, facts)
    said: Saying | None = place.sayings[start, end]
    return said


def _read(start: int, end: int, place: Scope, facts: Facts) -> Saying | None:
    return (
        None
        if _MAYBE.search(place.sentence.flat, start, end)
        else stretch(start, end, place, facts)
    )


_SEVERAL = lazy(
    r"\W*(?:(?:while|and|but|as|when|et|mais|tandis que|alors que) )*(?:several|many|most|some|dozens|hundreds|plusieurs|certain\w*|beaucoup|(?:des )?(?:dizaines|centaines)) (?:of |de |d')?(?:\w+ )?(?:others?|autres|people|personnes|activists|militante?s|prisoners|prisonniers|protesters|manifestant\w*|journalist\w*|students|etudiante?s)\b"
)


def stretch(start: int, end: int, place: Scope, facts: Facts) -> Saying | None:
    """A stretch of a sentence with what it says, be it so or not; nothing if it tells of nobody."""
    flat = place.sentence.flat
    whom = _whom(start, end, place, facts)
    if whom is None:
        return None
    if place.read is None:  # once: a sentence has many stretches
        place.read = _of_sentence(place)
    said = place.read.between(start, end)
    if not said.words:
        return None
    told = tuple(one for one in place.moments if start <= one.start < end)
    spans = [(word.start, word.end) for word in (said.words[0], said.words[-1])]
    spans += [(one.start, one.end) for one in told]
    spans += [(each.number.start, each.number.end) for each in said.quantities]
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    life = life_of(whom.case_id, whom.members[0] if len(whom.members) == 1 else "", facts)
    if life.alone and not start <= whom.start < end and _SEVERAL.match(flat, start):
        return None  # "while several activists were arrested"
    return Saying(first, last, said, life, told, flat[start:end])


def _of_sentence(place: Scope) -> Atoms:
    """The atoms of a sentence without its dates and its names."""
    said = atoms.read(place.text, "fr" if place.sentence.lang == "fr" else "en")
    hidden = [(one.start, one.end) for one in place.moments]
    hidden += [(name.start, name.end) for name in place.cases]

    def seen(at: int) -> bool:
        return not any(a <= at < b for a, b in hidden)

    return Atoms(
        tuple(word for word in said.words if seen(word.start)),
        tuple(each for each in said.quantities if seen(each.number.start)),
        tuple(each for each in said.capitals if seen(each[1])),
    )


def _whom(start: int, end: int, place: Scope, facts: Facts) -> Mention | None:
    """Of whom a stretch is told: who is named in it or last before it, else who was named before or is meant by its day."""
    inside = [name for name in place.cases if start <= name.start < end]
    if len({name.case_id for name in inside}) > 1:
        return None
    ahead = [name for name in place.cases if name.end <= start]
    behind = [name for name in place.cases if name.start >= end]
    if inside or ahead:
        return (inside or ahead[-1:])[-1]
    before = place.before[:1] if len({name.case_id for name in place.before}) == 1 else []
    told = [one for one in place.moments if start <= one.start < end]
    earlier = [name for names in reversed(place.recent) for name in names]
    for name in (*before, *behind[:1], *earlier):
        if told and anchors.has_event(name, told, facts):
            return name
    if told and (anchored := anchors.meant(told, place, facts)):
        return anchored
    if before:
        return before[0] if not behind else None
    return behind[0] if behind and not place.before else None


def _rows(life: Life) -> list[Row]:
    return [life.case, *life.events, *life.looked]


def _right(saying: Saying, found: Sequence[Held], place: Scope) -> Row | None:
    """The row that has every part of a saying; the one that shares most of it."""
    to_the_day = any(one.day.day and one.firm for one in saying.moments)
    # "In April 2025 he was still held" has nothing but its month and one word, and that is enough.
    to_the_month = any(one.day.month and one.firm for one in saying.moments)
    timed = all(each.unit in _TIMES for each in saying.said.quantities)
    whole = [
        each
        for each in found
        if each.whole
        and each.weight >= (1.5 if to_the_month else 2)
        and (each.dated or len(each.shared) + each.placed >= 2 or (each.counted and timed))
        and (
            each.tells
            or (
                each.dated
                and len(each.shared) + each.placed + each.counted >= (2 if to_the_day else 3)
            )
            or (each.counted and len(each.shared) >= 3)
        )
        and _fits(saying, each.row, place)
    ]
    return max(whole, key=lambda each: each.weight).row if whole else None


_SPARED = ("death_sentence_overturned", "sentence_commuted")
WHICH = lazy(
    r"\b(?:the (?:former|latter|first|second)|la premiere|le premier|la seconde|le second|celle-ci|celui-ci)(?= ?(?:[.,;]|$))"
)


_ONLY = lazy(r"\b(?:the only|le seul|la seule|les seuls|les seules)\b")


def _fits(saying: Saying, row: Row, place: Scope) -> bool:
    """Whether a row is of the kind that the verbs of ours in a saying tell."""
    if "outcome_type" not in row:
        return True
    life = saying.life
    some = row["people"] is not None and row["people"] != life.case["people"]
    if row["outcome_type"] in _SPARED and {"capital", "uphold"} <= saying.said.keys:
        return False  # that a verdict was upheld which spared somebody
    if _ONLY.search(saying.plain) and not _ONLY.search(held.plain_words(row, place.sentence.lang)):
        return False  # who else was there, the row may tell
    if not life.alone and WHICH.search(saying.plain):
        return False  # "to the first", of two who are named in another sentence
    if life.member and some and not named(row, [life.member]):
        return False  # which of them, nobody says
    if of_kind("released", row) and not saying.moments:
        return False  # what holds of a release today is asked elsewhere
    return headcounts.borne(
        place.sentence.flat, (saying.start, saying.end), row, place.sentence.lang
    )


def _stands(saying: Saying, row: Row, place: Scope) -> Verdict | None:
    """Whether what is told holds today, where it is told of today; and was not undone since, or the text tells that."""
    life = saying.life
    if "outcome_type" in row and release_undone(life, row):
        if any(one.day.day for one in saying.moments) and not _LASTS.search(saying.plain):
            return Verdict.RIGHT
        later = {*goes_on(saying.end, [Mention(life.case["case_id"], 0, 0)], place)}
        return Verdict.RIGHT if later & _TOLD_ON else Verdict.OUT_OF_DATE
    if not saying.today:
        return Verdict.RIGHT
    rows = (*life.events, *life.looked)
    date = str(row.get("event_date") or "")
    if date and date == max(str(each["event_date"] or "") for each in rows):
        return Verdict.RIGHT
    if not saying.said.keys & _INSIDE:
        return None
    if life.stands.out or life.stands.now == "died":
        return Verdict.OUT_OF_DATE
    since = [each for each in life.events if str(each["event_date"] or "") > date]
    changed = any(each["outcome_type"] in _CHANGED for each in since)
    return None if changed else Verdict.RIGHT


_LASTS = lazy(r"\b(?:since|depuis|still|toujours|ever|free|libre)\b")
# What is told of somebody who is held, and after what it may not be so any more.
_INSIDE = frozenset(("held", "prison", "sentence", "life", "capital"))
_TOLD_ON = {"re_arrested", "held", "arrested"}
_CHANGED = (
    "sentence_commuted", "sentence_reduced", "death_sentence_overturned", "acquitted", "charges_dropped",
    "retrial_ordered", "pardoned",
)  # fmt: skip


def _wrong(saying: Saying, found: Sequence[Held], rows: Sequence[str]) -> Held | None:
    """The row that has all of a saying but for one part, of which it tells otherwise, and no other row has it so."""
    life = saying.life
    near = [
        each
        for each in found
        if each.conflicts == 1 and not each.unborne
        if len(each.unknown) <= (each.dated and each.weight >= 3.5)
        if each.shared - each.turned or _denied_whole(each)
        if not each.turned or each.turned - each.shared or any(_telling(key) for key in each.turned)
        if atoms.tells(each.shared | each.turned) or each.pays or (each.dated and each.counted)
        if each.weight - len(each.turned & each.shared)
        >= (1 if saying.today and _of_a_sentence(each, life) else _enough(each, rows))
        or _denied_whole(each)
    ]
    near.sort(key=lambda each: -each.weight)
    if len(near) > 1 and near[0].weight - near[1].weight < CLEARLY:
        return None  # it may be meant of either
    if (
        not near
        or (saying.today and not _of_a_sentence(near[0], life))
        or any(each.whole and each.weight >= 1 for each in found)
    ):
        return None
    only = near[0]
    if not (life.alone or only.row.get("people") in (None, life.case["people"])):
        return None
    return None if any(_told_so(only, each) for each in found if each is not only) else only


def _of_a_sentence(one: Held, life: Life) -> bool:
    """Whether the only thing that is told otherwise is how long the only sentence of somebody is: "is serving ten years"."""
    return bool(one.numbers) and "outcome_type" not in one.row and only_sentence(life)


CLEARLY = 1.5  # by how much more one row has to share than the next


def _telling(key: str) -> bool:
    """Whether a word tells more than who did it or of what."""
    return atoms.tells(frozenset([key])) or not atoms.is_class(key)


def _denied_whole(one: Held) -> bool:
    """Whether a row denies the very words that are told, or the other way round: "refused to stay the charges"."""
    ended = held.words_of(one.row, "en").keys & {"quash", "reduce", "free", "close"}
    return len(one.turned) >= 2 and one.turned == one.shared and not (one.unknown or ended)


def _enough(one: Held, rows: Sequence[str]) -> float:
    """How much has to be shared: less where the sentence tells of that row or of its day already, or of an appeal."""
    if one.row["summary"] in rows:
        return 1
    if one.days and "outcome_type" not in one.row:
        return 1
    turned = one.turned and (one.dated or {"court", "appeal"} <= one.shared)
    return 1.5 if turned else 2 if one.dated or (one.days and len(one.shared) >= 2) else 3


def _told_so(only: Held, other: Held) -> bool:
    """Whether another row has the part of which one row tells otherwise, and what both share."""
    if only.turned:
        turned = only.turned & other.shared - other.turned
        return bool(turned) and only.shared - only.turned <= other.shared
    if only.numbers:
        has = atoms.of_row(other.row["summary"], "en").quantities
        return any(held.same(only.numbers[0], each) for each in has)
    if only.days:
        return other.dated and only.shared <= other.shared
    return set(only.places) != set(other.places) and only.shared <= other.shared
