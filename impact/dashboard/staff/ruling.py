"""Rules: which case a name or code of a platform means in an edition, or none. Listed, tried, changed, deleted."""

from __future__ import annotations

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.staff import naming
from impact.dashboard.ui import plain, t
from impact.exports.ledger import Rule

_SHOWN = 10


def listed() -> None:
    """The names without a case, the rules that are kept, and one more made by hand."""
    staff.said("rules")
    if not staff.signed():
        hint = t("rules.by_help")
        st.text_input(t("rules.by"), key="by", max_chars=80, placeholder=hint, live=True)
    naming.in_already()
    naming.by_word_in_already()
    kept = sorted(
        staff.now().ledger.rules.values(),
        key=lambda rule: (-rule.edition, rule.platform, rule.value),
    )
    if kept:
        st.subheader(t("rules.kept", count=len(kept)), anchor=False)
    for rule in ui.some(kept, _SHOWN, "rule"):
        _one(rule)
    _by_hand()


def _one(rule: Rule) -> None:
    names = staff.case_names()
    key = "_".join(map(str, rule.key))
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            plain(
                t(
                    "rules.line",
                    value=rule.value,
                    platform=rule.platform,
                    edition=rule.edition,
                    case=names.get(rule.case_id, rule.case_id),
                )
            )
        )
        st.caption(plain(naming.told_by(rule)))
        box = st.expander(t("rules.change"), key=f"rule_{key}", type="compact", on_change="rerun")
        if not box.open:
            return
        with box, staff.told():
            known = naming.choices(rule.edition, rule.value)
            chosen = st.selectbox(
                t("rules.case"),
                known,
                index=known.index(rule.case_id) if rule.case_id in known else None,
                format_func=lambda case: names.get(case, case),
                key=f"to_{key}",
                placeholder=t("mapcase.choose"),
                filter_mode="contains",
            )
            if chosen is not None and chosen != rule.case_id:
                naming.offer(naming.made(rule.platform, rule.value, rule.edition, chosen), key=key)
            else:
                naming.offer_deleting(rule, key=key)


def _by_hand() -> None:
    """A rule for a name that no file had yet."""
    box = st.expander(t("rules.add"), key="rule_add", on_change="rerun")
    known = staff.mappings() if box.open else None
    years = naming.editions()
    if known is None or not years:
        return
    with box, staff.told():
        counted = [name for name, source in known.sources.items() if source.grain != "outcome"]
        platform = st.selectbox(
            t("rules.platform"),
            counted,
            key="add_platform",
            filter_mode="contains",
            placeholder=t("rules.platform"),
        )
        value = st.text_input(t("rules.value"), key="add_value", max_chars=200, live=True)
        edition = st.selectbox(t("rules.edition"), years, key="add_edition", placeholder="–")
        names = staff.case_names()
        chosen = st.selectbox(
            t("rules.case"),
            naming.choices(edition, value),
            index=None,
            format_func=lambda case: names.get(case, case),
            key=f"add_case_{edition}",
            placeholder=t("mapcase.choose"),
            filter_mode="contains",
        )
        if platform and value.strip() and chosen is not None:
            naming.offer(naming.made(platform, value.strip(), edition, chosen), key="add")
