"""What a tap on a chart does: it filters the page, tells of an event, or leads to a case.

Streamlit's own selection would have a finger drag the chart instead of the page, so that nobody gets past
a tall one on a phone, and would fade all that was not tapped (docs/decisions/0027). A tap says what is
tapped as an address says it, which is where it is kept. To a case the browser goes by itself, because
`st.switch_page` leaves the list that one came from without its filters when one goes back to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import streamlit as st

from impact.dashboard.address import leads
from impact.presentation.chart import Chart

_KEY, _BOUND = "taps", "bound_for"
_TAPS = st.components.v2.component(
    "taps",
    html="<span hidden></span>",
    js="""
const open = { tell: null, seen: null, due: false }

function told(event) {
  const pick = event.points.map(point => point.customdata).find(Boolean)
  if (!pick) return
  if (!pick.startsWith("?")) location.assign(new URL(pick, document.baseURI))
  else if (open.tell) open.tell("pick", pick)
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

export default function ({ data, setTriggerValue }) {
  if (data.go) location.assign(new URL(data.go, document.baseURI))
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
    go = st.session_state.pop(_BOUND, "")
    _TAPS(key=_KEY, data={"go": go}, on_pick_change=_tapped)


def to_case(case_id: str) -> None:
    """Go to a case when this run is over."""
    st.session_state[_BOUND] = leads({"case": case_id})


def _tapped() -> None:
    pick = dict(parse_qsl(str(st.session_state[_KEY].get("pick") or "")[1:400]))
    now = st.query_params.to_dict()
    again = bool(pick) and all(now.get(key) == value for key, value in pick.items())
    for key, value in pick.items():
        if again:  # tapped once more, it is let go
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value
    st.query_params.pop("page", None)


def event_in(drawing: Chart) -> str:
    """The event of this chart that the address names; empty if it names none of it."""
    wish = st.query_params.get("event", "")
    picks: list[Mapping[str, str]] = [
        pick for mark in drawing.marks for pick in getattr(mark, "picks", ())
    ]
    return wish if wish and any(pick.get("event") == wish for pick in picks) else ""
