"""What is said aloud: whole, short sentences with a name in each, over every case, edition and audience."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from impact import talking
from impact.figures.live import State
from impact.i18n.words import LANGUAGES, Language
from impact.talking import AUDIENCES, Occasion, Selection
from impact.talking.cards import card
from impact.talking.points import Speaker, spoken, to_the_end
from tests import examples

_PRONOUN = re.compile(r"(He|She|They|It|Il(?! y a)|Elle|Ils|Elles|This|That|Ce(?! qui)|Cette) ")
_RECORD = re.compile(r"this record|ce registre|recorded|consigné", re.IGNORECASE)

Said = dict[Language, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def said(shipped: State) -> Said:
    """Everything that is said of each case, by its key, in each language."""
    return {lang: list(of_cases(shipped, lang)) for lang in LANGUAGES}


def of_cases(state: State, lang: Language) -> Iterator[tuple[str, str]]:
    by = Speaker(state, Selection("case"), lang)
    for row in by.ask("cases").rows:
        case = by.one("case", case_id=row["case_id"])
        assert case is not None
        events = [
            event
            for event in by.ask("timeline_of_case", case_id=row["case_id"]).rows
            if event["outcome_type"] not in ("no_result_found", "result_awaited")
        ]
        yield row["case_id"], spoken.met(by, case)
        for event in events:
            yield row["case_id"], spoken.happened(by, case, event)
            yield row["case_id"], spoken.happened(by, case, event, brief=True)
        told = to_the_end(case, events)
        yield row["case_id"], spoken.stands(by, case, told)
        yield row["case_id"], spoken.asked(by, case)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_of_every_case_can_be_said_in_one_breath(said: Said, lang: Language) -> None:
    for case, text in said[lang]:
        for sentence in spoken.sentences(text) if text else ():
            # Its own number: a looser rule in the code must not loosen what is asked of it.
            assert len(sentence.split()) <= 25, (case, sentence)
            assert not re.search(r"[():;]", sentence), (case, sentence)
            assert re.match(r"[^\W_a-z]", sentence) and sentence[-1] in ".!?»”", (case, sentence)
            assert not _RECORD.search(sentence) and "{" not in sentence, (case, sentence)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_quoted_alone_says_of_whom_it_is(
    shipped: State, said: Said, lang: Language
) -> None:
    by = Speaker(shipped, Selection("case"), lang)
    for case_id, text in said[lang]:
        if text:
            case = by.one("case", case_id=case_id)
            assert case is not None
            names = re.findall(
                r"\w{2,}", f"{spoken.name(by, case)} {case['name']} {case['name_fr']}"
            )
            first = spoken.sentences(text)[0]
            assert not _PRONOUN.match(first), first
            known = any(name in first for name in names if name[0].isupper() or len(name) > 4)
            # What befell one of several is told of that one, who bears two names.
            assert known or re.search(r"[A-Z]\w+ (?:al-)?[A-Z]\w+", first), first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_was_said_without_who_it_is(shipped: State, lang: Language) -> None:
    by = Speaker(shipped, Selection("case"), lang)
    for case in by.ask("cases").rows:
        met = spoken.met(by, case)
        assert met.removesuffix(".") != spoken.said(
            by, "wrote_bare", case, year=str(case["edition_year"])
        ).removesuffix(".")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", ["2011-filep-karma", "2012-gao-zhisheng"])
def test_a_card_told_again_at_its_end_what_it_had_just_told(
    shipped: State, case: str, lang: Language
) -> None:
    said = [part for text in card(shipped, case, lang).say for part in spoken.sentences(text)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_day_is_told_twice_in_a_sentence(said: Said, lang: Language) -> None:
    day = re.compile(r"\b\d{1,2}(?:er)?\s\w+\s\d{4}\b")
    for case, text in said[lang]:
        for sentence in spoken.sentences(text):
            days = day.findall(sentence)
            assert len(days) == len(set(days)), (case, sentence)


OF_EDITIONS: tuple[tuple[Occasion, int], ...] = (
    ("launch", 2025), ("human_rights_day", 2025), ("results", 2024)
)  # fmt: skip
EDITIONS = [
    Selection(occasion, audience, edition=year)
    for occasion, year in OF_EDITIONS
    for audience in AUDIENCES
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chosen", EDITIONS, ids=lambda each: f"{each.occasion}-{each.audience}")
def test_a_talk_begins_with_people_and_says_no_caution_twice(
    shipped: State, chosen: Selection, lang: Language
) -> None:
    made = talking.talk(shipped, chosen, lang)
    first = {
        ("launch", "press"): "who", ("human_rights_day", "press"): "day", ("results", "press"): "event"
    }  # fmt: skip
    opening = {"public": "why", "supporters": "thanks", "officials": "asked"}.get(chosen.audience)
    assert made.points[0].key == (opening or first[chosen.occasion, "press"])
    assert made.points[-1].key == "take_part"
    for point in made.points:
        assert not set(point.careful) & set(made.careful)
        for sentence in spoken.sentences(point.sentence):
            assert len(sentence.split()) <= 25, sentence
    keys = [point.sentence for point in made.points]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_interview_answers_five_real_questions_and_comes_back_to_the_person(
    shipped: State, lang: Language
) -> None:
    made = talking.talk(shipped, Selection("interview", case_id="2021-zhang-zhan"), lang)
    asked = [question.ask for question in made.questions[:5]]
    wanted = {
        "en": ["Who is", "Where is", "What do you want", "Do letters work", "What can I do"],
        "fr": ["Qui est", "Où en est", "Que demandez-vous", "Les lettres", "Que puis-je faire"],
    }[lang]
    assert all(ask.startswith(begin) for ask, begin in zip(asked, wanted, strict=True))
    assert all(question.answer for question in made.questions)
    assert [point.key for point in made.points] == [
        "bridge_person", "bridge_today", "bridge_asks", "take_part"
    ]  # fmt: skip
    assert all("Zhang Zhan" in point.sentence for point in made.points[:3])


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("zhang zhan", "2021-zhang-zhan"),
        ("Bialiatski", "2012-ales-bialiatski"),
        ("ŞEBNEM korur", "2024-sebnem-korur-fincanci"),
        ("2025-sonia-dahmani", "2025-sonia-dahmani"),
    ],
)
def test_a_case_is_found_by_its_name(shipped: State, text: str, case: str) -> None:
    assert talking.case_named(shipped, text) == case


def test_a_name_that_fits_nobody_is_answered_with_the_nearest(shipped: State) -> None:
    with pytest.raises(Exception, match="2021-zhang-zhan"):
        talking.case_named(shipped, "Zhang Zahn")
    with pytest.raises(Exception, match=r"Nearest: .*, .*"):
        talking.case_named(shipped, "ali")  # several people


def test_the_examples_of_the_docs_are_what_is_said(shipped: State) -> None:
    for name, text in examples.texts(shipped).items():
        assert (examples.FOLDER / name).read_text("utf-8") == text, "python -m tests.examples"
