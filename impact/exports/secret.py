"""The secret: the key of the hashes that tell one action from another, kept beside the store.

Under another one an action that is sent again would look new, and count twice. So it carries a check of
its own, and the store remembers by which one it was made.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from impact.faults import Fault
from impact.store import Damaged, Draft, Store, flush

MARK = "secret.mark"  # in the store: by which secret its hashes were made
_BYTES, _CHECK = 32, 8


def secret(store: Store, *, make: bool = True) -> bytes:
    """The key of the hashes: from IMPACT_SECRET, else kept beside the store, readable by us alone.

    Not `make`: where there is none yet, one for this time only. Raises `Fault` if it was lost or altered
    though exports are in.
    """
    try:
        newest = store.newest()
        mark = store.contents(newest, only={MARK}).get(MARK) if newest else None
    except Damaged as damage:
        raise Fault("store_damaged", reason=str(damage)) from None
    given = os.environ.get("IMPACT_SECRET")
    path = path_of(store)
    if given:
        key = given.encode()
    elif path.exists():
        key = _read(path, mark)
    elif mark is not None or (newest is not None and any(map(_hashed, newest.files))):
        raise Fault("secret_lost", name=path.name)
    elif not make:
        return secrets.token_bytes(_BYTES)
    else:
        key = _made(store, path)
    if mark is not None and mark != mark_of(key):
        raise Fault("secret_wrong", name="IMPACT_SECRET" if given else path.name)
    return key


def _hashed(name: str) -> bool:
    """Whether a file of a snapshot may hold hashes: its rows, by either version of the store."""
    return name.startswith(("rows/", "part-"))


def mark_of(key: bytes) -> bytes:
    """What the store remembers of a secret: enough to know it again, and no way back to it."""
    return (
        hashlib.blake2b(b"mark", key=hashlib.blake2b(key).digest(), digest_size=16)
        .hexdigest()
        .encode()
    )


def keep_mark(draft: Draft, key: bytes) -> None:
    """Let a snapshot remember by which secret its hashes were made."""
    if MARK not in draft.files:
        draft.put(MARK, mark_of(key))


def path_of(store: Store) -> Path:
    """Where it is kept, beside the store and not in it."""
    return store.folder.parent / f"{store.folder.name}.secret"


def _read(path: Path, mark: bytes | None) -> bytes:
    try:
        kept = path.read_bytes()
    except OSError as error:
        raise Fault("store_locked", reason=error.strerror or "?") from None
    key, check = kept[:_BYTES], kept[_BYTES:]
    # Of the first version, without a check: whole if the store knows it, or knows none yet.
    old = len(kept) == _BYTES and mark in (None, mark_of(key))
    if not old and (len(kept) != _BYTES + _CHECK or check != _check_of(key)):
        raise Fault("secret_lost", name=path.name)
    if old:
        _write(path, key)
    return key


def _check_of(key: bytes) -> bytes:
    return hashlib.sha256(b"check" + key).digest()[:_CHECK]


def _made(store: Store, path: Path) -> bytes:
    try:
        with store.alone():
            if path.exists():
                return _read(path, None)
            for leftover in path.parent.glob(f".{path.name}-*"):
                leftover.unlink()
            key = secrets.token_bytes(_BYTES)
            _write(path, key)
            return key
    except OSError as error:
        raise Fault("store_locked", reason=error.strerror or "?") from None


def _write(path: Path, key: bytes) -> None:
    """Whole and flushed before it has its name: the hashes of what is taken in hang on it."""
    made = path.parent / f".{path.name}-{os.getpid()}"
    try:
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # our eyes alone
        with os.fdopen(handle, "wb") as file:
            file.write(key + _check_of(key))
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, path)
        flush(path.parent)
    except OSError:
        made.unlink(missing_ok=True)
        if not path.exists():
            raise
