"""In the running campaign nothing shows last year's edition as this one's; the tests set the day."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from impact import talking
from impact.briefs import content, mail, slides
from impact.cli.main import main
from impact.dashboard import visitor
from impact.figures import access, live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language, listing, say
from impact.talking import Occasion, Selection
from tests.conftest import files, lay
from tests.pages import shown, visit

Tiny = Callable[..., State]
RUNNING, BETWEEN = dt.date(2021, 12, 1), dt.date(2021, 7, 1)
AWAITED: list[Occasion] = ["launch", "human_rights_day"]


def word(lang: Language) -> str:
    return say(lang, "talk.awaited", year="2021")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("occasion", AWAITED)
def test_the_launch_of_last_year_is_not_given_as_that_of_this_year(
    tiny: Tiny, lang: Language, occasion: Occasion
) -> None:
    state = tiny()  # its newest edition is that of 2020
    made = talking.talk(state, Selection(occasion), lang, today=RUNNING)
    assert word(lang) in made.title
    assert say(lang, "left_out.awaited", year="2021", shown="2020") in made.left_out
    letter = " ".join(mail.text(content.brief(state, made)).split())
    assert " ".join(word(lang).split()) in letter
    deck = Presentation(io.BytesIO(slides.pptx(content.brief(state, made))))
    for slide in deck.slides:
        assert any(word(lang) in box.text_frame.text for box in slide.shapes if box.has_text_frame)
    for plain in (
        talking.talk(state, Selection(occasion, edition=2020), lang, today=RUNNING),
        talking.talk(state, Selection(occasion), lang, today=BETWEEN),
        talking.talk(state, Selection(occasion), lang, today=dt.date(2020, 12, 1)),
        talking.talk(state, Selection("results", edition=2020), lang, today=RUNNING),
    ):
        assert word(lang) not in plain.title
        assert not any("2021" in reason for reason in plain.left_out)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("day", "without"),
    [
        (dt.date(2020, 12, 1), []),
        (BETWEEN, []),
        (RUNNING, ["2021"]),
        (dt.date(2022, 7, 1), ["2021"]),
        (dt.date(2022, 11, 1), ["2021", "2022"]),
    ],
)
def test_results_say_which_editions_that_have_begun_have_no_total_yet(
    tiny: Tiny, lang: Language, day: dt.date, without: list[str]
) -> None:
    total = {"actions": 5, "actions_qualifier": "exact", "source_url": "https://example.org/t"}
    state = tiny(editions=[{"edition_year": 2020, **total}, {"edition_year": 2021}])
    made = talking.talk(state, Selection("results"), lang, today=day)
    given = {"count": len(without), "year": listing(lang, without)}
    if without:
        assert made.awaited == say(lang, "talk.awaited_total", **given)
        assert made.awaited in made.title
        assert say(lang, "left_out.awaited_total", **given, shown="2020") in made.left_out
    else:
        assert not made.awaited
    asked = talking.talk(state, Selection("results", edition=2020), lang, today=day)
    assert not asked.awaited


def test_an_edition_that_has_no_case_yet_is_said_to_have_none(tiny: Tiny) -> None:
    state = tiny(editions=[{"edition_year": 2020}, {"edition_year": 2021}])
    made = talking.talk(state, Selection("launch"), "en", today=RUNNING)
    assert "no case of the 2021 edition is in this record yet" in made.title


def test_the_command_asks_the_clock_and_for_an_older_snapshot_its_own_day(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(folders[0], files())
    snapshot = live.current().snapshot
    asked: list[dt.date | None] = []
    told = talking.talk

    def noted(
        state: State, selection: Selection, lang: Language, *, today: dt.date | None = None
    ) -> talking.Talk:
        asked.append(today)
        return told(state, selection, lang, today=today)

    monkeypatch.setattr("impact.cli.talking.talking.talk", noted)
    monkeypatch.setattr(
        "impact.figures.access.day_of", lambda name, _who: RUNNING if name == snapshot else None
    )
    assert main(["talk"]) == 0
    assert main(["talk", "--as-of", snapshot]) == 0
    assert asked == [dt.date.today(), RUNNING]
    assert word("en") in capsys.readouterr().out


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "talking"])
def test_a_page_says_which_edition_is_missing_and_which_is_shown(
    page: str, lang: Language, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files())
    notices = {
        "overview": say(lang, "season.awaited", edition="2021", shown="2020"),
        "talking": word(lang),
    }
    monkeypatch.setattr(visitor, "today", lambda: RUNNING)
    assert notices[page] in shown(visit(page, lang))
    monkeypatch.setattr(visitor, "today", lambda: BETWEEN)
    assert notices[page] not in shown(visit(page, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_edition_that_is_running_was_still_prepared_for(
    lang: Language, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files())
    said = say(lang, "prepare.running_all", all="3", year="2021").replace("\u00a0", " ")
    monkeypatch.setattr(visitor, "today", lambda: RUNNING)
    test = visit("live", lang)
    (chart,) = [json.loads(each.proto.spec) for each in test.get("plotly_chart")]
    assert said in shown(test)
    assert [trace["x"][-1] for trace in chart["data"]] == [2021]  # the gap is drawn
    monkeypatch.setattr(visitor, "today", lambda: BETWEEN)
    text = shown(visit("live", lang))
    assert said not in text and say(lang, "prepare.title", year="2021") in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_live_page_says_whose_counts_it_shows_while_nothing_of_the_running_edition_has_come(
    lang: Language, folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files())
    tally = tmp_path / "tally.csv"
    tally.write_text(
        "Date,Case,Action type,Channel,Number\n2020-12-01,A,letter,offline,3\n", "utf-8"
    )
    assert main(["ingest", str(tally), "--section", "CA-FR"]) == 0
    notice = say(lang, "season.not_counted", edition="2021", shown="2020")
    monkeypatch.setattr(visitor, "today", lambda: RUNNING)
    assert notice in shown(visit("live", lang))
    monkeypatch.setattr(visitor, "today", lambda: dt.date(2020, 12, 5))
    assert notice not in shown(visit("live", lang))


def test_an_older_view_goes_by_the_day_of_its_snapshot(folders: tuple[Path, Path]) -> None:
    lay(folders[0], files())
    snapshot = live.current().snapshot
    assert access.day_of(snapshot) == dt.datetime.now(dt.UTC).date()
    assert access.day_of("0" * 12) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overview_names_the_newest_edition_s_own_people_before_newer_news_of_others(
    lang: Language, folders: tuple[Path, Path]
) -> None:
    lay(
        folders[0],
        files(
            editions=[{"edition_year": 2019}, {"edition_year": 2020}],
            cases=[
                {"case_id": "2019-b", "edition_year": 2019, "name": "Older", "name_fr": "Older"},
                {"case_id": "2020-a", "name": "Own", "name_fr": "Own"},
            ],
            outcomes=[
                {"outcome_id": "o1", "case_id": "2020-a", "event_date": "2021-01-05"},
                {"outcome_id": "o2", "case_id": "2019-b", "event_date": "2022-02-06"},
            ],
        ),
    )
    text = shown(visit("overview", lang))
    own = say(lang, "overview.newest_own", year="2020")
    places = [
        text.index(each) for each in (own, "Own", say(lang, "overview.newest_others"), "Older")
    ]
    assert places == sorted(places)
