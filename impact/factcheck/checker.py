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
    lives,
    notes,
    outcomes,
    phrases,
    remainder,
    scope,
    series,
    subjects,
    vocabulary,
)
from impact.factcheck.facts import Facts, lists
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import NumberInText, numbers
from impact.factcheck.outcomes import Mention
from impact.factcheck.remainder import Unchecked
from impact.factcheck.rounding import Finding, FindingKind, Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.subjects import CountedNumber
from impact.factcheck.text import COVER, Sentence, covered, flatten, normal, sentences
from impact.i18n.words import Language

# Who pastes more than that is not asking about a speech: findings, and characters of sentences that
# may claim something. What is beyond is not checked, and that is said.
MOST = 2000
DEEPEST = 150_000


@dataclass(frozen=True)
class Checked:
    """The findings of a text, in its order; `complete` is false if it held more than are answered.

    `unchecked` names what looks like a claim and was not held against the record, at most `remainder.MOST`.
    """

    findings: list[Finding]
    complete: bool = True
    unchecked: tuple[Unchecked, ...] = ()


# A sentence claims something only if it holds a number beside one of our subjects, or a word of cause or
# of outcome. Looking for these first, word by word, is what keeps 2 MB cheap.
_NUMBER_WORDS = frozenset(
    (
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty", "thirty", "forty", "fifty", "sixty", "eighty", "ninety", "hundred", "thousand",
        "half", "third", "thirds", "quarter", "quarters", "deux", "trois", "quatre", "cinq", "sept",
        "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "vingt",
        "vingts", "trente", "quarante", "cinquante", "soixante", "mille", "moitie", "tiers", "quart",
        "quarts", "cent", "cents",
    )
)  # fmt: skip
_NUMBER_BEGINNINGS = frozenset(
    ["milli", "thirt", "fourt", "fifte", "sixte", "seven", "eight", "ninet", "half-", "one"]
)
_EVENT_WORDS = frozenset(
    (
        "thanks", "because", "due", "owing", "result", "grace", "cause", "raison", "fait", "force",
        "effet", "led", "won", "saved", "died", "dead", "again", "still", "back", "free", "freed",
        "libre", "libres", "morte", "mort", "owe", "owes", "owed", "doit", "doivent", "parce", "opened",
        "ouvert", "changed", "change", "turned", "convinced", "convaincu", "persuaded", "compelled", "contraint",
        "made", "got", "obtenu",
    )
)  # fmt: skip
_EVENT_BEGINNINGS = frozenset(
    (
        "liber", "relea", "freed", "secur", "obtai", "sauve", "broug", "force", "permi", "obten",
        "condu", "mene", "about", "provo", "entra", "charg", "indic", "incul", "mise", "mises",
        "acqui", "clear", "guilt", "convi", "conda", "coupa", "sente", "pardo", "graci", "deced",
        "nouve", "remai", "toujo", "encor", "reste", "priso", "relac", "arres", "arret", "impri",
        "reimp", "reinc", "rearr", "aband", "dropp", "blanc", "jaile", "detai", "deten", "incar",
        "lifte", "withd", "execu", "hange", "pendu", "walke", "reduc", "halve", "redui", "ramen", "commu", "regai", "recou", "retro", "sorti", "virtu", "power", "sent", "walk", "out",
    )
)  # fmt: skip
# Words without a number that set one edition beside others.
_COMPARING = frozenset(
    (
        "every", "each", "never", "record", "records", "best", "biggest", "largest", "highest", "greatest",
        "strongest", "most", "worst", "smallest", "lowest", "weakest", "fewest", "peak", "peaked", "steadily",
        "interruption", "unprecedented", "surpassed", "edition", "anniversary", "shrank", "fell", "grew", "rose",
        "grown", "risen", "twice", "ninefold", "tenfold", "doubled", "tripled", "chaque", "jamais", "meilleure",
        "meilleur", "sommet", "apogee", "cesse", "pire", "anniversaire", "fois", "double", "triple", "plus",
        "moins", "baisse", "recul", "recule", "chute", "augmente", "progresse", "ans", "years", "year",
        "annee", "month", "months", "mois", "featured", "presente", "presentee", "cas", "case",
    )
)  # fmt: skip
_CAMPAIGN = frozenset(
    (
        "campaign", "campaigns", "campagne", "campagnes", "letters", "lettres", "actions",
        "signatures", "edition", "editions", "marathon", "amnesty", "amnistie",
    )
)  # fmt: skip
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_LARGE = re.compile(r"\d[ .,]\d{3}|\d ?m\b|milli")


def check(
    text: str, facts: Facts, lang: Language | None = None, tell: Language | None = None
) -> Checked:
    """Everything that a text claims and what the record says of it.

    `lang` is the language of the text, each paragraph's own where it is None; `tell` that of the
    answer. Relative years count from `facts.as_of`.
    """
    text, found = normal(text), list[Finding]()
    reading = _Memory(text, facts, tell)
    for sentence in sentences(text, lang):
        found += reading.read(sentence)
        if len(found) >= MOST or reading.depth > DEEPEST:
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
        self.campaign = False
        self.counting = False
        self.depth = 0
        self.unchecked: list[Unchecked] = []
        self._looked = 0
        self._line, self._counted = 1, 0
        self._ours: bool | None = None
        self._named: set[str] | None = None

    def _full(self) -> set[str]:
        """The cases that the text names in full, looked for only once a family name asks for it."""
        if self._named is None:
            self._named = outcomes.full_names(flatten(self.text), self.facts)
        return self._named

    def ours(self) -> bool:
        """Whether the text speaks of the campaign anywhere, looked for only once a phrase asks for it."""
        if self._ours is None:
            self._ours = vocabulary.OURS.search(flatten(self.text)) is not None
        return self._ours

    def read(self, sentence: Sentence) -> list[Finding]:
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.year, self.cases = sentence.paragraph, None, []
            self.counting = False
        flat = sentence.flat
        words = set(_WORD.findall(flat))
        raw = self.text[sentence.start : sentence.start + len(flat)]
        cases = outcomes.mentions(flat, raw, self.facts, self._full)
        digit = _DIGIT.search(flat) is not None
        years = scope.years_in(flat) if digit else []
        if not self.campaign:
            self.campaign = not _CAMPAIGN.isdisjoint(words) or "write for rights" in flat
        found: list[Finding] = []
        if _may_claim(digit, words) or (self.counting and _LARGE.search(flat)):
            self.depth += len(flat)
            sentence = replace(sentence, flat=covered(flat))
            years = scope.years_in(sentence.flat)
            place = Scope(
                sentence,
                raw,
                self.text[sentence.start + len(flat) : sentence.start + len(flat) + 400],
                cases,
                years,
                self.year,
                self.campaign,
                self.cases,
                self.counting,
            )
            found = self._found(place)
            self.counting = place.counting
        else:
            self.counting = False
        self._note_unchecked(sentence, found, digit, words)
        if cases:
            self.cases = cases
        own = [match for match in years if not scope.compared_with(flat, match)]
        if own:
            self.year = int(own[-1].group())
        return sorted(found, key=lambda item: (item.start, item.end))

    def _found(self, place: Scope) -> list[Finding]:
        sentence, facts, lang = place.sentence, self.facts, place.sentence.lang
        tell = self.tell or lang
        found = [
            self._finding(place, start, end, FindingKind.WORDING, None, notes.cause(facts, tell))
            for start, end in _attributions(sentence)
        ]
        found += [
            self._finding(place, match.start(group), match.end(group), FindingKind.YEAR, year, said)
            for match, group, year, said in _began(sentence, facts, tell)
        ]
        hidden = sentence.flat
        for mention in place.cases:
            hidden = (
                hidden[: mention.start]
                + "\x7f" * (mention.end - mention.start)
                + hidden[mention.end :]
            )
        for start, end, kind, value, said in lives.found(place, facts, tell):
            found.append(self._finding(place, start, end, kind, value, said))
        beside = [
            (claim, answer)
            for claim in phrases.claims(place, facts, self.ours)
            if (answer := series.held(claim, facts, tell)) is not None
        ]
        for claim, answer in beside:
            kind = FindingKind.EDITION if answer.figure == "editions" else FindingKind.COMPARISON
            found.append(
                self._finding(place, claim.start, claim.end, kind, claim.value or None, answer)
            )
        for number, kind, value, said in _numbers(
            replace(sentence, flat=hidden), place, facts, tell
        ):
            # The number of a milestone is no count of an edition of its own.
            if not any(
                number.start < claim.end and claim.start < number.end for claim, _ in beside
            ):
                found.append(self._finding(place, number.start, number.end, kind, value, said))
        for start, end, kind_of, said in outcomes.found(
            sentence.flat, place.text, place.after, lang, place.cases, self.cases, facts, tell
        ):
            found.append(self._finding(place, start, end, FindingKind.OUTCOME, kind_of, said))
        return found

    def _note_unchecked(
        self, sentence: Sentence, found: Sequence[Finding], digit: bool, words: Set[str]
    ) -> None:
        """Remember the numbers and outcomes of a sentence that no finding tells of."""
        event = not _EVENT_BEGINNINGS.isdisjoint({word[:5] for word in words})
        if not (digit or event or not _NUMBER_WORDS.isdisjoint(words)):
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
        if isinstance(value, float) and value == int(value):
            value = int(value)
        return Finding(
        " ".join(self.text[start:end].split(" ")), kind, value, said.verdict, said.figure, said.expected, said.source,
            said.note, start, end, line, said.suggestion,
        )  # fmt: skip


def _may_claim(digit: bool, words: Set[str]) -> bool:
    beginnings = {word[:5] for word in words}
    if not _COMPARING.isdisjoint(words):
        return True
    if not (_EVENT_WORDS.isdisjoint(words) and _EVENT_BEGINNINGS.isdisjoint(beginnings)):
        return True
    if not digit and _NUMBER_WORDS.isdisjoint(words) and _NUMBER_BEGINNINGS.isdisjoint(beginnings):
        return False
    return not vocabulary.SUBJECT_BEGINNINGS.isdisjoint({word[:4] for word in words})


def _attributions(sentence: Sentence) -> Iterator[tuple[int, int]]:
    flat, lang = sentence.flat, sentence.lang
    for match in vocabulary.ATTRIBUTION[lang].finditer(flat):
        before, after = flat[: match.start()].rstrip()[-1:], flat[match.end() :].lstrip()[:1]
        if before and before in '"“«' and after and after in '"”»':
            continue  # the words themselves are spoken of: we never say "thanks to you"
        if not vocabulary.NOT_SO[lang].search(flat, max(0, match.start() - 24), match.start()):
            yield match.span()


def _began(
    sentence: Sentence, facts: Facts, tell: Language
) -> Iterator[tuple[re.Match[str], str, int, Judgement]]:
    match = vocabulary.BEGAN[sentence.lang].search(sentence.flat)
    if match and facts.totals:
        group = next(name for name in ("year", "year2", "year3") if match[name])
        year = int(match[group])
        if re.search(rf"{COVER} (?:\w+ )?$", match.string[: match.start(group)]):
            return  # a whole date is of one edition, not of the campaign
        told = match.group()
        if re.search(r"\bnational\b", told) or any(
            section != lists()["first_section"] for _, _, section in facts.places.find(told)
        ):
            return  # when it began in one country, of which the record knows nothing
        yield match, group, year, notes.began(facts, year, tell)


# Numbers


def _numbers(
    sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Iterator[tuple[NumberInText, FindingKind, float, Judgement]]:
    flat, lang = sentence.flat, sentence.lang
    found = numbers(flat, place.text, lang)
    if not found:
        return
    if scope.of_others(flat, place, facts):
        return
    counted = subjects.subjects(flat, found, lang, place.counting)
    place.counting = any(item.subject == "actions" for item in counted)
    denominators = subjects.denominators(flat, counted, lang)
    for item in counted:
        number = item.number
        if number in denominators or scope.passed_over(number, sentence):
            continue
        if number.of is None and denominators:
            number = replace(number, of=denominators[0].value)
        kind = FindingKind.PERCENT if number.percent else FindingKind.NUMBER
        said = (_share if number.percent else _count)(
            replace(item, number=number), sentence, place, facts, tell
        )
        if said is None:
            continue
        if said.verdict is Verdict.WORDING:
            kind, number = FindingKind.WORDING, replace(number, end=item.noun_end)
        yield number, kind, number.value, said


def _count(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number, subject = item.number, item.subject
    rest = flat[item.noun_end :]
    next_number = re.search(r"\d", rest)
    clause = rest[: next_number.start()] if next_number and next_number.start() > 12 else rest
    before = flat[: number.start]
    noun = flat[number.end : item.noun_end]
    acted = vocabulary.ACTED[lang].search(noun + clause) if subject == "people" else None
    released = vocabulary.RELEASED[lang].search(noun + clause)
    if acted and not (released and released.start() < acted.start()):
        return _people_acting(number, sentence, place, facts, tell)
    if noun.endswith(" others"):
        return None  # beside whom the text names
    if subject == "releases" or (
        subject in ("people", "cases") and _is(vocabulary.RELEASED[lang], before, clause)
    ):
        if subject == "cases" and not re.search(r"since|depuis|released|liber", clause):
            return None
        return _released(number, sentence, place, facts, tell)
    if subject in ("people", "situations") and _is(vocabulary.IMPROVED[lang], before, clause):
        return notes.running(facts, number, ("situations_improved", "positive_outcomes"), tell)
    if subject == "people" and number.value < 60 and vocabulary.PRESENTED[lang].search(flat):
        return _cases(number, sentence, place, facts, tell)
    if subject == "actions":
        return _actions(number, sentence, place, facts, tell)
    if subject == "solidarity":
        return _of_edition(number, ("solidarity_messages",), sentence, place, facts, tell)
    if subject == "cases":
        return _cases(number, sentence, place, facts, tell)
    of_cases = subject == "countries" and re.search(r"\b(?:cases|cas)\b", flat)
    if of_cases and number.value == facts.in_all["countries"]:
        return notes.plain(facts, number, int(number.value), "cases_total", "countries", tell)
    if subject in ("countries", "sections") and (
        place.counting or vocabulary.TAKES_PART[lang].search(flat)
    ):
        wanted = (
            ("sections_taking_part",)
            if subject == "sections"
            else ("countries_running_it", "countries_actions_came_from")
        )
        if place.cases:
            return notes.unknown(facts, tell)  # where those who wrote for the person live
        return _of_edition(number, wanted, sentence, place, facts, tell)
    if subject == "editions":
        said = notes.plain(facts, number, len(facts.totals), "editions", "editions", tell)
        if vocabulary.SOME_OF[lang].search(before):
            return None  # fewer may be some of them: "the last three editions"
        fewer = said.verdict is Verdict.WRONG and number.value < len(facts.totals)
        return notes.unknown(facts, tell) if fewer else said
    return None


def _is(pattern: re.Pattern[str], before: str, clause: str) -> bool:
    return bool(pattern.search(clause) or pattern.search(before[-45:]))


def _released(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    own = number.value == facts.documented["people"] and number.qualifier in ("exactly", "floor")
    if own and vocabulary.DOCUMENTED[lang].search(flat):
        return notes.plain(
            facts,
            number,
            facts.documented["people"],
            "releases_documented_total",
            "documented",
            tell,
        )
    if place.cases and not scope.since(sentence):
        # Some of a group that the record follows by name, or others who came out with them.
        return None if number.value <= 100 else notes.unknown(facts, tell)
    if vocabulary.ALONE[lang].search(flat):
        return notes.released_in_one_year(facts, number, tell)
    running = scope.since(sentence) is not None or place.campaign
    said = notes.released(facts, number, running, tell)
    before_us = (scope.since(sentence) or scope.FIRST) < scope.FIRST
    if said.verdict is Verdict.WRONG and before_us and number.of is None:
        return None  # what Amnesty as a whole has done for longer than the campaign exists
    return said


def _people_acting(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    named = place.cases
    if not named and vocabulary.FOR_THEM[lang].search(flat):
        named = place.before if len({mention.case_id for mention in place.before}) == 1 else []
    for mention in named:
        counts = facts.counts.get(mention.case_id, ())
        people = [row for row in counts if row["unit"] == "people"]
        if people:
            return notes.of_case(facts, mention.case_id, number, people, tell)
        if any(
            judge(number, row["count"], row["qualifier"]) is not Verdict.WRONG
            or abs(number.value - row["count"]) <= 0.05 * row["count"]
            for row in counts
        ):
            return notes.people(facts, counts[0]["count"], tell)
    year = scope.year_of(number, sentence, place, facts)
    rows = [facts.totals[year]] if year and year in facts.totals else list(facts.totals.values())
    for row in rows:
        total = row["actions"]
        if total and abs(number.value - total) <= 0.05 * total:
            return notes.people(facts, total, tell, int(row["edition_year"]))
    if number.value >= 1_000_000:
        return notes.people(facts, None, tell)
    if number.value < scope.SMALLEST and not place.cases:
        return None
    return notes.unknown(facts, tell)


def _actions(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    year = scope.year_of(number, sentence, place, facts)
    if year is not None and year > facts.as_of.year:
        return None  # a goal
    total = facts.totals.get(year) if year else None
    if not place.cases and scope.local(number, total, sentence):
        return None
    exact_total = total is not None and total["actions"] == number.value
    section = scope.section(sentence, place, facts, exact_total, number)
    if section is None and scope.not_ours(number, total, sentence, place):
        return notes.unknown(facts, tell)
    fits = exact_total or (
        total is not None
        and bool(total["actions"])
        and judge(number, total["actions"], total["qualifier"]) is not Verdict.WRONG
        and number.value >= total["actions"] / 2
    )
    one_before = not place.cases and len({mention.case_id for mention in place.before}) == 1
    if one_before and vocabulary.FOR_THEM[lang].search(flat):
        case_id = place.before[0].case_id
        return notes.of_case(facts, case_id, number, facts.counts.get(case_id, ()), tell)
    if place.cases and not (fits and not scope.is_for_case(flat, place)):
        mention = min(place.cases, key=lambda name: abs(name.start - number.start))
        counts = facts.counts.get(mention.case_id, ())
        return notes.of_case(facts, mention.case_id, number, counts, tell)
    # The world may be told beside it, in another clause; but what fits the world's total is that.
    of_world = vocabulary.WORLD[lang].search(flat if fits else scope.clause_of(number, flat))
    if section is not None and not of_world:
        return notes.of_section(facts, section, year, number, tell)
    if years := scope.summed(number, sentence, facts):
        return notes.sum_of(facts, number, years, tell)
    if scope.of_two_years(number, flat, place):
        return notes.unknown(facts, tell)  # which of the two years it is about is not said
    if (
        total is not None
        and number.value < (total["actions"] or 0) / 10
        and vocabulary.SOMEWHERE.search(place.text)
        and not vocabulary.WORLD[lang].search(flat)
    ):
        return notes.unknown(facts, tell)  # those of a place of which the record has no count
    since = scope.since(sentence)
    if since is not None and since < scope.FIRST:
        return None
    if since is not None and not any(
        match.start() > number.end
        for match in place.years
        if f"since {match.group()}" not in flat and f"depuis {match.group()}" not in flat
    ):
        return notes.all_time(facts, number, since, tell)
    return notes.of_edition(
        facts, number, year, tell, vocabulary.INTERIM[lang].search(flat) is not None
    )


def _of_edition(
    number: NumberInText,
    about: tuple[str, ...],
    sentence: Sentence,
    place: Scope,
    facts: Facts,
    tell: Language,
) -> Judgement:
    year = scope.year_of(number, sentence, place, facts)
    return notes.printed(facts, number, about, year, tell)


def _cases(
    number: NumberInText, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    year = scope.year_of(number, sentence, place, facts)
    if vocabulary.SOME_OF[sentence.lang].search(sentence.flat[: number.start]):
        return None
    if number.of is not None or (scope.since(sentence) and number.value > 30):
        return notes.running(
            facts, number, ("cases_presented", "civil_political_cases_presented"), tell
        )
    if year is not None and year in facts.totals and number.value < 60:
        return notes.cases_of(facts, number, year, tell)
    if number.value in (facts.in_all["cases"], facts.in_all["different_cases"]):
        return notes.plain(facts, number, int(number.value), "cases_total", "cases", tell)
    presented = notes.running(
        facts, number, ("cases_presented", "civil_political_cases_presented"), tell
    )
    known = presented.verdict is not Verdict.NOT_IN_THE_RECORD
    return presented if known else notes.unknown(facts, tell)


def _share(
    item: CountedNumber, sentence: Sentence, place: Scope, facts: Facts, tell: Language
) -> Judgement | None:
    flat, lang = sentence.flat, sentence.lang
    number = item.number
    if vocabulary.RELEASED[lang].search(flat) or vocabulary.IMPROVED[lang].search(flat):
        improved = bool(vocabulary.IMPROVED[lang].search(flat))
        about = ("improved_share", "released_or_improved_share") if improved else (
        "released_share", "released_or_improved_share", "released_or_tried_share",
        )  # fmt: skip
        return notes.running(facts, number, about, tell)
    # Of several, the verb beside the number: "fell to …, then rose by 12 %".
    change = min(
        vocabulary.CHANGED[lang].finditer(flat),
        key=lambda verb: abs(verb.start() - number.start),
        default=None,
    )
    if change is None or not vocabulary.CAMPAIGN[lang].search(flat):
        return None
    base, year = scope.compared(sentence, place)
    if led := vocabulary.LED_TO[lang].search(flat[number.end : number.end + 80]):
        year = int(led["year"])
    year = year or scope.year_of(number, sentence, place, facts)
    if year is None and base is None and number.spelled and number.value >= 100:
        return None  # "doubled", and from when is not said
    return notes.changed(facts, number, bool(change["up"]), year, tell, base)


def as_json(finding: Finding, file: str | None = None) -> Mapping[str, object]:
    """A finding as plain values."""
    return ({"file": file} if file is not None else {}) | vars(finding)
