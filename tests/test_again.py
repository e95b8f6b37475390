"""What `make again` passes over is only what nothing has changed for."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.settings import ROOT
from tests import again

TESTS = sorted((ROOT / "tests").glob("test_*.py"))


@pytest.mark.parametrize(
    "changed",
    ["queries/metrics/cases.sql", "queries/metrics/cases.toml", "impact/i18n/words.toml",
     "data/record/cases.csv", "tests/conftest.py", "impact/figures/live.py", "constraints.txt"],
)  # fmt: skip
def test_a_query_a_word_a_row_or_what_all_tests_use_lets_every_file_run_again(changed: str) -> None:
    assert [path.name for path in TESTS if ROOT / changed not in again.rests_on(path)] == []


@pytest.mark.parametrize(
    ("changed", "runs", "passed_over"),
    [
        ("impact/briefs/letter.py", ["test_briefs", "test_cli", "test_further_language"], ["test_metrics"]),
        ("impact/dashboard/ui.py", ["test_pages", "test_browser", "test_recipes"], ["test_press", "test_numbers"]),
        ("pages/cases.py", ["test_pages", "test_browser", "test_shape"], ["test_counts"]),
        ("README.md", ["test_docs"], ["test_counts"]),
        ("docs/api.md", ["test_docs"], ["test_press"]),
        ("tests/office.py", ["test_rollup", "test_properties"], ["test_metrics"]),
        ("tests/test_words.py", ["test_words"], ["test_days"]),
    ],
)  # fmt: skip
def test_a_change_runs_what_rests_on_it_and_passes_over_the_rest(
    changed: str, runs: list[str], passed_over: list[str]
) -> None:
    rest = {path.stem for path in TESTS if ROOT / changed in again.rests_on(path)}
    assert set(runs) <= rest and not set(passed_over) & rest


def test_a_file_that_changed_has_another_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    test, query = ROOT / "tests" / "test_metrics.py", ROOT / "queries" / "metrics" / "cases.sql"
    before, digest = again.mark(test), again.digest

    def changed(path: Path) -> str:
        return "another" if path == query else digest(path)

    assert again.mark(test) == before
    monkeypatch.setattr(again, "digest", changed)
    assert again.mark(test) != before
