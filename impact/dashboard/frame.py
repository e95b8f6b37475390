"""The Streamlit script: language, navigation, the page asked for.

It lies in this package and not beside `pages/`, so that Streamlit's older page discovery, which
would run a page without this frame, never sees that folder.
"""

import streamlit as st

from impact.dashboard import address, chrome, door, navigation, taps, ui
from impact.dashboard.widgets import style
from impact.exports import audit
from impact.routes import PAGES, SNAPSHOT, Page

# Less empty room above a page, and on a phone smaller titles and the sample's mark in one line with the way out of it,
# so that a page's picture is seen before any scrolling.
_CLOSER = (
    "[data-testid=stMainBlockContainer]{padding-top:3.5rem}"
    "@media(max-width:640px){"
    "[data-testid=stMainBlockContainer] h1{font-size:2rem;padding-top:.25rem}"
    ".st-key-sample_mark{flex-wrap:nowrap}.st-key-sample_mark>*{min-width:0}"
    ".st-key-sample_mark [data-testid=stAlertContainer]{padding:.5rem .75rem}"
    ".st-key-sample_mark .st-key-sample_close{flex:none;width:7rem!important}"
    ".st-key-sample_mark p,.st-key-sample_close button *{font-size:.875rem;white-space:normal}}"
)
# On paper: the page without what is clicked, and nothing cut through. A chart stays as wide as the screen had room
# for it, so that one is made smaller that a sheet, at this size of its letters a thousand pixels wide, has not.
_PRINTED = (
    "@media print{"
    "[data-testid=stSidebar],[data-testid=stHeader],[data-testid=stDownloadButton],[data-testid=stPopover],"
    "[data-testid=stLinkButton],[data-testid=stButton],[data-testid=stSelectbox],[data-testid=stFileUploader]"
    "{display:none!important}"
    "[data-testid=stMainBlockContainer]{zoom:.7;padding:0 1rem!important}"
    "[data-testid=stPlotlyChart]{zoom:var(--on-paper,1)}"
    "[data-testid=stPlotlyChart],[data-testid=stMetric],h2,h3{break-inside:avoid}h2,h3{break-after:avoid}}"
)
_WIDEST = 1280  # pixels that a page takes where there is room: longer lines are hard to read

# In small letters, as the file of roles and the command line have it: one person is one, however it was typed.
audit.act_as("page", str(getattr(st.user, "email", "") or "").lower())
with st.sidebar:
    listed = st.container(gap="medium")
lang = ui.language()
# Before the navigation, which would fetch a page's icon from another host for the browser's tab.
st.set_page_config(
    page_icon=str(address.PAGES.parent / "impact" / "dashboard" / "static" / "favicon.png"),
    layout="wide",
)

# The document's language follows the switch. And an open page asks every two seconds for the name of
# the newest snapshot, a few bytes; when it is another one, the page runs again with all its filters. A page
# of the sample or of an older day asks nothing.
_FOLLOW = st.components.v2.component(
    "follow",
    html="<span hidden></span>",
    js="""
const open = { shown: "", asked: "", tell: null, clock: null }

async function look() {
  if (document.hidden || !open.shown) return
  try {
    const answer = await fetch(new URL(open.asked, document.baseURI))
    const now = answer.ok ? await answer.text() : ""
    if (now && now !== open.shown) {
      open.shown = now
      open.tell("newer", now)
    }
  } catch {
    // the server is away; it will be asked again
  }
}

function print() {
  const wide = document.querySelector("[data-testid=stMainBlockContainer]")?.offsetWidth
  document.documentElement.style.setProperty("--on-paper", Math.min(1, 1000 / (wide || 1000)))
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  window.onbeforeprint = print
  open.shown = data.snapshot
  open.asked = data.asked
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


def _page(each: Page) -> st.Page:
    return st.Page(
        ui.page(each.name),
        title=ui.t(f"nav.{each.name}"),
        icon=f":material/{each.icon}:",
        url_path=each.path[1:] or None,
        default=each is PAGES[0],
        visibility="visible" if each.listed else "hidden",
        help=ui.t(f"nav.{each.name}_help"),
    )


page = st.navigation([_page(each) for each in PAGES], position="hidden")
here = next(each for each in PAGES if page.url_path == each.path[1:])
with listed:
    navigation.listed()
with st.sidebar:
    navigation.day()
    door.stands(here)

st.set_page_config(page_title=f"{page.title} · {ui.t('site.title')}")
with st.sidebar:  # at its end, where a part without a look takes no room of a page
    _FOLLOW(
        data={"lang": lang, "snapshot": ui.snapshot(), "asked": SNAPSHOT[1:]},
        key="follow",
        on_newer_change=lambda: None,
    )
    taps.heard()
    chrome.spoken()
with st.container(width=_WIDEST):
    style(_CLOSER + _PRINTED)
    ui.sample_mark()
    ui.replay_mark()
    above = st.empty()
    if door.opens(here):
        with address.answered(above):
            ui.guarded(page.run)
