"""Mappings: which columns of a platform's export say when, which case, what, and how many.

Mappings are data, one YAML file for ours and any number for staff's own. Reading one checks every
key, so that a slip is named before a file is counted by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from impact.amendments import OPEN
from impact.contract import TABLE
from impact.exports.opening import Opened, open_file, ordinary
from impact.exports.patterns import Pattern
from impact.exports.screen import find_header, fold
from impact.exports.templates import REASON, STATUS, templates
from impact.faults import Fault, Place, shown

OURS = Path(__file__).with_name("mappings.yaml")

ACTION_TYPES = (
    "letter",
    "email",
    "petition",
    "solidarity",
    "social",
    "sms",
    "call",
    "event",
    "other",
)
CHANNELS = ("online", "offline", "unknown")
PRECISIONS = ("exact", "rounded", "estimated")
GRAINS = ("action", "aggregate", "supporter", "outcome")

_SOURCE_KEYS = {
    "status", "detect", "file", "grain", "pii", "keep", "dedupe", "explode", "fields", "table",
    "withdrawn", "reason",
}  # fmt: skip
_CELL_KEYS = {"col", "map", "const", "else"}
_FIELD_KEYS = {"when", "case", "action_type", "quantity", "channel", "country", "precision"}
_WHEN_KEYS = {
    "cols",
    "join",
    "formats",
    "tz",
    "tz_confirm",
    "day_first",
    "date_only",
    "order_from",
    "undated",
}
_KEEP_KEYS = {"col", "in", "not_in", "matches", "empty"}

Finder = Callable[[str], str | None]


@dataclass(frozen=True)
class Keep:
    """One filter: a row counts only if the cell passes."""

    column: str
    passes: Callable[[str], bool]
    rule: str


@dataclass(frozen=True)
class When:
    """How a row tells its day. `zone` None: the section's own; `order_from_file`: day or month first
    is proven once for the whole file."""

    columns: tuple[str, ...] = ()
    join: str = " "
    formats: tuple[str, ...] = ()
    zone: str | None = None
    confirm: bool = False
    order_from_file: bool = False


@dataclass(frozen=True)
class Number:
    group: str = ""
    decimal: str = "."
    approx: bool = False


@dataclass(frozen=True)
class CellRule:
    """Where a cell of the record comes from: a column or a constant, its values translated, and,
    where it is empty, the words of the code in another cell."""

    column: str = ""
    always: str = ""
    table: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""


@dataclass(frozen=True)
class Source:
    """One way of reading one platform's export."""

    name: str
    grain: str
    detect: tuple[str, ...]
    absent: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    check_total: str | None = None
    keep: tuple[Keep, ...] = ()
    dedupe: tuple[str, ...] = ()
    explode: tuple[str, str, Pattern] | None = None
    when: When = field(default_factory=When)
    case_column: str = ""
    case: Finder = lambda _cell: None
    type_column: str | None = None
    type_of: Mapping[str, str] = field(default_factory=dict)
    type_always: str | None = None
    quantity_column: str | None = None
    number: Number = field(default_factory=Number)
    unpivot: Mapping[str, str] = field(default_factory=dict)
    channel: str = "unknown"
    channel_column: str | None = None
    channel_of: Mapping[str, str] = field(default_factory=dict)
    country_column: str | None = None
    precision_column: str | None = None
    precision_of: Mapping[str, str] = field(default_factory=dict)
    # An export of outcomes, cases or editions: the record's table, its cells, and the two columns
    # that say that a row is withdrawn and why.
    table: str = ""
    cells: Mapping[str, CellRule] = field(default_factory=dict)
    status: str = ""
    reason: str = ""

    @property
    def wanted(self) -> list[str]:
        """Every column that is read, once; no other column's cells are ever looked at."""
        names = [
            *self.when.columns,
            self.case_column,
            *(rule.column for rule in self.keep),
            *self.dedupe,
            *([self.explode[0]] if self.explode else []),
            *filter(
                None,
                [
                    self.type_column,
                    self.quantity_column,
                    self.channel_column,
                    self.country_column,
                    self.precision_column,
                ],
            ),
            *self.unpivot,
        ]
        return [name for name in dict.fromkeys(names) if name]


@dataclass(frozen=True)
class Section:
    id: str
    zone: str


@dataclass(frozen=True)
class Mappings:
    """All mappings of one file, with what they share."""

    section: Section
    zones: Mapping[str, str]
    window: tuple[str, str]
    largest: int
    sources: Mapping[str, Source]
    rules: str = ""  # a short mark of all that decides how a row is counted
    # What single values of a source's case column mean, before any of its rules.
    cases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_section(self, section: str | None) -> Section:
        """The section asked for, with its zone. Raises `Fault` if its zone is not known."""
        if section is None or section == self.section.id:
            return self.section
        if section not in self.zones:
            raise Fault(
                "section_unknown",
                name=section[:20],
                known=", ".join(sorted({*self.zones, self.section.id})),
            )
        return Section(section, self.zones[section])


def load(path: Path = OURS, own: bytes | None = None) -> Mappings:
    """Read a file of mappings, and staff's own over it. Raises `Fault` that names the wrong key.

    A file that says `extends: ours` has all of ours; a key of its own, such as `case_map`, stands
    instead of that key of ours, because a rule of another edition's cases would misread its own.
    """
    return _loaded(path.name, _file(path), own)


@lru_cache(8)
def _loaded(name: str, text: bytes, own: bytes | None) -> Mappings:
    """The mappings of these bytes. Read once: they are asked for with every file, and never changed."""
    read = [text]
    tree = _tree(name, text)
    if "extends" in tree:
        if tree["extends"] != "ours":
            raise _Reader(name, tree).wrong("extends", "not_allowed")
        read.append(_file(OURS))
        tree = _tree(OURS.name, read[1]) | tree
    if own is not None:
        read.append(own)
        tree = _merged(tree, _tree(name, own))
    rules = hashlib.sha256(b"\0".join(read)).hexdigest()[:12]
    return replace(_Reader(name, tree).mappings(), rules=rules)


def with_cases(source: Source, cases: Collection[str], own: Mapping[str, str]) -> Source:
    """The same source, to which a value that staff mapped, or the exact id of a case, is that case."""
    ids = {fold(case): case for case in cases} | dict(own)
    return replace(source, case=lambda cell: ids.get(fold(cell)) or source.case(cell))


_LARGEST_FILE = 1 << 20
# What PyYAML raises besides its own errors: of dates, numbers and tags that are none, and depth.
_NOT_YAML = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)


def _file(path: Path) -> bytes:
    ordinary(path)
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise Fault("unreadable", Place(path.name), reason=error.strerror or "?") from None


@lru_cache(8)  # ours is read again with each file that extends it; no reader changes a tree
def _tree(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > _LARGEST_FILE:
        raise Fault("not_yaml", Place(name))
    try:
        tree = yaml.safe_load(content.decode())
    except (yaml.YAMLError, *_NOT_YAML) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise Fault("not_yaml", Place(name, None if line is None else line + 1)) from None
    return tree if isinstance(tree, dict) else {}


def added(own: bytes | None, more: Mapping[str, Any]) -> bytes:
    """Staff's own mappings with something added, as a file."""
    tree = _merged(_tree(OURS.name, own) if own else {}, dict(more))
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()


def _merged(tree: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Both together: own keys over ours, one source as a whole; of lists of rules, own rules first."""
    merged = {**tree, **own}
    for key in tree.keys() & own.keys():
        ours, theirs = tree[key], own[key]
        if isinstance(ours, dict) and isinstance(theirs, dict):
            merged[key] = {**ours, **theirs} if key == "sources" else _merged(ours, theirs)
        elif isinstance(ours, list) and isinstance(theirs, list):
            merged[key] = [*theirs, *ours]
    return merged


def _templates() -> dict[str, Source]:
    """Our own templates of rows of the record, known in every file of mappings."""
    return {
        template.name: Source(
            name=template.name,
            grain="outcome",
            detect=template.detect,
            table=template.table,
            cells={
                column.name: CellRule(template.headers[column.name])
                for column in TABLE[template.table].columns
            },
            status=template.headers[STATUS],
            reason=template.headers[REASON],
        )
        for template in templates()
    }


class _Reader:
    """Reads the tree of a file. Nothing in it is trusted to be of any kind."""

    def __init__(self, file: str, tree: dict[Any, Any]) -> None:
        self._file = file
        self._tree = tree

    def wrong(self, key: str, why: str) -> Fault:
        return Fault(f"mapping_key.{why}", Place(self._file), name=shown(key)[:120])

    # Kinds. What is not there is empty; what is of another kind is named.

    def table(self, at: str, value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.wrong(at, "not_a_table")
        return {self.text(at, key): item for key, item in value.items()}

    def listed(self, at: str, value: Any) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(at, "not_a_list")
        return value

    def text(self, at: str, value: Any) -> str:
        """A text, or a whole number written without quotes."""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.wrong(at, "not_a_text")
        if isinstance(value, int) and abs(value) > 10**18:
            raise self.wrong(at, "not_a_text")
        return str(value)

    def texts(self, at: str, value: Any) -> tuple[str, ...]:
        return tuple(self.text(at, item) for item in self.listed(at, value))

    def words(self, at: str, value: Any) -> dict[str, str]:
        return {key: self.text(f"{at}.{key}", item) for key, item in self.table(at, value).items()}

    def folded(self, at: str, value: Any) -> dict[str, str]:
        return {fold(key): item for key, item in self.words(at, value).items()}

    def names(self, at: str, value: Any) -> tuple[str, ...]:
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(item, str) and item.strip() for item in value)
        ):
            raise self.wrong(at, "names_wanted")
        return tuple(value)

    def column(self, at: str, node: dict[str, Any]) -> str:
        name = self.text(f"{at}.col", node.get("col"))
        if not name.strip():
            raise self.wrong(f"{at}.col", "missing")
        return name

    def flag(self, at: str, value: Any) -> bool:
        if value is not None and not isinstance(value, bool):
            raise self.wrong(at, "not_yes_or_no")
        return bool(value)

    def pattern(self, at: str, text: Any) -> Pattern:
        try:
            return Pattern(self.text(at, text))
        except (ValueError, pa.ArrowException):
            raise self.wrong(at, "not_a_pattern") from None

    def zone(self, at: str, value: Any) -> str:
        name = self.text(at, value)
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.wrong(at, "no_such_zone") from None

    def allowed(self, at: str, value: Any, vocabulary: Sequence[str]) -> str:
        if not isinstance(value, str) or value not in vocabulary:
            raise self.wrong(at, "not_allowed")
        return value

    def only(self, at: str, node: dict[str, Any], keys: set[str]) -> None:
        for key in node:
            if key not in keys:
                raise self.wrong(f"{at}.{key}", "unknown")

    # The parts of the file.

    def mappings(self) -> Mappings:
        tree = self._tree
        sources = self.table("sources", tree.get("sources"))
        if not sources:
            raise self.wrong("sources", "missing")
        section = self.table("section", tree.get("section"))
        edition = self.table("edition", tree.get("edition"))
        largest = self.table("checks", tree.get("checks")).get("quantity_max", 5_000_000)
        if type(largest) is not int or not 0 < largest <= 10**12:
            raise self.wrong("checks.quantity_max", "not_a_number")
        zones = self.table("zones", tree.get("zones"))
        return Mappings(
            section=Section(
                self.text("section.id", section.get("id", "unknown")),
                self.zone("section.tz", section.get("tz", "UTC")),
            ),
            zones={key: self.zone(f"zones.{key}", value) for key, value in zones.items()},
            window=(
                self.month_and_day("edition.window_start", edition.get("window_start", "11-01")),
                self.month_and_day("edition.window_end", edition.get("window_end", "03-31")),
            ),
            largest=largest,
            sources={name: self.source(name, node) for name, node in sources.items()}
            | _templates(),
            cases={
                name: self.folded(f"cases.{name}", node)
                for name, node in self.table("cases", tree.get("cases")).items()
            },
        )

    def month_and_day(self, at: str, value: Any) -> str:
        text = self.text(at, value)
        if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text, re.ASCII):
            raise self.wrong(at, "not_a_day")
        return text

    def source(self, name: str, value: Any) -> Source:
        at = f"sources.{name}"
        node = self.table(at, value)
        self.only(at, node, _SOURCE_KEYS)
        detect = self.table(f"{at}.detect", node.get("detect"))
        about = self.table(f"{at}.file", node.get("file"))
        self.texts(f"{at}.pii", node.get("pii"))
        total = about.get("check_total")
        common: dict[str, Any] = {
            "name": name,
            "grain": self.allowed(f"{at}.grain", node.get("grain"), GRAINS),
            "detect": self.names(f"{at}.detect.all", detect.get("all")),
            "absent": self.texts(f"{at}.detect.none", detect.get("none")),
            "footers": tuple(
                self.pattern(f"{at}.file.footer", text).pattern
                for text in self.listed(f"{at}.file.footer", about.get("footer"))
            ),
            "check_total": None if total is None else self.text(f"{at}.file.check_total", total),
        }
        if common["grain"] == "outcome":
            return Source(**common, **self.cells(at, node))
        if node.get("fields") is None:
            raise self.wrong(f"{at}.fields", "missing")
        fields = self.table(f"{at}.fields", node["fields"])
        self.only(f"{at}.fields", fields, _FIELD_KEYS)
        dedupe = self.table(f"{at}.dedupe", node.get("dedupe"))
        source = Source(
            **common,
            keep=tuple(
                self.keep(f"{at}.keep", rule)
                for rule in self.listed(f"{at}.keep", node.get("keep"))
            ),
            dedupe=self.names(f"{at}.dedupe.by", dedupe.get("by")) if dedupe else (),
            explode=self.explode(f"{at}.explode", node.get("explode")),
            when=self.when(f"{at}.fields.when", fields.get("when")),
            **self.case(f"{at}.fields.case", fields.get("case")),
            **self.action_type(f"{at}.fields", fields),
            **self.extras(f"{at}.fields", fields),
        )
        if source.check_total is not None and source.check_total not in source.wanted:
            raise self.wrong(f"{at}.file.check_total", "not_allowed")
        return source

    def cells(self, at: str, node: dict[str, Any]) -> dict[str, Any]:
        """How rows of the record are read. Without `fields`, as our own mapping of that shape."""
        if "fields" not in node and self._file != OURS.name:
            ours = load().sources["outcomes_template"]
            return {name: getattr(ours, name) for name in ("table", "cells", "status", "reason")}
        table = self.allowed(f"{at}.table", node.get("table"), OPEN)
        if node.get("fields") is None:
            raise self.wrong(f"{at}.fields", "missing")
        fields = self.table(f"{at}.fields", node["fields"])
        self.only(f"{at}.fields", fields, {column.name for column in TABLE[table].columns})
        return {
            "table": table,
            "cells": {
                name: self.cell(f"{at}.fields.{name}", rule) for name, rule in fields.items()
            },
            "status": self.text(f"{at}.withdrawn", node.get("withdrawn", "")),
            "reason": self.text(f"{at}.reason", node.get("reason", "")),
        }

    def cell(self, at: str, value: Any) -> CellRule:
        rule = self.table(at, value)
        self.only(at, rule, _CELL_KEYS)
        if not rule:
            raise self.wrong(at, "missing")
        return CellRule(
            self.text(f"{at}.col", rule.get("col", "")),
            self.text(f"{at}.const", rule.get("const", "")),
            self.folded(f"{at}.map", rule.get("map")),
            self.text(f"{at}.else", rule.get("else", "")),
        )

    def keep(self, at: str, value: Any) -> Keep:
        rule = self.table(at, value)
        if "col" not in rule or set(rule) - _KEEP_KEYS:
            raise self.wrong(at, "unknown")
        column = self.column(at, rule)
        if "in" in rule:
            listed = self.texts(f"{at}.in", rule["in"])
            allowed = {fold(item) for item in listed}
            return Keep(
                column, lambda cell: fold(cell) in allowed, f"{column}: {', '.join(listed)}"
            )
        if "not_in" in rule:
            listed = self.texts(f"{at}.not_in", rule["not_in"])
            refused = {fold(item) for item in listed}
            return Keep(
                column, lambda cell: fold(cell) not in refused, f"{column} ≠ {', '.join(listed)}"
            )
        if "matches" in rule:
            pattern = self.pattern(f"{at}.matches", rule["matches"])
            return Keep(column, pattern.search, f"{column} ~ {pattern.pattern}")
        empty = self.flag(f"{at}.empty", rule.get("empty"))
        return Keep(
            column,
            lambda cell: (not cell.strip()) == empty,
            f"{column} {'= ∅' if empty else '≠ ∅'}",
        )

    def explode(self, at: str, value: Any) -> tuple[str, str, Pattern] | None:
        if value is None:
            return None
        node = self.table(at, value)
        if {"col", "sep", "matches"} - set(node):
            raise self.wrong(at, "explode_wanted")
        separator = self.text(f"{at}.sep", node["sep"])
        if not separator:
            raise self.wrong(f"{at}.sep", "missing")
        return self.column(at, node), separator, self.pattern(f"{at}.matches", node["matches"])

    def when(self, at: str, value: Any) -> When:
        if value is None:
            raise self.wrong(at, "missing")
        node = self.table(at, value)
        self.only(at, node, _WHEN_KEYS)
        if self.flag(f"{at}.undated", node.get("undated")):
            return When()
        zone = node.get("tz")
        date_only = self.flag(f"{at}.date_only", node.get("date_only"))
        return When(
            columns=self.names(f"{at}.cols", node.get("cols")),
            join=self.text(f"{at}.join", node.get("join", " ")),
            formats=self.formats(f"{at}.formats", node.get("formats")),
            zone=None if zone in (None, "section") or date_only else self.zone(f"{at}.tz", zone),
            confirm=self.flag(f"{at}.tz_confirm", node.get("tz_confirm")),
            order_from_file=node.get("order_from") == "file",
        )

    def formats(self, at: str, value: Any) -> tuple[str, ...]:
        """Forms of dates, each of which can read back what it writes: a slip would set all aside."""
        forms = self.names(at, value)
        for form in forms:
            try:
                written = pc.strftime(_A_DAY, format=form)
                known = pc.strptime(written, format=form, unit="s", error_is_null=True)
            except (pa.ArrowException, ValueError):
                raise self.wrong(at, "not_a_form") from None
            if known.cast(pa.date32())[0].as_py() != _A_DAY.cast(pa.date32())[0].as_py():
                raise self.wrong(at, "not_a_form")
        return forms

    def case(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        if "col" not in node:
            raise self.wrong(at, "missing")
        column = self.column(at, node)
        if "map" in node:
            return {"case_column": column, "case": _folding(self.folded(f"{at}.map", node["map"]))}
        via = self.text(f"{at}.via", node.get("via", "case_map"))
        shared: Any = self._tree
        for part in via.split("."):
            shared = shared.get(part) if isinstance(shared, dict) else None
        if isinstance(shared, dict):
            return {"case_column": column, "case": _folding(self.folded(via, shared))}
        if not isinstance(shared, list):
            raise self.wrong(f"{at}.via", "no_such_map")
        rules = [self.rule(via, rule) for rule in shared]
        return {"case_column": column, "case": _first_match(rules)}

    def rule(self, at: str, value: Any) -> tuple[Pattern, str]:
        rule = self.table(at, value)
        if {"matches", "case_id"} - set(rule):
            raise self.wrong(at, "missing")
        return (
            self.pattern(f"{at}.matches", rule["matches"]),
            self.text(f"{at}.case_id", rule["case_id"]),
        )

    def action_type(self, at: str, fields: dict[str, Any]) -> dict[str, Any]:
        quantity = self.table(f"{at}.quantity", fields.get("quantity"))
        unpivot = self.words(f"{at}.quantity.unpivot", quantity.get("unpivot"))
        if unpivot:
            self.names(f"{at}.quantity.unpivot", list(unpivot))
            for kind in unpivot.values():
                self.allowed(f"{at}.quantity.unpivot", kind, ACTION_TYPES)
            return {"unpivot": unpivot}
        node = self.table(f"{at}.action_type", fields.get("action_type"))
        if "const" in node:
            always = self.allowed(f"{at}.action_type.const", node["const"], ACTION_TYPES)
            return {"type_always": always}
        if "map" not in node:
            raise self.wrong(f"{at}.action_type", "missing")
        kinds = self.folded(f"{at}.action_type.map", node["map"])
        for kind in kinds.values():
            self.allowed(f"{at}.action_type.map", kind, ACTION_TYPES)
        return {"type_column": self.column(f"{at}.action_type", node), "type_of": kinds}

    def extras(self, at: str, fields: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        channel = self.table(f"{at}.channel", fields.get("channel"))
        found["channel"] = self.allowed(
            f"{at}.channel.const", channel.get("const", "unknown"), CHANNELS
        )
        if "col" in channel:
            found["channel_column"] = self.column(f"{at}.channel", channel)
            found["channel_of"] = self.folded(f"{at}.channel.map", channel.get("map"))
            for word in found["channel_of"].values():
                self.allowed(f"{at}.channel.map", word, CHANNELS)
        if country := self.table(f"{at}.country", fields.get("country")):
            found["country_column"] = self.column(f"{at}.country", country)
        quantity = self.table(f"{at}.quantity", fields.get("quantity"))
        if "col" in quantity:
            found["quantity_column"] = self.column(f"{at}.quantity", quantity)
            found["number"] = self.number(f"{at}.quantity.number", quantity.get("number"))
        if precision := self.table(f"{at}.precision", fields.get("precision")):
            mapped = self.folded(f"{at}.precision.map", precision.get("map"))
            for word in mapped.values():
                self.allowed(f"{at}.precision.map", word, PRECISIONS)
            found["precision_column"] = self.column(f"{at}.precision", precision)
            found["precision_of"] = mapped
        return found

    def number(self, at: str, value: Any) -> Number:
        node = self.table(at, value)
        group = self.text(f"{at}.group", node.get("group", ""))
        decimal = self.text(f"{at}.decimal", node.get("decimal", "."))
        if re.search(r"\d", group + decimal) or len(decimal) != 1:
            raise self.wrong(at, "not_a_mark")
        return Number(group, decimal, self.flag(f"{at}.approx", node.get("approx")))


_A_DAY = pa.array([1_640_131_200], pa.timestamp("s"))  # 22 December 2021, midnight


def _folding(table: Mapping[str, str]) -> Finder:
    return lambda cell: table.get(fold(cell))


def _first_match(rules: list[tuple[Pattern, str]]) -> Finder:
    return lambda cell: next((case for pattern, case in rules if pattern.search(cell)), None)


def choose(
    path: Path, mappings: Mappings, name: str | None = None, sheet: str | None = None
) -> tuple[Source, Opened]:
    """The mapping that fits a file's header, and the file, opened.

    Of a workbook, the sheet that one fits; a hidden one only if no other does. Raises `Fault` if
    none does, or two do alike, and `two_sheets`, which names them, if two sheets can be counted.
    """
    opened = open_file(path, sheet)
    sources = list(mappings.sources.values())
    if name is not None:
        if name not in mappings.sources:
            raise Fault(
                "mapping_unknown", name=name[:60], known=", ".join(sorted(mappings.sources))
            )
        sources = [mappings.sources[name]]
    if sheet is not None or len(opened.sheets) < 2:
        return _fitting(opened, sources), opened
    return _of_sheets(opened, sources)


def _of_sheets(opened: Opened, sources: list[Source]) -> tuple[Source, Opened]:
    fault: Fault | None = None
    for hidden in (False, True):
        found: dict[str, Source] = {}
        for each in opened.sheets:
            if each.hidden != hidden:
                continue
            opened = opened.of_sheet(each.name)
            try:
                found[each.name] = _fitting(opened, sources)
            except Fault as other:
                if other.key not in NOT_KNOWN:
                    raise
                if fault is None or other.key == "mapping_none":
                    fault = fault if fault and fault.key == "mapping_none" else other
        if len(found) > 1:
            raise Fault("two_sheets", Place(opened.path.name), names=", ".join(found))
        for name, source in found.items():
            return source, opened.of_sheet(name)
    assert fault is not None
    raise fault


def _fitting(opened: Opened, sources: list[Source]) -> Source:
    fitting: list[tuple[int, Source]] = []
    for source in sources:
        head = find_header(opened, source.detect)
        if head is None:
            continue
        folded = {fold(column) for column in head.names}
        if not any(fold(column) in folded for column in source.absent):
            fitting.append((len(source.detect), _as_there(source, folded)))
    if not fitting:
        raise _nothing_fits(opened, sources)
    fitting.sort(key=lambda item: -item[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        both = ", ".join(item[1].name for item in fitting[:2])
        raise Fault("mapping_tie", Place(opened.path.name), names=both)
    return fitting[0][1]


def _as_there(source: Source, folded: set[str]) -> Source:
    """The mapping without the columns that a count can do without and that the file does not have."""

    def there(column: str | None) -> str | None:
        return column if column and fold(column) in folded else None

    return replace(
        source,
        country_column=there(source.country_column),
        precision_column=there(source.precision_column),
        channel_column=there(source.channel_column),
    )


# Faults that say that a file has a header which no mapping knows: it can be mapped.
NOT_KNOWN = ("mapping_none", "mapping_unlike", "mapping_headless", "export_no_encoding")


def _nothing_fits(opened: Opened, sources: list[Source]) -> Fault:
    """Why none fits: what is missing for one that is near, or else what columns there are."""
    place = Place(opened.path.name)
    if opened.head[0].lstrip().startswith("<"):
        return Fault("foreign.html", place)
    line, names = _likely_header(opened, sources)
    folded = {fold(name) for name in names}

    def held(source: Source) -> float:
        return sum(fold(name) in folded for name in source.detect) / len(source.detect)

    nearest = max(sources, key=held)
    missing = [name for name in nearest.detect if fold(name) not in folded]
    if not missing:
        if any(fold(name) in folded for name in nearest.absent):
            missing = [f"≠ {name}" for name in nearest.absent if fold(name) in folded]
        else:
            return Fault(
                "export_undivided",
                Place(opened.path.name, opened.row(line)),
                mapping=nearest.name,
                delimiters=", ; | TAB",
            )
    if held(nearest) >= 0.5:
        if opened.unsure:
            return Fault("export_no_encoding", place, wanted=", ".join(nearest.detect))
        return Fault("mapping_none", place, nearest=nearest.name, missing=", ".join(missing))
    if not names or any(_A_ROW.search(name) for name in names):
        return Fault("mapping_headless", place)
    shortened = [shown(name)[:40] for name in names[:20]]
    return Fault(
        "mapping_unlike", place, found=", ".join(shortened) + (", …" if names[20:] else "")
    )


# What stands in rows and in no name of a column: an address, a date, a long number.
_A_ROW = re.compile(r"@|\d{5}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^https?:")


def _likely_header(opened: Opened, sources: list[Source]) -> tuple[int, list[str]]:
    """The line among the first that holds most names that a mapping knows, and its cells."""
    known = {fold(name) for source in sources for name in source.detect}
    lines = []
    for number, line in enumerate(opened.head[:40], 1):
        cells = [cell.strip(" \"'") for cell in re.split(r"[,;\t|]", line[:20_000])]
        cells = [cell for cell in cells if cell]
        if cells:
            lines.append((len({fold(cell) for cell in cells} & known), number, cells))
    best = max(lines, key=lambda found: (found[0], len(found[2]), -found[1]), default=None)
    return (best[1], best[2]) if best else (1, [])
