"""How long a text says that somebody was held, or for how long a court sent somebody to prison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from impact.factcheck.numbers import SPELLED, NumberInText, numbers, qualified_by, value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.text import covered, flatten
from impact.i18n.words import Language

_DAYS = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0}
_UNITS = {
    "en": r"(?P<year{0}>years?)|(?P<month{0}>months?)|(?P<week{0}>weeks?)|(?P<day{0}>days?)",
    "fr": r"(?P<year{0}>ans?|annees?)|(?P<month{0}>mois)|(?P<week{0}>semaines?)|(?P<day{0}>jours?)",
}
_HALF = {"en": r"[ -]and[ -]a[ -]half", "fr": r" et demie?"}
_AND = {"en": r"(?:,? and |, | )", "fr": r"(?: et |, | )"}
_ARTICLE = {"en": r"an?|one", "fr": r"une?"}


def _time(lang: str) -> re.Pattern[str]:
    amount = rf"\d{{1,3}}(?:[,. ]\d{{3}})+|\d+(?:[.,]\d)?|(?>{SPELLED[lang]})|{_ARTICLE[lang]}"
    return lazy(
        rf"(?<![\w.,/-])(?P<n1>{amount})(?P<half1>{_HALF[lang]})?[- ](?:more |further |additional )?(?:{_UNITS[lang].format(1)})\b(?P<half2>{_HALF[lang]}\b)?"
        rf"(?:{_AND[lang]}(?P<n2>{amount})[- ](?:{_UNITS[lang].format(2)})\b)?"
    )


_TIME = {lang: _time(lang) for lang in ("en", "fr")}
_SENTENCED = {
    "en": lazy(
        r"\b(?:sentenced|condemned|reduced|cut|shortened|raised|increased|lengthened|extended|prolonged|stretched|given|gave|handed|received|imposed|ordered to serve|sent (?:him |her |them )?to (?:prison|jail) for"
        r"|jailed for|imprisoned for|(?:has|had|was|he|she|they) got)\b[^.;,]{0,40}$|\b(?:sentences?|term) (?:of|to) [^.;,]{0,12}$|\bserving (?:[a-z]+ ){0,3}$|\b(?:must|has to|have to) (?:serve|spend) (?:[a-z]+ ){0,3}$"
        r"|^(?:[^.;]{0,30}\b)?got (?:[a-z]+ ){0,2}$|[a-z] got (?:another |a further )?$"
    ),
    "fr": lazy(
        r"\b(?:condamne\w*|reduit\w*|ramene\w*|portee?|allonge\w*|prolonge\w*|ecope\w*|inflige\w*|recu|prononce\w*|donne\w*|requis|pri(?:s|t|ses?))\b[^.;,]{0,40}$"
        r"|\b(?:peine|condamnation) (?:de|a) [^.;,]{0,12}$|\bpurge\w* (?:une peine de |sa peine de )?$|\bdoi(?:t|vent) (?:purger|passer) (?:[a-z]+ ){0,2}$"
    ),
}  # fmt: skip
_SENTENCE_AFTER = {
    "en": lazy(r"^(?: (?:prison|jail|suspended))*[ -](?:sentence|term)\b|^ (?:suspended|with hard labou?r)\b"),
    "fr": lazy(r"^ (?:de (?:prison|reclusion|detention) (?:ferme|avec sursis|criminelle)|avec sursis)\b|^,? (?:leur|lui) (?:a|avait) (?:donne|inflige)"),
}  # fmt: skip
_HELD_AFTER = {
    "en": lazy(r"^(?: (?:in|behind|of|under))(?: [a-z]+){0,4}? (?:prison|jail|bars|detention|custody|imprisonment|captivity|cell|confinement|arrest|solitary)\b|^ (?:imprisoned|detained|locked|without trial|inside)\b"),
    "fr": lazy(r"^ (?:en|de|d'|derriere|dans)(?: ?(?:les|une|la|sa|l'))*(?: ?[a-z]+){0,2}? ?(?:prison|barreaux|detention|captivite|emprisonnement|incarceration|cellule|geole|isolement)\b|^ sans proces\b"),
}  # fmt: skip
FOR_LIFE = lazy(
    r"\b(?:to life\b|life (?:sentence|term|imprisonment|in (?:prison|jail))|serving (?:[a-z]+ )?life\b|(?:serving|jailed for|given|gets|got) life\b|perpetuite|a vie\b)"
)
# "Four years after her arrest", where the sentence tells that somebody came out.
_SINCE_ARREST = lazy(
    r"^(?: or so| environ)? (?:after|apres) (?:his|her|their|son|sa|leur) (?:arrest|imprisonment|detention|arrestation|incarceration|emprisonnement)\b"
)
_CAME_OUT = lazy(
    r"\b(?:freed|released?|left|leaves|came out|walked|let go|liber\w+|relach\w+|quitt\w+|sortie?s?|sort)\b"
)
# "Pardoned, after ten years": nothing but a qualifier between, and nothing that the years are of.
_AFTER_ALL = lazy(
    r"\b(?:after|apres) (?:(?:some|about|almost|nearly|more than|over|just|only|around|at least|pres de|plus de|moins de|un peu|environ|quelque|presque|au moins) ?)*$"
)
_LET_GO = lazy(
    r"\b(?:pardon\w*|acquitt\w*|cleared|exonerated|gracie\w*|blanchi\w*|innocente\w*|en liberte)\b"
)
_OF_SOMETHING = lazy(r"^ (?:of|de|d'|on|in (?:court|hiding)|en (?:exil|fuite)|at|later)\b")
_SUSPENDED = lazy(r"\b(?:suspended|probation|avec sursis)\b")
_TO_PRISON = lazy(
    r"\b(?:(?:sent|sending) (?:\w+ )?to (?:prison|jail) for|(?:jailed|imprisoned) for|envoyee?s? en prison pour) (?:[a-z]+ ){0,2}$"
)
_FIRM = lazy(r"^(?: (?:de|d'|in) ?(?:prison|emprisonnement|reclusion|detention))? ferme\b")
_IN_PRISON = lazy(
    r"^'? ?(?:in|behind|of|de|d'|en|derriere les) ?(?:prison|jail|bars|detention|imprisonment|reclusion|emprisonnement|barreaux)\b"
)
_HELD_BEFORE = {
    "en": lazy(r"\b(?:after|spent|served|did|for|following|jailed|imprisoned|detained|held|serving|lasted|took|lost) (?:[a-z]+ ){0,3}$"),
    "fr": lazy(r"\b(?:apres|passe|pendant|purge|durant|dure|fallu|perdu|au bout de|au terme de) (?:[a-z']+ ){0,3}$"),
}  # fmt: skip
_PRISON = {
    "en": lazy(r"\b(?:freed|releas\w+|prison|jail\w*|held|detain\w*|detention|imprison\w*|custody|free|bars|out|let go|guantanamo|sent to|flown|returned|home|stepped|did|locked|liberty)\b"),
    "fr": lazy(r"\b(?:liber\w+|relach\w+|prison|deten\w+|emprison\w*|incarcer\w*|libre|liberte|barreaux|sort(?:i\w*|e|ent)?|dehors|rentree?s?)\b"),
}  # fmt: skip


@dataclass(frozen=True)
class Duration:
    """A time that somebody was held, or that a court imposed (`sentence`); `unit` is its smallest."""

    start: int
    end: int
    value: float  # in its own unit, of the larger one where there are two
    unit: str
    qualifier: str
    sentence: bool
    in_days: float
    first: Duration | None = None  # the years alone, where months are told with them
    plain: bool = False  # nothing tells which of the two it is
    served: str = ""  # whether a sentence is said to be `suspended`, `firm` or of `prison`

    @property
    def unit_in_days(self) -> float:
        return _DAYS[self.unit]


def durations(flat: str, text: str, lang: Language, every: bool = False) -> Iterator[Duration]:
    """The durations of a plain sentence that are times in custody or sentences; `every`: the others too, as plain."""
    spoken = "fr" if lang == "fr" else "en"
    for match in _TIME[spoken].finditer(flat):
        before = flat[max(0, match.start() - 55) : match.start()]
        after = flat[match.end() :]
        if re.match(r" (?:old|later|earlier|before|plus t|auparavant)|-old", after):
            continue
        value = value_in(match["n1"], text, match.start("n1"), lang)
        if value is None or (match["n1"] in ("a", "an") and match["day1"]):
            continue
        value += 0.5 * bool(match["half1"] or match["half2"])
        unit = _unit(match, 1)
        in_days = value * _DAYS[unit]
        smallest = unit
        if match["n2"]:
            smallest = _unit(match, 2)
            in_days += (value_in(match["n2"], text, match.start("n2"), lang) or 0) * _DAYS[smallest]
        sentence = bool(_SENTENCED[spoken].search(before) or _SENTENCE_AFTER[spoken].match(after))
        held = (
            _HELD_AFTER[spoken].match(after)
            or (_HELD_BEFORE[spoken].search(before) and _PRISON[spoken].search(flat))
            or (_SINCE_ARREST.match(after) and _CAME_OUT.search(flat))
            or (
                _AFTER_ALL.search(before)
                and _LET_GO.search(flat)
                and not _OF_SOMETHING.match(after)
            )
        )
        if not (sentence or held or every):
            continue
        number = NumberInText(match.start(), match.end("n1"), value, 1)
        qualifier = qualified_by(number, flat, lang).qualifier
        plain = not (sentence or held)
        whole = Duration(
            match.start(), match.end(), value, smallest, qualifier, sentence, in_days, None, plain,
            _served(before, after),
        )  # fmt: skip
        if match["n2"]:
            end = match.end(f"{unit}1")
            first = replace(whole, end=end, unit=unit, in_days=value * _DAYS[unit])
            whole = replace(whole, first=first)
        yield whole
        if every:
            yield from beside(whole, flat, text, lang)


def _served(before: str, after: str) -> str:
    """Whether a sentence is told as suspended, or as one that is served."""
    if _FIRM.match(after) or _TO_PRISON.search(before):
        return "firm"
    near = re.split(r"[.;]", after[:40])[0]
    if _SUSPENDED.search(f"{before[-30:]} | {near}"):
        return "suspended"
    return "prison" if _IN_PRISON.match(after) else ""


# "From two years to one", "from ten to five years": the unit is told once.
_TO = lazy(r" (?:to|a) (?P<n>\w+)\b(?! (?:years?|months?|ans?|mois)\b)")
_FROM = lazy(r"\b(?:from|de) (?P<n>\w+) (?:to|a) $")
_AND_BOTH = lazy(r"\b(?P<n>\d+) (?:and|et) $")  # "78 and 59 years"


# "Cut from ten to five years", however far behind its verb.
_CHANGED = lazy(
    r"\b(?:from|de) (?:[a-z]+|\d+)(?: years?| months?| ans?| mois)? (?:to|a) (?:[a-z]+ ){0,2}$"
)


def sentences(flat: str, text: str, lang: Language) -> Sequence[Duration]:
    """The sentences that a court passed or changed, as a text tells them."""
    found = [one for one in durations(flat, text, lang) if one.sentence]
    for one in durations(flat, text, lang, every=True):
        known = any(one.start == other.start for other in found)
        if not known and _CHANGED.search(flat, max(0, one.start - 40), one.start):
            found.append(replace(one, sentence=True, plain=False))
    return found + [other for one in found for other in beside(one, flat, text, lang)]


def beside(whole: Duration, flat: str, text: str, lang: Language) -> Iterator[Duration]:
    """The other time that shares its unit with one."""
    before = (pattern.search(flat, 0, whole.start) for pattern in (_FROM, _AND_BOTH))
    for found in (_TO.match(flat, whole.end), *before):
        value = value_in(found["n"], text, found.start("n"), lang) if found else None
        if found and value:
            yield replace(
                whole, start=found.start("n"), end=found.end("n"), value=value,
                in_days=value * _DAYS[whole.unit], first=None,
            )  # fmt: skip


def _unit(match: re.Match[str], place: int) -> str:
    return next(unit for unit in _DAYS if match[f"{unit}{place}"])


def value_in(said: str, text: str, start: int, lang: Language) -> float | None:
    if (small := value_of(said)) is not None:
        return small
    read = numbers(said, text[start : start + len(said)], lang)
    return read[0].value if read else None


def known_times(row: Mapping[str, Any]) -> Sequence[Duration]:
    """The times that a row of the record tells, of a case or of an event."""
    return _times(str(row["summary"]))


@cache
def _times(summary: str) -> Sequence[Duration]:
    return tuple(durations(covered(flatten(summary)), summary, "en", every=True))


def agree(told: Duration, known: Duration) -> bool:
    """Whether a sentence that a text calls suspended, or firm, is that of the record too."""
    return not told.served or (told.served == "suspended") == (known.served == "suspended")


def crossed(told: Duration, known: Duration) -> bool:
    """Whether a text crosses the qualifier of a known time: "less than 43 years" of more than 43, "exactly" of nearly."""
    near = abs(told.in_days - known.in_days) < 0.5 * told.unit_in_days
    if told.qualifier in ("below", "ceiling"):
        return near and known.qualifier not in ("above", "below", "ceiling", "about")
    if told.qualifier in ("more", "floor"):
        return near and known.qualifier in ("above", "below", "ceiling")
    return told.qualifier == "precise" and known.qualifier != "exactly"


def fits(told: Duration, time: float) -> bool:
    """Whether a duration may stand for a known time, in days."""
    unit = told.unit_in_days
    off = time - told.in_days
    if told.sentence:
        # Nineteen years may be said of nineteen years and five months, not of twenty.
        rest = time % unit
        cut = told.unit == "year" and 0 < off < unit and 20 < rest < unit - 20
        return abs(off) < 0.05 * unit or cut
    slack = min(0.5 * unit, 0.08 * time + 0.1 * unit)
    match told.qualifier:
        case "more" | "floor":
            # "More than forty years" of forty-three, as with other numbers at most a quarter below.
            most = 0.25 * time if told.value >= 10 and told.value % 5 == 0 else 0
            return -0.05 * unit <= off < max(1.05 * unit, most)
        case "above" | "below" | "ceiling":
            return -unit < off <= 0.05 * unit
    return abs(off) <= slack
