"""A question in bytes, an answer in bytes, ready-made where it was given before.

No server is known here. An answer is made once for each snapshot, address, parameters and language,
with its ETag and its compressed form, and kept as long as there is room.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Mapping

from impact import figures, routes
from impact.faults import Fault
from impact.figures import access, calendar
from impact.figures.closing import CLOSING
from impact.figures.live import State
from impact.i18n.locales import LANGUAGES, Language
from impact.press import formats, parameters, resources
from impact.press.pages import refused as refusal
from impact.press.parameters import AS_OF, LANG
from impact.press.problems import MEDIA, Problem
from impact.press.query import Query, Site, best, given_of, path_of, said
from impact.press.rendering import HTML
from impact.press.resources import Resource
from impact.press.responses import OWN, Answer, Headers, fresh, lasting, made
from impact.settings import ROOT
from impact.store.memory import Memory

log = logging.getLogger(__name__)
_FORMS = {media.partition(";")[0]: form for form, media in formats.MEDIA.items()}
_FORMLESS = re.compile(re.escape(routes.start("figure")) + "[^./]+")
# Answers change with our code as well, whose files bear the time of its installation.
_BUILT = max(
    path.stat().st_mtime
    for folder in ("impact", "queries")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".toml", ".sql", ".html", ".css", ".js")
)
_ROOM = 64 * 2**20  # bytes of answers that are kept; a figure's JSON is 2 to 200 kB


class Service:
    """Answers every address of the press layer, from the current state or from an older one."""

    def __init__(self, *, in_files: bool = False) -> None:
        """`in_files`: the answers are to be files, and name nothing that only a server can answer."""
        self._in_files = in_files
        self._kept: Memory[tuple[object, ...], Answer] = Memory(_ROOM, lambda answer: answer.size)

    def answer(
        self,
        path: bytes,
        query: bytes,
        accepted: bytes = b"",
        now: State | None = None,
        origin: str = "",
        form: str = "",
    ) -> Answer:
        """The answer to a GET of a path with a query; a problem is an answer too, never raised.

        `now` is what to take for the current state, if it is known already, `origin` where the server
        is, for pages, if no public address is set, `form` the form that is wanted of a figure whose address
        names none.
        """
        lang, site = language_of(path, query, accepted), Site(origin, self._in_files)
        try:
            return self._answer(path, query, lang, now, site, form)
        except Problem as problem:
            return refused(problem, path, lang, site)
        except Fault as fault:
            return refused(_problem(fault), path, lang, site)
        except Exception:
            log.exception("an address of the press layer failed")
            return refused(Problem("unexpected"), path, lang, site)

    def _answer(
        self,
        raw: bytes,
        query: bytes,
        lang: Language,
        now: State | None,
        site: Site,
        form: str,
    ) -> Answer:
        path = path_of(raw)
        resource = resources.at(path, form)
        told = resource.strict and not resource.shared
        given = given_of(query) if told else given_of(query, parameters.foreign)
        lang = resource.lang or lang
        if resource.without_figures:
            parameters.checked(given, {"lang": LANG})
            return made(resource.media, resource.without_figures(lang), lang)
        state = _state(given, now, resource)
        taken = resource.taken(state)
        if not resource.strict:
            given = {key: given[key] for key in given if not parameters.foreign(key, taken)}
        asked = parameters.checked(given, taken)
        before = len(access.held()) if resource.historic else 0
        frozen = "as_of" in asked
        key = (
            state.key,
            calendar.mark(),
            before,
            path,
            form,
            lang,
            site.origin,
            frozen,
            *sorted(asked.items()),
        )
        if known := self._kept.get(key):
            return known
        return self._kept.keep(key, _made(resource, Query(state, lang, asked, site)))


def _made(resource: Resource, query: Query) -> Answer:
    extra: Headers = [*resource.headers]
    if resource.download:
        name, _, suffix = resource.download.rpartition(".")
        file = f"{name}-{query.state.snapshot}.{suffix}"
        extra.append((b"content-disposition", f'attachment; filename="{file}"'.encode()))
    said = resource.lang or resource.spoken or "lang" in query.asked
    # What there is to be asked for depends on the calendar of releases too.
    passing = (
        resource.historic
        or bool(calendar.mark())
        or query.asked.get("as_of") != query.state.snapshot
    )
    newest = resource.historic or query.state.veil  # which an older snapshot takes from the newest
    vary = [b"Accept-Encoding", *([] if said else [b"Accept-Language"])]
    vary += [b"Accept"] if resource.negotiated else []
    return made(
        resource.media,
        resource.make(query),
        query.lang,
        cache=fresh() if passing else lasting(),
        vary=b", ".join(vary),
        extra=extra,
        changed=max(access.made_at(None if newest else query.state.snapshot), _BUILT),
    )


def form_of(path: bytes, wanted: bytes) -> str:
    """The form that an Accept header likes best of a figure whose address names none; else empty."""
    if not wanted or wanted == b"*/*" or not _FORMLESS.fullmatch(path.decode("latin-1")):
        return ""
    best, weight = "", 0.0
    for part in wanted[:400].decode("latin-1").lower().split(","):
        media, _, rest = part.partition(";")
        found = re.search(r"\bq=([01](?:\.\d{0,3})?)\s*$", rest)
        liked = float(found[1]) if found else 1.0
        form = _FORMS.get(media.strip(), "")
        if form and liked > weight:
            best, weight = form, liked
    return best


def _state(given: Mapping[str, str], now: State | None, resource: Resource) -> State:
    """The state that is asked for: the current one, or the one that `as_of` names."""
    if "as_of" not in given:
        return now or access.current()
    parameters.checked({"as_of": given["as_of"]}, {"as_of": AS_OF})

    def dated(state: State) -> dt.date:
        asked, where = parameters.split(resource.figure, {**given, **resource.about})
        told = (resource.figure, *resource.beside)
        return max(figures.day(state, name, asked, where)[0] for name in told)

    return access.at(access.named(given["as_of"], dated if resource.figure else None))


def language_of(path: bytes, query: bytes, accepted: bytes) -> Language:
    """The language that an address says by its query, else by its path, else the browser's."""
    within = routes.prefix_of(path.decode("latin-1"))
    return said(query) or (within and within.lang) or best(accepted)


def _problem(fault: Fault) -> Problem:
    """A fault of the core as a problem; what names a file or a folder stays in the log."""
    if fault.key in ("as_of_none", "as_of_unknown"):
        values = {name: str(text) for name, text in fault.values.items()}
        span = " ".join(values.get(name, "") for name in ("first", "newest"))
        valid = dict.fromkeys(re.findall(r"[\w-]+", span))
        return Problem(fault.key, valid=valid, **values)
    if fault.key == "figure_closed":
        return Problem(fault.key, valid=access.told(), name=str(fault.values["name"]))
    if fault.key in CLOSING:
        return Problem("closed")
    if fault.key.startswith("store_"):  # all else was logged when it was found
        log.error("a snapshot cannot be answered from: %s", fault)
    return Problem("no_figures")


def refused(problem: Problem, path: bytes, lang: Language, site: Site) -> Answer:
    """A problem as an answer, which nobody should keep."""
    extra: Headers = []
    if problem.status == 405:
        extra.append((b"allow", b"GET, HEAD, OPTIONS"))
    if problem.status == 503:
        extra.append((b"retry-after", b"30"))
    if _people(path.decode("latin-1")):
        body, media = refusal.page(problem, lang, site), HTML
        extra += OWN
    else:
        body, media = problem.body(lang, path), MEDIA
    return made(media, body, lang, status=problem.status, cache=b"no-store", extra=extra)


def _people(path: str) -> bool:
    """Whether who asks for a path expects a page: of its area, or of it alone."""
    within, found = routes.prefix_of(path), routes.find(path)
    return bool((within and within.people) or (found and found.address.people))


def warm() -> None:
    """Load what first answers need (0.3 s: words, dates, the columns of every query)."""
    service = Service()
    for path in (routes.path("figures"), routes.path("figure_form", name="cases", form="txt")):
        for lang in LANGUAGES:
            service.answer(path.encode(), f"lang={lang}".encode())
