"""Pass over files of tests that passed before, where nothing that they rest on has changed since: `make again`.

`-p tests.again` notes what passes; with `--again` what passed is not run. A file of tests rests on the modules that
it imports, and those that these import; on all that ships and is not Python (queries, words, the record, samples),
since nobody can tell what of it a figure reads; and on what its text names at the top of the house, as README.md.
One that starts programs or opens pages rests on all our code. What is not sure is run.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTED = ROOT / ".venv" / "again.json"
OURS = ("impact", "pages", "tests", "benchmarks")  # packages
SHIPPED = ("impact", "pages", "queries", "data", "tests", ".streamlit", "app.py")
TOOLS = ("pyproject.toml", "constraints.txt", "requirements.txt", "requirements-dev.txt")
# What a module does whose imports do not tell all that runs.
_BEYOND = ("subprocess", "AppTest", "importlib", "glob(")


@cache
def _files(top: str) -> tuple[Path, ...]:
    path = ROOT / top
    found = [path] if path.is_file() else path.rglob("*")
    return tuple(each for each in found if each.is_file() and "__pycache__" not in each.parts)


@cache
def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _module(name: str) -> Path | None:
    """The file of a module of ours, or None."""
    path = ROOT.joinpath(*name.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if name.split(".")[0] in OURS and file.is_file():
            return file
    return None


@cache
def _imported(path: Path) -> frozenset[Path]:
    """The modules of ours that a module imports itself, with the packages in which they lie; of one that is
    told their names as it runs, all beside it."""
    names = set()
    text = path.read_text("utf-8")
    beside = path.parent.glob("*.py") if "import_module(" in text else ()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    parts = [name.split(".") for name in names]
    whole = {".".join(each[:end]) for each in parts for end in range(1, len(each) + 1)}
    return frozenset([*beside, *(file for file in map(_module, whole) if file)])


def _closed(paths: Iterable[Path]) -> set[Path]:
    found: set[Path] = set()
    left = list(paths)
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += _imported(path)
    return found


@cache
def rests_on(test: Path) -> frozenset[Path]:
    """Every file that a file of tests rests on, itself included."""
    modules = _closed([test, ROOT / "tests" / "conftest.py"])
    text = "".join(path.read_text("utf-8") for path in modules if "tests" in path.parts)
    if any(word in text for word in _BEYOND):
        modules |= {path for top in OURS for path in _files(top) if path.suffix == ".py"}
    tops = {each.name for each in ROOT.iterdir() if each.name[0] != "." and each.name != "var"}
    named = {top for top in tops if top in text}
    data = {path for top in {*SHIPPED, *TOOLS, *named} for path in _files(top)}
    return frozenset(modules | {path for path in data if path.suffix != ".py"})


def mark(test: Path) -> str:
    """What changes with anything that a file of tests rests on."""
    told = sorted(f"{path.relative_to(ROOT)} {digest(path)}" for path in rests_on(test))
    return hashlib.sha256("\n".join([sys.version, *told]).encode()).hexdigest()


class Again:
    """What passed before and is passed over now, and what became of the rest.

    Marks are taken before the first test, so that what is changed meanwhile is run again. The process that hands out
    the tests takes them, and tells those that run them.
    """

    def __init__(self, config: Any) -> None:
        self.run: dict[str, bool] = {}
        self.worker = hasattr(config, "workerinput")
        self.over: set[str] = set(config.workerinput["over"] if self.worker else ())
        if self.worker:
            return
        self.marks = {path.name: mark(path) for path in (ROOT / "tests").glob("test_*.py")}
        self.before: dict[str, str] = json.loads(NOTED.read_text()) if NOTED.exists() else {}
        if config.getoption("again"):
            self.over = {name for name, each in self.marks.items() if self.before.get(name) == each}

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["over"] = sorted(self.over)

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        return collection_path.name in self.over or None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = Path(report.nodeid.partition("::")[0]).name
        self.run[name] = self.run.get(name, True) and not report.failed

    def pytest_sessionfinish(self, session: Any) -> None:
        chosen = session.config.option
        if self.worker or chosen.keyword or chosen.markexpr or "::" in "".join(session.config.args):
            return  # only in part
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.over:
            session.exitstatus = pytest.ExitCode.OK
        if session.exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return  # cut short
        passed = {name: self.marks[name] for name, well in self.run.items() if well}
        kept = {name: each for name, each in self.before.items() if name not in self.run}
        NOTED.write_text(json.dumps(kept | passed, indent=1), "utf-8")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.over:
            terminalreporter.write_line(
                f"{len(self.over)} of {len(self.marks)} files of tests passed before, and nothing they rest on has changed."
            )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--again", action="store_true", help="run only what something changed for")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Again(config), "passes over what passed")
