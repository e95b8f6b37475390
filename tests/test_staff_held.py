"""The page of exports where a file can mean two things, or means another list than its name tells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from impact.cli.main import main
from impact.dashboard import visitor
from impact.exports import taking, templates
from impact.exports.ledger import Entry
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say
from impact.settings import folder
from impact.store import Store
from tests.conftest import DEFAULTS, files, lay
from tests.pages import shown, visit
from tests.test_staff import counted, hand_in

HEAD = "Date,Case,Action type,Channel,Number\n"


@pytest.fixture
def store(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    lay(folders[0], files())
    monkeypatch.setattr(visitor, "today", lambda: dt.date(2021, 7, 1))
    return Store(folders[1])


def tally(*rows: tuple[str, int], case: str = "A") -> bytes:
    lines = [f"{day},{case},letter,offline,{number}\n" for day, number in rows]
    return (HEAD + "".join(lines)).encode()


def send(where: Path, name: str, data: bytes, *more: str) -> Entry:
    path = where / name
    path.write_bytes(data)
    main(["ingest", str(path), *more])
    return taking.entries(Store(folder("IMPACT_STORE")))[-1]


@pytest.fixture
def second(store: Store, tmp_path: Path) -> Entry:
    """Two groups of one section that counted the same day, as 50 and as 30."""
    send(tmp_path, "group a.csv", tally(("2020-12-10", 50)))
    entry = send(tmp_path, "group b.csv", tally(("2020-12-10", 30)))
    assert entry.held
    assert counted() == 50
    assert store.newest() is not None
    return entry


def choices(test: AppTest, entry: Entry) -> dict[str, str]:
    """The buttons under a held file: what is answered, and what stands on each."""
    before = f"decide_{entry.id}_"
    return {
        str(each.key).removeprefix(before): each.label
        for each in test.button
        if str(each.key).startswith(before)
    }


@pytest.mark.usefixtures("store")
def test_where_nothing_is_held_nothing_is_shown() -> None:
    text = shown(visit("exports"))
    assert "for a decision" not in text
    assert say("en", "held.text") not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_held_file_stands_on_top_with_a_button_for_each_answer_and_its_number(
    lang: Language, second: Entry
) -> None:
    test = visit("exports", lang)
    text = shown(test)
    assert text.index(say(lang, "held.heading", count=1)) < text.index(say(lang, "upload.title"))
    assert {choice: label[label.index("→") :] for choice, label in choices(test, second).items()} == {
        "add": "→ 80**", "replace": "→ 30**", "days": "→ 30**", "drop": "→ 50**",
    }  # fmt: skip
    assert say(lang, "choice.other_list.add") in choices(test, second)["add"]


def test_a_decision_counts_at_once_and_is_taken_back_with_one_click(second: Entry) -> None:
    test = visit("exports")
    test.button(key=f"decide_{second.id}_add").click().run()
    assert not test.exception
    assert counted() == 80
    assert "Canada (French-speaking) (CA-FR), 2020: 50 before, 80 after" in shown(test)
    assert choices(test, second) == {}
    test.button(key=f"undo_now_{second.id}").click().run()
    assert not test.exception
    assert counted() == 50
    assert "50 before, 80 after" not in shown(
        test
    )  # what was done is told no longer than it stands
    assert "→ 80" in choices(test, second)["add"]


def test_a_file_that_was_decided_not_to_count_can_be_asked_about_again(second: Entry) -> None:
    test = visit("exports")
    test.button(key=f"decide_{second.id}_drop").click().run()
    assert counted() == 50
    later = visit("exports")  # somebody else, another day
    assert "group b.csv: Do not count this file" in shown(later)
    later.button(key=f"undo_in_{second.id}").click().run()
    assert "→ 80" in choices(later, second)["add"]


def test_an_answer_is_kept_for_the_list_where_somebody_ticks_it(
    second: Entry, store: Store, tmp_path: Path
) -> None:
    test = visit("exports")
    test.checkbox(key=f"always_{second.id}").check().run()
    test.button(key=f"decide_{second.id}_add").click().run()
    assert taking.ledger_now(store).streams["CA-FR", second.platform, "group b"].beside
    newer = send(tmp_path, "group b.csv", tally(("2020-12-10", 35)))
    assert not newer.held
    assert counted() == 85


def test_the_numbers_of_a_held_file_follow_what_came_in_meanwhile(
    second: Entry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(tmp_path, "other.csv", tally(("2020-12-12", 7)))
    capsys.readouterr()
    main(["held", "--json"])
    (told,) = json.loads(capsys.readouterr().out)
    assert [item["after"] for item in told["question"]["choices"]] == [87, 37, 37, 57]
    test = visit("exports")
    assert "→ 87" in choices(test, second)["add"]
    assert "→ 57" in choices(test, second)["drop"]
    test.button(key=f"decide_{second.id}_add").click().run()
    assert counted() == 87


def test_what_somebody_else_has_decided_meanwhile_stands_and_is_shown(
    second: Entry,
) -> None:
    test = visit("exports")
    assert main(["decide", second.id, "drop"]) == 0
    test.button(key=f"decide_{second.id}_add").click().run()
    assert not test.exception
    assert counted() == 50
    assert choices(test, second) == {}
    assert "group b.csv: Do not count this file" in shown(test)


@pytest.mark.usefixtures("second")
def test_a_file_that_would_be_held_says_so_before_it_is_handed_in() -> None:
    test = hand_in(visit("exports"), ("group c.csv", tally(("2020-12-10", 20))))
    text = shown(test)
    assert "Would not be counted until somebody decides" in text
    assert "It is a second list: count both → 70" in text
    assert counted() == 50
    test.button(key="take_in").click().run()
    text = shown(test)
    assert say("en", "held.heading", count=2) in text
    assert say("en", "upload.is_held") in text
    assert counted() == 50
    third = taking.entries(Store(folder("IMPACT_STORE")))[-1]
    test.button(key=f"decide_{third.id}_add").click().run()
    assert counted() == 70
    assert say("en", "upload.was_held") in shown(test)


def test_the_same_file_again_is_in_already_and_nothing_to_take_in(
    store: Store, tmp_path: Path
) -> None:
    send(tmp_path, "group a.csv", tally(("2020-12-10", 50)))
    test = hand_in(visit("exports"), ("group a.csv", tally(("2020-12-10", 50))))
    assert say("en", "verdict.unchanged") in shown(test)
    assert "take_in" not in [button.key for button in test.button]
    assert len(taking.entries(store)) == 1


def test_a_file_that_waits_already_is_not_handed_in_a_second_time(second: Entry) -> None:
    test = hand_in(visit("exports"), ("group b.csv", tally(("2020-12-10", 30))))
    assert "take_in" not in [button.key for button in test.button]
    assert list(choices(test, second)) == ["add", "replace", "days", "drop"]


def the_list(test: AppTest) -> str:
    return next(str(box.key) for box in test.selectbox if str(box.key).startswith("list_"))


def test_the_list_of_a_file_is_guessed_and_said_otherwise_by_choosing_another(
    store: Store, tmp_path: Path
) -> None:
    send(tmp_path, "lyon.csv", tally(("2020-12-10", 500), ("2020-12-11", 20)))
    test = hand_in(
        visit("exports"), ("corrections.csv", tally(("2020-12-12", 500), ("2020-12-11", 20)))
    )
    key = the_list(test)
    assert test.selectbox(key=key).options == ["corrections (a new list)", "lyon"]
    assert "Would not be counted" in shown(test)
    test.selectbox(key=key).select("lyon").run()
    assert not test.exception
    assert "Canada (French-speaking) (CA-FR), 2020: 520 before, 520 after" in shown(test)
    assert (
        "10 December 2020, no known case: −500 and 12 December 2020, no known case: +500"
        in shown(test)
    )
    test.button(key="take_in").click().run()
    assert not test.exception
    assert counted() == 520
    assert [entry.origin for entry in taking.entries(store)] == ["lyon", "lyon"]


@pytest.mark.usefixtures("store")
def test_files_handed_in_together_show_what_they_change_one_after_the_other() -> None:
    first, again = tally(("2020-12-10", 5)), tally(("2020-12-10", 6), ("2020-12-11", 1))
    test = hand_in(visit("exports"), ("tally.csv", first), ("tally (2).csv", again))
    text = shown(test)
    assert "Canada (French-speaking) (CA-FR), 2020: 0 before, 5 after" in text
    assert "Canada (French-speaking) (CA-FR), 2020: 5 before, 7 after" in text
    test.button(key="take_in").click().run()
    assert counted() == 7


def test_nothing_is_left_in_the_store_by_files_that_were_only_looked_at(store: Store) -> None:
    hand_in(visit("exports"), ("tally.csv", tally(("2020-12-10", 5))))
    newest = store.newest()
    assert newest is not None
    kept = {path.name for path in (store.folder / "contents").iterdir()}
    assert kept == set(newest.files.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_an_edition_that_runs_without_its_cases_is_said_first_with_the_templates_to_send(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = say(lang, "season.title", edition=2021)
    assert title not in shown(visit("exports", lang))
    monkeypatch.setattr(visitor, "today", lambda: dt.date(2022, 1, 15))
    text = shown(visit("exports", lang))
    order = [title, say(lang, "season.editions", step=1, edition=2021)]
    order += [say(lang, "season.cases", step=2, edition=2021), say(lang, "upload.title")]
    places = [text.index(each.replace("*", "").replace("\u00a0", " ")) for each in order]
    assert places == sorted(places)


def template(name: str, /, **cells: object) -> tuple[str, bytes]:
    """Our template with one row, in which only these cells are filled."""
    row = DEFAULTS[name] | cells
    columns = templates.columns(name, "en")
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerow({column: row.get(column) or "" for column in columns})
    return f"{name}.csv", buffer.getvalue().encode()


@pytest.mark.usefixtures("store")
def test_an_edition_and_its_cases_are_handed_in_together_and_the_page_stops_asking_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visitor, "today", lambda: dt.date(2022, 1, 15))
    source = "https://example.org/2021"
    edition = template("editions", edition_year=2021, source_url=source, source_name="A page")
    case = template("cases", case_id="2021-b", edition_year=2021, name="B", name_fr="B")
    test = hand_in(visit("exports"), edition, case)
    text = shown(test)
    assert say("en", "season.title", edition=2021) in text
    assert "Adds: 2021\n" in text
    assert "Adds: 2021-b" in text
    test.button(key="take_in").click().run()
    assert not test.exception
    assert say("en", "season.title", edition=2021) not in shown(test)
    assert 2021 in {row["edition_year"] for row in live.current().record.tables["cases"]}


def test_an_answer_by_which_later_files_came_in_was_taken_back_without_a_word(
    second: Entry, tmp_path: Path
) -> None:
    test = visit("exports")
    test.button(key=f"decide_{second.id}_replace").click().run()
    assert counted() == 30
    send(tmp_path, "group b.csv", tally(("2020-12-10", 35)))
    assert counted() == 35
    later = visit("exports")
    later.button(key=f"undo_in_{second.id}").click().run()
    assert not later.exception
    assert counted() == 35
    told = shown(later)
    assert (
        "1 file came in since by this answer, and nobody is asked about it again: group b.csv"
        in told
    )
    assert "35 before, 85 after" in told
    later.button(key=f"undo_all_in_{second.id}").click().run()
    assert not later.exception
    assert counted() == 85
    assert "→ 35" in choices(later, second)["replace"]
