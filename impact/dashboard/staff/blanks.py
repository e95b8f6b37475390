"""Our templates, empty, for a spreadsheet or as text; and, before anything else, those that are missing.

When an edition is running that the record has no case of, nothing of it can be counted for a case: the
page says so first, and which templates to send in which order.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from impact.dashboard import ui
from impact.dashboard.ui import lang, t
from impact.exports import templates
from impact.i18n.words import LANGUAGES, Language
from impact.presentation import cases

_NEEDED = ("editions", "cases")  # in the order in which they are to be sent
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def announced() -> None:
    """What to send first, where the running edition is not in the record."""
    edition = ui.missing()
    if edition is None:
        return
    with st.container(border=True, gap="small"):
        ui.heading(t("season.title", edition=edition))
        beside = st.grid(2, min_column_width=340)
        with beside.cell():
            told, drawing = cases.named_strip(ui.ask("editions").rows, edition, ui.view())
            said = t("season.known", told=told)
            st.caption(said)
            ui.drawn_alone(drawing, key="cases_known", alt=said)
        with beside.cell():
            st.markdown(t("season.text", edition=edition))
            for step, name in enumerate(_NEEDED, 1):
                _links(t(f"season.{name}", step=step, edition=edition), name, lang(), "first")
            with st.container(horizontal=True, gap="small"):
                for name in (*_NEEDED, "targets"):
                    ui.page_link("enter", t("season.type", what=t(f"template.{name}")), table=name)


def files() -> None:
    """Each template, to be filled in, in the language of the page or in the other one."""
    st.markdown(t("template.text"))
    other = st.checkbox(t("template.in_the_other"), key="template_other")
    language = next(each for each in LANGUAGES if (each != lang()) == other)
    for name in templates.NAMES:
        _links(f"**{t(f'template.{name}')}**", name, language, "all")


def _links(label: str, name: str, language: Language, key: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(label, width="content")
        for kind, mime, made in (
            ("xlsx", _XLSX, partial(templates.workbook, name, language)),
            (
                "csv",
                "text/csv",
                partial(templates.blank, name, language, templates.separator(language)),
            ),
        ):
            st.download_button(
                t(f"template.{kind}"),
                data=made,
                file_name=f"{t(f'template.file_{name}')}-{language}.{kind}",
                mime=mime,
                key=f"template_{key}_{name}_{kind}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
