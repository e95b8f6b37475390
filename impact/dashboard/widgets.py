"""Streamlit's own fields where its own words or colours would stand in the way.

It has no setting for either: a choice of many is written in white on the theme's first colour, which is yellow
in the dark, and a field for files speaks English. A style lies over them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import streamlit as st

from impact.dashboard.visitor import t

_Item = TypeVar("_Item")
_TAGS = (
    "[data-testid=stMultiSelect] [data-tag]{background:transparent;color:inherit;border:1px solid}"
)
_BUTTON = "[data-testid=stFileUploaderDropzone] button p"
_MOST = "[data-testid=stFileUploaderDropzoneInstructions] span"
_SAID = "{part}{{visibility:hidden;font-size:0}}{part}::after{{visibility:visible;font-size:.95rem;content:{text}}}"


def many(label: str, options: Sequence[_Item], **given: Any) -> list[_Item]:
    """Streamlit's choice of many, of which what was chosen can be read in the dark, too."""
    style(_TAGS)
    return st.multiselect(label, options, select_all=False, **given)


def files(label: str, *, several: bool = False, size: int | None = None, **given: Any) -> Any:
    """Streamlit's field for files, in the visitor's words. `size`: MB of one; the server's, if not given."""
    most = size or st.get_option("server.maxUploadSize")
    texts = {
        _BUTTON: t("upload.choose", count=2 if several else 1),
        _MOST: t("upload.most", size=most),
    }
    style("".join(_SAID.format(part=part, text=_quoted(text)) for part, text in texts.items()))
    return st.file_uploader(label, accept_multiple_files=several, max_upload_size=size, **given)


def _quoted(text: str) -> str:
    """A text of ours as CSS writes it, so that nothing in it ends the style."""
    return json.dumps(text, ensure_ascii=False).replace("<", r"\3c ")


def style(rules: str) -> None:
    """Lay rules of CSS over the page; they take no room of it."""
    st.html(f"<style>{rules}</style>")
