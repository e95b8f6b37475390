"""What the page of exports is made of: files handed in, what became of them, what is in, what changed.

Beside `ui` because only this page writes. Files that are uploaded lie in a folder of their own for as
long as they are read, and never longer.
"""

from __future__ import annotations

import csv
import hmac
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from impact import changes, counted_charts, database, live, ui, watching, wizard
from impact.exports import intake, ledger, secret, taking, templates
from impact.exports.intake import Report
from impact.exports.mapping import Mappings
from impact.exports.taking import Desk, Handed
from impact.faults import Fault
from impact.figures import localized
from impact.settings import folder
from impact.store import Mark, Store
from impact.ui import lang, plain, t
from impact.words import LANGUAGES, date, listing, number

_SIGNS = {
    "accepted": "●", "partly": "◐", "held": "?", "refused": "○", "unchanged": "=", "dropped": "○",
}  # fmt: skip


def let_in() -> bool:
    """Whether this visitor may change anything: anybody, unless a password is set and not yet given."""
    wanted = os.environ.get("IMPACT_STAFF_PASSWORD", "")
    if not wanted or st.session_state.get("staff"):
        return True
    given = st.text_input(t("staff.password"), type="password", key="password")
    if given and hmac.compare_digest(given.encode(), wanted.encode()):
        st.session_state["staff"] = True
        st.rerun()
    st.caption(t("staff.password_wrong" if given else "staff.password_why"))
    return False


def coded(name: str) -> str:
    """The name of a file as code in Markdown: no character of it can end the code."""
    return "".join(letter for letter in name if letter.isprintable() and letter != "`")[:120]


def store() -> Store:
    return Store(folder("IMPACT_STORE"))


def _desk(mappings: Mappings) -> Desk:
    try:
        record = live.record_as_it_stands()
    except Fault:
        record = None
    return Desk(mappings, secret.secret(store()), record)


# Files handed in.


def hand_in() -> None:
    """Choose a section, drop files; each is read at once, shown, and taken in when asked to."""
    try:
        mappings = taking.mappings(store())
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))
        return
    sections = sorted({mappings.section.id, *mappings.zones})
    section = st.selectbox(
        t("upload.section"),
        sections,
        index=sections.index(mappings.section.id),
        key="section",
        placeholder=t("upload.section"),
    )
    files = st.file_uploader(t("upload.files"), accept_multiple_files=True, key="files")
    if not files:
        return
    desk = _desk(mappings)
    reports: dict[tuple[str, str, str], Report] = st.session_state.setdefault("reports", {})
    progress = st.progress(0.0)
    for index, file in enumerate(files, 1):
        key = (file.file_id, section, mappings.rules)
        progress.progress(index / len(files), t("upload.progress", index=index, count=len(files)))
        if key not in reports:
            reports[key] = _with_file(file, lambda path: desk.check(store(), Handed(path, section)))
    progress.empty()
    shown = [(file, reports[file.file_id, section, mappings.rules]) for file in files]
    usable = [file for file, report in shown if report.verdict in ("accepted", "partly")]
    if usable and st.button(
        t("upload.take_in", count=len(usable)), key="take_in", icon=":material/add:"
    ):
        for file in usable:
            key = (file.file_id, section, mappings.rules)
            reports[key] = _with_file(file, lambda path: _taken(path, mappings, section))
        st.session_state["told"] = [
            (report.file, report.message(lang()))
            for _, report in _again(shown, reports, section, mappings)
        ]
        st.rerun()
    for name, message in st.session_state.pop("told", []):
        st.success(plain(f"{name} : {message}" if lang() == "fr" else f"{name}: {message}"))
    for file, report in shown:
        verdict(report, key=file.file_id)
        if report.fault and report.fault.key in ("mapping_none", "mapping_unlike"):
            _with_file(file, lambda path: wizard_for(path, section))
        elif report.unmapped and report.mapping:
            _map_cases(report, file.file_id)


def _again(shown: Any, reports: Any, section: str, mappings: Mappings) -> list[tuple[Any, Report]]:
    return [(file, reports[file.file_id, section, mappings.rules]) for file, _ in shown]


def _taken(path: Path, mappings: Mappings, section: str) -> Report:
    return _desk(mappings).take(store(), Handed(path, section))


def _with_file(file: Any, use: Any) -> Any:
    """Let something read an uploaded file as a file, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as where:
        path = Path(where) / (Path(file.name.replace("\\", "/")).name or "export.csv")
        path.write_bytes(file.getbuffer())
        return use(path)


def verdict(report: Report, *, key: str, more: str = "") -> None:
    """What became of a file, in words; what was set aside can be taken away as a list."""
    language = lang()
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{_SIGNS[report.verdict]} `{coded(report.file)}` {plain(more)}".strip())
        message = report.fault.text(language) if report.fault else report.message(language)
        st.markdown(plain(message[:1].upper() + message[1:]))
        if report.fault or report.verdict == "unchanged":
            return
        st.caption(
            t(
                "upload.rows",
                read=report.rows_read,
                counted=report.rows_counted,
                filtered=report.rows_filtered,
                aside=len(report.set_aside),
            )
        )
        for sentence in intake.warnings(report.warnings, language):
            st.markdown(f"- {plain(sentence)}")
        _record_changes(report)
        if report.by_case:
            names = case_names()
            parts = [
                t("live.part", name=names.get(case, case), count=number(language, actions))
                for case, actions in list(report.by_case.items())[:12]
            ]
            st.caption(plain(listing(language, parts)))
        if report.set_aside:
            rows = intake.asides(report.set_aside, language)
            for row in rows[:5]:
                at = t("fault.line", line=row["line"])
                if row["column"]:
                    at = f"{at}, {t('fault.column', column=row['column'])}"
                st.markdown(f"- {plain(t('fault.placed', place=at, text=row['reason']))}")
            st.download_button(
                t("upload.aside_csv", count=len(rows)),
                data=_csv(["line", "column", "reason"], rows),
                file_name=f"{t('upload.aside_name')}-{Path(report.file).stem}.csv",
                mime="text/csv",
                key=f"aside_{key}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _record_changes(report: Report) -> None:
    for name, ids in (
        ("adds", report.adds),
        ("corrects", report.corrects),
        ("withdraws", report.withdraws),
    ):
        if ids:
            shown = listing(lang(), [*ids[:8], *(["…"] if len(ids) > 8 else [])])
            st.markdown(f"- {t(f'upload.{name}')} {plain(shown)}")


def _csv(columns: list[str], rows: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([t(f"aside.{column}") for column in columns])
    for row in rows:
        writer.writerow([row[column] for column in columns])
    return ("\ufeff" + buffer.getvalue()).encode()


def case_names() -> dict[str, str]:
    """The names of the record's cases by their ids, and what the unmapped are called."""
    rows = ui.ask("cases").rows
    names = {row["case_id"]: localized(row, "name", lang()) for row in rows}
    return names | {"unmapped": t("live.unmapped")}


def _map_cases(report: Report, key: str) -> None:
    """Each campaign name that no rule knows beside a list of cases; a choice is a rule at once."""
    names = case_names()
    cases = [row["case_id"] for row in ui.ask("cases").rows]
    with st.expander(t("mapcase.title", count=len(report.unmapped)), key=f"mapcase_{key}"):
        st.caption(t("mapcase.text"))
        for label, times in list(report.unmapped.items())[:10]:
            chosen = st.selectbox(
                t("mapcase.label", label=plain(label), count=times),
                cases,
                index=None,
                format_func=lambda case: f"{case[:4]} · {names[case]}",
                key=f"case_{key}_{label}",
                placeholder=t("mapcase.choose"),
                filter_mode="contains",
            )
            if chosen and _kept({"cases": {report.mapping: {label: chosen}}}):
                st.rerun()


def _kept(own: Mapping[str, Any]) -> bool:
    """Keep a rule of staff's own beside those there are. Says why if it cannot be."""
    try:
        taking.keep_own(store(), own)
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))
        return False
    return True


def wizard_for(path: Path, section: str) -> None:
    """Map a new file: its header, five masked rows, what each column is; preview; save."""
    try:
        sheet = wizard.sheet(path)
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))
        return
    if sheet is None:
        return
    key = f"map_{path.name}"
    with st.expander(t("wizard.title", name=coded(path.name)), expanded=True, key=f"{key}_open"):
        st.markdown(t("wizard.text"))
        _masked(sheet)
        none = t("wizard.none")
        columns = [name for name in sheet.header if name.strip()]
        left, right = st.columns(2)
        answers = wizard.Answers(
            name=left.text_input(t("wizard.name"), value=wizard.name_for(path), key=f"{key}_name"),
            day=right.selectbox(t("wizard.day"), columns, key=f"{key}_day", placeholder=none),
            form=left.selectbox(
                t("wizard.form"),
                list(wizard.FORMS),
                format_func=wizard.FORMS.__getitem__,
                key=f"{key}_form",
                placeholder=none,
            ),
            case=right.selectbox(
                t("wizard.case"),
                columns,
                index=min(1, len(columns) - 1),
                key=f"{key}_case",
                placeholder=none,
            ),
            kind=left.selectbox(
                t("wizard.kind"),
                wizard.KINDS,
                format_func=lambda kind: t(f"action_type.{kind}"),
                key=f"{key}_kind",
                placeholder=none,
            ),
            channel=right.selectbox(
                t("wizard.channel"),
                wizard.CHANNELS,
                format_func=lambda channel: t(f"channel.{channel}"),
                key=f"{key}_channel",
                placeholder=none,
            ),
            count=left.selectbox(
                t("wizard.count"),
                [None, *columns],
                format_func=lambda name: name or none,
                key=f"{key}_count",
                placeholder=none,
            ),
            keys=tuple(
                right.multiselect(t("wizard.keys"), columns, key=f"{key}_keys", placeholder=none)
            ),
        )
        try:
            own = wizard.mapping(sheet, answers)
            report = _desk(taking.with_own(store(), own)).check(
                store(), Handed(path, section, answers.name)
            )
        except Fault as fault:
            st.error(plain(fault.sentence(lang())))
            return
        verdict(report, key=f"{key}_preview", more=t("wizard.preview"))
        if st.button(
            t("wizard.save"), key=f"{key}_save", disabled=report.fault is not None
        ) and _kept(own):
            st.rerun()


def _masked(sheet: wizard.Sheet) -> None:
    lines = ["| " + " | ".join(plain(name) or "–" for name in sheet.header[:12]) + " |"]
    lines.append("|" + " --- |" * min(12, len(sheet.header)))
    lines += [
        "| " + " | ".join(plain(cell) or "–" for cell in row[:12]) + " |" for row in sheet.masked
    ]
    with st.container(height=220, border=False):
        st.markdown("\n".join(lines))


# What is in, and what changed.


def drop_folder() -> None:
    """The files of the drop folder and what became of each."""
    found = watching.dropped()
    if not found:
        st.markdown(t("drop.none", folder=coded(os.environ.get("IMPACT_EXPORTS", "data/exports"))))
    for item in found[:20]:
        verdict(item.report, key=f"drop_{item.name}", more=f"· {item.section}")
        if item.report.unmapped and item.report.mapping:
            _map_cases(item.report, f"drop_{item.name}")


def exports_in() -> None:
    """Every export that was taken in, newest first, and the way out of and back into the counts."""
    entries = taking.entries(store())[::-1]
    if not entries:
        st.markdown(t("table.empty"))
        return
    for entry in ui.some(entries, 10, "in"):
        retracted = entry.retracted_at is not None
        line = t(
            "in.line_record" if entry.grain == "outcome" else "in.line",
            file=coded(entry.file),
            section=entry.section,
            platform=entry.platform,
            date=date(lang(), entry.received_on),
            actions=entry.actions,
            count=entry.rows_counted,
        )
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"~~{line}~~" if retracted else line)
            if retracted:
                why = (
                    t("in.recounted")
                    if entry.reason == ledger.RECOUNTED
                    else plain(entry.reason or "–")
                )
                when = date(lang(), str(entry.retracted_at)[:10])
                st.caption(t("in.retracted", date=when, reason=why))
            if entry.reason == ledger.RECOUNTED:
                continue
            if retracted:
                if st.button(t("in.restore"), key=f"restore_{entry.id}", type="tertiary"):
                    _marked(entry.id, None)
            else:
                with st.popover(t("in.retract"), type="tertiary", key=f"retract_{entry.id}"):
                    reason = st.text_input(t("in.reason"), key=f"reason_{entry.id}", max_chars=200)
                    if st.button(
                        t("in.retract_now"), key=f"now_{entry.id}", disabled=not reason.strip()
                    ):
                        _marked(entry.id, reason.strip())


def _marked(identity: str, reason: str | None) -> None:
    """Take an export out, with a reason, or back in, without one."""
    try:
        if reason:
            taking.retract(store(), identity, reason)
        else:
            taking.restore(store(), identity)
    except Fault as fault:
        st.error(plain(fault.sentence(lang())))
        return
    st.rerun()


def _named(mark: Mark) -> str:
    day, time = mark.made_at[:10], mark.made_at[11:16]
    return f"{mark.number} · {date(lang(), day)}, {time} UTC · {mark.id}"


@st.cache_resource(max_entries=20, show_spinner=False)
def _between(earlier: str, later: str) -> list[dict[str, Any]]:
    return database.between(live.at(earlier).database, live.at(later).database)


def history() -> None:
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
    before = [number for number in numbers if number < later.number]
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
    counts = {
        mark.number: sum(
            row["actions"] for row in live.at(mark.id).database.rows("actions_counted")
        )
        for mark in (earlier, later)
    }
    kinds = changes.kinds(events)
    if earlier.older:  # what came before streams has no events of its own
        kinds = [
            ("new", counts[later.number] - counts[earlier.number] - sum(n for _, n in kinds)),
            *kinds,
        ]
    ui.chart(
        t(
            "history.headline",
            before=number(lang(), counts[earlier.number]),
            after=number(lang(), counts[later.number]),
        ),
        t("history.subtitle"),
        counted_charts.changes(
            kinds, counts[earlier.number], counts[later.number], lang(), ui.palette()
        ),
        key="history",
        alt=t(
            "history.alt",
            before=number(lang(), counts[earlier.number]),
            after=number(lang(), counts[later.number]),
        ),
    )
    for line in changes.lines(events, lang(), case_names()):
        st.markdown(f"- {plain(line)}")
    rows = _between(earlier.id, later.id)
    if not rows:
        st.markdown(t("history.same"))
        return
    st.markdown(t("history.cells", count=len(rows)))


def template_files() -> None:
    """Our own templates, empty, in both languages."""
    grid = st.grid(2, min_column_width=260)
    for name in templates.NAMES:
        for language in LANGUAGES:
            label = t("template.label", name=t(f"template.{name}"), language=language)
            grid.download_button(
                label,
                data=templates.blank(name, language),
                file_name=f"{name}-{language}.csv",
                mime="text/csv",
                key=f"template_{name}_{language}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
