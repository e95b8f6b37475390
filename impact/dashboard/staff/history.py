"""What changed between two snapshots: why the counts differ, each step with its effect, each count that moved."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from impact import database
from impact.dashboard import staff, ui
from impact.dashboard.keeping import remembered
from impact.dashboard.ui import lang, plain, t
from impact.figures import cells, changes, live
from impact.i18n.words import Language, date, number, say, section, term
from impact.presentation import waterfall
from impact.store import Mark

_STEPS, _CELLS = 10, 15


def told() -> None:
    """Two snapshots, the difference of their counts as a waterfall, and what came between them."""
    marks = live.held()
    if len(marks) < 2:
        st.markdown(t("history.none"))
        return
    by_number = {mark.number: mark for mark in marks}
    numbers = list(by_number)[::-1]
    later = by_number[
        ui.choice(
            "later", t("history.later"), numbers, lambda each: _named(by_number[each]),
            default=numbers[0],
        )
    ]  # fmt: skip
    before = [each for each in numbers if each < later.number]
    if not before:
        st.markdown(t("history.first"))
        return
    earlier = by_number[
        ui.choice(
            "earlier", t("history.earlier"), before, lambda each: _named(by_number[each]),
            default=before[0],
        )
    ]  # fmt: skip
    events = [
        event
        for event in live.current().ledger.events
        if earlier.number < event.snapshot <= later.number
    ]
    rows = _between(earlier.id, later.id)
    _waterfall(earlier, later, events)
    for step in ui.some(changes.steps(events, lang(), staff.case_names()), _STEPS, "step"):
        when = f" · {_time(step.at)}" if step.at else ""
        st.markdown(
            "\n".join(
                [
                    f"**{_marked(step.text)}**{when}",
                    "",
                    *(f"- {plain(line)}" for line in step.lines),
                ]
            )
        )
    _cells(rows)


def _named(mark: Mark) -> str:
    return f"{mark.number} · {_time(mark.made_at)} · {mark.id}"


def _marked(text: str) -> str:
    """A sentence as Markdown, in which what stands between backticks is code and nothing else is."""
    parts = text.split("`")
    return "".join(f"`{part}`" if at % 2 else _within(part) for at, part in enumerate(parts))


def _within(part: str) -> str:
    """A piece of a sentence as Markdown, with the space that it begins with."""
    return " " * part.startswith(" ") + plain(part)


def _time(stamp: str) -> str:
    return t("history.time", date=date(lang(), stamp[:10]), time=stamp[11:16])


@remembered(20)
def _between(earlier: str, later: str) -> list[dict[str, Any]]:
    return database.between(live.at(earlier).database, live.at(later).database)


def _waterfall(earlier: Mark, later: Mark, events: list[Any]) -> None:
    counts = {
        mark.number: sum(
            row["actions"] for row in live.at(mark.id).database.rows("actions_counted")
        )
        for mark in (earlier, later)
    }
    first, last = counts[earlier.number], counts[later.number]
    kinds = changes.kinds(events)
    if earlier.older:  # what came before streams has no events of its own
        kinds = [("new", last - first - sum(actions for _, actions in kinds)), *kinds]
    if not kinds and first == last:
        return
    said = {"before": number(lang(), first), "after": number(lang(), last)}
    ui.chart(
        t("history.headline", **said),
        t("history.subtitle"),
        waterfall.changes(kinds, first, last, ui.view()),
        key="history",
        alt=t("history.alt", **said),
    )


def _cells(rows: list[dict[str, Any]]) -> None:
    """The counts that differ, the largest first; all of them as a file."""
    if not rows:
        st.markdown(t("history.same"))
        return
    names = staff.case_names()
    st.markdown(f"**{t('history.cells', count=len(rows))}**")
    st.table(
        [
            {
                t("column.day"): date(lang(), row["day"]) if row["day"] else t("effect.no_day"),
                t("history.what"): plain(_what(row, names)),
                t("history.counts"): t("history.from_to", before=row["before"], after=row["after"]),
            }
            for row in rows[:_CELLS]
        ],
        border="horizontal",
        hide_index=True,
        alt=t("history.cells", count=len(rows)),
    )
    st.download_button(
        t("history.csv", count=len(rows)),
        data=partial(_csv, rows, names, lang()),
        file_name=f"{t('history.file')}.csv",
        mime="text/csv",
        key="history_csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _what(row: dict[str, Any], names: dict[str, str]) -> str:
    parts = [
        section(lang(), row["section"]),
        names.get(row["case_id"], row["case_id"]),
        term(lang(), "action_type", row["action_type"]),
        term(lang(), "channel", row["channel"]),
    ]
    return ", ".join(parts)


def _csv(rows: list[dict[str, Any]], names: dict[str, str], language: Language) -> bytes:
    """The counts that differ as a table; written when the page has run and no visitor is known."""
    columns = ["edition_year", "section", "day", "case_id", "case", "action_type", "channel"]
    heads = {"case": say(language, "history.case"), "case_id": say(language, "history.case_id")}
    header = [heads.get(name) or say(language, f"column.{name}") for name in columns]
    lines = []
    for row in rows:
        said = {
            "case": names.get(row["case_id"], ""),
            "action_type": term(language, "action_type", row["action_type"]),
            "channel": term(language, "channel", row["channel"]),
        }
        lines.append([*((row | said)[name] for name in columns), row["before"], row["after"]])
    return cells.spread(
        [*header, say(language, "history.before"), say(language, "history.after")], lines, language
    )
