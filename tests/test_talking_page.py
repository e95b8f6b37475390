"""The page and the commands of talking points: what they show is what `talking` made, in both languages."""

from __future__ import annotations

import json

import pytest

from impact import talking
from impact.cli.main import main
from impact.figures import live
from impact.i18n.grammar import capital
from impact.i18n.words import LANGUAGES, Language, say
from impact.talking import Selection
from tests.pages import shown, visit


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("*", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_every_point_with_its_cautions_and_questions(lang: Language) -> None:
    text = shown(visit("talking", lang, occasion="results", audience="public", edition="2024"))
    made = talking.talk(live.current(), Selection("results", "public", edition=2024), lang)
    assert plain(made.title) not in text  # it begins with the name of the page, which stands above
    said = [
        capital(made.title.partition(": ")[2]),
        *made.left_out,
        *(question.ask for question in made.questions),
    ]
    said += [part for point in made.points for part in (point.sentence, *point.careful)]
    assert [part for part in said if plain(part) not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_comes_with_its_card_and_a_preview_that_says_the_same(lang: Language) -> None:
    test = visit("talking", lang, occasion="case", case="2021-zhang-zhan")
    card = talking.card(live.current(), "2021-zhang-zhan", lang)
    text = shown(test)
    assert all(plain(line) in text for line in (*card.say, *card.not_say))
    assert not test.get("image")
    test.toggle(key="preview").set_value(True).run()
    assert not test.exception
    assert len(test.get("image")) == 1
    assert "Zhang Zhan" in test.code[0].value


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"occasion": "case", "case": "<script>x"}, "<script>x"),
        ({"occasion": "country", "country": "ZZ"}, "ZZ"),
        ({"occasion": "results", "edition": "1066"}, "1066"),
    ],
)
def test_an_address_that_leaves_nothing_to_say_says_which_choice_did(
    query: dict[str, str], named: str
) -> None:
    test = visit("talking", "fr", **query)
    assert len(test.error) == 1
    assert named in plain(test.error[0].value).replace("\\", "")
    assert not test.expander


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_answer_as_text_and_as_json(
    lang: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*arguments: str) -> str:
        assert main([*arguments, "--lang", lang]) == 0
        return capsys.readouterr().out

    made = talking.talk(live.current(), Selection(length="one_line"), lang)
    assert made.points[0].sentence in asked("talk", "--length", "one_line")
    told = json.loads(asked("talk", "--length", "one_line", "--json"))
    assert told["points"][0]["sentence"] == made.points[0].sentence
    assert told["snapshot"] == live.current().snapshot
    assert say(lang, "card.not_say") in asked("card", "2021-zhang-zhan")
    assert json.loads(asked("card", "2021-zhang-zhan", "--json"))["not_say"]
    hard = json.loads(asked("questions", "actions_of_case", "--param", "case_id=x", "--json"))
    assert {"ask", "answer", "figure"} == set(hard[0])


@pytest.mark.parametrize(
    "wrong",
    [
        ["talk", "--occasion", "case", "--case", "nobody"],
        ["talk", "--country", "Atlantis"],
        ["card", "nobody"],
        ["questions", "nothing_of_ours"],
        ["questions", "actions_of_case", "--param", "case_id"],
    ],
)
def test_a_command_that_cannot_be_answered_says_why(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(wrong) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1


def test_a_sentence_names_the_sources_of_all_its_events() -> None:
    test = visit("talking", occasion="case", case="2012-ales-bialiatski")
    story = max((caption.value for caption in test.caption), key=lambda text: text.count("http"))
    for publisher in ("Free Ales", "ANSA", "Ukrainska Pravda"):
        assert publisher in story
