"""The calendar of releases: when figures come out next, which are not there before, and who sees them earlier.

A file of TOML, which `IMPACT_RELEASES` names. All of it is public but for figures that are `new`: before their
moment these are not there for press and spokespersons, as if nobody had made them. A figure that is not new
stays as it is; what it will say is held back by its rows or by not publishing.

    [[access]]
    en = "The press office, two days before"
    fr = "Le service de presse, deux jours avant"

    [[release]]
    figure = "actions_latest"
    publish_at = 2026-12-10T09:00:00+01:00
    new = false
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import msgspec

from impact import database
from impact.faults import Fault, shown
from impact.figures import publications
from impact.i18n.locales import FIRST
from impact.i18n.words import Language
from impact.settings import folder, value
from impact.store.memory import Memory


class Release(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    figure: str
    publish_at: dt.datetime
    new: bool = False

    @property
    def at(self) -> str:
        """When, in UTC."""
        return self.publish_at.astimezone(dt.UTC).isoformat(timespec="seconds")


class Calendar(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    access: list[dict[str, str]] = []
    release: list[Release] = []


_READ: Memory[tuple[object, ...], Calendar] = Memory(4)


def read() -> Calendar:
    """The calendar; an empty one where no file is named. Raises `Fault` for one that cannot be used: else a
    figure would be out before its time."""
    if not value("IMPACT_RELEASES").strip():
        return Calendar()
    path = folder("IMPACT_RELEASES")
    key = path, _stat(path)
    if (known := _READ.get(key)) is not None:
        return known
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Calendar)
    except OSError as error:
        raise _unread(path, error.strerror or "?") from None
    except (ValueError, msgspec.ValidationError) as error:
        raise _unread(path, str(error)) from None
    for each in found.release:
        if each.figure not in database.names("metrics"):
            raise Fault("releases_figure", file=shown(path.name), name=shown(each.figure))
        if each.publish_at.tzinfo is None:
            raise Fault("releases_zone", file=shown(path.name), name=shown(each.figure))
    for line in found.access:
        if not line.get(FIRST):
            raise _unread(path, f"[[access]] {FIRST}")
    return _READ.keep(key, found)


def _unread(path: Path, reason: str) -> Fault:
    return Fault("releases_unread", file=shown(path.name), reason=shown(reason))


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def withheld() -> frozenset[str]:
    """The figures that are not there yet for press and spokespersons."""
    now = publications.now()
    return frozenset(each.figure for each in read().release if each.new and each.at > now)


def next_of(figure: str) -> str:
    """When a figure comes out next, in UTC; empty if nothing is said."""
    now = publications.now()
    return min(
        (each.at for each in read().release if each.figure == figure and each.at > now), default=""
    )


def sees_before(lang: Language) -> list[str]:
    """Who has access before a release."""
    return [line.get(lang) or line[FIRST] for line in read().access]


def mark() -> tuple[object, ...]:
    """What changes when an answer may be another because of the calendar."""
    if not value("IMPACT_RELEASES").strip():
        return ()
    now = publications.now()
    return (_stat(folder("IMPACT_RELEASES")), sum(each.at <= now for each in read().release))
