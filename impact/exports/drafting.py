"""Drafting: what the columns of a file that no mapping knows may be, guessed from names and shapes.

A guess is for a person to confirm. Cells are looked at here and never shown: only the shape of those
in columns that somebody has confirmed as harmless leaves this module, letters as a and digits as 0.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from impact.exports import day_order, numbers
from impact.exports.days import DayOrder, DayReader
from impact.exports.opening import open_file
from impact.exports.records import DELIMITERS, cells
from impact.exports.screen import Screen
from impact.exports.sources import NumberForm
from impact.exports.text import fold
from impact.faults import Fault, Place
from impact.i18n.words import Language, say

_LOOKED_AT = 400  # rows
_PERSONAL = re.compile(r"\S@\S|\d{7,}|\d{1,3}(?:\.\d{1,3}){3}|(?:\d[\s().-]?){9,}", re.ASCII)
_DAY_WORDS = "date day jour horodateur timestamp created submitted signed completion completed sent fecha datum data quand when le"  # fmt: skip
_NO_DAY_WORDS = "birth born naissance modified modifié updated start deleted unsubscribe joined"
_CASE_WORDS = "case cas campaign campagne petition pétition person personne page subject sujet form formulaire appeal action défendue fall kampagne caso name nom title titre tag tags"  # fmt: skip
_COUNT_WORDS = "number nombre count letters lettres signatures messages quantity quantité total sum somme how combien anzahl aantal actions cards cartes"  # fmt: skip
_NO_COUNT_WORDS = "id zip postal postcode code phone téléphone year année age âge ip campaign supporter account street"
_KEY_WORDS = "id uuid guid key identifiant email e-mail courriel"
_PERSONAL_WORDS = "name nom prénom first last email e-mail courriel mail phone téléphone address adresse street rue city ville zip postal postcode ip comment commentaire message note birth naissance"  # fmt: skip
_COUNTED = NumberForm(" \u00a0\u202f", ".")


@dataclass(frozen=True)
class Guess:
    """What columns may be. `form` None: the dates are no proof of their order; empty text: no column
    looks like it."""

    day: str = ""
    form: str | None = "%Y-%m-%d"
    case: str = ""
    count: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Specimen:
    """The header of a file and the shape of its first rows. Cells of columns that nobody has confirmed
    as harmless are shown as nothing but a point."""

    header: list[str]
    masked: list[list[str]]
    guess: Guess = Guess()


def sheet(path: Path, harmless: Collection[str] = ()) -> Specimen | None:
    """What a new file looks like; None if no line of it has several cells.

    Raises `Fault` if its first line is a row and no header: nothing of it may be shown or kept.
    """
    found = _read(path)
    if found is None:
        return None
    names, rows = found
    shown = [
        [masked(cell) if name in harmless else "·" for name, cell in zip(names, row, strict=True)]
        for row in rows[:5]
    ]
    return Specimen(names, shown, guess(names, rows))


def _read(path: Path) -> tuple[list[str], list[list[str]]] | None:
    """The names of the header's columns, each once, and the first rows."""
    opened = open_file(path)
    for line in opened.head[:20]:
        options = []
        for delimiter in DELIMITERS[:5]:
            try:
                options.append(cells(line, delimiter) or [])
            except ValueError:
                continue
        header = max(options, key=len, default=[])
        if len(header) > 1:
            break
    else:
        return None
    folded = [fold(name) for name in header]
    # A name that may be a person's data is no name: it is neither shown nor kept.
    once = [
        name
        for name in dict.fromkeys(header)
        if name.strip() and folded.count(fold(name)) == 1 and not _PERSONAL.search(name)
    ]
    if _is_row([name.strip() for name in header]):
        raise Fault("no_header_line", Place(path.name))
    if not once:
        return None
    rows: list[list[str]] = []
    for batch in Screen(path, once, opened=opened).batches():
        columns = [column.to_pylist()[: _LOOKED_AT - len(rows)] for column in batch.table.columns]
        rows += [list(row) for row in zip(*columns, strict=True)]
        if len(rows) >= _LOOKED_AT:
            break
    if any(_is_again(name, column) for name, column in zip(once, zip(*rows, strict=True), strict=False)):  # fmt: skip
        raise Fault("no_header_line", Place(path.name))
    return once, rows


def _is_row(header: Sequence[str]) -> bool:
    """Whether a first line is a row: it has what no name of a column is."""
    filled = [name for name in header if name]
    figures = sum(bool(re.fullmatch(r"[\d\s.,/:-]+", name)) for name in filled)
    return (
        any(
            re.search(r"\S@\S+\.\S", name) or _PERSONAL.fullmatch(name.lstrip("+( "))
            for name in filled
        )
        or any(_is_day(name) for name in filled)
        or figures * 2 >= len(filled)
    )


def _is_again(name: str, column: Sequence[str]) -> bool:
    """Whether a name stands among the cells of its own column, which only a cell does."""
    return len(name) > 1 and any(fold(cell) == fold(name) for cell in column)


def masked(cell: str) -> str:
    """The shape of a cell: every letter an a, every digit a 0, no longer than twenty."""
    shape = re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "a", cell))
    return shape if len(shape) <= 20 else f"{shape[:19]}…"


def guess(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Guess:
    """What the columns may be, by their names and by what their cells look like."""
    columns = {
        name: [cell.strip() for cell in column if cell.strip()]
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    } or {name: [] for name in names}
    day = _best(columns, _day_score)
    rest = {name: column for name, column in columns.items() if name != day}
    count = _best(rest, _count_score)
    rest.pop(count, None)
    case = _best(rest, _case_score)
    rest.pop(case, None)
    keys = [name for name, column in rest.items() if _is_key(name, column)]
    plain_ids = [name for name in keys if not _said(name, "email e-mail courriel mail")]
    return Guess(
        day,
        _form(columns.get(day, [])),
        case,
        count or None,
        tuple((plain_ids or keys)[:1]) if not count else (),
    )


def _best(columns: dict[str, list[str]], score: Any) -> str:
    scored = [(score(name, column), -place) for place, (name, column) in enumerate(columns.items())]
    best = max(scored, default=(0, 0))
    return list(columns)[-best[1]] if best[0] > 0 else ""


def _said(name: str, words: str) -> bool:
    """Whether a name holds one of some words, as a word."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # DateCreated
    return bool(set(re.split(r"[\W_]+", fold(spaced))) & set(words.split()))


def _is_day(cell: str) -> bool:
    if re.fullmatch(r"\d{1,6}", cell):
        return False
    if DayReader([], DayOrder.PROVEN_DAY_FIRST).one(cell) is not None:
        return True
    return DayReader([], DayOrder.PROVEN_MONTH_FIRST).one(cell) is not None


def _share(column: Sequence[str], fits: Any) -> float:
    """How many of the first cells fit."""
    few = column[:40]
    return sum(map(bool, map(fits, few))) / len(few) if few else 0.0


def _day_score(name: str, column: Sequence[str]) -> float:
    share = _share(column, _is_day)
    if column and share < 0.7:
        return 0
    return share + _said(name, _DAY_WORDS) - 1.5 * _said(name, _NO_DAY_WORDS)


def _count_score(name: str, column: Sequence[str]) -> float:
    whole = _share(column, lambda cell: isinstance(numbers.whole_number(cell, _COUNTED, 10**7), tuple))  # fmt: skip
    if whole < 0.7 or _said(name, _NO_COUNT_WORDS) or _share(column, _is_day) > 0.7:
        return 0
    # Numbers that are all different and rise by one are numbers of rows.
    rising = len(column) > 3 and column == sorted(column, key=lambda cell: (len(cell), cell))
    said = _said(name, _COUNT_WORDS)
    if not said and (set(column) <= {"0", "1"} or not set(column)):
        return 0  # a yes or no
    return whole - 0.8 + said - (0.6 if rising else 0)


def _case_score(name: str, column: Sequence[str]) -> float:
    if _share(column, lambda cell: _PERSONAL.search(cell)) > 0.1:
        return 0
    words = fold(name)
    said = _said(name, _CASE_WORDS) + 0.5 * _said(name, "case cas campaign campagne défendue")
    personal = _said(name, _PERSONAL_WORDS) and not said > 1
    repeats = 1 - len(set(column)) / len(column) if column else 0
    lettered = _share(column, lambda cell: re.search(r"[^\W\d_]", cell))
    beside = any(word in words for word in ("type", "data", "number", "status", "state", "how"))
    return said + repeats * lettered * 0.9 - 2 * personal - 0.6 * beside


def _is_key(name: str, column: Sequence[str]) -> bool:
    return _said(name, _KEY_WORDS) and len(set(column)) == len(column) > 0


def _form(column: Sequence[str]) -> str | None:
    """The form of a day as the list of forms has it; None if its order is not proven."""
    if not column:
        return "%Y-%m-%d"
    cell = column[0]
    time = " %H:%M:%S" if re.search(r"\d:\d\d:\d\d", cell) else ""
    time = time or (" %H:%M" if re.search(r"\d:\d\d", cell) else "")
    if re.match(r"\d{4}-", cell):
        if not time:
            return "%Y-%m-%d"
        return "%Y-%m-%dT%H:%M:%S" if "T" in cell else "%Y-%m-%d %H:%M:%S"
    order = day_order.order(column)
    if order is DayOrder.UNKNOWN or order is DayOrder.BOTH:
        return None
    if re.match(r"\d{1,2}\.", cell):
        return "%d.%m.%Y"
    parts = "%m/%d/%Y" if order is DayOrder.PROVEN_MONTH_FIRST else "%d/%m/%Y"
    return parts + time[:6]


def harmless_values(path: Path, column: str) -> list[str]:
    """The different cells of a column such as consent, to leave rows out by; none if they are many or
    any may be a person's data."""
    found = _read(path)
    if found is None or column not in found[0]:
        return []
    at = found[0].index(column)
    values = sorted({row[at].strip() for row in found[1]})
    few = len(values) <= 12 and all(len(value) <= 30 for value in values)
    return values if few and not any(_PERSONAL.search(value) for value in values) else []


def draft(path: Path, lang: Language = "en") -> str:
    """A mapping file for an export that no mapping knows, to be looked through: YAML. It says, in `lang`, if it has
    no key.

    Raises `Fault` if the file has no header line.
    """
    about = sheet(path)
    if about is None:
        raise Fault("no_header_line", Place(path.name))
    name = re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_")[:40] or "own"
    text = yaml.safe_dump(
        {"extends": "ours", "sources": {name: source(about)}}, allow_unicode=True, sort_keys=False
    )
    head = _HEAD.format(columns="\n".join(f"#   {column}" for column in about.header))
    if about.guess.count is None and not about.guess.keys:
        said = say(lang, "verdict.mapping_keyless", name=name)
        head += "".join(f"# {line}\n" for line in textwrap.wrap(said, 110))
    return head + text


_HEAD = """\
# A first draft from the header alone. Look at each line: day, case and number are guessed from the
# columns' names and shapes, and the type of action and the channel are not known at all.
# Columns of the file:
{columns}
"""


def source(about: Specimen) -> dict[str, Any]:
    """The guess as a source of the mapping's grammar."""
    guessed = about.guess
    day = guessed.day or about.header[0]
    case = guessed.case or next((name for name in about.header if name != day), day)
    when: dict[str, Any] = {"cols": [day], "formats": [guessed.form or "%d/%m/%Y"], "tz": "section"}
    if "%H" not in when["formats"][0]:
        when["date_only"] = True
    needed = [day, case, *([guessed.count] if guessed.count else []), *guessed.keys]
    tree: dict[str, Any] = {
        "status": "draft",
        "detect": {"all": list(dict.fromkeys(needed))},
        "grain": "aggregate" if guessed.count else "action",
        "fields": {
            "when": when,
            "case": {"col": case, "via": "case_map"},
            "action_type": {"const": "other"},
            "channel": {"const": "unknown"},
        },
    }
    if guessed.count:
        tree["fields"]["quantity"] = {
            "col": guessed.count,
            "number": {"group": " ", "decimal": "."},
        }
    if guessed.keys:
        tree["dedupe"] = {"by": list(guessed.keys)}
    return tree
