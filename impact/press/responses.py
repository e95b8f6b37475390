"""What is sent: bytes with their headers, plain and compressed, each with an ETag of its own."""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass, field

from impact.i18n.locales import Language
from impact.press.rendering import TEMPLATES

Headers = list[tuple[bytes, bytes]]

PNG = "image/png"  # packed as it is
_WORTH = 1000  # bytes from which compression pays
FRESH = b"public, max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400"
FOREVER = b"public, max-age=31536000, immutable"
_OPEN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Content-Disposition"),
    (b"x-content-type-options", b"nosniff"),
]

# What an embed runs: it tells the site around it how tall it is.
SCRIPT = (TEMPLATES / "embed.js").read_text("utf-8")
# Pages load nothing from elsewhere and run nothing; only embeds may stand in another site's frame.
# A page may read its own site: Lighthouse asks robots.txt from within it.
_CLOSED = (
    b"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; "
)
OWN = ((b"content-security-policy", _CLOSED + b"frame-ancestors 'self'"),)
# An embed runs the one script that tells its height, known by what it is.
_SUM = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest())
_RUNS = _CLOSED + b"script-src 'sha256-" + _SUM + b"'; "
ANYWHERE = ((b"content-security-policy", _RUNS + b"frame-ancestors *"),)


@dataclass(frozen=True)
class Answer:
    """What is sent: plain and compressed, each with all its headers and an ETag of its own."""

    status: int
    body: bytes
    headers: Headers
    etag: bytes = b""
    unchanged: Headers = field(default_factory=list)
    small: bytes = b""
    small_headers: Headers = field(default_factory=list)
    small_etag: bytes = b""
    small_unchanged: Headers = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.small) + 1000


def made(
    media: str,
    body: bytes,
    lang: Language,
    *,
    status: int = 200,
    cache: bytes = FRESH,
    vary: bytes = b"Accept-Encoding, Accept-Language",
    extra: Headers | None = None,
) -> Answer:
    """An answer with its headers, its ETag of the bytes and its compressed form."""
    digest = hashlib.sha256(body).hexdigest()[:32].encode()
    about = [*_OPEN, (b"cache-control", cache), (b"vary", vary), *(extra or [])]
    content = [(b"content-type", media.encode()), (b"content-language", lang.encode())]
    small = b""
    if len(body) >= _WORTH and media != PNG:
        small = gzip.compress(body, 6, mtime=0)

    def headers(etag: bytes, length: int) -> Headers:
        return [*content, (b"content-length", b"%d" % length), (b"etag", etag), *about]

    etag, small_etag = b'"%b"' % digest, b'"%b-gzip"' % digest
    return Answer(
        status,
        body,
        headers(etag, len(body)),
        etag,
        [(b"etag", etag), *about],
        small,
        [*headers(small_etag, len(small)), (b"content-encoding", b"gzip")],
        small_etag,
        [(b"etag", small_etag), *about],
    )
