"""Which role somebody has who logged in: from the groups, addresses and domains of a file of TOML.

The provider of the login says who somebody is (the claims of OpenID Connect); the file that
`IMPACT_ROLES` names says what they may. Who is in none of its lines is the press.

    claim = "groups"            # the claim that holds the groups; this is its default
    verified = false            # only for providers that send no `email_verified` and check addresses

    [[role]]
    role = "staff"
    sections = ["GB", "CA-FR"]
    groups = ["w4r-staff"]
    addresses = ["someone@example.org"]
    domains = ["amnesty.example"]
"""

from __future__ import annotations

import contextlib
import re
import time
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from impact.exports import mapping, taking
from impact.faults import Fault, shown
from impact.figures.access import PRESS, Who
from impact.routes import ROLES, Role
from impact.settings import folder, value
from impact.store import Damaged, Store

_HELD = 12 * 3600  # seconds that a login holds; Streamlit's cookie alone would hold thirty days
_SLACK = 300  # seconds that the provider's clock may be ahead
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[\w-]+")
_WHOLE = re.compile(r"[^@\s]+@[^@\s]+")  # an address


class _Line(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    role: Role
    sections: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


class _Lines(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    role: list[_Line]
    claim: str = "groups"
    verified: bool = False


def file() -> Path:
    return folder("IMPACT_ROLES")


def read() -> _Lines:
    """The file of roles. Raises `Fault` if there is none, or it cannot be understood."""
    if not value("IMPACT_ROLES").strip():
        raise Fault("roles_none")
    try:
        return msgspec.convert(tomllib.loads(file().read_text(encoding="utf-8")), _Lines)
    except OSError as error:
        raise Fault("roles_unread", file=shown(str(file())), reason=error.strerror or "?") from None
    except (ValueError, msgspec.ValidationError) as error:
        raise Fault("roles_unread", file=shown(str(file())), reason=shown(str(error))) from None


def odd() -> Iterator[Fault]:
    """The entries of the file of roles that nobody can be meant by, or that stand in it twice."""
    try:
        read()
        lines = tomllib.loads(file().read_text(encoding="utf-8"))["role"]
    except (Fault, OSError, ValueError):  # told by who reads it
        return
    name, seen = shown(file().name), dict[tuple[str, str], str]()
    sections = mapping.load(own=None).sections if lines else ()
    with contextlib.suppress(Fault, Damaged):
        sections = taking.mappings(Store(folder("IMPACT_STORE"))).sections
    for line in lines:
        for kind in ("sections", "groups", "addresses", "domains"):
            for entry in line.get(kind, ()):
                if wrong := _wrong(kind, entry, sections):
                    key, near = wrong
                    yield Fault(key, file=name, kind=kind, found=shown(entry), near=near)
                elif kind in ("addresses", "domains"):
                    place, role = (kind, entry.lower()), line["role"]
                    if (before := seen.setdefault(place, role)) != role:
                        strongest = max(before, role, key=ROLES.index)
                        yield Fault("roles_two", file=name, found=shown(entry), role=strongest)
                    elif any(
                        entry.lower() == other.lower() for other in _before(line, kind, entry)
                    ):
                        yield Fault("roles_twice", file=name, found=shown(entry))


def _before(line: Mapping[str, Any], kind: str, entry: str) -> list[str]:
    """The other entries of a line; of one that stands in it twice, itself as well."""
    entries = list(line[kind])
    entries.remove(entry)
    return entries


def _wrong(kind: str, entry: str, sections: Collection[str]) -> tuple[str, str] | None:
    """Why nobody, or no section, can be meant by an entry, and the section that may be."""
    if not entry.strip() or entry != entry.strip():
        return "roles_blank", ""
    if kind == "sections" and entry not in sections:
        near = [each for each in sections if each.lower() == entry.lower()]
        return ("roles_section_case", near[0]) if near else ("roles_section", "")
    if kind == "addresses" and not _WHOLE.fullmatch(entry):
        return "roles_address", ""
    if kind == "domains" and not _DOMAIN.fullmatch(entry):
        return "roles_domain", ""
    return None


def who(claims: Mapping[str, Any], now: float | None = None) -> Who:
    """Who somebody is by the claims of their login; the press, if it holds no more or gives no role.

    The strongest role counts, with the sections of all lines that name them. Raises `Fault` if the file
    of roles cannot be used. `now` in seconds since 1970.
    """
    if not claims.get("is_logged_in") or not holds(claims, now):
        return PRESS
    known = read()
    groups, address = _groups(claims.get(known.claim)), _address(claims, known)
    return _said(known, groups, address, address or str(claims.get("sub", ""))) or PRESS


def named(address: str) -> Who:
    """Who somebody is by an address that whoever has the machine vouches for. Groups are the provider's to say.

    Raises `Fault` if no line names it, or the file of roles cannot be used.
    """
    given = address.strip().lower()
    found = _said(read(), frozenset(), given, given) if _WHOLE.fullmatch(given) else None
    if found is None:
        raise Fault("acting_unknown", who=shown(given))
    return found


def acting() -> Who | None:
    """Who the command line and the drop folder act as (`IMPACT_AS`); None where nobody is named. Raises `Fault`."""
    address = value("IMPACT_AS").strip()
    return named(address) if address else None


def _said(known: _Lines, groups: frozenset[str], address: str, name: str) -> Who | None:
    """What the lines make of somebody; None if there is none of them."""
    lines = [line for line in known.role if _names(line, groups, address)]
    if not lines:
        return None
    role = max((line.role for line in lines), key=ROLES.index)
    return Who(role, frozenset[str]().union(*(line.sections for line in lines)), name)


def holds(claims: Mapping[str, Any], now: float | None = None) -> bool:
    """Whether a login is not too old, by the time at which the provider issued it."""
    now, since = time.time() if now is None else now, claims.get("iat")
    return isinstance(since, int | float) and now - _HELD < since <= now + _SLACK


def _groups(claim: object) -> frozenset[str]:
    """The groups of a claim, which some providers send as one text."""
    if isinstance(claim, str):
        return frozenset([claim])
    return frozenset(map(str, claim)) if isinstance(claim, list | tuple) else frozenset()


def _address(claims: Mapping[str, Any], known: _Lines) -> str:
    """The address, if it was checked that it is theirs; else anybody could name one of ours."""
    address = claims.get("email")
    proved = claims.get("email_verified") is True or (
        known.verified and "email_verified" not in claims
    )
    if not proved or not isinstance(address, str):
        return ""
    return address.lower() if _WHOLE.fullmatch(address) else ""


def _names(line: _Line, groups: frozenset[str], address: str) -> bool:
    domain = address.rpartition("@")[2]
    return (
        not groups.isdisjoint(line.groups)
        or bool(address and address in map(str.lower, line.addresses))
        or bool(domain and domain in map(str.lower, line.domains))
    )
