"""Reading a mapping file: its tree becomes sources, and whatever is wrong with it is named by its key.

Nothing in the tree is trusted to be of any kind. Each part is read for itself, so that all that is
wrong can be told at once, and not only the first of it.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa

from impact.exports import day_order, season
from impact.exports.declaration import unknown_keys
from impact.exports.patterns import LONGEST, MOST, TIMES, Pattern, TooLarge
from impact.exports.sources import (
    ACTION_TYPES,
    CHANNELS,
    GRAINS,
    NEWER,
    PRECISIONS,
    REACHES,
    CellRule,
    ExportSource,
    Finder,
    Keep,
    Mappings,
    NumberForm,
    Section,
    When,
)
from impact.exports.templates import REASON, STATUS, templates
from impact.exports.text import fold
from impact.faults import Fault, Place, shown
from impact.record.corrections import OPEN
from impact.record.schema import TABLE


def _templates() -> dict[str, ExportSource]:
    """Our own templates of rows of the record, known in every file of mappings."""
    return {
        template.name: ExportSource(
            name=template.name,
            grain="outcome",
            detect=template.detect,
            absent=template.absent,
            table=template.table,
            cells={
                column.name: CellRule(template.headers[column.name])
                for column in TABLE[template.table].asked
            },
            status=template.headers[STATUS],
            reason=template.headers[REASON],
        )
        for template in templates()
    }


class MappingReader:
    """Reads the tree of a file. `cells`: how rows of the record are read where a source of that grain
    says nothing of it."""

    def __init__(
        self, file: str, tree: dict[Any, Any], cells: Callable[[], dict[str, Any]] | None = None
    ) -> None:
        self._file = file
        self._tree = tree
        self._cells = cells
        self._patterns = 0
        self._shared: dict[str, tuple[Finder, int]] = {}
        self.faults: list[Fault] = []

    def wrong(self, key: str, why: str, **values: str) -> Fault:
        return Fault(f"mapping_key.{why}", Place(self._file), name=shown(key)[:120], **values)

    def part(self, otherwise: Any, read: Callable[..., Any], *given: Any) -> Any:
        """A part of the file; what is wrong with it is noted, so that the others are read too."""
        try:
            return read(*given)
        except Fault as fault:
            self.faults.append(fault)
            return otherwise

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
        self._patterns += 1
        if self._patterns > MOST:
            raise self.wrong(at, "too_many_patterns", most=str(MOST))
        try:
            return Pattern(self.text(at, text))
        except TooLarge:
            raise self.wrong(
                at, "pattern_too_large", signs=str(LONGEST), times=str(TIMES)
            ) from None
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

    # The parts of the file.

    def mappings(self) -> Mappings:
        """All mappings of the file. Raises the first `Fault`; `faults` has all there are."""
        for at, near, known in unknown_keys(self._tree):
            self.faults.append(self.unknown(at, near, known))
        tree, part = self._tree, self.part
        zones = part({}, self.table, "zones", tree.get("zones"))
        sources = part({}, self.table, "sources", tree.get("sources"))
        newer = part({}, self.newer, tree.get("newer"), sources)
        if not sources and not self.faults:
            self.faults.append(self.wrong("sources", "missing"))
        self.part(None, self.said_for_readers)
        mappings = Mappings(
            section=part(Section("", "UTC"), self.section, tree.get("section")),
            zones={key: part("UTC", self.zone, f"zones.{key}", zones[key]) for key in zones},
            window=part(("", ""), self.window, tree.get("edition")),
            largest=part(0, self.checks, tree.get("checks")),
            sources={
                name: source
                for name, node in sources.items()
                if (source := part(None, self.source, name, node, newer.get(name))) is not None
            }
            | _templates(),
            cases=part({}, self.cases, tree.get("cases")),
        )
        if self.faults:
            raise self.faults[0]
        return mappings

    def unknown(self, at: str, near: str, known: list[str]) -> Fault:
        name, place = shown(at)[:120], Place(self._file)
        if near:
            return Fault("mapping_key.unknown_near", place, name=name, near=near)
        return Fault("mapping_key.unknown", place, name=name, known=", ".join(known))

    def said_for_readers(self) -> None:
        """What no code reads, because it is always done so: any other value would be a promise."""
        tree = self._tree
        self.always("version", tree.get("version"), 1)
        edition = self.table("edition", tree.get("edition"))
        self.always("edition.year_is", edition.get("year_is"), "start")
        checks = self.table("checks", tree.get("checks"))
        for name, value in _ALWAYS.items():
            self.always(f"checks.{name}", checks.get(name), value)

    def always(self, at: str, value: Any, done: str | int | bool) -> None:
        if value is not None and (type(value) is not type(done) or value != done):
            raise self.wrong(at, "not_allowed")

    def section(self, value: Any) -> Section:
        node = self.table("section", value)
        return Section(
            self.text("section.id", node.get("id", "unknown")),
            self.zone("section.tz", node.get("tz", "UTC")),
        )

    def window(self, value: Any) -> tuple[str, str]:
        node = self.table("edition", value)
        return (
            self.month_and_day("edition.window_start", node.get("window_start", season.WINDOW[0])),
            self.month_and_day("edition.window_end", node.get("window_end", season.WINDOW[1])),
        )

    def checks(self, value: Any) -> int:
        largest = self.table("checks", value).get("quantity_max", 5_000_000)
        if type(largest) is not int or not 0 < largest <= 10**12:
            raise self.wrong("checks.quantity_max", "not_a_number")
        return largest

    def cases(self, value: Any) -> dict[str, dict[str, str]]:
        return {
            name: self.folded(f"cases.{name}", node)
            for name, node in self.table("cases", value).items()
        }

    def month_and_day(self, at: str, value: Any) -> str:
        text = self.text(at, value)
        if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text, re.ASCII):
            raise self.wrong(at, "not_a_day")
        return text

    def newer(self, value: Any, sources: dict[str, Any]) -> dict[str, Any]:
        """What a newer file does, said of sources that are otherwise as they were."""
        said = self.table("newer", value)
        for name in said:
            if name not in sources:
                near = difflib.get_close_matches(name[:60], sources, 1, 0.5)
                raise self.unknown(f"newer.{name}", near[0] if near else "", list(sources))
        return said

    def source(self, name: str, value: Any, newer: Any = None) -> ExportSource | None:
        at = f"sources.{name}"
        part, node = self.part, self.table(at, value)
        part((), self.texts, f"{at}.pii", node.get("pii"))
        grain = self.allowed(f"{at}.grain", node.get("grain"), GRAINS)
        detect = part({}, self.table, f"{at}.detect", node.get("detect"))
        common: dict[str, Any] = {
            "name": name,
            "grain": grain,
            "detect": part((), self.names, f"{at}.detect.all", detect.get("all")),
            "absent": part((), self.texts, f"{at}.detect.none", detect.get("none")),
            "also": {
                name: part((), self.names, f"{at}.also.{name}", names)
                for name, names in part({}, self.table, f"{at}.also", node.get("also")).items()
            },
            **part({}, self.file, f"{at}.file", node.get("file")),
        }
        if grain == "outcome":
            if newer is not None:  # its rows are never of a list that a newer one stands over
                raise self.wrong(f"newer.{name}", "not_allowed")
            return ExportSource(**common, **part({}, self.rows_of_record, at, node))
        if node.get("fields") is None:
            raise self.wrong(f"{at}.fields", "missing")
        fields = self.table(f"{at}.fields", node["fields"])
        source = ExportSource(
            **common,
            keep=tuple(
                rule
                for each in part([], self.listed, f"{at}.keep", node.get("keep"))
                if (rule := part(None, self.keep, f"{at}.keep", each)) is not None
            ),
            explode=part(None, self.explode, f"{at}.explode", node.get("explode")),
            when=part(When(), self.when, f"{at}.fields.when", fields.get("when")),
            **part({}, self.streams, at, node, newer),
            **part({}, self.case, f"{at}.fields.case", fields.get("case")),
            **part({}, self.action_type, f"{at}.fields", fields),
            **part({}, self.quantity, f"{at}.fields.quantity", fields.get("quantity")),
            **part({}, self.channel, f"{at}.fields.channel", fields.get("channel")),
            **part({}, self.country, f"{at}.fields.country", fields.get("country")),
            **part({}, self.precision, f"{at}.fields.precision", fields.get("precision")),
        )
        if source.check_total is not None and source.check_total not in source.wanted:
            raise self.wrong(f"{at}.file.check_total", "not_allowed")
        return source

    def file(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        total = node.get("check_total")
        self.texts(f"{at}.delimiters", node.get("delimiters"))
        self.always(
            f"{at}.trailing_blank_column", node.get("trailing_blank_column"), "drop_if_empty"
        )
        return {
            "footers": tuple(
                self.pattern(f"{at}.footer", text).pattern
                for text in self.listed(f"{at}.footer", node.get("footer"))
            ),
            "check_total": None if total is None else self.text(f"{at}.check_total", total),
        }

    def streams(self, at: str, node: dict[str, Any], said: Any) -> dict[str, Any]:
        """What tells rows and lists apart, and what a newer file does to an earlier one."""
        dedupe = self.table(f"{at}.dedupe", node.get("dedupe"))
        stream = self.table(f"{at}.stream", node.get("stream"))
        by = self.names(f"{at}.dedupe.by", dedupe.get("by")) if dedupe else ()
        place = f"{at}.newer"
        newer = node.get("newer", "events" if by else "versions")
        if said is not None:
            place, newer = f"newer.{at.removeprefix('sources.')}", said
        newer = self.allowed(place, newer, NEWER)
        if newer == "events" and not by:
            raise self.wrong(place, "keys_wanted")
        return {
            "dedupe": by,
            "newer": newer,
            "reach": self.allowed(f"{at}.keys", node.get("keys", "stream"), REACHES),
            "stream": self.names(f"{at}.stream.cols", stream.get("cols")) if stream else (),
        }

    def rows_of_record(self, at: str, node: dict[str, Any]) -> dict[str, Any]:
        """How rows of the record are read. Without `fields`, as our own mapping of that shape."""
        if "fields" not in node and self._cells is not None:
            return self._cells()
        table = self.allowed(f"{at}.table", node.get("table"), OPEN)
        if node.get("fields") is None:
            raise self.wrong(f"{at}.fields", "missing")
        fields = self.table(f"{at}.fields", node["fields"])
        known = [column.name for column in TABLE[table].asked]
        for name in fields:
            if name not in known:
                near = difflib.get_close_matches(name[:60], known, 1, 0.5)
                raise self.unknown(f"{at}.fields.{name}", near[0] if near else "", known)
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
        if not rule:
            raise self.wrong(at, "missing")
        return CellRule(
            self.text(f"{at}.col", rule.get("col", "")),
            self.text(f"{at}.const", rule.get("const", "")),
            self.folded(f"{at}.map", rule.get("map")),
            self.text(f"{at}.else", rule.get("else", "")),
        )

    def keep(self, at: str, value: Any) -> Keep | None:
        rule = self.table(at, value)
        column = self.column(at, rule)
        said = [name for name in ("in", "not_in", "matches", "empty") if name in rule]
        if len(said) != 1:
            raise self.wrong(at, "one_test_wanted")
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
            return Keep(column, pattern.search, f"{column} ~ {pattern.pattern}", pattern)
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
        if self.flag(f"{at}.undated", node.get("undated")):
            return When()
        zone = node.get("tz")
        date_only = self.flag(f"{at}.date_only", node.get("date_only"))
        formats = self.formats(f"{at}.formats", node.get("formats"))
        order = self.allowed(
            f"{at}.order_from", node.get("order_from", "file"), ("file", "mapping")
        )
        orders = day_order.orders(formats)
        day_first: bool | None = None
        if "day_first" in node:
            day_first = self.flag(f"{at}.day_first", node["day_first"])
        elif order == "mapping":
            if len(orders) != 1:
                raise self.wrong(f"{at}.order_from", "one_order_wanted")
            day_first = True in orders
        return When(
            columns=self.names(f"{at}.cols", node.get("cols")),
            join=self.text(f"{at}.join", node.get("join", " ")),
            formats=formats,
            zone=None if zone in (None, "section") or date_only else self.zone(f"{at}.tz", zone),
            confirm=self.flag(f"{at}.tz_confirm", node.get("tz_confirm")),
            date_only=date_only,
            day_first=day_first,
            orders=orders,
        )

    def formats(self, at: str, value: Any) -> tuple[str, ...]:
        """Forms of dates, each of which can read back what it writes: a slip would set all aside."""
        forms = self.names(at, value)
        for form in forms:
            try:
                known = dt.datetime.strptime(_A_DAY.strftime(form), form)
            except ValueError:
                raise self.wrong(at, "not_a_form") from None
            if known.date() != _A_DAY:
                raise self.wrong(at, "not_a_form")
        return forms

    def case(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        if "col" not in node:
            raise self.wrong(at, "missing")
        found: dict[str, Any] = {
            "case_column": self.column(at, node),
            "split": self.text(f"{at}.split", node.get("split", "")),
        }
        if "map" in node:
            if "via" in node:
                raise self.wrong(f"{at}.via", "not_allowed")
            return {**found, "cases": _folding(self.folded(f"{at}.map", node["map"]))}
        via = self.text(f"{at}.via", node.get("via", "case_map"))
        if via not in self._shared:
            self._shared[via] = self.shared(at, via)
        cases, patterns = self._shared[via]
        return {**found, "cases": cases, "patterns": patterns}

    def shared(self, at: str, via: str) -> tuple[Finder, int]:
        """The rules of a table that several sources may share, and how many patterns they ask. A file need not
        have any; but a name that is nearly that of one is a slip."""
        shared: Any = self._tree
        for depth, name in enumerate(via.split(".")):
            inside = shared if isinstance(shared, dict) else {}
            shared = inside.get(name)
            if shared is None:
                near = difflib.get_close_matches(name, [str(key) for key in inside], 1, 0.75)
                if via.split(".")[0] in _SHARED and not (depth and near):
                    return _nobody, 0
                break
        if isinstance(shared, dict):
            return _folding(self.folded(via, shared)), 0
        if not isinstance(shared, list):
            raise self.wrong(f"{at}.via", "no_such_map")
        return _all_that_match([self.rule(via, rule) for rule in shared]), len(shared)

    def rule(self, at: str, value: Any) -> tuple[Pattern, str]:
        rule = self.table(at, value)
        if {"matches", "case_id"} - set(rule):
            raise self.wrong(at, "missing")
        return (
            self.pattern(f"{at}.matches", rule["matches"]),
            self.text(f"{at}.case_id", rule["case_id"]),
        )

    def action_type(self, at: str, fields: dict[str, Any]) -> dict[str, Any]:
        node = self.table(f"{at}.action_type", fields.get("action_type"))
        quantity = self.table(f"{at}.quantity", fields.get("quantity"))
        if "unpivot" in quantity:
            if node:
                raise self.wrong(f"{at}.action_type", "not_allowed")
            return {}
        if "const" in node:
            always = self.allowed(f"{at}.action_type.const", node["const"], ACTION_TYPES)
            return {"type_always": always}
        if "map" not in node:
            raise self.wrong(f"{at}.action_type", "missing")
        kinds = self.folded(f"{at}.action_type.map", node["map"])
        for kind in kinds.values():
            self.allowed(f"{at}.action_type.map", kind, ACTION_TYPES)
        return {"type_column": self.column(f"{at}.action_type", node), "type_of": kinds}

    def quantity(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        self.always(f"{at}.const", node.get("const"), 1)
        self.always(f"{at}.blank", node.get("blank"), "skip")
        if sum(name in node for name in ("const", "col", "unpivot")) > 1:
            raise self.wrong(at, "not_allowed")
        number = self.number(f"{at}.number", node.get("number"))
        if "unpivot" in node:
            unpivot = self.words(f"{at}.unpivot", node["unpivot"])
            self.names(f"{at}.unpivot", list(unpivot))
            for kind in unpivot.values():
                self.allowed(f"{at}.unpivot", kind, ACTION_TYPES)
            return {"unpivot": unpivot, "number": number}
        if "col" in node:
            return {"quantity_column": self.column(at, node), "number": number}
        return {}

    def channel(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        always = self.allowed(f"{at}.const", node.get("const", "unknown"), CHANNELS)
        if "col" not in node:
            return {"channel": always}
        words = self.folded(f"{at}.map", node.get("map"))
        for word in words.values():
            self.allowed(f"{at}.map", word, CHANNELS)
        return {"channel": always, "channel_column": self.column(at, node), "channel_of": words}

    def country(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        return {"country_column": self.column(at, node)} if node else {}

    def precision(self, at: str, value: Any) -> dict[str, Any]:
        node = self.table(at, value)
        if not node:
            return {}
        words = self.folded(f"{at}.map", node.get("map"))
        for word in words.values():
            self.allowed(f"{at}.map", word, PRECISIONS)
        return {"precision_column": self.column(at, node), "precision_of": words}

    def number(self, at: str, value: Any) -> NumberForm:
        node = self.table(at, value)
        group = self.text(f"{at}.group", node.get("group", ""))
        decimal = self.text(f"{at}.decimal", node.get("decimal", "."))
        if re.search(r"\d", group + decimal) or len(decimal) != 1:
            raise self.wrong(at, "not_a_mark")
        return NumberForm(group, decimal, self.flag(f"{at}.approx", node.get("approx")))


_A_DAY = dt.date(2021, 12, 22)
_SHARED = ("case_map", "page_map")
# The checks that are always made so.
_ALWAYS: Mapping[str, str | int | bool] = {
    "quantity_min": 0,
    "quantity_integer": True,
    "dates": "within_edition_or_flag",
    "future_dates": "reject",
    "unmapped_case": "flag",
    "unmapped_type": "reject",
}


def _folding(table: Mapping[str, str]) -> Finder:
    def find(label: str) -> tuple[tuple[str, ...], ...]:
        case = table.get(fold(label))
        return () if case is None else ((case,),)

    return find


def _all_that_match(rules: list[tuple[Pattern, str]]) -> Finder:
    """Every case that some rule names: a label that fits two of them means neither."""

    def find(label: str) -> tuple[tuple[str, ...], ...]:
        return (tuple(dict.fromkeys(case for pattern, case in rules if pattern.search(label))),)

    return find


def _nobody(_label: str) -> tuple[tuple[str, ...], ...]:
    return ()
