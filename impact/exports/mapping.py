"""Mappings: which columns of a platform's export say when, which case, what, and how many.

Mappings are data, one YAML file for ours and any number for staff's own. Reading one checks every
key, so that a slip is named before a file is counted by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from impact.amendments import OPEN
from impact.contract import TABLE
from impact.exports.opening import Opened, open_file
from impact.exports.screen import find_header, fold
from impact.exports.templates import REASON, STATUS, templates
from impact.faults import Fault, Place

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
    explode: tuple[str, str, re.Pattern[str]] | None = None
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
    rules: str = ""

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
    try:
        tree = _tree(path.name, path.read_bytes())
    except OSError as error:
        raise Fault("unreadable", Place(path.name), reason=error.strerror or "?") from None
    if "extends" in tree:
        if tree["extends"] != "ours":
            raise _Reader(path.name, tree).wrong("extends", "not_allowed")
        tree = _tree(OURS.name, OURS.read_bytes()) | tree
    if own is not None:
        tree = _merged(tree, _tree(path.name, own))
    return _Reader(path.name, tree).mappings()


def with_cases(source: Source, cases: Collection[str]) -> Source:
    """The same source, to which the exact id of one of these cases names that case."""
    ids = {fold(case): case for case in cases}
    return replace(source, case=lambda cell: ids.get(fold(cell)) or source.case(cell))


def _tree(name: str, content: bytes) -> dict[str, Any]:
    try:
        tree = yaml.safe_load(content.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise Fault("not_yaml", Place(name, None if line is None else line + 1)) from None
    return tree if isinstance(tree, dict) else {}


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
    def __init__(self, file: str, tree: dict[str, Any]) -> None:
        self._file = file
        self._tree = tree

    def wrong(self, key: str, why: str) -> Fault:
        return Fault("mapping_key", Place(self._file), name=key, why=why)

    def mappings(self) -> Mappings:
        tree = self._tree
        sources = tree.get("sources")
        if not isinstance(sources, dict) or not sources:
            raise self.wrong("sources", "missing")
        section = tree.get("section") or {"id": "unknown", "tz": "UTC"}
        edition = tree.get("edition") or {}
        checks = tree.get("checks") or {}
        return Mappings(
            section=Section(str(section.get("id", "unknown")), str(section.get("tz", "UTC"))),
            zones={str(key): str(value) for key, value in (tree.get("zones") or {}).items()},
            window=(
                str(edition.get("window_start", "11-01")),
                str(edition.get("window_end", "03-31")),
            ),
            largest=int(checks.get("quantity_max", 5_000_000)),
            sources={str(name): self.source(str(name), node) for name, node in sources.items()}
            | _templates(),
            rules=self.rules(),
        )

    def rules(self) -> str:
        """A short mark of all that decides how a row is counted: another mark, count again."""
        return hashlib.sha256(repr(self._tree).encode()).hexdigest()[:12]

    def source(self, name: str, node: Any) -> Source:
        at = f"sources.{name}"
        if not isinstance(node, dict):
            raise self.wrong(at, "not_a_table")
        for key in node:
            if key not in _SOURCE_KEYS:
                raise self.wrong(f"{at}.{key}", "unknown")
        detect = self.names(f"{at}.detect.all", (node.get("detect") or {}).get("all"))
        grain = node.get("grain")
        if grain not in GRAINS:
            raise self.wrong(f"{at}.grain", "not_allowed")
        about_file = node.get("file") or {}
        common: dict[str, Any] = {
            "name": name,
            "grain": grain,
            "detect": detect,
            "absent": tuple((node.get("detect") or {}).get("none") or ()),
            "footers": tuple(
                self.pattern(f"{at}.file.footer", text).pattern
                for text in about_file.get("footer") or ()
            ),
            "check_total": about_file.get("check_total"),
        }
        if grain == "outcome":
            return Source(**common, **self.cells(at, node))
        fields = node.get("fields")
        if not isinstance(fields, dict):
            raise self.wrong(f"{at}.fields", "missing")
        for key in fields:
            if key not in _FIELD_KEYS:
                raise self.wrong(f"{at}.fields.{key}", "unknown")
        return Source(
            **common,
            keep=tuple(self.keep(f"{at}.keep", rule) for rule in node.get("keep") or ()),
            dedupe=tuple((node.get("dedupe") or {}).get("by") or ()),
            explode=self.explode(f"{at}.explode", node.get("explode")),
            when=self.when(f"{at}.fields.when", fields.get("when")),
            **self.case(f"{at}.fields.case", fields.get("case")),
            **self.action_type(f"{at}.fields", fields),
            **self.extras(f"{at}.fields", fields),
        )

    def cells(self, at: str, node: dict[str, Any]) -> dict[str, Any]:
        """How rows of the record are read. Without `fields`, as our own mapping of that shape."""
        if "fields" not in node and self._file != OURS.name:
            ours = load().sources["outcomes_template"]
            return {name: getattr(ours, name) for name in ("table", "cells", "status", "reason")}
        table = node.get("table")
        if table not in OPEN:
            raise self.wrong(f"{at}.table", "not_allowed")
        fields = node.get("fields")
        if not isinstance(fields, dict):
            raise self.wrong(f"{at}.fields", "missing")
        known = {column.name for column in TABLE[table].columns}
        for name, rule in fields.items():
            if name not in known:
                raise self.wrong(f"{at}.fields.{name}", "unknown")
            if not isinstance(rule, dict) or not rule or set(rule) - _CELL_KEYS:
                raise self.wrong(f"{at}.fields.{name}", "unknown")
            if not isinstance(rule.get("map", {}), dict):
                raise self.wrong(f"{at}.fields.{name}.map", "not_a_table")
        return {
            "table": table,
            "cells": {
                name: CellRule(
                    str(rule.get("col", "")),
                    str(rule.get("const", "")),
                    {fold(str(key)): str(value) for key, value in rule.get("map", {}).items()},
                    str(rule.get("else", "")),
                )
                for name, rule in fields.items()
            },
            "status": str(node.get("withdrawn", "")),
            "reason": str(node.get("reason", "")),
        }

    def names(self, at: str, value: Any) -> tuple[str, ...]:
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(item, str) for item in value)
        ):
            raise self.wrong(at, "names_wanted")
        return tuple(value)

    def pattern(self, at: str, text: Any) -> re.Pattern[str]:
        try:
            return re.compile(str(text))
        except re.error:
            raise self.wrong(at, "not_a_pattern") from None

    def keep(self, at: str, rule: Any) -> Keep:
        if not isinstance(rule, dict) or "col" not in rule or set(rule) - _KEEP_KEYS:
            raise self.wrong(at, "unknown")
        column = str(rule["col"])
        if "in" in rule:
            allowed = {fold(str(item)) for item in rule["in"]}
            return Keep(
                column,
                lambda cell: fold(cell) in allowed,
                f"{column}: {', '.join(map(str, rule['in']))}",
            )
        if "not_in" in rule:
            refused = {fold(str(item)) for item in rule["not_in"]}
            return Keep(
                column,
                lambda cell: fold(cell) not in refused,
                f"{column} ≠ {', '.join(map(str, rule['not_in']))}",
            )
        if "matches" in rule:
            pattern = self.pattern(f"{at}.matches", rule["matches"])
            return Keep(
                column, lambda cell: bool(pattern.search(cell)), f"{column} ~ {rule['matches']}"
            )
        empty = bool(rule.get("empty"))
        return Keep(
            column,
            lambda cell: (not cell.strip()) == empty,
            f"{column} {'= ∅' if empty else '≠ ∅'}",
        )

    def explode(self, at: str, node: Any) -> tuple[str, str, re.Pattern[str]] | None:
        if node is None:
            return None
        if not isinstance(node, dict) or {"col", "sep", "matches"} - set(node):
            raise self.wrong(at, "explode_wanted")
        return str(node["col"]), str(node["sep"]), self.pattern(f"{at}.matches", node["matches"])

    def when(self, at: str, node: Any) -> When:
        if not isinstance(node, dict):
            raise self.wrong(at, "missing")
        for key in node:
            if key not in _WHEN_KEYS:
                raise self.wrong(f"{at}.{key}", "unknown")
        if node.get("undated"):
            return When()
        zone = node.get("tz")
        return When(
            columns=self.names(f"{at}.cols", node.get("cols")),
            join=str(node.get("join", " ")),
            formats=self.names(f"{at}.formats", node.get("formats")),
            zone=None if zone in (None, "section") or node.get("date_only") else str(zone),
            confirm=bool(node.get("tz_confirm")),
            order_from_file=node.get("order_from") == "file",
        )

    def case(self, at: str, node: Any) -> dict[str, Any]:
        if not isinstance(node, dict) or "col" not in node:
            raise self.wrong(at, "missing")
        if "map" in node:
            table = {fold(str(key)): str(value) for key, value in node["map"].items()}
            return {"case_column": str(node["col"]), "case": lambda cell: table.get(fold(cell))}
        via = str(node.get("via", "case_map"))
        shared: Any = self._tree
        for part in via.split("."):
            shared = shared.get(part) if isinstance(shared, dict) else None
        if isinstance(shared, dict):
            table = {fold(str(key)): str(value) for key, value in shared.items()}
            return {"case_column": str(node["col"]), "case": lambda cell: table.get(fold(cell))}
        if not isinstance(shared, list):
            raise self.wrong(f"{at}.via", "no_such_map")
        rules = [(self.pattern(via, rule["matches"]), str(rule["case_id"])) for rule in shared]
        return {"case_column": str(node["col"]), "case": _first_match(rules)}

    def action_type(self, at: str, fields: dict[str, Any]) -> dict[str, Any]:
        unpivot = (fields.get("quantity") or {}).get("unpivot")
        if unpivot:
            self.allowed(f"{at}.quantity.unpivot", unpivot.values(), ACTION_TYPES)
            return {"unpivot": {str(key): str(value) for key, value in unpivot.items()}}
        node = fields.get("action_type")
        if not isinstance(node, dict) or not ({"const", "map"} & set(node)):
            raise self.wrong(f"{at}.action_type", "missing")
        if "const" in node:
            self.allowed(f"{at}.action_type.const", [node["const"]], ACTION_TYPES)
            return {"type_always": str(node["const"])}
        self.allowed(f"{at}.action_type.map", node["map"].values(), ACTION_TYPES)
        return {
            "type_column": str(node.get("col", "")),
            "type_of": {fold(str(key)): str(value) for key, value in node["map"].items()},
        }

    def extras(self, at: str, fields: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        channel = fields.get("channel") or {}
        found["channel"] = channel.get("const", "unknown")
        self.allowed(f"{at}.channel.const", [found["channel"]], CHANNELS)
        if "col" in channel:
            mapped = channel.get("map") or {}
            self.allowed(f"{at}.channel.map", mapped.values(), CHANNELS)
            found["channel_column"] = str(channel["col"])
            found["channel_of"] = {fold(str(key)): str(value) for key, value in mapped.items()}
        if country := fields.get("country"):
            found["country_column"] = str(country.get("col", ""))
        quantity = fields.get("quantity") or {}
        if "col" in quantity:
            spec = quantity.get("number") or {}
            found["quantity_column"] = str(quantity["col"])
            found["number"] = Number(
                str(spec.get("group", "")), str(spec.get("decimal", ".")), bool(spec.get("approx"))
            )
        if precision := fields.get("precision"):
            mapped = precision.get("map") or {}
            self.allowed(f"{at}.precision.map", mapped.values(), PRECISIONS)
            found["precision_column"] = str(precision.get("col", ""))
            found["precision_of"] = {fold(str(key)): str(value) for key, value in mapped.items()}
        return found

    def allowed(self, at: str, values: Any, vocabulary: Sequence[str]) -> None:
        for value in values:
            if value not in vocabulary:
                raise self.wrong(at, "not_allowed")


def _first_match(rules: list[tuple[re.Pattern[str], str]]) -> Finder:
    return lambda cell: next((case for pattern, case in rules if pattern.search(cell)), None)


def choose(path: Path, mappings: Mappings, name: str | None = None) -> tuple[Source, Opened]:
    """The mapping that fits a file's header, and the file, opened.

    Raises `Fault` if none does, or two do alike.
    """
    opened = open_file(path)
    sources = mappings.sources.values()
    if name is not None:
        if name not in mappings.sources:
            raise Fault(
                "mapping_unknown", name=name[:60], known=", ".join(sorted(mappings.sources))
            )
        sources = [mappings.sources[name]]  # type: ignore[assignment]
    fitting: list[tuple[int, Source]] = []
    for source in sources:
        head = find_header(opened, source.detect)
        if head is None:
            continue
        folded = {fold(column) for column in head.names}
        if not any(fold(column) in folded for column in source.absent):
            fitting.append((len(source.detect), _as_there(source, folded)))
    if not fitting:
        raise _nothing_fits(opened, list(sources))
    fitting.sort(key=lambda item: -item[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        both = ", ".join(item[1].name for item in fitting[:2])
        raise Fault("mapping_tie", Place(path.name), names=both)
    return fitting[0][1], opened


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


def _nothing_fits(opened: Opened, sources: list[Source]) -> Fault:
    """The nearest mapping and what is missing for it, from the first line that looks like a header."""
    names = {
        fold(cell.strip('" ')) for line in opened.head[:5] for cell in re.split(r"[,;\t|]", line)
    }
    nearest = max(
        sources,
        key=lambda source: sum(fold(name) in names for name in source.detect) / len(source.detect),
    )
    missing = [name for name in nearest.detect if fold(name) not in names]
    return Fault(
        "mapping_none",
        Place(opened.path.name),
        nearest=nearest.name,
        missing=", ".join(missing or nearest.detect),
    )
