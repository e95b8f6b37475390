"""Posts what happens to a webhook, in a thread of its own: no page and no answer waits for it.

What was told is remembered beside the store, so that each thing is told once, also after a new start. What
could not be told is tried again, later each time, as long as it is so. A receiver that took a message and
did not say so gets it once more, with the same `Idempotency-Key`. The address is a secret: it stands in no log.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import http.client
import json
import logging
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from email.message import Message
from pathlib import Path
from typing import IO

from impact import routes
from impact.faults import Fault
from impact.figures import access, live, veiling
from impact.figures.live import State
from impact.i18n.words import Language, choose
from impact.presentation import happenings
from impact.presentation.happenings import Happening
from impact.presentation.view import View
from impact.press.query import base
from impact.server import meant
from impact.settings import folder, value

log = logging.getLogger(__name__)

EVERY = 5.0  # seconds between two looks
PATIENCE = 10.0  # seconds for a receiver to answer
FIRST_WAIT, LONGEST_WAIT = 5.0, 3600.0  # seconds before a message is tried again: doubled each time
_LINES = 20  # of one message


class Refused(Exception):
    """The receiver did not take a message; the text says why, and names no address."""


class Teller:
    """One receiver, and what it was told. `look` does one round."""

    def __init__(
        self, address: str, memory: Path, lang: Language, *, patience: float = PATIENCE
    ) -> None:
        self._address, self._memory, self._lang, self._patience = address, memory, lang, patience
        self._wait, self._not_before = 0.0, 0.0
        self._looked: tuple[str, dt.date] | None = None

    def run(self, stop: threading.Event) -> None:
        """Look again and again until told to stop. Nothing can end this."""
        while not stop.wait(EVERY):
            try:
                self.look(live.current(), dt.date.today(), time.monotonic())
            except Fault:
                pass  # it was logged, and every page tells it
            except Exception:
                log.exception("what happened could not be looked at")

    def look(self, state: State, day: dt.date, now: float) -> int:
        """Tell what is so on a day and was not told yet. `now` counts seconds. Returns how many things.

        On the first look ever, outcomes and targets reached that are there already are not news.
        """
        if now < self._not_before or self._looked == (state.snapshot, day):
            return 0
        view = View(veiling.veiled(state), self._lang, access.OWNER)
        with self._alone() as ours:
            if not ours:
                return 0
            told = self._told()
            found = happenings.found(view, day)
            if told is None:
                told = {each.name for each in found if each.standing}
                self._keep(told)
            fresh = [each for each in found if each.name not in told]
            if fresh:
                try:
                    self._post(_message(fresh, view), _key(fresh))
                except Refused as reason:
                    self._wait = min(LONGEST_WAIT, 2 * self._wait or FIRST_WAIT)
                    self._not_before = now + self._wait
                    log.warning("webhook: %s; tried again in %.0f s", reason, self._wait)
                    return 0
                self._keep(told | {each.name for each in fresh})
        self._wait = 0.0
        self._looked = (state.snapshot, day)
        return len(fresh)

    def _post(self, text: str, key: str) -> None:
        body = json.dumps({"text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
        try:
            request = urllib.request.Request(self._address, body, headers, method="POST")
            with _OPENER.open(request, timeout=self._patience) as answer:
                if not 200 <= answer.status < 300:
                    raise Refused(f"the receiver answered {answer.status}")
        except urllib.error.HTTPError as error:
            error.close()
            raise Refused(f"the receiver answered {error.code}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Refused(f"no answer ({type(error).__name__})") from None

    def _told(self) -> set[str] | None:
        """The names of what was told; None before the first look."""
        try:
            return set(json.loads(self._memory.read_text("utf-8"))["told"])
        except FileNotFoundError:
            return None

    def _keep(self, told: set[str]) -> None:
        """Whole before it has its name: half a memory would tell all of it again."""
        made = self._memory.with_name(f".{self._memory.name}")
        made.write_text(json.dumps({"told": sorted(told)}, indent=1), "utf-8")
        made.replace(self._memory)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether this process is the only one that tells now; several may serve one store."""
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        with open(self._memory.with_name(f".{self._memory.name}.lock"), "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what is posted goes where it was meant to go, or nowhere."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Message,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> urllib.request.Request | None:
        return None


_OPENER = urllib.request.build_opener(_Straight)


def _message(fresh: Sequence[Happening], view: View) -> str:
    lines = [f"• {each.text}" for each in fresh[:_LINES]]
    if len(fresh) > _LINES:
        lines.append(view.say("happening.more", count=len(fresh) - _LINES))
    if view.state.sample:
        lines.insert(0, view.say("live.sample_mark"))
    if public := base():
        lines.append(public + routes.asked(routes.PAGE["live"].path, [("lang", view.lang)]))
    return "\n".join(lines)


def _key(fresh: Sequence[Happening]) -> str:
    return hashlib.sha256("\n".join(each.name for each in fresh).encode()).hexdigest()[:32]


def memory() -> Path:
    """Where what was told is remembered: beside the store, as its secret is."""
    store = folder("IMPACT_STORE")
    return store.parent / f"{store.name}.told.json"


def start() -> Callable[[], None] | None:
    """Tell what happens, in a thread of its own, if the settings name a receiver. Returns what ends it."""
    address = value("IMPACT_WEBHOOK").strip()
    if not address:
        return None
    if not meant.fits("IMPACT_WEBHOOK"):
        log.error("IMPACT_WEBHOOK is no address that begins with https://; nothing is posted")
        return None
    teller = Teller(address, memory(), choose(value("IMPACT_WEBHOOK_LANG")))
    stop = threading.Event()
    threading.Thread(target=teller.run, args=(stop,), name="webhook", daemon=True).start()
    return stop.set
