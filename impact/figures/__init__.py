"""Figures: a metric asked of a snapshot, with all that makes its numbers quotable.

A figure carries its rows together with label, unit, definition, caveat, as-of, snapshot and
sources. Pages, command line and every other door take figures and nothing else.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from impact import database
from impact.database import Rows
from impact.faults import Fault
from impact.figures import calendar
from impact.figures.live import State
from impact.i18n.signs import legible
from impact.i18n.words import Language, date, entries, listing, localized, say
from impact.record.publishers import host, publisher
from impact.record.regions import REGIONS
from impact.record.schema import ISSUES, WHOLE_FROM

# Parameters have one meaning wherever they occur; a default makes one optional.
_PARAMETERS: Mapping[str, str] = {
    "edition": r"\d{4}",
    "case_id": r".{0,200}",
    "limit": r"\d{1,4}",
    "issue": rf"|{'|'.join(ISSUES)}",
    "region": rf"|{'|'.join(REGIONS)}",
    "period": r"|\d{4}-\d{4}",
}
# How those are written that have no list of values.
WRITTEN: Mapping[str, str] = {
    "edition": "2024",
    "case_id": "2021-zhang-zhan",
    "limit": "10",
    "period": "2010-2019",
}
_VALUES: Mapping[str, Sequence[str]] = {"issue": ISSUES, "region": tuple(REGIONS)}
DEFAULTS: Mapping[str, object] = {"limit": 10, "issue": "", "region": "", "period": ""}
# Values of the right type, with which a query can be asked for its columns alone.
_SAMPLES: Mapping[str, object] = {**DEFAULTS, "edition": 2001, "case_id": ""}


@dataclass(frozen=True)
class Source:
    """Where a number was seen. `name` and `date` are empty where the record has none."""

    name: str
    url: str
    date: str
    strength: str


Row = TypeVar("Row", bound=Mapping[str, object])


@dataclass(frozen=True)
class FigureOf(Generic[Row]):
    """One metric answered: rows in the query's columns and order, and what they mean.

    `as_of`: the newest day of what it rests on; `dated_by` says of what: "record", a fact that was
    checked, or "exports", one that was received. `sample`: everything in it is invented, and whatever is
    made of it has to say so.
    """

    name: str
    label: str
    unit: str
    definition: str
    caveat: str
    as_of: dt.date
    snapshot: str
    sources: tuple[Source, ...]
    rows: list[Row]
    columns: list[str]
    sample: bool = False
    dated_by: str = "record"

    def dated(self, lang: Language) -> str:
        """What its day is the day of, in words."""
        return say(lang, f"dated.{self.dated_by}", date=date(lang, self.as_of))

    def as_json(self) -> dict[str, Any]:
        """The figure as plain values, for JSON; `sample` only where it is one."""
        values = asdict(self)
        del values["columns"], values["dated_by"]
        if not self.sample:
            del values["sample"]
        return values

    def as_csv(self) -> str:
        """The rows with the query's column names; safe to open in a spreadsheet."""
        rows = [list(row.values()) for row in self.rows]
        return to_csv(*self.marked(self.columns, rows, "en"))

    def marked(
        self, header: list[str], rows: list[list[Any]], lang: Language
    ) -> tuple[list[str], list[list[Any]]]:
        """A table of this figure, a sample's with a last column that says so in every row.

        A line above the header would say it once, and keep programs from reading the file.
        """
        if not self.sample:
            return header, rows
        word = say(lang, "mark.cell")
        return [*header, say(lang, "mark.column")], [[*row, word] for row in rows]


Figure = FigureOf[Any]  # of rows whose type does not matter


def entry(name: str) -> Mapping[str, Any]:
    """What a metric is, as the file beside its query says. Raises KeyError for an unknown one.

    `key`: the columns that tell its rows apart (none where there is one row, or where all else is what it
    was asked for); `value`: the column that a row is told for; `better`: `more`, `fewer` or `neither`;
    `evidence`: the metric whose rows carry the sources, where
    its own do not.
    """
    return entries("metric")[name]


def names() -> list[str]:
    """The names of all metrics."""
    return database.names("metrics")


def parameters(name: str, layer: str = "metrics") -> list[str]:
    """The parameters that a query takes, in alphabetical order."""
    statement = re.sub(r"--.*", "", database.statement(layer, name))
    return sorted(set(re.findall(r"\$(\w+)", statement)))


def key(name: str) -> tuple[str, ...]:
    """The columns that tell the rows of a metric's answer apart; none where it has one row."""
    return tuple(entry(name)["key"])


def value(name: str) -> str:
    """The column that a row of a metric is told for, such as `actions`."""
    return str(entry(name)["value"])


def of_counts(name: str) -> bool:
    """Whether a metric counts what exports brought, and bears their day; else it is of the record."""
    return any(table.startswith("counted.") for table in database.rests_on(name))


# Of the exports they say the newest day, of the targets the years alone.
_HARMLESS = frozenset({"today", "campaigns"})


def closed(name: str) -> bool:
    """Whether a metric is not for the press: it tells of single exports, or of what staff plan."""
    told = database.rests_on(name, passing=_HARMLESS)
    return any(table == "counted.exports" or table.startswith("plan.") for table in told)


def better(name: str) -> str:
    """Whether more is better of a metric, fewer, or neither; never read off the sign of a change."""
    return str(entry(name)["better"])


_COLUMNS: dict[str, Mapping[str, str]] = {}  # they are the query's own, the same in every snapshot


def columns(state: State, name: str) -> Mapping[str, str]:
    """The columns of a metric's answer in order, each with the database's word for its type."""
    if name not in _COLUMNS:
        given = {key: _SAMPLES[key] for key in parameters(name)}
        _COLUMNS[name] = state.database.columns(name, **given)
    return _COLUMNS[name]


def figure(
    state: State,
    name: str,
    lang: Language,
    where: Mapping[str, str] | None = None,
    /,
    **given: object,
) -> Figure:
    """Ask a metric; `where` keeps the rows that have these texts in these columns.

    Raises `Fault` for an unknown name, for one that who asks may not see, or a parameter that does not fit.
    """
    hidden = calendar.withheld() if state.role in ("press", "spokesperson") else frozenset[str]()
    there = [each for each in names() if each not in hidden]
    if name not in there:
        near = difflib.get_close_matches(name, there, n=3, cutoff=0.3)
        raise Fault("unknown_figure", name=name[:80], near=", ".join(near or there))
    if state.public and closed(name):
        raise Fault("figure_closed", name=name)
    asked = typed(name, given)
    columns, rows = state.database.answer(name, **asked)
    rows = _kept(rows, where or {})
    evidence = entry(name).get("evidence")
    witnesses = rows
    if isinstance(evidence, str):
        defaults = {key: DEFAULTS[key] for key in parameters(evidence)}
        witnesses = _kept(state.database.rows(evidence, **defaults), where or {})
    as_of, dated_by = day(state, name, asked, where or {})
    return Figure(
        name=name,
        label=say(lang, f"metric.{name}.label"),
        unit=say(lang, f"metric.{name}.unit"),
        definition=say(lang, f"metric.{name}.definition"),
        caveat=caveat(state, name, lang, given.get("edition")),
        as_of=as_of,
        snapshot=state.snapshot,
        sources=_sources(witnesses, state, lang),
        rows=rows,
        columns=columns,
        sample=state.sample,
        dated_by=dated_by,
    )


def _kept(rows: Rows, where: Mapping[str, str]) -> Rows:
    """The rows that have these texts in these columns, as far as they have the columns."""
    for column, text in where.items():
        rows = [row for row in rows if column not in row or str(row[column]) == text]
    return rows


def day(
    state: State, name: str, given: Mapping[str, object], where: Mapping[str, str]
) -> tuple[dt.date, str]:
    """The newest day of what a metric rests on, and whether it is of the record or of the exports.

    Of counts it is the day on which the newest export came. Of the record it is the newest on which a row
    was checked that the answer can come from: of its case and the same people, of its edition, or of its country.
    `given`: typed parameters; `where`: the texts that its rows are kept by.
    """
    if of_counts(name) and state.counted_on:
        return state.counted_on, "exports"
    case = given.get("case_id") or where.get("case_id")
    year = given.get("edition") or where.get("edition_year")
    tables = {table for table in database.rests_on(name) if table.startswith("record.")}
    tables |= {"record.cases"} if case else {"record.editions"} if year else set()
    named = [table.removeprefix("record.") for table in tables - {"record.about"}]
    rows = [row for table in named for row in state.record.tables[table]]
    if case:
        person = state.record.persons.get(str(case), str(case))
        rows = [row for row in rows if state.record.person_of(row) == person]
    elif year:
        rows = [row for row in rows if str(state.record.edition_of(row)) == str(year)]
    elif code := where.get("country_code"):
        theirs = {
            row["case_id"] for row in state.record.tables["cases"] if row["country_code"] == code
        }
        rows = [row for row in rows if row.get("case_id") in theirs]
    days = [on for row in rows if isinstance(on := row.get("checked_on"), dt.date)]
    return max(days, default=state.as_of), "record"


def fits(name: str, text: str) -> bool:
    """Whether a text can be the value of a parameter; from a later edition to an earlier one there is nothing."""
    if not (re.fullmatch(_PARAMETERS[name], text, re.ASCII) and text.isprintable()):
        return False
    return name != "period" or text[:4] <= text[-4:]


def wrong(name: str, found: str, takes: Iterable[str] = ()) -> Fault:
    """The refusal of a parameter's value, with all that it takes or how it is written."""
    if valid := [*takes] or [*_VALUES.get(name, ())]:
        return Fault("value_unknown", name=name, found=found[:40], takes=", ".join(valid))
    return Fault("parameter_wrong", name=name, found=found[:40], written=WRITTEN[name])


def typed(name: str, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a metric with their types and defaults. Raises `Fault` for one that does not fit."""
    wanted = parameters(name)
    for key in given:
        if key not in wanted:
            raise Fault(
                "parameter_unknown", figure=name, name=key[:80], wanted=", ".join(wanted) or "–"
            )
    asked: dict[str, object] = {}
    for key in wanted:
        value = given.get(key, DEFAULTS.get(key))
        if value is None:
            raise Fault("parameter_missing", figure=name, name=key)
        text = str(value)
        if not fits(key, text):
            found = text[:40].encode("ascii", "backslashreplace").decode()
            raise wrong(key, found)
        asked[key] = int(text) if text.isdigit() and key != "case_id" else text
    return asked


def caveat(state: State, name: str, lang: Language, edition: object = None) -> str:
    """What to be careful with: the metric's own words, and what the rows of this record make true: that
    cases of old editions are a sample, that editions have no total or no names, that names are withheld."""
    text = say(lang, f"metric.{name}.caveat")
    if state.veil and "case_id" in {*key(name)} - {*parameters(name)}:
        text = f"{text} {withheld(state, lang)}".strip()
    if state.small and of_counts(name):
        text = f"{text} {say(lang, 'small.told', step=state.small)}".strip()
    if name == "actions_by_edition":
        gap = _gap(state, "editions_without_total")
        return f"{text} {say(lang, 'actions.gaps', count=gap['rows'])}" if gap["rows"] else text
    if name == "releases_documented":
        return f"{text} {unnamed(state, lang)}".strip()
    if entry(name).get("counts") != "cases":
        return text
    years = (
        [int(str(edition))]
        if edition
        else [row["edition_year"] for row in state.record.tables["cases"]]
    )
    return " ".join(part for part in (text, sampled(years, lang)) if part)


def withheld(state: State, lang: Language) -> str:
    """How many cases no list shows because their names are withheld, in words; empty if there are none."""
    count = state.database.rows("cases_withheld")[0]["cases"]
    return say(lang, "consent.beside", count=count) if state.veil and count else ""


def editions(state: State) -> set[int]:
    """The editions that figures can tell of: of the record, counted, and, while it runs, the one of
    which nothing was counted yet while sections that sent for the one before are awaited."""
    known = {row["edition_year"] for row in state.record.tables["editions"]}
    counted = {row["edition_year"] for row in state.database.rows("actions_counted")}
    years = {year for year in known | counted if isinstance(year, int)}
    following = {year + 1 for year in counted if isinstance(year, int)} - years
    return years | {y for y in following if state.database.rows("late_sections", edition=y)}


def own_source(name: str, lang: Language) -> str:
    """Where the numbers of a metric are from that nobody printed: this record, or what sections sent."""
    return say(lang, "live.source" if of_counts(name) else "source.this_record")


def unnamed(state: State, lang: Language) -> str:
    """That this record has no names of some editions, and which; nothing where it has names of all."""
    gap = _gap(state, "editions_without_names")
    if not gap["rows"]:
        return ""
    years = listing(lang, str(gap["which"]).split(", "))
    return say(lang, "releases.unnamed", count=gap["rows"], years=years)


def _gap(state: State, kind: str) -> Mapping[str, Any]:
    return next(row for row in state.database.rows("missing") if row["gap"] == kind)


def sampled(years: Iterable[Any], lang: Language) -> str:
    """That the cases of old editions are a sample, if there are any among these years; else nothing."""
    if all(year >= WHOLE_FROM for year in years):
        return ""
    return say(lang, "cases.sampled", year=str(WHOLE_FROM))


def published(state: State, row: Mapping[str, Any], lang: Language) -> str:
    """Who published the page of a row: as the row says it, else by the page's host, else that host."""
    name = localized(row, "publisher" if "publisher" in row else "source_name", lang)
    url = str(row.get("source_url") or "")
    if name or not url:
        return name
    found = publisher(url, state.record.publishers)
    return found.named(lang) if found else host(url)


def _sources(rows: Rows, state: State, lang: Language) -> tuple[Source, ...]:
    """The distinct sources of some rows, in the order of the rows."""
    found: dict[Source, None] = {}
    for row in rows:
        if row.get("source_url"):
            found[
                Source(
                    published(state, row, lang),
                    row["source_url"],
                    row.get("source_date") or "",
                    row.get("source_strength") or "",
                )
            ] = None
    return tuple(found)


@dataclass(frozen=True)
class Check:
    """One check answered: its rows are what is wrong, or what one should know."""

    name: str
    label: str
    severity: str
    rows: Rows


def checks(state: State, lang: Language) -> list[Check]:
    """Every check by its name, those that would be wrong first."""
    found = []
    for name, check in sorted(
        entries("check").items(), key=lambda each: each[1]["severity"] != "wrong"
    ):
        given = {"checked_on": state.record.newest_on} if parameters(name, "checks") else {}
        rows = state.database.rows(name, "checks", **given)
        found.append(Check(name, say(lang, f"check.{name}.label"), str(check["severity"]), rows))
    return found


def to_csv(header: list[str], rows: list[list[Any]]) -> str:
    """RFC 4180 text. A cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return buffer.getvalue()


_FORMULA = tuple("=+-@|")
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters that are drawn as nothing


def safe(cell: object) -> object:
    """Text that a spreadsheet would run stays text behind an apostrophe; a number with a minus is none.

    It would run it in full width too, and some do after a blank or a sign that nobody sees.
    """
    if not isinstance(cell, str):
        return cell
    text = legible(cell)
    seen = (s for s in text if unicodedata.category(s)[0] not in "CMZ" and s not in _BLANKS)
    first = unicodedata.normalize("NFKC", next(seen, ""))
    if not first.startswith(_FORMULA):
        return text
    return text if re.fullmatch(r"-?\d+([.,]\d+)?", text, re.ASCII) else f"'{text}"
