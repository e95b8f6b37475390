"""How often the staff's password may be guessed: after some wrong ones each next has to wait, by address and in all.

A guess that has to wait is not looked at, so neither many pages nor many addresses make more of them, and what comes
meanwhile makes nobody wait longer. The log tells addresses apart and names none.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import threading
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from impact.store.memory import Memory

OF_ONE, IN_ALL = 5, 50  # wrong ones that wait for nothing
FIRST, LONGEST = (
    15.0,
    900.0,
)  # seconds that the next one waits; of one address twice as long each time
FORGOTTEN = 3600.0  # seconds without a guess after which nothing is held against anybody
_ADDRESSES = 10_000  # that are kept apart
_KEY = os.urandom(16)
_Wrong = tuple[int, float]  # how many there were, and when the last one was
log = logging.getLogger(__name__)


class Guesses:
    """What was guessed lately. `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of: Memory[str, _Wrong] = Memory(_ADDRESSES)
        self._all: _Wrong = (0, 0.0)
        self._lock = threading.Lock()

    def looked_at(self, address: str, right: Callable[[], bool]) -> tuple[bool, int]:
        """Whether a guess is right, and the seconds that it has to wait, where it was not looked at."""
        address = _network(address)
        with self._lock:
            now = self._clock()
            own, everybody = (
                _lately(each, now) for each in (self._of.get(address) or (0, 0.0), self._all)
            )
            until = max(
                own[1] + _patience(own[0] - OF_ONE, LONGEST),
                everybody[1] + _patience(everybody[0] - IN_ALL, FIRST),
            )
            if until > now:
                return False, math.ceil(until - now)
            if right():
                self._of.keep(address, (0, now))
                return True, 0
            own, self._all = (own[0] + 1, now), (everybody[0] + 1, now)
            self._of.keep(address, own)
        tag = hashlib.blake2b(address.encode(), key=_KEY, digest_size=3).hexdigest()
        told = "a wrong password of the staff: %s lately from one address (%s), %s in all"
        log.warning(told, own[0], tag, self._all[0])
        return False, 0


def _lately(wrong: _Wrong, now: float) -> _Wrong:
    return wrong if now - wrong[1] < FORGOTTEN else (0, now - FORGOTTEN)


def _patience(more: int, longest: float) -> float:
    """Seconds between two guesses after so many more wrong ones than wait for nothing."""
    return 0.0 if more < 0 else float(min(longest, FIRST * 2 ** min(more, 20)))


def _network(address: str) -> str:
    """An address; of IPv6 that of its network, as one visitor has as many in it as they want."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(int(known) >> 64) if isinstance(known, IPv6Address) else str(known)


PASSWORD = Guesses()
