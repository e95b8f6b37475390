"""The description of the API is valid, whole and true: a machine that reads it finds nothing wrong."""

from __future__ import annotations

import asyncio
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from openapi_spec_validator import validate
from starlette.applications import Starlette

from impact import figures, pictures, routes
from impact.figures.live import State
from impact.i18n.words import Language, known
from impact.press import datapackage, openapi
from impact.press.asgi import Press
from impact.press.parameters import FILTERS
from impact.press.query import Query
from impact.server import html

# One path of every kind: a machine needs half a second for each, and there are 150 of them.
_SENTENCES = {"title", "description", "summary"}
BASE = "/api/v1/figures"
KINDS = r"figures$|v1/revisions|problems|feeds/outcomes|/data/(README|$)|/(cases|pace|outcomes_newest|releases_published|case\.(csv|txt))$"


def document(state: State, lang: Language = "en") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(openapi.document(Query(state, lang)))
    return read


def test_the_description_is_valid_openapi_and_says_the_same_in_both_languages(
    shipped: State,
) -> None:
    read = document(shipped, "en")
    assert read["openapi"].startswith("3.1")
    validate(read)

    def shape(node: Any) -> Any:
        """All but the sentences."""
        if isinstance(node, dict):
            return {key: shape(value) for key, value in node.items() if key not in _SENTENCES}
        return [shape(item) for item in node] if isinstance(node, list) else node

    assert shape(document(shipped, "fr")) == shape(read)


def test_every_address_of_the_api_is_described_and_each_operation_has_one_name(
    shipped: State,
) -> None:
    paths = document(shipped)["paths"]
    wanted = {address.path for address in routes.ADDRESSES if "{" not in address.path}
    wanted |= {f"/feeds/{name}.{form}" for name in routes.FEEDS for form in routes.FEED_FORMS}
    wanted |= {f"/data/{name}" for name in (datapackage.ZIP, *datapackage.FILES)}
    assert {path for path in wanted if path.startswith(("/api/", "/feeds/", "/data/"))} <= set(
        paths
    )
    for name in figures.names():
        for form in ("", ".json", ".csv", ".txt"):
            assert f"{BASE}/{name}{form}" in paths
    names = [path["get"]["operationId"] for path in paths.values()]
    assert len(names) == len(set(names))


def test_a_figure_that_needs_a_value_lists_all_of_them(shipped: State) -> None:
    asked = document(shipped)["paths"][f"{BASE}/timeline_of_case"]["get"]["parameters"]
    (case,) = [item for item in asked if item.get("name") == "case"]
    assert case["required"] is True
    assert case["schema"]["enum"] == sorted(
        str(row["case_id"]) for row in shipped.record.tables["cases"]
    )


def test_every_parameter_is_explained() -> None:
    for name in (*FILTERS, "lang", "as_of", "limit", "shape", "theme"):
        assert known(f"press.parameter.{name}")


def test_pictures_are_described_where_there_are_some(
    shipped: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "names", lambda: ["pace"])
    read = document(shipped)
    validate(read)
    asked = read["paths"][f"{BASE}/pace.svg"]["get"]["parameters"]
    assert {"$ref": "#/components/parameters/shape"} in asked
    assert f"{BASE}/cases.svg" not in read["paths"]


def test_a_machine_that_asks_by_the_description_finds_nothing() -> None:
    import schemathesis  # two seconds, for this test alone
    from schemathesis.core.result import Ok

    server = Press(Starlette(), html.known)
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", server)
    asked = []
    for found in described.include(path_regex=KINDS).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @settings(max_examples=4, deadline=None, derandomize=True, database=None)
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate()
            asked.append(case.path)

        ask()
    assert len(set(asked)) == 13


def test_a_client_that_a_generator_made_of_the_description_reads_a_figure(
    shipped: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "description.json").write_bytes(openapi.document(Query(shipped, "en")))
    (tmp_path / "config.yaml").write_text("post_hooks: []")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", "description.json", "--config", "config.yaml"]
    made = subprocess.run(
        [*command, "--output-path", "made_client"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout[-2000:]
    monkeypatch.syspath_prepend(tmp_path)
    client = importlib.import_module("made_client").Client(
        "http://press.test",
        httpx_args={"transport": httpx.ASGITransport(app=Press(Starlette(), html.known))},
    )
    ask = importlib.import_module("made_client.api.default.actions_latest_json").asyncio
    figure = asyncio.run(ask(client=client))
    total = shipped.database.rows("actions_latest")[0]["actions"]
    assert figure.to_dict()["rows"][0]["actions"] == total
    assert figure.to_dict()["metadata"]["licence"]
