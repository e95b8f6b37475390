"""Why something is broken, as the store or the system says it in English, in the language of who reads."""

from __future__ import annotations

import errno
import os
from functools import cache

from impact.i18n.words import LANGUAGES, Language, say

# What the store says; each is a sentence of the words.
STORE = (
    "missing", "altered", "unreadable", "no_snapshot", "not_whole", "secret_lost", "secret_wrong", "other_name",
    "no_manifest",
)  # fmt: skip
_SYSTEM = {
    errno.ENOENT: "no_file", errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.ENOSPC: "full", errno.EDQUOT: "full",
    errno.EROFS: "read_only", errno.EIO: "disk", errno.ENOTDIR: "no_folder", errno.EISDIR: "a_folder",
    errno.EEXIST: "there", errno.EMFILE: "too_many", errno.ENFILE: "too_many",
}  # fmt: skip


@cache
def _phrases() -> dict[str, str]:
    """The keys of the causes by what is said in English."""
    own = {say("en", f"cause.{name}"): name for name in STORE}
    return own | {os.strerror(number): name for number, name in _SYSTEM.items()}


def told(lang: Language, text: str) -> str:
    """A cause, with the file's name before it or not, in a language; as it is, if nobody knows it."""
    if lang == LANGUAGES[0]:
        return text
    place, colon, phrase = text.rpartition(": ")
    name = _phrases().get(phrase)
    return (
        say(lang, "cause.of", name=place, why=say(lang, f"cause.{name}"))
        if name and colon
        else (say(lang, f"cause.{name}") if name else text)
    )
