"""A store of the first version is answered from, and brought over with every count as it was."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from impact.cli.main import main
from impact.exports import care, older, taking
from impact.exports.ledger import Effect
from impact.figures import live
from impact.figures.live import Live, State
from impact.store import Store

FIRST = Path(__file__).parent / "stores" / "first"
TOLD: list[dict[str, Any]] = json.loads((FIRST / "told.json").read_text("utf-8"))
SPLITS = {
    "counted_by_section": "section",
    "counted_by_case": "case_id",
    "counted_by_type": "action_type",
    "counted_by_channel": "channel",
    "counted_by_day": "day",
}


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store with its secret and its record, of one's own."""
    folder = tmp_path / "first"
    shutil.copytree(FIRST, folder)
    for name in ("record", "store"):
        monkeypatch.setenv(f"IMPACT_{name.upper()}", str(folder / name))
    monkeypatch.setenv("IMPACT_TARGETS", str(folder / "targets.csv"))
    return folder


def told(state: State) -> dict[str, Any]:
    """What a state answers, in the form in which the first version told it."""
    ask = state.database.rows
    (case,) = ask("case", case_id="2025-a")
    return {
        "actions": counted(state),
        **{
            name: {str(row[column] or "undated"): row["actions"] for row in ask(name, edition=2025)}
            for name, column in SPLITS.items()
        },
        "liberty_standing": case["liberty_standing"],
    }


def counted(state: State | None = None) -> int:
    return sum(row["actions"] for row in (state or live.current()).database.rows("actions_counted"))


def answers(wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if name not in ("number", "id", "day")}


def brought(folder: Path) -> Store:
    """The store after it was first changed by this version."""
    live.current()
    store = Store(folder / "store")
    newest = store.newest()
    assert newest is not None
    assert (newest.format, newest.number) == (2, TOLD[-1]["number"] + 1)
    return store


def named(store: Store, file: str) -> str:
    """The newest export of a name."""
    return [entry.id for entry in taking.entries(store) if entry.file == file][-1]


def test_the_store_is_of_the_first_version_and_this_one_only_reads_it(first: Path) -> None:
    store = Store(first / "store")
    newest = store.newest()
    assert newest is not None
    assert older.is_older(newest)
    assert [entry.file for entry in taking.entries(store)] == [
        "proca_2026-01-02.csv",
        "proca_2026-01-02.csv",
        "proca_2026-01-04.csv",
        "social.csv",
        "social_again.csv",
        "social_wrong.csv",
        "outcomes.csv",
    ]
    assert store.newest() == newest


@pytest.mark.parametrize("wanted", TOLD, ids=lambda wanted: wanted["day"])
@pytest.mark.parametrize("over", [False, True], ids=["as it is", "brought over"])
def test_each_of_its_snapshots_is_answered_as_the_first_version_answered(
    over: bool, wanted: dict[str, Any], first: Path
) -> None:
    if over:
        brought(first)
    answering = Live(first / "record", first / "store")
    for as_of in (wanted["id"], wanted["day"]):
        assert answering.named(as_of) == wanted["id"]
    state = answering.at(wanted["id"])
    assert told(state) == answers(wanted)


def test_what_was_brought_over_counts_the_same_in_every_figure(first: Path) -> None:
    store = brought(first)
    assert told(live.current()) == answers(TOLD[-1])
    assert care.verify(store) == []
    ledger = taking.ledger_now(store)
    (event,) = [event for event in ledger.events if event.kind == "brought"]
    assert event.effects[0].world == {"2025": TOLD[-1]["actions"]}
    assert [entry.stands for entry in ledger.entries.values()] == [
        *(False, True, True),  # the first was counted anew by staff's own mapping
        *(True, True, False, True),  # the third tally was taken out
    ]
    assert live.current().fault is None


def test_a_kill_while_it_is_brought_over_leaves_it_as_it_was(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    class Killed(BaseException):
        pass

    def killed(source: str, target: Path) -> None:
        replace(source, target)
        if target.parent.name == "snapshots":
            raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(os, "replace", killed)
        live.current()
    store = Store(first / "store")
    assert len(list((first / "store" / "snapshots").iterdir())) == TOLD[-1]["number"] + 1
    newest = store.newest()
    assert newest is not None
    assert (newest.id, newest.format) == (TOLD[-1]["id"], 1)
    brought(first)
    assert told(live.current()) == answers(TOLD[-1])
    assert care.verify(store) == []


def test_what_was_taken_out_and_what_stands_still_go_in_and_out(first: Path) -> None:
    store = brought(first)
    again, wrong, second = (
        named(store, file)
        for file in ("social_again.csv", "social_wrong.csv", "proca_2026-01-04.csv")
    )
    # Without the second tally the cell of the first stands again: 50 instead of 5, and 7 less.
    for identity, out in ((again, 121 - 5 - 7 + 50), (second, 121 - 9 + 6)):
        effect = taking.retract(store, identity, "to see")
        assert isinstance(effect, Effect)
        assert (counted(), effect.sums.after - effect.sums.before) == (out, out - 121)
        assert taking.restore(store, identity) is not None
        assert counted() == 121
    assert live.current().database.rows("case", case_id="2025-a")[0]["liberty_standing"] == (
        "held_again"
    )
    taking.retract(store, named(store, "outcomes.csv"), "to see")
    assert told(live.current()) == answers(TOLD[7])
    taking.restore(store, wrong)
    assert told(live.current()) == answers(TOLD[6])
    taking.retract(store, wrong, "wrong file")
    assert told(live.current()) == answers(TOLD[7])


def test_an_action_that_is_sent_again_is_known_by_the_key_it_had(first: Path) -> None:
    store = brought(first)
    path = first / "exports" / "proca_2026-01-04.csv"
    line = path.read_text("utf-8").splitlines()[-1]
    path.write_text(path.read_text("utf-8") + line.replace("9,", "10,", 1) + "\n", "utf-8")
    assert main(["ingest", str(path), "--section", "GB"]) == 0
    assert counted() == 121 + 1
    # What it sends again stands by the newest file alone; the older ones hold what it does not send.
    taking.retract(store, taking.entries(store)[-1].id, "to see")
    assert counted() == 121


@pytest.mark.parametrize(
    "file", ["proca_2026-01-02.csv", "proca_2026-01-04.csv", "social_again.csv"]
)
def test_the_very_bytes_of_before_change_no_count(file: str, first: Path) -> None:
    brought(first)
    section = "GB" if file.startswith("proca") else "CA-FR"
    main(["ingest", str(first / "exports" / file), "--section", section])
    assert told(live.current()) == answers(TOLD[-1])


def test_a_tally_of_before_that_is_counted_anew_does_not_stand_over_a_newer_one_unasked(
    first: Path,
) -> None:
    """The files of a drop folder are all read anew by a new version's rules."""
    store = brought(first)
    main(["ingest", str(first / "exports" / "social.csv"), "--section", "CA-FR"])
    assert told(live.current()) == answers(TOLD[-1])
    (held,) = taking.ledger_now(store).held()
    assert held.question is not None
    assert held.question.code == "earlier_bytes"
    main(["ingest", str(first / "exports" / "social_again.csv"), "--section", "CA-FR"])
    assert told(live.current()) == answers(TOLD[-1])
    main(["decide", held.id, "drop"])
    assert told(live.current()) == answers(TOLD[-1])


def test_a_tally_that_comes_now_is_held_against_those_of_before(first: Path) -> None:
    """They are no list of a name, so whether it is the same list is asked of somebody."""
    store = brought(first)
    path = first / "exports" / "social_again.csv"
    path.write_text(path.read_text("utf-8").replace(",5,", ",6,"), "utf-8")
    main(["ingest", str(path), "--section", "CA-FR"])
    assert counted() == 121
    (held,) = taking.ledger_now(store).held()
    assert held.question is not None
    assert held.question.code == "other_list"


def test_what_staff_mapped_is_a_rule_for_what_comes(first: Path) -> None:
    store = brought(first)
    rules = taking.ledger_now(store).rules
    assert {key: rule.case_id for key, rule in rules.items()} == {
        ("proca_action_list", "w4r25 first", 2025): "2025-b"
    }
    path = first / "exports" / "new.csv"
    header, *_, line = (first / "exports" / "proca_2026-01-02.csv").read_text("utf-8").splitlines()
    path.write_text(
        f"{header}\n{line.replace('6,', '20,', 1).replace('W4R25 odd', 'W4R25 FIRST')}\n"
    )
    assert main(["ingest", str(path), "--section", "GB"]) == 0
    cases = told(live.current())["counted_by_case"]
    assert cases["2025-b"] == TOLD[-1]["counted_by_case"]["2025-b"] + 1


@pytest.mark.parametrize("over", [False, True], ids=["as it is", "brought over"])
def test_without_its_secret_nothing_is_taken_in(
    over: bool, first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if over:
        brought(first)
    (first / "store.secret").unlink()
    assert main(["ingest", str(first / "exports" / "proca_2026-01-04.csv"), "--section", "GB"]) == 2
    assert "store.secret" in capsys.readouterr().err
    assert told(live.current()) == answers(TOLD[-1])
