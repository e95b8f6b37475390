"""What a person can mend: which file, where, what was found, what to do.

One family of errors, so that every door (page, command line, route) shows them the same way and
in the visitor's language. Anything that is not a `Fault` is a defect of ours.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from impact.i18n.causes import told
from impact.i18n.signs import legible
from impact.i18n.words import Language, say


# Every cell of the record names its file and its column: without memory, a third of reading it.
@lru_cache(maxsize=256)
def shown(name: str) -> str:
    """A name that others gave, of a file or a column, as it may stand in a sentence: on one line,
    without bytes that are no text or marks that reorder what follows."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign
        for sign in name[:255]
    )


@dataclass(frozen=True)
class Place:
    """Where in a file: `line` counts from 1 and includes the header; both may be unknown."""

    file: str
    line: int | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", shown(self.file))
        object.__setattr__(self, "column", self.column and shown(self.column))


class Fault(Exception):
    """A defect in what we were given. `key` names its sentence in the catalogue of words.

    `values` fill the sentence; they must never hold a person's data, because faults are shown
    and logged. What was found is told in signs that can be read.
    """

    def __init__(self, key: str, place: Place | None = None, **values: str | int) -> None:
        self.key = key
        self.place = place
        self.values = {
            name: legible(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """How it comes back from another process: an exception is made of its arguments again."""
        return _again, (self.key, self.place, self.values)

    def text(self, lang: Language) -> str:
        """What was found and what to do, without the place."""
        values = dict(self.values)
        if isinstance(reason := values.get("reason"), str):
            values["reason"] = told(lang, reason)
        return say(lang, f"fault.{self.key}", **values)

    def unquoted(self) -> Fault:
        """The same without the text that was found in a file: a log is read by more people than the file. What stands
        for a column may be a cell, of a file without a header."""
        quoted = [each for each in ("found", "column") if isinstance(self.values.get(each), str)]
        if self.place is None or not quoted:
            return self
        return Fault(self.key, self.place, **self.values | dict.fromkeys(quoted, "…"))

    def sentence(self, lang: Language) -> str:
        """The fault in one or two sentences: file, place, found, remedy."""
        text = self.text(lang)
        if self.place is None:
            return text
        parts = [self.place.file]
        if self.place.line is not None:
            parts.append(say(lang, "fault.line", line=str(self.place.line)))
        if self.place.column is not None:
            parts.append(say(lang, "fault.column", column=self.place.column))
        return say(lang, "fault.placed", place=", ".join(parts), text=text)


def unopened(name: str, error: Exception) -> Fault:
    """The fault of a file that the system does not open."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Fault("file_missing", Place(name))
    if isinstance(error, PermissionError):
        return Fault("file_forbidden", Place(name))
    return Fault("unreadable", Place(name), reason=getattr(error, "strerror", None) or "?")


def _again(key: str, place: Place | None, values: dict[str, str | int]) -> Fault:
    return Fault(key, place, **values)
