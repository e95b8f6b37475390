"""Reads the public record and holds it to its contract, cell by cell.

A broken record never yields a figure: `read` either returns the whole record or raises the first
`Fault`, which says file, line, column, what was found and what to do. The files are small (230 kB),
so they are read by Python's own csv module, strict, and not by a faster reader that guesses.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from impact.faults import Fault, Place
from impact.i18n.signs import legible
from impact.record.agreements import names_of, unmeant
from impact.record.publishers import Publisher, listed
from impact.record.schema import (
    EMBARGO,
    PUBLISH_LEVELS,
    TABLE,
    TABLES,
    TARGETS,
    Column,
    Kind,
    Table,
)

Cell = str | int | dt.date | None
Row = dict[str, Cell]
Numbered = tuple[int, Row]

ABOUT = "record.toml"
_MONTH_OR_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_OPTIONAL = {table.file for table in TABLES if table.optional}


@dataclass(frozen=True)
class Record:
    """The whole record: rows by table, the day it was checked, the SHA-256 of each file.

    `read_until` is the month or day in which the pages end that could be read on that day; empty if the record
    does not say. `left_out` names the rows (table, key) that exports added and that have lost what they refer to, and
    the editions whose total has lost the claim that carried it.
    """

    checked_on: dt.date
    tables: Mapping[str, list[Row]]
    hashes: Mapping[str, str]
    read_until: str = ""
    left_out: tuple[tuple[str, str], ...] = ()

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """Of each case the earliest case of the same people."""
        earlier = {
            str(row["case_id"]): str(row["same_people_as"] or row["case_id"])
            for row in self.tables["cases"]
        }
        found = {}
        for case in earlier:
            seen, first = {case}, case
            while (before := earlier.get(first, first)) not in seen:
                seen.add(first := before)
            found[case] = first
        return found

    @cached_property
    def editions(self) -> Mapping[str, int]:
        """Of each case its edition."""
        return {
            str(row["case_id"]): year
            for row in self.tables["cases"]
            if isinstance(year := row["edition_year"], int)
        }

    @cached_property
    def newest_on(self) -> dt.date:
        """The newest day on which a row was checked, what was sent in included: what the record can know."""
        days = [
            day
            for rows in self.tables.values()
            for row in rows
            if isinstance(day := row.get("checked_on"), dt.date)
        ]
        return max([self.checked_on, *days])

    def person_of(self, row: Row) -> str:
        """The earliest case of the people that a row is of; empty if it is of no case."""
        case = str(row.get("case_id") or "")
        return self.persons.get(case, case)

    def edition_of(self, row: Row) -> int | None:
        """The edition that a row is of, by itself or by its case."""
        year = row.get("edition_year") or self.editions.get(str(row.get("case_id") or ""))
        return year if isinstance(year, int) else None

    @cached_property
    def publishers(self) -> Mapping[str, Publisher]:
        """Who publishes the pages that are cited, by what their addresses begin with."""
        return listed(self.tables["publishers"])


def names() -> list[str]:
    """The files that make a record, in order."""
    return [table.file for table in TABLES] + [ABOUT]


def needed() -> list[str]:
    """Those without which there is none: a record that was kept before the others were thought of is
    whole."""
    return [file for file in names() if file not in _OPTIONAL]


def read(folder: Path) -> Record:
    """Read the record in a folder. Raises `Fault` for the first defect found."""
    return parse(contents_of(folder), dt.date.today())


def contents_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of the record in a folder. Raises `Fault` for one that is not there.

    One that need not be there is empty, not absent, so that taking it away takes its rows away.
    """
    contents = {}
    for file in names():
        try:
            contents[file] = (folder / file).read_bytes()
        except FileNotFoundError:
            if file in _OPTIONAL:
                contents[file] = b""
                continue
            raise Fault("missing_file", Place(file)) from None
        except OSError as error:
            raise Fault("unreadable", Place(file), reason=error.strerror or "?") from None
    return contents


def parse(contents: Mapping[str, bytes], today: dt.date | None = None) -> Record:
    """Make a record of its files' bytes, and of the targets where they are among them.

    Raises `Fault` for the first defect found. `today`: on which its consents have to be meant; what was kept
    once is read without it.
    """
    contents = dict.fromkeys(_OPTIONAL, b"") | dict(contents)
    for file in names():
        if file not in contents:
            raise Fault("missing_file", Place(file))
    record = _parsed(tuple(contents[file] for file in names()), today)
    return replace(record, tables={**record.tables, TARGETS.name: targets(contents)})


@lru_cache(4)  # one intake asks three times for the record as it is
def _parsed(files: tuple[bytes, ...], today: dt.date | None) -> Record:
    """The record of its files' bytes, in the order of `names`, without targets; shared, and never changed."""
    contents = dict(zip(names(), files, strict=True))
    numbered = {
        table.name: _rows(table, contents[table.file])
        if contents[table.file] or not table.optional
        else ()
        for table in TABLES
    }
    for table in TABLES:
        _check_references(table, numbered)
    _check_dates(numbered["outcomes"])
    if today is not None:
        _check_consents(numbered, today)
        for table in TABLES:
            _check_moments(table, contents[table.file])
    checked_on = day_checked(contents[ABOUT])
    return Record(
        checked_on=checked_on,
        tables={
            table.name: [dated(table, row, checked_on) for _, row in numbered[table.name]]
            for table in TABLES
        },
        hashes={file: hashlib.sha256(contents[file]).hexdigest() for file in names()},
        read_until=_read_until(contents[ABOUT]),
    )


def dated(table: Table, row: Row, day: dt.date, how: str | None = None) -> Row:
    """The row with the day on which it was checked; `day` is for one that has none of its own."""
    if not any(column.kept for column in table.columns) or row["checked_on"] is not None:
        return row
    return row | {"checked_on": day, "checked_how": row["checked_how"] or how}


def targets_in(path: Path) -> bytes:
    """The bytes of the file of targets, none if there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Fault("unreadable", Place(path.name), reason=error.strerror or "?") from None


def targets(contents: Mapping[str, bytes]) -> list[Row]:
    """The targets among a snapshot's files. Raises `Fault` for the first defect found."""
    content = contents.get(TARGETS.file)
    return [row for _, row in _rows(TARGETS, content)] if content else []


def moments(contents: Mapping[str, bytes]) -> frozenset[str]:
    """The moments at which rows of a record's files may be told. Raises `Fault` for the first defect."""
    return frozenset(
        str(moment)
        for table in TABLES
        if table.embargoed and EMBARGO.name.encode() in contents[table.file][:2000]
        for _, row in _rows(table, contents[table.file])
        if (moment := row[EMBARGO.name])
    )


def day_checked(content: bytes) -> dt.date:
    """The day on which a record was checked, by its `record.toml`. Raises `Fault` if it says none."""
    value = _about(content).get("checked_on")
    if type(value) is not dt.date:
        raise Fault("no_checked_on", Place(ABOUT))
    return value


def _read_until(content: bytes) -> str:
    value = str(_about(content).get("read_until", ""))
    if value and not _MONTH_OR_DAY.fullmatch(value):
        raise Fault("read_until_wrong", Place(ABOUT), found=value[:40])
    return value


def _about(content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Fault("not_toml", Place(ABOUT)) from None


@lru_cache(32)
def _rows(table: Table, content: bytes) -> tuple[Numbered, ...]:
    """The rows of one file, each with the line it starts on.

    Kept by the file's bytes: each export that comes in asks for the whole record again, which has
    not changed. So the rows are shared, and never changed.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise Fault("empty_file", Place(table.file))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Fault("not_utf8", Place(table.file, line)) from None
    if "\0" in text:
        raise Fault("nul", Place(table.file, text[: text.index("\0")].count("\n") + 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        header = next(reader, [])
        _check_header(table, header)
        columns = [
            (column, header.index(column.name) if column.name in header else None)
            for column in table.columns
        ]
        rows: list[Numbered] = []
        seen: dict[tuple[Cell, ...], int] = {}
        written: set[tuple[str, ...]] = set()
        keyed = [header.index(name) for name in table.key]
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if len(cells) != len(header):
                raise Fault(
                    "row_width", Place(table.file, line), found=len(cells), wanted=len(header)
                )
            row = {
                column.name: cell(
                    column, "" if at is None else cells[at], Place(table.file, line, column.name)
                )
                for column, at in columns
            }
            key = tuple(row[name] for name in table.key)
            raw = tuple(cells[at] for at in keyed)
            if key in seen and raw not in written:
                continue  # it differed by signs that nobody reads
            written.add(raw)
            if key in seen:
                raise Fault(
                    "key_twice",
                    Place(table.file, line, table.key[0]),
                    found=" / ".join(str(value) for value in key if value is not None),
                    first=seen[key],
                )
            seen[key] = line
            rows.append((line, row))
    except csv.Error:
        raise Fault("not_csv", Place(table.file, before + 1)) from None
    if not rows and not table.private:
        raise Fault("no_rows", Place(table.file))
    return tuple(rows)


def rows_of(table: Table, content: bytes) -> tuple[Numbered, ...]:
    """The rows of one file alone, each with its line; none of no bytes. Raises `Fault` for the first defect."""
    return _rows(table, content) if content else ()


def _check_header(table: Table, header: list[str]) -> None:
    place = Place(table.file, 1)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Fault("column_twice", Place(table.file, 1, twice[0]))
    for column in table.columns:
        if column.name not in header and not (column.kept or column.optional):
            raise Fault("column_missing", Place(table.file, 1, column.name))
    unknown = [name for name in header if name not in {column.name for column in table.columns}]
    if unknown:
        raise Fault("column_unknown", place, name=unknown[0] or "?")


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _year(text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _date(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def _partial_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise ValueError(text)
    dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", text) or text != legible(text):
        raise ValueError(text)
    return text


def _text(text: str) -> str:
    if text != text.strip():
        raise ValueError(text)
    return text


def _moment(text: str) -> str:
    """A day and time with its offset or its zone, as the same in UTC."""
    if not (found := _MOMENT.fullmatch(text)):
        raise ValueError(text)
    given = dt.datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3] or ''}")
    if zone := found[4]:
        given = given.replace(tzinfo=_zone(zone))
    return given.astimezone(dt.UTC).isoformat(timespec="seconds")


def unclear(text: str) -> tuple[str, str] | None:
    """Why a moment of a zone is none or two, as its clocks are set: the reason, and both readings."""
    found = _MOMENT.fullmatch(text)
    if not found or not (name := found[4]):
        return None
    try:
        given, zone = dt.datetime.fromisoformat(f"{found[1]}T{found[2]}"), _zone(name)
    except ValueError:  # told as no moment at all
        return None
    both = [given.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    first, second = (each.utcoffset() or dt.timedelta() for each in both)
    if first == second:
        return None
    told = (each.astimezone(dt.UTC).astimezone(zone).isoformat(timespec="minutes") for each in both)
    return "moment_twice" if first > second else "moment_skipped", ", ".join(sorted(told))


def _check_moments(table: Table, content: bytes) -> None:
    """Raises `Fault` for an embargo of a file that its zone's clocks skip or have twice."""
    if not table.embargoed or EMBARGO.name.encode() not in content[:2000]:
        return
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for row in reader:
        text = row.get(EMBARGO.name) or ""
        if doubt := unclear(text):
            reason, readings = doubt
            place = Place(table.file, reader.line_num, EMBARGO.name)
            raise Fault(reason, place, found=_short(text), readings=readings)


_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:(Z|[+-]\d\d:\d\d)| ([A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*))",
    re.ASCII,
)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, KeyError):  # no such zone, or a folder of them
        raise ValueError(name) from None


_PARSERS: Mapping[Kind, Callable[[str], Cell]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _partial_date,
    Kind.URL: _url,
    Kind.YEAR: _year,
    Kind.MOMENT: _moment,
}


def cell(column: Column, text: str, place: Place) -> Cell:
    """The value of one cell; None if it is empty. Raises `Fault` if it breaks the contract.

    Text is freed here, once for all faces and for every snapshot, of signs that nobody reads.
    """
    if column.kind == Kind.TEXT:
        text = legible(text)
    if text == "":
        if column.required:
            raise Fault("cell_empty", place)
        return None
    try:
        value = _PARSERS[column.kind](text)
    except ValueError:
        raise Fault(f"not_{column.kind.name.lower()}", place, found=_short(text)) from None
    if column.vocabulary and value not in column.vocabulary:
        raise Fault(
            "not_in_vocabulary", place, found=_short(text), allowed=", ".join(column.vocabulary)
        )
    return value


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _check_references(table: Table, numbered: Mapping[str, tuple[Numbered, ...]]) -> None:
    for column in table.columns:
        if column.refers_to is None:
            continue
        key = TABLE[column.refers_to].key[0]
        known = {row[key] for _, row in numbered[column.refers_to]}
        for line, row in numbered[table.name]:
            value = row[column.name]
            if value is not None and value not in known:
                raise Fault(
                    "unknown_reference",
                    Place(table.file, line, column.name),
                    found=str(value),
                    other=TABLE[column.refers_to].file,
                )


_LENGTH = {"day": 10, "month": 7, "year": 4, "unknown": 0}


def date_fits(row: Row) -> bool:
    """Whether a date is as long as its stated precision, so that none looks better known than it is."""
    return len(str(row["event_date"] or "")) == _LENGTH[str(row["date_precision"])]


def _check_consents(numbered: Mapping[str, tuple[Numbered, ...]], today: dt.date) -> None:
    called = names_of(
        [row for _, row in numbered["cases"]], [row for _, row in numbered["case_names"]]
    )
    for line, row in numbered["consents"]:
        for column, reason in unmeant(row, called(str(row["case_id"])), today):
            raise Fault(
                reason,
                Place(TABLE["consents"].file, line, column),
                found=_short(str(row[column] or "")),
                allowed=", ".join(PUBLISH_LEVELS),
            )


def _check_dates(outcomes: tuple[Numbered, ...]) -> None:
    for line, row in outcomes:
        if not date_fits(row):
            raise Fault(
                "precision",
                Place("outcomes.csv", line, "event_date"),
                found=str(row["event_date"] or ""),
                precision=str(row["date_precision"]),
            )
