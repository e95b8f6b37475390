"""What is in is added up as an oracle in plain Python adds it up, however it came in.

`--hypothesis-profile many` runs a hundred times as many examples.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact.database import Database
from impact.exports import intake, ledger, mapping, taking
from impact.store import Store
from tests import fuzz
from tests.conftest import record

SAMPLES = Path(__file__).parent / "exports" / "samples"
OURS = mapping.load(SAMPLES.parent / "cases_2021.yaml")
TODAY = dt.date(2026, 11, 22)
RECORD = record()
_MANY = settings.get_current_profile_name() == "many"
CHEAP = settings(
    max_examples=2000 if _MANY else 10,
    derandomize=not _MANY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# Small worlds, so that what is sent overlaps all the time.
SECTIONS = ("CA-FR", "US")
DAYS = ("2021-12-01", "2022-01-31", "2022-11-05")
CASES = ("gtm", "eri", "elsewhere")
CASE_IDS = {"gtm": "2021-bernardo-caal-xol", "eri": "2021-ciham-ali", "elsewhere": "unmapped"}

days, cases = st.sampled_from(DAYS), st.sampled_from(CASES)
Row = tuple[str, str, str, int]  # key or type, day, case, quantity


@dataclass(frozen=True)
class Platform:
    """One kind of export: its header, what a row looks like, whether rows have keys."""

    name: str
    header: str
    row: str
    keyed: bool


# At noon UTC the day is the same in both sections.
PLATFORMS = {
    item.name: item
    for item in (
        Platform(
            "proca_action_list",
            "id,firstname,country,email,widget,type,date,campaign",
            "{key},A,CA,a@example.org,w,petition,{day}T15:00:00,w4r21_{case}",
            keyed=True,
        ),
        Platform(
            "everyaction_online_forms",
            "ContactsOnlineFormID,VanID,OnlineFormName,DateCreated",
            "{key},1,W4R21 {case},{day}T12:00:00",
            keyed=True,
        ),
        Platform(
            "hand_tally_social",
            "date,case,channel,count,how counted,link",
            "{day},{case},Twitter,{quantity},x,",
            keyed=False,
        ),
        Platform(
            "excel_fr_tally",
            "Date;Cas;Type d’action;Nombre;Précision;Remarques",
            "{day};{case};{key};{quantity};exact;",
            keyed=False,
        ),
    )
}

keyed_rows = st.tuples(st.sampled_from("123"), days, cases, st.just(1))
tally_rows = st.tuples(st.sampled_from(("lettre", "appel")), days, cases, st.integers(0, 9))
which = st.integers(0, 7)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, ...] | tuple[str, int]]:
    """Steps of one history. Few senders each, or their exports would seldom overlap."""
    names = st.tuples(st.sampled_from(SECTIONS), st.sampled_from(sorted(PLATFORMS)))
    senders = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    steps: list[tuple[str, ...] | tuple[str, int]] = []
    for _ in range(draw(st.integers(3, 12))):
        kind = draw(st.sampled_from(("send", "send", "send", "again", "retract", "restore")))
        if kind == "send":
            section, platform = draw(st.sampled_from(senders))
            rows = keyed_rows if PLATFORMS[platform].keyed else tally_rows
            sent = tuple(draw(st.lists(rows, min_size=1, max_size=5)))
            steps.append((kind, section, platform, sent))  # type: ignore[arg-type]
        else:
            steps.append((kind, draw(which)))
    return steps


@dataclass
class Sent:
    """An export as the oracle knows it."""

    section: str
    platform: str
    rows: tuple[Row, ...]
    counts: bool = True


Totals = Counter[tuple[int, str, str]]


def totals_of(exports: list[Sent]) -> Totals:
    """By edition, case and day. What comes later replaces what it holds: an action by its key, a
    cell of a tally as a whole; within one file the first row of a key counts, others that differ are
    set aside, and a cell adds up. A rule of 2021 gives nothing to a case in another edition."""
    actions: dict[tuple[str, ...], tuple[str, str, int]] = {}
    tallies: dict[tuple[str, ...], int] = {}
    for export in exports:
        if not export.counts:
            continue
        own_actions: dict[tuple[str, ...], tuple[str, str, int]] = {}
        own_cells: Counter[tuple[str, ...]] = Counter()
        for key, day, case, quantity in export.rows:
            if PLATFORMS[export.platform].keyed:
                own_actions.setdefault((export.section, export.platform, key), (day, case, 1))
            else:
                kind = key if export.platform == "excel_fr_tally" else "social"
                own_cells[export.section, export.platform, day, case, kind] += quantity
        actions |= own_actions
        tallies |= own_cells
    totals: Totals = Counter()
    for day, case, quantity in actions.values():
        totals[_edition(day), _case(case, day), day] += quantity
    for (*_, day, case, _kind), quantity in tallies.items():
        totals[_edition(day), _case(case, day), day] += quantity
    return +totals


def _case(case: str, day: str) -> str:
    return CASE_IDS[case] if _edition(day) == 2021 else "unmapped"


def _edition(day: str) -> int:
    year, month = int(day[:4]), int(day[5:7])
    return year if month >= 11 else year - 1


def counted(store: Store) -> Totals:
    """The same as the database has it."""
    newest = store.newest()
    contents = store.contents(newest) if newest else {}
    database = Database(RECORD, ledger.actions(contents), ledger.exports(contents))
    database.ready()
    with database._cursor() as cursor:
        cursor.execute(
            "select edition_year, case_id, day::varchar, sum(quantity)::bigint"
            " from actions group by all"
        )
        return +Counter(
            {(year, case, day): number for year, case, day, number in cursor.fetchall()}
        )


def text_of(export: Sent) -> str:
    platform = PLATFORMS[export.platform]
    rows = (
        platform.row.format(key=key, day=day, case=case, quantity=quantity)
        for key, day, case, quantity in export.rows
    )
    return "\n".join([platform.header, *rows, ""])


def send(store: Store, folder: Path, export: Sent) -> bool:
    """Take an export in as the command does. Whether it was."""
    path = folder / "export.csv"
    path.write_text(text_of(export), "utf-8")
    fingerprint = intake.fingerprint(path)
    if ledger.is_in(store, fingerprint, export.section, OURS.rules):
        return False
    report, table = intake.examine(
        path, OURS, section=export.section, secret=b"k" * 32, today=TODAY
    )
    assert report.fault is None
    assert report.mapping == export.platform
    assert table is not None
    assert report.rows_read == len(export.rows)
    assert report.rows_read == report.rows_counted + report.rows_filtered + len(report.set_aside)
    assert {row.reason for row in report.set_aside} <= {"key_twice_differs"}
    return ledger.take_in(store, report, table, fingerprint, export.section, OURS.rules)


@CHEAP
@given(histories())
def test_any_order_of_sends_corrections_and_retractions_adds_up_as_the_oracle_says(
    steps: list[tuple[str, ...] | tuple[str, int]],
) -> None:
    exports: list[Sent] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store = Store(folder / "store")
        for step in steps:
            if step[0] in ("send", "again"):
                if step[0] == "send":
                    export = Sent(step[1], step[2], step[3])  # type: ignore[arg-type, misc]
                elif exports:
                    old = exports[int(step[1]) % len(exports)]
                    export = Sent(old.section, old.platform, old.rows)
                else:
                    continue
                there = any(
                    old.counts and old.section == export.section and text_of(old) == text_of(export)
                    for old in exports
                )
                before = store.newest()
                assert send(store, folder, export) is not there
                if there:
                    assert store.newest() == before
                else:
                    exports.append(export)
            elif exports:
                index = int(step[1]) % len(exports)
                identity = taking.entries(store)[index].id
                if step[0] == "retract":
                    taking.retract(store, identity, "a test")
                else:
                    taking.restore(store, identity)
                exports[index].counts = step[0] == "restore"
        assert len(taking.entries(store)) == len(exports)
        assert counted(store) == totals_of(exports)


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
    store = Store(tmp_path / "store")
    ledger.take_in(store, report, table, "f" * 64, "CA-FR")
    assert sum(counted(store).values()) == report.actions
