"""A copy of the house with something more in it, and what all faces say there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from impact.settings import ROOT
from tests.conftest import lay

_HELD = ("impact", "queries", "pages", "tests", "data", "docs", "app.py", "LICENSE", ".streamlit")


def copied(
    folder: Path,
    *,
    record: Mapping[str, bytes],
    new: Mapping[str, str] | None = None,
    more: Mapping[str, tuple[str, str]],
) -> Path:
    """The house in a folder, with a record of its own: `new` files, and `more` in those that are there, after
    a line that stands there once, or at the end. A name may bear marks `#`, for a file that gets several."""
    rooms = {Path(name).parts[0] for name in (*(new or {}), *more)}
    for name in _HELD:
        if name in rooms:  # compiled files too: to compile the house takes longer than to ask it
            shutil.copytree(ROOT / name, folder / name)
        else:
            (folder / name).symlink_to(ROOT / name)
    for name, text in (new or {}).items():
        (folder / name).write_text(text.lstrip(), encoding="utf-8")
    for name, (after, text) in more.items():
        path = folder / name.rstrip("#")
        old = path.read_text("utf-8")
        assert not after or old.count(f"\n{after}") == 1, name
        made = old.replace(f"\n{after}", f"\n{after}{text}") if after else old + text
        path.write_text(made, "utf-8")
    (folder / "record").mkdir()
    lay(folder / "record", record)
    return folder


def said(folder: Path, code: str) -> str:
    """What a program prints in a copy, in a process of its own: what ships is read when it starts."""
    own = {"IMPACT_RECORD": str(folder / "record"), "IMPACT_STORE": str(folder / "store")}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **own, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout
