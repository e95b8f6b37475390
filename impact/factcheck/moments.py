"""When a text says that something happened, dates that lean on the date before them among it.

"On 30 June 2021" stands by itself; "the next day", "that April", "on 13 December of the same year", "a year after
him" are counted from the moment told last. A moment is `firm` where it can mean one time only: one that is not
proves nothing against a text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from impact.factcheck.days import MONTHS, Day, days, month_of
from impact.factcheck.numbers import value_of
from impact.factcheck.patterns import lazy
from impact.factcheck.text import COVER
from impact.i18n.words import Language


@dataclass(frozen=True)
class Moment:
    """A time that a text tells, and where it stands."""

    start: int
    end: int
    day: Day
    firm: bool = True


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_COUNT = {
    "en": r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty-four|twenty|thirty|forty-eight|forty|seventy-two|\d{1,3})",
    "fr": r"(?P<n>une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix-sept|dix-huit|dix-neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt-quatre|vingt|trente|quarante-huit|quarante|soixante-douze|\d{1,3})",
}
_HOLIDAYS = {
    "new year's day": (1, 1), "jour de l'an": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "noel": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "saint-sylvestre": (12, 31), "human rights day": (12, 10), "valentine's day": (2, 14), "saint-valentin": (2, 14), "women's day": (3, 8),
    "may day": (5, 1), "halloween": (10, 31), "journee des droits humains": (12, 10), "journee des droits de l'homme": (12, 10),
    "journee internationale des droits humains": (12, 10), "journee internationale des droits de l'homme": (12, 10),
    "journee des femmes": (3, 8), "fete du travail": (5, 1),
}  # fmt: skip
_LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A part of a year or a month: the months of the one and the days of the other that it may mean.
_PARTS = {
    "early": ((1, 5), (1, 12)), "start of": ((1, 3), (1, 8)), "beginning of": ((1, 4), (1, 10)),
    "first days of": ((1, 1), (1, 8)), "first week of": ((1, 1), (1, 8)), "first half of": ((1, 6), (1, 16)),
    "mid-": ((5, 8), (9, 21)), "mid ": ((5, 8), (9, 21)), "middle of": ((5, 8), (9, 21)),
    "late": ((8, 12), (19, 31)), "end of": ((10, 12), (22, 31)), "last days of": ((12, 12), (22, 31)),
    "last week of": ((12, 12), (22, 31)), "second half of": ((7, 12), (15, 31)),
    "debut": ((1, 5), (1, 12)), "premiers jours": ((1, 1), (1, 8)), "premiere semaine": ((1, 1), (1, 8)),
    "premiere moitie": ((1, 6), (1, 16)), "premiere quinzaine": ((1, 1), (1, 16)), "mi-": ((5, 8), (9, 21)),
    "milieu": ((5, 8), (9, 21)), "fin": ((8, 12), (19, 31)),
    "derniers jours": ((12, 12), (22, 31)), "derniere semaine": ((12, 12), (22, 31)),
    "seconde moitie": ((7, 12), (15, 31)), "deuxieme quinzaine": ((12, 12), (15, 31)), "seconde quinzaine": ((12, 12), (15, 31)),
}  # fmt: skip
_SEASONS = {
    "spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12),
    "printemps": (3, 6), "ete": (6, 9), "automne": (9, 12),
}  # fmt: skip
_PART = lazy(
    rf"\b(?:(?:at |in )?the |(?:a la |au |dans les |dans la |vers la |des (?:la )?|courant )?)?"
    rf"(?P<part>{'|'.join(sorted((*_PARTS, *_SEASONS), key=len, reverse=True))})"
    rf"(?: (?:in|of|de|d'|du|des|en|au|the month of|du mois d(?:e|')))* ?(?P<month>{_MONTH})?,?(?: (?:of|de|d'))? ?(?P<year>(?:19|20)\d\d)\b(?! edition)"
)
_SAME_YEAR = {
    "en": r"(?:of|in|,)? ?(?:(?:of|in) )?(?:the same|that|the very same) year",
    "fr": r"(?:de|dans) (?:la meme|cette(?: meme)?) annee",
}
_NEXT_YEAR = {
    "en": r"(?:of|in) the (?:following|next) year|(?:the )?(?:following|next) year",
    "fr": r"de l'annee (?:suivante|d'apres)",
}
_DATE = rf"(?:{COVER}+ (?:of )?(?P<month>{_MONTH})|(?P<month2>{_MONTH}) ?{COVER}+)"
_NOT_DATED = rf"(?!\.? ?{COVER}*,? ?(?:(?:of|de|d'|du|in|en) )?(?:19|20)\d\d)"
# "Four years after his arrest" counts from something else than the moment before.
_NO_EVENT = r"(?! (?:his|her|their|its|the|being|having|an?|son|sa|ses|leurs?|la|le|les|une?|avoir|etre|qu'|que)\b| l')"
_LEANING = {
    lang: lazy(
        rf"\b(?P<holiday>{'|'.join(_HOLIDAYS)})(?: (?:of )?(?:that|the same) year| de (?:cette|la meme) annee| de cette annee-la)\b"
        rf"|\b(?P<day_of_month>\d{{1,2}})(?:st|nd|rd|th)? (?:of (?:the|that)(?: same)? month|du (?:meme )?mois)\b"
        rf"|(?<![\w{COVER}]){_DATE}\b{_NOT_DATED}(?:,? (?:(?P<same>{_SAME_YEAR[lang]})|(?P<next>{_NEXT_YEAR[lang]})))?\b"
        + {
            "en": rf"|\b(?P<that>that(?: same)?|the same|the following|the next|next|following) (?P<month3>{_MONTH})\b{_NOT_DATED}"
            rf"|\bin (?P<month4>{_MONTH}) (?:(?P<same2>{_SAME_YEAR['en']})|(?P<next2>{_NEXT_YEAR['en']}))"
            r"|\b(?P<day1>(?:the|on the) (?:next|following) day|the day after(?! (?:the|a|an|his|her|their)\b)|the very next day)\b"
            r"|\b(?P<day0>(?:the|that)(?: very)? same day)\b|\b(?P<day_1>the (?:day before|previous day))\b"
            r"|\b(?P<month_1>the (?:following|next) month|the month after)\b|\b(?P<year_1>the (?:following|next) year|the year after)\b"
            rf"|(?<!than )(?<!within )\b{_COUNT['en']} (?P<unit>hour|day|week|fortnight|month|year)s? (?P<way>later|after(?:wards)?|on\b|earlier|before)\b{_NO_EVENT}"
            rf"|\b(?:in|since|by|last) (?P<month5>{_MONTH})\b{_NOT_DATED}",
            "fr": rf"|\b(?P<that>ce meme mois de|ce mois de|en|le meme mois de)\b ?(?P<month3>{_MONTH}) (?P<suivant>suivant)\b"
            rf"|\ben (?P<month4>{_MONTH}) (?:(?P<same2>{_SAME_YEAR['fr']})|(?P<next2>{_NEXT_YEAR['fr']}))"
            r"|\b(?P<day1>(?:des )?le lendemain(?! (?:d[eu]\b|des\b|d'))|le jour suivant)\b|\b(?P<day0>le meme jour|le jour meme)\b|\b(?P<day_1>la veille)\b"
            r"|\b(?P<month_1>le mois (?:suivant|d'apres))\b|\b(?P<year_1>l'annee (?:suivante|d'apres))\b"
            rf"|(?<!de )(?<!que )\b{_COUNT['fr']} (?P<unit>heure|jour|semaine|mois|an|annee)s? (?P<way>plus tard|apres|plus tot|auparavant|avant)\b{_NO_EVENT}"
            rf"|\b(?:en|depuis|des|au mois de|debut|fin) (?P<month5>{_MONTH})\b{_NOT_DATED}",
        }[lang]
    )
    for lang in ("en", "fr")
}
HOLIDAY = lazy(rf"\b(?:{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})\b")
_HOLIDAY = lazy(
    rf"\b(?:(?P<name>{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})"
    rf"|(?:the last day of|(?:le )?dernier jour (?:de|d')) ?(?P<month>{_MONTH})?)(?: (?:of|in|de))? ?(?P<year>(?:19|20)\d\d)\b"
)


def another_holiday(told: str, date: str) -> bool:
    """Whether a holiday is named and a date of the record is of another day."""
    found = HOLIDAY.search(told)
    day = f"{_HOLIDAYS[found.group()][0]:02}-{_HOLIDAYS[found.group()][1]:02}" if found else ""
    return bool(day) and len(date) == 10 and date[5:] != day


def moments(flat: str, text: str, lang: Language, anchor: Day | None = None) -> list[Moment]:
    """The moments of a covered sentence in order; `text` is it as written, `anchor` the moment told before it."""
    found = list(_of_their_own(flat, text))
    for leaning in _LEANING["fr" if lang == "fr" else "en"].finditer(flat):
        if any(one.start < leaning.end() and leaning.start() < one.end for one in found):
            continue
        before = [one.day for one in found if one.end <= leaning.start()]
        base = before[-1] if before else anchor
        moment = _counted_from(base, leaning, text) if base else None
        if moment is not None:
            found.append(moment)
            found.sort(key=lambda one: one.start)
    return found


_NAMED_FOR = lazy(r"\b(?:a|an|the|his|her|their|its|this|that|de|du|des|d'|of) ?$")


def _of_their_own(flat: str, text: str) -> Iterator[Moment]:
    """The moments that name their year."""
    found: list[Moment] = []
    for match in _HOLIDAY.finditer(flat):
        year = int(match["year"])
        month, last = _HOLIDAYS.get(match["name"] or "", (12, 31))
        if match["month"]:
            month = month_of(match["month"]) or 12
            last = _LAST[month - 1] + (month == 2 and year % 4 == 0)
        found.append(Moment(*match.span(), Day(year, month, last)))
    for match in _PART.finditer(flat):
        found.append(Moment(*match.span(), _in_part(match)))
    for start, end, day in days(flat, text, 0, len(flat)):
        if day.month is None and _NAMED_FOR.search(flat, max(0, start - 8), start):
            continue  # "the 1966 murders", "l'affaire de 2014"
        if not any(one.start < end and start < one.end for one in found):
            found.append(Moment(start, end, day))
    yield from sorted(found, key=lambda one: one.start)


def _in_part(told: re.Match[str]) -> Day:
    """A part of a month or a year. Seasons are those of the north, and prove nothing against those of the south."""
    year, month = int(told["year"]), month_of(told["month"])
    if season := _SEASONS.get(told["part"]):
        return Day(year, month) if month else Day(year, months=season, slack=12)
    months, of_month = _PARTS[told["part"]]
    return (
        Day(year, month, of_month=of_month, slack=4) if month else Day(year, months=months, slack=1)
    )


def _counted_from(base: Day, told: re.Match[str], text: str) -> Moment | None:
    """A moment that leans on the one before it."""
    group = told.groupdict()
    span = told.span()
    if group["day_of_month"] and base.month:
        return Moment(*span, Day(base.year, base.month, int(group["day_of_month"])))
    if month := month_of(group["month"] or group["month2"]):
        digits = re.search(r"\d{1,2}", text[slice(*span)])
        year = base.year + bool(group["next"])
        firm = bool(group["same"] or group["next"])
        return Moment(*span, Day(year, month, int(digits.group()) if digits else None), firm)
    if month := month_of(group["month4"]):
        return Moment(*span, Day(base.year + bool(group["next2"]), month))
    if month := month_of(group["month3"]):
        following = group.get("suivant") or re.search(r"following|next", group["that"] or "")
        later = following and month <= (base.month or 12)
        return Moment(*span, Day(base.year + bool(later), month), firm=bool(base.month))
    if group["holiday"]:
        return Moment(*span, Day(base.year, *_HOLIDAYS[group["holiday"]]))
    if month := month_of(group["month5"]):
        return Moment(*span, Day(_year_of_month(base, month, told), month), firm=False)
    if group["year_1"]:
        return Moment(*span, Day(base.year + 1))
    if group["month_1"]:
        return Moment(*span, _months_on(base, 1)) if base.month else None
    for name, step in (("day1", 1), ("day0", 0), ("day_1", -1)):
        if group[name]:
            return _on_day(span, base, step)
    return _after(base, group, span)


_HAD = lazy(r"\b(?:had|avai(?:t|ent))\b[^.;,]{0,60}$")


def _year_of_month(base: Day, month: int, told: re.Match[str]) -> int:
    """Of a month without its year: the first after the moment before, the last before it where the text goes back."""
    if base.month is None:
        return base.year
    back = _HAD.search(told.string, max(0, told.start() - 90), told.start())
    return base.year - (month > base.month) if back else base.year + (month < base.month)


def _after(base: Day, group: dict[str, str | None], span: tuple[int, int]) -> Moment | None:
    """ "Eleven days later", "a year after him", « quinze jours plus tôt »."""
    count = value_of(str(group["n"]))
    unit, way = str(group["unit"]), str(group["way"])
    if count is None:
        return None
    step = -count if re.match(r"earlier|before|plus tot|auparavant|avant", way) else count
    if unit in ("year", "an", "annee"):
        if count > 12:
            return None  # "about seventeen years on" is a time in prison
        return Moment(*span, Day(base.year + step), firm=False)
    if unit in ("month", "mois"):
        if not base.month:
            return None
        on = _months_on(base, step)
        return Moment(
            *span,
            replace(on, months=(max(1, on.month or 1) - 1, (on.month or 1) + 1), month=None),
            firm=False,
        )
    if unit in ("hour", "heure"):
        if count % 24:
            return None
        return _on_day(span, base, step // 24)
    moment = _on_day(span, base, step * {"week": 7, "semaine": 7, "fortnight": 14}.get(unit, 1))
    if moment is None:
        return None
    # A fortnight may be fourteen days or fifteen, a week seven or eight.
    exact = unit in ("day", "jour")
    slack = (count in (8, 15)) if exact else 1 + count // 2
    return replace(moment, day=replace(moment.day, slack=int(slack)), firm=not slack)


def _on_day(span: tuple[int, int], base: Day, step: int) -> Moment | None:
    if not base.month or not base.day:
        return None
    try:
        day = dt.date(base.year, base.month, base.day) + dt.timedelta(days=step)
    except (ValueError, OverflowError):
        return None
    return Moment(*span, Day(day.year, day.month, day.day))


def _months_on(base: Day, step: int) -> Day:
    months = base.year * 12 + (base.month or 1) - 1 + step
    return Day(months // 12, months % 12 + 1)
