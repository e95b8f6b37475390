"""What of a text was held against nothing: its numbers and outcomes that no finding tells of.

"Nothing found" must never sound like "nothing wrong", so these are told with every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from impact.factcheck import verbs
from impact.factcheck.numbers import numbers
from impact.factcheck.text import Sentence, covered
from impact.i18n.words import Language, listing, say

MOST = 200
SHOWN = 20


@dataclass(frozen=True)
class Unchecked:
    """A number or an outcome in a text that was held against nothing, and its line."""

    text: str
    line: int


def of(
    sentence: Sentence, text: str, told: Collection[tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """Where in a sentence such words stand, and the words. `told`: the stretches that findings tell of."""
    flat = covered(sentence.flat)
    spans = [(number.start, number.end) for number in numbers(flat, text, sentence.lang)]
    spans += [verb.span() for verb in verbs.OUTCOME[sentence.lang].finditer(flat)]
    for start, end in sorted(spans):
        if not any(first < end and start < last for first, last in told):
            yield start, " ".join(text[start:end].split())


def listed(unchecked: Sequence[Unchecked], lang: Language) -> str:
    """The first of them with their lines, and how many more there are; empty if there are none."""
    items = [
        say(lang, "factcheck.unchecked_item", text=item.text, line=str(item.line))
        for item in unchecked[:SHOWN]
    ]
    if len(unchecked) > SHOWN:
        items.append(say(lang, "factcheck.unchecked_more", count=len(unchecked) - SHOWN))
    return listing(lang, items) if items else ""
