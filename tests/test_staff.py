"""The staff pages as staff use them: hand in, read the verdict, take in, take out, map, look back."""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.server import running
from impact.exports import mapping, taking, templates, wizard
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say
from impact.server import guesses, watching
from impact.store import Store
from tests.conftest import files, lay
from tests.pages import NAMES, shown, visit
from tests.test_exports import SAMPLES, take
from tests.test_provider import Visitor, opened

ACTIONS = SAMPLES / "actionkit_core_action.csv"
TALLY = SAMPLES / "hand_tally_social.csv"


@pytest.fixture
def store(folders: tuple[Path, Path]) -> Store:
    lay(folders[0], files())
    return Store(folders[1])


def hand_in(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        test.file_uploader[0].upload(name, content)
    test.run()
    assert not test.exception, test.exception[0].message
    return test


def counted() -> int:
    return sum(row["actions"] for row in live.current().database.rows("actions_counted"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_the_live_page_without_exports_says_so_and_leads_to_where_they_are_handed_in(
    lang: Language,
) -> None:
    text = shown(visit("live", lang))
    assert say(lang, "live.nothing_title") in text
    assert say(lang, "nav.exports") in text


@pytest.mark.usefixtures("store")
def test_files_are_read_at_once_and_kept_only_when_asked() -> None:
    test = hand_in(
        visit("exports"), (ACTIONS.name, ACTIONS.read_bytes()), (TALLY.name, TALLY.read_bytes())
    )
    text = shown(test)
    assert "Would be accepted: 36 actions from 36 rows." in text
    assert "40 rows read: 36 counted, 4 left out by rule, 0 set aside." in text
    assert "4 rows left out, because status is not “complete” or “completed”." in text
    assert "Would be accepted with rows set aside: 18,098 actions from 31 rows; 3 set aside" in text
    assert "line 27, column count: this is not one number" in text
    assert "Canada (French-speaking) (CA-FR), 2021: 0 before, 36 after" in text
    assert counted() == 0
    test.button(key="take_in").click().run()
    assert not test.exception
    assert counted() == 36 + 18_098
    assert "Accepted: 36 actions from 36 rows." in shown(test)
    assert "Take in" not in [button.label for button in test.button]
    assert "United Kingdom (GB)" in test.selectbox(key="section").options


def test_a_file_handed_in_for_a_section_counts_for_it(store: Store) -> None:
    test = visit("exports")
    test.selectbox(key="section").select("United Kingdom (GB)")
    hand_in(test, (ACTIONS.name, ACTIONS.read_bytes()))
    test.button(key="take_in").click().run()
    assert [entry.section for entry in taking.entries(store)] == ["GB"]


@pytest.mark.usefixtures("store")
def test_a_refused_file_is_said_and_offers_nothing_to_take_in() -> None:
    test = hand_in(visit("exports", "fr"), ("x.csv", b""))
    assert "Le fichier est vide" in shown(test)
    with pytest.raises(KeyError):
        test.button(key="take_in")


def test_an_export_is_taken_out_with_a_reason_and_put_back(store: Store) -> None:
    take(ACTIONS)
    name = taking.entries(store)[0].id
    test = visit("exports")
    assert test.checkbox(key=f"public_{name}").value is False
    test.text_input(key=f"reason_{name}").set_value("wrong section").run()
    test.button(key=f"now_{name}").click().run()
    assert counted() == 0
    assert taking.entries(store)[0].public is False
    assert "Canada (French-speaking) (CA-FR), 2021: 36 before, 0 after" in shown(test)
    assert "wrong section" in shown(test)
    test.button(key=f"restore_{name}").click().run()
    assert counted() == 36


@pytest.mark.usefixtures("store")
def test_what_changed_between_two_snapshots_is_told_and_adds_up() -> None:
    take(ACTIONS)
    take(TALLY)
    test = visit("exports")
    text = shown(test)
    assert "Actions counted: from 36 to 18,134" in text
    assert f"{TALLY.name} (CA-FR) came in." in text.replace("`", "")
    assert "Canada (French-speaking) (CA-FR), 2021: 36 before, 18,134 after" in text
    (table,) = [each.value for each in test.table if say("en", "history.what") in each.value]
    assert next(iter(table[say("en", "history.what")])).startswith("Canada (French-speaking), ")


def test_a_reason_is_published_only_where_somebody_ticks_that_it_may_be(store: Store) -> None:
    take(ACTIONS)
    name = taking.entries(store)[0].id
    test = visit("exports")
    test.text_input(key=f"reason_{name}").set_value("sent twice")
    test.checkbox(key=f"public_{name}").check().run()
    test.button(key=f"now_{name}").click().run()
    assert taking.entries(store)[0].public is True


NEW = (
    b"When;Campaign;How many;Consent;Name\n"
    b"2021-12-04;W4R21-GTM;12;yes;Ada Lovelace\n2021-12-05;Secret Name;30;no;Bob Brown\n"
)


def field(test: AppTest, end: str) -> Any:
    """The select box, field or button of the file that is being described."""
    kinds = (test.selectbox, test.multiselect, test.text_input, test.button)
    keys = [each for kind in kinds for each in kind if each.key and each.key.startswith("map_")]
    return next(each for each in keys if str(each.key).endswith(end))


def test_a_new_file_is_mapped_with_its_columns_guessed_and_no_cell_shown(store: Store) -> None:
    test = hand_in(visit("exports"), ("new platform.csv", NEW))
    text = shown(test)
    assert [field(test, end).value for end in ("_day", "_form", "_case", "_count")] == [
        "When", "%Y-%m-%d", "Campaign", "How many",
    ]  # fmt: skip
    assert "Would be accepted: 42 actions from 2 rows." in text
    assert "December 2021: 42 actions" in text
    assert "From 4 December 2021 to 5 December 2021." in text
    assert not re.search("Ada|Bob|Secret|aaaa", re.sub("aaaaaa_aaaa", "", text))
    field(test, "_save").click().run()
    assert "new_platform" in taking.mappings(store).sources
    assert "Would be accepted: 42 actions from 2 rows." in shown(test)
    assert counted() == 0


def test_rows_are_left_out_by_a_column_that_was_confirmed_as_harmless() -> None:
    test = hand_in(visit("exports"), ("new platform.csv", NEW))
    with pytest.raises(StopIteration):
        field(test, "_without")
    field(test, "_harmless").select("Consent").run()
    assert field(test, "_without").options == ["Consent"]
    field(test, "_without").select("Consent").run()
    cells = field(test, "_without_Consent")
    assert cells.options == ["no", "yes"]
    cells.select("no").run()
    assert not test.exception
    assert "Would be accepted: 12 actions from 1 row." in shown(test)
    assert not re.search("Ada|Bob", shown(test))


def test_a_file_whose_first_line_is_a_row_is_not_offered_to_be_mapped() -> None:
    rows = b"ada@example.org,2021-12-04,5142223333\nbob@example.org,2021-12-05,5142223334\n"
    test = hand_in(visit("exports"), ("no header.csv", rows))
    assert "the first line looks like a row" in shown(test)
    assert not [each for each in test.selectbox if str(each.key).startswith("map_")]
    assert "example.org" not in shown(test)


def test_dates_that_prove_no_order_are_left_for_staff_to_say() -> None:
    text = b"Quand;Campagne;Nombre\n04/12/2021;W4R21-GTM;12\n05/12/2021;W4R21-GTM;30\n"
    test = hand_in(visit("exports", "fr"), ("relevé.csv", text))
    assert field(test, "_form").value is None
    assert say("fr", "wizard.still_open") in shown(test)
    field(test, "_form").select("%d/%m/%Y").run()
    assert "Serait accepté : 42 actions, de 2 lignes." in shown(test)


def test_a_password_is_asked_before_anything_can_be_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_STAFF_PASSWORD", "open sesame")
    test = visit("exports")
    assert not test.file_uploader
    test.text_input(key="password").set_value("wrong").run()
    assert say("en", "staff.password_wrong") in shown(test)
    assert not test.file_uploader
    test.text_input(key="password").set_value("open sesame").run()
    assert len(test.file_uploader) == 1
    assert not taking.entries(store)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that it is; nobody has guessed yet."""
    now = [5000.0]
    monkeypatch.setattr(guesses, "PASSWORD", guesses.Guesses(lambda: now[0]))
    return now


def guess(address: str, text: str = "wrong") -> int:
    """The seconds that a guess has to wait; -1 if it lets in."""
    right, waits = guesses.PASSWORD.looked_at(address, lambda: text == "right")
    return -1 if right else waits


def test_the_password_could_be_guessed_nine_times_a_second_for_ever(clock: list[float]) -> None:
    looked_at = 0
    for _ in range(4 * 3600):
        looked_at += guess("203.0.113.9") == 0
        clock[0] += 0.25
    assert looked_at <= guesses.OF_ONE + 10  # in an hour
    assert 0 < guess("203.0.113.9", "right") <= guesses.LONGEST
    assert guess("203.0.113.10", "right") == -1  # who is elsewhere waits for nobody
    clock[0] += guesses.FORGOTTEN
    assert guess("203.0.113.9", "right") == -1


def test_a_thousand_addresses_guessed_a_thousand_times_as_often(
    clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    tried = [guess(f"203.0.{each // 250}.{each % 250}") for each in range(1000)]
    assert tried.count(0) == guesses.IN_ALL and max(tried) == guesses.FIRST
    clock[0] += guesses.FIRST
    assert guess("198.51.100.1", "right") == -1  # nobody is locked out for long by others
    assert "50 in all" in caplog.text and "203.0" not in caplog.text


def test_one_visitor_has_a_whole_network_of_addresses(clock: list[float]) -> None:
    tried = [guess(f"2001:db8:0:1::{each:x}") for each in range(1, 20)]
    assert tried.count(0) == guesses.OF_ONE and clock == [5000.0]
    assert guess("2001:db8:0:2::1") == 0


def test_guesses_that_come_at_once_are_not_all_looked_at(clock: list[float]) -> None:
    with ThreadPoolExecutor(20) as crowd:
        tried = list(crowd.map(guess, ["203.0.113.9"] * 100))
    assert tried.count(0) == guesses.OF_ONE and clock == [5000.0]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_page_for_each_guess_started_anew(
    lang: Language, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_STAFF_PASSWORD", "open sesame")
    for each in range(guesses.OF_ONE):
        test = visit("exports", lang)
        test.text_input(key="password").set_value(f"wrong {each}").run()
        test.run()  # a page that runs again guesses nothing
        assert say(lang, "staff.password_wrong") in shown(test)
    test = visit("exports", lang)
    test.text_input(key="password").set_value("open sesame").run()
    told = say(lang, "staff.password_waits", count=int(guesses.FIRST))
    assert told.replace("\u00a0", " ") in shown(test) and not test.file_uploader
    clock[0] += guesses.FIRST
    test.button(key="password_again").click().run()
    assert len(test.file_uploader) == 1


def test_who_gave_no_password_handed_files_in_or_went_on_with_the_page_of_who_did(
    tmp_path: Path,
) -> None:
    with running(tmp_path, IMPACT_STAFF_PASSWORD="open sesame") as server:
        staff, other = (Visitor(server.address, name=urlsplit(server.address).netloc) for _ in "ab")
        for each in (staff, other):
            each.ask("/_stcore/health")  # gives the token

        def puts(page: str) -> int:
            sent = {"file": ("a.csv", b"x")}
            return staff.ask(f"/_stcore/upload_file/{page}/file", "PUT", files=sent).status_code

        async def tried() -> list[object]:
            async with opened(staff, origin=server.address) as raw:
                await raw.asks("exports")
                before = puts(raw.page)
                heard = await raw.asks("exports", password="open sesame")
                own = raw.page
                async with opened(other, own, server.address) as taken:
                    await taken.asks("exports")
                    found = [before, puts(own), b"section" in heard, taken.page == own]
            async with opened(other, own, server.address) as taken:  # once it was left
                await taken.asks("exports")
                return [*found, taken.page == own]

        assert asyncio.run(tried()) == [403, 204, True, False, False]


def test_a_mapping_of_the_wizard_has_the_grammar_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Day,Page,Person\n2021-12-04 10:00:00,ERI,1\n2021-12-04 11:00:00,ERI,1\n", "utf-8"
    )
    about = wizard.sheet(path)
    assert about is not None
    assert about.masked == [["·", "·", "·"]] * 2
    answers = wizard.Answers(
        "mine", "Day", "%Y-%m-%d %H:%M:%S", "Page", "email", "online", None, ("Person",)
    )
    mappings = mapping.load(own=mapping.added(None, wizard.mapping(about, answers)))
    report, _ = taking.Desk(mappings, b"k").read(taking.Handed(path))
    assert report.mapping == "mine"
    assert dict(report.by_type) == {"email": 1}  # the same person twice is one
    assert report.filtered_by == {"same_action": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_is_marked_on_every_page_and_left_with_one_click(
    lang: Language, store: Store
) -> None:
    test = visit("live", lang)
    test.button(key="sample_open").click().run()
    assert not test.exception
    assert any(warning.value == say(lang, "live.sample_mark") for warning in test.warning)
    assert test.query_params["data"] in ("sample", ["sample"])
    charts = [json.loads(element.proto.spec) for element in test.get("plotly_chart")]
    assert len(charts) == 3
    for chart in charts:
        marks = [note["text"] for note in chart["layout"]["annotations"]]
        assert marks.count(f"<b>{say(lang, 'live.sample_chart')}</b>") == 1
    test.button(key="sample_close").click().run()
    assert not test.warning
    assert not taking.entries(store)


@pytest.mark.parametrize("page", [name for name in NAMES if name != "case"])
@pytest.mark.usefixtures("store")
def test_no_real_case_is_on_a_page_of_the_sample(page: str) -> None:
    text = shown(visit(page, data="sample"))
    assert say("en", "live.sample_mark") in text
    assert "Zhang Zhan" not in text
    assert not re.search("Take in|Take out", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_what_is_passed_over_in_the_drop_folder_is_named(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "passed_over", lambda: ["notes.docx", "tally.csv~"])
    said = say(lang, "drop.passed_over", count=2, names="notes.docx, tally.csv~")
    assert re.sub("[\u00a0\u202f]", " ", said) in shown(visit("exports", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("store")
def test_each_template_is_offered_for_a_spreadsheet_and_as_text(lang: Language) -> None:
    test = visit("exports", lang)
    keys = {element.proto.id.rpartition("-")[2] for element in test.get("download_button")}
    wanted = {f"template_all_{name}_{kind}" for name in templates.NAMES for kind in ("csv", "xlsx")}
    assert wanted <= keys
