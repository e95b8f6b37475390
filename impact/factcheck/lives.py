"""What a text says of a case beside its outcomes: in which edition it was, and how long somebody was held.

Editions are the record's. Durations are read from the record's own sentences with the patterns that read the
text, else counted from the day of an arrest to that of a release; where there is neither, nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from impact.factcheck import agreement, notes
from impact.factcheck.contradictions import only_sentence
from impact.factcheck.days import Borne, Day, days
from impact.factcheck.durations import (
    FOR_LIFE,
    Duration,
    agree,
    crossed,
    durations,
    fits,
    known_times,
)
from impact.factcheck.facts import Facts, Row
from impact.factcheck.kinds import ARRESTS
from impact.factcheck.lifetimes import Life, countries
from impact.factcheck.names import Mention
from impact.factcheck.notes import Judgement
from impact.factcheck.numbers import value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.referents import COUNTED, OF_KIN, clause, whose
from impact.factcheck.rounding import FindingKind, Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import covered, flatten
from impact.i18n.words import Language, country_code, listing, localized

Found = tuple[int, int, FindingKind, float | int | str, Judgement]
COMPLETE_FROM = 2010  # the cases of editions before are a sample


def found(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Each such claim of a sentence: where, of what kind, its number, what the record says."""
    if place.sentence.flat.rstrip().endswith("?"):
        return
    yield from _editions(place, facts, tell)
    yield from _for_life(place, facts, tell)
    yield from _durations(place, facts, tell)
    yield from _held_since(place, facts, tell)


# Editions

_EDITION = {
    "en": lazy(
        r"\b(?:featured|presented|profiled|highlighted|one of (?:the |our )?(?:\w+ )?(?:cases|people|faces)|among the (?:\w+ )?(?:cases|people)|taken up|a case"
        r"|(?:was|were|is) (?:part of|included)|case was|(?:was|were|are|is) (?:both |all )?(?:of|in|on|part of) (?=\x7f{12})|(?:was|were) (?:of|in|on) (?:the|our)(?= (?:list|edition|campaign|(?:19|20)\d\d)))\b[^.;\d]{0,45}?(?<!since )\b(?P<year>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:(?:had|has|have) been (?:in|on|part of|among)|belong(?:s|ed) to) (?:the|our|its) (?:[a-z-]+ )?(?:campaign|edition|list|marathon)(?: (?:of|in|for))* (?P<year3>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:(?:was|were|had been|has been|is|are) (?:in|on|of|part of|among)|belong(?:s|ed) to) (?:the|our) (?P<year4>(?:19|20)\d\d) (?:\x7f{12,} )?(?:campaign|edition|list|marathon)"
        r"|\b(?:wrote|writing|written|campaigned|mobili[sz]ed) (?:letters )?for (?:[\w'-]+ ){1,4}(?:in|on|during) (?:(?:the|our|its) )?(?:(?:campaign|edition|list|marathon)(?: (?:of|in))? )?(?P<year2>(?:19|20)\d\d)(?!\d)"
    ),
    "fr": lazy(
        r"\b(?:presentee?s?|mise?s? en avant|figur\w+|choisie?s?|retenue?s?|(?:fait|faisait|faisaient|fit|font) partie|a l'affiche|un des cas|une? cas|parmi les (?:\w+ )?cas|(?:est|sont|etai(?:t|ent)) de (?:l'edition|la campagne|la liste)|soutenue?s? (?:en|par)|defendue?s? (?:en|lors))\b"
        r"[^.;\d]{0,45}?(?<!depuis )\b(?P<year>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:ecrit|mobilisee?s?|campagne) (?:pour (?:[\w'-]+ ){1,4})?en (?P<year2>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:ecrit|mobilisee?s?|agi) pour (?:[\w'-]+ ){1,4}(?:dans|lors de|a|pour|pendant|au cours de) (?:la |l'|notre |sa )?(?:campagne|edition|liste|marathon)(?: (?:de|d'))? ?(?P<year3>(?:19|20)\d\d)(?!\d)"
        r"|\b(?:appart\w+ a|(?:est|etait|etaient|sont) (?:de|dans)) (?:la |l'|notre )?(?:campagne|edition|liste)(?: (?:de|d'))? ?(?P<year4>(?:19|20)\d\d)(?!\d)"
    ),
}  # fmt: skip
# An event that is dated there, and no edition: "featured … until he was freed in 2015".
_FULL_DATE = lazy(r"\x7f (?:of )?[a-z]{3,9}\.? (?:19|20)\d\d$|\b[a-z]{3,9} \x7f+,? (?:19|20)\d\d$")
_EVENT_BETWEEN = lazy(
    r"\b(?:freed|released|arrested|sentenced|died|jailed|born|left|out|dehors|sorti\w*|liber\w+|arret\w+|condamn\w+|mort\w*|nee?)\b"
)


# Of several who were named before, each has to have been there.
_ALL = lazy(
    r"\W*(?:both|(?:all )?(?:the )?(?:two|three|four)|(?:tou(?:s|tes) )?(?:les )?(?:deux|trois|quatre)|l'une? et l'autre)\b"
)


def _editions(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for match in _EDITION[lang].finditer(flat):
        year = next(int(said) for said in match.groups() if said)
        if _EVENT_BETWEEN.search(match.group()) or _FULL_DATE.search(match.group()):
            continue
        whom = _whose(match, place)[:1]
        if not whom and not place.cases and _ALL.match(flat):
            whom = place.before
        said = [edition_of(mention.case_id, year, facts, tell) for mention in whom]
        if said:
            order = (Verdict.WRONG, Verdict.NOT_IN_THE_RECORD, Verdict.RIGHT)
            worst = min(said, key=lambda each: order.index(each.verdict))
            yield *match.span(), FindingKind.EDITION, year, worst
        yield from _beside(match.end(), year, place, facts, tell)


# "…, Farmonov of the one six years earlier", « …, elle dans celle de 2022 », "in the same winter as for Zhang Zhan".
_GAPPED = lazy(
    r"[^.;:]{0,60}?(?:[,;]|\band\b|\bet\b) (?P<who>(?:\w[\w'-]+ ){1,5}?|\S+ )(?:(?:was|is|had been|etait|est) )?(?:of|on|in|from|to|de|dans|a) (?:(?:that|the one|the list|the campaign|celle|celui|la)(?: of| in| de| d'| from)? ?)?"
    r"(?:(?P<year>(?:19|20)\d\d)\b|(?P<next>the next(?: one)?|the following(?: one| year)?|suivante|l'annee suivante|l'annee d'apres)|(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix) (?:years?|ans?|editions?) (?P<way>later|after|earlier|before|plus tard|plus tot|auparavant))"
)
_SAME = lazy(
    r"[^.;]{0,12}\bsame (?:year|winter|campaign|edition|list) as (?:for )?|[^.;]{0,14}\bmeme (?:annee|hiver|campagne|edition|liste) que (?:pour )?"
)


def _beside(start: int, year: int, place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Who is told to be of another edition, or of the same, without the words being said again."""
    flat = place.sentence.flat
    for name in place.cases:
        same = name.start >= start and _SAME.fullmatch(flat, start, name.start)
        if same:
            said = edition_of(name.case_id, year, facts, tell)
            yield same.start(), name.end, FindingKind.EDITION, year, said
    match = _GAPPED.match(flat, start)
    if match is None:
        return
    if match["n"]:
        step = value_of(match["n"]) or 1
        other = (
            year - step
            if match["way"] in ("earlier", "before", "plus tot", "auparavant")
            else year + step
        )
    else:
        other = int(match["year"]) if match["year"] else year + 1
    inside = [name for name in place.cases if match.start("who") <= name.start < match.end("who")]
    if not inside and _PRONOUN.fullmatch(match["who"]):
        inside = agreement.meant(place.recent, match["who"], place.sentence.lang, facts)
    if len({name.case_id for name in inside}) == 1:
        said = edition_of(inside[0].case_id, other, facts, tell)
        yield match.start("who"), match.end(), FindingKind.EDITION, other, said


_PRONOUN = lazy(r"(?:il|elle|lui|he|she|ils|elles|they) ")


def _whose(match: re.Match[str], place: Scope) -> list[Mention]:
    flat, lang = place.sentence.flat, place.sentence.lang
    before: Sequence[Mention] = place.before
    start, _ = clause(flat, *match.span())
    if OF_KIN.search(flat, 0, match.start()) or (not place.cases and COUNTED.match(flat, start)):
        return []
    said = whose(match, flat, lang, place.cases, before, place.text)
    if said or not before or len({name.case_id for name in before}) != 1:
        return said
    # "Her case was one of the 2014 edition", "Son cas faisait partie …", "pour qui le marathon …"
    return [before[0]] if _OF_THEM[lang].search(flat) else []


_OF_THEM = {
    "en": lazy(r"^\W*(?:his|her|their|its)\b|\b(?:he|she|they)\b"),
    "fr": lazy(r"^\W*(?:son|sa|leur|ses)\b|\b(?:ils?|elles?)\b"),
}


def edition_of(case_id: str, year: int, facts: Facts, tell: Language) -> Judgement:
    """Whether the case of somebody was of an edition."""
    case = facts.cases[case_id]
    editions = sorted(
        row["edition_year"] for row in facts.cases.values() if row["person_id"] == case["person_id"]
    )
    own = [row for row in facts.cases.values() if row["edition_year"] == year]
    featured = facts.totals[year]["cases_featured"] if year in facts.totals else None
    complete = year >= COMPLETE_FROM and featured is not None and len(own) >= featured
    verdict = Verdict.NOT_IN_THE_RECORD
    if year in editions:
        verdict = Verdict.RIGHT
    elif complete:
        verdict = Verdict.WRONG
    return Judgement(
        verdict,
        "cases",
        listing("en", [str(each) for each in editions]),
        notes.source(case, tell),
        notes.note(
            facts,
            tell,
            "edition_of_case",
            of=case,
            name=localized(case, "name", tell),
            years=listing(tell, [str(each) for each in editions]),
        ),
    )


# Durations


def _durations(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    flat, lang = place.sentence.flat, place.sentence.lang
    for told in durations(flat, place.text, lang):
        if _EACH.search(flat, max(0, told.start - 40), told.start):
            continue  # of several, whoever they are
        here = lazy(re.escape(flat[told.start : told.end])).match(flat, told.start)
        assert here is not None
        for mention in _whose(here, place)[:1]:
            served = _SERVED.search(flat, max(0, told.start - 24), told.start) is not None
            bare = not told.sentence and _LASTED.search(flat, 0, told.start) is None
            said = _duration(told, mention, place.years, facts, tell, served, bare)
            if told.sentence and _JAILED_FOR.search(flat, 0, told.start):
                held = _duration(replace(told, sentence=False), mention, place.years, facts, tell)
                said = held if held is not None and held.verdict is Verdict.RIGHT else said
            if told.first and (said is None or said.verdict is not Verdict.RIGHT):
                years = _duration(told.first, mention, place.years, facts, tell)
                if years is not None and years.verdict is Verdict.RIGHT and not told.sentence:
                    told, said = told.first, years  # the record tells the years without the months
            if said is not None and said.verdict is Verdict.RIGHT:
                said = _elsewhere(told, mention, said, place, facts, tell)
            if said is not None:
                yield told.start, told.end, FindingKind.DURATION, told.value, said


_CLAUSE = lazy(r"[^.,;:()]{0,70}")
_IN_A_PLACE = lazy(
    r"\b(?:in|at|of|en|au|aux|du|de|d['’]) ?(?:the |la |l['’])?(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
)


def _elsewhere(
    told: Duration, mention: Mention, said: Judgement, place: Scope, facts: Facts, tell: Language
) -> Judgement:
    """A right time, told of a country that the record has nowhere, or dated by another year than that of its row."""
    case, row = facts.cases[mention.case_id], said.row
    rows = [case, *facts.events[mention.case_id]]
    known = {case["country_code"]}.union(*(countries(each) for each in rows))
    behind = _CLAUSE.match(place.text, told.end)
    for named in _IN_A_PLACE.finditer(behind.group() if behind else ""):
        code = country_code(named["place"])
        if code is not None and code not in known:
            return notes.of_row(facts, case, row or case, Verdict.WRONG, tell)
    date = str(row.get("event_date") or "") if row else ""
    dated = [
        one
        for one in place.moments
        if told.sentence and told.end <= one.start <= told.end + 16 and one.firm
    ]
    if date and dated and all(one.day.borne(date) is Borne.NOT for one in dated):
        others = [each for each in rows if each is not row and known_times(each)]
        if row and not any(
            fits(told, each.in_days) for other in others for each in known_times(other)
        ):
            return notes.of_row(facts, case, row, Verdict.WRONG, tell)
    return said


def _held_since(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """Since when somebody is said to be held, of whom the record tells it."""
    flat = place.sentence.flat
    for since in _SINCE.finditer(flat):
        when = since.end() if since["when"] is None else since.start("when")
        day = next((one.day for one in place.moments if 0 <= one.start - when <= 12), None)
        for mention in _whose(since, place)[:1]:
            life = Life(facts.cases[mention.case_id], "", facts.events[mention.case_id], ())
            began = [_iso(each) for each in _began(life.case)]
            began += [
                str(row["event_date"]) for row in life.events if row["outcome_type"] in ARRESTS
            ]
            if day is None or not began or not life.alone or not life.stands.held:
                continue
            borne = {day.borne(each) for each in began}
            if borne == {Borne.NOT} or Borne.OUT in borne:
                verdict = Verdict.RIGHT if Borne.OUT in borne else Verdict.WRONG
                said = notes.of_row(facts, life.case, life.case, verdict, tell)
                end = next(one.end for one in place.moments if one.day is day)
                yield (
                    min(since.start(), end),
                    max(since.end(), end),
                    FindingKind.DURATION,
                    day.year,
                    said,
                )


_SINCE = lazy(
    r"\b(?:since|depuis) (?P<when>(?:[a-z]+ )?(?:19|20)\d\d), [^.;,]{2,50} (?:is|are|has been|have been|est|sont) (?:in (?:prison|jail|custody|detention)|imprisoned|detained|held|behind bars|en (?:prison|detention)|detenue?s?|emprisonnee?s?|derriere les barreaux)\b"
    r"|\b(?:in (?:[\w'-]+ ){0,3}?(?:prison|jail|custody|detention|cell)|imprisoned|detained|held|behind bars|jailed|incarcerated|locked up|retained"
    r"|en (?:prison|detention|cellule)|detenue?s?|emprisonnee?s?|incarceree?s?|privee?s? de liberte|derriere les barreaux)(?: (?:again|unjustly|ever|injustement))? (?:since|depuis) "
)


def _iso(day: Day) -> str:
    """A day as the record writes it, as far as it is known."""
    parts = [f"{day.year}", *(f"{part:02}" for part in (day.month, day.day) if part)]
    return "-".join(parts)


def _began(case: Row) -> Iterator[Day]:
    """The days on which the case's own words have somebody arrested."""
    flat = covered(flatten(case["summary"]))
    for arrest in _ARREST.finditer(flat):
        yield from [
            day
            for _, _, day in days(
                flat, case["summary"], arrest.end(), min(len(flat), arrest.end() + 24)
            )
        ][:1]


_ARREST = lazy(r"\b(?:arrested|detained|held|jailed|imprisoned)\b[^.;]{0,40}?\b(?:in|since|on)\b")
_SERVING = lazy(
    r"\b(?:serving|serves|served|purg\w+) (?:[\w'-]+ ){0,3}?(?:life\b(?: (?:sentence|term|in prison|imprisonment))?|(?:a )?perpetuite)"
)


def _for_life(place: Scope, facts: Facts, tell: Language) -> Iterator[Found]:
    """That somebody was serving life: right where the record says so, wrong where it tells of another sentence and no more."""
    for match in _SERVING.finditer(place.sentence.flat):
        for mention in _whose(match, place)[:1]:
            case, events = facts.cases[mention.case_id], facts.events[mention.case_id]
            rows = [case, *events, *facts.looked[mention.case_id]]
            told = [row for row in rows if FOR_LIFE.search(flatten(row["summary"]))]
            other = [row for row in rows if any(each.sentence for each in known_times(row))]
            life = Life(case, "", events, ())
            if told or (other and life.alone and only_sentence(life)):
                verdict = Verdict.RIGHT if told else Verdict.WRONG
                said = notes.of_row(facts, case, (told or other)[0], verdict, tell)
                yield *match.span(), FindingKind.DURATION, "life", said


_IMPOSED = ("sentence_reduced", "sentence_commuted")  # whose times are no time that was served
_SERVED = lazy(r"\b(?:after|apres|au bout de|having served|served) [^.;,]{0,16}$")
# That a time went by: it is none that a court imposed.
_LASTED = lazy(
    r"\b(?:after|spent|spend|served|serving|did|for|lasted|lost|took|until|apres|passe|pendant|purge\w*|durant|bout|terme|dure|perdu|fallu|reste) (?:[\w'-]+ ){0,3}$"
)
# What was imposed, or what went by.
_JAILED_FOR = lazy(r"\b(?:jailed|imprisoned) for (?:[\w'-]+ ){0,3}$")
_EACH = lazy(r"\b(?:each|chacune?)\b[^.;,]{0,24}$")


def _duration(
    told: Duration,
    mention: Mention,
    years: Sequence[re.Match[str]],
    facts: Facts,
    tell: Language,
    served: bool = False,
    bare: bool = False,
) -> Judgement | None:
    """What the record says of a time; a `bare` one, "thirty years in prison", may be a sentence as well."""
    case = facts.cases[mention.case_id]
    member = mention.members[0] if len(mention.members) == 1 else ""
    events = facts.told_of(mention.case_id, member)
    known = [
        (each, row)
        for row in (case, *events)
        for each in known_times(row)
        if (each.plain and not (served and row.get("outcome_type") in _IMPOSED))
        or (not each.plain and (bare or each.sentence == told.sentence))
    ]
    counted = [] if told.sentence else [*_counted(case, events), *_held_again(events)]
    as_long = [
        (each, row) for each, row in known if fits(told, each.in_days) and not crossed(told, each)
    ]
    fitting = [row for each, row in as_long if agree(told, each)]
    if as_long and not fitting:
        firm = told.served == "firm" and case["people"] == 1
        verdict = Verdict.WRONG if firm else Verdict.NOT_IN_THE_RECORD
        return notes.of_row(facts, case, as_long[0][1], verdict, tell)
    fitting += [row for time, row in counted if fits(told, time)]
    if fitting:
        return notes.of_row(facts, case, fitting[0], Verdict.RIGHT, tell)
    sure = [(each.in_days, row) for each, row in known if not each.plain] + counted
    if not sure:
        return None
    alone = case["people"] == 1 or member
    if not told.sentence and any(row["outcome_type"] in ARRESTS for row in events):
        alone = False  # held more than once: another time may be meant
    far = all(_far(told, time) for time, _ in sure)
    own = {int(year.group()) for year in years}
    dated = [
        time for time, row in sure if _year_in(row) & own and "appeal" not in row["summary"].lower()
    ]
    if told.sentence and dated:
        far = all(_far(told, time) for time in dated)  # the sentence of that year is meant
    elif told.sentence and not only_sentence(Life(case, member, events, ())):
        far = False  # of somebody who was sentenced more than once another may be meant
    verdict = Verdict.WRONG if alone and far else Verdict.NOT_IN_THE_RECORD
    return notes.of_row(facts, case, sure[0][1], verdict, tell)


def _year_in(row: Row) -> set[int]:
    """The years that a row of the record is of: that of its event, else those that it tells."""
    if date := row.get("event_date"):
        return {int(str(date)[:4])}
    return {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", row["summary"])}


def _far(told: Duration, time: float) -> bool:
    """Whether a duration is so far from a known time that both cannot be meant of the same."""
    if told.sentence:
        return True
    off = abs(time - told.in_days)
    return off > 0.25 * max(time, told.in_days) and off > 180


def _counted(case: Row, events: Sequence[Row]) -> Iterator[tuple[float, Row]]:
    """The time from an arrest that the case's own words date to the first release after it, in days."""
    for day in _began(case):
        began = _as_date(day)
        for row in events:
            out = str(row["event_date"] or "")
            if (
                row["outcome_type"].startswith("released")
                and len(out) >= 7
                and out[:4] >= str(day.year)
            ):
                ended = dt.date.fromisoformat(f"{out}-15"[:10])
                if began and ended > began:
                    yield (ended - began).days, row
                    break


def _held_again(events: Sequence[Row]) -> Iterator[tuple[float, Row]]:
    """The times from an arrest that the record has as an event to the first release after it, in days."""
    began: dt.date | None = None
    for row in events:
        date = str(row["event_date"] or "")
        day = dt.date.fromisoformat(f"{date}-15"[:10]) if len(date) >= 7 else None
        if row["outcome_type"] in ARRESTS:
            began = day
        elif row["outcome_type"].startswith("released") and began and day and day > began:
            yield (day - began).days, row
            began = None


def _as_date(day: Day) -> dt.date | None:
    """Of a day that a text gives; the middle of its month where it gives none, nothing where only the year."""
    return dt.date(day.year, day.month, day.day or 15) if day.month else None
