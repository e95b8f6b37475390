"""Patterns of a mapping: regular expressions that staff may write, asked in linear time.

By Arrow's RE2 and not Python's `re`, where a pattern such as `(a+)+$` can hang on thirty letters. To make one ready
costs 35 µs, and milliseconds where it repeats a part many times, so how large it may be is bounded, and many cells
are asked at once.
"""

from __future__ import annotations

import re
from math import prod
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

LONGEST, TIMES = 1000, 300  # signs of one; what its counted repetitions come to, multiplied
MOST = 500  # of one file of mappings
_COUNTED = re.compile(r"\{(\d{1,9})(?:,(\d{0,9}))?\}", re.ASCII)


class Pattern:
    """One pattern, searched for anywhere in a text. Raises ValueError if it is none, or too large."""

    def __init__(self, pattern: str) -> None:
        times = prod(
            max(1, *(int(each or 0) for each in found)) for found in _COUNTED.findall(pattern)
        )
        if len(pattern) > LONGEST or times > TIMES:
            raise TooLarge
        self.pattern = pattern
        self._options = pc.MatchSubstringOptions(pattern)
        self.search("")  # RE2 looks at it now, not when it is first asked

    def search(self, text: str) -> bool:
        return bool(_FIND.call([pa.scalar(text)], self._options).as_py())

    def of(self, texts: pa.Array) -> Any:
        """Whether it is found, of many texts at once."""
        return _FIND.call([texts], self._options).to_numpy(zero_copy_only=False)


class TooLarge(ValueError):
    """A pattern that is too long, or repeats a part too often."""


_FIND = pc.get_function("match_substring_regex")
