"""The drop folder: its files with what became of each, and those that were passed over."""

from __future__ import annotations

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.staff import naming, verdict
from impact.dashboard.ui import plain, some, t
from impact.server import watching
from impact.settings import value

_SHOWN, _NAMED = 10, 10


def files() -> None:
    """The files of the drop folder and what became of each. Where it lies is for who has the machine."""
    found = [each for each in watching.dropped() if ui.who().of_section(each.section)]
    if not (found or ui.who().may("admin")):
        return
    ui.heading(t("drop.title"))
    if not found:
        st.markdown(t("drop.none", folder=staff.coded(value("IMPACT_EXPORTS"))))
    may_name = bool(found) and ui.who().may("admin") and staff.mappings() is not None
    for item in some(found, _SHOWN, "dropped"):
        with st.container(border=True, gap="xsmall"):
            verdict.show(item.report, key=f"drop_{item.name}", more=f"· {item.section}")
            if may_name and item.report.unmapped and item.report.mapping:
                naming.of_file(item.report, key=f"drop_{item.name}", tried=None)
            naming.by_word_in(item.report, key=f"drop_{item.name}", tried=None)
    if (passed := watching.passed_over()) and ui.who().may("admin"):
        names = ", ".join([*passed[:_NAMED], *(["…"] if len(passed) > _NAMED else [])])
        st.caption(plain(t("drop.passed_over", count=len(passed), names=names)))
