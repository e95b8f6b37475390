"""What staff hand in is a draft for all others until it is published: by hand, at an hour, or at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from impact.exports import audit, publishing, taking, timetable
from impact.exports.ledger import Entry, Event
from impact.exports.timetable import Publication
from impact.faults import Fault
from impact.figures import access, live
from impact.i18n.words import say
from impact.press import revisions
from impact.press.service import Service
from impact.store import Mark, Store
from tests.conftest import At, files, lay, serve_others
from tests.pages import shown
from tests.test_doors import claims, come, give_roles
from tests.test_exports import take

TALLY = "date,case,channel,count,how counted,link\n2020-12-03,planted-label,Stall,{},counted,\n"
Hand = Callable[[str, int], None]


@pytest.fixture
def hand(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """A server for others, and a way to hand in a count of a section."""
    lay(folders[0], files())
    live.current()
    serve_others(monkeypatch)

    def handed(section: str, count: int) -> None:
        file = tmp_path / f"{section}.csv"
        file.write_text(TALLY.format(count))
        assert take("--section", section, file) == 0

    return handed


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    return Store(folders[1])


def counted() -> int:
    rows = access.current().database.rows("actions_counted")
    return sum(int(row["actions"]) for row in rows)


def asked(path: str) -> tuple[int, str]:
    path, _, query = path.partition("?")
    answer = Service().answer(path.encode(), query.encode(), b"en")
    return answer.status, answer.body.decode()


def test_counts_are_a_draft_until_they_are_published_and_then_they_are_public(
    hand: Hand, store: Store
) -> None:
    hand("GB", 73519)
    assert counted() == 0 and "73519" not in asked("/api/v1/figures/actions_counted.json")[1]
    publishing.publish(store, why="a reason of staff")
    before = access.current().snapshot
    assert counted() == 73519 and "73519" in asked("/api/v1/figures/actions_counted.json")[1]
    hand("CH", 41287)
    assert counted() == 73519 and access.current().snapshot == before
    assert live.current().database.rows("actions_counted")[0]["actions"] == 73519 + 41287
    assert "a reason of staff" not in asked("/api/v1/revisions.json")[1]
    assert [line["what"] for line in audit.lines(store)][-2:] == ["published", "taken"]


def test_the_press_finds_no_state_that_was_not_published(hand: Hand, store: Store) -> None:
    hand("GB", 1)
    publishing.publish(store)
    hand("GB", 2)
    hand("GB", 3)
    publishing.publish(store)
    hand("GB", 4)
    names = [mark.id for mark in access.held()]
    staff = [mark.id for mark in live.held()]
    assert len(names) == 3 and set(names) < set(staff)
    for name in staff:
        status = asked(f"/api/v1/figures/actions_counted.json?as_of={name}")[0]
        assert status == (200 if name in names else 404), name
    told = json.loads(asked("/api/v1/revisions.json")[1])["revisions"]
    assert {each["snapshot"] for each in told} | {each["previous"] for each in told} == set(names)
    values = [(each["old"], each["new"]) for each in told if each["figure"] == "actions_counted"]
    assert values == [(1, 3), (None, 1)]


def test_to_publish_an_earlier_state_again_takes_back_what_came_after(
    hand: Hand, store: Store
) -> None:
    hand("GB", 1)
    publishing.publish(store)
    first = access.current()
    hand("CH", 5)
    publishing.publish(store)
    assert counted() == 6
    publishing.publish(store, first.snapshot)
    assert access.current().snapshot == first.snapshot and counted() == 1
    assert [mark.id for mark in access.held()][-3:].count(first.snapshot) == 2
    news = [each for each in revisions.revisions() if each.figure == "actions_counted"]
    assert [(each.old, each.new) for each in news] == [(6, 1), (1, 6), (None, 1)]
    with pytest.raises(Fault, match="snapshot"):
        publishing.publish(store, "000000000000")


def test_a_publication_that_changes_nothing_is_no_new_state(hand: Hand, store: Store) -> None:
    hand("GB", 1)
    publishing.publish(store)
    names = [mark.id for mark in access.held()]
    publishing.publish(store)
    assert [mark.id for mark in access.held()] == names


def test_at_once_everything_is_public_and_nothing_earlier_can_be_put_over_it(
    hand: Hand, store: Store
) -> None:
    hand("GB", 1)
    assert counted() == 0
    publishing.set_rule(store, "at once")
    assert counted() == 1
    hand("CH", 5)
    assert counted() == 6
    with pytest.raises(Fault) as refused:
        publishing.publish(store, access.held()[0].id)
    assert refused.value.key == "publishing_at_once" and refused.value.sentence("fr")
    publishing.set_rule(store, "by hand")
    hand("DE", 7)
    assert counted() == 6


@pytest.mark.parametrize(
    ("said", "key"),
    [("9:00 Europe/Brussels", "publishing_unknown"), ("25:00 Europe/Brussels", "publishing_unknown"),
     ("09:00", "publishing_unknown"), ("09:00 Europe/Brusels", "publishing_zone"),
     ("09:00 Europe", "publishing_zone"), ("", "publishing_unknown"), ("never", "publishing_unknown")],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_the_words_that_mend_it(
    said: str, key: str, folders: tuple[Path, Path]
) -> None:
    with pytest.raises(Fault) as refused:
        publishing.set_rule(Store(folders[1]), said)
    assert (
        refused.value.key == key and refused.value.sentence("en") and refused.value.sentence("fr")
    )


@pytest.mark.parametrize(
    ("moment", "out"),
    [
        ("2026-11-20T07:59:59+00:00", "2026-11-20T08:00:00+00:00"),  # winter, an hour before UTC's nine
        ("2026-11-20T08:00:00+00:00", "2026-11-20T08:00:00+00:00"),
        ("2026-11-20T08:00:01+00:00", "2026-11-21T08:00:00+00:00"),
        ("2026-07-01T07:00:01+00:00", "2026-07-02T07:00:00+00:00"),  # summer
        ("2026-10-24T07:00:01+00:00", "2026-10-25T08:00:00+00:00"),  # the night of 25 hours
        ("2027-03-27T08:00:01+00:00", "2027-03-28T07:00:00+00:00"),  # the night of 23
    ],
)  # fmt: skip
def test_nine_in_brussels_is_nine_there_in_summer_and_winter(moment: str, out: str) -> None:
    daily = timetable.hour("09:00 Europe/Brussels")
    assert daily is not None and daily.after(moment) == out


def test_an_hour_that_the_clocks_skip_is_out_all_the_same() -> None:
    daily = timetable.hour("02:30 Europe/Brussels")
    assert daily is not None
    assert daily.after("2027-03-28T00:00:00+00:00") == "2027-03-28T01:30:00+00:00"


def test_a_rule_publishes_the_newest_of_each_hour_and_catches_up_with_what_it_slept_through() -> (
    None
):
    marks = [
        Mark(number, f"2026-11-{day}T{time}:00+00:00", f"{number:012}")
        for number, (day, time) in enumerate(
            [(19, "10:00"), (20, "06:00"), (20, "07:30"), (20, "09:00"), (25, "08:00")], 1
        )
    ]
    said = Event(
        kind="publishing",
        at="2026-11-20T06:00:00+00:00",
        snapshot=2,
        publishing="09:00 Europe/Brussels",
    )
    hand_ = Event(kind="published", at="2026-11-23T12:00:00+00:00", snapshot=4, published=1)
    assert timetable.publications(marks, [said, hand_]) == [
        Publication("2026-11-20T08:00:00+00:00", 3, said.publishing),
        Publication("2026-11-21T08:00:00+00:00", 4, said.publishing),
        Publication("2026-11-23T12:00:00+00:00", 1),
        Publication("2026-11-25T08:00:00+00:00", 5, said.publishing),
    ]
    then = Event(
        kind="publishing", at="2026-11-21T07:59:59+00:00", snapshot=5, publishing="by hand"
    )
    assert timetable.publications(marks, [said, then]) == [
        Publication("2026-11-20T08:00:00+00:00", 3, said.publishing)
    ]


def test_what_is_published_by_the_clock_is_out_at_its_second_and_not_before(
    hand: Hand, store: Store, at: At
) -> None:
    publishing.set_rule(store, "09:00 Europe/Brussels")
    hand("GB", 73519)
    daily = timetable.hour("09:00 Europe/Brussels")
    assert daily is not None
    out = dt.datetime.fromisoformat(daily.after(live.held()[-1].made_at))
    services = Service(), Service()  # two caches

    def told() -> list[tuple[bool, bytes]]:
        answers = [each.answer(b"/api/v1/figures/actions_counted.json", b"") for each in services]
        return [(b"73519" in each.body, each.plain.etag) for each in answers]

    second = dt.timedelta(seconds=1)
    at(out - second)
    before = told()
    at(out)
    after = told()
    at(out + second)
    assert [found for found, _ in before] == [False] * 2
    assert [found for found, _ in after] == [True] * 2
    assert told() == after and {tag for _, tag in before}.isdisjoint(tag for _, tag in after)
    assert access.held()[-1].made_at == out.isoformat()


def test_what_goes_out_by_the_clock_leaves_one_line_with_its_hour_and_its_rule(
    hand: Hand, store: Store
) -> None:
    rule = "09:00 Europe/Brussels"
    publishing.set_rule(store, rule)
    hand("GB", 73519)
    newest = live.held()[-1]
    daily = timetable.hour(rule)
    assert daily is not None
    out = daily.after(newest.made_at)
    old = audit.path_of(store).read_bytes()

    def lines() -> list[tuple[object, ...]]:
        told = [line for line in audit.lines(store) if line["door"] == "clock"]
        return [(line["what"], line["who"], line["of"], line["happened"]) for line in told]

    earlier = (dt.datetime.fromisoformat(out) - dt.timedelta(seconds=1)).isoformat()
    publishing.note_hours(store, earlier)
    assert lines() == [] and audit.path_of(store).read_bytes() == old
    for moment in (
        out,
        out,
        earlier,
        "2999-01-01T00:00:00+00:00",
    ):  # twice, two processes, a clock set back
        publishing.note_hours(store, moment)
        assert lines() == [("published", rule, f"snapshot {newest.number}", out)]
    assert audit.path_of(store).read_bytes().startswith(old)  # what stood there stands as it was
    hand("CH", 5)  # and what is done next follows it
    assert audit.verify(store, len(live.current().ledger.events)) == []
    assert [line["hours"] for line in audit.lines(store) if "hours" in line][-1] == newest.number


def test_a_change_notes_first_what_went_out_by_the_clock_while_no_server_ran(
    hand: Hand, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.set_rule(store, "09:00 Europe/Brussels")
    hand("GB", 73519)
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(2)).isoformat(timespec="seconds")
    monkeypatch.setattr("impact.exports.taking.stamp", lambda: later)
    hand("CH", 5)
    doors = [line["door"] for line in audit.lines(store)]
    assert doors[-2:] == ["clock", "command line"] and doors.count("clock") == 1
    assert audit.verify(store, len(live.current().ledger.events)) == []


def test_the_command_line_says_what_would_change_and_publishes(
    hand: Hand, capsys: pytest.CaptureFixture[str]
) -> None:
    from impact.cli.main import main

    hand("GB", 73519)
    capsys.readouterr()
    assert main(["publications", "look", "--lang", "en"]) == 0
    assert "73,519" in capsys.readouterr().out and counted() == 0
    assert main(["publications", "now", "--lang", "fr"]) == 0
    assert "Publié" in capsys.readouterr().out and counted() == 73519
    assert main(["publications", "look", "--lang", "en"]) == 0
    assert "Nothing would change" in capsys.readouterr().out
    assert main(["publications", "rule", "at noon", "--lang", "en"]) == 2
    assert "09:00 Europe/Brussels" in capsys.readouterr().err
    assert main(["publications", "rule", "09:00 Europe/Brussels", "--lang", "en"]) == 0
    assert main(["publications", "--json"]) == 0
    assert taking.ledger_now(Store(live._live()._store.folder)).events[-1].kind == "publishing"


def test_the_command_line_tells_of_what_waits_names_its_columns_and_takes_numbers_and_words(
    hand: Hand, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff took it that all was published; and « à la main », which is how it is called, was refused."""
    from impact.cli.main import main

    hand("GB", 73519)
    assert main(["publications", "now"]) == 0
    first = access.gone_out()[-1]
    hand("CH", 41)
    capsys.readouterr()
    assert main(["publications", "look", "--lang", "en"]) == 0
    assert "wait" not in capsys.readouterr().out
    held = taking.ledger_now(Store(live._live()._store.folder))
    for lang, said in (("en", "wait for a decision"), ("fr", "attendent une décision")):
        with monkeypatch.context() as patch:
            patch.setattr(Entry, "held", True)
            assert main(["publications", "look", "--lang", lang]) == 0
        assert f"{len(held.entries)} f" in (out := capsys.readouterr().out) and said in out
    assert main(["publications", "now"]) == 0
    capsys.readouterr()
    assert main(["publications", "--lang", "en"]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split()[:2] == ["number", "state"] and len(lines) == first.number + 1
    assert main(["publications", "now", "--snapshot", str(first.number)]) == 0
    assert counted() == 73519
    for said, lang, kept in (
        ("à la main", "fr", "à la main"),
        ("Aussitôt", "fr", "aussitôt"),
        ("By hand", "en", "by hand"),
    ):
        assert main(["publications", "rule", said, "--lang", lang]) == 0
        assert kept in capsys.readouterr().out


def button(admin: AppTest) -> Button:
    return next(each for each in admin.button if each.label == say("en", "publishing.now"))


@pytest.fixture
def roles_of_all(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hand:
    give_roles(monkeypatch, tmp_path)
    return hand


def test_a_button_publishes_what_it_was_shown_with_and_nothing_that_came_since(
    roles_of_all: Hand,
) -> None:
    roles_of_all("GB", 73519)
    admin = come("exports", claims(groups=["w4r-all"], email="ada@example.org"))
    roles_of_all("FR", 4000)
    button(admin).click().run()
    assert counted() == 0 and "77,519" in shown(admin)
    button(admin).click().run()
    assert counted() == 77519


def test_an_admin_publishes_by_a_button_that_says_before_what_would_change(
    roles_of_all: Hand, store: Store
) -> None:
    roles_of_all("GB", 73519)
    admin = come("exports", claims(groups=["w4r-all"], email="ada@example.org"))
    text = shown(admin)
    assert say("en", "publishing.would") in text and "73,519" in text
    assert say("en", "publishing.nothing_yet") in text
    admin.text_input(key="publish_why").set_value("checked twice")
    button(admin).click().run()
    assert counted() == 73519 and say("en", "publishing.nothing") in shown(admin)
    assert "The press sees all of this" in shown(admin.run())
    last = list(audit.lines(store))[-1]
    assert (last["what"], last["who"], last["why"]) == (
        "published", "ada@example.org", "checked twice",
    )  # fmt: skip
    roles_of_all("GB", 80000)
    admin.run()
    assert "What counts since then is not out yet" in shown(admin)
    button(admin).click().run()
    assert counted() == 80000
    admin.button(key="publish_again").click().run()
    assert counted() == 73519
    admin.selectbox(key="rule_kind").set_value("").run()
    admin.text_input(key="rule_hour").set_value("09:00 Europe/Brusels").run()
    admin.button(key="rule_keep").click().run()
    assert "Europe/Brussels" in shown(admin)
    admin.text_input(key="rule_hour").set_value("09:00 Europe/Brussels").run()
    admin.button(key="rule_keep").click().run()
    assert timetable.rule(live.current().ledger) == "09:00 Europe/Brussels"


def test_staff_of_a_section_publish_nothing(roles_of_all: Hand) -> None:
    roles_of_all("GB", 73519)
    test = come("exports", claims(groups=["w4r-gb"]), "fr")
    assert say("fr", "publishing.title") in shown(test)
    keys = [str(each.key) for each in test.button]
    assert not [
        key for key in keys if key.startswith(("publish_now", "publish_again", "rule_keep"))
    ]


def test_staff_look_as_the_press_does_and_nobody_else_can(roles_of_all: Hand, store: Store) -> None:
    roles_of_all("GB", 73519)
    publishing.set_rule(store, "09:00 Europe/Brussels")
    daily = timetable.hour("09:00 Europe/Brussels")
    assert daily is not None
    out = dt.datetime.fromisoformat(daily.after(live.held()[-1].made_at))
    before, after = (
        f"press@{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (out - dt.timedelta(seconds=1), out)
    )
    staff_ = come("overview", claims(groups=["w4r-gb"]))
    for as_of, there in ((before, False), (after, True)):
        staff_.query_params["as_of"] = as_of
        staff_.run()
        text = shown(staff_)
        assert "As the press sees it" in text
        state = access.as_the_press(out.isoformat() if there else str(live.held()[0].made_at))
        assert bool(state.database.rows("actions_counted")) == there
    for who in (None, claims(email="who@example.org")):
        other = come("overview", who)
        other.query_params["as_of"] = after
        other.run()
        assert "As the press sees it" not in shown(other)
        assert "is no day or snapshot" in shown(other)
