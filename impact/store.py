"""The store: every accepted state of what we count from, as immutable numbered snapshots.

A snapshot is a manifest that names contents by their SHA-256; contents are kept once, beside it.
Both are written to a temporary name, flushed and renamed, the manifest last and only after the
folder of the contents was flushed too: a reader sees the old or the new whole, and neither a kill
nor a loss of power leaves anything half done. The identity of a snapshot is derived from its
contents, so two machines that hold the same data name it alike.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
import re
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds that a writer waits for another before it says so
_MANIFEST = re.compile(r"\d+\.json")


@dataclass(frozen=True)
class Snapshot:
    """One state: its place in the order, its identity, when it was made, its files by hash."""

    number: int
    id: str
    made_at: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Owner:
    """Who holds the lock, and since when."""

    pid: int
    started_at: str


class Store:
    """A folder of snapshots. One writer at a time, any number of readers.

    `waits` is called once, from another thread, if a writer has to wait for longer than `PATIENCE`.
    One that does not have to last waits for no disk, which is most of the time of small files.
    """

    def __init__(
        self, folder: Path, waits: Callable[[Owner], None] | None = None, *, lasting: bool = True
    ) -> None:
        self.folder = folder
        self._waits = waits
        self._lasting = lasting

    def snapshots(self) -> list[Snapshot]:
        """All snapshots, oldest first; empty if there is no store yet."""
        found = []
        for name in self._manifests():
            try:
                text = (self.folder / "snapshots" / name).read_text(encoding="utf-8")
                found.append(Snapshot(**json.loads(text)))
            except (OSError, ValueError, TypeError):
                log.error("the manifest %s is damaged and is passed over", name)
        return found

    def mark(self) -> str | None:
        """Changes whenever a snapshot is added; costs one look at the folder.

        The folder's time would not do: two changes within a tick of the clock leave it the same.
        """
        manifests = self._manifests()
        return manifests[-1] if manifests else None

    def _manifests(self) -> list[str]:
        """The names of all manifests, oldest first."""
        try:
            names = os.listdir(self.folder / "snapshots")
        except OSError:
            return []
        return sorted(
            filter(_MANIFEST.fullmatch, names), key=lambda name: int(name.removesuffix(".json"))
        )

    def newest(self) -> Snapshot | None:
        kept = self.snapshots()
        return kept[-1] if kept else None

    def contents(
        self, snapshot: Snapshot, *, only: Collection[str] | None = None
    ) -> dict[str, bytes]:
        """The bytes of the files of a snapshot. Raises OSError if one is gone or was altered."""
        found = {}
        for name, digest in snapshot.files.items():
            if only is not None and name not in only:
                continue
            found[name] = (self.folder / "contents" / digest).read_bytes()
            if hashlib.sha256(found[name]).hexdigest() != digest:
                raise OSError(f"the contents of {name} were altered")
        return found

    def keep(self, contents: Mapping[str, bytes]) -> Snapshot:
        """Make a snapshot in which these files have these contents, unless the newest has them.

        Other files stay as they are. Raises OSError if the store cannot be written; what was
        there stands.
        """
        files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
        newest = self.newest()
        if newest is not None and files.items() <= newest.files.items():
            return newest
        return self.amend(lambda _current: contents)

    def amend(
        self,
        change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]],
        *,
        needs: Collection[str] = (),
    ) -> Snapshot:
        """Make a snapshot from the newest: `change` is given the files it needs and returns new ones.

        One writer at a time; a second one waits and sees what the first has done.
        """
        with self.alone():
            newest = self.newest()
            current = self.contents(newest, only=needs) if newest and needs else {}
            contents = change(current)
            files = dict(newest.files) if newest else {}
            for name, data in contents.items():
                files[name] = hashlib.sha256(data).hexdigest()
            if newest is not None and files == newest.files:
                return newest
            make(self.folder / "contents")
            for name, data in contents.items():
                self._write(self.folder / "contents" / files[name], data)
            # Also for contents that a killed writer left: it may not have come to this.
            self._settle(self.folder / "contents")
            snapshot = Snapshot(
                number=self._next_number(),
                id=identify(files),
                made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                files=files,
            )
            manifest = json.dumps(asdict(snapshot), indent=1).encode()
            make(self.folder / "snapshots")
            named = self.folder / "snapshots" / f"{snapshot.number:06}.json"
            self._write(named, manifest)
            try:
                self._settle(named.parent)
            except OSError:
                named.unlink()  # what is said not to be in must not be
                raise
        return snapshot

    def _next_number(self) -> int:
        """One more than any manifest has, a damaged one too: a number is never given twice."""
        newest = self.mark()
        return 1 if newest is None else int(newest.removesuffix(".json")) + 1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """As the only writer. The kernel frees the lock of a writer that was killed."""
        make(self.folder)
        with (self.folder / "lock").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                teller = threading.Timer(PATIENCE, self._tell, [lock.name])
                teller.daemon = True
                teller.start()
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX)
                finally:
                    teller.cancel()
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            lock.truncate(0)
            lock.write(json.dumps(asdict(Owner(os.getpid(), now))))
            lock.flush()
            for leftover in self.folder.glob("*/.part-*"):  # of a writer that was killed
                leftover.unlink()
            yield

    def _tell(self, lock: str) -> None:
        try:
            owner = Owner(**json.loads(Path(lock).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return  # it changes hands just now, so the wait is about to end
        log.info("waiting for the writer %s, at work since %s", owner.pid, owner.started_at)
        if self._waits is not None:
            self._waits(owner)

    def _settle(self, folder: Path) -> None:
        if self._lasting:
            flush(folder)

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if self._lasting:
                    os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def make(folder: Path) -> None:
    """Make a folder that outlives a loss of power, with those above it."""
    if not folder.is_dir():
        make(folder.parent)
        folder.mkdir(exist_ok=True)
        flush(folder.parent)


def flush(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def identify(files: Mapping[str, str]) -> str:
    """The identity of a state: twelve hexadecimal digits derived from its files' hashes."""
    listing = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:12]
