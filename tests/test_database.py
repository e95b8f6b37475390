"""What a database keeps of its answers."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from impact import database, live
from impact.live import State


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
    monkeypatch.setattr(database, "_KEPT", 3)
    asked = tiny().database
    asked._kept.clear()  # other tests share it
    for year in range(2001, 2011):
        asked.rows("cases_of_edition", edition=year)
    assert len(asked._kept) == 3


def test_a_database_that_nobody_holds_any_more_leaves_nothing_behind(
    tiny: Callable[..., State],
) -> None:
    def attached() -> set[str]:
        counted = (
            database._duckdb().execute("select database_name from duckdb_databases()").fetchall()
        )
        return {name for (name,) in counted}

    another = live._state(tiny().record)
    another.database.ready()
    own = another.database._name  # others come and go beside it
    assert own in attached()
    del another
    gc.collect()
    assert own not in attached()
