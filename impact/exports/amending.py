"""An export of editions, claims, cases or outcomes: what it adds to the record, corrects and withdraws.

Each row is held to the same contract as the record's own files. A row that does not fit is set aside
with line, column and reason; nothing is changed until the export is taken in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from impact.exports import identities
from impact.exports.cells import plainly, unsure
from impact.exports.heading import find_header
from impact.exports.mapping import CellRule, ExportSource
from impact.exports.opening import Opened
from impact.exports.screen import Screen
from impact.exports.screening import Aside, Screening
from impact.exports.templates import code
from impact.exports.text import fold
from impact.faults import Fault, Place
from impact.i18n import countries
from impact.i18n.countries import words_of
from impact.i18n.locales import FIRST, LANGUAGES, suffixed
from impact.i18n.words import say, section
from impact.record.agreements import at_odds, names_of, unmeant
from impact.record.corrections import (
    SOURCE,
    Change,
    carriers,
    foremost,
    key_of,
    printed,
    referring,
)
from impact.record.reader import Record, Row, cell, date_fits, unclear
from impact.record.schema import EMBARGO, OUTCOME_TYPES, TABLE, Column

WITHDRAWN = ("withdrawn", "retracted", "retiré", "retirée", "rétracté")
# Words of a status under which a row stands.
_STANDS = ("confirmed", "reported", "confirmé", "signalé")
_RELEASES = {kind.name for kind in OUTCOME_TYPES if kind.releases}
_PERSONAL = re.compile(r"[^\s@]@[^\s@]|\d{7,}|\b\d{1,3}(\.\d{1,3}){3}\b")
# Keys stand in addresses, in names of files and of folders: what every one of them takes, and no dot at the start.
_KEYED = ("case_id", "outcome_id", "claim_id", "same_people_as")
_KEY = re.compile(r"(?!unmapped$)[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
# The defects of a cell that have a sentence of their own; others are said as "not in the form".
_REASONS = {
    "cell_empty",
    "not_whole",
    "not_year",
    "not_date",
    "not_partial_date",
    "not_url",
    "not_moment",
    "not_in_vocabulary",
}


@dataclass
class Amended:
    """What came of one file. The lists of keys are for people; `changes` is what will be kept."""

    screened: Screening
    rows_read: int = 0
    as_it_is: int = 0
    releases: int = 0
    changes: list[Change] = field(default_factory=list)
    adds: list[str] = field(default_factory=list)
    corrects: list[str] = field(default_factory=list)
    withdraws: list[str] = field(default_factory=list)
    without_reason: int = 0
    set_aside: list[Aside] = field(default_factory=list)


def read(
    opened: Opened,
    source: ExportSource,
    record: Record,
    today: dt.date,
    sections: Collection[str] = (),
) -> Amended:
    """Read a file of rows against the record as it stands. Raises `Fault` if it cannot be read.

    `sections` are those that can be aimed at.
    """
    head = find_header(opened, source.detect)
    assert head is not None
    there = {fold(name) for name in head.names}
    rules = {
        name: rule
        for name, rule in source.cells.items()
        if not rule.column or fold(rule.column) in there
    }
    wanted = [
        name
        for name in dict.fromkeys(
            [
                *source.detect,
                *(rule.column for rule in rules.values()),
                source.status,
                source.reason,
            ]
        )
        if name and fold(name) in there
    ]
    screen = Screen(opened.path, wanted, opened=opened, nothing=False)
    reading = _Amending(source, rules, record, today, Amended(screen.result), sections)
    for batch in screen.batches():
        columns = [column.to_pylist() for column in batch.table.columns]
        for line, *cells in zip(batch.lines.tolist(), *columns, strict=True):
            reading.row(line, dict(zip(wanted, map(str.strip, cells), strict=True)))
    found = reading.found
    found.rows_read += len(screen.result.set_aside)
    found.set_aside = sorted([*screen.result.set_aside, *found.set_aside], key=lambda row: row.line)
    return found


class _Aside(Exception):
    """Why a row cannot be used: the column of the file, the reason, and what fills its sentence."""

    def __init__(self, column: str | None, reason: str, found: str = "") -> None:
        self.column, self.reason, self.found = column, reason, found


class _Amending:
    def __init__(
        self,
        source: ExportSource,
        rules: Mapping[str, CellRule],
        record: Record,
        today: dt.date,
        found: Amended,
        sections: Collection[str],
    ) -> None:
        self._source = source
        self._rules = rules
        self._record = record
        self._today = today
        self._sections = sections
        self._section_names = _names(sections)
        self._called = names_of(record.tables["cases"], record.tables["case_names"])
        self._named = _named(record) if source.table == "case_names" else {}
        self._table = TABLE[source.table]
        self._columns = self._table.asked
        self._known = {key_of(self._table, row): row for row in record.tables[source.table]}
        self._seen: set[str] = set()
        self._made: dict[tuple[str, ...], str] = {}
        self._claims = {str(row["claim_id"]): row for row in record.tables["claims"]}
        self.found = found

    def row(self, line: int, cells: Mapping[str, str]) -> None:
        """Read one row. One that cannot be used is set aside with all that is wrong with it."""
        self.found.rows_read += 1
        self._faults: list[_Aside] = []
        try:
            self._row(cells)
        except _Aside as aside:
            self._faults.append(aside)
        # One line for each column: what a cell lacks is said before what it does not fit to.
        told = {
            fault.column: Aside(line, fault.column, fault.reason, fault.found)
            for fault in self._faults[::-1]
        }
        self.found.set_aside += list(told.values())[::-1]

    def _row(self, cells: Mapping[str, str]) -> None:
        key = self._key(cells)
        if key in self._seen:
            raise _Aside(self._shown(self._table.column(self._table.key[0])), "key_twice")
        reason = cells.get(self._source.reason, "")
        if _PERSONAL.search(reason):
            self._faults.append(_Aside(self._source.reason, "personal"))
        status = fold(cells.get(self._source.status, ""))
        if status not in ("", *_STANDS, *WITHDRAWN):  # whoever writes "deleted" wants no new row
            raise _Aside(self._source.status, "status_unknown")
        if status in WITHDRAWN:
            if key is not None and not self._faults:
                self._withdrawn(key, reason)
                self._seen.add(key)
            return
        now = self._known.get(key or "")
        names = [column.name for column in self._columns]
        now = now and {name: now[name] for name in names}
        before = {name: "" if value is None else str(value) for name, value in (now or {}).items()}
        texts: dict[str, str] = {}
        for column in self._columns:
            texts[column.name] = self._text(column, cells, texts, before.get(column.name, ""))
        if key is not None and self._table.name in identities.ABOUT:
            texts[self._table.key[0]] = key
        row = {column.name: self._value(column, texts[column.name]) for column in self._columns}
        if row.get("outcome_type") in _RELEASES and not self._faults:
            self.found.releases += 1
        self._held_together(row)
        self._embargoed(texts.get(EMBARGO.name, ""), row, now)
        if self._faults or key is None:
            return
        if self._table.name == "editions":
            self._carried(row, now)
            texts |= {name: "" if row[name] is None else str(row[name]) for name in SOURCE}
        elif self._table.name == "claims":
            self._claimed(key, row)
        self._seen.add(key)
        if now is None:
            self.found.adds.append(key)
        elif now == row:
            self.found.as_it_is += 1
            return
        else:
            self.found.corrects.append(key)
            self.found.without_reason += not reason
        self.found.changes.append(Change(self._source.table, key, texts, reason, before))

    def _key(self, cells: Mapping[str, str]) -> str | None:
        """The key that a row has, or that is made of it; None, and what is wrong with it, if there is none."""
        name = self._table.name
        texts = {
            each: self._text(self._table.column(each), cells, {})
            for each in (*self._table.key, *identities.ABOUT.get(name, ()))
        }
        about = identities.ABOUT.get(name, ())
        needed = {each for each in about if self._table.column(each).required}
        if not texts[self._table.key[0]] and about and self._rules.keys() >= needed:
            said = tuple(texts[each] for each in about)
            if said not in self._made:
                rows = self._record.tables[name]
                self._made[said] = identities.made(name, texts, rows, self._seen)
            texts[self._table.key[0]] = self._made[said]
        row = {each: self._value(self._table.column(each), texts[each]) for each in self._table.key}
        return None if self._faults else key_of(self._table, row)

    def _withdrawn(self, key: str, reason: str) -> None:
        if key not in self._known:
            raise _Aside(None, "not_there")
        if not reason:
            raise _Aside(self._source.reason or None, "reason_missing")
        if referring(self._record, self._source.table, key):
            raise _Aside(None, "referred_to")
        if self._table.name == "claims":
            self._claimed(key, None)
        self.found.withdraws.append(key)
        self.found.changes.append(Change(self._source.table, key, None, reason))

    def _text(
        self, column: Column, cells: Mapping[str, str], done: Mapping[str, str], before: str = ""
    ) -> str:
        """The text of one of the contract's cells; what the file does not have stays as it was."""
        rule = self._rules.get(column.name)
        if rule is None:
            return before
        text = cells.get(rule.column, "") or rule.always
        text = plainly(column, rule.table.get(fold(text), text))
        if column.name == "country_code":
            text = countries.code(text) or text
        if not text and rule.otherwise and (known := done.get(rule.otherwise)):
            lang = suffixed(column.name) or FIRST
            text = _sentence(say(lang, f"outcome.{known}"))
        if self._table.name == "targets" and column.name == "section":
            return self._section_names.get(fold(text), text)
        return code(column, text)

    def _value(self, column: Column, text: str) -> str | int | dt.date | None:
        """The value of a cell; what is wrong with it is noted, once."""
        try:
            value = cell(column, text, Place(self._table.file))
        except Fault as fault:
            reason = fault.key if fault.key in _REASONS else "not_in_form"
            words = ", ".join(column.vocabulary)  # that may stand here
            self._faults.append(_Aside(self._shown(column), unsure(column, text) or reason, words))
            return None
        if column.name in _KEYED and isinstance(value, str) and not self._fits(value):
            self._faults.append(_Aside(self._shown(column), "not_a_key"))
        elif isinstance(value, str) and column.kind == "text" and _PERSONAL.search(value):
            self._faults.append(_Aside(self._shown(column), "personal"))
        return value

    def _fits(self, key: str) -> bool:
        """Whether a key is one that every address takes, or one that the record has already."""
        return bool(_KEY.fullmatch(key)) or any(
            key in self._keys(table) for table in ("cases", "outcomes", "claims")
        )

    def _held_together(self, row: Row) -> None:
        """What one cell alone cannot tell: references, precision, a date that is still to come."""

        def note(column: str, reason: str, found: str = "") -> None:
            self._faults.append(_Aside(self._shown(self._table.column(column)), reason, found))

        for column in self._columns:
            value = row[column.name]
            if column.refers_to and value is not None and value not in self._keys(column.refers_to):
                note(column.name, f"unknown_{column.refers_to}")
        if self._table.name == "outcomes" and row["date_precision"]:
            if not date_fits(row):
                note("event_date", "precision")
            if str(row["event_date"] or "") > self._today.isoformat():
                note("event_date", "date_future")
        for name, reason, found in at_odds(self._table.name, row, self._people(row), self._today):
            note(name, reason, found)
        if self._table.name == "cases":
            code, name = row["country_code"], str(row["country"] or "")
            if code is not None and countries.code(str(code)) != code:
                note("country_code", "country_unknown")
            elif countries.code(name) not in (None, code):
                note("country", "country_of_code", countries.code(name) or "")
        if self._table.name == "consents" and not self._faults:
            called = self._called(str(row["case_id"]))
            for name, reason in unmeant(row, called, self._today):
                note(name, reason, str(row[name] or ""))
        if self._table.name == "case_names" and not self._faults:
            case, words = str(row["case_id"]), frozenset(words_of(str(row["name"])))
            other = self._named.setdefault((self._record.editions.get(case), words), case)
            if other != case:
                note("name", "name_of_two", other)
        if self._table.name == "targets" and (wrong := misaimed(row, self._record, self._sections)):
            note(*wrong)

    def _people(self, row: Row) -> int | None:
        """How many people the case of a row is about, where the record says so."""
        of = (
            case["people"]
            for case in self._record.tables["cases"]
            if case["case_id"] == row.get("case_id")
        )
        people = next(of, None) if self._table.name == "outcomes" else None
        return people if isinstance(people, int) else None

    def _embargoed(self, text: str, row: Row, now: Row | None) -> None:
        """An embargo that is said anew is a moment that there is once, and is still to come."""
        until = row.get(EMBARGO.name)
        if until is None or (now and now[EMBARGO.name] == until):
            return
        reason, found = unclear(text) or ("", "")
        if not reason and str(until) <= dt.datetime.now(dt.UTC).isoformat(timespec="seconds"):
            reason, found = "moment_over", text
        if reason:
            self._faults.append(_Aside(self._shown(EMBARGO), reason, found))

    def _carried(self, row: Row, now: Row | None) -> None:
        """A total that is set or changed needs a claim that it was printed as, and is told under the name of
        who printed it: as the row says, if that is one of them, else as the claim does."""
        if row["actions"] is None:
            return
        held = now or dict.fromkeys(row)
        changed = {name for name, value in row.items() if value != held[name]}
        printing = carriers(self._claims.values(), row)
        total = changed & {"actions", "actions_qualifier"}
        named = changed & {"source_name", "source_name_fr", "source_url"}
        if total and not printing:
            raise _Aside(self._shown(self._table.column("actions")), "total_not_printed")
        if not printing or not total | named:
            return
        said = next((each for each in printing if each["source_url"] == row["source_url"]), None)
        if said is None and any(row[name] is not None for name in named):
            raise _Aside(self._shown(self._table.column("source_url")), "source_not_of_total")
        claim = said or foremost(printing)
        kept = changed if "source_url" in changed else row.keys()
        for name, of_claim in SOURCE.items():
            if said is None or row[name] is None or name not in kept:
                row[name] = claim[of_claim]

    def _claimed(self, key: str, row: Row | None) -> None:
        """A claim without its page proves nothing; one that a total rests on is not taken away."""
        if row is not None and not row["source_url"]:
            raise _Aside(self._shown(self._table.column("source_url")), "cell_empty")
        after = {name: claim for name, claim in self._claims.items() if name != key}
        if row is not None:
            after[key] = row
        for edition in self._record.tables["editions"]:
            if (
                edition["actions"] is not None
                and printed(self._claims.values(), edition)
                and not printed(after.values(), edition)
            ):
                raise _Aside(None, "total_rests")
        self._claims = after

    def _keys(self, table: str) -> set[object]:
        return {row[TABLE[table].key[0]] for row in self._record.tables[table]}

    def _shown(self, column: Column) -> str:
        """The name that a column has in the file."""
        rule = self._rules.get(column.name)
        return rule.column if rule and rule.column else column.name


def misaimed(row: Row, record: Record, sections: Collection[str]) -> tuple[str, str] | None:
    """What a target aims at and nobody knows: the column, and the reason."""
    section, case, year = row["section"], row["case_id"], row["edition_year"]
    if section is not None and section not in sections:
        return "section", "unknown_section"
    if case is not None and record.editions.get(str(case), year) != year:
        return "case_id", "other_edition"
    return None


def _named(record: Record) -> dict[tuple[int | None, frozenset[str]], str]:
    """The case that the words of an edition's name stand for, in any order, as they are recognised; a name of two cases of it would be neither's."""
    rows = (*record.tables["cases"], *record.tables["case_names"])
    return {
        (record.editions.get(case), frozenset(words_of(str(row[name])))): case
        for row in rows
        for case in (str(row["case_id"]),)
        for name in ("name", "name_fr")
        if row.get(name)
    }


def _names(sections: Collection[str]) -> dict[str, str]:
    """The sections by code, and by what pages call them in each language."""
    return {
        fold(name): code
        for code in sections
        for lang in LANGUAGES
        for called in (section(lang, code),)
        for name in (called, say(lang, "upload.section_named", name=called, code=code), code)
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def keys(found: Amended) -> Iterator[str]:
    yield from (*found.adds, *found.corrects, *found.withdraws)
