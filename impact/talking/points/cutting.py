"""What a sentence too long to be said can do without: its last clauses, and none that says what the rest rests on."""

from __future__ import annotations

import re

# What is told as others tell it must not lose those words.
ATTRIBUTED = re.compile(
    r"\b(according|said|reported|alleged|apparently|selon|d[’']après|aurait|auraient|présumée?s?)\b",
    re.I,
)


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def cut(text: str, room: int) -> str:
    """A text without its last clauses, as far as it must be. What others said stays whole, and so do lists."""
    parts = text.rstrip(".").split(", ")
    while len(", ".join(parts).split()) > room and len(parts) > 1:
        gone = parts.pop()
        if ATTRIBUTED.search(gone) or _GOES_ON.match(gone) or gone[:1].isupper():
            return text  # others are named, too
        while len(parts) > 1 and len(parts[-1].split()) < 3:
            parts.pop()
    kept = ", ".join(parts)
    return text if _BROKEN_OFF.search(kept) else ended(kept)


# What a clause begins with that the sentence cannot do without: what was said, decided or counted, or what the
# sentence's own subject did.
_GOES_ON = re.compile(
    r"(?:que |qu[’']|le |la |les |l[’'](?!une? )|un |une |des |du |a |ont |est |sont |avait |that |the |an? |has |have |had |was"
    r" |were |but |yet |except |mais |pourtant |sauf |avec (?:l[’']|une? |interdiction )|confin|\d|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.I,
)
# What ends where it should go on: an adverbial without its sentence, a number, a clause without its verb.
_BROKEN_OFF = re.compile(
    r"^(?:à l[’']issue|au terme|quelques \w+ (?:après|avant)|après|avant|lors|dès|selon|pendant)\b[^,]*$"
    r"|^(?:un|une|des|le|la|les|an?|the|one|two) [\w’'-]+(?: [\w’'-]+)? (?:qui|que|dont|who|that|which|whom) "
    r"|\b(?:que|qu[’']|that)(?:,[^,]*)?$|\d$|\b(?:que|qu[’'])(?: ?[\w’'-]+){1,4}$",
    re.I,
)
