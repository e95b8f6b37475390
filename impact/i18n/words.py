"""Every sentence, label, number and date that the product shows, in the language of who reads.

Sentences live in `words.toml`, `talking.toml` and `commands.toml`, those of a metric or a check beside its query, English
and French side by side, so that a missing translation is seen in review and refused by a test. A further
language has a file of its own and may lack some. Numbers, dates, lists and country names come from Babel.
Typography (no-break spaces, apostrophes) is set when the file is read, so that its author can type plain
spaces.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from impact.i18n import countries
from impact.i18n.locales import FIRST, LANGUAGES, NARROW, NO_BREAK, ROWS, Language, choose, own
from impact.settings import ROOT

__all__ = [
    "LANGUAGES", "NARROW", "NO_BREAK", "Aloud", "Language", "Wording", "aloud", "alternatives", "apart", "choose", "country",
    "country_code", "country_names", "date", "entries", "known", "language", "listing", "localized", "month", "number", "percent",
    "qualified", "say", "section", "sentences", "short_date", "term", "territories", "typeset",
]  # fmt: skip

_HERE = Path(__file__).parent


def typeset(lang: Language, text: str) -> str:
    """A text as the language's typesetters set it: no-break spaces, curly apostrophes."""
    return ROWS[lang].typeset(text)


def _flatten(branch: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, dict[str, str]]]:
    for key, value in branch.items():
        if not isinstance(value, dict):
            continue
        if FIRST in value:
            yield prefix + key, {lang: value[lang] for lang in LANGUAGES if lang in value}
        else:
            yield from _flatten(value, f"{prefix}{key}.")


def _single(branch: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in branch.items():
        if isinstance(value, dict):
            yield from _single(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def read(name: str) -> Mapping[str, Any]:
    """A file of words; an empty one if there is none."""
    file = _HERE / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def entries(kind: Literal["metric", "check"]) -> Mapping[str, Mapping[str, Any]]:
    """What is said of each metric, or check, by its name: the file beside its query."""
    folder = ROOT / "queries" / f"{kind}s"
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml"))
    }


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its key, in each language that has it."""
    texts: dict[str, dict[str, str]] = {}
    for file in ("words.toml", "talking.toml", "commands.toml"):
        texts.update(_flatten(read(file)))
    for kind in ("metric", "check"):
        for name, entry in entries(kind).items():
            own = {key: value for key, value in entry.items() if key != "column"}
            texts.update(_flatten(own, f"{kind}.{name}."))
            # A column's name is the same wherever it stands; one that a single metric has is said beside it.
            texts.update(_flatten({"column": entry.get("column", {})}))
    for lang in LANGUAGES:
        for key, text in _single(read(f"words.{lang}.toml")):
            texts[key][lang] = text
    return {
        key: {lang: typeset(lang, said[lang]) for lang in LANGUAGES if lang in said}
        for key, said in texts.items()
    }


def _lacking(text: str) -> str:
    """A sentence that a language lacks: in the first, and marked, unless it has no word in it."""
    return f"{text} [{FIRST}]" if re.search(r"[^\W\d_]", re.sub(r"{[^{}]*}", "", text)) else text


def known(key: str) -> bool:
    """Whether the catalogue has a sentence of that key."""
    return key in sentences()


def say(lang: Language, key: str, **values: object) -> str:
    """The sentence `key`, filled. Raises KeyError on an unknown key or a missing value.

    A key with plural forms is written `key.one` and `key.other`; the form is chosen by `count`.
    Numbers among the values are grouped as the language does, or in words where they are `Aloud`.
    """
    texts = sentences()
    if key not in texts:
        count = values.get("count", 0)
        one = ROWS[lang].one(count if isinstance(count, int) else 0)
        key = f"{key}.one" if one else f"{key}.other"
    said = texts[key]
    shown = {
        name: aloud(lang, value)
        if isinstance(value, Aloud)
        else number(lang, value)
        if isinstance(value, int)
        and not isinstance(value, bool)
        and not name.endswith(("year", "edition"))
        else value
        for name, value in values.items()
    }
    return (said[lang] if lang in said else _lacking(said[FIRST])).format(**shown)


def term(lang: Language, vocabulary: str, value: str | None) -> str:
    """The word for one value of a closed vocabulary; empty for none."""
    return say(lang, f"{vocabulary}.{value}") if value else ""


class Aloud(int):
    """A count as it is said aloud: in words up to ten. `feminine`: of what is counted, in a language that asks."""

    feminine: bool

    def __new__(cls, value: int, *, feminine: bool = False) -> Aloud:
        made = super().__new__(cls, value)
        made.feminine = feminine
        return made


def aloud(lang: Language, value: Aloud) -> str:
    """One to ten, un à dix, une; every other number in digits."""
    key = f"aloud.{int(value)}"
    if value.feminine and known(f"{key}.feminine"):
        key += ".feminine"
    elif known(f"{key}.masculine"):
        key += ".masculine"
    return say(lang, key) if known(key) else number(lang, int(value))


@lru_cache(8192)  # a chart writes hundreds, 50 µs each
def number(lang: Language, value: int | float) -> str:
    """4,496,875 in English, 4 496 875 with narrow no-break spaces in French."""
    return _less(format_decimal(value, locale=ROWS[lang].babel))


def percent(lang: Language, share: float, places: int = 0) -> str:
    """A share of one as a percentage, a whole one or with so many `places`: 0.2 is 20% in English, 20 % in French."""
    form = ROWS[lang].babel.percent_formats[None].pattern
    if places:
        form = form.replace("##0", f"##0.{'0' * places}")
    return _less(format_percent(share, form, locale=ROWS[lang].babel))


def _less(text: str) -> str:
    """A number with a minus for the hyphen, which is shorter than a digit and may end a line."""
    return text.replace("-", "−")


def qualified(lang: Language, value: int | None, qualifier: str | None) -> str:
    """A number with its qualifier, never one without the other; words where there is none."""
    if value is None:
        return say(lang, "number.none")
    return say(lang, f"qualified.{qualifier or 'exact'}", number=number(lang, value))


def date(lang: Language, iso: str | dt.date | None) -> str:
    """A date of 4, 7 or 10 characters in words, as precise as it is known."""
    if iso is None or iso == "":
        return say(lang, "date.unknown")
    text = iso.isoformat() if isinstance(iso, dt.date) else iso
    if len(text) == 4:
        return text
    day = dt.date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    row = ROWS[lang]
    words = format_date(day, row.day if len(text) == 10 else row.month, locale=row.babel)
    return re.sub(r"^1 ", f"{row.first} ", words)


def month(lang: Language, iso: str) -> str:
    """The month of a day, alone."""
    day = dt.date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    return str(format_date(day, "MMMM", locale=ROWS[lang].babel))


def short_date(lang: Language, day: dt.date, form: str) -> str:
    """A day as an axis shows it, of `%d`, `%m`, `%b` and `%Y`."""
    parts = {"%d": "dd", "%m": "MM", "%b": "MMM", "%Y": "y"}
    pattern = re.sub(r"%[dmbY]", lambda found: parts[found.group()], form)
    return str(format_date(day, pattern, locale=ROWS[lang].babel))


def listing(lang: Language, items: Iterable[str]) -> str:
    """a, b and c / a, b et c."""
    return format_list(list(items), locale=ROWS[lang].babel)


def apart(lang: Language, items: Iterable[str]) -> str:
    """a; b; c / a ; b ; c: for items that have commas or whole sentences in them."""
    return ROWS[lang].between.join(items)


def alternatives(lang: Language, items: Iterable[str]) -> str:
    """a, b or c / a, b ou c."""
    return format_list(list(items), style="or", locale=ROWS[lang].babel)


def country(lang: Language, code: str | None) -> str:
    """The country's name from its ISO code; words where it is not known."""
    if not code:
        return say(lang, "country.unknown")
    name = say(lang, f"country.{code}") if known(f"country.{code}") else None
    return name or typeset(lang, ROWS[lang].babel.territories.get(code, code))


def section(lang: Language, code: str) -> str:
    """The name of a section from its code: a country (CH), or a country and a language (CA-FR). What is no
    such code, as a name that staff gave, stays as it is."""
    place, _, spoken = code.partition("-")
    if not re.fullmatch("[A-Z]{2}", place) or place not in ROWS[lang].babel.territories:
        return code
    if not spoken:
        return country(lang, place)
    key = f"section.speaks_{spoken.lower()}"
    return say(lang, key, country=country(lang, place)) if known(key) else code


_NO_COUNTRY = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")  # codes that stand for none


@cache
def territories(lang: Language) -> Mapping[str, str]:
    """The countries and territories that have a code of two letters, by what they are called."""
    names = {
        code: country(lang, code)
        for code in map(str, ROWS[lang].babel.territories)
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
    return dict(sorted(names.items(), key=lambda each: unicodedata.normalize("NFKD", each[1])))


def language(lang: Language, code: str) -> str:
    """What a language is called in another."""
    return str(ROWS[lang].babel.languages.get(code, code))


def country_names() -> Iterable[str]:
    """Countries' names in every language of ours, in lower case."""
    names = {
        name.casefold()
        for row in ROWS.values()
        for code, name in row.babel.territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return names | {"usa", "uk", "états-unis d'amérique"}


def country_code(text: str) -> str | None:
    """The ISO code of a country's code or name, in whatever language; None if it names none, or two."""
    return countries.code(text)


def localized(row: Mapping[str, Any], column: str, lang: Language) -> str:
    """A text column in the language asked for (`name_fr`), else in the first (`name`); empty if in neither."""
    return str(row.get(own(column, lang)) or row.get(column) or "")


@dataclass(frozen=True)
class Wording:
    """One language, and all that is worded in it: what a function is given that makes sentences of rows."""

    lang: Language

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def term(self, vocabulary: str, value: str | None) -> str:
        return term(self.lang, vocabulary, value)

    def number(self, value: int | float) -> str:
        return number(self.lang, value)

    def percent(self, share: float, places: int = 0) -> str:
        return percent(self.lang, share, places)

    def qualified(self, value: int | None, qualifier: str | None) -> str:
        return qualified(self.lang, value, qualifier)

    def date(self, iso: str | dt.date | None) -> str:
        return date(self.lang, iso)

    def country(self, code: str | None) -> str:
        return country(self.lang, code)

    def section(self, code: str) -> str:
        return section(self.lang, code)

    def listing(self, items: Iterable[str]) -> str:
        return listing(self.lang, items)

    def apart(self, items: Iterable[str]) -> str:
        return apart(self.lang, items)

    def localized(self, row: Mapping[str, Any], column: str) -> str:
        return localized(row, column, self.lang)
