"""What the command line says of itself, and of what it does not take, in both languages."""

from __future__ import annotations

import argparse

import pytest

from impact.cli import usage
from impact.cli.main import ROOMS, main, rooms
from impact.i18n.words import LANGUAGES, Language, known, sentences

Output = pytest.CaptureFixture[str]
COMMANDS = [name for names in ROOMS.values() for name in names]


def parsers() -> dict[str, argparse.ArgumentParser]:
    commands = usage.Parser(prog="impact").add_subparsers(dest="command")
    common = argparse.ArgumentParser(add_help=False)
    for room in rooms(None):
        room.add(commands, common)
    return dict(commands.choices)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_a_command_was_in_english_alone(
    lang: Language, command: str, capsys: Output
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*filter(None, [command]), "--help", "--lang", lang])
    assert ended.value.code == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert told.startswith({"en": "usage: ", "fr": "usage : "}[lang])
    assert {"en": "show this and end", "fr": "montrer ceci et finir"}[lang] in told
    if lang == "fr":
        for english in ("show this", "positional", "list what", "write the", " the ", "instead of"):
            assert english not in told, (command, english)


def test_each_command_says_what_it_does_and_no_words_are_of_an_option_that_there_is_not() -> None:
    taken = parsers()
    assert all(known(f"command.{name}") for name in COMMANDS) and set(taken) == set(COMMANDS)
    options = {
        f"option.{name}.{action.dest}"
        for name, parser in taken.items()
        for action in parser._actions
    }
    own = {key for key in sentences() if key.startswith("option.") and ".any." not in key}
    assert own and own <= options


@pytest.mark.parametrize(
    ("typed", "en", "fr"),
    [
        ([], "This is missing: command.", "il manque : command."),
        (["decide"], "This is missing: export_id, choice.", "il manque : export_id, choice."),
        (["tolk"], "command cannot be 'tolk'", "command ne peut pas être 'tolk'"),
        (["talk", "--length", "x"], "--length cannot be 'x'", "--length ne peut pas être 'x'"),
        (["talk", "--edition", "x"], "--edition cannot be 'x'", "--edition ne peut pas être 'x'"),
        (
            ["talk", "--edition"],
            "--edition needs a value",
            "--edition doit être suivi d’une valeur",
        ),
        (["talk", "a", "b"], "a b is not known here", "a b n’est pas connu ici"),
    ],
)
def test_what_the_command_line_does_not_take_was_told_in_the_words_of_a_library(
    typed: list[str], en: str, fr: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, said in (("en_GB.UTF-8", en), ("fr_CA.UTF-8", fr)):
        monkeypatch.setenv("LANG", locale)
        with pytest.raises(SystemExit) as ended:
            main(typed)
        assert ended.value.code == 2
        assert said in capsys.readouterr().err.replace("\u00a0", " ")


def test_the_language_is_known_before_the_rest_is_understood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert usage.language(["talk", "--lang=fr", "--nonsense"]) == "fr"
    assert usage.language(["talk", "--lang", "fr"]) == "fr"
    assert usage.language(["talk", "--lang", "de"]) == "en"
    assert usage.language(["talk", "--lang"]) == "en"
