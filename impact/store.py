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
from collections.abc import Iterator, Mapping
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
    """A folder of snapshots. One writer at a time, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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

    def newest(self) -> Snapshot | None:
        kept = self.snapshots()
        return kept[-1] if kept else None

    def contents(self, snapshot: Snapshot) -> dict[str, bytes]:
        """The bytes of every file of a snapshot. Raises OSError if one is gone or was altered."""
        found = {}
        for name, digest in snapshot.files.items():
            found[name] = (self.folder / "contents" / digest).read_bytes()
            if hashlib.sha256(found[name]).hexdigest() != digest:
                raise OSError(f"the contents of {name} were altered")
        return found

    def keep(self, contents: Mapping[str, bytes]) -> Snapshot:
        """Make these contents the newest snapshot, unless they are it already.

        Raises OSError if the store cannot be written; what was there stands.
        """
        files = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
        identity = identify(files)
        newest = self.newest()
        if newest is not None and newest.id == identity:
            return newest
        with self._writing():
            newest = self.newest()
            if newest is not None and newest.id == identity:
                return newest
            for name, data in contents.items():
                self._write(self.folder / "contents" / files[name], data)
            snapshot = Snapshot(
                number=self._next_number(),
                id=identity,
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
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def identify(files: Mapping[str, str]) -> str:
    """The identity of a state: twelve hexadecimal digits derived from its files' hashes."""
    listing = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:12]
