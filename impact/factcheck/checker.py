"""Finds what a text claims about Write for Rights and says of each claim what the record says.

A number is a claim only if it counts one of our subjects: actions, people released, cases, editions,
countries or sections that take part, situations improved, shares of these. Everything else (twelve
volunteers, a date, a price) is passed over. In doubt a number is not in the record, never right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from impact.factcheck import (
    accounted,
    ages,
    agreement,
    appositions,
    bare,
    counts,
    doubts,
    exiles,
    featured,
    lives,
    merging,
    notes,
    outcomes,
    phrases,
    remainder,
    sayings,
    scope,
    seasons,
    series,
    tellings,
    triage,
    vocabulary,
    wordings,
)
from impact.factcheck.days import MONTHS, Day
from impact.factcheck.facts import Facts, Row
from impact.factcheck.moments import moments
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.remainder import Unchecked
from impact.factcheck.rounding import Finding, FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import Sentence, covered, flatten, normal, sentences
from impact.i18n.words import Language, say

# Who pastes more than that is not asking about a speech: findings, and characters of sentences that
# may claim something. What is beyond is not checked, and that is said.
MOST = 2000
DEEPEST = 150_000
SENTENCES = 300_000  # of one text, also of those that claim nothing
LINE = 200  # characters of a line of a list that may be one of a table


@dataclass(frozen=True)
class Checked:
    """The findings of a text, in its order; `complete` is false if it held more than are answered.

    `unchecked` names what looks like a claim and was not held against the record, at most `remainder.MOST`.
    """

    findings: list[Finding]
    complete: bool = True
    unchecked: tuple[Unchecked, ...] = ()


# What a list of numbers is headed with, if they are of actions.
_COUNTS = lazy(
    r"\b(?:actions?|letters|lettres|signatures|messages|totals?|totaux|results|resultats|chiffres|figures|numbers)\b"
)
_WORD = lazy(r"\w+")
_MONTHS = frozenset(MONTHS)
_FULL_DATE = lazy(
    r"\b\d{1,2}(?:st|nd|rd|th|er)? (?:of )?[a-z]{3,9} (?:19|20)\d\d\b|\b[a-z]{3,9} \d{1,2},? (?:19|20)\d\d\b"
)
_THE_SECTION = lazy(r"\b(?:la|cette|notre|the|that|this|our) (?:[a-z-]+ )?section\b")
_GOES_ON = lazy(r"\s*(?:(?:en|in) (?:19|20)\d\d,? |[^.;:]{0,60}, )?(?:elle|it|on en)\b")
_THE_CAMPAIGN = lazy(r"\x7f{12}|\b(?:campaign|campagne|edition|marathon|worldwide|world|monde)\b")
UNNAMED = "?"  # a section of which the record has no counts, or nobody says which
_SPOKEN = lazy(r"\s*(?:—|[qa]\. )")
_HOW_MANY = lazy(r"\b(?:how many|combien)\b.*\?\s*$", re.DOTALL)
_DIGIT = lazy(r"\d")
_THOUSANDS = lazy(r"\b\d{1,3}(?:[ .,]\d{3})+\b")
_LARGE = lazy(r"\d[ .,]\d{3}|\d ?m\b|milli")


def check(
    text: str, facts: Facts, lang: Language | None = None, tell: Language | None = None
) -> Checked:
    """Everything that a text claims and what the record says of it.

    `lang` is the language of the text, each paragraph's own where it is None; `tell` that of the
    answer. Relative years count from `facts.as_of`.
    """
    text, found = normal(text), list[Finding]()
    reading = _Memory(text, facts, tell)
    for place, sentence in enumerate(sentences(text, lang), 1):
        found += reading.read(sentence)
        if len(found) >= MOST or reading.depth > DEEPEST or place > SENTENCES:
            return Checked(
                found[:MOST], complete=False, unchecked=tuple(reading.unchecked[: remainder.MOST])
            )
    return Checked(found, unchecked=tuple(reading.unchecked[: remainder.MOST]))


class _Memory:
    """What is remembered from one sentence to the next."""

    def __init__(self, text: str, facts: Facts, tell: Language | None) -> None:
        self.text = text
        self.facts = facts
        self.tell = tell
        self.paragraph = -1
        self.year: int | None = None
        self.cases: list[Mention] = []
        self.recent: list[list[Mention]] = []  # the names of the paragraph, a list a sentence
        self.moment: Day | None = None
        self.campaign = False
        self.section: str | None = None  # that a paragraph is headed with
        self.headed = False  # whether the paragraph before a list counts actions
        self.listing = False
        self.counting = False
        self.releasing = False  # whether the paragraph has counted people who were released
        self.carried: object = None  # what was told last of somebody, for who "followed"
        self.asked = False  # whether the paragraph before ends with a question
        self.spoken = False  # whether it is what somebody says in a dialogue
        self.depth = 0
        self.unchecked: list[Unchecked] = []
        self._looked = 0
        self._line, self._counted = 1, 0
        self._open: set[tuple[int, int]] = set()  # findings that the record has nothing of
        self._rows: dict[tuple[int, int], Row] = {}  # of the record, that findings are held against
        self._ours: bool | None = None
        self._named: set[str] | None = None

    def _full(self) -> set[str]:
        """The cases that the text names in full, looked for only once a family name asks for it."""
        if self._named is None:
            self._named = self.facts.names.in_full(flatten(self.text))
        return self._named

    def ours(self) -> bool:
        """Whether the text speaks of the campaign anywhere, looked for only once a phrase asks for it."""
        if self._ours is None:
            self._ours = vocabulary.OURS.search(flatten(self.text)) is not None
        return self._ours

    def _counts_a_section(self, flat: str) -> bool:
        """Whether a sentence names a section and has a count of it to the last digit, which only the campaign can mean."""
        told = {int(re.sub(r"\D", "", each)) for each in _THOUSANDS.findall(flat)}
        told = {value for value in told if value % 1000}
        named = {name for _, _, name in self.facts.places.find(flat) if name} if told else set()
        return any(
            row["section"] in named and row["actions"] in told for row in self.facts.sections
        )

    def _begin(self, sentence: Sentence) -> None:
        """Forget what the paragraph before said, but for what heads a list."""
        self.paragraph, self.year = sentence.paragraph, None
        spoken = _SPOKEN.match(sentence.flat) is not None
        goes_on = self.asked or (spoken and self.spoken)  # an answer is about what was asked
        if not goes_on or len({name.case_id for name in self.cases}) != 1:
            self.cases, self.recent = [], []
        self.spoken = spoken
        self.moment = self.carried = None
        self.earlier: list[Row] = []  # what the sentence before told by verbs of ours
        head = self.facts.places.heading(sentence.flat)
        self.section = head or None
        self.told_of: str | None = None  # the section that the sentence before is about
        self.sections: list[str] = []  # all that the paragraph named
        self.noun = ""  # what the sentence before counted last: countries, sections or cases
        self.before = ""
        if sentence.item:
            self.listing = self.listing or self.headed
        else:
            self.listing, self.headed = False, _COUNTS.search(sentence.flat) is not None
        self.counting = self.releasing = False

    def _in_a_table(self, sentence: Sentence, cases: Sequence[Mention]) -> bool:
        """Whether a line of a list that counts actions begins with what it counts them for."""
        if not (self.listing and sentence.item and len(sentence.flat) <= LINE):
            return False
        start = len(sentence.flat) - len(sentence.flat.lstrip(" -–—*|•"))
        named = bool(cases) and cases[0].start <= start + 4
        return (
            named or bool(self.section) or vocabulary.YEAR.match(sentence.flat, start) is not None
        )

    def _section_meant(self, flat: str) -> str | None:
        """The one section that the sentence before names, where this one says "the section" or goes on of it."""
        goes_on = _GOES_ON.match(flat)
        if goes_on and self.told_of:
            return self.told_of
        if not goes_on and not _THE_SECTION.search(flat):
            return None
        named = {section for _, _, section in self.facts.places.find(self.before) if section}
        if named:
            # "It" behind two of them, or behind the campaign, may be either: then no count can be wrong.
            sure = len(named) == 1 and not (goes_on and _THE_CAMPAIGN.search(self.before))
            return named.pop() if sure else None if goes_on else UNNAMED
        spoken_of = _THE_SECTION.search(self.before if goes_on else flat)
        return UNNAMED if spoken_of else None

    def _scope(
        self, sentence: Sentence, raw: str, cases: list[Mention], years: list[re.Match[str]]
    ) -> Scope:
        """A covered sentence with what the ones before it said."""
        flat, lang = sentence.flat, sentence.lang
        told = moments(flat, raw, lang, self.moment)
        if told:
            self.moment = told[-1].day
        self.told_of = self._section_meant(flatten(raw))
        after = self.text[sentence.start + len(flat) : sentence.start + len(flat) + 400]
        return Scope(
            sentence,
            raw,
            after,
            cases,
            years,
            self.year,
            self.campaign,
            self.cases if cases else agreement.meant(self.recent, flat, lang, self.facts),
            told,
            self.counting,
            self._in_a_table(sentence, cases),
            self.section or self.told_of,
            carried=self.carried,
            recent=self.recent,
            releasing=self.releasing,
            sections_before=[*self.sections],
            noun_before=self.noun,
            asked=_HOW_MANY.search(self.before) is not None,
            named_after=self.facts.names.mentions(flatten(after), after, self._full)
            if cases or self.cases
            else (),
        )

    def read(self, sentence: Sentence) -> list[Finding]:
        if sentence.paragraph != self.paragraph:
            self._begin(sentence)
        flat = sentence.flat
        words = set(_WORD.findall(flat))
        raw = self.text[sentence.start : sentence.start + len(flat)]
        cases = self.facts.names.mentions(flat, raw, self._full)
        digit = _DIGIT.search(flat) is not None
        years = scope.years_in(flat) if digit else []
        if not self.campaign:
            self.campaign = not triage.CAMPAIGN.isdisjoint(words) or "write for rights" in flat
            self.campaign = self.campaign or (digit and self._counts_a_section(flat))
        found: list[Finding] = []
        of_somebody = bool(cases or self.cases)
        of_somebody = of_somebody or (self.listing and digit)
        if (
            of_somebody
            or triage.may_claim(digit, words)
            or (digit and (self.releasing or _FULL_DATE.search(flat)))
            or (digit and self.campaign and (years or not _MONTHS.isdisjoint(words)))
            or ((self.counting or self.campaign) and _LARGE.search(flat))
            or (self.noun and (years or self.before.rstrip().endswith("?")))
            or (self.counting and (digit or not triage.NUMBER_WORDS.isdisjoint(words)))
        ):
            self.depth += len(flat)
            sentence = replace(sentence, flat=covered(flat))
            years = scope.years_in(sentence.flat)
            place = self._scope(sentence, raw, cases, years)
            found = self._found(place)
            self.counting, self.carried = place.counting, place.carried
            self.noun = bare.counted(sentence.flat, sentence.lang, place.noun_before)
            self.releasing = self.releasing or any(
                item.figure == "releases_published_headline" for item in found
            )
        else:
            self.counting = False
            self.told_of = None
            self.noun = bare.counted(flat, sentence.lang, self.noun)
        self.before = flat
        if self.campaign or _THE_SECTION.search(flat):
            self.sections += [name for _, _, name in self.facts.places.find(flat) if name]
        self._note_unchecked(sentence, found, digit, words)
        if cases:
            self.cases = cases
            self.recent.append(cases)
        self.asked = bool(cases) and flat.rstrip().endswith("?")
        own = [match for match in years if not scope.compared_with(flat, match)]
        if own:
            self.year = int(own[-1].group())
        return sorted(found, key=lambda item: (item.start, item.end))

    def _found(self, place: Scope) -> list[Finding]:
        sentence, facts, lang = place.sentence, self.facts, place.sentence.lang
        tell = self.tell or lang
        found = [
            self._finding(place, start, end, FindingKind.WORDING, None, notes.cause(facts, tell))
            for start, end in wordings.attributions(sentence, place.cases)
        ]
        found += [
            self._finding(place, match.start(group), match.end(group), FindingKind.YEAR, year, said)
            for match, group, year, said in wordings.began(place, facts, tell)
        ]
        hidden = sentence.flat
        for mention in place.cases:
            hidden = (
                hidden[: mention.start]
                + "\x7f" * (mention.end - mention.start)
                + hidden[mention.end :]
            )
        events = _events(place, facts, tell)
        for start, end, kind_of, said in events:
            found.append(self._finding(place, start, end, FindingKind.OUTCOME, kind_of, said))
        of_lives = [
            *seasons.found(place, facts, tell),
            *lives.found(place, facts, tell),
            *ages.found(place, facts, tell),
            *exiles.found(place, facts, tell),
        ]
        for start, end, kind, value, said in appositions.found(place, facts, tell):
            if not any(
                first < end and start < last and kind is of for first, last, of, _, _ in of_lives
            ):
                found.append(self._finding(place, start, end, kind, value, said))
        for start, end, kind, value, said in featured.found(place, facts, tell):
            taken = [(one.start, one.end) for one in found if one.kind is kind]
            taken += [(first, last) for first, last, of, _, _ in of_lives if of is kind]
            if not any(first < end and start < last for first, last in taken):
                of_lives.append((start, end, kind, value, said))
        for start, end, kind, value, said in of_lives:
            # A time that a court imposed may have been held against the record with its verb.
            if not any(first < end and start < last for first, last, _, _ in events):
                found.append(self._finding(place, start, end, kind, value, said))
        editions = [(first, last) for first, last, of, *_ in of_lives if of is FindingKind.EDITION]
        found += self._numbers(place, hidden, editions, tell)
        found = [one for one in found if not _miscounted(one, found)]
        found = [one for one in found if not _silent(one)]
        rows = [said.row for *_, said in events if said.row is not None]
        found = self._with_sayings(place, [*rows, *self.earlier], found, tell)
        self.earlier = rows or self.earlier
        found = [whole for one in found if (whole := self._whole(one, place, found, tell))]
        return merging.joined(
            found, _clauses(place) if len(found) > 1 else (), self._rows, self.text
        )

    def _whole(
        self, one: Finding, place: Scope, found: Sequence[Finding], tell: Language
    ) -> Finding | None:
        """What is right, or only in part where the record has nothing of a name or number of its clause; not checked
        where it has nothing of a word: that may say the same in other words, or something else."""
        row = self._rows.get((one.start, one.end))
        if one.kind is not FindingKind.OUTCOME or one.verdict is not Verdict.RIGHT or row is None:
            return one
        begin = place.sentence.start
        others = [(each.start - begin, each.end - begin) for each in found if each is not one]
        span = (one.start - begin, one.end - begin)
        if not (part := accounted.unproved(span, row, place, others, self.facts)):
            return one
        if part == "words":
            return None
        if part == "another":
            wrong = notes.event(
                self.facts, self.facts.cases[row["case_id"]], row, Verdict.WRONG, tell
            )
            return replace(one, verdict=wrong.verdict, note=wrong.note, suggestion=wrong.suggestion)
        missing = say(tell, f"factcheck.unproved.{part}")
        told = say(tell, "factcheck.in_part", note=one.note.rstrip("."), missing=missing)
        return replace(one, verdict=Verdict.PARTLY, note=told)

    def _numbers(
        self, place: Scope, hidden: str, editions: Sequence[tuple[int, int]], tell: Language
    ) -> Iterator[Finding]:
        """What a sentence counts, and how it sets one edition or one section's count beside others."""
        facts, taken = self.facts, [*editions]
        for claim in phrases.claims(place, facts, self.ours):
            if (answer := series.held(claim, facts, tell)) is not None:
                if answer.verdict is Verdict.WRONG and doubts.of_comparison(
                    claim, place, facts, tell
                ):
                    continue
                kind = (
                    FindingKind.EDITION if answer.figure == "editions" else FindingKind.COMPARISON
                )
                taken.append((claim.start, claim.end))
                yield self._finding(
                    place, claim.start, claim.end, kind, claim.value or None, answer
                )
        sentence = replace(place.sentence, flat=hidden)
        for number, kind, value, said in counts.found(sentence, place, facts, tell):
            # The number of a milestone is no count of an edition of its own; that of "one of ten cases" may be wrong.
            there = [each for each in taken if number.start < each[1] and each[0] < number.end]
            if not there or (said.verdict is Verdict.WRONG and set(there) <= set(editions)):
                yield self._finding(place, number.start, number.end, kind, value, said)

    def _with_sayings(
        self, place: Scope, rows: Sequence[Row], found: list[Finding], tell: Language
    ) -> list[Finding]:
        """The findings with what the record has in other words, and without those that only knew of nothing there."""
        for start, end, kind_of, said in sayings.found(place, rows, self.facts, tell):
            one = self._finding(place, start, end, FindingKind.OUTCOME, kind_of, said)
            there = [each for each in found if each.start < one.end and one.start < each.end]
            if all(
                (each.start, each.end) in self._open
                or merging.inside(each, one)
                or merging.better(one, each, self.text)
                for each in there
            ):
                found = [each for each in found if each not in there] + [one]
        return found

    def _note_unchecked(
        self, sentence: Sentence, found: Sequence[Finding], digit: bool, words: Set[str]
    ) -> None:
        """Remember the numbers and outcomes of a sentence that no finding tells of."""
        event = not triage.EVENT_BEGINNINGS.isdisjoint({word[:5] for word in words})
        if not (digit or event or not triage.NUMBER_WORDS.isdisjoint(words)):
            return
        if len(self.unchecked) >= remainder.MOST or self._looked > DEEPEST:
            return
        self._looked += len(sentence.flat)
        told = [(item.start - sentence.start, item.end - sentence.start) for item in found]
        raw = self.text[sentence.start : sentence.start + len(sentence.flat)]
        for start, text in remainder.of(sentence, raw, told):
            self.unchecked.append(Unchecked(text, self._line_of(sentence.start + start)))

    def _line_of(self, at: int) -> int:
        """The line of a place near the last one that was counted to."""
        behind, ahead = (
            self.text.count("\n", at, self._counted),
            self.text.count("\n", self._counted, at),
        )
        return self._line + ahead - behind

    def _finding(
        self,
        place: Scope,
        start: int,
        end: int,
        kind: FindingKind,
        value: float | int | str | None,
        said: Judgement,
    ) -> Finding:
        start, end = place.sentence.start + start, place.sentence.start + end
        while start < end and self.text[start].isspace():
            start += 1
        if start >= self._counted:  # findings come in order, or nearly
            self._line += self.text.count("\n", self._counted, start)
            self._counted = start
        line = self._line_of(start)
        if said.nothing:
            self._open.add((start, end))
        if said.row is not None:
            self._rows[start, end] = said.row
        if isinstance(value, float) and value == int(value):
            value = int(value)
        return Finding(
        " ".join(self.text[start:end].split(" ")), kind, value, said.verdict, said.figure, said.expected, said.source,
            said.note, start, end, line, said.suggestion,
        )  # fmt: skip


def _clauses(place: Scope) -> list[tuple[int, int]]:
    """Where the clauses of a sentence stand in the text."""
    begin = place.sentence.start
    return [
        (pieces[0][0] + begin, pieces[-1][1] + begin) for pieces in sayings.clauses(place) if pieces
    ]


def _miscounted(one: Finding, found: Sequence[Finding]) -> bool:
    """Whether an edition is told with a count that it has not: "one of ten cases", of twelve."""
    return one.kind is FindingKind.EDITION and any(
        each.kind is FindingKind.NUMBER
        and each.verdict is Verdict.WRONG
        and one.start <= each.start < one.end
        for each in found
    )


def _silent(one: Finding) -> bool:
    """Whether a finding only says that the record has nothing of what became of somebody: that is told among the unchecked."""
    return (
        one.kind in (FindingKind.OUTCOME, FindingKind.DURATION)
        and one.verdict is Verdict.NOT_IN_THE_RECORD
    )


def _events(place: Scope, facts: Facts, tell: Language) -> list[tuple[int, int, str, Judgement]]:
    """What became of somebody, told by a verb of ours."""
    return [
        (
            start,
            end,
            one.kind,
            said
            if one.kind == "held" and _OUT.search(one.said)
            else _borne(start, end, said, place, facts, tell),
        )
        for start, end, one, said in outcomes.found(tellings.tellings(place), facts, tell)
    ]


# "Has yet to be released" tells of a release, and that somebody is held.
_OUT = lazy(
    r"to be (?:released|freed)|for (?:freedom|.*release)|to (?:release|free)|liber(?:er|e|ation)"
)


def _borne(
    start: int, end: int, said: Judgement, place: Scope, facts: Facts, tell: Language
) -> Judgement:
    """What a verb tells, where its row has nothing of the words around it otherwise."""
    if said.verdict is not Verdict.RIGHT or said.row is None:
        return said
    if not sayings.otherwise(start, end, said.row, place, facts):
        return said
    case = facts.cases[said.row["case_id"]]
    if "outcome_type" not in said.row:
        return notes.of_row(facts, case, said.row, Verdict.WRONG, tell)
    return notes.event(facts, case, said.row, Verdict.WRONG, tell)


def as_json(finding: Finding, file: str | None = None) -> Mapping[str, object]:
    """A finding as plain values."""
    return ({"file": file} if file is not None else {}) | vars(finding)
