"""Files into the store: the one way that the command line, the page and the drop folder share.

Knows what to do with a file beside reading it: the very same bytes by the same rules change nothing,
the same bytes by new rules take the place of what they were counted to before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from impact.exports import intake, ledger, mapping
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.faults import Fault, Place
from impact.record import Record
from impact.store import Store


@dataclass
class Desk:
    """Where files are handed in: the mappings they are read by and the record they are held to."""

    mappings: Mappings
    secret: bytes
    record: Record | None = None
    progress: Callable[[int], None] | None = None

    def check(
        self,
        path: Path,
        section: str | None = None,
        name: str | None = None,
        received: dt.datetime | None = None,
    ) -> tuple[Report, pa.Table | None]:
        """What would become of a file. Stores nothing."""
        return intake.examine(
            path,
            self.mappings,
            section=section,
            name=name,
            secret=self.secret,
            today=received.date() if received else dt.date.today(),
            record=self.record,
            progress=self.progress,
        )

    def take(
        self,
        store: Store,
        path: Path,
        section: str | None = None,
        name: str | None = None,
        received: dt.datetime | None = None,
    ) -> Report:
        """Check a file and, unless it is refused or in already, keep what it was counted to.

        It is taken as received now, unless `received` tells when.
        """
        try:
            where = self.mappings.in_section(section).id
            seen = state_of(path)
            fingerprint = intake.fingerprint(path)
            rules = self.mappings.rules
            if ledger.is_in(store, fingerprint, where, rules):
                return Report(path.name, "unchanged")
            report, table = self.check(path, section, name, received)
            if report.fault is not None:
                return report
            # Its fingerprint would vouch for other rows than were counted.
            if state_of(path) != seen:
                raise Fault("export_changed", Place(path.name))
            taken = ledger.take_in(store, report, table, fingerprint, where, rules, received)
            return report if taken else Report(path.name, "unchanged")
        except Fault as fault:
            return Report(path.name, "refused", fault=fault)


def state_of(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does: its place on the disk, size and time. None if it is not there."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


OWN = "mappings.yaml"


def mappings(store: Store) -> Mappings:
    """Our mappings with staff's own over them, as the newest snapshot keeps them."""
    return mapping.load(own=_own(store))


def _own(store: Store) -> bytes | None:
    newest = store.newest()
    return store.contents(newest, only={OWN}).get(OWN) if newest else None


def with_own(store: Store, own: Mapping[str, Any]) -> Mappings:
    """The mappings as they would be with something of staff's own added. Stores nothing."""
    return mapping.load(own=mapping.added(_own(store), own))


def keep_own(store: Store, own: Mapping[str, Any]) -> None:
    """Add something to staff's own mappings. Raises `Fault` if it is wrong or cannot be written."""

    def change(current: Mapping[str, bytes]) -> dict[str, bytes]:
        text = mapping.added(current.get(OWN), own)
        mapping.load(own=text)
        return {OWN: text}

    try:
        store.amend(change, needs={OWN})
    except OSError as error:
        raise Fault("store_locked", reason=error.strerror or "?") from None
