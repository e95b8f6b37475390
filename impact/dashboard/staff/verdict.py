"""What became of a file, or would: its verdict, its rows, what it changes, what it asks, what was set aside."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from impact.dashboard import staff
from impact.dashboard.ui import lang, plain, t
from impact.exports import intake, verdicts
from impact.exports.intake import Report
from impact.figures import cells
from impact.i18n.words import listing, number

_SIGNS = {
    "accepted": "●", "partly": "◐", "held": "?", "refused": "○", "unchanged": "=", "dropped": "○",
}  # fmt: skip
_CASES = 8  # named with their counts
_ASIDE_COLUMNS = ("line", "column", "reason")
_ASIDE = 5  # rows set aside that are shown


def show(report: Report, *, key: str, more: str = "") -> None:
    """The report of a file in words; what was set aside can be taken away as a list."""
    language = lang()
    st.markdown(f"{_SIGNS[report.verdict]} `{staff.coded(report.file)}` {plain(more)}".strip())
    if report.verdict == "held" and report.done:
        st.markdown(t("upload.is_held" if _waits(report) else "upload.was_held"))
        return
    names = staff.case_names() if report.question else None
    message = report.fault.text(language) if report.fault else report.message(language, names)
    st.markdown(plain(message[:1].upper() + message[1:]))
    if report.fault or report.verdict in ("unchanged", "dropped"):
        _warnings(report)
        return
    if report.question is not None:
        _choices(report)
    if report.effect is not None:
        label = t("upload.changes" if report.done else "upload.would_change")
        staff.show_effect(label, [report.effect])
    if report.rows_read:
        st.caption(plain(report.rows(language)))
    for rule, times in report.filtered_by.items():
        said = intake.rule_said(rule, language)
        st.caption(plain(t("verdict.left_out", why=said, count=times)))
    _warnings(report)
    _record_changes(report)
    _by_case(report)
    _set_aside(report, key)


def _warnings(report: Report) -> None:
    for sentence in intake.warnings(report.warnings, lang()):
        st.markdown(f"- {plain(sentence)}")


def _waits(report: Report) -> bool:
    """Whether an export that was held when it came still is."""
    entry = staff.now().ledger.entries.get(report.id or "")
    return entry is not None and entry.held


def _choices(report: Report) -> None:
    """What may be answered, and the section's actions after each answer."""
    assert report.question is not None
    lines = [
        f"- {plain(verdicts.choice_text(report.question, item.choice, lang()))}"
        f" **→ {number(lang(), item.after)}**"
        for item in report.question.choices
    ]
    st.markdown("\n".join(lines))
    st.caption(plain(t("held.arrow", section=report.section or "")))


def _by_case(report: Report) -> None:
    names = staff.case_names()
    cases = list(report.by_case.items())
    parts = [
        t("live.part", name=names.get(case, case), count=number(lang(), actions))
        for case, actions in cases[:_CASES]
    ]
    if rest := cases[_CASES:]:
        parts.append(t("upload.other_cases", count=len(rest), actions=sum(n for _, n in rest)))
    if parts:
        st.caption(plain(listing(lang(), parts)))


def _record_changes(report: Report) -> None:
    for name, ids in (
        ("adds", report.adds),
        ("corrects", report.corrects),
        ("withdraws", report.withdraws),
    ):
        if ids:
            shown = listing(lang(), [*ids[:8], *(["…"] if len(ids) > 8 else [])])
            st.markdown(f"- {t(f'upload.{name}')} {plain(shown)}")


def _set_aside(report: Report, key: str) -> None:
    if not report.set_aside:
        return
    rows = intake.asides(report.set_aside, lang(), report.kinds)
    for row in rows[:_ASIDE]:
        at = t("fault.line", line=row["line"])
        if row["column"]:
            at = f"{at}, {t('fault.column', column=row['column'])}"
        st.markdown(f"- {plain(t('fault.placed', place=at, text=row['reason']))}")
    st.download_button(
        t("upload.aside_csv", count=len(rows)),
        data=cells.spread(
            [t(f"aside.{name}") for name in _ASIDE_COLUMNS],
            [[row[name] for name in _ASIDE_COLUMNS] for row in rows],
            lang(),
        ),
        file_name=f"{t('upload.aside_name')}-{Path(report.file).stem}.csv",
        mime="text/csv",
        key=f"aside_{key}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
