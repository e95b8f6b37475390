"""What the dashboard keeps between one look at a page and the next, for all visitors together.

One policy for all of it. A function that is kept takes the name of a snapshot first, so that a new
snapshot is a new question, and never grows old by the clock. What it gives is never changed, so it is shared
and not copied. Of each function so many answers are kept, and what nobody asked for longest goes first.
What has no place in a key begins with an underscore (docs/decisions/0025).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import streamlit as st

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def remembered(most: int) -> Callable[[Callable[_Given, _Answer]], Callable[_Given, _Answer]]:
    """Keep the answers of a function of a snapshot, so many at most."""

    def keeping(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
        keep = st.cache_resource(max_entries=most, show_spinner=False)
        return cast(Callable[_Given, _Answer], keep(function))

    return keeping
