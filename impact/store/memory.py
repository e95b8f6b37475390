"""What one process keeps in memory to answer again: so much of it, and what nobody asked for longest goes first.

Everything that is kept so follows from a snapshot, which never changes, and has the snapshot in its key or
is dropped with it: nothing has to be thrown away because it grew old (docs/decisions/0025).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Memory(Generic[_Key, _Value]):
    """Values by their keys, safe between threads. `held`: what they weigh together."""

    def __init__(self, room: int, weight: Callable[[_Value], int] = lambda _value: 1) -> None:
        """`room`: how much may be kept, in what `weight` says of a value; else so many values."""
        self._room = room
        self._weight = weight
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._lock = threading.Lock()
        self.held = 0

    def get(self, key: _Key) -> _Value | None:
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value, in the place of one that has its key. Returns it."""
        with self._lock:
            if key in self._values:
                self.held -= self._weight(self._values.pop(key))
            self._values[key] = value
            self.held += self._weight(value)
            while self.held > self._room:
                self.held -= self._weight(self._values.popitem(last=False)[1])
        return value

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.held = 0

    def __len__(self) -> int:
        return len(self._values)
