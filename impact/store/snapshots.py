"""A snapshot as it is written: its manifest and the head, each with a check of itself.

The identity of a snapshot is derived from its contents, so two machines that hold the same data name it
alike.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HEAD = "newest.json"
# Number, time and identity; those of the first format had their number alone.
MANIFEST = re.compile(r"(\d+)(?:-(\d{8}T\d{6})-([0-9a-f]{12}))?\.json")


class Damaged(OSError):
    """Something in the store is not as it was written. `name` says which file, `why` what is wrong."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


@dataclass(frozen=True)
class Mark:
    """A snapshot as the folder lists it: its place in the order, when it was made, its identity.

    `older`: it was made by the first version of the store.
    """

    number: int
    made_at: str
    id: str
    older: bool = False


@dataclass(frozen=True)
class Snapshot:
    """One state: its place in the order, its identity, when it was made, its files by hash.

    `format` 1: made by the first version of the store, whose exports stand by other rules.
    """

    number: int
    id: str
    made_at: str
    files: Mapping[str, str]
    previous: str = ""
    format: int = 1


@dataclass(frozen=True)
class Owner:
    """Who holds the lock, and since when."""

    pid: int
    started_at: str


def identify(files: Mapping[str, str]) -> str:
    """The identity of a state: twelve hexadecimal digits derived from its files' hashes."""
    listing = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:12]


def name_of(snapshot: Snapshot) -> str:
    made = dt.datetime.fromisoformat(snapshot.made_at)
    return f"{snapshot.number:06}-{made:%Y%m%dT%H%M%S}-{snapshot.id}.json"


def newest_number(head: Mapping[str, Any] | None, names: Mapping[int, str]) -> int:
    if head is not None:
        return int(head["number"])
    if any("-" in name for name in names.values()):
        raise Damaged(HEAD, "it is missing")
    return max(names, default=0)


def with_check(tree: Mapping[str, Any]) -> bytes:
    """A tree as JSON that holds a check of itself."""
    check = hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()
    return json.dumps({**tree, "check": check}, indent=1).encode()


def checked(name: str, text: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(text)
        check = tree.pop("check")
        if hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest() != check:
            raise Damaged(name, "it was altered")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise Damaged(name, "it cannot be read") from None
    return {**tree, "check": check}
