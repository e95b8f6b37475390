"""The mapping file as it is declared: every key that may stand in it, and where.

One place that says it all, so that a key which nothing reads is named, with the nearest that something
does. What a key's value must be is for `reading.py` to say.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import msgspec


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    """A table of the file: no other key may stand in it."""


class DetectKeys(_Table):
    all: list[str] = []
    none: list[str] = []


class FileKeys(_Table):
    footer: list[str] = []
    check_total: str = ""
    # Said for readers: the header proves the delimiter, and a column without a name must be empty.
    delimiters: list[str] = []
    trailing_blank_column: str = ""


class KeepKeys(_Table, rename={"isin": "in"}):
    col: str = ""
    isin: list[str] = []
    not_in: list[str] = []
    matches: str = ""
    empty: bool = False


class DedupeKeys(_Table):
    by: list[str] = []


class StreamKeys(_Table):
    cols: list[str] = []


class ExplodeKeys(_Table):
    col: str = ""
    sep: str = ""
    matches: str = ""


class WhenKeys(_Table):
    cols: list[str] = []
    join: str = " "
    formats: list[str] = []
    tz: str = ""
    tz_confirm: bool = False
    day_first: bool = False
    date_only: bool = False
    order_from: str = "file"
    undated: bool = False


class CaseKeys(_Table):
    col: str = ""
    via: str = ""
    map: dict[str, str] = {}
    split: str = ""


class ActionTypeKeys(_Table):
    col: str = ""
    map: dict[str, str] = {}
    const: str = ""


class NumberKeys(_Table):
    group: str = ""
    decimal: str = "."
    approx: bool = False


class QuantityKeys(_Table):
    const: int = 1
    col: str = ""
    number: NumberKeys | None = None
    unpivot: dict[str, str] = {}
    blank: str = "skip"  # what is always done: a blank cell of several says nothing


class ChannelKeys(_Table):
    col: str = ""
    map: dict[str, str] = {}
    const: str = ""


class CountryKeys(_Table):
    col: str = ""


class PrecisionKeys(_Table):
    col: str = ""
    map: dict[str, str] = {}


class FieldsKeys(_Table):
    when: WhenKeys | None = None
    case: CaseKeys | None = None
    action_type: ActionTypeKeys | None = None
    quantity: QuantityKeys | None = None
    channel: ChannelKeys | None = None
    country: CountryKeys | None = None
    precision: PrecisionKeys | None = None


class CellKeys(_Table, rename={"otherwise": "else"}):
    col: str = ""
    map: dict[str, str] = {}
    const: str = ""
    otherwise: str = ""


class SourceKeys(_Table):
    status: str = ""
    detect: DetectKeys | None = None
    also: dict[str, list[str]] = {}
    file: FileKeys | None = None
    grain: str = ""
    pii: list[str] = []
    keep: list[KeepKeys] = []
    dedupe: DedupeKeys | None = None
    newer: str = ""
    keys: str = ""
    stream: StreamKeys | None = None
    explode: ExplodeKeys | None = None
    fields: FieldsKeys | None = None


class RecordSourceKeys(_Table):
    """A source of grain outcome: rows of the record instead of counts."""

    status: str = ""
    detect: DetectKeys | None = None
    file: FileKeys | None = None
    grain: str = ""
    pii: list[str] = []
    table: str = ""
    withdrawn: str = ""
    reason: str = ""
    fields: dict[str, CellKeys] = {}


class SectionKeys(_Table):
    id: str = ""
    tz: str = ""
    locale: str = ""


class EditionKeys(_Table):
    window_start: str = ""
    window_end: str = ""
    year_is: str = "start"


class ChecksKeys(_Table):
    quantity_max: int = 0
    # What is always done. Another value would promise what nobody does.
    quantity_min: int = 0
    quantity_integer: bool = True
    dates: str = "within_edition_or_flag"
    future_dates: str = "reject"
    unmapped_case: str = "flag"
    unmapped_type: str = "reject"


class RuleKeys(_Table):
    matches: str = ""
    case_id: str = ""


class MappingFile(_Table):
    version: int = 1
    extends: str = ""
    section: SectionKeys | None = None
    zones: dict[str, str] = {}
    edition: EditionKeys | None = None
    checks: ChecksKeys | None = None
    case_map: list[RuleKeys] | dict[str, str] = []
    page_map: dict[str, Any] = {}
    cases: dict[str, dict[str, str]] = {}
    sources: dict[str, SourceKeys] = {}
    newer: dict[str, str] = {}
    # Said for readers.
    vocabulary: dict[str, Any] = {}
    country_map: dict[str, str] = {}


def unknown_keys(tree: dict[Any, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Each key of a file that is not declared where it stands: its path, the nearest that is (empty
    if none is near), and all that are. A table that a `via` names may have any name."""
    named = {str(via).split(".")[0] for via in _vias(tree)}
    whole = {key: value for key, value in tree.items() if key not in named or key in _TOP}
    yield from _unknown(whole, msgspec.inspect.type_info(MappingFile), "")


def _vias(tree: dict[Any, Any]) -> Iterator[object]:
    sources = tree.get("sources")
    for source in sources.values() if isinstance(sources, dict) else ():
        fields = source.get("fields") if isinstance(source, dict) else None
        case = fields.get("case") if isinstance(fields, dict) else None
        if isinstance(case, dict) and isinstance(case.get("via"), str):
            yield case["via"]


_TOP = {field.encode_name for field in msgspec.structs.fields(MappingFile)}


def _unknown(
    node: Any, kind: msgspec.inspect.Type, at: str
) -> Iterator[tuple[str, str, list[str]]]:
    if isinstance(kind, msgspec.inspect.UnionType):
        for each in kind.types:
            if isinstance(each, msgspec.inspect.ListType) == isinstance(node, list):
                yield from _unknown(node, each, at)
    elif isinstance(kind, msgspec.inspect.StructType) and isinstance(node, dict):
        if kind.cls is SourceKeys and node.get("grain") == "outcome":
            kind = msgspec.inspect.type_info(RecordSourceKeys)
            assert isinstance(kind, msgspec.inspect.StructType)
        fields = {field.encode_name: field.type for field in kind.fields}
        for key, value in node.items():
            place = f"{at}.{key}" if at else str(key)
            if key in fields:
                yield from _unknown(value, fields[key], place)
            else:
                near = difflib.get_close_matches(str(key)[:60], fields, 1, 0.5)
                yield place, near[0] if near else "", list(fields)
    elif isinstance(kind, msgspec.inspect.DictType) and isinstance(node, dict):
        for key, value in node.items():
            yield from _unknown(value, kind.value_type, f"{at}.{key}")
    elif isinstance(kind, msgspec.inspect.ListType) and isinstance(node, list):
        for value in node:
            yield from _unknown(value, kind.item_type, at)
