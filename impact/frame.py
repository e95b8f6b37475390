"""The Streamlit script: language, navigation, the page asked for.

It lies in this package and not beside `pages/`, so that Streamlit's older page discovery, which
would run a page without this frame, never sees that folder.
"""

import streamlit as st

from impact import ui

lang = ui.language()
# Before the navigation, which would fetch a page's icon from another host for the browser's tab.
st.set_page_config(
    page_icon=str(ui.PAGES.parent / "impact" / "static" / "favicon.png"), layout="centered"
)

# Shared, so that a browser's reader aloud pronounces the page; the shell says "en" to everybody.
_SET_LANGUAGE = st.components.v2.component(
    "page_language",
    html="<span hidden></span>",
    js="""
export default function ({ data }) {
  document.documentElement.lang = data.lang
}
""",
)


def _page(name: str, icon: str, *, path: str = "", visible: bool = True) -> st.Page:
    return st.Page(
        ui.page(name),
        title=ui.t(f"nav.{name}"),
        icon=f":material/{icon}:",
        url_path=path or None,
        default=not path,
        visibility="visible" if visible else "hidden",
        help=ui.t(f"nav.{name}_help"),
    )


page = st.navigation(
    {
        ui.t("nav.figures"): [
            _page("overview", "finance_mode"),
            _page("actions", "bar_chart", path="actions"),
            _page("releases", "lock_open", path="releases"),
            _page("cases", "groups", path="cases"),
            _page("case", "person", path="case", visible=False),
            _page("about", "fact_check", path="about"),
        ]
    },
    expanded=True,
)

st.set_page_config(page_title=f"{page.title} · {ui.t('site.title')}")
_SET_LANGUAGE(data={"lang": lang}, key="page_language")
ui.guarded(page.run)
