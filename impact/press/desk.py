"""The desk: a question in bytes, an answer in bytes, ready-made where it was given before.

No server is known here. An answer is made once for each snapshot, address, parameters and language,
with its ETag and its compressed form, and kept as long as there is room.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from impact import figures, live
from impact.faults import Fault
from impact.live import State
from impact.press import answers, feeds, openapi, package, pages, revisions
from impact.press import asked as asking
from impact.press.asked import AS_OF, LANG
from impact.press.problems import ADDRESS, KINDS, MEDIA, Problem, as_json, told
from impact.words import Language

log = logging.getLogger(__name__)
Headers = list[tuple[bytes, bytes]]
PREFIXES = (
    "/api/", "/feeds/", "/press", "/fr/presse", "/embed/", "/og/", "/oembed", "/revisions", "/data/",
)  # fmt: skip

_ROOM = 64 * 2**20  # bytes of answers that are kept; a figure's JSON is 2 to 200 kB
_WORTH = 1000  # bytes from which compression pays
_FRESH = b"public, max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400"
_FOREVER = b"public, max-age=31536000, immutable"
_OPEN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Content-Disposition"),
    (b"x-content-type-options", b"nosniff"),
]


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
    cache: bytes = _FRESH,
    vary: bytes = b"Accept-Encoding, Accept-Language",
    extra: Headers | None = None,
) -> Answer:
    """An answer with its headers, its ETag of the bytes and its compressed form."""
    digest = hashlib.sha256(body).hexdigest()[:32].encode()
    about = [*_OPEN, (b"cache-control", cache), (b"vary", vary), *(extra or [])]
    content = [(b"content-type", media.encode()), (b"content-language", lang.encode())]
    small = b""
    if len(body) >= _WORTH and media != answers.MEDIA["png"]:
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


@dataclass(frozen=True)
class _Page:
    """What one address answers: its parameters, and the bytes it makes of them."""

    media: str
    taken: Callable[[State], Mapping[str, asking.Parameter]]
    make: Callable[[State, Language, Mapping[str, str]], bytes]
    download: str = ""
    historic: bool = False  # depends on other snapshots as well
    figure: str = ""  # that it tells, which a day given as `as_of` is a day of
    about: Mapping[str, str] = field(default_factory=dict)  # what the path says of it
    lang: Language | None = None  # of an address that says it
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Desk:
    """Answers every address of the press layer, from the current state or from an older one."""

    def __init__(self, *, in_files: bool = False) -> None:
        """`in_files`: the answers are to be files, and name nothing that only a server can answer."""
        self._in_files = in_files
        self._kept: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def answer(
        self,
        path: bytes,
        query: bytes,
        accepted: bytes = b"",
        now: State | None = None,
        origin: str = "",
    ) -> Answer:
        """The answer to a GET of a path with a query; a problem is an answer too, never raised.

        `now` is what to take for the current state, if it is known already, `origin` where the server
        is, for pages, if no public address is set.
        """
        lang = _language(path, query, accepted)
        before = answers.IN_FILES.set(self._in_files), answers.ORIGIN.set(origin)
        try:
            return self._answer(path, query, lang, now)
        except Problem as problem:
            return refused(problem, path, lang)
        except Fault as fault:
            return refused(_problem(fault), path, lang)
        except Exception:
            log.exception("an address of the press layer failed")
            return refused(Problem("unexpected"), path, lang)
        finally:
            answers.IN_FILES.reset(before[0])
            answers.ORIGIN.reset(before[1])

    def _answer(self, raw: bytes, query: bytes, lang: Language, now: State | None) -> Answer:
        path, given = asking.path_of(raw), asking.query_of(query)
        if kind := path.removeprefix(f"{ADDRESS}/") if path.startswith(f"{ADDRESS}/") else "":
            if kind not in KINDS:
                raise Problem("address_unknown", valid=[f"{ADDRESS}/{name}" for name in KINDS])
            asking.checked(given, {"lang": LANG})
            return made("application/json", told(kind, lang), lang)
        page = _page(path)
        lang = page.lang or lang
        state = _state(given, now, page)
        asked = asking.checked(given, page.taken(state))
        before = len(live.held()) if page.historic else 0
        given_as_of = "as_of" in asked
        origin = answers.ORIGIN.get()
        key = (state.snapshot, before, path, lang, origin, given_as_of, *sorted(asked.items()))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = _made(page, state, lang, asked)
        self._keep(key, answer)
        return answer

    def _keep(self, key: tuple[object, ...], answer: Answer) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._kept[key] = answer
            self._size += answer.size - (before.size if before else 0)
            while self._size > _ROOM:
                self._size -= self._kept.popitem(last=False)[1].size


def _made(page: _Page, state: State, lang: Language, asked: Mapping[str, str]) -> Answer:
    extra: Headers = [*page.headers]
    if page.download:
        name = f"{page.download.rpartition('.')[0]}-{state.snapshot}.{page.download.rpartition('.')[2]}"
        extra.append((b"content-disposition", f'attachment; filename="{name}"'.encode()))
    return made(
        page.media,
        page.make(state, lang, asked),
        lang,
        cache=_FRESH if page.historic or asked.get("as_of") != state.snapshot else _FOREVER,
        vary=b"Accept-Encoding"
        if "lang" in asked or page.lang
        else b"Accept-Encoding, Accept-Language",
        extra=extra,
    )


def _state(given: Mapping[str, str], now: State | None, page: _Page) -> State:
    """The state that is asked for: the current one, or the one that `as_of` names."""
    if "as_of" not in given:
        return now or live.current()
    asking.checked({"as_of": given["as_of"]}, {"as_of": AS_OF})

    def dated(state: State) -> dt.date:
        if not page.figure:
            return state.as_of
        asked = {**given, **page.about}
        asked_for, where = asking.split(page.figure, asked)
        return figures.day(state, page.figure, asked_for, where)[0]

    return live.at(live.named(given["as_of"], dated))


def _page(path: str) -> _Page:
    """What an address answers. Raises `Problem` for one that there is not."""
    if path in _PAGES:
        return _PAGES[path]
    if path.startswith(f"{answers.BASE}/"):
        return _figure(path.removeprefix(f"{answers.BASE}/"))
    for prefix, lang in (("/press", "en"), ("/fr/presse", "fr")):
        if path == prefix or path.startswith(f"{prefix}/"):
            return _press(path.removeprefix(prefix).strip("/"), "fr" if lang == "fr" else "en")
    if path.startswith("/embed/"):
        return _embedded(path.removeprefix("/embed/"))
    if path.startswith("/og/") and path.endswith(".png"):
        return _card(path.removeprefix("/og/").removesuffix(".png"))
    raise Problem("address_unknown", valid=[*_PAGES, f"{answers.BASE}/…"])


def _figure(asked: str) -> _Page:
    name, _, form = asked.partition(".")
    if name not in figures.names():
        raise Problem("figure_unknown", valid=figures.names(), name=name)
    if "." in asked and form not in answers.MEDIA:
        raise Problem("form_unknown", valid=answers.MEDIA, name=form)
    form = form or "json"
    picture = form in answers.PICTURES
    if picture and name not in answers.drawn():
        raise Problem("picture_unknown", valid=answers.drawn(), name=name)
    return _Page(
        answers.MEDIA[form],
        lambda state: asking.parameters(state, name, picture=picture),
        lambda state, lang, asked: answers.figure(state, name, form, lang, asked),
        download=f"{name}.csv" if form == "csv" else "",
        figure=name,
    )


# Pages load nothing from elsewhere and run nothing; only embeds may stand in another site's frame.
# A page may read its own site: Lighthouse asks robots.txt from within it.
_CLOSED = (
    b"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; "
)
_OWN = ((b"content-security-policy", _CLOSED + b"frame-ancestors 'self'"),)
# An embed runs the one script that tells its height, known by what it is.
_SUM = base64.b64encode(hashlib.sha256(pages.SCRIPT.encode()).digest())
_RUNS = _CLOSED + b"script-src 'sha256-" + _SUM + b"'; "
_ANYWHERE = ((b"content-security-policy", _RUNS + b"frame-ancestors *"),)


def _press(rest: str, lang: Language) -> _Page:
    """A page of the press layer: its start, a figure, a case, a claim."""
    if not rest:
        return _Page(
            pages.MEDIA,
            lambda _: {"as_of": AS_OF},
            pages.home,
            historic=True,
            lang=lang,
            headers=_OWN,
        )
    kind, _, name = rest.partition("/")
    one = _ONE.get((lang, kind))
    if name and one:
        return _Page(
            pages.MEDIA,
            lambda _: {"as_of": AS_OF},
            lambda state, lang, asked: one(state, name, lang, asked),
            historic=True,
            lang=lang,
            headers=_OWN,
            figure="timeline_of_case" if one is pages.case else "claims_ledger",
            about={"case": name} if one is pages.case else {},
        )
    if rest not in figures.names():
        raise Problem("figure_unknown", valid=figures.names(), name=rest)
    return _Page(
        pages.MEDIA,
        lambda state: pages.taken(state, rest),
        lambda state, lang, asked: pages.figure(state, rest, lang, asked),
        historic=True,
        lang=lang,
        headers=_OWN,
        figure=rest,
    )


# The pages of one thing each, by the first part of their path in a language.
_ONE = {
    ("en", "cases"): pages.case,
    ("fr", "cas"): pages.case,
    ("en", "claims"): pages.claim,
    ("fr", "affirmations"): pages.claim,
}


def _embedded(name: str) -> _Page:
    if name not in figures.names():
        raise Problem("figure_unknown", valid=figures.names(), name=name)
    return _Page(
        pages.MEDIA,
        lambda state: asking.parameters(state, name, picture=True),
        lambda state, lang, asked: pages.embedded(state, name, lang, asked),
        headers=_ANYWHERE,
        figure=name,
    )


def _card(name: str) -> _Page:
    """What sites show of a link to a figure or to a page of the dashboard."""
    module = answers.pictures()
    if module is None:
        raise Problem("address_unknown")
    if name in answers.drawn():
        return _Page(
            answers.MEDIA["png"],
            lambda state: {
                key: each
                for key, each in asking.parameters(state, name, picture=True).items()
                if key not in ("shape", "theme")
            },
            lambda state, lang, asked: module.og(
                state, name, lang, **asking.split(name, {**asked})[0]
            ),
            figure=name,
        )
    kind, _, key = name.partition("/")
    if kind == "claims" and key:
        return _Page(
            answers.MEDIA["png"],
            lambda _: {"lang": LANG, "as_of": AS_OF},
            lambda state, lang, _: _claim_card(module, state, key, lang),
            figure="claims_ledger",
        )
    if name not in DASHBOARD:
        raise Problem("picture_unknown", valid=[*answers.drawn(), *DASHBOARD], name=name)
    return _Page(
        answers.MEDIA["png"],
        lambda _: {"lang": LANG},
        lambda _, lang, __: module.og_page(name, lang),
    )


def _claim_card(module: answers.Pictures, state: State, key: str, lang: Language) -> bytes:
    if key not in asking.values(state, "claim"):
        raise Problem("address_unknown")
    return module.claim(state, key, lang)


DASHBOARD = (
    "overview", "actions", "releases", "cases", "case", "about", "claims", "check", "talking", "live", "exports",
)  # fmt: skip
_OEMBED = {
    "lang": LANG,
    "url": asking.Parameter("url", pattern=r".{1,600}", required=True),
    "format": asking.Parameter("format", ("json",)),
    "maxwidth": asking.Parameter("maxwidth", pattern=r"[1-9]\d{1,4}"),
    "maxheight": asking.Parameter("maxheight", pattern=r"[1-9]\d{1,4}"),
}


def _language(path: bytes, query: bytes, accepted: bytes) -> Language:
    """The language that an address says by its path, else by its query, else the browser's."""
    if path.startswith(b"/fr/"):
        return "fr"
    if path.startswith(b"/press"):
        return "en"
    return asking.language(query, accepted)


def _file(name: str) -> _Page:
    """One file of the whole record, so that the package can be read where it is."""
    return _Page(
        package.FILES[name],
        lambda _: {"as_of": AS_OF},
        lambda state, _lang, _asked: package.contents(state)[name],
        lang="en",
    )


_PAGES: dict[str, _Page] = {
    "/revisions": _Page(pages.MEDIA, asking.of_history, pages.changes, historic=True, headers=_OWN),
    "/oembed": _Page(
        answers.MEDIA["json"],
        lambda _: _OEMBED,
        lambda state, _lang, asked: as_json(pages.oembed(state, asked)),
    ),
    answers.BASE: _Page(
        answers.MEDIA["json"], lambda _: {"lang": LANG, "as_of": AS_OF}, answers.listing
    ),
    "/api/v1/openapi.json": _Page(
        answers.MEDIA["json"], lambda _: {"lang": LANG}, openapi.document
    ),
    "/api/v1/revisions.json": _Page(
        answers.MEDIA["json"], asking.of_history, revisions.document, historic=True
    ),
    "/feeds/outcomes.atom": _Page(feeds.MEDIA, asking.of_history, feeds.outcomes, historic=True),
    "/feeds/figures.atom": _Page(feeds.MEDIA, asking.of_history, feeds.new, historic=True),
    "/feeds/revisions.atom": _Page(feeds.MEDIA, asking.of_history, feeds.changed, historic=True),
    "/data/": _Page(
        pages.MEDIA, lambda _: {"lang": LANG, "as_of": AS_OF}, pages.data, headers=_OWN
    ),
    f"/data/{package.ZIP}": _Page(
        "application/zip",
        lambda _: {"as_of": AS_OF},
        lambda state, _lang, _asked: package.zipped(state),
        download=package.ZIP,
        lang="en",
    ),
    **{f"/data/{name}": _file(name) for name in package.FILES},
}


def _problem(fault: Fault) -> Problem:
    """A fault of the core as a problem; what names a file or a folder stays in the log."""
    if fault.key in ("as_of_none", "as_of_unknown"):
        values = {name: str(text) for name, text in fault.values.items()}
        span = " ".join(values.get(name, "") for name in ("first", "newest"))
        valid = dict.fromkeys(re.findall(r"[\w-]+", span))
        return Problem(fault.key, valid=valid, **values)
    if fault.key.startswith("store_"):  # all else was logged when it was found
        log.error("a snapshot cannot be answered from: %s", fault)
    return Problem("no_figures")


def refused(problem: Problem, path: bytes, lang: Language) -> Answer:
    """A problem as an answer, which nobody should keep."""
    extra: Headers = []
    if problem.status == 405:
        extra.append((b"allow", b"GET, HEAD, OPTIONS"))
    if problem.status == 503:
        extra.append((b"retry-after", b"30"))
    if path.startswith((b"/press", b"/fr/", b"/embed/", b"/revisions")) or path == b"/data/":
        body, media = pages.refused(problem, lang), pages.MEDIA
        extra += _OWN
    else:
        body, media = problem.body(lang, path), MEDIA
    return made(media, body, lang, status=problem.status, cache=b"no-store", extra=extra)


def warm() -> None:
    """Load what first answers need (0.3 s: words, dates, the columns of every query)."""
    desk = Desk()
    for address in (answers.BASE, f"{answers.BASE}/cases.txt"):
        for query in (b"lang=en", b"lang=fr"):
            desk.answer(address.encode(), query)
