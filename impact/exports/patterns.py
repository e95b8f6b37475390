"""Patterns of a mapping: regular expressions that staff may write, asked in linear time.

By Arrow's RE2 and not Python's `re`, where a pattern such as `(a+)+$` can hang on thirty letters.
One question costs 35 µs instead of 1, so answers are kept: cells of one column are much alike.
"""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc


class Pattern:
    """One pattern, searched for anywhere in a text. Raises ValueError if it is none."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._options = pc.MatchSubstringOptions(pattern)
        self.search = lru_cache(1 << 12)(self._search)
        self._search("")  # RE2 looks at it now, not when it is first asked

    def _search(self, text: str) -> bool:
        return bool(_FIND.call([pa.scalar(text)], self._options).as_py())


_FIND = pc.get_function("match_substring_regex")
