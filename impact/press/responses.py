"""What is sent: bytes with their headers, plain and packed, each with an ETag of its own."""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass
from email.utils import formatdate

import brotli

from impact.figures import access
from impact.i18n.locales import Language
from impact.press.rendering import TEMPLATES

Headers = list[tuple[bytes, bytes]]

PNG = "image/png"  # packed as it is
_WORTH = 1000  # bytes from which compression pays
FRESH = b"public, max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400"
# Where what is published or comes out of an embargo has to be everywhere within five seconds.
PROMPT = b"public, max-age=4, s-maxage=4, must-revalidate"
# A snapshot's answers stay the same but for who may be named: nobody keeps them longer than a day unasked, and what
# stands between, where others are served, no longer than what can change.
_LASTING = b"public, max-age=86400, stale-if-error=86400"
_LASTING_TO_OTHERS = b"public, max-age=86400, s-maxage=4, must-revalidate"
_OPEN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Content-Disposition"),
    (b"x-content-type-options", b"nosniff"),
]
# What every answer tells the browser, of the server and of the bulletin alike.
GUARDS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
# A picture or a file of the press layer that is opened by itself shows itself and loads nothing.
BARE = (
    b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'"
)

# What an embed runs: it tells the site around it how tall it is. And a page: it puts what is quoted on the clipboard.
SCRIPT, COPIES = ((TEMPLATES / name).read_text("utf-8") for name in ("embed.js", "copy.js"))
# Pages load nothing from elsewhere and run the one script that a hash names; only embeds may stand in another
# site's frame. A page may read its own site: Lighthouse asks robots.txt from within it.
_CLOSED = (
    b"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; "
)


def sum_of(script: str) -> str:
    """What a policy and a page know a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _runs(script: str) -> bytes:
    return _CLOSED + f"script-src '{sum_of(script)}'; ".encode()


OWN = ((b"content-security-policy", _runs(COPIES) + b"frame-ancestors 'self'"),)
ANYWHERE = ((b"content-security-policy", _runs(SCRIPT) + b"frame-ancestors *"),)


@dataclass(frozen=True)
class Form:
    """One way in which the bytes of an answer are sent: as they are, or packed by a coding."""

    coding: bytes
    body: bytes
    headers: Headers
    etag: bytes
    unchanged: Headers


@dataclass(frozen=True)
class Answer:
    """What is sent: as it is and packed, each with all its headers and an ETag of its own.

    `changed`: when it last may have, as HTTP writes it; empty if that is not known.
    """

    status: int
    plain: Form
    packed: tuple[Form, ...] = ()  # the smallest first
    changed: bytes = b""

    @property
    def body(self) -> bytes:
        return self.plain.body

    @property
    def headers(self) -> Headers:
        return self.plain.headers

    @property
    def forms(self) -> tuple[Form, ...]:
        return (*self.packed, self.plain)

    @property
    def size(self) -> int:
        return sum(len(form.body) for form in self.forms) + 1000

    def taken(self, encodings: bytes) -> Form:
        """The smallest form that an Accept-Encoding header takes."""
        if self.packed:
            for form in self.packed:
                if form.coding in encodings and form.coding + b";q=0" not in encodings:
                    return form
        return self.plain


def fresh() -> bytes:
    """How long what can change may be kept: a while, or hardly where its moment counts."""
    return PROMPT if access.public() else FRESH


def lasting() -> bytes:
    """How long an answer of one snapshot may be kept."""
    return _LASTING_TO_OTHERS if access.public() else _LASTING


def made(
    media: str,
    body: bytes,
    lang: Language,
    *,
    status: int = 200,
    cache: bytes = b"",
    vary: bytes = b"Accept-Encoding, Accept-Language",
    extra: Headers | None = None,
    changed: float | None = None,
) -> Answer:
    """An answer with its headers, its ETag of the bytes and its packed forms.

    `cache`: how long it may be kept, else as long as what can change. `changed`: when it last may have, in
    seconds since 1970.
    """
    cache = cache or fresh()
    digest = hashlib.sha256(body).hexdigest()[:32].encode()
    when = formatdate(changed, usegmt=True).encode() if changed is not None else b""
    about = [*_OPEN, (b"cache-control", cache), (b"vary", vary), *(extra or [])]
    about += [(b"last-modified", when)] if when else []
    content = [(b"content-type", media.encode()), (b"content-language", lang.encode())]

    def form(coding: bytes, body: bytes) -> Form:
        etag = b'"%b%b"' % (digest, b"-" + coding if coding else b"")
        length = (b"content-length", b"%d" % len(body))
        headers = [*content, length, (b"etag", etag), *about]
        headers += [(b"content-encoding", coding)] if coding else []
        return Form(coding, body, headers, etag, [(b"etag", etag), *about])

    packed: tuple[Form, ...] = ()
    if len(body) >= _WORTH and media != PNG:
        packed = (
            form(b"br", brotli.compress(body, quality=5)),
            form(b"gzip", gzip.compress(body, 6, mtime=0)),
        )
    return Answer(status, form(b"", body), packed, when)
