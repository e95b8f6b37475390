"""What a database keeps of its answers."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from impact import database
from impact.figures.live import State
from impact.store.memory import Memory
from tests.conftest import record


def test_an_answer_that_is_kept_is_the_answer_and_cannot_be_spoilt(
    tiny: Callable[..., State],
) -> None:
    asked = tiny(cases=[{}, {"case_id": "2020-b"}]).database
    first = asked.rows("cases_of_edition", edition=2020)
    assert len(first) == 2
    first.clear()
    assert len(asked.rows("cases_of_edition", edition=2020)) == 2
    assert asked.rows("cases_of_edition", edition=2019) == []


def test_no_more_answers_are_kept_than_there_is_room_for(
    tiny: Callable[..., State], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tiny().database
    monkeypatch.setattr(asked._recorded, "kept", Memory(3))  # other tests share the database
    for year in range(2001, 2011):
        asked.rows("cases_of_edition", edition=year)
    assert len(asked._recorded.kept) == 3


def test_a_database_that_nobody_holds_any_more_leaves_nothing_behind(
    tiny: Callable[..., State],
) -> None:
    def attached() -> set[str]:
        counted = (
            database._duckdb().execute("select database_name from duckdb_databases()").fetchall()
        )
        return {name for (name,) in counted}

    another = tiny().database.beside(tiny().record)
    another.ready()
    own = another._counted.name  # others come and go beside it
    assert own in attached()
    del another
    gc.collect()
    assert own not in attached()


def test_what_is_made_of_a_record_is_made_once_for_all_snapshots_of_the_same_rows(
    tiny: Callable[..., State],
) -> None:
    before = tiny(cases=[{}, {"case_id": "2020-b"}])
    before.database.ready()
    same = record(cases=[{}, {"case_id": "2020-b"}])
    other = record(cases=[{}, {"case_id": "2020-c"}])
    later = before.database.beside(same)
    assert "cases" in later._recorded.made
    assert later.rows("cases_total") == before.database.rows("cases_total")
    assert not later._counted.made, "what was counted is each snapshot's own"
    corrected = before.database.beside(other)
    assert not corrected._recorded.made
    assert [row["case_id"] for row in corrected.rows("cases")] == ["2020-a", "2020-c"]
    assert [row["case_id"] for row in later.rows("cases")] == ["2020-a", "2020-b"]


def test_a_record_that_nobody_holds_any_more_leaves_nothing_behind() -> None:
    made = database._Recorded(record(cases=[{"name": "Held by nobody"}]))
    name, held = made.name, weakref.ref(made)
    del made
    gc.collect()
    assert held() is None
    known = database._duckdb().execute("select database_name from duckdb_databases()").fetchall()
    assert (name,) not in known


def counts(actions: int) -> pa.Table:
    """What a section counts of the edition of 2025, without a day."""
    days = pa.array([None], pa.date32())
    return pa.table({"edition_year": [2025], "day": days, "quantity": [actions]})


def test_a_bench_that_is_used_again_has_nothing_of_what_lay_on_it_before(tmp_path: Path) -> None:
    first = database.Bench(tmp_path / "first")
    first.lay("section", counts(3))
    assert first.rows("section_editions") == [
        {"edition_year": 2025, "actions": 3, "last_day": None}
    ]
    first.close()
    second = database.Bench(tmp_path / "second")
    with pytest.raises(duckdb.CatalogException):
        second.rows("section_editions")
    second.close()


def test_two_benches_at_once_do_not_see_what_lies_on_the_other(tmp_path: Path) -> None:
    benches = [database.Bench(tmp_path / str(number)) for number in range(2)]
    for number, bench in enumerate(benches):
        bench.lay("section", counts(number))
    assert [bench.rows("section_editions")[0]["actions"] for bench in benches] == [0, 1]
    for bench in benches:
        bench.close()


def test_a_bench_that_put_something_on_the_disk_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    first = database.Bench(tmp_path / "first")
    first._connection.execute("set memory_limit = '20MB'")
    first._connection.execute(
        "create temp table many as select range as id, range::varchar as text from range(2_000_000)"
    )
    assert [*(tmp_path / "first").rglob("*.tmp")]
    first.close()
    second = database.Bench(tmp_path / "second")
    second.lay("section", counts(3))
    assert second.rows("section_editions") == [
        {"edition_year": 2025, "actions": 3, "last_day": None}
    ]
    second.close()
    assert not (tmp_path / "second").exists()
