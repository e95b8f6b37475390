"""English and French: every sentence, label, number and date that the product shows.

Sentences live in `words.toml` and `talking.toml`, those of a metric or a check beside its query, both
languages side by side, so that a missing translation is seen in review and refused by a test. Numbers, dates, lists and
country names come from Babel. French typography (no-break spaces, apostrophes) is set when the
file is read, so that its author can type plain spaces.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from impact import countries
from impact.settings import ROOT

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_HERE = Path(__file__).parent
_LOCALE: Mapping[str, Locale] = {"en": Locale("en", "GB"), "fr": Locale("fr", "FR")}

NARROW = "\u202f"  # between digit groups and before ; ! ? in French
NO_BREAK = "\u00a0"


def typeset(lang: Language, text: str) -> str:
    """French typography: no-break spaces where French puts spaces, curly apostrophes."""
    if lang == "fr":
        text = re.sub(r" (?=[:;!?%»])", NO_BREAK, text)
        text = re.sub(r"« ", f"«{NO_BREAK}", text)
        text = re.sub(
            r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)", lambda m: m.group().replace(" ", NARROW), text
        )
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def _flatten(branch: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, dict[str, str]]]:
    for key, value in branch.items():
        if not isinstance(value, dict):
            continue
        if set(value) == set(LANGUAGES):
            yield prefix + key, {lang: typeset(lang, value[lang]) for lang in LANGUAGES}
        else:
            yield from _flatten(value, f"{prefix}{key}.")


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
    """Every sentence by its key, each in both languages."""
    texts: dict[str, dict[str, str]] = {}
    for file in ("words.toml", "talking.toml"):
        texts.update(_flatten(tomllib.loads((_HERE / file).read_text(encoding="utf-8"))))
    for kind in ("metric", "check"):
        for name, entry in entries(kind).items():
            texts.update(_flatten(entry, f"{kind}.{name}."))
    return texts


def known(key: str) -> bool:
    """Whether the catalogue has a sentence of that key."""
    return key in sentences()


def say(lang: Language, key: str, **values: object) -> str:
    """The sentence `key`, filled. Raises KeyError on an unknown key or a missing value.

    A key with plural forms is written `key.one` and `key.other`; the form is chosen by `count`.
    Numbers among the values are grouped as the language does.
    """
    texts = sentences()
    if key not in texts:
        count = values.get("count", 0)
        form = _LOCALE[lang].plural_form(abs(count) if isinstance(count, int) else 0)
        key = f"{key}.one" if form == "one" else f"{key}.other"
    shown = {
        name: number(lang, value)
        if isinstance(value, int)
        and not isinstance(value, bool)
        and not name.endswith(("year", "edition"))
        else value
        for name, value in values.items()
    }
    return texts[key][lang].format(**shown)


def term(lang: Language, vocabulary: str, value: str | None) -> str:
    """The word for one value of a closed vocabulary; empty for none."""
    return say(lang, f"{vocabulary}.{value}") if value else ""


def number(lang: Language, value: int | float) -> str:
    """4,496,875 in English, 4 496 875 with narrow no-break spaces in French."""
    return format_decimal(value, locale=_LOCALE[lang])


def percent(lang: Language, share: float) -> str:
    """A share of one as a whole percentage: 0.2 is 20% in English, 20 % in French."""
    return format_percent(share, locale=_LOCALE[lang])


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
    pattern = "d MMMM y" if len(text) == 10 else "MMMM y"
    words = format_date(day, pattern, locale=_LOCALE[lang])
    return re.sub(r"^1 ", "1er ", words) if lang == "fr" else words


def short_date(lang: Language, day: dt.date, form: str) -> str:
    """A day as an axis shows it, of `%d`, `%m`, `%b` and `%Y`."""
    parts = {"%d": "dd", "%m": "MM", "%b": "MMM", "%Y": "y"}
    pattern = re.sub(r"%[dmbY]", lambda found: parts[found.group()], form)
    return str(format_date(day, pattern, locale=_LOCALE[lang]))


def listing(lang: Language, items: Iterable[str]) -> str:
    """a, b and c / a, b et c."""
    return format_list(list(items), locale=_LOCALE[lang])


def apart(lang: Language, items: Iterable[str]) -> str:
    """a; b; c / a ; b ; c: for items that have commas or whole sentences in them."""
    return f"{NO_BREAK if lang == 'fr' else ''}; ".join(items)


def alternatives(lang: Language, items: Iterable[str]) -> str:
    """a, b or c / a, b ou c."""
    return format_list(list(items), style="or", locale=_LOCALE[lang])


def country(lang: Language, code: str | None) -> str:
    """The country's name from its ISO code; words where it is not known."""
    if not code:
        return say(lang, "country.unknown")
    name = say(lang, f"country.{code}") if known(f"country.{code}") else None
    return name or typeset(lang, _LOCALE[lang].territories.get(code, code))


def choose(preferred: str | None) -> Language:
    """The language we speak that is nearest to a wish such as `fr-CA`; English otherwise."""
    return "fr" if preferred and preferred.lower().startswith("fr") else "en"


def country_names() -> Iterable[str]:
    """Countries' names in both languages, in lower case."""
    names = {
        name.casefold()
        for locale in _LOCALE.values()
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return names | {"usa", "uk", "états-unis d'amérique"}


def country_code(text: str) -> str | None:
    """The ISO code of a country's code or name, in whatever language; None if it names none, or two."""
    return countries.code(text)


def localized(row: Mapping[str, Any], column: str, lang: Language) -> str:
    """A text column in the language asked for: `name_fr` for French, `name` for English."""
    return str(row.get(f"{column}_fr" if lang == "fr" else column) or row.get(column) or "")


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

    def percent(self, share: float) -> str:
        return percent(self.lang, share)

    def qualified(self, value: int | None, qualifier: str | None) -> str:
        return qualified(self.lang, value, qualifier)

    def date(self, iso: str | dt.date | None) -> str:
        return date(self.lang, iso)

    def country(self, code: str | None) -> str:
        return country(self.lang, code)

    def listing(self, items: Iterable[str]) -> str:
        return listing(self.lang, items)

    def apart(self, items: Iterable[str]) -> str:
        return apart(self.lang, items)

    def localized(self, row: Mapping[str, Any], column: str) -> str:
        return localized(row, column, self.lang)
