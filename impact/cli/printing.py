"""What the commands that write print: rows, verdicts, effects, the choices of a question.

The exit status follows from the verdict: 0 accepted or unchanged, 1 rows set aside or held, 2 refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from impact.exports import intake, verdicts
from impact.exports.intake import Report
from impact.exports.labels import Label
from impact.exports.ledger import Effect, Question
from impact.exports.questions import OF_RECORD
from impact.faults import Fault
from impact.figures import live
from impact.i18n.words import Wording
from impact.record.reader import Record

STATUS = {"accepted": 0, "unchanged": 0, "dropped": 0, "partly": 1, "held": 1, "refused": 2}


def print_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print("  ".join(f"{value}" for value in row.values() if value is not None))


def print_report(
    report: Report, words: Wording, *, labels: bool, assumed: str | None = None
) -> None:
    """One file's verdict as lines. `assumed`: the section that was taken to send it, as nobody named one."""
    print(_verdict(report, words, assumed), flush=True)
    if report.rows_read and report.fault is None and report.rows_counted:
        print(f"  {report.rows(words.lang)}")
    for rule, times in report.filtered_by.items():
        print(
            f"  {words.say('verdict.left_out', why=intake.rule_said(rule, words.lang), count=times)}"
        )
    if report.effect is not None:
        print_effects([report.effect, *report.elsewhere], words)
    for row in intake.asides(report.set_aside[:20], words.lang, report.kinds):
        print(f"  {words.say('fault.placed', place=place(row, words), text=row['reason'])}")
    if len(report.set_aside) > 20:
        print(f"  … {words.number(len(report.set_aside) - 20)}")
    for text in intake.warnings(report.warnings, words.lang):
        print(f"  {text}")
    if report.question is not None:
        first, last = report.first_day, report.last_day
        if days := verdicts.days_said(report.question, first, last, report.editions, words.lang):
            print(f"  {days}")
        print_choices(report.question, report.id if report.done else None, words)
    if labels:
        for label, times in report.unmapped.items():
            print(f"    {label}: {words.number(times)}")
    if report.by_word_actions:
        print(f"  {words.say('verdict.by_word', count=report.by_word_actions)}")
        # In a tally each name is written once a day by who counts, and is no person's own cell.
        print_labels(report.given_by_word(every=labels or report.grain == "aggregate"), words)


def _verdict(report: Report, words: Wording, assumed: str | None) -> str:
    message = report.message(words.lang, case_names(words) if report.question else None)
    if report.fault is not None:  # which names the file itself
        return message
    if assumed is not None and report.table is None:
        message = f"{message} {words.say('verdict.assumed', section=assumed)}"
    return words.say("fault.placed", place=report.file, text=message)


def print_labels(found: Iterable[Label], words: Wording) -> None:
    """Names that were given to a case, each with the case and what hangs on it."""
    names = case_names(words)
    for label in found:
        print(f"    {verdicts.label_line(label, words.lang, names)}")


def print_effects(effects: Iterable[Effect], words: Wording) -> None:
    names = case_names(words)
    for effect in effects:
        for line in verdicts.effect_lines(effect, words.lang, names):
            print(f"  {line}")


def print_choices(question: Question, name: str | None, words: Wording) -> None:
    for item in question.choices:
        text = verdicts.choice_text(question, item.choice, words.lang)
        key = "held.answer" if question.code in OF_RECORD else "held.choice"
        print(f"    {words.say(key, choice=item.choice, text=text, after=item.after)}")
    if name:
        print(f"  {words.say('held.decide', name=name)}")


def place(row: dict[str, Any], words: Wording) -> str:
    line = words.say("fault.line", line=str(row["line"]))
    return f"{line}, {words.say('fault.column', column=row['column'])}" if row["column"] else line


def case_names(words: Wording) -> dict[str, str]:
    """The names of the record's cases; nothing where there is no record."""
    record = record_or_none()
    names = (
        {str(row["case_id"]): words.localized(row, "name") for row in record.tables["cases"]}
        if record
        else {}
    )
    return names | {"unmapped": words.say("live.unmapped")}


def record_or_none() -> Record | None:
    """The record as it stands; None if there is none to check outcomes against."""
    try:
        return live.record_as_it_stands()
    except Fault:
        return None
