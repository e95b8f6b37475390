"""Before somebody leaves a form that was typed in and not kept, the browser asks.

What is typed lies in the open page alone (docs/decisions/0026): a reload, a closed tab or a link would lose it
without a word.
"""

from __future__ import annotations

import streamlit as st

from impact.dashboard.visitor import t

_LEAVING = st.components.v2.component(
    "leaving",
    html="<span hidden></span>",
    js="""
const open = { form: "", text: "", typed: false }

function typed(event) {
  if (event.target.closest("[data-testid=stForm]")) open.typed = true
}

function left(event) {
  if (open.typed) event.preventDefault()
}

function clicked(event) {
  if (event.target.closest("[role=option]")) open.typed = true
  if (!open.typed || !event.target.closest("a[href]:not([target=_blank])")) return
  if (confirm(open.text)) open.typed = false
  else {
    event.preventDefault()
    event.stopPropagation()
  }
}

export default function ({ data }) {
  if (data.form !== open.form) open.typed = false
  Object.assign(open, data)
  document.body.dataset.watched = data.form  // a test waits for it: typing may begin before this runs
  document.addEventListener("input", typed, true)
  document.addEventListener("click", clicked, true)
  window.addEventListener("beforeunload", left)
  return () => {
    delete document.body.dataset.watched
    document.removeEventListener("input", typed, true)
    document.removeEventListener("click", clicked, true)
    window.removeEventListener("beforeunload", left)
  }
}
""",
)


def asked(form: str) -> None:
    """Ask before the form of this name is left. Another name is a form that nothing was typed in yet."""
    with st.sidebar:  # at its end, where a part without a look takes no room of a page
        _LEAVING(key="leaving", data={"form": form, "text": t("enter.leaving")})
