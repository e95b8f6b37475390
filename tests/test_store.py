"""The store and what answers from it: numbered, immutable, whole, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from impact.faults import Fault
from impact.figures.live import Live, State, current
from impact.record.reader import parse
from impact.settings import ROOT
from impact.store import Store, identify
from tests.conftest import files, lay

Folders = tuple[Path, Path]


def cases_of(state: State) -> list[str]:
    return sorted(row["case_id"] for row in state.database.rows("cases"))


def broken() -> dict[str, bytes]:
    return files(cases=[{"people": "1 2O4"}])


def leftovers(folder: Path) -> list[Path]:
    return sorted(folder.rglob(".part-*"))


def keep_one(folder: Path, text: str) -> str:
    """One writer's work, at the top of the module so that another process can be given it."""
    return Store(folder).keep({"a": text.encode(), "b": b"same"}).id


def test_a_folder_that_does_not_exist_holds_no_snapshot(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")
    assert store.snapshots() == []
    assert store.newest() is None


def test_snapshots_are_numbered_in_the_order_they_were_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for text in (b"one", b"two", b"three"):
        store.keep({"a": text})
    assert [snapshot.number for snapshot in store.snapshots()] == [1, 2, 3]
    assert [store.contents(kept)["a"] for kept in store.snapshots()] == [b"one", b"two", b"three"]


def test_the_tenth_snapshot_comes_after_the_ninth(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(1, 12):
        store.keep({"a": str(number).encode()})
    newest = store.newest()
    assert newest is not None
    assert newest.number == 11
    assert store.contents(newest) == {"a": b"11"}


def test_identical_contents_are_one_snapshot(tmp_path: Path) -> None:
    first = Store(tmp_path).keep({"a": b"one", "b": b"two"})
    again = Store(tmp_path).keep({"b": b"two", "a": b"one"})
    assert again == first
    assert len(Store(tmp_path).snapshots()) == 1


def test_contents_that_come_back_are_a_new_snapshot_of_the_old_identity(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = [store.keep({"a": text}) for text in (b"one", b"two", b"one")]
    assert [snapshot.number for snapshot in kept] == [1, 2, 3]
    assert kept[0].id == kept[2].id != kept[1].id


def test_contents_shared_by_snapshots_lie_there_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep({"a": b"one", "b": b"same"})
    store.keep({"a": b"two", "b": b"same"})
    assert len(list((tmp_path / "contents").iterdir())) == 3


def test_the_identity_is_the_same_on_every_machine(tmp_path: Path) -> None:
    contents = {"b": b"two", "a": b"one"}
    here = Store(tmp_path / "here").keep(contents)
    Store(tmp_path / "there").keep({"a": b"other"})
    there = Store(tmp_path / "there").keep(dict(reversed(contents.items())))
    assert here.id == there.id == identify(here.files)


def test_the_identity_is_derived_from_names_and_hashes_alone() -> None:
    assert identify({"b.csv": "22", "a.csv": "11"}) == "0019b7f97831"
    assert identify({"b.csv": "11", "a.csv": "22"}) != "0019b7f97831"


def test_a_state_is_named_as_its_snapshot_is(folders: Folders) -> None:
    lay(folders[0], files())
    newest_before = current().snapshot
    newest = Store(folders[1]).newest()
    assert newest is not None
    assert newest.id == newest_before
    assert parse(Store(folders[1]).contents(newest)).hashes == newest.files


def test_leftovers_of_a_killed_writer_are_ignored(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep({"a": b"one"})
    for folder in ("snapshots", "contents"):
        (tmp_path / folder / ".part-k3j2x").write_bytes(b"{")
    assert [snapshot.number for snapshot in store.snapshots()] == [1]
    assert store.keep({"a": b"two"}).number == 2


def test_a_write_that_fails_leaves_the_old_snapshot_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.keep({"a": b"one"})

    def full(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        store.keep({"a": b"two"})
    assert [store.contents(kept) for kept in store.snapshots()] == [{"a": b"one"}]
    assert leftovers(tmp_path) == []


def test_the_manifest_is_written_after_all_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    replace = os.replace

    def noted(source: str, target: Path) -> None:
        written.append(target.parent.name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", noted)
    Store(tmp_path).keep({"a": b"one", "b": b"two"})
    # Before it a head that says what stood: nothing. After it the one that makes it count.
    assert written == ["contents", "contents", tmp_path.name, "snapshots", tmp_path.name]


def threads() -> Executor:
    return ThreadPoolExecutor(8)


def landed(folder: Path, texts: list[str]) -> None:
    snapshots = Store(folder).snapshots()
    assert [snapshot.number for snapshot in snapshots] == list(range(1, len(texts) + 1))
    found = {Store(folder).contents(snapshot)["a"].decode() for snapshot in snapshots}
    assert found == set(texts)


def test_threads_that_write_at_the_same_time_all_land_with_numbers_of_their_own(
    tmp_path: Path,
) -> None:
    texts = [f"text {number}" for number in range(16)]
    with threads() as pool:
        kept = list(pool.map(keep_one, [tmp_path] * len(texts), texts))
    assert sorted(snapshot.id for snapshot in Store(tmp_path).snapshots()) == sorted(kept)
    landed(tmp_path, texts)


def test_processes_that_write_at_the_same_time_all_land_with_numbers_of_their_own(
    tmp_path: Path,
) -> None:
    script = (
        "import sys; from pathlib import Path; from impact.store import Store\n"
        "for text in sys.argv[2:]: Store(Path(sys.argv[1])).keep({'a': text.encode()})"
    )
    texts = [f"text {number}" for number in range(15)]
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), *texts[part::3]], cwd=ROOT)
        for part in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    landed(tmp_path, texts)


def test_the_same_contents_from_many_threads_are_one_snapshot(tmp_path: Path) -> None:
    with threads() as pool:
        kept = list(pool.map(keep_one, [tmp_path] * 16, ["same"] * 16))
    assert len(set(kept)) == 1
    assert len(Store(tmp_path).snapshots()) == 1


def test_a_good_record_answers_and_is_kept(folders: Folders) -> None:
    lay(folders[0], files())
    state = Live(*folders).state()
    assert cases_of(state) == ["2020-a"]
    assert state.fault is None
    assert [snapshot.id for snapshot in Store(folders[1]).snapshots()] == [state.snapshot]


def test_the_state_stays_the_same_object_while_no_file_changes(folders: Folders) -> None:
    lay(folders[0], files())
    live = Live(*folders)
    assert live.state() is live.state()


def test_a_changed_record_is_answered_from_without_a_restart(folders: Folders) -> None:
    lay(folders[0], files())
    live = Live(*folders)
    before = live.state()
    lay(folders[0], files(cases=[{}, {"case_id": "2020-bb"}]))
    assert cases_of(live.state()) == ["2020-a", "2020-bb"]
    assert cases_of(before) == ["2020-a"]
    assert len(Store(folders[1]).snapshots()) == 2


def test_a_broken_record_answers_from_the_last_good_snapshot_and_keeps_the_fault(
    folders: Folders,
) -> None:
    lay(folders[0], files())
    live = Live(*folders)
    good = live.state()
    lay(folders[0], broken())
    state = live.state()
    assert cases_of(state) == ["2020-a"]
    assert state.snapshot == good.snapshot
    assert state.fault is not None
    assert "1 2O4" in state.fault.sentence("en")
    assert len(Store(folders[1]).snapshots()) == 1


def test_a_server_that_starts_on_a_broken_record_answers_from_the_newest_snapshot(
    folders: Folders,
) -> None:
    lay(folders[0], files())
    Live(*folders).state()
    lay(folders[0], files(cases=[{}, {"case_id": "2020-b"}]))
    Live(*folders).state()
    lay(folders[0], broken())
    state = Live(*folders).state()
    assert cases_of(state) == ["2020-a", "2020-b"]
    assert state.fault is not None


def test_a_mended_record_is_answered_from_without_a_fault(folders: Folders) -> None:
    lay(folders[0], files())
    live = Live(*folders)
    live.state()
    lay(folders[0], broken())
    live.state()
    lay(folders[0], files(cases=[{}, {"case_id": "2020-mended"}]))
    assert cases_of(live.state()) == ["2020-a", "2020-mended"]
    assert live.state().fault is None


def test_a_deleted_file_is_a_fault_and_the_last_good_snapshot_answers(folders: Folders) -> None:
    lay(folders[0], files())
    live = Live(*folders)
    live.state()
    (folders[0] / "claims.csv").unlink()
    state = live.state()
    assert cases_of(state) == ["2020-a"]
    assert state.fault is not None
    assert state.fault.sentence("en").startswith("claims.csv: ")


def test_a_snapshot_that_lost_its_contents_is_passed_over(folders: Folders) -> None:
    lay(folders[0], files())
    Live(*folders).state()
    lay(folders[0], files(cases=[{}, {"case_id": "2020-b"}]))
    Live(*folders).state()
    newest = Store(folders[1]).newest()
    assert newest is not None
    (folders[1] / "contents" / newest.files["cases.csv"]).unlink()
    lay(folders[0], broken())
    assert cases_of(Live(*folders).state()) == ["2020-a"]


def test_a_broken_record_without_a_snapshot_answers_nothing(folders: Folders) -> None:
    lay(folders[0], broken())
    live = Live(*folders)
    for _ in range(2):
        with pytest.raises(Fault, match="1 2O4"):
            live.state()


def test_a_record_that_is_mended_later_answers_though_none_was_kept(folders: Folders) -> None:
    live = Live(*folders)
    with pytest.raises(Fault):
        live.state()
    lay(folders[0], files())
    assert cases_of(live.state()) == ["2020-a"]


AIM = "edition_year,section,case_id,actions\n2020,,,"


def aims(state: State) -> list[int]:
    return [row["target"] for row in state.database.rows("targets", edition=2020)]


def test_a_file_of_targets_is_taken_in_once_and_the_store_has_them_from_then_on(
    folders: Folders, tmp_path: Path
) -> None:
    lay(folders[0], files())
    path = tmp_path / "targets.csv"
    live = Live(*folders, path)
    before = live.state()
    path.write_text(f"{AIM}5\n", "utf-8")
    taken = live.state()
    assert (aims(before), aims(taken), taken.fault) == ([], [5], None)
    path.write_text(f"{AIM}6\n", "utf-8")
    changed = live.state()
    assert (aims(changed), changed.fault and changed.fault.key) == ([5], "targets_in_store")
    path.unlink()
    assert (aims(live.state()), live.state().fault) == ([5], None)
    assert aims(Live(*folders).state()) == [5]
    assert aims(live.at(before.snapshot)) == []


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("2020,QC,,5", "target_unknown_section"),
        ("2020,,2020-sonia,5", "target_unknown_cases"),
        ("2019,,,5", "target_unknown_editions"),
    ],
)
def test_a_target_of_a_section_or_case_that_nobody_knows_is_refused_with_its_line(
    row: str, key: str, folders: Folders, tmp_path: Path
) -> None:
    lay(folders[0], files())
    path = tmp_path / "targets.csv"
    path.write_text(f"{AIM}5\n{row}\n", "utf-8")
    live = Live(*folders, path)
    state = live.state()
    assert (aims(state), cases_of(state)) == ([], ["2020-a"])
    assert state.fault is not None
    assert (state.fault.key, state.fault.place and state.fault.place.line) == (key, 3)
    path.write_text(f"{AIM}5\n2020,CA-FR,2020-a,3\n", "utf-8")
    assert (sorted(aims(live.state())), live.state().fault) == ([3, 5], None)


def test_broken_targets_do_not_hold_the_record_back_and_are_taken_in_once_mended(
    folders: Folders, tmp_path: Path
) -> None:
    lay(folders[0], files())
    path = tmp_path / "targets.csv"
    path.write_text(f"{AIM}five\n", "utf-8")
    live = Live(*folders, path)
    lay(folders[0], files(cases=[{}, {"case_id": "2020-b"}]))
    state = live.state()
    assert (aims(state), cases_of(state)) == ([], ["2020-a", "2020-b"])
    assert state.fault is not None
    assert "five" in state.fault.sentence("en")
    path.write_text(f"{AIM}6\n", "utf-8")
    assert (aims(live.state()), live.state().fault) == ([6], None)


def test_the_settings_name_the_file_of_targets(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files())
    (tmp_path / "ours.csv").write_text(f"{AIM}5\n", "utf-8")
    monkeypatch.setenv("IMPACT_TARGETS", str(tmp_path / "ours.csv"))
    assert aims(current()) == [5]


def test_a_store_that_cannot_be_written_does_not_stop_answers(folders: Folders) -> None:
    record, store = folders
    lay(record, files())
    store.write_bytes(b"a regular file where the folder should be")
    state = Live(record, store / "below").state()
    assert cases_of(state) == ["2020-a"]
    assert state.fault is None


def test_the_settings_name_the_folders(folders: Folders) -> None:
    lay(folders[0], files())
    assert cases_of(current()) == ["2020-a"]
    assert {file.name for file in folders[0].iterdir()} == set(files())
    assert len(Store(folders[1]).snapshots()) == 1


def test_threads_that_ask_one_database_get_their_own_rows(folders: Folders) -> None:
    cases = [{"case_id": f"2020-{number:02}", "name": f"N{number:02}"} for number in range(20)]
    lay(folders[0], files(cases=[{}, *cases]))
    database = Live(*folders).state().database

    def name_of(case_id: str) -> str:
        return str(database.rows("case", case_id=case_id)[0]["name"])

    wanted = [case["case_id"] for case in cases] * 10
    with threads() as pool:
        assert list(pool.map(name_of, wanted)) == [case["name"] for case in cases] * 10
