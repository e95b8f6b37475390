"""What a text says became of a named case, held against the case's dated events.

An event is told as it stands today: a charge that ended in an acquittal is out of date, unless the
text goes on to tell that. Demands, wishes and questions claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from impact.factcheck import (
    headcounts,
    notes,
)
from impact.factcheck.contradictions import before_us, contradicted, only_sentence, other_year
from impact.factcheck.days import Borne, Day
from impact.factcheck.durations import FOR_LIFE, agree, fits, known_times
from impact.factcheck.facts import Facts, Row
from impact.factcheck.kinds import ARRESTS, RELEASES, TYPES, of_kind, of_type, typed
from impact.factcheck.lifetimes import Life, countries, life_of
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.standing import at_home, still_held, undone
from impact.factcheck.tellings import Telling
from impact.factcheck.text import flatten
from impact.i18n.words import Language
from impact.record.schema import STANDING

# What a text says afterwards that tells how it went on.
_TELLS_ON = {
    "released": ("re_arrested", "held", "at_home", "convicted_anew"),
    "re_arrested": ("released",),
    "charged": ("acquitted",),
    "charges_dropped": ("convicted",),
    "acquitted": ("convicted", "re_arrested", "held", "at_home"),
    "convicted": ("acquitted", "charges_dropped"),
    "pardoned": ("re_arrested", "held", "at_home"),
}


def found(
    tellings: Iterable[Telling], facts: Facts, tell: Language
) -> Iterator[tuple[int, int, Telling, Judgement]]:
    """Each outcome that a sentence claims of a case: where, what, and what the record says.

    Of a list of names each has its own; of several people of one case that which is worst.
    """
    out: dict[str, Day] = {}  # by case, the last day on which the sentence told of a release
    for told in tellings:
        several = len(told.people) > 1
        for mention in told.people:
            answers = [
                answer
                for member in mention.members or ("",)
                if (answer := _held_against(told, mention.case_id, member, facts, tell)) is not None
            ]
            if (began := out.get(mention.case_id)) and (
                row := _held_after(told, began, mention, facts)
            ):
                case = life_of(mention.case_id, "", facts).case
                answers = [notes.event(facts, case, row, Verdict.WRONG, tell)]
            if told.kind == "released" and told.moment:
                out[mention.case_id] = told.moment.day
            if answers:
                worst = min(answers, key=lambda answer: _WORST_FIRST.index(answer.verdict))
                start, end = told.start, _end_of(told, worst)
                if several:  # of a list each name is answered where it stands
                    start, end = min(start, mention.start), max(end, mention.end)
                yield start, end, told, worst


# "Freed in 2017, and free ever since."
_EVER_SINCE = lazy(
    r"^[ ,]*(?:ever since|since(?: then)?|depuis(?: lors)?)(?=[ ,]*(?:[.;!?]|$|and|et|mais|but))"
)


def _held_after(told: Telling, began: Day, mention: Mention, facts: Facts) -> Row | None:
    """The arrest of somebody who is said to be free ever since a release that the same sentence tells."""
    if (
        told.kind != "released"
        or told.moment
        or told.negated
        or not _EVER_SINCE.match(flatten(told.after))
    ):
        return None
    life = life_of(mention.case_id, mention.members[0] if mention.members else "", facts)
    began_on = f"{began.year}-{began.month or 12:02}-{began.day or 31:02}"
    later = [row for row in life.events if str(row["event_date"] or "") > began_on]
    return next((row for row in later if row["outcome_type"] in ARRESTS), None)


# Of several people each has to be borne out.
_WORST_FIRST = (
    Verdict.WRONG, Verdict.NOT_IN_THE_RECORD, Verdict.PARTLY, Verdict.OUT_OF_DATE, Verdict.RIGHT,
)  # fmt: skip


def _end_of(told: Telling, answer: Judgement) -> int:
    """A telling ends with the time that it names, where that time was held against the record too."""
    told_with = told.moment is not None or answer.verdict is Verdict.WRONG
    told_with = told_with or told.bound or answer.verdict is Verdict.RIGHT
    ends = [term.end for term in told.terms] if told.kind == "convicted" and told_with else []
    return max(told.end, *ends) if ends else told.end


# What is asked for those who are accused of nothing.
_NOT_ACCUSED = ("law_or_policy_change", "protection", "remedy", "justice")
_OF_COURTS = ("charged", "convicted")
_OUT = ("released", "pardoned")


def _held_against(
    told: Telling, case_id: str, member: str, facts: Facts, tell: Language
) -> Judgement | None:
    life = life_of(case_id, member, facts)
    case, events, kind = life.case, life.events, told.kind
    if _NO_ONE.match(flatten(told.after)) or _OTHERS.search(told.ahead.rstrip()):
        return None
    if apart := _APART.get(kind):
        return None if told.negated else apart(told, life, facts, tell)
    if (
        kind in ("released", "pardoned")
        and _NOT_GIVEN.search(told.clause)
        and _NOUN.search(told.said)
    ):
        return None  # that a release was refused, fought or revoked is not that somebody came out
    matching = of_type(kind, events)
    justice = case["demand"] in ("justice", "remedy")
    if kind == "died" and not matching and _DEAD.search(case["summary"]):
        return None  # why the case was taken up
    if kind == "charges_dropped" and not matching and case["demand"] in _NOT_ACCUSED:
        return None  # "threw out the case" of who went to court
    if (row := _cleared(told, life)) is not None:
        return notes.event(facts, case, row, Verdict.WRONG, tell)
    if kind in _OF_COURTS and not matching and not justice:
        cleared = kind == "convicted" and of_type("acquitted", events)
        if cleared and not told.negated and not _GUILTY.search(case["summary"]):
            return notes.event(facts, case, cleared[-1], Verdict.NOT_IN_THE_RECORD, tell)
        return None  # the person was charged, which is no outcome of the campaign
    if told.negated:
        return _denied(told, life, matching, facts, tell)
    if not matching:
        if (row := _since_then(told, life)) is not None:
            return notes.event(facts, case, row, Verdict.WRONG, tell)
        verdict = _without_event(kind, life)
        if kind == "released" and _ORDER.search(told.clause):
            return None  # that a court ordered it is not that it was done
        if kind == "released" and told.moment and (row := _at_home(told.moment, life)):
            return _held_at_home(told, life, row, facts, tell)
        if told.moment and before_us(told.moment.day, life):
            return None  # what came before the case was taken up
        good = kind in ("acquitted", "charges_dropped", "released", "pardoned")
        good = good and not _ON_BAIL.search(
            told.said
        )  # who is convicted may wait for the appeal outside
        if good and told.moment and told.moment.day.day and (row := _against(told.moment, life)):
            return notes.event(facts, case, row, Verdict.WRONG, tell)
        said = notes.event(facts, case, life.newest, verdict, tell)
        return replace(said, nothing=verdict is Verdict.NOT_IN_THE_RECORD)
    own = told.moment is not None and told.moment.start >= told.end
    if (
        not own
        and _NOUN.search(told.said)
        and _BESIDE_IT.search(told.ahead)
        and _YEAR.search(told.clause)
    ):
        return None  # "in 2014, after his release, he gave …": the year is of what nobody checked
    if told.moment:
        return _on_a_day(told, told.moment, life, matching, facts, tell)
    return _as_it_stands(told, life, matching[-1], facts, tell)


_NOUN = lazy(r"(?:release|liberation|amnist\w*|amnesty|pardon|grace|bail|parole)(?: of| d[e'])?$")
_OF_A_RELEASE = r"(?:(?:an?|the|any|his|her|their|sa|son|leur|une?|la|le|conditional|provisional) |l'|d')*(?:release|liberation|amnisti|amnesty|pardon|grace|bail|parole)"
_BESIDE_IT = lazy(r"\b(?:after|before|since|following|upon|on|apres|avant|depuis|des|suite a) $")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_NOT_GIVEN = lazy(
    rf"\b(?:(?:appeal\w*|protest\w*|fight\w*|fought|recours|fait appel|appel) (?:against|of|contre|de)|oppos\w*(?: a)?|refus\w*|reject\w*|den(?:y|ies|ied)|block\w*|rejet\w*|exclu\w* (?:from|of|de)|revok\w*|revoqu\w*|without|sans|no (?:sign|news|hope|prospect|word|question) of|await\w*|wait\w* for|attend\w*(?: toujours| encore)?|(?:aucun signe|aucune nouvelle|aucun espoir) (?:de|d')) ?{_OF_A_RELEASE}"
    rf"|\bexclu\w* de l'amnist|\b{_OF_A_RELEASE}\b[^.;]{{0,60}}?\b(?:was|were|been|ete|est|sont) (?:then |later |ensuite )?(?:revok|revoqu|refus|den(?:y|ied)|annul|overturn|reject|rejet)\w*"
)
_ORDER = lazy(
    r"\b(?:order\w*|ordonn\w*) (?:his|her|their|the|sa|leur|la) (?:[\w'-]+ )?(?:release|liberation)\b"
)
_GUILTY = lazy(r"\b(?:convict|sentenc|serving|guilty|death)\w*")
_ON_BAIL = lazy(r"\b(?:provisoire|conditionnelle|surveillee|bail\w*|provisional|conditional)\b")
_DEAD = lazy(r"\b(?:died|dead|killed|murder\w*|killing)\b")


def _on_a_day(
    told: Telling,
    moment: Moment,
    life: Life,
    matching: Sequence[Row],
    facts: Facts,
    tell: Language,
) -> Judgement | None:
    """An outcome with a date: right only where the record's own date bears out every part of it."""
    day, case = moment.day, life.case
    if told.now and told.kind == "released" and (row := _held_since(told, day, life)):
        return notes.event(facts, case, row, Verdict.WRONG, tell)
    fitting = [row for row in matching if day.borne(row["event_date"]) is Borne.OUT]
    if fitting:
        return _as_it_stands(told, life, fitting[-1], facts, tell)
    if told.kind == "released" and (row := _at_home(moment, life)):
        return _held_at_home(told, life, row, facts, tell)
    if told.kind in ("convicted", "charged") and day.year <= case["edition_year"]:
        return None  # why the case was taken up, which is no outcome of the campaign
    part = [row for row in matching if day.borne(row["event_date"]) is Borne.IN_PART]
    if part:
        return notes.event_in_part(facts, case, part[-1], "day", tell)
    if told.doubtful:
        known = [row for row in matching if other_year(day, str(row["event_date"] or ""))]
        if known and life.alone and day.day:  # the very day, of another year
            return notes.event(facts, case, known[-1], Verdict.WRONG, tell, known[-1])
        return _as_it_stands(told, life, matching[-1], facts, tell)
    if not moment.firm:
        return None  # counted from a date that may not be the one that is meant
    # Who is told to have been held again was let out once more than the record need know.
    once_more = told.kind == "released" and told.undone
    known = typed(told.kind, matching)
    if told.kind == "released":  # "… dropped all charges; she was then released"
        known += [row for row in matching if row["custody_after"] == "free" and row not in known]
    if once_more or not contradicted(told.kind, day, told.terms, life, known):
        if before_us(day, life) or not TYPES[told.kind]:
            return None
        return notes.event(facts, case, matching[-1], Verdict.NOT_IN_THE_RECORD, tell)
    if not life.alone and any(row["people"] != case["people"] for row in matching):
        # Of a group the record may tell of another one than the text.
        return notes.event(facts, case, matching[-1], Verdict.NOT_IN_THE_RECORD, tell)
    return notes.event(facts, case, matching[-1], Verdict.WRONG, tell, matching[-1])


def _as_it_stands(told: Telling, life: Life, event: Row, facts: Facts, tell: Language) -> Judgement:
    """An event that the record has too, told as it stands today."""
    case, events, kind = life.case, life.events, told.kind
    newest, stands = events[-1], life.stands
    if (wrong := _another_term(told, life, event)) is not None:
        return notes.event(facts, case, event, wrong, tell, event)
    if kind == "convicted" and _of_the_other(told, life.events):
        return notes.event(facts, case, event, Verdict.WRONG, tell, event)
    if (wrong := _miscounted(told, life, event)) is not None:
        if wrong is Verdict.WRONG:
            return notes.event(facts, case, event, wrong, tell, event)
        return notes.event_in_part(facts, case, event, "count", tell)
    # Of one person, not of several, where they stand tells whether that very person is free.
    lost = kind in _OUT and not stands.free and life.alone
    if told.now and kind != "died" and (stands.now == "died" or (lost and not stands.held)):
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    tells_on = set(_TELLS_ON.get(kind, ()))
    if kind in _OUT and not stands.held:
        tells_on.add("released")  # "jailed twice and released again"
    over = kind == "re_arrested" and _FINISHED.match(flatten(told.after))
    if undone(kind, life, event) and not over and not tells_on & set(told.later):
        # Who came out and is inside again came out on that very day; a ruling and an arrest are history with any date.
        history = kind not in _OUT or not stands.held
        dated = told.moment is not None and (told.moment.day.day or history)
        if dated and not (told.now or _STILL.search(told.clause)):
            return notes.event_since(facts, case, event, tell)
        return notes.event(facts, case, newest, Verdict.OUT_OF_DATE, tell, event)
    if told.freely and event["outcome_type"] == "released_conditionally":
        return notes.event(facts, case, event, Verdict.WRONG, tell, event)
    if _HOME.search(told.said) and _abroad(event, life):
        return notes.event(facts, case, event, Verdict.NOT_IN_THE_RECORD, tell)
    if _NOT_AMONG.search(event["summary"]) and not told.negated:
        return notes.event(facts, case, event, Verdict.WRONG, tell)
    if (earlier := _out_of_order(told, life, event)) is not None:
        return notes.event(facts, case, earlier, Verdict.WRONG, tell)
    some = event["people"] is not None and event["people"] != case["people"]
    if life.member and some and not _names(event, life.member):  # which of them, nobody says
        return notes.event_in_part(facts, case, event, "who", tell)
    if told.by and not _names(event, told.by):
        return notes.event_in_part(facts, case, event, "by", tell)
    return notes.event(facts, case, event, Verdict.RIGHT, tell)


# What is told of a day, and of all that came after it.
_STILL = lazy(r"\b(?:since|ever since|depuis|still|toujours|free|libre|jamais|never)\b")


# "Acquitted no one", "the only one pardoned that day": of nobody, or of who else was there.
_NO_ONE = lazy(r"^ (?:no[ -]?one|nobody|none|personne)\b")
_OTHERS = lazy(
    r"\b(?:the only (?:one|person|man|woman)|le seul|la seule)(?: a etre| to be)?$"
    r"|\b(?:how many|some|several|many|most|few|combien|plusieurs|certaine?s|beaucoup)"
    r"(?: (?:of (?:them|whom)|d'entre (?:eux|elles)))?(?: (?:have|had|were|are|ont|sont|avaient|etaient|been))*$"
    r"|(?:^|[.,;:])\W*(?:(?:but|while|and|the|mais) )?(?:others|d'autres)(?: (?:have|had|were|are|ont|sont|been))*$"
)
_NOT_AMONG = lazy(r"\bnot (?:been )?among\b")
_BEFORE_WHOM = lazy(r"^[^.,;]{0,20}?\b(?:avant|before) (?P<who>[A-ZÀ-Þ][\w’'-]+)")
_FIRST = lazy(r"^ (?:the |le |la |en )?(?:first|premiere?)\b(?! (?:of|de|d')\b)")


def _out_of_order(told: Telling, life: Life, event: Row) -> Row | None:
    """The release of another member of a group, of whom one is told to have come out first and did not."""
    if told.kind != "released" or not life.member:
        return None
    before = _BEFORE_WHOM.match(told.after)
    other = before is not None and flatten(before["who"]) in life.case["searchable"]
    if not _FIRST.match(flatten(told.after)) and not other:
        return None
    out = [row for row in life.group if of_kind("released", row) and row["event_date"]]
    first = min(out, key=lambda row: str(row["event_date"]), default=event)
    return first if str(first["event_date"]) < str(event["event_date"]) else None


# "Lessa and Queiroz, who received about 78 and 59 years": each has his own.
_PAIRED = lazy(
    r"(?P<a>[A-ZÀ-Þ][\w’-]+) and (?P<b>[A-ZÀ-Þ][\w’-]+)[^.;]*?\b(?P<x>\d+) and (?P<y>\d+) (?:years|months|days)"
)
_LAST_NAME = lazy(
    r"(?P<name>[A-ZÀ-Þ][\w’-]+)(?: (?:was|has been|a été|fut|est|got|received|a))+ *$"
)


def _of_the_other(told: Telling, events: Sequence[Row]) -> bool:
    """Whether somebody is told to have the sentence of the one who is named beside them."""
    before = told.written[: max(0, len(told.written) - len(told.after) - len(told.said))]
    subject = _LAST_NAME.search(before)
    if subject is None or len(told.terms) != 1:
        return False
    for row in events:
        for pair in _PAIRED.finditer(row["summary"]):
            terms = {flatten(pair["a"]): int(pair["x"]), flatten(pair["b"]): int(pair["y"])}
            own = terms.get(flatten(subject["name"]))
            if own is not None:
                return told.terms[0].value != own
    return False


def _miscounted(told: Telling, life: Life, event: Row) -> Verdict | None:
    """What a count of people makes of a telling: of its day, or of any event of its kind where it has none."""
    rows = [event] if told.moment else of_type(told.kind, life.events)
    known = typed(told.kind, rows)
    return headcounts.miscounted(told, known, [row for row in rows if row not in known])


# "Has since been held for another year and a half", and no longer.
_FINISHED = lazy(
    r"^(?: [\w'-]+){0,2},? (?:for|pendant|durant) (?:[\w'-]+ ){0,4}?(?:years?|months?|weeks?|days?|ans?|annees?|mois|semaines?|jours?)\b"
)


_HOME = lazy(r"\b(?:home|chez|maison)\b")


def _abroad(event: Row, life: Life) -> bool:
    """Whether somebody who came out was taken to another country, or went there, on that day."""
    same = [row for row in life.events if row["event_date"] == event["event_date"]]
    return any(countries(row) - {life.case["country_code"]} for row in same)


_SINCE = lazy(r"\b(?:since|depuis) (?:[\w'-]+ ){0,3}$")


def _held_since(told: Telling, day: Day, life: Life) -> Row | None:
    """The arrest of somebody who is said to be free since a day on which the record has no release."""
    flat = flatten(told.after)
    year = flat.find(str(day.year))
    if not life.alone or year < 0 or not _SINCE.search(flat[:year]):
        return None
    if any(day.borne(row["event_date"]) is Borne.OUT for row in of_type("released", life.events)):
        return None
    after = [row for row in life.events if str(row["event_date"] or "")[:4] >= str(day.year)]
    return next((row for row in after if row["outcome_type"] in ARRESTS), None)


def _another_term(told: Telling, life: Life, event: Row) -> Verdict | None:
    """What a sentence that a court passed makes of a telling, where the record tells another one or none."""
    for_life = told.kind == "convicted" and FOR_LIFE.search(told.clause)
    if not (told.terms or for_life) or told.kind != "convicted":
        return None
    dated = told.moment is not None and not told.doubtful
    rows = [event] if dated else [life.case, *life.events]
    if dated:
        rows += [row for row in life.events if row["event_date"] == event["event_date"]]
    if for_life and any(FOR_LIFE.search(flatten(row["summary"])) for row in rows):
        return None
    known = [
        each
        for row in rows
        for each in known_times(row)
        if dated
        or each.sentence
        or (
            each.plain
            and row.get("outcome_type")
            in ("sentenced", "sentenced_elsewhere", "perpetrator_convicted")
        )
    ]
    fitting = [[each for each in known if fits(term, each.in_days)] for term in told.terms]
    if not for_life and all(fitting):
        pairs = list(zip(told.terms, fitting, strict=True))
        if all(any(agree(term, each) for each in found) for term, found in pairs):
            return None
        firm = any(term.served == "firm" for term, _ in pairs)
        return Verdict.WRONG if firm and life.alone else Verdict.NOT_IN_THE_RECORD
    another = not dated and not only_sentence(life)
    return Verdict.WRONG if known and life.alone and not another else Verdict.NOT_IN_THE_RECORD


_PRISON = lazy(r"prison|jail|detention|custody|cellule")


def _at_home(moment: Moment, life: Life) -> Row | None:
    """Who left prison on a day to be held at home: out of prison, and not free."""
    return next(
        (
            row
            for row in life.events
            if moment.day.borne(row["event_date"]) is Borne.OUT
            and (stands := STANDING.get(row["custody_after"])) is not None
            and stands.out
            and not stands.free
        ),
        None,
    )


def _held_at_home(told: Telling, life: Life, row: Row, facts: Facts, tell: Language) -> Judgement:
    """That somebody "left prison" is right of house arrest, that they came free is not borne out."""
    verdict = Verdict.RIGHT if _PRISON.search(told.said) else Verdict.NOT_IN_THE_RECORD
    return notes.event(facts, life.case, row, verdict, tell)


def _against(moment: Moment, life: Life) -> Row | None:
    """What went against somebody on the very day on which a text tells good news."""
    same = [row for row in life.events if moment.day.borne(row["event_date"]) is Borne.OUT]
    if same and all(row["direction"] == "negative" for row in same):
        return same[-1]
    return None


def _cleared(told: Telling, life: Life) -> Row | None:
    """The acquittal or the end of a trial on the very day on which somebody is told to have been convicted."""
    if told.kind != "convicted" or told.negated or told.doubtful or not told.moment:
        return None
    there = [row for row in life.events if told.moment.day.borne(row["event_date"]) is Borne.OUT]
    cleared = [row for row in there if of_kind("acquitted", row) or of_kind("charges_dropped", row)]
    alike = any(of_kind("convicted", row) for row in there)
    return cleared[-1] if cleared and not alike and life.alone else None


def _names(event: Row, who: str) -> bool:
    """Whether an event's own words name somebody, by any part of the name."""
    told = flatten(f"{event['summary']} {event['summary_fr']}")
    return any(re.search(rf"\b{re.escape(word)}\b", told) for word in flatten(who).split())


def _month(day: Day) -> str:
    return f"{day.year}-{day.month or 12:02}"


def _denied(
    told: Telling, life: Life, matching: Sequence[Row], facts: Facts, tell: Language
) -> Judgement | None:
    """An outcome that a text denies: "is not free" is right of somebody who is held."""
    case, kind, newest = life.case, told.kind, life.newest
    if kind == "re_arrested":
        known = matching and life.alone
        return notes.event(facts, case, matching[-1], Verdict.WRONG, tell) if known else None
    dated = told.moment and not told.doubtful and told.moment.day.month and life.alone
    then = [
        row
        for row in matching
        if dated and told.moment and told.moment.day.borne(row["event_date"]) is Borne.OUT
    ]
    if then:
        return notes.event(facts, case, then[-1], Verdict.WRONG, tell, then[-1])
    if kind == "released" and life.stands.held:
        return notes.event(facts, case, newest, Verdict.RIGHT, tell)
    if not matching:
        return notes.event(facts, case, newest, Verdict.NOT_IN_THE_RECORD, tell)
    day = told.moment.day if dated and told.moment else None
    if day and all(str(row["event_date"] or "")[:7] > _month(day) for row in matching):
        return notes.event(facts, case, matching[-1], Verdict.RIGHT, tell)  # not yet
    verdict = Verdict.WRONG if _NEVER.search(told.clause + told.ahead) else Verdict.OUT_OF_DATE
    return notes.event(facts, case, matching[-1], verdict, tell, matching[-1])


_NEVER = lazy(r"\b(?:never|jamais)\b")


# "His memory lives in us."
_LASTS = lazy(
    r"\b(?:memory|legacy|name|spirit|work|words?|voice|fight|struggle|dream|memoire|souvenir|nom|oeuvre|combat|lutte|voix|esprit|reve)s?\b"
)


def _alive(told: Telling, life: Life, facts: Facts, tell: Language) -> Judgement | None:
    """Of whom it is said that they live: wrong where the record tells of their death; it seldom tells where anybody lives."""
    then = told.moment is not None and told.moment.start >= told.end
    died = [row for row in life.events if row["outcome_type"] == "died"]
    if then or _LASTS.search(told.clause) or not died or not life.alone:
        return None
    return notes.event(facts, life.case, died[-1], Verdict.WRONG, tell)


def _executed(told: Telling, life: Life, facts: Facts, tell: Language) -> Judgement:
    """An execution: wrong of somebody who is told to have come free, died otherwise or been heard of since."""
    events = life.events
    died = [row for row in events if row["outcome_type"] == "died"]
    done = [row for row in died if re.search(r"\b(?:executed|hanged)\b", row["summary"])]
    if done:
        return _as_it_stands(told, life, done[-1], facts, tell)
    spared = [
        row
        for row in events
        if row["outcome_type"] in (*RELEASES, "sentence_commuted", "pardoned", "acquitted")
        or (told.moment and str(row["event_date"] or "")[:4] > str(told.moment.day.year))
    ]
    verdict = Verdict.WRONG if died or spared else Verdict.NOT_IN_THE_RECORD
    return notes.event(facts, life.case, life.newest, verdict, tell)


def _since_then(told: Telling, life: Life) -> Row | None:
    """What the record tells of later days, that a death or an acquittal of which it has nothing cannot stand beside."""
    day = told.moment.day if told.moment and not told.doubtful else None
    if not life.alone:
        return None
    rows = [row for row in (*life.events, *life.looked) if row["event_date"]]
    later = [row for row in rows if day is None or str(row["event_date"])[:7] > _month(day)]
    if told.kind == "died" and day:
        lives = (*RELEASES, *ARRESTS, "left_country_safely", "protection_granted")
        return next((row for row in later if row["outcome_type"] in lives), None)
    if told.kind == "acquitted" and life.stands.held and not life.stands.out:
        serving = [row for row in later if _SERVES.search(flatten(row["summary"]))]
        return serving[-1] if serving else None
    return None


_SERVES = lazy(r"\bstill (?:serving|in prison|imprisoned)\b|\bremained imprisoned\b")


def _without_event(kind: str, life: Life) -> Verdict:
    """What is claimed and no event tells: wrong where the case stands against it, else not recorded."""
    held = life.stands.held or life.stands.now == "died"
    cleared = any(row["outcome_type"] == "perpetrator_acquitted" for row in life.events)
    condemned = any(row["outcome_type"] == "perpetrator_convicted" for row in life.events)
    wrong = (held and kind in ("released", "pardoned")) or (cleared and kind == "convicted")
    return Verdict.WRONG if wrong and not condemned else Verdict.NOT_IN_THE_RECORD


# What is not held against one event: where somebody is, and that they live or were killed.
_APART: dict[str, Callable[[Telling, Life, Facts, Language], Judgement | None]] = {
    "held": still_held,
    "at_home": at_home,
    "alive": _alive,
    "executed": _executed,
}
