"""Watches the drop folder: a file that has stopped growing is taken in, once.

A file is left alone while it grows, while somebody still has it open for writing (where the system
can tell), and while its name says that it is not whole. It is looked at again when it changes or when
the mappings do. A file in a subfolder named after a section is that section's.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from impact.exports import approval, audit, secret, taking
from impact.exports.intake import Report
from impact.exports.taking import Desk, Handed
from impact.faults import Fault, shown
from impact.figures import access, live, roles
from impact.record.reader import Record
from impact.settings import folder
from impact.store import Store

log = logging.getLogger(__name__)

_PATIENCE = 60.0  # seconds that a server which stops waits for the file that is being read
EVERY, STILL = 0.5, 1.5  # seconds between two looks; seconds without a change before it is taken
_INSIDE = "/…"  # of a folder, all that is in it
_TOGETHER = 100  # files that become one snapshot
# Of what ends otherwise nothing is taken: backups, files of editors, downloads that are not whole.
ENDINGS = (
    ".csv", ".tsv", ".txt", ".tab", ".gz", ".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
)  # fmt: skip
# What is not the file's fault, and may be over at the next look.
_PASSING = ("store_locked", "store_damaged", "export_changed", "secret_lost", "secret_wrong")

_Seen = tuple[int, int, int, int]


@dataclass(frozen=True)
class Dropped:
    """What became of one file of the folder, and when."""

    name: str
    section: str
    report: Report
    at: dt.datetime


class Watch:
    """One folder and the store that its files go to. `look` does one round."""

    def __init__(self, where: Path, store: Path) -> None:
        self._folder = where
        self._store = Store(store)
        self._seen: dict[Path, tuple[_Seen, float]] = {}
        self._done: dict[Path, tuple[_Seen, str]] = {}
        self.dropped: dict[str, Dropped] = {}
        self.passed_over: list[
            str
        ] = []  # files of endings that are not taken, and folders that lie too deep

    def run(self, stop: threading.Event) -> None:
        """Look again and again until told to stop. Nothing that a file holds can end this."""
        while not stop.wait(EVERY):
            try:
                self.look(time.monotonic())
            except Exception:
                log.exception("the drop folder could not be looked at")

    def look(self, now: float) -> list[Report]:
        """Take in what has come to rest. `now` counts seconds. Returns the reports of this round."""
        passed = sorted(self._passed_over())
        for name in set(passed).difference(self.passed_over):
            why = "it lies too deep" if name.endswith(_INSIDE) else "of its ending"
            log.info("drop folder: %s is passed over, because %s", name, why)
        self.passed_over = passed
        there = dict(self._files())
        for path in self._seen.keys() - there.keys():
            del self._seen[path]
            self._done.pop(path, None)
            self.dropped.pop(self._named(path), None)
        ready = []
        for path, seen in sorted(
            there.items(), key=lambda item: (item[1][1], item[0])
        ):  # oldest first
            before, since = self._seen.get(path, (None, now))
            if seen != before:
                self._seen[path] = (seen, now)
            elif now - since >= STILL:
                ready.append((path, seen))
        if not ready:
            return []
        mappings = taking.mappings(self._store)
        waiting = [
            (path, seen)
            for path, seen in ready
            if self._done.get(path) != (seen, mappings.rules) and not _being_written(path)
        ]
        if not waiting:
            return []
        reports = []
        desk = Desk(mappings, secret.secret(self._store), self._record())
        for (path, seen), report in zip(waiting, self._taken(desk, waiting), strict=False):
            section = self._place(path)[0]
            if self._stat(path) != seen:
                continue  # it changed while it was read: it is looked at again when it rests
            if report.fault is None or report.fault.key not in _PASSING:
                self._done[path] = (seen, mappings.rules)
            name = self._named(path)
            self.dropped[name] = Dropped(
                name,
                mappings.named(section or mappings.section.id),
                report,
                dt.datetime.now(dt.UTC),
            )
            log.info("drop folder: %s", report.logged())
            reports.append(report)
        return reports

    def _taken(self, desk: Desk, waiting: list[tuple[Path, _Seen]]) -> list[Report]:
        """Take files in as who the folder acts as, whose sections they have to be. Who lays files there is not
        known, so where others are served nobody changes the record so unless somebody is named."""
        who = roles.acting()
        audit.act_as("drop folder", who.name if who else "")
        unapproved = approval.needed(admin=who.may("admin") if who else not access.public())
        files = [
            Handed(path, *self._place(path), unapproved=unapproved, placed=True)
            for path, _ in waiting[:_TOGETHER]
        ]
        if who is None:
            return desk.take_all(self._store, files)
        sections = {
            each: desk.mappings.named(each.section or desk.mappings.section.id) for each in files
        }
        theirs = [each for each in files if who.of_section(sections[each])]
        taken = dict(zip(theirs, desk.take_all(self._store, theirs), strict=True))
        return [
            taken.get(each)
            or Report(
                each.path.name,
                "refused",
                fault=Fault("acting_section", who=who.name, section=shown(sections[each])),
            )
            for each in files
        ]

    def _files(self) -> Iterator[tuple[Path, _Seen]]:
        """The files to take in: of an ending that is known, none that are hidden or links."""
        for path in self._all():
            if path.name.lower().endswith(ENDINGS) and (seen := self._stat(path)):
                yield path, seen

    def _passed_over(self) -> Iterator[str]:
        """The names of the others, but for what the folder itself says of itself, and of folders in a list's own."""
        for path in self._all():
            if not path.name.lower().endswith(ENDINGS) and path != self._folder / "README.md":
                yield self._named(path)
        for path in self._folder.glob("*/*/*"):
            if path.is_symlink() or not path.is_dir() or self._is_hidden(path):
                continue
            if any(each.is_file() for each in path.rglob("*")):
                yield self._named(path) + _INSIDE

    def _is_hidden(self, path: Path) -> bool:
        return any(part.startswith((".", "~")) for part in path.relative_to(self._folder).parts)

    def _all(self) -> Iterator[Path]:
        for pattern in ("*", "*/*", "*/*/*"):
            for path in self._folder.glob(pattern):
                if path.is_file() and not path.is_symlink() and not self._is_hidden(path):
                    yield path

    def _place(self, path: Path) -> tuple[str | None, None, str | None]:
        """The section, the mapping and the list that the folders of a file say."""
        folders = path.relative_to(self._folder).parts[:-1]
        return folders[0] if folders else None, None, folders[1] if len(folders) > 1 else None

    @staticmethod
    def _stat(path: Path) -> _Seen | None:
        try:
            stat = path.stat()
        except OSError:
            return None
        # A copy may keep size and time of what it takes the place of; that it was written, it cannot hide.
        return stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns

    def _named(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    @staticmethod
    def _record() -> Record | None:
        try:
            return live.record_as_it_stands()
        except Fault:
            return None


def _being_written(path: Path) -> bool:
    """Whether some process has the file open for writing: Linux grants no read lease then."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # not our file, or a file system without leases: it cannot be told
        return False
    finally:
        os.close(handle)
    return False


_WATCH: Watch | None = None


def start() -> Callable[[], None] | None:
    """Watch the folder that the settings name, in a thread of its own.

    Returns what ends it, and waits until a file that is being read is in.
    """
    global _WATCH
    where = folder("IMPACT_EXPORTS")
    if not where.is_dir():
        return None
    _WATCH = Watch(where, folder("IMPACT_STORE"))
    stop = threading.Event()
    thread = threading.Thread(target=_WATCH.run, args=(stop,), name="drop folder", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join(_PATIENCE)
        if thread.is_alive():
            log.warning(
                "drop folder: a file was still being read; it is read anew at the next start"
            )

    return end


def passed_over() -> list[str]:
    """What in the folder nothing is taken of: files, because of their endings, and folders that lie too deep."""
    return list(_WATCH.passed_over) if _WATCH else []


def dropped() -> list[Dropped]:
    """What became of the files that lie in the folder, newest first."""
    found = list(_WATCH.dropped.values()) if _WATCH else []
    return sorted(found, key=lambda item: item.at, reverse=True)
