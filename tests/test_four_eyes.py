"""With four eyes nobody alone takes out what was published, puts it back, or lets anything go out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import audit, publishing, taking, timetable
from impact.exports.ledger import Effect, Entry, Request
from impact.faults import Fault
from impact.figures import access, live
from impact.figures.access import Who
from impact.i18n.words import LANGUAGES, Language, say
from impact.presentation import happenings
from impact.presentation.view import View
from impact.store import Store
from tests.conftest import files, lay, serve_others
from tests.pages import shown
from tests.test_acting import BRITISH, CHIEF, ROLES, acted, tally
from tests.test_approval import outcome
from tests.test_doors import claims, come

SECOND = "di@w4r.example"
Output = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def store(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A server for others: an export that was published, and one that came later."""
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)
    (tmp_path / "roles.toml").write_text(ROLES.replace(CHIEF, f'{CHIEF}", "{SECOND}'))
    monkeypatch.setenv("IMPACT_ROLES", str(tmp_path / "roles.toml"))
    store = Store(folders[1])
    for name, count, day in (("out", 5, "03"), ("draft", 7, "04")):
        assert acted(BRITISH, "ingest", "--section", "GB", str(tally(tmp_path, name, count, day))) == 0  # fmt: skip
        if name == "out":
            publishing.publish(store)
    monkeypatch.setenv("IMPACT_FOUR_EYES", "1")
    return store


def named(name: str) -> Entry:
    return next(each for each in live.current().ledger.entries.values() if each.file == f"{name}.csv")  # fmt: skip


def request() -> Request:
    [found] = live.current().ledger.requests.values()
    return found


def told(who: Who = access.PRESS) -> int:
    rows = access.current(who).database.rows("actions_counted")
    return sum(int(row["actions"]) for row in rows)


def test_what_was_published_goes_out_of_the_counts_only_when_another_admin_says_so(
    store: Store, capsys: Output
) -> None:
    assert acted(BRITISH, "retract", named("out").id, "--reason", "twice", "--public") == 1
    assert named("out").stands and told(access.OWNER) == 12
    for who, status in ((BRITISH, 2), (CHIEF, 0)):
        assert acted(who, "decide", request().id, "approve") == status
    gone = named("out")
    assert (gone.reason, gone.public, told(access.OWNER)) == ("twice", True, 7)
    assert live.current().ledger.requests == {}
    assert acted(CHIEF, "restore", gone.id) == 1 and not named("out").stands
    capsys.readouterr()
    assert acted(CHIEF, "decide", request().id, "approve") == 2
    assert "Somebody else has to approve" in capsys.readouterr().err
    assert acted(SECOND, "decide", request().id, "approve") == 0 and named("out").stands
    steps = [(line["what"], line["who"], line.get("request")) for line in audit.lines(store)][-4:]
    assert [step[:2] for step in steps] == [
        ("asked", BRITISH), ("retracted", CHIEF), ("asked", CHIEF), ("restored", SECOND),
    ]  # fmt: skip
    assert steps[0][2] == steps[1][2] != steps[2][2] == steps[3][2]
    assert audit.verify(store, len(live.current().ledger.events)) == []


def test_what_was_never_published_waits_for_nobody() -> None:
    assert acted(BRITISH, "retract", named("draft").id, "--reason", "twice") == 0
    assert acted(BRITISH, "restore", named("draft").id) == 0
    assert live.current().ledger.requests == {}


def test_without_four_eyes_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_FOUR_EYES", "0")
    assert acted(BRITISH, "retract", named("out").id) == 0
    assert acted(CHIEF, "publications", "now") == 0


def test_a_decision_on_what_was_published_is_no_way_around_it(
    tmp_path: Path, capsys: Output
) -> None:
    assert acted(CHIEF, "ingest", str(outcome(tmp_path))) == 1
    [held] = live.current().ledger.held()
    assert acted(SECOND, "decide", held.id, "approve") == 0
    assert acted(SECOND, "decide", held.id, "undo") == 1  # it is not out yet
    assert acted(SECOND, "decide", held.id, "approve") == 0
    assert acted(CHIEF, "publications", "now") == 1
    assert acted(SECOND, "decide", request().id, "approve") == 0
    capsys.readouterr()
    assert acted(SECOND, "decide", held.id, "undo") == 2
    assert "Take it out of the counts instead" in capsys.readouterr().err


def test_a_publication_is_of_the_snapshot_that_was_asked_for_and_needs_two(
    store: Store, tmp_path: Path
) -> None:
    asked_of = live.current().snapshot
    assert acted(CHIEF, "publications", "now", "--why", "checked") == 1
    assert told() == 5
    with pytest.raises(Fault) as twice:  # the same, by whomever, is not asked a second time
        publishing.publish(store, asked_of)
    assert twice.value.key == "request_waits"
    assert acted(BRITISH, "ingest", "--section", "GB", str(tally(tmp_path, "later", 90, "09"))) == 0
    assert acted(CHIEF, "decide", request().id, "approve") == 2 and told() == 5
    assert acted(SECOND, "decide", request().id, "approve") == 0
    assert told() == 12  # and not what came in since
    line = list(audit.lines(store))[-1]
    assert (line["what"], line["who"], line["why"]) == ("published", SECOND, "checked")


def test_that_all_goes_out_by_itself_needs_two_and_that_nothing_does_one() -> None:
    assert acted(CHIEF, "publications", "rule", "at once") == 1
    assert timetable.rule(live.current().ledger) == "by hand" and told() == 5
    assert acted(CHIEF, "decide", request().id, "approve") == 2
    assert acted(SECOND, "decide", request().id, "approve") == 0
    assert timetable.rule(live.current().ledger) == "at once" and told() == 12
    assert acted(CHIEF, "publications", "rule", "by hand") == 0


def test_who_nobody_knows_approves_nothing(store: Store) -> None:
    assert acted(CHIEF, "publications", "now") == 1
    audit.act_as("page", "")
    with pytest.raises(Fault) as refused, taking.changing(store) as visit:
        visit.answer(request().id, "approve")
    assert refused.value.key == "approval_nobody"


def test_a_shell_that_names_nobody_neither_asks_nor_approves(capsys: Output) -> None:
    """Its account may be anybody's, also that of who asked."""
    assert main(["retract", "--lang", "en", named("out").id]) == 2
    assert "--as" in capsys.readouterr().err and live.current().ledger.requests == {}
    assert acted(BRITISH, "retract", named("out").id) == 1
    assert main(["decide", "--lang", "en", request().id, "approve"]) == 2
    assert "--as" in capsys.readouterr().err and named("out").stands


def test_what_was_asked_before_a_newer_publication_does_not_turn_it_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    assert acted(CHIEF, "publications", "now") == 1
    before = request().id
    assert acted(BRITISH, "ingest", "--section", "GB", str(tally(tmp_path, "later", 90, "09"))) == 0
    monkeypatch.setenv("IMPACT_FOUR_EYES", "0")
    publishing.publish(store)
    monkeypatch.setenv("IMPACT_FOUR_EYES", "1")
    capsys.readouterr()
    assert acted(SECOND, "decide", before, "approve") == 2
    assert "newer state was published" in capsys.readouterr().err and told() == 102
    assert acted(SECOND, "decide", before, "drop") == 0


def test_who_answers_what_was_answered_is_told_so(capsys: Output) -> None:
    assert acted(BRITISH, "retract", named("out").id) == 1
    before = request().id
    assert acted(CHIEF, "decide", before, "approve") == 0
    capsys.readouterr()
    assert acted(SECOND, "decide", before, "approve") == 2
    assert "answered already" in capsys.readouterr().err


def test_a_request_is_declined_and_one_that_was_done_otherwise_is_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert acted(BRITISH, "retract", named("out").id) == 1
    before = request().id
    assert acted(CHIEF, "decide", before, "drop") == 0
    assert named("out").stands and live.current().ledger.requests == {}
    assert acted(CHIEF, "decide", before, "approve") == 2
    assert acted(BRITISH, "retract", named("out").id) == 1
    monkeypatch.setenv("IMPACT_FOUR_EYES", "")
    assert isinstance(taking.retract(store, named("out").id, "at once"), Effect)
    assert live.current().ledger.requests == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_waits_is_listed_in_both_languages_to_those_whom_it_concerns(
    lang: Language, capsys: Output
) -> None:
    assert acted(BRITISH, "retract", named("out").id, "--reason", "twice") == 1
    assert acted(CHIEF, "publications", "now") == 1
    capsys.readouterr()
    for who, many in ((BRITISH, 1), ("bo@ch.example", 0), (CHIEF, 2)):
        status = main(["held", "--as", who, "--lang", lang, "--json"])
        listed = json.loads(capsys.readouterr().out)
        assert (status, len(listed)) == (1 if many else 0, many)
        assert all(row["who"] in row["text"] for row in listed)
    assert main(["held", "--as", CHIEF, "--lang", lang]) == 1
    assert "twice" in capsys.readouterr().out


def test_whoever_approves_sees_what_would_change(tmp_path: Path, capsys: Output) -> None:
    """Of an export in the counts, of a publication for the press, of the record's rows the cells."""
    assert acted(BRITISH, "retract", named("out").id, "--reason", "twice") == 1
    assert acted(CHIEF, "publications", "now") == 1
    assert acted(BRITISH, "ingest", "--section", "GB", str(outcome(tmp_path))) == 1
    capsys.readouterr()
    assert acted(SECOND, "held") == 1
    told = capsys.readouterr().out
    assert "12 before, 7 after" in told and "– → 2022-05-01" in told and "approve:" in told
    assert "2020: 5 → 12" in told and "after)" not in told
    assert acted(BRITISH, "held") == 1
    own = capsys.readouterr().out
    assert "An admin decides" in own and "decide request" not in own and "approve:" not in own
    [held] = live.current().ledger.held()
    assert main(["held", "--as", BRITISH, "--json"]) == 1
    listed = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed[held.id]["question"]["choices"] == []


def test_what_waits_for_an_admin_stands_on_the_page_of_today_and_for_nobody_else() -> None:
    assert acted(CHIEF, "publications", "now") == 1
    for who, told in ((SECOND, True), (BRITISH, False)):
        page = shown(come("live", claims(email=who))).replace("\u2060", "")
        assert (f"What {CHIEF} asked for" in page) == told


def test_the_page_has_the_same_queue() -> None:
    own = come(
        "exports", claims(email=BRITISH.title())
    )  # the same person, however the provider writes it
    own.text_input(key=f"reason_{named('out').id}").set_value("twice").run()
    own.button(key=f"now_{named('out').id}").click().run()
    waits = request().id
    assert request().who == BRITISH
    assert say("en", "request.asked", name=waits) in shown(own) and named("out").stands
    assert f"decide_{waits}_approve" not in [button.key for button in own.button]
    admin = come("exports", claims(email=SECOND), "fr")
    assert BRITISH in shown(admin).replace("\u2060", "")
    admin.button(key=f"decide_{waits}_approve").click().run()
    assert not admin.exception and not named("out").stands
    admin.text_input(key="publish_why").set_value("checked").run()
    admin.button(key=f"publish_now_{live.current().snapshot}").click().run()
    waits = request().id
    assert told() == 5
    other = come("exports", claims(email=CHIEF))
    other.button(key=f"decide_{waits}_approve").click().run()
    assert not other.exception and told() == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_waits_for_a_second_pair_of_eyes_is_posted_without_who_asked_or_why(
    store: Store, lang: Language
) -> None:
    """Nobody heard of it who did not look."""
    audit.act_as("page", CHIEF)
    publishing.publish(store, why="a reason of staff")
    publishing.set_rule(store, "at once")
    taking.retract(store, named("out").id, "another reason")
    view = View(live.current(), lang, access.OWNER)
    posted = [
        each for each in happenings.found(view, dt.date(2026, 11, 30)) if "request" in each.name
    ]
    assert len({each.name for each in posted}) == 3 and not any(each.standing for each in posted)
    said = " ".join(each.text for each in posted)
    assert said.count(say(lang, "happening.asked_published", date="").split(",")[0][:12]) >= 1
    assert not any(word in said for word in (CHIEF, "reason", "out.csv"))
