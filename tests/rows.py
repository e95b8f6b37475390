"""`python -m tests.rows` writes the types of the rows of every metric, from the database's own columns.

Two modules follow from the queries: `impact/figures/rows.py`, one type a metric, and `impact/presentation/asking.py`,
which knows the type of what is asked by its name. A test holds them to what this module would write.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from impact import figures
from impact.figures import live
from impact.settings import ROOT

_TYPES = {
    "VARCHAR": "str",
    "DOUBLE": "float",
    "DATE": "dt.date",
    "BOOLEAN": "bool",
    "BIGINT": "int",
    "INTEGER": "int",
    "SMALLINT": "int",
}
ROWS = ROOT / "impact" / "figures" / "rows.py"
ASKING = ROOT / "impact" / "presentation" / "asking.py"


def _class(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _rows() -> Iterator[str]:
    yield '"""The rows of every metric, one type each, as `python -m tests.rows` writes them from the queries.\n'
    yield "The database does not tell which columns can be empty: the comment on top of a query does."
    yield '"""\n'
    yield "from __future__ import annotations\n"
    yield "import datetime as dt"
    yield "from typing import TypedDict\n"
    state = live.Live(ROOT / "data" / "record", ROOT / "var" / "none").state()
    for name in figures.names():
        yield f"\nclass {_class(name)}(TypedDict):"
        for column, kind in figures.columns(state, name).items():
            yield f"    {column}: {_TYPES[kind]}"
        yield ""


def _asking() -> Iterator[str]:
    yield '"""Asking for a figure by its name, with the type of its rows; `python -m tests.rows` writes it."""\n'
    yield "from __future__ import annotations\n"
    yield "from collections.abc import Mapping"
    yield "from typing import Any, Literal, Protocol, overload\n"
    yield "from impact.figures import FigureOf, rows\n"
    yield "Where = Mapping[str, str] | None\n\n"
    yield "class Ask(Protocol):"
    yield '    """A figure by its name; `where` keeps the rows that have these texts."""\n'
    for name in figures.names():
        yield "    @overload"
        yield f'    def __call__(self, name: Literal["{name}"], where: Where = None, /, **given: object) -> FigureOf[rows.{_class(name)}]: ...'
    yield "    @overload"
    yield "    def __call__(self, name: str, where: Where = None, /, **given: object) -> FigureOf[Any]: ...\n\n"
    yield "class One(Protocol):"
    yield '    """The single row of a figure by its name, or None if it has none."""\n'
    for name in figures.names():
        yield "    @overload"
        yield f'    def __call__(self, name: Literal["{name}"], /, **given: object) -> rows.{_class(name)} | None: ...'
    yield "    @overload"
    yield "    def __call__(self, name: str, /, **given: object) -> Mapping[str, Any] | None: ..."


def written() -> dict[Path, str]:
    """What each of the two modules has to say, as ruff formats it."""
    return {
        path: subprocess.run(
            [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(path), "-"],
            input="\n".join(lines) + "\n",
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for path, lines in ((ROWS, _rows()), (ASKING, _asking()))
    }


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
