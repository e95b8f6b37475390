"""Files handed in: chosen, read at once, shown with what they would change, and taken in when asked to.

What is shown before is worked out for all files together, in their order, because that is how they are
taken in. A file's raw bytes lie on the disk for as long as they are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from impact.dashboard import staff, ui, visitor, widgets
from impact.dashboard.staff import describing, inside, naming, ruling, verdict, waiting
from impact.dashboard.ui import lang, t
from impact.exports import streams, uploads
from impact.exports.intake import Report
from impact.exports.ledger import Rule
from impact.exports.mapping import Mappings
from impact.exports.taking import Handed
from impact.i18n.words import listing
from impact.i18n.words import section as section_name

_OPENS_THE_WIZARD = (
    "mapping_none", "mapping_unlike", "mapping_mailing", "mapping_donations", "mapping_unsubscribed",
)  # fmt: skip
# What became of files once they were taken in, by their verdicts.
_ENDED = {
    "taken": ("accepted", "partly"),
    "kept_held": ("held",),
    "in_already": ("unchanged", "dropped"),
    "not_taken": ("refused",),
}


@dataclass(frozen=True)
class _File:
    """An uploaded file, for a section, of the list that staff said it is; None: as its name tells."""

    id: str
    name: str
    data: memoryview
    section: str
    stream: str | None

    @property
    def key(self) -> tuple[str, str, str | None]:
        return self.id, self.section, self.stream


def _here(name: str) -> str:
    """Where something of a visit is kept: what was handed in to the sample is not handed in."""
    return f"{name}_sample_{st.session_state.get('trials', 0)}" if ui.sampling() else name


def hand_in() -> None:
    """Choose a section, drop files; each is read at once, shown, and taken in when asked to."""
    known = staff.mappings()
    if known is None:
        return
    sections = [
        each for each in sorted({known.section.id, *known.zones}) if ui.who().of_section(each)
    ]
    if not sections:
        st.markdown(t("door.section_none"))
        return
    names = {
        t("upload.section_named", name=section_name(lang(), code), code=code): code
        for code in sections
    }
    chosen = st.selectbox(
        t("upload.section"),
        list(names),
        index=sections.index(known.section.id) if known.section.id in sections else 0,
        key=_here("section"),
        placeholder=t("upload.section"),
        filter_mode="contains",
    )
    section = names[chosen]
    given = widgets.files(t("upload.files"), several=True, key=_here("files"))
    staff.said("upload")
    files = [
        _File(
            each.file_id,
            each.name,
            each.getbuffer(),
            section,
            _lists().get((each.file_id, section)),
        )
        for each in given
    ]
    if not files:
        for name in ("reports", "taken"):
            st.session_state.pop(_here(name), None)
        return
    taken: dict[Any, Report] = st.session_state.setdefault(_here("taken"), {})
    fresh = [file for file in files if file.key not in taken]
    with staff.told():
        reports = {**taken, **_checked(fresh, known)}
        _take_in_button([file for file in fresh if _usable(reports[file.key])], known)
        for file in files:
            with st.container(border=True, gap="xsmall"):
                _one(file, reports[file.key], known)


def tried() -> None:
    """The same in the sample, into this visitor's own copy of it."""
    if visitor.trial():
        waiting.queue()
    ui.heading(t("upload.try_title"))
    st.markdown(t("upload.try_text"))
    hand_in()
    if ui.who().may("admin"):
        ui.heading(t("rules.title"))
        ruling.listed()
    if visitor.trial():
        ui.heading(t("in.title"))
        inside.listed()


def _lists() -> dict[tuple[str, str], str]:
    """The lists that somebody said files are of, by file and section."""
    said: dict[tuple[str, str], str] = st.session_state.setdefault(_here("lists"), {})
    return said


def _checked(files: Sequence[_File], known: Mappings) -> Mapping[Any, Report]:
    """What would become of files, remembered until they, the rules or what is in change."""
    key = (staff.now().snapshot, known.rules, *(file.key for file in files))
    before = st.session_state.get(_here("reports"))
    if before is not None and before[0] == key:
        found: Mapping[Any, Report] = before[1]
        return found
    whole = max(1, sum(len(file.data) for file in files))
    bar, read = st.progress(0.0), 0

    def progress(size: int) -> None:
        nonlocal read
        read += size
        bar.progress(min(1.0, read / whole), t("upload.progress", count=len(files)))

    desk = staff.desk(known)
    desk.progress = progress
    with uploads.laid([(file.name, file.data) for file in files]) as paths:
        reports = desk.check_all(staff.store(), _handed(files, paths))
    bar.empty()
    found = {file.key: report for file, report in zip(files, reports, strict=True)}
    st.session_state[_here("reports")] = (key, found)
    return found


def _handed(files: Sequence[_File], paths: Sequence[Any]) -> list[Handed]:
    return [
        Handed(path, file.section, None, file.stream, unapproved=staff.unapproved())
        for file, path in zip(files, paths, strict=True)
    ]


def _usable(report: Report) -> bool:
    """Whether taking a file in would change anything: its counts, or what is held."""
    return (
        not report.done
        and report.verdict in ("accepted", "partly", "held")
        and bool(report.rows_counted or report.changes)
    )


def _take_in_button(files: Sequence[_File], known: Mappings) -> None:
    if not files or not st.button(
        t("upload.take_in", count=len(files)), key="take_in", icon=":material/add:"
    ):
        return
    with uploads.laid([(file.name, file.data) for file in files]) as paths:
        reports = staff.desk(known).take_all(staff.store(), _handed(files, paths))
    for file, report in zip(files, reports, strict=True):
        if report.fault is None:
            st.session_state[_here("taken")][file.key] = report
    lines = []
    for key, verdicts in _ENDED.items():
        if names := [report.file for report in reports if report.verdict in verdicts]:
            lines.append(t(f"upload.{key}", names=listing(lang(), names)))
    staff.leave("upload", *lines)
    st.rerun()


def _one(file: _File, report: Report, known: Mappings) -> None:
    verdict.show(report, key=file.id)
    if report.fault is not None:
        described = ui.who().may("admin") and not ui.sampling()  # there no platform is described
        if described and report.fault.key in _OPENS_THE_WIZARD:
            with uploads.laid([(file.name, file.data)]) as (path,):
                describing.offer(path, file.section, file.id)
        return
    if report.mapping and report.grain != "outcome" and not report.done:
        _list(file, report, known)

    def trying(rule: Rule) -> Report:
        with uploads.laid([(file.name, file.data)]) as paths:
            handed = _handed([file], paths)
            return staff.desk(known).check_all(staff.store(), handed, trying=rule)[0]

    tried = None if report.done else trying
    if report.unmapped and report.mapping and ui.who().may("admin"):
        naming.of_file(report, key=file.id, tried=tried)
    naming.by_word_in(report, key=file.id, tried=tried)


def _list(file: _File, report: Report, known: Mappings) -> None:
    """Whose list a file is: as its name tells, one that is known, or one that somebody names."""
    ledger = staff.now().ledger
    guessed = streams.of_file(ledger, file.section, report.mapping or "", file.name)
    names: dict[str, str] = {}
    for row in streams.listed(ledger):
        if (row["section"], row["platform"]) != (file.section, report.mapping):
            continue
        names[row["stream"]] = row["name"]
        if guessed in row["joined"]:
            guessed = row["stream"]
    options = [guessed, *(name for name in names if name != guessed)]
    key = f"list_{file.id}_{file.section}"

    def choose() -> None:
        wish = " ".join(str(st.session_state[key] or "").split())[:80]
        alike = [
            name
            for name in options
            if streams.folded(wish) in map(streams.folded, (name, names.get(name, name)))
        ]
        chosen = alike[0] if alike else wish
        if chosen in ("", guessed):
            _lists().pop((file.id, file.section), None)
        else:
            _lists()[file.id, file.section] = chosen

    if file.stream and file.stream not in options:
        options.append(file.stream)
    labels = {name: names.get(name) or t("upload.new_list", name=name) for name in options}
    st.selectbox(
        t("upload.list"),
        options,
        index=options.index(file.stream or guessed),
        format_func=lambda name: labels.get(name, name),
        key=key,
        on_change=choose,
        accept_new_options=True,
        filter_mode="contains",
    )
    st.caption(t("upload.list_help"))
    source = known.sources.get(report.mapping or "")
    if source is not None and source.stream:
        st.caption(t("upload.list_by_rows", columns=ui.plain(", ".join(source.stream))))
