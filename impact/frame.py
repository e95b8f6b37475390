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

# The document's language follows the switch. And an open page asks every two seconds for the name of
# the newest snapshot, a few bytes; when it is another one, the page runs again with all its filters. A page of the sample asks nothing.
_FOLLOW = st.components.v2.component(
    "follow",
    html="<span hidden></span>",
    js="""
const open = { shown: "", tell: null, clock: null }

async function look() {
  if (document.hidden || !open.shown) return
  try {
    const answer = await fetch(new URL("snapshot", document.baseURI))
    const now = answer.ok ? await answer.text() : ""
    if (now && now !== open.shown) {
      open.shown = now
      open.tell("newer", now)
    }
  } catch {
    // the server is away; it will be asked again
  }
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  open.shown = data.snapshot
  open.tell = setTriggerValue
  open.clock ??= setInterval(look, 2000)
  document.onvisibilitychange = look
  return () => {
    clearInterval(open.clock)
    open.clock = null
  }
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
        ],
        ui.t("nav.use"): [
            _page("claims", "balance", path="claims"),
            _page("talking", "record_voice_over", path="talking"),
            _page("check", "spellcheck", path="check"),
        ],
        ui.t("nav.staff"): [
            _page("live", "monitoring", path="live"),
            _page("exports", "upload_file", path="exports"),
        ],
    },
    expanded=True,
)

st.set_page_config(page_title=f"{page.title} · {ui.t('site.title')}")
_FOLLOW(data={"lang": lang, "snapshot": ui.snapshot()}, key="follow", on_newer_change=lambda: None)
ui.sample_mark()
ui.guarded(page.run)
