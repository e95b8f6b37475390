"""The shapes of what the API answers, as JSON Schema: the fixed ones, and the rows of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact import figures
from impact.figures import access
from impact.figures.live import State
from impact.press import formats, revisions
from impact.press.parameters import LANG

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
_ADDRESS: Json = {"type": "string", "format": "uri-reference"}
_NULLABLE_TEXT: Json = {"type": ["string", "null"]}
_NULLABLE_ADDRESS: Json = {"type": ["string", "null"], "format": "uri-reference"}
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_TEXTS: Json = {"type": "array", "items": TEXT}
_BETTER: Json = {"enum": ["more", "fewer", "neither"]}
_TOLD = dict.fromkeys(("unit", "definition", "caveat", "as_of", "snapshot"), TEXT)


def ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def class_of(name: str) -> str:
    """The name of a figure's own shape."""
    return "".join(part.capitalize() for part in name.split("_"))


def all_of(state: State) -> Json:
    """Every shape by its name."""
    kind = {"type": _ADDRESS, "title": TEXT, "status": {"type": "integer"}}
    found: Json = {
        "Source": _object({"name": TEXT, "url": _ADDRESS, "date": TEXT, "strength": TEXT}),
        "Licence": _object({"name": TEXT, "url": _ADDRESS}),
        "Links": _links(),
        "Metadata": _metadata(),
        "Figure": _figure(),
        "Entry": _entry(),
        "List": _listing("figures", "Entry"),
        "Revision": _revision(),
        "Revisions": _listing("revisions", "Revision", {"earlier": {"type": ["string", "null"]}}),
        "Kind": _object(kind),
        "Problem": _object({**kind, "detail": TEXT, "instance": _ADDRESS, "valid": _TEXTS}),
    }
    for name in access.told():
        rows = _rows(figures.columns(state, name))
        found[class_of(name)] = {"allOf": [ref("Figure"), _object({"rows": rows})]}
    return found


def _links() -> Json:
    return _object(
        {
            name: _NULLABLE_ADDRESS if name in (*formats.SHOWN, "txt", "xlsx") else _ADDRESS
            for name in (
                "self",
                "permanent",
                "csv",
                "xlsx",
                "svg",
                "png",
                "pptx",
                "txt",
                "html",
                "permanent_html",
            )
        }
    )


def _metadata() -> Json:
    return _object(
        {
            **_TOLD,
            "qualifier": _NULLABLE_TEXT,
            "stage": _NULLABLE_TEXT,
            "sources": {"type": "array", "items": ref("Source")},
            "licence": ref("Licence"),
            "citation": TEXT,
            "next_update": _NULLABLE_TEXT,
            "better": _BETTER,
            "language": {"enum": list(LANG.values)},
            "parameters": {"type": "object", "additionalProperties": TEXT},
            "links": ref("Links"),
        }
    )


def _figure() -> Json:
    return _object(
        {
            "name": TEXT,
            "label": TEXT,
            **_TOLD,
            "sources": {"type": "array", "items": ref("Source")},
            "metadata": ref("Metadata"),
            "sample": {"type": "boolean"},
        },
        "sample",
    )


def _entry() -> Json:
    return _object(
        {
            **dict.fromkeys(("name", "label", "unit", "definition", "caveat"), TEXT),
            "better": _BETTER,
            "parameters": _TEXTS,
            "required": _TEXTS,
            "links": ref("Links"),
        }
    )


def _listing(name: str, item: str, more: Mapping[str, Json] | None = None) -> Json:
    return _object(
        {
            "as_of": TEXT,
            "snapshot": TEXT,
            "licence": ref("Licence"),
            **(more or {}),
            name: {"type": "array", "items": ref(item)},
        }
    )


def _revision() -> Json:
    value: Json = {"type": ["integer", "number", "string", "boolean", "array", "null"]}
    pair: Json = {"type": "array", "items": value, "minItems": 2, "maxItems": 2}
    columns = ("at", "snapshot", "previous", "figure", "label", "key", "column")
    return _object(
        {
            **dict.fromkeys(columns, TEXT),
            "old": value,
            "new": value,
            "changed": {"type": "object", "additionalProperties": pair},
            "kind": {"enum": [*revisions.KINDS]},
            "reason": TEXT,
            "edition": _NULLABLE_TEXT,
            "case": _NULLABLE_TEXT,
        }
    )


def _object(properties: Mapping[str, Json], *optional: str) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": dict(properties), "required": required}


def _rows(columns: Mapping[str, str]) -> Json:
    return {
        "type": "array",
        "items": _object({name: _cell(kind) for name, kind in columns.items()}),
    }


def _cell(kind: str) -> Json:
    if kind in _WHOLE:
        return {"type": ["integer", "null"]}
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return {"type": ["number", "null"]}
    return {"type": ["boolean", "null"]} if kind == "BOOLEAN" else _NULLABLE_TEXT
