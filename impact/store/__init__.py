"""The store: every accepted state of what we count from, as immutable numbered snapshots.

A snapshot is a manifest that names contents by their SHA-256; contents are kept once, beside it. All is
written to a temporary name, flushed and renamed. What counts is the head: one small file that holds the
newest manifest once more, with its hash, renamed into place last. A reader sees the old or the new whole, and
neither a kill nor a loss of power leaves anything half done.

Nothing that is read is believed unseen. A content has its hash in the manifest, a manifest a check of
its own and its hash in its successor, the newest one in the head. What does not fit raises `Damaged`:
a smaller number is never the answer to a lost bit.

The times of snapshots never go back, whatever the clock does.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
import threading
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from impact.store.disk import flush, make, tidy
from impact.store.snapshots import (
    HEAD,
    MANIFEST,
    Damaged,
    Mark,
    Owner,
    Snapshot,
    checked,
    identify,
    name_of,
    newest_number,
    with_check,
)

__all__ = [
    "HEAD",
    "PATIENCE",
    "Damaged",
    "Draft",
    "Mark",
    "Owner",
    "Snapshot",
    "Store",
    "flush",
    "identify",
]

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds that a writer waits for another before it says so
_PIECE = 1 << 20


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
        self.lasting = lasting

    # What is there.

    def mark(self) -> str | None:
        """Changes whenever a snapshot is added; costs one look at a small file."""
        try:
            return (self.folder / HEAD).read_text(encoding="utf-8", errors="replace")
        except OSError:
            names = self._names()  # of a store of the first format, or of one that lost its head
            return names[max(names)] if names else None

    def marks(self) -> list[Mark]:
        """All snapshots, oldest first, as the folder lists them: at 5,000 of them some 10 ms.

        One that is missing is passed over. Raises `Damaged` if the head cannot be read.
        """
        head, names = self._listed()
        newest = newest_number(head, names)
        found = []
        for number in sorted(names):
            if number > newest:
                break  # of a writer that was killed before it was done
            made = MANIFEST.fullmatch(names[number])
            assert made is not None
            if made[2]:
                day = dt.datetime.strptime(made[2], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
                found.append(Mark(number, day.isoformat(timespec="seconds"), made[3]))
            else:
                try:
                    old = self._read(names[number])
                except Damaged as damage:
                    log.error("%s; it is passed over", damage)
                    continue
                found.append(Mark(number, old.made_at, old.id, older=True))
        return found

    def snapshots(self) -> list[Snapshot]:
        """All snapshots whole, oldest first. One whose manifest is damaged is passed over, and told."""
        found = []
        for mark in self.marks():
            try:
                found.append(self.snapshot(mark.number))
            except Damaged as damage:
                log.error("%s; it is passed over", damage)
        return found

    def snapshot(self, number: int) -> Snapshot:
        """One snapshot by its number. Raises `Damaged` if its manifest is gone or was altered."""
        names = self._names()
        if number not in names:
            raise Damaged(f"snapshots/{number:06}", "it is missing")
        return self._read(names[number])

    def newest(self) -> Snapshot | None:
        """The newest snapshot; None if there is no store yet. Raises `Damaged`."""
        head, names = self._listed()
        number = newest_number(head, names)
        if not number:
            return None
        if number not in names:
            raise Damaged(f"snapshots/{number:06}", "it is missing")
        return self._read(names[number], head["manifest"] if head else None)

    def made_by(self, day: str) -> Mark | None:
        """The newest snapshot that was made by the end of a day (2026-11-22) in UTC.

        Raises `Damaged` if it may have been one that is missing.
        """
        head = self._head()
        marks = [mark for mark in self.marks() if head is None or mark.number <= head["number"]]
        place = bisect_right([mark.made_at[:10] for mark in marks], day)
        after = marks[place - 1].number + 1 if place else head["first"] if head else 0
        there = {mark.number for mark in marks[place : place + 1]}
        if head and head["first"] <= after <= head["number"] and after not in there:
            raise Damaged(f"snapshots/{after:06}", "it is missing")
        return marks[place - 1] if place else None

    def _names(self) -> dict[int, str]:
        """The names of all manifests by their number."""
        try:
            names = os.listdir(self.folder / "snapshots")
        except OSError:
            return {}
        found: dict[int, str] = {}
        for name in sorted(names):
            if match := MANIFEST.fullmatch(name):
                found[int(match[1])] = name
        return found

    def _listed(self) -> tuple[dict[str, Any] | None, dict[int, str]]:
        """The head, and then the names: what the head tells of is there when it is told."""
        head, names = self._head(), self._names()
        if head is None and any("-" in name for name in names.values()):
            head = self._head()  # the first one may just have come
        return head, names

    def _head(self) -> dict[str, Any] | None:
        try:
            text = (self.folder / HEAD).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Damaged(HEAD, error.strerror or "it cannot be read") from None
        return checked(HEAD, text)

    def _read(self, name: str, digest: str | None = None) -> Snapshot:
        where = f"snapshots/{name}"
        try:
            text = (self.folder / "snapshots" / name).read_bytes()
        except OSError as error:
            raise Damaged(where, error.strerror or "it cannot be read") from None
        if digest is not None and hashlib.sha256(text).hexdigest() != digest:
            raise Damaged(where, "it was altered")
        try:
            if "-" in name:
                tree = checked(where, text)
                snapshot = Snapshot(**{key: tree[key] for key in tree if key != "check"})
            else:
                snapshot = Snapshot(**json.loads(text))
            if identify(snapshot.files) != snapshot.id:
                raise Damaged(where, "it was altered")
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Damaged(where, "it cannot be read") from None
        if "-" in name and name_of(snapshot) != name:
            raise Damaged(where, "it has another's name")
        return snapshot

    def contents(
        self, snapshot: Snapshot, *, only: Collection[str] | None = None
    ) -> dict[str, bytes]:
        """The bytes of the files of a snapshot. Raises `Damaged` if one is gone or was altered."""
        return {
            name: self.content(digest, name)
            for name, digest in snapshot.files.items()
            if only is None or name in only
        }

    def content(self, digest: str, name: str = "") -> bytes:
        """The bytes that have a hash. Raises `Damaged` if they are gone or were altered."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise Damaged(name or digest[:12], error.strerror or "it cannot be read") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(name or digest[:12], "it was altered")
        return data

    def path(self, digest: str) -> Path:
        """Where the content with a hash lies. Whoever reads it there looks at it first: `whole`."""
        return self.folder / "contents" / digest

    def whole(self, digest: str, name: str = "") -> Path:
        """The path of a content whose bytes were looked at in pieces. Raises `Damaged`."""
        try:
            with self.path(digest).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise Damaged(name or digest[:12], error.strerror or "it cannot be read") from None
        if found != digest:
            raise Damaged(name or digest[:12], "it was altered")
        return self.path(digest)

    # What is added.

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
        with self.writing() as draft:
            newest = draft.newest
            current = self.contents(newest, only=needs) if newest and needs else {}
            for name, data in change(current).items():
                draft.put(name, data)
        assert draft.made is not None
        return draft.made

    @contextmanager
    def writing(self, then: Callable[[], None] | None = None) -> Iterator[Draft]:
        """As the only writer: what is put into the draft is one new snapshot when the block ends.

        Nothing is made if it raises, or if nothing changed. `then` is called once it is made, before
        anybody else may write.
        """
        with self.alone():
            draft = Draft(self, self.newest())
            yield draft
            draft.commit()
            if then is not None:
                then()

    def commit(self, newest: Snapshot | None, files: Mapping[str, str]) -> Snapshot:
        """Give a state its number and its name. Only for a draft, whose contents are there already."""
        number = newest.number + 1 if newest else 1
        names = self._names()
        make(self.folder / "snapshots")
        # Also for contents that a killed writer left: it may not have come to this.
        if (self.folder / "contents").is_dir():
            self._settle(self.folder / "contents")
        now = _now()
        previous, text = "", b""
        if newest is not None:
            text = (self.folder / "snapshots" / names[newest.number]).read_bytes()
            previous = hashlib.sha256(text).hexdigest()
            if now < newest.made_at:
                log.warning("the clock went back; the time of the last snapshot is kept")
                now = newest.made_at
        snapshot = Snapshot(number, identify(files), now, dict(files), previous, format=2)
        for later in (each for each in names if each >= number):
            (self.folder / "snapshots" / names[later]).unlink()  # never came to count
        head = self._head()
        if head is None:
            # What stood before, so that a manifest beside no head at all is a loss and never a kill.
            self._point(number - 1, text, first=number)
            self._settle(self.folder)
            head = self._head()
        assert head is not None
        manifest = with_check(asdict(snapshot))
        named = self.folder / "snapshots" / name_of(snapshot)
        self.write(named, manifest)
        self._settle(named.parent)
        self._point(number, manifest, first=head["first"])
        try:
            self._settle(self.folder)
        except OSError:
            self._go_back(head)  # what is said not to be in must not be
            raise
        return snapshot

    def _point(self, number: int, manifest: bytes, *, first: int) -> None:
        """Let the head name a manifest as the newest. `first`: the first number of this version."""
        digest = hashlib.sha256(manifest).hexdigest()
        head = {"number": number, "manifest": digest, "first": first, "text": manifest.decode()}
        self.write(self.folder / HEAD, with_check(head))

    def _go_back(self, head: dict[str, Any]) -> None:
        del head["check"]
        self.write(self.folder / HEAD, with_check(head))

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
            lock.truncate(0)
            lock.write(json.dumps(asdict(Owner(os.getpid(), _now()))))
            lock.flush()
            for leftover in (*self.folder.glob(".part-*"), *self.folder.glob("*/.part-*")):
                leftover.unlink()  # of a writer that was killed
            tidy(self.folder / "counting")
            try:
                yield
            finally:
                lock.truncate(0)
                lock.flush()

    def mend_head(self) -> str | None:
        """Make head and newest manifest whole from one another. Says what was mended; None: nothing.

        Raises `Damaged` if both are gone.
        """
        names = self._names()
        try:
            head = self._head()
        except Damaged:
            head = None
        if head is not None:
            number, text = head["number"], head["text"].encode()
            if not number:
                return None
            try:
                self._read(names[number], head["manifest"])
            except (KeyError, Damaged):
                snapshot = Snapshot(
                    **{key: each for key, each in json.loads(text).items() if key != "check"}
                )
                name = names.get(number) or name_of(snapshot)
                self.write(self.folder / "snapshots" / name, text)
                return f"snapshots/{name}"
            return None
        newer = {number: name for number, name in names.items() if "-" in name}
        for number in sorted(newer, reverse=True):
            try:
                self._read(newer[number])
            except Damaged:
                continue
            text = (self.folder / "snapshots" / newer[number]).read_bytes()
            self._point(number, text, first=min(newer))
            return HEAD
        if newer:
            raise Damaged(HEAD, "no manifest is whole")
        return None

    def chain(self) -> Iterator[tuple[str, Snapshot | Damaged]]:
        """Every manifest by its name, oldest first, read anew and held against its successor."""
        head, names = self._listed()
        last = head["number"] if head else max(names, default=0)
        first = head["first"] if head else last + 1
        digest, found = head["manifest"] if head else None, []
        for number in range(last, first - 1, -1):
            name = names.get(number, f"{number:06}")
            snapshot: Snapshot | Damaged
            try:
                if number not in names:
                    raise Damaged(f"snapshots/{name}", "it is missing")
                snapshot = self._read(name, digest)
                digest = snapshot.previous or None
            except Damaged as damage:
                snapshot, digest = damage, None
            found.append((name, snapshot))
        for number in sorted((each for each in names if each < first), reverse=True):
            try:
                found.append((names[number], self._read(names[number])))
            except Damaged as damage:
                found.append((names[number], damage))
        yield from reversed(found)

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """A folder of one's own in the store for counts on their way in; gone afterwards."""
        place = self.folder / "counting"
        make(place)
        made = tempfile.mkdtemp(dir=place, prefix=f"{os.getpid()}-")
        try:
            yield Path(made)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _tell(self, lock: str) -> None:
        try:
            owner = Owner(**json.loads(Path(lock).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return  # it changes hands just now, so the wait is about to end
        log.info("waiting for the writer %s, at work since %s", owner.pid, owner.started_at)
        if self._waits is not None:
            self._waits(owner)

    def _settle(self, folder: Path) -> None:
        if self.lasting:
            flush(folder)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file whole, flushed before it has its name."""
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if self.lasting:
                    os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


class Draft:
    """A snapshot that is being made. `made` is set once it counts."""

    def __init__(self, store: Store, newest: Snapshot | None) -> None:
        self._store = store
        self.newest = newest
        self.files: dict[str, str] = dict(newest.files) if newest else {}
        self.made: Snapshot | None = None

    @property
    def number(self) -> int:
        """The number that the snapshot will have."""
        return self.newest.number + 1 if self.newest else 1

    def put(self, name: str, data: bytes) -> str:
        """Let a file have these contents in the snapshot. Returns their hash."""
        digest = self.add(data)
        self.files[name] = digest
        return digest

    def drop(self, name: str) -> None:
        """Leave a file out of the snapshot; older ones keep it."""
        self.files.pop(name, None)

    def add(self, data: bytes) -> str:
        """Keep contents that no name of the snapshot stands for. Returns their hash.

        Contents that lie there already are looked at, and written again if they were damaged.
        """
        digest = hashlib.sha256(data).hexdigest()
        make(self._store.folder / "contents")
        try:
            self._store.whole(digest)
        except Damaged:
            self._store.write(self._store.path(digest), data)
        return digest

    def move(self, path: Path, digest: str | None = None) -> str:
        """Keep a file as contents, however large. It is gone from where it was. Returns its hash, which
        need not be made again where it is known."""
        with path.open("rb+") as file:
            digest = digest or hashlib.file_digest(file, "sha256").hexdigest()
            if self._store.lasting:
                os.fsync(file.fileno())
        make(self._store.folder / "contents")
        os.replace(path, self._store.path(digest))
        return digest

    def commit(self) -> Snapshot:
        """Make it the newest snapshot, unless it is what the newest is."""
        if self.newest is not None and self.files == self.newest.files and self.newest.format == 2:
            self.made = self.newest
        else:
            self.made = self._store.commit(self.newest, self.files)
        return self.made


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
