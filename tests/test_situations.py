"""Situations in which roles, publications, embargoes, consents and restarts meet. The right answer of each was written
down before the product was asked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from impact.cli.main import main
from impact.exports import audit, mapping, publishing, secret, taking
from impact.exports.intake import Report
from impact.exports.taking import Desk, Handed
from impact.faults import Fault
from impact.figures import access, live, roles
from impact.figures.access import Who
from impact.press import static_site
from impact.press.service import Service
from impact.server import checkup, gate
from impact.store import Snapshot, Store
from tests.conftest import DEFAULTS, At, files, lay, serve_others
from tests.test_consent import HALF, HIDDEN, NAMED, rows, told

Folders = tuple[Path, Path]
HEAD = "case_id,publish_level,first_name,consent_on,review_on\n"
OUT = dt.datetime(2031, 3, 10, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SPEAKS, STAFF, CHIEF = Who("spokesperson"), Who("staff", frozenset({"GB"})), Who("admin")


class World:
    """A server for others, and who hands things in."""

    def __init__(self, record: Path, store: Path, folder: Path) -> None:
        self.record, self.store, self._folder = record, Store(store), folder
        self._number = 0

    def hand_in(
        self, name: str, text: str, who: str = "ada@gb.example", *, waits: bool = False
    ) -> Report:
        audit.act_as("page", who)
        self._number += 1
        path = self._folder / f"{self._number}-{name}.csv"
        path.write_text(text)
        desk = Desk(mapping.load(), secret.secret(self.store), live.record_as_it_stands())
        table = None if name == "tally" else name
        report = desk.take(self.store, Handed(path, "GB", table, unapproved=waits))
        assert report.fault is None and not report.set_aside, report.message("en")
        return report

    def decide(self, report: Report, choice: str, who: str = "boss@w4r.example") -> None:
        audit.act_as("page", who)
        with taking.changing(self.store) as visit:
            visit.decide(report.id or "", choice, live.record_as_it_stands())

    def outcome(self, key: str, case: str, until: dt.datetime, text: str) -> None:
        row = DEFAULTS["outcomes"] | {
            "outcome_id": key, "case_id": case, "event_date": "2022-05-01", "summary": text,
            "summary_fr": text, "publish_at": until.isoformat(),
        }  # fmt: skip
        self.hand_in("outcomes", ",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n")

    def consent(self, case: str, level: str, *, waits: bool = False) -> Report:
        return self.hand_in("consents", f"{HEAD}{case},{level},,,\n", waits=waits)

    def publish(self, snapshot: str = "") -> None:
        publishing.publish(self.store, snapshot)

    @staticmethod
    def restart() -> None:
        live._LIVE.clear()


@pytest.fixture
def world(folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    live._LIVE.clear()
    lay(folders[0], files(**rows()))
    live.current()
    serve_others(monkeypatch)
    yield World(*folders, tmp_path)
    live._LIVE.clear()


def ask(path: str) -> tuple[int, str]:
    path, _, query = path.partition("?")
    answer = Service().answer(path.encode(), query.encode(), b"en")
    return answer.status, answer.body.decode("utf-8", "replace")


def names(as_of: str = "", who: Who | None = None) -> set[str]:
    state = access.at(as_of, who) if as_of else access.current(who)
    return {str(row["name"]) for row in state.database.rows("cases")}


def outcomes(who: Who | None = None) -> set[object]:
    return {
        row["summary"] for row in access.current(who).database.rows("outcomes_newest", limit=99)
    }


ALL = {"Zoltan Varga", "Imre Szabo", "Ana Lima"}


def test_a_consent_that_waits_for_approval_closes_at_once_and_over_a_restart(world: World) -> None:
    """To close a door must not wait for a second pair of eyes; to open it again does."""
    held = world.consent(HIDDEN, "withheld", waits=True)
    assert held.verdict == "held"
    for _ in range(2):
        assert names() == names(who=SPEAKS) == ALL - {"Zoltan Varga"}
        assert names(who=STAFF) == ALL
        world.restart()
    world.decide(held, "drop")
    assert names() == ALL
    world.decide(world.consent(HIDDEN, "withheld", waits=True), "approve")
    opening = world.consent(HIDDEN, "named", waits=True)
    assert names() == ALL - {"Zoltan Varga"}
    while live.current().ledger.held():
        question = live.current().ledger.held()[0].question
        world.decide(opening, "approve" if question and question.code == "approval" else "replace")
    assert names() == ALL


def test_an_embargoed_outcome_of_somebody_withheld_comes_out_without_a_name(
    world: World, at: At
) -> None:
    world.outcome("2020-zoltan-new", HIDDEN, OUT, "Zoltan left Miskolc.")
    world.publish()
    world.consent(HIDDEN, "withheld")
    for moment in (OUT - HOUR, OUT):
        at(moment)
        total = access.current().database.rows("releases_documented_total")[0]["people"]
        assert total == 3  # nobody is released twice
        for path in (
            "/feeds/outcomes.atom",
            "/api/v1/revisions.json",
            "/api/v1/figures/cases.json",
        ):
            said = [word for word in told(ask(path)[1]) if word[0].lower() in "zvm"]
            assert said == [], (moment, path)
    assert "Zoltan left Miskolc." in outcomes(STAFF)


def test_a_consent_in_a_draft_holds_for_what_was_published_before_it(world: World) -> None:
    world.publish()
    before = access.current().snapshot
    world.consent(HIDDEN, "withheld")
    assert (
        access.current().snapshot == before
    )  # no new state: that something came is told to nobody
    assert names() == names(before) == names(before, SPEAKS) == ALL - {"Zoltan Varga"}
    world.publish(live.held()[0].id)
    world.restart()
    assert names() == ALL - {"Zoltan Varga"}


def test_a_case_that_left_the_record_with_its_consent_is_named_in_no_older_snapshot(
    world: World,
) -> None:
    """Whoever is taken out of the record altogether did not agree to more than before."""
    world.publish()
    lay(world.record, files(**rows(**{HIDDEN: "withheld", HALF: "withheld"})))
    older = live.current().snapshot
    world.publish()
    gone = rows(**{HALF: "withheld"})
    for table in ("cases", "outcomes", "case_names", "case_actions", "case_grammar"):
        gone[table] = [row for row in gone[table] if row.get("case_id") != HIDDEN] or gone[table][
            :0
        ]
    gone["case_names"] = [{"case_id": NAMED, "name": "Anita"}]
    gone["case_actions"] = [{"edition_year": 2020, "case_id": NAMED}]
    lay(world.record, files(**gone))
    live.current()
    first = access.held()[0].id
    for _ in range(2):
        assert "Zoltan Varga" not in names(first) | names(older)
        world.restart()


def test_every_snapshot_was_read_to_know_who_may_be_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of thousands, each of which has a manifest, those alone are read with which the record may have changed."""
    head = "date,case,channel,count,how counted,link\n"
    for day in range(1, 6):
        world.hand_in("tally", f"{head}2020-12-0{day},Ana Lima,Stall,{day},counted,\n")
    lay(world.record, files(**rows(**{HIDDEN: "withheld"})))
    world.consent(HALF, "withheld")
    world.hand_in("tally", f"{head}2020-12-08,Ana Lima,Stall,8,counted,\n")
    read: list[int] = []
    snapshot = Store.snapshot

    def noted(store: Store, number: int) -> Snapshot:
        read.append(number)
        return snapshot(store, number)

    live.current()
    live._LIVE.clear()
    monkeypatch.setattr(Store, "snapshot", noted)
    withheld = live.consents_before()
    assert HIDDEN in withheld
    assert len(set(read)) <= 4 < len(world.store.marks())


def test_an_embargo_that_was_postponed_and_published_again_holds_over_a_restart(
    world: World, at: At
) -> None:
    world.outcome("2020-ana-new", NAMED, OUT, "Ana spoke in Lisbon.")
    world.publish()
    row = DEFAULTS["outcomes"] | {
        "outcome_id": "2020-ana-new", "case_id": NAMED, "event_date": "2022-05-01", "summary": "Ana spoke in Lisbon.",
        "summary_fr": "Ana spoke in Lisbon.", "publish_at": (OUT + 24 * HOUR).isoformat(), "reason": "asked to wait",
    }  # fmt: skip
    report = world.hand_in(
        "outcomes", ",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n"
    )
    if report.question:
        world.decide(report, "replace")
    world.publish()
    for moment, there in ((OUT, False), (OUT + 23 * HOUR, False), (OUT + 24 * HOUR, True)):
        at(moment)
        world.restart()
        assert ("Ana spoke in Lisbon." in outcomes()) == there, moment
        assert ("asked to wait" in ask("/api/v1/revisions.json")[1]) is False
        assert ("Lisbon" in ask("/feeds/outcomes.atom")[1]) == there


def test_a_file_of_roles_that_breaks_under_a_running_server_lets_nobody_in_and_changes_nothing_else(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "roles.toml"
    file.write_text('[[role]]\nrole = "admin"\ngroups = ["chiefs"]\n')
    monkeypatch.setenv("IMPACT_ROLES", str(file))
    login = {"is_logged_in": True, "iat": 1_800_000_000, "groups": ["chiefs"]}
    assert roles.who(login, 1_800_000_060).role == "admin"
    world.publish()
    file.write_text('[[role]]\nrole = "admin"\ngroups = ["chiefs"\n')
    with pytest.raises(Fault):
        roles.who(login, 1_800_000_060)
    assert ask("/api/v1/figures/cases.json")[0] == 200 and gate.readiness()[1]
    assert any(fault.key == "roles_unread" for fault in checkup._doors())


def test_staff_look_at_what_would_go_out_and_publish_nothing(
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "roles.toml"
    file.write_text('[[role]]\nrole = "staff"\nsections = ["GB"]\naddresses = ["ada@gb.example"]\n')
    monkeypatch.setenv("IMPACT_ROLES", str(file))
    world.hand_in(
        "tally",
        "date,case,channel,count,how counted,link\n2020-12-03,Ana Lima,Stall,417,counted,\n",
    )
    capsys.readouterr()
    assert main(["publications", "look", "--as", "ada@gb.example", "--lang", "en"]) == 0
    assert "417" in capsys.readouterr().out
    for words in (["now"], ["rule", "at once"], ["now", "--snapshot", "1"]):
        assert main(["publications", *words, "--as", "ada@gb.example"]) == 2
    assert "417" not in ask("/api/v1/figures/actions_counted.json")[1]


def test_a_restart_with_consents_that_cannot_be_read_tells_staff_alone_and_writes_no_bulletin(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish()
    (world.record / "consents.csv").write_bytes(b"case_id,publish_level\n")
    world.restart()
    for path in (
        "/api/v1/figures/cases.json",
        "/feeds/outcomes.atom",
        "/api/v1/figures/cases_total.json",
    ):
        assert ask(path)[0] == 503, path
    assert names(who=STAFF) == ALL and access.current(STAFF).fault is not None
    monkeypatch.setenv("IMPACT_ADDRESS", "https://w4r.example")
    with pytest.raises(Fault):
        static_site.publish(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_goes_out_at_an_hour_takes_no_file_that_waits_and_no_consent_with_it(
    world: World,
) -> None:
    """A consent does not wait for the hour; a file that is held does not go out at it."""
    publishing.set_rule(world.store, "at once")
    world.hand_in(
        "tally",
        "date,case,channel,count,how counted,link\n2020-12-03,Ana Lima,Stall,417,counted,\n",
    )
    assert "417" in ask("/api/v1/figures/actions_counted.json")[1]
    publishing.set_rule(world.store, "by hand")
    world.hand_in(
        "tally", "date,case,channel,count,how counted,link\n2020-12-04,Ana Lima,Street,5,counted,\n"
    )
    world.consent(NAMED, "withheld")
    assert "422" not in ask("/api/v1/figures/actions_counted.json")[1]
    assert names() == ALL - {"Ana Lima"}
    assert "Ana" not in json.dumps(
        access.current().database.rows("counted_by_case", edition=2020), default=str
    )


def test_a_clock_that_is_set_back_closes_the_embargo_and_opens_no_consent(
    world: World, at: At
) -> None:
    world.outcome("2020-ana-new", NAMED, OUT, "Ana spoke in Lisbon.")
    world.publish()
    at(OUT - HOUR)
    before = access.current().snapshot
    at(OUT + HOUR)
    world.consent(HIDDEN, "withheld")
    after = access.current().snapshot
    assert after != before and "Ana spoke in Lisbon." in outcomes()
    at(OUT - HOUR)
    world.restart()
    assert access.current().snapshot == before and "Ana spoke in Lisbon." not in outcomes()
    assert names() == ALL - {"Zoltan Varga"}
    with pytest.raises(Fault):
        access.at(after)


def test_a_first_name_that_a_correction_of_the_case_makes_foreign_is_withheld(world: World) -> None:
    """The name of the case was corrected; the first name that was agreed to is of nobody any more."""
    lay(world.record, files(**rows(**{HALF: "first_name"})))
    assert names() == (ALL - {"Imre Szabo"}) | {"Imre"}
    changed = rows(**{HALF: "first_name"})
    for name in ("name", "name_fr"):
        changed["cases"][1][name] = "Istvan Szabo"
    lay(world.record, files(**changed))
    for _ in range(2):
        shown = names()
        assert "Imre Szabo" not in shown and "Istvan Szabo" not in shown and "Ana Lima" in shown
        world.restart()


def test_taking_out_the_export_that_withheld_somebody_asks_who_may_and_then_names_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With four eyes, once it was published: until a second admin says so, the name stays away."""
    report = world.consent(HIDDEN, "withheld")
    world.publish()
    monkeypatch.setenv("IMPACT_FOUR_EYES", "1")
    audit.act_as("page", "boss@w4r.example")
    taking.retract(world.store, report.id or "", "entered for the wrong case")
    assert names() == ALL - {"Zoltan Varga"}
    [request] = live.current().ledger.requests.values()
    audit.act_as("page", "other@w4r.example")
    with taking.changing(world.store) as visit:
        visit.answer(request.id, "approve")
    assert names() == ALL
