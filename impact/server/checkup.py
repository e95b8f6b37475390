"""Whether the product can do its work where it runs: settings, folders, clock, disk, what is stored.

Nothing here changes anything. Each check answers with what a person can mend.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from urllib.parse import urlsplit

from impact.exports import care
from impact.faults import Fault, shown
from impact.figures import access, consent, live, roles
from impact.server import hosts, meant
from impact.settings import SETTINGS, folder, value
from impact.store import Damaged, Store

_ROOM = (
    500 * 2**20
)  # bytes that should be free beside the store: an edition's exports and a bulletin
_SLACK = dt.timedelta(minutes=5)  # that clocks may differ by
_MOST = 20  # damaged files that are told one by one


@dataclass(frozen=True)
class Examination:
    """One check by its name, `checkup.NAME` in the words, and what it found amiss: nothing, if it is well."""

    check: str
    faults: tuple[Fault, ...]


def refuse(*, serving: bool = False) -> None:
    """Raises the `Fault` of a setting with which every link would lead nowhere; of a server, with which a door would
    stand open or a figure be out before its time; of one for others, that cannot be meant."""
    for fault in meant.faults("address"):
        raise fault
    if not serving:
        return
    for fault in (*_doors(), *meant.faults("releases")):
        if fault.key not in meant.TOLD:
            raise fault
    for fault in misset() if access.public() else ():
        if fault.key not in meant.TOLD:
            raise fault


def misset() -> list[Fault]:
    """What the environment sets that cannot be meant, or that should be known."""
    return [*unknown(), *(fault for check in meant.CHECKS for fault in meant.faults(check))]


def looked() -> list[Examination]:
    """Every check, in the order in which it is told. The last ones read the whole store."""
    checks: dict[str, Callable[[], Iterator[Fault]]] = {
        "settings": lambda: iter([*unknown(), *meant.faults("settings")]),
        "address": lambda: meant.faults("address"),
        "doors": _doors,
        "next_update": lambda: meant.faults("next_update"),
        "releases": lambda: meant.faults("releases"),
        "folders": lambda: meant.faults("folders"),
        "record": _record,
        "consents": _consents,
        "clock": _clock,
        "disk": _disk,
        "store": _store,
    }
    return [Examination(name, tuple(check())) for name, check in checks.items()]


def unknown() -> Iterator[Fault]:
    """Names that look like settings and are none."""
    known = [setting.name for setting in SETTINGS]
    for name in sorted(os.environ):
        if name.startswith("IMPACT_") and name not in known:
            near = get_close_matches(name, known, 1, 0.8)
            key = "setting_misspelt" if near else "setting_unknown"
            yield Fault(key, name=shown(name), near=near[0] if near else "")


def _doors() -> Iterator[Fault]:
    """Who serves others has a login, says who may do what, and is reached by a name over https alone."""
    serve = value("IMPACT_SERVE").strip()
    if serve not in (access.LOCAL, access.PUBLIC):
        yield Fault("serve_unknown", found=shown(serve))
    try:
        roles.acting()
    except Fault as fault:
        yield fault
    yield from meant.faults("doors")
    address = value("IMPACT_ADDRESS").strip()
    if value("IMPACT_ROLES").strip() and not os.environ.get("IMPACT_SERVE", "").strip():
        yield Fault("serve_unsaid")  # its name may be misspelt, and all would be open
    yield from open_to_all()
    if not access.public():
        return
    if not address.startswith("https://"):
        yield Fault("serve_address", found=shown(address or "–"))
    try:
        roles.read()
    except Fault as fault:
        yield fault
    from impact.server import login  # it brings Streamlit, 0.5 s that only a server has to wait

    yield from login.faults(address)


def open_to_all() -> Iterator[Fault]:
    """An address where others reach a server that nobody said is for others. Told, and no refusal: links need an
    address on one's own machine, too."""
    address = value("IMPACT_ADDRESS").strip()
    said = os.environ.get("IMPACT_SERVE", "").strip() or value("IMPACT_ROLES").strip()
    if said or not address or not meant.fits("IMPACT_ADDRESS"):
        return
    if not hosts.loopback(urlsplit(address).netloc):
        yield Fault("serve_open", found=shown(address))


def _consents() -> Iterator[Fault]:
    """Days that have passed by which people were to be asked again, and rows that name whom they may not."""
    try:
        record = live.record_as_it_stands()
    except (Fault, Damaged):  # told by the check of the record
        return
    for table, key, case in consent.named_elsewhere(record):
        yield Fault("consent_named", table=table, row=key, case=case)
    for row in record.tables["consents"]:
        if row["review_on"] is not None and str(row["review_on"]) < dt.date.today().isoformat():
            yield Fault("consent_review", case=str(row["case_id"]), day=str(row["review_on"]))


def _record() -> Iterator[Fault]:
    try:
        live.record_as_it_stands()
    except Fault as fault:
        yield fault
    except Damaged as damage:
        yield Fault("store_damaged", reason=str(damage))


def _clock() -> Iterator[Fault]:
    """The clock does not lie before what was made by it."""
    now = dt.datetime.now(dt.UTC)
    try:
        newest = Store(folder("IMPACT_STORE")).newest()
    except Damaged:
        return  # it is told of the store
    if newest and dt.datetime.fromisoformat(newest.made_at) > now + _SLACK:
        yield Fault("clock_behind", now=now.isoformat(timespec="seconds"), newest=newest.made_at)


def _disk() -> Iterator[Fault]:
    store = folder("IMPACT_STORE")
    there = next(path for path in (store, *store.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < _ROOM:
        yield Fault("disk_low", folder=shown(str(there)), free=free // 2**20, wanted=_ROOM // 2**20)


def _store() -> Iterator[Fault]:
    for damage in islice(care.verify(Store(folder("IMPACT_STORE"))), _MOST):
        yield Fault("store_damaged", reason=f"{damage.name}: {damage.why}")
