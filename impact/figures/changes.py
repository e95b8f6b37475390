"""What changed between two snapshots, told: every step that came between them, and what it did.

Apart from the ledger because it speaks; apart from the page because it is the same in a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from impact.exports import forms, verdicts
from impact.exports.ledger import DROPPED, NAMED, Entry, Event
from impact.i18n.words import Language, apart, say


def kinds(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Why the counts differ: signed actions by kind, which add up to the difference."""
    sums: dict[str, int] = {}
    for event in events:
        for effect in event.effects:
            for of in effect.kinds.values():
                for kind, actions in of.items():
                    sums[kind] = sums.get(kind, 0) + actions
    return list(sums.items())


@dataclass(frozen=True)
class Step:
    """One step between two snapshots: what it was, when (empty: not known), and what it changed.

    In `text` the names of files stand between backticks, which nothing else in it has.
    """

    text: str
    at: str
    lines: tuple[str, ...]


def steps(events: Iterable[Event], lang: Language, names: Mapping[str, str]) -> list[Step]:
    """Each step with what it changed, the oldest first. `names`: of cases by their ids."""
    found = []
    for event in events:
        lines = [
            line
            for effect in event.effects
            if effect.by_edition
            for line in verdicts.effect_lines(effect, lang, names)
        ]
        if event.entry is not None and event.kind in ("taken", "decided"):
            lines += _rows(event.entry, lang)
        found.append(Step(_said(event, lang, names), event.at, tuple(lines)))
    return found


def _said(event: Event, lang: Language, names: Mapping[str, str]) -> str:
    entry, stream, rule = event.entry, event.stream, event.rule
    if entry is not None:
        values = {"file": _bare(entry.file), "section": verdicts.sender(entry, lang)}
        if event.kind == "retracted":
            return say(
                lang, "history.went", reason=_bare(verdicts.reason_text(entry, lang)), **values
            )
        if event.kind == "decided" and entry.reason in (DROPPED, NAMED):
            return say(lang, "history.dropped", **values)
        key = {
            "taken": "came", "restored": "back", "held": "held", "decided": "decided",
            "undecided": "undecided",
        }[event.kind]  # fmt: skip
        return say(lang, f"history.{key}", **values)
    if stream is not None:
        return say(
            lang,
            "history.settled",
            name=_bare(stream.name or stream.origin),
            section=verdicts.called(stream.section, lang),
            platform=stream.platform,
        )
    if rule is not None:
        bare = replace(rule, value=_bare(rule.value))
        return verdicts.rule_text(f"history.{event.kind}", bare, lang, names)
    return say(lang, f"history.{event.kind}")


def _bare(text: str) -> str:
    """A text of somebody's without backticks."""
    return text.replace("`", "'")


def _rows(entry: Entry, lang: Language) -> list[str]:
    """The rows of the record that an export changed, old and new, with the reason given."""
    found = []
    for change in entry.changes:
        if change.cells is None:
            told = say(
                lang, "history.row_gone", table=say(lang, f"file.{change.table}"), name=change.key
            )
        elif not change.before:
            told = say(
                lang, "history.row_new", table=say(lang, f"file.{change.table}"), name=change.key
            )
        else:
            moved = [
                say(
                    lang,
                    "history.cell",
                    column=forms.called(change.table, name, lang),
                    old=old or "–",
                    new=change.cells.get(name, "") or "–",
                )
                for name, old in change.before.items()
                if old != change.cells.get(name, "")
            ]
            told = say(
                lang,
                "history.row_changed",
                table=say(lang, f"file.{change.table}"),
                name=change.key,
                cells=apart(lang, moved),
            )
        found.append(f"{told} {change.reason}".strip())
    return found
