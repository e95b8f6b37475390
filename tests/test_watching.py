"""The drop folder: a file is taken in once, when it is whole, and again when it or the rules change."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from impact.exports import ledger, taking
from impact.exports.ledger import Rule
from impact.figures import live
from impact.server.watching import STILL, Watch
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay
from tests.test_exports import SAMPLES

OF_CASES = ("outcomes", "case_actions", "case_names")
SAMPLE = SAMPLES / "actionkit_core_action.csv"


@pytest.fixture
def drop(folders: tuple[Path, Path], tmp_path: Path) -> Path:
    lay(folders[0], files())
    where = tmp_path / "exports"
    where.mkdir()
    return where


@pytest.fixture
def watch(drop: Path, folders: tuple[Path, Path]) -> Watch:
    return Watch(drop, folders[1])


def verdicts(watch: Watch, *times: float) -> list[str]:
    return [report.verdict for time in times for report in watch.look(time)]


def test_a_file_is_taken_in_once_when_it_has_come_to_rest(watch: Watch, drop: Path) -> None:
    shutil.copy(SAMPLE, drop)
    assert verdicts(watch, 0, STILL / 2) == []
    assert verdicts(watch, STILL) == ["accepted"]
    assert verdicts(watch, 10, 20) == []
    assert [row["actions"] for row in live.current().database.rows("actions_counted")] == [36]
    assert [item.name for item in watch.dropped.values()] == [SAMPLE.name]


def test_a_file_that_grows_is_left_alone(watch: Watch, drop: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    half = drop / SAMPLE.name
    half.write_text(text[:2000], "utf-8")
    assert verdicts(watch, 0, 1) == []
    half.write_text(text, "utf-8")
    assert verdicts(watch, 2, 3) == []
    assert verdicts(watch, 2 + STILL) == ["accepted"]


def test_a_copy_that_pauses_is_left_alone_as_long_as_it_is_open(watch: Watch, drop: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    with (drop / SAMPLE.name).open("w", encoding="utf-8") as copy:
        copy.write(text[:2000])
        copy.flush()
        assert verdicts(watch, 0, 10, 20) == []
        copy.write(text[2000:])
    assert verdicts(watch, 30, 40) == ["accepted"]


@pytest.mark.parametrize("name", ["a.csv.part", "a.crdownload", ".a.csv", "~$a.csv", "README.md"])
def test_what_is_no_whole_export_by_its_name_is_passed_over(
    name: str, watch: Watch, drop: Path
) -> None:
    shutil.copy(SAMPLE, drop / name)
    assert verdicts(watch, 0, 10) == []


def test_a_file_in_the_folder_of_a_section_is_that_sections(
    watch: Watch, drop: Path, folders: tuple[Path, Path]
) -> None:
    for section in ("GB", "NO", "XX"):
        (drop / section).mkdir()
        shutil.copy(SAMPLE, drop / section)
    # The second has the very bytes of the first, and waits until somebody says whose they are.
    assert sorted(verdicts(watch, 0, 10)) == ["accepted", "held", "refused"]
    assert [entry.section for entry in taking.entries(Store(folders[1]))] == ["GB", "NO"]
    assert watch.dropped[f"XX/{SAMPLE.name}"].report.fault is not None


def test_a_name_that_means_no_case_by_rule_is_of_none_from_the_folder_too(
    watch: Watch, drop: Path, folders: tuple[Path, Path]
) -> None:
    cases = [{"case_id": "2020-zhang", "name": "Zhang Zhan", "name_fr": "Zhang Zhan"}]
    lay(
        folders[0], files(cases=cases, **{table: [{"case_id": "2020-zhang"}] for table in OF_CASES})
    )
    rule = Rule(platform="tally", value="zhang", edition=2020, case_id="unmapped")
    with taking.changing(Store(folders[1])) as visit:
        visit.set_rule(rule, kept=True)
    rows = "2020-12-10,Zhang,letter,offline,40\n2020-12-11,Zhang Zhan,letter,offline,2\n"
    (drop / "a.csv").write_text(f"Date,Case,Action type,Channel,Number\n{rows}", "utf-8")
    assert verdicts(watch, 0, 10) == ["accepted"]
    assert watch.dropped["a.csv"].report.by_case == {"unmapped": 40, "2020-zhang": 2}
    told = live.current().database.rows("counted_by_case", edition=2020)
    assert {row["case_id"]: row["actions"] for row in told} == {"unmapped": 40, "2020-zhang": 2}


def test_a_refused_file_is_looked_at_again_when_it_changes(watch: Watch, drop: Path) -> None:
    (drop / "a.csv").write_text("a,b\n1,2\n", "utf-8")
    assert verdicts(watch, 0, 10, 20) == ["refused"]
    shutil.copy(SAMPLE, drop / "a.csv")
    assert verdicts(watch, 30, 40) == ["accepted"]
    (drop / "a.csv").unlink()
    assert verdicts(watch, 50) == []
    assert watch.dropped == {}


def test_a_new_mapping_counts_the_files_of_the_folder_anew_and_nothing_twice(
    watch: Watch, drop: Path, folders: tuple[Path, Path]
) -> None:
    shutil.copy(SAMPLE, drop)
    assert verdicts(watch, 0, 10) == ["accepted"]
    own = b"page_map: {actionkit: {'401': 2021-a, '402': 2021-a, '403': 2021-a}}\n"
    store = Store(folders[1])
    store.keep({taking.OWN: own})
    assert verdicts(watch, 20) == ["accepted"]
    entries = taking.entries(store)
    assert [entry.reason for entry in entries] == [ledger.RECOUNTED, None]
    assert [row["actions"] for row in live.current().database.rows("actions_counted")] == [36]
    assert set(watch.dropped[SAMPLE.name].report.by_case) == {"2021-a"}


def test_a_folder_within_that_of_a_list_is_named_as_what_nothing_is_taken_of(
    watch: Watch, drop: Path
) -> None:
    for name in (
        "CA-FR/schools/lyon/a.csv",
        "CA-FR/schools/paris/2025/b.csv",
        "CA-FR/.old/x/c.csv",
    ):
        (drop / name).parent.mkdir(parents=True)
        (drop / name).write_bytes(SAMPLE.read_bytes())
    (drop / "CA-FR" / "schools" / "empty").mkdir()
    assert verdicts(watch, 0, 10) == []
    assert watch.passed_over == ["CA-FR/schools/lyon/…", "CA-FR/schools/paris/…"]


def test_files_that_are_passed_over_by_their_ending_are_named_once(
    watch: Watch, drop: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (drop / "CA-FR").mkdir()
    for name in (
        "tally.csv~",
        "notes.docx",
        "CA-FR/a.csv.part",
        "~$tally.xlsx",
        ".DS_Store",
        "README.md",
    ):
        (drop / name).write_bytes(b"x")
    assert verdicts(watch, 0, 10, 20) == []
    assert watch.passed_over == ["CA-FR/a.csv.part", "notes.docx", "tally.csv~"]
    assert len([line for line in caplog.messages if "notes.docx" in line]) == 1
    (drop / "notes.docx").unlink()
    watch.look(30)
    assert watch.passed_over == ["CA-FR/a.csv.part", "tally.csv~"]


LIST = "Date,Case,Action type,Channel,Number,Precision,Country\n2020-12-10,A,letter,offline,{},exact,\n"


def _laid(drop: Path, where: str, actions: int) -> None:
    path = drop / "GB" / where / "a.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LIST.format(actions), "utf-8")


@pytest.mark.parametrize(("there", "code"), [(None, "other_list"), (7, "holds_list")])
def test_a_folder_of_a_list_that_was_renamed_did_not_count_its_files_again(
    watch: Watch, drop: Path, folders: tuple[Path, Path], there: int | None, code: str
) -> None:
    """Whether the list of the new name is new, or had something else before."""
    _laid(drop, "schools", 50)
    if there:
        _laid(drop, "unions", there)
        shutil.move(drop / "GB" / "unions" / "a.csv", drop / "GB" / "unions" / "b.csv")
        (drop / "GB" / "unions" / "b.csv").write_text(LIST.format(there).replace("10,A", "11,A"))
    assert set(verdicts(watch, 0, 10)) == {"accepted"}
    (drop / "GB" / "unions").mkdir(exist_ok=True)
    shutil.move(drop / "GB" / "schools" / "a.csv", drop / "GB" / "unions" / "a.csv")
    assert verdicts(watch, 20, 30) == ["held"]
    (held,) = taking.ledger_now(Store(folders[1])).held()
    assert held.question is not None
    assert held.question.code == code


def test_two_folders_with_files_of_the_same_day_are_two_lists(watch: Watch, drop: Path) -> None:
    _laid(drop, "schools", 50)
    _laid(drop, "unions", 60)
    assert verdicts(watch, 0, 10) == ["accepted", "accepted"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace,Zurich,Marylebone\nBo Diddley,Bern,Soho\n",  # no header: a row stands for one
        "Ada Lovelace,unsubscribed\nBo Diddley,no\n",
        "Ada Lovelace,cumulative\nBo Diddley,no\n",
    ],
)
def test_the_log_told_the_first_row_of_a_list_without_a_header(
    watch: Watch, drop: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    caplog.set_level(logging.INFO)
    (drop / "members.csv").write_text(text, "utf-8")
    watch.look(0)
    (report,) = watch.look(STILL)
    assert report.fault is not None
    assert "members.csv" in caplog.text
    assert not any(word in caplog.text for word in ("Ada", "Zurich", "Bo Diddley", "unsubscribed,"))


def test_the_log_told_what_a_row_says_that_waits_for_an_approval(
    watch: Watch, drop: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    row = DEFAULTS["outcomes"] | {"outcome_id": "o2-secret", "summary": "Secret words."}
    (drop / "outcomes.csv").write_text(
        ",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n"
    )
    watch.look(0)
    (report,) = watch.look(STILL)
    assert report.question is not None and "2021-05-01" in report.message("en")
    assert "outcomes.csv: held" in caplog.text
    assert not any(word in caplog.text for word in ("ecret", "2021-05-01", "2020-a"))
