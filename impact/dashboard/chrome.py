"""Streamlit's own words in the visitor's language: names that are read aloud, hints of tools, a table's menu. And the
roles and names that its parts lack for who hears a page.

It has no catalogue, so they are exchanged in the browser for those of `words.toml`. Without this the pages work as
they do; a word that a later version has renamed stays English until it is renamed here, which a test tells.
"""

from __future__ import annotations

from functools import cache

import streamlit as st

from impact.dashboard.visitor import lang
from impact.i18n.locales import FIRST, ROWS
from impact.i18n.words import Language, say, sentences

_AT = "chrome."
_UNITS = ("B", "KB", "MB", "GB")
_OTHERS = "…"  # at the end of a word stands for what follows it: "Remove 2024"
_CHROME = st.components.v2.component(
    "chrome",
    html="<span hidden></span>",
    js="""
const ATTRIBUTES = ["aria-label", "title", "placeholder"]
const NAMED = ATTRIBUTES.map(name => `[${name}]`).join()
const TEXTS = "[data-testid=stSkipToContent],[role=menuitem],[role=tooltip],[data-testid=stTooltipContent]," +
  "[role=listbox],[data-testid=stFileUploader]"
const ROLES = { "[data-testid=stFileUploaderDropzone]": "group", "[data-tag]": "group" }
const CHOOSE = "[data-testid=stFileUploaderDropzone] button"
const open = { whole: new Map(), begun: [], pairs: [], units: {}, decimal: ".", lang: "", seen: null }

function theirs(text) {
  const known = open.whole.get(text)
  if (known) return known
  for (const [start, word] of open.begun) if (text.startsWith(start)) return word + text.slice(start.length)
  const size = /^([0-9.]+)(B|KB|MB|GB)$/.exec(text)
  return size && open.units[size[2]] ? `${size[1].replace(".0", "").replace(".", open.decimal)}\\u00a0${open.units[size[2]]}` : text
}

function named(part) {
  for (const name of ATTRIBUTES) {
    const text = part.getAttribute(name)
    if (text && theirs(text) !== text) part.setAttribute(name, theirs(text))
  }
}

function written(part) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode.nodeValue.trim()
    if (text && theirs(text) !== text) texts.currentNode.nodeValue = theirs(text)
  }
}

// A field for files calls itself a decoration, the word on its button is laid over by a style, and what was chosen of
// many has a name that no reader aloud would say without a role.
function meant() {
  for (const [which, role] of Object.entries(ROLES))
    for (const part of document.querySelectorAll(which)) if (part.role !== role) part.role = role
  for (const button of document.querySelectorAll(CHOOSE)) {
    const seen = getComputedStyle(button.querySelector("p") ?? button, "::after").content
    const name = seen.startsWith('"') ? JSON.parse(seen) : ""
    if (name && button.ariaLabel !== name) button.ariaLabel = name
  }
}

function all(root) {
  if (root.nodeType !== Node.ELEMENT_NODE) return
  if (root.matches(NAMED)) named(root)
  root.querySelectorAll(NAMED).forEach(named)
  const within = root.closest(TEXTS)
  if (within) written(within)
  else root.querySelectorAll(TEXTS).forEach(written)
}

function changed(changes) {
  for (const change of open.pairs.length ? changes : []) {
    if (change.type === "attributes") named(change.target)
    else change.addedNodes.forEach(all)
  }
  meant()
}

function learn(pairs, others) {
  open.whole = new Map(pairs.filter(([word]) => !word.endsWith(others)))
  open.begun = pairs.filter(([word]) => word.endsWith(others)).map(pair => pair.map(word => word.slice(0, -1)))
}

export default function ({ data }) {
  open.seen?.disconnect()
  open.units = {}
  if (open.lang && open.lang !== data.lang) {  // the page is that of another language now, but for what was exchanged
    learn(open.pairs.map(([word, said]) => [said, word]), data.others)
    all(document.body)
  }
  open.lang = data.lang
  open.pairs = Object.entries(data.words)
  if (open.pairs.length) {
    learn(open.pairs, data.others)
    open.units = data.units
    open.decimal = data.decimal
    all(document.body)
  }
  meant()
  open.seen = new MutationObserver(changed)
  open.seen.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES })
  return () => open.seen.disconnect()
}
""",
)


@cache
def _words(language: Language) -> dict[str, str]:
    """Streamlit's words, each with the language's own; none in the language that they are in."""
    keys = [key for key in sentences() if key.startswith(_AT)] if language != FIRST else []
    return {say(FIRST, key): say(language, key) for key in keys}


def spoken() -> None:
    """Exchange the words of the page that is drawn. To be called once a run, where it takes no room."""
    language = lang()
    words = _words(language)
    units = {unit: say(language, f"unit_of_size.{unit}") for unit in _UNITS if words}
    decimal = ROWS[language].decimal
    _CHROME(
        key="chrome",
        data={
            "lang": language,
            "words": words,
            "others": _OTHERS,
            "units": units,
            "decimal": decimal,
        },
    )
