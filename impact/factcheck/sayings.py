"""What a stretch of a sentence says of somebody, dated or not, by any verb, held against the record part by part.

It is right where one row of the record has every part of it: each telling word or one that means the same, each number
with what it counts, each place and each date, and denies what it denies. It is wrong where one row has all of it but for
a single part, of which that row says the opposite, another number of the same, or another place. Anything else is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from impact.factcheck import atoms, echoes, notes
from impact.factcheck.atoms import Atoms, Quantity
from impact.factcheck.days import MONTHS, Borne
from impact.factcheck.facts import Facts, Row
from impact.factcheck.kinds import of_kind
from impact.factcheck.lifetimes import Life, countries, life_of
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.rounding import Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.standing import release_undone
from impact.factcheck.tellings import goes_on
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code

MOST = 5  # pieces of a sentence that may make one saying
# Where another clause begins, and where a saying may begin or end.
_STOP = re.compile(
    r"[;:–—]|,? (?:but|mais|puis) |, (?:and|et) (?!a half|demi)|(?= (?:and|et) (?:he|she|they|il|elle|ils|elles|on|it)\b)"
)
_CUT = re.compile(
    r"[()]|,(?!\d)|(?= (?:and(?! a half)|but|et(?! demi)|mais|puis|ou|who|which|whose|where|that|qui|dont|que|after|before|when|while|until|because|as|though|although|whereas"
    r"|apres|avant|parce|quand|lorsque|tandis|alors|pour avoir|to (?=[a-z]+ )) )|(?= qu')"
)
# Words that many events of many people share.
_COMMON = frozenset(
    ("court", "police", "sentence", "held", "free", "charge", "rule", "trial", "order")
)
_MAYBE = re.compile(
    r"\b(?:must|should|shall|would|could|might|may(?! \d)|if|unless|will|si|devrai\w*|pourrai\w*|doi(?:t|vent)|sera|seront|demand\w*|calls? (?:for|on)|called (?:for|on)|urg(?:e|es|ed|ing)|want\w*|hop\w+|esper\w*|exig\w*)\b"
)
_TODAY = re.compile(
    r"\b(?:is|are|remains?|lives?|still|today|now|currently|sont|toujours|vit|reste|encore|aujourd'hui|actuellement|purge|risquent?|stays?)\b|\best (?!\w+(?:e|i|u|s|t)e?s? )"
)


@dataclass(frozen=True)
class Saying:
    """A stretch of a sentence with what it says, of whom, and when."""

    start: int
    end: int
    said: Atoms
    life: Life
    moments: tuple[Moment, ...]
    plain: str

    @property
    def today(self) -> bool:
        return not self.moments and _TODAY.search(self.plain) is not None


@dataclass(frozen=True)
class Held:
    """A saying held against a row: what the row has of it, and what it has otherwise."""

    row: Row
    shared: frozenset[str]
    known: frozenset[str]  # told of the case elsewhere
    unknown: frozenset[str]
    turned: frozenset[str]  # of which the row says the opposite, or denies what is told
    numbers: tuple[Quantity, ...]  # that the row has otherwise
    places: tuple[int, ...]  # names that nothing in the record of the case has, by where they stand
    unborne: int  # dates and numbers of which the row has nothing
    dated: bool
    counted: int  # numbers that the row has

    @property
    def weight(self) -> float:
        """How much the row and the saying share."""
        common = len(self.shared & _COMMON)
        return len(self.shared) - 0.5 * common + self.dated + self.counted

    @property
    def whole(self) -> bool:
        return not (self.unknown or self.turned or self.numbers or self.places or self.unborne)

    @property
    def conflicts(self) -> int:
        return bool(self.turned) + len(self.numbers) + len(self.places)


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each such stretch: where, of what kind its row is, what the record says. The longest goes first."""
    flat = place.sentence.flat
    if not (place.cases or place.before) or flat.rstrip().endswith("?"):
        return
    rows: list[str] = []
    for clause in _clauses(flat):
        for saying, row, verdict in _of_clause(clause, clause, rows, place, facts):
            rows.append(row["summary"])
            said = _judgement(saying, row, verdict, facts, tell)
            yield saying.start, saying.end, str(row.get("outcome_type") or "taken_up"), said


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
            first, last = at, at + size
            if spot is not None:  # only the piece that has what is wrong
                first = next(each for each in range(at, last) if pieces[each][1] > spot)
                last = first + 1
                saying = _saying(*pieces[first], place, facts) or saying
            yield from _of_clause(pieces[:first], clause, rows, place, facts)
            yield saying, row, verdict
            yield from _of_clause(pieces[last:], clause, rows, place, facts)
            return


def _told(
    run: Sequence[Piece], clause: Sequence[Piece], rows: Sequence[str], place: Scope, facts: Facts
) -> tuple[Saying, Row, Verdict, int | None] | None:
    """What the record says of a run of pieces, and where in it stands what it has otherwise."""
    behind = [piece for piece in clause if piece[0] >= run[-1][1]]
    saying = _saying(run[0][0], run[-1][1], place, facts)
    if saying is None or _hangs(run, behind, place):
        return None
    held = [_held(saying, row, place) for row in _rows(saying.life)]
    if right := _right(saying, held, place):
        ahead = [piece for piece in clause if piece[1] <= run[0][0]]
        if any(_turns(pieces, right, place, facts) for pieces in (ahead[-2:], behind[:2])):
            return None
        if not saying.moments and _dated_otherwise(clause, right, place):
            return None
        return saying, right, _stands(saying, right, place), None
    if wrong := _wrong(saying, held, rows):
        spots = [each.number.start for each in wrong.numbers] + list(wrong.places)
        return saying, wrong.row, Verdict.WRONG, spots[0] if spots else None
    return None


def _turns(pieces: Sequence[Piece], row: Row, place: Scope, facts: Facts) -> bool:
    """Whether the words beside a saying turn round what its row says, or deny it."""
    saying = _saying(pieces[0][0], pieces[-1][1], place, facts) if pieces else None
    return saying is not None and bool(_held(saying, row, place).turned)


def _dated_otherwise(clause: Sequence[Piece], row: Row, place: Scope) -> bool:
    """Whether a clause has nothing but a date, and another than that of a row, in a piece of its own."""
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    has = atoms.of_row(row["summary_fr" if lang == "fr" else "summary"], lang)
    for start, end in clause:
        own = [one for one in place.moments if start <= one.start < end]
        if own and not any(_borne(one, row, has) for one in own):
            words = atoms.read(place.text, lang, start, end).words
            if all(any(one.start <= word.start < one.end for one in own) for word in words):
                return True
    return False


def _judgement(
    saying: Saying, row: Row, verdict: Verdict, facts: Facts, tell: Language
) -> Judgement:
    if verdict in (Verdict.WRONG, Verdict.OUT_OF_DATE) and "outcome_type" in row:
        return notes.event(facts, saying.life.case, row, verdict, tell)
    return notes.of_row(facts, saying.life.case, row, verdict, tell)


def _clauses(flat: str) -> list[list[Piece]]:
    """The clauses of a sentence, each as the pieces that may begin or end a saying."""
    ends = [0, *(stop.end() for stop in _STOP.finditer(flat)), len(flat)]
    return [_pieces(flat, first, last) for first, last in pairwise(ends)]


def _pieces(flat: str, first: int, last: int) -> list[Piece]:
    cuts = [first, *(cut.end() for cut in _CUT.finditer(flat, first, last)), last]
    return [(a, b) for a, b in pairwise(cuts) if re.search(r"[a-z]", flat[a:b])]


# What hangs on the words before it, and what cannot be told without the words behind it.
_WHO = re.compile(r"\s*(?:who|which|that|qui|dont|whose|where)\b")
_OF_WHAT = re.compile(r"\s*(?:that|que|qu'|to|which|whether|pour que)(?: |\b)")


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
    return not any(name.end >= len(before) - 1 for name in place.cases if name.end <= start)


def _saying(start: int, end: int, place: Scope, facts: Facts) -> Saying | None:
    flat, text, lang = place.sentence.flat, place.text, place.sentence.lang
    whom = _whom(start, end, place)
    if whom is None or (_MAYBE.search(flat, start, end)):
        return None
    told = tuple(one for one in place.moments if start <= one.start < end)
    hidden = [(one.start, one.end) for one in told]
    hidden += [(name.start, name.end) for name in place.cases]
    said = atoms.read(text, lang, start, end)

    def seen(at: int) -> bool:
        return not any(a <= at < b for a, b in hidden)

    kept = Atoms(
        tuple(word for word in said.words if seen(word.start)),
        tuple(each for each in said.quantities if seen(each.number.start)),
        tuple(each for each in said.capitals if seen(each[1])),
        said.days,
    )
    life = life_of(whom.case_id, whom.members[0] if len(whom.members) == 1 else "", facts)
    words = kept.words
    if not words:
        return None
    first = min(
        [
            words[0].start,
            *(one.start for one in told),
            *(each.number.start for each in kept.quantities),
        ]
    )
    last = max(
        [words[-1].end, *(one.end for one in told), *(each.number.end for each in kept.quantities)]
    )
    return Saying(first, last, kept, life, told, flat[start:end])


def _whom(start: int, end: int, place: Scope) -> Mention | None:
    """Of whom a stretch is told: who is named in it or last before it, else the one who was named before."""
    inside = [name for name in place.cases if start <= name.start < end]
    if len({name.case_id for name in inside}) > 1:
        return None
    ahead = [name for name in place.cases if name.end <= start]
    behind = [name for name in place.cases if name.start >= end]
    if inside or ahead:
        return (inside or ahead[-1:])[-1]
    if len({name.case_id for name in place.before}) == 1:
        return place.before[0] if not behind else None
    return behind[0] if behind and not place.before else None


def _rows(life: Life) -> list[Row]:
    return [life.case, *life.events, *life.looked]


# Where something is told to have happened.
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Tt]o|from|into|[AÀà]|[Ee]n|[Aa]ux?|de|du|vers|its|his|her|the)\s+(?:the |la |le |l['’])?$|\b[dl]['’]$"
)


# How many others there were is counted in many ways.
_WITH = re.compile(r"\b(?:one of|among|with|alongside|parmi|avec|l'une? des) (?:[a-z]+ ){0,2}$")


def _held(saying: Saying, row: Row, place: Scope) -> Held:
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    life, said = saying.life, saying.said
    has = atoms.of_row(row["summary_fr" if lang == "fr" else "summary"], lang)
    about = _about(life, lang)
    same_day = [
        each
        for each in life.events
        if row.get("event_date") and each["event_date"] == row["event_date"]
    ]
    has_keys = has.keys
    shared = {key for key in said.keys if key in has_keys or atoms.near(key) & has_keys}
    turned = {key for key in said.keys - has_keys if atoms.opposites(key) & has_keys}
    turned |= {key for key in said.keys & has_keys if not said.denies(key) & has.denies(key)}
    shared -= turned - has_keys
    named = {at for _, at in said.capitals}
    unknown = {word.key for word in said.words if word.start not in named}
    unknown -= shared | turned | about
    dated, unborne = 0, 0
    for moment in saying.moments:
        if _borne(moment, row, has):
            dated += 1
        else:
            unborne += 1
    other, counted = [], 0
    for each in said.quantities:
        mine = [one for one in has.quantities if one.unit == each.unit]
        if any(_same(each, one) for one in mine):
            counted += 1
        elif (
            len(mine) == 1
            and each.unit
            and not _WITH.search(place.sentence.flat[: each.number.start])
        ):
            other.append(each)
        elif each.number.value != life.case["people"]:
            unborne += 1
    places = tuple(
        at
        for name, at in said.capitals
        if _AT.search(place.text[:at]) and not _named(name, [row, *same_day], life)
    )
    unborne += sum(
        not _AT.search(place.text[:at]) and not _named(name, [row, *same_day], life)
        for name, at in said.capitals
    )
    return Held(
        row, frozenset(shared), said.keys & about, frozenset(unknown), frozenset(turned),
        tuple(other), places, unborne, dated > 0, counted,
    )  # fmt: skip


def _same(told: Quantity, known: Quantity) -> bool:
    """Whether a number of a text may stand for one of the record, by the qualifier that each has."""
    one, other = told.number, known.number
    if (one.value, one.high) == (other.value, other.high):
        return one.qualifier == other.qualifier or "more" not in (one.qualifier, other.qualifier)
    how = "at_least" if other.floors else "about" if other.qualifier == "about" else "exact"
    return judge(one, other.value, how) in (Verdict.RIGHT, Verdict.ROUNDED_FAIRLY)


def _borne(moment: Moment, row: Row, has: Atoms) -> bool:
    date = row.get("event_date")
    if date and moment.day.borne(str(date)) is Borne.OUT:
        return True
    return any(echoes.same_day(moment.day, day) for day in has.days)


def _about(life: Life, lang: Language) -> frozenset[str]:
    """The words by which the record tells who somebody is."""
    case = life.case
    own = atoms.of_row(case["summary_fr" if lang == "fr" else "summary"], lang).keys
    code = case["country_code"]
    names = f"{case['name']} {case['name_fr']} {country('en', code)} {country('fr', code)}"
    return own | atoms.read(names, lang).keys


def _named(name: str, rows: Sequence[Row], life: Life) -> bool:
    """Whether the record has a word with a capital for somebody or for a place of a case."""
    plain = re.sub(r"'s?$", "", flatten(name))
    if plain in MONTHS or not atoms.key_of(plain):
        return True
    code = life.case["country_code"]
    about = flatten(
        " ".join(f"{row['summary']} {row['summary_fr']}" for row in (*rows, life.case))
        + f" {life.case['name']} {life.case['searchable']} {country('fr', code)} {country('en', code)}"
    )
    named = country_code(name)
    return plain[:5] in about or (
        named is not None and named in {code}.union(*(countries(row) for row in rows))
    )


def _right(saying: Saying, held: Sequence[Held], place: Scope) -> Row | None:
    """The row that has every part of a saying; the one that shares most of it."""
    to_the_day = any(one.day.day and one.firm for one in saying.moments)
    whole = [
        each
        for each in held
        if each.whole
        and each.weight >= 2
        and (atoms.tells(each.shared) or (each.dated and to_the_day and len(each.shared) >= 2))
        and _fits(saying, each.row, place)
    ]
    return max(whole, key=lambda each: each.weight).row if whole else None


def _fits(saying: Saying, row: Row, place: Scope) -> bool:
    """Whether a row is of the kind that the verbs of ours in a saying tell."""
    if "outcome_type" not in row:
        return True
    span = saying.start, saying.end
    if of_kind("released", row) and not saying.moments:
        return False  # what holds of a release today is asked elsewhere
    return echoes.agrees(place.sentence.flat, span, row, place.sentence.lang)


def _stands(saying: Saying, row: Row, place: Scope) -> Verdict:
    """Whether what is told was not undone since, or the text goes on to tell that."""
    life = saying.life
    if "outcome_type" in row and release_undone(life, row):
        later = {*goes_on(saying.end, [Mention(life.case["case_id"], 0, 0)], place)}
        return Verdict.RIGHT if later & {"re_arrested", "held"} else Verdict.OUT_OF_DATE
    return Verdict.RIGHT


def _wrong(saying: Saying, held: Sequence[Held], rows: Sequence[str]) -> Held | None:
    """The row that has all of a saying but for one part, of which it tells otherwise, and no other row has it so."""
    life = saying.life
    near = [
        each
        for each in held
        if each.conflicts == 1 and not each.unknown and not each.unborne
        if each.shared - each.turned and atoms.tells(each.shared | each.turned)
        if each.weight - len(each.turned & each.shared) >= _enough(each, rows)
    ]
    if len(near) != 1 or saying.today or any(each.whole and each.weight >= 1 for each in held):
        return None
    only = near[0]
    if not (life.alone or only.row.get("people") in (None, life.case["people"])):
        return None
    return None if any(_told_so(only, each) for each in held if each is not only) else only


def _enough(held: Held, rows: Sequence[str]) -> int:
    """How much has to be shared: less where the sentence tells of that row or of its day already."""
    return 1 if held.row["summary"] in rows else 2 if held.dated else 3


def _told_so(only: Held, other: Held) -> bool:
    """Whether another row has the part of which one row tells otherwise."""
    if only.turned:
        return bool(only.turned & other.shared - other.turned)
    if only.numbers:
        value = only.numbers[0].number
        has = atoms.of_row(other.row["summary"], "en").quantities
        return any(judge(value, each.number.value, "exact") is not Verdict.WRONG for each in has)
    return set(only.places) != set(other.places)
