"""Sentences about what was counted from exports: never without "so far", the sections, the days.

Apart from `telling`, which speaks of what was published. A card is its label, its value, a sentence
and a source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact.database import Rows
from impact.figures import localized
from impact.words import Language, date, listing, number, percent, qualified, say, term

Card = tuple[str, str, str, str]


def counted_card(row: Mapping[str, Any], dated: str, lang: Language) -> Card:
    """The count of an edition so far: never without the word "so far", the sections and the days."""
    until = say(lang, "live.until", date=date(lang, row["last_day"])) if row["last_day"] else ""
    text = say(lang, "live.counted_text", count=row["sections"])
    return (
        say(lang, "live.counted", year=str(row["edition_year"])),
        number(lang, row["actions"]),
        f"{text} {until}".strip(),
        f"{say(lang, 'live.source')} · {dated}",
    )


def reconciled_card(row: Mapping[str, Any] | None, lang: Language) -> Card:
    """The published total beside the count, and how far apart they are."""
    label = say(lang, "live.published")
    if row is None or row["published"] is None:
        return label, "–", say(lang, "live.published_none"), say(lang, "live.published_none_source")
    fewer = row["difference"] < 0
    text = say(
        lang,
        "live.difference_fewer" if fewer else "live.difference_more",
        count=number(lang, abs(row["difference"])),
        share=percent(lang, row["share"]),
    )
    name = localized(row, "source_name", lang)
    source = say(lang, "source.line", text=name)
    return label, qualified(lang, row["published"], row["qualifier"]), text, source


def _earlier(rows: Rows) -> Mapping[str, Any] | None:
    """The edition before, if it had counts on the same day."""
    return next((row for row in rows[1:] if row["ratio"] is not None), None)


def pace_card(rows: Rows, lang: Language) -> Card:
    label = say(lang, "live.same_day")
    before = _earlier(rows)
    if before is None:
        return label, "–", say(lang, "live.same_day_none"), say(lang, "live.source")
    text = say(
        lang,
        "live.same_day_text",
        count=number(lang, before["so_far"]),
        year=str(before["edition_year"]),
        day=str(before["day_of_campaign"]),
    )
    return label, _compared_to(before["ratio"], lang), text, say(lang, "live.source")


def _compared_to(ratio: float, lang: Language) -> str:
    return say(lang, f"live.ratio_{_word(ratio)}", share=percent(lang, abs(ratio - 1)))


def _word(ratio: float) -> str:
    if abs(ratio - 1) < 0.005:
        return "same"
    return "more" if ratio > 1 else "fewer"


def projection_card(row: Mapping[str, Any] | None, lang: Language) -> Card:
    """A projection only with its own past error; otherwise why there is none."""
    label, source = say(lang, "live.projection"), say(lang, "live.projection_source")
    if row is None:
        return label, "–", say(lang, "projection.no_earlier"), source
    if row["status"] != "projected" or row["high"] is None:
        status = "without_error" if row["status"] == "projected" else row["status"]
        return label, "–", say(lang, f"projection.{status}"), source
    value = say(lang, "live.range", low=number(lang, row["low"]), high=number(lang, row["high"]))
    text = say(
        lang,
        "live.projection_text",
        count=row["earlier_editions"],
        error=percent(lang, row["error_largest"]),
    )
    return label, value, text, source


def pace_headline(rows: Rows, year: int, lang: Language) -> str:
    before = _earlier(rows)
    if before is None:
        return say(lang, "metric.pace.headline_alone", year=str(year))
    return say(
        lang,
        f"metric.pace.headline_{_word(before['ratio'])}",
        day=str(before["day_of_campaign"]),
        share=percent(lang, abs(before["ratio"] - 1)),
        year=str(before["edition_year"]),
    )


def pace_alt(rows: Rows, year: int, lang: Language) -> str:
    told = [
        say(lang, "metric.pace.alt_year", year=str(row["edition_year"]), count=row["so_far"])
        for row in rows
        if row["so_far"] is not None
    ]
    day = str(rows[0]["day_of_campaign"]) if rows else "0"
    return say(lang, "metric.pace.alt", year=str(year), day=day, years=listing(lang, told))


def days_headline(rows: Rows, lang: Language) -> str:
    dated = [row for row in rows if row["day"] is not None]
    if not dated:
        return say(lang, "metric.counted_by_day.headline_none")
    most = max(dated, key=lambda row: row["actions"])
    return say(
        lang, "metric.counted_by_day.headline", count=most["actions"], date=date(lang, most["day"])
    )


def days_alt(rows: Rows, lang: Language) -> str:
    dated = [row for row in rows if row["day"] is not None]
    if not dated:
        return say(lang, "metric.counted_by_day.headline_none")
    return say(
        lang,
        "metric.counted_by_day.alt",
        count=len(dated),
        first=date(lang, dated[0]["day"]),
        last=date(lang, dated[-1]["day"]),
        total=number(lang, dated[-1]["cumulative"]),
    )


def part_name(row: Mapping[str, Any], split: str, lang: Language) -> str:
    """What one part of a split stands for, in words."""
    if split == "case":
        if row["unmapped"]:
            return say(lang, "live.unmapped")
        return localized(row, "name", lang) or str(row["case_id"])
    if split == "section":
        return str(row["section"])
    column = "action_type" if split == "type" else "channel"
    return term(lang, column, row[column])


def parts_headline(rows: Rows, split: str, lang: Language) -> str:
    return say(lang, f"metric.counted_by_{split}.headline", count=len(rows))


def parts_alt(rows: Rows, split: str, lang: Language) -> str:
    told = [
        say(lang, "live.part", name=part_name(row, split, lang), count=number(lang, row["actions"]))
        for row in rows
    ]
    return say(lang, "live.parts_alt", parts=listing(lang, told) if told else "–")


def target(row: Mapping[str, Any], lang: Language) -> str:
    """One target: what it is of, how far the counts have come, ahead or behind by how much."""
    if row["case_id"]:
        of = localized(row, "name", lang) or str(row["case_id"])
    else:
        of = str(row["section"] or say(lang, "live.whole_edition"))
    if row["case_id"] and row["section"]:
        of = f"{of}, {row['section']}"
    text = say(
        lang,
        "live.target",
        of=of,
        count=number(lang, row["actions"]),
        target=number(lang, row["target"]),
        share=percent(lang, row["share"]),
    )
    if row["ahead_or_behind"] is None:
        return text
    word = "behind" if row["ahead_or_behind"] < 0 else "ahead"
    away = number(lang, abs(row["ahead_or_behind"]))
    how = say(lang, f"measured_by.{row['measured_by']}")
    return f"{text} {say(lang, f'live.{word}', count=away, how=how)}"
