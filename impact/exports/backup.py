"""A store in one file, and out of it again: every snapshot, every content, the audit log.

The secret of the hashes is left out unless it is asked for: whoever has both can find out who took an action.
What a backup holds is held to its hashes before it is called made, and again before it is put in place.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from impact.exports import audit, care, secret
from impact.faults import Fault, Place, shown
from impact.store import HEAD, Damaged, Store, flush

_STORE, _LOG, _SECRET = "store/", "audit.jsonl", "secret"
_OURS = re.compile(
    rf"{_STORE}(?:{re.escape(HEAD)}|snapshots/[\w.-]+\.json|contents/[0-9a-f]{{64}})|{_LOG}|{_SECRET}",
    re.ASCII,
)


@dataclass(frozen=True)
class Made:
    """What a backup holds: its newest snapshot, how many there are, whether the secret is in it."""

    snapshot: str
    snapshots: int
    secret: bool


def make(store: Store, file: Path, *, with_secret: bool = False) -> Made:
    """Write a backup. Raises `Fault` if the store is not whole, the file is there or cannot be written.

    Writers wait only while the names are read: what has a name never changes.
    """
    if file.exists():
        raise Fault("backup_there", name=shown(file.name))
    if store.newest() is None:
        raise Fault("backup_nothing")
    _check(store)
    part = file.with_name(f".{file.name}.part")
    try:
        with store.alone():
            newest = store.newest()
            head = (store.folder / HEAD).read_bytes() if (store.folder / HEAD).exists() else b""
            names = list(_named(store, with_secret))
            count = len(store.marks())
        with tarfile.open(part, "w:gz", compresslevel=1) as tar:
            for name, path in names:
                if name != _STORE + HEAD:
                    tar.add(path, name, recursive=False)
            if head:
                _add(tar, _STORE + HEAD, head)
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
        flush(file.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Fault("backup_unwritten", reason=error.strerror or "?") from None
    assert newest is not None
    audit.note(store, "backup", of=newest.id)
    return Made(newest.id, count, with_secret)


def recover(file: Path, folder: Path) -> Made:
    """Put a backup in place as a store where there is none, whole or not at all. Raises `Fault`."""
    log, key = audit.path_of(Store(folder)), secret.path_of(Store(folder))
    for place in (folder, log):
        if place.exists() and not (place.is_dir() and not any(place.iterdir())):
            raise Fault("recover_there", folder=shown(str(place)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as made:
        _unpack(file, Path(made))
        store = Store(Path(made) / "store")
        _check(store)
        if folder.exists():
            folder.rmdir()
        if (Path(made) / _LOG).exists():
            os.replace(Path(made) / _LOG, log)
        with_secret = (Path(made) / _SECRET).exists()
        if with_secret:
            os.replace(Path(made) / _SECRET, key)
        os.replace(store.folder, folder)
        flush(folder.parent)
    store = Store(folder)
    newest = store.newest()
    assert newest is not None
    audit.note(store, "recovered", of=newest.id)
    return Made(newest.id, len(store.marks()), with_secret)


def _check(store: Store) -> None:
    """Raises `Fault` of the first thing that is not as it was written; the secret is another matter."""
    for damage in care.verify(store):
        if not damage.key.startswith("secret_"):
            raise Fault("store_damaged", reason=f"{damage.name}: {damage.why}")


def _named(store: Store, with_secret: bool) -> Iterator[tuple[str, Path]]:
    for path in (
        store.folder / HEAD,
        *store.folder.glob("snapshots/*"),
        *store.folder.glob("contents/*"),
    ):
        name = _STORE + path.relative_to(store.folder).as_posix()
        if _OURS.fullmatch(name) and path.is_file():
            yield name, path
    for name, path in ((_LOG, audit.path_of(store)), (_SECRET, secret.path_of(store))):
        if path.exists() and (with_secret or name != _SECRET):
            yield name, path


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        info = tarfile.TarInfo(name)
        info.size = file.tell()
        file.seek(0)
        tar.addfile(info, file)


def _unpack(file: Path, into: Path) -> None:
    """Every file of a backup under its name; one that no backup of ours holds is never written."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in tar:
                data = tar.extractfile(member) if member.isreg() else None
                if data is None or not _OURS.fullmatch(member.name):
                    raise Fault("backup_foreign", Place(file.name), name=shown(member.name))
                path = into / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as out:
                    shutil.copyfileobj(data, out)
                    out.flush()
                    os.fsync(out.fileno())
                path.chmod(0o600 if member.name in (_LOG, _SECRET) else 0o644)
        if Store(into / "store").newest() is None:
            raise Fault("backup_broken", Place(file.name), reason="it holds no snapshot")
    except Damaged as damage:
        raise Fault("backup_broken", Place(file.name), reason=str(damage)) from None
    except (tarfile.TarError, EOFError, OSError) as error:
        reason = getattr(error, "strerror", None) or "it is not whole"
        raise Fault("backup_broken", Place(file.name), reason=reason) from None
