"""Who did not agree to be named is counted and never told: at no address, in no file, in no older snapshot."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from impact import briefs, figures, routes, talking
from impact.cli.main import main
from impact.factcheck import checker, facts
from impact.factcheck.rounding import Verdict
from impact.faults import Fault
from impact.figures import access, consent, live
from impact.figures.access import Who
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, say
from impact.presentation.view import View
from impact.press import sitemap
from impact.press.service import Service
from impact.press.static_site import publish
from impact.record.reader import parse
from impact.talking import Selection
from tests.conftest import files, lay

Folders = tuple[Path, Path]
HIDDEN, HALF, NAMED = "2020-zoltan-varga", "2020-imre-szabo", "2020-ana-lima"
# What would tell who it is: name, key, words of the summaries, further names, pages, of both.
TELLING = (
    "Zoltan", "Varga", "Miskolc", "zoltan", "Zoli", "Szabo", "szabo", "Pecs", "Harkany", "secret.example",
)  # fmt: skip


def rows(**consents: str) -> dict[str, Any]:
    def case(key: str, name: str, place: str, **more: Any) -> dict[str, Any]:
        summary = f"{name} of {place}."
        return {
            "case_id": key, "name": name, "name_fr": name, "summary": summary, "summary_fr": summary,
            "source_url": f"https://secret.example/{key}" if key != NAMED else "https://example.org/ana",
            "country_code": "HU", "country": "Hungary", "issue": "women_girls_rights", **more,
        }  # fmt: skip

    def outcome(key: str, of: str, text: str, **more: Any) -> dict[str, Any]:
        return {
            "outcome_id": f"{of}-{key}",
            "case_id": of,
            "summary": text,
            "summary_fr": text,
            **more,
        }

    return {
        "editions": [{"edition_year": 2020, "starts_on": "2020-11-01"}],
        "cases": [
            case(HIDDEN, "Zoltan Varga", "Miskolc"),
            case(HALF, "Imre Szabo", "Pecs"),
            case(NAMED, "Ana Lima", "Porto", country_code="PT", country="Portugal"),
        ],
        "outcomes": [
            outcome("out", HIDDEN, "Zoltan came out in Miskolc.", source_url="https://secret.example/z",
                    person="Zoltan Varga"),
            outcome("out", HALF, "Imre Szabo came to Harkany.", source_url="https://secret.example/i",
                    person="Imre Szabo"),
            outcome("out", NAMED, "Ana Lima came out."),
        ],
        "case_names": [{"case_id": HIDDEN, "name": "Zoli"}],
        "case_grammar": [{"case_id": HIDDEN, "who": "of Miskolc"}, {"case_id": HALF, "who": "of Pecs"}],
        "case_actions": [{"edition_year": 2020, "case_id": HIDDEN, "source_url": "https://secret.example/n"}],
        "consents": [
            {"case_id": key, "publish_level": level, "first_name": "Imre" if level == "first_name" else ""}
            for key, level in consents.items()
        ] or [{"case_id": NAMED, "publish_level": "named"}],
    }  # fmt: skip


WITHHELD = {HIDDEN: "withheld", HALF: "first_name"}


@pytest.fixture(name="older")
def two_snapshots(folders: Folders, tmp_path: Path) -> Iterator[str]:
    """A store whose first snapshot names everybody, and whose newest names one; letters for both were counted from
    an export, whose words lie otherwise in a store than in sums made at once. Returns the first."""
    live._LIVE.clear()
    lay(folders[0], files(**rows()))
    tally = tmp_path / "tally.csv"
    tally.write_text(
        "Date,Case,Action type,Channel,Number\n2020-12-01,Zoltan Varga,letter,offline,30\n"
        "2020-12-01,Ana Lima,letter,offline,20\n2020-12-02,Zoltan,letter,offline,3\n"
    )
    assert main(["ingest", str(tally), "--section", "US"]) == 0
    first = live.current().snapshot
    lay(folders[0], files(**rows(**WITHHELD)))
    assert live.current().snapshot != first
    yield first
    live._LIVE.clear()


def told(text: str) -> list[str]:
    return [word for word in TELLING if word in text]


def asked(service: Service, address: str) -> str:
    path, _, query = address.partition("?")
    answer = service.answer(path.encode(), query.encode(), b"en")
    refused = answer.status == 400 and "as_of" in address
    assert answer.status == 200 or refused, (address, answer.body)
    return answer.body.decode("utf-8", "replace")


def test_no_public_address_tells_a_name_a_key_a_place_or_a_page_now_or_then(older: str) -> None:
    service = Service()
    addresses = sitemap.addresses(access.current())
    every = [
        f"/api/v1/figures/{name}.json" for name in figures.names() if not figures.parameters(name)
    ]
    assert len(addresses) > 100
    for address in (*addresses, *every):
        if "theme=" in address or ".png" in address or "lang=fr" in address:
            continue  # the same drawn in other colours; a picture holds the text that its SVG tells
        assert told(asked(service, address)) == [], address
        if ".svg" not in address and "embed" not in address:
            joint = "&" if "?" in address else "?"
            assert told(asked(service, f"{address}{joint}as_of={older}")) == [], address


@pytest.mark.parametrize("key", [HIDDEN, HALF, "2020-no-such-case"])
def test_its_address_answers_as_one_that_never_was(older: str, key: str) -> None:
    service = Service()
    assert service.answer(routes.path("press_case", name=NAMED).encode(), b"").status == 200
    for path in (
        routes.path("press_case", "en", name=key),
        routes.path("press_case", "fr", name=key),
    ):
        assert service.answer(path.encode(), b"lang=en").status == 404
    for asking in (f"case={key}", f"case={key}&as_of={older}"):
        answer = service.answer(b"/api/v1/figures/timeline_of_case.json", asking.encode())
        assert answer.status == 400
        assert [*told(answer.body.decode().replace(key, ""))] == []


def test_the_totals_count_all_and_the_lists_say_how_many_are_not_in_them(older: str) -> None:
    for state in (access.current(), access.at(older)):
        assert figures.figure(state, "cases_total", "en").rows[0]["cases"] == 3
        assert figures.figure(state, "releases_documented_total", "en").rows[0]["people"] == 3
        by_country = figures.figure(state, "cases_by_country", "en").rows
        assert {row["country_code"]: row["cases"] for row in by_country} == {
            "HU": 1,
            "PT": 1,
            None: 1,
        }
        listed = figures.figure(state, "cases", "en")
        assert [row["name"] for row in listed.rows] == ["Ana Lima", "Imre"]
        assert "And 1 case whose names are withheld" in listed.caveat
        assert "Et 1 cas dont les noms sont tus" in figures.figure(state, "cases", "fr").caveat
        assert figures.figure(state, "cases_withheld", "en").rows == [{"cases": 1}]


def test_the_only_case_of_a_country_was_known_by_its_country(older: str) -> None:
    """Of three cases two are listed, and a country that neither is of had one: everybody knew who was withheld."""
    for state in (access.current(), access.at(older)):
        for name in ("cases_by_country", "results_by_country", "results_by_issue"):
            rows = state.database.rows(name)
            (of,) = {"country_code", "issue"} & rows[0].keys()
            named = {row[of] for row in state.database.rows("cases")}
            assert {row[of] for row in rows} - named <= {None, "unknown"}, name
        asked = {"issue": "", "region": "europe_central_asia", "period": ""}
        followed = state.database.rows("time_to_release", **asked)
        assert followed[0]["at_risk"] == 2


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_first_name_alone_whole_sentences_are_said(lang: Language) -> None:
    """What stands in place of a summary is no half of a sentence: "We wrote for Imre, a what can be told …"."""
    state = access.current(Who("spokesperson"))
    (case,) = (row["case_id"] for row in state.record.tables["cases"] if row["name"] == "Imre")
    said = [
        point.sentence
        for point in talking.talk(state, Selection("case", case_id=str(case)), lang).points
    ]
    assert any("Imre" in sentence for sentence in said)
    alone, kind = say(lang, "consent.summary").rstrip("."), say(lang, "outcome.released")
    for sentence in said:
        assert alone.lower() not in sentence.lower() and f", {kind.capitalize()}" not in sentence


@pytest.mark.usefixtures("older")
def test_letters_for_somebody_withheld_count_under_no_name() -> None:
    """Published or not, and for whoever asks: any consent stopped whoever had counts from publishing."""
    for who in (access.PRESS, Who("spokesperson"), access.OWNER):
        state = access.current(who)
        assert state.database.rows("actions_counted")[0]["actions"] == 53
        found = state.database.rows("counted_by_case", edition=2020)
        names = {row["name"] for row in found if row["name"]}
        assert ("Zoltan Varga" in names) == (who == access.OWNER) and "Ana Lima" in names


def test_a_first_name_stands_with_what_happened_and_no_more(older: str) -> None:
    for state in (access.current(), access.at(older)):
        (row,) = figures.figure(state, "timeline_of_case", "en", case_id="2020-imre").rows
        assert (row["outcome_type"], row["source_url"]) == ("released", None)
        assert told(str(row)) == []


@pytest.mark.usefixtures("older")
def test_staff_see_everybody_and_how_each_may_be_published() -> None:
    view = View(live.current(), "en", Who("staff"))
    assert {row["name"] for row in view.ask("cases").rows} == {
        "Zoltan Varga",
        "Imre Szabo",
        "Ana Lima",
    }
    levels = {row["case_id"]: row["publish_level"] for row in view.state.record.tables["consents"]}
    assert levels == WITHHELD
    assert view.state.key != access.current().key


@pytest.mark.parametrize("role", ["press", "spokesperson"])
def test_nobody_below_staff_sees_them(older: str, role: Any) -> None:
    for state in (live.current(), live.at(older)):
        seen = View(state, "en", Who(role)).state
        assert told(json.dumps(seen.record.tables, default=str)) == []
        assert seen.record.tables["consents"] == []
        for name in figures.names():
            if not figures.parameters(name) and not figures.closed(name):
                assert told(str(seen.database.rows(name))) == [], name


@pytest.mark.usefixtures("older")
def test_what_staff_take_along_check_or_send_names_nobody_either() -> None:
    state = access.seen(live.current(), access.OWNER)
    with pytest.raises(Fault) as unknown:
        talking.talk(state, Selection("case", case_id=HIDDEN), "en")
    assert "Zoltan" not in str(unknown.value)
    talk = talking.talk(state, Selection("country", country="HU"), "en")
    assert told(briefs.made(state, talk, "text").data.decode()) == []
    found = checker.check(
        "Zoltan Varga was released in 2021.", facts.of(state), "en", "en"
    ).findings
    assert not [each for each in found if "Miskolc" in str(each) or HIDDEN in str(each)]
    for text in (
        "Imre Szabo was released in 2021.",
        "Imre Nagy was released in 2021.",
        "Imre is free.",
    ):
        assert not [
            each
            for each in checker.check(text, facts.of(state), "en", "en").findings
            if each.verdict in (Verdict.RIGHT, Verdict.WRONG)
        ]


def test_who_agrees_again_is_back_in_every_snapshot(folders: Folders, older: str) -> None:
    now = live.current().snapshot
    lay(folders[0], files(**rows()))
    for snapshot in (older, now):
        names = {row["name"] for row in access.at(snapshot).database.rows("cases")}
        assert names == {"Zoltan Varga", "Imre Szabo", "Ana Lima"}


def test_an_answer_that_was_kept_is_not_given_once_a_name_is_withheld(folders: Folders) -> None:
    live._LIVE.clear()
    lay(folders[0], files(**rows()))
    service, first = Service(), live.current().snapshot
    address = f"/api/v1/figures/cases.json?as_of={first}"
    assert "Zoltan" in asked(service, address)
    lay(folders[0], files(**rows(**WITHHELD)))
    assert told(asked(service, address)) == []
    live._LIVE.clear()


def test_the_strictest_level_of_the_same_people_holds_for_all_their_cases(tiny: Any) -> None:
    state: State = tiny(
        editions=[{"edition_year": 2020}, {"edition_year": 2021}],
        cases=[
            {"case_id": "2020-a", "name": "Early"},
            {
                "case_id": "2021-a",
                "edition_year": 2021,
                "name": "Later",
                "same_people_as": "2020-a",
            },
        ],
        consents=[{"case_id": "2021-a", "publish_level": "withheld"}],
    )
    assert consent.consents_of(state.record).keys() == {"2020-a", "2021-a"}
    assert View(state, "en", Who("press")).ask("cases").rows == []
    assert View(state, "en", Who("press")).ask("cases_total").rows[0]["different_cases"] == 1


def test_a_first_name_that_was_not_given_is_withheld() -> None:
    record = parse(files(consents=[{"publish_level": "first_name"}]))
    assert consent.consents_of(record)["2020-a"].level == "withheld"


def test_a_bulletin_keeps_no_files_of_when_others_were_named(
    older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", "https://example.org")
    monkeypatch.setattr(sitemap, "addresses", lambda _: [routes.path("press_case", name=NAMED)])
    out = tmp_path / "out"
    publish(out)
    about = json.loads((out / "published.json").read_text())
    (out / "published.json").write_text(json.dumps(about | {"snapshot": older, "veil": ""}))
    kept = out / "kept" / ("a" * 12)
    kept.mkdir(parents=True)
    publish(out)
    assert not (out / "kept").exists()
    (out / "published.json").write_text(json.dumps(about | {"snapshot": older}))
    publish(out)
    assert (out / "kept" / older).is_dir()


def test_the_doctor_names_the_rows_of_others_that_tell_a_withheld_name(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    world = rows(**WITHHELD)
    world["cases"][2]["summary"] = "She defended Zoltán Varga in court."
    world["outcomes"][2]["source_url"] = "https://example.org/imre-szabo-lawyer"
    lay(folders[0], files(**world))
    for lang, word in (("en", "names"), ("fr", "nomme")):
        main(["doctor", "--lang", lang])
        said = capsys.readouterr().out
        assert f"{NAMED}, {word} {HIDDEN}" in said and f"{NAMED}-out, {word} {HALF}" in said
        assert said.count(f" {word} ") == 2


def test_the_doctor_names_whom_to_ask_again(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    past, ahead = dt.date.today() - dt.timedelta(1), dt.date.today()
    consents = [
        {"case_id": HIDDEN, "review_on": past, "consent_on": "2020-01-01"},
        {"case_id": HALF, "review_on": ahead},
    ]
    lay(folders[0], files(**{**rows(), "consents": consents}))
    main(["doctor", "--lang", "en"])
    said = capsys.readouterr().out
    assert f"The consent for the case {HIDDEN} was to be asked again by {past}" in said
    assert HALF not in said


@pytest.mark.parametrize(
    "address", ["/press/cases/{}", "/api/v1/figures/timeline_of_case.json?case={}", "/embed/timeline_of_case?case={}"]
)  # fmt: skip
def test_how_long_an_answer_takes_tells_no_withheld_case_from_none(
    older: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """The same steps are taken and the same bytes are told, of keys of the same length."""
    monkeypatch.setenv("IMPACT_SERVE", "public")
    service = Service()

    def answered(key: str) -> tuple[int, str, int]:
        path, _, query = address.format(key).partition("?")
        steps = 0

        def step(_frame: object, event: str, _given: object) -> None:
            nonlocal steps
            steps += event == "call"

        sys.setprofile(step)
        try:
            answer = service.answer(path.encode(), query.encode(), b"en")
        finally:
            sys.setprofile(None)
        return answer.status, answer.body.decode().replace(key, "KEY"), steps

    nobody = "2020-zultan-vargo"
    for key in (HIDDEN, nobody, HIDDEN, nobody):  # so that nothing is made for the first time
        answered(key)
    assert len(nobody) == len(HIDDEN) and older
    assert answered(HIDDEN) == answered(nobody)
    assert answered(HIDDEN)[0] in (400, 404)
