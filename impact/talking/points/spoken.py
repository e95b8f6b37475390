"""Sentences that somebody would say: whole, short, with a name in each point, so that one quoted alone is true.

What happened is told in the record's own sentence where it can be said: its pronoun gives way to the name,
the day goes first. One that is too long or holds brackets is told by the kind of event in a few words
(`spoken.event` in the words). How somebody is spoken of is data (`case_grammar` of the record).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from impact.i18n import grammar
from impact.i18n.grammar import capital
from impact.i18n.locales import FIRST, ROWS
from impact.i18n.words import Aloud, date, known, listing, localized, month, say, typeset
from impact.presentation import standings
from impact.record.schema import STANDING
from impact.talking.points import arrests
from impact.talking.points.arrests import of_some
from impact.talking.points.cutting import ATTRIBUTED, cut, ended
from impact.talking.points.speaker import Row, Speaker

_DAYS = 3  # up to which it is said how many days later something came
LONGEST = 25  # words of a sentence that is understood when it is heard once
_CLAUSE = re.compile(r"\s*;\s+")


def fits(sentence: str) -> bool:
    """Whether a sentence can be said in one breath: short, without brackets or a colon."""
    return len(sentence.split()) <= LONGEST and not re.search(r"[():;]", sentence)


def sentences(text: str) -> list[str]:
    """A text by its sentences."""
    return re.split(r"(?<=[.!?»”])\s+(?=[^\W_a-z])", text)


def name(by: Speaker, case: Row) -> str:
    """The name of a case as it goes into a sentence."""
    return _own(by, case, "spoken") or re.sub(r"\s*\([^)]*\)", "", localized(case, "name", by.lang))


def _own(by: Speaker, case: Row, column: str) -> str:
    """What the record says of a case in this language and no other; else empty."""
    key = column if by.lang == FIRST else f"{column}_{by.lang}"
    return str(_grammar(by, case).get(key) or "")


def several(by: Speaker, case: Row) -> bool:
    """Whether the name of a case takes the plural."""
    agreement, pronoun = (_grammar(by, case).get(key) for key in ("agreement_fr", "pronoun"))
    if by.lang == "fr" and agreement:
        return str(agreement).endswith("p")
    return pronoun == "they" if pronoun else case["people"] not in (1, None)


def _grammar(by: Speaker, case: Row) -> Row:
    found: Mapping[str, Row] = by.grammar
    return found.get(case["case_id"], {})


def said(by: Speaker, key: str, case: Row, **values: object) -> str:
    """A sentence about a case, in the number and, where the language needs it, the gender of its name."""
    count = 2 if several(by, case) else 1
    of_fate = f"{key}_{lost(by, case)}"
    if known(f"spoken.{of_fate}") or known(f"spoken.{of_fate}.one"):
        key = of_fate
    agreement = str(_grammar(by, case).get("agreement_fr") or "")
    own = f"spoken.{key}.{agreement}"
    called = _alone(by, case) if key.startswith(("event.", "stands.")) else name(by, case)
    text = say(
        by.lang,
        own if agreement and known(own) else f"spoken.{key}",
        name=called,
        of=grammar.of(by.lang, called),
        count=count,
        **values,
    )
    return capital(typeset(by.lang, " ".join(text.split())))


def agreement(by: Speaker, case: Row) -> str:
    """The gender and number of a case's name in French; feminine, as a person's, where the record does not say."""
    return str(_grammar(by, case).get("agreement_fr") or "f")


def thing(by: Speaker, case: Row) -> bool:
    """Whether a case is a group or a place, of which nobody asks who it is."""
    return _grammar(by, case).get("pronoun") == "it"


def lost(by: Speaker, case: Row) -> str:
    """How somebody is spoken of who is not alive or not to be found: `dead` at the launch, `died` since, or
    `missing`; empty of all others, and of a group that fares differently."""
    if differ(case):
        return ""
    own = str(_grammar(by, case).get("fate") or "")
    return own or {"died": "died", "disappeared": "missing"}.get(case["liberty_standing"], "")


def _alone(by: Speaker, case: Row) -> str:
    """The name of a case; of somebody and their kin who are told as one, the one who is named first."""
    called = name(by, case)
    one = _grammar(by, case).get("pronoun") in ("she", "he")
    return _KIN.split(called)[0] if one else called


def met(
    by: Speaker,
    case: Row,
    *,
    now: bool = False,
    year: bool = True,
    also: bool = False,
    years: Sequence[int] = (),
) -> str:
    """Who somebody is for whom people write. `now`: the edition is about to begin, and nothing came since.
    `year`: else it is said beside it when that was. `also`: the year was said of somebody before.
    `years`: of all editions for this person, if several are told as one."""
    who = _who(by, case)
    edition = listing(by.lang, [str(each) for each in years or [case["edition_year"]]])
    who = who if now else grammar.then(by.lang, who)
    doubtful = re.search(rf"\b{edition} (?:or|ou)\b|\b(?:or|ou) (?:de )?{edition}\b", who)
    dated = ("wrote", "wrote_once") if year and not doubtful else ("wrote_once",)
    if also:
        dated = ("wrote_also", "wrote_once")
    for key in (("met_also", "met") if also else ("met",)) if now else dated:
        found = said(by, key, case, who=who, year=edition)
        if who and fits(found):
            return found
    bare = "met_bare" if now else "wrote_bare" if year and not also else "wrote_alone"
    return said(by, bare, case, year=edition)


def _who(by: Speaker, case: Row) -> str:
    """The record's words for who somebody is; empty if more was said of it that would be lost."""
    if own := _own(by, case, "who"):
        return own
    told = localized(case, "summary", by.lang)
    if told == say(by.lang, "consent.summary"):  # of whom no more may be told
        return ""
    first, *rest = _CLAUSE.split(told.strip().rstrip("."))
    if any(map(ATTRIBUTED.search, rest)):
        return ""
    return _article(by, case, _running(by, first))


def _running(by: Speaker, text: str) -> str:
    """A text as it goes on inside a sentence: its first word is small unless it is a name."""
    word = re.split(r"[ ,’'-]", text)[0]
    if word.lower() in by.common and word not in ROWS[by.lang].capitals:
        return text[:1].lower() + text[1:]
    people = by.lang == "en" and re.search(r"(?:an|ish|ese)$", word)
    named = word in by.proper or word in ROWS[by.lang].capitals or not word[1:].islower() or people
    return text if named else text[:1].lower() + text[1:]


def _article(by: Speaker, case: Row, text: str) -> str:
    """An English noun takes its article; a participle, a number and a title do without."""
    if by.lang != "en" or _grammar(by, case).get("pronoun") not in ("she", "he"):
        return text
    word = text.split()[0]
    if re.search(
        r"^\w+ed$|^(one|two|chair|head|leader|president|director|held|an?|the)$", word, re.I
    ):
        return text
    vowel = re.match(r"[aeiouAEIO]|LGBT", word) and not re.match(
        r"(?:uni|eu|one|us[ae]|uy|ui)", word, re.I
    )
    return f"{'an' if vowel else 'a'} {text}"


# What happened

_SUBJECT = {
    "en": re.compile(r"(?P<pronoun>She|He|They) (?=\w)"),
    "fr": re.compile(
        r"(?P<pronoun>Elles?|Ils?) (?!y a\b|s[’']agi|(?:est|a été|avait été) \w+ (?:que|qu[’'])|semble que)(?=\w)"
    ),
}
_AGREE = {"m": "Il", "f": "Elle", "mp": "Ils", "fp": "Elles"}


def _subject(by: Speaker, case: Row, text: str) -> re.Match[str] | None:
    """The pronoun of a case that a sentence begins with: that of another number or gender means somebody
    else. None in a language whose pronouns are not known."""
    pattern = _SUBJECT.get(by.lang)
    found = pattern.match(text) if pattern else None
    if found is None:
        return None
    grammar_of = _grammar(by, case)
    if by.lang == "en":
        own = str(grammar_of.get("pronoun") or found["pronoun"]).capitalize()
    else:
        own = _AGREE.get(str(grammar_of.get("agreement_fr")), found["pronoun"])
    return found if found["pronoun"] == own or _KIN.search(name(by, case)) else None


# A case may bear the names of somebody and of their kin: what is told of one is not told of all.
_KIN = re.compile(r" (?:and (?:his|her|their)|et (?:son|sa|ses|leurs?)) ")


def tell(
    by: Speaker, case: Row, rows: Sequence[Row], every: Sequence[Row] = ()
) -> list[tuple[list[Row], str]]:
    """Events as a story, with words that join them and no day or year said twice: paragraphs that can each be
    quoted alone, so that "later that year" stands beside that year.

    `every`: those they were chosen from. Further arrests among them are told with the first that was, by their number,
    and of the last what happened.
    """
    told: list[tuple[list[Row], str]] = []
    before: Row | None = None
    joints: set[str] = set()
    again = arrests.untold(case, rows, every)
    for row in rows:
        more = ""
        if row in again:
            if any(row in events for events, _ in told):
                continue
            last = happened(by, case, again[-1])  # by which the next event is understood
            more = f"{_often(by, case, again)} {last}"
        opening = _opening(by, row, before)
        if opening.joint in joints:  # no word joins twice
            opening = replace(opening, joint="")
        joints |= {opening.joint} if opening.joint == "then" else set()
        text = more or happened(by, case, row, opening)
        if told and not more and opening.leans:
            events, paragraph = told.pop()
            told.append(([*events, row], f"{paragraph} {text}"))
        else:
            told.append((again if more else [row], text))
        before = row if not more and row["event_date"] else None
    return [(events, kinder(by, case, paragraph)) for events, paragraph in told]


def _often(by: Speaker, case: Row, again: Sequence[Row]) -> str:
    """How often, and in which years."""
    years = sorted({each["event_date"][:4] for each in again})
    count = Aloud(len(again), feminine=True)
    times = say(by.lang, "spoken.twice" if count == 2 else "spoken.times", count=count)
    return said(by, "often", case, times=times, years=listing(by.lang, years))


def kinder(by: Speaker, case: Row, text: str) -> str:
    """Sentences of one point with a pronoun in place of the name that was just said: after a sentence that is about
    nobody else, or ends with that name. What is not known of somebody's gender leaves the name."""
    own = _grammar(by, case)
    pronoun = own.get("pronoun") if by.lang == FIRST else _AGREE.get(str(own.get("agreement_fr")))
    if own.get("pronoun") not in ("she", "he") or not pronoun or case["people"] != 1:
        return text
    called = _alone(by, case)
    subject = re.compile(rf"((?:[^,.]{{0,45}}, ){{0,2}}(?:But |Mais )?){re.escape(called)} (?=\w)")
    told, near = [], False
    for each in sentences(text):
        found = subject.match(each)
        said_of = each
        if found and near:
            said_of = capital(f"{found[1]}{str(pronoun).lower()} {each[found.end() :]}")
        near = bool(found) or each.endswith(f" {called}.")
        told.append(said_of)
    return " ".join(told)


@dataclass(frozen=True)
class _Opening:
    """How the sentence of an event begins: its day, if that was not said just before, and a word that joins."""

    when: str = ""
    joint: str = ""
    leans: bool = False  # on the day that was said before
    shorter: tuple[
        str, ...
    ] = ()  # the same in fewer words, where the sentence has no room for them

    def of(self, by: Speaker, case: Row, text: str) -> str:
        if self.when:
            tried = [said(by, "on", case, when=w, text=text) for w in (self.when, *self.shorter)]
            text = next(filter(fits, tried), tried[0])
        if not self.joint or (self.joint == "then" and not self.when):
            return capital(text)
        joined = said(by, self.joint, case, text=text[:1].lower() + text[1:] if self.when else text)
        return joined if fits(joined) or not fits(text) else capital(text)


def _opening(by: Speaker, row: Row, before: Row | None) -> _Opening:
    iso = by.coarse(row["event_date"])
    if before is None:
        return _Opening(grammar.on(by.lang, iso))
    when = grammar.on(by.lang, iso)
    last = by.coarse(before["event_date"])
    leans = bool(iso and last and iso[:4] == last[:4])
    if iso and last and leans:
        months = len(iso) > 4 and len(last) > 4
        exact = len(iso) == len(last) == 10
        again = iso == last or (months and iso[:7] == last[:7] and not exact)
        when, *shorter = [""] if again else _later(by, iso, last)
        opening = _Opening(when, "", True, tuple(shorter))
    else:
        opening = _Opening(when)
    turned = before["direction"] != row["direction"]
    if turned:
        worse = row["direction"] == "negative" and row["outcome_type"] != "died"
        return replace(opening, joint="but" if worse else "")
    return replace(opening, joint="then" if when and not leans else "")


def _later(by: Speaker, iso: str, last: str) -> list[str]:
    """When something came that is of the same year as what was just told, first as exactly as the record has it."""
    found = []
    if len(iso) == len(last) == 10:
        days = (dt.date.fromisoformat(iso) - dt.date.fromisoformat(last)).days
        if 0 < days <= _DAYS:
            key = "next_day" if days == 1 else "days_later"
            found.append(say(by.lang, f"when.{key}", count=Aloud(days)))
    if len(last) > 4:
        if len(iso) == 10:
            day = date(by.lang, iso).removesuffix(iso[:4]).strip()
            found.append(say(by.lang, "when.later_day", day=day))
        if len(iso) > 4:
            found.append(say(by.lang, "when.later_year", month=month(by.lang, iso)))
    return [*found, say(by.lang, "when.same_year")]


def mark(row: Row) -> str:
    """A mark of what an event says, by which a sentence made of it is known to be of it."""
    text = "|".join(str(row.get(key) or "") for key in ("outcome_type", "summary", "summary_fr"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _retold(by: Speaker, row: Row) -> str:
    """What an event is said as, if the record says so of these very words; else empty."""
    own = by.retold.get(str(row["outcome_id"]))
    if own is None or own["said_of"] != mark(row):
        return ""
    return str(own.get("said" if by.lang == FIRST else f"said_{by.lang}") or "")


def happened(by: Speaker, case: Row, row: Row, opening: _Opening | None = None) -> str:
    """An event of a case in sentences that can be said, with its day first unless it follows on another."""
    opening = opening or _opening(by, row, None)
    told = _in_own_words(by, case, row, opening) or _in_the_records(by, case, row, opening)
    # A conviction that ends in death sentences is not told as good news.
    to_death = re.search(r"\b(?:to death|à mort)\b", told) and row["direction"] == "positive"
    if to_death and row["outcome_type"] == "perpetrator_convicted":
        told += f" {said(by, 'against_death', case)}"
    return told


def _in_own_words(by: Speaker, case: Row, row: Row, opening: _Opening) -> str:
    """An event in the sentence that was made of it to be said; empty if none was."""
    own = _retold(by, row)
    if not own:
        return ""
    first, *rest = sentences(own)
    return typeset(by.lang, " ".join([opening.of(by, case, first), *rest]))


def _in_the_records(by: Speaker, case: Row, row: Row, opening: _Opening) -> str:
    """An event in the record's own sentence where that can be said, else by its kind."""
    # By its kind it would be told of all whose names the case bears.
    vague = row["outcome_type"] in standings.VAGUE or of_some(case, row)
    kind = capital(say(by.lang, f"outcome.{row['outcome_type']}"))
    if (
        not vague and localized(row, "summary", by.lang) == f"{kind}."
    ):  # of whom no more may be told
        return _by_kind(by, case, row, opening)
    first, *rest = map(ended, _CLAUSE.split(localized(row, "summary", by.lang).strip()))
    found = _told(by, case, row, first, opening)
    for shorter in (cut(first, LONGEST - 8), ended(re.split(r"\s?: ", first)[0])):
        if not all(map(fits, sentences(found))):
            found = _told(by, case, row, shorter, opening)
    if not all(map(fits, sentences(found))):
        found = "" if vague or fits(first) else _by_kind(by, case, row, opening)
        if not found or not fits(found):
            found = _apart(by, case, first, opening)
    of_person = _subject(by, case, first) is not None
    # After the name its pronoun is enough: both sentences stand in one point.
    named = not of_person and by.lang == FIRST and not several(by, case)
    further = [_named(by, case, capital(part)) if named else capital(part) for part in rest]
    return " ".join([found, *filter(fits, further)])


def _named(by: Speaker, case: Row, text: str) -> str:
    """A clause with the name where its pronoun was."""
    found = _subject(by, case, text)
    return f"{capital(_one(by, case, found))} {text[found.end() :]}" if found else text


def _one(by: Speaker, case: Row, pronoun: re.Match[str]) -> str:
    """Whom a pronoun means: of somebody and their kin the one who is named first."""
    called = name(by, case)
    alone = pronoun["pronoun"] in ("She", "He", "Elle", "Il")
    return _KIN.split(called)[0] if alone else called


def _told(by: Speaker, case: Row, row: Row, text: str, opening: _Opening) -> str:
    """The record's sentence with its day first, and whom it is about."""
    subject = _subject(by, case, text)
    if subject:
        text = f"{_one(by, case, subject)} {text[subject.end() :]}"
        return opening.of(by, case, text)
    running = _goes_on(by, text)
    if (of_some(case, row) and _PERSON.search(text)) or _names(by, case, text):
        return opening.of(by, case, running)
    if whose := _whose(by, case, running):
        return opening.of(by, case, whose)
    for key in ("in_case", "in_brief"):
        found = opening.of(by, case, _within(by, key, case, running))
        if fits(found) or not fits(text):
            return found
    return _apart(by, case, text, opening)


def _within(by: Speaker, key: str, case: Row, text: str) -> str:
    """A sentence with whom it is about in front, as it goes on after its day."""
    found = said(by, key, case, text=text)
    return found[:1].lower() + found[1:]


def _goes_on(by: Speaker, text: str) -> str:
    """A sentence as it goes on after its day: a first word that the record writes small elsewhere loses its
    capital, unless it writes it large, too, as that of an organisation.
    """
    word = re.split(r"[ ,’'-]", text)[0]
    if word.lower() in by.common and word not in by.proper | ROWS[by.lang].capitals:
        return text[:1].lower() + text[1:]
    return grammar.running(by.lang, text)


def _apart(by: Speaker, case: Row, text: str, opening: _Opening) -> str:
    """For whom people wrote, and what happened in a sentence of its own; alone where it cannot be said. A day
    for which that sentence has no room has one, too.
    """
    found, dated = opening.of(by, case, _goes_on(by, text)), ""
    if not fits(found):
        found = capital(text)
        if opening.when:
            dated = capital(say(by.lang, "spoken.dated", when=opening.when))
    told = f"{found} {dated}" if fits(found) else ""
    return f"{said(by, 'wrote_alone', case)} {told}".strip()


# What stands for somebody inside a sentence, and what may follow where it stands for the person and not for
# what is theirs.
_WHOSE = {
    "she": r"\b(?P<own>her|hers)\b", "he": r"\b(?P<own>his|him)\b", "they": r"\b(?P<own>their|them)\b"
}  # fmt: skip
_OBJECT = re.compile(
    r"[.,;]|$| (?:a|an|the|to|of|in|from|for|on|at|and|with|after|before|when|that|until|under|again|out|"
    r"free|guilty|not|by|as|over|into|back|during|among|while|once|today|later|home)\b"
)


def _whose(by: Speaker, case: Row, text: str) -> str:
    """A sentence with the name where "her" was: the lawyer of the one it is about. Empty if it has none."""
    pattern = _WHOSE.get(str(_grammar(by, case).get("pronoun"))) if by.lang == FIRST else None
    found = re.search(pattern, text) if pattern else None
    if found is None:
        return ""
    person = found["own"] in ("him", "them") or (
        found["own"] == "her" and _OBJECT.match(text[found.end() :]) is not None
    )
    called = _alone(by, case) if found["own"] not in ("their", "them") else name(by, case)
    theirs = f"{called}’" if called.endswith("s") and several(by, case) else f"{called}’s"
    return f"{text[: found.start()]}{called if person else theirs}{text[found.end() :]}"


_PERSON = re.compile(r"\b[A-ZÀ-ÖØ-Ý]\w+ (?:al-)?[A-ZÀ-ÖØ-Ýİ]\w+")  # who bears two names


def _names(by: Speaker, case: Row, text: str) -> bool:
    """Whether a sentence names whom it is about."""
    words = {
        word
        for word in re.findall(r"\w[\w-]{2,}", localized(case, "name", by.lang))
        if word[0].isupper()
    }
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def _by_kind(by: Speaker, case: Row, row: Row, opening: _Opening) -> str:
    """An event by its kind, in few words."""
    text, called = said(by, f"event.{row['outcome_type']}", case), _alone(by, case)
    names = text.startswith(capital(called))
    running = called + text[len(called) :] if names else text[:1].lower() + text[1:]
    return opening.of(by, case, running)


# What is asked


def differ(case: Row) -> bool:
    """Whether the members of a group fare differently."""
    return sum(bool(case.get(key)) for key in standings.NOW) > 1


def asked(by: Speaker, case: Row) -> str:
    """What is asked for somebody, or was; empty if the record does not say."""
    key = "asked" if over(by, case) else "asks"
    if case["demand"] == "unknown":
        return ""
    # Of a group of whom some are out, nobody asks that all be released.
    some = key == "asks" and case["demand"] == "release" and differ(case) and case.get("held_now")
    return said(by, "asks.release_of_held" if some else f"{key}.{case['demand']}", case)


def over(by: Speaker, case: Row) -> bool:
    """Whether what was asked is asked no more: because it came, or of the dead, or of somebody of an older
    edition of whom nobody knows whether they are held, or who came out and disappeared since. However old, a demand that was not met still stands."""
    standing = STANDING[case["liberty_standing"]]
    if case["demand"] == "release":
        unknown = standing.name == "not_known" and case["edition_year"] < by.newest_edition
        gone = standing.name == "disappeared" and any(
            row["case_id"] == case["case_id"] for row in by.ask("releases_documented_people").rows
        )
        return standing.free or standing.name == "died" or unknown or gone
    return bool(
        case["justice_standing"] == "achieved"
        or (standing.name == "died" and case["demand"] != "justice")
    )
