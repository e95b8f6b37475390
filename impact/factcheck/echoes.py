"""A dated clause about somebody that no verb of ours reads, held against the record's own words of that day.

What happened is told in too many ways to list them. Where a clause and an event of the same person share their date
and their words, and the clause says nothing that the event does not, it is right. Anything else is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from impact.factcheck import headcounts, notes, referents, verbs
from impact.factcheck.circumstances import times_said
from impact.factcheck.days import MONTHS, Borne
from impact.factcheck.facts import Facts, Row
from impact.factcheck.held import turned_round
from impact.factcheck.kinds import of_kind
from impact.factcheck.lifetimes import Life, life_of
from impact.factcheck.moments import Moment
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import numbers
from impact.factcheck.rounding import Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.standing import release_undone
from impact.factcheck.tellings import Telling, goes_on
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code

_SMALL = frozenset(
    (
        "with", "from", "that", "this", "they", "them", "were", "been", "have", "after", "their", "which", "when", "then", "there",
        "where", "about", "over", "into", "under", "also", "only", "same", "year", "years", "month", "months", "days", "later",
        "following", "before", "than", "more", "less", "most", "some", "other", "others", "campaign", "amnesty", "international",
        "case", "letters", "actions", "edition", "dans", "pour", "avec", "leur", "leurs", "elle", "elles", "dont", "apres", "avant",
        "cette", "depuis", "plus", "moins", "lors", "tard", "jours", "mois", "annee", "meme", "suivante", "suivant", "campagne",
        "marathon", "lettres", "sont", "etait", "avait", "entre", "encore", "aussi", "alors", "puis", "contre", "deux", "three",
        "trois", "four", "quatre", "five", "cinq", "said", "told", "human", "rights", "droits", "humains", "finally", "again",
    )
)  # fmt: skip
_WORD = re.compile(r"[a-z]{4,}")
# Words that an event of anybody may share with a clause.
_COMMON = frozenset(
    (
        "sente",
        "priso",
        "court",
        "relea",
        "polic",
        "peine",
        "tribu",
        "liber",
        "charg",
        "activ",
        "milit",
    )
)
_HELD_WORDS = frozenset(("priso", "jail", "deten"))
# Words with a capital that name the campaign and no place.
_OURS = frozenset(("write", "rights", "marathon", "amnesty", "amnistie", "ecrire", "international"))
_DENIES = re.compile(
    r"\b(?:not|never|none|no|nobody|neither|nor|refus\w*|reject\w*|den(?:y|ied|ies)|without|fail\w*|n'|ne|pas|jamais|aucune?|rejet\w*|sans|declin\w*|turned down|dismiss\w*|lost)\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|none|refus\w*|reject\w*|denied|dismiss\w*|declin\w*|failed|turned down|lost|rejet\w*)\b"
)
_CAPITAL = re.compile(r"(?<![.!?:»”] )(?<!^)\b[A-ZÀ-Þ][\w’'-]{2,}")


def found(
    place: Scope, told: Sequence[Telling], facts: Facts, tell: Language
) -> Iterator[tuple[int, int, str, Judgement]]:
    """Each such clause: where, of what kind the event is, what the record says."""
    flat, lang = place.sentence.flat, place.sentence.lang
    if flat.rstrip().endswith("?"):
        return
    used = [one.moment for one in told if one.moment]
    for moment in place.moments:
        if moment in used or not (moment.day.month or moment.day.months):
            continue
        start, end = _clause(flat, moment, used, place.cases)
        here = re.compile(r"\S").search(flat, moment.start)
        if here is None or any(one.moment is None and start <= one.start < end for one in told):
            continue  # its verb is read already, and may have the date
        people = referents.whose(here, flat, lang, place.cases, place.before, place.text)
        if not place.cases and len({name.case_id for name in place.before}) == 1:
            people = people or place.before[:1]  # the event's own words will tell
        later = {*goes_on(moment.end, people[:1], place)}
        for mention in people[:1]:
            if referents.of_kin(flat, mention):
                continue
            life = life_of(mention.case_id, mention.members[0] if mention.members else "", facts)
            answer = _answer(
                flat, place.text, (start, end), moment, life, place.cases, lang, facts, tell
            )
            if answer is None:
                continue
            if answer[3].verdict is Verdict.OUT_OF_DATE and later & {
                "re_arrested",
                "held",
                "arrested",
            }:
                answer = (*answer[:3], replace(answer[3], verdict=Verdict.RIGHT, suggestion=""))
            yield answer


def _clause(
    flat: str, moment: Moment, used: Sequence[Moment], cases: Sequence[Mention]
) -> tuple[int, int]:
    """The clause around a moment, and no part of what another moment dates."""
    start, end = referents.clause(flat, moment.start, moment.end)
    start = max([start, *(one.end for one in used if one.end <= moment.start)])
    end = min([end, *(one.start for one in used if one.start >= moment.end)])
    before = [name for name in cases if name.end <= moment.start]
    if len(before) > 1 and (comma := flat.rfind(",", before[-2].end, before[-1].start)) >= 0:
        start = max(start, comma)
    after = [name.start for name in cases if name.start >= moment.end]
    if before and after:
        end = min(end, after[0])
    return max(start, moment.start - 220), min(end, moment.end + 160)


_BEFORE_OUT = re.compile(r"\b(?:before|when|until|avant que|quand|lorsque|jusqu'a ce que) ")


def _answer(
    flat: str, text: str, span: tuple[int, int], moment: Moment, life: Life,
    cases: Sequence[Mention], lang: Language, facts: Facts, tell: Language,
) -> tuple[int, int, str, Judgement] | None:  # fmt: skip
    words = words_of(flatten(text), span, moment, cases)  # as it is written, sums of money among it
    if not words:
        return None
    own = {word for word, _ in words}
    rows = [
        (row, own & stems(row["summary"], row["summary_fr"]) | _same_numbers(text, span, row))
        for row in (*life.events, *life.looked)
    ]
    if (out := _way_out(flat, text, span, moment, life)) is not None:
        end = max(out[1], moment.end)
        row = out[2]
        for before in _BEFORE_OUT.finditer(flat, span[0], min(out[0], moment.start)):
            span = before.end(), span[1]  # "he served almost eleven of them before the gate opened"
        if all_there(flat, text, span, moment, row, life, cases) and agrees(flat, span, row, lang):
            verdict = Verdict.OUT_OF_DATE if release_undone(life, row) else Verdict.RIGHT
            said = notes.event(facts, life.case, row, verdict, tell)
            return min(out[0], moment.start), min(end, len(flat)), row["outcome_type"], said
    # What a court imposed may be no prison.
    held = own & _HELD_WORDS
    rows = [
        (row, shared)
        for row, shared in rows
        if row["outcome_type"] != "result_awaited"
        and (not held or held & stems(row["summary"], row["summary_fr"], life.case["summary"]))
    ]
    there = _of_that_day(rows, own, moment)
    if there is None:
        return None
    row, shared = there
    verdict = Verdict.OUT_OF_DATE if release_undone(life, row) else Verdict.RIGHT
    half = len(shared) >= len(own) / 2
    if verdict is Verdict.RIGHT and not (half and _same_way(flat, span, row)):
        return None
    if not all_there(flat, text, span, moment, row, life, cases) or not agrees(
        flat, span, row, lang
    ):
        return None
    if verdict is Verdict.RIGHT and turned_round(text, span, row, lang):
        return None
    spots = [at for word, at in words if word in shared]
    start, end = min([*spots, moment.start]), max([*(at + 5 for at in spots), moment.end])
    said = notes.event(facts, life.case, row, verdict, tell)
    return start, min(end, len(flat)), row["outcome_type"], said


def _of_that_day(
    rows: Sequence[tuple[Row, set[str]]], own: set[str], moment: Moment
) -> tuple[Row, set[str]] | None:
    """The event of a clause's date with which it shares most words, and these words."""
    there = [
        (row, shared)
        for row, shared in rows
        if moment.day.borne(row["event_date"]) is Borne.OUT
        and (
            len(shared) >= 2 or ((shared if moment.day.day else shared - _COMMON) and len(own) <= 3)
        )
    ]
    return max(there, key=lambda item: len(item[1]), default=None)


# Words that turn what is told round: one that an event has not makes another event of it.
_TURNS = re.compile(
    r"\b(?:(?:un|il|in)?(?:fair|equitable|just|juste|lawful|legal|licite|constitution|innocen)|guilt|coupable|ban|interdi|forb[ia]d|prohibit|abolish|aboli|repeal|abrog"
    r"|reject|rejet|refus|deni|deny|dismiss|approv|adopt|allow|permit|autoris|authori[sz]|confirm|upheld|uphold|annul|cancel|quash|revers|overturn|withdr|retir"
    r"|won|win|gagn|lost|lose|perd|open|ouv[re]|clos|ferm|stop|halt|suspend|resum|repri|extend|prolong|shorten|raccourci|increas|augment|reduc|redui|rais|lower|improv|amelior|worsen|aggrav|deteriorat)\w*"
)


def _same_way(flat: str, span: tuple[int, int], row: Row) -> bool:
    """Whether a clause has no word that turns round what an event says."""
    said = flatten(f"{row['summary']} {row['summary_fr']}")
    known = {each.group()[:4] for each in _TURNS.finditer(said)}
    return all(each.group()[:4] in known for each in _TURNS.finditer(flat, *span))


# The many ways to say that somebody came out. On the very day of a release, and on no other, they tell of it.
_OUT = re.compile(
    r"\b(?:stepped (?:out|through)|walked (?:out|free|through|home)|went home|came home|flown|(?:his|her|their) (?:freedom|liberty)(?! of)|(?:gates?|doors?) (?:of [^,.;]{0,30})?(?:opened|open|swung)|on the street"
    r"|dehors|sort(?:ait|aient|it)(?! (?:un|une|son|le|la|du|d'))|(?:est|fut|etait|sont|furent) rentree?s?|(?:la|sa|leur) liberte|fin de (?:sa|la|leur) (?:peine|detention)|barrieres|(?:portes?|grilles?)(?: de [^,.;]{0,30})? s'ouvr\w+|retrouv\w+ (?:les siens|sa famille))\b"
    r"|\b(?:left|leaves|leaving|quitt\w+)(?= (?:on|le|,|\x7f|the next day|that day)|[.,])"
)
# "Left Fort Leavenworth", « quittait Ngozi »: where somebody was held, by a name that the record has too.
_LEFT = re.compile(
    r"\b(?:[Ll]eft|[Ll]eaves|[Ll]eaving|[Qq]uitt\w+) (?:[a-zà-ÿ'’-]+ ){0,3}?(?P<place>[A-ZÀ-Þ][\w’'-]+)"
)
# Who else may be meant by it.
_OF_OTHERS = re.compile(
    r"\b(?:mother|father|brother|sister|wife|husband|daughter|lawyers?|colleagues?|friends?|family|mere|pere|frere|soeur|femme|mari|fille|fils|avocate?s?|collegues?|amie?s?|famille"
    r"|country|court|courtroom|hearing|party|job|home for|pays|tribunal|audience|parti|hopital|hospital|university|school|ecole|universite|behind|message|letter|lettre)\b"
)


_NOT_DONE = re.compile(r"\b(?:not|never|n'|ne|pas|nobody)\b(?! until)")


def _way_out(
    flat: str, text: str, span: tuple[int, int], moment: Moment, life: Life
) -> tuple[int, int, Row] | None:
    """Where a clause says in its own words that somebody came out on the day of a release, and that release."""
    found = _OUT.search(flat, *span)
    left = _LEFT.search(text, *span)
    clause = flat[span[0] : span[1]]
    if not (found or left) or not life.alone or _NOT_DONE.search(clause):
        return None
    for row in life.events:
        date = str(row["event_date"] or "")
        same = moment.day.borne(date) is Borne.OUT and (moment.day.day or len(date) == 7)
        if same and of_kind("released", row):
            told = stems(row["summary"], row["summary_fr"])
            there = found or (left if left and flatten(left["place"])[:5] in told else None)
            others = [
                word[:5]
                for each in _OF_OTHERS.finditer(clause)
                for word in _WORD.findall(each.group())
            ]
            if there and all(word in told for word in others):
                return there.start(), there.end(), row
    return None


_PLAIN = (
    "released",
    "acquitted",
    "convicted",
    "died",
    "pardoned",
    "commuted",
    "re_arrested",
    "executed",
    "overturned",
    "upheld",
    "rejected",
    "granted",
)


def agrees(flat: str, span: tuple[int, int], row: Row, lang: Language) -> bool:
    """Whether no verb in a stretch tells of another kind of event than a row of the record is, or of other people."""
    told = [str(verb.lastgroup) for verb in verbs.OUTCOME[lang].finditer(flat, *span)]
    if "arrested" in told and of_kind("released", row) and not _ARRESTS.search(row["summary"]):
        return False
    return headcounts.borne(flat, span, row, lang) and all(
        of_kind(kind, row) for kind in told if kind in _PLAIN
    )


_ARRESTS = re.compile(r"\b(?:arrest(?!s? (?:order|warrant))|detain|jailed|imprisoned|seized)")


def _same_numbers(text: str, span: tuple[int, int], row: Row) -> set[str]:
    """The large numbers that a clause shares with an event: they tell as much as a word."""
    raw = text[span[0] : span[1]]
    known = [each.value for each in numbers(flatten(row["summary"]), row["summary"], "en")]
    return {
        raw[number.start : number.end]
        for number in numbers(flatten(raw), raw, "en")
        if number.value >= 40
        and any(judge(number, value, "exact") is not Verdict.WRONG for value in known)
    }


def _countries(text: str) -> set[str]:
    words = [re.sub("^(?:The|La|Le|Les) ", "", word) for word in _PLACE.findall(text)]
    return {code for word in words if (code := country_code(word))}


_PLACE = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*")


def words_of(
    flat: str, span: tuple[int, int], moment: Moment, cases: Sequence[Mention]
) -> list[tuple[str, int]]:
    """The telling words of a clause, cut to their stems, without its date and the names."""
    return [
        (word.group()[:5], word.start())
        for word in _WORD.finditer(flat, *span)
        if word.group() not in _SMALL
        and word.group() not in MONTHS
        and not moment.start <= word.start() < moment.end
        and not any(name.start <= word.start() < name.end for name in cases)
    ]


@cache
def stems(*summaries: str) -> frozenset[str]:
    """The stems of what the record says of an event."""
    return frozenset(
        word[:5]
        for summary in summaries
        for word in _WORD.findall(flatten(summary))
        if word not in _SMALL and word not in MONTHS
    )


def all_there(
    flat: str, text: str, span: tuple[int, int], moment: Moment, row: Row, life: Life,
    cases: Sequence[Mention],
) -> bool:  # fmt: skip
    """Whether a clause names nobody, no place and no number that the event does not, and denies what it denies."""
    parts = [(span[0], moment.start), (moment.end, span[1])]
    clause = " ".join(flat[start:end] for start, end in parts)
    same_day = [
        each
        for each in life.events
        if each["event_date"] and each["event_date"] == row["event_date"]
    ]
    row_said = " ".join(f"{each['summary']} {each['summary_fr']}" for each in (row, *same_day))
    told = flatten(row_said)
    denies = {*_DENIES.findall(clause)}
    same = any(
        denies == {*_DENIES.findall(flatten(each))} for each in (row["summary"], row["summary_fr"])
    )
    if not (denies and same) and bool(denies) != (_DENIED.search(told) is not None):
        return False
    about = flatten(
        f"{row_said} {life.case['name']} {life.case['summary']} {life.case['searchable']} {life.case['summary_fr']} {country('fr', life.case['country_code'])}"
    )
    for start, end in parts:
        for word in _CAPITAL.finditer(text, start, end):
            inside = any(name.start <= word.start() < name.end for name in cases)
            plain = re.sub(r"'s?$", "", flatten(word.group()))
            if plain in _OURS or country_code(word.group()) in _countries(row_said):
                continue  # "Britain" is the UK
            if not inside and plain not in MONTHS and plain[:5] not in about:
                return False
    known = [each.value for each in numbers(flatten(row["summary"]), row["summary"], "en")]
    digits = {re.sub(r"\D", "", each) for each in re.findall(r"\d[\d.,  ]*", row_said)}
    for start, end in parts:
        raw = text[start:end]
        for number in numbers(flatten(raw), raw, "en" if "the " in flat else "fr"):
            if number.value == life.case["people"]:
                continue  # "the three of El Hiblu"
            near = any(judge(number, value, "exact") is not Verdict.WRONG for value in known)
            bare = re.sub(r"\D", "", raw[number.start : number.end])
            if not near and (not bare or bare not in digits):
                return False
    return bool(told) and times_said(clause) <= times_said(f"{told} | {about}")
