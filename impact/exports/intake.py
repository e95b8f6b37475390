"""One file from its bytes to a verdict: screened, mapped, counted, and told in one report.

`examine` stores nothing; what to do with the counts is for the caller. A file is accepted,
accepted with rows set aside (`partly`), or refused whole with one sentence and a remedy.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impact.amendments import Change
from impact.exports import amending
from impact.exports import mapping as mapping_module
from impact.exports.counting import Counted, Counting, by, proven_order
from impact.exports.mapping import Mappings, Section, Source
from impact.exports.opening import Opened, ordinary
from impact.exports.screen import Aside, Screen, Screening
from impact.exports.totals import Totals
from impact.faults import Fault, Place, shown
from impact.record import Record
from impact.words import Language, say


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
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    warnings: list[tuple[str, dict[str, int | str]]] = field(default_factory=list)
    fault: Fault | None = None
    # Of an export of outcomes, cases or editions: what it does to the record, by key.
    table: str | None = None
    changes: list[Change] = field(default_factory=list)
    adds: list[str] = field(default_factory=list)
    corrects: list[str] = field(default_factory=list)
    withdraws: list[str] = field(default_factory=list)
    releases: int = 0

    def __post_init__(self) -> None:
        self.file = shown(self.file)

    def message(self, lang: Language) -> str:
        """The verdict in one sentence."""
        if self.fault is not None:
            return self.fault.sentence(lang)
        if self.verdict == "unchanged":
            return say(lang, "verdict.unchanged")
        if self.table:
            return say(
                lang,
                f"verdict.{self.verdict}_record",
                table=say(lang, f"file.{self.table}"),
                adds=len(self.adds),
                corrects=len(self.corrects),
                withdraws=len(self.withdraws),
                aside=len(self.set_aside),
            )
        return say(
            lang,
            f"verdict.{self.verdict}",
            actions=self.actions,
            rows=self.rows_counted,
            aside=len(self.set_aside),
        )

    def as_json(self, lang: Language) -> dict[str, Any]:
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
            "set_aside": asides(self.set_aside, lang),
            "actions": self.actions,
            "by_case": dict(self.by_case),
            "by_type": dict(self.by_type),
            "first_day": self.first_day and self.first_day.isoformat(),
            "last_day": self.last_day and self.last_day.isoformat(),
            "warnings": warnings(self.warnings, lang),
            "message": self.message(lang),
            **(about_record if self.table else {}),
        }


def asides(rows: list[Aside], lang: Language) -> list[dict[str, Any]]:
    return [
        {"line": row.line, "column": row.column, "reason": say(lang, f"reason.{row.reason}")}
        for row in rows
    ]


def warnings(found: list[tuple[str, dict[str, int | str]]], lang: Language) -> list[str]:
    return [say(lang, f"warning.{key}", **values) for key, values in found]


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces. Raises `Fault` if it cannot be read to an end."""
    ordinary(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Fault("unreadable", Place(path.name), reason=error.strerror or "?") from None


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
) -> tuple[Report, pa.Table | None]:
    """Screen, map and count one file. A refused file has a report with its fault and no counts.

    A file of outcomes, cases or editions is read against `record` as it stands: its report holds the
    changes, and there is no table of counts. In a file of actions, a cell that is the id of one of the
    record's cases needs no rule of a mapping. `progress` is told, piece by piece, how many bytes of
    text were counted on.
    """
    try:
        where = mappings.in_section(section)
        source, opened = mapping_module.choose(path, mappings, name)
        if source.grain == "outcome":
            if record is None:
                raise Fault("export_no_record", Place(path.name))
            return _amended(opened, source, record, today), None
        ids = [str(row["case_id"]) for row in record.tables["cases"]] if record else []
        source = mapping_module.with_cases(source, ids, mappings.cases.get(source.name, {}))
        return _counted(opened, mappings, where, source, secret, today, progress)
    except Fault as fault:
        return Report(path.name, "refused", fault=fault), None


def _counted(
    opened: Opened,
    mappings: Mappings,
    section: Section,
    source: Source,
    secret: bytes,
    today: dt.date,
    progress: Callable[[int], None] | None,
) -> tuple[Report, pa.Table]:
    path = opened.path
    day_first = _order(opened, source)
    opened.progress = progress
    screen = Screen(path, source.wanted, source.footers, opened=opened)
    counting = Counting(source, mappings, section, secret, today=today, day_first=day_first)
    totals = Totals(source, screen.result)
    for batch in screen.batches():
        counting.add(totals.sift(batch))
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
        by_case=by(table, "case_id"),
        by_type=by(table, "action_type"),
        unmapped=_shown(counted.unmapped),
        first_day=pc.min(table["day"]).as_py(),
        last_day=pc.max(table["day"]).as_py(),
        warnings=_warnings(screened, counted, source, totals),
    )
    if report.set_aside:
        report.verdict = "partly"
    return report, table


def _amended(opened: Opened, source: Source, record: Record, today: dt.date) -> Report:
    found = amending.read(opened, source, record, today)
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


_PERSONAL = re.compile(r"@|\d{5,}|\b\d{1,3}(\.\d{1,3}){3}\b")


def _shown(labels: Counter[str]) -> dict[str, int]:
    """The most frequent names of campaigns that no rule knows; what may be personal is left out."""
    return {
        label: times
        for label, times in labels.most_common(50)
        if label.strip() and len(label) <= 80 and not _PERSONAL.search(label)
    }


def _order(opened: Opened, source: Source) -> bool | None:
    """Whether the day comes first in this file, where the mapping asks the file itself."""
    if not source.when.order_from_file:
        return None
    column = source.when.columns[0]
    values: set[str] = set()
    for batch in Screen(opened.path, source.wanted, source.footers, opened=opened).batches():
        values.update(pc.unique(batch.table[column]).to_pylist())
    order = proven_order(sorted(values))
    if isinstance(order, str):
        raise Fault(order, Place(opened.path.name, None, column))
    return order


def _warnings(
    screened: Screening, counted: Counted, source: Source, totals: Totals
) -> list[tuple[str, dict[str, int | str]]]:
    found = list(screened.warnings)
    if screened.footers:
        found.append(("footers", {"count": len(screened.footers)}))
    found += totals.warnings()
    if counted.unmapped:
        found.append(("unmapped", {"count": sum(counted.unmapped.values())}))
    if counted.outside:
        found.append(("outside_window", {"count": counted.outside}))
    if source.grain == "supporter":
        found.append(("undated", {}))
    if source.when.confirm and source.when.zone:
        found.append(("zone", {"zone": source.when.zone}))
    return found
