"""What is told aloud of one event and of where somebody stands: with its day, whole, and not against the rows."""

from __future__ import annotations

from typing import Any

import pytest

from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import lanes
from impact.presentation.chart import Points, Spans
from impact.talking import Selection
from impact.talking.points import Speaker, cases, fates, spoken, to_the_end
from tests.fates import Event
from tests.test_released_and_then import Tiny
from tests.test_released_and_then import rows as rows_of


def speaking(state: State, lang: Language) -> tuple[Speaker, Any, Any]:
    """Who speaks, the one case, and its events."""
    by = Speaker(state, Selection("case"), lang)
    return by, by.one("case", case_id="2020-a"), by.ask("timeline_of_case", case_id="2020-a").rows


def stands(state: State, lang: Language) -> str:
    by, case, rows = speaking(state, lang)
    return fates.stands(by, case, to_the_end(case, rows))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_of_the_record_was_told_without_its_day(shipped: State, lang: Language) -> None:
    """« Nous avons écrit pour Chow Hang-tung. La Haute Cour a annulé sa condamnation », and nobody heard when."""
    by = Speaker(shipped, Selection("case"), lang)
    for row in by.ask("cases").rows:
        case = by.one("case", case_id=row["case_id"])
        assert case is not None
        for event in by.ask("timeline_of_case", case_id=row["case_id"]).rows:
            if event["event_date"] and event["direction"] != "none":
                told = spoken.happened(by, case, event)
                assert event["event_date"][:4] in told, (event["outcome_id"], told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_that_had_no_room_for_its_day_lost_it(tiny: Tiny, lang: Language) -> None:
    long = {
        "summary": "The court of the capital heard the three witnesses whom the lawyers had named and put off"
        " the trial until spring of next year.",
        "summary_fr": "Le tribunal de la capitale a entendu les trois témoins que les avocats avaient désignés"
        " et a renvoyé le procès au printemps suivant.",
    }
    (row,) = rows_of(Event("2021-05-17", "other_negative", "negative"))
    case = {"name": "The people of the river", "name_fr": "La population de la rivière"}
    by, found, rows = speaking(tiny(cases=[case], outcomes=[row | long]), lang)
    told = spoken.happened(by, found, rows[0])
    assert {"en": "That was on 17 May 2021.", "fr": "C’était le 17 mai 2021."}[lang] in told
    assert all(map(spoken.fits, spoken.sentences(told))), told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_participle_kept_its_capital_after_a_comma(tiny: Tiny, lang: Language) -> None:
    """ "In October 2018, for Me Nam, Released before the campaign, she was living in the United States." """
    first, second = rows_of(
        Event("2021-05-17", "other_positive"), Event("2021-06-01", "other_positive")
    )
    state = tiny(
        outcomes=[
            first
            | {
                "summary": "Released before the campaign, she was living abroad.",
                "summary_fr": "Libérée avant la campagne, elle vivait à l’étranger.",
            },
            second
            | {
                "summary": "Amnesty said that she was released, and Amnesty was glad.",
                "summary_fr": "Amnesty a dit qu’elle était libérée, et Amnesty s’en est réjouie.",
            },
        ],
        case_grammar=[{"case_id": "2020-a", "pronoun": "she", "agreement_fr": "f"}],
    )
    by, case, rows = speaking(state, lang)
    told = [spoken.happened(by, case, row) for row in rows]
    assert {"en": ", released before", "fr": ", libérée avant"}[lang] in told[0]
    assert ", Amnesty " in told[1], "which is a name"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_judgment_of_years_later_was_the_last_report_of_conditions(
    tiny: Tiny, lang: Language
) -> None:
    """Out under conditions in 2021; in 2024 a court decides something else: nobody reported then where he is."""
    out = Event("2021-05-17", "released_conditionally")
    later = Event("2024-02-03", "other_positive")
    told = stands(tiny(outcomes=rows_of(out, later)), lang)
    assert "2021" in told and "2024" not in told, told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_a_group_were_asked_for_though_some_were_out(tiny: Tiny, lang: Language) -> None:
    """ "Two are free and one is held. We ask for the release of the three farmers." """
    case = {"people": 3, "name": "The three farmers", "name_fr": "Les trois paysans"}
    one = rows_of(Event("2021-05-17", "released", people=1))
    none = rows_of(Event("2021-05-17", "detention_extended", "negative", people=3))
    asked = {}
    for name, outcomes in {"some": one, "none": none}.items():
        by, found, _ = speaking(tiny(cases=[case], outcomes=outcomes), lang)
        asked[name] = spoken.asked(by, found)
    held = {"en": "those who are held.", "fr": "personnes détenues."}[lang]
    assert held in asked["some"] and held not in asked["none"], asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_became_of_the_acquitted_was_not_known(tiny: Tiny, lang: Language) -> None:
    """All three are acquitted, and of one it is said that he is free: "what became of two is not known"."""
    case = {"people": 3, "status_at_launch": "on_trial", "demand": "drop_charges"}
    events = (
        Event("2021-05-17", "acquitted", people=3),
        Event("2021-06-01", "acquitted", after="free"),
    )
    assert stands(tiny(cases=[case], outcomes=rows_of(*events)), lang) == ""


def test_the_conviction_of_some_was_told_without_their_acquittal(tiny: Tiny) -> None:
    """Two of five are convicted, and acquitted three years later: the story told of the conviction, and of what one
    of them was told in the end."""
    case = {"people": 5, "status_at_launch": "on_trial", "demand": "drop_charges"}
    events = (
        Event("2021-05-17", "released_conditionally", people=1),
        Event("2021-07-03", "convicted", "negative", people=2),
        Event("2022-11-22", "retrial_ordered", people=2),
        Event("2023-06-06", "acquitted", people=2),
        Event("2025-01-10", "acquitted", people=1),
    )
    for among, told in ((events, False), (events[:3] + events[4:], True)):
        _, found, rows = speaking(tiny(cases=[case], outcomes=rows_of(*among)), "en")
        kept = [row["outcome_type"] for row in cases.carrying(found, rows)]
        assert ("convicted" in kept) is told, kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_result_was_known_though_one_had_come_before_the_launch(
    tiny: Tiny, lang: Language
) -> None:
    """Three men are convicted a month before the launch: "We know of no result for her." """
    case = {"status_at_launch": "justice_sought", "demand": "justice"}
    before = rows_of(Event("2019-05-17", "perpetrator_convicted"))
    since = {"en": "Since we began to write", "fr": "Depuis que nous avons commencé"}[lang]
    assert stands(tiny(cases=[case], outcomes=before), lang).startswith(since)
    assert not stands(tiny(cases=[case]), lang).startswith(since)


@pytest.mark.parametrize(("agreement", "word"), [("m", "mort"), ("f", "morte")])
def test_who_died_lost_a_life_in_french(tiny: Tiny, agreement: str, word: str) -> None:
    """« a perdu la vie » is said of an accident, and the record said: died."""
    event = rows_of(Event("2021-05-17", "died", "negative"), Event("2022-01-01", "compensation"))
    grammar = [{"case_id": "2020-a", "pronoun": "they", "agreement_fr": agreement}]
    by, case, _ = speaking(tiny(outcomes=event, case_grammar=grammar), "fr")
    assert spoken.said(by, "stands.died", case).endswith(f" est {word}.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mark_said_that_somebody_was_free_up_to_the_day_of_the_check(
    tiny: Tiny, lang: Language
) -> None:
    """ "Free, from 17 May 2021 to 28 November 2026", by pages that end months before; and in French a colon
    stood without its space."""
    state = tiny(
        outcomes=rows_of(
            Event("2021-05-17", "released"), Event("2022-03-08", "re_arrested", "negative")
        )
    )
    by, case, _ = speaking(state, lang)
    marks = lanes.chart(lanes.lanes(by.view, [case]), by.view).marks
    bands = [text[1] for mark in marks if isinstance(mark, Spans) for text in mark.hover or ()]
    ends = {"en": " on, as far as is known", "fr": " pour autant que l’on sache"}[lang]
    assert [text.endswith(ends) for text in bands if "2022" in text] == [False, True], bands
    signs = [text[1] for mark in marks if isinstance(mark, Points) for text in mark.hover or ()]
    colon = {"en": "2021: ", "fr": "2021\u00a0: "}[lang]
    assert any(colon in text for text in signs), signs
