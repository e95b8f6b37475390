"""What others than admins change in the record waits for an admin; with four eyes, for another one than who sent it."""

from __future__ import annotations

from pathlib import Path

import pytest

from impact.exports import approval, audit, mapping, publishing, secret, taking
from impact.exports.intake import Report
from impact.exports.taking import Desk, Handed
from impact.faults import Fault
from impact.figures import access, live
from impact.i18n.words import say
from impact.server import checkup
from impact.server.watching import Watch
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay, serve_others
from tests.pages import shown
from tests.test_doors import claims, come, give_roles

ROW = DEFAULTS["outcomes"] | {
    "outcome_id": "o2",
    "event_date": "2022-05-01",
    "summary": "Planted words.",
}
TALLY = "date,case,channel,count,how counted,link\n2020-12-03,A,Stall,{},counted,\n"


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    live.current()
    return Store(folders[1])


def outcome(folder: Path) -> Path:
    path = folder / "outcomes.csv"
    path.write_text(",".join(ROW) + "\n" + ",".join(map(str, ROW.values())) + "\n")
    return path


def hand_in(store: Store, path: Path, who: str, **how: object) -> Report:
    audit.act_as("page", who)
    desk = Desk(mapping.load(), secret.secret(store), live.record_as_it_stands())
    return desk.take(store, Handed(path, "GB", **how))  # type: ignore[arg-type]


def decide(store: Store, name: str | None, choice: str, who: str) -> Report:
    audit.act_as("page", who)
    assert name is not None
    with taking.changing(store) as visit:
        return visit.decide(name, choice, live.record_as_it_stands())


def outcomes() -> set[object]:
    return {row["outcome_id"] for row in live.current().record.tables["outcomes"]}


def test_a_row_of_the_record_waits_until_somebody_else_approves_it(
    store: Store, tmp_path: Path
) -> None:
    report = hand_in(store, outcome(tmp_path), "ada@gb.example", unapproved=True)
    assert (report.verdict, report.question and report.question.code) == ("held", "approval")
    assert all("o2" in report.message(lang) for lang in ("en", "fr"))
    assert outcomes() == {"o1"}
    for who, key in (("ada@gb.example", "approval_own"), ("", "approval_nobody")):
        with pytest.raises(Fault) as refused:
            decide(store, report.id, "approve", who)
        assert refused.value.key == key and refused.value.sentence("fr")
    assert outcomes() == {"o1"}
    decide(store, report.id, "approve", "bo@example.org")
    assert outcomes() == {"o1", "o2"}
    last = list(audit.lines(store))[-1]
    assert (last["what"], last["who"]) == ("decided", "bo@example.org")
    decide(store, report.id, "undo", "bo@example.org")
    assert outcomes() == {"o1"}
    decide(store, report.id, "drop", "ada@gb.example")
    assert outcomes() == {"o1"} and not live.current().ledger.held()


def test_a_row_that_says_something_else_is_asked_of_first_and_then_waits_all_the_same(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "outcomes.csv"
    row = ROW | {
        "outcome_id": "o1",
        "outcome_type": "re_arrested",
        "direction": "negative",
        "reason": "why",
    }
    path.write_text(",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n")
    report = hand_in(store, path, "ada@gb.example", unapproved=True)
    assert report.question and report.question.code == "record_row"
    report = decide(store, report.id or _held(), "replace", "ada@gb.example")
    assert report.question and report.question.code == "approval"
    kinds = {row["outcome_type"] for row in live.current().record.tables["outcomes"]}
    assert kinds == {"released"}


def _held() -> str:
    return live.current().ledger.held()[0].id


def test_counts_of_a_section_wait_for_nobody(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "tally.csv"
    path.write_text(TALLY.format(5))
    assert hand_in(store, path, "ada@gb.example", unapproved=True).verdict == "accepted"


def test_with_four_eyes_an_admin_needs_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not approval.needed(admin=True) and approval.needed(admin=False)
    monkeypatch.setenv("IMPACT_FOUR_EYES", "1")
    assert approval.needed(admin=True) and not checkup.misset()
    monkeypatch.setenv("IMPACT_FOUR_EYES", "yes")
    assert approval.needed(admin=True)
    assert [fault.key for fault in checkup.misset()] == ["setting_switch"]
    monkeypatch.setenv("IMPACT_FOUR_EYE", "1")
    assert {fault.key for fault in checkup.misset()} == {"setting_switch", "setting_misspelt"}


def test_where_others_are_served_nobody_changes_the_record_through_the_drop_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_others(monkeypatch)
    place = tmp_path / "dropped"
    (place / "GB").mkdir(parents=True)
    outcome(place / "GB")
    (place / "GB" / "tally.csv").write_text(TALLY.format(5))
    watch = Watch(place, store.folder)
    reports = [report for now in (0.0, 5.0, 10.0) for report in watch.look(now)]
    assert {report.verdict for report in reports} == {"held", "accepted"}
    assert outcomes() == {"o1"}


@pytest.mark.usefixtures("serving")
def test_staff_of_a_section_see_that_it_waits_and_only_an_admin_is_asked(
    store: Store, tmp_path: Path
) -> None:
    report = hand_in(store, outcome(tmp_path), "ada@gb.example", unapproved=True)
    section = come("exports", claims(groups=["w4r-gb"], email="ada@gb.example"))
    assert say("en", "held.approver") in shown(section)
    assert not [each for each in section.button if str(each.key).startswith("decide_")]
    own = come("exports", claims(groups=["w4r-all"], email="ada@gb.example"))
    own.button(key=f"decide_{report.id}_approve").click().run()
    assert outcomes() == {"o1"} and "ada@gb.example handed it in" in shown(own)
    other = come("exports", claims(groups=["w4r-all"], email="bo@example.org"))
    other.button(key=f"decide_{report.id}_approve").click().run()
    assert outcomes() == {"o1", "o2"}
    taken_out = [str(each.key) for each in section.run().button if "now_" in str(each.key)]
    assert taken_out == []  # of the record: only admins take it out


@pytest.mark.usefixtures("serving")
def test_what_section_staff_type_waits_as_what_they_send(store: Store) -> None:
    test = come("enter", claims(groups=["w4r-gb"], email="ada@gb.example"))
    stem = "enter_editions__0_"
    test.text_input(key=f"{stem}edition_year").set_value("2031")
    next(each for each in test.button if each.label == say("en", "enter.look")).click().run()
    test.button(key="enter_keep").click().run()
    assert "2031" not in {
        str(row["edition_year"]) for row in live.current().record.tables["editions"]
    }
    assert say("en", "enter.asked") in shown(test)
    assert len(live.current().ledger.held()) == 1
    publishing.publish(store)
    assert access.current().ledger.entries == {}


@pytest.fixture
def serving(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve_others(monkeypatch)
    give_roles(monkeypatch, tmp_path)
    assert store.newest()
