"""What was asked: an address and a query, strictly read, and which parameters a figure takes.

A lenient reader would answer something to everything, and two links that differ would mean the
same. Here every parameter is known, stands once and has one of its values, or is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlencode

from impact import figures
from impact.live import State
from impact.press.problems import Problem
from impact.words import LANGUAGES, Language, choose

LONGEST = 4096  # bytes of an address with its query
SHAPES = ("wide", "square", "tall")
THEMES = ("light", "dark")

# The public name of a parameter, and the column whose rows it keeps where the query does not take it.
FILTERS: Mapping[str, str] = {
    "edition": "edition_year",
    "case": "case_id",
    "country": "country_code",
    "publisher": "publisher",
}
_GIVEN_AS: Mapping[str, str] = {"edition": "edition", "case": "case_id", "limit": "limit"}
_AS_OF = r"\d{4}-\d\d-\d\d|[0-9a-f]{12}"
LIMIT = r"[1-9]\d{0,2}"


@dataclass(frozen=True)
class Parameter:
    """A parameter that an address takes: closed by its values, or open and held to a pattern."""

    name: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False


LANG = Parameter("lang", LANGUAGES)
AS_OF = Parameter("as_of", pattern=_AS_OF)


def path_of(raw: bytes) -> str:
    """The path as text. Raises `Problem` if it is too long or cannot be read."""
    if len(raw) > LONGEST:
        raise Problem("too_long")
    return _text(raw)


def query_of(raw: bytes) -> dict[str, str]:
    """The parameters as they were given. Raises `Problem` for one that is repeated or unreadable."""
    if len(raw) > LONGEST:
        raise Problem("too_long")
    given: dict[str, str] = {}
    for pair in raw.split(b"&"):
        if not pair:
            continue
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        key = _text(name)
        if key in given:
            raise Problem("parameter_repeated", name=key)
        given[key] = _text(value)
    return given


def _text(raw: bytes) -> str:
    if re.search(rb"%(?![0-9A-Fa-f]{2})", raw):
        raise Problem("unreadable")
    try:
        text = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("unreadable") from None
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise Problem("unreadable")
    return text


def language(query: bytes, accepted: bytes) -> Language:
    """The language that the query asks for, else the one of ours that the browser likes best."""
    wish = re.search(rb"(?:^|&)lang=(en|fr)(?:&|$)", query)
    return choose(wish[1].decode() if wish else best(accepted))


def best(accepted: bytes) -> str:
    """The language of ours with the highest weight in an Accept-Language header."""
    weights: dict[str, float] = {}
    for part in accepted[:400].decode("latin-1").lower().split(","):
        tag, _, weight = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        value = float(found[1]) if found else 0.0 if weight else 1.0
        name = tag.strip().split("-")[0]
        weights[name] = max(value, weights.get(name, 0.0))
    return max(LANGUAGES, key=lambda lang: weights.get(lang, 0.0))


_VALUES: dict[tuple[str, str], tuple[str, ...]] = {}


def values(state: State, name: str) -> tuple[str, ...]:
    """The values that a closed parameter has in a state, sorted."""
    key = (state.snapshot, name)
    if key not in _VALUES:
        if len(_VALUES) > 64:
            _VALUES.clear()
        _VALUES[key] = _values(state, name)
    return _VALUES[key]


def _values(state: State, name: str) -> tuple[str, ...]:
    tables = state.record.tables
    if name == "edition":
        return tuple(sorted(str(year) for year in figures.editions(state)))
    if name == "claim":  # what others printed and what we offer
        return tuple(sorted(row["claim_id"] for row in state.database.rows("claims_ledger")))
    table, column = {
        "case": ("cases", "case_id"),
        "country": ("cases", "country_code"),
        "publisher": ("claims", "publisher"),
    }[name]
    return tuple(sorted({str(row[column]) for row in tables[table] if row[column] is not None}))


def parameters(state: State, figure: str, *, picture: bool = False) -> dict[str, Parameter]:
    """The parameters that a figure takes, by name; those that a picture takes besides."""
    takes = figures.parameters(figure)
    columns = figures.columns(state, figure)
    found = {"lang": LANG, "as_of": AS_OF}
    for name, column in FILTERS.items():
        required = _GIVEN_AS.get(name) in takes
        if required or (column in columns and not picture):
            found[name] = Parameter(name, values(state, name), required=required)
    if "limit" in takes:
        found["limit"] = Parameter("limit", pattern=LIMIT)
    if picture:
        found["shape"] = Parameter("shape", SHAPES)
        found["theme"] = Parameter("theme", THEMES)
    return found


_ANSWERED: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}


def answered(state: State, figure: str) -> dict[str, tuple[str, ...]]:
    """The values of what a figure must be asked for that have an answer, by the parameter's name.

    Kept for a snapshot: to know it of all figures takes a thousand queries.
    """
    key = (state.snapshot, figure)
    if key not in _ANSWERED:
        if len(_ANSWERED) > 256:
            _ANSWERED.clear()
        _ANSWERED[key] = {
            each.name: tuple(
                value for value in each.values if _rows(state, figure, _GIVEN_AS[each.name], value)
            )
            for each in parameters(state, figure).values()
            if each.required
        }
    return _ANSWERED[key]


def _rows(state: State, figure: str, column: str, value: str) -> bool:
    given: object = int(value) if column == "edition" else value
    return bool(state.database.rows(figure, **{column: given}))


def of_history(state: State) -> dict[str, Parameter]:
    """The parameters of what is told of the snapshots one after the other."""
    found = [LANG, AS_OF, *(Parameter(name, values(state, name)) for name in ("edition", "case"))]
    return {parameter.name: parameter for parameter in found}


def checked(given: Mapping[str, str], taken: Mapping[str, Parameter]) -> dict[str, str]:
    """What was given, in the order of the parameters. Raises `Problem` for what does not fit."""
    for name in given:
        if name not in taken:
            raise Problem("parameter_unknown", valid=sorted(taken), name=name)
    for parameter in taken.values():
        text = given.get(parameter.name)
        if text is None:
            if parameter.required:
                raise Problem("parameter_missing", valid=parameter.values, name=parameter.name)
        elif parameter.values and text not in parameter.values:
            raise Problem("value_unknown", valid=parameter.values, name=parameter.name, found=text)
        elif parameter.pattern and not re.fullmatch(parameter.pattern, text, re.ASCII):
            raise Problem("parameter_wrong", name=parameter.name, found=text)
    return {name: given[name] for name in taken if name in given}


def split(figure: str, asked: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the query of a figure is given, and what its rows are kept by."""
    takes = figures.parameters(figure)
    given = {_GIVEN_AS[name]: asked[name] for name in asked if _GIVEN_AS.get(name) in takes}
    where = {
        FILTERS[name]: asked[name]
        for name in asked
        if name in FILTERS and _GIVEN_AS.get(name) not in takes
    }
    return given, where


def address(path: str, asked: Iterable[tuple[str, str]]) -> str:
    """A path with its parameters, always in one order, so that one answer has one address."""
    query = urlencode(sorted(asked))
    return f"{path}?{query}" if query else path
