"""What each setting can be: one check a kind, of the one list of settings (`impact.settings`).

A check yields what cannot be meant, and what can and should be known. The latter, `TOLD`, is told by `doctor` and at the
start; with the former a server for others does not start.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from impact.exports import approval
from impact.faults import Fault, shown
from impact.figures import access, calendar, roles
from impact.i18n.locales import LANGUAGES
from impact.server import hosts
from impact.settings import SETTINGS, Setting, folder, value

TOLD = (
    "setting_folder", "setting_past", "setting_exact", "setting_store_none", "setting_switch", "setting_unknown",
    "roles_twice", "roles_two", "serve_open",
)  # fmt: skip
_ADDRESS = re.compile(
    r"https?://(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?(?:/[\w./~-]*)?", re.ASCII
)
_SHORTEST = 16  # signs of a token
_MOST = 10_000  # steps in which a count still says something


def faults(check: str) -> Iterator[Fault]:
    """What is amiss with the settings of one check."""
    for setting in SETTINGS:
        name, looked = KINDS[setting.kind]
        if name == check:
            yield from looked(setting, value(setting.name).strip())


def fits(name: str) -> bool:
    """Whether a setting can be meant, as it is given."""
    setting = next(each for each in SETTINGS if each.name == name)
    found = KINDS[setting.kind][1](setting, value(name).strip())
    return all(fault.key in TOLD for fault in found)


def _nothing(_setting: Setting, _found: str) -> Iterator[Fault]:
    """Any text can be meant, or it is looked at with others."""
    yield from ()


def _one_of(*words: str) -> Callable[[Setting, str], Iterator[Fault]]:
    def looked(setting: Setting, found: str) -> Iterator[Fault]:
        if found.lower() not in words:
            allowed = ", ".join(words)
            yield Fault("setting_word", name=setting.name, found=shown(found), allowed=allowed)

    return looked


def _switch(setting: Setting, found: str) -> Iterator[Fault]:
    if found not in (*approval.OFF, "1"):
        yield Fault("setting_switch", name=setting.name, found=shown(found))


def _address(_setting: Setting, found: str) -> Iterator[Fault]:
    if found and not _ADDRESS.fullmatch(found):
        yield Fault("setting_address", found=shown(found))


def _link(setting: Setting, found: str) -> Iterator[Fault]:
    if found and not _reaches(found):
        yield Fault("setting_link", name=setting.name, found=shown(found))


def _webhook(setting: Setting, found: str) -> Iterator[Fault]:
    """What is posted goes over https, but to this machine; the address is a secret, and so not told."""
    if not found:
        return
    here = _reaches(found) and hosts.own_machine(urlsplit(found).netloc)
    if not _reaches(found) or not (found.startswith("https://") or here):
        yield Fault("setting_webhook", name=setting.name)


def _reaches(text: str) -> bool:
    """Whether a text is an address of the web."""
    if re.search(r"\s", text) or not text.startswith(("http://", "https://")):
        return False
    try:
        return bool(urlsplit(text).hostname) and (urlsplit(text).port or 1) > 0
    except ValueError:
        return False


def _steps(setting: Setting, found: str) -> Iterator[Fault]:
    if not found:
        return
    if not (found.isascii() and found.isdigit()) or int(found) > _MOST:
        yield Fault("setting_steps", name=setting.name, found=shown(found), most=str(_MOST))
    elif int(found) < 2 and access.public():
        yield Fault("setting_exact", name=setting.name, found=found)


def _token(setting: Setting, found: str) -> Iterator[Fault]:
    if found and (len(found) < _SHORTEST or not re.fullmatch(r"[!-~]+", found)):
        yield Fault("setting_token", name=setting.name, wanted=str(_SHORTEST))


def _coming_day(setting: Setting, found: str) -> Iterator[Fault]:
    if not found:
        return
    try:
        day = dt.date.fromisoformat(found) if len(found) == 10 else None
    except ValueError:
        day = None
    if day is None:
        yield Fault("setting_day", name=setting.name, found=shown(found))
    elif day < dt.date.today():
        yield Fault("setting_past", name=setting.name, found=shown(found))


def _calendar(_setting: Setting, _found: str) -> Iterator[Fault]:
    """One that cannot be read would let a figure out before its time."""
    try:
        calendar.read()
    except Fault as fault:
        yield fault


def _folder(setting: Setting, _found: str) -> Iterator[Fault]:
    """A folder that is read is there."""
    if not folder(setting.name).is_dir():
        where = shown(str(folder(setting.name)))
        yield Fault("setting_folder", name=setting.name, folder=where)


def _store(setting: Setting, _found: str) -> Iterator[Fault]:
    """The one that is written can be; one that is named and not there may be another than is meant."""
    store = folder(setting.name)
    there = next(path for path in (store, *store.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield Fault("setting_unwritable", name=setting.name, folder=shown(str(there)))
    elif access.public() and there != store:
        yield Fault("setting_store_none", name=setting.name, folder=shown(str(store)))


def _roles(_setting: Setting, found: str) -> Iterator[Fault]:
    if found:
        yield from roles.odd()


# By the kind of a setting: the check of `doctor` under which it is told, and what is amiss with it.
KINDS: Mapping[str, tuple[str, Callable[[Setting, str], Iterator[Fault]]]] = {
    "text": ("settings", _nothing),
    "serve": ("doors", _nothing),  # which is told with all that a login needs
    "roles": ("doors", _roles),
    "acting": ("doors", _nothing),
    "switch": ("settings", _switch),
    "folder": ("folders", _folder),
    "store": ("folders", _store),
    "address": ("address", _address),
    "link": ("settings", _link),
    "webhook": ("settings", _webhook),
    "language": ("settings", _one_of(*LANGUAGES)),
    "steps": ("settings", _steps),
    "log": ("settings", _one_of("plain", "json")),
    "token": ("settings", _token),
    "calendar": ("releases", _calendar),
    "coming_day": ("next_update", _coming_day),
}
CHECKS = tuple(dict.fromkeys(check for check, _ in KINDS.values()))
