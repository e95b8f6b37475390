"""The choices of a page: in one row where there is room, shown again as chips, kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from impact.dashboard.address import choice, search
from impact.dashboard.markdown import plain
from impact.dashboard.visitor import t

_WIDTH = 120  # pixels that a choice needs: two stand side by side on a phone


@dataclass(frozen=True)
class Filter:
    """One choice: its name in the address, the column of the rows that it holds for, its values in words.

    `label`: the key of what it is called, if that is not `filter.NAME`.
    """

    name: str
    column: str
    options: Sequence[Any]
    shown: Callable[[Any], str]
    label: str = ""

    @property
    def called(self) -> str:
        return t(self.label or f"filter.{self.name}")


def chosen(filters: Sequence[Filter], *, searched: str = "") -> tuple[str, dict[str, Any]]:
    """What is looked for, and what is chosen by column (None for all).

    `searched`: the words of a search box that stands before the choices, if there is one.
    """
    # Boxes in one line, also where the name of one takes two.
    grid = st.grid(
        len(filters) + bool(searched), min_column_width=_WIDTH, vertical_alignment="bottom"
    )
    wanted = (
        search("q", t(f"{searched}.search"), t(f"{searched}.search_hint"), place=grid)
        if searched
        else ""
    )
    found = {
        each.column: choice(each.name, each.called, each.options, each.shown, place=grid)
        for each in filters
    }
    _chips(filters, found, wanted)
    return wanted, found


def said(filters: Sequence[Filter], found: Mapping[str, Any], wanted: str = "") -> str:
    """What is looked for and chosen, in few words; empty where all is shown."""
    words = [t("filter.chip_search", words=plain(wanted))] if wanted else []
    chosen = [(each, found[each.column]) for each in filters]
    return ", ".join(
        words + [plain(each.shown(value)) for each, value in chosen if value is not None]
    )


def _chips(filters: Sequence[Filter], found: Mapping[str, Any], wanted: str) -> None:
    """What is chosen, each to be taken away by a tap, and all of it by one."""
    shown = {
        each.name: t(
            "press.pair",
            name=each.called,
            value=plain(each.shown(found[each.column])),
        )
        for each in filters
        if found[each.column] is not None
    }
    if wanted:
        shown["q"] = t("filter.chip_search", words=plain(wanted))
    if not shown:
        return
    with st.container(horizontal=True, gap="small"):
        for name, label in shown.items():
            st.button(
                label,
                key=f"chip_{name}",
                icon=":material/close:",
                on_click=_let_go,
                args=((name,),),
            )
        if len(shown) > 1:
            st.button(
                t("filter.clear"),
                key="chip_all",
                type="tertiary",
                on_click=_let_go,
                args=(tuple(shown),),
            )


def _let_go(names: Sequence[str]) -> None:
    for name in (*names, "page"):
        st.query_params.pop(name, None)
