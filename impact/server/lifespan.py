"""What the server process does once: warm up, and four repairs of the way it is run.

Kept out of `app.py` so that it can be tested, and out of `frame` because it runs once a process,
not once a visit.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gc
import hashlib
import logging
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from streamlit.runtime import memory_media_file_storage as offered

from impact.exports import publishing, uploads
from impact.faults import Fault
from impact.figures import access, closing, live, publications
from impact.press import revisions
from impact.press.service import warm
from impact.server import checkup, journal, patience, telling, watching
from impact.server.patience import Patience
from impact.settings import ROOT, folder
from impact.store import Damaged, Store

SCRIPT = ROOT / "impact" / "dashboard" / "frame.py"
_SOON = dt.timedelta(minutes=1)  # before which what comes out is compared, to be told at its second
_EVERY = 0.5  # seconds; a look costs 0.05 ms
_SWITCH = 0.0005  # seconds after which a thread that draws lets one in that answers; Python's own are ten times that
log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Load the record before the first visitor, then freeze what is loaded.

    Raises `Fault`, and the server does not start, if every link of its pages would lead nowhere, or if
    it would serve others half closed.
    """
    journal.speak()
    for fault in (*checkup.misset(), *checkup.open_to_all()):
        log.error("%s", fault)
    try:
        checkup.refuse(serving=True)
    except Fault:
        sys.tracebacklimit = 0  # the server ends here, and where in it was asked helps nobody
        raise
    import pandas  # noqa: F401  (0.3 s once, instead of in the first visitor's run)
    import plotly.graph_objects  # noqa: F401

    try:
        live.current().database.ready()
        warm()
    except Fault as fault:
        log.error("no figure can be shown: %s", fault)
    if access.public() and not publishing.began(Store(folder("IMPACT_STORE"))):
        log.warning("nothing was published yet: python -m impact publications look, and now")
    for left in uploads.sweep():
        log.info("raw files of a process that was killed were removed: %s", left)
    _answer_at_once()
    _name_files()
    sys.setswitchinterval(_SWITCH)
    # Streamlit collects all garbage after every run: 65 ms over what is loaded, 3 ms once frozen.
    gc.collect()
    gc.freeze()
    ends = [end for end in (watching.start(), telling.start()) if end]
    beside = [
        asyncio.create_task(_stay_current()),
        asyncio.create_task(patience.run(Patience(patience.most()))),
    ]
    log.info("figures are served; process %s", os.getpid())
    yield
    for task in beside:
        task.cancel()
    for end in ends:
        await asyncio.to_thread(end)
    log.info("stopped")


async def _stay_current() -> None:
    """Build a new state when there is one, so that nobody's question has to wait for it.

    Then what it brought, compared with the one before, which a reader of feeds would wait for.
    """
    seen: object = None
    while True:
        await asyncio.sleep(_EVERY)
        # It was logged, and every answer tells it; what breaks otherwise must not end this.
        with contextlib.suppress(Fault, Damaged), closing.closing():
            state = await asyncio.to_thread(access.current)
            now = state.snapshot, await asyncio.to_thread(access.coming, _SOON)
            if now != seen:
                await asyncio.to_thread(revisions.remember, now[1])
                store = Store(folder("IMPACT_STORE"))
                await asyncio.to_thread(publishing.note_hours, store, publications.now())
            seen = now


def _answer_at_once() -> None:
    """Set TCP_NODELAY on listening sockets; `streamlit run` omits it, 40 ms on every response."""
    folder = Path("/proc/self/fd")
    for name in os.listdir(folder) if folder.exists() else ():
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(name))) as inherited:
            if (
                inherited.family in (socket.AF_INET, socket.AF_INET6)
                and inherited.type == socket.SOCK_STREAM
            ):
                inherited.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _name_files() -> None:
    """Give the files that pages offer addresses that nobody can work out.

    Streamlit's are a sum of the bytes, and of a large file of some of them: who guessed a table found out that somebody
    had it open, and of two tables alike at their ends the first was given for the second.
    """
    key = secrets.token_bytes(32)

    def named(data: bytes, mimetype: str, filename: str | None = None) -> str:
        about = hashlib.blake2b(f"{mimetype}\0{filename}".encode(), digest_size=16).digest()
        return hashlib.blake2b(data, digest_size=16, key=key, salt=about).hexdigest()

    offered._calculate_file_id = named
