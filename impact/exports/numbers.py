"""Numbers: what a cell that holds a count means.

A dot or a comma before exactly three digits may group thousands or begin decimals, and a thousandth
of what somebody wrote is the worst that a count can become. Such a cell is read only where its
mapping, or the other cells of its column, say what the mark is; else it is set aside. Spaces and
apostrophes between groups have one meaning everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from impact.exports.sources import NumberForm

_SPACES = " \u00a0\u202f\u2009\u2007'\u2019\u02bc"
_MARKS = ".,"
_APPROX = re.compile(r"^(?:~|≈|±|ca\.?|env\.?|environ|about|approx\.?)\s*", re.I)
_THOUSANDS = re.compile(r"(\d{1,9})(?:[.,](\d))?\s*k", re.I | re.ASCII)
_RUINED = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.I | re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)
_SPACED = re.compile(rf"(\d{{1,3}}(?:([{_SPACES}])\d{{3}})(?:\2\d{{3}})*)(?:[.,](\d+))?", re.ASCII)
# Groups of three, or, as in India, of two with three at the end; twice at least, or with decimals.
_GROUPED = re.compile(
    r"(\d{1,3}([.,])\d{3}(?:\2\d{3})+|\d{1,2}(?:,\d\d)+,\d{3})(?:(?!\2)[.,](\d+))?", re.ASCII
)
_MIXED = re.compile(r"(\d{1,3})([.,])(\d{3})(?!\2)[.,](\d+)", re.ASCII)
_AFTER = re.compile(r"\d[\d\s.,]*[-−–]")  # the minus behind the number
_FIGURE = re.compile(r"\d")
_SHARE = re.compile(r"\d[\d\s.,]*%|%\s?\d[\d.,]*")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)


class MarksNeeded(Exception):
    """A number has two meanings, and nobody has asked its whole column yet."""


@dataclass(frozen=True)
class Marks:
    """What the cells of one column prove its dots and commas to be.

    `thirds`: marks that begin three decimals somewhere, as in 0.500 or 1234.000; `unsure`: marks that
    stand where they may be either.
    """

    groups: frozenset[str] = frozenset()
    decimals: frozenset[str] = frozenset()
    thirds: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def meaning(self, mark: str, form: NumberForm) -> str:
        """What a mark before exactly three digits is: group, decimal, or empty if it may be both.

        A dot that begins one decimal elsewhere does not prove that 2.000 is two: only three decimals
        elsewhere do.
        """
        other = "," if mark == "." else "."
        if mark in self.groups or other in self.decimals:
            return "" if other in self.groups or mark in self.decimals else "group"
        if mark in self.thirds:
            return "decimal"
        # Nothing is proven: the mapping may know it, unless the column writes both ways.
        quiet = mark not in self.decimals and other not in self.groups | self.unsure
        return "group" if mark in form.group and mark != form.decimal and quiet else ""


def marks(cells: Iterable[str]) -> Marks:
    """What the different cells of one column prove."""
    groups: set[str] = set()
    decimals: set[str] = set()
    thirds: set[str] = set()
    unsure: set[str] = set()
    for cell in cells:
        text = _plain(cell)
        if match := _GROUPED.fullmatch(text):
            mark = match[2] or ","
            groups.add(mark)
            if match[3]:
                decimals.add("," if mark == "." else ".")
        elif match := _MIXED.fullmatch(text):
            groups.add(match[2])
            decimals.add("," if match[2] == "." else ".")
        elif (match := _SPACED.fullmatch(text)) and match[3]:
            decimals.add(text[match.end(1)])
        elif match := _ONE_MARK.fullmatch(text):
            (unsure if _unsure(match) else decimals).add(match[2])
            if not _unsure(match) and len(match[3]) == 3:
                thirds.add(match[2])
    return Marks(*map(frozenset, (groups, decimals, thirds, unsure)))


def whole_number(
    cell: str, form: NumberForm, largest: int, proven: Marks | None = Marks()
) -> tuple[int, str] | str:
    """A count and its precision, or the reason why the cell is none.

    With `approx`, forms such as `~1 200` and `1.5k` pass as rounded or estimated. Raises
    `MarksNeeded` if `proven` is None and the cell alone does not tell.
    """
    text, precision = _plain(cell), "exact"
    if form.approx:
        stripped = _APPROX.sub("", text)
        if stripped != text:
            text, precision = stripped, "estimated"
        if match := _THOUSANDS.fullmatch(text):
            value = int(match[1]) * 1000 + int(match[2] or 0) * 100
            return (value, "rounded") if value <= largest else "count_too_large"
        if text.endswith("+"):
            text, precision = text[:-1].rstrip(), "estimated"
    if text == "":
        return "count_empty"
    if re.match(r"^[-−–]\s*\d", text) or re.fullmatch(r"\(\s*\d[\d\s.,]*\)", text):
        return "count_negative"
    if _RUINED.fullmatch(text) and re.search(r"[.,+]", text):
        return "ruined_number"
    digits = _digits(text, form, proven)
    if not digits.isdecimal():
        return digits
    digits = digits.lstrip("0")
    # Python refuses to read thousands of digits; so many are too large to be true anyway.
    value = int(digits or 0) if len(digits) < 19 else largest + 1
    return (value, precision) if value <= largest else "count_too_large"


def _digits(text: str, form: NumberForm, proven: Marks | None) -> str:
    """The digits of the whole part of a number, or the reason why it is none."""
    if _WHOLE.fullmatch(text):
        return text
    if match := _SPACED.fullmatch(text) or _GROUPED.fullmatch(text):
        return _whole(match[1], match[3])
    if match := _MIXED.fullmatch(text):
        return _whole(match[1] + match[3], match[4])
    if match := _ONE_MARK.fullmatch(text):
        if not _unsure(match):
            return _whole(match[1], match[3])
        if proven is None:
            raise MarksNeeded
        meaning = proven.meaning(match[2], form)
        if meaning == "group" and len(match[3]) == 3:
            return match[1] + match[3]
        if meaning == "decimal":
            return _whole(match[1], match[3])
        return "count_ambiguous"
    if match := _own_group(form).fullmatch(text):
        return _whole(match[1], match[2])
    return _no_number(text)


def _no_number(text: str) -> str:
    """Why a cell that is no number is none."""
    if _AFTER.fullmatch(text):
        return "count_negative"
    if any(unicodedata.category(sign) == "Sc" for sign in text) and _FIGURE.search(text):
        return "count_money"
    return "count_percent" if _SHARE.fullmatch(text) else "count_not_number"


@lru_cache(64)
def _own_group(form: NumberForm) -> re.Pattern[str]:
    """A number with marks that only its mapping knows."""
    group = f"[{re.escape(form.group)}]" if form.group else r"(?!)"
    decimal = re.escape(form.decimal)
    return re.compile(rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{decimal}(\d+))?", re.ASCII)


def _unsure(match: re.Match[str]) -> bool:
    """Whether one mark may group thousands (or, as in China, ten thousands) or begin decimals."""
    before, after = match[1], match[3]
    return len(after) in (3, 4) and len(before) <= len(after) and not before.startswith("0")


def _whole(whole: str, decimals: str | None) -> str:
    if decimals and decimals.strip("0"):
        return "count_not_whole"
    return "".join(sign for sign in whole if sign.isdecimal())


def _plain(cell: str) -> str:
    """A cell without white space around it, full-width signs made plain."""
    text = cell
    if not text.isascii():
        text = "".join(
            unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign
            for sign in text
        )
    return text.strip()
