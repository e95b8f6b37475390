"""Rows typed in a form: one gate with the templates, all faults beside their fields, the effect before it is kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from impact.exports import forms, mapping, taking, templates, uploads
from impact.exports.taking import Desk, Handed
from impact.figures import access, live
from impact.i18n.grammar import capital
from impact.i18n.words import LANGUAGES, Language, say
from impact.i18n.words import section as section_name
from impact.presentation import supposed
from impact.presentation.view import View
from impact.press import revisions
from impact.record.corrections import OPEN, Change, amended
from impact.record.reader import parse
from impact.record.schema import TABLE
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay
from tests.pages import shown, visit

RELEASE = {
    "case_id": "2020-a",
    "event_date": "2026-05-01",
    "outcome_type": "re_arrested",
    "direction": "negative",
    "people": "1",
    "summary": "Arrested again.",
    "summary_fr": "Nouvelle arrestation.",
    "source_url": "https://example.org/again",
    "source_strength": "good",
}


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def fill(
    test: AppTest, table: str, cells: dict[str, str], key: str = "", lang: Language = "en"
) -> AppTest:
    """Type cells into the form that is open, and look."""
    stem = f"enter_{table}_{key}_{test.session_state['enter_round']}"
    listed = {box.key for box in test.selectbox}
    for name, text in cells.items():
        found = f"{stem}_{name}"
        if found in listed:
            test.selectbox(key=found).set_value(text)
        elif found in {area.key for area in test.text_area}:
            test.text_area(key=found).set_value(text)
        else:
            test.text_input(key=found).set_value(text)
    (button,) = [each for each in test.button if each.label == say(lang, "enter.look")]
    button.click().run()
    assert not test.exception, test.exception[0].message
    return test


def test_every_open_table_has_a_form_that_asks_for_all_but_what_a_machine_knows() -> None:
    assert set(forms.ASKED) == set(OPEN)
    made = {"case_id", "outcome_id", "claim_id", "date_precision", "country"}
    for name in OPEN:
        asked = {column.name for column in forms.fields(name)}
        left_out = {column.name for column in TABLE[name].asked} - asked
        assert left_out <= made
        assert not (name in ("outcomes", "targets", "case_names") and "case_id" in left_out)


def test_a_release_takes_one_form_and_not_four_uploads(store: Store) -> None:
    test = visit("enter", table="outcomes")
    fill(
        test, "outcomes", {"event_date": "01/05/2026", "people": "two", "source_url": "amnesty.org"}
    )
    told = [each.value.replace("\u2060", "").replace("\\", "") for each in test.error]
    either = {
        "one": "2026-05-01",
        "first": "1 May 2026",
        "other": "2026-01-05",
        "second": "5 January 2026",
    }
    assert say("en", "enter.fault.date_two", **either) in told
    for key in ("enter.fault.cell_empty", "enter.fault.not_whole"):
        assert say("en", key) in told
    assert capital(f"{say('en', 'reason.not_url')}.") in told
    assert len(told) == 9  # one for each field that is wrong or empty
    assert taking.entries(store) == []

    fill(test, "outcomes", {**RELEASE, "by": "AB"})
    assert not test.error
    text = shown(test)
    assert "A: Free → Held again" in text
    assert "Cases, Liberty: Held again: none → 1" in text
    assert taking.entries(store) == []
    test.button(key="enter_keep").click().run()
    assert not test.exception
    (entry,) = taking.entries(store)
    assert (entry.by, entry.adds, entry.changes[0].key) == (
        "AB", 1, "2020-a-2026-05-01-re-arrested",
    )  # fmt: skip
    assert "Kept: A · 1 May 2026 · held again" in shown(test)  # and no key of a machine
    assert live.current().database.rows("case", case_id="2020-a")[0]["liberty_standing"] == (
        "held_again"
    )
    taking.retract(store, entry.id, "a slip")
    assert live.current().database.rows("case", case_id="2020-a")[0]["liberty_standing"] == "free"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("table", forms.ASKED)
def test_a_form_in_which_nothing_was_typed_said_that_the_record_says_exactly_this(
    table: str,
) -> None:
    test = visit("enter", table=table)
    fill(test, table, {})
    assert say("en", "enter.as_it_is") not in shown(test)
    assert [each.value for each in test.error].count(say("en", "enter.fault.cell_empty")) >= 1
    assert any("Nothing was kept." in each.value for each in test.warning)


@pytest.mark.usefixtures("store")
def test_who_printed_a_claim_was_named_in_english_on_a_french_form() -> None:
    printed = {
        "subject": "actions", "edition_year": "2020", "value": "4 800 000", "unit": "count",
        "qualifier": "at_least", "publisher": "Trial publisher", "publisher_fr": "Éditeur d’essai",
        "source_url": "https://example.org/essai", "source_strength": "good", "by": "AB",
    }  # fmt: skip
    test = fill(visit("enter", "fr", table="claims"), "claims", printed, lang="fr")
    assert "4 800 000" in shown(test)
    assert "actions-2020-trial-publisher" not in shown(test)  # nor a key that nobody typed
    test.button(key="enter_keep").click().run()
    kept = next(text for text in shown(test).splitlines() if text.startswith("Gardé"))
    assert "Éditeur d’essai" in kept and "Trial publisher" not in kept


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("fr", "1er février 2026", "2026-02-01"),
        ("fr", "01/02/2026", "2026-02-01"),  # nobody who writes French puts the month first
        ("fr", "février 2026", "2026-02"),
        ("fr", "2/2026", "2026-02"),
        ("en", "1 February 2026", "2026-02-01"),
        ("en", "Feb. 1, 2026", "2026-02-01"),
        ("en", "28/02/2026", "2026-02-28"),
        ("en", "01/02/2026", None),
        ("fr", "30 février 2026", None),
        ("fr", "au début de 2026", None),
    ],
)
def test_a_date_as_people_write_it_was_refused_in_a_form(
    lang: Language, typed: str, meant: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(forms.file("outcomes", RELEASE | {"event_date": typed}, lang=lang))
    report, _ = Desk(mapping.load(), b"k" * 32, parse(files())).read(Handed(path, ""))
    assert [str(change.row()["event_date"]) for change in report.changes] == [meant] * bool(meant)
    assert len(report.set_aside) == (0 if meant else 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_click_took_the_word_that_something_was_kept_away_and_nothing_there_undid_it(
    store: Store, lang: Language
) -> None:
    test = visit("enter", lang, table="outcomes")
    fill(test, "outcomes", {**RELEASE, "event_date": "2026-02-01"}, lang=lang)
    day = {"en": "1 February 2026", "fr": "1er février 2026"}[lang]
    (table,) = [each.value for each in test.table]
    assert day in list(table[say(lang, "enter.fresh")])  # in words: a day is no month
    test.button(key="enter_keep").click().run()
    test.run()  # the second click finds no button any more, and the page runs again
    kept = say(lang, "enter.kept", row=f"A · {day} · {say(lang, 'outcome.re_arrested')}").replace(
        "\u00a0", " "
    )
    assert kept in shown(test)
    inside = shown(visit("exports", lang))
    assert say(lang, "template.outcomes") in inside  # and no code of a table
    assert f"A · {day} · " in inside
    test.button(key="enter_undo").click().run()
    assert say(lang, "enter.undone").replace("\u00a0", " ") in shown(test) and kept not in shown(
        test
    )
    assert live.current().database.rows("case", case_id="2020-a")[0]["liberty_standing"] == "free"
    assert [entry.retracted_at is not None for entry in taking.entries(store)] == [True]


def test_of_two_who_corrected_a_row_at_once_the_second_undid_the_first_unseen(store: Store) -> None:
    one, other = (visit("enter", table="cases", row="2020-a") for _ in range(2))
    fill(one, "cases", {"name": "A. Adams", "reason": "full name"}, "2020-a")
    fill(other, "cases", {"people": "2", "reason": "counted"}, "2020-a")
    one.button(key="enter_keep").click().run()
    other.button(key="enter_keep").click().run()
    told = [each.value for each in other.warning]
    assert told == [say("en", "enter.meanwhile")] and len(taking.entries(store)) == 1
    fill(
        other, "cases", {}, "2020-a"
    )  # looked at again: the name that nobody touched here is the new one
    (table,) = [each.value for each in other.table]
    assert list(table[say("en", "enter.fresh")]) == ["2"]
    other.button(key="enter_keep").click().run()
    (row,) = live.current().record.tables["cases"]
    assert (row["name"], row["people"]) == ("A. Adams", 2)


@pytest.mark.usefixtures("store")
def test_the_page_of_a_case_leads_to_the_form_with_the_case_filled_in() -> None:
    links = [each.proto for each in visit("case", case="2020-a").get("page_link")]
    (link,) = [each for each in links if each.label == say("en", "enter.of_case")]
    asked = dict(parse_qsl(link.query_string))
    assert (link.page, asked["table"], asked["case"]) == ("enter", "outcomes", "2020-a")
    test = visit("enter", table="outcomes", case="2020-a")
    assert test.selectbox(key="enter_outcomes__0_case_id").value == "2020-a"
    assert (
        visit("enter", table="outcomes", case="nobody")
        .selectbox(key="enter_outcomes__0_case_id")
        .value
        is None
    )


def test_a_row_is_corrected_where_it_stands_with_old_and_new_and_no_second_question(
    store: Store,
) -> None:
    test = visit("enter", table="outcomes", row="o1")
    assert "Key: o1" in shown(test)
    fill(
        test,
        "outcomes",
        {"outcome_type": "died", "direction": "negative", "reason": "read again"},
        "o1",
    )
    (table,) = [each.value for each in test.table]
    assert next(iter(table[say("en", "enter.old")])).startswith("released")
    test.button(key="enter_keep").click().run()
    assert taking.ledger_now(store).held() == []
    (entry,) = taking.entries(store)
    assert (entry.corrects, entry.changes[0].reason) == (1, "read again")
    assert live.current().database.rows("case", case_id="2020-a")[0]["liberty_standing"] == "died"


@pytest.mark.usefixtures("store")
def test_a_target_is_typed_and_unknown_sections_are_not_offered() -> None:
    test = visit("enter", "en", table="targets")
    stem = "enter_targets__0"
    assert "QC" not in test.selectbox(key=f"{stem}_section").options
    fill(test, "targets", {"edition_year": "2020", "section": "CA-FR", "actions": "18 000"})
    test.button(key="enter_keep").click().run()
    assert live.current().database.rows("targets", edition=2020)[0]["target"] == 18_000


@pytest.mark.parametrize(
    ("lang", "section", "number"),
    [
        ("en", "United Kingdom (GB)", "12,000"),
        ("fr", "Royaume-Uni (GB)", "12\u202f000"),
        ("fr", "Royaume-Uni (GB)", "12 000"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_number_as_the_language_groups_it_was_refused_and_sections_had_no_names(
    lang: Language, section: str, number: str
) -> None:
    test = visit("enter", lang, table="targets")
    assert section in test.selectbox(key="enter_targets__0_section").options
    cells = {"edition_year": "2020", "section": "GB", "actions": number}
    fill(test, "targets", cells, lang=lang)
    assert not test.error
    (table,) = [each.value for each in test.table]
    assert section in list(table[say(lang, "enter.fresh")])  # what would change names it too
    test.button(key="enter_keep").click().run()
    (row,) = live.current().record.tables["targets"]
    assert (row["section"], row["actions"]) == ("GB", 12_000)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("united kingdom", "GB"),
        ("Royaume-Uni (GB)", "GB"),
        ("Canada francophone", "CA-FR"),
        ("ca-fr", "CA-FR"),
        ("Canada", None),
    ],
)
def test_a_section_typed_by_its_name_was_refused(
    typed: str, code: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(forms.file("targets", _CELLS["targets"] | {"section": typed}))
    report, _ = Desk(mapping.load(), b"k" * 32, parse(files())).read(Handed(path, ""))
    assert [change.row()["section"] for change in report.changes] == ([code] if code else [])
    assert [each.reason for each in report.set_aside] == ([] if code else ["unknown_section"])


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("lang", "number"), [("fr", "12,000"), ("en", "12.000")])
def test_a_mark_that_the_language_of_the_form_does_not_group_by_is_not_guessed(
    lang: Language, number: str
) -> None:
    test = visit("enter", lang, table="targets")
    cells = {"edition_year": "2020", "section": "GB", "actions": number}
    fill(test, "targets", cells, lang=lang)
    assert [each.value for each in test.error] == [say(lang, "enter.fault.count_ambiguous")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_typed_in_a_form_was_filed_under_a_section_that_nobody_chose(
    store: Store, lang: Language
) -> None:
    test = visit("enter", table="targets")
    fill(test, "targets", {"edition_year": "2020", "section": "GB", "actions": "5"})
    test.button(key="enter_keep").click().run()
    (entry,) = taking.entries(store)
    assert entry.section == ""
    assert access.Who("staff", frozenset({"GB"})).of_section(entry.section)
    told = shown(visit("exports", lang))
    home = section_name(lang, mapping.load().section.id)
    lines = [each for each in told.splitlines() if "form-targets.csv" in each]
    assert len(lines) == 2  # what is in, and the history
    for line in lines:
        assert say(lang, "in.typed") in line
        assert home not in line
        assert f"{entry.received:%H:%M} UTC" in line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_that_can_be_corrected_has_a_name_where_what_changed_is_told(
    lang: Language,
) -> None:
    for name in OPEN:
        for column in TABLE[name].asked:
            assert forms.called(name, column.name, lang)


def test_a_target_is_not_told_as_more_that_sections_sent(store: Store) -> None:
    live.current()
    with uploads.laid([("a.csv", forms.file("targets", _CELLS["targets"]))]) as (path,):
        Desk(mapping.load(), b"k" * 32, live.record_as_it_stands()).take(store, Handed(path))
    told = [each for each in revisions.revisions() if each.figure == "targets"]
    assert {each.reason("en") for each in told} == {say("en", "feed.aimed")}


def test_nothing_is_entered_while_one_looks_back(store: Store) -> None:
    snapshot = live.current().snapshot
    test = visit("enter", "fr", table="outcomes", as_of=snapshot)
    assert say("fr", "enter.not_here").replace("\u00a0", " ") in shown(test)
    assert not test.get("form") and taking.entries(store) == []


_TEXT = some.text("aé =+@;,\"'0", max_size=6)
_CELLS = {
    "outcomes": {**RELEASE, "source_date": "2026-05", "custody_after": ""},
    "cases": {name: str(value) for name, value in DEFAULTS["cases"].items() if name != "case_id"},
    "targets": {"edition_year": "2020", "section": "CA-FR", "case_id": "", "actions": "5"},
    "case_names": {"case_id": "2020-a", "name": "Ann"},
    "claims": {
        name: str(value) for name, value in DEFAULTS["claims"].items() if name != "claim_id"
    },
}


@given(table=some.sampled_from(sorted(_CELLS)), odd=_TEXT, at=some.integers(0, 40))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_form_changes_and_the_same_row_in_a_template_give_the_same_record(
    table: str, odd: str, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cells = dict(_CELLS[table])
    name = sorted(cells)[at % len(cells)]
    cells[name] = odd
    record = parse(files())
    folder = tmp_path_factory.mktemp("form")
    (folder / "form.csv").write_bytes(forms.file(table, cells))
    row = next(csv.DictReader(io.StringIO((folder / "form.csv").read_text("utf-8"))))
    french = csv.writer(
        (folder / "sheet.csv").open("w", encoding="utf-8", newline=""), delimiter=";"
    )
    french.writerow(templates.columns(table, "fr"))
    french.writerow(row.values())
    del french
    found = []
    for path, mapped in (("form.csv", table), ("sheet.csv", None)):
        desk = Desk(mapping.load(), b"k" * 32, record)
        report, _ = desk.read(Handed(folder / path, mapping=mapped))
        reasons = [each.reason for each in report.set_aside]
        found.append(
            (amended(record, report.changes).tables, reasons, report.adds, report.corrects)
        )
    assert found[0] == found[1]


@pytest.mark.usefixtures("store")
def test_the_effect_of_a_new_case_names_its_edition_and_no_number_that_does_not_move() -> None:
    state = live.current()
    case = {name: str(value) for name, value in DEFAULTS["cases"].items()}
    change = Change("cases", "2020-b", case | {"case_id": "2020-b", "name": "B"})
    after = live.supposing(state, [change])
    lines = supposed.effects(View(state, "en"), View(after, "en"), [change])
    assert "Cases of 2020: 1 → 2" in lines
    assert all("Total of" not in line for line in lines)
    assert live.current().snapshot == state.snapshot


@pytest.mark.usefixtures("store")
def test_a_new_edition_was_said_to_go_from_no_cases_to_none() -> None:
    """ "Cases of 2026: none → 0", "Total of 2026: none → no total found"."""
    state = live.current()
    bare = dict.fromkeys((column.name for column in TABLE["editions"].asked), "")
    change = Change("editions", "2026", bare | {"edition_year": "2026"})
    after = live.supposing(state, [change])
    assert supposed.effects(View(state, "en"), View(after, "en"), [change]) == []


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newer_total_made_the_total_before_it_seem_gone(
    folders: tuple[Path, Path], lang: Language
) -> None:
    old = {"edition_year": 2020, "actions": 400, "actions_qualifier": "at_least"}
    lay(folders[0], files(editions=[old, {"edition_year": 2021}]))
    claim = {name: str(value) for name, value in DEFAULTS["claims"].items()}
    claim |= {"edition_year": "2021", "value": "500", "qualifier": "exact"}
    total = {"edition_year": "2021", "actions": "500", "actions_qualifier": "exact"}
    changes = [Change("claims", "c1", claim), Change("editions", "2021", total)]
    state = live.current()
    lines = supposed.effects(
        View(state, lang), View(live.supposing(state, changes), lang), changes[1:]
    )
    labels = [say(lang, "metric.actions_latest.number", year=year) for year in ("2020", "2021")]
    (line,) = [each for each in lines if labels[0] in each]
    old_number, new_number = line.split(" → ")
    assert old_number.startswith(labels[0])
    assert new_number.startswith(labels[1])
    assert "400" in old_number
    assert "500" in new_number
    assert not any(each.endswith(say(lang, "enter.nothing")) for each in lines)


def test_a_row_is_taken_out_by_form_only_with_a_reason(
    store: Store, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files(case_names=[{}]))
    key = "2020-a / A. A."
    test = visit("enter", table="case_names", row=key)
    stem = f"enter_case_names_{key}_0"
    test.checkbox(key=f"{stem}_withdrawn").check()
    fill(test, "case_names", {}, key)
    assert [each.value for each in test.error] == [say("en", "enter.fault.reason_missing")]
    fill(test, "case_names", {"reason": "a slip"}, key)
    assert not test.error
    test.button(key="enter_keep").click().run()
    assert live.current().record.tables["case_names"] == []
    assert taking.entries(store)[0].withdraws == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_that_is_entered_again_with_another_day_was_not_told_to_be_there(
    store: Store, lang: Language
) -> None:
    test = visit("enter", lang, table="outcomes")
    fill(test, "outcomes", {**RELEASE, "event_date": "2026-02-01"}, lang=lang)
    assert not test.warning
    test.button(key="enter_keep").click().run()
    fill(test, "outcomes", {**RELEASE, "event_date": "2026-02-03"}, lang=lang)
    (told,) = [each.value for each in test.warning]
    assert "2026-02-01" in told and "2026-02-03" in told
    test.button(key="enter_keep").click().run()
    assert not test.exception
    assert [entry.held for entry in taking.entries(store)] == [False, False]
