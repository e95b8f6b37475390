"""What is in is added up as an oracle in plain Python adds it up, however it came in and was decided.

`--hypothesis-profile many` runs a hundred times as many examples.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact.database import Database
from impact.exports import intake, ledger, mapping, rollup, taking
from impact.exports.ledger import Effect, Request
from tests import fuzz
from tests.conftest import record
from tests.office import CIVI, FORMS, PROCA, RECORD, TALLY, Office, sheet
from tests.oracle import Cell, Export, Oracle, Platform, Row

SAMPLES = Path(__file__).parent / "exports" / "samples"
OURS = mapping.load(SAMPLES.parent / "cases_2021.yaml")
TODAY = dt.date(2026, 11, 22)
_MANY = settings.get_current_profile_name() == "many"
CHEAP = settings(
    max_examples=2000 if _MANY else 10,
    derandomize=not _MANY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# Steps that are known to come out wrong, and are stepped around until they are mended.
OPEN: frozenset[str] = frozenset()

# Answers that can be said of a list from now on.
KEPT = {
    ("other_list", "add"),
    ("holds_list", "add"),
    ("holds_days", "add"),
    ("takes_away", "replace"),
}

# Small worlds, so that what is sent overlaps all the time.
SECTIONS = ("CA-FR", "US")
NAMES = ("Lyon.csv", "Nancy.csv", "Lyon (1).csv", "Metz.csv")
ORIGINS = {name: name.partition(".")[0].partition(" ")[0].lower() for name in NAMES}
DAYS = ("2024-12-10", "2025-12-10", "2025-12-11", "2026-01-05")
CODE = "code 7"  # what only staff's rules know
CASES = ("2024-neth-nahara", "2025-damisoa", "2025-juan-lopez", CODE)
KNOWN = {(case, int(case[:4])): case for case in CASES if case != CODE}
RULED = ((2025, "2025-damisoa"), (2025, "2025-juan-lopez"), (2024, "2024-neth-nahara"))

PROCA_LIST = Platform("proca_action_list", "events", "platform", "online", "CA")
FORM = Platform("ms_forms_group_reports", "events", "stream", "offline")
TALLIES = Platform("tally", "versions", "stream", "offline")
REPORT = Platform("civicrm_activity_report", "versions", "stream", "online", each=True)
PLATFORMS = {each.name: each for each in (PROCA_LIST, FORM, TALLIES, REPORT)}
KINDS = {
    PROCA_LIST.name: {"petition": "petition", "tweet": "social"},
    FORM.name: {"letter": "letter", "solidarity": "solidarity", "petition": "petition"},
    TALLIES.name: {"letter": "letter", "call": "call"},
    REPORT.name: {"Petition": "petition"},
}
# Quantities on both sides of what a version may take away unasked.
QUANTITIES = (1, 3, 15, 21, 60)


def text_of(platform: Platform, rows: tuple[Row, ...]) -> str:
    match platform.name:
        case PROCA_LIST.name:
            # At noon UTC the day is the same in both sections.
            return sheet(
                PROCA,
                *(
                    f"{row.key},A,CA,a@example.org,w,{_said(platform, row)},{row.day}T15:00:00,{row.case}"
                    for row in rows
                ),
            )
        case FORM.name:
            return sheet(
                FORMS,
                *(
                    f"{row.key},{row.day} 18:00:00,{row.day} 18:05:00,anonymous,,{row.case},"
                    + ",".join(
                        str(row.quantity if row.kind == kind else 0) for kind in KINDS[FORM.name]
                    )
                    for row in rows
                ),
            )
        case TALLIES.name:
            return sheet(
                TALLY,
                *(f"{row.day},{row.case},{row.kind},offline,{row.quantity}" for row in rows),
            )
        case _:
            return sheet(
                CIVI,
                *(
                    f'"Petition","{row.case}","{row.day} 12:{minute:02}","x"'
                    for row in rows
                    for minute in range(row.quantity)
                ),
            )


def _said(platform: Platform, row: Row) -> str:
    if row.left_out:
        return "share"
    return next(word for word, kind in KINDS[platform.name].items() if kind == row.kind)


@st.composite
def rows_of(draw: st.DrawFn, platform: Platform) -> tuple[Row, ...]:
    kinds = st.sampled_from(sorted(KINDS[platform.name].values()))
    days, cases = st.sampled_from(DAYS), st.sampled_from(CASES)
    count = st.sampled_from(QUANTITIES)
    if platform.newer != "events":
        one = st.builds(Row, days, cases, kinds, count)
        return tuple(draw(st.lists(one, min_size=1, max_size=3)))
    quantity = st.just(1) if platform is PROCA_LIST else count
    keys = draw(st.lists(st.sampled_from("123"), min_size=1, max_size=3, unique=True))
    rows = [draw(st.builds(Row, days, cases, kinds, quantity, st.just(key))) for key in keys]
    if platform is PROCA_LIST and draw(st.booleans()):
        rows[1:] = [replace(row, quantity=0) for row in rows[1:]]
    # A row of a form is three of counts: whether a label stands twice is not told by the file's rows.
    if platform is FORM and sum(row.case == CODE for row in rows) == 1:
        rows = [replace(row, case=CASES[0]) if row.case == CODE else row for row in rows]
    return tuple(rows)


Step = tuple[str, dict[str, Any]]
which = st.integers(0, 9)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Steps of one history. Few platforms each, or what is sent would seldom meet."""
    platforms = draw(st.lists(st.sampled_from(sorted(PLATFORMS)), min_size=1, max_size=1))
    steps: list[Step] = []
    for _ in range(draw(st.integers(4, 9))):
        kind = draw(
            st.sampled_from(
                (
                    "send",
                    "send",
                    "send",
                    "send",
                    "again",
                    "decide",
                    "undo",
                    "mark",
                    "stream",
                    "rule",
                )
            )
        )
        what: dict[str, Any] = {"which": draw(which)}
        if kind in ("send", "again"):
            platform = PLATFORMS[draw(st.sampled_from(platforms))]
            what |= {
                "section": draw(st.sampled_from(SECTIONS)),
                "name": draw(st.sampled_from(NAMES)),
                "platform": platform,
                "rows": draw(rows_of(platform)),
                "at_once": draw(st.booleans()),
            }
        what |= {"choice": draw(which), "always": draw(st.booleans()), "undo": draw(st.booleans())}
        steps.append((kind, what))
    return steps


def cells_of(office: Office) -> Counter[Cell]:
    """What stands in the store, by the cells of the oracle."""
    return Counter(
        office.counts(
            "edition_year", "section", "day", "case_id", "action_type", "channel", "country"
        )
    )


def by(cells: Counter[Cell], *places: int) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for cell, count in cells.items():
        sums[tuple(cell[place] for place in places)] += count
    return Counter({key: count for key, count in sums.items() if count})


def added(table: pa.Table) -> Counter[Any]:
    """The last column added up by the others, without what is nought."""
    sums: Counter[Any] = Counter()
    for *cell, count in zip(*table.to_pydict().values(), strict=True):
        sums[tuple(cell)] += count
    return Counter({cell: count for cell, count in sums.items() if count})


# What each grain of the sums tells apart: places in a cell of the oracle.
GRAINS = {
    "section": (0, 1, 2),
    "case": (0, 2, 3),
    "type": (0, 2, 4),
    "channel": (0, 2, 5),
    "section and case": (0, 1, 3),
}


def is_the_difference(effect: Effect | None, before: Counter[Cell], after: Counter[Cell]) -> None:
    """An effect says exactly what changed in its section."""
    section = effect.section if effect else None
    then = Counter({cell: count for cell, count in before.items() if cell[1] == section})
    now = Counter({cell: count for cell, count in after.items() if cell[1] == section})
    change = {cell: now[cell] - then[cell] for cell in {*then, *now} if now[cell] != then[cell]}
    if effect is None:
        assert before == after
        return
    assert (effect.sums.before, effect.sums.after) == (sum(then.values()), sum(now.values()))
    assert effect.sums.added == sum(each for each in change.values() if each > 0)
    assert effect.sums.removed == -sum(each for each in change.values() if each < 0)
    for year in {cell[0] for cell in change}:
        told = effect.by_edition[str(year)]
        of = [each for cell, each in change.items() if cell[0] == year]
        assert told.before == sum(count for cell, count in then.items() if cell[0] == year)
        assert told.after == sum(count for cell, count in now.items() if cell[0] == year)
        assert told.added == sum(each for each in of if each > 0)
        assert told.removed == -sum(each for each in of if each < 0)
        # Of two sections at once the kinds tell both.
        if {cell[1] for cell in {*before, *after} if before[cell] != after[cell]} == {section}:
            assert sum(effect.kinds.get(str(year), {}).values()) == sum(of)
    for told in effect.by_edition.values():
        assert told.before + told.added - told.removed == told.after
    for edition, count in effect.world.items():
        assert count == by(after, 0)[(int(edition),)]
    days = {}
    for day, case in {(cell[2], cell[3]) for cell in change}:
        pair = tuple(
            sum(count for cell, count in side.items() if (cell[2], cell[3]) == (day, case))
            for side in (then, now)
        )
        if pair[0] != pair[1]:
            days[str(day), case] = pair
    told_days = {(cell.day, cell.case_id): (cell.before, cell.after) for cell in effect.largest}
    assert told_days == days or (len(days) > 10 and told_days.items() <= days.items())


class World:
    """A history on the real store and in the oracle, side by side."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.oracle = Oracle(KNOWN)
        self.ids: dict[str, Export] = {}

    def agree(self) -> None:
        """What stands, what is held and why: the same on both sides."""
        wanted = Counter(
            {
                (year, section, dt.date.fromisoformat(day), case, kind, channel, country): count
                for (
                    year,
                    section,
                    day,
                    case,
                    kind,
                    channel,
                    country,
                ), count in self.oracle.cells().items()
            }
        )
        assert cells_of(self.office) == wanted
        held = {
            entry.id: entry.question.code if entry.question else ""
            for entry in self.office.entries()
            if entry.held
        }
        assert held == {
            each.id: each.question for each in self.oracle.exports if each.state == "held"
        }

    def database_agrees(self) -> None:
        """The same through the database that answers the pages, by all that they show."""
        newest = self.office.store.newest()
        if newest is None:
            return
        files = newest.files
        database = Database(
            record(),
            rollup.rollup_of(self.office.store, files),
            lambda: ledger.exports(taking.ledger_now(self.office.store)),
            sums=rollup.sums_of(self.office.store, files),
        )
        database.ready()
        cells = cells_of(self.office)
        actions = database.counted().select(
            ["edition_year", "section", "day", "case_id", "action_type", "channel", "quantity"]
        )
        assert added(actions) == by(cells, 0, 1, 2, 3, 4, 5)
        with database._cursor() as cursor:
            sums = cursor.table("counted_sums").to_arrow_table()
        for grain, places in GRAINS.items():
            rows = sums.filter(pc.equal(sums["grain"], grain))
            names = [sums.column_names[place + 1] for place in places]
            assert added(rows.select([*names, "actions"])) == by(cells, *places)

    def send(self, what: dict[str, Any]) -> None:
        platform, rows = what["platform"], what["rows"]
        section, name = what["section"], what["name"]
        text = text_of(platform, rows)
        if "same bytes beside newer" in OPEN and self.oracle.is_in_under_newer(
            section, platform, rows
        ):
            return
        before = cells_of(self.office)
        told = self.office.check(name, text, section)
        assert cells_of(self.office) == before
        report = self.office.send(name, text, section)
        assert report.fault is None, report.fault
        assert report.set_aside == []
        assert (told.verdict, told.effect, told.question) == (
            report.verdict,
            report.effect,
            report.question,
        )
        made = self.oracle.send(str(report.id), section, platform, ORIGINS[name], rows, name)
        if made is None or report.verdict == "unchanged":
            assert (made, report.verdict) == (None, "unchanged")
            return
        assert report.id == made.id
        assert (report.question.code if report.question else "") == made.question
        assert report.verdict == ("held" if made.question else "accepted")
        if report.question is None:
            is_the_difference(report.effect, before, cells_of(self.office))
        self.agree()
        asked = ""
        while what["at_once"] and made.state == "held" and made.question != asked:
            asked = made.question
            self.decide(made, what)

    def decide(self, made: Export, what: dict[str, Any]) -> None:
        late = any(each.order > made.order for each in self.oracle.beside(made))
        if late and "decided late" in OPEN:
            return
        entry = next(each for each in self.office.entries() if each.id == made.id)
        with taking.looking(self.office.store) as visit:
            question = visit.asked_now(entry, RECORD)
        choices = self.oracle.choices(made)
        assert tuple(each.choice for each in question.choices) == choices
        choice = choices[what["choice"] % len(choices)]
        after = next(each.after for each in question.choices if each.choice == choice)
        before = cells_of(self.office)
        always = what["always"] and (made.question, choice) in KEPT
        report = self.office.decide(made.id, choice, always=always)
        self.oracle.decide(made, choice, always=always)
        self.agree()
        now = cells_of(self.office)
        if made.state == "held":
            assert now == before
            return
        is_the_difference(report.effect, before, now)
        assert by(now, 1)[(made.section,)] == after
        if what["undo"] and not self.open(made):
            self.undo(made)
            assert cells_of(self.office) == before
            self.office.decide(made.id, choice)
            self.oracle.decide(made, choice)
            self.agree()
            assert cells_of(self.office) == now

    def undo(self, made: Export) -> None:
        if self.open(made):
            return
        before = cells_of(self.office)
        report = self.office.decide(made.id, "undo")
        self.oracle.undecide(made)
        self.agree()
        is_the_difference(report.effect, before, cells_of(self.office))

    def open(self, made: Export) -> bool:
        """Whether to take back what was decided of this export is known to come out wrong."""
        return ("move undone" in OPEN and ("same_bytes", "move") in made.answers) or (
            "joined undone" in OPEN and ("other_list", "replace") in made.answers
        )

    def mark(self, made: Export) -> None:
        before = cells_of(self.office)
        if made.state == "in":
            effect = taking.retract(self.office.store, made.id, "a test")
            made.state = "retracted"
        else:
            effect = taking.restore(self.office.store, made.id)
            made.state = "in"
        self.agree()
        assert not isinstance(effect, Request)
        is_the_difference(effect, before, cells_of(self.office))

    def settle(self, what: dict[str, Any]) -> None:
        """Join a list to another, part it, or say what a newer file of it does."""
        standing = [each for each in self.oracle.exports if each.state == "in"]
        if not standing:
            return
        one = standing[what["which"] % len(standing)]
        key = self.oracle.key(one)
        before = cells_of(self.office)
        said: dict[str, Any] = {}
        match what["choice"] % 4:
            case 0:
                roots = sorted(
                    {self.oracle.root(each) for each in self.oracle.beside(one)}
                    - {self.oracle.root(one)}
                )
                if not roots:
                    return
                said = {"into": roots[0]}
                if self.oracle.root(one) != one.origin:
                    return  # joined already; and two lists that are joined to each other are none
            case 1:
                said = {"parted": True}
            case 2:
                said = {"reach": "stream" if what["always"] else "platform"}
            case _:
                said = {"newer": "days" if what["always"] else "versions"}
        if (
            ("reach" in said) is (one.platform.newer != "events")
            and "into" not in said
            and "parted" not in said
        ):
            return
        effect = self.office.say(*key, **said)
        if "parted" in said:
            said = {"into": None}
        if "into" in said:
            said |= {"since": 0, "holder": ""}
        self.oracle._say(one, one.origin, **said)
        self.agree()
        is_the_difference(effect, before, cells_of(self.office))

    def rule(self, what: dict[str, Any]) -> None:
        platform = sorted(PLATFORMS)[what["which"] % len(PLATFORMS)]
        edition, case = RULED[what["choice"] % len(RULED)]
        key = platform, CODE, edition
        before = cells_of(self.office)
        if key in self.oracle.rules and self.oracle.rules[key] == case:
            effects = self.office.rule(platform, CODE, edition, case, kept=False)
            del self.oracle.rules[key]
        else:
            effects = self.office.rule(platform, CODE, edition, case)
            self.oracle.rules[key] = case
        self.agree()
        after = cells_of(self.office)
        for effect in effects:
            is_the_difference(effect, before, after)
        told = {effect.section for effect in effects}
        assert told == {cell[1] for cell in {*before, *after} if before[cell] != after[cell]}

    def step(self, kind: str, what: dict[str, Any]) -> None:
        exports = self.oracle.exports
        match kind:
            case "send":
                self.send(what)
            case "again" if exports:
                old = exports[what["which"] % len(exports)]
                self.send(what | {"platform": old.platform, "rows": old.rows})
            case "decide":
                held = [each for each in exports if each.state == "held"]
                if held:
                    self.decide(held[what["which"] % len(held)], what)
            case "undo":
                done = [
                    each for each in exports if each.answers and each.state in ("in", "dropped")
                ]
                if done:
                    self.undo(done[what["which"] % len(done)])
            case "mark":
                marked = [each for each in exports if each.state in ("in", "retracted")]
                if marked:
                    self.mark(marked[what["which"] % len(marked)])
            case "stream":
                self.settle(what)
            case "rule":
                self.rule(what)


@CHEAP
@given(histories())
def test_any_order_of_files_decisions_and_retractions_adds_up_as_the_oracle_says(
    steps: list[Step],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        world = World(Path(made))
        for kind, what in steps:
            world.step(kind, what)
            world.agree()
        world.database_agrees()


# Every row ends as counted, filtered or set aside.

PLAIN = {
    name: (SAMPLES / name).read_text(encoding).splitlines()
    for name, encoding in (
        ("actionkit_core_action.csv", "utf-8"),
        ("action_network_report.csv", "utf-8"),
        ("engaging_networks_transactions.csv", "utf-8"),
        ("hand_tally_social.csv", "utf-8"),
        ("ms_forms_group_reports_cp1252.csv", "cp1252"),
        ("nationbuilder_people.csv", "utf-8-sig"),
        ("proca_action_list.csv", "utf-8"),
    )
}


@st.composite
def files_with_defects(draw: st.DrawFn) -> tuple[str, int]:
    """A file of some sample's rows, some more than once, some spoiled; and how many rows it has."""
    lines = PLAIN[draw(st.sampled_from(sorted(PLAIN)))]
    chance = random.Random(draw(st.integers(0, 10**9)))
    rows = chance.choices(lines[1:], k=draw(st.integers(0, 12)))
    for index in range(len(rows)):
        if draw(st.integers(0, 2)):
            continue
        cells = rows[index].split(",")
        at = chance.randrange(len(cells))
        match draw(st.integers(0, 3)):
            case 0:
                cells[at] = chance.choice(fuzz.CELLS)
            case 1:
                cells[at:at] = [""]
            case 2:
                del cells[at]
            case _:
                cells[at] = chance.choice(('a"b', '"a"b', "\0", "Total", cells[at] * 2))
        rows[index] = ",".join(cells)
    blank = sum(not row.replace(",", "").strip() for row in rows)
    return "\n".join([lines[0], *rows, ""]), len(rows) - blank


@CHEAP
@given(files_with_defects())
def test_every_row_is_counted_filtered_or_set_aside(made: tuple[str, int]) -> None:
    text, rows = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_text(text, "utf-8")
        report, _table = intake.examine(path, OURS, secret=b"k" * 32, today=TODAY)
    if report.fault is not None:
        assert report.fault.key in ("mapping_none", "export_binary")
        return
    assert report.rows_read == rows
    assert report.rows_read == report.rows_counted + report.rows_filtered + len(report.set_aside)
    assert min(report.rows_counted, report.rows_filtered) >= 0
    assert all(1 < aside.line <= text.count("\n") for aside in report.set_aside)
    assert len({aside.line for aside in report.set_aside}) == len(report.set_aside)


def person(tags: str, name: str = "a") -> str:
    return f'u,A,B,{name}@example.org,H2X,M,QC,,+1,"{tags}",x,,2021-12-05'


@pytest.mark.parametrize(
    ("rows", "counted", "filtered", "actions"),
    [
        ([person("W4R21_signed_GTM, W4R21_signed_GTM, W4R21_signed_GTM")], 1, 0, 1),
        ([person("W4R21_signed_GTM, W4R21_signed_ERI")] * 2, 1, 1, 2),
        ([person("W4R21_signed_GTM"), person("W4R21_signed_GTM, W4R21_signed_ERI")], 2, 0, 2),
        ([person("W4R21_signed_GTM"), person("W4R21_signed_GTM", "b"), person("x")], 2, 1, 2),
    ],
)
def test_a_person_with_several_actions_is_one_row(
    rows: list[str], counted: int, filtered: int, actions: int, tmp_path: Path
) -> None:
    header = PLAIN["action_network_report.csv"][0]
    path = tmp_path / "people.csv"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    report, _table = intake.examine(path, OURS, secret=b"k" * 32, today=TODAY)
    assert (report.rows_counted, report.rows_filtered, report.actions) == (
        counted,
        filtered,
        actions,
    )


def test_a_report_that_stands_twice_in_one_file_counts_once(tmp_path: Path) -> None:
    lines = PLAIN["ms_forms_group_reports_cp1252.csv"]
    path = tmp_path / "reports.csv"
    path.write_text("\n".join([lines[0], lines[2], lines[2], lines[3], ""]), "utf-8")
    report, table = intake.examine(path, OURS, secret=b"k" * 32, today=TODAY)
    assert table is not None
    assert (report.rows_counted, report.rows_filtered) == (2, 1)
    office = Office(tmp_path)
    office.desk = taking.Desk(OURS, b"k" * 32, RECORD)
    office.send("reports.csv", path)
    assert office.total == report.actions
