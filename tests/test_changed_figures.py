"""Whether a figure has changed since: the page, the list of revisions and the rows give one answer."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from impact import figures
from impact.cli.main import main
from impact.exports import taking
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import say
from impact.press.comparison import differences
from impact.press.service import Service
from impact.store import Store
from tests.conftest import files, lay
from tests.test_amendments import sheet

SAME = say("en", "press.newer_same")
CHANGED = say("en", "press.newer_changed", about="", why="").split(".")[0]
CASES = ("2020-a", "2020-b", "2021-c")
EDITIONS = (2020, 2021)


def body(address: str) -> str:
    path, _, query = address.partition("?")
    answer = Service().answer(path.encode(), query.encode())
    assert answer.status == 200, address
    return answer.body.decode()


def revised() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(body("/api/v1/revisions.json"))["revisions"]
    return found


# What was found


def test_a_corrected_count_of_a_section_of_a_case_and_of_a_claim_is_told(
    folders: tuple[Path, Path],
) -> None:
    lay(folders[0], files(claims=[{"edition_year": 2020, "value": 30}]))
    live.current()
    changed = {
        "section_actions": [{"actions": 50}],
        "case_actions": [{"count": 999}],
        "claims": [{"edition_year": 2020, "value": 77}],
    }
    lay(folders[0], files(**changed))
    live.current()
    found = {(item["figure"], item["old"], item["new"]) for item in revised()}
    assert found == {
        ("actions_by_section", 5, 50),
        ("actions_of_case", 10, 999),
        ("actions_claims_of_edition", 30, 77),
        ("claims_ledger", 30, 77),
    }


@pytest.mark.parametrize(
    "name",
    ["actions_latest", "editions", "releases_documented", "releases_documented_people", "outcomes_newest"],
)  # fmt: skip
def test_a_figure_that_has_changed_is_never_said_to_be_as_it_was(
    name: str, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files(editions=[{"actions": 100, "actions_qualifier": "exact"}]))
    old = live.current().snapshot
    more = {"outcome_id": "o2", "case_id": "2020-b", "event_date": "2022-01-01"}
    lay(
        folders[0],
        files(
            editions=[{"actions": 200, "actions_qualifier": "exact"}],
            cases=[{}, {"case_id": "2020-b"}],
            outcomes=[{}, more],
        ),
    )
    live.current()
    page = body(f"/press/{name}?as_of={old}")
    assert CHANGED in page and SAME not in page


def test_the_change_of_one_case_is_no_change_of_how_many_cases_a_country_has(
    folders: tuple[Path, Path],
) -> None:
    lay(folders[0], files())
    old = live.current().snapshot
    lay(folders[0], files(outcomes=[{}, {"outcome_id": "o2", "outcome_type": "died",
                                         "direction": "negative", "event_date": "2022-01-01"}]))  # fmt: skip
    live.current()
    assert SAME in body(f"/press/cases_by_country?as_of={old}")
    assert CHANGED in body(f"/press/cases?as_of={old}")


def test_a_change_is_told_in_words_and_by_name(folders: tuple[Path, Path]) -> None:
    lay(folders[0], files(cases=[{"name": "Ada Example", "name_fr": "Ada Exemple"}]))
    live.current()
    again = {"outcome_id": "o2", "outcome_type": "re_arrested", "direction": "negative"}
    named = [{"name": "Ada Example", "name_fr": "Ada Exemple"}]
    lay(folders[0], files(cases=named, outcomes=[{}, again | {"event_date": "2022-01-01"}]))
    live.current()
    lines = body("/revisions?lang=en"), body("/revisions?lang=fr")
    assert "Ada Example: Free → Held again" in lines[0]
    assert "Ada Exemple\u00a0: En liberté → Nouvelle détention" in lines[1]
    assert "liberty_standing" not in "".join(lines) and "2020-a" not in "".join(lines)


def test_a_retraction_taken_back_is_told_as_an_undo_and_not_as_more_that_was_sent(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files())
    live.current()
    send(tmp_path, 3)
    store = Store(folders[1])
    (entry,) = taking.entries(store)
    taking.retract(store, entry.id, "wrong file")
    live.current()
    assert main(["restore", entry.id]) == 0
    live.current()
    kinds = [
        (item["figure"], item["kind"]) for item in revised() if item["figure"] == "counted_by_day"
    ]
    assert kinds == [
        ("counted_by_day", "undo"),
        ("counted_by_day", "retraction"),
        ("counted_by_day", "revision"),
    ]


def test_older_steps_by_exports_alone_are_told_by_the_totals_of_editions(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impact.press.revisions._CLOSELY", 1)
    lay(folders[0], files())
    live.current()
    for number in (3, 4, 5):
        send(tmp_path, number)
    told = [(item["figure"], item["old"], item["new"]) for item in revised()]
    assert ("counted_by_day", 4, 5) in told and ("counted_by_day", 3, 4) not in told
    assert [item for item in told if item[0] == "actions_counted"] == [
        ("actions_counted", 4, 5),
        ("actions_counted", 3, 4),
        ("actions_counted", None, 3),
    ]


def test_older_steps_by_exports_alone_are_told_row_by_row_by_their_own_name(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing said that what changed of one case or section in them can be had, and how."""
    monkeypatch.setattr("impact.press.revisions._CLOSELY", 1)
    lay(folders[0], files())
    live.current()
    for number in (3, 4, 5):
        send(tmp_path, number)
    earlier = json.loads(body("/api/v1/revisions.json"))["earlier"]
    assert f"as_of={earlier}" in body("/revisions")
    steps, where = [], ""
    while True:
        document = json.loads(body(f"/api/v1/revisions.json{where}"))
        rows = document["revisions"]
        steps += [(row["old"], row["new"]) for row in rows if row["figure"] == "counted_by_day"]
        if document["earlier"] is None:
            break
        where = f"?as_of={document['earlier']}"
    assert steps == [(4, 5), (3, 4), (None, 3)]


def test_why_a_figure_is_another_than_long_ago_is_told_of_the_step_that_made_it_so(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though every figure is compared of the newest steps alone: here, a file that came by mistake and was
    taken out, and then counts of another edition."""
    monkeypatch.setattr("impact.press.revisions._CLOSELY", 1)
    editions = [{"edition_year": year} for year in EDITIONS]
    lay(folders[0], files(editions=editions))
    live.current()
    send(tmp_path, 3)
    then = live.current().snapshot
    taking.retract(Store(folders[1]), taking.entries(Store(folders[1]))[0].id, "wrong file")
    for number in (7, 8, 9):
        path = tmp_path / "next.csv"
        path.write_text(
            f"Date,Case,Action type,Channel,Number\n2021-12-01,A,letter,offline,{number}\n"
        )
        assert main(["ingest", str(path), "--section", "US"]) in (0, 1)
        live.current()
    page = body(f"/press/counted_by_day?edition=2020&as_of={then}")
    assert "3 → nothing" in page and say("en", "feed.retraction_of_exports") in page


@pytest.mark.parametrize("year", EDITIONS)
def test_no_figure_of_an_edition_tells_of_a_later_one(
    folders: tuple[Path, Path], tmp_path: Path, year: int
) -> None:
    """So that what an export changed is looked for in its edition and in later ones alone."""
    years = range(2019, 2023)
    lay(folders[0], files(editions=[{"edition_year": each} for each in years]))
    live.current()

    def told() -> dict[tuple[str, int], object]:
        database = live.current().database
        return {
            (name, each): database.rows(name, edition=each)
            for name in figures.names()
            if figures.parameters(name) == ["edition"]
            for each in years
        }

    counts = dict.fromkeys((2019, *EDITIONS), 3)

    def hand_in() -> None:
        for each, number in counts.items():
            path = tmp_path / f"tally {each}.csv"
            path.write_text(
                f"Date,Case,Action type,Channel,Number\n{each}-12-01,A,letter,offline,{number}\n"
            )
            assert main(["ingest", str(path), "--section", "US"]) in (0, 1)

    hand_in()
    before = told()
    counts[year] = 9
    hand_in()
    after = told()
    differing = {
        each
        for _, each in before
        if any(before[key] != after[key] for key in before if key[1] == each)
    }
    assert year in differing and min(differing) == year


def test_the_reason_for_one_row_is_told_of_no_other(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """It stood beside every figure that changed with the row, also those that name no case."""
    lay(folders[0], files())
    live.current()
    cells = {
        "outcome_id": "o1",
        "event_date": "2023-05-01",
        "reason": "the court said so",
    }
    assert main(["ingest", str(sheet(tmp_path / "event.csv", cells))]) == 0
    live.current()
    told = [item for item in revised() if item["reason"] == "the court said so"]
    assert told and {item["case"] for item in told} == {"2020-a"}
    assert any(item["case"] is None for item in revised())


# Whatever changes


def send(folder: Path, number: int) -> None:
    """A tally of so many letters on one day, in place of the one before."""
    path = folder / "tally.csv"
    path.write_text(
        f"Date,Case,Action type,Channel,Number\n2020-12-01,A,letter,offline,{number}\n", "utf-8"
    )
    assert main(["ingest", str(path), "--section", "US"]) in (0, 1)
    live.current()


World = dict[str, list[dict[str, Any]]]


def world() -> World:
    """Two editions, three cases (two of them of the same people), and a row of each other table."""
    return {
        "editions": [
            {"edition_year": year, "actions": 100 * year, "actions_qualifier": "at_least"}
            for year in EDITIONS
        ],
        "cases": [
            {"case_id": case, "edition_year": int(case[:4]), "name": case[-1].upper()}
            | ({"same_people_as": "2020-a"} if case == "2021-c" else {})
            for case in CASES
        ],
        "outcomes": [{}],
        "claims": [{"edition_year": 2020, "value": 30}, {"claim_id": "c2", "subject": "people_released",
                    "unit": "people", "since_year": 2001, "value": 7}],
        "section_actions": [{}],
        "case_actions": [{}],
        "section_dates": [{}],
    }  # fmt: skip


TYPES = (
    ("released", "positive"),
    ("re_arrested", "negative"),
    ("died", "negative"),
    ("acquitted", "positive"),
)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    step = st.one_of(
        st.tuples(st.just("editions"), st.sampled_from((0, 1)), st.sampled_from((1, 2, 3))),
        st.tuples(st.just("claims"), st.sampled_from((0, 1)), st.sampled_from((1, 2, 3))),
        st.tuples(st.just("section_actions"), st.just(0), st.sampled_from((1, 2))),
        st.tuples(st.just("case_actions"), st.just(0), st.sampled_from((1, 2))),
        st.tuples(st.just("event"), st.sampled_from(CASES), st.sampled_from(TYPES)),
        st.tuples(st.just("words"), st.sampled_from((0, 1, 2))),
        st.tuples(st.just("launch"), st.sampled_from(("2020-11-01", "2021-10-01"))),
        st.tuples(st.just("send"), st.sampled_from((1, 2, 3))),
        st.tuples(st.just("retract")),
    )
    return draw(st.lists(step, min_size=1, max_size=2))


def take(step: tuple[Any, ...], tables: World, record: Path, work: Path, store: Path) -> None:
    """One step of staff or of whoever keeps the record."""
    match step:
        case ("send", number):
            send(work, number)
        case ("retract",):
            for entry in [one for one in taking.entries(Store(store)) if one.stands][-1:]:
                taking.retract(Store(store), entry.id, "wrong file")
        case ("event", case, (kind, direction)):
            day = f"2022-01-{len(tables['outcomes']):02}"
            tables["outcomes"].append(
                {"outcome_id": f"o{len(tables['outcomes']) + 1}", "case_id": case,
                 "event_date": day, "outcome_type": kind, "direction": direction}
            )  # fmt: skip
        case ("words", place):
            tables["cases"][place]["summary"] = "In other words."
        case ("launch", day):
            tables["editions"][int(day[:4]) - 2020]["starts_on"] = day
        case (table, place, number):
            column = {"editions": "actions", "claims": "value", "section_actions": "actions"}
            tables[table][place][column.get(table, "count")] = number
    lay(record, files(**tables))
    live.current()


def asked() -> Iterator[tuple[str, str]]:
    """Every figure with everything that it can be asked for, as an address asks."""
    for name in figures.names():
        match figures.parameters(name):
            case ["edition"]:
                yield from ((name, f"edition={year}") for year in EDITIONS)
            case ["case_id"]:
                yield from ((name, f"case={case}") for case in CASES)
            case _:
                yield name, ""


def rows(name: str, query: str, snapshot: str) -> object:
    found = json.loads(
        body(f"/api/v1/figures/{name}.json?{query}&as_of={snapshot}".replace("?&", "?"))
    )
    return sorted(json.dumps(row, sort_keys=True) for row in found["rows"])


@contextmanager
def own_folders() -> Iterator[tuple[Path, Path, Path]]:
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        where = Path(made) / "record", Path(made) / "store", Path(made) / "work"
        for folder in (where[0], where[2]):
            folder.mkdir()
        patch.setenv("IMPACT_RECORD", str(where[0]))
        patch.setenv("IMPACT_STORE", str(where[1]))
        yield where


@given(steps())
@settings(
    max_examples=200 if settings.get_current_profile_name() == "many" else 5,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),  # a world of these takes seconds: none is made smaller
    suppress_health_check=list(HealthCheck),
)
def test_a_page_says_changed_and_the_list_has_a_figure_exactly_when_its_rows_differ(
    taken: list[tuple[Any, ...]],
) -> None:
    with own_folders() as (record, store, work):
        tables = world()
        lay(record, files(**tables))
        live.current()
        send(work, 5)
        before = live.current().snapshot
        for step in taken:
            take(step, tables, record, work, store)
        after = live.current()
        listed = {
            (item["figure"], item["edition"], item["case"])
            for item in revised()
            if before == item["previous"] and after.snapshot == item["snapshot"]
        }
        neighbours = [mark.id for mark in live.held()][-2:] == [before, after.snapshot]
        for name, query in asked():
            differ = rows(name, query, before) != rows(name, query, after.snapshot)
            page = body(f"/press/{name}?{query}&as_of={before}".replace("?&", "?"))
            said = (CHANGED in page, SAME in page) if before != after.snapshot else (False, False)
            assert said == (differ, before != after.snapshot and not differ), (name, query)
            value = query.partition("=")[2]
            if neighbours:
                assert differ == any(
                    figure == name and value in ("", edition, case)
                    for figure, edition, case in listed
                ), (name, query)


def test_an_event_that_was_sent_in_and_taken_out_is_told_as_what_it_is(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files())
    live.current()
    event = {"outcome_id": "o2", "case_id": "2020-a", "event_date": "2022-01-01", "date_precision": "day",
             "outcome_type": "died", "direction": "negative", "people": 1, "summary": "What.",
             "summary_fr": "Quoi.", "source_url": "https://example.org/new", "source_strength": "good"}  # fmt: skip
    assert main(["ingest", str(sheet(tmp_path / "event.csv", event))]) == 0
    live.current()
    store = Store(folders[1])
    (entry,) = taking.entries(store)
    taking.retract(store, entry.id, "wrong person", public=True)
    live.current()
    assert main(["restore", entry.id]) == 0
    live.current()
    told = [
        (item["old"], item["new"], item["kind"]) for item in revised() if item["figure"] == "cases"
    ]
    assert told == [
        ("free", "died", "undo"),
        ("died", "free", "retraction"),
        ("free", "died", "revision"),
    ]
    (taken_out,) = (
        item for item in revised() if (item["figure"], item["kind"]) == ("cases", "retraction")
    )
    assert taken_out["reason"] == "wrong person"


def test_a_span_that_goes_on_has_not_changed_when_its_case_is_checked_again(
    tiny: Callable[..., State],
) -> None:
    def state(day: str, *outcomes: dict[str, str]) -> State:
        cases = [{"case_id": f"2020-{key}", "checked_on": day} for key in "ab"]
        searched = {"outcome_id": "o0", "outcome_type": "no_result_found", "direction": "none"}
        return tiny(cases=cases, outcomes=[searched, *outcomes])

    told = {"case_id": "2020-b", "event_date": "2021-05-01"}
    found = [
        (each.row["case_id"], each.row["standing"])
        for each in differences(state("2026-11-01"), state("2026-11-22", told))
        if each.figure == "progress_of_edition"
    ]
    assert found == [("2020-b", "free")]
