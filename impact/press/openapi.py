"""The description of the API for programs: OpenAPI 3.1, made from what is answered, not typed beside it.

Every figure has paths of its own, because figures differ in what they take and in their rows: a
client made from this knows both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from impact import figures, pictures, routes
from impact.live import State
from impact.press import datapackage, feeds, formats, parameters, revisions
from impact.press.parameters import AS_OF, LANG, Parameter
from impact.press.problems import KINDS, as_json
from impact.press.query import Query, base
from impact.words import Language, say

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_ADDRESS: Json = {"type": "string", "format": "uri-reference"}
_NULLABLE_TEXT: Json = {"type": ["string", "null"]}
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


def document(query: Query) -> bytes:
    """The whole description. Closed parameters list the values that they have in this state."""
    state, lang = query.state, query.lang
    return as_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": say(lang, "site.title"),
                "version": "1.0.0",
                "description": say(lang, "press.api"),
                "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
            },
            "servers": [{"url": base() or "/"}],
            "paths": _paths(state, lang),
            "components": {
                "schemas": _schemas(state),
                "parameters": {
                    name: _parameter(parameter, lang) for name, parameter in _shared(state).items()
                },
                "headers": {"ETag": {"schema": _TEXT, "required": True}},
                "responses": {
                    "Problem": {
                        "description": say(lang, "press.problem"),
                        "content": {"application/problem+json": {"schema": _ref("Problem")}},
                    },
                    "Unchanged": {"description": say(lang, "press.unchanged")},
                },
            },
        }
    )


def _ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _shared(state: State) -> dict[str, Parameter]:
    """The parameters that mean the same wherever they are optional, by their component's name."""
    found = [
        LANG,
        AS_OF,
        *(Parameter(name, parameters.values(state, name)) for name in parameters.FILTERS),
    ]
    found += [Parameter("shape", parameters.SHAPES), Parameter("theme", parameters.THEMES)]
    found.append(Parameter("limit", pattern=parameters.LIMIT))
    return {parameter.name: parameter for parameter in found}


def _parameter(parameter: Parameter, lang: Language) -> Json:
    schema: Json = {"type": "string"}
    if parameter.values:
        schema["enum"] = list(parameter.values)
    else:
        schema["pattern"] = f"^({parameter.pattern})$"
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": say(lang, f"press.parameter.{parameter.name}"),
        "schema": schema,
    }


def _listed(taken: Mapping[str, Parameter], lang: Language) -> list[Json]:
    return [
        _parameter(item, lang) if item.required else _ref(name, "parameters")
        for name, item in taken.items()
    ]


def _operation(
    identity: str, summary: str, taken: list[Json], content: Mapping[str, Json], *, download: bool
) -> Json:
    headers = {"ETag": _ref("ETag", "headers")}
    if download:
        headers["Content-Disposition"] = {"schema": _TEXT}
    refused = _ref("Problem", "responses")
    return {
        "get": {
            "operationId": identity,
            "summary": summary,
            "parameters": taken,
            "responses": {
                "200": {"description": summary, "headers": headers, "content": dict(content)},
                "304": _ref("Unchanged", "responses"),
                "4XX": refused,
                "5XX": refused,
            },
        }
    }


def _paths(state: State, lang: Language) -> Json:
    both = [_ref("lang", "parameters"), _ref("as_of", "parameters")]
    media = formats.MEDIA["json"]
    paths: Json = {
        routes.path("figures"): _operation(
            "figures",
            say(lang, "press.list"),
            both,
            {media: {"schema": _ref("List")}},
            download=False,
        ),
        routes.path("revisions"): _operation(
            "revisions",
            say(lang, "press.revisions"),
            [_ref(name, "parameters") for name in parameters.of_history(state)],
            {media: {"schema": _ref("Revisions")}},
            download=False,
        ),
        routes.path("openapi"): _operation(
            "openapi",
            say(lang, "press.openapi"),
            both[:1],
            {media: {"schema": {"type": "object"}}},
            download=False,
        ),
        routes.pattern("problem"): _operation(
            "problem",
            say(lang, "press.problem"),
            [
                {
                    "name": "kind",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "enum": list(KINDS)},
                },
                both[0],
            ],
            {media: {"schema": _ref("Kind")}},
            download=False,
        ),
    }
    history = [_ref(name, "parameters") for name in parameters.of_history(state)]
    for feed in routes.FEEDS:
        paths[routes.path(f"feed_{feed}")] = _operation(
            f"feed_{feed}",
            say(lang, f"feed.{feed}"),
            history,
            {feeds.MEDIA: {"schema": _TEXT}},
            download=False,
        )
    page: Json = {"text/html": {"schema": _TEXT}}
    data = routes.path("data")
    paths[data] = _operation("data", datapackage.title(state, lang), both, page, download=False)
    refused = {"description": say(lang, "press.problem"), "content": page}  # a page too, for people
    paths[data]["get"]["responses"] |= {"4XX": refused, "5XX": refused}
    for name, kind in {datapackage.ZIP: "application/zip", **datapackage.FILES}.items():
        paths[routes.path("data_file", name=name)] = _operation(
            f"data_{re.sub(r'[^a-z]+', '_', name.lower())}",
            say(lang, "package.zip")
            if name == datapackage.ZIP
            else datapackage.explained(name, state, lang),
            both[1:],
            {kind.partition(";")[0]: {}},
            download=name == datapackage.ZIP,
        )
    for name in figures.names():
        paths |= _figure(state, name, lang)
    return paths


def _figure(state: State, name: str, lang: Language) -> Json:
    taken = _listed(parameters.of_figure(state, name), lang)
    label = say(lang, f"metric.{name}.label")
    schema: Json = {"json": _ref(_class(name)), "csv": _TEXT, "txt": _TEXT}
    path = routes.path("figure", name=name)
    found = {
        path: _operation(
            name, label, taken, {formats.MEDIA["json"]: {"schema": schema["json"]}}, download=False
        )
    }
    for form, media in formats.MEDIA.items():
        picture = form in formats.PICTURES
        if picture and name not in pictures.names():
            continue
        asked = _listed(parameters.of_figure(state, name, picture=True), lang) if picture else taken
        content = {media: {"schema": schema[form]} if form in schema else {}}
        found[routes.path("figure_form", name=name, form=form)] = _operation(
            f"{name}_{form}", label, asked, content, download=form == "csv"
        )
    return found


def _class(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


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


def _schemas(state: State) -> Json:
    source = _object({"name": _TEXT, "url": _ADDRESS, "date": _TEXT, "strength": _TEXT})
    licence = _object({"name": _TEXT, "url": _ADDRESS})
    sources: Json = {"type": "array", "items": _ref("Source")}
    told = dict.fromkeys(("unit", "definition", "caveat", "as_of", "snapshot"), _TEXT)
    better: Json = {"enum": ["more", "fewer", "neither"]}
    texts: Json = {"type": "array", "items": _TEXT}
    metadata = _object(
        {
            **told,
            "qualifier": _NULLABLE_TEXT,
            "stage": _NULLABLE_TEXT,
            "sources": sources,
            "licence": _ref("Licence"),
            "citation": _TEXT,
            "next_update": _NULLABLE_TEXT,
            "better": better,
            "language": {"enum": list(LANG.values)},
            "parameters": {"type": "object", "additionalProperties": _TEXT},
            "links": _ref("Links"),
        }
    )
    optional: Json = {"type": ["string", "null"], "format": "uri-reference"}
    links = {
        name: optional if name in (*formats.PICTURES, "txt") else _ADDRESS
        for name in ("self", "permanent", "csv", "svg", "png", "txt", "html", "permanent_html")
    }
    entry = _object(
        {
            **dict.fromkeys(("name", "label", "unit", "definition", "caveat"), _TEXT),
            "better": better,
            "parameters": texts,
            "required": texts,
            "links": _ref("Links"),
        }
    )
    value: Json = {"type": ["integer", "number", "string", "boolean", "array", "null"]}
    revision = _object(
        {
            **dict.fromkeys(
                ("at", "snapshot", "previous", "figure", "label", "key", "column"), _TEXT
            ),
            "old": value,
            "new": value,
            "changed": {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": value,
                    "minItems": 2,
                    "maxItems": 2,
                },
            },
            "kind": {"enum": [*revisions.KINDS]},
            "reason": _TEXT,
            "edition": _NULLABLE_TEXT,
            "case": _NULLABLE_TEXT,
        }
    )
    kind = {"type": _ADDRESS, "title": _TEXT, "status": {"type": "integer"}}
    figure = _object(
        {
            "name": _TEXT,
            "label": _TEXT,
            **told,
            "sources": sources,
            "metadata": _ref("Metadata"),
            "sample": {"type": "boolean"},
        },
        "sample",
    )
    found: Json = {
        "Source": source,
        "Licence": licence,
        "Links": _object(links),
        "Metadata": metadata,
        "Figure": figure,
        "Entry": entry,
        "List": _object(
            {
                "as_of": _TEXT,
                "snapshot": _TEXT,
                "licence": _ref("Licence"),
                "figures": {"type": "array", "items": _ref("Entry")},
            }
        ),
        "Revision": revision,
        "Revisions": _object(
            {
                "as_of": _TEXT,
                "snapshot": _TEXT,
                "licence": _ref("Licence"),
                "revisions": {"type": "array", "items": _ref("Revision")},
            }
        ),
        "Kind": _object(kind),
        "Problem": _object({**kind, "detail": _TEXT, "instance": _ADDRESS, "valid": texts}),
    }
    for name in figures.names():
        rows = _rows(figures.columns(state, name))
        found[_class(name)] = {
            "allOf": [_ref("Figure"), _object({"rows": rows})],
        }
    return found
