"""Patterns that are compiled when they are first asked: of several hundred a text asks a part, in one language."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast

from impact.i18n.words import Language


class _Lazy:
    """Stands for a pattern until one of its methods is called."""

    def __init__(self, text: str, flags: int) -> None:
        self.text, self.flags = text, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.text, self.flags)

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.compiled, name)
        setattr(self, name, asked)  # from now on it is found without coming by here
        return asked


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that costs nothing until it is used. What is wrong with it is told by its first use."""
    return cast("re.Pattern[str]", _Lazy(text, flags))


def both(en: str, fr: str) -> dict[Language, re.Pattern[str]]:
    """A pattern for each language."""
    return {"en": lazy(en), "fr": lazy(fr)}
