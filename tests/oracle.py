"""An oracle in plain Python: what stands in a store of exports, whatever was sent and decided.

It knows no database and no file, only what staff are told: a newer export of a list stands whole, by its
days or by its keys; a file that can mean two things is held until somebody says which. It is slow and
adds up everything anew after each step.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

UNMAPPED = "unmapped"
LEAST, SHARE = 20, 10


@dataclass(frozen=True)
class Row:
    """What one row of a file says. `case` is as it is written; `key` is empty where rows have none."""

    day: str
    case: str
    kind: str
    quantity: int
    key: str = ""

    @property
    def left_out(self) -> bool:
        """Whether a rule of the mapping leaves it out, as all that stands under its key: of rows that stand for
        one action each."""
        return self.quantity == 0

    @property
    def edition(self) -> int:
        year, month = int(self.day[:4]), int(self.day[5:7])
        return year if month >= 11 else year - 1


@dataclass(frozen=True)
class Platform:
    """What the mapping of a platform says of its lists."""

    name: str
    newer: str
    reach: str
    channel: str
    country: str | None = None
    each: bool = False  # a row of its files stands for one action


@dataclass(frozen=True)
class Said:
    """What staff said of a list, over what its mapping says."""

    into: str | None = None
    newer: str | None = None
    reach: str | None = None
    beside: bool = False
    shrinks: bool = False
    since: int = 0  # the order of the export that holds all that the list had
    holder: str = ""  # and whose list that is


Key = tuple[str, str, str]  # section, platform, origin


@dataclass
class Export:
    """One file that came. `state`: in, held, retracted, moved (to another section) or dropped."""

    id: str
    order: int
    section: str
    platform: Platform
    origin: str
    rows: tuple[Row, ...]
    state: str = "in"
    question: str = ""
    other: str = ""  # the list that the question is about
    whole: tuple[str, ...] = ()  # the lists that are all in it
    answers: list[tuple[str, str]] = field(default_factory=list)
    # What the last answer changed besides, with what was before and after, to take it back.
    undo: list[tuple[Key | str, object, object]] = field(default_factory=list)
    was: tuple[str, str, str, tuple[str, ...]] = ("", "", "", ())
    meant: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # by question
    name: str = ""  # of the file
    ruled: frozenset[str] = frozenset()  # what rules of its platform told of when it came

    @property
    def content(self) -> tuple[str, tuple[Row, ...]]:
        return self.platform.name, self.rows

    def answered(self, code: str) -> bool:
        return any(each == code for each, _ in self.answers)


Cell = tuple[int, str, str, str, str, str, str | None]
# edition, section, day, case, type, channel, country


class Oracle:
    """What came, in order; what staff said of lists; their rules. `known`: the case that a cell means."""

    def __init__(self, known: dict[tuple[str, int], str]) -> None:
        self.exports: list[Export] = []
        self.said: dict[Key, Said] = {}
        self.rules: dict[tuple[str, str, int], str] = {}
        self.known = known

    def copy(self) -> Oracle:
        other = Oracle(self.known)
        other.exports = [replace(each, answers=list(each.answers)) for each in self.exports]
        other.said, other.rules = dict(self.said), dict(self.rules)
        return other

    # What a row and a list mean.

    def case(self, export: Export, row: Row) -> str:
        """Of which case a row is: the record's own names, then staff's rules of its edition. A rule
        reaches the labels that a file has in two rows or more, and those of which one told when it came."""
        if case := self.known.get((row.case, row.edition)):
            return case
        if not self.labelled(export, row):
            return UNMAPPED
        return self.rules.get((export.platform.name, row.case, row.edition), UNMAPPED)

    def labelled(self, export: Export, row: Row) -> bool:
        """Whether the name in a row is kept: one that stands once may be a person's."""
        rows = sum(
            each.quantity if export.platform.each else 1
            for each in export.rows
            if each.case == row.case and not each.left_out
        )
        return rows > 1 or row.case in export.ruled

    def root(self, export: Export) -> str:
        at, seen = export.origin, {export.origin}
        while (said := self.said.get(self.key(export, at))) and said.into is not None:
            if said.since and not self._is_held(export, at):
                break
            at = said.into
            if at in seen:
                break
            seen.add(at)
        return at

    def _leads(self, export: Export, at: str | None) -> list[str]:
        """A list and those that it was joined to."""
        names: list[str] = []
        while at is not None and at not in names:
            names.append(at)
            said = self.said.get(self.key(export, at))
            at = said.into if said else None
        return names

    def _is_held(self, export: Export, origin: str) -> bool:
        """Whether a file stands that holds all that a list had, or a newer one of that file's list."""
        said = self.said[self.key(export, origin)]
        for each in self.beside(export):
            names = self._leads(each, each.origin)
            holds = each.order >= said.since and said.holder in names
            if holds and origin not in names[: names.index(said.holder)]:
                return True
        return False

    def gives_way(self, export: Export) -> bool:
        """Whether a later file holds all of an export's list."""
        for name in self._leads(export, export.origin):
            said = self.said.get(self.key(export, name), Said())
            if export.order < said.since and self._is_held(export, name):
                return True
        return False

    def key(self, export: Export, origin: str | None = None) -> Key:
        return export.section, export.platform.name, export.origin if origin is None else origin

    def newer(self, export: Export) -> str:
        said = self.said.get(self.key(export, self.root(export)), Said())
        return said.newer or export.platform.newer

    def reach(self, export: Export) -> str:
        said = self.said.get(self.key(export, self.root(export)), Said())
        wide = (said.reach or export.platform.reach) == "platform"
        return "" if wide else f"/{self.root(export)}"

    # What stands.

    def beside(self, export: Export) -> list[Export]:
        return [
            each
            for each in self.exports
            if each.state == "in"
            and (each.section, each.platform.name) == (export.section, export.platform.name)
        ]

    def standing(self) -> list[tuple[Export, Row]]:
        """Each row that stands: of a list of versions those of its newest export, of days those of the
        newest that has the day, of actions those of the newest that has the key."""
        newest: dict[tuple[str, ...], int] = {}
        groups = []
        for export in self.exports:
            if export.state != "in" or self.gives_way(export):
                continue
            newer, own = self.newer(export), (export.section, export.platform.name)
            for row in export.rows:
                group: tuple[str, ...]
                match newer:
                    case "versions":
                        group = (*own, newer, self.root(export))
                    case "days":
                        group = (*own, newer, self.root(export), row.day)
                    case _:
                        group = (*own, newer, self.reach(export), row.key)
                newest[group] = max(newest.get(group, 0), export.order)
                groups.append((group, export, row))
        return [(export, row) for group, export, row in groups if newest[group] == export.order]

    def cells(self) -> Counter[Cell]:
        sums: Counter[Cell] = Counter()
        for export, row in self.standing():
            case = self.case(export, row)
            sums[
                row.edition, export.section, row.day, case, row.kind,
                export.platform.channel, export.platform.country,
            ] += row.quantity  # fmt: skip
        return Counter({cell: count for cell, count in sums.items() if count})

    def named_cells(self) -> Counter[tuple[int, str, str, tuple[str, str, str, str]]]:
        """What stands, of no known case by the names that are kept."""
        sums: Counter[tuple[int, str, str, tuple[str, str, str, str]]] = Counter()
        for export, row in self.standing():
            cell = self._cell(export, row)
            sums[row.edition, export.section, export.platform.name, cell] += row.quantity
        return +sums

    def total(self, section: str) -> int:
        return sum(count for cell, count in self.cells().items() if cell[1] == section)

    # What comes.

    def send(
        self,
        id_: str,
        section: str,
        platform: Platform,
        origin: str,
        rows: tuple[Row, ...],
        name: str = "",
    ) -> Export | None:
        """A file comes. None: nothing changes. Else it is in, or held with its question."""
        for export in self.exports:
            same = (export.section, export.content) == (section, (platform.name, rows))
            if same and export.state == "held":
                return export
        order = len(self.exports) + 1
        ruled = frozenset(label for where, label, _ in self.rules if where == platform.name)
        new = Export(id_, order, section, platform, origin, rows, name=name, ruled=ruled)
        again = [each for each in self.beside(new) if each.content == new.content]
        if again:
            new.origin = again[-1].origin  # the same bytes are of the list that they were of
            # Nothing stands over them, or to put them back changes nothing: they are in already.
            standing = Counter(export.id for export, _ in self.standing())
            over = all(standing[each.id] < len(each.rows) for each in again)
            if not over or self._with(new).named_cells() == self.named_cells():
                return None
            new.question = "earlier_bytes"
        else:
            self._ask(new)
        new.state = "held" if new.question else "in"
        self.exports.append(new)
        return new

    def is_in_under_newer(self, section: str, platform: Platform, rows: tuple[Row, ...]) -> bool:
        """Whether all of these rows stand, and something newer of another list beside them."""
        stood = Counter(export.id for export, _ in self.standing())
        for each in self.exports:
            same = (each.section, each.content) == (section, (platform.name, rows))
            if same and each.state == "in" and stood[each.id] == len(each.rows):
                return any(other.order > each.order for other in self.beside(each))
        return False

    def _with(self, new: Export) -> Oracle:
        tried = self.copy()
        tried.exports = [each for each in tried.exports if each.id != new.id]
        tried.exports.append(replace(new, state="in", question=""))
        return tried

    def _ask(self, new: Export) -> None:
        """Which question a file makes ask, with the answers that it has."""
        new.question, new.other, new.whole = "", "", ()
        if not new.answered("same_bytes") and any(
            each.state == "in" and each.section != new.section and self._alike(each, new)
            for each in self.exports
        ):
            new.question = "same_bytes"
            return
        others = [each for each in self.beside(new) if each.id != new.id]
        if any(each.order > new.order for each in others):
            return  # it was decided after newer ones came: it stands where it came, below them
        if self._places(others) != self._with(new)._places(others):
            self._ask_holder(new)
            return
        newer, root = self.newer(new), self.root(new)
        stood = [(export, row) for export, row in self.standing() if export in others]
        meant = self.case
        if not new.answered("keys_moved") and newer == "events":
            for export, row in stood:
                if self.newer(export) != "events" or self.reach(export) != self.reach(new):
                    continue
                for now in new.rows:
                    if now.key != row.key or now.left_out or row.left_out:
                        continue
                    before = meant(export, row)
                    after = meant(new, now)
                    if now.day != row.day or (before != after and UNMAPPED not in (before, after)):
                        new.question, new.other = "keys_moved", self._further(new, stood)
                        return
        said = self.said.get(self.key(new, root), Said())
        fresh = not any(self.root(each) == root for each in others)
        unsaid = not said.beside and not new.answered("other_list" if fresh else "holds_list")
        if unsaid and fresh and (other := self._clash(new, newer, root, stood)):
            keyed = newer == "events"
            whole = self._held(new, stood)[0] if keyed else self._whole(new, root, stood)
            new.question, new.other = "other_list", other
            new.whole = tuple(whole) if len(whole) > 1 else ()
            return
        if unsaid and not fresh and newer != "events":
            copied = self._whole(new, root, stood, copied=True)
            if copied:
                new.question, new.whole = "holds_list", tuple(copied)
                return
        if not fresh and newer != "events" and (other := self._some_days(new, root, stood)):
            new.question, new.other = "holds_days", other
            return
        if not new.answered("keys_unknown") and newer == "events":
            same = self._other_ids(new, newer, stood)
            lists, telling = self._held(new, stood)
            second = said.beside or new.answered("other_list")
            if same or (fresh and telling and not second):
                new.question, new.whole = "keys_unknown", tuple(lists)
                return
        unmoved = not new.answered("same_elsewhere") and not new.answered("same_bytes")
        if fresh and unmoved and (twin := self._twin(new)):
            new.question = "same_elsewhere"
            new.other = "\n".join(twin[0]) if twin[1] else ""
            return
        if fresh and not new.answered("same_list") and (alike := self._same_sums(new)):
            new.question, new.other = "same_list", alike[0]
            return
        if not new.answered("takes_away") and not said.shrinks:
            had = sum(row.quantity for export, row in stood if self.root(export) == root)
            tried = self._with(new)
            has = sum(
                row.quantity
                for export, row in tried.standing()
                if self.key(export)[:2] == self.key(new)[:2] and tried.root(export) == root
            )
            gone = [(export, row) for export, row in stood if self.root(export) == root]
            if had - has > max(LEAST, had / SHARE) or (
                newer == "versions"
                and (self._moved_on(new, root, gone, others) or self._behind(new, gone) > LEAST)
            ):
                new.question = "takes_away"

    def _places(self, exports: list[Export]) -> list[str | None]:
        """Of which list each export is, if it does not give way to another."""
        return [None if self.gives_way(each) else self.root(each) for each in exports]

    def _ask_holder(self, new: Export) -> None:
        """What a file asks that takes the place of whole lists: whether it may take so much away."""
        rows = [
            Counter((export.order, row) for export, row in each.standing())
            for each in (self, self._with(new))
        ]
        gone, come = (
            sum(row.quantity * times for (_, row), times in (one - other).items())
            for one, other in (rows, reversed(rows))
        )
        said = self.said.get(self.key(new, self.root(new)), Said())
        unsaid = not new.answered("takes_away") and not said.shrinks
        if unsaid and gone - come > max(LEAST, gone / SHARE):
            new.question = "takes_away"

    def _behind(self, new: Export, gone: list[tuple[Export, Row]]) -> int:
        """What a version takes away of days that it has not; nothing if that is one day, all of which is said of
        a new day."""
        days = {row.day for row in new.rows}
        behind = [(each, row) for each, row in gone if row.day not in days]
        known = {row.day for _, row in gone}
        moved = Counter(self._said([(new, row) for row in new.rows if row.day not in known]))
        stays = Counter(self._said(behind)) - moved
        if not stays and len({row.day for _, row in behind}) < 2:
            return 0
        return sum(row.quantity for _, row in behind)

    def _moved_on(
        self, new: Export, root: str, gone: list[tuple[Export, Row]], others: list[Export]
    ) -> bool:
        """Whether a version shares no day and case with what it replaces, nor a day of which the case was not
        known, and is not that under its own name with other days."""
        if not sum(row.quantity for _, row in gone):
            return False
        before = {(row.day, self.case(export, row)) for export, row in gone}
        now = {(row.day, self.case(new, row)) for row in new.rows}
        if before & (now | {(row.day, UNMAPPED) for row in new.rows}):
            return False
        names = {each.name for each in others if self.root(each) == root}
        return new.name not in names or self._said(gone) != self._said(
            [(new, row) for row in new.rows]
        )

    def _said(self, rows: list[tuple[Export, Row]]) -> list[tuple[str, str, int]]:
        """What a list says but for the days: its cells, added up."""
        cells: Counter[tuple[str, str, str]] = Counter()
        for export, row in rows:
            cells[row.day, self.case(export, row), row.kind] += row.quantity
        return sorted((case, kind, count) for (_, case, kind), count in cells.items())

    def _other_ids(self, new: Export, newer: str, stood: list[tuple[Export, Row]]) -> int:
        """Actions of a file of which no key is known, though most days and cases have the very counts
        that are in already."""
        if newer != "events" or not stood:
            return 0
        keys = {row.key for row in new.rows}
        if any(row.key in keys for export, row in stood if self.newer(export) == "events"):
            return 0
        here: Counter[tuple[str, str]] = Counter()
        there: Counter[tuple[str, str]] = Counter()
        for row in {each.key: each for each in reversed(new.rows)}.values():
            here[row.day, self.case(new, row)] += row.quantity
        for export, row in stood:
            there[row.day, self.case(export, row)] += row.quantity
        if len(here) < 3 and sum(here.values()) < 10:
            return 0
        same = sum(count == there[cell] and count > 0 for cell, count in here.items())
        return sum(here.values()) if 2 * same >= len(here) else 0

    def _held(self, new: Export, stood: list[tuple[Export, Row]]) -> tuple[list[str], bool]:
        """The lists of actions with keys that fit into a new one together, under whatever keys; and whether
        that is no chance: ten actions, two cells of three number for number, and those not of one hour."""
        here: Counter[tuple[str, str, str]] = Counter()
        for row in {each.key: each for each in reversed(new.rows)}.values():
            here[row.day, self.case(new, row), row.kind] += row.quantity
        lists: dict[str, Counter[tuple[str, str, str]]] = {}
        for export, row in stood:
            if self.newer(export) == "events" and row.quantity:
                sums = lists.setdefault(self.root(export), Counter())
                sums[row.day, self.case(export, row), row.kind] += row.quantity
        found: list[str] = []
        together: Counter[tuple[str, str, str]] = Counter()
        for name in sorted(lists, key=lambda name: (-lists[name].total(), name)):
            tried = together + lists[name]
            if all(lists[name][cell] <= here[cell] for cell in lists[name]) and tried <= here:
                found.append(name)
                together = tried
        equal = [cell for cell, count in together.items() if here[cell] == count]
        most = together.total() > 9 and 3 * len(equal) >= 2 * len(together)
        return found, most and self._no_chance([(cell[0], together[cell]) for cell in equal])

    def _no_chance(self, alike: list[tuple[str, int]]) -> bool:
        """Whether numbers of these days are hardly alike by chance: on three days, or three of ten or more."""
        return len({day for day, _ in alike}) > 2 or sum(count > 9 for _, count in alike) > 2

    def _says(self, new: Export, row: Row) -> bool:
        """Whether a file has the number of a row, and one of both counts something."""
        return any(each.key == row.key and each.quantity + row.quantity for each in new.rows)

    def _further(self, new: Export, stood: list[tuple[Export, Row]]) -> str:
        """Another list in which half of the numbers that a file has too say the same."""
        mine = {(row.key, *self._cell(new, row), row.quantity) for row in new.rows}
        alike: Counter[str] = Counter()
        shared: Counter[str] = Counter()
        for export, row in stood:
            if self.newer(export) != "events" or self.reach(export) == self.reach(new):
                continue
            cell = self._cell(export, row)
            named = cell[1] != UNMAPPED or cell[2]
            shared[self.root(export)] += self._says(new, row)
            if named and row.quantity and (row.key, *cell, row.quantity) in mine:
                alike[self.root(export)] += 1
        best = min(alike, key=lambda name: (-alike[name], name), default="")
        return best if 2 * alike[best] >= shared[best] else ""

    def _twin(self, new: Export) -> tuple[Key, bool] | None:
        """A list of another section that says half of what a new one says, or of which half is said there; and
        whether all of it is: three numbers of ten or more, or three keys and ten actions."""
        keyed = self.newer(new) == "events"
        lists: dict[Key, list[tuple[Export, Row]]] = {}
        standing = self.standing()
        for export in self.exports:
            if export.state != "in" or export.section == new.section or self.gives_way(export):
                continue
            own = self.key(export, self.root(export))
            if keyed != (self.newer(export) == "events"):
                continue
            if keyed and export.platform.name == new.platform.name:
                lists.setdefault(own, []).extend((export, row) for row in export.rows)
            elif not keyed:
                rows = [(each, row) for each, row in standing if each is export]
                lists.setdefault(own, []).extend(rows)
        found = (self._twin_by_keys if keyed else self._twin_by_counts)(new, lists)
        return min(found)[1:] if found else None

    def _twin_by_counts(
        self, new: Export, lists: dict[Key, list[tuple[Export, Row]]]
    ) -> list[tuple[int, Key, bool]]:
        here = self._sums([(new, row) for row in new.rows])
        found = []
        for own, rows in lists.items():
            there = self._sums(rows)
            alike = [count for cell, count in there.items() if here[cell] == count]
            large = sum(count >= 10 for count in alike)
            if large > 2 and 2 * len(alike) >= min(len(here), len(there)):
                found.append((-sum(alike), own, len(alike) == len(there)))
        return found

    def _twin_by_keys(
        self, new: Export, lists: dict[Key, list[tuple[Export, Row]]]
    ) -> list[tuple[int, Key, bool]]:
        here = {self._keyed(row) for row in new.rows if row.quantity}
        found = []
        for own, rows in lists.items():
            there = {self._keyed(row) for _, row in rows if row.quantity}
            alike, keys = here & there, len({each[0] for each in there})
            telling = len(alike) > 2 and sum(each[-1] for each in alike) > 9
            if telling and 2 * len(alike) >= min(len(here), keys):
                found.append((-len(alike), own, len(alike) == keys))
        return found

    def _keyed(self, row: Row) -> tuple[str, str, str, str, int]:
        """What a row was kept as: of a case of the record, or of none."""
        case = self.known.get((row.case, row.edition), UNMAPPED)
        return row.key, row.day, case, row.kind, row.quantity

    def _same_sums(self, new: Export) -> list[str]:
        """Whether another platform of the section counts the very same on all days and for all cases of a list, or
        on two thirds of those that both have: then that platform, if it counts nothing else, else no name."""
        here: Counter[tuple[str, str]] = Counter()
        for row in {row.key or at: row for at, row in enumerate(reversed(new.rows))}.values():
            here[row.day, self.case(new, row)] += row.quantity
        here = +here
        there: dict[str, Counter[tuple[str, str]]] = {}
        for export, row in self.standing():
            if export.section == new.section and export.platform.name != new.platform.name:
                sums = there.setdefault(export.platform.name, Counter())
                sums[row.day, self.case(export, row)] += row.quantity
        found = []
        for name, sums in there.items():
            met = here.keys() & (+sums).keys()
            alike = [cell for cell in met if here[cell] == sums[cell]]
            if met and 3 * len(alike) >= 2 * len(met):
                actions = sum(here[cell] for cell in alike)
                found.append((len(alike) < len(here), -actions, name, alike))
        if found:
            part, actions, name, alike = min(found)
            if not part and (len(here) > 1 or -actions >= 20):
                return [""]
            most = part and -actions > 9
            if most and self._no_chance([(cell[0], here[cell]) for cell in alike]):
                if sum(there[name].values()) == -actions:
                    return [name]
                return self._same_as_list(new, here, whole_alone=True) or [""]
        return [""] if self._same_totals(new, here) else self._same_as_list(new, here)

    def _same_as_list(
        self, new: Export, here: Counter[tuple[str, str]], *, whole_alone: bool = False
    ) -> list[str]:
        """The same of one list without keys among others of its platform, in two cells or cases or more; then that
        list, if the file has all of it. `whole_alone`: of no other."""
        inside = [
            each
            for each in self.exports
            if each.section == new.section and each.state == "in" and not self.gives_way(each)
        ]
        for platform in sorted({each.platform.name for each in inside}):
            if len({self.root(each) for each in inside if each.platform.name == platform}) < 2:
                continue
            lists: dict[str, list[tuple[Export, Row]]] = {}
            for export, row in self.standing():
                own = (export.section, export.platform.name) == (new.section, platform)
                if own and self.newer(export) != "events":
                    lists.setdefault(self.root(export), []).append((export, row))
            found = []
            for name, rows in lists.items() if platform != new.platform.name else ():
                sums: Counter[tuple[str, str]] = Counter()
                for export, row in rows:
                    sums[row.day, self.case(export, row)] += row.quantity
                met = here.keys() & (+sums).keys()
                alike = [cell for cell in met if here[cell] == sums[cell]]
                if met and 3 * len(alike) >= 2 * len(met):
                    actions = sum(here[cell] for cell in alike)
                    whole = sum(sums.values()) == actions
                    found.append((len(alike) < len(here), -actions, name, alike, whole))
            if found:
                part, actions, name, alike, whole = min(found)
                telling = -actions > 9 and self._no_chance(
                    [(each[0], here[each]) for each in alike]
                )
                if len(alike) > 1 and (not part or telling) and (whole or not whole_alone):
                    return [f"{platform}\n{name}" if whole else ""]
            if not whole_alone and self._sums_lists(new, here, lists):
                return [""]
        return []

    def _sums_lists(
        self,
        new: Export,
        here: Counter[tuple[str, str]],
        lists: Mapping[str, list[tuple[Export, Row]]],
    ) -> bool:
        """Whether a list of two cases or more comes to what one of these comes to, or they all."""
        if len({(Row(day, "", "", 0).edition, case) for day, case in here}) < 2:
            return False
        own, last = {row.kind for row in new.rows}, max(day for day, _ in here)
        every = [each for rows in lists.values() for each in rows]
        for rows, typed, until in itertools.product(
            [every, *lists.values()], (False, True), ("9999", last)
        ):
            there: Counter[tuple[str, str]] = Counter()
            for export, row in rows:
                if (row.kind in own or not typed) and row.day <= until:
                    there[row.day, self.case(export, row)] += row.quantity
            if self._is_sum(here, +there):
                return True
        return False

    def _same_totals(self, new: Export, here: Counter[tuple[str, str]]) -> bool:
        """Whether one is the sum of the other: a list, and what the section counts in all or by one platform, of all
        types or of the list's own, for good or up to the list's last day."""
        rows = [(export, row) for export, row in self.standing() if export.section == new.section]
        last = max((day for day, _ in here), default="")
        own = {row.kind for row in new.rows}
        of_types = (rows, [(export, row) for export, row in rows if row.kind in own])
        names = (None, *sorted({export.platform.name for export, _ in rows}))
        for of, name, until in itertools.product(of_types, names, ("9999", last)):
            there: Counter[tuple[str, str]] = Counter()
            for export, row in of:
                if name in (None, export.platform.name) and row.day <= until:
                    there[row.day, self.case(export, row)] += row.quantity
            if self._is_sum(here, +there):
                return True
        return False

    def _is_sum(self, here: Counter[tuple[str, str]], there: Counter[tuple[str, str]]) -> bool:
        """Whether two lists come to the same edition by edition and case by case, one in far fewer rows."""
        days = days_there = 0
        for edition, case in {(Row(day, "", "", 0).edition, case) for day, case in here}:
            of = [
                {
                    cell: count
                    for cell, count in each.items()
                    if Row(cell[0], "", "", 0).edition == edition
                    and (cell[1] == case or (each is there and case == UNMAPPED))
                }
                for each in (here, there)
            ]
            if sum(of[0].values()) != sum(of[1].values()):
                return False
            days += len({day for day, _ in of[0]})
            days_there += len({day for day, _ in of[1]})
        telling = max(days, days_there) >= max(3, 2 * min(days, days_there))
        return sum(here.values()) >= LEAST and telling

    def _alike(self, one: Export, other: Export) -> bool:
        """Whether two exports are the same bytes, or say the same in three cells or more."""
        if one.content == other.content:
            return True
        if one.platform.name != other.platform.name:
            return False
        said = []
        for export in (one, other):
            cells: Counter[tuple[str, ...]] = Counter()
            for row in export.rows:
                case = self.case(export, row)
                label = row.case if case == UNMAPPED else ""
                cells[row.day, case, label, row.kind, row.key] += row.quantity
            said.append(cells)
        return said[0] == said[1] and len(said[0]) >= 3

    def _lists(self, stood: list[tuple[Export, Row]]) -> dict[str, list[tuple[Export, Row]]]:
        """What stood of lists without keys, list by list."""
        found: dict[str, list[tuple[Export, Row]]] = {}
        for export, row in stood:
            if self.newer(export) != "events":
                found.setdefault(self.root(export), []).append((export, row))
        return found

    def _whole(
        self,
        new: Export,
        root: str,
        stood: list[tuple[Export, Row]],
        *,
        copied: bool = False,
    ) -> list[str]:
        """The other lists whose cells are all in a list, with as many actions in all. `copied`: number for
        number, more than one cell or twenty actions, of which its list had none."""
        mine = self._sums([(new, row) for row in new.rows])
        theirs = self._lists(stood)
        had = self._sums(theirs.pop(root, []))
        found = []
        for name, rows in theirs.items():
            cells = self._sums(rows)
            if not cells.keys() <= mine.keys():
                continue
            if copied:
                same = all(mine[cell] == count for cell, count in cells.items())
                telling = len(cells) > 1 or sum(cells.values()) >= LEAST
                if not same or not telling or cells.keys() & had.keys():
                    continue
            if sum(mine[cell] for cell in cells) >= sum(cells.values()):
                found.append((-len(cells), name))
        return [name for _, name in sorted(found)]

    def _some_days(self, new: Export, root: str, stood: list[tuple[Export, Row]]) -> str:
        """The other list of which a version brings most number for number, of which its own had nothing: three cells
        and twenty actions or more, and two thirds of those that it brings and both have. None if that was said."""
        if self.said.get(self.key(new, root), Said()).beside or any(
            new.answered(code) for code in ("holds_days", "other_list")
        ):
            return ""
        if self._whole(new, root, stood, copied=True):
            return ""
        mine = self._sums([(new, row) for row in new.rows])
        theirs = self._lists(stood)
        had = self._sums(theirs.pop(root, []))
        found = []
        for name, rows in theirs.items():
            cells = self._sums(rows)
            common = cells.keys() & mine.keys()
            met = [cell for cell in common if cell not in had]
            alike = [cell for cell in met if mine[cell] == cells[cell]]
            if common:
                actions = sum(mine[cell] for cell in alike)
                found.append((-actions, -len(common), name, len(alike), len(met)))
        if not found:
            return ""
        actions, _, name, brought, both = min(found)
        return name if brought > 2 and -actions >= LEAST and 3 * brought >= 2 * both else ""

    def _sums(self, rows: list[tuple[Export, Row]]) -> Counter[tuple[str, str, str, str]]:
        """What rows say, cell by cell; of no known case by its name."""
        sums: Counter[tuple[str, str, str, str]] = Counter()
        for export, row in rows:
            sums[self._cell(export, row)] += row.quantity
        return sums

    def _cell(self, export: Export, row: Row) -> tuple[str, str, str, str]:
        """What lists are held against each other by; of no known case with the name that is kept."""
        case = self.case(export, row)
        named = case == UNMAPPED and self.labelled(export, row)
        return row.day, case, row.case if named else "", row.kind

    def _clash(self, new: Export, newer: str, root: str, stood: list[tuple[Export, Row]]) -> str:
        """The other list that holds most of the cells of a new one; of rows with keys, one that holds
        at least half of the rows, number for number."""
        if newer != "events":
            mine = {self._cell(new, row) for row in new.rows}
            theirs: dict[str, set[tuple[str, str, str, str]]] = {}
            for export, row in stood:
                if self.newer(export) != "events" and self.root(export) != root:
                    theirs.setdefault(self.root(export), set()).add(self._cell(export, row))
            met = {name: len(cells & mine) for name, cells in theirs.items() if cells & mine}
        else:
            mine_rows = {(row.key, *self._cell(new, row), row.quantity) for row in new.rows}
            count: Counter[str] = Counter()
            shared: Counter[str] = Counter()  # numbers that both have, whatever they say of them
            for export, row in stood:
                if self.newer(export) == "events" and self.reach(export) != self.reach(new):
                    shared[self.root(export)] += self._says(new, row)
                cell = self._cell(export, row)
                named = cell[1] != UNMAPPED or cell[2]
                alike = named and (row.key, *cell, row.quantity) in mine_rows
                if (
                    self.newer(export) == "events"
                    and self.reach(export) != self.reach(new)
                    and alike
                    and row.quantity
                ):
                    count[self.root(export)] += 1
            rows = len({row.key for row in new.rows if not row.left_out})
            met = {
                name: times for name, times in count.items() if 2 * times >= min(rows, shared[name])
            }
        return min(met, key=lambda name: (-met[name], name), default="")

    # What staff decide.

    CHOICES = {  # noqa: RUF012
        "same_bytes": ("move", "add", "drop"),
        "earlier_bytes": ("put_back", "drop"),
        "keys_moved": ("replace", "further", "add", "drop"),
        "other_list": ("add", "replace", "all", "days", "drop"),
        "holds_list": ("all", "add", "drop"),
        "holds_days": ("days", "add", "drop"),
        "keys_unknown": ("replace", "add", "drop"),
        "same_elsewhere": ("move", "add", "drop"),
        "same_list": ("instead", "add", "drop"),
        "takes_away": ("replace", "days", "add", "drop"),
    }

    def choices(self, export: Export) -> tuple[str, ...]:
        """The answers to what an export asks; that it is a part of days only of a list of versions."""
        without = set() if export.whole else {"all", "keys_unknown replace"}
        part = self.newer(export) != "versions" or ("other_list", "days") in export.answers
        if part and export.question != "holds_days":
            without.add("days")
        if not export.other:
            without |= {"further", "same_elsewhere move", "same_list instead"}
        return tuple(
            each
            for each in self.CHOICES[export.question]
            if not {each, f"{export.question} {each}"} & without
        )

    def decide(self, export: Export, choice: str, *, always: bool = False) -> None:
        """Answer the question of an export. It may raise the next; only the last answer counts it."""
        export.answers.append((export.question, choice))
        export.was = (export.question, export.other, export.origin, export.whole)
        export.meant[export.question] = export.other, export.whole
        if choice == "drop":
            export.state, export.question, export.undo = "dropped", "", []
            return
        code, before = export.question, dict(self.said)
        if always and choice == "add" and code in ("other_list", "holds_list", "holds_days"):
            self._say(export, self.root(export), beside=True)
        if always and (code, choice) == ("takes_away", "replace"):
            self._say(export, self.root(export), shrinks=True)
        said, asked = dict(self.said), export.was
        going = [each for each in self.exports if each.section != export.section]
        roots = {each.id: self.root(each) for each in going}
        roots_own = {each.id: self.root(each) for each in self.exports}
        self._arrange(export)
        if code == "earlier_bytes":
            export.question = ""
        else:
            self._ask(export)
        if export.question:
            self.said, export.origin = said, asked[2]
            return
        export.state = "in"
        export.undo = [
            (name, before.get(name), now)
            for name, now in self.said.items()
            if before.get(name) != now
        ]
        if ("same_bytes", "move") in export.answers:
            for each in self.exports:
                if (
                    each.content == export.content
                    and each.section != export.section
                    and each.state == "in"
                ):
                    each.state = "moved"
                    export.undo.append((each.id, "in", "moved"))
        if ("same_list", "instead") in export.answers:
            for each in self.exports:
                platform, _, stream = export.meant["same_list"][0].partition("\n")
                of_it = each.platform.name == platform and stream in ("", roots_own[each.id])
                if of_it and each.section == export.section and each.state == "in":
                    each.state = "moved"
                    export.undo.append((each.id, "in", "moved"))
        if ("same_elsewhere", "move") in export.answers:
            of = tuple(export.meant["same_elsewhere"][0].split("\n"))
            for each in going:
                if self.key(each, roots[each.id]) == of and each.state == "in":
                    each.state = "moved"
                    export.undo.append((each.id, "in", "moved"))

    def _arrange(self, export: Export) -> None:
        """What the answers so far say of lists."""
        for code, choice in export.answers:
            match code, choice:
                case ("other_list", ("replace" | "all" | "days")) | ("holds_days", "days"):
                    other, whole = export.meant[code]
                    own = export.origin
                    self._say(export, own, into=other if other != own else None)
                    self._hold(export, other, whole if choice == "all" else ())
                    if choice == "days":
                        self._say(export, other, newer="days")
                case "holds_list", "all":
                    self._hold(export, self.root(export), export.meant[code][1])
                case "keys_unknown", "replace":
                    self._hold(export, self.root(export), export.meant[code][1])
                case "keys_moved", "further":
                    export.origin = export.meant[code][0]
                case "takes_away", "days":
                    self._say(export, self.root(export), newer="days")
                case (("takes_away" | "keys_moved"), "add"):
                    export.origin = f"{export.origin} {export.id}"
                    self._say(export, export.origin, reach="stream", beside=True)

    def _hold(self, export: Export, into: str, lists: tuple[str, ...]) -> None:
        """Say that an export holds all that these lists had."""
        held = {"since": export.order, "holder": export.origin}
        for origin in lists:
            self._say(export, origin, into=into if into != origin else None, **held)

    def undecide(self, export: Export) -> None:
        """Take the last answer back: the export waits again, and what the answer did is undone, where
        nobody has done something else since."""
        export.answers.pop()
        export.state = "held"
        export.question, export.other, export.origin, export.whole = export.was
        for name, before, now in export.undo:
            if isinstance(name, str):
                moved = next(each for each in self.exports if each.id == name)
                if moved.state == now:
                    moved.state = str(before)
            elif self.said.get(name) == now:
                self.said[name] = before if isinstance(before, Said) else Said()

    def _say(self, export: Export, origin: str, **what: object) -> None:
        key = self.key(export, origin)
        self.said[key] = replace(self.said.get(key, Said()), **what)  # type: ignore[arg-type]
