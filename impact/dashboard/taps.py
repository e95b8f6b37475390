"""What a tap on a chart does: it filters the page, tells of an event, or leads to a case.

Streamlit's own selection would have a finger drag the chart instead of the page, so that nobody gets past
a tall one on a phone, and would fade all that was not tapped (docs/decisions/0026). A tap says what is
tapped as an address says it, which is where it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import streamlit as st

from impact.dashboard.address import page, query
from impact.presentation.chart import Chart

_KEY = "taps"
_TAPS = st.components.v2.component(
    "taps",
    html="<span hidden></span>",
    js="""
const open = { tell: null, seen: null, due: false }

function told(event) {
  const pick = event.points.map(point => point.customdata).find(Boolean)
  if (pick && open.tell) open.tell("pick", pick)
}

function hear() {
  open.due = false
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    if (!chart.on) continue
    chart.removeListener("plotly_click", told)
    chart.on("plotly_click", told)
  }
}

function soon() {
  if (open.due) return
  open.due = true
  requestAnimationFrame(hear)
}

export default function ({ setTriggerValue }) {
  open.tell = setTriggerValue
  open.seen ??= new MutationObserver(soon)
  open.seen.observe(document.body, { childList: true, subtree: true })
  soon()
  return () => open.seen.disconnect()
}
""",
)


def heard() -> None:
    """Listen to the charts of the page. To be called once a run, where it takes no room."""
    _TAPS(key=_KEY, on_pick_change=_tapped)


def _tapped() -> None:
    pick = dict(parse_qsl(str(st.session_state[_KEY].get("pick") or "")[:400]))
    if case := pick.get("case"):
        st.session_state["bound_for"] = case
        return
    now = st.query_params.to_dict()
    again = bool(pick) and all(now.get(key) == value for key, value in pick.items())
    for key, value in pick.items():
        if again:  # tapped once more, it is let go
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value
    st.query_params.pop("page", None)


def led() -> None:
    """Go to the case that was tapped, if one was."""
    if case := st.session_state.pop("bound_for", ""):
        st.switch_page(page("case"), query_params=query(case=case))


def event_in(drawing: Chart) -> str:
    """The event of this chart that the address names; empty if it names none of it."""
    wish = st.query_params.get("event", "")
    picks: list[Mapping[str, str]] = [
        pick for mark in drawing.marks for pick in getattr(mark, "picks", ())
    ]
    return wish if wish and any(pick.get("event") == wish for pick in picks) else ""
