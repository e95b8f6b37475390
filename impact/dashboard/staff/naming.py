"""Names of campaigns without a case, or given to one by one word: what each may mean, and what a choice would do.

Nothing is kept without a click on Keep. What a rule would move is worked out as it will be kept: in what
is in, and in the file that is being handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.keeping import remembered
from impact.dashboard.ui import lang, plain, t
from impact.exports import attribution, rules, taking, verdicts
from impact.exports.counted import UNMAPPED
from impact.exports.intake import Report
from impact.exports.labels import Label, without_case
from impact.exports.ledger import Effect, Rule
from impact.exports.mapping import Mappings
from impact.exports.recognition import Recognition, edition_in
from impact.i18n.words import date
from impact.record.reader import Row

_SHOWN, _OF_A_FILE = 5, 10
_EVERY_CASE = 100

Tried = Callable[[Rule], Report]


def choices(edition: int, label: str) -> list[str]:
    """What a label may mean in an edition: its cases, those first whose names are nearest, and at last none
    of them. Nothing, if the record has no case of it."""
    cases = _cases().nearest(label, edition, _EVERY_CASE)
    return [*cases, UNMAPPED] if cases else []


def _cases() -> Recognition:
    now = staff.now()
    return _recognition(now.snapshot, _tables=now.record.tables)


@remembered(2)
def _recognition(snapshot: str, *, _tables: Mapping[str, Sequence[Row]]) -> Recognition:  # noqa: ARG001
    return Recognition(_tables["cases"], _tables["case_names"])


def editions() -> list[int]:
    """The editions that the record has cases of, newest first."""
    years = {int(str(row["edition_year"])) for row in staff.now().record.tables["cases"]}
    return sorted(years, reverse=True)


def of_file(report: Report, *, key: str, tried: Tried | None) -> None:
    """The names in a file that no case is known for. `tried`: the file as a rule would have it counted."""
    platform = report.mapping or ""
    kept = {rule.value for rule in staff.now().ledger.rules.values() if rule.platform == platform}
    found = [(text, rows) for text, rows in report.unmapped.items() if rules.key(text) not in kept]
    if not found:
        return
    with st.expander(t("mapcase.title", count=len(found)), key=f"mapcase_{key}"):
        st.caption(t("mapcase.text"))
        for text, rows in found[:_OF_A_FILE]:
            stated = edition_in(text)
            years = [stated] if stated else report.editions or editions()
            label = t("mapcase.label", label=plain(text), count=rows)
            _choice(platform, text, years, label, key=f"{key}_{text}", tried=tried, before=report)
        if rest := len(found[_OF_A_FILE:]):
            st.caption(t("mapcase.more", count=rest))


def by_word_in(report: Report, *, key: str, tried: Tried | None) -> None:
    """The names in a file that one word gave to a case; for an admin with what else each may mean."""
    admin, kept = ui.who().may("admin"), staff.now().ledger.rules
    found = [each for each in report.given_by_word(every=admin) if _key(each) not in kept]
    if not found:
        return
    with st.expander(t("mapcase.by_word", count=len(found)), key=f"by_word_{key}"):
        st.caption(t("mapcase.by_word_text"))
        for each in found[:_OF_A_FILE]:
            if admin and each.edition:
                _given(each, key=f"word_{key}_{each.text}", tried=tried, before=report)
            else:
                st.markdown(plain(_line(each)))
        if rest := len(found[_OF_A_FILE:]):
            st.caption(t("mapcase.more", count=rest))


def by_word_in_already() -> None:
    """The same in what is in, looked for once somebody asks: all rows that are kept may have to be read."""
    box = st.expander(t("mapcase.by_word_in"), key="by_word", on_change="rerun")
    if not box.open:
        return
    known = staff.mappings()
    if known is None:
        return
    with box, staff.told():
        found = _by_word(staff.now().snapshot, _known=known)
        st.caption(t("mapcase.by_word_text" if found else "mapcase.by_word_none"))
        for each in ui.some(found, _SHOWN, "words"):
            _given(each, key=f"word_{each.platform}_{each.edition}_{each.text}")


@remembered(2)
def _by_word(snapshot: str, *, _known: Mappings) -> list[Label]:  # noqa: ARG001
    return attribution.by_word(staff.store(), _known, _cases())


def _given(
    each: Label, *, key: str, tried: Tried | None = None, before: Report | None = None
) -> None:
    """A name that was given to a case, and what else it may mean."""
    assert each.edition is not None
    _choice(
        each.platform, each.text, [each.edition], plain(_line(each)),
        key=key, tried=tried, before=before, given=each.case_id,
    )  # fmt: skip


def _line(each: Label) -> str:
    return verdicts.label_line(each, lang(), staff.case_names())


def _key(each: Label) -> tuple[str, str, int | None]:
    return each.platform, rules.key(each.text), each.edition


def in_already() -> None:
    """The names in what is in that no case is known for, those first on which most actions hang."""
    kept = staff.now().ledger.rules  # what one leaves without a case needs no other
    found = [
        label
        for label in _labels(staff.now().snapshot)
        if label.edition is not None and _key(label) not in kept
    ]
    if not found:
        return
    st.subheader(t("mapcase.title", count=len(found)), anchor=False)
    st.caption(t("mapcase.text"))
    for each in ui.some(found, _SHOWN, "names"):
        assert each.edition is not None
        label = t(
            "mapcase.in_already",
            label=plain(each.text),
            platform=each.platform,
            edition=each.edition,
            count=each.actions,
        )
        key = f"in_{each.platform}_{each.edition}_{each.text}"
        _choice(each.platform, each.text, [each.edition], label, key=key)


@remembered(2)
def _labels(snapshot: str) -> list[Label]:  # noqa: ARG001
    return without_case(staff.now().database.counted())


def _choice(
    platform: str,
    text: str,
    years: Sequence[int],
    label: str,
    *,
    key: str,
    tried: Tried | None = None,
    before: Report | None = None,
    given: str = UNMAPPED,
) -> None:
    """A name, the cases it may mean, and, once one is chosen, what the rule would do and Keep. `given`: the
    case that it is given to without a rule."""
    year = years[0]
    with st.container(gap="xsmall"):
        if len(years) > 1:
            year = st.selectbox(t("rules.edition"), years, key=f"year_{key}", placeholder="–")
        names = staff.case_names()
        known = choices(year, text)
        if not known:
            st.markdown(label)
            st.caption(t("mapcase.no_cases", edition=year))
            return
        chosen = st.selectbox(
            label,
            known,
            index=None,
            format_func=lambda case: names.get(case, case),
            key=f"case_{key}_{year}",
            placeholder=t("mapcase.choose"),
            filter_mode="contains",
        )
        if chosen is None:
            return
        with staff.told():
            rule = made(platform, text, year, chosen)
            if tried is not None and before is not None and chosen != given:
                moved = before.by_case.get(given, 0) - tried(rule).by_case.get(given, 0)
                shown = {"frm": names.get(given, given), "to": names[chosen]}
                st.markdown(plain(t("rules.in_file", count=moved, **shown)))
            offer(rule, key=key)


def made(platform: str, text: str, edition: int, case: str) -> Rule:
    """A rule of the one who is at work. Raises `Fault` if its case is not of its edition."""
    by = staff.signed() or st.session_state.get("by") or ""
    record = staff.now().record
    return rules.made(
        platform=platform, value=text, edition=edition, case_id=case, by=by, record=record
    )


def offer(rule: Rule, *, key: str) -> None:
    """What a rule would do to what is in, and the button that keeps it."""
    would_move(rule, kept=True)
    if st.button(t("rules.keep"), key=f"keep_{key}", icon=":material/check:"):
        _set(rule, kept=True)


def offer_deleting(rule: Rule, *, key: str) -> None:
    """What would be without a rule, and the button that deletes it."""
    would_move(rule, kept=False)
    if st.button(t("rules.delete"), key=f"delete_{key}", icon=":material/delete:"):
        _set(rule, kept=False)


def would_move(rule: Rule, *, kept: bool) -> None:
    """The actions that keeping a rule, or taking it back, would move from one case to another."""
    effects = _effects(staff.now().snapshot, rule.key, rule.case_id, kept, _rule=rule)
    if said := verdicts.would_move(effects, lang(), staff.case_names()):
        staff.show_effect(plain(said), effects)
    else:
        st.markdown(t("rules.moves_nothing"))


@remembered(50)
def _effects(
    snapshot: str,  # noqa: ARG001  (part of the key, as all but the rule itself)
    key: tuple[str, str, int],  # noqa: ARG001
    case: str,  # noqa: ARG001
    kept: bool,
    *,
    _rule: Rule,
) -> list[Effect]:
    with taking.looking(staff.store()) as visit:
        return visit.set_rule(_rule, kept=kept)


def _set(rule: Rule, *, kept: bool) -> None:
    with staff.told():
        with taking.changing(staff.store()) as visit:
            effects = visit.set_rule(rule, kept=kept)
        names = staff.case_names()
        key = "verdict.rule_kept" if kept else "verdict.rule_gone"
        line = verdicts.rule_text(key, rule, lang(), names)
        staff.leave("rules", line, *staff.effect_lines(effects))
        st.rerun()


def told_by(rule: Rule) -> str:
    """Who said a rule, and when, as far as it is known."""
    day = date(lang(), rule.at[:10]) if rule.at else ""
    if rule.by:
        return t("rules.by_when", by=rule.by, date=day)
    return day or t("rules.unknown")
