"""What cannot be known: the pages that could be read end before the day on which somebody looked."""

from __future__ import annotations

import pytest

from impact import talking
from impact.faults import Fault
from impact.figures import live
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import standings
from impact.presentation.view import View
from impact.record.reader import ABOUT, parse
from impact.talking import Selection
from impact.talking.cards import card
from tests.conftest import files

HELD = {"summary": "He was sentenced.", "summary_fr": "Il a été condamné.", "direction": "negative"}
SENTENCED = {"outcome_type": "sentenced", "event_date": "2021-05-01", **HELD}
SENT_IN = {**SENTENCED, "outcome_id": "o2", "event_date": "2026-12-01"}


def state(about: str, *outcomes: dict[str, str]) -> State:
    content = files(outcomes=list(outcomes))
    return live._state(parse(content | {ABOUT: f"checked_on = 2026-11-28\n{about}".encode()}))


def said(state: State, lang: Language) -> str:
    made = talking.talk(state, Selection("case", case_id="2020-a"), lang)
    return " ".join(point.sentence for point in made.points).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "until", "unknown"),
    [
        ("en", "no release up to May 2026.", "no release up to 28 November 2026."),
        (
            "fr",
            "n’avons connaissance d’aucune libération jusqu’en mai 2026.",
            "aucune libération jusqu’au 28 novembre 2026.",
        ),
    ],
)
def test_nobody_was_said_to_be_unreleased_up_to_a_day_of_which_no_page_was_read(
    lang: Language, until: str, unknown: str
) -> None:
    assert until in said(state('read_until = "2026-05"', SENTENCED), lang)
    assert unknown in said(state("", SENTENCED), lang)


def test_what_staff_sent_in_on_the_day_of_the_check_was_in_pages_that_end_half_a_year_before() -> (
    None
):
    """“Free (checked 28 November 2026, in pages up to May 2026)”, of a release in November."""
    seen = {**SENT_IN, "event_date": "2026-11-05", "checked_on": "2026-11-28"}
    about = 'read_until = "2026-05"'
    for how, until in (("sent_in", None), ("source_read", "2026-05")):
        found = View(state(about, {**seen, "checked_how": how}), "en")
        (case,) = [row for row in found.ask("cases").rows if row["case_id"] == "2020-a"]
        assert case["read_until"] == until


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_staff_sent_in_later_was_seen_in_pages_of_its_own_day(lang: Language) -> None:
    later = {**SENT_IN, "checked_on": "2026-12-02", "checked_how": "sent_in"}
    first = {**SENTENCED, "checked_on": "2026-11-28", "checked_how": "source_read"}
    told = said(state('read_until = "2026-05"', first, later), lang)
    assert "2 décembre 2026" in told if lang == "fr" else "2 December 2026" in told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "28 November 2026, in pages up to May 2026"),
        ("fr", "28 novembre 2026, dans des pages allant jusqu’en mai 2026"),
    ],
)
def test_a_caution_names_the_day_of_checking_and_where_the_pages_end(
    lang: Language, words: str
) -> None:
    read = state('read_until = "2026-05"', SENTENCED)
    (case,) = read.database.rows("case", case_id="2020-a")
    assert standings.checked(case, View(read, lang)).replace("'", "’") == words
    never = " ".join(card(read, "2020-a", lang).not_say).replace("\u00a0", " ")
    assert words in never


@pytest.mark.parametrize("found", ["May 2026", "2026-13", "2026"])
def test_an_end_of_the_pages_that_is_no_month_and_no_day_is_refused(found: str) -> None:
    with pytest.raises(Fault, match=found):
        state(f'read_until = "{found}"', SENTENCED)


def test_nobody_was_followed_for_months_that_no_page_told_of() -> None:
    """Held since a launch in November 2020 and looked up six years later, in pages that end after five and a half."""
    about = 'read_until = "2026-05"'
    months = state(about, SENTENCED).database.rows(
        "time_to_release", issue="", region="", period=""
    )
    assert months[-1]["month"] == 67
    whole = state("", SENTENCED).database.rows("time_to_release", issue="", region="", period="")
    assert whole[-1]["month"] == 73
