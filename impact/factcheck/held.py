"""A stretch of a sentence held against one row of the record: what the row has of it, and what it has otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from impact.factcheck import atoms
from impact.factcheck.atoms import Atoms, Quantity, Word
from impact.factcheck.days import MONTHS, Borne, Day
from impact.factcheck.facts import Row
from impact.factcheck.kinds import ARRESTS, RELEASES
from impact.factcheck.lifetimes import Life, countries
from impact.factcheck.moments import Moment
from impact.factcheck.names import lists
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict, judge
from impact.factcheck.scope import Scope
from impact.factcheck.text import flatten
from impact.i18n.words import Language, country, country_code

# Words that many events of many people share.
_COMMON = frozenset(("court", "police", "held", "free", "charge", "rule", "order"))
_RULINGS = frozenset(
    (
        "reject",
        "grant",
        "win",
        "lose",
        "acquit",
        "convict",
        "uphold",
        "quash",
        "reduce",
        "raise",
        "free",
        "pardon",
    )
)
_MONEY = frozenset(("euros", "dolla", "pound", "franc", "livre", "naira", "yens", "wons"))
_TODAY = lazy(
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
    unknown: frozenset[str]
    turned: frozenset[str]  # of which the row says the opposite, or denies what is told
    numbers: tuple[Quantity, ...]  # that the row has otherwise
    places: tuple[int, ...]  # names that nothing in the record of the case has, by where they stand
    days: tuple[
        Moment, ...
    ]  # on which the row does not have it, but on another day of that month or year
    unborne: int  # dates, numbers and names of which the row has nothing
    dated: bool
    counted: int  # numbers that the row has
    placed: int  # names of places that the row itself has

    @property
    def tells(self) -> bool:
        """Whether what is shared tells that something happened: a word for it, or a sum of money."""
        # An appeal court with its date tells of no ruling yet.
        of_court = {"appeal"} if "court" in self.shared else set()
        return atoms.tells(self.shared - of_court) or self.pays

    @property
    def pays(self) -> bool:
        """Whether a sum of money is told of a day."""
        return self.dated and not self.shared.isdisjoint(_MONEY)

    @property
    def weight(self) -> float:
        """How much the row and the saying share."""
        common = len(self.shared & _COMMON)
        return len(self.shared) - 0.5 * common + self.dated + self.counted

    @property
    def whole(self) -> bool:
        return not (self.unknown or self.unborne or self.conflicts)

    @property
    def conflicts(self) -> int:
        """Of how many parts the row tells otherwise."""
        return bool(self.turned) + len(self.numbers) + len(self.places) + len(self.days)


# Where something is told to have happened; behind the others stands whoever or whatever has a capital, the Nobel prize too.
_IN = r"\b(?:[Ii]n|[Aa]t|[Tt]o|from|into|[AÀà]|[Ee]n|[Aa]ux?|vers)\s+(?:the |its |his |her |their |la |le |sa |son |leur |l['’])?$"
_AT = lazy(rf"{_IN}|\b(?:de|du|its|his|her|the)\s+(?:the |la |le |l['’])?$|\b[dl]['’]$")
_THERE = lazy(_IN)


# How many others there were is counted in many ways.
_WITH = lazy(r"\b(?:one of|among|with|alongside|parmi|avec|l'une? des) (?:[a-z]+ ){0,2}$")


def against(saying: Saying, row: Row, place: Scope) -> Held:
    """A saying held against a row."""
    lang: Language = "fr" if place.sentence.lang == "fr" else "en"
    said, has = saying.said, words_of(row, lang)
    turned = _turned(said, has)
    near = {key for key in said.keys - turned if atoms.near(key) & has.keys}
    shared = (said.keys & has.keys) | near
    turned |= {key for key in said.keys & has.keys if not said.denies(key) & has.denies(key)}
    if (
        "reject" in said.keys & has.keys
    ):  # "refused to end the trial" is "turned down the plea to end it"
        turned -= {key for key in said.keys & has.keys if has.denies(key) == {True}}
    turned |= _embedded(said, has)
    shared -= turned - has.keys
    named_at = {at for _, at in said.capitals}
    unknown = {
        word.key
        for word in said.words
        if word.start not in named_at and not _opening(word, row, saying.life, place)
    }
    # Who refuses to serve has not been refused anything by a court.
    unknown -= shared | turned | (_about(saying.life, lang) - _RULINGS)
    unknown -= {key for key in unknown if of_country(key, saying.life)}
    if "free" in said.keys & has.keys:
        unknown -= _KEPT  # who came out had been held
    told = plain_words(row, lang)
    borne = [
        one
        for one in saying.moments
        if bears(row, has, one) or place.sentence.flat[one.start : one.end] in told
    ]
    other_days = [one for one in saying.moments if one not in borne and _another_day(one, row)]
    counted, numbers, lost = _numbers(saying, has, bool(borne), place, told)
    years = years_lost(saying, row, place, told)
    places, unnamed = _places(saying, row, place)
    if years and borne and _YEAR.search(told):  # "the 2019 vigil", of that of 2021
        places, years = places + years, []
    lost += len(years)
    return Held(
        row, frozenset(shared), frozenset(unknown), frozenset(turned), tuple(numbers), tuple(places),
        tuple(other_days), len(saying.moments) - len(borne) - len(other_days) + lost + unnamed,
        bool(borne), counted, _placed(saying, row, place),
    )  # fmt: skip


def _opening(word: Word, row: Row, life: Life, place: Scope) -> bool:
    """Whether the first word of a sentence is a place that the record knows: "Stockholm paid"."""
    written = place.text[word.start : word.end]
    return (
        written[:1].isupper()
        and not place.text[: word.start].strip(" «“\"'–—-")
        and not atoms.is_class(word.key)
        and named(written, [row], life)
    )


_YEAR = lazy(r"\b(?:19|20)\d\d\b")


def years_lost(saying: Saying, row: Row, place: Scope, told: str) -> list[int]:
    """Where years stand in a saying that are no moment of it and that a row has not: "the 2021 vigil"."""
    known = {*_YEAR.findall(told), str(row.get("event_date") or "")[:4]}
    return [
        found.start()
        for found in _YEAR.finditer(place.sentence.flat, saying.start, saying.end)
        if found.group() not in known
        and not any(one.start <= found.start() < one.end for one in saying.moments)
    ]


_KEPT = frozenset(("held", "arrest", "jail", "serve"))


@cache
def _plain(summary: str) -> str:
    return flatten(summary)


def plain_words(row: Row, lang: Language) -> str:
    """A row's own words in plain letters."""
    return _plain(row["summary_fr" if lang == "fr" else "summary"])


def _turned(said: Atoms, has: Atoms) -> set[str]:
    """What is said of which a row has the opposite, and nothing of the word itself."""
    return {
        key
        for key in said.keys - has.keys
        # Who was arrested was held, and is not turned round by being let go in the same row.
        if not any(atoms.opposites(other) for other in atoms.near(key) & has.keys)
        for other in atoms.opposites(key) & has.keys
        if said.denies(key) & has.denies(other)  # "still held" does not turn "not released" round
        # Nor does "held for a year" turn the release round that is told with it.
        if not (key in _KEPT and said.denies(other) & has.denies(other))
    }


_DECIDED = frozenset(("uphold", "quash", "reject", "grant"))


def _embedded(said: Atoms, has: Atoms) -> set[str]:
    """What a row tells of an earlier ruling that it turned round: "set aside the ruling upholding his sentence" upheld nothing."""
    place = {word.key: word.start for word in reversed(has.words)}
    rulings = [word.start for word in has.words if word.key in ("rule", "arret")]
    objects = [place[key] for key in said.keys & has.keys - _DECIDED - _COMMON]

    def within(key: str, other: str) -> bool:
        by_type = other == "quash" and place[other] == 0 and "rule" not in said.keys
        return by_type or any(place[other] < at < place[key] for at in rulings)

    return {
        key
        for key in said.keys & has.keys & _DECIDED
        for other in (atoms.opposites(key) & has.keys & _DECIDED) - said.keys
        if within(key, other)
        # "Dismissed their claim while accepting the facts" rejected no facts.
        or (
            objects
            and place[other]
            and all(abs(at - place[other]) < abs(at - place[key]) for at in objects)
        )
    }


def words_of(row: Row, lang: Language) -> Atoms:
    """What a row says, in a language."""
    own, other = ("summary_fr", "summary") if lang == "fr" else ("summary", "summary_fr")
    return _typed(row[own], row[other], lang, str(row.get("outcome_type") or ""))


# What an event is by its type, whatever words tell it.
_BY_TYPE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(RELEASES, ("free",)),
    "released_conditionally": ("free", "condi"),
    **dict.fromkeys(ARRESTS, ("arrest",)),
    "sentenced": ("sentence",),
    "sentenced_elsewhere": ("sentence",),
    "convicted": ("convict",),
    "acquitted": ("acquit",),
    "died": ("die",),
    "pardoned": ("pardon",),
    "sentence_reduced": ("reduce", "sentence"),
    "sentence_commuted": ("reduce", "sentence"),
    "charges_dropped": ("quash", "charge"),
    "death_sentence_overturned": ("quash",),
    "retrial_ordered": ("retrial",),
    "official_apology": ("apologise",),
    "compensation": ("compensate",),
    "perpetrator_charged": ("charge",),
    "perpetrator_convicted": ("convict",),
    "perpetrator_acquitted": ("acquit",),
}


@cache
def _typed(summary: str, translated: str, lang: Language, kind: str) -> Atoms:
    """What a row says in a language, with the classes of the other one's words and of its type."""
    has = atoms.of_row(summary, lang)
    also = atoms.of_row(translated, "en" if lang == "fr" else "fr").words
    words = {word.key: word.denied for word in also if atoms.is_class(word.key)}
    words |= dict.fromkeys(_BY_TYPE.get(kind, ()), False)
    further = [Word(key, 0, 0, denied) for key, denied in words.items() if key not in has.keys]
    return replace(has, words=(*has.words, *further))


# "One of 24 freed" had 23 others beside her.
_AMONG = lazy(r"\b(?:one of|among|un des|une des|l'un des|l'une des|parmi les) (?P<n>\d+)\b")
_OTHERS = lazy(
    r" (?:(?P<others>others?\b|autres\b)|(?:[a-z]+ ){0,2}?(?:people|prisoners|personnes|detenus|prisonniers)\b)"
)


def _among(told: str) -> int:
    """Among how many a row says that somebody was; none if it does not."""
    found = _AMONG.search(told)
    return int(found["n"]) if found else 0


def _numbers(
    saying: Saying, has: Atoms, dated: bool, place: Scope, told: str
) -> tuple[int, list[Quantity], int]:
    """How many numbers a row has too, those that it has otherwise, and how many it knows nothing of."""
    other, lost, used = list[Quantity](), 0, list[Quantity]()
    left = list[Quantity]()
    among = _among(told)
    resized = not saying.said.keys.isdisjoint(("reduce", "raise"))  # "brought it down to three"
    for each in saying.said.quantities:
        # "Five others", "two of them": what is counted is not said.
        if among and (others := _OTHERS.match(place.sentence.flat, each.number.end)):
            told_of = each.number.value + bool(others["others"])
            floor = each.number.qualifier in ("more", "floor") and told_of <= among
            (used if told_of == among or floor else left).append(each)
            continue
        known = [
            one
            for one in has.quantities
            if one.unit == each.unit or not each.unit or {one.unit, each.unit} <= {*_DAYS}
        ]
        fitting = [one for one in known if same(each, one) or _end_of_both(each, one, saying)]
        fitting += [one for one in has.quantities if very(each, one)]
        used += fitting[:1]
        left += [] if fitting else [each]
    counted = len(saying.said.quantities) - len(left)
    lost += _parted(used, has)
    for each in left:
        unused = [one for one in has.quantities if one not in used]
        mine = [one for one in unused if one.unit == each.unit] or [
            one
            for one in unused
            if one.unit in _DAYS and (each.unit in _DAYS or (resized and not each.unit))
        ]
        with_others = not among and _WITH.search(place.sentence.flat[: each.number.start])
        if (among and _WITH.search(place.sentence.flat[: each.number.start])) or (
            mine
            and (len(mine) == 1 or dated)
            and (each.unit or counted or resized)
            and not with_others
        ):
            other.append(each)
        elif not (people := saying.life.case["people"]) or people - each.number.value not in (0, 1):
            lost += 1
    return counted, other, lost


def _end_of_both(told: Quantity, known: Quantity, saying: Saying) -> bool:
    """Whether a number is one end of "from 18 to 20", of which a saying tells both."""
    both = {known.number.value, known.number.high}
    return told.number.value in both and both <= {
        each.number.value for each in saying.said.quantities
    }


def _parted(used: Sequence[Quantity], has: Atoms) -> int:
    """How many numbers of a row stand between two that are told together: of "£55 million, £35 million to 15,600"."""
    at = [each.number.start for each in used if each in has.quantities]
    if len({each.unit for each in used} - {""}) > 1 and at != sorted(at):
        return (
            1  # "£20 million to 15,600 residents", of £35 million to them and £20 million to others
        )
    first, last = ([each for each in used if each in has.quantities] * 2)[:1], used[-1:]
    return sum(
        first[0].number.end < each.number.start < last[0].number.start
        and each.unit == first[0].unit
        for each in has.quantities
        if first and len(used) > 1
    )


def very(told: Quantity, known: Quantity) -> bool:
    """Whether two numbers are the very same, and too large to be so by chance."""
    one, other = told.number, known.number
    if told.unit in _DAYS and known.unit in _DAYS and told.unit != known.unit:
        return False  # 32 months are not 32 years
    return one.value >= 10 and (one.value, one.high) == (other.value, other.high)


# "Has lived in Ghent since": where somebody lives or works is not where it happened.
_OF_A_LIFE = lazy(
    r"\b(?:liv(?:es?|ed|ing)|resid\w+|works?|working|worked|stud(?:y|ies|ied|ying)|teach\w*|taught|rebuil\w+ \w+ \w+|born|grew up|stay(?:s|ed|ing)?"
    r"|vi(?:t|vent|vait|vaient|vre)|vecu|habit\w+|travaill\w+|etudi\w+|enseign\w+|installe\w*|etablie?s?|demenag\w+|nee?s?|refait \w+ vie|sejourn\w+) (?:[\w'-]+ ){0,3}(?:(?:in|at|to|near|outside|a|au|aux|en|dans|pres de|vers) (?:the |la |le |les )?|l')$"
)


def _places(saying: Saying, row: Row, place: Scope) -> tuple[list[int], int]:
    """Where a saying names places that nothing told of the case has, and how many other names it has not."""
    life, date = saying.life, row.get("event_date")
    rows = [row, *(each for each in life.events if date and each["event_date"] == date)]
    unknown = {
        at: name
        for name, at in saying.said.capitals
        if not named(name, rows, life, place.text[at + len(name) :])
        and not _in_full(place.text[at + len(name) :], rows, life)
    }
    places = [
        at
        for at, name in unknown.items()
        if not _OF_A_LIFE.search(flatten(place.text[:at]))
        if (_AT if _known(name) or _court(place.text[at + len(name) :]) else _THERE).search(
            place.text[:at]
        )
    ]
    return places, len(unknown) - len(places)


def _known(name: str) -> str | None:
    """The country whose name or capital a word is."""
    return country_code(name) or lists()["capitals"].get(re.sub(r"'s?$", "", flatten(name)))


def _placed(saying: Saying, row: Row, place: Scope) -> int:
    """How many places a saying names that a row has in its own words, by whatever name: "landed in Britain"."""
    told = f"{row['summary']} {row['summary_fr']}"
    plain, codes = flatten(told), countries(row)
    return sum(
        flatten(name)[:5] in plain or country_code(name) in codes
        for name, at in saying.said.capitals
        if _AT.search(place.text[:at]) and at >= saying.start
    )


@cache
def somewhere(summary: str) -> bool:
    """Whether a row tells where something was."""
    return any(_AT.search(summary[: found.start()]) for found in _PLACE.finditer(summary))


_PLACE = lazy(r"(?<!^)\b[A-ZÀ-Þ][\w’'-]{2,}")


_DAYS = {"year": 360, "month": 30, "week": 7, "day": 1}


def same(told: Quantity, known: Quantity) -> bool:
    """Whether a number of a text may stand for one of the record, by the qualifier that each has."""
    one, other = told.number, known.number
    if one.of and other.of and one.of != other.of:
        return False  # "six of 39 charges", of six of 18
    if one.high is not None and (one.high, one.value) == (other.value, other.high):
        return True  # turned round: which way it went the verb tells
    if one.high is not None and (one.value, one.high) != (other.value, other.high):
        return False  # "from ten to seven years", of from ten to five
    if told.unit != known.unit and told.unit in _DAYS and known.unit in _DAYS:
        return one.value * _DAYS[told.unit] == other.value * _DAYS[known.unit]
    if (one.value, one.high) == (other.value, other.high):
        return one.qualifier == other.qualifier or "more" not in (one.qualifier, other.qualifier)
    how = "at_least" if other.floors else "about" if other.qualifier == "about" else "exact"
    return judge(one, other.value, how) in (Verdict.RIGHT, Verdict.ROUNDED_FAIRLY)


def bears(row: Row, has: Atoms, moment: Moment) -> bool:
    """Whether a row is of a moment, or tells of it."""
    date = row.get("event_date")
    if date and moment.day.borne(str(date)) is Borne.OUT:
        return True
    return any(_no_more(moment.day, day) for day in has.days)


def _no_more(told: Day, known: Day) -> bool:
    """Whether a day of a text says no more than one of the record, and the same."""
    given = [part for part in (told.year, told.month, told.day) if part is not None]
    has = [part for part in (known.year, known.month, known.day) if part is not None]
    return has[: len(given)] == given


def _another_day(moment: Moment, row: Row) -> bool:
    """Whether an event is of the same month and another day or year, or of the same year and another month."""
    date, day = str(row.get("event_date") or ""), moment.day
    if "outcome_type" not in row and moment.firm and day.month:
        known = words_of(row, "en").days  # "arrested in July 2016", of who was in July 2017
        return (
            len(known) == 1 and known[0].month == day.month and abs(known[0].year - day.year) == 1
        )
    if not moment.firm or day.month is None or len(date) < 7:
        return False
    year, month = int(date[:4]), int(date[5:7])
    return (year == day.year) != (month == day.month) or (
        (year, month) == (day.year, day.month) and len(date) > 7 and day.day is not None
    )


def of_country(key: str, life: Life) -> bool:
    """Whether a word begins like the country of a case: « cubain »."""
    return len(key) >= 4 and _begins(key[:4], life.case["country_code"])


@cache
def _begins(start: str, code: str) -> bool:
    names = flatten(f"{country('en', code)} {country('fr', code)}")
    return re.search(rf"\b{re.escape(start)}", names) is not None


def speaks(row: Row, saying: Saying) -> bool:
    """Whether a row has a word of a saying, or its opposite: else nothing can be held against it."""
    kind = _BY_TYPE.get(str(row.get("outcome_type") or ""), ())
    known = _spoken(row["summary"], row["summary_fr"])
    return not saying.said.keys.isdisjoint(known.union(kind))


@cache
def _spoken(summary: str, summary_fr: str) -> frozenset[str]:
    keys = atoms.of_row(summary, "en").keys | atoms.of_row(summary_fr, "fr").keys
    return keys | {other for key in keys for other in (*atoms.opposites(key), *atoms.near(key))}


def _about(life: Life, lang: Language) -> frozenset[str]:
    """The words by which the record tells who somebody is."""
    case = life.case
    return _called(
        case["summary_fr" if lang == "fr" else "summary"],
        case["name"],
        case["name_fr"],
        case["country_code"],
        lang,
    )


@cache
def _called(summary: str, name: str, name_fr: str, code: str, lang: Language) -> frozenset[str]:
    names = f"{name} {name_fr} {country('en', code)} {country('fr', code)}"
    return atoms.of_row(summary, lang).keys | atoms.read(names, lang).keys


_INSTITUTION = lazy(
    r" (?i:district|high|supreme|court|city|regional|federal|prison|criminal|appeals?|municipal|provincial|tribunal)\b"
)
_NEXT = lazy(r" (?P<name>[A-ZÀ-Þ][\w’'-]{2,})")


def _in_full(behind: str, rows: Sequence[Row], life: Life) -> bool:
    """Whether a name goes on with one that the record has: "Barack" of Obama."""
    following = _NEXT.match(behind)
    return following is not None and not _court(behind) and named(following["name"], rows, life)


def _court(behind: str) -> bool:
    """Whether a name is that of an institution: "the Osaka District Court" is another one."""
    return _INSTITUTION.match(behind) is not None


_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
)  # fmt: skip
_HOLIDAYS = ("noel", "christmas", "easter", "paques", "boxing", "sylvestre")


def named(name: str, rows: Sequence[Row], life: Life, behind: str = "") -> bool:
    """Whether the record has a word with a capital for somebody or for a place of a case; of a court, in that very word."""
    plain = re.sub(r"'s?$", "", flatten(name))
    if plain in MONTHS or plain in _HOLIDAYS or plain in _WEEKDAYS or not atoms.key_of(plain):
        return True
    code = life.case["country_code"]
    about = flatten(
        " ".join(f"{row['summary']} {row['summary_fr']}" for row in (*rows, life.case))
        + f" {life.case['name']} {life.case['searchable']} {country('fr', code)} {country('en', code)}"
    )
    if _court(behind):
        return plain[:5] in about
    own = f"{flatten(country('en', code))} {flatten(country('fr', code))}"
    if re.search(rf"\b{re.escape(plain[:4])}", own):
        return True  # "Tunisian", « cubaine »
    named = _known(name)
    if plain == "strasbourg" and ("european court" in about or "cour europeenne" in about):
        return True
    return plain[:5] in about or (
        named is not None and named in {code}.union(*(countries(row) for row in rows))
    )
