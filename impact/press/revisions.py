"""What was published and is published no more as it was: each number that changed, and why.

Found by comparing each snapshot with the one before it, so that nothing has to be noted by hand and
nothing can be left out. What an export changed of the counts stands in the ledger, so that only where
the record changed a state has to be built (0.2 s, once); five thousand exports cost a walk over events.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from impact import live
from impact.amendments import Change
from impact.exports.ledger import Event
from impact.faults import Fault
from impact.live import State
from impact.press import answers
from impact.press.problems import as_json
from impact.store import Mark
from impact.words import Language, say

log = logging.getLogger(__name__)
Key = tuple[str, str]
_TABLES = ("editions", "claims", "cases", "outcomes")
_MOST_REASONS = 3


@dataclass(frozen=True)
class Number:
    """One published number, or one standing. `edition` and `case` are empty where it is of neither."""

    value: int | str | None
    edition: str = ""
    case: str = ""


@dataclass(frozen=True)
class Told:
    """What a snapshot told: its numbers by figure and key, a mark of each row of the record, and the
    events that it came with. `numbers` of the record and `counted` ones are kept apart, because what
    did not change is shared with the snapshot before."""

    numbers: Mapping[Key, Number]
    counted: Mapping[str, int]
    rows: Mapping[Key, int]
    case_of: Mapping[str, str]
    changes: Sequence[Change]
    events: Sequence[Event] = ()

    def number(self, place: Key) -> Number | None:
        figure, key = place
        if figure == "actions_counted":
            return Number(self.counted[key], edition=key) if key in self.counted else None
        return self.numbers.get(place)

    def places(self) -> set[Key]:
        return {*self.numbers, *(("actions_counted", year) for year in self.counted)}


@dataclass(frozen=True)
class Revision:
    """One number that changed. `reasons` are staff's own words, or keys of ours."""

    at: str
    snapshot: str
    previous: str
    figure: str
    key: str
    old: int | str | None
    new: int | str | None
    kind: str
    reasons: tuple[str, ...]
    edition: str = ""
    case: str = ""

    def reason(self, lang: Language) -> str:
        """Why, in staff's words where they gave some."""
        if self.reasons:
            return "; ".join(self.reasons[:_MOST_REASONS])
        of = "exports" if self.figure == "actions_counted" else "record"
        return say(lang, f"feed.{self.kind}_of_{of}")

    def label(self, lang: Language) -> str:
        return say(lang, f"metric.{self.figure}.label")

    def about(self, lang: Language) -> str:
        """The figure and what of it changed, from which to which, in one line."""
        old, new = (answers.shown(lang, value) for value in (self.old, self.new))
        return say(lang, "feed.changed", label=self.label(lang), what=self.key, old=old, new=new)


_TOLD: dict[tuple[int, str], Told] = {}
_TELLING = threading.Lock()


def told(mark: Mark) -> Told:
    """What a snapshot told, built once. Raises `Fault` or OSError if it cannot be read any more."""
    with _TELLING:
        if (mark.number, mark.id) not in _TOLD:
            _build(mark.number)
        return _TOLD[mark.number, mark.id]


def remember() -> bool:
    """Build what one more snapshot told, the oldest first; whether there was one left to build."""
    for mark in live.held():
        if (mark.number, mark.id) not in _TOLD:
            return _whole(mark)
    return False


def _build(number: int) -> None:
    """What the snapshots up to one told, each from the one before it."""
    events: dict[int, list[Event]] = {}
    for event in live.current().ledger.events:
        events.setdefault(event.snapshot, []).append(event)
    before: Told | None = None
    for mark in live.held():
        if mark.number > number:
            break
        key = mark.number, mark.id
        if key not in _TOLD:
            try:
                _TOLD[key] = _next(mark, before, events.get(mark.number, []))
            except (Fault, OSError):
                if mark.number == number:
                    raise
                continue  # one that is damaged is passed over: what changed in it is told of the next
        before = _TOLD[key]


def _next(mark: Mark, before: Told | None, events: Sequence[Event]) -> Told:
    anew = before is None or mark.older or any(_of_record(event) for event in events)
    if anew:
        state = live.at(mark.id, ready=False)
        tables = state.record.tables
        told = Told(
            numbers=_numbers(state),
            counted={},
            rows={
                (table, str(next(iter(row.values())))): hash(tuple(row.values()))
                for table in _TABLES
                for row in tables[table]
            },
            case_of={str(row["outcome_id"]): str(row["case_id"]) for row in tables["outcomes"]},
            changes=state.ledger.changes(),
            events=events,
        )
    else:
        assert before is not None
        told = replace(before, events=events)
    if before is None or mark.older:
        counted = {
            str(row["edition_year"]): int(row["actions"])
            for row in live.at(mark.id, ready=False).database.rows("actions_counted")
        }
    else:
        counted = dict(before.counted)
        for event in events:
            for effect in event.effects:
                counted |= effect.world
        if counted == before.counted:
            return replace(told, counted=before.counted)
    return replace(told, counted={year: count for year, count in counted.items() if count})


def _of_record(event: Event) -> bool:
    return event.kind == "record" or (event.entry is not None and bool(event.entry.changes))


def _numbers(state: State) -> dict[Key, Number]:
    """Every number that is compared."""
    ask = state.database.rows
    found: dict[Key, Number] = {}
    for row in ask("actions_by_edition"):
        year = str(row["edition_year"])
        found["actions_by_edition", year] = Number(row["actions"], edition=year)
    released = {row["claim_id"] for row in ask("releases_published")}
    for claim in state.record.tables["claims"]:
        of_edition = claim["subject"] == "actions" and claim["edition_year"] is not None
        if of_edition or claim["claim_id"] in released:
            figure = "actions_claims_of_edition" if of_edition else "releases_published"
            value = claim["value"]
            assert isinstance(value, int)
            found[figure, str(claim["claim_id"])] = Number(
                value, edition=str(claim["edition_year"] or "")
            )
    (total,) = ask("releases_documented_total")
    for column in (
        "people",
        "free_now",
        "under_conditions_now",
        "held_now",
        "died",
        "not_known_now",
        "ever_held_again",
        "cases",
    ):
        found["releases_documented_total", column] = Number(total[column])
    for row in ask("cases"):
        case, year = row["case_id"], str(row["edition_year"])
        for track in ("liberty_standing", "justice_standing"):
            found["cases", f"{case} {track}"] = Number(row[track], edition=year, case=case)
    return found


def history(to: str | None = None) -> list[Mark]:
    """The snapshots up to the first of an identity, oldest first; all of them without one.

    One that was damaged is passed over: what changed in it is told of the next.
    """
    held = live.held()
    if held:
        _whole(held[-1])  # all of them in one walk
    ends = [place for place, item in enumerate(held) if item.id == to]
    return [item for item in (held[: ends[0] + 1] if ends else held) if _whole(item)]


def _whole(snapshot: Mark) -> bool:
    try:
        told(snapshot)
    except (Fault, OSError) as error:
        log.error("snapshot %s is passed over: %s", snapshot.id, error)
        return False
    return True


def revisions(held: list[Mark], *, edition: str = "", case: str = "") -> list[Revision]:
    """Every number that changed between neighbours of these snapshots, newest first."""
    found: list[Revision] = []
    for before, after in pairwise(held):
        if before.id != after.id:
            found += _between(before, after)
    return [
        item
        for item in reversed(found)
        if (not edition or item.edition == edition) and (not case or item.case == case)
    ]


def _between(before: Mark, after: Mark) -> list[Revision]:
    earlier, later = told(before), told(after)
    found = []
    if earlier.numbers is later.numbers:  # nothing of the record changed
        places = {("actions_counted", year) for year in {*earlier.counted, *later.counted}}
    else:
        places = earlier.places() | later.places()
    for place in sorted(places):
        was, now = earlier.number(place), later.number(place)
        old, new = was.value if was else None, now.value if now else None
        if old == new:
            continue
        number = now or was
        assert number is not None
        corrected, reasons = _why(earlier, later, place, number)
        # What was not told before is new, whatever else changed; what is told no more was taken back.
        kind = "correction" if old is not None and (new is None or corrected) else "revision"
        found.append(
            Revision(
                after.made_at,
                after.id,
                before.id,
                *place,
                old,
                new,
                kind,
                tuple(dict.fromkeys(reasons)),
                number.edition,
                number.case,
            )
        )
    return found


def _why(earlier: Told, later: Told, place: Key, number: Number) -> tuple[bool, Iterable[str]]:
    """Whether something that a number rests on was corrected, and what staff said of it."""
    if place[0] == "actions_counted":
        year = place[1]
        corrected = any(
            {"retracted", "corrected"} & effect.kinds.get(year, {}).keys()
            for event in later.events
            for effect in event.effects
        )
        said = [
            event.entry.reason
            for event in later.events
            if event.kind == "retracted" and event.entry and event.entry.public
            and event.entry.reason
        ]  # fmt: skip
        return corrected, said
    touched = {
        row
        for row in earlier.rows.keys() | later.rows.keys()
        if earlier.rows.get(row) != later.rows.get(row)
        and _rests_on(place, number, row, earlier, later)
    }
    said = [
        change.reason
        for change in later.changes
        if change.reason and (change.table, change.key) in touched and change not in earlier.changes
    ]
    return any(row in earlier.rows for row in touched), said


def _rests_on(place: Key, number: Number, row: Key, earlier: Told, later: Told) -> bool:
    """Whether a number rests on a row of the record."""
    figure, key = place
    table, name = row
    if figure == "actions_by_edition":
        return table == "editions" and name == key
    if figure in ("actions_claims_of_edition", "releases_published"):
        return table == "claims" and name == key
    if table == "outcomes" and number.case:
        return number.case in (earlier.case_of.get(name), later.case_of.get(name))
    return table == "outcomes" or (table == "cases" and number.case in ("", name))


def document(state: State, lang: Language, asked: Mapping[str, str]) -> bytes:
    """Every revision as JSON, newest first."""
    held = history(state.snapshot if "as_of" in asked else None)
    found = revisions(held, edition=asked.get("edition", ""), case=asked.get("case", ""))
    return as_json(
        {
            "as_of": state.as_of,
            "snapshot": state.snapshot,
            "licence": answers.LICENCE,
            "revisions": [
                {
                    "at": item.at,
                    "snapshot": item.snapshot,
                    "previous": item.previous,
                    "figure": item.figure,
                    "label": item.label(lang),
                    "key": item.key,
                    "old": item.old,
                    "new": item.new,
                    "kind": item.kind,
                    "reason": item.reason(lang),
                    "edition": item.edition or None,
                    "case": item.case or None,
                }
                for item in found
            ],
        }
    )
