"""The description of the API for programs: OpenAPI 3.1, made from what is answered, not typed beside it.

Every figure has paths of its own, because figures differ in what they take and in their rows: a
client made from this knows both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from impact import pictures, routes
from impact.figures import access
from impact.figures.live import State
from impact.i18n.words import Language, say
from impact.presentation.view import View
from impact.press import datapackage, feeds, formats, parameters, schemas
from impact.press.parameters import AS_OF, LANG, Parameter
from impact.press.problems import KINDS, as_json
from impact.press.query import Query, base
from impact.press.schemas import TEXT, Json, class_of, ref

_BOTH = (ref("lang", "parameters"), ref("as_of", "parameters"))


def document(query: Query) -> bytes:
    """The whole description. Closed parameters list the values that they have in this state."""
    state, lang, view = query.state, query.lang, query.view
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
            "paths": _paths(view),
            "components": {
                "schemas": schemas.all_of(state),
                "parameters": {
                    name: _parameter(parameter, lang) for name, parameter in _shared(state).items()
                },
                "headers": {"ETag": {"schema": TEXT, "required": True}},
                "responses": {
                    "Problem": {
                        "description": say(lang, "press.problem"),
                        "content": {"application/problem+json": {"schema": ref("Problem")}},
                    },
                    "Unchanged": {"description": say(lang, "press.unchanged")},
                },
            },
        }
    )


def _shared(state: State) -> dict[str, Parameter]:
    """The parameters that mean the same wherever they are optional, by their component's name."""
    found = [
        LANG,
        AS_OF,
        *(Parameter(name, parameters.values(state, name)) for name in parameters.FILTERS),
    ]
    found += [Parameter("shape", parameters.SHAPES), Parameter("theme", parameters.THEMES)]
    found += [*parameters.OPTIONAL, parameters.FOR, parameters.SIZE]
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
        _parameter(item, lang) if item.required else ref(name, "parameters")
        for name, item in taken.items()
    ]


def _operation(
    identity: str, summary: str, taken: list[Json], content: Mapping[str, Json], *, download: bool
) -> Json:
    headers = {"ETag": ref("ETag", "headers")}
    if download:
        headers["Content-Disposition"] = {"schema": TEXT}
    refused = ref("Problem", "responses")
    return {
        "get": {
            "operationId": identity,
            "summary": summary,
            "parameters": taken,
            "responses": {
                "200": {"description": summary, "headers": headers, "content": dict(content)},
                "304": ref("Unchanged", "responses"),
                "4XX": refused,
                "5XX": refused,
            },
        }
    }


def _paths(view: View) -> Json:
    paths = _documents(view) | _feeds(view) | _data(view)
    for name in access.told():
        paths |= _figure(view, name)
    return paths


def _documents(view: View) -> Json:
    """What is answered once, and not for each figure."""
    media = formats.MEDIA["json"]
    kind = {
        "name": "kind",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": list(KINDS)},
    }
    history = [ref(name, "parameters") for name in parameters.of_history(view.state)]
    found: dict[str, tuple[str, str, list[Json], Json]] = {
        routes.path("figures"): ("figures", "press.list", [*_BOTH], ref("List")),
        routes.path("revisions"): ("revisions", "press.revisions", history, ref("Revisions")),
        routes.path("openapi"): ("openapi", "press.openapi", [_BOTH[0]], {"type": "object"}),
        routes.pattern("problem"): ("problem", "press.problem", [kind, _BOTH[0]], ref("Kind")),
    }
    return {
        path: _operation(name, view.say(key), taken, {media: {"schema": schema}}, download=False)
        for path, (name, key, taken, schema) in found.items()
    }


def _feeds(view: View) -> Json:
    history = [ref(name, "parameters") for name in parameters.of_history(view.state)]
    return {
        routes.path(f"feed_{feed}", form=form): _operation(
            f"feed_{feed}_{form}",
            view.say(f"feed.{feed}"),
            history,
            {feeds.MEDIA[form]: {"schema": TEXT}},
            download=False,
        )
        for feed in feeds.told()
        for form in routes.FEED_FORMS
    }


def _data(view: View) -> Json:
    """The whole record: its page and its files."""
    page: Json = {"text/html": {"schema": TEXT}}
    whole = _operation("data", datapackage.title(view), [*_BOTH], page, download=False)
    refused = {"description": view.say("press.problem"), "content": page}  # a page too, for people
    whole["get"]["responses"] |= {"4XX": refused, "5XX": refused}
    found = {routes.path("data"): whole}
    for name, kind in {datapackage.ZIP: "application/zip", **datapackage.FILES}.items():
        zipped = name == datapackage.ZIP
        found[routes.path("data_file", name=name)] = _operation(
            f"data_{re.sub(r'[^a-z]+', '_', name.lower())}",
            view.say("package.zip") if zipped else datapackage.explained(name, view),
            [_BOTH[1]],
            {kind.partition(";")[0]: {}},
            download=zipped,
        )
    return found


def _figure(view: View, name: str) -> Json:
    taken = _listed(parameters.of_figure(view.state, name), view.lang)
    label = view.say(f"metric.{name}.label")
    schema: Json = {"json": ref(class_of(name)), "csv": TEXT, "txt": TEXT}
    path = routes.path("figure", name=name)
    found = {
        path: _operation(
            name, label, taken, {formats.MEDIA["json"]: {"schema": schema["json"]}}, download=False
        )
    }
    for form, media in formats.MEDIA.items():
        if form in formats.SHOWN and name not in pictures.names():
            continue
        asked = _listed(parameters.of_figure(view.state, name, form=form), view.lang)
        content = {media: {"schema": schema[form]} if form in schema else {}}
        found[routes.path("figure_form", name=name, form=form)] = _operation(
            f"{name}_{form}", label, asked, content, download=form in formats.FILES
        )
    return found
