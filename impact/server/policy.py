"""What the gate demands of who asks, and tells the browser on every answer.

A server is known by its public address and by the names of this machine; under another name a site of
somebody else's could speak to it through a visitor's browser. A page's connection comes from the page itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from streamlit import runtime

from impact import routes
from impact.press.query import base
from impact.press.responses import BARE, GUARDS, Headers
from impact.server.hosts import named

UPLOADS = "/_stcore/upload_file/"
FILES_OF_PAGES = "/media/"
LARGEST = 200 * 2**20  # bytes of one upload, as Streamlit has it
PER_VISIT, IN_ALL = 400 * 2**20, 1200 * 2**20  # bytes of uploads that are held in memory
FILES = 40  # files that one visit holds
VISITS = 800  # pages that are open at a time
IDLE = 60.0  # seconds without a word after which a page gives its place to another, where all are taken

_ONE_YEAR = (b"strict-transport-security", b"max-age=31536000")


def page_policy(html: str) -> bytes:
    """What a page of the dashboard may load, as strict as Streamlit allows: scripts of ours and those in it.

    `blob:` is for components that bring their script along; styles are written into the page by all of it.
    """
    inline = re.findall(r"<script>(.*?)</script>", html, re.S)
    sums = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline)
    runs = " ".join(f"'sha256-{each}'" for each in sums)
    return (
        f"default-src 'self'; script-src 'self' blob: {runs}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; "
        "worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'self'; object-src 'none'; "
        "form-action 'self'"
    ).encode()


def added(path: str, headers: Headers, page: bytes) -> Headers:
    """The headers of an answer, with those that it lacks. `page` is the policy of pages."""
    said = {name.lower() for name, _ in headers}
    wanted = [*GUARDS, (b"content-security-policy", BARE if routes.prefix_of(path) else page)]
    if path.startswith(FILES_OF_PAGES):
        wanted.append((b"cache-control", b"no-store"))  # they are for who has the page open
    if base().startswith("https://"):
        wanted.append(_ONE_YEAR)
        headers = [_secured(*header) for header in headers]
    return [*headers, *(header for header in wanted if header[0] not in said)]


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header; a cookie goes over https alone, which Streamlit says only where it has the certificate itself."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value


def known_host(host: str) -> bool:
    """Whether a Host header names this server: its public address, or this machine by address or name.

    An address of numbers cannot be made to lead elsewhere, as a name can.
    """
    public = urlsplit(base()).netloc.lower()
    if public and host.lower() == public:
        return True
    name = named(host)
    if name is None:
        return False
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return public != "" and name == urlsplit(base()).hostname
    return True


def own_page(given: Mapping[bytes, bytes]) -> str | None:
    """The host that a connection of a page is for; None if it comes from a page of another site.

    Without an origin it comes from a program, which no visitor's browser can be made to be.
    """
    host = given.get(b"host", b"").decode("latin-1")
    origin = given.get(b"origin")
    if not known_host(host):
        return None
    if origin is None:
        return host
    own = urlsplit(origin.decode("latin-1", "replace"))
    public = urlsplit(base())
    if own.scheme not in ("http", "https"):
        return None
    if own.netloc.lower() in (host.lower(), public.netloc.lower() or host.lower()):
        return own.netloc
    return None


def refused_upload(path: str, length: bytes | None, coming: Iterable[tuple[str, int]] = ()) -> int:
    """The status with which an upload is refused, or 0. Its length has to be said before it comes.

    `coming`: visit and size of the uploads that are under way, which are not held yet.
    """
    if length is None or not length.isdigit():
        return 411
    size, visit = int(length), visit_of(path)
    held = _held()
    for whose, each in coming:
        held[whose] = [*held.get(whose, []), each]
    own = held.get(visit, [])
    if len(own) >= FILES:
        return 429
    everybody = sum(map(sum, held.values()))
    if size > LARGEST + 2**20 or sum(own) + size > PER_VISIT:
        return 413
    return 503 if everybody + size > IN_ALL else 0


def visit_of(path: str) -> str:
    """Whose upload an address takes."""
    return path.removeprefix(UPLOADS).partition("/")[0]


def _held() -> dict[str, list[int]]:
    """The sizes of the uploads that Streamlit holds, by visit."""
    if not runtime.exists():
        return {}
    kept = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {
        visit: [len(file.data) for file in list(files.values())]
        for visit, files in list(kept.items())
    }
