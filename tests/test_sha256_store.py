"""A store whose keys are SHA-256 and that has no sums is answered from, and goes on with its keys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from impact.cli.main import main
from impact.exports import care, rollup, taking
from impact.figures import live
from impact.store import Store
from tests import test_first_version

MADE = Path(__file__).parent / "stores" / "sha256"
TOLD: dict[str, Any] = json.loads((MADE / "told.json").read_text("utf-8"))
HEADER = "id,firstname,country,email,widget,type,date,campaign"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store with its secret and its record, of one's own."""
    folder = tmp_path / "sha256"
    shutil.copytree(MADE, folder)
    for name in ("record", "store"):
        monkeypatch.setenv(f"IMPACT_{name.upper()}", str(folder / name))
    monkeypatch.setenv("IMPACT_TARGETS", str(folder / "targets.csv"))
    return folder


def sent(folder: Path, section: str, *numbers: int) -> None:
    """Send actions of the first of December by the platform whose keys the store has."""
    path = folder / "exports" / "late.csv"
    rows = [
        f"{number},A,GB,a{number}@example.org,w,petition,2025-12-01T15:00:00,2025-a"
        for number in numbers
    ]
    path.write_text("\n".join([HEADER, *rows, ""]), "utf-8")
    assert main(["ingest", str(path), "--section", section]) == 0


def counted() -> int:
    return sum(row["actions"] for row in live.current().database.rows("actions_counted"))


def test_its_figures_are_those_that_it_had(made: Path) -> None:
    newest = Store(made / "store").newest()
    assert newest is not None and not rollup.in_step(newest.files)
    assert test_first_version.told(live.current()) == TOLD
    assert care.verify(Store(made / "store")) == []


def test_an_action_that_is_sent_again_is_known_by_its_sha256_key(made: Path) -> None:
    sent(made, "GB", 1, 2, 5)
    assert counted() == TOLD["actions"] + 1
    store = Store(made / "store")
    newest = store.newest()
    assert newest is not None and rollup.in_step(newest.files)
    assert taking.entries(store)[-1].made_with == "sha256"
    sent(made, "GB", 1, 2, 5, 6)
    assert counted() == TOLD["actions"] + 2
    assert care.verify(store) == []


def test_another_section_of_it_has_the_keys_of_now(made: Path) -> None:
    sent(made, "FR", 1, 2)
    assert counted() == TOLD["actions"] + 2
    assert taking.entries(Store(made / "store"))[-1].made_with == "siphash"
