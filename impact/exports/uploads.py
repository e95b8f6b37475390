"""Uploads: the raw bytes of files handed in, on the disk for as long as they are read and no longer.

They lie in files without a name, which the system forgets with the process that holds them, however it
ends; a link of the right name in a folder of one's own leads to each. Where the system has no such
links, they lie under their names until they were read, and what a killed process left is removed when
the next one starts.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

_PREFIX = "impact-handed-in-"
_LOCK = ".lock"
_DESCRIPTORS = Path("/proc/self/fd")
_YOUNG = 60  # seconds within which a folder may not be locked yet
_LONGEST = 120  # letters of a name


@contextlib.contextmanager
def laid(files: Sequence[tuple[str, bytes | memoryview]]) -> Iterator[list[Path]]:
    """Let files be read by their paths, each under its own name. All are gone afterwards."""
    with contextlib.ExitStack() as stack:
        where = Path(tempfile.mkdtemp(prefix=_PREFIX))
        stack.callback(shutil.rmtree, where, ignore_errors=True)
        stack.enter_context(_claimed(where))
        yield [
            _lay(stack, where / str(index), named(name), data)
            for index, (name, data) in enumerate(files)
        ]


def named(name: str) -> str:
    """The name of an uploaded file without folders, and no longer than a file system takes."""
    bare = name.replace("\\", "/").replace("\0", "").rsplit("/", 1)[-1].strip()
    if bare in ("", ".", ".."):
        return "export.csv"
    while len(bare) > _LONGEST or len(bare.encode()) > 2 * _LONGEST:
        stem, dot, ending = bare.rpartition(".")
        bare = bare[:-1] if not dot or len(ending) > 10 else f"{stem[:-1]}.{ending}"
    return bare


def sweep() -> list[Path]:
    """Remove what processes that no longer live have left. Returns the folders that were removed."""
    gone = []
    for where in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _left_over(where):
            shutil.rmtree(where, ignore_errors=True)
            gone.append(where)
    return gone


def _lay(stack: contextlib.ExitStack, where: Path, name: str, data: bytes | memoryview) -> Path:
    where.mkdir()
    path = where / name
    if not _DESCRIPTORS.is_dir():
        path.write_bytes(data)
        return path
    file = stack.enter_context(_nameless(where))
    file.write(data)
    file.flush()
    path.symlink_to(_DESCRIPTORS / str(file.fileno()))
    return path


def _nameless(where: Path) -> IO[bytes]:
    """A file that nobody can find, and that ends with whoever holds it open."""
    return tempfile.TemporaryFile(dir=where)


@contextlib.contextmanager
def _claimed(where: Path) -> Iterator[None]:
    """Hold a folder, so that nobody takes it for one that was left over."""
    with (where / _LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _left_over(where: Path) -> bool:
    try:
        state = where.lstat()
        if not where.is_dir() or where.is_symlink():
            return False
        if hasattr(os, "getuid") and state.st_uid != os.getuid():
            return False
        age = time.time() - state.st_mtime
        lock = where / _LOCK
        if not lock.exists():
            return age > _YOUNG
        with lock.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:  # somebody holds it, or it is gone meanwhile
        return False
