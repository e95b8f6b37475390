"""The store: every accepted state of what we count from, as immutable numbered snapshots.

A snapshot is a manifest that names contents by their SHA-256; contents are kept once, beside it.
Both are written to a temporary name, flushed and renamed, the manifest last: a reader sees the
old or the new whole, and a kill at any moment leaves nothing half done. The identity of a snapshot
is derived from its contents, so two machines that hold the same data name it alike.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """One state: its place in the order, its identity, when it was made, its files by hash."""

    number: int
    id: str
    made_at: str
    files: Mapping[str, str]


class Store:
    """A folder of snapshots. One writer at a time, any number of readers.

    One that does not have to last waits for no disk, which is most of the time of small files.
    """

    def __init__(self, folder: Path, *, lasting: bool = True) -> None:
        self.folder = folder
        self._lasting = lasting

    def snapshots(self) -> list[Snapshot]:
        """All snapshots, oldest first; empty if there is no store yet."""
        manifests = sorted((self.folder / "snapshots").glob("*.json"))
        found = []
        for path in manifests:
            try:
                found.append(Snapshot(**json.loads(path.read_text(encoding="utf-8"))))
            except (ValueError, TypeError):
                log.error("the manifest %s is damaged and is passed over", path.name)
        return found

    def mark(self) -> tuple[int, int] | None:
        """Changes whenever a snapshot is added; costs one look at the folder."""
        try:
            stat = (self.folder / "snapshots").stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

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
        with self._writing():
            newest = self.newest()
            current = self.contents(newest, only=needs) if newest and needs else {}
            contents = change(current)
            files = dict(newest.files) if newest else {}
            for name, data in contents.items():
                files[name] = hashlib.sha256(data).hexdigest()
                self._write(self.folder / "contents" / files[name], data)
            if newest is not None and files == newest.files:
                return newest
            snapshot = Snapshot(
                number=self._next_number(),
                id=identify(files),
                made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                files=files,
            )
            manifest = json.dumps(asdict(snapshot), indent=1).encode()
            self._write(self.folder / "snapshots" / f"{snapshot.number:06}.json", manifest)
        return snapshot

    def _next_number(self) -> int:
        """One more than any manifest has, a damaged one too: a number is never given twice."""
        taken = [int(path.stem) for path in (self.folder / "snapshots").glob("[0-9]*.json")]
        return max(taken, default=0) + 1

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if self._lasting:
                    os.fsync(file.fileno())
            os.replace(name, path)
            if self._lasting:
                folder = os.open(path.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def identify(files: Mapping[str, str]) -> str:
    """The identity of a state: twelve hexadecimal digits derived from its files' hashes."""
    listing = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:12]
