"""A row of the record, or a target, typed in a form: new, corrected or withdrawn.

One form for every table, made of the contract. What is typed goes as a file of one row through the gate of all
files: all that is wrong stands beside its field, what would change is shown, and nothing is kept before that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from impact.dashboard import leaving, staff, ui
from impact.dashboard.staff import fields
from impact.dashboard.ui import lang, plain, t
from impact.exports import approval, forms, taking, uploads
from impact.exports.cells import readings
from impact.exports.intake import Report
from impact.exports.taking import Handed
from impact.exports.verdicts import question_text
from impact.figures import live
from impact.i18n.grammar import capital
from impact.i18n.locales import LANGUAGES, own, suffixed
from impact.i18n.words import date, known, say
from impact.presentation import strengths, supposed
from impact.presentation.view import View
from impact.record.corrections import Change, key_of
from impact.record.reader import Record
from impact.record.schema import TABLE, Column

_NEW = ""
_REASON = "reason"
_FIRST = "first"  # what a form's fields held when it was opened


@dataclass(frozen=True)
class Typed:
    """What was typed and looked at, and not kept yet."""

    table: str
    key: str
    file: bytes
    by: str
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        return t("enter.file", table=t(f"template.file_{self.table}"))


def entered() -> None:
    """Choose what to enter, and a row where one is to be corrected; type it, look, keep it."""
    record = staff.record()
    if record is None or staff.mappings() is None:
        st.markdown(t("enter.no_record"))
        return
    table = ui.choice(
        "table",
        t("enter.what"),
        forms.ASKED,
        lambda name: t(f"template.{name}"),
        default=forms.ASKED[0],
    )
    st.caption(t(f"enter.about.{table}"))
    _stands(table)
    rows = {key_of(TABLE[table], row): row for row in record.tables[table]}
    named = fields.row_name(table, record)
    key = ui.choice(
        "row",
        t("enter.which"),
        [_NEW, *list(rows)[::-1]],
        lambda each: named(each) if each else t("enter.new"),
        default=_NEW,
    )
    if staff.said("enter"):
        _undo()
    draft = st.session_state.get("draft")
    if draft is not None and (draft.table, draft.key) != (table, key):
        draft = None
    report = _looked_at(draft) if draft else None
    _form(table, key, record, report, draft.cells if draft else {})
    if draft is not None and report is not None:
        _shown(draft, report)


def _stands(table: str) -> None:
    """How many rows of a table there are, and how strong their sources are; nothing of one without sources."""
    rows = [row for row in ui.ask("sources_by_strength").rows if row["file"] == table]
    if rows:
        count, parts, drawing = strengths.strip(rows, ui.view())
        text = t("enter.strip", count=count)
        ui.strip(text, drawing, key="stands", alt=t("press.pair", name=text, value=parts))


def _undo() -> None:
    """The way back, right where something was kept."""
    kept = st.session_state.get("enter_kept")
    if kept and st.button(t("enter.undo_now"), key="enter_undo", icon=":material/undo:"):
        with staff.told():
            taking.retract(staff.store(), kept, t("enter.undo_reason"))
            st.session_state["enter_kept"] = None
            staff.leave("enter", t("enter.undone"))
            st.rerun()


def _form(
    table: str, key: str, record: Record, report: Report | None, cells: Mapping[str, str]
) -> None:
    """The fields, with what is wrong under each; in two languages, those of one text side by side."""
    rows = {key_of(TABLE[table], row): row for row in record.tables[table]}
    held = forms.texts(rows[key]) if key else _linked(record)
    wrong = _wrong(table, report, cells)
    round_ = st.session_state.setdefault("enter_round", 0)
    stem = f"enter_{table}_{key}_{round_}"
    st.session_state.setdefault(f"{stem}_{_FIRST}", held)
    leaving.asked(stem)
    with st.form("enter", enter_to_submit=False):
        if key:
            st.caption(t("enter.key", row=plain(key)))
        for group in _groups(forms.fields(table)):
            grid = st.grid(2, min_column_width=260, gap="small")
            for each in group:
                place, value = grid.container(gap="xxsmall"), held.get(each.name, "")
                if key and each.name in TABLE[table].key:
                    said = fields.labels(each, [value], record).get(value, value)
                    name = fields.label(each, table)
                    place.markdown(t("enter.fixed", field=name, value=plain(said or "–")))
                    continue
                fields.field(each, table, value, f"{stem}_{each.name}", record, place)
                if each.name in wrong:
                    place.error(plain(wrong.pop(each.name)), icon=":material/error:")
        if key:
            st.checkbox(t("enter.withdraw"), key=f"{stem}_withdrawn")
        grid = st.grid(2, min_column_width=260, gap="small")
        with grid.container(gap="xxsmall"):
            st.text_input(t("enter.reason"), key=f"{stem}_{_REASON}", max_chars=200)
            if _REASON in wrong:
                st.error(plain(wrong.pop(_REASON)), icon=":material/error:")
        if not staff.signed():
            with grid.container(gap="xxsmall"):
                st.text_input(t("rules.by"), key=f"{stem}_by", max_chars=80)
        for sentence in wrong.values():
            st.error(plain(sentence), icon=":material/error:")
        st.form_submit_button(
            t("enter.look"), on_click=partial(_note, table, key, stem), icon=":material/visibility:"
        )


def _linked(record: Record) -> dict[str, str]:
    """What a link to the form has filled in of a new row: the case that it came from."""
    asked = st.query_params.get("case", "")
    return {"case_id": asked} if any(r["case_id"] == asked for r in record.tables["cases"]) else {}


def _groups(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns in runs of rows of two: a text in both languages has a row of its own, whatever is before."""
    names = {column.name: column for column in columns}
    groups: list[list[Column]] = [[]]
    for column in columns:
        others = [
            own(column.name, code) for code in LANGUAGES if own(column.name, code) != column.name
        ]
        if pair := [names[each] for each in others if each in names]:
            groups += [[column, *pair], []]
        elif not (suffixed(column.name) and column.name.rpartition("_")[0] in names):
            groups[-1].append(column)
    return [group for group in groups if group]


def _note(table: str, key: str, stem: str) -> None:
    """Remember what was typed as a file; it is read when the page is drawn."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"{stem}_{name}") or "")

    staff.leave("enter")
    record = staff.record()
    assert record is not None
    rows = {key_of(TABLE[table], row): row for row in record.tables[table]}
    held = forms.texts(rows[key]) if key in rows else {}
    cells = {column.name: typed(column.name) for column in forms.fields(table)}
    # What nobody touched here stays as it is now, which may be what somebody else has made of it since.
    first = st.session_state.get(f"{stem}_{_FIRST}", {})
    cells |= {
        name: held[name] for name in cells if name in held and cells[name] == first.get(name, "")
    }
    keys = {name: held.get(name, "") for name in TABLE[table].key} if key else None
    withdrawn = bool(st.session_state.get(f"{stem}_withdrawn"))
    made = forms.file(
        table, cells, key=keys, reason=typed(_REASON), withdrawn=withdrawn, lang=lang()
    )
    by = staff.signed() or typed("by").strip()
    st.session_state["draft"] = Typed(table, key, made, by, cells)


def _looked_at(draft: Typed) -> Report | None:
    """What would become of a draft, by the gate of all files."""
    mappings = staff.mappings()
    if mappings is None:
        return None
    with staff.told(), uploads.laid([(draft.name, draft.file)]) as (path,):
        return staff.desk(mappings).check(staff.store(), _handed(draft, path))
    return None


def _handed(draft: Typed, path: Path) -> Handed:
    return Handed(path, "", draft.table, by=draft.by, unapproved=staff.unapproved())


def _wrong(table: str, report: Report | None, cells: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with what was typed, by column; under the empty name what no field shows."""
    if report is None:
        return {}
    if report.fault is not None:
        return {"": report.fault.text(lang())}
    if _untyped(report, cells):
        needed = (each.name for each in forms.fields(table) if fields.needed(each, table))
        return dict.fromkeys(needed, t("enter.fault.cell_empty"))
    shown = {"date_precision": "event_date", "country": "country_code"}
    found: dict[str, str] = {}
    for aside in report.set_aside:
        column = forms.column_of(table, aside.column)
        own_words = f"enter.fault.{aside.reason}"
        key = own_words if known(own_words) else f"reason.{aside.reason}"
        meant = readings(" ".join(cells.get(column, "").split()))
        if aside.reason == "date_either" and meant:
            text = t("enter.fault.date_two", **_told_twice(meant))
        else:
            text = say(lang(), key, found=aside.found, words="")
        found[shown.get(column, column)] = capital(text if text[-1:] in ".!?" else f"{text}.")
    return found


def _untyped(report: Report, cells: Mapping[str, str]) -> bool:
    """Whether nothing was typed, which the gate of all files passes over as the empty row that it is."""
    return not (report.changes or report.set_aside or any(text.strip() for text in cells.values()))


def _told_twice(days: Sequence[str]) -> dict[str, str]:
    """The two days that a date may mean, in words and as they are to be written."""
    (one, other), (first, second) = days, [date(lang(), day) for day in days]
    return {"one": one, "other": other, "first": first, "second": second}


def _shown(draft: Typed, report: Report) -> None:
    """Old and new, what that would do to what is told, and the button that keeps it."""
    if report.fault is not None or report.set_aside or _untyped(report, draft.cells):
        wrong = len(report.set_aside) or len(_wrong(draft.table, report, draft.cells))
        st.warning(t("enter.wrong", count=wrong))
        return
    if not report.changes:
        st.info(t("enter.as_it_is"))
        return
    ui.heading(t("enter.would"))
    if not draft.key and report.corrects:
        st.info(t("enter.there", row=plain(report.corrects[0])))
    for change in report.changes:
        _old_and_new(change)
    if report.question is not None and report.question.code == "record_twice":
        st.warning(plain(question_text(report.question, lang())))
    before = staff.now()
    after = live.supposing(before, report.changes)
    lines = supposed.effects(
        View(before, lang(), ui.who()), View(after, lang(), ui.who()), report.changes
    )
    st.markdown("\n".join(f"- {plain(line)}" for line in lines or [t("enter.no_effect")]))
    seen, now = st.session_state.get("enter_seen"), repr(report.changes)
    st.session_state["enter_seen"] = now
    if st.button(t("enter.keep"), key="enter_keep", icon=":material/check:"):
        if seen == now:
            _keep(draft)
        else:
            st.warning(t("enter.meanwhile"))


def _old_and_new(change: Change) -> None:
    if change.cells is None:
        st.markdown(t("enter.withdrawn", row=plain(change.key)))
        return
    rows = []
    for column in forms.fields(
        change.table
    ):  # nothing that a machine made: nobody can look it over
        old, new = change.before.get(column.name, ""), change.cells.get(column.name, "")
        if old != new:
            said = fields.labels(column, [each for each in (old, new) if each], staff.now().record)
            rows.append(
                {
                    t("enter.column"): fields.label(column, change.table),
                    t("enter.old"): plain(said.get(old, fields.spoken(column, old))) or "–",
                    t("enter.fresh"): plain(said.get(new, fields.spoken(column, new))) or "–",
                }
            )
    st.table(rows, border="horizontal", hide_index=True, alt=t("enter.would"))


def _named(table: str, key: str, *records: Record | None) -> str:
    """A row by what it is about, in the first record that has it; by its key, where none does."""
    names = (fields.row_name(table, each)(key) for each in records if each is not None)
    return next((name for name in names if name != key), key)


def _keep(draft: Typed) -> None:
    """Take the draft in as a file is. That the row is about something else now was shown, and needs no
    further question."""
    mappings, before = staff.mappings(), staff.record()
    if mappings is None:
        return
    with staff.told():
        with uploads.laid([(draft.name, draft.file)]) as (path,):
            report = staff.desk(mappings).take(staff.store(), _handed(draft, path))
            if report.fault is not None:
                raise report.fault
        asked, keys = report.question, (*report.adds, *report.corrects, *report.withdraws)
        if asked is not None and asked.code != approval.CODE and report.id is not None:
            with taking.changing(staff.store()) as visit:
                asked = visit.decide(report.id, asked.choices[0].choice, staff.record()).question
        told = ("waits", "asked") if asked else ("kept", "undo")
        rows = ", ".join(_named(draft.table, key, staff.record(), before) for key in keys)
        staff.leave("enter", *(t(f"enter.{each}", row=rows) for each in told))
        st.session_state["enter_kept"] = None if asked else report.id
        st.session_state.pop("draft", None)
        st.session_state["enter_round"] += 1
        st.query_params.pop("row", None)
        st.rerun()
