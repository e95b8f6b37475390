"""One file from its bytes to a verdict: screened, mapped, counted, and told in one report.

`examine` stores nothing; what to do with the counts is for the caller. A file is accepted,
accepted with rows set aside (`partly`), or refused whole with one sentence and a remedy.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impact.exports import amending, aside_columns, edition_days, keys, rules, verdicts
from impact.exports import mapping as mapping_module
from impact.exports.campaigns import Recogniser
from impact.exports.counted import UNMAPPED, Counted, by
from impact.exports.counting import Counting
from impact.exports.days import DayOrder
from impact.exports.evidence import Evidence, EvidenceNeeded, gathered, settled
from impact.exports.labels import Label
from impact.exports.ledger import Effect, Question, Rule
from impact.exports.mapping import ExportSource, Mappings, Section
from impact.exports.oddities import oddities
from impact.exports.opening import Opened, ordinary
from impact.exports.screen import Screen
from impact.exports.screening import Aside, Screening
from impact.exports.totals import Totals
from impact.faults import Fault, Place, shown, unopened
from impact.i18n.words import Language, alternatives, date, known, say
from impact.record.corrections import Change
from impact.record.reader import Record


@dataclass
class Report:
    """What became of one file, in numbers and sentences; never a row's text."""

    file: str
    verdict: str
    mapping: str | None = None
    grain: str | None = None
    rows_read: int = 0
    rows_counted: int = 0
    rows_filtered: int = 0
    filtered_by: Mapping[str, int] = field(default_factory=dict)
    set_aside: list[Aside] = field(default_factory=list)
    actions: int = 0
    by_case: Mapping[str, int] = field(default_factory=dict)
    by_type: Mapping[str, int] = field(default_factory=dict)
    # Values of the case column that no rule knows, with their rows: for the eyes of staff, never kept.
    unmapped: Mapping[str, int] = field(default_factory=dict)
    # Names that one word gave to a case, those that may be shown; and the actions under all such names.
    by_word: list[Label] = field(default_factory=list)
    by_word_actions: int = 0
    often: frozenset[str] = frozenset()  # names of campaigns that stand in two rows or more
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    editions: list[int] = field(default_factory=list)  # those that its rows are of, newest first
    warnings: list[tuple[str, dict[str, int | str]]] = field(default_factory=list)
    fault: Fault | None = None
    # Of an export of outcomes, cases or editions: what it does to the record, by key.
    table: str | None = None
    changes: list[Change] = field(default_factory=list)
    adds: list[str] = field(default_factory=list)
    corrects: list[str] = field(default_factory=list)
    withdraws: list[str] = field(default_factory=list)
    releases: int = 0
    # What a newer file of its list does, how far a key reaches: as the mapping says.
    newer: str = "versions"
    reach: str = "stream"
    left_out: pa.ChunkedArray | None = None  # the keys of rows that a rule leaves out
    kinds: list[str] = field(default_factory=list)  # its mapping's words for types of action
    ahead: dt.date | None = None  # the first day for which a row is too early
    no_edition: int = 0  # undated rows of which nothing tells the edition
    undated: int = 0  # and those whose edition was said by whoever handed them in
    # What became of it at the store: known once it was compared with what stands.
    id: str | None = None
    section: str | None = None
    stream: str | None = None
    struck: int = 0  # rows that it leaves out and that were counted
    effect: Effect | None = None
    elsewhere: list[Effect] = field(default_factory=list)  # of other sections
    question: Question | None = None
    done: bool = False

    def __post_init__(self) -> None:
        self.file = shown(self.file)

    @property
    def rows_aside(self) -> int:
        """How many rows were set aside; of a row of the record, all that is wrong with it is told."""
        return len({row.line for row in self.set_aside}) if self.table else len(self.set_aside)

    def given_by_word(self, *, every: bool) -> list[Label]:
        """The names that one word gave to a case: `every` one that may be shown, or those of two rows or more.
        What stands once may be a cell of a person's."""
        return [each for each in self.by_word if every or each.text in self.often]

    def logged(self) -> str:
        """The verdict as a log has it, which more people read than the file: without what stands in the file."""
        if self.fault is not None:
            return self.fault.unquoted().sentence("en")
        if self.question is not None:
            return f"{self.file}: {self.verdict} ({self.question.code})"
        return self.message("en")

    def message(self, lang: Language, names: Mapping[str, str] | None = None) -> str:
        """The verdict in one sentence. `names`: of cases by their ids."""
        if self.fault is not None:
            return self.fault.sentence(lang)
        if self.verdict in ("unchanged", "dropped"):
            return say(lang, f"verdict.{self.verdict}")
        would = "" if self.done else "would_be_"
        if self.question is not None:
            asked = verdicts.question_text(self.question, lang, names)
            return say(lang, f"verdict.{would}held", question=asked)
        aside = verdicts.counted(lang, "aside", self.rows_aside)
        if self.table:
            return say(
                lang,
                f"verdict.{would}{self.verdict}_record",
                table=say(lang, f"file.{self.table}"),
                adds=verdicts.counted(lang, "added", len(self.adds)),
                corrects=verdicts.counted(lang, "corrected", len(self.corrects)),
                withdraws=verdicts.counted(lang, "withdrawn", len(self.withdraws)),
                aside=aside,
            )
        if not self.rows_counted and not self.struck:
            return say(
                lang,
                "verdict.nothing" if self.rows_read else "verdict.no_rows",
                rows=self.rows(lang).rstrip("."),
            )
        # Of rows that are no rows there is nothing to be corrected; of others there may be no way to.
        reasons = {row.reason for row in self.set_aside}
        how = ""
        if self.verdict == "partly":
            how = "_well" if reasons <= _NO_ROWS else "_kept_out" if reasons & _NOT_MENDED else ""
        return say(
            lang,
            f"verdict.{would}{self.verdict}{how}",
            actions=verdicts.counted(lang, "actions", self.actions),
            rows=verdicts.counted(lang, "rows", self.rows_counted),
            aside=aside,
        )

    def rows(self, lang: Language) -> str:
        """What became of the rows: read, counted, left out by rule, set aside. They add up."""
        return say(
            lang,
            "verdict.rows",
            read=verdicts.counted(lang, "read", self.rows_read),
            counted=verdicts.counted(lang, "counted", self.rows_counted),
            left_out=verdicts.counted(lang, "left_out", self.rows_filtered),
            aside=verdicts.counted(lang, "aside", self.rows_aside),
        )

    def as_json(self, lang: Language, *, labels: bool = False) -> dict[str, Any]:
        """The report as a tree. `labels`: with names of campaigns that stand in one row only."""
        about_record = {
            "table": self.table,
            "adds": self.adds,
            "changes": self.corrects,
            "withdraws": self.withdraws,
            "releases": self.releases,
        }
        return {
            "file": self.file,
            "verdict": self.verdict,
            "mapping": self.mapping,
            "rows_read": self.rows_read,
            "rows_counted": self.rows_counted,
            "rows_filtered": self.rows_filtered,
            "filtered_by": dict(self.filtered_by),
            "set_aside": asides(self.set_aside, lang, self.kinds),
            "actions": self.actions,
            "by_case": dict(self.by_case),
            "by_type": dict(self.by_type),
            **({"unmapped": dict(self.unmapped)} if labels else {}),
            "by_word": {
                "actions": self.by_word_actions,
                "names": [label_json(each) for each in self.given_by_word(every=labels)],
            },
            "first_day": self.first_day and self.first_day.isoformat(),
            "last_day": self.last_day and self.last_day.isoformat(),
            "warnings": warnings(self.warnings, lang),
            "id": self.id,
            "section": self.section,
            "stream": self.stream,
            "effect": None if self.effect is None else verdicts.effect_json(self.effect),
            "question": None
            if self.question is None
            else verdicts.question_json(self.question, lang),
            "message": self.message(lang),
            **(about_record if self.table else {}),
        }


def rule_said(rule: str, lang: Language) -> str:
    """Why a rule left rows out, as a sentence says it: a mapping's own, or one of ours."""
    if known(f"rule.{rule}"):
        return say(lang, f"rule.{rule}")
    for sign, key in _SIGNS.items():
        column, found, words = rule.partition(sign)
        if found:  # nobody reads a pattern in a sentence
            quoted = [say(lang, "rule.quoted", word=word) for word in words.split(", ")]
            said = quoted[0] if len(quoted) == 1 else alternatives(lang, quoted)
            return say(lang, f"rule.{key}", column=column, words=said)
    return rule


# How a rule of a mapping is written, and why it leaves a row out: what it keeps is the contrary.
_SIGNS = {" = ∅": "filled", " ≠ ∅": "empty", " ~ ": "pattern", " ≠ ": "one_of", ": ": "none_of"}


def asides(rows: list[Aside], lang: Language, kinds: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Rows set aside, in words. `kinds`: the words for types of action that may be written."""
    words = ", ".join(kinds)
    return [
        {
            "line": row.line,
            "column": row.column,
            "reason": say(lang, f"reason.{row.reason}", words=words, found=row.found),
        }
        for row in rows
    ]


# What is known of each row until the file is read takes a hundred bytes of memory; no edition of the whole world has
# had as many actions.
MOST_ROWS = 8_000_000


def together(reports: Sequence[Report]) -> Report:
    """What became of several sheets of one file that are one list."""
    first = reports[0]
    beside = {told[1]["count"] for each in reports for told in each.warnings if told[0] == "sheet"}
    left: dict[str, int | str] = {"count": int(max(beside, default=0)) - (len(reports) - 1)}
    days = [day for each in reports for day in (each.first_day, each.last_day) if day]

    def added(counts: str) -> dict[str, int]:
        return dict(sum((Counter(getattr(each, counts)) for each in reports), Counter()))

    return replace(
        first,
        rows_read=sum(each.rows_read for each in reports),
        rows_counted=sum(each.rows_counted for each in reports),
        rows_filtered=sum(each.rows_filtered for each in reports),
        actions=sum(each.actions for each in reports),
        by_word_actions=sum(each.by_word_actions for each in reports),
        filtered_by=added("filtered_by"),
        by_case=added("by_case"),
        by_type=added("by_type"),
        unmapped=added("unmapped"),
        set_aside=[row for each in reports for row in each.set_aside],
        by_word=[label for each in reports for label in each.by_word],
        often=frozenset().union(*(each.often for each in reports)),
        # Not of each that the others were not read.
        warnings=[
            *(told for each in reports for told in each.warnings if told[0] != "sheet"),
            *(("sheets_left", each) for each in (left,) if int(each["count"]) > 0),
        ],
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        editions=sorted({year for each in reports for year in each.editions}, reverse=True),
    )


def warnings(found: list[tuple[str, dict[str, int | str]]], lang: Language) -> list[str]:
    return [say(lang, f"warning.{key}", **_dated(values, lang)) for key, values in found]


def _dated(values: Mapping[str, int | str], lang: Language) -> dict[str, int | str]:
    days = {name: date(lang, str(values[name])) for name in ("since", "until") if name in values}
    return {**values, **days}


def label_json(label: Label) -> dict[str, Any]:
    return {
        "platform": label.platform,
        "name": label.text,
        "edition_year": label.edition,
        "case_id": label.case_id,
        "actions": label.actions,
    }


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces. Raises `Fault` if it cannot be read to an end."""
    ordinary(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unopened(path.name, error) from None


def examine(
    path: Path,
    mappings: Mappings,
    *,
    section: str | None = None,
    name: str | None = None,
    secret: bytes,
    today: dt.date,
    record: Record | None = None,
    progress: Callable[[int], None] | None = None,
    recognition: Recogniser | None = None,
    order: DayOrder | None = None,
    sheet: str | None = None,
    made_with: Mapping[str, str] = {},
    undated: int | None = None,
    ruled: Iterable[Rule] = (),
) -> tuple[Report, pa.Table | None]:
    """Screen, map and count one file. A refused file has a report with its fault and no counts.

    A file of outcomes, cases or editions is read against `record` as it stands: its report holds the
    changes, and there is no table of counts. In a file of actions, a cell that is the id of one of the
    record's cases needs no rule of a mapping, and `recognition` knows cases by their names.
    `order` says what comes first in its dates, whatever the file proves; `sheet` which one of
    a workbook is read. `made_with`: the hash of platforms whose keys were made before. `ruled`: staff's rules,
    which the report follows and the table does not. `progress` is told, piece by piece, how many bytes of text
    were counted on.
    """
    try:
        where = mappings.in_section(section)
        source, opened = mapping_module.choose(path, mappings, name, sheet)
        if source.grain == "outcome":
            if record is None:
                raise Fault("export_no_record", Place(path.name))
            return _amended(opened, source, record, today, mappings), None
        ids = [str(row["case_id"]) for row in record.tables["cases"]] if record else []
        source = mapping_module.with_cases(source, ids, mappings.cases.get(source.name, {}))
        made = made_with.get(source.name, keys.NOW)
        said = rules.said(ruled, source.name)
        days = edition_days.of_section(where.id, mappings.window, record, mappings.sections)
        counting = _Attempt(
            mappings, where, source, secret, today, recognition, made, undated, said, days
        )
        return _counted(opened, counting, progress, order)
    except Fault as fault:
        return Report(path.name, "refused", fault=fault), None


@dataclass(frozen=True)
class _Attempt:
    """All that counting a file depends on but the file."""

    mappings: Mappings
    section: Section
    source: ExportSource
    secret: bytes
    today: dt.date
    recognition: Recogniser | None
    made_with: str
    undated: int | None
    said: rules.Said
    days: edition_days.EditionDays

    def screen(self, opened: Opened) -> Screen:
        source = self.source
        return Screen(
            opened.path, source.wanted, source.footers, opened=opened, figures=source.figures
        )

    def names(self, label: str) -> bool:
        """Whether a cell names a case of any edition: by a rule, the mapping or the record."""
        value = rules.key_of_cell(label)
        return (
            any(case != UNMAPPED for (said, _), case in self.said.items() if said == value)
            or any(self.source.cases(label.strip()))
            or (self.recognition is not None and self.recognition.names(label.strip()))
        )

    def through(self, opened: Opened, evidence: Evidence | None) -> tuple[Screen, Counting, Totals]:
        """One reading of the file, or `EvidenceNeeded`."""
        screen = self.screen(opened)
        totals = Totals(self.source, screen.result, evidence, self.names)
        counting = Counting(
            self.source,
            self.mappings,
            self.section,
            self.secret,
            today=self.today,
            evidence=evidence,
            recognition=self.recognition,
            made_with=self.made_with,
            undated=self.undated,
            said=self.said,
            edition_days=self.days,
        )
        for batch in screen.batches():
            counting.add(totals.sift(batch))
            if counting.counted.rows_read > MOST_ROWS:
                raise Fault("too_many_rows", Place(opened.path.name), most=MOST_ROWS)
        return screen, counting, totals


@dataclass
class _Progress:
    """Tells how far a file is read, once for each byte, though it may be begun again."""

    tell: Callable[[int], None]
    told: int = 0
    read: int = 0

    def __call__(self, size: int) -> None:
        self.read += size
        if self.read > self.told:
            self.tell(self.read - self.told)
            self.told = self.read

    def again(self) -> _Progress:
        self.read = 0
        return self


def _counted(
    opened: Opened,
    attempt: _Attempt,
    progress: Callable[[int], None] | None,
    order: DayOrder | None,
) -> tuple[Report, pa.Table]:
    path, source = opened.path, attempt.source
    opened.progress = told = _Progress(progress) if progress else None
    evidence = None if order is None else settled(Evidence(), source, path.name, order)
    try:
        screen, counting, totals = attempt.through(opened, evidence)
    except EvidenceNeeded:
        opened.progress = None
        rows = (batch.table for batch in attempt.screen(opened).batches())
        found = gathered(rows, source, attempt.today)
        evidence = settled(found, source, path.name, order)
        opened.progress = told and told.again()
        screen, counting, totals = attempt.through(opened, evidence)
    counted = counting.finish()
    table = counted.table()
    screened = screen.result
    report = Report(
        file=path.name,
        verdict="accepted",
        mapping=source.name,
        grain=source.grain,
        rows_read=counted.rows_read + len(screened.set_aside),
        rows_counted=counted.rows_counted,
        rows_filtered=sum(counted.filtered.values()),
        filtered_by=counted.filtered,
        set_aside=sorted([*screened.set_aside, *counted.set_aside], key=lambda row: row.line),
        actions=pc.sum(table["quantity"]).as_py() or 0,
        by_case=rules.by_case(table, attempt.said),
        by_type=by(table, "action_type"),
        unmapped=_shown(counted.unmapped),
        by_word=[each for each in counted.by_word if _may_be_shown(each.text)][:_NAMES],
        by_word_actions=sum(each.actions for each in counted.by_word),
        often=counted.often,
        first_day=pc.min(table["day"]).as_py(),
        last_day=pc.max(table["day"]).as_py(),
        editions=sorted(pc.unique(table["edition_year"].drop_null()).to_pylist(), reverse=True),
        warnings=[
            *_warnings(screened, counted, source, totals),
            *_order_told(evidence, source),
            *oddities(table, source),
            *aside_columns.told(
                opened, screened.header, source, attempt.mappings, attempt.section.id, counted
            ),
        ],
        newer=source.newer,
        reach=source.reach,
        left_out=pa.chunked_array(counted.left_out) if counted.left_out else None,
        kinds=_kinds(source),
        ahead=counted.ahead,
        no_edition=counted.no_edition,
        undated=counted.undated,
    )
    if report.set_aside:
        report.verdict = "partly"
    return report, table


def _kinds(source: ExportSource) -> list[str]:
    """The first word of a mapping for each type of action."""
    first = {kind: word for word, kind in reversed(list(source.type_of.items()))}
    return list(first.values())[::-1]


def _amended(
    opened: Opened, source: ExportSource, record: Record, today: dt.date, mappings: Mappings
) -> Report:
    found = amending.read(opened, source, record, today, mappings.sections)
    warned = list(found.screened.warnings)
    if found.without_reason:
        warned.append(("without_reason", {"count": found.without_reason}))
    return Report(
        file=opened.path.name,
        verdict="partly" if found.set_aside else "accepted",
        mapping=source.name,
        grain=source.grain,
        rows_read=found.rows_read,
        rows_counted=len(found.changes),
        rows_filtered=found.as_it_is,
        filtered_by={"as_it_is": found.as_it_is} if found.as_it_is else {},
        set_aside=found.set_aside,
        warnings=warned,
        table=source.table,
        changes=found.changes,
        adds=found.adds,
        corrects=found.corrects,
        withdraws=found.withdraws,
        releases=found.releases,
    )


_NO_ROWS = frozenset(("totals_row", "totals_named", "header_again", "note_row"))
_NOT_MENDED = frozenset(("key_empty", "key_twice_differs"))
_NAMES = 50  # of campaigns that are shown
_PERSONAL = re.compile(r"@|\d{5,}|\b\d{1,3}(\.\d{1,3}){3}\b")


def _shown(labels: Counter[str]) -> dict[str, int]:
    """The most frequent names of campaigns that no rule knows; what may be personal is left out."""
    return {label: times for label, times in labels.most_common(_NAMES) if _may_be_shown(label)}


def _may_be_shown(label: str) -> bool:
    return bool(label.strip()) and len(label) <= 80 and not _PERSONAL.search(label)


def _warnings(
    screened: Screening, counted: Counted, source: ExportSource, totals: Totals
) -> list[tuple[str, dict[str, int | str]]]:
    found = list(screened.warnings)
    if screened.footers:
        found.append(("footers", {"count": len(screened.footers)}))
    found += totals.warnings()
    if counted.unmapped_why:
        found.append(("unmapped", {"count": counted.unmapped_why.total()}))
    for why in ("nameless", "two_cases", "several", "other_edition", "ruled_out"):
        if counted.unmapped_why[why]:
            found.append((f"unmapped_{why}", {"count": counted.unmapped_why[why]}))
    for kind in ("countries", "channels", "precisions"):
        if cells := getattr(counted, f"{kind}_unknown"):
            found.append(_unknown_told(kind, cells))
    if counted.repeats:
        found.append(("repeats", {"count": counted.repeats}))
    if counted.no_edition:
        found.append(("no_edition", {"count": counted.no_edition}))
    for year, (count, lines) in sorted(counted.outside.items()):
        named = verdicts.lines_named(lines, count)
        found.append(("outside_window", {"count": count, "lines": named, "edition": str(year)}))
    if source.grain == "supporter":
        found.append(("undated", {}))
    if source.when.confirm and source.when.zone:
        found.append(("zone", {"zone": source.when.zone}))
    return found


def _unknown_told(kind: str, cells: Counter[str]) -> tuple[str, dict[str, int | str]]:
    """How many rows name a country, channel or precision that nobody knows, and the names most met."""
    # A cell that only a row or two has, or with figures in it, may be none but a person's.
    names = [
        name
        for name, times in cells.most_common()
        if times > 2 and len(name) <= 40 and name and not re.search(r"\d", name)
    ][:5]
    values: dict[str, int | str] = {"count": sum(cells.values())}
    if names:
        return f"{kind}_unknown", {**values, "names": ", ".join(map(shown, names))}
    return f"{kind}_not_shown", values


def _order_told(
    evidence: Evidence | None, source: ExportSource
) -> list[tuple[str, dict[str, int | str]]]:
    """The order of day and month, where it is not the one that the mapping has."""
    order = evidence.order if evidence else None
    if order is DayOrder.PROVEN_DAY_FIRST and True not in source.when.orders:
        return [("read_day_first", {})]
    if order is DayOrder.PROVEN_MONTH_FIRST and False not in source.when.orders:
        return [("read_month_first", {})]
    if order is DayOrder.PROVEN_YEAR_FIRST:
        return [("read_year_first", {})]
    return []
