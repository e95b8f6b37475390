"""The address as a page's state: what is chosen stands in it, in codes, and links carry it on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import streamlit as st

from impact.dashboard.markdown import plain
from impact.dashboard.visitor import lang, replaying, sampling, t
from impact.dashboard.widgets import many
from impact.i18n.words import localized
from impact.routes import PAGE
from impact.settings import ROOT

_ALL = "all"
_UNKNOWN = "asked_in_vain"


_Item = TypeVar("_Item")


PAGES = ROOT / "pages"


@contextmanager
def answered(place: Any) -> Iterator[None]:
    """Tell, where there is `place` for it, what the address asks for that this page does not have."""
    st.session_state[_UNKNOWN] = []
    yield
    if told := st.session_state[_UNKNOWN]:
        place.info("  \n".join(dict.fromkeys(told)))


def _in_vain(label: str, wish: str, shown: str) -> None:
    """An old or misspelt link would else show something else without a word."""
    told = t("filter.unknown", label=label, wish=plain(wish[:40]), shown=plain(shown))
    st.session_state.setdefault(_UNKNOWN, []).append(told)


def choice(
    key: str,
    label: str,
    options: Sequence[Any],
    shown: Callable[[Any], str],
    *,
    default: Any = None,
    place: Any = None,
    tell: bool = True,
) -> Any:
    """A select box whose value lives in the address as `?key=code`, the same in both languages.

    Streamlit's own binding writes the shown label into the address, so a French link would break
    in English (docs/decisions/0004). Without a default, the first choice is "all": None. `tell`: say
    it where the address asks for what there is not; else the page does, or it does not matter.
    """
    by_code = {str(option): option for option in options}
    first = str(default) if default is not None else _ALL
    wish = st.query_params.get(key, "")
    st.session_state[key] = wish if wish in by_code else first

    def remember() -> None:
        if st.session_state[key] == first:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[key]

    labels = {} if default is not None else {_ALL: t("filter.all")}
    labels |= {code: shown(option) for code, option in by_code.items()}
    if tell and wish and wish not in labels:
        _in_vain(label, wish, labels.get(first, first))
    chosen = (place or st).selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=remember,
        filter_mode="contains",
        placeholder=t("filter.all"),
    )
    return by_code.get(chosen)


def switch(
    key: str, label: str, options: Sequence[str], shown: Callable[[str], str], *, default: str
) -> str:
    """One of a few ways to see the same, side by side, whose code lives in the address as `?key=`."""
    wish = st.query_params.get(key, "")
    st.session_state[key] = wish if wish in options else default

    def remember() -> None:
        if st.session_state[key] in (None, default):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[key]

    if wish and wish not in options:
        _in_vain(label, wish, shown(default))
    chosen = st.segmented_control(
        label, options, format_func=shown, key=key, on_change=remember, required=True
    )
    return str(chosen or default)


def several(
    key: str,
    label: str,
    options: Sequence[_Item],
    shown: Callable[[_Item], str],
    *,
    default: Sequence[_Item],
) -> list[_Item]:
    """Some of many, chosen by typing; their codes stand in the address as `?key=one,other`."""
    by_code = {str(option): option for option in options}
    first = [str(option) for option in default]
    asked = [code for code in st.query_params.get(key, "")[:400].split(",") if code]
    wish = [code for code in asked if code in by_code]
    st.session_state[key] = list(dict.fromkeys(wish)) or first
    if vain := [code for code in asked if code not in by_code]:
        found = [shown(by_code[code]) for code in st.session_state[key]]
        _in_vain(label, ", ".join(vain), ", ".join(found) or t("filter.nothing"))

    def remember() -> None:
        if st.session_state[key] in ([], first):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = ",".join(st.session_state[key])

    chosen = many(
        label,
        list(by_code),
        format_func=lambda code: shown(by_code[code]),
        key=key,
        on_change=remember,
        placeholder=t("filter.choose"),
    )
    return [by_code[code] for code in chosen]


def search(key: str, label: str, placeholder: str, *, place: Any = None) -> str:
    """A search box whose text lives in the address as `?key=`."""
    st.session_state[key] = st.query_params.get(key, "")[:100]

    def remember() -> None:
        if st.session_state[key]:
            st.query_params[key] = st.session_state[key]
        else:
            st.query_params.pop(key, None)

    text = (place or st).text_input(
        label,
        key=key,
        on_change=remember,
        placeholder=placeholder,
        max_chars=100,
        icon=":material/search:",
    )
    return str(text or "").strip()


def page(name: str) -> Path:
    return PAGES / f"{name}.py"


def page_link(
    name: str,
    label: str,
    *,
    icon: str = "arrow_forward",
    width: Literal["content", "stretch"] = "content",
    **parameters: object,
) -> None:
    """A link to another page that keeps the language and the day looked back at."""
    # An arrow and not bold letters: so small, those lose the dots of their i on screens of plain density.
    st.page_link(
        page(name),
        label=plain(label),
        icon=f":material/{icon}:",
        help="",  # else each is there twice, once with what its page is
        width=width,
        query_params=query(**parameters),
    )


def query(**parameters: object) -> dict[str, str]:
    """What an address of another page says: these, the language and the day looked back at."""
    found = {key: str(value) for key, value in parameters.items()}
    if as_of := replaying():
        found["as_of"] = as_of
    if "lang" not in st.query_params:  # else Streamlit carries the bound one along
        found["lang"] = lang()
    return found


def leads(pick: Mapping[str, str], page: str = "") -> str:
    """Where what a mark of a chart stands for leads: to a case, to another page, or to more in the address of
    this one."""
    there = "case" if "case" in pick else page
    if not there:
        return f"?{urlencode(pick)}"
    kept = {"lang": lang(), "as_of": replaying(), "data": "sample" if sampling() else ""}
    asked = {**pick, **{key: value for key, value in kept.items() if value}}
    return f"{PAGE[there].path[1:]}?{urlencode(asked)}"


_LINK = 30  # letters that fit beside the arrow in a third of the page


def case_link(row: Mapping[str, Any]) -> None:
    """A case's name as a link. A long one is cut, a bracket at its end first, and then given
    whole below: links do not wrap."""
    name = localized(row, "name", lang())
    short = re.sub(r" \(.*\)$", "", name)
    if len(short) > _LINK:
        short = short[: _LINK - 1].rsplit(" ", 1)[0].rstrip(",") + "…"
    page_link("case", short, case=row["case_id"])
    if len(name) > _LINK:
        st.caption(plain(name))


def permalink() -> str:
    """The address of this view, complete with language."""
    query = urlencode(st.query_params.to_dict() | {"lang": lang()})
    return f"{st.context.url or ''}?{query}"


def some(rows: Sequence[_Item], size: int, key: str) -> Sequence[_Item]:
    """One page of a long list; which one is in the address."""
    pages = max(1, -(-len(rows) // size))
    if pages == 1:
        return rows
    chosen = choice(
        key,
        t("filter.page"),
        list(range(1, pages + 1)),
        lambda index: t("filter.page_of", index=index, pages=pages),
        default=1,
    )
    return rows[(chosen - 1) * size : chosen * size]
