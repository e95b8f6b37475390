"""Every page as a visitor gets it, in both languages, with the shipped record and with odd ones."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from impact.dashboard import navigation
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language, say
from impact.presentation.palette import LIGHT
from impact.press.service import Service
from tests.conftest import files, lay
from tests.pages import NAMES, shown, texts, visit

TITLES = {
    "overview": "overview.title",
    "actions": "actions.title",
    "releases": "releases.title",
    "cases": "cases.title",
    "about": "about.title",
}


def _asked(test: AppTest, key: str) -> str:
    value = test.query_params[key]
    return value if isinstance(value, str) else value[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", TITLES)
def test_each_page_opens_with_its_title(page: str, lang: Language) -> None:
    test = visit(page, lang)
    assert test.title[0].value == say(lang, TITLES[page])
    assert not test.error


@pytest.mark.parametrize(
    ("locale", "title"), [("fr-CA", "Cas"), ("en-GB", "Cases"), ("de-DE", "Cases")]
)
def test_the_browser_decides_when_the_address_names_no_language(locale: str, title: str) -> None:
    assert visit("cases", None, locale).title[0].value == title


def test_an_unknown_language_in_the_address_falls_back_to_the_browser() -> None:
    test = visit("cases", "xx", "fr-FR")
    assert test.title[0].value == "Cas"


def test_a_search_ignores_accents_and_case() -> None:
    assert "Şebnem Korur Fincancı" in shown(visit("cases", q="SEBNEM"))
    assert "Şebnem Korur Fincancı" not in shown(visit("cases", q="zhang"))


def test_filters_of_the_address_are_applied_and_shown() -> None:
    test = visit("cases", country="CN", edition="2021")
    assert test.selectbox(key="country").value == "CN"
    assert "1 case\n" in shown(test)
    assert "Zhang Zhan" in shown(test)


def test_a_filter_that_does_not_exist_is_no_filter() -> None:
    assert "214 cases\n" in shown(visit("cases", country="ZZ", liberty="?"))


def test_choosing_a_filter_writes_its_code_into_the_address() -> None:
    test = visit("cases", "fr")
    test.selectbox(key="country").select("CN").run()
    assert _asked(test, "country") == "CN"
    assert "Zhang Zhan" in shown(test)


def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    assert say("en", "cases.none") in shown(visit("cases", q="nobody of that name"))


def test_an_edition_without_a_total_says_so_and_not_zero() -> None:
    text = shown(visit("actions", edition="2002"))
    assert "no total found" in text
    assert say("en", "actions.no_total") in text


def test_every_total_printed_for_an_edition_is_shown() -> None:
    text = shown(visit("actions", edition="2020"))
    for printed in ("at least 4,496,875, final", "about 4,500,000, final", "at least 4,400,000"):
        assert printed in text


def test_a_reversed_release_is_told_whole_with_the_bad_news_last() -> None:
    text = shown(visit("case", case="2021-zhang-zhan"))
    assert "released (13 May 2024). After it: held again (August 2024)" in text
    assert "Held again" in text


def test_an_event_before_the_campaign_is_marked() -> None:
    text = shown(visit("case", case="2020-gustavo-gatica"))
    text = text[text.index(say("en", "case.timeline")) :]  # the lane above has days as well
    assert say("en", "case.before") in text
    assert (
        text.index("21 August 2020")
        < text.index("20 November 2020")
        < text.index("13 January 2026 ·")
    )


def test_the_same_persons_other_edition_is_linked() -> None:
    assert "Also featured in the 2010 edition" in shown(visit("case", case="2011-liu-xiaobo"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "case", ["nobody", "", "<script>alert(1)</script>", "../../etc", "x" * 5000]
)
def test_an_unknown_case_is_said_in_words(case: str, lang: Language) -> None:
    test = visit("case", lang, case=case)
    assert test.title[0].value == say(lang, "case.unknown_title")
    assert all("<script>" not in markdown.value for markdown in test.markdown)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_each_page_stands_on_a_record_of_one_row(
    page: str, lang: Language, folders: tuple[Path, Path]
) -> None:
    lay(folders[0], files())
    test = visit(page, lang, case="2020-a")
    assert not test.error


@pytest.mark.parametrize("page", NAMES)
def test_each_page_stands_on_a_record_without_numbers(
    page: str, folders: tuple[Path, Path]
) -> None:
    claim = {"subject": "cases_featured", "edition_year": 2020}
    outcome = {
        "outcome_type": "no_result_found", "direction": "none", "event_date": None,
        "date_precision": "unknown", "people": None,
    }  # fmt: skip
    case = {"people": None, "country_code": None, "status_at_launch": "community"}
    lay(folders[0], files(claims=[claim], outcomes=[outcome], cases=[case]))
    assert not visit(page, case="2020-a").error


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_of_letters_stood_before_where_the_person_stands(lang: Language) -> None:
    """It pushed the standing off the first screen of the few cases that have one."""
    said = texts(visit("case", lang, case="2012-ales-bialiatski"))
    number = next(at for at, text in enumerate(said) if re.search(r"40\W000$", text))
    assert said.index(f"**{say(lang, 'track.liberty')}**") < number


@pytest.mark.parametrize(("lang", "day"), [("en", "20 November 2026"), ("fr", "20 novembre 2026")])
def test_a_case_without_result_bears_its_own_day_and_not_the_record_s(
    lang: Language, day: str, folders: tuple[Path, Path]
) -> None:
    other = {"case_id": "2020-b", "name": "B"}
    told = {"case_id": "2020-b", "checked_on": "2026-11-22"}
    lay(folders[0], files(cases=[{"checked_on": "2026-11-20"}, other], outcomes=[told]))
    assert say(lang, "case.no_event", date=day) in shown(visit("case", lang, case="2020-a"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_a_broken_record_shows_the_fault_and_no_figure(
    page: str, lang: Language, folders: tuple[Path, Path]
) -> None:
    contents = files()
    contents["claims.csv"] = contents["claims.csv"].replace(b",1,count,", b",1 2O4,count,")
    lay(folders[0], contents)
    test = visit(page, lang)
    assert "claims.csv" in test.error[0].value
    assert "1 2O4" in test.error[0].value
    assert not test.metric


def test_a_record_that_breaks_later_leaves_the_last_good_one_on_screen(
    folders: tuple[Path, Path],
) -> None:
    lay(
        folders[0],
        files(editions=[{"edition_year": 2020, "actions": 7, "actions_qualifier": "exact"}]),
    )
    live.current()
    (folders[0] / "claims.csv").write_bytes(b"claim_id\n")
    test = visit("overview")
    assert test.metric[0].value == "7"
    assert "claims.csv, line 1, column subject" in test.warning[0].value.replace("\\", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_is_checked_claim_by_claim_and_what_is_pasted_is_only_text(lang: Language) -> None:
    test = visit("check", lang)
    test.text_area[0].set_value(
        "In 2020 people took 5,000,000 actions. <b>127 people</b> were released since 2001."
    )
    test.button[0].click().run()
    assert not test.exception
    text = shown(test)
    assert say(lang, "factcheck.verdict.wrong") in text
    assert say(lang, "factcheck.verdict.contested") in text
    assert say(lang, "checker.kept") in text
    assert say(lang, "factcheck.scope").replace("\u00a0", " ") in text
    assert not any("<b>" in markdown.value for markdown in test.markdown)
    # « …, 2021-11, https://… »: a day in no language, and a page that could not be opened.
    (told,) = [each.value for each in test.caption if "linitiative.ca" in each.value]
    assert {"en": "November 2021", "fr": "novembre 2021"}[lang] in told
    assert "](<https://linitiative.ca/" in told


def test_the_ledger_began_with_what_may_no_longer_be_said() -> None:
    text = [each.value for each in visit("claims").markdown]
    words = {say("en", f"claim_status.{each}") for each in ("current", "superseded")}
    assert next(each for each in text if each in words) == say("en", "claim_status.current")


def test_the_ledger_of_claims_is_filtered_by_what_may_be_said() -> None:
    test = visit("claims", status="disputed", family="releases")
    assert test.selectbox(key="status").value == "disputed"
    text = shown(test)
    assert "The first printing of the 127" in text
    assert say("en", "claims.replaced", value="8") not in text


# To cite and embed


def cited(page: str, figure: str, lang: Language = "en", **query: str) -> list[str]:
    """What the opened control of a figure holds to be copied: the citation and the code."""
    test = visit(page, lang, **query)
    test.session_state[f"cite_{figure}"] = True
    test.run()
    assert not test.exception
    return [code.value for code in test.code]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "figure", "query", "asked"),
    [
        ("overview", "actions_by_edition", {}, ""),
        ("releases", "releases_documented", {"view": "added"}, ""),
        ("actions", "actions_claims_of_edition", {"edition": "2020"}, "edition=2020&"),
        ("case", "timeline_of_case", {"case": "2021-zhang-zhan"}, "case=2021-zhang-zhan&"),
    ],
)
def test_a_chart_can_be_cited_and_embedded_as_it_was_asked(
    page: str, figure: str, query: dict[str, str], asked: str, lang: Language
) -> None:
    citation, frame = cited(page, figure, lang, **query)
    assert say(lang, f"metric.{figure}.label") in citation
    assert live.current().snapshot in citation
    found = re.search(r'src="([^"]+)"', frame)
    assert found
    place = found[1].replace("&amp;", "&")
    assert place.endswith(f"/embed/{figure}?{asked}lang={lang}")
    path, _, rest = place[place.index("/embed/") :].partition("?")
    assert Service().answer(path.encode(), rest.encode()).status == 200


def test_what_is_quoted_begins_with_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACT_ADDRESS", "https://impact.example/")
    test = visit("overview", "fr")
    assert not test.code, "a closed control is not sent"
    test.session_state["cite_actions_by_edition"] = True
    test.run()
    assert "https://impact.example/fr/presse/actions_by_edition?as_of=" in test.code[0].value
    assert 'src="https://impact.example/embed/actions_by_edition' in test.code[1].value
    page = "[Page pour la presse](<https://impact.example/fr/presse/actions_by_edition>)"
    assert page in [markdown.value for markdown in test.markdown]


@pytest.mark.parametrize("page", ["overview", "releases", "cases", "live"])
def test_nothing_of_the_sample_is_offered_to_be_quoted(page: str) -> None:
    text = shown(visit(page, data="sample"))
    assert say("en", "under.table") in text and say("en", "under.cite") not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_says_that_it_is_not_shown_as_of_the_day_in_the_address(lang: Language) -> None:
    page = visit("about", lang, data="sample", as_of="2026-11-10")
    assert say(lang, "live.sample_undated") in [each.value for each in page.info]
    assert say(lang, "live.sample_undated") not in shown(visit("about", lang, data="sample"))


def test_no_day_could_be_chosen_to_look_back_at_and_history_was_hashes() -> None:
    made = [dt.date(2026, 11, 14), dt.date(2026, 11, 22), dt.date(2026, 11, 22)]
    days = dict(navigation._told(made, "fr", dt.date(2026, 11, 23)))
    assert next(iter(days)) == "2026-11-22" and list(days)[-1] == "2026-11-14" and len(days) == 9
    assert days["2026-11-21"] == "21 novembre 2026"
    changed = say(
        "fr", "replay.changed", date=say("fr", "replay.yesterday", date="22 novembre 2026")
    )
    assert days["2026-11-22"] == changed
    assert days["2026-11-16"] == say("fr", "replay.week_ago", date="16 novembre 2026")
    assert not dict(navigation._told(made[:1], "fr", made[0])), "today needs no looking back"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_told_twice_that_it_is_one_and_put_a_preposition_before_no_date(
    lang: Language,
) -> None:
    """ "SAMPLE, invented. SAMPLE, invented. Bar chart …" to readers aloud; « du 15 novembre 2026 au date inconnue »."""
    test = visit("actions", lang, data="sample", edition="2026")
    mark = say(lang, "live.sample_chart")
    alts = [chart.proto.alt for chart in test.get("plotly_chart")]
    assert alts and all(alt.count(mark) == 1 for alt in alts)
    unknown = say(lang, "date.unknown")
    told = [text for text in shown(test).splitlines() if unknown in text]
    assert told and all(f": {unknown}." in text for text in told)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "below"),
    [("enter", "text_input"), ("check", "text_area"), ("talking", "expander"), ("live", "metric")],
)
def test_a_page_began_with_a_form_and_neither_a_number_nor_a_picture(
    page: str, below: str, lang: Language
) -> None:
    test = visit(page, lang, data="sample")
    kinds = [element.type for element in test.main]
    assert "plotly_chart" in kinds and below in kinds
    if below != "metric":
        assert kinds.index("plotly_chart") < kinds.index(below)
    else:  # in the card of the first number, and so beside it on a phone
        first = kinds.index("plotly_chart")
        assert kinds[:first].count("metric") == 1
    if page in ("enter", "check"):
        (chart,) = [each.proto for each in test.get("plotly_chart")]
        count = sum(trace["x"][0] for trace in json.loads(chart.spec)["data"])
        key = {"enter": "enter.strip", "check": "checker.against"}[page]
        assert say(lang, key, count=count) in shown(test)


@pytest.mark.parametrize(
    "asked",
    [
        {"occasion": "country", "country": "CN"},
        {"occasion": "case", "case": "2021-zhang-zhan"},
        {"occasion": "results", "edition": "2024"},
    ],
)
def test_each_talk_has_its_picture_beside_what_to_be_careful_with(asked: dict[str, str]) -> None:
    test = visit("talking", **asked)
    kinds = [element.type for element in test.main]
    assert kinds.count("plotly_chart") == 1
    assert kinds.index("plotly_chart") < kinds.index("expander")


def test_yellow_is_explained_where_something_is_yellow() -> None:
    for text, loud in (
        ("Germain Rukuki left Ngozi prison on 30 June 2021.", False),
        ("We freed 127 people.", True),
    ):
        test = visit("check")
        test.text_area(key="text").set_value(text)
        (check,) = [each for each in test.button if each.label == say("en", "checker.go")]
        check.click().run()
        assert test.get("plotly_chart")
        assert (say("en", "checker.to_change") in shown(test)) == loud


@pytest.mark.parametrize("data", ["", "sample"])
@pytest.mark.parametrize("page", [name for name in NAMES if name != "case"])
def test_a_heading_stood_two_steps_below_the_one_before_it(
    page: str, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impact.dashboard.visitor.today", lambda: dt.date(2026, 12, 1))
    test = visit(page, **({"data": data} if data else {}))
    steps = {"title": 1, "header": 2, "subheader": 3}
    found = [steps[each.type] for each in test.main if each.type in steps]
    assert found[0] == 1 and found.count(1) == 1
    assert all(after - before < 2 for before, after in pairwise(found))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exports_begin_with_what_each_section_sent_and_the_late_in_yellow(lang: Language) -> None:
    test = visit("exports", lang, data="sample")
    counted = {
        row["edition_year"]: row["actions"]
        for row in live.sample().database.rows("actions_counted")
    }
    told = say(lang, "sending.sent_title", count=counted[2026], year="2026")
    assert test.header[0].value.replace("\u202f", " ") == told.replace("\u202f", " ")
    chart = json.loads(test.get("plotly_chart")[0].proto.spec)
    (bars,) = chart["data"]
    loud = [name for name, colour in zip(bars["y"], bars["marker"]["color"], strict=True)
            if colour == LIGHT.loud]  # fmt: skip
    assert loud == ["France"] and sum(bars["x"]) == counted[2026]
    assert bars["x"] == sorted(bars["x"])  # drawn from below: the most at the top


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_check_found_stood_below_the_form_and_the_first_screen(lang: Language) -> None:
    test = visit("check", lang)
    (strip,) = test.get("plotly_chart")
    rows = live.current().database.rows("sources_by_strength")
    whole = sum(row[each] for row in rows for each in ("good", "fair", "weak", "without"))
    assert say(lang, "checker.against", count=whole) in strip.proto.alt
    test.text_area(key="text").set_value("In 2020, 4,496,875 actions. In 2020, 9,999,999 actions.")
    (check,) = [each for each in test.button if each.label == say(lang, "checker.go")]
    check.click().run()
    assert not test.exception, test.exception[0].message
    kinds = [element.type for element in test.main]
    assert kinds.count("plotly_chart") == 1 and kinds.index("plotly_chart") < kinds.index(
        "text_area"
    )
    assert say(lang, "checker.found", count=2) in shown(test)
    verdicts = shown(test)
    for name in ("right", "wrong"):
        assert say(lang, f"factcheck.verdict.{name}") in verdicts


def test_the_source_of_an_event_was_a_date_without_a_name() -> None:
    test = visit("check")
    test.text_area(key="text").set_value("Zhang Zhan was freed in May 2024.")
    (check,) = [each for each in test.button if each.label == say("en", "checker.go")]
    check.click().run()
    (source,) = [each.value for each in test.caption if each.value.startswith("Source: [")]
    name, _, page = source.removeprefix("Source: [").partition("](")
    told, _, day = name.replace("\\", "").partition(", ")
    assert told in page and "2025" in day  # whose page it is, then when


def test_the_ledger_of_claims_was_a_list_without_a_picture() -> None:
    test = visit("claims")
    (chart,) = [json.loads(each.proto.spec) for each in test.get("plotly_chart")]
    (bars,) = chart["data"]
    told = {row["status"] for row in live.current().database.rows("claims_ledger")}
    assert set(bars["y"]) == {say("en", f"claim_status.{each}") for each in told}
    test = visit("claims", status="disputed")
    (chart,) = [json.loads(each.proto.spec) for each in test.get("plotly_chart")]
    assert chart["data"][0]["y"] == [say("en", "claim_status.disputed")]
