"""The sample of invented exports: the same bytes every time, and exactly its own totals when counted."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from impact import figures, talking
from impact.cli.main import main
from impact.exports import rules, taking
from impact.exports.ledger import Rule
from impact.faults import Fault
from impact.figures import cells, live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import cases, since
from impact.presentation.chart import Points
from impact.presentation.view import View
from impact.record.reader import names, read
from impact.record.schema import TARGETS
from impact.sample import exports as sample
from impact.sample import packed
from impact.sample import record as sample_record
from impact.settings import ROOT
from impact.store import Store
from impact.talking import Occasion, Selection
from tests.conftest import OF_COUNTS, files, lay
from tests.test_exports import SAMPLES
from tests.wordings import EN

NOW = ("free_now", "under_conditions_now", "held_now", "died", "not_known_now")
SAMPLE = ROOT / "data" / "sample"
EXPECTED: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text("utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that took in the whole sample and nothing else."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_STORE", str(folder / "store"))
        assert main(["sample", str(folder / "written"), "--ingest"]) == 1  # one row is set aside
    return folder / "store"


@pytest.fixture(scope="module")
def taken(store: Path) -> State:
    record, targets = SAMPLE / "record", SAMPLE / "SAMPLE-targets.csv"
    return live.Live(record, store, targets).state()


@dataclass(frozen=True)
class Visit:
    """What eight visitors at once got, and what the building left behind."""

    states: list[State]
    built: list[Path]
    temporary: Path
    real_before: State
    real_after: State
    kept: bool


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """The sample, asked for by eight visitors at once before it is built, beside a real store."""
    real = tmp_path_factory.mktemp("real")
    (record := real / "record").mkdir()
    lay(record, files())
    temporary = tmp_path_factory.mktemp("temporary")
    built: list[Path] = []
    lay_packed = packed.lay

    def noted(folder: Path) -> Store:
        built.append(folder)
        return lay_packed(folder)

    live._sample = cache(live._sample.__wrapped__)  # kept: the tests here, and others, read it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACT_RECORD", str(record))
        patch.setenv("IMPACT_STORE", str(real / "store"))
        patch.setattr("tempfile.tempdir", str(temporary))
        patch.setattr(packed, "lay", noted)
        before, kept = live.current(), contents(real)
        with ThreadPoolExecutor(8) as visitors:
            states = list(visitors.map(lambda _: live.sample(), range(8)))
        return Visit(states, built, temporary, before, live.current(), contents(real) == kept)


@pytest.fixture(scope="module")
def world(visit: Visit) -> State:
    """What a visitor who explores the sample is answered from."""
    return visit.states[0]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    sample.write(tmp_path)
    assert contents(tmp_path) == contents(SAMPLE)


def test_another_seed_writes_other_numbers(tmp_path: Path) -> None:
    sample.write(tmp_path, seed=2)
    assert contents(tmp_path)["expected.json"] != contents(SAMPLE)["expected.json"]


def test_the_sample_is_small_and_every_export_is_named_as_one() -> None:
    assert sum(map(len, contents(SAMPLE).values())) < 600_000
    record = SAMPLE / "record"
    exports = [path for path in SAMPLE.rglob("*.csv") if path.parent != record]
    assert exports
    assert all("SAMPLE" in path.name for path in exports)


def test_no_real_person_or_case_is_named_in_the_sample() -> None:
    real = read(ROOT / "data" / "record").tables["cases"]
    told = "\n".join(
        path.read_bytes().decode("cp1252" if "excel_fr" in path.name else "utf-8").casefold()
        for path in SAMPLE.rglob("*")
        if path.is_file()
    )
    names = {str(row[column]) for row in real for column in ("name", "name_fr")}
    slugs = {str(row["case_id"])[5:] for row in real}
    assert len(names | slugs) > 300
    assert [name for name in names | slugs if name.casefold() in told] == []


def test_every_row_of_the_record_says_that_it_is_invented(world: State) -> None:
    tables = world.record.tables
    for row in [*tables["cases"], *tables["outcomes"]]:
        assert str(row["summary"]).endswith(" (invented).")
        assert str(row["summary_fr"]).endswith(" (inventé).")
    for row in tables["cases"]:
        assert str(row["name"]).endswith(" (invented)")
        assert str(row["name_fr"]).endswith(" (inventé)")
    published = (rows for name, rows in tables.items() if name != "targets")
    pages = [str(row["source_url"]) for rows in published for row in rows]
    assert all(page.startswith("https://example.org/sample/") for page in pages)


def test_each_case_of_the_exports_is_one_of_the_record_and_each_has_counts(world: State) -> None:
    for year, featured in sample_record.CASES.items():
        rows = world.database.rows("cases_of_edition", edition=year)
        assert {row["case_id"] for row in rows} == set(featured)
        assert set(EXPECTED["editions"][str(year)]["case"]) - {"unmapped"} == set(featured)


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_published_total_covers_what_was_counted(world: State, year: int) -> None:
    (row,) = world.database.rows("reconciliation", edition=year)
    assert 0.8 < row["share"] < 1


def test_every_country_of_the_sample_has_a_name_and_a_place_on_the_map(world: State) -> None:
    rows: Any = world.database.rows("cases_by_country")
    *_, dots = cases.map_chart(rows, EN).marks
    assert len(rows) > 10
    assert isinstance(dots, Points) and len(dots.x) == len(rows)


def test_the_record_of_the_sample_shows_the_good_and_what_did_not_last(world: State) -> None:
    ask = world.database.rows
    (total,) = ask("releases_documented_total")
    assert [total[key] for key in NOW] == [1, 3, 1, 0, 0]
    assert total["ever_held_again"] == 1
    (headline,) = ask("releases_published_headline")
    assert (headline["value"], headline["lowest"], headline["highest"]) == (4, 4, 5)
    assert headline["of_cases"] == 8
    tracks = {(row["track"], row["standing"]) for row in ask("cases_by_standing")}
    assert {("justice", "achieved"), ("justice", "reversed"), ("liberty", "held_again")} <= tracks
    known = {check.name for check in figures.checks(world, "en") if check.rows}
    assert known == {
        "events_before_launch",
        "totals_not_reproduced",
        "releases_not_reproduced",
        "cases_featured_differ",
    }


@pytest.mark.parametrize("name", figures.names())
def test_every_figure_of_the_sample_has_rows_and_says_that_it_is_one(
    world: State, name: str
) -> None:
    possible: dict[str, object] = {"edition": 2025, "case_id": "2025-sample-f"}
    given = {key: possible[key] for key in figures.parameters(name) if key in possible}
    figure = figures.figure(world, name, "fr", **given)
    assert figure.sample
    # Asked of 2025, which has no targets, no odd day and one edition before it alone.
    assert bool(figure.rows) != (name in {"projection_past", "targets", "spikes"})
    assert figure.as_json()["sample"] is True
    for text, mark, word in (
        (figure.as_csv(), ",", "invented"),
        (downloaded(figure), ";", "inventé"),
    ):
        header, *rows = csv.reader(io.StringIO(text), delimiter=mark)
        assert header[-1] == "SAMPLE / EXEMPLE"
        assert len(rows) == len(figure.rows)
        assert all(row[-1] == word for row in rows)


def downloaded(figure: figures.Figure) -> str:
    return cells.csv(figure, figure.rows, "fr").decode("utf-8-sig")


def test_a_real_figure_bears_no_mark(shipped: State) -> None:
    figure = figures.figure(shipped, "editions", "fr")
    assert not figure.sample
    assert "sample" not in figure.as_json()
    assert "SAMPLE" not in figure.as_csv() + downloaded(figure)


def test_whatever_counts_an_export_of_the_sample_is_marked(store: Path) -> None:
    mixed = live.Live(ROOT / "data" / "record", store).state()
    assert figures.figure(mixed, "actions_counted", "en").sample


def test_the_sample_is_never_taken_into_a_store_with_real_exports(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(folders[0], files())
    real = SAMPLES / "actionkit_core_action.csv"
    assert main(["ingest", str(real), "--section", "CA-FR"]) == 0
    before = contents(folders[1])
    assert main(["sample", str(tmp_path / "written"), "--ingest", "--lang", "en"]) == 2
    assert "must never meet" in capsys.readouterr().err
    assert contents(folders[1]) == before
    assert not live.current().sample


def test_no_check_finds_anything_wrong_in_the_sample(world: State) -> None:
    found = {check.name: check.rows for check in figures.checks(world, "en")}
    wrong = {check.name for check in figures.checks(world, "en") if check.severity == "wrong"}
    assert len(wrong) > 4
    assert {name: found[name] for name in wrong} == {name: [] for name in wrong}
    assert world.fault is None


@pytest.mark.parametrize("days", [1, 7])
def test_the_sample_has_a_yesterday_and_a_week_ago_as_its_own_steps_add_up(
    world: State, days: int
) -> None:
    assert world.counted_on
    day = (world.counted_on - dt.timedelta(days)).isoformat()
    came = sum(
        effect.by_edition["2026"].after - effect.by_edition["2026"].before
        for event in world.ledger.events
        if event.at[:10] > day
        for effect in event.effects
        if "2026" in effect.by_edition
    )
    now, then = View(world, "en"), View(live.sample(days), "en")
    assert came > 0
    assert since.more(now, {days: then}, 2026) == {days: came}
    for part in since.PARTS:
        rows = since.moved(now, {days: then}, 2026, part)
        assert sum(row.more[days] or 0 for row in rows) == came


def test_many_visitors_at_once_get_one_sample_that_is_built_once_and_apart_from_all_that_is_real(
    visit: Visit,
) -> None:
    """It leaves the store that the settings name, and the folder it was built in, alone."""
    place = visit.temporary.parts
    assert [folder.parts[: len(place)] for folder in visit.built] == [place]
    assert len({id(state) for state in visit.states}) == 1
    state = visit.states[0]
    assert state.sample and not visit.real_before.sample
    assert state.snapshot != visit.real_before.snapshot
    assert visit.kept
    assert list(visit.temporary.iterdir()) == []
    assert visit.real_after is visit.real_before


def test_the_sample_that_ships_is_what_its_exports_come_to(tmp_path: Path, visit: Visit) -> None:
    """Else make it anew: `python -m impact.sample.packed`."""
    shipped, taken = packed.lay(tmp_path / "shipped"), packed.taken_in(tmp_path / "taken")
    assert [mark.id for mark in shipped.marks()] == [mark.id for mark in taken.marks()]
    world = live.Live(SAMPLE / "record", taken.folder, SAMPLE / "SAMPLE-targets.csv")
    assert world.state().snapshot == visit.states[0].snapshot


@pytest.mark.parametrize("harm", ["an export is another", "half of it", "none", "no archive"])
def test_a_sample_that_does_not_fit_its_exports_is_not_taken_for_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(packed.SAMPLE, folder)
    monkeypatch.setattr(packed, "SAMPLE", folder)
    shutil.copy(packed.PACKED, tmp_path)
    monkeypatch.setattr(packed, "PACKED", tmp_path / packed.PACKED.name)
    assert packed._unpacked(tmp_path / "whole") is not None
    if harm == "an export is another":
        (folder / "SAMPLE-targets.csv").write_bytes(b"section\n")
    elif harm == "none":
        packed.PACKED.unlink()
    else:
        whole = packed.PACKED.read_bytes()
        packed.PACKED.write_bytes(whole[: len(whole) // 2] if harm == "half of it" else b"?" * 99)
    assert packed._unpacked(tmp_path / "harmed") is None


def test_a_sample_that_cannot_be_built_is_a_fault_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = cache(live._sample.__wrapped__)
    monkeypatch.setattr(live, "_sample", again)
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
        with pytest.raises(Fault) as caught:
            live.sample()
    assert caught.value.key == "store_locked"
    assert again.cache_info().currsize == 0


SHARES = {
    "error",
    "share",
    "change",
    "expected_share",
    "ratio",
    "passed",
    "error_largest",
    "error_median",
    "usual",  # a median, as the next
    "usual_days",
}


def given(name: str, edition: int) -> Any:
    return {"edition": edition} if figures.parameters(name) else {}


@pytest.mark.parametrize("name", sorted(OF_COUNTS))
def test_every_metric_of_counts_has_something_to_show_in_whole_numbers(
    taken: State, name: str
) -> None:
    rows = taken.database.rows(name, **given(name, 2026))
    assert rows
    for key in rows[0]:
        kinds = {type(row[key]) for row in rows} - {type(None)}
        assert len(kinds) <= 1
        assert kinds <= ({float} if key in SHARES else {int, str, bool, dt.date})


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
@pytest.mark.parametrize(
    ("name", "column", "part"),
    [
        ("counted_by_section", "section", "section"),
        ("counted_by_case", "case_id", "case"),
        ("counted_by_type", "action_type", "type"),
        ("counted_by_day", "day", "day"),
    ],
)
def test_every_split_is_the_one_that_was_added_up_while_writing(
    taken: State, name: str, column: str, part: str, year: str
) -> None:
    rows = taken.database.rows(name, edition=int(year))
    found = {str(row[column] or "undated"): row["actions"] for row in rows}
    assert found == EXPECTED["editions"][year][part]


def test_the_sample_shows_what_its_readme_says(taken: State) -> None:
    ask = taken.database.rows
    sections = {row["section"]: row for row in ask("sections_sending", edition=2026)}
    late = {row["section"]: row["late"] for row in ask("late_sections", edition=2026)}
    assert [section for section, is_late in late.items() if is_late] == ["BE-FR", "FR"]
    assert [section for section, is_late in late.items() if is_late is None] == ["CH"]
    assert sections["FR"]["last_day"] == dt.date(2026, 11, 10)
    assert sections["GB"]["days_without"] == 4
    spikes = [(row["section"], row["day"]) for row in ask("spikes", edition=2026)]
    assert spikes == [("CA-EN", dt.date(2026, 11, 14))]
    assert "BE-FR" in {row["section"] for row in ask("sections_sending", edition=2025)}
    assert [row["case_id"] for row in ask("counted_by_case", edition=2026)][-1] == "unmapped"
    assert ask("projection", edition=2026)[0]["status"] == "projected"
    assert ask("counted_by_day", edition=2026)[-1]["day"] is None


def test_each_file_alone_counts_what_it_holds_on_the_day_it_came(store: Path) -> None:
    found = [
        {
            "name": f"{entry.section}/{entry.file}",
            "section": entry.section,
            "received_on": entry.received_at[:10],
            "actions": entry.actions,
        }
        for entry in taking.entries(Store(store))
    ]
    assert found == EXPECTED["files"]


def test_every_row_is_counted_filtered_or_set_aside_with_one_set_aside(store: Path) -> None:
    entries = taking.entries(Store(store))
    for entry in entries:
        assert entry.rows_read == entry.rows_counted + entry.rows_filtered + entry.rows_set_aside
    assert sum(entry.rows_set_aside for entry in entries) == 1
    assert sum(entry.rows_filtered for entry in entries) > 50


def test_one_file_is_held_for_somebody_to_decide_and_counts_for_neither_section(
    store: Path, taken: State
) -> None:
    (held,) = taking.ledger_now(Store(store)).held()
    assert (held.section, held.question and held.question.code) == ("BE-FR", "same_bytes")
    sections = {row["section"]: row["actions"] for row in counted_of(taken, "section", 2026)}
    assert "BE-FR" not in sections
    assert held.question is not None
    after = {choice.choice: choice.after for choice in held.question.choices}
    both = EXPECTED["editions"]["2025"]["section"]["BE-FR"]
    assert after == {"move": both + held.actions, "add": both + held.actions, "drop": both}


def test_the_tally_with_a_zero_too_many_is_mended_by_the_next_and_the_effect_says_so(
    store: Path,
) -> None:
    effects = {
        f"{event.entry.section}/{event.entry.file}": event.effects[0]
        for event in taking.ledger_now(Store(store)).events
        if event.entry is not None and event.effects
    }
    slip = effects["CA-FR/2026-11-08_SAMPLE_excel_fr_tally.csv"]
    mended = effects["CA-FR/2026-11-09_SAMPLE_excel_fr_tally.csv"]
    worst = mended.largest[0]
    assert worst.before == 10 * worst.after
    assert mended.sums.removed == worst.before - worst.after
    assert mended.kinds["2026"]["corrected"] == worst.after - worst.before
    assert mended.sums.after - mended.sums.before == mended.sums.added - mended.sums.removed
    assert mended.sums.before == slip.sums.after


def test_a_rule_gives_the_unknown_campaign_to_a_case_and_changes_nothing_else(store: Path) -> None:
    unknown = EXPECTED["editions"]["2026"]["case"]["unmapped"]
    rule = Rule(
        platform="hand_tally_social",
        value=rules.key("W4R26-not-in-any-mapping"),
        edition=2026,
        case_id="2026-sample-k",
    )
    with taking.looking(Store(store)) as visit:
        (effect,) = visit.set_rule(rule, kept=True)
    assert effect.section == "US"
    assert (effect.sums.added, effect.sums.removed) == (unknown, unknown)
    assert effect.sums.after == effect.sums.before


def counted_of(state: State, part: str, year: int) -> list[dict[str, Any]]:
    return state.database.rows(f"counted_by_{part}", edition=year)


def test_none_of_the_invented_people_is_kept(store: Path) -> None:
    newest = Store(store).newest()
    assert newest is not None
    own = {*names(), TARGETS.file}  # the rest is what exports were counted to
    kept = b"".join(Store(store).contents(newest, only=set(newest.files) - own).values())
    assert b"FR" in kept
    for canary in (b"@example.org", b"Exemple", b"192.0.2.", b"newsletter"):
        assert canary in b"".join(contents(SAMPLE).values())
        assert canary not in kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_an_event_in_the_sample_only_that_it_is_invented_was_said(
    world: State, lang: Language
) -> None:
    occasions: tuple[Occasion, ...] = ("launch", "results")
    said = [
        point.sentence
        for occasion in occasions
        for point in talking.talk(world, Selection(occasion, "press", "one_page"), lang).points
    ]
    assert said and not [sentence for sentence in said if "Invent" in sentence]
