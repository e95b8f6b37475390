"""Kills `python -m impact ingest` with SIGKILL at any moment and looks at what is left.

`python -m tests.kill --kills 200` prints what it did; a short run is part of the tests. The moments
spread over the whole life of the command, and half of them are aimed at the writing: as soon as a
half-written file is seen, or a verdict.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from impact.cli.main import main as command
from impact.database import Database
from impact.exports import care, ledger, rollup, taking
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import record

FILES = 6  # in one ingest
_IDS, _SHARED = 15, 5  # actions in a file; how many of them the next file holds again
_HEADER = (
    "id,created_at,updated_at,user_id,mailing_id,page_id,link,source,created_user,status,ip_address"
)
_FORK = multiprocessing.get_context("forkserver")
# All that this file imports, so that a child has nothing left to import.
_FORK.set_forkserver_preload(["impact.cli.main", "impact.database", "tests.conftest"])


@dataclass
class Done:
    """What the kills met, and every broken promise."""

    moments: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    acknowledged: int = 0
    half_parts: int = 0


def lay_exports(folder: Path, first: int) -> dict[Path, set[int]]:
    """Small exports that overlap, and the actions that each one holds."""
    folder.mkdir(parents=True)
    laid = {}
    for number in range(first, first + FILES):
        start = number * (_IDS - _SHARED)
        ids = set(range(start, start + _IDS))
        lines = [
            f"{one},2021-12-09 03:11:52,,1,,40{1 + one % 3},,,1,complete,192.0.2.1" for one in ids
        ]
        path = folder / f"export-{number:04}.csv"
        path.write_text("\n".join([_HEADER, *lines]) + "\n", "utf-8")
        laid[path] = ids
    return laid


def _child(arguments: list[str], output: str) -> None:
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os._exit(command(arguments))


class _Run:
    """One ingest in a process of its own: quickly forked, or the command itself."""

    def __init__(self, arguments: list[str], output: Path, *, real: bool) -> None:
        self.pid: int
        if real:
            with output.open("wb") as file:
                command = [sys.executable, "-m", "impact", *arguments]
                self._real = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=file)
            self.pid = self._real.pid
        else:
            output.touch()
            self._forked = _FORK.Process(target=_child, args=(arguments, str(output)))
            self._forked.start()
            assert self._forked.pid is not None
            self.pid = self._forked.pid
        self._is_real = real

    def running(self) -> bool:
        return self._real.poll() is None if self._is_real else self._forked.is_alive()

    def kill(self) -> bool:
        """Kill it. Whether it was still there."""
        was = self.running()
        if was:
            os.kill(self.pid, signal.SIGKILL)
        if self._is_real:
            return self._real.wait() == -signal.SIGKILL
        self._forked.join()
        return self._forked.exitcode == -signal.SIGKILL


def _wait_for_moment(run: _Run, how: str, store: Path, output: Path, usual: float) -> None:
    """Until the moment to kill: some time, a half-written file, or a verdict."""
    if how == "any":
        time.sleep(random.uniform(0, usual))
        return
    wanted = random.randint(1, FILES)
    seen: set[str] = set()
    while run.running():
        if how == "verdict" and output.read_bytes().count(b"\n") >= wanted:
            time.sleep(random.uniform(0, usual / FILES / 2))
            return
        if how == "part":
            for folder in ("contents", "snapshots"):
                with contextlib.suppress(OSError):
                    seen |= {
                        name for name in os.listdir(store / folder) if name.startswith(".part-")
                    }
            if len(seen) >= wanted:
                return
        time.sleep(0.0002)  # a watcher that never sleeps takes the time of the one it watches


def _looked_at(store: Store, laid: dict[Path, set[int]], said: str, done: Done) -> set[str]:
    """Check what a kill left; gives the names of the exports that are in."""
    manifests = list((store.folder / "snapshots").glob("*.json"))
    # One may be left whose writer was killed before the head named it.
    if len(manifests) - len(store.snapshots()) not in (0, 1):
        done.broken.append("a manifest is damaged")
    done.broken += [f"{item.name} is not whole: {item.why}" for item in care.verify(store)]
    if done.broken:
        return set()  # what is not whole cannot be looked into
    taken = [entry.file for entry in taking.entries(store)]
    if len(taken) != len(set(taken)):
        done.broken.append("an export is in twice")
    told = {line.split(": ")[0] for line in said.splitlines() if ": Accepted" in line}
    if not told <= set(taken):
        done.broken.append("an acknowledged export is not in")
    newest = store.newest()
    files = newest.files if newest else {}
    database = Database(
        record(),
        rollup.rollup_of(store, files),
        lambda: ledger.exports(taking.ledger_now(store)),
        sums=rollup.sums_of(store, files),
    )
    rows = database.rows("actions_counted")
    counted = sum(row["actions"] for row in rows)
    wanted = len({one for path, ids in laid.items() if path.name in taken for one in ids})
    if counted != wanted:
        done.broken.append(f"{counted} actions are counted where {wanted} are in")
    return set(taken)


def _ingest(arguments: list[str]) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = command(arguments)
    return status, said.getvalue()


def kill(times: int, folder: Path, seed: int, *, real_every: int = 0) -> Done:
    """Kill that often, each time followed by all checks and an ingest that must end well."""
    random.seed(seed)
    done = Done()
    usual = {False: 0.3, True: 1.5}
    laid: dict[Path, set[int]] = {}
    store = Store(folder / "none")
    for index in range(times):
        if done.broken:
            break
        if index % 4 == 0:  # the first ingest of a store makes its secret too
            store, laid = Store(folder / f"{index}" / "store"), {}
        exports = folder / f"exports-{index}"
        laid |= lay_exports(exports, len(laid))
        real = bool(real_every) and index % real_every == 0
        arguments = ["ingest", str(exports), "--lang", "en", "--store", str(store.folder)]
        how = ("any", "part", "any", "verdict")[(index + index // 4) % 4]
        output = folder / "said"
        output.unlink(missing_ok=True)
        before = len(store.snapshots())
        started = time.monotonic()
        run = _Run(arguments, output, real=real)
        _wait_for_moment(run, how, store.folder, output, usual[real])
        killed = run.kill()
        if not killed:
            usual[real] = min(usual[real], (time.monotonic() - started) * 1.2)
        half = len(list(store.folder.rglob(".part-*")))
        done.half_parts += bool(half)
        inside = half or len(store.snapshots()) > before
        moment = "after" if not killed else "inside the writing" if inside else "before"
        done.moments[moment] += 1
        said = output.read_text("utf-8")
        done.acknowledged += said.count(": Accepted")
        _looked_at(store, laid, said, done)
        if done.broken:
            break
        status, said = _ingest(arguments)
        if status != 0:
            done.broken.append(f"the next ingest ended with {status}: {said}")
        if _looked_at(store, laid, said, done) != {path.name for path in laid}:
            done.broken.append("not every export is in after the next ingest")
        if list(folder.glob(f"{index // 4 * 4}/**/.*")):
            done.broken.append("a half-written file is left after the next ingest")
    return done


_ACTS = (
    ("retract", "{export}", "--reason", "it is somebody else's"),
    ("restore", "{export}"),
    ("decide", "{held}", "drop"),
    ("publications", "now", "--why", "checked"),
    ("publications", "rule", "at once"),
)


def kill_acts(kills: int, folder: Path, seed: int) -> list[str]:
    """Kill what changes a store without taking anything in. Returns the broken promises. The settings name a record
    and a store of their own."""
    moments, store, broken = random.Random(seed), Store(folder / "store"), list[str]()
    for number in range(kills):
        for count in (10, 700_000):  # the second is held, as more than any section ever printed
            path = folder / f"{number}-{count}.csv"
            row = f"2020-12-03,A,Stall,{count + number},counted,"
            path.write_text(f"date,case,channel,count,how counted,link\n{row}\n", "utf-8")
            _ingest(["ingest", "--section", "NL", str(path)])
        whole = taking.ledger_now(store)
        about = {"export": next(iter(whole.entries)), "held": whole.held()[0].id}
        act = [each.format(**about) for each in _ACTS[number % len(_ACTS)]]
        run = _Run(act, folder / "said", real=False)
        time.sleep(moments.uniform(0, 0.4))
        run.kill()
        for look in (["store", "verify"], ["audit", "verify"], act):
            status, said = _ingest(look)
            if status == 2 or (status and look is not act):
                broken.append(f"after a kill of {act} {look} ended with {status}: {said}")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kill")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = kill(asked.kills, Path(folder), asked.seed, real_every=4)
    kills = sum(done.moments.values())
    moments = ", ".join(f"{count} {moment}" for moment, count in done.moments.most_common())
    print(f"seed {asked.seed}: {kills} runs in {time.monotonic() - started:.0f} s: {moments}")
    print(f"{done.half_parts} kills left a half-written file; {done.acknowledged} verdicts held")
    print("\n".join(done.broken) or "every promise was kept")
    return bool(done.broken)


if __name__ == "__main__":
    sys.exit(main())
