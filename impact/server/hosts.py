"""What a Host header names: this machine itself, or something that others reach."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from impact.press.query import base


def own_machine(host: str) -> bool:
    """Whether a Host header names this machine itself, as whoever is on it does, and not a public address or one of
    numbers that others reach."""
    return host.lower() != urlsplit(base()).netloc.lower() and loopback(host)


def loopback(host: str) -> bool:
    """Whether a Host header names this machine as it calls itself."""
    name = named(host)
    if name is None:
        return False
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def named(host: str) -> str | None:
    """The name in a Host header, without its port; None for what is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return None
    return parts.hostname if not (parts.username or parts.path or parts.query) else None
