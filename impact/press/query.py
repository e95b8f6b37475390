"""What was asked: an address as it came, strictly read, and the whole of a question once it is.

Nothing that cannot be read is guessed: who errs is told so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from impact.figures.live import State
from impact.i18n.locales import LANGUAGES, Language, named
from impact.presentation.view import View
from impact.press.problems import Problem
from impact.settings import value

LONGEST = 4096  # bytes of an address with its query


def base() -> str:
    """The public address without a slash at its end; empty if links are to begin with one."""
    return value("IMPACT_ADDRESS").strip().rstrip("/")


@dataclass(frozen=True)
class Site:
    """Where an answer will stand.

    `origin`: the server as it was asked, for what is copied from a page or read by a search engine and
    has to be a whole address, where no public one is set. `in_files`: the answer is to be a file, and
    names nothing that only a server can answer.
    """

    origin: str = ""
    in_files: bool = False

    def whole(self, address: str) -> str:
        """An address that can be used elsewhere, as far as it is known where the server is."""
        return self.origin + address if address.startswith("/") else address


@dataclass(frozen=True)
class Query:
    """A question, read and checked: of which state, in which language, for what, to stand where."""

    state: State
    lang: Language
    asked: Mapping[str, str] = field(default_factory=dict)
    site: Site = Site()

    @property
    def view(self) -> View:
        return View(self.state, self.lang)

    @property
    def frozen(self) -> bool:
        """Whether it asks for a day or a snapshot, and not for what stands now."""
        return "as_of" in self.asked

    @property
    def until(self) -> str | None:
        """The last snapshot that history is told from; None for all of them."""
        return self.state.snapshot if self.frozen else None


def path_of(raw: bytes) -> str:
    """The path as text. Raises `Problem` if it is too long or cannot be read."""
    if len(raw) > LONGEST:
        raise Problem("too_long")
    return _text(raw)


def given_of(raw: bytes, foreign: Callable[[str], bool] = lambda _: False) -> dict[str, str]:
    """The parameters as they were given. Raises `Problem` for one that is repeated or unreadable.

    Those that are `foreign` are passed over, whatever they hold.
    """
    if len(raw) > LONGEST:
        raise Problem("too_long")
    given: dict[str, str] = {}
    for pair in raw.split(b"&"):
        if not pair:
            continue
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        try:
            key = _text(name)
        except Problem:
            if foreign(name.decode("latin-1")):
                continue
            raise
        if foreign(key):
            continue
        if key in given:
            raise Problem("parameter_repeated", name=key)
        given[key] = _text(value)
    return given


def _text(raw: bytes) -> str:
    if re.search(rb"%(?![0-9A-Fa-f]{2})", raw):
        raise Problem("unreadable")
    try:
        text = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("unreadable") from None
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise Problem("unreadable")
    return text


def language(query: bytes, accepted: bytes) -> Language:
    """The language that the query asks for, else the one of ours that the browser likes best."""
    return said(query) or best(accepted)


def said(query: bytes) -> Language | None:
    """The language that the query asks for, if it asks for one of ours."""
    wish = re.search(rb"(?:^|&)lang=(\w+)(?:&|$)", query)
    return named(wish[1].decode()) if wish else None


def best(accepted: bytes) -> Language:
    """The language of ours with the highest weight in an Accept-Language header."""
    weights: dict[str, float] = {}
    for part in accepted[:400].decode("latin-1").lower().split(","):
        tag, _, weight = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        value = float(found[1]) if found else 0.0 if weight else 1.0
        name = tag.strip().split("-")[0]
        weights[name] = max(value, weights.get(name, 0.0))
    return max(LANGUAGES, key=lambda lang: weights.get(lang, 0.0))
