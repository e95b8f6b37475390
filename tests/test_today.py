"""Today: what came in, who is late, what waits and what is missing, on rows that can be added up by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from impact.briefs import digest
from impact.cli.digest import since as since_of
from impact.cli.main import main
from impact.exports.ledger import Entry, Event, Ledger, Question
from impact.faults import Fault
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, NARROW, NO_BREAK, Language, say
from impact.presentation import aims, happenings, progress, since, today
from impact.presentation.view import View
from impact.press.service import Service
from tests.conftest import files, lay, record
from tests.pages import shown, visit
from tests.test_counts import came, counting, done, november

DAY = dt.date(2020, 11, 25)


def standing(
    actions: Iterable[dict[str, Any]], *, snapshot: str = "now", held: bool = False, **more: Any
) -> State:
    """A state of these counts; `held`: one file of FR waits for a decision."""
    entry = Entry(
        id="e1", order=1, file="Marie-Dupont.csv", fingerprint="f", section="FR", platform="tally",
        grain="aggregate", received_at="2020-11-20T12:00:00+00:00", question=Question("same_bytes"),
    )  # fmt: skip
    events = [Event(kind="held", at="2020-11-20T12:00:00+00:00", snapshot=1, entry=entry)]
    return State(
        counting(actions, checked_on="2020-11-25", **more),
        snapshot,
        as_of=dt.date(2020, 11, 25),
        counted_on=dt.date(2020, 11, 20),
        record=record(),
        ledger=Ledger(events if held else ()),
    )


THEN = [
    done(november(1), 10),
    done(november(2), 7, section="CH", case_id="2020-b"),
    done(november(2), 4, section="GB"),
]
NOW = [
    done(november(1), 10),
    done(november(3), 30, case_id="2020-b"),
    done(november(2), 5, section="CH", case_id="2020-b"),
]


def test_what_came_in_is_told_by_section_and_case_with_what_was_corrected_and_what_went() -> None:
    view, then = View(standing(NOW), "en"), View(standing(THEN, snapshot="then"), "en")
    earlier: dict[int, View | None] = {1: then, 7: None}
    assert since.more(view, earlier, 2020) == {1: 24, 7: None}
    sections = since.moved(view, {1: then}, 2020, "section")
    assert [(row.key, row.now, row.more[1]) for row in sections] == [
        ("FR", 40, 30),
        ("GB", 0, -4),
        ("CH", 5, -2),
    ]
    assert sections[1].name == "United Kingdom"
    cases = since.moved(view, earlier, 2020, "case")
    assert [(row.key, row.more) for row in cases] == [
        ("2020-b", {1: 28, 7: None}),
        ("2020-a", {1: -4, 7: None}),
    ]
    assert since.told(sections, 1, view, most=1) == ["France: +30, now 40", "and 2 more"]
    assert [since.signed(n, View(standing(NOW), "fr")) for n in (1500, -4, 0, None)] == [
        f"+1{NARROW}500", "−4", "0", "–",
    ]  # fmt: skip


def test_a_section_that_sent_last_year_and_not_yet_this_year_is_late_first() -> None:
    sends = [
        came(1, "2019-11-10", "BE-FR", editions=[2019]),
        *(came(order, november(day)) for order, day in enumerate((2, 5, 8), 2)),
    ]
    view = View(standing(NOW, exports=sends), "fr")
    block = today.late_block(view, 2020, DAY)
    assert block.title == "2 sections en retard à ce jour"
    assert [line.split("\u00a0:")[0] for line in block.lines] == [
        "Belgique francophone",
        "France",
    ]
    # By the snapshot's newest export FR would have been silent for three days less.
    assert "17 jours" in block.lines[1].replace("\u00a0", " ")
    assert today.late_card(view, 2020, DAY)[1] == "2"


AIM = "2020,,,45\n2020,CH,,100\n"


def test_each_thing_that_happens_has_one_name_and_no_name_of_a_file() -> None:
    sends = [came(1, "2019-11-10", "CH", editions=[2019])]
    state = standing(NOW, held=True, targets=AIM, exports=sends)
    found = happenings.found(View(state, "fr"), DAY)
    names = [each.name for each in found]
    assert names == ["outcome/o1", "target/2020///45", "late/2020/CH/2019-11-10", "held/e1"]
    assert [each.standing for each in found] == [True, True, False, False]
    assert not any("Dupont" in each.text for each in found)
    again = happenings.found(View(state, "en"), DAY + dt.timedelta(3))
    assert [each.name for each in again] == names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_digest_says_in_text_and_in_html_what_came_and_escapes_what_it_was_given(
    lang: Language,
) -> None:
    then = View(standing(THEN, snapshot="then"), lang)
    state = standing(NOW, held=True, targets=AIM)
    made = digest.digest(View(state, lang), then, dt.date(2020, 11, 24), DAY)
    text, html = digest.text(made), digest.html(made, lang)
    assert max(map(len, text.splitlines())) <= 72
    for block in digest.as_json(made)["blocks"]:
        for line in (block["title"], *block["lines"]):
            assert " ".join(line.split()) in " ".join(text.split())
    assert "+24" in text and "+24" in html
    assert say(lang, "today.waiting", count=1) in text
    assert "Dupont" not in text + html
    lone = digest.digest(View(state, lang), None, dt.date(2020, 11, 24), DAY)
    kept = say(lang, "digest.not_kept", date=View(state, lang).date(dt.date(2020, 11, 24)))
    assert any(kept in block.lines for block in lone.blocks)
    odd = digest.Digest("<b>", "d", (today.Block("t", ("a & <i>",)),))
    assert "&lt;b&gt;" in digest.html(odd, lang) and "a &amp; &lt;i&gt;" in digest.html(odd, lang)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", dt.date(2020, 11, 24)),
        ("3", dt.date(2020, 11, 22)),
        ("1 day", dt.date(2020, 11, 24)),
        ("7 days", dt.date(2020, 11, 18)),
        ("7 jours", dt.date(2020, 11, 18)),
        ("2020-11-01", dt.date(2020, 11, 1)),
    ],
)
def test_since_is_yesterday_a_day_or_a_number_of_days(text: str, day: dt.date) -> None:
    assert since_of(text, DAY) == day


@pytest.mark.parametrize("text", ["today", "0", "-3", "2020-11-25", "2020-11-26", "2020-13-01", ""])
def test_since_a_day_that_is_not_over_or_no_day_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Fault, match="no day that is over"):
        since_of(text, DAY)


def test_targets_stand_by_their_distance_and_one_of_a_silent_section_is_neither_ahead_nor_behind() -> (
    None
):
    targets = "2020,,,400\n2020,CH,,10\n2020,FR,,400\n2020,DE,,9\n2020,,2020-b,20\n"
    view = View(standing(NOW, targets=targets), "en")
    rows = aims.in_order(view.ask("targets", edition=2020).rows)
    assert [aims.name(row, view) for row in rows] == [
        "The whole edition", "France", "Switzerland", "2020-b", "Germany",
    ]  # fmt: skip
    assert aims.away(rows[3], view) == "Reached."
    assert aims.away(rows[4], view) == "Nothing was sent for it yet."


def test_a_lane_of_a_case_and_a_section_was_cut_within_the_name_of_the_section() -> None:
    """“2020-b, Canada (…” was either Canada; and of a long name of a case nothing is left of the section."""
    targets = "2020,CA-FR,2020-b,9\n2020,CA-EN,,7\n2020,FR,2020-b,8\n"
    view = View(standing(NOW, targets=targets), "en")
    rows = view.ask("targets", edition=2020).rows
    notes = {note.lines[0] for note in aims.chart(rows, None, view).notes}
    of = {line.split(":")[0] for line in notes}
    assert of == {"Canada (English-speaking)", "2020-b, France", "2020-b, CA-FR"}
    long: Any = [
        {**row, "name": "Somebody of a name as long as his", "name_fr": ""} for row in rows
    ]
    of = {note.lines[0].split(":")[0] for note in aims.chart(long, None, view).notes}
    assert {line.split(", ")[-1] for line in of} >= {"CA-FR", "FR"}
    assert all(len(line) <= 30 for line in of)


def test_what_is_missing_for_an_edition_is_named_in_order_and_further_names_are_not_needed() -> (
    None
):
    view = View(standing([], targets="2021,,,5\n"), "en")
    assert today.missing_block(view, 2021) == today.Block(
        "Missing for the 2021 edition",
        ("The edition and its first and last day", "Its cases"),
    )
    assert today.missing_block(View(standing([], targets="2020,,,5\n"), "en"), 2020) is None


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("CH", "Switzerland", "Suisse"),
        ("CA-FR", "Canada (French-speaking)", "Canada francophone"),
        ("BE-NL", "Belgium (Dutch-speaking)", "Belgique néerlandophone"),
        ("Chile", "Chile", "Chile"),
        ("CA-XX", "CA-XX", "CA-XX"),
        ("QQ", "QQ", "QQ"),
    ],
)
def test_sections_are_told_by_their_names(code: str, en: str, fr: str) -> None:
    view = View(standing([]), "en")
    assert (view.section(code), View(view.state, "fr").section(code)) == (en, fr)


@pytest.fixture
def empty(folders: tuple[Path, Path]) -> None:
    lay(folders[0], files())


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_outside_a_campaign_the_page_says_what_is_missing_for_the_next(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impact.dashboard.visitor.today", lambda: dt.date(2021, 7, 1))
    text = shown(visit("live", lang))
    for key in ("prepare.title", "prepare.cases", "prepare.targets", "prepare.open"):
        assert say(lang, key, year="2021") in text
    assert say(lang, "live.nothing_title") in text


@pytest.mark.usefixtures("empty")
def test_the_command_prints_the_digest_and_refuses_a_day_to_come(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["digest", "--lang", "fr", "--format", "html"]) == 0
    assert '<html lang="fr">' in capsys.readouterr().out
    assert main(["digest", "--since", "2999-01-01"]) == 2
    assert "2999-01-01" in capsys.readouterr().err
    assert live.made_by(dt.date(2020, 1, 1)) is None
    now = live.current()
    kept = live.made_by(dt.date.today() + dt.timedelta(1))
    assert kept is not None and kept.snapshot == now.snapshot


def test_the_feed_of_today_has_an_entry_a_day_that_says_what_came_since_the_day_before(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ["2020-12-01T10:00:00+00:00"]
    monkeypatch.setattr("impact.store._now", lambda: clock[0])
    tally = tmp_path / "tally.csv"
    tally.write_text(
        "Date,Case,Action type,Channel,Number\n2020-12-01,A,letter,offline,3\n", "utf-8"
    )
    lay(folders[0], files())
    first = live.current().snapshot
    clock[0] = "2020-12-03T09:00:00+00:00"
    assert main(["ingest", str(tally), "--section", "CH"]) == 0
    clock[0] = "2020-12-03T11:00:00+00:00"
    new = {
        "outcome_id": "o2",
        "event_date": "2020-12-02",
        "summary": "Home.",
        "summary_fr": "Chez soi.",
    }
    lay(folders[0], files(outcomes=[{}, new]))
    live.current()
    for day, wanted in ((1, first), (2, first), (3, live.current().snapshot)):
        kept = live.made_by(dt.date(2020, 12, day))
        assert kept is not None and kept.snapshot == wanted
    assert live.made_by(dt.date(2020, 11, 30)) is None
    answer = Service().answer(b"/feeds/today.atom", b"lang=en")
    read = feedparser.parse(answer.body)
    assert (answer.status, read.bozo) == (200, False)
    newest, oldest = read.entries
    assert [each.title[-15:] for each in (newest, oldest)] == ["3 December 2020", "1 December 2020"]
    text = newest.content[0].value
    assert "Since 1 December 2020: +3" in text and "* Switzerland: +3, now 3" in text
    assert "1 new outcome" in text and "Home." in text
    assert "Nothing was kept by the end of 30 November 2020" not in text
    assert "counted so far" not in oldest.content[0].value.lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_today_and_the_overview_tell_the_running_edition_like_for_like(
    lang: Language, folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folders[0], files(editions=[{"edition_year": 2019}, {"edition_year": 2020}]))
    tally = tmp_path / "tally.csv"
    tally.write_text(
        "Date,Case,Action type,Channel,Number\n2019-11-04,A,letter,offline,20\n"
        "2019-12-24,A,letter,offline,80\n2020-11-05,A,letter,offline,30\n",
        "utf-8",
    )
    assert main(["ingest", str(tally), "--section", "CA-FR"]) == 0
    monkeypatch.setattr("impact.dashboard.visitor.today", lambda: DAY)
    page = visit("live", lang)
    text, view = shown(page), View(live.current(), lang)
    assert "30" in text and view.section("CA-FR") in text
    assert say(lang, "today.day", day="25", days="151", year="2020") in text
    more = say(lang, "live.ratio_more", share=view.percent(0.5))
    assert [metric.value for metric in page.metric][:2] == ["30", more]
    # Nothing stands of yesterday: a dash, and that it is no zero.
    assert say(lang, "since.none").replace(NO_BREAK, " ") in text.replace(NO_BREAK, " ")
    assert say(lang, "prepare.targets") in text
    # Without a target or a published total half of the screen said that there is none.
    assert say(lang, "sending.sent_title", count=30, year="2020").replace(NO_BREAK, " ") in text
    assert say(lang, "live.published_none") not in text
    over = shown(visit("overview", lang))
    running = say(lang, "overview.running", year="2020", total="30").replace(NO_BREAK, " ")
    assert running in over.replace(NO_BREAK, " ")
    monkeypatch.setattr("impact.dashboard.visitor.today", lambda: dt.date(2021, 7, 1))
    assert running not in shown(visit("overview", lang)).replace(NO_BREAK, " ")


def test_two_sections_beside_a_world_total_are_no_difference() -> None:
    editions = [{"edition_year": 2020, "actions": 5_000_000, "actions_qualifier": "exact"}]
    view = View(standing(NOW, editions=editions), "en")
    _, value, text, _ = progress.reconciled_card(view.one("reconciliation", edition=2020), view)
    assert value == "5,000,000"
    assert text.startswith("45 counted from 2 sections")
    assert "fewer" not in text and "%" not in text
