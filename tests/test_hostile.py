"""Text is text on every face: whatever a name says, it is shown, and nothing is fetched, drawn or run."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import socket
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from impact import routes
from impact.dashboard.markdown import plain
from impact.figures import live, safe
from impact.i18n.signs import legible
from impact.press.service import Service
from impact.settings import ROOT
from tests.conftest import files, lay
from tests.hostile import HOSTILE
from tests.pages import visit
from tests.test_gate import until

# Each would be something else than text on one face or another.
TEXTS = (
    "![x](http://evil.example/x.png)",
    "[x](http://evil.example)",
    "http://evil.example/a and www.evil.example",
    "jane.doe@evil.example",
    "$x^2$ and $$y$$",
    ":smile: :material/home: :red[x] :streamlit: 12:30:15",
    "# x",
    "- x",
    "1. x",
    "> x",
    "a | b",
    "`x` *x* _x_ **x** ~~x~~",
    "<script>fetch('http://evil.example')</script>",
    "<img src=http://evil.example/x onerror=alert(1)>",
    "</script></title></svg>]]>-->",
    "&amp; &lt;b&gt;",
    '=HYPERLINK("http://evil.example")',
    "＝1+1",
    "@SUM(1)",
    "'\"; drop table cases; --",
    "a -> b <- c <-> d >= e <= f ~= g -- h",
    "{{ 7 * 7 }} ${7*7} %s {0}",
    "\\x \\",
    *(text for text in HOSTILE.values() if legible(text) == text == text.strip()),
)
Folders = tuple[Path, Path]


def test_signs_that_turn_a_line_around_are_not_shown() -> None:
    assert plain("a\u202e\u2066\u200fb\x00\x1b[31m\x9b") == "ab\\[31m"


@pytest.mark.parametrize("text", TEXTS)
def test_a_spreadsheet_runs_no_cell(text: str) -> None:
    cell = str(safe(text))
    assert unicodedata.normalize("NFKC", cell)[0] not in "=+-@\t\r"
    assert cell in (text, f"'{text}")


@pytest.fixture
def hostile(folders: Folders) -> Folders:
    """A record in which each case has one of the texts for its name, in both languages."""
    cases = [
        {"case_id": f"2025-{at:02}", "edition_year": 2025, "name": text, "name_fr": text}
        for at, text in enumerate(TEXTS)
    ]
    lay(
        folders[0],
        files(
            editions=[{"edition_year": 2025}],
            cases=cases,
            outcomes=[
                {"outcome_id": f"o{at}", "case_id": case["case_id"], "summary": case["name"]}
                for at, case in enumerate(cases)
            ],
            case_actions=[{"edition_year": 2025, "case_id": "2025-00"}],
            section_dates=[{"edition_year": 2025}],
            section_actions=[{"edition_year": 2025}],
        ),
    )
    return folders


@pytest.mark.usefixtures("hostile")
def test_the_press_shows_each_text_whole_and_as_text() -> None:
    live._LIVE.clear()
    service = Service()

    def ask(path: str, query: str = "lang=en") -> bytes:
        answer = service.answer(path.encode(), query.encode())
        assert answer.status == 200, path
        return answer.body

    rows = json.loads(ask("/api/v1/figures/cases.json"))["rows"]
    assert sorted(row["name"] for row in rows) == sorted(TEXTS)
    sheet = ask("/api/v1/figures/cases.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(sheet)):
        assert unicodedata.normalize("NFKC", row["name"])[0] not in "=+-@"
    for at, text in enumerate(TEXTS):
        page = ask(routes.path("press_case", name=f"2025-{at:02}")).decode()
        for raw in ("<script>fetch", "<img src=http", "</script></title>", "&amp; &lt;b"):
            assert raw not in page, text
        for feed in ("outcomes.atom", "outcomes.rss"):
            ET.fromstring(ask(f"/feeds/{feed}"))
        ET.fromstring(ask("/api/v1/figures/timeline_of_case.svg", f"case=2025-{at:02}"))


@pytest.mark.usefixtures("hostile")
def test_a_spreadsheet_runs_no_cell_of_the_records_own_tables() -> None:
    live._LIVE.clear()
    body = Service().answer(b"/data/write-for-rights.zip", b"").body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        read = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in tables
        }
    for table, rows in read.items():
        for cell in (cell for row in rows for cell in row.values() if cell):
            assert unicodedata.normalize("NFKC", cell.lstrip())[0] not in "=+-@|", table
    cases = next(rows for name, rows in read.items() if name.endswith("cases.csv"))
    assert sorted(row["name"] for row in cases) == sorted(str(safe(text)) for text in TEXTS)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("query", [b"lang=en", b"lang=fr&for=excel"])
def test_a_spreadsheet_runs_no_cell_of_a_figure(query: bytes) -> None:
    live._LIVE.clear()
    body = Service().answer(b"/api/v1/figures/cases.csv", query).body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body), delimiter=";" if b"excel" in query else ","))
    cells = [cell for row in rows for cell in row if cell.strip()]
    assert len(rows) == len(TEXTS) + 1
    assert not [
        each for each in cells if unicodedata.normalize("NFKC", each.lstrip())[0] in "=+-@|"
    ]


@pytest.mark.usefixtures("hostile")
def test_a_page_escapes_each_name_it_shows() -> None:
    live._LIVE.clear()
    for name, query in (
        ("talking", {"occasion": "case", "case": "2025-00"}),
        ("cases", {}),
        ("case", {"case": "2025-00"}),
    ):
        test = visit(name, **query)
        parts = (test.markdown, test.header, test.subheader, test.caption, test.title, test.metric)
        shown = "\n".join(each.value for part in parts for each in part)
        assert plain(TEXTS[0]) in shown, name
        for raw in ("![x](http", "](http://evil", "//evil.example/a and www.evil"):
            assert raw not in shown, name


_DRAWN = {
    "markdown", "caption", "subheader", "header", "title", "info", "warning", "success", "error", "metric", "write",
    "heading", "toast", "expander", "popover", "image",
}  # fmt: skip
_OF_DATA = {"name", "summary", "section", "source_name", "publisher", "file", "label", "reason"}
_ESCAPES = {"plain", "link", "sourced", "coded", "term", "country", "cell"}


def unescaped(node: ast.AST, drawn: ast.AST | None = None) -> Iterator[str]:
    """The calls that draw Markdown of a text of data as it is."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        if name in _ESCAPES:
            return
        drawn = node if name in _DRAWN else drawn
        if name == "localized" and drawn is not None:
            yield ast.unparse(drawn)
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and drawn is not None
    ) and node.slice.value in _OF_DATA:
        yield ast.unparse(drawn)
    for each in ast.iter_child_nodes(node):
        yield from unescaped(each, drawn)


def test_the_name_of_a_section_is_escaped_where_its_dates_are_told() -> None:
    """It was not, and its picture was fetched from another host: no page draws a text of data as it is."""
    wrong = "st.markdown(ui.t('x', section=localized(row, 'section', lang)))"
    assert list(unescaped(ast.parse(wrong))) == [wrong]
    for path in (*(ROOT / "pages").glob("*.py"), *(ROOT / "impact" / "dashboard").rglob("*.py")):
        assert list(unescaped(ast.parse(path.read_text("utf-8")))) == [], path.name


@pytest.mark.browser
def test_a_browser_shows_the_text_and_nothing_else(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import find

    script = tmp_path / "shown.py"
    script.write_text(
        "import json, streamlit as st\n"
        "from impact.dashboard.markdown import plain\n"
        f"for text in json.loads({json.dumps(json.dumps(TEXTS))}):\n"
        "    st.markdown(plain(text))\n"
        "st.caption('the end')\n",
        "utf-8",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.headless", "true"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    host, foreign = f"http://127.0.0.1:{port}", []
    try:
        until(lambda: httpx.get(f"{host}/_stcore/health").status_code == 200)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find())
            page = browser.new_page()
            page.on("request", lambda asked: foreign.append(asked.url))
            page.goto(host)
            page.get_by_text("the end").wait_for(timeout=120_000)
            blocks = page.locator("[data-testid=stMarkdownContainer]")
            shown = [text.replace("\u2060", "") for text in blocks.all_inner_texts()]
            drawn = blocks.locator("a, img, .katex, [translate=no], li, h1, code, strong, em, del")
            assert drawn.evaluate_all("all => all.map(each => each.outerHTML)") == []
            assert tuple(shown[: len(TEXTS)]) == TEXTS
            browser.close()
    finally:
        process.kill()
        process.wait()
    assert [url for url in foreign if not url.startswith((host, f"ws://127.0.0.1:{port}"))] == []
