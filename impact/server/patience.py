"""How long the server waits for half a request, and how many connections it holds.

Uvicorn bounds the time between two requests and no other: half a header, a body that comes a byte a minute, or a reader
who never reads holds a connection for ever, and a thousand of them all that the process may open. No layer of the
application hears of such a connection, so it is watched beside it, whatever the server was started with.
"""

from __future__ import annotations

import asyncio
import logging
import resource
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD = 20.0  # seconds for a request's head, and for whoever reads nothing of an answer
BODY, SLOWEST = 30.0, 50_000  # seconds for a body, and more of them for each so many bytes of it
_SPARE = 150  # descriptors for files, sockets of the process's own and requests under way
_EVERY = 1.0
log = logging.getLogger(__name__)


@dataclass
class _Watched:
    """What a connection was doing when it was last looked at, and since when."""

    doing: object
    since: float


class Patience:
    """Watches connections of uvicorn's protocol. `most` is how many there may be at a time."""

    def __init__(self, most: int, *, head: float = HEAD, body: float = BODY) -> None:
        self._most, self._head, self._body = most, head, body
        self._open: dict[Any, _Watched] = {}

    def watch(self, connection: Any, now: float) -> bool:
        """Watch a connection that was made; False if there are too many, and it was ended at once."""
        if len(self._open) >= self._most:
            connection.transport.abort()
            return False
        self._open[connection] = _Watched(None, now)
        return True

    def look(self, now: float) -> int:
        """End the connections that were waited for long enough. Returns how many."""
        ended = 0
        for connection, watched in list(self._open.items()):
            transport = connection.transport
            if transport.is_closing() or transport.get_protocol() is not connection:
                del self._open[connection]  # it is gone, or a page's, which the gate counts
                continue
            doing, patience = self._doing(connection)
            if doing != watched.doing:
                self._open[connection] = _Watched(doing, now)
            elif patience is not None and now - watched.since > patience:
                transport.abort()
                del self._open[connection]
                ended += 1
        if ended:
            log.warning("connections that sent or read nothing for long were ended: %s", ended)
        return ended

    def _doing(self, connection: Any) -> tuple[object, float | None]:
        """What a connection is at, and for how many seconds it may be; None if we are the ones to work."""
        cycle = connection.cycle
        if cycle is None or cycle.response_complete:
            return ("asking", id(cycle)), self._head
        if cycle.more_body:
            given = dict(cycle.scope["headers"]).get(b"content-length", b"")
            size = int(given) if given.isdigit() and len(given) < 16 else 0
            return ("sending", id(cycle)), self._body + size / SLOWEST
        if unread := connection.transport.get_write_buffer_size():
            return ("reading", id(cycle), unread), self._head
        return ("waiting", id(cycle)), None


def most() -> int:
    """How many connections the system lets this process hold beside its files."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(100, min(soft, 1 << 16) - _SPARE)


async def run(patience: Patience) -> None:
    """Watch every connection that is made from now on, for as long as the server runs."""
    made = AutoHTTPProtocol.connection_made
    loop = asyncio.get_running_loop()

    def watched(self: Any, transport: Any) -> None:
        made(self, transport)
        patience.watch(self, loop.time())

    AutoHTTPProtocol.connection_made = watched  # type: ignore[method-assign]
    try:
        while True:
            await asyncio.sleep(_EVERY)
            patience.look(loop.time())
    finally:
        AutoHTTPProtocol.connection_made = made  # type: ignore[method-assign]
