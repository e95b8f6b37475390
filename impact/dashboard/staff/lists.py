"""Lists: whose exports are one list, what a newer file of it does, and what each change of that would do."""

from __future__ import annotations

from typing import Any

import streamlit as st

from impact.dashboard import staff, ui
from impact.dashboard.keeping import remembered
from impact.dashboard.ui import lang, plain, t
from impact.exports import streams, taking
from impact.exports.ledger import Effect, Stream
from impact.figures import live
from impact.i18n.words import date, listing, section

_SHOWN = 10
_NEWER = ("versions", "days", "events")


def listed() -> None:
    """Each list of each section, the one with the newest export first."""
    staff.said("lists")
    rows = streams.listed(live.current().ledger)
    if not rows:
        st.markdown(t("lists.none"))
        return
    st.caption(t("lists.text"))
    sections = sorted({row["section"] for row in rows})
    if len(rows) > _SHOWN and len(sections) > 1:
        newest = rows[0]["section"]
        section = ui.choice("section_of", t("lists.section"), sections, str, default=newest)
        rows = [row for row in rows if row["section"] == section]
    for row in ui.some(rows, _SHOWN, "list"):
        with st.container(border=True, gap="xsmall"):
            _one(row)


def _one(row: dict[str, Any]) -> None:
    said = t(
        "lists.of", section=section(lang(), row["section"]), platform=staff.coded(row["platform"])
    )
    st.markdown(f"**`{staff.coded(row['name'])}`** · {said}")
    st.markdown(t(f"lists.newer.{row['newer']}"))
    last = date(lang(), row["last_received"][:10])
    st.caption(plain(t("lists.exports", count=row["exports"], date=last)))
    if row["joined"]:
        names = listing(lang(), [f"`{staff.coded(name)}`" for name in row["joined"]])
        st.caption(t("lists.joined", names=names))
    key = f"{row['section']}_{row['platform']}_{row['stream']}"
    box = st.expander(t("lists.change"), key=f"stream_{key}", type="compact", on_change="rerun")
    if box.open:
        with box, staff.told():
            _change(row, key)


def _change(row: dict[str, Any], key: str) -> None:
    """One thing to change, what it would do to the counts, and the button that keeps it."""
    others = {
        each["stream"]: each["name"]
        for each in streams.listed(live.current().ledger)
        if (each["section"], each["platform"]) == (row["section"], row["platform"])
        and each["stream"] != row["stream"]
    }
    steps = ["rename", "newer", *(["join"] if others else []), *(["part"] if row["joined"] else [])]
    step = st.selectbox(
        t("lists.what"),
        steps,
        format_func={each: t(f"lists.step.{each}") for each in steps}.__getitem__,
        key=f"step_{key}",
        placeholder=t("lists.what"),
    )
    ledger, stream = live.current().ledger, row["stream"]
    said: dict[str, Any] = {}
    if step == "rename":
        name = st.text_input(
            t("lists.name"), value=row["name"], key=f"name_{key}", max_chars=80, live=True
        )
        said = {"name": name.strip()} if name.strip() not in ("", row["name"]) else {}
    elif step == "newer":
        newer = st.radio(
            t("lists.newer_label"),
            _NEWER,
            index=_NEWER.index(row["newer"]) if row["newer"] in _NEWER else None,
            format_func={each: t(f"lists.newer.{each}") for each in _NEWER}.__getitem__,
            key=f"newer_{key}",
        )
        said = {"newer": newer} if newer and newer != row["newer"] else {}
    elif step == "join":
        into = st.selectbox(
            t("lists.into"),
            list(others),
            index=None,
            format_func=others.__getitem__,
            key=f"into_{key}",
            placeholder=t("lists.choose"),
        )
        said = {"into": into} if into else {}
    elif step == "part":
        stream = st.selectbox(
            t("lists.part_which"), row["joined"], key=f"part_{key}", placeholder=t("lists.choose")
        )
        said = {"parted": True}
    if not said:
        return
    settled = None
    with staff.told():
        settled = streams.said(ledger, row["section"], row["platform"], stream, **said)
    if settled is None:
        return
    if step != "rename":
        effect = _effect(live.current().snapshot, repr(settled), _settled=settled)
        staff.show_effect(t("upload.would_change"), [effect] if effect.by_edition else [])
    if st.button(t("lists.keep"), key=f"settle_{key}", icon=":material/check:"):
        _keep(settled)


@remembered(50)
def _effect(snapshot: str, said: str, *, _settled: Stream) -> Effect:  # noqa: ARG001
    with taking.looking(staff.store()) as visit:
        return visit.settle_stream(_settled)


def _keep(settled: Stream) -> None:
    with staff.told():
        with taking.changing(staff.store()) as visit:
            effect = visit.settle_stream(settled)
        line = t(
            "verdict.stream_settled",
            name=settled.name or settled.origin,
            section=section(lang(), settled.section),
            platform=settled.platform,
        )
        staff.leave("lists", line, *staff.effect_lines([effect] if effect.by_edition else []))
        st.rerun()
