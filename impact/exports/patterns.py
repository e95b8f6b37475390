"""Patterns of a mapping: regular expressions that staff may write, asked in linear time.

By Arrow's RE2 and not Python's `re`, where a pattern such as `(a+)+$` can hang on thirty letters.
One question costs 35 µs instead of 1, so whoever asks of many cells keeps the answers, for as long
as a file is read: none are kept here, where they would outlive it.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


class Pattern:
    """One pattern, searched for anywhere in a text. Raises ValueError if it is none."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._options = pc.MatchSubstringOptions(pattern)
        self.search("")  # RE2 looks at it now, not when it is first asked

    def search(self, text: str) -> bool:
        return bool(_FIND.call([pa.scalar(text)], self._options).as_py())


_FIND = pc.get_function("match_substring_regex")
