"""The shape of the house: who may import whom, one door per outside thing, queries that explain."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from impact import database, figures
from impact.i18n.words import entries, known
from impact.settings import ROOT
from tests import rows

# Screens and doors at the end, what knows nothing of them at the start: imports run one way.
ORDER = [
    ["settings"],
    ["i18n"],
    ["routes"],
    ["faults"],
    ["record", "store"],
    ["database"],
    ["exports"],
    ["sample"],
    ["figures"],
    ["presentation"],
    ["factcheck", "talking"],
    ["pictures"],
    ["briefs"],
    ["press"],
    ["server", "dashboard"],
    ["cli"],
    ["__main__"],
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
DOORS = {
    "duckdb": {"database"},
    "streamlit": {"dashboard", "server"},
    "plotly": {"prepared", "server"},
    "fontTools": {"fonts"},
    "resvg_py": {"pictures"},
    "jinja2": {"rendering"},
    "typst": {"page"},
    "pptx": {"slides"},
    "xlsxwriter": {"workbook", "templates"},
    "python_calamine": {"workbooks"},
    "docx": {"letter"},
}


@cache
def _nodes(path: Path) -> list[ast.AST]:
    """A module's every part, read once for all that is asked of it."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def _imports(path: Path) -> frozenset[str]:
    found = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module in ("impact", "impact.figures"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return frozenset(found)


MODULES = sorted((ROOT / "impact").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT / "impact").parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for name in _imports(path):
        if name.startswith("impact."):
            other = name.split(".")[1]
            assert RANK[other] <= RANK[room], f"{path.stem} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_outside_thing_has_one_door(path: Path) -> None:
    for name in _imports(path):
        package = name.split(".")[0]
        here = {part.removesuffix(".py") for part in path.relative_to(ROOT / "impact").parts}
        assert here & DOORS.get(package, here), f"{path} imports {package}"


PAGES = sorted((ROOT / "pages").glob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 600, 60


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=lambda path: path.stem)
def test_a_module_and_each_function_of_it_can_be_read_at_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # The types of rows are written by `tests.rows`, and looked up one at a time.
    assert len(text.splitlines()) <= LONGEST_MODULE or path == rows.ROWS
    for node in _nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno + 1 <= LONGEST_FUNCTION, node.name


def test_no_two_classes_have_the_same_name() -> None:
    names = Counter(
        node.name for path in MODULES for node in _nodes(path) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_the_top_of_the_house_has_few_rooms_and_each_is_in_the_table() -> None:
    rooms = {path.relative_to(ROOT / "impact").parts[0].removesuffix(".py") for path in MODULES}
    assert rooms - {"__init__"} == set(RANK)
    assert len(RANK) <= 20


def test_pages_are_thin_and_ask_no_database() -> None:
    for path in PAGES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 90, path.name
        assert not _imports(path) & {"duckdb", "impact.database", "impact.figures.live"}, path.name


def test_no_button_is_of_the_primary_kind() -> None:
    """Streamlit writes white on the primary colour, which in the dark is yellow: nobody could read it."""
    for path in [*MODULES, *PAGES]:
        assert 'type="primary"' not in path.read_text(encoding="utf-8"), path.name


QUERIES = sorted((ROOT / "queries").rglob("*.sql"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_query_says_what_one_row_is_and_names_its_parameters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    comment = "\n".join(line for line in text.splitlines() if line.startswith("--"))
    assert "One row" in comment
    for parameter in set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", text))):
        assert f"-- ${parameter}:" in comment
    assert text.count(";") == comment.count(";"), "one statement a file"


def test_each_metric_and_check_has_its_entry_in_both_languages_and_no_entry_is_left_over() -> None:
    assert sorted(entries("metric")) == database.names("metrics")
    assert sorted(entries("check")) == database.names("checks")
    for name in database.names("metrics"):
        for part in ("label", "unit", "definition", "caveat"):
            assert known(f"metric.{name}.{part}")
        assert figures.better(name) in ("more", "fewer", "neither")


def test_the_types_of_rows_are_the_columns_of_the_queries() -> None:
    """`python -m tests.rows` writes them; a column that is misspelt in code is then an error of types."""
    for path, text in rows.written().items():
        assert path.read_text(encoding="utf-8") == text, f"run python -m tests.rows: {path.name}"


def test_the_dashboard_keeps_answers_by_one_policy() -> None:
    for path in [*MODULES, *PAGES]:
        if path.stem != "keeping":
            assert "st.cache" not in path.read_text(encoding="utf-8"), path


def test_what_the_dashboard_remembers_has_a_snapshot_in_its_key() -> None:
    remembered = [
        node
        for path in (ROOT / "impact" / "dashboard").rglob("*.py")
        for node in _nodes(path)
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(each).startswith("remembered(") for each in node.decorator_list)
    ]
    assert len(remembered) == 11
    for function in remembered:
        assert function.args.args[0].arg in ("snapshot", "earlier"), function.name
