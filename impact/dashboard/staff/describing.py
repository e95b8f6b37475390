"""A file that no mapping knows: staff say what its columns are, see what it would count, and save that.

What the columns may be is offered first. No cell is shown but of columns that were confirmed as harmless.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from impact.dashboard import staff
from impact.dashboard.staff import verdict
from impact.dashboard.ui import lang, plain, t
from impact.dashboard.widgets import many
from impact.exports import taking, wizard
from impact.exports.intake import Report
from impact.exports.taking import Handed
from impact.faults import Fault
from impact.figures import live
from impact.i18n.words import date

_COLUMNS = 12  # of the shapes that are shown


def offer(path: Path, section: str, key: str) -> None:
    """The columns of a new file, what each is, a preview, and Save."""
    with staff.told():
        if wizard.sheet(path) is None:
            return
        key = f"map_{key}"
        name = staff.coded(path.name)
        with st.expander(t("wizard.title", name=name), expanded=True, key=f"{key}_open"):
            st.markdown(t("wizard.text"))
            answers = _asked(path, key)
            if answers is not None:
                _preview(path, section, answers, key)


def _asked(path: Path, key: str) -> wizard.Answers | None:
    """What staff say of the columns, what was guessed chosen already; None while something is open."""
    sheet = wizard.sheet(path)
    assert sheet is not None
    guess = sheet.guess
    columns = [name for name in sheet.header if name.strip()]
    called = st.text_input(
        t("wizard.name"), value=wizard.name_for(path), key=f"{key}_name", live=True
    )
    day, form = _day(columns, guess, key)
    case, count = _case_and_count(columns, guess, key)
    kind, channel = _kind_and_channel(key)
    keys = many(
        t("wizard.keys"),
        columns,
        default=[each for each in guess.keys if each in columns],
        key=f"{key}_keys",
        placeholder=t("wizard.keys_none"),
    )
    without = _left_out(path, columns, key)
    if day is None or form is None or case is None:
        st.caption(t("wizard.still_open"))
        return None
    return wizard.Answers(called, day, form, case, kind, channel, count, tuple(keys), without)


def _at(columns: list[str], name: str | None) -> int | None:
    return columns.index(name) if name in columns else None


def _day(columns: list[str], guess: wizard.Guess, key: str) -> tuple[str | None, str | None]:
    """The column of the day, and the form in which it is written."""
    left, right = st.columns(2)
    day = left.selectbox(
        t("wizard.day"),
        columns,
        index=_at(columns, guess.day),
        key=f"{key}_day",
        placeholder=t("wizard.open"),
    )
    forms = list(wizard.FORMS)
    form = right.selectbox(
        t("wizard.form"),
        forms,
        index=forms.index(guess.form) if guess.form in forms else None,
        format_func=wizard.FORMS.__getitem__,
        key=f"{key}_form",
        placeholder=t("wizard.form_open"),
    )
    return day, form


def _case_and_count(
    columns: list[str], guess: wizard.Guess, key: str
) -> tuple[str | None, str | None]:
    """The columns of the case and, where there is one, of the count."""
    none = t("wizard.none")
    left, right = st.columns(2)
    case = left.selectbox(
        t("wizard.case"),
        columns,
        index=_at(columns, guess.case),
        key=f"{key}_case",
        placeholder=t("wizard.open"),
    )
    count = right.selectbox(
        t("wizard.count"),
        [None, *columns],
        index=0 if guess.count is None else 1 + (_at(columns, guess.count) or 0),
        format_func=lambda each: each or none,
        key=f"{key}_count",
        placeholder=none,
    )
    return case, count


def _kind_and_channel(key: str) -> tuple[str, str]:
    """What kind of action all rows are, and through which channel they came."""
    none = t("wizard.none")
    left, right = st.columns(2)
    kind = left.selectbox(
        t("wizard.kind"),
        wizard.KINDS,
        format_func={each: t(f"action_type.{each}") for each in wizard.KINDS}.__getitem__,
        key=f"{key}_kind",
        placeholder=none,
    )
    channel = right.selectbox(
        t("wizard.channel"),
        wizard.CHANNELS,
        format_func={each: t(f"channel.{each}") for each in wizard.CHANNELS}.__getitem__,
        key=f"{key}_channel",
        placeholder=none,
    )
    return kind, channel


def _left_out(path: Path, columns: list[str], key: str) -> tuple[str, tuple[str, ...]] | None:
    """Columns that are confirmed as harmless: the shape of their cells, and rows to leave out by one."""
    harmless = many(
        t("wizard.harmless"),
        columns,
        key=f"{key}_harmless",
        placeholder=t("wizard.harmless_none"),
    )
    if not harmless:
        st.caption(t("wizard.harmless_help"))
        return None
    _shapes(path, harmless)
    column = st.selectbox(
        t("wizard.without"),
        harmless,
        index=None,
        key=f"{key}_without",
        placeholder=t("wizard.without_none"),
    )
    if column is None:
        return None
    values = wizard.harmless_values(path, column)
    if not values:
        st.caption(t("wizard.without_many"))
        return None
    chosen = many(
        t("wizard.without_cells", column=plain(column)),
        values,
        format_func={each: each or t("wizard.empty") for each in values}.__getitem__,
        key=f"{key}_without_{column}",
        placeholder=t("wizard.without_none"),
    )
    return (column, tuple(chosen)) if chosen else None


def _shapes(path: Path, harmless: list[str]) -> None:
    sheet = wizard.sheet(path, harmless)
    assert sheet is not None
    places = [sheet.header.index(name) for name in harmless[:_COLUMNS] if name in sheet.header]
    rows = [{sheet.header[at]: plain(row[at]) or "–" for at in places} for row in sheet.masked]
    st.table(rows, border="horizontal", hide_index=True, alt=t("wizard.harmless"))


def _preview(path: Path, section: str, answers: wizard.Answers, key: str) -> None:
    sheet = wizard.sheet(path)
    assert sheet is not None
    try:
        own = wizard.mapping(sheet, answers)
        report, found = _counted(Handed(path, section, answers.name), own, key, answers)
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))
        return
    verdict.show(report, key=f"{key}_preview", more=t("wizard.preview"))
    if found is not None:
        if found.first_day and found.last_day:
            first, last = date(lang(), found.first_day), date(lang(), found.last_day)
            st.markdown(plain(t("wizard.days", first=first, last=last)))
        lines = [
            t("wizard.month", month=date(lang(), f"{year}-{month:02}"), count=actions)
            for year, month, actions in found.months
        ]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if st.button(
        t("wizard.save"),
        key=f"{key}_save",
        disabled=report.fault is not None,
        icon=":material/check:",
    ):
        with staff.told():
            taking.keep_own(staff.store(), own)
            st.rerun()


def _counted(
    handed: Handed, own: Mapping[str, Any], key: str, answers: wizard.Answers
) -> tuple[Report, wizard.Preview | None]:
    """What the file would count by these answers, remembered until one of them or what is in changes."""
    asked = key, handed.section, answers, live.current().snapshot
    before = st.session_state.get("preview")
    if before is not None and before[0] == asked:
        known: tuple[Report, wizard.Preview | None] = before[1]
        return known
    desk = staff.desk(taking.with_own(staff.store(), own))
    report, (_, table) = desk.check(staff.store(), handed), desk.read(handed)
    counts = report.fault is None and table is not None and table.num_rows
    found = report, wizard.preview(table) if counts and table is not None else None
    st.session_state["preview"] = asked, found
    return found
