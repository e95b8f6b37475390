"""What was published and is published no more as it was: each row of a figure that changed, and why.

Found by comparing each snapshot with the one before it, so that nothing has to be noted by hand and
nothing can be left out. Where the record changed, and at the newest steps, the rows of every figure
are compared (some 0.2 s a step, once). Of older steps by exports alone, of which there may be
thousands, the ledger tells the editions' totals; asked for up to one of them (`as_of`), its rows are
compared as those of the newest are.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from impact import figures
from impact.exports.ledger import Event
from impact.faults import Fault
from impact.figures import access, calendar, cells
from impact.figures.live import State
from impact.figures.publications import PublicMark, Steps
from impact.i18n.locales import plain, suffixed
from impact.i18n.signs import legible
from impact.i18n.words import Language, apart, date, localized, say
from impact.presentation.view import View
from impact.press.citation import LICENCE
from impact.press.comparison import Difference, Key, Line, changes_between, differences, of_figure
from impact.press.problems import as_json
from impact.record.corrections import Change, key_of
from impact.record.reader import Row
from impact.record.schema import TABLE
from impact.store import Mark

log = logging.getLogger(__name__)
_CLOSELY = 50  # steps by exports alone of which every figure is compared
_MOST_REASONS = 3
_LONGEST = 60  # signs of a text that is told as it was and as it is
KINDS = ("retraction", "undo", "correction", "revision")  # in order of weight


@dataclass(frozen=True)
class Revision:
    """One row of a figure that changed. `reasons` are staff's own words.

    `old` and `new` are of the `column` that tells most; `changed` has all that differ. `case_row` is
    the case in the record, for its name.
    """

    at: str
    snapshot: str
    previous: str
    figure: str
    key: str
    column: str
    old: object
    new: object
    kind: str
    reasons: tuple[str, ...] = ()
    edition: str = ""
    case: str = ""
    counted: bool = False
    given: Mapping[str, object] = field(default_factory=dict)
    before: Line | None = None
    after: Line | None = None
    case_row: Row | None = None

    @property
    def changed(self) -> dict[str, tuple[object, object]]:
        """Each column that differs, as it was and as it is."""
        was, now = self.before or {}, self.after or {}
        return {
            column: (was.get(column), now.get(column))
            for column in now or was
            if was.get(column) != now.get(column)
        }

    def reason(self, lang: Language) -> str:
        """Why, in staff's words where they gave some."""
        if self.reasons:
            return apart(lang, [legible(each) for each in self.reasons[:_MOST_REASONS]])
        if self.figure == "targets" and "target" in self.changed:
            return say(lang, "feed.aimed")
        return say(lang, f"feed.{self.kind}_of_{'exports' if self.counted else 'record'}")

    def label(self, lang: Language) -> str:
        return say(lang, f"metric.{self.figure}.label")

    def about(self, lang: Language, *, label: bool = True) -> str:
        """The figure and what of it changed, from which to which, in one line."""
        what = self._what(lang)
        place = what or self.label(lang)
        if label and what:
            place = say(lang, "feed.place", label=self.label(lang), what=what)
        old, new = (self._cell(row, lang) for row in (self.before, self.after))
        if old == new and isinstance((self.after or self.before or {})[self.column], float):
            return say(lang, "feed.rounded", place=place, value=new)
        if max(len(old), len(new)) > _LONGEST or old == new:  # a text, or the same in this language
            return say(lang, "feed.reworded", place=place)
        return say(lang, "feed.changed", place=place, old=old, new=new)

    def _what(self, lang: Language) -> str:
        """Which row it is, and which column if not the one that rows of the figure are told for."""
        row = {**self.given, **(self.after or self.before or {})}
        words: list[str] = []
        if self.case:
            named = {"name": say(lang, "live.unmapped") if self.case == "unmapped" else self.case}
            words.append(localized(self.case_row or named, "name", lang))
        for column in figures.key(self.figure):
            if column == "claim_id":
                words.append(localized(row, "publisher", lang))
            elif column == "outcome_id":
                words.append(date(lang, row["event_date"]))
            elif column == "day_of_campaign":
                words.append(say(lang, "feed.day_of_campaign", day=row[column]))
            elif column != "case_id" and row[column] is not None:
                words.append(cells.cell(column, row, lang))
        if self.edition and self.edition not in words and not self.case:
            words.insert(0, self.edition)
        if self.column != figures.value(self.figure):
            words.append(say(lang, f"column.{plain(self.column)}"))
        return ", ".join(word for word in words if word)

    def _cell(self, row: Line | None, lang: Language) -> str:
        if row is None or row[self.column] is None:
            return say(lang, "feed.nothing")
        return cells.cell(self.column, row, lang)


@dataclass(frozen=True)
class SnapshotNews:
    """What one snapshot brought: the revisions, and the outcomes as it has them.

    `counted`: the editions' totals. `recorded`: whether the record may have changed. `first`: what the
    first snapshot told, as figure, edition and case.
    """

    revisions: tuple[Revision, ...]
    outcomes: Mapping[str, int]
    counted: Mapping[str, int]
    recorded: bool
    first: frozenset[tuple[str, str, str]] = frozenset()


# By the snapshot, whether every figure was compared, for whom and without whom it is told, and which figures there are.
_STEPS: dict[tuple[Mark, bool, str, object], SnapshotNews] = {}
_STEPPING = threading.Lock()


class _Walk:
    """A walk over snapshots, oldest first; the state of the last one is kept for the next."""

    def __init__(self) -> None:
        self._mark: Mark | None = None
        self._state: State | None = None
        now = access.current()
        self.seen = f"{now.role} {now.veil}"
        self.steps = Steps(access.events())

    def step(
        self, mark: Mark, before: tuple[Mark, SnapshotNews] | None, closely: bool
    ) -> SnapshotNews:
        """What a snapshot brought after the one before it. Raises `Fault` or OSError."""
        recorded = self.steps.recorded(before and before[0], mark)
        if before is None:
            state = self._at(mark)
            return SnapshotNews(
                (), _outcomes(state), _counted(state), recorded, frozenset(_first(state))
            )
        earlier, last = before
        events = self.steps.between(earlier, mark)
        if closely:
            was, now = self._at(earlier), self._at(mark)
            known = was.ledger.changes()
            reasons = {
                (change.table, change.key): change.reason
                for change in now.ledger.changes()
                if change.reason and change not in known and _was_told(change, was)
            }
            found = [
                _revision(earlier, mark, difference, events, reasons, (was, now))
                for difference in differences(was, now)
            ]
            outcomes = _outcomes(now) if recorded else last.outcomes
            return SnapshotNews(tuple(found), outcomes, _counted(now), recorded)
        counted = dict(last.counted)
        for event in events:
            for effect in event.effects:
                counted |= effect.world
        if isinstance(mark, PublicMark):  # between whose states nothing is told
            counted = _counted(self._at(mark))
        counted = {year: count for year, count in counted.items() if count}
        found = list(_totals(earlier, mark, last.counted, counted, events))
        return SnapshotNews(tuple(found), last.outcomes, counted, recorded)

    def _at(self, mark: Mark) -> State:
        if self._state is None or self._mark != mark:
            self._state = access.of(mark, ready=False)
            self._mark = mark
        return self._state


def _was_told(change: Change, was: State) -> bool:
    """Whether a correction is one of what was told before: else its reason speaks of what nobody saw."""
    table = TABLE[change.table]
    return not change.before or any(
        key_of(table, row) == change.key for row in was.record.tables[change.table]
    )


def _outcomes(state: State) -> dict[str, int]:
    asked = [column.name for column in TABLE["outcomes"].asked]  # not when it was checked
    return {
        str(row["outcome_id"]): hash(tuple(row[name] for name in asked))
        for row in state.record.tables["outcomes"]
    }


def _counted(state: State) -> dict[str, int]:
    rows = state.database.rows("actions_counted")
    return {str(row["edition_year"]): int(row["actions"]) for row in rows}


def _first(state: State) -> Iterable[tuple[str, str, str]]:
    """What a state tells by itself: the figures that need not be asked for anything."""
    for name in access.told():
        if all(each in figures.DEFAULTS for each in figures.parameters(name)):
            given = {each: figures.DEFAULTS[each] for each in figures.parameters(name)}
            for row in state.database.rows(name, **given):
                if row[figures.value(name)] is not None:
                    yield name, str(row.get("edition_year") or ""), str(row.get("case_id") or "")


def _revision(
    earlier: Mark,
    later: Mark,
    difference: Difference,
    events: Sequence[Event],
    reasons: Mapping[Key, str],
    states: tuple[State, State],
) -> Revision:
    row = {**difference.given, **difference.row}
    column = _column(difference)
    edition = str(row.get("edition_year") or row.get("edition") or "")  # that the row is of
    case = str(row.get("case_id") or "")
    old, new = difference.old, difference.new
    return Revision(
        at=later.made_at,
        snapshot=later.id,
        previous=earlier.id,
        figure=difference.figure,
        key=_key(difference, row),
        column=column,
        old=old[column] if old else None,
        new=new[column] if new else None,
        kind=_kind(difference, edition, events),
        reasons=tuple(dict.fromkeys(_said(difference, edition, events, reasons))),
        edition=str(row.get("edition") or edition),  # that was asked for
        case=case,
        counted=difference.counted and not difference.touched,
        given=difference.given,
        before=old,
        after=new,
        case_row=next((found for state in reversed(states) if (found := _case(state, case))), None),
    )


def _key(difference: Difference, row: Line) -> str:
    """What tells the row from all others of its figure, as text."""
    key = figures.key(difference.figure)
    asked = [
        name for name in difference.given if not {name, f"{name}_year"} & difference.row.keys()
    ]
    return " ".join(str(row[part]) for part in (*asked, *key) if row[part] is not None)


def _column(difference: Difference) -> str:
    """The column that tells most of a difference: the figure's own, else the first that differs."""
    own, columns = figures.value(difference.figure), difference.columns
    plain = [each for each in columns if not suffixed(each) and each != "searchable"]
    return own if own in columns else (plain or columns)[0]


def _case(state: State, case: str) -> Row | None:
    rows = state.record.tables["cases"]
    return next((row for row in rows if row["case_id"] == case), None) if case else None


def _kind(difference: Difference, edition: str, events: Sequence[Event]) -> str:
    kinds: set[str] = set()
    for event in events:
        if difference.counted and (why := _moved(event, edition)):
            kinds |= {_KIND_OF_COUNTS[each] for each in why if each in _KIND_OF_COUNTS}
            kinds |= {"undo"} if event.kind == "undecided" else set()
        if difference.touched & _of_sheet(event):
            kinds |= {_KIND_OF_SHEETS[event.kind]} if event.kind in _KIND_OF_SHEETS else set()
    # What was not told before is new, whatever else changed; what is told no more was taken back.
    if difference.touched and difference.old is not None:
        kinds |= {"correction"} if difference.new is None or difference.corrected else set()
    return next((kind for kind in KINDS if kind in kinds), "revision")


def _said(
    difference: Difference, edition: str, events: Sequence[Event], reasons: Mapping[Key, str]
) -> Iterator[str]:
    """What staff said of what a difference rests on, where it may be published."""
    for event in events:
        entry = event.entry
        meant = difference.counted and _moved(event, edition)
        if meant or difference.touched & _of_sheet(event):
            public = event.kind == "retracted" and entry is not None and entry.public
            yield from [entry.reason] if public and entry and entry.reason else []
    if difference.near:  # else it is said of another row
        yield from (reasons[place] for place in sorted(difference.touched & reasons.keys()))


def _moved(event: Event, edition: str) -> set[str]:
    """Why an event changed the counts of an edition, or of any without one."""
    return {
        kind
        for effect in event.effects
        for year, kinds in effect.kinds.items()
        if edition in ("", year)
        for kind in kinds
    }


def _of_sheet(event: Event) -> set[Key]:
    """The rows of the record that the export of an event speaks of."""
    return {(change.table, change.key) for change in event.entry.changes} if event.entry else set()


_KIND_OF_COUNTS: Mapping[str, str] = {
    "retracted": "retraction",
    "restored": "undo",
    "corrected": "correction",
    "moved": "correction",
}
_KIND_OF_SHEETS: Mapping[str, str] = {
    "retracted": "retraction",
    "restored": "undo",
    "undecided": "undo",
}


def _totals(
    earlier: Mark,
    later: Mark,
    was: Mapping[str, int],
    now: Mapping[str, int],
    events: Sequence[Event],
) -> Iterator[Revision]:
    """The editions' totals that exports changed, as the ledger tells them."""
    for year in sorted(was.keys() | now.keys()):
        if was.get(year) == now.get(year):
            continue
        old, new = (
            {"edition_year": int(year), "actions": side[year]} if year in side else None
            for side in (was, now)
        )
        difference = Difference(
            "actions_counted", {}, old, new, frozenset(), corrected=False, counted=True
        )
        yield Revision(
            at=later.made_at, snapshot=later.id, previous=earlier.id,
            figure="actions_counted", key=year, column="actions",
            old=was.get(year), new=now.get(year),
            kind=_kind(difference, year, events),
            reasons=tuple(dict.fromkeys(_said(difference, year, events, {}))),
            edition=year, counted=True, before=old, after=new,
        )  # fmt: skip


def _steps(to: str | None = None) -> list[tuple[Mark, SnapshotNews]]:
    """The snapshots up to the newest of an identity with what each brought, oldest first.

    One that was damaged is passed over: what changed in it is told of the next.
    """
    marks = access.held()
    ends = [place for place, mark in enumerate(marks) if mark.id == to]
    marks = marks[: ends[0] + 1] if ends else marks
    walk, found = _Walk(), list[tuple[Mark, SnapshotNews]]()
    for place, mark in enumerate(marks):
        closely = place >= len(marks) - _CLOSELY
        try:
            found.append((mark, _step(walk, mark, found[-1] if found else None, closely)))
        except (Fault, OSError) as error:
            log.error("snapshot %s is passed over: %s", mark.id, error)
    return found


def _step(
    walk: _Walk, mark: Mark, before: tuple[Mark, SnapshotNews] | None, closely: bool
) -> SnapshotNews:
    """One step, compared once. Raises `Fault` or OSError."""
    closely = closely or walk.steps.recorded(before and before[0], mark)
    key = mark, closely, walk.seen, calendar.mark()
    with _STEPPING:  # one step at a time, so that whoever needs a later one need not wait for all
        if key not in _STEPS:
            _STEPS[key] = walk.step(mark, before, closely)
            for one in [each for each in _STEPS if each[2] != walk.seen]:
                del _STEPS[one]  # nobody is told them any more
            spare = [one for one in _STEPS if one[1] and not _STEPS[one].recorded]
            for one in spare[
                : -2 * _CLOSELY
            ]:  # those before the newest, that are told by totals now
                del _STEPS[one]
        return _STEPS[key]


def remember(ahead: Mark | None = None) -> None:
    """Compare what is not compared yet, so that whoever asks first need not wait.

    `ahead`: a state that goes out soon. What it brings is told to nobody before.
    """
    steps = _steps()
    if ahead is not None and steps:
        with contextlib.suppress(Fault, OSError):  # it is told when it is out
            access.of(ahead).database.ready()
            _step(_Walk(), ahead, steps[-1], closely=True)


def history(to: str | None = None) -> list[Mark]:
    """The snapshots that can be read up to the first of an identity, oldest first; all without one."""
    return [mark for mark, _ in _steps(to)]


def earlier(to: str | None = None) -> Mark | None:
    """The last snapshot of whose step by exports alone the editions' totals are told and no more; None if there is
    none. As the end of its own list it is told in full."""
    marks = history(to)
    return marks[-_CLOSELY - 1] if len(marks) > _CLOSELY + 1 else None


def outcomes(to: str | None = None) -> list[tuple[Mark, Mapping[str, int]]]:
    """Of each of these snapshots a mark of every outcome in it, to see when one came or changed."""
    return [(mark, step.outcomes) for mark, step in _steps(to)]


def first() -> frozenset[tuple[str, str, str]]:
    """What the first snapshot told: figure, edition and case."""
    steps = _steps()
    return steps[0][1].first if steps else frozenset()


def revisions(to: str | None = None, *, edition: str = "", case: str = "") -> list[Revision]:
    """Every row that changed up to the snapshot of an identity, the newest snapshot first."""
    return [
        item
        for _, step in reversed(_steps(to))
        for item in step.revisions
        if (not edition or item.edition == edition) and (not case or item.case == case)
    ]


def since(
    state: State, name: str, given: Mapping[str, object], where: Mapping[str, str]
) -> Revision | None:
    """How a figure differs now from what it was in an older state: its newest revision.

    None if its rows are the same. `given`: its parameters; `where`: the texts that its rows have.
    """

    def meant(row: Line) -> bool:
        return all(str(row[column]) == text for column, text in where.items())

    def other(than: State) -> list[Difference]:
        found = of_figure(than, now, name, given, changes_between(than, now))
        return [each for each in found if meant(each.row) or meant(each.old or each.row)]

    now = access.current()
    if not (found := other(state)):
        return None
    places = {mark.id: place for place, mark in enumerate(access.held())}
    steps = _steps()
    since = [step for step in steps if places[step[0].id] >= places.get(state.snapshot, 0)]
    for items in (*(step.revisions for _, step in reversed(since[1:])), _turn(since, other)):
        for item in items:
            if (
                item.figure == name
                and item.given == given
                and meant(item.after or item.before or {})
            ):
                return item
    mark = steps[-1][0]
    return _revision(mark, mark, found[0], (), {}, (state, now))


def _turn(
    steps: Sequence[tuple[Mark, SnapshotNews]], other: Callable[[State], object]
) -> Iterator[Revision]:
    """What the step brought with which a figure became what it is now, of steps of which not every figure
    was compared: found by halves, as there may be thousands. `other`: whether a state has it otherwise, as the
    first has, and the last has not."""
    low, high = 0, len(steps) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if other(access.of(steps[middle][0])) else (low, middle)
    if high > low:
        yield from _step(_Walk(), steps[high][0], steps[low], closely=True).revisions


def between(before: State, after: State) -> list[Revision]:
    """Every row of every figure that is other in a later state, which is of no snapshot yet."""
    earlier, later = (Mark(0, "", state.snapshot) for state in (before, after))
    return [
        _revision(earlier, later, each, (), {}, (before, after))
        for each in differences(before, after)
    ]


def document(view: View, asked: Mapping[str, str]) -> bytes:
    """Every revision as JSON, newest first."""
    state = view.state
    to = state.snapshot if "as_of" in asked else None
    before = earlier(to)
    found = revisions(
        to,
        edition=asked.get("edition", ""),
        case=asked.get("case", ""),
    )
    return as_json(
        {
            "as_of": state.as_of,
            "snapshot": state.snapshot,
            "licence": LICENCE,
            "earlier": before.id if before else None,
            "revisions": [
                {
                    "at": item.at,
                    "snapshot": item.snapshot,
                    "previous": item.previous,
                    "figure": item.figure,
                    "label": item.label(view.lang),
                    "key": item.key,
                    "column": item.column,
                    "old": item.old,
                    "new": item.new,
                    "changed": item.changed,
                    "kind": item.kind,
                    "reason": item.reason(view.lang),
                    "edition": item.edition or None,
                    "case": item.case or None,
                }
                for item in found
            ],
        }
    )
