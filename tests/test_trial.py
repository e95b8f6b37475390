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
    desk = taking.Desk(trial.mappings(), trial.SECRET, live.sample().record)
    report = desk.take(copy, taking.Handed(tmp_path / "again.csv", other))
    assert report.question is not None
    test.run()
    assert say(lang, "held.heading", count=2) in shown(test)  # the sample holds one of its own
    test.button(key=f"decide_{report.id}_add").click().run()
    assert not test.exception, test.exception[0].message
    assert counted(test) == everybodys + 10
    assert taking.entries(store) == []
