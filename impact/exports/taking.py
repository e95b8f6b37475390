"""Files into the store: the one way that the command line, the page and the drop folder share.

Knows what to do with a file beside reading it: the very same bytes by the same rules change nothing,
the same bytes by new rules take the place of what they were counted to before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from impact.exports import intake, ledger, mapping
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.faults import Fault, Place
from impact.record import Record
from impact.store import Store


@dataclass(frozen=True)
class Desk:
    """Where files are handed in: the mappings they are read by and the record they are held to."""

    mappings: Mappings
    secret: bytes
    record: Record | None = None

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
            fingerprint = intake.fingerprint(path)
            if ledger.is_in(store, fingerprint, where, self.mappings.rules):
                return Report(path.name, "unchanged")
            report, table = self.check(path, section, name, received)
            if report.fault is None:
                ledger.take_in(
                    store, report, table, fingerprint, where, self.mappings.rules, received
                )
            return report
        except Fault as fault:
            return Report(path.name, "refused", fault=fault)
        except OSError as error:
            gone = Fault("unreadable", Place(path.name), reason=error.strerror or "?")
            return Report(path.name, "refused", fault=gone)


OWN = "mappings.yaml"


def mappings(store: Store) -> Mappings:
    """Our mappings with staff's own over them, as the newest snapshot keeps them."""
    newest = store.newest()
    own = store.contents(newest, only={OWN}).get(OWN) if newest else None
    return mapping.load(own=own)
