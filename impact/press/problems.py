"""What is answered to a question that cannot be: RFC 9457, in the language of who asks.

Of what was asked nothing is repeated but a short, printable piece, with the signs that HTML is made
of written as escapes, so that no reader takes it for more than text.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from impact import routes
from impact.i18n.words import Language, say

MEDIA = "application/problem+json"
_SHOWN = 40

# Every kind with its status. Its title and its detail are `problem.<kind>` in the words.
KINDS: Mapping[str, int] = {
    "address_closed": 403,
    "address_unknown": 404,
    "as_of_none": 404,
    "busy": 503,
    "closed": 503,
    "as_of_unknown": 404,
    "figure_closed": 403,
    "figure_unknown": 404,
    "form_unknown": 404,
    "method_unknown": 405,
    "not_in_files": 404,
    "no_figures": 503,
    "parameter_missing": 400,
    "parameter_repeated": 400,
    "parameter_unknown": 400,
    "parameter_wrong": 400,
    "picture_unknown": 404,
    "too_long": 414,
    "unexpected": 500,
    "unreadable": 400,
    "value_unknown": 400,
}


class Problem(Exception):
    """A question that cannot be answered. `valid` lists what could have been asked instead."""

    def __init__(self, kind: str, *, valid: Iterable[str] = (), **values: str) -> None:
        self.kind = kind
        self.valid = list(valid)
        self.values = {name: shown(text) for name, text in values.items()}
        super().__init__(kind)

    @property
    def status(self) -> int:
        return KINDS[self.kind]

    def body(self, lang: Language, instance: bytes) -> bytes:
        """The problem as problem+json; `instance` is the path as it came."""
        return as_json(
            {
                "type": routes.path("problem", kind=self.kind),
                "title": say(lang, f"problem.{self.kind}.title"),
                "status": self.status,
                "detail": say(lang, f"problem.{self.kind}.detail", **self.values),
                "instance": _reference(instance),
                "valid": self.valid,
            }
        )


def _reference(path: bytes) -> str:
    """A path as a reference of at most 80 signs, whatever stood in it."""
    signs = [quote(sign, safe="/") for sign in shown(unquote(path.decode("ascii", "replace")))]
    while len("".join(signs)) > 80:
        signs.pop()
    return "".join(signs)


def told(kind: str, lang: Language) -> bytes:
    """What a kind of problem means, answered at the address that is its type."""
    return as_json(
        {
            "type": routes.path("problem", kind=kind),
            "title": say(lang, f"problem.{kind}.title"),
            "status": KINDS[kind],
        }
    )


def shown(text: str) -> str:
    """The beginning of a text that somebody sent, without signs that cannot be seen."""
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" or c == " " else "·" for c in text)
    return kept if len(kept) <= _SHOWN else f"{kept[: _SHOWN - 1]}…"


def as_json(value: object) -> bytes:
    """JSON in UTF-8 that stays text even where it is taken for HTML."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str)
    for sign in "<>":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode() + b"\n"
