"""Days: what a cell that holds a date means, in the forms that people and platforms write.

A cell is cut into its day and its time of day, for a file of millions has few different days and at
most 86,400 different times: each is read once and kept. No form is left to a parser that rolls over:
30 February is no day, and is told as such. Which of day and month comes first is no matter of a cell
but of a file: whoever reads asks `order` of all cells first.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

_DAY = 86_400
_EPOCH = dt.date(1970, 1, 1).toordinal()
_NONE = np.iinfo(np.int64).min
FIRST = dt.date(2001, 1, 1)  # the year of the first edition: nothing before it can be meant


class DayOrder(Enum):
    """What the dates of one file say about the order of day and month."""

    PROVEN_DAY_FIRST = auto()
    PROVEN_MONTH_FIRST = auto()
    PROVEN_YEAR_FIRST = auto()  # of years of two digits
    NOTHING_TO_PROVE = auto()  # every date has one meaning only
    UNKNOWN = auto()  # some date has two meanings, and none tells which is meant
    BOTH = auto()  # some can only put the day first and others only the month


class OrderNeeded(Exception):
    """A date has two meanings, and nobody has asked the whole file yet."""


@dataclass(frozen=True)
class Stamps:
    """Seconds since 1970 of each cell, on its own clock; in UTC where it names its offset."""

    seconds: npt.NDArray[np.int64]
    read: npt.NDArray[np.bool_]
    zoned: npt.NDArray[np.bool_]


_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(2\d{3})(\d\d)(\d\d)", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_TAIL = re.compile(
    r"""\.?
        (?: (?: t | [\s,]* (?:(?:à|a|at|um|om|kl\.?|klo|ore|las)\s)? ) (?<=[t\s,])
            (?: (?P<hour>\d{1,2}) (?: [:.] (?P<minute>\d\d) (?: [:.] (?P<second>\d\d) )?
                                    | \s?h\s? (?P<minute_h>\d\d)? | (?=\s?[ap]\.?m) )
              | (?P<figures>\d{4}(?:\d\d)?) )
            (?: [.,]\d+ )?
            (?: \s* (?P<half>[ap])\.?\s?m\.? | \s* (?:uhr|uur|hrs?|heures?)\b )?
        )?
        (?: \s* (?: (?P<utc>z|utc|gmt) | (?P<zone>[a-z]{3,4})
                  | (?:utc|gmt)? \s? (?P<sign>[-+\u2212]) (?P<hours>\d{1,2}) (?: :?(?P<minutes>\d\d) )? )
            (?: \s* (?: \(.*\) | \[[a-z_/+-]+\] ) )?
        )? \s*""",
    re.VERBOSE | re.ASCII,
)
# Zones whose letters mean one offset wherever they are written, in hours; EST, IST, CST or BST may be several.
_ZONES = {
    "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "sast": 2, "edt": -4, "cdt": -5, "mdt": -6,
    "pdt": -7,
}  # fmt: skip
# An article before a date, and a day of the week in one sign behind it.
_AROUND = re.compile(
    r"^(?:le|on|am|il|el|dnia|den) (?=\S)|(?<=[日일]) ?\([月火水木金土日월화수목금토일]\)"
)
_BEFORE_TIME = re.compile(r"\.?[\s,]*(오전|오후|午前|午後|上午|下午)\s?(.*)")
_AFTERNOON = ("오후", "午後", "下午")
_ROMAN = re.compile(r"(\d{1,2})[.\s/-]{1,2}(i{1,3}|iv|vi{0,3}|ix|xi{0,2})[.\s/-]{1,2}(\d{4})(?!\d)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# As programs of Unix and Ruby write a moment: wed dec 31 23:30:00 +0000 2025.
_YEAR_LAST = re.compile(r"([^\W\d_]+ [^\W\d_]+ \d{1,2}) (\d\d?:\d\d:\d\d) (\S+) (\d{4})")
_WORD = r"(?P<word>[^\W\d_]+)\.?"
_NAMED = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|e|º|ª|\.)?[\s/-]*(?:(?:de|of)\s)?{_WORD},?[\s/-]*(?:(?:de|del)\s)?(?P<year>\d{{4}}|'?\d\d)(?!\d)",
    rf"{_WORD}[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:,\s*|\s+|-)(?P<year>\d{{4}})(?!\d)",
    rf"(?P<year>\d{{4}})\.?[\s-]+{_WORD}[\s-]+(?P<day>\d{{1,2}})(?!\d)",
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
)
_NAMED_FORMS = [re.compile(form) for form in _NAMED]
_LANGUAGES = ("en", "fr", "de", "nl", "es", "it", "pt", "pl", "cs", "nb", "sv", "da", "is")
# Looked at only where a month is in none of the above. Not Croatian, whose listopad is another month than that of Poles.
_FURTHER = ("tr", "fi", "el", "hu", "ca", "sk", "sl", "uk", "ro", "ar", "he", "fo")


class DayReader:
    """Reads the cells of one file. `formats` are the mapping's own; `date_only`: a midnight there is
    no time of day. `order` None: the file has not been asked yet (`OrderNeeded` if it must be)."""

    def __init__(
        self, formats: Sequence[str], order: DayOrder | None = None, *, date_only: bool = False
    ) -> None:
        self._order = order
        self._date_only = date_only
        self._odd = [form for form in formats if not usual(form)]
        self._days: dict[str, int | None] = {}
        self._heads: dict[bytes, int | None] = {}
        self._tails: dict[str, tuple[int, int | None] | None] = {}
        self._whole: dict[str, tuple[int, int | None] | None] = {}

    def read(self, text: pa.Array) -> Stamps:
        """The stamps of some cells."""
        text = pc.utf8_trim_whitespace(text)  # and whole: Arrow cannot slice the text of a slice
        seconds = np.full(len(text), _NONE, dtype=np.int64)
        zoned = np.zeros(len(text), dtype=np.bool_)
        rest = self._fixed(text, seconds, zoned)
        if rest.size:
            rest = self._spaced(text.take(pa.array(rest)), rest, seconds, zoned)
        if rest.size:
            coded = text.take(pa.array(rest)).dictionary_encode()
            found = [self.one(cell) for cell in coded.dictionary.to_pylist()]
            self._put(found, coded.indices.to_numpy(), rest, seconds, zoned)
        return Stamps(seconds, seconds != _NONE, zoned)

    def one(self, cell: str) -> tuple[int, int | None] | None:
        """Seconds of one cell on its own clock, and its offset in seconds. None: no such date."""
        if cell not in self._whole:
            self._whole[cell] = self._one(cell)
        return self._whole[cell]

    def _fixed(
        self, text: pa.Array, seconds: npt.NDArray[np.int64], zoned: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.int64]:
        """Cells whose day takes ten signs, such as 2025-12-10 and 10/12/2025; the others' places."""
        raw = text.cast(pa.binary())
        heads = pc.binary_slice(raw, 0, 10).dictionary_encode()
        days = [
            self._head(head) if len(head) == 10 else None for head in heads.dictionary.to_pylist()
        ]
        fits = np.array([day is not None for day in days], dtype=np.bool_)
        if not fits.any():
            return np.arange(len(text))
        codes = heads.indices.to_numpy()
        held = fits[codes]
        starts = np.array([day or 0 for day in days], dtype=np.int64)[codes] * _DAY
        places = np.flatnonzero(held)
        if len(places) < len(text):
            raw, starts = raw.take(pa.array(places)), starts[places]
        longest = pc.max(pc.binary_length(raw)).as_py()
        # Without an end, or of shorter cells, Arrow's slice asks for memory below zero.
        tails = pc.binary_slice(raw, 10, longest) if longest > 10 else _nothing(len(raw))
        self._tailed(starts, tails, places, seconds, zoned)
        return np.flatnonzero(~held)

    def _head(self, head: bytes) -> int | None:
        if head not in self._heads:
            text = head.decode("ascii") if head.isascii() else ""
            if not (_ISO.fullmatch(text) or _NUMERIC.fullmatch(text)):
                return None
            self._heads[head] = self._day(text)
        return self._heads[head]

    def _spaced(
        self,
        text: pa.Array,
        places: npt.NDArray[np.int64],
        seconds: npt.NDArray[np.int64],
        zoned: npt.NDArray[np.bool_],
    ) -> npt.NDArray[np.int64]:
        """Cells whose day in figures ends with a space or with the cell; the others' places."""
        space = pc.find_substring(text, " ")
        cut = pc.if_else(pc.less(space, 0), pc.binary_length(text), space)
        parts = pc.split_pattern(text, " ", max_splits=1)
        heads = pc.list_element(parts, 0).dictionary_encode()
        days = [self._day(head) for head in heads.dictionary.to_pylist()]
        fits = np.array([day is not None for day in days], dtype=np.bool_)
        codes = heads.indices.to_numpy()
        held = fits[codes]
        if held.any():
            starts = np.array([day or 0 for day in days], dtype=np.int64)[codes][held] * _DAY
            chosen = text.filter(pa.array(held))
            alone = pc.equal(pc.binary_length(chosen), cut.filter(pa.array(held)))
            joined = pc.if_else(alone, pc.binary_join_element_wise(chosen, "", " "), chosen)
            second = pc.list_element(pc.split_pattern(joined, " ", max_splits=1), 1)
            tails = pc.if_else(alone, "", pc.binary_join_element_wise(" ", second, ""))
            self._tailed(starts, tails.cast(pa.binary()), places[held], seconds, zoned)
        return np.asarray(places[~held])

    def _tailed(
        self,
        starts: npt.NDArray[np.int64],
        tails: pa.Array,
        places: npt.NDArray[np.int64],
        seconds: npt.NDArray[np.int64],
        zoned: npt.NDArray[np.bool_],
    ) -> None:
        """The time of day of cells whose day is known."""
        clocks = _clocks(tails)
        if clocks is not None:
            seconds[places] = starts + clocks
            return
        if pc.any(pc.match_substring_regex(tails, r"^[T ]\d\d:\d\d:\d\d[.,]\d")).as_py():
            tails = pc.replace_substring_regex(tails, r"^([T ]\d\d:\d\d:\d\d)[.,]\d+", r"\1")
        coded = tails.dictionary_encode()
        found = [self._tail(tail) for tail in coded.dictionary.to_pylist()]
        codes = coded.indices.to_numpy()
        clock = np.array([0 if tail is None else tail[0] for tail in found], dtype=np.int64)[codes]
        good = np.array([tail is not None for tail in found], dtype=np.bool_)[codes]
        named = [tail is not None and tail[1] is not None for tail in found]
        offset = np.array([(tail and tail[1]) or 0 for tail in found], dtype=np.int64)[codes]
        away = np.array(named, dtype=np.bool_)[codes]
        if self._date_only:  # a day that some program wrote with a time and a zone is still a day
            away &= clock != 0
        seconds[places[good]] = (starts + clock - np.where(away, offset, 0))[good]
        zoned[places[good]] = away[good]

    def _put(
        self,
        found: list[tuple[int, int | None] | None],
        codes: npt.NDArray[np.int64],
        places: npt.NDArray[np.int64],
        seconds: npt.NDArray[np.int64],
        zoned: npt.NDArray[np.bool_],
    ) -> None:
        values = np.full(len(found), _NONE, dtype=np.int64)
        away = np.zeros(len(found), dtype=np.bool_)
        for index, item in enumerate(found):
            if item is None:
                continue
            clock, offset = item
            if offset is not None and not (self._date_only and clock % _DAY == 0):
                away[index], clock = True, clock - offset
            values[index] = clock
        seconds[places], zoned[places] = values[codes], away[codes]

    def _tail(self, tail: bytes) -> tuple[int, int | None] | None:
        text = tail.decode()
        if text not in self._tails:
            self._tails[text] = _time(text)
        return self._tails[text]

    def _day(self, text: str) -> int | None:
        """The day of a text in figures, as days since 1970; None if it is none."""
        if text not in self._days:
            self._days[text] = self._of_figures(text)
        return self._days[text]

    def _of_figures(self, text: str) -> int | None:
        if self._odd:  # a form that only this mapping has comes first
            return None
        if match := _ISO.fullmatch(text):
            return calendar(int(match[1]), int(match[3]), int(match[4]))
        if match := _COMPACT.fullmatch(text):
            return calendar(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMERIC.fullmatch(text):
            return self._in_order(int(match[1]), int(match[3]), match[4])
        return None

    def _in_order(self, first: int, second: int, written: str) -> int | None:
        year = year_in(written)
        if self._order is None and (first != second or len(written) == 2):
            raise OrderNeeded
        if self._order is DayOrder.PROVEN_YEAR_FIRST:
            return calendar(2000 + first, second, int(written)) if len(written) == 2 else None
        if first == second:
            return calendar(year, first, second)
        if self._order is DayOrder.PROVEN_DAY_FIRST:
            return calendar(year, second, first)
        if self._order is DayOrder.PROVEN_MONTH_FIRST:
            return calendar(year, first, second)
        return None

    def _one(self, cell: str) -> tuple[int, int | None] | None:
        for form in self._odd:
            try:
                stamp = dt.datetime.strptime(cell, form)
            except ValueError:
                continue
            offset = stamp.utcoffset()
            days = stamp.toordinal() - _EPOCH
            clock = stamp.hour * 3600 + stamp.minute * 60 + stamp.second
            return days * _DAY + clock, None if offset is None else int(offset.total_seconds())
        text = plain(cell)
        figures = without_weekday(text)
        for form_of in (_ISO, _COMPACT, _NUMERIC):
            match = form_of.match(figures)
            if match and (time := _time(figures[match.end() :])) is not None:
                day = self._plain_day(match)
                known = day is not None and of_weekday(text, day)
                return (day * _DAY + time[0], time[1]) if known and day is not None else None
        return _in_words(text)

    def _plain_day(self, match: re.Match[str]) -> int | None:
        if match.re is _NUMERIC:
            return self._in_order(int(match[1]), int(match[3]), match[4])
        if match.re is _COMPACT:
            return calendar(int(match[1]), int(match[2]), int(match[3]))
        return calendar(int(match[1]), int(match[3]), int(match[4]))


def reason(cell: str, *, order: DayOrder | None = None) -> str:
    """Why a cell is no date: the key of the sentence that says so."""
    text = plain(cell)
    if text == "":
        return "date_empty"
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return "date_serial"
    if re.fullmatch(r"\d{10}(\d{3})?([.,]\d+)?", text):
        return "date_seconds"
    if span := _span(text):
        return span
    if _RANGE.match(without_weekday(text)):
        return "date_range"
    figures = without_weekday(text)
    amiss = "date_weekday" if figures != text else "date_time"
    if _ZONE_OF_LETTERS.search(text):
        amiss = "date_zone"
    match = _ISO.match(figures) or _COMPACT.match(figures)
    if match:
        parts = [int(part) for part in match.groups() if part.isdigit()]
        return _reason(*parts) or amiss
    match = _NUMERIC.match(figures)
    if match:
        first, second, year = int(match[1]), int(match[3]), year_in(match[4])
        if order is DayOrder.PROVEN_YEAR_FIRST:
            return _reason(2000 + first, second, int(match[4])) or amiss
        orders = [(second, first), (first, second)]
        if order is DayOrder.PROVEN_MONTH_FIRST:
            orders.reverse()
        why = _reason(year, *orders[0])
        if why == "date_none" and not _reason(year, *orders[1]):
            return "date_order"
        return why or amiss
    why = _named_reason(text)
    return "date_zone" if why == "date_time" and _ZONE_OF_LETTERS.search(text) else why


_ZONE_OF_LETTERS = re.compile(r"\d\s?(?:[ap]\.?m\.?\s?)?(?!am|pm)[a-z]{3,5}$", re.ASCII)
# What is longer than a day, or a day without its year; words of months are looked for apart.
_YEAR = r"(?:\d{4}|'?\d\d)"
_WEEK = re.compile(
    r"\d{4}[\s-]*(?:w|kw)\s?\d{1,2}(?!\d).*|(?:calendar )?(?:w|wk|week|weeks|kw|woche|sem|sem\.|semaine|s|semana|settimana|tydzien"
    r"|tydzień|vecka|uke|uge|viikko)\.?\s?(?:n°|no\.?)?\s?\d{1,2}(?:[\s/,.-]+(?:of |de |von )?\d{4})?",
)
_MONTH = re.compile(r"20\d\d|\d{4}[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]\d{4}")
_QUARTER = re.compile(
    rf"(?:{_YEAR}[\s/-]*)?(?:[qt][1-4]|[1-4]\.? ?(?:quartal|quarter|trimestre))(?:[\s/-]*{_YEAR})?"
    r"|[1-4](?:st|nd|rd|th|er|e|º)? (?:quarter|trimestre)(?:[\s/-]*\d{4})?"
)
_TO = r"(?:\s+[-/]\s+|\s*[\u2013\u2014&]\s*|\.-|\s+(?:to|until|and|bis|und|au|et|al?|y|do|e|t/m|tot|en|i|til|og|och)\s+)"
_RANGE = re.compile(
    rf"(?:\d{{1,4}}(?:[-/.]\d{{1,4}}){{1,2}}\.?|\d{{1,2}}\.?(?:\s+[^\W\d_]+\.?(?:\s+\d{{4}})?)?){_TO}\d"
    r"|\d{1,2}-\d{1,2}\.?\s+[^\W\d_]+"
)
_NO_YEAR = re.compile(r"(\d{1,2})[-/.]\s?(\d{1,2})\.?")
_WORDS = re.compile(r"[^\W\d_]+")


def _span(text: str) -> str:
    """Why a text is no day though it tells when: a week, month or quarter, or no year; empty if it is none of these."""
    if _WEEK.fullmatch(text):
        return "date_week"
    if _MONTH.fullmatch(text) or _QUARTER.fullmatch(text):
        return "date_month"
    if (pair := _NO_YEAR.fullmatch(text)) and any(int(part) <= 12 for part in pair.groups()):
        return "date_no_year" if all(0 < int(part) <= 31 for part in pair.groups()) else ""
    words = [word for word in _WORDS.findall(without_weekday(text)) if word not in _OF]
    if not words or len(words) > 2 or not all(_bare(word) in months() for word in words):
        return ""
    figures = re.findall(r"\d+", text)
    if len(figures) == 1 and len(words) == 1 and len(figures[0]) < 3 and int(figures[0]) <= 31:
        return "date_no_year"
    return "date_month" if not figures or all(len(each) == 4 for each in figures) else ""


_OF = frozenset("of de du del den the le st nd rd th er to a à au bis und and et y".split())  # noqa: SIM905


def _named_reason(text: str) -> str:
    for form in _NAMED_FORMS:
        match = form.match(without_weekday(text))
        if match and (month := _month(match)):
            year, number = year_in(match["year"]), int(match["day"])
            if why := _reason(year, month, number):
                return why
            fits = of_weekday(text, calendar(year, month, number))
            return "date_time" if fits else "date_weekday"
    return "date_form"


def _reason(year: int, month: int, day: int) -> str:
    """Why three figures are no day that can be meant; empty if they are one."""
    if 2400 <= year <= 2700 or 1300 <= year <= 1500:
        return "date_calendar"
    if not FIRST.year <= year <= 2100:
        return "date_early" if year < FIRST.year else "date_future"
    return "date_none" if calendar(year, month, day) is None else ""


def plain(cell: str) -> str:
    """A cell as its forms are looked for: digits of any script, compatibility forms and letters alike."""
    text = cell
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate({0x200E: None, 0x200F: None})
        text = "".join(
            str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign
            for sign in text
        )
    text = _AROUND.sub("", " ".join(text.casefold().split()))
    text = re.sub(r"(?<=\d)([./])\s(?=\d{1,4}(?![\d:]))", r"\1", text, count=2)  # 10. 12. 2025
    if roman := _ROMAN.match(text):
        month = _ROMANS.index(roman[2]) + 1
        return f"{roman[3]}-{month:02}-{int(roman[1]):02}{text[roman.end() :]}"
    return _YEAR_LAST.sub(r"\1 \4 \2 \3", text)


def calendar(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None


def year_in(text: str) -> int:
    """A year of four digits, or of two as everybody reads them: 69 to 99 are of the last century."""
    year = int(text.removeprefix("'"))
    return year if len(text.removeprefix("'")) == 4 else year + (1900 if year >= 69 else 2000)


def _time(text: str) -> tuple[int, int | None] | None:
    """Seconds of a day and the offset from UTC in seconds, of what follows a day; None: no time."""
    if half := _BEFORE_TIME.fullmatch(text):
        text = f" {half[2]} {'pm' if half[1] in _AFTERNOON else 'am'}"
    match = _TAIL.fullmatch(text.casefold())
    if match is None or (match["zone"] and match["zone"] not in _ZONES):
        return None
    if match["figures"]:
        figures = match["figures"].ljust(6, "0")
        hour, minute, second = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    else:
        hour, minute = int(match["hour"] or 0), int(match["minute"] or match["minute_h"] or 0)
        second = int(match["second"] or 0)
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    elif match["half"] == "a":
        return None
    if hour > 23 or minute > 59 or second > 60:
        return None
    if match["hour"] is None and match["figures"] is None:
        return 0, None  # a day and a zone, and no time: a day
    offset: int | None = None
    if match["utc"]:
        offset = 0
    elif match["zone"]:
        offset = _ZONES[match["zone"]] * 3600
    elif match["sign"]:
        offset = int(match["hours"]) * 3600 + int(match["minutes"] or 0) * 60
        if offset > 14 * 3600:
            return None
        offset = offset if match["sign"] == "+" else -offset
    return hour * 3600 + minute * 60 + min(second, 59), offset


def _clocks(tails: pa.Array) -> npt.NDArray[np.int64] | None:
    """The times of day of tails that are all ` 17:26:53`, at once; None if some are not."""
    if len(tails) == 0:
        return np.zeros(0, dtype=np.int64)
    longest = pc.min_max(pc.binary_length(tails))
    if longest["min"].as_py() != longest["max"].as_py():
        return None
    length = longest["max"].as_py()
    if length == 0:
        return np.zeros(len(tails), dtype=np.int64)
    if length != 9:
        return None
    _valid, offsets, data = tails.buffers()
    start = int(np.frombuffer(offsets, np.int32)[tails.offset])
    signs = np.frombuffer(data, np.uint8)[start : start + 9 * len(tails)].reshape(-1, 9)
    if not (
        ((signs[:, 0] == 32) | (signs[:, 0] == 84)).all()
        and (signs[:, 3] == 58).all()
        and (signs[:, 6] == 58).all()
    ):
        return None
    clocks = np.zeros(len(tails), dtype=np.int64)
    for place, largest, worth in ((1, 23, 3600), (4, 59, 60), (7, 59, 1)):
        tens, ones = signs[:, place] - 48, signs[:, place + 1] - 48  # below zero it is above 200
        part = tens * 10 + ones
        if tens.max() > 9 or ones.max() > 9 or part.max() > largest:
            return None
        clocks += part.astype(np.int64) * worth
    return clocks


def _nothing(times: int) -> pa.Array:
    return pa.repeat(pa.scalar(b""), times)


def _in_words(text: str) -> tuple[int, int | None] | None:
    """A day with the name of its month, such as 10 December 2025 or déc. 10, 2025."""
    whole, text = text, without_weekday(text)
    for form in _NAMED_FORMS:
        match = form.match(text)
        if match and (month := _month(match)) and (time := _time(text[match.end() :])) is not None:
            day = calendar(year_in(match["year"]), month, int(match["day"]))
            if day is None or not of_weekday(whole, day):
                return None
            return day * _DAY + time[0], time[1]
    return None


def _month(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("month"):
        return int(groups["month"])
    word = _bare(groups["word"])
    return months().get(word) or further_months().get(word)


_FIRST_WORD = re.compile(r"([^\W\d_]+(?:-feira)?)\.?,?\s+")


def without_weekday(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return text[match.end() :] if match and _bare(match[1]) in _weekdays() else text


def of_weekday(text: str, day: int | None) -> bool:
    """Whether a day is of the week's day that its text begins with, if it begins with one."""
    match = _FIRST_WORD.match(text)
    named = _weekdays().get(_bare(match[1])) if match else None
    return not named or day is None or dt.date.fromordinal(day + _EPOCH).weekday() in named


def _bare(word: str) -> str:
    """A word without accents."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFD", word.casefold())
        if not unicodedata.combining(sign) and sign != "."
    )


def _named_days(kind: str, languages: Sequence[str] = _LANGUAGES) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for language in languages:
        locale = Locale(language)
        for context in (getattr(locale, kind)["format"], getattr(locale, kind)["stand-alone"]):
            for width in ("wide", "abbreviated"):
                for number, word in context[width].items():
                    found.setdefault(_bare(str(word)), set()).add(int(number))
    return found


@cache
def months() -> dict[str, int]:
    """The names of months in the languages of sections; a word that names two months is none."""
    found = _named_days("months")
    found |= {"sept": {9}, "juil": {7}, "mrt": {3}, "aout": {8}}
    return {word: months.pop() for word, months in found.items() if len(months) == 1}


@cache
def further_months() -> dict[str, int]:
    """The same in further languages, which cost a while to load."""
    found = _named_days("months", _FURTHER)
    return {word: months.pop() for word, months in found.items() if len(months) == 1}


@cache
def _weekdays() -> dict[str, set[int]]:
    """The names of the week's days, with the numbers of those that each may be, Monday's 0."""
    return _named_days("days")


def usual(form: str) -> bool:
    """Whether a form of a mapping's is among those that are read anyway."""
    return bool(re.match(r"%Y([-/.])%m\1%d|%d([-/.])%m\2%[yY]|%m([-/.])%d\3%[yY]", form))


def fits(value: str, form: str) -> bool:
    try:
        dt.datetime.strptime(value.strip(), form)
    except ValueError:
        return False
    return True
