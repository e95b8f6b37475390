"""Outcomes, cases and editions by export: added, corrected, withdrawn, and the standing that follows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from impact import figures
from impact.cli.main import main
from impact.exports import intake, mapping, taking, templates
from impact.exports.intake import Report
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say
from impact.record import agreements
from impact.record.reader import parse
from impact.settings import ROOT
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay
from tests.test_exports import SAMPLES, TODAY

OUTCOME = DEFAULTS["outcomes"] | {"outcome_id": "new", "event_date": "2026-05-01"}


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    """A record of one edition, one case, and its release, in an empty store."""
    lay(folders[0], files())
    return Store(folders[1])


def sheet(path: Path, *rows: Mapping[str, object], lang: Language = "en") -> Path:
    """A file in our template's headers, with these columns only."""
    columns = list(rows[0])
    lines = [",".join(templates.header(column, lang) for column in columns)]
    lines += [",".join(str(row.get(column, "")) for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def ingest(*paths: Path, command: str = "ingest") -> int:
    return main([command, *map(str, paths)])


def standing() -> str:
    (row,) = live.current().database.rows("case", case_id="2020-a")
    return str(row["liberty_standing"])


def examined(path: Path, record: object = None) -> Report:
    report, table = intake.examine(
        path,
        mapping.load(),
        secret=b"k" * 32,
        today=TODAY,
        record=live.record_as_it_stands() if record is None else record,  # type: ignore[arg-type]
    )
    assert table is None
    return report


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_an_outcome_that_is_added_moves_the_standing_at_once(
    lang: Language, tmp_path: Path
) -> None:
    assert standing() == "free"
    again = OUTCOME | {"outcome_type": "re_arrested", "direction": "negative"}
    assert ingest(sheet(tmp_path / "a.csv", again, lang=lang)) == 0
    assert standing() == "held_again"


@pytest.mark.usefixtures("store")
def test_an_upload_dates_its_own_rows_and_no_others(tmp_path: Path) -> None:
    assert ingest(sheet(tmp_path / "a.csv", OUTCOME | {"event_date": "2021-06-01"})) == 0
    state = live.current()
    (entry,) = state.ledger.entries.values()
    days = {
        row["outcome_id"]: (row["checked_on"], row["checked_how"])
        for row in state.record.tables["outcomes"]
    }
    assert days == {
        "o1": (dt.date(2026, 11, 22), None),
        "new": (entry.received_on, "sent_in"),
    }
    assert {row["checked_on"] for row in state.record.tables["cases"]} == {dt.date(2026, 11, 22)}


@pytest.mark.usefixtures("store")
def test_the_same_row_sent_again_is_as_it_is_and_gets_no_new_day(tmp_path: Path) -> None:
    assert ingest(sheet(tmp_path / "a.csv", DEFAULTS["outcomes"])) == 0
    (row,) = live.current().record.tables["outcomes"]
    assert row["checked_on"] == dt.date(2026, 11, 22)


@pytest.mark.usefixtures("store")
def test_a_file_may_use_the_words_of_either_language_for_codes(tmp_path: Path) -> None:
    words = OUTCOME | {
        "outcome_type": say("fr", "outcome.re_arrested"),
        "direction": say("en", "direction.negative"),
        "date_precision": "Jour",
    }
    report = examined(sheet(tmp_path / "a.csv", words, lang="fr"))
    assert report.adds == ["new"]
    assert report.changes[0].row()["outcome_type"] == "re_arrested"


def test_a_row_is_corrected_by_its_key_with_a_reason_and_keeps_the_cells_not_sent(
    store: Store, tmp_path: Path
) -> None:
    change = {
        "outcome_id": "o1",
        "outcome_type": "died",
        "direction": "negative",
        "reason": "wrong",
    }
    path = sheet(tmp_path / "a.csv", change)
    report = examined(path)
    assert (report.adds, report.corrects, report.withdraws) == ([], ["o1"], [])
    assert report.warnings == []
    assert ingest(path) == 1
    assert (
        standing() == "free"
    )  # another kind of event under the key of one that is there is asked of
    (held,) = taking.ledger_now(store).held()
    assert held.question is not None
    assert held.question.code == "record_row"
    assert main(["decide", held.id, "replace"]) == 0
    assert standing() == "died"
    assert live.record_as_it_stands().tables["outcomes"][0]["summary"] == "What."
    assert main(["retract", held.id]) == 0
    assert standing() == "free"


@pytest.mark.usefixtures("store")
def test_a_correction_of_what_is_said_of_the_same_event_is_not_asked_of(tmp_path: Path) -> None:
    change = {
        "outcome_id": "o1",
        "summary": "Whole story.",
        "people": "",
        "reason": "not said how many",
    }
    assert ingest(sheet(tmp_path / "a.csv", change)) == 0
    (row,) = live.record_as_it_stands().tables["outcomes"]
    assert (row["summary"], row["people"]) == ("Whole story.", None)


@pytest.mark.usefixtures("store")
def test_a_row_is_withdrawn_by_its_key_with_a_reason(tmp_path: Path) -> None:
    gone = {"outcome_id": "o1", "status": "withdrawn", "reason": "the source took it back"}
    silent = examined(sheet(tmp_path / "a.csv", gone | {"reason": ""}))
    assert [row.reason for row in silent.set_aside] == ["reason_missing"]
    ingest(sheet(tmp_path / "b.csv", gone))
    assert standing() == "held"
    assert live.record_as_it_stands().tables["outcomes"] == []


@pytest.mark.usefixtures("store")
def test_a_new_edition_a_new_case_and_its_outcome_come_in_one_after_the_other(
    tmp_path: Path,
) -> None:
    edition = {"edition_year": 2026, "starts_on": "2026-11-16", "ends_on": "", "actions": "",
               "actions_qualifier": "", "reason": ""}  # fmt: skip
    case = DEFAULTS["cases"] | {"case_id": "2026-b", "edition_year": 2026}
    outcome = OUTCOME | {"case_id": "2026-b"}
    paths = [
        sheet(tmp_path / name, row)
        for name, row in (("1.csv", edition), ("2.csv", case), ("3.csv", outcome))
    ]
    assert examined(paths[2]).set_aside[0].reason == "unknown_cases"
    assert ingest(*paths) == 0  # as one snapshot: each knows what those before it add
    assert [row["case_id"] for row in live.current().database.rows("cases")] == ["2026-b", "2020-a"]


def test_what_has_lost_its_case_is_left_out_told_and_comes_back(
    store: Store, tmp_path: Path
) -> None:
    case = DEFAULTS["cases"] | {"case_id": "2020-b", "name": "B"}
    ingest(
        sheet(tmp_path / "1.csv", case), sheet(tmp_path / "2.csv", OUTCOME | {"case_id": "2020-b"})
    )
    first = taking.entries(store)[0].id
    main(["retract", first])
    assert live.record_as_it_stands().left_out == (("outcomes", "new"),)
    found = live.current().database.rows("changes_left_out", "checks")
    assert [(row["found_in"], row["key"]) for row in found] == [("outcomes", "new")]
    main(["restore", first])
    assert live.record_as_it_stands().left_out == ()


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"case_id": "2020-x"}, "unknown_cases"),
        ({"outcome_type": "freed"}, "not_in_vocabulary"),
        ({"source_url": "amnesty.org"}, "not_url"),
        ({"source_url": ""}, "cell_empty"),
        ({"event_date": "2026-05", "date_precision": "day"}, "precision"),
        ({"event_date": "01/05/2026"}, "date_either"),
        ({"event_date": "May 2026"}, "precision"),
        ({"event_date": "in May"}, "not_partial_date"),
        ({"event_date": "2027-01-01"}, "date_future"),
        ({"people": "two"}, "not_whole"),
        ({"summary": "Write to a@example.org."}, "personal"),
        ({"summary": ""}, "cell_empty"),
        ({"outcome_id": "none", "status": "withdrawn", "reason": "x"}, "not_there"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_row_that_breaks_the_contract_is_set_aside_with_its_reason(
    cells: dict[str, object], reason: str, tmp_path: Path
) -> None:
    good = OUTCOME | {"status": "", "reason": ""}
    report = examined(sheet(tmp_path / "a.csv", good | {"outcome_id": "good"}, good | cells))
    assert [(row.line, row.reason) for row in report.set_aside] == [(3, reason)]
    assert report.adds == ["good"]
    assert report.rows_read == report.rows_counted + report.rows_filtered + 1


@pytest.mark.usefixtures("store")
def test_all_that_is_wrong_with_a_row_is_told_at_once_and_it_is_one_row(tmp_path: Path) -> None:
    wrong = OUTCOME | {"case_id": "2020-x", "people": "two", "source_url": "", "summary_fr": ""}
    report = examined(sheet(tmp_path / "a.csv", wrong))
    assert [(row.column, row.reason) for row in report.set_aside] == [
        ("people", "not_whole"),
        ("summary_fr", "cell_empty"),
        ("source_url", "cell_empty"),
        ("case_id", "unknown_cases"),
    ]
    assert report.rows_read == report.rows_aside == 1
    assert "; 1 set aside." in report.message("en")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("27/11/2025", "2025-11-27"),
        ("2025-11-27 00:00:00", "2025-11-27"),
        ("5/5/2025", "2025-05-05"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_day_as_a_french_sheet_writes_it_is_taken_where_it_has_one_meaning(
    typed: str, kept: str, tmp_path: Path
) -> None:
    report = examined(sheet(tmp_path / "a.csv", OUTCOME | {"event_date": typed}))
    assert report.changes[0].row()["event_date"] == kept


@pytest.mark.usefixtures("store")
def test_a_total_with_its_thousands_apart_is_a_number_in_every_template(tmp_path: Path) -> None:
    claim = DEFAULTS["claims"] | {"claim_id": "new", "value": "5 012 345"}
    assert examined(sheet(tmp_path / "a.csv", claim)).changes[0].row()["value"] == 5_012_345
    unsure = sheet(tmp_path / "b.csv", claim | {"value": "5.012"})
    assert [row.reason for row in examined(unsure).set_aside] == ["count_ambiguous"]


@pytest.mark.usefixtures("store")
def test_no_key_has_to_be_invented_and_the_same_row_has_the_same_one_again(tmp_path: Path) -> None:
    bare = OUTCOME | {"outcome_id": "", "outcome_type": "re_arrested", "direction": "negative"}
    path = sheet(tmp_path / "a.csv", bare)
    assert examined(path).adds == ["2020-a-2026-05-01-re-arrested"]
    assert ingest(path) == 0
    more = sheet(tmp_path / "b.csv", bare, bare | {"outcome_type": "died"})
    assert examined(more).adds == ["2020-a-2026-05-01-died"]
    assert examined(more).rows_filtered == 1  # as it is
    twice = examined(sheet(tmp_path / "c.csv", bare | {"people": 2}, bare))
    assert [(row.line, row.reason) for row in twice.set_aside] == [(3, "key_twice")]
    known = bare | {"outcome_type": "released", "event_date": "2021-05-01"}
    assert examined(sheet(tmp_path / "d.csv", known)).adds == []  # it is o1, which is there
    names = [{"edition_year": 2020, "name": name} for name in ("Juan López", "陳", "李")]
    cases = [DEFAULTS["cases"] | {"case_id": ""} | name for name in names]
    found = examined(sheet(tmp_path / "e.csv", *cases))
    assert found.adds == ["2020-juan-lopez", "2020", "2020-2"]
    claims = [
        DEFAULTS["claims"] | {"claim_id": "", "value": each} for each in (4_700_000, 4_800_000)
    ]
    keys = examined(
        sheet(tmp_path / "f.csv", *claims)
    ).adds  # a long number is none that is personal
    assert len(keys) == 2
    assert keys[1] == f"{keys[0]}-2"


def test_a_row_changed_there_and_back_is_changed_there_again_by_the_same_bytes(
    store: Store, tmp_path: Path
) -> None:
    there, back = (
        sheet(tmp_path / f"{name}.csv", {"case_id": "2020-a", "summary": name, "reason": "x"})
        for name in ("There", "Back")
    )
    for path in (there, back, there):
        assert ingest(path) == 0
        (case,) = live.record_as_it_stands().tables["cases"]
        assert case["summary"] == path.stem
    assert ingest(there) == 0
    assert len(taking.entries(store)) == 3


@pytest.mark.usefixtures("store")
def test_further_names_a_sections_days_and_targets_come_by_template_and_are_withdrawn(
    tmp_path: Path,
) -> None:
    name = {"case_id": "2020-a", "further_name": "アン", "status": "", "reason": ""}
    days = DEFAULTS["section_dates"] | {"section": "Peru", "status": "", "reason": ""}
    aim = {"edition_year": 2020, "section": "CA-FR", "case_id": "", "actions": "18 000"}
    aim |= {"status": "", "reason": ""}
    sent: list[dict[str, Any]] = [name, days, aim]
    for at, row in enumerate(sent):
        assert ingest(sheet(tmp_path / f"{at}.csv", row)) == 0
    tables = live.current().record.tables
    assert {"case_id": "2020-a", "name": "アン"} in tables["case_names"]
    assert [row["section"] for row in tables["section_dates"]] == ["Chile", "Peru"]
    assert [row["actions"] for row in tables["targets"]] == [18_000]
    assert live.current().database.rows("targets", edition=2020)[0]["target"] == 18_000
    for at, row in enumerate([sent[0], sent[2]]):
        gone = row | {"status": "withdrawn", "reason": "x"}
        assert ingest(sheet(tmp_path / f"gone{at}.csv", gone)) == 0
    tables = live.current().record.tables
    assert ({"case_id": "2020-a", "name": "アン"} in tables["case_names"], tables["targets"]) == (
        False,
        [],
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"section": "QC"}, "unknown_section"),
        ({"case_id": "2025-sonia"}, "unknown_cases"),
        ({"edition_year": 2019}, "unknown_editions"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_target_of_what_nobody_knows_is_set_aside(
    cells: dict[str, object], reason: str, tmp_path: Path
) -> None:
    aim = {"edition_year": 2020, "section": "CA-FR", "case_id": "2020-a", "actions": 5}
    report = examined(sheet(tmp_path / "a.csv", aim | cells))
    assert reason in [row.reason for row in report.set_aside]


@pytest.mark.usefixtures("store")
def test_a_case_that_events_refer_to_is_not_withdrawn_alone(tmp_path: Path) -> None:
    gone = {"case_id": "2020-a", "status": "retiré", "reason": "doublon"}
    report = examined(sheet(tmp_path / "a.csv", gone))
    assert [row.reason for row in report.set_aside] == ["referred_to"]


@pytest.mark.usefixtures("store")
def test_rows_that_are_in_already_as_they_are_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "a.csv", DEFAULTS["outcomes"])
    assert ingest(path, command="check") == 0
    assert examined(path).filtered_by == {"as_it_is": 1}
    capsys.readouterr()
    main(["check", str(path), "--json"])
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["adds"], answer["changes"], answer["withdraws"]) == ([], [], [])


def test_the_sample_in_another_shape_goes_through_its_mapping(tmp_path: Path) -> None:
    wanted = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["outcomes_template.csv"]
    record = live.record_as_it_stands()
    report = examined(SAMPLES / "outcomes_template.csv", record)
    assert (report.mapping, report.rows_read) == (wanted["mapping"], wanted["records"])
    assert {row.reason for row in report.set_aside} == {"unknown_cases"}

    text = (SAMPLES / "outcomes_template.csv").read_text("utf-8")
    (tmp_path / "known.csv").write_text(text.replace("CASE-001", "2021-zhang-zhan"), "utf-8")
    report = examined(tmp_path / "known.csv", record)
    assert report.adds == ["O0001", "O0002"]
    assert report.changes[0].row()["summary_fr"] == "Libération."
    assert report.changes[1].row()["outcome_type"] == "released_conditionally"
    assert report.releases == wanted["releases"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", templates.NAMES)
def test_a_template_is_recognized_as_what_it_is(name: str, lang: Language, tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    path.write_bytes(templates.blank(name, lang))
    source, _ = mapping.choose(path, mapping.load())
    assert source.name == (name if lang == "en" else f"{name}_fr")


def test_the_folder_of_exports_names_the_columns_of_each_template() -> None:
    text = (ROOT / "data" / "exports" / "README.md").read_text("utf-8")
    for name in templates.NAMES:
        for lang in LANGUAGES:
            columns = templates.blank(name, lang).decode("utf-8-sig").strip()
            assert columns.replace("\u2019", "'") in text.replace("\u2019", "'")


@pytest.mark.usefixtures("store")
def test_the_code_none_is_a_code_and_not_a_word_for_nothing(tmp_path: Path) -> None:
    report = examined(
        sheet(tmp_path / "a.csv", OUTCOME | {"outcome_type": "result_awaited", "direction": "none"})
    )
    assert report.changes[0].row()["direction"] == "none"


# A number published by staff brings its claim.

EDITION = {"edition_year": 2020, "actions": 500, "actions_qualifier": "at_least"}
CLAIM = DEFAULTS["claims"] | {
    "claim_id": "sent",
    "edition_year": 2020,
    "value": 500,
    "qualifier": "at_least",
}


def total(year: int = 2020) -> object:
    rows = live.record_as_it_stands().tables["editions"]
    return next(row["actions"] for row in rows if row["edition_year"] == year)


def aside(path: Path) -> list[str]:
    return [row.reason for row in examined(path).set_aside]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_a_total_that_nobody_printed_is_not_recommended(lang: Language, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", EDITION | {"reason": "final"}, lang=lang)
    assert aside(path) == ["total_not_printed"]
    assert ingest(path) == 1
    assert total() is None
    assert say(lang, "template.claims") in say(lang, "reason.total_not_printed")


@pytest.mark.parametrize(
    "cells",
    [
        {"value": 501},
        {"qualifier": "exact"},
        {"edition_year": 2021},
        {"subject": "countries_running_it"},
        {"source_url": ""},
    ],
)
@pytest.mark.usefixtures("store")
def test_a_claim_of_something_else_carries_no_total(
    cells: dict[str, object], tmp_path: Path
) -> None:
    ingest(sheet(tmp_path / "1.csv", {"edition_year": 2021, "reason": "begins"}))
    ingest(sheet(tmp_path / "2.csv", CLAIM | cells))
    path = sheet(tmp_path / "3.csv", EDITION | {"reason": "final"})
    assert aside(path) == ["total_not_printed"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_a_claim_and_its_total_come_in_one_hand_over(lang: Language, tmp_path: Path) -> None:
    claims = sheet(tmp_path / "1.csv", CLAIM, lang=lang)
    editions = sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}, lang=lang)
    assert ingest(claims, editions) == 0
    state = live.current()
    (row,) = state.database.rows("actions_claims_of_edition", edition=2020)
    assert (row["actions"], row["qualifier"]) == (500, "at_least")
    assert total() == 500
    assert state.database.rows("totals_without_claim", "checks") == []


ICELAND = {
    "source_name": "Iceland",
    "source_name_fr": "Islande",
    "source_url": "https://example.org/iceland",
    "source_date": "2020-11",
    "source_strength": "fair",
}


def sourced(year: int = 2020) -> tuple[object, ...]:
    rows = live.record_as_it_stands().tables["editions"]
    row = next(row for row in rows if row["edition_year"] == year)
    return tuple(row[name] for name in ("actions", "source_name", "source_name_fr", "source_url"))


PRINTED = (500, "Someone", "Une personne", "https://example.org/claim")


@pytest.mark.usefixtures("store")
def test_a_total_was_published_under_somebody_who_never_printed_it(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files(editions=[{"cases_featured": 9} | ICELAND]))
    ingest(sheet(tmp_path / "1.csv", CLAIM))
    path = sheet(tmp_path / "2.csv", EDITION | {"reason": "final"})
    (change,) = examined(path).changes
    assert (change.cells or {})["source_name"] == "Someone"  # as is shown before it is kept
    assert ingest(path) == 0
    assert sourced() == PRINTED
    (row,) = live.current().database.rows("actions_latest")
    assert (row["source_name"], row["source_strength"], row["source_date"]) == (
        "Someone", "good", None,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_a_source_that_printed_another_number_is_refused_for_a_total(
    lang: Language, tmp_path: Path
) -> None:
    ingest(sheet(tmp_path / "1.csv", CLAIM))
    path = tmp_path / "2.csv"
    assert aside(sheet(path, EDITION | ICELAND | {"reason": "final"})) == ["source_not_of_total"]
    assert say(lang, "template.claims") in say(lang, "reason.source_not_of_total")
    # One of its names alone says as much.
    named = {"source_name": "Iceland", "reason": "final"}
    assert aside(sheet(path, EDITION | named)) == ["source_not_of_total"]
    ingest(sheet(path, EDITION | {"reason": "final"}))
    later = {"edition_year": 2020, "reason": "read again"}
    assert aside(sheet(path, later | ICELAND)) == ["source_not_of_total"]
    assert ingest(sheet(path, later | {"source_url": ""})) == 0  # no total is without its source
    assert sourced() == PRINTED


@pytest.mark.usefixtures("store")
def test_the_page_of_a_claim_keeps_the_name_that_an_edition_gives_it(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files(editions=[ICELAND]))
    ingest(sheet(tmp_path / "1.csv", CLAIM))
    ours = {"source_url": CLAIM["source_url"], "source_name": "Someone (annual report)"}
    assert ingest(sheet(tmp_path / "2.csv", EDITION | ours | {"reason": "final"})) == 0
    assert sourced() == (500, "Someone (annual report)", *PRINTED[2:])  # and not "Islande"


@pytest.mark.usefixtures("store")
def test_of_two_who_printed_a_total_the_one_that_may_be_told_is_named(tmp_path: Path) -> None:
    later = {"claim_id": "later", "publisher": "Later", "publish_at": "2099-01-01T00:00:00Z"}
    weak = {"claim_id": "weak", "publisher": "Weak", "source_strength": "weak"}
    fair = {"claim_id": "fair", "publisher": "Fair", "source_strength": "fair"}
    ingest(sheet(tmp_path / "1.csv", *(CLAIM | {"publish_at": ""} | each for each in (later, weak, fair))))  # fmt: skip
    ingest(sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}))
    assert sourced()[1] == "Fair"


def test_a_total_kept_the_page_of_a_claim_that_was_taken_out(store: Store, tmp_path: Path) -> None:
    other = {"claim_id": "b", "publisher": "Other", "source_url": "https://example.org/other"}
    ingest(sheet(tmp_path / "1.csv", CLAIM | other))
    ingest(sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}))
    ingest(sheet(tmp_path / "3.csv", CLAIM))
    assert sourced()[1] == "Other"
    main(["retract", taking.entries(store)[0].id])
    assert sourced() == PRINTED
    main(["restore", taking.entries(store)[0].id])
    assert sourced()[1] == "Other"


@pytest.mark.usefixtures("store")
def test_an_edition_that_keeps_its_total_needs_no_claim_again(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files(editions=[EDITION]))  # a record whose own total no claim carries
    assert ingest(sheet(tmp_path / "a.csv", EDITION | {"cases_featured": 9, "reason": "two"})) == 0
    assert total() == 500


@pytest.mark.parametrize(
    "cells", [{"status": "withdrawn"}, {"value": 499}, {"subject": "cases_featured"}]
)
@pytest.mark.usefixtures("store")
def test_a_claim_that_a_total_rests_on_is_not_taken_from_under_it(
    cells: dict[str, object], tmp_path: Path
) -> None:
    ingest(
        sheet(tmp_path / "1.csv", CLAIM),
        sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}),
    )
    change = {"claim_id": "sent", "reason": "wrong"} | cells
    assert aside(sheet(tmp_path / "3.csv", change)) == ["total_rests"]
    ingest(
        sheet(tmp_path / "4.csv", CLAIM | {"claim_id": "other", "publisher": "B"})
    )  # another one carries it too
    assert aside(sheet(tmp_path / "3.csv", change)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_that_is_taken_out_takes_its_total_with_it_and_says_so(
    lang: Language, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(sheet(tmp_path / "1.csv", CLAIM))
    ingest(sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}))
    capsys.readouterr()
    first = taking.entries(store)[0].id
    main(["retract", first, "--lang", lang])
    assert say(lang, "gone.editions", row="2020") in capsys.readouterr().out
    assert total() is None
    (left,) = live.current().database.rows("changes_left_out", "checks")
    assert (left["found_in"], left["key"]) == ("editions", "2020")
    main(["restore", first])
    assert total() == 500


def test_an_edition_falls_back_on_its_newest_total_that_is_printed(
    store: Store, tmp_path: Path
) -> None:
    for at, value in enumerate((400, 500)):
        claim = CLAIM | {"claim_id": f"sent{at}", "value": value}
        ingest(sheet(tmp_path / f"c{at}.csv", claim))
        sent = EDITION | {"actions": value, "source_name": f"Of {value}", "reason": "newer"}
        sent |= {"source_url": CLAIM["source_url"]}
        ingest(sheet(tmp_path / f"e{at}.csv", sent))
    newest = taking.entries(store)[2].id
    main(["retract", newest])
    (row,) = live.record_as_it_stands().tables["editions"]
    assert (row["actions"], row["source_name"]) == (400, "Of 400")


def test_another_publishers_number_under_a_claims_key_is_asked_of(
    store: Store, tmp_path: Path
) -> None:
    ingest(sheet(tmp_path / "1.csv", CLAIM))
    other = {"claim_id": "sent", "publisher": "Somebody else", "reason": "slip"}
    assert ingest(sheet(tmp_path / "2.csv", other)) == 1
    (held,) = taking.ledger_now(store).held()
    assert held.question is not None
    assert held.question.code == "record_row"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_caveat_of_the_totals_counts_the_editions_without_one(
    lang: Language, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lay(folders[0], files(editions=[{"edition_year": 2020}, {"edition_year": 2019}]))
    caveat = figures.figure(live.current(), "actions_by_edition", lang).caveat
    assert say(lang, "actions.gaps", count=2) in caveat
    ingest(
        sheet(tmp_path / "1.csv", CLAIM),
        sheet(tmp_path / "2.csv", EDITION | {"reason": "final"}),
    )
    caveat = figures.figure(live.current(), "actions_by_edition", lang).caveat
    assert say(lang, "actions.gaps", count=1) in caveat


@pytest.mark.usefixtures("folders")
def test_a_name_of_another_case_of_the_edition_is_no_further_name(tmp_path: Path) -> None:
    """It would be a name of two cases, and actions under it would count for neither, without a word."""
    cases = [
        {"case_id": "2020-a", "name": "Ann Ash", "name_fr": "Anne Ash"},
        {"case_id": "2020-b", "name": "Ben Birch", "name_fr": "Ben Birch"},
        {"case_id": "2019-c", "edition_year": "2019", "name": "Cy Cedar", "name_fr": "Cy Cedar"},
    ]
    record = parse(files(cases=cases, editions=[{}, {"edition_year": "2019"}]))

    def aside(*rows: tuple[str, str]) -> list[tuple[int, str, str]]:
        path = sheet(
            tmp_path / "a.csv",
            *({"case_id": case, "further_name": name, "status": ""} for case, name in rows),
        )
        return [(each.line, each.reason, each.found) for each in examined(path, record).set_aside]

    assert aside(("2020-b", "ANNE  ash"), ("2020-b", "Cy Cedar"), ("2020-a", "Anne Ash")) == [
        (2, "name_of_two", "2020-a")
    ]
    assert aside(("2020-a", "The gardener"), ("2020-b", "the gardener")) == [
        (3, "name_of_two", "2020-a")
    ]


@pytest.mark.parametrize(
    ("table", "cells", "column", "reason"),
    [
        ("outcomes", {"outcome_type": "re_arrested"}, "direction", "direction_of_type"),
        ("outcomes", {"outcome_type": "sentenced", "direction": "none"}, "direction", "direction_none"),
        ("outcomes", {"people": 2}, "people", "people_more"),
        ("outcomes", {"source_date": "2027-01"}, "source_date", "date_future"),
        ("outcomes", {"status": "deleted", "reason": "x"}, "status", "status_unknown"),
        ("outcomes", {"status": "supprimé", "reason": "x"}, "status", "status_unknown"),
        ("cases", {"people": 0}, "people", "people_none"),
        ("cases", {"country_code": "XX"}, "country_code", "country_unknown"),
        ("cases", {"country_code": "BG", "country": "Germany"}, "country", "country_of_code"),
        ("claims", {"unit": "people"}, "unit", "unit_of_subject"),
        ("claims", {"as_of": "2027"}, "as_of", "date_future"),
        ("editions", {"reason": "x", "starts_on": "2020-12-02", "ends_on": "2020-12-01"}, "ends_on", "ends_early"),
        ("editions", {"reason": "x", "starts_on": "2019-12-02"}, "starts_on", "starts_elsewhere"),
        (
            "section_dates",
            {"section": "Germany", "section_fr": "Allemagne", "starts_on": "2020-12-02", "ends_on": "2020-12-01"},
            "ends_on",
            "ends_early",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("store")
def test_a_row_that_contradicts_itself_was_taken_into_the_record(
    tmp_path: Path, table: str, cells: Mapping[str, object], column: str, reason: str
) -> None:
    row = {**DEFAULTS[table], **cells}
    report = examined(sheet(tmp_path / "a.csv", row))
    assert [(aside.column, aside.reason) for aside in report.set_aside] == [(column, reason)]
    assert not report.changes


def test_no_row_of_the_record_contradicts_itself() -> None:
    record = live.record_as_it_stands()
    people = {row["case_id"]: row["people"] for row in record.tables["cases"]}
    for table in ("cases", "claims", "editions", "outcomes", "section_dates"):
        for row in record.tables[table]:
            case = people.get(row.get("case_id")) if table == "outcomes" else None
            known = case if isinstance(case, int) else None
            assert not list(agreements.at_odds(table, row, known, dt.date(2026, 12, 1))), row


@pytest.mark.usefixtures("store")
def test_a_country_code_in_small_letters_is_kept_as_the_record_has_it(tmp_path: Path) -> None:
    case = DEFAULTS["cases"] | {
        "case_id": "2020-b",
        "name": "B",
        "country_code": "bg",
        "country": "Bulgaria",
    }
    report = examined(sheet(tmp_path / "a.csv", case))
    assert report.changes[0].row()["country_code"] == "BG"


@pytest.mark.parametrize(
    ("cells", "table"),
    [
        ({"case_id": "2020-a", "edition_year": 2020, "people": 2}, "cases"),
        ({"outcome_id": "o1", "case_id": "2020-a", "people": ""}, "outcomes"),
        ({"claim_id": "c1", "edition_year": 2020, "value": 2}, "claims"),
        ({"edition_year": 2020, "cases_featured": 3}, "editions"),
        ({"case_id": "2020-a", "people": 2}, "cases"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_a_correction_that_names_the_edition_of_its_row_was_taken_for_one_of_editions_too(
    tmp_path: Path, cells: Mapping[str, object], table: str, lang: Language
) -> None:
    path = sheet(tmp_path / "a.csv", {**cells, "reason": "miscounted"}, lang=lang)
    report = examined(path)
    assert (report.table, report.corrects) == (table, [str(next(iter(cells.values())))])
