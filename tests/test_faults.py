"""Taking exports in while things break: kills, full disks, read-only stores, two writers, bad luck."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from impact import store
from impact.cli.main import main
from impact.exports import mapping, rules, secret, taking
from impact.exports.taking import Desk, Handed
from impact.figures import live
from impact.figures.live import Live
from impact.settings import ROOT
from impact.store import Snapshot, Store
from tests import kill
from tests.conftest import files, lay, record

SAMPLES = Path(__file__).parent / "exports" / "samples"
ACTIONS = SAMPLES / "actionkit_core_action.csv"  # 36 actions
TALLY = SAMPLES / "civicrm_activity_report.csv"
SOCIAL = SAMPLES / "excel_fr_ca_tally_semicolon_cp1252.csv"


@pytest.fixture
def taken(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def counted() -> int:
    return sum(row["actions"] for row in live.current().database.rows("actions_counted"))


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith((".part-", ".store"))]


def ingest(*arguments: str | Path) -> subprocess.Popen[str]:
    """The command itself, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "impact", "ingest", "--lang", "en", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# Kills.


def test_a_kill_loses_nothing_acknowledged_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    done = kill.kill(4, tmp_path, seed=5)
    assert done.broken == []
    assert sum(done.moments.values()) == 4
    assert len(done.moments) > 1, "all kills fell into the same part of the command's life"


def test_a_kill_of_what_takes_nothing_in_leaves_the_store_and_its_log_whole(
    folders: tuple[Path, Path],
) -> None:
    lay(folders[0], files())
    assert kill.kill_acts(5, folders[1].parent, seed=5) == []


def test_the_next_writer_removes_what_a_killed_one_left(taken: Store) -> None:
    main(["ingest", str(ACTIONS)])
    for folder in ("snapshots", "contents"):
        (taken.folder / folder / ".part-k3j2x").write_bytes(b"{")
    main(["ingest", str(TALLY)])
    assert leftovers(taken.folder) == []


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is flushed and renamed, in order, by the names the files have in the end."""
    seen: list[tuple[str, str]] = []
    flush, replace = os.fsync, os.replace

    def flushed(handle: int) -> None:
        seen.append(("flush", str(Path(f"/proc/self/fd/{handle}").readlink())))
        flush(handle)

    def renamed(source: str, target: Path) -> None:
        seen.append(("rename", f"{source} {target}"))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", flushed)
        patch.setattr(os, "replace", renamed)
        yield seen


def test_a_loss_of_power_finds_what_a_manifest_names_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is flushed before it has its name, and its folder before the manifest has its own."""
    folder = tmp_path / "new" / "store"
    with recorded(monkeypatch) as seen:
        Store(folder).keep({"a": b"one", "b": b"two"})
    for new in (tmp_path / "new", folder, folder / "contents", folder / "snapshots"):
        assert seen.index(("flush", str(new.parent))) >= 0
    renames = [item for item in seen if item[0] == "rename"]
    targets = [Path(item[1].split()[1]) for item in renames]
    rooms = [target.relative_to(folder).parts[0] for target in targets]
    # Two contents, the head of a store that holds nothing yet, the manifest, and the head that names it.
    assert rooms == ["contents", "contents", "newest.json", "snapshots", "newest.json"]
    for item in renames:
        assert seen.index(("flush", item[1].split()[0])) < seen.index(item)
    contents, empty, manifest, head = (seen.index(item) for item in renames[1:])
    assert ("flush", str(folder / "contents")) in seen[contents:manifest]
    assert ("flush", str(folder)) in seen[empty:manifest]
    assert ("flush", str(folder / "snapshots")) in seen[manifest:head]
    assert seen[-1] == ("flush", str(folder))


def test_contents_that_a_killed_writer_left_are_flushed_by_the_one_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Store(tmp_path)
    first.keep({"a": b"one"})
    next((tmp_path / "snapshots").iterdir()).unlink()  # as if killed before its manifest
    (tmp_path / "newest.json").unlink()
    with recorded(monkeypatch) as seen:
        first.keep({"a": b"one"})
    written = ["flush", "rename", "flush"]  # of the file, then of its folder
    assert [item[0] for item in seen] == ["flush", *written, *written, *written]
    assert seen[0] == ("flush", str(tmp_path / "contents"))


@pytest.mark.parametrize("room", ["snapshots", "newest.json"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_writer_that_is_killed_between_manifest_and_head_leaves_what_was_there(
    room: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the very first one: a manifest without a head that names it never came to count."""
    store = Store(tmp_path)
    if number == 2:
        store.keep({"a": b"one"})
    before = store.newest()
    renamed, replace = [], os.replace

    class Killed(BaseException):
        pass

    def killed(source: str, target: Path) -> None:
        """As if killed as soon as the manifest has its name, or just before the head is renamed."""
        name = target.relative_to(tmp_path).parts[0]
        manifest = "snapshots" in renamed
        if name == room == "newest.json" and manifest:
            raise Killed
        replace(source, target)
        renamed.append(name)
        if name == room == "snapshots":
            raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(os, "replace", killed)
        store.keep({"a": b"two"})
    assert len(list((tmp_path / "snapshots").iterdir())) == number
    assert store.newest() == before
    assert [mark.number for mark in store.marks()] == list(range(1, number))
    assert store.keep({"a": b"three"}).number == number
    assert [store.contents(each)["a"] for each in store.snapshots()][-1] == b"three"
    assert len(list((tmp_path / "snapshots").iterdir())) == number


def test_the_secret_is_flushed_before_it_has_its_name(
    taken: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorded(monkeypatch) as seen:
        kept = secret.secret(taken)
    path = taken.folder.parent / "store.secret"
    assert path.read_bytes()[:32] == kept  # and a check of its own behind it
    assert path.stat().st_mode & 0o077 == 0
    at = next(index for index, item in enumerate(seen) if item[0] == "rename")
    assert seen[at - 1] == ("flush", seen[at][1].split()[0])
    assert seen[at + 1] == ("flush", str(path.parent))


@pytest.mark.parametrize("left", [None, b"", b"k" * 31], ids=["missing", "empty", "cut"])
def test_without_its_secret_nothing_is_taken_in_because_it_would_count_twice(
    left: bytes | None, taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(ACTIONS)])
    path = taken.folder.parent / "store.secret"
    path.unlink() if left is None else path.write_bytes(left)
    capsys.readouterr()
    assert main(["ingest", str(TALLY)]) == 2
    assert "store.secret" in capsys.readouterr().err
    assert counted() == 36


def test_a_store_without_exports_needs_no_secret_yet_whatever_else_it_holds(
    folders: tuple[Path, Path], taken: Store
) -> None:
    """A record that had changed was taken for exports whose secret was lost."""
    for people in (1, 2, 3):
        lay(folders[0], files(cases=[{"people": people}]))
        live.current()
    with taking.changing(taken) as visit:
        rule = rules.made(platform="tally", value="x", edition=2020, case_id="2020-a", record=None)
        visit.set_rule(rule, kept=True)
    assert {event.kind for event in taking.ledger_now(taken).events} == {"record", "ruled"}
    assert main(["check", str(ACTIONS)]) == 0
    assert main(["ingest", str(ACTIONS)]) == 0
    assert counted() == 36


# Full disks and stores that cannot be written.


@pytest.mark.parametrize("sent", [ACTIONS, TALLY], ids=["with keys", "added up"])
def test_a_full_disk_is_one_sentence_and_the_old_figures_stand(
    sent: Path, taken: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(SOCIAL)])
    figure, before = counted(), taken.newest()
    capsys.readouterr()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for room in (0, 100, 400, 1000):
            # As on a full disk: a write that goes beyond fails, in the midst of a file.
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
            status = main(["ingest", str(sent), "--json", "--lang", "en"])
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            said = capsys.readouterr()
            assert status == 2
            message = json.loads(said.out)[0]["message"]
            assert message.startswith("The store cannot be written (File too large).")
            assert said.err == ""
            assert taken.newest() == before
            assert leftovers(tmp_path) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert counted() == figure
    assert main(["ingest", str(sent)]) == 0
    assert counted() == figure + taking.entries(taken)[-1].actions > figure


@pytest.mark.parametrize("failing", range(14))
@pytest.mark.usefixtures("taken")
def test_a_disk_that_is_full_at_any_flush_leaves_the_old_figures(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, left = os.fsync, failing

    def full(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        status = main(["ingest", str(ACTIONS)])
    assert status == 2
    assert leftovers(tmp_path) == []
    assert counted() == 0
    assert main(["ingest", str(ACTIONS)]) == 0
    assert counted() == 36


def test_an_answer_that_cannot_be_written_is_said_and_what_was_taken_in_stands(
    taken: Store,
) -> None:
    command = [sys.executable, "-m", "impact", "ingest", str(ACTIONS), "--lang", "en"]
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert run.stderr.startswith("The answer could not be written (No space left on device).")
    assert [entry.file for entry in taking.entries(taken)] == [ACTIONS.name]


@pytest.mark.parametrize("name", ["contents", "snapshots", "lock"])
def test_a_store_that_cannot_be_written_keeps_its_figures(
    name: str, taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(TALLY)])
    figure = counted()
    path = taken.folder / name
    aside = path.rename(path.with_name("aside"))
    path.mkdir() if name == "lock" else path.symlink_to("nowhere/at/all")
    capsys.readouterr()
    assert main(["ingest", str(ACTIONS), "--lang", "fr"]) == 2
    said = capsys.readouterr()
    assert (said.out + said.err).count("\n") == 1
    assert "Le dépôt ne peut être" in said.out + said.err
    path.rmdir() if name == "lock" else path.unlink()
    aside.rename(path)
    assert counted() == figure


def test_a_damaged_store_is_said_in_one_sentence(
    taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(ACTIONS)])
    events = next(name for name in _newest(taken).files if name.startswith("ledger/"))
    path = taken.folder / "contents" / _newest(taken).files[events]
    path.write_bytes(b"[]")
    capsys.readouterr()
    for command in (["exports"], ["held"], ["ingest", str(TALLY)], ["check", str(TALLY)]):
        assert main([*command, "--lang", "en"]) == 2
        said = capsys.readouterr()
        assert (said.out + said.err).count("\n") == 1
        assert f"The store cannot be read ({events}: it was altered)." in said.out + said.err


@pytest.mark.parametrize("left", [None, b"{}"], ids=["missing", "altered"])
def test_a_store_without_its_newest_manifest_is_said_in_one_sentence(
    left: bytes | None, taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was told as an answer that could not be written."""
    main(["ingest", str(ACTIONS)])
    path = max((taken.folder / "snapshots").iterdir())
    path.unlink() if left is None else path.write_bytes(left)
    capsys.readouterr()
    for command in (["exports"], ["snapshots"], ["ingest", str(TALLY)], ["check", str(TALLY)]):
        if command == ["snapshots"] and left is not None:
            continue  # the folder is listed, no manifest is read
        status = main([*command, "--lang", "en"])
        said = capsys.readouterr()
        if command != ["snapshots"]:
            assert status == 2
            assert (said.out + said.err).count("\n") == 1
            assert "The store cannot be read (snapshots/" in said.out + said.err


def test_rows_that_are_damaged_change_no_figure_and_nothing_is_counted_over_them(
    taken: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(ACTIONS)])
    main(["ingest", str(TALLY)])
    before, newest = counted(), taken.newest()
    assert before > 36
    part = taking.entries(taken)[-1].parts[0]
    (taken.folder / "contents" / part.content).write_bytes(b"")
    assert counted() == before
    again = tmp_path / TALLY.name
    again.write_bytes(TALLY.read_bytes() + b"\n")
    capsys.readouterr()
    assert main(["ingest", str(again), "--lang", "en"]) == 2
    assert "The store cannot be read (rows/" in capsys.readouterr().out
    assert taken.newest() == newest
    assert counted() == before


def _newest(kept: Store) -> Snapshot:
    newest = kept.newest()
    assert newest is not None
    return newest


# Two at once.


def test_two_ingests_at_once_both_land(taken: Store) -> None:
    secret.secret(taken)
    both = [ingest(ACTIONS, "--store", taken.folder), ingest(TALLY, "--store", taken.folder)]
    assert [one.wait(60) for one in both] == [0, 0]
    entries = taking.entries(taken)
    assert {entry.file for entry in entries} == {ACTIONS.name, TALLY.name}
    assert counted() == sum(entry.actions for entry in entries)


def test_the_first_two_ingests_of_a_store_use_one_secret(taken: Store, tmp_path: Path) -> None:
    (tmp_path / "again.csv").write_bytes(ACTIONS.read_bytes() + b"\n")
    both = [ingest(path, "--store", taken.folder) for path in (ACTIONS, tmp_path / "again.csv")]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(taking.entries(taken)) == 2
    assert counted() == 36


def test_the_same_file_from_many_at_once_is_in_once(taken: Store) -> None:
    """Each looks under the lock whether it is in: the other may have taken it in meanwhile."""
    desk = Desk(mapping.load(), b"k" * 32, record())
    with ThreadPoolExecutor(4) as senders:
        reports = list(senders.map(lambda _: desk.take(taken, Handed(ACTIONS)), range(8)))
    assert sorted(report.verdict for report in reports) == ["accepted", *["unchanged"] * 7]
    assert len(taking.entries(taken)) == 1
    assert len(taken.snapshots()) == 1


def test_files_that_come_together_are_one_snapshot(taken: Store) -> None:
    assert main(["ingest", str(ACTIONS), str(TALLY), str(SOCIAL)]) == 0
    before = len(taken.snapshots())
    assert main(["ingest", str(ACTIONS), str(TALLY), str(SOCIAL)]) == 0
    assert (len(taking.entries(taken)), len(taken.snapshots())) == (3, before)
    events = taking.ledger_now(taken).events
    assert len({event.snapshot for event in events if event.kind == "taken"}) == 1


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("en", "Waiting: process {pid} has been writing"), ("fr", "le processus {pid} écrit")],
)
def test_who_waits_for_long_is_told_for_whom_and_then_lands(
    lang: str,
    sentence: str,
    taken: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret.secret(taken)
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    # It holds the lock until the one who waits has said so, however long that takes.
    script = (
        "import sys; from pathlib import Path; from impact.store import Store\n"
        "with Store(Path(sys.argv[1])).alone(): print('mine', flush=True); sys.stdin.readline()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(taken.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"mine\n"
    telling = Store._tell

    def tell(self: Store, lock: str) -> None:
        try:
            telling(self, lock)
        finally:
            holder.communicate(b"\n")

    monkeypatch.setattr(Store, "_tell", tell)
    assert main(["ingest", str(ACTIONS), "--lang", lang]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert sentence.format(pid=holder.pid) in said.err
    assert " UTC." in said.err
    assert counted() == 36


def test_who_waits_shortly_is_told_nothing(
    taken: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    secret.secret(taken)
    with (taken.folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = ingest(ACTIONS, "--store", taken.folder)
        time.sleep(0.3)
    said = waiting.communicate(timeout=300)
    assert waiting.returncode == 0
    assert said[1] == ""
    assert capsys.readouterr().err == ""


def test_what_lands_while_the_state_is_read_is_in_the_next_answer(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files())
    answering, kept = Live(*folders), Store(folders[1])
    answering.state()
    desk = Desk(mapping.load(), b"k" * 32, record())
    counts = live._counts
    landed: list[str] = []

    def meanwhile(store: Store, snapshot: Snapshot | None) -> Any:
        monkeypatch.setattr(live, "_counts", counts)
        found = counts(store, snapshot)
        landed.append(desk.take(kept, Handed(ACTIONS)).verdict)
        return found

    lay(folders[0], files(cases=[{}, {"case_id": "2020-b"}]))
    monkeypatch.setattr(live, "_counts", meanwhile)
    answering.state()
    assert landed == ["accepted"]
    rows = answering.state().database.rows("actions_counted")
    assert sum(row["actions"] for row in rows) == 36


def test_two_snapshots_within_a_tick_of_the_clock_have_marks_of_their_own(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    marks = []
    for number in range(20):
        kept.keep({"a": str(number).encode()})
        os.utime(tmp_path / "snapshots", (0, 0))
        marks.append(kept.mark())
    assert len(set(marks)) == 20
