"""Small counts of exports, told so that nobody finds a single action by subtraction.

Where they are told to the press, all sums that figures ask of exports are made of packets of ten: a section's actions
are told when ten have come, and each packet goes to the case, type or channel that has waited longest for one. Every
figure is answered from these sums and from nothing else, so all of them add up, and no two of them, of one day or of
two, hold more than the sums do (docs/decisions/0030 says what they hold).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any

import msgspec
import pyarrow as pa

from impact.exports.ledger import EXPORTS, Effect, Event, Ledger, Sums
from impact.settings import value

Day = dt.date | None
Cells = dict[Any, dict[Day, int]]  # actions by day, of what a grain tells apart

USUAL = 10
_BY = {"case": "case_id", "type": "action_type", "channel": "channel"}
_BOTH = "section and case"
_TELLING = ("rows_read", "rows_counted", "rows_filtered", "rows_set_aside", "actions")


def threshold(*, public: bool) -> int:
    """The smallest count that is told, and the steps in which all are; 0 where every count is."""
    said = value("IMPACT_SMALL").strip()
    return int(said) if said.isascii() and said.isdigit() else USUAL if public else 0


def told(table: Callable[[], pa.Table], step: int) -> Callable[[], pa.Table]:
    """The sums of what stands in steps; a table of anything finer has no rows."""

    def made() -> pa.Table:
        whole = table()
        rows = list(_rounded(whole, step)) if "grain" in whole.column_names else []
        full = [dict.fromkeys(whole.column_names) | row | {"rows": 1} for row in rows]
        return pa.Table.from_pylist(full, whole.schema)

    return made


def exports(table: Callable[[], pa.Table]) -> Callable[[], pa.Table]:
    """The exports without how much is in them."""

    def made() -> pa.Table:
        whole = table()
        for name in _TELLING:
            zeros = pa.array([0] * whole.num_rows, pa.int64())
            whole = whole.set_column(EXPORTS.get_field_index(name), name, zeros)
        return whole

    return made


def ledger(whole: Ledger) -> Ledger:
    """The ledger with why something changed, and not by how much."""

    def silent(event: Event) -> Event:
        effects = [
            Effect(
                each.section,
                Sums(0, 0, 0, 0, 0),
                kinds={year: dict.fromkeys(kinds, 0) for year, kinds in each.kinds.items()},
            )
            for each in event.effects
        ]
        return msgspec.structs.replace(event, effects=effects)

    return Ledger(silent(event) for event in whole.events)


def _rounded(whole: pa.Table, step: int) -> Iterator[dict[str, Any]]:
    grains: dict[str, dict[int | None, Cells]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    )
    for row in whole.to_pylist():  # pieces, whose signed rows are added up first
        grain = row["grain"]
        what = (
            (row["section"], row["case_id"]) if grain == _BOTH else row[_BY.get(grain, "section")]
        )
        grains[grain][row["edition_year"]][what][row["day"]] += row["quantity"]
    for edition, sections in grains["section"].items():
        packets: dict[Day, int] = defaultdict(int)  # that came on each day, of all sections
        of_section: dict[str, int] = {}
        for section, days in sections.items():
            found = _steps(days, step)
            of_section[section] = sum(found.values())
            for day, count in found.items():
                packets[day] += count
                yield from _row("section", edition, count * step, section=section, day=day)
        for grain, column in _BY.items():
            for what, day, count in _shared(grains[grain][edition], packets, step):
                yield from _row(grain, edition, count * step, **{column: what}, day=day)
        for section, count in of_section.items():
            cases = {
                case: days
                for (sent, case), days in grains[_BOTH][edition].items()
                if sent == section
            }
            for case, _, number in _shared(cases, {None: count}, step):
                yield from _row(_BOTH, edition, number * step, section=section, case_id=case)


def _row(grain: str, edition: int | None, quantity: int, **cells: Any) -> Iterator[dict[str, Any]]:
    if quantity:
        yield {"grain": grain, "edition_year": edition, "quantity": quantity, **cells}


def _inorder(days: Mapping[Day, Any]) -> list[Day]:
    """Days in their order; what has none comes last."""
    return sorted(days, key=lambda day: (day is None, day or dt.date.min))


def _steps(days: Mapping[Day, int], step: int) -> dict[Day, int]:
    """On which day how many packets became full."""
    inorder = _inorder(days)
    full = [max(0, total) // step for total in accumulate(days[day] for day in inorder)]
    high = list(accumulate(full, max))
    return {day: now - before for day, before, now in zip(inorder, [0, *high], high, strict=False)}


def _shared(
    sums: Mapping[Any, Mapping[Day, int]], packets: Mapping[Day, int], step: int
) -> Iterator[tuple[Any, Day, int]]:
    """The packets of each day, given to what lacks most of its own so far."""
    lacks = dict.fromkeys(sorted(sums, key=str), 0.0)
    days = {day for each in sums.values() for day in each} | set(packets)
    for day in _inorder(dict.fromkeys(days)):
        for what, each in sums.items():
            lacks[what] += each.get(day, 0) / step
        for what, count in _given(lacks, packets.get(day, 0)).items():
            lacks[what] -= count
            if count:
                yield what, day, count


def _given(lacks: Mapping[Any, float], packets: int) -> dict[Any, int]:
    """So many packets, one after the other to whoever lacks most; whole ones at once, as a shortcut."""
    given = {what: max(0, int(lack)) for what, lack in lacks.items()}
    left = packets - sum(given.values())
    while left and lacks:
        sign = 1 if left > 0 else -1
        rest = {
            what: sign * (lack - given[what])
            for what, lack in lacks.items()
            if sign > 0 or given[what]
        }
        what = max(rest, key=lambda each: rest[each])
        given[what] += sign
        left -= sign
    return given
