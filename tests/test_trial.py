"""Files handed in to the sample: into a copy that is one visitor's alone, and never into what is real."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from impact.exports import taking
from impact.faults import Fault
from impact.figures import live, trial
from impact.i18n.words import LANGUAGES, Language, number, say
from impact.sample import packed
from impact.store import Store
from tests.conftest import files, lay
from tests.pages import shown, visit

TALLY = (
    b"Date,Case,Action type,Channel,Number\n"
    b"2026-11-20,2026-sample-k,letter,offline,5\n2026-11-20,2026-sample-k,letter,offline,a few\n"
)


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def counted(test: AppTest) -> int:
    return sum(
        row["actions"]
        for row in test.session_state["trial"].state().database.rows("actions_counted")
    )


def handed_in(lang: Language) -> AppTest:
    test = visit("exports", lang, data="sample")
    assert say(lang, "upload.try_text") in shown(test).replace("\u00a0", " ") or lang == "fr"
    assert "trial" not in test.session_state, "who only looks needs no copy"
    test.file_uploader[0].upload("tally.csv", TALLY)
    test.run()
    assert not test.exception, test.exception[0].message
    return test


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_could_try_what_becomes_of_a_file_without_sending_it(
    store: Store, lang: Language
) -> None:
    everybodys = sum(row["actions"] for row in live.sample().database.rows("actions_counted"))
    test = handed_in(lang)
    assert counted(test) == everybodys  # it was only looked at
    assert say(lang, "live.sample_mark") in [warning.value for warning in test.warning]
    test.button(key="take_in").click().run()
    assert not test.exception, test.exception[0].message
    assert counted(test) == everybodys + 5
    assert f"{number(lang, 5)}" in shown(test) and "tally.csv" in shown(test)
    assert taking.entries(store) == [] and live.current().sample is False
    assert everybodys == sum(
        row["actions"] for row in live.sample().database.rows("actions_counted")
    )
    entry = next(iter(test.session_state["trial"].state().ledger.entries.values()))
    assert entry.file != "tally.csv", "the oldest export is one of the sample's own"
    test.button(key="throw_away").click().run()
    assert "trial" not in test.session_state


def test_a_file_tried_in_the_sample_does_not_lie_ready_to_be_taken_in_for_real(
    store: Store,
) -> None:
    test = handed_in("en")
    test.button(key="take_in").click().run()
    test.button(key="sample_close").click().run()
    assert not test.exception, test.exception[0].message
    assert "trial" not in test.session_state
    assert "tally.csv" not in shown(test) and "take_in" not in {each.key for each in test.button}
    assert taking.entries(store) == []


def test_a_copy_goes_with_whoever_held_it_and_there_are_not_more_than_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gc.collect()
    monkeypatch.setattr(trial, "_MOST", len(trial._THERE) + 1)
    one = trial.Trial()
    folder = one.store.folder
    assert folder.is_dir() and one.state().sample and one.state().snapshot == live.sample().snapshot
    with pytest.raises(Fault, match="Too many people"):
        trial.Trial()
    del one
    gc.collect()
    assert not folder.exists()
    assert trial.Trial().state().sample


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_sample_held_could_not_be_decided_of(
    store: Store, tmp_path: Path, lang: Language
) -> None:
    """A file of another section with the same bytes is asked about, also when the page is drawn anew."""
    everybodys = sum(row["actions"] for row in live.sample().database.rows("actions_counted"))
    test = handed_in(lang)
    test.button(key="take_in").click().run()
    copy = test.session_state["trial"].store
    (entry,) = [each for each in taking.entries(copy) if each.file == "tally.csv"]
    (tmp_path / "again.csv").write_bytes(TALLY)
    other = "FR" if entry.section != "FR" else "IE"
    desk = taking.Desk(trial.mappings(), packed.SECRET, live.sample().record)
    report = desk.take(copy, taking.Handed(tmp_path / "again.csv", other))
    assert report.question is not None
    test.run()
    assert say(lang, "held.heading", count=2) in shown(test)  # the sample holds one of its own
    test.button(key=f"decide_{report.id}_add").click().run()
    assert not test.exception, test.exception[0].message
    assert counted(test) == everybodys + 10
    assert taking.entries(store) == []


def entered(test: AppTest, lang: Language, cells: dict[str, str]) -> AppTest:
    stem = f"enter_targets__{test.session_state['enter_round']}"
    listed = {box.key for box in test.selectbox}
    for name, text in cells.items():
        key = f"{stem}_{name}"
        (test.selectbox(key=key) if key in listed else test.text_input(key=key)).set_value(text)
    (look,) = [each for each in test.button if each.label == say(lang, "enter.look")]
    look.click().run()
    assert not test.exception, test.exception[0].message
    return test


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_could_try_entering_a_row_without_entering_it(store: Store, lang: Language) -> None:
    test = visit("enter", lang, data="sample", table="targets")
    assert say(lang, "enter.try_text").replace("\u00a0", " ") in shown(test)
    assert "trial" not in test.session_state, "who only looks needs no copy"
    year = max(int(str(row["edition_year"])) for row in live.sample().record.tables["editions"])
    entered(test, lang, {"edition_year": str(year), "section": "GB", "actions": "77777"})
    test.button(key="enter_keep").click().run()
    assert not test.exception, test.exception[0].message
    targets = test.session_state["trial"].state().record.tables["targets"]
    assert 77777 in [row["actions"] for row in targets]
    assert taking.entries(store) == []
    assert 77777 not in [row["actions"] for row in live.sample().record.tables["targets"]]


def test_a_row_typed_in_the_sample_does_not_lie_ready_to_be_kept_for_real(store: Store) -> None:
    test = visit("enter", data="sample", table="targets")
    entered(test, "en", {"section": "GB", "actions": "77777"})
    test.button(key="sample_close").click().run()
    assert not test.exception, test.exception[0].message
    assert "77777" not in shown(test) and "77777" not in {each.value for each in test.text_input}
    assert "enter_keep" not in {each.key for each in test.button}
    assert taking.entries(store) == []


def test_nobody_could_try_what_a_rule_moves_without_keeping_it(store: Store) -> None:
    test = visit("exports", data="sample")
    assert "trial" not in test.session_state, "who only looks needs no copy"
    chosen = next(
        box
        for box in test.selectbox
        if str(box.key).startswith("case_in_") and len(box.options) > 1
    )
    chosen.set_value(live.sample().record.tables["cases"][-1]["case_id"])
    test.run()
    assert not test.exception, test.exception[0].message
    keep = next(each for each in test.button if str(each.key).startswith("keep_"))
    keep.click().run()
    assert not test.exception, test.exception[0].message
    assert len(test.session_state["trial"].state().ledger.rules) == 1
    assert not live.sample().ledger.rules and taking.entries(store) == []
