"""Which parameters an address takes, and whether what was given fits them.

A lenient reader would answer something to everything, and two links that differ would mean the
same. Here every parameter is known, stands once and has one of its values, or is refused. To addresses that
people share, other sites add parameters of their own (`fbclid`, `utm_source`, `dnt` …): there whatever is
not ours is passed over, but for what looks like one of ours misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from impact import figures, pictures
from impact.figures.live import State
from impact.i18n.locales import LANGUAGES
from impact.presentation.panel import Shape
from impact.press.problems import Problem
from impact.record.regions import REGIONS
from impact.record.schema import ISSUES
from impact.store.memory import Memory

SHAPES: tuple[Shape, ...] = ("wide", "square", "tall")
THEMES = ("light", "dark")
PICTURES = ("svg", "png")
SHOWN = (*PICTURES, "pptx")  # what shows a figure's chart, of which no rows are picked
SIZES = tuple(map(str, pictures.WIDTHS))

# The public name of a parameter, and the column whose rows it keeps where the query does not take it.
FILTERS: Mapping[str, str] = {
    "edition": "edition_year",
    "case": "case_id",
    "country": "country_code",
    "publisher": "publisher",
}
_GIVEN_AS: Mapping[str, str] = {
    "edition": "edition", "case": "case_id", "limit": "limit",
    "issue": "issue", "region": "region", "period": "period",
}  # fmt: skip
_AS_OF = r"\d{4}-\d\d-\d\d|[0-9a-f]{12}"
LIMIT = r"[1-9]\d{0,2}"
PERIOD = r"\d{4}-\d{4}"


@dataclass(frozen=True)
class Parameter:
    """A parameter that an address takes: closed by its values, or open and held to a pattern."""

    name: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False


LANG = Parameter("lang", LANGUAGES)
AS_OF = Parameter("as_of", pattern=_AS_OF)
FOR = Parameter("for", ("excel",))  # whose CSV it is, where it is not for programs
SIZE = Parameter("size", SIZES)
# What a figure may be asked for, and need not.
OPTIONAL = (
    Parameter("limit", pattern=LIMIT),
    Parameter("issue", ISSUES),
    Parameter("region", tuple(REGIONS)),
    Parameter("period", pattern=PERIOD),
)


# A page that passed these over would show something else than its link says.
OF_OEMBED = ("url", "format", "maxwidth", "maxheight")
NAMES = {
    *FILTERS,
    *_GIVEN_AS,
    LANG.name,
    AS_OF.name,
    "shape",
    "theme",
    SIZE.name,
    FOR.name,
    *OF_OEMBED,
}
_NARROWING = (*FILTERS, *(each.name for each in OPTIONAL), AS_OF.name)
_LIKE = 0.85  # of difflib: one letter missing, added or exchanged

# By the snapshot, and the name of a parameter or figure.
_VALUES: Memory[tuple[str, str], tuple[str, ...]] = Memory(64)
_ANSWERED: Memory[tuple[str, str], dict[str, tuple[str, ...]]] = Memory(256)


def values(state: State, name: str) -> tuple[str, ...]:
    """The values that a closed parameter has in a state, sorted."""
    key = (state.key, name)
    known = _VALUES.get(key)
    return known if known is not None else _VALUES.keep(key, _values(state, name))


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


def of_figure(state: State, figure: str, *, form: str = "json") -> dict[str, Parameter]:
    """The parameters that a figure takes, by name, in one of its forms: a picture takes others."""
    takes = figures.parameters(figure)
    columns = figures.columns(state, figure)
    found = {"lang": LANG, "as_of": AS_OF}
    for name, column in FILTERS.items():
        required = _GIVEN_AS.get(name) in takes
        if required or (column in columns and form not in SHOWN):
            found[name] = Parameter(name, values(state, name), required=required)
    found |= {each.name: each for each in OPTIONAL if each.name in takes}
    if form in PICTURES:
        found["shape"] = Parameter("shape", SHAPES)
        found["theme"] = Parameter("theme", THEMES)
    if form == "png":
        found["size"] = SIZE
    if form == "csv":
        found["for"] = FOR
    return found


def answered(state: State, figure: str) -> dict[str, tuple[str, ...]]:
    """The values of what a figure must be asked for that have an answer, by the parameter's name.

    Kept for a snapshot: to know it of all figures takes a thousand queries.
    """
    key = (state.key, figure)
    if (known := _ANSWERED.get(key)) is not None:
        return known
    found = {
        each.name: tuple(
            value for value in each.values if _rows(state, figure, _GIVEN_AS[each.name], value)
        )
        for each in of_figure(state, figure).values()
        if each.required
    }
    return _ANSWERED.keep(key, found)


def _rows(state: State, figure: str, column: str, value: str) -> bool:
    given: object = int(value) if column == "edition" else value
    return bool(state.database.rows(figure, **{column: given}))


def of_page(state: State, figure: str) -> dict[str, Parameter]:
    """The parameters of a figure's page: those of the figure, none of them needed, no language."""
    return {
        name: replace(each, required=False)
        for name, each in of_figure(state, figure).items()
        if name != "lang"
    }


def shape(text: str) -> Shape:
    """The shape of a picture by its name, which was checked."""
    return next(each for each in SHAPES if each == text)


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
        elif parameter.pattern and not (
            re.fullmatch(parameter.pattern, text, re.ASCII)
            and (parameter not in OPTIONAL or figures.fits(parameter.name, text))
        ):
            raise Problem("parameter_wrong", name=parameter.name, found=text)
    return {name: given[name] for name in taken if name in given}


def foreign(name: str, taken: Iterable[str] = ()) -> bool:
    """Whether a parameter is one that another site added: not taken, narrowing no figure, not misspelt."""
    known = {*(taken or NAMES), *_NARROWING}
    return name not in known and not (len(name) > 3 and get_close_matches(name, known, 1, _LIKE))


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
