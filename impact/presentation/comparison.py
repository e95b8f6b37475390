"""One published total beside the one before: what two numbers bear out that may both be minimums.

That actions fell is only known of exact totals. Of others it is said how the published totals stand to
each other, and how each is to be read, in every face alike: each takes its sentence from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from impact.figures.rows import ActionsLatest
from impact.i18n.words import Wording

_SAME = 0.005  # a share below which no difference is told


@dataclass(frozen=True)
class Pair:
    """The totals of two editions: year, actions and qualifier of the earlier and of the later."""

    before: tuple[int, int, str | None]
    after: tuple[int, int, str | None]

    @property
    def change(self) -> float:
        return self.after[1] / self.before[1] - 1

    @property
    def way(self) -> str:
        """`same`, `below` or `above`, as the later total stands to the earlier."""
        change = self.change
        return "same" if abs(change) < _SAME else "below" if change < 0 else "above"

    @property
    def exact(self) -> bool:
        return all((total[2] or "exact") == "exact" for total in (self.before, self.after))

    def share(self, words: Wording) -> str:
        return words.percent(abs(self.change))


def newest(row: ActionsLatest) -> Pair | None:
    """The newest total beside the one before; None if they were counted differently or one is missing."""
    if row["change"] is None:
        return None
    return Pair(
        (row["previous_year"], row["previous_actions"], row["previous_qualifier"]),
        (row["edition_year"], row["actions"], row["qualifier"]),
    )


def of_rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> Pair:
    """Two rows of totals, each with its year, number and qualifier."""
    return Pair(
        *((row["edition_year"], row["actions"], row["qualifier"]) for row in (before, after))
    )


def headline(pair: Pair, words: Wording) -> str:
    """The title of a picture or page, without a full stop."""
    return _read(
        pair, words, words.say(f"compared.{_key(pair, 'headline')}", **_named(pair, words))
    )


def short(pair: Pair, words: Wording) -> str:
    """What stands under the later number on a card."""
    text = words.say(f"compared.{_key(pair, 'short')}", **_named(pair, words))
    return words.say("compared.sentence", text=_read(pair, words, text))


def told(pair: Pair, words: Wording, before: str = "", after: str = "") -> str:
    """The whole sentence, without its full stop; `before` and `after` are the numbers as they are said."""
    (_, earlier, read_earlier), (_, later, read_later) = pair.before, pair.after
    numbers = {
        "before": before or words.qualified(earlier, read_earlier),
        "after": after or words.qualified(later, read_later),
    }
    text = words.say(f"compared.told_{pair.way}", **_named(pair, words), **numbers)
    return _read(pair, words, text)


def spoken(pair: Pair, words: Wording) -> str:
    """The same as somebody says it, without the numbers and without a full stop."""
    text = words.say(f"compared.{_key(pair, 'headline')}", **_named(pair, words))
    return _read(pair, words, text, "read_aloud")


def label(pair: Pair, words: Wording) -> str:
    """What the share alone is of, where it stands as a number."""
    return _read(pair, words, words.say("compared.label", **_named(pair, words)))


def _key(pair: Pair, kind: str) -> str:
    return f"{kind}_{pair.way}_exact" if pair.exact else f"{kind}_{pair.way}"


def _named(pair: Pair, words: Wording) -> dict[str, str]:
    year, previous = str(pair.after[0]), str(pair.before[0])
    return {"share": pair.share(words), "year": year, "previous_year": previous}


def _read(pair: Pair, words: Wording, text: str, joint: str = "read") -> str:
    """The text with how its totals are to be read, unless both are exact."""
    if pair.exact:
        return text
    loose = [
        (str(year), read)
        for year, _, read in (pair.before, pair.after)
        if read not in (None, "exact")
    ]
    kinds = {read for _, read in loose}
    many = "both" if len(loose) == 2 else "one"
    key = "neither" if len(kinds) > 1 else f"{many}_{kinds.pop()}"
    reading = words.say(f"compared.read_{key}", year=loose[0][0])
    return words.say(f"compared.{joint}", text=text, reading=reading)
