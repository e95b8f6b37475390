"""Verdicts in words and in JSON: what became of a file, what it changes, what it asks.

Before a file is taken in the words say what would be, after it what is. The same numbers stand in both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from impact.exports import forms
from impact.exports.labels import Label
from impact.exports.ledger import DECIDED, Effect, Entry, Ledger, Met, Question, Request, Rule, Sums
from impact.exports.questions import ALL, DROP, OF_LISTS
from impact.faults import shown
from impact.i18n.words import Language, country, date, known, listing, number, say, section
from impact.record.corrections import gone
from impact.record.reader import Record

_SHOWN = 4  # days and cases of an effect, or lists, that a sentence names


def counted(lang: Language, what: str, count: int) -> str:
    """A number with its noun in the right form: 1 row, 5,000 actions."""
    return say(lang, f"counted.{what}", count=count)


def lines_named(lines: Sequence[int], count: int) -> str:
    """The first lines of `count` rows, as a sentence names them."""
    return ", ".join(map(str, lines)) + (", …" if count > len(lines) else "")


def effect_json(effect: Effect) -> dict[str, Any]:
    """An effect as the command line gives it."""
    return {
        **_sums(effect.sums),
        "section": effect.section,
        "by_edition": {year: _sums(sums) for year, sums in effect.by_edition.items()},
        "largest": [
            {"day": cell.day, "case_id": cell.case_id, "from": cell.before, "to": cell.after}
            for cell in effect.largest
        ],
        "turned": effect.turned,
    }


def _sums(sums: Sums) -> dict[str, int]:
    return {name: getattr(sums, name) for name in sums.__struct_fields__}


def label_line(label: Label, lang: Language, names: Mapping[str, str]) -> str:
    """A name that was given to a case, with the case and the actions that hang on it. `names`: of cases."""
    return say(
        lang,
        "mapcase.given",
        label=label.text,
        platform=label.platform,
        edition=label.edition or "–",
        case=names.get(label.case_id, label.case_id),
        count=label.actions,
    )


def rule_text(key: str, rule: Rule, lang: Language, names: Mapping[str, str]) -> str:
    """A sentence about a rule: what it says is a case, or none. `names`: of cases by their ids."""
    return say(
        lang,
        f"{key}_none" if rule.case_id == "unmapped" and known(f"{key}_none") else key,
        value=rule.value,
        platform=rule.platform,
        case=names.get(rule.case_id, rule.case_id),
        edition=rule.edition,
    )


def would_move(effects: Sequence[Effect], lang: Language, names: Mapping[str, str]) -> str | None:
    """The actions that a rule, or its end, would move, from which case to which; None if there are none.
    `names`: of cases by their ids."""
    moved = sum(effect.sums.added for effect in effects)
    if not moved:
        return None
    cells = [cell for effect in effects for cell in effect.largest]
    ends = [
        dict.fromkeys(
            names.get(cell.case_id, cell.case_id)
            for cell in cells
            if (cell.after - cell.before) * sign > 0
        )
        for sign in (-1, 1)
    ]
    frm, to = (listing(lang, end) for end in ends)
    return say(lang, "rules.would_move", count=moved, frm=frm, to=to)


def met_lines(found: Sequence[Met], lang: Language) -> list[str]:
    """What an export that counts again meets: it may have been corrected under another name, or be in for another
    section too; of another section, nothing but its name is told."""
    return [
        say(
            lang,
            f"verdict.{each.how}",
            file=each.entry.file,
            name=each.entry.id,
            section=section(lang, each.entry.section),
            count=counted(lang, "actions", each.actions),
        )
        for each in found
    ]


def gone_lines(before: Record | None, after: Record | None, lang: Language) -> list[str]:
    """What else leaves the record with an export that is taken out, one line a row."""
    if before is None or after is None:
        return []
    return [
        say(lang, f"gone.{table}" if known(f"gone.{table}") else "gone.any", table=table, row=key)
        for table, key in gone(before, after)
    ]


def called(code: str, lang: Language) -> str:
    """A section by its name, and by the code that commands and folders have for it."""
    name = section(lang, code)
    return code if name == code else say(lang, "upload.section_named", name=name, code=code)


def effect_lines(effect: Effect, lang: Language, names: Mapping[str, str]) -> list[str]:
    """An effect in words, one line an edition: before, after, and the days that move most.

    `names`: of cases by their ids; a case without one is told by its id.
    """
    if not effect.by_edition:
        return [
            say(
                lang,
                "effect.none",
                section=called(effect.section, lang) if effect.section else say(lang, "in.typed"),
            )
        ]
    lines = []
    for year, sums in effect.by_edition.items():
        of = f"{called(effect.section, lang)}, {year or say(lang, 'effect.undated_edition')}"
        lines.append(say(lang, "effect.line", of=of, before=sums.before, after=sums.after))
    moves = [
        say(
            lang,
            "effect.move",
            day=_day(cell.day, lang),
            name=names.get(cell.case_id, cell.case_id),
            change=signed(lang, cell.after - cell.before),
        )
        for cell in effect.largest[:_SHOWN]
    ]
    if moves:
        lines.append(
            say(
                lang,
                "effect.moves" if len(effect.largest) <= _SHOWN else "effect.some_moves",
                moves=listing(lang, moves),
            )
        )
    for column, changes in effect.turned.items():
        turned = [
            say(lang, "effect.turn", name=_turned(lang, column, said), change=signed(lang, change))
            for said, change in changes.items()
        ]
        shown = [*turned[:_SHOWN], *(["…"] if len(turned) > _SHOWN else [])]
        lines.append(say(lang, f"effect.turned_{column}", moves=listing(lang, shown)))
    return lines


def _turned(lang: Language, column: str, said: str) -> str:
    """What a column of the counts says, in words."""
    if column == "country":
        return country(lang, said) if said else say(lang, "effect.no_country")
    return say(lang, f"tally_word.{column}.{said}")


def _day(day: str | None, lang: Language) -> str:
    return date(lang, day) if day else say(lang, "effect.no_day")


def signed(lang: Language, value: int) -> str:
    """A difference with its sign: +500, −20."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(lang, abs(value))}"


def question_json(question: Question, lang: Language) -> dict[str, Any]:
    """A question as the command line gives it: what is asked, and what would stand after each answer."""
    return {
        "code": question.code,
        "text": question_text(question, lang),
        "choices": [
            {
                "choice": item.choice,
                "text": choice_text(question, item.choice, lang),
                "after": item.after,
            }
            for item in question.choices
        ],
    }


def question_text(
    question: Question, lang: Language, names: Mapping[str, str] | None = None
) -> str:
    """What is asked, in a sentence or two. `names`: of cases by their ids."""
    key = "takes_behind" if "behind" in question.values else question.code
    if key == "same_list" and "count" in question.values:
        other = "same_sums" if question.values["mapping"] else "same_totals"
        key = "same_days" if "first" in question.values else other
    if key == "sheet" and "holder" in question.values:
        key = "sheet_holds"
    if key == "day_order" and any(each.choice == "year_first" for each in question.choices):
        key = "year_order"
    several = {"other_list": "other_lists", "keys_unknown": "keys_anew"}
    key = several.get(key, key) if "names" in question.values else key
    values = _values(question, lang)
    if question.code in ("keys_moved", "case_gone"):
        known = {"unmapped": say(lang, "live.unmapped"), **(names or {})}
        for name in {"case_before", "case_now", "case"} & values.keys():
            values[name] = known.get(values[name], values[name])
    text = say(lang, f"question.{key}", **values)
    some = question.code == "same_elsewhere" and values["same"] != question.values["count"]
    if some and all(each.choice != "move" for each in question.choices):
        text += f" {say(lang, 'question.without', **values)}"
    if "absent" in question.values:
        text += f" {say(lang, 'question.absent', **values)}"
    return text


def choice_text(question: Question, choice: str, lang: Language) -> str:
    """What one answer means."""
    if choice == "drop":
        return say(lang, "choice.drop")
    if question.code == "sheet" and choice == ALL:
        sheets = [each.choice for each in question.choices if each.choice not in (ALL, DROP)]
        return say(lang, "choice.sheets", names=listing(lang, sheets))
    if question.code == "sheet":
        return say(lang, "choice.sheet", name=choice)
    if question.code == "edition":
        return say(lang, "choice.edition", edition=choice)
    if f"{choice}.from" in question.values:
        ends = (str(question.values[f"{choice}.{name}"]) for name in ("from", "to"))
        days = " – ".join(date(lang, day) for day in dict.fromkeys(ends))
        return say(
            lang, "choice.dated", text=say(lang, f"choice.{question.code}.{choice}"), days=days
        )
    key = f"choice.{question.code}.{choice}"
    if choice == "replace" and "newer" in question.values:
        key += "_days" if question.values["newer"] == "days" else "_rows"
    return say(lang, key, **_values(question, lang))


def _values(question: Question, lang: Language) -> dict[str, Any]:
    values: dict[str, Any] = dict(question.values)
    if question.code == "day_order":  # its days are told with each answer
        return {}
    if question.code in OF_LISTS:
        values |= _of_lists(values, lang)
    if question.code in ("same_bytes", "same_elsewhere"):
        values["section"] = section(lang, str(values["section"]))
    if question.code == "approval":
        values["table"] = say(lang, f"file.{values['table']}")
    if question.code in ("keys_unknown", "same_list", "same_elsewhere") and "count" in values:
        values["count"] = counted(lang, "actions", int(values["count"]))
    if question.code == "same_list" and "first" in values:
        both = dict.fromkeys(date(lang, str(values[name])) for name in ("first", "last"))
        values["days"] = " – ".join(both)
    if question.code == "same_list" and "named" in values:
        name = say(lang, "question.quoted", name=values["named"])
        values["mapping"] = say(lang, "question.list_by", name=name, mapping=values["mapping"])
    if question.code == "other_name":
        values |= {name: counted(lang, "actions", int(values[name])) for name in ("there", "here")}
    if question.code in ("withdrawn", "case_gone"):
        values["rows"] = counted(lang, "rows", int(values.pop("count")))
    if question.code == "takes_away":
        days: dict[str, Any] = {
            name: date(lang, str(values.pop(name))) for name in ("first", "last") if name in values
        }
        missing = values.pop("count", 0)
        values.pop("newer", None)
        values = {name: number(lang, int(value)) for name, value in values.items()}
        if days:
            values |= {**days, "count": missing}
            values["behind"] = counted(lang, "actions", int(question.values["behind"]))
        values["before"] = counted(lang, "actions", int(question.values["before"]))
    if question.code == "scaled":
        values = {name: number(lang, int(value)) for name, value in values.items()}
        values["before"] = counted(lang, "actions", int(question.values["before"]))
    if question.code == "keys_moved":
        for name in ("day_before", "day_now"):
            values[name] = _day(values[name] or None, lang)
        for name in ("edition_before", "edition_now"):
            values[name] = str(values[name])
        values["rows"] = counted(lang, "actions", int(values["count"]))
    if question.code == "out_of_proportion":
        values["what"] = say(
            lang, f"proportion.{values.pop('of')}", found=values["found"], usual=values["usual"]
        )
    return values


def _of_lists(values: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """What fills a question about other lists."""
    told: dict[str, Any] = {}
    if "stream" in values:
        told["stream"] = values.get("named", values["stream"])
    names = str(values.get("names", "")).split("\n")
    shown = [say(lang, "question.quoted", name=name) for name in names[:_SHOWN]]
    told["names"] = listing(lang, [*shown, *(["…"] if len(names) > _SHOWN else [])])
    if "cells" in values:
        told["cells"] = counted(lang, "cells", int(values["cells"]))
    for name in ("there", "here"):
        if name in values:
            told[name] = counted(lang, "actions", int(values[name]))
    return told


def undo_since(later: Sequence[Entry], lang: Language) -> str:
    """That files came in by an answer since, before it is taken back."""
    files = [shown(each.file) for each in later[:_SHOWN]]
    more = ["…"] if len(later) > _SHOWN else []
    return say(lang, "verdict.undo_since", count=len(later), files=listing(lang, [*files, *more]))


def reason_text(entry: Entry, lang: Language) -> str:
    """Why an export does not count any more: what was decided, or what staff said."""
    if entry.reason in DECIDED:
        return say(lang, f"in.{entry.reason}")
    return entry.reason or "–"


def change_lines(entry: Entry, lang: Language) -> list[str]:
    """What an export would change in the record, old and new: whoever approves it has to see it."""
    lines = []
    for change in entry.changes:
        row = say(lang, "held.row", table=say(lang, f"file.{change.table}"), row=change.key)
        cells = [
            say(lang, "held.cell", column=column, old=old or "–", fresh=new or "–")
            for column, old, new in forms.told(change, lang)
        ]
        if change.cells is None:
            cells = [say(lang, "enter.withdrawn", row=change.key)]
        why = [say(lang, "held.why", why=change.reason)] if change.reason else []
        lines.append(f"{row} {' · '.join([*cells, *why])}")
    return lines


def days_said(
    question: Question,
    first: dt.date | None,
    last: dt.date | None,
    editions: Sequence[int],
    lang: Language,
) -> str | None:
    """The days and editions of a file that somebody has to decide about; None if it has no day."""
    if not first or not last or question.code in ("sheet", "day_order", "edition"):
        return None  # or of which the question itself is about the days
    days = [date(lang, day) for day in dict.fromkeys((first, last))]
    return say(
        lang, "held.days", days=" – ".join(days), editions=listing(lang, map(str, sorted(editions)))
    )


def sender(entry: Entry, lang: Language) -> str:
    """The code of the section that an export is of, or that it was typed in a form, which is of none."""
    return entry.section or say(lang, "in.typed")


def request_text(request: Request, ledger: Ledger, lang: Language) -> str:
    """What somebody asked for, and why, in a sentence."""
    entry = ledger.entries.get(request.of)
    of = entry.file if entry else request.of
    who = request.who or say(lang, "request.somebody")
    said = say(lang, f"request.{request.what}", who=who, of=of)
    return say(lang, "request.why", text=said, why=request.why) if request.why else said


def waiting_line(entry: Entry, lang: Language) -> str:
    """One export that is held, in a line."""
    assert entry.question is not None
    return say(
        lang,
        "held.record_line" if entry.changes else "held.line",
        name=entry.id,
        file=entry.file,
        section=sender(entry, lang),
        date=date(lang, dt.datetime.fromisoformat(entry.received_at).date()),
        actions=counted(lang, "actions", entry.actions),
    )
