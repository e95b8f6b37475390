"""How far an edition has come: its count, beside its published total, its earlier ones, its projection.

A card is its label, its value, a sentence and a source; never without "so far", the sections, the days.
"""

from __future__ import annotations

from collections.abc import Sequence

from impact.figures.rows import ActionsCounted, LikeForLike, Projection, Reconciliation
from impact.i18n.words import Wording

Card = tuple[str, str, str, str]


def counted_card(row: ActionsCounted, dated: str, words: Wording) -> Card:
    """The count of an edition so far: never without the word "so far", the sections and the days."""
    until = words.say("live.until", date=words.date(row["last_day"])) if row["last_day"] else ""
    text = words.say("live.counted_text", count=row["sections"])
    return (
        words.say("live.counted", year=str(row["edition_year"])),
        words.number(row["actions"]),
        f"{text} {until}".strip(),
        f"{words.say('live.source')} · {dated}",
    )


def reconciled_card(row: Reconciliation | None, words: Wording) -> Card:
    """The published total beside the count. Of what a few sections sent no difference is told: it would
    compare a part with the whole world."""
    label = words.say("live.published")
    if row is None or row["published"] is None:
        return label, "–", words.say("live.published_none"), words.say("live.published_none_source")
    text = words.say(
        "live.counted_beside", counted=words.number(row["counted"]), count=row["sections"]
    )
    name = words.localized(row, "source_name")
    source = words.say("source.line", text=name)
    return label, words.qualified(row["published"], row["qualifier"]), text, source


def like_for_like_card(
    rows: Sequence[LikeForLike], year: int, left: Sequence[str], words: Wording
) -> Card:
    """More or fewer than the same sections had; `left`: the sections that cannot be compared."""
    label = words.say("live.same_day", before=str(year - 1))
    source = words.say("live.source")
    not_compared = words.say("live.not_compared", sections=words.listing(left)) if left else ""
    if not rows:
        return label, "–", f"{words.say('live.same_day_none')} {not_compared}".strip(), source
    *sections, of_all = rows
    text = words.say(
        "live.same_day_text",
        now=words.number(of_all["actions_now"]),
        before=words.number(of_all["actions_before"]),
        sections=words.say("live.compared", count=len(sections)),
    )
    ratio = 1 + of_all["change"]
    value = words.say(f"live.ratio_{compared_word(ratio)}", share=words.percent(abs(ratio - 1)))
    return label, value, f"{text} {not_compared}".strip(), source


def compared_word(ratio: float) -> str:
    if abs(ratio - 1) < 0.005:
        return "same"
    return "more" if ratio > 1 else "fewer"


def projection_card(row: Projection | None, words: Wording) -> Card:
    """A projection only with its own past error; otherwise why there is none."""
    label, source = words.say("live.projection"), words.say("live.projection_source")
    if row is None:
        return label, "–", words.say("projection.no_earlier"), source
    if row["status"] != "projected" or row["high"] is None:
        status = "without_error" if row["status"] == "projected" else row["status"]
        return label, "–", words.say(f"projection.{status}"), source
    value = words.number(three_digits(row["middle"]))
    text = words.say(
        "live.projection_range",
        low=words.number(row["low"]),
        high=words.number(row["high"]),
        count=row["sections"],
    )
    return label, value, text, source


def three_digits(number: int) -> int:
    """A number that is about so many, with three digits that say something: 91,211 is 91,200."""
    step: int = 10 ** max(0, len(str(number)) - 3)
    return round(number / step) * step
