"""The page says who is late by the clock: the same invented exports, looked at on several days."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from impact.dashboard import visitor
from impact.i18n.words import LANGUAGES, Language, date, say, section
from tests.pages import shown, visit


def page(
    monkeypatch: pytest.MonkeyPatch, day: dt.date | None, lang: Language = "en", **query: str
) -> str:
    """The page of exports in the sample, whose newest export came on 22 November 2026, on a day."""
    monkeypatch.setattr(visitor, "today", lambda: day)
    return shown(visit("exports", lang, data="sample", **query))


def said(lang: Language, key: str, **values: object) -> str:
    return say(lang, f"sending.{key}", **values).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_silence_grows_with_the_clock_while_nobody_sends(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, later = dt.date(2026, 11, 22), dt.date(2026, 12, 20)
    then, now = page(monkeypatch, newest, lang), page(monkeypatch, later, lang)
    assert said(lang, "late_title", count=2, year="2026") in then
    assert said(lang, "late_title", count=6, year="2026") in now
    for text, day, silent in ((then, newest, 11), (now, later, 39)):
        assert said(lang, "clock", date=date(lang, day)) in text
        last = said(
            lang,
            "line",
            section=section(lang, "FR"),
            date=date(lang, dt.date(2026, 11, 11)),
            count=silent,
        )
        assert f"{last} {said(lang, 'usual', count=3)} {said(lang, 'late')}" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_section_that_sent_last_year_and_nothing_yet_stands_first(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page(monkeypatch, dt.date(2026, 11, 22), lang)
    day = date(lang, dt.date(2026, 11, 18))
    nothing = said(
        lang, "nothing", section=section(lang, "BE-FR"), year="2026", date=day, before="2025"
    )
    assert f"{nothing} {said(lang, 'late')}" in text
    assert text.index(nothing) < text.index(
        "France : " if lang == "fr" else "France: ", text.index(nothing)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_the_usual_interval_is_not_known_is_said(
    lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page(monkeypatch, dt.date(2026, 12, 20), lang)
    (line,) = (each for each in text.splitlines() if re.match(f"{section(lang, 'CH')} ?:", each))
    assert line.endswith(said(lang, "usual_unknown"))


def test_once_the_edition_is_over_nobody_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page(monkeypatch, dt.date(2027, 2, 1))  # it ends on 31 January 2027 in the sample
    assert said("en", "over", year="2026") in text
    assert said("en", "late") not in text.splitlines()
    assert "Belgium (French-speaking): nothing" not in text


def test_the_running_edition_is_on_top_also_when_nothing_of_it_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = page(monkeypatch, dt.date(2027, 11, 3))
    assert said("en", "late_title", count=6, year="2027") in text
    assert "nothing for the 2027 edition yet" in text
    assert said("en", "usual_before", count=3, year="2026") in text
    assert said("en", "over", year="2026") in page(
        monkeypatch, dt.date(2027, 11, 3), edition="2026"
    )


def test_without_a_day_the_sample_goes_by_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page(monkeypatch, None)
    assert said("en", "clock", date=date("en", dt.date(2026, 11, 22))) in text
