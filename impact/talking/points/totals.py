"""Points of how many actions: published totals, beside each other, and what sections have sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from impact.figures.rows import ActionsByEdition
from impact.i18n.grammar import Noun, amount
from impact.i18n.words import date, number, percent, qualified, say
from impact.presentation import comparison
from impact.talking.points.speaker import Row, Speaker
from impact.talking.selection import Point

Totals = Sequence[ActionsByEdition]


def _noun(row: Row) -> Noun:
    return cast(Noun, row["actions_counted"] or "actions")


def total(by: Speaker, rows: Totals, year: int) -> Iterator[Point]:
    """The published total of one edition."""
    row = next((row for row in rows if row["edition_year"] == year), None)
    if row is None or row["actions"] is None:
        by.leave_out("no_total", year=str(year))
        return
    floor = row["qualifier"] == "at_least"
    yield Point(
        key="total",
        sentence=by.say(
            "point.total_written" if _noun(row).startswith("letters") else "point.total",
            year=str(year),
            amount=by.amount(row["actions"], row["qualifier"], _noun(row)),
        ),
        figure="actions_by_edition",
        number=qualified(by.lang, row["actions"], row["qualifier"]),
        label=say(
            by.lang, "label.total", noun=say(by.lang, f"noun.{_noun(row)}.other"), year=str(year)
        ),
        sources=by.source(row),
        careful=by.careful(*(["floor"] if floor else []), "people") + by.weak(row),
    )


def compared(by: Speaker, rows: Totals, year: int) -> Iterator[Point]:
    """How the total of one edition stands to the one before and to the highest."""
    row = next((row for row in rows if row["edition_year"] == year), None)
    if row is not None and row["actions"] is not None:
        yield from _beside_the_one_before(by, rows, row)
        yield from _beside_the_highest(by, rows, row)


def _beside_the_one_before(by: Speaker, rows: Totals, row: ActionsByEdition) -> Iterator[Point]:
    before = _before(rows, row)
    if row["change"] is None or before is None:
        by.leave_out("no_previous")
        return
    pair = comparison.of_rows(before, row)
    floors = [each for each in (before, row) if each["qualifier"] == "at_least"]
    careful = by.careful("floors") if len(floors) == 2 else ()
    if len(floors) == 1:
        careful = by.careful("one_floor", year=str(floors[0]["edition_year"]))
    text = comparison.spoken(pair, by.view)
    yield Point(
        key={"below": "fell", "above": "rose"}.get(pair.way, "same"),
        sentence=by.say("point.compared", text=text),
        figure="actions_by_edition",
        number=("+" if pair.change > 0 else "−") + pair.share(by.view),
        label=comparison.label(pair, by.view),
        sources=by.source(row) + by.source(before),
        careful=careful + by.careful("no_reason"),
    )


def _before(rows: Totals, row: ActionsByEdition) -> ActionsByEdition | None:
    """The edition just before, if it has a total: a gap is not leapt over."""
    wanted = row["edition_year"] - 1
    return next((r for r in rows if r["edition_year"] == wanted and r["actions"] is not None), None)


def _beside_the_highest(by: Speaker, rows: Totals, row: ActionsByEdition) -> Iterator[Point]:
    told = [other for other in rows if other["actions"] is not None]
    highest = max(told, key=lambda other: int(other["actions"]))
    year = str(highest["edition_year"])
    if highest["actions_counted"] != row["actions_counted"]:
        by.leave_out("no_highest", year=str(row["edition_year"]))
        return
    if highest is row:
        sentence = by.say("point.is_highest", year=year)
    else:
        shown = by.amount(highest["actions"], highest["qualifier"], _noun(highest))
        sentence = by.say("point.highest", year=year, amount=shown)
    yield Point(
        key="highest",
        sentence=sentence,
        figure="actions_by_edition",
        number=qualified(by.lang, highest["actions"], highest["qualifier"]),
        label=say(by.lang, "label.highest", year=year),
        sources=by.source(highest),
        careful=by.careful("floor") if highest["qualifier"] == "at_least" else (),
    )


def first(by: Speaker, rows: Totals) -> Iterator[Point]:
    """How it began, with what was counted then."""
    row = next(iter(rows), None)
    if row is None or row["actions"] is None:
        return
    since = next((r["edition_year"] for r in rows if r["actions_counted"] == "actions"), None)
    other = row["actions_counted"] != "actions" and since is not None
    yield Point(
        key="first",
        sentence=by.say(
            "point.first",
            year=str(row["edition_year"]),
            amount=by.amount(row["actions"], row["qualifier"], _noun(row)),
        ),
        figure="actions_by_edition",
        number=qualified(by.lang, row["actions"], row["qualifier"]),
        label=say(by.lang, "label.first", year=str(row["edition_year"])),
        sources=by.source(row),
        careful=by.careful("meaning", year=str(since)) if other else (),
    )


def totals_printed(by: Speaker, year: int) -> Iterator[Point]:
    """Every total printed for one edition, from the lowest to the highest, where they differ."""
    rows = by.ask("actions_claims_of_edition", edition=year).rows
    values = sorted((row["actions"], row["qualifier"]) for row in rows)
    if len({value for value, _ in values}) < 2:
        return
    ends = [row for row in rows if row["actions"] in (values[0][0], values[-1][0])]
    early = any(row["stage"] == "interim" for row in rows)
    yield Point(
        key="totals_printed",
        sentence=by.say(
            "point.totals_printed",
            year=str(year),
            # "From about" and "from at least" cannot be said.
            lowest=number(by.lang, values[0][0]),
            highest=number(by.lang, values[-1][0]),
        ),
        figure="actions_claims_of_edition",
        given={"edition": year},
        sources=tuple(dict.fromkeys(source for row in ends for source in by.source(row))),
        careful=by.careful("early" if early else "totals_differ"),
    )


# What is counted from exports


def counted(by: Speaker, year: int) -> Iterator[Point]:
    """What the exports of a running edition hold so far, and the same day of the edition before."""
    if by.state.public:
        return
    row = next((r for r in by.ask("actions_counted").rows if r["edition_year"] == year), None)
    if row is None or row["last_day"] is None:
        by.leave_out("no_counts", year=str(year))
        return
    yield Point(
        key="counted",
        sentence=by.say(
            "point.counted",
            sections=amount(by.lang, row["sections"], "exact", "sections"),
            day=date(by.lang, row["last_day"]),
            amount=by.amount(row["actions"], "exact", "actions"),
            year=str(year),
        ),
        figure="actions_counted",
        number=number(by.lang, row["actions"]),
        label=say(by.lang, "label.counted", count=row["actions"], year=str(year)),
        careful=by.careful("only_sent", "people"),
    )
    yield from _same_day(by, year)


def _same_day(by: Speaker, year: int) -> Iterator[Point]:
    """More or fewer than the same sections had, each up to the last day that it has sent."""
    rows = by.ask("like_for_like", edition=year).rows
    if not rows:
        sent = by.ask("counted_by_section", edition=year - 1).rows
        by.leave_out("other_sections" if sent else "no_earlier", year=str(year - 1))
        return
    of_all = rows[-1]
    change = of_all["change"]
    word = "same" if abs(change) < 0.005 else "more" if change > 0 else "fewer"
    yield Point(
        key="same_day",
        sentence=by.say(
            f"point.same_day_{word}",
            before=by.amount(of_all["actions_before"], "exact", "actions"),
            previous_year=str(year - 1),
            share=percent(by.lang, abs(change)),
        ),
        figure="like_for_like",
        given={"edition": year},
        careful=by.careful("only_sent"),
    )
