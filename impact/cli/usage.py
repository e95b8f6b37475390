"""What the command line says of itself, and of what was typed that it does not take, in the caller's language.

Argparse has its own words in English alone. What stands in `impact/i18n/commands.toml` takes their place: what a
command does by its name, what an option is for by that of the command and its own.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from impact.i18n.words import LANGUAGES, Language, Wording, choose, known

# What argparse says of what was typed, and the key of our sentence for it.
_TROUBLES = (
    (r"the following arguments are required: (?P<names>.+)", "missing"),
    (r"argument (?P<name>.+?): invalid choice: (?P<found>.+) \(choose from (?P<allowed>.+)\)", "choice"),
    (r"argument (?P<name>.+?): expected .*argument.*", "value_missing"),
    (r"argument (?P<name>.+?): invalid .+ value: (?P<found>.+)", "value"),
    (r"unrecognized arguments: (?P<found>.+)", "unknown"),
    (r"ambiguous option: (?P<found>.+) could match (?P<allowed>.+)", "ambiguous"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that says in one sentence, in the language of `words`, what it does not take."""

    words = Wording(LANGUAGES[0])

    def error(self, message: str) -> NoReturn:
        for pattern, key in _TROUBLES:
            if found := re.fullmatch(pattern, message):
                message = self.words.say(f"usage.{key}", **found.groupdict())
                break
        self.exit(2, self.words.say("usage.line", program=self.prog, text=message) + "\n")

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.words, self.prog)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, words: Wording, program: str) -> None:
        super().__init__(program)
        self._prefix = words.say("usage.prefix")

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._prefix if prefix is None else prefix)


def language(typed: Sequence[str]) -> Language:
    """The language asked for by `--lang` among what was typed, before it is understood; else the environment's."""
    asked = [
        after if word == "--lang" else word.removeprefix("--lang=")
        for word, after in itertools.pairwise([*typed, ""])
        if word == "--lang" or word.startswith("--lang=")
    ]
    return next((lang for lang in LANGUAGES if lang in asked), choose(os.environ.get("LANG")))


def tell(parser: Parser, commands: Any, words: Wording) -> None:
    """Give a parser and its commands their words, once all that they take was added."""
    parser.description = words.say("usage.title")
    _worded(parser, "", words)
    parser._positionals.title = words.say("usage.commands")
    for name, command in commands.choices.items():
        _worded(command, name, words)
    for listed in commands._choices_actions:
        listed.help = words.say(f"command.{listed.dest}")


def _worded(parser: Parser, name: str, words: Wording) -> None:
    parser.words = words
    parser._positionals.title = words.say("usage.arguments")
    parser._optionals.title = words.say("usage.options")
    for action in parser._actions:
        keys = (f"option.{name}.{action.dest}", f"option.any.{action.dest}")
        action.help = next((_said(words, key) for key in keys if known(key)), action.help)


def _said(words: Wording, key: str) -> str:
    return words.say(key).replace("%", "%%")  # which argparse fills
