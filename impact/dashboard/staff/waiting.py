"""What waits for a decision, on top of the page: each held file with its question and a button an answer."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.keeping import remembered
from impact.dashboard.ui import lang, plain, t
from impact.exports import approval, intake, questions, taking, verdicts
from impact.exports.ledger import Effect, Entry, Ledger, Question, Request
from impact.i18n.words import date, number, section
from impact.press import outgoing

_SHOWN = 5
_REMEMBERED = 5  # decisions of this visit that can be taken back at once


def queue() -> None:
    """The files that are held, and what was decided in this visit. Nothing where there is neither."""
    ledger = staff.now().ledger
    held = [entry for entry in ledger.held() if ui.who().of_section(entry.section)]
    made = [
        ledger.entries[name]
        for name in _made()
        if name in ledger.entries
        and _decided(ledger, name)
        and ui.who().of_section(ledger.entries[name].section)
    ]
    asked = ui.who().asked(ledger)
    if not held and not made and not asked and not staff.left("held"):
        return
    if held or not asked:
        ui.heading(t("held.heading", count=len(held)) if held else t("held.decided"))
    staff.said("held")
    if doubtful := [entry for entry in held if not _to_approve(entry)]:
        st.markdown(t("held.text", count=len(doubtful)))
    shown = ui.some(held, _SHOWN, "held")
    with staff.told():
        now = _asked_now(staff.now().snapshot, tuple(entry.id for entry in shown))
        for entry in shown:
            _one(ledger, entry, now[entry.id])
    if asked:
        ui.heading(t("request.heading", count=len(asked)))
    for request in asked:
        with st.container(border=True, gap="small"):
            _request(ledger, request)
    for entry in made[:_REMEMBERED]:
        with st.container(border=True, gap="xsmall"):
            take_back(ledger, entry, key="now")


@remembered(20)
def _asked_now(snapshot: str, held: tuple[str, ...]) -> Mapping[str, Question]:  # noqa: ARG001
    """The questions with the numbers of this snapshot; `snapshot` is part of the key."""
    if not held:
        return {}
    record = staff.record()
    with taking.looking(staff.store()) as visit:
        return {name: visit.asked_now(visit.ledger.entry(name), record) for name in held}


def _one(ledger: Ledger, entry: Entry, question: Question) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(
            t(
                "held.entry",
                file=staff.coded(entry.file),
                section=section(lang(), verdicts.sender(entry, lang())),
                date=date(lang(), entry.received_on),
                actions=verdicts.counted(lang(), "actions", entry.actions),
            )
        )
        st.markdown(plain(verdicts.question_text(question, lang(), staff.case_names())))
        if _to_approve(entry):
            st.markdown(
                "\n".join(f"- {plain(line)}" for line in verdicts.change_lines(entry, lang()))
            )
        always = False
        if any(questions.kept(ledger, entry, question.code, c.choice) for c in question.choices):
            always = st.checkbox(t(f"held.always.{question.code}"), key=f"always_{entry.id}")
        if _to_approve(entry) and not ui.who().answers(entry, approval.APPROVE):
            st.caption(t("held.approver"))
            return
        with st.container(gap="xsmall"):
            for item in question.choices:
                if not ui.who().answers(entry, item.choice):
                    continue
                text = verdicts.choice_text(question, item.choice, lang())
                after = "" if entry.changes else f" **→ {number(lang(), item.after)}**"
                if st.button(
                    f"{plain(text)}{after}",
                    key=f"decide_{entry.id}_{item.choice}",
                    wrap=True,
                ):
                    kept = questions.kept(ledger, entry, question.code, item.choice)
                    _decide(entry, item.choice, always=always and kept is not None)
        if not entry.changes:
            st.caption(plain(t("held.arrow", section=section(lang(), entry.section))))


def _request(ledger: Ledger, request: Request) -> None:
    """What somebody asked for and somebody else approves, with what it would do."""
    st.markdown(plain(verdicts.request_text(request, ledger, lang())))
    if not ui.who().may("admin"):
        st.caption(t("held.approver"))
        return
    with staff.told():
        lines, effects = outgoing.asked_for(staff.store(), request, lang())
        for line in [*lines, *staff.effect_lines(effects)]:
            st.markdown(f"- {plain(line)}")
    for choice, label in (
        (approval.APPROVE, "choice.approval.approve"),
        (questions.DROP, "request.no"),
    ):
        if st.button(t(label), key=f"decide_{request.id}_{choice}"):
            _answer(request, choice)


def _answer(request: Request, choice: str) -> None:
    with staff.told():
        with taking.changing(staff.store()) as visit:
            effect = visit.answer(request.id, choice)
        said = "request.done" if choice == approval.APPROVE else "request.declined"
        lines = staff.effect_lines([effect] if effect else [])
        staff.leave("held", t(said, name=request.id), *lines)
        st.rerun()


def _to_approve(entry: Entry) -> bool:
    return entry.question is not None and entry.question.code == approval.CODE


def _decide(entry: Entry, choice: str, *, always: bool = False) -> None:
    with staff.told():
        where = staff.store()
        with taking.changing(where, staff.key()) as visit:
            report = visit.decide(entry.id, choice, staff.record(), always=always)
        lines = [staff.of_file(entry.file, report.message(lang(), staff.case_names()))]
        if choice == "undo":
            lines = [t("verdict.undecided", name=entry.file)]
        if report.effect is not None:
            lines += staff.effect_lines([report.effect])
        lines += intake.warnings(report.warnings, lang())
        st.session_state["decided"] = [
            entry.id, *(name for name in _made() if name != entry.id)
        ]  # fmt: skip
        staff.leave("held", *lines)
        st.rerun()


def _made() -> list[str]:
    names: list[str] = st.session_state.get("decided", [])
    return names


def _decided(ledger: Ledger, name: str) -> bool:
    """Whether the last thing that was done of an export is a decision."""
    last = next(
        event
        for event in reversed(ledger.events)
        if event.entry is not None and event.entry.id == name
    )
    return last.kind == "decided"


def take_back(ledger: Ledger, entry: Entry, *, key: str) -> None:
    """What was decided of an export, and the way back to its question."""
    asked = [
        event.entry.question
        for event in ledger.events
        if event.entry is not None and event.entry.id == entry.id and event.entry.question
    ]
    if not asked or entry.held or not ui.who().moves(entry):
        return
    question = asked[-1]
    choice = entry.answers.get(question.code, questions.DROP)
    text = verdicts.choice_text(question, choice, lang())
    st.markdown(plain(t("held.was_decided", file=entry.file, text=text)))
    asking = f"undoing_{entry.id}"
    if st.button(
        t("held.undo"), key=f"undo_{key}_{entry.id}", type="tertiary", icon=":material/undo:"
    ):
        if _leaning(entry):
            st.session_state[asking] = True
        else:
            _decide(entry, "undo")
    if st.session_state.get(asking):
        lines, effects = _would_undo(entry)
        st.warning(plain(lines))
        staff.show_effect(t("held.undo_would"), effects)
        if st.button(t("held.undo_all_the_same"), key=f"undo_all_{key}_{entry.id}"):
            del st.session_state[asking]
            _decide(entry, "undo")


def _leaning(entry: Entry) -> list[Entry]:
    """The later files that came in by the answer that an export had."""
    with taking.looking(staff.store()) as visit:
        return visit.leaning(entry.id)


def _would_undo(entry: Entry) -> tuple[str, list[Effect]]:
    """What an answer taken back would change, of which later files came in by it."""
    with taking.looking(staff.store()) as visit:
        said = verdicts.undo_since(visit.leaning(entry.id), lang())
        report = visit.decide(entry.id, "undo", staff.record())
    return said, [each for each in (report.effect, *report.elsewhere) if each]
