"""Pages as a visitor gets them, by Streamlit's own test runner, and every text they show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from impact.routes import PAGE
from impact.settings import ROOT

# The test runner looks through every installed package for components at each visit, which takes
# three times as long as the visit itself; what is installed does not change under the tests.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

NAMES = tuple(PAGE)


def visit(name: str, lang: str | None = "en", locale: str = "en-GB", **query: str) -> AppTest:
    """Open a page at an address, cold, as a visitor with that browser language."""
    test = AppTest.from_file(str(ROOT / "impact" / "dashboard" / "frame.py"), default_timeout=300)
    test.context = {"locale": locale}
    if lang:
        test.query_params["lang"] = lang
    for key, value in query.items():
        test.query_params[key] = value
    if name != "overview":
        test.switch_page(str(ROOT / "pages" / f"{name}.py"))
    test.run()
    assert not test.exception, test.exception[0].message
    return test


def texts(test: AppTest) -> list[str]:
    """Every text of the page and its sidebar: words, labels, options, tables, charts, alternatives."""
    found = list(_strings(json_of(test)))
    for element in test.get("plotly_chart"):
        found += _of_plotly(json.loads(element.proto.spec))
    # What keeps an address from becoming a link is not seen.
    return [text.replace("\u2060", "") for text in found if text.strip()]


def _of_plotly(drawn: dict[str, Any]) -> Iterator[str]:
    """Every text of a chart as the page got it, without markup."""
    for trace in drawn["data"]:
        yield str(trace.get("name", ""))
        yield from (re.sub(r"<[^>]+>", " ", str(text)) for text in trace.get("hovertext", ()))
    for note in drawn["layout"].get("annotations", ()):
        yield re.sub(r"<[^>]+>", " ", str(note["text"]))


def shown(test: AppTest) -> str:
    """All texts in one, plain: Markdown marks taken out, no-break spaces made spaces."""
    joined = "\n".join(texts(test)).replace("\\", "").replace("*", "")
    return re.sub(r"[\u00a0\u202f]", " ", joined)


_FIELDS = ("body", "label", "value", "help", "alt", "placeholder", "options", "headers", "title")


def json_of(test: AppTest) -> list[Any]:
    return [element for element in test if hasattr(element, "proto")]


def _strings(elements: list[Any]) -> Iterator[str]:
    for element in elements:
        proto = element.proto
        for block in ("popover", "expandable", "dialog"):
            label = getattr(getattr(proto, block, None), "label", None)
            if isinstance(label, str):
                yield label
        for field in _FIELDS:
            value = getattr(proto, field, None)
            if isinstance(value, str):
                yield from () if value.startswith("<style>") else (value,)
            elif value is not None and field in ("options", "headers"):
                yield from (item for item in value if isinstance(item, str))
        if element.type == "table":
            frame = element.value
            yield from (str(name) for name in frame.columns)
            yield from (str(cell) for row in frame.itertuples(index=False) for cell in row)
