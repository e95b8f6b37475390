"""What is in: every export that was taken in, and the way out of the counts and back into them."""

from __future__ import annotations

import streamlit as st

from impact.dashboard import staff, ui, visitor
from impact.dashboard.staff import fields, waiting
from impact.dashboard.ui import lang, plain, t
from impact.exports import ledger as ledger_module
from impact.exports import taking, verdicts
from impact.exports.ledger import Entry, Ledger, Request
from impact.i18n.words import date, known, listing, section
from impact.record.corrections import Change

_SHOWN = 10
_KEYS = 6  # of the rows that an export changed


def listed() -> None:
    """The exports, newest first; those that are held stand on top of the page instead."""
    staff.said("in")
    ledger = staff.now().ledger
    entries = [
        entry
        for entry in ledger.entries.values()
        if not entry.held and ui.who().of_section(entry.section)
    ][::-1]
    if not entries:
        why = ui.who().sees_nothing()
        st.markdown(t(f"in.{why}" if why else "table_of.exports.none"))
        return
    if visitor.trial():
        st.button(
            t("upload.throw_away"),
            key="throw_away",
            icon=":material/delete:",
            on_click=visitor.throw_away,
        )
    for entry in ui.some(entries, _SHOWN, "in"):
        with st.container(border=True, gap="xsmall"):
            _one(ledger, entry)


def _one(ledger: Ledger, entry: Entry) -> None:
    line = t(
        "in.line_record" if entry.grain == "outcome" else "in.line",
        file=staff.coded(entry.file),
        section=section(lang(), verdicts.sender(entry, lang())),
        platform=_called(entry),
        date=date(lang(), f"{entry.received:%F}"),
        time=f"{entry.received:%H:%M}",
        actions=entry.actions,
        count=entry.rows_counted,
    )
    retracted = entry.retracted_at is not None
    st.markdown(f"~~{line}~~" if retracted else line)
    if entry.grain == "outcome":
        keys = [_row_of(change) for change in entry.changes[:_KEYS]]
        more = ["…"] if len(entry.changes) > _KEYS else []
        said = listing(lang(), [*keys, *more])
        st.caption(plain(t("in.by", by=entry.by, text=said) if entry.by else said))
    else:
        stream = ledger.stream_of(entry)
        st.caption(t("in.list", name=staff.coded(stream.name or stream.origin)))
    if retracted and entry.reason != ledger_module.DROPPED:
        when = date(lang(), str(entry.retracted_at)[:10])
        st.caption(plain(t("in.retracted", date=when, reason=verdicts.reason_text(entry, lang()))))
    if not ui.who().moves(entry):
        return
    if entry.answers:
        waiting.take_back(ledger, entry, key="in")
    if entry.reason in ledger_module.DECIDED:
        return
    if retracted:
        if st.button(
            t("in.restore"), key=f"restore_{entry.id}", type="tertiary", icon=":material/undo:"
        ):
            _mark(entry, None)
        return
    with st.popover(t("in.retract"), type="tertiary", key=f"retract_{entry.id}"):
        # Live: else the button waits for Enter, which only Streamlit's own English words would tell.
        reason = st.text_input(t("in.reason"), key=f"reason_{entry.id}", max_chars=200, live=True)
        public = st.checkbox(t("in.public"), key=f"public_{entry.id}")
        if st.button(t("in.retract_now"), key=f"now_{entry.id}", disabled=not reason.strip()):
            _mark(entry, reason.strip(), public=public)


def _called(entry: Entry) -> str:
    """What an export is of: one of our own tables by its name in words, a platform by that of its mapping."""
    ours = f"template.{entry.platform}"
    return t(ours) if known(ours) else f"`{entry.platform}`"


def _row_of(change: Change) -> str:
    """A row of the record by what it is about; by its key, once it is there no more."""
    record = staff.now().record
    return fields.row_name(change.table, record)(change.key)


def _mark(entry: Entry, reason: str | None, *, public: bool = False) -> None:
    """Take an export out, with a reason, or back in, without one."""
    with staff.told():
        before = staff.record()
        if reason:
            effect = taking.retract(staff.store(), entry.id, reason, public=public)
        else:
            effect = taking.restore(staff.store(), entry.id)
        if isinstance(effect, Request):
            staff.leave("in", t("request.asked", name=effect.id))
            st.rerun()
        line = t("in.is_out" if reason else "in.is_back", file=entry.file)
        lost = verdicts.gone_lines(before, staff.record(), lang())
        if not reason:
            met = taking.met(staff.store(), entry.id)
            lost += verdicts.met_lines(met, lang())
            if not all(each.counts for each in met):
                line = t("verdict.restored_below", name=entry.file)
        staff.leave("in", line, *staff.effect_lines([effect] if effect else []), *lost)
        st.rerun()
